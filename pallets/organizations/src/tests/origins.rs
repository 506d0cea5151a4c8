//! Nobody gets by a motion's or an admin's door through another call.

use super::*;
use frame_support::{dispatch::RawOrigin, weights::Weight};
use sp_runtime::traits::{BlakeTwo256, Hash};

/// The calls that only a passed motion may make, all of which would otherwise work.
fn privileged(candidate: OrganizationId, suspended: OrganizationId) -> Vec<RuntimeCall> {
	vec![
		Call::reject { organization: candidate }.into(),
		Call::admit { organization: candidate }.into(),
		Call::suspend { organization: 1, reason: 1 }.into(),
		Call::reinstate { organization: suspended }.into(),
		Call::expel { organization: 1, reason: 1 }.into(),
		Call::replace_admin { organization: 1, new: account(STRANGER) }.into(),
		Call::amend { organization: 1, roles: Roles::ALL, identifiers: Default::default() }.into(),
	]
}

fn stage() -> Vec<RuntimeCall> {
	let suspended = with_standing(30, Standing::Suspended);
	privileged(candidate(31), suspended)
}

#[test]
fn motions_should_be_refused_to_signed_and_unsigned_origins() {
	run(|| {
		for call in stage() {
			// Not even to a representative or an admin alone.
			for n in [HOSPITAL, PHARMACY, 22, STRANGER] {
				refuses(DispatchError::BadOrigin, || signed(n, call.clone()));
			}
			refuses(DispatchError::BadOrigin, || dispatch(RawOrigin::None.into(), call));
		}
	});
}

#[test]
fn signed_calls_should_be_refused_to_other_origins() {
	run(|| {
		let organization = 0;
		for call in [
			apply(&[Role::Payer], &[]),
			Call::cancel_application { organization },
			Call::resign { organization },
			staff(0, 30, &[Duty::Billing]),
			representative(0, 30),
			delegate(0, 30),
			collator(0, 30),
			Call::transfer_admin { organization, new: account(30) },
			Call::withdraw { organization, to: account(30), amount: 1 },
		] {
			refuses(DispatchError::BadOrigin, || motion(call.clone()));
			refuses(DispatchError::BadOrigin, || dispatch(RawOrigin::None.into(), call));
		}
	});
}

/// What a wrapped call came to, whatever the wrapper itself reported.
fn came_to() -> Option<DispatchError> {
	System::events().into_iter().rev().find_map(|record| match record.event {
		RuntimeEvent::Utility(pallet_utility::Event::BatchInterrupted { error, .. }) => Some(error),
		RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => result.err(),
		RuntimeEvent::Multisig(pallet_multisig::Event::MultisigExecuted { result, .. }) => result.err(),
		_ => None,
	})
}

/// Try a call in the name of this account through a batch, a proxy and a multisig it is part of.
fn refused_when_wrapped(n: u8, call: RuntimeCall, error: DispatchError) {
	let before = Entries::<Test>::iter().collect::<Vec<_>>();
	System::reset_events();
	assert_ok!(signed(n, pallet_utility::Call::batch { calls: vec![call.clone()] }));
	assert_eq!(came_to(), Some(error), "batch of {call:?}");

	System::reset_events();
	let proxied = pallet_proxy::Call::proxy { real: account(n), force_proxy_type: None, call: Box::new(call.clone()) };
	assert_ok!(signed(90, proxied));
	assert_eq!(came_to(), Some(error), "proxy of {call:?}");

	System::reset_events();
	let both = |other: u8| pallet_multisig::Call::as_multi {
		threshold: 2,
		other_signatories: vec![account(other)],
		maybe_timepoint: (other == 91).then(|| pallet_multisig::Timepoint { height: System::block_number(), index: 0 }),
		call: Box::new(call.clone()),
		max_weight: Weight::MAX,
	};
	assert_ok!(signed(91, both(92)));
	assert_ok!(signed(92, both(91)));
	assert_eq!(came_to(), Some(error), "multisig of {call:?}");
	assert_eq!(Entries::<Test>::iter().collect::<Vec<_>>(), before);
}

fn proxy_for(n: u8) {
	let add = pallet_proxy::Call::add_proxy { delegate: account(90), proxy_type: ProxyKind::Any, delay: 0 };
	assert_ok!(signed(n, add));
}

#[test]
fn motions_should_be_refused_when_wrapped() {
	run(|| {
		proxy_for(HOSPITAL);
		for call in stage() {
			refused_when_wrapped(HOSPITAL, call, DispatchError::BadOrigin);
		}
	});
}

#[test]
fn admins_calls_should_be_refused_when_a_stranger_wraps_them() {
	run(|| {
		proxy_for(STRANGER);
		let organization = 0;
		for call in [
			Call::resign { organization },
			staff(0, STRANGER, &[Duty::Administration]),
			staff(0, CLERK, &[]),
			representative(0, STRANGER),
			delegate(0, STRANGER),
			collator(0, STRANGER),
			Call::transfer_admin { organization, new: account(STRANGER) },
			Call::withdraw { organization, to: account(STRANGER), amount: 1 },
		] {
			refused_when_wrapped(STRANGER, call.into(), Refusal::NotAuthorized.into());
		}
	});
}

#[test]
fn proxy_should_be_refused_when_its_kind_does_not_cover_membership() {
	run(|| {
		let add = pallet_proxy::Call::add_proxy { delegate: account(90), proxy_type: ProxyKind::Transfers, delay: 0 };
		assert_ok!(signed(HOSPITAL, add));
		let call = Box::new(Call::resign { organization: 0 }.into());
		assert_ok!(signed(90, pallet_proxy::Call::proxy { real: account(HOSPITAL), force_proxy_type: None, call }));
		assert_eq!(came_to(), Some(frame_system::Error::<Test>::CallFiltered.into()));
		assert_eq!(standing(0), Standing::Active);
	});
}

#[test]
fn multisig_admin_should_act_only_together() {
	run(|| {
		let both = Multisig::multi_account_id(&[account(91), account(92)], 2);
		assert_ok!(signed(HOSPITAL, Call::transfer_admin { organization: 0, new: both }));
		refuses(Refusal::NotAuthorized, || signed(91, staff(0, 30, &[Duty::Billing])));
		let call = RuntimeCall::from(staff(0, 30, &[Duty::Billing]));
		let approve = |other: u8, maybe_timepoint| pallet_multisig::Call::as_multi {
			threshold: 2,
			other_signatories: vec![account(other)],
			maybe_timepoint,
			call: Box::new(call.clone()),
			max_weight: Weight::MAX,
		};
		assert_ok!(signed(91, approve(92, None)));
		assert_eq!(entry(0).staff, 2);
		let timepoint = pallet_multisig::Timepoint { height: System::block_number(), index: 0 };
		assert_ok!(signed(92, approve(91, Some(timepoint))));
		assert_eq!(entry(0).staff, 3);
	});
}

/// Pass a motion of the real Council with the votes of these.
fn council(call: RuntimeCall, ayes: &[u8]) {
	use codec::Encode;
	let hash = BlakeTwo256::hash_of(&call);
	let length_bound = call.encoded_size() as u32;
	let index = pallet_collective::ProposalCount::<Test, pallet_collective::Instance1>::get();
	let open =
		pallet_collective::Call::propose { threshold: ayes.len() as u32, proposal: Box::new(call), length_bound };
	assert_ok!(signed(ayes[0], RuntimeCall::Council(open)));
	for n in ayes {
		let vote = pallet_collective::Call::vote { proposal: hash, index, approve: true };
		assert_ok!(signed(*n, RuntimeCall::Council(vote)));
	}
	let close =
		pallet_collective::Call::close { proposal_hash: hash, index, proposal_weight_bound: Weight::MAX, length_bound };
	assert_ok!(signed(ayes[0], RuntimeCall::Council(close)));
}

#[test]
fn motions_should_pass_with_the_share_of_the_council_that_each_takes() {
	run(|| {
		let (third, fourth) = (member(30), member(31));
		let candidate = candidate(32);
		// Two of four suspend, but neither admit nor expel.
		council(Call::admit { organization: candidate }.into(), &[HOSPITAL, 22]);
		assert_eq!(standing(candidate), Standing::Candidate);
		council(Call::expel { organization: third, reason: 1 }.into(), &[HOSPITAL, 22]);
		assert_eq!(standing(third), Standing::Active);
		council(Call::suspend { organization: third, reason: 1 }.into(), &[HOSPITAL, 22]);
		assert_eq!(standing(third), Standing::Suspended);
		// Three remain: two are enough to admit, not to expel.
		council(Call::admit { organization: candidate }.into(), &[HOSPITAL, 22]);
		assert_eq!(standing(candidate), Standing::Active);
		// The one that came votes at once.
		council(Call::expel { organization: fourth, reason: 2 }.into(), &[HOSPITAL, 22, 32]);
		assert_eq!(standing(fourth), Standing::Expelled);
	});
}

#[test]
fn member_should_vote_even_about_itself_until_the_motion_passes() {
	run(|| {
		member(30);
		council(Call::suspend { organization: 0, reason: 1 }.into(), &[HOSPITAL, 22]);
		assert_eq!(standing(0), Standing::Suspended);
		let open = pallet_collective::Call::propose {
			threshold: 2,
			proposal: Box::new(Call::reinstate { organization: 0 }.into()),
			length_bound: 100,
		};
		assert!(signed(HOSPITAL, RuntimeCall::Council(open)).is_err());
	});
}
