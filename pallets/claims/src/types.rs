//! What plans, coverages, authorisations and claims are made of.
//!
//! Money is in minor units of the plan's currency (cents of a dollar), time in Unix seconds, both ends of a period
//! belong to it.

use crate::x12::{Carc, Group, Rarc};
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use salus_primitives::{
	anchor::{Proof, Root},
	CodeId, Commitment, OrganizationId, Period, SchemaId, Seconds, SubjectId, TrailHead, UnitId,
};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::Permill;

/// An amount in minor units of a currency.
pub type Money = u64;
/// A currency of `pallet-assets`, by its ISO 4217 number.
pub type CurrencyId = u32;
/// Number of a plan.
pub type PlanId = u32;
/// Version of a plan, from 0.
pub type PlanVersion = u16;
/// Number of a fee schedule.
pub type ScheduleId = u32;
/// Number of a coverage: the pseudonym under which a payer knows a patient.
pub type CoverageId = u64;
/// Number of a prior authorisation.
pub type AuthorizationId = u64;
/// Number of a claim.
pub type ClaimId = u64;

/// The most lines of a claim.
pub const MAX_LINES: u32 = 50;

/// [`MAX_LINES`] as a bound.
pub type MaxLines = ConstU32<MAX_LINES>;
/// The most adjustments of a line.
pub type MaxAdjustments = ConstU32<12>;
/// The most benefit rules of a plan version.
pub type MaxBenefits = ConstU32<64>;
/// The most benefit rules of a plan version that have a limit.
pub const MAX_LIMITED: u32 = 16;
/// The most versions of a plan.
pub type MaxVersions = ConstU32<16>;
/// The most lines of a prior authorisation.
pub type MaxAuthorizationLines = ConstU32<10>;
/// The most organisations that one provider may be billed by.
pub type MaxAffiliations = ConstU32<16>;
/// How many days of service are counted per rendering provider.
pub type MaxDays = ConstU32<32>;
/// How many accounts may pay the patient's share of one claim.
pub type MaxPatientPayers = ConstU32<4>;
/// The most lines that one coverage may have been served on one day.
pub type MaxServed = ConstU32<64>;

// --- Flags ---------------------------------------------------------------------------------------------------------

/// What a claim says of its diagnoses beside their commitment, as far as benefit rules speak of it.
///
/// The order is wire format; bits without a meaning are refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Flags(u8);

impl Flags {
	/// Nothing is said.
	pub const NONE: Self = Self(0);
	/// An emergency.
	pub const EMERGENCY: Self = Self(1);
	/// An accident.
	pub const ACCIDENT: Self = Self(1 << 1);
	/// Prevention: screening, immunisation.
	pub const PREVENTIVE: Self = Self(1 << 2);
	/// Pregnancy, birth and the newborn.
	pub const MATERNITY: Self = Self(1 << 3);
	/// A chronic condition under a programme of the plan.
	pub const CHRONIC: Self = Self(1 << 4);
	const KNOWN: u8 = (1 << 5) - 1;

	/// Is at least one of these said?
	pub fn intersects(self, other: Self) -> bool {
		self.0 & other.0 != 0
	}

	/// Is nothing said?
	pub fn is_empty(self) -> bool {
		self.0 == 0
	}

	/// All that either says.
	pub fn union(self, other: Self) -> Self {
		Self(self.0 | other.0)
	}

	/// As bits; `None` where one has no meaning.
	pub fn from_bits(bits: u8) -> Option<Self> {
		(bits & !Self::KNOWN == 0).then_some(Self(bits))
	}

	/// The bits.
	pub fn bits(self) -> u8 {
		self.0
	}
}

impl Decode for Flags {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		Self::from_bits(u8::decode(input)?).ok_or_else(|| "unknown bit in Flags".into())
	}
}

// --- Plans ---------------------------------------------------------------------------------------------------------

/// Whether a provider has a contract with the payer.
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
pub enum Tier {
	/// In the network.
	#[codec(index = 0)]
	InNetwork,
	/// In the network, at better terms.
	#[codec(index = 1)]
	Preferred,
	/// Not in the network.
	#[codec(index = 2)]
	OutOfNetwork,
}

/// What the patient bears of the allowed amount of a line.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct CostShare {
	/// A fixed amount per line.
	pub copay: Money,
	/// Does the deductible come before the plan pays?
	pub deductible: bool,
	/// A share of what is left then.
	pub coinsurance: Permill,
}

/// A maximum.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum LimitKind {
	/// So many units.
	#[codec(index = 0)]
	Units(u32),
	/// So much paid.
	#[codec(index = 1)]
	Paid(Money),
}

/// For how long a maximum counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum LimitPeriod {
	/// A benefit year.
	#[codec(index = 0)]
	Year,
	/// As long as the coverage exists.
	#[codec(index = 1)]
	Lifetime,
}

/// The most that a plan grants of one category.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Limit {
	/// Of what.
	pub kind: LimitKind,
	/// For how long.
	pub period: LimitPeriod,
}

/// What the rendering provider must hold at the date of service.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Licence {
	/// A credential of this schema.
	pub schema: SchemaId,
	/// Which is good for this.
	pub scope: Option<CodeId>,
}

/// What a plan grants for one category of services.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Benefit {
	/// The category (X12 service type).
	pub category: CodeId,
	/// Is it covered at all?
	pub covered: bool,
	/// Terms for preferred providers; those in the network where there are none.
	pub preferred: Option<CostShare>,
	/// Terms in the network.
	pub in_network: CostShare,
	/// Terms outside the network; not covered there where there are none.
	pub out_of_network: Option<CostShare>,
	/// Is a prior authorisation needed?
	pub authorization: bool,
	/// Days of coverage before services are covered.
	pub waiting_days: u16,
	/// The most that is granted.
	pub limit: Option<Limit>,
	/// What the rendering provider must hold.
	pub licence: Option<Licence>,
	/// Only claims that say one of these are covered. No flag: all are.
	pub requires: Flags,
	/// Claims that say one of these need no authorisation, and count as in the network.
	pub emergency: Flags,
	/// Claims that say one of these bear no cost sharing.
	pub free: Flags,
	/// Does a person look at each line of it?
	pub review: bool,
}

/// The most that patients bear, or that the plan pays.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Ceilings {
	/// Deductible of a person and benefit year.
	pub deductible: Money,
	/// Deductible of a family and benefit year.
	pub family_deductible: Option<Money>,
	/// The most that a person bears in a benefit year: deductible, copayments and coinsurance.
	pub out_of_pocket: Option<Money>,
	/// The most that a family bears in a benefit year.
	pub family_out_of_pocket: Option<Money>,
	/// The most that is ever paid for a person.
	pub lifetime: Option<Money>,
}

/// A version of a plan: terms for services in a period.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct PlanTerms {
	/// Dates of service that it is for. Both ends are given.
	pub period: Period<Seconds>,
	/// Benefit year in which deductibles, maxima and limits are counted: versions of one year count together.
	pub year: u16,
	/// Fee schedule.
	pub schedule: ScheduleId,
	/// What is covered. Strictly ascending by category.
	pub benefits: BoundedVec<Benefit, MaxBenefits>,
	/// Ceilings.
	pub ceilings: Ceilings,
	/// Days after the last day of service within which a claim must be filed.
	pub filing_days: u16,
	/// A person looks at claims that charge more.
	pub review_above: Option<Money>,
	/// May a service be claimed that stands in no fee schedule? A person then sets its price.
	pub unlisted: bool,
	/// What the law takes off payments.
	pub sequestration: Permill,
}

/// A plan.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Plan<Ticket> {
	/// Who pays.
	pub payer: OrganizationId,
	/// In what.
	pub currency: CurrencyId,
	/// Periods of its versions, in order of version. They do not overlap.
	pub versions: BoundedVec<Period<Seconds>, MaxVersions>,
	/// How many coverages there are under it.
	pub coverages: u64,
	/// Deposit.
	pub ticket: Ticket,
}

/// A fee schedule: one root over its leaves.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Schedule<Ticket> {
	/// Whose.
	pub payer: OrganizationId,
	/// Root over the SCALE encodings of [`FeeLeaf`].
	pub root: Root,
	/// How many plan versions name it.
	pub plans: u32,
	/// Deposit.
	pub ticket: Ticket,
}

/// One price of a fee schedule.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct FeeLeaf {
	/// [`fee_key`] of the service: who does not have the schedule's secret cannot tell which service it is.
	pub key: H256,
	/// Category of the service.
	pub category: CodeId,
	/// For whom.
	pub tier: Tier,
	/// Allowed amount per unit.
	pub allowed: Money,
	/// The most units of a line that are likely (medically unlikely edit); 0 for no bound.
	pub max_units: u32,
	/// Dates of service that it is for.
	pub period: Period<Seconds>,
}

/// Domain of [`fee_key`].
pub const FEE_DOMAIN: &[u8] = b"salus/fee/v1";

/// Key of a service in a fee schedule: `blake2_256(domain ‖ secret ‖ SCALE(code, modifiers, tier))`.
pub fn fee_key(secret: &[u8; 32], code: &str, modifiers: &[&str], tier: Tier) -> H256 {
	let mut preimage = FEE_DOMAIN.to_vec();
	preimage.extend_from_slice(secret);
	(code, modifiers, tier).encode_to(&mut preimage);
	H256(sp_io::hashing::blake2_256(&preimage))
}

/// A leaf with its place and proof.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Fee {
	/// The leaf.
	pub leaf: FeeLeaf,
	/// Its index.
	pub index: u32,
	/// Its proof.
	pub proof: Proof,
}

/// What a payer knows of a provider.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Contract {
	/// In the network since, and on which terms; outside where there is none.
	pub network: Option<Network>,
	/// What the provider still owes from takebacks, in each currency it was paid in last: netted against payments.
	pub owed: Option<(CurrencyId, Money)>,
	/// Hour (Unix seconds / 3600) in which claims were counted last.
	pub hour: u32,
	/// How many claims in that hour.
	pub claims: u32,
}

/// Membership of a network.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Network {
	/// On which terms: never [`Tier::OutOfNetwork`].
	pub tier: Tier,
	/// For services in this period.
	pub period: Period<Seconds>,
}

// --- Coverage ------------------------------------------------------------------------------------------------------

/// Relationship of the patient to the subscriber (X12 data element 1069, FHIR subscriber-relationship).
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
pub enum Relationship {
	/// The subscriber (X12 `18`).
	#[codec(index = 0)]
	Myself,
	/// Spouse (X12 `01`).
	#[codec(index = 1)]
	Spouse,
	/// Child (X12 `19`).
	#[codec(index = 2)]
	Child,
	/// Any other (X12 `G8`).
	#[codec(index = 3)]
	Other,
}

/// What of a category was used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Usage {
	/// The category.
	pub category: CodeId,
	/// Units that were covered.
	pub units: u32,
	/// What was paid.
	pub paid: Money,
}

/// What was used of limited categories, ascending by category.
pub type Usages = BoundedVec<Usage, ConstU32<MAX_LIMITED>>;

/// What counts towards ceilings and limits in one benefit year.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Accumulator {
	/// The benefit year.
	pub year: u16,
	/// Deductible borne.
	pub deductible: Money,
	/// Deductible, copayments and coinsurance borne.
	pub out_of_pocket: Money,
	/// Use of limited categories.
	pub used: Usages,
}

/// What a family has borne in one benefit year.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct FamilyAccumulator {
	/// The benefit year.
	pub year: u16,
	/// Deductible borne.
	pub deductible: Money,
	/// Deductible, copayments and coinsurance borne.
	pub out_of_pocket: Money,
}

/// The benefit years that a family is counted in: the newest two.
pub type Family = BoundedVec<FamilyAccumulator, ConstU32<2>>;

/// A coverage.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Coverage<AccountId, Ticket> {
	/// Who pays.
	pub payer: OrganizationId,
	/// Under which plan.
	pub plan: PlanId,
	/// The patient's own key for this payer, never that of a consent subject.
	pub member: Option<AccountId>,
	/// Coverage of the subscriber, under which the family is counted; `None` for a subscriber.
	pub subscriber: Option<CoverageId>,
	/// Relationship to the subscriber.
	pub relationship: Relationship,
	/// When it is in force.
	pub period: Period<Seconds>,
	/// Place in the order of benefits: 1 pays first.
	pub order: u8,
	/// Counters of the newest two benefit years.
	pub years: BoundedVec<Accumulator, ConstU32<2>>,
	/// What was ever paid.
	pub lifetime_paid: Money,
	/// Use of categories with lifetime limits.
	pub lifetime: Usages,
	/// Claims and authorisations that are not closed.
	pub open: u32,
	/// Coverages of which this one is the subscriber's.
	pub dependents: u32,
	/// History.
	pub trail: TrailHead,
	/// Deposit.
	pub ticket: Ticket,
}

/// What a payer says when it enrols somebody.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Enrolment<AccountId> {
	/// Under which plan.
	pub plan: PlanId,
	/// The patient's own key for this payer.
	pub member: Option<AccountId>,
	/// Coverage of the subscriber; `None` for a subscriber.
	pub subscriber: Option<CoverageId>,
	/// Relationship to the subscriber: [`Relationship::Myself`] just where there is none.
	pub relationship: Relationship,
	/// When it is in force. A beginning is given.
	pub period: Period<Seconds>,
	/// Place in the order of benefits, from 1.
	pub order: u8,
}

/// What a payer changes of a coverage.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum CoverageChange<AccountId> {
	/// When it ends.
	#[codec(index = 0)]
	End(Option<Seconds>),
	/// Another plan of the same payer and currency.
	#[codec(index = 1)]
	Plan(PlanId),
	/// Another place in the order of benefits.
	#[codec(index = 2)]
	Order(u8),
	/// Another key of the patient.
	#[codec(index = 3)]
	Member(Option<AccountId>),
}

// --- Rendering providers -------------------------------------------------------------------------------------------

/// What is known of a person, or an organisation, that renders services.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Renderer {
	/// Who may bill for it, by its own word.
	pub affiliations: BoundedVec<OrganizationId, MaxAffiliations>,
	/// When it is excluded from payment.
	pub excluded: Option<Period<Seconds>>,
	/// Services per day (Unix seconds / 86400), ascending by day.
	pub days: BoundedVec<(u32, u32), MaxDays>,
}

// --- Prior authorisation -------------------------------------------------------------------------------------------

/// State of a prior authorisation, with X12 278 HCR01 action codes.
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
pub enum AuthorizationState {
	/// Asked for; nobody has looked yet. To the outside it is pended (`A4`).
	#[codec(index = 0)]
	Submitted,
	/// A person looks (`A4`).
	#[codec(index = 1)]
	Pended,
	/// The payer asks for information (`A4`).
	#[codec(index = 2)]
	InformationRequested,
	/// The provider supplied it (`A4`).
	#[codec(index = 3)]
	InformationSupplied,
	/// All of it (`A1`).
	#[codec(index = 4)]
	Approved,
	/// Some of its lines or units (`A2`).
	#[codec(index = 5)]
	Partial,
	/// Something else instead (`A6`).
	#[codec(index = 6)]
	Modified,
	/// Nothing (`A3`).
	#[codec(index = 7)]
	Denied,
	/// Withdrawn by the provider.
	#[codec(index = 8)]
	Cancelled,
}

impl AuthorizationState {
	/// Has the payer still to answer?
	pub fn is_pending(self) -> bool {
		matches!(self, Self::Submitted | Self::Pended | Self::InformationRequested | Self::InformationSupplied)
	}

	/// May services be rendered under it?
	pub fn is_granted(self) -> bool {
		matches!(self, Self::Approved | Self::Partial | Self::Modified)
	}

	/// Action code of X12 278 (HCR01), and of Da Vinci PAS `reviewAction`.
	pub fn action_code(self) -> &'static str {
		match self {
			Self::Submitted | Self::Pended | Self::InformationRequested | Self::InformationSupplied => "A4",
			Self::Approved => "A1",
			Self::Partial => "A2",
			Self::Modified => "A6",
			Self::Denied => "A3",
			Self::Cancelled => "C",
		}
	}
}

/// What authorisation is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct AuthorizationRequestLine {
	/// Category of the service.
	pub category: CodeId,
	/// [`fee_key`] of the service; `None` for any of the category.
	pub service: Option<H256>,
	/// How many units.
	pub units: u32,
}

/// A line of an authorisation, as it was decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct AuthorizationLine {
	/// What was asked for.
	pub requested: AuthorizationRequestLine,
	/// What is granted: nothing before the decision.
	pub granted: Option<AuthorizationRequestLine>,
	/// Units used by claims.
	pub used: u32,
}

/// A request for prior authorisation.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct AuthorizationRequest {
	/// For whom.
	pub coverage: CoverageId,
	/// Must it be answered within 72 hours?
	pub expedited: bool,
	/// Commitment to the clinical documents, which go to the payer directly.
	pub documents: Commitment,
	/// What.
	pub lines: BoundedVec<AuthorizationRequestLine, MaxAuthorizationLines>,
}

/// What a payer says to a request.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum AuthorizationAnswer {
	/// A person looks.
	#[codec(index = 0)]
	Pend,
	/// More is needed. The remark says what.
	#[codec(index = 1)]
	RequestInformation(Rarc),
	/// All that was asked for, for services in this period.
	#[codec(index = 2)]
	Approve(Period<Seconds>),
	/// For each line how many units, at most those asked for, and why not all.
	#[codec(index = 3)]
	Partial {
		/// Units per line.
		units: BoundedVec<u32, MaxAuthorizationLines>,
		/// For services in this period.
		period: Period<Seconds>,
		/// Why not all.
		reason: Denial,
	},
	/// Other services instead, line by line.
	#[codec(index = 4)]
	Modify {
		/// What is granted for each line.
		lines: BoundedVec<AuthorizationRequestLine, MaxAuthorizationLines>,
		/// For services in this period.
		period: Period<Seconds>,
		/// Why not what was asked for.
		reason: Denial,
	},
	/// Nothing.
	#[codec(index = 5)]
	Deny(Denial),
}

/// Why something is not granted. It cannot be left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Denial {
	/// The reason.
	pub reason: Carc,
	/// What it leaves open.
	pub remark: Option<Rarc>,
}

/// A prior authorisation.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Authorization<AccountId, Ticket> {
	/// Who asked.
	pub provider: OrganizationId,
	/// Who answers.
	pub payer: OrganizationId,
	/// For whom.
	pub coverage: CoverageId,
	/// How it stands.
	pub state: AuthorizationState,
	/// Must it be answered within 72 hours?
	pub expedited: bool,
	/// When the answer is due.
	pub due: Seconds,
	/// Was the answer late, or is it?
	pub overdue: bool,
	/// Commitment to the clinical documents.
	pub documents: Commitment,
	/// Dates of service that it is good for.
	pub period: Period<Seconds>,
	/// The lines.
	pub lines: BoundedVec<AuthorizationLine, MaxAuthorizationLines>,
	/// Why not all was granted.
	pub reason: Option<Denial>,
	/// Who decided.
	pub decided_by: Option<AccountId>,
	/// Claim lines that cite it and are not closed.
	pub cited: u32,
	/// Deposit.
	pub ticket: Ticket,
}

// --- Claims --------------------------------------------------------------------------------------------------------

/// A supply of a medicine that a line is for.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct DispenseRef {
	/// The pack.
	pub unit: UnitId,
	/// Which supply from it, from 0.
	pub n: u32,
	/// Its tag, which the dispenser drew.
	pub tag: H256,
}

/// What a line is for.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Service {
	/// A service of the fee schedule.
	#[codec(index = 0)]
	Listed(Fee),
	/// One that stands in none.
	#[codec(index = 1)]
	Unlisted {
		/// Its category.
		category: CodeId,
		/// [`fee_key`] of the service, with the schedule's secret.
		key: H256,
	},
}

impl Service {
	/// Its category.
	pub fn category(&self) -> CodeId {
		match self {
			Self::Listed(fee) => fee.leaf.category,
			Self::Unlisted { category, .. } => *category,
		}
	}

	/// Its key.
	pub fn key(&self) -> H256 {
		match self {
			Self::Listed(fee) => fee.leaf.key,
			Self::Unlisted { key, .. } => *key,
		}
	}
}

/// A line of a claim.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Line {
	/// What was done.
	pub service: Service,
	/// What is charged for all units together.
	pub charge: Money,
	/// How many units; not 0.
	pub units: u32,
	/// When: first and last second, both given, on one or more days.
	pub from: Seconds,
	/// Last second.
	pub to: Seconds,
	/// Who did it; `None` for the billing organisation itself.
	pub rendering: Option<SubjectId>,
	/// Under which prior authorisation.
	pub authorization: Option<AuthorizationId>,
	/// For which supply of a medicine.
	pub dispense: Option<DispenseRef>,
}

/// What a prior payer outside the chain did with a line, by the provider's word.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct PriorLine {
	/// What it paid.
	pub paid: Money,
	/// What it left to the patient.
	pub patient: Money,
}

/// What payers before this one did.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Prior {
	/// A claim on this chain with the same lines.
	#[codec(index = 0)]
	Claim(ClaimId),
	/// A remittance from outside; commitment to it, and what it says of each line.
	#[codec(index = 1)]
	Remittance {
		/// Commitment to the remittance.
		document: Commitment,
		/// What it says, line by line.
		lines: BoundedVec<PriorLine, MaxLines>,
	},
}

/// A claim as it is submitted.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Submission {
	/// For whom.
	pub coverage: CoverageId,
	/// Commitment to the document with diagnoses and notes.
	pub document: Commitment,
	/// What rules need to know of the diagnoses.
	pub flags: Flags,
	/// Sum of the charges.
	pub total: Money,
	/// The lines.
	pub lines: BoundedVec<Line, MaxLines>,
	/// What payers before this one did. Needed where the coverage is not the first in order.
	pub prior: Option<Prior>,
	/// The claim that this one corrects.
	pub replaces: Option<ClaimId>,
}

/// What takes away from a charge.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Adjustment {
	/// Who bears it.
	pub group: Group,
	/// Why.
	pub reason: Carc,
	/// What the reason leaves open.
	pub remark: Option<Rarc>,
	/// How much; never 0.
	pub amount: Money,
}

/// Adjustments of one line.
pub type Adjustments = BoundedVec<Adjustment, MaxAdjustments>;

/// How a line was adjudicated: `charge = paid + sum of adjustments`.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct LineResult {
	/// What the plan allows; of it the plan pays and the patient bears parts.
	pub allowed: Money,
	/// What the plan pays.
	pub paid: Money,
	/// Units that are covered: what is left after rule 13.
	pub units: u32,
	/// All that is not paid.
	pub adjustments: Adjustments,
}

impl LineResult {
	/// Sum of the adjustments of this group.
	pub fn sum(&self, group: Group) -> Money {
		self.adjustments.iter().filter(|a| a.group == group).fold(0, |sum, a| sum.saturating_add(a.amount))
	}

	/// Sum of all adjustments.
	pub fn adjusted(&self) -> Money {
		self.adjustments.iter().fold(0, |sum, a| sum.saturating_add(a.amount))
	}

	/// Sum of the adjustments with this reason that the patient bears.
	pub fn patient(&self, reason: Carc) -> Money {
		self.adjustments
			.iter()
			.filter(|a| a.group == Group::PR && a.reason == reason)
			.fold(0, |sum, a| sum.saturating_add(a.amount))
	}
}

/// Why a person must look at a claim.
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
pub enum PendReason {
	/// A service stands in no fee schedule.
	#[codec(index = 0)]
	Unlisted,
	/// It charges more than the plan pays unseen.
	#[codec(index = 1)]
	Amount,
	/// The plan has a person look at services of this category.
	#[codec(index = 2)]
	Category,
	/// Nobody renders so many services in a day.
	#[codec(index = 3)]
	Volume,
}

/// How a claim stands.
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
pub enum ClaimState {
	/// A person must look (X12 277 `P`). Its maximum is held.
	#[codec(index = 0)]
	Pended,
	/// Every line was allowed and paid in the block of its adjudication.
	#[codec(index = 1)]
	Complete,
	/// Some lines, or parts of lines, were denied; the rest was paid.
	#[codec(index = 2)]
	Partial,
	/// All lines were denied.
	#[codec(index = 3)]
	Denied,
	/// Taken back: nothing is paid and nothing counts.
	#[codec(index = 4)]
	Reversed,
	/// Taken back because another claim replaced it.
	#[codec(index = 5)]
	Replaced,
}

impl ClaimState {
	/// Was it adjudicated, and does that count?
	pub fn is_adjudicated(self) -> bool {
		matches!(self, Self::Complete | Self::Partial | Self::Denied)
	}
}

/// Who appeals.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Appellant {
	/// The provider.
	#[codec(index = 0)]
	Provider,
	/// The patient.
	#[codec(index = 1)]
	Member,
}

/// Level of an appeal.
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
pub enum AppealLevel {
	/// Reconsideration by other staff of the payer.
	#[codec(index = 0)]
	First,
	/// Reconsideration by yet other staff of the payer.
	#[codec(index = 1)]
	Second,
	/// Review by an organisation that is neither the payer nor the provider.
	#[codec(index = 2)]
	External,
}

/// How an appeal ended.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Ruling {
	/// The decision stands, for this reason.
	#[codec(index = 0)]
	Uphold(Denial),
	/// It is replaced, line by line. No line gets less than before.
	#[codec(index = 1)]
	Overturn(Decisions),
}

/// An appeal.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Appeal<AccountId> {
	/// Its level.
	pub level: AppealLevel,
	/// Who appealed.
	pub by: Appellant,
	/// When the appeal was filed, or decided.
	pub at: Seconds,
	/// Commitment to the grounds.
	pub grounds: Commitment,
	/// Is it decided?
	pub decided: bool,
	/// All who have decided on this claim so far: none of them decides again.
	pub deciders: BoundedVec<AccountId, ConstU32<4>>,
}

/// What a person decides on a line.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Decision {
	/// What the rules say, with this allowed amount for all units where the service is not listed.
	#[codec(index = 0)]
	Rules {
		/// Allowed amount of an unlisted service.
		allowed: Option<Money>,
	},
	/// These adjustments; the rest of the charge is paid.
	#[codec(index = 1)]
	Adjust(Adjustments),
}

/// What a person decides on a claim, line by line.
pub type Decisions = BoundedVec<Decision, MaxLines>;

/// A prior authorisation that a line cites and that is good for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Citation {
	/// The authorisation.
	pub authorization: AuthorizationId,
	/// Which of its lines.
	pub line: u8,
	/// How many units are taken of it.
	pub units: u32,
}

/// What state keeps of a line, to adjudicate it later, explain it, and take it back.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct KeptLine {
	/// Category of the service.
	pub category: CodeId,
	/// Key of the service.
	pub key: H256,
	/// What is charged.
	pub charge: Money,
	/// How many units.
	pub units: u32,
	/// First second of service.
	pub from: Seconds,
	/// Last second of service.
	pub to: Seconds,
	/// Allowed per unit by the fee schedule, and the most units; `None` for an unlisted service.
	pub fee: Option<(Money, u32)>,
	/// Who did it.
	pub rendering: Option<SubjectId>,
	/// Under which prior authorisation, which of its lines, and how many units are taken of it.
	pub authorization: Option<Citation>,
	/// Tag of the supply.
	pub dispense: Option<H256>,
	/// What prior payers did.
	pub prior: Option<PriorLine>,
	/// What was found of it when it was submitted, that a later look cannot find again.
	pub finding: Option<Finding>,
	/// How it was adjudicated; `None` while pended.
	pub result: Option<LineResult>,
}

/// What speaks against a line whatever the plan says.
#[derive(
	Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Finding {
	/// The same service was claimed before.
	#[codec(index = 0)]
	Duplicate,
	/// The rendering provider was excluded.
	#[codec(index = 1)]
	Excluded,
	/// The rendering provider was not licensed for it, or did not say that the billing organisation may bill for it.
	#[codec(index = 2)]
	NotLicensed,
	/// No such supply, of another dispenser, of another tag, day or quantity.
	#[codec(index = 3)]
	DispenseUnknown,
	/// The supply was paid for.
	#[codec(index = 4)]
	DispensePaid,
}

/// A claim.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Claim<AccountId> {
	/// Who claims.
	pub provider: OrganizationId,
	/// Who pays.
	pub payer: OrganizationId,
	/// For whom.
	pub coverage: CoverageId,
	/// Under which plan.
	pub plan: PlanId,
	/// Under which of its versions; `None` where none was in force on the date of service.
	pub version: Option<PlanVersion>,
	/// In which currency.
	pub currency: CurrencyId,
	/// The provider's tier on the date of service.
	pub tier: Tier,
	/// What rules need to know of the diagnoses.
	pub flags: Flags,
	/// Commitment to the document.
	pub document: Commitment,
	/// How it stands.
	pub state: ClaimState,
	/// Why a person must look, or had to.
	pub pended: Option<PendReason>,
	/// When it was submitted.
	pub submitted: Seconds,
	/// When it was last decided on: appeals run from here.
	pub decided: Seconds,
	/// Sum of the charges.
	pub charge: Money,
	/// What was paid to the provider.
	pub paid: Money,
	/// What is held for it while pended.
	pub held: Money,
	/// What the patient bears.
	pub patient: Money,
	/// What of it was paid here, and by whom: taken back with the claim.
	pub patient_payments: BoundedVec<(AccountId, Money), MaxPatientPayers>,
	/// The claim to the payer before.
	pub prior: Option<ClaimId>,
	/// The claim to the payer after.
	pub next: Option<ClaimId>,
	/// The claim that this one corrects.
	pub replaces: Option<ClaimId>,
	/// The newest appeal.
	pub appeal: Option<Appeal<AccountId>>,
	/// Who decided, if a person.
	pub decided_by: Option<AccountId>,
	/// The lines.
	pub lines: BoundedVec<KeptLine, MaxLines>,
	/// History.
	pub trail: TrailHead,
}

impl<AccountId> Claim<AccountId> {
	/// What of the patient's share was paid here.
	pub fn patient_paid(&self) -> Money {
		self.patient_payments.iter().fold(0, |sum, (_, amount)| sum.saturating_add(*amount))
	}

	/// What of that is more than the patient bears.
	pub(crate) fn patient_excess(&self) -> Money {
		self.patient_paid().saturating_sub(self.patient)
	}
}

/// Short fingerprint of a line among those of one coverage and day: who renders what, for how long.
pub type Fingerprint = [u8; 16];

/// A payer's conduct, for everybody to see.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Conduct {
	/// Prior authorisations answered.
	pub authorizations: u64,
	/// Prior authorisations whose clock ran out first.
	pub overdue: u64,
	/// Pended claims decided.
	pub reviewed: u64,
	/// Pended claims decided after their time.
	pub late: u64,
	/// Appeals upheld.
	pub upheld: u64,
	/// Appeals overturned.
	pub overturned: u64,
}

/// What a payer's reserve of one currency paid.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Reserve {
	/// Period of 30 days (Unix seconds / 2592000) that is counted now.
	pub month: u32,
	/// What was paid in it.
	pub paid: Money,
	/// What was paid in the one before.
	pub paid_before: Money,
}

/// How a payer's reserve stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ReserveStatus {
	/// Free for new claims.
	pub free: u128,
	/// Held for pended claims.
	pub held: u128,
	/// The larger of what was paid in this period of 30 days and in the one before.
	pub monthly: Money,
	/// Free in thousandths of `monthly`; `None` where nothing was paid lately.
	pub ratio: Option<u128>,
}

/// An entry of a claim's history.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum ClaimEntry<AccountId> {
	/// It was submitted.
	#[codec(index = 0)]
	Submitted {
		/// By whom.
		provider: OrganizationId,
		/// For whom.
		coverage: CoverageId,
		/// Sum of the charges.
		charge: Money,
		/// Why a person must look.
		pended: Option<PendReason>,
	},
	/// It was adjudicated: by the rules, or by a person.
	#[codec(index = 1)]
	Adjudicated {
		/// The person.
		by: Option<AccountId>,
		/// How it stands.
		state: ClaimState,
		/// What is paid in all.
		paid: Money,
		/// What the patient bears in all.
		patient: Money,
		/// How, line by line.
		lines: BoundedVec<LineResult, MaxLines>,
		/// What of the payment was set against takebacks.
		offset: Money,
	},
	/// It was taken back.
	#[codec(index = 2)]
	Reversed {
		/// By which organisation.
		by: OrganizationId,
		/// What was paid back at once.
		returned: Money,
		/// What the provider still owes.
		owed: Money,
		/// What was paid back to those who paid the patient's share.
		refunded: Money,
		/// The claim that replaces it.
		replaced_by: Option<ClaimId>,
	},
	/// The patient's share was paid, or a part of it.
	#[codec(index = 3)]
	PatientPaid {
		/// How much.
		amount: Money,
	},
	/// Somebody appealed.
	#[codec(index = 4)]
	Appealed {
		/// At which level.
		level: AppealLevel,
		/// Who.
		by: Appellant,
		/// Commitment to the grounds.
		grounds: Commitment,
	},
	/// An appeal was decided.
	#[codec(index = 5)]
	AppealDecided {
		/// At which level.
		level: AppealLevel,
		/// By which organisation.
		organization: OrganizationId,
		/// By whom.
		by: AccountId,
		/// Why it was upheld; `None` where it was overturned.
		upheld: Option<Denial>,
	},
	/// An appeal lowered what the patient bears below what was paid of it.
	#[codec(index = 6)]
	PatientRefunded {
		/// What the provider paid back to those who paid.
		refunded: Money,
		/// What its account could not cover: due outside.
		due: Money,
	},
}

/// An entry of a coverage's history.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum CoverageEntry<AccountId> {
	/// It began.
	#[codec(index = 0)]
	Enrolled(Enrolment<AccountId>),
	/// It was changed.
	#[codec(index = 1)]
	Changed(CoverageChange<AccountId>),
	/// A claim was made.
	#[codec(index = 2)]
	Claimed(ClaimId),
	/// A claim was closed; head of its history.
	#[codec(index = 3)]
	ClaimClosed(ClaimId, TrailHead),
	/// A prior authorisation came to stand so.
	#[codec(index = 4)]
	Authorization {
		/// Which.
		authorization: AuthorizationId,
		/// How it stands.
		state: AuthorizationState,
		/// Why not all was granted.
		reason: Option<Denial>,
	},
	/// The clock of a prior authorisation ran out without an answer.
	#[codec(index = 5)]
	AuthorizationOverdue(AuthorizationId),
}
