//! Subjects: opening, claiming, keys and guardians.

use crate::{
	fill::{Map, Part},
	lab::{Case, Lab, Plan, Signed},
};
use anyhow::{Context, Result};
use pallet_subjects::{subject_id, Basis};
use salus_primitives::{Commitment, Duty, SubjectId};
use salus_runtime::{AccountId, Runtime};
use sp_core::{sr25519, Pair, H256};
use sp_crypto_hashing::blake2_256;

const DAY: u64 = 24 * 60 * 60;

type Call = pallet_subjects::Call<Runtime>;

/// People have subjects and are staff; others have not; strangers are sponsored and have nothing.
pub fn prepare(lab: &mut Lab) -> Result<Plan> {
	let people: Vec<sr25519::Pair> = lab.people().cloned().collect();
	let others: Vec<sr25519::Pair> = lab.others().cloned().collect();
	let strangers: Vec<sr25519::Pair> = lab.strangers().collect();
	super::employ(lab, &[Duty::Registration])?;
	super::vouch(lab, strangers.iter().map(account))?;
	lab.perform(people.iter().map(|person| Signed::new(person.clone(), Call::open {})))?;
	// The first stranger opens a subject, so that there is a deposit on a sponsor; it is not measured again.
	lab.perform(strangers.first().map(|stranger| Signed::new(stranger.clone(), Call::open {})))?;

	let expires = lab.chain.now().saturating_add(30 * DAY);
	let staff = || people.iter().cloned().enumerate();
	lab.perform(staff().map(|(n, by)| open_for(n, by, "offered")).collect::<Result<Vec<_>>>()?)?;
	let offers = staff().zip(&others).map(|((n, by), claimant)| {
		let (organization, _) = Lab::organization(n)?;
		let subject = subject_id(organization, &salt("offered", n));
		Ok(Signed::new(by, Call::offer_claim { organization, subject, claimant: account(claimant), expires }))
	});
	lab.perform(offers.collect::<Result<Vec<_>>>()?)?;
	// Whoever administers the organisation is the second pair of eyes.
	let confirmations = staff().zip(&others).map(|((n, _), _)| {
		let (organization, admin) = Lab::organization(n)?;
		let subject = subject_id(organization, &salt("offered", n));
		Ok(Signed::new(admin, Call::confirm_proposal { organization, subject, proposal: 2 }))
	});
	lab.perform(confirmations.collect::<Result<Vec<_>>>()?)?;
	// One proposal waits, so that this map has an entry to copy; its subject is not claimed below.
	let waiting = staff().take(1).map(|(n, by)| {
		let (organization, _) = Lab::organization(n)?;
		let (subject, evidence) =
			(subject_id(organization, &salt("offered", n)), Commitment(H256(salt("evidence", n))));
		Ok(Signed::new(by, Call::set_legal_guardians { organization, subject, guardianship: None, evidence }))
	});
	lab.perform(waiting.collect::<Result<Vec<_>>>()?)?;

	// The first person names guardians, and one of them begins a recovery, so that those maps have an entry to copy.
	let (owner, guardian) = (people.first().context("there are people")?, others.first().context("there are others")?);
	lab.perform([
		Signed::new(
			owner.clone(),
			Call::set_guardians {
				subject: subject(owner),
				guardians: vec![account(guardian)].try_into().ok().context("one fits")?,
				threshold: 1,
				delay: 2 * DAY,
			},
		),
		Signed::new(
			guardian.clone(),
			Call::initiate_recovery {
				subject: subject(owner),
				controllers: vec![account(owner)].try_into().ok().context("one fits")?,
			},
		),
	])?;

	let open = |by: &sr25519::Pair| Signed::new(by.clone(), Call::open {});
	let claims = staff().zip(&others).map(|((n, _), claimant)| {
		let (organization, _) = Lab::organization(n)?;
		let subject = subject_id(organization, &salt("offered", n));
		Ok(Signed::new(claimant.clone(), Call::accept_claim { subject }))
	});
	let rotations = people.iter().skip(1).zip(lab.acquaintances()).map(|(owner, new)| {
		let controllers = vec![new.clone()].try_into().ok().context("one fits")?;
		Ok(Signed::new(owner.clone(), Call::rotate { subject: subject(owner), controllers }))
	});
	let acquaintances: Vec<AccountId> = lab.acquaintances().cloned().collect();
	let guardians = people.iter().skip(1).zip(acquaintances.windows(3)).map(|(owner, three)| {
		let mut three = three.to_vec();
		three.sort();
		let guardians = three.try_into().ok().context("three fit")?;
		Ok(Signed::new(
			owner.clone(),
			Call::set_guardians { subject: subject(owner), guardians, threshold: 2, delay: 2 * DAY },
		))
	});
	let cases = vec![
		Case::new(
			"subjects.open",
			"A person with an account of its own opens its subject and pays the deposit.",
			others.iter().skip(1).map(open).collect(),
		),
		Case::new(
			"subjects.open, sponsored",
			"The same by an account without any money: its sponsor pays fee and deposit.",
			strangers.iter().skip(1).map(open).collect(),
		),
		Case::new(
			"subjects.open_for",
			"Staff opens a subject for a person without a key; the organisation pays the deposit.",
			staff().map(|(n, by)| open_for(n, by, "new")).collect::<Result<_>>()?,
		),
		Case::new(
			"subjects.accept_claim",
			"A person takes control of the subject that an organisation keeps for it.",
			claims.skip(1).collect::<Result<_>>()?,
		),
		Case::new("subjects.rotate", "A person replaces its key by another.", rotations.collect::<Result<_>>()?),
		Case::new("subjects.set_guardians", "A person names three guardians.", guardians.collect::<Result<_>>()?),
	];
	let fill = vec![
		Map::new("Organizations", "Staff", &[Part::Twox(4), Part::Blake(32)]),
		Map::new("Balances", "Holds", &[Part::Blake(32)]),
		Map::new("Sponsorship", "Sponsorships", &[Part::Blake(32)]),
		Map::new("Sponsorship", "DepositsHeld", &[Part::Twox(4), Part::Blake(32)]),
		Map::new("Subjects", "Subjects", &[Part::Blake(32)]),
		Map::new("Subjects", "Deposits", &[Part::Blake(32)]),
		Map::new("Subjects", "Offers", &[Part::Blake(32)]),
		Map::new("Subjects", "Proposals", &[Part::Blake(32)]),
		Map::new("Subjects", "Guardians", &[Part::Blake(32)]),
		Map::new("Subjects", "Recoveries", &[Part::Blake(32)]),
	];
	Ok(Plan { fill, cases, questions: Vec::new() })
}

fn account(key: &sr25519::Pair) -> AccountId {
	key.public().into()
}

/// A subject that opened itself has the number of its account.
fn subject(key: &sr25519::Pair) -> SubjectId {
	SubjectId::from(key.public().0)
}

fn salt(what: &str, n: usize) -> [u8; 32] {
	blake2_256(format!("{what} {n}").as_bytes())
}

fn open_for(n: usize, by: sr25519::Pair, what: &str) -> Result<Signed> {
	let (organization, _) = Lab::organization(n)?;
	Ok(Signed::new(
		by,
		Call::open_for {
			organization,
			salt: salt(what, n),
			basis: Basis::PaperEvidence,
			evidence: Commitment(H256(salt("evidence", n))),
			guardianship: None,
		},
	))
}
