//! Weights of pallet-attestation: hand estimates, replaced by scripts/weights.sh.
//!
//! They count database accesses and the bytes that prove them, rounded up; 16 attestors, full buckets.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// What calls of this pallet, and what others cause in it, cost.
pub trait WeightInfo {
	/// `register_attestor`.
	fn register_attestor() -> Weight;
	/// `remove_attestor`.
	fn remove_attestor() -> Weight;
	/// A counted vote that settles its job, without the listener.
	fn submit() -> Weight;
	/// Checking a report and its signature.
	fn authorize_submit() -> Weight;
	/// Opening a job with the most attestors.
	fn open() -> Weight;
	/// A block in which no deadline has passed.
	fn sweep_nothing() -> Weight;
	/// Looking into a bucket, and passing it when it is empty.
	fn sweep_bucket() -> Weight;
	/// Ending a job unanswered, without the listener.
	fn sweep_end() -> Weight;
	/// Starting the next round of a job.
	fn sweep_round() -> Weight;
}

/// Weights for the Salus runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

/// `micros` of computing, `proof` bytes of proof, and database accesses.
fn weight(db: frame_support::weights::RuntimeDbWeight, micros: u64, proof: u64, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(micros.saturating_mul(1_000_000), proof).saturating_add(db.reads_writes(reads, writes))
}

macro_rules! estimates {
	($($name:ident: $micros:literal, $proof:literal, $reads:literal, $writes:literal;)*) => {
		impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
			$(fn $name() -> Weight { weight(T::DbWeight::get(), $micros, $proof, $reads, $writes) })*
		}
		impl WeightInfo for () {
			$(fn $name() -> Weight { weight(RocksDbWeight::get(), $micros, $proof, $reads, $writes) })*
		}
	};
}

estimates! {
	register_attestor: 20, 7_000, 2, 1;
	remove_attestor: 25, 7_000, 2, 1;
	submit: 60, 20_000, 8, 6;
	authorize_submit: 80, 12_000, 5, 0;
	open: 150, 90_000, 37, 6;
	sweep_nothing: 5, 3_500, 2, 0;
	sweep_bucket: 8, 7_000, 2, 1;
	sweep_end: 40, 18_000, 5, 5;
	sweep_round: 40, 30_000, 6, 4;
}
