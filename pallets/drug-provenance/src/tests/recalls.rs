//! Recalls.

use crate::{mock::*, types::*, Acknowledgements, Error, Lots, Products};
use frame_support::{assert_noop, assert_ok};

fn sellable(id: &UnitId) -> bool {
	DrugProvenance::unit_info(id).unwrap().sellable
}

#[test]
fn recall_should_cover_exactly_its_scope() {
	test(|| {
		let list = List::new(product(1), "L1", 0, ["0099", "0100", "0150", "0200", "150", "A150"].map(String::from));
		assert_ok!(commission(&list));
		let goods = items(["0099", "0100", "0150", "0200", "150", "A150"].map(|serial| list.item(serial)));
		move_to(MAKER, WHOLESALER, goods);
		let covered = || {
			let all = ["0099", "0100", "0150", "0200", "150", "A150"];
			all.into_iter().filter(|serial| !sellable(&list.unit(serial))).collect::<Vec<_>>()
		};
		let end = |lot: bool, rule| {
			let lot = lot.then(|| text("L1"));
			assert_ok!(DrugProvenance::end_recall(by(MAKER), MAKER, gtin(1), lot, rule, told()));
		};
		for (scope, expected) in [
			(Scope::All, vec!["0099", "0100", "0150", "0200", "150", "A150"]),
			(Scope::Prefix(text("01")), vec!["0100", "0150"]),
			(Scope::Prefix(text("A150")), vec!["A150"]),
			// Numbers of the same length only.
			(Scope::Range(text("0100"), text("0199")), vec!["0100", "0150"]),
			(Scope::Range(text("150"), text("150")), vec!["150"]),
		] {
			for lot in [true, false] {
				let rule = recall(&list, lot, scope.clone());
				assert_eq!(covered(), expected, "{scope:?}");
				end(lot, rule);
				assert!(covered().is_empty());
			}
		}
		for (from, to) in [("0200", "0100"), ("100", "0200"), ("A1", "A2"), ("1A", "99")] {
			let scope = Scope::Range(text(from), text(to));
			let call = DrugProvenance::recall(by(MAKER), MAKER, gtin(1), None, RecallLevel::I, scope, told());
			assert_noop!(call, Error::<Test>::ScopeOutOfOrder);
		}
	});
}

#[test]
fn recall_should_cover_what_existed_and_nothing_later() {
	test(|| {
		let list = lot(1, "L1", 3);
		let rule = recall(&list, false, Scope::All);
		let later = List::new(gtin(1), "L1", 1, ["T1".to_string()]);
		assert_ok!(commission(&later));
		let new_lot = lot(1, "L2", 3);
		assert_noop!(ship(MAKER, WHOLESALER, items([list.item("S100")])), Error::<Test>::Recalled);
		assert_ok!(ship(MAKER, WHOLESALER, items([later.item("T1"), new_lot.item("S102")])));
		assert_eq!(rule, 1);
		// The next one covers them too.
		recall(&list, false, Scope::All);
		assert!(!sellable(&later.unit("T1")) && !sellable(&new_lot.unit("S102")));
	});
}

#[test]
fn clearing_should_hold_until_the_next_recall() {
	test(|| {
		let list = lot(1, "L1", 3);
		move_to(MAKER, WHOLESALER, items([list.item("S100"), list.item("S101")]));
		recall(&list, true, Scope::All);
		let clear = |who, what| DrugProvenance::clear(by(who), who, what, told());
		assert_noop!(clear(WHOLESALER, items([list.item("S100")])), Error::<Test>::NotLabeller);
		assert_ok!(clear(MAKER, items([list.item("S100")])));
		assert!(sellable(&list.unit("S100")) && !sellable(&list.unit("S101")));
		assert_eq!(stored(&list.unit("S100")).cleared, 1);
		recall(&list, true, Scope::All);
		assert!(!sellable(&list.unit("S100")));
		assert_ok!(clear(REGULATOR, items([list.item("S100")])));
		assert!(sellable(&list.unit("S100")));
	});
}

#[test]
fn recall_should_reach_units_that_have_no_entry_and_containers_that_name_their_lot() {
	test(|| {
		let list = lot(1, "L1", 3);
		let case = case_of(11, &list, &["S100", "S101"]);
		assert_ok!(DrugProvenance::pack_bulk(by(MAKER), MAKER, case.sscc, case.bulk(), told()));
		// A prefix says nothing of the whole case.
		recall(&list, true, Scope::Prefix(text("S101")));
		move_to(MAKER, WHOLESALER, items([container(case.sscc)]));
		recall(&list, true, Scope::All);
		let goods = items([container(case.sscc)]);
		assert_noop!(ship(WHOLESALER, PHARMACY, goods.clone()), Error::<Test>::Recalled);
		assert_ok!(ship_for(WHOLESALER, MAKER, Purpose::Return, goods));
		let proof = || Some(SerialProof::Present(list.member("S101")));
		let answer = query(list.unit("S101"), None, None, proof());
		assert_eq!((answer.recall, answer.sellable), (Some(RecallLevel::I), false));
	});
}

#[test]
fn labeller_should_leave_room_for_a_regulators_recall() {
	test(|| {
		let list = lot(1, "L1", 3);
		for lot in [true, false] {
			let mut rules = Vec::new();
			for _ in 0..12 {
				rules.push(recall(&list, lot, Scope::All));
			}
			let number = lot.then(|| text("L1"));
			let by_whom = |who: u32, level| {
				DrugProvenance::recall(by(who), who, gtin(1), number.clone(), level, Scope::All, told())
			};
			let again = |level| by_whom(MAKER, level);
			assert_noop!(again(RecallLevel::II), Error::<Test>::TooManyRecalls);
			// There is room for a regulator all the same.
			for _ in 0..4 {
				assert_ok!(by_whom(REGULATOR, RecallLevel::I));
			}
			assert_noop!(by_whom(REGULATOR, RecallLevel::I), Error::<Test>::TooManyRecalls);
			let end = |rule| DrugProvenance::end_recall(by(MAKER), MAKER, gtin(1), number.clone(), rule, told());
			assert_ok!(end(rules[3]));
			assert_noop!(end(rules[3]), Error::<Test>::RecallNotFound);
			assert_ok!(again(RecallLevel::II));
		}
		assert_eq!(Lots::<Test>::get(list.lot_id()).unwrap().recalls.len(), 16);
		assert_eq!(Products::<Test>::get(gtin(1)).unwrap().recalls.len(), 16);
		assert_eq!(DrugProvenance::recalls_of(gtin(1), Some(text("L1"))).len(), 32);
	});
}

#[test]
fn recall_should_be_the_labellers_or_a_regulators() {
	test(|| {
		let list = lot(1, "L1", 3);
		let recall =
			|who| DrugProvenance::recall(by(who), who, gtin(1), Some(text("L1")), RecallLevel::III, Scope::All, told());
		for who in [RIVAL, WHOLESALER] {
			assert_noop!(recall(who), Error::<Test>::NotLabeller);
		}
		assert_ok!(recall(REGULATOR));
		let end = |who| DrugProvenance::end_recall(by(who), who, gtin(1), Some(text("L1")), 1, told());
		assert_noop!(end(MAKER), Error::<Test>::NotTheirsToRelease);
		assert_ok!(end(REGULATOR));
		assert_eq!(Lots::<Test>::get(list.lot_id()).unwrap().trail.len, 3);
	});
}

#[test]
fn labeller_should_not_clear_what_a_regulator_ordered_to_be_recalled() {
	test(|| {
		let list = lot(1, "L1", 5);
		seen(&list, ["S100"]);
		let order = |scope| {
			let level = RecallLevel::I;
			DrugProvenance::recall(by(REGULATOR), REGULATOR, gtin(1), Some(text("L1")), level, scope, told())
		};
		assert_ok!(order(Scope::Prefix(text("S100"))));
		let clear = |who, item| DrugProvenance::clear(by(who), who, items([item]), told());
		assert_noop!(clear(MAKER, list.item("S100")), Error::<Test>::NotTheirsToRelease);
		assert_ok!(clear(MAKER, list.item("S101")));
		let case = case_of(1, &list, &["S102"]);
		assert_ok!(DrugProvenance::pack_bulk(by(MAKER), MAKER, case.sscc, case.bulk(), told()));
		assert_noop!(clear(MAKER, container(case.sscc)), Error::<Test>::NotTheirsToRelease);
		assert_ok!(clear(REGULATOR, list.item("S100")));
		assert!(sellable(&list.unit("S100")));
	});
}

/// Nobody gets serials out of an order by commissioning them once more.
#[test]
fn order_should_cover_what_is_made_while_it_is_in_force() {
	test(|| {
		let list = lot(1, "L1", 5);
		let order = |lot: Option<&str>| {
			let (level, scope) = (RecallLevel::I, Scope::Prefix(text("S")));
			assert_ok!(DrugProvenance::recall(by(REGULATOR), REGULATOR, gtin(1), lot.map(text), level, scope, told()));
		};
		order(Some("L1"));
		// The same serials and one more make another root.
		let again = List::new(gtin(1), "L1", 1, (0..6).map(|i| format!("S{}", 100 + i)).chain(["T1".into()]));
		assert_ok!(commission(&again));
		assert_noop!(ship(MAKER, WHOLESALER, items([again.item("S100")])), Error::<Test>::Recalled);
		let proof = Some(SerialProof::Present(again.member("S101")));
		assert_eq!(query(list.unit("S101"), None, None, proof).recall, Some(RecallLevel::I));
		// What it does not cover is sold as before.
		assert_ok!(ship(MAKER, WHOLESALER, items([again.item("T1")])));
		// An order about the whole product covers new lots too.
		order(None);
		let other = lot(1, "L2", 5);
		assert_noop!(ship(MAKER, WHOLESALER, items([other.item("S104")])), Error::<Test>::Recalled);
		for (number, rule) in [(Some(text("L1")), 1), (None, 2)] {
			assert_ok!(DrugProvenance::end_recall(by(REGULATOR), REGULATOR, gtin(1), number, rule, told()));
		}
		assert_ok!(ship(MAKER, WHOLESALER, items([other.item("S104"), again.item("S102")])));
	});
}

#[test]
fn each_holder_should_acknowledge_for_itself() {
	test(|| {
		let list = lot(1, "L1", 3);
		let rule = recall(&list, true, Scope::All);
		let acknowledge = |who, lot: Option<&str>, rule, held| {
			DrugProvenance::acknowledge_recall(by(who), who, gtin(1), lot.map(text), rule, held)
		};
		assert_noop!(acknowledge(WHOLESALER, None, rule, 1), Error::<Test>::RecallNotFound);
		assert_noop!(acknowledge(WHOLESALER, Some("L1"), rule + 1, 1), Error::<Test>::RecallNotFound);
		assert_noop!(acknowledge(UNLICENSED, Some("L1"), rule, 1), Error::<Test>::NotTradingPartner);
		assert_ok!(acknowledge(WHOLESALER, Some("L1"), rule, 12));
		assert_ok!(acknowledge(WHOLESALER, Some("L1"), rule, 11));
		assert_ok!(acknowledge(PHARMACY, Some("L1"), rule, 0));
		let mut all: Vec<_> = Acknowledgements::<Test>::iter_prefix(rule).map(|(who, ack)| (who, ack.held)).collect();
		all.sort_unstable();
		assert_eq!(all, vec![(WHOLESALER, 11), (PHARMACY, 0)]);
	});
}
