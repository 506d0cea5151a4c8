//! The pallet's specification.

mod claiming;
mod custody;
mod deposits;
mod four_eyes;
mod integrity;
mod keys;
mod minors;
mod opening;
mod property;
mod recovery;
mod security;
mod trail;
mod wrapping;

use crate::{mock::*, Basis, Entry, Guardianship, Proposals, Subjects as Stored};
use frame_support::{assert_ok, traits::fungible::InspectHold, BoundedVec};
use salus_primitives::{Commitment, OrganizationId, Seconds, SubjectId};
use sp_core::H256;
use sp_runtime::DispatchResult;

type Error = crate::Error<Test>;
type Call = crate::Call<Test>;

/// The origin of person `n`.
fn by(n: u8) -> RuntimeOrigin {
	RuntimeOrigin::signed(person(n))
}

/// The subject that person `n` opens.
fn own(n: u8) -> SubjectId {
	H256([n; 32])
}

/// Person `n` opens its own subject.
fn opened(n: u8) -> SubjectId {
	assert_ok!(Subjects::open(by(n)));
	own(n)
}

/// These persons, as a list of a call.
fn people<N: frame_support::traits::Get<u32>>(numbers: &[u8]) -> BoundedVec<AccountId, N> {
	BoundedVec::truncate_from(numbers.iter().map(|n| person(*n)).collect())
}

/// A commitment that says nothing.
fn evidence() -> Commitment {
	Commitment::new(&[3; 32], b"a form in a drawer")
}

/// Legal guardianship of these persons.
fn guardianship(numbers: &[u8], until: Seconds) -> Option<Guardianship<AccountId>> {
	Some(Guardianship { guardians: people(numbers), until })
}

/// A subject that organisation 1 opened.
fn kept() -> SubjectId {
	kept_with(None)
}

/// A subject that organisation 1 opened, with legal guardians whom a second registrar confirmed.
fn kept_with(guardianship: Option<Guardianship<AccountId>>) -> SubjectId {
	let guarded = guardianship.is_some();
	assert_ok!(Subjects::open_for(by(21), 1, [9; 32], Basis::PaperEvidence, evidence(), guardianship));
	let subject = crate::subject_id(1, &[9; 32]);
	if guarded {
		assert_ok!(confirm(subject));
	}
	subject
}

/// The colleague of the custodian's registrar confirms what is proposed for a subject.
fn confirm(subject: SubjectId) -> DispatchResult {
	let organization = custodian(subject).expect("an organisation keeps it");
	let number = Proposals::<Test>::get(subject).map_or(0, |proposal| proposal.number);
	Subjects::confirm_proposal(by(18 + organization as u8), organization, subject, number)
}

/// Registrar and colleague of organisation 1 offer a subject to person `n`.
fn offer_to(n: u8, subject: SubjectId, expires: Seconds) {
	assert_ok!(Subjects::offer_claim(by(21), 1, subject, person(n), expires));
	assert_ok!(confirm(subject));
}

/// Let time pass.
fn pass(seconds: Seconds) {
	Now::mutate(|now| *now += seconds);
}

/// What lies on hold.
fn held(who: &AccountId) -> u64 {
	Balances::balance_on_hold(&HoldSubject::get(), who)
}

/// The newest entry of the pallet's events.
fn last_entry() -> Option<(SubjectId, u32, Entry)> {
	System::events().into_iter().rev().find_map(|record| match record.event {
		RuntimeEvent::Subjects(crate::Event::Recorded { subject, n, entry }) => Some((subject, n, entry)),
		_ => None,
	})
}

/// The custodian of a subject.
fn custodian(subject: SubjectId) -> Option<OrganizationId> {
	Stored::<Test>::get(subject).and_then(|s| s.custodian())
}
