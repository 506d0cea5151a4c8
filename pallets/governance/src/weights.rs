//! Weights of `pallet_governance`, measured. Written by `scripts/weights.sh`: do not edit.
//!
//! 64.0.0, 2026-11-21, steps 20, repetitions 10, low range [], high range []
//! Machine: vm, AMD EPYC

#![allow(unused_parens, unused_imports, missing_docs, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// What each call costs.
pub trait WeightInfo {
	fn issue() -> Weight;
	fn emergency_pause(n: u32) -> Weight;
	fn lift(n: u32) -> Weight;
	fn nothing_due() -> Weight;
	fn lift_due(n: u32) -> Weight;
}

/// Measured on the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn issue() -> Weight {
		// Proof size: measured 52, estimated 3593.
		Weight::from_parts(34_242_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Governance::Pauses` (r:1 w:1)
	/// Proof: `Governance::Pauses` (`max_values`: Some(1), `max_size`: Some(8962), added: 9457, mode: `MaxEncodedLen`)
	/// Storage: `TxPause::PausedCalls` (r:64 w:64)
	/// Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	/// Storage: `Governance::NextLift` (r:0 w:1)
	/// Proof: `Governance::NextLift` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn emergency_pause(n: u32) -> Weight {
		// Proof size: measured 122, estimated 10447.
		Weight::from_parts(16_153_311, 10447)
			.saturating_add(Weight::from_parts(8_789_289, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2623).saturating_mul(n.into()))
	}
	/// Storage: `Governance::Pauses` (r:1 w:1)
	/// Proof: `Governance::Pauses` (`max_values`: Some(1), `max_size`: Some(8962), added: 9457, mode: `MaxEncodedLen`)
	/// Storage: `TxPause::PausedCalls` (r:64 w:64)
	/// Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	/// Storage: `Governance::NextLift` (r:0 w:1)
	/// Proof: `Governance::NextLift` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn lift(n: u32) -> Weight {
		// Proof size: measured 3591, estimated 10447.
		Weight::from_parts(60_711_561, 10447)
			.saturating_add(Weight::from_parts(10_457_947, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2623).saturating_mul(n.into()))
	}
	/// Storage: `Governance::NextLift` (r:1 w:0)
	/// Proof: `Governance::NextLift` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn nothing_due() -> Weight {
		// Proof size: measured 150, estimated 1493.
		Weight::from_parts(9_294_000, 1493).saturating_add(T::DbWeight::get().reads(2_u64))
	}
	/// Storage: `Governance::NextLift` (r:1 w:1)
	/// Proof: `Governance::NextLift` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Governance::Pauses` (r:1 w:1)
	/// Proof: `Governance::Pauses` (`max_values`: Some(1), `max_size`: Some(8962), added: 9457, mode: `MaxEncodedLen`)
	/// Storage: `TxPause::PausedCalls` (r:64 w:64)
	/// Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn lift_due(n: u32) -> Weight {
		// Proof size: measured 210, estimated 10447.
		Weight::from_parts(12_240_079, 10447)
			.saturating_add(Weight::from_parts(9_989_657, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2623).saturating_mul(n.into()))
	}
}

/// For unit tests, with the costs of RocksDB.
impl WeightInfo for () {
	fn issue() -> Weight {
		// Proof size: measured 52, estimated 3593.
		Weight::from_parts(34_242_000, 3593)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn emergency_pause(n: u32) -> Weight {
		// Proof size: measured 122, estimated 10447.
		Weight::from_parts(16_153_311, 10447)
			.saturating_add(Weight::from_parts(8_789_289, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2623).saturating_mul(n.into()))
	}
	fn lift(n: u32) -> Weight {
		// Proof size: measured 3591, estimated 10447.
		Weight::from_parts(60_711_561, 10447)
			.saturating_add(Weight::from_parts(10_457_947, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2623).saturating_mul(n.into()))
	}
	fn nothing_due() -> Weight {
		// Proof size: measured 150, estimated 1493.
		Weight::from_parts(9_294_000, 1493).saturating_add(RocksDbWeight::get().reads(2_u64))
	}
	fn lift_due(n: u32) -> Weight {
		// Proof size: measured 210, estimated 10447.
		Weight::from_parts(12_240_079, 10447)
			.saturating_add(Weight::from_parts(9_989_657, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2623).saturating_mul(n.into()))
	}
}
