//! What runs when the runtime is upgraded. Empty in the first release.

#[cfg(not(feature = "next-release"))]
mod none {
	/// Migrations that fit one block.
	pub type SingleBlock = ();

	/// Migrations that take several blocks.
	pub type MultiBlock = ();
}
#[cfg(not(feature = "next-release"))]
pub use none::*;

#[cfg(feature = "next-release")]
pub use next::*;

/// The migrations of the release that the network tests upgrade to. They leave everything readable as it was: what they
/// write is new and lies under names of its own.
#[cfg(feature = "next-release")]
mod next {
	use crate::Runtime;
	use alloc::vec::Vec;
	use codec::{Decode, Encode, MaxEncodedLen};
	use frame_support::{
		migrations::{SteppedMigration, SteppedMigrationError},
		storage::{storage_prefix, unhashed},
		traits::{ConstU32, OnRuntimeUpgrade},
		weights::{Weight, WeightMeter},
		BoundedVec,
	};

	/// Migrations that fit one block.
	pub type SingleBlock = NoteUpgrade;

	/// Migrations that take several blocks.
	pub type MultiBlock = (DigestCodes,);

	/// Notes which version the chain was upgraded from, and in which block.
	pub struct NoteUpgrade;

	impl OnRuntimeUpgrade for NoteUpgrade {
		fn on_runtime_upgrade() -> Weight {
			let from = frame_system::LastRuntimeUpgrade::<Runtime>::get().map_or(0, |last| last.spec_version.0);
			let at = frame_system::Pallet::<Runtime>::block_number();
			unhashed::put(&storage_prefix(b"NextRelease", b"UpgradedFrom"), &(from, at));
			<Runtime as frame_system::Config>::DbWeight::get().reads_writes(2, 1)
		}
	}

	/// Entries per block: few, so that the registry of a few hundred codes takes a good many blocks.
	const PER_BLOCK: u32 = 100;

	/// Writes the hash of every registered code under `NextRelease.CodeDigests`, some in each block.
	pub struct DigestCodes;

	/// Where the migration is: the last key it has worked on.
	#[derive(Encode, Decode, MaxEncodedLen)]
	pub struct Cursor(BoundedVec<u8, ConstU32<128>>);

	impl SteppedMigration for DigestCodes {
		type Cursor = Cursor;
		type Identifier = [u8; 16];

		fn id() -> Self::Identifier {
			*b"codes/digest/001"
		}

		fn max_steps() -> Option<u32> {
			Some(1_000)
		}

		fn step(cursor: Option<Cursor>, meter: &mut WeightMeter) -> Result<Option<Cursor>, SteppedMigrationError> {
			let from = storage_prefix(b"Codes", b"Codes");
			let to = storage_prefix(b"NextRelease", b"CodeDigests");
			// Finding the next key, reading and writing; a code and its part of the proof stay below this.
			let one = <Runtime as frame_system::Config>::DbWeight::get()
				.reads_writes(2, 1)
				.saturating_add(Weight::from_parts(0, 4_096));
			let mut last: Vec<u8> = cursor.map_or_else(|| from.to_vec(), |cursor| cursor.0.into_inner());
			for done in 0..PER_BLOCK {
				if meter.try_consume(one).is_err() {
					if done == 0 {
						return Err(SteppedMigrationError::InsufficientWeight { required: one });
					}
					break;
				}
				let Some(key) = sp_io::storage::next_key(&last).filter(|key| key.starts_with(&from)) else {
					return Ok(None);
				};
				if let (Some(value), Some(own)) = (sp_io::storage::get(&key), key.get(from.len()..)) {
					unhashed::put(&[&to, own].concat(), &sp_io::hashing::blake2_256(&value));
				}
				last = key;
			}
			BoundedVec::try_from(last).map(|last| Some(Cursor(last))).map_err(|_| SteppedMigrationError::Failed)
		}
	}
}
