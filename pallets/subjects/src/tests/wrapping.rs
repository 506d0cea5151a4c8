//! A call means the same however it is wrapped.

use super::*;
use frame_support::assert_noop;
use pallet_multisig::Timepoint;
use salus_primitives::Subjects as _;
use sp_runtime::{traits::Dispatchable, DispatchError};

/// Everything that person 9, a stranger, may not do with another's subject, and how it is refused.
fn forbidden(mine: SubjectId, kept: SubjectId) -> Vec<(Call, DispatchError)> {
	let no_duty = DispatchError::BadOrigin;
	let (salt, until) = ([0; 32], START + DAY);
	vec![
		(
			Call::open_for {
				organization: 1,
				salt,
				basis: Basis::PaperEvidence,
				evidence: evidence(),
				guardianship: None,
			},
			no_duty,
		),
		(Call::offer_claim { organization: 1, subject: kept, claimant: person(9), expires: until }, no_duty),
		(Call::accept_claim { subject: kept }, Error::NotOffered.into()),
		(Call::offer_custody { organization: 1, subject: kept, to: 2, expires: until }, no_duty),
		(Call::take_custody { organization: 2, subject: kept }, no_duty),
		(Call::withdraw_offer { organization: 1, subject: kept }, no_duty),
		(
			Call::set_legal_guardians {
				organization: 1,
				subject: kept,
				guardianship: guardianship(&[9], until),
				evidence: evidence(),
			},
			no_duty,
		),
		(Call::rotate { subject: mine, controllers: people(&[9]) }, Error::NotController.into()),
		(
			Call::set_guardians { subject: mine, guardians: people(&[9]), threshold: 1, delay: DAY },
			Error::NotController.into(),
		),
		(Call::remove_guardians { subject: mine }, Error::NotController.into()),
		(Call::initiate_recovery { subject: mine, controllers: people(&[9]) }, Error::NotGuardian.into()),
		(Call::approve_recovery { subject: mine, attempt: 3 }, Error::NotGuardian.into()),
		(Call::complete_recovery { subject: mine }, Error::ThresholdNotMet.into()),
		(Call::veto_recovery { subject: mine }, Error::NotController.into()),
		(Call::appoint_successor { from: 77, to: 2, expires: until }, DispatchError::BadOrigin),
		(Call::carry_deposit { subject: mine }, Error::NotController.into()),
		(Call::carry_deposit { subject: kept }, Error::NotController.into()),
		(Call::carry_deposit_for { organization: 1, subject: mine }, no_duty),
		(Call::confirm_proposal { organization: 1, subject: kept, proposal: 4 }, no_duty),
		(Call::withdraw_proposal { organization: 1, subject: kept, proposal: 4 }, no_duty),
	]
}

/// A subject of person 1 with a running recovery, and one that organisation 1 keeps and offers, and for which it proposes
/// a guardian.
fn scene() -> (SubjectId, SubjectId) {
	let mine = opened(1);
	assert_ok!(Subjects::set_guardians(by(1), mine, people(&[11, 12]), 2, DAY));
	assert_ok!(Subjects::initiate_recovery(by(11), mine, people(&[2])));
	let kept = kept();
	offer_to(2, kept, START + DAY);
	let next = guardianship(&[5], START + DAY);
	assert_ok!(Subjects::set_legal_guardians(by(21), 1, kept, next, evidence()));
	(mine, kept)
}

/// All subjects and what is proposed for them, byte for byte.
fn states() -> Vec<Vec<u8>> {
	let proposals = Proposals::<Test>::iter().map(|pair| codec::Encode::encode(&pair));
	crate::Subjects::<Test>::iter().map(|pair| codec::Encode::encode(&pair)).chain(proposals).collect()
}

#[test]
fn stranger_should_be_refused_when_it_calls_directly() {
	run(|| {
		let (mine, kept) = scene();
		for (call, error) in forbidden(mine, kept) {
			assert_eq!(RuntimeCall::from(call).dispatch(by(9)).unwrap_err().error, error);
		}
	});
}

#[test]
fn stranger_should_be_refused_when_it_calls_through_a_batch() {
	run(|| {
		let (mine, kept) = scene();
		let before = states();
		for (call, error) in forbidden(mine, kept) {
			let calls = vec![RuntimeCall::from(call)];
			assert_eq!(Utility::batch_all(by(9), calls).unwrap_err().error, error);
		}
		assert_eq!(states(), before);
	});
}

#[test]
fn stranger_should_be_refused_when_it_calls_through_a_proxy() {
	run(|| {
		let (mine, kept) = scene();
		let before = states();
		// Person 9 may act for person 8, who has no say either; person 1 appointed nobody.
		assert_ok!(Proxy::add_proxy(by(8), person(9), ProxyType::Any, 0));
		for (call, error) in forbidden(mine, kept) {
			assert_ok!(Proxy::proxy(by(9), person(8), None, Box::new(call.clone().into())));
			System::assert_last_event(pallet_proxy::Event::ProxyExecuted { result: Err(error) }.into());
			let stranger = Proxy::proxy(by(9), person(1), None, Box::new(call.into()));
			assert_noop!(stranger, pallet_proxy::Error::<Test>::NotProxy);
		}
		assert_eq!(states(), before);
	});
}

#[test]
fn stranger_should_be_refused_when_it_calls_through_a_multisig() {
	run(|| {
		let (mine, kept) = scene();
		let before = states();
		// A multisig in which the controller takes part is not the controller.
		for (call, error) in forbidden(mine, kept) {
			let call = Box::new(RuntimeCall::from(call));
			assert_ok!(Multisig::as_multi(by(1), 2, vec![person(9)], None, call.clone(), Default::default()));
			let when = Some(Timepoint { height: 1, index: 0 });
			let weight = frame_support::weights::Weight::MAX;
			assert_ok!(Multisig::as_multi(by(9), 2, vec![person(1)], when, call, weight));
			let executed = System::events().into_iter().rev().find_map(|record| match record.event {
				RuntimeEvent::Multisig(pallet_multisig::Event::MultisigExecuted { result, .. }) => Some(result),
				_ => None,
			});
			assert_eq!(executed, Some(Err(error)));
		}
		assert_eq!(states(), before);
	});
}

#[test]
fn unsigned_and_root_origins_should_be_refused() {
	run(|| {
		let (mine, kept) = scene();
		for (call, _) in forbidden(mine, kept) {
			let council = matches!(call, Call::appoint_successor { .. });
			let call = RuntimeCall::from(call);
			assert_eq!(call.clone().dispatch(RuntimeOrigin::none()).unwrap_err().error, DispatchError::BadOrigin);
			if !council {
				assert_eq!(call.dispatch(RuntimeOrigin::root()).unwrap_err().error, DispatchError::BadOrigin);
			}
		}
		assert_noop!(Subjects::open(RuntimeOrigin::root()), DispatchError::BadOrigin);
		assert_noop!(Subjects::open(RuntimeOrigin::none()), DispatchError::BadOrigin);
	});
}

#[test]
fn multisig_should_control_a_subject_when_it_is_named() {
	run(|| {
		let subject = opened(1);
		let family = Multisig::multi_account_id(&[person(2), person(3)], 2);
		let controllers = frame_support::BoundedVec::truncate_from(vec![family.clone()]);
		assert_ok!(Subjects::rotate(by(1), subject, controllers));
		assert_ok!(Subjects::ensure_controls(subject, &family));
		let call = Box::new(RuntimeCall::from(Call::rotate { subject, controllers: people(&[4]) }));
		assert_ok!(Multisig::as_multi(by(2), 2, vec![person(3)], None, call.clone(), Default::default()));
		let when = Some(Timepoint { height: 1, index: 0 });
		assert_ok!(Multisig::as_multi(by(3), 2, vec![person(2)], when, call, frame_support::weights::Weight::MAX));
		assert!(Subjects::controls(subject, person(4)));
	});
}

#[test]
fn proxy_should_act_for_a_controller_when_it_was_appointed() {
	run(|| {
		let subject = opened(1);
		assert_ok!(Proxy::add_proxy(by(1), person(9), ProxyType::Any, 0));
		let call = Box::new(RuntimeCall::from(Call::rotate { subject, controllers: people(&[2]) }));
		assert_ok!(Proxy::proxy(by(9), person(1), None, call));
		assert!(Subjects::controls(subject, person(2)) && !Subjects::controls(subject, person(9)));
	});
}
