//! Weights of `pallet_utility`, measured. Written by `scripts/weights.sh`: do not edit.
//!
//! 64.0.0, 2026-11-30, steps 20, repetitions 10, low range [], high range []
//! Machine: vm, Intel(R) Xeon(R) Processor

#![allow(unused_parens, unused_imports, missing_docs, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on the runtime.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_utility::WeightInfo for WeightInfo<T> {
	/// The range of component `c` is `[0, 1000]`.
	fn batch(c: u32) -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(10_740_000, 0).saturating_add(Weight::from_parts(4_779_120, 0).saturating_mul(c.into()))
	}
	fn as_derivative() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(11_857_000, 0)
	}
	/// The range of component `c` is `[0, 1000]`.
	fn batch_all(c: u32) -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(10_961_000, 0).saturating_add(Weight::from_parts(5_336_690, 0).saturating_mul(c.into()))
	}
	fn dispatch_as() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(14_248_000, 0)
	}
	/// The range of component `c` is `[0, 1000]`.
	fn force_batch(c: u32) -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(11_513_000, 0).saturating_add(Weight::from_parts(4_921_986, 0).saturating_mul(c.into()))
	}
	fn dispatch_as_fallible() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(14_635_000, 0)
	}
	fn if_else() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(18_741_000, 0)
	}
}
