//! From a signed credential to an offer, and back to a credential that waits for its signature.
//!
//! | VCDM 2.0 | `Credentials::offer` |
//! |---|---|
//! | the whole document in JCS form | `commitment`, salted with the caller's nonce |
//! | `issuer` | `organization`, by the directory; the proof must be by this issuer's key |
//! | `credentialSubject.id` | `holder`, by the directory, or as a `did:key` of an account |
//! | `credentialSchema.id`, else `type` | `schema` and `version` |
//! | `credentialSubject.scope`, a list of `{system, code}` | `scopes` |
//! | `validFrom`, `validUntil` | `valid_from`, `valid_until` |
//! | `credentialStatus` of a list of this chain | `entry` |
//!
//! Every other claim stays in the document, which only its commitment represents; each is named in an issue.

use super::{
	jcs,
	model::{self, as_list, has_type, id_of, Stage},
	offer::{ListEntry, Names, Offer, SchemaVersion, MAX_SCOPES},
	proof::{self, Purpose, Verified},
	status_list, time,
};
use crate::{
	directory::Registry,
	outcome::{Issue, IssueCode, Severity},
};
use salus_primitives::{codes::CodeKind, CodeId, Commitment, Holder, Nonce, OrganizationId, SchemaId, Seconds};
use serde_json::{json, Map, Value};

/// Where the terms that Salus adds to a credential are defined: in this context, written out in each document.
const SCOPE_TERM: &str = "urn:x-salus:vocabulary:scope";

/// What a signed credential became.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FromVc {
	/// The offer; `None` where an issue is an error.
	pub offer: Option<Offer>,
	/// The proof that holds.
	pub verified: Option<Verified>,
	/// What is wrong, and what stays outside the chain.
	pub issues: Vec<Issue>,
}

#[derive(Default)]
struct Issues(Vec<Issue>);

impl Issues {
	fn add(&mut self, severity: Severity, code: IssueCode, path: &str, rule: &str) {
		let expression = if path.is_empty() { Vec::new() } else { vec![path.to_owned()] };
		self.0.push(Issue { severity, code, expression, diagnostics: rule.into() });
	}

	fn refuse(&mut self, code: IssueCode, path: &str, rule: &str) {
		self.add(Severity::Error, code, path, rule);
	}

	fn note(&mut self, path: &str, rule: &str) {
		self.add(Severity::Information, IssueCode::NotSupported, path, rule);
	}

	fn are_errors(&self) -> bool {
		self.0.iter().any(|issue| matches!(issue.severity, Severity::Error | Severity::Fatal))
	}
}

/// Check a credential (VCDM 2.0 JSON) and its `eddsa-jcs-2022` proof at the moment `now`, and map it.
pub fn from_vc(document: &[u8], names: &Names, codes: &Registry, nonce: Nonce, now: Seconds) -> FromVc {
	let mut issues = Issues::default();
	let value = match jcs::parse(document) {
		Ok(value) => value,
		Err(error) => {
			issues.add(Severity::Fatal, IssueCode::Structure, "", &error.to_string());
			return FromVc { issues: issues.0, ..Default::default() };
		},
	};
	issues.0.extend(model::credential(&value, Stage::Issued));
	let Some(object) = value.as_object().filter(|_| !issues.are_errors()) else {
		return FromVc { issues: issues.0, ..Default::default() };
	};
	let now = i64::try_from(now).unwrap_or(i64::MAX);
	let verified = verify(object, names, now, &mut issues);
	let offer = offer(object, names, codes, nonce, now, &mut issues);
	let offer = offer.filter(|_| verified.is_some() && !issues.are_errors());
	FromVc { offer, verified, issues: issues.0 }
}

/// The first proof that holds and is the issuer's. One that does not hold spoils the document; one that cannot be
/// judged here does not.
fn verify(object: &Map<String, Value>, names: &Names, now: i64, issues: &mut Issues) -> Option<Verified> {
	let mut keys = proof::Keys::new();
	for (url, multibase) in &names.keys {
		match super::did_key::DidKey::from_multibase(multibase) {
			Ok(key) => {
				keys.insert(url.clone(), key);
			},
			Err(error) => issues.refuse(IssueCode::Value, "", &format!("a key that the question names: {error}")),
		}
	}
	let issuer = object.get("issuer").and_then(id_of).unwrap_or_default();
	// The key's controller is the issuer itself, or the directory says that both are the same member.
	let is_issuers = |verified: &Verified| {
		let same =
			names.organization(verified.controller()).zip(names.organization(issuer)).is_some_and(|(a, b)| a == b);
		verified.controller() == issuer || same
	};
	let mut held = None;
	for (index, answer) in proof::verify(object, Purpose::Assertion, &keys, now).into_iter().enumerate() {
		let path = format!("proof[{index}]");
		match answer {
			Ok(verified) if is_issuers(&verified) => held = held.or(Some(verified)),
			Ok(_) => issues.refuse(IssueCode::Value, &path, "the proof is by a key that is not the issuer's"),
			Err(error) if error.is_unsupported() => issues.note(&path, &error.to_string()),
			Err(error) => issues.refuse(IssueCode::Value, &path, &error.to_string()),
		}
	}
	if held.is_none() && !issues.are_errors() {
		issues.refuse(
			IssueCode::Required,
			"proof",
			"there is no proof that can be verified: eddsa-jcs-2022 by the issuer",
		);
	}
	held
}

fn offer(
	object: &Map<String, Value>,
	names: &Names,
	codes: &Registry,
	nonce: Nonce,
	now: i64,
	issues: &mut Issues,
) -> Option<Offer> {
	let value = Value::Object(object.clone());
	if has_type(&value, status_list::CREDENTIAL) {
		issues.refuse(IssueCode::NotSupported, "type", "a status list is not offered to a holder");
	}
	let issuer = object.get("issuer").and_then(id_of).and_then(|issuer| names.organization(issuer));
	if issuer.is_none() {
		issues.refuse(IssueCode::Required, "issuer", "the directory does not say which organisation the issuer is");
	}
	let subjects = object.get("credentialSubject").map(as_list).unwrap_or_default();
	if subjects.len() > 1 {
		issues.refuse(IssueCode::NotSupported, "credentialSubject", "a credential on chain has one holder");
	}
	let subject = subjects.first()?;
	let holder = subject.get("id").and_then(Value::as_str).and_then(|id| names.holder(id));
	if holder.is_none() {
		issues.refuse(IssueCode::Required, "credentialSubject.id", "the directory does not say who the subject is");
	}
	let schema = schema(object, names);
	if schema.is_none() {
		issues.refuse(IssueCode::Required, "credentialSchema", "no credentialSchema and no type names a known schema");
	}
	let scopes = scopes(subject, codes, issues);
	claims(subject, issues);

	let moment = |member: &str| object.get(member).and_then(Value::as_str).and_then(time::parse);
	let (from, until) = (moment("validFrom"), moment("validUntil"));
	if until.is_some_and(|until| until <= now) {
		issues.refuse(IssueCode::Value, "validUntil", "the credential has expired");
	}
	if from.is_none() {
		issues.note("validFrom", "without a beginning, it is offered as valid from now");
	}
	// The chain's time begins in 1970; an earlier beginning is as good as that one.
	let seconds = |moment: i64| Seconds::try_from(moment).unwrap_or_default();
	let entry = status_entry(object, names, issues);
	for member in ["evidence", "refreshService", "termsOfUse", "relatedResource"] {
		if object.contains_key(member) {
			issues.note(member, "stays in the document, of which the chain holds a commitment");
		}
	}
	let canonical = jcs::canonicalize(&value).ok()?;
	let schema = schema?;
	Some(Offer {
		organization: issuer?,
		holder: holder?,
		schema: schema.schema,
		version: schema.version,
		commitment: Commitment::new(&nonce, canonical.as_bytes()),
		nonce,
		scopes,
		valid_from: seconds(from.unwrap_or(now)),
		valid_until: until.map(seconds),
		entry,
	})
}

fn schema(object: &Map<String, Value>, names: &Names) -> Option<SchemaVersion> {
	let schemas = object.get("credentialSchema").map(as_list).unwrap_or_default();
	let of_schema = schemas.iter().filter_map(|schema| schema.get("id").and_then(Value::as_str));
	let types = object.get("type").map(as_list).unwrap_or_default();
	of_schema.chain(types.iter().filter_map(Value::as_str)).find_map(|name| names.schema(name))
}

fn scopes(subject: &Value, codes: &Registry, issues: &mut Issues) -> Vec<CodeId> {
	let mut scopes = Vec::new();
	for (index, coding) in subject.get("scope").map(as_list).unwrap_or_default().iter().enumerate() {
		let path = format!("credentialSubject.scope[{index}]");
		let text = |member: &str| coding.get(member).and_then(Value::as_str);
		match text("system").zip(text("code")) {
			None => issues.refuse(IssueCode::Structure, &path, "a scope has a system and a code"),
			Some((system, code)) => match codes.id(CodeKind::Scope, system, code) {
				None => issues.refuse(IssueCode::Value, &path, "the scope is not a registered code"),
				Some(id) if scopes.contains(&id) => {},
				Some(id) => scopes.push(id),
			},
		}
	}
	if scopes.len() > MAX_SCOPES {
		issues.refuse(IssueCode::NotSupported, "credentialSubject.scope", "a credential on chain has at most 8 scopes");
	}
	scopes
}

/// What the subject's other claims come to. A National Provider Identifier is checked, and like all others it never
/// reaches the chain but inside the commitment.
fn claims(subject: &Value, issues: &mut Issues) {
	for (index, identifier) in subject.get("identifier").map(as_list).unwrap_or_default().iter().enumerate() {
		let text = |member: &str| identifier.get(member).and_then(Value::as_str);
		let is_npi = matches!(text("system"), Some("http://hl7.org/fhir/sid/us-npi" | "urn:oid:2.16.840.1.113883.4.6"));
		if is_npi && text("value").is_none_or(|value| value.parse::<salus_primitives::Npi>().is_err()) {
			let path = format!("credentialSubject.identifier[{index}]");
			issues.refuse(IssueCode::Value, &path, "it is not a National Provider Identifier");
		}
	}
	for member in subject.as_object().into_iter().flatten().map(|(member, _)| member) {
		if !matches!(member.as_str(), "id" | "type" | "scope") {
			// The place, and no more than the place, of what may be personal.
			issues.note(
				&format!("credentialSubject.{member}"),
				"stays in the document, of which the chain holds a commitment",
			);
		}
	}
}

fn status_entry(object: &Map<String, Value>, names: &Names, issues: &mut Issues) -> Option<ListEntry> {
	let mut found = None;
	for (index, status) in object.get("credentialStatus").map(as_list).unwrap_or_default().iter().enumerate() {
		let path = format!("credentialStatus[{index}]");
		let entry = status_list::Entry::read(status).ok();
		let here = entry.and_then(|entry| {
			let list = *names.lists.get(&entry.list)?;
			Some((entry.size, ListEntry { list, index: u32::try_from(entry.index).ok()? }))
		});
		match here {
			Some((1, entry)) if found.is_none() => found = Some(entry),
			Some(_) => issues.refuse(IssueCode::NotSupported, &path, "a credential has one entry of one bit on chain"),
			None => issues.note(&path, "its status is kept elsewhere, not in a list of this chain"),
		}
	}
	found
}

/// What the chain knows of a credential.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChainCredential {
	/// Its number.
	pub credential: u32,
	/// Who holds it.
	pub holder: Holder,
	/// What kind of credential it is.
	pub schema: SchemaId,
	/// Under which version of the schema it was offered.
	pub version: u16,
	/// Who issued it.
	pub issuer: OrganizationId,
	/// What it is good for.
	pub scopes: Vec<CodeId>,
	/// First second of its validity.
	pub valid_from: Seconds,
	/// First second after its validity.
	pub valid_until: Option<Seconds>,
	/// Its place in a status list, and what that list's bits mean (`revocation`, `suspension`).
	pub entry: Option<(ListEntry, &'static str)>,
}

/// Write a credential of the chain as an unsigned VCDM 2.0 document, and what of it could not be written.
///
/// The chain does not hold the claims: this is the document as far as the chain can vouch for it, and not the one that
/// its commitment is of. Its issuer may sign it.
pub fn to_vc(credential: &ChainCredential, names: &Names, codes: &Registry) -> (Value, Vec<Issue>) {
	let mut issues = Issues::default();
	let issuer = names.name_of_organization(credential.issuer);
	let holder = names.name_of_holder(&credential.holder);
	if issuer.starts_with("urn:x-salus:") {
		issues.note("issuer", "the directory has no name for the issuer: put its DID here before it signs");
	}
	let seconds = |moment: Seconds| time::format(i64::try_from(moment).unwrap_or(i64::MAX));
	let schema = SchemaVersion { schema: credential.schema, version: credential.version };
	let mut subject = Map::from_iter([("id".to_string(), json!(holder))]);
	let mut scopes = Vec::new();
	for scope in &credential.scopes {
		match codes.name(*scope) {
			Some((system, code)) => scopes.push(json!({ "system": system, "code": code })),
			None => issues.refuse(IssueCode::Value, "credentialSubject.scope", "a scope is not in the code registry"),
		}
	}
	if !scopes.is_empty() {
		subject.insert("scope".into(), scopes.into());
	}
	let context = json!([model::BASE_CONTEXT, { "scope": { "@id": SCOPE_TERM, "@type": "@json" } }]);
	let mut document = Map::from_iter([
		("@context".to_string(), context),
		("type".to_string(), json!(["VerifiableCredential", names.name_of_schema(schema)])),
		("issuer".to_string(), json!(issuer)),
		("validFrom".to_string(), json!(seconds(credential.valid_from))),
		("credentialSubject".to_string(), subject.into()),
	]);
	if let Some(until) = credential.valid_until {
		document.insert("validUntil".into(), seconds(until).into());
	}
	if let Some((entry, purpose)) = credential.entry {
		match names.url_of_list(entry.list) {
			Some(url) => {
				let status = json!({
					"id": format!("{url}#{}", entry.index),
					"type": status_list::ENTRY,
					"statusPurpose": purpose,
					"statusListIndex": entry.index.to_string(),
					"statusListCredential": url,
				});
				document.insert("credentialStatus".into(), status);
			},
			None => issues.refuse(
				IssueCode::Required,
				"credentialStatus",
				"its status lies in a list, and the question does not say at which URL that list is published",
			),
		}
	}
	(document.into(), issues.0)
}
