//! What must not change: numbers and names by which others find things.

use crate::{mock::*, *};
use codec::{Decode, Encode};
use frame_support::storage::StoragePrefixedMap;
use frame_support::traits::{GetStorageVersion, PalletInfoAccess, StorageVersion};

#[test]
fn calls_should_keep_their_numbers() {
	use frame_support::traits::GetCallName;
	let names = [
		"record",
		"supersede",
		"activate",
		"suspend",
		"resume",
		"withdraw",
		"contest",
		"enter_in_error",
		"clear_expired",
		"set_base_policy",
		"remove_base_policy",
		"set_group",
		"register_protocol",
		"amend_protocol",
		"close_protocol",
		"appoint_proxy",
		"dismiss_proxy",
		"declare_incapacity",
		"end_incapacity",
		"request_access",
		"request_cohort",
		"close_grant",
		"break_glass",
		"review",
		"reinstate",
		"request_privacy",
		"acknowledge",
		"set_parameters",
		"close_privacy_request",
	];
	assert_eq!(crate::Call::<Test>::get_call_names(), names);
	assert_eq!(crate::Call::<Test>::close_grant { grant: 1 }.encode()[0], 21);
	assert_eq!(
		crate::Call::<Test>::acknowledge { request: 1, organization: 1, answer: Acknowledgement::LegalHold(1) }
			.encode()[0],
		26
	);
}

#[test]
fn storage_should_keep_its_names_and_version() {
	run(|| {
		assert_eq!(Consent::name(), "Consent");
		assert_eq!(Files::<Test>::storage_prefix(), b"Files");
		assert_eq!(Grants::<Test>::storage_prefix(), b"Grants");
		assert_eq!(Consent::in_code_storage_version(), StorageVersion::new(1));
		assert_eq!(access::key(1), [0, 0, 0, 0, 0, 0, 0, 1]);
	});
}

#[test]
fn entries_should_keep_their_numbers() {
	assert_eq!(Entry::<u64>::Closed { at: 1, grant: 1 }.encode()[0], 2);
	let expired = Entry::<u64>::IncapacityEnded { at: 1, account: 1 };
	assert_eq!(expired.encode()[0], 10);
	assert_eq!(Entry::<u64>::decode(&mut &expired.encode()[..]), Ok(expired));
	let (organization, practitioner, evidence) = (1, Default::default(), document(1));
	let second = Entry::<u64>::IncapacityConfirmed { at: 1, account: 1, organization, practitioner, evidence };
	assert_eq!(second.encode()[0], 14);
	assert_eq!([Slot::Directive(1), Slot::Proxy(1u64), Slot::Finding].map(|slot| slot.encode()[0]), [0, 1, 2]);
}

#[test]
fn organisation_should_be_named_as_an_author_without_clashing_with_a_subject() {
	assert_eq!(organization_handle(0x0102_0304).0[28..], [1, 2, 3, 4]);
	assert_eq!(organization_handle(0x0102_0304).0[..28], [0; 28]);
}
