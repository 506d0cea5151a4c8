//! Questions about plans, coverages, authorisations and claims, for nodes and clients.

use crate::types::*;
use alloc::vec::Vec;
use codec::{Codec, Decode, Encode};
use salus_primitives::{CodeId, OrganizationId, Period, Seconds, TrailHead};
use scale_info::TypeInfo;
use sp_runtime::DispatchError;

/// A coverage, for those who ask.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct CoverageInfo<AccountId> {
	/// Who pays.
	pub payer: OrganizationId,
	/// Under which plan.
	pub plan: PlanId,
	/// In which currency.
	pub currency: CurrencyId,
	/// The patient's key, which can prove that the coverage is the patient's.
	pub member: Option<AccountId>,
	/// Coverage of the subscriber.
	pub subscriber: Option<CoverageId>,
	/// Relationship to the subscriber.
	pub relationship: Relationship,
	/// When it is in force.
	pub period: Period<Seconds>,
	/// Place in the order of benefits.
	pub order: u8,
	/// Claims and authorisations that are not closed.
	pub open: u32,
	/// History.
	pub trail: TrailHead,
}

/// What is left of a benefit.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct BenefitInfo {
	/// The terms.
	pub benefit: Benefit,
	/// Units left of its limit.
	pub units_left: Option<u32>,
	/// Amount left of its limit.
	pub paid_left: Option<Money>,
	/// When the waiting period is over, if it is not.
	pub waiting_until: Option<Seconds>,
}

/// Answer to a question about eligibility (X12 271): what is in force on that day, and what is left.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Eligibility<AccountId> {
	/// The coverage.
	pub coverage: CoverageInfo<AccountId>,
	/// Is it in force on that day, and is its payer an active member?
	pub active: bool,
	/// The version of the plan that is for that day.
	pub version: Option<PlanVersion>,
	/// Benefit year.
	pub year: Option<u16>,
	/// The provider's tier on that day, where one asked.
	pub tier: Option<Tier>,
	/// Ceilings of the plan.
	pub ceilings: Ceilings,
	/// What was used of them in that benefit year: of the person, of the family, ever.
	pub person: Accumulator,
	/// Of the family.
	pub family: Option<FamilyAccumulator>,
	/// Ever paid.
	pub lifetime_paid: Money,
	/// The benefits asked for, or all.
	pub benefits: Vec<BenefitInfo>,
}

/// Answer to a dry run.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Predetermination {
	/// Why a person would have to look; the results are then what the rules alone say.
	pub pended: Option<PendReason>,
	/// The plan version.
	pub version: Option<PlanVersion>,
	/// The provider's tier.
	pub tier: Tier,
	/// How it would stand.
	pub state: ClaimState,
	/// What would be paid, before takebacks are set against it.
	pub paid: Money,
	/// What the patient would bear.
	pub patient: Money,
	/// Line by line.
	pub lines: Vec<LineResult>,
	/// Is that free in the reserve?
	pub funded: bool,
}

sp_api::decl_runtime_apis! {
	/// Plans, coverages, prior authorisations and claims.
	#[api_version(1)]
	pub trait ClaimsApi<AccountId: Codec> {
		/// What does this coverage grant on this day (or now), to services of these categories (or all), rendered by this
		/// provider?
		fn eligibility(
			coverage: CoverageId,
			at: Option<Seconds>,
			provider: Option<OrganizationId>,
			categories: Vec<CodeId>,
		) -> Option<Eligibility<AccountId>>;

		/// What would become of this claim now? Nothing is stored. The error is that with which the call would fail.
		fn predetermine(provider: OrganizationId, submission: Submission) -> Result<Predetermination, DispatchError>;

		/// What is this claim, as long as it is not closed?
		fn claim(claim: ClaimId) -> Option<Claim<AccountId>>;

		/// What is this authorisation? Deposits are left out.
		fn authorization(authorization: AuthorizationId) -> Option<Authorization<AccountId, ()>>;

		/// What is this plan: who pays, in which currency, and the terms of a version (or of the newest)?
		fn plan(plan: PlanId, version: Option<PlanVersion>) -> Option<(Plan<()>, PlanVersion, PlanTerms)>;

		/// What is this fee schedule?
		fn schedule(schedule: ScheduleId) -> Option<Schedule<()>>;

		/// What does this payer know of this provider?
		fn contract(payer: OrganizationId, provider: OrganizationId) -> Contract;

		/// How does this payer's reserve stand?
		fn reserve(payer: OrganizationId, currency: CurrencyId) -> ReserveStatus;

		/// How has this payer behaved?
		fn conduct(payer: OrganizationId) -> Conduct;
	}
}
