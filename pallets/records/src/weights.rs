//! Weights of `pallet_records`, measured. Written by `scripts/weights.sh`: do not edit.
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
	fn register_store(a: u32) -> Weight;
	fn update_store(a: u32) -> Weight;
	fn retire_store() -> Weight;
	fn anchor(s: u32) -> Weight;
	fn challenge() -> Weight;
	fn erase(n: u32) -> Weight;
	fn on_outcome() -> Weight;
	fn on_idle_base() -> Weight;
	fn on_idle_look() -> Weight;
	fn on_idle_challenge() -> Weight;
	fn on_idle_draw() -> Weight;
}

/// Measured on the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Organizations::Organizations` (r:18 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::Attestors` (r:16 w:0)
	/// Proof: `Attestation::Attestors` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Records::NextStoreId` (r:1 w:1)
	/// Proof: `Records::NextStoreId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::Sponsorships` (r:1 w:0)
	/// Proof: `Sponsorship::Sponsorships` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Records::Stores` (r:0 w:1)
	/// Proof: `Records::Stores` (`max_values`: None, `max_size`: Some(722), added: 3197, mode: `MaxEncodedLen`)
	/// The range of component `a` is `[1, 16]`.
	fn register_store(a: u32) -> Weight {
		// Proof size: measured 1481, estimated 7482.
		Weight::from_parts(149_744_019, 7482)
			.saturating_add(Weight::from_parts(14_932_414, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(Weight::from_parts(0, 3246).saturating_mul(a.into()))
	}
	/// Storage: `Records::Stores` (r:1 w:1)
	/// Proof: `Records::Stores` (`max_values`: None, `max_size`: Some(722), added: 3197, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:17 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::Attestors` (r:16 w:0)
	/// Proof: `Attestation::Attestors` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// The range of component `a` is `[1, 16]`.
	fn update_store(a: u32) -> Weight {
		// Proof size: measured 2363, estimated 4236.
		Weight::from_parts(77_086_234, 4236)
			.saturating_add(Weight::from_parts(10_225_829, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(Weight::from_parts(0, 3246).saturating_mul(a.into()))
	}
	/// Storage: `Records::Stores` (r:1 w:1)
	/// Proof: `Records::Stores` (`max_values`: None, `max_size`: Some(722), added: 3197, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	fn retire_store() -> Weight {
		// Proof size: measured 2012, estimated 7482.
		Weight::from_parts(120_578_000, 7482)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Records::Stores` (r:257 w:1)
	/// Proof: `Records::Stores` (`max_values`: None, `max_size`: Some(722), added: 3197, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Records::Roots` (r:1 w:1)
	/// Proof: `Records::Roots` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	/// Storage: `Records::Anchors` (r:256 w:1)
	/// Proof: `Records::Anchors` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `Records::Superseded` (r:256 w:256)
	/// Proof: `Records::Superseded` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// The range of component `s` is `[0, 256]`.
	fn anchor(s: u32) -> Weight {
		// Proof size: measured 2911, estimated 4236.
		Weight::from_parts(44_449_528, 4236)
			.saturating_add(Weight::from_parts(15_566_541, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
			.saturating_add(Weight::from_parts(0, 3197).saturating_mul(s.into()))
	}
	/// Storage: `Organizations::Organizations` (r:17 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Records::Anchors` (r:1 w:0)
	/// Proof: `Records::Anchors` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `Records::Erased` (r:1 w:0)
	/// Proof: `Records::Erased` (`max_values`: None, `max_size`: Some(29), added: 2504, mode: `MaxEncodedLen`)
	/// Storage: `Records::Stores` (r:1 w:0)
	/// Proof: `Records::Stores` (`max_values`: None, `max_size`: Some(722), added: 3197, mode: `MaxEncodedLen`)
	/// Storage: `Records::OpenChallenges` (r:1 w:1)
	/// Proof: `Records::OpenChallenges` (`max_values`: None, `max_size`: Some(42), added: 2517, mode: `MaxEncodedLen`)
	/// Storage: `Records::ChallengesOf` (r:1 w:1)
	/// Proof: `Records::ChallengesOf` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Records::ChallengesIn` (r:1 w:1)
	/// Proof: `Records::ChallengesIn` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::Attestors` (r:16 w:0)
	/// Proof: `Attestation::Attestors` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::OpenJobs` (r:1 w:1)
	/// Proof: `Attestation::OpenJobs` (`max_values`: None, `max_size`: Some(95), added: 2570, mode: `MaxEncodedLen`)
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
	fn challenge() -> Weight {
		// Proof size: measured 5155, estimated 56172.
		Weight::from_parts(366_960_000, 56172)
			.saturating_add(T::DbWeight::get().reads(45_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `Records::Anchors` (r:1 w:1)
	/// Proof: `Records::Anchors` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `Records::Stores` (r:1 w:1)
	/// Proof: `Records::Stores` (`max_values`: None, `max_size`: Some(722), added: 3197, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Records::Erased` (r:256 w:256)
	/// Proof: `Records::Erased` (`max_values`: None, `max_size`: Some(29), added: 2504, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 256]`.
	fn erase(n: u32) -> Weight {
		// Proof size: measured 1830, estimated 4236.
		Weight::from_parts(113_744_132, 4236)
			.saturating_add(Weight::from_parts(4_053_853, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2504).saturating_mul(n.into()))
	}
	/// Storage: `Records::OpenChallenges` (r:1 w:1)
	/// Proof: `Records::OpenChallenges` (`max_values`: None, `max_size`: Some(42), added: 2517, mode: `MaxEncodedLen`)
	/// Storage: `Records::ChallengesOf` (r:1 w:1)
	/// Proof: `Records::ChallengesOf` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Records::ChallengesIn` (r:1 w:1)
	/// Proof: `Records::ChallengesIn` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Records::Stores` (r:1 w:1)
	/// Proof: `Records::Stores` (`max_values`: None, `max_size`: Some(722), added: 3197, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Records::Erased` (r:1 w:1)
	/// Proof: `Records::Erased` (`max_values`: None, `max_size`: Some(29), added: 2504, mode: `MaxEncodedLen`)
	/// Storage: `Records::Faults` (r:1 w:1)
	/// Proof: `Records::Faults` (`max_values`: None, `max_size`: Some(29), added: 2504, mode: `MaxEncodedLen`)
	fn on_outcome() -> Weight {
		// Proof size: measured 1147, estimated 4187.
		Weight::from_parts(95_639_000, 4187)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `Records::Cursor` (r:1 w:1)
	/// Proof: `Records::Cursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Records::Stores` (r:3 w:0)
	/// Proof: `Records::Stores` (`max_values`: None, `max_size`: Some(722), added: 3197, mode: `MaxEncodedLen`)
	fn on_idle_base() -> Weight {
		// Proof size: measured 863, estimated 10581.
		Weight::from_parts(61_231_000, 10581)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Records::Stores` (r:2 w:0)
	/// Proof: `Records::Stores` (`max_values`: None, `max_size`: Some(722), added: 3197, mode: `MaxEncodedLen`)
	fn on_idle_look() -> Weight {
		// Proof size: measured 885, estimated 7384.
		Weight::from_parts(26_347_000, 7384).saturating_add(T::DbWeight::get().reads(2_u64))
	}
	/// Storage: `Records::Stores` (r:1 w:1)
	/// Proof: `Records::Stores` (`max_values`: None, `max_size`: Some(722), added: 3197, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::Attestors` (r:16 w:0)
	/// Proof: `Attestation::Attestors` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:16 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: UNKNOWN KEY `0x402a03873966834f02b5f2ab0fde9c8c4534b8f3b8e78129657af5e84281bcfd` (r:1 w:0)
	/// Proof: UNKNOWN KEY `0x402a03873966834f02b5f2ab0fde9c8c4534b8f3b8e78129657af5e84281bcfd` (r:1 w:0)
	/// Storage: `System::ParentHash` (r:1 w:0)
	/// Proof: `System::ParentHash` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// Storage: `Records::Anchors` (r:1 w:0)
	/// Proof: `Records::Anchors` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `Records::Erased` (r:1 w:0)
	/// Proof: `Records::Erased` (`max_values`: None, `max_size`: Some(29), added: 2504, mode: `MaxEncodedLen`)
	/// Storage: `Records::OpenChallenges` (r:1 w:1)
	/// Proof: `Records::OpenChallenges` (`max_values`: None, `max_size`: Some(42), added: 2517, mode: `MaxEncodedLen`)
	/// Storage: `Attestation::OpenJobs` (r:1 w:1)
	/// Proof: `Attestation::OpenJobs` (`max_values`: None, `max_size`: Some(95), added: 2570, mode: `MaxEncodedLen`)
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
	fn on_idle_challenge() -> Weight {
		// Proof size: measured 4989, estimated 52926.
		Weight::from_parts(346_773_000, 52926)
			.saturating_add(T::DbWeight::get().reads(44_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: UNKNOWN KEY `0x402a03873966834f02b5f2ab0fde9c8c4534b8f3b8e78129657af5e84281bcfd` (r:1 w:0)
	/// Proof: UNKNOWN KEY `0x402a03873966834f02b5f2ab0fde9c8c4534b8f3b8e78129657af5e84281bcfd` (r:1 w:0)
	/// Storage: `System::ParentHash` (r:1 w:0)
	/// Proof: `System::ParentHash` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// Storage: `Records::Anchors` (r:1 w:0)
	/// Proof: `Records::Anchors` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `Records::Erased` (r:1 w:0)
	/// Proof: `Records::Erased` (`max_values`: None, `max_size`: Some(29), added: 2504, mode: `MaxEncodedLen`)
	/// Storage: `Records::OpenChallenges` (r:1 w:0)
	/// Proof: `Records::OpenChallenges` (`max_values`: None, `max_size`: Some(42), added: 2517, mode: `MaxEncodedLen`)
	fn on_idle_draw() -> Weight {
		// Proof size: measured 373, estimated 3838.
		Weight::from_parts(31_233_000, 3838).saturating_add(T::DbWeight::get().reads(5_u64))
	}
}

/// For unit tests, with the costs of RocksDB.
impl WeightInfo for () {
	fn register_store(a: u32) -> Weight {
		// Proof size: measured 1481, estimated 7482.
		Weight::from_parts(149_744_019, 7482)
			.saturating_add(Weight::from_parts(14_932_414, 0).saturating_mul(a.into()))
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(a.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(Weight::from_parts(0, 3246).saturating_mul(a.into()))
	}
	fn update_store(a: u32) -> Weight {
		// Proof size: measured 2363, estimated 4236.
		Weight::from_parts(77_086_234, 4236)
			.saturating_add(Weight::from_parts(10_225_829, 0).saturating_mul(a.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(a.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(Weight::from_parts(0, 3246).saturating_mul(a.into()))
	}
	fn retire_store() -> Weight {
		// Proof size: measured 2012, estimated 7482.
		Weight::from_parts(120_578_000, 7482)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn anchor(s: u32) -> Weight {
		// Proof size: measured 2911, estimated 4236.
		Weight::from_parts(44_449_528, 4236)
			.saturating_add(Weight::from_parts(15_566_541, 0).saturating_mul(s.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(s.into())))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(s.into())))
			.saturating_add(Weight::from_parts(0, 3197).saturating_mul(s.into()))
	}
	fn challenge() -> Weight {
		// Proof size: measured 5155, estimated 56172.
		Weight::from_parts(366_960_000, 56172)
			.saturating_add(RocksDbWeight::get().reads(45_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn erase(n: u32) -> Weight {
		// Proof size: measured 1830, estimated 4236.
		Weight::from_parts(113_744_132, 4236)
			.saturating_add(Weight::from_parts(4_053_853, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2504).saturating_mul(n.into()))
	}
	fn on_outcome() -> Weight {
		// Proof size: measured 1147, estimated 4187.
		Weight::from_parts(95_639_000, 4187)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn on_idle_base() -> Weight {
		// Proof size: measured 863, estimated 10581.
		Weight::from_parts(61_231_000, 10581)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn on_idle_look() -> Weight {
		// Proof size: measured 885, estimated 7384.
		Weight::from_parts(26_347_000, 7384).saturating_add(RocksDbWeight::get().reads(2_u64))
	}
	fn on_idle_challenge() -> Weight {
		// Proof size: measured 4989, estimated 52926.
		Weight::from_parts(346_773_000, 52926)
			.saturating_add(RocksDbWeight::get().reads(44_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn on_idle_draw() -> Weight {
		// Proof size: measured 373, estimated 3838.
		Weight::from_parts(31_233_000, 3838).saturating_add(RocksDbWeight::get().reads(5_u64))
	}
}
