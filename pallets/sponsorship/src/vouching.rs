//! Beginning, changing and ending a sponsorship.

use crate::{
	Allowance, BalanceOf, BudgetStatus, Budgets, Config, DepositsHeld, Error, Event, KeptAlive, Pallet, Sponsorship,
	SponsorshipOf, SponsorshipStatus, Sponsorships, LOG_TARGET,
};
use codec::MaxEncodedLen;
use frame_support::{
	ensure,
	traits::{Consideration, Footprint, Get, UnixTime},
};
use frame_system::Pallet as System;
use salus_primitives::{OrganizationId, Organizations, Sponsors};
use sp_runtime::{traits::Zero, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_vouch(
		organization: OrganizationId,
		account: T::AccountId,
		allowance: BalanceOf<T>,
		deposit_quota: BalanceOf<T>,
	) -> DispatchResult {
		let member = T::Organizations::account(organization).ok_or(Error::<T>::NotFound)?;
		ensure!(account != member, Error::<T>::CannotSponsorItself);
		ensure!(!allowance.is_zero() || !deposit_quota.is_zero(), Error::<T>::NothingOffered);
		let former = Sponsorships::<T>::get(&account);
		if let Some(former) = &former {
			ensure!(!T::Organizations::is_active(former.organization), Error::<T>::AlreadySponsored);
		}

		let ticket = T::Consideration::new(&member, Self::footprint())?;
		match former {
			// The reference is handed over with the account.
			Some(former) => Self::close(&account, former),
			None => {
				if KeptAlive::<T>::take(&account).is_none() {
					System::<T>::inc_providers(&account);
				}
			},
		}
		let sponsorship = Sponsorship { organization, allowance: Allowance::new(allowance), deposit_quota, ticket };
		Sponsorships::<T>::insert(&account, sponsorship);
		Self::deposit_event(Event::Vouched { organization, account, allowance, deposit_quota });
		Ok(())
	}

	pub(crate) fn do_amend(
		organization: OrganizationId,
		account: T::AccountId,
		allowance: BalanceOf<T>,
		deposit_quota: BalanceOf<T>,
	) -> DispatchResult {
		ensure!(!allowance.is_zero() || !deposit_quota.is_zero(), Error::<T>::NothingOffered);
		Sponsorships::<T>::try_mutate(&account, |entry| {
			let sponsorship =
				entry.as_mut().filter(|entry| entry.organization == organization).ok_or(Error::<T>::NotFound)?;
			sponsorship.allowance.per_period = allowance;
			sponsorship.deposit_quota = deposit_quota;
			Ok::<_, DispatchError>(())
		})?;
		Self::deposit_event(Event::Amended { organization, account, allowance, deposit_quota });
		Ok(())
	}

	/// End the sponsorship of this account, by this member or by whichever it is.
	pub(crate) fn do_end(account: &T::AccountId, organization: Option<OrganizationId>) -> DispatchResult {
		let sponsorship = Sponsorships::<T>::get(account)
			.filter(|entry| organization.is_none_or(|organization| entry.organization == organization))
			.ok_or(Error::<T>::NotFound)?;
		Sponsorships::<T>::remove(account);
		Self::close(account, sponsorship);
		// A nonce above zero means that there are signatures that a new beginning would make valid again. An account
		// that others rely on (consumers) cannot be let go either.
		let signed_before = !System::<T>::account_nonce(account).is_zero();
		if signed_before || System::<T>::dec_providers(account).is_err() {
			KeptAlive::<T>::insert(account, ());
		}
		Ok(())
	}

	/// Give the member's deposit back and tell. Leaving a sponsor must always be possible, hence infallible.
	fn close(account: &T::AccountId, sponsorship: SponsorshipOf<T>) {
		let Sponsorship { organization, ticket, .. } = sponsorship;
		let released = T::Organizations::account(organization).map(|member| ticket.drop(&member));
		if !matches!(released, Some(Ok(()))) {
			log::error!(target: LOG_TARGET, "deposit of organisation {organization} for a sponsorship was not released");
		}
		Self::deposit_event(Event::Ended { organization, account: account.clone() });
	}

	pub(crate) fn do_set_budget(organization: OrganizationId, per_period: Option<BalanceOf<T>>) {
		Budgets::<T>::mutate(organization, |budget| {
			*budget = per_period.map(|per_period| match budget {
				Some(budget) => Allowance { per_period, ..*budget },
				None => Allowance::new(per_period),
			})
		});
		Self::deposit_event(Event::BudgetSet { organization, per_period });
	}

	/// What one sponsorship occupies.
	pub(crate) fn footprint() -> Footprint {
		let size = T::AccountId::max_encoded_len().saturating_add(SponsorshipOf::<T>::max_encoded_len());
		Footprint::from_parts(1, size)
	}

	/// The number of the present period.
	pub(crate) fn period() -> u64 {
		T::Time::now().as_secs().checked_div(T::Period::get()).unwrap_or_default()
	}

	pub(crate) fn status(account: &T::AccountId) -> Option<SponsorshipStatus<BalanceOf<T>>> {
		let Sponsorship { organization, allowance, deposit_quota, .. } = Sponsorships::<T>::get(account)?;
		Some(SponsorshipStatus {
			organization,
			active: T::Organizations::is_active(organization),
			allowance: allowance.per_period,
			remaining: allowance.remaining(Self::period()),
			quota: deposit_quota,
			quota_used: DepositsHeld::<T>::get(organization, account),
		})
	}

	pub(crate) fn budget(organization: OrganizationId) -> Option<BudgetStatus<BalanceOf<T>>> {
		let budget = Budgets::<T>::get(organization)?;
		Some(BudgetStatus { per_period: budget.per_period, remaining: budget.remaining(Self::period()) })
	}
}

impl<T: Config> Sponsors<T::AccountId> for Pallet<T> {
	fn sponsor_of(who: &T::AccountId) -> Option<OrganizationId> {
		Self::sponsorship(who).ok().map(|sponsorship| sponsorship.organization)
	}
}
