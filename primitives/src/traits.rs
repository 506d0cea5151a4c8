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

	/// The code and those above it, nearest first; empty for an unknown code. Retired codes keep theirs.
	fn lineage(id: CodeId) -> Lineage;

	/// Cost of any one of the answers above.
	fn weight() -> Weight;

	/// Register a code of this kind, another for each `n`.
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
	/// A primary source of credentials.
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
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Holder {
	/// A person.
	#[codec(index = 0)]
	Subject(SubjectId),
	/// An organisation.
	#[codec(index = 1)]
	Organization(OrganizationId),
}

/// Answer to "did the holder have an active credential then?".
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum CredentialAnswer {
	/// Yes.
	Active,
	/// No.
	NotActive,
	/// The chain no longer keeps enough history to say.
	Unknown,
}

/// Answered by `pallet-credentials`.
pub trait CredentialCheck {
	/// Does the holder have an active credential of this schema and scope at this moment, now or past?
	fn check(holder: Holder, schema: SchemaId, scope: Option<CodeId>, at: Seconds) -> CredentialAnswer;

	/// Cost of one answer, at its worst.
	fn weight() -> Weight;
}

impl CredentialCheck for () {
	fn check(_: Holder, _: SchemaId, _: Option<CodeId>, _: Seconds) -> CredentialAnswer {
		CredentialAnswer::NotActive
	}
	fn weight() -> Weight {
		Weight::zero()
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
		assert_eq!(<() as Examine>::examine(Source::RecordStore(0), &Default::default(), H256::zero()), None);
	}
}
