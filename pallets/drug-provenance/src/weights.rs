//! Weights of `pallet_drug_provenance`, measured. Written by `scripts/weights.sh`: do not edit.
//!
//! 64.0.0, 2026-12-01, steps 20, repetitions 10, low range [], high range []
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
		// Proof size: measured 779, estimated 13244.
		Weight::from_parts(63_458_961, 13244)
			.saturating_add(Weight::from_parts(17_982_164, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(17_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3339).saturating_mul(n.into()))
	}
	/// Storage: `DrugProvenance::TradingSchema` (r:0 w:1)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn set_trading_schema() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(9_540_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Responders` (r:0 w:1)
	/// Proof: `DrugProvenance::Responders` (`max_values`: None, `max_size`: Some(142), added: 2617, mode: `MaxEncodedLen`)
	fn set_responder() -> Weight {
		// Proof size: measured 744, estimated 4236.
		Weight::from_parts(48_221_000, 4236)
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
	/// Storage: `Credentials::Credentials` (r:1 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:1 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:1 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:4 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:1 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:1 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Prefixes` (r:1 w:0)
	/// Proof: `DrugProvenance::Prefixes` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:1)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::NdcProducts` (r:0 w:1)
	/// Proof: `DrugProvenance::NdcProducts` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	fn register_product() -> Weight {
		// Proof size: measured 4485, estimated 11730.
		Weight::from_parts(191_977_000, 11730)
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:1)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	fn set_product_status() -> Weight {
		// Proof size: measured 2030, estimated 4697.
		Weight::from_parts(69_083_000, 4697)
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
	/// Storage: `Credentials::Credentials` (r:1 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:1 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:1 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:4 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:1 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:1 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:1 w:1)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1354), added: 3829, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Batches` (r:62 w:1)
	/// Proof: `DrugProvenance::Batches` (`max_values`: None, `max_size`: Some(106), added: 2581, mode: `MaxEncodedLen`)
	fn commission() -> Weight {
		// Proof size: measured 10908, estimated 161012.
		Weight::from_parts(578_520_000, 161012)
			.saturating_add(T::DbWeight::get().reads(77_u64))
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
	/// Storage: `Credentials::Credentials` (r:1 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:1 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:1 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:4 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:1 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:1 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:65 w:1)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:64 w:64)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:64 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:64 w:0)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1354), added: 3829, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn pack(n: u32) -> Weight {
		// Proof size: measured 5654, estimated 11730.
		Weight::from_parts(237_200_215, 11730)
			.saturating_add(Weight::from_parts(92_230_255, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3829).saturating_mul(n.into()))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::TradingSchema` (r:1 w:0)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:1 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:1 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:1 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:1 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:4 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:1 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:1 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:1 w:1)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Prefixes` (r:1 w:0)
	/// Proof: `DrugProvenance::Prefixes` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:1 w:0)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1354), added: 3829, mode: `MaxEncodedLen`)
	fn pack_bulk() -> Weight {
		// Proof size: measured 6901, estimated 11730.
		Weight::from_parts(272_910_000, 11730)
			.saturating_add(T::DbWeight::get().reads(17_u64))
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
		Weight::from_parts(100_555_347, 4236)
			.saturating_add(Weight::from_parts(44_108_517, 0).saturating_mul(n.into()))
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
		Weight::from_parts(133_539_000, 6408)
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
	/// Storage: `Credentials::Credentials` (r:2 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:2 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:2 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:4 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:1 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:2 w:0)
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
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1354), added: 3829, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Shipments` (r:0 w:1)
	/// Proof: `DrugProvenance::Shipments` (`max_values`: None, `max_size`: Some(54), added: 2529, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn ship(n: u32) -> Weight {
		// Proof size: measured 6428, estimated 11730.
		Weight::from_parts(244_379_305, 11730)
			.saturating_add(Weight::from_parts(90_181_972, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(20_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3829).saturating_mul(n.into()))
	}
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::TradingSchema` (r:1 w:0)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:2 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:2 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:2 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:2 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:4 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:1 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:2 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Shipments` (r:1 w:1)
	/// Proof: `DrugProvenance::Shipments` (`max_values`: None, `max_size`: Some(54), added: 2529, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:64 w:64)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn receive(n: u32) -> Weight {
		// Proof size: measured 5333, estimated 11730.
		Weight::from_parts(319_177_363, 11730)
			.saturating_add(Weight::from_parts(28_318_552, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(20_u64))
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
		Weight::from_parts(106_718_339, 4236)
			.saturating_add(Weight::from_parts(26_065_896, 0).saturating_mul(n.into()))
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
		Weight::from_parts(93_115_413, 4236)
			.saturating_add(Weight::from_parts(24_569_262, 0).saturating_mul(n.into()))
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
	/// Storage: `Credentials::Credentials` (r:1 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:1 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:1 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:4 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:1 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:1 w:0)
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
		// Proof size: measured 5857, estimated 11730.
		Weight::from_parts(197_243_423, 11730)
			.saturating_add(Weight::from_parts(66_618_882, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(14_u64))
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
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1354), added: 3829, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::TradingSchema` (r:1 w:0)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:2 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:2 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:2 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:2 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:4 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:1 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:2 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn settle(n: u32) -> Weight {
		// Proof size: measured 6532, estimated 11730.
		Weight::from_parts(230_719_829, 11730)
			.saturating_add(Weight::from_parts(97_862_464, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(20_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3829).saturating_mul(n.into()))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::TradingSchema` (r:1 w:0)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:1 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:1 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:1 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:1 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:4 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:1 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:1 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:1 w:1)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:1 w:0)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:1 w:0)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1354), added: 3829, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Dispenses` (r:0 w:1)
	/// Proof: `DrugProvenance::Dispenses` (`max_values`: None, `max_size`: Some(106), added: 2581, mode: `MaxEncodedLen`)
	fn dispense() -> Weight {
		// Proof size: measured 7016, estimated 11730.
		Weight::from_parts(332_272_000, 11730)
			.saturating_add(T::DbWeight::get().reads(17_u64))
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
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1354), added: 3829, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn end(n: u32) -> Weight {
		// Proof size: measured 2252, estimated 4236.
		Weight::from_parts(197_106_000, 4236)
			.saturating_add(Weight::from_parts(99_143_208, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3829).saturating_mul(n.into()))
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
		Weight::from_parts(200_257_268, 4236)
			.saturating_add(Weight::from_parts(88_288_945, 0).saturating_mul(n.into()))
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
		Weight::from_parts(103_267_241, 4236)
			.saturating_add(Weight::from_parts(77_581_742, 0).saturating_mul(n.into()))
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
		Weight::from_parts(90_990_671, 4236)
			.saturating_add(Weight::from_parts(78_018_433, 0).saturating_mul(n.into()))
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
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1354), added: 3829, mode: `MaxEncodedLen`)
	fn hold_lot() -> Weight {
		// Proof size: measured 3371, estimated 4819.
		Weight::from_parts(150_127_000, 4819)
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
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1354), added: 3829, mode: `MaxEncodedLen`)
	fn recall() -> Weight {
		// Proof size: measured 3379, estimated 4819.
		Weight::from_parts(159_506_000, 4819)
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
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1354), added: 3829, mode: `MaxEncodedLen`)
	fn end_recall() -> Weight {
		// Proof size: measured 3371, estimated 4819.
		Weight::from_parts(148_005_000, 4819)
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
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1354), added: 3829, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn clear(n: u32) -> Weight {
		// Proof size: measured 2252, estimated 4236.
		Weight::from_parts(199_471_448, 4236)
			.saturating_add(Weight::from_parts(102_672_679, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3829).saturating_mul(n.into()))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::TradingSchema` (r:1 w:0)
	/// Proof: `DrugProvenance::TradingSchema` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:1 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:1 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:1 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:1 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:4 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:1 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:1 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:1 w:0)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1354), added: 3829, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Acknowledgements` (r:0 w:1)
	/// Proof: `DrugProvenance::Acknowledgements` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
	fn acknowledge_recall() -> Weight {
		// Proof size: measured 5547, estimated 11730.
		Weight::from_parts(210_310_000, 11730)
			.saturating_add(T::DbWeight::get().reads(14_u64))
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
		Weight::from_parts(177_517_140, 4236)
			.saturating_add(Weight::from_parts(113_070_882, 0).saturating_mul(n.into()))
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
		Weight::from_parts(122_085_897, 4236)
			.saturating_add(Weight::from_parts(1_490_796, 0).saturating_mul(n.into()))
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
	/// Storage: `Credentials::Credentials` (r:1 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:1 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:1 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:4 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:1 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:1 w:0)
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
		// Proof size: measured 6837, estimated 14535.
		Weight::from_parts(304_095_000, 14535)
			.saturating_add(T::DbWeight::get().reads(22_u64))
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
	/// Storage: `Credentials::Credentials` (r:1 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:1 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:1 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:4 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:1 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:1 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:1 w:0)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1354), added: 3829, mode: `MaxEncodedLen`)
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
		// Proof size: measured 7783, estimated 11730.
		Weight::from_parts(308_536_000, 11730)
			.saturating_add(T::DbWeight::get().reads(19_u64))
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
		Weight::from_parts(80_476_000, 4697)
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
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1354), added: 3829, mode: `MaxEncodedLen`)
	fn notify_lot() -> Weight {
		// Proof size: measured 3385, estimated 4819.
		Weight::from_parts(150_971_000, 4819)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Units` (r:1 w:0)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:1 w:0)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1354), added: 3829, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Batches` (r:1 w:0)
	/// Proof: `DrugProvenance::Batches` (`max_values`: None, `max_size`: Some(106), added: 2581, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:1 w:0)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Prefixes` (r:1 w:0)
	/// Proof: `DrugProvenance::Prefixes` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	fn emerge() -> Weight {
		// Proof size: measured 3770, estimated 4819.
		Weight::from_parts(193_020_000, 4819).saturating_add(T::DbWeight::get().reads(7_u64))
	}
	/// Storage: `DrugProvenance::Units` (r:1 w:0)
	/// Proof: `DrugProvenance::Units` (`max_values`: None, `max_size`: Some(195), added: 2670, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Products` (r:1 w:0)
	/// Proof: `DrugProvenance::Products` (`max_values`: None, `max_size`: Some(1232), added: 3707, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Lots` (r:1 w:0)
	/// Proof: `DrugProvenance::Lots` (`max_values`: None, `max_size`: Some(1354), added: 3829, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Containers` (r:5 w:0)
	/// Proof: `DrugProvenance::Containers` (`max_values`: None, `max_size`: Some(234), added: 2709, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Shipments` (r:1 w:0)
	/// Proof: `DrugProvenance::Shipments` (`max_values`: None, `max_size`: Some(54), added: 2529, mode: `MaxEncodedLen`)
	fn unit_state() -> Weight {
		// Proof size: measured 3710, estimated 14535.
		Weight::from_parts(124_221_000, 14535).saturating_add(T::DbWeight::get().reads(10_u64))
	}
}

/// For unit tests, with the costs of RocksDB.
impl WeightInfo for () {
	fn set_prefixes(n: u32) -> Weight {
		// Proof size: measured 779, estimated 13244.
		Weight::from_parts(63_458_961, 13244)
			.saturating_add(Weight::from_parts(17_982_164, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(17_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3339).saturating_mul(n.into()))
	}
	fn set_trading_schema() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(9_540_000, 0).saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn set_responder() -> Weight {
		// Proof size: measured 744, estimated 4236.
		Weight::from_parts(48_221_000, 4236)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn register_product() -> Weight {
		// Proof size: measured 4485, estimated 11730.
		Weight::from_parts(191_977_000, 11730)
			.saturating_add(RocksDbWeight::get().reads(15_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_product_status() -> Weight {
		// Proof size: measured 2030, estimated 4697.
		Weight::from_parts(69_083_000, 4697)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn commission() -> Weight {
		// Proof size: measured 10908, estimated 161012.
		Weight::from_parts(578_520_000, 161012)
			.saturating_add(RocksDbWeight::get().reads(77_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn pack(n: u32) -> Weight {
		// Proof size: measured 5654, estimated 11730.
		Weight::from_parts(237_200_215, 11730)
			.saturating_add(Weight::from_parts(92_230_255, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(14_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3829).saturating_mul(n.into()))
	}
	fn pack_bulk() -> Weight {
		// Proof size: measured 6901, estimated 11730.
		Weight::from_parts(272_910_000, 11730)
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn unpack(n: u32) -> Weight {
		// Proof size: measured 2418, estimated 4236.
		Weight::from_parts(100_555_347, 4236)
			.saturating_add(Weight::from_parts(44_108_517, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	fn open() -> Weight {
		// Proof size: measured 1254, estimated 6408.
		Weight::from_parts(133_539_000, 6408)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn ship(n: u32) -> Weight {
		// Proof size: measured 6428, estimated 11730.
		Weight::from_parts(244_379_305, 11730)
			.saturating_add(Weight::from_parts(90_181_972, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(20_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3829).saturating_mul(n.into()))
	}
	fn receive(n: u32) -> Weight {
		// Proof size: measured 5333, estimated 11730.
		Weight::from_parts(319_177_363, 11730)
			.saturating_add(Weight::from_parts(28_318_552, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(20_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2670).saturating_mul(n.into()))
	}
	fn refuse(n: u32) -> Weight {
		// Proof size: measured 1228, estimated 4236.
		Weight::from_parts(106_718_339, 4236)
			.saturating_add(Weight::from_parts(26_065_896, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2670).saturating_mul(n.into()))
	}
	fn void(n: u32) -> Weight {
		// Proof size: measured 1157, estimated 4236.
		Weight::from_parts(93_115_413, 4236)
			.saturating_add(Weight::from_parts(24_569_262, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2670).saturating_mul(n.into()))
	}
	fn dispute(n: u32) -> Weight {
		// Proof size: measured 5857, estimated 11730.
		Weight::from_parts(197_243_423, 11730)
			.saturating_add(Weight::from_parts(66_618_882, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(14_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	fn settle(n: u32) -> Weight {
		// Proof size: measured 6532, estimated 11730.
		Weight::from_parts(230_719_829, 11730)
			.saturating_add(Weight::from_parts(97_862_464, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(20_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3829).saturating_mul(n.into()))
	}
	fn dispense() -> Weight {
		// Proof size: measured 7016, estimated 11730.
		Weight::from_parts(332_272_000, 11730)
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn end(n: u32) -> Weight {
		// Proof size: measured 2252, estimated 4236.
		Weight::from_parts(197_106_000, 4236)
			.saturating_add(Weight::from_parts(99_143_208, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3829).saturating_mul(n.into()))
	}
	fn hold(n: u32) -> Weight {
		// Proof size: measured 2313, estimated 4236.
		Weight::from_parts(200_257_268, 4236)
			.saturating_add(Weight::from_parts(88_288_945, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	fn release(n: u32) -> Weight {
		// Proof size: measured 2242, estimated 4236.
		Weight::from_parts(103_267_241, 4236)
			.saturating_add(Weight::from_parts(77_581_742, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	fn notify(n: u32) -> Weight {
		// Proof size: measured 2313, estimated 4236.
		Weight::from_parts(90_990_671, 4236)
			.saturating_add(Weight::from_parts(78_018_433, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	fn hold_lot() -> Weight {
		// Proof size: measured 3371, estimated 4819.
		Weight::from_parts(150_127_000, 4819)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn recall() -> Weight {
		// Proof size: measured 3379, estimated 4819.
		Weight::from_parts(159_506_000, 4819)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn end_recall() -> Weight {
		// Proof size: measured 3371, estimated 4819.
		Weight::from_parts(148_005_000, 4819)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn clear(n: u32) -> Weight {
		// Proof size: measured 2252, estimated 4236.
		Weight::from_parts(199_471_448, 4236)
			.saturating_add(Weight::from_parts(102_672_679, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3829).saturating_mul(n.into()))
	}
	fn acknowledge_recall() -> Weight {
		// Proof size: measured 5547, estimated 11730.
		Weight::from_parts(210_310_000, 11730)
			.saturating_add(RocksDbWeight::get().reads(14_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn report_excursion(n: u32) -> Weight {
		// Proof size: measured 2313, estimated 4236.
		Weight::from_parts(177_517_140, 4236)
			.saturating_add(Weight::from_parts(113_070_882, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 3707).saturating_mul(n.into()))
	}
	fn declare_error(n: u32) -> Weight {
		// Proof size: measured 1207, estimated 4236.
		Weight::from_parts(122_085_897, 4236)
			.saturating_add(Weight::from_parts(1_490_796, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn record_verification() -> Weight {
		// Proof size: measured 6837, estimated 14535.
		Weight::from_parts(304_095_000, 14535)
			.saturating_add(RocksDbWeight::get().reads(22_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn report_contradiction() -> Weight {
		// Proof size: measured 7783, estimated 11730.
		Weight::from_parts(308_536_000, 11730)
			.saturating_add(RocksDbWeight::get().reads(19_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn dismiss_alert() -> Weight {
		// Proof size: measured 2227, estimated 4697.
		Weight::from_parts(80_476_000, 4697)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn notify_lot() -> Weight {
		// Proof size: measured 3385, estimated 4819.
		Weight::from_parts(150_971_000, 4819)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn emerge() -> Weight {
		// Proof size: measured 3770, estimated 4819.
		Weight::from_parts(193_020_000, 4819).saturating_add(RocksDbWeight::get().reads(7_u64))
	}
	fn unit_state() -> Weight {
		// Proof size: measured 3710, estimated 14535.
		Weight::from_parts(124_221_000, 14535).saturating_add(RocksDbWeight::get().reads(10_u64))
	}
}
