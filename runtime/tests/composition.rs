//! The runtime as a whole: what no pallet can show alone.
#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	clippy::indexing_slicing,
	clippy::arithmetic_side_effects,
	missing_docs
)]

use codec::Encode;
use frame_support::{
	assert_ok,
	dispatch::GetDispatchInfo,
	traits::{Get, OnFinalize, OnInitialize, TransactionPause, UnfilteredDispatchable},
	weights::Weight,
	weights::WeightToFee,
};
use pallet_organizations::organization_account;
use salus_primitives::{Commitment, Organizations as _, Role, Roles, StoreKind};
use salus_runtime::{configs::*, constants::*, *};
use sp_core::Pair as _;
use sp_keyring::Sr25519Keyring::{self, *};
use sp_runtime::{
	generic::Era,
	traits::{Dispatchable, Hash as _, Header as _},
	transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
	BuildStorage, DispatchError,
};

/// `urn:salus:reason|breach-of-rules`.
const BREACH_OF_RULES: salus_primitives::CodeId = 739;

/// Unix time, in milliseconds, at which these tests start.
const NOW: u64 = 1_790_000_000_000;

fn preset(id: &str) -> sp_io::TestExternalities {
	let json = genesis::get_preset(&id.into()).expect("the preset exists");
	let patch: serde_json::Value = serde_json::from_slice(&json).expect("presets are JSON");
	let mut full = serde_json::to_value(RuntimeGenesisConfig::default()).expect("the configuration is JSON");
	json_merge(&mut full, patch);
	let config: RuntimeGenesisConfig = serde_json::from_value(full).expect("the preset fits the configuration");
	let mut ext: sp_io::TestExternalities = config.build_storage().expect("the preset builds").into();
	ext.execute_with(|| {
		System::set_block_number(1);
		pallet_timestamp::Now::<Runtime>::put(NOW);
	});
	ext
}

fn json_merge(into: &mut serde_json::Value, patch: serde_json::Value) {
	match (into, patch) {
		(serde_json::Value::Object(into), serde_json::Value::Object(patch)) => {
			for (key, value) in patch {
				json_merge(into.entry(key).or_insert(serde_json::Value::Null), value);
			}
		},
		(into, patch) => *into = patch,
	}
}

fn development() -> sp_io::TestExternalities {
	preset("development")
}

fn account(key: Sr25519Keyring) -> AccountId {
	key.to_account_id()
}

fn signed(key: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(key))
}

const MEMBERS: [Sr25519Keyring; 8] = [Alice, Bob, Charlie, Dave, Eve, Ferdie, One, Two];

/// Propose with the threshold that the first `ayes` members reach, vote, close.
fn council(call: RuntimeCall, ayes: usize) -> Result<(), DispatchError> {
	let length = call.encoded_size() as u32;
	let hash = <Runtime as frame_system::Config>::Hashing::hash_of(&call);
	let index = pallet_collective::ProposalCount::<Runtime, CouncilCollective>::get();
	let weight = call.get_dispatch_info().call_weight;
	Council::propose(signed(Alice), ayes as u32, Box::new(call), length).map_err(|e| e.error)?;
	for member in MEMBERS.into_iter().take(ayes) {
		Council::vote(signed(member), hash, index, true).map_err(|e| e.error)?;
	}
	for member in MEMBERS.into_iter().skip(ayes) {
		Council::vote(signed(member), hash, index, false).map_err(|e| e.error)?;
	}
	Council::close(signed(Alice), hash, index, weight, length).map_err(|e| e.error)?;
	let executed = System::events().into_iter().rev().find_map(|record| match record.event {
		RuntimeEvent::Council(pallet_collective::Event::Executed { result, .. }) => Some(result),
		_ => None,
	});
	executed.expect("a motion with enough ayes is executed")
}

/// Sign a call as a wallet does.
fn transaction(key: Sr25519Keyring, call: RuntimeCall, nonce: Nonce, tip: Balance) -> UncheckedExtrinsic {
	let extension = tx_extension(nonce, Era::Immortal, tip);
	let payload = SignedPayload::new(call.clone(), extension.clone()).expect("the implicit data is at hand");
	let signature = payload.using_encoded(|bytes| key.sign(bytes));
	UncheckedExtrinsic::new_signed(call, account(key).into(), signature.into(), extension)
}

fn validate(xt: UncheckedExtrinsic) -> Result<(), TransactionValidityError> {
	Executive::validate_transaction(TransactionSource::External, xt, System::parent_hash()).map(|_| ())
}

#[test]
fn every_preset_should_build_a_consortium_that_satisfies_every_invariant() {
	for name in genesis::preset_names() {
		preset(name.as_ref()).execute_with(|| {
			for (number, _) in MEMBERS.iter().enumerate() {
				assert!(Organizations::is_active(number as u32));
			}
			for role in Role::ALL {
				assert!((0..8).any(|o| Organizations::has_role(o, *role)), "{role:?} has a member");
			}
			assert_eq!(pallet_collective::Members::<Runtime, CouncilCollective>::get().len(), 8);
			assert_eq!(pallet_collective::Members::<Runtime, TechnicalCollective>::get().len(), 8);
			assert!(Balances::free_balance(organization_account::<AccountId>(0)) > UNIT);
		});
	}
}

#[test]
fn motion_should_admit_a_member_only_with_two_thirds() {
	development().execute_with(|| {
		assert_ok!(Organizations::apply(signed(AliceStash), Roles::of(&[Role::Provider]), Default::default()));
		let admit = RuntimeCall::Organizations(pallet_organizations::Call::admit { organization: 8 });
		assert_eq!(council(admit.clone(), 5), Err(DispatchError::BadOrigin));
		assert!(!Organizations::is_active(8));
		assert_ok!(council(admit, 6));
		assert!(Organizations::is_active(8));
		assert!(pallet_collective::Members::<Runtime, CouncilCollective>::get().contains(&account(AliceStash)));
	});
}

#[test]
fn privileged_calls_should_refuse_signed_accounts_also_when_wrapped() {
	development().execute_with(|| {
		assert_ok!(Organizations::apply(signed(AliceStash), Roles::of(&[Role::Provider]), Default::default()));
		let privileged: Vec<RuntimeCall> = vec![
			RuntimeCall::Organizations(pallet_organizations::Call::admit { organization: 8 }),
			RuntimeCall::Organizations(pallet_organizations::Call::suspend {
				organization: 1,
				reason: BREACH_OF_RULES,
			}),
			RuntimeCall::Organizations(pallet_organizations::Call::expel { organization: 1, reason: BREACH_OF_RULES }),
			RuntimeCall::Attestation(pallet_attestation::Call::register_attestor {
				key: AliceStash.public(),
				organization: 0,
			}),
			RuntimeCall::Governance(pallet_governance::Call::issue { to: account(Alice), amount: UNIT }),
			RuntimeCall::System(frame_system::Call::set_code { code: vec![] }),
			RuntimeCall::System(frame_system::Call::authorize_upgrade { code_hash: Default::default() }),
			RuntimeCall::CollatorSelection(pallet_collator_selection::Call::set_invulnerables { new: vec![] }),
			RuntimeCall::Council(pallet_collective::Call::set_members {
				new_members: vec![],
				prime: None,
				old_count: 8,
			}),
			RuntimeCall::TxPause(pallet_tx_pause::Call::pause {
				full_name: (b"Records".to_vec().try_into().unwrap(), b"anchor".to_vec().try_into().unwrap()),
			}),
			RuntimeCall::Assets(pallet_assets::Call::force_create {
				id: 1.into(),
				owner: account(Alice).into(),
				is_sufficient: true,
				min_balance: 1,
			}),
		];
		assert_ok!(Proxy::add_proxy(signed(Alice), account(Bob).into(), ProxyType::Any, 0));
		for call in privileged {
			assert!(call.clone().dispatch_bypass_filter(signed(Alice)).is_err(), "{call:?}");
			let root = sp_io::storage::root(sp_runtime::StateVersion::V1);
			// Batch and proxy dispatch the inner call with the caller's own origin, never more.
			let batch = RuntimeCall::Utility(pallet_utility::Call::batch_all { calls: vec![call.clone()] });
			assert!(batch.dispatch(signed(Alice)).is_err(), "{call:?}");
			assert_eq!(root, sp_io::storage::root(sp_runtime::StateVersion::V1), "{call:?}");
			assert_ok!(Proxy::proxy(signed(Bob), account(Alice).into(), None, Box::new(call.clone())));
			let result = System::events().into_iter().rev().find_map(|record| match record.event {
				RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
				_ => None,
			});
			assert!(matches!(result, Some(Err(_))), "{call:?}");
			let threshold_1 = Multisig::as_multi_threshold_1(signed(Alice), vec![account(Bob)], Box::new(call.clone()));
			assert!(threshold_1.is_err(), "{call:?}");
		}
	});
}

#[test]
fn fees_should_go_to_the_collators_pot() {
	development().execute_with(|| {
		let pot = CollatorSelection::account_id();
		let before = Balances::free_balance(&pot);
		let issued = Balances::total_issuance();
		let call = RuntimeCall::System(frame_system::Call::remark { remark: vec![0; 64] });
		let info = call.get_dispatch_info();
		assert!(info.call_weight.ref_time() > 0);
		let xt = transaction(Alice, call, 0, 0);
		Executive::initialize_block(&header(System::block_number() + 1));
		assert_ok!(Executive::apply_extrinsic(xt).expect("it is valid"));
		assert!(Balances::free_balance(&pot) > before);
		assert_eq!(Balances::total_issuance(), issued);
	});
}

fn header(number: BlockNumber) -> Header {
	use sp_consensus_aura::digests::CompatibleDigestItem;
	let slot = sp_consensus_aura::Slot::from(NOW / SLOT_DURATION);
	let digest = sp_runtime::Digest {
		logs: vec![<sp_runtime::DigestItem as CompatibleDigestItem<
			sp_consensus_aura::sr25519::AuthoritySignature,
		>>::aura_pre_digest(slot)],
	};
	Header::new(number, Default::default(), Default::default(), Default::default(), digest)
}

#[test]
fn sponsored_account_without_balance_should_sign_and_an_unsponsored_one_should_not() {
	development().execute_with(|| {
		let patient = sp_core::sr25519::Pair::from_string("//Patient", None).unwrap();
		let who: AccountId = patient.public().into();
		let open = RuntimeCall::Subjects(pallet_subjects::Call::open {});
		let sign = |call: RuntimeCall, nonce, tip| {
			let extension = tx_extension(nonce, Era::Immortal, tip);
			let payload = SignedPayload::new(call.clone(), extension.clone()).unwrap();
			let signature = payload.using_encoded(|bytes| patient.sign(bytes));
			UncheckedExtrinsic::new_signed(call, who.clone().into(), signature.into(), extension)
		};
		assert_eq!(validate(sign(open.clone(), 0, 0)), Err(InvalidTransaction::Payment.into()));

		assert_ok!(Sponsorship::vouch(signed(Alice), 0, who.clone(), UNIT, 10 * UNIT));
		assert_ok!(validate(sign(open.clone(), 0, 0)));
		// What is not the patient's own affair is not paid for: not money, not a wrapper, not a tip.
		let transfer =
			RuntimeCall::Balances(pallet_balances::Call::transfer_allow_death { dest: account(Bob).into(), value: 1 });
		let batch = RuntimeCall::Utility(pallet_utility::Call::batch { calls: vec![open.clone()] });
		for (xt, code) in [(sign(transfer, 0, 0), 101), (sign(batch, 0, 0), 101), (sign(open.clone(), 0, 1), 102)] {
			assert_eq!(validate(xt), Err(InvalidTransaction::Custom(code).into()));
		}

		let member = organization_account::<AccountId>(0);
		let (free, held) = (Balances::free_balance(&member), Balances::reserved_balance(&member));
		let first = sign(open.clone(), 0, 0);
		Executive::initialize_block(&header(System::block_number() + 1));
		assert_ok!(Executive::apply_extrinsic(first.clone()).expect("it is valid"));
		assert!(Balances::free_balance(&member) < free, "the member paid the fee");
		assert!(Balances::reserved_balance(&member) > held, "the deposit lies on the member");
		assert_eq!(Balances::free_balance(&who), 0);

		// When the member stops, the account stays: removed, it would start again at nonce 0 and the old signature replay.
		assert_ok!(Sponsorship::end(signed(Alice), 0, who.clone()));
		assert_eq!(System::account_nonce(&who), 1);
		assert!(Executive::apply_extrinsic(first).is_err());
		assert_eq!(validate(sign(open, 1, 0)), Err(InvalidTransaction::Payment.into()));
	});
}

#[test]
fn anchor_should_need_a_member_in_good_standing() {
	development().execute_with(|| {
		let attestors: pallet_records::StoreAttestors = vec![
			(Bob.public(), pallet_records::Basis::BusinessAssociate),
			(Charlie.public(), pallet_records::Basis::Regulator),
			(One.public(), pallet_records::Basis::Auditor),
		]
		.try_into()
		.unwrap();
		assert_ok!(Records::register_store(
			signed(Alice),
			0,
			StoreKind::FhirR4,
			Commitment::default(),
			attestors,
			2,
			3_600
		));
		let anchor = |root: u8| {
			Records::anchor(
				signed(Alice),
				0,
				sp_core::H256::repeat_byte(root),
				1_000,
				b"manifest-1".to_vec().try_into().unwrap(),
				Default::default(),
			)
		};
		assert_ok!(anchor(1));
		assert_ok!(council(
			RuntimeCall::Organizations(pallet_organizations::Call::suspend {
				organization: 0,
				reason: BREACH_OF_RULES
			}),
			5
		));
		assert!(anchor(2).is_err());
		assert_ok!(Records::challenge(signed(Bob), 1, salus_primitives::anchor::anchor_id(0, 1), 7));
		assert_eq!(pallet_attestation::Jobs::<Runtime>::iter().count(), 1);
	});
}

#[test]
fn emergency_pause_should_stop_a_pallet_and_lift_itself() {
	development().execute_with(|| {
		let name: pallet_tx_pause::RuntimeCallNameOf<Runtime> =
			(b"Records".to_vec().try_into().unwrap(), b"anchor".to_vec().try_into().unwrap());
		let calls = vec![name.clone()].try_into().unwrap();
		let origin = RuntimeOrigin::from(pallet_collective::RawOrigin::<AccountId, TechnicalCollective>::Members(6, 8));
		assert_ok!(Governance::emergency_pause(origin, calls, 3_600));
		assert!(<TxPause as TransactionPause>::is_paused(name.clone()));
		// What is needed to govern cannot be paused.
		let council_vote: pallet_tx_pause::RuntimeCallNameOf<Runtime> =
			(b"Council".to_vec().try_into().unwrap(), b"vote".to_vec().try_into().unwrap());
		let origin = RuntimeOrigin::from(pallet_collective::RawOrigin::<AccountId, TechnicalCollective>::Members(8, 8));
		assert!(Governance::emergency_pause(origin, vec![council_vote].try_into().unwrap(), 60).is_err());

		pallet_timestamp::Now::<Runtime>::put(NOW + 3_600_000);
		Governance::on_initialize(2);
		assert!(!<TxPause as TransactionPause>::is_paused(name));
	});
}

#[test]
fn calls_that_protect_somebody_should_never_be_paused() {
	use frame_support::{
		storage::{with_transaction, TransactionOutcome},
		traits::GetCallMetadata,
	};
	let protect: [(&str, &[&str]); 3] = [
		(
			"Consent",
			&[
				"break_glass",
				"review",
				"withdraw",
				"suspend",
				"contest",
				"enter_in_error",
				"dismiss_proxy",
				"end_incapacity",
			],
		),
		("Credentials", &["suspend", "revoke", "suspend_issuer", "revoke_issuer", "set_status"]),
		("DrugProvenance", &["recall", "hold", "hold_lot", "notify", "notify_lot", "refuse", "void"]),
	];
	let handbook = include_str!("../../docs/governance.md");
	development().execute_with(|| {
		let pause = |pallet: &str, call: &str| {
			let name: pallet_tx_pause::RuntimeCallNameOf<Runtime> =
				(pallet.as_bytes().to_vec().try_into().unwrap(), call.as_bytes().to_vec().try_into().unwrap());
			let all = pallet_collective::RawOrigin::<AccountId, TechnicalCollective>::Members(8, 8);
			with_transaction(|| {
				let paused = Governance::emergency_pause(all.into(), vec![name].try_into().unwrap(), 60);
				TransactionOutcome::Rollback(paused)
			})
		};
		for (pallet, calls) in protect {
			let row = handbook.lines().find(|line| line.starts_with(&format!("| `{pallet}` |"))).unwrap();
			let told = calls.iter().map(|call| format!("`{call}`")).collect::<Vec<_>>().join(", ");
			assert_eq!(row, format!("| `{pallet}` | {told} |"));
			for call in RuntimeCall::get_call_names(pallet) {
				let refused = pause(pallet, call) == Err(pallet_governance::Error::<Runtime>::Unpausable.into());
				assert_eq!(refused, calls.contains(call), "{pallet}.{call}");
			}
		}
	});
}

#[test]
fn collators_should_follow_membership_at_the_next_session() {
	preset("local_testnet").execute_with(|| {
		use pallet_session::SessionManager;
		let invulnerables = || pallet_collator_selection::Invulnerables::<Runtime>::get().into_inner();
		let mut both = vec![account(Alice), account(Bob)];
		both.sort();
		assert_eq!(MemberCollators::new_session(1), Some(both));
		assert_ok!(council(
			RuntimeCall::Organizations(pallet_organizations::Call::suspend {
				organization: 1,
				reason: BREACH_OF_RULES
			}),
			5
		));
		MemberCollators::new_session(2);
		assert_eq!(invulnerables(), vec![account(Alice)]);
		// The last one stays: an empty set would stop the chain.
		assert_ok!(Organizations::set_collator(signed(Alice), 0, None));
		MemberCollators::new_session(3);
		assert_eq!(invulnerables(), vec![account(Alice)]);
	});
}

#[test]
fn fee_of_a_full_block_should_be_the_same_by_time_and_by_proof() {
	let max = RuntimeBlockWeights::get().max_block;
	assert_eq!(
		BlockSpaceFee::weight_to_fee(&Weight::from_parts(max.ref_time(), 0)),
		BlockSpaceFee::weight_to_fee(&Weight::from_parts(0, max.proof_size()))
	);
	assert_eq!(
		BlockSpaceFee::weight_to_fee(&Weight::MAX),
		BlockSpaceFee::weight_to_fee(&Weight::from_parts(0, u64::MAX))
	);
}

#[test]
fn price_of_block_space_should_not_move_by_itself() {
	development().execute_with(|| {
		let call = RuntimeCall::System(frame_system::Call::remark { remark: vec![0; 64] });
		let info = call.get_dispatch_info();
		let before = TransactionPayment::compute_fee(200, &info, 0);
		for _ in 0..3 {
			TransactionPayment::on_finalize(System::block_number());
		}
		assert_eq!(TransactionPayment::compute_fee(200, &info, 0), before);
		assert!(before > BlockSpaceFee::weight_to_fee(&info.call_weight), "the weight is paid for");
	});
}

#[test]
fn every_sponsored_call_should_be_affordable_for_a_sponsor_at_its_usual_size() {
	development().execute_with(|| {
		let subject = Default::default();
		let calls: Vec<RuntimeCall> = vec![
			RuntimeCall::Subjects(pallet_subjects::Call::open {}),
			RuntimeCall::Subjects(pallet_subjects::Call::rotate {
				subject,
				controllers: vec![account(Alice)].try_into().unwrap(),
			}),
			RuntimeCall::Subjects(pallet_subjects::Call::accept_claim { subject }),
			RuntimeCall::Subjects(pallet_subjects::Call::veto_recovery { subject }),
			RuntimeCall::Records(pallet_records::Call::anchor {
				store: 0,
				root: Default::default(),
				count: 1_000_000,
				manifest: vec![b'm'; 64].try_into().unwrap(),
				supersedes: vec![(1, 1); 16].try_into().unwrap(),
			}),
			RuntimeCall::Records(pallet_records::Call::erase {
				anchor: 1,
				indices: (0..16).collect::<Vec<_>>().try_into().unwrap(),
			}),
			RuntimeCall::Records(pallet_records::Call::challenge { organization: 0, anchor: 1, index: 0 }),
			RuntimeCall::Claims(pallet_claims::Call::pay_patient_share { claim: 0, amount: 1 }),
			RuntimeCall::Claims(pallet_claims::Call::appeal {
				claim: 0,
				by: pallet_claims::Appellant::Member,
				grounds: Commitment::default(),
			}),
			RuntimeCall::Claims(pallet_claims::Call::rotate_member { coverage: 0, member: account(Alice) }),
			RuntimeCall::Claims(pallet_claims::Call::submit {
				provider: 0,
				submission: Box::new(claims::submission(0, vec![claims::line(&claims::Prices::new(14), 0, 1, 0); 10])),
			}),
			RuntimeCall::Claims(pallet_claims::Call::decide {
				claim: 0,
				decisions: vec![pallet_claims::Decision::Rules { allowed: None }; 10].try_into().unwrap(),
			}),
			RuntimeCall::Claims(pallet_claims::Call::reverse { claim: 0, organization: 0 }),
		];
		for call in calls {
			assert!(<SponsoredCalls as frame_support::traits::Contains<RuntimeCall>>::contains(&call), "{call:?}");
			let xt = transaction(Alice, call.clone(), 0, 0);
			let mut info = call.get_dispatch_info();
			info.extension_weight = sp_runtime::traits::TransactionExtension::<RuntimeCall>::weight(
				&tx_extension(0, Era::Immortal, 0),
				&call,
			);
			let fee = TransactionPayment::compute_fee(xt.encoded_size() as u32, &info, 0);
			assert!(fee <= MaxSponsoredFee::get(), "{call:?} costs {fee}");
		}
	});
}

#[test]
fn silence_should_count_as_no() {
	development().execute_with(|| {
		let call = RuntimeCall::Governance(pallet_governance::Call::issue { to: account(Alice), amount: UNIT });
		let length = call.encoded_size() as u32;
		let hash = <Runtime as frame_system::Config>::Hashing::hash_of(&call);
		let weight = call.get_dispatch_info().call_weight;
		assert_ok!(Council::propose(signed(Alice), 6, Box::new(call), length));
		for member in MEMBERS.into_iter().take(5) {
			assert_ok!(Council::vote(signed(member), hash, 0, true));
		}
		assert!(Council::close(signed(Alice), hash, 0, weight, length).is_err(), "it is still open");
		System::set_block_number(System::block_number() + MotionDuration::get() + 1);
		let issued = Balances::total_issuance();
		assert_ok!(Council::close(signed(Alice), hash, 0, weight, length));
		System::assert_has_event(RuntimeEvent::Council(pallet_collective::Event::Disapproved { proposal_hash: hash }));
		assert_eq!(Balances::total_issuance(), issued);
	});
}

#[test]
fn one_member_should_not_be_able_to_fill_all_motions() {
	development().execute_with(|| {
		let mut proposed = 0;
		for n in 0..100u8 {
			let call = RuntimeCall::System(frame_system::Call::remark { remark: vec![n] });
			if Council::propose(signed(Bob), 2, Box::new(call), 100).is_err() {
				break;
			}
			proposed += 1;
		}
		assert!((10..60).contains(&proposed), "{proposed} motions");
	});
}

#[test]
fn council_should_be_able_to_lift_a_pause_and_keep_its_members_in_hand() {
	development().execute_with(|| {
		let name = |pallet: &[u8], call: &[u8]| -> pallet_tx_pause::RuntimeCallNameOf<Runtime> {
			(pallet.to_vec().try_into().unwrap(), call.to_vec().try_into().unwrap())
		};
		let technical =
			|| RuntimeOrigin::from(pallet_collective::RawOrigin::<AccountId, TechnicalCollective>::Members(8, 8));
		let suspend = vec![name(b"Organizations", b"suspend")].try_into().unwrap();
		assert!(Governance::emergency_pause(technical(), suspend, 60).is_err());
		let anchor: frame_support::BoundedVec<_, _> = vec![name(b"Records", b"anchor")].try_into().unwrap();
		assert_ok!(Governance::emergency_pause(technical(), anchor.clone(), 60));
		let council = RuntimeOrigin::from(pallet_collective::RawOrigin::<AccountId, CouncilCollective>::Members(4, 8));
		assert_ok!(Governance::lift(council, anchor));
	});
}

#[test]
fn a_delegate_that_moves_no_money_should_not_reach_it_in_two_steps() {
	use frame_support::traits::InstanceFilter;
	for call in [
		pallet_organizations::Call::withdraw { organization: 0, to: account(Bob), amount: 1 },
		pallet_organizations::Call::set_staff { organization: 0, account: account(Bob), duties: Default::default() },
		pallet_organizations::Call::transfer_admin { organization: 0, new: account(Bob) },
	] {
		assert!(!ProxyType::NonTransfer.filter(&RuntimeCall::Organizations(call)));
	}
	for call in [
		pallet_claims::Call::withdraw_reserve { payer: 1, currency: claims::USD, amount: 1 },
		pallet_claims::Call::reverse { claim: 0, organization: 0 },
		pallet_claims::Call::decide { claim: 0, decisions: Default::default() },
		pallet_claims::Call::pay_patient_share { claim: 0, amount: 1 },
	] {
		assert!(!ProxyType::NonTransfer.filter(&RuntimeCall::Claims(call)));
	}
	let answer = pallet_claims::Call::answer_authorization {
		authorization: 0,
		answer: pallet_claims::AuthorizationAnswer::Pend,
	};
	assert!(ProxyType::NonTransfer.filter(&RuntimeCall::Claims(answer)), "it moves no money");
}

#[test]
fn calls_that_protect_somebody_should_not_be_paused_and_what_pays_should() {
	use frame_support::traits::{Contains, GetCallName};
	let unpausable = |pallet: &str, call: &str| {
		let name = |text: &str| text.as_bytes().to_vec().try_into().expect("names are short");
		Unpausable::contains(&(name(pallet), name(call)))
	};
	// By the calls that there are, so that no name in the list is of none.
	let of = |pallet: &'static str, calls: &[&'static str]| -> Vec<&'static str> {
		calls.iter().copied().filter(|call| unpausable(pallet, call)).collect()
	};
	assert_eq!(
		of("Claims", pallet_claims::Call::<Runtime>::get_call_names()),
		[
			"rotate_member",
			"set_affiliation",
			"set_exclusion",
			"request_authorization",
			"answer_authorization",
			"supply_information",
			"appeal",
		]
	);
	assert_eq!(of("Consent", pallet_consent::Call::<Runtime>::get_call_names()).len(), 8);
	assert_eq!(of("Credentials", pallet_credentials::Call::<Runtime>::get_call_names()).len(), 5);
	assert_eq!(of("DrugProvenance", pallet_drug_provenance::Call::<Runtime>::get_call_names()).len(), 7);
	let pays = ["submit", "decide", "decide_appeal", "reverse", "withdraw_reserve", "fund_reserve"];
	assert!(pays.iter().all(|call| !unpausable("Claims", call)));
}

#[test]
fn codes_that_the_configuration_names_should_be_what_they_are_taken_for() {
	use salus_primitives::codes::CodeKind;
	const ACT_REASON: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
	const ACTION: &str = "http://terminology.hl7.org/CodeSystem/consentaction";
	development().execute_with(|| {
		let lookup = |kind, system: &str, code: &str| Codes::lookup(kind, system.into(), code.into());
		let purpose = <Runtime as pallet_consent::Config>::BreakGlassPurpose::get();
		let action = <Runtime as pallet_consent::Config>::BreakGlassAction::get();
		assert_eq!(lookup(CodeKind::Purpose, ACT_REASON, "BTG"), Some(purpose));
		assert_eq!(lookup(CodeKind::Action, ACTION, "access"), Some(action));
		assert_eq!(lookup(CodeKind::Reason, "urn:salus:reason", "breach-of-rules"), Some(BREACH_OF_RULES));
	});
}

/// Claims with the neighbours that they ask: credentials, subjects, medicines, codes, currencies.
mod claims {
	use super::*;
	use frame_support::traits::fungibles::Mutate;
	use pallet_claims::{
		x12::{Carc, Group},
		Benefit, Ceilings, Claim, ClaimId, ClaimState, CostShare, CoverageId, DispenseRef, Enrolment, Fee, FeeLeaf,
		Flags, Licence, Line, Network, PlanTerms, Relationship, Service, Submission, Tier,
	};
	use pallet_drug_provenance::{EventTime, Evidence, Item, ItemId, Membership, ProductDetails, Purpose, Told};
	use salus_primitives::{
		anchor::build, codes::CodeKind, CodeId, Gtin14, Holder, OrganizationId, Period, SubjectId, TrailKind, UnitId,
	};
	use sp_core::H256;
	use sp_runtime::Permill;

	/// The US dollar.
	pub const USD: u32 = 840;
	const PROVIDER: OrganizationId = 0;
	const PAYER: OrganizationId = 1;
	const BOARD: OrganizationId = 2;
	const PHARMACY: OrganizationId = 5;
	const PHYSICIAN: Sr25519Keyring = AliceStash;
	const SECONDS: u64 = NOW / 1_000;

	/// A fee schedule of three prices of one category: 100.00, 50.00 and 20.00.
	pub struct Prices(Vec<FeeLeaf>);

	impl Prices {
		pub fn new(category: CodeId) -> Self {
			let leaf = |n: u8, allowed| FeeLeaf {
				key: H256::repeat_byte(n),
				category,
				tier: Tier::InNetwork,
				allowed,
				max_units: 0,
				period: Period::default(),
			};
			Self(vec![leaf(1, 10_000), leaf(2, 5_000), leaf(3, 2_000)])
		}

		fn payloads(&self) -> Vec<Vec<u8>> {
			self.0.iter().map(Encode::encode).collect()
		}

		fn fee(&self, index: u32) -> Fee {
			let proof = build::proof(&self.payloads(), index).expect("there is such a leaf");
			Fee { leaf: self.0[index as usize].clone(), index, proof: proof.try_into().expect("it fits") }
		}
	}

	/// A line for so many units of a price, charged at 120.00 each.
	pub fn line(prices: &Prices, index: u32, units: u32, at: u64) -> Line {
		Line {
			service: Service::Listed(prices.fee(index)),
			charge: 12_000 * u64::from(units),
			units,
			from: at,
			to: at,
			rendering: None,
			authorization: None,
			dispense: None,
		}
	}

	pub fn submission(coverage: CoverageId, lines: Vec<Line>) -> Submission {
		Submission {
			coverage,
			document: Commitment::default(),
			flags: Flags::NONE,
			total: lines.iter().map(|line| line.charge).sum(),
			lines: lines.try_into().expect("they fit"),
			prior: None,
			replaces: None,
		}
	}

	fn category(symbol: &str) -> CodeId {
		Codes::lookup(CodeKind::ServiceCategory, "https://codesystem.x12.org/005010/1365".into(), symbol.into())
			.expect("X12's service types are registered")
	}

	fn benefit(category: CodeId) -> Benefit {
		Benefit {
			category,
			covered: true,
			preferred: None,
			in_network: CostShare { copay: 1_500, deductible: false, coinsurance: Permill::zero() },
			out_of_network: None,
			authorization: false,
			waiting_days: 0,
			limit: None,
			licence: None,
			requires: Flags::NONE,
			emergency: Flags::NONE,
			free: Flags::NONE,
			review: false,
		}
	}

	/// A plan with this benefit, a provider in its network, and somebody covered under it.
	fn covered(prices: &Prices, benefit: Benefit, provider: OrganizationId, member: Option<AccountId>) -> CoverageId {
		let root = build::root(&prices.payloads()).expect("there are prices");
		let schedule = pallet_claims::NextSchedule::<Runtime>::get();
		assert_ok!(Claims::register_schedule(signed(Bob), PAYER, root));
		let plan = pallet_claims::NextPlan::<Runtime>::get();
		let terms = PlanTerms {
			period: Period { start: Some(0), end: Some(u64::MAX) },
			year: 1,
			schedule,
			benefits: vec![benefit].try_into().expect("one fits"),
			ceilings: Ceilings::default(),
			filing_days: 365,
			review_above: None,
			unlisted: false,
			sequestration: Permill::zero(),
		};
		assert_ok!(Claims::register_plan(signed(Bob), PAYER, USD, terms));
		let network = Network { tier: Tier::InNetwork, period: Period::default() };
		assert_ok!(Claims::set_contract(signed(Bob), PAYER, provider, Some(network)));
		let coverage = pallet_claims::NextCoverage::<Runtime>::get();
		let enrolment = Enrolment {
			plan,
			member,
			subscriber: None,
			relationship: Relationship::Myself,
			period: Period { start: Some(SECONDS - 86_400), end: None },
			order: 1,
		};
		assert_ok!(Claims::enrol(signed(Bob), enrolment));
		coverage
	}

	fn submit(by: Sr25519Keyring, provider: OrganizationId, submission: Submission) -> (ClaimId, Claim<AccountId>) {
		let id = pallet_claims::NextClaim::<Runtime>::get();
		assert_ok!(Claims::submit(signed(by), provider, Box::new(submission)));
		(id, Claims::claim(id).expect("it was accepted"))
	}

	fn reasons(claim: &Claim<AccountId>, line: usize) -> Vec<(Group, Carc, u64)> {
		let result = claim.lines[line].result.as_ref().expect("it is adjudicated");
		result.adjustments.iter().map(|a| (a.group, a.reason, a.amount)).collect()
	}

	fn carc(code: &str) -> Carc {
		code.parse().expect("a code")
	}

	fn dollars(organization: OrganizationId) -> u128 {
		Assets::balance(USD, organization_account::<AccountId>(organization))
	}

	fn reserve() -> u128 {
		Assets::balance(USD, Claims::reserve_account(PAYER, USD))
	}

	#[test]
	fn licensed_service_should_be_paid_in_its_call_and_a_suspended_licence_count_in_the_same_block() {
		development().execute_with(|| {
			let office = category("98");
			let prices = Prices::new(office);
			let licence = Some(Licence { schema: 0, scope: None });
			let coverage = covered(&prices, Benefit { licence, ..benefit(office) }, PROVIDER, None);
			assert_ok!(Subjects::open(signed(PHYSICIAN)));
			let physician = SubjectId::from(<[u8; 32]>::from(account(PHYSICIAN)));
			let claim = |units| {
				let line = Line { rendering: Some(physician), ..line(&prices, 0, units, SECONDS) };
				submission(coverage, vec![line])
			};

			// Nobody is paid for somebody without a licence, nor for one who did not say so.
			let (_, unlicensed) = submit(Alice, PROVIDER, claim(1));
			assert_eq!(unlicensed.state, ClaimState::Denied);
			assert_eq!(reasons(&unlicensed, 0), [(Group::CO, carc("185"), 12_000)]);
			let credential = pallet_credentials::NextCredentialId::<Runtime>::get();
			let holder = Holder::Subject(physician);
			let until = Some(SECONDS + 86_400);
			assert_ok!(Credentials::offer(
				signed(Charlie),
				BOARD,
				holder,
				0,
				1,
				Commitment::default(),
				Default::default(),
				SECONDS - 86_400,
				until,
				None,
				None
			));
			assert_ok!(Credentials::accept(signed(PHYSICIAN), credential));
			let (_, unaffiliated) = submit(Alice, PROVIDER, claim(2));
			assert_eq!(reasons(&unaffiliated, 0), [(Group::CO, carc("185"), 24_000)]);
			assert_ok!(Claims::set_affiliation(signed(PHYSICIAN), physician, PROVIDER, true));

			let (purse, before) = (dollars(PROVIDER), reserve());
			let (id, paid) = submit(Alice, PROVIDER, claim(3));
			assert_eq!(paid.state, ClaimState::Complete);
			assert_eq!((paid.paid, paid.patient), (28_500, 1_500));
			assert_eq!(reasons(&paid, 0), [(Group::PR, carc("3"), 1_500), (Group::CO, carc("45"), 6_000)]);
			assert_eq!((dollars(PROVIDER), reserve()), (purse + 28_500, before - 28_500));
			assert_eq!(Claims::claim_trail(id), Some(paid.trail));
			assert_eq!(paid.trail.len, 2);
			let origin = salus_primitives::trail::origin(TrailKind::Claim, &id.encode());
			assert_ne!(paid.trail.head, origin);

			let reason = Codes::lookup(CodeKind::Reason, "urn:salus:reason".into(), b"under-investigation".to_vec());
			assert_ok!(Credentials::suspend(signed(Charlie), credential, reason.expect("it is registered")));
			let (_, suspended) = submit(Alice, PROVIDER, claim(4));
			assert_eq!(reasons(&suspended, 0), [(Group::CO, carc("185"), 48_000)]);
			assert_eq!(dollars(PROVIDER), purse + 28_500);
		});
	}

	#[test]
	fn supply_of_a_medicine_should_be_paid_for_once_and_only_to_who_dispensed_it() {
		development().execute_with(|| {
			let pharmacy = category("88");
			let prices = Prices::new(pharmacy);
			let coverage = covered(&prices, benefit(pharmacy), PHARMACY, None);
			let network = Network { tier: Tier::InNetwork, period: Period::default() };
			assert_ok!(Claims::set_contract(signed(Bob), PAYER, PROVIDER, Some(network)));
			let (unit, tag) = dispensed();
			let line = |index, charge, tag| Line {
				charge,
				dispense: Some(DispenseRef { unit: unit.clone(), n: 0, tag }),
				..line(&prices, index, 1, SECONDS)
			};
			let claim = |index, charge, tag| submission(coverage, vec![line(index, charge, tag)]);
			let (_, stranger) = submit(Alice, PROVIDER, claim(0, 12_000, tag));
			assert_eq!(reasons(&stranger, 0), [(Group::CO, carc("16"), 12_000)], "it was another who dispensed");
			let (_, guessed) = submit(Ferdie, PHARMACY, claim(0, 12_000, H256::repeat_byte(1)));
			assert_eq!(reasons(&guessed, 0), [(Group::CO, carc("16"), 12_000)], "the tag is not the supply's");

			let (first, paid) = submit(Ferdie, PHARMACY, claim(1, 5_000, tag));
			assert_eq!(paid.paid, 3_500);
			let (_, second) = submit(Ferdie, PHARMACY, claim(2, 2_000, tag));
			assert_eq!(reasons(&second, 0), [(Group::CO, carc("B13"), 2_000)]);
			// Taken back, the supply is to be had again.
			assert_ok!(Claims::reverse(signed(Ferdie), first, PHARMACY));
			let (_, again) = submit(Ferdie, PHARMACY, claim(1, 5_000, tag));
			assert_eq!(again.paid, 3_500);
		});
	}

	/// A pack goes from its maker to the pharmacy and to a patient.
	fn dispensed() -> (UnitId, H256) {
		let gtin: Gtin14 = "09521321000018".parse().expect("a GTIN");
		let serials = [b"S01".to_vec(), b"S02".to_vec()];
		let unit = UnitId { gtin, serial: "S01".parse().expect("a serial") };
		let (lot, tag): (pallet_drug_provenance::LotNumber, _) = ("L1".parse().expect("a lot"), H256::repeat_byte(9));
		let told = || Told { time: EventTime { millis: NOW, offset: 0 }, place: None, event: None };
		let details = ProductDetails { ndc: None, storage: None, content: 30 };
		assert_ok!(DrugProvenance::register_product(signed(Dave), 3, gtin, details));
		let root = build::root(&serials).expect("there are serials");
		let expiry = u32::try_from(SECONDS / 86_400 + 700).expect("a day");
		let count = root.count;
		assert_ok!(DrugProvenance::commission(signed(Dave), 3, gtin, lot.clone(), expiry, root.hash, count, told()));
		let proof = build::proof(&serials, 0).expect("a proof").try_into().expect("it fits");
		let member = Membership { lot, batch: 0, index: 0, proof };
		let item = |evidence| Item { id: ItemId::Unit(unit.clone()), evidence };
		let made = vec![item(Some(Evidence::Unit(member, None)))].try_into().expect("one fits");
		let shipment = pallet_drug_provenance::NextShipment::<Runtime>::get();
		assert_ok!(DrugProvenance::ship(signed(Dave), 3, PHARMACY, Purpose::Sale, true, made, told()));
		let arrived = vec![item(None)].try_into().expect("one fits");
		assert_ok!(DrugProvenance::receive(signed(Ferdie), PHARMACY, shipment, arrived, told()));
		assert_ok!(DrugProvenance::dispense(signed(Ferdie), PHARMACY, item(None), 30, tag, told()));
		(unit, tag)
	}

	#[test]
	fn sponsored_patient_should_pay_a_share_in_dollars_without_any_of_the_fee_token() {
		development().execute_with(|| {
			let office = category("98");
			let prices = Prices::new(office);
			let patient = sp_core::sr25519::Pair::from_string("//Patient", None).expect("a key");
			let who: AccountId = patient.public().into();
			let coverage = covered(&prices, benefit(office), PROVIDER, Some(who.clone()));
			let (id, claim) = submit(Alice, PROVIDER, submission(coverage, vec![line(&prices, 0, 1, SECONDS)]));
			assert_eq!(claim.patient, 1_500);
			assert_ok!(<Assets as Mutate<AccountId>>::mint_into(USD, &who, 2_000));
			assert_ok!(Sponsorship::vouch(signed(Alice), 0, who.clone(), UNIT, UNIT));

			let call = RuntimeCall::Claims(pallet_claims::Call::pay_patient_share { claim: id, amount: 1_500 });
			let extension = tx_extension(0, Era::Immortal, 0);
			let payload = SignedPayload::new(call.clone(), extension.clone()).expect("the implicit data is at hand");
			let signature = payload.using_encoded(|bytes| patient.sign(bytes));
			let xt = UncheckedExtrinsic::new_signed(call, who.clone().into(), signature.into(), extension);
			let purse = dollars(PROVIDER);
			Executive::initialize_block(&header(System::block_number() + 1));
			assert_ok!(Executive::apply_extrinsic(xt).expect("the sponsor pays the fee"));
			assert_eq!((Assets::balance(USD, &who), dollars(PROVIDER)), (500, purse + 1_500));
			assert_eq!(Balances::free_balance(&who), 0);
		});
	}

	#[test]
	fn preset_should_begin_with_a_funded_reserve() {
		development().execute_with(|| {
			let status = Claims::reserve_status(PAYER, USD);
			assert_eq!((status.free, status.held, status.ratio), (1_000_000_000, 0, None));
			assert!((0..8).all(|organization| dollars(organization) == 100_000_000));
			assert_ok!(Claims::withdraw_reserve(signed(Bob), PAYER, USD, 1_000_000_000));
			assert_eq!(reserve(), 0);
		});
	}
}
