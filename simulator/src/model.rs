//! The reference: what ought to be true, kept in the simplest way there is, and told by nothing but which calls
//! succeeded. It shares no code with the pallets but their vocabulary.

use crate::domains::{
	attestation, claims, codes, consent, credentials, governance, organizations, provenance, records, sponsorship,
	subjects,
};
use salus_primitives::{Duty, OrganizationId, Seconds};
use salus_runtime::{AccountId, RuntimeCall, RuntimeEvent};
use std::collections::BTreeSet;

/// On whose authority a call is dispatched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
	/// An account.
	Signed(AccountId),
	/// So many of so many of the Council.
	Council(u32, u32),
	/// So many of so many of the Technical Committee.
	Technical(u32, u32),
	/// One member of either body, for itself.
	Member,
	/// A transaction without an account, authorised by what is in it.
	Authorized,
}

impl Origin {
	/// The account that signed.
	pub fn who(&self) -> Option<&AccountId> {
		match self {
			Self::Signed(who) => Some(who),
			_ => None,
		}
	}

	/// At least this share of the Council?
	pub fn council(&self, share: u32, of: u32) -> bool {
		matches!(self, Self::Council(ayes, all) if *all > 0 && ayes * of >= all * share)
	}

	/// At least this share of the Technical Committee?
	pub fn technical(&self, share: u32, of: u32) -> bool {
		matches!(self, Self::Technical(ayes, all) if *all > 0 && ayes * of >= all * share)
	}
}

/// What the model says about a call before it is dispatched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Expect {
	/// It must succeed.
	Success,
	/// It must fail, for this reason.
	Failure(&'static str),
	/// The model does not know enough.
	Either,
}

impl Expect {
	/// Failure unless this holds.
	pub fn only_if(holds: bool, why: &'static str, then: impl FnOnce() -> Self) -> Self {
		if holds {
			then()
		} else {
			Self::Failure(why)
		}
	}
}

/// Something that was dispatched, alone or inside a wrapper.
pub struct Step<'a> {
	/// On whose authority.
	pub origin: &'a Origin,
	/// What.
	pub call: &'a RuntimeCall,
	/// Whether it succeeded.
	pub ok: bool,
	/// What happened meanwhile.
	pub events: &'a [RuntimeEvent],
	/// Unix time of the block.
	pub now: Seconds,
}

/// Everything that ought to be true.
#[derive(Clone, Default)]
pub struct Model {
	/// Members.
	pub organizations: organizations::Model,
	/// Patients and practitioners.
	pub subjects: subjects::Model,
	/// Who pays for whom.
	pub sponsorship: sponsorship::Model,
	/// Attestors and jobs.
	pub attestation: attestation::Model,
	/// Record stores.
	pub records: records::Model,
	/// The registry of codes.
	pub codes: codes::Model,
	/// Directives, grants and requests.
	pub consent: consent::Model,
	/// Schemas, issuers and credentials.
	pub credentials: credentials::Model,
	/// Medicines.
	pub provenance: provenance::Model,
	/// Plans, coverages, authorisations and claims.
	pub claims: claims::Model,
	/// Pauses and money.
	pub governance: governance::Model,
	/// Time of the newest block.
	pub now: Seconds,
}

impl Model {
	/// May this account do this duty for this organisation now?
	pub fn may(&self, organization: OrganizationId, origin: &Origin, duty: Duty) -> bool {
		origin.who().is_some_and(|who| self.organizations.may(organization, who, duty))
	}

	/// The active members.
	pub fn active(&self) -> BTreeSet<OrganizationId> {
		self.organizations.active()
	}
}
