//! What must not change: numbers and names by which others find things.

use crate::{
	mock::{Claims, *},
	x12::codes,
	*,
};
use codec::{Decode, Encode};
use frame_support::{
	storage::StoragePrefixedMap,
	traits::{GetCallName, GetStorageVersion, PalletInfoAccess, StorageVersion},
};

#[test]
fn calls_should_keep_their_numbers() {
	let names = [
		"fund_reserve",
		"withdraw_reserve",
		"register_schedule",
		"remove_schedule",
		"register_plan",
		"publish_version",
		"remove_plan",
		"set_contract",
		"enrol",
		"change_coverage",
		"rotate_member",
		"remove_coverage",
		"set_affiliation",
		"set_exclusion",
		"request_authorization",
		"answer_authorization",
		"supply_information",
		"cancel_authorization",
		"remove_authorization",
		"submit",
		"decide",
		"reverse",
		"pay_patient_share",
		"appeal",
		"decide_appeal",
		"close",
	];
	assert_eq!(crate::Call::<Test>::get_call_names(), names);
	assert_eq!(crate::Call::<Test>::remove_plan { plan: 1 }.encode()[0], 6);
	assert_eq!(crate::Call::<Test>::close { claim: 1 }.encode(), [25, 1, 0, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn storage_should_keep_its_names_and_version() {
	test(|| {
		assert_eq!(Claims::name(), "Claims");
		assert_eq!(crate::Claims::<Test>::storage_prefix(), b"Claims");
		assert_eq!(Coverages::<Test>::storage_prefix(), b"Coverages");
		assert_eq!(Claims::in_code_storage_version(), StorageVersion::new(1));
	});
}

#[test]
fn entries_should_keep_their_numbers() {
	let paid = ClaimEntry::<u64>::PatientPaid { amount: 5 };
	assert_eq!(paid.encode(), [3, 5, 0, 0, 0, 0, 0, 0, 0]);
	assert_eq!(ClaimEntry::<u64>::decode(&mut &paid.encode()[..]), Ok(paid));
	let refunded = ClaimEntry::<u64>::PatientRefunded { refunded: 5, due: 1 };
	assert_eq!(refunded.encode(), [6, 5, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
	assert_eq!(CoverageEntry::<u64>::Claimed(1).encode()[0], 2);
	assert_eq!(CoverageEntry::<u64>::AuthorizationOverdue(1).encode()[0], 5);
	let states = [
		ClaimState::Pended,
		ClaimState::Complete,
		ClaimState::Partial,
		ClaimState::Denied,
		ClaimState::Reversed,
		ClaimState::Replaced,
	];
	assert_eq!(states.encode(), [0, 1, 2, 3, 4, 5]);
	assert_eq!(codes::FEE_SCHEDULE.encode(), b"45\0\0");
}

#[test]
fn price_leaves_should_keep_their_form() {
	// Other programs build the trees: 32 + 2 + 1 + 8 + 4 bytes and a period, never the forbidden 59.
	let leaf = Fees::standard().0[0].clone();
	assert_eq!(leaf.encode().len(), 49);
	let dated = FeeLeaf { period: year(0), ..leaf.clone() };
	assert_eq!(dated.encode().len(), 65);
	let from = FeeLeaf { period: since(0), ..leaf.clone() };
	assert_eq!(from.encode().len(), 57);
	assert_eq!(&leaf.encode()[..32], key_of(VISIT, Tier::InNetwork).as_bytes());
	let mut preimage = b"salus/fee/v1".to_vec();
	preimage.extend_from_slice(&SECRET);
	// "visit" with its length, no modifiers, in the network.
	preimage.extend_from_slice(&[20, b'v', b'i', b's', b'i', b't', 0, 0]);
	assert_eq!(key_of(VISIT, Tier::InNetwork).0, sp_io::hashing::blake2_256(&preimage));
}
