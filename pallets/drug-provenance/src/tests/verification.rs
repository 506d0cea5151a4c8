//! Is this what it says? Every case told apart, and no wolf cried.

use crate::{mock::*, types::*, Error, Event, Verified};
use frame_support::{assert_noop, assert_ok};
use proptest::prelude::*;
use salus_primitives::{anchor::ProofError, Role};

fn present(list: &List, serial: &str) -> Option<SerialProof> {
	Some(SerialProof::Present(list.member(serial)))
}

fn absent(lists: &[&List], serial: &str) -> Option<SerialProof> {
	let batches = lists.iter().map(|list| list.gap(serial)).collect::<Vec<_>>().try_into().unwrap();
	Some(SerialProof::Absent { lot: lists[0].lot.clone(), batches })
}

fn failed(reason: FailureReason, finding: Finding) -> Verdict {
	Verdict::Failed { reason, finding: Some(finding) }
}

#[test]
fn genuine_pack_should_verify_with_proof_and_without_once_it_has_an_event() {
	test(|| {
		let list = lot(1, "L1", 20);
		let address = b"https://vrs.example".to_vec();
		assert_ok!(DrugProvenance::set_responder(by(MAKER), MAKER, Some(address.clone().try_into().unwrap())));
		let unit = list.unit("S107");
		let answer = query(unit.clone(), Some("L1"), Some(EXPIRY), None);
		assert_eq!(answer.verdict, Verdict::ProofRequired { error: None, finding: None });
		assert_eq!(answer.responder.map(|r| r.into_inner()), Some(address));
		assert!(!answer.sellable);

		let answer = query(unit.clone(), Some("L1"), Some(EXPIRY), present(&list, "S107"));
		assert_eq!(answer.verdict, Verdict::Verified);
		assert_eq!((answer.lifecycle, answer.holder), (Some(Lifecycle::Commissioned), None));
		assert!(answer.sellable && answer.notices.is_empty());
		assert_eq!((answer.lot, answer.expiry), (Some(text("L1")), Some(EXPIRY)));

		move_to(MAKER, PHARMACY, items([list.item("S107")]));
		let answer = query(unit, None, None, None);
		assert_eq!((answer.verdict, answer.holder), (Verdict::Verified, Some(Role::Dispenser)));
	});
}

#[test]
fn every_way_to_be_false_should_be_told_apart() {
	test(|| {
		let (a, b) = (lot(1, "A", 20), List::new(gtin(1), "B", 0, ["X1", "X2"].map(String::from)));
		assert_ok!(commission(&b));
		let proved = |unit: &str, lot, expiry, proof| query(a.unit(unit), Some(lot), expiry, proof).verdict;

		// Lot known, serial never commissioned.
		let verdict = proved("S999", "A", Some(EXPIRY), absent(&[&a], "S999"));
		assert_eq!(verdict, failed(FailureReason::NoMatchGtinSerial, Finding::NeverCommissioned));
		// Unknown lot.
		let nothing = SerialProof::Absent { lot: text("Z"), batches: Default::default() };
		let verdict = proved("S100", "Z", Some(EXPIRY), Some(nothing));
		assert_eq!(verdict, failed(FailureReason::NoMatchGtinSerialLot, Finding::UnknownLot));
		let verdict = proved("S100", "Z", Some(EXPIRY), present(&a, "S100"));
		assert_eq!(verdict, failed(FailureReason::NoMatchGtinSerialLot, Finding::UnknownLot));
		// Serial known under another lot.
		let verdict = proved("S100", "B", Some(EXPIRY), present(&a, "S100"));
		assert_eq!(verdict, failed(FailureReason::NoMatchGtinSerialLot, Finding::OtherLot));
		// One lot with two expiries.
		let verdict = proved("S100", "A", Some(EXPIRY + 1), present(&a, "S100"));
		assert_eq!(verdict, failed(FailureReason::NoMatchGtinSerialExpiry, Finding::OtherExpiry));
		// Both.
		let verdict = proved("S100", "B", Some(EXPIRY + 1), present(&a, "S100"));
		assert_eq!(verdict, failed(FailureReason::NoMatchGtinSerialLotExpiry, Finding::OtherLot));
		// A product nobody registered.
		let stranger = UnitId { gtin: gtin(77), serial: text("S100") };
		assert_eq!(query(stranger, None, None, None).verdict, Verdict::UnknownProduct);

		// The same once the unit has had an event, without any proof.
		move_to(MAKER, PHARMACY, items([a.item("S100")]));
		let verdict = proved("S100", "B", Some(EXPIRY), None);
		assert_eq!(verdict, failed(FailureReason::NoMatchGtinSerialLot, Finding::OtherLot));
		let verdict = proved("S100", "A", Some(EXPIRY + 1), None);
		assert_eq!(verdict, failed(FailureReason::NoMatchGtinSerialExpiry, Finding::OtherExpiry));
		// A serial that its labeller gave twice.
		let c = lot(1, "C", 20);
		let verdict = proved("S100", "C", None, present(&c, "S100"));
		assert_eq!(verdict, failed(FailureReason::NoMatchGtinSerialLot, Finding::TwoLots));
	});
}

#[test]
fn without_a_proof_no_verification_should_fail() {
	test(|| {
		let list = lot(1, "A", 20);
		let required = |finding| Verdict::ProofRequired { error: None, finding };
		let ask = |serial: &str, lot, expiry| query(list.unit(serial), lot, expiry, None).verdict;
		for serial in ["S100", "S999"] {
			assert_eq!(ask(serial, None, None), required(None));
			assert_eq!(ask(serial, Some("A"), Some(EXPIRY)), required(None));
			assert_eq!(ask(serial, Some("Z"), Some(EXPIRY)), required(Some(Finding::UnknownLot)));
			assert_eq!(ask(serial, Some("A"), Some(1)), required(Some(Finding::OtherExpiry)));
		}
		// Nor when a proof of absence speaks of another lot, or of none that the code names.
		for lot in [None, Some("A")] {
			let elsewhere = SerialProof::Absent { lot: text("Z"), batches: Default::default() };
			assert_eq!(query(list.unit("S100"), lot, None, Some(elsewhere)).verdict, required(None));
		}
	});
}

#[test]
fn absence_should_be_proved_by_neighbours_in_every_batch() {
	test(|| {
		let one = lot(1, "A", 20);
		let two = List::new(gtin(1), "A", 1, ["T1", "T2"].map(String::from));
		assert_ok!(commission(&two));
		let ask = |serial: &str, proof| query(one.unit(serial), Some("A"), None, proof).verdict;
		let never = failed(FailureReason::NoMatchGtinSerial, Finding::NeverCommissioned);
		// Before the first, between, after the last.
		for serial in ["A", "S1005", "S99", "T11", "T3", "Z"] {
			assert_eq!(ask(serial, absent(&[&one, &two], serial)), never, "{serial}");
		}
		let wrong = |verdict| matches!(verdict, Verdict::ProofRequired { error: Some(_), .. });
		// Not every batch.
		assert!(wrong(ask("T11", absent(&[&one], "T11"))));
		// Neighbours that are none, or of another serial.
		let forge = |change: fn(&mut Gap)| {
			let Some(SerialProof::Absent { lot, batches }) = absent(&[&one, &two], "S1005") else { unreachable!() };
			let mut batches = batches.into_inner();
			change(&mut batches[0]);
			Some(SerialProof::Absent { lot, batches: batches.try_into().unwrap() })
		};
		assert!(wrong(ask("S1005", forge(|gap| gap.before = None))));
		assert!(wrong(ask("S1005", forge(|gap| gap.after = None))));
		assert!(wrong(ask("S1005", forge(|gap| *gap = Gap { before: None, after: None }))));
		assert!(wrong(ask("S1005", forge(|gap| gap.after = gap.before.clone()))));
		assert!(wrong(ask("S1005", forge(|gap| gap.before.as_mut().unwrap().serial = "S1004".parse().unwrap()))));
		// A genuine serial can never be proved absent.
		for serial in ["S100", "S110", "S119"] {
			let at = one.serials.iter().position(|s| *s == text(serial)).unwrap();
			let neighbour = |index: usize| {
				let serial = one.serials.get(index)?.clone();
				Some(Neighbour { serial, index: index as u32, proof: one.proof(index) })
			};
			for (before, after) in [(at.wrapping_sub(1), at + 1), (at, at + 1), (at.wrapping_sub(1), at)] {
				let gap = Gap { before: neighbour(before), after: neighbour(after) };
				let batches = vec![gap, two.gap(serial)].try_into().unwrap();
				let proof = SerialProof::Absent { lot: text("A"), batches };
				assert!(wrong(ask(serial, Some(proof))), "{serial}");
			}
		}
	});
}

#[test]
fn wrong_proof_should_be_named_and_decide_nothing() {
	test(|| {
		let list = lot(1, "A", 20);
		let ask =
			|member: Membership| query(list.unit("S105"), Some("A"), None, Some(SerialProof::Present(member))).verdict;
		let wrong = |error| Verdict::ProofRequired { error: Some(error), finding: None };
		assert_eq!(ask(list.member("S106")), wrong(ProofError::RootMismatch));
		let good = list.member("S105");
		assert_eq!(ask(Membership { index: 20, ..good.clone() }), wrong(ProofError::IndexOutOfRange));
		assert_eq!(ask(Membership { batch: 1, ..good.clone() }), wrong(ProofError::IndexOutOfRange));
		assert_eq!(ask(Membership { proof: Default::default(), ..good.clone() }), wrong(ProofError::WrongProofLength));
		assert_eq!(ask(good), Verdict::Verified);
	});
}

#[test]
fn answer_should_say_what_else_must_be_known() {
	test(|| {
		let list = lot(1, "L1", 20);
		let goods = ["S100", "S101", "S102", "S103", "S104"].map(|serial| list.item(serial));
		move_to(MAKER, PHARMACY, items(goods));
		let ask = |serial: &str| query(list.unit(serial), Some("L1"), Some(EXPIRY), None);
		let barred = Verdict::Failed { reason: FailureReason::NotForRedistribution, finding: None };
		let kinds = [
			("S100", HoldKind::Suspect, Notice::Suspect),
			("S101", HoldKind::Illegitimate, Notice::Illegitimate),
			("S102", HoldKind::Stolen, Notice::Stolen),
		];
		for (serial, kind, notice) in kinds {
			assert_ok!(hold(PHARMACY, kind, items([list.item(serial)])));
			let answer = ask(serial);
			assert_eq!((answer.verdict, answer.notices.to_vec()), (barred.clone(), vec![notice]));
		}
		assert_ok!(dispense(PHARMACY, list.item("S103"), 10));
		let answer = ask("S103");
		assert_eq!((answer.verdict, answer.notices.to_vec()), (Verdict::Verified, vec![Notice::AlreadyDispensed]));
		assert!(answer.sellable, "the rest of the pack may be dispensed");
		assert_ok!(dispense(PHARMACY, list.item("S103"), 20));
		assert!(!ask("S103").sellable);

		recall(&list, true, Scope::All);
		later((u64::from(EXPIRY) + 1) * DAY - START);
		let answer = ask("S104");
		assert_eq!(answer.verdict, Verdict::Verified, "the identifiers match all the same");
		assert_eq!(answer.notices.to_vec(), vec![Notice::Expired, Notice::Recalled]);
		assert_eq!((answer.recall, answer.sellable), (Some(RecallLevel::I), false));
		assert_ok!(DrugProvenance::set_product_status(by(MAKER), MAKER, gtin(1), ProductStatus::Withdrawn));
		let policy = Verdict::Failed { reason: FailureReason::ManufacturerPolicy, finding: None };
		assert_eq!(ask("S104").verdict, policy);
	});
}

#[test]
fn false_prefix_inside_a_genuine_lot_should_fail_while_the_rest_stays_good() {
	test(|| {
		let list = lot(1, "L1", 20);
		recall(&list, true, Scope::Prefix(text("FAKE")));
		let fake = query(list.unit("FAKE7"), Some("L1"), Some(EXPIRY), absent(&[&list], "FAKE7"));
		assert_eq!(fake.verdict, failed(FailureReason::NoMatchGtinSerial, Finding::NeverCommissioned));
		for serial in ["S100", "S119"] {
			let answer = query(list.unit(serial), Some("L1"), Some(EXPIRY), present(&list, serial));
			assert_eq!((answer.verdict, answer.sellable), (Verdict::Verified, true));
		}
	});
}

#[test]
fn unit_and_container_of_different_lots_should_not_pass() {
	test(|| {
		let (a, b) = (lot(1, "A", 20), List::new(gtin(1), "B", 0, ["X1"].map(String::from)));
		assert_ok!(commission(&b));
		let case = case_of(1, &b, &["X1"]);
		assert_ok!(DrugProvenance::pack_bulk(by(MAKER), MAKER, case.sscc, case.bulk(), told()));
		let ask = |list: &List, serial: &str, container| {
			let (unit, proof) = (list.unit(serial), present(list, serial));
			DrugProvenance::verify(VerifyQuery { unit, lot: None, expiry: None, container, proof }).verdict
		};
		let apart = failed(FailureReason::NoMatchGtinSerialLot, Finding::ContainerOfOtherLot);
		assert_eq!(ask(&a, "S100", Some(case.sscc)), apart);
		assert_eq!(ask(&b, "X1", Some(case.sscc)), Verdict::Verified);
		// A container that the chain does not know says nothing.
		assert_eq!(ask(&a, "S100", Some(sscc(99))), Verdict::Verified);
	});
}

#[test]
fn what_is_held_with_its_container_should_not_verify_as_sellable() {
	test(|| {
		let list = lot(1, "L1", 6);
		let (case, other) = (case_of(1, &list, &["S100", "S101"]), case_of(2, &list, &["S102"]));
		for case in [&case, &other] {
			assert_ok!(DrugProvenance::pack_bulk(by(MAKER), MAKER, case.sscc, case.bulk(), told()));
		}
		move_to(MAKER, WHOLESALER, items([container(case.sscc)]));
		let packing = |case: &Case, serial: &str| case.packing(&Child::Unit(list.unit(serial)));
		let proved = || {
			let proof = SerialProof::PresentIn(list.member("S100"), packing(&case, "S100"), Default::default());
			query(list.unit("S100"), Some("L1"), None, Some(proof))
		};
		let answer = proved();
		assert_eq!((answer.verdict, answer.sellable), (Verdict::Verified, true));
		assert_eq!(answer.holder, Some(Role::Wholesaler));
		assert_ok!(hold(WHOLESALER, HoldKind::Stolen, items([container(case.sscc)])));
		let barred = Verdict::Failed { reason: FailureReason::NotForRedistribution, finding: None };
		let said = |proof, container| {
			let unit = list.unit("S100");
			DrugProvenance::verify(VerifyQuery { unit, lot: None, expiry: None, container, proof })
		};
		let stolen = vec![Notice::Stolen];
		for answer in [proved(), said(present(&list, "S100"), Some(case.sscc))] {
			assert_eq!((answer.verdict, answer.notices.to_vec()), (barred.clone(), stolen.clone()));
			assert!(!answer.sellable);
		}
		// Without a proof nothing fails, and it is told all the same.
		let answer = said(None, Some(case.sscc));
		assert_eq!(answer.verdict, Verdict::ProofRequired { error: None, finding: None });
		assert_eq!(answer.notices.to_vec(), stolen);
		// What stands elsewhere is not concerned, nor does a false place prove anything.
		let proof = SerialProof::PresentIn(list.member("S102"), packing(&other, "S102"), Default::default());
		assert!(query(list.unit("S102"), None, None, Some(proof)).sellable);
		let proof = SerialProof::PresentIn(list.member("S102"), packing(&case, "S100"), Default::default());
		let wrong = Verdict::ProofRequired { error: Some(ProofError::RootMismatch), finding: None };
		assert_eq!(query(list.unit("S102"), None, None, Some(proof)).verdict, wrong);
	});
}

/// Who has the closed container has what is in it.
#[test]
fn lawful_holders_of_a_closed_container_should_raise_no_alert() {
	test(|| {
		let list = lot(1, "L1", 6);
		let case = case_of(1, &list, &["S100", "S101"]);
		assert_ok!(DrugProvenance::pack_bulk(by(MAKER), MAKER, case.sscc, case.bulk(), told()));
		let look = |who, item| DrugProvenance::record_verification(by(who), who, item, told());
		let mut holder = MAKER;
		for next in [WHOLESALER, OTHERS[0], OTHERS[1], OTHERS[2], OTHERS[3], PHARMACY] {
			move_to(holder, next, items([container(case.sscc)]));
			assert_ok!(look(next, list.item_in("S100", &case)));
			holder = next;
		}
		let seen = Verified::<Test>::get(list.unit("S100")).unwrap();
		assert_eq!((seen.strangers.len(), seen.alert), (0, None));
		// A stranger is one whatever it brings along.
		assert_ok!(look(WHOLESALER, list.item_in("S100", &case)));
		assert_eq!(Verified::<Test>::get(list.unit("S100")).unwrap().strangers.to_vec(), vec![WHOLESALER]);
	});
}

#[test]
fn contradicted_serial_should_be_told() {
	test(|| {
		let (a, b) = (lot(1, "A", 20), lot(1, "B", 20));
		move_to(MAKER, PHARMACY, items([a.item("S100")]));
		assert_ok!(DrugProvenance::report_contradiction(by(WHOLESALER), WHOLESALER, b.item("S100"), told()));
		let answer = query(a.unit("S100"), Some("A"), None, None);
		assert_eq!((answer.verdict, answer.notices.to_vec()), (Verdict::Verified, vec![Notice::Contradicted]));
		assert!(!answer.sellable);
		let answer = query(a.unit("S100"), Some("B"), None, None);
		assert_eq!(answer.verdict, failed(FailureReason::NoMatchGtinSerialLot, Finding::TwoLots));
	});
}

#[test]
fn asking_should_change_nothing() {
	test(|| {
		let list = lot(1, "L1", 20);
		let before = state_root();
		for _ in 0..10 {
			query(list.unit("S100"), Some("L1"), None, present(&list, "S100"));
			query(list.unit("S999"), Some("L1"), None, absent(&[&list], "S999"));
		}
		assert_eq!(state_root(), before);
	});
}

#[test]
fn too_many_strangers_should_raise_an_alert_and_parties_never() {
	test(|| {
		let list = lot(1, "L1", 20);
		let look = |who| DrugProvenance::record_verification(by(who), who, list.item("S100"), told());
		let alerted = || events().iter().any(|event| matches!(event, Event::RepeatAlert { .. }));
		// It travels lawfully, and everybody who gets it looks at it, more than once.
		let mut holder = MAKER;
		for next in [WHOLESALER, OTHERS[0], OTHERS[1], OTHERS[2], OTHERS[3], PHARMACY] {
			assert_ok!(look(holder));
			let shipment = ship(holder, next, items([list.item("S100")])).unwrap();
			assert_ok!(look(next));
			assert_ok!(receive(next, shipment, items([list.item("S100")])));
			assert_ok!(look(next));
			holder = next;
		}
		assert!(!alerted());
		// The same stranger counts once.
		for who in [OTHERS[0], OTHERS[0], OTHERS[1], OTHERS[2]] {
			assert_ok!(look(who));
		}
		assert!(!alerted());
		assert_ok!(look(OTHERS[3]));
		assert!(alerted());
		let answer = query(list.unit("S100"), None, None, None);
		assert_eq!((answer.verdict, answer.notices.to_vec()), (Verdict::Verified, vec![Notice::RepeatAlert]));
		assert!(!answer.sellable);
		// It stands, however long, until somebody looked into it.
		later(100 * DAY);
		assert_ok!(look(OTHERS[0]));
		assert!(Verified::<Test>::get(list.unit("S100")).unwrap().alert.is_some());
		let dismiss = |who| DrugProvenance::dismiss_alert(by(who), who, list.unit("S100"));
		assert_noop!(dismiss(PHARMACY), Error::<Test>::NotLabeller);
		assert_ok!(dismiss(MAKER));
		assert_noop!(dismiss(MAKER), Error::<Test>::NothingChanges);
		assert!(query(list.unit("S100"), None, None, None).notices.is_empty());
	});
}

#[test]
fn verifications_should_be_forgotten_after_the_window() {
	test(|| {
		let list = lot(1, "L1", 20);
		let look = |who| DrugProvenance::record_verification(by(who), who, list.item("S100"), told());
		for who in [OTHERS[0], OTHERS[1], OTHERS[2]] {
			assert_ok!(look(who));
		}
		later(30 * DAY);
		assert_ok!(look(OTHERS[3]));
		let seen = Verified::<Test>::get(list.unit("S100")).unwrap();
		assert_eq!((seen.strangers.len(), seen.alert), (1, None));
	});
}

#[test]
fn only_proved_serials_should_be_remembered() {
	test(|| {
		let list = lot(1, "L1", 20);
		let look = |item| DrugProvenance::record_verification(by(WHOLESALER), WHOLESALER, item, told());
		assert_noop!(look(known(&list.unit("S999"))), Error::<Test>::EvidenceNeeded);
		let forged = Item { id: ItemId::Unit(list.unit("S999")), evidence: list.item("S100").evidence };
		assert_noop!(look(forged), Error::<Test>::ProofInvalid);
		assert_noop!(look(container(sscc(1))), Error::<Test>::WrongKind);
		assert_eq!(Verified::<Test>::iter().count(), 0);
	});
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

	/// Of any serial and any list, exactly one can be proved: that it is in it, or that it is not.
	#[test]
	fn serial_should_be_provably_present_or_provably_absent_and_never_both(
		serials in proptest::collection::btree_set("[A-C0-1]{1,4}", 1..40),
		asked in "[A-C0-1]{1,4}",
	) {
		new_test_ext().execute_with(|| {
			product(1);
			let list = List::new(gtin(1), "A", 0, serials.iter().cloned());
			commission(&list).unwrap();
			let ask = |proof| query(list.unit(&asked), Some("A"), Some(EXPIRY), Some(proof)).verdict;
			let count = list.serials.len();
			let neighbour = |index: usize| {
				let serial = list.serials.get(index)?.clone();
				Some(Neighbour { serial, index: index as u32, proof: list.proof(index) })
			};
			let absences = (0..=count).filter(|at| {
				let gap = Gap { before: at.checked_sub(1).and_then(neighbour), after: neighbour(*at) };
				let batches = vec![gap].try_into().unwrap();
				let verdict = ask(SerialProof::Absent { lot: text("A"), batches });
				verdict == failed(FailureReason::NoMatchGtinSerial, Finding::NeverCommissioned)
			});
			let presences = (0..count).filter(|index| {
				let (lot, index_, proof) = (text("A"), *index as u32, list.proof(*index));
				let member = Membership { lot, batch: 0, index: index_, proof };
				ask(SerialProof::Present(member)) == Verdict::Verified
			});
			let known = serials.contains(&asked);
			assert_eq!((presences.count(), absences.count()), (usize::from(known), usize::from(!known)));
		});
	}
}
