//! What the pallet stores and answers.

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::fungible::Inspect;
use salus_primitives::OrganizationId;
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{AtLeast32BitUnsigned, Zero},
	transaction_validity::{InvalidTransaction, TransactionValidityError},
};

/// Amounts of the token of fees and deposits.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

/// A sponsorship as stored.
pub type SponsorshipOf<T> = Sponsorship<BalanceOf<T>, <T as Config>::Consideration>;

/// An amount that may be spent in each period, and what was spent of it in the latest one.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Allowance<Balance> {
	/// What may be spent in a period.
	pub per_period: Balance,
	/// The period in which something was spent last.
	pub period: u64,
	/// What was spent in that period.
	pub spent: Balance,
}

/// A member's limit for all its accounts together.
pub type Budget<Balance> = Allowance<Balance>;

impl<Balance: AtLeast32BitUnsigned + Copy> Allowance<Balance> {
	/// An amount of which nothing is spent yet.
	pub fn new(per_period: Balance) -> Self {
		Self { per_period, period: 0, spent: Zero::zero() }
	}

	/// What was spent in this period.
	fn spent_in(&self, period: u64) -> Balance {
		if self.period == period {
			self.spent
		} else {
			Zero::zero()
		}
	}

	/// What is left in this period.
	pub fn remaining(&self, period: u64) -> Balance {
		self.per_period.saturating_sub(self.spent_in(period))
	}

	/// Spend in this period.
	pub fn spend(&mut self, period: u64, amount: Balance) {
		self.spent = self.spent_in(period).saturating_add(amount);
		self.period = period;
	}

	/// Give back what was spent too much in this period. What was spent in another is past.
	pub fn give_back(&mut self, period: u64, amount: Balance) {
		if self.period == period {
			self.spent = self.spent.saturating_sub(amount);
		}
	}
}

/// A member pays for an account.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Sponsorship<Balance, Ticket> {
	/// The member.
	pub organization: OrganizationId,
	/// Fees it pays.
	pub allowance: Allowance<Balance>,
	/// Deposits it carries at most.
	pub deposit_quota: Balance,
	/// The member's deposit for this entry.
	pub ticket: Ticket,
}

/// Answer to "who sponsors this account?".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct SponsorshipStatus<Balance> {
	/// The member.
	pub organization: OrganizationId,
	/// Is it an active member? If not, it pays nothing now, and another member may take over.
	pub active: bool,
	/// Fees it pays per period.
	pub allowance: Balance,
	/// What is left of the allowance in this period. The member's own limit may be lower: see `budget_of`.
	pub remaining: Balance,
	/// Deposits it carries at most.
	pub quota: Balance,
	/// Deposits it carries now.
	pub quota_used: Balance,
}

/// Answer to "how much may this member spend on fees?".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct BudgetStatus<Balance> {
	/// Limit per period.
	pub per_period: Balance,
	/// What is left of it in this period.
	pub remaining: Balance,
}

/// Why a sponsor does not pay a fee.
///
/// If the account cannot pay the fee itself either, its transaction is invalid with this reason as
/// `InvalidTransaction::Custom(code)`, before it is included in a block. The codes are part of the interface: they
/// never change.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum Refusal {
	/// The account has no sponsor. As a validity error: `InvalidTransaction::Payment`, as for any empty account.
	NotSponsored,
	/// Code 100: what is left of the account's allowance in this period is less than the fee. It is full again in the
	/// next period.
	AllowanceExhausted,
	/// Code 101: sponsors do not pay for this call, or not inside this wrapper.
	CallNotSponsored,
	/// Code 102: sponsors pay no tips. Sign again without one.
	TipNotAllowed,
	/// Code 103: the sponsor's account does not have the fee.
	SponsorCannotPay,
	/// Code 104: the fee is higher than sponsors pay for one transaction. It grows with the call's weight and length.
	FeeTooLarge,
	/// Code 105: the sponsor is not an active member now.
	SponsorNotActive,
	/// Code 106: the sponsor has spent, in this period, what it wanted to spend on all its accounts together.
	BudgetExhausted,
}

impl From<Refusal> for TransactionValidityError {
	fn from(refusal: Refusal) -> Self {
		let code = match refusal {
			Refusal::NotSponsored => return InvalidTransaction::Payment.into(),
			Refusal::AllowanceExhausted => 100,
			Refusal::CallNotSponsored => 101,
			Refusal::TipNotAllowed => 102,
			Refusal::SponsorCannotPay => 103,
			Refusal::FeeTooLarge => 104,
			Refusal::SponsorNotActive => 105,
			Refusal::BudgetExhausted => 106,
		};
		InvalidTransaction::Custom(code).into()
	}
}
