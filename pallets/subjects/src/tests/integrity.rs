use crate::mock::*;
use frame_support::traits::Hooks;

#[test]
fn configuration_of_the_tests_should_be_sound() {
	run(|| Subjects::integrity_test());
}

#[test]
#[should_panic(expected = "a recovery without delay cannot be vetoed")]
fn configuration_should_be_refused_when_a_recovery_needs_no_delay() {
	run(|| {
		MinRecoveryDelay::set(0);
		Subjects::integrity_test();
	});
}

#[test]
#[should_panic(expected = "no proposal could be confirmed")]
fn configuration_should_be_refused_when_there_is_no_time_to_confirm() {
	run(|| {
		ConfirmationPeriod::set(0);
		Subjects::integrity_test();
	});
}

#[test]
#[should_panic(expected = "no delay would be lawful")]
fn configuration_should_be_refused_when_the_least_delay_is_above_the_greatest() {
	run(|| {
		MinRecoveryDelay::set(31 * DAY);
		Subjects::integrity_test();
	});
}
