#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	substrate_runtime,
	deny(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects,)
)]

extern crate alloc;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

pub mod adjudication;
mod answers;
mod appeals;
mod authorizations;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod clocks;
mod coverage;
mod lifecycle;
mod plans;
mod renderers;
mod reserves;
pub mod runtime_api;
mod submission;
#[cfg(any(test, feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;
pub mod x12;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungibles, Consideration, Footprint, UnixTime},
		weights::WeightMeter,
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use salus_primitives::{
		anchor::Root, Codes, Commitment, CredentialCheck, Duty, Holder, OrganizationId, Organizations, Period, Role,
		Seconds, SubjectId, Subjects, TrailHead, UnitStatus,
	};
	use sp_core::H256;

	/// The storage version of this pallet.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// A deposit, and the account to which it returns.
	pub type DepositOf<T> = (<T as frame_system::Config>::AccountId, <T as Config>::Consideration);
	/// A plan as this runtime keeps it.
	pub type PlanOf<T> = Plan<DepositOf<T>>;
	/// A fee schedule as this runtime keeps it.
	pub type ScheduleOf<T> = Schedule<DepositOf<T>>;
	/// A coverage as this runtime keeps it.
	pub type CoverageOf<T> = Coverage<<T as frame_system::Config>::AccountId, DepositOf<T>>;
	/// A prior authorisation as this runtime keeps it.
	pub type AuthorizationOf<T> = Authorization<<T as frame_system::Config>::AccountId, DepositOf<T>>;
	/// A claim as this runtime keeps it.
	pub type ClaimOf<T> = Claim<<T as frame_system::Config>::AccountId>;
	/// An entry of a claim's history.
	pub type ClaimEntryOf<T> = ClaimEntry<<T as frame_system::Config>::AccountId>;
	/// An entry of a coverage's history.
	pub type CoverageEntryOf<T> = CoverageEntry<<T as frame_system::Config>::AccountId>;

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Cost of each call.
		type WeightInfo: WeightInfo;

		/// Why something is held.
		type RuntimeHoldReason: From<HoldReason>;

		/// Who is a member, in which role, and who may act for it.
		type Organizations: Organizations<Self::AccountId>;

		/// Who controls which subject.
		type Subjects: Subjects<Self::AccountId>;

		/// Who is licensed.
		type Credentials: CredentialCheck;

		/// The registry of codes.
		type Codes: Codes;

		/// Which medicines were supplied.
		type Units: UnitStatus;

		/// The clock.
		type Time: UnixTime;

		/// Currencies.
		type Assets: fungibles::Mutate<Self::AccountId, AssetId = CurrencyId, Balance = u128>;

		/// Amounts held in currencies.
		type Holds: fungibles::hold::Mutate<
			Self::AccountId,
			AssetId = CurrencyId,
			Balance = u128,
			Reason = Self::RuntimeHoldReason,
		>;

		/// Deposit for what stays until somebody removes it.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// From which the accounts of reserves are derived.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Seconds in which a prior authorisation must be answered.
		#[pallet::constant]
		type StandardClock: Get<Seconds>;

		/// The same for expedited ones.
		#[pallet::constant]
		type ExpeditedClock: Get<Seconds>;

		/// Seconds in which a pended claim must be decided.
		#[pallet::constant]
		type ReviewClock: Get<Seconds>;

		/// Seconds after a decision within which it can be appealed. Afterwards a claim can be closed.
		#[pallet::constant]
		type AppealWindow: Get<Seconds>;

		/// The most services that anybody renders in a day; a person looks at claims beyond.
		#[pallet::constant]
		type MaxServicesPerDay: Get<u32>;

		/// So many claims of one provider to one payer in an hour are an alert.
		#[pallet::constant]
		type VelocityThreshold: Get<u32>;

		/// How many authorisations and how many claims one block looks at to see whether their time is over.
		#[pallet::constant]
		type SweepPerBlock: Get<u32>;
	}

	/// Why something is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The maximum that pended claims may be paid, in the payer's reserve.
		PendedClaim,
	}

	/// Number that the next plan gets.
	#[pallet::storage]
	pub type NextPlan<T: Config> = StorageValue<_, PlanId, ValueQuery>;

	/// Plans. Numbers are given in order, here and below, so no hash needs to protect the trie's balance.
	#[pallet::storage]
	pub type Plans<T: Config> = StorageMap<_, Twox64Concat, PlanId, PlanOf<T>>;

	/// Terms of each version of a plan. They never change.
	#[pallet::storage]
	pub type Terms<T: Config> = StorageDoubleMap<_, Twox64Concat, PlanId, Twox64Concat, PlanVersion, PlanTerms>;

	/// Number that the next fee schedule gets.
	#[pallet::storage]
	pub type NextSchedule<T: Config> = StorageValue<_, ScheduleId, ValueQuery>;

	/// Fee schedules.
	#[pallet::storage]
	pub type Schedules<T: Config> = StorageMap<_, Twox64Concat, ScheduleId, ScheduleOf<T>>;

	/// What a payer knows of a provider.
	#[pallet::storage]
	pub type Contracts<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, OrganizationId, Contract, ValueQuery>;

	/// Number that the next coverage gets.
	#[pallet::storage]
	pub type NextCoverage<T: Config> = StorageValue<_, CoverageId, ValueQuery>;

	/// Coverages, with all that is counted under each: a claim reads and writes this one entry.
	#[pallet::storage]
	pub type Coverages<T: Config> = StorageMap<_, Twox64Concat, CoverageId, CoverageOf<T>>;

	/// What families have borne, by the subscriber's coverage.
	#[pallet::storage]
	pub type Families<T: Config> = StorageMap<_, Twox64Concat, CoverageId, Family, ValueQuery>;

	/// Who renders services. Subjects are chosen by callers, hence BLAKE2.
	#[pallet::storage]
	pub type Renderers<T: Config> = StorageMap<_, Blake2_128Concat, Holder, Renderer, ValueQuery>;

	/// Number that the next authorisation gets.
	#[pallet::storage]
	pub type NextAuthorization<T: Config> = StorageValue<_, AuthorizationId, ValueQuery>;

	/// Prior authorisations.
	#[pallet::storage]
	pub type Authorizations<T: Config> = StorageMap<_, Twox64Concat, AuthorizationId, AuthorizationOf<T>>;

	/// Pending authorisations by the hour (Unix seconds / 3600) in which they are due.
	#[pallet::storage]
	pub type Due<T: Config> = StorageDoubleMap<_, Twox64Concat, u32, Twox64Concat, AuthorizationId, ()>;

	/// Hour that the next block looks at first; there is nothing due before it.
	#[pallet::storage]
	pub type DueCursor<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// Number that the next claim gets.
	#[pallet::storage]
	pub type NextClaim<T: Config> = StorageValue<_, ClaimId, ValueQuery>;

	/// Claims that are not closed.
	#[pallet::storage]
	pub type Claims<T: Config> = StorageMap<_, Twox64Concat, ClaimId, ClaimOf<T>>;

	/// Claim that the next block looks at first to see whether it can be closed.
	#[pallet::storage]
	pub type CloseCursor<T: Config> = StorageValue<_, ClaimId, ValueQuery>;

	/// What was served under a coverage on a day (Unix seconds / 86400): each service is claimed once.
	#[pallet::storage]
	pub type Served<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		CoverageId,
		Twox64Concat,
		u32,
		BoundedVec<Fingerprint, MaxServed>,
		ValueQuery,
	>;

	/// Supplies of medicines that were claimed, by their tags: a pack pays once.
	#[pallet::storage]
	pub type Claimed<T: Config> = StorageMap<_, Blake2_128Concat, H256, ClaimId>;

	/// Reserves.
	#[pallet::storage]
	pub type Reserves<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, CurrencyId, Reserve, ValueQuery>;

	/// Conduct of payers.
	#[pallet::storage]
	pub type Conducts<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, Conduct, ValueQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Money went into a reserve.
		ReserveFunded {
			/// Whose.
			payer: OrganizationId,
			/// In which currency.
			currency: CurrencyId,
			/// How much.
			amount: u128,
		},
		/// Money was taken out of a reserve.
		ReserveWithdrawn {
			/// Whose.
			payer: OrganizationId,
			/// In which currency.
			currency: CurrencyId,
			/// How much.
			amount: u128,
		},
		/// A fee schedule was registered.
		ScheduleRegistered {
			/// Whose.
			payer: OrganizationId,
			/// Its number.
			schedule: ScheduleId,
			/// Its root.
			root: Root,
		},
		/// A fee schedule was removed.
		ScheduleRemoved {
			/// Its number.
			schedule: ScheduleId,
		},
		/// A plan has a new version.
		PlanPublished {
			/// Whose.
			payer: OrganizationId,
			/// Its number.
			plan: PlanId,
			/// The version.
			version: PlanVersion,
		},
		/// A plan was removed.
		PlanRemoved {
			/// Its number.
			plan: PlanId,
		},
		/// A provider's contract changed.
		ContractSet {
			/// Who pays.
			payer: OrganizationId,
			/// Who provides.
			provider: OrganizationId,
			/// On which terms.
			network: Option<Network>,
		},
		/// Somebody lets an organisation bill for its services, or no longer.
		AffiliationSet {
			/// Who renders services.
			renderer: SubjectId,
			/// Who bills.
			organization: OrganizationId,
			/// Does it?
			affiliated: bool,
		},
		/// Somebody was excluded from payment, or is not any more.
		ExclusionSet {
			/// Who.
			holder: Holder,
			/// When.
			excluded: Option<Period<Seconds>>,
			/// By which regulator.
			by: OrganizationId,
		},
		/// Something happened to a coverage.
		CoverageRecorded {
			/// Which.
			coverage: CoverageId,
			/// Head of its history now.
			head: H256,
			/// What.
			entry: CoverageEntryOf<T>,
		},
		/// A coverage was removed.
		CoverageRemoved {
			/// Which.
			coverage: CoverageId,
			/// Its history.
			trail: TrailHead,
		},
		/// A prior authorisation was asked for.
		AuthorizationRequested {
			/// Its number.
			authorization: AuthorizationId,
			/// By whom.
			provider: OrganizationId,
			/// Of whom.
			payer: OrganizationId,
			/// When the answer is due.
			due: Seconds,
		},
		/// A payer asks for information.
		InformationRequested {
			/// For which authorisation.
			authorization: AuthorizationId,
			/// Which information.
			remark: x12::Rarc,
		},
		/// The clock of an authorisation ran out without an answer.
		AuthorizationOverdue {
			/// Which.
			authorization: AuthorizationId,
			/// Whose answer it is.
			payer: OrganizationId,
		},
		/// An authorisation was removed.
		AuthorizationRemoved {
			/// Which.
			authorization: AuthorizationId,
		},
		/// Something happened to a claim.
		ClaimRecorded {
			/// Which.
			claim: ClaimId,
			/// Head of its history now.
			head: H256,
			/// What.
			entry: ClaimEntryOf<T>,
		},
		/// A claim was closed. What remains are its fingerprints.
		ClaimClosed {
			/// Which.
			claim: ClaimId,
			/// Its history.
			trail: TrailHead,
		},
		/// A provider claims unusually often.
		VelocityAlert {
			/// Who.
			provider: OrganizationId,
			/// From whom.
			payer: OrganizationId,
			/// How many claims in this hour.
			claims: u32,
		},
		/// Somebody is said to have rendered more services in a day than anybody does.
		VolumeAlert {
			/// Who.
			renderer: Holder,
			/// Day (Unix seconds / 86400).
			day: u32,
			/// How many.
			services: u32,
		},
		/// A coverage that is to be removed has forgotten a year of days of service, and has more of them.
		ServicesForgotten {
			/// Which.
			coverage: CoverageId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The organisation has not the role that this needs.
		RoleMissing,
		/// The payer may not be the provider.
		PayerIsProvider,
		/// The payer is not an active member.
		PayerNotActive,
		/// There is no such currency.
		CurrencyNotFound,
		/// An amount of nothing.
		ZeroAmount,
		/// The reserve has not enough that is free.
		ReserveInsufficient,
		/// The account has not enough of the currency.
		FundsInsufficient,
		/// No numbers are left.
		NumbersExhausted,
		/// There is no such fee schedule.
		ScheduleNotFound,
		/// A plan names the fee schedule.
		ScheduleInUse,
		/// A fee schedule has at least one leaf and at most as many as a tree may have.
		LeafCountOutOfRange,
		/// There is no such plan.
		PlanNotFound,
		/// There are coverages under the plan.
		PlanInUse,
		/// The plan has as many versions as it may.
		TooManyVersions,
		/// The terms overlap a version in time, or have no end.
		VersionPeriodUnfit,
		/// Benefit years go up with time, and versions of one year follow each other.
		BenefitYearUnfit,
		/// Benefits are ascending by category, each once.
		BenefitsNotAscending,
		/// More categories with limits than can be counted.
		TooManyLimits,
		/// A category is not a registered code for services.
		CategoryUnknown,
		/// A network's tier is not `OutOfNetwork`, and its period is not empty.
		NetworkUnfit,
		/// There is no such coverage.
		CoverageNotFound,
		/// The subscriber's coverage is not one, or of another payer or currency.
		SubscriberUnfit,
		/// The relationship is `Myself` just where there is no subscriber.
		RelationshipUnfit,
		/// The period ends before it begins, or has no beginning.
		PeriodUnfit,
		/// Places in the order of benefits count from 1.
		OrderUnfit,
		/// Claims or authorisations under the coverage are open.
		CoverageInUse,
		/// The coverage has not ended, or claims can still be filed.
		CoverageNotEnded,
		/// The signer is not the patient of the coverage.
		NotMember,
		/// The provider has as many affiliations as it may.
		TooManyAffiliations,
		/// Nothing would change.
		NothingToChange,
		/// There is no such authorisation.
		AuthorizationNotFound,
		/// The authorisation is not in a state in which this can be done.
		AuthorizationStateUnfit,
		/// A line is for no unit, or there is no line.
		LinesUnfit,
		/// As many answers as there are lines, none above what was asked for, and not all of it nor nothing.
		AnswerUnfit,
		/// The authorisation is not over, or claims that cite it are open.
		AuthorizationInUse,
		/// A denial names a reason, and a remark where the reason demands one.
		ReasonUnfit,
		/// There is no such claim.
		ClaimNotFound,
		/// The claim is not in a state in which this can be done.
		ClaimStateUnfit,
		/// The total is not the sum of the charges.
		TotalMismatch,
		/// Nothing is charged.
		NothingCharged,
		/// A service ends before it begins, or lies in the future.
		ServicePeriodUnfit,
		/// The lines fall under different versions of the plan; claim each part by itself.
		LinesSpanVersions,
		/// The price does not stand in the plan's fee schedule.
		FeeProofInvalid,
		/// The price is for another tier or date.
		FeeNotApplicable,
		/// The plan pays only what stands in its fee schedule.
		UnlistedNotAllowed,
		/// The coverage is not the first in order: what payers before it did must be told.
		PriorMissing,
		/// The prior claim has other lines, is of the same payer, not adjudicated, or was coordinated before.
		PriorUnfit,
		/// The claim that is replaced is of another provider or coverage.
		ReplacedUnfit,
		/// A claim to a later payer relies on this one: reverse that first.
		CoordinatedClaimStands,
		/// As many decisions as there are lines.
		DecisionsUnfit,
		/// An adjustment is of nothing, repeated, in a group it does not go with, without its remark, or above the charge.
		AdjustmentUnfit,
		/// An unlisted service needs an allowed amount.
		AllowedMissing,
		/// More would be paid than is held.
		AboveHeld,
		/// Whoever decided before does not decide again.
		SameDecider,
		/// Whoever reviews is neither the payer nor the provider, and a regulator or an auditor.
		ReviewerUnfit,
		/// The window for appeals is over.
		AppealWindowOver,
		/// Nothing was denied.
		NothingToAppeal,
		/// All levels of appeal were gone through.
		AppealExhausted,
		/// An appeal is open.
		AppealOpen,
		/// No appeal is open.
		AppealNotOpen,
		/// An appeal never takes away.
		AppealMayNotLower,
		/// More than what the patient still bears.
		AbovePatientShare,
		/// The claim cannot be closed yet.
		ClaimNotOver,
		/// Too many services under this coverage on one day.
		TooManyServices,
		/// The provider owes this payer in another currency.
		OwedInOtherCurrency,
		/// As many accounts as may have paid the patient's share.
		TooManyPayers,
		/// A history is as long as it can be.
		TrailFull,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		// What is over says so by its date; a sweep that waits for room loses nothing.
		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			let mut meter = WeightMeter::with_limit(remaining);
			Self::sweep(&mut meter);
			meter.consumed()
		}

		fn integrity_test() {
			Self::check_integrity();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Move money from the payer's own account into its reserve.
		///
		/// - Origin: signed by an account with [`Duty::Finance`] for `payer`, which is a payer.
		///
		/// Errors: those of the duty check, [`Error::RoleMissing`], [`Error::ZeroAmount`], [`Error::CurrencyNotFound`],
		/// [`Error::FundsInsufficient`].
		///
		/// Event: [`Event::ReserveFunded`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::fund_reserve())]
		pub fn fund_reserve(
			origin: OriginFor<T>,
			payer: OrganizationId,
			currency: CurrencyId,
			#[pallet::compact] amount: u128,
		) -> DispatchResult {
			Self::ensure_payer(origin, payer, Duty::Finance)?;
			Self::do_fund_reserve(payer, currency, amount)
		}

		/// Move free money from the payer's reserve to its own account. What is held for pended claims stays.
		///
		/// - Origin: signed by an account with [`Duty::Finance`] for `payer`.
		///
		/// Errors: those of the duty check, [`Error::ZeroAmount`], [`Error::CurrencyNotFound`],
		/// [`Error::ReserveInsufficient`].
		///
		/// Event: [`Event::ReserveWithdrawn`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::withdraw_reserve())]
		pub fn withdraw_reserve(
			origin: OriginFor<T>,
			payer: OrganizationId,
			currency: CurrencyId,
			#[pallet::compact] amount: u128,
		) -> DispatchResult {
			Self::ensure_payer(origin, payer, Duty::Finance)?;
			Self::do_withdraw_reserve(payer, currency, amount)
		}

		/// Register a fee schedule: one root over any number of prices.
		///
		/// - Origin: signed by an account with [`Duty::Adjudication`] for `payer`; it pays the deposit.
		///
		/// Errors: those of the duty check, [`Error::RoleMissing`], [`Error::LeafCountOutOfRange`],
		/// [`Error::NumbersExhausted`], and that the deposit cannot be paid.
		///
		/// Event: [`Event::ScheduleRegistered`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::register_schedule())]
		pub fn register_schedule(origin: OriginFor<T>, payer: OrganizationId, root: Root) -> DispatchResult {
			let who = Self::ensure_payer(origin, payer, Duty::Adjudication)?;
			Self::do_register_schedule(&who, payer, root)
		}

		/// Remove a fee schedule that no plan names. The deposit returns to whoever paid it.
		///
		/// - Origin: signed by an account with [`Duty::Adjudication`] for its payer.
		///
		/// Errors: [`Error::ScheduleNotFound`], those of the duty check, [`Error::ScheduleInUse`].
		///
		/// Event: [`Event::ScheduleRemoved`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::remove_schedule())]
		pub fn remove_schedule(origin: OriginFor<T>, schedule: ScheduleId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_schedule(&who, schedule)
		}

		/// Register a plan with its first version.
		///
		/// - Origin: signed by an account with [`Duty::Adjudication`] for `payer`; it pays the deposit.
		/// - `currency`: in which all its claims are settled.
		///
		/// Errors: those of the duty check, [`Error::RoleMissing`], [`Error::CurrencyNotFound`], those of
		/// [`Call::publish_version`], and that the deposit cannot be paid.
		///
		/// Event: [`Event::PlanPublished`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::register_plan(terms.benefits.len().try_into().unwrap_or(u32::MAX)))]
		pub fn register_plan(
			origin: OriginFor<T>,
			payer: OrganizationId,
			currency: CurrencyId,
			terms: PlanTerms,
		) -> DispatchResult {
			let who = Self::ensure_payer(origin, payer, Duty::Adjudication)?;
			Self::do_register_plan(&who, payer, currency, terms)
		}

		/// Publish another version of a plan, for later dates of service. Published terms never change.
		///
		/// - Origin: signed by an account with [`Duty::Adjudication`] for the plan's payer.
		///
		/// Errors: [`Error::PlanNotFound`], those of the duty check, [`Error::ScheduleNotFound`],
		/// [`Error::TooManyVersions`], [`Error::VersionPeriodUnfit`], [`Error::BenefitYearUnfit`],
		/// [`Error::BenefitsNotAscending`], [`Error::TooManyLimits`], [`Error::CategoryUnknown`].
		///
		/// Event: [`Event::PlanPublished`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::publish_version(terms.benefits.len().try_into().unwrap_or(u32::MAX)))]
		pub fn publish_version(origin: OriginFor<T>, plan: PlanId, terms: PlanTerms) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_publish_version(&who, plan, terms)
		}

		/// Remove a plan without coverages. The deposit returns to whoever paid it.
		///
		/// - Origin: signed by an account with [`Duty::Adjudication`] for the plan's payer.
		///
		/// Errors: [`Error::PlanNotFound`], those of the duty check, [`Error::PlanInUse`].
		///
		/// Event: [`Event::PlanRemoved`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::remove_plan())]
		pub fn remove_plan(origin: OriginFor<T>, plan: PlanId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_plan(&who, plan)
		}

		/// Say on which terms a provider is in the payer's network, or that it is in it no more.
		///
		/// - Origin: signed by an account with [`Duty::Adjudication`] for `payer`.
		///
		/// Errors: those of the duty check, [`Error::RoleMissing`], [`Error::PayerIsProvider`],
		/// [`Error::NetworkUnfit`].
		///
		/// Event: [`Event::ContractSet`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::set_contract())]
		pub fn set_contract(
			origin: OriginFor<T>,
			payer: OrganizationId,
			provider: OrganizationId,
			network: Option<Network>,
		) -> DispatchResult {
			Self::ensure_payer(origin, payer, Duty::Adjudication)?;
			Self::do_set_contract(payer, provider, network)
		}

		/// Enrol somebody.
		///
		/// - Origin: signed by an account with [`Duty::Adjudication`] or [`Duty::Registration`] for the plan's payer; it
		///   pays the deposit.
		///
		/// Errors: [`Error::PlanNotFound`], those of the duty check, [`Error::RelationshipUnfit`],
		/// [`Error::SubscriberUnfit`], [`Error::PeriodUnfit`], [`Error::OrderUnfit`], [`Error::NumbersExhausted`], and
		/// that the deposit cannot be paid.
		///
		/// Event: [`Event::CoverageRecorded`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::enrol())]
		pub fn enrol(origin: OriginFor<T>, enrolment: Enrolment<T::AccountId>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_enrol(&who, enrolment)
		}

		/// Change a coverage. What was adjudicated stays.
		///
		/// - Origin: signed by an account with [`Duty::Adjudication`] or [`Duty::Registration`] for the payer.
		///
		/// Errors: [`Error::CoverageNotFound`], those of the duty check, [`Error::PlanNotFound`],
		/// [`Error::PeriodUnfit`], [`Error::OrderUnfit`], [`Error::SubscriberUnfit`], [`Error::NothingToChange`].
		///
		/// Event: [`Event::CoverageRecorded`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::change_coverage())]
		pub fn change_coverage(
			origin: OriginFor<T>,
			coverage: CoverageId,
			change: CoverageChange<T::AccountId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_change_coverage(&who, coverage, change)
		}

		/// Give a coverage another key of the patient.
		///
		/// - Origin: signed by the key that it has.
		///
		/// Errors: [`Error::CoverageNotFound`], [`Error::NotMember`], [`Error::NothingToChange`].
		///
		/// Event: [`Event::CoverageRecorded`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::rotate_member())]
		pub fn rotate_member(origin: OriginFor<T>, coverage: CoverageId, member: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rotate_member(&who, coverage, member)
		}

		/// Remove a coverage that has ended, for which no claim can be filed and none is open. Its history stays provable.
		/// The deposit returns to whoever paid it. At most a year of days of service is forgotten at a time: while more is
		/// left, the coverage stays, and the call is made again.
		///
		/// - Origin: signed by an account with [`Duty::Adjudication`] or [`Duty::Registration`] for the payer.
		///
		/// Errors: [`Error::CoverageNotFound`], those of the duty check, [`Error::CoverageInUse`],
		/// [`Error::CoverageNotEnded`].
		///
		/// Event: [`Event::CoverageRemoved`], or [`Event::ServicesForgotten`] while more is left.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::remove_coverage())]
		pub fn remove_coverage(origin: OriginFor<T>, coverage: CoverageId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_coverage(&who, coverage)
		}

		/// Let an organisation bill for one's services, or no longer. Without it, nobody is paid for them.
		///
		/// - Origin: signed by an account that controls `renderer`.
		///
		/// Errors: those of the subject's control, [`Error::TooManyAffiliations`], [`Error::NothingToChange`].
		///
		/// Event: [`Event::AffiliationSet`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::set_affiliation())]
		pub fn set_affiliation(
			origin: OriginFor<T>,
			renderer: SubjectId,
			organization: OrganizationId,
			affiliated: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Subjects::ensure_controls(renderer, &who)?;
			Self::do_set_affiliation(renderer, organization, affiliated)
		}

		/// Exclude somebody from payment for services in a period, or no longer.
		///
		/// - Origin: signed by an account with [`Duty::Credentialing`] for `regulator`, which is a regulator.
		///
		/// Errors: those of the duty check, [`Error::RoleMissing`], [`Error::PeriodUnfit`], [`Error::NothingToChange`].
		///
		/// Event: [`Event::ExclusionSet`].
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::set_exclusion())]
		pub fn set_exclusion(
			origin: OriginFor<T>,
			regulator: OrganizationId,
			holder: Holder,
			excluded: Option<Period<Seconds>>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(regulator, &who, Duty::Credentialing)?;
			ensure!(T::Organizations::has_role(regulator, Role::Regulator), Error::<T>::RoleMissing);
			Self::do_set_exclusion(regulator, holder, excluded)
		}

		/// Ask for prior authorisation. The payer's clock starts.
		///
		/// - Origin: signed by an account with [`Duty::Billing`] for `provider`; it pays the deposit.
		///
		/// Errors: those of the duty check, [`Error::CoverageNotFound`], [`Error::PayerIsProvider`],
		/// [`Error::PayerNotActive`], [`Error::LinesUnfit`], [`Error::CategoryUnknown`], [`Error::NumbersExhausted`], and
		/// that the deposit cannot be paid.
		///
		/// Events: [`Event::AuthorizationRequested`], [`Event::CoverageRecorded`].
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::request_authorization())]
		pub fn request_authorization(
			origin: OriginFor<T>,
			provider: OrganizationId,
			request: AuthorizationRequest,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(provider, &who, Duty::Billing)?;
			Self::do_request_authorization(&who, provider, request)
		}

		/// Answer a request for prior authorisation. A late answer counts all the same, and is on the payer's record.
		///
		/// - Origin: signed by an account with [`Duty::Adjudication`] for the payer.
		///
		/// Errors: [`Error::AuthorizationNotFound`], those of the duty check, [`Error::AuthorizationStateUnfit`],
		/// [`Error::AnswerUnfit`], [`Error::PeriodUnfit`], [`Error::CategoryUnknown`], [`Error::ReasonUnfit`].
		///
		/// Events: [`Event::CoverageRecorded`]; [`Event::InformationRequested`].
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::answer_authorization())]
		pub fn answer_authorization(
			origin: OriginFor<T>,
			authorization: AuthorizationId,
			answer: AuthorizationAnswer,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_answer_authorization(&who, authorization, answer)
		}

		/// Supply the information that the payer asked for. The clock goes on.
		///
		/// - Origin: signed by an account with [`Duty::Billing`] for the provider.
		///
		/// Errors: [`Error::AuthorizationNotFound`], those of the duty check, [`Error::AuthorizationStateUnfit`].
		///
		/// Event: [`Event::CoverageRecorded`].
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::supply_information())]
		pub fn supply_information(
			origin: OriginFor<T>,
			authorization: AuthorizationId,
			documents: Commitment,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_supply_information(&who, authorization, documents)
		}

		/// Withdraw a request, or give an authorisation back. Claims that cite it already keep it.
		///
		/// - Origin: signed by an account with [`Duty::Billing`] for the provider.
		///
		/// Errors: [`Error::AuthorizationNotFound`], those of the duty check, [`Error::AuthorizationStateUnfit`].
		///
		/// Event: [`Event::CoverageRecorded`].
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::cancel_authorization())]
		pub fn cancel_authorization(origin: OriginFor<T>, authorization: AuthorizationId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel_authorization(&who, authorization)
		}

		/// Remove authorisations that are over: denied, cancelled or past their period, and cited by no open claim. The
		/// deposits return to whoever paid them.
		///
		/// - Origin: signed by anybody.
		///
		/// Errors: [`Error::AuthorizationNotFound`], [`Error::AuthorizationInUse`].
		///
		/// Event: [`Event::AuthorizationRemoved`].
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::remove_authorization())]
		pub fn remove_authorization(origin: OriginFor<T>, authorization: AuthorizationId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_remove_authorization(authorization)
		}

		/// Submit a claim. Unless a person must look at it, it is adjudicated and paid in this call.
		///
		/// - Origin: signed by an account with [`Duty::Billing`] for `provider`.
		///
		/// Errors, each of which rejects the claim and leaves nothing behind: those of the duty check,
		/// [`Error::RoleMissing`], [`Error::CoverageNotFound`], [`Error::PayerIsProvider`], [`Error::PayerNotActive`],
		/// [`Error::LinesUnfit`], [`Error::TotalMismatch`], [`Error::NothingCharged`], [`Error::ServicePeriodUnfit`],
		/// [`Error::LinesSpanVersions`], [`Error::FeeProofInvalid`], [`Error::FeeNotApplicable`],
		/// [`Error::UnlistedNotAllowed`], [`Error::CategoryUnknown`], [`Error::PriorMissing`], [`Error::PriorUnfit`],
		/// [`Error::ReplacedUnfit`], those of [`Call::reverse`] for the claim that is replaced,
		/// [`Error::TooManyServices`], [`Error::ReserveInsufficient`], [`Error::OwedInOtherCurrency`],
		/// [`Error::NumbersExhausted`].
		///
		/// Events: [`Event::ClaimRecorded`], [`Event::CoverageRecorded`], [`Event::VelocityAlert`],
		/// [`Event::VolumeAlert`].
		#[pallet::call_index(19)]
		#[pallet::weight(Pallet::<T>::weight_of_submit(submission))]
		pub fn submit(
			origin: OriginFor<T>,
			provider: OrganizationId,
			submission: alloc::boxed::Box<Submission>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(provider, &who, Duty::Billing)?;
			Self::do_submit(provider, *submission)
		}

		/// Decide on a pended claim, line by line, and pay it. What is decided is on the claim's history with the name of
		/// who decided.
		///
		/// - Origin: signed by an account with [`Duty::Adjudication`] for the payer.
		///
		/// Errors: [`Error::ClaimNotFound`], those of the duty check, [`Error::ClaimStateUnfit`],
		/// [`Error::DecisionsUnfit`], [`Error::AdjustmentUnfit`], [`Error::AllowedMissing`], [`Error::AboveHeld`].
		///
		/// Event: [`Event::ClaimRecorded`].
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::decide(decisions.len().try_into().unwrap_or(u32::MAX)))]
		pub fn decide(origin: OriginFor<T>, claim: ClaimId, decisions: Decisions) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_decide(&who, claim, decisions)
		}

		/// Take a claim back: what was paid returns to the reserve, what was counted counts no more, what was claimed can
		/// be claimed again. Where the payer takes it back and the provider has not enough, the rest is owed and set
		/// against its next payments.
		///
		/// - Origin: signed by an account with [`Duty::Billing`] for the provider (`organization`), or with
		///   [`Duty::Adjudication`] for the payer (`organization`).
		///
		/// Errors: [`Error::ClaimNotFound`], those of the duty check, [`Error::RoleMissing`],
		/// [`Error::ClaimStateUnfit`], [`Error::CoordinatedClaimStands`], [`Error::AppealOpen`],
		/// [`Error::FundsInsufficient`] where the provider takes it back, [`Error::OwedInOtherCurrency`].
		///
		/// Event: [`Event::ClaimRecorded`].
		///
		/// Weight: declared for 50 lines; what the claim's own do not take is returned.
		#[pallet::call_index(21)]
		#[pallet::weight(T::WeightInfo::reverse(MAX_LINES))]
		pub fn reverse(
			origin: OriginFor<T>,
			claim: ClaimId,
			organization: OrganizationId,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Ok(Some(Self::do_reverse(&who, claim, organization)?).into())
		}

		/// Pay what the patient bears of a claim, or a part of it, from the signer's account to the provider's.
		///
		/// - Origin: signed by anybody: the patient, or who pays for it.
		///
		/// Errors: [`Error::ClaimNotFound`], [`Error::ClaimStateUnfit`], [`Error::ZeroAmount`],
		/// [`Error::AbovePatientShare`], [`Error::FundsInsufficient`].
		///
		/// Event: [`Event::ClaimRecorded`].
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::pay_patient_share())]
		pub fn pay_patient_share(
			origin: OriginFor<T>,
			claim: ClaimId,
			#[pallet::compact] amount: Money,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_pay_patient_share(&who, claim, amount)
		}

		/// Appeal: first to the payer, then to it again, then to an organisation outside.
		///
		/// - Origin: signed by an account with [`Duty::Billing`] for the provider, or by the coverage's patient.
		/// - `grounds`: commitment to them; the text goes to the payer directly.
		///
		/// Errors: [`Error::ClaimNotFound`], those of the duty check, [`Error::NotMember`],
		/// [`Error::ClaimStateUnfit`], [`Error::NothingToAppeal`], [`Error::AppealOpen`], [`Error::AppealExhausted`],
		/// [`Error::AppealWindowOver`].
		///
		/// Event: [`Event::ClaimRecorded`].
		#[pallet::call_index(23)]
		#[pallet::weight(T::WeightInfo::appeal())]
		pub fn appeal(origin: OriginFor<T>, claim: ClaimId, by: Appellant, grounds: Commitment) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_appeal(&who, claim, by, grounds)
		}

		/// Decide an appeal. An overturned decision is replaced and the difference paid in this call.
		///
		/// - Origin: signed by an account with [`Duty::Adjudication`] for `organization`: the payer at the first two
		///   levels; at the third a regulator or an auditor that is neither the payer nor the provider. Nobody decides
		///   twice on one claim.
		///
		/// Errors: [`Error::ClaimNotFound`], those of the duty check, [`Error::AppealNotOpen`],
		/// [`Error::ReviewerUnfit`], [`Error::SameDecider`], [`Error::ReasonUnfit`], [`Error::DecisionsUnfit`],
		/// [`Error::AdjustmentUnfit`], [`Error::AllowedMissing`], [`Error::AppealMayNotLower`],
		/// [`Error::CoordinatedClaimStands`], [`Error::ReserveInsufficient`], [`Error::FundsInsufficient`].
		///
		/// Event: [`Event::ClaimRecorded`].
		#[pallet::call_index(24)]
		#[pallet::weight(match ruling {
			Ruling::Uphold(_) => T::WeightInfo::decide_appeal(0),
			Ruling::Overturn(decisions) =>
				T::WeightInfo::decide_appeal(decisions.len().try_into().unwrap_or(u32::MAX)),
		})]
		pub fn decide_appeal(
			origin: OriginFor<T>,
			claim: ClaimId,
			organization: OrganizationId,
			ruling: Ruling,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(organization, &who, Duty::Adjudication)?;
			Self::do_decide_appeal(&who, claim, organization, ruling)
		}

		/// Close a claim that is over: reversed, replaced, or past its window for appeals. What remains are the
		/// fingerprints of what was claimed, the marks of supplies, and its history.
		///
		/// - Origin: signed by anybody. Blocks with room do the same by themselves.
		///
		/// Errors: [`Error::ClaimNotFound`], [`Error::ClaimNotOver`].
		///
		/// Events: [`Event::ClaimClosed`], [`Event::CoverageRecorded`].
		///
		/// Weight: as for [`Call::reverse`].
		#[pallet::call_index(25)]
		#[pallet::weight(T::WeightInfo::close(MAX_LINES))]
		pub fn close(origin: OriginFor<T>, claim: ClaimId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Ok(Some(Self::do_close(claim)?).into())
		}
	}

	impl<T: Config> Pallet<T> {
		/// An account that does this duty for this organisation, which is a payer.
		fn ensure_payer(
			origin: OriginFor<T>,
			payer: OrganizationId,
			duty: Duty,
		) -> Result<T::AccountId, DispatchError> {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(payer, &who, duty)?;
			ensure!(T::Organizations::has_role(payer, Role::Payer), Error::<T>::RoleMissing);
			Ok(who)
		}

		/// Cost of submitting: each line, each proof, each question to a neighbour.
		pub(crate) fn weight_of_submit(submission: &Submission) -> Weight {
			let lines = submission.lines.len().try_into().unwrap_or(u32::MAX);
			let weight = T::WeightInfo::submit(lines);
			match submission.replaces {
				Some(_) => weight.saturating_add(T::WeightInfo::reverse(MAX_LINES)),
				None => weight,
			}
		}
	}
}
