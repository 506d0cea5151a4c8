//! The rules, in one place: a pure function over facts, directives and a base policy.
//!
//! Numbers in comments are those of the rules in the pallet's documentation.

use crate::types::*;
use alloc::vec::Vec;
use frame_support::BoundedVec;
use salus_primitives::codes::{CodeId, Lineage};
use sp_core::Get;

/// Decide.
pub fn decide<A: PartialEq>(
	facts: &Facts<A>,
	directives: &[Directive<A>],
	policy: Option<&BasePolicy>,
) -> AccessAnswer {
	evaluate(facts, directives, policy, &mut |_, _, _| ())
}

/// Decide, and say what became of every directive, policy and provision.
pub fn explain<A: PartialEq>(
	facts: &Facts<A>,
	directives: &[Directive<A>],
	policy: Option<&BasePolicy>,
) -> Explanation {
	let mut notes = Vec::new();
	let answer = evaluate(facts, directives, policy, &mut |source, provision, reason| {
		notes.push(Note { source, provision, reason });
	});
	Explanation { answer, notes }
}

/// Does a directive that counts forbid to break glass (21)? Whether the jurisdiction lets it, the caller knows.
pub fn forbids_break_glass<A: PartialEq>(facts: &Facts<A>, directives: &[Directive<A>]) -> bool {
	directives.iter().any(|directive| directive.terms.forbids_break_glass && counts(facts, directive).is_ok())
}

/// How far data criteria meet a request (10), worst first: of several criteria the least counts, of several entries in
/// one list the greatest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Met {
	None,
	Part,
	Whole,
}

impl From<bool> for Met {
	fn from(whole: bool) -> Self {
		if whole {
			Self::Whole
		} else {
			Self::None
		}
	}
}

/// Data criteria of a provision after what it takes over from its parent (9).
#[derive(Clone, Copy)]
struct Criteria<'a> {
	classes: &'a CriterionCodes,
	contents: &'a CriterionCodes,
	labels: &'a CriterionCodes,
	records: &'a [DataRef],
	holders: &'a [u32],
	period: Period<DataTime>,
}

impl<'a> Criteria<'a> {
	fn new(own: &'a DataCriteria, parent: Option<&Criteria<'a>>) -> Self {
		let Some(parent) = parent else {
			return Self {
				classes: &own.classes,
				contents: &own.contents,
				labels: &own.labels,
				records: &own.records,
				holders: &own.holders,
				period: own.period,
			};
		};
		Self {
			classes: if own.classes.is_empty() { parent.classes } else { &own.classes },
			contents: if own.contents.is_empty() { parent.contents } else { &own.contents },
			labels: if own.labels.is_empty() { parent.labels } else { &own.labels },
			records: if own.records.is_empty() { parent.records } else { &own.records },
			holders: if own.holders.is_empty() { parent.holders } else { &own.holders },
			period: if own.period.is_open() { parent.period } else { own.period },
		}
	}

	fn to_owned(self) -> DataCriteria {
		DataCriteria {
			classes: self.classes.clone(),
			contents: self.contents.clone(),
			labels: self.labels.clone(),
			// As long as where they come from, so nothing is cut off.
			records: BoundedVec::truncate_from(self.records.to_vec()),
			holders: BoundedVec::truncate_from(self.holders.to_vec()),
			period: self.period,
		}
	}

	fn meet(&self, data: &DataFacts) -> Met {
		let met = meet_code(self.classes, data.class.as_ref())
			.min(meet_code(self.contents, data.content.as_ref()))
			.min(self.meet_labels(data))
			.min(self.meet_holder(data));
		// The dearest last.
		if met == Met::None {
			return met;
		}
		met.min(self.meet_period(data)).min(self.meet_records(data))
	}

	fn meet_labels(&self, data: &DataFacts) -> Met {
		if self.labels.is_empty() {
			return Met::Whole;
		}
		let Some(labels) = &data.labels else { return Met::Part };
		labels.iter().any(|label| any_covers(self.labels, label)).into()
	}

	fn meet_holder(&self, data: &DataFacts) -> Met {
		if self.holders.is_empty() {
			return Met::Whole;
		}
		let Some(holder) = data.holder else { return Met::Part };
		self.holders.contains(&holder).into()
	}

	fn meet_period(&self, data: &DataFacts) -> Met {
		let (own, asked) = (&self.period, &data.period);
		if own.is_open() {
			return Met::Whole;
		}
		if asked.is_open() {
			return Met::Part;
		}
		let begins_within = own.start.is_none_or(|start| asked.start.is_some_and(|asked| start <= asked));
		let ends_within = own.end.is_none_or(|end| asked.end.is_some_and(|asked| asked <= end));
		if begins_within && ends_within {
			return Met::Whole;
		}
		let before = matches!((asked.end, own.start), (Some(end), Some(start)) if end < start);
		let after = matches!((asked.start, own.end), (Some(start), Some(end)) if end < start);
		if before || after {
			Met::None
		} else {
			Met::Part
		}
	}

	fn meet_records(&self, data: &DataFacts) -> Met {
		if self.records.is_empty() {
			return Met::Whole;
		}
		let meet_one = |entry: &DataRef| {
			let is = |stated: OpaqueHandle| stated == entry.handle;
			let exactly = |stated: Option<OpaqueHandle>| stated.map_or(Met::Part, |stated| is(stated).into());
			match entry.meaning {
				DataMeaning::Instance => exactly(data.record),
				DataMeaning::AuthoredBy => exactly(data.author),
				DataMeaning::Encounter => exactly(data.encounter),
				DataMeaning::Related | DataMeaning::Dependents => {
					if data.record.is_some_and(is) {
						Met::Whole
					} else {
						Met::Part
					}
				},
			}
		};
		self.records.iter().map(meet_one).max().unwrap_or(Met::None)
	}
}

fn covers(code: CodeId, lineage: &Lineage) -> bool {
	lineage.contains(&code)
}

fn any_covers<S: Get<u32>>(codes: &BoundedVec<CodeId, S>, lineage: &Lineage) -> bool {
	codes.iter().any(|code| covers(*code, lineage))
}

fn meet_code(codes: &CriterionCodes, stated: Option<&Lineage>) -> Met {
	if codes.is_empty() {
		return Met::Whole;
	}
	stated.map_or(Met::Part, |lineage| any_covers(codes, lineage).into())
}

/// Is the directive in question (1 to 5)?
fn counts<A: PartialEq>(facts: &Facts<A>, directive: &Directive<A>) -> Result<(), Reason> {
	let in_force = match directive.status {
		Status::Active => true,
		Status::Winding { grants_below, .. } => facts.grant.is_some_and(|grant| grant < grants_below),
		Status::Draft | Status::Proposed | Status::Suspended => false,
	};
	if !in_force {
		return Err(Reason::NotInForce);
	}
	let terms = &directive.terms;
	if terms.period.start.is_some_and(|start| facts.now < start) {
		return Err(Reason::NotYetValid);
	}
	if terms.period.end.is_some_and(|end| end < facts.now) {
		return Err(Reason::Expired);
	}
	let may_act = match &directive.grantor {
		Grantor::Subject | Grantor::Organization(_) => true,
		Grantor::Guardian(account) => facts.guardians.contains(account),
		Grantor::Proxy(account) => facts.proxies.contains(account),
	};
	if !may_act {
		return Err(Reason::GrantorMayNotAct);
	}
	if terms.condition == Condition::Incapacity && !facts.incapacitated {
		return Err(Reason::NotIncapacitated);
	}
	match (terms.protocol, facts.protocol) {
		(None, _) => Ok(()),
		(Some(given), Some(asked)) if given.protocol == asked.protocol => {
			if given.version == asked.version {
				Ok(())
			} else {
				Err(Reason::OtherProtocolVersion)
			}
		},
		(Some(_), _) => Err(Reason::OtherProtocol),
	}
}

/// Does the provision itself speak to this actor, for this purpose, to this action, now (7)? With caution, one who is
/// not named may be anybody.
fn speaks<A>(facts: &Facts<A>, provision: &Provision, caution: bool) -> Result<(), Reason> {
	let anybody = caution && facts.practitioner.is_none();
	let is_meant = |actor: &Actor| match actor.party {
		Party::Anyone => {
			actor.role.is_none_or(|role| anybody || (facts.practitioner.is_some() && facts.roles.contains(&role)))
		},
		Party::Organization(organization) => facts.organization == organization,
		Party::Person(person) => anybody || facts.practitioner == Some(person),
		Party::Group(group) => anybody || (facts.practitioner.is_some() && facts.groups.contains(&group)),
	};
	if !provision.actors.is_empty() && !provision.actors.iter().any(is_meant) {
		return Err(Reason::OtherActor);
	}
	if !provision.purposes.is_empty() && !any_covers(&provision.purposes, &facts.purpose) {
		return Err(Reason::OtherPurpose);
	}
	if !provision.actions.is_empty() && !any_covers(&provision.actions, &facts.action) {
		return Err(Reason::OtherAction);
	}
	if !provision.period.contains(&facts.now) {
		return Err(Reason::OutsideItsPeriod);
	}
	Ok(())
}

/// A provision as its place in the tree makes it.
struct Node<'a> {
	depth: u32,
	/// Its context and that of all above it match, strictly, or else with caution: for exceptions to it that permit, or
	/// that deny (8).
	strictly: bool,
	cautiously: bool,
	criteria: Criteria<'a>,
}

/// A provision that speaks, and whose data the request may be about.
struct Rule<'a> {
	depth: u32,
	effect: Effect,
	provision: u8,
	met: Met,
	criteria: Criteria<'a>,
}

/// What one directive or policy says (11, 12).
struct Layer<'a> {
	source: RuleSource,
	/// In the order of rule 11.
	rules: Vec<Rule<'a>>,
	/// Place of W in `rules`.
	whole: Option<usize>,
	/// The base decision.
	base: Effect,
	/// Whether a guardian's directive, and one that permits on principle (13).
	of_guardian: bool,
	/// Silence is a denial (13).
	strict: bool,
}

impl<'a> Layer<'a> {
	/// `None` when it does not apply (6).
	fn of<A>(
		source: RuleSource,
		provisions: &'a Provisions,
		facts: &Facts<A>,
		note: &mut impl FnMut(RuleSource, Option<u8>, Reason),
	) -> Option<Self> {
		let base = provisions.first()?.effect;
		let mut nodes = Vec::<Node<'a>>::with_capacity(provisions.len());
		let mut rules = Vec::new();
		for (provision, place) in provisions.iter().zip(0u8..) {
			let parent = provision.parent.and_then(|parent| nodes.get(usize::from(parent)));
			let (strict, cautious) = (speaks(facts, provision, false), speaks(facts, provision, true));
			// Only the root has no parent; a tree that was recorded has no other such provision.
			let (strictly, cautiously) = match parent {
				Some(parent) => (parent.strictly, parent.cautiously),
				None => (place == 0, place == 0),
			};
			let node = Node {
				depth: parent.map_or(0, |parent| parent.depth.saturating_add(1)),
				strictly: strictly && strict.is_ok(),
				cautiously: cautiously && cautious.is_ok(),
				criteria: Criteria::new(&provision.data, parent.map(|parent| &parent.criteria)),
			};
			let (above, own) = match provision.effect {
				Effect::Permit => (strictly, strict),
				Effect::Deny => (cautiously, cautious),
			};
			match own {
				Err(reason) if place == 0 => {
					note(source, None, reason);
					return None;
				},
				_ if !above => note(source, Some(place), Reason::ParentDoesNotApply),
				Err(reason) => note(source, Some(place), reason),
				Ok(()) => match node.criteria.meet(&facts.data) {
					Met::None => note(source, Some(place), Reason::OtherData),
					met => rules.push(Rule {
						depth: node.depth,
						effect: provision.effect,
						provision: place,
						met,
						criteria: node.criteria,
					}),
				},
			}
			nodes.push(node);
		}
		rules.sort_by_key(|rule| (rule.depth, rule.effect, rule.provision));
		let whole = rules.iter().rposition(|rule| rule.met == Met::Whole);
		Some(Self { source, rules, whole, base, of_guardian: false, strict: false })
	}

	/// W (12).
	fn decisive(&self) -> Option<&Rule<'a>> {
		self.whole.and_then(|whole| self.rules.get(whole))
	}

	fn otherwise(&self) -> Option<Effect> {
		match self.decisive() {
			Some(rule) => Some(rule.effect),
			None if self.strict => Some(Effect::Deny),
			None => None,
		}
	}

	/// The rules after W.
	fn open(&self) -> impl DoubleEndedIterator<Item = &Rule<'a>> {
		self.rules.iter().skip(self.whole.map_or(0, |whole| whole.saturating_add(1)))
	}

	fn may(&self, effect: Effect) -> bool {
		self.otherwise() == Some(effect) || self.open().any(|rule| rule.effect == effect)
	}

	/// Permits all or denies all that was asked for.
	fn only(&self, effect: Effect) -> bool {
		self.otherwise() == Some(effect) && self.open().all(|rule| rule.effect == effect)
	}

	fn basis(&self, rule: &Rule<'a>) -> AccessBasis {
		AccessBasis::Rule { source: self.source, provision: rule.provision }
	}

	fn residual(&self) -> ResidualLayer {
		let to_residual = |rule: &Rule<'a>| ResidualRule {
			effect: rule.effect,
			data: rule.criteria.to_owned(),
			provision: rule.provision,
		};
		ResidualLayer {
			source: self.source,
			otherwise: self.otherwise(),
			rules: self.open().map(to_residual).collect(),
		}
	}
}

fn evaluate<A: PartialEq>(
	facts: &Facts<A>,
	directives: &[Directive<A>],
	policy: Option<&BasePolicy>,
	note: &mut impl FnMut(RuleSource, Option<u8>, Reason),
) -> AccessAnswer {
	let mut layers = Vec::<Layer<'_>>::new();
	// Of guardians whose directives permit on principle: one, and that there is another (13).
	let (mut guardian, mut guardians_differ) = (None::<&A>, false);
	for recorded_by_organization in [false, true] {
		let outranked = permits_on_principle(&layers);
		for directive in directives {
			if matches!(directive.grantor, Grantor::Organization(_)) != recorded_by_organization {
				continue;
			}
			let source = RuleSource::Directive { number: directive.number, version: directive.version };
			if let Err(reason) = counts(facts, directive) {
				note(source, None, reason);
				continue;
			}
			if outranked {
				note(source, None, Reason::Outranked);
				continue;
			}
			let Some(mut layer) = Layer::of(source, &directive.terms.provisions, facts, note) else { continue };
			if let (Grantor::Guardian(account), Effect::Permit) = (&directive.grantor, layer.base) {
				guardians_differ |= guardian.is_some_and(|other| other != account);
				guardian = Some(account);
				layer.of_guardian = true;
			}
			layers.push(layer);
		}
	}
	if let Some(policy) = policy.filter(|policy| facts.data.holder == Some(policy.organization)) {
		let source = RuleSource::Policy { organization: policy.organization, version: policy.version };
		if permits_on_principle(&layers) {
			note(source, None, Reason::Outranked);
		} else {
			layers.extend(Layer::of(source, &policy.provisions, facts, note));
		}
	}
	for layer in &mut layers {
		layer.strict = guardians_differ && layer.of_guardian;
	}
	let answer = conclude(&layers);
	for layer in &layers {
		for (rule, n) in layer.rules.iter().zip(0usize..) {
			let reason = if layer.basis(rule) == answer.basis {
				Reason::Decided
			} else if !answer.residual.is_empty() && layer.whole.is_none_or(|whole| whole < n) {
				Reason::Residual
			} else {
				Reason::Overridden
			};
			note(layer.source, Some(rule.provision), reason);
		}
	}
	answer
}

/// Does a directive apply whose base decision is permit (14)?
fn permits_on_principle(layers: &[Layer<'_>]) -> bool {
	layers.iter().any(|layer| layer.base == Effect::Permit)
}

/// What all layers together say (16 to 20).
fn conclude(layers: &[Layer<'_>]) -> AccessAnswer {
	let refuse = |outcome, basis| AccessAnswer { outcome, basis, residual: Vec::new() };
	if layers.is_empty() {
		return refuse(AccessOutcome::NoConsent, AccessBasis::NothingApplies);
	}
	if let Some(layer) = layers.iter().find(|layer| layer.only(Effect::Deny)) {
		let basis = layer.decisive().map_or(AccessBasis::NothingPermits, |rule| layer.basis(rule));
		return refuse(AccessOutcome::Deny, basis);
	}
	let permits = |layer: &&Layer<'_>| layer.otherwise() == Some(Effect::Permit);
	let whole = layers.iter().find(permits).and_then(|layer| layer.decisive().map(|rule| layer.basis(rule)));
	let part = || {
		let layer = layers.iter().find(|layer| layer.may(Effect::Permit))?;
		layer.open().rfind(|rule| rule.effect == Effect::Permit).map(|rule| layer.basis(rule))
	};
	let Some(basis) = whole.or_else(part) else {
		return refuse(AccessOutcome::Deny, AccessBasis::NothingPermits);
	};
	let is_whole =
		layers.iter().any(|layer| layer.only(Effect::Permit)) && !layers.iter().any(|layer| layer.may(Effect::Deny));
	let speaks = |layer: &&Layer<'_>| layer.otherwise().is_some() || layer.open().next().is_some();
	let residual = if is_whole { Vec::new() } else { layers.iter().filter(speaks).map(Layer::residual).collect() };
	AccessAnswer { outcome: AccessOutcome::Permit, basis, residual }
}
