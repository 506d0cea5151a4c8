//! A call means the same however it is wrapped.

use super::*;
use frame_support::weights::Weight;
use pallet_multisig::Timepoint;
use sp_runtime::{traits::Dispatchable, DispatchError};

/// One of each call.
fn every_call() -> Vec<Call> {
	let codes = vec![new(CodeKind::Purpose, "mine", &[])].try_into().unwrap();
	vec![Call::register { codes }, Call::retire { id: 1 }, Call::reinstate { id: 2 }]
}

/// The registry with an active and a retired code.
fn scene() {
	purpose("active", &[]);
	let retired = purpose("retired", &[]);
	assert_ok!(retire(retired));
}

fn state() -> sp_core::H256 {
	sp_core::H256(sp_io::hashing::blake2_256(&codec::Encode::encode(&Codes::page(None, 0, u16::MAX))))
}

#[test]
fn accounts_and_nobody_should_be_refused() {
	run(|| {
		scene();
		let before = state();
		for call in every_call().into_iter().map(RuntimeCall::from) {
			for origin in [RuntimeOrigin::signed(1), RuntimeOrigin::none()] {
				assert_eq!(call.clone().dispatch(origin).unwrap_err().error, DispatchError::BadOrigin);
			}
		}
		assert_eq!(state(), before);
	});
}

#[test]
fn account_should_be_refused_when_it_calls_through_a_batch() {
	run(|| {
		scene();
		let before = state();
		for call in every_call().into_iter().map(RuntimeCall::from) {
			let batch = Utility::batch_all(RuntimeOrigin::signed(1), vec![call]);
			assert_eq!(batch.unwrap_err().error, DispatchError::BadOrigin);
		}
		assert_eq!(state(), before);
	});
}

#[test]
fn account_should_be_refused_when_it_calls_through_a_proxy() {
	run(|| {
		scene();
		let before = state();
		assert_ok!(Proxy::add_proxy(RuntimeOrigin::signed(1), 2, Anything::Any, 0));
		for call in every_call().into_iter().map(RuntimeCall::from) {
			assert_ok!(Proxy::proxy(RuntimeOrigin::signed(2), 1, None, Box::new(call)));
			System::assert_last_event(
				pallet_proxy::Event::ProxyExecuted { result: Err(DispatchError::BadOrigin) }.into(),
			);
		}
		assert_eq!(state(), before);
	});
}

#[test]
fn account_should_be_refused_when_it_calls_through_a_multisig() {
	run(|| {
		scene();
		let before = state();
		for call in every_call() {
			let call = Box::new(RuntimeCall::from(call));
			let one = RuntimeOrigin::signed(1);
			assert_ok!(Multisig::as_multi(one, 2, vec![2], None, call.clone(), Default::default()));
			let when = Some(Timepoint { height: 1, index: 0 });
			assert_ok!(Multisig::as_multi(RuntimeOrigin::signed(2), 2, vec![1], when, call, Weight::MAX));
			let executed = System::events().into_iter().rev().find_map(|record| match record.event {
				RuntimeEvent::Multisig(pallet_multisig::Event::MultisigExecuted { result, .. }) => Some(result),
				_ => None,
			});
			assert_eq!(executed, Some(Err(DispatchError::BadOrigin)));
		}
		assert_eq!(state(), before);
	});
}

#[test]
fn council_should_register_through_a_batch() {
	run(|| {
		scene();
		let calls = every_call().into_iter().map(RuntimeCall::from).collect();
		assert_ok!(Utility::batch_all(RuntimeOrigin::root(), calls));
		assert_eq!(find(CodeKind::Purpose, SYSTEM, "mine"), Some(3));
		assert!(stored(1).retired && !stored(2).retired);
	});
}
