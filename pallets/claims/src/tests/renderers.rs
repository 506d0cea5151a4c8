//! Who renders services: affiliation, exclusion, and how much anybody can do in a day.

use crate::{
	mock::{Claims, *},
	*,
};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{Duty, Holder, Period};
use sp_runtime::DispatchError;

type Failure = Error<Test>;

fn credentialing() -> RuntimeOrigin {
	signed(staff(REGULATOR, Duty::Credentialing))
}

#[test]
fn person_should_let_organisations_bill_for_it_and_take_that_back() {
	test(|| {
		assert_ok!(Claims::set_affiliation(signed(DOCTOR), doctor(), HOSPITAL, true));
		assert_ok!(Claims::set_affiliation(signed(DOCTOR), doctor(), CLINIC, true));
		let known = || Renderers::<Test>::get(Holder::Subject(doctor())).affiliations.to_vec();
		assert_eq!(known(), [HOSPITAL, CLINIC]);
		let event = Event::AffiliationSet { renderer: doctor(), organization: HOSPITAL, affiliated: true };
		assert_eq!(events()[0], event);
		let again = Claims::set_affiliation(signed(DOCTOR), doctor(), HOSPITAL, true);
		assert_noop!(again, Failure::NothingToChange);
		assert_ok!(Claims::set_affiliation(signed(DOCTOR), doctor(), HOSPITAL, false));
		assert_noop!(Claims::set_affiliation(signed(DOCTOR), doctor(), HOSPITAL, false), Failure::NothingToChange);
		assert_ok!(Claims::set_affiliation(signed(DOCTOR), doctor(), CLINIC, false));
		assert!(!Renderers::<Test>::contains_key(Holder::Subject(doctor())));
	});
}

#[test]
fn nobody_else_should_affiliate_a_person() {
	test(|| {
		for who in [STRANGER, OTHER_DOCTOR, staff(HOSPITAL, Duty::Billing), staff(HOSPITAL, Duty::Credentialing)] {
			let forged = Claims::set_affiliation(signed(who), doctor(), HOSPITAL, true);
			assert_noop!(forged, DispatchError::BadOrigin);
		}
	});
}

#[test]
fn affiliations_should_have_an_end() {
	test(|| {
		for organization in 0..16 {
			assert_ok!(Claims::set_affiliation(signed(DOCTOR), doctor(), organization, true));
		}
		let more = Claims::set_affiliation(signed(DOCTOR), doctor(), 16, true);
		assert_noop!(more, Failure::TooManyAffiliations);
	});
}

#[test]
fn regulator_should_exclude_persons_and_organisations() {
	test(|| {
		let excluded = Some(since(day(10)));
		for holder in [Holder::Subject(doctor()), Holder::Organization(CLINIC)] {
			assert_ok!(Claims::set_exclusion(credentialing(), REGULATOR, holder, excluded));
			assert_eq!(events().last(), Some(&Event::ExclusionSet { holder, excluded, by: REGULATOR }));
			let again = Claims::set_exclusion(credentialing(), REGULATOR, holder, excluded);
			assert_noop!(again, Failure::NothingToChange);
			assert_ok!(Claims::set_exclusion(credentialing(), REGULATOR, holder, None));
			assert!(!Renderers::<Test>::contains_key(holder));
		}
	});
}

#[test]
fn exclusion_should_be_refused_when_something_is_wrong() {
	test(|| {
		let holder = Holder::Organization(CLINIC);
		let set = |origin, by, excluded| Claims::set_exclusion(origin, by, holder, excluded);
		let excluded = Some(since(day(10)));
		let auditor = signed(staff(AUDITOR, Duty::Credentialing));
		assert_noop!(set(auditor, AUDITOR, excluded), Failure::RoleMissing);
		let clerk = signed(staff(REGULATOR, Duty::Adjudication));
		assert_noop!(set(clerk, REGULATOR, excluded), DispatchError::BadOrigin);
		assert_noop!(set(signed(STRANGER), REGULATOR, excluded), DispatchError::BadOrigin);
		let empty = Some(Period { start: Some(2), end: Some(1) });
		assert_noop!(set(credentialing(), REGULATOR, empty), Failure::PeriodUnfit);
		assert_noop!(set(credentialing(), REGULATOR, Some(Period::default())), Failure::PeriodUnfit);
		assert_noop!(set(credentialing(), REGULATOR, None), Failure::NothingToChange);
	});
}

#[test]
fn person_should_look_when_somebody_renders_more_than_anybody_can() {
	test(|| {
		ServicesPerDay::set(3);
		Claims::set_affiliation(signed(DOCTOR), doctor(), HOSPITAL, true).unwrap();
		let coverages = [covered(full()), covered(full())];
		let by_doctor = |service| Line { rendering: Some(doctor()), ..line(service) };
		// Under one coverage and another, in one claim and another: the day is the doctor's.
		adjudicated(coverages[0], [by_doctor(VISIT), by_doctor(THERAPY)]);
		let third = adjudicated(coverages[1], [by_doctor(VISIT)]);
		assert_eq!(third.state, ClaimState::Complete);
		let fourth = stored(submit(claim(coverages[1], [by_doctor(THERAPY)])).unwrap());
		assert_eq!((fourth.state, fourth.pended), (ClaimState::Pended, Some(PendReason::Volume)));
		let day = (day(SERVED) / DAY) as u32;
		let alert = Event::VolumeAlert { renderer: Holder::Subject(doctor()), day, services: 4 };
		assert!(events().contains(&alert));
		// Another day, and what the organisation itself renders, are no matter.
		let next_day = on(SERVED + 1, by_doctor(VISIT));
		assert_eq!(adjudicated(coverages[1], [next_day]).state, ClaimState::Complete);
		let own = [line(VISIT), line(THERAPY), line(DRUG), line(SCREENING), line(SURGERY)];
		assert_eq!(adjudicated(coverages[0], own).state, ClaimState::Complete);
	});
}

#[test]
fn services_should_be_counted_no_more_when_they_were_taken_back() {
	test(|| {
		ServicesPerDay::set(1);
		Claims::set_affiliation(signed(DOCTOR), doctor(), HOSPITAL, true).unwrap();
		let coverage = covered(full());
		let by_doctor = |service| Line { rendering: Some(doctor()), ..line(service) };
		let before = Renderers::<Test>::get(Holder::Subject(doctor()));
		let first = submit(claim(coverage, [by_doctor(VISIT)])).unwrap();
		Claims::reverse(biller(HOSPITAL), first, HOSPITAL).unwrap();
		assert_eq!(Renderers::<Test>::get(Holder::Subject(doctor())), before);
		assert_eq!(adjudicated(coverage, [by_doctor(THERAPY)]).state, ClaimState::Complete);
	});
}

#[test]
fn newest_days_should_be_kept_when_there_are_too_many() {
	test(|| {
		ServicesPerDay::set(1);
		Claims::set_affiliation(signed(DOCTOR), doctor(), HOSPITAL, true).unwrap();
		let coverage = covered(full());
		let by_doctor = |n, service| on(n, Line { rendering: Some(doctor()), ..line(service) });
		for n in 10..42 {
			adjudicated(coverage, [by_doctor(n, VISIT)]);
		}
		let days = || Renderers::<Test>::get(Holder::Subject(doctor())).days.to_vec();
		assert_eq!(days().len(), 32);
		// Older than all: not counted. Newer: the oldest goes.
		adjudicated(coverage, [by_doctor(5, VISIT)]);
		assert_eq!((days().len(), days()[0].0), (32, (day(10) / DAY) as u32));
		adjudicated(coverage, [by_doctor(50, VISIT)]);
		assert_eq!((days().len(), days()[0].0), (32, (day(11) / DAY) as u32));
		let again = submit(claim(coverage, [by_doctor(50, THERAPY)])).unwrap();
		assert_eq!(stored(again).pended, Some(PendReason::Volume));
	});
}
