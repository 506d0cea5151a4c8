#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	substrate_runtime,
	deny(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects,)
)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod duties;
mod genesis;
mod membership;
mod seats;
#[cfg(any(test, feature = "std", feature = "try-runtime"))]
mod try_state;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub mod types;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::{
	traits::{fungible, Get},
	PalletId,
};
use salus_primitives::OrganizationId;
use sp_runtime::traits::AccountIdConversion;

/// Derives the keyless account of each organisation.
pub const PALLET_ID: PalletId = PalletId(*b"salus/or");

/// Amounts of the currency in which organisations keep their money.
pub type BalanceOf<T> = <<T as Config>::Currency as fungible::Inspect<<T as frame_system::Config>::AccountId>>::Balance;

/// An organisation's entry in this runtime.
pub type OrganizationOf<T> = Organization<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;

/// The keyless account of an organisation: where its money lies.
pub fn organization_account<AccountId: codec::Encode + codec::Decode>(organization: OrganizationId) -> AccountId {
	PALLET_ID.into_sub_account_truncating(organization)
}

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Inspect, Mutate},
			tokens::{Fortitude, Preservation},
			ChangeMembers, Consideration, Footprint, InitializeMembers,
		},
	};
	use frame_system::pallet_prelude::*;
	use salus_primitives::{codes::CodeKind, identifiers::Identifier, CodeId, Codes, Duties, Duty, Roles};
	use sp_runtime::traits::Zero;

	/// Version of this pallet's storage.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// See the crate's documentation.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the runtime plugs in.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Who admits and rejects candidates, amends entries and replaces lost admins.
		type AdmitOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who suspends members and ends suspensions.
		type SuspendOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who expels members.
		type ExpelOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The registry in which reasons are.
		type Codes: Codes;

		/// Where organisations keep their money.
		type Currency: Mutate<Self::AccountId>;

		/// What an applicant pays for its place in state.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// The body in which each active member has one vote.
		type Council: ChangeMembers<Self::AccountId> + InitializeMembers<Self::AccountId>;

		/// The body in which the technical delegates of active members vote.
		type TechnicalCommittee: ChangeMembers<Self::AccountId> + InitializeMembers<Self::AccountId>;

		/// The most a change of one voting body costs. `ChangeMembers` does not say; for `pallet-collective` it is
		/// `set_members` at the greatest number of members and motions.
		type BodyChangeWeight: Get<Weight>;

		/// The most active members. The voting bodies rely on it: `pallet-collective` does not enforce its own bound.
		#[pallet::constant]
		type MaxMembers: Get<u32>;

		/// The most staff accounts of one organisation.
		#[pallet::constant]
		type MaxStaff: Get<u32>;

		/// What calls cost.
		type WeightInfo: WeightInfo;
	}

	/// Why this pallet holds money.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The place of an organisation in state, from application to the end of membership.
		#[codec(index = 0)]
		Membership,
	}

	/// Number of the next applicant. Never goes back: a number means one organisation for ever.
	#[pallet::storage]
	pub type NextOrganization<T: Config> = StorageValue<_, OrganizationId, ValueQuery>;

	/// Every organisation that applied, except withdrawn and rejected candidates. Numbers are given in order, so the
	/// cheap hash is safe.
	#[pallet::storage]
	pub type Organizations<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, OrganizationOf<T>, OptionQuery>;

	/// Which organisation an identifier means, from admission on. Outlives membership: nobody takes over the number of
	/// one that left. Applicants choose the keys, hence the strong hash.
	#[pallet::storage]
	pub type Identified<T: Config> = StorageMap<_, Blake2_128Concat, Identifier, OrganizationId, OptionQuery>;

	/// What staff may do in an organisation's name.
	#[pallet::storage]
	pub type Staff<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Blake2_128Concat, T::AccountId, Duties, ValueQuery>;

	/// The one member, active or suspended, for which an account holds seats: no account votes or authors for two.
	#[pallet::storage]
	pub type Seated<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, OrganizationId, OptionQuery>;

	/// Representatives of the active members, sorted: the Council. One for each, so their number counts the members.
	#[pallet::storage]
	pub type Representatives<T: Config> = StorageValue<_, BoundedVec<T::AccountId, T::MaxMembers>, ValueQuery>;

	/// Technical delegates of the active members, sorted: the Technical Committee.
	#[pallet::storage]
	pub type TechnicalDelegates<T: Config> = StorageValue<_, BoundedVec<T::AccountId, T::MaxMembers>, ValueQuery>;

	/// The founding members.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Members from the first block on, numbered in this order.
		pub organizations: Vec<Founder<T::AccountId>>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			let founded = Pallet::<T>::found(&self.organizations);
			assert!(founded.is_ok(), "the founding members are not acceptable: {founded:?}");
		}
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A step of an organisation's membership, which its trail keeps under this head.
		MembershipChanged {
			/// Whose membership.
			organization: OrganizationId,
			/// What happened to it.
			step: Step,
			/// The trail head that the step leads to.
			head: sp_core::H256,
		},
		/// A candidate withdrew or was rejected; its number is not given again.
		ApplicationRemoved {
			/// The former candidate.
			organization: OrganizationId,
		},
		/// A staff account's duties are now these; without any it is no longer staff.
		StaffSet {
			/// Whose staff.
			organization: OrganizationId,
			/// The account.
			account: T::AccountId,
			/// What it may do from now on.
			duties: Duties,
		},
		/// An organisation named who holds a seat for it.
		SeatSet {
			/// Whose seat.
			organization: OrganizationId,
			/// Which seat.
			seat: Seat,
			/// Who holds it from now on; none leaves it empty.
			account: Option<T::AccountId>,
		},
		/// An organisation has a new admin.
		AdminSet {
			/// Whose admin.
			organization: OrganizationId,
			/// The new admin.
			admin: T::AccountId,
		},
		/// Money left an organisation's account.
		Withdrawn {
			/// Whose money.
			organization: OrganizationId,
			/// Who received it.
			to: T::AccountId,
			/// How much.
			amount: BalanceOf<T>,
		},
	}

	/// Why a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// No organisation has this number.
		NotFound,
		/// The organisation is not an active member.
		NotActive,
		/// The caller has not the duty, or is not the admin, that this takes.
		NotAuthorized,
		/// The organisation's standing does not allow this step.
		WrongStanding,
		/// An organisation without a role is nothing to the consortium.
		RoleRequired,
		/// The identifier means another organisation, now or formerly, or is given twice.
		IdentifierTaken,
		/// The account already holds a seat for another member.
		SeatTaken,
		/// The consortium has as many active members as it can.
		TooManyMembers,
		/// The consortium cannot lose its last active member: nobody could govern it any more.
		LastMember,
		/// The organisation has as many staff accounts as it can.
		TooManyStaff,
		/// The account is not staff of the organisation.
		StaffNotFound,
		/// Everything is already as the call asks.
		AlreadySo,
		/// Nothing to withdraw: the amount is zero.
		ZeroAmount,
		/// The money is already in this account.
		OwnAccount,
		/// The account has less than this to spend.
		FundsUnavailable,
		/// Every organisation number was given.
		NumbersExhausted,
		/// The organisation's history holds as many steps as it can.
		HistoryFull,
		/// The reason is no code of the registry that may be used as one.
		ReasonNotFound,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxMembers::get() > 0, "a consortium has at least one member");
			assert!(T::MaxStaff::get() > 0, "an organisation can have staff");
			let account: Option<T::AccountId> = PALLET_ID.try_into_sub_account(OrganizationId::MAX);
			assert!(account.is_some(), "accounts are too short to tell organisations apart");
			let heaviest =
				T::WeightInfo::expel().max(T::WeightInfo::admit()).saturating_add(Self::weight_of_two_bodies());
			assert!(heaviest.all_lt(T::BlockWeights::get().max_block), "a change of membership does not fit a block");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Apply for membership in these roles, under these identifiers.
		///
		/// Origin: signed; the caller becomes the admin and, until another is named, the representative, and pays a
		/// deposit. Roles and identifiers stay as they are from here: what the Council admits is what applied. Identifiers
		/// are checked and taken at admission only, so an application under those of another blocks nobody.
		/// Event: `MembershipChanged`.
		///
		/// Errors: `RoleRequired`, `NumbersExhausted`, or the deposit's.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::apply())]
		pub fn apply(origin: OriginFor<T>, roles: Roles, identifiers: Identifiers) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_apply(who, roles, identifiers)
		}

		/// Withdraw one's application: the entry goes and its deposit returns.
		///
		/// Origin: signed by the candidate's admin. Event: `ApplicationRemoved`.
		///
		/// Errors: `NotFound`, `NotAuthorized`, `WrongStanding`, or the deposit's.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::remove_application())]
		pub fn cancel_application(origin: OriginFor<T>, organization: OrganizationId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::ensure_admin(&Self::entry(organization)?, &who)?;
			Self::remove_candidate(organization)
		}

		/// Reject an application: as `cancel_application`, by motion.
		///
		/// Origin: `AdmitOrigin`. Event: `ApplicationRemoved`.
		///
		/// Errors: `NotFound`, `WrongStanding`, or the deposit's.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::remove_application())]
		pub fn reject(origin: OriginFor<T>, organization: OrganizationId) -> DispatchResult {
			T::AdmitOrigin::ensure_origin(origin)?;
			Self::remove_candidate(organization)
		}

		/// Admit a candidate: its identifiers mean it, it votes, its staff may act, its collator may author.
		///
		/// Origin: `AdmitOrigin`. Event: `MembershipChanged`.
		///
		/// Errors: `NotFound`, `WrongStanding`, `IdentifierTaken`, `SeatTaken`, `TooManyMembers`, `HistoryFull`.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::admit().saturating_add(Pallet::<T>::weight_of_two_bodies()))]
		pub fn admit(origin: OriginFor<T>, organization: OrganizationId) -> DispatchResult {
			T::AdmitOrigin::ensure_origin(origin)?;
			Self::advance(organization, Step::Admitted)
		}

		/// Suspend a member: no duty works, no vote, no collator, no spending, until reinstated. Its seats stay its own
		/// and its admin may still exchange keys.
		///
		/// Origin: `SuspendOrigin`. Event: `MembershipChanged`.
		///
		/// Errors: `ReasonNotFound`, `NotFound`, `WrongStanding`, `LastMember`, `HistoryFull`.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::suspend().saturating_add(Pallet::<T>::weight_of_two_bodies()))]
		pub fn suspend(origin: OriginFor<T>, organization: OrganizationId, reason: CodeId) -> DispatchResult {
			T::SuspendOrigin::ensure_origin(origin)?;
			ensure!(T::Codes::is_active(reason, CodeKind::Reason), Error::<T>::ReasonNotFound);
			Self::advance(organization, Step::Suspended { reason })
		}

		/// End a suspension.
		///
		/// Origin: `SuspendOrigin`. Event: `MembershipChanged`.
		///
		/// Errors: `NotFound`, `WrongStanding`, `TooManyMembers`, `HistoryFull`.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::reinstate().saturating_add(Pallet::<T>::weight_of_two_bodies()))]
		pub fn reinstate(origin: OriginFor<T>, organization: OrganizationId) -> DispatchResult {
			T::SuspendOrigin::ensure_origin(origin)?;
			Self::advance(organization, Step::Reinstated)
		}

		/// Expel a member for good. What it held stays readable, its identifiers stay its own, its seats are free, its
		/// deposit returns and its admin can still withdraw what is left in its account.
		///
		/// Origin: `ExpelOrigin`. Event: `MembershipChanged`.
		///
		/// Errors: `ReasonNotFound`, `NotFound`, `WrongStanding`, `LastMember`, `HistoryFull`, or the deposit's.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::expel().saturating_add(Pallet::<T>::weight_of_two_bodies()))]
		pub fn expel(origin: OriginFor<T>, organization: OrganizationId, reason: CodeId) -> DispatchResult {
			T::ExpelOrigin::ensure_origin(origin)?;
			ensure!(T::Codes::is_active(reason, CodeKind::Reason), Error::<T>::ReasonNotFound);
			Self::advance(organization, Step::Expelled { reason })
		}

		/// Leave the consortium for good, with the same consequences as expulsion. A suspended member cannot slip away:
		/// the Council decides about it.
		///
		/// Origin: signed by the admin of an active member. Event: `MembershipChanged`.
		///
		/// Errors: `NotFound`, `NotAuthorized`, `WrongStanding`, `LastMember`, `HistoryFull`, or the deposit's.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::resign().saturating_add(Pallet::<T>::weight_of_two_bodies()))]
		pub fn resign(origin: OriginFor<T>, organization: OrganizationId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::ensure_admin(&Self::entry(organization)?, &who)?;
			Self::advance(organization, Step::Resigned)
		}

		/// Set what an account may do in the organisation's name; no duties remove it from the staff.
		///
		/// Origin: signed by the admin or, while the organisation is active, by staff with `Duty::Administration`; only
		/// the admin decides about accounts that have, or are to have, `Duty::Administration`. While the organisation is
		/// suspended its admin may only remove. Event: `StaffSet`.
		///
		/// Errors: `NotFound`, `NotAuthorized`, `NotActive`, `StaffNotFound`, `AlreadySo`, `TooManyStaff`.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::set_staff())]
		pub fn set_staff(
			origin: OriginFor<T>,
			organization: OrganizationId,
			account: T::AccountId,
			duties: Duties,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_staff(organization, &who, account, duties)
		}

		/// Name the account that votes in the Council; none means whoever is admin now.
		///
		/// Origin: signed by the admin, unless membership ended: who speaks for the organisation is for nobody else to
		/// say. Event: `SeatSet`.
		///
		/// Errors: `NotFound`, `NotAuthorized`, `WrongStanding`, `AlreadySo`, `SeatTaken`.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::set_representative().saturating_add(T::BodyChangeWeight::get()))]
		pub fn set_representative(
			origin: OriginFor<T>,
			organization: OrganizationId,
			account: Option<T::AccountId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_seat(organization, &who, Seat::Representative, account)
		}

		/// Name the account that votes in the Technical Committee, or none.
		///
		/// Origin: signed by the admin, unless membership ended. Event: `SeatSet`.
		///
		/// Errors: `NotFound`, `NotAuthorized`, `WrongStanding`, `AlreadySo`, `SeatTaken`.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::set_technical_delegate().saturating_add(T::BodyChangeWeight::get()))]
		pub fn set_technical_delegate(
			origin: OriginFor<T>,
			organization: OrganizationId,
			account: Option<T::AccountId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_seat(organization, &who, Seat::TechnicalDelegate, account)
		}

		/// Name the account that authors blocks, or none.
		///
		/// Origin: signed by the admin, unless membership ended, or, while the organisation is active, by staff with
		/// `Duty::Operations`. Event: `SeatSet`.
		///
		/// Errors: `NotFound`, `NotAuthorized`, `WrongStanding`, `AlreadySo`, `SeatTaken`.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::set_collator())]
		pub fn set_collator(
			origin: OriginFor<T>,
			organization: OrganizationId,
			account: Option<T::AccountId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_seat(organization, &who, Seat::Collator, account)
		}

		/// Hand the organisation to another admin account. Its seats and the deposit stay with the accounts they were
		/// with.
		///
		/// Origin: signed by the admin, whatever the standing. Event: `AdminSet`.
		///
		/// Errors: `NotFound`, `NotAuthorized`, `AlreadySo`.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::transfer_admin())]
		pub fn transfer_admin(origin: OriginFor<T>, organization: OrganizationId, new: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::ensure_admin(&Self::entry(organization)?, &who)?;
			Self::set_admin(organization, new)
		}

		/// Give the organisation another admin account by motion, for one that lost its key.
		///
		/// Origin: `AdmitOrigin`, whatever the standing. Event: `AdminSet`.
		///
		/// Errors: `NotFound`, `AlreadySo`.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::replace_admin())]
		pub fn replace_admin(origin: OriginFor<T>, organization: OrganizationId, new: T::AccountId) -> DispatchResult {
			T::AdmitOrigin::ensure_origin(origin)?;
			Self::set_admin(organization, new)
		}

		/// Change a member's roles and identifiers. Identifiers it no longer carries are free again.
		///
		/// Origin: `AdmitOrigin`. Event: `MembershipChanged`.
		///
		/// Errors: `NotFound`, `WrongStanding`, `RoleRequired`, `AlreadySo`, `IdentifierTaken`, `HistoryFull`.
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::amend())]
		pub fn amend(
			origin: OriginFor<T>,
			organization: OrganizationId,
			roles: Roles,
			identifiers: Identifiers,
		) -> DispatchResult {
			T::AdmitOrigin::ensure_origin(origin)?;
			Self::do_amend(organization, roles, identifiers)
		}

		/// Pay from the organisation's account.
		///
		/// Origin: signed by the admin or staff with `Duty::Finance` of an active member, or by the admin of a candidate or
		/// of a former member. A suspended member's money waits with it: the Council may be about to find that it is
		/// owed to others. Event: `Withdrawn`.
		///
		/// Errors: `NotFound`, `NotActive`, `NotAuthorized`, `ZeroAmount`, `OwnAccount`, `FundsUnavailable`, or the
		/// currency's.
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::withdraw())]
		pub fn withdraw(
			origin: OriginFor<T>,
			organization: OrganizationId,
			to: T::AccountId,
			#[pallet::compact] amount: BalanceOf<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let entry = Self::entry(organization)?;
			ensure!(entry.standing != Standing::Suspended, Error::<T>::NotActive);
			Self::ensure_keeper(organization, &entry, &who, Duty::Finance)?;
			ensure!(!amount.is_zero(), Error::<T>::ZeroAmount);
			let from = organization_account(organization);
			ensure!(to != from, Error::<T>::OwnAccount);
			let spendable = T::Currency::reducible_balance(&from, Preservation::Expendable, Fortitude::Polite);
			ensure!(amount <= spendable, Error::<T>::FundsUnavailable);
			T::Currency::transfer(&from, &to, amount, Preservation::Expendable)?;
			Self::deposit_event(Event::Withdrawn { organization, to, amount });
			Ok(())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Who is this organisation?
		pub fn organization(organization: OrganizationId) -> Option<OrganizationInfo<T::AccountId>> {
			let entry = Organizations::<T>::get(organization)?;
			Some(OrganizationInfo {
				standing: entry.standing,
				admin: entry.admin,
				roles: entry.roles,
				identifiers: entry.identifiers,
				representative: entry.representative,
				technical_delegate: entry.technical_delegate,
				collator: entry.collator,
				account: organization_account(organization),
				staff: entry.staff,
				trail: entry.trail,
			})
		}

		/// Which organisation does this identifier mean, now or formerly?
		pub fn organization_by_identifier(identifier: Identifier) -> Option<OrganizationId> {
			Identified::<T>::get(identifier)
		}

		/// What may this account do for this organisation, now?
		pub fn duties_of(organization: OrganizationId, account: T::AccountId) -> Duties {
			Self::duties(organization, &account)
		}
	}

	impl<T: Config> Pallet<T> {
		/// The most that a change of both voting bodies costs.
		pub(crate) fn weight_of_two_bodies() -> Weight {
			T::BodyChangeWeight::get().saturating_mul(2)
		}

		/// The organisation's entry, of any standing.
		pub(crate) fn entry(organization: OrganizationId) -> Result<OrganizationOf<T>, Error<T>> {
			Organizations::<T>::get(organization).ok_or(Error::<T>::NotFound)
		}
	}
}
