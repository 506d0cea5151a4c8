//! Anchoring record versions.

use crate::{mock::*, Anchors, Error, Event, Superseded};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use salus_primitives::{
	anchor::{anchor_id, Root, MAX_LEAVES},
	AnchorId,
};
use sp_core::H256;
use sp_runtime::DispatchError;

fn owner() -> u64 {
	keeper(HOSPITAL)
}

#[test]
fn anchors_should_be_numbered_within_their_store() {
	test(|| {
		let (first, second) = (register(HOSPITAL), register(RIVAL));
		assert_eq!(anchor(first, 1, 3), anchor_id(first, 1));
		assert_eq!(anchor(second, 2, 3), anchor_id(second, 1));
		next_block(6);
		let a = anchor(first, 3, 1_000);
		assert_eq!(a, anchor_id(first, 2));
		assert_eq!(last_event(), Event::Anchored { store: first, anchor: a, root: root(3, 1_000), superseded: 0 });
		let found = Anchors::<Test>::get(a).unwrap();
		assert_eq!((found.root, found.block, found.at, found.erased), (root(3, 1_000), 2, START + 6, 0));
		assert_eq!(found.manifest, handle("manifest"));
		assert_eq!((stored(first).anchors, stored(first).leaves), (2, 1_003));
	});
}

#[test]
fn anchor_should_need_the_owners_duty() {
	test(|| {
		let store = register(HOSPITAL);
		for other in [STRANGER, clerk(HOSPITAL), keeper(RIVAL)] {
			assert_noop!(anchor_by(other, store, root(1, 1), &[]), DispatchError::BadOrigin);
		}
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let call = Records::anchor(origin, store, H256::zero(), 1, handle("m"), Default::default());
			assert_noop!(call, DispatchError::BadOrigin);
		}
		assert_noop!(anchor_by(owner(), 77, root(1, 1), &[]), Error::<Test>::StoreNotFound);
		deactivate(HOSPITAL);
		assert_noop!(anchor_by(owner(), store, root(1, 1), &[]), DispatchError::BadOrigin);
	});
}

#[test]
fn number_of_leaves_should_be_possible() {
	test(|| {
		let store = register(HOSPITAL);
		for count in [0, MAX_LEAVES + 1, u32::MAX] {
			let root = Root { hash: H256::repeat_byte(1), count };
			assert_noop!(anchor_by(owner(), store, root, &[]), Error::<Test>::LeafCountOutOfRange);
		}
		for (n, count) in [(1, 1), (2, MAX_LEAVES)] {
			assert_ok!(anchor_by(owner(), store, Root { hash: H256::repeat_byte(n), count }, &[]));
		}
	});
}

#[test]
fn handle_should_hold_nothing_but_an_id() {
	test(|| {
		let store = register(HOSPITAL);
		let anchor = |text: &str, n| {
			Records::anchor(signed(owner()), store, H256::repeat_byte(n), 1, handle(text), Default::default())
		};
		for bad in ["", "..", "a/b", "a b", "a?b", "ä", "a\0", "http:", "%2e"] {
			assert_noop!(anchor(bad, 1), Error::<Test>::MalformedHandle);
		}
		for (good, n) in [("a", 1), ("9b2e-41.Z", 2), (&"x".repeat(64)[..], 3)] {
			assert_ok!(anchor(good, n));
		}
	});
}

#[test]
fn root_should_be_anchored_once_in_a_store() {
	test(|| {
		let (first, second) = (register(HOSPITAL), register(HOSPITAL));
		let a = anchor(first, 1, 3);
		assert_noop!(anchor_by(owner(), first, root(1, 3), &[]), Error::<Test>::AlreadyAnchored);
		let longer = Root { count: 4, ..root(1, 3) };
		assert_noop!(anchor_by(owner(), first, longer, &[]), Error::<Test>::AlreadyAnchored);
		assert_ok!(anchor_by(owner(), second, root(1, 3), &[]));
		assert_eq!(Records::anchor_of(first, root(1, 3).hash), Some(a));
		assert_eq!(Records::anchor_of(first, root(2, 3).hash), None);
	});
}

#[test]
fn store_should_refuse_an_anchor_when_its_numbers_are_used_up() {
	new_test_ext().execute_with(|| {
		let store = register(HOSPITAL);
		crate::Stores::<Test>::mutate(store, |kept| kept.as_mut().unwrap().anchors = u32::MAX);
		assert_noop!(anchor_by(owner(), store, root(1, 1), &[]), Error::<Test>::TooManyAnchors);
	});
}

#[test]
fn later_anchor_should_supersede_leaves_of_its_owners_stores() {
	test(|| {
		let (first, second) = (register(HOSPITAL), register(HOSPITAL));
		let (a, b) = (anchor(first, 1, 3), anchor(second, 2, 3));
		let c = anchor_by(owner(), first, root(3, 2), &[(a, 0), (a, 2), (b, 1)]).unwrap();
		for (earlier, index) in [(a, 0), (a, 2), (b, 1)] {
			assert_eq!(Superseded::<Test>::get(earlier, index), Some(c));
		}
		assert_eq!(Superseded::<Test>::iter().count(), 3);
		assert_eq!(last_event(), Event::Anchored { store: first, anchor: c, root: root(3, 2), superseded: 3 });
	});
}

#[test]
fn amendment_should_never_hide_what_was_there_before() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 3);
		let before = Anchors::<Test>::get(a);
		anchor_by(owner(), store, root(2, 1), &[(a, 0)]).unwrap();
		assert_eq!(Anchors::<Test>::get(a), before);
	});
}

#[test]
fn superseding_should_be_refused_altogether_when_one_leaf_cannot_be() {
	test(|| {
		let (store, foreign) = (register(HOSPITAL), register(RIVAL));
		let (a, f) = (anchor(store, 1, 3), anchor(foreign, 2, 3));
		anchor_by(owner(), store, root(3, 1), &[(a, 2)]).unwrap();
		let next = anchor_id(store, 3);
		for (bad, error) in [
			((a, 3), Error::<Test>::LeafNotFound),
			((a, 2), Error::<Test>::AlreadySuperseded),
			((a, 0), Error::<Test>::AlreadySuperseded), // named twice
			((f, 0), Error::<Test>::ForeignRecord),
			((anchor_id(77, 1), 0), Error::<Test>::AnchorNotFound),
			((next, 0), Error::<Test>::AnchorNotFound), // itself
			((AnchorId::MAX, u32::MAX), Error::<Test>::AnchorNotFound),
		] {
			assert_noop!(anchor_by(owner(), store, root(4, 1), &[(a, 0), bad]), error);
		}
		assert_ok!(anchor_by(owner(), store, root(4, 1), &[(a, 0)]));
	});
}

#[test]
fn anchor_should_supersede_as_many_leaves_as_allowed() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 256);
		let all: Vec<_> = (0..256).map(|n| (a, n)).collect();
		anchor_by(owner(), store, root(2, 256), &all).unwrap();
		let too_many = BoundedVec::<(AnchorId, u32), crate::MaxSuperseded>::try_from(vec![(a, 0); 257]);
		assert!(too_many.is_err());
	});
}

#[test]
fn state_of_an_anchor_should_not_depend_on_its_number_of_leaves() {
	use codec::Encode;
	test(|| {
		let store = register(HOSPITAL);
		let size = |count, n| {
			let a = anchor_by(owner(), store, Root { hash: H256::repeat_byte(n), count }, &[]).unwrap();
			Anchors::<Test>::get(a).unwrap().encode().len()
		};
		assert_eq!(size(1, 1), size(1_000_000, 2));
	});
}
