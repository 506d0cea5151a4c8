//! Who may register and remove attestors.

use crate::{mock::*, Attestors, Error, Event};
use frame_support::{assert_noop, assert_ok};
use frame_system::RawOrigin;
use salus_primitives::{Attestations, AttestorKey, OrganizationId, Verdict};
use sp_runtime::{BuildStorage, DispatchError};

#[test]
fn attestor_should_be_registered_when_the_council_says_so() {
	test(|_| {
		assert_eq!(<Attestation as Attestations>::attestor(&key(9)), None);
		assert_ok!(Attestation::register_attestor(RuntimeOrigin::root(), key(9), 1));
		assert_eq!(events(), vec![Event::AttestorRegistered { key: key(9), organization: 1 }]);
		assert_eq!(<Attestation as Attestations>::attestor(&key(9)), Some(1));
		assert_eq!(Attestation::organization_of(key(9)), Some(1));
		open(1, &[9], 1);
	});
}

#[test]
fn registering_should_fail_when_anybody_else_asks() {
	test(|_| {
		for origin in [RawOrigin::Signed(100), RawOrigin::Signed(1), RawOrigin::None, RawOrigin::Authorized] {
			assert_noop!(Attestation::register_attestor(origin.into(), key(9), 1), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn registering_should_fail_when_the_organization_is_not_active() {
	test(|_| {
		set_active(1, false);
		for organization in [1, 77] {
			assert_noop!(
				Attestation::register_attestor(RuntimeOrigin::root(), key(9), organization),
				Error::<Test>::OrganizationNotActive
			);
		}
	});
}

#[test]
fn registering_should_fail_when_the_key_is_taken_even_by_another_organization() {
	test(|_| {
		for organization in [1, 2] {
			assert_noop!(
				Attestation::register_attestor(RuntimeOrigin::root(), key(0), organization),
				Error::<Test>::AlreadyRegistered
			);
		}
	});
}

#[test]
fn attestor_should_be_removed_when_the_council_or_its_operations_staff_say_so() {
	test(|_| {
		assert_ok!(Attestation::remove_attestor(RuntimeOrigin::root(), key(0)));
		assert_ok!(Attestation::remove_attestor(RuntimeOrigin::signed(200), key(1)));
		assert_eq!(
			events(),
			vec![
				Event::AttestorRemoved { key: key(0), organization: 1 },
				Event::AttestorRemoved { key: key(1), organization: 2 }
			]
		);
		assert!(!Attestors::<Test>::contains_key(key(0)) && !Attestors::<Test>::contains_key(key(1)));
	});
}

#[test]
fn removing_should_fail_when_the_staff_is_of_another_organization_or_without_the_duty() {
	test(|_| {
		// Staff of another organisation, staff without the duty, nobody's staff.
		for who in [200, 101, 1] {
			assert_noop!(
				Attestation::remove_attestor(RuntimeOrigin::signed(who), key(0)),
				DispatchError::Other("not its duty")
			);
		}
		for origin in [RawOrigin::None, RawOrigin::Authorized] {
			assert_noop!(Attestation::remove_attestor(origin.into(), key(0)), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn removing_should_be_left_to_the_council_when_the_organization_is_suspended() {
	test(|_| {
		set_active(1, false);
		assert!(Attestation::remove_attestor(RuntimeOrigin::signed(100), key(0)).is_err());
		assert_ok!(Attestation::remove_attestor(RuntimeOrigin::root(), key(0)));
	});
}

#[test]
fn removing_should_fail_when_there_is_no_such_attestor() {
	test(|_| {
		assert_noop!(Attestation::remove_attestor(RuntimeOrigin::root(), key(9)), Error::<Test>::AttestorNotFound);
		assert_noop!(Attestation::remove_attestor(RuntimeOrigin::signed(100), key(9)), Error::<Test>::AttestorNotFound);
	});
}

#[test]
fn vote_should_stay_when_its_attestor_is_removed_afterwards() {
	test(|_| {
		let job = open(1, &[0, 1, 2], 2);
		vote(job, 0, Verdict::Attested).unwrap();
		assert_ok!(Attestation::remove_attestor(RuntimeOrigin::root(), key(0)));
		vote(job, 1, Verdict::Attested).unwrap();
		assert_eq!(outcomes(job), vec![salus_primitives::Outcome::Agreed(Verdict::Attested)]);
	});
}

fn genesis(attestors: Vec<(AttestorKey, OrganizationId)>) {
	let attestation = crate::GenesisConfig { attestors, ..Default::default() };
	RuntimeGenesisConfig { attestation, ..Default::default() }.build_storage().unwrap();
}

#[test]
fn genesis_should_register_attestors_of_members() {
	genesis(vec![(key(0), 1), (key(1), 1), (key(2), 2)]);
}

#[test]
#[should_panic(expected = "belongs to no active member")]
fn genesis_should_be_refused_when_an_attestor_belongs_to_no_member() {
	genesis(vec![(key(0), 1), (key(1), 77)]);
}

#[test]
#[should_panic(expected = "is listed twice")]
fn genesis_should_be_refused_when_an_attestor_is_listed_twice() {
	genesis(vec![(key(0), 1), (key(0), 2)]);
}
