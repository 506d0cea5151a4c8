//! What the pallet keeps and what it answers.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use salus_primitives::{
	anchor::{ProofError, Root},
	AnchorId, AttestorKey, Commitment, Handle, JobId, MaxAttestors, OrganizationId, Outcome, Seconds, StoreId,
	StoreKind, TrailHead,
};
use scale_info::TypeInfo;

/// The most leaves that one anchor may supersede.
pub type MaxSuperseded = ConstU32<256>;

/// The most leaves that one call may erase.
pub type MaxErased = ConstU32<256>;

/// The most challenges of one organisation that may be open at a time: it cannot take the attestors from all others.
pub const MAX_OPEN_CHALLENGES: u32 = 64;

/// The most challenges of one store that members may have open at a time: nobody can bury its attestors in work. More
/// than three members together are allowed, so that few cannot keep others from asking; challenges that come by
/// themselves are neither counted nor refused.
pub const MAX_OPEN_IN_STORE: u32 = 256;

/// On which lawful basis an attestor reads a store.
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
pub enum Basis {
	/// It is a node of the store's owner.
	#[codec(index = 0)]
	OwnNode,
	/// Its organisation is an auditor.
	#[codec(index = 1)]
	Auditor,
	/// Its organisation is a regulator.
	#[codec(index = 2)]
	Regulator,
	/// Its organisation works for the owner under a contract (45 CFR 160.103, business associate).
	#[codec(index = 3)]
	BusinessAssociate,
}

/// Attestors of a store, each with the basis on which it reads.
pub type StoreAttestors = BoundedVec<(AttestorKey, Basis), MaxAttestors>;

/// How far a store can be relied on. Derived, never stored: the worst of what is outstanding.
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
pub enum Standing {
	/// Nothing is outstanding.
	#[codec(index = 0)]
	Active,
	/// The store, or its attestors, did not answer; nothing was attested since.
	#[codec(index = 1)]
	Degraded,
	/// At least one leaf did not match, or attestors contradicted each other about it.
	#[codec(index = 2)]
	Disputed,
	/// The owner keeps the store no longer.
	#[codec(index = 3)]
	Retired,
}

/// What is wrong with one leaf.
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
pub enum Fault {
	/// A quorum found something else than what was anchored, or found what was erased.
	#[codec(index = 0)]
	Mismatch,
	/// Attestors contradicted each other.
	#[codec(index = 1)]
	Disputed,
}

/// A record store.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Store<AccountId, Ticket> {
	/// Organisation whose records it holds.
	pub owner: OrganizationId,
	/// Protocol by which it is read.
	pub kind: StoreKind,
	/// Commitment to its base URL. Nodes whose operator knows another URL do not read it.
	pub url_commitment: Commitment,
	/// Who may attest it. Empty once retired.
	pub attestors: StoreAttestors,
	/// How many attestors must agree.
	pub quorum: u32,
	/// Seconds between challenges that come by themselves.
	pub challenge_period: Seconds,
	/// When the next one is due.
	pub next_challenge_due: Seconds,
	/// Number of anchors, which is the sequence number of the newest.
	pub anchors: u32,
	/// Number of leaves under all anchors.
	pub leaves: u64,
	/// Number of leaves with an outstanding [`Fault`].
	pub faults: u32,
	/// Since when nothing was heard from the store.
	pub unavailable_since: Option<Seconds>,
	/// When a leaf was last attested.
	pub last_attested: Option<Seconds>,
	/// History of outcomes.
	pub trail: TrailHead,
	/// Who holds the deposit, and its ticket. `None` once retired.
	pub deposit: Option<(AccountId, Ticket)>,
}

impl<AccountId, Ticket> Store<AccountId, Ticket> {
	/// Was it retired?
	pub fn is_retired(&self) -> bool {
		self.deposit.is_none()
	}

	/// How far it can be relied on.
	pub fn standing(&self) -> Standing {
		if self.is_retired() {
			Standing::Retired
		} else if self.faults > 0 {
			Standing::Disputed
		} else if self.unavailable_since.is_some() {
			Standing::Degraded
		} else {
			Standing::Active
		}
	}

	/// What a question about the store is answered with.
	pub fn info(self) -> StoreInfo {
		StoreInfo {
			standing: self.standing(),
			owner: self.owner,
			kind: self.kind,
			url_commitment: self.url_commitment,
			attestors: self.attestors,
			quorum: self.quorum,
			challenge_period: self.challenge_period,
			next_challenge_due: self.next_challenge_due,
			anchors: self.anchors,
			leaves: self.leaves,
			faults: self.faults,
			unavailable_since: self.unavailable_since,
			last_attested: self.last_attested,
			trail: self.trail,
		}
	}
}

/// A set of record versions that a store said it held. Never changes but for the count of erased leaves.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Anchor {
	/// Root over the commitments, and how many there are.
	pub root: Root,
	/// Names the manifest inside the store.
	pub manifest: Handle,
	/// Block that anchored it.
	pub block: u32,
	/// When it was anchored.
	pub at: Seconds,
	/// Number of leaves that were erased.
	pub erased: u32,
}

/// A change to a store.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum StoreChange {
	/// Another base URL. Nodes stop reading the store until their operators confirm it.
	#[codec(index = 0)]
	Url(Commitment),
	/// Other attestors.
	#[codec(index = 1)]
	Attestors {
		/// Who may attest from now on.
		attestors: StoreAttestors,
		/// How many must agree.
		quorum: u32,
	},
	/// Another period between challenges. Never puts off one that is already set.
	#[codec(index = 2)]
	ChallengePeriod(Seconds),
}

/// What a challenge led to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Challenge {
	/// Attestors were asked.
	#[codec(index = 0)]
	Opened(JobId),
	/// The leaf was erased, and attestors have confirmed it: there is nothing to ask.
	#[codec(index = 1)]
	Erased,
}

/// One entry of a store's trail.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum TrailEntry {
	/// A challenge ended.
	#[codec(index = 0)]
	Outcome {
		/// When.
		at: Seconds,
		/// Anchor of the leaf.
		anchor: AnchorId,
		/// Index of the leaf.
		index: u32,
		/// How.
		outcome: Outcome,
	},
	/// A challenge was due and too few attestors were left to ask.
	#[codec(index = 1)]
	AttestorsMissing {
		/// When.
		at: Seconds,
	},
	/// The owner, or the council for a former member, recorded that records were erased.
	#[codec(index = 2)]
	Erased {
		/// When.
		at: Seconds,
		/// Anchor of the leaves.
		anchor: AnchorId,
		/// How many leaves.
		count: u32,
	},
}

/// A question that attestors have not answered yet.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct OpenChallenge {
	/// The job that asks it.
	pub job: JobId,
	/// Who asked; `None` when it was due.
	pub by: Option<OrganizationId>,
	/// The leaf had its tombstone already when the question was asked.
	pub erased: bool,
}

/// Answer to "what is this store?".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct StoreInfo {
	/// How far it can be relied on.
	pub standing: Standing,
	/// Organisation whose records it holds.
	pub owner: OrganizationId,
	/// Protocol by which it is read.
	pub kind: StoreKind,
	/// Commitment to its base URL.
	pub url_commitment: Commitment,
	/// Who may attest it.
	pub attestors: StoreAttestors,
	/// How many attestors must agree.
	pub quorum: u32,
	/// Seconds between challenges that come by themselves.
	pub challenge_period: Seconds,
	/// When the next one is due.
	pub next_challenge_due: Seconds,
	/// Number of anchors, which is the sequence number of the newest.
	pub anchors: u32,
	/// Number of leaves under all anchors.
	pub leaves: u64,
	/// Number of leaves with an outstanding fault.
	pub faults: u32,
	/// Since when nothing was heard from the store.
	pub unavailable_since: Option<Seconds>,
	/// When a leaf was last attested.
	pub last_attested: Option<Seconds>,
	/// History of outcomes.
	pub trail: TrailHead,
}

/// Answer to "what is this anchor?".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct AnchorInfo {
	/// Store whose records it covers.
	pub store: StoreId,
	/// Its place among the store's anchors, from 1.
	pub sequence: u32,
	/// Root over the commitments, and how many there are.
	pub root: Root,
	/// Names the manifest inside the store.
	pub manifest: Handle,
	/// Block that anchored it.
	pub block: u32,
	/// When it was anchored.
	pub at: Seconds,
	/// Number of leaves that were erased.
	pub erased: u32,
}

/// What the chain knows of a commitment that was proved to be a leaf.
///
/// It never says that a version is current: that no anchor supersedes it says only that no anchor claimed to.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Verification {
	/// Block that anchored it.
	pub block: u32,
	/// When it was anchored.
	pub at: Seconds,
	/// Newer anchor that claims to hold a later version of the same record.
	pub superseded_by: Option<AnchorId>,
	/// The owner recorded that the record was erased.
	pub erased: bool,
	/// What attestors found wrong with this very leaf, if it is still outstanding.
	pub fault: Option<Fault>,
	/// Store that holds it.
	pub store: StoreId,
	/// How far the store can be relied on now.
	pub standing: Standing,
	/// When any leaf of the store was last attested.
	pub last_attested: Option<Seconds>,
}

/// Why a commitment could not be verified.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum Unverified {
	/// There is no such anchor.
	#[codec(index = 0)]
	AnchorNotFound,
	/// The proof does not hold.
	#[codec(index = 1)]
	Proof(ProofError),
}
