//! Coverages: enrolled, changed, removed, and the patient's key.

use crate::{
	mock::{Claims, *},
	*,
};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{Duty, Period, TrailHead, TrailKind};
use sp_runtime::DispatchError;

type Failure = Error<Test>;

fn change(coverage: CoverageId, what: CoverageChange<AccountId>) -> sp_runtime::DispatchResult {
	Claims::change_coverage(adjudicator(PAYER), coverage, what)
}

#[test]
fn coverage_should_begin_with_a_deposit_and_a_history() {
	test(|| {
		let plan = plan(full());
		let clerk = staff(PAYER, Duty::Registration);
		assert_ok!(Claims::enrol(signed(clerk), enrolment(plan)));
		assert!(Balances::reserved_balance(clerk) > 0);
		let kept = stored_coverage(0);
		assert_eq!((kept.payer, kept.plan, kept.member, kept.open, kept.order), (PAYER, plan, Some(PATIENT), 0, 1));
		let mut trail = TrailHead::new(TrailKind::Coverage, &codec::Encode::encode(&0u64));
		let entry = CoverageEntry::Enrolled(enrolment(plan));
		let head = trail.append(1, &entry).unwrap();
		assert_eq!(kept.trail, trail);
		assert_eq!(events().last(), Some(&Event::CoverageRecorded { coverage: 0, head, entry }));
		assert_eq!(Plans::<Test>::get(plan).unwrap().coverages, 1);
		assert_ok!(Claims::enrol(adjudicator(PAYER), enrolment(plan)));
	});
}

#[test]
fn enrolment_should_be_refused_when_something_is_wrong() {
	test(|| {
		let plan = plan(full());
		let refused = |enrolment, why: Failure| {
			assert_noop!(Claims::enrol(adjudicator(PAYER), enrolment), why);
		};
		let good = || enrolment(plan);
		refused(Enrolment { plan: 99, ..good() }, Failure::PlanNotFound);
		refused(Enrolment { relationship: Relationship::Child, ..good() }, Failure::RelationshipUnfit);
		let subscriber = enrol(good());
		refused(Enrolment { subscriber: Some(subscriber), ..good() }, Failure::RelationshipUnfit);
		let of = |subscriber| Enrolment { subscriber: Some(subscriber), relationship: Relationship::Child, ..good() };
		refused(of(99), Failure::SubscriberUnfit);
		let child = enrol(of(subscriber));
		refused(of(child), Failure::SubscriberUnfit);
		refused(of(enrol(enrolment(secondary_plan(full())))), Failure::SubscriberUnfit);
		refused(of(enrol(enrolment(register(PAYER, EUR, full()).unwrap()))), Failure::SubscriberUnfit);
		refused(Enrolment { period: Period { start: None, end: Some(5) }, ..good() }, Failure::PeriodUnfit);
		refused(Enrolment { period: Period { start: Some(6), end: Some(5) }, ..good() }, Failure::PeriodUnfit);
		refused(Enrolment { order: 0, ..good() }, Failure::OrderUnfit);
		for duty in [Duty::Finance, Duty::Billing] {
			assert_noop!(Claims::enrol(signed(staff(PAYER, duty)), good()), DispatchError::BadOrigin);
		}
		assert_noop!(Claims::enrol(adjudicator(SECONDARY), good()), DispatchError::BadOrigin);
		NextCoverage::<Test>::put(u64::MAX);
		refused(good(), Failure::NumbersExhausted);
	});
}

#[test]
fn coverage_should_change_in_one_thing_at_a_time() {
	test(|| {
		let coverage = covered(full());
		assert_ok!(change(coverage, CoverageChange::End(Some(day(300)))));
		assert_ok!(change(coverage, CoverageChange::Order(2)));
		assert_ok!(change(coverage, CoverageChange::Member(None)));
		let other = plan(full());
		assert_ok!(change(coverage, CoverageChange::Plan(other)));
		let kept = stored_coverage(coverage);
		assert_eq!((kept.period.end, kept.order, kept.member, kept.plan), (Some(day(300)), 2, None, other));
		assert_eq!(kept.trail.len, 5);
		assert_eq!(coverage_history(coverage).len(), 5);
		assert_eq!(Plans::<Test>::iter_values().map(|plan| plan.coverages).sum::<u64>(), 1);
		assert_ok!(Claims::change_coverage(
			signed(staff(PAYER, Duty::Registration)),
			coverage,
			CoverageChange::End(None)
		));
	});
}

#[test]
fn change_should_be_refused_when_something_is_wrong() {
	test(|| {
		let coverage = covered(full());
		assert_noop!(change(99, CoverageChange::Order(2)), Failure::CoverageNotFound);
		assert_noop!(change(coverage, CoverageChange::Order(1)), Failure::NothingToChange);
		assert_noop!(change(coverage, CoverageChange::End(None)), Failure::NothingToChange);
		assert_noop!(change(coverage, CoverageChange::Member(Some(PATIENT))), Failure::NothingToChange);
		assert_noop!(change(coverage, CoverageChange::Plan(0)), Failure::NothingToChange);
		assert_noop!(change(coverage, CoverageChange::Order(0)), Failure::OrderUnfit);
		assert_noop!(change(coverage, CoverageChange::End(Some(NEW_YEAR - 1))), Failure::PeriodUnfit);
		assert_noop!(change(coverage, CoverageChange::Plan(99)), Failure::PlanNotFound);
		let (others, euros) = (secondary_plan(full()), register(PAYER, EUR, full()).unwrap());
		assert_noop!(change(coverage, CoverageChange::Plan(others)), Failure::PlanNotFound);
		assert_noop!(change(coverage, CoverageChange::Plan(euros)), Failure::PlanNotFound);
		let order = CoverageChange::Order(2);
		let origin = signed(staff(PAYER, Duty::Finance));
		assert_noop!(Claims::change_coverage(origin, coverage, order.clone()), DispatchError::BadOrigin);
		assert_noop!(Claims::change_coverage(adjudicator(SECONDARY), coverage, order), DispatchError::BadOrigin);
	});
}

#[test]
fn what_was_adjudicated_should_stay_when_a_coverage_changes() {
	test(|| {
		let coverage = covered(full());
		let before = adjudicated(coverage, [line(VISIT)]);
		change(coverage, CoverageChange::End(Some(NEW_YEAR))).unwrap();
		assert_eq!(stored(0), before);
		assert_line(&adjudicated(coverage, [line(SURGERY)]), 0, 0, [("PR 27", 150_000)]);
	});
}

#[test]
fn counters_should_follow_a_coverage_into_another_plan_of_the_year() {
	test(|| {
		let ceilings = Ceilings { deductible: 15_000, ..Default::default() };
		let terms = || PlanTerms { ceilings, ..terms([visits(share(0, true, 0))]) };
		let coverage = covered(terms());
		adjudicated(coverage, [on(50, line(VISIT))]);
		change(coverage, CoverageChange::Plan(plan(terms()))).unwrap();
		let claim = adjudicated(coverage, [on(51, line(VISIT))]);
		assert_line(&claim, 0, 5_000, [("PR 1", 5_000), ("CO 45", 5_000)]);
	});
}

#[test]
fn patient_should_change_its_own_key() {
	test(|| {
		let coverage = covered(full());
		assert_noop!(Claims::rotate_member(signed(STRANGER), coverage, STRANGER), Failure::NotMember);
		assert_noop!(Claims::rotate_member(adjudicator(PAYER), coverage, STRANGER), Failure::NotMember);
		assert_noop!(Claims::rotate_member(signed(PATIENT), coverage, PATIENT), Failure::NothingToChange);
		assert_noop!(Claims::rotate_member(signed(PATIENT), 99, SPOUSE), Failure::CoverageNotFound);
		assert_ok!(Claims::rotate_member(signed(PATIENT), coverage, SPOUSE));
		assert_eq!(stored_coverage(coverage).member, Some(SPOUSE));
		assert_eq!(
			coverage_history(coverage).last(),
			Some(&CoverageEntry::Changed(CoverageChange::Member(Some(SPOUSE))))
		);
		// The old key has no say any more.
		assert_noop!(Claims::rotate_member(signed(PATIENT), coverage, PATIENT), Failure::NotMember);
	});
}

#[test]
fn coverage_should_be_removed_when_nothing_can_be_claimed_any_more() {
	test(|| {
		let plan = plan(PlanTerms { filing_days: 20, ..full() });
		let clerk = staff(PAYER, Duty::Adjudication);
		let before = Balances::reserved_balance(clerk);
		let coverage =
			enrol(Enrolment { period: Period { start: Some(NEW_YEAR), end: Some(START) }, ..enrolment(plan) });
		let open = submit(claim(coverage, [line(VISIT)])).unwrap();
		let remove = || Claims::remove_coverage(adjudicator(PAYER), coverage);
		assert_noop!(remove(), Failure::CoverageInUse);
		Claims::reverse(biller(HOSPITAL), open, HOSPITAL).unwrap();
		Claims::close(signed(STRANGER), open).unwrap();
		assert_noop!(remove(), Failure::CoverageNotEnded);
		wait(20 * DAY);
		assert_noop!(remove(), Failure::CoverageNotEnded);
		wait(1);
		assert_noop!(Claims::remove_coverage(adjudicator(SECONDARY), coverage), DispatchError::BadOrigin);
		assert_noop!(Claims::remove_coverage(signed(PATIENT), coverage), DispatchError::BadOrigin);
		let trail = stored_coverage(coverage).trail;
		assert_ok!(remove());
		assert_eq!(events().last(), Some(&Event::CoverageRemoved { coverage, trail }));
		assert_noop!(remove(), Failure::CoverageNotFound);
		assert_eq!(Balances::reserved_balance(clerk), before);
		assert_eq!(Served::<Test>::iter_prefix(coverage).count(), 0);
		assert_ok!(Claims::remove_plan(adjudicator(PAYER), plan));
	});
}

#[test]
fn coverage_should_stay_when_others_depend_on_it() {
	test(|| {
		let subscriber = covered(PlanTerms { filing_days: 0, ..full() });
		let spouse = relative(subscriber);
		for coverage in [subscriber, spouse] {
			change(coverage, CoverageChange::End(Some(START - 1))).unwrap();
		}
		wait(DAY);
		let remove = |coverage| Claims::remove_coverage(adjudicator(PAYER), coverage);
		assert_noop!(remove(subscriber), Failure::CoverageInUse);
		assert_ok!(remove(spouse));
		assert_ok!(remove(subscriber));
	});
}

#[test]
fn coverage_should_stay_when_an_authorisation_is_open() {
	test(|| {
		let coverage = covered(PlanTerms { filing_days: 0, ..full() });
		let authorization = ask(request(coverage, [wish(VISITS, 1)])).unwrap();
		change(coverage, CoverageChange::End(Some(START - 1))).unwrap();
		wait(DAY);
		let remove = || Claims::remove_coverage(adjudicator(PAYER), coverage);
		assert_noop!(remove(), Failure::CoverageInUse);
		Claims::cancel_authorization(biller(HOSPITAL), authorization).unwrap();
		Claims::remove_authorization(signed(STRANGER), authorization).unwrap();
		assert_ok!(remove());
	});
}

#[test]
fn coverage_should_be_removed_in_steps_when_more_was_served_than_one_call_forgets() {
	let mut ext = new_test_ext();
	let coverage = ext.execute_with(|| {
		let coverage = covered(PlanTerms { filing_days: 0, ..full() });
		for day in 0..400 {
			Served::<Test>::insert(coverage, day, frame_support::BoundedVec::truncate_from(vec![[1; 16]]));
		}
		change(coverage, CoverageChange::End(Some(START - 1))).unwrap();
		wait(DAY);
		coverage
	});
	// What a call forgets is counted among what stood before its block.
	ext.commit_all().unwrap();
	ext.execute_with(|| {
		assert_ok!(Claims::remove_coverage(adjudicator(PAYER), coverage));
		assert!(Coverages::<Test>::contains_key(coverage));
		assert_eq!(Served::<Test>::iter_prefix(coverage).count(), 400 - 366);
		assert_eq!(events().last(), Some(&Event::ServicesForgotten { coverage }));
	});
	ext.commit_all().unwrap();
	ext.execute_with(|| {
		assert_ok!(Claims::remove_coverage(adjudicator(PAYER), coverage));
		assert!(!Coverages::<Test>::contains_key(coverage));
		assert_eq!(Served::<Test>::iter_prefix(coverage).count(), 0);
		Claims::do_try_state().unwrap();
	});
}
