//! Reserves: where a payer's money for claims lies.

use crate::{pallet::*, types::*};
use frame_support::{
	ensure,
	traits::{
		fungibles::{
			hold::{Inspect as InspectHold, Mutate as MutateHold},
			Inspect, Mutate,
		},
		tokens::{Fortitude::Polite, Precision::Exact, Preservation::Expendable},
		Get,
	},
};
use salus_primitives::{OrganizationId, Organizations, Seconds};
use sp_runtime::{traits::AccountIdConversion, DispatchError, DispatchResult};

/// Seconds of the period in which payments are summed up.
const MONTH: Seconds = 30 * crate::adjudication::DAY;

impl<T: Config> Pallet<T> {
	/// The account of a reserve.
	pub fn reserve_account(payer: OrganizationId, currency: CurrencyId) -> T::AccountId {
		T::PalletId::get().into_sub_account_truncating((payer, currency))
	}

	/// The account that a provider is paid to.
	pub(crate) fn organization_account(organization: OrganizationId) -> Result<T::AccountId, DispatchError> {
		T::Organizations::account(organization).ok_or(DispatchError::Unavailable)
	}

	pub(crate) fn free_in(currency: CurrencyId, who: &T::AccountId) -> u128 {
		T::Assets::reducible_balance(currency, who, Expendable, Polite)
	}

	fn transfer(currency: CurrencyId, from: &T::AccountId, to: &T::AccountId, amount: u128) -> DispatchResult {
		if amount > 0 {
			T::Assets::transfer(currency, from, to, amount, Expendable)?;
		}
		Ok(())
	}

	pub(crate) fn do_fund_reserve(payer: OrganizationId, currency: CurrencyId, amount: u128) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		ensure!(T::Assets::asset_exists(currency), Error::<T>::CurrencyNotFound);
		let own = Self::organization_account(payer)?;
		ensure!(Self::free_in(currency, &own) >= amount, Error::<T>::FundsInsufficient);
		Self::transfer(currency, &own, &Self::reserve_account(payer, currency), amount)?;
		Self::deposit_event(Event::ReserveFunded { payer, currency, amount });
		Ok(())
	}

	pub(crate) fn do_withdraw_reserve(payer: OrganizationId, currency: CurrencyId, amount: u128) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		ensure!(T::Assets::asset_exists(currency), Error::<T>::CurrencyNotFound);
		let reserve = Self::reserve_account(payer, currency);
		ensure!(Self::free_in(currency, &reserve) >= amount, Error::<T>::ReserveInsufficient);
		Self::transfer(currency, &reserve, &Self::organization_account(payer)?, amount)?;
		Self::deposit_event(Event::ReserveWithdrawn { payer, currency, amount });
		Ok(())
	}

	/// Hold the most that a pended claim may be paid.
	pub(crate) fn hold(payer: OrganizationId, currency: CurrencyId, amount: Money) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		let reserve = Self::reserve_account(payer, currency);
		T::Holds::hold(currency, &HoldReason::PendedClaim.into(), &reserve, amount.into())
			.map_err(|_| Error::<T>::ReserveInsufficient.into())
	}

	/// Would a reserve stand a payment, or instead a hold?
	pub(crate) fn is_funded(payer: OrganizationId, currency: CurrencyId, paid: Money, held: Option<Money>) -> bool {
		let reserve = Self::reserve_account(payer, currency);
		match held {
			Some(held) => {
				held == 0 || T::Holds::can_hold(currency, &HoldReason::PendedClaim.into(), &reserve, held.into())
			},
			None => Self::free_in(currency, &reserve) >= paid.into(),
		}
	}

	/// Hold it no longer.
	pub(crate) fn release(payer: OrganizationId, currency: CurrencyId, amount: Money) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		let reserve = Self::reserve_account(payer, currency);
		T::Holds::release(currency, &HoldReason::PendedClaim.into(), &reserve, amount.into(), Exact).map(|_| ())
	}

	/// Pay a provider, net of what it owes the payer; what it must give `patients` at once is left to it. Returns what
	/// was set against its debt.
	pub(crate) fn pay(
		payer: OrganizationId,
		provider: OrganizationId,
		currency: CurrencyId,
		amount: Money,
		patients: Money,
		contract: &mut Contract,
	) -> Result<Money, DispatchError> {
		if amount == 0 {
			return Ok(0);
		}
		let reserve = Self::reserve_account(payer, currency);
		let mut offset = 0;
		contract.owed = match contract.owed {
			Some((owed_in, owed)) if owed_in == currency => {
				offset = owed.min(amount.saturating_sub(patients));
				Some((currency, owed.saturating_sub(offset))).filter(|(_, left)| *left > 0)
			},
			other => other,
		};
		let net = amount.saturating_sub(offset);
		ensure!(Self::free_in(currency, &reserve) >= net.into(), Error::<T>::ReserveInsufficient);
		Self::transfer(currency, &reserve, &Self::organization_account(provider)?, net.into())?;
		Reserves::<T>::mutate(payer, currency, |kept| {
			*kept = Self::reserve_now(kept);
			kept.paid = kept.paid.saturating_add(amount);
		});
		Ok(offset)
	}

	/// Take back what a provider was paid. Where it has not enough, the rest is owed where it may be, else nothing
	/// happens. Returns what went back at once.
	pub(crate) fn take_back(
		payer: OrganizationId,
		provider: OrganizationId,
		currency: CurrencyId,
		amount: Money,
		may_owe: bool,
		contract: &mut Contract,
	) -> Result<Money, DispatchError> {
		if amount == 0 {
			return Ok(0);
		}
		let own = Self::organization_account(provider)?;
		let has = Money::try_from(Self::free_in(currency, &own)).unwrap_or(Money::MAX);
		let returned = amount.min(has);
		let rest = amount.saturating_sub(returned);
		if rest > 0 {
			ensure!(may_owe, Error::<T>::FundsInsufficient);
			let owed = match contract.owed {
				None => rest,
				Some((owed_in, owed)) if owed_in == currency => owed.saturating_add(rest),
				Some(_) => return Err(Error::<T>::OwedInOtherCurrency.into()),
			};
			contract.owed = Some((currency, owed));
		}
		Self::transfer(currency, &own, &Self::reserve_account(payer, currency), returned.into())?;
		Ok(returned)
	}

	/// Pay those back who paid a patient's share: all of it when the provider takes the claim back, else as far as its
	/// money goes. Returns how much.
	pub(crate) fn refund(
		provider: OrganizationId,
		currency: CurrencyId,
		payments: &[(T::AccountId, Money)],
		by_payer: bool,
	) -> Result<Money, DispatchError> {
		let mut refunded: Money = 0;
		if payments.is_empty() {
			return Ok(refunded);
		}
		let own = Self::organization_account(provider)?;
		for (who, amount) in payments {
			let has = Money::try_from(Self::free_in(currency, &own)).unwrap_or(Money::MAX);
			ensure!(by_payer || has >= *amount, Error::<T>::FundsInsufficient);
			let back = has.min(*amount);
			Self::transfer(currency, &own, who, back.into())?;
			refunded = refunded.saturating_add(back);
		}
		Ok(refunded)
	}

	/// Pay back what patients paid above what they bear now, the latest first, as far as the provider's money goes: no
	/// empty account stands in the way of an appeal.
	pub(crate) fn refund_excess(id: ClaimId, claim: &mut ClaimOf<T>) -> DispatchResult {
		let mut excess = claim.patient_excess();
		if excess == 0 {
			return Ok(());
		}
		let own = Self::organization_account(claim.provider)?;
		let (mut refunded, mut due): (Money, Money) = (0, 0);
		for (who, amount) in claim.patient_payments.iter_mut().rev() {
			let part = excess.min(*amount);
			let back = Money::try_from(Self::free_in(claim.currency, &own)).unwrap_or(Money::MAX).min(part);
			Self::transfer(claim.currency, &own, who, back.into())?;
			refunded = refunded.saturating_add(back);
			due = due.saturating_add(part.saturating_sub(back));
			*amount = amount.saturating_sub(part);
			excess = excess.saturating_sub(part);
		}
		claim.patient_payments.retain(|(_, amount)| *amount > 0);
		Self::record_claim(id, claim, ClaimEntry::PatientRefunded { refunded, due })
	}

	pub(crate) fn do_pay_patient_share(who: &T::AccountId, id: ClaimId, amount: Money) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let mut claim = Self::claim_kept(id)?;
		ensure!(claim.state.is_adjudicated(), Error::<T>::ClaimStateUnfit);
		let left = claim.patient.saturating_sub(claim.patient_paid());
		ensure!(amount <= left, Error::<T>::AbovePatientShare);
		ensure!(Self::free_in(claim.currency, who) >= amount.into(), Error::<T>::FundsInsufficient);
		Self::transfer(claim.currency, who, &Self::organization_account(claim.provider)?, amount.into())?;
		match claim.patient_payments.iter_mut().find(|(payer, _)| payer == who) {
			Some((_, paid)) => *paid = paid.saturating_add(amount),
			None => claim.patient_payments.try_push((who.clone(), amount)).map_err(|_| Error::<T>::TooManyPayers)?,
		}
		Self::record_claim(id, &mut claim, ClaimEntry::PatientPaid { amount })?;
		Claims::<T>::insert(id, claim);
		Ok(())
	}

	/// The counters of a reserve as of now.
	fn reserve_now(kept: &Reserve) -> Reserve {
		let month = u32::try_from(Self::now() / MONTH).unwrap_or(u32::MAX);
		match month.saturating_sub(kept.month) {
			0 => *kept,
			1 => Reserve { month, paid: 0, paid_before: kept.paid },
			_ => Reserve { month, paid: 0, paid_before: 0 },
		}
	}

	/// How a payer's reserve stands.
	pub fn reserve_status(payer: OrganizationId, currency: CurrencyId) -> ReserveStatus {
		let account = Self::reserve_account(payer, currency);
		let counted = Self::reserve_now(&Reserves::<T>::get(payer, currency));
		let monthly = counted.paid.max(counted.paid_before);
		let free = Self::free_in(currency, &account);
		ReserveStatus {
			free,
			held: T::Holds::balance_on_hold(currency, &HoldReason::PendedClaim.into(), &account),
			monthly,
			ratio: free.saturating_mul(1_000).checked_div(monthly.into()),
		}
	}
}
