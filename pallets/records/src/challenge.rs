//! Challenges: asked for or due, and what their outcomes do to a store.

use crate::{pallet::*, types::*, weights::WeightInfo};
use codec::{Decode, DecodeAll, Encode};
use frame_support::{
	ensure,
	storage::with_storage_layer,
	traits::Get,
	weights::{Weight, WeightMeter},
};
use salus_primitives::{
	anchor::{anchor_id, store_of, Root},
	AnchorId, AttestationRequest, Attestations, Attestors, JobId, Locator, OnAttestation, OrganizationId, Outcome,
	Seconds, Source, StoreId, Verdict,
};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{DispatchError, DispatchResult};

/// How often a leaf is drawn anew when the one drawn cannot be challenged now.
pub(crate) const DRAWS: u32 = 4;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_challenge(by: OrganizationId, anchor: AnchorId, index: u32) -> DispatchResult {
		let found = Anchors::<T>::get(anchor).ok_or(Error::<T>::AnchorNotFound)?;
		ensure!(index < found.root.count, Error::<T>::LeafNotFound);
		let store = store_of(anchor);
		let challenge = if Erased::<T>::get(anchor, index) == Some(true) {
			Challenge::Erased
		} else {
			let kept = Self::store_kept(store)?;
			ensure!(!OpenChallenges::<T>::contains_key(anchor, index), Error::<T>::AlreadyChallenged);
			let (of, within) = (ChallengesOf::<T>::get(by), ChallengesIn::<T>::get(store));
			ensure!(of < MAX_OPEN_CHALLENGES, Error::<T>::TooManyChallenges);
			ensure!(within < MAX_OPEN_IN_STORE, Error::<T>::StoreTooBusy);
			let attestors = Self::attestors_left(&kept);
			ensure!(reaches(&attestors, kept.quorum), Error::<T>::AttestorsMissing);
			let job = Self::open(Some(by), attestors, kept.quorum, anchor, index, found.root)?;
			ChallengesOf::<T>::insert(by, of.saturating_add(1));
			ChallengesIn::<T>::insert(store, within.saturating_add(1));
			Challenge::Opened(job)
		};
		Self::deposit_event(Event::Challenged { store, anchor, index, by: Some(by), challenge });
		Ok(())
	}

	/// Cost of challenging a store that is due, when the last draw is the first to succeed.
	pub(crate) fn weight_of_due_challenge() -> Weight {
		let vain = T::WeightInfo::on_idle_draw().saturating_mul(DRAWS.saturating_sub(1).into());
		T::WeightInfo::on_idle_challenge().saturating_add(vain)
	}

	/// Look at the next few stores and challenge those that are due.
	pub(crate) fn challenge_due_stores(remaining: Weight) -> Weight {
		let look = T::WeightInfo::on_idle_look();
		let challenge = Self::weight_of_due_challenge();
		let mut meter = WeightMeter::with_limit(remaining);
		if meter.try_consume(T::WeightInfo::on_idle_base()).is_err() {
			return Weight::zero();
		}
		let start = Cursor::<T>::get();
		let mut cursor = start;
		let mut first = None;
		let now = Self::now();
		for _ in 0..T::StoresPerBlock::get() {
			if !meter.can_consume(look.saturating_add(challenge)) {
				break;
			}
			meter.consume(look);
			let next = Self::store_after(cursor);
			let Some(store) = next.filter(|_| next != first) else { break };
			first = first.or(next);
			if Self::challenge_if_due(store, now) {
				meter.consume(challenge);
			}
			cursor = store;
		}
		if cursor != start {
			Cursor::<T>::put(cursor);
		}
		meter.consumed()
	}

	/// The store after this one in the order of the trie, in which the first follows the last. Numbers whose stores
	/// are gone cost nothing: else registering and retiring stores would slow the challenges of all others.
	pub(crate) fn store_after(store: StoreId) -> Option<StoreId> {
		Stores::<T>::iter_keys_from_key(store).next().or_else(|| Stores::<T>::iter_keys().next())
	}

	/// Challenge a leaf of the store if one is due. `true` when more was done than looking.
	pub(crate) fn challenge_if_due(store: StoreId, now: Seconds) -> bool {
		let Some(mut kept) = Stores::<T>::get(store) else { return false };
		if kept.is_retired() || kept.leaves == 0 || now < kept.next_challenge_due {
			return false;
		}
		let before = kept.standing();
		let attestors = Self::attestors_left(&kept);
		if !reaches(&attestors, kept.quorum) {
			// Nobody can say any more whether the store still holds what it anchored.
			kept.unavailable_since = kept.unavailable_since.or(Some(now));
			kept.next_challenge_due = now.saturating_add(kept.challenge_period);
			Self::append(&mut kept, TrailEntry::AttestorsMissing { at: now });
			Self::put_store(store, kept, before);
			Self::deposit_event(Event::AttestorsMissing { store });
			return true;
		}
		// Whatever prevents it now, the challenge stays due and the next look tries again.
		let Some((anchor, index, root)) = Self::draw(store, kept.anchors) else { return true };
		match with_storage_layer(|| Self::open(None, attestors, kept.quorum, anchor, index, root)) {
			Ok(job) => {
				kept.next_challenge_due = now.saturating_add(kept.challenge_period);
				Self::put_store(store, kept, before);
				let challenge = Challenge::Opened(job);
				Self::deposit_event(Event::Challenged { store, anchor, index, by: None, challenge });
			},
			Err(error) => log::debug!(target: "records", "store {store} was not challenged: {error:?}"),
		}
		true
	}

	/// Draw a leaf that was anchored in an earlier block, is not known to be gone and not being challenged.
	fn draw(store: StoreId, anchors: u32) -> Option<(AnchorId, u32, Root)> {
		let randomness = T::Randomness::get();
		(0..DRAWS).find_map(|attempt| Self::draw_once(store, anchors, randomness, attempt))
	}

	/// One draw. Each anchor is as likely as another, and so is each leaf within one.
	pub(crate) fn draw_once(
		store: StoreId,
		anchors: u32,
		randomness: H256,
		attempt: u32,
	) -> Option<(AnchorId, u32, Root)> {
		let block = Self::block();
		let seed = (b"salus/challenge", randomness, store, block, attempt).using_encoded(blake2_256);
		let (a, b) = <(u64, u64)>::decode(&mut seed.as_slice()).ok()?;
		let sequence = u32::try_from(a.checked_rem(anchors.into())?).ok()?.checked_add(1)?;
		let anchor = anchor_id(store, sequence);
		let found = Anchors::<T>::get(anchor)?;
		let index = u32::try_from(b.checked_rem(found.root.count.into())?).ok()?;
		// Whoever anchors in this block may know the seed of this block.
		let fair = found.block < block
			&& Erased::<T>::get(anchor, index) != Some(true)
			&& !OpenChallenges::<T>::contains_key(anchor, index);
		fair.then_some((anchor, index, found.root))
	}

	fn open(
		by: Option<OrganizationId>,
		attestors: Attestors,
		quorum: u32,
		anchor: AnchorId,
		index: u32,
		root: Root,
	) -> Result<JobId, DispatchError> {
		let job = T::Attestations::open(AttestationRequest {
			source: Source::RecordStore(store_of(anchor)),
			// Twelve bytes, of which a locator may have many more.
			locator: Locator::truncate_from((anchor, index).encode()),
			expected: root.hash,
			attestors,
			quorum,
			time_limit: T::ChallengeTimeLimit::get(),
		})?;
		let erased = Erased::<T>::contains_key(anchor, index);
		OpenChallenges::<T>::insert(anchor, index, OpenChallenge { job, by, erased });
		Ok(job)
	}

	/// What an outcome means, seen from the chain. `asked_erased`: the leaf had its tombstone when it was asked about.
	fn settle(store: StoreId, anchor: AnchorId, index: u32, asked_erased: bool, outcome: Outcome) {
		let Some(mut kept) = Stores::<T>::get(store) else { return };
		let before = kept.standing();
		let now = Self::now();
		let erased = Erased::<T>::contains_key(anchor, index);
		let outcome = match (outcome, erased) {
			// Attestors say that the chain says so, and it does not.
			(Outcome::Agreed(Verdict::Erased), false) => Outcome::Agreed(Verdict::Unavailable),
			(other, _) => other,
		};
		match outcome {
			Outcome::Agreed(Verdict::Attested) => {
				// Of an erased leaf this says what was there before the tombstone.
				if !erased {
					Self::clear_fault(&mut kept, anchor, index);
				}
				kept.unavailable_since = None;
				kept.last_attested = Some(now);
			},
			Outcome::Agreed(Verdict::Erased) => {
				Erased::<T>::insert(anchor, index, true);
				Self::clear_fault(&mut kept, anchor, index);
			},
			Outcome::Agreed(Verdict::Mismatch) => Self::set_fault(&mut kept, anchor, index, Fault::Mismatch),
			Outcome::Disputed => Self::set_fault(&mut kept, anchor, index, Fault::Disputed),
			// Erased while attestors looked: that they found nothing is no failure of the store, and confirms nothing.
			Outcome::Agreed(Verdict::Unavailable) if erased && !asked_erased => {},
			Outcome::Agreed(Verdict::Unavailable) | Outcome::Unanswered => {
				kept.unavailable_since = kept.unavailable_since.or(Some(now));
			},
		}
		Self::append(&mut kept, TrailEntry::Outcome { at: now, anchor, index, outcome });
		Self::put_store(store, kept, before);
		Self::deposit_event(Event::Outcome { store, anchor, index, outcome });
	}

	fn set_fault(kept: &mut StoreOf<T>, anchor: AnchorId, index: u32, fault: Fault) {
		if !Faults::<T>::contains_key(anchor, index) {
			kept.faults = kept.faults.saturating_add(1);
		}
		Faults::<T>::insert(anchor, index, fault);
	}

	fn clear_fault(kept: &mut StoreOf<T>, anchor: AnchorId, index: u32) {
		if Faults::<T>::take(anchor, index).is_some() {
			kept.faults = kept.faults.saturating_sub(1);
		}
	}

	pub(crate) fn append(kept: &mut StoreOf<T>, entry: TrailEntry) {
		if kept.trail.append(Self::block(), &entry).is_none() {
			log::error!(target: "records", "the trail of a store is full: {} entries", kept.trail.len);
		}
	}

	/// Store, and say so if the standing is another than before.
	pub(crate) fn put_store(store: StoreId, kept: StoreOf<T>, before: Standing) {
		let standing = kept.standing();
		Stores::<T>::insert(store, kept);
		if standing != before {
			Self::deposit_event(Event::StandingChanged { store, standing });
		}
	}
}

/// One less; nothing, when that leaves none.
fn one_less(count: &mut Option<u32>) {
	*count = count.and_then(|count| count.checked_sub(1)).filter(|left| *left > 0);
}

fn reaches(attestors: &Attestors, quorum: u32) -> bool {
	u32::try_from(attestors.len()).is_ok_and(|left| left >= quorum)
}

/// The leaf that a locator of a record store names.
pub(crate) fn leaf_of(store: StoreId, locator: &Locator) -> Option<(AnchorId, u32)> {
	let (anchor, index) = <(AnchorId, u32)>::decode_all(&mut locator.as_slice()).ok()?;
	(store_of(anchor) == store).then_some((anchor, index))
}

impl<T: Config> OnAttestation for Pallet<T> {
	fn on_outcome(job: JobId, source: Source, locator: &Locator, outcome: Outcome) {
		let Source::RecordStore(store) = source else { return };
		let Some((anchor, index)) = leaf_of(store, locator) else { return };
		// Only the answer to a question that this pallet asked, and only once.
		let Some(open) = OpenChallenges::<T>::get(anchor, index).filter(|open| open.job == job) else { return };
		OpenChallenges::<T>::remove(anchor, index);
		if let Some(by) = open.by {
			ChallengesOf::<T>::mutate_exists(by, one_less);
			ChallengesIn::<T>::mutate_exists(store, one_less);
		}
		Self::settle(store, anchor, index, open.erased, outcome);
	}

	fn weight() -> Weight {
		T::WeightInfo::on_outcome()
	}
}
