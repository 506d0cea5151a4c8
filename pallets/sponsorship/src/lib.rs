#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	substrate_runtime,
	deny(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects,)
)]

extern crate alloc;

pub use deposits::{Payer, SponsoredDeposit};
pub use fees::{Paid, SponsoredFees, WithSponsor};
pub use pallet::*;
pub use types::{Allowance, BalanceOf, Budget, BudgetStatus, Refusal, Sponsorship, SponsorshipOf, SponsorshipStatus};
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod deposits;
mod fees;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
mod vouching;
pub mod weights;

const LOG_TARGET: &str = "runtime::sponsorship";

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Mutate, MutateHold},
			Consideration, Contains, Footprint, UnixTime,
		},
	};
	use frame_system::pallet_prelude::*;
	use salus_primitives::{Duty, OrganizationId, Organizations, Seconds};
	use sp_runtime::traits::{Convert, Zero};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The token of fees and deposits.
		type Currency: Mutate<Self::AccountId> + MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// Why the runtime holds funds.
		type RuntimeHoldReason: From<HoldReason>;

		/// Who the members are, and what their staff may do.
		type Organizations: Organizations<Self::AccountId>;

		/// What a member pays to keep a sponsorship in state.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// What a [`SponsoredDeposit`] costs. At least the existential deposit even for an empty item, so that it can
		/// always be released.
		type DepositPrice: Convert<Footprint, BalanceOf<Self>>;

		/// The chain's clock.
		type Time: UnixTime;

		/// Length of the period after which allowances and budgets are full again.
		#[pallet::constant]
		type Period: Get<Seconds>;

		/// The highest fee that a sponsor pays for one transaction. It bounds what one transaction may weigh and
		/// measure.
		#[pallet::constant]
		type MaxSponsoredFee: Get<BalanceOf<Self>>;

		/// The calls whose fee a sponsor pays.
		///
		/// The filter sees the outermost call only: it must refuse wrappers (batches, proxies, multisigs), or look
		/// inside them.
		type SponsoredCalls: Contains<<Self as frame_system::Config>::RuntimeCall>;

		/// Cost of the calls.
		type WeightInfo: WeightInfo;
	}

	/// Why this pallet holds funds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Deposits for what accounts keep in state, paid by their sponsor or by themselves.
		Deposit,
		/// A member's deposit for the sponsorships it keeps in state.
		Vouch,
	}

	/// Who sponsors an account, and how much of it.
	#[pallet::storage]
	pub type Sponsorships<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, SponsorshipOf<T>>;

	/// Accounts whose sponsorship ended and whose provider reference stays, because they have signed before: were they
	/// reaped, their nonce would start again and their old signatures would count again.
	#[pallet::storage]
	pub type KeptAlive<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, (), OptionQuery>;

	/// Deposits held on a member's account for an account that it sponsors or has sponsored. Never zero.
	///
	/// The numbers of members are given by the chain, accounts are chosen by anybody: hence the hashers.
	#[pallet::storage]
	pub type DepositsHeld<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Blake2_128Concat, T::AccountId, BalanceOf<T>, ValueQuery>;

	/// What a member spends at most on fees of all its accounts together, where it set a limit.
	#[pallet::storage]
	pub type Budgets<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, Budget<BalanceOf<T>>>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A member began to sponsor an account.
		Vouched {
			/// The member.
			organization: OrganizationId,
			/// Whom it sponsors.
			account: T::AccountId,
			/// Fees it pays per period.
			allowance: BalanceOf<T>,
			/// Deposits it carries.
			deposit_quota: BalanceOf<T>,
		},
		/// A member changed what it pays for an account.
		Amended {
			/// The member.
			organization: OrganizationId,
			/// Whom it sponsors.
			account: T::AccountId,
			/// Fees it pays per period, from now on.
			allowance: BalanceOf<T>,
			/// Deposits it carries, from now on.
			deposit_quota: BalanceOf<T>,
		},
		/// A sponsorship ended: by the member, by the account, or because another member took over from an inactive one.
		Ended {
			/// The member.
			organization: OrganizationId,
			/// Whom it sponsored.
			account: T::AccountId,
		},
		/// A member set or lifted the limit of its spending on fees.
		BudgetSet {
			/// The member.
			organization: OrganizationId,
			/// Limit per period; `None`: no limit but those of its accounts.
			per_period: Option<BalanceOf<T>>,
		},
		/// A member paid the fee of a transaction.
		FeeSponsored {
			/// The member.
			organization: OrganizationId,
			/// Who signed.
			account: T::AccountId,
			/// What the member paid, refunds deducted.
			fee: BalanceOf<T>,
		},
	}

	/// What can go wrong.
	#[pallet::error]
	pub enum Error<T> {
		/// Nobody sponsors this account, or another member does, or the member is unknown.
		NotFound,
		/// An active member sponsors this account already. It or the account has to end that first.
		AlreadySponsored,
		/// A member's own keyless account pays for itself.
		CannotSponsorItself,
		/// Neither an allowance nor a deposit quota.
		NothingOffered,
		/// The sponsor's quota for this account does not cover the deposit, nor can the account pay it.
		QuotaExceeded,
		/// The sponsor has too little to hold for the deposit, nor can the account pay it.
		SponsorCannotPay,
	}

	/// Sponsorships at the start of the chain. Members and balances must have been built before.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Member, account, allowance per period, deposit quota.
		pub sponsorships: Vec<(OrganizationId, T::AccountId, BalanceOf<T>, BalanceOf<T>)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (organization, account, allowance, deposit_quota) in &self.sponsorships {
				let vouched = Pallet::<T>::do_vouch(*organization, account.clone(), *allowance, *deposit_quota);
				assert!(vouched.is_ok(), "each sponsorship at genesis is valid: {vouched:?}");
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(!T::Period::get().is_zero(), "a period has a length");
			assert!(!T::MaxSponsoredFee::get().is_zero(), "sponsors pay something");
			assert!(
				T::DepositPrice::convert(Footprint::from_parts(1, 0))
					>= <T::Currency as frame_support::traits::fungible::Inspect<T::AccountId>>::minimum_balance(),
				"a deposit below the existential deposit could not always be released"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Sponsor an account: pay its fees up to `allowance` per period, and carry its deposits up to `deposit_quota`.
		///
		/// Origin: signed, with [`Duty::Finance`] of `organization`, which must be active.
		///
		/// The account need not exist nor consent: a patient without tokens could not sign a consent. It may leave
		/// whenever it wants with [`renounce`](Self::renounce). Where the present sponsor is not an active member any
		/// more, `organization` takes over. The member pays a deposit, given back when the sponsorship ends.
		///
		/// Errors: `NotFound`, `CannotSponsorItself`, `NothingOffered`, `AlreadySponsored`, those of the duty check
		/// and of the deposit. Event: `Vouched`; before it `Ended` where it takes over.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::vouch().saturating_add(T::WeightInfo::end()))]
		pub fn vouch(
			origin: OriginFor<T>,
			organization: OrganizationId,
			account: T::AccountId,
			#[pallet::compact] allowance: BalanceOf<T>,
			#[pallet::compact] deposit_quota: BalanceOf<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(organization, &who, Duty::Finance)?;
			Self::do_vouch(organization, account, allowance, deposit_quota)
		}

		/// Change what the member pays for an account.
		///
		/// Origin: signed, with [`Duty::Finance`] of `organization`, which must be active and sponsor the account.
		///
		/// What was spent in this period and what is held stays. A quota below what is held takes nothing away: new
		/// deposits wait until enough is released.
		///
		/// Errors: `NotFound`, `NothingOffered` (to stop paying, [`end`](Self::end)), those of the duty check.
		/// Event: `Amended`.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::amend())]
		pub fn amend(
			origin: OriginFor<T>,
			organization: OrganizationId,
			account: T::AccountId,
			#[pallet::compact] allowance: BalanceOf<T>,
			#[pallet::compact] deposit_quota: BalanceOf<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(organization, &who, Duty::Finance)?;
			Self::do_amend(organization, account, allowance, deposit_quota)
		}

		/// Stop sponsoring an account.
		///
		/// Origin: signed, with [`Duty::Finance`] of `organization`, which must be active and sponsor the account.
		///
		/// Deposits held for the account stay on the member until what they are for is removed.
		///
		/// Errors: `NotFound`, those of the duty check. Event: `Ended`.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::end())]
		pub fn end(origin: OriginFor<T>, organization: OrganizationId, account: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(organization, &who, Duty::Finance)?;
			Self::do_end(&account, Some(organization))
		}

		/// Leave one's sponsor.
		///
		/// Origin: signed by the sponsored account. Free of charge, so that nobody is bound to a sponsor that does not
		/// pay: [`SponsoredFees`] charges nobody for it.
		///
		/// Errors: `NotFound`. Event: `Ended`.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::renounce())]
		pub fn renounce(origin: OriginFor<T>) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_end(&who, None)?;
			Ok(Pays::No.into())
		}

		/// Limit what the member spends per period on fees of all its accounts together, or lift the limit.
		///
		/// Origin: signed, with [`Duty::Finance`] of `organization`, which must be active.
		///
		/// What was spent in this period under the former limit counts towards the new one. Without a limit nothing is
		/// counted. A limit of zero stops all payments of fees.
		///
		/// Errors: those of the duty check. Event: `BudgetSet`.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::set_budget())]
		pub fn set_budget(
			origin: OriginFor<T>,
			organization: OrganizationId,
			per_period: Option<BalanceOf<T>>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(organization, &who, Duty::Finance)?;
			Self::do_set_budget(organization, per_period);
			Ok(())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Who sponsors the account, and what is left of it now.
		pub fn sponsorship_of(account: T::AccountId) -> Option<SponsorshipStatus<BalanceOf<T>>> {
			Self::status(&account)
		}

		/// Would the account's sponsor pay this fee now, for a call that is sponsored?
		pub fn can_afford(account: T::AccountId, fee: BalanceOf<T>) -> Result<(), Refusal> {
			Self::offer(&Self::sponsorship(&account)?, fee).map(|_| ())
		}

		/// The member's limit on fees and what is left of it now, if it set one.
		pub fn budget_of(organization: OrganizationId) -> Option<BudgetStatus<BalanceOf<T>>> {
			Self::budget(organization)
		}
	}
}
