//! A dry run: leaves nothing, and says what the call would do.

use crate::{
	mock::{Claims, *},
	*,
};
use salus_primitives::{OrganizationId, Role, Roles};
use sp_runtime::DispatchError;

type Failure = Error<Test>;

fn dry(provider: OrganizationId, submission: &Submission) -> Result<runtime_api::Predetermination, DispatchError> {
	let before = state_root();
	let events = System::events().len();
	let answer = Claims::predetermine(provider, submission.clone());
	assert_eq!(state_root(), before, "a dry run left state behind");
	assert_eq!(System::events().len(), events, "a dry run left events behind");
	answer
}

/// Run dry, then really: both say the same.
fn agree(provider: OrganizationId, submission: Submission) -> ClaimOf<Test> {
	let told = dry(provider, &submission).unwrap();
	let kept = stored(submit_by(provider, submission).unwrap());
	assert_eq!((told.pended, told.version, told.tier), (kept.pended, kept.version, kept.tier));
	if told.pended.is_none() {
		assert_eq!((told.state, told.paid, told.patient), (kept.state, kept.paid, kept.patient));
		assert_eq!(told.lines, kept.lines.iter().filter_map(|line| line.result.clone()).collect::<Vec<_>>());
	}
	assert!(told.funded);
	kept
}

#[test]
fn dry_run_should_agree_with_the_call() {
	test(|| {
		let limit = Some(Limit { kind: LimitKind::Units(5), period: LimitPeriod::Year });
		let ceilings = Ceilings { deductible: 9_000, out_of_pocket: Some(14_000), ..Default::default() };
		let coverage = covered(PlanTerms {
			ceilings,
			..terms([
				visits(share(1_000, true, 20)),
				Benefit { limit, authorization: true, ..benefit(THERAPIES) },
				benefit(DRUGS),
			])
		});
		let authorization = Some(authorized(coverage, [wish(THERAPIES, 7)]));
		for n in 50..56 {
			let therapy = on(n, Line { authorization, ..units(THERAPY, 4) });
			let lines = [on(n, line(VISIT)), therapy, on(n, line(VISIT)), on(n, line(SURGERY))];
			agree(HOSPITAL, claim(coverage, lines));
		}
		let dispense = Some(supply(1, 10, day(SERVED)));
		agree(PHARMACY, claim(coverage, [Line { dispense, ..units(DRUG, 10) }]));
		agree(CLINIC, claim(coverage, [line_in(VISIT, Tier::OutOfNetwork)]));
		let second = covered_second(full());
		agree(HOSPITAL, Submission { prior: Some(Prior::Claim(0)), ..claim(second, stored_lines(authorization)) });
	});
}

/// The lines of the first claim of [`dry_run_should_agree_with_the_call`].
fn stored_lines(authorization: Option<AuthorizationId>) -> [Line; 4] {
	let therapy = on(50, Line { authorization, ..units(THERAPY, 4) });
	[on(50, line(VISIT)), therapy, on(50, line(VISIT)), on(50, line(SURGERY))]
}

#[test]
fn dry_run_should_agree_when_a_claim_is_corrected() {
	test(|| {
		let coverage = covered(full());
		let old = submit(claim(coverage, [line(VISIT)])).unwrap();
		let plain = dry(HOSPITAL, &claim(coverage, [line(VISIT)])).unwrap();
		assert_eq!(plain.state, ClaimState::Denied);
		let corrected = Submission { replaces: Some(old), ..claim(coverage, [line(VISIT), line(THERAPY)]) };
		let kept = agree(HOSPITAL, corrected);
		assert_eq!(kept.state, ClaimState::Complete);
	});
}

#[test]
fn dry_run_should_say_that_a_person_must_look() {
	test(|| {
		let coverage = covered(PlanTerms { review_above: Some(15_000), unlisted: true, ..full() });
		let told = dry(HOSPITAL, &claim(coverage, [line(SURGERY)])).unwrap();
		assert_eq!((told.pended, told.paid, told.funded), (Some(PendReason::Amount), 100_000, true));
		let told = dry(HOSPITAL, &claim(coverage, [line(VISIT), unlisted(70_000)])).unwrap();
		// The rules alone give no price to what is not listed.
		assert_eq!((told.pended, told.paid, told.lines[1].paid), (Some(PendReason::Unlisted), 10_000, 0));
		agree(HOSPITAL, claim(coverage, [line(VISIT), unlisted(70_000)]));
	});
}

#[test]
fn dry_run_should_say_whether_the_reserve_has_enough() {
	test(|| {
		let coverage = covered(full());
		set_reserve(9_999);
		assert!(!dry(HOSPITAL, &claim(coverage, [line(VISIT)])).unwrap().funded);
		assert_eq!(submit(claim(coverage, [line(VISIT)])), Err(Failure::ReserveInsufficient.into()));
		set_reserve(10_000);
		agree(HOSPITAL, claim(coverage, [line(VISIT)]));
	});
}

#[test]
fn dry_run_should_say_whether_the_reserve_stands_the_hold() {
	test(|| {
		let coverage = covered(PlanTerms { review_above: Some(0), ..full() });
		let asked = || claim(coverage, [line(VISIT)]);
		// A hold leaves the account its existence: exactly enough to pay is not enough to hold.
		for (reserve, funded) in [(9_999, false), (10_000, false), (10_001, true)] {
			set_reserve(reserve);
			let told = dry(HOSPITAL, &asked()).unwrap();
			assert_eq!((told.pended, told.funded), (Some(PendReason::Amount), funded), "{reserve}");
			let submitted = submit(asked());
			assert_eq!(submitted.is_ok(), funded);
			assert!(funded || submitted == Err(Failure::ReserveInsufficient.into()));
		}
	});
}

#[test]
fn dry_run_should_fail_with_the_error_of_the_call() {
	test(|| {
		let coverage = covered(full());
		let good = || claim(coverage, [line(VISIT)]);
		let bad = [
			Submission { total: 1, ..good() },
			claim(coverage, []),
			claim(99, [line(VISIT)]),
			claim(coverage, [Line { units: 0, ..line(VISIT) }]),
			claim(coverage, [line_in(VISIT, Tier::Preferred)]),
			claim(coverage, [unlisted(5)]),
			claim(covered_second(full()), [line(VISIT)]),
			Submission { replaces: Some(7), ..good() },
			Submission { prior: Some(Prior::Claim(7)), ..good() },
		];
		for submission in bad {
			let told = dry(HOSPITAL, &submission).unwrap_err();
			assert_eq!(submit(submission), Err(told));
		}
		assert_eq!(dry(MAKER, &good()).unwrap_err(), Failure::RoleMissing.into());
		assert_eq!(dry(PAYER, &good()).unwrap_err(), Failure::RoleMissing.into());
		Membership::mutate(|all| all.insert(PAYER, (false, Roles::of(&[Role::Payer]))));
		assert_eq!(dry(HOSPITAL, &good()).unwrap_err(), Failure::PayerNotActive.into());
	});
}
