//! Times, by the clock of the processor: on a busy machine the other one also counts what others do.

use cpu_time::ThreadTime;
use std::{hint::black_box, time::Duration};

/// How long one of them takes, in nanoseconds: the median of many batches, each long enough for the clock.
pub fn nanoseconds<T>(batches: usize, mut once: impl FnMut() -> T) -> f64 {
	const BATCH: Duration = Duration::from_micros(200);
	let start = ThreadTime::now();
	let mut first = 0u32;
	while first == 0 || start.elapsed() < BATCH {
		black_box(once());
		first += 1;
	}
	let each = |_| {
		let start = ThreadTime::now();
		for _ in 0..first {
			black_box(once());
		}
		start.elapsed().as_secs_f64() * 1e9 / f64::from(first)
	};
	median((0..batches).map(each).collect())
}

/// The middle one.
pub fn median(mut values: Vec<f64>) -> f64 {
	values.sort_by(f64::total_cmp);
	values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
