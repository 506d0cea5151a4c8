//! What holds after every call and block.

use crate::{pallet::*, types::*};
use alloc::collections::BTreeMap;
use codec::Encode;
use frame_support::{ensure, traits::Get};
use salus_primitives::{
	anchor::{anchor_id, sequence_of, store_of, MAX_LEAVES},
	store::valid_handle,
	AnchorId, OrganizationId, StoreId, TrailHead, TrailKind,
};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let next = NextStoreId::<T>::get();
		let mut faults = BTreeMap::<StoreId, u32>::new();
		for (anchor, index, _) in Faults::<T>::iter() {
			Self::leaf_exists(anchor, index)?;
			let count = faults.entry(store_of(anchor)).or_default();
			*count = count.saturating_add(1);
		}
		let mut tombstones = BTreeMap::<AnchorId, u32>::new();
		for (anchor, index, confirmed) in Erased::<T>::iter() {
			Self::leaf_exists(anchor, index)?;
			if confirmed {
				ensure!(!Faults::<T>::contains_key(anchor, index), "a leaf that is known to be gone has a fault");
				ensure!(!OpenChallenges::<T>::contains_key(anchor, index), "a leaf known to be gone is asked about");
			}
			let count = tombstones.entry(anchor).or_default();
			*count = count.saturating_add(1);
		}
		let (mut anchors, mut leaves) = (BTreeMap::<StoreId, u32>::new(), BTreeMap::<StoreId, u64>::new());
		for (anchor, found) in Anchors::<T>::iter() {
			let (store, sequence) = (store_of(anchor), sequence_of(anchor));
			let kept = Stores::<T>::get(store).ok_or("an anchor belongs to no store")?;
			ensure!((1..=kept.anchors).contains(&sequence), "an anchor is out of its store's sequence");
			ensure!((1..=MAX_LEAVES).contains(&found.root.count), "an anchor has a forbidden number of leaves");
			ensure!(valid_handle(&found.manifest), "an anchor has an unlawful handle");
			ensure!(found.block <= Self::block(), "an anchor comes from the future");
			ensure!(
				found.erased == tombstones.get(&anchor).copied().unwrap_or(0),
				"an anchor miscounts its tombstones"
			);
			ensure!(Roots::<T>::get(store, found.root.hash) == Some(anchor), "a root does not lead to its anchor");
			let count = anchors.entry(store).or_default();
			*count = count.saturating_add(1);
			let count = leaves.entry(store).or_default();
			*count = count.saturating_add(found.root.count.into());
		}
		ensure!(Roots::<T>::iter().count() == Anchors::<T>::iter().count(), "a root leads nowhere");

		for (store, kept) in Stores::<T>::iter() {
			ensure!(store < next, "a store's number was not given yet");
			ensure!(kept.anchors == anchors.get(&store).copied().unwrap_or(0), "a store miscounts its anchors");
			ensure!(kept.leaves == leaves.get(&store).copied().unwrap_or(0), "a store miscounts its leaves");
			ensure!(kept.faults == faults.get(&store).copied().unwrap_or(0), "a store miscounts its faults");
			let origin = TrailHead::new(TrailKind::RecordStore, &store.encode());
			ensure!((kept.trail.len == 0) == (kept.trail == origin), "a trail does not start at its origin");
			let own = kept.attestors.iter().filter(|(_, basis)| *basis == Basis::OwnNode).count();
			let quorum = usize::try_from(kept.quorum).unwrap_or(usize::MAX);
			if kept.is_retired() {
				ensure!(kept.anchors > 0, "a retired store without anchors was kept");
				ensure!(kept.attestors.is_empty() && quorum == 0, "a retired store has attestors");
				ensure!(kept.standing() == Standing::Retired, "a retired store stands otherwise");
			} else {
				ensure!((1..=kept.attestors.len()).contains(&quorum), "a quorum is out of range");
				ensure!(quorum.saturating_mul(2) > kept.attestors.len(), "a quorum is no majority");
				ensure!(own.saturating_mul(2) < quorum, "an owner's nodes decide");
				let expected = match (kept.faults, kept.unavailable_since) {
					(0, None) => Standing::Active,
					(0, Some(_)) => Standing::Degraded,
					_ => Standing::Disputed,
				};
				ensure!(kept.standing() == expected, "a standing does not follow from the faults");
			}
			let periods = T::MinChallengePeriod::get()..=T::MaxChallengePeriod::get();
			ensure!(periods.contains(&kept.challenge_period), "a challenge period is out of range");
		}
		ensure!(Cursor::<T>::get() <= next, "the cursor points behind the last store");

		for (earlier, index, later) in Superseded::<T>::iter() {
			Self::leaf_exists(earlier, index)?;
			ensure!(Anchors::<T>::contains_key(later), "a leaf is superseded by no anchor");
			ensure!(earlier != later, "an anchor supersedes itself");
			let owner = |anchor| Stores::<T>::get(store_of(anchor)).map(|kept| kept.owner);
			ensure!(owner(earlier) == owner(later), "a leaf is superseded by a foreign anchor");
		}
		let (mut asked, mut busy) = (BTreeMap::<OrganizationId, u32>::new(), BTreeMap::<StoreId, u32>::new());
		for (anchor, index, open) in OpenChallenges::<T>::iter() {
			Self::leaf_exists(anchor, index)?;
			ensure!(!open.erased || Erased::<T>::contains_key(anchor, index), "a tombstone is gone");
			if let Some(by) = open.by {
				for count in [asked.entry(by).or_default(), busy.entry(store_of(anchor)).or_default()] {
					*count = count.saturating_add(1);
				}
			}
		}
		ensure!(asked.values().all(|count| *count <= MAX_OPEN_CHALLENGES), "an organisation asks too much");
		let counted: BTreeMap<_, _> = ChallengesOf::<T>::iter().collect();
		ensure!(counted == asked, "open challenges of an organisation are miscounted");
		ensure!(busy.values().all(|count| *count <= MAX_OPEN_IN_STORE), "a store is asked too much");
		let counted: BTreeMap<_, _> = ChallengesIn::<T>::iter().collect();
		ensure!(counted == busy, "open challenges of a store are miscounted");
		Ok(())
	}

	fn leaf_exists(anchor: AnchorId, index: u32) -> Result<(), TryRuntimeError> {
		let found = Anchors::<T>::get(anchor).ok_or("a leaf belongs to no anchor")?;
		ensure!(index < found.root.count, "a leaf is out of its anchor's range");
		ensure!(anchor_id(store_of(anchor), sequence_of(anchor)) == anchor, "an anchor's number does not add up");
		Ok(())
	}
}
