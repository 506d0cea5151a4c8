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

mod access;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod break_glass;
pub mod decision;
mod directives;
mod privacy;
mod registers;
mod representatives;
pub mod runtime_api;
#[cfg(any(test, feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

/// Who may see what, for which purpose.
#[frame_support::pallet]
pub mod pallet {
	use super::{
		access::{count, Effort},
		directives::Change,
		*,
	};
	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint, UnixTime},
	};
	use frame_system::pallet_prelude::*;
	use salus_primitives::{
		CodeId, Codes, Commitment, CredentialCheck, OrganizationId, Organizations, SchemaId, Seconds, SubjectId,
		Subjects,
	};

	/// The storage version of this pallet.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// A subject's file as this runtime keeps it.
	pub type FileOf<T> = File<<T as frame_system::Config>::AccountId>;

	/// A grant as this runtime keeps it.
	pub type GrantOf<T> = Grant<<T as frame_system::Config>::AccountId>;

	/// A deposit: who pays, and the ticket.
	pub type DepositOf<T> = (<T as frame_system::Config>::AccountId, <T as Config>::Consideration);

	/// A base policy as this runtime keeps it.
	pub type PolicyOf<T> = KeptPolicy<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;

	/// A group as this runtime keeps it.
	pub type GroupOf<T> = Group<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;

	/// A protocol as this runtime keeps it.
	pub type ProtocolOf<T> = Protocol<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;

	/// An erasure or portability request as this runtime keeps it.
	pub type PrivacyRequestOf<T> = PrivacyRequest<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs from the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Cost of each call.
		type WeightInfo: WeightInfo;

		/// Who is a member, and who may do what for it.
		type Organizations: Organizations<Self::AccountId>;

		/// Who a subject is, and who acts for it.
		type Subjects: Subjects<Self::AccountId>;

		/// The registry of codes.
		type Codes: Codes;

		/// Who is licensed, and who holds a role.
		type Credentials: CredentialCheck;

		/// The clock.
		type Time: UnixTime;

		/// Deposit for what a caller leaves in state.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// Who sets the parameters.
		type ParameterOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Purpose of an emergency (HL7 `BTG`): nobody asks for it but by breaking the glass.
		#[pallet::constant]
		type BreakGlassPurpose: Get<CodeId>;

		/// Action that an emergency permits (HL7 `access`).
		#[pallet::constant]
		type BreakGlassAction: Get<CodeId>;

		/// How long an emergency lasts.
		#[pallet::constant]
		type BreakGlassLifetime: Get<Seconds>;

		/// Within which time an emergency must be reviewed.
		#[pallet::constant]
		type ReviewPeriod: Get<Seconds>;

		/// The longest that a grant may last.
		#[pallet::constant]
		type MaxGrantLifetime: Get<Seconds>;

		/// Within which time holders must answer an erasure or portability request.
		#[pallet::constant]
		type PrivacyPeriod: Get<Seconds>;

		/// Within which time a second clinician must find the incapacity that a first one found.
		#[pallet::constant]
		type SecondFindingPeriod: Get<Seconds>;

		/// How many grants one block looks at to clear away those that expired.
		#[pallet::constant]
		type GrantsPerBlock: Get<u32>;
	}

	/// Why something is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Deposit for state that a caller's directive, policy, group, protocol, proxy or request occupies.
		#[codec(index = 0)]
		Consent,
	}

	// A request for access should touch as few keys as can be: in a trie of national size each cold key costs two to
	// three kilobytes of proof, more than most files have. So everything that a decision needs to know about a subject
	// (directives, proxies, incapacity, head of the trail) stands under one key, of bounded size. It is rewritten at
	// each request, because the head of the trail moves: writing a few kilobytes costs microseconds and no proof, a
	// key of its own for the head would cost proof each time. Subjects are chosen by callers, hence BLAKE2.

	/// What the jurisdiction says, and which credentials prove what.
	#[pallet::storage]
	pub type CurrentParameters<T: Config> = StorageValue<_, Parameters, ValueQuery>;

	/// Subjects' files. One stands here once something was recorded or asked about a subject, and stays.
	#[pallet::storage]
	pub type Files<T: Config> = StorageMap<_, Blake2_128Concat, SubjectId, FileOf<T>>;

	/// Who pays for what stands in a subject's file. Apart from the file, which is read far more often.
	#[pallet::storage]
	pub type Deposits<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, SubjectId, Blake2_128Concat, Slot<T::AccountId>, DepositOf<T>>;

	/// Grants that are good, or expired and not cleared away yet. The key is the number, big-endian and without a hash:
	/// nobody chooses it, and neighbours in time are neighbours in the trie, so that the grants of one block share
	/// almost all of their proof.
	#[pallet::storage]
	pub type Grants<T: Config> = StorageMap<_, Identity, [u8; 8], GrantOf<T>>;

	/// Number that the next grant gets.
	#[pallet::storage]
	pub type NextGrant<T: Config> = StorageValue<_, GrantId, ValueQuery>;

	/// Grants by the hour in which they expire (both big-endian, and without a hash, for the same reasons): the first
	/// key is that of the grant to clear away next, whatever lifetimes grants were given.
	#[pallet::storage]
	pub type Expiring<T: Config> = StorageMap<_, Identity, [u8; 12], ()>;

	/// Base policies of organisations. Numbers are given in order, so no hash needs to protect the trie's balance.
	#[pallet::storage]
	pub type Policies<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, PolicyOf<T>>;

	/// Number of the newest version of an organisation's base policy, kept when the policy is removed: versions are
	/// never given twice.
	#[pallet::storage]
	pub type PolicyVersions<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, u32, ValueQuery>;

	/// Groups of persons, by handles that callers choose.
	#[pallet::storage]
	pub type Groups<T: Config> = StorageMap<_, Blake2_128Concat, OpaqueHandle, GroupOf<T>>;

	/// Number that the next protocol gets.
	#[pallet::storage]
	pub type NextProtocol<T: Config> = StorageValue<_, ProtocolId, ValueQuery>;

	/// Research protocols, in the versions that are valid now.
	#[pallet::storage]
	pub type Protocols<T: Config> = StorageMap<_, Twox64Concat, ProtocolId, ProtocolOf<T>>;

	/// What practitioners' emergencies amount to; nothing when nothing is outstanding.
	#[pallet::storage]
	pub type EmergenciesOf<T: Config> =
		StorageMap<_, Blake2_128Concat, SubjectId, Emergencies<T::AccountId>, ValueQuery>;

	/// Number that the next erasure or portability request gets.
	#[pallet::storage]
	pub type NextPrivacyRequest<T: Config> = StorageValue<_, PrivacyRequestId, ValueQuery>;

	/// Erasure and portability requests that are open.
	#[pallet::storage]
	pub type PrivacyRequests<T: Config> = StorageMap<_, Twox64Concat, PrivacyRequestId, PrivacyRequestOf<T>>;

	/// Findings of an incapacity that wait for another clinician's: at most one about each subject. Apart from the file,
	/// because no decision depends on them.
	#[pallet::storage]
	pub type Findings<T: Config> = StorageMap<_, Blake2_128Concat, SubjectId, Finding<T::AccountId>>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An entry was appended to a subject's access trail.
		#[codec(index = 0)]
		Logged {
			/// Whose trail.
			subject: SubjectId,
			/// Place of the entry, from 1.
			n: u32,
			/// The entry.
			entry: Entry<T::AccountId>,
		},
		/// Two guardians say different things about a subject; the stricter of them wins.
		#[codec(index = 1)]
		GuardiansDisagree {
			/// The subject.
			subject: SubjectId,
			/// The guardian who spoke now, and the number of its directive.
			one: (T::AccountId, u32),
			/// Another guardian, and the number of its directive.
			other: (T::AccountId, u32),
		},
		/// A cohort was decided; the outcomes are on the subjects' trails, in this order.
		#[codec(index = 2)]
		CohortDecided {
			/// Who asked.
			account: T::AccountId,
			/// For which organisation.
			organization: OrganizationId,
			/// The grant of each subject, in the order of the call; `None` where none was given.
			grants: BoundedVec<Option<GrantId>, MaxCohort>,
		},
		/// Grants that had expired were cleared away.
		#[codec(index = 3)]
		GrantsCleared {
			/// How many.
			count: u32,
		},
		/// An organisation set its base policy.
		#[codec(index = 4)]
		PolicySet {
			/// The policy.
			policy: BasePolicy,
		},
		/// An organisation has no base policy any more.
		#[codec(index = 5)]
		PolicyRemoved {
			/// The organisation.
			organization: OrganizationId,
		},
		/// A group has these members from now on; without any it is gone.
		#[codec(index = 6)]
		GroupSet {
			/// The group.
			group: OpaqueHandle,
			/// Who keeps it.
			organization: OrganizationId,
			/// Its members.
			members: BoundedVec<SubjectId, MaxMembers>,
		},
		/// A protocol is valid in this version from now on. Consents given for another one count no longer.
		#[codec(index = 7)]
		ProtocolVersioned {
			/// The protocol.
			protocol: ProtocolId,
			/// Who runs it.
			organization: OrganizationId,
			/// Its version.
			version: u32,
			/// Commitment to its text.
			document: Commitment,
		},
		/// A protocol was closed. No consent given for it counts any longer.
		#[codec(index = 8)]
		ProtocolClosed {
			/// The protocol.
			protocol: ProtocolId,
		},
		/// A practitioner's privilege to break glass was reinstated.
		#[codec(index = 9)]
		Reinstated {
			/// The practitioner.
			practitioner: SubjectId,
			/// By whom.
			organization: OrganizationId,
		},
		/// The parameters were set.
		#[codec(index = 10)]
		ParametersSet {
			/// What holds from now on.
			parameters: Parameters,
		},
	}

	/// State at genesis.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Schema of the clinical licence.
		pub clinical_schema: Option<SchemaId>,
		/// Schema of the credential that proves a role.
		pub role_schema: Option<SchemaId>,
		/// Whether the jurisdiction lets a directive forbid to break glass.
		pub break_glass_may_be_forbidden: bool,
		#[serde(skip)]
		#[allow(missing_docs)]
		pub _marker: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			CurrentParameters::<T>::put(Parameters {
				clinical_schema: self.clinical_schema,
				role_schema: self.role_schema,
				break_glass_may_be_forbidden: self.break_glass_may_be_forbidden,
			});
		}
	}

	#[pallet::error]
	pub enum Error<T> {
		/// There is no such subject.
		SubjectNotFound,
		/// The subject has no such directive, or it ended.
		DirectiveNotFound,
		/// There is no such grant, or it was cleared away.
		GrantNotFound,
		/// There is no such group.
		GroupNotFound,
		/// The organisation has no base policy.
		PolicyNotFound,
		/// There is no such protocol, or it was closed.
		ProtocolNotFound,
		/// There is no such request, or all holders have answered.
		PrivacyRequestNotFound,
		/// The account is no such proxy.
		ProxyNotFound,
		/// The emergency was reviewed already, or never was.
		NothingToReview,
		/// The caller may not do this.
		NotAuthorized,
		/// The caller is not a guardian of the subject now.
		NotGuardian,
		/// The caller is not a proxy who may act for the subject now.
		NotProxy,
		/// The organisation does not keep the subject.
		NotCustodian,
		/// The caller has no duty that asks for data.
		NoDutyToAsk,
		/// The directive stands on another's authority.
		NotGrantor,
		/// Whoever recorded it cannot verify it or lift a denial of it, and whoever found an incapacity cannot confirm it.
		SecondPersonNeeded,
		/// What an organisation recorded is not superseded: a new one is recorded, with evidence of its own.
		OrganizationsRecordAnew,
		/// Only what an organisation recorded can be contested.
		OnlyRecordedForSubject,
		/// An organisation needs evidence and a commitment to it; nobody else gives any.
		EvidenceMismatch,
		/// The directive's status does not allow this.
		WrongStatus,
		/// The tree has no root, a second one, or a parent that does not come before its child.
		MalformedTree,
		/// The tree has more levels than allowed.
		TreeTooDeep,
		/// A period ends before it starts.
		EmptyPeriod,
		/// A code is not registered with this kind, or was retired.
		UnknownCode,
		/// Too many different codes are named.
		TooManyCodes,
		/// The directives about the subject name too many different groups.
		TooManyGroups,
		/// The directives about the subject demand too many different roles.
		TooManyRoles,
		/// Too many different guardians and proxies have directives about the subject.
		TooManyRepresentatives,
		/// The subject has as many directives as it can.
		TooManyDirectives,
		/// The directives, or the policy, need more room than there is.
		NoRoom,
		/// The consent is for another version than the one that is valid.
		WrongProtocolVersion,
		/// Only what is bound to a protocol can be wound up.
		NotBoundToProtocol,
		/// Nothing has expired.
		NothingExpired,
		/// The account is a proxy already.
		AlreadyProxy,
		/// An account that controls the subject cannot be its proxy.
		ProxyIsController,
		/// The subject has as many proxies as it can.
		TooManyProxies,
		/// The end lies in the past.
		AlreadyOver,
		/// The subject is incapacitated already.
		AlreadyIncapacitated,
		/// The subject is not incapacitated.
		NotIncapacitated,
		/// The practitioner has no active clinical credential.
		NoActiveCredential,
		/// The practitioner's privilege to break glass is suspended.
		PrivilegeSuspended,
		/// The practitioner's privilege to break glass is not revoked.
		NotRevoked,
		/// A directive forbids to break glass, and the jurisdiction lets it.
		BreakGlassForbidden,
		/// Nobody asks for the purpose of an emergency: break the glass.
		UseBreakGlass,
		/// Nobody reviews an emergency of their own.
		OwnEmergency,
		/// A grant lasts at least a second, and not longer than allowed.
		LifetimeOutOfRange,
		/// Members, holders or subjects are given in strictly ascending order, each once, and at least one.
		NotAscending,
		/// The organisation is not an active member of this role.
		OrganizationNotFit,
		/// The subject has as many open requests as it may.
		TooManyRequests,
		/// The organisation is not asked, or has answered.
		NothingToAcknowledge,
		/// Only an erasure can be held back by law.
		HoldOnlyOnErasure,
		/// No numbers are left.
		NumbersExhausted,
		/// The subject's history takes no more entries.
		HistoryFull,
		/// A cohort is asked about for an organisation, not for a person.
		CohortNamesNobody,
		/// The deadline is not over, and somebody who has not answered can.
		NotOverdue,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		// Hygiene only: what expired is not good whether or not it was cleared away.
		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::clear_grants(remaining)
		}

		fn integrity_test() {
			assert!(T::MaxGrantLifetime::get() > 0, "no grant could be given");
			assert!(T::BreakGlassLifetime::get() > 0, "an emergency needs time");
			assert!(
				T::BreakGlassLifetime::get() <= T::MaxGrantLifetime::get(),
				"an emergency would outlast what was asked for in peace"
			);
			assert!(T::ReviewPeriod::get() > 0, "every emergency would suspend its practitioner");
			assert!(T::PrivacyPeriod::get() > 0, "every request would be overdue at once");
			assert!(T::SecondFindingPeriod::get() > 0, "no incapacity could be confirmed");
			assert!(T::GrantsPerBlock::get() > 0, "no grant would ever be cleared away");
			let block = T::BlockWeights::get().max_block;
			let codes = u32::try_from(MAX_CODES).unwrap_or(u32::MAX);
			for weight in [
				T::WeightInfo::record(codes),
				T::WeightInfo::set_base_policy(codes),
				Effort::MOST.weight::<T>(CLEARED_PER_GRANT),
				T::WeightInfo::request_cohort(MAX_COHORT).saturating_add(Self::weight_of_clearing(MAX_COHORT)),
				T::WeightInfo::break_glass(),
				T::WeightInfo::request_privacy(MAX_HOLDERS),
			] {
				assert!(weight.all_lte(block.saturating_div(2)), "weight {weight} does not fit half a block");
			}
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Record a directive.
		///
		/// - Origin: signed by an account that speaks for the subject in the `capacity` named. The account pays the
		///   deposit.
		/// - `status`: draft, proposed or active; what is not active waits for [`Call::activate`]. What an organisation
		///   recorded as active and permits anything is proposed, until other staff verifies it.
		/// - `evidence`: how an organisation heard it; then `terms.document` commits to the evidence.
		///
		/// Two guardians who say different things are both told, by [`Event::GuardiansDisagree`].
		///
		/// Errors: [`Error::SubjectNotFound`], those of the capacity ([`Error::NotGuardian`], [`Error::NotProxy`],
		/// [`Error::NotCustodian`] and those of the neighbours), [`Error::WrongStatus`], [`Error::EvidenceMismatch`],
		/// [`Error::MalformedTree`], [`Error::TreeTooDeep`], [`Error::EmptyPeriod`], [`Error::UnknownCode`],
		/// [`Error::TooManyCodes`], [`Error::ProtocolNotFound`], [`Error::WrongProtocolVersion`],
		/// [`Error::TooManyDirectives`], [`Error::TooManyGroups`], [`Error::TooManyRoles`],
		/// [`Error::TooManyRepresentatives`], [`Error::NoRoom`], [`Error::HistoryFull`], and that the deposit cannot
		/// be paid.
		///
		/// Event: [`Event::Logged`] with [`Entry::Recorded`].
		#[pallet::call_index(0)]
		#[pallet::weight(
			T::WeightInfo::record(weight_of_codes(&terms.provisions)).saturating_add(Pallet::<T>::weight_of_speaking())
		)]
		pub fn record(
			origin: OriginFor<T>,
			subject: SubjectId,
			capacity: Capacity,
			status: Status,
			terms: Terms,
			evidence: Option<Evidence>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_record(who, subject, capacity, status, terms, evidence)
		}

		/// Record a new version of a directive, which takes the place of the one before and keeps its number and
		/// status. The way to consent again when a protocol changed.
		///
		/// - Origin: signed by an account that speaks in the capacity in which the directive was recorded; not an
		///   organisation. The account pays the deposit, and the one before returns.
		///
		/// Errors: those of [`Call::record`], [`Error::DirectiveNotFound`], [`Error::NotGrantor`],
		/// [`Error::OrganizationsRecordAnew`], [`Error::WrongStatus`] for one that is winding.
		///
		/// Event: [`Event::Logged`] with [`Entry::Recorded`].
		#[pallet::call_index(1)]
		#[pallet::weight(
			T::WeightInfo::record(weight_of_codes(&terms.provisions)).saturating_add(Pallet::<T>::weight_of_speaking())
		)]
		pub fn supersede(
			origin: OriginFor<T>,
			subject: SubjectId,
			capacity: Capacity,
			number: u32,
			terms: Terms,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_supersede(who, subject, capacity, number, terms)
		}

		/// Put a proposed directive in force; for one that an organisation recorded, that is its verification.
		///
		/// - Origin: signed by an account that speaks in the capacity in which it was recorded; for an organisation's,
		///   another account than the one that recorded it.
		///
		/// Errors: those of the capacity, [`Error::DirectiveNotFound`], [`Error::NotGrantor`],
		/// [`Error::SecondPersonNeeded`], [`Error::WrongStatus`], [`Error::HistoryFull`].
		///
		/// Event: [`Event::Logged`] with [`Entry::StatusChanged`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::change().saturating_add(Pallet::<T>::weight_of_speaking()))]
		pub fn activate(origin: OriginFor<T>, subject: SubjectId, capacity: Capacity, number: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_change(who, subject, capacity, number, Change::Activate)
		}

		/// Put a directive out of force for a while. Effective in this block.
		///
		/// - Origin: signed by an account that speaks in the capacity in which it was recorded; the subject may
		///   suspend any. For an organisation's that denies anything, another account than the one that recorded it.
		///
		/// Errors: those of [`Call::activate`].
		///
		/// Event: [`Event::Logged`] with [`Entry::StatusChanged`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::change().saturating_add(Pallet::<T>::weight_of_speaking()))]
		pub fn suspend(origin: OriginFor<T>, subject: SubjectId, capacity: Capacity, number: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_change(who, subject, capacity, number, Change::Suspend)
		}

		/// Put a suspended directive in force again.
		///
		/// - Origin: signed by an account that speaks in the capacity in which it was recorded; for an organisation's,
		///   another account than the one that recorded it, and only while the subject has no keys.
		///
		/// Errors: those of [`Call::activate`].
		///
		/// Event: [`Event::Logged`] with [`Entry::StatusChanged`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::change().saturating_add(Pallet::<T>::weight_of_speaking()))]
		pub fn resume(origin: OriginFor<T>, subject: SubjectId, capacity: Capacity, number: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_change(who, subject, capacity, number, Change::Resume)
		}

		/// Withdraw a directive. Effective in this block.
		///
		/// With [`Withdrawal::NoNewUse`] it speaks on for the grants that were given before, until the last of them has
		/// expired. The deposit returns when its state is cleared.
		///
		/// - Origin: as for [`Call::suspend`].
		///
		/// Errors: those of [`Call::suspend`], [`Error::NotBoundToProtocol`].
		///
		/// Event: [`Event::Logged`] with [`Entry::Ended`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::change().saturating_add(Pallet::<T>::weight_of_speaking()))]
		pub fn withdraw(
			origin: OriginFor<T>,
			subject: SubjectId,
			capacity: Capacity,
			number: u32,
			withdrawal: Withdrawal,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_change(who, subject, capacity, number, Change::End(End::Withdrawn(withdrawal)))
		}

		/// Contest what an organisation recorded: it ends in this block.
		///
		/// - Origin: signed by an account that controls the subject, or a guardian.
		///
		/// Errors: those of the capacity, [`Error::NotAuthorized`] for another capacity, [`Error::DirectiveNotFound`],
		/// [`Error::OnlyRecordedForSubject`], [`Error::HistoryFull`].
		///
		/// Event: [`Event::Logged`] with [`Entry::Ended`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::change().saturating_add(Pallet::<T>::weight_of_speaking()))]
		pub fn contest(origin: OriginFor<T>, subject: SubjectId, capacity: Capacity, number: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_change(who, subject, capacity, number, Change::End(End::Contested))
		}

		/// Say that a directive should never have been recorded: it ends in this block.
		///
		/// - Origin: as for [`Call::suspend`].
		///
		/// Errors: those of [`Call::suspend`].
		///
		/// Event: [`Event::Logged`] with [`Entry::Ended`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::change().saturating_add(Pallet::<T>::weight_of_speaking()))]
		pub fn enter_in_error(
			origin: OriginFor<T>,
			subject: SubjectId,
			capacity: Capacity,
			number: u32,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_change(who, subject, capacity, number, Change::End(End::EnteredInError))
		}

		/// Clear a directive whose validity, or whose last grant, is over. Its deposit returns to whoever paid it.
		///
		/// - Origin: any signed account: it changes no decision.
		///
		/// Errors: [`Error::DirectiveNotFound`], [`Error::NothingExpired`], [`Error::HistoryFull`].
		///
		/// Event: [`Event::Logged`] with [`Entry::Ended`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::change().saturating_add(Pallet::<T>::weight_of_speaking()))]
		pub fn clear_expired(origin: OriginFor<T>, subject: SubjectId, number: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_clear_expired(who, subject, number)
		}

		/// Set the base policy of an organisation: what it does with data of subjects who said nothing.
		///
		/// - Origin: signed by an account with [`Duty::Privacy`](salus_primitives::Duty::Privacy) for `organization`.
		///   The account pays the deposit, and the one before returns.
		/// - `document`: commitment to the text.
		///
		/// Errors: those of the duty check, [`Error::MalformedTree`], [`Error::TreeTooDeep`],
		/// [`Error::EmptyPeriod`], [`Error::UnknownCode`], [`Error::TooManyCodes`], [`Error::TooManyGroups`],
		/// [`Error::TooManyRoles`], [`Error::NoRoom`], [`Error::NumbersExhausted`], and that the deposit cannot be
		/// paid.
		///
		/// Event: [`Event::PolicySet`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::set_base_policy(weight_of_codes(provisions)))]
		pub fn set_base_policy(
			origin: OriginFor<T>,
			organization: OrganizationId,
			policy: Option<CodeId>,
			document: Commitment,
			provisions: Provisions,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_base_policy(who, organization, policy, document, provisions)
		}

		/// Remove the base policy: without directives nothing is permitted. The deposit returns.
		///
		/// - Origin: signed by an account with `Duty::Privacy` for `organization`.
		///
		/// Errors: those of the duty check, [`Error::PolicyNotFound`].
		///
		/// Event: [`Event::PolicyRemoved`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::remove_base_policy())]
		pub fn remove_base_policy(origin: OriginFor<T>, organization: OrganizationId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_base_policy(who, organization)
		}

		/// Say who belongs to a group. Without members the group is gone and its deposit returns.
		///
		/// - Origin: signed by an account with `Duty::Privacy` for `organization`, which keeps the group.
		/// - `group`: four bytes that are the organisation's number, big-endian, then 28 random ones.
		/// - `members`: in ascending order.
		///
		/// Errors: those of the duty check, [`Error::NotAuthorized`] for a handle that is not the organisation's,
		/// [`Error::GroupNotFound`], [`Error::NotAscending`], and that the deposit cannot be paid.
		///
		/// Event: [`Event::GroupSet`].
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::set_group())]
		pub fn set_group(
			origin: OriginFor<T>,
			organization: OrganizationId,
			group: OpaqueHandle,
			members: BoundedVec<SubjectId, MaxMembers>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_group(who, organization, group, members)
		}

		/// Register a research protocol.
		///
		/// - Origin: signed by an account with `Duty::Privacy` for `organization`, a researcher.
		/// - `document`: commitment to its text.
		///
		/// Errors: those of the duty check, [`Error::OrganizationNotFit`], [`Error::NumbersExhausted`], and that the
		/// deposit cannot be paid.
		///
		/// Event: [`Event::ProtocolVersioned`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::register_protocol())]
		pub fn register_protocol(
			origin: OriginFor<T>,
			organization: OrganizationId,
			document: Commitment,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_register_protocol(who, organization, document)
		}

		/// Change a protocol. Consents given for the version before count no longer: subjects are asked again.
		///
		/// - Origin: signed by an account with `Duty::Privacy` for the organisation that runs it.
		///
		/// Errors: [`Error::ProtocolNotFound`], those of the duty check, [`Error::NumbersExhausted`].
		///
		/// Event: [`Event::ProtocolVersioned`].
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::amend_protocol())]
		pub fn amend_protocol(origin: OriginFor<T>, protocol: ProtocolId, document: Commitment) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_amend_protocol(who, protocol, document)
		}

		/// Close a protocol. No consent given for it counts any longer; the deposit returns.
		///
		/// - Origin: signed by an account with `Duty::Privacy` for the organisation that runs it.
		///
		/// Errors: [`Error::ProtocolNotFound`], those of the duty check.
		///
		/// Event: [`Event::ProtocolClosed`].
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::close_protocol())]
		pub fn close_protocol(origin: OriginFor<T>, protocol: ProtocolId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_protocol(who, protocol)
		}

		/// Appoint a proxy: somebody whose directives count as well, always or while the subject is incapacitated.
		///
		/// - Origin: signed by an account that controls the subject. It pays the deposit.
		///
		/// Errors: [`Error::SubjectNotFound`], that the caller does not control the subject,
		/// [`Error::ProxyIsController`], [`Error::AlreadyProxy`], [`Error::TooManyProxies`], [`Error::AlreadyOver`],
		/// [`Error::HistoryFull`], and that the deposit cannot be paid.
		///
		/// Event: [`Event::Logged`] with [`Entry::ProxyAppointed`].
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::appoint_proxy())]
		pub fn appoint_proxy(origin: OriginFor<T>, subject: SubjectId, proxy: Proxy<T::AccountId>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_appoint_proxy(who, subject, proxy)
		}

		/// Dismiss a proxy. Its directives end; the deposits return.
		///
		/// - Origin: signed by an account that controls the subject, or the proxy itself.
		///
		/// Errors: that the caller does not control the subject, [`Error::ProxyNotFound`], [`Error::HistoryFull`].
		///
		/// Events: [`Event::Logged`] with [`Entry::Ended`] for each directive, then with [`Entry::ProxyDismissed`].
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::dismiss_proxy())]
		pub fn dismiss_proxy(origin: OriginFor<T>, subject: SubjectId, account: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_dismiss_proxy(who, subject, account)
		}

		/// Declare that a subject is incapacitated. Once two clinicians have, within [`Config::SecondFindingPeriod`], it
		/// counts: its advance directives speak and its proxies for that case act. Until then the first one's finding has
		/// no effect; what cannot wait is an emergency, see [`Call::break_glass`].
		///
		/// A second clinician is another account and another practitioner, and neither controls the other; of the same
		/// or another organisation. For the first finding the account pays a deposit, which returns when another confirms
		/// it, when it is ended, or when a later one takes its place after it lapsed.
		///
		/// - Origin: signed by an account with [`Duty::Clinical`](salus_primitives::Duty::Clinical) for
		///   `organization`, which controls `practitioner`, who has an active clinical credential.
		/// - `evidence`: commitment to the finding.
		///
		/// Errors: those of the duty check, that the caller does not control the practitioner,
		/// [`Error::NoActiveCredential`], [`Error::SubjectNotFound`], [`Error::AlreadyIncapacitated`],
		/// [`Error::SecondPersonNeeded`], [`Error::HistoryFull`], and that the deposit cannot be paid.
		///
		/// Event: [`Event::Logged`] with [`Entry::IncapacityDeclared`], the second time with
		/// [`Entry::IncapacityConfirmed`].
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::declare_incapacity())]
		pub fn declare_incapacity(
			origin: OriginFor<T>,
			subject: SubjectId,
			organization: OrganizationId,
			practitioner: SubjectId,
			evidence: Commitment,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_declare_incapacity(who, subject, organization, practitioner, evidence)
		}

		/// Say that a subject is incapacitated no longer, or that a finding which waits for another is wrong. One person is
		/// enough: what the subject itself said counts again.
		///
		/// - Origin: signed by an account that controls the subject (whoever can say so is not), or by a clinician as
		///   for [`Call::declare_incapacity`], named by `clinician`.
		///
		/// Errors: those of the origin, [`Error::NotIncapacitated`], [`Error::HistoryFull`].
		///
		/// Event: [`Event::Logged`] with [`Entry::IncapacityEnded`].
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::end_incapacity())]
		pub fn end_incapacity(
			origin: OriginFor<T>,
			subject: SubjectId,
			clinician: Option<(OrganizationId, SubjectId)>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_end_incapacity(who, subject, clinician)
		}

		/// Ask for access to a subject's data. The decision is logged on the subject's trail, whatever it is, and a
		/// permission leaves a grant. That the decision is a denial is no failure of the call.
		///
		/// - Origin: signed by an account with a duty that asks for data, of `request.organization`; where the request
		///   names a practitioner, the account controls that subject.
		/// - `lifetime`: seconds for which a grant is good; it ends before when directives do not permit it any more.
		///
		/// Errors: [`Error::NoDutyToAsk`], that the caller does not control the practitioner,
		/// [`Error::LifetimeOutOfRange`], [`Error::EmptyPeriod`], [`Error::UnknownCode`], [`Error::UseBreakGlass`],
		/// [`Error::ProtocolNotFound`], [`Error::OrganizationNotFit`] for a protocol of another organisation,
		/// [`Error::SubjectNotFound`], [`Error::NumbersExhausted`],
		/// [`Error::HistoryFull`].
		///
		/// Event: [`Event::Logged`] with [`Entry::Access`].
		///
		/// Weight: declared for the fullest file; what this one did not take is returned.
		#[pallet::call_index(19)]
		#[pallet::weight(Effort::most(request).weight::<T>(CLEARED_PER_GRANT))]
		pub fn request_access(
			origin: OriginFor<T>,
			subject: SubjectId,
			request: AccessRequest,
			lifetime: Seconds,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Ok(Some(Self::do_request_access(who, subject, request, lifetime)?).into())
		}

		/// Ask for access to the data of many subjects: each is decided and logged for itself.
		///
		/// - Origin: as for [`Call::request_access`]; the request names no practitioner.
		/// - `subjects`: in ascending order.
		///
		/// Errors: those of [`Call::request_access`], [`Error::NotAscending`], [`Error::CohortNamesNobody`]. A subject that does not exist fails the
		/// call.
		///
		/// Events: [`Event::Logged`] with [`Entry::Access`] for each, then [`Event::CohortDecided`].
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::request_cohort(count(subjects.len()))
			.saturating_add(Pallet::<T>::weight_of_clearing(count(subjects.len()))))]
		pub fn request_cohort(
			origin: OriginFor<T>,
			subjects: BoundedVec<SubjectId, MaxCohort>,
			request: AccessRequest,
			lifetime: Seconds,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_request_cohort(who, subjects, request, lifetime)
		}

		/// Close a grant.
		///
		/// - Origin: signed by the account that holds it, an account with a duty that asks for data of its
		///   organisation, or one that controls the subject; any, once it expired.
		///
		/// Errors: [`Error::GrantNotFound`], [`Error::NotAuthorized`], [`Error::HistoryFull`].
		///
		/// Event: [`Event::Logged`] with [`Entry::Closed`].
		#[pallet::call_index(21)]
		#[pallet::weight(T::WeightInfo::close_grant())]
		pub fn close_grant(origin: OriginFor<T>, grant: GrantId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_grant(who, grant)
		}

		/// Break the glass: access in an emergency, whatever directives say. Waits for nobody's approval, is told to the
		/// subject by event, lasts for a short time, and must be reviewed in time, else the practitioner's privilege
		/// is suspended.
		///
		/// - Origin: signed by an account with `Duty::Clinical` for `organization`, which controls `practitioner`, who
		///   has an active clinical credential.
		/// - `reason`: a code of kind reason.
		/// - `data`: which data; everything, if nothing is said.
		///
		/// Errors: those of the duty check, that the caller does not control the practitioner,
		/// [`Error::NoActiveCredential`], [`Error::PrivilegeSuspended`], [`Error::UnknownCode`],
		/// [`Error::EmptyPeriod`], [`Error::SubjectNotFound`], [`Error::BreakGlassForbidden`],
		/// [`Error::NumbersExhausted`], [`Error::HistoryFull`].
		///
		/// Event: [`Event::Logged`] with [`Entry::BreakGlass`].
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::break_glass().saturating_add(Pallet::<T>::weight_of_clearing(1)))]
		pub fn break_glass(
			origin: OriginFor<T>,
			subject: SubjectId,
			organization: OrganizationId,
			practitioner: SubjectId,
			reason: CodeId,
			data: DataScope,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_break_glass(who, subject, organization, practitioner, reason, data)
		}

		/// Review an emergency. Late is better than never: a suspension for lateness ends with it. One that was not
		/// justified ends its grant and revokes the privilege until [`Call::reinstate`].
		///
		/// - Origin: signed by an account with `Duty::Privacy` for `organization`, which is the one for which the glass
		///   was broken or a regulator; not an account that controls the practitioner or broke the glass.
		///
		/// Errors: those of the duty check, [`Error::NothingToReview`], [`Error::NotAuthorized`],
		/// [`Error::OwnEmergency`], [`Error::HistoryFull`].
		///
		/// Event: [`Event::Logged`] with [`Entry::Reviewed`].
		#[pallet::call_index(23)]
		#[pallet::weight(T::WeightInfo::review())]
		pub fn review(
			origin: OriginFor<T>,
			practitioner: SubjectId,
			grant: GrantId,
			organization: OrganizationId,
			justified: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_review(who, practitioner, grant, organization, justified)
		}

		/// Give a practitioner the privilege back that was revoked by a review. What others revoked stays revoked, except
		/// that a regulator also lifts what those who are no regulators did.
		///
		/// - Origin: signed by an account with `Duty::Privacy` for `organization`, which revoked it or is a regulator;
		///   not an account that controls the practitioner.
		///
		/// Errors: those of the duty check, [`Error::NotRevoked`], [`Error::NotAuthorized`],
		/// [`Error::OwnEmergency`].
		///
		/// Event: [`Event::Reinstated`].
		#[pallet::call_index(24)]
		#[pallet::weight(T::WeightInfo::reinstate())]
		pub fn reinstate(
			origin: OriginFor<T>,
			practitioner: SubjectId,
			organization: OrganizationId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_reinstate(who, practitioner, organization)
		}

		/// Demand that holders erase a subject's data, or hand it over, by a deadline.
		///
		/// - Origin: signed by an account that speaks for the subject in the `capacity` named. It pays the deposit,
		///   which returns when all holders have answered.
		/// - `holders`: active members, in ascending order.
		///
		/// Errors: [`Error::SubjectNotFound`], those of the capacity, [`Error::NotAscending`],
		/// [`Error::OrganizationNotFit`], [`Error::TooManyRequests`], [`Error::NumbersExhausted`],
		/// [`Error::HistoryFull`], and that the deposit cannot be paid.
		///
		/// Event: [`Event::Logged`] with [`Entry::PrivacyRequested`].
		#[pallet::call_index(25)]
		#[pallet::weight(
			T::WeightInfo::request_privacy(holders.len().try_into().unwrap_or(u32::MAX))
				.saturating_add(T::Organizations::weight())
		)]
		pub fn request_privacy(
			origin: OriginFor<T>,
			subject: SubjectId,
			capacity: Capacity,
			right: PrivacyRight,
			holders: BoundedVec<OrganizationId, MaxHolders>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_request_privacy(who, subject, capacity, right, holders)
		}

		/// Answer an erasure or portability request. The last answer completes it: the certificate is logged.
		///
		/// - Origin: signed by an account with `Duty::Privacy` for `organization`.
		///
		/// Errors: those of the duty check, [`Error::PrivacyRequestNotFound`], [`Error::NothingToAcknowledge`],
		/// [`Error::HoldOnlyOnErasure`], [`Error::UnknownCode`] for the reason of a hold, [`Error::HistoryFull`].
		///
		/// Event: [`Event::Logged`] with [`Entry::Acknowledged`], and with [`Entry::Certified`] after the last.
		#[pallet::call_index(26)]
		#[pallet::weight(T::WeightInfo::acknowledge())]
		pub fn acknowledge(
			origin: OriginFor<T>,
			request: PrivacyRequestId,
			organization: OrganizationId,
			answer: Acknowledgement,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_acknowledge(who, request, organization, answer)
		}

		/// Set the parameters: what the jurisdiction says, and which credentials prove what.
		///
		/// - Origin: [`Config::ParameterOrigin`].
		///
		/// Event: [`Event::ParametersSet`].
		#[pallet::call_index(27)]
		#[pallet::weight(T::WeightInfo::set_parameters())]
		pub fn set_parameters(origin: OriginFor<T>, parameters: Parameters) -> DispatchResult {
			T::ParameterOrigin::ensure_origin(origin)?;
			CurrentParameters::<T>::put(parameters);
			Self::deposit_event(Event::ParametersSet { parameters });
			Ok(())
		}

		/// Close an erasure or portability request that holders leave unanswered. The certificate says who did.
		///
		/// - Origin: signed by an account that speaks for the subject in the `capacity` named; not an organisation that
		///   owes an answer itself.
		///
		/// The deposit returns to whoever paid it.
		///
		/// Errors: [`Error::PrivacyRequestNotFound`], those of the capacity, [`Error::NotAuthorized`],
		/// [`Error::NotOverdue`] before the deadline while any who has not answered is an active member,
		/// [`Error::HistoryFull`].
		///
		/// Event: [`Event::Logged`] with [`Entry::Certified`].
		#[pallet::call_index(28)]
		#[pallet::weight(
			// What the last answer does, and a look at each holder besides.
			T::WeightInfo::acknowledge().saturating_add(Pallet::<T>::weight_of_speaking())
				.saturating_add(T::Organizations::weight().saturating_mul(u64::from(MAX_HOLDERS)))
		)]
		pub fn close_privacy_request(
			origin: OriginFor<T>,
			request: PrivacyRequestId,
			capacity: Capacity,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_privacy_request(who, request, capacity)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The directives about a subject that are not ended.
		pub fn directives_of(subject: SubjectId) -> alloc::vec::Vec<Directive<T::AccountId>> {
			Self::file(subject).directives.into_inner()
		}

		/// The finding of this subject's incapacity that waits for another clinician's, now.
		pub fn finding_of(subject: SubjectId) -> Option<Finding<T::AccountId>> {
			Findings::<T>::get(subject).filter(|finding| Self::now() < finding.lapses)
		}

		/// What is this grant good for, now?
		pub fn grant_info(grant: GrantId) -> Option<GrantInfo<T::AccountId>> {
			Self::describe_grant(grant)
		}
	}

	impl<T: Config> Pallet<T> {
		/// Calls in a capacity are measured as the subject's: staff costs a look at its organisation besides, and a
		/// guardian one at each guardian who has directives.
		fn weight_of_speaking() -> Weight {
			let guardians = u64::try_from(MAX_REPRESENTATIVES).unwrap_or(u64::MAX).saturating_add(2);
			T::Organizations::weight().saturating_add(T::Subjects::weight().saturating_mul(guardians))
		}

		/// So many new grants clear away others that are over.
		fn weight_of_clearing(grants: u32) -> Weight {
			T::WeightInfo::on_idle(grants.saturating_mul(CLEARED_PER_GRANT))
		}
	}

	/// How many different codes a tree names, as far as one is allowed to.
	fn weight_of_codes(provisions: &Provisions) -> u32 {
		codes_of(provisions).len().min(MAX_CODES).try_into().unwrap_or(u32::MAX)
	}
}
