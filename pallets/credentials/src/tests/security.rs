//! One test per class of known weakness that concerns this pallet and is not the subject of another file.
//!
//! Of the classes of the project's list, 10 (XCM), 14 (randomness) and 15 (dependencies) do not concern it.

use crate::{mock::*, Error, ListEntry, StatusPurpose};
use codec::{Decode, DecodeAll, Encode};
use frame_support::{
	assert_ok,
	traits::{GetStorageVersion, Hooks, StorageVersion},
	weights::Weight,
};
use salus_primitives::{Commitment, CredentialAnswer, Holder, Outcome, Verdict};
use sp_runtime::{traits::Dispatchable, DispatchError};

type CredentialsCall = crate::Call<Test>;

fn batched(who: u64, call: RuntimeCall) -> Result<(), DispatchError> {
	let batch = pallet_utility::Call::batch_all { calls: vec![call] };
	RuntimeCall::from(batch).dispatch(signed(who)).map(|_| ()).map_err(|error| error.error)
}

/// Through a proxy that `real` named; the proxy's own event tells how the call ended.
fn proxied(real: u64, proxy: u64, call: RuntimeCall) -> Result<(), DispatchError> {
	let wrapped = pallet_proxy::Call::proxy { real, force_proxy_type: None, call: Box::new(call) };
	RuntimeCall::from(wrapped).dispatch(signed(proxy)).map_err(|error| error.error)?;
	let ended = System::events().into_iter().rev().find_map(|record| match record.event {
		RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
		_ => None,
	});
	ended.expect("the proxy says how the call ended")
}

struct Scene {
	schema: u32,
	offered: u32,
	held: u32,
	list: u32,
	verified: u32,
}

fn scene() -> Scene {
	let schema = licence();
	delegate(schema, BOARD, HOSPITAL);
	let offered = to_doctor(schema).offer().unwrap();
	let held = to_doctor(schema).hold();
	let (_, list) = listed(StatusPurpose::Suspension);
	let other = crate::mock::verified(false);
	let verified = to_doctor(other).hold();
	Scene { schema, offered, held, list, verified }
}

/// Every call, as it would succeed for whoever may make it.
fn every_call(scene: &Scene) -> Vec<(u64, RuntimeCall)> {
	let Scene { schema, offered, held, list, verified } = *scene;
	let by = clerk(BOARD);
	vec![
		(by, CredentialsCall::register_schema { schema: None, rules: rules() }.into()),
		(by, CredentialsCall::retire_schema { schema, version: 1 }.into()),
		(by, CredentialsCall::set_source { source: None, definition: source() }.into()),
		(clerk(CLINIC), CredentialsCall::apply { organization: CLINIC, schema, under: None }.into()),
		(by, CredentialsCall::accredit { schema, organization: CLINIC }.into()),
		(by, CredentialsCall::delegate { schema, organization: HOSPITAL }.into()),
		(by, CredentialsCall::suspend_issuer { schema, organization: HOSPITAL, reason: CAUSE }.into()),
		(by, CredentialsCall::reinstate_issuer { schema, organization: HOSPITAL }.into()),
		(by, CredentialsCall::revoke_issuer { schema, organization: HOSPITAL, reason: CAUSE, cut_off: None }.into()),
		(by, CredentialsCall::resign { organization: BOARD, schema }.into()),
		(by, to_doctor(schema).call().into()),
		(DOCTOR, CredentialsCall::accept { credential: offered }.into()),
		(DOCTOR, CredentialsCall::end_offer { credential: offered }.into()),
		(by, CredentialsCall::suspend { credential: held, reason: CAUSE }.into()),
		(by, CredentialsCall::reinstate { credential: held }.into()),
		(by, CredentialsCall::revoke { credential: held, reason: CAUSE }.into()),
		(
			by,
			CredentialsCall::create_status_list { organization: BOARD, schema, purpose: StatusPurpose::Revocation }
				.into(),
		),
		(by, CredentialsCall::set_status { list, indices: vec![1].try_into().unwrap(), value: true }.into()),
		(by, CredentialsCall::put_chunk { list, chunk: 0, bits: vec![1; 1_024].try_into().unwrap() }.into()),
		(by, CredentialsCall::remove_status_list { list }.into()),
		(
			clerk(HOSPITAL),
			CredentialsCall::request_verification { organization: HOSPITAL, credential: verified }.into(),
		),
	]
}

// Class 7.
#[test]
fn batch_proxy_and_multisig_should_open_no_door() {
	test(|| {
		let scene = scene();
		for (who, call) in every_call(&scene) {
			let before = state();
			let error = batched(STRANGER, call.clone()).unwrap_err();
			let offered = Error::<Test>::OfferedToAnother.into();
			let candidate = Error::<Test>::NotACandidate.into();
			assert!([DispatchError::BadOrigin, offered, candidate].contains(&error), "{error:?}");
			// A proxy that was never named.
			let wrapped = pallet_proxy::Call::proxy { real: who, force_proxy_type: None, call: Box::new(call.clone()) };
			assert!(RuntimeCall::from(wrapped).dispatch(signed(STRANGER)).is_err());
			// A multisig that the right account is a member of is still not that account.
			let call = Box::new(call);
			let multisig = pallet_multisig::Call::as_multi_threshold_1 { other_signatories: vec![who], call };
			assert!(RuntimeCall::from(multisig).dispatch(signed(STRANGER)).is_err());
			assert_eq!(state(), before);
		}
	});
}

// The "bad input" of the model, each through the calls that wrap others.
#[test]
fn bad_input_should_be_refused_for_its_reason_through_batch_and_proxy_too() {
	let long = |length: usize| vec![1u8; length].try_into().unwrap();
	let cases: Vec<(Error<Test>, Box<dyn Fn(&Scene) -> (u64, CredentialsCall)>)> = vec![
		(
			Error::IssuerNotAccredited,
			Box::new(|scene| (clerk(CLINIC), Offer { by: CLINIC, ..to_doctor(scene.schema) }.call())),
		),
		(
			Error::IssuerSuspended,
			Box::new(|scene| {
				assert_ok!(Credentials::suspend_issuer(root(), scene.schema, BOARD, CAUSE));
				(clerk(BOARD), to_doctor(scene.schema).call())
			}),
		),
		(
			Error::SelfIssuance,
			Box::new(|scene| {
				let holder = Holder::Organization(BOARD);
				(clerk(BOARD), Offer { holder, ..to_doctor(scene.schema) }.call())
			}),
		),
		(
			Error::ValidityPast,
			Box::new(|scene| {
				let offer = Offer { from: now() - 2, until: Some(now() - 1), ..to_doctor(scene.schema) };
				(clerk(BOARD), offer.call())
			}),
		),
		(
			Error::ValidityInverted,
			Box::new(|scene| {
				let offer = Offer { from: now() + 2, until: Some(now() + 1), ..to_doctor(scene.schema) };
				(clerk(BOARD), offer.call())
			}),
		),
		(
			Error::SchemaVersionNotFound,
			Box::new(|scene| (clerk(BOARD), Offer { version: 9, ..to_doctor(scene.schema) }.call())),
		),
		(Error::OfferedToAnother, Box::new(|scene| (NURSE, CredentialsCall::accept { credential: scene.offered }))),
		(Error::AlreadyAccepted, Box::new(|scene| (DOCTOR, CredentialsCall::accept { credential: scene.held }))),
		(
			Error::RevocationIsFinal,
			Box::new(|scene| {
				assert_ok!(Credentials::revoke(root(), scene.held, CAUSE));
				(clerk(BOARD), CredentialsCall::reinstate { credential: scene.held })
			}),
		),
		(
			Error::IndexOutOfList,
			Box::new(|scene| {
				let indices = vec![crate::LIST_ENTRIES].try_into().unwrap();
				(clerk(BOARD), CredentialsCall::set_status { list: scene.list, indices, value: true })
			}),
		),
		(
			Error::ChunkLengthWrong,
			Box::new(move |scene| {
				(clerk(BOARD), CredentialsCall::put_chunk { list: scene.list, chunk: 0, bits: long(1_025) })
			}),
		),
		(
			Error::CyclicDelegation,
			Box::new(|scene| {
				let call = CredentialsCall::apply { organization: BOARD, schema: scene.schema, under: Some(HOSPITAL) };
				(clerk(BOARD), call)
			}),
		),
		(
			Error::DepthExceeded,
			Box::new(|scene| {
				delegate(scene.schema, HOSPITAL, CLINIC);
				let under = Some(CLINIC);
				(clerk(PRACTICE), CredentialsCall::apply { organization: PRACTICE, schema: scene.schema, under })
			}),
		),
	];
	for (expected, make) in cases {
		test(|| {
			let (who, call) = make(&scene());
			let named = pallet_proxy::Call::add_proxy { delegate: STRANGER, proxy_type: Anything::Any, delay: 0 };
			let _ = Balances::force_set_balance(root(), who, MONEY);
			assert_ok!(RuntimeCall::from(named).dispatch(signed(who)));
			let error = DispatchError::from(expected);
			assert_eq!(RuntimeCall::from(call.clone()).dispatch(signed(who)).unwrap_err().error, error);
			assert_eq!(batched(who, call.clone().into()), Err(error));
			assert_eq!(proxied(who, STRANGER, call.into()), Err(error));
		});
	}
}

#[test]
fn proxy_that_was_named_should_act_as_its_principal() {
	test(|| {
		let scene = scene();
		let named = pallet_proxy::Call::add_proxy { delegate: STRANGER, proxy_type: Anything::Any, delay: 0 };
		assert_ok!(RuntimeCall::from(named).dispatch(signed(DOCTOR)));
		let call = CredentialsCall::accept { credential: scene.offered };
		assert_eq!(proxied(DOCTOR, STRANGER, call.into()), Ok(()));
		assert_eq!(why(scene.offered, now()).0, crate::Status::Active);
	});
}

// Class 6.
#[test]
fn failed_batch_should_leave_nothing_behind() {
	test(|| {
		let scene = scene();
		let before = state();
		let calls = vec![
			CredentialsCall::suspend { credential: scene.held, reason: CAUSE }.into(),
			to_doctor(scene.schema).call().into(),
			CredentialsCall::suspend { credential: scene.held, reason: CAUSE }.into(),
		];
		let batch = RuntimeCall::from(pallet_utility::Call::batch_all { calls });
		let error = batch.dispatch(signed(clerk(BOARD))).unwrap_err().error;
		assert_eq!(error, Error::<Test>::AlreadySuspended.into());
		assert_eq!(state(), before);
	});
}

// Classes 3, 4 and 5.
#[test]
fn zero_and_extreme_arguments_should_never_panic() {
	test(|| {
		let scene = scene();
		let by = || signed(clerk(BOARD));
		for n in [0u32, 1, u32::MAX - 1, u32::MAX] {
			let long = u64::from(n) << 32 | u64::from(n);
			for until in [None, Some(0), Some(1), Some(long), Some(u64::MAX)] {
				for from in [0, 1, long, u64::MAX] {
					let _ = Offer { from, until, ..to_doctor(scene.schema) }.offer();
				}
			}
			let _ = Offer { entry: Some(ListEntry { list: scene.list, index: n }), ..to_doctor(n) }.offer();
			let _ = Credentials::accept(signed(DOCTOR), n);
			let _ = Credentials::set_status(by(), n, vec![n].try_into().unwrap(), true);
			let _ = Credentials::put_chunk(by(), scene.list, n as u16, Default::default());
			let _ = Credentials::revoke_issuer(root(), n, n, 0, Some(long));
			let _ = Credentials::status(n, Some(long));
			let _ = Credentials::check_answer(Holder::Organization(n), n, Some(n as u16), Some(long));
			let _ = Credentials::issued_expiring(n, long, Some(n), n);
			let _ = Credentials::expiring(vec![Holder::Organization(n)], long);
			let _ = Credentials::status_list_chunk(n, n as u16);
			let _ = Credentials::schema(n, Some(n as u16));
		}
	});
}

// Classes 2 and 9.
#[test]
fn undecodable_and_oversized_arguments_should_be_refused_at_the_door() {
	let call = |index: u8, rest: Vec<u8>| CredentialsCall::decode_all(&mut &[vec![index], rest].concat()[..]);
	assert!(call(17, (1u32, vec![1u32; 1_024], true).encode()).is_ok());
	assert!(call(17, (1u32, vec![1u32; 1_025], true).encode()).is_err());
	assert!(call(17, (1u32, codec::Compact(u32::MAX)).encode()).is_err());
	assert!(call(18, (1u32, 1u16, vec![1u8; 2_048]).encode()).is_ok());
	assert!(call(18, (1u32, 1u16, vec![1u8; 2_049]).encode()).is_err());
	let offer = |scopes: Vec<u16>, holder: Vec<u8>| {
		let head = [1u32.encode(), holder, (0u32, 1u16, Commitment::default(), scopes).encode()].concat();
		call(10, [head, (0u64, None::<u64>, None::<(u32, u32)>, None::<u32>).encode()].concat())
	};
	assert!(offer(vec![1; 8], Holder::Organization(1).encode()).is_ok());
	assert!(offer(vec![1; 9], Holder::Organization(1).encode()).is_err());
	assert!(offer(vec![1], vec![2, 0, 0, 0, 0]).is_err());
	for index in 21..=u8::MAX {
		assert!(call(index, vec![0; 64]).is_err());
	}
	assert!(crate::SchemaKind::decode(&mut &[8][..]).is_err());
	assert!(crate::StatusRecord::decode(&mut &[2][..]).is_err());
	assert!(crate::StatusPurpose::decode(&mut &[2][..]).is_err());
	assert!(crate::Holders::decode(&mut &[3][..]).is_err());
	assert!(crate::PrimarySource::decode(&mut &(Commitment::default(), vec![key(1); 17], 9u32).encode()[..]).is_err());
}

// Class 1.
#[test]
fn weight_of_every_call_should_grow_with_what_it_touches_and_fit_a_block() {
	use frame_support::dispatch::GetDispatchInfo;
	let weight = |n: usize| {
		let indices = vec![0; n].try_into().unwrap();
		CredentialsCall::set_status { list: 0, indices, value: true }.get_dispatch_info().call_weight
	};
	assert!(weight(1_024).ref_time() > weight(16).ref_time());
	test(|| {
		let weight = |n: u16| {
			let offer = Offer { scopes: (1..=n).collect(), ..to_doctor(0) };
			offer.call().get_dispatch_info().call_weight
		};
		assert!(weight(8).ref_time() > weight(0).ref_time());
	});
	<Credentials as Hooks<u64>>::integrity_test();
}

macro_rules! integrity {
	($($name:ident: $parameter:ident = $value:expr, $said:literal;)+) => {
		$(
			#[test]
			#[should_panic(expected = $said)]
			fn $name() {
				$parameter::set($value);
				<Credentials as Hooks<u64>>::integrity_test();
			}
		)+
	};
}

integrity! {
	integrity_test_should_refuse_offers_that_nobody_can_accept: OfferLifetime = 0, "no offer could be accepted";
	integrity_test_should_refuse_a_chain_without_memory: Retention = 0, "the past could not be asked about";
	integrity_test_should_refuse_attestors_without_time: TimeLimit = 0, "attestors need time";
	integrity_test_should_refuse_a_chain_that_asks_nobody: MaxOpen = 0, "no source would ever be asked";
	integrity_test_should_refuse_a_chain_that_never_sweeps: SweepPerBlock = 0, "nothing would ever be removed";
}

// Class 5.
#[test]
fn hooks_should_survive_any_state_of_the_neighbours() {
	test(|| {
		let schema = verified(false);
		for _ in 0..3 {
			ask(to_doctor(schema).hold());
			to_doctor(schema).offer().unwrap();
		}
		let members = Membership::get();
		Membership::set(Default::default());
		Registered::set(Default::default());
		wait(YEAR + KEPT_FOR);
		for _ in 0..5 {
			next_block(6);
		}
		Credentials::on_idle(System::block_number(), Weight::zero());
		// Deposits could not be returned to members that nobody knows: everything is still there.
		assert_eq!(crate::Credentials::<Test>::iter().count(), 6);
		Membership::set(members);
		for _ in 0..5 {
			next_block(6);
		}
		assert_eq!(crate::Credentials::<Test>::iter().count(), 0);
	});
}

// Classes 8 and 12.
#[test]
fn stale_attestation_should_keep_its_time_and_not_be_taken_for_fresh() {
	test(|| {
		let schema = verified(false);
		let credential = to_doctor(schema).hold();
		outcome(credential, Outcome::Agreed(Verdict::Attested));
		let then = now();
		for _ in 0..3 {
			wait(INTERVAL / 3);
			outcome(credential, Outcome::Unanswered);
		}
		assert_eq!(crate::Verifications::<Test>::get(credential).unwrap().validated, Some(then));
		assert_eq!(check(schema), CredentialAnswer::Unverified);
	});
}

// Class 11.
#[test]
fn every_change_of_state_should_have_its_event_and_no_refusal_one() {
	test(|| {
		let scene = scene();
		for (who, call) in every_call(&scene) {
			for origin in [signed(STRANGER), signed(who), root()] {
				let (before, events_before) = (state(), events().len());
				let done = frame_support::storage::with_storage_layer(|| {
					call.clone().dispatch(origin).map_err(|error| error.error)
				});
				let said = events().len() - events_before;
				assert_eq!(done.is_ok(), said == 1, "{call:?} {done:?}");
				assert_eq!(done.is_ok(), state() != before, "{call:?} {done:?}");
			}
		}
	});
}

// Classes 2 and 16.
#[test]
fn offering_and_ending_over_and_over_should_leave_no_state_and_no_deposit() {
	test(|| {
		let schema = licence();
		let free = Balances::free_balance(purse(BOARD));
		for _ in 0..20 {
			let credential = to_doctor(schema).offer().unwrap();
			assert_ok!(Credentials::end_offer(signed(DOCTOR), credential));
		}
		assert_eq!(crate::Credentials::<Test>::iter().count(), 0);
		assert_eq!(Balances::free_balance(purse(BOARD)), free);
	});
}

// Class 13.
#[test]
fn wire_format_should_stay_as_it_is() {
	use sp_io::hashing::twox_128;
	test(|| {
		let scene = scene();
		let indices: Vec<u8> = every_call(&scene).iter().map(|(_, call)| call.encode()[1]).collect();
		assert_eq!(indices, (0..21).collect::<Vec<u8>>());
		let index = |error: Error<Test>| match DispatchError::from(error) {
			DispatchError::Module(module) => module.error[0],
			_ => u8::MAX,
		};
		assert_eq!((index(Error::SchemaNotFound), index(Error::AttestorsMissing)), (0, 57));
		assert_eq!(CredentialAnswer::Unverified.encode(), [3]);
		assert_eq!(crate::Reason::TooMany.encode(), [16]);
		assert_eq!(crate::Status::Unknown.encode(), [7]);
		let prefixes = [
			(crate::Credentials::<Test>::hashed_key_for(0), "Credentials"),
			(crate::Schemas::<Test>::hashed_key_for(0, 1), "Schemas"),
			(crate::Issuers::<Test>::hashed_key_for(0, 0), "Issuers"),
			(crate::HeldBy::<Test>::hashed_key_for(doctor(), 0), "HeldBy"),
			(crate::Verifications::<Test>::hashed_key_for(0), "Verifications"),
			(crate::StatusLists::<Test>::hashed_key_for(0), "StatusLists"),
			(crate::Chunks::<Test>::hashed_key_for(0, 0), "Chunks"),
		];
		for (key, name) in prefixes {
			assert_eq!(key[..32], [twox_128(b"Credentials"), twox_128(name.as_bytes())].concat());
		}
		assert_eq!(Credentials::in_code_storage_version(), StorageVersion::new(1));
	});
}

// EDPB 02/2025: what identifies is a salted commitment, and nothing else of the holder's is here.
#[test]
fn same_credential_under_another_nonce_should_look_unlike() {
	let same = |nonce| Commitment::new(&[nonce; 32], b"{\"npi\":\"1234567893\"}");
	assert_ne!(same(1), same(2));
	assert_ne!(crate::verification::digest(&same(1), None), crate::verification::digest(&same(2), None));
}
