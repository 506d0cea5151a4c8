//! What fills the trie: entries with keys shaped like the pallets' own.
//!
//! How much proof a key costs depends on how many keys its map has, so each map that a scenario touches is filled to
//! the same number of entries. Their values are copies of a real one: what a filler holds is never read, only its
//! hash travels in other keys' proofs.

use codec::Encode;
use sp_crypto_hashing::{blake2_128, blake2_256, twox_128, twox_64};
use std::ops::Range;

/// One part of a key, after those of the pallet and the item.
#[derive(Debug, Clone, Copy)]
pub enum Part {
	/// As many bytes (at most 32), after their BLAKE2 hash.
	Blake(usize),
	/// As many bytes (at most 32), after their xx hash.
	Twox(usize),
	/// Nothing but a BLAKE2 hash of 16 bytes.
	Hash,
	/// A number of eight bytes, big-endian, given in order.
	Number,
}

/// A storage map.
#[derive(Debug, Clone, Copy)]
pub struct Map {
	/// Name of the pallet in the runtime.
	pub pallet: &'static str,
	/// Name of the map.
	pub item: &'static str,
	/// What its keys are made of.
	pub key: &'static [Part],
}

impl Map {
	/// A map whose keys are made of these parts.
	pub const fn new(pallet: &'static str, item: &'static str, key: &'static [Part]) -> Self {
		Self { pallet, item, key }
	}

	/// What all keys of the map start with.
	pub fn prefix(&self) -> Vec<u8> {
		[twox_128(self.pallet.as_bytes()), twox_128(self.item.as_bytes())].concat()
	}

	/// Keys that nobody uses, of these numbers.
	pub fn keys(&self, numbers: Range<u64>) -> impl Iterator<Item = Box<[u8]>> + '_ {
		let prefix = self.prefix();
		numbers.map(move |n| self.key(prefix.clone(), n))
	}

	fn key(&self, mut key: Vec<u8>, n: u64) -> Box<[u8]> {
		key.reserve_exact(self.key_length().saturating_sub(key.len()));
		for (part, place) in self.key.iter().zip(0u8..) {
			let random = ("salus-measure", place, n).using_encoded(blake2_256);
			match part {
				Part::Blake(length) => {
					let data = random.get(..*length).unwrap_or(&random);
					key.extend(blake2_128(data));
					key.extend(data);
				},
				Part::Twox(length) => {
					let data = random.get(..*length).unwrap_or(&random);
					key.extend(twox_64(data));
					key.extend(data);
				},
				Part::Hash => key.extend(random.iter().take(16)),
				// Above whatever the chain gave until now: neighbours are neighbours, as with the real ones.
				Part::Number => key.extend(n.saturating_add(1 << 32).to_be_bytes()),
			}
		}
		key.into()
	}

	/// Length of every key of the map.
	pub fn key_length(&self) -> usize {
		self.key.iter().fold(32, |length: usize, part| {
			length.saturating_add(match part {
				Part::Blake(data) => data.saturating_add(16),
				Part::Twox(data) => data.saturating_add(8),
				Part::Hash => 16,
				Part::Number => 8,
			})
		})
	}
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

	use super::*;
	use salus_runtime::{AccountId, Runtime};

	#[test]
	fn keys_should_have_the_shape_of_the_pallets_own() {
		let account = AccountId::new([7; 32]);
		for (map, real) in [
			(crate::lab::ACCOUNTS, frame_system::Account::<Runtime>::hashed_key_for(&account)),
			(
				Map::new("Records", "Roots", &[Part::Twox(4), Part::Blake(32)]),
				pallet_records::Roots::<Runtime>::hashed_key_for(7, sp_core::H256::repeat_byte(7)),
			),
		] {
			assert!(real.starts_with(&map.prefix()), "{map:?}");
			assert!(map.keys(0..3).all(|key| key.len() == real.len()), "{map:?}");
			assert_eq!(map.key_length(), real.len(), "{map:?}");
		}
	}

	#[test]
	fn hashes_in_keys_should_be_those_of_the_bytes_after_them() {
		let key = Map::new("A", "B", &[Part::Twox(4), Part::Blake(32)]).keys(0..1).next().unwrap();
		let (twox, rest) = key[32..].split_at(8);
		let (data, rest) = rest.split_at(4);
		assert_eq!(twox, twox_64(data));
		let (blake, data) = rest.split_at(16);
		assert_eq!((blake, data.len()), (&blake2_128(data)[..], 32));
	}

	#[test]
	fn keys_should_differ() {
		let keys: std::collections::BTreeSet<_> = Map::new("A", "B", &[Part::Twox(4)]).keys(0..1_000).collect();
		assert_eq!(keys.len(), 1_000);
	}
}
