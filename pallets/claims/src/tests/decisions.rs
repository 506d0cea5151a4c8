//! A person decides on a pended claim.

use crate::{
	mock::{Claims, *},
	x12::Group,
	*,
};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::Duty;
use sp_runtime::DispatchError;

type Failure = Error<Test>;

/// A pended claim for a visit, of which 10,000 are held.
fn pended() -> ClaimId {
	let ceilings = Ceilings { deductible: 4_000, ..Default::default() };
	let terms = PlanTerms {
		review_above: Some(0),
		unlisted: true,
		ceilings,
		..terms([visits(share(0, true, 10)), benefit(IMPLANTS)])
	};
	submit(claim(covered(terms), [line(VISIT)])).unwrap()
}

fn decide(claim: ClaimId, all: impl IntoIterator<Item = Decision>) -> sp_runtime::DispatchResult {
	Claims::decide(adjudicator(PAYER), claim, decisions(all))
}

#[test]
fn person_should_follow_the_rules() {
	test(|| {
		let (id, had) = (pended(), balance(purse(HOSPITAL)));
		assert_eq!(on_hold(PAYER), 10_000);
		wait(DAY);
		assert_ok!(decide(id, [RULES]));
		let kept = stored(id);
		assert_line(&kept, 0, 5_400, [("PR 1", 4_000), ("PR 2", 600), ("CO 45", 5_000)]);
		assert_eq!((kept.state, kept.paid, kept.patient, kept.held), (ClaimState::Complete, 5_400, 4_600, 0));
		assert_eq!((kept.decided, kept.decided_by), (now(), Some(staff(PAYER, Duty::Adjudication))));
		assert_eq!((on_hold(PAYER), balance(purse(HOSPITAL)) - had), (0, 5_400));
		let told = history(id);
		let [_, ClaimEntry::Adjudicated { by, paid, .. }] = &told[..] else { panic!("two entries") };
		assert_eq!((*by, *paid), (Some(staff(PAYER, Duty::Adjudication)), 5_400));
		assert_eq!(stored_coverage(kept.coverage).years[0].deductible, 4_000);
		let conduct = Claims::conduct(PAYER);
		assert_eq!((conduct.reviewed, conduct.late), (1, 0));
	});
}

#[test]
fn person_should_give_a_price_to_an_unlisted_service() {
	test(|| {
		let terms = PlanTerms {
			unlisted: true,
			..terms([Benefit { in_network: share(1_000, false, 0), ..benefit(IMPLANTS) }])
		};
		let id = submit(claim(covered(terms), [unlisted(70_000)])).unwrap();
		assert_noop!(decide(id, [RULES]), Failure::AllowedMissing);
		assert_ok!(decide(id, [Decision::Rules { allowed: Some(50_000) }]));
		assert_line(&stored(id), 0, 49_000, [("PR 3", 1_000), ("CO 45", 20_000)]);
	});
}

#[test]
fn persons_price_should_be_shared_out_when_units_are_cut() {
	test(|| {
		let limit = Some(Limit { kind: LimitKind::Units(2), period: LimitPeriod::Year });
		let terms = PlanTerms { unlisted: true, ..terms([Benefit { limit, ..benefit(IMPLANTS) }]) };
		let id = submit(claim(covered(terms), [Line { units: 3, ..unlisted(90_000) }])).unwrap();
		// 60,000 allowed for three, of which two are granted.
		assert_ok!(decide(id, [Decision::Rules { allowed: Some(60_000) }]));
		assert_line(&stored(id), 0, 40_000, [("PR 119", 30_000), ("CO 45", 20_000)]);
	});
}

#[test]
fn person_should_write_adjustments_down_with_their_reasons() {
	test(|| {
		let id = pended();
		let written = [adjustment(Group::CO, "97", None, 9_000), adjustment(Group::PR, "3", None, 1_000)];
		assert_ok!(decide(id, [adjust(written)]));
		let kept = stored(id);
		assert_line(&kept, 0, 5_000, [("CO 97", 9_000), ("PR 3", 1_000)]);
		assert_eq!((kept.state, kept.patient, result(&kept, 0).allowed), (ClaimState::Partial, 1_000, 6_000));
		// What the patient bears counts, whoever says so.
		let counted = &stored_coverage(kept.coverage).years[0];
		assert_eq!((counted.deductible, counted.out_of_pocket), (0, 1_000));
	});
}

#[test]
fn person_should_deny_with_a_reason_only() {
	test(|| {
		let id = pended();
		assert_ok!(decide(id, [adjust([adjustment(Group::CO, "16", Some("N382"), 15_000)])]));
		let kept = stored(id);
		assert_eq!((kept.state, kept.paid, on_hold(PAYER)), (ClaimState::Denied, 0, 0));
	});
	test(|| {
		// Whatever is not explained is paid: there is no way to withhold without a word.
		let id = pended();
		assert_noop!(decide(id, [adjust([])]), Failure::AboveHeld);
		assert_ok!(decide(id, [adjust([adjustment(Group::CO, "45", None, 5_000)])]));
		assert_eq!(stored(id).paid, 10_000);
	});
}

#[test]
fn adjustments_should_be_refused_when_they_are_unlawful() {
	test(|| {
		let id = pended();
		let refused = |all: &[Adjustment]| {
			assert_noop!(decide(id, [adjust(all.to_vec())]), Failure::AdjustmentUnfit);
		};
		let co = |reason, amount| adjustment(Group::CO, reason, None, amount);
		// Of nothing, above the charge, twice the same.
		refused(&[co("45", 0)]);
		refused(&[co("45", 15_001)]);
		refused(&[co("45", 10_000), co("97", 5_001)]);
		refused(&[co("45", Money::MAX), co("97", 2)]);
		refused(&[co("45", 5_000), co("45", 5_000)]);
		// In a group it does not go with.
		refused(&[adjustment(Group::PR, "18", None, 15_000)]);
		refused(&[adjustment(Group::PI, "18", None, 15_000)]);
		refused(&[co("23", 15_000)]);
		// Without the remark that the reason demands.
		for reason in ["16", "96", "129", "148", "226", "227", "234", "237", "251", "252", "A1"] {
			refused(&[co(reason, 15_000)]);
		}
		// The same with two remarks are two.
		let all = ["N1", "N2"].map(|remark| adjustment(Group::CO, "16", Some(remark), 5_000));
		assert_ok!(decide(id, [adjust(all)]));
	});
}

#[test]
fn person_should_not_pay_above_what_is_held() {
	test(|| {
		let id = pended();
		let generous = |taken| [adjust([adjustment(Group::CO, "45", None, taken)])];
		assert_noop!(decide(id, generous(4_999)), Failure::AboveHeld);
		assert_ok!(decide(id, generous(5_000)));
	});
}

#[test]
fn person_should_not_pay_again_what_a_prior_payer_paid() {
	test(|| {
		let second = covered_second(PlanTerms { review_above: Some(0), ..full() });
		let lines = vec![PriorLine { paid: 6_000, patient: 4_000 }].try_into().unwrap();
		let prior = Some(Prior::Remittance { document: document(8), lines });
		let id = submit(Submission { prior, ..claim(second, [line(VISIT)]) }).unwrap();
		assert_eq!(stored(id).held, 4_000);
		let decide = |all| Claims::decide(adjudicator(SECONDARY), id, decisions(all));
		let taken = |amount| [adjust([adjustment(Group::OA, "23", None, amount)])];
		assert_noop!(decide(taken(10_999)), Failure::AdjustmentUnfit);
		assert_ok!(decide(taken(11_000)));
		assert_eq!(stored(id).paid, 4_000);
	});
}

#[test]
fn decision_should_be_refused_when_who_decides_or_what_is_wrong() {
	test(|| {
		let id = pended();
		assert_noop!(decide(99, [RULES]), Failure::ClaimNotFound);
		assert_noop!(decide(id, []), Failure::DecisionsUnfit);
		assert_noop!(decide(id, [RULES, RULES]), Failure::DecisionsUnfit);
		for origin in [biller(PAYER), adjudicator(SECONDARY), biller(HOSPITAL), signed(PATIENT), signed(STRANGER)] {
			assert_noop!(Claims::decide(origin, id, decisions([RULES])), DispatchError::BadOrigin);
		}
		assert_ok!(decide(id, [RULES]));
		assert_noop!(decide(id, [RULES]), Failure::ClaimStateUnfit);
	});
}

#[test]
fn late_decision_should_stand_on_the_payers_record() {
	test(|| {
		let (first, second) = (pended(), pended());
		wait(REVIEW);
		assert_ok!(decide(first, [RULES]));
		assert_eq!(Claims::conduct(PAYER).late, 0);
		wait(1);
		assert_ok!(decide(second, [RULES]));
		let conduct = Claims::conduct(PAYER);
		assert_eq!((conduct.reviewed, conduct.late), (2, 1));
	});
}

#[test]
fn rules_should_see_what_was_used_up_meanwhile() {
	test(|| {
		let id = pended();
		let coverage = stored(id).coverage;
		let other = submit(claim(coverage, [on(50, line(VISIT))])).unwrap();
		assert_ok!(decide(other, [RULES]));
		// The other claim took the deductible.
		assert_ok!(decide(id, [RULES]));
		assert_line(&stored(id), 0, 9_000, [("PR 2", 1_000), ("CO 45", 5_000)]);
	});
}

#[test]
fn decision_should_see_the_findings_of_the_submission() {
	test(|| {
		let terms = PlanTerms { review_above: Some(0), ..full() };
		let coverage = covered(terms);
		submit(claim(coverage, [line(VISIT)])).unwrap();
		let id = submit(claim(coverage, [line(VISIT), line(SURGERY)])).unwrap();
		assert_eq!(stored(id).held, 100_000);
		assert_ok!(decide(id, [RULES, RULES]));
		assert_line(&stored(id), 0, 0, [("OA 18", 15_000)]);
		assert_line(&stored(id), 1, 100_000, [("CO 45", 50_000)]);
	});
}

#[test]
fn units_of_an_authorisation_should_be_kept_for_a_pended_claim() {
	test(|| {
		let benefit = Benefit { authorization: true, ..benefit(THERAPIES) };
		let coverage = covered(PlanTerms { review_above: Some(20_000), ..terms([benefit]) });
		let authorization = authorized(coverage, [wish(THERAPIES, 5)]);
		let therapy = |n, count| on(n, Line { authorization: Some(authorization), ..units(THERAPY, count) });
		let id = submit(claim(coverage, [therapy(50, 4)])).unwrap();
		assert_eq!(stored(id).state, ClaimState::Pended);
		// One is left for others.
		let other = adjudicated(coverage, [therapy(51, 2)]);
		assert_line(&other, 0, 4_000, [("CO 198", 6_000), ("CO 45", 2_000)]);
		assert_ok!(decide(id, [RULES]));
		assert_line(&stored(id), 0, 16_000, [("CO 45", 8_000)]);
		assert_eq!(stored_authorization(authorization).lines[0].used, 5);
	});
}

#[test]
fn units_should_go_back_when_a_person_denies() {
	test(|| {
		let benefit = Benefit { authorization: true, review: true, ..benefit(THERAPIES) };
		let coverage = covered(terms([benefit]));
		let authorization = authorized(coverage, [wish(THERAPIES, 5)]);
		let therapy = Line { authorization: Some(authorization), ..units(THERAPY, 4) };
		let id = submit(claim(coverage, [therapy])).unwrap();
		assert_eq!(stored_authorization(authorization).lines[0].used, 4);
		assert_ok!(decide(id, [adjust([adjustment(Group::CO, "50", None, 24_000)])]));
		assert_eq!(stored_authorization(authorization).lines[0].used, 0);
	});
}

#[test]
fn supply_should_be_free_again_when_a_person_denies_it() {
	test(|| {
		let coverage = covered(PlanTerms { review_above: Some(0), ..full() });
		let dispense = supply(1, 10, day(SERVED) + 9 * HOUR);
		let tag = dispense.tag;
		let id = submit_by(PHARMACY, claim(coverage, [Line { dispense: Some(dispense), ..line(DRUG) }])).unwrap();
		// Nobody else is paid for it while a person looks.
		assert_eq!(Claimed::<Test>::get(tag), Some(id));
		assert_ok!(decide(id, [adjust([adjustment(Group::CO, "50", None, 3_000)])]));
		assert_eq!(Claimed::<Test>::get(tag), None);
	});
}
