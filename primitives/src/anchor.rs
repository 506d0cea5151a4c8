//! Merkle anchors: one root in state for any number of things, each used later with its own proof.
//!
//! The tree is that of the `binary-merkle-tree` crate over BLAKE2b-256, whose nodes are `H(left ‖ right)` and whose
//! odd last node moves up unchanged. That crate separates no domains and accepts proofs of any length, so two rules
//! are added here and nowhere else:
//!
//! - a leaf is `0x00 ‖ index (u32, little-endian) ‖ payload`, its payload is never such that the leaf has 64 bytes
//!   (the length of two hashes), and the verifier always hashes the leaf itself;
//! - a proof must have exactly the length that (count, index) implies.
//!
//! Leaves are grouped in pages of [`PAGE_LEAVES`]: a page's root is an interior node of the tree, so a list of page
//! roots and one page are enough to check any leaf.

use alloc::vec::Vec;
use binary_merkle_tree::{merkle_root_raw, verify_proof, Leaf};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::traits::BlakeTwo256;

/// Number of a record store.
pub type StoreId = u32;

/// Number of an anchor.
pub type AnchorId = u64;

/// Number of the `sequence`-th anchor (from 1) of a store.
pub fn anchor_id(store: StoreId, sequence: u32) -> AnchorId {
	let ([a, b, c, d], [e, f, g, h]) = (store.to_be_bytes(), sequence.to_be_bytes());
	AnchorId::from_be_bytes([a, b, c, d, e, f, g, h])
}

/// The store an anchor belongs to.
pub fn store_of(anchor: AnchorId) -> StoreId {
	let [a, b, c, d, ..] = anchor.to_be_bytes();
	StoreId::from_be_bytes([a, b, c, d])
}

/// The place of an anchor among those of its store.
pub fn sequence_of(anchor: AnchorId) -> u32 {
	let [.., a, b, c, d] = anchor.to_be_bytes();
	u32::from_be_bytes([a, b, c, d])
}

/// Leaves of one manifest page.
pub const PAGE_LEAVES: u32 = 1_024;

/// The most leaves one anchor may have.
pub const MAX_LEAVES: u32 = 16 * 1_024 * 1_024;

/// The longest proof: log₂ of [`MAX_LEAVES`].
pub const MAX_PROOF: u32 = 24;

/// Hashes from a leaf's sibling up to the root's child.
pub type Proof = BoundedVec<H256, ConstU32<MAX_PROOF>>;

/// A Merkle root over a known number of leaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Root {
	/// Root hash.
	pub hash: H256,
	/// Number of leaves.
	pub count: u32,
}

/// Why a proof does not hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum ProofError {
	/// The index is not below the number of leaves.
	IndexOutOfRange,
	/// The proof has more or fewer hashes than (count, index) implies.
	WrongProofLength,
	/// The leaf would be as long as two hashes.
	ForbiddenLeafLength,
	/// The proof does not lead from this leaf to the root.
	RootMismatch,
}

/// Hash of the leaf `0x00 ‖ index ‖ payload`; `None` when it would be 64 bytes long.
pub fn leaf_hash(index: u32, payload: &[u8]) -> Option<H256> {
	// 1 tag byte + 4 index bytes + 59 payload bytes would look like an interior node.
	if payload.len() == 59 {
		return None;
	}
	let mut leaf = Vec::with_capacity(payload.len().saturating_add(5));
	leaf.push(0);
	leaf.extend_from_slice(&index.to_le_bytes());
	leaf.extend_from_slice(payload);
	Some(H256(blake2_256(&leaf)))
}

/// Number of hashes in the proof of leaf `index` among `count`.
pub fn proof_len(count: u32, index: u32) -> u32 {
	let (mut position, mut width, mut len) = (index, count, 0u32);
	while width > 1 {
		// A last node without a sibling moves up unchanged and adds nothing to the proof.
		if position % 2 == 1 || position < width.saturating_sub(1) {
			len = len.saturating_add(1);
		}
		position /= 2;
		width = width.div_ceil(2);
	}
	len
}

impl Root {
	/// Check that `payload` is leaf `index` under this root.
	pub fn verify(&self, index: u32, payload: &[u8], proof: &[H256]) -> Result<(), ProofError> {
		if index >= self.count {
			return Err(ProofError::IndexOutOfRange);
		}
		if u32::try_from(proof.len()) != Ok(proof_len(self.count, index)) {
			return Err(ProofError::WrongProofLength);
		}
		let leaf = leaf_hash(index, payload).ok_or(ProofError::ForbiddenLeafLength)?;
		if verify_proof::<BlakeTwo256, _, _>(&self.hash, proof.iter().copied(), self.count, index, Leaf::Hash(leaf)) {
			Ok(())
		} else {
			Err(ProofError::RootMismatch)
		}
	}

	/// Number of manifest pages.
	pub fn pages(&self) -> u32 {
		self.count.div_ceil(PAGE_LEAVES)
	}

	/// Do these page roots, in order, make this root?
	pub fn matches_pages(&self, page_roots: &[H256]) -> bool {
		u32::try_from(page_roots.len()) == Ok(self.pages()) && root_of_hashes(page_roots.iter().copied()) == self.hash
	}
}

/// Root over leaf hashes, or over the roots of full pages.
pub fn root_of_hashes(hashes: impl IntoIterator<Item = H256>) -> H256 {
	merkle_root_raw::<BlakeTwo256, _>(hashes)
}

/// Root of the manifest page whose first leaf is `page × 1024`; `None` for a payload that no leaf may have.
pub fn page_root<'a>(page: u32, payloads: impl IntoIterator<Item = &'a [u8]>) -> Option<H256> {
	let mut index = page.checked_mul(PAGE_LEAVES)?;
	let mut hashes = Vec::new();
	for payload in payloads {
		hashes.push(leaf_hash(index, payload)?);
		index = index.checked_add(1)?;
	}
	Some(root_of_hashes(hashes))
}

/// Building trees and proofs: what stores' agents do, outside the chain.
#[cfg(feature = "std")]
pub mod build {
	use super::*;
	use binary_merkle_tree::merkle_proof_raw;

	/// Root over payloads in order; `None` for none, too many, or one that no leaf may have.
	pub fn root<T: AsRef<[u8]>>(payloads: &[T]) -> Option<Root> {
		let count = u32::try_from(payloads.len()).ok().filter(|n| (1..=MAX_LEAVES).contains(n))?;
		Some(Root { hash: root_of_hashes(hashes(payloads)?), count })
	}

	/// Proof of leaf `index` among payloads.
	pub fn proof<T: AsRef<[u8]>>(payloads: &[T], index: u32) -> Option<Vec<H256>> {
		payloads.get(usize::try_from(index).ok()?)?;
		Some(merkle_proof_raw::<BlakeTwo256, _>(hashes(payloads)?, index).proof)
	}

	fn hashes<T: AsRef<[u8]>>(payloads: &[T]) -> Option<Vec<H256>> {
		payloads.iter().zip(0u32..).map(|(payload, index)| leaf_hash(index, payload.as_ref())).collect()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn payloads(count: u32) -> Vec<[u8; 32]> {
		(0..count).map(|n| blake2_256(&n.to_le_bytes())).collect()
	}

	#[test]
	fn every_leaf_of_every_small_tree_should_verify_and_only_at_its_own_place() {
		for count in 1..70u32 {
			let leaves = payloads(count);
			let root = build::root(&leaves).unwrap();
			for index in 0..count {
				let proof = build::proof(&leaves, index).unwrap();
				assert_eq!(root.verify(index, &leaves[index as usize], &proof), Ok(()));
				for other in (0..count).filter(|o| *o != index) {
					assert!(root.verify(other, &leaves[index as usize], &proof).is_err());
				}
			}
			assert_eq!(root.verify(count, &leaves[0], &[]), Err(ProofError::IndexOutOfRange));
		}
	}

	#[test]
	fn anchor_number_should_hold_store_and_sequence() {
		for (store, sequence) in [(0, 1), (1, 0), (7, 9), (u32::MAX, 1), (1, u32::MAX)] {
			let id = anchor_id(store, sequence);
			assert_eq!((store_of(id), sequence_of(id)), (store, sequence));
		}
		assert_eq!(anchor_id(1, 2), 0x1_0000_0002);
	}

	#[test]
	fn proof_with_a_hash_too_many_or_too_few_should_be_refused() {
		let leaves = payloads(21);
		let root = build::root(&leaves).unwrap();
		for index in 0..21 {
			let proof = build::proof(&leaves, index).unwrap();
			let leaf = &leaves[index as usize];
			assert_eq!(root.verify(index, leaf, &proof[..proof.len() - 1]), Err(ProofError::WrongProofLength));
			let longer = [&proof[..], &[H256::zero()]].concat();
			assert_eq!(root.verify(index, leaf, &longer), Err(ProofError::WrongProofLength));
		}
	}

	#[test]
	fn interior_node_should_never_pass_for_a_leaf() {
		// Second preimage: present two children as the payload of a leaf in a tree that is one level lower.
		let leaves = payloads(4);
		let root = build::root(&leaves).unwrap();
		let left = [leaf_hash(0, &leaves[0]).unwrap().0, leaf_hash(1, &leaves[1]).unwrap().0].concat();
		let right = build::proof(&leaves, 0).unwrap()[1];
		let forged = Root { count: 2, ..root };
		assert_eq!(forged.verify(0, &left, &[right]), Err(ProofError::RootMismatch));
		assert_eq!(leaf_hash(0, &[0; 59]), None);
		assert_eq!(root.verify(0, &[0; 59], &build::proof(&leaves, 0).unwrap()), Err(ProofError::ForbiddenLeafLength));
	}

	#[test]
	fn page_roots_should_be_interior_nodes_of_the_anchor() {
		for count in [1, 1_023, 1_024, 1_025, 3_000, 5_120] {
			let leaves = payloads(count);
			let root = build::root(&leaves).unwrap();
			let pages: Vec<H256> = leaves
				.chunks(PAGE_LEAVES as usize)
				.zip(0..)
				.map(|(page, n)| page_root(n, page.iter().map(|l| &l[..])).unwrap())
				.collect();
			assert!(root.matches_pages(&pages), "count {count}");
			assert!(!root.matches_pages(&pages[1..]));
		}
	}

	#[test]
	fn proof_should_be_as_long_as_the_constant_allows_at_most() {
		assert_eq!(proof_len(MAX_LEAVES, 0), MAX_PROOF);
		assert_eq!(proof_len(1, 0), 0);
		assert_eq!(proof_len(1_000_000, 999_999), build::proof(&payloads(1_000_000), 999_999).unwrap().len() as u32);
	}

	proptest! {
		#[test]
		fn any_flipped_bit_should_break_a_proof(count in 2u32..200, seed in any::<u32>(), bit in 0usize..256) {
			let leaves = payloads(count);
			let index = seed % count;
			let root = build::root(&leaves).unwrap();
			let proof = build::proof(&leaves, index).unwrap();
			let flip = |mut h: [u8; 32]| { h[bit / 8] ^= 1 << (bit % 8); h };
			prop_assert!(root.verify(index, &flip(leaves[index as usize]), &proof).is_err());
			for at in 0..proof.len() {
				let mut bad = proof.clone();
				bad[at] = H256(flip(bad[at].0));
				prop_assert!(root.verify(index, &leaves[index as usize], &bad).is_err());
			}
		}
	}
}
