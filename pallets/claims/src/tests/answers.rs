//! Questions: what is covered, what is left, how somebody behaved.

use crate::{
	mock::{Claims, *},
	*,
};
use salus_primitives::{Role, Roles};

#[test]
fn eligibility_should_say_what_is_left() {
	test(|| {
		let limit = Some(Limit { kind: LimitKind::Units(6), period: LimitPeriod::Year });
		let lifetime = Some(Limit { kind: LimitKind::Paid(120_000), period: LimitPeriod::Lifetime });
		let ceilings = Ceilings {
			deductible: 9_000,
			family_deductible: Some(20_000),
			out_of_pocket: Some(12_000),
			..Default::default()
		};
		let coverage = covered(PlanTerms {
			ceilings,
			..terms([
				visits(share(0, true, 0)),
				Benefit { limit, ..benefit(THERAPIES) },
				Benefit { limit: lifetime, waiting_days: 10, ..benefit(SURGERIES) },
			])
		});
		adjudicated(coverage, [line(VISIT), units(THERAPY, 4), line(SURGERY)]);
		let told = Claims::eligibility(coverage, None, Some(HOSPITAL), vec![]).unwrap();
		assert!(told.active);
		assert_eq!((told.version, told.year, told.tier), (Some(0), Some(2026), Some(Tier::InNetwork)));
		assert_eq!(
			(told.ceilings, told.person.deductible, told.lifetime_paid),
			(ceilings, 9_000, 1_000 + 16_000 + 100_000)
		);
		assert_eq!(told.family.map(|family| family.deductible), Some(9_000));
		let left = told.benefits.iter().map(|b| (b.benefit.category, b.units_left, b.paid_left)).collect::<Vec<_>>();
		assert_eq!(left, [(VISITS, None, None), (THERAPIES, Some(2), None), (SURGERIES, None, Some(20_000))]);
		assert_eq!((told.coverage.payer, told.coverage.currency, told.coverage.open), (PAYER, USD, 1));
	});
}

#[test]
fn eligibility_should_be_asked_for_some_categories_and_a_day() {
	test(|| {
		let coverage = covered(terms([Benefit { waiting_days: 60, ..benefit(VISITS) }, benefit(DRUGS)]));
		let ask = |at, categories| Claims::eligibility(coverage, at, None, categories).unwrap();
		let told = ask(Some(day(10)), vec![VISITS, 77]);
		assert_eq!(told.benefits.len(), 1);
		assert_eq!((told.benefits[0].waiting_until, told.tier), (Some(day(60)), None));
		assert_eq!(ask(Some(day(60)), vec![VISITS]).benefits[0].waiting_until, None);
		let last_year = ask(Some(NEW_YEAR - 1), vec![]);
		assert_eq!((last_year.active, last_year.version, last_year.benefits.len()), (false, None, 0));
		assert_eq!(Claims::eligibility(99, None, None, vec![]), None);
		// However long the list, the answer is bounded.
		assert!(ask(None, vec![VISITS; 10_000]).benefits.len() <= 64);
	});
}

#[test]
fn coverage_should_not_be_active_when_it_ended_or_its_payer_is_suspended() {
	test(|| {
		let coverage = covered(full());
		let active = || Claims::eligibility(coverage, None, None, vec![]).unwrap().active;
		assert!(active());
		Membership::mutate(|all| all.insert(PAYER, (false, Roles::of(&[Role::Payer]))));
		assert!(!active());
		Membership::mutate(|all| all.insert(PAYER, (true, Roles::of(&[Role::Payer]))));
		let end = CoverageChange::End(Some(START - 1));
		Claims::change_coverage(adjudicator(PAYER), coverage, end).unwrap();
		assert!(!active());
	});
}

#[test]
fn records_should_be_told_without_deposits() {
	test(|| {
		let coverage = covered(full());
		let id = authorized(coverage, [wish(VISITS, 1)]);
		let told = Claims::authorization(id).unwrap();
		assert_eq!((told.state, told.ticket), (AuthorizationState::Approved, ()));
		assert_eq!(Claims::authorization(9), None);
		assert_eq!(Claims::plan_and_terms(0, Some(0)).unwrap().1, 0);
		assert_eq!(Claims::plan_and_terms(0, Some(1)), None);
		assert_eq!(Claims::plan_and_terms(9, None), None);
		assert_eq!(Claims::schedule(SCHEDULE).unwrap().plans, 1);
		assert_eq!(Claims::schedule(9), None);
		assert_eq!(Claims::claim(0), None);
		let claim = submit(claim(coverage, [line(VISIT)])).unwrap();
		assert_eq!(Claims::claim(claim), Some(stored(claim)));
		assert_eq!(Claims::conduct(SECONDARY), Conduct::default());
		assert_eq!(Claims::contract(PAYER, CLINIC), Contract::default());
	});
}
