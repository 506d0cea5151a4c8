//! From a claim of an X12 835 to a claim and a plan under which our rules give the same remittance, to the cent.
//!
//! Each service gets a category of its own, so that the plan's benefit for it can be what the remittance shows: a
//! deductible (`PR 1`), a coinsurance (`PR 2`), a copayment (`PR 3`), a price (`CO 45`), a limit, a denial. The claim is
//! then adjudicated by [`pallet_claims::adjudication`] and compared. Where no plan gives what the remittance shows, a person
//! may have decided it line by line (`Decision::Adjust`, `Decision::Rules` with a price). What neither gives is
//! impossible, and named.
//!
//! A reversal is the taking back of what was paid before: it is recreated by recreating that.

use super::remit::{self, Contradiction, ProviderAdjustment};
use pallet_claims::{
	adjudication::{adjudicate, check_adjustments, AdjustmentFault, Allowed, Context, Count, Facts, Running, DAY},
	x12::{codes, Carc, Group, Rarc},
	Adjustment, Adjustments, Benefit, Ceilings, CostShare, Decision, Finding, Flags, Limit, LimitKind, LimitPeriod,
	LineResult, MaxLines, Money, PlanTerms, PriorLine, Tier, MAX_LIMITED,
};
use salus_primitives::{CodeId, Period, Seconds};
use sp_core::Get;
use sp_runtime::Permill;

/// How a claim of a remittance came about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum How {
	/// By a plan's rules alone.
	Rules,
	/// By a person's decision, for these adjustments.
	Person(Vec<String>),
	/// Not at all, for these reasons.
	Impossible(Vec<String>),
	/// It contradicts itself.
	Refused(Vec<Contradiction>),
}

/// A claim of a remittance, recreated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claimed {
	/// Its CLP segment.
	pub segment: usize,
	/// How it came about.
	pub how: How,
	/// Does it take back what was paid before? The amounts are then those of before.
	pub reversal: bool,
	/// What became of each line; nothing where it is impossible or refused.
	pub lines: Vec<LineResult>,
	/// What a person decided on each line, where one had to.
	pub decisions: Vec<Decision>,
}

/// A line as it should come out.
#[derive(Clone, Debug)]
struct Wanted {
	charge: Money,
	paid: Money,
	units: u32,
	from: Seconds,
	to: Seconds,
	adjustments: Vec<Adjustment>,
}

impl Wanted {
	fn sum(&self, group: Group, reason: Carc) -> Money {
		let like = self.adjustments.iter().filter(|one| one.group == group && one.reason == reason);
		like.fold(0, |sum, one| sum.saturating_add(one.amount))
	}

	/// The reason for which rules deny all of it.
	fn denial(&self) -> Option<(Group, Carc)> {
		match &self.adjustments[..] {
			[one] if one.amount == self.charge && self.paid == 0 => {
				let (denials, _) = RULES.split_at(DENIALS);
				denials.iter().copied().find(|denial| *denial == (one.group, one.reason))
			},
			_ => None,
		}
	}

	fn is(&self, result: &LineResult) -> bool {
		let key =
			|one: &Adjustment| (one.group, one.reason, one.amount, one.remark.filter(|_| one.reason.needs_remark()));
		let sorted = |list: &[Adjustment]| {
			let mut keys: Vec<_> = list.iter().map(key).collect();
			keys.sort();
			keys
		};
		result.paid == self.paid && sorted(&result.adjustments) == sorted(&self.adjustments)
	}
}

/// Recreate a claim of a remittance.
pub fn recreate(claim: &remit::Claim) -> Claimed {
	let reversal = claim.status == "22";
	let done = |how, lines, decisions| Claimed { segment: claim.segment, how, reversal, lines, decisions };
	let contradictions = claim.contradictions();
	if !contradictions.is_empty() {
		return done(How::Refused(contradictions), Vec::new(), Vec::new());
	}
	let wanted = match wanted(claim, reversal) {
		Ok(wanted) => wanted,
		Err(reasons) => return done(How::Impossible(reasons), Vec::new(), Vec::new()),
	};
	if let Some(lines) = by_rules(&wanted, false) {
		return done(How::Rules, lines, Vec::new());
	}
	if let Some(lines) = by_rules(&wanted, true) {
		let allowed = |result: &LineResult| Decision::Rules { allowed: Some(result.allowed) };
		let decisions = lines.iter().map(allowed).collect();
		return done(How::Person(vec!["a price that is no multiple of the units".into()]), lines, decisions);
	}
	match by_person(&wanted) {
		Ok((lines, decisions)) => done(How::Person(beyond_rules(&wanted)), lines, decisions),
		Err(reasons) => done(How::Impossible(reasons), Vec::new(), Vec::new()),
	}
}

/// Does taking back and setting off make this adjustment of a provider? Else what is impossible about it.
pub fn provider_adjustment(plb: &ProviderAdjustment) -> Result<(), String> {
	match (plb.reason.as_str(), plb.amount) {
		(_, 0) | ("WO", 1..) | ("72" | "FB", ..0) => Ok(()),
		(reason, _) => {
			let reason: String = reason.chars().filter(char::is_ascii_alphanumeric).take(3).collect();
			Err(format!("provider-level adjustment PLB {reason}"))
		},
	}
}

// --- What should come out ------------------------------------------------------------------------------------------

/// The lines as they should come out; what cannot be said in our terms is an error.
fn wanted(claim: &remit::Claim, reversal: bool) -> Result<Vec<Wanted>, Vec<String>> {
	let mut reasons: Vec<String> = Vec::new();
	let amount = |signed: i64| {
		let positive = if reversal { signed.checked_neg()? } else { signed };
		Money::try_from(positive).ok()
	};
	let mut lines = Vec::new();
	let of = |own: Option<Seconds>, claim: Option<Seconds>, other: Option<Seconds>| own.or(claim).or(other);
	// Without a date any will do: coverage and terms are made for it.
	let (first, last) = (claim.served.0.or(claim.served.1), claim.served.1.or(claim.served.0));
	let whole = remit::Line {
		segment: claim.segment,
		procedure: Vec::new(),
		charge: claim.charge,
		paid: claim.paid,
		units: None,
		units_charged: None,
		adjustments: claim.adjustments.clone(),
		remarks: Vec::new(),
		served: claim.served,
	};
	let services = if claim.lines.is_empty() { core::slice::from_ref(&whole) } else { &claim.lines[..] };
	for service in services {
		let (Some(charge), Some(paid)) = (amount(service.charge), amount(service.paid)) else {
			reasons
				.push(if reversal { "a positive amount in a reversal" } else { "a negative charge or payment" }.into());
			continue;
		};
		let units = match service.units_charged.or(service.units) {
			None => Some(1),
			// Units paid for are none where a service is denied.
			Some(units) => units.whole().and_then(|n| u32::try_from(n).ok()).map(|n| n.max(1)),
		};
		let Some(units) = units else {
			reasons.push("units that are no whole number".into());
			continue;
		};
		let from = of(service.served.0, service.served.1, first).unwrap_or(1_000_000_000);
		let to = of(service.served.1, service.served.0, last).unwrap_or(from).max(from);
		let adjustments = adjustments(&service.adjustments, &service.remarks, &claim.remarks, reversal, &mut reasons);
		lines.push(Wanted { charge, paid, units, from, to, adjustments });
	}
	if !claim.lines.is_empty() {
		// Adjustments of the claim as a whole are spread over what its services were paid.
		for adjustment in adjustments(&claim.adjustments, &[], &claim.remarks, reversal, &mut reasons) {
			let mut left = adjustment.amount;
			for line in &mut lines {
				let part = left.min(line.paid);
				line.paid = line.paid.saturating_sub(part);
				left = left.saturating_sub(part);
				merge(&mut line.adjustments, Adjustment { amount: part, ..adjustment });
			}
			if left > 0 && reasons.is_empty() {
				reasons.push("an adjustment of the claim beyond what its services were paid".into());
			}
		}
	}
	if lines.len() > usize::try_from(<MaxLines as Get<u32>>::get()).unwrap_or(usize::MAX) {
		reasons.push("more services than a claim has lines".into());
	}
	reasons.sort();
	reasons.dedup();
	if reasons.is_empty() {
		Ok(lines)
	} else {
		Err(reasons)
	}
}

fn merge(list: &mut Vec<Adjustment>, one: Adjustment) {
	if one.amount == 0 {
		return;
	}
	let like =
		|other: &&mut Adjustment| (other.group, other.reason, other.remark) == (one.group, one.reason, one.remark);
	match list.iter_mut().find(like) {
		Some(other) => other.amount = other.amount.saturating_add(one.amount),
		None => list.push(one),
	}
}

/// Adjustments in our terms. A remark goes with a reason that demands one.
fn adjustments(
	list: &[remit::Adjustment],
	remarks: &[String],
	claim_remarks: &[String],
	reversal: bool,
	reasons: &mut Vec<String>,
) -> Vec<Adjustment> {
	let known = |list: &[String]| list.iter().filter_map(|remark| remark.parse().ok()).collect::<Vec<Rarc>>();
	let (own, claims) = (known(remarks), known(claim_remarks));
	let mut unused = own.iter();
	let mut all = Vec::new();
	for one in list {
		let clean = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).take(5).collect::<String>();
		let name = format!("{} {}", clean(&one.group), clean(&one.reason));
		let group = match one.group.as_str() {
			"CO" => Group::CO,
			"PR" => Group::PR,
			"OA" => Group::OA,
			"PI" => Group::PI,
			_ => {
				reasons.push(format!("group {}: {name}", clean(&one.group)));
				continue;
			},
		};
		let Ok(reason) = one.reason.parse::<Carc>() else {
			reasons.push(format!("no reason code: {name}"));
			continue;
		};
		let positive = if reversal { one.amount.saturating_neg() } else { one.amount };
		let Ok(amount) = Money::try_from(positive) else {
			reasons.push(format!("negative adjustment {name}"));
			continue;
		};
		if amount == 0 {
			continue;
		}
		if !reason.goes_with(group) {
			reasons.push(format!("the reason does not stand in this group: {name}"));
			continue;
		}
		let remark = if reason.needs_remark() {
			let remark = unused.next().or(own.first()).or(claims.first()).copied();
			if remark.is_none() {
				reasons.push(format!("a reason that demands a remark, without one: {name}"));
				continue;
			}
			remark
		} else {
			None
		};
		merge(&mut all, Adjustment { group, reason, remark, amount });
	}
	all
}

// --- By a person -----------------------------------------------------------------------------------------------------

fn by_person(wanted: &[Wanted]) -> Result<(Vec<LineResult>, Vec<Decision>), Vec<String>> {
	let (mut lines, mut decisions, mut reasons) = (Vec::new(), Vec::new(), Vec::new());
	for line in wanted {
		let Ok(adjustments) = Adjustments::try_from(line.adjustments.clone()) else {
			reasons.push("more adjustments of a service than a line has".into());
			continue;
		};
		if let Err(fault) = check_adjustments(line.charge, &adjustments) {
			reasons.push(match fault {
				AdjustmentFault::Group => "a reason in a group in which it does not stand".into(),
				AdjustmentFault::RemarkMissing => "a reason that demands a remark, without one".into(),
				_ => "adjustments above the charge".into(),
			});
			continue;
		}
		let adjusted = adjustments.iter().fold(0, |sum: Money, one| sum.saturating_add(one.amount));
		let paid = line.charge.saturating_sub(adjusted);
		let mut result = LineResult { allowed: paid, paid, units: line.units, adjustments: adjustments.clone() };
		result.allowed = paid.saturating_add(result.sum(Group::PR));
		if !line.is(&result) {
			reasons.push("more paid than is left of the charge".into());
		}
		lines.push(result);
		decisions.push(Decision::Adjust(adjustments));
	}
	if reasons.is_empty() {
		Ok((lines, decisions))
	} else {
		Err(reasons)
	}
}

/// The adjustments that no plan's rules give, or that they do not give in this shape.
fn beyond_rules(wanted: &[Wanted]) -> Vec<String> {
	let all = || wanted.iter().flat_map(|line| &line.adjustments);
	let name = |one: &Adjustment| format!("{:?} {}", one.group, one.reason);
	let mut names: Vec<_> = all().filter(|one| !RULES.contains(&(one.group, one.reason))).map(name).collect();
	if names.is_empty() {
		names = all().map(|one| format!("{} in this shape", name(one))).collect();
	}
	names.sort();
	names.dedup();
	names
}

/// How many of the adjustments of the rules deny a line as a whole.
const DENIALS: usize = 16;

/// What rules give: first what denies a line as a whole.
const RULES: [(Group, Carc); 24] = [
	(Group::OA, codes::DUPLICATE),
	(Group::PR, codes::BEFORE_COVERAGE),
	(Group::PR, codes::AFTER_COVERAGE),
	(Group::PR, codes::NOT_COVERED),
	(Group::CO, codes::FILED_LATE),
	(Group::CO, codes::NOT_ELIGIBLE),
	(Group::CO, codes::NOT_LICENSED),
	(Group::PR, codes::DIAGNOSIS),
	(Group::PR, codes::WAITING_PERIOD),
	(Group::PR, codes::OUT_OF_NETWORK),
	(Group::CO, codes::AUTHORIZATION_ABSENT),
	(Group::CO, codes::AUTHORIZATION_EXCEEDED),
	(Group::CO, codes::INVALID_INFORMATION),
	(Group::CO, codes::PREVIOUSLY_PAID),
	(Group::PR, codes::PERIOD_MAXIMUM),
	(Group::PR, codes::LIFETIME_MAXIMUM),
	(Group::CO, codes::FREQUENCY),
	(Group::CO, codes::FEE_SCHEDULE),
	(Group::PR, codes::FEE_SCHEDULE),
	(Group::PR, codes::COPAYMENT),
	(Group::PR, codes::DEDUCTIBLE),
	(Group::PR, codes::COINSURANCE),
	(Group::CO, codes::SEQUESTRATION),
	(Group::OA, codes::PRIOR_PAYER),
];

// --- By rules --------------------------------------------------------------------------------------------------------

/// Days within which the plan wants claims filed.
const FILING_DAYS: u16 = 365;

/// Adjudicate the claim under a plan that is made for it; `None` where something else comes out. `in_all`: a person sets
/// the price of all units together.
fn by_rules(wanted: &[Wanted], in_all: bool) -> Option<Vec<LineResult>> {
	let denied = |group, reason| wanted.iter().filter(move |line| line.denial() == Some((group, reason)));
	let any = |group, reason| wanted.iter().any(|line| line.sum(group, reason) > 0);
	let out = any(Group::PR, codes::FEE_SCHEDULE) || any(Group::PR, codes::OUT_OF_NETWORK);
	let tier = if out { Tier::OutOfNetwork } else { Tier::InNetwork };
	let first = wanted.iter().map(|line| line.from).min()?;
	let last = wanted.iter().map(|line| line.to).max()?;
	let start = denied(Group::PR, codes::BEFORE_COVERAGE).map(|line| line.to.saturating_add(1)).max().unwrap_or(first);
	let end = denied(Group::PR, codes::AFTER_COVERAGE).map(|line| line.from.saturating_sub(1)).min();
	let late = denied(Group::CO, codes::FILED_LATE).map(|line| line.to).max();
	let filing = Seconds::from(FILING_DAYS).saturating_add(2).saturating_mul(DAY);
	let secondary = any(Group::OA, codes::PRIOR_PAYER);

	let (mut benefits, mut facts) = (Vec::new(), Vec::new());
	let mut limited: u32 = 0;
	for (line, category) in wanted.iter().zip(1..) {
		let (benefit, fact) = terms_of(line, category, out, secondary, in_all)?;
		limited = limited.saturating_add(u32::from(benefit.limit.is_some()));
		benefits.push(benefit);
		facts.push(fact);
	}
	if limited > MAX_LIMITED {
		return None;
	}
	let terms = PlanTerms {
		period: Period { start: Some(0), end: Some(last.saturating_add(filing)) },
		year: 1,
		schedule: 0,
		benefits: benefits.try_into().ok()?,
		ceilings: Ceilings {
			deductible: wanted.iter().fold(0, |sum, line| sum.saturating_add(line.sum(Group::PR, codes::DEDUCTIBLE))),
			..Default::default()
		},
		filing_days: FILING_DAYS,
		review_above: None,
		unlisted: in_all,
		sequestration: sequestration(wanted)?,
	};
	let context = Context {
		terms: Some(&terms),
		coverage: Period { start: Some(start), end },
		family: false,
		tier,
		flags: Flags::NONE,
		submitted: late.map_or(last, |late| late.saturating_add(filing)),
		year_closed: false,
	};
	let mut running = Running::default();
	let mut lines = Vec::new();
	for (line, fact) in wanted.iter().zip(&facts) {
		let result = adjudicate(&context, fact, &running);
		if !line.is(&result) {
			return None;
		}
		running.add(&terms, fact.category, &Count::of(&result));
		lines.push(result);
	}
	Some(lines)
}

/// The benefit that gives this line, and what is known of it.
fn terms_of(line: &Wanted, category: CodeId, out: bool, secondary: bool, in_all: bool) -> Option<(Benefit, Facts)> {
	let sum = |group, reason| line.sum(group, reason);
	let copay = sum(Group::PR, codes::COPAYMENT);
	let deductible = sum(Group::PR, codes::DEDUCTIBLE);
	let coinsurance = sum(Group::PR, codes::COINSURANCE);
	let denial = line.denial();
	let is = |group, reason| denial == Some((group, reason));

	// Units that are cut, each kind with its part of the charge.
	let mut left = (line.charge, line.units);
	let mut cut = |amount: Money| {
		let (charge, units) = left;
		// The fewest units whose part is so much.
		let fits = u128::from(amount).checked_mul(units.into())?.checked_add(u128::from(charge).checked_sub(1)?)?;
		let fits = u32::try_from(fits.checked_div(charge.into())?).ok().filter(|n| (1..units).contains(n))?;
		(part(charge, fits, units) == Some(amount)).then_some(())?;
		left = (charge.checked_sub(amount)?, units.checked_sub(fits)?);
		Some(units.saturating_sub(fits))
	};
	let mut max_units = 0;
	let mut authorized = None;
	let mut limit = None;
	let mut capped: Money = 0;
	if denial.is_none() {
		if let amount @ 1.. = sum(Group::CO, codes::FREQUENCY) {
			max_units = cut(amount)?;
		}
		if let amount @ 1.. = sum(Group::CO, codes::AUTHORIZATION_EXCEEDED) {
			authorized = Some(cut(amount)?);
		}
	}
	let maxima = [(codes::PERIOD_MAXIMUM, LimitPeriod::Year), (codes::LIFETIME_MAXIMUM, LimitPeriod::Lifetime)];
	for (reason, period) in maxima {
		let amount = sum(Group::PR, reason);
		if amount == 0 {
			continue;
		}
		let sequestered = sum(Group::CO, codes::SEQUESTRATION);
		let kind = if is(Group::PR, reason) {
			LimitKind::Units(0)
		} else if let Some(units) = cut(amount) {
			LimitKind::Units(units)
		} else {
			capped = amount;
			LimitKind::Paid(line.paid.checked_add(sequestered)?)
		};
		if limit.replace(Limit { kind, period }).is_some() {
			return None;
		}
	}

	// What the plan must allow for the rest to come out.
	let shares = copay.checked_add(deductible)?.checked_add(coinsurance)?;
	let allowed = [shares, sum(Group::CO, codes::SEQUESTRATION), capped]
		.iter()
		.try_fold(line.paid, |sum: Money, part| sum.checked_add(*part))?;
	let shown = sum(Group::CO, codes::FEE_SCHEDULE).checked_add(sum(Group::PR, codes::FEE_SCHEDULE))?;
	let units = Money::from(left.1.max(1));
	let priced = if denial.is_some() || (shown == 0 && !secondary) {
		// The price is at least the charge.
		Allowed::PerUnit(line.charge)
	} else if in_all {
		Allowed::InAll(allowed)
	} else {
		Allowed::PerUnit(allowed.checked_div(units).filter(|each| each.checked_mul(units) == Some(allowed))?)
	};
	let share = CostShare {
		copay,
		deductible: deductible > 0,
		coinsurance: share(coinsurance, allowed.checked_sub(copay)?.checked_sub(deductible)?)?,
	};
	let benefit = Benefit {
		category,
		covered: !is(Group::PR, codes::NOT_COVERED),
		preferred: None,
		in_network: share,
		out_of_network: (out && !is(Group::PR, codes::OUT_OF_NETWORK)).then_some(share),
		authorization: is(Group::CO, codes::AUTHORIZATION_ABSENT)
			|| is(Group::CO, codes::AUTHORIZATION_EXCEEDED)
			|| authorized.is_some(),
		waiting_days: if is(Group::PR, codes::WAITING_PERIOD) { u16::MAX } else { 0 },
		limit,
		licence: None,
		requires: if is(Group::PR, codes::DIAGNOSIS) { Flags::CHRONIC } else { Flags::NONE },
		emergency: Flags::NONE,
		free: Flags::NONE,
		review: false,
	};
	let finding = match denial {
		Some((Group::OA, reason)) if reason == codes::DUPLICATE => Some(Finding::Duplicate),
		Some((Group::CO, reason)) if reason == codes::NOT_ELIGIBLE => Some(Finding::Excluded),
		Some((Group::CO, reason)) if reason == codes::NOT_LICENSED => Some(Finding::NotLicensed),
		Some((Group::CO, reason)) if reason == codes::INVALID_INFORMATION => Some(Finding::DispenseUnknown),
		Some((Group::CO, reason)) if reason == codes::PREVIOUSLY_PAID => Some(Finding::DispensePaid),
		_ => None,
	};
	// What payers before paid or adjusted; the rest was left to the patient.
	let before = sum(Group::OA, codes::PRIOR_PAYER);
	let prior = secondary.then_some(PriorLine { paid: before, patient: line.charge.checked_sub(before)? });
	let fact = Facts {
		category,
		charge: line.charge,
		units: line.units,
		from: line.from,
		to: line.to,
		allowed: Some(priced),
		max_units,
		authorized: if is(Group::CO, codes::AUTHORIZATION_EXCEEDED) { Some(0) } else { authorized },
		finding,
		prior,
	};
	Some((benefit, fact))
}

/// A part of a charge by units, rounded down.
fn part(charge: Money, part: u32, whole: u32) -> Option<Money> {
	let exact = u128::from(charge).checked_mul(part.into())?.checked_div(whole.into())?;
	Money::try_from(exact).ok()
}

/// The share of `whole`, in millionths, that is this part when it is rounded half up; `None` where none is.
fn share(part: Money, whole: Money) -> Option<Permill> {
	if part == 0 {
		return Some(Permill::zero());
	}
	let near = u128::from(part).checked_mul(1_000_000)?.checked_div(whole.into())?;
	(near.saturating_sub(1)..=near.saturating_add(1))
		.filter_map(|millionths| u32::try_from(millionths).ok().filter(|millionths| *millionths <= 1_000_000))
		.map(Permill::from_parts)
		.find(|share| pallet_claims::adjudication::share_of(*share, whole) == part)
}

/// What the law takes off, the same share of every payment.
fn sequestration(wanted: &[Wanted]) -> Option<Permill> {
	let taken = |line: &Wanted| line.sum(Group::CO, codes::SEQUESTRATION);
	let Some(line) = wanted.iter().filter(|line| taken(line) > 0).max_by_key(|line| taken(line)) else {
		return Some(Permill::zero());
	};
	// The law's shares are whole hundredths; the nearest of those first.
	let whole = line.paid.checked_add(taken(line))?;
	let hundredths = u32::try_from(u128::from(taken(line)).checked_mul(10_000)?.checked_div(whole.into())?).ok()?;
	let round = [hundredths.saturating_add(50) / 100, hundredths / 100]
		.map(|percent| Permill::from_percent(percent.min(100)))
		.into_iter()
		.find(|share| pallet_claims::adjudication::share_of(*share, whole) == taken(line));
	round.or_else(|| share(taken(line), whole))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn cas(group: &str, reason: &str, amount: i64) -> remit::Adjustment {
		remit::Adjustment { segment: 9, group: group.into(), reason: reason.into(), amount }
	}

	fn line(charge: i64, paid: i64, units: Option<&str>, adjustments: Vec<remit::Adjustment>) -> remit::Line {
		remit::Line {
			segment: 8,
			procedure: vec!["HC".into(), "99213".into()],
			charge,
			paid,
			units: units.map(|text| crate::claims::money::Decimal::read(text).unwrap()),
			units_charged: None,
			adjustments,
			remarks: Vec::new(),
			served: (Some(1_700_000_000), Some(1_700_000_000)),
		}
	}

	fn claim(lines: Vec<remit::Line>) -> remit::Claim {
		let sum = |of: fn(&remit::Line) -> i64| lines.iter().map(of).sum();
		remit::Claim {
			segment: 7,
			status: "1".into(),
			charge: sum(|line| line.charge),
			paid: sum(|line| line.paid),
			patient: None,
			adjustments: Vec::new(),
			remarks: Vec::new(),
			lines,
			served: (None, None),
		}
	}

	fn how(lines: Vec<remit::Line>) -> How {
		recreate(&claim(lines)).how
	}

	#[test]
	fn cost_sharing_and_prices_should_come_out_of_a_plan() {
		let shares = || vec![cas("CO", "45", 2_000), cas("PR", "1", 1_000), cas("PR", "3", 500), cas("PR", "2", 1_300)];
		assert_eq!(how(vec![line(10_000, 5_200, None, shares())]), How::Rules);
		let two = vec![
			line(10_000, 5_200, None, shares()),
			line(3_000, 1_600, Some("2"), vec![cas("CO", "45", 1_000), cas("PR", "2", 400)]),
		];
		let recreated = recreate(&claim(two));
		assert_eq!(recreated.how, How::Rules);
		assert_eq!(recreated.lines.iter().map(|line| line.paid).sum::<Money>(), 6_800);
		assert_eq!(
			how(vec![line(10_000, 7_840, None, vec![cas("CO", "253", 160), cas("CO", "45", 2_000)])]),
			How::Rules
		);
		assert_eq!(how(vec![line(10_000, 8_000, None, vec![cas("PR", "45", 2_000)])]), How::Rules);
	}

	#[test]
	fn denials_of_the_rules_should_come_out_of_a_plan() {
		for (group, reason) in [
			("OA", "18"),
			("PR", "26"),
			("PR", "27"),
			("PR", "204"),
			("CO", "29"),
			("CO", "B7"),
			("CO", "185"),
			("PR", "167"),
			("PR", "179"),
			("PR", "242"),
			("CO", "197"),
			("CO", "198"),
			("CO", "B13"),
			("PR", "119"),
			("PR", "35"),
		] {
			assert_eq!(
				how(vec![line(4_500, 0, None, vec![cas(group, reason, 4_500)])]),
				How::Rules,
				"{group} {reason}"
			);
		}
		let cut = vec![cas("CO", "151", 3_000)];
		assert_eq!(how(vec![line(9_000, 6_000, Some("3"), cut)]), How::Rules);
		let left = vec![cas("PR", "119", 3_000)];
		assert_eq!(how(vec![line(9_000, 6_000, Some("3"), left.clone())]), How::Rules);
		assert_eq!(how(vec![line(9_000, 6_000, None, left)]), How::Rules);
	}

	#[test]
	fn whole_charges_should_come_out_of_a_plan() {
		for (group, reason) in [("PR", "1"), ("PR", "2"), ("PR", "3"), ("CO", "45"), ("PR", "45"), ("OA", "23")] {
			assert_eq!(
				how(vec![line(4_500, 0, None, vec![cas(group, reason, 4_500)])]),
				How::Rules,
				"{group} {reason}"
			);
		}
		assert_eq!(how(vec![line(4_500, 4_500, None, Vec::new()), line(0, 0, None, Vec::new())]), How::Rules);
		// Units beyond any sense are no work.
		let cut = vec![cas("CO", "151", 3_000)];
		assert!(matches!(how(vec![line(9_000, 6_000, Some("4294967295"), cut)]), How::Rules | How::Person(_)));
	}

	#[test]
	fn what_prior_payers_did_should_come_out_of_a_plan() {
		let secondary = vec![line(10_000, 1_500, None, vec![cas("OA", "23", 8_000), cas("PR", "2", 500)])];
		assert_eq!(how(secondary), How::Rules);
	}

	#[test]
	fn other_reasons_should_need_a_person() {
		let bundled = vec![line(4_500, 0, None, vec![cas("CO", "97", 4_500)])];
		assert_eq!(how(bundled), How::Person(vec!["CO 97".into()]));
		// A third of the price is no whole number.
		let recreated = recreate(&claim(vec![line(9_000, 5_000, Some("3"), vec![cas("CO", "45", 4_000)])]));
		assert_eq!(recreated.how, How::Person(vec!["a price that is no multiple of the units".into()]));
		assert_eq!(recreated.decisions, [Decision::Rules { allowed: Some(5_000) }]);
		let mut remarked = line(4_500, 0, None, vec![cas("CO", "16", 4_500)]);
		remarked.remarks = vec!["M53".into()];
		assert_eq!(how(vec![remarked]), How::Person(vec!["CO 16 in this shape".into()]));
	}

	#[test]
	fn what_nobody_can_decide_should_be_named() {
		let impossible = |charge, paid, cas| match how(vec![line(charge, paid, None, vec![cas])]) {
			How::Impossible(reasons) => reasons.join(", "),
			other => panic!("{other:?}"),
		};
		assert_eq!(impossible(4_500, 5_000, cas("CO", "45", -500)), "negative adjustment CO 45");
		assert_eq!(impossible(4_500, 0, cas("CR", "45", 4_500)), "group CR: CR 45");
		assert_eq!(impossible(4_500, 0, cas("CO", "16", 4_500)), "a reason that demands a remark, without one: CO 16");
		assert_eq!(impossible(4_500, 0, cas("PR", "18", 4_500)), "the reason does not stand in this group: PR 18");
		assert_eq!(impossible(4_500, 0, cas("CO", "XYZ", 4_500)), "no reason code: CO XYZ");
		let plb = |reason: &str, amount| {
			provider_adjustment(&ProviderAdjustment { segment: 3, reason: reason.into(), amount })
		};
		assert_eq!((plb("WO", 100), plb("FB", -100)), (Ok(()), Ok(())));
		assert_eq!(plb("CV", -127), Err("provider-level adjustment PLB CV".into()));
		assert!(plb("WO", -100).is_err());
	}

	#[test]
	fn reversal_should_be_recreated_as_what_it_takes_back() {
		let mut back = claim(vec![line(-10_000, -8_000, None, vec![cas("CO", "45", -2_000)])]);
		back.status = "22".into();
		let recreated = recreate(&back);
		assert_eq!((recreated.how, recreated.reversal, recreated.lines[0].paid), (How::Rules, true, 8_000));
	}

	#[test]
	fn claim_that_contradicts_itself_should_be_refused() {
		let rules = |claim: &remit::Claim| match recreate(claim).how {
			How::Refused(found) => found.iter().map(|one| one.rule).collect::<Vec<_>>(),
			other => panic!("{other:?}"),
		};
		let mut wrong = claim(vec![line(10_000, 8_000, None, vec![cas("CO", "45", 1_999)])]);
		assert_eq!(rules(&wrong), ["SVC03 is SVC02 less the service's CAS", "CLP04 is CLP03 less every CAS"]);
		wrong = claim(vec![line(10_000, 8_000, None, vec![cas("PR", "2", 2_000)])]);
		wrong.patient = Some(1_000);
		assert_eq!(rules(&wrong), ["CLP05 is the sum of the CAS of group PR"]);
		wrong.patient = None;
		wrong.charge = 10_001;
		assert_eq!(rules(&wrong), ["CLP03 is the sum of SVC02", "CLP04 is CLP03 less every CAS"]);
	}
}
