//! Storage keys by the names that people know.

use frame_support::traits::StorageInfoTrait;
use std::collections::BTreeMap;

/// The names of the runtime's storage items.
pub struct Names(BTreeMap<Vec<u8>, String>);

impl Names {
	/// Of our runtime.
	pub fn new() -> Self {
		let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
		let named = salus_runtime::AllPalletsWithSystem::storage_info()
			.into_iter()
			.map(|info| (info.prefix, format!("{}.{}", text(&info.pallet_name), text(&info.storage_name))));
		Self(named.collect())
	}

	/// `Pallet.Item`, the key itself where it is text, or its first bytes.
	pub fn of(&self, key: &[u8]) -> String {
		let known = key.get(..32).and_then(|prefix| self.0.get(prefix));
		match (known, key.first()) {
			(Some(name), _) => name.clone(),
			(None, Some(b':')) => String::from_utf8_lossy(key).into_owned(),
			_ => {
				let start: String = key.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
				format!("0x{start}…")
			},
		}
	}

	/// How many keys of each name.
	pub fn count<'a>(&self, keys: impl Iterator<Item = &'a Vec<u8>>) -> BTreeMap<String, u32> {
		let mut counts = BTreeMap::new();
		for key in keys {
			let count: &mut u32 = counts.entry(self.of(key)).or_default();
			*count = count.saturating_add(1);
		}
		counts
	}
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

	use super::*;
	use salus_runtime::{AccountId, Runtime};

	#[test]
	fn keys_should_be_named_by_pallet_and_item() {
		let names = Names::new();
		let account = frame_system::Account::<Runtime>::hashed_key_for(AccountId::new([7; 32]));
		assert_eq!(names.of(&account), "System.Account");
		assert_eq!(names.of(&frame_system::BlockWeight::<Runtime>::hashed_key()), "System.BlockWeight");
		assert_eq!(names.of(b":code"), ":code");
		assert_eq!(names.of(&[0xab; 40]), "0xabababababababab…");
		assert_eq!(names.of(&[]), "0x…");
		let counts = names.count([account.clone(), account].iter());
		assert_eq!(counts.into_iter().collect::<Vec<_>>(), [("System.Account".to_string(), 2)]);
	}
}
