//! Weights of `pallet_attestation`, measured. Written by `scripts/weights.sh`: do not edit.
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
	fn register_attestor() -> Weight;
	fn remove_attestor() -> Weight;
	fn submit() -> Weight;
	fn authorize_submit() -> Weight;
	fn open() -> Weight;
	fn sweep_nothing() -> Weight;
	fn sweep_bucket() -> Weight;
	fn sweep_end() -> Weight;
	fn sweep_round() -> Weight;
}

/// Measured on the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::Attestors` (r:1 w:1)
	/// Proof: `Attestation::Attestors` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn register_attestor() -> Weight {
		// Proof size: measured 846, estimated 4236.
		Weight::from_parts(24_336_000, 4236)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Attestation::Attestors` (r:1 w:1)
	/// Proof: `Attestation::Attestors` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	fn remove_attestor() -> Weight {
		// Proof size: measured 903, estimated 4236.
		Weight::from_parts(30_695_000, 4236)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Attestation::Jobs` (r:1 w:1)
	/// Proof: `Attestation::Jobs` (`max_values`: None, `max_size`: Some(693), added: 3168, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::Attestors` (r:1 w:0)
	/// Proof: `Attestation::Attestors` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::Deadlines` (r:1 w:1)
	/// Proof: `Attestation::Deadlines` (`max_values`: None, `max_size`: Some(2066), added: 4541, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::CounterForJobs` (r:1 w:1)
	/// Proof: `Attestation::CounterForJobs` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::OpenJobs` (r:0 w:1)
	/// Proof: `Attestation::OpenJobs` (`max_values`: None, `max_size`: Some(95), added: 2570, mode: `MaxEncodedLen`)
	fn submit() -> Weight {
		// Proof size: measured 4300, estimated 5531.
		Weight::from_parts(135_506_000, 5531)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Attestation::Jobs` (r:1 w:0)
	/// Proof: `Attestation::Jobs` (`max_values`: None, `max_size`: Some(693), added: 3168, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::Attestors` (r:1 w:0)
	/// Proof: `Attestation::Attestors` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_submit() -> Weight {
		// Proof size: measured 2279, estimated 4236.
		Weight::from_parts(127_272_000, 4236).saturating_add(T::DbWeight::get().reads(5_u64))
	}
	/// Storage: `Attestation::OpenJobs` (r:1 w:1)
	/// Proof: `Attestation::OpenJobs` (`max_values`: None, `max_size`: Some(95), added: 2570, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::Attestors` (r:16 w:0)
	/// Proof: `Attestation::Attestors` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:16 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::NextJob` (r:1 w:1)
	/// Proof: `Attestation::NextJob` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::CounterForJobs` (r:1 w:1)
	/// Proof: `Attestation::CounterForJobs` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::Deadlines` (r:1 w:1)
	/// Proof: `Attestation::Deadlines` (`max_values`: None, `max_size`: Some(2066), added: 4541, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::Jobs` (r:1 w:1)
	/// Proof: `Attestation::Jobs` (`max_values`: None, `max_size`: Some(693), added: 3168, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::FirstBucket` (r:0 w:1)
	/// Proof: `Attestation::FirstBucket` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn open() -> Weight {
		// Proof size: measured 3912, estimated 52926.
		Weight::from_parts(311_255_000, 52926)
			.saturating_add(T::DbWeight::get().reads(38_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `Attestation::CounterForJobs` (r:1 w:0)
	/// Proof: `Attestation::CounterForJobs` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn sweep_nothing() -> Weight {
		// Proof size: measured 114, estimated 1489.
		Weight::from_parts(3_313_000, 1489).saturating_add(T::DbWeight::get().reads(1_u64))
	}
	/// Storage: `Attestation::CounterForJobs` (r:1 w:0)
	/// Proof: `Attestation::CounterForJobs` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::FirstBucket` (r:1 w:1)
	/// Proof: `Attestation::FirstBucket` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::Deadlines` (r:1 w:0)
	/// Proof: `Attestation::Deadlines` (`max_values`: None, `max_size`: Some(2066), added: 4541, mode: `MaxEncodedLen`)
	fn sweep_bucket() -> Weight {
		// Proof size: measured 409, estimated 5531.
		Weight::from_parts(31_919_000, 5531)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Attestation::CounterForJobs` (r:1 w:1)
	/// Proof: `Attestation::CounterForJobs` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::FirstBucket` (r:1 w:0)
	/// Proof: `Attestation::FirstBucket` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::Deadlines` (r:5 w:1)
	/// Proof: `Attestation::Deadlines` (`max_values`: None, `max_size`: Some(2066), added: 4541, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::Jobs` (r:1 w:1)
	/// Proof: `Attestation::Jobs` (`max_values`: None, `max_size`: Some(693), added: 3168, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::OpenJobs` (r:0 w:1)
	/// Proof: `Attestation::OpenJobs` (`max_values`: None, `max_size`: Some(95), added: 2570, mode: `MaxEncodedLen`)
	fn sweep_end() -> Weight {
		// Proof size: measured 5346, estimated 23695.
		Weight::from_parts(105_538_000, 23695)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Attestation::CounterForJobs` (r:1 w:0)
	/// Proof: `Attestation::CounterForJobs` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::FirstBucket` (r:1 w:0)
	/// Proof: `Attestation::FirstBucket` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::Deadlines` (r:5 w:2)
	/// Proof: `Attestation::Deadlines` (`max_values`: None, `max_size`: Some(2066), added: 4541, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::Jobs` (r:1 w:1)
	/// Proof: `Attestation::Jobs` (`max_values`: None, `max_size`: Some(693), added: 3168, mode: `MaxEncodedLen`)
	fn sweep_round() -> Weight {
		// Proof size: measured 5294, estimated 23695.
		Weight::from_parts(100_323_000, 23695)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
}

/// For unit tests, with the costs of RocksDB.
impl WeightInfo for () {
	fn register_attestor() -> Weight {
		// Proof size: measured 846, estimated 4236.
		Weight::from_parts(24_336_000, 4236)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn remove_attestor() -> Weight {
		// Proof size: measured 903, estimated 4236.
		Weight::from_parts(30_695_000, 4236)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn submit() -> Weight {
		// Proof size: measured 4300, estimated 5531.
		Weight::from_parts(135_506_000, 5531)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn authorize_submit() -> Weight {
		// Proof size: measured 2279, estimated 4236.
		Weight::from_parts(127_272_000, 4236).saturating_add(RocksDbWeight::get().reads(5_u64))
	}
	fn open() -> Weight {
		// Proof size: measured 3912, estimated 52926.
		Weight::from_parts(311_255_000, 52926)
			.saturating_add(RocksDbWeight::get().reads(38_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn sweep_nothing() -> Weight {
		// Proof size: measured 114, estimated 1489.
		Weight::from_parts(3_313_000, 1489).saturating_add(RocksDbWeight::get().reads(1_u64))
	}
	fn sweep_bucket() -> Weight {
		// Proof size: measured 409, estimated 5531.
		Weight::from_parts(31_919_000, 5531)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn sweep_end() -> Weight {
		// Proof size: measured 5346, estimated 23695.
		Weight::from_parts(105_538_000, 23695)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn sweep_round() -> Weight {
		// Proof size: measured 5294, estimated 23695.
		Weight::from_parts(100_323_000, 23695)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
}
