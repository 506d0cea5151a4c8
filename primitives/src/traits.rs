//! How pallets know each other.
//!
//! A pallet that needs something from a neighbour takes one of these traits in its `Config`; the runtime wires the
//! neighbour in. The implementation for `()` always refuses: forgetting to wire a neighbour closes doors, it never
//! opens them. Each trait also says what an answer costs, for callers that ask a varying number of times; calls
//! that ask a fixed number are benchmarked in the runtime with the real neighbour.

use crate::{
	codes::{CodeKind, Lineage},
	CodeId, Duty, OrganizationId, Role, Seconds, StoreId, SubjectId,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_core::{sr25519, H256};
use sp_runtime::{DispatchError, DispatchResult, Weight};

// --- Organisations -------------------------------------------------------------------------------------------------

/// Answered by `pallet-organizations`.
pub trait Organizations<AccountId> {
	/// Is the organisation an active member (neither candidate, suspended nor expelled)?
	fn is_active(organization: OrganizationId) -> bool;

	/// Is the organisation an active member with this role?
	fn has_role(organization: OrganizationId, role: Role) -> bool;

	/// May this account do this duty for this organisation, which must be active?
	fn ensure_duty(organization: OrganizationId, who: &AccountId, duty: Duty) -> DispatchResult;

	/// The organisation's own keyless account: where its money lies. `None` for an unknown organisation.
	fn account(organization: OrganizationId) -> Option<AccountId>;

	/// Cost of any one of the answers above.
	fn weight() -> Weight;

	/// Make an active organisation with these roles, of whose staff `who` has every duty.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_member(who: &AccountId, roles: crate::Roles) -> OrganizationId;
}

impl<AccountId> Organizations<AccountId> for () {
	fn is_active(_: OrganizationId) -> bool {
		false
	}
	fn has_role(_: OrganizationId, _: Role) -> bool {
		false
	}
	fn ensure_duty(_: OrganizationId, _: &AccountId, _: Duty) -> DispatchResult {
		Err(DispatchError::BadOrigin)
	}
	fn account(_: OrganizationId) -> Option<AccountId> {
		None
	}
	fn weight() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_member(_: &AccountId, _: crate::Roles) -> OrganizationId {
		0
	}
}

// --- Subjects ------------------------------------------------------------------------------------------------------

/// Answered by `pallet-subjects`.
pub trait Subjects<AccountId> {
	/// Was this subject ever opened?
	fn exists(subject: SubjectId) -> bool;

	/// Does this account control the subject?
	fn ensure_controls(subject: SubjectId, who: &AccountId) -> DispatchResult;

	/// Is this account, now, a guardian who acts for the subject (a minor whose guardianship has not ended)?
	fn is_legal_guardian(subject: SubjectId, who: &AccountId) -> bool;

	/// The organisation that keeps a subject without keys, until it is claimed.
	fn custodian(subject: SubjectId) -> Option<OrganizationId>;

	/// Cost of any one of the answers above.
	fn weight() -> Weight;

	/// Make a subject that `who` controls.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_subject(who: &AccountId) -> SubjectId;
}

impl<AccountId> Subjects<AccountId> for () {
	fn exists(_: SubjectId) -> bool {
		false
	}
	fn ensure_controls(_: SubjectId, _: &AccountId) -> DispatchResult {
		Err(DispatchError::BadOrigin)
	}
	fn is_legal_guardian(_: SubjectId, _: &AccountId) -> bool {
		false
	}
	fn custodian(_: SubjectId) -> Option<OrganizationId> {
		None
	}
	fn weight() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_subject(_: &AccountId) -> SubjectId {
		SubjectId::zero()
	}
}

// --- Codes ---------------------------------------------------------------------------------------------------------

/// Answered by `pallet-codes`, the governed registry.
pub trait Codes {
	/// Is this code registered with this kind, and not retired?
	fn is_active(id: CodeId, kind: CodeKind) -> bool;

	/// The code and all codes above it (see [`Lineage`]); empty for an unknown code. Retired codes keep theirs.
	fn lineage(id: CodeId) -> Lineage;

	/// Cost of any one of the answers above.
	fn weight() -> Weight;

	/// Register a code of this kind with the longest lineage, another code for each `n`.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_code(kind: CodeKind, n: u16) -> CodeId;
}

impl Codes for () {
	fn is_active(_: CodeId, _: CodeKind) -> bool {
		false
	}
	fn lineage(_: CodeId) -> Lineage {
		Lineage::new()
	}
	fn weight() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_code(_: CodeKind, n: u16) -> CodeId {
		n
	}
}

// --- Sponsorship ---------------------------------------------------------------------------------------------------

/// Answered by `pallet-sponsorship`: who stands behind an account's deposits.
pub trait Sponsors<AccountId> {
	/// The active member that vouches for this account now.
	fn sponsor_of(who: &AccountId) -> Option<OrganizationId>;
}

impl<AccountId> Sponsors<AccountId> for () {
	fn sponsor_of(_: &AccountId) -> Option<OrganizationId> {
		None
	}
}

// --- Attestation ---------------------------------------------------------------------------------------------------

/// Number of an attestation job.
pub type JobId = u64;

/// An attestor is its signing key: the node that holds the key answers the jobs.
pub type AttestorKey = sr25519::Public;

/// The most attestors one job may have.
pub type MaxAttestors = ConstU32<16>;

/// Attestors of one job, in the order in which votes count them.
pub type Attestors = BoundedVec<AttestorKey, MaxAttestors>;

/// Where workers look.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Source {
	/// A record store; the locator is SCALE `(AnchorId, leaf index u32)`.
	#[codec(index = 0)]
	RecordStore(StoreId),
	/// A primary source of credentials; the locator is SCALE `(credential u32, commitment)`.
	#[codec(index = 1)]
	CredentialSource(u32),
}

/// What exactly workers look at, in the terms of the source.
pub type Locator = BoundedVec<u8, ConstU32<64>>;

/// What one attestor saw.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
pub enum Verdict {
	/// What the source returned is what was expected.
	#[codec(index = 0)]
	Attested,
	/// The source returned something else.
	#[codec(index = 1)]
	Mismatch,
	/// The source returned nothing usable: refused, timed out, redirected, too large, malformed transport.
	#[codec(index = 2)]
	Unavailable,
	/// The source holds it no longer, and the chain says that it was erased.
	#[codec(index = 3)]
	Erased,
}

/// How a job ended.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
pub enum Outcome {
	/// A quorum of attestors said the same.
	#[codec(index = 0)]
	Agreed(Verdict),
	/// Attestors contradict each other so that no quorum can be reached any more.
	#[codec(index = 1)]
	Disputed,
	/// The deadline passed without a quorum.
	#[codec(index = 2)]
	Unanswered,
}

/// A request to look.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct AttestationRequest {
	/// Where to look.
	pub source: Source,
	/// What to look at.
	pub locator: Locator,
	/// What must be found, in the terms of the source (for a record store: the anchor's root).
	pub expected: H256,
	/// Who looks.
	pub attestors: Attestors,
	/// How many must agree.
	pub quorum: u32,
	/// Seconds until the job ends unanswered.
	pub time_limit: Seconds,
}

/// Answered by `pallet-attestation`.
pub trait Attestations {
	/// Is this key a registered attestor, and of which organisation?
	fn attestor(key: &AttestorKey) -> Option<OrganizationId>;

	/// Open a job. Its outcome is told once, through [`OnAttestation`].
	fn open(request: AttestationRequest) -> Result<JobId, DispatchError>;

	/// Cost of opening one job.
	fn weight_of_open() -> Weight;

	/// Register an attestor of this organisation.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_attestor(organization: OrganizationId, n: u8) -> AttestorKey;
}

impl Attestations for () {
	fn attestor(_: &AttestorKey) -> Option<OrganizationId> {
		None
	}
	fn open(_: AttestationRequest) -> Result<JobId, DispatchError> {
		Err(DispatchError::Unavailable)
	}
	fn weight_of_open() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_attestor(_: OrganizationId, n: u8) -> AttestorKey {
		AttestorKey::from_raw([n; 32])
	}
}

/// Told by `pallet-attestation` how a job ended. Infallible: the listener settles or ignores it.
pub trait OnAttestation {
	/// The job about (source, locator) ended.
	fn on_outcome(job: JobId, source: Source, locator: &Locator, outcome: Outcome);

	/// Cost of hearing one outcome, at its worst.
	fn weight() -> Weight;
}

#[impl_trait_for_tuples::impl_for_tuples(4)]
impl OnAttestation for Tuple {
	fn on_outcome(job: JobId, source: Source, locator: &Locator, outcome: Outcome) {
		for_tuples!( #( Tuple::on_outcome(job, source, locator, outcome); )* );
	}
	fn weight() -> Weight {
		let mut weight = Weight::zero();
		for_tuples!( #( weight = weight.saturating_add(Tuple::weight()); )* );
		weight
	}
}

/// Looks at the outside world, inside an off-chain worker. Implemented by the pallet that knows the source.
pub trait Examine {
	/// Look at (source, locator) and compare with what is expected.
	///
	/// `None` when this node's operator has not enabled the source, or it is not this implementation's kind: the
	/// worker then submits nothing.
	fn examine(source: Source, locator: &Locator, expected: H256) -> Option<Verdict>;
}

#[impl_trait_for_tuples::impl_for_tuples(4)]
impl Examine for Tuple {
	fn examine(source: Source, locator: &Locator, expected: H256) -> Option<Verdict> {
		for_tuples!( #( if let Some(verdict) = Tuple::examine(source, locator, expected) { return Some(verdict); } )* );
		None
	}
}

// --- Credentials ---------------------------------------------------------------------------------------------------

/// Number of a credential schema.
pub type SchemaId = u32;

/// Who holds a credential.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Holder {
	/// A person.
	#[codec(index = 0)]
	Subject(SubjectId),
	/// An organisation.
	#[codec(index = 1)]
	Organization(OrganizationId),
}

/// Answer to "did the holder have an active credential then?".
///
/// Only [`CredentialAnswer::Active`] is a yes. Who accepts [`CredentialAnswer::Unverified`] in its place says so in
/// its own rules.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum CredentialAnswer {
	/// Yes.
	#[codec(index = 0)]
	Active,
	/// No.
	#[codec(index = 1)]
	NotActive,
	/// The chain no longer keeps, or never had, enough history to say.
	#[codec(index = 2)]
	Unknown,
	/// The issuer says yes, and the primary source has not confirmed it, no longer recently enough, or denies it.
	#[codec(index = 3)]
	Unverified,
}

/// Answered by `pallet-credentials`.
pub trait CredentialCheck {
	/// Does the holder have an active credential of this schema and scope at this moment, now or past?
	///
	/// A credential with a scope above the one asked for counts; `None` asks for any scope.
	fn check(holder: Holder, schema: SchemaId, scope: Option<CodeId>, at: Seconds) -> CredentialAnswer;

	/// As [`Self::check`]; also how much more it cost than looking at a holder's only credential, which is active.
	fn check_at_cost(
		holder: Holder,
		schema: SchemaId,
		scope: Option<CodeId>,
		at: Seconds,
	) -> (CredentialAnswer, Weight) {
		(Self::check(holder, schema, scope, at), Self::worst())
	}

	/// The most by which an answer can cost more than that.
	fn worst() -> Weight;

	/// Make this holder's credential of the returned schema, with this scope, active; as dear to find as can be.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_held(holder: Holder, scope: Option<CodeId>) -> SchemaId;

	/// Likewise, and the only one that the holder has.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_held_alone(holder: Holder, scope: Option<CodeId>) -> SchemaId {
		Self::benchmark_held(holder, scope)
	}
}

impl CredentialCheck for () {
	fn check(_: Holder, _: SchemaId, _: Option<CodeId>, _: Seconds) -> CredentialAnswer {
		CredentialAnswer::NotActive
	}
	fn worst() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_held(_: Holder, _: Option<CodeId>) -> SchemaId {
		0
	}
}

// --- Access --------------------------------------------------------------------------------------------------------

/// 32 opaque bytes that stand for something outside the chain: a record, an encounter, an author, a group. Random or
/// salted where it stands for data, so that it says nothing by itself; a [`SubjectId`] stands for itself.
pub type OpaqueHandle = H256;

/// Number of a research protocol.
pub type ProtocolId = u32;

/// Seconds since the Unix epoch of something that a record tells of; negative before 1970.
pub type DataTime = i64;

/// Permit or deny.
#[derive(
	Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Effect {
	/// Allowed.
	#[codec(index = 0)]
	Permit,
	/// Forbidden.
	#[codec(index = 1)]
	Deny,
}

/// A period with both ends included; an absent end is open.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Period<Moment> {
	/// First second.
	pub start: Option<Moment>,
	/// Last second.
	pub end: Option<Moment>,
}

impl<Moment: PartialOrd> Period<Moment> {
	/// Neither end is given.
	pub fn is_open(&self) -> bool {
		self.start.is_none() && self.end.is_none()
	}

	/// Does it hold at least one moment?
	pub fn is_valid(&self) -> bool {
		!matches!((&self.start, &self.end), (Some(start), Some(end)) if start > end)
	}

	/// Does the moment lie in it?
	pub fn contains(&self, moment: &Moment) -> bool {
		self.start.as_ref().is_none_or(|start| start <= moment) && self.end.as_ref().is_none_or(|end| moment <= end)
	}
}

/// How the data meant relates to what a handle stands for (FHIR `consent-data-meaning`, and encounters).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum DataMeaning {
	/// It is that record.
	#[codec(index = 0)]
	Instance,
	/// It is that record or one that it refers to.
	#[codec(index = 1)]
	Related,
	/// It is that record or one that refers to it.
	#[codec(index = 2)]
	Dependents,
	/// It was authored by that person or organisation.
	#[codec(index = 3)]
	AuthoredBy,
	/// It belongs to that encounter; an encounter belongs to itself.
	#[codec(index = 4)]
	Encounter,
}

/// Data named by a handle.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct DataRef {
	/// How the data relates to the handle.
	pub meaning: DataMeaning,
	/// What the handle stands for.
	pub handle: OpaqueHandle,
}

/// The most codes in one list of a criterion.
pub type MaxCriterionCodes = ConstU32<16>;

/// Codes of one criterion.
pub type CriterionCodes = BoundedVec<CodeId, MaxCriterionCodes>;

/// Which data a rule speaks of. An empty list or an open period sets no limit; within a list one match is enough;
/// all criteria must hold.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct DataCriteria {
	/// Classes of data: resource types, document types, media types.
	pub classes: CriterionCodes,
	/// Codes of the content.
	pub contents: CriterionCodes,
	/// Confidentiality and sensitivity labels.
	pub labels: CriterionCodes,
	/// Data named by handles.
	pub records: BoundedVec<DataRef, ConstU32<16>>,
	/// Organisations that keep the data.
	pub holders: BoundedVec<OrganizationId, ConstU32<8>>,
	/// When the data was authored.
	pub period: Period<DataTime>,
}

impl DataCriteria {
	/// Do they set no limit at all?
	pub fn is_empty(&self) -> bool {
		self.classes.is_empty()
			&& self.contents.is_empty()
			&& self.labels.is_empty()
			&& self.records.is_empty()
			&& self.holders.is_empty()
			&& self.period.is_open()
	}
}

/// What a request says of the data it asks for. What is said is said exactly: a grant is good only for data of which
/// all of it is true. What is left out is left open, and comes back as a residual where rules speak of it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct DataScope {
	/// The most specific class.
	pub class: Option<CodeId>,
	/// The most specific code of the content.
	pub content: Option<CodeId>,
	/// All labels, none left out.
	pub labels: Option<BoundedVec<CodeId, ConstU32<8>>>,
	/// The record.
	pub record: Option<OpaqueHandle>,
	/// The author.
	pub author: Option<OpaqueHandle>,
	/// The encounter to which it belongs; an encounter belongs to itself.
	pub encounter: Option<OpaqueHandle>,
	/// The organisation that keeps it; its base policy is asked where no directive speaks.
	pub holder: Option<OrganizationId>,
	/// A period in which it was authored.
	pub period: Period<DataTime>,
}

/// A request for access.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct AccessRequest {
	/// For which organisation.
	pub organization: OrganizationId,
	/// The person who will see the data, where that matters.
	pub practitioner: Option<SubjectId>,
	/// Why.
	pub purpose: CodeId,
	/// To do what.
	pub action: CodeId,
	/// Under which research protocol.
	pub protocol: Option<ProtocolId>,
	/// Which data.
	pub data: DataScope,
}

/// Where a rule stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum RuleSource {
	/// A directive about the subject, of this number and version.
	#[codec(index = 0)]
	Directive {
		/// Number among the subject's directives.
		number: u32,
		/// Version that decided.
		version: u32,
	},
	/// The base policy of the organisation that keeps the data.
	#[codec(index = 1)]
	Policy {
		/// The organisation.
		organization: OrganizationId,
		/// Version that decided.
		version: u32,
	},
}

/// What made a decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum AccessBasis {
	/// This provision.
	#[codec(index = 0)]
	Rule {
		/// Where it stands.
		source: RuleSource,
		/// Its place in the tree of provisions; 0 is the root.
		provision: u8,
	},
	/// Directives or a policy apply, and none of them permits this.
	#[codec(index = 1)]
	NothingPermits,
	/// No directive and no policy speaks of this.
	#[codec(index = 2)]
	NothingApplies,
	/// An emergency.
	#[codec(index = 3)]
	BreakGlass,
}

/// Permit, deny, or nobody said anything, which is no permission either.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum AccessOutcome {
	/// Allowed, within the residual.
	#[codec(index = 0)]
	Permit,
	/// Forbidden.
	#[codec(index = 1)]
	Deny,
	/// No directive and no policy speaks of this.
	#[codec(index = 2)]
	NoConsent,
}

/// One rule that whoever releases data still has to apply.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ResidualRule {
	/// Release or leave out.
	pub effect: Effect,
	/// Which data.
	pub data: DataCriteria,
	/// The provision that says so.
	pub provision: u8,
}

/// What one directive or policy leaves to be applied: its verdict on a datum is that of the last rule that matches it,
/// else `otherwise`, and where that is `None` it says nothing.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ResidualLayer {
	/// Whose rules these are.
	pub source: RuleSource,
	/// Verdict on data that no rule matches.
	pub otherwise: Option<Effect>,
	/// The rules, in order.
	pub rules: alloc::vec::Vec<ResidualRule>,
}

/// Answer to a request for access.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct AccessAnswer {
	/// The decision.
	pub outcome: AccessOutcome,
	/// What made it.
	pub basis: AccessBasis,
	/// What is still to be left out: a datum may be released when at least one layer permits it and none denies it.
	/// Without layers everything asked for may be released.
	pub residual: alloc::vec::Vec<ResidualLayer>,
}

impl AccessAnswer {
	/// May everything that was asked for be released?
	pub fn is_whole(&self) -> bool {
		self.outcome == AccessOutcome::Permit && self.residual.is_empty()
	}
}

/// Answered by `pallet-consent`.
pub trait AccessControl {
	/// Would this request be permitted, now? Nothing is logged and no grant is left.
	///
	/// Neither the staff duty nor who controls `practitioner` is looked at: the caller has done so.
	fn check(subject: SubjectId, request: &AccessRequest) -> AccessAnswer;

	/// Cost of one answer, at its worst.
	fn weight() -> Weight;
}

impl AccessControl for () {
	fn check(_: SubjectId, _: &AccessRequest) -> AccessAnswer {
		AccessAnswer {
			outcome: AccessOutcome::Deny,
			basis: AccessBasis::NothingApplies,
			residual: alloc::vec::Vec::new(),
		}
	}
	fn weight() -> Weight {
		Weight::zero()
	}
}

// --- Drug provenance -----------------------------------------------------------------------------------------------

/// The most characters of a serial number or a lot number.
pub const MAX_GS1_TEXT: u32 = 20;

/// A serial number (AI 21) or lot number (AI 10): 1 to 20 characters of GS1's encodable character set 82 (GS1 General
/// Specifications, figure 7.11-1). Compared byte by byte: leading zeros and case count.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Encode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Gs1Text(BoundedVec<u8, ConstU32<MAX_GS1_TEXT>>);

/// Serial number of a unit.
pub type Serial = Gs1Text;

/// Lot number.
pub type LotNumber = Gs1Text;

impl Gs1Text {
	/// The characters.
	pub fn as_bytes(&self) -> &[u8] {
		&self.0
	}

	/// The characters.
	pub fn as_str(&self) -> &str {
		// Only ASCII ever gets in.
		core::str::from_utf8(&self.0).unwrap_or_default()
	}

	fn checked(bytes: BoundedVec<u8, ConstU32<MAX_GS1_TEXT>>) -> Result<Self, crate::IdentifierError> {
		if bytes.is_empty() {
			return Err(crate::IdentifierError::Length);
		}
		let lawful = |b: &u8| matches!(b, b'!' | b'"' | b'%'..=b'/' | b'0'..=b'9' | b':'..=b'?' | b'A'..=b'Z' | b'_' | b'a'..=b'z');
		if bytes.iter().all(lawful) {
			Ok(Self(bytes))
		} else {
			Err(crate::IdentifierError::Digit)
		}
	}
}

impl TryFrom<&[u8]> for Gs1Text {
	type Error = crate::IdentifierError;

	fn try_from(bytes: &[u8]) -> Result<Self, crate::IdentifierError> {
		Self::checked(bytes.to_vec().try_into().map_err(|_| crate::IdentifierError::Length)?)
	}
}

impl core::str::FromStr for Gs1Text {
	type Err = crate::IdentifierError;

	fn from_str(text: &str) -> Result<Self, crate::IdentifierError> {
		text.as_bytes().try_into()
	}
}

impl core::fmt::Display for Gs1Text {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		f.write_str(self.as_str())
	}
}

impl core::fmt::Debug for Gs1Text {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		write!(f, "Gs1Text({})", self.as_str())
	}
}

impl Decode for Gs1Text {
	fn decode<I: codec::Input>(input: &mut I) -> Result<Self, codec::Error> {
		Self::checked(BoundedVec::decode(input)?).map_err(|_| "not a serial or lot number of GS1".into())
	}
}

/// One serialised unit (SGTIN).
#[derive(
	Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct UnitId {
	/// What it is.
	pub gtin: crate::Gtin14,
	/// Which one.
	pub serial: Serial,
}

/// What became of a unit.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Lifecycle {
	/// Made, whole, in the supply chain.
	#[codec(index = 0)]
	Commissioned,
	/// Some of its content was given to patients.
	#[codec(index = 1)]
	PartiallyDispensed,
	/// All of it was given to patients.
	#[codec(index = 2)]
	Dispensed,
	/// Destroyed.
	#[codec(index = 3)]
	Destroyed,
	/// Its serial number was retired: the pack may not be supplied any more.
	#[codec(index = 4)]
	Decommissioned,
	/// Taken as a sample.
	#[codec(index = 5)]
	Sampled,
	/// Left for a market that this ledger does not follow.
	#[codec(index = 6)]
	Exported,
}

/// State and holder of a unit that has entered state.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct UnitState {
	/// What became of it.
	pub lifecycle: Lifecycle,
	/// Who has it. Inside a container: who has the outermost one.
	pub holder: OrganizationId,
	/// Neither held back, disputed, recalled, expired nor of a lot in quarantine.
	pub sound: bool,
}

/// One supply to a patient, without the patient.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct DispenseRecord {
	/// Who dispensed.
	pub by: OrganizationId,
	/// When the chain learned of it.
	pub at: Seconds,
	/// How much, in the product's units of content.
	pub quantity: u32,
	/// What the dispenser gave to name this supply once, to one claim.
	pub tag: H256,
}

/// Answered by `pallet-drug-provenance`.
pub trait UnitStatus {
	/// State and holder; `None` for a unit that had no event of its own yet.
	fn state(unit: &UnitId) -> Option<UnitState>;

	/// The `n`-th supply from this unit, counted from 0; `None` when there is none or it was declared not to have
	/// occurred.
	fn dispense(unit: &UnitId, n: u32) -> Option<DispenseRecord>;

	/// Cost of any one of the answers above, at its worst.
	fn weight() -> Weight;

	/// Make this organisation's first supply from a unit, of another unit for each `n`.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_dispensed(by: OrganizationId, quantity: u32, n: u32) -> Option<(UnitId, DispenseRecord)>;
}

impl UnitStatus for () {
	fn state(_: &UnitId) -> Option<UnitState> {
		None
	}
	fn dispense(_: &UnitId, _: u32) -> Option<DispenseRecord> {
		None
	}
	fn weight() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_dispensed(_: OrganizationId, _: u32, _: u32) -> Option<(UnitId, DispenseRecord)> {
		None
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_unwired_neighbour_should_refuse_everything() {
		assert!(!<() as Organizations<u64>>::is_active(0));
		assert!(!<() as Organizations<u64>>::has_role(0, Role::Provider));
		assert!(<() as Organizations<u64>>::ensure_duty(0, &1, Duty::Records).is_err());
		assert_eq!(<() as Organizations<u64>>::account(0), None);
		assert!(!<() as Subjects<u64>>::exists(SubjectId::zero()));
		assert!(<() as Subjects<u64>>::ensure_controls(SubjectId::zero(), &1).is_err());
		assert!(!<() as Subjects<u64>>::is_legal_guardian(SubjectId::zero(), &1));
		assert!(!<() as Codes>::is_active(1, CodeKind::Purpose));
		assert!(<() as Codes>::lineage(1).is_empty());
		assert_eq!(<() as Sponsors<u64>>::sponsor_of(&1), None);
		assert_eq!(<() as Attestations>::attestor(&AttestorKey::from_raw([0; 32])), None);
		assert_eq!(<() as CredentialCheck>::check(Holder::Organization(0), 0, None, 0), CredentialAnswer::NotActive);
		let unit = UnitId { gtin: crate::Gtin14::try_from(0).unwrap(), serial: "0".parse().unwrap() };
		assert_eq!(<() as UnitStatus>::state(&unit), None);
		assert_eq!(<() as UnitStatus>::dispense(&unit, 0), None);
		assert_eq!(<() as Examine>::examine(Source::RecordStore(0), &Default::default(), H256::zero()), None);
		let request = AccessRequest {
			organization: 0,
			practitioner: None,
			purpose: 1,
			action: 1,
			protocol: None,
			data: DataScope::default(),
		};
		assert_eq!(<() as AccessControl>::check(SubjectId::zero(), &request).outcome, AccessOutcome::Deny);
	}

	#[test]
	fn serial_should_have_one_to_twenty_characters_of_set_82() {
		for good in ["0", "A", "!\"%&'()*+,-./:;<=>?_", "abcxyzABCXYZ09", "12345678901234567890"] {
			let serial: Serial = good.parse().unwrap();
			assert_eq!(Serial::decode(&mut &serial.encode()[..]), Ok(serial));
		}
		for bad in ["", "123456789012345678901", "a b", "#", "$", "@", "[", "^", "`", "{", "~", "\u{1d}", "é"] {
			assert!(bad.parse::<Serial>().is_err(), "{bad}");
			assert!(Serial::decode(&mut &bad.as_bytes().to_vec().encode()[..]).is_err(), "{bad}");
		}
		let lawful = (0..=u8::MAX).filter(|b| Serial::try_from(&[*b][..]).is_ok()).count();
		assert_eq!(lawful, 82);
	}
}
