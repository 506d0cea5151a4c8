//! Submitting: what rejects a claim, what makes a person look, and what it leaves behind.

use crate::{
	mock::{Claims, *},
	*,
};
use codec::Encode;
use frame_support::assert_noop;
use salus_primitives::{Duty, Period, Role, Roles, TrailHead, TrailKind};
use sp_runtime::DispatchError;

type Failure = Error<Test>;

fn refused(submission: Submission, why: Failure) {
	assert_noop!(submit(submission), why);
}

#[test]
fn claim_should_be_paid_in_its_own_call() {
	test(|| {
		let coverage = covered(terms([visits(share(2_000, false, 0))]));
		let had = (balance(purse(HOSPITAL)), balance(reserve(PAYER)));
		System::reset_events();
		let id = submit(claim(coverage, [line(VISIT)])).unwrap();
		assert_eq!((balance(purse(HOSPITAL)), balance(reserve(PAYER))), (had.0 + 8_000, had.1 - 8_000));
		let kept = stored(id);
		assert_eq!((kept.state, kept.charge, kept.paid, kept.patient), (ClaimState::Complete, 15_000, 8_000, 2_000));
		assert_eq!((kept.submitted, kept.decided, kept.decided_by, kept.held), (START, START, None, 0));
		assert_eq!(kept.document, document(1));
		let result = result(&kept, 0);
		assert_eq!(
			history(id),
			[
				ClaimEntry::Submitted { provider: HOSPITAL, coverage, charge: 15_000, pended: None },
				ClaimEntry::Adjudicated {
					by: None,
					state: ClaimState::Complete,
					paid: 8_000,
					patient: 2_000,
					lines: vec![result].try_into().unwrap(),
					offset: 0,
				},
			]
		);
		assert_eq!(coverage_history(coverage), [CoverageEntry::Claimed(id)]);
		assert_eq!(stored_coverage(coverage).open, 1);
	});
}

#[test]
fn history_should_be_provable_from_its_head() {
	test(|| {
		let coverage = covered(full());
		let id = submit(claim(coverage, [line(VISIT)])).unwrap();
		let mut trail = TrailHead::new(TrailKind::Claim, &id.encode());
		for entry in history(id) {
			trail.append(1, &entry).unwrap();
		}
		assert_eq!(Claims::claim_trail(id), Some(trail));
		assert_eq!(stored(id).trail, trail);
	});
}

#[test]
fn claim_should_be_rejected_when_who_submits_may_not() {
	test(|| {
		let coverage = covered(full());
		let submission = || Box::new(claim(coverage, [line(VISIT)]));
		for duty in [Duty::Adjudication, Duty::Finance, Duty::Clinical] {
			let origin = signed(staff(HOSPITAL, duty));
			assert_noop!(Claims::submit(origin, HOSPITAL, submission()), DispatchError::BadOrigin);
		}
		assert_noop!(Claims::submit(biller(CLINIC), HOSPITAL, submission()), DispatchError::BadOrigin);
		for other in [MAKER, REGULATOR, SECONDARY] {
			assert_noop!(Claims::submit(biller(other), other, submission()), Failure::RoleMissing);
		}
		// A laboratory provides, too.
		Membership::mutate(|all| all.insert(MAKER, (true, Roles::of(&[Role::Laboratory]))));
		let outside = Box::new(claim(coverage, [line_in(VISIT, Tier::OutOfNetwork)]));
		Claims::submit(biller(MAKER), MAKER, outside).unwrap();
	});
}

#[test]
fn claim_should_be_rejected_when_the_payer_is_the_provider() {
	test(|| {
		let root = Fees::standard().root();
		Claims::register_schedule(adjudicator(BOTH), BOTH, root).unwrap();
		let plan = register(BOTH, USD, PlanTerms { schedule: 2, ..full() }).unwrap();
		let coverage = enrol(enrolment(plan));
		let own = claim(coverage, [line_in(VISIT, Tier::OutOfNetwork)]);
		assert_noop!(submit_by(BOTH, own.clone()), Failure::PayerIsProvider);
		submit_by(HOSPITAL, own).unwrap();
	});
}

#[test]
fn claim_should_be_rejected_when_it_contradicts_itself() {
	test(|| {
		let coverage = covered(full());
		let good = || claim(coverage, [line(VISIT)]);
		refused(claim(99, [line(VISIT)]), Failure::CoverageNotFound);
		refused(claim(coverage, []), Failure::LinesUnfit);
		refused(claim(coverage, [line(VISIT), Line { units: 0, ..line(SURGERY) }]), Failure::LinesUnfit);
		refused(Submission { total: 14_999, ..good() }, Failure::TotalMismatch);
		refused(Submission { total: 15_001, ..good() }, Failure::TotalMismatch);
		let huge = Line { charge: Money::MAX, ..line(SURGERY) };
		let overflown = Submission { total: 14_999, lines: vec![line(VISIT), huge].try_into().unwrap(), ..good() };
		refused(overflown, Failure::TotalMismatch);
		refused(claim(coverage, [Line { charge: 0, ..line(VISIT) }]), Failure::NothingCharged);
		refused(Submission { replaces: Some(99), ..good() }, Failure::ClaimNotFound);
	});
}

#[test]
fn claim_should_be_rejected_when_its_dates_are_impossible() {
	test(|| {
		let coverage = covered(full());
		let at = |from, to| claim(coverage, [Line { from, to, ..line(VISIT) }]);
		refused(at(day(90), day(90) - 1), Failure::ServicePeriodUnfit);
		refused(at(START + 1, START + 1), Failure::ServicePeriodUnfit);
		refused(at(day(100), day(101)), Failure::ServicePeriodUnfit);
		refused(at(day(100) - 366 * DAY - 1, day(100)), Failure::ServicePeriodUnfit);
		// Documents give days: a service of today may end with the day.
		submit(at(START, day(101) - 1)).unwrap();
	});
}

#[test]
fn claim_should_be_rejected_when_its_lines_fall_under_different_versions() {
	test(|| {
		let first = Period { start: Some(NEW_YEAR), end: Some(day(60) - 1) };
		let second = Period { start: Some(day(60)), end: year(0).end };
		let plan = plan(PlanTerms { period: first, ..full() });
		Claims::publish_version(adjudicator(PAYER), plan, PlanTerms { period: second, ..full() }).unwrap();
		let coverage = enrol(Enrolment { period: since(0), ..enrolment(plan) });
		refused(claim(coverage, [on(59, line(VISIT)), on(60, line(VISIT))]), Failure::LinesSpanVersions);
		let before = Line { from: NEW_YEAR - 2, to: NEW_YEAR - 1, ..line(VISIT) };
		refused(claim(coverage, [before, on(59, line(VISIT))]), Failure::LinesSpanVersions);
		// A service that begins under one version is of that version.
		let over = Line { from: day(60) - 1, to: day(61), ..line(VISIT) };
		let both = adjudicated(coverage, [over, on(59, line(VISIT))]);
		assert_eq!((both.version, both.state), (Some(0), ClaimState::Complete));
	});
}

#[test]
fn claim_should_be_rejected_when_the_price_is_not_proven() {
	test(|| {
		let coverage = covered(full());
		let fee = Fees::standard().of(VISIT, Tier::InNetwork);
		let with = |fee: Fee| claim(coverage, [Line { service: Service::Listed(fee), ..line(VISIT) }]);
		let dearer = FeeLeaf { allowed: fee.leaf.allowed + 1, ..fee.leaf.clone() };
		refused(with(Fee { leaf: dearer, ..fee.clone() }), Failure::FeeProofInvalid);
		let other_category = FeeLeaf { category: SURGERIES, ..fee.leaf.clone() };
		refused(with(Fee { leaf: other_category, ..fee.clone() }), Failure::FeeProofInvalid);
		let unbounded = FeeLeaf { max_units: 7, ..fee.leaf.clone() };
		refused(with(Fee { leaf: unbounded, ..fee.clone() }), Failure::FeeProofInvalid);
		refused(with(Fee { index: fee.index + 1, ..fee.clone() }), Failure::FeeProofInvalid);
		refused(with(Fee { index: 99, ..fee.clone() }), Failure::FeeProofInvalid);
		let mut short = fee.proof.clone();
		short.pop();
		refused(with(Fee { proof: short, ..fee.clone() }), Failure::FeeProofInvalid);
		let mut bent = fee.proof.clone();
		bent[0].0[0] ^= 1;
		refused(with(Fee { proof: bent, ..fee.clone() }), Failure::FeeProofInvalid);
		submit(with(fee)).unwrap();
	});
}

#[test]
fn claim_should_be_rejected_when_the_price_is_for_another_tier_or_date() {
	test(|| {
		let mut leaves = Fees::standard().0;
		let period = Period { start: Some(day(95)), end: Some(day(99)) };
		leaves[0] = FeeLeaf { period, ..leaves[0].clone() };
		let fees = Fees(leaves);
		Claims::register_schedule(adjudicator(PAYER), PAYER, fees.root()).unwrap();
		let coverage = covered(PlanTerms { schedule: 2, ..full() });
		let listed = |index, n| {
			let service = Service::Listed(fees.fee(index));
			claim(coverage, [on(n, Line { service, ..line(VISIT) })])
		};
		refused(listed(0, 94), Failure::FeeNotApplicable);
		submit(listed(0, 95)).unwrap();
		// The second is for preferred providers, the third for those outside.
		refused(listed(1, 96), Failure::FeeNotApplicable);
		refused(listed(2, 96), Failure::FeeNotApplicable);
		let outside = listed(2, 96);
		submit_by(CLINIC, outside).unwrap();
	});
}

#[test]
fn price_of_another_payers_schedule_should_not_pass() {
	test(|| {
		let coverage = covered(full());
		let mut leaves = Fees::standard().0;
		leaves[0].allowed = 14_000;
		let fees = Fees(leaves);
		Claims::register_schedule(adjudicator(SECONDARY), SECONDARY, fees.root()).unwrap();
		let service = Service::Listed(fees.fee(0));
		refused(claim(coverage, [Line { service, ..line(VISIT) }]), Failure::FeeProofInvalid);
	});
}

#[test]
fn claim_should_be_rejected_when_the_plan_pays_only_what_is_listed() {
	test(|| {
		let coverage = covered(full());
		refused(claim(coverage, [unlisted(5_000)]), Failure::UnlistedNotAllowed);
		let coverage = covered(PlanTerms { unlisted: true, ..full() });
		Retired::mutate(|all| all.insert(IMPLANTS));
		refused(claim(coverage, [unlisted(5_000)]), Failure::CategoryUnknown);
	});
}

#[test]
fn claim_should_be_rejected_when_a_day_has_too_many_services() {
	test(|| {
		let coverage = covered(full());
		for n in 0..64 {
			let units = n + 1;
			submit(claim(coverage, [Line { units, ..line(VISIT) }])).unwrap();
		}
		refused(claim(coverage, [Line { units: 65, ..line(VISIT) }]), Failure::TooManyServices);
		submit(claim(coverage, [on(50, Line { units: 65, ..line(VISIT) })])).unwrap();
	});
}

#[test]
fn claim_should_be_rejected_when_numbers_end() {
	test(|| {
		let coverage = covered(full());
		NextClaim::<Test>::put(u64::MAX);
		refused(claim(coverage, [line(VISIT)]), Failure::NumbersExhausted);
		NextClaim::<Test>::put(0);
		Coverages::<Test>::mutate(coverage, |kept| kept.as_mut().unwrap().trail.len = u32::MAX);
		refused(claim(coverage, [line(VISIT)]), Failure::TrailFull);
	});
}

#[test]
fn fifty_lines_should_be_adjudicated_at_once() {
	test(|| {
		let coverage = covered(full());
		let lines = (0..50).map(|n| on(40 + n, line(VISIT)));
		let claim = adjudicated(coverage, lines);
		assert_eq!((claim.lines.len(), claim.paid, claim.state), (50, 500_000, ClaimState::Complete));
	});
}

// --- A person looks ------------------------------------------------------------------------------------------------

#[test]
fn person_should_look_when_a_service_is_not_listed() {
	test(|| {
		let coverage = covered(PlanTerms { unlisted: true, ..full() });
		let kept = adjudicated_or_pended(coverage, [line(VISIT), unlisted(70_000)]);
		assert_eq!((kept.state, kept.pended), (ClaimState::Pended, Some(PendReason::Unlisted)));
		// 10,000 allowed and all of what is charged for the other.
		assert_eq!((kept.held, on_hold(PAYER), kept.paid), (80_000, 80_000, 0));
		assert!(kept.lines.iter().all(|line| line.result.is_none()));
		let entry =
			ClaimEntry::Submitted { provider: HOSPITAL, coverage, charge: 85_000, pended: Some(PendReason::Unlisted) };
		assert_eq!(history(0), [entry]);
	});
}

fn adjudicated_or_pended(coverage: CoverageId, lines: impl IntoIterator<Item = Line>) -> ClaimOf<Test> {
	stored(submit(claim(coverage, lines)).unwrap())
}

#[test]
fn person_should_look_when_the_total_is_above_the_threshold() {
	test(|| {
		let coverage = covered(PlanTerms { review_above: Some(15_000), ..full() });
		assert_eq!(adjudicated_or_pended(coverage, [on(50, line(VISIT))]).state, ClaimState::Complete);
		let kept = adjudicated_or_pended(coverage, [Line { charge: 15_001, ..line(VISIT) }]);
		assert_eq!((kept.pended, kept.held), (Some(PendReason::Amount), 10_000));
	});
}

#[test]
fn person_should_look_when_the_benefit_says_so() {
	test(|| {
		let coverage = covered(terms([Benefit { review: true, ..benefit(SURGERIES) }, benefit(VISITS)]));
		assert_eq!(adjudicated_or_pended(coverage, [line(VISIT)]).state, ClaimState::Complete);
		let kept = adjudicated_or_pended(coverage, [on(50, line(VISIT)), line(SURGERY)]);
		assert_eq!((kept.pended, kept.held), (Some(PendReason::Category), 110_000));
	});
}

#[test]
fn nobody_should_look_when_the_rules_deny_every_line() {
	test(|| {
		let review = Benefit { review: true, requires: Flags::CHRONIC, ..benefit(SURGERIES) };
		let coverage = covered(PlanTerms { review_above: Some(1), unlisted: true, ..terms([review]) });
		let kept = adjudicated_or_pended(coverage, [line(SURGERY), unlisted(5)]);
		assert_eq!((kept.state, kept.pended, kept.held), (ClaimState::Denied, None, 0));
		assert_line(&kept, 0, 0, [("PR 167", 150_000)]);
		assert_line(&kept, 1, 0, [("PR 204", 5)]);
	});
}

#[test]
fn denied_lines_should_hold_nothing_while_others_are_pended() {
	test(|| {
		let coverage = covered(terms([Benefit { review: true, ..benefit(SURGERIES) }]));
		let kept = adjudicated_or_pended(coverage, [line(VISIT), line(SURGERY)]);
		assert_eq!((kept.state, kept.held), (ClaimState::Pended, 100_000));
	});
}

// --- What stands out -----------------------------------------------------------------------------------------------

#[test]
fn alert_should_be_raised_once_an_hour_when_a_provider_claims_unusually_often() {
	test(|| {
		Velocity::set(3);
		let coverage = covered(full());
		let alerts = || {
			let all = events().into_iter().filter(|event| matches!(event, Event::VelocityAlert { .. }));
			all.collect::<Vec<_>>()
		};
		for n in 0..3 {
			assert!(alerts().is_empty());
			submit(claim(coverage, [on(50 + n, line(VISIT))])).unwrap();
		}
		let alert = Event::VelocityAlert { provider: HOSPITAL, payer: PAYER, claims: 3 };
		assert_eq!(alerts(), std::slice::from_ref(&alert));
		submit(claim(coverage, [on(60, line(VISIT))])).unwrap();
		assert_eq!(alerts().len(), 1);
		wait(HOUR);
		for n in 0..3 {
			submit(claim(coverage, [on(70 + n, line(VISIT))])).unwrap();
		}
		assert_eq!(alerts(), [alert.clone(), alert]);
	});
}

#[test]
fn same_claims_should_come_to_the_same_however_they_are_told() {
	test(|| {
		// One claim of two lines, or two claims of one: lines count one after the other.
		let ceilings = Ceilings { deductible: 14_000, out_of_pocket: Some(15_000), ..Default::default() };
		let terms = || PlanTerms { ceilings, ..terms([visits(share(500, true, 30))]) };
		let (one, two) = (covered(terms()), covered(terms()));
		let lines = [on(50, line(VISIT)), on(51, line(VISIT))];
		let together = adjudicated(one, lines.clone());
		let apart = lines.map(|line| adjudicated(two, [line]));
		for (n, claim) in apart.iter().enumerate() {
			assert_eq!(together.lines[n].result, claim.lines[0].result);
		}
		assert_eq!(stored_coverage(one).years, stored_coverage(two).years);
	});
}
