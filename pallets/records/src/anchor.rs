//! Anchors: making them, marking their leaves superseded or erased, and verifying leaves against them.

use crate::{pallet::*, types::*};
use frame_support::{ensure, BoundedVec};
use salus_primitives::{
	anchor::{anchor_id, sequence_of, store_of, ProofError, Root, MAX_LEAVES, MAX_PROOF},
	store::valid_handle,
	AnchorId, Commitment, Handle, StoreId,
};
use sp_core::H256;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_anchor(
		store: StoreId,
		mut kept: StoreOf<T>,
		root: Root,
		manifest: Handle,
		supersedes: BoundedVec<(AnchorId, u32), MaxSuperseded>,
	) -> DispatchResult {
		ensure!((1..=MAX_LEAVES).contains(&root.count), Error::<T>::LeafCountOutOfRange);
		ensure!(valid_handle(&manifest), Error::<T>::MalformedHandle);
		ensure!(!Roots::<T>::contains_key(store, root.hash), Error::<T>::AlreadyAnchored);
		let sequence = kept.anchors.checked_add(1).ok_or(Error::<T>::TooManyAnchors)?;
		let anchor = anchor_id(store, sequence);

		// The new anchor is not in storage yet, so that it cannot supersede itself.
		for (earlier, index) in &supersedes {
			let found = Anchors::<T>::get(earlier).ok_or(Error::<T>::AnchorNotFound)?;
			ensure!(*index < found.root.count, Error::<T>::LeafNotFound);
			let holder = store_of(*earlier);
			if holder != store {
				let other = Stores::<T>::get(holder).ok_or(Error::<T>::StoreNotFound)?;
				ensure!(other.owner == kept.owner, Error::<T>::ForeignRecord);
			}
			ensure!(!Superseded::<T>::contains_key(earlier, index), Error::<T>::AlreadySuperseded);
			Superseded::<T>::insert(earlier, index, anchor);
		}

		Roots::<T>::insert(store, root.hash, anchor);
		Anchors::<T>::insert(anchor, Anchor { root, manifest, block: Self::block(), at: Self::now(), erased: 0 });
		kept.anchors = sequence;
		kept.leaves = kept.leaves.saturating_add(root.count.into());
		Stores::<T>::insert(store, kept);
		let superseded = u32::try_from(supersedes.len()).unwrap_or(u32::MAX);
		Self::deposit_event(Event::Anchored { store, anchor, root, superseded });
		Ok(())
	}

	pub(crate) fn do_erase(
		anchor: AnchorId,
		mut found: Anchor,
		mut kept: StoreOf<T>,
		indices: BoundedVec<u32, MaxErased>,
	) -> DispatchResult {
		ensure!(!indices.is_empty(), Error::<T>::NothingToErase);
		for index in &indices {
			ensure!(*index < found.root.count, Error::<T>::LeafNotFound);
			ensure!(!Erased::<T>::contains_key(anchor, index), Error::<T>::AlreadyErased);
			// Only attestors can confirm it. Until then a fault of the leaf stays: a tombstone must not hide one.
			Erased::<T>::insert(anchor, index, false);
			found.erased = found.erased.saturating_add(1);
		}
		Anchors::<T>::insert(anchor, found);
		let count = u32::try_from(indices.len()).unwrap_or(u32::MAX);
		Self::append(&mut kept, TrailEntry::Erased { at: Self::now(), anchor, count });
		let store = store_of(anchor);
		Stores::<T>::insert(store, kept);
		Self::deposit_event(Event::RecordsErased { store, anchor, indices });
		Ok(())
	}

	/// Is this commitment leaf `index` of the anchor, and what does the chain know of it?
	pub fn verify(
		anchor: AnchorId,
		index: u32,
		commitment: Commitment,
		proof: &[H256],
	) -> Result<Verification, Unverified> {
		// No proof of any anchor is longer: refused before state is read or anything hashed.
		if !u32::try_from(proof.len()).is_ok_and(|len| len <= MAX_PROOF) {
			return Err(Unverified::Proof(ProofError::WrongProofLength));
		}
		let found = Anchors::<T>::get(anchor).ok_or(Unverified::AnchorNotFound)?;
		let store = store_of(anchor);
		let kept = Stores::<T>::get(store).ok_or(Unverified::AnchorNotFound)?;
		found.root.verify(index, commitment.0.as_bytes(), proof).map_err(Unverified::Proof)?;
		Ok(Verification {
			block: found.block,
			at: found.at,
			superseded_by: Superseded::<T>::get(anchor, index),
			erased: Erased::<T>::contains_key(anchor, index),
			fault: Faults::<T>::get(anchor, index),
			store,
			standing: kept.standing(),
			last_attested: kept.last_attested,
		})
	}

	/// Which anchor of the store has this root?
	pub fn anchor_of(store: StoreId, root: H256) -> Option<AnchorId> {
		Roots::<T>::get(store, root)
	}

	pub(crate) fn describe_anchor(anchor: AnchorId) -> Option<AnchorInfo> {
		let Anchor { root, manifest, block, at, erased } = Anchors::<T>::get(anchor)?;
		Some(AnchorInfo { store: store_of(anchor), sequence: sequence_of(anchor), root, manifest, block, at, erased })
	}
}
