//! Erasure and portability.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{Duty, OrganizationId};

type Failure = Error<Test>;

fn demand(right: PrivacyRight, holders: &[OrganizationId]) -> sp_runtime::DispatchResult {
	let holders = list(holders.iter().copied());
	Consent::request_privacy(signed(PATIENT), patient(), Capacity::Subject, right, holders)
}

fn answer(holder: OrganizationId, answer: Acknowledgement) -> sp_runtime::DispatchResult {
	Consent::acknowledge(signed(staff(holder, Duty::Privacy)), 0, holder, answer)
}

const DONE: fn() -> Acknowledgement = || Acknowledgement::Done(document(9));

#[test]
fn last_answer_should_make_the_certificate_and_clear_the_state() {
	run(|| {
		let before = Balances::free_balance(PATIENT);
		assert_ok!(demand(PrivacyRight::Erasure, &[HOSPITAL, CLINIC]));
		assert!(Balances::free_balance(PATIENT) < before);
		assert_ok!(answer(CLINIC, DONE()));
		assert!(matches!(last_entry(), Entry::Acknowledged { holder: CLINIC, late: false, .. }));
		assert_eq!(file(patient()).requests.to_vec(), [0]);
		pass(DAY);
		assert_ok!(answer(HOSPITAL, Acknowledgement::LegalHold(LITIGATION)));
		let Entry::Certified { holders, request, .. } = last_entry() else { panic!() };
		assert_eq!(request, 0);
		let hold = Acknowledgement::LegalHold(LITIGATION);
		assert_eq!(holders.to_vec(), [(HOSPITAL, Some((hold, START + DAY))), (CLINIC, Some((DONE(), START)))]);
		assert!(file(patient()).requests.is_empty() && PrivacyRequests::<Test>::iter().next().is_none());
		assert_eq!(Balances::free_balance(PATIENT), before);
		assert_noop!(answer(HOSPITAL, DONE()), Failure::PrivacyRequestNotFound);
	});
}

#[test]
fn missed_deadline_should_be_visible_and_a_late_answer_said_to_be_late() {
	run(|| {
		assert_ok!(demand(PrivacyRight::Portability, &[HOSPITAL, CLINIC]));
		assert_ok!(answer(CLINIC, DONE()));
		pass(PRIVACY);
		assert!(!Consent::describe_request(0).unwrap().overdue);
		pass(1);
		let info = Consent::describe_request(0).unwrap();
		assert!(info.overdue);
		assert_eq!(info.holders[0], (HOSPITAL, None));
		assert_ok!(answer(HOSPITAL, DONE()));
		let late = entries().into_iter().rev().find_map(|entry| match entry {
			Entry::Acknowledged { late, .. } => Some(late),
			_ => None,
		});
		assert_eq!(late, Some(true));
	});
}

#[test]
fn holders_should_answer_for_themselves_once() {
	run(|| {
		assert_ok!(demand(PrivacyRight::Erasure, &[HOSPITAL, CLINIC]));
		let foreign = Consent::acknowledge(signed(staff(CLINIC, Duty::Privacy)), 0, HOSPITAL, DONE());
		assert!(foreign.is_err());
		assert_noop!(answer(PAYER, DONE()), Failure::NothingToAcknowledge);
		assert_ok!(answer(CLINIC, DONE()));
		assert_noop!(answer(CLINIC, DONE()), Failure::NothingToAcknowledge);
		assert!(Consent::acknowledge(signed(DOCTOR), 0, HOSPITAL, DONE()).is_err());
	});
}

#[test]
fn only_law_should_hold_back_and_only_an_erasure() {
	run(|| {
		assert_ok!(demand(PrivacyRight::Portability, &[HOSPITAL]));
		assert_noop!(answer(HOSPITAL, Acknowledgement::LegalHold(LITIGATION)), Failure::HoldOnlyOnErasure);
	});
	run(|| {
		assert_ok!(demand(PrivacyRight::Erasure, &[HOSPITAL]));
		assert_noop!(answer(HOSPITAL, Acknowledgement::LegalHold(TREAT)), Failure::UnknownCode);
	});
}

#[test]
fn demands_should_be_the_subjects_and_name_members_once() {
	run(|| {
		assert_noop!(demand(PrivacyRight::Erasure, &[]), Failure::NotAscending);
		assert_noop!(demand(PrivacyRight::Erasure, &[CLINIC, HOSPITAL]), Failure::NotAscending);
		assert_noop!(demand(PrivacyRight::Erasure, &[HOSPITAL, HOSPITAL]), Failure::NotAscending);
		assert_noop!(demand(PrivacyRight::Erasure, &[HOSPITAL, 99]), Failure::OrganizationNotFit);
		let holders = || list([HOSPITAL]);
		let (erasure, subject) = (PrivacyRight::Erasure, Capacity::Subject);
		assert!(Consent::request_privacy(signed(STRANGER), patient(), subject, erasure, holders()).is_err());
		assert_ok!(Consent::request_privacy(signed(MOTHER), child(), Capacity::Guardian, erasure, holders()));
		for _ in 0..4 {
			assert_ok!(demand(PrivacyRight::Erasure, &[HOSPITAL]));
		}
		assert_noop!(demand(PrivacyRight::Erasure, &[HOSPITAL]), Failure::TooManyRequests);
	});
}

#[test]
fn request_that_holders_leave_unanswered_should_be_closed_and_say_so() {
	let close = |who, request, capacity| Consent::close_privacy_request(signed(who), request, capacity);
	run(|| {
		let before = Balances::free_balance(PATIENT);
		assert_ok!(demand(PrivacyRight::Erasure, &[HOSPITAL, CLINIC]));
		assert_ok!(answer(CLINIC, DONE()));
		pass(PRIVACY);
		assert_noop!(close(PATIENT, 0, Capacity::Subject), Failure::NotOverdue);
		pass(1);
		assert!(close(STRANGER, 0, Capacity::Subject).is_err());
		assert_ok!(close(PATIENT, 0, Capacity::Subject));
		let Entry::Certified { holders, .. } = last_entry() else { panic!() };
		assert_eq!(holders.to_vec(), [(HOSPITAL, None), (CLINIC, Some((DONE(), START)))]);
		assert!(file(patient()).requests.is_empty());
		assert_eq!(Balances::free_balance(PATIENT), before);
		assert_noop!(close(PATIENT, 0, Capacity::Subject), Failure::PrivacyRequestNotFound);
	});
	run(|| {
		// Whoever was expelled never answers.
		assert_ok!(demand(PrivacyRight::Erasure, &[CLINIC]));
		Membership::mutate(|all| all.get_mut(&CLINIC).unwrap().0 = false);
		assert_ok!(close(PATIENT, 0, Capacity::Subject));
	});
	run(|| {
		// A custodian does not get rid of what it owes.
		let holders = list([HOSPITAL]);
		assert_ok!(Consent::request_privacy(
			signed(MOTHER),
			child(),
			Capacity::Guardian,
			PrivacyRight::Erasure,
			holders
		));
		pass(PRIVACY + 1);
		let custodian = Capacity::Organization(HOSPITAL);
		assert_noop!(close(second(HOSPITAL), 0, custodian), Failure::NotAuthorized);
		assert_ok!(close(FATHER, 0, Capacity::Guardian));
	});
}
