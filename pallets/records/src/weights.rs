//! Weights of the calls and hooks: upper estimates made by hand, replaced by scripts/weights.sh.

use core::marker::PhantomData;
use frame_support::weights::{constants::RocksDbWeight, Weight};

/// What each call and hook costs.
pub trait WeightInfo {
	/// Register a store with `a` attestors.
	fn register_store(a: u32) -> Weight;
	/// Change a store; `a` is the number of new attestors.
	fn update_store(a: u32) -> Weight;
	/// Retire a store.
	fn retire_store() -> Weight;
	/// Anchor, superseding `s` leaves in as many anchors of as many stores.
	fn anchor(s: u32) -> Weight;
	/// Challenge a leaf of a store with as many attestors as there may be.
	fn challenge() -> Weight;
	/// Erase `n` leaves.
	fn erase(n: u32) -> Weight;
	/// Hear an outcome.
	fn on_outcome() -> Weight;
	/// Start looking for due stores.
	fn on_idle_base() -> Weight;
	/// Find the next store and look at it.
	fn on_idle_look() -> Weight;
	/// Challenge a store that is due, after looking at it, with the first leaf drawn.
	fn on_idle_challenge() -> Weight;
	/// Draw a leaf in vain.
	fn on_idle_draw() -> Weight;
}

/// One cold key of a large trie: what it may add to a proof.
const KEY_PROOF: u64 = 3_000;

/// An estimate: `time` microseconds, `reads` and `writes` keys of which each read is proved.
fn estimate(time: u64, reads: u64, writes: u64) -> Weight {
	let db = RocksDbWeight::get();
	Weight::from_parts(time.saturating_mul(1_000_000), reads.saturating_mul(KEY_PROOF))
		.saturating_add(db.reads(reads))
		.saturating_add(db.writes(writes))
}

/// Weights of the production runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_store(a: u32) -> Weight {
		<()>::register_store(a)
	}
	fn update_store(a: u32) -> Weight {
		<()>::update_store(a)
	}
	fn retire_store() -> Weight {
		<()>::retire_store()
	}
	fn anchor(s: u32) -> Weight {
		<()>::anchor(s)
	}
	fn challenge() -> Weight {
		<()>::challenge()
	}
	fn erase(n: u32) -> Weight {
		<()>::erase(n)
	}
	fn on_outcome() -> Weight {
		<()>::on_outcome()
	}
	fn on_idle_base() -> Weight {
		<()>::on_idle_base()
	}
	fn on_idle_look() -> Weight {
		<()>::on_idle_look()
	}
	fn on_idle_challenge() -> Weight {
		<()>::on_idle_challenge()
	}
	fn on_idle_draw() -> Weight {
		<()>::on_idle_draw()
	}
}

/// The estimates themselves.
impl WeightInfo for () {
	fn register_store(a: u32) -> Weight {
		estimate(60, 8, 4).saturating_add(estimate(10, 2, 0).saturating_mul(a.into()))
	}
	fn update_store(a: u32) -> Weight {
		estimate(30, 4, 1).saturating_add(estimate(10, 2, 0).saturating_mul(a.into()))
	}
	fn retire_store() -> Weight {
		estimate(60, 8, 4)
	}
	fn anchor(s: u32) -> Weight {
		estimate(40, 7, 3).saturating_add(estimate(12, 3, 1).saturating_mul(s.into()))
	}
	fn challenge() -> Weight {
		estimate(240, 48, 9)
	}
	fn erase(n: u32) -> Weight {
		estimate(40, 6, 2).saturating_add(estimate(10, 1, 1).saturating_mul(n.into()))
	}
	fn on_outcome() -> Weight {
		estimate(60, 8, 6)
	}
	fn on_idle_base() -> Weight {
		estimate(10, 5, 1)
	}
	fn on_idle_look() -> Weight {
		estimate(20, 3, 0)
	}
	fn on_idle_challenge() -> Weight {
		estimate(240, 46, 8)
	}
	fn on_idle_draw() -> Weight {
		estimate(10, 3, 0)
	}
}
