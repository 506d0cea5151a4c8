//! Adjudication of one line: the rules of the README, in their order, and nothing else.
//!
//! Pure: everything it needs of the state is in its arguments, so it gives the same answer in a call, in a dry run and
//! outside the chain.

use crate::{
	types::*,
	x12::{codes, Carc, Group, Rarc},
};
use salus_primitives::{CodeId, Period, Seconds};
use sp_runtime::Permill;

/// Seconds of a day.
pub const DAY: Seconds = 86_400;

/// What the claim says of all its lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Context<'a> {
	/// The terms; `None` where no version of the plan is in force on the date of service.
	pub terms: Option<&'a PlanTerms>,
	/// The coverage's period.
	pub coverage: Period<Seconds>,
	/// Does a family bear ceilings together?
	pub family: bool,
	/// The provider's tier.
	pub tier: Tier,
	/// What is said of the diagnoses.
	pub flags: Flags,
	/// When the claim was submitted.
	pub submitted: Seconds,
	/// Is the benefit year older than those that are still counted?
	pub year_closed: bool,
}

/// What is known of one line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Facts {
	/// Category of the service.
	pub category: CodeId,
	/// What is charged.
	pub charge: Money,
	/// How many units.
	pub units: u32,
	/// First second of service.
	pub from: Seconds,
	/// Last second of service.
	pub to: Seconds,
	/// Allowed amount of all units; `None` for an unlisted service whose price nobody has set.
	pub allowed: Option<Allowed>,
	/// The most likely units; 0 for no bound.
	pub max_units: u32,
	/// Units that the cited authorisation has left; `None` where none is cited that is good for the line.
	pub authorized: Option<u32>,
	/// What speaks against the line.
	pub finding: Option<Finding>,
	/// What prior payers did.
	pub prior: Option<PriorLine>,
}

/// An allowed amount.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Allowed {
	/// Per unit.
	PerUnit(Money),
	/// For all units together.
	InAll(Money),
}

/// What has been used up so far: changed by each line, so that the next one sees it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Running {
	/// Of the person, in the benefit year.
	pub person: Accumulator,
	/// Of the family, in the benefit year.
	pub family: FamilyAccumulator,
	/// Ever paid for the person.
	pub lifetime_paid: Money,
	/// Use of categories with lifetime limits.
	pub lifetime: Usages,
}

/// What counts of a line, towards which counters. Kept apart so that it can be taken back.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Count {
	/// Deductible borne.
	pub deductible: Money,
	/// Deductible, copayment and coinsurance borne.
	pub out_of_pocket: Money,
	/// Units covered.
	pub units: u32,
	/// Amount paid.
	pub paid: Money,
}

impl Count {
	/// What counts of this result.
	pub fn of(result: &LineResult) -> Self {
		let deductible = result.patient(codes::DEDUCTIBLE);
		let shares = result.patient(codes::COPAYMENT).saturating_add(result.patient(codes::COINSURANCE));
		Self { deductible, out_of_pocket: deductible.saturating_add(shares), units: result.units, paid: result.paid }
	}
}

fn used(usages: &Usages, category: CodeId) -> (u32, Money) {
	usages.iter().find(|usage| usage.category == category).map_or((0, 0), |usage| (usage.units, usage.paid))
}

impl Running {
	/// Count a line.
	pub fn add(&mut self, terms: &PlanTerms, category: CodeId, count: &Count) {
		self.person.deductible = self.person.deductible.saturating_add(count.deductible);
		self.person.out_of_pocket = self.person.out_of_pocket.saturating_add(count.out_of_pocket);
		self.family.deductible = self.family.deductible.saturating_add(count.deductible);
		self.family.out_of_pocket = self.family.out_of_pocket.saturating_add(count.out_of_pocket);
		self.lifetime_paid = self.lifetime_paid.saturating_add(count.paid);
		let limited = |category| limit_period(terms, category);
		let Some(usages) = self.usages(limited(category)) else { return };
		let known = |usages: &Usages| usages.binary_search_by_key(&category, |usage| usage.category);
		// There is room for as many categories as one plan limits (`Pallet::check_terms`). Where none is left, some were used
		// under another plan: they make room.
		if usages.is_full() && known(usages).is_err() {
			usages.retain(|usage| limited(usage.category) == limited(category));
		}
		if let Err(index) = known(usages) {
			let _ = usages.try_insert(index, Usage { category, units: 0, paid: 0 });
		}
		if let Some(usage) = usages.iter_mut().find(|usage| usage.category == category) {
			usage.units = usage.units.saturating_add(count.units);
			usage.paid = usage.paid.saturating_add(count.paid);
		}
		usages.retain(|usage| usage.units > 0 || usage.paid > 0);
	}

	/// Count a line no longer.
	pub fn take_back(&mut self, terms: &PlanTerms, category: CodeId, count: &Count) {
		self.person.deductible = self.person.deductible.saturating_sub(count.deductible);
		self.person.out_of_pocket = self.person.out_of_pocket.saturating_sub(count.out_of_pocket);
		self.family.deductible = self.family.deductible.saturating_sub(count.deductible);
		self.family.out_of_pocket = self.family.out_of_pocket.saturating_sub(count.out_of_pocket);
		self.lifetime_paid = self.lifetime_paid.saturating_sub(count.paid);
		let Some(usages) = self.usages(limit_period(terms, category)) else { return };
		if let Some(usage) = usages.iter_mut().find(|usage| usage.category == category) {
			usage.units = usage.units.saturating_sub(count.units);
			usage.paid = usage.paid.saturating_sub(count.paid);
		}
		usages.retain(|usage| usage.units > 0 || usage.paid > 0);
	}

	fn usages(&mut self, period: Option<LimitPeriod>) -> Option<&mut Usages> {
		match period? {
			LimitPeriod::Year => Some(&mut self.person.used),
			LimitPeriod::Lifetime => Some(&mut self.lifetime),
		}
	}

	/// What is left of a limit: units, and amount.
	pub(crate) fn left(&self, category: CodeId, limit: &Limit) -> (Option<u32>, Option<Money>) {
		let (units, paid) = match limit.period {
			LimitPeriod::Year => used(&self.person.used, category),
			LimitPeriod::Lifetime => used(&self.lifetime, category),
		};
		match limit.kind {
			LimitKind::Units(most) => (Some(most.saturating_sub(units)), None),
			LimitKind::Paid(most) => (None, Some(most.saturating_sub(paid))),
		}
	}
}

/// A share of an amount, rounded half up to the minor unit.
pub fn share_of(share: Permill, amount: Money) -> Money {
	let parts = u128::from(share.deconstruct()).saturating_mul(u128::from(amount));
	let rounded = parts.saturating_add(500_000).checked_div(1_000_000).unwrap_or_default();
	// A share is at most the whole.
	Money::try_from(rounded).unwrap_or(Money::MAX).min(amount)
}

/// `amount × part ÷ whole`, rounded down; all of it where the part is the whole.
fn portion(amount: Money, part: u32, whole: u32) -> Money {
	let product = u128::from(amount).saturating_mul(u128::from(part));
	let quotient = product.checked_div(u128::from(whole)).unwrap_or_default();
	Money::try_from(quotient).unwrap_or(Money::MAX).min(amount)
}

/// Adjustments in the order in which they came, sums of like ones, none of zero.
#[derive(Default)]
struct Ledger(Adjustments);

impl Ledger {
	fn put(&mut self, group: Group, reason: Carc, remark: Option<Rarc>, amount: Money) {
		if amount == 0 {
			return;
		}
		let like = self.0.iter_mut().find(|a| a.group == group && a.reason == reason && a.remark == remark);
		match like {
			Some(like) => like.amount = like.amount.saturating_add(amount),
			// The rules give fewer different adjustments than there is room for: a test counts them.
			None => {
				let _ = self.0.try_push(Adjustment { group, reason, remark, amount });
			},
		}
	}
}

/// The benefit that speaks of this category.
pub fn benefit(terms: &PlanTerms, category: CodeId) -> Option<&Benefit> {
	let index = terms.benefits.binary_search_by_key(&category, |benefit| benefit.category).ok()?;
	terms.benefits.get(index)
}

/// The period of a category's limit, if it has one.
fn limit_period(terms: &PlanTerms, category: CodeId) -> Option<LimitPeriod> {
	benefit(terms, category)?.limit.as_ref().map(|limit| limit.period)
}

/// Why the whole line is denied, by rules 1 to 12: the first that applies.
fn denial(context: &Context, facts: &Facts) -> Option<(Group, Carc, Option<Rarc>)> {
	use Finding::*;
	use Group::*;

	if facts.finding == Some(Duplicate) {
		return Some((OA, codes::DUPLICATE, None));
	}
	if context.coverage.start.is_some_and(|start| facts.from < start) {
		return Some((PR, codes::BEFORE_COVERAGE, None));
	}
	if context.coverage.end.is_some_and(|end| facts.to > end) {
		return Some((PR, codes::AFTER_COVERAGE, None));
	}
	let Some(terms) = context.terms else {
		return Some((PR, codes::NOT_COVERED, None));
	};
	let last = facts.to.saturating_add(Seconds::from(terms.filing_days).saturating_mul(DAY));
	if context.submitted > last || context.year_closed {
		return Some((CO, codes::FILED_LATE, None));
	}
	match facts.finding {
		Some(Excluded) => return Some((CO, codes::NOT_ELIGIBLE, None)),
		Some(NotLicensed) => return Some((CO, codes::NOT_LICENSED, None)),
		_ => {},
	}
	let Some(benefit) = benefit(terms, facts.category).filter(|benefit| benefit.covered) else {
		return Some((PR, codes::NOT_COVERED, None));
	};
	if !benefit.requires.is_empty() && !benefit.requires.intersects(context.flags) {
		return Some((PR, codes::DIAGNOSIS, None));
	}
	let waiting = Seconds::from(benefit.waiting_days).saturating_mul(DAY);
	if context.coverage.start.is_some_and(|start| facts.from < start.saturating_add(waiting)) {
		return Some((PR, codes::WAITING_PERIOD, None));
	}
	let emergency = benefit.emergency.intersects(context.flags);
	if context.tier == Tier::OutOfNetwork && !emergency && benefit.out_of_network.is_none() {
		return Some((PR, codes::OUT_OF_NETWORK, None));
	}
	if benefit.authorization && !emergency {
		match facts.authorized {
			None => return Some((CO, codes::AUTHORIZATION_ABSENT, None)),
			Some(0) => return Some((CO, codes::AUTHORIZATION_EXCEEDED, None)),
			Some(_) => {},
		}
	}
	match facts.finding {
		Some(DispenseUnknown) => Some((CO, codes::INVALID_INFORMATION, Some(codes::DRUG_IDENTIFICATION))),
		Some(DispensePaid) => Some((CO, codes::PREVIOUSLY_PAID, None)),
		_ => None,
	}
}

/// Adjudicate one line. `running` is what was used up before; the caller counts the result (see [`Count::of`]).
///
/// `charge = paid + sum of adjustments`, whatever comes in.
pub fn adjudicate(context: &Context, facts: &Facts, running: &Running) -> LineResult {
	let mut ledger = Ledger::default();
	// Rule 19: what is left for this payer after those before it.
	let impact = facts.prior.map_or(0, |prior| prior.impact(facts.charge));
	let left = facts.charge.saturating_sub(impact);
	ledger.put(Group::OA, codes::PRIOR_PAYER, None, impact);

	let (mut taken, priced) = match (denial(context, facts), context.terms) {
		(None, Some(terms)) => price(context, terms, facts, running),
		(Some((group, reason, remark)), _) => {
			let all = Adjustment { group, reason, remark, amount: facts.charge };
			(Adjustments::truncate_from(alloc::vec![all]), Priced::default())
		},
		// Without terms there is a denial.
		(None, None) => (Adjustments::default(), Priced::default()),
	};

	// Rule 19: pay what the patient still owes, at most; what the rules take away is told as far as it is not the
	// prior payer's.
	let paid = priced.paid.min(left);
	let mut rest = left.saturating_sub(paid);
	for adjustment in taken.iter_mut() {
		let amount = adjustment.amount.min(rest);
		rest = rest.saturating_sub(amount);
		ledger.put(adjustment.group, adjustment.reason, adjustment.remark, amount);
	}
	LineResult { allowed: priced.allowed, paid, units: priced.units, adjustments: ledger.0 }
}

impl PriorLine {
	/// What prior payers paid or adjusted otherwise than to the patient.
	pub fn impact(&self, charge: Money) -> Money {
		charge.saturating_sub(self.patient.min(charge.saturating_sub(self.paid.min(charge))))
	}
}

#[derive(Default)]
struct Priced {
	allowed: Money,
	paid: Money,
	units: u32,
}

/// Rules 13 to 18: what is taken from the charge, in the order in which prior payment cancels it last, and what is paid.
fn price(context: &Context, terms: &PlanTerms, facts: &Facts, running: &Running) -> (Adjustments, Priced) {
	use Group::*;
	let mut ledger = Ledger::default();
	let Some(benefit) = benefit(terms, facts.category) else {
		return (ledger.0, Priced::default());
	};
	let emergency = benefit.emergency.intersects(context.flags);
	let outside = context.tier == Tier::OutOfNetwork && !emergency;

	// Rule 13: units beyond what is likely, authorised or granted.
	let mut units = facts.units;
	let mut charge = facts.charge;
	let mut cut = |most: u32, group: Group, reason: Carc, ledger: &mut Ledger| {
		let over = units.saturating_sub(most);
		let amount = portion(charge, over, units);
		ledger.put(group, reason, None, amount);
		units = units.min(most);
		charge = charge.saturating_sub(amount);
	};
	if facts.max_units > 0 {
		cut(facts.max_units, CO, codes::FREQUENCY, &mut ledger);
	}
	if benefit.authorization && !emergency {
		cut(facts.authorized.unwrap_or(0), CO, codes::AUTHORIZATION_EXCEEDED, &mut ledger);
	}
	let (units_left, paid_left) = benefit.limit.as_ref().map_or((None, None), |l| running.left(facts.category, l));
	let limit_reason = match benefit.limit.as_ref().map(|limit| limit.period) {
		Some(LimitPeriod::Lifetime) => codes::LIFETIME_MAXIMUM,
		_ => codes::PERIOD_MAXIMUM,
	};
	if let Some(most) = units_left {
		cut(most, PR, limit_reason, &mut ledger);
	}

	// Rule 14: the allowed amount.
	let allowed = match facts.allowed {
		Some(Allowed::PerUnit(amount)) => amount.saturating_mul(Money::from(units)),
		Some(Allowed::InAll(amount)) => portion(amount, units, facts.units),
		None => 0,
	}
	.min(charge);

	// Rule 15: the patient's share.
	let terms_of_share = match (context.tier, benefit.preferred, benefit.out_of_network) {
		(Tier::Preferred, Some(preferred), _) => preferred,
		(Tier::OutOfNetwork, _, Some(out)) if !emergency => out,
		_ => benefit.in_network,
	};
	let share = if benefit.free.intersects(context.flags) { CostShare::default() } else { terms_of_share };
	let ceilings = &terms.ceilings;
	let remaining = |own: Option<Money>, used: Money, family: Option<Money>, family_used: Money| {
		let own = own.map(|most| most.saturating_sub(used));
		let family = family.filter(|_| context.family).map(|most| most.saturating_sub(family_used));
		match (own, family) {
			(Some(own), Some(family)) => Some(own.min(family)),
			(own, family) => own.or(family),
		}
	};
	let mut copay = share.copay.min(allowed);
	let after_copay = allowed.saturating_sub(copay);
	let mut deductible = 0;
	if share.deductible {
		deductible = remaining(
			Some(ceilings.deductible),
			running.person.deductible,
			ceilings.family_deductible,
			running.family.deductible,
		)
		.unwrap_or(0)
		.min(after_copay);
	}
	let mut coinsurance = share_of(share.coinsurance, after_copay.saturating_sub(deductible));

	// Rule 16: the most that the patient bears.
	if let Some(most) = remaining(
		ceilings.out_of_pocket,
		running.person.out_of_pocket,
		ceilings.family_out_of_pocket,
		running.family.out_of_pocket,
	) {
		let mut over = copay.saturating_add(deductible).saturating_add(coinsurance).saturating_sub(most);
		for part in [&mut coinsurance, &mut deductible, &mut copay] {
			let less = over.min(*part);
			*part = part.saturating_sub(less);
			over = over.saturating_sub(less);
		}
	}
	let mut paid = allowed.saturating_sub(copay).saturating_sub(deductible).saturating_sub(coinsurance);

	// Rule 17: the most that the plan pays.
	let lifetime_left = ceilings.lifetime.map(|most| most.saturating_sub(running.lifetime_paid));
	for (left, reason) in [(paid_left, limit_reason), (lifetime_left, codes::LIFETIME_MAXIMUM)] {
		if let Some(left) = left {
			let over = paid.saturating_sub(left);
			ledger.put(PR, reason, None, over);
			paid = paid.saturating_sub(over);
		}
	}

	// Rule 18: reduction by law.
	let sequestered = share_of(terms.sequestration, paid);
	paid = paid.saturating_sub(sequestered);
	ledger.put(CO, codes::SEQUESTRATION, None, sequestered);

	ledger.put(PR, codes::DEDUCTIBLE, None, deductible);
	ledger.put(PR, codes::COPAYMENT, None, copay);
	ledger.put(PR, codes::COINSURANCE, None, coinsurance);
	ledger.put(if outside { PR } else { CO }, codes::FEE_SCHEDULE, None, charge.saturating_sub(allowed));
	(ledger.0, Priced { allowed, paid, units })
}

/// Why a person must look at this line before anything is paid.
pub fn pends(context: &Context, facts: &Facts) -> Option<PendReason> {
	let terms = context.terms?;
	// A line that the rules deny needs nobody.
	if denial(context, facts).is_some() {
		return None;
	}
	if facts.allowed.is_none() {
		return Some(PendReason::Unlisted);
	}
	benefit(terms, facts.category).filter(|benefit| benefit.review).map(|_| PendReason::Category)
}

/// The most that may be paid for this line while nobody has looked: nothing where the rules deny it, its allowed amount
/// where it is listed, else its charge.
pub fn most(context: &Context, facts: &Facts) -> Money {
	if denial(context, facts).is_some() {
		return 0;
	}
	let left = facts.charge.saturating_sub(facts.prior.map_or(0, |prior| prior.impact(facts.charge)));
	match facts.allowed {
		Some(Allowed::PerUnit(amount)) => amount.saturating_mul(Money::from(facts.units)).min(left),
		Some(Allowed::InAll(amount)) => amount.min(left),
		None => left,
	}
}

/// Is what a person wrote down lawful for a line with this charge?
pub fn check_adjustments(charge: Money, adjustments: &Adjustments) -> Result<(), AdjustmentFault> {
	let mut sum: Money = 0;
	for (i, adjustment) in adjustments.iter().enumerate() {
		if adjustment.amount == 0 {
			return Err(AdjustmentFault::Zero);
		}
		if !adjustment.reason.goes_with(adjustment.group) {
			return Err(AdjustmentFault::Group);
		}
		if adjustment.reason.needs_remark() && adjustment.remark.is_none() {
			return Err(AdjustmentFault::RemarkMissing);
		}
		let like = |other: &Adjustment| {
			other.group == adjustment.group && other.reason == adjustment.reason && other.remark == adjustment.remark
		};
		if adjustments.iter().take(i).any(like) {
			return Err(AdjustmentFault::Repeated);
		}
		sum = sum.checked_add(adjustment.amount).ok_or(AdjustmentFault::AboveCharge)?;
	}
	if sum > charge {
		return Err(AdjustmentFault::AboveCharge);
	}
	Ok(())
}

/// What is wrong with adjustments that a person wrote down.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AdjustmentFault {
	/// An adjustment of nothing.
	Zero,
	/// The reason does not stand in this group.
	Group,
	/// The reason demands a remark.
	RemarkMissing,
	/// The same adjustment twice.
	Repeated,
	/// Together more than the charge.
	AboveCharge,
}
