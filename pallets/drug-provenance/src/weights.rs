//! Weights of `pallet_drug_provenance`, measured. Written by `scripts/weights.sh`: do not edit.
//!
//! 64.0.0, 2026-11-30, steps 20, repetitions 10, low range [], high range []
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
		// Proof size: measured 779, estimated 14324.
		Weight::from_parts(65_484_643, 14324)
			.saturating_add(Weight::from_parts(16_605_160, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(17_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3237).saturating_mul(n.into()))
	}
	/// Storage: `DrugProvenance::TradingSchema` (r:0 w:1)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn set_trading_schema() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(9_935_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Responders` (r:0 w:1)
	/// Proof: `DrugProvenance::Responders` (`max_values`: None, `max_size`: Some(142), added: 2617, mode: `MaxEncodedLen`)
	fn set_responder() -> Weight {
		// Proof size: measured 744, estimated 4236.
		Weight::from_parts(69_385_000, 4236)
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
		Weight::from_parts(423_129_000, 44974)
			.saturating_add(T::DbWeight::get().reads(54_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:1)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	fn set_product_status() -> Weight {
		// Proof size: measured 2030, estimated 4697.
		Weight::from_parts(94_052_000, 4697)
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
		Weight::from_parts(937_565_000, 163593)
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
		// Proof size: measured 10331, estimated 44974.
		Weight::from_parts(366_653_896, 44974)
			.saturating_add(Weight::from_parts(113_156_401, 0).saturating_mul(n.into()))
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
		Weight::from_parts(564_874_000, 44974)
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
		// Proof size: measured 2418, estimated 4236.
		Weight::from_parts(168_127_159, 4236)
			.saturating_add(Weight::from_parts(48_095_891, 0).saturating_mul(n.into()))
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
		Weight::from_parts(168_337_000, 6408)
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
		// Proof size: measured 13863, estimated 88958.
		Weight::from_parts(497_954_876, 88958)
			.saturating_add(Weight::from_parts(117_574_029, 0).saturating_mul(n.into()))
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
		// Proof size: measured 12768, estimated 88958.
		Weight::from_parts(651_568_200, 88958)
			.saturating_add(Weight::from_parts(42_829_205, 0).saturating_mul(n.into()))
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
		// Proof size: measured 1228, estimated 4236.
		Weight::from_parts(160_898_109, 4236)
			.saturating_add(Weight::from_parts(37_138_596, 0).saturating_mul(n.into()))
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
		// Proof size: measured 1157, estimated 4236.
		Weight::from_parts(194_051_249, 4236)
			.saturating_add(Weight::from_parts(33_157_857, 0).saturating_mul(n.into()))
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
		// Proof size: measured 11278, estimated 44974.
		Weight::from_parts(337_888_716, 44974)
			.saturating_add(Weight::from_parts(88_713_134, 0).saturating_mul(n.into()))
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
		// Proof size: measured 13967, estimated 88958.
		Weight::from_parts(865_320_000, 88958)
			.saturating_add(Weight::from_parts(158_925_025, 0).saturating_mul(n.into()))
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
		Weight::from_parts(767_075_000, 44974)
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
		// Proof size: measured 2252, estimated 4236.
		Weight::from_parts(260_871_665, 4236)
			.saturating_add(Weight::from_parts(185_474_059, 0).saturating_mul(n.into()))
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
		// Proof size: measured 2313, estimated 4236.
		Weight::from_parts(581_159_861, 4236)
			.saturating_add(Weight::from_parts(129_252_033, 0).saturating_mul(n.into()))
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
		// Proof size: measured 2242, estimated 4236.
		Weight::from_parts(159_191_724, 4236)
			.saturating_add(Weight::from_parts(117_128_662, 0).saturating_mul(n.into()))
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
		// Proof size: measured 2313, estimated 4236.
		Weight::from_parts(308_654_878, 4236)
			.saturating_add(Weight::from_parts(111_001_839, 0).saturating_mul(n.into()))
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
		Weight::from_parts(203_180_000, 4767)
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
		Weight::from_parts(239_518_000, 4767)
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
		Weight::from_parts(192_848_000, 4767)
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
		// Proof size: measured 2252, estimated 4236.
		Weight::from_parts(266_665_000, 4236)
			.saturating_add(Weight::from_parts(169_501_799, 0).saturating_mul(n.into()))
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
		Weight::from_parts(505_784_000, 44974)
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
		// Proof size: measured 2313, estimated 4236.
		Weight::from_parts(82_083_629, 4236)
			.saturating_add(Weight::from_parts(171_817_668, 0).saturating_mul(n.into()))
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
		Weight::from_parts(166_028_307, 4236)
			.saturating_add(Weight::from_parts(2_650_749, 0).saturating_mul(n.into()))
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
		Weight::from_parts(621_870_000, 44974)
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
		Weight::from_parts(594_843_000, 44974)
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
		Weight::from_parts(101_344_000, 4697)
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
		Weight::from_parts(171_608_000, 4767)
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
		Weight::from_parts(194_217_000, 4697).saturating_add(T::DbWeight::get().reads(6_u64))
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
		Weight::from_parts(142_743_000, 14535).saturating_add(T::DbWeight::get().reads(10_u64))
	}
}

/// For unit tests, with the costs of RocksDB.
impl WeightInfo for () {
	fn set_prefixes(n: u32) -> Weight {
		// Proof size: measured 779, estimated 14324.
		Weight::from_parts(65_484_643, 14324)
			.saturating_add(Weight::from_parts(16_605_160, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(17_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3237).saturating_mul(n.into()))
	}
	fn set_trading_schema() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(9_935_000, 0).saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn set_responder() -> Weight {
		// Proof size: measured 744, estimated 4236.
		Weight::from_parts(69_385_000, 4236)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn register_product() -> Weight {
		// Proof size: measured 9163, estimated 44974.
		Weight::from_parts(423_129_000, 44974)
			.saturating_add(RocksDbWeight::get().reads(54_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_product_status() -> Weight {
		// Proof size: measured 2030, estimated 4697.
		Weight::from_parts(94_052_000, 4697)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn commission() -> Weight {
		// Proof size: measured 15599, estimated 163593.
		Weight::from_parts(937_565_000, 163593)
			.saturating_add(RocksDbWeight::get().reads(117_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn pack(n: u32) -> Weight {
		// Proof size: measured 10331, estimated 44974.
		Weight::from_parts(366_653_896, 44974)
			.saturating_add(Weight::from_parts(113_156_401, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(53_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3777).saturating_mul(n.into()))
	}
	fn pack_bulk() -> Weight {
		// Proof size: measured 12293, estimated 44974.
		Weight::from_parts(564_874_000, 44974)
			.saturating_add(RocksDbWeight::get().reads(57_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn unpack(n: u32) -> Weight {
		// Proof size: measured 2418, estimated 4236.
		Weight::from_parts(168_127_159, 4236)
			.saturating_add(Weight::from_parts(48_095_891, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	fn open() -> Weight {
		// Proof size: measured 1254, estimated 6408.
		Weight::from_parts(168_337_000, 6408)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn ship(n: u32) -> Weight {
		// Proof size: measured 13863, estimated 88958.
		Weight::from_parts(497_954_876, 88958)
			.saturating_add(Weight::from_parts(117_574_029, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(83_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3777).saturating_mul(n.into()))
	}
	fn receive(n: u32) -> Weight {
		// Proof size: measured 12768, estimated 88958.
		Weight::from_parts(651_568_200, 88958)
			.saturating_add(Weight::from_parts(42_829_205, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(83_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2670).saturating_mul(n.into()))
	}
	fn refuse(n: u32) -> Weight {
		// Proof size: measured 1228, estimated 4236.
		Weight::from_parts(160_898_109, 4236)
			.saturating_add(Weight::from_parts(37_138_596, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2670).saturating_mul(n.into()))
	}
	fn void(n: u32) -> Weight {
		// Proof size: measured 1157, estimated 4236.
		Weight::from_parts(194_051_249, 4236)
			.saturating_add(Weight::from_parts(33_157_857, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2670).saturating_mul(n.into()))
	}
	fn dispute(n: u32) -> Weight {
		// Proof size: measured 11278, estimated 44974.
		Weight::from_parts(337_888_716, 44974)
			.saturating_add(Weight::from_parts(88_713_134, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(53_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	fn settle(n: u32) -> Weight {
		// Proof size: measured 13967, estimated 88958.
		Weight::from_parts(865_320_000, 88958)
			.saturating_add(Weight::from_parts(158_925_025, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(83_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3777).saturating_mul(n.into()))
	}
	fn dispense() -> Weight {
		// Proof size: measured 11641, estimated 44974.
		Weight::from_parts(767_075_000, 44974)
			.saturating_add(RocksDbWeight::get().reads(56_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn end(n: u32) -> Weight {
		// Proof size: measured 2252, estimated 4236.
		Weight::from_parts(260_871_665, 4236)
			.saturating_add(Weight::from_parts(185_474_059, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3777).saturating_mul(n.into()))
	}
	fn hold(n: u32) -> Weight {
		// Proof size: measured 2313, estimated 4236.
		Weight::from_parts(581_159_861, 4236)
			.saturating_add(Weight::from_parts(129_252_033, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	fn release(n: u32) -> Weight {
		// Proof size: measured 2242, estimated 4236.
		Weight::from_parts(159_191_724, 4236)
			.saturating_add(Weight::from_parts(117_128_662, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	fn notify(n: u32) -> Weight {
		// Proof size: measured 2313, estimated 4236.
		Weight::from_parts(308_654_878, 4236)
			.saturating_add(Weight::from_parts(111_001_839, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	fn hold_lot() -> Weight {
		// Proof size: measured 3319, estimated 4767.
		Weight::from_parts(203_180_000, 4767)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn recall() -> Weight {
		// Proof size: measured 3327, estimated 4767.
		Weight::from_parts(239_518_000, 4767)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn end_recall() -> Weight {
		// Proof size: measured 3319, estimated 4767.
		Weight::from_parts(192_848_000, 4767)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn clear(n: u32) -> Weight {
		// Proof size: measured 2252, estimated 4236.
		Weight::from_parts(266_665_000, 4236)
			.saturating_add(Weight::from_parts(169_501_799, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3777).saturating_mul(n.into()))
	}
	fn acknowledge_recall() -> Weight {
		// Proof size: measured 10173, estimated 44974.
		Weight::from_parts(505_784_000, 44974)
			.saturating_add(RocksDbWeight::get().reads(53_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn report_excursion(n: u32) -> Weight {
		// Proof size: measured 2313, estimated 4236.
		Weight::from_parts(82_083_629, 4236)
			.saturating_add(Weight::from_parts(171_817_668, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	fn declare_error(n: u32) -> Weight {
		// Proof size: measured 1207, estimated 4236.
		Weight::from_parts(166_028_307, 4236)
			.saturating_add(Weight::from_parts(2_650_749, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn record_verification() -> Weight {
		// Proof size: measured 12258, estimated 44974.
		Weight::from_parts(621_870_000, 44974)
			.saturating_add(RocksDbWeight::get().reads(61_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn report_contradiction() -> Weight {
		// Proof size: measured 11331, estimated 44974.
		Weight::from_parts(594_843_000, 44974)
			.saturating_add(RocksDbWeight::get().reads(57_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn dismiss_alert() -> Weight {
		// Proof size: measured 2227, estimated 4697.
		Weight::from_parts(101_344_000, 4697)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn notify_lot() -> Weight {
		// Proof size: measured 3333, estimated 4767.
		Weight::from_parts(171_608_000, 4767)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn emerge() -> Weight {
		// Proof size: measured 2616, estimated 4697.
		Weight::from_parts(194_217_000, 4697).saturating_add(RocksDbWeight::get().reads(6_u64))
	}
	fn unit_state() -> Weight {
		// Proof size: measured 3658, estimated 14535.
		Weight::from_parts(142_743_000, 14535).saturating_add(RocksDbWeight::get().reads(10_u64))
	}
}
