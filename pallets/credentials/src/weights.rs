//! Weights of `pallet_credentials`. NOT MEASURED YET: placeholders from the number of reads and writes, to be replaced by
//! `scripts/weights.sh`.

#![allow(unused_parens, unused_imports, missing_docs, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// What each call costs.
pub trait WeightInfo {
	fn register_schema() -> Weight;
	fn retire_schema() -> Weight;
	fn set_source(a: u32) -> Weight;
	fn apply() -> Weight;
	fn accredit() -> Weight;
	fn delegate() -> Weight;
	fn suspend_issuer() -> Weight;
	fn reinstate_issuer() -> Weight;
	fn revoke_issuer() -> Weight;
	fn resign() -> Weight;
	fn offer(s: u32) -> Weight;
	fn accept() -> Weight;
	fn end_offer() -> Weight;
	fn suspend() -> Weight;
	fn reinstate() -> Weight;
	fn revoke() -> Weight;
	fn create_status_list() -> Weight;
	fn set_status(n: u32) -> Weight;
	fn put_chunk() -> Weight;
	fn remove_status_list() -> Weight;
	fn request_verification() -> Weight;
	fn on_outcome() -> Weight;
	fn check() -> Weight;
	fn on_idle_base() -> Weight;
	fn on_idle_remove() -> Weight;
}

/// Placeholders on the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_schema() -> Weight {
		Weight::from_parts(75_000_000, 10_800)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn retire_schema() -> Weight {
		Weight::from_parts(60_000_000, 3_600)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn set_source(a: u32) -> Weight {
		Weight::from_parts(65_000_000, 7_200)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(Weight::from_parts(1_000_000, 3600).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(a.into()))
	}
	fn apply() -> Weight {
		Weight::from_parts(115_000_000, 43_200)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn accredit() -> Weight {
		Weight::from_parts(65_000_000, 7_200)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn delegate() -> Weight {
		Weight::from_parts(105_000_000, 32_400)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn suspend_issuer() -> Weight {
		Weight::from_parts(75_000_000, 14_400)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn reinstate_issuer() -> Weight {
		Weight::from_parts(70_000_000, 10_800)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn revoke_issuer() -> Weight {
		Weight::from_parts(85_000_000, 18_000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn resign() -> Weight {
		Weight::from_parts(75_000_000, 10_800)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn offer(s: u32) -> Weight {
		Weight::from_parts(175_000_000, 61_200)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
			.saturating_add(Weight::from_parts(1_000_000, 3600).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(s.into()))
	}
	fn accept() -> Weight {
		Weight::from_parts(140_000_000, 46_800)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn end_offer() -> Weight {
		Weight::from_parts(115_000_000, 25_200)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn suspend() -> Weight {
		Weight::from_parts(75_000_000, 14_400)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn reinstate() -> Weight {
		Weight::from_parts(90_000_000, 25_200)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn revoke() -> Weight {
		Weight::from_parts(75_000_000, 14_400)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn create_status_list() -> Weight {
		Weight::from_parts(120_000_000, 32_400)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn set_status(n: u32) -> Weight {
		Weight::from_parts(250_000_000, 82_800)
			.saturating_add(T::DbWeight::get().reads(23_u64))
			.saturating_add(T::DbWeight::get().writes(17_u64))
			.saturating_add(Weight::from_parts(1_000_000, 0).saturating_mul(n.into()))
	}
	fn put_chunk() -> Weight {
		Weight::from_parts(95_000_000, 25_200)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn remove_status_list() -> Weight {
		Weight::from_parts(175_000_000, 18_000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(20_u64))
	}
	fn request_verification() -> Weight {
		Weight::from_parts(300_000_000, 151_200)
			.saturating_add(T::DbWeight::get().reads(42_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	fn on_outcome() -> Weight {
		Weight::from_parts(80_000_000, 10_800)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn check() -> Weight {
		Weight::from_parts(340_000_000, 208_800)
			.saturating_add(T::DbWeight::get().reads(58_u64))
			.saturating_add(T::DbWeight::get().writes(0_u64))
	}
	fn on_idle_base() -> Weight {
		Weight::from_parts(65_000_000, 7_200)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn on_idle_remove() -> Weight {
		Weight::from_parts(120_000_000, 25_200)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
}

// For tests.
impl WeightInfo for () {
	fn register_schema() -> Weight {
		Weight::from_parts(75_000_000, 10_800)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn retire_schema() -> Weight {
		Weight::from_parts(60_000_000, 3_600)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn set_source(a: u32) -> Weight {
		Weight::from_parts(65_000_000, 7_200)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(Weight::from_parts(1_000_000, 3600).saturating_mul(a.into()))
			.saturating_add(RocksDbWeight::get().reads(a.into()))
	}
	fn apply() -> Weight {
		Weight::from_parts(115_000_000, 43_200)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn accredit() -> Weight {
		Weight::from_parts(65_000_000, 7_200)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn delegate() -> Weight {
		Weight::from_parts(105_000_000, 32_400)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn suspend_issuer() -> Weight {
		Weight::from_parts(75_000_000, 14_400)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn reinstate_issuer() -> Weight {
		Weight::from_parts(70_000_000, 10_800)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn revoke_issuer() -> Weight {
		Weight::from_parts(85_000_000, 18_000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn resign() -> Weight {
		Weight::from_parts(75_000_000, 10_800)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn offer(s: u32) -> Weight {
		Weight::from_parts(175_000_000, 61_200)
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
			.saturating_add(Weight::from_parts(1_000_000, 3600).saturating_mul(s.into()))
			.saturating_add(RocksDbWeight::get().reads(s.into()))
	}
	fn accept() -> Weight {
		Weight::from_parts(140_000_000, 46_800)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn end_offer() -> Weight {
		Weight::from_parts(115_000_000, 25_200)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn suspend() -> Weight {
		Weight::from_parts(75_000_000, 14_400)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn reinstate() -> Weight {
		Weight::from_parts(90_000_000, 25_200)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn revoke() -> Weight {
		Weight::from_parts(75_000_000, 14_400)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn create_status_list() -> Weight {
		Weight::from_parts(120_000_000, 32_400)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn set_status(n: u32) -> Weight {
		Weight::from_parts(250_000_000, 82_800)
			.saturating_add(RocksDbWeight::get().reads(23_u64))
			.saturating_add(RocksDbWeight::get().writes(17_u64))
			.saturating_add(Weight::from_parts(1_000_000, 0).saturating_mul(n.into()))
	}
	fn put_chunk() -> Weight {
		Weight::from_parts(95_000_000, 25_200)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn remove_status_list() -> Weight {
		Weight::from_parts(175_000_000, 18_000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(20_u64))
	}
	fn request_verification() -> Weight {
		Weight::from_parts(300_000_000, 151_200)
			.saturating_add(RocksDbWeight::get().reads(42_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn on_outcome() -> Weight {
		Weight::from_parts(80_000_000, 10_800)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn check() -> Weight {
		Weight::from_parts(340_000_000, 208_800)
			.saturating_add(RocksDbWeight::get().reads(58_u64))
			.saturating_add(RocksDbWeight::get().writes(0_u64))
	}
	fn on_idle_base() -> Weight {
		Weight::from_parts(65_000_000, 7_200)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn on_idle_remove() -> Weight {
		Weight::from_parts(120_000_000, 25_200)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
}
