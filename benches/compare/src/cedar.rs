//! The same directives as Cedar policies.
//!
//! Each provision is one policy. Of one directive the deepest provision that matches decides, and at the same depth a
//! denial; Cedar knows no depth, and a `forbid` outweighs every `permit`. So a denial holds `unless` a permission that is
//! deeper matches, and permissions need nothing: where one of them is outweighed, a `forbid` applies as well. What is
//! considered at all only while nothing above it speaks (an organisation's directives, a base policy) says so likewise.
//!
//! Codes, parties and handles are entities; a code is in those above it, the datum in its class, its labels, its record.
//! Names are short numbers, which suits Cedar: on chain they are handles of 32 bytes.

use anyhow::{ensure, Context as _, Result};
use cedar_policy::{
	Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, PolicySet, Request,
	RestrictedExpression,
};
use pallet_consent::types::*;
use salus_compare_cases::{lineage, Account, Case, ACTIONS, CLASSES, CONTENTS, LABELS, PURPOSES};
use std::{
	collections::{HashMap, HashSet},
	fmt::{Display, Write},
};

/// A case as Cedar takes it.
pub struct Question {
	/// The policies as they are stored.
	pub text: String,
	pub policies: PolicySet,
	pub entities: Entities,
	pub request: Request,
}

impl Question {
	/// Translate.
	pub fn of(case: &Case) -> Result<Self> {
		let text = policies(case);
		let policies = text.parse().with_context(|| format!("Cedar refuses {text}"))?;
		let (request, entities) = request(case)?;
		Ok(Self { text, policies, entities, request })
	}

	/// What Cedar says. A policy that fails is skipped by Cedar: here it is an error.
	pub fn permits(&self, authorizer: &Authorizer) -> Result<bool> {
		let response = authorizer.is_authorized(&self.request, &self.policies, &self.entities);
		let error = response.diagnostics().errors().next();
		ensure!(error.is_none(), "a policy fails: {error:?} in {}", self.text);
		Ok(response.decision() == Decision::Allow)
	}
}

// --- Policies ------------------------------------------------------------------------------------------------------

fn policies(case: &Case) -> String {
	let mut out = String::new();
	let (recorded, own): (Vec<_>, Vec<_>) =
		case.directives.iter().partition(|directive| matches!(directive.grantor, Grantor::Organization(_)));
	// Directives above a tier that permit on principle: where one applies, the tier is not considered.
	let mut above = Vec::new();
	for tier in [own, recorded] {
		let mut next = above.clone();
		for directive in tier {
			let Some(head) = head(directive) else { continue };
			let tree = &directive.terms.provisions;
			next.extend(applies_on_principle(&head, tree));
			write(&mut out, &head, tree, &above);
		}
		above = next;
	}
	if let Some(policy) = &case.policy {
		write(&mut out, &[any("resource in", [name("Holder", policy.organization)])], &policy.provisions, &above);
	}
	out
}

/// Conditions under which the directive counts, or `None`: it is not among the policies in force.
fn head(directive: &Directive<Account>) -> Option<Vec<String>> {
	let terms = &directive.terms;
	let mut all = match directive.status {
		Status::Active => Vec::new(),
		Status::Winding { grants_below, .. } => vec![format!("context has grant && context.grant < {grants_below}")],
		Status::Draft | Status::Proposed | Status::Suspended => return None,
	};
	all.extend(within("context.now", terms.period));
	match directive.grantor {
		Grantor::Subject | Grantor::Organization(_) => {},
		Grantor::Guardian(account) => all.push(format!("context.guardians.contains({})", name("Account", account[0]))),
		Grantor::Proxy(account) => all.push(format!("context.proxies.contains({})", name("Account", account[0]))),
	}
	if terms.condition == Condition::Incapacity {
		all.push("context.incapacitated".into());
	}
	if let Some(ProtocolVersion { protocol, version }) = terms.protocol {
		all.push(format!("context has protocol && context.protocol == {protocol} && context.version == {version}"));
	}
	Some(all)
}

/// When a directive applies whose base decision is permit.
fn applies_on_principle(head: &[String], tree: &Provisions) -> Option<String> {
	let root = tree.first().filter(|root| root.effect == Effect::Permit)?;
	Some(and(head.iter().cloned().chain(speaks(root, false))))
}

/// One policy for each provision.
fn write(out: &mut String, head: &[String], tree: &Provisions, above: &[String]) {
	let matches = |place| context(tree, place).into_iter().chain(data(&criteria(tree, place)));
	for (place, provision) in tree.iter().enumerate() {
		let mut unless = above.to_vec();
		let effect = match provision.effect {
			Effect::Permit => "permit",
			Effect::Deny => {
				let deeper = |(other, it): (usize, &Provision)| {
					let outweighs = it.effect == Effect::Permit && depth(tree, other) > depth(tree, place);
					outweighs.then(|| and(matches(other)))
				};
				unless.extend(tree.iter().enumerate().filter_map(deeper));
				"forbid"
			},
		};
		let when = and(head.iter().cloned().chain(matches(place)));
		// Writing to a string cannot fail.
		let _ = write!(out, "{effect} (principal, action, resource) when {{ {when} }}");
		if !unless.is_empty() {
			let _ = write!(out, " unless {{ ({}) }}", unless.join(") || ("));
		}
		out.push_str(";\n");
	}
}

fn parent(tree: &Provisions, place: usize) -> Option<usize> {
	tree.get(place)?.parent.map(usize::from)
}

fn depth(tree: &Provisions, place: usize) -> usize {
	std::iter::successors(Some(place), |place| parent(tree, *place)).count()
}

/// The context of a provision and of all above it. Exceptions that deny are matched with caution; but a root that
/// permits must match strictly, or the directive does not apply.
fn context(tree: &Provisions, place: usize) -> Vec<String> {
	let cautious = tree.get(place).is_some_and(|provision| provision.effect == Effect::Deny);
	let mut all = Vec::new();
	for provision in std::iter::successors(Some(place), |place| parent(tree, *place)).filter_map(|at| tree.get(at)) {
		let is_permitting_root = provision.parent.is_none() && provision.effect == Effect::Permit;
		all.splice(0..0, speaks(provision, cautious && !is_permitting_root));
	}
	all
}

/// The provision's own context.
fn speaks(provision: &Provision, cautious: bool) -> Vec<String> {
	let mut all = Vec::new();
	let anyone = |actor: &Actor| actor.party == Party::Anyone && actor.role.is_none();
	if !provision.actors.is_empty() && !provision.actors.iter().any(anyone) {
		let parties = provision.actors.iter().map(|actor| match (actor.party, actor.role) {
			(Party::Organization(organization), _) => name("Organization", organization),
			(Party::Person(person), _) => name("Person", short(&person)),
			(Party::Group(group), _) => name("Group", short(&group)),
			(Party::Anyone, role) => name("Role", role.unwrap_or_default()),
		});
		let who = any("principal in", parties);
		// Who is not named may be anybody.
		let persons = provision.actors.iter().any(|actor| !matches!(actor.party, Party::Organization(_)));
		all.push(if cautious && persons { format!("(principal is Anybody || {who})") } else { who });
	}
	if !provision.purposes.is_empty() {
		all.push(any("context.purpose in", provision.purposes.iter().map(|code| name("Purpose", code))));
	}
	if !provision.actions.is_empty() {
		all.push(any("action in", provision.actions.iter().map(|code| name("Action", code))));
	}
	all.extend(within("context.now", provision.period));
	all
}

/// Data criteria, with what is taken over from above.
fn criteria(tree: &Provisions, place: usize) -> DataCriteria {
	let own = tree.get(place).map(|provision| provision.data.clone()).unwrap_or_default();
	let Some(parent) = parent(tree, place) else { return own };
	let above = criteria(tree, parent);
	DataCriteria {
		classes: if own.classes.is_empty() { above.classes } else { own.classes },
		contents: if own.contents.is_empty() { above.contents } else { own.contents },
		labels: if own.labels.is_empty() { above.labels } else { own.labels },
		records: if own.records.is_empty() { above.records } else { own.records },
		holders: if own.holders.is_empty() { above.holders } else { own.holders },
		period: if own.period.is_open() { above.period } else { own.period },
	}
}

fn data(criteria: &DataCriteria) -> Vec<String> {
	let record = |record: &DataRef| match record.meaning {
		DataMeaning::AuthoredBy => name("Author", short(&record.handle)),
		DataMeaning::Encounter => name("Encounter", short(&record.handle)),
		_ => name("Record", short(&record.handle)),
	};
	let lists: [Vec<String>; 5] = [
		criteria.classes.iter().map(|code| name("Class", code)).collect(),
		criteria.contents.iter().map(|code| name("Content", code)).collect(),
		criteria.labels.iter().map(|code| name("Label", code)).collect(),
		criteria.holders.iter().map(|holder| name("Holder", holder)).collect(),
		criteria.records.iter().map(record).collect(),
	];
	let lists = lists.into_iter().filter(|list| !list.is_empty()).map(|list| any("resource in", list));
	lists.chain(within("resource.authored", criteria.period)).collect()
}

fn name(kind: &str, id: impl Display) -> String {
	format!("{kind}::\"{id}\"")
}

/// Handles of generated cases repeat one byte.
fn short(handle: &OpaqueHandle) -> u8 {
	handle.0[0]
}

fn any(what: &str, names: impl IntoIterator<Item = String>) -> String {
	let names: Vec<String> = names.into_iter().collect();
	match names.as_slice() {
		[one] => format!("{what} {one}"),
		several => format!("{what} [{}]", several.join(", ")),
	}
}

fn within<T: Display>(what: &str, period: Period<T>) -> Vec<String> {
	let start = period.start.map(|start| format!("{what} >= {start}"));
	start.into_iter().chain(period.end.map(|end| format!("{what} <= {end}"))).collect()
}

/// All of them, each once.
fn and(conditions: impl Iterator<Item = String>) -> String {
	let mut all: Vec<String> = Vec::new();
	for condition in conditions {
		if !all.contains(&condition) {
			all.push(condition);
		}
	}
	if all.is_empty() {
		return "true".into();
	}
	all.join(" && ")
}

// --- Requests ------------------------------------------------------------------------------------------------------

fn request(case: &Case) -> Result<(Request, Entities)> {
	let facts = &case.facts;
	let mut entities = Vec::new();
	let kinds =
		[("Purpose", PURPOSES), ("Action", ACTIONS), ("Class", CLASSES), ("Content", CONTENTS), ("Label", LABELS)];
	for (kind, (first, count)) in kinds {
		for code in (first..).take(count.into()) {
			let above = lineage(code).into_iter().skip(1).map(|code| uid(kind, code)).collect::<Result<_>>()?;
			entities.push(Entity::new_no_attrs(uid(kind, code)?, above));
		}
	}

	let principal = match facts.practitioner {
		Some(person) => uid("Person", short(&person))?,
		None => uid("Anybody", 0)?,
	};
	let mut belongs = HashSet::from([uid("Organization", facts.organization)?]);
	for group in &facts.groups {
		belongs.insert(uid("Group", short(group))?);
	}
	for role in &facts.roles {
		belongs.insert(uid("Role", role)?);
	}
	entities.push(Entity::new_no_attrs(principal.clone(), belongs));

	let data = &facts.data;
	let resource = uid("Datum", 0)?;
	let mut is_in = HashSet::new();
	for (kind, code) in [("Class", &data.class), ("Content", &data.content)] {
		is_in.insert(uid(kind, first(code.as_ref().context("the request states all codes")?)?)?);
	}
	for label in data.labels.iter().flatten() {
		is_in.insert(uid("Label", first(label)?)?);
	}
	for (kind, handle) in [("Record", data.record), ("Author", data.author), ("Encounter", data.encounter)] {
		is_in.insert(uid(kind, short(&handle.context("the request states all handles")?))?);
	}
	is_in.insert(uid("Holder", data.holder.context("the request states the holder")?)?);
	let authored = data.period.start.context("the request states the moment")?;
	let attributes = HashMap::from([("authored".to_string(), RestrictedExpression::new_long(authored))]);
	entities.push(Entity::new(resource.clone(), attributes, is_in)?);

	let accounts = |accounts: &[Account]| -> Result<RestrictedExpression> {
		let names =
			accounts.iter().map(|account| Ok(RestrictedExpression::new_entity_uid(uid("Account", account[0])?)));
		Ok(RestrictedExpression::new_set(names.collect::<Result<Vec<_>>>()?))
	};
	let long = |value: u64| Ok::<_, anyhow::Error>(RestrictedExpression::new_long(value.try_into()?));
	let purpose = uid("Purpose", first(&facts.purpose)?)?;
	let mut context = vec![
		("purpose", RestrictedExpression::new_entity_uid(purpose)),
		("now", long(facts.now)?),
		("guardians", accounts(&facts.guardians)?),
		("proxies", accounts(&facts.proxies)?),
		("incapacitated", RestrictedExpression::new_bool(facts.incapacitated)),
	];
	if let Some(ProtocolVersion { protocol, version }) = facts.protocol {
		context.extend([("protocol", long(protocol.into())?), ("version", long(version.into())?)]);
	}
	if let Some(grant) = facts.grant {
		context.push(("grant", long(grant)?));
	}
	let context = Context::from_pairs(context.into_iter().map(|(name, value)| (name.to_string(), value)))?;
	let action = uid("Action", first(&facts.action)?)?;
	let request = Request::new(principal, action, resource, context, None)?;
	Ok((request, Entities::from_entities(entities, None)?))
}

/// The code itself comes before those above it.
fn first(lineage: &[u16]) -> Result<u16> {
	lineage.first().copied().context("a code is in its own lineage")
}

fn uid(kind: &str, id: impl Display) -> Result<EntityUid> {
	let kind: EntityTypeName = kind.parse().context("the name of a type")?;
	Ok(EntityUid::from_type_name_and_id(kind, EntityId::new(id.to_string())))
}
