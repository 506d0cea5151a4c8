//! Trees of the anchors' shape, with as many proofs as are asked for.

use salus_primitives::{
	anchor::{leaf_hash, Root, MAX_LEAVES, PAGE_LEAVES},
	Serial,
};
use sp_core::H256;
use sp_crypto_hashing::blake2_256;

/// The hashes of a tree, from its leaves, or from the roots of its pages, up to its root.
pub struct Levels(Vec<Vec<H256>>);

impl Levels {
	/// The tree above these hashes.
	pub fn new(hashes: Vec<H256>) -> Self {
		let mut level = hashes;
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
		Self(levels)
	}

	/// The root; `None` above no hash at all.
	pub fn root(&self) -> Option<H256> {
		self.0.last().and_then(|top| top.first()).copied()
	}

	/// Hashes from the sibling of the hash at `position` up to the root's child; `None` where there is no such hash.
	pub fn proof(&self, position: usize) -> Option<Vec<H256>> {
		let mut position = self.0.first().filter(|bottom| position < bottom.len()).map(|_| position)?;
		let mut proof = Vec::new();
		for level in &self.0 {
			proof.extend(level.get(position ^ 1).filter(|_| level.len() > 1));
			position /= 2;
		}
		Some(proof)
	}
}

/// The tree of a batch: leaf `n` has the `n`-th serial as payload.
pub struct SerialTree {
	levels: Levels,
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
		Some(Self { levels: Levels::new(leaves.collect::<Option<Vec<_>>>()?), count })
	}

	/// Root over the serials, and their number.
	pub fn root(&self) -> Root {
		Root { hash: self.levels.root().unwrap_or_default(), count: self.count }
	}

	/// Hashes from the sibling of leaf `index` up to the root's child; `None` for a leaf that there is not.
	pub fn proof(&self, index: u32) -> Option<Vec<H256>> {
		self.levels.proof(usize::try_from(index).ok()?)
	}
}

/// Gathers the roots of a tree's pages while its leaves go by: of a page's leaves nothing else must be kept.
#[derive(Default)]
pub(super) struct Pages {
	roots: Vec<H256>,
	open: Vec<H256>,
	count: u32,
}

impl Pages {
	/// The next leaf. `None` when there are too many, or it has a length that no leaf may have.
	pub(super) fn push(&mut self, payload: &[u8]) -> Option<()> {
		self.open.push(leaf_hash(self.count, payload)?);
		self.count = self.count.checked_add(1).filter(|count| *count <= MAX_LEAVES)?;
		if self.count.is_multiple_of(PAGE_LEAVES) {
			self.close();
		}
		Some(())
	}

	fn close(&mut self) {
		self.roots.extend(Levels::new(std::mem::take(&mut self.open)).root());
	}

	/// The root, and those of the pages; `None` without a leaf.
	pub(super) fn finish(mut self) -> Option<(Root, Vec<H256>)> {
		self.close();
		let hash = Levels::new(self.roots.clone()).root()?;
		Some((Root { hash, count: self.count }, self.roots))
	}
}

/// Proof of a leaf from the payloads of its page, all of them, and the roots of all pages.
pub(super) fn paged_proof(index: u32, page: &[&[u8]], roots: Vec<H256>) -> Option<Vec<H256>> {
	let number = index / PAGE_LEAVES;
	let first = number.checked_mul(PAGE_LEAVES)?;
	let leaves = page.iter().zip(first..).map(|(payload, index)| leaf_hash(index, payload));
	let mut proof = Levels::new(leaves.collect::<Option<_>>()?).proof((index % PAGE_LEAVES).try_into().ok()?)?;
	proof.extend(Levels::new(roots).proof(number.try_into().ok()?)?);
	Some(proof)
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
	fn pages_should_make_the_same_tree() {
		for count in [1u32, 2, 1_023, 1_024, 1_025, 2_047, 2_048, 3_000, 4_097] {
			let serials: Vec<Serial> = (0..count).map(|n| format!("{n:05}").parse().unwrap()).collect();
			let tree = SerialTree::new(&serials).unwrap();
			let mut pages = Pages::default();
			serials.iter().for_each(|serial| pages.push(serial.as_bytes()).unwrap());
			let (root, roots) = pages.finish().unwrap();
			assert_eq!((root, roots.len()), (tree.root(), count.div_ceil(PAGE_LEAVES) as usize));
			let payloads: Vec<&[u8]> = serials.iter().map(Serial::as_bytes).collect();
			for index in (0..count).step_by(97).chain([count - 1]) {
				let page = payloads.chunks(PAGE_LEAVES as usize).nth((index / PAGE_LEAVES) as usize).unwrap();
				let proof = paged_proof(index, page, roots.clone()).unwrap();
				assert_eq!(Some(&proof), tree.proof(index).as_ref(), "{index} of {count}");
				assert_eq!(root.verify(index, payloads[index as usize], &proof), Ok(()));
			}
		}
		assert!(Pages::default().finish().is_none());
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
