//! The tree over the serials of a commissioning batch, with as many proofs as are asked for.

use salus_primitives::{
	anchor::{leaf_hash, Root, MAX_LEAVES},
	Serial,
};
use sp_core::H256;
use sp_crypto_hashing::blake2_256;

/// The tree of a batch: leaf `n` has the `n`-th serial as payload.
pub struct SerialTree {
	/// Hashes, from the leaves up to the root.
	levels: Vec<Vec<H256>>,
	count: u32,
}

impl SerialTree {
	/// The tree over serials that are sorted and unique; `None` for none, for too many, or in another order.
	pub fn new(serials: &[Serial]) -> Option<Self> {
		let count = u32::try_from(serials.len()).ok().filter(|count| (1..=MAX_LEAVES).contains(count))?;
		if !serials.is_sorted_by(|a, b| a < b) {
			return None;
		}
		let leaves = serials.iter().zip(0u32..).map(|(serial, index)| leaf_hash(index, serial.as_bytes()));
		let mut level = leaves.collect::<Option<Vec<_>>>()?;
		let mut levels = Vec::new();
		while level.len() > 1 {
			let above = level.chunks(2).map(|pair| match pair {
				[left, right] => H256(blake2_256(&[left.0, right.0].concat())),
				// A last node without a sibling moves up unchanged.
				alone => alone.first().copied().unwrap_or_default(),
			});
			let above = above.collect();
			levels.push(level);
			level = above;
		}
		levels.push(level);
		Some(Self { levels, count })
	}

	/// Root over the serials, and their number.
	pub fn root(&self) -> Root {
		Root { hash: self.levels.last().and_then(|top| top.first()).copied().unwrap_or_default(), count: self.count }
	}

	/// Hashes from the sibling of leaf `index` up to the root's child; `None` for a leaf that there is not.
	pub fn proof(&self, index: u32) -> Option<Vec<H256>> {
		let mut position = usize::try_from(index).ok().filter(|_| index < self.count)?;
		let mut proof = Vec::new();
		for level in &self.levels {
			proof.extend(level.get(position ^ 1).filter(|_| level.len() > 1));
			position /= 2;
		}
		Some(proof)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_primitives::anchor::build;

	#[test]
	fn root_and_proofs_should_be_those_of_the_anchors() {
		for count in 1u32..40 {
			let mut serials: Vec<Serial> = (0..count).map(|n| format!("S{n}").parse().unwrap()).collect();
			serials.sort();
			let payloads: Vec<&[u8]> = serials.iter().map(Serial::as_bytes).collect();
			let tree = SerialTree::new(&serials).unwrap();
			assert_eq!(Some(tree.root()), build::root(&payloads));
			for index in 0..count {
				assert_eq!(tree.proof(index), build::proof(&payloads, index), "{index} of {count}");
			}
			assert_eq!(tree.proof(count), None);
		}
	}

	#[test]
	fn unsorted_or_repeated_serials_should_make_no_tree() {
		let serials = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect::<Vec<Serial>>();
		assert!(SerialTree::new(&[]).is_none());
		assert!(SerialTree::new(&serials(&["2", "1"])).is_none());
		assert!(SerialTree::new(&serials(&["1", "1"])).is_none());
		assert!(SerialTree::new(&serials(&["1", "10", "2"])).is_some(), "sorted as bytes are");
	}
}
