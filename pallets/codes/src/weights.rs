//! Weights of `pallet_codes`, measured. Written by `scripts/weights.sh`: do not edit.
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
	fn register(n: u32) -> Weight;
	fn retire() -> Weight;
	fn reinstate() -> Weight;
	fn answer() -> Weight;
}

/// Measured on the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Codes::Ids` (r:68 w:64)
	/// Proof: `Codes::Ids` (`max_values`: None, `max_size`: Some(34), added: 2509, mode: `MaxEncodedLen`)
	/// Storage: `Codes::Count` (r:1 w:1)
	/// Proof: `Codes::Count` (`max_values`: Some(1), `max_size`: Some(2), added: 497, mode: `MaxEncodedLen`)
	/// Storage: `Codes::Codes` (r:4 w:64)
	/// Proof: `Codes::Codes` (`max_values`: None, `max_size`: Some(225), added: 2700, mode: `MaxEncodedLen`)
	/// Storage: `Codes::History` (r:1 w:1)
	/// Proof: `Codes::History` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn register(n: u32) -> Weight {
		// Proof size: measured 9480, estimated 11790.
		Weight::from_parts(101_248_357, 11790)
			.saturating_add(Weight::from_parts(32_727_087, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2509).saturating_mul(n.into()))
	}
	/// Storage: `Codes::Codes` (r:1 w:1)
	/// Proof: `Codes::Codes` (`max_values`: None, `max_size`: Some(225), added: 2700, mode: `MaxEncodedLen`)
	/// Storage: `Codes::History` (r:1 w:1)
	/// Proof: `Codes::History` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	fn retire() -> Weight {
		// Proof size: measured 1539, estimated 3690.
		Weight::from_parts(30_199_000, 3690)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Codes::Codes` (r:1 w:1)
	/// Proof: `Codes::Codes` (`max_values`: None, `max_size`: Some(225), added: 2700, mode: `MaxEncodedLen`)
	/// Storage: `Codes::Ids` (r:1 w:0)
	/// Proof: `Codes::Ids` (`max_values`: None, `max_size`: Some(34), added: 2509, mode: `MaxEncodedLen`)
	/// Storage: `Codes::History` (r:1 w:1)
	/// Proof: `Codes::History` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	fn reinstate() -> Weight {
		// Proof size: measured 2801, estimated 3690.
		Weight::from_parts(38_621_000, 3690)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Codes::Codes` (r:1 w:0)
	/// Proof: `Codes::Codes` (`max_values`: None, `max_size`: Some(225), added: 2700, mode: `MaxEncodedLen`)
	fn answer() -> Weight {
		// Proof size: measured 1520, estimated 3690.
		Weight::from_parts(12_659_000, 3690).saturating_add(T::DbWeight::get().reads(1_u64))
	}
}

/// For unit tests, with the costs of RocksDB.
impl WeightInfo for () {
	fn register(n: u32) -> Weight {
		// Proof size: measured 9480, estimated 11790.
		Weight::from_parts(101_248_357, 11790)
			.saturating_add(Weight::from_parts(32_727_087, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2509).saturating_mul(n.into()))
	}
	fn retire() -> Weight {
		// Proof size: measured 1539, estimated 3690.
		Weight::from_parts(30_199_000, 3690)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn reinstate() -> Weight {
		// Proof size: measured 2801, estimated 3690.
		Weight::from_parts(38_621_000, 3690)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn answer() -> Weight {
		// Proof size: measured 1520, estimated 3690.
		Weight::from_parts(12_659_000, 3690).saturating_add(RocksDbWeight::get().reads(1_u64))
	}
}
