//! Emergencies.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use frame_system::RawOrigin;
use salus_primitives::{Duty, Seconds};

type Failure = Error<Test>;

fn break_glass() -> sp_runtime::DispatchResult {
	Consent::break_glass(signed(DOCTOR), patient(), HOSPITAL, subject(DOCTOR), UNCONSCIOUS, DataScope::default())
}

fn broken() -> GrantId {
	assert_ok!(break_glass());
	NextGrant::<Test>::get() - 1
}

fn review(grant: GrantId, justified: bool) -> sp_runtime::DispatchResult {
	Consent::review(signed(staff(HOSPITAL, Duty::Privacy)), subject(DOCTOR), grant, HOSPITAL, justified)
}

fn let_forbid(allowed: bool) {
	let parameters = Parameters { break_glass_may_be_forbidden: allowed, ..CurrentParameters::<Test>::get() };
	assert_ok!(Consent::set_parameters(RawOrigin::Root.into(), parameters));
}

#[test]
fn glass_should_break_at_once_whatever_directives_say() {
	run(|| {
		record([deny()]);
		let grant = broken();
		assert!(is_good(grant));
		let Entry::BreakGlass { account, reason, expires, review_due, request, .. } = last_entry() else { panic!() };
		assert_eq!((account, reason, request.purpose), (DOCTOR, UNCONSCIOUS, BTG));
		assert_eq!((expires, review_due), (START + EMERGENCY, START + REVIEW));
		pass(EMERGENCY + 1);
		assert!(!is_good(grant));
	});
}

#[test]
fn glass_should_need_an_active_credential() {
	run(|| {
		Held::mutate(|held| held.clear());
		assert_noop!(break_glass(), Failure::NoActiveCredential);
	});
	run(|| {
		let none = Parameters { clinical_schema: None, ..CurrentParameters::<Test>::get() };
		assert_ok!(Consent::set_parameters(RawOrigin::Root.into(), none));
		assert_noop!(break_glass(), Failure::NoActiveCredential);
	});
}

#[test]
fn emergency_should_end_when_the_credential_is_revoked() {
	run(|| {
		let grant = broken();
		Held::mutate(|held| held.clear());
		assert!(!is_good(grant));
	});
}

#[test]
fn glass_should_need_duty_own_subject_and_reason() {
	run(|| {
		let data = DataScope::default;
		let as_other =
			Consent::break_glass(signed(DOCTOR), patient(), HOSPITAL, subject(OTHER_DOCTOR), UNCONSCIOUS, data());
		assert!(as_other.is_err());
		let clerk = staff(HOSPITAL, Duty::Billing);
		assert!(Consent::break_glass(signed(clerk), patient(), HOSPITAL, subject(DOCTOR), UNCONSCIOUS, data()).is_err());
		let no_reason = Consent::break_glass(signed(DOCTOR), patient(), HOSPITAL, subject(DOCTOR), TREAT, data());
		assert_noop!(no_reason, Failure::UnknownCode);
		let elsewhere = Consent::break_glass(signed(DOCTOR), patient(), CLINIC, subject(DOCTOR), UNCONSCIOUS, data());
		assert!(elsewhere.is_err());
	});
}

#[test]
fn directive_should_forbid_only_where_the_jurisdiction_lets_it() {
	run(|| {
		let number = record_terms(Terms { forbids_break_glass: true, ..terms([permit()]) });
		let grant = broken();
		let_forbid(true);
		assert_noop!(break_glass(), Failure::BreakGlassForbidden);
		assert!(!is_good(grant));
		assert_ok!(Consent::suspend(signed(PATIENT), patient(), Capacity::Subject, number));
		assert_ok!(break_glass());
		assert_ok!(Consent::resume(signed(PATIENT), patient(), Capacity::Subject, number));
		let_forbid(false);
		assert_ok!(break_glass());
		assert!(is_good(grant));
	});
}

#[test]
fn missed_review_should_suspend_by_itself_and_a_late_one_lift_it() {
	run(|| {
		let grant = broken();
		pass(REVIEW);
		assert_eq!(Consent::describe_emergencies(subject(DOCTOR)).suspension, None);
		pass(1);
		assert_eq!(Consent::describe_emergencies(subject(DOCTOR)).suspension, Some(Suspension::ReviewOverdue));
		assert_noop!(break_glass(), Failure::PrivilegeSuspended);
		assert_ok!(review(grant, true));
		assert_ok!(break_glass());
	});
}

#[test]
fn unjustified_emergency_should_revoke_until_reinstated() {
	run(|| {
		let grant = broken();
		assert_ok!(review(grant, false));
		assert_eq!(Consent::describe_emergencies(subject(DOCTOR)).suspension, Some(Suspension::Unjustified));
		assert_noop!(break_glass(), Failure::PrivilegeSuspended);
		let reinstate = |who, organization| Consent::reinstate(signed(who), subject(DOCTOR), organization);
		assert_noop!(reinstate(staff(CLINIC, Duty::Privacy), CLINIC), Failure::NotAuthorized);
		assert_ok!(reinstate(second(HOSPITAL), HOSPITAL));
		assert_noop!(reinstate(second(HOSPITAL), HOSPITAL), Failure::NotRevoked);
		assert_ok!(break_glass());
	});
}

#[test]
fn review_should_be_anothers_and_once() {
	run(|| {
		let grant = broken();
		let by = |who, organization| Consent::review(signed(who), subject(DOCTOR), grant, organization, true);
		assert!(by(DOCTOR, HOSPITAL).is_err());
		assert!(by(STRANGER, HOSPITAL).is_err());
		assert_noop!(by(staff(CLINIC, Duty::Privacy), CLINIC), Failure::NotAuthorized);
		let own = salus_primitives::Duties::of(&[Duty::Clinical, Duty::Privacy]);
		Staff::mutate(|all| all.insert((HOSPITAL, DOCTOR), own));
		assert_noop!(by(DOCTOR, HOSPITAL), Failure::OwnEmergency);
		assert_ok!(by(staff(REGULATOR, Duty::Privacy), REGULATOR));
		assert_noop!(by(staff(HOSPITAL, Duty::Privacy), HOSPITAL), Failure::NothingToReview);
		assert!(matches!(last_entry(), Entry::Reviewed { by: REGULATOR, justified: true, .. }));
	});
}

#[test]
fn many_unreviewed_emergencies_should_suspend() {
	run(|| {
		let first = broken();
		for _ in 1..32 {
			assert_ok!(break_glass());
		}
		assert_noop!(break_glass(), Failure::PrivilegeSuspended);
		assert_eq!(Consent::describe_emergencies(subject(DOCTOR)).suspension, Some(Suspension::TooManyUnreviewed));
		assert_ok!(review(first, true));
		assert_ok!(break_glass());
	});
}

#[test]
fn reviewed_emergencies_should_leave_nothing_in_state() {
	run(|| {
		let grant = broken();
		assert_ok!(review(grant, true));
		assert!(!EmergenciesOf::<Test>::contains_key(subject(DOCTOR)));
	});
}

#[test]
fn expiry_should_be_told_before_it_happens() {
	run(|| {
		broken();
		let Entry::BreakGlass { at, expires, .. } = last_entry() else { panic!() };
		assert_eq!(expires - at, EMERGENCY as Seconds);
	});
}

#[test]
fn revocation_should_be_lifted_by_whoever_made_it() {
	run(|| {
		let (one, other, third) = (broken(), broken(), broken());
		let regulator = staff(REGULATOR, Duty::Privacy);
		let reinstate = |who, organization| Consent::reinstate(signed(who), subject(DOCTOR), organization);
		let suspension = || Consent::describe_emergencies(subject(DOCTOR)).suspension;
		assert_ok!(Consent::review(signed(regulator), subject(DOCTOR), one, REGULATOR, false));
		assert_ok!(review(other, false));
		assert_ok!(reinstate(second(HOSPITAL), HOSPITAL));
		assert_noop!(reinstate(second(HOSPITAL), HOSPITAL), Failure::NotAuthorized);
		assert_eq!(suspension(), Some(Suspension::Unjustified));
		assert_ok!(review(third, false));
		assert_ok!(reinstate(regulator, REGULATOR));
		assert_eq!(suspension(), None);
	});
}

#[test]
fn unjustified_emergency_should_end_in_the_same_block() {
	run(|| {
		let (one, other) = (broken(), broken());
		assert!(is_good(one) && is_good(other));
		assert_ok!(review(one, false));
		assert!(!Grants::<Test>::contains_key(access::key(one)));
		assert!(!is_good(other));
	});
}

#[test]
fn whoever_broke_the_glass_should_not_review_it_after_giving_away_the_practitioner() {
	run(|| {
		let grant = broken();
		let both = salus_primitives::Duties::of(&[Duty::Clinical, Duty::Privacy]);
		Staff::mutate(|all| all.insert((HOSPITAL, DOCTOR), both));
		Population::mutate(|all| all.get_mut(&subject(DOCTOR)).unwrap().controllers = vec![FRIEND]);
		let own = Consent::review(signed(DOCTOR), subject(DOCTOR), grant, HOSPITAL, true);
		assert_noop!(own, Failure::OwnEmergency);
		assert_ok!(review(grant, false));
		assert_noop!(Consent::reinstate(signed(DOCTOR), subject(DOCTOR), HOSPITAL), Failure::OwnEmergency);
	});
}
