//! From a FHIR `Consent` to directives.

mod document;
mod rules;

use super::{codes, extension, Release};
use crate::{
	directory::{Directory, Registry},
	outcome::{Issue, IssueCode, Severity},
};
use pallet_consent::types::{Capacity, Condition, Evidence, ProtocolVersion, Status, Terms};
use salus_primitives::{
	codes::CodeKind, fhir::canonicalize, CodeId, Commitment, Effect, OrganizationId, Seconds, SubjectId,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sp_core::crypto::AccountId32;

/// What an R4 root provision without a type is. The standard can be read both ways, its own examples contradict each
/// other, and the difference is that between a permission and a denial: whoever asks must know.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reading {
	/// The rule itself: the base policy, opt-in or opt-out, holds for what the provision describes.
	Rule,
	/// An exception: for what the provision describes the opposite of the base policy holds.
	Exception,
}

/// An organisation that records what a subject without keys said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recorder {
	/// The organisation.
	pub organization: OrganizationId,
	/// Who signs for it.
	pub account: Option<AccountId32>,
	/// How it was said.
	pub evidence: Evidence,
}

/// A document, and what is needed to understand it.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
	/// A FHIR `Consent` in JSON.
	pub document: &'a [u8],
	/// What its references mean.
	pub directory: &'a Directory,
	/// What its codes mean.
	pub codes: &'a Registry,
	/// Commitment to the signed document.
	pub commitment: Option<Commitment>,
	/// The research protocol it is for, if its own extension does not say.
	pub protocol: Option<ProtocolVersion>,
	/// What a root provision without a type is.
	pub reading: Option<Reading>,
	/// Whoever signs in the subject's place is a proxy whom it appointed, not a guardian.
	pub proxy: bool,
	/// Who records it, when the subject has no keys.
	pub recorder: Option<&'a Recorder>,
}

/// A directive that may be signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Directed {
	/// Whose data it is about.
	pub subject: SubjectId,
	/// Who has to sign, where the directory says.
	pub signer: Option<AccountId32>,
	/// In which capacity that is signed.
	pub capacity: Capacity,
	/// What it is at first.
	pub status: Status,
	/// How the organisation that records it heard it.
	pub evidence: Option<Evidence>,
	/// What it says.
	pub terms: Terms,
}

/// What a document became.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FromFhir {
	/// One directive for each grantor; none when an issue is an error.
	pub directives: Vec<Directed>,
	/// What did not map.
	pub issues: Vec<Issue>,
}

/// Map a FHIR `Consent`, R4 or R5.
pub fn from_fhir(question: Question) -> FromFhir {
	let mut reader = Reader { question, issues: Vec::new() };
	let directives = reader.consent().unwrap_or_default();
	let mut issues: Vec<Issue> = Vec::new();
	for issue in reader.issues {
		if !issues.contains(&issue) {
			issues.push(issue);
		}
	}
	if issues.iter().any(|issue| matches!(issue.severity, Severity::Error | Severity::Fatal)) {
		return FromFhir { directives: Vec::new(), issues };
	}
	FromFhir { directives, issues }
}

/// An object of the document, and where it stands.
#[derive(Clone)]
struct Node<'v> {
	members: &'v Map<String, Value>,
	path: String,
}

impl Node<'_> {
	fn at(&self, name: &str) -> String {
		format!("{}.{name}", self.path)
	}

	fn has(&self, name: &str) -> bool {
		self.members.contains_key(name)
	}
}

struct Reader<'a> {
	question: Question<'a>,
	issues: Vec<Issue>,
}

/// Members that say nothing about who may see what.
const PLAIN: [&str; 7] = ["resourceType", "id", "meta", "text", "language", "extension", "modifierExtension"];
const R4: [&str; 13] = [
	"identifier",
	"status",
	"scope",
	"category",
	"patient",
	"dateTime",
	"performer",
	"organization",
	"sourceAttachment",
	"sourceReference",
	"policy",
	"policyRule",
	"verification",
];
const R5: [&str; 17] = [
	"identifier",
	"status",
	"category",
	"subject",
	"date",
	"period",
	"grantor",
	"grantee",
	"manager",
	"controller",
	"sourceAttachment",
	"sourceReference",
	"regulatoryBasis",
	"policyBasis",
	"policyText",
	"verification",
	"decision",
];

impl<'a> Reader<'a> {
	fn issue(&mut self, severity: Severity, code: IssueCode, path: impl Into<String>, rule: impl Into<String>) {
		let expression = Some(path.into()).filter(|path| !path.is_empty()).into_iter().collect();
		self.issues.push(Issue { severity, code, expression, diagnostics: rule.into() });
	}

	fn refuse<T>(&mut self, code: IssueCode, path: impl Into<String>, rule: impl Into<String>) -> Option<T> {
		self.issue(Severity::Error, code, path, rule);
		None
	}

	fn tell(&mut self, path: impl Into<String>, rule: impl Into<String>) {
		self.issue(Severity::Information, IssueCode::NotSupported, path, rule);
	}

	// --- The resource ------------------------------------------------------------------------------------------------

	fn consent(&mut self) -> Option<Vec<Directed>> {
		// The canonical form has no name twice: nobody reads another document than this one.
		let bytes = match canonicalize(self.question.document) {
			Ok(bytes) => bytes,
			Err(error) => return self.fatal(error.to_string()),
		};
		let Ok(Value::Object(members)) = serde_json::from_slice::<Value>(&bytes) else {
			return self.fatal("the document is not a FHIR resource");
		};
		if members.get("resourceType").and_then(Value::as_str) != Some("Consent") {
			return self.fatal("the resource is not a Consent");
		}
		let root = Node { members: &members, path: "Consent".into() };
		let release = self.release(&root)?;
		self.only(&root, if release == Release::R4 { &R4 } else { &R5 }, &["provision"]);
		if root.has("implicitRules") {
			self.refuse::<()>(IssueCode::NotSupported, "Consent.implicitRules", "rules outside the document");
		}
		for (name, rule) in [
			("contained", "contained resources stay in the document"),
			("identifier", "business identifiers stay in the document"),
			("sourceAttachment", "the chain holds a commitment to the signed document, not the document"),
			("sourceReference", "the chain holds a commitment to the signed document, not where it is"),
			("policyText", "the chain holds no text"),
			("text", "the chain holds no text"),
			("meta", "version, tags and labels of the document itself are not held"),
			("manager", "who manages the document is not held"),
		] {
			if root.has(name) {
				self.tell(root.at(name), rule);
			}
		}
		let modifiers = self.modifiers(&root);
		let status = self.status(&root, release);
		let subject = self.subject(&root, release);
		let scope = self.scope(&root, release);
		let (base, policy) = self.policies(&root, release);
		let controller = self.controller(&root, release);
		let signed = self.signed(&root, release);
		let (period, provisions) = match release {
			Release::R4 => self.rules_r4(&root, base),
			Release::R5 => self.rules_r5(&root, base),
		}?;
		self.emergency_only(&root, &provisions);
		let grantors = self.grantors(&root, release, subject);
		self.verification(&root);
		let Modifiers { condition, forbids_break_glass, protocol } = modifiers?;
		let terms = Terms {
			controller,
			policy,
			scope,
			condition,
			protocol: protocol.or(self.question.protocol),
			period,
			signed,
			document: self.question.commitment,
			forbids_break_glass,
			provisions,
		};
		let (subject, status) = (subject?, status?);
		let grantors = grantors?.into_iter();
		Some(
			grantors
				.map(|(capacity, signer)| Directed {
					subject,
					signer,
					capacity,
					status,
					evidence: self.question.recorder.map(|recorder| recorder.evidence),
					terms: terms.clone(),
				})
				.collect(),
		)
	}

	fn fatal<T>(&mut self, rule: impl Into<String>) -> Option<T> {
		self.issue(Severity::Fatal, IssueCode::Structure, "", rule);
		None
	}

	/// Which release has these members.
	fn release(&mut self, root: &Node) -> Option<Release> {
		let only_in = |mine: &[&str], other: &[&str]| mine.iter().any(|name| !other.contains(name) && root.has(name));
		let provision = root.members.get("provision");
		let r4 = only_in(&R4, &R5) || provision.is_some_and(Value::is_object);
		let r5 = only_in(&R5, &R4) || provision.is_some_and(Value::is_array);
		match (r4, r5) {
			(true, true) => self.fatal("the resource has members of R4 and members of R5"),
			(false, true) => Some(Release::R5),
			_ => Some(Release::R4),
		}
	}

	fn status(&mut self, root: &Node, release: Release) -> Option<Status> {
		let path = root.at("status");
		let status = match self.text(root, "status") {
			Some(status) => status,
			None => return self.refuse(IssueCode::Required, path, "a consent has a status"),
		};
		match (status, release) {
			("draft", _) => Some(Status::Draft),
			("proposed", Release::R4) => Some(Status::Proposed),
			("active", _) => Some(Status::Active),
			("inactive" | "entered-in-error", _) => self.refuse(
				IssueCode::NotSupported,
				path,
				"a consent that has ended is not recorded: withdraw the directive, or say that it was an error",
			),
			("rejected", Release::R4) | ("not-done", Release::R5) => {
				self.refuse(IssueCode::NotSupported, path, "what was not agreed to is not recorded")
			},
			_ => self.refuse(IssueCode::Value, path, "not a status of a consent that can be recorded"),
		}
	}

	fn subject(&mut self, root: &Node, release: Release) -> Option<SubjectId> {
		let name = if release == Release::R4 { "patient" } else { "subject" };
		let path = root.at(name);
		let Some(reference) = self.object(root, name) else {
			return self.refuse(IssueCode::Required, path, "a directive is about a person");
		};
		let entry = self.entry(&reference)?;
		match entry.subject {
			Some(subject) => Some(subject),
			None => self.refuse(IssueCode::Value, path, "the directory names no subject for this reference"),
		}
	}

	fn scope(&mut self, root: &Node, release: Release) -> Option<CodeId> {
		let (path, symbol) = match release {
			Release::R4 => {
				let path = root.at("scope");
				let Some(concept) = self.object(root, "scope") else {
					return self.refuse(IssueCode::Required, path, "a consent has a scope");
				};
				let found = self.names(&concept).into_iter().find(|(system, _)| system == codes::SCOPE);
				let Some((_, symbol)) = found else {
					return self.refuse(IssueCode::Value, path, "no code of the code system consentscope");
				};
				(path, symbol)
			},
			Release::R5 => {
				let categories = self.objects(root, "category");
				let found = categories.iter().find_map(|concept| {
					let names = self.names(concept).into_iter();
					names.into_iter().find(|(system, _)| system == codes::SCOPE).map(|(_, symbol)| symbol)
				});
				// R5 has no scope: that of a consent about data is nowhere said.
				(root.at("category"), found?)
			},
		};
		if !matches!(symbol.as_str(), "patient-privacy" | "research") {
			let rule = "a consent to treatment or an advance care directive says nothing about who may see data";
			return self.refuse(IssueCode::NotSupported, path, rule);
		}
		let code = self.question.codes.id(CodeKind::Scope, codes::SCOPE, &symbol);
		if code.is_none() {
			self.refuse::<()>(IssueCode::NotFound, path, "the scope is not in the code registry");
		}
		code
	}

	/// Base decision and policy.
	fn policies(&mut self, root: &Node, release: Release) -> (Option<Base>, Option<CodeId>) {
		let mut bases = Vec::new();
		let mut policies = Vec::new();
		let rules = match release {
			Release::R4 => self.object(root, "policyRule").into_iter().collect(),
			Release::R5 => self.objects(root, "regulatoryBasis"),
		};
		for rule in rules {
			let names = self.names(&rule);
			let base = names.iter().find_map(|(system, symbol)| base(system, symbol));
			let code = names.iter().find_map(|(s, c)| self.question.codes.id(CodeKind::Policy, s, c));
			match (base, code) {
				// What opt-in and opt-out mean, the tree says.
				(Some(base), _) => bases.push(base),
				(None, Some(code)) => policies.push(code),
				(None, None) if names.iter().any(is_emergency_only) => {},
				(None, None) => {
					self.refuse::<()>(IssueCode::NotFound, rule.path, "the policy is not in the code registry");
				},
			}
		}
		let uris: Vec<(String, Option<String>)> = match release {
			Release::R4 => {
				let policies = self.objects(root, "policy");
				let mut uris = Vec::new();
				for policy in policies {
					self.only(&policy, &["uri", "authority"], &[]);
					if policy.has("authority") {
						self.tell(policy.at("authority"), "who made the policy is not held");
					}
					if !policy.has("uri") {
						self.tell(policy.path.clone(), "a policy without a URI names nothing");
						continue;
					}
					uris.push((policy.at("uri"), self.text(&policy, "uri").map(str::to_owned)));
				}
				uris
			},
			Release::R5 => match self.object(root, "policyBasis") {
				None => Vec::new(),
				Some(basis) => {
					self.only(&basis, &["uri", "reference"], &[]);
					let uri = self.text(&basis, "uri").map(str::to_owned);
					let reference = self.object(&basis, "reference").and_then(|reference| self.key(&reference));
					vec![(basis.path, uri.or(reference))]
				},
			},
		};
		for (path, uri) in uris {
			let Some(uri) = uri else { continue };
			// A policy may be registered under its own URI: all before the last slash is the system.
			let registered = uri
				.rsplit_once('/')
				.and_then(|(system, symbol)| self.question.codes.id(CodeKind::Policy, system, symbol));
			match self.question.directory.get(&uri).and_then(|entry| entry.policy).or(registered) {
				Some(code) => policies.push(code),
				None => {
					let rule = "neither the directory nor the code registry knows this policy";
					self.refuse::<()>(IssueCode::NotFound, path, rule);
				},
			}
		}
		if bases.windows(2).any(|pair| matches!(pair, [a, b] if a.effect != b.effect)) {
			self.refuse::<()>(IssueCode::Value, root.path.clone(), "opt-in and opt-out at the same time");
		}
		policies.dedup();
		if policies.len() > 1 {
			self.refuse::<()>(IssueCode::NotSupported, root.path.clone(), "a directive refers to one policy");
		}
		(bases.first().copied(), policies.first().copied())
	}

	fn controller(&mut self, root: &Node, release: Release) -> Option<OrganizationId> {
		let name = if release == Release::R4 { "organization" } else { "controller" };
		let controllers = self.objects(root, name);
		if controllers.len() > 1 {
			self.refuse::<()>(IssueCode::NotSupported, root.at(name), "a directive names one organisation");
		}
		let mut found = None;
		for controller in &controllers {
			found = self.organization(controller);
		}
		// Who has to obey a consent is not who may receive data; another than the controller is not held.
		for grantee in self.objects(root, "grantee") {
			let obeys = self.organization(&grantee);
			if obeys.is_some() && obeys != found {
				let rule = "a directive binds everybody, not one grantee beside the controller";
				self.refuse::<()>(IssueCode::NotSupported, grantee.path, rule);
			}
		}
		found
	}

	fn organization(&mut self, reference: &Node) -> Option<OrganizationId> {
		let entry = self.entry(reference)?;
		match entry.organization {
			Some(organization) => Some(organization),
			None => self.refuse(
				IssueCode::Value,
				reference.path.clone(),
				"the directory names no organisation for this reference",
			),
		}
	}

	fn signed(&mut self, root: &Node, release: Release) -> Option<Seconds> {
		let name = if release == Release::R4 { "dateTime" } else { "date" };
		let span = self.date(root, name)?;
		match Seconds::try_from(span.first) {
			Ok(signed) => Some(signed),
			Err(_) => {
				self.tell(root.at(name), "a signature from before 1970 has no date here");
				None
			},
		}
	}

	/// Who says it, and who signs.
	fn grantors(
		&mut self,
		root: &Node,
		release: Release,
		subject: Option<SubjectId>,
	) -> Option<Vec<(Capacity, Option<AccountId32>)>> {
		let name = if release == Release::R4 { "performer" } else { "grantor" };
		let (who, whose) = if release == Release::R4 { ("patient", "patient") } else { ("subject", "subject") };
		let performers = self.objects(root, name);
		if let Some(recorder) = self.question.recorder {
			if !performers.is_empty() {
				self.tell(root.at(name), "the organisation that records stands for whoever gave it without a key");
			}
			return Some(vec![(Capacity::Organization(recorder.organization), recorder.account.clone())]);
		}
		let subject_account = self.object(root, who).and_then(|patient| self.entry(&patient)?.account);
		if performers.is_empty() {
			self.tell(root.at(name), format!("nobody is named who agreed: the {whose} has to sign"));
			return Some(vec![(Capacity::Subject, subject_account)]);
		}
		let mut grantors = Vec::new();
		for performer in performers {
			let Some(entry) = self.entry(&performer) else { continue };
			if entry.subject.is_some() && entry.subject == subject {
				grantors.push((Capacity::Subject, entry.account.or(subject_account.clone())));
			} else if entry.organization.is_some() && entry.account.is_none() && entry.subject.is_none() {
				let rule = "an organisation records for a person without keys: say so in the question (recorder)";
				self.refuse::<()>(IssueCode::NotSupported, performer.path, rule);
			} else if let Some(account) = entry.account {
				// A document does not tell a guardian from a proxy.
				let capacity = if self.question.proxy { Capacity::Proxy } else { Capacity::Guardian };
				grantors.push((capacity, Some(account)));
			} else {
				let rule = "the directory names no account for whoever signs in the person's place";
				self.refuse::<()>(IssueCode::Value, performer.path, rule);
			}
		}
		let mut unique: Vec<_> = Vec::new();
		for grantor in grantors {
			if !unique.contains(&grantor) {
				unique.push(grantor);
			}
		}
		Some(unique)
	}

	/// What the document says of its verification is checked on chain anew, by other staff than whoever recorded it.
	fn verification(&mut self, root: &Node) {
		for verification in self.objects(root, "verification") {
			if verification.members.get("verified") == Some(&Value::Bool(false)) && self.question.recorder.is_some() {
				let rule = "an organisation records only what was verified";
				self.refuse::<()>(IssueCode::Value, verification.at("verified"), rule);
			} else {
				self.tell(verification.path, "who verified it is said on chain by whoever does so");
			}
		}
		if self.question.recorder.is_some() && self.question.commitment.is_none() {
			let rule = "what an organisation records has evidence: the question must say its nonce or commitment";
			self.refuse::<()>(IssueCode::Required, root.path.clone(), rule);
		}
	}

	fn modifiers(&mut self, root: &Node) -> Option<Modifiers> {
		let mut modifiers = Modifiers { condition: Condition::Always, forbids_break_glass: false, protocol: None };
		let mut known = true;
		for node in self.objects(root, "modifierExtension") {
			let value = |name: &str| node.members.get(name);
			let understood = match node.members.get("url").and_then(Value::as_str) {
				Some(extension::CONDITION) if value("valueCode") == Some(&"incapacity".into()) => {
					modifiers.condition = Condition::Incapacity;
					true
				},
				Some(extension::FORBIDS_BREAK_GLASS) => match value("valueBoolean") {
					Some(Value::Bool(yes)) => {
						modifiers.forbids_break_glass = *yes;
						true
					},
					_ => false,
				},
				Some(extension::PROTOCOL) => {
					let text = value("valueString").and_then(Value::as_str).and_then(|text| text.split_once('|'));
					modifiers.protocol = text.and_then(|(protocol, version)| {
						Some(ProtocolVersion { protocol: protocol.parse().ok()?, version: version.parse().ok()? })
					});
					modifiers.protocol.is_some()
				},
				_ => false,
			};
			if !understood {
				known = false;
				self.refuse::<()>(IssueCode::NotSupported, node.path, "a modifier that is not known");
			}
		}
		known.then_some(modifiers)
	}
}

struct Modifiers {
	condition: Condition,
	forbids_break_glass: bool,
	protocol: Option<ProtocolVersion>,
}

/// The base decision of a policy, and what the policy says its provisions are.
#[derive(Clone, Copy)]
struct Base {
	effect: Effect,
	reading: Option<Reading>,
}

/// Is this opt-in, opt-out or one of their kinds?
pub(super) fn is_base(system: &str, symbol: &str) -> bool {
	base(system, symbol).is_some()
}

fn is_emergency_only((system, symbol): &(String, String)) -> bool {
	matches!((system.as_str(), symbol.as_str()), (codes::ACT_CODE, "EMRGONLY") | (codes::CATEGORY, "emrgonly"))
}

fn base(system: &str, symbol: &str) -> Option<Base> {
	if system != codes::ACT_CODE {
		return None;
	}
	let (effect, reading) = match symbol {
		"OPTIN" => (Effect::Permit, None),
		"OPTOUT" => (Effect::Deny, None),
		// Opt-in with restrictions, opt-out with exceptions: these say themselves what their provisions are.
		"OPTINR" => (Effect::Permit, Some(Reading::Exception)),
		"OPTOUTE" => (Effect::Deny, Some(Reading::Exception)),
		_ => return None,
	};
	Some(Base { effect, reading })
}
