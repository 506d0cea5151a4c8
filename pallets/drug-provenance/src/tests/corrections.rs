//! Errors declared, late events: history is amended, never rewritten.

use crate::{mock::*, types::*, Error};
use codec::Encode;
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{trail, TrailHead, TrailKind, UnitStatus};

/// The steps of a unit's trail, oldest first, rebuilt from the events.
fn steps(id: &UnitId) -> Vec<StepEvidence> {
	let mut head = TrailHead::new(TrailKind::Unit, &id.encode());
	let mut steps = Vec::new();
	for entry in history(&Subject::Unit(id.clone())) {
		let step = step(head, System::block_number() as u32, &entry);
		let trail = trail::TrailStep {
			previous: step.previous,
			n: step.n,
			block: step.block,
			entry: step.entry.clone().into_inner(),
		};
		head = TrailHead { head: trail.hash(), len: head.len + 1 };
		steps.push(step);
	}
	assert_eq!(stored(id).status.trail, head, "the events are the history");
	steps
}

fn declare(who: u32, id: &UnitId, steps: &[StepEvidence], reason: ErrorReason) -> sp_runtime::DispatchResult {
	let steps = steps.to_vec().try_into().unwrap();
	DrugProvenance::declare_error(by(who), who, ItemId::Unit(id.clone()), steps, reason, told())
}

#[test]
fn dispense_that_did_not_occur_should_be_undone_and_stay_in_the_history() {
	test(|| {
		let list = lot(1, "L1", 5);
		let id = list.unit("S100");
		move_to(MAKER, PHARMACY, items([list.item("S100")]));
		assert_ok!(dispense(PHARMACY, list.item("S100"), 10));
		assert_ok!(dispense(PHARMACY, list.item("S100"), 20));
		let all = steps(&id);
		let newest = &all[all.len() - 1..];
		assert_noop!(declare(MAKER, &id, newest, ErrorReason::DidNotOccur), Error::<Test>::NotTheirsToCorrect);
		assert_ok!(declare(PHARMACY, &id, newest, ErrorReason::DidNotOccur));
		let unit = stored(&id);
		assert_eq!((unit.lifecycle, unit.dispensed), (Lifecycle::PartiallyDispensed, 10));
		assert_eq!(<DrugProvenance as UnitStatus>::dispense(&id, 1), None);
		assert!(<DrugProvenance as UnitStatus>::dispense(&id, 0).is_some());
		let entries = history(&Subject::Unit(id.clone()));
		assert!(matches!(entries[entries.len() - 2].what, What::Dispensed { n: 1, .. }), "the entry stays");
		assert!(matches!(entries[entries.len() - 1].what, What::Corrected { restored: true, .. }));
		// Not twice: the declaration is the newest entry now, and nobody declares that an error.
		let all = steps(&id);
		let last = all.len();
		assert_noop!(declare(PHARMACY, &id, &all[last - 1..], ErrorReason::DidNotOccur), Error::<Test>::NotCorrectable);
		assert_ok!(declare(PHARMACY, &id, &all[last - 2..], ErrorReason::DidNotOccur));
		assert_eq!(stored(&id).dispensed, 10, "what something was built upon is not undone");
		// The pack can be given again, under the next number.
		assert_ok!(dispense(PHARMACY, list.item("S100"), 20));
		assert!(<DrugProvenance as UnitStatus>::dispense(&id, 2).is_some());
	});
}

#[test]
fn ends_should_be_undone_and_custody_should_not() {
	test(|| {
		let list = lot(1, "L1", 5);
		let id = list.unit("S100");
		move_to(MAKER, PHARMACY, items([list.item("S100")]));
		let all = steps(&id);
		assert_ok!(declare(PHARMACY, &id, &all[all.len() - 1..], ErrorReason::DidNotOccur));
		assert_eq!(stored(&id).status.holder, PHARMACY);
		assert_ok!(DrugProvenance::end(by(PHARMACY), PHARMACY, Ending::Destroyed, items([list.item("S100")]), told()));
		let all = steps(&id);
		assert_ok!(declare(PHARMACY, &id, &all[all.len() - 1..], ErrorReason::DidNotOccur));
		assert_eq!(stored(&id).lifecycle, Lifecycle::Commissioned);
	});
}

#[test]
fn incorrect_data_should_be_noted_only() {
	test(|| {
		let list = lot(1, "L1", 5);
		let id = list.unit("S100");
		move_to(MAKER, PHARMACY, items([list.item("S100")]));
		assert_ok!(dispense(PHARMACY, list.item("S100"), 10));
		let before = stored(&id);
		let all = steps(&id);
		assert_ok!(declare(PHARMACY, &id, &all[all.len() - 1..], ErrorReason::IncorrectData));
		let after = stored(&id);
		assert_eq!((after.lifecycle, after.dispensed), (before.lifecycle, before.dispensed));
		assert_eq!(after.status.trail.len, before.status.trail.len + 1);
	});
}

#[test]
fn steps_that_do_not_lead_to_the_head_should_be_refused() {
	test(|| {
		let list = lot(1, "L1", 5);
		let id = list.unit("S100");
		move_to(MAKER, PHARMACY, items([list.item("S100")]));
		assert_ok!(dispense(PHARMACY, list.item("S100"), 10));
		let all = steps(&id);
		let refuse = |steps: &[StepEvidence]| {
			assert_noop!(declare(PHARMACY, &id, steps, ErrorReason::DidNotOccur), Error::<Test>::StepsBroken);
		};
		refuse(&all[..1]);
		refuse(&[all[0].clone(), all[2].clone()]);
		let last = all.last().unwrap();
		refuse(&[StepEvidence { n: 9, ..last.clone() }]);
		refuse(&[StepEvidence { block: 9, ..last.clone() }]);
		for byte in 0..last.entry.len() {
			let mut forged = last.clone();
			forged.entry[byte] ^= 1;
			refuse(&[forged]);
		}
		assert_noop!(declare(PHARMACY, &id, &[], ErrorReason::DidNotOccur), Error::<Test>::NothingNamed);
		let unknown = list.unit("S103");
		assert_noop!(declare(PHARMACY, &unknown, &all, ErrorReason::DidNotOccur), Error::<Test>::ItemNotFound);
	});
}

#[test]
fn late_event_should_be_marked_and_keep_its_place() {
	test(|| {
		let list = lot(1, "L1", 5);
		let goods = items([list.item("S100")]);
		assert_ok!(hold(MAKER, HoldKind::Quarantine, goods.clone()));
		later(3_600);
		// Told for a time before the hold.
		let earlier = told_at(START - 60);
		assert_ok!(DrugProvenance::release(by(MAKER), MAKER, goods.clone(), earlier.clone()));
		later(2 * DAY);
		// Told long after it happened.
		let old = told_at(now() - DAY - 1);
		assert_ok!(DrugProvenance::hold(by(MAKER), MAKER, HoldKind::Suspect, goods.clone(), old));
		assert_ok!(release(MAKER, goods));
		let entries = history(&Subject::Unit(list.unit("S100")));
		let late: Vec<bool> = entries.iter().map(|entry| entry.late).collect();
		assert_eq!(late, vec![false, false, true, true, false]);
		assert_eq!(entries[2].told, earlier, "the time is kept as told");
		assert!(entries.windows(2).all(|pair| pair[0].recorded <= pair[1].recorded));
	});
}

#[test]
fn event_of_the_future_should_be_refused() {
	test(|| {
		let list = lot(1, "L1", 5);
		let ahead = |seconds| {
			let mut told = told_at(now() + seconds);
			told.time.millis -= 5;
			DrugProvenance::hold(by(MAKER), MAKER, HoldKind::Quarantine, items([list.item("S100")]), told)
		};
		assert_noop!(ahead(301), Error::<Test>::EventInFuture);
		assert_ok!(ahead(300));
	});
}
