//! What the pallet keeps and what it answers.

use codec::{Compact, Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use salus_primitives::{
	AttestorKey, CodeId, Commitment, CredentialAnswer, Holder, JobId, MaxAttestors, OrganizationId, Roles, SchemaId,
	Seconds, TrailHead,
};
use scale_info::TypeInfo;
use sp_core::H256;

/// Number of a credential; never given twice.
pub type CredentialId = u32;

/// Version of a schema, from 1.
pub type Version = u16;

/// Number of a status list.
pub type ListId = u32;

/// Number of a primary source: what [`salus_primitives::Source::CredentialSource`] names.
pub type SourceId = u32;

/// The most scopes of one credential.
pub type MaxScopes = ConstU32<8>;

/// What a credential is good for: codes of the kind `Scope`, each once.
pub type Scopes = BoundedVec<CodeId, MaxScopes>;

/// The most credentials of one schema that one holder may have, past ones included: a locum's licences of many
/// boards, or the renewals of one board over decades.
pub const MAX_HELD: u32 = 16;

/// How many ended suspensions a credential remembers.
pub const MAX_SUSPENSIONS: u32 = 4;

/// How many ended suspensions an issuer remembers.
pub const MAX_ISSUER_SUSPENSIONS: u32 = 8;

/// How deep delegation may ever go below the issuer that the council accredited.
pub const MAX_DEPTH: u8 = 3;

/// Of how many credentials one question looks at issuers, lists and verification. Only credentials that are
/// themselves good at the moment in question, and for the scope, count; who has more than these, and none of these in
/// good standing, is answered with [`Reason::TooMany`].
pub const MAX_EVALUATED: u32 = 4;

/// Entries of a status list: the least that the Bitstring Status List allows, so that a verifier hides among them.
pub const LIST_ENTRIES: u32 = 131_072;

/// Bytes of one chunk of a status list.
///
/// Whoever changes or proves one entry carries one chunk. 1 KiB is what the branch nodes on the way to it take anyway
/// in a trie of a million entries, a call that flips any number of entries touches 16 chunks at the most, and the key
/// adds less than a tenth of a bit to each entry.
pub const CHUNK_BYTES: u32 = 1_024;

/// [`CHUNK_BYTES`], as the length of an array.
pub const CHUNK_SIZE: usize = 1_024;

/// Entries of one chunk.
pub const CHUNK_ENTRIES: u32 = 8 * CHUNK_BYTES;

/// Chunks of one list.
pub const CHUNKS: u16 = 16;

/// The most entries that one call may set.
pub type MaxFlips = ConstU32<1_024>;

/// What a chunk may have in a call: more than [`CHUNK_BYTES`] is refused with a reason, more than twice that at the
/// door.
pub type ChunkArgument = BoundedVec<u8, ConstU32<{ 2 * CHUNK_BYTES }>>;

/// The most holders that one question about what lapses may name.
pub type MaxAsked = ConstU32<256>;

/// The most credentials that one page of a question looks at.
pub const MAX_PAGE: u32 = 1_000;

// --- Schemas -------------------------------------------------------------------------------------------------------

/// What a credential attests.
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
pub enum SchemaKind {
	/// A licence to practise.
	#[codec(index = 0)]
	Licence,
	/// A board's certification.
	#[codec(index = 1)]
	Certification,
	/// A registration, such as the DEA's.
	#[codec(index = 2)]
	Registration,
	/// A privilege granted by a hospital.
	#[codec(index = 3)]
	Privilege,
	/// Employment.
	#[codec(index = 4)]
	Employment,
	/// Training and education.
	#[codec(index = 5)]
	Training,
	/// A check that the holder is on no list of excluded persons.
	#[codec(index = 6)]
	ExclusionCheck,
	/// An authorised trading partner (DSCSA, section 581(2)).
	#[codec(index = 7)]
	AuthorisedTradingPartner,
}

/// Which record says whether a credential was suspended or revoked. Exactly one does.
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
pub enum StatusRecord {
	/// The credential's own entry.
	#[codec(index = 0)]
	Own,
	/// An entry of a status list.
	#[codec(index = 1)]
	List,
}

/// Who may hold a credential of a schema.
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
pub enum Holders {
	/// Persons.
	#[codec(index = 0)]
	Subjects,
	/// Organisations.
	#[codec(index = 1)]
	Organizations,
	/// Both.
	#[codec(index = 2)]
	Anyone,
}

impl Holders {
	/// May this one hold it?
	pub fn admits(self, holder: &Holder) -> bool {
		matches!(
			(self, holder),
			(Self::Anyone, _) | (Self::Subjects, Holder::Subject(_)) | (Self::Organizations, Holder::Organization(_))
		)
	}
}

/// Primary-source verification that a schema demands.
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
pub struct VerificationRule {
	/// Where the truth is kept.
	pub source: SourceId,
	/// For how long a verification counts (NCQA: 120 days, 90 for certification bodies; exclusion checks monthly).
	pub interval: Seconds,
	/// Whether a credential becomes active only with its first verification.
	pub before_use: bool,
}

/// The rules of one version of a schema. A credential keeps the rules under which it was offered.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct SchemaRules {
	/// What a credential attests. The same in every version.
	pub kind: SchemaKind,
	/// Hash of the public document that describes what a credential of this version contains.
	pub definition: H256,
	/// An issuer must have one of these roles.
	pub issuers: Roles,
	/// Who may hold it.
	pub holders: Holders,
	/// Whether an issuer may issue to itself.
	pub self_issuance: bool,
	/// The longest validity; `None`: a credential may be valid without end.
	pub max_validity: Option<Seconds>,
	/// Which record says whether a credential was suspended or revoked.
	pub status: StatusRecord,
	/// Primary-source verification, if it is demanded.
	pub verification: Option<VerificationRule>,
	/// How deep delegation may go: 0 for none, at most [`MAX_DEPTH`].
	pub max_depth: u8,
	/// How many sub-issuers one issuer may have at a time.
	pub max_sub_issuers: u32,
}

/// One version of a schema.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct SchemaVersion {
	/// Its rules; they never change.
	pub rules: SchemaRules,
	/// Nothing is offered under a retired version. What was offered under it stays good.
	pub retired: bool,
}

/// A primary source.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct PrimarySource {
	/// Commitment to its base URL. Nodes whose operator knows another URL do not ask it.
	pub url_commitment: Commitment,
	/// Who may ask it.
	pub attestors: BoundedVec<AttestorKey, MaxAttestors>,
	/// How many of them must agree: more than half.
	pub quorum: u32,
}

// --- Suspensions ---------------------------------------------------------------------------------------------------

/// A suspension that ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Interval {
	/// First second of it.
	pub from: Seconds,
	/// First second after it.
	pub until: Seconds,
}

/// Suspensions, of which the last `N` that ended are remembered.
#[derive(
	frame_support::CloneNoBound,
	frame_support::PartialEqNoBound,
	frame_support::EqNoBound,
	frame_support::DebugNoBound,
	frame_support::DefaultNoBound,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
#[scale_info(skip_type_params(N))]
#[codec(mel_bound())]
pub struct Suspensions<N: frame_support::traits::Get<u32>> {
	/// Since when it is suspended, if it is.
	pub since: Option<Seconds>,
	/// Suspensions that ended, oldest first.
	pub ended: BoundedVec<Interval, N>,
	/// End of the last suspension that was forgotten: nothing is known of any moment before it.
	pub forgotten: Option<Seconds>,
}

/// What a memory of suspensions says about one moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Memory {
	/// Not suspended then.
	Clear,
	/// Suspended then.
	Suspended,
	/// Forgotten.
	Forgotten,
}

impl<N: frame_support::traits::Get<u32>> Suspensions<N> {
	/// Begin a suspension. Does nothing when one is under way.
	pub fn begin(&mut self, now: Seconds) {
		self.since = self.since.or(Some(now));
	}

	/// End the suspension. One that lasted no second leaves no trace.
	pub fn end(&mut self, now: Seconds) {
		let Some(from) = self.since.take().filter(|from| *from < now) else { return };
		if self.ended.is_full() && !self.ended.is_empty() {
			let oldest = self.ended.remove(0);
			self.forgotten = Some(oldest.until);
		}
		if self.ended.try_push(Interval { from, until: now }).is_err() {
			self.forgotten = Some(now);
		}
	}

	/// What was so at this moment?
	pub fn at(&self, moment: Seconds) -> Memory {
		let within = |interval: &Interval| interval.from <= moment && moment < interval.until;
		if self.since.is_some_and(|since| since <= moment) || self.ended.iter().any(within) {
			Memory::Suspended
		} else if self.forgotten.is_some_and(|forgotten| moment < forgotten) {
			Memory::Forgotten
		} else {
			Memory::Clear
		}
	}
}

// --- Issuers -------------------------------------------------------------------------------------------------------

/// Who did something to an issuer or a credential, which decides who may undo it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Authority {
	/// The issuer of the credential, or the issuer that delegated.
	#[codec(index = 0)]
	Issuer,
	/// The council.
	#[codec(index = 1)]
	Council,
}

/// How far an issuer has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum IssuerState {
	/// It applied.
	#[codec(index = 0)]
	Candidate,
	/// It may issue.
	#[codec(index = 1)]
	Accredited,
	/// Neither it nor those below it may issue, and nothing that they issued is relied on, for as long as this lasts.
	#[codec(index = 2)]
	Suspended(Authority),
	/// It may not issue any more; final.
	#[codec(index = 3)]
	Revoked {
		/// When that was decided.
		at: Seconds,
		/// What became active at this moment or later, under it or those below it, is void and always was.
		cut_off: Seconds,
		/// Why; `None` when it resigned.
		reason: Option<CodeId>,
	},
}

/// An organisation's accreditation for one schema.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Issuer {
	/// How far it has come.
	pub state: IssuerState,
	/// Who delegated to it, or shall; `None` when that is the council. Never changes, so there can be no cycle.
	pub under: Option<OrganizationId>,
	/// How many issuers are above it.
	pub depth: u8,
	/// How many issuers it delegated to that are not revoked.
	pub sub_issuers: u32,
	/// Since when it is accredited.
	pub since: Option<Seconds>,
	/// When it was suspended.
	pub suspensions: Suspensions<ConstU32<MAX_ISSUER_SUSPENSIONS>>,
}

// --- Credentials ---------------------------------------------------------------------------------------------------

/// What the chain keeps of how far a credential has come. What is so at a moment is computed: see [`Status`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum State {
	/// The holder has not answered.
	#[codec(index = 0)]
	Offered {
		/// The first second at which it can be accepted no longer.
		lapses: Seconds,
		/// The credential that it takes the place of, once accepted.
		supersedes: Option<CredentialId>,
	},
	/// The holder accepted it.
	#[codec(index = 1)]
	Held,
	/// Suspended, for now.
	#[codec(index = 2)]
	Suspended(Authority),
	/// Revoked; final.
	#[codec(index = 3)]
	Revoked {
		/// When.
		at: Seconds,
		/// Why.
		reason: CodeId,
	},
	/// Another took its place; final.
	#[codec(index = 4)]
	Superseded {
		/// When.
		at: Seconds,
		/// By which.
		by: CredentialId,
	},
}

/// Where a credential's status is kept when its own entry is not what counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ListEntry {
	/// The list.
	pub list: ListId,
	/// The place in it.
	pub index: u32,
}

/// A credential. Its scopes stand in the index by holder. Times are compact: five bytes each, and there are millions.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Credential<Ticket> {
	/// Who holds it.
	pub holder: Holder,
	/// What kind of credential it is.
	pub schema: SchemaId,
	/// Under which version of the schema it was offered.
	pub version: Version,
	/// Who issued it.
	pub issuer: OrganizationId,
	/// Commitment to the verifiable credential, which only its holder and issuer have.
	pub commitment: Commitment,
	/// First second of its validity.
	pub valid_from: Compact<Seconds>,
	/// First second after its validity; `None`: no end.
	pub valid_until: Option<Compact<Seconds>>,
	/// When it was offered; once accepted, when it was accepted.
	pub since: Compact<Seconds>,
	/// How far it has come.
	pub state: State,
	/// When it was suspended.
	pub suspensions: Suspensions<ConstU32<MAX_SUSPENSIONS>>,
	/// The list entry that says whether it is suspended or revoked, where its schema wants that.
	pub entry: Option<ListEntry>,
	/// Its history.
	pub trail: TrailHead,
	/// The deposit, held on the issuer's account. `None` for credentials that the chain began with.
	pub deposit: Option<Ticket>,
}

/// What the index by holder and schema says about a credential that was accepted.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Held {
	/// The credential.
	pub credential: CredentialId,
	/// What it is good for.
	pub scopes: Scopes,
}

/// What primary-source verification has found about a credential so far.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Verification {
	/// When the source first confirmed it.
	pub first: Option<Seconds>,
	/// When the source last confirmed it.
	pub validated: Option<Seconds>,
	/// Since when the source says something else.
	pub failed: Option<Seconds>,
	/// From when to when it was confirmed no longer, or denied, before a later confirmation; several such times are
	/// remembered as one, from the first to the last.
	pub doubted: Option<Interval>,
	/// The question that is open, and who asked it.
	pub open: Option<(JobId, OrganizationId)>,
}

/// What a list's entries mean when they are set. The names are those of the Bitstring Status List.
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
pub enum StatusPurpose {
	/// Revoked, which is final.
	#[codec(index = 0)]
	Revocation,
	/// Suspended, which may end.
	#[codec(index = 1)]
	Suspension,
}

/// A status list. Its bits lie in chunks of their own; a chunk that is not there has none set.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct StatusList<Ticket> {
	/// Whose list it is.
	pub issuer: OrganizationId,
	/// Of which schema's credentials it speaks.
	pub schema: SchemaId,
	/// What a set entry means.
	pub purpose: StatusPurpose,
	/// How many credentials on this chain refer to it.
	pub credentials: u32,
	/// When it last changed.
	pub changed: Seconds,
	/// The deposit, held on the issuer's account.
	pub deposit: Ticket,
}

/// A part of a status list.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Chunk {
	/// When an entry of it last changed: what the entries say holds for every moment since.
	pub changed: Seconds,
	/// The entries, the first in the highest bit of the first byte.
	pub bits: [u8; CHUNK_SIZE],
}

/// One step in the life of a credential, as its trail keeps it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum TrailEntry {
	/// Offered to the holder.
	#[codec(index = 0)]
	Offered {
		/// When.
		at: Seconds,
	},
	/// Accepted by the holder.
	#[codec(index = 1)]
	Accepted {
		/// When.
		at: Seconds,
	},
	/// Suspended.
	#[codec(index = 2)]
	Suspended {
		/// When.
		at: Seconds,
		/// By whom.
		by: Authority,
		/// Why.
		reason: CodeId,
	},
	/// No longer suspended.
	#[codec(index = 3)]
	Reinstated {
		/// When.
		at: Seconds,
		/// By whom.
		by: Authority,
	},
	/// Revoked.
	#[codec(index = 4)]
	Revoked {
		/// When.
		at: Seconds,
		/// By whom.
		by: Authority,
		/// Why.
		reason: CodeId,
	},
	/// Another took its place.
	#[codec(index = 5)]
	Superseded {
		/// When.
		at: Seconds,
		/// By which.
		by: CredentialId,
	},
	/// A verification ended.
	#[codec(index = 6)]
	Verified {
		/// When.
		at: Seconds,
		/// How.
		outcome: salus_primitives::Outcome,
	},
}

// --- Answers -------------------------------------------------------------------------------------------------------

/// What a credential is at one moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Status {
	/// The holder has not answered.
	#[codec(index = 0)]
	Offered,
	/// Accepted, and not active yet: its validity has not begun, or its first verification is missing.
	#[codec(index = 1)]
	Accepted,
	/// Active.
	#[codec(index = 2)]
	Active,
	/// Suspended.
	#[codec(index = 3)]
	Suspended,
	/// Revoked.
	#[codec(index = 4)]
	Revoked,
	/// Its validity is over.
	#[codec(index = 5)]
	Expired,
	/// Another took its place.
	#[codec(index = 6)]
	Superseded,
	/// The chain no longer keeps, or never had, enough history to say.
	#[codec(index = 7)]
	Unknown,
}

/// The rule that decided an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reason {
	/// Nothing speaks against it.
	#[codec(index = 0)]
	InGoodStanding,
	/// The holder has no credential of this schema and scope.
	#[codec(index = 1)]
	NotHeld,
	/// The holder has not accepted it.
	#[codec(index = 2)]
	NotAccepted,
	/// Its validity had not begun.
	#[codec(index = 3)]
	NotYetValid,
	/// Its validity was over.
	#[codec(index = 4)]
	Expired,
	/// It was suspended.
	#[codec(index = 5)]
	Suspended,
	/// It was revoked.
	#[codec(index = 6)]
	Revoked,
	/// Another had taken its place.
	#[codec(index = 7)]
	Superseded,
	/// Its issuer, or one above, was suspended.
	#[codec(index = 8)]
	IssuerSuspended,
	/// Its issuer, or one above, was cut off before it became active.
	#[codec(index = 9)]
	IssuerCutOff,
	/// The holder accepted it later: what it was before, the chain never knew.
	#[codec(index = 10)]
	BeforeAcceptance,
	/// That far back, suspensions are no longer remembered.
	#[codec(index = 11)]
	HistoryForgotten,
	/// The moment has not come.
	#[codec(index = 12)]
	InTheFuture,
	/// The source has not confirmed it yet.
	#[codec(index = 13)]
	VerificationMissing,
	/// The source says something else.
	#[codec(index = 14)]
	VerificationFailed,
	/// The source confirmed it too long ago.
	#[codec(index = 15)]
	VerificationOverdue,
	/// The holder has more credentials of this scope than one question looks at, and none of those was in good standing.
	#[codec(index = 16)]
	TooMany,
}

impl Reason {
	/// The short answer that this rule leads to.
	pub fn answer(self) -> CredentialAnswer {
		match self {
			Self::InGoodStanding => CredentialAnswer::Active,
			Self::VerificationMissing | Self::VerificationFailed | Self::VerificationOverdue => {
				CredentialAnswer::Unverified
			},
			Self::BeforeAcceptance | Self::HistoryForgotten | Self::InTheFuture | Self::TooMany => {
				CredentialAnswer::Unknown
			},
			_ => CredentialAnswer::NotActive,
		}
	}
}

/// How primary-source verification stands (FHIR R4 `VerificationResult.status`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum VerificationStatus {
	/// The schema demands none.
	#[codec(index = 0)]
	NotRequired,
	/// Demanded, and never done (FHIR `attested`: only the issuer says so).
	#[codec(index = 1)]
	Required,
	/// The source is being asked (FHIR `in-process`).
	#[codec(index = 2)]
	InProcess,
	/// The source confirmed it, recently enough (FHIR `validated`).
	#[codec(index = 3)]
	Validated,
	/// The source said something else when it was last asked (FHIR `val-fail`, `reval-fail` if it once confirmed).
	#[codec(index = 4)]
	Failed,
	/// The source confirmed it too long ago (FHIR `req-revalid`).
	#[codec(index = 5)]
	RevalidationDue,
}

/// How primary-source verification stands, with its dates.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct VerificationInfo {
	/// How it stands.
	pub status: VerificationStatus,
	/// Whether verification is demanded and missing, or too old: even while the source is being asked again.
	pub overdue: bool,
	/// When the source last confirmed it.
	pub validated: Option<Seconds>,
	/// Until when that counts.
	pub due: Option<Seconds>,
	/// Since when the source says something else.
	pub failed: Option<Seconds>,
	/// The question that is open.
	pub job: Option<JobId>,
}

/// Answer to "does this holder have an active credential of this schema and scope, then?".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct CheckAnswer {
	/// The answer.
	pub answer: CredentialAnswer,
	/// The rule that decided it.
	pub reason: Reason,
	/// The credential that the answer is about; `None` when there is none.
	pub credential: Option<CredentialId>,
	/// Who issued it.
	pub issuer: Option<OrganizationId>,
	/// Until when it is valid.
	pub valid_until: Option<Seconds>,
	/// How its verification stands now.
	pub verification: Option<VerificationInfo>,
	/// The moment that was asked about.
	pub at: Seconds,
}

/// Answer to "what is this credential, then?".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct CredentialInfo {
	/// What it was at the moment asked about, whatever its issuer was.
	pub status: Status,
	/// Whether it could be relied on, and by which rule: issuers and verification included.
	pub answer: CredentialAnswer,
	/// The rule that decided it.
	pub reason: Reason,
	/// Who holds it.
	pub holder: Holder,
	/// What kind of credential it is.
	pub schema: SchemaId,
	/// Under which version of the schema it was offered.
	pub version: Version,
	/// Who issued it.
	pub issuer: OrganizationId,
	/// Commitment to the verifiable credential.
	pub commitment: Commitment,
	/// What it is good for.
	pub scopes: Scopes,
	/// First second of its validity.
	pub valid_from: Seconds,
	/// First second after its validity; `None`: no end.
	pub valid_until: Option<Seconds>,
	/// When it was offered; once accepted, when it was accepted.
	pub since: Seconds,
	/// What the chain keeps of how far it has come: the reason of a revocation, what superseded it, when an offer lapses.
	pub state: State,
	/// The list entry that says whether it is suspended or revoked, where its schema wants that.
	pub entry: Option<ListEntry>,
	/// How its verification stands now.
	pub verification: VerificationInfo,
	/// Its history.
	pub trail: TrailHead,
}

/// Answer to "what may this organisation issue?".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct IssuerInfo {
	/// What the chain keeps of it.
	pub issuer: Issuer,
	/// Whether it may issue now: accredited itself, and so are all above it.
	pub may_issue: bool,
	/// Those above it, nearest first.
	pub above: alloc::vec::Vec<OrganizationId>,
}

/// Answer to "what is this schema?".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct SchemaInfo {
	/// The version that this is about.
	pub version: Version,
	/// The newest version.
	pub latest: Version,
	/// Its rules.
	pub rules: SchemaRules,
	/// Whether nothing is offered under it any more.
	pub retired: bool,
}

/// Answer to "what is this status list?".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct StatusListInfo {
	/// Whose list it is.
	pub issuer: OrganizationId,
	/// Of which schema's credentials it speaks.
	pub schema: SchemaId,
	/// What a set entry means.
	pub purpose: StatusPurpose,
	/// How many entries it has.
	pub entries: u32,
	/// How many chunks it has.
	pub chunks: u16,
	/// How many credentials on this chain refer to it.
	pub credentials: u32,
	/// When it last changed.
	pub changed: Seconds,
}

/// A credential that lapses, or whose verification does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Lapsing {
	/// Who holds it.
	pub holder: Holder,
	/// What kind of credential it is.
	pub schema: SchemaId,
	/// The credential.
	pub credential: CredentialId,
	/// When its validity ends, if that is within the time asked about.
	pub valid_until: Option<Seconds>,
	/// When its verification is due, if that is within the time asked about; `0` when it was never verified.
	pub verification_due: Option<Seconds>,
}

/// One page of what lapses.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, TypeInfo)]
pub struct LapsingPage {
	/// What lapses.
	pub lapsing: alloc::vec::Vec<Lapsing>,
	/// Where the next page starts: a place in the list of holders that was given, or a credential. `None` at the end.
	pub next: Option<u32>,
}
