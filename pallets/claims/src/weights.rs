//! Weights of `pallet_claims`, measured. Written by `scripts/weights.sh`: do not edit.
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
	fn close(l: u32) -> Weight;
	fn sweep_nothing() -> Weight;
	fn sweep_due() -> Weight;
	fn sweep_close() -> Weight;
}

/// Measured on the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:2 w:2)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:0)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn fund_reserve() -> Weight {
		// Proof size: measured 1292, estimated 6208.
		Weight::from_parts(109_869_000, 6208)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:2 w:2)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:0)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn withdraw_reserve() -> Weight {
		// Proof size: measured 1435, estimated 6208.
		Weight::from_parts(114_351_000, 6208)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Claims::NextSchedule` (r:1 w:1)
	/// Proof: `Claims::NextSchedule` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::Sponsorships` (r:1 w:0)
	/// Proof: `Sponsorship::Sponsorships` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Schedules` (r:0 w:1)
	/// Proof: `Claims::Schedules` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	fn register_schedule() -> Weight {
		// Proof size: measured 1005, estimated 7482.
		Weight::from_parts(118_011_000, 7482)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Claims::Schedules` (r:1 w:1)
	/// Proof: `Claims::Schedules` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	fn remove_schedule() -> Weight {
		// Proof size: measured 1084, estimated 7482.
		Weight::from_parts(96_635_000, 7482)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:0)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Claims::NextPlan` (r:1 w:1)
	/// Proof: `Claims::NextPlan` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::Sponsorships` (r:1 w:0)
	/// Proof: `Sponsorship::Sponsorships` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Codes::Codes` (r:64 w:0)
	/// Proof: `Codes::Codes` (`max_values`: None, `max_size`: Some(225), added: 2700, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Schedules` (r:1 w:1)
	/// Proof: `Claims::Schedules` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Plans` (r:0 w:1)
	/// Proof: `Claims::Plans` (`max_values`: None, `max_size`: Some(370), added: 2845, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Terms` (r:0 w:1)
	/// Proof: `Claims::Terms` (`max_values`: None, `max_size`: Some(4588), added: 7063, mode: `MaxEncodedLen`)
	/// The range of component `b` is `[0, 64]`.
	fn register_plan(b: u32) -> Weight {
		// Proof size: measured 4486, estimated 7482.
		Weight::from_parts(174_447_591, 7482)
			.saturating_add(Weight::from_parts(7_469_442, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(7_u64))
			.saturating_add(Weight::from_parts(0, 2700).saturating_mul(b.into()))
	}
	/// Storage: `Claims::Plans` (r:1 w:1)
	/// Proof: `Claims::Plans` (`max_values`: None, `max_size`: Some(370), added: 2845, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Terms` (r:1 w:1)
	/// Proof: `Claims::Terms` (`max_values`: None, `max_size`: Some(4588), added: 7063, mode: `MaxEncodedLen`)
	/// Storage: `Codes::Codes` (r:64 w:0)
	/// Proof: `Codes::Codes` (`max_values`: None, `max_size`: Some(225), added: 2700, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Schedules` (r:1 w:1)
	/// Proof: `Claims::Schedules` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// The range of component `b` is `[0, 64]`.
	fn publish_version(b: u32) -> Weight {
		// Proof size: measured 8190, estimated 8053.
		Weight::from_parts(119_978_884, 8053)
			.saturating_add(Weight::from_parts(7_544_301, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(Weight::from_parts(0, 2700).saturating_mul(b.into()))
	}
	/// Storage: `Claims::Plans` (r:1 w:1)
	/// Proof: `Claims::Plans` (`max_values`: None, `max_size`: Some(370), added: 2845, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Terms` (r:16 w:16)
	/// Proof: `Claims::Terms` (`max_values`: None, `max_size`: Some(4588), added: 7063, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Schedules` (r:16 w:16)
	/// Proof: `Claims::Schedules` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	fn remove_plan() -> Weight {
		// Proof size: measured 59594, estimated 113998.
		Weight::from_parts(545_747_000, 113998)
			.saturating_add(T::DbWeight::get().reads(38_u64))
			.saturating_add(T::DbWeight::get().writes(36_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Contracts` (r:1 w:1)
	/// Proof: `Claims::Contracts` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	fn set_contract() -> Weight {
		// Proof size: measured 621, estimated 4236.
		Weight::from_parts(32_282_000, 4236)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Claims::Plans` (r:1 w:1)
	/// Proof: `Claims::Plans` (`max_values`: None, `max_size`: Some(370), added: 2845, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Coverages` (r:1 w:2)
	/// Proof: `Claims::Coverages` (`max_values`: None, `max_size`: Some(903), added: 3378, mode: `MaxEncodedLen`)
	/// Storage: `Claims::NextCoverage` (r:1 w:1)
	/// Proof: `Claims::NextCoverage` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::Sponsorships` (r:1 w:0)
	/// Proof: `Sponsorship::Sponsorships` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	fn enrol() -> Weight {
		// Proof size: measured 1978, estimated 7482.
		Weight::from_parts(192_766_000, 7482)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `Claims::Coverages` (r:1 w:1)
	/// Proof: `Claims::Coverages` (`max_values`: None, `max_size`: Some(903), added: 3378, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Plans` (r:2 w:2)
	/// Proof: `Claims::Plans` (`max_values`: None, `max_size`: Some(370), added: 2845, mode: `MaxEncodedLen`)
	fn change_coverage() -> Weight {
		// Proof size: measured 2437, estimated 6680.
		Weight::from_parts(121_905_000, 6680)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Claims::Coverages` (r:1 w:1)
	/// Proof: `Claims::Coverages` (`max_values`: None, `max_size`: Some(903), added: 3378, mode: `MaxEncodedLen`)
	fn rotate_member() -> Weight {
		// Proof size: measured 1123, estimated 4368.
		Weight::from_parts(65_506_000, 4368)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Claims::Coverages` (r:2 w:2)
	/// Proof: `Claims::Coverages` (`max_values`: None, `max_size`: Some(903), added: 3378, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Plans` (r:1 w:1)
	/// Proof: `Claims::Plans` (`max_values`: None, `max_size`: Some(370), added: 2845, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Terms` (r:16 w:0)
	/// Proof: `Claims::Terms` (`max_values`: None, `max_size`: Some(4588), added: 7063, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Served` (r:366 w:366)
	/// Proof: `Claims::Served` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Families` (r:0 w:1)
	/// Proof: `Claims::Families` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	fn remove_coverage() -> Weight {
		// Proof size: measured 77610, estimated 1292604.
		Weight::from_parts(1_033_479_000, 1292604)
			.saturating_add(T::DbWeight::get().reads(391_u64))
			.saturating_add(T::DbWeight::get().writes(373_u64))
	}
	/// Storage: `Subjects::Subjects` (r:1 w:0)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Renderers` (r:1 w:1)
	/// Proof: `Claims::Renderers` (`max_values`: None, `max_size`: Some(390), added: 2865, mode: `MaxEncodedLen`)
	fn set_affiliation() -> Weight {
		// Proof size: measured 644, estimated 3855.
		Weight::from_parts(28_258_000, 3855)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Renderers` (r:1 w:1)
	/// Proof: `Claims::Renderers` (`max_values`: None, `max_size`: Some(390), added: 2865, mode: `MaxEncodedLen`)
	fn set_exclusion() -> Weight {
		// Proof size: measured 937, estimated 4236.
		Weight::from_parts(31_284_000, 4236)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Organizations::Organizations` (r:3 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Coverages` (r:1 w:1)
	/// Proof: `Claims::Coverages` (`max_values`: None, `max_size`: Some(903), added: 3378, mode: `MaxEncodedLen`)
	/// Storage: `Codes::Codes` (r:10 w:0)
	/// Proof: `Codes::Codes` (`max_values`: None, `max_size`: Some(225), added: 2700, mode: `MaxEncodedLen`)
	/// Storage: `Claims::NextAuthorization` (r:1 w:1)
	/// Proof: `Claims::NextAuthorization` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Claims::DueCursor` (r:1 w:1)
	/// Proof: `Claims::DueCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::Sponsorships` (r:1 w:0)
	/// Proof: `Sponsorship::Sponsorships` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Due` (r:0 w:1)
	/// Proof: `Claims::Due` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Authorizations` (r:0 w:1)
	/// Proof: `Claims::Authorizations` (`max_values`: None, `max_size`: Some(1025), added: 3500, mode: `MaxEncodedLen`)
	fn request_authorization() -> Weight {
		// Proof size: measured 9213, estimated 27990.
		Weight::from_parts(284_909_000, 27990)
			.saturating_add(T::DbWeight::get().reads(21_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `Claims::Authorizations` (r:1 w:1)
	/// Proof: `Claims::Authorizations` (`max_values`: None, `max_size`: Some(1025), added: 3500, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Codes::Codes` (r:10 w:0)
	/// Proof: `Codes::Codes` (`max_values`: None, `max_size`: Some(225), added: 2700, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Conducts` (r:1 w:1)
	/// Proof: `Claims::Conducts` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Coverages` (r:1 w:1)
	/// Proof: `Claims::Coverages` (`max_values`: None, `max_size`: Some(903), added: 3378, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Due` (r:0 w:1)
	/// Proof: `Claims::Due` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn answer_authorization() -> Weight {
		// Proof size: measured 9159, estimated 27990.
		Weight::from_parts(217_167_000, 27990)
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Claims::Authorizations` (r:1 w:1)
	/// Proof: `Claims::Authorizations` (`max_values`: None, `max_size`: Some(1025), added: 3500, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Coverages` (r:1 w:1)
	/// Proof: `Claims::Coverages` (`max_values`: None, `max_size`: Some(903), added: 3378, mode: `MaxEncodedLen`)
	fn supply_information() -> Weight {
		// Proof size: measured 2353, estimated 4490.
		Weight::from_parts(103_262_000, 4490)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Claims::Authorizations` (r:1 w:1)
	/// Proof: `Claims::Authorizations` (`max_values`: None, `max_size`: Some(1025), added: 3500, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Conducts` (r:1 w:1)
	/// Proof: `Claims::Conducts` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Coverages` (r:1 w:1)
	/// Proof: `Claims::Coverages` (`max_values`: None, `max_size`: Some(903), added: 3378, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Due` (r:0 w:1)
	/// Proof: `Claims::Due` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn cancel_authorization() -> Weight {
		// Proof size: measured 2461, estimated 4490.
		Weight::from_parts(113_534_000, 4490)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Claims::Authorizations` (r:1 w:1)
	/// Proof: `Claims::Authorizations` (`max_values`: None, `max_size`: Some(1025), added: 3500, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Coverages` (r:1 w:1)
	/// Proof: `Claims::Coverages` (`max_values`: None, `max_size`: Some(903), added: 3378, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	fn remove_authorization() -> Weight {
		// Proof size: measured 2668, estimated 4490.
		Weight::from_parts(154_666_000, 4490)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Claims::NextClaim` (r:1 w:1)
	/// Proof: `Claims::NextClaim` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Coverages` (r:1 w:1)
	/// Proof: `Claims::Coverages` (`max_values`: None, `max_size`: Some(903), added: 3378, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Plans` (r:1 w:0)
	/// Proof: `Claims::Plans` (`max_values`: None, `max_size`: Some(370), added: 2845, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Terms` (r:1 w:0)
	/// Proof: `Claims::Terms` (`max_values`: None, `max_size`: Some(4588), added: 7063, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Families` (r:1 w:1)
	/// Proof: `Claims::Families` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Contracts` (r:1 w:1)
	/// Proof: `Claims::Contracts` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Schedules` (r:1 w:0)
	/// Proof: `Claims::Schedules` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Claims` (r:1 w:2)
	/// Proof: `Claims::Claims` (`max_values`: None, `max_size`: Some(21759), added: 24234, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Served` (r:50 w:50)
	/// Proof: `Claims::Served` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Renderers` (r:51 w:50)
	/// Proof: `Claims::Renderers` (`max_values`: None, `max_size`: Some(390), added: 2865, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:50 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Codes::Codes` (r:1 w:0)
	/// Proof: `Codes::Codes` (`max_values`: None, `max_size`: Some(225), added: 2700, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:800 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:200 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:200 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:16 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:4 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:200 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `DrugProvenance::Dispenses` (r:50 w:0)
	/// Proof: `DrugProvenance::Dispenses` (`max_values`: None, `max_size`: Some(106), added: 2581, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Claimed` (r:50 w:50)
	/// Proof: `Claims::Claimed` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Authorizations` (r:50 w:50)
	/// Proof: `Claims::Authorizations` (`max_values`: None, `max_size`: Some(1025), added: 3500, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:2 w:2)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:0)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Reserves` (r:1 w:1)
	/// Proof: `Claims::Reserves` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// The range of component `l` is `[1, 50]`.
	fn submit(l: u32) -> Weight {
		// Proof size: measured 16383, estimated 43950.
		Weight::from_parts(109_784_606, 43950)
			.saturating_add(Weight::from_parts(343_435_761, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(38_u64))
			.saturating_add(T::DbWeight::get().reads((34_u64).saturating_mul(l.into())))
			.saturating_add(T::DbWeight::get().writes(10_u64))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 43984).saturating_mul(l.into()))
	}
	/// Storage: `Claims::Claims` (r:1 w:1)
	/// Proof: `Claims::Claims` (`max_values`: None, `max_size`: Some(21759), added: 24234, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Coverages` (r:1 w:1)
	/// Proof: `Claims::Coverages` (`max_values`: None, `max_size`: Some(903), added: 3378, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Terms` (r:1 w:0)
	/// Proof: `Claims::Terms` (`max_values`: None, `max_size`: Some(4588), added: 7063, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Families` (r:1 w:1)
	/// Proof: `Claims::Families` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Authorizations` (r:50 w:50)
	/// Proof: `Claims::Authorizations` (`max_values`: None, `max_size`: Some(1025), added: 3500, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Contracts` (r:1 w:1)
	/// Proof: `Claims::Contracts` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:2 w:2)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Reserves` (r:1 w:1)
	/// Proof: `Claims::Reserves` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Conducts` (r:1 w:1)
	/// Proof: `Claims::Conducts` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Claimed` (r:50 w:50)
	/// Proof: `Claims::Claimed` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// The range of component `l` is `[1, 50]`.
	fn decide(l: u32) -> Weight {
		// Proof size: measured 8980, estimated 25224.
		Weight::from_parts(404_719_546, 25224)
			.saturating_add(Weight::from_parts(28_402_973, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(l.into())))
			.saturating_add(T::DbWeight::get().writes(11_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 3500).saturating_mul(l.into()))
	}
	/// Storage: `Claims::Claims` (r:2 w:2)
	/// Proof: `Claims::Claims` (`max_values`: None, `max_size`: Some(21759), added: 24234, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Contracts` (r:1 w:1)
	/// Proof: `Claims::Contracts` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:6 w:6)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:0)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Coverages` (r:1 w:1)
	/// Proof: `Claims::Coverages` (`max_values`: None, `max_size`: Some(903), added: 3378, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Authorizations` (r:50 w:50)
	/// Proof: `Claims::Authorizations` (`max_values`: None, `max_size`: Some(1025), added: 3500, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Terms` (r:1 w:0)
	/// Proof: `Claims::Terms` (`max_values`: None, `max_size`: Some(4588), added: 7063, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Families` (r:1 w:1)
	/// Proof: `Claims::Families` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Served` (r:50 w:50)
	/// Proof: `Claims::Served` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Renderers` (r:50 w:50)
	/// Proof: `Claims::Renderers` (`max_values`: None, `max_size`: Some(390), added: 2865, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Claimed` (r:50 w:50)
	/// Proof: `Claims::Claimed` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// The range of component `l` is `[1, 50]`.
	fn reverse(l: u32) -> Weight {
		// Proof size: measured 9082, estimated 49458.
		Weight::from_parts(547_814_343, 49458)
			.saturating_add(Weight::from_parts(52_245_585, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(l.into())))
			.saturating_add(T::DbWeight::get().writes(12_u64))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 3529).saturating_mul(l.into()))
	}
	/// Storage: `Claims::Claims` (r:1 w:1)
	/// Proof: `Claims::Claims` (`max_values`: None, `max_size`: Some(21759), added: 24234, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:2 w:2)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:0)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	fn pay_patient_share() -> Weight {
		// Proof size: measured 14801, estimated 25224.
		Weight::from_parts(396_027_000, 25224)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Claims::Claims` (r:1 w:1)
	/// Proof: `Claims::Claims` (`max_values`: None, `max_size`: Some(21759), added: 24234, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Coverages` (r:1 w:0)
	/// Proof: `Claims::Coverages` (`max_values`: None, `max_size`: Some(903), added: 3378, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn appeal() -> Weight {
		// Proof size: measured 14159, estimated 25224.
		Weight::from_parts(285_594_000, 25224)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Claims` (r:1 w:1)
	/// Proof: `Claims::Claims` (`max_values`: None, `max_size`: Some(21759), added: 24234, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Coverages` (r:1 w:1)
	/// Proof: `Claims::Coverages` (`max_values`: None, `max_size`: Some(903), added: 3378, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Authorizations` (r:50 w:50)
	/// Proof: `Claims::Authorizations` (`max_values`: None, `max_size`: Some(1025), added: 3500, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Terms` (r:1 w:0)
	/// Proof: `Claims::Terms` (`max_values`: None, `max_size`: Some(4588), added: 7063, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Families` (r:1 w:1)
	/// Proof: `Claims::Families` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Contracts` (r:1 w:1)
	/// Proof: `Claims::Contracts` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Claimed` (r:50 w:50)
	/// Proof: `Claims::Claimed` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Conducts` (r:1 w:1)
	/// Proof: `Claims::Conducts` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// The range of component `l` is `[0, 50]`.
	fn decide_appeal(l: u32) -> Weight {
		// Proof size: measured 7832, estimated 25224.
		Weight::from_parts(51_951_430, 25224)
			.saturating_add(Weight::from_parts(48_652_757, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(l.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 3500).saturating_mul(l.into()))
	}
	/// Storage: `Claims::Claims` (r:1 w:1)
	/// Proof: `Claims::Claims` (`max_values`: None, `max_size`: Some(21759), added: 24234, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Coverages` (r:1 w:1)
	/// Proof: `Claims::Coverages` (`max_values`: None, `max_size`: Some(903), added: 3378, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Authorizations` (r:50 w:50)
	/// Proof: `Claims::Authorizations` (`max_values`: None, `max_size`: Some(1025), added: 3500, mode: `MaxEncodedLen`)
	/// The range of component `l` is `[1, 50]`.
	fn close(l: u32) -> Weight {
		// Proof size: measured 2604, estimated 25224.
		Weight::from_parts(108_488_387, 25224)
			.saturating_add(Weight::from_parts(16_188_629, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(l.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 3500).saturating_mul(l.into()))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Claims::DueCursor` (r:1 w:0)
	/// Proof: `Claims::DueCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Claims::CloseCursor` (r:1 w:0)
	/// Proof: `Claims::CloseCursor` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Claims::NextClaim` (r:1 w:0)
	/// Proof: `Claims::NextClaim` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn sweep_nothing() -> Weight {
		// Proof size: measured 780, estimated 1493.
		Weight::from_parts(19_945_000, 1493).saturating_add(T::DbWeight::get().reads(4_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Claims::DueCursor` (r:1 w:0)
	/// Proof: `Claims::DueCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Due` (r:1 w:1)
	/// Proof: `Claims::Due` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Authorizations` (r:1 w:1)
	/// Proof: `Claims::Authorizations` (`max_values`: None, `max_size`: Some(1025), added: 3500, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Conducts` (r:1 w:1)
	/// Proof: `Claims::Conducts` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Coverages` (r:1 w:1)
	/// Proof: `Claims::Coverages` (`max_values`: None, `max_size`: Some(903), added: 3378, mode: `MaxEncodedLen`)
	/// Storage: `Claims::CloseCursor` (r:1 w:0)
	/// Proof: `Claims::CloseCursor` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Claims::NextClaim` (r:1 w:0)
	/// Proof: `Claims::NextClaim` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn sweep_due() -> Weight {
		// Proof size: measured 2295, estimated 4490.
		Weight::from_parts(112_066_000, 4490)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Claims::DueCursor` (r:1 w:0)
	/// Proof: `Claims::DueCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Claims::CloseCursor` (r:1 w:1)
	/// Proof: `Claims::CloseCursor` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Claims::NextClaim` (r:1 w:0)
	/// Proof: `Claims::NextClaim` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Claims` (r:1 w:1)
	/// Proof: `Claims::Claims` (`max_values`: None, `max_size`: Some(21759), added: 24234, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Coverages` (r:1 w:1)
	/// Proof: `Claims::Coverages` (`max_values`: None, `max_size`: Some(903), added: 3378, mode: `MaxEncodedLen`)
	/// Storage: `Claims::Authorizations` (r:50 w:50)
	/// Proof: `Claims::Authorizations` (`max_values`: None, `max_size`: Some(1025), added: 3500, mode: `MaxEncodedLen`)
	fn sweep_close() -> Weight {
		// Proof size: measured 17809, estimated 175990.
		Weight::from_parts(1_027_421_000, 175990)
			.saturating_add(T::DbWeight::get().reads(56_u64))
			.saturating_add(T::DbWeight::get().writes(53_u64))
	}
}

/// For unit tests, with the costs of RocksDB.
impl WeightInfo for () {
	fn fund_reserve() -> Weight {
		// Proof size: measured 1292, estimated 6208.
		Weight::from_parts(109_869_000, 6208)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn withdraw_reserve() -> Weight {
		// Proof size: measured 1435, estimated 6208.
		Weight::from_parts(114_351_000, 6208)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn register_schedule() -> Weight {
		// Proof size: measured 1005, estimated 7482.
		Weight::from_parts(118_011_000, 7482)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn remove_schedule() -> Weight {
		// Proof size: measured 1084, estimated 7482.
		Weight::from_parts(96_635_000, 7482)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn register_plan(b: u32) -> Weight {
		// Proof size: measured 4486, estimated 7482.
		Weight::from_parts(174_447_591, 7482)
			.saturating_add(Weight::from_parts(7_469_442, 0).saturating_mul(b.into()))
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(b.into())))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
			.saturating_add(Weight::from_parts(0, 2700).saturating_mul(b.into()))
	}
	fn publish_version(b: u32) -> Weight {
		// Proof size: measured 8190, estimated 8053.
		Weight::from_parts(119_978_884, 8053)
			.saturating_add(Weight::from_parts(7_544_301, 0).saturating_mul(b.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(b.into())))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(Weight::from_parts(0, 2700).saturating_mul(b.into()))
	}
	fn remove_plan() -> Weight {
		// Proof size: measured 59594, estimated 113998.
		Weight::from_parts(545_747_000, 113998)
			.saturating_add(RocksDbWeight::get().reads(38_u64))
			.saturating_add(RocksDbWeight::get().writes(36_u64))
	}
	fn set_contract() -> Weight {
		// Proof size: measured 621, estimated 4236.
		Weight::from_parts(32_282_000, 4236)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn enrol() -> Weight {
		// Proof size: measured 1978, estimated 7482.
		Weight::from_parts(192_766_000, 7482)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn change_coverage() -> Weight {
		// Proof size: measured 2437, estimated 6680.
		Weight::from_parts(121_905_000, 6680)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn rotate_member() -> Weight {
		// Proof size: measured 1123, estimated 4368.
		Weight::from_parts(65_506_000, 4368)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn remove_coverage() -> Weight {
		// Proof size: measured 77610, estimated 1292604.
		Weight::from_parts(1_033_479_000, 1292604)
			.saturating_add(RocksDbWeight::get().reads(391_u64))
			.saturating_add(RocksDbWeight::get().writes(373_u64))
	}
	fn set_affiliation() -> Weight {
		// Proof size: measured 644, estimated 3855.
		Weight::from_parts(28_258_000, 3855)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn set_exclusion() -> Weight {
		// Proof size: measured 937, estimated 4236.
		Weight::from_parts(31_284_000, 4236)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn request_authorization() -> Weight {
		// Proof size: measured 9213, estimated 27990.
		Weight::from_parts(284_909_000, 27990)
			.saturating_add(RocksDbWeight::get().reads(21_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn answer_authorization() -> Weight {
		// Proof size: measured 9159, estimated 27990.
		Weight::from_parts(217_167_000, 27990)
			.saturating_add(RocksDbWeight::get().reads(15_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn supply_information() -> Weight {
		// Proof size: measured 2353, estimated 4490.
		Weight::from_parts(103_262_000, 4490)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn cancel_authorization() -> Weight {
		// Proof size: measured 2461, estimated 4490.
		Weight::from_parts(113_534_000, 4490)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn remove_authorization() -> Weight {
		// Proof size: measured 2668, estimated 4490.
		Weight::from_parts(154_666_000, 4490)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn submit(l: u32) -> Weight {
		// Proof size: measured 16383, estimated 43950.
		Weight::from_parts(109_784_606, 43950)
			.saturating_add(Weight::from_parts(343_435_761, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(38_u64))
			.saturating_add(RocksDbWeight::get().reads((34_u64).saturating_mul(l.into())))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 43984).saturating_mul(l.into()))
	}
	fn decide(l: u32) -> Weight {
		// Proof size: measured 8980, estimated 25224.
		Weight::from_parts(404_719_546, 25224)
			.saturating_add(Weight::from_parts(28_402_973, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(15_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(l.into())))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 3500).saturating_mul(l.into()))
	}
	fn reverse(l: u32) -> Weight {
		// Proof size: measured 9082, estimated 49458.
		Weight::from_parts(547_814_343, 49458)
			.saturating_add(Weight::from_parts(52_245_585, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(15_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(l.into())))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 3529).saturating_mul(l.into()))
	}
	fn pay_patient_share() -> Weight {
		// Proof size: measured 14801, estimated 25224.
		Weight::from_parts(396_027_000, 25224)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn appeal() -> Weight {
		// Proof size: measured 14159, estimated 25224.
		Weight::from_parts(285_594_000, 25224)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn decide_appeal(l: u32) -> Weight {
		// Proof size: measured 7832, estimated 25224.
		Weight::from_parts(51_951_430, 25224)
			.saturating_add(Weight::from_parts(48_652_757, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(l.into())))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 3500).saturating_mul(l.into()))
	}
	fn close(l: u32) -> Weight {
		// Proof size: measured 2604, estimated 25224.
		Weight::from_parts(108_488_387, 25224)
			.saturating_add(Weight::from_parts(16_188_629, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(l.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 3500).saturating_mul(l.into()))
	}
	fn sweep_nothing() -> Weight {
		// Proof size: measured 780, estimated 1493.
		Weight::from_parts(19_945_000, 1493).saturating_add(RocksDbWeight::get().reads(4_u64))
	}
	fn sweep_due() -> Weight {
		// Proof size: measured 2295, estimated 4490.
		Weight::from_parts(112_066_000, 4490)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn sweep_close() -> Weight {
		// Proof size: measured 17809, estimated 175990.
		Weight::from_parts(1_027_421_000, 175990)
			.saturating_add(RocksDbWeight::get().reads(56_u64))
			.saturating_add(RocksDbWeight::get().writes(53_u64))
	}
}
