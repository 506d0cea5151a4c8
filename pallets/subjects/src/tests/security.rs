//! One test for each class of finding that applies to this pallet.

use super::*;
use crate::{Deposits, Guardians, MaxControllers, MaxGuardians, Offers, Recoveries};
use codec::{Decode, Encode};
use frame_support::{
	assert_noop,
	dispatch::GetDispatchInfo,
	traits::{Get, GetCallIndex, GetCallName, GetStorageVersion, StorageVersion},
	weights::Weight,
};
use sp_runtime::traits::Dispatchable;

/// One of each call, in the order of their indices.
fn every_call() -> Vec<Call> {
	let (subject, organization, expires, evidence) = (own(1), 1, START + DAY, evidence());
	let most: Vec<u8> = (1..=8).collect();
	vec![
		Call::open {},
		Call::open_for { organization, salt: [0; 32], basis: Basis::PaperEvidence, evidence, guardianship: None },
		Call::offer_claim { organization, subject, claimant: person(1), expires },
		Call::accept_claim { subject },
		Call::offer_custody { organization, subject, to: 2, expires },
		Call::take_custody { organization, subject },
		Call::withdraw_offer { organization, subject },
		Call::set_legal_guardians { organization, subject, guardianship: None, evidence },
		Call::rotate { subject, controllers: people(&most) },
		Call::set_guardians { subject, guardians: people(&most), threshold: 8, delay: DAY },
		Call::remove_guardians { subject },
		Call::initiate_recovery { subject, controllers: people(&most) },
		Call::approve_recovery { subject, attempt: 1 },
		Call::complete_recovery { subject },
		Call::veto_recovery { subject },
		Call::appoint_successor { from: 1, to: 2, expires },
		Call::carry_deposit { subject },
		Call::carry_deposit_for { organization, subject },
		Call::confirm_proposal { organization, subject, proposal: 2 },
		Call::withdraw_proposal { organization, subject, proposal: 2 },
	]
}

#[test]
fn class_1_every_call_should_weigh_time_and_proof() {
	run(|| {
		for call in every_call() {
			let weight = RuntimeCall::from(call.clone()).get_dispatch_info().call_weight;
			assert!(weight.ref_time() > 0 && weight.proof_size() > 0, "{}", call.get_call_name());
		}
		assert!(<Subjects as salus_primitives::Subjects<AccountId>>::weight().all_gt(Weight::zero()));
	});
}

#[test]
fn class_2_subject_should_never_occupy_more_than_its_deposit_covers() {
	run(|| {
		let most: Vec<u8> = (1..=<MaxControllers as Get<u32>>::get() as u8).collect();
		let guardians: Vec<u8> = (11..=10 + <MaxGuardians as Get<u32>>::get() as u8).collect();
		let subject = opened(1);
		assert_ok!(Subjects::rotate(by(1), subject, people(&most)));
		assert_ok!(Subjects::set_guardians(by(1), subject, people(&guardians), 8, 30 * DAY));
		assert_ok!(Subjects::initiate_recovery(by(11), subject, people(&most)));
		for n in guardians.iter().skip(1) {
			assert_ok!(Subjects::approve_recovery(by(*n), subject, 4));
		}
		let occupied = [
			Stored::<Test>::get(subject).encode().len(),
			Deposits::<Test>::get(subject).encode().len(),
			Offers::<Test>::get(subject).encode().len(),
			Guardians::<Test>::get(subject).encode().len(),
			Recoveries::<Test>::get(subject).encode().len(),
		];
		let paid = Subjects::footprint();
		assert!(occupied.iter().sum::<usize>() as u64 <= paid.size, "{occupied:?} of {paid:?}");
		assert_eq!(occupied.len() as u64, paid.count);

		// Without keys there are neither guardians of them nor a recovery: an offer and a proposal take less.
		let kept = kept_with(guardianship(&[1, 2, 3, 4], START + DAY));
		offer_to(5, kept, START + DAY);
		let next = guardianship(&[1, 2, 3, 4], START + DAY);
		assert_ok!(Subjects::set_legal_guardians(by(21), 1, kept, next, evidence()));
		let occupied = [
			Stored::<Test>::get(kept).encode().len(),
			Deposits::<Test>::get(kept).encode().len(),
			Offers::<Test>::get(kept).encode().len(),
			Proposals::<Test>::get(kept).encode().len(),
		];
		assert!(occupied.iter().sum::<usize>() as u64 <= paid.size, "{occupied:?} of {paid:?}");
		assert!(occupied.len() as u64 <= paid.count);
	});
}

#[test]
fn class_3_naming_oneself_or_nobody_should_be_refused() {
	run(|| {
		let subject = kept();
		// Staff cannot hand a patient to itself, nor an organisation to itself.
		assert_noop!(Subjects::offer_claim(by(21), 1, subject, person(21), START + DAY), Error::OfferToSelf);
		assert_noop!(Subjects::offer_custody(by(21), 1, subject, 1, START + DAY), Error::OfferToSelf);
		let mine = opened(1);
		assert_noop!(Subjects::set_guardians(by(1), mine, people(&[1]), 1, DAY), Error::GuardianIsController);
		assert_noop!(Subjects::set_guardians(by(1), mine, people(&[2]), 0, DAY), Error::ThresholdOutOfRange);
		assert_noop!(Subjects::rotate(by(1), mine, people(&[])), Error::EmptySet);
	});
}

#[test]
fn class_4_and_5_the_end_of_time_should_neither_overflow_nor_panic() {
	run(|| {
		let subject = opened(1);
		assert_ok!(Subjects::set_guardians(by(1), subject, people(&[11, 12]), 1, 30 * DAY));
		let kept = kept();
		for now in [0, u64::MAX - 1, u64::MAX] {
			Now::set(now);
			for end in [0, now.saturating_sub(1), now, now.saturating_add(1), u64::MAX] {
				let _ = Subjects::offer_claim(by(21), 1, kept, person(2), end);
				let _ = Subjects::offer_custody(by(21), 1, kept, 2, end);
				let next = guardianship(&[5], end);
				let _ = Subjects::set_legal_guardians(by(21), 1, kept, next, evidence());
				let _ = confirm(kept);
				let _ = Subjects::initiate_recovery(by(11), subject, people(&[2]));
				let _ = Subjects::approve_recovery(by(12), subject, u32::MAX);
				let _ = Subjects::complete_recovery(by(9), subject);
				let _ = Subjects::veto_recovery(by(1), subject);
			}
			assert_ok!(Subjects::set_guardians(by(1), subject, people(&[11, 12]), 1, 30 * DAY));
		}
	});
}

#[test]
fn class_6_refused_calls_should_leave_nothing_behind() {
	run(|| {
		opened(1);
		kept();
		let root = || sp_io::storage::root(sp_core::storage::StateVersion::V1);
		let (before, events) = (root(), System::event_count());
		for call in every_call() {
			// Anybody may open its own subject.
			if matches!(call, Call::open { .. }) {
				continue;
			}
			for who in [9, 11] {
				assert!(RuntimeCall::from(call.clone()).dispatch(by(who)).is_err(), "{}", call.get_call_name());
				assert_eq!(root(), before, "{}", call.get_call_name());
			}
		}
		assert_eq!(System::event_count(), events);
	});
}

#[test]
fn class_9_oversized_arguments_should_not_decode() {
	run(|| {
		let nine: Vec<AccountId> = (1..=9).map(person).collect();
		let five: Vec<AccountId> = (1..=5).map(person).collect();
		let subject = own(1);
		let refused = [
			(8u8, subject, nine.clone()).encode(),
			(9u8, subject, nine.clone(), 1u32, DAY).encode(),
			(11u8, subject, nine).encode(),
			(1u8, 1u32, [0u8; 32], Basis::PaperEvidence, evidence(), Some((five, START + DAY))).encode(),
			// A length that promises four billion accounts.
			[&[8u8][..], subject.as_bytes(), &[3, 255, 255, 255, 255]].concat(),
		];
		for bytes in refused {
			assert!(Call::decode(&mut &bytes[..]).is_err());
		}
		let lawful = (8u8, subject, (1..=8).map(person).collect::<Vec<_>>()).encode();
		assert_eq!(
			Call::decode(&mut &lawful[..]),
			Ok(Call::rotate { subject, controllers: people(&[1, 2, 3, 4, 5, 6, 7, 8]) })
		);
	});
}

#[test]
fn class_11_every_change_should_have_its_event_and_every_event_its_change() {
	run(|| {
		let step = |subject: SubjectId, call: Call, who: u8| {
			let trail = || Stored::<Test>::get(subject).map_or(0, |s| s.trail.len);
			let (before, events) = (trail(), System::event_count());
			assert_ok!(RuntimeCall::from(call.clone()).dispatch(by(who)));
			let ours = System::events()
				.into_iter()
				.skip(events as usize)
				.filter(|record| matches!(record.event, RuntimeEvent::Subjects(_)))
				.count();
			assert_eq!((trail(), ours), (before + 1, 1), "{}", call.get_call_name());
		};
		let (mine, of_one) = (own(1), crate::subject_id(1, &[0; 32]));
		let (evidence, basis) = (evidence(), Basis::VerbalEvidence);
		let (organization, expires) = (1, START + DAY);
		step(mine, Call::open {}, 1);
		step(mine, Call::rotate { subject: mine, controllers: people(&[1, 2]) }, 1);
		let set = Call::set_guardians { subject: mine, guardians: people(&[11, 12]), threshold: 2, delay: DAY };
		step(mine, set, 2);
		step(mine, Call::initiate_recovery { subject: mine, controllers: people(&[3]) }, 11);
		step(mine, Call::approve_recovery { subject: mine, attempt: 4 }, 12);
		step(mine, Call::veto_recovery { subject: mine }, 1);
		pass(6 * DAY);
		step(mine, Call::initiate_recovery { subject: mine, controllers: people(&[3]) }, 11);
		step(mine, Call::approve_recovery { subject: mine, attempt: 7 }, 12);
		pass(DAY);
		step(mine, Call::complete_recovery { subject: mine }, 9);
		step(mine, Call::remove_guardians { subject: mine }, 3);
		Now::set(START);
		step(of_one, Call::open_for { organization, salt: [0; 32], basis, evidence, guardianship: None }, 21);
		let subject = of_one;
		step(of_one, Call::set_legal_guardians { organization, subject, guardianship: None, evidence }, 21);
		step(of_one, Call::confirm_proposal { organization, subject, proposal: 2 }, 19);
		step(of_one, Call::set_legal_guardians { organization, subject, guardianship: None, evidence }, 21);
		step(of_one, Call::withdraw_proposal { organization, subject, proposal: 4 }, 19);
		step(of_one, Call::offer_custody { organization, subject, to: 2, expires }, 21);
		step(of_one, Call::take_custody { organization: 2, subject }, 22);
		step(of_one, Call::offer_claim { organization: 2, subject, claimant: person(4), expires }, 22);
		step(of_one, Call::confirm_proposal { organization: 2, subject, proposal: 8 }, 20);
		step(of_one, Call::withdraw_offer { organization: 2, subject }, 22);
		step(of_one, Call::offer_claim { organization: 2, subject, claimant: person(4), expires }, 22);
		step(of_one, Call::confirm_proposal { organization: 2, subject, proposal: 11 }, 20);
		step(of_one, Call::accept_claim { subject }, 4);
		step(of_one, Call::carry_deposit { subject }, 4);
		step(of_one, Call::carry_deposit_for { organization, subject }, 25);
	});
}

#[test]
fn class_12_stale_approvals_offers_and_successions_should_not_be_taken_for_fresh() {
	run(|| {
		let subject = opened(1);
		assert_ok!(Subjects::set_guardians(by(1), subject, people(&[11, 12]), 2, DAY));
		assert_ok!(Subjects::initiate_recovery(by(11), subject, people(&[2])));
		assert_ok!(Subjects::approve_recovery(by(12), subject, 3));
		// Agreed, forgotten, and found again much later.
		pass(400 * DAY);
		assert_noop!(Subjects::complete_recovery(by(9), subject), Error::NoRecovery);
		assert_ok!(Subjects::initiate_recovery(by(12), subject, people(&[3])));
		assert_noop!(Subjects::approve_recovery(by(11), subject, 3), Error::WrongAttempt);
		assert_noop!(Subjects::complete_recovery(by(9), subject), Error::ThresholdNotMet);

		// A successor appointed during one suspension has no right in the next.
		let now = Now::get();
		let kept = kept();
		set_active(1, false);
		assert_ok!(Subjects::appoint_successor(RuntimeOrigin::root(), 1, 2, now + DAY));
		set_active(1, true);
		pass(DAY);
		set_active(1, false);
		assert_noop!(Subjects::take_custody(by(22), 2, kept), Error::OfferExpired);

		// Nor is a proposal that nobody looked at for long confirmed.
		set_active(1, true);
		let next = guardianship(&[5], Now::get() + 30 * DAY);
		assert_ok!(Subjects::set_legal_guardians(by(21), 1, kept, next, evidence()));
		pass(7 * DAY);
		assert_noop!(confirm(kept), Error::ProposalLapsed);
	});
}

#[test]
fn class_13_wire_format_should_be_what_it_was() {
	new_test_ext().execute_with(|| {
		assert_eq!(Subjects::in_code_storage_version(), StorageVersion::new(1));
		for (index, call) in every_call().into_iter().enumerate() {
			assert_eq!(usize::from(call.get_call_index()), index, "{}", call.get_call_name());
		}
		assert_eq!(<Call as GetCallIndex>::get_call_indices().len(), every_call().len());
		let entries = [
			(Entry::Opened, 0u8),
			(Entry::GuardiansRemoved, 10),
			(Entry::RecoveryInitiated, 11),
			(Entry::Claimed { organization: 1 }, 3),
			(Entry::RecoveryCompleted { attempt: 1, controllers: 1 }, 14),
			(Entry::DepositCarried { organization: None }, 15),
			(Entry::ClaimProposed { organization: 1, expires: 1, lapses: 1 }, 17),
			(Entry::ProposalWithdrawn { organization: 1, proposal: 1 }, 18),
		];
		for (entry, index) in entries {
			assert_eq!(entry.encode()[0], index);
		}
		let prefix = sp_io::hashing::twox_128(b"Subjects");
		assert_eq!(Stored::<Test>::hashed_key_for(own(1))[..16], prefix);
	});
}

#[test]
fn class_16_nobody_should_be_made_to_pay_by_another() {
	run(|| {
		let subject = kept();
		let money = || [held(&till(1)), held(&till(2)), held(&person(1)), held(&person(11))];
		// An offer costs the one who receives it nothing until it takes it.
		assert_ok!(Subjects::offer_custody(by(21), 1, subject, 2, START + DAY));
		offer_to(1, subject, START + DAY);
		assert_ok!(Subjects::accept_claim(by(1), subject));
		assert_ok!(Subjects::set_guardians(by(1), subject, people(&[11]), 1, DAY));
		assert_ok!(Subjects::initiate_recovery(by(11), subject, people(&[2])));
		pass(DAY);
		assert_ok!(Subjects::complete_recovery(by(11), subject));
		assert_eq!(money(), [DEPOSIT, 0, 0, 0]);
		// Nor can the council's appointment of a successor spend its money.
		set_active(1, false);
		assert_ok!(Subjects::appoint_successor(RuntimeOrigin::root(), 1, 2, Now::get() + DAY));
		assert_eq!(money(), [DEPOSIT, 0, 0, 0]);
	});
}
