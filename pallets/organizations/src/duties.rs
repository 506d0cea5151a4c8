//! Duties: who may do what in an organisation's name.

use crate::{
	organization_account, Config, Error, Event, OrganizationOf, Organizations, Pallet, Staff, Standing, WeightInfo,
};
use frame_support::{ensure, traits::Get, weights::Weight};
use salus_primitives::{Duties, Duty, OrganizationId, Role};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// What this account may do for this organisation, now: nothing unless it is active.
	pub(crate) fn duties(organization: OrganizationId, who: &T::AccountId) -> Duties {
		match Organizations::<T>::get(organization) {
			Some(entry) if entry.standing == Standing::Active => match entry.admin == *who {
				true => Duties::ALL,
				false => Staff::<T>::get(organization, who),
			},
			_ => Duties::NONE,
		}
	}

	/// Is this the organisation's admin?
	pub(crate) fn ensure_admin(entry: &OrganizationOf<T>, who: &T::AccountId) -> DispatchResult {
		ensure!(entry.admin == *who, Error::<T>::NotAuthorized);
		Ok(())
	}

	/// Is this the admin or, while the organisation is active, staff with this duty?
	pub(crate) fn ensure_keeper(
		organization: OrganizationId,
		entry: &OrganizationOf<T>,
		who: &T::AccountId,
		duty: Duty,
	) -> DispatchResult {
		if entry.admin == *who {
			return Ok(());
		}
		ensure!(entry.standing == Standing::Active, Error::<T>::NotActive);
		ensure!(Staff::<T>::get(organization, who).contains(duty), Error::<T>::NotAuthorized);
		Ok(())
	}

	/// Set what an account may do; no duties remove it.
	pub(crate) fn do_set_staff(
		organization: OrganizationId,
		who: &T::AccountId,
		account: T::AccountId,
		duties: Duties,
	) -> DispatchResult {
		let mut entry = Self::entry(organization)?;
		Self::ensure_keeper(organization, &entry, who, Duty::Administration)?;
		// Only members have staff. Suspended, nothing is granted; a key that was lost can still be removed.
		ensure!(entry.standing == Standing::Active || duties.is_empty(), Error::<T>::NotActive);
		ensure!(entry.standing.is_member(), Error::<T>::NotActive);
		let former = Staff::<T>::get(organization, &account);
		let administers = |set: Duties| set.contains(Duty::Administration);
		if administers(former) || administers(duties) {
			Self::ensure_admin(&entry, who)?;
		}

		match (former.is_empty(), duties.is_empty()) {
			(true, true) => return Err(Error::<T>::StaffNotFound.into()),
			(true, false) => {
				entry.staff = entry
					.staff
					.checked_add(1)
					.filter(|staff| *staff <= T::MaxStaff::get())
					.ok_or(Error::<T>::TooManyStaff)?;
				Organizations::<T>::insert(organization, entry);
			},
			(false, true) => {
				entry.staff = entry.staff.saturating_sub(1);
				Organizations::<T>::insert(organization, entry);
			},
			(false, false) => ensure!(former != duties, Error::<T>::AlreadySo),
		}
		if duties.is_empty() {
			Staff::<T>::remove(organization, &account);
		} else {
			Staff::<T>::insert(organization, &account, duties);
		}
		Self::deposit_event(Event::StaffSet { organization, account, duties });
		Ok(())
	}
}

impl<T: Config> salus_primitives::Organizations<T::AccountId> for Pallet<T> {
	fn is_active(organization: OrganizationId) -> bool {
		Organizations::<T>::get(organization).is_some_and(|entry| entry.standing == Standing::Active)
	}

	fn has_role(organization: OrganizationId, role: Role) -> bool {
		Organizations::<T>::get(organization)
			.is_some_and(|entry| entry.standing == Standing::Active && entry.roles.contains(role))
	}

	fn ensure_duty(organization: OrganizationId, who: &T::AccountId, duty: Duty) -> DispatchResult {
		let entry = Self::entry(organization)?;
		ensure!(entry.standing == Standing::Active, Error::<T>::NotActive);
		Self::ensure_keeper(organization, &entry, who, duty)
	}

	fn account(organization: OrganizationId) -> Option<T::AccountId> {
		Organizations::<T>::contains_key(organization).then(|| organization_account(organization))
	}

	fn weight() -> Weight {
		T::WeightInfo::ensure_duty()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_member(who: &T::AccountId, roles: salus_primitives::Roles) -> OrganizationId {
		crate::benchmarking::active_member::<T>(who, roles)
	}
}
