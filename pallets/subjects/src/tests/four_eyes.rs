//! No clerk alone gives anybody power over a patient without keys, or takes it.

use super::*;
use frame_support::assert_noop;
use salus_primitives::Subjects as _;
use sp_runtime::DispatchError;

/// Registrar 21 proposes person 5 as the guardian of a subject. The subject and the proposal's number.
fn proposed() -> (SubjectId, u32) {
	let subject = kept();
	let next = guardianship(&[5], START + 30 * DAY);
	assert_ok!(Subjects::set_legal_guardians(by(21), 1, subject, next, evidence()));
	(subject, 2)
}

#[test]
fn guardian_should_act_only_when_a_second_registrar_confirmed() {
	run(|| {
		let (subject, number) = proposed();
		let lapses = START + 7 * DAY;
		let entry = Entry::LegalGuardiansProposed { organization: 1, legal_guardians: 1, evidence: evidence(), lapses };
		assert_eq!(last_entry(), Some((subject, number, entry)));
		assert!(!Subjects::is_legal_guardian(subject, &person(5)));
		assert_eq!(Subjects::guardianship(subject), None);
		assert_eq!(Subjects::proposal(subject).map(|proposal| (proposal.number, proposal.by)), Some((2, person(21))));

		assert_ok!(Subjects::confirm_proposal(by(19), 1, subject, number));
		let entry = Entry::LegalGuardiansSet { organization: 1, legal_guardians: 1, evidence: evidence() };
		assert_eq!(last_entry(), Some((subject, 3, entry)));
		assert!(Subjects::is_legal_guardian(subject, &person(5)));
		assert_eq!(Subjects::proposal(subject), None);
		assert_noop!(Subjects::confirm_proposal(by(19), 1, subject, number), Error::NothingProposed);
	});
}

#[test]
fn guardian_named_at_the_opening_should_wait_like_any_other() {
	run(|| {
		let next = guardianship(&[5, 6], START + DAY);
		assert_ok!(Subjects::open_for(by(21), 1, [9; 32], Basis::PaperEvidence, evidence(), next.clone()));
		let subject = crate::subject_id(1, &[9; 32]);
		assert!(!Subjects::is_legal_guardian(subject, &person(5)));
		assert_noop!(Subjects::confirm_proposal(by(21), 1, subject, 2), Error::SecondPersonNeeded);
		assert_ok!(Subjects::confirm_proposal(by(19), 1, subject, 2));
		assert_eq!(Subjects::guardianship(subject), next);
	});
}

#[test]
fn proposal_should_be_confirmed_by_another_of_the_custodians_registrars() {
	run(|| {
		let (subject, number) = proposed();
		assert_noop!(Subjects::confirm_proposal(by(21), 1, subject, number), Error::SecondPersonNeeded);
		for who in [1, 5, 20, 22, 25] {
			assert_noop!(Subjects::confirm_proposal(by(who), 1, subject, number), DispatchError::BadOrigin);
		}
		assert_noop!(Subjects::confirm_proposal(by(22), 2, subject, number), Error::NotCustodian);
		set_active(1, false);
		assert_noop!(Subjects::confirm_proposal(by(19), 1, subject, number), DispatchError::BadOrigin);
		assert!(!Subjects::is_legal_guardian(subject, &person(5)));
	});
}

#[test]
fn registrar_should_not_confirm_what_gives_power_to_itself() {
	run(|| {
		let subject = kept();
		let next = guardianship(&[5, 19], START + DAY);
		assert_ok!(Subjects::set_legal_guardians(by(21), 1, subject, next, evidence()));
		assert_noop!(confirm(subject), Error::SecondPersonNeeded);
		assert_ok!(Subjects::offer_claim(by(21), 1, subject, person(19), START + DAY));
		assert_noop!(confirm(subject), Error::SecondPersonNeeded);
		// A third one can.
		admit(1, &[person(21), person(19), person(18)]);
		assert_ok!(Subjects::confirm_proposal(by(18), 1, subject, 3));
		assert_ok!(Subjects::accept_claim(by(19), subject));
	});
}

#[test]
fn guardian_should_stay_until_a_second_registrar_confirms_its_dismissal() {
	run(|| {
		// A guardian's denial protects: whoever could dismiss it alone could lift it alone.
		let subject = kept_with(guardianship(&[5], START + DAY));
		assert_ok!(Subjects::set_legal_guardians(by(21), 1, subject, None, evidence()));
		assert!(Subjects::is_legal_guardian(subject, &person(5)));
		assert_ok!(confirm(subject));
		assert!(!Subjects::is_legal_guardian(subject, &person(5)));
	});
}

#[test]
fn subject_should_not_be_handed_to_anybody_by_one_registrar() {
	run(|| {
		let subject = kept();
		assert_ok!(Subjects::offer_claim(by(21), 1, subject, person(1), START + 60 * DAY));
		let entry = Entry::ClaimProposed { organization: 1, expires: START + 60 * DAY, lapses: START + 7 * DAY };
		assert_eq!(last_entry(), Some((subject, 2, entry)));
		assert_noop!(Subjects::accept_claim(by(1), subject), Error::NotOffered);
		assert_noop!(Subjects::confirm_proposal(by(21), 1, subject, 2), Error::SecondPersonNeeded);
		assert_ok!(Subjects::confirm_proposal(by(19), 1, subject, 2));
		assert_ok!(Subjects::accept_claim(by(1), subject));
		assert!(Subjects::controls(subject, person(1)));
	});
}

#[test]
fn confirmation_should_never_count_for_anything_else_than_was_seen() {
	run(|| {
		let (subject, number) = proposed();
		// While the colleague looks at it, the registrar puts something else in its place.
		let other = guardianship(&[6], START + 30 * DAY);
		assert_ok!(Subjects::set_legal_guardians(by(21), 1, subject, other, evidence()));
		assert_noop!(Subjects::confirm_proposal(by(19), 1, subject, number), Error::WrongProposal);
		assert_ok!(Subjects::confirm_proposal(by(19), 1, subject, number + 1));
		assert!(Subjects::is_legal_guardian(subject, &person(6)) && !Subjects::is_legal_guardian(subject, &person(5)));
	});
}

#[test]
fn proposal_should_lapse_by_itself() {
	run(|| {
		let (subject, number) = proposed();
		pass(7 * DAY - 1);
		assert!(Subjects::proposal(subject).is_some());
		pass(1);
		assert_eq!(Subjects::proposal(subject), None);
		assert_noop!(Subjects::confirm_proposal(by(19), 1, subject, number), Error::ProposalLapsed);
		let again = guardianship(&[5], START + 30 * DAY);
		assert_ok!(Subjects::set_legal_guardians(by(21), 1, subject, again, evidence()));
		pass(7 * DAY - 1);
		assert_ok!(confirm(subject));
	});
}

#[test]
fn proposal_should_not_be_confirmed_when_what_it_proposes_is_over() {
	run(|| {
		let subject = kept();
		let short = guardianship(&[5], START + DAY);
		assert_ok!(Subjects::set_legal_guardians(by(21), 1, subject, short, evidence()));
		pass(DAY);
		assert_noop!(confirm(subject), Error::GuardianshipOutOfRange);
		assert_ok!(Subjects::offer_claim(by(21), 1, subject, person(1), START + 2 * DAY));
		pass(DAY);
		assert_noop!(confirm(subject), Error::ExpiryOutOfRange);
	});
}

#[test]
fn proposal_should_be_turned_down_by_any_of_the_custodians_registrars() {
	run(|| {
		let (subject, number) = proposed();
		assert_noop!(Subjects::withdraw_proposal(by(22), 2, subject, number), Error::NotCustodian);
		assert_noop!(Subjects::withdraw_proposal(by(5), 1, subject, number), DispatchError::BadOrigin);
		assert_noop!(Subjects::withdraw_proposal(by(19), 1, subject, number + 1), Error::WrongProposal);
		assert_ok!(Subjects::withdraw_proposal(by(19), 1, subject, number));
		let entry = Entry::ProposalWithdrawn { organization: 1, proposal: number };
		assert_eq!(last_entry(), Some((subject, 3, entry)));
		assert_noop!(Subjects::confirm_proposal(by(19), 1, subject, number), Error::NothingProposed);
		assert_noop!(Subjects::withdraw_proposal(by(21), 1, subject, number), Error::NothingProposed);
		assert_noop!(Subjects::withdraw_proposal(by(21), 1, own(5), number), Error::NotFound);
	});
}

#[test]
fn proposal_should_end_with_the_custody() {
	run(|| {
		let (subject, number) = proposed();
		assert_ok!(Subjects::offer_custody(by(21), 1, subject, 2, START + DAY));
		assert_ok!(Subjects::take_custody(by(22), 2, subject));
		assert_noop!(Subjects::confirm_proposal(by(20), 2, subject, number), Error::NothingProposed);
		assert!(!Subjects::is_legal_guardian(subject, &person(5)));
	});
}

#[test]
fn proposal_should_end_when_the_patient_claims_the_subject() {
	run(|| {
		let subject = kept();
		offer_to(1, subject, START + DAY);
		let next = guardianship(&[5], START + DAY);
		assert_ok!(Subjects::set_legal_guardians(by(21), 1, subject, next, evidence()));
		assert_ok!(Subjects::accept_claim(by(1), subject));
		assert_noop!(Subjects::confirm_proposal(by(19), 1, subject, 4), Error::NotCustodian);
		assert!(!Proposals::<Test>::contains_key(subject));
	});
}
