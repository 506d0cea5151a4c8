//! Who pays the deposit for what an account keeps in state.

use crate::{BalanceOf, Config, DepositsHeld, Error, HoldReason, Pallet, SponsorshipOf};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, MutateHold},
		tokens::{Fortitude::Force, Precision::BestEffort, Preservation::Preserve},
		Consideration, Footprint,
	},
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use salus_primitives::{OrganizationId, Organizations};
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{Convert, Saturating, Zero},
	DispatchError, DispatchResult,
};

/// On whose account a deposit is held.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Payer {
	/// On the account that keeps the item.
	#[codec(index = 0)]
	Itself,
	/// On the account of the member that sponsored it when the deposit was made.
	#[codec(index = 1)]
	Sponsor(OrganizationId),
}

/// A deposit, held on the account's sponsor if it has one with quota and funds, else on the account.
///
/// The ticket remembers its payer: whatever becomes of the sponsorship or of the member, what is released goes back to
/// where it came from. When a deposit grows and its payer does not cover the growth, the whole deposit moves to who
/// would pay it today. Nothing else moves it: tickets lie in the items of other pallets, out of this pallet's reach.
#[derive(
	CloneNoBound,
	EqNoBound,
	PartialEqNoBound,
	DebugNoBound,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
#[scale_info(skip_type_params(T))]
#[codec(mel_bound())]
pub struct SponsoredDeposit<T: Config> {
	/// On whose account it is held.
	pub payer: Payer,
	/// How much is held.
	pub amount: BalanceOf<T>,
}

impl<T: Config> SponsoredDeposit<T> {
	/// Hold on the sponsor, else on the account.
	fn place(who: &T::AccountId, amount: BalanceOf<T>) -> Result<Self, DispatchError> {
		let refusal = match Pallet::<T>::sponsorship(who) {
			Ok(sponsorship) => match hold_on_sponsor::<T>(&sponsorship, who, amount) {
				Ok(()) => return Ok(Self { payer: Payer::Sponsor(sponsorship.organization), amount }),
				Err(refusal) => Some(refusal.into()),
			},
			Err(_) => None,
		};
		T::Currency::hold(&HoldReason::Deposit.into(), who, amount).map_err(|error| refusal.unwrap_or(error))?;
		Ok(Self { payer: Payer::Itself, amount })
	}

	/// Hold more on the same payer. Returns whether that was possible.
	fn grow(&self, who: &T::AccountId, by: BalanceOf<T>) -> bool {
		match self.payer {
			Payer::Itself => T::Currency::hold(&HoldReason::Deposit.into(), who, by).is_ok(),
			Payer::Sponsor(organization) => Pallet::<T>::sponsorship(who).is_ok_and(|sponsorship| {
				sponsorship.organization == organization && hold_on_sponsor::<T>(&sponsorship, who, by).is_ok()
			}),
		}
	}

	/// Give back to the payer.
	fn release(&self, who: &T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
		let reason = HoldReason::Deposit.into();
		match self.payer {
			Payer::Itself => T::Currency::release(&reason, who, amount, BestEffort).map(|_| ()),
			Payer::Sponsor(organization) => {
				let member = T::Organizations::account(organization).ok_or(Error::<T>::NotFound)?;
				T::Currency::release(&reason, &member, amount, BestEffort)?;
				DepositsHeld::<T>::mutate_exists(organization, who, |held| {
					*held = held.map(|held| held.saturating_sub(amount)).filter(|held| !held.is_zero());
				});
				Ok(())
			},
		}
	}
}

/// Hold on the account's active sponsor, within the quota and without touching the existential deposit.
fn hold_on_sponsor<T: Config>(
	sponsorship: &SponsorshipOf<T>,
	who: &T::AccountId,
	amount: BalanceOf<T>,
) -> Result<(), Error<T>> {
	let organization = sponsorship.organization;
	let held = DepositsHeld::<T>::get(organization, who).saturating_add(amount);
	ensure!(held <= sponsorship.deposit_quota, Error::<T>::QuotaExceeded);
	let member = T::Organizations::account(organization).ok_or(Error::<T>::NotFound)?;
	let free = T::Currency::reducible_balance(&member, Preserve, Force);
	ensure!(amount <= free, Error::<T>::SponsorCannotPay);
	T::Currency::hold(&HoldReason::Deposit.into(), &member, amount).map_err(|_| Error::<T>::SponsorCannotPay)?;
	DepositsHeld::<T>::insert(organization, who, held);
	Ok(())
}

impl<T: Config> Consideration<T::AccountId, Footprint> for SponsoredDeposit<T> {
	fn new(who: &T::AccountId, footprint: Footprint) -> Result<Self, DispatchError> {
		Self::place(who, T::DepositPrice::convert(footprint))
	}

	fn update(self, who: &T::AccountId, footprint: Footprint) -> Result<Self, DispatchError> {
		let amount = T::DepositPrice::convert(footprint);
		let payer = self.payer;
		if amount > self.amount {
			if !self.grow(who, amount.saturating_sub(self.amount)) {
				let moved = Self::place(who, amount)?;
				self.release(who, self.amount)?;
				return Ok(moved);
			}
		} else if amount < self.amount && self.release(who, self.amount.saturating_sub(amount)).is_err() {
			// A payer that is below the existential deposit cannot take back less than that: it gets it all when the
			// item is removed.
			return Ok(self);
		}
		Ok(Self { payer, amount })
	}

	fn drop(self, who: &T::AccountId) -> DispatchResult {
		self.release(who, self.amount)
	}

	/// Makes `who` sponsored, so that what is measured is the dearer of the two ways.
	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_successful(who: &T::AccountId, footprint: Footprint) {
		use frame_support::traits::fungible::Mutate;
		let amount = T::Currency::minimum_balance().saturating_add(T::DepositPrice::convert(footprint));
		let _ = T::Currency::mint_into(who, amount);
		Pallet::<T>::benchmark_sponsor(who, amount);
	}
}
