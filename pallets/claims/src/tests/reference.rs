//! Another adjudicator, written from the rules in the README and from nothing else, and compared with the one that pays.
//!
//! It is slow and wide on purpose: 128-bit numbers with signs, a bill as a list of named steps, maps for counters. Where
//! both agree on tens of thousands of random plans, coverages and claims, the rules as written are the rules as run.

use crate::{
	adjudication::{adjudicate, Allowed, Context, Count, Facts, Running},
	types::*,
};
use proptest::prelude::*;
use salus_primitives::{CodeId, Period, Seconds};
use sp_runtime::Permill;
use std::collections::BTreeMap;

const DAY: i128 = 86_400;

// --- What the rules say ----------------------------------------------------------------------------------------------

/// A step that takes something from a charge: the number of its rule, and how it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
	rule: u8,
	told: &'static str,
	amount: i128,
}

/// What became of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Outcome {
	allowed: i128,
	paid: i128,
	units: i128,
	/// Amounts by how they are told; none of zero.
	told: BTreeMap<String, i128>,
}

/// What was used up, by the names of what is counted.
#[derive(Clone, Debug, Default)]
struct Used {
	deductible: i128,
	out_of_pocket: i128,
	family_deductible: i128,
	family_out_of_pocket: i128,
	ever_paid: i128,
	units: BTreeMap<(CodeId, bool), i128>,
	paid: BTreeMap<(CodeId, bool), i128>,
}

/// A claim's line with all that the rules ask about.
struct Case<'a> {
	context: &'a Context<'a>,
	facts: &'a Facts,
	used: &'a Used,
}

impl Case<'_> {
	fn benefit(&self) -> Option<&Benefit> {
		self.context.terms?.benefits.iter().find(|benefit| benefit.category == self.facts.category)
	}

	fn says(&self, flags: Flags) -> bool {
		flags.bits() & self.context.flags.bits() != 0
	}

	fn emergency(&self) -> bool {
		self.benefit().is_some_and(|benefit| self.says(benefit.emergency))
	}

	fn outside(&self) -> bool {
		self.context.tier == Tier::OutOfNetwork
	}

	fn needs_authorization(&self) -> bool {
		self.benefit().is_some_and(|benefit| benefit.authorization) && !self.emergency()
	}

	/// Rules 1 to 12: the first that denies the line.
	fn denial(&self) -> Option<&'static str> {
		let (context, facts) = (self.context, self.facts);
		let found = |finding| facts.finding == Some(finding);
		let (from, to) = (i128::from(facts.from), i128::from(facts.to));
		let start = context.coverage.start.map(i128::from);
		let end = context.coverage.end.map(i128::from);
		let terms = context.terms;
		let benefit = self.benefit();
		let rules: [(bool, &'static str); 15] = [
			// 1
			(found(Finding::Duplicate), "OA 18"),
			// 2
			(start.is_some_and(|start| from < start), "PR 26"),
			// 3
			(end.is_some_and(|end| to > end), "PR 27"),
			// 4
			(terms.is_none(), "PR 204"),
			// 5
			(
				context.year_closed
					|| terms
						.is_some_and(|terms| i128::from(context.submitted) > to + i128::from(terms.filing_days) * DAY),
				"CO 29",
			),
			// 6
			(found(Finding::Excluded), "CO B7"),
			// 7
			(found(Finding::NotLicensed), "CO 185"),
			// 8
			(benefit.is_none_or(|benefit| !benefit.covered), "PR 204"),
			// 9
			(benefit.is_some_and(|benefit| benefit.requires.bits() != 0 && !self.says(benefit.requires)), "PR 167"),
			// 10
			(
				benefit
					.zip(start)
					.is_some_and(|(benefit, start)| from < start + i128::from(benefit.waiting_days) * DAY),
				"PR 179",
			),
			// 11
			(
				self.outside() && !self.emergency() && benefit.is_some_and(|benefit| benefit.out_of_network.is_none()),
				"PR 242",
			),
			// 12
			(self.needs_authorization() && facts.authorized.is_none(), "CO 197"),
			(self.needs_authorization() && facts.authorized == Some(0), "CO 198"),
			(found(Finding::DispenseUnknown), "CO 16 M119"),
			(found(Finding::DispensePaid), "CO B13"),
		];
		rules.into_iter().find(|(applies, _)| *applies).map(|(_, told)| told)
	}

	/// What a category used of its limit.
	fn limit_left(&self, limit: &Limit) -> i128 {
		let key = (self.facts.category, limit.period == LimitPeriod::Lifetime);
		let (most, used) = match limit.kind {
			LimitKind::Units(most) => (i128::from(most), self.used.units.get(&key)),
			LimitKind::Paid(most) => (i128::from(most), self.used.paid.get(&key)),
		};
		(most - used.copied().unwrap_or(0)).max(0)
	}

	/// Rules 13 to 18: every step that takes something from the charge, what is left to pay, what is allowed, and for how
	/// many units.
	fn price(&self) -> (Vec<Step>, i128, i128, i128) {
		let (context, facts, used) = (self.context, self.facts, self.used);
		let (Some(terms), Some(benefit)) = (context.terms, self.benefit()) else {
			unreachable!("denied by rule 4 or 8")
		};
		let mut steps = Vec::new();
		let charge = i128::from(facts.charge);
		let all = i128::from(facts.units);

		// 13
		let limit_told = |period| if period == LimitPeriod::Year { "PR 119" } else { "PR 35" };
		let mut units = all;
		let mut left = charge;
		let mut cut = |most: i128, told: &'static str, units: &mut i128, left: &mut i128| {
			let beyond = *units - most;
			if beyond <= 0 {
				return;
			}
			// Of what the cuts before it left.
			let part = *left * beyond / *units;
			steps.push(Step { rule: 13, told, amount: part });
			*units -= beyond;
			*left -= part;
		};
		if facts.max_units > 0 {
			cut(facts.max_units.into(), "CO 151", &mut units, &mut left);
		}
		if let (true, Some(authorized)) = (self.needs_authorization(), facts.authorized) {
			cut(authorized.into(), "CO 198", &mut units, &mut left);
		}
		if let Some(limit) = benefit.limit.filter(|limit| matches!(limit.kind, LimitKind::Units(_))) {
			cut(self.limit_left(&limit), limit_told(limit.period), &mut units, &mut left);
		}

		// 14
		let price = match facts.allowed {
			Some(Allowed::PerUnit(each)) => i128::from(each) * units,
			// What a person sets for all units counts for those that are left.
			Some(Allowed::InAll(amount)) => i128::from(amount) * units / all,
			None => left,
		};
		let allowed = price.min(left);
		let told = if self.outside() && !self.emergency() { "PR 45" } else { "CO 45" };
		steps.push(Step { rule: 14, told, amount: left - allowed });

		// 15
		let share = match context.tier {
			Tier::Preferred => benefit.preferred.unwrap_or(benefit.in_network),
			Tier::OutOfNetwork if !self.emergency() => benefit.out_of_network.unwrap_or(benefit.in_network),
			_ => benefit.in_network,
		};
		let lesser = |own: Option<i128>, family: Option<i128>| match (own, family.filter(|_| context.family)) {
			(Some(own), Some(family)) => Some(own.min(family)),
			(own, family) => own.or(family),
		};
		let rest_of = |most: Option<Money>, used: i128| most.map(|most| (i128::from(most) - used).max(0));
		let ceilings = &terms.ceilings;
		let deductible_left = lesser(
			rest_of(Some(ceilings.deductible), used.deductible),
			rest_of(ceilings.family_deductible, used.family_deductible),
		);
		let (mut copay, mut deductible, mut coinsurance) = (0, 0, 0);
		if !self.says(benefit.free) {
			copay = i128::from(share.copay).min(allowed);
			if share.deductible {
				deductible = deductible_left.unwrap_or(0).min(allowed - copay);
			}
			coinsurance = half_up(share.coinsurance, allowed - copay - deductible);
		}

		// 16
		let most = lesser(
			rest_of(ceilings.out_of_pocket, used.out_of_pocket),
			rest_of(ceilings.family_out_of_pocket, used.family_out_of_pocket),
		);
		if let Some(most) = most {
			let mut above = (copay + deductible + coinsurance - most).max(0);
			for share in [&mut coinsurance, &mut deductible, &mut copay] {
				let less = above.min(*share);
				*share -= less;
				above -= less;
			}
		}
		// In the order in which rule 19 tells them.
		steps.push(Step { rule: 15, told: "PR 1", amount: deductible });
		steps.push(Step { rule: 15, told: "PR 3", amount: copay });
		steps.push(Step { rule: 15, told: "PR 2", amount: coinsurance });
		let mut pays = allowed - copay - deductible - coinsurance;

		// 17
		if let Some(limit) = benefit.limit.filter(|limit| matches!(limit.kind, LimitKind::Paid(_))) {
			let above = (pays - self.limit_left(&limit)).max(0);
			steps.push(Step { rule: 17, told: limit_told(limit.period), amount: above });
			pays -= above;
		}
		if let Some(most) = rest_of(ceilings.lifetime, used.ever_paid) {
			let above = (pays - most).max(0);
			steps.push(Step { rule: 17, told: "PR 35", amount: above });
			pays -= above;
		}

		// 18
		let law = half_up(terms.sequestration, pays);
		steps.push(Step { rule: 18, told: "CO 253", amount: law });
		pays -= law;
		(steps, pays, allowed, units)
	}

	/// Rule 19: after another payer.
	fn after(&self, steps: Vec<Step>, pays: i128, prior: &PriorLine) -> (Vec<Step>, i128) {
		let charge = i128::from(self.facts.charge);
		let impact = i128::from(prior.paid).max(charge - i128::from(prior.patient)).clamp(0, charge);
		let paid = pays.min(charge - impact);
		let mut left = charge - impact - paid;
		let mut told = vec![Step { rule: 19, told: "OA 23", amount: impact }];
		// 0 stands for a denial, which is all there is then.
		for rule in [0, 13, 17, 18, 15, 14] {
			for step in steps.iter().filter(|step| step.rule == rule) {
				let amount = step.amount.min(left);
				left -= amount;
				told.push(Step { amount, ..step.clone() });
			}
		}
		assert_eq!(left, 0, "something is left that no rule tells");
		(told, paid)
	}

	fn outcome(&self) -> Outcome {
		let charge = i128::from(self.facts.charge);
		let (steps, paid, allowed, units) = match self.denial() {
			Some(told) => (vec![Step { rule: 0, told, amount: charge }], 0, 0, 0),
			None => self.price(),
		};
		let (steps, paid) = match &self.facts.prior {
			Some(prior) => self.after(steps, paid, prior),
			None => (steps, paid),
		};
		let mut told = BTreeMap::new();
		for step in steps.iter().filter(|step| step.amount != 0) {
			*told.entry(step.told.to_owned()).or_insert(0) += step.amount;
		}
		Outcome { allowed, paid, units, told }
	}
}

impl Used {
	/// Lines count one after the other.
	fn count(&mut self, category: CodeId, limit: Option<&Limit>, outcome: &Outcome) {
		let told = |name: &str| outcome.told.get(name).copied().unwrap_or(0);
		let out_of_pocket = told("PR 1") + told("PR 2") + told("PR 3");
		self.deductible += told("PR 1");
		self.family_deductible += told("PR 1");
		self.out_of_pocket += out_of_pocket;
		self.family_out_of_pocket += out_of_pocket;
		self.ever_paid += outcome.paid;
		if let Some(limit) = limit {
			let key = (category, limit.period == LimitPeriod::Lifetime);
			*self.units.entry(key).or_default() += outcome.units;
			*self.paid.entry(key).or_default() += outcome.paid;
		}
	}
}

/// A share, rounded half up.
fn half_up(share: Permill, amount: i128) -> i128 {
	(amount * i128::from(share.deconstruct()) + 500_000) / 1_000_000
}

// --- What is compared ------------------------------------------------------------------------------------------------

/// What the pallet's adjudicator made of it, in the reference's words.
fn in_words(result: &LineResult) -> Outcome {
	let mut told = BTreeMap::new();
	for adjustment in &result.adjustments {
		let remark = adjustment.remark.map(|remark| format!(" {remark}")).unwrap_or_default();
		let name = format!("{:?} {}{remark}", adjustment.group, adjustment.reason);
		assert_ne!(adjustment.amount, 0, "an adjustment of nothing");
		assert!(told.insert(name, i128::from(adjustment.amount)).is_none(), "the same adjustment twice");
	}
	Outcome { allowed: result.allowed.into(), paid: result.paid.into(), units: result.units.into(), told }
}

/// A plan, a coverage and a claim, as they are drawn.
#[derive(Clone, Debug)]
struct World {
	terms: Option<PlanTerms>,
	coverage: Period<Seconds>,
	family: bool,
	tier: Tier,
	flags: Flags,
	submitted: Seconds,
	year_closed: bool,
	deductible: Money,
	out_of_pocket: Money,
	family_deductible: Money,
	family_out_of_pocket: Money,
	lifetime_paid: Money,
	lines: Vec<Facts>,
}

/// The first day of coverage, in most worlds.
const BEGIN: Seconds = 1_000 * 86_400;

fn money() -> impl Strategy<Value = Money> {
	prop_oneof![
		3 => 1..=300u64,
		5 => 1..=50_000u64,
		1 => (1..=20u64).prop_map(|n| n * 1_000),
		1 => 1_000_000_000_000..=u64::from(u32::MAX) * 1_000_000,
	]
}

/// Money, or none of it.
fn some_money() -> impl Strategy<Value = Money> {
	prop_oneof![1 => Just(0), 4 => money()]
}

fn share() -> impl Strategy<Value = CostShare> {
	let coinsurance = prop_oneof![
		2 => Just(0u32),
		4 => (1..=10u32).prop_map(|n| n * 100_000),
		2 => 0..=1_000_000u32,
	];
	(prop_oneof![2 => Just(0), 2 => money()], any::<bool>(), coinsurance)
		.prop_map(|(copay, deductible, parts)| CostShare { copay, deductible, coinsurance: Permill::from_parts(parts) })
}

fn flags() -> impl Strategy<Value = Flags> {
	prop_oneof![3 => Just(0u8), 2 => 0..32u8].prop_map(|bits| Flags::from_bits(bits).expect("five bits"))
}

fn limit() -> impl Strategy<Value = Limit> {
	let kind = prop_oneof![(0..=8u32).prop_map(LimitKind::Units), some_money().prop_map(LimitKind::Paid)];
	let period = prop_oneof![Just(LimitPeriod::Year), Just(LimitPeriod::Lifetime)];
	(kind, period).prop_map(|(kind, period)| Limit { kind, period })
}

fn benefit(category: CodeId) -> impl Strategy<Value = Benefit> {
	let shares = (proptest::option::of(share()), share(), proptest::option::weighted(0.93, share()));
	let waits = prop_oneof![12 => Just(0u16), 1 => 0..=40u16];
	let conditions = (proptest::bool::weighted(0.97), proptest::bool::weighted(0.12), waits);
	let said = (prop_oneof![14 => Just(Flags::NONE), 1 => flags()], flags(), flags());
	(shares, conditions, proptest::option::of(limit()), said).prop_map(move |(shares, conditions, limit, said)| {
		let (preferred, in_network, out_of_network) = shares;
		let (covered, authorization, waiting_days) = conditions;
		let (requires, emergency, free) = said;
		Benefit {
			category,
			covered,
			preferred,
			in_network,
			out_of_network,
			authorization,
			waiting_days,
			limit,
			licence: None,
			requires,
			emergency,
			free,
			review: false,
		}
	})
}

fn terms() -> impl Strategy<Value = PlanTerms> {
	let benefits = (benefit(1), benefit(2), proptest::option::weighted(0.95, benefit(3)));
	let ceilings = (
		some_money(),
		proptest::option::of(some_money()),
		proptest::option::of(some_money()),
		proptest::option::of(some_money()),
		proptest::option::weighted(0.2, some_money()),
	);
	let law = prop_oneof![3 => Just(0u32), 1 => Just(20_000u32), 1 => 0..=1_000_000u32];
	let filing = prop_oneof![12 => Just(365u16), 1 => 0..=60u16];
	(benefits, ceilings, law, filing).prop_map(|((one, two, three), ceilings, law, filing_days)| {
		let (deductible, family_deductible, out_of_pocket, family_out_of_pocket, lifetime) = ceilings;
		PlanTerms {
			period: Period { start: Some(0), end: Some(u64::MAX) },
			year: 7,
			schedule: 0,
			benefits: [Some(one), Some(two), three]
				.into_iter()
				.flatten()
				.collect::<Vec<_>>()
				.try_into()
				.expect("three"),
			ceilings: Ceilings { deductible, family_deductible, out_of_pocket, family_out_of_pocket, lifetime },
			filing_days,
			review_above: None,
			unlisted: true,
			sequestration: Permill::from_parts(law),
		}
	})
}

fn finding() -> impl Strategy<Value = Option<Finding>> {
	prop_oneof![
		60 => Just(None),
		1 => Just(Some(Finding::Duplicate)),
		1 => Just(Some(Finding::Excluded)),
		1 => Just(Some(Finding::NotLicensed)),
		1 => Just(Some(Finding::DispenseUnknown)),
		1 => Just(Some(Finding::DispensePaid)),
	]
}

/// Days from the beginning of coverage, mostly after it.
fn moment() -> impl Strategy<Value = Seconds> {
	prop_oneof![30 => 0..100i64, 1 => -20..0i64].prop_flat_map(|day| {
		let midnight = BEGIN.saturating_add_signed(day * 86_400);
		prop_oneof![Just(midnight), Just(midnight - 1), (midnight..midnight + 86_400)]
	})
}

fn line() -> impl Strategy<Value = Facts> {
	let price = (some_money(), 1..=12u32, money(), any::<bool>(), prop_oneof![3 => Just(0u32), 1 => 1..=8u32]);
	let when = (moment(), prop_oneof![3 => 0..=3_600u64, 1 => 0..=5 * 86_400u64]);
	let authorized = proptest::option::weighted(0.7, 0..=12u32);
	// What prior payers paid and left to the patient, as parts of the charge in thousandths.
	let prior = proptest::option::weighted(0.3, (0..=1_000u64, 0..=1_000u64));
	let category = prop_oneof![20 => 1..=3u16, 1 => Just(4u16)];
	(category, price, when, authorized, finding(), prior).prop_map(
		|(category, price, when, authorized, finding, prior)| {
			let (charge, units, amount, in_all, max_units) = price;
			let part =
				|amount: Money, thousandths: u64| u64::try_from(u128::from(amount) * u128::from(thousandths) / 1_000);
			let prior = prior.map(|(paid, patient)| {
				let paid = part(charge, paid).expect("a part");
				PriorLine { paid, patient: part(charge - paid, patient).expect("a part") }
			});
			Facts {
				category,
				charge,
				units,
				from: when.0,
				to: when.0 + when.1,
				allowed: Some(if in_all { Allowed::InAll(amount) } else { Allowed::PerUnit(amount) }),
				max_units,
				authorized,
				finding,
				prior,
			}
		},
	)
}

fn world() -> impl Strategy<Value = World> {
	let tier = prop_oneof![Just(Tier::InNetwork), Just(Tier::Preferred), Just(Tier::OutOfNetwork)];
	let end = proptest::option::weighted(0.06, moment());
	let whole = (proptest::option::weighted(0.97, terms()), end, any::<bool>(), tier, flags());
	let when = (0..200u64, proptest::bool::weighted(0.03));
	let used = (some_money(), some_money(), some_money(), some_money(), some_money(), proptest::bool::weighted(0.6));
	(whole, when, used, proptest::collection::vec(line(), 1..=6)).prop_map(|(whole, when, used, lines)| {
		let (terms, end, family, tier, flags) = whole;
		let (deductible, out_of_pocket, family_deductible, family_out_of_pocket, lifetime_paid, fresh) = used;
		let of = |amount| if fresh { 0 } else { amount };
		World {
			terms,
			coverage: Period { start: Some(BEGIN), end },
			family,
			tier,
			flags,
			submitted: BEGIN + (when.0) * 86_400,
			year_closed: when.1,
			deductible: of(deductible),
			out_of_pocket: of(out_of_pocket.saturating_add(deductible)),
			family_deductible: of(family_deductible.saturating_add(deductible)),
			family_out_of_pocket: of(family_out_of_pocket.saturating_add(deductible).saturating_add(out_of_pocket)),
			lifetime_paid: of(lifetime_paid),
			lines,
		}
	})
}

/// How many worlds: as many as `PROPTEST_CASES` says, else ten thousand.
fn cases() -> u32 {
	std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(10_000)
}

/// Adjudicate a world both ways, and compare line by line.
fn compare(world: &World, seen: &mut BTreeMap<String, u64>) -> Result<(), TestCaseError> {
	let context = Context {
		terms: world.terms.as_ref(),
		coverage: world.coverage,
		family: world.family,
		tier: world.tier,
		flags: world.flags,
		submitted: world.submitted,
		year_closed: world.year_closed,
	};
	let mut running = Running { lifetime_paid: world.lifetime_paid, ..Default::default() };
	running.person.deductible = world.deductible;
	running.person.out_of_pocket = world.out_of_pocket;
	running.family.deductible = world.family_deductible;
	running.family.out_of_pocket = world.family_out_of_pocket;
	let mut used = Used {
		deductible: world.deductible.into(),
		out_of_pocket: world.out_of_pocket.into(),
		family_deductible: world.family_deductible.into(),
		family_out_of_pocket: world.family_out_of_pocket.into(),
		ever_paid: world.lifetime_paid.into(),
		..Default::default()
	};
	for (n, facts) in world.lines.iter().enumerate() {
		let case = Case { context: &context, facts, used: &used };
		let expected = case.outcome();
		let result = adjudicate(&context, facts, &running);
		prop_assert_eq!(&in_words(&result), &expected, "line {} of {:?}, running {:?}", n, world, running);

		// The identity and the caps, by the result's own numbers.
		let charge = i128::from(facts.charge);
		prop_assert_eq!(i128::from(result.paid) + i128::from(result.adjusted()), charge);
		prop_assert!(result.units <= facts.units && result.paid <= result.allowed && result.allowed <= facts.charge);
		if let Some(prior) = &facts.prior {
			prop_assert!(i128::from(prior.paid) + i128::from(result.paid) <= charge, "payers together pay more");
		}
		if result.paid == 0 && charge > 0 {
			prop_assert!(!result.adjustments.is_empty(), "a denial without a reason");
		}
		let limit = case.benefit().and_then(|benefit| benefit.limit.as_ref()).copied();
		if let Some(terms) = &world.terms {
			running.add(terms, facts.category, &Count::of(&result));
		}
		used.count(facts.category, limit.as_ref(), &expected);
		for name in expected.told.keys() {
			*seen.entry(name.clone()).or_default() += 1;
		}
		*seen.entry(if expected.paid > 0 { "paid" } else { "not paid" }.into()).or_default() += 1;
	}

	// What the person bears stays below the ceilings unless it was above before; what counts is what was counted.
	prop_assert_eq!(i128::from(running.person.deductible), used.deductible);
	prop_assert_eq!(i128::from(running.person.out_of_pocket), used.out_of_pocket);
	prop_assert_eq!(i128::from(running.lifetime_paid), used.ever_paid);
	if let Some(terms) = &world.terms {
		let most = |ceiling: Option<Money>, before: Money| ceiling.map(|ceiling| ceiling.max(before));
		let deductible = most(Some(terms.ceilings.deductible), world.deductible);
		prop_assert!(deductible.is_none_or(|most| running.person.deductible <= most));
		let out_of_pocket = most(terms.ceilings.out_of_pocket, world.out_of_pocket);
		prop_assert!(out_of_pocket.is_none_or(|most| running.person.out_of_pocket <= most));
		let lifetime = most(terms.ceilings.lifetime, world.lifetime_paid);
		prop_assert!(lifetime.is_none_or(|most| running.lifetime_paid <= most));
	}
	Ok(())
}

#[test]
fn adjudication_should_agree_with_an_independent_reading_of_the_rules() {
	// Worlds are drawn by deep towers of strategies: more than a test's stack holds without optimisation.
	let drawn = std::thread::Builder::new().stack_size(256 * 1_024 * 1_024).spawn(draw_and_compare);
	if let Err(error) = drawn.unwrap().join().unwrap() {
		panic!("{error}");
	}
}

fn draw_and_compare() -> Result<(), String> {
	let config = ProptestConfig {
		cases: cases(),
		max_shrink_iters: 20_000,
		failure_persistence: None,
		..ProptestConfig::default()
	};
	let mut runner = proptest::test_runner::TestRunner::new(config);
	let seen = std::cell::RefCell::new(BTreeMap::new());
	let outcome = runner.run(&world(), |world| compare(&world, &mut seen.borrow_mut()));
	outcome.map_err(|error| error.to_string())?;
	let seen = seen.into_inner();
	println!("{} worlds; adjustments seen: {seen:?}", cases());
	// A comparison of nothing but denials would prove little: every rule came up.
	if cases() >= 5_000 {
		for name in [
			"OA 18",
			"PR 26",
			"PR 27",
			"PR 204",
			"CO 29",
			"CO B7",
			"CO 185",
			"PR 167",
			"PR 179",
			"PR 242",
			"CO 197",
			"CO 198",
			"CO 16 M119",
			"CO B13",
			"CO 151",
			"PR 119",
			"PR 35",
			"CO 45",
			"PR 45",
			"PR 3",
			"PR 1",
			"PR 2",
			"CO 253",
			"OA 23",
		] {
			assert!(seen.get(name).is_some_and(|times| *times >= 20), "{name} hardly ever came up: {seen:?}");
		}
		assert!(seen["paid"] * 4 > seen["not paid"], "hardly anything was paid: {seen:?}");
	}
	Ok(())
}

#[test]
fn the_reference_should_give_what_a_person_reckons() {
	// A visit of 150.00, allowed 115.00: copay 5.00, deductible 10.00 left of 30.00, a fifth of the rest.
	let benefit = Benefit {
		category: 1,
		covered: true,
		preferred: None,
		in_network: CostShare { copay: 500, deductible: true, coinsurance: Permill::from_percent(20) },
		out_of_network: None,
		authorization: false,
		waiting_days: 0,
		limit: None,
		licence: None,
		requires: Flags::NONE,
		emergency: Flags::NONE,
		free: Flags::NONE,
		review: false,
	};
	let terms = PlanTerms {
		period: Period { start: Some(0), end: Some(u64::MAX) },
		year: 7,
		schedule: 0,
		benefits: vec![benefit].try_into().unwrap(),
		ceilings: Ceilings { deductible: 3_000, ..Default::default() },
		filing_days: 365,
		review_above: None,
		unlisted: false,
		sequestration: Permill::from_percent(2),
	};
	let context = Context {
		terms: Some(&terms),
		coverage: Period { start: Some(BEGIN), end: None },
		family: false,
		tier: Tier::InNetwork,
		flags: Flags::NONE,
		submitted: BEGIN + 86_400,
		year_closed: false,
	};
	let facts = Facts {
		category: 1,
		charge: 15_000,
		units: 1,
		from: BEGIN,
		to: BEGIN + 3_600,
		allowed: Some(Allowed::PerUnit(11_500)),
		max_units: 0,
		authorized: None,
		finding: None,
		prior: None,
	};
	let used = Used { deductible: 2_000, ..Default::default() };
	let told = |facts: &Facts| {
		let outcome = Case { context: &context, facts, used: &used }.outcome();
		(outcome.paid, outcome.told.into_iter().collect::<Vec<_>>())
	};
	let of = |list: &[(&str, i128)]| list.iter().map(|(name, amount)| (name.to_string(), *amount)).collect::<Vec<_>>();
	assert_eq!(
		told(&facts),
		(7_840, of(&[("CO 253", 160), ("CO 45", 3_500), ("PR 1", 1_000), ("PR 2", 2_000), ("PR 3", 500)]))
	);
	// Another payer paid 100.00 and left 15.00: that is all there is to pay.
	let second = Facts { prior: Some(PriorLine { paid: 10_000, patient: 1_500 }), ..facts };
	assert_eq!(told(&second), (1_500, of(&[("OA 23", 13_500)])));
	// It left 100.00: what is not paid of it is told, the shares first.
	let second = Facts { prior: Some(PriorLine { paid: 3_000, patient: 10_000 }), ..facts };
	assert_eq!(
		told(&second),
		(7_840, of(&[("CO 253", 160), ("OA 23", 5_000), ("PR 1", 1_000), ("PR 2", 500), ("PR 3", 500)]))
	);
}
