//! What a subject is made of.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use salus_primitives::{Commitment, OrganizationId, Seconds, SubjectId, TrailHead};
use scale_info::TypeInfo;
use sp_io::hashing::blake2_256;

/// The most accounts that may control one subject: a phone, a tablet, a card, a relative's account and spares.
pub type MaxControllers = ConstU32<8>;

/// The most guardians a subject may name for the recovery of its keys.
pub type MaxGuardians = ConstU32<8>;

/// The most legal guardians of one subject: two parents and two persons whom a court may add.
pub type MaxLegalGuardians = ConstU32<4>;

/// Accounts that control a subject, strictly ascending.
pub type Controllers<AccountId> = BoundedVec<AccountId, MaxControllers>;

/// Separates identifiers of subjects that an organisation opened from every other use of the same hash function.
pub const SUBJECT_DOMAIN: &[u8; 16] = b"salus/subject/v1";

/// The identifier of the subject that `organization` opens with `salt`:
/// `blake2_256("salus/subject/v1" ‖ organisation (u32, little-endian) ‖ salt)`.
///
/// [`crate::Pallet::open`] takes its identifier from the caller's account. A hash with its own domain cannot be
/// aimed at anybody's account, so no organisation can occupy the place of a person who has a key; and because the
/// organisation is under the hash, no other organisation can be first with the same identifier.
pub fn subject_id(organization: OrganizationId, salt: &[u8; 32]) -> SubjectId {
	SubjectId::from((SUBJECT_DOMAIN, organization, salt).using_encoded(blake2_256))
}

/// A patient, credential holder or practitioner.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Subject<AccountId> {
	/// Who acts for it.
	pub keeper: Keeper<AccountId>,
	/// The organisation that opened it; `None` when it opened itself.
	pub opened_by: Option<OrganizationId>,
	/// Its history of keys and guardians.
	pub trail: TrailHead,
}

/// Who keeps a subject. Controllers and custodian exclude each other by construction.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Keeper<AccountId> {
	/// The subject's own accounts: never empty, strictly ascending.
	#[codec(index = 0)]
	Controllers(Controllers<AccountId>),
	/// The subject has no key: an organisation keeps it.
	#[codec(index = 1)]
	Custodian {
		/// The organisation that keeps it.
		organization: OrganizationId,
		/// Who acts for it meanwhile, if it is a minor or under guardianship.
		guardianship: Option<Guardianship<AccountId>>,
	},
}

/// Legal guardianship. It ends by itself: nothing has to run at its end.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Guardianship<AccountId> {
	/// The legal guardians: never empty, strictly ascending.
	pub guardians: BoundedVec<AccountId, MaxLegalGuardians>,
	/// The first second at which they are guardians no longer.
	pub until: Seconds,
}

/// What an organisation that opens a subject has seen or heard.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Basis {
	/// A document, signed or shown.
	#[codec(index = 0)]
	PaperEvidence,
	/// What was said before staff.
	#[codec(index = 1)]
	VerbalEvidence,
}

/// Something that the custodian of a subject holds out to another.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Offer<AccountId> {
	/// To whom.
	pub to: Recipient<AccountId>,
	/// The first second at which it can be accepted no longer.
	pub expires: Seconds,
}

/// Who may accept an offer.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Recipient<AccountId> {
	/// The person, who then controls the subject with this account.
	#[codec(index = 0)]
	Claimant(AccountId),
	/// Another organisation, which then keeps the subject.
	#[codec(index = 1)]
	Organization(OrganizationId),
}

/// What one of a custodian's staff proposes and another has to confirm.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Proposal<AccountId> {
	/// Its number: that of the trail entry that announced it, so never used twice for one subject.
	pub number: u32,
	/// Who proposes it.
	pub by: AccountId,
	/// What is proposed.
	pub change: Change<AccountId>,
	/// The first second at which it can be confirmed no longer.
	pub lapses: Seconds,
}

/// What gives somebody power over a subject without keys, or takes it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Change<AccountId> {
	/// Another legal guardianship, or none.
	#[codec(index = 0)]
	LegalGuardians {
		/// The guardianship.
		guardianship: Option<Guardianship<AccountId>>,
		/// Commitment to the evidence.
		evidence: Commitment,
	},
	/// An offer to the person.
	#[codec(index = 1)]
	Claim {
		/// The account that would control the subject.
		claimant: AccountId,
		/// The first second at which the offer can be accepted no longer.
		expires: Seconds,
	},
}

/// The organisation that may take over the subjects of one that is an active member no longer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Succession {
	/// The successor.
	pub to: OrganizationId,
	/// The first second at which it can take no more.
	pub expires: Seconds,
}

/// The guardians of a subject's keys and their rules.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Circle<AccountId> {
	/// The guardians: never empty, strictly ascending.
	pub guardians: BoundedVec<AccountId, MaxGuardians>,
	/// How many of them must agree.
	pub threshold: u32,
	/// Seconds between their agreement and the change of keys, in which a controller can veto.
	pub delay: Seconds,
	/// No recovery may be initiated before this moment: set by a veto.
	pub rests_until: Seconds,
}

/// An attempt of the guardians to give a subject new controllers.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Recovery<AccountId> {
	/// Its number: that of the trail entry that opened it, so never used twice for one subject.
	pub attempt: u32,
	/// The accounts that shall control the subject.
	pub controllers: Controllers<AccountId>,
	/// The guardian who opened it, and thereby approves it.
	pub initiator: AccountId,
	/// The other guardians who approve it, in the order in which they did.
	pub approvals: BoundedVec<AccountId, MaxGuardians>,
	/// When it may be completed; `None` until enough guardians approve.
	pub ready: Option<Seconds>,
	/// The first second at which it is void.
	pub lapses: Seconds,
}

/// Who paid for the state that a subject occupies, and the ticket that stands for it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Deposit<AccountId, Ticket> {
	/// The account on which the deposit lies, or whose sponsor it lies on.
	pub depositor: AccountId,
	/// The deposit.
	pub ticket: Ticket,
}

/// One entry in the history of a subject. Names organisations and numbers, never an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Entry {
	/// The subject opened itself.
	#[codec(index = 0)]
	Opened,
	/// An organisation opened the subject for a person without a key.
	#[codec(index = 1)]
	OpenedFor {
		/// The organisation, which keeps it from now on.
		organization: OrganizationId,
		/// What it relied on.
		basis: Basis,
		/// Commitment to the evidence, which lies in the organisation's own files.
		evidence: Commitment,
		/// How many legal guardians were named. They act once another of the staff confirms them.
		legal_guardians: u32,
	},
	/// The custodian offered the subject to the person.
	#[codec(index = 2)]
	ClaimOffered {
		/// The custodian.
		organization: OrganizationId,
		/// When the offer ends.
		expires: Seconds,
	},
	/// The person took control.
	#[codec(index = 3)]
	Claimed {
		/// The organisation that kept the subject until now.
		organization: OrganizationId,
	},
	/// The custodian offered the subject to another organisation.
	#[codec(index = 4)]
	CustodyOffered {
		/// The custodian.
		organization: OrganizationId,
		/// The other organisation.
		to: OrganizationId,
		/// When the offer ends.
		expires: Seconds,
	},
	/// Another organisation took over.
	#[codec(index = 5)]
	CustodyTaken {
		/// The former custodian.
		from: OrganizationId,
		/// The new one.
		to: OrganizationId,
		/// Whether it took as the successor that the council appointed, without an offer.
		succession: bool,
	},
	/// The custodian took its offer back.
	#[codec(index = 6)]
	OfferWithdrawn {
		/// The custodian.
		organization: OrganizationId,
	},
	/// The custodian replaced or ended the legal guardianship.
	#[codec(index = 7)]
	LegalGuardiansSet {
		/// The custodian.
		organization: OrganizationId,
		/// How many act for the subject from now on; 0 when the guardianship ended.
		legal_guardians: u32,
		/// Commitment to the evidence, such as a court order.
		evidence: Commitment,
	},
	/// A controller replaced the whole set of controllers.
	#[codec(index = 8)]
	ControllersRotated {
		/// How many control the subject from now on.
		controllers: u32,
	},
	/// A controller named guardians of the keys.
	#[codec(index = 9)]
	GuardiansSet {
		/// How many.
		guardians: u32,
		/// How many must agree.
		threshold: u32,
		/// Seconds between their agreement and the change of keys.
		delay: Seconds,
	},
	/// A controller dismissed the guardians.
	#[codec(index = 10)]
	GuardiansRemoved,
	/// A guardian opened a recovery; the number of this entry is the number of the attempt.
	#[codec(index = 11)]
	RecoveryInitiated,
	/// A guardian approved a recovery.
	#[codec(index = 12)]
	RecoveryApproved {
		/// Which attempt.
		attempt: u32,
		/// How many approve it now.
		approvals: u32,
	},
	/// A controller ended a recovery.
	#[codec(index = 13)]
	RecoveryVetoed {
		/// Which attempt.
		attempt: u32,
	},
	/// A recovery gave the subject new controllers.
	#[codec(index = 14)]
	RecoveryCompleted {
		/// Which attempt.
		attempt: u32,
		/// How many control the subject from now on.
		controllers: u32,
	},
	/// The deposit was taken over: whoever carried it until then got it back.
	#[codec(index = 15)]
	DepositCarried {
		/// The organisation whose account carries it; `None` when a controller carries it, or its sponsor.
		organization: Option<OrganizationId>,
	},
	/// One of the custodian's staff proposed another legal guardianship, or its end; the number of this entry is the
	/// number of the proposal.
	#[codec(index = 16)]
	LegalGuardiansProposed {
		/// The custodian.
		organization: OrganizationId,
		/// How many would act for the subject; 0 where the guardianship would end.
		legal_guardians: u32,
		/// Commitment to the evidence.
		evidence: Commitment,
		/// The first second at which it can be confirmed no longer.
		lapses: Seconds,
	},
	/// One of the custodian's staff proposed to offer the subject to the person; the number of this entry is the number
	/// of the proposal.
	#[codec(index = 17)]
	ClaimProposed {
		/// The custodian.
		organization: OrganizationId,
		/// When the offer would end.
		expires: Seconds,
		/// The first second at which it can be confirmed no longer.
		lapses: Seconds,
	},
	/// The custodian's staff took a proposal back, or turned it down.
	#[codec(index = 18)]
	ProposalWithdrawn {
		/// The custodian.
		organization: OrganizationId,
		/// Which proposal.
		proposal: u32,
	},
}

/// Is the list strictly ascending: sorted, and each account once?
pub fn ascending<AccountId: Ord>(accounts: &[AccountId]) -> bool {
	accounts.iter().zip(accounts.iter().skip(1)).all(|(a, b)| a < b)
}

impl<AccountId: PartialEq> Subject<AccountId> {
	/// Does this account control the subject?
	pub fn controlled_by(&self, who: &AccountId) -> bool {
		matches!(&self.keeper, Keeper::Controllers(controllers) if controllers.contains(who))
	}

	/// The organisation that keeps the subject, until it is claimed.
	pub fn custodian(&self) -> Option<OrganizationId> {
		match self.keeper {
			Keeper::Custodian { organization, .. } => Some(organization),
			Keeper::Controllers(_) => None,
		}
	}

	/// The legal guardianship that runs at this moment.
	pub fn guardianship(&self, now: Seconds) -> Option<&Guardianship<AccountId>> {
		match &self.keeper {
			Keeper::Custodian { guardianship, .. } => guardianship.as_ref().filter(|g| now < g.until),
			Keeper::Controllers(_) => None,
		}
	}
}

impl<AccountId: PartialEq> Proposal<AccountId> {
	/// Did this account make the proposal, or would it gain power over the subject by it?
	pub fn concerns(&self, who: &AccountId) -> bool {
		self.by == *who
			|| match &self.change {
				Change::LegalGuardians { guardianship, .. } => {
					guardianship.as_ref().is_some_and(|guardianship| guardianship.guardians.contains(who))
				},
				Change::Claim { claimant, .. } => claimant == who,
			}
	}
}

impl<AccountId: PartialEq> Recovery<AccountId> {
	/// Has this guardian approved?
	pub fn approved_by(&self, who: &AccountId) -> bool {
		self.initiator == *who || self.approvals.contains(who)
	}

	/// How many guardians approve.
	pub fn count(&self) -> u32 {
		count(&self.approvals).saturating_add(1)
	}
}

/// Length of a list whose bound is far below 2³².
pub fn count<T>(list: &[T]) -> u32 {
	u32::try_from(list.len()).unwrap_or(u32::MAX)
}
