//! Who pays for a subject's state, and how another takes that over.

use crate::{
	types::{Deposit, Entry},
	Config, Deposits, Pallet,
};
use frame_support::traits::Consideration;
use salus_primitives::{Duty, OrganizationId, Organizations, SubjectId};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Let another account pay for the subject's state, and release the former one's deposit.
	pub(crate) fn move_deposit(id: SubjectId, depositor: T::AccountId) -> DispatchResult {
		let ticket = T::Consideration::new(&depositor, Self::footprint())?;
		if let Some(former) = Deposits::<T>::take(id) {
			former.ticket.drop(&former.depositor)?;
		}
		Deposits::<T>::insert(id, Deposit { depositor, ticket });
		Ok(())
	}

	pub(crate) fn do_carry_deposit(who: T::AccountId, id: SubjectId) -> DispatchResult {
		Self::try_mutate_controlled(id, &who, |subject| {
			Self::move_deposit(id, who.clone())?;
			Self::record(id, subject, Entry::DepositCarried { organization: None }).map(drop)
		})
	}

	pub(crate) fn do_carry_deposit_for(
		who: T::AccountId,
		organization: OrganizationId,
		id: SubjectId,
	) -> DispatchResult {
		T::Organizations::ensure_duty(organization, &who, Duty::Finance)?;
		Self::record_only(id, Entry::DepositCarried { organization: Some(organization) })?;
		Self::move_deposit(id, Self::account_of(organization)?)
	}
}
