//! Weights of `pallet_claims`, provisional: NOT measured. `scripts/weights.sh` writes this file from the benchmarks.
//!
//! Every number here is a guess by the number of entries that a call touches, so that the pallet compiles and its tests
//! run before the first measurement.

#![allow(unused_parens, unused_imports, missing_docs, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// What each call costs.
pub trait WeightInfo {
	fn fund_reserve() -> Weight;
	fn withdraw_reserve() -> Weight;
	fn register_schedule() -> Weight;
	fn remove_schedule() -> Weight;
	fn register_plan(b: u32) -> Weight;
	fn publish_version(b: u32) -> Weight;
	fn remove_plan() -> Weight;
	fn set_contract() -> Weight;
	fn enrol() -> Weight;
	fn change_coverage() -> Weight;
	fn rotate_member() -> Weight;
	fn remove_coverage() -> Weight;
	fn set_affiliation() -> Weight;
	fn set_exclusion() -> Weight;
	fn request_authorization() -> Weight;
	fn answer_authorization() -> Weight;
	fn supply_information() -> Weight;
	fn cancel_authorization() -> Weight;
	fn remove_authorization() -> Weight;
	fn submit(l: u32) -> Weight;
	fn decide(l: u32) -> Weight;
	fn reverse(l: u32) -> Weight;
	fn pay_patient_share() -> Weight;
	fn appeal() -> Weight;
	fn decide_appeal(l: u32) -> Weight;
	fn close() -> Weight;
	fn sweep_nothing() -> Weight;
	fn sweep_due() -> Weight;
	fn sweep_close() -> Weight;
}

/// Guessed, not measured.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn fund_reserve() -> Weight {
		Weight::from_parts(90_000_000, 7000)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn withdraw_reserve() -> Weight {
		Weight::from_parts(90_000_000, 7000)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn register_schedule() -> Weight {
		Weight::from_parts(70_000_000, 4100)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn remove_schedule() -> Weight {
		Weight::from_parts(60_000_000, 4100)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn register_plan(b: u32) -> Weight {
		Weight::from_parts(90_000_000, 11000)
			.saturating_add(Weight::from_parts(6_000_000, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(6_u64))
			.saturating_add(Weight::from_parts(0, 2700).saturating_mul(b.into()))
	}
	fn publish_version(b: u32) -> Weight {
		Weight::from_parts(50_000_000, 11000)
			.saturating_add(Weight::from_parts(6_000_000, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(Weight::from_parts(0, 2700).saturating_mul(b.into()))
	}
	fn remove_plan() -> Weight {
		Weight::from_parts(90_000_000, 60000)
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().writes(20_u64))
	}
	fn set_contract() -> Weight {
		Weight::from_parts(40_000_000, 4100)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn enrol() -> Weight {
		Weight::from_parts(90_000_000, 7000)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn change_coverage() -> Weight {
		Weight::from_parts(60_000_000, 7000)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn rotate_member() -> Weight {
		Weight::from_parts(40_000_000, 4500)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn remove_coverage() -> Weight {
		Weight::from_parts(80_000_000, 10000)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn set_affiliation() -> Weight {
		Weight::from_parts(40_000_000, 4100)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn set_exclusion() -> Weight {
		Weight::from_parts(40_000_000, 4100)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn request_authorization() -> Weight {
		Weight::from_parts(110_000_000, 12000)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	fn answer_authorization() -> Weight {
		Weight::from_parts(90_000_000, 9000)
			.saturating_add(T::DbWeight::get().reads(16_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn supply_information() -> Weight {
		Weight::from_parts(50_000_000, 7000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn cancel_authorization() -> Weight {
		Weight::from_parts(50_000_000, 7000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn remove_authorization() -> Weight {
		Weight::from_parts(70_000_000, 9000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn submit(l: u32) -> Weight {
		Weight::from_parts(300_000_000, 60000)
			.saturating_add(Weight::from_parts(60_000_000, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(26_u64))
			.saturating_add(T::DbWeight::get().reads((8_u64).saturating_mul(l.into())))
			.saturating_add(T::DbWeight::get().writes(16_u64))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 14000).saturating_mul(l.into()))
	}
	fn decide(l: u32) -> Weight {
		Weight::from_parts(200_000_000, 60000)
			.saturating_add(Weight::from_parts(15_000_000, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(20_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(l.into())))
			.saturating_add(T::DbWeight::get().writes(14_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 6000).saturating_mul(l.into()))
	}
	fn reverse(l: u32) -> Weight {
		Weight::from_parts(180_000_000, 60000)
			.saturating_add(Weight::from_parts(12_000_000, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(l.into())))
			.saturating_add(T::DbWeight::get().writes(13_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 8500).saturating_mul(l.into()))
	}
	fn pay_patient_share() -> Weight {
		Weight::from_parts(80_000_000, 50000)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn appeal() -> Weight {
		Weight::from_parts(60_000_000, 50000)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn decide_appeal(l: u32) -> Weight {
		Weight::from_parts(200_000_000, 60000)
			.saturating_add(Weight::from_parts(15_000_000, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(20_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(l.into())))
			.saturating_add(T::DbWeight::get().writes(14_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 6000).saturating_mul(l.into()))
	}
	fn close() -> Weight {
		Weight::from_parts(150_000_000, 60000)
			.saturating_add(T::DbWeight::get().reads(60_u64))
			.saturating_add(T::DbWeight::get().writes(55_u64))
	}
	fn sweep_nothing() -> Weight {
		Weight::from_parts(10_000_000, 3000)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn sweep_due() -> Weight {
		Weight::from_parts(60_000_000, 12000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	fn sweep_close() -> Weight {
		Weight::from_parts(150_000_000, 60000)
			.saturating_add(T::DbWeight::get().reads(60_u64))
			.saturating_add(T::DbWeight::get().writes(55_u64))
	}
}

/// For unit tests, with the costs of RocksDB.
impl WeightInfo for () {
	fn fund_reserve() -> Weight {
		Weight::from_parts(90_000_000, 7000)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn withdraw_reserve() -> Weight {
		Weight::from_parts(90_000_000, 7000)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn register_schedule() -> Weight {
		Weight::from_parts(70_000_000, 4100)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn remove_schedule() -> Weight {
		Weight::from_parts(60_000_000, 4100)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn register_plan(b: u32) -> Weight {
		Weight::from_parts(90_000_000, 11000)
			.saturating_add(Weight::from_parts(6_000_000, 0).saturating_mul(b.into()))
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(b.into())))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
			.saturating_add(Weight::from_parts(0, 2700).saturating_mul(b.into()))
	}
	fn publish_version(b: u32) -> Weight {
		Weight::from_parts(50_000_000, 11000)
			.saturating_add(Weight::from_parts(6_000_000, 0).saturating_mul(b.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(b.into())))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(Weight::from_parts(0, 2700).saturating_mul(b.into()))
	}
	fn remove_plan() -> Weight {
		Weight::from_parts(90_000_000, 60000)
			.saturating_add(RocksDbWeight::get().reads(22_u64))
			.saturating_add(RocksDbWeight::get().writes(20_u64))
	}
	fn set_contract() -> Weight {
		Weight::from_parts(40_000_000, 4100)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn enrol() -> Weight {
		Weight::from_parts(90_000_000, 7000)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn change_coverage() -> Weight {
		Weight::from_parts(60_000_000, 7000)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn rotate_member() -> Weight {
		Weight::from_parts(40_000_000, 4500)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn remove_coverage() -> Weight {
		Weight::from_parts(80_000_000, 10000)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn set_affiliation() -> Weight {
		Weight::from_parts(40_000_000, 4100)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn set_exclusion() -> Weight {
		Weight::from_parts(40_000_000, 4100)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn request_authorization() -> Weight {
		Weight::from_parts(110_000_000, 12000)
			.saturating_add(RocksDbWeight::get().reads(18_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn answer_authorization() -> Weight {
		Weight::from_parts(90_000_000, 9000)
			.saturating_add(RocksDbWeight::get().reads(16_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn supply_information() -> Weight {
		Weight::from_parts(50_000_000, 7000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn cancel_authorization() -> Weight {
		Weight::from_parts(50_000_000, 7000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn remove_authorization() -> Weight {
		Weight::from_parts(70_000_000, 9000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn submit(l: u32) -> Weight {
		Weight::from_parts(300_000_000, 60000)
			.saturating_add(Weight::from_parts(60_000_000, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(26_u64))
			.saturating_add(RocksDbWeight::get().reads((8_u64).saturating_mul(l.into())))
			.saturating_add(RocksDbWeight::get().writes(16_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 14000).saturating_mul(l.into()))
	}
	fn decide(l: u32) -> Weight {
		Weight::from_parts(200_000_000, 60000)
			.saturating_add(Weight::from_parts(15_000_000, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(20_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(l.into())))
			.saturating_add(RocksDbWeight::get().writes(14_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 6000).saturating_mul(l.into()))
	}
	fn reverse(l: u32) -> Weight {
		Weight::from_parts(180_000_000, 60000)
			.saturating_add(Weight::from_parts(12_000_000, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(18_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(l.into())))
			.saturating_add(RocksDbWeight::get().writes(13_u64))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 8500).saturating_mul(l.into()))
	}
	fn pay_patient_share() -> Weight {
		Weight::from_parts(80_000_000, 50000)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn appeal() -> Weight {
		Weight::from_parts(60_000_000, 50000)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn decide_appeal(l: u32) -> Weight {
		Weight::from_parts(200_000_000, 60000)
			.saturating_add(Weight::from_parts(15_000_000, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(20_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(l.into())))
			.saturating_add(RocksDbWeight::get().writes(14_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 6000).saturating_mul(l.into()))
	}
	fn close() -> Weight {
		Weight::from_parts(150_000_000, 60000)
			.saturating_add(RocksDbWeight::get().reads(60_u64))
			.saturating_add(RocksDbWeight::get().writes(55_u64))
	}
	fn sweep_nothing() -> Weight {
		Weight::from_parts(10_000_000, 3000)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn sweep_due() -> Weight {
		Weight::from_parts(60_000_000, 12000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn sweep_close() -> Weight {
		Weight::from_parts(150_000_000, 60000)
			.saturating_add(RocksDbWeight::get().reads(60_u64))
			.saturating_add(RocksDbWeight::get().writes(55_u64))
	}
}
