//! Primary-source verification: required, in process, validated, failed, due again.

use crate::{
	mock::*, verification::digest, Error, Event, OpenVerifications, Reason, Status, Verification,
	VerificationStatus::*, Verifications,
};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{
	CredentialAnswer::{self, *},
	Holder, OnAttestation, Outcome, Source, Verdict,
};
use sp_runtime::DispatchError;

const CONFIRMED: Outcome = Outcome::Agreed(Verdict::Attested);
const DENIED: Outcome = Outcome::Agreed(Verdict::Mismatch);
const DOWN: Outcome = Outcome::Agreed(Verdict::Unavailable);

fn stands(credential: u32) -> (crate::VerificationStatus, bool) {
	let info = Credentials::credential_info(credential).unwrap().verification;
	(info.status, info.overdue)
}

#[test]
fn verification_should_go_round_with_its_interval() {
	test(|| {
		let schema = verified(false);
		let credential = to_doctor(schema).hold();
		assert_eq!((stands(credential), check(schema)), ((Required, true), Unverified));
		let job = ask(credential);
		assert_eq!(last_event(), Event::VerificationRequested { credential, by: HOSPITAL, job });
		assert_eq!((stands(credential), check(schema)), ((InProcess, true), Unverified));
		wait(60);
		conclude(job, CONFIRMED);
		assert_eq!(last_event(), Event::VerificationEnded { credential, outcome: CONFIRMED });
		assert_eq!((stands(credential), check(schema)), ((Validated, false), Active));
		let info = Credentials::credential_info(credential).unwrap().verification;
		assert_eq!((info.validated, info.due), (Some(now()), Some(now() + INTERVAL)));
		wait(INTERVAL - 1);
		assert_eq!((stands(credential), check(schema)), ((Validated, false), Active));
		wait(1);
		assert_eq!((stands(credential), check(schema)), ((RevalidationDue, true), Unverified));
		assert_eq!(why(credential, now()), (Status::Active, Reason::VerificationOverdue));
		let job = ask(credential);
		// Asking again does not hide that it is overdue.
		assert_eq!((stands(credential), check(schema)), ((InProcess, true), Unverified));
		conclude(job, CONFIRMED);
		assert_eq!((stands(credential), check(schema)), ((Validated, false), Active));
	});
}

#[test]
fn source_that_denies_should_fail_the_verification_until_it_confirms() {
	test(|| {
		let schema = verified(false);
		let credential = to_doctor(schema).hold();
		outcome(credential, CONFIRMED);
		wait(DAY);
		outcome(credential, DENIED);
		assert_eq!((stands(credential), check(schema)), ((Failed, false), Unverified));
		assert_eq!(why(credential, now()).1, Reason::VerificationFailed);
		// Before that it was confirmed.
		assert_eq!(check_at(schema, now() - 1), Active);
		let since = Credentials::credential_info(credential).unwrap().verification.failed;
		wait(DAY);
		outcome(credential, DENIED);
		assert_eq!(Credentials::credential_info(credential).unwrap().verification.failed, since);
		outcome(credential, CONFIRMED);
		assert_eq!((stands(credential), check(schema)), ((Validated, false), Active));
	});
}

#[test]
fn source_that_says_nothing_should_change_nothing() {
	test(|| {
		let schema = verified(false);
		let credential = to_doctor(schema).hold();
		for silence in [DOWN, Outcome::Agreed(Verdict::Erased), Outcome::Disputed, Outcome::Unanswered] {
			outcome(credential, silence);
			assert_eq!(stands(credential), (Required, true));
			assert_eq!(OpenVerifications::<Test>::get(HOSPITAL), 0);
		}
		outcome(credential, CONFIRMED);
		let before = Verifications::<Test>::get(credential);
		for silence in [DOWN, Outcome::Disputed, Outcome::Unanswered] {
			wait(1);
			outcome(credential, silence);
			assert_eq!(Verifications::<Test>::get(credential), before);
		}
		// Each outcome stands in the trail.
		assert_eq!(kept(credential).trail.len, 2 + 4 + 1 + 3);
	});
}

#[test]
fn credential_should_wait_for_its_first_verification_where_the_schema_says_so() {
	test(|| {
		let schema = verified(true);
		let credential = to_doctor(schema).hold();
		assert_eq!(why(credential, now()), (Status::Accepted, Reason::VerificationMissing));
		wait(DAY);
		outcome(credential, CONFIRMED);
		assert_eq!(why(credential, now()), (Status::Active, Reason::InGoodStanding));
		assert_eq!(why(credential, now() - 1), (Status::Accepted, Reason::VerificationMissing));
		wait(INTERVAL);
		assert_eq!(why(credential, now()), (Status::Active, Reason::VerificationOverdue));
	});
}

#[test]
fn revocation_should_outweigh_verification() {
	test(|| {
		let schema = verified(false);
		let credential = to_doctor(schema).hold();
		outcome(credential, CONFIRMED);
		let job = ask(credential);
		assert_ok!(Credentials::revoke(root(), credential, CAUSE));
		// A stale confirmation changes nothing.
		conclude(job, CONFIRMED);
		assert_eq!(check(schema), NotActive);
		let ask = || Credentials::request_verification(signed(clerk(HOSPITAL)), HOSPITAL, credential);
		assert_noop!(ask(), Error::<Test>::RevocationIsFinal);
	});
}

#[test]
fn question_should_bind_credential_commitment_and_end() {
	test(|| {
		let schema = verified(false);
		let credential = to_doctor(schema).hold();
		ask(credential);
		let request = Jobs::get().pop().unwrap();
		let until = kept(credential).valid_until.unwrap().0;
		assert_eq!(request.source, Source::CredentialSource(0));
		assert_eq!(request.expected, digest(&commitment(credential), Some(until)));
		let named: (u32, salus_primitives::Commitment) = codec::Decode::decode(&mut &request.locator[..]).unwrap();
		assert_eq!(named, (credential, commitment(credential)));
		assert_eq!((request.quorum, request.time_limit), (2, 600));
		let other = digest(&commitment(credential), None);
		assert_ne!(request.expected, other);
		assert_ne!(other, digest(&commitment(credential + 1), None));
	});
}

#[test]
fn attestors_of_issuer_and_holder_should_not_be_asked() {
	test(|| {
		let schema = verified(false);
		accredit(schema, HOSPITAL);
		let asked = |offer: Offer| {
			let credential = offer.hold();
			ask(credential);
			Jobs::get().pop().unwrap().attestors.to_vec()
		};
		assert_eq!(asked(to_doctor(schema)), [key(3), key(11), key(13)]);
		let mut by_hospital = to_doctor(schema);
		by_hospital.by = HOSPITAL;
		assert_eq!(asked(by_hospital), [key(11), key(13)]);
		let mut to_hospital = to_doctor(schema);
		to_hospital.holder = Holder::Organization(HOSPITAL);
		assert_eq!(asked(to_hospital), [key(11), key(13)]);
	});
}

#[test]
fn too_few_attestors_should_be_said() {
	test(|| {
		let schema = verified(false);
		let credential = to_doctor(schema).hold();
		deactivate(AUDITOR);
		Registered::mutate(|all| all.remove(&key(13)));
		let ask = || Credentials::request_verification(signed(clerk(HOSPITAL)), HOSPITAL, credential);
		assert_noop!(ask(), Error::<Test>::AttestorsMissing);
	});
}

#[test]
fn bad_requests_should_be_refused_each_for_its_reason() {
	test(|| {
		let schema = verified(false);
		let plain = licence();
		let ask = |credential| Credentials::request_verification(signed(clerk(HOSPITAL)), HOSPITAL, credential);
		assert_noop!(ask(77), Error::<Test>::CredentialNotFound);
		let credential = to_doctor(schema).offer().unwrap();
		assert_noop!(ask(credential), Error::<Test>::NotAccepted);
		assert_ok!(Credentials::accept(signed(DOCTOR), credential));
		let other = to_doctor(plain).hold();
		assert_noop!(ask(other), Error::<Test>::VerificationNotDemanded);
		for who in [admin(HOSPITAL), clerk(BOARD), STRANGER] {
			let call = Credentials::request_verification(signed(who), HOSPITAL, credential);
			assert_eq!(call, Err(DispatchError::BadOrigin));
		}
		JobsRefused::set(true);
		assert_noop!(ask(credential), DispatchError::Exhausted);
		JobsRefused::set(false);
		assert_ok!(ask(credential));
		assert_noop!(ask(credential), Error::<Test>::AlreadyAsked);
		for _ in 1..MaxOpen::get() {
			assert_ok!(ask(to_doctor(schema).hold()));
		}
		let one_more = to_doctor(schema).hold();
		assert_noop!(ask(one_more), Error::<Test>::TooManyVerifications);
		conclude(1, DOWN);
		assert_ok!(ask(one_more));
		let mut renewal = to_doctor(schema);
		renewal.supersedes = Some(credential);
		renewal.hold();
		assert_noop!(ask(credential), Error::<Test>::AlreadySuperseded);
	});
}

#[test]
fn only_the_answer_to_an_open_question_should_count() {
	test(|| {
		let schema = verified(false);
		let credential = to_doctor(schema).hold();
		let job = ask(credential);
		let request = Jobs::get()[0].clone();
		let tell = |job, source, locator: &_| Credentials::on_outcome(job, source, locator, CONFIRMED);
		let before = state();
		tell(job + 1, request.source, &request.locator);
		tell(job, Source::RecordStore(0), &request.locator);
		tell(job, request.source, &Default::default());
		tell(job, request.source, &codec::Encode::encode(&(77u32, commitment(0))).try_into().unwrap());
		assert_eq!(state(), before);
		conclude(job, CONFIRMED);
		wait(10);
		let before = state();
		// Told twice.
		conclude(job, DENIED);
		assert_eq!(state(), before);
	});
}

#[test]
fn answer_about_a_removed_credential_should_be_ignored() {
	test(|| {
		let schema = verified(false);
		let credential = to_doctor(schema).hold();
		let job = ask(credential);
		wait(YEAR + KEPT_FOR);
		next_block(0);
		assert_eq!(Credentials::credential_info(credential), None);
		assert_eq!(OpenVerifications::<Test>::get(HOSPITAL), 0);
		let before = state();
		conclude(job, CONFIRMED);
		assert_eq!(state(), before);
	});
}

#[test]
fn every_state_of_verification_should_lead_to_one_answer() {
	test(|| {
		let answers: Vec<(bool, Option<CredentialAnswer>)> = [false, true]
			.into_iter()
			.flat_map(|before_use| {
				let schema = verified(before_use);
				let credential = to_doctor(schema).hold();
				let with = move |first, validated, failed| {
					let found = Verification { first, validated, failed, ..Default::default() };
					Verifications::<Test>::insert(credential, found);
					(before_use, Some(check(schema)))
				};
				let (t, old) = (Some(now()), Some(now() - INTERVAL));
				vec![
					with(None, None, None),
					with(None, None, t),
					with(t, t, None),
					with(t, t, t),
					with(old, old, None),
					with(old, old, t),
				]
			})
			.collect();
		let active = answers.iter().filter(|(_, answer)| *answer == Some(Active)).count();
		let unverified = answers.iter().filter(|(_, answer)| *answer == Some(Unverified)).count();
		assert_eq!((active, unverified), (2, 10));
	});
}

#[test]
fn later_confirmation_should_not_rewrite_the_past() {
	test(|| {
		let schema = verified(false);
		let credential = to_doctor(schema).hold();
		let start = now();
		wait(DAY);
		outcome(credential, CONFIRMED);
		wait(9 * DAY);
		outcome(credential, DENIED);
		wait(30 * DAY);
		outcome(credential, CONFIRMED);
		wait(INTERVAL + 10 * DAY);
		outcome(credential, CONFIRMED);
		let on = |day: u64| check_at(schema, start + day * DAY);
		assert_eq!((on(0), on(1), on(9)), (Unverified, Active, Active));
		// Denied on day 10, confirmed on day 40, overdue from day 160 to day 170.
		assert_eq!((on(10), on(20), on(165)), (Unknown, Unknown, Unknown));
		assert_eq!((on(170), check(schema)), (Active, Active));
	});
}
