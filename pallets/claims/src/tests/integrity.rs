//! The configuration checks themselves.

use crate::mock::*;
use frame_support::traits::Hooks;

fn check() {
	<Claims as Hooks<u64>>::integrity_test();
}

fn with(set: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		set();
		check();
	});
}

#[test]
fn configuration_should_be_accepted_as_it_is() {
	with(|| {});
}

#[test]
#[should_panic(expected = "answered sooner")]
fn configuration_should_be_refused_when_what_is_expedited_takes_longer() {
	with(|| ExpeditedClock::set(STANDARD + 1));
}

#[test]
#[should_panic(expected = "time to answer")]
fn configuration_should_be_refused_when_nobody_can_answer_in_time() {
	with(|| ReviewClock::set(0));
}

#[test]
#[should_panic(expected = "nobody could appeal")]
fn configuration_should_be_refused_when_nobody_can_appeal() {
	with(|| AppealWindow::set(DAY - 1));
}

#[test]
#[should_panic(expected = "nothing could be rendered")]
fn configuration_should_be_refused_when_nothing_can_be_rendered() {
	with(|| ServicesPerDay::set(0));
}

#[test]
#[should_panic(expected = "every claim would be an alert")]
fn configuration_should_be_refused_when_every_claim_is_an_alert() {
	with(|| Velocity::set(0));
}

#[test]
#[should_panic(expected = "no clock would ever run out")]
fn configuration_should_be_refused_when_nothing_is_swept() {
	with(|| SweepPerBlock::set(0));
}

#[test]
#[should_panic(expected = "does not fit half a block")]
fn configuration_should_be_refused_when_a_sweep_fills_the_block() {
	with(|| SweepPerBlock::set(100_000));
}
