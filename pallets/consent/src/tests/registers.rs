//! Base policies and groups.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::Duty;
use sp_core::H256;

type Failure = Error<Test>;

fn office(organization: u32) -> RuntimeOrigin {
	signed(staff(organization, Duty::Privacy))
}

fn set(organization: u32, provisions: impl IntoIterator<Item = Provision>) -> sp_runtime::DispatchResult {
	Consent::set_base_policy(office(organization), organization, Some(OPT_IN), document(2), list(provisions))
}

#[test]
fn policy_should_count_its_versions_even_over_a_gap() {
	run(|| {
		assert_ok!(set(HOSPITAL, [permit()]));
		assert_ok!(set(HOSPITAL, [deny()]));
		assert_ok!(Consent::remove_base_policy(office(HOSPITAL), HOSPITAL));
		assert_noop!(Consent::remove_base_policy(office(HOSPITAL), HOSPITAL), Failure::PolicyNotFound);
		assert_ok!(set(HOSPITAL, [permit()]));
		assert_eq!(Policies::<Test>::get(HOSPITAL).unwrap().policy.version, 3);
	});
}

#[test]
fn policy_should_be_its_organisations_own_and_well_formed() {
	run(|| {
		let foreign = Consent::set_base_policy(office(CLINIC), HOSPITAL, None, document(2), list([permit()]));
		assert!(foreign.is_err());
		let doctor = Consent::set_base_policy(signed(DOCTOR), HOSPITAL, None, document(2), list([permit()]));
		assert!(doctor.is_err());
		assert_noop!(set(HOSPITAL, []), Failure::MalformedTree);
		assert_noop!(set(HOSPITAL, [labelled(&[TREAT], permit())]), Failure::UnknownCode);
		let policy = Consent::set_base_policy(office(HOSPITAL), HOSPITAL, Some(TREAT), document(2), list([permit()]));
		assert_noop!(policy, Failure::UnknownCode);
		let group = |n: u8| {
			let root = to(Party::Group(H256::repeat_byte(n)), permit());
			if n == 0 {
				root
			} else {
				under(0, root)
			}
		};
		assert_noop!(set(HOSPITAL, (0..5).map(group)), Failure::TooManyGroups);
		assert_ok!(set(HOSPITAL, (0..4).map(group)));
		let records = |n: u8| {
			let handle = H256::repeat_byte(n);
			let mut provision = permit();
			provision.data.records = list((0..16).map(|_| DataRef { meaning: DataMeaning::Instance, handle }));
			if n == 0 {
				provision
			} else {
				under(0, provision)
			}
		};
		assert_noop!(set(HOSPITAL, (0..4).map(records)), Failure::NoRoom);
	});
}

#[test]
fn policy_deposit_should_return() {
	run(|| {
		let payer = staff(HOSPITAL, Duty::Privacy);
		let before = Balances::free_balance(payer);
		assert_ok!(set(HOSPITAL, [permit()]));
		assert_ok!(set(HOSPITAL, [permit(), under(0, deny())]));
		assert!(Balances::free_balance(payer) < before);
		assert_ok!(Consent::remove_base_policy(office(HOSPITAL), HOSPITAL));
		assert_eq!(Balances::free_balance(payer), before);
	});
}

#[test]
fn group_should_be_changed_by_its_keeper_only() {
	run(|| {
		let group = group_of(HOSPITAL, 1);
		let set = |organization, members: Vec<_>| {
			Consent::set_group(office(organization), organization, group, list(members))
		};
		assert_noop!(set(HOSPITAL, vec![]), Failure::GroupNotFound);
		assert_ok!(set(HOSPITAL, vec![subject(DOCTOR)]));
		assert_noop!(set(CLINIC, vec![subject(OTHER_DOCTOR)]), Failure::NotAuthorized);
		assert_noop!(set(CLINIC, vec![]), Failure::NotAuthorized);
		let twice = vec![subject(DOCTOR), subject(DOCTOR)];
		assert_noop!(set(HOSPITAL, twice), Failure::NotAscending);
		assert!(Consent::set_group(signed(DOCTOR), HOSPITAL, group, list([subject(DOCTOR)])).is_err());
	});
}

#[test]
fn left_member_should_be_denied_in_the_same_block() {
	run(|| {
		let group = group_of(HOSPITAL, 1);
		let before = Balances::free_balance(staff(HOSPITAL, Duty::Privacy));
		assert_ok!(Consent::set_group(office(HOSPITAL), HOSPITAL, group, list([subject(DOCTOR)])));
		record([to(Party::Group(group), permit())]);
		let grant = ask(patient()).2.unwrap();
		assert_ok!(Consent::set_group(office(HOSPITAL), HOSPITAL, group, list([])));
		assert!(!is_good(grant));
		assert!(!Groups::<Test>::contains_key(group));
		assert_eq!(Balances::free_balance(staff(HOSPITAL, Duty::Privacy)), before);
	});
}

#[test]
fn handle_of_a_group_should_stay_its_keepers() {
	run(|| {
		let group = group_of(HOSPITAL, 1);
		assert_ok!(Consent::set_group(office(HOSPITAL), HOSPITAL, group, list([subject(DOCTOR)])));
		assert_ok!(Consent::set_group(office(HOSPITAL), HOSPITAL, group, list([])));
		// Emptied, or not registered yet: nobody else's all the same.
		for handle in [group, group_of(HOSPITAL, 2)] {
			let taken = Consent::set_group(office(CLINIC), CLINIC, handle, list([subject(OTHER_DOCTOR)]));
			assert_noop!(taken, Failure::NotAuthorized);
		}
	});
}
