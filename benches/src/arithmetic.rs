//! The tool's own arithmetic, apart from everything that needs a runtime.

use frame_support::weights::Weight;
use serde::Serialize;
use std::time::Duration;

/// The middle one; of an even number the mean of the two in the middle. Zero for none.
pub fn median(mut values: Vec<f64>) -> f64 {
	values.sort_by(f64::total_cmp);
	let middle = values.len() / 2;
	let upper = values.get(middle).copied();
	let lower = middle.checked_sub(1).and_then(|below| values.get(below)).copied();
	match (lower, upper) {
		(Some(lower), Some(upper)) if values.len().is_multiple_of(2) => (lower + upper) / 2.0,
		(_, upper) => upper.unwrap_or_default(),
	}
}

/// Microseconds.
pub fn micros(time: Duration) -> f64 {
	time.as_secs_f64() * 1e6
}

/// The share of each of `count` in what a block took more than an empty one.
pub fn each(block: f64, empty: f64, count: usize) -> f64 {
	if count == 0 {
		return 0.0;
	}
	(block - empty) / count as f64
}

/// How many of this size the budget holds, whole ones. Something that costs nothing fits for ever: `None`.
pub fn fits(budget: f64, size: f64) -> Option<u64> {
	(size > 0.0).then(|| (budget / size).max(0.0).floor() as u64)
}

/// One beside another.
pub fn ratio(one: Option<u64>, other: Option<u64>) -> Option<f64> {
	match (one, other) {
		(Some(one), Some(other)) if other > 0 => Some(one as f64 / other as f64),
		_ => None,
	}
}

/// What ordinary extrinsics may take of a block.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Budget {
	/// Computation, in microseconds.
	pub time: f64,
	/// Proof, in bytes.
	pub proof: f64,
	/// Extrinsics, in bytes.
	pub length: f64,
}

/// What one extrinsic takes.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Cost {
	/// Computation, in microseconds.
	pub time: f64,
	/// Proof, in bytes. The extrinsic itself is part of what a validator gets, but it is counted by its length.
	pub proof: f64,
	/// The extrinsic, in bytes.
	pub length: f64,
}

impl Cost {
	/// Of a declared weight, with the part that every extrinsic takes.
	pub fn declared(weight: Weight, base: Weight, length: usize) -> Self {
		let total = weight.saturating_add(base);
		Self { time: total.ref_time() as f64 / 1e6, proof: total.proof_size() as f64, length: length as f64 }
	}
}

/// How many extrinsics fit a block, by each of its limits; `None` where there is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Fit {
	/// By computation.
	pub by_time: Option<u64>,
	/// By proof, together with the extrinsics themselves, which share the limit.
	pub by_proof: Option<u64>,
	/// By length.
	pub by_length: Option<u64>,
}

impl Fit {
	/// Of extrinsics that each take so much.
	pub fn of(budget: &Budget, cost: &Cost) -> Self {
		Self {
			by_time: fits(budget.time, cost.time),
			by_proof: fits(budget.proof, cost.proof + cost.length),
			by_length: fits(budget.length, cost.length),
		}
	}

	/// By the limit that is reached first.
	pub fn least(&self) -> Option<u64> {
		[self.by_time, self.by_proof, self.by_length].into_iter().flatten().min()
	}
}

/// How the state grew: entries, and bytes of keys and values.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Growth {
	/// Entries that are new, less those that are gone.
	pub entries: f64,
	/// Bytes that are new, less those that are gone.
	pub bytes: f64,
}

impl Growth {
	/// Of one key whose value changed.
	pub fn of(key: usize, before: Option<usize>, after: Option<usize>) -> Self {
		let size = |value: Option<usize>| value.map_or(0.0, |value| key as f64 + value as f64);
		let number = |value: Option<usize>| f64::from(u8::from(value.is_some()));
		Self { entries: number(after) - number(before), bytes: size(after) - size(before) }
	}

	/// Both together.
	pub fn and(self, other: Self) -> Self {
		Self { entries: self.entries + other.entries, bytes: self.bytes + other.bytes }
	}

	/// Of one of so many.
	pub fn each(self, count: usize) -> Self {
		Self { entries: each(self.entries, 0.0, count), bytes: each(self.bytes, 0.0, count) }
	}
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

	use super::*;

	#[test]
	fn median_should_be_the_middle_whatever_the_order() {
		assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
		assert_eq!(median(vec![4.0, 1.0, 3.0, 2.0]), 2.5);
		assert_eq!(median(vec![7.0]), 7.0);
		assert_eq!(median(Vec::new()), 0.0);
		// One slow run changes nothing.
		assert_eq!(median(vec![1.0, 1.0, 1_000.0]), 1.0);
	}

	#[test]
	fn each_should_leave_out_what_an_empty_block_takes() {
		assert_eq!(each(110.0, 10.0, 4), 25.0);
		assert_eq!(each(110.0, 10.0, 0), 0.0);
	}

	#[test]
	fn only_whole_extrinsics_should_fit() {
		assert_eq!(fits(100.0, 30.0), Some(3));
		assert_eq!(fits(90.0, 30.0), Some(3));
		assert_eq!(fits(10.0, 30.0), Some(0));
		assert_eq!(fits(10.0, 0.0), None);
		// Noise can make a small cost negative: that is no cost, not a huge number of extrinsics.
		assert_eq!(fits(10.0, -1.0), None);
	}

	#[test]
	fn ratio_should_need_both_and_never_divide_by_zero() {
		assert_eq!(ratio(Some(1), Some(4)), Some(0.25));
		assert_eq!(ratio(None, Some(4)), None);
		assert_eq!(ratio(Some(1), None), None);
		assert_eq!(ratio(Some(1), Some(0)), None);
	}

	#[test]
	fn the_limit_that_is_reached_first_should_count() {
		let budget = Budget { time: 1_000.0, proof: 1_000.0, length: 1_000.0 };
		let cost = Cost { time: 10.0, proof: 30.0, length: 20.0 };
		let fit = Fit::of(&budget, &cost);
		// The extrinsic travels beside the proof and takes of the same limit.
		assert_eq!(fit, Fit { by_time: Some(100), by_proof: Some(20), by_length: Some(50) });
		assert_eq!(fit.least(), Some(20));
		assert_eq!(Fit::default().least(), None);
	}

	#[test]
	fn declared_cost_should_hold_the_base_and_be_in_microseconds() {
		let cost = Cost::declared(Weight::from_parts(3_000_000, 50), Weight::from_parts(1_000_000, 5), 7);
		assert_eq!(cost, Cost { time: 4.0, proof: 55.0, length: 7.0 });
	}

	#[test]
	fn growth_should_count_keys_with_their_values() {
		assert_eq!(Growth::of(48, None, Some(80)), Growth { entries: 1.0, bytes: 128.0 });
		assert_eq!(Growth::of(48, Some(80), None), Growth { entries: -1.0, bytes: -128.0 });
		assert_eq!(Growth::of(48, Some(80), Some(90)), Growth { entries: 0.0, bytes: 10.0 });
		assert_eq!(Growth::of(48, None, None), Growth::default());
		let two = Growth::of(48, None, Some(80)).and(Growth::of(10, Some(2), Some(4)));
		assert_eq!(two.each(2), Growth { entries: 0.5, bytes: 65.0 });
	}
}
