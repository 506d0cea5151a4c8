//! One test per class of known weakness that concerns this pallet and is not the subject of another file; and the laws
//! of the trade.

use crate::{mock::*, types::*, Error, Lots, Units};
use codec::{Decode, DecodeAll, Encode};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::GetDispatchInfo,
	traits::{GetStorageVersion, Hooks, StorageVersion},
};
use sp_core::H256;
use sp_runtime::{traits::Dispatchable, DispatchError};

type Call = crate::Call<Test>;

/// Every call, as `organization` would make it on a world in which the maker has S100.
fn every_call(list: &List, organization: u32) -> Vec<RuntimeCall> {
	let goods = || items([list.item("S100")]);
	let (gtin, lot) = (list.gtin, Some(list.lot.clone()));
	let bulk = case_of(9, list, &["S101"]).bulk();
	let calls: Vec<Call> = vec![
		Call::set_prefixes { organization, prefixes: Default::default() },
		Call::set_trading_schema { schema: None },
		Call::set_responder { organization, responder: None },
		Call::register_product { organization, gtin: gtin_2(), details: details() },
		Call::set_product_status { organization, gtin, status: ProductStatus::Withdrawn },
		Call::commission {
			organization,
			gtin,
			lot: text("L2"),
			expiry: EXPIRY,
			root: H256::zero(),
			count: 1,
			told: told(),
		},
		Call::pack {
			organization,
			container: sscc(5),
			purpose: Purpose::Sale,
			lot: None,
			items: goods(),
			told: told(),
		},
		Call::pack_bulk { organization, container: sscc(6), bulk, told: told() },
		Call::unpack { organization, container: container(sscc(1)), items: goods(), told: told() },
		Call::open { organization, container: container(sscc(1)), told: told() },
		Call::ship { organization, to: WHOLESALER, purpose: Purpose::Sale, sold: true, items: goods(), told: told() },
		Call::receive { organization, shipment: 0, items: goods(), told: told() },
		Call::refuse { organization, shipment: 0, items: goods(), told: told() },
		Call::void { organization, shipment: 0, items: goods(), told: told() },
		Call::dispute { organization, shipment: 0, kind: DisputeKind::Short, items: goods(), told: told() },
		Call::settle { organization, with_receiver: true, items: goods(), told: told() },
		Call::dispense { organization, unit: list.item("S100"), quantity: 1, tag: H256::zero(), told: told() },
		Call::end { organization, ending: Ending::Destroyed, items: goods(), told: told() },
		Call::hold { organization, kind: HoldKind::Suspect, items: goods(), told: told() },
		Call::release { organization, items: goods(), told: told() },
		Call::notify { organization, items: goods(), told: told() },
		Call::hold_lot { organization, lot: list.lot_id(), kind: Some(HoldKind::Quarantine), told: told() },
		Call::recall { organization, gtin, lot: lot.clone(), level: RecallLevel::I, scope: Scope::All, told: told() },
		Call::end_recall { organization, gtin, lot: lot.clone(), recall: 1, told: told() },
		Call::clear { organization, items: goods(), told: told() },
		Call::acknowledge_recall { organization, gtin, lot, recall: 1, held: 0 },
		Call::report_excursion {
			organization,
			measured: Temperatures { low: 0, high: 1 },
			items: goods(),
			told: told(),
		},
		Call::declare_error {
			organization,
			item: ItemId::Unit(list.unit("S100")),
			steps: Default::default(),
			reason: ErrorReason::DidNotOccur,
			told: told(),
		},
		Call::record_verification { organization, unit: list.item("S100"), told: told() },
		Call::report_contradiction { organization, item: list.item("S100"), told: told() },
		Call::dismiss_alert { organization, unit: list.unit("S100") },
		Call::notify_lot { organization, lot: list.lot_id(), told: told() },
	];
	assert_eq!(calls.len(), 32);
	calls.into_iter().map(RuntimeCall::from).collect()
}

fn gtin_2() -> salus_primitives::Gtin14 {
	gtin(2)
}

#[test]
fn every_call_should_refuse_whoever_does_not_act_for_the_organisation() {
	test(|| {
		let list = lot(1, "L1", 4);
		for call in every_call(&list, MAKER) {
			for origin in [signed(STRANGER), by(WHOLESALER), RuntimeOrigin::none()] {
				assert_noop!(call.clone().dispatch(origin).map_err(|e| e.error), DispatchError::BadOrigin);
			}
		}
		// Root acts for nobody: only the registry is its.
		for call in every_call(&list, MAKER).into_iter().skip(2) {
			assert_noop!(call.dispatch(RuntimeOrigin::root()).map_err(|e| e.error), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn batch_proxy_and_multisig_should_open_no_door() {
	test(|| {
		let list = lot(1, "L1", 4);
		for call in every_call(&list, MAKER) {
			let kept = || (Units::<Test>::iter().collect::<Vec<_>>(), Lots::<Test>::iter().collect::<Vec<_>>());
			let before = kept();
			let batch = pallet_utility::Call::batch_all { calls: vec![call.clone()] };
			let batched = RuntimeCall::from(batch).dispatch(signed(STRANGER)).unwrap_err();
			assert_eq!(batched.error, DispatchError::BadOrigin);
			let proxied =
				pallet_proxy::Call::proxy { real: staff(MAKER), force_proxy_type: None, call: Box::new(call.clone()) };
			assert!(RuntimeCall::from(proxied).dispatch(signed(STRANGER)).is_err());
			let other_signatories = vec![staff(MAKER)];
			let multisig = pallet_multisig::Call::as_multi_threshold_1 { other_signatories, call: Box::new(call) };
			assert!(RuntimeCall::from(multisig).dispatch(signed(STRANGER)).is_err());
			assert_eq!(kept(), before);
		}
	});
}

#[test]
fn failed_call_should_leave_nothing_behind() {
	test(|| {
		let list = lot(1, "L1", 4);
		move_to(MAKER, WHOLESALER, items([list.item("S103")]));
		// The last item is refused after the others were dealt with.
		let mixed = || items([list.item("S100"), list.item("S101"), list.item("S103")]);
		let before = state_root();
		for call in [
			Call::pack {
				organization: MAKER,
				container: sscc(1),
				purpose: Purpose::Sale,
				lot: None,
				items: mixed(),
				told: told(),
			},
			Call::ship {
				organization: MAKER,
				to: WHOLESALER,
				purpose: Purpose::Sale,
				sold: true,
				items: mixed(),
				told: told(),
			},
			Call::end { organization: MAKER, ending: Ending::Destroyed, items: mixed(), told: told() },
		] {
			let batch = pallet_utility::Call::batch_all { calls: vec![RuntimeCall::from(call)] };
			let error = RuntimeCall::from(batch).dispatch(by(MAKER)).unwrap_err().error;
			assert_eq!(error, Error::<Test>::NotHolder.into());
		}
		// All that is left are the fees' traces: none in this runtime.
		assert_eq!(state_root(), before);
	});
}

#[test]
fn zero_and_extreme_arguments_should_never_panic() {
	test(|| {
		let list = lot(1, "L1", 4);
		for n in [0u32, 1, u32::MAX - 1, u32::MAX] {
			let time = EventTime { millis: u64::from(n) << 32, offset: i16::MIN };
			let told = Told { time, place: None, event: None };
			let _ = DrugProvenance::commission(by(MAKER), MAKER, gtin(1), text("L1"), n, H256::zero(), n, told.clone());
			let _ = dispense(MAKER, list.item("S100"), n);
			let _ = receive(MAKER, u64::from(n) << 32 | u64::from(n), items([list.item("S100")]));
			let _ = DrugProvenance::ship(by(MAKER), MAKER, n, Purpose::Sale, true, Default::default(), told.clone());
			let evidence = Membership { lot: text("L1"), batch: n as u8, index: n, proof: Default::default() };
			let item =
				Item { id: ItemId::Unit(list.unit("S9")), evidence: Some(Evidence::Unit(evidence.clone(), None)) };
			let _ = hold(MAKER, HoldKind::Suspect, items([item]));
			let root = salus_primitives::anchor::Root { hash: H256::zero(), count: n };
			let bulk = Bulk { root, height: n as u8, lot: None };
			let _ = DrugProvenance::pack_bulk(by(MAKER), MAKER, sscc(n.into()), bulk, told);
			query(list.unit("S9"), None, Some(n), Some(SerialProof::Present(evidence)));
			let gap = Gap {
				before: Some(Neighbour { serial: text("S1"), index: n, proof: Default::default() }),
				after: None,
			};
			let batches = vec![gap].try_into().unwrap();
			query(list.unit("S9"), Some("L1"), None, Some(SerialProof::Absent { lot: text("L1"), batches }));
			crate::derive::expired(n, u64::MAX);
		}
		assert!(matches!(
			DrugProvenance::ship(by(MAKER), MAKER, MAKER, Purpose::Sale, true, items([list.item("S100")]), told()),
			Err(error) if error == Error::<Test>::ShippedToItself.into()
		));
	});
}

#[test]
fn undecodable_and_oversized_arguments_should_be_refused_at_the_door() {
	let list = List::new(gtin(1), "L1", 0, ["S100".to_string()]);
	let many: Vec<Item> = vec![list.item("S100"); 65];
	assert!(Items::decode(&mut &many.encode()[..]).is_err());
	assert!(Items::decode_all(&mut &many[..64].encode()[..]).is_ok());
	assert!(Items::decode(&mut &codec::Compact(u32::MAX).encode()[..]).is_err());
	for index in 32..=u8::MAX {
		assert!(Call::decode(&mut &[&[index][..], &[0; 256]].concat()[..]).is_err());
	}
	assert!(CompanyPrefix::decode(&mut &(3u8, 1u64).encode()[..]).is_err());
	assert!(CompanyPrefix::decode(&mut &(4u8, 10_000u64).encode()[..]).is_err());
	assert!(Ndc::decode(&mut &100_000_000_000u64.encode()[..]).is_err());
	assert!(HoldKind::decode(&mut &[6][..]).is_err());
	assert!(Scope::decode(&mut &[3][..]).is_err());
	let proof = vec![H256::zero(); 25];
	assert!(salus_primitives::anchor::Proof::decode(&mut &proof.encode()[..]).is_err());
}

#[test]
fn weight_should_grow_with_items_and_with_proofs_and_fit_a_block() {
	let list = List::new(gtin(1), "L1", 0, ["S100".to_string()]);
	let weight = |item: Item, n: usize| {
		let items = vec![item; n].try_into().unwrap();
		Call::release { organization: 0, items, told: Told { place: None, ..told_at(0) } }
			.get_dispatch_info()
			.call_weight
	};
	let (bare, proved) = (known(&list.unit("S100")), list.item("S100"));
	assert!(weight(bare.clone(), 64).all_gte(weight(bare.clone(), 1).saturating_mul(2)));
	assert!(weight(proved, 64).all_gt(weight(bare, 64)));
	new_test_ext().execute_with(<DrugProvenance as Hooks<u64>>::integrity_test);
}

#[test]
#[should_panic(expected = "an alert would come at the first look, or never")]
fn integrity_test_should_refuse_a_threshold_that_is_never_reached() {
	Threshold::set(8);
	<DrugProvenance as Hooks<u64>>::integrity_test();
}

#[test]
#[should_panic(expected = "no two verifications")]
fn integrity_test_should_refuse_an_empty_window() {
	Threshold::set(3);
	Window::set(0);
	<DrugProvenance as Hooks<u64>>::integrity_test();
}

#[test]
#[should_panic(expected = "late and in the future")]
fn integrity_test_should_refuse_a_tolerance_beyond_lateness() {
	Threshold::set(3);
	Window::set(1);
	LateAfter::set(300);
	Tolerance::set(300);
	<DrugProvenance as Hooks<u64>>::integrity_test();
}

#[test]
fn licence_should_count_in_the_very_block_it_is_lost() {
	test(|| {
		let list = lot(1, "L1", 4);
		assert_ok!(ship(MAKER, WHOLESALER, items([list.item("S100")])));
		Licensed::mutate(|all| all.remove(&MAKER));
		assert_noop!(ship(MAKER, WHOLESALER, items([list.item("S101")])), Error::<Test>::NotTradingPartner);
	});
}

#[test]
fn every_state_change_should_have_its_event_and_no_event_without_one() {
	test(|| {
		let list = lot(1, "L1", 4);
		let heads = || {
			let units = Units::<Test>::iter().map(|(_, unit)| unit.status.trail.len).sum::<u32>();
			units + Lots::<Test>::iter().map(|(_, lot)| lot.trail.len).sum::<u32>()
		};
		let recorded = || {
			let all = events().into_iter().filter(|event| matches!(event, crate::Event::Recorded { .. }));
			all.count() as u32
		};
		move_to(MAKER, PHARMACY, items([list.item("S100"), list.item("S101")]));
		assert_ok!(dispense(PHARMACY, list.item("S100"), 1));
		recall(&list, true, Scope::All);
		assert_eq!(recorded(), heads());
		let before = events().len();
		assert!(dispense(PHARMACY, list.item("S101"), 1).is_err());
		assert_eq!(events().len(), before);
	});
}

#[test]
fn storage_version_should_be_the_pallets() {
	test(|| {
		assert_eq!(DrugProvenance::in_code_storage_version(), StorageVersion::new(1));
	});
}

#[test]
fn proof_of_one_serial_should_serve_no_other() {
	test(|| {
		let list = lot(1, "L1", 33);
		for (n, serial) in list.serials.iter().enumerate() {
			let other = list.serials[(n + 1) % 33].as_str();
			let forged = Item { id: ItemId::Unit(list.unit(other)), evidence: list.item(serial.as_str()).evidence };
			assert_noop!(ship(MAKER, WHOLESALER, items([forged])), Error::<Test>::ProofInvalid);
		}
		// Nor for the same serial of another product.
		let other = lot(2, "L1", 3);
		let forged = Item { id: ItemId::Unit(other.unit("S100")), evidence: list.item("S100").evidence };
		assert_noop!(ship(MAKER, WHOLESALER, items([forged])), Error::<Test>::ProofInvalid);
	});
}

/// DSCSA: product is traced to the unit, forwards and backwards, from events alone.
#[test]
fn history_should_lead_from_the_pharmacy_back_to_the_maker() {
	test(|| {
		let list = lot(1, "L1", 6);
		let case = case_of(1, &list, &["S100", "S101"]);
		assert_ok!(DrugProvenance::pack_bulk(by(MAKER), MAKER, case.sscc, case.bulk(), told()));
		move_to(MAKER, WHOLESALER, items([container(case.sscc)]));
		assert_ok!(DrugProvenance::open(by(WHOLESALER), WHOLESALER, container(case.sscc), told()));
		move_to(WHOLESALER, PHARMACY, items([list.item_in("S100", &case)]));
		assert_ok!(dispense(PHARMACY, list.item("S100"), CONTENT));
		let own = history(&Subject::Unit(list.unit("S100")));
		let (from, n) = own
			.iter()
			.find_map(|entry| match entry.what {
				What::TakenFrom { container, n } => Some((container, n)),
				_ => None,
			})
			.expect("the unit's history names its container");
		let around = history(&Subject::Container(from));
		assert_eq!(around.len() as u32, n);
		let hands: Vec<u32> = around.iter().chain(&own).map(|entry| entry.by).collect();
		let mut in_order = hands.clone();
		in_order.dedup();
		assert_eq!(in_order, vec![MAKER, WHOLESALER, PHARMACY]);
	});
}

/// DSCSA: only authorised trading partners trade.
#[test]
fn nobody_unauthorised_should_get_into_the_chain_of_custody() {
	test(|| {
		let list = lot(1, "L1", 4);
		for stranger in [UNLICENSED, REGULATOR, 77] {
			assert_noop!(ship(MAKER, stranger, items([list.item("S100")])), Error::<Test>::NotTradingPartner);
		}
	});
}
