//! What other pallets and outside readers are told.

use super::*;
use crate::organization_account;
use salus_primitives::Organizations as Neighbour;

#[test]
fn only_active_members_should_be_active_and_have_roles() {
	for from in STANDINGS {
		run(|| {
			let organization = with_standing(30, from);
			let active = from == Standing::Active;
			assert_eq!(<Organizations as Neighbour<_>>::is_active(organization), active);
			for role in Role::ALL {
				let expected = active && *role == Role::Provider;
				assert_eq!(<Organizations as Neighbour<_>>::has_role(organization, *role), expected);
			}
		});
	}
	run(|| {
		assert!(!<Organizations as Neighbour<_>>::is_active(77));
		assert!(!<Organizations as Neighbour<_>>::has_role(77, Role::Provider));
	});
}

#[test]
fn duties_should_be_exactly_those_granted_to_staff_of_an_active_member() {
	run(|| {
		for duty in Duty::ALL {
			let granted = matches!(duty, Duty::Operations | Duty::Finance);
			assert_eq!(Organizations::ensure_duty(0, &account(OPERATOR), *duty).is_ok(), granted);
			assert_ok!(Organizations::ensure_duty(0, &account(HOSPITAL), *duty));
			for n in [PHARMACY, STRANGER] {
				let refusal = Err(Refusal::NotAuthorized.into());
				assert_eq!(Organizations::ensure_duty(0, &account(n), *duty), refusal);
			}
			assert_eq!(Organizations::ensure_duty(77, &account(HOSPITAL), *duty), Err(Refusal::NotFound.into()));
		}
	});
	for from in STANDINGS.into_iter().filter(|standing| *standing != Standing::Active) {
		run(|| {
			let organization = with_standing(30, from);
			let answer = Organizations::ensure_duty(organization, &account(30), Duty::Records);
			assert_eq!(answer, Err(Refusal::NotActive.into()));
		});
	}
}

#[test]
fn account_should_be_known_for_as_long_as_the_entry() {
	run(|| {
		assert_eq!(<Organizations as Neighbour<_>>::account(0), Some(organization_account(0)));
		assert_ok!(motion(Call::expel { organization: 0, reason: 1 }));
		assert_eq!(<Organizations as Neighbour<_>>::account(0), Some(organization_account(0)));
		assert_eq!(<Organizations as Neighbour<_>>::account(77), None);
	});
}

#[test]
fn view_functions_should_answer_readers() {
	run(|| {
		let info = Organizations::organization(0).unwrap();
		assert_eq!(
			(info.standing, info.admin, info.account),
			(Standing::Active, account(HOSPITAL), organization_account(0))
		);
		assert_eq!((info.collator, info.technical_delegate), (Some(account(21)), Some(account(OPERATOR))));
		assert_eq!(Organizations::organization(77), None);
		assert_eq!(Organizations::organization_by_identifier(identifier("1234567893")), Some(0));
		assert_eq!(Organizations::organization_by_identifier(identifier("1245319599")), None);
		assert_eq!(Organizations::duties_of(0, account(CLERK)), Duties::of(&[Duty::Administration]));
		assert!(Organizations::duties_of(77, account(CLERK)).is_empty());
	});
}

#[test]
fn numbers_on_the_wire_should_not_change() {
	use codec::Encode;
	use frame_support::traits::GetCallIndex;
	for (number, standing) in STANDINGS.iter().enumerate() {
		assert_eq!(standing.encode(), [number as u8]);
	}
	let names = [
		"apply",
		"cancel_application",
		"reject",
		"admit",
		"suspend",
		"reinstate",
		"expel",
		"resign",
		"set_staff",
		"set_representative",
		"set_technical_delegate",
		"set_collator",
		"transfer_admin",
		"replace_admin",
		"amend",
		"withdraw",
	];
	let indices = <Call<Test> as GetCallIndex>::get_call_indices();
	let mut listed = <Call<Test> as frame_support::traits::GetCallName>::get_call_names()
		.iter()
		.zip(indices)
		.map(|(name, index)| (*index, *name))
		.collect::<Vec<_>>();
	listed.sort();
	assert_eq!(listed, (0u8..).zip(names).collect::<Vec<_>>());
}

#[test]
fn storage_should_be_bounded() {
	use frame_support::traits::StorageInfoTrait;
	for storage in Organizations::storage_info() {
		assert!(storage.max_size.is_some(), "{:?}", core::str::from_utf8(&storage.storage_name));
	}
}
