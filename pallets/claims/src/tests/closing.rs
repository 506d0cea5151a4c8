//! Claims that are over are closed, and leave little.

use crate::{
	mock::{Claims, *},
	*,
};
use frame_support::{assert_noop, assert_ok, assert_storage_noop, traits::Hooks, weights::Weight};

type Failure = Error<Test>;

#[test]
fn claim_should_be_closed_when_its_window_for_appeals_is_over() {
	test(|| {
		let id = submit(claim(covered(full()), [line(VISIT)])).unwrap();
		wait(WINDOW);
		assert_noop!(Claims::close(signed(STRANGER), id), Failure::ClaimNotOver);
		wait(1);
		let trail = stored(id).trail;
		assert_ok!(Claims::close(signed(STRANGER), id));
		assert!(!crate::Claims::<Test>::contains_key(id));
		assert_eq!(events().last(), Some(&Event::ClaimClosed { claim: id, trail }));
		assert_eq!(coverage_history(0).last(), Some(&CoverageEntry::ClaimClosed(id, trail)));
		assert_eq!(stored_coverage(0).open, 0);
		assert_noop!(Claims::close(signed(STRANGER), id), Failure::ClaimNotFound);
	});
}

#[test]
fn claim_should_be_closed_at_once_when_it_was_taken_back() {
	test(|| {
		let coverage = covered(full());
		let reversed = submit(claim(coverage, [line(VISIT)])).unwrap();
		Claims::reverse(biller(HOSPITAL), reversed, HOSPITAL).unwrap();
		assert_ok!(Claims::close(signed(STRANGER), reversed));
		let replaced = submit(claim(coverage, [line(VISIT)])).unwrap();
		submit(Submission { replaces: Some(replaced), ..claim(coverage, [line(SURGERY)]) }).unwrap();
		assert_ok!(Claims::close(signed(STRANGER), replaced));
	});
}

#[test]
fn claim_should_not_be_closed_when_somebody_still_looks() {
	test(|| {
		let coverage = covered(PlanTerms { review_above: Some(20_000), ..full() });
		let pended = submit(claim(coverage, [line(SURGERY)])).unwrap();
		let appealed = submit(claim(coverage, [line(VISIT)])).unwrap();
		Claims::appeal(biller(HOSPITAL), appealed, Appellant::Provider, document(3)).unwrap();
		wait(10 * WINDOW);
		for id in [pended, appealed] {
			assert_noop!(Claims::close(signed(STRANGER), id), Failure::ClaimNotOver);
		}
		// From the decision the window runs anew.
		Claims::decide(adjudicator(PAYER), pended, decisions([RULES])).unwrap();
		Claims::decide_appeal(signed(reviewer(PAYER, 1)), appealed, PAYER, Ruling::Uphold(denial("45"))).unwrap();
		wait(WINDOW);
		for id in [pended, appealed] {
			assert_noop!(Claims::close(signed(STRANGER), id), Failure::ClaimNotOver);
		}
		wait(1);
		for id in [pended, appealed] {
			assert_ok!(Claims::close(signed(STRANGER), id));
		}
	});
}

#[test]
fn closed_claim_should_leave_what_the_readme_says() {
	test(|| {
		let coverage = covered(full());
		Claims::set_affiliation(signed(DOCTOR), doctor(), PHARMACY, true).unwrap();
		let dispense = Some(supply(1, 10, day(SERVED) + 9 * HOUR));
		let tag = dispense.as_ref().unwrap().tag;
		let lines = [line(VISIT), Line { dispense, ..units(DRUG, 10) }];
		let id = submit_by(PHARMACY, claim(coverage, lines)).unwrap();
		wait(WINDOW + 1);
		let before = all_keys();
		assert_ok!(Claims::close(signed(STRANGER), id));
		// One entry is gone, none came.
		let after = all_keys();
		assert_eq!(before.difference(&after).count(), 1);
		assert_eq!(after.difference(&before).count(), 0);
		// Fingerprints (16 bytes a line), the mark of the supply, and the head of the history in the coverage's.
		let served = Served::<Test>::get(coverage, (day(SERVED) / DAY) as u32);
		assert_eq!((served.len(), Claimed::<Test>::get(tag)), (2, Some(id)));
		assert_eq!(codec::Encode::encode(&served).len(), 1 + 2 * 16);
	});
}

/// Keys of the pallet's entries.
fn all_keys() -> std::collections::BTreeSet<Vec<u8>> {
	let prefix = sp_io::hashing::twox_128(b"Claims").to_vec();
	let (mut keys, mut key) = (std::collections::BTreeSet::new(), prefix.clone());
	while let Some(next) = sp_io::storage::next_key(&key).filter(|next| next.starts_with(&prefix)) {
		keys.insert(next.clone());
		key = next;
	}
	keys
}

#[test]
fn blocks_with_room_should_close_what_is_over() {
	test(|| {
		let coverage = covered(full());
		let ids = [50, 51, 52, 53, 54].map(|n| submit(claim(coverage, [on(n, line(VISIT))])).unwrap());
		idle(WINDOW + 1);
		assert!(ids.iter().all(|id| crate::Claims::<Test>::contains_key(id)));
		// Three in a block.
		idle(1);
		let left = || crate::Claims::<Test>::iter_keys().count();
		assert_eq!((left(), CloseCursor::<Test>::get()), (2, 3));
		idle(1);
		assert_eq!((left(), CloseCursor::<Test>::get()), (0, 5));
		assert_eq!(stored_coverage(coverage).open, 0);
		assert_eq!(
			coverage_history(coverage).iter().filter(|e| matches!(e, CoverageEntry::ClaimClosed(..))).count(),
			5
		);
	});
}

#[test]
fn sweep_should_pass_over_what_is_not_over_and_stop_at_what_is_young() {
	test(|| {
		let coverage = covered(PlanTerms { review_above: Some(20_000), ..full() });
		let pended = submit(claim(coverage, [line(SURGERY)])).unwrap();
		let old = submit(claim(coverage, [line(VISIT)])).unwrap();
		wait(WINDOW + 1);
		let young = submit(claim(coverage, [on(50, line(VISIT))])).unwrap();
		idle(1);
		assert_eq!(CloseCursor::<Test>::get(), young);
		assert!(crate::Claims::<Test>::contains_key(pended) && !crate::Claims::<Test>::contains_key(old));
		idle(WINDOW);
		assert_eq!(CloseCursor::<Test>::get(), young);
		idle(1);
		assert_eq!(CloseCursor::<Test>::get(), young + 1);
		// What was passed over is closed by whoever asks.
		Claims::decide(adjudicator(PAYER), pended, decisions([RULES])).unwrap();
		wait(WINDOW + 1);
		assert_ok!(Claims::close(signed(STRANGER), pended));
	});
}

#[test]
fn sweep_should_do_as_much_as_there_is_room_for() {
	test(|| {
		let coverage = covered(full());
		for n in 50..53 {
			submit(claim(coverage, [on(n, line(VISIT))])).unwrap();
		}
		wait(WINDOW + 1);
		assert_storage_noop!(Claims::on_idle(1, Weight::zero()));
		let nothing = <() as WeightInfo>::sweep_nothing();
		let one = nothing.saturating_add(<() as WeightInfo>::sweep_close());
		assert_eq!(Claims::on_idle(1, nothing), nothing);
		assert_eq!(CloseCursor::<Test>::get(), 0);
		assert_eq!(Claims::on_idle(1, one), one);
		assert_eq!(CloseCursor::<Test>::get(), 1);
	});
}

#[test]
fn closed_prior_claim_should_not_stand_in_the_way_of_a_later_one() {
	test(|| {
		let (first, second) = (covered(terms([visits(share(4_000, false, 0))])), covered_second(full()));
		let prior = submit(claim(first, [line(VISIT)])).unwrap();
		wait(WINDOW);
		let later = submit(Submission { prior: Some(Prior::Claim(prior)), ..claim(second, [line(VISIT)]) }).unwrap();
		wait(1);
		assert_ok!(Claims::close(signed(STRANGER), prior));
		assert_ok!(Claims::reverse(biller(HOSPITAL), later, HOSPITAL));
		// It cannot be coordinated with what is gone.
		let again = Submission { prior: Some(Prior::Claim(prior)), ..claim(second, [line(VISIT)]) };
		assert_noop!(submit(again), Failure::PriorUnfit);
	});
}

#[test]
fn later_claim_that_was_closed_should_bind_the_prior_one_for_ever() {
	test(|| {
		let (first, second) = (covered(terms([visits(share(4_000, false, 0))])), covered_second(full()));
		let prior = submit(claim(first, [line(VISIT)])).unwrap();
		let later = submit(Submission { prior: Some(Prior::Claim(prior)), ..claim(second, [line(VISIT)]) }).unwrap();
		// The prior one is kept alive by an appeal, the later one is closed.
		Claims::appeal(biller(HOSPITAL), prior, Appellant::Provider, document(3)).unwrap();
		wait(WINDOW + 1);
		assert_ok!(Claims::close(signed(STRANGER), later));
		Claims::decide_appeal(signed(reviewer(PAYER, 1)), prior, PAYER, Ruling::Uphold(denial("45"))).unwrap();
		assert_noop!(Claims::reverse(biller(HOSPITAL), prior, HOSPITAL), Failure::CoordinatedClaimStands);
	});
}
