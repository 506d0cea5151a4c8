//! Who pays the fee of a transaction.

use crate::{
	weights::WeightInfo, BalanceOf, Budgets, Call, Config, Event, Pallet, Refusal, SponsorshipOf, Sponsorships,
};
use core::marker::PhantomData;
use frame_support::{
	ensure,
	traits::{
		fungible::Inspect,
		tokens::{Fortitude::Polite, Preservation::Preserve},
		Contains, Get, IsSubType,
	},
	weights::Weight,
};
use pallet_transaction_payment::{OnChargeTransaction, TxCreditHold};
use salus_primitives::{OrganizationId, Organizations};
use sp_runtime::{
	traits::{DispatchInfoOf, PostDispatchInfoOf, Saturating, Zero},
	transaction_validity::TransactionValidityError,
};

/// Charges the sponsor of who signs, or else who signs.
///
/// `Inner` moves the money, whoever pays: usually `FungibleAdapter<Balances, Destination>`.
///
/// The sponsor pays if it is an active member; the call is one of [`Config::SponsoredCalls`]; there is no tip; the fee
/// is at most [`Config::MaxSponsoredFee`], what is left of the account's allowance and what is left of the member's
/// budget; and the member's account has it beyond the existential deposit. Else the account pays as if it had no
/// sponsor. If it cannot, the transaction is invalid for the reason for which the sponsor does not pay: see
/// [`Refusal`].
///
/// Nothing is written while a transaction is only validated. Several waiting transactions of one account are each
/// validated against the same allowance; each is checked again when it is included, and those that the allowance does
/// not cover any more are invalid then, at no cost to anybody.
pub struct SponsoredFees<Inner>(PhantomData<Inner>);

/// Who paid the fee of the transaction that is being executed.
pub enum Paid<AccountId, Balance, Inner> {
	/// Who signed.
	Itself(Inner),
	/// Nobody: it leaves its sponsor.
	Nobody,
	/// Its sponsor.
	Sponsor {
		/// The member.
		organization: OrganizationId,
		/// The member's account.
		member: AccountId,
		/// When.
		period: u64,
		/// How much, until the actual fee is known.
		fee: Balance,
		/// What `Inner` remembers.
		inner: Inner,
	},
}

impl<AccountId, Balance, Inner: Default> Default for Paid<AccountId, Balance, Inner> {
	fn default() -> Self {
		Self::Itself(Inner::default())
	}
}

/// Who offers to pay.
pub(crate) struct Offer<AccountId> {
	organization: OrganizationId,
	member: AccountId,
	pub(crate) period: u64,
}

impl<T: Config> Pallet<T> {
	/// The account's sponsorship, if its sponsor is an active member.
	pub(crate) fn sponsorship(who: &T::AccountId) -> Result<SponsorshipOf<T>, Refusal> {
		let sponsorship = Sponsorships::<T>::get(who).ok_or(Refusal::NotSponsored)?;
		ensure!(T::Organizations::is_active(sponsorship.organization), Refusal::SponsorNotActive);
		Ok(sponsorship)
	}

	/// Does the sponsor pay this fee now, for a call that is sponsored?
	pub(crate) fn offer(sponsorship: &SponsorshipOf<T>, fee: BalanceOf<T>) -> Result<Offer<T::AccountId>, Refusal> {
		let organization = sponsorship.organization;
		let period = Self::period();
		ensure!(fee <= T::MaxSponsoredFee::get(), Refusal::FeeTooLarge);
		ensure!(fee <= sponsorship.allowance.remaining(period), Refusal::AllowanceExhausted);
		let within_budget = Budgets::<T>::get(organization).is_none_or(|budget| fee <= budget.remaining(period));
		ensure!(within_budget, Refusal::BudgetExhausted);
		let member = T::Organizations::account(organization).ok_or(Refusal::SponsorNotActive)?;
		ensure!(fee <= T::Currency::reducible_balance(&member, Preserve, Polite), Refusal::SponsorCannotPay);
		Ok(Offer { organization, member, period })
	}

	/// Does the sponsor of this account pay this fee for this call now?
	fn offer_for(
		who: &T::AccountId,
		call: &<T as frame_system::Config>::RuntimeCall,
		fee: BalanceOf<T>,
		tip: BalanceOf<T>,
	) -> Result<Offer<T::AccountId>, Refusal> {
		let sponsorship = Self::sponsorship(who)?;
		ensure!(tip.is_zero(), Refusal::TipNotAllowed);
		ensure!(T::SponsoredCalls::contains(call), Refusal::CallNotSponsored);
		Self::offer(&sponsorship, fee)
	}

	pub(crate) fn count_fee(who: &T::AccountId, organization: OrganizationId, period: u64, fee: BalanceOf<T>) {
		Sponsorships::<T>::mutate_extant(who, |sponsorship| sponsorship.allowance.spend(period, fee));
		Budgets::<T>::mutate_extant(organization, |budget| budget.spend(period, fee));
	}

	pub(crate) fn discount_fee(who: &T::AccountId, organization: OrganizationId, period: u64, refund: BalanceOf<T>) {
		// If the call itself ended the sponsorship, there is nothing to give back to. Of one that it began nothing is
		// spent yet, and nothing given back.
		Sponsorships::<T>::mutate_extant(who, |sponsorship| sponsorship.allowance.give_back(period, refund));
		Budgets::<T>::mutate_extant(organization, |budget| budget.give_back(period, refund));
	}
}

/// Does a sponsored account leave its sponsor? That is free, at most once per sponsorship: hence only while the call is
/// not paused, for then it would fail, for free, again and again.
fn leaves_sponsor<T: Config>(
	who: &T::AccountId,
	call: &<T as frame_system::Config>::RuntimeCall,
	tip: BalanceOf<T>,
) -> bool
where
	<T as frame_system::Config>::RuntimeCall: IsSubType<Call<T>>,
{
	matches!(call.is_sub_type(), Some(Call::renounce {}))
		&& tip.is_zero()
		&& <T as frame_system::Config>::BaseCallFilter::contains(call)
		&& Sponsorships::<T>::contains_key(who)
}

impl<T, Inner> OnChargeTransaction<T> for SponsoredFees<Inner>
where
	T: Config + pallet_transaction_payment::Config,
	Inner: OnChargeTransaction<T, Balance = BalanceOf<T>>,
	<T as frame_system::Config>::RuntimeCall: IsSubType<Call<T>>,
{
	type Balance = BalanceOf<T>;
	type LiquidityInfo = Paid<T::AccountId, BalanceOf<T>, Inner::LiquidityInfo>;

	fn withdraw_fee(
		who: &T::AccountId,
		call: &<T as frame_system::Config>::RuntimeCall,
		info: &DispatchInfoOf<<T as frame_system::Config>::RuntimeCall>,
		fee: Self::Balance,
		tip: Self::Balance,
	) -> Result<Self::LiquidityInfo, TransactionValidityError> {
		if fee.is_zero() {
			return Inner::withdraw_fee(who, call, info, fee, tip).map(Paid::Itself);
		}
		if leaves_sponsor::<T>(who, call, tip) {
			return Ok(Paid::Nobody);
		}
		let Offer { organization, member, period } = match Pallet::<T>::offer_for(who, call, fee, tip) {
			Ok(offer) => offer,
			Err(refusal) => {
				return Inner::withdraw_fee(who, call, info, fee, tip).map(Paid::Itself).map_err(|_| refusal.into())
			},
		};
		let inner = Inner::withdraw_fee(&member, call, info, fee, Zero::zero())
			.map_err(|_| TransactionValidityError::from(Refusal::SponsorCannotPay))?;
		Pallet::<T>::count_fee(who, organization, period, fee);
		Ok(Paid::Sponsor { organization, member, period, fee, inner })
	}

	fn can_withdraw_fee(
		who: &T::AccountId,
		call: &<T as frame_system::Config>::RuntimeCall,
		info: &DispatchInfoOf<<T as frame_system::Config>::RuntimeCall>,
		fee: Self::Balance,
		tip: Self::Balance,
	) -> Result<(), TransactionValidityError> {
		if fee.is_zero() {
			return Inner::can_withdraw_fee(who, call, info, fee, tip);
		}
		if leaves_sponsor::<T>(who, call, tip) {
			return Ok(());
		}
		match Pallet::<T>::offer_for(who, call, fee, tip) {
			Ok(_) => Ok(()),
			Err(refusal) => Inner::can_withdraw_fee(who, call, info, fee, tip).map_err(|_| refusal.into()),
		}
	}

	fn correct_and_deposit_fee(
		who: &T::AccountId,
		info: &DispatchInfoOf<<T as frame_system::Config>::RuntimeCall>,
		post_info: &PostDispatchInfoOf<<T as frame_system::Config>::RuntimeCall>,
		actual_fee: Self::Balance,
		tip: Self::Balance,
		paid: Self::LiquidityInfo,
	) -> Result<(), TransactionValidityError> {
		match paid {
			Paid::Nobody => Ok(()),
			Paid::Itself(inner) => Inner::correct_and_deposit_fee(who, info, post_info, actual_fee, tip, inner),
			Paid::Sponsor { organization, member, period, fee, inner } => {
				let before = T::Currency::balance(&member);
				Inner::correct_and_deposit_fee(&member, info, post_info, actual_fee, Zero::zero(), inner)?;
				// What the member really got back: less than `fee - actual_fee` where a pallet took from the credit,
				// nothing where the member's account is gone.
				let refund = T::Currency::balance(&member).saturating_sub(before).min(fee.saturating_sub(actual_fee));
				if !refund.is_zero() {
					Pallet::<T>::discount_fee(who, organization, period, refund);
				}
				let fee = fee.saturating_sub(refund);
				Pallet::<T>::deposit_event(Event::FeeSponsored { organization, account: who.clone(), fee });
				Ok(())
			},
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn endow_account(who: &T::AccountId, amount: Self::Balance) {
		Inner::endow_account(who, amount)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn minimum_balance() -> Self::Balance {
		Inner::minimum_balance()
	}
}

impl<T, Inner> TxCreditHold<T> for SponsoredFees<Inner>
where
	T: pallet_transaction_payment::Config,
	Inner: TxCreditHold<T>,
{
	type Credit = Inner::Credit;
}

/// Weights of `pallet-transaction-payment` with the sponsor's share added: `W` is measured with an account that pays
/// itself.
pub struct WithSponsor<T, W>(PhantomData<(T, W)>);

impl<T: Config, W: pallet_transaction_payment::WeightInfo> pallet_transaction_payment::WeightInfo
	for WithSponsor<T, W>
{
	fn charge_transaction_payment() -> Weight {
		W::charge_transaction_payment().saturating_add(T::WeightInfo::sponsor_fee())
	}
}
