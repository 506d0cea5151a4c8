//! The Salus runtime: composition only.
//!
//! What each pallet does is written in the pallet; here stands only how they are put together: their order (which is
//! wire format), their configuration (`configs/`), the questions the node may ask (`apis.rs`), and the chains one can
//! start from nothing (`genesis.rs`).
#![cfg_attr(not(feature = "std"), no_std)]
#![recursion_limit = "512"]
// Macros write most of this crate, and no documentation with it.
#![allow(missing_docs)]
// Constants are worked out by the compiler, and the operators of weights saturate.
#![allow(clippy::arithmetic_side_effects)]

/// The runtime compiled to wasm; absent when built with `SKIP_WASM_BUILD`.
#[cfg(feature = "std")]
#[allow(dead_code, missing_docs)]
mod wasm_binary {
	include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));
}
#[cfg(feature = "std")]
pub use wasm_binary::WASM_BINARY;

extern crate alloc;

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod configs;
pub mod constants;
pub mod genesis;
pub mod migrations;
pub mod weights;

use alloc::vec::Vec;
use sp_runtime::{
	generic, impl_opaque_keys,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

/// A signature by any of the key types that wallets use.
pub type Signature = MultiSignature;
/// An account: a public key or a derived identifier.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// The address format of transactions.
pub type Address = MultiAddress<AccountId, ()>;
/// An amount of the fee token, or of a currency in its minor unit.
pub type Balance = u128;
/// Number of transactions an account has sent.
pub type Nonce = u32;
/// A hash.
pub type Hash = sp_core::H256;
/// Number of a block.
pub type BlockNumber = u32;
/// Header of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;

/// What every transaction carries and what is checked before it is dispatched.
pub type TxExtension = cumulus_pallet_weight_reclaim::StorageWeightReclaim<
	Runtime,
	(
		frame_system::AuthorizeCall<Runtime>,
		frame_system::CheckNonZeroSender<Runtime>,
		frame_system::CheckSpecVersion<Runtime>,
		frame_system::CheckTxVersion<Runtime>,
		frame_system::CheckGenesis<Runtime>,
		frame_system::CheckMortality<Runtime>,
		frame_system::CheckNonce<Runtime>,
		frame_system::CheckWeight<Runtime>,
		pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
		frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	),
>;

/// The extension of a transaction with this nonce, mortality and tip.
pub fn tx_extension(nonce: Nonce, era: generic::Era, tip: Balance) -> TxExtension {
	TxExtension::new((
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckMortality::from(era),
		frame_system::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(tip),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
	))
}

/// A transaction as it travels.
pub type UncheckedExtrinsic = generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// What a wallet signs.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;

/// Executes blocks.
pub type Executive =
	frame_executive::Executive<Runtime, Block, frame_system::ChainContext<Runtime>, Runtime, AllPalletsWithSystem>;

impl_opaque_keys! {
	/// The keys a collator signs with.
	pub struct SessionKeys {
		/// Block authorship.
		pub aura: Aura,
	}
}

/// Version of the runtime. `spec_version` grows with every release, `transaction_version` when a call's encoding changes.
#[cfg(not(feature = "next-release"))]
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: alloc::borrow::Cow::Borrowed("salus"),
	impl_name: alloc::borrow::Cow::Borrowed("salus"),
	authoring_version: 1,
	spec_version: 1,
	impl_version: 0,
	apis: apis::RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

/// Version of the release that the network tests upgrade to. The macro reads numbers only, hence twice.
#[cfg(feature = "next-release")]
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: alloc::borrow::Cow::Borrowed("salus"),
	impl_name: alloc::borrow::Cow::Borrowed("salus"),
	authoring_version: 1,
	spec_version: 2,
	impl_version: 0,
	apis: apis::RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

// The indices are wire format: append, never renumber. `tests/wire_format.rs` pins them.
#[frame_support::runtime]
mod runtime {
	/// The runtime.
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	// The frame and the relay chain.
	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type ParachainSystem = cumulus_pallet_parachain_system;
	#[runtime::pallet_index(2)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(3)]
	pub type ParachainInfo = parachain_info;
	#[runtime::pallet_index(4)]
	pub type WeightReclaim = cumulus_pallet_weight_reclaim;

	// Money.
	#[runtime::pallet_index(10)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(11)]
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(12)]
	pub type Assets = pallet_assets;
	#[runtime::pallet_index(13)]
	pub type AssetsHolder = pallet_assets_holder;

	// Collators. This order is required: authorship notes the author before the session changes.
	#[runtime::pallet_index(20)]
	pub type Authorship = pallet_authorship;
	#[runtime::pallet_index(21)]
	pub type CollatorSelection = pallet_collator_selection;
	#[runtime::pallet_index(22)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(23)]
	pub type Aura = pallet_aura;
	#[runtime::pallet_index(24)]
	pub type AuraExt = cumulus_pallet_aura_ext;

	// Governance.
	#[runtime::pallet_index(30)]
	pub type Council = pallet_collective<Instance1>;
	#[runtime::pallet_index(31)]
	pub type TechnicalCommittee = pallet_collective<Instance2>;
	#[runtime::pallet_index(32)]
	pub type Whitelist = pallet_whitelist;
	#[runtime::pallet_index(33)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(34)]
	pub type Scheduler = pallet_scheduler;
	#[runtime::pallet_index(35)]
	pub type TxPause = pallet_tx_pause;
	#[runtime::pallet_index(36)]
	pub type Governance = pallet_governance;

	// Helpers for accounts.
	#[runtime::pallet_index(40)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(41)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(42)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(43)]
	pub type MultiBlockMigrations = pallet_migrations;

	// The consortium.
	#[runtime::pallet_index(50)]
	pub type Organizations = pallet_organizations;
	#[runtime::pallet_index(51)]
	pub type Subjects = pallet_subjects;
	#[runtime::pallet_index(52)]
	pub type Sponsorship = pallet_sponsorship;
	#[runtime::pallet_index(53)]
	pub type Attestation = pallet_attestation;
	#[runtime::pallet_index(54)]
	pub type Records = pallet_records;
	#[runtime::pallet_index(55)]
	pub type Consent = pallet_consent;
	#[runtime::pallet_index(56)]
	pub type Credentials = pallet_credentials;
	#[runtime::pallet_index(57)]
	pub type DrugProvenance = pallet_drug_provenance;
	#[runtime::pallet_index(58)]
	pub type Claims = pallet_claims;
	#[runtime::pallet_index(59)]
	pub type Codes = pallet_codes;
}

cumulus_pallet_parachain_system::register_validate_block! {
	Runtime = Runtime,
	BlockExecutor = cumulus_pallet_aura_ext::BlockExecutor::<Runtime, Executive>,
}

/// Types for programs that need not know what a transaction of this runtime looks like inside.
pub mod opaque {
	use super::*;

	/// A block whose transactions are just bytes.
	pub type Block = generic::Block<Header, sp_runtime::OpaqueExtrinsic>;
}
