//! Stores: registering, changing and retiring them, and who may attest them.

use crate::{pallet::*, types::*};
use alloc::collections::BTreeSet;
use codec::Encode;
use frame_support::{
	ensure,
	traits::{Consideration, Footprint, Get, UnixTime},
};
use salus_primitives::{
	Attestations, AttestorKey, Attestors, Commitment, Duty, OrganizationId, Organizations, Role, Seconds, StoreId,
	StoreKind, TrailHead, TrailKind,
};
use sp_runtime::{traits::UniqueSaturatedInto, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register(
		who: T::AccountId,
		owner: OrganizationId,
		kind: StoreKind,
		url_commitment: Commitment,
		attestors: StoreAttestors,
		quorum: u32,
		challenge_period: Seconds,
	) -> DispatchResult {
		Self::ensure_attestors(owner, &attestors, quorum)?;
		Self::ensure_period(challenge_period)?;
		let store = NextStoreId::<T>::get();
		NextStoreId::<T>::put(store.checked_add(1).ok_or(Error::<T>::TooManyStores)?);
		let ticket = T::Consideration::new(&who, Footprint::from_mel::<StoreOf<T>>())?;
		let kept = Store {
			owner,
			kind,
			url_commitment,
			attestors,
			quorum,
			challenge_period,
			next_challenge_due: Self::now().saturating_add(challenge_period),
			anchors: 0,
			leaves: 0,
			faults: 0,
			unavailable_since: None,
			last_attested: None,
			trail: TrailHead::new(TrailKind::RecordStore, &store.encode()),
			deposit: Some((who, ticket)),
		};
		Stores::<T>::insert(store, kept);
		Self::deposit_event(Event::StoreRegistered { store, owner, kind });
		Ok(())
	}

	pub(crate) fn do_update(store: StoreId, mut kept: StoreOf<T>, change: StoreChange) -> DispatchResult {
		match &change {
			StoreChange::Url(commitment) => kept.url_commitment = *commitment,
			StoreChange::Attestors { attestors, quorum } => {
				Self::ensure_attestors(kept.owner, attestors, *quorum)?;
				kept.attestors = attestors.clone();
				kept.quorum = *quorum;
			},
			StoreChange::ChallengePeriod(period) => {
				Self::ensure_period(*period)?;
				kept.challenge_period = *period;
				// Else an owner could put off every challenge by changing the period again and again.
				kept.next_challenge_due = kept.next_challenge_due.min(Self::now().saturating_add(*period));
			},
		}
		Stores::<T>::insert(store, kept);
		Self::deposit_event(Event::StoreUpdated { store, change });
		Ok(())
	}

	pub(crate) fn do_retire(store: StoreId, mut kept: StoreOf<T>) -> DispatchResult {
		if let Some((who, ticket)) = kept.deposit.take() {
			ticket.drop(&who)?;
		}
		if kept.anchors == 0 {
			Stores::<T>::remove(store);
		} else {
			kept.attestors = Default::default();
			kept.quorum = 0;
			Stores::<T>::insert(store, kept);
		}
		Self::deposit_event(Event::StoreRetired { store });
		Ok(())
	}

	/// The store, which must not be retired.
	pub(crate) fn store_kept(store: StoreId) -> Result<StoreOf<T>, DispatchError> {
		let kept = Stores::<T>::get(store).ok_or(Error::<T>::StoreNotFound)?;
		ensure!(!kept.is_retired(), Error::<T>::StoreRetired);
		Ok(kept)
	}

	/// The store, which must not be retired and for whose owner `who` must keep records.
	pub(crate) fn ensure_owner(who: &T::AccountId, store: StoreId) -> Result<StoreOf<T>, DispatchError> {
		let kept = Self::store_kept(store)?;
		T::Organizations::ensure_duty(kept.owner, who, Duty::Records)?;
		Ok(kept)
	}

	/// Those attestors that are still registered and still meet their basis: one of each organisation, even if a key
	/// changed hands since it was chosen.
	pub(crate) fn attestors_left(kept: &StoreOf<T>) -> Attestors {
		let mut organizations = BTreeSet::new();
		let left = kept.attestors.iter().filter(|(key, basis)| {
			Self::reads_for(kept.owner, key, *basis).is_some_and(|organization| organizations.insert(organization))
		});
		// As many as before at most, so nothing is cut off.
		Attestors::truncate_from(left.map(|(key, _)| *key).collect())
	}

	/// The head of a store's trail.
	pub fn trail_head(store: StoreId) -> Option<TrailHead> {
		Stores::<T>::get(store).map(|kept| kept.trail)
	}

	pub(crate) fn now() -> Seconds {
		T::Time::now().as_secs()
	}

	/// This block's number as trails and anchors keep it.
	pub(crate) fn block() -> u32 {
		frame_system::Pallet::<T>::block_number().unique_saturated_into()
	}

	/// The organisation whose node reads the owner's stores with this key; `None` when it does not meet the basis.
	fn reads_for(owner: OrganizationId, key: &AttestorKey, basis: Basis) -> Option<OrganizationId> {
		let organization = T::Attestations::attestor(key)?;
		let meets = match basis {
			Basis::OwnNode => organization == owner && T::Organizations::is_active(organization),
			// Whatever else the owner is, its own nodes are its own nodes.
			_ if organization == owner => false,
			Basis::Auditor => T::Organizations::has_role(organization, Role::Auditor),
			Basis::Regulator => T::Organizations::has_role(organization, Role::Regulator),
			Basis::BusinessAssociate => T::Organizations::is_active(organization),
		};
		meets.then_some(organization)
	}

	fn ensure_attestors(owner: OrganizationId, attestors: &StoreAttestors, quorum: u32) -> DispatchResult {
		let count = u32::try_from(attestors.len()).unwrap_or(u32::MAX);
		// Of two quorums that find different things only one can exist, or the faster one would decide.
		let majority = quorum.saturating_mul(2) > count;
		ensure!(quorum > 0 && quorum <= count && majority, Error::<T>::QuorumOutOfRange);
		let mut organizations = BTreeSet::new();
		for (n, (key, basis)) in attestors.iter().enumerate() {
			ensure!(!attestors.iter().take(n).any(|(other, _)| other == key), Error::<T>::AttestorNamedTwice);
			let organization = Self::reads_for(owner, key, *basis).ok_or(Error::<T>::BasisNotMet)?;
			// A quorum counts organisations: whoever has many keys could reach it alone.
			ensure!(organizations.insert(organization), Error::<T>::OrganizationNamedTwice);
		}
		// Even a quorum that the owner's node is part of is then decided by others.
		let own = u32::from(organizations.contains(&owner));
		ensure!(own.saturating_mul(2) < quorum, Error::<T>::OwnersMajority);
		Ok(())
	}

	fn ensure_period(period: Seconds) -> DispatchResult {
		let bounds = T::MinChallengePeriod::get()..=T::MaxChallengePeriod::get();
		ensure!(bounds.contains(&period), Error::<T>::ChallengePeriodOutOfRange);
		Ok(())
	}
}
