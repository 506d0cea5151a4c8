//! 45 CFR 164.312, technical safeguards, as far as they are this pallet's.

use crate::{mock::*, *};
use codec::Encode;
use frame_support::assert_ok;
use salus_primitives::{
	trail::{index_key, origin, walk_with, TrailGap, TrailStep},
	TrailKind,
};
use sp_core::offchain::{testing::TestOffchainExt, OffchainDbExt};
use std::collections::BTreeMap;

/// Every step that the calls handed to the off-chain index: what an indexing node holds.
fn indexed(act: impl FnOnce()) -> (salus_primitives::TrailHead, BTreeMap<Vec<u8>, Vec<u8>>) {
	let mut ext = new_test_ext();
	let (offchain, kept) = TestOffchainExt::new();
	ext.register_extension(OffchainDbExt::new(offchain));
	let head = ext.execute_with(|| {
		act();
		Consent::trail_head(patient()).unwrap()
	});
	ext.persist_offchain_overlay();
	let database = ext.offchain_db();
	let mut steps = BTreeMap::new();
	let mut next = head.head;
	let begin = origin(TrailKind::Access, patient().as_bytes());
	while next != begin {
		let bytes = database.get(&index_key(&next)).expect("indexed");
		let step = <TrailStep as codec::Decode>::decode(&mut &bytes[..]).unwrap();
		steps.insert(index_key(&next), bytes);
		next = step.previous;
	}
	drop(kept);
	(head, steps)
}

#[test]
fn a1_every_actor_should_have_a_unique_identification() {
	run(|| {
		record([permit()]);
		ask(patient());
		let Entry::Access { account, request, .. } = last_entry() else { panic!() };
		assert_eq!((account, request.organization, request.practitioner), (DOCTOR, HOSPITAL, Some(subject(DOCTOR))));
	});
}

#[test]
fn a2_emergency_access_should_have_reason_expiry_and_notice() {
	run(|| {
		let data = DataScope::default();
		let (who, practitioner) = (signed(DOCTOR), subject(DOCTOR));
		assert_ok!(Consent::break_glass(who, patient(), HOSPITAL, practitioner, UNCONSCIOUS, data));
		let told = events().into_iter().any(|event| {
			matches!(
				event,
				Event::Logged { subject, entry: Entry::BreakGlass { reason: UNCONSCIOUS, expires, .. }, .. }
					if subject == patient() && expires == START + EMERGENCY
			)
		});
		assert!(told);
	});
}

#[test]
fn b_every_decision_should_be_recorded_and_exportable_by_subject_actor_and_period() {
	let (head, steps) = indexed(|| {
		ask(patient());
		record([permit()]);
		pass(DAY);
		ask(patient());
		record([deny()]);
		pass(DAY);
		let mut asked = request();
		asked.organization = CLINIC;
		asked.practitioner = Some(subject(OTHER_DOCTOR));
		assert_ok!(Consent::request_access(signed(OTHER_DOCTOR), patient(), asked, HOUR));
	});
	let begin = origin(TrailKind::Access, patient().as_bytes());
	let page = walk_with(begin, head.head, 100, |key| steps.get(key).cloned());
	assert_eq!((page.gap.clone(), page.next, page.steps.len()), (None, None, 5));
	let entries = page.steps.iter().map(|(_, step)| {
		<Entry<u64> as codec::Decode>::decode(&mut &step.entry[..]).expect("what was logged can be read")
	});
	let decisions = entries.filter_map(|entry| match entry {
		Entry::Access { at, account, outcome, .. } => Some((at, account, outcome)),
		_ => None,
	});
	let decisions = decisions.collect::<Vec<_>>();
	let expected = [
		(START + 2 * DAY, OTHER_DOCTOR, AccessOutcome::Deny),
		(START + DAY, DOCTOR, AccessOutcome::Permit),
		(START, DOCTOR, AccessOutcome::NoConsent),
	];
	assert_eq!(decisions, expected);
	assert_eq!(decisions.iter().filter(|(_, account, _)| *account == DOCTOR).count(), 2);
	assert_eq!(decisions.iter().filter(|(at, ..)| *at >= START + DAY).count(), 2);
}

#[test]
fn c1_any_flipped_byte_of_the_history_should_be_found() {
	let (head, mut steps) = indexed(|| {
		record([permit()]);
		ask(patient());
	});
	let begin = origin(TrailKind::Access, patient().as_bytes());
	let key = index_key(&head.head);
	let good = steps[&key].clone();
	for byte in 0..good.len() {
		let mut bad = good.clone();
		bad[byte] ^= 1;
		steps.insert(key.clone(), bad);
		let page = walk_with(begin, head.head, 100, |key| steps.get(key).cloned());
		assert_eq!(page.gap, Some(TrailGap::Corrupt(head.head)), "byte {byte}");
	}
}

#[test]
fn d_revoked_role_should_be_denied_in_the_same_block() {
	run(|| {
		let physician = Actor { party: Party::Anyone, role: Some(PHYSICIAN) };
		record([Provision { actors: list([physician]), ..permit() }]);
		let grant = ask(patient()).2.unwrap();
		assert!(is_good(grant));
		Held::mutate(|held| held.clear());
		assert!(!is_good(grant));
		assert_eq!(outcome(patient()), AccessOutcome::NoConsent);
	});
}

#[test]
fn privacy_no_text_should_fit_in_any_call() {
	// The largest field that a caller chooses freely is a handle of 32 bytes.
	run(|| {
		record([permit()]);
		ask(patient());
		assert!(last_entry().encoded_size() < 300);
	});
}
