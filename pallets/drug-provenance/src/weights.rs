//! Weights of `pallet_drug_provenance`, measured. Written by `scripts/weights.sh`: do not edit.
//!
//! 64.0.0, 2026-11-21, steps 2, repetitions 2, low range [], high range []
//! Machine: vm, Intel(R) Xeon(R) Processor

#![allow(unused_parens, unused_imports, missing_docs, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// What each call costs.
pub trait WeightInfo {
	fn set_prefixes(n: u32) -> Weight;
	fn set_trading_schema() -> Weight;
	fn set_responder() -> Weight;
	fn register_product() -> Weight;
	fn set_product_status() -> Weight;
	fn commission() -> Weight;
	fn pack(n: u32) -> Weight;
	fn pack_bulk() -> Weight;
	fn unpack(n: u32) -> Weight;
	fn open() -> Weight;
	fn ship(n: u32) -> Weight;
	fn receive(n: u32) -> Weight;
	fn refuse(n: u32) -> Weight;
	fn void(n: u32) -> Weight;
	fn dispute(n: u32) -> Weight;
	fn settle(n: u32) -> Weight;
	fn dispense() -> Weight;
	fn end(n: u32) -> Weight;
	fn hold(n: u32) -> Weight;
	fn release(n: u32) -> Weight;
	fn notify(n: u32) -> Weight;
	fn hold_lot() -> Weight;
	fn recall() -> Weight;
	fn end_recall() -> Weight;
	fn clear(n: u32) -> Weight;
	fn acknowledge_recall() -> Weight;
	fn report_excursion(n: u32) -> Weight;
	fn declare_error(n: u32) -> Weight;
	fn record_verification() -> Weight;
	fn report_contradiction() -> Weight;
	fn dismiss_alert() -> Weight;
	fn notify_lot() -> Weight;
	fn emerge() -> Weight;
	fn unit_state() -> Weight;
}

/// Measured on the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `DrugProvenance::Prefixes` (r:1 w:1)
	/// Proof: `DrugProvenance::Prefixes` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::PrefixHolders` (r:25 w:32)
	/// Proof: `DrugProvenance::PrefixHolders` (`max_values`: None, `max_size`: Some(21), added: 2496, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 16]`.
	fn set_prefixes(n: u32) -> Weight {
		// Proof size: measured 372, estimated 3622.
		Weight::from_parts(52_033_312, 3622)
			.saturating_add(Weight::from_parts(18_464_652, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(17_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3962).saturating_mul(n.into()))
	}
	/// Storage: `DrugProvenance::TradingSchema` (r:0 w:1)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn set_trading_schema() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(12_456_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Responders` (r:0 w:1)
	/// Proof: `DrugProvenance::Responders` (`max_values`: None, `max_size`: Some(142), added: 2617, mode: `MaxEncodedLen`)
	fn set_responder() -> Weight {
		// Proof size: measured 744, estimated 4236.
		Weight::from_parts(59_880_000, 4236)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::TradingSchema` (r:1 w:0)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:1 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:16 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:4 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:4 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:16 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:4 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:4 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Prefixes` (r:1 w:0)
	/// Proof: `DrugProvenance::Prefixes` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:1)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::NdcProducts` (r:0 w:1)
	/// Proof: `DrugProvenance::NdcProducts` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	fn register_product() -> Weight {
		// Proof size: measured 9163, estimated 44974.
		Weight::from_parts(438_216_000, 44974)
			.saturating_add(T::DbWeight::get().reads(54_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:1)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	fn set_product_status() -> Weight {
		// Proof size: measured 2030, estimated 4697.
		Weight::from_parts(84_031_000, 4697)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::TradingSchema` (r:1 w:0)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:1 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:16 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:4 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:4 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:16 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:4 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:4 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:1 w:1)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1302), added: 3777, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Batches` (r:63 w:1)
	/// Proof: `DrugProvenance::Batches` (`max_values`: None, `max_size`: Some(106), added: 2581, mode: `MaxEncodedLen`)
	fn commission() -> Weight {
		// Proof size: measured 15599, estimated 163593.
		Weight::from_parts(884_839_000, 163593)
			.saturating_add(T::DbWeight::get().reads(117_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::TradingSchema` (r:1 w:0)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:1 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:16 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:4 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:4 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:16 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:4 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:4 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:65 w:1)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:64 w:64)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:64 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:64 w:0)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1302), added: 3777, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn pack(n: u32) -> Weight {
		// Proof size: measured 10315, estimated 44974.
		Weight::from_parts(295_701_193, 44974)
			.saturating_add(Weight::from_parts(321_230_223, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(53_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3777).saturating_mul(n.into()))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::TradingSchema` (r:1 w:0)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:1 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:16 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:4 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:4 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:16 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:4 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:4 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:1 w:1)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Prefixes` (r:1 w:0)
	/// Proof: `DrugProvenance::Prefixes` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:1 w:0)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1302), added: 3777, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Batches` (r:1 w:0)
	/// Proof: `DrugProvenance::Batches` (`max_values`: None, `max_size`: Some(106), added: 2581, mode: `MaxEncodedLen`)
	fn pack_bulk() -> Weight {
		// Proof size: measured 12293, estimated 44974.
		Weight::from_parts(544_821_000, 44974)
			.saturating_add(T::DbWeight::get().reads(57_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:1 w:1)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:64 w:64)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:64 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn unpack(n: u32) -> Weight {
		// Proof size: measured 2266, estimated 4236.
		Weight::from_parts(99_915_283, 4236)
			.saturating_add(Weight::from_parts(113_483_466, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:2 w:1)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Epochs` (r:1 w:0)
	/// Proof: `DrugProvenance::Epochs` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn open() -> Weight {
		// Proof size: measured 1254, estimated 6408.
		Weight::from_parts(153_912_000, 6408)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::TradingSchema` (r:1 w:0)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:2 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:32 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:8 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:8 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:16 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:4 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:8 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::NextShipment` (r:1 w:1)
	/// Proof: `DrugProvenance::NextShipment` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:64 w:64)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:64 w:0)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:64 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:64 w:0)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1302), added: 3777, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Shipments` (r:0 w:1)
	/// Proof: `DrugProvenance::Shipments` (`max_values`: None, `max_size`: Some(54), added: 2529, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn ship(n: u32) -> Weight {
		// Proof size: measured 13879, estimated 88958.
		Weight::from_parts(617_860_775, 88958)
			.saturating_add(Weight::from_parts(186_229_224, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(83_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3777).saturating_mul(n.into()))
	}
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::TradingSchema` (r:1 w:0)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:2 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:32 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:8 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:8 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:16 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:4 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:8 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Shipments` (r:1 w:1)
	/// Proof: `DrugProvenance::Shipments` (`max_values`: None, `max_size`: Some(54), added: 2529, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:64 w:64)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn receive(n: u32) -> Weight {
		// Proof size: measured 12802, estimated 88958.
		Weight::from_parts(656_255_847, 88958)
			.saturating_add(Weight::from_parts(67_085_763, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(83_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2670).saturating_mul(n.into()))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Shipments` (r:1 w:1)
	/// Proof: `DrugProvenance::Shipments` (`max_values`: None, `max_size`: Some(54), added: 2529, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:64 w:64)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn refuse(n: u32) -> Weight {
		// Proof size: measured 1225, estimated 4236.
		Weight::from_parts(133_352_172, 4236)
			.saturating_add(Weight::from_parts(32_376_427, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2670).saturating_mul(n.into()))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Shipments` (r:1 w:1)
	/// Proof: `DrugProvenance::Shipments` (`max_values`: None, `max_size`: Some(54), added: 2529, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:64 w:64)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn void(n: u32) -> Weight {
		// Proof size: measured 1191, estimated 4236.
		Weight::from_parts(137_665_585, 4236)
			.saturating_add(Weight::from_parts(26_135_964, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2670).saturating_mul(n.into()))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::TradingSchema` (r:1 w:0)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:1 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:16 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:4 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:4 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:16 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:4 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:4 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Shipments` (r:1 w:1)
	/// Proof: `DrugProvenance::Shipments` (`max_values`: None, `max_size`: Some(54), added: 2529, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:64 w:64)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:64 w:0)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:64 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn dispute(n: u32) -> Weight {
		// Proof size: measured 11261, estimated 44974.
		Weight::from_parts(444_223_327, 44974)
			.saturating_add(Weight::from_parts(113_780_395, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(53_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:64 w:64)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:64 w:0)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:64 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Shipments` (r:1 w:1)
	/// Proof: `DrugProvenance::Shipments` (`max_values`: None, `max_size`: Some(54), added: 2529, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:64 w:0)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1302), added: 3777, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::TradingSchema` (r:1 w:0)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:2 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:32 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:8 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:8 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:16 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:4 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:8 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn settle(n: u32) -> Weight {
		// Proof size: measured 13983, estimated 88958.
		Weight::from_parts(633_669_643, 88958)
			.saturating_add(Weight::from_parts(184_232_300, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(83_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3777).saturating_mul(n.into()))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::TradingSchema` (r:1 w:0)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:1 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:16 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:4 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:4 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:16 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:4 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:4 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:1 w:1)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:1 w:0)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:1 w:0)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1302), added: 3777, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Dispenses` (r:0 w:1)
	/// Proof: `DrugProvenance::Dispenses` (`max_values`: None, `max_size`: Some(106), added: 2581, mode: `MaxEncodedLen`)
	fn dispense() -> Weight {
		// Proof size: measured 11641, estimated 44974.
		Weight::from_parts(594_459_000, 44974)
			.saturating_add(T::DbWeight::get().reads(56_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:64 w:64)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:64 w:0)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:64 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:64 w:0)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1302), added: 3777, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn end(n: u32) -> Weight {
		// Proof size: measured 2231, estimated 4236.
		Weight::from_parts(233_408_000, 4236)
			.saturating_add(Weight::from_parts(263_528_080, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3777).saturating_mul(n.into()))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:64 w:64)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:64 w:0)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:64 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn hold(n: u32) -> Weight {
		// Proof size: measured 2295, estimated 4236.
		Weight::from_parts(219_411_000, 4236)
			.saturating_add(Weight::from_parts(311_251_639, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:64 w:64)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:64 w:0)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:64 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn release(n: u32) -> Weight {
		// Proof size: measured 2224, estimated 4236.
		Weight::from_parts(42_438_864, 4236)
			.saturating_add(Weight::from_parts(166_107_573, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:64 w:64)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:64 w:0)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:64 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn notify(n: u32) -> Weight {
		// Proof size: measured 2295, estimated 4236.
		Weight::from_parts(107_139_137, 4236)
			.saturating_add(Weight::from_parts(124_083_362, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:1 w:1)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1302), added: 3777, mode: `MaxEncodedLen`)
	fn hold_lot() -> Weight {
		// Proof size: measured 3319, estimated 4767.
		Weight::from_parts(175_305_000, 4767)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Epochs` (r:1 w:1)
	/// Proof: `DrugProvenance::Epochs` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:1 w:1)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1302), added: 3777, mode: `MaxEncodedLen`)
	fn recall() -> Weight {
		// Proof size: measured 3327, estimated 4767.
		Weight::from_parts(185_629_000, 4767)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:1 w:1)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1302), added: 3777, mode: `MaxEncodedLen`)
	fn end_recall() -> Weight {
		// Proof size: measured 3319, estimated 4767.
		Weight::from_parts(178_267_000, 4767)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Epochs` (r:1 w:0)
	/// Proof: `DrugProvenance::Epochs` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:64 w:64)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:64 w:0)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:64 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:64 w:0)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1302), added: 3777, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn clear(n: u32) -> Weight {
		// Proof size: measured 2231, estimated 4236.
		Weight::from_parts(133_929_062, 4236)
			.saturating_add(Weight::from_parts(105_836_472, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3777).saturating_mul(n.into()))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::TradingSchema` (r:1 w:0)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:1 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:16 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:4 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:4 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:16 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:4 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:4 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:1 w:0)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1302), added: 3777, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Acknowledgements` (r:0 w:1)
	/// Proof: `DrugProvenance::Acknowledgements` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
	fn acknowledge_recall() -> Weight {
		// Proof size: measured 10173, estimated 44974.
		Weight::from_parts(423_336_000, 44974)
			.saturating_add(T::DbWeight::get().reads(53_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:64 w:64)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:64 w:0)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:64 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn report_excursion(n: u32) -> Weight {
		// Proof size: measured 2295, estimated 4236.
		Weight::from_parts(65_255_023, 4236)
			.saturating_add(Weight::from_parts(198_058_809, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:1 w:1)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 16]`.
	fn declare_error(n: u32) -> Weight {
		// Proof size: measured 1207, estimated 4236.
		Weight::from_parts(151_008_436, 4236)
			.saturating_add(Weight::from_parts(1_211_515, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::TradingSchema` (r:1 w:0)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:1 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:16 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:4 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:4 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:16 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:4 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:4 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:1 w:1)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:5 w:0)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Shipments` (r:1 w:0)
	/// Proof: `DrugProvenance::Shipments` (`max_values`: None, `max_size`: Some(54), added: 2529, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Verified` (r:1 w:1)
	/// Proof: `DrugProvenance::Verified` (`max_values`: None, `max_size`: Some(95), added: 2570, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	fn record_verification() -> Weight {
		// Proof size: measured 12258, estimated 44974.
		Weight::from_parts(509_294_000, 44974)
			.saturating_add(T::DbWeight::get().reads(61_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::TradingSchema` (r:1 w:0)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:1 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:16 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:4 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:4 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:16 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:4 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:4 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Batches` (r:1 w:0)
	/// Proof: `DrugProvenance::Batches` (`max_values`: None, `max_size`: Some(106), added: 2581, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:1 w:0)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:1 w:1)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Contradictions` (r:1 w:1)
	/// Proof: `DrugProvenance::Contradictions` (`max_values`: None, `max_size`: Some(59), added: 2534, mode: `MaxEncodedLen`)
	fn report_contradiction() -> Weight {
		// Proof size: measured 11331, estimated 44974.
		Weight::from_parts(495_197_000, 44974)
			.saturating_add(T::DbWeight::get().reads(57_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Verified` (r:1 w:1)
	/// Proof: `DrugProvenance::Verified` (`max_values`: None, `max_size`: Some(95), added: 2570, mode: `MaxEncodedLen`)
	fn dismiss_alert() -> Weight {
		// Proof size: measured 2227, estimated 4697.
		Weight::from_parts(81_684_000, 4697)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:1 w:1)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1302), added: 3777, mode: `MaxEncodedLen`)
	fn notify_lot() -> Weight {
		// Proof size: measured 3333, estimated 4767.
		Weight::from_parts(144_246_000, 4767)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:1 w:0)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Batches` (r:1 w:0)
	/// Proof: `DrugProvenance::Batches` (`max_values`: None, `max_size`: Some(106), added: 2581, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:1 w:0)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Prefixes` (r:1 w:0)
	/// Proof: `DrugProvenance::Prefixes` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	fn emerge() -> Weight {
		// Proof size: measured 2616, estimated 4697.
		Weight::from_parts(170_719_000, 4697).saturating_add(T::DbWeight::get().reads(6_u64))
	}
	/// Storage: `DrugProvenance::Units` (r:1 w:0)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:1 w:0)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1302), added: 3777, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:5 w:0)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Shipments` (r:1 w:0)
	/// Proof: `DrugProvenance::Shipments` (`max_values`: None, `max_size`: Some(54), added: 2529, mode: `MaxEncodedLen`)
	fn unit_state() -> Weight {
		// Proof size: measured 3658, estimated 14535.
		Weight::from_parts(129_065_000, 14535).saturating_add(T::DbWeight::get().reads(10_u64))
	}
}

/// For unit tests, with the costs of RocksDB.
impl WeightInfo for () {
	fn set_prefixes(n: u32) -> Weight {
		// Proof size: measured 372, estimated 3622.
		Weight::from_parts(52_033_312, 3622)
			.saturating_add(Weight::from_parts(18_464_652, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(17_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3962).saturating_mul(n.into()))
	}
	fn set_trading_schema() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(12_456_000, 0).saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn set_responder() -> Weight {
		// Proof size: measured 744, estimated 4236.
		Weight::from_parts(59_880_000, 4236)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn register_product() -> Weight {
		// Proof size: measured 9163, estimated 44974.
		Weight::from_parts(438_216_000, 44974)
			.saturating_add(RocksDbWeight::get().reads(54_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_product_status() -> Weight {
		// Proof size: measured 2030, estimated 4697.
		Weight::from_parts(84_031_000, 4697)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn commission() -> Weight {
		// Proof size: measured 15599, estimated 163593.
		Weight::from_parts(884_839_000, 163593)
			.saturating_add(RocksDbWeight::get().reads(117_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn pack(n: u32) -> Weight {
		// Proof size: measured 10315, estimated 44974.
		Weight::from_parts(295_701_193, 44974)
			.saturating_add(Weight::from_parts(321_230_223, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(53_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3777).saturating_mul(n.into()))
	}
	fn pack_bulk() -> Weight {
		// Proof size: measured 12293, estimated 44974.
		Weight::from_parts(544_821_000, 44974)
			.saturating_add(RocksDbWeight::get().reads(57_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn unpack(n: u32) -> Weight {
		// Proof size: measured 2266, estimated 4236.
		Weight::from_parts(99_915_283, 4236)
			.saturating_add(Weight::from_parts(113_483_466, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	fn open() -> Weight {
		// Proof size: measured 1254, estimated 6408.
		Weight::from_parts(153_912_000, 6408)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn ship(n: u32) -> Weight {
		// Proof size: measured 13879, estimated 88958.
		Weight::from_parts(617_860_775, 88958)
			.saturating_add(Weight::from_parts(186_229_224, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(83_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3777).saturating_mul(n.into()))
	}
	fn receive(n: u32) -> Weight {
		// Proof size: measured 12802, estimated 88958.
		Weight::from_parts(656_255_847, 88958)
			.saturating_add(Weight::from_parts(67_085_763, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(83_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2670).saturating_mul(n.into()))
	}
	fn refuse(n: u32) -> Weight {
		// Proof size: measured 1225, estimated 4236.
		Weight::from_parts(133_352_172, 4236)
			.saturating_add(Weight::from_parts(32_376_427, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2670).saturating_mul(n.into()))
	}
	fn void(n: u32) -> Weight {
		// Proof size: measured 1191, estimated 4236.
		Weight::from_parts(137_665_585, 4236)
			.saturating_add(Weight::from_parts(26_135_964, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2670).saturating_mul(n.into()))
	}
	fn dispute(n: u32) -> Weight {
		// Proof size: measured 11261, estimated 44974.
		Weight::from_parts(444_223_327, 44974)
			.saturating_add(Weight::from_parts(113_780_395, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(53_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	fn settle(n: u32) -> Weight {
		// Proof size: measured 13983, estimated 88958.
		Weight::from_parts(633_669_643, 88958)
			.saturating_add(Weight::from_parts(184_232_300, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(83_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3777).saturating_mul(n.into()))
	}
	fn dispense() -> Weight {
		// Proof size: measured 11641, estimated 44974.
		Weight::from_parts(594_459_000, 44974)
			.saturating_add(RocksDbWeight::get().reads(56_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn end(n: u32) -> Weight {
		// Proof size: measured 2231, estimated 4236.
		Weight::from_parts(233_408_000, 4236)
			.saturating_add(Weight::from_parts(263_528_080, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3777).saturating_mul(n.into()))
	}
	fn hold(n: u32) -> Weight {
		// Proof size: measured 2295, estimated 4236.
		Weight::from_parts(219_411_000, 4236)
			.saturating_add(Weight::from_parts(311_251_639, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	fn release(n: u32) -> Weight {
		// Proof size: measured 2224, estimated 4236.
		Weight::from_parts(42_438_864, 4236)
			.saturating_add(Weight::from_parts(166_107_573, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	fn notify(n: u32) -> Weight {
		// Proof size: measured 2295, estimated 4236.
		Weight::from_parts(107_139_137, 4236)
			.saturating_add(Weight::from_parts(124_083_362, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	fn hold_lot() -> Weight {
		// Proof size: measured 3319, estimated 4767.
		Weight::from_parts(175_305_000, 4767)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn recall() -> Weight {
		// Proof size: measured 3327, estimated 4767.
		Weight::from_parts(185_629_000, 4767)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn end_recall() -> Weight {
		// Proof size: measured 3319, estimated 4767.
		Weight::from_parts(178_267_000, 4767)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn clear(n: u32) -> Weight {
		// Proof size: measured 2231, estimated 4236.
		Weight::from_parts(133_929_062, 4236)
			.saturating_add(Weight::from_parts(105_836_472, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3777).saturating_mul(n.into()))
	}
	fn acknowledge_recall() -> Weight {
		// Proof size: measured 10173, estimated 44974.
		Weight::from_parts(423_336_000, 44974)
			.saturating_add(RocksDbWeight::get().reads(53_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn report_excursion(n: u32) -> Weight {
		// Proof size: measured 2295, estimated 4236.
		Weight::from_parts(65_255_023, 4236)
			.saturating_add(Weight::from_parts(198_058_809, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	fn declare_error(n: u32) -> Weight {
		// Proof size: measured 1207, estimated 4236.
		Weight::from_parts(151_008_436, 4236)
			.saturating_add(Weight::from_parts(1_211_515, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn record_verification() -> Weight {
		// Proof size: measured 12258, estimated 44974.
		Weight::from_parts(509_294_000, 44974)
			.saturating_add(RocksDbWeight::get().reads(61_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn report_contradiction() -> Weight {
		// Proof size: measured 11331, estimated 44974.
		Weight::from_parts(495_197_000, 44974)
			.saturating_add(RocksDbWeight::get().reads(57_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn dismiss_alert() -> Weight {
		// Proof size: measured 2227, estimated 4697.
		Weight::from_parts(81_684_000, 4697)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn notify_lot() -> Weight {
		// Proof size: measured 3333, estimated 4767.
		Weight::from_parts(144_246_000, 4767)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn emerge() -> Weight {
		// Proof size: measured 2616, estimated 4697.
		Weight::from_parts(170_719_000, 4697).saturating_add(RocksDbWeight::get().reads(6_u64))
	}
	fn unit_state() -> Weight {
		// Proof size: measured 3658, estimated 14535.
		Weight::from_parts(129_065_000, 14535).saturating_add(RocksDbWeight::get().reads(10_u64))
	}
}
