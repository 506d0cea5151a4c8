//! From a FHIR R4 `Claim`, alone or in a Da Vinci PAS bundle, to what must be signed for it.
//!
//! | in the document | becomes |
//! |---|---|
//! | `use` = claim, predetermination, preauthorization | [`Step::Submit`], [`Step::Predetermine`], [`Step::RequestAuthorization`] |
//! | `status` = cancelled | [`Step::Reverse`], [`Step::CancelAuthorization`] |
//! | `insurance` with `focal` | the coverage, and its `preAuthRef` the authorisation of all lines |
//! | `insurance` with a lower `sequence` and a `claimResponse` | what payers before did |
//! | `related` with `replaces` or `prior` | the claim that is replaced; the authorisation that is given back first |
//! | `item` | a line: its code and modifiers the price, `net` the charge, `quantity` the units |
//! | `item.careTeamSequence` | who rendered it |
//! | `diagnosis` | nothing but the flags that the directory gives for its codes |
//! | PAS `extension-itemCancelled`, certification type 3 | the item is left out; the authorisation is given back |
//!
//! Amounts must agree with each other: `net` with `unitPrice × quantity × factor`, an item with the sum of its details,
//! `total` with the sum of the items. A document that contradicts itself is refused.

mod amounts;
mod service;

use super::{
	currency::Currency,
	fees::Prices,
	names::{AUTHORIZATION_URN, CLAIM_URN, COVERAGE_URN, PAS},
	node::Node,
	prior::prior_lines,
};
use crate::{
	directory::{Directory, Entry, Registry},
	outcome::{Issue, IssueCode, Severity},
	time,
};
use pallet_claims::{
	AuthorizationId, AuthorizationRequest, ClaimId, CoverageId, DispenseRef, Flags, Line, Money, Prior, Submission,
	Tier,
};
use salus_primitives::{fhir::canonicalize, Commitment, OrganizationId, SubjectId};
use serde_json::Value;
use sp_core::crypto::AccountId32;
use std::collections::BTreeMap;

/// A document, and what is needed to understand it.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
	/// A FHIR `Claim`, or a `Bundle` with one, in JSON.
	pub document: &'a [u8],
	/// What its references, and the codes of its diagnoses and services, mean.
	pub directory: &'a Directory,
	/// What the codes of categories mean.
	pub codes: &'a Registry,
	/// What is known of prices.
	pub prices: Option<Prices<'a>>,
	/// The provider's tier with this payer on the date of service.
	pub tier: Tier,
	/// The currency of the plan.
	pub currency: Currency,
	/// Commitment to the document.
	pub commitment: Option<Commitment>,
	/// A remittance of the payer before, where that was no claim of the chain.
	pub remittance: Option<Remittance<'a>>,
	/// The supplies of medicines that items are for, by their `sequence`.
	pub supplies: Option<&'a BTreeMap<u32, DispenseRef>>,
}

/// What a payer outside the chain answered.
#[derive(Clone, Copy, Debug)]
pub struct Remittance<'a> {
	/// A FHIR `ClaimResponse` or `ExplanationOfBenefit` in JSON.
	pub document: &'a [u8],
	/// Commitment to it.
	pub commitment: Commitment,
}

/// What must be signed. Steps of one document follow each other, and belong into one batch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
	/// `claims.submit`.
	Submit {
		/// By whom.
		provider: OrganizationId,
		/// The claim.
		submission: Submission,
	},
	/// A dry run (`claims_predetermine`): nothing to sign.
	Predetermine {
		/// By whom.
		provider: OrganizationId,
		/// The claim.
		submission: Submission,
	},
	/// `claims.reverse`.
	Reverse {
		/// By whom.
		provider: OrganizationId,
		/// Which claim.
		claim: ClaimId,
	},
	/// `claims.requestAuthorization`.
	RequestAuthorization {
		/// By whom.
		provider: OrganizationId,
		/// What for.
		request: AuthorizationRequest,
	},
	/// `claims.cancelAuthorization`.
	CancelAuthorization {
		/// By whom.
		provider: OrganizationId,
		/// Which.
		authorization: AuthorizationId,
	},
}

/// What a document became.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FromFhir {
	/// What must be signed, in order; nothing when an issue is an error.
	pub steps: Vec<Step>,
	/// Who has to sign, where the directory says.
	pub signer: Option<AccountId32>,
	/// What did not map.
	pub issues: Vec<Issue>,
}

/// Map a FHIR `Claim`.
pub fn from_fhir(question: Question) -> FromFhir {
	let mut reader = Reader { question, root: Value::Null, signer: None, issues: Vec::new() };
	let steps = reader.document().unwrap_or_default();
	let mut issues: Vec<Issue> = Vec::new();
	for issue in reader.issues {
		if !issues.contains(&issue) {
			issues.push(issue);
		}
	}
	if issues.iter().any(|issue| matches!(issue.severity, Severity::Error | Severity::Fatal)) {
		return FromFhir { steps: Vec::new(), signer: None, issues };
	}
	FromFhir { steps, signer: reader.signer, issues }
}

/// Who claims, and under which coverage, as far as the directory knows: who asks the chain for the provider's tier and the
/// plan's currency asks this first.
pub fn parties(question: Question) -> Option<(OrganizationId, CoverageId)> {
	let mut reader = Reader { question, root: Value::Null, signer: None, issues: Vec::new() };
	let root = reader.root()?;
	let claim = Reader::claim_in(&root).ok()?;
	let focal = claim.list("insurance").into_iter().find(|one| one.value.get("focal") == Some(&Value::Bool(true)))?;
	Some((reader.provider(&claim)?, reader.covered(&focal.get("coverage")?)?))
}

struct Reader<'a> {
	question: Question<'a>,
	/// The document: references may lead to other resources in it.
	root: Value,
	signer: Option<AccountId32>,
	issues: Vec<Issue>,
}

/// What the coverage part of a document says.
struct Insurance {
	coverage: CoverageId,
	authorization: Option<AuthorizationId>,
	prior: Before,
}

/// What payers before this one did.
enum Before {
	Nobody,
	Claim(ClaimId),
	Response(Value),
}

/// Members of a Claim that are read.
const READ: [&str; 15] = [
	"resourceType",
	"id",
	"meta",
	"contained",
	"status",
	"use",
	"provider",
	"priority",
	"related",
	"payee",
	"careTeam",
	"diagnosis",
	"insurance",
	"item",
	"total",
];
/// Members that stay in the document: only the commitment to it leaves.
const STAY: [&str; 19] = [
	"text",
	"language",
	"identifier",
	"type",
	"subType",
	"patient",
	"created",
	"enterer",
	"insurer",
	"fundsReserve",
	"prescription",
	"originalPrescription",
	"referral",
	"facility",
	"supportingInfo",
	"procedure",
	"billablePeriod",
	"accident",
	"extension",
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

	fn fatal<T>(&mut self, rule: impl Into<String>) -> Option<T> {
		self.issue(Severity::Fatal, IssueCode::Structure, "", rule);
		None
	}

	// --- The document --------------------------------------------------------------------------------------------------

	fn document(&mut self) -> Option<Vec<Step>> {
		let root = self.root()?;
		match Self::claim_in(&root) {
			Ok(claim) => self.claim(&claim),
			Err(rule) => self.fatal(rule),
		}
	}

	/// The document; references may lead to other resources in it.
	fn root(&mut self) -> Option<Value> {
		// The canonical form has no name twice: nobody reads another document than this one.
		let bytes = match canonicalize(self.question.document) {
			Ok(bytes) => bytes,
			Err(error) => return self.fatal(error.to_string()),
		};
		match serde_json::from_slice::<Value>(&bytes) {
			Ok(root) => {
				self.root = root.clone();
				Some(root)
			},
			Err(_) => self.fatal("the document is not a FHIR resource"),
		}
	}

	/// The one claim of a document.
	fn claim_in(root: &Value) -> Result<Node<'_>, &'static str> {
		match root.get("resourceType").and_then(Value::as_str) {
			Some("Claim") => Ok(Node { value: root, path: "Claim".into() }),
			Some("Bundle") => {
				let bundle = Node { value: root, path: "Bundle".into() };
				let resources = bundle.list("entry").into_iter().filter_map(|entry| entry.get("resource"));
				let mut claims = resources.filter(|resource| resource.text("resourceType") == Some("Claim"));
				match (claims.next(), claims.next()) {
					(Some(claim), None) => Ok(claim),
					(None, _) => Err("the Bundle holds no Claim"),
					_ => Err("the Bundle holds several Claims: map each by itself"),
				}
			},
			_ => Err("the resource is neither a Claim nor a Bundle with one"),
		}
	}

	fn claim(&mut self, claim: &Node) -> Option<Vec<Step>> {
		self.members(claim);
		let status = claim.text("status");
		if !matches!(status, Some("active" | "cancelled")) {
			return self.refuse(
				IssueCode::Value,
				claim.at("status"),
				"just active claims are submitted, and cancelled ones taken back",
			);
		}
		let usage = claim.text("use");
		if !matches!(usage, Some("claim" | "preauthorization" | "predetermination")) {
			return self.refuse(
				IssueCode::Value,
				claim.at("use"),
				"a claim is a claim, a preauthorization or a predetermination",
			);
		}
		let provider = self.provider(claim);
		let insurance = self.insurance(claim);
		self.payee(claim);
		let replaced = self.related(claim);
		if status == Some("cancelled") || self.certification(claim) == Some("3") {
			return self.cancellation(claim, usage, provider?, replaced?);
		}
		if usage == Some("preauthorization") {
			return self.authorization(claim, provider?, &insurance?, replaced?);
		}
		let submission = self.submission(claim, insurance?, replaced?)?;
		let provider = provider?;
		Some(vec![match usage {
			Some("predetermination") => Step::Predetermine { provider, submission },
			_ => Step::Submit { provider, submission },
		}])
	}

	/// Nothing of the document is left out in silence.
	fn members(&mut self, claim: &Node) {
		let Some(members) = claim.value.as_object() else { return };
		for name in members.keys() {
			let name = name.as_str();
			if name == "implicitRules" || name == "modifierExtension" {
				self.refuse::<()>(IssueCode::NotSupported, claim.at(name), "rules outside the standard");
			} else if STAY.contains(&name) {
				self.tell(claim.at(name), "stays in the document; the commitment covers it");
			} else if !READ.contains(&name) && !name.starts_with('_') {
				self.refuse::<()>(IssueCode::Structure, claim.at(name), "no element of a Claim");
			}
		}
		if !claim.has("patient") {
			self.refuse::<()>(IssueCode::Required, claim.at("patient"), "a claim is for somebody");
		}
	}

	fn certification<'v>(&self, claim: &Node<'v>) -> Option<&'v str> {
		let url = format!("{PAS}extension-certificationType");
		let on_use = claim.get("_use").map(|usage| usage.extensions(&url)).unwrap_or_default();
		let extension = claim.extensions(&url).into_iter().chain(on_use).next()?;
		let code = extension.codings("valueCodeableConcept").first().map(|(_, code)| *code);
		code.or_else(|| extension.text("valueCode"))
	}

	// --- References ----------------------------------------------------------------------------------------------------

	/// The resource of this document that a reference leads to.
	fn resolve(&self, reference: &str) -> Option<&Value> {
		let is = |resource: &Value, kind: &str, id: &str| {
			let text = |name| resource.get(name).and_then(Value::as_str);
			text("resourceType") == Some(kind) && text("id") == Some(id)
		};
		if let Some(id) = reference.strip_prefix('#') {
			let entries = self.root.get("entry").and_then(Value::as_array).into_iter().flatten();
			let resources = entries.filter_map(|entry| entry.get("resource")).chain([&self.root]);
			let mut contained = resources.filter_map(|resource| resource.get("contained")?.as_array()).flatten();
			return contained.find(|resource| resource.get("id").and_then(Value::as_str) == Some(id));
		}
		let mut parts = reference.rsplit('/');
		let (id, kind) = (parts.next()?, parts.next());
		let entries = self.root.get("entry").and_then(Value::as_array)?;
		let entry = entries.iter().find(|entry| {
			entry.get("fullUrl").and_then(Value::as_str) == Some(reference)
				|| kind.is_some_and(|kind| entry.get("resource").is_some_and(|resource| is(resource, kind, id)))
		})?;
		entry.get("resource")
	}

	/// What a reference means: as it is spelt, by its identifier, by an identifier of the resource that it leads to, or
	/// by its display where there is nothing else.
	fn meaning(&self, reference: &Node) -> Option<&'a Entry> {
		let directory = self.question.directory;
		let by_identifier = |identifier: &Value| {
			let text = |name| identifier.get(name).and_then(Value::as_str).unwrap_or_default();
			directory.get(&format!("{}|{}", text("system"), text("value")))
		};
		if let Some(text) = reference.text("reference") {
			let resource = self.resolve(text).and_then(|resource| resource.get("identifier")?.as_array());
			return directory.get(text).or_else(|| resource?.iter().find_map(by_identifier));
		}
		match reference.value.get("identifier") {
			Some(identifier) => by_identifier(identifier),
			None => directory.get(reference.text("display")?),
		}
	}

	fn number(reference: &Node, urn: &str) -> Option<u64> {
		reference.text("reference")?.strip_prefix(urn)?.parse().ok()
	}

	fn claim_meant(&self, reference: &Node) -> Option<ClaimId> {
		Self::number(reference, CLAIM_URN).or_else(|| self.meaning(reference)?.claim)
	}

	fn provider(&mut self, claim: &Node) -> Option<OrganizationId> {
		let Some(reference) = claim.get("provider") else {
			return self.refuse(IssueCode::Required, claim.at("provider"), "somebody bills");
		};
		let Some(entry) = self.meaning(&reference) else {
			return self.refuse(IssueCode::NotFound, reference.path, "the directory does not know the provider");
		};
		self.signer = entry.account.clone();
		match entry.organization {
			Some(organization) => Some(organization),
			None => self.refuse(
				IssueCode::NotFound,
				reference.path,
				"the directory names no member for the provider: organisations bill",
			),
		}
	}

	fn payee(&mut self, claim: &Node) {
		let Some(payee) = claim.get("payee") else { return };
		let kind = payee.codings("type").first().map(|(_, code)| *code);
		if kind != Some("provider") {
			let rule = "payments go to the provider who bills, to nobody else";
			self.refuse::<()>(IssueCode::NotSupported, payee.at("type"), rule);
			return;
		}
		let (Some(party), Some(provider)) = (payee.get("party"), claim.get("provider")) else { return };
		let organization = |reference: &Node| self.meaning(reference).and_then(|entry| entry.organization);
		if party.value != provider.value && organization(&party) != organization(&provider) {
			let rule = "payments go to the provider who bills, to nobody else";
			self.refuse::<()>(IssueCode::NotSupported, party.path, rule);
		}
	}

	// --- Insurance -----------------------------------------------------------------------------------------------------

	fn insurance(&mut self, claim: &Node) -> Option<Insurance> {
		let list = claim.list("insurance");
		let focal: Vec<_> = list.iter().filter(|one| one.value.get("focal") == Some(&Value::Bool(true))).collect();
		let [focal] = focal[..] else {
			return self.refuse(IssueCode::Value, claim.at("insurance"), "just one coverage is focal");
		};
		let Some(reference) = focal.get("coverage") else {
			return self.refuse(IssueCode::Required, focal.at("coverage"), "the focal coverage is named");
		};
		self.beneficiary(claim, &reference);
		let Some(coverage) = self.covered(&reference) else {
			return self.refuse(IssueCode::NotFound, reference.path, "the directory does not know the coverage");
		};
		let authorization = self.authorization_cited(focal);
		let sequence = |one: &Node| one.value.get("sequence").and_then(Value::as_u64);
		let mut before: Vec<_> = list.iter().filter(|one| sequence(one) < sequence(focal)).collect();
		before.sort_by_key(|one| sequence(one));
		let prior = match before.last() {
			None => Before::Nobody,
			Some(last) => self.before(last)?,
		};
		Some(Insurance { coverage, authorization: authorization?, prior })
	}

	fn covered(&self, reference: &Node) -> Option<CoverageId> {
		Self::number(reference, COVERAGE_URN).or_else(|| self.meaning(reference)?.coverage)
	}

	/// The patient is whom the coverage is for, where the document says both.
	fn beneficiary(&mut self, claim: &Node, coverage: &Node) {
		let Some(coverage) = coverage.text("reference").and_then(|text| self.resolve(text)) else { return };
		let same = |a: &Value, b: &Value| {
			let text = |value: &'_ Value| value.get("reference").and_then(Value::as_str).map(str::to_owned);
			let (Some(a), Some(b)) = (text(a), text(b)) else { return true };
			match (self.resolve(&a), self.resolve(&b)) {
				(Some(a), Some(b)) => core::ptr::eq(a, b),
				_ => a == b,
			}
		};
		let beneficiary = coverage.get("beneficiary").zip(claim.value.get("patient"));
		if beneficiary.is_some_and(|(beneficiary, patient)| !same(beneficiary, patient)) {
			self.refuse::<()>(IssueCode::Value, claim.at("patient"), "the coverage is for another patient");
		}
	}

	/// The authorisation that the insurance cites; the outer `None` is a refusal.
	fn authorization_cited(&mut self, insurance: &Node) -> Option<Option<AuthorizationId>> {
		let cited = insurance.list("preAuthRef");
		let [cited] = &cited[..] else {
			if cited.is_empty() {
				return Some(None);
			}
			let rule = "which item each of several authorisations is for is not said";
			return self.refuse(IssueCode::NotSupported, insurance.at("preAuthRef"), rule);
		};
		let text = cited.value.as_str().unwrap_or_default();
		let urn = text.strip_prefix(AUTHORIZATION_URN).and_then(|number| number.parse().ok());
		match urn.or_else(|| self.question.directory.get(text)?.authorization) {
			Some(authorization) => Some(Some(authorization)),
			None => {
				self.refuse(IssueCode::NotFound, cited.path.clone(), "the directory does not know the authorisation")
			},
		}
	}

	fn before(&mut self, insurance: &Node) -> Option<Before> {
		let Some(reference) = insurance.get("claimResponse") else {
			let rule = "what a payer before the focal one answered is told";
			return self.refuse(IssueCode::Required, insurance.at("claimResponse"), rule);
		};
		if let Some(claim) = self.claim_meant(&reference) {
			return Some(Before::Claim(claim));
		}
		if self.question.remittance.is_none() {
			let rule = "the directory knows no claim for it, and no remittance was given";
			return self.refuse(IssueCode::NotFound, reference.path, rule);
		}
		let bytes = self.question.remittance.map(|remittance| remittance.document).unwrap_or_default();
		match serde_json::from_slice::<Value>(bytes) {
			Ok(response) => Some(Before::Response(response)),
			Err(_) => self.refuse(IssueCode::Structure, reference.path, "the remittance is not a FHIR resource"),
		}
	}

	// --- Related claims ------------------------------------------------------------------------------------------------

	/// The reference to the claim that is replaced; the outer `None` is a refusal.
	fn related<'v>(&mut self, claim: &Node<'v>) -> Option<Option<Node<'v>>> {
		let mut replaced = None;
		for related in claim.list("related") {
			let relationship = related.codings("relationship").first().map(|(_, code)| *code);
			match relationship {
				Some("replaces" | "prior") if replaced.is_some() => {
					return self.refuse(IssueCode::NotSupported, related.path, "a claim replaces one other");
				},
				Some("replaces" | "prior") => replaced = Some(related),
				_ => self.tell(related.path, "claims that are related otherwise stay in the document"),
			}
		}
		Some(replaced)
	}

	/// What the directory knows of the claim that a `related` names.
	fn replaced(&mut self, related: &Node) -> Option<(Option<ClaimId>, Option<AuthorizationId>)> {
		if let Some(reference) = related.get("claim") {
			let claim = self.claim_meant(&reference);
			let urn = Self::number(&reference, AUTHORIZATION_URN);
			let authorization = urn.or_else(|| self.meaning(&reference)?.authorization);
			return Some((claim, authorization));
		}
		let reference = related.get("reference");
		let by_reference = reference.and_then(|identifier| {
			let text = |name| identifier.text(name).unwrap_or_default();
			self.question.directory.get(&format!("{}|{}", text("system"), text("value")))
		});
		// The reference implementation of PAS names the claim by the id of the element.
		let entry = by_reference.or_else(|| self.question.directory.get(related.text("id")?));
		match entry {
			Some(entry) => Some((entry.claim, entry.authorization)),
			None => self.refuse(
				IssueCode::NotFound,
				related.path.clone(),
				"the directory does not know the claim that is replaced",
			),
		}
	}

	fn replaced_claim(&mut self, related: Option<Node>) -> Option<Option<ClaimId>> {
		let Some(related) = related else { return Some(None) };
		match self.replaced(&related)?.0 {
			Some(claim) => Some(Some(claim)),
			None => {
				self.refuse(IssueCode::NotFound, related.path, "the directory does not know the claim that is replaced")
			},
		}
	}

	fn replaced_authorization(&mut self, related: Option<Node>) -> Option<Option<AuthorizationId>> {
		let Some(related) = related else { return Some(None) };
		match self.replaced(&related)?.1 {
			Some(authorization) => Some(Some(authorization)),
			None => {
				let rule = "the directory does not know the authorisation that is replaced";
				self.refuse(IssueCode::NotFound, related.path, rule)
			},
		}
	}

	fn cancellation(
		&mut self,
		claim: &Node,
		usage: Option<&str>,
		provider: OrganizationId,
		replaced: Option<Node>,
	) -> Option<Vec<Step>> {
		let own = claim.text("id").and_then(|id| self.question.directory.get(&format!("Claim/{id}")));
		let rule = "the directory does not know what is cancelled: name it as Claim/ and the id of the claim";
		if usage == Some("preauthorization") {
			let known = own.and_then(|entry| entry.authorization);
			let authorization = match known {
				Some(authorization) => Some(authorization),
				None => self.replaced_authorization(replaced)?,
			};
			return match authorization {
				Some(authorization) => Some(vec![Step::CancelAuthorization { provider, authorization }]),
				None => self.refuse(IssueCode::NotFound, claim.at("id"), rule),
			};
		}
		match own.and_then(|entry| entry.claim) {
			Some(claim) => Some(vec![Step::Reverse { provider, claim }]),
			None => self.refuse(IssueCode::NotFound, claim.at("id"), rule),
		}
	}

	// --- Claims --------------------------------------------------------------------------------------------------------

	fn commitment(&mut self) -> Option<Commitment> {
		match self.question.commitment {
			Some(commitment) => Some(commitment),
			None => self.refuse(IssueCode::Required, "", "a commitment to the document goes with it"),
		}
	}

	fn flags(&mut self, claim: &Node) -> Flags {
		let mut flags = if claim.has("accident") { Flags::ACCIDENT } else { Flags::NONE };
		for diagnosis in claim.list("diagnosis") {
			let mut codings = diagnosis.codings("diagnosisCodeableConcept");
			let condition = diagnosis.get("diagnosisReference");
			let condition = condition.as_ref().and_then(|reference| reference.text("reference"));
			let condition =
				condition.and_then(|text| self.resolve(text)).map(|value| Node { value, path: String::new() });
			codings.extend(condition.iter().flat_map(|condition| condition.codings("code")));
			for (system, code) in codings {
				let entry = self.question.directory.get(&format!("{system}|{code}"));
				for flag in entry.iter().flat_map(|entry| &entry.flags) {
					flags = flags.union((*flag).into());
				}
			}
		}
		if claim.has("diagnosis") {
			self.tell(claim.at("diagnosis"), "diagnoses stay in the document; of them leaves what the directory says");
		}
		flags
	}

	fn submission(&mut self, claim: &Node, insurance: Insurance, replaced: Option<Node>) -> Option<Submission> {
		let document = self.commitment();
		let replaces = self.replaced_claim(replaced);
		let flags = self.flags(claim);
		let items = claim.list("item");
		if items.is_empty() {
			return self.refuse(IssueCode::Required, claim.at("item"), "a claim has items");
		}
		let amounts: Vec<_> = items.iter().map(|item| self.amount(item)).collect();
		let total = self.total(claim, &amounts);
		let mut lines: Vec<Option<Line>> = Vec::new();
		for (item, amount) in items.iter().zip(&amounts) {
			if self.is_cancelled(item)? {
				self.tell(item.path.clone(), "cancelled items are left out");
				continue;
			}
			let charge = match amount {
				Some(Some(amount)) => Some(*amount),
				// One item, one total.
				Some(None) if items.len() == 1 && total.is_some_and(|total| total > 0) => {
					self.tell(item.at("net"), "the only item costs the total");
					total
				},
				Some(None) => self.refuse(IssueCode::Required, item.at("net"), "what an item costs is told"),
				None => None,
			};
			let line = self.line(claim, item, charge, insurance.authorization);
			lines.push(line);
		}
		let lines = lines.into_iter().collect::<Option<Vec<_>>>()?;
		let sum = lines.iter().try_fold(0, |sum: Money, line| sum.checked_add(line.charge));
		let Some(sum) = sum else {
			return self.refuse(IssueCode::Value, claim.at("item"), "charges beyond 64 bits of minor units");
		};
		if lines.is_empty() {
			return self.refuse(IssueCode::Required, claim.at("item"), "every item is cancelled");
		}
		if sum == 0 {
			return self.refuse(IssueCode::Value, claim.at("item"), "nothing is charged");
		}
		let prior = match insurance.prior {
			Before::Nobody => None,
			Before::Claim(claim) => Some(Prior::Claim(claim)),
			Before::Response(response) => Some(self.prior(claim, &response, &items)?),
		};
		let Ok(lines) = lines.try_into() else {
			return self.refuse(IssueCode::NotSupported, claim.at("item"), "a claim of the chain has at most 50 lines");
		};
		Some(Submission {
			coverage: insurance.coverage,
			document: document?,
			flags,
			total: sum,
			lines,
			prior,
			replaces: replaces?,
		})
	}

	/// What a payer outside the chain did with each item.
	fn prior(&mut self, claim: &Node, response: &Value, items: &[Node]) -> Option<Prior> {
		let document = self.question.remittance?.commitment;
		let answers = match prior_lines(response, self.question.currency) {
			Ok(answers) => answers,
			Err(issue) => {
				self.issues.push(issue);
				return None;
			},
		};
		let mut lines = Vec::new();
		for item in items {
			if self.is_cancelled(item)? {
				continue;
			}
			let sequence = item.value.get("sequence").and_then(Value::as_u64);
			match answers.iter().find(|answer| Some(answer.sequence) == sequence) {
				Some(answer) => lines.push(answer.line),
				None => {
					let rule = "what the payer before did with each item is told";
					return self.refuse(IssueCode::Required, item.at("sequence"), rule);
				},
			}
		}
		match lines.try_into() {
			Ok(lines) => Some(Prior::Remittance { document, lines }),
			Err(_) => {
				self.refuse(IssueCode::NotSupported, claim.at("item"), "a claim of the chain has at most 50 lines")
			},
		}
	}

	fn line(
		&mut self,
		claim: &Node,
		item: &Node,
		charge: Option<Money>,
		authorization: Option<AuthorizationId>,
	) -> Option<Line> {
		let when = self.served(claim, item);
		let units = self.units(item);
		let rendering = self.rendering(claim, item);
		let service = self.service(item, when?);
		let sequence = item.value.get("sequence").and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
		let supply = self.question.supplies.zip(sequence).and_then(|(supplies, n)| supplies.get(&n).cloned());
		let (from, to) =
			when.and_then(|span| Some((u64::try_from(span.first).ok()?, u64::try_from(span.last).ok()?)))?;
		Some(Line {
			service: service?,
			charge: charge?,
			units: units?,
			from,
			to,
			rendering: rendering?,
			authorization,
			dispense: supply,
		})
	}

	/// First and last second of service.
	fn served(&mut self, claim: &Node, item: &Node) -> Option<time::Span> {
		let period = |node: &Node, name: &str| {
			let period = node.get(name)?;
			let (start, end) = (period.text("start")?, period.text("end")?);
			Some((time::span(start)?.first, time::span(end)?.last))
		};
		let day = item.text("servicedDate").map(|text| time::span(text).map(|span| (span.first, span.last)));
		let span = match day {
			Some(day) => day,
			None if item.has("servicedPeriod") => period(item, "servicedPeriod"),
			None => {
				if claim.has("billablePeriod") {
					self.tell(item.at("servicedDate"), "served in the claim's billablePeriod");
				}
				period(claim, "billablePeriod")
			},
		};
		match span {
			Some((first, last)) if 0 <= first && first <= last => Some(time::Span { first, last }),
			Some(_) => self.refuse(
				IssueCode::Value,
				item.at("servicedPeriod"),
				"a service ends after it began, and began after 1969",
			),
			None => {
				let rule = "when a service was rendered is told: servicedDate, servicedPeriod with both ends, or billablePeriod";
				self.refuse(IssueCode::Required, item.at("servicedDate"), rule)
			},
		}
	}

	/// Who rendered it; the outer `None` is a refusal.
	fn rendering(&mut self, claim: &Node, item: &Node) -> Option<Option<SubjectId>> {
		let sequences: Vec<_> = item.list("careTeamSequence").iter().filter_map(|n| n.value.as_u64()).collect();
		if sequences.is_empty() {
			return Some(None);
		}
		let team = claim.list("careTeam");
		let of =
			|sequence: u64| team.iter().find(|one| one.value.get("sequence").and_then(Value::as_u64) == Some(sequence));
		let mut members = Vec::new();
		for sequence in sequences {
			match of(sequence) {
				Some(member) => members.push(member),
				None => {
					let rule = "there is no such member of the care team";
					return self.refuse(IssueCode::Value, item.at("careTeamSequence"), rule);
				},
			}
		}
		let responsible = members.iter().find(|one| one.value.get("responsible") == Some(&Value::Bool(true)));
		let member = responsible.or_else(|| members.first())?;
		let Some(reference) = member.get("provider") else {
			return self.refuse(IssueCode::Required, member.at("provider"), "a member of the care team is somebody");
		};
		let provider = claim.get("provider").and_then(|provider| self.meaning(&provider));
		match self.meaning(&reference) {
			Some(entry) if entry.subject.is_some() => Some(entry.subject),
			Some(entry) if entry.organization.is_some() => {
				if entry.organization == provider.and_then(|provider| provider.organization) {
					return Some(None);
				}
				let rule = "a person renders services, or the organisation that bills";
				self.refuse(IssueCode::NotSupported, reference.path, rule)
			},
			_ => {
				self.refuse(IssueCode::NotFound, reference.path, "the directory does not know who rendered the service")
			},
		}
	}
}
