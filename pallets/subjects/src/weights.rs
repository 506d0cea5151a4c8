//! Weights of `pallet_subjects`, measured. Written by `scripts/weights.sh`: do not edit.
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
	fn open() -> Weight;
	fn open_for() -> Weight;
	fn offer_claim() -> Weight;
	fn accept_claim() -> Weight;
	fn offer_custody() -> Weight;
	fn take_custody() -> Weight;
	fn withdraw_offer() -> Weight;
	fn set_legal_guardians() -> Weight;
	fn rotate() -> Weight;
	fn set_guardians() -> Weight;
	fn remove_guardians() -> Weight;
	fn initiate_recovery() -> Weight;
	fn approve_recovery() -> Weight;
	fn complete_recovery() -> Weight;
	fn veto_recovery() -> Weight;
	fn appoint_successor() -> Weight;
	fn carry_deposit() -> Weight;
	fn carry_deposit_for() -> Weight;
	fn confirm_proposal() -> Weight;
	fn withdraw_proposal() -> Weight;
	fn answer() -> Weight;
}

/// Measured on the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Subjects::Subjects` (r:1 w:1)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::Sponsorships` (r:1 w:0)
	/// Proof: `Sponsorship::Sponsorships` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Deposits` (r:0 w:1)
	/// Proof: `Subjects::Deposits` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	fn open() -> Weight {
		// Proof size: measured 907, estimated 4236.
		Weight::from_parts(138_758_000, 4236)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:1)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::Sponsorships` (r:1 w:0)
	/// Proof: `Sponsorship::Sponsorships` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Deposits` (r:0 w:1)
	/// Proof: `Subjects::Deposits` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Proposals` (r:0 w:1)
	/// Proof: `Subjects::Proposals` (`max_values`: None, `max_size`: Some(263), added: 2738, mode: `MaxEncodedLen`)
	fn open_for() -> Weight {
		// Proof size: measured 1117, estimated 7482.
		Weight::from_parts(204_603_000, 7482)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:1)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Proposals` (r:0 w:1)
	/// Proof: `Subjects::Proposals` (`max_values`: None, `max_size`: Some(263), added: 2738, mode: `MaxEncodedLen`)
	fn offer_claim() -> Weight {
		// Proof size: measured 926, estimated 4236.
		Weight::from_parts(72_866_000, 4236)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Subjects::Subjects` (r:1 w:1)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Offers` (r:1 w:1)
	/// Proof: `Subjects::Offers` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Proposals` (r:0 w:1)
	/// Proof: `Subjects::Proposals` (`max_values`: None, `max_size`: Some(263), added: 2738, mode: `MaxEncodedLen`)
	fn accept_claim() -> Weight {
		// Proof size: measured 939, estimated 4236.
		Weight::from_parts(80_510_000, 4236)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:1)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Offers` (r:0 w:1)
	/// Proof: `Subjects::Offers` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	fn offer_custody() -> Weight {
		// Proof size: measured 1056, estimated 7482.
		Weight::from_parts(75_220_000, 7482)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Organizations::Organizations` (r:3 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:1)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Successions` (r:1 w:0)
	/// Proof: `Subjects::Successions` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::Sponsorships` (r:1 w:0)
	/// Proof: `Sponsorship::Sponsorships` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:2 w:2)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Deposits` (r:1 w:1)
	/// Proof: `Subjects::Deposits` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Offers` (r:0 w:1)
	/// Proof: `Subjects::Offers` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Proposals` (r:0 w:1)
	/// Proof: `Subjects::Proposals` (`max_values`: None, `max_size`: Some(263), added: 2738, mode: `MaxEncodedLen`)
	fn take_custody() -> Weight {
		// Proof size: measured 1783, estimated 10728.
		Weight::from_parts(253_271_000, 10728)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:1)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Offers` (r:1 w:1)
	/// Proof: `Subjects::Offers` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	fn withdraw_offer() -> Weight {
		// Proof size: measured 963, estimated 4236.
		Weight::from_parts(58_500_000, 4236)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:1)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Proposals` (r:0 w:1)
	/// Proof: `Subjects::Proposals` (`max_values`: None, `max_size`: Some(263), added: 2738, mode: `MaxEncodedLen`)
	fn set_legal_guardians() -> Weight {
		// Proof size: measured 926, estimated 4236.
		Weight::from_parts(72_544_000, 4236)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Subjects::Subjects` (r:1 w:1)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Guardians` (r:1 w:0)
	/// Proof: `Subjects::Guardians` (`max_values`: None, `max_size`: Some(325), added: 2800, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Recoveries` (r:0 w:1)
	/// Proof: `Subjects::Recoveries` (`max_values`: None, `max_size`: Some(615), added: 3090, mode: `MaxEncodedLen`)
	fn rotate() -> Weight {
		// Proof size: measured 831, estimated 3812.
		Weight::from_parts(46_777_000, 3812)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Subjects::Subjects` (r:1 w:1)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Guardians` (r:0 w:1)
	/// Proof: `Subjects::Guardians` (`max_values`: None, `max_size`: Some(325), added: 2800, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Recoveries` (r:0 w:1)
	/// Proof: `Subjects::Recoveries` (`max_values`: None, `max_size`: Some(615), added: 3090, mode: `MaxEncodedLen`)
	fn set_guardians() -> Weight {
		// Proof size: measured 514, estimated 3812.
		Weight::from_parts(40_421_000, 3812)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Subjects::Subjects` (r:1 w:1)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Guardians` (r:1 w:1)
	/// Proof: `Subjects::Guardians` (`max_values`: None, `max_size`: Some(325), added: 2800, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Recoveries` (r:0 w:1)
	/// Proof: `Subjects::Recoveries` (`max_values`: None, `max_size`: Some(615), added: 3090, mode: `MaxEncodedLen`)
	fn remove_guardians() -> Weight {
		// Proof size: measured 831, estimated 3812.
		Weight::from_parts(43_728_000, 3812)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Subjects::Subjects` (r:1 w:1)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Guardians` (r:1 w:0)
	/// Proof: `Subjects::Guardians` (`max_values`: None, `max_size`: Some(325), added: 2800, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Recoveries` (r:1 w:1)
	/// Proof: `Subjects::Recoveries` (`max_values`: None, `max_size`: Some(615), added: 3090, mode: `MaxEncodedLen`)
	fn initiate_recovery() -> Weight {
		// Proof size: measured 1442, estimated 4080.
		Weight::from_parts(73_577_000, 4080)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Subjects::Subjects` (r:1 w:1)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Guardians` (r:1 w:0)
	/// Proof: `Subjects::Guardians` (`max_values`: None, `max_size`: Some(325), added: 2800, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Recoveries` (r:1 w:1)
	/// Proof: `Subjects::Recoveries` (`max_values`: None, `max_size`: Some(615), added: 3090, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn approve_recovery() -> Weight {
		// Proof size: measured 1442, estimated 4080.
		Weight::from_parts(71_347_000, 4080)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Subjects::Subjects` (r:1 w:1)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Recoveries` (r:1 w:1)
	/// Proof: `Subjects::Recoveries` (`max_values`: None, `max_size`: Some(615), added: 3090, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn complete_recovery() -> Weight {
		// Proof size: measured 1165, estimated 4080.
		Weight::from_parts(59_693_000, 4080)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Subjects::Subjects` (r:1 w:1)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Recoveries` (r:1 w:1)
	/// Proof: `Subjects::Recoveries` (`max_values`: None, `max_size`: Some(615), added: 3090, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Guardians` (r:1 w:1)
	/// Proof: `Subjects::Guardians` (`max_values`: None, `max_size`: Some(325), added: 2800, mode: `MaxEncodedLen`)
	fn veto_recovery() -> Weight {
		// Proof size: measured 1482, estimated 4080.
		Weight::from_parts(67_058_000, 4080)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Successions` (r:0 w:1)
	/// Proof: `Subjects::Successions` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn appoint_successor() -> Weight {
		// Proof size: measured 603, estimated 7482.
		Weight::from_parts(43_264_000, 7482)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Subjects::Subjects` (r:1 w:1)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::Sponsorships` (r:1 w:0)
	/// Proof: `Sponsorship::Sponsorships` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:2 w:2)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Deposits` (r:1 w:1)
	/// Proof: `Subjects::Deposits` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	fn carry_deposit() -> Weight {
		// Proof size: measured 1593, estimated 6092.
		Weight::from_parts(202_186_000, 6092)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:1)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::Sponsorships` (r:1 w:0)
	/// Proof: `Sponsorship::Sponsorships` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:2 w:2)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Deposits` (r:1 w:1)
	/// Proof: `Subjects::Deposits` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	fn carry_deposit_for() -> Weight {
		// Proof size: measured 1615, estimated 7482.
		Weight::from_parts(211_960_000, 7482)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:1)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Proposals` (r:1 w:1)
	/// Proof: `Subjects::Proposals` (`max_values`: None, `max_size`: Some(263), added: 2738, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Offers` (r:0 w:1)
	/// Proof: `Subjects::Offers` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	fn confirm_proposal() -> Weight {
		// Proof size: measured 1084, estimated 4236.
		Weight::from_parts(76_092_000, 4236)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:1)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Proposals` (r:1 w:1)
	/// Proof: `Subjects::Proposals` (`max_values`: None, `max_size`: Some(263), added: 2738, mode: `MaxEncodedLen`)
	fn withdraw_proposal() -> Weight {
		// Proof size: measured 1138, estimated 4236.
		Weight::from_parts(57_013_000, 4236)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Subjects::Subjects` (r:1 w:0)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn answer() -> Weight {
		// Proof size: measured 413, estimated 3812.
		Weight::from_parts(24_112_000, 3812).saturating_add(T::DbWeight::get().reads(2_u64))
	}
}

/// For unit tests, with the costs of RocksDB.
impl WeightInfo for () {
	fn open() -> Weight {
		// Proof size: measured 907, estimated 4236.
		Weight::from_parts(138_758_000, 4236)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn open_for() -> Weight {
		// Proof size: measured 1117, estimated 7482.
		Weight::from_parts(204_603_000, 7482)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn offer_claim() -> Weight {
		// Proof size: measured 926, estimated 4236.
		Weight::from_parts(72_866_000, 4236)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn accept_claim() -> Weight {
		// Proof size: measured 939, estimated 4236.
		Weight::from_parts(80_510_000, 4236)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn offer_custody() -> Weight {
		// Proof size: measured 1056, estimated 7482.
		Weight::from_parts(75_220_000, 7482)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn take_custody() -> Weight {
		// Proof size: measured 1783, estimated 10728.
		Weight::from_parts(253_271_000, 10728)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn withdraw_offer() -> Weight {
		// Proof size: measured 963, estimated 4236.
		Weight::from_parts(58_500_000, 4236)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_legal_guardians() -> Weight {
		// Proof size: measured 926, estimated 4236.
		Weight::from_parts(72_544_000, 4236)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn rotate() -> Weight {
		// Proof size: measured 831, estimated 3812.
		Weight::from_parts(46_777_000, 3812)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_guardians() -> Weight {
		// Proof size: measured 514, estimated 3812.
		Weight::from_parts(40_421_000, 3812)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn remove_guardians() -> Weight {
		// Proof size: measured 831, estimated 3812.
		Weight::from_parts(43_728_000, 3812)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn initiate_recovery() -> Weight {
		// Proof size: measured 1442, estimated 4080.
		Weight::from_parts(73_577_000, 4080)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn approve_recovery() -> Weight {
		// Proof size: measured 1442, estimated 4080.
		Weight::from_parts(71_347_000, 4080)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn complete_recovery() -> Weight {
		// Proof size: measured 1165, estimated 4080.
		Weight::from_parts(59_693_000, 4080)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn veto_recovery() -> Weight {
		// Proof size: measured 1482, estimated 4080.
		Weight::from_parts(67_058_000, 4080)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn appoint_successor() -> Weight {
		// Proof size: measured 603, estimated 7482.
		Weight::from_parts(43_264_000, 7482)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn carry_deposit() -> Weight {
		// Proof size: measured 1593, estimated 6092.
		Weight::from_parts(202_186_000, 6092)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn carry_deposit_for() -> Weight {
		// Proof size: measured 1615, estimated 7482.
		Weight::from_parts(211_960_000, 7482)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn confirm_proposal() -> Weight {
		// Proof size: measured 1084, estimated 4236.
		Weight::from_parts(76_092_000, 4236)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn withdraw_proposal() -> Weight {
		// Proof size: measured 1138, estimated 4236.
		Weight::from_parts(57_013_000, 4236)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn answer() -> Weight {
		// Proof size: measured 413, estimated 3812.
		Weight::from_parts(24_112_000, 3812).saturating_add(RocksDbWeight::get().reads(2_u64))
	}
}
