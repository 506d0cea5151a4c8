//! What it costs the state.

use crate::{mock::*, types::*, Batches, Containers, Lots, Shipments, Units};
use codec::Encode;
use frame_support::assert_ok;
use salus_primitives::anchor::{proof_len, Root};
use sp_core::H256;

/// Commissioning 1,000,000 serials is one call, and at most 300 bytes of state.
#[test]
fn commissioning_a_million_serials_should_cost_three_hundred_bytes() {
	test(|| {
		let gtin = product(1);
		let number = text("12345678901234567890");
		let before = System::events().len();
		assert_ok!(DrugProvenance::commission(
			by(MAKER),
			MAKER,
			gtin,
			number.clone(),
			EXPIRY,
			H256::repeat_byte(1),
			1_000_000,
			told()
		));
		let id = (gtin, number);
		let bytes = bytes_of(Lots::<Test>::hashed_key_for(&id));
		assert_eq!(Batches::<Test>::iter().count(), 0, "the first batch is in the lot");
		let call = crate::Call::<Test>::commission {
			organization: MAKER,
			gtin,
			lot: id.1,
			expiry: EXPIRY,
			root: H256::zero(),
			count: 1_000_000,
			told: told(),
		};
		println!("1,000,000 serials: {bytes} bytes of state, {} of call", call.encoded_size());
		assert!(bytes <= 220, "{bytes}");
		assert_eq!(System::events().len(), before + 1);
		assert_eq!(proof_len(1_000_000, 0), 20);
	});
}

/// A pallet of 1,000,000 units ships, is received and recalled as cheaply as one of ten.
#[test]
fn pallet_of_a_million_should_cost_what_a_pallet_of_ten_costs() {
	let cost = |count: u32| {
		let mut sizes = (0, 0);
		test(|| {
			let list = lot(1, "L1", 10);
			let bulk = Bulk { root: Root { hash: H256::zero(), count }, height: 3, lot: Some(list.lot_id()) };
			assert_ok!(DrugProvenance::pack_bulk(by(MAKER), MAKER, sscc(1), bulk, told()));
			let entries = || (Units::<Test>::iter().count(), Containers::<Test>::iter().count());
			move_to(MAKER, WHOLESALER, items([container(sscc(1))]));
			recall(&list, true, Scope::All);
			assert_eq!((entries(), Shipments::<Test>::iter().count()), ((0, 1), 1));
			let bytes = bytes_of(Containers::<Test>::hashed_key_for(sscc(1)));
			sizes = (bytes, bytes_of(Lots::<Test>::hashed_key_for(list.lot_id())));
		});
		sizes
	};
	assert_eq!(cost(10), cost(1_000_000));
}

#[test]
fn unit_should_enter_state_at_its_first_event_only() {
	test(|| {
		let list = lot(1, "L1", 10);
		assert_eq!(Units::<Test>::iter().count(), 0);
		move_to(MAKER, WHOLESALER, items([list.item("S100")]));
		let bytes = bytes_of(Units::<Test>::hashed_key_for(list.unit("S100")));
		println!("a unit: {bytes} bytes of state");
		assert_eq!(Units::<Test>::iter().count(), 1);
		assert!(bytes <= 256, "{bytes}");
	});
}
