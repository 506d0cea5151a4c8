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

mod answers;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod credential;
mod genesis;
mod issuers;
mod lists;
pub mod runtime_api;
mod schemas;
mod standing;
mod sweep;
#[cfg(any(test, feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod verification;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use genesis::{CredentialSeed, SchemaSeed};

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint, UnixTime},
	};
	use frame_system::pallet_prelude::*;
	use salus_primitives::{
		Attestations, CodeId, Codes, Commitment, Duty, Holder, JobId, OrganizationId, Organizations, Outcome, SchemaId,
		Seconds, Subjects,
	};

	/// The storage version of this pallet.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// A credential as this runtime keeps it.
	pub type CredentialOf<T> = Credential<<T as Config>::Consideration>;

	/// A status list as this runtime keeps it.
	pub type StatusListOf<T> = StatusList<<T as Config>::Consideration>;

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Cost of each call.
		type WeightInfo: WeightInfo;

		/// Who is a member, and who may do what for it.
		type Organizations: Organizations<Self::AccountId>;

		/// Who controls the subjects that hold credentials.
		type Subjects: Subjects<Self::AccountId>;

		/// Scopes and reasons.
		type Codes: Codes;

		/// Who asks primary sources.
		type Attestations: Attestations;

		/// The clock.
		type Time: UnixTime;

		/// Deposit for a credential or a status list, held on the issuing organisation's own account.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// Who keeps schemas and primary sources.
		type SchemaOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who accredits issuers, and stops them and what they issued.
		type AccreditOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// For how long a holder may accept an offer.
		#[pallet::constant]
		type OfferLifetime: Get<Seconds>;

		/// For how long a credential that ended is kept, so that the past can be asked about.
		#[pallet::constant]
		type Retention: Get<Seconds>;

		/// Seconds that attestors have to ask a primary source.
		#[pallet::constant]
		type VerificationTimeLimit: Get<Seconds>;

		/// The most verifications that one organisation may have open.
		#[pallet::constant]
		type MaxOpenVerifications: Get<u32>;

		/// At how many credentials one block looks for what can be removed.
		#[pallet::constant]
		type SweepPerBlock: Get<u32>;
	}

	/// Why something is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Deposit for a credential or a status list.
		Credential,
	}

	/// Number that the next schema gets.
	#[pallet::storage]
	pub type NextSchemaId<T: Config> = StorageValue<_, SchemaId, ValueQuery>;

	/// The newest version of each schema. Numbers are given in order, so no hash needs to protect the trie's balance;
	/// this holds for every map with that hasher here.
	#[pallet::storage]
	pub type Latest<T: Config> = StorageMap<_, Twox64Concat, SchemaId, Version>;

	/// Versions of schemas, from 1.
	#[pallet::storage]
	pub type Schemas<T: Config> = StorageDoubleMap<_, Twox64Concat, SchemaId, Twox64Concat, Version, SchemaVersion>;

	/// Number that the next primary source gets.
	#[pallet::storage]
	pub type NextSourceId<T: Config> = StorageValue<_, SourceId, ValueQuery>;

	/// Primary sources.
	#[pallet::storage]
	pub type Sources<T: Config> = StorageMap<_, Twox64Concat, SourceId, PrimarySource>;

	/// Accreditations. One per schema and member, so it is members and motions that bound it, and no deposit.
	#[pallet::storage]
	pub type Issuers<T: Config> = StorageDoubleMap<_, Twox64Concat, SchemaId, Twox64Concat, OrganizationId, Issuer>;

	/// Number that the next credential gets.
	#[pallet::storage]
	pub type NextCredentialId<T: Config> = StorageValue<_, CredentialId, ValueQuery>;

	/// Credentials.
	#[pallet::storage]
	pub type Credentials<T: Config> = StorageMap<_, Twox64Concat, CredentialId, CredentialOf<T>>;

	/// Scopes of credentials that are offered. They move to the index when the holder accepts: offers take no place
	/// there, so nobody can fill a holder's index against that holder's will.
	#[pallet::storage]
	pub type OfferedScopes<T: Config> = StorageMap<_, Twox64Concat, CredentialId, Scopes>;

	/// The credentials that a holder accepted, by schema, in the order of acceptance.
	///
	/// The holder is hashed and not repeated in the key: 33 bytes less for each of millions of holders. Each credential
	/// names its holder, so that two holders whose hashes met would still be told apart.
	#[pallet::storage]
	pub type HeldBy<T: Config> = StorageDoubleMap<
		_,
		Blake2_128,
		Holder,
		Twox64Concat,
		SchemaId,
		BoundedVec<Held, ConstU32<MAX_HELD>>,
		ValueQuery,
	>;

	/// What primary-source verification found, of credentials about which a source was asked.
	#[pallet::storage]
	pub type Verifications<T: Config> = StorageMap<_, Twox64Concat, CredentialId, Verification>;

	/// How many verifications an organisation has open, as long as there is one.
	#[pallet::storage]
	pub type OpenVerifications<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, u32, ValueQuery>;

	/// Number that the next status list gets.
	#[pallet::storage]
	pub type NextListId<T: Config> = StorageValue<_, ListId, ValueQuery>;

	/// Status lists.
	#[pallet::storage]
	pub type StatusLists<T: Config> = StorageMap<_, Twox64Concat, ListId, StatusListOf<T>>;

	/// Chunks of status lists that ever had an entry set.
	#[pallet::storage]
	pub type Chunks<T: Config> = StorageDoubleMap<_, Twox64Concat, ListId, Twox64Concat, u16, Chunk>;

	/// Credential at which the next block starts to look for what can be removed.
	#[pallet::storage]
	pub type Cursor<T: Config> = StorageValue<_, CredentialId, ValueQuery>;

	/// Schemas, issuers and credentials from the first block on.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Schemas, in the order of their numbers.
		pub schemas: Vec<SchemaSeed>,
		/// Issuers accredited by the council.
		pub issuers: Vec<(SchemaId, OrganizationId)>,
		/// Credentials that their holders have accepted.
		pub credentials: Vec<CredentialSeed>,
		/// No value.
		#[serde(skip)]
		pub _config: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			let seeded = Pallet::<T>::seed(self);
			assert!(seeded.is_ok(), "the genesis configuration's credentials are inconsistent: {seeded:?}");
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A schema has a new version; the first makes the schema.
		SchemaRegistered {
			/// The schema.
			schema: SchemaId,
			/// The version.
			version: Version,
		},
		/// Nothing is offered under this version any more.
		SchemaRetired {
			/// The schema.
			schema: SchemaId,
			/// The version.
			version: Version,
		},
		/// A primary source was registered or changed.
		SourceSet {
			/// The source.
			source: SourceId,
		},
		/// An organisation asks to issue.
		IssuerApplied {
			/// The schema.
			schema: SchemaId,
			/// The organisation.
			organization: OrganizationId,
			/// Whom it asks; `None`: the council.
			under: Option<OrganizationId>,
		},
		/// An organisation may issue.
		IssuerAccredited {
			/// The schema.
			schema: SchemaId,
			/// The organisation.
			organization: OrganizationId,
			/// Who delegated to it; `None`: the council accredited it.
			under: Option<OrganizationId>,
		},
		/// An issuer is suspended, and with it reliance on all that it and those below it issued.
		IssuerSuspended {
			/// The schema.
			schema: SchemaId,
			/// The organisation.
			organization: OrganizationId,
			/// By whom.
			by: Authority,
			/// Why.
			reason: CodeId,
		},
		/// An issuer is suspended no longer.
		IssuerReinstated {
			/// The schema.
			schema: SchemaId,
			/// The organisation.
			organization: OrganizationId,
			/// By whom.
			by: Authority,
		},
		/// An issuer may not issue any more; final.
		IssuerRevoked {
			/// The schema.
			schema: SchemaId,
			/// The organisation.
			organization: OrganizationId,
			/// What became active from this moment on is void.
			cut_off: Seconds,
			/// Why; `None`: it resigned.
			reason: Option<CodeId>,
		},
		/// A candidate asks no longer.
		ApplicationWithdrawn {
			/// The schema.
			schema: SchemaId,
			/// The organisation.
			organization: OrganizationId,
		},
		/// A credential was offered.
		CredentialOffered {
			/// The credential.
			credential: CredentialId,
			/// To whom.
			holder: Holder,
			/// Of which schema.
			schema: SchemaId,
			/// By whom.
			issuer: OrganizationId,
		},
		/// An offer is gone: its issuer withdrew it, its holder declined it, or it lapsed.
		OfferEnded {
			/// The credential.
			credential: CredentialId,
		},
		/// The holder accepted a credential.
		CredentialAccepted {
			/// The credential.
			credential: CredentialId,
			/// The credential whose place it takes.
			supersedes: Option<CredentialId>,
		},
		/// A credential is suspended.
		CredentialSuspended {
			/// The credential.
			credential: CredentialId,
			/// By whom.
			by: Authority,
			/// Why.
			reason: CodeId,
		},
		/// A credential is suspended no longer.
		CredentialReinstated {
			/// The credential.
			credential: CredentialId,
			/// By whom.
			by: Authority,
		},
		/// A credential is revoked; final.
		CredentialRevoked {
			/// The credential.
			credential: CredentialId,
			/// By whom.
			by: Authority,
			/// Why.
			reason: CodeId,
		},
		/// A credential that ended long ago was removed.
		CredentialRemoved {
			/// The credential.
			credential: CredentialId,
		},
		/// A status list was created.
		StatusListCreated {
			/// The list.
			list: ListId,
			/// Whose.
			issuer: OrganizationId,
			/// Of which schema.
			schema: SchemaId,
			/// What a set entry means.
			purpose: StatusPurpose,
		},
		/// Entries of a status list changed.
		StatusListChanged {
			/// The list.
			list: ListId,
			/// How many entries changed.
			entries: u32,
		},
		/// A status list that nothing refers to was removed.
		StatusListRemoved {
			/// The list.
			list: ListId,
		},
		/// A primary source is asked about a credential.
		VerificationRequested {
			/// The credential.
			credential: CredentialId,
			/// Who wants to know.
			by: OrganizationId,
			/// The job of the attestors.
			job: JobId,
		},
		/// A verification ended.
		VerificationEnded {
			/// The credential.
			credential: CredentialId,
			/// How.
			outcome: Outcome,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// There is no such schema.
		SchemaNotFound,
		/// The schema has no such version.
		SchemaVersionNotFound,
		/// Nothing is offered under this version any more.
		SchemaVersionRetired,
		/// A schema attests the same thing in all its versions.
		KindChanged,
		/// A schema must say which roles may issue.
		NoIssuerRole,
		/// A period of no length.
		PeriodOfZero,
		/// There is no such primary source.
		SourceNotFound,
		/// The quorum is no majority of the attestors, or larger than their number.
		QuorumOutOfRange,
		/// An attestor is named twice.
		AttestorNamedTwice,
		/// A key that is no registered attestor.
		AttestorNotFound,
		/// No numbers are left.
		NumbersExhausted,

		/// The organisation has none of the roles that may issue under this schema.
		RoleMissing,
		/// The organisation is not an active member.
		MemberNotActive,
		/// The organisation has applied, or is an issuer, already.
		AlreadyApplied,
		/// The organisation has not applied, or its application was decided.
		NotACandidate,
		/// The candidate asked another issuer, not the council.
		AskedAnotherIssuer,
		/// Delegation would go in a circle.
		CyclicDelegation,
		/// Delegation would go deeper than allowed.
		DepthExceeded,
		/// The issuer delegated to as many as it may.
		TooManySubIssuers,
		/// The organisation is not an accredited issuer of this schema, nor was it one.
		IssuerNotAccredited,
		/// The issuer, or one above it, is suspended.
		IssuerSuspended,
		/// The issuer, or one above it, is an issuer no longer.
		IssuerRevoked,
		/// It is suspended already.
		AlreadySuspended,
		/// It is not suspended.
		NotSuspended,
		/// The council suspended it: only the council lifts that.
		SuspendedByCouncil,
		/// Revocation is final.
		RevocationIsFinal,
		/// An issuer is cut off from the past or from now, not from later.
		CutOffInTheFuture,
		/// The reason is no registered code.
		ReasonNotFound,

		/// There is no such credential.
		CredentialNotFound,
		/// There is no such holder.
		HolderNotFound,
		/// Such a holder may not have credentials of this schema.
		HolderNotAdmitted,
		/// Nobody may issue this to itself.
		SelfIssuance,
		/// The validity ends before it begins.
		ValidityInverted,
		/// The validity is over.
		ValidityPast,
		/// The validity is longer than the schema allows.
		ValidityTooLong,
		/// A scope is no registered code.
		ScopeNotFound,
		/// A scope is named twice.
		ScopeNamedTwice,
		/// The credential that is to be superseded is another holder's, issuer's or schema's, or has ended.
		NotSupersedable,
		/// The credential was offered to another holder.
		OfferedToAnother,
		/// The holder accepted it before.
		AlreadyAccepted,
		/// The offer has lapsed.
		OfferLapsed,
		/// The holder has as many credentials of this schema as there may be.
		TooManyHeld,
		/// The holder has not accepted it.
		NotAccepted,
		/// Another credential took its place.
		AlreadySuperseded,

		/// Its status is kept in a status list, not here.
		StatusKeptInList,
		/// Its status is kept here, not in a status list.
		StatusKeptHere,
		/// Its status is kept in a status list, and no entry is named.
		EntryMissing,
		/// The list entry is set: the credential would be revoked or suspended from the start.
		EntrySet,
		/// There is no such status list.
		ListNotFound,
		/// The list is another issuer's or another schema's.
		ListOfAnother,
		/// The list has no such entry or chunk.
		IndexOutOfList,
		/// A chunk has exactly 1,024 bytes.
		ChunkLengthWrong,
		/// Nothing would change.
		NothingToChange,
		/// Credentials refer to the list.
		ListInUse,

		/// The schema demands no verification.
		VerificationNotDemanded,
		/// The source is being asked already.
		AlreadyAsked,
		/// The organisation has as many open verifications as it may.
		TooManyVerifications,
		/// Too few of the source's attestors are left, or independent of issuer and holder.
		AttestorsMissing,

		/// A suspended issuer is cut off from a moment that is named: "now" would make all that it issued good again.
		CutOffMissing,
		/// Two attestors belong to one organisation, which has one vote.
		OrganizationNamedTwice,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		// Only hygiene: whether an offer has lapsed or a credential expired is computed at the question.
		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::sweep(remaining)
		}

		fn integrity_test() {
			assert!(T::OfferLifetime::get() > 0, "no offer could be accepted");
			assert!(T::Retention::get() > 0, "the past could not be asked about");
			assert!(T::VerificationTimeLimit::get() > 0, "attestors need time to answer");
			assert!(T::MaxOpenVerifications::get() > 0, "no source would ever be asked");
			assert!(T::SweepPerBlock::get() > 0, "nothing would ever be removed");
			let block = T::BlockWeights::get().max_block;
			for weight in [
				T::WeightInfo::register_schema(),
				T::WeightInfo::set_source(16),
				T::WeightInfo::apply(),
				T::WeightInfo::suspend_issuer(),
				T::WeightInfo::offer(8),
				T::WeightInfo::accept(),
				T::WeightInfo::set_status(1_024),
				T::WeightInfo::put_chunk(),
				T::WeightInfo::remove_status_list(),
				T::WeightInfo::request_verification(),
				T::WeightInfo::on_outcome(),
				T::WeightInfo::check(MAX_HELD, MAX_EVALUATED),
				T::WeightInfo::on_idle_base().saturating_add(T::WeightInfo::on_idle_remove()),
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
		/// Make a schema, or a further version of one. What was offered under earlier versions keeps their rules.
		///
		/// - Origin: [`Config::SchemaOrigin`].
		/// - `schema`: whose next version this is; `None`: a new schema.
		///
		/// Errors: [`Error::SchemaNotFound`], [`Error::KindChanged`], [`Error::NoIssuerRole`], [`Error::PeriodOfZero`],
		/// [`Error::DepthExceeded`], [`Error::SourceNotFound`], [`Error::NumbersExhausted`].
		///
		/// Event: [`Event::SchemaRegistered`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_schema())]
		pub fn register_schema(origin: OriginFor<T>, schema: Option<SchemaId>, rules: SchemaRules) -> DispatchResult {
			T::SchemaOrigin::ensure_origin(origin)?;
			Self::do_register_schema(schema, rules)
		}

		/// Offer nothing under this version any more. Credentials of it stay what they are.
		///
		/// - Origin: [`Config::SchemaOrigin`].
		///
		/// Errors: [`Error::SchemaVersionNotFound`], [`Error::SchemaVersionRetired`].
		///
		/// Event: [`Event::SchemaRetired`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::retire_schema())]
		pub fn retire_schema(origin: OriginFor<T>, schema: SchemaId, version: Version) -> DispatchResult {
			T::SchemaOrigin::ensure_origin(origin)?;
			Self::do_retire_schema(schema, version)
		}

		/// Register a primary source, or change one.
		///
		/// - Origin: [`Config::SchemaOrigin`].
		/// - `source`: which one changes; `None`: a new one.
		/// - `url_commitment`: commitment to its base URL, whose nonce and text the operators of its attestors know.
		/// - `attestors`, `quorum`: who may ask it, and how many must agree: more than half.
		///
		/// Errors: [`Error::SourceNotFound`], [`Error::QuorumOutOfRange`], [`Error::AttestorNamedTwice`],
		/// [`Error::AttestorNotFound`], [`Error::OrganizationNamedTwice`], [`Error::NumbersExhausted`].
		///
		/// Event: [`Event::SourceSet`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::set_source(definition.attestors.len().try_into().unwrap_or(u32::MAX)))]
		pub fn set_source(origin: OriginFor<T>, source: Option<SourceId>, definition: PrimarySource) -> DispatchResult {
			T::SchemaOrigin::ensure_origin(origin)?;
			Self::do_set_source(source, definition)
		}

		/// Ask to be accredited as an issuer of a schema.
		///
		/// - Origin: signed by an account with [`Duty::Credentialing`] for `organization`.
		/// - `under`: the issuer that shall delegate; `None`: the council decides.
		///
		/// Errors: those of the duty check, [`Error::SchemaNotFound`], [`Error::RoleMissing`],
		/// [`Error::CyclicDelegation`], [`Error::AlreadyApplied`], [`Error::DepthExceeded`], and those of the issuer that
		/// shall delegate: [`Error::IssuerNotAccredited`], [`Error::IssuerSuspended`], [`Error::IssuerRevoked`].
		///
		/// Event: [`Event::IssuerApplied`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::apply())]
		pub fn apply(
			origin: OriginFor<T>,
			organization: OrganizationId,
			schema: SchemaId,
			under: Option<OrganizationId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(organization, &who, Duty::Credentialing)?;
			Self::do_apply(organization, schema, under)
		}

		/// Accredit a candidate that asked the council.
		///
		/// - Origin: [`Config::AccreditOrigin`].
		///
		/// Errors: [`Error::NotACandidate`], [`Error::AskedAnotherIssuer`], [`Error::MemberNotActive`].
		///
		/// Event: [`Event::IssuerAccredited`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::accredit())]
		pub fn accredit(origin: OriginFor<T>, schema: SchemaId, organization: OrganizationId) -> DispatchResult {
			T::AccreditOrigin::ensure_origin(origin)?;
			Self::do_accredit(schema, organization)
		}

		/// Delegate to a candidate that asked for it: it becomes a sub-issuer.
		///
		/// - Origin: signed by an account with [`Duty::Credentialing`] for the issuer that the candidate asked.
		///
		/// Errors: [`Error::NotACandidate`], those of the duty check, [`Error::MemberNotActive`],
		/// [`Error::IssuerSuspended`], [`Error::IssuerRevoked`], [`Error::DepthExceeded`],
		/// [`Error::TooManySubIssuers`].
		///
		/// Event: [`Event::IssuerAccredited`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::delegate())]
		pub fn delegate(origin: OriginFor<T>, schema: SchemaId, organization: OrganizationId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let issuer = Self::candidate(schema, organization)?;
			let under = issuer.under.ok_or(Error::<T>::NotACandidate)?;
			T::Organizations::ensure_duty(under, &who, Duty::Credentialing)?;
			Self::do_delegate(schema, organization, issuer, under)
		}

		/// Suspend an issuer: from now until it is reinstated, nothing that it or those below it issued is relied on.
		///
		/// Costs the same whatever it issued, because reliance is computed through the issuers at the question.
		///
		/// - Origin: [`Config::AccreditOrigin`], or signed by an account with [`Duty::Credentialing`] for the issuer that
		///   delegated. The council may take over a suspension, so that only it can lift it.
		///
		/// Errors: [`Error::IssuerNotAccredited`], those of the duty check, [`Error::AlreadySuspended`],
		/// [`Error::RevocationIsFinal`], [`Error::ReasonNotFound`].
		///
		/// Event: [`Event::IssuerSuspended`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::suspend_issuer())]
		pub fn suspend_issuer(
			origin: OriginFor<T>,
			schema: SchemaId,
			organization: OrganizationId,
			reason: CodeId,
		) -> DispatchResult {
			let issuer = Self::issuer_entry(schema, organization)?;
			let by = Self::authority(origin, issuer.under)?;
			Self::do_suspend_issuer(schema, organization, issuer, by, reason)
		}

		/// Rely again on what an issuer issued. The interval is remembered.
		///
		/// - Origin: as [`Call::suspend_issuer`]; what the council suspended, only the council reinstates, and an issuer
		///   reinstates only in good standing.
		///
		/// Errors: [`Error::IssuerNotAccredited`], those of the duty check, [`Error::NotSuspended`],
		/// [`Error::SuspendedByCouncil`], [`Error::RevocationIsFinal`], [`Error::IssuerSuspended`],
		/// [`Error::IssuerRevoked`].
		///
		/// Event: [`Event::IssuerReinstated`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::reinstate_issuer())]
		pub fn reinstate_issuer(
			origin: OriginFor<T>,
			schema: SchemaId,
			organization: OrganizationId,
		) -> DispatchResult {
			let issuer = Self::issuer_entry(schema, organization)?;
			let by = Self::authority(origin, issuer.under)?;
			Self::do_reinstate_issuer(schema, organization, issuer, by)
		}

		/// End an accreditation for good. What became active before the cut-off stays relied on, and can still be
		/// suspended and revoked; what became active since is void and always was.
		///
		/// - Origin: as [`Call::suspend_issuer`]; an issuer that is not in good standing can neither choose a cut-off in
		///   the past nor end a suspension so.
		/// - `cut_off`: the moment since which the issuer is not believed; `None`: now, unless it is suspended.
		///
		/// Errors: [`Error::IssuerNotAccredited`], those of the duty check, [`Error::RevocationIsFinal`],
		/// [`Error::SuspendedByCouncil`], [`Error::CutOffMissing`], [`Error::CutOffInTheFuture`],
		/// [`Error::IssuerSuspended`], [`Error::IssuerRevoked`], [`Error::ReasonNotFound`].
		///
		/// Event: [`Event::IssuerRevoked`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::revoke_issuer())]
		pub fn revoke_issuer(
			origin: OriginFor<T>,
			schema: SchemaId,
			organization: OrganizationId,
			reason: CodeId,
			cut_off: Option<Seconds>,
		) -> DispatchResult {
			let issuer = Self::issuer_entry(schema, organization)?;
			let by = Self::authority(origin, issuer.under)?;
			Self::do_revoke_issuer(schema, organization, issuer, by, reason, cut_off)
		}

		/// Withdraw an application, or end one's own accreditation for good. What was issued stays relied on.
		///
		/// - Origin: signed by an account with [`Duty::Credentialing`] for `organization`.
		///
		/// Errors: those of the duty check, [`Error::IssuerNotAccredited`], [`Error::IssuerSuspended`] (nobody escapes a
		/// suspension), [`Error::RevocationIsFinal`].
		///
		/// Events: [`Event::ApplicationWithdrawn`], or [`Event::IssuerRevoked`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::resign())]
		pub fn resign(origin: OriginFor<T>, organization: OrganizationId, schema: SchemaId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(organization, &who, Duty::Credentialing)?;
			Self::do_resign(organization, schema)
		}

		/// Offer a credential. It is nothing until its holder accepts it.
		///
		/// The deposit is held on the issuing organisation's own account, and returns when the credential is removed.
		///
		/// - Origin: signed by an account with [`Duty::Credentialing`] for `organization`, an issuer in good standing.
		/// - `commitment`: of the verifiable credential, salted; the credential itself goes to the holder, never on chain.
		/// - `scopes`: what it is good for.
		/// - `entry`: the status list entry that is authoritative, where the schema wants that.
		/// - `supersedes`: the credential whose place it takes once accepted.
		///
		/// Errors: those of the duty check, [`Error::SchemaNotFound`], [`Error::SchemaVersionNotFound`],
		/// [`Error::SchemaVersionRetired`], [`Error::IssuerNotAccredited`], [`Error::IssuerSuspended`],
		/// [`Error::IssuerRevoked`], [`Error::HolderNotAdmitted`], [`Error::HolderNotFound`], [`Error::SelfIssuance`],
		/// [`Error::ValidityInverted`], [`Error::ValidityPast`], [`Error::ValidityTooLong`], [`Error::ScopeNamedTwice`],
		/// [`Error::ScopeNotFound`], [`Error::StatusKeptHere`], [`Error::EntryMissing`], [`Error::ListNotFound`],
		/// [`Error::ListOfAnother`], [`Error::IndexOutOfList`], [`Error::EntrySet`], [`Error::CredentialNotFound`],
		/// [`Error::NotSupersedable`], [`Error::NumbersExhausted`], and that the deposit cannot be paid.
		///
		/// Event: [`Event::CredentialOffered`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::offer(scopes.len().try_into().unwrap_or(u32::MAX)))]
		#[allow(clippy::too_many_arguments)]
		pub fn offer(
			origin: OriginFor<T>,
			organization: OrganizationId,
			holder: Holder,
			schema: SchemaId,
			version: Version,
			commitment: Commitment,
			scopes: Scopes,
			valid_from: Seconds,
			valid_until: Option<Seconds>,
			entry: Option<ListEntry>,
			supersedes: Option<CredentialId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(organization, &who, Duty::Credentialing)?;
			let offer = credential::Offer { holder, schema, version, commitment, valid_from, valid_until, entry };
			Self::do_offer(&who, organization, offer, scopes, supersedes)
		}

		/// Accept a credential that was offered.
		///
		/// - Origin: signed by an account that controls the subject, or with [`Duty::Administration`] for the
		///   organisation, to which it was offered; not by credentialing staff of its issuer or of one above, unless the
		///   schema allows self-issuance.
		///
		/// Errors: [`Error::CredentialNotFound`], [`Error::OfferedToAnother`], [`Error::SelfIssuance`],
		/// [`Error::AlreadyAccepted`], [`Error::OfferLapsed`], [`Error::ValidityPast`], [`Error::IssuerSuspended`],
		/// [`Error::IssuerRevoked`], [`Error::NotSupersedable`], [`Error::TooManyHeld`], [`Error::SuspendedByCouncil`]
		/// (one that the holder has of this issuer and schema).
		///
		/// Event: [`Event::CredentialAccepted`].
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::accept())]
		pub fn accept(origin: OriginFor<T>, credential: CredentialId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let kept = Self::credential(credential)?;
			ensure!(Self::speaks_for(&kept.holder, &who), Error::<T>::OfferedToAnother);
			Self::ensure_no_issuer(&who, &kept)?;
			Self::do_accept(credential, kept)
		}

		/// Decline an offer, or withdraw it.
		///
		/// - Origin: whoever could accept it, or an account with [`Duty::Credentialing`] for its issuer.
		///
		/// Errors: [`Error::CredentialNotFound`], those of the duty check, [`Error::AlreadyAccepted`].
		///
		/// Event: [`Event::OfferEnded`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::end_offer())]
		pub fn end_offer(origin: OriginFor<T>, credential: CredentialId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let kept = Self::credential(credential)?;
			if !Self::speaks_for(&kept.holder, &who) {
				T::Organizations::ensure_duty(kept.issuer, &who, Duty::Credentialing)?;
			}
			Self::do_end_offer(credential, kept)
		}

		/// Suspend a credential. The council may take over a suspension, so that only it can lift it.
		///
		/// - Origin: signed by an account with [`Duty::Credentialing`] for its issuer; or [`Config::AccreditOrigin`].
		///
		/// Errors: [`Error::CredentialNotFound`], those of the duty check, [`Error::StatusKeptInList`],
		/// [`Error::ReasonNotFound`], [`Error::NotAccepted`], [`Error::AlreadySuspended`],
		/// [`Error::RevocationIsFinal`], [`Error::AlreadySuperseded`].
		///
		/// Event: [`Event::CredentialSuspended`].
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::suspend())]
		pub fn suspend(origin: OriginFor<T>, credential: CredentialId, reason: CodeId) -> DispatchResult {
			let kept = Self::credential(credential)?;
			let by = Self::authority(origin, Some(kept.issuer))?;
			Self::do_suspend(credential, kept, by, reason)
		}

		/// End the suspension of a credential. The interval is remembered.
		///
		/// - Origin: as [`Call::suspend`]; the issuer must be in good standing. What the council suspended, only the
		///   council reinstates.
		///
		/// Errors: [`Error::CredentialNotFound`], those of the duty check, [`Error::StatusKeptInList`],
		/// [`Error::NotAccepted`], [`Error::NotSuspended`], [`Error::SuspendedByCouncil`],
		/// [`Error::RevocationIsFinal`], [`Error::AlreadySuperseded`], [`Error::IssuerSuspended`],
		/// [`Error::IssuerRevoked`].
		///
		/// Event: [`Event::CredentialReinstated`].
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::reinstate())]
		pub fn reinstate(origin: OriginFor<T>, credential: CredentialId) -> DispatchResult {
			let kept = Self::credential(credential)?;
			let by = Self::authority(origin, Some(kept.issuer))?;
			Self::do_reinstate(credential, kept, by)
		}

		/// Revoke a credential for good.
		///
		/// - Origin: as [`Call::suspend`].
		///
		/// Errors: [`Error::CredentialNotFound`], those of the duty check, [`Error::StatusKeptInList`],
		/// [`Error::ReasonNotFound`], [`Error::NotAccepted`], [`Error::RevocationIsFinal`],
		/// [`Error::AlreadySuperseded`].
		///
		/// Event: [`Event::CredentialRevoked`].
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::revoke())]
		pub fn revoke(origin: OriginFor<T>, credential: CredentialId, reason: CodeId) -> DispatchResult {
			let kept = Self::credential(credential)?;
			let by = Self::authority(origin, Some(kept.issuer))?;
			Self::do_revoke(credential, kept, by, reason)
		}

		/// Create a status list of 131,072 entries, none of them set.
		///
		/// - Origin: signed by an account with [`Duty::Credentialing`] for `organization`, an issuer in good standing,
		///   whose own account carries the deposit.
		///
		/// Errors: those of the duty check, [`Error::IssuerNotAccredited`], [`Error::IssuerSuspended`],
		/// [`Error::IssuerRevoked`], [`Error::NumbersExhausted`], and that the deposit cannot be paid.
		///
		/// Event: [`Event::StatusListCreated`].
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::create_status_list())]
		pub fn create_status_list(
			origin: OriginFor<T>,
			organization: OrganizationId,
			schema: SchemaId,
			purpose: StatusPurpose,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(organization, &who, Duty::Credentialing)?;
			Self::do_create_list(organization, schema, purpose)
		}

		/// Set or clear many entries of a status list at once.
		///
		/// - Origin: signed by an account with [`Duty::Credentialing`] for the list's issuer, which must be in good
		///   standing where it clears entries.
		///
		/// Errors: [`Error::ListNotFound`], those of the duty check, [`Error::IndexOutOfList`],
		/// [`Error::RevocationIsFinal`], [`Error::IssuerSuspended`], [`Error::IssuerRevoked`],
		/// [`Error::NothingToChange`].
		///
		/// Event: [`Event::StatusListChanged`].
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::set_status(indices.len().try_into().unwrap_or(u32::MAX)))]
		pub fn set_status(
			origin: OriginFor<T>,
			list: ListId,
			indices: BoundedVec<u32, MaxFlips>,
			value: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let kept = Self::list_of(&who, list)?;
			Self::do_set_status(list, kept, indices, value)
		}

		/// Replace one chunk of a status list.
		///
		/// - Origin, and standing of the issuer: as [`Call::set_status`].
		///
		/// Errors: [`Error::ListNotFound`], those of the duty check, [`Error::IndexOutOfList`],
		/// [`Error::ChunkLengthWrong`], [`Error::RevocationIsFinal`], [`Error::IssuerSuspended`],
		/// [`Error::IssuerRevoked`], [`Error::NothingToChange`].
		///
		/// Event: [`Event::StatusListChanged`].
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::put_chunk())]
		pub fn put_chunk(origin: OriginFor<T>, list: ListId, chunk: u16, bits: ChunkArgument) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let kept = Self::list_of(&who, list)?;
			Self::do_put_chunk(list, kept, chunk, bits)
		}

		/// Remove a status list that no credential on this chain refers to. The deposit returns.
		///
		/// - Origin: signed by an account with [`Duty::Credentialing`] for the list's issuer.
		///
		/// Errors: [`Error::ListNotFound`], those of the duty check, [`Error::ListInUse`].
		///
		/// Event: [`Event::StatusListRemoved`].
		#[pallet::call_index(19)]
		#[pallet::weight(T::WeightInfo::remove_status_list())]
		pub fn remove_status_list(origin: OriginFor<T>, list: ListId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let kept = Self::list_of(&who, list)?;
			Self::do_remove_list(list, kept)
		}

		/// Have the primary source asked about a credential.
		///
		/// - Origin: signed by an account with [`Duty::Credentialing`] for `organization`, any active member.
		///
		/// Errors: those of the duty check, [`Error::CredentialNotFound`], [`Error::NotAccepted`],
		/// [`Error::RevocationIsFinal`], [`Error::AlreadySuperseded`], [`Error::VerificationNotDemanded`],
		/// [`Error::AlreadyAsked`], [`Error::TooManyVerifications`], [`Error::SourceNotFound`],
		/// [`Error::AttestorsMissing`], and those of opening the job.
		///
		/// Event: [`Event::VerificationRequested`].
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::request_verification())]
		pub fn request_verification(
			origin: OriginFor<T>,
			organization: OrganizationId,
			credential: CredentialId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(organization, &who, Duty::Credentialing)?;
			Self::do_request_verification(organization, credential)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What is this credential now?
		pub fn credential_info(credential: CredentialId) -> Option<CredentialInfo> {
			Self::status(credential, None)
		}

		/// What may this organisation issue under this schema?
		pub fn issuer_info(schema: SchemaId, organization: OrganizationId) -> Option<IssuerInfo> {
			Self::issuer(schema, organization)
		}

		/// What are the rules of this schema, in this version or the newest?
		pub fn schema_info(schema: SchemaId, version: Option<Version>) -> Option<SchemaInfo> {
			Self::schema(schema, version)
		}

		/// What is this status list?
		pub fn status_list_info(list: ListId) -> Option<StatusListInfo> {
			Self::status_list(list)
		}
	}
}
