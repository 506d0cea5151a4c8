//! Registering, changing and retiring stores.

use crate::{mock::*, Basis::*, Error, Event, NextStoreId, Standing, StoreChange, Stores};
use codec::Encode;
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use salus_primitives::{trail, Commitment, Outcome, StoreKind, TrailKind, Verdict};
use sp_runtime::{DispatchError, DispatchResult};

const URL: Commitment = Commitment(sp_core::H256::repeat_byte(1));

fn register_with(chosen: &[(u8, crate::Basis)], quorum: u32, period: u64) -> DispatchResult {
	let origin = signed(keeper(HOSPITAL));
	Records::register_store(origin, HOSPITAL, StoreKind::FhirR4, URL, attestors(chosen), quorum, period)
}

fn held(who: u64) -> u64 {
	Balances::balance_on_hold(&RecordStoreHold::get(), &who)
}

#[test]
fn store_should_start_active_and_be_owned_by_its_organization() {
	test(|| {
		let store = register(HOSPITAL);
		let kept = stored(store);
		assert_eq!((kept.owner, kept.kind, kept.quorum), (HOSPITAL, StoreKind::FhirR4, 3));
		assert_eq!((kept.standing(), kept.anchors, kept.leaves), (Standing::Active, 0, 0));
		assert_eq!(kept.next_challenge_due, START + PERIOD);
		assert_eq!(kept.trail.head, trail::origin(TrailKind::RecordStore, &store.encode()));
		assert_eq!(last_event(), Event::StoreRegistered { store, owner: HOSPITAL, kind: StoreKind::FhirR4 });
		assert_eq!(register(HOSPITAL), store + 1);
	});
}

#[test]
fn store_should_not_be_registered_without_the_duty_of_an_active_member() {
	test(|| {
		let register = |origin, organization| {
			Records::register_store(origin, organization, StoreKind::Https, URL, attestors(&[(3, Auditor)]), 1, PERIOD)
		};
		for origin in [
			signed(STRANGER),
			signed(clerk(HOSPITAL)),
			signed(keeper(RIVAL)),
			RuntimeOrigin::root(),
			RuntimeOrigin::none(),
		] {
			assert_noop!(register(origin, HOSPITAL), DispatchError::BadOrigin);
		}
		assert_noop!(register(signed(keeper(HOSPITAL)), 77), DispatchError::BadOrigin);
		deactivate(HOSPITAL);
		assert_noop!(register(signed(keeper(HOSPITAL)), HOSPITAL), DispatchError::BadOrigin);
	});
}

#[test]
fn quorum_should_be_a_majority_and_at_most_the_number_of_attestors() {
	test(|| {
		assert_noop!(register_with(&[], 0, PERIOD), Error::<Test>::QuorumOutOfRange);
		assert_noop!(register_with(&[], 1, PERIOD), Error::<Test>::QuorumOutOfRange);
		assert_noop!(register_with(&[(3, Auditor)], 0, PERIOD), Error::<Test>::QuorumOutOfRange);
		assert_noop!(register_with(&[(3, Auditor)], 2, PERIOD), Error::<Test>::QuorumOutOfRange);
		assert_ok!(register_with(&[(3, Auditor)], 1, PERIOD));
		let many = [(3, Auditor), (5, Regulator), (7, BusinessAssociate), (9, BusinessAssociate)];
		for (attestors, least) in [(2, 2), (3, 2), (4, 3)] {
			assert_noop!(register_with(&many[..attestors], least - 1, PERIOD), Error::<Test>::QuorumOutOfRange);
			assert_ok!(register_with(&many[..attestors], least, PERIOD));
		}
		assert_noop!(register_with(&many, u32::MAX, PERIOD), Error::<Test>::QuorumOutOfRange);
	});
}

#[test]
fn attestor_should_meet_the_basis_it_is_chosen_on() {
	test(|| {
		for wrong in [
			(1, Auditor),            // the owner's own key
			(1, BusinessAssociate),  // likewise
			(3, OwnNode),            // the auditor's key
			(5, Auditor),            // the regulator's key
			(3, Regulator),          // the auditor's key
			(7, Auditor),            // the vendor's key
			(99, BusinessAssociate), // nobody's key
		] {
			assert_noop!(register_with(&[wrong], 1, PERIOD), Error::<Test>::BasisNotMet);
		}
		assert_ok!(register_with(&[(3, Auditor), (5, Regulator), (7, BusinessAssociate)], 3, PERIOD));
		assert_ok!(register_with(&[(3, BusinessAssociate)], 1, PERIOD));
		deactivate(AUDITOR);
		assert_noop!(register_with(&[(3, Auditor)], 1, PERIOD), Error::<Test>::BasisNotMet);
		assert_noop!(register_with(&[(3, BusinessAssociate)], 1, PERIOD), Error::<Test>::BasisNotMet);
	});
}

#[test]
fn owner_that_is_also_an_auditor_should_not_attest_itself_as_one() {
	test(|| {
		let attest = |basis| {
			let origin = signed(keeper(AUDITOR));
			Records::register_store(origin, AUDITOR, StoreKind::Dicom, URL, attestors(&[(3, basis)]), 1, PERIOD)
		};
		assert_noop!(attest(Auditor), Error::<Test>::BasisNotMet);
		assert_noop!(attest(OwnNode), Error::<Test>::OwnersMajority);
	});
}

#[test]
fn attestor_named_twice_should_be_refused() {
	test(|| {
		assert_noop!(register_with(&[(3, Auditor), (3, Auditor)], 2, PERIOD), Error::<Test>::AttestorNamedTwice);
		assert_noop!(
			register_with(&[(3, Auditor), (3, BusinessAssociate)], 2, PERIOD),
			Error::<Test>::AttestorNamedTwice
		);
	});
}

#[test]
fn owners_nodes_should_never_make_half_of_a_quorum() {
	test(|| {
		let mixed = [(1, OwnNode), (3, Auditor), (5, Regulator), (7, BusinessAssociate)];
		assert_noop!(register_with(&mixed[..1], 1, PERIOD), Error::<Test>::OwnersMajority);
		assert_noop!(register_with(&mixed[..2], 2, PERIOD), Error::<Test>::OwnersMajority);
		assert_noop!(register_with(&mixed[..3], 2, PERIOD), Error::<Test>::OwnersMajority);
		assert_ok!(register_with(&mixed[..3], 3, PERIOD));
		assert_ok!(register_with(&mixed, 3, PERIOD));
	});
}

#[test]
fn organization_with_several_keys_should_have_one_vote() {
	test(|| {
		for twice in [
			[(3, Auditor), (4, Auditor), (5, Regulator)],
			[(3, Auditor), (5, Regulator), (4, BusinessAssociate)],
			[(1, OwnNode), (2, OwnNode), (5, Regulator)],
		] {
			assert_noop!(register_with(&twice, 3, PERIOD), Error::<Test>::OrganizationNamedTwice);
			assert_noop!(register_with(&twice, 2, PERIOD), Error::<Test>::OrganizationNamedTwice);
		}
		let store = register(HOSPITAL);
		let change = StoreChange::Attestors { attestors: attestors(&[(3, Auditor), (4, Auditor)]), quorum: 2 };
		assert_noop!(update(keeper(HOSPITAL), store, change), Error::<Test>::OrganizationNamedTwice);
	});
}

#[test]
fn organization_should_still_have_one_vote_when_a_chosen_key_became_its_second() {
	test(|| {
		let store = register(HOSPITAL);
		let anchor = anchor(store, 1, 4);
		// The vendor's key is registered for the auditor now, who has key 3 already: two of four voices are one.
		Registered::mutate(|all| all.insert(key(7), AUDITOR));
		challenge(anchor, 0);
		let asked = Jobs::get().pop().unwrap();
		assert_eq!(asked.attestors.to_vec(), [key(1), key(3), key(5)]);
		// With one more, no quorum of three organisations is left.
		Registered::mutate(|all| all.insert(key(5), HOSPITAL));
		assert_noop!(Records::challenge(signed(keeper(RIVAL)), RIVAL, anchor, 1), Error::<Test>::AttestorsMissing);
	});
}

#[test]
fn challenge_period_should_be_within_bounds() {
	test(|| {
		for period in [0, SHORTEST - 1, LONGEST + 1, u64::MAX] {
			assert_noop!(register_with(&[(3, Auditor)], 1, period), Error::<Test>::ChallengePeriodOutOfRange);
		}
		assert_ok!(register_with(&[(3, Auditor)], 1, SHORTEST));
		assert_ok!(register_with(&[(3, Auditor)], 1, LONGEST));
	});
}

#[test]
fn store_should_not_be_registered_when_numbers_are_used_up() {
	test(|| {
		NextStoreId::<Test>::put(u32::MAX);
		assert_noop!(register_with(&[(3, Auditor)], 1, PERIOD), Error::<Test>::TooManyStores);
	});
}

#[test]
fn deposit_should_be_held_for_a_store_and_return_when_it_is_retired() {
	test(|| {
		let store = register(HOSPITAL);
		let one = held(keeper(HOSPITAL));
		assert!(one > 100);
		anchor(store, 1, 1);
		assert_eq!(held(keeper(HOSPITAL)), one, "an anchor is paid by its fee");
		register(HOSPITAL);
		assert_eq!(held(keeper(HOSPITAL)), 2 * one);
		assert_ok!(Records::retire_store(signed(keeper(HOSPITAL)), store));
		assert_eq!(held(keeper(HOSPITAL)), one);
	});
}

#[test]
fn store_should_not_be_registered_when_the_deposit_cannot_be_paid() {
	test(|| {
		let free = Balances::free_balance(keeper(HOSPITAL));
		assert_ok!(Balances::transfer_allow_death(signed(keeper(HOSPITAL)), STRANGER, free - 100));
		assert!(register_with(&[(3, Auditor)], 1, PERIOD).is_err());
		assert_eq!(Stores::<Test>::iter().count(), 0);
	});
}

#[test]
fn every_change_should_be_kept_and_announced() {
	test(|| {
		let store = register(HOSPITAL);
		let who = keeper(HOSPITAL);
		for change in [
			StoreChange::Url(URL),
			StoreChange::Attestors { attestors: attestors(&[(5, Regulator)]), quorum: 1 },
			StoreChange::ChallengePeriod(SHORTEST),
		] {
			assert_ok!(update(who, store, change.clone()));
			assert_eq!(last_event(), Event::StoreUpdated { store, change });
		}
		let kept = stored(store);
		assert_eq!((kept.url_commitment, kept.quorum, kept.challenge_period), (URL, 1, SHORTEST));
		assert_eq!(kept.attestors, attestors(&[(5, Regulator)]));
	});
}

#[test]
fn change_should_be_refused_when_a_registration_would_be() {
	test(|| {
		let store = register(HOSPITAL);
		let who = keeper(HOSPITAL);
		let choose = |chosen: &[_], quorum| StoreChange::Attestors { attestors: attestors(chosen), quorum };
		assert_noop!(update(who, store, choose(&[(1, OwnNode)], 1)), Error::<Test>::OwnersMajority);
		assert_noop!(update(who, store, choose(&[(3, Regulator)], 1)), Error::<Test>::BasisNotMet);
		assert_noop!(update(who, store, choose(&[], 0)), Error::<Test>::QuorumOutOfRange);
		let change = StoreChange::ChallengePeriod(SHORTEST - 1);
		assert_noop!(update(who, store, change), Error::<Test>::ChallengePeriodOutOfRange);
		assert_noop!(update(who, 77, StoreChange::Url(URL)), Error::<Test>::StoreNotFound);
		for other in [STRANGER, clerk(HOSPITAL), keeper(RIVAL)] {
			assert_noop!(update(other, store, StoreChange::Url(URL)), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn changing_the_period_should_never_put_off_a_challenge() {
	test(|| {
		let store = register(HOSPITAL);
		let due = stored(store).next_challenge_due;
		for _ in 0..3 {
			next_block(1_000);
			assert_ok!(update(keeper(HOSPITAL), store, StoreChange::ChallengePeriod(LONGEST)));
			assert_eq!(stored(store).next_challenge_due, due);
		}
		assert_ok!(update(keeper(HOSPITAL), store, StoreChange::ChallengePeriod(SHORTEST)));
		assert_eq!(stored(store).next_challenge_due, now() + SHORTEST);
	});
}

#[test]
fn faults_should_outlive_every_change() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 4);
		outcome(a, 0, Outcome::Agreed(Verdict::Mismatch));
		outcome(a, 1, Outcome::Unanswered);
		let who = keeper(HOSPITAL);
		assert_ok!(update(who, store, StoreChange::Url(URL)));
		assert_ok!(update(who, store, StoreChange::Attestors { attestors: attestors(&[(5, Regulator)]), quorum: 1 }));
		let kept = stored(store);
		assert_eq!((kept.standing(), kept.faults, kept.unavailable_since), (Standing::Disputed, 1, Some(now())));
	});
}

#[test]
fn retired_store_should_refuse_everything_but_erasure() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 4);
		let who = keeper(HOSPITAL);
		assert_ok!(Records::retire_store(signed(who), store));
		assert_eq!(last_event(), Event::StoreRetired { store });
		assert_eq!(stored(store).standing(), Standing::Retired);
		assert_noop!(anchor_by(who, store, root(2, 2), &[]), Error::<Test>::StoreRetired);
		assert_noop!(update(who, store, StoreChange::Url(URL)), Error::<Test>::StoreRetired);
		assert_noop!(Records::retire_store(signed(who), store), Error::<Test>::StoreRetired);
		assert_noop!(Records::challenge(signed(who), HOSPITAL, a, 0), Error::<Test>::StoreRetired);
		assert_ok!(erase(who, a, &[0]));
	});
}

#[test]
fn store_without_anchors_should_be_gone_once_retired() {
	test(|| {
		let store = register(HOSPITAL);
		assert_ok!(Records::retire_store(signed(keeper(HOSPITAL)), store));
		assert!(!Stores::<Test>::contains_key(store));
		assert_noop!(Records::retire_store(signed(keeper(HOSPITAL)), store), Error::<Test>::StoreNotFound);
		assert_eq!(register(HOSPITAL), store + 1, "numbers are never given twice");
	});
}

#[test]
fn store_should_be_retired_by_its_owner_or_for_a_former_member_by_the_council() {
	test(|| {
		let store = register(HOSPITAL);
		anchor(store, 1, 1);
		for other in [STRANGER, clerk(HOSPITAL), keeper(RIVAL)] {
			assert!(!may_retire(signed(other)));
			assert_noop!(Records::retire_store(signed(other), store), DispatchError::BadOrigin);
		}
		assert_noop!(Records::retire_store(RuntimeOrigin::none(), store), DispatchError::BadOrigin);
		assert_noop!(Records::retire_store(RuntimeOrigin::root(), store), Error::<Test>::OwnerIsActive);
		assert_noop!(Records::retire_store(RuntimeOrigin::root(), 77), Error::<Test>::StoreNotFound);
		deactivate(HOSPITAL);
		assert_noop!(Records::retire_store(signed(keeper(HOSPITAL)), store), DispatchError::BadOrigin);
		assert_ok!(Records::retire_store(RuntimeOrigin::root(), store));
		assert_eq!(held(keeper(HOSPITAL)), 0, "the deposit returns to whoever paid it");
	});
}
