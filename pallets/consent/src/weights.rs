//! Weights of `pallet_consent`. NOT MEASURED YET: placeholders until `scripts/weights.sh` writes this file.

#![allow(unused_parens, unused_imports, missing_docs, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// What each call costs.
pub trait WeightInfo {
	fn record(c: u32) -> Weight;
	fn change() -> Weight;
	fn set_base_policy(c: u32) -> Weight;
	fn remove_base_policy() -> Weight;
	fn set_group() -> Weight;
	fn register_protocol() -> Weight;
	fn amend_protocol() -> Weight;
	fn close_protocol() -> Weight;
	fn appoint_proxy() -> Weight;
	fn dismiss_proxy() -> Weight;
	fn declare_incapacity() -> Weight;
	fn end_incapacity() -> Weight;
	fn request_access() -> Weight;
	fn request_cohort(n: u32) -> Weight;
	fn close_grant() -> Weight;
	fn break_glass() -> Weight;
	fn review() -> Weight;
	fn reinstate() -> Weight;
	fn request_privacy(n: u32) -> Weight;
	fn acknowledge() -> Weight;
	fn set_parameters() -> Weight;
	fn check() -> Weight;
	fn on_idle(n: u32) -> Weight;
	fn decide(p: u32) -> Weight;
}

/// Measured on the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn record(c: u32) -> Weight {
		Weight::from_parts(120_000_000, 30000)
			.saturating_add(T::DbWeight::get().reads_writes(8_u64, 5_u64))
			.saturating_add(Weight::from_parts(3_000_000, 2600).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1_u64, 0_u64).saturating_mul(c.into()))
	}
	fn change() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(T::DbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn set_base_policy(c: u32) -> Weight {
		Weight::from_parts(70_000_000, 16000)
			.saturating_add(T::DbWeight::get().reads_writes(6_u64, 3_u64))
			.saturating_add(Weight::from_parts(3_000_000, 2600).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1_u64, 0_u64).saturating_mul(c.into()))
	}
	fn remove_base_policy() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(T::DbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn set_group() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(T::DbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn register_protocol() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(T::DbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn amend_protocol() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(T::DbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn close_protocol() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(T::DbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn appoint_proxy() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(T::DbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn dismiss_proxy() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(T::DbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn declare_incapacity() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(T::DbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn end_incapacity() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(T::DbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn request_access() -> Weight {
		Weight::from_parts(150_000_000, 45000).saturating_add(T::DbWeight::get().reads_writes(14_u64, 3_u64))
	}
	fn request_cohort(n: u32) -> Weight {
		Weight::from_parts(80_000_000, 30000)
			.saturating_add(T::DbWeight::get().reads_writes(12_u64, 3_u64))
			.saturating_add(Weight::from_parts(70_000_000, 11000).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1_u64, 2_u64).saturating_mul(n.into()))
	}
	fn close_grant() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(T::DbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn break_glass() -> Weight {
		Weight::from_parts(150_000_000, 45000).saturating_add(T::DbWeight::get().reads_writes(12_u64, 5_u64))
	}
	fn review() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(T::DbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn reinstate() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(T::DbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn request_privacy(n: u32) -> Weight {
		Weight::from_parts(70_000_000, 16000)
			.saturating_add(T::DbWeight::get().reads_writes(6_u64, 3_u64))
			.saturating_add(Weight::from_parts(3_000_000, 3300).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1_u64, 0_u64).saturating_mul(n.into()))
	}
	fn acknowledge() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(T::DbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(T::DbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn check() -> Weight {
		Weight::from_parts(120_000_000, 40000).saturating_add(T::DbWeight::get().reads_writes(12_u64, 0_u64))
	}
	fn on_idle(n: u32) -> Weight {
		Weight::from_parts(10_000_000, 1500)
			.saturating_add(T::DbWeight::get().reads_writes(3_u64, 1_u64))
			.saturating_add(Weight::from_parts(5_000_000, 2800).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1_u64, 1_u64).saturating_mul(n.into()))
	}
	fn decide(p: u32) -> Weight {
		Weight::from_parts(5_000_000, 0)
			.saturating_add(T::DbWeight::get().reads_writes(0_u64, 0_u64))
			.saturating_add(Weight::from_parts(1_000_000, 0).saturating_mul(p.into()))
	}
}

/// For tests.
impl WeightInfo for () {
	fn record(c: u32) -> Weight {
		Weight::from_parts(120_000_000, 30000)
			.saturating_add(RocksDbWeight::get().reads_writes(8_u64, 5_u64))
			.saturating_add(Weight::from_parts(3_000_000, 2600).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads_writes(1_u64, 0_u64).saturating_mul(c.into()))
	}
	fn change() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(RocksDbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn set_base_policy(c: u32) -> Weight {
		Weight::from_parts(70_000_000, 16000)
			.saturating_add(RocksDbWeight::get().reads_writes(6_u64, 3_u64))
			.saturating_add(Weight::from_parts(3_000_000, 2600).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads_writes(1_u64, 0_u64).saturating_mul(c.into()))
	}
	fn remove_base_policy() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(RocksDbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn set_group() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(RocksDbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn register_protocol() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(RocksDbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn amend_protocol() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(RocksDbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn close_protocol() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(RocksDbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn appoint_proxy() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(RocksDbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn dismiss_proxy() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(RocksDbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn declare_incapacity() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(RocksDbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn end_incapacity() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(RocksDbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn request_access() -> Weight {
		Weight::from_parts(150_000_000, 45000).saturating_add(RocksDbWeight::get().reads_writes(14_u64, 3_u64))
	}
	fn request_cohort(n: u32) -> Weight {
		Weight::from_parts(80_000_000, 30000)
			.saturating_add(RocksDbWeight::get().reads_writes(12_u64, 3_u64))
			.saturating_add(Weight::from_parts(70_000_000, 11000).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads_writes(1_u64, 2_u64).saturating_mul(n.into()))
	}
	fn close_grant() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(RocksDbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn break_glass() -> Weight {
		Weight::from_parts(150_000_000, 45000).saturating_add(RocksDbWeight::get().reads_writes(12_u64, 5_u64))
	}
	fn review() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(RocksDbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn reinstate() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(RocksDbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn request_privacy(n: u32) -> Weight {
		Weight::from_parts(70_000_000, 16000)
			.saturating_add(RocksDbWeight::get().reads_writes(6_u64, 3_u64))
			.saturating_add(Weight::from_parts(3_000_000, 3300).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads_writes(1_u64, 0_u64).saturating_mul(n.into()))
	}
	fn acknowledge() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(RocksDbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(70_000_000, 16000).saturating_add(RocksDbWeight::get().reads_writes(6_u64, 3_u64))
	}
	fn check() -> Weight {
		Weight::from_parts(120_000_000, 40000).saturating_add(RocksDbWeight::get().reads_writes(12_u64, 0_u64))
	}
	fn on_idle(n: u32) -> Weight {
		Weight::from_parts(10_000_000, 1500)
			.saturating_add(RocksDbWeight::get().reads_writes(3_u64, 1_u64))
			.saturating_add(Weight::from_parts(5_000_000, 2800).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads_writes(1_u64, 1_u64).saturating_mul(n.into()))
	}
	fn decide(p: u32) -> Weight {
		Weight::from_parts(5_000_000, 0)
			.saturating_add(RocksDbWeight::get().reads_writes(0_u64, 0_u64))
			.saturating_add(Weight::from_parts(1_000_000, 0).saturating_mul(p.into()))
	}
}
