//! The founding members.

use crate::{
	Config, Error, Founder, Organizations, Pallet, Representatives, Seat, Staff, Standing, TechnicalDelegates,
};
use frame_support::{
	ensure,
	traits::{Get, InitializeMembers},
};
use salus_primitives::{Duties, Roles};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Enter the founders as active members and seat them in the voting bodies.
	///
	/// Their trails start empty: no node executes the genesis block, so none would have its steps.
	pub(crate) fn found(founders: &[Founder<T::AccountId>]) -> DispatchResult {
		for founder in founders {
			let identifiers = founder.identifiers.clone().try_into().map_err(|_| DispatchError::Exhausted)?;
			let (organization, mut entry) = Self::enter(founder.admin.clone(), Roles::of(&founder.roles), identifiers)?;
			entry.standing = Standing::Active;
			entry.set_seat(Seat::Representative, founder.representative.clone());
			entry.set_seat(Seat::TechnicalDelegate, founder.technical_delegate.clone());
			entry.set_seat(Seat::Collator, founder.collator.clone());
			Self::claim_identifiers(organization, &entry.identifiers)?;
			Self::claim_seats(organization, &entry)?;
			Self::enlist_founder(&entry)?;

			for (account, duties) in &founder.staff {
				ensure!(!duties.is_empty(), Error::<T>::StaffNotFound);
				ensure!(!Staff::<T>::contains_key(organization, account), Error::<T>::AlreadySo);
				Staff::<T>::insert(organization, account, Duties::of(duties));
				entry.staff = entry.staff.saturating_add(1);
			}
			ensure!(entry.staff <= T::MaxStaff::get(), Error::<T>::TooManyStaff);
			Organizations::<T>::insert(organization, entry);
		}
		T::Council::initialize_members(&Representatives::<T>::get());
		T::TechnicalCommittee::initialize_members(&TechnicalDelegates::<T>::get());
		Ok(())
	}
}
