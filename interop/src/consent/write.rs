//! From a directive to a FHIR `Consent`.

use super::{codes, extension, names::Names, read::is_base, system, Release};
use crate::{
	directory::{Directory, Registry},
	outcome::{Issue, IssueCode, Severity},
	time,
};
use pallet_consent::types::{Actor, Condition, Directive, Grantor, Party, Provision, Status, Terms, Verification};
use salus_primitives::{CodeId, DataMeaning, DataRef, Effect, Period, Seconds, SubjectId};
use serde_json::{json, Map, Value};
use sp_core::crypto::AccountId32;

/// A directive, and what is needed to write it.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
	/// Whose data it is about.
	pub subject: SubjectId,
	/// The directive.
	pub directive: &'a Directive<AccountId32>,
	/// Which references to write; without an entry a logical reference of ours stands for itself.
	pub directory: &'a Directory,
	/// What codes are called.
	pub codes: &'a Registry,
	/// The release to write.
	pub release: Release,
}

/// A resource, or why there is none.
#[derive(Clone, PartialEq, Debug)]
pub struct ToFhir {
	/// A FHIR `Consent`; absent when an issue is an error.
	pub resource: Option<Value>,
	/// What FHIR cannot say, or says in another way.
	pub issues: Vec<Issue>,
}

/// Write a directive as a FHIR `Consent`.
pub fn to_fhir(shown: Shown) -> ToFhir {
	let mut writer = Writer { shown, issues: Vec::new() };
	let resource = writer.consent();
	let issues = writer.issues;
	let written = !issues.iter().any(|issue| issue.severity == Severity::Error);
	ToFhir { resource: written.then_some(resource), issues }
}

struct Writer<'a> {
	shown: Shown<'a>,
	issues: Vec<Issue>,
}

impl Writer<'_> {
	fn refuse(&mut self, path: &str, rule: &str) -> Value {
		self.issue(Severity::Error, path, rule);
		Value::Null
	}

	fn tell(&mut self, path: &str, rule: &str) {
		self.issue(Severity::Information, path, rule);
	}

	fn issue(&mut self, severity: Severity, path: &str, rule: &str) {
		let issue =
			Issue { severity, code: IssueCode::NotSupported, expression: vec![path.into()], diagnostics: rule.into() };
		if !self.issues.contains(&issue) {
			self.issues.push(issue);
		}
	}

	fn names(&self) -> Names<'_> {
		Names { directory: self.shown.directory, codes: self.shown.codes }
	}

	fn is_r4(&self) -> bool {
		self.shown.release == Release::R4
	}

	// --- The resource ------------------------------------------------------------------------------------------------

	fn consent(&mut self) -> Value {
		let Directive { number, version, grantor, recorded, status, verification, terms } = self.shown.directive;
		let r4 = self.is_r4();
		let patient = self.names().subject(self.shown.subject, "Patient");
		let mut consent = Map::new();
		let mut put = |name: &str, value: Value| {
			if !value.is_null() {
				consent.insert(name.into(), value);
			}
		};
		put("resourceType", "Consent".into());
		put("meta", json!({ "versionId": version.to_string() }));
		let name = format!("{:?}/{number}", self.shown.subject);
		put("identifier", json!([{ "system": system::DIRECTIVE, "value": name }]));
		put("status", self.status(*status));
		put("modifierExtension", self.modifiers(terms));
		let scope = terms.scope.map(|scope| self.concept(scope, "Consent.scope"));
		let mut categories = vec![json!({ "coding": [{ "system": codes::LOINC, "code": "59284-0" }] })];
		if r4 {
			let privacy = || json!({ "coding": [{ "system": codes::SCOPE, "code": "patient-privacy" }] });
			put("scope", scope.unwrap_or_else(privacy));
		} else {
			categories.extend(scope);
		}
		put("category", categories.into());
		put(if r4 { "patient" } else { "subject" }, patient.clone());
		// PCF asks for a date; without a signature it is that of the record.
		put(if r4 { "dateTime" } else { "date" }, self.time(terms.signed.unwrap_or(*recorded)));
		let performer = match grantor {
			Grantor::Subject => patient,
			Grantor::Guardian(account) | Grantor::Proxy(account) => self.names().account(account),
			Grantor::Organization(_) => {
				self.tell("Consent.verification", "recorded by an organisation for a person without keys");
				patient
			},
		};
		put(if r4 { "performer" } else { "grantor" }, json!([performer]));
		if let Some(controller) = terms.controller {
			put(if r4 { "organization" } else { "controller" }, json!([self.names().organization(controller)]));
		}
		if let Some(document) = terms.document {
			let identifier = json!({ "system": system::COMMITMENT, "value": document.0 });
			let source = json!({ "type": "DocumentReference", "identifier": identifier });
			put("sourceReference", if r4 { source } else { json!([source]) });
		}
		for (name, value) in self.policy(terms) {
			put(name, value);
		}
		if let Some(verification) = verification {
			put("verification", self.verification(verification));
		}
		let Some(root) = terms.provisions.first() else {
			return self.refuse("Consent.provision", "a directive without provisions");
		};
		if r4 {
			let mut provision = self.provision(0, None);
			match both(root.period, terms.period) {
				Some(period) if period.is_open() => {
					provision.remove("period");
				},
				Some(period) => {
					provision.insert("period".into(), self.validity(period));
				},
				None => {
					let rule = "the root's period and that of the directive have no moment in common";
					self.refuse("Consent.provision.period", rule);
				},
			}
			put("provision", provision.into());
			return consent.into();
		}
		if !terms.period.is_open() {
			put("period", self.validity(terms.period));
		}
		let unlimited = Provision { parent: None, ..Provision::unlimited(root.effect) };
		if *root == unlimited {
			put("decision", effect(root.effect));
			let children = self.children(0);
			if !children.is_empty() {
				put("provision", children.into());
			}
		} else if root.effect == Effect::Permit {
			// Whoever does not know the extension reads a denial of all the rest, which permits nothing more.
			self.tell("Consent.decision", "R5 cannot say that the consent is silent about the rest");
			put("decision", "deny".into());
			put("extension", json!([{ "url": extension::OTHERWISE, "valueCode": "silent" }]));
			put("provision", json!([self.provision(0, Some(Effect::Deny))]));
		} else {
			self.tell("Consent.provision", "R5 cannot say that a consent only denies: its provision has a modifier");
			put("decision", "deny".into());
			put("extension", json!([{ "url": extension::OTHERWISE, "valueCode": "silent" }]));
			put("provision", json!([self.provision(0, Some(Effect::Deny))]));
		}
		consent.into()
	}

	fn status(&mut self, status: Status) -> Value {
		let (code, rule) = match (status, self.shown.release) {
			(Status::Draft, _) => ("draft", None),
			(Status::Proposed, Release::R4) => ("proposed", None),
			(Status::Proposed, Release::R5) => ("draft", Some("R5 does not know proposed")),
			(Status::Active, _) => ("active", None),
			(Status::Suspended, _) => ("inactive", Some("FHIR does not know suspended")),
			(Status::Winding { .. }, _) => ("inactive", Some("FHIR does not know that old grants go on")),
		};
		if let Some(rule) = rule {
			self.tell("Consent.status", rule);
		}
		code.into()
	}

	fn modifiers(&self, terms: &Terms) -> Value {
		let mut modifiers = Vec::new();
		if terms.condition == Condition::Incapacity {
			modifiers.push(json!({ "url": extension::CONDITION, "valueCode": "incapacity" }));
		}
		if terms.forbids_break_glass {
			modifiers.push(json!({ "url": extension::FORBIDS_BREAK_GLASS, "valueBoolean": true }));
		}
		if let Some(protocol) = terms.protocol {
			let name = format!("{}|{}", protocol.protocol, protocol.version);
			modifiers.push(json!({ "url": extension::PROTOCOL, "valueString": name }));
		}
		list(modifiers)
	}

	/// R4 demands a policy or a policy rule.
	fn policy(&mut self, terms: &Terms) -> Vec<(&'static str, Value)> {
		let r4 = self.is_r4();
		let base = match terms.provisions.first().map(|root| root.effect) {
			Some(Effect::Deny) => "OPTOUT",
			_ => "OPTIN",
		};
		let rule = json!({ "coding": [{ "system": codes::ACT_CODE, "code": base }] });
		let by_base = if r4 { vec![("policyRule", rule)] } else { Vec::new() };
		let Some(policy) = terms.policy else { return by_base };
		let named = self.shown.directory.find(|entry| entry.policy == Some(policy)).map(str::to_owned);
		let uri = match (named, self.shown.codes.name(policy)) {
			(Some(uri), _) => uri,
			(None, Some((system, symbol))) if is_base(&system, &symbol) => {
				if symbol != base {
					self.tell("Consent.policyRule", "the policy is not the directive's base decision");
				}
				return by_base;
			},
			(None, Some((system, symbol))) if system.contains("/CodeSystem/") => {
				let concept = json!({ "coding": [{ "system": system, "code": symbol }] });
				return if r4 { vec![("policyRule", concept)] } else { vec![("regulatoryBasis", json!([concept]))] };
			},
			(None, Some((system, symbol))) => format!("{system}/{symbol}"),
			(None, None) => {
				self.refuse("Consent.policy", "the policy is not in the code registry");
				return by_base;
			},
		};
		if r4 {
			vec![("policy", json!([{ "uri": uri }]))]
		} else {
			vec![("policyBasis", json!({ "uri": uri }))]
		}
	}

	fn verification(&mut self, verification: &Verification<AccountId32>) -> Value {
		let Some((by, at)) = &verification.verified else { return json!([{ "verified": false }]) };
		let date = self.time(*at);
		if self.is_r4() {
			json!([{ "verified": true, "verificationDate": date }])
		} else {
			let by = self.names().account(by);
			json!([{ "verified": true, "verifiedBy": by, "verificationDate": [date] }])
		}
	}

	// --- Rules -------------------------------------------------------------------------------------------------------

	fn children(&mut self, parent: u8) -> Vec<Value> {
		let rules = &self.shown.directive.terms.provisions;
		let own: Vec<u8> =
			(0u8..).zip(rules).filter(|(_, rule)| rule.parent == Some(parent)).map(|(place, _)| place).collect();
		let above = rules.get(usize::from(parent)).map(|rule| rule.effect);
		own.into_iter().map(|place| self.provision(place, above).into()).collect()
	}

	/// A provision and all below it. `above` is what R5 takes it to be the opposite of.
	fn provision(&mut self, place: u8, above: Option<Effect>) -> Map<String, Value> {
		let Some(rule) = self.shown.directive.terms.provisions.get(usize::from(place)).cloned() else {
			return Map::new();
		};
		let r4 = self.is_r4();
		let mut provision = Map::new();
		let mut put = |name: &str, value: Value| {
			if !value.is_null() {
				provision.insert(name.into(), value);
			}
		};
		if r4 {
			put("type", effect(rule.effect));
		}
		if !rule.period.is_open() {
			put("period", self.validity(rule.period));
		}
		let mut actors: Vec<Value> = rule.actors.iter().map(|actor| self.actor(actor)).collect();
		actors.extend(rule.data.holders.iter().map(|holder| {
			let role = json!({ "coding": [{ "system": codes::PARTICIPATION, "code": "CST" }] });
			json!({ "role": role, "reference": self.names().organization(*holder) })
		}));
		put("actor", list(actors));
		let concepts =
			|writer: &mut Self, ids: &[CodeId], path| list(ids.iter().map(|id| writer.concept(*id, path)).collect());
		let codings =
			|writer: &mut Self, ids: &[CodeId], path| list(ids.iter().map(|id| writer.coding(*id, path)).collect());
		put("action", concepts(self, &rule.actions, "Consent.provision.action"));
		put("securityLabel", codings(self, &rule.data.labels, "Consent.provision.securityLabel"));
		put("purpose", codings(self, &rule.purposes, "Consent.provision.purpose"));
		put("code", concepts(self, &rule.data.contents, "Consent.provision.code"));
		let classes = codings(self, &rule.data.classes, "Consent.provision.class");
		if r4 {
			put("class", classes);
		} else if let Value::Array(classes) = classes {
			let is_resource = |class: &Value| class.get("system").and_then(Value::as_str) == Some(codes::RESOURCES);
			let (resources, documents): (Vec<_>, Vec<_>) = classes.into_iter().partition(is_resource);
			if !resources.is_empty() && !documents.is_empty() {
				let rule = "R5 cannot say: this type of resource, or that type of document";
				self.refuse("Consent.provision.documentType", rule);
			}
			put("resourceType", list(resources));
			put("documentType", list(documents));
		}
		if !rule.data.period.is_open() {
			put("dataPeriod", self.period(rule.data.period));
		}
		put("data", list(rule.data.records.iter().map(|data| self.data(data)).collect()));
		put("provision", list(self.children(place)));
		// An element without members is no element; and R5 takes a provision to be the opposite of what is above it.
		let silent_type = !r4 && (provision.is_empty() || above == Some(rule.effect));
		if silent_type {
			if above == Some(rule.effect) {
				self.tell("Consent.provision", "R5 has no type: an exception of the same effect has a modifier");
			}
			let typed = json!([{ "url": extension::TYPE, "valueCode": effect(rule.effect) }]);
			provision.insert("modifierExtension".into(), typed);
		}
		provision
	}

	fn actor(&mut self, actor: &Actor) -> Value {
		let recipient = || json!({ "coding": [{ "system": codes::PARTICIPATION, "code": "IRCP" }] });
		let role = actor.role.map(|role| self.concept(role, "Consent.provision.actor.role")).unwrap_or_else(recipient);
		let anyone = |which: &str| json!({ "identifier": { "system": system::ANYONE, "value": which } });
		let reference = match actor.party {
			Party::Anyone if actor.role.is_some() => anyone("role"),
			Party::Anyone => anyone("all"),
			Party::Organization(organization) => self.names().organization(organization),
			Party::Person(person) => self.names().subject(person, "Practitioner"),
			Party::Group(group) => self.names().handle(group, Some("Group")),
		};
		json!({ "role": role, "reference": reference })
	}

	fn data(&mut self, data: &DataRef) -> Value {
		let DataRef { meaning, handle } = *data;
		let (meaning, kind) = match meaning {
			DataMeaning::Instance => ("instance", None),
			DataMeaning::Related => ("related", None),
			DataMeaning::Dependents => ("dependents", None),
			DataMeaning::AuthoredBy => ("authoredby", None),
			DataMeaning::Encounter => ("related", Some("Encounter")),
		};
		let reference = match meaning {
			"authoredby" => self.names().author(handle),
			_ => self.names().handle(handle, kind),
		};
		json!({ "meaning": meaning, "reference": reference })
	}

	// --- References and codes ----------------------------------------------------------------------------------------

	fn coding(&mut self, id: CodeId, path: &str) -> Value {
		match self.names().coding(id) {
			Some(coding) => coding,
			None => self.refuse(path, "the code is not in the code registry"),
		}
	}

	fn concept(&mut self, id: CodeId, path: &str) -> Value {
		json!({ "coding": [self.coding(id, path)] })
	}

	// --- Periods -----------------------------------------------------------------------------------------------------

	fn time(&mut self, seconds: Seconds) -> Value {
		self.data_time(i64::try_from(seconds).unwrap_or(i64::MAX))
	}

	fn data_time(&mut self, seconds: i64) -> Value {
		match time::write(seconds) {
			Some(text) => text.into(),
			None => self.refuse("Consent", "a time beyond FHIR's calendar"),
		}
	}

	fn validity(&mut self, period: Period<Seconds>) -> Value {
		let signed = |seconds: Seconds| i64::try_from(seconds).unwrap_or(i64::MAX);
		self.period(Period { start: period.start.map(signed), end: period.end.map(signed) })
	}

	fn period(&mut self, period: Period<i64>) -> Value {
		let mut written = Map::new();
		for (name, end) in [("start", period.start), ("end", period.end)] {
			if let Some(seconds) = end {
				written.insert(name.into(), self.data_time(seconds));
			}
		}
		written.into()
	}
}

fn effect(effect: Effect) -> Value {
	match effect {
		Effect::Permit => "permit".into(),
		Effect::Deny => "deny".into(),
	}
}

/// A list, or nothing: FHIR knows no empty lists.
fn list(values: Vec<Value>) -> Value {
	if values.is_empty() {
		Value::Null
	} else {
		values.into()
	}
}

/// The moments that lie in both; `None` when there are none.
fn both(a: Period<Seconds>, b: Period<Seconds>) -> Option<Period<Seconds>> {
	let start = a.start.max(b.start);
	let end = match (a.end, b.end) {
		(Some(a), Some(b)) => Some(a.min(b)),
		(a, b) => a.or(b),
	};
	Some(Period { start, end }).filter(Period::is_valid)
}
