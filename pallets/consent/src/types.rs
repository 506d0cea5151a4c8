//! What the pallet keeps, decides with and answers.

use alloc::{collections::BTreeSet, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use salus_primitives::{
	codes::{CodeId, CodeKind, Lineage},
	Commitment, OrganizationId, SchemaId, Seconds, SubjectId, TrailHead,
};
use scale_info::TypeInfo;

pub use salus_primitives::{
	AccessAnswer, AccessBasis, AccessOutcome, AccessRequest, CriterionCodes, DataCriteria, DataMeaning, DataRef,
	DataScope, DataTime, Effect, OpaqueHandle, Period, ProtocolId, ResidualLayer, ResidualRule, RuleSource,
};

/// Number of a grant, given in order and never reused.
pub type GrantId = u64;

/// Number of an erasure or portability request, given in order and never reused.
pub type PrivacyRequestId = u64;

/// The most provisions in one tree, the root among them.
pub const MAX_PROVISIONS: u32 = 32;

/// How many levels a tree may have, that of the root among them.
pub const MAX_LEVELS: u32 = 5;

/// The most different codes that one tree may name: each is looked up when it is recorded.
pub const MAX_CODES: usize = 64;

/// The most directives about one subject that are in force, suspended or not yet in force.
pub const MAX_DIRECTIVES: u32 = 16;

/// The most bytes that all directives about one subject take together. What a decision reads is bounded by this.
pub const MAX_DIRECTIVE_BYTES: usize = 8 * 1_024;

/// The most different groups that the directives about one subject may name: each costs a decision one look.
pub const MAX_GROUPS: usize = 4;

/// The most different roles that the directives about one subject may demand: each costs a decision one look.
pub const MAX_ROLES: usize = 4;

/// The most different guardians and proxies who may have directives about one subject.
pub const MAX_REPRESENTATIVES: usize = 4;

/// The most proxies of one subject.
pub type MaxProxies = ConstU32<4>;

/// The most members of a group.
pub const MAX_MEMBERS: u32 = 64;

/// [`MAX_MEMBERS`] as a bound.
pub type MaxMembers = ConstU32<MAX_MEMBERS>;

/// The most subjects in one cohort call.
pub const MAX_COHORT: u32 = 256;

/// The most holders that one erasure or portability request asks.
pub const MAX_HOLDERS: u32 = 16;

/// [`MAX_COHORT`] as a bound.
pub type MaxCohort = ConstU32<MAX_COHORT>;

/// [`MAX_HOLDERS`] as a bound.
pub type MaxHolders = ConstU32<MAX_HOLDERS>;

/// The most erasure and portability requests of one subject that are open at a time.
pub type MaxOpenRequests = ConstU32<4>;

/// The most emergencies of one practitioner that may wait for review before the privilege is suspended.
pub const MAX_UNREVIEWED: u32 = 32;

/// [`MAX_UNREVIEWED`] as a bound.
pub type MaxUnreviewed = ConstU32<MAX_UNREVIEWED>;

/// How an organisation is named as the author of data: 28 zero bytes, then its number, big-endian.
pub fn organization_handle(organization: OrganizationId) -> OpaqueHandle {
	let mut handle = OpaqueHandle::zero();
	if let Some(tail) = handle.0.last_chunk_mut::<4>() {
		*tail = organization.to_be_bytes();
	}
	handle
}

// --- Provisions ----------------------------------------------------------------------------------------------------

/// A party that a provision speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Party {
	/// Everybody; with a [`Actor::role`], everybody who holds that role.
	#[codec(index = 0)]
	Anyone,
	/// Whoever acts for this organisation.
	#[codec(index = 1)]
	Organization(OrganizationId),
	/// This person.
	#[codec(index = 2)]
	Person(SubjectId),
	/// The members of this group.
	#[codec(index = 3)]
	Group(OpaqueHandle),
}

/// Who a provision speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Actor {
	/// The party.
	pub party: Party,
	/// For [`Party::Anyone`]: the role that is demanded, proved by a credential. For others: how the party takes part
	/// (FHIR participation), which limits nothing.
	pub role: Option<CodeId>,
}

/// One rule of a tree: an exception to its parent, or the root.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Provision {
	/// Place of the parent, before its own; `None` for the root.
	pub parent: Option<u8>,
	/// What it says.
	pub effect: Effect,
	/// To whom it applies; empty: to everybody.
	pub actors: BoundedVec<Actor, ConstU32<8>>,
	/// For which purposes; empty: for all.
	pub purposes: CriterionCodes,
	/// To which actions; empty: to all.
	pub actions: BoundedVec<CodeId, ConstU32<8>>,
	/// When it holds.
	pub period: Period<Seconds>,
	/// Which data it speaks of.
	pub data: DataCriteria,
}

impl Provision {
	/// A provision without any limit.
	pub fn unlimited(effect: Effect) -> Self {
		Self {
			parent: None,
			effect,
			actors: Default::default(),
			purposes: Default::default(),
			actions: Default::default(),
			period: Period { start: None, end: None },
			data: DataCriteria::default(),
		}
	}
}

/// A tree of provisions: the first is the root, whose effect is the base decision; every other names a parent that
/// comes before it.
pub type Provisions = BoundedVec<Provision, ConstU32<MAX_PROVISIONS>>;

/// What is wrong with a tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TreeFault {
	/// There is no root, a second one, or a parent that does not come before its child.
	Malformed,
	/// It has more levels than allowed.
	TooDeep,
	/// A period ends before it starts.
	EmptyPeriod,
}

/// Is the tree well formed?
pub fn check_tree(provisions: &Provisions) -> Result<(), TreeFault> {
	let mut levels = Vec::<u32>::with_capacity(provisions.len());
	for provision in provisions {
		let level = match provision.parent {
			None if levels.is_empty() => 1,
			None => return Err(TreeFault::Malformed),
			Some(parent) => levels.get(usize::from(parent)).ok_or(TreeFault::Malformed)?.saturating_add(1),
		};
		if level > MAX_LEVELS {
			return Err(TreeFault::TooDeep);
		}
		if !provision.period.is_valid() || !provision.data.period.is_valid() {
			return Err(TreeFault::EmptyPeriod);
		}
		levels.push(level);
	}
	if levels.is_empty() {
		return Err(TreeFault::Malformed);
	}
	Ok(())
}

/// Every code that a tree names, with its kind, each once.
pub fn codes_of(provisions: &Provisions) -> BTreeSet<(CodeKind, CodeId)> {
	let mut codes = BTreeSet::new();
	for provision in provisions {
		let data = &provision.data;
		codes.extend(provision.actors.iter().filter_map(|actor| Some((CodeKind::ActorRole, actor.role?))));
		codes.extend(provision.purposes.iter().map(|code| (CodeKind::Purpose, *code)));
		codes.extend(provision.actions.iter().map(|code| (CodeKind::Action, *code)));
		codes.extend(data.classes.iter().chain(&data.contents).map(|code| (CodeKind::ResourceClass, *code)));
		codes.extend(data.labels.iter().map(|code| (CodeKind::Label, *code)));
	}
	codes
}

/// The groups that trees name, each once.
pub fn groups_of<'a>(trees: impl Iterator<Item = &'a Provisions>) -> BTreeSet<OpaqueHandle> {
	actors_of(trees)
		.filter_map(|actor| match actor.party {
			Party::Group(group) => Some(group),
			_ => None,
		})
		.collect()
}

/// The roles that trees demand, each once.
pub fn roles_of<'a>(trees: impl Iterator<Item = &'a Provisions>) -> BTreeSet<CodeId> {
	actors_of(trees).filter(|actor| actor.party == Party::Anyone).filter_map(|actor| actor.role).collect()
}

fn actors_of<'a>(trees: impl Iterator<Item = &'a Provisions>) -> impl Iterator<Item = &'a Actor> {
	trees.flat_map(|tree| tree.iter()).flat_map(|provision| provision.actors.iter())
}

// --- Directives ----------------------------------------------------------------------------------------------------

/// On whose authority a directive stands.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Grantor<AccountId> {
	/// The subject itself.
	#[codec(index = 0)]
	Subject,
	/// A guardian; the directive counts while the guardianship runs.
	#[codec(index = 1)]
	Guardian(AccountId),
	/// A proxy whom the subject appointed; the directive counts while the proxy may act.
	#[codec(index = 2)]
	Proxy(AccountId),
	/// An organisation that recorded what a subject without keys said.
	#[codec(index = 3)]
	Organization(OrganizationId),
}

/// In which capacity somebody speaks for a subject.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Capacity {
	/// As the subject: with an account that controls it.
	#[codec(index = 0)]
	Subject,
	/// As a guardian.
	#[codec(index = 1)]
	Guardian,
	/// As a proxy whom the subject appointed.
	#[codec(index = 2)]
	Proxy,
	/// As staff with [`Duty::Privacy`](salus_primitives::Duty::Privacy) of the organisation that keeps the subject.
	#[codec(index = 3)]
	Organization(OrganizationId),
}

/// How an organisation heard it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Evidence {
	/// A signed paper.
	#[codec(index = 0)]
	Paper,
	/// The subject's word, before a witness.
	#[codec(index = 1)]
	Verbal,
}

/// How a consent that was given without a key came on chain (FHIR `Consent.verification`).
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Verification<AccountId> {
	/// How it was given.
	pub evidence: Evidence,
	/// Staff that recorded it.
	pub recorded_by: AccountId,
	/// Other staff that compared it with the evidence, and when. What permits anything is not in force before.
	pub verified: Option<(AccountId, Seconds)>,
}

/// When a directive speaks at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Condition {
	/// Whenever it is in force.
	#[codec(index = 0)]
	Always,
	/// Only while the subject is incapacitated (advance directive).
	#[codec(index = 1)]
	Incapacity,
}

/// A version of a research protocol.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ProtocolVersion {
	/// Its number.
	pub protocol: ProtocolId,
	/// Its version; another version needs another consent.
	pub version: u32,
}

/// What a grantor says.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Terms {
	/// Organisation that enforces it (FHIR `organization`/`controller`). It limits nothing: a consent is heard by all.
	pub controller: Option<OrganizationId>,
	/// Policy that it refers to.
	pub policy: Option<CodeId>,
	/// What sort of consent it is (FHIR `scope`).
	pub scope: Option<CodeId>,
	/// When it speaks.
	pub condition: Condition,
	/// The protocol to which it is bound.
	pub protocol: Option<ProtocolVersion>,
	/// When it is valid. A period that is over can be recorded: it never permits.
	pub period: Period<Seconds>,
	/// When it was signed.
	pub signed: Option<Seconds>,
	/// Commitment to the signed document.
	pub document: Option<Commitment>,
	/// No emergency overrides it, where the jurisdiction allows that.
	pub forbids_break_glass: bool,
	/// The rules.
	pub provisions: Provisions,
}

/// Where a directive of which state is kept stands. Ended ones (withdrawn, superseded, contested, entered in error)
/// are on the trail only; an expired one says so by its period.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Status {
	/// Being written.
	#[codec(index = 0)]
	Draft,
	/// Waiting for the grantor's word.
	#[codec(index = 1)]
	Proposed,
	/// In force.
	#[codec(index = 2)]
	Active,
	/// Out of force until it is resumed.
	#[codec(index = 3)]
	Suspended,
	/// Withdrawn with "no new use": it still speaks for grants with a lower number than this, and for nothing else.
	#[codec(index = 4)]
	Winding {
		/// Grants below this number go on.
		grants_below: GrantId,
		/// When the last of them will have expired.
		until: Seconds,
	},
}

/// How a directive ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum End {
	/// Withdrawn.
	#[codec(index = 0)]
	Withdrawn(Withdrawal),
	/// The subject contested what an organisation recorded.
	#[codec(index = 1)]
	Contested,
	/// It should never have been recorded.
	#[codec(index = 2)]
	EnteredInError,
	/// Its validity was over, and its state was cleared.
	#[codec(index = 3)]
	Expired,
}

/// How far a withdrawal reaches.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Withdrawal {
	/// Nothing new: grants that were given go on until they expire. For directives bound to a protocol.
	#[codec(index = 0)]
	NoNewUse,
	/// Nothing any more: grants that stand on it end with it.
	#[codec(index = 1)]
	StopAllUse,
}

/// A directive.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Directive<AccountId> {
	/// Its number among the subject's, from 1.
	pub number: u32,
	/// Its version, from 1.
	pub version: u32,
	/// On whose authority it stands.
	pub grantor: Grantor<AccountId>,
	/// When this version was recorded.
	pub recorded: Seconds,
	/// Where it stands.
	pub status: Status,
	/// Who checked it, if an organisation recorded it.
	pub verification: Option<Verification<AccountId>>,
	/// What it says.
	pub terms: Terms,
}

impl<AccountId: Encode> Directive<AccountId> {
	/// By how much may it grow after it was recorded: when it is verified, and when it is wound up.
	pub fn growth(&self) -> usize {
		let verified = self.verification.as_ref().filter(|verification| verification.verified.is_none());
		let verified = verified.map_or(0, |it| it.recorded_by.encoded_size().saturating_add(size_of::<Seconds>()));
		let winds = self.terms.protocol.is_some() && !matches!(self.status, Status::Winding { .. });
		let wound = if winds { size_of::<(GrantId, Seconds)>() } else { 0 };
		verified.saturating_add(wound)
	}
}

/// What an organisation does with data of subjects who said nothing.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct BasePolicy {
	/// The organisation that keeps the data.
	pub organization: OrganizationId,
	/// Its version, from 1.
	pub version: u32,
	/// Its code in the registry.
	pub policy: Option<CodeId>,
	/// Commitment to its text.
	pub document: Commitment,
	/// Its rules.
	pub provisions: Provisions,
}

// --- Facts and decisions -------------------------------------------------------------------------------------------

/// All that a decision depends on besides directives and policy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Facts<AccountId> {
	/// Now.
	pub now: Seconds,
	/// Organisation that asks.
	pub organization: OrganizationId,
	/// Person who will see the data.
	pub practitioner: Option<SubjectId>,
	/// Which of the demanded roles that person holds.
	pub roles: Vec<CodeId>,
	/// To which of the named groups that person belongs.
	pub groups: Vec<OpaqueHandle>,
	/// Why, and the codes above it.
	pub purpose: Lineage,
	/// To do what, and the codes above it.
	pub action: Lineage,
	/// The protocol that the request names, and its version now.
	pub protocol: Option<ProtocolVersion>,
	/// What the request says of the data.
	pub data: DataFacts,
	/// Guardians who act for the subject now.
	pub guardians: Vec<AccountId>,
	/// Proxies who may act for the subject now.
	pub proxies: Vec<AccountId>,
	/// The subject is incapacitated.
	pub incapacitated: bool,
	/// The grant that is asked about, if it is not a new request.
	pub grant: Option<GrantId>,
}

/// [`DataScope`] with the codes above each code.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DataFacts {
	/// The class.
	pub class: Option<Lineage>,
	/// The code of the content.
	pub content: Option<Lineage>,
	/// All labels.
	pub labels: Option<Vec<Lineage>>,
	/// The record.
	pub record: Option<OpaqueHandle>,
	/// The author.
	pub author: Option<OpaqueHandle>,
	/// The encounter.
	pub encounter: Option<OpaqueHandle>,
	/// The organisation that keeps it.
	pub holder: Option<OrganizationId>,
	/// When it was authored.
	pub period: Period<DataTime>,
}

/// Why a directive, a policy or one of its provisions decided or did not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum Reason {
	/// It decided.
	#[codec(index = 0)]
	Decided,
	/// It applies to all the data asked for, and another that is deeper, or denies, or came first, decided.
	#[codec(index = 1)]
	Overridden,
	/// It applies to a part of the data: see the residual.
	#[codec(index = 2)]
	Residual,
	/// It is a draft, proposed, suspended or wound up.
	#[codec(index = 3)]
	NotInForce,
	/// It is not valid yet.
	#[codec(index = 4)]
	NotYetValid,
	/// It is valid no longer.
	#[codec(index = 5)]
	Expired,
	/// Its guardian or proxy may not act for the subject now.
	#[codec(index = 6)]
	GrantorMayNotAct,
	/// It speaks only while the subject is incapacitated.
	#[codec(index = 7)]
	NotIncapacitated,
	/// It is bound to another protocol, or the request names none.
	#[codec(index = 8)]
	OtherProtocol,
	/// It was given for another version of the protocol.
	#[codec(index = 9)]
	OtherProtocolVersion,
	/// Something above it speaks, and permits on principle.
	#[codec(index = 10)]
	Outranked,
	/// It speaks of other actors.
	#[codec(index = 11)]
	OtherActor,
	/// It speaks of other purposes.
	#[codec(index = 12)]
	OtherPurpose,
	/// It speaks of other actions.
	#[codec(index = 13)]
	OtherAction,
	/// Its own period has not begun or is over.
	#[codec(index = 14)]
	OutsideItsPeriod,
	/// The provision above it does not apply.
	#[codec(index = 15)]
	ParentDoesNotApply,
	/// It speaks of other data.
	#[codec(index = 16)]
	OtherData,
}

/// What became of one directive or policy (`provision` is `None`) or of one of its provisions.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Note {
	/// Which.
	pub source: RuleSource,
	/// Which provision.
	pub provision: Option<u8>,
	/// Why.
	pub reason: Reason,
}

/// A decision and everything that led to it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Explanation {
	/// The decision.
	pub answer: AccessAnswer,
	/// What became of every directive, policy and provision.
	pub notes: Vec<Note>,
}

/// What a deposit is for.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Slot<AccountId> {
	/// The directive of this number.
	#[codec(index = 0)]
	Directive(u32),
	/// The proxy with this account.
	#[codec(index = 1)]
	Proxy(AccountId),
	/// The finding of an incapacity that waits for another clinician's.
	#[codec(index = 2)]
	Finding,
}

// --- State ---------------------------------------------------------------------------------------------------------

/// Somebody who may act for a subject.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Proxy<AccountId> {
	/// The account that acts.
	pub account: AccountId,
	/// When it may act.
	pub condition: Condition,
	/// Last second in which it may act; `None`: until it is dismissed.
	pub until: Option<Seconds>,
	/// Commitment to the document (power of attorney).
	pub document: Commitment,
}

impl<AccountId> Proxy<AccountId> {
	/// May it act?
	pub fn may_act(&self, now: Seconds, incapacitated: bool) -> bool {
		self.until.is_none_or(|until| now <= until) && (self.condition == Condition::Always || incapacitated)
	}
}

/// A clinician's finding that a subject is incapacitated. Of no effect until another clinician finds the same.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Finding<AccountId> {
	/// The account that declared it.
	pub account: AccountId,
	/// The clinician.
	pub practitioner: SubjectId,
	/// The first second at which another's finding confirms it no longer.
	pub lapses: Seconds,
}

/// All that a decision needs to know about a subject, under one key: a decision reads and writes it once.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct File<AccountId> {
	/// History of accesses and directives.
	pub trail: TrailHead,
	/// Number of the newest directive.
	pub directives_made: u32,
	/// When the subject was declared incapacitated.
	pub incapacitated: Option<Seconds>,
	/// Who may act for it.
	pub proxies: BoundedVec<Proxy<AccountId>, MaxProxies>,
	/// Erasure and portability requests that are open.
	pub requests: BoundedVec<PrivacyRequestId, MaxOpenRequests>,
	/// Directives that are not ended.
	pub directives: BoundedVec<Directive<AccountId>, ConstU32<MAX_DIRECTIVES>>,
}

impl<AccountId: Encode> File<AccountId> {
	/// A file in which nothing stands yet.
	pub fn new(subject: SubjectId) -> Self {
		Self {
			trail: TrailHead::new(salus_primitives::TrailKind::Access, subject.as_bytes()),
			directives_made: 0,
			incapacitated: None,
			proxies: Default::default(),
			requests: Default::default(),
			directives: Default::default(),
		}
	}

	/// Do the directives keep within their room, and will they when each has grown as far as it can?
	pub fn fits(&self) -> bool {
		let growth = self.directives.iter().map(Directive::growth).fold(0, usize::saturating_add);
		self.directives.encoded_size().saturating_add(growth) <= MAX_DIRECTIVE_BYTES
	}

	/// The trees of all directives.
	pub fn trees(&self) -> impl Iterator<Item = &Provisions> {
		self.directives.iter().map(|directive| &directive.terms.provisions)
	}

	/// The directive of this number.
	pub fn directive(&self, number: u32) -> Option<&Directive<AccountId>> {
		self.directives.iter().find(|directive| directive.number == number)
	}
}

// A directive at all its bounds takes more than all directives together may take: [`File::fits`] is checked whenever
// one is recorded, so the bound of the whole is given here rather than derived from the bounds of its parts.
impl<AccountId: MaxEncodedLen> MaxEncodedLen for File<AccountId> {
	fn max_encoded_len() -> usize {
		TrailHead::max_encoded_len()
			.saturating_add(u32::max_encoded_len())
			.saturating_add(Option::<Seconds>::max_encoded_len())
			.saturating_add(BoundedVec::<Proxy<AccountId>, MaxProxies>::max_encoded_len())
			.saturating_add(BoundedVec::<PrivacyRequestId, MaxOpenRequests>::max_encoded_len())
			.saturating_add(MAX_DIRECTIVE_BYTES)
	}
}

/// A permission to ask a store for data. It stands on what directives say at the moment of the question, not on what
/// they said when it was given.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Grant<AccountId> {
	/// Whose data.
	pub subject: SubjectId,
	/// Account that proves to the store that it holds the grant.
	pub account: AccountId,
	/// What was asked for.
	pub request: AccessRequest,
	/// When it was given.
	pub issued: Seconds,
	/// Last second in which it is good.
	pub expires: Seconds,
	/// For an emergency: its reason.
	pub emergency: Option<CodeId>,
}

/// A group of persons, kept by an organisation.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Group<AccountId, Ticket> {
	/// Who keeps it.
	pub organization: OrganizationId,
	/// Its members, in ascending order.
	pub members: BoundedVec<SubjectId, MaxMembers>,
	/// Who pays for its state, and the ticket.
	pub deposit: (AccountId, Ticket),
}

/// A base policy and who pays for its state.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct KeptPolicy<AccountId, Ticket> {
	/// The policy.
	pub policy: BasePolicy,
	/// Who pays for its state, and the ticket.
	pub deposit: (AccountId, Ticket),
}

impl<AccountId: MaxEncodedLen, Ticket: MaxEncodedLen> MaxEncodedLen for KeptPolicy<AccountId, Ticket> {
	// As for directives, the room is less than what a tree at all its bounds would take.
	fn max_encoded_len() -> usize {
		MAX_POLICY_BYTES.saturating_add(<(AccountId, Ticket)>::max_encoded_len())
	}
}

/// The most directives that one guardian or proxy has in a file: it shall not take all the room there is.
pub const MAX_OF_REPRESENTATIVE: usize = 4;

/// How many grants that are over each new one clears away.
pub const CLEARED_PER_GRANT: u32 = 2;

/// The most bytes that a base policy takes.
pub const MAX_POLICY_BYTES: usize = 2 * 1_024;

/// A research protocol.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Protocol<AccountId, Ticket> {
	/// Who runs it.
	pub organization: OrganizationId,
	/// Its version, from 1.
	pub version: u32,
	/// Commitment to the text of this version.
	pub document: Commitment,
	/// Who pays for its state, and the ticket.
	pub deposit: (AccountId, Ticket),
}

/// Who found an emergency unjustified, and the account that broke the glass.
pub type Revocation<AccountId> = (OrganizationId, AccountId);

/// An emergency that waits for its review.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Unreviewed {
	/// The grant it left.
	pub grant: GrantId,
	/// Whose data.
	pub subject: SubjectId,
	/// For which organisation.
	pub organization: OrganizationId,
	/// Last second in which a review is in time.
	pub due: Seconds,
}

/// What a practitioner's emergencies amount to.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Emergencies<AccountId> {
	/// Those that wait for review, oldest first, each with the account that broke the glass.
	pub unreviewed: BoundedVec<(AccountId, Unreviewed), MaxUnreviewed>,
	/// Each that was found unjustified, until whoever found it reinstates the privilege. No more than can wait: while
	/// there is one, no glass is broken.
	pub revoked_by: BoundedVec<Revocation<AccountId>, MaxUnreviewed>,
}

impl<AccountId> Default for Emergencies<AccountId> {
	fn default() -> Self {
		Self { unreviewed: BoundedVec::new(), revoked_by: BoundedVec::new() }
	}
}

/// Why a practitioner may not break glass.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum Suspension {
	/// A review is overdue.
	#[codec(index = 0)]
	ReviewOverdue,
	/// As many emergencies as may wait for review do.
	#[codec(index = 1)]
	TooManyUnreviewed,
	/// One was found unjustified.
	#[codec(index = 2)]
	Unjustified,
}

impl<AccountId: PartialEq> Emergencies<AccountId> {
	/// Did this account break any glass of these?
	pub fn broken_by(&self, who: &AccountId) -> bool {
		self.unreviewed.iter().any(|(account, _)| account == who)
			|| self.revoked_by.iter().any(|(_, account)| account == who)
	}

	/// Is the privilege suspended? Nobody sets this: it is read off what is outstanding.
	pub fn suspension(&self, now: Seconds) -> Option<Suspension> {
		if !self.revoked_by.is_empty() {
			Some(Suspension::Unjustified)
		} else if self.unreviewed.iter().any(|(_, waiting)| waiting.due < now) {
			Some(Suspension::ReviewOverdue)
		} else if self.unreviewed.is_full() {
			Some(Suspension::TooManyUnreviewed)
		} else {
			None
		}
	}
}

/// What a subject may demand of those who hold its data.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum PrivacyRight {
	/// Erase it (GDPR Article 17).
	#[codec(index = 0)]
	Erasure,
	/// Hand it over (GDPR Article 20, 45 CFR 164.524).
	#[codec(index = 1)]
	Portability,
}

/// A holder's answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Acknowledgement {
	/// Done; commitment to the evidence.
	#[codec(index = 0)]
	Done(Commitment),
	/// The law forbids it; the reason. Of an erasure only.
	#[codec(index = 1)]
	LegalHold(CodeId),
}

/// An erasure or portability request that is open.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct PrivacyRequest<AccountId, Ticket> {
	/// Whose data.
	pub subject: SubjectId,
	/// What is demanded.
	pub right: PrivacyRight,
	/// When.
	pub opened: Seconds,
	/// Last second in which an acknowledgement is in time.
	pub deadline: Seconds,
	/// Who is asked, and what each answered and when.
	pub holders: BoundedVec<(OrganizationId, Option<(Acknowledgement, Seconds)>), MaxHolders>,
	/// Who pays for its state, and the ticket.
	pub deposit: (AccountId, Ticket),
}

/// What the jurisdiction says, and which credentials prove what.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Parameters {
	/// Credential without which nobody breaks glass or declares an incapacity: a clinical licence. Without one set
	/// nobody does.
	pub clinical_schema: Option<SchemaId>,
	/// Credential that proves a role; its scope is the role's code. Without one set nobody holds a role.
	pub role_schema: Option<SchemaId>,
	/// Whether the jurisdiction lets a directive forbid to break glass.
	pub break_glass_may_be_forbidden: bool,
}

// --- The trail -----------------------------------------------------------------------------------------------------

/// Who did something to a subject's directives.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct By<AccountId> {
	/// The account.
	pub account: AccountId,
	/// On whose authority.
	pub capacity: Grantor<AccountId>,
}

/// One entry of a subject's access trail. The numbers are wire format: append only.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Entry<AccountId> {
	/// A request was decided.
	#[codec(index = 0)]
	Access {
		/// When.
		at: Seconds,
		/// Who asked.
		account: AccountId,
		/// For what.
		request: AccessRequest,
		/// The decision.
		outcome: AccessOutcome,
		/// What made it.
		basis: AccessBasis,
		/// A part is to be left out.
		partial: bool,
		/// The grant that was left.
		grant: Option<GrantId>,
	},
	/// Somebody broke the glass.
	#[codec(index = 1)]
	BreakGlass {
		/// When.
		at: Seconds,
		/// Who.
		account: AccountId,
		/// For what.
		request: AccessRequest,
		/// Why.
		reason: CodeId,
		/// The grant that was left.
		grant: GrantId,
		/// Last second in which it expires.
		expires: Seconds,
		/// Last second in which its review is in time.
		review_due: Seconds,
	},
	/// A grant was closed before it expired.
	#[codec(index = 2)]
	Closed {
		/// When.
		at: Seconds,
		/// Which.
		grant: GrantId,
	},
	/// An emergency was reviewed.
	#[codec(index = 3)]
	Reviewed {
		/// When.
		at: Seconds,
		/// The grant it left.
		grant: GrantId,
		/// Who reviewed it.
		by: OrganizationId,
		/// What was found.
		justified: bool,
	},
	/// A version of a directive was recorded. A version above 1 supersedes the one before.
	#[codec(index = 4)]
	Recorded {
		/// By whom.
		by: By<AccountId>,
		/// The directive, whole.
		directive: Directive<AccountId>,
	},
	/// A directive's status changed.
	#[codec(index = 5)]
	StatusChanged {
		/// When.
		at: Seconds,
		/// By whom.
		by: By<AccountId>,
		/// Which.
		number: u32,
		/// Its version.
		version: u32,
		/// Its status now.
		status: Status,
	},
	/// A directive ended. Its state is gone; what it said stays on this trail.
	#[codec(index = 6)]
	Ended {
		/// When.
		at: Seconds,
		/// By whom.
		by: By<AccountId>,
		/// Which.
		number: u32,
		/// Its version.
		version: u32,
		/// How.
		end: End,
	},
	/// A proxy was appointed.
	#[codec(index = 7)]
	ProxyAppointed {
		/// When.
		at: Seconds,
		/// The proxy.
		proxy: Proxy<AccountId>,
	},
	/// A proxy was dismissed.
	#[codec(index = 8)]
	ProxyDismissed {
		/// When.
		at: Seconds,
		/// The proxy's account.
		account: AccountId,
	},
	/// A clinician found that the subject is incapacitated. It counts once another finds the same.
	#[codec(index = 9)]
	IncapacityDeclared {
		/// When.
		at: Seconds,
		/// By whom.
		account: AccountId,
		/// For which organisation.
		organization: OrganizationId,
		/// Clinician who found it.
		practitioner: SubjectId,
		/// Commitment to the finding.
		evidence: Commitment,
	},
	/// The subject is incapacitated no longer, or a finding that waited for another is of no effect any more.
	#[codec(index = 10)]
	IncapacityEnded {
		/// When.
		at: Seconds,
		/// By whom.
		account: AccountId,
	},
	/// The subject demanded erasure or its data.
	#[codec(index = 11)]
	PrivacyRequested {
		/// When.
		at: Seconds,
		/// By whom.
		by: By<AccountId>,
		/// Its number.
		request: PrivacyRequestId,
		/// What is demanded.
		right: PrivacyRight,
		/// Last second in which an acknowledgement is in time.
		deadline: Seconds,
		/// Who is asked.
		holders: BoundedVec<OrganizationId, MaxHolders>,
	},
	/// A holder answered.
	#[codec(index = 12)]
	Acknowledged {
		/// When.
		at: Seconds,
		/// Which request.
		request: PrivacyRequestId,
		/// Who.
		holder: OrganizationId,
		/// What.
		answer: Acknowledgement,
		/// After the deadline.
		late: bool,
	},
	/// All holders answered, or the request was closed because the others do not: this is the certificate.
	#[codec(index = 13)]
	Certified {
		/// When.
		at: Seconds,
		/// Which request.
		request: PrivacyRequestId,
		/// What was demanded.
		right: PrivacyRight,
		/// Who answered what, and when; `None` for whoever did not.
		holders: BoundedVec<(OrganizationId, Option<(Acknowledgement, Seconds)>), MaxHolders>,
	},
	/// A second clinician found that the subject is incapacitated: from now on it is.
	#[codec(index = 14)]
	IncapacityConfirmed {
		/// When.
		at: Seconds,
		/// By whom.
		account: AccountId,
		/// For which organisation.
		organization: OrganizationId,
		/// Clinician who found it.
		practitioner: SubjectId,
		/// Commitment to the finding.
		evidence: Commitment,
	},
}

// --- Answers -------------------------------------------------------------------------------------------------------

/// Answer to "what is this grant good for, now?".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct GrantInfo<AccountId> {
	/// The grant.
	pub grant: Grant<AccountId>,
	/// It has not expired.
	pub live: bool,
	/// What directives say about it now. A grant is good while it is live and this permits.
	pub answer: AccessAnswer,
}

/// Answer to "what became of this erasure or portability request?".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct PrivacyRequestInfo {
	/// Whose data.
	pub subject: SubjectId,
	/// What is demanded.
	pub right: PrivacyRight,
	/// When.
	pub opened: Seconds,
	/// Last second in which an acknowledgement is in time.
	pub deadline: Seconds,
	/// The deadline is over and somebody has not answered.
	pub overdue: bool,
	/// Who is asked, and what each answered and when.
	pub holders: Vec<(OrganizationId, Option<(Acknowledgement, Seconds)>)>,
}

/// Answer to "may this practitioner break glass?".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct EmergencyInfo {
	/// Why not, whatever credentials say.
	pub suspension: Option<Suspension>,
	/// What waits for review.
	pub unreviewed: Vec<Unreviewed>,
}
