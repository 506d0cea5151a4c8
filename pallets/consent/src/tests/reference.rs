//! A second evaluator, written from the rules in the README alone: slow, plain, and sharing no code with the first.
//! Both are asked the same random questions and must not differ in anything.
//!
//! `SALUS_REFERENCE_CASES` sets how many questions are asked, `SALUS_REFERENCE_SEED` which.

use crate::{decision, types::*};
use salus_primitives::codes::{CodeId, Lineage};
use std::collections::BTreeSet;

/// Accounts need only be told apart.
type Account = u8;

// --- The evaluator -------------------------------------------------------------------------------------------------

#[derive(Clone, Copy, PartialEq, Debug)]
enum Meets {
	Whole,
	Part,
	None,
}

/// Criteria as plain lists.
#[derive(Clone, PartialEq, Debug, Default)]
struct Criteria {
	classes: Vec<CodeId>,
	contents: Vec<CodeId>,
	labels: Vec<CodeId>,
	records: Vec<(DataMeaning, OpaqueHandle)>,
	holders: Vec<u32>,
	start: Option<i64>,
	end: Option<i64>,
}

#[derive(Clone, PartialEq, Debug)]
struct Rule {
	place: usize,
	effect: Effect,
	criteria: Criteria,
	meets: Meets,
}

struct Layer {
	source: RuleSource,
	decided_by: Option<usize>,
	otherwise: Option<Effect>,
	/// Silence became a denial (rule 13).
	strict: bool,
	rules: Vec<Rule>,
}

fn among<T: PartialEq + Copy>(start: Option<T>, end: Option<T>, moment: T) -> bool
where
	T: PartialOrd,
{
	if let Some(start) = start {
		if moment < start {
			return false;
		}
	}
	if let Some(end) = end {
		if moment > end {
			return false;
		}
	}
	true
}

/// Rules 1 to 5.
fn counts(facts: &Facts<Account>, directive: &Directive<Account>) -> bool {
	let in_force = match directive.status {
		Status::Active => true,
		Status::Winding { grants_below, .. } => match facts.grant {
			Some(grant) => grant < grants_below,
			None => false,
		},
		Status::Draft | Status::Proposed | Status::Suspended => false,
	};
	let terms = &directive.terms;
	let valid = among(terms.period.start, terms.period.end, facts.now);
	let may_act = match directive.grantor {
		Grantor::Subject | Grantor::Organization(_) => true,
		Grantor::Guardian(account) => facts.guardians.iter().any(|guardian| *guardian == account),
		Grantor::Proxy(account) => facts.proxies.iter().any(|proxy| *proxy == account),
	};
	let condition = match terms.condition {
		Condition::Always => true,
		Condition::Incapacity => facts.incapacitated,
	};
	let protocol = match (terms.protocol, facts.protocol) {
		(None, _) => true,
		(Some(_), None) => false,
		(Some(mine), Some(named)) => mine.protocol == named.protocol && mine.version == named.version,
	};
	in_force && valid && may_act && condition && protocol
}

/// Rule 8.
fn context(facts: &Facts<Account>, tree: &[Provision], place: usize) -> bool {
	let cautiously = tree[place].effect == Effect::Deny;
	let mut above = Some(place);
	while let Some(here) = above {
		if !speaks(facts, &tree[here], cautiously) {
			return false;
		}
		above = tree[here].parent.map(usize::from);
	}
	true
}

/// Rule 7.
fn speaks(facts: &Facts<Account>, provision: &Provision, cautiously: bool) -> bool {
	let unknown_matches = cautiously && facts.practitioner.is_none();
	let mut actor_matches = provision.actors.len() == 0;
	for actor in provision.actors.iter() {
		actor_matches |= match (actor.party, actor.role) {
			(Party::Anyone, None) => true,
			(Party::Organization(organization), _) => organization == facts.organization,
			_ if unknown_matches => true,
			(Party::Anyone, Some(role)) => facts.practitioner.is_some() && facts.roles.iter().any(|held| *held == role),
			(Party::Person(person), _) => facts.practitioner == Some(person),
			(Party::Group(group), _) => facts.practitioner.is_some() && facts.groups.iter().any(|mine| *mine == group),
		};
	}
	let purposes: Vec<CodeId> = provision.purposes.to_vec();
	let actions: Vec<CodeId> = provision.actions.to_vec();
	actor_matches
		&& (purposes.is_empty() || one_covers(&purposes, &facts.purpose))
		&& (actions.is_empty() || one_covers(&actions, &facts.action))
		&& among(provision.period.start, provision.period.end, facts.now)
}

/// Does one of the codes cover the code with this lineage?
fn one_covers(codes: &[CodeId], lineage: &Lineage) -> bool {
	for code in codes {
		for above in lineage.iter() {
			if code == above {
				return true;
			}
		}
	}
	false
}

/// Rule 9.
fn criteria(tree: &[Provision], place: usize) -> Criteria {
	let provision = &tree[place];
	let above = match provision.parent {
		Some(parent) => criteria(tree, usize::from(parent)),
		None => Criteria::default(),
	};
	let data = &provision.data;
	let codes = |own: &CriterionCodes, above: Vec<CodeId>| if own.len() > 0 { own.to_vec() } else { above };
	let own_period = data.period.start.is_some() || data.period.end.is_some();
	Criteria {
		classes: codes(&data.classes, above.classes),
		contents: codes(&data.contents, above.contents),
		labels: codes(&data.labels, above.labels),
		records: if data.records.len() > 0 {
			data.records.iter().map(|record| (record.meaning, record.handle)).collect()
		} else {
			above.records
		},
		holders: if data.holders.len() > 0 { data.holders.to_vec() } else { above.holders },
		start: if own_period { data.period.start } else { above.start },
		end: if own_period { data.period.end } else { above.end },
	}
}

/// Rule 10.
fn meets(criteria: &Criteria, facts: &DataFacts) -> Meets {
	let mut all = vec![
		code_meets(&criteria.classes, facts.class.as_ref()),
		code_meets(&criteria.contents, facts.content.as_ref()),
	];
	all.push(match (criteria.labels.is_empty(), &facts.labels) {
		(true, _) => Meets::Whole,
		(false, None) => Meets::Part,
		(false, Some(stated)) => {
			if stated.iter().any(|lineage| one_covers(&criteria.labels, lineage)) {
				Meets::Whole
			} else {
				Meets::None
			}
		},
	});
	all.push(match (criteria.holders.is_empty(), facts.holder) {
		(true, _) => Meets::Whole,
		(false, None) => Meets::Part,
		(false, Some(holder)) if criteria.holders.contains(&holder) => Meets::Whole,
		(false, Some(_)) => Meets::None,
	});
	all.push(period_meets(criteria, facts));
	all.push(records_meet(criteria, facts));
	if all.contains(&Meets::None) {
		Meets::None
	} else if all.contains(&Meets::Part) {
		Meets::Part
	} else {
		Meets::Whole
	}
}

fn code_meets(codes: &[CodeId], stated: Option<&Lineage>) -> Meets {
	if codes.is_empty() {
		return Meets::Whole;
	}
	match stated {
		None => Meets::Part,
		Some(lineage) if one_covers(codes, lineage) => Meets::Whole,
		Some(_) => Meets::None,
	}
}

fn period_meets(criteria: &Criteria, facts: &DataFacts) -> Meets {
	let (start, end) = (facts.period.start, facts.period.end);
	if criteria.start.is_none() && criteria.end.is_none() {
		return Meets::Whole;
	}
	if start.is_none() && end.is_none() {
		return Meets::Part;
	}
	let begins_within = match (criteria.start, start) {
		(None, _) => true,
		(Some(_), None) => false,
		(Some(limit), Some(start)) => start >= limit,
	};
	let ends_within = match (criteria.end, end) {
		(None, _) => true,
		(Some(_), None) => false,
		(Some(limit), Some(end)) => end <= limit,
	};
	if begins_within && ends_within {
		return Meets::Whole;
	}
	let too_late = matches!((criteria.end, start), (Some(limit), Some(start)) if start > limit);
	let too_early = matches!((criteria.start, end), (Some(limit), Some(end)) if end < limit);
	if too_late || too_early {
		Meets::None
	} else {
		Meets::Part
	}
}

fn records_meet(criteria: &Criteria, facts: &DataFacts) -> Meets {
	if criteria.records.is_empty() {
		return Meets::Whole;
	}
	let is = |stated: Option<OpaqueHandle>, handle: OpaqueHandle| match stated {
		None => Meets::Part,
		Some(stated) if stated == handle => Meets::Whole,
		Some(_) => Meets::None,
	};
	let mut best = Meets::None;
	for (meaning, handle) in &criteria.records {
		let this = match meaning {
			DataMeaning::Instance => is(facts.record, *handle),
			DataMeaning::AuthoredBy => is(facts.author, *handle),
			DataMeaning::Encounter => is(facts.encounter, *handle),
			_ if facts.record == Some(*handle) => Meets::Whole,
			DataMeaning::Related | DataMeaning::Dependents => Meets::Part,
		};
		best = match (best, this) {
			(Meets::Whole, _) | (_, Meets::Whole) => Meets::Whole,
			(Meets::Part, _) | (_, Meets::Part) => Meets::Part,
			_ => Meets::None,
		};
	}
	best
}

fn depth(tree: &[Provision], place: usize) -> usize {
	match tree[place].parent {
		None => 0,
		Some(parent) => 1 + depth(tree, usize::from(parent)),
	}
}

/// Rules 11 and 12.
fn layer(facts: &Facts<Account>, source: RuleSource, tree: &[Provision]) -> Layer {
	let mut rules = Vec::new();
	for place in 0..tree.len() {
		if !context(facts, tree, place) {
			continue;
		}
		let criteria = criteria(tree, place);
		let meets = meets(&criteria, &facts.data);
		if meets != Meets::None {
			rules.push(Rule { place, effect: tree[place].effect, criteria, meets });
		}
	}
	let mut ordered: Vec<Rule> = Vec::new();
	for level in 0..=tree.len() {
		for effect in [Effect::Permit, Effect::Deny] {
			ordered.extend(rules.iter().filter(|r| depth(tree, r.place) == level && r.effect == effect).cloned());
		}
	}
	let last_whole = (0..ordered.len()).rev().find(|n| ordered[*n].meets == Meets::Whole);
	match last_whole {
		Some(n) => Layer {
			source,
			decided_by: Some(ordered[n].place),
			otherwise: Some(ordered[n].effect),
			strict: false,
			rules: ordered[n + 1..].to_vec(),
		},
		None => Layer { source, decided_by: None, otherwise: None, strict: false, rules: ordered },
	}
}

/// All rules together.
fn evaluate(facts: &Facts<Account>, directives: &[Directive<Account>], policy: Option<&BasePolicy>) -> AccessAnswer {
	// Rule 6.
	let applying: Vec<&Directive<Account>> = directives
		.iter()
		.filter(|directive| counts(facts, directive) && context(facts, &directive.terms.provisions, 0))
		.collect();
	let permits_on_principle = |tree: &[Provision]| tree[0].effect == Effect::Permit;
	let guardian = |directive: &Directive<Account>| match directive.grantor {
		Grantor::Guardian(account) if permits_on_principle(&directive.terms.provisions) => Some(account),
		_ => None,
	};
	let guardians: BTreeSet<Account> = applying.iter().filter_map(|directive| guardian(directive)).collect();

	let mut layers = Vec::new();
	for tier in 1..=3 {
		let mut considered_is_enough = false;
		if tier < 3 {
			let mut of_tier: Vec<&&Directive<Account>> = applying
				.iter()
				.filter(|directive| matches!(directive.grantor, Grantor::Organization(_)) == (tier == 2))
				.collect();
			of_tier.sort_by_key(|directive| directive.number);
			for directive in of_tier {
				let tree = &directive.terms.provisions;
				let source = RuleSource::Directive { number: directive.number, version: directive.version };
				let mut made = layer(facts, source, tree);
				if guardians.len() >= 2 && guardian(directive).is_some() && made.otherwise.is_none() {
					made.otherwise = Some(Effect::Deny);
					made.strict = true;
				}
				layers.push(made);
				considered_is_enough |= permits_on_principle(tree);
			}
		} else if let Some(policy) = policy {
			let is_of_holder = facts.data.holder == Some(policy.organization);
			if is_of_holder && context(facts, &policy.provisions, 0) {
				let source = RuleSource::Policy { organization: policy.organization, version: policy.version };
				layers.push(layer(facts, source, &policy.provisions));
			}
		}
		if considered_is_enough {
			break;
		}
	}

	let answer = |outcome, basis| AccessAnswer { outcome, basis, residual: Vec::new() };
	let rule = |source, place: usize| AccessBasis::Rule { source, provision: u8::try_from(place).unwrap() };
	// Rule 16.
	if layers.is_empty() {
		return answer(AccessOutcome::NoConsent, AccessBasis::NothingApplies);
	}
	let some_rule = |layer: &Layer, effect| layer.rules.iter().any(|rule| rule.effect == effect);
	// Rule 17.
	for layer in &layers {
		if layer.otherwise == Some(Effect::Deny) && !some_rule(layer, Effect::Permit) {
			let basis =
				if layer.strict { AccessBasis::NothingPermits } else { rule(layer.source, layer.decided_by.unwrap()) };
			return answer(AccessOutcome::Deny, basis);
		}
	}
	// Rule 18.
	let may_permit = |layer: &&Layer| layer.otherwise == Some(Effect::Permit) || some_rule(layer, Effect::Permit);
	let Some(first) = layers.iter().find(may_permit) else {
		return answer(AccessOutcome::Deny, AccessBasis::NothingPermits);
	};
	// Rule 19.
	let basis = match layers.iter().find(|layer| layer.otherwise == Some(Effect::Permit)) {
		Some(layer) => rule(layer.source, layer.decided_by.unwrap()),
		None => {
			let last = first.rules.iter().rev().find(|rule| rule.effect == Effect::Permit).unwrap();
			rule(first.source, last.place)
		},
	};
	// Rule 20.
	let can_deny = |layer: &Layer| layer.otherwise == Some(Effect::Deny) || some_rule(layer, Effect::Deny);
	let whole = layers.iter().any(|layer| layer.otherwise == Some(Effect::Permit) && !some_rule(layer, Effect::Deny))
		&& !layers.iter().any(can_deny);
	let residual = if whole {
		Vec::new()
	} else {
		layers
			.iter()
			.filter(|layer| layer.otherwise.is_some() || !layer.rules.is_empty())
			.map(|layer| ResidualLayer {
				source: layer.source,
				otherwise: layer.otherwise,
				rules: layer
					.rules
					.iter()
					.map(|rule| ResidualRule {
						effect: rule.effect,
						data: written(&rule.criteria),
						provision: u8::try_from(rule.place).unwrap(),
					})
					.collect(),
			})
			.collect()
	};
	AccessAnswer { outcome: AccessOutcome::Permit, basis, residual }
}

fn written(criteria: &Criteria) -> DataCriteria {
	DataCriteria {
		classes: criteria.classes.clone().try_into().unwrap(),
		contents: criteria.contents.clone().try_into().unwrap(),
		labels: criteria.labels.clone().try_into().unwrap(),
		records: criteria
			.records
			.iter()
			.map(|(meaning, handle)| DataRef { meaning: *meaning, handle: *handle })
			.collect::<Vec<_>>()
			.try_into()
			.unwrap(),
		holders: criteria.holders.clone().try_into().unwrap(),
		period: Period { start: criteria.start, end: criteria.end },
	}
}

/// Rule 20: may a datum about which everything is known be released?
fn releases(answer: &AccessAnswer, datum: &DataFacts) -> bool {
	if answer.outcome != AccessOutcome::Permit {
		return false;
	}
	if answer.residual.is_empty() {
		return true;
	}
	let verdicts: Vec<Option<Effect>> = answer
		.residual
		.iter()
		.map(|layer| {
			let mut verdict = layer.otherwise;
			for rule in &layer.rules {
				let data = &rule.data;
				let plain = Criteria {
					classes: data.classes.to_vec(),
					contents: data.contents.to_vec(),
					labels: data.labels.to_vec(),
					records: data.records.iter().map(|record| (record.meaning, record.handle)).collect(),
					holders: data.holders.to_vec(),
					start: data.period.start,
					end: data.period.end,
				};
				match meets(&plain, datum) {
					Meets::Whole => verdict = Some(rule.effect),
					Meets::None => {},
					Meets::Part => panic!("a datum is wholly known"),
				}
			}
			verdict
		})
		.collect();
	verdicts.contains(&Some(Effect::Permit)) && !verdicts.contains(&Some(Effect::Deny))
}

// --- Random questions ----------------------------------------------------------------------------------------------

/// SplitMix64: the same numbers everywhere.
struct Random(u64);

impl Random {
	fn next(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut z = self.0;
		z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		z ^ (z >> 31)
	}

	fn below(&mut self, bound: u64) -> u64 {
		self.next() % bound
	}

	fn in_hundred(&mut self, chance: u64) -> bool {
		self.below(100) < chance
	}

	fn one_of<T: Clone>(&mut self, choices: &[T]) -> T {
		let place = self.below(choices.len() as u64) as usize;
		choices[place].clone()
	}

	fn maybe<T>(&mut self, chance: u64, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
		if self.in_hundred(chance) {
			Some(value(self))
		} else {
			None
		}
	}

	/// None as often as `chance` in a hundred does not hit, else one to three of the choices.
	fn some_of<T: Clone>(&mut self, chance: u64, choices: &[T]) -> Vec<T> {
		if !self.in_hundred(chance) {
			return Vec::new();
		}
		(0..=self.below(3)).map(|_| self.one_of(choices)).collect()
	}

	fn handle(&mut self) -> OpaqueHandle {
		OpaqueHandle::repeat_byte(1 + self.below(3) as u8)
	}

	fn person(&mut self) -> salus_primitives::SubjectId {
		salus_primitives::SubjectId::repeat_byte(101 + self.below(3) as u8)
	}

	fn period<T: Ord + Copy>(&mut self, chance: u64, moment: impl Fn(&mut Self) -> T) -> Period<T> {
		if !self.in_hundred(chance) {
			return Period { start: None, end: None };
		}
		let (a, b) = (moment(self), moment(self));
		match self.below(3) {
			0 => Period { start: Some(a), end: None },
			1 => Period { start: None, end: Some(a) },
			_ => Period { start: Some(a.min(b)), end: Some(a.max(b)) },
		}
	}
}

const PURPOSES: [CodeId; 5] = [10, 11, 12, 13, 14];
const ACTIONS: [CodeId; 3] = [20, 21, 22];
const CLASSES: [CodeId; 4] = [30, 31, 32, 33];
const CONTENTS: [CodeId; 3] = [40, 41, 42];
const LABELS: [CodeId; 4] = [50, 51, 52, 53];
const ROLES: [CodeId; 3] = [60, 61, 62];

/// In every list the second code lies below the first, and the third below the second.
fn lineage(code: CodeId) -> Lineage {
	let above = match code % 10 {
		1 => vec![code, code - 1],
		2 => vec![code, code - 1, code - 2],
		_ => vec![code],
	};
	above.try_into().unwrap()
}

fn random_facts(random: &mut Random) -> Facts<Account> {
	let practitioner = random.maybe(70, Random::person);
	let known = practitioner.is_some();
	let of = |random: &mut Random, codes: &[CodeId]| lineage(random.one_of(codes));
	Facts {
		now: 10 + random.below(3),
		organization: random.below(3) as u32,
		practitioner,
		roles: if known { random.some_of(50, &ROLES) } else { Vec::new() },
		groups: if known { random.maybe(50, Random::handle).into_iter().collect() } else { Vec::new() },
		purpose: of(random, &PURPOSES),
		action: of(random, &ACTIONS),
		protocol: random.maybe(40, random_protocol),
		data: DataFacts {
			class: random.maybe(40, |random| of(random, &CLASSES)),
			content: random.maybe(40, |random| of(random, &CONTENTS)),
			labels: random.maybe(40, |random| {
				let chosen = random.some_of(80, &LABELS);
				chosen.into_iter().map(lineage).collect()
			}),
			record: random.maybe(40, Random::handle),
			author: random.maybe(40, Random::handle),
			encounter: random.maybe(40, Random::handle),
			holder: random.maybe(50, |random| random.below(3) as u32),
			period: random.period(40, |random| random.below(8) as i64 - 4),
		},
		guardians: random.some_of(60, &[1, 2, 3]),
		proxies: random.some_of(50, &[4, 5]),
		incapacitated: random.in_hundred(30),
		grant: random.maybe(40, |random| random.below(4)),
	}
}

fn random_protocol(random: &mut Random) -> ProtocolVersion {
	ProtocolVersion { protocol: random.below(2) as u32, version: 1 + random.below(2) as u32 }
}

/// A tree whose provisions may name only these meanings of records.
fn random_tree(random: &mut Random, meanings: &[DataMeaning]) -> Provisions {
	let count = 1 + random.below(6);
	let mut tree: Vec<Provision> = Vec::new();
	let mut depths: Vec<u32> = Vec::new();
	for place in 0..count {
		let parent = if place == 0 {
			None
		} else {
			let parent = random.below(place) as usize;
			Some(if depths[parent] + 1 < MAX_LEVELS { parent } else { 0 })
		};
		depths.push(parent.map_or(0, |parent| depths[parent] + 1));
		// The root limits less, or hardly anything would ever apply.
		let ease = if place == 0 { 2 } else { 1 };
		let codes = |random: &mut Random, codes: &[CodeId]| random.some_of(25 / ease, codes).try_into().unwrap();
		let actor = |random: &mut Random| Actor {
			party: match random.below(4) {
				0 => Party::Anyone,
				1 => Party::Organization(random.below(3) as u32),
				2 => Party::Person(random.person()),
				_ => Party::Group(random.handle()),
			},
			role: random.maybe(50, |random| random.one_of(&ROLES)),
		};
		let actors: Vec<Actor> =
			if random.in_hundred(30 / ease) { (0..=random.below(3)).map(|_| actor(random)).collect() } else { vec![] };
		let record = |random: &mut Random| DataRef { meaning: random.one_of(meanings), handle: random.handle() };
		let records: Vec<DataRef> =
			if random.in_hundred(30 / ease) { (0..=random.below(3)).map(|_| record(random)).collect() } else { vec![] };
		tree.push(Provision {
			parent: parent.map(|parent| parent as u8),
			effect: random.one_of(&[Effect::Permit, Effect::Permit, Effect::Deny]),
			actors: actors.try_into().unwrap(),
			purposes: random.some_of(30 / ease, &PURPOSES).try_into().unwrap(),
			actions: random.some_of(20 / ease, &ACTIONS).try_into().unwrap(),
			period: random.period(15 / ease, |random| 9 + random.below(5)),
			data: DataCriteria {
				classes: codes(random, &CLASSES),
				contents: codes(random, &CONTENTS),
				labels: codes(random, &LABELS),
				records: records.try_into().unwrap(),
				holders: random.some_of(20 / ease, &[0, 1, 2]).try_into().unwrap(),
				period: random.period(25 / ease, |random| random.below(8) as i64 - 4),
			},
		});
	}
	tree.try_into().unwrap()
}

fn random_directive(random: &mut Random, number: u32, meanings: &[DataMeaning]) -> Directive<Account> {
	let grantor = match random.below(8) {
		0 | 1 => Grantor::Guardian(random.one_of(&[1, 2, 3])),
		2 => Grantor::Proxy(random.one_of(&[4, 5])),
		3 | 4 => Grantor::Organization(random.below(3) as u32),
		_ => Grantor::Subject,
	};
	let status = match random.below(12) {
		0 => Status::Draft,
		1 => Status::Suspended,
		2 => Status::Winding { grants_below: random.below(4), until: 20 },
		3 => Status::Proposed,
		_ => Status::Active,
	};
	Directive {
		number,
		version: 1 + random.below(3) as u32,
		grantor,
		recorded: 1,
		status,
		verification: None,
		terms: Terms {
			controller: None,
			policy: None,
			scope: None,
			condition: random.one_of(&[Condition::Always, Condition::Always, Condition::Always, Condition::Incapacity]),
			protocol: random.maybe(15, random_protocol),
			period: random.period(25, |random| 9 + random.below(5)),
			signed: None,
			document: None,
			forbids_break_glass: random.in_hundred(20),
			provisions: random_tree(random, meanings),
		},
	}
}

fn random_directives(random: &mut Random, meanings: &[DataMeaning]) -> Vec<Directive<Account>> {
	(0..random.below(4)).map(|n| random_directive(random, 1 + n as u32, meanings)).collect()
}

fn setting(name: &str, default: u64) -> u64 {
	match std::env::var(name) {
		Ok(text) => text.parse().unwrap_or_else(|_| panic!("{name} is not a number")),
		Err(_) => default,
	}
}

const ALL_MEANINGS: [DataMeaning; 5] = [
	DataMeaning::Instance,
	DataMeaning::Related,
	DataMeaning::Dependents,
	DataMeaning::AuthoredBy,
	DataMeaning::Encounter,
];

#[test]
fn decision_should_never_differ_from_the_reference() {
	let cases = setting("SALUS_REFERENCE_CASES", 300_000);
	let seed = setting("SALUS_REFERENCE_SEED", 0x5a1c_0003);
	let mut random = Random(seed);
	let (mut whole, mut partial, mut denied, mut by_nothing, mut nothing) = (0u64, 0u64, 0u64, 0u64, 0u64);
	let (mut by_policy, mut layered, mut forbidden) = (0u64, 0u64, 0u64);
	for case in 0..cases {
		let facts = random_facts(&mut random);
		let directives = random_directives(&mut random, &ALL_MEANINGS);
		let policy = match facts.data.holder {
			Some(organization) if random.in_hundred(60) => Some(BasePolicy {
				organization,
				version: 1,
				policy: None,
				document: salus_primitives::Commitment(Default::default()),
				provisions: random_tree(&mut random, &ALL_MEANINGS),
			}),
			_ => None,
		};
		let expected = evaluate(&facts, &directives, policy.as_ref());
		let found = decision::decide(&facts, &directives, policy.as_ref());
		let about = || format!("seed {seed}, case {case}: {facts:#?}\n{directives:#?}\n{policy:#?}");
		assert_eq!(found, expected, "{}", about());
		// Explaining a decision does not change it.
		assert_eq!(decision::explain(&facts, &directives, policy.as_ref()).answer, expected, "{}", about());
		// Rule 21.
		let expected_ban = directives.iter().any(|d| counts(&facts, d) && d.terms.forbids_break_glass);
		assert_eq!(decision::forbids_break_glass(&facts, &directives), expected_ban, "{}", about());
		forbidden += u64::from(expected_ban);
		match (expected.outcome, expected.basis) {
			(AccessOutcome::Permit, _) if expected.residual.is_empty() => whole += 1,
			(AccessOutcome::Permit, _) => partial += 1,
			(AccessOutcome::Deny, AccessBasis::NothingPermits) => by_nothing += 1,
			(AccessOutcome::Deny, _) => denied += 1,
			(AccessOutcome::NoConsent, _) => nothing += 1,
		}
		by_policy += u64::from(matches!(expected.basis, AccessBasis::Rule { source: RuleSource::Policy { .. }, .. }));
		layered += u64::from(expected.residual.len() > 1);
	}
	println!(
		"reference evaluator: {cases} questions (seed {seed}), no difference: {whole} permitted whole, {partial} in part \
		 ({layered} by several layers), {denied} denied by a rule, {by_nothing} denied because nothing permits, {nothing} \
		 without consent; {by_policy} decided by a base policy; {forbidden} with emergencies forbidden"
	);
	// Questions that all have the same answer would show nothing.
	if cases >= 1_000 {
		for (kind, count) in [
			("permitted whole", whole),
			("permitted in part", partial),
			("denied by a rule", denied),
			("nothing permits", by_nothing),
			("no consent", nothing),
			("base policy", by_policy),
			("several layers", layered),
			("emergency forbidden", forbidden),
		] {
			assert!(count * 100 >= cases, "hardly any: {kind}: {count} of {cases}");
		}
	}
}

#[test]
fn residual_should_release_what_a_request_for_just_that_datum_is_permitted() {
	let cases = setting("SALUS_REFERENCE_CASES", 300_000) / 3;
	let mut random = Random(setting("SALUS_REFERENCE_SEED", 0x5a1c_0003) ^ 1);
	// Whether a record is related to another is never known: these meanings are left to the store.
	let meanings = [DataMeaning::Instance, DataMeaning::AuthoredBy, DataMeaning::Encounter];
	let (mut released, mut kept, mut by_residual) = (0u64, 0u64, 0u64);
	for case in 0..cases {
		let mut facts = random_facts(&mut random);
		let directives = random_directives(&mut random, &meanings);
		let moment = random.below(8) as i64 - 4;
		let datum = DataFacts {
			class: Some(lineage(random.one_of(&CLASSES))),
			content: Some(lineage(random.one_of(&CONTENTS))),
			labels: Some(random.some_of(80, &LABELS).into_iter().map(lineage).collect()),
			record: Some(random.handle()),
			author: Some(random.handle()),
			encounter: Some(random.handle()),
			holder: Some(random.below(3) as u32),
			period: Period { start: Some(moment), end: Some(moment) },
		};
		// The request says less about the datum, and nothing that is not true of it.
		let said = |random: &mut Random| random.in_hundred(40);
		facts.data = DataFacts {
			class: datum.class.clone().filter(|_| said(&mut random)),
			content: datum.content.clone().filter(|_| said(&mut random)),
			labels: datum.labels.clone().filter(|_| said(&mut random)),
			record: datum.record.filter(|_| said(&mut random)),
			author: datum.author.filter(|_| said(&mut random)),
			encounter: datum.encounter.filter(|_| said(&mut random)),
			holder: datum.holder.filter(|_| said(&mut random)),
			period: if said(&mut random) { datum.period } else { Period { start: None, end: None } },
		};
		let vague = decision::decide(&facts, &directives, None);
		facts.data = datum.clone();
		let exact = decision::decide(&facts, &directives, None);
		assert!(exact.residual.is_empty(), "case {case}: {exact:?}");
		let expected = exact.outcome == AccessOutcome::Permit;
		assert_eq!(releases(&vague, &datum), expected, "case {case}: {facts:#?}\n{directives:#?}\n{vague:#?}");
		released += u64::from(expected);
		kept += u64::from(!expected);
		by_residual += u64::from(!vague.residual.is_empty());
	}
	println!("residuals: {cases} data, {released} released, {kept} kept back, {by_residual} by a residual");
	assert!(released * 100 >= cases && kept * 100 >= cases && by_residual * 100 >= cases);
}
