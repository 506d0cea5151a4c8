//! The rules of a consent: from nested provisions to a tree.

use super::{
	super::{codes, extension, names::author, system, Release},
	is_emergency_only, Base, Node, Reader, Reading,
};
use crate::{directory::Entry, outcome::IssueCode};
use pallet_consent::types::{Actor, Party, Provision, Provisions, MAX_LEVELS};
use salus_primitives::{codes::CodeKind, CodeId, DataMeaning, DataRef, Effect, Period, Seconds};
use serde_json::Value;

/// Provisions are a list in R5 alone.
const R5_PROVISION: &str = "Consent.provision[";

/// What an actor of a provision does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
	/// It receives data.
	Recipient,
	/// It keeps data.
	Holder,
	/// It wrote data.
	Author,
}

/// How a provision's effect is known.
#[derive(Clone, Copy)]
enum Typed {
	/// By its type, as in R4.
	Itself,
	/// It is the opposite of its parent's, unless an extension says it, as in R5.
	Parent(Effect),
	/// It was worked out for the root.
	Known(Effect),
}

impl Reader<'_> {
	pub(super) fn rules_r4(&mut self, root: &Node, base: Option<Base>) -> Option<(Period<Seconds>, Provisions)> {
		let Some(provision) = self.object(root, "provision") else {
			let Some(base) = base else {
				let rule = "neither a provision nor a base policy (opt-in, opt-out): nothing is permitted or denied";
				return self.refuse(IssueCode::Required, root.at("provision"), rule);
			};
			return self.tree(vec![Provision::unlimited(base.effect)], Period::default());
		};
		let stated = self.effect(&provision);
		let mut rules = Vec::new();
		let whole = |effect| Provision::unlimited(effect);
		match (stated, base) {
			// PCF: the root says itself what it is. So it does where the base policy says the same.
			(Some(effect), base) if base.is_none_or(|base| base.effect == effect) => {
				self.provision(&provision, Typed::Known(effect), None, 0, &mut rules);
			},
			// Opt-in with a denial, opt-out with a permission: everything, and an exception.
			(Some(effect), Some(base)) => {
				rules.push(whole(base.effect));
				self.provision(&provision, Typed::Known(effect), Some(0), 1, &mut rules);
			},
			(_, None) => {
				let rule = "a root provision without a type takes its effect from the base policy, and there is none";
				return self.refuse(IssueCode::Required, provision.at("type"), rule);
			},
			(None, Some(base)) => match base.reading.or(self.question.reading) {
				_ if is_plain(&provision, base.effect) => {
					if provision.has("period") {
						self.tell(provision.at("period"), "read as the time in which the base policy holds");
					}
					self.provision(&provision, Typed::Known(base.effect), None, 0, &mut rules);
				},
				Some(Reading::Rule) => {
					self.provision(&provision, Typed::Known(base.effect), None, 0, &mut rules);
				},
				Some(Reading::Exception) => {
					rules.push(whole(base.effect));
					self.provision(&provision, Typed::Known(opposite(base.effect)), Some(0), 1, &mut rules);
				},
				None => {
					let rule = "a root provision without a type can be read as the base policy's own rule or as an \
						exception to it: the question must say which (reading: rule or exception)";
					return self.refuse(IssueCode::Required, provision.at("type"), rule);
				},
			},
		}
		// The period of the root is that of the consent.
		let period = match rules.as_mut_slice() {
			[root, ..] => std::mem::take(&mut root.period),
			[] => Period::default(),
		};
		self.tree(rules, period)
	}

	pub(super) fn rules_r5(&mut self, root: &Node, base: Option<Base>) -> Option<(Period<Seconds>, Provisions)> {
		let period = self.validity(root, "period");
		let decision = match self.text(root, "decision") {
			Some("permit") => Some(Effect::Permit),
			Some("deny") => Some(Effect::Deny),
			Some(_) => return self.refuse(IssueCode::Value, root.at("decision"), "neither permit nor deny"),
			None => None,
		};
		if let (Some(decision), Some(base)) = (decision, base) {
			if decision != base.effect {
				let rule = "the decision is not that of the regulatory basis";
				return self.refuse(IssueCode::Value, root.at("decision"), rule);
			}
		}
		let provisions = self.objects(root, "provision");
		let typed: Vec<Option<Effect>> = provisions.iter().map(|provision| self.typed_extension(provision)).collect();
		let silent = self.objects(root, "extension").iter().any(|node| {
			let is = |name: &str, text: &str| node.members.get(name).and_then(Value::as_str) == Some(text);
			is("url", extension::OTHERWISE) && is("valueCode", "silent")
		});
		let mut rules = Vec::new();
		match (provisions.as_slice(), typed.as_slice(), decision.or(base.map(|base| base.effect))) {
			// The one provision is the root.
			([only], [Some(effect)], _) if silent => {
				self.provision(only, Typed::Known(*effect), None, 0, &mut rules);
			},
			([only], [None], Some(decision)) if silent => {
				self.provision(only, Typed::Parent(decision), None, 0, &mut rules);
			},
			(_, _, Some(decision)) if !silent => {
				rules.push(Provision::unlimited(decision));
				for provision in &provisions {
					self.provision(provision, Typed::Parent(decision), Some(0), 1, &mut rules);
				}
			},
			(_, _, Some(_)) => {
				let rule = "a consent that is silent about the rest has one provision";
				return self.refuse(IssueCode::Value, root.at("provision"), rule);
			},
			(_, _, None) => {
				let rule = "without a decision nothing says what provisions are exceptions to";
				return self.refuse(IssueCode::Required, root.at("decision"), rule);
			},
		}
		self.tree(rules, period)
	}

	fn tree(&mut self, rules: Vec<Provision>, period: Period<Seconds>) -> Option<(Period<Seconds>, Provisions)> {
		match Provisions::try_from(rules) {
			Ok(provisions) if !provisions.is_empty() => Some((period, provisions)),
			_ => self.refuse(IssueCode::NotSupported, "Consent.provision", "a directive has 1 to 32 provisions"),
		}
	}

	/// The type of a provision, if it has one.
	fn effect(&mut self, provision: &Node) -> Option<Effect> {
		match self.text(provision, "type") {
			Some("permit") => Some(Effect::Permit),
			Some("deny") => Some(Effect::Deny),
			Some(_) => self.refuse(IssueCode::Value, provision.at("type"), "neither permit nor deny"),
			None => None,
		}
	}

	/// The type that an R5 provision has by extension.
	fn typed_extension(&mut self, provision: &Node) -> Option<Effect> {
		let mut found = None;
		for node in self.objects(provision, "modifierExtension") {
			let text = |name: &str| node.members.get(name).and_then(Value::as_str);
			found = match (text("url"), text("valueCode")) {
				(Some(extension::TYPE), Some("permit")) => Some(Effect::Permit),
				(Some(extension::TYPE), Some("deny")) => Some(Effect::Deny),
				_ => return self.refuse(IssueCode::NotSupported, node.path, "a modifier that is not known"),
			};
		}
		found
	}

	/// A provision and all below it.
	fn provision(&mut self, node: &Node, typed: Typed, parent: Option<u8>, depth: u32, rules: &mut Vec<Provision>) {
		let release = if matches!(typed, Typed::Parent(_)) || node.path.starts_with(R5_PROVISION) {
			Release::R5
		} else {
			Release::R4
		};
		if depth >= MAX_LEVELS {
			self.refuse::<()>(IssueCode::NotSupported, node.path.clone(), "provisions are nested too deep");
			return;
		}
		let Some(place) = u8::try_from(rules.len()).ok().filter(|place| *place < u8::MAX) else {
			self.refuse::<()>(IssueCode::NotSupported, node.path.clone(), "a directive has at most 32 provisions");
			return;
		};
		let effect = match typed {
			Typed::Known(effect) => effect,
			Typed::Parent(parent) => self.typed_extension(node).unwrap_or(opposite(parent)),
			Typed::Itself => match self.effect(node) {
				Some(effect) => effect,
				None => {
					if !node.has("type") {
						let rule = "a nested provision says whether it permits or denies";
						self.refuse::<()>(IssueCode::Required, node.at("type"), rule);
					}
					return;
				},
			},
		};
		let mut rule = Provision { parent, ..Provision::unlimited(effect) };
		let known: &[&str] = match release {
			Release::R4 => &[
				"type",
				"period",
				"actor",
				"action",
				"securityLabel",
				"purpose",
				"class",
				"code",
				"dataPeriod",
				"data",
			],
			Release::R5 => &[
				"period",
				"actor",
				"action",
				"securityLabel",
				"purpose",
				"documentType",
				"resourceType",
				"code",
				"dataPeriod",
				"data",
				"modifierExtension",
			],
		};
		self.only(node, known, &["provision"]);
		rule.period = self.validity(node, "period");
		rule.data.period = self.period(node, "dataPeriod");
		let written = self.actors(node, &mut rule);
		let purposes = self.codings(node, "purpose", CodeKind::Purpose);
		self.fill(&mut rule.purposes, purposes, node.at("purpose"));
		let actions = self.concepts(node, "action", CodeKind::Action);
		self.fill(&mut rule.actions, actions, node.at("action"));
		let labels = self.codings(node, "securityLabel", CodeKind::Label);
		self.fill(&mut rule.data.labels, labels, node.at("securityLabel"));
		let contents = self.concepts(node, "code", CodeKind::ResourceClass);
		self.fill(&mut rule.data.contents, contents, node.at("code"));
		let (documents, resources) = match release {
			Release::R4 => (self.codings(node, "class", CodeKind::ResourceClass), Vec::new()),
			Release::R5 => (
				self.codings(node, "documentType", CodeKind::ResourceClass),
				self.codings(node, "resourceType", CodeKind::ResourceClass),
			),
		};
		if !documents.is_empty() && !resources.is_empty() {
			let rule = "document types and resource types at once: the model lacks two lists of classes that both hold";
			self.refuse::<()>(IssueCode::NotSupported, node.at("documentType"), rule);
		}
		self.fill(&mut rule.data.classes, documents.into_iter().chain(resources).collect(), node.at("class"));
		let named = self.data(node);
		if !written.is_empty() && !named.is_empty() {
			let rule = "an author among the actors and named data at once: the model lacks two lists of records that both hold";
			self.refuse::<()>(IssueCode::NotSupported, node.at("data"), rule);
		}
		self.fill(&mut rule.data.records, written.into_iter().chain(named).collect(), node.at("data"));
		rules.push(rule);
		let children = match release {
			Release::R4 => Typed::Itself,
			Release::R5 => Typed::Parent(effect),
		};
		for child in self.objects(node, "provision") {
			self.provision(&child, children, Some(place), depth.saturating_add(1), rules);
		}
	}

	fn fill<T, S: sp_core::Get<u32>>(
		&mut self,
		list: &mut sp_core::bounded::BoundedVec<T, S>,
		items: Vec<T>,
		path: String,
	) {
		match items.try_into() {
			Ok(bounded) => *list = bounded,
			Err(_) => {
				let rule = format!("the model's list has at most {} entries", S::get());
				self.refuse::<()>(IssueCode::NotSupported, path, rule);
			},
		}
	}

	/// Actors: recipients, holders and authors. The authors come back, for the list of records.
	fn actors(&mut self, node: &Node, rule: &mut Provision) -> Vec<DataRef> {
		let (mut recipients, mut holders, mut authors) = (Vec::new(), Vec::new(), Vec::new());
		for actor in self.objects(node, "actor") {
			self.only(&actor, &["role", "reference"], &[]);
			let role = self.object(&actor, "role");
			let Some((part, role)) = self.part(&actor, role.as_ref()) else { continue };
			let Some(reference) = self.object(&actor, "reference") else {
				match (part, role) {
					(Part::Recipient, Some(role))
						if actor.path.starts_with(R5_PROVISION) && self.can_be_proved(role) =>
					{
						recipients.push(Actor { party: Party::Anyone, role: Some(role) });
					},
					_ => {
						let rule = "an actor is someone";
						self.refuse::<()>(IssueCode::Required, actor.at("reference"), rule);
					},
				}
				continue;
			};
			if let Some(anyone) = self.anyone(&reference) {
				match (part, anyone, role) {
					(Part::Recipient, true, _) => recipients.push(Actor { party: Party::Anyone, role: None }),
					(Part::Recipient, false, Some(role)) => {
						recipients.push(Actor { party: Party::Anyone, role: Some(role) });
					},
					_ => {
						self.refuse::<()>(IssueCode::Value, reference.path, "not somebody who can take this part");
					},
				}
				continue;
			}
			let Some(entry) = self.entry(&reference) else { continue };
			match part {
				Part::Recipient => match party(&entry) {
					Some(party) => recipients.push(Actor { party, role }),
					None => match entry.policy.filter(|code| self.is_role(*code)) {
						Some(role) => recipients.push(Actor { party: Party::Anyone, role: Some(role) }),
						None => {
							let rule =
								"the directory names no subject, organisation, group (handle) or role for this actor";
							self.refuse::<()>(IssueCode::Value, reference.path, rule);
						},
					},
				},
				Part::Holder => match entry.organization {
					Some(holder) => holders.push(holder),
					None => {
						let rule = "the model keeps data only with organisations, and the directory names none";
						self.refuse::<()>(IssueCode::Value, reference.path, rule);
					},
				},
				Part::Author => match author(&entry) {
					Some(handle) => authors.push(DataRef { meaning: DataMeaning::AuthoredBy, handle }),
					None => {
						let rule = "the directory names no subject, organisation or handle for this author";
						self.refuse::<()>(IssueCode::Value, reference.path, rule);
					},
				},
			}
		}
		self.fill(&mut rule.actors, recipients, node.at("actor"));
		self.fill(&mut rule.data.holders, holders, node.at("actor"));
		authors
	}

	fn is_role(&self, code: CodeId) -> bool {
		self.question.codes.code(code).is_some_and(|code| code.kind == CodeKind::ActorRole)
	}

	/// Is this a role that a person has by itself? To receive data is none: nobody could prove it.
	fn can_be_proved(&self, role: CodeId) -> bool {
		self.question.codes.name(role).is_some_and(|(system, _)| system != codes::PARTICIPATION)
	}

	/// Which part an actor takes, and its role in the registry.
	fn part(&mut self, actor: &Node, role: Option<&Node>) -> Option<(Part, Option<CodeId>)> {
		let Some(role) = role else {
			// R5 may leave the role out: whom a rule names then receives data.
			if actor.path.starts_with(R5_PROVISION) && !actor.has("role") {
				return Some((Part::Recipient, None));
			}
			return self.refuse(IssueCode::Required, actor.at("role"), "an actor has a role");
		};
		let mut part = None;
		let mut code = None;
		for (system, symbol) in self.names(role) {
			let id = self.question.codes.id(CodeKind::ActorRole, &system, &symbol);
			let this = match (system.as_str(), symbol.as_str()) {
				(codes::PARTICIPATION, "CST") => Part::Holder,
				(codes::PARTICIPATION, "AUT") => Part::Author,
				(codes::PARTICIPATION, "IRCP" | "PRCP" | "TRC") => Part::Recipient,
				// Other ways to take part, such as to witness, restrict something that the model does not know.
				(codes::PARTICIPATION, _) => continue,
				_ if id.is_some() => Part::Recipient,
				_ => continue,
			};
			if part.is_some_and(|part| part != this) {
				return self.refuse(
					IssueCode::Value,
					role.path.clone(),
					"the codings of this role contradict each other",
				);
			}
			part = Some(this);
			code = code.or(id);
		}
		match part {
			Some(part) => Some((part, code)),
			None => self.refuse(
				IssueCode::NotSupported,
				actor.at("role"),
				"the model knows who receives, keeps and wrote data, and the roles of the code registry",
			),
		}
	}

	/// Is this everybody (`true`), or everybody with the role of the actor (`false`)?
	fn anyone(&self, reference: &Node) -> Option<bool> {
		let identifier = reference.members.get("identifier")?.as_object()?;
		let text = |name: &str| identifier.get(name).and_then(Value::as_str);
		match (text("system")?, text("value")?) {
			(system::ANYONE, "all") => Some(true),
			(system::ANYONE, "role") => Some(false),
			_ => None,
		}
	}

	/// Data named one by one.
	fn data(&mut self, node: &Node) -> Vec<DataRef> {
		let mut found = Vec::new();
		for data in self.objects(node, "data") {
			self.only(&data, &["meaning", "reference"], &[]);
			let Some(reference) = self.object(&data, "reference") else {
				self.refuse::<()>(IssueCode::Required, data.at("reference"), "named data has a reference");
				continue;
			};
			let is_encounter = is_of(&reference, "Encounter");
			let meaning = match self.text(&data, "meaning") {
				Some("instance") => DataMeaning::Instance,
				Some("related") if is_encounter => DataMeaning::Encounter,
				Some("related") => DataMeaning::Related,
				Some("dependents") => DataMeaning::Dependents,
				Some("authoredby") => DataMeaning::AuthoredBy,
				_ => {
					let rule = "the meaning is instance, related, dependents or authoredby";
					self.refuse::<()>(IssueCode::Value, data.at("meaning"), rule);
					continue;
				},
			};
			let Some(entry) = self.entry(&reference) else { continue };
			let handle = match meaning {
				DataMeaning::AuthoredBy => author(&entry),
				_ => entry.handle,
			};
			match handle {
				Some(handle) => found.push(DataRef { meaning, handle }),
				None => {
					let rule = "the directory names no handle for this data";
					self.refuse::<()>(IssueCode::Value, reference.path, rule);
				},
			}
		}
		found
	}

	/// A category or policy that says "in emergencies only" must not be lost where the rules permit more.
	pub(super) fn emergency_only(&mut self, root: &Node, provisions: &Provisions) {
		let categories = self.objects(root, "category");
		let mut only = false;
		let bases = self.object(root, "policyRule").into_iter().chain(self.objects(root, "regulatoryBasis"));
		for category in categories.iter().cloned().chain(bases.collect::<Vec<_>>()) {
			only |= self.names(&category).iter().any(is_emergency_only);
		}
		if !categories.is_empty() {
			self.tell(root.at("category"), "categories are not held");
		}
		if !only {
			return;
		}
		let registry = self.question.codes;
		let emergency = registry.id(CodeKind::Purpose, codes::ACT_REASON, "ETREAT");
		let restricted = |place: Option<u8>| {
			let mut place = place;
			while let Some(rule) = place.and_then(|place| provisions.get(usize::from(place))) {
				let is_emergency =
					|code: &CodeId| emergency.is_some_and(|etreat| registry.lineage(*code).contains(&etreat));
				if !rule.purposes.is_empty() && rule.purposes.iter().all(is_emergency) {
					return true;
				}
				place = rule.parent;
			}
			false
		};
		let permits = (0u8..).zip(provisions.iter()).filter(|(_, rule)| rule.effect == Effect::Permit);
		for (place, _) in permits {
			if !restricted(Some(place)) {
				let rule = "the document says emergencies only, and a provision permits more";
				self.refuse::<()>(IssueCode::Value, root.at("category"), rule);
				return;
			}
		}
	}
}

fn opposite(effect: Effect) -> Effect {
	match effect {
		Effect::Permit => Effect::Deny,
		Effect::Deny => Effect::Permit,
	}
}

/// A root provision without a type that is the base policy's own rule beyond doubt: it describes nothing for which the
/// opposite could hold, only for how long, and all below it are exceptions to it.
fn is_plain(provision: &Node, base: Effect) -> bool {
	let harmless = ["period", "provision", "id", "extension"];
	let same = match base {
		Effect::Permit => "permit",
		Effect::Deny => "deny",
	};
	let children = provision.members.get("provision").and_then(Value::as_array);
	provision.members.keys().all(|name| harmless.contains(&name.as_str()))
		&& children.is_none_or(|list| list.iter().all(|child| child.get("type").and_then(Value::as_str) != Some(same)))
}

/// Is this a reference to a resource of this type?
fn is_of(reference: &Node, kind: &str) -> bool {
	let text = |name: &str| reference.members.get(name).and_then(Value::as_str).unwrap_or_default();
	let parts: Vec<&str> = text("reference").split('/').collect();
	text("type") == kind || parts.windows(2).any(|pair| pair.first() == Some(&kind))
}

/// Whom an entry of the directory names as an actor.
fn party(entry: &Entry) -> Option<Party> {
	entry.subject.map(Party::Person).or(entry.organization.map(Party::Organization)).or(entry.handle.map(Party::Group))
}
