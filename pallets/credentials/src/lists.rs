//! Status lists: 131,072 bits each, in chunks.

use crate::{pallet::*, types::*};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{
	ensure,
	traits::{Consideration, Footprint},
	BoundedVec,
};
use salus_primitives::{Duty, OrganizationId, Organizations, SchemaId, Seconds};
use sp_runtime::{DispatchError, DispatchResult};

/// Bytes of a whole list.
const LIST_BYTES: u32 = LIST_ENTRIES / 8;

impl Chunk {
	/// A chunk with no entry set.
	pub fn empty(changed: Seconds) -> Self {
		Self { changed, bits: [0; CHUNK_SIZE] }
	}

	/// Is the entry at this place of the chunk set?
	pub fn get(&self, place: u32) -> bool {
		let Some((byte, mask)) = locate(place) else { return false };
		self.bits.get(byte).is_some_and(|byte| byte & mask != 0)
	}

	/// Set or clear the entry at this place. Returns whether that changed it.
	pub fn set(&mut self, place: u32, value: bool) -> bool {
		let Some((byte, mask)) = locate(place) else { return false };
		let Some(byte) = self.bits.get_mut(byte) else { return false };
		let before = *byte;
		*byte = if value { before | mask } else { before & !mask };
		*byte != before
	}
}

/// The byte and the bit of an entry: the first entry is the highest bit of the first byte.
fn locate(place: u32) -> Option<(usize, u8)> {
	Some((usize::try_from(place >> 3).ok()?, 0x80u8.checked_shr(place & 7)?))
}

/// The chunk of an entry, and its place there. `None` when no list is that long.
pub fn place_of(index: u32) -> Option<(u16, u32)> {
	let chunk = u16::try_from(index.checked_div(CHUNK_ENTRIES)?).ok().filter(|chunk| *chunk < CHUNKS)?;
	Some((chunk, index.checked_rem(CHUNK_ENTRIES)?))
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_create_list(
		organization: OrganizationId,
		schema: SchemaId,
		purpose: StatusPurpose,
	) -> DispatchResult {
		Self::ensure_may_issue(schema, organization)?;
		let list = NextListId::<T>::get();
		NextListId::<T>::put(list.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?);
		let payer = T::Organizations::account(organization).ok_or(Error::<T>::MemberNotActive)?;
		// For all of its chunks at once: they come as entries are set, and nobody should find then that money lacks.
		let footprint = Footprint { count: u64::from(CHUNKS).saturating_add(1), size: LIST_BYTES.into() };
		let deposit = T::Consideration::new(&payer, footprint)?;
		let kept = StatusList { issuer: organization, schema, purpose, credentials: 0, changed: Self::now(), deposit };
		StatusLists::<T>::insert(list, kept);
		Self::deposit_event(Event::StatusListCreated { list, issuer: organization, schema, purpose });
		Ok(())
	}

	pub(crate) fn do_set_status(
		list: ListId,
		kept: StatusListOf<T>,
		indices: BoundedVec<u32, MaxFlips>,
		value: bool,
	) -> DispatchResult {
		let mut places = BTreeMap::<u16, Vec<u32>>::new();
		for index in indices {
			let (chunk, place) = place_of(index).ok_or(Error::<T>::IndexOutOfList)?;
			places.entry(chunk).or_default().push(place);
		}
		if !value {
			Self::ensure_may_clear(&kept)?;
		}
		let now = Self::now();
		let mut changed = 0u32;
		let mut chunks = Vec::new();
		for (number, places) in places {
			let mut chunk = Chunks::<T>::get(list, number).unwrap_or_else(|| Chunk::empty(now));
			let mut flipped = 0u32;
			for place in places {
				if chunk.set(place, value) {
					flipped = flipped.saturating_add(1);
				}
			}
			if flipped > 0 {
				chunk.changed = now;
				changed = changed.saturating_add(flipped);
				chunks.push((number, chunk));
			}
		}
		ensure!(changed > 0, Error::<T>::NothingToChange);
		Self::put_chunks(list, kept, chunks, changed);
		Ok(())
	}

	pub(crate) fn do_put_chunk(
		list: ListId,
		kept: StatusListOf<T>,
		number: u16,
		bits: ChunkArgument,
	) -> DispatchResult {
		ensure!(number < CHUNKS, Error::<T>::IndexOutOfList);
		let bits = <[u8; CHUNK_SIZE]>::try_from(bits.as_slice()).map_err(|_| Error::<T>::ChunkLengthWrong)?;
		let now = Self::now();
		let before = Chunks::<T>::get(list, number).unwrap_or_else(|| Chunk::empty(now));
		let pairs = || before.bits.iter().zip(bits.iter());
		if pairs().any(|(old, new)| old & !new != 0) {
			Self::ensure_may_clear(&kept)?;
		}
		let changed = pairs().fold(0u32, |sum, (old, new)| sum.saturating_add((old ^ new).count_ones()));
		ensure!(changed > 0, Error::<T>::NothingToChange);
		Self::put_chunks(list, kept, alloc::vec![(number, Chunk { changed: now, bits })], changed);
		Ok(())
	}

	fn put_chunks(list: ListId, mut kept: StatusListOf<T>, chunks: Vec<(u16, Chunk)>, entries: u32) {
		for (number, chunk) in chunks {
			Chunks::<T>::insert(list, number, chunk);
		}
		kept.changed = Self::now();
		StatusLists::<T>::insert(list, kept);
		Self::deposit_event(Event::StatusListChanged { list, entries });
	}

	pub(crate) fn do_remove_list(list: ListId, kept: StatusListOf<T>) -> DispatchResult {
		ensure!(kept.credentials == 0, Error::<T>::ListInUse);
		let payer = T::Organizations::account(kept.issuer).ok_or(Error::<T>::MemberNotActive)?;
		kept.deposit.drop(&payer)?;
		for chunk in 0..CHUNKS {
			Chunks::<T>::remove(list, chunk);
		}
		StatusLists::<T>::remove(list);
		Self::deposit_event(Event::StatusListRemoved { list });
		Ok(())
	}

	/// The list, for whose issuer `who` must do credentialing.
	pub(crate) fn list_of(who: &T::AccountId, list: ListId) -> Result<StatusListOf<T>, DispatchError> {
		let kept = StatusLists::<T>::get(list).ok_or(Error::<T>::ListNotFound)?;
		T::Organizations::ensure_duty(kept.issuer, who, Duty::Credentialing)?;
		Ok(kept)
	}

	/// Revocation is final, and no issuer that is stopped itself reinstates others.
	fn ensure_may_clear(kept: &StatusListOf<T>) -> DispatchResult {
		ensure!(kept.purpose != StatusPurpose::Revocation, Error::<T>::RevocationIsFinal);
		Self::ensure_may_issue(kept.schema, kept.issuer)?;
		Ok(())
	}

	/// Is this entry set now?
	pub(crate) fn is_set(entry: ListEntry) -> bool {
		let Some((chunk, place)) = place_of(entry.index) else { return false };
		Chunks::<T>::get(entry.list, chunk).is_some_and(|chunk| chunk.get(place))
	}

	/// One chunk of a list; `None` when there is no such list or chunk.
	pub fn status_list_chunk(list: ListId, chunk: u16) -> Option<Vec<u8>> {
		if chunk >= CHUNKS || !StatusLists::<T>::contains_key(list) {
			return None;
		}
		let empty = || Chunk::empty(0);
		Some(Chunks::<T>::get(list, chunk).unwrap_or_else(empty).bits.to_vec())
	}

	/// All bits of a list, as the Bitstring Status List compresses them.
	pub fn status_list_bits(list: ListId) -> Option<Vec<u8>> {
		(0..CHUNKS)
			.map(|chunk| Self::status_list_chunk(list, chunk))
			.collect::<Option<Vec<_>>>()
			.map(|all| all.concat())
	}
}
