//! The trail: a history that costs the chain one hash per subject however long it grows.
//!
//! State keeps a [`TrailHead`]. Appending an entry moves the head to
//! `H(domain ‖ previous ‖ n ‖ block ‖ SCALE(entry))` and hands the entry to the node's off-chain index under that
//! very hash, so that forks cannot clash. A node that executed the blocks can walk the whole history back from the
//! head, checking each step by its hash; a node that did not can fetch entries from any peer and check them the
//! same way.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{offchain::StorageKind, H256};
use sp_io::hashing::blake2_256;

/// Separates trail heads from every other use of the same hash function.
pub const TRAIL_DOMAIN: &[u8] = b"salus/trail/v1";

/// Prefix of the keys under which entries stand in the node's off-chain index.
pub const TRAIL_INDEX_PREFIX: &[u8] = b"salus/trail/v1/";

/// How many entries one question may ask for.
pub const MAX_TRAIL_PAGE: u32 = 1_000;

/// Whose history it is. The numbers are wire format: append only.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum TrailKind {
	/// Accesses to a patient's data; the subject is a [`crate::SubjectId`].
	#[codec(index = 0)]
	Access,
	/// Outcomes of a record store; the subject is a [`crate::StoreId`].
	#[codec(index = 1)]
	RecordStore,
	/// Life of a credential.
	#[codec(index = 2)]
	Credential,
	/// Custody of a serialised unit.
	#[codec(index = 3)]
	Unit,
	/// Life of a lot.
	#[codec(index = 4)]
	Lot,
	/// Life of a logistic unit.
	#[codec(index = 5)]
	Container,
	/// Life of a claim.
	#[codec(index = 6)]
	Claim,
	/// Life of an organisation's membership; the subject is an [`crate::OrganizationId`].
	#[codec(index = 7)]
	Organization,
	/// Keys and guardians of a subject; the subject is a [`crate::SubjectId`].
	#[codec(index = 8)]
	Subject,
	/// Claims and authorisations under a coverage.
	#[codec(index = 9)]
	Coverage,
}

/// All that state keeps of a history: the hash of its newest entry and how many there are.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
pub struct TrailHead {
	/// Hash of the newest entry.
	pub head: H256,
	/// Number of entries.
	pub len: u32,
}

/// One step of a history as the off-chain index holds it, under the hash that it leads to.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct TrailStep {
	/// Head before this entry.
	pub previous: H256,
	/// Position of the entry, counted from 1.
	pub n: u32,
	/// Number of the block that appended it.
	pub block: u32,
	/// SCALE bytes of the entry.
	pub entry: Vec<u8>,
}

impl TrailStep {
	/// The head that this step leads to.
	pub fn hash(&self) -> H256 {
		step_hash(self.previous, self.n, self.block, &self.entry)
	}
}

/// Head of an empty history.
pub fn origin(kind: TrailKind, subject: &[u8]) -> H256 {
	H256((TRAIL_DOMAIN, kind, subject).using_encoded(blake2_256))
}

fn step_hash(previous: H256, n: u32, block: u32, entry: &[u8]) -> H256 {
	H256((TRAIL_DOMAIN, previous, n, block, entry).using_encoded(blake2_256))
}

/// Key of a step in the off-chain index.
pub fn index_key(head: &H256) -> Vec<u8> {
	let mut key = TRAIL_INDEX_PREFIX.to_vec();
	key.extend_from_slice(head.as_bytes());
	key
}

impl TrailHead {
	/// The head of a history with no entry yet.
	pub fn new(kind: TrailKind, subject: &[u8]) -> Self {
		Self { head: origin(kind, subject), len: 0 }
	}

	/// Append an entry; `None` when a history is full (2³² − 1 entries), which leaves everything as it was.
	#[must_use = "a full history refuses the entry"]
	pub fn append(&mut self, block: u32, entry: &impl Encode) -> Option<H256> {
		let n = self.len.checked_add(1)?;
		let step = TrailStep { previous: self.head, n, block, entry: entry.encode() };
		let head = step.hash();
		sp_io::offchain_index::set(&index_key(&head), &step.encode());
		*self = Self { head, len: n };
		Some(head)
	}
}

/// Why a walk along a history stopped early.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum TrailGap {
	/// This node does not have the step that leads to this head (it did not execute that block).
	Missing(H256),
	/// What this node has under this head does not hash to it.
	Corrupt(H256),
}

/// One page of a history, newest first.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, TypeInfo)]
pub struct TrailPage {
	/// The steps, each verified against the one after it, with the head each leads to.
	pub steps: Vec<(H256, TrailStep)>,
	/// Where the next page starts; `None` at the beginning of the history.
	pub next: Option<H256>,
	/// Set when the walk could not go on.
	pub gap: Option<TrailGap>,
}

/// Walk back from `from`, at most `limit` and [`MAX_TRAIL_PAGE`] steps, checking each by its hash.
///
/// `origin` is the head of the empty history, where the walk ends. Works only where an off-chain database is at
/// hand: in off-chain workers and in runtime APIs called with one registered.
pub fn walk(origin: H256, from: H256, limit: u32) -> TrailPage {
	walk_with(origin, from, limit, |key| sp_io::offchain::local_storage_get(StorageKind::PERSISTENT, key))
}

/// [`walk`] over any source of steps.
pub fn walk_with(origin: H256, from: H256, limit: u32, get: impl Fn(&[u8]) -> Option<Vec<u8>>) -> TrailPage {
	let mut page = TrailPage::default();
	let mut head = from;
	for _ in 0..limit.min(MAX_TRAIL_PAGE) {
		if head == origin {
			return page;
		}
		let Some(bytes) = get(&index_key(&head)) else {
			page.gap = Some(TrailGap::Missing(head));
			return page;
		};
		match TrailStep::decode(&mut &bytes[..]) {
			Ok(step) if step.hash() == head => {
				let previous = step.previous;
				page.steps.push((head, step));
				head = previous;
			},
			_ => {
				page.gap = Some(TrailGap::Corrupt(head));
				return page;
			},
		}
	}
	if head != origin {
		page.next = Some(head);
	}
	page
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{cell::RefCell, collections::BTreeMap};

	fn history(entries: u32) -> (H256, TrailHead, BTreeMap<Vec<u8>, Vec<u8>>) {
		let origin = origin(TrailKind::RecordStore, &7u32.encode());
		let mut head = TrailHead::new(TrailKind::RecordStore, &7u32.encode());
		let mut index = BTreeMap::new();
		sp_io::TestExternalities::default().execute_with(|| {
			for n in 0..entries {
				let step = TrailStep { previous: head.head, n: head.len + 1, block: n * 2, entry: n.encode() };
				let next = head.append(n * 2, &n).unwrap();
				assert_eq!(next, step.hash());
				index.insert(index_key(&next), step.encode());
			}
		});
		(origin, head, index)
	}

	#[test]
	fn walk_should_return_the_whole_history_newest_first() {
		let (origin, head, index) = history(5);
		let page = walk_with(origin, head.head, 10, |k| index.get(k).cloned());
		assert_eq!(page.steps.iter().map(|(_, s)| s.n).collect::<Vec<_>>(), [5, 4, 3, 2, 1]);
		assert_eq!((page.next, page.gap), (None, None));
	}

	#[test]
	fn walk_should_stop_at_the_limit_and_say_where_to_go_on() {
		let (origin, head, index) = history(5);
		let first = walk_with(origin, head.head, 2, |k| index.get(k).cloned());
		assert_eq!(first.steps.len(), 2);
		let rest = walk_with(origin, first.next.unwrap(), 10, |k| index.get(k).cloned());
		assert_eq!(rest.steps.iter().map(|(_, s)| s.n).collect::<Vec<_>>(), [3, 2, 1]);
		let (origin, head, index) = history(1_500);
		assert_eq!(walk_with(origin, head.head, u32::MAX, |k| index.get(k).cloned()).steps.len(), 1_000);
	}

	#[test]
	fn walk_should_name_the_first_missing_and_the_first_corrupt_step() {
		let (origin, head, index) = history(3);
		let index = RefCell::new(index);
		let second = walk_with(origin, head.head, 2, |k| index.borrow().get(k).cloned()).steps[1].0;
		let good = index.borrow_mut().remove(&index_key(&second)).unwrap();
		let get = |k: &[u8]| index.borrow().get(k).cloned();
		assert_eq!(walk_with(origin, head.head, 9, get).gap, Some(TrailGap::Missing(second)));
		for byte in 0..good.len() {
			let mut bad = good.clone();
			bad[byte] ^= 1;
			index.borrow_mut().insert(index_key(&second), bad);
			assert_eq!(walk_with(origin, head.head, 9, get).gap, Some(TrailGap::Corrupt(second)), "byte {byte}");
		}
	}

	#[test]
	fn a_full_history_should_refuse_and_stay_as_it_was() {
		sp_io::TestExternalities::default().execute_with(|| {
			let mut head = TrailHead { head: H256::repeat_byte(1), len: u32::MAX };
			assert_eq!(head.append(1, &()), None);
			assert_eq!(head, TrailHead { head: H256::repeat_byte(1), len: u32::MAX });
		});
	}
}
