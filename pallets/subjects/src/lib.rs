#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	substrate_runtime,
	deny(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects,)
)]

#[cfg(feature = "runtime-benchmarks")]
extern crate alloc;

mod answers;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod custody;
mod deposits;
mod integrity;
mod keys;
#[cfg(test)]
mod mock;
mod recovery;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

/// Keys and guardians of patients, credential holders and practitioners.
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint, UnixTime},
	};
	use frame_system::pallet_prelude::*;
	use salus_primitives::{Commitment, OrganizationId, Organizations, Seconds, SubjectId};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs from the runtime. A subject's identifier is at first its account's 32 bytes.
	#[pallet::config]
	pub trait Config: frame_system::Config<AccountId: Into<[u8; 32]>> {
		/// Costs of the calls.
		type WeightInfo: WeightInfo;

		/// Unix time.
		type Time: UnixTime;

		/// The members.
		type Organizations: Organizations<Self::AccountId>;

		/// The deposit for all the state that one subject may ever occupy, taken when it is opened.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// Who may appoint a successor for an organisation that is an active member no longer.
		type CustodyOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The shortest delay between guardians' agreement and the change of keys: time for a controller to veto.
		#[pallet::constant]
		type MinRecoveryDelay: Get<Seconds>;

		/// The longest such delay.
		#[pallet::constant]
		type MaxRecoveryDelay: Get<Seconds>;

		/// How long guardians may take to agree, and how long an agreed recovery may wait for its completion.
		#[pallet::constant]
		type RecoveryLifetime: Get<Seconds>;

		/// How long guardians must wait after a veto, and a guardian after an attempt of its own that lapsed.
		#[pallet::constant]
		type RecoveryCoolDown: Get<Seconds>;

		/// How far ahead the end of an offer or of a succession may lie.
		#[pallet::constant]
		type MaxOfferPeriod: Get<Seconds>;

		/// How far ahead the end of a legal guardianship may lie.
		#[pallet::constant]
		type MaxGuardianship: Get<Seconds>;

		/// Within which time what one of a custodian's staff proposes must be confirmed by another.
		#[pallet::constant]
		type ConfirmationPeriod: Get<Seconds>;
	}

	/// Why money is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Deposit for the state of a subject.
		#[codec(index = 0)]
		Subject,
	}

	// Callers influence keys (accounts can be ground), so all maps of subjects are hashed with a cryptographic hash.

	/// Every subject ever opened. Entries are never removed: other pallets' histories refer to them.
	#[pallet::storage]
	pub type Subjects<T: Config> = StorageMap<_, Blake2_128Concat, SubjectId, Subject<T::AccountId>>;

	/// Who paid for a subject's state. Apart from the subject, which is read far more often.
	#[pallet::storage]
	pub type Deposits<T: Config> = StorageMap<_, Blake2_128Concat, SubjectId, Deposit<T::AccountId, T::Consideration>>;

	/// What the custodian of a subject holds out to another: at most one offer for each subject.
	#[pallet::storage]
	pub type Offers<T: Config> = StorageMap<_, Blake2_128Concat, SubjectId, Offer<T::AccountId>>;

	/// Guardians of subjects' keys.
	#[pallet::storage]
	pub type Guardians<T: Config> = StorageMap<_, Blake2_128Concat, SubjectId, Circle<T::AccountId>>;

	/// The newest recovery of each subject, running or lapsed.
	#[pallet::storage]
	pub type Recoveries<T: Config> = StorageMap<_, Blake2_128Concat, SubjectId, Recovery<T::AccountId>>;

	/// Successors of organisations that are active members no longer. Numbers are given by the council: no attack.
	#[pallet::storage]
	pub type Successions<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, Succession>;

	/// What one of a custodian's staff proposes for a subject and another has not confirmed: at most one for each
	/// subject. Of no effect, and one that lapsed can never have any.
	#[pallet::storage]
	pub type Proposals<T: Config> = StorageMap<_, Blake2_128Concat, SubjectId, Proposal<T::AccountId>>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An entry was appended to the history of a subject.
		#[codec(index = 0)]
		Recorded {
			/// Whose history.
			subject: SubjectId,
			/// Position of the entry, counted from 1.
			n: u32,
			/// The entry.
			entry: Entry,
		},
		/// A successor was appointed for an organisation that is an active member no longer.
		#[codec(index = 1)]
		SuccessorAppointed {
			/// The former custodian.
			from: OrganizationId,
			/// Its successor.
			to: OrganizationId,
			/// When the succession ends.
			expires: Seconds,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The subject was never opened.
		NotFound,
		/// A subject with this identifier was opened before.
		AlreadyExists,
		/// The account does not control the subject.
		NotController,
		/// The organisation does not keep the subject.
		NotCustodian,
		/// The account is not a guardian of the subject's keys.
		NotGuardian,
		/// The organisation is not an active member.
		OrganizationNotActive,
		/// The organisation is an active member: it needs no successor.
		OrganizationActive,
		/// Nobody offered this to the caller.
		NotOffered,
		/// The offer's time is over.
		OfferExpired,
		/// The end of the offer lies in the past or too far ahead.
		ExpiryOutOfRange,
		/// An offer must name another than the one who makes it.
		OfferToSelf,
		/// A legal guardianship still runs: the subject cannot be claimed.
		GuardianshipRunning,
		/// The end of the guardianship lies in the past or too far ahead.
		GuardianshipOutOfRange,
		/// A set of accounts may not be empty.
		EmptySet,
		/// Accounts must be given in strictly ascending order, each once.
		NotAscending,
		/// An account that controls the subject cannot be the guardian of its keys.
		GuardianIsController,
		/// The threshold is 0 or above the number of guardians.
		ThresholdOutOfRange,
		/// The delay is shorter or longer than allowed.
		DelayOutOfRange,
		/// The subject has no guardians.
		NoGuardians,
		/// A recovery is running already.
		RecoveryRunning,
		/// No recovery is running.
		NoRecovery,
		/// The attempt is another than the one that is running.
		WrongAttempt,
		/// This guardian approved already.
		AlreadyApproved,
		/// Too few guardians approve.
		ThresholdNotMet,
		/// The delay, in which a controller can veto, is not over.
		DelayNotOver,
		/// After a veto, or after an attempt of one's own that lapsed, guardians must wait.
		CoolingDown,
		/// The history of the subject takes no more entries.
		HistoryFull,
		/// Nothing is proposed for the subject.
		NothingProposed,
		/// The proposal is another than the one that waits.
		WrongProposal,
		/// The time to confirm the proposal is over.
		ProposalLapsed,
		/// Who made a proposal, or would gain power over the subject by it, cannot confirm it.
		SecondPersonNeeded,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			Self::check_configuration();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Open the caller's own subject, whose identifier is the 32 bytes of the caller's account.
		///
		/// - Origin: any signed account.
		/// - Effect: the caller is the subject's only controller and has the deposit held.
		/// - Errors: [`Error::AlreadyExists`]; whatever the deposit meets.
		/// - Event: [`Event::Recorded`] with [`Entry::Opened`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::open())]
		pub fn open(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_open(who)
		}

		/// Open a subject for a person without a key. The organisation becomes its custodian.
		///
		/// The identifier is [`subject_id`]`(organization, salt)`. The salt must be 32 random bytes; it is public,
		/// so it must not be made from anything that is known about the person. Legal guardians that are named here are
		/// proposed: they act once other staff confirms them, as after [`Pallet::set_legal_guardians`].
		///
		/// - Origin: staff with [`Duty::Registration`](salus_primitives::Duty::Registration) of `organization`,
		///   which must be an active member of any role.
		/// - Effect: a subject without controllers; the deposit is held on the organisation's own account.
		/// - Errors: [`Error::AlreadyExists`], [`Error::EmptySet`], [`Error::NotAscending`],
		///   [`Error::GuardianshipOutOfRange`]; whatever the duty check and the deposit meet.
		/// - Event: [`Event::Recorded`] with [`Entry::OpenedFor`]; with guardians, then with
		///   [`Entry::LegalGuardiansProposed`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::open_for())]
		pub fn open_for(
			origin: OriginFor<T>,
			organization: OrganizationId,
			salt: [u8; 32],
			basis: Basis,
			evidence: Commitment,
			guardianship: Option<Guardianship<T::AccountId>>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_open_for(who, organization, salt, basis, evidence, guardianship)
		}

		/// Propose to offer the subject to the person. Once other staff confirms it with
		/// [`Pallet::confirm_proposal`], the person can take control with the account `claimant`, once.
		///
		/// Whoever controls a subject is taken for the patient, so no clerk alone says who that is. A new proposal
		/// replaces an earlier one; a confirmed offer replaces an earlier offer.
		///
		/// - Origin: staff with `Duty::Registration` of `organization`, the custodian.
		/// - Errors: [`Error::NotFound`], [`Error::NotCustodian`], [`Error::OfferToSelf`],
		///   [`Error::ExpiryOutOfRange`].
		/// - Event: [`Event::Recorded`] with [`Entry::ClaimProposed`], whose `n` is the proposal's number.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::offer_claim())]
		pub fn offer_claim(
			origin: OriginFor<T>,
			organization: OrganizationId,
			subject: SubjectId,
			claimant: T::AccountId,
			expires: Seconds,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_offer_claim(who, organization, subject, claimant, expires)
		}

		/// Take control of one's own subject.
		///
		/// - Origin: the account to which the custodian offered it.
		/// - Effect: the caller is the only controller; there is no custodian any more, though the subject
		///   remembers who opened it. What was proposed for the subject is void. The deposit stays with the organisation
		///   that asked for the subject.
		/// - Errors: [`Error::NotFound`], [`Error::NotOffered`], [`Error::OfferExpired`],
		///   [`Error::OrganizationNotActive`], [`Error::GuardianshipRunning`].
		/// - Event: [`Event::Recorded`] with [`Entry::Claimed`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::accept_claim())]
		pub fn accept_claim(origin: OriginFor<T>, subject: SubjectId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept_claim(who, subject)
		}

		/// Offer the subject to another organisation, which can then take it with [`Pallet::take_custody`].
		///
		/// A new offer replaces an earlier one.
		///
		/// - Origin: staff with `Duty::Registration` of `organization`, the custodian.
		/// - Errors: [`Error::NotFound`], [`Error::NotCustodian`], [`Error::OfferToSelf`],
		///   [`Error::OrganizationNotActive`], [`Error::ExpiryOutOfRange`].
		/// - Event: [`Event::Recorded`] with [`Entry::CustodyOffered`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::offer_custody())]
		pub fn offer_custody(
			origin: OriginFor<T>,
			organization: OrganizationId,
			subject: SubjectId,
			to: OrganizationId,
			expires: Seconds,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_offer_custody(who, organization, subject, to, expires)
		}

		/// Become the custodian: by the custodian's offer, or as the successor of one that is no longer active.
		///
		/// - Origin: staff with `Duty::Registration` of `organization`, the new custodian.
		/// - Effect: the deposit moves to the new custodian's account and the former one's is released; a legal
		///   guardianship goes on; an open offer and what the former custodian's staff proposed end.
		/// - Errors: [`Error::NotFound`], [`Error::NotOffered`], [`Error::OfferExpired`]; whatever the duty check and
		///   the deposit meet.
		/// - Event: [`Event::Recorded`] with [`Entry::CustodyTaken`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::take_custody())]
		pub fn take_custody(origin: OriginFor<T>, organization: OrganizationId, subject: SubjectId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_take_custody(who, organization, subject)
		}

		/// Take the offer back.
		///
		/// - Origin: staff with `Duty::Registration` of `organization`, the custodian.
		/// - Errors: [`Error::NotFound`], [`Error::NotCustodian`], [`Error::NotOffered`].
		/// - Event: [`Event::Recorded`] with [`Entry::OfferWithdrawn`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::withdraw_offer())]
		pub fn withdraw_offer(
			origin: OriginFor<T>,
			organization: OrganizationId,
			subject: SubjectId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_offer(who, organization, subject)
		}

		/// Propose to replace the legal guardianship, or to end it with `None`. Takes effect once other staff confirms
		/// it with [`Pallet::confirm_proposal`]; until then those who were guardians are.
		///
		/// A guardian's permission counts at once and its denial protects, so no clerk alone makes a guardian or
		/// dismisses one. A new proposal replaces an earlier one.
		///
		/// - Origin: staff with `Duty::Registration` of `organization`, the custodian.
		/// - Errors: [`Error::NotFound`], [`Error::NotCustodian`], [`Error::EmptySet`], [`Error::NotAscending`],
		///   [`Error::GuardianshipOutOfRange`].
		/// - Event: [`Event::Recorded`] with [`Entry::LegalGuardiansProposed`], whose `n` is the proposal's number.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::set_legal_guardians())]
		pub fn set_legal_guardians(
			origin: OriginFor<T>,
			organization: OrganizationId,
			subject: SubjectId,
			guardianship: Option<Guardianship<T::AccountId>>,
			evidence: Commitment,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_legal_guardians(who, organization, subject, guardianship, evidence)
		}

		/// Replace the whole set of controllers.
		///
		/// - Origin: any controller of the subject.
		/// - Effect: exactly `controllers` control the subject; a recovery ends, for whoever rotates has the keys.
		/// - Errors: [`Error::NotFound`], [`Error::NotController`], [`Error::EmptySet`], [`Error::NotAscending`],
		///   [`Error::GuardianIsController`].
		/// - Event: [`Event::Recorded`] with [`Entry::ControllersRotated`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::rotate())]
		pub fn rotate(
			origin: OriginFor<T>,
			subject: SubjectId,
			controllers: Controllers<T::AccountId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rotate(who, subject, controllers)
		}

		/// Name the guardians of the keys: `threshold` of them may give the subject new controllers after `delay`
		/// seconds, unless a controller vetoes.
		///
		/// - Origin: any controller of the subject.
		/// - Effect: replaces earlier guardians, ends their recovery and their waiting time.
		/// - Errors: [`Error::NotFound`], [`Error::NotController`], [`Error::EmptySet`], [`Error::NotAscending`],
		///   [`Error::GuardianIsController`], [`Error::ThresholdOutOfRange`], [`Error::DelayOutOfRange`].
		/// - Event: [`Event::Recorded`] with [`Entry::GuardiansSet`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::set_guardians())]
		pub fn set_guardians(
			origin: OriginFor<T>,
			subject: SubjectId,
			guardians: BoundedVec<T::AccountId, MaxGuardians>,
			threshold: u32,
			delay: Seconds,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_guardians(who, subject, guardians, threshold, delay)
		}

		/// Dismiss the guardians of the keys and end their recovery.
		///
		/// - Origin: any controller of the subject.
		/// - Errors: [`Error::NotFound`], [`Error::NotController`], [`Error::NoGuardians`].
		/// - Event: [`Event::Recorded`] with [`Entry::GuardiansRemoved`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::remove_guardians())]
		pub fn remove_guardians(origin: OriginFor<T>, subject: SubjectId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_guardians(who, subject)
		}

		/// Open a recovery that would give the subject these controllers. Counts as the caller's approval.
		///
		/// - Origin: any guardian of the subject's keys.
		/// - Errors: [`Error::NotFound`], [`Error::NotGuardian`], [`Error::EmptySet`], [`Error::NotAscending`],
		///   [`Error::GuardianIsController`], [`Error::RecoveryRunning`], [`Error::CoolingDown`].
		/// - Event: [`Event::Recorded`] with [`Entry::RecoveryInitiated`], whose `n` is the attempt's number.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::initiate_recovery())]
		pub fn initiate_recovery(
			origin: OriginFor<T>,
			subject: SubjectId,
			controllers: Controllers<T::AccountId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_initiate_recovery(who, subject, controllers)
		}

		/// Approve the running recovery, named by its number so that an approval never counts for another set of
		/// controllers than the guardian saw.
		///
		/// - Origin: any guardian of the subject's keys who has not approved this attempt.
		/// - Effect: the approval that meets the threshold starts the delay; later ones do not move it.
		/// - Errors: [`Error::NotFound`], [`Error::NotGuardian`], [`Error::NoRecovery`], [`Error::WrongAttempt`],
		///   [`Error::AlreadyApproved`].
		/// - Event: [`Event::Recorded`] with [`Entry::RecoveryApproved`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::approve_recovery())]
		pub fn approve_recovery(origin: OriginFor<T>, subject: SubjectId, attempt: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_approve_recovery(who, subject, attempt)
		}

		/// Give the subject the controllers of the running recovery, whose delay is over.
		///
		/// - Origin: any signed account.
		/// - Effect: exactly the attempt's controllers control the subject; the guardians stay.
		/// - Errors: [`Error::NotFound`], [`Error::NoRecovery`], [`Error::ThresholdNotMet`],
		///   [`Error::DelayNotOver`].
		/// - Event: [`Event::Recorded`] with [`Entry::RecoveryCompleted`].
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::complete_recovery())]
		pub fn complete_recovery(origin: OriginFor<T>, subject: SubjectId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_complete_recovery(subject)
		}

		/// End the running recovery. The guardians must then wait for [`Config::RecoveryCoolDown`].
		///
		/// - Origin: any controller of the subject.
		/// - Errors: [`Error::NotFound`], [`Error::NotController`], [`Error::NoRecovery`].
		/// - Event: [`Event::Recorded`] with [`Entry::RecoveryVetoed`].
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::veto_recovery())]
		pub fn veto_recovery(origin: OriginFor<T>, subject: SubjectId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_veto_recovery(who, subject)
		}

		/// Appoint the organisation that may take over the subjects of one that is an active member no longer.
		///
		/// One decision serves all of them: the successor takes each with [`Pallet::take_custody`]. The right ends
		/// at `expires`, and rests while `from` is an active member. A new appointment replaces an earlier one.
		///
		/// - Origin: [`Config::CustodyOrigin`].
		/// - Errors: [`Error::OrganizationActive`], [`Error::OrganizationNotActive`], [`Error::ExpiryOutOfRange`].
		/// - Event: [`Event::SuccessorAppointed`].
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::appoint_successor())]
		pub fn appoint_successor(
			origin: OriginFor<T>,
			from: OrganizationId,
			to: OrganizationId,
			expires: Seconds,
		) -> DispatchResult {
			T::CustodyOrigin::ensure_origin(origin)?;
			Self::do_appoint_successor(from, to, expires)
		}

		/// Carry the subject's deposit from now on; whoever carried it until now gets it back.
		///
		/// The deposit lies where one for the caller lies now: on its sponsor, if it has one. A caller that carries the
		/// deposit already can thereby hand it to a new sponsor, or take it back from a former one.
		///
		/// - Origin: any controller of the subject.
		/// - Errors: [`Error::NotFound`], [`Error::NotController`]; whatever the deposit meets.
		/// - Event: [`Event::Recorded`] with [`Entry::DepositCarried`].
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::carry_deposit())]
		pub fn carry_deposit(origin: OriginFor<T>, subject: SubjectId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_carry_deposit(who, subject)
		}

		/// Let the organisation's own account carry the subject's deposit from now on; whoever carried it until now
		/// gets it back. Gives the organisation no right in the subject.
		///
		/// - Origin: staff with [`Duty::Finance`](salus_primitives::Duty::Finance) of `organization`, which must be an
		///   active member of any role.
		/// - Errors: [`Error::NotFound`]; whatever the duty check and the deposit meet.
		/// - Event: [`Event::Recorded`] with [`Entry::DepositCarried`].
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::carry_deposit_for())]
		pub fn carry_deposit_for(
			origin: OriginFor<T>,
			organization: OrganizationId,
			subject: SubjectId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_carry_deposit_for(who, organization, subject)
		}

		/// Confirm what other staff proposed for the subject, named by its number so that a confirmation never counts
		/// for anything else than the second person saw. It takes effect in this block.
		///
		/// - Origin: staff with `Duty::Registration` of `organization`, the custodian: another account than the one that
		///   made the proposal, and none that it would make a guardian or a controller.
		/// - Errors: [`Error::NotFound`], [`Error::NotCustodian`], [`Error::NothingProposed`], [`Error::WrongProposal`],
		///   [`Error::ProposalLapsed`], [`Error::SecondPersonNeeded`]; [`Error::GuardianshipOutOfRange`] or
		///   [`Error::ExpiryOutOfRange`] where what was proposed would be over by now.
		/// - Event: [`Event::Recorded`] with [`Entry::LegalGuardiansSet`] or [`Entry::ClaimOffered`].
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::confirm_proposal())]
		pub fn confirm_proposal(
			origin: OriginFor<T>,
			organization: OrganizationId,
			subject: SubjectId,
			proposal: u32,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_confirm_proposal(who, organization, subject, proposal)
		}

		/// Take a proposal back, or turn another's down.
		///
		/// - Origin: staff with `Duty::Registration` of `organization`, the custodian.
		/// - Errors: [`Error::NotFound`], [`Error::NotCustodian`], [`Error::NothingProposed`],
		///   [`Error::WrongProposal`].
		/// - Event: [`Event::Recorded`] with [`Entry::ProposalWithdrawn`].
		#[pallet::call_index(19)]
		#[pallet::weight(T::WeightInfo::withdraw_proposal())]
		pub fn withdraw_proposal(
			origin: OriginFor<T>,
			organization: OrganizationId,
			subject: SubjectId,
			proposal: u32,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_proposal(who, organization, subject, proposal)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The subject with this identifier.
		pub fn subject(id: SubjectId) -> Option<Subject<T::AccountId>> {
			Subjects::<T>::get(id)
		}

		/// Does this account control this subject?
		pub fn controls(subject: SubjectId, who: T::AccountId) -> bool {
			Subjects::<T>::get(subject).is_some_and(|s| s.controlled_by(&who))
		}

		/// The legal guardianship of this subject that runs now.
		pub fn guardianship(subject: SubjectId) -> Option<Guardianship<T::AccountId>> {
			Subjects::<T>::get(subject)?.guardianship(Self::now()).cloned()
		}

		/// The recovery of this subject that runs now.
		pub fn recovery(subject: SubjectId) -> Option<Recovery<T::AccountId>> {
			Self::running_recovery(subject)
		}

		/// What is proposed for this subject and waits for another of the custodian's staff now.
		pub fn proposal(subject: SubjectId) -> Option<Proposal<T::AccountId>> {
			Proposals::<T>::get(subject).filter(|proposal| Self::now() < proposal.lapses)
		}

		/// The identifier of the subject that this organisation opens, or opened, with this salt.
		pub fn identifier(organization: OrganizationId, salt: [u8; 32]) -> SubjectId {
			subject_id(organization, &salt)
		}
	}
}
