//! Being a parachain: the relay chain, collators and their sessions.

use crate::{
	constants::*, AccountId, Aura, Balance, Balances, BlockNumber, CollatorSelection, ParachainInfo, Runtime,
	RuntimeEvent, Session, SessionKeys,
};
use alloc::vec::Vec;
use cumulus_pallet_parachain_system::{
	relay_state_snapshot::RelayChainStateProof, OnSystemEvent, RelayNumberMonotonicallyIncreases,
};
use cumulus_primitives_core::{relay_chain::well_known_keys, PersistedValidationData};
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU32, ConstU64, Get},
	weights::Weight,
	PalletId,
};
use frame_system::EnsureRoot;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash as _};

/// Admits blocks as the relay chain's slots allow.
pub type ConsensusHook = cumulus_pallet_aura_ext::FixedVelocityConsensusHook<
	Runtime,
	RELAY_CHAIN_SLOT_DURATION_MILLIS,
	BLOCK_PROCESSING_VELOCITY,
	UNINCLUDED_SEGMENT_CAPACITY,
>;

impl cumulus_pallet_parachain_system::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnSystemEvent = RelayRandomness;
	type SelfParaId = ParachainInfo;
	// No messages from other chains in this release: nothing needs them, so nothing can send them.
	type OutboundXcmpMessageSource = ();
	type DmpQueue = ();
	type ReservedDmpWeight = ();
	type XcmpMessageHandler = ();
	type ReservedXcmpWeight = ();
	type CheckAssociatedRelayNumber = RelayNumberMonotonicallyIncreases;
	type ConsensusHook = ConsensusHook;
	type RelayParentOffset = ConstU32<RELAY_PARENT_OFFSET>;
	// Wrongly enabled, version 3 scheduling stalls a chain.
	type SchedulingSignatureVerifier = ();
	type WeightInfo = crate::weights::cumulus_pallet_parachain_system::WeightInfo<Runtime>;
}

impl parachain_info::Config for Runtime {}

impl cumulus_pallet_aura_ext::Config for Runtime {}

impl pallet_aura::Config for Runtime {
	type AuthorityId = AuraId;
	type DisabledValidators = ();
	type MaxAuthorities = ConstU32<MAX_MEMBERS>;
	type AllowMultipleBlocksPerSlot = ConstBool<true>;
	type SlotDuration = ConstU64<SLOT_DURATION>;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Aura>;
	type EventHandler = (CollatorSelection,);
}

parameter_types! {
	/// Length of a session: so long, and as long again, takes a change of the collators. It lies in state under its name,
	/// where Root can change it and a test network can begin with a shorter one.
	pub storage SessionPeriod: BlockNumber = HOURS;
	/// Start of the first session.
	pub const SessionOffset: BlockNumber = 0;
	/// Where fees gather for the collators.
	pub const PotId: PalletId = PalletId(*b"salus/pt");
	/// Deposit for registering session keys: none, so that a collator account needs nothing but its fee.
	pub const SessionKeyDeposit: Balance = 0;
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = pallet_collator_selection::IdentityCollator;
	type ShouldEndSession = pallet_session::PeriodicSessions<SessionPeriod, SessionOffset>;
	type NextSessionRotation = pallet_session::PeriodicSessions<SessionPeriod, SessionOffset>;
	type SessionManager = MemberCollators;
	type SessionHandler = <SessionKeys as sp_runtime::traits::OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = ();
	type Currency = Balances;
	type KeyDeposit = SessionKeyDeposit;
	type WeightInfo = crate::weights::pallet_session::WeightInfo<Runtime>;
}

impl pallet_collator_selection::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type UpdateOrigin = EnsureRoot<AccountId>;
	type PotId = PotId;
	// Collators are members. There are no candidates from outside.
	type MaxCandidates = ConstU32<0>;
	type MinEligibleCollators = ConstU32<1>;
	type MaxInvulnerables = ConstU32<MAX_MEMBERS>;
	type KickThreshold = ConstU32<HOURS>;
	type ValidatorId = AccountId;
	type ValidatorIdOf = pallet_collator_selection::IdentityCollator;
	type ValidatorRegistration = Session;
	type WeightInfo = pallet_collator_selection::weights::SubstrateWeight<Runtime>;
}

/// At each session the collators become those of the active members whose session keys are set.
///
/// An empty answer would stop the chain, so the collators of the former session stay when no member qualifies.
pub struct MemberCollators;

impl MemberCollators {
	fn reconcile() {
		let ready: Vec<AccountId> = crate::Organizations::collators()
			.into_iter()
			.filter(|account| pallet_session::NextKeys::<Runtime>::contains_key(account))
			.collect();
		if ready.is_empty() {
			return;
		}
		// Dispatched as Root: the pallet sorts, checks keys and emits its own event.
		if let Err(error) = CollatorSelection::set_invulnerables(frame_system::RawOrigin::Root.into(), ready) {
			log::error!(target: "runtime::collators", "collators not updated: {error:?}");
		}
	}
}

impl pallet_session::SessionManager<AccountId> for MemberCollators {
	fn new_session(index: u32) -> Option<Vec<AccountId>> {
		Self::reconcile();
		<CollatorSelection as pallet_session::SessionManager<AccountId>>::new_session(index)
	}
	fn start_session(index: u32) {
		<CollatorSelection as pallet_session::SessionManager<AccountId>>::start_session(index)
	}
	fn end_session(index: u32) {
		<CollatorSelection as pallet_session::SessionManager<AccountId>>::end_session(index)
	}
}

/// The relay chain's randomness of this block's relay parent, for choosing what to challenge.
///
/// Real relay proofs carry the current block's randomness; a development chain's mocked proof carries only an
/// epoch's, a counter. Development chains are predictable, and say so.
pub struct RelayRandomness;

/// The seed, from the inherent to the end of the block.
#[frame_support::storage_alias(verbatim)]
type RelaySeed = StorageValue<SalusRuntime, H256, frame_support::pallet_prelude::ValueQuery>;

impl OnSystemEvent for RelayRandomness {
	fn on_validation_data(_: &PersistedValidationData) {}
	fn on_validation_code_applied() {}
	fn on_relay_state_proof(proof: &RelayChainStateProof) -> Weight {
		let current = proof.read_optional_entry::<Option<H256>>(well_known_keys::CURRENT_BLOCK_RANDOMNESS);
		let epoch = proof.read_optional_entry::<H256>(well_known_keys::ONE_EPOCH_AGO_RANDOMNESS);
		// A key that the proof lacks is no reason to stop: the parent hash is mixed in when the seed is used.
		let seed = BlakeTwo256::hash_of(&(current.ok().flatten().flatten(), epoch.ok().flatten()));
		RelaySeed::put(seed);
		<Runtime as frame_system::Config>::DbWeight::get().writes(1)
	}
}

impl Get<H256> for RelayRandomness {
	fn get() -> H256 {
		BlakeTwo256::hash_of(&(RelaySeed::get(), frame_system::Pallet::<Runtime>::parent_hash()))
	}
}
