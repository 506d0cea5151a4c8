//! The off-chain worker.

use crate::{
	mock::*,
	worker::{lock_key, memory_key, Dealt, LOCK_MILLIS, RETRY_AFTER, RUN_MILLIS},
	Call,
};
use codec::Decode;
use frame_support::assert_ok;
use salus_primitives::{Examine, JobId, Outcome, Source, Verdict};
use sp_core::{offchain::Duration, H256};
use sp_runtime::offchain::{storage::StorageValueRef, storage_lock::StorageLock};

/// What the reports in the pool say: (job, round, attestor, verdict).
fn said(transactions: &[Extrinsic]) -> Vec<(JobId, u32, u8, Verdict)> {
	transactions
		.iter()
		.map(|xt| match &xt.function {
			RuntimeCall::Attestation(Call::submit { report, .. }) => {
				let n = (0..20).find(|n| key(*n) == report.attestor).unwrap();
				(report.job, report.round, n, report.verdict)
			},
			other => panic!("not a report: {other:?}"),
		})
		.collect()
}

fn remembered(n: u8) -> Vec<Dealt<u64>> {
	StorageValueRef::persistent(&memory_key(&key(n))).get().unwrap().unwrap_or_default()
}

#[test]
fn worker_should_report_what_it_sees_and_the_chain_should_count_it() {
	test(|node| {
		node.holds(0);
		let job = open(1, &[0], 1);
		sees(Some(Verdict::Mismatch));
		run_worker();
		SIGHT.with_borrow(|sight| {
			assert_eq!(sight.looked, vec![(Source::RecordStore(1), locator(1), H256::repeat_byte(1))]);
		});
		let pool = node.take();
		assert_eq!(said(&pool), vec![(job, 1, 0, Verdict::Mismatch)]);
		next_block(6);
		for xt in pool {
			assert_ok!(apply(xt).unwrap());
		}
		assert_eq!(outcomes(job), vec![Outcome::Agreed(Verdict::Mismatch)]);
	});
}

#[test]
fn worker_should_submit_nothing_when_its_key_is_not_an_attestors() {
	test(|node| {
		node.holds(9);
		open(1, &[0], 1);
		sees(Some(Verdict::Attested));
		run_worker();
		assert_eq!((looked(), node.take().len()), (0, 0));
	});
}

#[test]
fn worker_should_submit_nothing_when_it_has_no_key() {
	test(|node| {
		open(1, &[0], 1);
		sees(Some(Verdict::Attested));
		run_worker();
		assert_eq!((looked(), node.take().len()), (0, 0));
	});
}

#[test]
fn worker_should_submit_nothing_when_the_attestor_is_not_assigned_or_does_not_count() {
	test(|node| {
		node.holds(1);
		sees(Some(Verdict::Attested));
		open(1, &[0], 1);
		run_worker();
		assert_eq!((looked(), node.take().len()), (0, 0));
		open(2, &[1], 1);
		set_active(organization_of(1), false);
		run_worker();
		assert_eq!((looked(), node.take().len()), (0, 0));
		set_active(organization_of(1), true);
		assert_ok!(Attestation::remove_attestor(RuntimeOrigin::root(), key(1)));
		run_worker();
		assert_eq!((looked(), node.take().len()), (0, 0));
	});
}

#[test]
fn worker_should_submit_nothing_when_the_source_is_not_enabled_here() {
	test(|node| {
		// What an unwired source answers, always.
		assert_eq!(<() as Examine>::examine(Source::RecordStore(1), &locator(1), H256::zero()), None);
		node.holds(0);
		let job = open(1, &[0], 1);
		sees(None);
		run_worker();
		assert_eq!((looked(), node.take().len()), (1, 0));
		// Asked again after a while, not in every block; then the operator has enabled it.
		sees(Some(Verdict::Attested));
		for _ in 0..RETRY_AFTER {
			next_block(6);
			run_worker();
		}
		assert_eq!((looked(), node.take().len()), (1, 0));
		next_block(6);
		run_worker();
		assert_eq!(said(&node.take()), vec![(job, 1, 0, Verdict::Attested)]);
	});
}

#[test]
fn worker_should_look_once_when_it_runs_twice_in_a_block_or_in_every_block() {
	test(|node| {
		node.holds(0);
		open(1, &[0], 1);
		sees(Some(Verdict::Attested));
		run_worker();
		run_worker();
		for _ in 0..10 {
			next_block(1);
			run_worker();
		}
		assert_eq!((looked(), node.take().len()), (1, 1));
	});
}

#[test]
fn worker_should_look_once_when_runs_overlap() {
	test(|node| {
		node.holds(0);
		open(1, &[0], 1);
		sees(Some(Verdict::Attested));
		// The second run starts while the first is looking.
		during_next_look(run_worker);
		run_worker();
		assert_eq!((looked(), node.take().len()), (1, 1));
	});
}

#[test]
fn worker_should_wait_for_the_lock_to_lapse_when_a_run_was_cut_off() {
	test(|node| {
		node.holds(0);
		let job = open(1, &[0], 1);
		sees(Some(Verdict::Attested));
		let name = lock_key(job);
		let mut lock = StorageLock::with_deadline(&name, Duration::from_millis(LOCK_MILLIS));
		lock.try_lock().map(|guard| guard.forget()).map_err(|_| ()).unwrap();
		run_worker();
		assert_eq!(looked(), 0);
		let later = sp_io::offchain::timestamp().add(Duration::from_millis(LOCK_MILLIS + 1));
		node.offchain.0.write().timestamp = later;
		run_worker();
		assert_eq!((looked(), node.take().len()), (1, 1));
	});
}

#[test]
fn worker_should_report_when_it_skipped_blocks() {
	test(|node| {
		node.holds(0);
		let job = open(1, &[0], 1);
		sees(Some(Verdict::Attested));
		pass_blocks(20);
		run_worker();
		pass_blocks(5);
		for xt in node.take() {
			assert_ok!(apply(xt).unwrap());
		}
		assert_eq!(outcomes(job), vec![Outcome::Agreed(Verdict::Attested)]);
	});
}

#[test]
fn worker_should_report_again_when_its_report_was_lost_and_its_window_has_closed() {
	test(|node| {
		node.holds(0);
		let job = open(1, &[0], 1);
		sees(Some(Verdict::Attested));
		run_worker();
		let lost = node.take();
		for _ in 0..WINDOW {
			next_block(1);
			run_worker();
		}
		assert_eq!((looked(), node.take().len()), (1, 0));
		next_block(1);
		run_worker();
		let again = node.take();
		assert_eq!((looked(), said(&again)), (2, vec![(job, 1, 0, Verdict::Attested)]));
		// Should the lost one turn up, it is too late for it.
		for xt in lost {
			assert!(apply(xt).is_err());
		}
		for xt in again {
			assert_ok!(apply(xt).unwrap());
		}
	});
}

#[test]
fn worker_should_report_afresh_when_a_new_round_starts() {
	test(|node| {
		node.holds(0);
		let job = open(1, &[0, 1], 2);
		sees(Some(Verdict::Unavailable));
		run_worker();
		assert_eq!(said(&node.take()), vec![(job, 1, 0, Verdict::Unavailable)]);
		pass_deadline(job);
		sees(Some(Verdict::Attested));
		run_worker();
		assert_eq!(said(&node.take()), vec![(job, 2, 0, Verdict::Attested)]);
	});
}

#[test]
fn worker_should_not_look_when_the_deadline_has_passed() {
	test(|node| {
		node.holds(0);
		let job = open(1, &[0], 1);
		sees(Some(Verdict::Attested));
		pallet_timestamp::Now::<Test>::put(Attestation::job(job).unwrap().deadline * 1_000);
		run_worker();
		assert_eq!((looked(), node.take().len()), (0, 0));
	});
}

#[test]
fn node_with_two_attestors_should_look_once_and_report_for_both() {
	test(|node| {
		node.holds(0);
		node.holds(1);
		node.holds(9);
		let job = open(1, &[1, 2, 0], 3);
		sees(Some(Verdict::Erased));
		run_worker();
		let pool = node.take();
		let mut reports = said(&pool);
		reports.sort();
		assert_eq!(reports, vec![(job, 1, 0, Verdict::Erased), (job, 1, 1, Verdict::Erased)]);
		assert_eq!(looked(), 1);
		for xt in pool {
			assert_ok!(apply(xt).unwrap());
		}
		assert_eq!(Attestation::job(job).unwrap().votes.iter().flatten().count(), 2);
	});
}

#[test]
fn worker_should_reach_every_job_when_there_are_more_than_it_may_look_at_in_one_run() {
	test(|node| {
		node.holds(0);
		for n in 0..4 {
			open(n, &[0], 1);
		}
		next_block(BUCKET);
		for n in 4..8 {
			open(n, &[0], 1);
		}
		sees(Some(Verdict::Attested));
		run_worker();
		assert_eq!(looked(), 3, "at most three a run");
		next_block(1);
		node.offchain.0.write().seed = [7; 32];
		run_worker();
		run_worker();
		assert_eq!(looked(), 8);
		let mut jobs: Vec<_> = said(&node.take()).into_iter().map(|report| report.0).collect();
		jobs.sort();
		assert_eq!(jobs, (0..8).collect::<Vec<_>>());
	});
}

#[test]
fn memory_should_forget_what_has_lapsed() {
	test(|node| {
		node.holds(0);
		sees(Some(Verdict::Attested));
		for n in 0..3 {
			open(n, &[0], 1);
			run_worker();
		}
		assert_eq!(remembered(0).len(), 3);
		for _ in 0..WINDOW + 1 {
			next_block(1);
		}
		open(3, &[0], 1);
		sees(None);
		for xt in node.take() {
			let _ = apply(xt);
		}
		run_worker();
		assert!(remembered(0).iter().all(|dealt| dealt.until >= System::block_number()));
	});
}

#[test]
fn worker_should_start_anew_when_its_memory_cannot_be_read() {
	test(|node| {
		node.holds(0);
		open(1, &[0], 1);
		sees(Some(Verdict::Attested));
		StorageValueRef::persistent(&memory_key(&key(0))).set(&[0xffu8; 3]);
		StorageValueRef::persistent(&lock_key(0)).set(&[0u8; 1]);
		run_worker();
		assert_eq!((looked(), node.take().len(), remembered(0).len()), (1, 1, 1));
	});
}

#[test]
fn reports_should_decode_as_ordinary_transactions() {
	test(|node| {
		node.holds(0);
		open(1, &[0], 1);
		sees(Some(Verdict::Attested));
		run_worker();
		let xt = node.take().remove(0);
		let bytes = codec::Encode::encode(&xt);
		assert_eq!(Extrinsic::decode(&mut &bytes[..]).unwrap(), xt);
		assert!(validate(xt, sp_runtime::transaction_validity::TransactionSource::External).is_ok());
	});
}

#[test]
fn run_should_begin_no_examination_any_more_when_it_has_taken_long() {
	test(|node| {
		node.holds(0);
		for n in 0..3 {
			open(n, &[0], 1);
		}
		sees(Some(Verdict::Attested));
		let clock = node.offchain.0.clone();
		during_next_look(move || {
			let mut offchain = clock.write();
			offchain.timestamp = offchain.timestamp.add(Duration::from_millis(RUN_MILLIS + 1));
		});
		run_worker();
		assert_eq!((looked(), node.take().len()), (1, 1), "what it had begun it reported");
		// The next run takes up what is left.
		run_worker();
		assert_eq!((looked(), node.take().len()), (3, 2));
	});
}
