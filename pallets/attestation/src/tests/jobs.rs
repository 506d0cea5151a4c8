//! Opening jobs, and asking about them.

use crate::{mock::*, Error, Event, Jobs, NextJob, MAX_LISTED};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{AttestationRequest, Attestations, Outcome, Source, Verdict};
use sp_core::H256;
use sp_runtime::ArithmeticError;

#[test]
fn job_should_open_with_a_deadline_on_the_bucket_when_all_is_well() {
	test(|_| {
		let job = open(1, &[0, 1, 2], 2);
		let deadline = START.div_ceil(BUCKET) * BUCKET + LIMIT;
		assert!(deadline >= START + LIMIT && deadline < START + LIMIT + BUCKET);
		assert_eq!(events(), vec![Event::JobOpened { job, source: Source::RecordStore(1), quorum: 2, deadline }]);
		let open = Attestation::job(job).unwrap();
		assert_eq!((open.round, open.deadline, open.opened_at, open.time_limit), (1, deadline, 1, LIMIT));
		assert_eq!(open.votes.to_vec(), vec![None; 3]);
		assert_eq!(Attestation::question(job), Some(open.question()));
		assert_eq!(Attestation::open_jobs(10), vec![(job, open)]);
	});
}

#[test]
fn opening_should_fail_when_nobody_would_look() {
	test(|_| {
		assert_noop!(Attestation::open(request(1, &[], 1)), Error::<Test>::NoAttestors);
	});
}

#[test]
fn opening_should_fail_when_an_attestor_would_count_twice() {
	test(|_| {
		assert_noop!(Attestation::open(request(1, &[0, 1, 0], 2)), Error::<Test>::DuplicateAttestor);
	});
}

#[test]
fn opening_should_fail_when_an_organization_would_have_two_votes() {
	test(|_| {
		assert_ok!(Attestation::register_attestor(RuntimeOrigin::root(), key(9), organization_of(0)));
		assert_noop!(Attestation::open(request(1, &[0, 1, 9], 2)), Error::<Test>::OrganizationNamedTwice);
		// Either key will do.
		assert_ok!(Attestation::open(request(1, &[0, 1], 2)));
		assert_ok!(Attestation::open(request(2, &[1, 9], 2)));
	});
}

#[test]
fn opening_should_fail_when_the_quorum_is_zero_or_beyond_the_attestors() {
	test(|_| {
		for quorum in [0, 4, u32::MAX] {
			assert_noop!(Attestation::open(request(1, &[0, 1, 2], quorum)), Error::<Test>::InvalidQuorum);
		}
		for quorum in 1..=3 {
			assert_ok!(Attestation::open(request(quorum as u8, &[0, 1, 2], quorum)));
		}
	});
}

#[test]
fn opening_should_fail_when_an_attestor_is_not_registered_or_its_organization_not_active() {
	test(|_| {
		assert_noop!(Attestation::open(request(1, &[0, 9], 1)), Error::<Test>::AttestorNotFound);
		set_active(organization_of(1), false);
		assert_noop!(Attestation::open(request(1, &[0, 1], 1)), Error::<Test>::OrganizationNotActive);
	});
}

#[test]
fn opening_should_fail_when_the_time_limit_is_out_of_bounds() {
	test(|_| {
		for time_limit in [0, 59, 3_601, u64::MAX] {
			let asked = AttestationRequest { time_limit, ..request(1, &[0], 1) };
			assert_noop!(Attestation::open(asked), Error::<Test>::InvalidTimeLimit);
		}
		for time_limit in [60, 3_600] {
			assert_ok!(Attestation::open(AttestationRequest { time_limit, ..request(time_limit as u8, &[0], 1) }));
		}
	});
}

#[test]
fn opening_should_fail_when_a_job_about_the_same_thing_is_open() {
	test(|_| {
		let job = open(1, &[0, 1], 2);
		// Whatever is expected and whoever looks: the thing is the same.
		let other = AttestationRequest { expected: H256::zero(), ..request(1, &[3], 1) };
		assert_noop!(Attestation::open(other), Error::<Test>::AlreadyOpen);
		assert_ok!(Attestation::open(AttestationRequest { locator: locator(2), ..request(1, &[0], 1) }));
		assert_ok!(Attestation::open(AttestationRequest {
			source: Source::CredentialSource(1),
			..request(1, &[0], 1)
		}));
		vote(job, 0, Verdict::Attested).unwrap();
		vote(job, 1, Verdict::Attested).unwrap();
		assert_ok!(Attestation::open(request(1, &[0, 1], 2)));
	});
}

#[test]
fn opening_should_fail_when_the_bucket_of_its_deadline_is_full() {
	test(|_| {
		for n in 0..4 {
			open(n, &[0], 1);
		}
		assert_noop!(Attestation::open(request(4, &[0], 1)), Error::<Test>::Busy);
		// Another time is free; and the same time is, once a job has ended.
		assert_ok!(Attestation::open(AttestationRequest { time_limit: LIMIT + BUCKET, ..request(4, &[0], 1) }));
		vote(2, 0, Verdict::Attested).unwrap();
		assert_ok!(Attestation::open(request(5, &[0], 1)));
	});
}

#[test]
fn number_should_never_be_given_again_when_jobs_end_or_fail_to_open() {
	test(|_| {
		assert_eq!(open(1, &[0], 1), 0);
		vote(0, 0, Verdict::Mismatch).unwrap();
		assert!(Attestation::open(request(1, &[], 1)).is_err());
		assert_eq!(open(1, &[0], 1), 1);
		NextJob::<Test>::put(u64::MAX);
		assert_noop!(Attestation::open(request(2, &[0], 1)), ArithmeticError::Overflow);
	});
}

#[test]
fn job_should_leave_nothing_behind_when_it_ends() {
	test(|_| {
		let job = open(1, &[0], 1);
		vote(job, 0, Verdict::Attested).unwrap();
		assert_eq!(Attestation::job(job), None);
		assert_eq!(Attestation::question(job), None);
		assert_eq!(Jobs::<Test>::count(), 0);
		assert_eq!(crate::OpenJobs::<Test>::iter().count(), 0);
		assert_eq!(crate::Deadlines::<Test>::iter().count(), 0);
	});
}

#[test]
fn listing_should_be_bounded_when_more_is_asked_for() {
	test(|_| {
		for n in 0..4 {
			open(n, &[0], 1);
		}
		assert_eq!(Attestation::open_jobs(0).len(), 0);
		assert_eq!(Attestation::open_jobs(3).len(), 3);
		assert_eq!(Attestation::open_jobs(u32::MAX).len(), 4);
		assert!(MAX_LISTED >= 4);
	});
}

#[test]
fn listener_should_be_able_to_ask_again_when_it_hears_the_outcome() {
	test(|_| {
		let job = open(1, &[0], 1);
		ask_again(Some(request(1, &[1], 1)));
		vote(job, 0, Verdict::Unavailable).unwrap();
		assert_eq!(outcomes(job), vec![Outcome::Agreed(Verdict::Unavailable)]);
		assert!(Attestation::job(job + 1).is_some());
		// The same from the sweep, where the job ends unanswered.
		ask_again(Some(request(1, &[2], 1)));
		pass_deadline(job + 1);
		pass_deadline(job + 1);
		assert_eq!(outcomes(job + 1), vec![Outcome::Unanswered]);
		assert_eq!(Attestation::job(job + 2).unwrap().attestors.to_vec(), vec![key(2)]);
	});
}
