//! "Was it active then?": answered, or said to be unknown.

use crate::{mock::*, Error, Interval, Memory, Reason, Status, Suspensions, MAX_ISSUER_SUSPENSIONS, MAX_SUSPENSIONS};
use frame_support::{assert_ok, traits::ConstU32};
use salus_primitives::CredentialAnswer::{self, *};

fn interval(schema: u32, from: u64, until: u64) -> Vec<CredentialAnswer> {
	[from - 1, from, until - 1, until].map(|at| check_at(schema, at)).to_vec()
}

#[test]
fn validity_should_begin_and_end_by_itself() {
	test(|| {
		let schema = licence();
		let mut offer = to_doctor(schema);
		offer.from = now() + 10;
		offer.until = Some(now() + 20);
		let credential = offer.hold();
		let events = events().len();
		for (at, expected) in [
			(0, (Status::Accepted, Reason::NotYetValid)),
			(9, (Status::Accepted, Reason::NotYetValid)),
			(10, (Status::Active, Reason::InGoodStanding)),
			(19, (Status::Active, Reason::InGoodStanding)),
			(20, (Status::Expired, Reason::Expired)),
			(1_000, (Status::Expired, Reason::Expired)),
		] {
			wait(START + at - now());
			assert_eq!(why(credential, now()), expected, "{at}");
		}
		assert_eq!(crate::mock::events().len(), events);
	});
}

#[test]
fn future_should_be_unknown() {
	test(|| {
		let schema = licence();
		let credential = to_doctor(schema).hold();
		assert_eq!(check_at(schema, now() + 1), Unknown);
		assert_eq!(why(credential, now() + 1), (Status::Unknown, Reason::InTheFuture));
	});
}

#[test]
fn time_before_acceptance_should_be_unknown_within_the_validity() {
	test(|| {
		let schema = licence();
		let mut offer = to_doctor(schema);
		offer.from = now() - YEAR;
		offer.until = Some(now() + DAY);
		let credential = offer.hold();
		assert_eq!(why(credential, now() - 1), (Status::Unknown, Reason::BeforeAcceptance));
		assert_eq!(why(credential, now() - YEAR), (Status::Unknown, Reason::BeforeAcceptance));
		assert_eq!(why(credential, now() - YEAR - 1).1, Reason::NotYetValid);
	});
}

#[test]
fn suspension_should_be_remembered_to_the_second() {
	test(|| {
		let schema = licence();
		let credential = to_doctor(schema).hold();
		wait(100);
		let from = now();
		assert_ok!(Credentials::suspend(root(), credential, CAUSE));
		wait(100);
		let until = now();
		assert_ok!(Credentials::reinstate(root(), credential));
		wait(100);
		assert_eq!(interval(schema, from, until), [Active, NotActive, NotActive, Active]);
		assert_ok!(Credentials::revoke(root(), credential, CAUSE));
		let end = now();
		wait(100);
		assert_eq!(interval(schema, from, until), [Active, NotActive, NotActive, Active]);
		assert_eq!((check_at(schema, end - 1), check_at(schema, end)), (Active, NotActive));
	});
}

#[test]
fn suspension_that_ended_in_revocation_should_stay_one() {
	test(|| {
		let schema = licence();
		let credential = to_doctor(schema).hold();
		wait(100);
		let from = now();
		assert_ok!(Credentials::suspend(root(), credential, CAUSE));
		wait(100);
		assert_ok!(Credentials::revoke(root(), credential, CAUSE));
		wait(100);
		assert_eq!((check_at(schema, from - 1), check_at(schema, from)), (Active, NotActive));
		assert_eq!(why(credential, from + 50).0, Status::Suspended);
		assert_eq!(why(credential, now()).0, Status::Revoked);
	});
}

#[test]
fn forgotten_suspensions_of_a_credential_should_be_said_to_be_unknown() {
	test(|| {
		let schema = licence();
		let credential = to_doctor(schema).hold();
		let mut first_end = 0;
		for n in 0..=MAX_SUSPENSIONS {
			wait(100);
			assert_ok!(Credentials::suspend(root(), credential, CAUSE));
			wait(100);
			assert_ok!(Credentials::reinstate(root(), credential));
			if n == 0 {
				first_end = now();
			}
		}
		// One more than is remembered: nothing is known before the end of the first.
		assert_eq!(check_at(schema, first_end - 1), Unknown);
		assert_eq!(why(credential, START), (Status::Unknown, Reason::HistoryForgotten));
		assert_eq!(check_at(schema, first_end), Active);
		assert_eq!(check_at(schema, first_end + 100), NotActive);
		assert_eq!(check(schema), Active);
	});
}

#[test]
fn forgotten_suspensions_of_an_issuer_should_be_said_to_be_unknown() {
	test(|| {
		let schema = licence();
		to_doctor(schema).hold();
		let mut first_end = 0;
		for n in 0..=MAX_ISSUER_SUSPENSIONS {
			wait(100);
			assert_ok!(Credentials::suspend_issuer(root(), schema, BOARD, CAUSE));
			wait(100);
			assert_ok!(Credentials::reinstate_issuer(root(), schema, BOARD));
			if n == 0 {
				first_end = now();
			}
		}
		assert_eq!(check_at(schema, first_end - 1), Unknown);
		assert_eq!(check_at(schema, first_end), Active);
		assert_eq!(check_at(schema, first_end + 100), NotActive);
	});
}

#[test]
fn what_speaks_against_should_outweigh_what_is_unknown() {
	test(|| {
		let schema = licence();
		let mut offer = to_doctor(schema);
		offer.from = now() - YEAR;
		offer.until = Some(now() + DAY);
		let credential = offer.hold();
		assert_ok!(Credentials::revoke_issuer(root(), schema, BOARD, CAUSE, Some(now())));
		assert_eq!(why(credential, now() - DAY).1, Reason::IssuerCutOff);
	});
}

#[test]
fn scope_should_be_the_one_asked_for_or_above_it() {
	test(|| {
		let schema = licence();
		let mut offer = to_doctor(schema);
		offer.scopes = vec![TEXAS, 30];
		offer.hold();
		let asked = |scope| Credentials::check_answer(doctor(), schema, scope, None).reason;
		assert_eq!(asked(Some(TEXAS)), Reason::InGoodStanding);
		assert_eq!(asked(Some(30)), Reason::InGoodStanding);
		assert_eq!(asked(None), Reason::InGoodStanding);
		for other in [OHIO, COUNTRY, 31, 999] {
			assert_eq!(asked(Some(other)), Reason::NotHeld, "{other}");
		}
		offer.scopes = vec![COUNTRY];
		offer.hold();
		assert_eq!(asked(Some(OHIO)), Reason::InGoodStanding);
		// A credential without scopes is good for no scope in particular.
		let second = licence();
		let mut bare = to_doctor(second);
		bare.scopes = vec![];
		bare.hold();
		let asked = |scope| Credentials::check_answer(doctor(), second, scope, None).reason;
		assert_eq!((asked(None), asked(Some(TEXAS))), (Reason::InGoodStanding, Reason::NotHeld));
	});
}

#[test]
fn answer_should_be_about_the_credential_that_speaks_most_for_the_holder() {
	test(|| {
		let schema = licence();
		let revoked = to_doctor(schema).hold();
		assert_ok!(Credentials::revoke(root(), revoked, CAUSE));
		let found = || Credentials::check_answer(doctor(), schema, Some(TEXAS), None);
		assert_eq!((found().reason, found().credential), (Reason::Revoked, Some(revoked)));
		let good = to_doctor(schema).hold();
		let suspended = to_doctor(schema).hold();
		assert_ok!(Credentials::suspend(root(), suspended, CAUSE));
		assert_eq!((found().reason, found().credential), (Reason::InGoodStanding, Some(good)));
		assert_eq!(found().issuer, Some(BOARD));
		let nobody = Credentials::check_answer(salus_primitives::Holder::Subject(person(NURSE)), schema, None, None);
		assert_eq!((nobody.reason, nobody.credential), (Reason::NotHeld, None));
	});
}

#[test]
fn question_should_stop_at_a_bounded_number_of_credentials() {
	test(|| {
		let schema = verified(false);
		let good = to_doctor(schema).hold();
		outcome(good, salus_primitives::Outcome::Agreed(salus_primitives::Verdict::Attested));
		for _ in 0..crate::MAX_EVALUATED - 1 {
			to_doctor(schema).hold();
		}
		assert_eq!(check(schema), Active);
		to_doctor(schema).hold();
		assert_eq!(Credentials::check_answer(doctor(), schema, Some(TEXAS), None).reason, Reason::TooMany);
		assert_eq!(check(schema), Unknown);
	});
}

#[test]
fn memory_of_suspensions_should_be_in_order_and_bounded() {
	let mut memory = Suspensions::<ConstU32<2>>::default();
	memory.end(5);
	assert_eq!(memory, Default::default());
	for n in 0..4u64 {
		memory.begin(n * 10 + 5);
		memory.begin(n * 10 + 7);
		memory.end(n * 10 + 10);
	}
	assert_eq!(memory.ended.to_vec(), [Interval { from: 25, until: 30 }, Interval { from: 35, until: 40 }]);
	assert_eq!(memory.forgotten, Some(20));
	use Memory::*;
	for (at, expected) in [(0, Forgotten), (19, Forgotten), (20, Clear), (25, Suspended), (30, Clear), (40, Clear)] {
		assert_eq!(memory.at(at), expected, "{at}");
	}
	memory.begin(50);
	memory.end(50);
	assert_eq!((memory.since, memory.ended.len(), memory.at(50)), (None, 2, Clear));
	let mut none = Suspensions::<ConstU32<0>>::default();
	none.begin(1);
	none.end(2);
	assert_eq!((none.at(1), none.at(2)), (Forgotten, Clear));
}

#[test]
fn suspended_and_superseded_credential_should_be_closed() {
	test(|| {
		let schema = licence();
		let old = to_doctor(schema).hold();
		wait(10);
		assert_ok!(Credentials::suspend(signed(clerk(BOARD)), old, CAUSE));
		wait(10);
		let mut renewal = to_doctor(schema);
		renewal.supersedes = Some(old);
		renewal.hold();
		wait(10);
		assert_eq!(why(old, now()).0, Status::Superseded);
		assert_eq!(why(old, now() - 15).0, Status::Suspended);
		assert_eq!(Credentials::reinstate(signed(clerk(BOARD)), old), Err(Error::<Test>::AlreadySuperseded.into()));
	});
}

#[test]
fn suspended_issuer_should_not_hide_what_another_issued() {
	test(|| {
		let schema = licence();
		accredit(schema, REGULATOR);
		let mut good = to_doctor(schema);
		good.by = REGULATOR;
		good.hold();
		for _ in 0..=crate::MAX_EVALUATED {
			to_doctor(schema).hold();
		}
		assert_ok!(Credentials::suspend_issuer(root(), schema, BOARD, CAUSE));
		assert_eq!(check(schema), Active);
	});
}
