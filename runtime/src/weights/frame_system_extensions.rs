//! Weights of `frame_system_extensions`, measured. Written by `scripts/weights.sh`: do not edit.
//!
//! 64.0.0, 2026-11-30, steps 20, repetitions 10, low range [], high range []
//! Machine: vm, Intel(R) Xeon(R) Processor

#![allow(unused_parens, unused_imports, missing_docs, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on the runtime.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> frame_system::ExtensionsWeightInfo for WeightInfo<T> {
	fn check_genesis() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(4_640_000, 0)
	}
	fn check_mortality_mortal_transaction() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(7_526_000, 0)
	}
	fn check_mortality_immortal_transaction() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(7_463_000, 0)
	}
	fn check_non_zero_sender() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(1_140_000, 0)
	}
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn check_nonce() -> Weight {
		// Proof size: measured 101, estimated 3593.
		Weight::from_parts(13_915_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn check_spec_version() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(937_000, 0)
	}
	fn check_tx_version() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(930_000, 0)
	}
	fn check_weight() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(7_070_000, 0)
	}
	fn weight_reclaim() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(4_098_000, 0)
	}
}
