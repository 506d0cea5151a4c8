//! Rule 19: several payers, of whom none pays twice.

use crate::{
	adjudication::{adjudicate, Allowed, Context, Facts, Running},
	mock::{Claims, *},
	*,
};
use frame_support::assert_noop;
use salus_primitives::Duty;

type Failure = Error<Test>;

/// A patient of both payers, on these terms.
fn both(first: PlanTerms, second: PlanTerms) -> (CoverageId, CoverageId) {
	(covered(first), covered_second(second))
}

fn after(prior: ClaimId, submission: Submission) -> Submission {
	Submission { prior: Some(Prior::Claim(prior)), ..submission }
}

fn remittance(lines: impl IntoIterator<Item = (Money, Money)>) -> Option<Prior> {
	let lines = lines.into_iter().map(|(paid, patient)| PriorLine { paid, patient }).collect::<Vec<_>>();
	Some(Prior::Remittance { document: document(8), lines: lines.try_into().unwrap() })
}

#[test]
fn second_payer_should_pay_what_the_first_left_to_the_patient_at_most() {
	test(|| {
		// The first pays 10,000 − 2,000 − a fifth of 8,000; the second would pay 9,000, of which 3,600 are left.
		let (first, second) = both(terms([visits(share(2_000, false, 20))]), terms([visits(share(1_000, false, 0))]));
		let prior = submit(claim(first, [line(VISIT)])).unwrap();
		assert_line(&stored(prior), 0, 6_400, [("PR 3", 2_000), ("PR 2", 1_600), ("CO 45", 5_000)]);
		let claim = stored(submit(after(prior, claim(second, [line(VISIT)]))).unwrap());
		// 15,000 less the 3,600 left to the patient are the prior payer's: 6,400 paid and 5,000 by contract.
		assert_line(&claim, 0, 3_600, [("OA 23", 11_400)]);
		assert_eq!((claim.state, claim.patient, claim.payer), (ClaimState::Complete, 0, SECONDARY));
		assert_eq!((claim.prior, stored(prior).next), (Some(prior), Some(1)));
		assert_eq!(stored(prior).paid + claim.paid, 10_000);
	});
}

#[test]
fn second_payer_should_leave_its_own_share_where_it_pays_less_than_is_left() {
	test(|| {
		// The first leaves 8,000 (deductible); the second would pay 10,000 less 3,000 copayment.
		let first = PlanTerms {
			ceilings: Ceilings { deductible: 8_000, ..Default::default() },
			..terms([visits(share(0, true, 0))])
		};
		let (first, second) = both(first, terms([visits(share(3_000, false, 0))]));
		let prior = submit(claim(first, [line(VISIT)])).unwrap();
		let claim = stored(submit(after(prior, claim(second, [line(VISIT)]))).unwrap());
		// 1,000 are left of the charge, and told by the copayment: the fee schedule's 5,000 are the prior payer's.
		assert_line(&claim, 0, 7_000, [("OA 23", 7_000), ("PR 3", 1_000)]);
		assert_eq!(claim.patient, 1_000);
	});
}

#[test]
fn second_payer_should_say_why_when_it_denies_what_is_left() {
	test(|| {
		let (first, second) = both(terms([visits(share(0, false, 30))]), terms([benefit(SURGERIES)]));
		let prior = submit(claim(first, [line(VISIT)])).unwrap();
		let claim = stored(submit(after(prior, claim(second, [line(VISIT)]))).unwrap());
		assert_line(&claim, 0, 0, [("OA 23", 12_000), ("PR 204", 3_000)]);
		assert_eq!((claim.state, claim.patient), (ClaimState::Denied, 3_000));
	});
}

#[test]
fn what_is_left_should_be_told_in_the_order_of_the_rules() {
	// Whatever the prior payer took is taken from the end: fee schedule, coinsurance, copayment, deductible, reduction,
	// maxima, units.
	let limit = Some(Limit { kind: LimitKind::Paid(4_000), period: LimitPeriod::Year });
	let terms = PlanTerms {
		ceilings: Ceilings { deductible: 1_000, ..Default::default() },
		sequestration: sp_runtime::Permill::from_percent(10),
		..terms([Benefit { limit, ..visits(share(500, true, 20)) }])
	};
	let context = Context {
		terms: Some(&terms),
		coverage: since(NEW_YEAR),
		family: false,
		tier: Tier::InNetwork,
		flags: Flags::NONE,
		submitted: START,
		year_closed: false,
	};
	let with = |patient: Money| {
		let facts = Facts {
			category: VISITS,
			charge: 20_000,
			units: 4,
			from: day(SERVED),
			to: day(SERVED),
			allowed: Some(Allowed::PerUnit(3_000)),
			max_units: 3,
			authorized: None,
			finding: None,
			prior: Some(PriorLine { paid: 20_000 - patient, patient }),
		};
		told(&adjudicate(&context, &facts, &Running::default()))
	};
	// Alone: a fourth of 20,000 is cut; 9,000 of 15,000 are allowed; 500, 1,000 and a fifth of 7,500; 6,000 to pay, of
	// which 4,000 are granted, less 400.
	let alone = [
		("CO 151", 5_000),
		("PR 119", 2_000),
		("CO 253", 400),
		("PR 1", 1_000),
		("PR 3", 500),
		("PR 2", 1_500),
		("CO 45", 6_000),
	];
	assert_eq!(with(20_000), expected(3_600, alone));
	assert_eq!(
		with(13_000),
		expected(
			3_600,
			[
				("OA 23", 7_000),
				("CO 151", 5_000),
				("PR 119", 2_000),
				("CO 253", 400),
				("PR 1", 1_000),
				("PR 3", 500),
				("PR 2", 500)
			]
		)
	);
	assert_eq!(
		with(11_300),
		expected(3_600, [("OA 23", 8_700), ("CO 151", 5_000), ("PR 119", 2_000), ("CO 253", 400), ("PR 1", 300)])
	);
	assert_eq!(with(9_000), expected(3_600, [("OA 23", 11_000), ("CO 151", 5_000), ("PR 119", 400)]));
	assert_eq!(with(3_600), expected(3_600, [("OA 23", 16_400)]));
	assert_eq!(with(100), expected(100, [("OA 23", 19_900)]));
	assert_eq!(with(0), expected(0, [("OA 23", 20_000)]));
}

#[test]
fn impact_of_prior_payers_should_never_exceed_the_charge() {
	let impact = |paid, patient| PriorLine { paid, patient }.impact(1_000);
	assert_eq!(impact(0, 0), 1_000);
	assert_eq!(impact(600, 100), 900);
	assert_eq!(impact(600, 400), 600);
	// What contradicts itself is read so that this payer pays least.
	assert_eq!(impact(600, 900), 600);
	assert_eq!(impact(2_000, 500), 1_000);
	assert_eq!(impact(Money::MAX, Money::MAX), 1_000);
	assert_eq!(impact(0, Money::MAX), 0);
}

#[test]
fn remittance_from_outside_should_count_like_a_claim_here() {
	test(|| {
		let second = covered_second(terms([visits(share(1_000, false, 0)), benefit(THERAPIES)]));
		let lines = [line(VISIT), line(THERAPY)];
		let submission = Submission { prior: remittance([(6_400, 3_600), (0, 6_000)]), ..claim(second, lines) };
		let claim = stored(submit(submission).unwrap());
		assert_line(&claim, 0, 3_600, [("OA 23", 11_400)]);
		assert_line(&claim, 1, 4_000, [("CO 45", 2_000)]);
		assert_eq!(claim.prior, None);
	});
}

#[test]
fn only_what_the_patient_really_bears_should_count_when_another_payer_went_before() {
	test(|| {
		let second = PlanTerms {
			ceilings: Ceilings { deductible: 6_000, ..Default::default() },
			..terms([visits(share(0, true, 0))])
		};
		let coverage = covered_second(second);
		// 6,000 of deductible are its own; 5,000 are left of the charge, and 4,000 of it are paid.
		let submission = Submission { prior: remittance([(10_000, 5_000)]), ..claim(coverage, [line(VISIT)]) };
		let claim = stored(submit(submission).unwrap());
		assert_line(&claim, 0, 4_000, [("OA 23", 10_000), ("PR 1", 1_000)]);
		assert_eq!(stored_coverage(coverage).years[0].deductible, 1_000);
	});
}

#[test]
fn third_payer_should_count_what_both_before_it_did() {
	test(|| {
		Membership::mutate(|all| {
			all.insert(BOTH, (true, salus_primitives::Roles::of(&[salus_primitives::Role::Payer])))
		});
		let root = Fees::standard().root();
		Claims::register_schedule(adjudicator(BOTH), BOTH, root).unwrap();
		let schedule = NextSchedule::<Test>::get() - 1;
		contract(BOTH, HOSPITAL, Tier::InNetwork);
		let (first, second) = both(terms([visits(share(0, false, 50))]), terms([visits(share(7_000, false, 0))]));
		let third = register(BOTH, USD, PlanTerms { schedule, ..full() }).unwrap();
		let third = enrol(Enrolment { order: 3, ..enrolment(third) });
		let one = submit(claim(first, [line(VISIT)])).unwrap();
		assert_line(&stored(one), 0, 5_000, [("PR 2", 5_000), ("CO 45", 5_000)]);
		let two = submit(after(one, claim(second, [line(VISIT)]))).unwrap();
		assert_line(&stored(two), 0, 3_000, [("OA 23", 10_000), ("PR 3", 2_000)]);
		let three = submit(after(two, claim(third, [line(VISIT)]))).unwrap();
		assert_line(&stored(three), 0, 2_000, [("OA 23", 13_000)]);
		let paid: Money = [one, two, three].map(|claim| stored(claim).paid).iter().sum();
		assert_eq!(paid, 10_000);
	});
}

#[test]
fn later_payer_should_be_told_what_those_before_it_did() {
	test(|| {
		let (first, second) = both(full(), full());
		assert_noop!(submit(claim(second, [line(VISIT)])), Failure::PriorMissing);
		// There is nobody before the first.
		let told = Submission { prior: remittance([(0, 15_000)]), ..claim(first, [line(VISIT)]) };
		assert_noop!(submit(told), Failure::PriorUnfit);
	});
}

#[test]
fn prior_claim_should_be_refused_when_it_does_not_fit() {
	test(|| {
		let (first, second) = both(PlanTerms { review_above: Some(20_000), ..full() }, full());
		let prior = submit(claim(first, [line(VISIT)])).unwrap();
		let refused = |prior, lines: &[Line]| {
			let submission = after(prior, claim(second, lines.to_vec()));
			assert_noop!(submit(submission), Failure::PriorUnfit);
		};
		// No such claim.
		refused(99, &[line(VISIT)]);
		// Other lines: more of them, another charge, other units, another day.
		refused(prior, &[line(VISIT), line(THERAPY)]);
		refused(prior, &[Line { charge: 15_001, ..line(VISIT) }]);
		refused(prior, &[Line { units: 2, ..line(VISIT) }]);
		refused(prior, &[on(SERVED + 1, line(VISIT))]);
		// Not adjudicated.
		let pended = submit(claim(first, [on(50, line(SURGERY))])).unwrap();
		assert_eq!(stored(pended).state, ClaimState::Pended);
		refused(pended, &[on(50, line(SURGERY))]);
		// In another currency.
		let euros = enrol(Enrolment {
			order: 2,
			..enrolment(register(SECONDARY, EUR, PlanTerms { schedule: OTHER_SCHEDULE, ..full() }).unwrap())
		});
		assert_noop!(submit(after(prior, claim(euros, [line(VISIT)]))), Failure::PriorUnfit);
		// Of the same payer.
		let same = enrol(Enrolment { order: 2, ..enrolment(plan(full())) });
		assert_noop!(submit(after(prior, claim(same, [line(VISIT)]))), Failure::PriorUnfit);
		// Another provider's.
		let elsewhere = submit_by(PHARMACY, after(prior, claim(second, [line(VISIT)])));
		assert_eq!(elsewhere, Err(Failure::PriorUnfit.into()));
		// Coordinated before.
		submit(after(prior, claim(second, [line(VISIT)]))).unwrap();
		let other = covered_second(full());
		assert_noop!(submit(after(prior, claim(other, [line(VISIT)]))), Failure::PriorUnfit);
		// Taken back.
		let gone = submit(claim(first, [on(51, line(VISIT))])).unwrap();
		Claims::reverse(biller(HOSPITAL), gone, HOSPITAL).unwrap();
		refused(gone, &[on(51, line(VISIT))]);
		// A remittance with more or fewer lines, or of more than the charge.
		for lines in [vec![], vec![(1, 1), (1, 1)], vec![(3_000, 3_001)], vec![(Money::MAX, 1)]] {
			let submission = Submission { prior: remittance(lines), ..claim(second, [line(THERAPY)]) };
			assert_noop!(submit(submission), Failure::PriorUnfit);
		}
	});
}

#[test]
fn pack_should_be_paid_once_when_payers_coordinate() {
	test(|| {
		let dispense = Some(supply(1, 10, day(SERVED) + 9 * HOUR));
		let tag = dispense.as_ref().unwrap().tag;
		let drug = || [Line { dispense: dispense.clone(), ..units(DRUG, 10) }];
		let half = || terms([Benefit { in_network: share(0, false, 50), ..benefit(DRUGS) }]);
		let (first, second) = both(half(), full());
		let prior = submit_by(PHARMACY, claim(first, drug())).unwrap();
		let later = submit_by(PHARMACY, after(prior, claim(second, drug()))).unwrap();
		// Both pay their part for the one supply; the mark is the first claim's.
		assert_eq!((stored(prior).paid, stored(later).paid, Claimed::<Test>::get(tag)), (10_000, 10_000, Some(prior)));
		// Another patient's claim for it is denied, and so is the one after it.
		let (other, other_second) = both(half(), full());
		let again = submit_by(PHARMACY, claim(other, drug())).unwrap();
		assert_line(&stored(again), 0, 0, [("CO B13", 30_000)]);
		let and_again = submit_by(PHARMACY, after(again, claim(other_second, drug()))).unwrap();
		assert_eq!(stored(and_again).paid, 0);
	});
}

#[test]
fn pack_should_be_the_second_payers_when_the_first_denied_it() {
	test(|| {
		let dispense = Some(supply(1, 10, day(SERVED) + 9 * HOUR));
		let tag = dispense.as_ref().unwrap().tag;
		let drug = || [Line { dispense: dispense.clone(), ..units(DRUG, 10) }];
		let (first, second) = both(terms([benefit(VISITS)]), full());
		let prior = submit_by(PHARMACY, claim(first, drug())).unwrap();
		assert_eq!((stored(prior).paid, Claimed::<Test>::get(tag)), (0, None));
		let later = submit_by(PHARMACY, after(prior, claim(second, drug()))).unwrap();
		assert_eq!((stored(later).paid, Claimed::<Test>::get(tag)), (20_000, Some(later)));
	});
}

#[test]
fn claim_should_not_be_reversed_when_a_later_payer_relies_on_it() {
	test(|| {
		let (first, second) = both(full(), full());
		let prior = submit(claim(first, [line(VISIT)])).unwrap();
		let later = submit(after(prior, claim(second, [line(VISIT)]))).unwrap();
		for (origin, by) in [(biller(HOSPITAL), HOSPITAL), (adjudicator(PAYER), PAYER)] {
			assert_noop!(Claims::reverse(origin, prior, by), Failure::CoordinatedClaimStands);
		}
		Claims::reverse(biller(HOSPITAL), later, HOSPITAL).unwrap();
		assert_eq!(stored(prior).next, None);
		Claims::reverse(biller(HOSPITAL), prior, HOSPITAL).unwrap();
		assert_eq!(stored(prior).state, ClaimState::Reversed);
	});
}

#[test]
fn claim_should_be_coordinated_anew_when_the_later_one_was_reversed() {
	test(|| {
		let (first, second) = both(terms([visits(share(4_000, false, 0))]), full());
		let prior = submit(claim(first, [line(VISIT)])).unwrap();
		let once = submit(after(prior, claim(second, [line(VISIT)]))).unwrap();
		Claims::reverse(biller(HOSPITAL), once, HOSPITAL).unwrap();
		let again = submit(after(prior, claim(second, [line(VISIT)]))).unwrap();
		assert_line(&stored(again), 0, 4_000, [("OA 23", 11_000)]);
		assert_eq!(stored(prior).next, Some(again));
	});
}

#[test]
fn overturned_prior_claim_should_not_be_paid_twice() {
	test(|| {
		// The first denies all, the second pays 10,000; then the first is told to pay after all.
		let (first, second) = both(terms([benefit(SURGERIES)]), full());
		let prior = submit(claim(first, [line(VISIT)])).unwrap();
		let later = submit(after(prior, claim(second, [line(VISIT)]))).unwrap();
		assert_eq!((stored(prior).paid, stored(later).paid), (0, 10_000));
		// Whether the appeal is refused while the later claim stands, or not: together never above the charge.
		let everything = Ruling::Overturn(decisions([adjust([])]));
		if Claims::appeal(biller(HOSPITAL), prior, Appellant::Provider, document(3)).is_ok() {
			let _ = Claims::decide_appeal(signed(reviewer(PAYER, 1)), prior, PAYER, everything);
		}
		assert!(stored(prior).paid + stored(later).paid <= stored(prior).charge);
	});
}

#[test]
fn reserve_of_each_payer_should_pay_its_own_part() {
	test(|| {
		let (first, second) = both(terms([visits(share(4_000, false, 0))]), full());
		let (had, first_had, second_had) =
			(balance(purse(HOSPITAL)), balance(reserve(PAYER)), balance(reserve(SECONDARY)));
		let prior = submit(claim(first, [line(VISIT)])).unwrap();
		submit(after(prior, claim(second, [line(VISIT)]))).unwrap();
		assert_eq!(balance(purse(HOSPITAL)) - had, 10_000);
		assert_eq!(first_had - balance(reserve(PAYER)), 6_000);
		assert_eq!(second_had - balance(reserve(SECONDARY)), 4_000);
		let finance = signed(staff(SECONDARY, Duty::Finance));
		Claims::withdraw_reserve(finance, SECONDARY, USD, second_had - 4_000).unwrap();
	});
}
