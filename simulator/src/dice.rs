//! Chance that is the same for the same seed, on every machine.

use sp_core::H256;

/// A generator of choices.
pub struct Dice(salus_fuzz::Dice);

impl Dice {
	/// Dice for a seed.
	pub fn new(seed: u64) -> Self {
		Self(salus_fuzz::Dice::new(seed))
	}

	/// A number below `end`; 0 when there is none.
	pub fn below(&mut self, end: usize) -> usize {
		self.0.below(end)
	}

	/// A number from `low` to `high`, both included.
	pub fn between(&mut self, low: u64, high: u64) -> u64 {
		let span = usize::try_from(high.saturating_sub(low)).unwrap_or(usize::MAX).saturating_add(1);
		low.saturating_add(self.below(span) as u64)
	}

	/// Yes, so many times in a thousand.
	pub fn permille(&mut self, often: u32) -> bool {
		self.below(1_000) < often as usize
	}

	/// Yes, so many times in a hundred.
	pub fn percent(&mut self, often: u32) -> bool {
		self.below(100) < often as usize
	}

	/// One of these.
	pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
		of.get(self.below(of.len()))
	}

	/// One of these, by value.
	pub fn one<T: Clone>(&mut self, of: impl IntoIterator<Item = T>) -> Option<T> {
		let all: Vec<T> = of.into_iter().collect();
		self.pick(&all).cloned()
	}

	/// Some of these, at most `most`, in their order.
	pub fn some<T: Clone>(&mut self, of: &[T], most: usize) -> Vec<T> {
		let wanted = self.below(most.min(of.len()).saturating_add(1));
		let mut left = of.len();
		let mut taken = Vec::new();
		for item in of {
			if taken.len() < wanted && self.below(left) < wanted - taken.len() {
				taken.push(item.clone());
			}
			left -= 1;
		}
		taken
	}

	/// In another order.
	pub fn shuffle<T>(&mut self, items: &mut [T]) {
		for n in (1..items.len()).rev() {
			items.swap(n, self.below(n + 1));
		}
	}

	/// Thirty-two bytes.
	pub fn bytes(&mut self) -> [u8; 32] {
		let mut bytes = [0; 32];
		for byte in &mut bytes {
			*byte = self.below(256) as u8;
		}
		bytes
	}

	/// A hash that is of nothing.
	pub fn hash(&mut self) -> H256 {
		H256(self.bytes())
	}

	/// Break one of these inputs.
	pub fn mutate(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
		salus_fuzz::mutate(&mut self.0, corpus)
	}
}
