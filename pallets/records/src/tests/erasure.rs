//! Tombstones.

use crate::{mock::*, Anchors, Challenge, Erased, Error, Event, Faults, Standing};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{Outcome, Verdict};
use sp_runtime::DispatchError;

#[test]
fn tombstones_should_be_written_for_each_leaf() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		assert_ok!(erase(keeper(HOSPITAL), a, &[4, 0]));
		assert!(Erased::<Test>::contains_key(a, 0) && Erased::<Test>::contains_key(a, 4));
		assert_eq!((Erased::<Test>::iter().count(), Anchors::<Test>::get(a).unwrap().erased), (2, 2));
		let indices = vec![4, 0].try_into().unwrap();
		assert_eq!(last_event(), Event::RecordsErased { store, anchor: a, indices });
	});
}

#[test]
fn erasure_should_be_all_or_nothing() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		let who = keeper(HOSPITAL);
		assert_ok!(erase(who, a, &[0]));
		assert_noop!(erase(who, a, &[1, 0]), Error::<Test>::AlreadyErased);
		assert_noop!(erase(who, a, &[1, 1]), Error::<Test>::AlreadyErased);
		assert_noop!(erase(who, a, &[1, 5]), Error::<Test>::LeafNotFound);
		assert_noop!(erase(who, a, &[]), Error::<Test>::NothingToErase);
		assert_noop!(erase(who, a + 1, &[1]), Error::<Test>::AnchorNotFound);
		assert_eq!(Erased::<Test>::iter().count(), 1);
	});
}

#[test]
fn erasure_should_need_the_owners_duty() {
	test(|| {
		let a = anchor(register(HOSPITAL), 1, 5);
		for other in [STRANGER, clerk(HOSPITAL), keeper(RIVAL)] {
			assert_noop!(erase(other, a, &[0]), DispatchError::BadOrigin);
		}
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Records::erase(origin, a, vec![0].try_into().unwrap()), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn erasure_should_settle_the_faults_of_its_leaves() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		outcome(a, 0, Outcome::Agreed(Verdict::Mismatch));
		outcome(a, 1, Outcome::Disputed);
		let trail = stored(store).trail;
		assert_ok!(erase(keeper(HOSPITAL), a, &[0]));
		assert_eq!((stored(store).standing(), stored(store).faults), (Standing::Disputed, 1));
		assert_ok!(erase(keeper(HOSPITAL), a, &[1, 2]));
		assert_eq!((stored(store).standing(), stored(store).faults), (Standing::Active, 0));
		assert!(events().contains(&Event::StandingChanged { store, standing: Standing::Active }));
		assert_eq!(stored(store).trail, trail, "what attestors found stays on the trail");
	});
}

#[test]
fn challenge_of_an_erased_leaf_should_be_answered_at_once() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		assert_ok!(erase(keeper(HOSPITAL), a, &[0]));
		assert_ok!(Records::challenge(signed(keeper(RIVAL)), RIVAL, a, 0));
		let by = Some(RIVAL);
		assert_eq!(last_event(), Event::Challenged { store, anchor: a, index: 0, by, challenge: Challenge::Erased });
		assert!(Jobs::get().is_empty());
	});
}

#[test]
fn unavailable_should_count_as_erased_when_the_leaf_was_erased_meanwhile() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		let job = challenge(a, 0);
		assert_ok!(erase(keeper(HOSPITAL), a, &[0]));
		conclude(job, Outcome::Agreed(Verdict::Unavailable));
		let expected = Outcome::Agreed(Verdict::Erased);
		assert_eq!(last_event(), Event::Outcome { store, anchor: a, index: 0, outcome: expected });
		assert_eq!(stored(store).standing(), Standing::Active);
	});
}

#[test]
fn erased_should_count_as_unavailable_when_the_chain_knows_of_no_erasure() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		outcome(a, 0, Outcome::Agreed(Verdict::Erased));
		let expected = Outcome::Agreed(Verdict::Unavailable);
		assert!(events().contains(&Event::Outcome { store, anchor: a, index: 0, outcome: expected }));
		assert_eq!(stored(store).standing(), Standing::Degraded);
	});
}

#[test]
fn failed_erasure_should_be_a_fault_that_another_look_can_settle() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		let job = challenge(a, 0);
		assert_ok!(erase(keeper(HOSPITAL), a, &[0]));
		// The record was still delivered.
		conclude(job, Outcome::Agreed(Verdict::Mismatch));
		assert_eq!(stored(store).standing(), Standing::Disputed);
		// So that erased leaf is asked about again, though it has a tombstone.
		outcome(a, 0, Outcome::Agreed(Verdict::Mismatch));
		assert_eq!(stored(store).faults, 1);
		outcome(a, 0, Outcome::Agreed(Verdict::Erased));
		assert_eq!(stored(store).standing(), Standing::Active);
		assert_eq!(Faults::<Test>::iter().count(), 0);
	});
}
