//! What is measured: one file per domain.
//!
//! To add a domain, write a function that prepares a [`Lab`] with lawful calls and returns a [`Plan`]: the maps whose
//! entries its calls read or write (each must have an entry by then), the cases, the questions. Names of cases start
//! with the domain's name. Let each call touch things of its own, signed by people of their own, so that everything is
//! cold: the worst case of a chain with millions of users, and what the plain transfers beside it do too.

use crate::lab::{Lab, Plan, Signed};
use anyhow::Result;
use salus_primitives::{Duties, Duty};
use salus_runtime::{constants::UNIT, AccountId, Runtime};
use sp_core::Pair;

pub mod balances;
mod claims;
mod consent;
mod credentials;
mod provenance;
mod records;
mod sponsorship;
mod subjects;

/// A part of the runtime.
pub struct Domain {
	/// Its name.
	pub name: &'static str,
	/// What is measured of it.
	pub about: &'static str,
	/// Prepares the chain.
	pub prepare: fn(&mut Lab) -> Result<Plan>,
}

/// All domains, in the order in which they are measured.
pub const ALL: &[Domain] = &[
	Domain {
		name: "balances",
		about: "plain transfers, to which everything else is compared",
		prepare: balances::prepare,
	},
	Domain { name: "records", about: "anchors, erasures, challenges; verifying leaves", prepare: records::prepare },
	Domain {
		name: "consent",
		about: "directives, decisions, cohorts; checking and explaining",
		prepare: consent::prepare,
	},
	Domain { name: "credentials", about: "offers, revocations, status lists; checking", prepare: credentials::prepare },
	Domain {
		name: "provenance",
		about: "commissioning, custody, dispensing; verifying packs",
		prepare: provenance::prepare,
	},
	Domain {
		name: "claims",
		about: "claims adjudicated and paid, reversed, closed; authorisations; eligibility",
		prepare: claims::prepare,
	},
	Domain { name: "subjects", about: "subjects, their keys and guardians", prepare: subjects::prepare },
	Domain {
		name: "sponsorship",
		about: "vouching, and what being sponsored adds to a call",
		prepare: sponsorship::prepare,
	},
];

/// Give each of the lab's people these duties for its organisation.
fn employ(lab: &mut Lab, duties: &[Duty]) -> Result<()> {
	let duties = Duties::of(duties);
	let calls = lab
		.people()
		.enumerate()
		.map(|(n, person)| {
			let (organization, admin) = Lab::organization(n)?;
			let account = person.public().into();
			Ok(Signed::new(admin, pallet_organizations::Call::<Runtime>::set_staff { organization, account, duties }))
		})
		.collect::<Result<Vec<_>>>()?;
	lab.perform(calls)
}

/// Let members vouch for these accounts, in turn.
fn vouch(lab: &mut Lab, accounts: impl IntoIterator<Item = AccountId>) -> Result<()> {
	let calls = accounts
		.into_iter()
		.enumerate()
		.map(|(n, account)| {
			let (organization, admin) = Lab::organization(n)?;
			let (allowance, deposit_quota) = (UNIT, 10 * UNIT);
			Ok(Signed::new(
				admin,
				pallet_sponsorship::Call::<Runtime>::vouch { organization, account, allowance, deposit_quota },
			))
		})
		.collect::<Result<Vec<_>>>()?;
	lab.perform(calls)
}
