//! One test for each class of finding that applies to this pallet.

use super::*;
use crate::{Codes as Stored, NewCode, WeightInfo, MAX_BATCH, MAX_PARENTS};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{
	dispatch::GetDispatchInfo,
	traits::{GetCallIndex, GetCallName, GetStorageVersion, Hooks, StorageVersion},
	weights::Weight,
};
use salus_primitives::codes::Code;
use sp_runtime::traits::Dispatchable;

/// One of each call, in the order of their indices.
fn every_call() -> Vec<Call> {
	let codes = vec![new(CodeKind::Purpose, "a", &[])].try_into().unwrap();
	vec![Call::register { codes }, Call::retire { id: 1 }, Call::reinstate { id: 1 }]
}

#[test]
fn class_1_every_call_should_weigh_time_and_proof_and_more_codes_more() {
	run(|| {
		for call in every_call() {
			let weight = RuntimeCall::from(call.clone()).get_dispatch_info().call_weight;
			assert!(weight.ref_time() > 0 && weight.proof_size() > 0, "{}", call.get_call_name());
		}
		assert!(<Codes as salus_primitives::Codes>::weight().all_gt(Weight::zero()));
		let batch = |n: usize| {
			let codes = vec![new(CodeKind::Purpose, "a", &[]); n].try_into().unwrap();
			RuntimeCall::from(Call::register { codes }).get_dispatch_info().call_weight
		};
		assert!(batch(64).all_gt(batch(1)));
		assert_eq!(batch(64), <() as WeightInfo>::register(MAX_BATCH));
		Codes::integrity_test();
	});
}

#[test]
fn class_2_a_code_should_be_small_however_long_its_names() {
	run(|| {
		let long = |prefix: &str, length| format!("{prefix}{}", "x".repeat(length - prefix.len()));
		let system = long("urn:", 128);
		let code = NewCode::new(CodeKind::Purpose, &system, &long("a", 64), &[]).unwrap();
		assert_ok!(register(&[code]));
		assert!(stored(1).encode().len() <= Code::max_encoded_len());
		assert!(Code::max_encoded_len() < 256, "{}", Code::max_encoded_len());
		assert_eq!(crate::Ids::<Test>::iter_values().count(), 1);
	});
}

#[test]
fn class_5_no_number_should_make_a_call_panic() {
	run(|| {
		for id in [0, 1, u16::MAX] {
			assert_noop!(retire(id), Error::CodeNotFound);
			assert_noop!(reinstate(id), Error::CodeNotFound);
			for limit in [0, 1, u16::MAX] {
				assert!(Codes::page(None, id, limit).codes.is_empty());
			}
		}
	});
}

#[test]
fn class_6_refused_batch_should_leave_nothing_behind() {
	run(|| {
		let root = || sp_io::storage::root(sp_core::storage::StateVersion::V1);
		purpose("any", &[]);
		let (before, events) = (root(), System::event_count());
		// Dispatched, as transactions are: the good codes of a refused batch are taken back.
		let codes: Vec<_> = (0..63).map(|n| new(CodeKind::Purpose, &n.to_string(), &["any"])).collect();
		let codes = [codes, vec![new(CodeKind::Purpose, "any", &[])]].concat();
		let call = RuntimeCall::from(Call::register { codes: codes.try_into().unwrap() });
		assert_eq!(call.dispatch(RuntimeOrigin::root()).unwrap_err().error, Error::AlreadyRegistered.into());
		assert_eq!((root(), System::event_count()), (before, events));
	});
}

#[test]
fn class_9_oversized_arguments_should_not_decode() {
	let code = || new(CodeKind::Purpose, "a", &[]);
	let most: Vec<_> = (0..MAX_BATCH).map(|_| code()).collect();
	assert!(Call::decode(&mut &(0u8, &most).encode()[..]).is_ok());
	let more: Vec<_> = (0..=MAX_BATCH).map(|_| code()).collect();
	assert!(Call::decode(&mut &(0u8, more).encode()[..]).is_err());
	let parent = (SYSTEM.as_bytes().to_vec(), b"a".to_vec());
	let with = |system: Vec<u8>, symbol: Vec<u8>, parents: u32| {
		let parents = vec![parent.clone(); parents as usize];
		let bytes = (0u8, vec![(CodeKind::Purpose, system, symbol, parents)]).encode();
		Call::decode(&mut &bytes[..])
	};
	assert!(with(vec![b'a'; 128], vec![b'a'; 64], MAX_PARENTS).is_ok());
	assert!(with(vec![b'a'; 129], vec![b'a'; 64], 0).is_err());
	assert!(with(vec![b'a'; 128], vec![b'a'; 65], 0).is_err());
	assert!(with(vec![b'a'], vec![b'a'], MAX_PARENTS + 1).is_err());
	// A kind that does not exist, and a length that promises four billion codes.
	assert!(Call::decode(&mut &[0u8, 4, 9, 4, b'a', 4, b'a', 0][..]).is_err());
	assert!(Call::decode(&mut &[0u8, 3, 255, 255, 255, 255][..]).is_err());
}

#[test]
fn class_11_every_change_should_have_its_event_and_every_event_its_change() {
	run(|| {
		let step = |call: Call, id, expected: Event| {
			let (before, events) = (Stored::<Test>::get(id), System::event_count());
			assert_ok!(RuntimeCall::from(call).dispatch(RuntimeOrigin::root()));
			assert_ne!(Stored::<Test>::get(id), before);
			assert_eq!(System::event_count(), events + 1);
			assert_eq!(last_event(), expected);
		};
		let codes = vec![new(CodeKind::Purpose, "a", &[])].try_into().unwrap();
		step(Call::register { codes }, 1, Event::CodeRegistered { id: 1, kind: CodeKind::Purpose });
		step(Call::retire { id: 1 }, 1, Event::CodeRetired { id: 1 });
		step(Call::reinstate { id: 1 }, 1, Event::CodeReinstated { id: 1 });
		let codes = vec![new(CodeKind::Label, "b", &[]), new(CodeKind::Label, "c", &["b"])].try_into().unwrap();
		let events = System::event_count();
		assert_ok!(Codes::register(RuntimeOrigin::root(), codes));
		assert_eq!(System::event_count(), events + 2);
	});
}

#[test]
fn class_13_storage_version_should_be_declared_and_set_at_genesis() {
	run(|| {
		assert_eq!(Codes::in_code_storage_version(), StorageVersion::new(1));
		assert_eq!(Codes::on_chain_storage_version(), StorageVersion::new(1));
	});
}

#[test]
fn indices_of_calls_should_never_change() {
	let indices: Vec<_> = every_call().iter().map(|call| (call.get_call_index(), call.get_call_name())).collect();
	assert_eq!(indices, [(0, "register"), (1, "retire"), (2, "reinstate")]);
}

#[test]
fn kinds_should_keep_their_numbers() {
	use CodeKind::*;
	let kinds = [Purpose, Action, ResourceClass, Label, ActorRole, Policy, Scope, Reason, ServiceCategory];
	assert_eq!(kinds.map(|kind| kind.encode()), [0u8, 1, 2, 3, 4, 5, 6, 7, 8].map(|n| vec![n]));
}
