//! Rules 1 to 12: why a line is denied as a whole.

use crate::{
	adjudication::{adjudicate, Allowed, Context, Count, Facts, Running},
	mock::{Claims, *},
	*,
};
use salus_primitives::{Duty, Holder, Period, Role, Roles, Seconds};

/// Charged for a visit by [`line`].
const CHARGE: Money = 15_000;

#[track_caller]
fn assert_denied(claim: &ClaimOf<Test>, line: usize, reason: &str) {
	assert_line(claim, line, 0, [(reason, claim.lines[line].charge)]);
	let result = result(claim, line);
	assert_eq!((result.allowed, result.units), (0, 0));
}

// --- 1 -------------------------------------------------------------------------------------------------------------

#[test]
fn line_should_be_a_duplicate_when_it_stands_twice_in_one_claim() {
	test(|| {
		let coverage = covered(full());
		let claim = adjudicated(coverage, [line(VISIT), line(VISIT)]);
		assert_line(&claim, 0, 10_000, [("CO 45", 5_000)]);
		assert_denied(&claim, 1, "OA 18");
		assert_eq!((claim.state, claim.paid, claim.charge), (ClaimState::Partial, 10_000, 30_000));
	});
}

#[test]
fn line_should_be_a_duplicate_when_another_claim_that_stands_has_it() {
	test(|| {
		let coverage = covered(full());
		adjudicated(coverage, [line(VISIT)]);
		let again = adjudicated(coverage, [Line { charge: 20_000, ..line(VISIT) }]);
		assert_denied(&again, 0, "OA 18");
		assert_eq!((again.state, again.paid, again.patient), (ClaimState::Denied, 0, 0));
		// A third one is no better: a refused duplicate leaves no trace that would free the first.
		let third = submit(claim(coverage, [line(VISIT)])).unwrap();
		assert_denied(&stored(third), 0, "OA 18");
		Claims::reverse(biller(HOSPITAL), third, HOSPITAL).unwrap();
		assert_denied(&adjudicated(coverage, [line(VISIT)]), 0, "OA 18");
	});
}

#[test]
fn line_should_be_no_duplicate_when_anything_that_names_the_service_differs() {
	test(|| {
		let coverage = covered(full());
		for renderer in [DOCTOR, OTHER_DOCTOR] {
			Claims::set_affiliation(signed(renderer), subject(renderer), HOSPITAL, true).unwrap();
		}
		let visit = line(VISIT);
		let others = [
			visit.clone(),
			line(SCREENING),
			Line { units: 2, charge: 30_000, ..visit.clone() },
			on(SERVED + 1, visit.clone()),
			Line { to: day(SERVED + 1) + HOUR, ..visit.clone() },
			Line { rendering: Some(doctor()), ..visit.clone() },
			Line { rendering: Some(subject(OTHER_DOCTOR)), ..visit.clone() },
		];
		for line in others {
			let claim = adjudicated(coverage, [line]);
			assert_eq!(claim.state, ClaimState::Complete);
		}
		// Nor when it is another patient's.
		let other = covered(full());
		assert_eq!(adjudicated(other, [visit.clone()]).state, ClaimState::Complete);
		// Another hour of the same day, or another charge, is the same service.
		let later = Line { from: visit.from + HOUR, to: visit.to + HOUR, charge: 1, ..visit };
		assert_denied(&adjudicated(coverage, [later]), 0, "OA 18");
	});
}

#[test]
fn line_should_be_no_duplicate_when_what_it_repeats_was_reversed() {
	test(|| {
		let coverage = covered(full());
		let first = submit(claim(coverage, [line(VISIT)])).unwrap();
		Claims::reverse(biller(HOSPITAL), first, HOSPITAL).unwrap();
		let again = adjudicated(coverage, [line(VISIT)]);
		assert_line(&again, 0, 10_000, [("CO 45", 5_000)]);
		// It stays claimed when a claim that was reversed before is closed.
		Claims::close(signed(STRANGER), first).unwrap();
		assert_denied(&adjudicated(coverage, [line(VISIT)]), 0, "OA 18");
	});
}

#[test]
fn line_should_be_a_duplicate_when_what_it_repeats_was_closed() {
	test(|| {
		let coverage = covered(full());
		let first = submit(claim(coverage, [line(VISIT)])).unwrap();
		wait(WINDOW + 1);
		Claims::close(signed(STRANGER), first).unwrap();
		assert_denied(&adjudicated(coverage, [line(VISIT)]), 0, "OA 18");
	});
}

// --- 2 to 5 --------------------------------------------------------------------------------------------------------

#[test]
fn line_should_be_denied_when_it_lies_outside_the_coverage() {
	test(|| {
		let plan = plan(full());
		let covered = |start, end| enrol(Enrolment { period: Period { start: Some(start), end }, ..enrolment(plan) });
		let visit = line(VISIT);
		let before = covered(visit.from + 1, None);
		assert_denied(&adjudicated(before, [line(VISIT)]), 0, "PR 26");
		let just = covered(visit.from, Some(visit.to));
		assert_line(&adjudicated(just, [line(VISIT)]), 0, 10_000, [("CO 45", 5_000)]);
		let after = covered(NEW_YEAR, Some(visit.to - 1));
		let claim = adjudicated(after, [line(VISIT)]);
		assert_denied(&claim, 0, "PR 27");
		// The patient bears what no plan covers.
		assert_eq!((claim.patient, claim.state), (CHARGE, ClaimState::Denied));
	});
}

#[test]
fn line_should_be_denied_when_no_version_is_in_force_on_the_date_of_service() {
	test(|| {
		let plan = plan(PlanTerms { period: Period { start: Some(day(SERVED + 1)), end: year(0).end }, ..full() });
		let coverage = enrol(enrolment(plan));
		let claim = adjudicated(coverage, [line(VISIT)]);
		assert_denied(&claim, 0, "PR 204");
		assert_eq!(claim.version, None);
		assert_line(&adjudicated(coverage, [on(SERVED + 1, line(VISIT))]), 0, 10_000, [("CO 45", 5_000)]);
	});
}

#[test]
fn line_should_be_denied_when_it_is_filed_late() {
	test(|| {
		let late = |filing_days| PlanTerms { filing_days, ..full() };
		// The service ended on day 90 at ten; it is noon of day 100.
		assert_denied(&adjudicated(covered(late(10)), [line(VISIT)]), 0, "CO 29");
		let claim = adjudicated(covered(late(11)), [line(VISIT)]);
		assert_line(&claim, 0, 10_000, [("CO 45", 5_000)]);
		// To the second.
		let ended = |to: Seconds| Line { from: to, to, ..line(VISIT) };
		let coverage = covered(late(10));
		let to = START - 10 * DAY;
		assert_eq!(adjudicated(coverage, [ended(to)]).state, ClaimState::Complete);
		let coverage = covered(late(10));
		assert_denied(&adjudicated(coverage, [ended(to - 1)]), 0, "CO 29");
	});
}

#[test]
fn line_should_be_denied_when_its_benefit_year_is_before_the_newest_two() {
	test(|| {
		let plan = plan(PlanTerms { filing_days: 2_000, ..full_with_deductible(1_000) });
		for n in 1..=2 {
			let terms =
				PlanTerms { period: year(n), year: 2026 + n as u16, filing_days: 2_000, ..full_with_deductible(1_000) };
			Claims::publish_version(adjudicator(PAYER), plan, terms).unwrap();
		}
		let coverage = enrol(enrolment(plan));
		wait(800 * DAY);
		for n in [0, 1, 2] {
			// 10,000 allowed, of which the deductible of each year takes 1,000.
			let claim = adjudicated(coverage, [on(365 * n + 5, line(VISIT))]);
			assert_line(&claim, 0, 9_000, [("CO 45", 5_000), ("PR 1", 1_000)]);
		}
		assert_denied(&adjudicated(coverage, [on(9, line(VISIT))]), 0, "CO 29");
		let claim = adjudicated(coverage, [on(365 + 9, line(VISIT))]);
		assert_line(&claim, 0, 10_000, [("CO 45", 5_000)]);
	});
}

fn full_with_deductible(deductible: Money) -> PlanTerms {
	let ceilings = Ceilings { deductible, ..Default::default() };
	PlanTerms { ceilings, ..terms([visits(share(0, true, 0))]) }
}

// --- 6 and 7 -------------------------------------------------------------------------------------------------------

#[test]
fn line_should_be_denied_when_the_renderer_was_excluded_on_that_day() {
	test(|| {
		let coverage = covered(full());
		let regulator = signed(staff(REGULATOR, Duty::Credentialing));
		let exclude = |holder, excluded| Claims::set_exclusion(regulator.clone(), REGULATOR, holder, excluded).unwrap();
		Claims::set_affiliation(signed(DOCTOR), doctor(), HOSPITAL, true).unwrap();
		let by_doctor = |n| on(n, Line { rendering: Some(doctor()), ..line(VISIT) });

		exclude(Holder::Subject(doctor()), Some(Period { start: Some(day(50)), end: Some(day(60)) }));
		assert_denied(&adjudicated(coverage, [by_doctor(55)]), 0, "CO B7");
		assert_eq!(adjudicated(coverage, [by_doctor(49)]).state, ClaimState::Complete);
		assert_eq!(adjudicated(coverage, [by_doctor(61)]).state, ClaimState::Complete);
		// What the organisation itself renders is not the doctor's.
		assert_eq!(adjudicated(coverage, [on(55, line(VISIT))]).state, ClaimState::Complete);

		exclude(Holder::Organization(HOSPITAL), Some(since(day(70))));
		assert_denied(&adjudicated(coverage, [on(71, line(VISIT))]), 0, "CO B7");
		exclude(Holder::Organization(HOSPITAL), None);
		assert_eq!(adjudicated(coverage, [on(72, line(VISIT))]).state, ClaimState::Complete);
	});
}

#[test]
fn line_should_be_denied_when_the_billing_organisation_is_excluded_whoever_rendered() {
	test(|| {
		let coverage = covered(full());
		Claims::set_affiliation(signed(DOCTOR), doctor(), HOSPITAL, true).unwrap();
		let regulator = signed(staff(REGULATOR, Duty::Credentialing));
		let holder = Holder::Organization(HOSPITAL);
		Claims::set_exclusion(regulator, REGULATOR, holder, Some(since(day(50)))).unwrap();
		// Hiding behind staff does not help: 42 CFR 1001.1901 excludes whoever is paid.
		let by_doctor = Line { rendering: Some(doctor()), ..line(VISIT) };
		assert_denied(&adjudicated(coverage, [by_doctor]), 0, "CO B7");
	});
}

#[test]
fn line_should_be_denied_when_the_renderer_did_not_hold_the_licence_at_the_time() {
	test(|| {
		let licence = Some(Licence { schema: LICENCE, scope: Some(30) });
		let coverage = covered(terms([Benefit { licence, ..benefit(VISITS) }]));
		Claims::set_affiliation(signed(DOCTOR), doctor(), HOSPITAL, true).unwrap();
		let by_doctor = |n| on(n, Line { rendering: Some(doctor()), ..line(VISIT) });
		assert_denied(&adjudicated(coverage, [by_doctor(50)]), 0, "CO 185");
		let held = Period { start: Some(day(60)), end: Some(day(70)) };
		hold(Holder::Subject(doctor()), LICENCE, Some(30), held);
		assert_denied(&adjudicated(coverage, [by_doctor(59)]), 0, "CO 185");
		assert_eq!(adjudicated(coverage, [by_doctor(60)]).state, ClaimState::Complete);
		// Ended since, and paid all the same: it was held then.
		assert_eq!(adjudicated(coverage, [by_doctor(69)]).state, ClaimState::Complete);
		assert_denied(&adjudicated(coverage, [by_doctor(70)]), 0, "CO 185");
		// Another scope, or another's licence, is none.
		hold(Holder::Subject(doctor()), LICENCE, Some(31), Period::default());
		hold(Holder::Organization(HOSPITAL), LICENCE, Some(30), Period::default());
		assert_denied(&adjudicated(coverage, [by_doctor(71)]), 0, "CO 185");
		assert_eq!(adjudicated(coverage, [on(72, line(VISIT))]).state, ClaimState::Complete);
	});
}

#[test]
fn line_should_be_denied_when_a_licence_is_not_verified() {
	use salus_primitives::CredentialAnswer::*;
	test(|| {
		let licence = Some(Licence { schema: LICENCE, scope: None });
		let coverage = covered(terms([Benefit { licence, ..benefit(VISITS) }]));
		let key = (Holder::Organization(HOSPITAL), LICENCE, None);
		for (n, answer) in [NotActive, Unknown, Unverified].into_iter().enumerate() {
			Held::mutate(|all| all.insert(key, (Period::default(), answer)));
			assert_denied(&adjudicated(coverage, [on(50 + n as u64, line(VISIT))]), 0, "CO 185");
		}
		Held::mutate(|all| all.insert(key, (Period::default(), Active)));
		assert_eq!(adjudicated(coverage, [line(VISIT)]).state, ClaimState::Complete);
	});
}

#[test]
fn line_should_be_denied_when_the_renderer_never_let_the_organisation_bill() {
	test(|| {
		let coverage = covered(full());
		let by_doctor = |n| on(n, Line { rendering: Some(doctor()), ..line(VISIT) });
		assert_denied(&adjudicated(coverage, [by_doctor(50)]), 0, "CO 185");
		Claims::set_affiliation(signed(DOCTOR), doctor(), CLINIC, true).unwrap();
		assert_denied(&adjudicated(coverage, [by_doctor(51)]), 0, "CO 185");
		Claims::set_affiliation(signed(DOCTOR), doctor(), HOSPITAL, true).unwrap();
		assert_eq!(adjudicated(coverage, [by_doctor(52)]).state, ClaimState::Complete);
		Claims::set_affiliation(signed(DOCTOR), doctor(), HOSPITAL, false).unwrap();
		assert_denied(&adjudicated(coverage, [by_doctor(53)]), 0, "CO 185");
	});
}

// --- 8 to 11 -------------------------------------------------------------------------------------------------------

#[test]
fn line_should_be_denied_when_the_category_is_not_covered() {
	test(|| {
		let coverage = covered(terms([Benefit { covered: false, ..benefit(VISITS) }, benefit(SURGERIES)]));
		let claim = adjudicated(coverage, [line(VISIT), line(THERAPY), line(SURGERY)]);
		assert_denied(&claim, 0, "PR 204");
		assert_denied(&claim, 1, "PR 204");
		assert_line(&claim, 2, 100_000, [("CO 45", 50_000)]);
		assert_eq!((claim.patient, claim.state), (15_000 + 6_000, ClaimState::Partial));
	});
}

#[test]
fn line_should_be_denied_when_the_diagnosis_is_not_what_the_benefit_wants() {
	test(|| {
		let requires = Flags::MATERNITY.union(Flags::CHRONIC);
		let coverage = covered(terms([Benefit { requires, ..benefit(VISITS) }]));
		assert_denied(&adjudicated(coverage, [line(VISIT)]), 0, "PR 167");
		let said = |n, flags| {
			let submission = Submission { flags, ..claim(coverage, [on(n, line(VISIT))]) };
			stored(submit(submission).unwrap())
		};
		assert_denied(&said(50, Flags::ACCIDENT), 0, "PR 167");
		// One of them is enough.
		for (n, flags) in
			[Flags::MATERNITY, Flags::CHRONIC, Flags::CHRONIC.union(Flags::ACCIDENT)].into_iter().enumerate()
		{
			assert_line(&said(51 + n as u64, flags), 0, 10_000, [("CO 45", 5_000)]);
		}
	});
}

#[test]
fn line_should_be_denied_when_the_waiting_period_is_not_over() {
	test(|| {
		// Covered since New Year's midnight.
		let coverage = covered(terms([Benefit { waiting_days: 60, ..benefit(VISITS) }]));
		let at = |from: Seconds| Line { from, to: from, ..line(VISIT) };
		assert_denied(&adjudicated(coverage, [at(day(60) - 1)]), 0, "PR 179");
		assert_line(&adjudicated(coverage, [at(day(60))]), 0, 10_000, [("CO 45", 5_000)]);
	});
}

#[test]
fn line_should_be_denied_when_nothing_is_paid_outside_the_network() {
	test(|| {
		let emergency = Flags::EMERGENCY;
		let coverage = covered(terms([
			Benefit { out_of_network: None, emergency, ..benefit(RESCUES) },
			Benefit { out_of_network: None, ..benefit(VISITS) },
		]));
		let at_clinic = |flags, service: &str| {
			let submission = Submission { flags, ..claim(coverage, [line_in(service, Tier::OutOfNetwork)]) };
			stored(submit_by(CLINIC, submission).unwrap())
		};
		let claim = at_clinic(Flags::NONE, RESCUE);
		assert_denied(&claim, 0, "PR 242");
		assert_eq!(claim.tier, Tier::OutOfNetwork);
		// An emergency where the benefit does not know any.
		assert_denied(&at_clinic(emergency, VISIT), 0, "PR 242");
		Claims::reverse(biller(CLINIC), 0, CLINIC).unwrap();
		// 40,000 of 75,000 are allowed outside the network; in an emergency nobody asks the patient for the rest.
		let claim = at_clinic(emergency, RESCUE);
		assert_line(&claim, 0, 40_000, [("CO 45", 35_000)]);
		assert_eq!(claim.patient, 0);
	});
}

#[test]
fn provider_should_be_outside_the_network_when_its_contract_is_for_other_dates() {
	test(|| {
		let coverage = covered(terms([Benefit { out_of_network: None, ..benefit(VISITS) }]));
		let network =
			Some(Network { tier: Tier::InNetwork, period: Period { start: Some(day(40)), end: Some(day(60)) } });
		Claims::set_contract(adjudicator(PAYER), PAYER, CLINIC, network).unwrap();
		let at = |n, tier| stored(submit_by(CLINIC, claim(coverage, [on(n, line_in(VISIT, tier))])).unwrap());
		assert_denied(&at(39, Tier::OutOfNetwork), 0, "PR 242");
		assert_eq!(at(40, Tier::InNetwork).state, ClaimState::Complete);
		assert_denied(&at(61, Tier::OutOfNetwork), 0, "PR 242");
	});
}

// --- 12 ------------------------------------------------------------------------------------------------------------

#[test]
fn line_should_be_denied_when_no_authorisation_that_fits_is_cited() {
	test(|| {
		let needed = |category| Benefit { authorization: true, emergency: Flags::EMERGENCY, ..benefit(category) };
		let coverage = covered(terms([needed(VISITS), needed(SURGERIES), benefit(DRUGS)]));
		assert_denied(&adjudicated(coverage, [on(50, line(VISIT))]), 0, "CO 197");
		let cite = |n, authorization| {
			let line = on(n, Line { authorization: Some(authorization), ..line(VISIT) });
			adjudicated(coverage, [line])
		};
		// There is none of this number.
		assert_denied(&cite(51, 77), 0, "CO 197");
		// Not answered yet, denied, cancelled.
		let pending = ask(request(coverage, [wish(VISITS, 9)])).unwrap();
		assert_denied(&cite(52, pending), 0, "CO 197");
		answer(pending, AuthorizationAnswer::Deny(denial("50"))).unwrap();
		assert_denied(&cite(53, pending), 0, "CO 197");
		let cancelled = authorized(coverage, [wish(VISITS, 9)]);
		Claims::cancel_authorization(biller(HOSPITAL), cancelled).unwrap();
		assert_denied(&cite(54, cancelled), 0, "CO 197");
		// Of another category, service, patient, or dates.
		assert_denied(&cite(55, authorized(coverage, [wish(SURGERIES, 9)])), 0, "CO 197");
		let service = Some(key_of(VISIT, Tier::Preferred));
		let other = authorized(coverage, [AuthorizationRequestLine { service, ..wish(VISITS, 9) }]);
		assert_denied(&cite(56, other), 0, "CO 197");
		let relative = relative(coverage);
		assert_denied(&cite(57, authorized(relative, [wish(VISITS, 9)])), 0, "CO 197");
		let past = ask(request(coverage, [wish(VISITS, 9)])).unwrap();
		let until = Period { start: Some(NEW_YEAR), end: Some(day(58)) };
		answer(past, AuthorizationAnswer::Approve(until)).unwrap();
		assert_denied(&cite(58, past), 0, "CO 197");
		assert_eq!(cite(57, past).state, ClaimState::Denied, "the same service was claimed before");
		// One that fits; one that fits for just this service.
		let fits = authorized(coverage, [wish(SURGERIES, 1), wish(VISITS, 9)]);
		assert_line(&cite(59, fits), 0, 10_000, [("CO 45", 5_000)]);
		let service = Some(key_of(VISIT, Tier::InNetwork));
		let fits = authorized(coverage, [AuthorizationRequestLine { service, ..wish(VISITS, 9) }]);
		assert_line(&cite(60, fits), 0, 10_000, [("CO 45", 5_000)]);
		// Where none is needed, one that does not fit does no harm.
		let drug = Line { authorization: Some(77), ..line(DRUG) };
		assert_line(&adjudicated(coverage, [drug]), 0, 2_000, [("CO 45", 1_000)]);
	});
}

#[test]
fn line_should_be_denied_when_nothing_of_the_authorisation_is_left() {
	test(|| {
		let coverage = covered(terms([Benefit { authorization: true, ..benefit(VISITS) }]));
		let authorization = Some(authorized(coverage, [wish(VISITS, 2)]));
		let lines = [50, 51, 52].map(|n| on(n, Line { authorization, ..line(VISIT) }));
		let claim = adjudicated(coverage, lines);
		assert_line(&claim, 0, 10_000, [("CO 45", 5_000)]);
		assert_line(&claim, 1, 10_000, [("CO 45", 5_000)]);
		assert_denied(&claim, 2, "CO 198");
		assert_eq!(stored_authorization(authorization.unwrap()).lines[0].used, 2);
	});
}

#[test]
fn line_should_need_no_authorisation_when_it_is_an_emergency() {
	test(|| {
		let emergency = Flags::EMERGENCY;
		let coverage = covered(terms([Benefit { authorization: true, emergency, ..benefit(VISITS) }]));
		let said = |n, flags| stored(submit(Submission { flags, ..claim(coverage, [on(n, line(VISIT))]) }).unwrap());
		assert_denied(&said(50, Flags::ACCIDENT), 0, "CO 197");
		assert_line(&said(51, emergency), 0, 10_000, [("CO 45", 5_000)]);
		// One that is cited all the same is used as far as it goes, and does not bound the line.
		let authorization = authorized(coverage, [wish(VISITS, 1)]);
		let cites = Line { authorization: Some(authorization), ..on(52, units(VISIT, 2)) };
		let id = submit(Submission { flags: emergency, ..claim(coverage, [cites]) }).unwrap();
		assert_line(&stored(id), 0, 20_000, [("CO 45", 10_000)]);
		assert_eq!(stored_authorization(authorization).lines[0].used, 1);
	});
}

#[test]
fn line_should_be_denied_when_its_supply_is_not_what_the_ledger_knows() {
	test(|| {
		let coverage = covered(full());
		let at = day(SERVED) + 9 * HOUR;
		let supplied = |n| supply(n, 10, at);
		let drug = |served, units: u32, dispense| on(served, Line { dispense: Some(dispense), ..units_of_drug(units) });
		let by = |provider, line: Line| stored(submit_by(provider, claim(coverage, [line])).unwrap());
		let invalid = "CO 16 M119";
		// No such supply, another tag, another number.
		let nothing = DispenseRef { unit: pack(99), n: 0, tag: Default::default() };
		assert_denied(&by(PHARMACY, drug(SERVED, 1, nothing)), 0, invalid);
		let first = supplied(1);
		let other_tag = DispenseRef { tag: supplied(2).tag, ..first.clone() };
		assert_denied(&by(PHARMACY, drug(SERVED, 2, other_tag)), 0, invalid);
		let other_number = DispenseRef { n: 1, ..first.clone() };
		assert_denied(&by(PHARMACY, drug(SERVED, 3, other_number)), 0, invalid);
		// Another dispenser's.
		assert_denied(&by(HOSPITAL, drug(SERVED, 4, first.clone())), 0, invalid);
		// More than was supplied.
		assert_denied(&by(PHARMACY, drug(SERVED, 11, first.clone())), 0, invalid);
		// What was supplied.
		let claim = by(PHARMACY, drug(SERVED, 10, first));
		assert_line(&claim, 0, 20_000, [("CO 45", 10_000)]);
	});
}

fn units_of_drug(n: u32) -> Line {
	units(DRUG, n)
}

#[test]
fn line_should_be_denied_when_its_supply_was_paid_for() {
	test(|| {
		let supplied = supply(1, 10, day(SERVED) + 9 * HOUR);
		let drug = |units| Line { dispense: Some(supplied.clone()), ..units_of_drug(units) };
		let coverage = covered(full());
		let first = submit_by(PHARMACY, claim(coverage, [drug(10)])).unwrap();
		assert_eq!(Claimed::<Test>::get(supplied.tag), Some(first));
		// To another patient, in another claim, of other units: a pack pays once.
		let other = covered(full());
		let again = submit_by(PHARMACY, claim(other, [drug(9)])).unwrap();
		assert_denied(&stored(again), 0, "CO B13");
		// In one claim.
		let (one, two) = (drug(3), Line { units: 2, charge: 6_000, ..drug(3) });
		let supplied_again = supply(2, 10, day(SERVED) + 9 * HOUR);
		let both = [one, two].map(|line| Line { dispense: Some(supplied_again.clone()), ..line });
		let claim = stored(submit_by(PHARMACY, claim(coverage, both)).unwrap());
		assert_line(&claim, 0, 6_000, [("CO 45", 3_000)]);
		assert_denied(&claim, 1, "CO B13");
	});
}

#[test]
fn supply_should_be_payable_again_when_the_claim_for_it_was_reversed() {
	test(|| {
		let dispense = Some(supply(1, 10, day(SERVED) + 9 * HOUR));
		let tag = dispense.as_ref().unwrap().tag;
		let coverage = covered(full());
		let drug = || claim(coverage, [Line { dispense: dispense.clone(), ..units_of_drug(10) }]);
		let first = submit_by(PHARMACY, drug()).unwrap();
		Claims::reverse(biller(PHARMACY), first, PHARMACY).unwrap();
		assert_eq!(Claimed::<Test>::get(tag), None);
		let again = submit_by(PHARMACY, drug()).unwrap();
		assert_eq!((stored(again).state, Claimed::<Test>::get(tag)), (ClaimState::Complete, Some(again)));
		// For ever, once it is closed.
		wait(WINDOW + 1);
		Claims::close(signed(STRANGER), again).unwrap();
		assert_eq!(Claimed::<Test>::get(tag), Some(again));
		let late = on(SERVED - 1, Line { dispense, ..units_of_drug(10) });
		let refused = stored(submit_by(PHARMACY, claim(coverage, [late])).unwrap());
		assert_denied(&refused, 0, "CO B13");
	});
}

#[test]
fn supply_should_not_be_taken_when_its_line_is_denied() {
	test(|| {
		let dispense = Some(supply(1, 10, day(SERVED) + 9 * HOUR));
		let tag = dispense.as_ref().unwrap().tag;
		let coverage = covered(terms([benefit(VISITS)]));
		let drug = Line { dispense: dispense.clone(), ..units_of_drug(10) };
		let refused = stored(submit_by(PHARMACY, claim(coverage, [drug.clone()])).unwrap());
		assert_denied(&refused, 0, "PR 204");
		assert_eq!(Claimed::<Test>::get(tag), None);
		let other = covered(full());
		let paid = stored(submit_by(PHARMACY, claim(other, [drug])).unwrap());
		assert_eq!(paid.state, ClaimState::Complete);
	});
}

// --- In this order -------------------------------------------------------------------------------------------------

#[test]
fn reason_should_be_the_first_rule_that_applies() {
	// Everything is wrong at first; then one thing after the other is mended, and the next rule speaks.
	let (requires, emergency) = (Flags::MATERNITY, Flags::EMERGENCY);
	let mut benefit = Benefit {
		covered: false,
		authorization: true,
		waiting_days: 1_000,
		out_of_network: None,
		requires,
		emergency,
		..benefit(VISITS)
	};
	let mut year = PlanTerms { filing_days: 0, ..terms([benefit.clone()]) };
	let mut context = Context {
		terms: None,
		coverage: Period { start: Some(day(95)), end: Some(day(80)) },
		family: false,
		tier: Tier::OutOfNetwork,
		flags: Flags::NONE,
		submitted: START,
		year_closed: true,
	};
	let mut facts = Facts {
		category: VISITS,
		charge: CHARGE,
		units: 2,
		from: day(SERVED),
		to: day(SERVED) + HOUR,
		allowed: Some(Allowed::PerUnit(1_000)),
		max_units: 0,
		authorized: None,
		finding: Some(Finding::Duplicate),
		prior: None,
	};
	let mut reasons = Vec::new();
	let mut ask = |context: &Context, facts: &Facts| {
		let (paid, adjustments) = told(&adjudicate(context, facts, &Running::default()));
		assert_eq!(paid + adjustments.iter().map(|(_, amount)| amount).sum::<Money>(), CHARGE);
		reasons.push(adjustments.into_iter().map(|(reason, _)| reason).collect::<Vec<_>>().join(", "));
	};
	ask(&context, &facts);
	facts.finding = Some(Finding::Excluded);
	ask(&context, &facts);
	context.coverage.start = Some(NEW_YEAR);
	ask(&context, &facts);
	context.coverage.end = None;
	ask(&context, &facts);
	let unlawful = year.clone();
	context.terms = Some(&unlawful);
	ask(&context, &facts);
	year.filing_days = 365;
	let in_time = year.clone();
	context.terms = Some(&in_time);
	ask(&context, &facts);
	context.year_closed = false;
	ask(&context, &facts);
	facts.finding = Some(Finding::NotLicensed);
	ask(&context, &facts);
	facts.finding = Some(Finding::DispenseUnknown);
	ask(&context, &facts);
	benefit.covered = true;
	let with = |benefit: &Benefit| PlanTerms { benefits: vec![benefit.clone()].try_into().unwrap(), ..in_time.clone() };
	let year = with(&benefit);
	context.terms = Some(&year);
	ask(&context, &facts);
	context.flags = requires;
	ask(&context, &facts);
	benefit.waiting_days = 90;
	let year = with(&benefit);
	context.terms = Some(&year);
	ask(&context, &facts);
	context.tier = Tier::InNetwork;
	ask(&context, &facts);
	facts.authorized = Some(0);
	ask(&context, &facts);
	facts.authorized = Some(2);
	ask(&context, &facts);
	facts.finding = Some(Finding::DispensePaid);
	ask(&context, &facts);
	facts.finding = None;
	ask(&context, &facts);
	assert_eq!(
		reasons,
		[
			"OA 18",
			"PR 26",
			"PR 27",
			"PR 204",
			"CO 29",
			"CO 29",
			"CO B7",
			"CO 185",
			"PR 204",
			"PR 167",
			"PR 179",
			"PR 242",
			"CO 197",
			"CO 198",
			"CO 16 M119",
			"CO B13",
			"CO 45",
		]
	);
}

#[test]
fn worst_finding_should_speak_when_several_apply() {
	test(|| {
		// Excluded, not affiliated, without licence, without authorisation, for an unknown supply, and a duplicate.
		let licence = Some(Licence { schema: LICENCE, scope: None });
		let coverage = covered(terms([Benefit { licence, authorization: true, ..benefit(DRUGS) }]));
		let nothing = DispenseRef { unit: pack(99), n: 0, tag: Default::default() };
		let drug = Line { rendering: Some(doctor()), dispense: Some(nothing), ..line(DRUG) };
		let regulator = signed(staff(REGULATOR, Duty::Credentialing));
		let exclude = |excluded| {
			Claims::set_exclusion(regulator.clone(), REGULATOR, Holder::Subject(doctor()), excluded).unwrap();
		};
		exclude(Some(since(NEW_YEAR)));
		let next = |served| adjudicated(coverage, [on(served, drug.clone())]);
		assert_denied(&next(50), 0, "CO B7");
		exclude(None);
		assert_denied(&next(51), 0, "CO 185");
		Claims::set_affiliation(signed(DOCTOR), doctor(), HOSPITAL, true).unwrap();
		assert_denied(&next(52), 0, "CO 185");
		hold(Holder::Subject(doctor()), LICENCE, None, Period::default());
		assert_denied(&next(53), 0, "CO 197");
		let authorization = Some(authorized(coverage, [wish(DRUGS, 1)]));
		let cites = on(54, Line { authorization, ..drug });
		assert_denied(&adjudicated(coverage, [cites.clone()]), 0, "CO 16 M119");
		assert_eq!(stored_authorization(authorization.unwrap()).lines[0].used, 0);
		let last = Line { dispense: None, ..on(55, cites) };
		assert_line(&adjudicated(coverage, [last]), 0, 2_000, [("CO 45", 1_000)]);
	});
}

#[test]
fn unknown_supply_should_be_found_when_an_authorisation_is_cited_that_nobody_needs() {
	test(|| {
		let coverage = covered(full());
		let nothing = DispenseRef { unit: pack(99), n: 0, tag: Default::default() };
		let drug = Line { authorization: Some(77), dispense: Some(nothing), ..line(DRUG) };
		assert_denied(&adjudicated(coverage, [drug]), 0, "CO 16 M119");
	});
}

#[test]
fn rules_should_speak_of_members_only_when_they_are_payers_now() {
	test(|| {
		// A payer that is suspended pays nothing new: the claim is not denied, it is rejected.
		let coverage = covered(full());
		Membership::mutate(|all| all.insert(PAYER, (false, Roles::of(&[Role::Payer]))));
		let refused = submit(claim(coverage, [line(VISIT)]));
		assert_eq!(refused, Err(Error::<Test>::PayerNotActive.into()));
		Membership::mutate(|all| all.insert(PAYER, (true, Roles::of(&[Role::Payer]))));
	});
}

#[test]
fn limits_of_a_new_plan_should_find_room_beside_those_of_the_old() {
	let limit = Some(Limit { kind: LimitKind::Units(5), period: LimitPeriod::Year });
	let limited = |from: u16| terms((from..from + 16).map(|category| Benefit { limit, ..benefit(category) }));
	let one = Count { units: 1, ..Default::default() };
	let mut running = Running::default();
	for category in 1..=16 {
		running.add(&limited(1), category, &one);
	}
	// The other plan limits half of what the first one does: the other half makes room.
	for category in 9..=24 {
		running.add(&limited(9), category, &one);
	}
	let used: Vec<_> = running.person.used.iter().map(|usage| (usage.category, usage.units)).collect();
	let expected: Vec<_> = (9..=24).map(|category| (category, if category <= 16 { 2 } else { 1 })).collect();
	assert_eq!(used, expected);
	// What has made room is taken back without harm.
	running.take_back(&limited(1), 1, &one);
	assert_eq!(running.person.used.len(), 16);
}
