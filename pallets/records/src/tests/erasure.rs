//! Tombstones.

use crate::{mock::*, Anchors, Challenge, Erased, Error, Event, Fault, Faults, Standing, TrailEntry};
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
		let erase_by = |origin| Records::erase(origin, a, vec![0].try_into().unwrap());
		assert_noop!(erase_by(RuntimeOrigin::none()), DispatchError::BadOrigin);
		assert_noop!(erase_by(RuntimeOrigin::root()), Error::<Test>::OwnerIsActive);
	});
}

#[test]
fn council_should_erase_for_an_owner_that_is_no_longer_active() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		deactivate(HOSPITAL);
		for other in [STRANGER, keeper(HOSPITAL), keeper(RIVAL)] {
			assert_noop!(erase(other, a, &[0]), DispatchError::BadOrigin);
		}
		let erase_by = |origin, n| Records::erase(origin, a, vec![n].try_into().unwrap());
		assert_ok!(erase_by(RuntimeOrigin::root(), 0));
		assert_ok!(Records::retire_store(RuntimeOrigin::root(), store));
		assert_ok!(erase_by(RuntimeOrigin::root(), 1));
		assert_noop!(erase_by(RuntimeOrigin::root(), 1), Error::<Test>::AlreadyErased);
		assert_noop!(erase_by(RuntimeOrigin::none(), 2), DispatchError::BadOrigin);
		assert_eq!(Anchors::<Test>::get(a).unwrap().erased, 2);
	});
}

#[test]
fn erasure_should_leave_faults_until_attestors_confirm_it() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		outcome(a, 0, Outcome::Agreed(Verdict::Mismatch));
		outcome(a, 1, Outcome::Disputed);
		assert_ok!(erase(keeper(HOSPITAL), a, &[0, 1, 2]));
		assert_eq!((stored(store).standing(), stored(store).faults), (Standing::Disputed, 2));
		// Nothing but their agreement that it is gone settles it.
		for end in [Outcome::Agreed(Verdict::Unavailable), Outcome::Unanswered, Outcome::Agreed(Verdict::Attested)] {
			outcome(a, 0, end);
			assert_eq!(Faults::<Test>::get(a, 0), Some(Fault::Mismatch));
			assert_eq!(Erased::<Test>::get(a, 0), Some(false));
		}
		outcome(a, 0, Outcome::Agreed(Verdict::Erased));
		assert_eq!((stored(store).standing(), stored(store).faults), (Standing::Disputed, 1));
		outcome(a, 1, Outcome::Agreed(Verdict::Erased));
		assert_eq!((stored(store).standing(), stored(store).faults), (Standing::Active, 0));
		assert!(events().contains(&Event::StandingChanged { store, standing: Standing::Active }));
	});
}

#[test]
fn erasure_should_be_on_the_trail() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		let mut expected = stored(store).trail;
		assert_ok!(erase(keeper(HOSPITAL), a, &[3, 1]));
		let entry = TrailEntry::Erased { at: now(), anchor: a, count: 2 };
		expected.append(1, &entry).unwrap();
		assert_eq!(stored(store).trail, expected);
		assert_eq!(codec::Encode::encode(&entry)[0], 2);
	});
}

#[test]
fn erased_leaf_that_was_never_confirmed_should_be_asked_about() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		assert_ok!(erase(keeper(HOSPITAL), a, &[0]));
		// The record is still there: the tombstone was a lie.
		outcome(a, 0, Outcome::Agreed(Verdict::Mismatch));
		assert_eq!((stored(store).standing(), Faults::<Test>::get(a, 0)), (Standing::Disputed, Some(Fault::Mismatch)));
		outcome(a, 0, Outcome::Agreed(Verdict::Erased));
		assert_eq!((stored(store).standing(), Erased::<Test>::get(a, 0)), (Standing::Active, Some(true)));
	});
}

#[test]
fn store_that_answers_nothing_should_confirm_no_erasure() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		assert_ok!(erase(keeper(HOSPITAL), a, &[0]));
		outcome(a, 0, Outcome::Agreed(Verdict::Unavailable));
		assert_eq!((stored(store).standing(), Erased::<Test>::get(a, 0)), (Standing::Degraded, Some(false)));
	});
}

#[test]
fn challenge_of_a_leaf_should_be_answered_at_once_when_attestors_confirmed_its_erasure() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		assert_ok!(erase(keeper(HOSPITAL), a, &[0]));
		outcome(a, 0, Outcome::Agreed(Verdict::Erased));
		assert_ok!(Records::challenge(signed(keeper(RIVAL)), RIVAL, a, 0));
		let by = Some(RIVAL);
		assert_eq!(last_event(), Event::Challenged { store, anchor: a, index: 0, by, challenge: Challenge::Erased });
		assert_eq!(Jobs::get().len(), 1);
	});
}

#[test]
fn unavailable_should_be_no_fault_of_the_store_when_the_leaf_was_erased_meanwhile() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		let job = challenge(a, 0);
		assert_ok!(erase(keeper(HOSPITAL), a, &[0]));
		let gone = Outcome::Agreed(Verdict::Unavailable);
		conclude(job, gone);
		assert_eq!(last_event(), Event::Outcome { store, anchor: a, index: 0, outcome: gone });
		assert_eq!((stored(store).standing(), Erased::<Test>::get(a, 0)), (Standing::Active, Some(false)));
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
