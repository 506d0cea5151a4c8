//! Seats: the accounts that vote and author for an organisation, and the bodies in which they do.
//!
//! An account is *seated* for one member at most, from admission to the end of membership, so that no account ever
//! counts for two. The voting bodies hold the representatives and technical delegates of *active* members only.

use crate::{
	Config, Error, Event, OrganizationOf, Organizations, Pallet, Representatives, Seat, Seated, Standing,
	TechnicalDelegates,
};
use alloc::vec::Vec;
use frame_support::{ensure, traits::ChangeMembers, BoundedVec};
use salus_primitives::{Duty, OrganizationId};
use sp_runtime::DispatchResult;

type Body<T> = BoundedVec<<T as frame_system::Config>::AccountId, <T as Config>::MaxMembers>;

impl<T: Config> Pallet<T> {
	/// Take the accounts that a new member names, if no other member has them.
	pub(crate) fn claim_seats(organization: OrganizationId, entry: &OrganizationOf<T>) -> DispatchResult {
		entry.seats().try_for_each(|account| Self::claim_seat(organization, account))
	}

	/// Give back the accounts that a former member named.
	pub(crate) fn free_seats(entry: &OrganizationOf<T>) {
		entry.seats().for_each(Seated::<T>::remove);
	}

	/// List a founder's accounts; the bodies learn of all founders at once.
	pub(crate) fn enlist_founder(entry: &OrganizationOf<T>) -> DispatchResult {
		Representatives::<T>::try_mutate(|members| Self::enlist(members, &entry.representative))?;
		TechnicalDelegates::<T>::try_mutate(|members| match &entry.technical_delegate {
			Some(account) => Self::enlist(members, account),
			None => Ok(()),
		})
	}

	/// Put an active member's accounts into the voting bodies.
	pub(crate) fn join_bodies(entry: &OrganizationOf<T>) -> DispatchResult {
		Self::change_council(None, Some(&entry.representative))?;
		Self::change_committee(None, entry.technical_delegate.as_ref())
	}

	/// Take an active member's accounts out of the voting bodies.
	pub(crate) fn leave_bodies(entry: &OrganizationOf<T>) -> DispatchResult {
		ensure!(Representatives::<T>::decode_len().unwrap_or_default() > 1, Error::<T>::LastMember);
		Self::change_council(Some(&entry.representative), None)?;
		Self::change_committee(entry.technical_delegate.as_ref(), None)
	}

	/// Name who holds a seat, and let the bodies and collators follow.
	pub(crate) fn do_set_seat(
		organization: OrganizationId,
		who: &T::AccountId,
		seat: Seat,
		account: Option<T::AccountId>,
	) -> DispatchResult {
		let mut entry = Self::entry(organization)?;
		match seat {
			// Nobody but the admin says who votes in the organisation's name.
			Seat::Representative | Seat::TechnicalDelegate => Self::ensure_admin(&entry, who)?,
			Seat::Collator => Self::ensure_keeper(organization, &entry, who, Duty::Operations)?,
		}
		ensure!(!entry.standing.has_ended(), Error::<T>::WrongStanding);

		let former = entry.seat(seat).cloned();
		entry.set_seat(seat, account);
		let account = entry.seat(seat).cloned();
		ensure!(former != account, Error::<T>::AlreadySo);

		if entry.standing.is_member() {
			if let Some(former) = former.as_ref().filter(|former| !entry.names(former)) {
				Seated::<T>::remove(former);
			}
			if let Some(account) = &account {
				Self::claim_seat(organization, account)?;
			}
		}
		if entry.standing == Standing::Active {
			let (out, into) = (former.as_ref(), account.as_ref());
			match seat {
				Seat::Representative => Self::change_council(out, into)?,
				Seat::TechnicalDelegate => Self::change_committee(out, into)?,
				// The runtime reads the list when a session begins.
				Seat::Collator => {},
			}
		}

		Organizations::<T>::insert(organization, entry);
		Self::deposit_event(Event::SeatSet { organization, seat, account });
		Ok(())
	}

	fn claim_seat(organization: OrganizationId, account: &T::AccountId) -> DispatchResult {
		match Seated::<T>::get(account) {
			Some(holder) => ensure!(holder == organization, Error::<T>::SeatTaken),
			None => Seated::<T>::insert(account, organization),
		}
		Ok(())
	}

	fn change_council(out: Option<&T::AccountId>, into: Option<&T::AccountId>) -> DispatchResult {
		Representatives::<T>::try_mutate(|members| Self::change_body::<T::Council>(members, out, into))
	}

	fn change_committee(out: Option<&T::AccountId>, into: Option<&T::AccountId>) -> DispatchResult {
		if out.is_none() && into.is_none() {
			return Ok(());
		}
		TechnicalDelegates::<T>::try_mutate(|members| Self::change_body::<T::TechnicalCommittee>(members, out, into))
	}

	fn change_body<B: ChangeMembers<T::AccountId>>(
		members: &mut Body<T>,
		out: Option<&T::AccountId>,
		into: Option<&T::AccountId>,
	) -> DispatchResult {
		if let Some(position) = out.and_then(|account| members.binary_search(account).ok()) {
			members.remove(position);
		}
		if let Some(account) = into {
			Self::enlist(members, account)?;
		}
		let listed = |account: Option<&T::AccountId>| account.cloned().into_iter().collect::<Vec<_>>();
		B::change_members_sorted(&listed(into), &listed(out), members);
		Ok(())
	}

	fn enlist(members: &mut Body<T>, account: &T::AccountId) -> DispatchResult {
		let position = members.binary_search(account).err().ok_or(Error::<T>::SeatTaken)?;
		members.try_insert(position, account.clone()).map_err(|_| Error::<T>::TooManyMembers)?;
		Ok(())
	}

	/// Collators that the active members named, at most one each: found by their representatives, whose number is
	/// bounded as that of candidates is not.
	pub fn collators() -> Vec<T::AccountId> {
		Representatives::<T>::get()
			.into_iter()
			.filter_map(Seated::<T>::get)
			.filter_map(Organizations::<T>::get)
			.filter_map(|organization| organization.collator)
			.collect()
	}
}
