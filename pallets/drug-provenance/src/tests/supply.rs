//! Dispensing and other ends.

use crate::{mock::*, types::*, Dispenses, Error};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::UnitStatus;
use sp_core::H256;

fn at_pharmacy() -> List {
	let list = lot(1, "L1", 6);
	move_to(MAKER, PHARMACY, items(["S100", "S101", "S102"].map(|serial| list.item(serial))));
	list
}

#[test]
fn second_dispense_of_a_whole_pack_should_be_refused() {
	test(|| {
		let list = at_pharmacy();
		assert_ok!(dispense(PHARMACY, list.item("S100"), CONTENT));
		assert_noop!(dispense(PHARMACY, list.item("S100"), 1), Error::<Test>::AlreadyDispensed);
		assert_noop!(ship(PHARMACY, MAKER, items([list.item("S100")])), Error::<Test>::AlreadyDispensed);
		assert_eq!(stored(&list.unit("S100")).lifecycle, Lifecycle::Dispensed);
	});
}

#[test]
fn pack_should_give_no_more_than_it_has() {
	test(|| {
		let list = at_pharmacy();
		let unit = list.unit("S100");
		assert_noop!(dispense(PHARMACY, list.item("S100"), 0), Error::<Test>::ZeroQuantity);
		assert_noop!(dispense(PHARMACY, list.item("S100"), CONTENT + 1), Error::<Test>::MoreThanContent);
		assert_ok!(dispense(PHARMACY, list.item("S100"), 10));
		assert_eq!(stored(&unit).lifecycle, Lifecycle::PartiallyDispensed);
		for quantity in [21, u32::MAX] {
			assert_noop!(dispense(PHARMACY, list.item("S100"), quantity), Error::<Test>::MoreThanContent);
		}
		// What was begun is not sold on.
		assert_noop!(ship(PHARMACY, HOSPITAL, items([list.item("S100")])), Error::<Test>::NotWhole);
		assert_ok!(dispense(PHARMACY, list.item("S100"), 20));
		assert_eq!(stored(&unit).lifecycle, Lifecycle::Dispensed);
		let supplies: Vec<_> = (0..3).map(|n| <DrugProvenance as UnitStatus>::dispense(&unit, n)).collect();
		let quantities: Vec<_> = supplies.iter().flatten().map(|supply| (supply.by, supply.quantity)).collect();
		assert_eq!(quantities, vec![(PHARMACY, 10), (PHARMACY, 20)]);
		assert_eq!(supplies[0].as_ref().unwrap().tag, H256::repeat_byte(9));
		let state = <DrugProvenance as UnitStatus>::state(&unit).unwrap();
		assert_eq!((state.lifecycle, state.holder, state.sound), (Lifecycle::Dispensed, PHARMACY, true));
	});
}

#[test]
fn only_a_licensed_dispenser_that_has_the_pack_should_dispense() {
	test(|| {
		let list = at_pharmacy();
		assert_noop!(dispense(HOSPITAL, list.item("S100"), 1), Error::<Test>::NotHolder);
		assert_noop!(dispense(MAKER, list.item("S103"), 1), Error::<Test>::RoleMissing);
		Licensed::mutate(|all| all.remove(&PHARMACY));
		assert_noop!(dispense(PHARMACY, list.item("S100"), 1), Error::<Test>::NotTradingPartner);
		Licensed::mutate(|all| all.insert(PHARMACY));
		let boxed = container(sscc_of(900_001, 1));
		assert_ok!(DrugProvenance::pack(
			by(PHARMACY),
			PHARMACY,
			sscc_of(900_001, 1),
			Purpose::Sale,
			None,
			items([list.item("S101")]),
			told()
		));
		assert_noop!(dispense(PHARMACY, list.item("S101"), 1), Error::<Test>::Packed);
		assert_noop!(dispense(PHARMACY, boxed, 1), Error::<Test>::WrongKind);
		assert_ok!(dispense(PHARMACY, list.item("S100"), 1));
		// A hospital dispenses too.
		move_to(MAKER, HOSPITAL, items([list.item("S103")]));
		assert_ok!(dispense(HOSPITAL, list.item("S103"), 1));
	});
}

#[test]
fn unsound_pack_should_not_be_dispensed() {
	test(|| {
		let list = at_pharmacy();
		let item = || list.item("S100");
		assert_ok!(DrugProvenance::set_product_status(by(MAKER), MAKER, gtin(1), ProductStatus::Withdrawn));
		assert_noop!(dispense(PHARMACY, item(), 1), Error::<Test>::ProductWithdrawn);
		assert_ok!(DrugProvenance::set_product_status(by(MAKER), MAKER, gtin(1), ProductStatus::Discontinued));
		let hold_lot = |kind| DrugProvenance::hold_lot(by(MAKER), MAKER, list.lot_id(), kind, told());
		assert_ok!(hold_lot(Some(HoldKind::Quarantine)));
		assert_noop!(dispense(PHARMACY, item(), 1), Error::<Test>::LotQuarantined);
		assert_ok!(hold_lot(None));
		let rule = recall(&list, true, Scope::Prefix(text("S10")));
		assert_noop!(dispense(PHARMACY, item(), 1), Error::<Test>::Recalled);
		let end = |rule| DrugProvenance::end_recall(by(MAKER), MAKER, gtin(1), Some(text("L1")), rule, told());
		assert_ok!(end(rule));
		// To the last second of its last day.
		later((u64::from(EXPIRY) + 1) * DAY - START - 1);
		assert_ok!(dispense(PHARMACY, item(), 1));
		later(1);
		assert_noop!(dispense(PHARMACY, item(), 1), Error::<Test>::Expired);
	});
}

#[test]
fn ended_unit_should_do_nothing_any_more() {
	test(|| {
		let list = at_pharmacy();
		seen(&list, ["S103"]);
		let end = |serial: &str, ending| {
			DrugProvenance::end(by(PHARMACY), PHARMACY, ending, items([list.item(serial)]), told())
		};
		for (serial, ending, lifecycle) in [
			("S100", Ending::Destroyed, Lifecycle::Destroyed),
			("S101", Ending::Sampled, Lifecycle::Sampled),
			("S102", Ending::Exported, Lifecycle::Exported),
		] {
			assert_ok!(end(serial, ending));
			assert_eq!(stored(&list.unit(serial)).lifecycle, lifecycle);
			assert_noop!(end(serial, ending), Error::<Test>::AlreadyEnded);
			assert_noop!(dispense(PHARMACY, list.item(serial), 1), Error::<Test>::AlreadyEnded);
			assert_noop!(
				ship_for(PHARMACY, MAKER, Purpose::Return, items([list.item(serial)])),
				Error::<Test>::AlreadyEnded
			);
		}
		assert_noop!(end("S103", Ending::Destroyed), Error::<Test>::NotHolder);
		assert_eq!(Dispenses::<Test>::iter().count(), 0);
	});
}
