//! Consent to research: bound to a version of a protocol.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::Duty;
use AccessOutcome::*;

pub const SCIENTIST: u64 = staff(UNIVERSITY, Duty::Records);

fn office() -> RuntimeOrigin {
	signed(staff(UNIVERSITY, Duty::Privacy))
}

/// A protocol of the university.
pub fn protocol() -> ProtocolId {
	let protocol = NextProtocol::<Test>::get();
	assert_ok!(Consent::register_protocol(office(), UNIVERSITY, document(3)));
	protocol
}

fn study(protocol: ProtocolId) -> AccessRequest {
	AccessRequest {
		organization: UNIVERSITY,
		practitioner: None,
		purpose: RESEARCH,
		protocol: Some(protocol),
		..request()
	}
}

fn bound(protocol: ProtocolId, version: u32) -> Terms {
	let root = Provision { purposes: list([RESEARCH]), ..permit() };
	Terms { protocol: Some(ProtocolVersion { protocol, version }), ..terms([root]) }
}

fn asked(protocol: ProtocolId) -> (AccessOutcome, Option<GrantId>) {
	assert_ok!(Consent::request_access(signed(SCIENTIST), patient(), study(protocol), HOUR));
	let Entry::Access { outcome, grant, .. } = last_entry() else { panic!() };
	(outcome, grant)
}

#[test]
fn consent_should_hold_for_its_protocol_only() {
	run(|| {
		let (one, other) = (protocol(), protocol());
		record_terms(bound(one, 1));
		assert_eq!(asked(one).0, Permit);
		assert_eq!(asked(other).0, NoConsent);
		let without = AccessRequest { protocol: None, ..study(one) };
		assert_ok!(Consent::request_access(signed(SCIENTIST), patient(), without, HOUR));
		assert!(matches!(last_entry(), Entry::Access { outcome: NoConsent, .. }));
		let unknown = Consent::request_access(signed(SCIENTIST), patient(), study(77), HOUR);
		assert_noop!(unknown, Error::<Test>::ProtocolNotFound);
	});
}

#[test]
fn changed_protocol_should_need_consent_again() {
	run(|| {
		let protocol = protocol();
		let number = record_terms(bound(protocol, 1));
		let (_, grant) = asked(protocol);
		assert_ok!(Consent::amend_protocol(office(), protocol, document(4)));
		assert_eq!(asked(protocol).0, NoConsent);
		assert!(!is_good(grant.unwrap()));
		let again = |version| {
			Consent::supersede(signed(PATIENT), patient(), Capacity::Subject, number, bound(protocol, version))
		};
		assert_noop!(again(1), Error::<Test>::WrongProtocolVersion);
		assert_noop!(again(3), Error::<Test>::WrongProtocolVersion);
		assert_ok!(again(2));
		assert_eq!(asked(protocol).0, Permit);
	});
}

#[test]
fn no_new_use_should_let_grants_go_on_and_give_no_other() {
	run(|| {
		let protocol = protocol();
		let number = record_terms(bound(protocol, 1));
		let grant = asked(protocol).1.unwrap();
		let withdraw = |how| Consent::withdraw(signed(PATIENT), patient(), Capacity::Subject, number, how);
		assert_ok!(withdraw(Withdrawal::NoNewUse));
		assert_eq!(asked(protocol).0, NoConsent);
		assert!(is_good(grant));
		pass(HOUR + 1);
		assert!(!is_good(grant));
		assert_noop!(Consent::clear_expired(signed(STRANGER), patient(), number), Error::<Test>::NothingExpired);
		pass(DAY);
		assert_ok!(Consent::clear_expired(signed(STRANGER), patient(), number));
	});
}

#[test]
fn stop_all_use_should_end_grants_even_after_no_new_use() {
	run(|| {
		let protocol = protocol();
		let number = record_terms(bound(protocol, 1));
		let grant = asked(protocol).1.unwrap();
		let withdraw = |how| Consent::withdraw(signed(PATIENT), patient(), Capacity::Subject, number, how);
		assert_ok!(withdraw(Withdrawal::NoNewUse));
		assert_ok!(withdraw(Withdrawal::StopAllUse));
		assert!(!is_good(grant));
	});
}

#[test]
fn no_new_use_should_be_for_research_only() {
	run(|| {
		let number = record([permit()]);
		let how = Withdrawal::NoNewUse;
		let withdrawn = Consent::withdraw(signed(PATIENT), patient(), Capacity::Subject, number, how);
		assert_noop!(withdrawn, Error::<Test>::NotBoundToProtocol);
	});
}

#[test]
fn only_researchers_should_run_protocols() {
	run(|| {
		let hospital = Consent::register_protocol(signed(staff(HOSPITAL, Duty::Privacy)), HOSPITAL, document(1));
		assert_noop!(hospital, Error::<Test>::OrganizationNotFit);
		let protocol = protocol();
		assert!(Consent::amend_protocol(signed(SCIENTIST), protocol, document(1)).is_err());
		assert!(Consent::close_protocol(signed(staff(HOSPITAL, Duty::Privacy)), protocol).is_err());
	});
}

#[test]
fn closed_protocol_should_end_its_consents_and_return_the_deposit() {
	run(|| {
		let before = Balances::free_balance(staff(UNIVERSITY, Duty::Privacy));
		let protocol = protocol();
		record_terms(bound(protocol, 1));
		let (_, grant) = asked(protocol);
		assert_ok!(Consent::close_protocol(office(), protocol));
		assert!(!is_good(grant.unwrap()));
		assert_eq!(Balances::free_balance(staff(UNIVERSITY, Duty::Privacy)), before);
		assert_noop!(Consent::close_protocol(office(), protocol), Error::<Test>::ProtocolNotFound);
		// Its number is not given again.
		assert_ne!(super::research::protocol(), protocol);
	});
}

#[test]
fn cohort_should_decide_each_subject_for_itself() {
	run(|| {
		let protocol = protocol();
		record_terms(bound(protocol, 1));
		let subjects = list([patient(), child(), keyless()]);
		assert_ok!(Consent::request_cohort(signed(SCIENTIST), subjects, study(protocol), HOUR));
		let Event::CohortDecided { account, organization, grants } = events().pop().unwrap() else { panic!() };
		assert_eq!((account, organization), (SCIENTIST, UNIVERSITY));
		assert_eq!(grants.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false, false]);
		for subject in [patient(), child(), keyless()] {
			assert_eq!(Consent::trail_head(subject).unwrap().len, if subject == patient() { 2 } else { 1 });
		}
	});
}

#[test]
fn cohort_should_be_ascending_and_known() {
	run(|| {
		let protocol = protocol();
		let cohort = |subjects: Vec<salus_primitives::SubjectId>| {
			Consent::request_cohort(signed(SCIENTIST), list(subjects), study(protocol), HOUR)
		};
		assert_noop!(cohort(vec![]), Error::<Test>::NotAscending);
		assert_noop!(cohort(vec![patient(), patient()]), Error::<Test>::NotAscending);
		assert_noop!(cohort(vec![child(), patient()]), Error::<Test>::NotAscending);
		assert_noop!(cohort(vec![patient(), subject(9_999)]), Error::<Test>::SubjectNotFound);
	});
}

#[test]
fn cohort_should_decide_hundreds_in_one_call() {
	run(|| {
		let protocol = protocol();
		let accounts = 3_000..3_256u64;
		accounts.clone().for_each(open);
		for n in accounts.clone().step_by(2) {
			Balances::force_set_balance(RuntimeOrigin::root(), n, 1_000_000).unwrap();
			let terms = bound(protocol, 1);
			let capacity = Capacity::Subject;
			assert_ok!(Consent::record(signed(n), subject(n), capacity, Status::Active, terms, None));
		}
		let subjects = list(accounts.map(subject));
		assert_ok!(Consent::request_cohort(signed(SCIENTIST), subjects, study(protocol), HOUR));
		let Event::CohortDecided { grants, .. } = events().pop().unwrap() else { panic!() };
		assert_eq!(grants.iter().flatten().count(), 128);
	});
}

#[test]
fn protocol_should_open_nothing_to_another_organisation() {
	run(|| {
		let protocol = protocol();
		record_terms(bound(protocol, 1));
		let clerk = signed(staff(PAYER, Duty::Billing));
		let foreign = AccessRequest { organization: PAYER, ..study(protocol) };
		let asked = Consent::request_access(clerk, patient(), foreign.clone(), HOUR);
		assert_noop!(asked, Error::<Test>::OrganizationNotFit);
		assert_ne!(Consent::explain(patient(), &foreign).answer.outcome, Permit);
		assert_eq!(super::research::asked(protocol).0, Permit);
	});
}

#[test]
fn cohort_should_name_nobody() {
	run(|| {
		let asked = Consent::request_cohort(signed(DOCTOR), list([patient()]), request(), HOUR);
		assert_noop!(asked, Error::<Test>::CohortNamesNobody);
	});
}
