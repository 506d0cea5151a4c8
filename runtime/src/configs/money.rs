//! The fee token, fees, and the currencies in which claims are settled.

use crate::{
	constants::*, AccountId, AssetsHolder, Balance, Balances, CollatorSelection, Runtime, RuntimeEvent,
	RuntimeFreezeReason, RuntimeHoldReason, System,
};
use frame_support::{
	parameter_types,
	traits::{
		fungible::{Balanced, Credit},
		AsEnsureOriginWithArg, ConstU32, ConstU8, NeverEnsureOrigin, OnUnbalanced, VariantCountOf,
	},
	weights::{Weight, WeightToFee},
};
use pallet_transaction_payment::{ConstFeeMultiplier, FungibleAdapter, Multiplier};
use sp_runtime::traits::One;

parameter_types! {
	/// Factor on the price of block space.
	pub PriceMultiplier: Multiplier = Multiplier::one();
	/// The least an account must hold to exist by balance alone.
	pub const ExistentialDeposit: Balance = EXISTENTIAL_DEPOSIT;
}

impl pallet_balances::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type Balance = Balance;
	type DustRemoval = ToCollators;
	type ExistentialDeposit = ExistentialDeposit;
	type AccountStore = System;
	type ReserveIdentifier = [u8; 8];
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxLocks = ConstU32<50>;
	type MaxReserves = ConstU32<50>;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type DoneSlashHandler = ();
	type WeightInfo = crate::weights::pallet_balances::WeightInfo<Runtime>;
}

/// Fees and dust go to the collators' pot.
pub struct ToCollators;
impl OnUnbalanced<Credit<AccountId, Balances>> for ToCollators {
	fn on_nonzero_unbalanced(amount: Credit<AccountId, Balances>) {
		// A pot below the existential deposit cannot take a small amount: it is then burnt with the credit.
		let _ = Balances::resolve(&CollatorSelection::account_id(), amount);
	}
}

/// Price of block space: one [`UNIT`] for a second of computation or for the share of proof size that a second stands
/// for, whichever is more.
pub struct BlockSpaceFee;
impl WeightToFee for BlockSpaceFee {
	type Balance = Balance;

	fn weight_to_fee(weight: &Weight) -> Balance {
		// A picosecond costs one plank, so a full block's computation costs as many planks as it has picoseconds.
		let time = Balance::from(weight.ref_time());
		let proof = Balance::from(weight.proof_size())
			.saturating_mul(Balance::from(MAXIMUM_BLOCK_WEIGHT.ref_time()))
			.checked_div(Balance::from(MAXIMUM_BLOCK_WEIGHT.proof_size()))
			.unwrap_or(Balance::MAX);
		time.max(proof)
	}
}

/// Price of a byte of transaction.
pub struct LengthFee;
impl WeightToFee for LengthFee {
	type Balance = Balance;

	fn weight_to_fee(weight: &Weight) -> Balance {
		Balance::from(weight.ref_time()).saturating_mul(MICROUNIT)
	}
}

impl pallet_transaction_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = pallet_sponsorship::SponsoredFees<FungibleAdapter<Balances, ToCollators>>;
	type WeightToFee = BlockSpaceFee;
	type LengthToFee = LengthFee;
	// Members plan budgets: the price of block space does not move by itself.
	type FeeMultiplierUpdate = ConstFeeMultiplier<PriceMultiplier>;
	type OperationalFeeMultiplier = ConstU8<5>;
	type WeightInfo =
		pallet_sponsorship::WithSponsor<Runtime, crate::weights::pallet_transaction_payment::WeightInfo<Runtime>>;
}

parameter_types! {
	/// Holding an asset costs nothing: claims currencies are sufficient assets.
	pub const AssetFree: Balance = 0;
	/// Deposit for the metadata of an asset.
	pub const AssetMetadataBase: Balance = deposit(1, 68);
	/// Deposit per byte of metadata.
	pub const AssetMetadataPerByte: Balance = deposit(0, 1);
	/// Deposit for an approval.
	pub const AssetApproval: Balance = deposit(1, 84);
}

impl pallet_assets::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Balance = Balance;
	type AssetId = u32;
	type AssetIdParameter = codec::Compact<u32>;
	type ReserveData = ();
	type Currency = Balances;
	// Currencies are created by motion (`force_create`), never by whoever pays a deposit.
	type CreateOrigin = AsEnsureOriginWithArg<NeverEnsureOrigin<AccountId>>;
	type ForceOrigin = crate::configs::CurrencyOrigin;
	type AssetDeposit = AssetFree;
	type AssetAccountDeposit = AssetFree;
	type MetadataDepositBase = AssetMetadataBase;
	type MetadataDepositPerByte = AssetMetadataPerByte;
	type ApprovalDeposit = AssetApproval;
	type StringLimit = ConstU32<50>;
	type Freezer = ();
	type Holder = AssetsHolder;
	type Extra = ();
	type CallbackHandle = ();
	type AssetIdAllocator = ();
	type RemoveItemsLimit = ConstU32<1000>;
	type WeightInfo = crate::weights::pallet_assets::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
}

impl pallet_assets_holder::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
}
