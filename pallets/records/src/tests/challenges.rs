//! Challenges that members ask for and those that come by themselves.

use crate::{
	mock::*, Basis::*, Challenge, ChallengesIn, ChallengesOf, Cursor, Error, Event, OpenChallenges, Standing,
	StoreChange, TrailEntry, WeightInfo, MAX_OPEN_CHALLENGES, MAX_OPEN_IN_STORE,
};
use codec::Encode;
use frame_support::{assert_noop, assert_ok, traits::Hooks, weights::Weight};
use salus_primitives::{anchor::anchor_id, trail::index_key, trail::TrailStep, Outcome, TrailHead, Verdict};
use sp_core::H256;
use sp_runtime::DispatchError;
use std::collections::BTreeSet;

/// Leaves that jobs asked about, in order.
fn asked() -> Vec<(u64, u32)> {
	use codec::Decode;
	Jobs::get().iter().map(|job| Decode::decode(&mut &job.locator[..]).unwrap()).collect()
}

#[test]
fn challenge_should_ask_the_stores_attestors() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		assert_ok!(Records::challenge(signed(keeper(RIVAL)), RIVAL, a, 4));
		let job = Jobs::get()[0].clone();
		assert_eq!((job.source, job.locator, job.expected), (source(store), locator(a, 4), root(1, 5).hash));
		assert_eq!(job.attestors.to_vec(), [key(1), key(3), key(5), key(7)]);
		assert_eq!((job.quorum, job.time_limit), (3, TIME_LIMIT));
		let challenge = Challenge::Opened(1);
		assert_eq!(last_event(), Event::Challenged { store, anchor: a, index: 4, by: Some(RIVAL), challenge });
		assert_eq!(OpenChallenges::<Test>::get(a, 4).map(|open| (open.job, open.by)), Some((1, Some(RIVAL))));
	});
}

#[test]
fn challenge_should_need_the_duty_of_an_active_member() {
	test(|| {
		let a = anchor(register(HOSPITAL), 1, 5);
		for (origin, organization) in [
			(signed(STRANGER), RIVAL),
			(signed(clerk(RIVAL)), RIVAL),
			(signed(keeper(HOSPITAL)), RIVAL),
			(signed(keeper(RIVAL)), 77),
			(RuntimeOrigin::root(), RIVAL),
			(RuntimeOrigin::none(), RIVAL),
		] {
			assert_noop!(Records::challenge(origin, organization, a, 0), DispatchError::BadOrigin);
		}
		deactivate(RIVAL);
		assert_noop!(Records::challenge(signed(keeper(RIVAL)), RIVAL, a, 0), DispatchError::BadOrigin);
	});
}

#[test]
fn challenge_of_what_does_not_exist_should_be_refused() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		let challenge = |a, index| Records::challenge(signed(keeper(RIVAL)), RIVAL, a, index);
		assert_noop!(challenge(a, 5), Error::<Test>::LeafNotFound);
		assert_noop!(challenge(a, u32::MAX), Error::<Test>::LeafNotFound);
		for missing in [anchor_id(store, 0), anchor_id(store, 2), anchor_id(77, 1), u64::MAX] {
			assert_noop!(challenge(missing, 0), Error::<Test>::AnchorNotFound);
		}
	});
}

#[test]
fn leaf_should_be_challenged_once_at_a_time() {
	test(|| {
		let a = anchor(register(HOSPITAL), 1, 5);
		let job = challenge(a, 0);
		let again = |index| Records::challenge(signed(keeper(HOSPITAL)), HOSPITAL, a, index);
		assert_noop!(again(0), Error::<Test>::AlreadyChallenged);
		assert_ok!(again(1));
		conclude(job, Outcome::Unanswered);
		assert_ok!(again(0));
	});
}

#[test]
fn only_attestors_that_still_meet_their_basis_should_be_asked() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		deactivate(AUDITOR);
		challenge(a, 0);
		assert_eq!(Jobs::get()[0].attestors.to_vec(), [key(1), key(5), key(7)]);
		Registered::mutate(|all| all.remove(&key(7)));
		let call = Records::challenge(signed(keeper(RIVAL)), RIVAL, a, 1);
		assert_noop!(call, Error::<Test>::AttestorsMissing);
	});
}

#[test]
fn challenge_should_leave_nothing_behind_when_no_job_can_be_opened() {
	test(|| {
		let a = anchor(register(HOSPITAL), 1, 5);
		JobsRefused::set(true);
		assert_noop!(Records::challenge(signed(keeper(RIVAL)), RIVAL, a, 0), DispatchError::Exhausted);
	});
}

#[test]
fn store_should_be_challenged_by_itself_every_period() {
	test(|| {
		let store = register(HOSPITAL);
		anchor(store, 1, 5);
		next_block(PERIOD - 1);
		next_block(1);
		assert!(Jobs::get().is_empty(), "not due yet");
		next_block(6);
		assert_eq!(Jobs::get().len(), 1);
		let (a, index) = asked()[0];
		let challenge = Challenge::Opened(1);
		assert_eq!(last_event(), Event::Challenged { store, anchor: a, index, by: None, challenge });
		assert_eq!(stored(store).next_challenge_due, START + 2 * PERIOD);
		conclude(1, Outcome::Agreed(Verdict::Attested));
		for _ in 0..3 {
			next_block(6);
		}
		assert_eq!(Jobs::get().len(), 1);
		next_block(PERIOD);
		next_block(6);
		assert_eq!(Jobs::get().len(), 2);
	});
}

#[test]
fn every_leaf_of_every_anchor_should_be_drawn_sooner_or_later() {
	test(|| {
		let store = register(HOSPITAL);
		anchor(store, 1, 3);
		anchor(store, 2, 4);
		for n in 0..60u64 {
			next_block(PERIOD);
			Seed::set(H256::from_low_u64_be(n));
			next_block(6);
			conclude(Jobs::get().len() as u64, Outcome::Agreed(Verdict::Attested));
		}
		let all: BTreeSet<_> =
			(0..3).map(|n| (anchor_id(store, 1), n)).chain((0..4).map(|n| (anchor_id(store, 2), n))).collect();
		assert_eq!(asked().into_iter().collect::<BTreeSet<_>>(), all);
	});
}

#[test]
fn leaf_of_this_block_should_never_be_drawn() {
	test(|| {
		let store = register(HOSPITAL);
		next_block(2 * PERIOD);
		anchor(store, 1, 1);
		Records::on_idle(System::block_number(), Weight::MAX);
		assert!(Jobs::get().is_empty(), "whoever anchored may have known the seed");
		next_block(6);
		next_block(6);
		assert_eq!(asked(), [(anchor_id(store, 1), 0)]);
	});
}

#[test]
fn erased_leaf_should_be_drawn_until_attestors_confirm_that_it_is_gone() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 1);
		assert_ok!(erase(keeper(HOSPITAL), a, &[0]));
		for n in 1..=2 {
			next_block(PERIOD);
			next_block(6);
			assert_eq!(asked(), vec![(a, 0); n]);
			conclude(n as u64, Outcome::Agreed([Verdict::Mismatch, Verdict::Erased][n - 1]));
		}
		next_block(PERIOD);
		next_block(6);
		assert_eq!(asked().len(), 2, "nothing is left to ask about");
	});
}

#[test]
fn leaf_known_to_be_gone_should_never_be_drawn() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 2);
		assert_ok!(erase(keeper(HOSPITAL), a, &[0]));
		outcome(a, 0, Outcome::Agreed(Verdict::Erased));
		for n in 0..20 {
			next_block(PERIOD);
			Seed::set(H256::from_low_u64_be(n));
			next_block(6);
			conclude(Jobs::get().len() as u64, Outcome::Agreed(Verdict::Attested));
		}
		assert!(asked()[1..].iter().all(|leaf| *leaf == (a, 1)));
		assert_ok!(erase(keeper(HOSPITAL), a, &[1]));
		outcome(a, 1, Outcome::Agreed(Verdict::Erased));
		let before = Jobs::get().len();
		next_block(PERIOD);
		next_block(6);
		assert_eq!(Jobs::get().len(), before, "nothing is left to ask about");
	});
}

#[test]
fn store_without_leaves_and_retired_store_should_never_be_challenged() {
	test(|| {
		register(HOSPITAL);
		let store = register(HOSPITAL);
		anchor(store, 1, 2);
		assert_ok!(Records::retire_store(signed(keeper(HOSPITAL)), store));
		for _ in 0..5 {
			next_block(PERIOD);
		}
		assert!(Jobs::get().is_empty());
	});
}

#[test]
fn store_should_degrade_when_too_few_attestors_are_left_to_ask() {
	test(|| {
		let store = register(HOSPITAL);
		anchor(store, 1, 2);
		deactivate(AUDITOR);
		deactivate(REGULATOR);
		next_block(PERIOD);
		next_block(6);
		assert!(Jobs::get().is_empty());
		let kept = stored(store);
		assert_eq!((kept.standing(), kept.unavailable_since), (Standing::Degraded, Some(START + PERIOD)));
		assert_eq!(kept.next_challenge_due, START + 2 * PERIOD);
		assert!(events().contains(&Event::AttestorsMissing { store }));
		assert!(events().contains(&Event::StandingChanged { store, standing: Standing::Degraded }));
		let mut expected = TrailHead::new(salus_primitives::TrailKind::RecordStore, &store.encode());
		expected.append(2, &TrailEntry::AttestorsMissing { at: START + PERIOD }).unwrap();
		assert_eq!(kept.trail, expected);
		let other = StoreChange::Attestors { attestors: attestors(&[(7, BusinessAssociate)]), quorum: 1 };
		assert_ok!(update(keeper(HOSPITAL), store, other));
		next_block(PERIOD);
		next_block(6);
		conclude(1, Outcome::Agreed(Verdict::Attested));
		assert_eq!(stored(store).standing(), Standing::Active);
	});
}

#[test]
fn due_challenge_should_stay_due_when_no_job_can_be_opened() {
	test(|| {
		let store = register(HOSPITAL);
		anchor(store, 1, 2);
		next_block(PERIOD);
		JobsRefused::set(true);
		next_block(6);
		assert_eq!((stored(store).next_challenge_due, stored(store).standing()), (START + PERIOD, Standing::Active));
		assert_eq!(OpenChallenges::<Test>::iter().count(), 0);
		JobsRefused::set(false);
		next_block(6);
		assert_eq!(Jobs::get().len(), 1);
	});
}

#[test]
fn blocks_should_look_at_few_stores_each_and_reach_all_in_turn() {
	test(|| {
		for _ in 0..7 {
			let store = register(HOSPITAL);
			anchor(store, 1, 1);
		}
		next_block(PERIOD);
		for expected in [3, 6, 7] {
			next_block(6);
			assert_eq!(Jobs::get().len(), expected);
		}
	});
}

#[test]
fn stores_that_are_gone_should_not_slow_the_challenges_of_others() {
	test(|| {
		let first = register(HOSPITAL);
		for _ in 0..20 {
			let store = register(RIVAL);
			assert_ok!(Records::retire_store(signed(keeper(RIVAL)), store));
		}
		let last = register(HOSPITAL);
		anchor(first, 1, 1);
		anchor(last, 1, 1);
		// The cursor may stand at a store that is gone.
		Cursor::<Test>::put(7);
		next_block(PERIOD);
		next_block(6);
		assert_eq!(asked().len(), 2);
	});
}

#[test]
fn every_store_should_be_looked_at_in_turn_whatever_comes_and_goes() {
	test(|| {
		StoresPerBlock::set(1);
		let stores: Vec<_> = (0..9).map(|n| (register(HOSPITAL), n)).collect();
		for (store, n) in &stores {
			anchor(*store, *n, 1);
		}
		next_block(PERIOD);
		for n in 1..=9 {
			next_block(6);
			let passing = register(RIVAL);
			assert_ok!(Records::retire_store(signed(keeper(RIVAL)), passing));
			assert_eq!(asked().len(), n);
		}
		assert_eq!(asked().into_iter().collect::<BTreeSet<_>>().len(), 9);
	});
}

#[test]
fn organization_should_have_a_bounded_number_of_challenges_open() {
	test(|| {
		let a = anchor(register(HOSPITAL), 1, 200);
		let ask = |organization, index| Records::challenge(signed(keeper(organization)), organization, a, index);
		for index in 0..MAX_OPEN_CHALLENGES {
			assert_ok!(ask(RIVAL, index));
		}
		assert_noop!(ask(RIVAL, 100), Error::<Test>::TooManyChallenges);
		assert_ok!(ask(VENDOR, 100));
		assert_eq!((ChallengesOf::<Test>::get(RIVAL), ChallengesOf::<Test>::get(VENDOR)), (MAX_OPEN_CHALLENGES, 1));
		// Whatever comes of one makes room for another; a replay does not.
		conclude(1, Outcome::Unanswered);
		conclude(1, Outcome::Unanswered);
		assert_ok!(ask(RIVAL, 101));
		assert_noop!(ask(RIVAL, 102), Error::<Test>::TooManyChallenges);
		// One that comes by itself is nobody's.
		next_block(PERIOD);
		next_block(6);
		assert_eq!(Jobs::get().len(), 67);
		assert_eq!(ChallengesOf::<Test>::iter().map(|(_, count)| count).sum::<u32>(), MAX_OPEN_CHALLENGES + 1);
		for job in 1..=67 {
			conclude(job, Outcome::Agreed(Verdict::Attested));
		}
		assert_eq!(ChallengesOf::<Test>::iter().count(), 0);
	});
}

#[test]
fn store_should_have_a_bounded_number_of_challenges_open() {
	test(|| {
		let (busy, quiet) = (anchor(register(HOSPITAL), 1, 500), anchor(register(HOSPITAL), 2, 5));
		let ask =
			|organization, anchor, index| Records::challenge(signed(keeper(organization)), organization, anchor, index);
		for index in 0..MAX_OPEN_IN_STORE {
			let askers = [AUDITOR, REGULATOR, VENDOR, RIVAL];
			assert_ok!(ask(askers[index as usize % 4], busy, index));
		}
		// All of them have used up what is theirs; one who has not is refused for the store's sake.
		assert_noop!(ask(HOSPITAL, busy, 400), Error::<Test>::StoreTooBusy);
		assert_ok!(ask(HOSPITAL, quiet, 0));
		// What comes by itself goes on, and is not counted.
		next_block(PERIOD);
		next_block(6);
		let asked = MAX_OPEN_IN_STORE as usize + 1;
		assert_eq!(Jobs::get().len(), asked + 2);
		assert_eq!(ChallengesIn::<Test>::get(salus_primitives::anchor::store_of(busy)), MAX_OPEN_IN_STORE);
		conclude(1, Outcome::Unanswered);
		assert_ok!(ask(HOSPITAL, busy, 400));
		assert_noop!(ask(HOSPITAL, busy, 401), Error::<Test>::StoreTooBusy);
		for job in 1..=Jobs::get().len() as u64 {
			conclude(job, Outcome::Agreed(Verdict::Attested));
		}
		assert_eq!(ChallengesIn::<Test>::iter().count(), 0);
	});
}

#[test]
fn store_should_be_looked_at_once_a_block_when_there_are_few() {
	test(|| {
		let store = register(HOSPITAL);
		anchor(store, 1, 50);
		next_block(10 * PERIOD);
		next_block(6);
		assert_eq!(Jobs::get().len(), 1);
	});
}

#[test]
fn on_idle_should_stay_within_the_weight_that_is_left() {
	test(|| {
		for _ in 0..3 {
			anchor(register(HOSPITAL), 1, 1);
		}
		next_block(PERIOD);
		let base = <() as WeightInfo>::on_idle_base();
		let each = <() as WeightInfo>::on_idle_look().saturating_add(Records::weight_of_due_challenge());
		for (left, opened) in [
			(Weight::zero(), 0),
			(base, 0),
			(base.saturating_add(each).saturating_sub(Weight::from_parts(1, 0)), 0),
			(base.saturating_add(each).saturating_sub(Weight::from_parts(0, 1)), 0),
			(base.saturating_add(each), 1),
			(base.saturating_add(each.saturating_mul(2)), 3),
		] {
			let used = Records::on_idle(System::block_number(), left);
			assert!(used.all_lte(left), "{used} of {left}");
			assert_eq!(Jobs::get().len(), opened, "with {left}");
		}
	});
}

#[test]
fn cursor_should_survive_that_nothing_is_registered() {
	test(|| {
		for _ in 0..3 {
			next_block(6);
		}
		assert_eq!(Cursor::<Test>::get(), 0);
		register(HOSPITAL);
		for _ in 0..5 {
			next_block(6);
		}
	});
}

#[test]
fn challenge_and_outcome_should_be_walkable_on_the_trail() {
	let mut ext = new_test_ext();
	let mut expected = Vec::new();
	let head = ext.execute_with(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 5);
		for (index, end) in [(0, Outcome::Agreed(Verdict::Attested)), (3, Outcome::Disputed), (3, Outcome::Unanswered)]
		{
			next_block(6);
			outcome(a, index, end);
			let entry = TrailEntry::Outcome { at: now(), anchor: a, index, outcome: end };
			expected.insert(0, (System::block_number() as u32, entry.encode()));
		}
		Records::trail_head(store).unwrap()
	});
	assert_eq!(head.len, 3);
	ext.persist_offchain_overlay();
	let db = ext.offchain_db();
	let origin = salus_primitives::trail::origin(salus_primitives::TrailKind::RecordStore, &0u32.encode());
	let page = salus_primitives::trail::walk_with(origin, head.head, 10, |key| db.get(key));
	assert_eq!((page.gap, page.next), (None, None));
	let walked: Vec<_> = page.steps.into_iter().map(|(_, TrailStep { block, entry, .. })| (block, entry)).collect();
	assert_eq!(walked, expected);
	assert!(db.get(&index_key(&H256::zero())).is_none());
}
