//! What outcomes do to leaves and stores.

use crate::{mock::*, Event, Fault, Faults, OpenChallenges, Standing};
use frame_support::assert_ok;
use salus_primitives::{anchor::anchor_id, OnAttestation, Outcome, Source, Verdict};

const ATTESTED: Outcome = Outcome::Agreed(Verdict::Attested);
const MISMATCH: Outcome = Outcome::Agreed(Verdict::Mismatch);
const UNAVAILABLE: Outcome = Outcome::Agreed(Verdict::Unavailable);

#[test]
fn outcome_should_move_the_standing_as_the_table_says() {
	for (end, standing, fault) in [
		(ATTESTED, Standing::Active, None),
		(MISMATCH, Standing::Disputed, Some(Fault::Mismatch)),
		(Outcome::Disputed, Standing::Disputed, Some(Fault::Disputed)),
		(UNAVAILABLE, Standing::Degraded, None),
		(Outcome::Unanswered, Standing::Degraded, None),
	] {
		test(|| {
			let store = register(HOSPITAL);
			let a = anchor(store, 1, 5);
			next_block(60);
			outcome(a, 2, end);
			let kept = stored(store);
			assert_eq!((kept.standing(), Faults::<Test>::get(a, 2)), (standing, fault));
			assert_eq!(kept.last_attested, (end == ATTESTED).then_some(now()));
			assert_eq!(kept.unavailable_since, (standing == Standing::Degraded).then_some(now()));
			assert_eq!(kept.trail.len, 1);
			assert!(!OpenChallenges::<Test>::contains_key(a, 2));
			assert_eq!(last_event(), Event::Outcome { store, anchor: a, index: 2, outcome: end });
			let changed = events().contains(&Event::StandingChanged { store, standing });
			assert_eq!(changed, standing != Standing::Active);
		});
	}
}

#[test]
fn leaf_should_be_cleared_by_its_own_attestation_only() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		outcome(a, 0, MISMATCH);
		outcome(a, 1, Outcome::Disputed);
		outcome(a, 2, ATTESTED);
		assert_eq!((stored(store).standing(), stored(store).faults), (Standing::Disputed, 2));
		outcome(a, 0, ATTESTED);
		assert_eq!((stored(store).standing(), stored(store).faults), (Standing::Disputed, 1));
		outcome(a, 1, ATTESTED);
		assert_eq!((stored(store).standing(), stored(store).faults), (Standing::Active, 0));
	});
}

#[test]
fn fault_should_be_counted_once_however_often_it_is_found() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		for end in [MISMATCH, Outcome::Disputed, MISMATCH] {
			outcome(a, 0, end);
		}
		assert_eq!((stored(store).faults, stored(store).trail.len), (1, 3));
		assert_eq!(Faults::<Test>::get(a, 0), Some(Fault::Mismatch));
		outcome(a, 0, ATTESTED);
		assert_eq!(stored(store).standing(), Standing::Active);
	});
}

#[test]
fn availability_should_return_with_the_attestation_of_any_leaf() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		outcome(a, 0, UNAVAILABLE);
		let since = now();
		next_block(60);
		outcome(a, 1, Outcome::Unanswered);
		assert_eq!(stored(store).unavailable_since, Some(since), "since the first silence");
		outcome(a, 2, MISMATCH);
		assert_eq!(stored(store).unavailable_since, Some(since), "a mismatch restores no trust");
		outcome(a, 3, ATTESTED);
		assert_eq!((stored(store).unavailable_since, stored(store).standing()), (None, Standing::Disputed));
	});
}

#[test]
fn unavailability_should_leave_the_fault_of_a_leaf_alone() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		outcome(a, 0, MISMATCH);
		outcome(a, 0, UNAVAILABLE);
		outcome(a, 0, Outcome::Unanswered);
		assert_eq!((Faults::<Test>::get(a, 0), stored(store).faults), (Some(Fault::Mismatch), 1));
	});
}

#[test]
fn outcomes_of_one_store_should_leave_others_alone() {
	test(|| {
		let (first, second) = (register(HOSPITAL), register(HOSPITAL));
		let (a, before) = (anchor(first, 1, 5), stored(second));
		outcome(a, 0, MISMATCH);
		outcome(a, 1, UNAVAILABLE);
		assert_eq!(stored(second), before);
	});
}

#[test]
fn outcome_of_a_retired_store_should_be_recorded_and_change_no_standing() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		let job = challenge(a, 0);
		assert_ok!(Records::retire_store(signed(keeper(HOSPITAL)), store));
		conclude(job, MISMATCH);
		let kept = stored(store);
		assert_eq!((kept.standing(), kept.faults, kept.trail.len), (Standing::Retired, 1, 1));
	});
}

#[test]
fn outcome_should_be_heard_once_and_only_for_a_job_that_was_opened_here() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		let job = challenge(a, 0);
		let before = (stored(store), events().len());
		let forged = |job, source, locator: &_| Records::on_outcome(job, source, locator, MISMATCH);
		forged(job + 1, source(store), &locator(a, 0));
		forged(job, source(store), &locator(a, 1));
		forged(job, source(store + 1), &locator(a, 0));
		forged(job, Source::CredentialSource(store), &locator(a, 0));
		forged(job, source(store), &locator(anchor_id(store, 9), 0));
		forged(job, source(store), &Default::default());
		forged(job, source(store), &[&locator(a, 0)[..], &[0]].concat().try_into().unwrap());
		forged(job, source(store), &vec![0xff; 64].try_into().unwrap());
		assert_eq!((stored(store), events().len()), before);
		conclude(job, ATTESTED);
		let after = stored(store);
		conclude(job, MISMATCH);
		assert_eq!(stored(store), after, "replayed");
	});
}
