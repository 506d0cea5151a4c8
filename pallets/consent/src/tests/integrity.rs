//! The configuration checks themselves.

use crate::mock::*;
use frame_support::traits::Hooks;

fn check() {
	<Consent as Hooks<u64>>::integrity_test();
}

#[test]
fn configuration_should_be_accepted_as_it_is() {
	run(check);
}

#[test]
#[should_panic(expected = "no grant could be given")]
fn configuration_should_be_refused_when_no_grant_could_be_given() {
	new_test_ext().execute_with(|| {
		LongestGrant::set(0);
		check();
	});
}

#[test]
#[should_panic(expected = "no incapacity could be confirmed")]
fn configuration_should_be_refused_when_no_second_clinician_could_be_in_time() {
	new_test_ext().execute_with(|| {
		SecondFinding::set(0);
		check();
	});
}

#[test]
#[should_panic(expected = "outlast")]
fn configuration_should_be_refused_when_emergencies_outlast_grants() {
	new_test_ext().execute_with(|| {
		LongestEmergency::set(DAY + 1);
		check();
	});
}
