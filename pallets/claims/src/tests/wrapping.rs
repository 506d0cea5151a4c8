//! A call means the same however it is wrapped: class 7 of what auditors find.

use crate::{
	mock::{self, Claims, *},
	*,
};
use frame_support::{assert_noop, assert_ok};
use pallet_multisig::Timepoint;
use salus_primitives::{Duty, Holder};
use sp_runtime::{traits::Dispatchable, DispatchError};

type Call = crate::Call<Test>;

/// Something of everything, so that nothing is refused for want of it.
struct Scene {
	coverage: CoverageId,
	pended: ClaimId,
	paid: ClaimId,
	appealed: ClaimId,
	authorization: AuthorizationId,
	asked: AuthorizationId,
}

fn scene() -> Scene {
	let coverage = covered(PlanTerms {
		review_above: Some(20_000),
		..terms([visits(share(1_000, false, 0)), benefit(SURGERIES)])
	});
	let paid = submit(claim(coverage, [on(50, line(VISIT))])).unwrap();
	let appealed = submit(claim(coverage, [on(51, line(VISIT))])).unwrap();
	Claims::appeal(biller(HOSPITAL), appealed, Appellant::Provider, document(3)).unwrap();
	let pended = submit(claim(coverage, [line(SURGERY)])).unwrap();
	let authorization = ask(request(coverage, [wish(VISITS, 2)])).unwrap();
	let asked = ask(request(coverage, [wish(VISITS, 2)])).unwrap();
	answer(asked, AuthorizationAnswer::RequestInformation("N706".parse().unwrap())).unwrap();
	Scene { coverage, pended, paid, appealed, authorization, asked }
}

/// Every call that somebody with no part in it may not make.
fn forbidden(scene: &Scene) -> Vec<Call> {
	let (payer, provider, currency) = (PAYER, HOSPITAL, USD);
	let Scene { coverage, pended, paid, appealed, authorization, asked } = *scene;
	let network = Some(Network { tier: Tier::Preferred, period: since(NEW_YEAR) });
	let submission = claim(coverage, [on(60, line(VISIT))]);
	vec![
		Call::fund_reserve { payer, currency, amount: 1 },
		Call::withdraw_reserve { payer, currency, amount: 1 },
		Call::register_schedule { payer, root: Fees::standard().root() },
		Call::remove_schedule { schedule: SCHEDULE },
		Call::register_plan { payer, currency, terms: full() },
		Call::publish_version { plan: 0, terms: PlanTerms { period: year(1), year: 2027, ..full() } },
		Call::remove_plan { plan: 0 },
		Call::set_contract { payer, provider: CLINIC, network },
		Call::enrol { enrolment: enrolment(0) },
		Call::change_coverage { coverage, change: CoverageChange::Order(2) },
		Call::rotate_member { coverage, member: STRANGER },
		Call::remove_coverage { coverage },
		Call::set_affiliation { renderer: doctor(), organization: CLINIC, affiliated: true },
		Call::set_exclusion {
			regulator: REGULATOR,
			holder: Holder::Organization(HOSPITAL),
			excluded: Some(since(NEW_YEAR)),
		},
		Call::request_authorization { provider, request: request(coverage, [wish(VISITS, 1)]) },
		Call::answer_authorization { authorization, answer: AuthorizationAnswer::Approve(year(0)) },
		Call::supply_information { authorization: asked, documents: document(9) },
		Call::cancel_authorization { authorization },
		Call::submit { provider, submission: Box::new(submission) },
		Call::decide { claim: pended, decisions: decisions([RULES]) },
		Call::reverse { claim: paid, organization: provider },
		Call::reverse { claim: paid, organization: payer },
		Call::appeal { claim: paid, by: Appellant::Provider, grounds: document(3) },
		Call::appeal { claim: paid, by: Appellant::Member, grounds: document(3) },
		Call::decide_appeal { claim: appealed, organization: payer, ruling: Ruling::Uphold(denial("45")) },
	]
}

/// What anybody may do, who signs.
fn open(scene: &Scene) -> Vec<Call> {
	vec![
		Call::remove_authorization { authorization: scene.authorization },
		Call::pay_patient_share { claim: scene.paid, amount: 1 },
		Call::close { claim: scene.paid },
	]
}

/// The pallet's own state.
fn state() -> Vec<(Vec<u8>, Vec<u8>)> {
	let prefix = sp_io::hashing::twox_128(b"Claims").to_vec();
	let (mut all, mut key) = (Vec::new(), prefix.clone());
	while let Some(next) = sp_io::storage::next_key(&key).filter(|next| next.starts_with(&prefix)) {
		let value = sp_io::storage::get(&next).map(|value| value.to_vec()).unwrap_or_default();
		all.push((next.clone(), value));
		key = next;
	}
	all
}

#[test]
fn every_call_should_be_among_those_that_are_tested() {
	test(|| {
		use frame_support::traits::GetCallName;
		let scene = scene();
		let mut named =
			forbidden(&scene).into_iter().chain(open(&scene)).map(|call| call.get_call_name()).collect::<Vec<_>>();
		named.sort();
		named.dedup();
		let mut all = Call::get_call_names().to_vec();
		all.sort();
		assert_eq!(named, all);
	});
}

#[test]
fn stranger_should_be_refused_when_it_calls_directly() {
	test(|| {
		let scene = scene();
		let before = state();
		for call in forbidden(&scene) {
			let refused = RuntimeCall::from(call.clone()).dispatch(signed(STRANGER)).unwrap_err().error;
			let member = refused == Error::<Test>::NotMember.into();
			assert!(refused == DispatchError::BadOrigin || member, "{call:?}: {refused:?}");
			assert_eq!(state(), before);
		}
	});
}

#[test]
fn stranger_should_be_refused_when_it_calls_through_a_batch() {
	test(|| {
		let scene = scene();
		let before = state();
		for call in forbidden(&scene) {
			let direct = RuntimeCall::from(call.clone()).dispatch(signed(STRANGER)).unwrap_err().error;
			let calls = vec![RuntimeCall::from(call.clone())];
			assert_eq!(Utility::batch_all(signed(STRANGER), calls.clone()).unwrap_err().error, direct);
			// A batch that goes on tells the same in its event.
			assert_ok!(Utility::force_batch(signed(STRANGER), calls));
			let told = System::events().into_iter().any(|record| {
				record.event == RuntimeEvent::Utility(pallet_utility::Event::ItemFailed { error: direct })
			});
			assert!(told, "{call:?}");
			System::reset_events();
		}
		assert_eq!(state(), before);
	});
}

#[test]
fn stranger_should_be_refused_when_it_calls_through_a_proxy() {
	test(|| {
		let scene = scene();
		let before = state();
		// The stranger may act for the spouse, who has no say here; those who have named nobody.
		assert_ok!(mock::Proxy::add_proxy(signed(SPOUSE), STRANGER, Anything::Any, 0));
		for call in forbidden(&scene) {
			let direct = RuntimeCall::from(call.clone()).dispatch(signed(SPOUSE)).unwrap_err().error;
			assert_ok!(mock::Proxy::proxy(signed(STRANGER), SPOUSE, None, Box::new(call.clone().into())));
			System::assert_last_event(pallet_proxy::Event::ProxyExecuted { result: Err(direct) }.into());
			for real in [staff(PAYER, Duty::Adjudication), staff(HOSPITAL, Duty::Billing), PATIENT, DOCTOR] {
				let forged = mock::Proxy::proxy(signed(STRANGER), real, None, Box::new(call.clone().into()));
				assert_noop!(forged, pallet_proxy::Error::<Test>::NotProxy);
			}
		}
		assert_eq!(state(), before);
	});
}

#[test]
fn stranger_should_be_refused_when_it_calls_through_a_multisig() {
	test(|| {
		let scene = scene();
		let before = state();
		// A multisig in which the payer's staff takes part is not the payer's staff.
		let clerk = staff(PAYER, Duty::Adjudication);
		let (low, high) = (clerk.min(STRANGER), clerk.max(STRANGER));
		for call in forbidden(&scene) {
			let call = Box::new(RuntimeCall::from(call));
			assert_ok!(Multisig::as_multi(signed(low), 2, vec![high], None, call.clone(), Default::default()));
			let when = Some(Timepoint { height: System::block_number(), index: 0 });
			let weight = frame_support::weights::Weight::MAX;
			assert_ok!(Multisig::as_multi(signed(high), 2, vec![low], when, call.clone(), weight));
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
fn unsigned_and_root_origins_should_be_refused_everywhere() {
	test(|| {
		let scene = scene();
		let before = state();
		for call in forbidden(&scene).into_iter().chain(open(&scene)) {
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				let refused = RuntimeCall::from(call.clone()).dispatch(origin).unwrap_err().error;
				assert_eq!(refused, DispatchError::BadOrigin, "{call:?}");
			}
		}
		assert_eq!(state(), before);
	});
}

#[test]
fn every_duty_should_do_only_what_is_its() {
	test(|| {
		let scene = scene();
		// Which duties of the payer, the provider and the regulator may make which call.
		for call in forbidden(&scene) {
			use frame_support::traits::GetCallName;
			let lawful: &[(salus_primitives::OrganizationId, Duty)] = match call.get_call_name() {
				"fund_reserve" | "withdraw_reserve" => &[(PAYER, Duty::Finance)],
				"enrol" | "change_coverage" | "remove_coverage" => {
					&[(PAYER, Duty::Adjudication), (PAYER, Duty::Registration)]
				},
				"set_exclusion" => &[(REGULATOR, Duty::Credentialing)],
				"request_authorization" | "supply_information" | "cancel_authorization" | "submit" => {
					&[(HOSPITAL, Duty::Billing)]
				},
				"reverse" | "appeal" | "rotate_member" | "set_affiliation" => continue,
				_ => &[(PAYER, Duty::Adjudication)],
			};
			for organization in [PAYER, SECONDARY, HOSPITAL, CLINIC, REGULATOR, AUDITOR] {
				for duty in Duty::ALL {
					let origin = signed(staff(organization, *duty));
					let before = state();
					let done = RuntimeCall::from(call.clone());
					let refused = frame_support::storage::with_transaction(|| {
						let done = done.dispatch(origin).map(|_| ()).map_err(|failed| failed.error);
						sp_runtime::TransactionOutcome::Rollback(Ok::<_, DispatchError>(done))
					})
					.unwrap() == Err(DispatchError::BadOrigin);
					assert_eq!(state(), before);
					assert_eq!(!refused, lawful.contains(&(organization, *duty)), "{call:?} {organization} {duty:?}");
				}
			}
		}
	});
}

#[test]
fn staff_should_act_through_a_proxy_that_it_named() {
	test(|| {
		let scene = scene();
		let clerk = staff(HOSPITAL, Duty::Billing);
		assert_ok!(mock::Proxy::add_proxy(signed(clerk), STRANGER, Anything::Any, 0));
		let submission = Box::new(claim(scene.coverage, [on(60, line(VISIT))]));
		let call = Call::submit { provider: HOSPITAL, submission };
		assert_ok!(mock::Proxy::proxy(signed(STRANGER), clerk, None, Box::new(call.into())));
		System::assert_last_event(pallet_proxy::Event::ProxyExecuted { result: Ok(()) }.into());
		assert_eq!(stored(3).paid, 9_000);
	});
}

#[test]
fn batch_that_fails_should_leave_nothing_behind() {
	test(|| {
		let scene = scene();
		let before = state();
		let submission = |n| Box::new(claim(scene.coverage, [on(n, line(VISIT))]));
		let calls = vec![
			Call::submit { provider: HOSPITAL, submission: submission(60) }.into(),
			Call::submit { provider: HOSPITAL, submission: submission(61) }.into(),
			Call::reverse { claim: 99, organization: HOSPITAL }.into(),
		];
		assert!(Utility::batch_all(biller(HOSPITAL), calls).is_err());
		assert_eq!(state(), before);
	});
}
