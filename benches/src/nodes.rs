//! The nodes of a trie, in memory, by their hash.
//!
//! Nothing is ever removed, so every state that was built stays readable by its root: the same block can be made and
//! imported again and again on the same parent. A database is left out on purpose: how long a disk takes says nothing
//! about the runtime, a validator of the relay chain has only the proof, in memory, and the proof is the same.

use crate::{Hash, Hashing};
use hash_db::{Hasher, Prefix};
use sp_state_machine::{BackendTransaction, TrieBackendStorage};
use sp_trie::{DBValue, LayoutV1};
use std::{cmp::Ordering, collections::HashMap};
use trie_db::{trie_visit, ChildReference, ProcessEncodedNode};

/// Trie nodes by hash.
#[derive(Default)]
pub struct Nodes(HashMap<Hash, Box<[u8]>>);

/// A key and its value. Entries that only fill the trie share one value.
pub type Entry = (Box<[u8]>, std::sync::Arc<[u8]>);

impl Nodes {
	/// The trie of these entries, its root, and how many entries it has; of entries with the same key the first counts.
	pub fn build(mut entries: Vec<Entry>) -> (Self, Hash, usize) {
		// The sort is stable, so the first of equal keys stays the first.
		entries.sort_by(|a, b| a.0.cmp(&b.0));
		entries.dedup_by(|later, kept| later.0.cmp(&kept.0) == Ordering::Equal);
		let count = entries.len();
		let mut keep = Keep { nodes: Self::default(), root: Hash::default() };
		trie_visit::<LayoutV1<Hashing>, _, _, _, _>(entries, &mut keep);
		(keep.nodes, keep.root, count)
	}

	/// Add the nodes that a block made.
	pub fn absorb(&mut self, mut transaction: BackendTransaction<Hashing>) {
		for (value, references) in transaction.drain().into_values() {
			if references > 0 {
				self.insert(&value);
			}
		}
	}

	/// How many nodes there are.
	pub fn len(&self) -> usize {
		self.0.len()
	}

	fn insert(&mut self, node: &[u8]) -> Hash {
		let hash = <Hashing as Hasher>::hash(node);
		self.0.entry(hash).or_insert_with(|| node.into());
		hash
	}
}

impl TrieBackendStorage<Hashing> for Nodes {
	fn get(&self, key: &Hash, _: Prefix) -> Result<Option<DBValue>, sp_state_machine::DefaultError> {
		Ok(self.0.get(key).map(|node| node.to_vec()))
	}
}

/// Keeps every node of a trie that is visited.
struct Keep {
	nodes: Nodes,
	root: Hash,
}

impl ProcessEncodedNode<Hash> for Keep {
	fn process(&mut self, _: Prefix, node: Vec<u8>, is_root: bool) -> ChildReference<Hash> {
		// A node shorter than a hash lies inside its parent.
		if let (false, Some(inline)) = (is_root, inline(&node)) {
			return ChildReference::Inline(inline, node.len());
		}
		let hash = self.nodes.insert(&node);
		if is_root {
			self.root = hash;
		}
		ChildReference::Hash(hash)
	}

	fn process_inner_hashed_value(&mut self, _: Prefix, value: &[u8]) -> Hash {
		self.nodes.insert(value)
	}
}

fn inline(node: &[u8]) -> Option<Hash> {
	let mut hash = Hash::default();
	(node.len() < <Hashing as Hasher>::LENGTH).then_some(())?;
	hash.as_mut().get_mut(..node.len())?.copy_from_slice(node);
	Some(hash)
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

	use super::*;
	use sp_core::storage::StateVersion;
	use sp_state_machine::{Backend, TrieBackendBuilder};
	use sp_trie::TrieConfiguration;

	/// Keys that share prefixes, some a prefix of another; short values lie inside nodes, long ones outside.
	fn entries(count: u32) -> Vec<Entry> {
		(0..count)
			.map(|n| {
				let key = [&sp_crypto_hashing::twox_64(&(n % 7).to_le_bytes())[..], &n.to_le_bytes()].concat();
				let key = if n % 5 == 0 { key } else { [&key[..], b"longer"].concat() };
				(key.into(), vec![n as u8; (n % 60) as usize + 1].into())
			})
			.collect()
	}

	#[test]
	fn root_should_be_that_of_the_reference_implementation() {
		for count in [1, 2, 3, 17, 1_000] {
			let (_, root, number) = Nodes::build(entries(count));
			assert_eq!(number, count as usize);
			assert_eq!(root, LayoutV1::<Hashing>::trie_root(entries(count)), "{count} entries");
		}
	}

	#[test]
	fn every_entry_should_be_found_and_no_other() {
		let (nodes, root, _) = Nodes::build(entries(1_000));
		let backend = TrieBackendBuilder::<_, Hashing>::new(&nodes, root).build();
		for (key, value) in entries(1_000) {
			assert_eq!(backend.storage(&key).unwrap().as_deref(), Some(&*value));
		}
		assert_eq!(backend.storage(b"unknown").unwrap(), None);
	}

	#[test]
	fn first_of_equal_keys_should_win() {
		let twice: Vec<Entry> = vec![((*b"key").into(), b"first"[..].into()), ((*b"key").into(), b"second"[..].into())];
		let (nodes, root, number) = Nodes::build(twice);
		assert_eq!(number, 1);
		let backend = TrieBackendBuilder::<_, Hashing>::new(&nodes, root).build();
		assert_eq!(backend.storage(b"key").unwrap().as_deref(), Some(&b"first"[..]));
	}

	#[test]
	fn absorbed_changes_should_leave_the_state_before_readable() {
		let (mut nodes, root, _) = Nodes::build(entries(100));
		let (new_root, transaction) = TrieBackendBuilder::<_, Hashing>::new(&nodes, root)
			.build()
			.storage_root([(&b"new key"[..], Some(&[7u8; 50][..]))].into_iter(), StateVersion::V1);
		nodes.absorb(transaction);
		let at = |root| TrieBackendBuilder::<_, Hashing>::new(&nodes, root).build().storage(b"new key").unwrap();
		assert_eq!(at(root), None);
		assert_eq!(at(new_root), Some(vec![7; 50]));
	}
}
