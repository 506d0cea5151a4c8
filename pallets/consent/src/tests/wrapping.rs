//! A call means the same however it is wrapped.

use super::research::protocol;
use crate::{
	mock::{self, *},
	*,
};
use frame_support::{assert_noop, assert_ok};
use pallet_multisig::Timepoint;
use salus_primitives::Duty;
use sp_runtime::{traits::Dispatchable, DispatchError};

type Call = crate::Call<Test>;

/// Everything that a stranger may not do.
fn forbidden() -> Vec<Call> {
	let (subject, number) = (patient(), 1);
	let mut calls = Vec::new();
	for capacity in [Capacity::Subject, Capacity::Guardian, Capacity::Proxy, Capacity::Organization(HOSPITAL)] {
		let terms = terms([permit()]);
		calls.extend([
			Call::record { subject, capacity, status: Status::Active, terms: terms.clone(), evidence: None },
			Call::supersede { subject, capacity, number, terms },
			Call::activate { subject, capacity, number },
			Call::suspend { subject, capacity, number },
			Call::resume { subject, capacity, number },
			Call::withdraw { subject, capacity, number, withdrawal: Withdrawal::StopAllUse },
			Call::contest { subject, capacity, number },
			Call::enter_in_error { subject, capacity, number },
			Call::request_privacy { subject, capacity, right: PrivacyRight::Erasure, holders: list([HOSPITAL]) },
			Call::close_privacy_request { request: 0, capacity },
		]);
	}
	let (organization, practitioner) = (HOSPITAL, super::super::mock::subject(DOCTOR));
	let proxy = crate::Proxy { account: STRANGER, condition: Condition::Always, until: None, document: document(1) };
	calls.extend([
		Call::set_base_policy { organization, policy: None, document: document(1), provisions: list([permit()]) },
		Call::remove_base_policy { organization },
		Call::set_group { organization, group: group_of(organization, 0), members: list([practitioner]) },
		Call::register_protocol { organization: UNIVERSITY, document: document(1) },
		Call::amend_protocol { protocol: 0, document: document(1) },
		Call::close_protocol { protocol: 0 },
		Call::appoint_proxy { subject, proxy },
		Call::dismiss_proxy { subject, account: FRIEND },
		Call::declare_incapacity { subject, organization, practitioner, evidence: document(1) },
		Call::end_incapacity { subject, clinician: None },
		Call::end_incapacity { subject, clinician: Some((organization, practitioner)) },
		Call::request_access { subject, request: request(), lifetime: HOUR },
		Call::request_cohort {
			subjects: list([subject]),
			request: AccessRequest { practitioner: None, ..request() },
			lifetime: HOUR,
		},
		Call::close_grant { grant: 0 },
		Call::break_glass { subject, organization, practitioner, reason: UNCONSCIOUS, data: DataScope::default() },
		Call::review { practitioner, grant: 1, organization, justified: true },
		Call::reinstate { practitioner, organization },
		Call::acknowledge { request: 0, organization, answer: Acknowledgement::Done(document(1)) },
		Call::set_parameters { parameters: Parameters::default() },
	]);
	calls
}

/// Something of everything, so that nothing is refused for want of it.
fn scene() {
	record([permit()]);
	ask(patient());
	let friend = crate::Proxy { account: FRIEND, condition: Condition::Always, until: None, document: document(1) };
	assert_ok!(Consent::appoint_proxy(signed(PATIENT), patient(), friend));
	let practitioner = subject(DOCTOR);
	let data = DataScope::default();
	assert_ok!(Consent::break_glass(signed(DOCTOR), patient(), HOSPITAL, practitioner, UNCONSCIOUS, data));
	let (evidence, holders) = (document(1), list([HOSPITAL]));
	assert_ok!(Consent::declare_incapacity(signed(DOCTOR), patient(), HOSPITAL, practitioner, evidence));
	let other = subject(OTHER_DOCTOR);
	assert_ok!(Consent::declare_incapacity(signed(OTHER_DOCTOR), patient(), CLINIC, other, evidence));
	let (capacity, right) = (Capacity::Subject, PrivacyRight::Erasure);
	assert_ok!(Consent::request_privacy(signed(PATIENT), patient(), capacity, right, holders));
	let office = signed(staff(HOSPITAL, Duty::Privacy));
	assert_ok!(Consent::set_base_policy(office, HOSPITAL, None, document(1), list([deny()])));
	EmergenciesOf::<Test>::mutate(practitioner, |emergencies| emergencies.revoked_by = list([(HOSPITAL, DOCTOR)]));
	assert_eq!(protocol(), 0);
}

#[test]
fn stranger_should_be_refused_when_it_calls_directly() {
	run(|| {
		scene();
		for call in forbidden() {
			let before = state();
			assert!(RuntimeCall::from(call.clone()).dispatch(signed(STRANGER)).is_err(), "{call:?}");
			assert_eq!(state(), before);
		}
	});
}

#[test]
fn stranger_should_be_refused_when_it_calls_through_a_batch() {
	run(|| {
		scene();
		let before = state();
		for call in forbidden() {
			let direct = RuntimeCall::from(call.clone()).dispatch(signed(STRANGER)).unwrap_err().error;
			let calls = vec![RuntimeCall::from(call)];
			assert_eq!(Utility::batch_all(signed(STRANGER), calls).unwrap_err().error, direct);
		}
		assert_eq!(state(), before);
	});
}

#[test]
fn stranger_should_be_refused_when_it_calls_through_a_proxy() {
	run(|| {
		scene();
		let before = state();
		// The stranger may act for the mother, who has no say about this patient either; the patient named nobody.
		assert_ok!(mock::Proxy::add_proxy(signed(MOTHER), STRANGER, Anything::Any, 0));
		for call in forbidden() {
			let direct = RuntimeCall::from(call.clone()).dispatch(signed(MOTHER)).unwrap_err().error;
			assert_ok!(mock::Proxy::proxy(signed(STRANGER), MOTHER, None, Box::new(call.clone().into())));
			System::assert_last_event(pallet_proxy::Event::ProxyExecuted { result: Err(direct) }.into());
			let for_patient = mock::Proxy::proxy(signed(STRANGER), PATIENT, None, Box::new(call.into()));
			assert_noop!(for_patient, pallet_proxy::Error::<Test>::NotProxy);
		}
		assert_eq!(state(), before);
	});
}

#[test]
fn stranger_should_be_refused_when_it_calls_through_a_multisig() {
	run(|| {
		scene();
		let before = state();
		// A multisig in which the patient takes part is not the patient.
		for call in forbidden() {
			let call = Box::new(RuntimeCall::from(call));
			assert_ok!(Multisig::as_multi(signed(PATIENT), 2, vec![STRANGER], None, call.clone(), Default::default()));
			let when = Some(Timepoint { height: 1, index: 0 });
			let weight = frame_support::weights::Weight::MAX;
			assert_ok!(Multisig::as_multi(signed(STRANGER), 2, vec![PATIENT], when, call.clone(), weight));
			let executed = System::events().into_iter().rev().find_map(|record| match record.event {
				RuntimeEvent::Multisig(pallet_multisig::Event::MultisigExecuted { result, .. }) => Some(result),
				_ => None,
			});
			assert!(matches!(executed, Some(Err(_))), "{call:?}");
		}
		assert_eq!(state(), before);
	});
}

#[test]
fn unsigned_origin_should_be_refused_and_root_has_parameters_only() {
	run(|| {
		scene();
		for call in forbidden() {
			let parameters = matches!(call, Call::set_parameters { .. });
			let call = RuntimeCall::from(call);
			assert_eq!(call.clone().dispatch(RuntimeOrigin::none()).unwrap_err().error, DispatchError::BadOrigin);
			if parameters {
				assert!(call.dispatch(RuntimeOrigin::root()).is_ok());
			} else {
				assert_eq!(call.dispatch(RuntimeOrigin::root()).unwrap_err().error, DispatchError::BadOrigin);
			}
		}
		let cleared = RuntimeCall::from(Call::clear_expired { subject: patient(), number: 1 });
		assert_eq!(cleared.dispatch(RuntimeOrigin::none()).unwrap_err().error, DispatchError::BadOrigin);
	});
}

#[test]
fn proxy_should_act_for_the_patient_when_it_was_appointed() {
	run(|| {
		assert_ok!(mock::Proxy::add_proxy(signed(PATIENT), STRANGER, Anything::Any, 0));
		let (capacity, status) = (Capacity::Subject, Status::Active);
		let call = Call::record { subject: patient(), capacity, status, terms: terms([permit()]), evidence: None };
		assert_ok!(mock::Proxy::proxy(signed(STRANGER), PATIENT, None, Box::new(call.into())));
		assert_eq!(outcome(patient()), AccessOutcome::Permit);
	});
}
