//! What calls cost. Hand estimates on the safe side, replaced by `scripts/weights.sh`.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{RuntimeDbWeight, Weight},
};

/// Costs of the pallet's calls and of its hook.
pub trait WeightInfo {
	/// `issue` to a new account.
	fn issue() -> Weight;
	/// `emergency_pause` of `n` calls.
	fn emergency_pause(n: u32) -> Weight;
	/// `lift` of `n` calls.
	fn lift(n: u32) -> Weight;
	/// A block in which no pause ends.
	fn nothing_due() -> Weight;
	/// A block in which `n` pauses end.
	fn lift_due(n: u32) -> Weight;
}

fn estimate(db: RuntimeDbWeight, fixed: u64, each: u32) -> Weight {
	let keys = fixed.saturating_add(each.into());
	Weight::from_parts(30_000_000, 16_384)
		.saturating_add(Weight::from_parts(15_000_000, 4_096).saturating_mul(keys))
		.saturating_add(db.reads_writes(keys, keys))
}

/// Costs for a runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn issue() -> Weight {
		estimate(T::DbWeight::get(), 2, 0)
	}
	fn emergency_pause(n: u32) -> Weight {
		estimate(T::DbWeight::get(), 3, n)
	}
	fn lift(n: u32) -> Weight {
		estimate(T::DbWeight::get(), 3, n)
	}
	fn nothing_due() -> Weight {
		Weight::from_parts(5_000_000, 2_048).saturating_add(T::DbWeight::get().reads(2))
	}
	fn lift_due(n: u32) -> Weight {
		estimate(T::DbWeight::get(), 3, n)
	}
}

/// Costs for tests.
impl WeightInfo for () {
	fn issue() -> Weight {
		estimate(Default::default(), 2, 0)
	}
	fn emergency_pause(n: u32) -> Weight {
		estimate(Default::default(), 3, n)
	}
	fn lift(n: u32) -> Weight {
		estimate(Default::default(), 3, n)
	}
	fn nothing_due() -> Weight {
		Weight::from_parts(5_000_000, 2_048)
	}
	fn lift_due(n: u32) -> Weight {
		estimate(Default::default(), 3, n)
	}
}
