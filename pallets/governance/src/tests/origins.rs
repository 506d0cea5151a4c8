//! Nobody gets by a motion's door through another call.

use super::*;
use frame_support::{dispatch::RawOrigin, weights::Weight};

fn issue() -> RuntimeCall {
	Call::issue { to: account(STRANGER), amount: 1_000 }.into()
}

/// What a stranger would do, all of which would otherwise work.
fn privileged() -> Vec<RuntimeCall> {
	assert_ok!(signed(WATCH, pause(&[TRANSFER], 60)));
	vec![issue(), pause(&[("Balances", "burn")], 60).into(), lift(&[TRANSFER]).into()]
}

#[test]
fn calls_should_be_refused_to_other_origins() {
	run(|| {
		for call in privileged() {
			refuses(DispatchError::BadOrigin, || signed(STRANGER, call.clone()));
			refuses(DispatchError::BadOrigin, || dispatch(RawOrigin::None.into(), call));
		}
	});
}

#[test]
fn one_origin_should_not_do_for_the_other() {
	run(|| {
		refuses(DispatchError::BadOrigin, || signed(WATCH, issue()));
		refuses(DispatchError::BadOrigin, || motion(pause(&[TRANSFER], 60)));
		refuses(DispatchError::BadOrigin, || motion(lift(&[TRANSFER])));
	});
}

#[test]
fn pauser_should_not_be_driven_past_this_pallet() {
	run(|| {
		let direct = pallet_tx_pause::Call::pause { full_name: name(TRANSFER.0, TRANSFER.1) };
		refuses(DispatchError::BadOrigin, || motion(direct.clone()));
		refuses(DispatchError::BadOrigin, || signed(WATCH, direct));
	});
}

/// What a wrapped call came to, whatever the wrapper itself reported.
fn came_to() -> Option<DispatchError> {
	System::events().into_iter().rev().find_map(|record| match record.event {
		RuntimeEvent::Utility(pallet_utility::Event::BatchInterrupted { error, .. }) => Some(error),
		RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => result.err(),
		RuntimeEvent::Multisig(pallet_multisig::Event::MultisigExecuted { result, .. }) => result.err(),
		_ => None,
	})
}

/// Try a call in the name of this account through a batch, a proxy and a multisig.
fn wrapped(n: u8, call: &RuntimeCall) -> [Option<DispatchError>; 3] {
	System::reset_events();
	assert_ok!(signed(n, pallet_utility::Call::batch { calls: vec![call.clone()] }));
	let batch = came_to();

	System::reset_events();
	let proxied = pallet_proxy::Call::proxy { real: account(n), force_proxy_type: None, call: Box::new(call.clone()) };
	assert_ok!(signed(90, proxied));
	let proxy = came_to();

	System::reset_events();
	let timepoint = pallet_multisig::Timepoint { height: System::block_number(), index: 0 };
	for (n, other, maybe_timepoint) in [(91, 92, None), (92, 91, Some(timepoint))] {
		let approve = pallet_multisig::Call::as_multi {
			threshold: 2,
			other_signatories: vec![account(other)],
			maybe_timepoint,
			call: Box::new(call.clone()),
			max_weight: Weight::MAX,
		};
		assert_ok!(signed(n, approve));
	}
	[batch, proxy, came_to()]
}

#[test]
fn calls_should_be_refused_when_wrapped() {
	run(|| {
		let add = pallet_proxy::Call::add_proxy { delegate: account(90), proxy_type: AnyCall, delay: 0 };
		assert_ok!(signed(STRANGER, add));
		let issued = Balances::total_issuance();
		for call in privileged() {
			assert_eq!(wrapped(STRANGER, &call), [Some(DispatchError::BadOrigin); 3], "{call:?}");
		}
		assert_eq!((Balances::total_issuance(), Pauses::<Test>::get().len()), (issued, 1));
	});
}

#[test]
fn paused_calls_should_be_refused_when_wrapped() {
	run(|| {
		let add = pallet_proxy::Call::add_proxy { delegate: account(90), proxy_type: AnyCall, delay: 0 };
		assert_ok!(signed(STRANGER, add));
		assert_ok!(signed(WATCH, pause(&[TRANSFER], 60)));
		let call = pallet_balances::Call::transfer_keep_alive { dest: account(1), value: 1 }.into();
		let filtered = Some(frame_system::Error::<Test>::CallFiltered.into());
		assert_eq!(wrapped(STRANGER, &call), [filtered; 3]);
	});
}
