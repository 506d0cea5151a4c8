//! Holds, clocks, excursions.

use crate::{mock::*, types::*, Error, Lots};
use frame_support::{assert_noop, assert_ok};

#[test]
fn held_unit_should_neither_be_sold_nor_dispensed() {
	test(|| {
		let list = lot(1, "L1", 10);
		move_to(MAKER, PHARMACY, items(["S100", "S101", "S102", "S103", "S104"].map(|serial| list.item(serial))));
		let kinds = [HoldKind::Quarantine, HoldKind::Suspect, HoldKind::Illegitimate, HoldKind::Stolen, HoldKind::Lost];
		for (serial, kind) in ["S100", "S101", "S102", "S103", "S104"].into_iter().zip(kinds) {
			let goods = items([list.item(serial)]);
			assert_ok!(hold(PHARMACY, kind, goods.clone()));
			assert_noop!(dispense(PHARMACY, list.item(serial), 1), Error::<Test>::OnHold);
			assert_noop!(ship(PHARMACY, HOSPITAL, goods.clone()), Error::<Test>::OnHold);
			let back = ship_for(PHARMACY, MAKER, Purpose::Return, goods);
			assert_eq!(back.is_ok(), !matches!(kind, HoldKind::Stolen | HoldKind::Lost), "{kind:?}");
		}
		assert_noop!(hold(PHARMACY, HoldKind::Returned, items([list.item("S100")])), Error::<Test>::OnHold);
	});
}

#[test]
fn hold_should_be_for_those_whom_it_concerns() {
	test(|| {
		let list = lot(1, "L1", 10);
		let goods = items([list.item("S100")]);
		let shipment = ship(MAKER, WHOLESALER, goods.clone()).unwrap();
		assert_noop!(hold(PHARMACY, HoldKind::Suspect, goods.clone()), Error::<Test>::NotConcerned);
		for who in [MAKER, WHOLESALER, REGULATOR] {
			assert_ok!(hold(who, HoldKind::Quarantine, goods.clone()));
			assert_ok!(release(REGULATOR, goods.clone()));
		}
		assert_ok!(receive(WHOLESALER, shipment, goods.clone()));
		move_to(WHOLESALER, PHARMACY, goods.clone());
		assert_noop!(hold(WHOLESALER, HoldKind::Suspect, goods.clone()), Error::<Test>::NotConcerned);
		// The maker always, whoever has it.
		assert_ok!(hold(MAKER, HoldKind::Suspect, goods.clone()));
		assert_ok!(release(MAKER, goods));
	});
}

/// A suspicion is not for the suspected to dispel.
#[test]
fn holder_should_not_lift_what_the_maker_or_another_suspects() {
	test(|| {
		let list = lot(1, "L1", 10);
		let goods = items([list.item("S100")]);
		move_to(MAKER, WHOLESALER, goods.clone());
		for kind in [HoldKind::Quarantine, HoldKind::Suspect] {
			assert_ok!(hold(MAKER, kind, goods.clone()));
			assert_noop!(release(WHOLESALER, goods.clone()), Error::<Test>::NotTheirsToRelease);
			assert_ok!(release(MAKER, goods.clone()));
		}
		// Nor by adding to it first.
		assert_ok!(hold(MAKER, HoldKind::Quarantine, goods.clone()));
		assert_ok!(hold(WHOLESALER, HoldKind::Suspect, goods.clone()));
		assert_noop!(release(WHOLESALER, goods.clone()), Error::<Test>::NotTheirsToRelease);
		assert_ok!(release(MAKER, goods.clone()));
		// What the holder set aside itself, it may put back; another holder may not dispel its suspicion.
		assert_ok!(hold(WHOLESALER, HoldKind::Suspect, goods.clone()));
		let back = ship_for(WHOLESALER, PHARMACY, Purpose::Return, goods.clone()).unwrap();
		assert_ok!(receive(PHARMACY, back, goods.clone()));
		assert_noop!(release(PHARMACY, goods.clone()), Error::<Test>::NotTheirsToRelease);
		assert_ok!(release(WHOLESALER, goods.clone()));
		assert_ok!(hold(PHARMACY, HoldKind::Quarantine, goods.clone()));
		assert_ok!(release(PHARMACY, goods));
		// Nobody but a regulator answers for a box of all sorts.
		let box_ = sscc_of(614_141, 1);
		let other = items([list.item("S101")]);
		move_to(MAKER, WHOLESALER, other.clone());
		assert_ok!(DrugProvenance::pack(by(WHOLESALER), WHOLESALER, box_, Purpose::Sale, None, other, told()));
		assert_ok!(hold(WHOLESALER, HoldKind::Illegitimate, items([container(box_)])));
		assert_noop!(release(WHOLESALER, items([container(box_)])), Error::<Test>::NotTheirsToRelease);
		assert_ok!(release(REGULATOR, items([container(box_)])));
	});
}

#[test]
fn suspicion_should_grow_but_not_shrink_by_itself() {
	test(|| {
		let list = lot(1, "L1", 10);
		let goods = items([list.item("S100")]);
		assert_ok!(hold(MAKER, HoldKind::Suspect, goods.clone()));
		assert_noop!(hold(MAKER, HoldKind::Quarantine, goods.clone()), Error::<Test>::OnHold);
		assert_noop!(hold(MAKER, HoldKind::Suspect, goods.clone()), Error::<Test>::OnHold);
		assert_ok!(hold(MAKER, HoldKind::Illegitimate, goods.clone()));
		assert_noop!(hold(MAKER, HoldKind::Lost, goods.clone()), Error::<Test>::OnHold);
		assert_ok!(release(MAKER, goods));
		let stolen = items([list.item("S101")]);
		assert_ok!(hold(MAKER, HoldKind::Stolen, stolen.clone()));
		// What was stolen is suspect when it is found.
		assert_noop!(release(MAKER, stolen.clone()), Error::<Test>::OnHold);
		assert_ok!(hold(MAKER, HoldKind::Suspect, stolen.clone()));
		assert_ok!(release(MAKER, stolen.clone()));
		assert_noop!(release(MAKER, stolen), Error::<Test>::NotOnHold);
	});
}

#[test]
fn illegitimate_product_should_be_released_by_its_maker_or_a_regulator_only() {
	test(|| {
		let list = lot(1, "L1", 10);
		let goods = items([list.item("S100")]);
		move_to(MAKER, PHARMACY, goods.clone());
		assert_ok!(hold(PHARMACY, HoldKind::Illegitimate, goods.clone()));
		assert_noop!(release(PHARMACY, goods.clone()), Error::<Test>::NotTheirsToRelease);
		assert_ok!(release(MAKER, goods.clone()));
		assert_ok!(hold(REGULATOR, HoldKind::Illegitimate, goods.clone()));
		assert_noop!(release(MAKER, goods.clone()), Error::<Test>::NotTheirsToRelease);
		assert_ok!(release(REGULATOR, goods));
	});
}

/// FD&C Act 582: within 24 hours.
#[test]
fn clock_of_24_hours_should_run_and_tell_when_it_was_missed() {
	test(|| {
		let list = lot(1, "L1", 10);
		let notify = |who, serial| DrugProvenance::notify(by(who), who, items([list.item(serial)]), told());
		let due = |serial| stored(&list.unit(serial)).status.hold.unwrap().due();
		let told_overdue = |serial| match &history(&Subject::Unit(list.unit(serial))).last().unwrap().what {
			What::Notified { overdue } => *overdue,
			other => panic!("{other:?}"),
		};
		for (serial, wait, overdue) in [("S100", DAY, false), ("S101", DAY + 1, true)] {
			assert_ok!(hold(MAKER, HoldKind::Suspect, items([list.item(serial)])));
			assert_eq!(due(serial), Some(now() + DAY));
			assert_noop!(notify(MAKER, serial), Error::<Test>::OnHold);
			assert_ok!(hold(MAKER, HoldKind::Illegitimate, items([list.item(serial)])));
			assert_noop!(notify(PHARMACY, serial), Error::<Test>::NotConcerned);
			later(wait);
			assert_ok!(notify(MAKER, serial));
			assert_eq!(told_overdue(serial), overdue);
			assert_eq!(due(serial), None);
			assert_noop!(notify(MAKER, serial), Error::<Test>::AlreadyNotified);
		}
	});
}

#[test]
fn lot_should_be_held_by_its_labeller_or_a_regulator() {
	test(|| {
		let list = lot(1, "L1", 10);
		let set = |who, kind| DrugProvenance::hold_lot(by(who), who, list.lot_id(), kind, told());
		assert_noop!(set(WHOLESALER, Some(HoldKind::Quarantine)), Error::<Test>::NotLabeller);
		assert_noop!(set(MAKER, Some(HoldKind::Stolen)), Error::<Test>::WrongKind);
		assert_noop!(set(MAKER, None), Error::<Test>::NotOnHold);
		assert_ok!(set(MAKER, Some(HoldKind::Quarantine)));
		assert_noop!(ship(MAKER, WHOLESALER, items([list.item("S100")])), Error::<Test>::LotQuarantined);
		assert_ok!(set(REGULATOR, Some(HoldKind::Illegitimate)));
		assert_noop!(set(MAKER, None), Error::<Test>::NotTheirsToRelease);
		assert_ok!(set(REGULATOR, None));
		assert_ok!(ship(MAKER, WHOLESALER, items([list.item("S100")])));
		assert_eq!(Lots::<Test>::get(list.lot_id()).unwrap().trail.len, 4);
	});
}

/// Nobody adds to a regulator's hold in order to lift it.
#[test]
fn regulators_hold_should_stay_a_regulators() {
	test(|| {
		let list = lot(1, "L1", 10);
		let goods = items([list.item("S100")]);
		seen(&list, ["S100"]);
		assert_ok!(hold(REGULATOR, HoldKind::Quarantine, goods.clone()));
		assert_ok!(hold(MAKER, HoldKind::Suspect, goods.clone()));
		assert_noop!(release(MAKER, goods.clone()), Error::<Test>::NotTheirsToRelease);
		assert_ok!(hold(MAKER, HoldKind::Illegitimate, goods.clone()));
		assert_noop!(release(MAKER, goods.clone()), Error::<Test>::NotTheirsToRelease);
		assert_ok!(release(REGULATOR, goods));
		let set = |who, kind| DrugProvenance::hold_lot(by(who), who, list.lot_id(), kind, told());
		assert_ok!(set(REGULATOR, Some(HoldKind::Quarantine)));
		assert_ok!(set(MAKER, Some(HoldKind::Suspect)));
		assert_noop!(set(MAKER, None), Error::<Test>::NotTheirsToRelease);
	});
}

/// Nor does a lighter hold of its own save what comes out of a container under a graver one.
#[test]
fn what_comes_out_should_be_under_the_graver_hold() {
	test(|| {
		let list = lot(1, "L1", 10);
		assert_ok!(hold(MAKER, HoldKind::Quarantine, items([list.item("S100")])));
		assert_ok!(hold(MAKER, HoldKind::Illegitimate, items([list.item("S101")])));
		let inside = items([list.item("S100"), list.item("S101"), list.item("S102")]);
		let purpose = Purpose::Return;
		assert_ok!(DrugProvenance::pack(by(MAKER), MAKER, sscc(1), purpose, None, inside.clone(), told()));
		assert_ok!(hold(REGULATOR, HoldKind::Suspect, items([container(sscc(1))])));
		assert_ok!(DrugProvenance::open(by(MAKER), MAKER, container(sscc(1)), told()));
		for serial in ["S100", "S101", "S102"] {
			assert_noop!(release(MAKER, items([list.item(serial)])), Error::<Test>::NotTheirsToRelease);
		}
		assert_ok!(hold(REGULATOR, HoldKind::Illegitimate, items([list.item("S100")])));
		assert_ok!(release(REGULATOR, inside));
	});
}

#[test]
fn illegitimate_lot_should_have_its_clock_stopped_by_a_notice() {
	test(|| {
		let list = lot(1, "L1", 10);
		let notify = |who| DrugProvenance::notify_lot(by(who), who, list.lot_id(), told());
		let set = |kind| DrugProvenance::hold_lot(by(MAKER), MAKER, list.lot_id(), Some(kind), told());
		assert_noop!(notify(MAKER), Error::<Test>::NotOnHold);
		assert_ok!(set(HoldKind::Suspect));
		assert_noop!(notify(MAKER), Error::<Test>::OnHold);
		assert_ok!(set(HoldKind::Illegitimate));
		assert_noop!(notify(WHOLESALER), Error::<Test>::NotLabeller);
		later(DAY + 1);
		assert_ok!(notify(MAKER));
		assert_noop!(notify(MAKER), Error::<Test>::AlreadyNotified);
		let entries = history(&Subject::Lot(list.lot_id()));
		assert_eq!(entries.last().unwrap().what, What::Notified { overdue: true });
	});
}

#[test]
fn excursion_should_send_to_quarantine_what_was_too_cold_or_too_warm() {
	test(|| {
		let list = lot(1, "L1", 10);
		let case = case_of(11, &list, &["S105"]);
		assert_ok!(DrugProvenance::pack_bulk(by(MAKER), MAKER, case.sscc, case.bulk(), told()));
		let report = |low, high, item| {
			DrugProvenance::report_excursion(by(MAKER), MAKER, Temperatures { low, high }, items([item]), told())
		};
		assert_noop!(report(20, 80, list.item("S100")), Error::<Test>::WithinStorageRange);
		assert_noop!(report(80, 20, list.item("S100")), Error::<Test>::TemperaturesOutOfOrder);
		assert_ok!(report(19, 80, list.item("S100")));
		assert_ok!(report(20, 81, list.item("S101")));
		assert_ok!(hold(MAKER, HoldKind::Suspect, items([list.item("S102")])));
		assert_ok!(report(-5, 20, list.item("S102")));
		assert_ok!(report(-5, 20, container(case.sscc)));
		let kind = |serial| stored(&list.unit(serial)).status.hold.unwrap().kind;
		assert_eq!(
			["S100", "S101", "S102"].map(kind),
			[
				HoldKind::Quarantine,
				HoldKind::Quarantine,
				// The graver hold stays.
				HoldKind::Suspect
			]
		);
		// What comes out of a container in quarantine is in quarantine.
		assert_ok!(DrugProvenance::open(by(MAKER), MAKER, container(case.sscc), told()));
		let inside = items([list.item_in("S105", &case)]);
		assert_noop!(ship(MAKER, WHOLESALER, inside.clone()), Error::<Test>::OnHold);
		assert_ok!(release(MAKER, inside.clone()));
		assert_ok!(ship(MAKER, WHOLESALER, inside));
	});
}
