//! The handshake: ship, receive, void, refuse, dispute, settle.

use crate::{mock::*, types::*, Error, Shipments};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{Role, Roles};

fn dispute(who: u32, shipment: ShipmentId, kind: DisputeKind, what: Items) -> sp_runtime::DispatchResult {
	plain(DrugProvenance::dispute(by(who), who, shipment, kind, what, told()))
}

fn settle(who: u32, with_receiver: bool, what: Items) -> sp_runtime::DispatchResult {
	plain(DrugProvenance::settle(by(who), who, with_receiver, what, told()))
}

#[test]
fn custody_should_change_only_when_the_named_receiver_confirms() {
	test(|| {
		let list = lot(1, "L1", 3);
		seen(&list, ["S101"]);
		let goods = items([list.item("S100")]);
		let shipment = ship(MAKER, WHOLESALER, goods.clone()).unwrap();
		let unit = list.unit("S100");
		let location = DrugProvenance::unit_info(&unit).unwrap().location;
		assert_eq!((location.holder, location.in_transit_to), (MAKER, Some(WHOLESALER)));
		assert_noop!(ship(MAKER, PHARMACY, goods.clone()), Error::<Test>::InTransit);
		assert_noop!(receive(PHARMACY, shipment, goods.clone()), Error::<Test>::NotReceiver);
		assert_noop!(receive(MAKER, shipment, goods.clone()), Error::<Test>::NotReceiver);
		assert_noop!(receive(WHOLESALER, shipment + 1, goods.clone()), Error::<Test>::ShipmentNotFound);
		assert_noop!(receive(WHOLESALER, shipment, items([list.item("S101")])), Error::<Test>::NotOnShipment);
		assert_ok!(receive(WHOLESALER, shipment, goods.clone()));
		assert_noop!(receive(WHOLESALER, shipment, goods), Error::<Test>::NotOnShipment);
		let status = stored(&unit).status;
		assert_eq!((status.holder, status.owner, status.shipment), (WHOLESALER, WHOLESALER, None));
	});
}

#[test]
fn owner_should_stay_when_goods_are_not_sold() {
	test(|| {
		let list = lot(1, "L1", 3);
		let goods = items([list.item("S100")]);
		assert_ok!(DrugProvenance::ship(by(MAKER), MAKER, WHOLESALER, Purpose::Sale, false, goods.clone(), told()));
		assert_ok!(receive(WHOLESALER, 0, goods.clone()));
		let status = stored(&list.unit("S100")).status;
		assert_eq!((status.holder, status.owner), (WHOLESALER, MAKER));
		assert_noop!(ship(WHOLESALER, PHARMACY, goods), Error::<Test>::NotOwner);
	});
}

#[test]
fn both_parties_should_be_licensed_when_shipping_and_when_receiving() {
	test(|| {
		let list = lot(1, "L1", 3);
		let goods = items([list.item("S100")]);
		assert_noop!(ship(MAKER, UNLICENSED, goods.clone()), Error::<Test>::NotTradingPartner);
		assert_noop!(ship(MAKER, MAKER, goods.clone()), Error::<Test>::ShippedToItself);
		assert_noop!(ship(MAKER, REGULATOR, goods.clone()), Error::<Test>::NotTradingPartner);
		let shipment = ship(MAKER, WHOLESALER, goods.clone()).unwrap();
		for party in [MAKER, WHOLESALER] {
			Licensed::mutate(|all| all.remove(&party));
			assert_noop!(receive(WHOLESALER, shipment, goods.clone()), Error::<Test>::NotTradingPartner);
			Licensed::mutate(|all| all.insert(party));
		}
		// Goods of one that lost its standing can still go back.
		Roster::mutate(|all| all.insert(MAKER, (false, Roles::of(&[Role::Manufacturer]))));
		assert_noop!(receive(WHOLESALER, shipment, goods.clone()), Error::<Test>::NotTradingPartner);
		assert_ok!(DrugProvenance::refuse(by(WHOLESALER), WHOLESALER, shipment, goods, told()));
	});
}

#[test]
fn refused_and_voided_goods_should_be_the_shippers_as_before() {
	test(|| {
		let list = lot(1, "L1", 3);
		let (one, two) = (items([list.item("S100")]), items([list.item("S101")]));
		let shipment = ship(MAKER, WHOLESALER, items([list.item("S100"), list.item("S101")])).unwrap();
		let refuse = |who, what| DrugProvenance::refuse(by(who), who, shipment, what, told());
		let void = |who, what| DrugProvenance::void(by(who), who, shipment, what, told());
		assert_noop!(refuse(MAKER, one.clone()), Error::<Test>::NotReceiver);
		assert_noop!(void(WHOLESALER, one.clone()), Error::<Test>::NotShipper);
		assert_ok!(refuse(WHOLESALER, one.clone()));
		assert_ok!(void(MAKER, two.clone()));
		assert_noop!(void(MAKER, two), Error::<Test>::NotOnShipment);
		let kept = Shipments::<Test>::get(shipment).unwrap();
		assert_eq!((kept.shipped, kept.received, kept.returned), (2, 0, 2));
		for serial in ["S100", "S101"] {
			let status = stored(&list.unit(serial)).status;
			assert_eq!((status.holder, status.owner, status.shipment), (MAKER, MAKER, None));
		}
		assert_ok!(ship(MAKER, PHARMACY, one));
	});
}

#[test]
fn short_shipment_should_be_settled_by_whoever_loses_by_it() {
	test(|| {
		let list = lot(1, "L1", 3);
		let all = items([list.item("S100"), list.item("S101")]);
		let (one, two) = (items([list.item("S100")]), items([list.item("S101")]));
		let shipment = ship(MAKER, WHOLESALER, all.clone()).unwrap();
		assert_noop!(dispute(MAKER, shipment, DisputeKind::Short, all.clone()), Error::<Test>::NotReceiver);
		assert_ok!(dispute(WHOLESALER, shipment, DisputeKind::Short, all.clone()));
		assert_eq!(Shipments::<Test>::get(shipment).unwrap().disputed, 2);
		// Nothing goes on before it is settled.
		assert_noop!(receive(WHOLESALER, shipment, one.clone()), Error::<Test>::Disputed);
		assert_noop!(DrugProvenance::void(by(MAKER), MAKER, shipment, one.clone(), told()), Error::<Test>::Disputed);
		// Nobody settles it in its own favour, and no stranger at all.
		assert_noop!(settle(WHOLESALER, false, one.clone()), Error::<Test>::NotTheirsToSettle);
		assert_noop!(settle(MAKER, true, one.clone()), Error::<Test>::NotTheirsToSettle);
		assert_noop!(settle(PHARMACY, true, one.clone()), Error::<Test>::NotTheirsToSettle);
		assert_ok!(settle(WHOLESALER, true, one.clone()));
		assert_ok!(settle(MAKER, false, two.clone()));
		assert_noop!(settle(MAKER, false, two), Error::<Test>::NotDisputed);
		let found = stored(&list.unit("S100")).status;
		assert_eq!((found.holder, found.owner, found.hold), (WHOLESALER, WHOLESALER, None));
		let lost = stored(&list.unit("S101")).status;
		assert_eq!((lost.holder, lost.hold.unwrap().kind), (MAKER, HoldKind::Lost));
		let kept = Shipments::<Test>::get(shipment).unwrap();
		assert_eq!((kept.received, kept.returned, kept.disputed), (1, 1, 0));
	});
}

#[test]
fn overage_should_move_only_when_the_shipper_agrees() {
	test(|| {
		let list = lot(1, "L1", 5);
		let shipment = ship(MAKER, WHOLESALER, items([list.item("S100"), list.item("S103")])).unwrap();
		let extra = items([list.item("S101")]);
		seen(&list, ["S101", "S102"]);
		move_to(MAKER, PHARMACY, items([list.item("S104")]));
		let over = |what| dispute(WHOLESALER, shipment, DisputeKind::Over, what);
		// What somebody else has cannot be disputed away.
		assert_noop!(over(items([list.item("S104")])), Error::<Test>::NotHolder);
		assert_noop!(over(items([list.item("S100")])), Error::<Test>::InTransit);
		assert_ok!(over(extra.clone()));
		assert_noop!(ship(MAKER, PHARMACY, extra.clone()), Error::<Test>::Disputed);
		assert_noop!(settle(WHOLESALER, true, extra.clone()), Error::<Test>::NotTheirsToSettle);
		assert_ok!(settle(MAKER, true, extra.clone()));
		assert_eq!(stored(&list.unit("S101")).status.holder, WHOLESALER);
		// Denied by the shipper, or withdrawn: it stays.
		for who in [MAKER, WHOLESALER] {
			assert_ok!(over(items([list.item("S102")])));
			assert_ok!(settle(who, false, items([list.item("S102")])));
			assert_eq!(stored(&list.unit("S102")).status.holder, MAKER);
		}
		let kept = Shipments::<Test>::get(shipment).unwrap();
		assert_eq!((kept.shipped, kept.received, kept.returned), (3, 1, 0));
	});
}

#[test]
fn overages_should_be_as_few_as_what_was_shipped() {
	test(|| {
		let list = lot(1, "L1", 6);
		seen(&list, ["S101", "S102", "S103"]);
		let shipment = ship(MAKER, WHOLESALER, items([list.item("S100")])).unwrap();
		let over = |serials: &[&str]| {
			let what = items(serials.iter().map(|serial| list.item(serial)));
			dispute(WHOLESALER, shipment, DisputeKind::Over, what)
		};
		assert_noop!(over(&["S101", "S102"]), Error::<Test>::TooManyOverages);
		assert_ok!(over(&["S101"]));
		// Denied, it is not claimed again, nor anything else in its place.
		assert_ok!(settle(MAKER, false, items([list.item("S101")])));
		assert_noop!(over(&["S101"]), Error::<Test>::TooManyOverages);
		assert_noop!(over(&["S102"]), Error::<Test>::TooManyOverages);
		// Nor by who has no licence any more, nor long afterwards.
		let shipment = ship(MAKER, WHOLESALER, items([list.item("S104")])).unwrap();
		let over = || dispute(WHOLESALER, shipment, DisputeKind::Over, items([list.item("S103")]));
		Licensed::mutate(|all| all.remove(&WHOLESALER));
		assert_noop!(over(), Error::<Test>::NotTradingPartner);
		Licensed::mutate(|all| all.insert(WHOLESALER));
		later(OVERAGE_PERIOD);
		assert_noop!(over(), Error::<Test>::TooManyOverages);
	});
}

#[test]
fn settlement_should_open_no_way_round_licence_recall_or_hold() {
	test(|| {
		let list = lot(1, "L1", 8);
		let one = |serial| items([list.item(serial)]);
		let many = ["S100", "S101", "S102", "S103"].map(|serial| list.item(serial));
		let shipment = ship(MAKER, WHOLESALER, items(many)).unwrap();
		assert_ok!(receive(WHOLESALER, shipment, one("S103")));
		// An overage that a hold speaks against, until a regulator decides.
		seen(&list, ["S104", "S105", "S106"]);
		assert_ok!(hold(REGULATOR, HoldKind::Illegitimate, one("S104")));
		for serial in ["S104", "S105"] {
			assert_ok!(dispute(WHOLESALER, shipment, DisputeKind::Over, one(serial)));
		}
		assert_noop!(settle(MAKER, true, one("S104")), Error::<Test>::OnHold);
		assert_ok!(settle(REGULATOR, true, one("S104")));
		// A recall.
		let rule = recall(&list, true, Scope::All);
		assert_noop!(settle(MAKER, true, one("S105")), Error::<Test>::Recalled);
		assert_ok!(DrugProvenance::end_recall(by(MAKER), MAKER, gtin(1), Some(text("L1")), rule, told()));
		// A licence, of an overage and of what was shipped.
		assert_ok!(dispute(WHOLESALER, shipment, DisputeKind::Wrong, one("S100")));
		for party in [MAKER, WHOLESALER] {
			Licensed::mutate(|all| all.remove(&party));
			assert_noop!(settle(MAKER, true, one("S105")), Error::<Test>::NotTradingPartner);
			assert_noop!(settle(WHOLESALER, true, one("S100")), Error::<Test>::NotTradingPartner);
			Licensed::mutate(|all| all.insert(party));
		}
		// Disputes about two shipments.
		let other = ship(MAKER, WHOLESALER, one("S107")).unwrap();
		assert_ok!(dispute(WHOLESALER, other, DisputeKind::Wrong, one("S107")));
		let both = items([list.item("S100"), list.item("S107")]);
		assert_noop!(settle(WHOLESALER, true, both), Error::<Test>::DifferentShipments);
		assert_noop!(settle(WHOLESALER, true, items([])), Error::<Test>::NothingNamed);
		assert_ok!(settle(MAKER, true, one("S105")));
		assert_ok!(settle(WHOLESALER, true, one("S100")));
		let kept = Shipments::<Test>::get(shipment).unwrap();
		assert_eq!((kept.shipped, kept.received, kept.disputed, kept.over), (6, 4, 0, 2));
	});
}

#[test]
fn loose_unit_should_enter_state_by_its_labeller_only() {
	test(|| {
		let list = lot(1, "L1", 4);
		let case = case_of(1, &list, &["S101"]);
		assert_ok!(DrugProvenance::pack_bulk(by(MAKER), MAKER, case.sscc, case.bulk(), told()));
		let shipment = ship(MAKER, WHOLESALER, items([list.item("S100")])).unwrap();
		move_to(MAKER, PHARMACY, items([container(case.sscc)]));
		// It stands in the pharmacy's case; nobody makes loose stock of it.
		let loose = items([list.item("S101")]);
		let over = dispute(WHOLESALER, shipment, DisputeKind::Over, loose.clone());
		assert_eq!(over, Err(Error::<Test>::EvidenceNeeded.into()));
		assert_noop!(hold(REGULATOR, HoldKind::Suspect, loose), Error::<Test>::EvidenceNeeded);
		let inside = items([list.item_in("S101", &case)]);
		assert_ok!(DrugProvenance::unpack(by(PHARMACY), PHARMACY, container(case.sscc), inside, told()));
		assert_ok!(dispense(PHARMACY, list.item("S101"), CONTENT));
		assert_ok!(hold(MAKER, HoldKind::Suspect, items([list.item("S102")])));
	});
}

#[test]
fn regulator_should_decide_what_the_parties_cannot() {
	test(|| {
		let list = lot(1, "L1", 3);
		let goods = items([list.item("S100")]);
		let shipment = ship(MAKER, WHOLESALER, goods.clone()).unwrap();
		assert_ok!(dispute(WHOLESALER, shipment, DisputeKind::Damaged, goods.clone()));
		assert_ok!(settle(REGULATOR, false, goods));
		let status = stored(&list.unit("S100")).status;
		assert_eq!((status.holder, status.hold), (MAKER, None));
	});
}

#[test]
fn returned_goods_should_be_held_until_they_were_verified() {
	test(|| {
		let list = lot(1, "L1", 3);
		let goods = items([list.item("S100")]);
		move_to(MAKER, WHOLESALER, goods.clone());
		move_to(WHOLESALER, PHARMACY, goods.clone());
		let back = ship_for(PHARMACY, WHOLESALER, Purpose::Return, goods.clone()).unwrap();
		assert_ok!(receive(WHOLESALER, back, goods.clone()));
		assert_noop!(ship(WHOLESALER, PHARMACY, goods.clone()), Error::<Test>::OnHold);
		assert_noop!(release(PHARMACY, goods.clone()), Error::<Test>::NotTheirsToRelease);
		assert_ok!(release(WHOLESALER, goods.clone()));
		// Returned without being sold back: it is still the pharmacy's.
		assert_noop!(ship(WHOLESALER, PHARMACY, goods.clone()), Error::<Test>::NotOwner);
		assert_ok!(DrugProvenance::ship(by(WHOLESALER), WHOLESALER, PHARMACY, Purpose::Sale, false, goods, told()));
	});
}

#[test]
fn weight_that_finding_licences_did_not_take_should_be_returned() {
	use crate::{cost, WeightInfo};
	use frame_support::dispatch::{GetDispatchInfo, Pays};
	use salus_primitives::CredentialCheck;

	test(|| {
		let list = lot(1, "L1", 3);
		let goods = items([list.item("S100"), list.item("S101")]);
		let step = |numbers: u64| LICENCE_STEP.saturating_mul(numbers);
		let (maker, wholesaler) = (u64::from(MAKER), u64::from(WHOLESALER));

		let call = crate::Call::<Test>::ship {
			organization: MAKER,
			to: WHOLESALER,
			purpose: Purpose::Sale,
			sold: true,
			items: goods.clone(),
			told: told(),
		};
		let least = cost::<Test>(<Test as crate::Config>::WeightInfo::ship, &goods);
		assert_eq!(call.get_dispatch_info().call_weight, least.saturating_add(Licences::worst().saturating_mul(2)));
		let done =
			DrugProvenance::ship(by(MAKER), MAKER, WHOLESALER, Purpose::Sale, true, goods.clone(), told()).unwrap();
		assert_eq!(done.actual_weight, Some(least.saturating_add(step(maker + wholesaler))));
		assert_eq!(done.pays_fee, Pays::Yes);

		let least = cost::<Test>(<Test as crate::Config>::WeightInfo::receive, &goods);
		let done = DrugProvenance::receive(by(WHOLESALER), WHOLESALER, 0, goods.clone(), told()).unwrap();
		assert_eq!(done.actual_weight, Some(least.saturating_add(step(maker + wholesaler))));

		// What fails pays all that was declared.
		let failed = DrugProvenance::receive(by(WHOLESALER), WHOLESALER, 0, goods, told()).unwrap_err();
		assert_eq!(failed.post_info.actual_weight, None);
	});
}
