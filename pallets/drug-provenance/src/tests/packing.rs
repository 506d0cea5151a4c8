//! Aggregation: listed and committed containers, and what comes out of them.

use crate::{mock::*, types::*, Containers, Contradictions, Error, Units};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{anchor::ProofError, Role, Sscc18};

fn pack(who: u32, sscc: Sscc18, what: impl IntoIterator<Item = Item>) -> sp_runtime::DispatchResult {
	plain(DrugProvenance::pack(by(who), who, sscc, Purpose::Sale, None, items(what), told()))
}

fn unpack(who: u32, outer: Item, what: impl IntoIterator<Item = Item>) -> sp_runtime::DispatchResult {
	DrugProvenance::unpack(by(who), who, outer, items(what), told())
}

fn open(who: u32, outer: Item) -> sp_runtime::DispatchResult {
	DrugProvenance::open(by(who), who, outer, told())
}

fn bulk(case: &Case) -> sp_runtime::DispatchResult {
	plain(DrugProvenance::pack_bulk(by(MAKER), MAKER, case.sscc, case.bulk(), told()))
}

#[test]
fn listed_container_should_hold_what_was_put_in_and_nothing_twice() {
	test(|| {
		let list = lot(1, "L1", 10);
		seen(&list, ["S105"]);
		assert_ok!(pack(MAKER, sscc(1), [list.item("S100"), list.item("S101")]));
		assert_eq!(stored_container(sscc(1)).contents, Contents::Listed(2));
		assert_eq!(stored(&list.unit("S100")).status.parent, Some(sscc(1)));
		// Already packed, here or elsewhere.
		for target in [1, 2] {
			assert_noop!(pack(MAKER, sscc(target), [list.item("S100")]), Error::<Test>::Packed);
		}
		assert_noop!(pack(MAKER, sscc(2), [list.item("S102"), list.item("S102")]), Error::<Test>::Packed);
		// Unknown: without proof, or with that of another serial.
		assert_noop!(pack(MAKER, sscc(2), [known(&list.unit("S999"))]), Error::<Test>::EvidenceNeeded);
		let forged = Item { id: ItemId::Unit(list.unit("S999")), evidence: list.item("S102").evidence };
		assert_noop!(pack(MAKER, sscc(2), [forged]), Error::<Test>::ProofInvalid);
		assert_noop!(pack(MAKER, sscc(2), []), Error::<Test>::NothingNamed);
		// Not at this place.
		let strange = sscc_of(614_141, 1);
		assert_noop!(pack(WHOLESALER, strange, [list.item("S105")]), Error::<Test>::NotHolder);
		assert_noop!(pack(MAKER, strange, [list.item("S102")]), Error::<Test>::ForeignPrefix);
		// One refused item refuses all.
		assert_noop!(pack(MAKER, sscc(2), [list.item("S102"), list.item("S100")]), Error::<Test>::Packed);
		assert!(!Units::<Test>::contains_key(list.unit("S102")));
	});
}

#[test]
fn containers_should_nest_within_the_bound_and_never_in_a_circle() {
	test(|| {
		let list = lot(1, "L1", 10);
		assert_ok!(pack(MAKER, sscc(1), [list.item("S100")]));
		assert_noop!(pack(MAKER, sscc(1), [container(sscc(1))]), Error::<Test>::Cycle);
		for n in 2..=5 {
			assert_ok!(pack(MAKER, sscc(n), [container(sscc(n - 1))]));
			assert_eq!(stored_container(sscc(n)).height, n as u8);
		}
		assert_noop!(pack(MAKER, sscc(6), [container(sscc(5))]), Error::<Test>::NestedTooDeep);
		// What stands inside cannot be filled, nor take in what it stands in.
		assert_noop!(pack(MAKER, sscc(2), [container(sscc(5))]), Error::<Test>::Packed);
		assert_noop!(pack(MAKER, sscc(2), [list.item("S101")]), Error::<Test>::Packed);
	});
}

#[test]
fn container_of_one_lot_should_refuse_others() {
	test(|| {
		let (a, b) = (lot(1, "A", 5), lot(1, "B", 5));
		let pack = |what: Item, lot: Option<LotId>| {
			DrugProvenance::pack(by(MAKER), MAKER, sscc(1), Purpose::Sale, lot, items([what]), told())
		};
		assert_noop!(pack(b.item("S100"), Some(a.lot_id())), Error::<Test>::DifferentLot);
		assert_noop!(pack(a.item("S100"), Some((gtin(1), text("none")))), Error::<Test>::LotNotFound);
		assert_ok!(pack(a.item("S100"), Some(a.lot_id())));
		assert_noop!(pack(a.item("S101"), None), Error::<Test>::ContainerDiffers);
	});
}

#[test]
fn unpacked_item_should_be_where_its_container_is() {
	test(|| {
		let list = lot(1, "L1", 10);
		assert_ok!(pack(MAKER, sscc(1), [list.item("S100"), list.item("S101")]));
		assert_ok!(pack(MAKER, sscc(2), [container(sscc(1))]));
		move_to(MAKER, WHOLESALER, items([container(sscc(2))]));
		let unit = list.unit("S100");
		// Nothing was written for the unit, and still the chain knows.
		assert_eq!(stored(&unit).status.holder, MAKER);
		let location = DrugProvenance::unit_info(&unit).unwrap().location;
		assert_eq!((location.holder, location.owner), (WHOLESALER, WHOLESALER));
		assert_eq!(location.containers.to_vec(), vec![sscc(1), sscc(2)]);
		assert_noop!(unpack(WHOLESALER, container(sscc(1)), [known(&unit)]), Error::<Test>::Packed);
		assert_noop!(unpack(MAKER, container(sscc(2)), [container(sscc(1))]), Error::<Test>::NotHolder);
		assert_ok!(unpack(WHOLESALER, container(sscc(2)), [container(sscc(1))]));
		assert!(stored_container(sscc(2)).opened.is_some(), "an empty container is a tombstone");
		assert_ok!(unpack(WHOLESALER, container(sscc(1)), [known(&unit)]));
		let status = stored(&unit).status;
		assert_eq!((status.holder, status.owner, status.parent), (WHOLESALER, WHOLESALER, None));
		assert_noop!(unpack(WHOLESALER, container(sscc(1)), [known(&unit)]), Error::<Test>::NotInContainer);
		assert_eq!(stored_container(sscc(1)).contents, Contents::Listed(1));
	});
}

#[test]
fn opening_should_free_everything_without_touching_it() {
	test(|| {
		let list = lot(1, "L1", 10);
		assert_ok!(pack(MAKER, sscc(1), [list.item("S100"), list.item("S101")]));
		move_to(MAKER, WHOLESALER, items([container(sscc(1))]));
		let before = stored(&list.unit("S100"));
		assert_ok!(open(WHOLESALER, container(sscc(1))));
		assert_eq!(stored(&list.unit("S100")), before);
		assert_noop!(open(WHOLESALER, container(sscc(1))), Error::<Test>::ContainerOpened);
		assert_noop!(ship(WHOLESALER, PHARMACY, items([container(sscc(1))])), Error::<Test>::ContainerOpened);
		assert_noop!(ship(MAKER, PHARMACY, items([list.item("S100")])), Error::<Test>::NotHolder);
		move_to(WHOLESALER, PHARMACY, items([list.item("S100")]));
		assert_eq!(stored(&list.unit("S100")).status.holder, PHARMACY);
		// The other one is still where the container was opened.
		let location = DrugProvenance::unit_info(&list.unit("S101")).unwrap().location;
		assert_eq!((location.holder, location.containers.len()), (WHOLESALER, 0));
		// The number cannot be used again.
		assert_noop!(pack(WHOLESALER, sscc(1), [list.item("S101")]), Error::<Test>::ContainerOpened);
	});
}

#[test]
fn committed_pallet_should_be_opened_level_by_level_with_proofs() {
	test(|| {
		let list = lot(1, "L1", 6);
		let cases = [case_of(11, &list, &["S100", "S101", "S102"]), case_of(12, &list, &["S103", "S104"])];
		let pallet = Case {
			sscc: sscc(10),
			height: 2,
			lot: Some(list.lot_id()),
			children: cases.iter().map(Case::child).collect(),
		};
		assert_ok!(bulk(&pallet));
		assert_noop!(bulk(&pallet), Error::<Test>::ContainerExists);
		move_to(MAKER, WHOLESALER, items([container(pallet.sscc)]));
		assert_eq!((Units::<Test>::iter().count(), Containers::<Test>::iter().count()), (0, 1));

		// Closed: neither case nor unit can be used.
		let case = cases[0].item_in(&pallet);
		assert_noop!(ship(WHOLESALER, PHARMACY, items([case.clone()])), Error::<Test>::Packed);
		assert_noop!(pack(WHOLESALER, pallet.sscc, [list.item("S105")]), Error::<Test>::Committed);
		let unit = list.item_in("S100", &cases[0]);
		assert_noop!(unpack(WHOLESALER, case.clone(), [unit.clone()]), Error::<Test>::Packed);

		assert_ok!(unpack(WHOLESALER, container(pallet.sscc), [case.clone()]));
		move_to(WHOLESALER, PHARMACY, items([case.clone()]));
		// Its sister is still on the pallet.
		assert_noop!(unpack(PHARMACY, cases[1].item_in(&pallet), [unit.clone()]), Error::<Test>::Packed);
		assert_ok!(open(PHARMACY, case));
		assert_ok!(dispense(PHARMACY, unit.clone(), 1));
		let status = stored(&list.unit("S100")).status;
		assert_eq!((status.holder, status.owner), (PHARMACY, PHARMACY));
		let what: Vec<_> = history(&Subject::Unit(list.unit("S100"))).into_iter().map(|entry| entry.what).collect();
		assert!(matches!(what[0], What::Emerged { batch: 0, index: 0, .. }));
		assert!(matches!(what[1], What::TakenFrom { container, .. } if container == cases[0].sscc));
		// The wholesaler cannot claim what went on inside the case, nor the maker what it committed.
		let other = list.item_in("S101", &cases[0]);
		assert_noop!(ship(WHOLESALER, PHARMACY, items([other.clone()])), Error::<Test>::NotHolder);
		assert_noop!(ship(MAKER, PHARMACY, items([other.clone()])), Error::<Test>::NotHolder);
		// Nobody can pretend that a unit stands elsewhere.
		let forged = Evidence::Unit(list.member("S105"), Some(cases[0].packing(&Child::Unit(list.unit("S101")))));
		let forged = Item { id: ItemId::Unit(list.unit("S105")), evidence: Some(forged) };
		assert_noop!(dispense(PHARMACY, forged, 1), Error::<Test>::ProofInvalid);
	});
}

#[test]
fn committed_pallet_of_several_lots_should_leave_the_lot_to_its_cases_and_units() {
	test(|| {
		let (a, b) = (lot(1, "A", 3), List::new(gtin(1), "B", 0, ["X1", "X2"].map(String::from)));
		assert_ok!(commission(&b));
		let mixed = Case {
			sscc: sscc(13),
			height: 1,
			lot: None,
			children: vec![Child::Unit(a.unit("S102")), Child::Unit(b.unit("X2"))],
		};
		let cases = [case_of(11, &a, &["S100", "S101"]), case_of(12, &b, &["X1"]), mixed];
		let pallet = Case { sscc: sscc(10), height: 2, lot: None, children: cases.iter().map(Case::child).collect() };
		assert_ok!(bulk(&pallet));
		assert_eq!(stored_container(pallet.sscc).lot, None);
		move_to(MAKER, WHOLESALER, items([container(pallet.sscc)]));
		assert_ok!(unpack(WHOLESALER, container(pallet.sscc), cases.iter().map(|case| case.item_in(&pallet))));

		// One of the lots is recalled: its case does not go on, the other does, and of the mixed one the units are asked.
		recall(&a, true, Scope::All);
		let [of_a, of_b, mixed] = &cases;
		assert_noop!(ship(WHOLESALER, PHARMACY, items([container(of_a.sscc)])), Error::<Test>::Recalled);
		move_to(WHOLESALER, PHARMACY, items([container(of_b.sscc), container(mixed.sscc)]));
		assert_ok!(open(PHARMACY, container(of_b.sscc)));
		assert_ok!(open(PHARMACY, container(mixed.sscc)));
		assert_noop!(dispense(PHARMACY, a.item_in("S102", mixed), 1), Error::<Test>::Recalled);
		assert_ok!(dispense(PHARMACY, b.item_in("X2", mixed), 1));
		assert_ok!(dispense(PHARMACY, b.item_in("X1", of_b), 1));

		// A container of several lots is no evidence against a unit, whatever its lot is.
		let proof =
			SerialProof::PresentIn(a.member("S102"), mixed.packing(&Child::Unit(a.unit("S102"))), Default::default());
		let answer = query(a.unit("S102"), Some("A"), Some(EXPIRY), Some(proof));
		assert_eq!((answer.verdict, answer.recall, answer.sellable), (Verdict::Verified, Some(RecallLevel::I), false));
	});
}

/// Of a pallet that nobody opened only the pallet is in state: a unit in one of its cases is found through both.
#[test]
fn unit_should_be_found_through_containers_that_never_were_touched() {
	test(|| {
		let (a, b) = (lot(1, "A", 6), List::new(gtin(1), "B", 0, ["X1", "X2"].map(String::from)));
		assert_ok!(commission(&b));
		let cases = [case_of(11, &a, &["S100", "S101"]), case_of(12, &b, &["X1", "X2"])];
		let pallet = Case { sscc: sscc(10), height: 2, lot: None, children: cases.iter().map(Case::child).collect() };
		assert_ok!(DrugProvenance::pack_bulk(by(MAKER), MAKER, pallet.sscc, pallet.bulk(), told()));
		move_to(MAKER, WHOLESALER, items([container(pallet.sscc)]));

		let [of_a, of_b] = &cases;
		let around = |case: &Case| -> Around { vec![(case.bulk(), pallet.packing(&case.child()))].try_into().unwrap() };
		let ask = |list: &List, serial: &str, case: &Case, around: Around| {
			let packing = case.packing(&Child::Unit(list.unit(serial)));
			let proof = SerialProof::PresentIn(list.member(serial), packing, around);
			query(list.unit(serial), None, Some(EXPIRY), Some(proof))
		};
		let answer = ask(&a, "S100", of_a, around(of_a));
		assert_eq!((answer.verdict, answer.sellable), (Verdict::Verified, true));
		assert_eq!(answer.holder, Some(Role::Wholesaler));
		// What holds of the pallet holds of it.
		assert_ok!(hold(WHOLESALER, HoldKind::Quarantine, items([container(pallet.sscc)])));
		assert_eq!(ask(&a, "S100", of_a, around(of_a)).notices.to_vec(), [Notice::Quarantine]);
		assert_ok!(release(WHOLESALER, items([container(pallet.sscc)])));

		// A way that ends nowhere, that leads through another case, or that is made up, proves nothing.
		let nothing = |answer: VerifyAnswer| match answer.verdict {
			Verdict::ProofRequired { error, finding: None } => error.unwrap(),
			other => panic!("{other:?}"),
		};
		assert_eq!(nothing(ask(&a, "S100", of_a, Default::default())), ProofError::IndexOutOfRange);
		assert_eq!(nothing(ask(&a, "S100", of_a, around(of_b))), ProofError::RootMismatch);
		let false_case = case_of(11, &a, &["S100", "S102"]);
		let made_up = vec![(false_case.bulk(), pallet.packing(&of_a.child()))].try_into().unwrap();
		assert_eq!(nothing(ask(&a, "S102", &false_case, made_up)), ProofError::RootMismatch);

		// A case that says it is of another lot than what is in it.
		let wrong = Case { lot: Some(b.lot_id()), ..case_of(14, &a, &["S103"]) };
		let other = Case { sscc: sscc(13), height: 2, lot: None, children: vec![wrong.child()] };
		assert_ok!(DrugProvenance::pack_bulk(by(MAKER), MAKER, other.sscc, other.bulk(), told()));
		let packing = wrong.packing(&Child::Unit(a.unit("S103")));
		let around_it = vec![(wrong.bulk(), other.packing(&wrong.child()))].try_into().unwrap();
		let proof = SerialProof::PresentIn(a.member("S103"), packing, around_it);
		let apart = Verdict::Failed {
			reason: FailureReason::NoMatchGtinSerialLot,
			finding: Some(Finding::ContainerOfOtherLot),
		};
		assert_eq!(query(a.unit("S103"), Some("A"), Some(EXPIRY), Some(proof)).verdict, apart);

		// Once a case was taken out, the pallet says nothing of it any more: the case itself does.
		assert_ok!(unpack(WHOLESALER, container(pallet.sscc), [of_a.item_in(&pallet)]));
		move_to(WHOLESALER, PHARMACY, items([container(of_a.sscc)]));
		assert_eq!(ask(&a, "S100", of_a, around(of_a)).holder, Some(Role::Dispenser));
		assert_eq!(ask(&a, "S100", of_a, Default::default()).holder, Some(Role::Dispenser));
		assert_eq!(ask(&b, "X1", of_b, around(of_b)).holder, Some(Role::Wholesaler));
	});
}

#[test]
fn bulk_should_be_for_manufacturers_and_their_own_lots() {
	test(|| {
		let list = lot(1, "L1", 6);
		let case = case_of(11, &list, &["S100"]);
		let bulk = |who, sscc, bulk: Bulk| DrugProvenance::pack_bulk(by(who), who, sscc, bulk, told());
		assert_noop!(bulk(WHOLESALER, sscc_of(614_141, 1), case.bulk()), Error::<Test>::RoleMissing);
		assert_noop!(bulk(RIVAL, case.sscc, case.bulk()), Error::<Test>::ForeignPrefix);
		assert_noop!(bulk(RIVAL, sscc_of(700_000, 1), case.bulk()), Error::<Test>::NotLabeller);
		for height in [0, MAX_HEIGHT + 1] {
			assert_noop!(bulk(MAKER, case.sscc, Bulk { height, ..case.bulk() }), Error::<Test>::NestedTooDeep);
		}
		let mut empty = case.bulk();
		empty.root.count = 0;
		assert_noop!(bulk(MAKER, case.sscc, empty), Error::<Test>::LeafCountOutOfRange);
		assert_ok!(bulk(MAKER, case.sscc, case.bulk()));
		assert_noop!(pack(MAKER, case.sscc, [list.item("S101")]), Error::<Test>::Committed);
	});
}

/// What a labeller's root contradicts is refused where it is used, and put on record with its name.
#[test]
fn contradictions_should_be_refused_when_used_and_attributed() {
	test(|| {
		let (a, b) = (lot(1, "A", 6), lot(1, "B", 6));
		let rivals: Vec<Child> = vec![Child::Unit(a.unit("S103"))];
		let report = |item: Item| DrugProvenance::report_contradiction(by(WHOLESALER), WHOLESALER, item, told());
		let blamed = |item: &Item, kind| Contradictions::<Test>::get(&item.id, kind);

		// A unit that was loose before.
		let case = case_of(11, &a, &["S100", "S101"]);
		assert_ok!(bulk(&case));
		move_to(MAKER, PHARMACY, items([a.item("S100")]));
		move_to(MAKER, WHOLESALER, items([container(case.sscc)]));
		let twice = a.item_in("S100", &case);
		assert_noop!(unpack(WHOLESALER, container(case.sscc), [twice.clone()]), Error::<Test>::NotInContainer);
		assert_ok!(report(twice.clone()));
		assert_eq!(blamed(&twice, ContradictionKind::AlreadyElsewhere), Some(MAKER));
		assert_noop!(report(twice), Error::<Test>::AlreadyReported);

		// A unit that came out of this very container is none.
		assert_ok!(unpack(WHOLESALER, container(case.sscc), [a.item_in("S101", &case)]));
		assert_noop!(report(a.item_in("S101", &case)), Error::<Test>::NoContradiction);
		assert_noop!(report(a.item("S102")), Error::<Test>::NoContradiction);

		// The same serial of two lots.
		assert_ok!(report(b.item("S101")));
		assert_eq!(blamed(&b.item("S101"), ContradictionKind::TwoLots), Some(MAKER));

		// Child and parent of different lots.
		let mixed = Case { sscc: sscc(12), height: 1, lot: Some(b.lot_id()), children: rivals };
		assert_ok!(bulk(&mixed));
		let stray = a.item_in("S103", &mixed);
		assert_noop!(unpack(MAKER, container(mixed.sscc), [stray.clone()]), Error::<Test>::Contradiction);
		assert_ok!(report(stray.clone()));
		assert_eq!(blamed(&stray, ContradictionKind::LotMismatch), Some(MAKER));

		// A container as high as the one it stands in.
		let inner = Case { sscc: sscc(21), height: 2, lot: None, children: vec![Child::Unit(a.unit("S104"))] };
		let outer = Case { sscc: sscc(20), height: 2, lot: None, children: vec![inner.child()] };
		assert_ok!(bulk(&outer));
		let steep = inner.item_in(&outer);
		assert_noop!(unpack(MAKER, container(outer.sscc), [steep.clone()]), Error::<Test>::Contradiction);
		assert_ok!(report(steep.clone()));
		assert_eq!(blamed(&steep, ContradictionKind::Nesting), Some(MAKER));

		// A number given twice: to a case on a pallet, and to another case.
		let case = case_of(31, &a, &["S104"]);
		let pallet = Case { sscc: sscc(30), height: 2, lot: None, children: vec![case.child()] };
		assert_ok!(bulk(&pallet));
		assert_ok!(pack(MAKER, case.sscc, [a.item("S102")]));
		let twice = case.item_in(&pallet);
		assert_noop!(unpack(MAKER, container(pallet.sscc), [twice.clone()]), Error::<Test>::NotInContainer);
		assert_ok!(report(twice.clone()));
		assert_eq!(blamed(&twice, ContradictionKind::AlreadyElsewhere), Some(MAKER));

		// Another labeller's container around the maker's unit.
		let foreign =
			Case { sscc: sscc_of(700_000, 1), height: 1, lot: None, children: vec![Child::Unit(a.unit("S105"))] };
		assert_ok!(DrugProvenance::pack_bulk(by(RIVAL), RIVAL, foreign.sscc, foreign.bulk(), told()));
		let stolen = a.item_in("S105", &foreign);
		assert_noop!(unpack(RIVAL, container(foreign.sscc), [stolen.clone()]), Error::<Test>::Contradiction);
		assert_ok!(report(stolen.clone()));
		assert_eq!(blamed(&stolen, ContradictionKind::ForeignUnit), Some(RIVAL));
	});
}

#[test]
fn container_packed_to_go_back_should_not_be_sold() {
	test(|| {
		let list = lot(1, "L1", 6);
		move_to(MAKER, WHOLESALER, items([list.item("S100"), list.item("S101")]));
		recall(&list, true, Scope::All);
		let box_ = sscc_of(614_141, 1);
		let pack = |purpose| {
			DrugProvenance::pack(
				by(WHOLESALER),
				WHOLESALER,
				box_,
				purpose,
				None,
				items([list.item("S100"), list.item("S101")]),
				told(),
			)
		};
		assert_noop!(pack(Purpose::Sale), Error::<Test>::Recalled);
		assert_ok!(pack(Purpose::Return));
		assert_noop!(ship(WHOLESALER, PHARMACY, items([container(box_)])), Error::<Test>::PackedForReturn);
		let back = ship_for(WHOLESALER, MAKER, Purpose::Return, items([container(box_)])).unwrap();
		assert_ok!(receive(MAKER, back, items([container(box_)])));
		assert_ok!(open(MAKER, container(box_)));
		// What comes out of a return is held as such.
		assert_noop!(ship(MAKER, PHARMACY, items([list.item("S100")])), Error::<Test>::OnHold);
		assert_ok!(DrugProvenance::end(by(MAKER), MAKER, Ending::Destroyed, items([list.item("S100")]), told()));
		assert_eq!(stored(&list.unit("S100")).status.hold.unwrap().kind, HoldKind::Returned);
	});
}

#[test]
fn items_of_different_owners_should_not_share_a_container() {
	test(|| {
		let list = lot(1, "L1", 6);
		// One on consignment, one sold.
		let consigned = crate::NextShipment::<Test>::get();
		let goods = items([list.item("S100")]);
		assert_ok!(DrugProvenance::ship(by(MAKER), MAKER, WHOLESALER, Purpose::Sale, false, goods.clone(), told()));
		assert_ok!(receive(WHOLESALER, consigned, goods));
		move_to(MAKER, WHOLESALER, items([list.item("S101")]));
		let own = sscc_of(614_141, 1);
		let both = [list.item("S100"), list.item("S101")];
		assert_noop!(pack(WHOLESALER, own, both), Error::<Test>::ForeignOwner);
		assert_ok!(pack(WHOLESALER, own, [list.item("S100")]));
		assert_eq!(stored_container(own).status.owner, MAKER);
		// Whoever only holds it cannot sell it.
		assert_noop!(ship(WHOLESALER, PHARMACY, items([container(own)])), Error::<Test>::NotOwner);
	});
}

/// Whoever commits to containers does not use up the numbers of others.
#[test]
fn committed_container_should_not_bear_anothers_number() {
	test(|| {
		let list = lot(1, "L1", 4);
		let mut case = case_of(1, &list, &["S100"]);
		case.sscc = sscc_of(614_141, 1);
		let pallet = Case { sscc: sscc(9), height: 2, lot: Some(list.lot_id()), children: vec![case.child()] };
		assert_ok!(DrugProvenance::pack_bulk(by(MAKER), MAKER, pallet.sscc, pallet.bulk(), told()));
		let inside = items([case.item_in(&pallet)]);
		let unpack = DrugProvenance::unpack(by(MAKER), MAKER, container(pallet.sscc), inside, told());
		assert_eq!(unpack, Err(Error::<Test>::ForeignPrefix.into()));
		move_to(MAKER, WHOLESALER, items([list.item("S101")]));
		assert_ok!(pack(WHOLESALER, case.sscc, [list.item("S101")]));
	});
}
