//! Fee schedules, plans, versions and networks.

use crate::{
	mock::{Claims, *},
	*,
};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{
	anchor::{Root, MAX_LEAVES},
	Duty, Period,
};
use sp_runtime::DispatchError;

type Failure = Error<Test>;

fn reserved(who: AccountId) -> u64 {
	Balances::reserved_balance(who)
}

#[test]
fn schedule_should_be_registered_and_removed_with_its_deposit() {
	test(|| {
		let clerk = staff(PAYER, Duty::Adjudication);
		let before = reserved(clerk);
		let root = Fees::standard().root();
		assert_ok!(Claims::register_schedule(signed(clerk), PAYER, root));
		assert_eq!(events(), [Event::ScheduleRegistered { payer: PAYER, schedule: 2, root }]);
		assert!(reserved(clerk) > before);
		assert_eq!(Claims::schedule(2), Some(Schedule { payer: PAYER, root, plans: 0, ticket: () }));
		// Somebody else's staff does it; the deposit returns to whoever paid it.
		assert_noop!(Claims::remove_schedule(adjudicator(SECONDARY), 2), DispatchError::BadOrigin);
		assert_ok!(Claims::remove_schedule(signed(reviewer(PAYER, 1)), 2));
		assert_eq!((reserved(clerk), Claims::schedule(2)), (before, None));
		assert_eq!(events().last(), Some(&Event::ScheduleRemoved { schedule: 2 }));
		assert_noop!(Claims::remove_schedule(signed(clerk), 2), Failure::ScheduleNotFound);
	});
}

#[test]
fn schedule_should_be_refused_when_something_is_wrong() {
	test(|| {
		let root = Fees::standard().root();
		for count in [0, MAX_LEAVES + 1] {
			let unfit = Claims::register_schedule(adjudicator(PAYER), PAYER, Root { count, ..root });
			assert_noop!(unfit, Failure::LeafCountOutOfRange);
		}
		assert_noop!(Claims::register_schedule(adjudicator(HOSPITAL), HOSPITAL, root), Failure::RoleMissing);
		let other_duty = signed(staff(PAYER, Duty::Finance));
		assert_noop!(Claims::register_schedule(other_duty, PAYER, root), DispatchError::BadOrigin);
		NextSchedule::<Test>::put(u32::MAX);
		assert_noop!(Claims::register_schedule(adjudicator(PAYER), PAYER, root), Failure::NumbersExhausted);
	});
}

#[test]
fn schedule_should_stay_when_a_plan_names_it() {
	test(|| {
		let plan = plan(full());
		Claims::publish_version(adjudicator(PAYER), plan, PlanTerms { period: year(1), year: 2027, ..full() }).unwrap();
		assert_eq!(Claims::schedule(SCHEDULE).unwrap().plans, 2);
		assert_noop!(Claims::remove_schedule(adjudicator(PAYER), SCHEDULE), Failure::ScheduleInUse);
		assert_ok!(Claims::remove_plan(adjudicator(PAYER), plan));
		assert_ok!(Claims::remove_schedule(adjudicator(PAYER), SCHEDULE));
	});
}

#[test]
fn plan_should_be_registered_and_removed_with_its_deposit() {
	test(|| {
		let clerk = staff(PAYER, Duty::Adjudication);
		let before = reserved(clerk);
		assert_ok!(Claims::register_plan(signed(clerk), PAYER, USD, full()));
		assert_eq!(events(), [Event::PlanPublished { payer: PAYER, plan: 0, version: 0 }]);
		assert!(reserved(clerk) > before);
		let (kept, version, terms) = Claims::plan_and_terms(0, None).unwrap();
		assert_eq!((kept.payer, kept.currency, kept.versions.to_vec(), kept.coverages), (PAYER, USD, vec![year(0)], 0));
		assert_eq!((version, terms), (0, full()));
		assert_noop!(Claims::remove_plan(adjudicator(SECONDARY), 0), DispatchError::BadOrigin);
		assert_ok!(Claims::remove_plan(signed(clerk), 0));
		assert_eq!((reserved(clerk), Claims::plan_and_terms(0, None)), (before, None));
		assert_eq!(events().last(), Some(&Event::PlanRemoved { plan: 0 }));
		assert_noop!(Claims::remove_plan(signed(clerk), 0), Failure::PlanNotFound);
		assert_eq!(Terms::<Test>::iter().count(), 0);
	});
}

#[test]
fn plan_should_be_refused_when_something_is_wrong() {
	test(|| {
		let refused = |terms: PlanTerms, why: Failure| {
			assert_noop!(Claims::register_plan(adjudicator(PAYER), PAYER, USD, terms), why);
		};
		assert_noop!(Claims::register_plan(adjudicator(PAYER), PAYER, 1, full()), Failure::CurrencyNotFound);
		assert_noop!(Claims::register_plan(adjudicator(HOSPITAL), HOSPITAL, USD, full()), Failure::RoleMissing);
		assert_noop!(Claims::register_plan(biller(PAYER), PAYER, USD, full()), DispatchError::BadOrigin);
		let period = |start, end| PlanTerms { period: Period { start, end }, ..full() };
		refused(period(None, Some(1)), Failure::VersionPeriodUnfit);
		refused(period(Some(1), None), Failure::VersionPeriodUnfit);
		refused(period(Some(2), Some(1)), Failure::VersionPeriodUnfit);
		refused(PlanTerms { schedule: 99, ..full() }, Failure::ScheduleNotFound);
		refused(PlanTerms { schedule: OTHER_SCHEDULE, ..full() }, Failure::ScheduleNotFound);
		let twice = vec![benefit(VISITS), benefit(VISITS)].try_into().unwrap();
		refused(PlanTerms { benefits: twice, ..full() }, Failure::BenefitsNotAscending);
		let descending = vec![benefit(SURGERIES), benefit(VISITS)].try_into().unwrap();
		refused(PlanTerms { benefits: descending, ..full() }, Failure::BenefitsNotAscending);
		refused(terms([benefit(200)]), Failure::CategoryUnknown);
		Retired::mutate(|all| all.insert(VISITS));
		refused(full(), Failure::CategoryUnknown);
		Retired::mutate(|all| all.clear());
		let limit = Some(Limit { kind: LimitKind::Units(1), period: LimitPeriod::Year });
		let limited = |n: u16| terms((1..=n).map(|category| Benefit { limit, ..benefit(category) }));
		refused(limited(17), Failure::TooManyLimits);
		assert_ok!(Claims::register_plan(adjudicator(PAYER), PAYER, USD, limited(16)));
		NextPlan::<Test>::put(u32::MAX);
		refused(full(), Failure::NumbersExhausted);
	});
}

#[test]
fn versions_should_follow_each_other() {
	test(|| {
		let plan = plan(full());
		let publish =
			|period, year| Claims::publish_version(adjudicator(PAYER), plan, PlanTerms { period, year, ..full() });
		let end = year(0).end.unwrap();
		assert_noop!(publish(Period { start: Some(end), end: Some(end + 5) }, 2027), Failure::VersionPeriodUnfit);
		assert_noop!(publish(Period { start: Some(0), end: Some(5) }, 2025), Failure::VersionPeriodUnfit);
		assert_noop!(publish(year(1), 2025), Failure::BenefitYearUnfit);
		assert_ok!(publish(year(1), 2027));
		assert_eq!(events().last(), Some(&Event::PlanPublished { payer: PAYER, plan, version: 1 }));
		// A gap is allowed: nothing is covered in it. So is another version of the same year.
		assert_ok!(publish(Period { start: year(3).start, end: Some(year(3).start.unwrap() + 5) }, 2027));
		assert_ok!(publish(Period { start: Some(year(3).start.unwrap() + 6), end: year(3).end }, 2027));
		for n in 4..16 {
			assert_ok!(publish(year(n), 2026 + n as u16));
		}
		assert_noop!(publish(year(16), 2050), Failure::TooManyVersions);
		assert_noop!(Claims::publish_version(adjudicator(PAYER), 99, full()), Failure::PlanNotFound);
		assert_noop!(Claims::publish_version(adjudicator(SECONDARY), plan, full()), DispatchError::BadOrigin);
		assert_eq!(Claims::plan_and_terms(plan, Some(0)).unwrap().2, full());
	});
}

#[test]
fn terms_should_stay_as_published_whatever_comes_later() {
	test(|| {
		let plan = plan(terms([visits(share(2_000, false, 0))]));
		let coverage = enrol(enrolment(plan));
		let later = PlanTerms { period: year(1), year: 2027, ..terms([visits(share(9_000, false, 0))]) };
		Claims::publish_version(adjudicator(PAYER), plan, later).unwrap();
		let claim = adjudicated(coverage, [line(VISIT)]);
		assert_line(&claim, 0, 8_000, [("PR 3", 2_000), ("CO 45", 5_000)]);
		assert_eq!(claim.version, Some(0));
	});
}

#[test]
fn plan_should_stay_when_somebody_is_covered_by_it() {
	test(|| {
		let plan = plan(full());
		enrol(enrolment(plan));
		assert_noop!(Claims::remove_plan(adjudicator(PAYER), plan), Failure::PlanInUse);
	});
}

#[test]
fn contract_should_say_on_which_terms_a_provider_is_in_the_network() {
	test(|| {
		let network = Some(Network { tier: Tier::Preferred, period: since(NEW_YEAR) });
		assert_ok!(Claims::set_contract(adjudicator(PAYER), PAYER, CLINIC, network));
		assert_eq!(Claims::contract(PAYER, CLINIC).network, network);
		assert_eq!(events(), [Event::ContractSet { payer: PAYER, provider: CLINIC, network }]);
		assert_ok!(Claims::set_contract(adjudicator(PAYER), PAYER, CLINIC, None));
		assert!(!Contracts::<Test>::contains_key(PAYER, CLINIC), "nothing is kept of nothing");
	});
}

#[test]
fn contract_should_be_refused_when_something_is_wrong() {
	test(|| {
		let set = |provider, tier, period| {
			Claims::set_contract(adjudicator(PAYER), PAYER, provider, Some(Network { tier, period }))
		};
		assert_noop!(set(PAYER, Tier::InNetwork, since(0)), Failure::PayerIsProvider);
		assert_noop!(set(CLINIC, Tier::OutOfNetwork, since(0)), Failure::NetworkUnfit);
		let empty = Period { start: Some(2), end: Some(1) };
		assert_noop!(set(CLINIC, Tier::InNetwork, empty), Failure::NetworkUnfit);
		let network = None;
		assert_noop!(Claims::set_contract(adjudicator(HOSPITAL), HOSPITAL, CLINIC, network), Failure::RoleMissing);
		assert_noop!(Claims::set_contract(biller(PAYER), PAYER, CLINIC, network), DispatchError::BadOrigin);
	});
}

#[test]
fn contract_should_keep_what_is_owed_when_a_provider_leaves_the_network() {
	test(|| {
		Contracts::<Test>::mutate(PAYER, HOSPITAL, |contract| contract.owed = Some((USD, 5)));
		Claims::set_contract(adjudicator(PAYER), PAYER, HOSPITAL, None).unwrap();
		assert_eq!(Claims::contract(PAYER, HOSPITAL).owed, Some((USD, 5)));
	});
}

#[test]
fn price_key_should_tell_services_modifiers_tiers_and_secrets_apart() {
	let key = fee_key(&SECRET, "G0463", &["25"], Tier::InNetwork);
	for other in [
		fee_key(&SECRET, "G0464", &["25"], Tier::InNetwork),
		fee_key(&SECRET, "G0463", &[], Tier::InNetwork),
		fee_key(&SECRET, "G0463", &["25", "25"], Tier::InNetwork),
		fee_key(&SECRET, "G046325", &[], Tier::InNetwork),
		fee_key(&SECRET, "G0463", &["25"], Tier::Preferred),
		fee_key(&[0; 32], "G0463", &["25"], Tier::InNetwork),
	] {
		assert_ne!(key, other);
	}
}
