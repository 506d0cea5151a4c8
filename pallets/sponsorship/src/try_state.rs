//! What is always true.

use crate::{BalanceOf, Budgets, Config, DepositsHeld, HoldReason, KeptAlive, Pallet, Sponsorships};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::InspectHold};
use frame_system::Pallet as System;
use salus_primitives::{OrganizationId, Organizations};
use sp_runtime::{
	traits::{Saturating, Zero},
	TryRuntimeError,
};

impl<T: Config> Pallet<T> {
	/// Check every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		for (account, sponsorship) in Sponsorships::<T>::iter() {
			ensure!(System::<T>::providers(&account) > 0, "a sponsored account has a provider reference");
			ensure!(!KeptAlive::<T>::contains_key(&account), "a reference is counted once");
			let member = T::Organizations::account(sponsorship.organization).ok_or("a sponsor is known")?;
			ensure!(member != account, "nobody sponsors itself");
			ensure!(
				!sponsorship.allowance.per_period.is_zero() || !sponsorship.deposit_quota.is_zero(),
				"a sponsor offers something"
			);
		}
		for account in KeptAlive::<T>::iter_keys() {
			ensure!(System::<T>::providers(&account) > 0, "an account that signed is kept alive");
		}

		let mut held_by = BTreeMap::<OrganizationId, BalanceOf<T>>::new();
		for (organization, _, held) in DepositsHeld::<T>::iter() {
			ensure!(!held.is_zero(), "an entry without deposits is removed");
			let sum = held_by.entry(organization).or_default();
			*sum = sum.saturating_add(held);
		}
		for (organization, sum) in held_by {
			let member = T::Organizations::account(organization).ok_or("who holds deposits is known")?;
			let on_hold = T::Currency::balance_on_hold(&HoldReason::Deposit.into(), &member);
			ensure!(on_hold >= sum, "a member holds at least what it carries for its accounts");
		}

		for organization in Budgets::<T>::iter_keys() {
			ensure!(T::Organizations::account(organization).is_some(), "a budget is a known member's");
		}
		Ok(())
	}
}
