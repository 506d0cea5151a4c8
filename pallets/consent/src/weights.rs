//! Weights of `pallet_consent`, measured. Written by `scripts/weights.sh`: do not edit.
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
	fn request_access(r: u32, g: u32, l: u32, k: u32) -> Weight;
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
	/// Storage: `Consent::Files` (r:1 w:1)
	/// Proof: `Consent::Files` (`max_values`: None, `max_size`: Some(8619), added: 11094, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:0)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Codes::Codes` (r:66 w:0)
	/// Proof: `Codes::Codes` (`max_values`: None, `max_size`: Some(225), added: 2700, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Protocols` (r:1 w:0)
	/// Proof: `Consent::Protocols` (`max_values`: None, `max_size`: Some(105), added: 2580, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
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
	/// Storage: `Consent::Deposits` (r:1 w:1)
	/// Proof: `Consent::Deposits` (`max_values`: None, `max_size`: Some(150), added: 2625, mode: `MaxEncodedLen`)
	/// The range of component `c` is `[0, 64]`.
	fn record(c: u32) -> Weight {
		// Proof size: measured 14905, estimated 12084.
		Weight::from_parts(553_525_231, 12084)
			.saturating_add(Weight::from_parts(8_481_556, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(Weight::from_parts(0, 2700).saturating_mul(c.into()))
	}
	/// Storage: `Consent::Files` (r:1 w:1)
	/// Proof: `Consent::Files` (`max_values`: None, `max_size`: Some(8619), added: 11094, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:0)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Deposits` (r:1 w:1)
	/// Proof: `Consent::Deposits` (`max_values`: None, `max_size`: Some(150), added: 2625, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	fn change() -> Weight {
		// Proof size: measured 9800, estimated 12084.
		Weight::from_parts(364_172_000, 12084)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Codes::Codes` (r:65 w:0)
	/// Proof: `Codes::Codes` (`max_values`: None, `max_size`: Some(225), added: 2700, mode: `MaxEncodedLen`)
	/// Storage: `Consent::PolicyVersions` (r:1 w:1)
	/// Proof: `Consent::PolicyVersions` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::Sponsorships` (r:1 w:0)
	/// Proof: `Sponsorship::Sponsorships` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Policies` (r:1 w:1)
	/// Proof: `Consent::Policies` (`max_values`: None, `max_size`: Some(2113), added: 4588, mode: `MaxEncodedLen`)
	/// The range of component `c` is `[0, 64]`.
	fn set_base_policy(c: u32) -> Weight {
		// Proof size: measured 6118, estimated 7482.
		Weight::from_parts(201_576_678, 7482)
			.saturating_add(Weight::from_parts(9_934_897, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(Weight::from_parts(0, 2700).saturating_mul(c.into()))
	}
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Policies` (r:1 w:1)
	/// Proof: `Consent::Policies` (`max_values`: None, `max_size`: Some(2113), added: 4588, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	fn remove_base_policy() -> Weight {
		// Proof size: measured 2421, estimated 7482.
		Weight::from_parts(195_328_000, 7482)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Groups` (r:1 w:1)
	/// Proof: `Consent::Groups` (`max_values`: None, `max_size`: Some(2155), added: 4630, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::Sponsorships` (r:1 w:0)
	/// Proof: `Sponsorship::Sponsorships` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	fn set_group() -> Weight {
		// Proof size: measured 4312, estimated 7482.
		Weight::from_parts(288_271_000, 7482)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Consent::NextProtocol` (r:1 w:1)
	/// Proof: `Consent::NextProtocol` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::Sponsorships` (r:1 w:0)
	/// Proof: `Sponsorship::Sponsorships` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Protocols` (r:0 w:1)
	/// Proof: `Consent::Protocols` (`max_values`: None, `max_size`: Some(105), added: 2580, mode: `MaxEncodedLen`)
	fn register_protocol() -> Weight {
		// Proof size: measured 1110, estimated 7482.
		Weight::from_parts(119_465_000, 7482)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Consent::Protocols` (r:1 w:1)
	/// Proof: `Consent::Protocols` (`max_values`: None, `max_size`: Some(105), added: 2580, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	fn amend_protocol() -> Weight {
		// Proof size: measured 775, estimated 4236.
		Weight::from_parts(33_289_000, 4236)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Consent::Protocols` (r:1 w:1)
	/// Proof: `Consent::Protocols` (`max_values`: None, `max_size`: Some(105), added: 2580, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	fn close_protocol() -> Weight {
		// Proof size: measured 1181, estimated 7482.
		Weight::from_parts(104_196_000, 7482)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Consent::Files` (r:1 w:1)
	/// Proof: `Consent::Files` (`max_values`: None, `max_size`: Some(8619), added: 11094, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:0)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
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
	/// Storage: `Consent::Deposits` (r:1 w:1)
	/// Proof: `Consent::Deposits` (`max_values`: None, `max_size`: Some(150), added: 2625, mode: `MaxEncodedLen`)
	fn appoint_proxy() -> Weight {
		// Proof size: measured 10264, estimated 12084.
		Weight::from_parts(449_187_000, 12084)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Consent::Files` (r:1 w:1)
	/// Proof: `Consent::Files` (`max_values`: None, `max_size`: Some(8619), added: 11094, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:0)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Deposits` (r:5 w:5)
	/// Proof: `Consent::Deposits` (`max_values`: None, `max_size`: Some(150), added: 2625, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn dismiss_proxy() -> Weight {
		// Proof size: measured 10668, estimated 14115.
		Weight::from_parts(647_107_000, 14115)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:0)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Consent::CurrentParameters` (r:1 w:0)
	/// Proof: `Consent::CurrentParameters` (`max_values`: Some(1), `max_size`: Some(11), added: 506, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:1 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:16 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:4 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:4 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:16 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:4 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:4 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Files` (r:1 w:1)
	/// Proof: `Consent::Files` (`max_values`: None, `max_size`: Some(8619), added: 11094, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Findings` (r:1 w:1)
	/// Proof: `Consent::Findings` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::Sponsorships` (r:1 w:0)
	/// Proof: `Sponsorship::Sponsorships` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:2 w:2)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Deposits` (r:1 w:1)
	/// Proof: `Consent::Deposits` (`max_values`: None, `max_size`: Some(150), added: 2625, mode: `MaxEncodedLen`)
	fn declare_incapacity() -> Weight {
		// Proof size: measured 19863, estimated 44974.
		Weight::from_parts(832_050_000, 44974)
			.saturating_add(T::DbWeight::get().reads(62_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `Consent::Files` (r:1 w:1)
	/// Proof: `Consent::Files` (`max_values`: None, `max_size`: Some(8619), added: 11094, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:0)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Consent::CurrentParameters` (r:1 w:0)
	/// Proof: `Consent::CurrentParameters` (`max_values`: Some(1), `max_size`: Some(11), added: 506, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:1 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:16 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:4 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:4 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:16 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:4 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:4 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Findings` (r:1 w:1)
	/// Proof: `Consent::Findings` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Deposits` (r:1 w:1)
	/// Proof: `Consent::Deposits` (`max_values`: None, `max_size`: Some(150), added: 2625, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	fn end_incapacity() -> Weight {
		// Proof size: measured 19556, estimated 44974.
		Weight::from_parts(759_015_000, 44974)
			.saturating_add(T::DbWeight::get().reads(60_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:2 w:0)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Codes::Codes` (r:20 w:0)
	/// Proof: `Codes::Codes` (`max_values`: None, `max_size`: Some(225), added: 2700, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Protocols` (r:1 w:0)
	/// Proof: `Consent::Protocols` (`max_values`: None, `max_size`: Some(105), added: 2580, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Policies` (r:1 w:0)
	/// Proof: `Consent::Policies` (`max_values`: None, `max_size`: Some(2113), added: 4588, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Files` (r:1 w:1)
	/// Proof: `Consent::Files` (`max_values`: None, `max_size`: Some(8619), added: 11094, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Consent::CurrentParameters` (r:1 w:0)
	/// Proof: `Consent::CurrentParameters` (`max_values`: Some(1), `max_size`: Some(11), added: 506, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:1 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:16 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:4 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:4 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:16 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:4 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:4 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Groups` (r:8 w:0)
	/// Proof: `Consent::Groups` (`max_values`: None, `max_size`: Some(2155), added: 4630, mode: `MaxEncodedLen`)
	/// Storage: `Consent::NextGrant` (r:1 w:1)
	/// Proof: `Consent::NextGrant` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Expiring` (r:1 w:1)
	/// Proof: `Consent::Expiring` (`max_values`: None, `max_size`: Some(12), added: 2487, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Grants` (r:0 w:1)
	/// Proof: `Consent::Grants` (`max_values`: None, `max_size`: Some(283), added: 2758, mode: `MaxEncodedLen`)
	/// The range of component `r` is `[0, 1]`.
	/// The range of component `g` is `[0, 8]`.
	/// The range of component `l` is `[1, 8]`.
	/// The range of component `k` is `[2, 8]`.
	fn request_access(r: u32, g: u32, l: u32, k: u32) -> Weight {
		// Proof size: measured 10281, estimated 22487.
		Weight::from_parts(336_761_813, 22487)
			.saturating_add(Weight::from_parts(522_735_281, 0).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(18_611_097, 0).saturating_mul(g.into()))
			.saturating_add(Weight::from_parts(7_777_982, 0).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(22_357_713, 0).saturating_mul(k.into()))
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().reads((58_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(g.into())))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(l.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(0, 4630).saturating_mul(g.into()))
			.saturating_add(Weight::from_parts(0, 2700).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(0, 22487).saturating_mul(r.into()))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Codes::Codes` (r:12 w:0)
	/// Proof: `Codes::Codes` (`max_values`: None, `max_size`: Some(225), added: 2700, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Protocols` (r:1 w:0)
	/// Proof: `Consent::Protocols` (`max_values`: None, `max_size`: Some(105), added: 2580, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Policies` (r:1 w:0)
	/// Proof: `Consent::Policies` (`max_values`: None, `max_size`: Some(2113), added: 4588, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Files` (r:256 w:256)
	/// Proof: `Consent::Files` (`max_values`: None, `max_size`: Some(8619), added: 11094, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:256 w:0)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Consent::NextGrant` (r:1 w:1)
	/// Proof: `Consent::NextGrant` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Expiring` (r:1 w:256)
	/// Proof: `Consent::Expiring` (`max_values`: None, `max_size`: Some(12), added: 2487, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Grants` (r:0 w:256)
	/// Proof: `Consent::Grants` (`max_values`: None, `max_size`: Some(283), added: 2758, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 256]`.
	fn request_cohort(n: u32) -> Weight {
		// Proof size: measured 9957, estimated 33390.
		Weight::from_parts(83_955_925, 33390)
			.saturating_add(Weight::from_parts(262_652_740, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 11094).saturating_mul(n.into()))
	}
	/// Storage: `Consent::Grants` (r:1 w:1)
	/// Proof: `Consent::Grants` (`max_values`: None, `max_size`: Some(283), added: 2758, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Staff` (r:1 w:0)
	/// Proof: `Organizations::Staff` (`max_values`: None, `max_size`: Some(62), added: 2537, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:0)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Files` (r:1 w:1)
	/// Proof: `Consent::Files` (`max_values`: None, `max_size`: Some(8619), added: 11094, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Expiring` (r:0 w:1)
	/// Proof: `Consent::Expiring` (`max_values`: None, `max_size`: Some(12), added: 2487, mode: `MaxEncodedLen`)
	fn close_grant() -> Weight {
		// Proof size: measured 9977, estimated 12084.
		Weight::from_parts(333_294_000, 12084)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:2 w:0)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Consent::CurrentParameters` (r:1 w:0)
	/// Proof: `Consent::CurrentParameters` (`max_values`: Some(1), `max_size`: Some(11), added: 506, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:2 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:32 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:8 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:8 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:32 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:8 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:8 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `Codes::Codes` (r:17 w:0)
	/// Proof: `Codes::Codes` (`max_values`: None, `max_size`: Some(225), added: 2700, mode: `MaxEncodedLen`)
	/// Storage: `Consent::EmergenciesOf` (r:1 w:1)
	/// Proof: `Consent::EmergenciesOf` (`max_values`: None, `max_size`: Some(3890), added: 6365, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Files` (r:1 w:1)
	/// Proof: `Consent::Files` (`max_values`: None, `max_size`: Some(8619), added: 11094, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Groups` (r:4 w:0)
	/// Proof: `Consent::Groups` (`max_values`: None, `max_size`: Some(2155), added: 4630, mode: `MaxEncodedLen`)
	/// Storage: `Consent::NextGrant` (r:1 w:1)
	/// Proof: `Consent::NextGrant` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Expiring` (r:1 w:1)
	/// Proof: `Consent::Expiring` (`max_values`: None, `max_size`: Some(12), added: 2487, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Grants` (r:0 w:1)
	/// Proof: `Consent::Grants` (`max_values`: None, `max_size`: Some(283), added: 2758, mode: `MaxEncodedLen`)
	fn break_glass() -> Weight {
		// Proof size: measured 38233, estimated 88958.
		Weight::from_parts(1_490_949_000, 88958)
			.saturating_add(T::DbWeight::get().reads(128_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Organizations::Organizations` (r:1 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Consent::EmergenciesOf` (r:1 w:1)
	/// Proof: `Consent::EmergenciesOf` (`max_values`: None, `max_size`: Some(3890), added: 6365, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:0)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Files` (r:1 w:1)
	/// Proof: `Consent::Files` (`max_values`: None, `max_size`: Some(8619), added: 11094, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Grants` (r:1 w:1)
	/// Proof: `Consent::Grants` (`max_values`: None, `max_size`: Some(283), added: 2758, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Expiring` (r:0 w:1)
	/// Proof: `Consent::Expiring` (`max_values`: None, `max_size`: Some(12), added: 2487, mode: `MaxEncodedLen`)
	fn review() -> Weight {
		// Proof size: measured 12718, estimated 12084.
		Weight::from_parts(366_727_000, 12084)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Organizations::Organizations` (r:32 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Consent::EmergenciesOf` (r:1 w:1)
	/// Proof: `Consent::EmergenciesOf` (`max_values`: None, `max_size`: Some(3890), added: 6365, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:0)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	fn reinstate() -> Weight {
		// Proof size: measured 10197, estimated 104862.
		Weight::from_parts(347_981_000, 104862)
			.saturating_add(T::DbWeight::get().reads(34_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Consent::Files` (r:1 w:1)
	/// Proof: `Consent::Files` (`max_values`: None, `max_size`: Some(8619), added: 11094, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:0)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Organizations::Organizations` (r:17 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Consent::NextPrivacyRequest` (r:1 w:1)
	/// Proof: `Consent::NextPrivacyRequest` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::Sponsorships` (r:1 w:0)
	/// Proof: `Sponsorship::Sponsorships` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Consent::PrivacyRequests` (r:0 w:1)
	/// Proof: `Consent::PrivacyRequests` (`max_values`: None, `max_size`: Some(855), added: 3330, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 16]`.
	fn request_privacy(n: u32) -> Weight {
		// Proof size: measured 10431, estimated 12084.
		Weight::from_parts(449_954_683, 12084)
			.saturating_add(Weight::from_parts(7_962_820, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(6_u64))
			.saturating_add(Weight::from_parts(0, 3246).saturating_mul(n.into()))
	}
	/// Storage: `Organizations::Organizations` (r:2 w:0)
	/// Proof: `Organizations::Organizations` (`max_values`: None, `max_size`: Some(771), added: 3246, mode: `MaxEncodedLen`)
	/// Storage: `Consent::PrivacyRequests` (r:1 w:1)
	/// Proof: `Consent::PrivacyRequests` (`max_values`: None, `max_size`: Some(855), added: 3330, mode: `MaxEncodedLen`)
	/// Storage: `Codes::Codes` (r:1 w:0)
	/// Proof: `Codes::Codes` (`max_values`: None, `max_size`: Some(225), added: 2700, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Files` (r:1 w:1)
	/// Proof: `Consent::Files` (`max_values`: None, `max_size`: Some(8619), added: 11094, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(301), added: 2776, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::DepositsHeld` (r:1 w:1)
	/// Proof: `Sponsorship::DepositsHeld` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	fn acknowledge() -> Weight {
		// Proof size: measured 12292, estimated 12084.
		Weight::from_parts(444_273_000, 12084)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Consent::CurrentParameters` (r:0 w:1)
	/// Proof: `Consent::CurrentParameters` (`max_values`: Some(1), `max_size`: Some(11), added: 506, mode: `MaxEncodedLen`)
	fn set_parameters() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(10_432_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Codes::Codes` (r:20 w:0)
	/// Proof: `Codes::Codes` (`max_values`: None, `max_size`: Some(225), added: 2700, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Protocols` (r:1 w:0)
	/// Proof: `Consent::Protocols` (`max_values`: None, `max_size`: Some(105), added: 2580, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Files` (r:1 w:0)
	/// Proof: `Consent::Files` (`max_values`: None, `max_size`: Some(8619), added: 11094, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Policies` (r:1 w:0)
	/// Proof: `Consent::Policies` (`max_values`: None, `max_size`: Some(2113), added: 4588, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Consent::CurrentParameters` (r:1 w:0)
	/// Proof: `Consent::CurrentParameters` (`max_values`: Some(1), `max_size`: Some(11), added: 506, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::HeldBy` (r:1 w:0)
	/// Proof: `Credentials::HeldBy` (`max_values`: None, `max_size`: Some(365), added: 2840, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Credentials` (r:16 w:0)
	/// Proof: `Credentials::Credentials` (`max_values`: None, `max_size`: Some(274), added: 2749, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::StatusLists` (r:4 w:0)
	/// Proof: `Credentials::StatusLists` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Chunks` (r:4 w:0)
	/// Proof: `Credentials::Chunks` (`max_values`: None, `max_size`: Some(1054), added: 3529, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Issuers` (r:16 w:0)
	/// Proof: `Credentials::Issuers` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Schemas` (r:4 w:0)
	/// Proof: `Credentials::Schemas` (`max_values`: None, `max_size`: Some(89), added: 2564, mode: `MaxEncodedLen`)
	/// Storage: `Credentials::Verifications` (r:4 w:0)
	/// Proof: `Credentials::Verifications` (`max_values`: None, `max_size`: Some(69), added: 2544, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Groups` (r:8 w:0)
	/// Proof: `Consent::Groups` (`max_values`: None, `max_size`: Some(2155), added: 4630, mode: `MaxEncodedLen`)
	/// Storage: `Subjects::Subjects` (r:1 w:0)
	/// Proof: `Subjects::Subjects` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	fn check() -> Weight {
		// Proof size: measured 33494, estimated 54990.
		Weight::from_parts(1_085_636_000, 54990).saturating_add(T::DbWeight::get().reads(83_u64))
	}
	/// Storage: `Consent::Expiring` (r:101 w:100)
	/// Proof: `Consent::Expiring` (`max_values`: None, `max_size`: Some(12), added: 2487, mode: `MaxEncodedLen`)
	/// Storage: `Consent::Grants` (r:0 w:100)
	/// Proof: `Consent::Grants` (`max_values`: None, `max_size`: Some(283), added: 2758, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 100]`.
	fn on_idle(n: u32) -> Weight {
		// Proof size: measured 339, estimated 3477.
		Weight::from_parts(35_995_492, 3477)
			.saturating_add(Weight::from_parts(3_984_854, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2487).saturating_mul(n.into()))
	}
	/// The range of component `p` is `[1, 32]`.
	fn decide(p: u32) -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(10_430_006, 0).saturating_add(Weight::from_parts(817_231, 0).saturating_mul(p.into()))
	}
}

/// For unit tests, with the costs of RocksDB.
impl WeightInfo for () {
	fn record(c: u32) -> Weight {
		// Proof size: measured 14905, estimated 12084.
		Weight::from_parts(553_525_231, 12084)
			.saturating_add(Weight::from_parts(8_481_556, 0).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(Weight::from_parts(0, 2700).saturating_mul(c.into()))
	}
	fn change() -> Weight {
		// Proof size: measured 9800, estimated 12084.
		Weight::from_parts(364_172_000, 12084)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn set_base_policy(c: u32) -> Weight {
		// Proof size: measured 6118, estimated 7482.
		Weight::from_parts(201_576_678, 7482)
			.saturating_add(Weight::from_parts(9_934_897, 0).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(Weight::from_parts(0, 2700).saturating_mul(c.into()))
	}
	fn remove_base_policy() -> Weight {
		// Proof size: measured 2421, estimated 7482.
		Weight::from_parts(195_328_000, 7482)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn set_group() -> Weight {
		// Proof size: measured 4312, estimated 7482.
		Weight::from_parts(288_271_000, 7482)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn register_protocol() -> Weight {
		// Proof size: measured 1110, estimated 7482.
		Weight::from_parts(119_465_000, 7482)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn amend_protocol() -> Weight {
		// Proof size: measured 775, estimated 4236.
		Weight::from_parts(33_289_000, 4236)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn close_protocol() -> Weight {
		// Proof size: measured 1181, estimated 7482.
		Weight::from_parts(104_196_000, 7482)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn appoint_proxy() -> Weight {
		// Proof size: measured 10264, estimated 12084.
		Weight::from_parts(449_187_000, 12084)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn dismiss_proxy() -> Weight {
		// Proof size: measured 10668, estimated 14115.
		Weight::from_parts(647_107_000, 14115)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn declare_incapacity() -> Weight {
		// Proof size: measured 19863, estimated 44974.
		Weight::from_parts(832_050_000, 44974)
			.saturating_add(RocksDbWeight::get().reads(62_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn end_incapacity() -> Weight {
		// Proof size: measured 19556, estimated 44974.
		Weight::from_parts(759_015_000, 44974)
			.saturating_add(RocksDbWeight::get().reads(60_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn request_access(r: u32, g: u32, l: u32, k: u32) -> Weight {
		// Proof size: measured 10281, estimated 22487.
		Weight::from_parts(336_761_813, 22487)
			.saturating_add(Weight::from_parts(522_735_281, 0).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(18_611_097, 0).saturating_mul(g.into()))
			.saturating_add(Weight::from_parts(7_777_982, 0).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(22_357_713, 0).saturating_mul(k.into()))
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().reads((58_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(g.into())))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(l.into())))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(0, 4630).saturating_mul(g.into()))
			.saturating_add(Weight::from_parts(0, 2700).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(0, 22487).saturating_mul(r.into()))
	}
	fn request_cohort(n: u32) -> Weight {
		// Proof size: measured 9957, estimated 33390.
		Weight::from_parts(83_955_925, 33390)
			.saturating_add(Weight::from_parts(262_652_740, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(18_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 11094).saturating_mul(n.into()))
	}
	fn close_grant() -> Weight {
		// Proof size: measured 9977, estimated 12084.
		Weight::from_parts(333_294_000, 12084)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn break_glass() -> Weight {
		// Proof size: measured 38233, estimated 88958.
		Weight::from_parts(1_490_949_000, 88958)
			.saturating_add(RocksDbWeight::get().reads(128_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn review() -> Weight {
		// Proof size: measured 12718, estimated 12084.
		Weight::from_parts(366_727_000, 12084)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn reinstate() -> Weight {
		// Proof size: measured 10197, estimated 104862.
		Weight::from_parts(347_981_000, 104862)
			.saturating_add(RocksDbWeight::get().reads(34_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn request_privacy(n: u32) -> Weight {
		// Proof size: measured 10431, estimated 12084.
		Weight::from_parts(449_954_683, 12084)
			.saturating_add(Weight::from_parts(7_962_820, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
			.saturating_add(Weight::from_parts(0, 3246).saturating_mul(n.into()))
	}
	fn acknowledge() -> Weight {
		// Proof size: measured 12292, estimated 12084.
		Weight::from_parts(444_273_000, 12084)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn set_parameters() -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(10_432_000, 0).saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn check() -> Weight {
		// Proof size: measured 33494, estimated 54990.
		Weight::from_parts(1_085_636_000, 54990).saturating_add(RocksDbWeight::get().reads(83_u64))
	}
	fn on_idle(n: u32) -> Weight {
		// Proof size: measured 339, estimated 3477.
		Weight::from_parts(35_995_492, 3477)
			.saturating_add(Weight::from_parts(3_984_854, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2487).saturating_mul(n.into()))
	}
	fn decide(p: u32) -> Weight {
		// Proof size: measured 0, estimated 0.
		Weight::from_parts(10_430_006, 0).saturating_add(Weight::from_parts(817_231, 0).saturating_mul(p.into()))
	}
}
