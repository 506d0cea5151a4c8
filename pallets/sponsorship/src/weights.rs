//! What the calls cost. Conservative estimates by hand, replaced by scripts/weights.sh.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// What the calls, and the sponsor's share of a transaction, cost.
pub trait WeightInfo {
	/// For an account that has no sponsor. Taking it over from an inactive one costs an `end` more.
	fn vouch() -> Weight;
	/// See the call.
	fn amend() -> Weight;
	/// See the call.
	fn end() -> Weight;
	/// See the call.
	fn renounce() -> Weight;
	/// See the call.
	fn set_budget() -> Weight;
	/// Look for a sponsor, count its fee, and its refund.
	fn sponsor_fee() -> Weight;
}

/// Estimates, until they are measured.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn vouch() -> Weight {
		estimate::<T>(10, 8)
	}
	fn amend() -> Weight {
		estimate::<T>(3, 1)
	}
	fn end() -> Weight {
		estimate::<T>(7, 5)
	}
	fn renounce() -> Weight {
		estimate::<T>(6, 5)
	}
	fn set_budget() -> Weight {
		estimate::<T>(3, 1)
	}
	fn sponsor_fee() -> Weight {
		estimate::<T>(5, 3)
	}
}

fn estimate<T: frame_system::Config>(reads: u64, writes: u64) -> Weight {
	Weight::from_parts(60_000_000, reads.saturating_mul(3_500))
		.saturating_add(T::DbWeight::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	fn vouch() -> Weight {
		Weight::from_parts(100_000_000, 35_000)
	}
	fn amend() -> Weight {
		Weight::from_parts(50_000_000, 10_500)
	}
	fn end() -> Weight {
		Weight::from_parts(80_000_000, 24_500)
	}
	fn renounce() -> Weight {
		Weight::from_parts(80_000_000, 21_000)
	}
	fn set_budget() -> Weight {
		Weight::from_parts(50_000_000, 10_500)
	}
	fn sponsor_fee() -> Weight {
		Weight::from_parts(60_000_000, 17_500)
	}
}
