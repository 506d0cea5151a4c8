//! Trees of a million leaves with proofs of many of them: every level is kept, so that a proof costs nothing.

use anyhow::{Context, Result};
use salus_primitives::anchor::{leaf_hash, Root};
use sp_core::H256;
use sp_crypto_hashing::blake2_256;

/// A tree of [`salus_primitives::anchor`].
pub struct Tree {
	/// The leaves' hashes, then each level above, up to the root alone.
	levels: Vec<Vec<H256>>,
	/// Its root.
	pub root: Root,
}

impl Tree {
	/// The tree over these payloads; there must be at least one.
	pub fn new<T: AsRef<[u8]>>(payloads: &[T]) -> Result<Self> {
		let leaves: Option<Vec<H256>> =
			payloads.iter().zip(0u32..).map(|(payload, index)| leaf_hash(index, payload.as_ref())).collect();
		let mut levels = vec![leaves.context("a payload that no leaf may have")?];
		loop {
			let below = levels.last().context("there is a level")?;
			if let [hash] = below.as_slice() {
				let root = Root { hash: *hash, count: u32::try_from(payloads.len())? };
				return Ok(Self { levels, root });
			}
			let above: Vec<H256> = below
				.chunks(2)
				.map(|pair| match pair {
					[left, right] => H256(blake2_256(&[left.0, right.0].concat())),
					// A last node without a sibling moves up unchanged.
					rest => rest.first().copied().unwrap_or_default(),
				})
				.collect();
			anyhow::ensure!(!above.is_empty(), "a tree has at least one leaf");
			levels.push(above);
		}
	}

	/// Proof of the leaf at this index.
	pub fn proof(&self, index: u32) -> Result<Vec<H256>> {
		let mut place = usize::try_from(index)?;
		let mut proof = Vec::new();
		for level in &self.levels {
			let sibling = if place % 2 == 0 { place.saturating_add(1) } else { place.saturating_sub(1) };
			if let Some(hash) = level.get(sibling).filter(|_| level.len() > 1) {
				proof.push(*hash);
			}
			place /= 2;
		}
		Ok(proof)
	}
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

	use super::*;
	use salus_primitives::anchor::build;

	#[test]
	fn tree_should_be_that_of_the_reference_implementation() {
		for count in [1u32, 2, 3, 5, 8, 21, 100] {
			let payloads: Vec<[u8; 4]> = (0..count).map(u32::to_le_bytes).collect();
			let tree = Tree::new(&payloads).unwrap();
			assert_eq!(tree.root, build::root(&payloads).unwrap(), "{count} leaves");
			for index in 0..count {
				let proof = tree.proof(index).unwrap();
				assert_eq!(proof, build::proof(&payloads, index).unwrap(), "leaf {index} of {count}");
				assert_eq!(tree.root.verify(index, &payloads[index as usize], &proof), Ok(()));
			}
		}
		assert!(Tree::new::<[u8; 4]>(&[]).is_err());
	}
}
