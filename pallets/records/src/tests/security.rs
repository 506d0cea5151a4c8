//! One test per class of known weakness that concerns this pallet and is not the subject of another file.

use crate::{mock::*, Basis::*, Error, OpenChallenges, Roots, StoreChange, Stores};
use codec::{Decode, DecodeAll, Encode};
use frame_support::{
	assert_ok,
	traits::{GetStorageVersion, Hooks, StorageVersion},
	weights::Weight,
};
use salus_primitives::{Commitment, Outcome, StoreKind, Verdict};
use sp_core::H256;
use sp_runtime::{traits::Dispatchable, DispatchError};

type RecordsCall = crate::Call<Test>;

/// Every call that only the hospital's keeper, or the council, may make.
fn guarded(store: u32, anchor: u64) -> Vec<RuntimeCall> {
	let chosen = attestors(&[(3, Auditor)]);
	vec![
		RecordsCall::register_store {
			organization: HOSPITAL,
			kind: StoreKind::Https,
			url_commitment: Commitment::default(),
			attestors: chosen.clone(),
			quorum: 1,
			challenge_period: PERIOD,
		}
		.into(),
		RecordsCall::update_store { store, change: StoreChange::Url(Commitment::default()) }.into(),
		RecordsCall::update_store { store, change: StoreChange::Attestors { attestors: chosen, quorum: 1 } }.into(),
		RecordsCall::retire_store { store }.into(),
		RecordsCall::anchor {
			store,
			root: H256::repeat_byte(9),
			count: 1,
			manifest: handle("m"),
			supersedes: Default::default(),
		}
		.into(),
		RecordsCall::challenge { organization: HOSPITAL, anchor, index: 0 }.into(),
		RecordsCall::erase { anchor, indices: vec![0].try_into().unwrap() }.into(),
	]
}

#[test]
fn batch_proxy_and_multisig_should_open_no_door() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 3);
		for call in guarded(store, a) {
			let before = (Stores::<Test>::iter().collect::<Vec<_>>(), Roots::<Test>::iter().count(), Jobs::get().len());
			let who = STRANGER;

			let batch = pallet_utility::Call::batch_all { calls: vec![call.clone()] };
			let batched = RuntimeCall::from(batch).dispatch(signed(who)).unwrap_err();
			assert_eq!(batched.error, DispatchError::BadOrigin);

			// A proxy that the keeper never named.
			let proxied = pallet_proxy::Call::proxy {
				real: keeper(HOSPITAL),
				force_proxy_type: None,
				call: Box::new(call.clone()),
			};
			assert!(RuntimeCall::from(proxied).dispatch(signed(who)).is_err());

			// A multisig that the keeper is a member of is still not the keeper.
			let signatories = vec![keeper(HOSPITAL)];
			let multisig =
				pallet_multisig::Call::as_multi_threshold_1 { other_signatories: signatories, call: Box::new(call) };
			assert!(RuntimeCall::from(multisig).dispatch(signed(who)).is_err());

			let after = (Stores::<Test>::iter().collect::<Vec<_>>(), Roots::<Test>::iter().count(), Jobs::get().len());
			assert_eq!(before, after);
		}
	});
}

#[test]
fn failed_batch_should_leave_nothing_behind() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 3);
		let before = sp_io::storage::root(sp_core::storage::StateVersion::V1);
		let calls = vec![
			RecordsCall::erase { anchor: a, indices: vec![0, 1].try_into().unwrap() }.into(),
			RecordsCall::erase { anchor: a, indices: vec![2, 1].try_into().unwrap() }.into(),
		];
		let batch = RuntimeCall::from(pallet_utility::Call::batch_all { calls });
		let error = batch.dispatch(signed(keeper(HOSPITAL))).unwrap_err().error;
		assert_eq!(error, Error::<Test>::AlreadyErased.into());
		assert_eq!(sp_io::storage::root(sp_core::storage::StateVersion::V1), before);
	});
}

#[test]
fn zero_and_extreme_arguments_should_never_panic() {
	test(|| {
		let store = register(HOSPITAL);
		let who = keeper(HOSPITAL);
		for n in [0, 1, u32::MAX - 1, u32::MAX] {
			let _ = Records::anchor(signed(who), n, H256::zero(), n, Default::default(), Default::default());
			let _ = Records::anchor(signed(who), store, H256::zero(), n, handle("m"), Default::default());
			let _ = Records::challenge(signed(who), HOSPITAL, u64::from(n) << 32 | u64::from(n), n);
			let _ = erase(who, u64::from(n) << 32 | 1, &[n]);
			let _ = update(who, n, StoreChange::ChallengePeriod(n.into()));
			let _ = Records::register_store(
				signed(who),
				n,
				StoreKind::FhirR4,
				Commitment::default(),
				Default::default(),
				n,
				n.into(),
			);
			let _ = Records::verify(u64::MAX - u64::from(n), n, Commitment::default(), &[]);
		}
	});
}

#[test]
fn undecodable_and_oversized_arguments_should_be_refused_at_the_door() {
	let too_many = (vec![(key(1), Auditor); 17]).encode();
	assert!(crate::StoreAttestors::decode(&mut &too_many[..]).is_err());
	let indices = RecordsCall::erase { anchor: 1, indices: vec![1; 256].try_into().unwrap() }.encode();
	assert!(RecordsCall::decode_all(&mut &indices[..]).is_ok());
	let mut longer = vec![5u8];
	(1u64, vec![1u32; 257]).encode_to(&mut longer);
	assert!(RecordsCall::decode(&mut &longer[..]).is_err());
	let mut endless = vec![5u8];
	(1u64, codec::Compact(u32::MAX)).encode_to(&mut endless);
	assert!(RecordsCall::decode(&mut &endless[..]).is_err());
	for index in 6..=u8::MAX {
		assert!(RecordsCall::decode(&mut &[&[index][..], &[0; 64]].concat()[..]).is_err());
	}
	assert!(crate::Basis::decode(&mut &[4][..]).is_err());
	assert!(StoreChange::decode(&mut &[3][..]).is_err());
}

#[test]
fn weight_of_every_call_should_grow_with_what_it_touches_and_fit_a_block() {
	use frame_support::dispatch::GetDispatchInfo;
	let weight = |n: u32| {
		let indices = vec![0; n as usize].try_into().unwrap();
		RecordsCall::erase { anchor: 0, indices }.get_dispatch_info().call_weight
	};
	assert!(weight(256).all_gte(weight(1).saturating_mul(2)));
	let weight = |n: u32| {
		let supersedes = vec![(0, 0); n as usize].try_into().unwrap();
		let manifest = handle("m");
		let call = RecordsCall::anchor { store: 0, root: H256::zero(), count: 1, manifest, supersedes };
		call.get_dispatch_info().call_weight
	};
	assert!(weight(256).all_gte(weight(0).saturating_mul(2)));
	<Records as Hooks<u64>>::integrity_test();
}

#[test]
#[should_panic(expected = "no store would ever be challenged")]
fn integrity_test_should_refuse_a_chain_that_challenges_nothing() {
	StoresPerBlock::set(0);
	<Records as Hooks<u64>>::integrity_test();
}

#[test]
#[should_panic(expected = "a challenge period of zero")]
fn integrity_test_should_refuse_a_period_of_zero() {
	MinPeriod::set(0);
	<Records as Hooks<u64>>::integrity_test();
}

#[test]
#[should_panic(expected = "no challenge period would be acceptable")]
fn integrity_test_should_refuse_bounds_that_exclude_everything() {
	MinPeriod::set(LONGEST + 1);
	<Records as Hooks<u64>>::integrity_test();
}

#[test]
fn hooks_should_survive_any_state_of_the_neighbours() {
	test(|| {
		for owner in [HOSPITAL, AUDITOR, RIVAL] {
			anchor(register(owner), owner, 3);
		}
		Membership::set(Default::default());
		Registered::set(Default::default());
		JobsRefused::set(true);
		Seed::set(H256::repeat_byte(0xff));
		for _ in 0..5 {
			next_block(PERIOD);
		}
		Records::on_idle(System::block_number(), Weight::zero());
	});
}

#[test]
fn draw_should_follow_the_seed() {
	let drawn = |seed| {
		let mut drawn = None;
		test(|| {
			let store = register(HOSPITAL);
			anchor(store, 1, 1_000_000u32.min(5_000));
			next_block(PERIOD);
			Seed::set(H256::from_low_u64_be(seed));
			next_block(6);
			drawn = Some(Jobs::get()[0].locator.clone());
		});
		drawn.unwrap()
	};
	assert_eq!(drawn(1), drawn(1));
	assert_ne!(drawn(1), drawn(2));
}

#[test]
fn stores_should_be_drawn_for_independently() {
	test(|| {
		for n in 0..3 {
			anchor(register(HOSPITAL), n, 5_000);
		}
		next_block(PERIOD);
		next_block(6);
		let indices: std::collections::BTreeSet<_> =
			OpenChallenges::<Test>::iter().map(|(_, index, _)| index).collect();
		assert_eq!(indices.len(), 3);
	});
}

#[test]
fn stale_attestation_should_keep_its_time() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 2);
		outcome(a, 0, Outcome::Agreed(Verdict::Attested));
		let then = now();
		for _ in 0..3 {
			next_block(100);
		}
		outcome(a, 1, Outcome::Unanswered);
		assert_eq!(Records::store_info(store).unwrap().last_attested, Some(then));
	});
}

#[test]
fn depositing_and_retiring_over_and_over_should_leave_no_state() {
	test(|| {
		for _ in 0..10 {
			let store = register(HOSPITAL);
			assert_ok!(Records::retire_store(signed(keeper(HOSPITAL)), store));
		}
		assert_eq!(Stores::<Test>::iter().count(), 0);
		assert_eq!(Balances::free_balance(keeper(HOSPITAL)), 1_000_000);
	});
}

#[test]
fn wire_format_should_stay_as_it_is() {
	use sp_io::hashing::twox_128;
	test(|| {
		let indices: Vec<u8> = guarded(1, 2).iter().map(|call| call.encode()[1]).collect();
		assert_eq!(indices, [0, 1, 1, 2, 3, 4, 5]);
		assert_eq!((Auditor.encode(), BusinessAssociate.encode()), (vec![1], vec![3]));
		let index = |error: Error<Test>| match DispatchError::from(error) {
			DispatchError::Module(module) => module.error[0],
			_ => u8::MAX,
		};
		assert_eq!((index(Error::StoreNotFound), index(Error::TooManyChallenges)), (0, 21));
		assert_eq!((index(Error::OrganizationNamedTwice), index(Error::StoreTooBusy)), (22, 23));
		let prefixes = [
			(Stores::<Test>::hashed_key_for(0), "Stores"),
			(crate::Anchors::<Test>::hashed_key_for(0), "Anchors"),
			(Roots::<Test>::hashed_key_for(0, H256::zero()), "Roots"),
			(crate::Superseded::<Test>::hashed_key_for(0, 0), "Superseded"),
			(crate::Erased::<Test>::hashed_key_for(0, 0), "Erased"),
			(crate::Faults::<Test>::hashed_key_for(0, 0), "Faults"),
			(OpenChallenges::<Test>::hashed_key_for(0, 0), "OpenChallenges"),
			(crate::ChallengesOf::<Test>::hashed_key_for(0), "ChallengesOf"),
			(crate::ChallengesIn::<Test>::hashed_key_for(0), "ChallengesIn"),
		];
		for (key, name) in prefixes {
			assert_eq!(key[..32], [twox_128(b"Records"), twox_128(name.as_bytes())].concat());
		}
		assert_eq!(Records::in_code_storage_version(), StorageVersion::new(1));
	});
}
