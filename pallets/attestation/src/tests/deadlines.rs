//! Rounds, deadlines, and what the block does about them.

use crate::{mock::*, reports::code, types::bucket_end, Deadlines, Event, FirstBucket, Jobs};
use frame_support::{
	traits::Hooks,
	weights::{Weight, WeightMeter},
};
use salus_primitives::{AttestationRequest, Attestations, Outcome, Source, Verdict};
use sp_runtime::transaction_validity::InvalidTransaction;

#[test]
fn round_should_last_the_whole_time_limit_and_less_than_a_bucket_more() {
	for now in 0..130 {
		for period in 1..130 {
			let end = bucket_end(now, period, 60).unwrap();
			assert!(end % 60 == 0 && end >= now + period && end < now + period + 60);
		}
	}
	assert_eq!(bucket_end(u64::MAX, 1, 60), None);
	assert_eq!(bucket_end(u64::MAX - 1, 1, 60), None);
	assert_eq!(bucket_end(1, 1, 0), None);
}

#[test]
fn job_should_stay_open_until_the_second_of_its_deadline() {
	test(|_| {
		let job = open(1, &[0], 1);
		let deadline = Attestation::job(job).unwrap().deadline;
		next_block(deadline - now() - 1);
		assert_eq!(Attestation::job(job).unwrap().round, 1);
		next_block(1);
		assert_eq!(Attestation::job(job).unwrap().round, 2);
	});
}

#[test]
fn second_round_should_start_without_votes_when_the_first_brings_no_quorum() {
	test(|_| {
		let job = open(1, &[0, 1, 2], 2);
		vote(job, 0, Verdict::Attested).unwrap();
		let stale = report(job, 1, Verdict::Attested);
		pass_deadline(job);
		let open = Attestation::job(job).unwrap();
		assert_eq!((open.round, open.votes.to_vec()), (2, vec![None; 3]));
		assert!(open.deadline >= now() + LIMIT);
		assert_eq!(events(), vec![Event::RoundStarted { job, round: 2, deadline: open.deadline }]);
		assert_eq!(outcomes(job), vec![]);
		// A vote of the first round is not taken for one of the second, though its window is open.
		let signature = sign(&stale, 1);
		assert_eq!(send(stale, signature), Err(InvalidTransaction::Custom(code::WRONG_ROUND).into()));
		// Everybody votes afresh.
		vote(job, 0, Verdict::Mismatch).unwrap();
		vote(job, 1, Verdict::Mismatch).unwrap();
		assert_eq!(outcomes(job), vec![Outcome::Agreed(Verdict::Mismatch)]);
	});
}

#[test]
fn job_should_end_unanswered_when_the_last_round_brings_no_quorum() {
	test(|_| {
		let job = open(1, &[0, 1, 2], 2);
		pass_deadline(job);
		vote(job, 0, Verdict::Attested).unwrap();
		pass_deadline(job);
		assert_eq!(Attestation::job(job), None);
		assert_eq!(
			events(),
			vec![Event::JobEnded { job, source: Source::RecordStore(1), outcome: Outcome::Unanswered }]
		);
		pass_blocks(5);
		assert_eq!(outcomes(job), vec![Outcome::Unanswered]);
	});
}

#[test]
fn vote_should_be_refused_when_the_deadline_has_passed_and_the_block_has_not_dealt_with_it() {
	test(|_| {
		let job = open(1, &[0], 1);
		let deadline = Attestation::job(job).unwrap().deadline;
		pallet_timestamp::Now::<Test>::put(deadline * 1_000);
		assert_eq!(vote(job, 0, Verdict::Attested), Err(InvalidTransaction::Custom(code::DEADLINE_PASSED).into()));
		pallet_timestamp::Now::<Test>::put((deadline - 1) * 1_000);
		vote(job, 0, Verdict::Attested).unwrap();
	});
}

#[test]
fn block_should_deal_with_a_bounded_number_when_many_rounds_end_at_once() {
	test(|_| {
		// Three full buckets.
		for n in 0..12u8 {
			let time_limit = LIMIT + u64::from(n / 4) * BUCKET;
			Attestation::open(AttestationRequest { time_limit, ..request(n, &[0], 1) }).unwrap();
		}
		let in_round = |round| Jobs::<Test>::iter().filter(|(_, job)| job.round == round).count();
		// Empty buckets up to the first full one are passed in time.
		for _ in 0..LIMIT / BUCKET {
			next_block(BUCKET);
		}
		assert_eq!(in_round(2), 0);
		next_block(3 * BUCKET);
		// Eight steps: one or two empty buckets, four jobs, the emptied bucket, and more jobs.
		let first = in_round(2);
		assert!((5..8).contains(&first), "{first} of 12");
		pass_blocks(2);
		// The rounds that start together do not fit one bucket: later ones are used.
		assert_eq!(in_round(2), 12);
	});
}

#[test]
fn block_should_do_nothing_when_it_has_no_weight_left() {
	test(|_| {
		let job = open(1, &[0], 1);
		pallet_timestamp::Now::<Test>::put((Attestation::job(job).unwrap().deadline + 600) * 1_000);
		let before = state_root();
		Attestation::on_poll(2, &mut WeightMeter::with_limit(Weight::zero()));
		assert_eq!(state_root(), before);
		// A little weight passes empty buckets, but no more than it pays for.
		let little = Weight::from_parts(1_000_000_000, 30_000);
		let mut meter = WeightMeter::with_limit(little);
		Attestation::on_poll(2, &mut meter);
		assert!(meter.consumed().all_lte(little));
		assert_eq!(Attestation::job(job).unwrap().round, 1);
		for _ in 0..20 {
			Attestation::on_poll(2, &mut WeightMeter::new());
		}
		assert_eq!(Attestation::job(job).unwrap().round, 2);
	});
}

#[test]
fn idle_block_should_cost_little_when_no_job_is_open() {
	test(|_| {
		let mut meter = WeightMeter::new();
		Attestation::on_poll(2, &mut meter);
		assert_eq!(meter.consumed(), <() as crate::WeightInfo>::sweep_nothing());
	});
}

#[test]
fn next_round_should_take_a_later_bucket_when_its_own_is_full_and_end_the_job_when_all_in_reach_are() {
	test(|_| {
		let job = open(99, &[0], 1);
		let deadline = Attestation::job(job).unwrap().deadline;
		// Fill, beforehand, the buckets that a second round could end in.
		let fill = |n: u8, buckets: u64| {
			let time_limit = deadline + LIMIT + buckets * BUCKET - now();
			Attestation::open(AttestationRequest { time_limit, ..request(n, &[0], 1) }).unwrap();
		};
		for n in 0..8 {
			fill(n, u64::from(n / 4));
		}
		pass_deadline(job);
		let open = Attestation::job(job).unwrap();
		assert_eq!((open.round, open.deadline), (2, deadline + LIMIT + 2 * BUCKET));
	});
	test(|_| {
		let job = open(99, &[0], 1);
		let deadline = Attestation::job(job).unwrap().deadline;
		for n in 0..16u8 {
			let time_limit = deadline + LIMIT + u64::from(n / 4) * BUCKET - now();
			Attestation::open(AttestationRequest { time_limit, ..request(n, &[0], 1) }).unwrap();
		}
		pass_deadline(job);
		assert_eq!(outcomes(job), vec![Outcome::Unanswered]);
	});
}

#[test]
fn first_job_should_be_timed_at_once_when_nothing_was_open_for_a_year() {
	test(|_| {
		let job = open(1, &[0], 1);
		vote(job, 0, Verdict::Attested).unwrap();
		next_block(365 * 24 * 3_600);
		let job = open(1, &[0], 1);
		assert_eq!(FirstBucket::<Test>::get(), now() / BUCKET);
		pass_deadline(job);
		// Buckets in between were passed in the meantime or now; at most one more block is needed.
		pass_blocks(1);
		assert_eq!(Attestation::job(job).unwrap().round, 2);
	});
}

#[test]
fn rounds_should_end_when_the_chain_stood_still_for_a_day() {
	test(|_| {
		let job = open(1, &[0, 1], 2);
		vote(job, 0, Verdict::Attested).unwrap();
		next_block(24 * 3_600);
		// No vote counts while the block has not caught up.
		if Attestation::job(job).unwrap().round == 1 {
			assert!(vote(job, 1, Verdict::Attested).is_err());
		}
		pass_blocks(2);
		let open = Attestation::job(job).unwrap();
		assert_eq!(open.round, 2);
		assert!(open.deadline >= now());
		// The first bucket follows the clock again, eight a block.
		pass_blocks(24 * 60 / 8 + 2);
		assert!(Deadlines::<Test>::iter_keys().all(|bucket| bucket >= FirstBucket::<Test>::get()));
		assert_eq!(outcomes(job).len() + Jobs::<Test>::count() as usize, 1);
	});
}

#[test]
fn configuration_should_be_sane() {
	Attestation::integrity_test();
}
