//! Appeals: three levels, nobody decides twice, and none takes anything away.

use crate::{
	mock::{Claims, *},
	x12::Group,
	*,
};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::OrganizationId;
use sp_runtime::DispatchError;

type Failure = Error<Test>;

/// A claim that the rules deny: the visit is for pregnancies only.
fn denied() -> ClaimId {
	let coverage = covered(terms([Benefit { requires: Flags::MATERNITY, ..visits(share(1_000, false, 0)) }]));
	let id = submit(claim(coverage, [line(VISIT)])).unwrap();
	assert_eq!(stored(id).state, ClaimState::Denied);
	id
}

fn appeal(id: ClaimId) -> sp_runtime::DispatchResult {
	Claims::appeal(biller(HOSPITAL), id, Appellant::Provider, document(3))
}

fn rule(who: AccountId, organization: OrganizationId, id: ClaimId, ruling: Ruling) -> sp_runtime::DispatchResult {
	Claims::decide_appeal(signed(who), id, organization, ruling)
}

fn uphold() -> Ruling {
	Ruling::Uphold(denial("167"))
}

/// Pay 9,000 of 15,000 after all.
fn overturn() -> Ruling {
	let written = [adjustment(Group::CO, "45", None, 5_000), adjustment(Group::PR, "3", None, 1_000)];
	Ruling::Overturn(decisions([adjust(written)]))
}

#[test]
fn appeal_should_go_through_all_levels_and_end() {
	test(|| {
		let id = denied();
		for (level, organization, who) in [
			(AppealLevel::First, PAYER, reviewer(PAYER, 1)),
			(AppealLevel::Second, PAYER, reviewer(PAYER, 2)),
			(AppealLevel::External, REGULATOR, reviewer(REGULATOR, 1)),
		] {
			assert_ok!(appeal(id));
			let opened = stored(id).appeal.unwrap();
			assert_eq!((opened.level, opened.decided, opened.grounds), (level, false, document(3)));
			assert_ok!(rule(who, organization, id, uphold()));
			assert!(stored(id).appeal.unwrap().decided);
			let entry = ClaimEntry::AppealDecided { level, organization, by: who, upheld: Some(denial("167")) };
			assert_eq!(history(id).last(), Some(&entry));
		}
		assert_noop!(appeal(id), Failure::AppealExhausted);
		assert_eq!((stored(id).state, stored(id).paid), (ClaimState::Denied, 0));
		let conduct = Claims::conduct(PAYER);
		assert_eq!((conduct.upheld, conduct.overturned), (3, 0));
	});
}

#[test]
fn overturned_decision_should_be_paid_at_once_at_every_level() {
	for level in 0..3u8 {
		test(|| {
			let (id, had) = (denied(), balance(purse(HOSPITAL)));
			for n in 0..level {
				assert_ok!(appeal(id));
				assert_ok!(rule(reviewer(PAYER, n), PAYER, id, uphold()));
			}
			assert_ok!(appeal(id));
			let organization = if level == 2 { AUDITOR } else { PAYER };
			let who = reviewer(organization, 7);
			assert_ok!(rule(who, organization, id, overturn()));
			let kept = stored(id);
			assert_line(&kept, 0, 9_000, [("CO 45", 5_000), ("PR 3", 1_000)]);
			assert_eq!((kept.state, kept.paid, kept.patient), (ClaimState::Complete, 9_000, 1_000));
			assert_eq!(balance(purse(HOSPITAL)), had + 9_000);
			// Counted as if it had been paid at first.
			let counted = stored_coverage(kept.coverage);
			assert_eq!((counted.lifetime_paid, counted.years[0].out_of_pocket), (9_000, 1_000));
			let told = history(id);
			let [.., ClaimEntry::Adjudicated { by, paid, .. }, ClaimEntry::AppealDecided { upheld, .. }] = &told[..]
			else {
				panic!("adjudicated anew, then decided")
			};
			assert_eq!((*by, *paid, *upheld), (Some(who), 9_000, None));
			assert_eq!(Claims::conduct(PAYER).overturned, 1);
		});
	}
}

#[test]
fn difference_should_be_paid_when_a_part_was_paid_before() {
	test(|| {
		let limit = Some(Limit { kind: LimitKind::Units(2), period: LimitPeriod::Year });
		let coverage = covered(terms([Benefit { limit, ..benefit(THERAPIES) }]));
		let id = submit(claim(coverage, [units(THERAPY, 4)])).unwrap();
		assert_line(&stored(id), 0, 8_000, [("PR 119", 12_000), ("CO 45", 4_000)]);
		assert_ok!(appeal(id));
		let had = balance(purse(HOSPITAL));
		let three = [adjustment(Group::PR, "119", None, 6_000), adjustment(Group::CO, "45", None, 6_000)];
		assert_ok!(rule(reviewer(PAYER, 1), PAYER, id, Ruling::Overturn(decisions([adjust(three)]))));
		assert_eq!((stored(id).paid, balance(purse(HOSPITAL)) - had), (12_000, 4_000));
		// Three, or four, are used: whoever decides by hand pays for all units.
		let used = &stored_coverage(coverage).years[0].used;
		assert_eq!(used.as_slice(), [Usage { category: THERAPIES, units: 4, paid: 12_000 }]);
		// Taken back, nothing is left of it.
		assert_ok!(Claims::reverse(biller(HOSPITAL), id, HOSPITAL));
		let kept = stored_coverage(coverage);
		assert_eq!((kept.years.len(), kept.lifetime_paid), (0, 0));
	});
}

#[test]
fn appeal_should_never_take_away() {
	test(|| {
		let coverage = covered(full());
		let id = submit(claim(coverage, [line(VISIT), line(THERAPY)])).unwrap();
		assert_ok!(appeal(id));
		let co = |amount| adjust([adjustment(Group::CO, "45", None, amount)]);
		// More for one line does not make up for less for the other.
		let shifted = Ruling::Overturn(decisions([co(1), co(2_001)]));
		assert_noop!(rule(reviewer(PAYER, 1), PAYER, id, shifted), Failure::AppealMayNotLower);
		let lower = Ruling::Overturn(decisions([co(5_001), co(2_000)]));
		assert_noop!(rule(reviewer(PAYER, 1), PAYER, id, lower), Failure::AppealMayNotLower);
		assert_ok!(rule(reviewer(PAYER, 1), PAYER, id, Ruling::Overturn(decisions([co(5_000), co(1_999)]))));
		assert_eq!(stored(id).paid, 14_001);
	});
}

#[test]
fn nobody_should_decide_twice_on_one_claim() {
	test(|| {
		let coverage = covered(PlanTerms { review_above: Some(0), ..full() });
		let id = submit(claim(coverage, [line(VISIT)])).unwrap();
		let first = reviewer(PAYER, 1);
		let deny = decisions([adjust([adjustment(Group::CO, "50", None, 15_000)])]);
		assert_ok!(Claims::decide(signed(first), id, deny));
		assert_ok!(appeal(id));
		assert_noop!(rule(first, PAYER, id, uphold()), Failure::SameDecider);
		assert_ok!(rule(reviewer(PAYER, 2), PAYER, id, uphold()));
		assert_ok!(appeal(id));
		for who in [first, reviewer(PAYER, 2)] {
			assert_noop!(rule(who, PAYER, id, uphold()), Failure::SameDecider);
		}
		assert_ok!(rule(reviewer(PAYER, 3), PAYER, id, uphold()));
		assert_ok!(appeal(id));
		// Not even by changing sides.
		let turncoat = reviewer(PAYER, 3);
		let duties = salus_primitives::Duties::of(&[salus_primitives::Duty::Adjudication]);
		Staff::mutate(|all| all.insert((AUDITOR, turncoat), duties));
		assert_noop!(rule(turncoat, AUDITOR, id, uphold()), Failure::SameDecider);
		assert_ok!(rule(reviewer(AUDITOR, 1), AUDITOR, id, uphold()));
	});
}

#[test]
fn reviewer_should_be_the_payer_at_first_and_an_outsider_at_last() {
	test(|| {
		let id = denied();
		assert_ok!(appeal(id));
		for level in 0..2u8 {
			for other in [REGULATOR, AUDITOR, SECONDARY, HOSPITAL] {
				assert_noop!(rule(reviewer(other, 1), other, id, uphold()), Failure::ReviewerUnfit);
			}
			assert_ok!(rule(reviewer(PAYER, level), PAYER, id, uphold()));
			assert_ok!(appeal(id));
		}
		for other in [PAYER, HOSPITAL, SECONDARY, MAKER] {
			assert_noop!(rule(reviewer(other, 5), other, id, uphold()), Failure::ReviewerUnfit);
		}
		// A regulator that pays itself is no outsider.
		use salus_primitives::{Role, Roles};
		Membership::mutate(|all| all.insert(PAYER, (true, Roles::of(&[Role::Payer, Role::Regulator]))));
		assert_noop!(rule(reviewer(PAYER, 5), PAYER, id, uphold()), Failure::ReviewerUnfit);
		assert_noop!(rule(STRANGER, REGULATOR, id, uphold()), DispatchError::BadOrigin);
		assert_ok!(rule(reviewer(REGULATOR, 1), REGULATOR, id, uphold()));
	});
}

#[test]
fn patient_should_appeal_with_its_own_key() {
	test(|| {
		let id = denied();
		let by_member = |who| Claims::appeal(signed(who), id, Appellant::Member, document(4));
		for who in [STRANGER, SPOUSE, staff(HOSPITAL, salus_primitives::Duty::Billing)] {
			assert_noop!(by_member(who), Failure::NotMember);
		}
		assert_ok!(by_member(PATIENT));
		assert_eq!(stored(id).appeal.unwrap().by, Appellant::Member);
		// One appeal at a time, whoever appeals.
		assert_noop!(appeal(id), Failure::AppealOpen);
		let entry = ClaimEntry::Appealed { level: AppealLevel::First, by: Appellant::Member, grounds: document(4) };
		assert_eq!(history(id).last(), Some(&entry));
	});
}

#[test]
fn appeal_should_be_refused_when_something_is_wrong() {
	test(|| {
		let id = denied();
		let provider = Appellant::Provider;
		let by = |origin, id| Claims::appeal(origin, id, provider, document(3));
		assert_noop!(by(biller(HOSPITAL), 99), Failure::ClaimNotFound);
		for origin in [biller(CLINIC), adjudicator(HOSPITAL), signed(PATIENT), adjudicator(PAYER)] {
			assert_noop!(by(origin, id), DispatchError::BadOrigin);
		}
		assert_noop!(rule(reviewer(PAYER, 1), PAYER, id, uphold()), Failure::AppealNotOpen);
		assert_noop!(rule(reviewer(PAYER, 1), PAYER, 99, uphold()), Failure::ClaimNotFound);
		// All of it was paid.
		let paid = submit(claim(covered(full()), [Line { charge: 9_000, ..line(VISIT) }])).unwrap();
		assert_noop!(appeal(paid), Failure::NothingToAppeal);
		// Not decided yet; taken back.
		let pended = submit(claim(covered(PlanTerms { review_above: Some(0), ..full() }), [line(VISIT)])).unwrap();
		assert_noop!(appeal(pended), Failure::ClaimStateUnfit);
		Claims::reverse(biller(HOSPITAL), pended, HOSPITAL).unwrap();
		assert_noop!(appeal(pended), Failure::ClaimStateUnfit);
	});
}

#[test]
fn appeal_should_be_in_time() {
	test(|| {
		let id = denied();
		wait(WINDOW);
		assert_ok!(appeal(id));
		// However long it takes to decide, the next level runs from then.
		wait(10 * WINDOW);
		assert_ok!(rule(reviewer(PAYER, 1), PAYER, id, uphold()));
		wait(WINDOW + 1);
		assert_noop!(appeal(id), Failure::AppealWindowOver);
	});
}

#[test]
fn ruling_should_be_refused_when_it_says_too_little() {
	test(|| {
		let id = denied();
		assert_ok!(appeal(id));
		let who = reviewer(PAYER, 1);
		assert_noop!(rule(who, PAYER, id, Ruling::Uphold(denial("16"))), Failure::ReasonUnfit);
		assert_noop!(rule(who, PAYER, id, Ruling::Overturn(decisions([]))), Failure::DecisionsUnfit);
		let zero = Ruling::Overturn(decisions([adjust([adjustment(Group::CO, "45", None, 0)])]));
		assert_noop!(rule(who, PAYER, id, zero), Failure::AdjustmentUnfit);
		let explained = Denial { remark: Some("N382".parse().unwrap()), ..denial("16") };
		assert_ok!(rule(who, PAYER, id, Ruling::Uphold(explained)));
	});
}

#[test]
fn overturned_decision_should_wait_when_the_reserve_is_short() {
	test(|| {
		let id = denied();
		assert_ok!(appeal(id));
		set_reserve(8_999);
		assert_noop!(rule(reviewer(PAYER, 1), PAYER, id, overturn()), Failure::ReserveInsufficient);
		assert!(!stored(id).appeal.unwrap().decided);
		set_reserve(9_000);
		assert_ok!(rule(reviewer(PAYER, 1), PAYER, id, overturn()));
	});
}

#[test]
fn overturned_decision_should_be_refused_when_a_later_payer_relies_on_it() {
	test(|| {
		let first = covered(terms([benefit(SURGERIES)]));
		let prior = submit(claim(first, [line(VISIT)])).unwrap();
		let second = covered_second(full());
		let later = submit(Submission { prior: Some(Prior::Claim(prior)), ..claim(second, [line(VISIT)]) }).unwrap();
		assert_ok!(appeal(prior));
		assert_noop!(rule(reviewer(PAYER, 1), PAYER, prior, overturn()), Failure::CoordinatedClaimStands);
		Claims::reverse(biller(HOSPITAL), later, HOSPITAL).unwrap();
		assert_ok!(rule(reviewer(PAYER, 1), PAYER, prior, overturn()));
	});
}

#[test]
fn rules_should_speak_again_when_an_appeal_says_so() {
	test(|| {
		// The unlisted service was priced too low: its price is decided anew, and the rules share it out.
		let terms =
			PlanTerms { unlisted: true, ..terms([Benefit { in_network: share(0, false, 10), ..benefit(IMPLANTS) }]) };
		let coverage = covered(terms);
		let id = submit(claim(coverage, [unlisted(70_000)])).unwrap();
		let priced = |allowed| decisions([Decision::Rules { allowed: Some(allowed) }]);
		assert_ok!(Claims::decide(adjudicator(PAYER), id, priced(20_000)));
		assert_line(&stored(id), 0, 18_000, [("PR 2", 2_000), ("CO 45", 50_000)]);
		assert_ok!(appeal(id));
		assert_noop!(
			rule(reviewer(PAYER, 1), PAYER, id, Ruling::Overturn(decisions([RULES]))),
			Failure::AllowedMissing
		);
		assert_ok!(rule(reviewer(PAYER, 1), PAYER, id, Ruling::Overturn(priced(60_000))));
		assert_line(&stored(id), 0, 54_000, [("PR 2", 6_000), ("CO 45", 10_000)]);
		assert_eq!(stored_coverage(coverage).years[0].out_of_pocket, 6_000);
	});
}

#[test]
fn supply_should_be_marked_when_an_appeal_pays_for_it() {
	test(|| {
		let coverage = covered(terms([benefit(VISITS)]));
		let dispense = supply(1, 10, day(SERVED) + 9 * HOUR);
		let tag = dispense.tag;
		let drug = Line { dispense: Some(dispense.clone()), ..units(DRUG, 10) };
		let id = submit_by(PHARMACY, claim(coverage, [drug.clone()])).unwrap();
		assert_eq!((stored(id).state, Claimed::<Test>::get(tag)), (ClaimState::Denied, None));
		Claims::appeal(biller(PHARMACY), id, Appellant::Provider, document(3)).unwrap();
		let all = Ruling::Overturn(decisions([adjust([])]));
		assert_ok!(rule(reviewer(PAYER, 1), PAYER, id, all));
		assert_eq!(Claimed::<Test>::get(tag), Some(id));
		let other = submit_by(PHARMACY, claim(covered(full()), [drug])).unwrap();
		assert_line(&stored(other), 0, 0, [("CO B13", 30_000)]);
	});
}
