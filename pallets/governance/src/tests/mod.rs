//! The specification, by topic.

mod issue;
mod origins;
mod pausing;
mod random;

use crate::{mock::*, Call, Error, Event, NextLift, Pauses};
use frame_support::assert_ok;
use sp_core::storage::StateVersion;
use sp_runtime::{traits::Dispatchable, DispatchError, DispatchResult};

type Refusal = Error<Test>;

/// Dispatch a call as this account would.
fn signed(n: u8, call: impl Into<RuntimeCall>) -> DispatchResult {
	dispatch(RuntimeOrigin::signed(account(n)), call)
}

/// Dispatch a call as a passed motion would.
fn motion(call: impl Into<RuntimeCall>) -> DispatchResult {
	dispatch(RuntimeOrigin::root(), call)
}

fn dispatch(origin: RuntimeOrigin, call: impl Into<RuntimeCall>) -> DispatchResult {
	call.into().dispatch(origin).map(|_| ()).map_err(|e| e.error)
}

/// The attempt fails with this error and leaves the state as it was, to the last bit.
#[track_caller]
fn refuses(error: impl Into<DispatchError>, attempt: impl FnOnce() -> DispatchResult) {
	let before = sp_io::storage::root(StateVersion::V1);
	assert_eq!(attempt(), Err(error.into()));
	assert_eq!(sp_io::storage::root(StateVersion::V1), before, "a refused call left something behind");
}

fn pause(calls: &[(&str, &str)], duration: u64) -> Call<Test> {
	Call::emergency_pause { calls: names(calls), duration }
}

fn lift(calls: &[(&str, &str)]) -> Call<Test> {
	Call::lift { calls: names(calls) }
}

/// A transfer from a stranger: a call that everybody makes every day.
fn transfer() -> DispatchResult {
	signed(STRANGER, pallet_balances::Call::transfer_keep_alive { dest: account(1), value: 1 })
}

const TRANSFER: (&str, &str) = ("Balances", "transfer_keep_alive");
const BATCH: (&str, &str) = ("Utility", "batch");
const PROXY: (&str, &str) = ("Proxy", "proxy");
const MULTISIG: (&str, &str) = ("Multisig", "as_multi");

/// The pallet's own events since the last question.
fn events() -> Vec<Event<Test>> {
	let events = System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Governance(event) => Some(event),
			_ => None,
		})
		.collect();
	System::reset_events();
	events
}
