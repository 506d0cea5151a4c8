//! The rules of the W3C Verifiable Credentials Data Model v2.0, as far as they can be checked without fetching
//! anything: [`credential`] and [`presentation`] say every rule that a document breaks, and where.
//!
//! | section | rule |
//! |---|---|
//! | 4.3 | `@context`: the base context first, then URLs and objects; no context takes a protected term away |
//! | 4.4 | `id`: one URL, nowhere more than one |
//! | 4.5 | `type`: terms or URLs, `VerifiableCredential` among them; a term must be mapped by a context |
//! | 4.6, 11.1 | `name`, `description`: text or language-tagged values |
//! | 4.7 | `issuer`: a URL, or an object whose `id` is one |
//! | 4.8 | `credentialSubject`: one or more objects, each with a claim or an id |
//! | 4.9 | `validFrom`, `validUntil`: `dateTimeStamp`, in this order |
//! | 4.10 to 4.12, 5.4 to 5.6 | `credentialStatus`, `credentialSchema`, `proof`, `refreshService`, `termsOfUse`, `evidence`: typed objects, ids as each demands |
//! | 4.13 | presentations: `holder`, `verifiableCredential` as objects, enveloped ones as `data:` URLs |
//! | 5.3 | `relatedResource`: each URL once, with a digest |
//!
//! Contexts are not fetched. A term that only a context named by URL could map is taken as mapped; a context written
//! out in the document is looked into.

use super::{status_list, time};
use crate::outcome::{Issue, IssueCode, Severity};
use base64::{engine::general_purpose, Engine};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The context that every document begins with.
pub const BASE_CONTEXT: &str = "https://www.w3.org/ns/credentials/v2";

/// Types that the base context maps.
const BASE_TYPES: [&str; 10] = [
	"VerifiableCredential",
	"EnvelopedVerifiableCredential",
	"VerifiablePresentation",
	"EnvelopedVerifiablePresentation",
	"JsonSchemaCredential",
	"JsonSchema",
	"BitstringStatusListCredential",
	"BitstringStatusList",
	"BitstringStatusListEntry",
	"DataIntegrityProof",
];

/// Other terms that the base context protects at its top, and what they are there where that is said in one word:
/// saying the same again is no redefinition.
const BASE_TERMS: [(&str, &str); 7] = [
	("id", "@id"),
	("type", "@type"),
	("name", "https://schema.org/name"),
	("description", "https://schema.org/description"),
	("digestMultibase", ""),
	("digestSRI", ""),
	("mediaType", ""),
];

/// How far a credential has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
	/// Before an issuer has taken it: the issuer's `id` may still be missing, and is then the issuer's to add.
	Draft,
	/// As it is handed on.
	Issued,
}

/// Every rule that a credential breaks; none if it conforms.
pub fn credential(document: &Value, stage: Stage) -> Vec<Issue> {
	let mut check = Check::default();
	check.credential("", document, stage);
	check.issues
}

/// Every rule that a presentation breaks; none if it conforms.
pub fn presentation(document: &Value) -> Vec<Issue> {
	let mut check = Check::default();
	check.presentation(document);
	check.issues
}

/// Is this text an absolute URL: a scheme, something after it, and only characters that a URL may have, percent-encoded
/// ones well-formed? Letters beyond ASCII are let through, as the URL standard lets them.
pub fn is_url(text: &str) -> bool {
	let Some((scheme, rest)) = text.split_once(':') else { return false };
	let mut letters = scheme.bytes();
	let lawful_scheme = letters.next().is_some_and(|b| b.is_ascii_alphabetic())
		&& letters.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
	let lawful_characters = rest.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"\"<>\\^`{|}".contains(c));
	let lawful_escapes = rest.split('%').skip(1).all(|after| {
		after.as_bytes().first_chunk::<2>().is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
	});
	let authority = rest.strip_prefix("//").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
	let lawful_host = match scheme.to_ascii_lowercase().as_str() {
		"http" | "https" | "ws" | "wss" | "ftp" => authority.is_some_and(|authority| !authority.is_empty()),
		// Of a DID the method and what is particular to it (DID Core, 3.1).
		"did" => {
			let mut parts = rest.split(':');
			let lawful_method = |method: &str| {
				!method.is_empty() && method.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
			};
			parts.next().is_some_and(lawful_method) && parts.next_back().is_some_and(|last| !last.is_empty())
		},
		_ => !rest.is_empty(),
	};
	lawful_scheme && lawful_characters && lawful_escapes && lawful_host
}

/// A value as the list that it stands for: one thing may be written without the brackets.
pub fn as_list(value: &Value) -> &[Value] {
	match value {
		Value::Array(values) => values,
		single => std::slice::from_ref(single),
	}
}

/// The `id` of something that is a URL itself or an object with an `id`.
pub fn id_of(value: &Value) -> Option<&str> {
	value.as_str().or_else(|| value.get("id").and_then(Value::as_str))
}

/// Does `type` have this type?
pub fn has_type(object: &Value, wanted: &str) -> bool {
	object.get("type").is_some_and(|types| as_list(types).iter().any(|name| name == wanted))
}

/// A well-formed language tag (BCP 47, RFC 5646, 2.1), by its structure: subtags of one to eight letters and digits,
/// the first of letters.
fn is_language_tag(text: &str) -> bool {
	let mut subtags = text.split('-');
	let first = subtags.next().unwrap_or_default();
	let lawful_first = first.bytes().all(|b| b.is_ascii_alphabetic())
		&& (matches!(first.len(), 2..=8) || matches!(first, "x" | "X" | "i" | "I") && text.len() > 2);
	// A singleton announces an extension, which must have something in it.
	let lawful_end = text.rsplit('-').next().is_some_and(|last| last.len() > 1 || last.len() == text.len());
	lawful_first
		&& lawful_end
		&& subtags.all(|subtag| matches!(subtag.len(), 1..=8) && subtag.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Subresource Integrity: one or more `<algorithm>-<base64>`, parted by white space, each with the length that its
/// algorithm gives.
fn is_digest_sri(text: &str) -> bool {
	let lawful = |item: &str| {
		let item = item.split('?').next().unwrap_or_default();
		let Some((algorithm, digest)) = item.split_once('-') else { return false };
		let length = match algorithm {
			"sha256" => 32,
			"sha384" => 48,
			"sha512" => 64,
			_ => return false,
		};
		general_purpose::STANDARD.decode(digest).is_ok_and(|bytes| bytes.len() == length)
	};
	let mut items = text.split_ascii_whitespace().peekable();
	items.peek().is_some() && items.all(lawful)
}

/// A multibase (base58btc or base64url) multihash whose length is the one that it states.
fn is_digest_multibase(text: &str) -> bool {
	let bytes = match text.split_at_checked(1) {
		Some(("z", digits)) if digits.len() < 200 => bs58::decode(digits).into_vec().ok(),
		Some(("u", digits)) => general_purpose::URL_SAFE_NO_PAD.decode(digits).ok(),
		_ => None,
	};
	// SHA2-256, SHA2-512, SHA3-512, SHA3-384, SHA3-256 and SHA2-384 of the multihash table.
	match bytes.as_deref() {
		Some([0x12 | 0x16, 32, digest @ ..]) => digest.len() == 32,
		Some([0x15 | 0x20, 48, digest @ ..]) => digest.len() == 48,
		Some([0x13 | 0x14, 64, digest @ ..]) => digest.len() == 64,
		_ => false,
	}
}

/// What the contexts of a document say of terms.
#[derive(Default)]
struct Terms {
	/// Terms of the contexts written out in the document. `None`: mapped to nothing.
	defined: BTreeMap<String, Option<String>>,
	/// Terms that no later context may change, with their definition.
	protected: BTreeMap<String, Option<Value>>,
	/// `@vocab`, by which any term is mapped.
	vocab: bool,
	/// Is there a context that only its URL names?
	opaque: bool,
}

impl Terms {
	/// Is this type a URL, or mapped to one?
	fn maps(&self, name: &str) -> bool {
		if BASE_TYPES.contains(&name) {
			return true;
		}
		match self.defined.get(name) {
			Some(Some(iri)) => return self.expands(iri),
			Some(None) => return false,
			None => {},
		}
		self.vocab || self.expands(name) || (self.opaque && !name.contains(char::is_whitespace))
	}

	/// Is this a URL, or a prefix that a context maps, a colon and a suffix?
	fn expands(&self, text: &str) -> bool {
		let prefixed = text.split_once(':').is_some_and(|(prefix, suffix)| {
			!suffix.starts_with("//")
				&& self.defined.get(prefix).is_some_and(|iri| iri.as_deref().is_some_and(is_url))
				&& !text.contains(char::is_whitespace)
		});
		prefixed || is_url(text)
	}
}

#[derive(Default)]
struct Check {
	issues: Vec<Issue>,
}

fn join(path: &str, member: &str) -> String {
	if path.is_empty() {
		member.into()
	} else {
		format!("{path}.{member}")
	}
}

impl Check {
	fn refuse(&mut self, path: &str, code: IssueCode, rule: &str) {
		self.issues.push(Issue {
			severity: Severity::Error,
			code,
			expression: vec![path.into()],
			diagnostics: rule.into(),
		});
	}

	fn missing(&mut self, path: &str, rule: &str) {
		self.refuse(path, IssueCode::Required, rule);
	}

	fn wrong(&mut self, path: &str, rule: &str) {
		self.refuse(path, IssueCode::Value, rule);
	}

	fn credential(&mut self, path: &str, document: &Value, stage: Stage) {
		let Some(object) = document.as_object() else {
			self.refuse(path, IssueCode::Structure, "a credential is an object");
			return;
		};
		let terms = self.context(path, object);
		self.types(path, object, "VerifiableCredential", &terms);
		self.id(path, object);
		self.language_values(path, object);
		self.issuer(path, object, stage);
		self.subjects(path, object, &terms);
		self.validity(path, object);
		self.typed(path, object, "credentialSchema", Id::Required, &terms);
		self.typed(path, object, "credentialStatus", Id::Optional, &terms);
		self.typed(path, object, "refreshService", Id::Optional, &terms);
		self.typed(path, object, "termsOfUse", Id::Optional, &terms);
		self.typed(path, object, "evidence", Id::Optional, &terms);
		self.typed(path, object, "proof", Id::Optional, &terms);
		self.related_resources(path, object);
		self.status_entries(path, object);
	}

	fn presentation(&mut self, document: &Value) {
		let Some(object) = document.as_object() else {
			self.refuse("", IssueCode::Structure, "a presentation is an object");
			return;
		};
		let terms = self.context("", object);
		if has_type(document, "EnvelopedVerifiablePresentation") {
			self.envelope("", object);
			return;
		}
		self.types("", object, "VerifiablePresentation", &terms);
		self.id("", object);
		self.language_values("", object);
		self.typed("", object, "termsOfUse", Id::Optional, &terms);
		self.typed("", object, "proof", Id::Optional, &terms);
		if object.get("holder").is_some_and(|holder| !id_of(holder).is_some_and(is_url)) {
			self.wrong("holder", "the holder is a URL, or an object whose id is one");
		}
		let held = object.get("verifiableCredential").map(as_list).unwrap_or_default();
		for (index, credential) in held.iter().enumerate() {
			let path = format!("verifiableCredential[{index}]");
			match credential.as_object() {
				None => self.refuse(&path, IssueCode::Structure, "a presented credential is an object, not text"),
				Some(object) if has_type(credential, "EnvelopedVerifiableCredential") => {
					self.context(&path, object);
					self.envelope(&path, object);
				},
				Some(_) => self.credential(&path, credential, Stage::Issued),
			}
		}
	}

	/// 4.13.3 and 4.13.4: the secured document lies in a `data:` URL.
	fn envelope(&mut self, path: &str, object: &Map<String, Value>) {
		let data = object.get("id").and_then(Value::as_str).and_then(|id| id.strip_prefix("data:"));
		let lawful = data.and_then(|data| data.split_once(',')).is_some_and(|(media, body)| {
			media.split(';').next().is_some_and(|kind| kind.contains('/')) && !body.is_empty()
		});
		if !lawful {
			self.wrong(&join(path, "id"), "an envelope's id is a data: URL with its media type");
		}
	}

	fn context(&mut self, path: &str, object: &Map<String, Value>) -> Terms {
		let path = join(path, "@context");
		let mut terms = Terms::default();
		let Some(contexts) = object.get("@context") else {
			self.missing(&path, "a document has a @context");
			return terms;
		};
		let contexts = as_list(contexts);
		if contexts.first().and_then(Value::as_str) != Some(BASE_CONTEXT) {
			self.wrong(&path, "the first context is https://www.w3.org/ns/credentials/v2");
		}
		for name in BASE_TYPES {
			terms.protected.insert(name.into(), None);
		}
		for (name, definition) in BASE_TERMS {
			terms.protected.insert(name.into(), Some(definition.into()));
		}
		for (index, context) in contexts.iter().enumerate() {
			let path = format!("{path}[{index}]");
			match context {
				Value::String(url) if url == BASE_CONTEXT => {},
				Value::String(url) if is_url(url) => terms.opaque = true,
				Value::String(_) => self.wrong(&path, "a context that is text is a URL"),
				Value::Object(context) => self.inline_context(&path, context, &mut terms),
				_ => self.refuse(&path, IssueCode::Structure, "a context is a URL or an object"),
			}
		}
		terms
	}

	fn inline_context(&mut self, path: &str, context: &Map<String, Value>, terms: &mut Terms) {
		let protects = |definition: &Value, default: bool| {
			definition.get("@protected").and_then(Value::as_bool).unwrap_or(default)
		};
		let all_protected = context.get("@protected") == Some(&Value::Bool(true));
		match context.get("@vocab") {
			None => {},
			// No term is mapped by default any more, by whatever context came before.
			Some(Value::Null) => (terms.vocab, terms.opaque) = (false, false),
			Some(Value::String(_)) => terms.vocab = true,
			Some(_) => self.wrong(&join(path, "@vocab"), "@vocab is text or null"),
		}
		for (name, definition) in context.iter().filter(|(name, _)| !name.starts_with('@')) {
			let iri = match definition {
				Value::Null => None,
				Value::String(iri) => Some(iri.clone()),
				Value::Object(definition) => match definition.get("@id") {
					Some(Value::String(iri)) => Some(iri.clone()),
					// Without an @id a term with a colon, or under @vocab, maps itself.
					None if terms.vocab || name.contains(':') => Some(name.clone()),
					_ => None,
				},
				_ => {
					self.refuse(
						&join(path, name),
						IssueCode::Structure,
						"a term is defined by text, an object or null",
					);
					continue;
				},
			};
			match terms.protected.get(name) {
				Some(Some(before)) if before == definition => {},
				Some(_) => {
					self.wrong(&join(path, name), "a protected term is defined anew");
					continue;
				},
				None => {},
			}
			let is_keyword = iri.as_deref().is_some_and(|iri| iri.starts_with('@'));
			terms.defined.insert(name.clone(), iri.filter(|_| !is_keyword));
			if protects(definition, all_protected) {
				terms.protected.insert(name.clone(), Some(definition.clone()));
			}
		}
	}

	fn types(&mut self, path: &str, object: &Map<String, Value>, wanted: &str, terms: &Terms) {
		let path = join(path, "type");
		let Some(types) = object.get("type") else {
			self.missing(&path, "it has a type");
			return;
		};
		self.each_type(&path, types, terms);
		if !as_list(types).iter().any(|name| name == wanted) {
			self.missing(&path, &format!("{wanted} is among its types"));
		}
	}

	fn each_type(&mut self, path: &str, types: &Value, terms: &Terms) {
		let types = as_list(types);
		if types.is_empty() {
			self.missing(path, "there is at least one type");
		}
		for name in types {
			match name.as_str() {
				None => self.refuse(path, IssueCode::Structure, "a type is text"),
				Some(name) if !terms.maps(name) => {
					self.wrong(path, "a type is a URL, or a term that a context maps to one")
				},
				Some(_) => {},
			}
		}
	}

	fn id(&mut self, path: &str, object: &Map<String, Value>) {
		match object.get("id") {
			None => {},
			Some(Value::String(id)) if is_url(id) => {},
			Some(_) => self.wrong(&join(path, "id"), "an id is one URL"),
		}
	}

	fn language_values(&mut self, path: &str, object: &Map<String, Value>) {
		for member in ["name", "description"] {
			let Some(value) = object.get(member) else { continue };
			let values = as_list(value);
			if values.is_empty() || !values.iter().all(is_language_value) {
				self.wrong(&join(path, member), "it is text, or @value with at most @language and @direction");
			}
		}
	}

	fn issuer(&mut self, path: &str, object: &Map<String, Value>, stage: Stage) {
		let path = join(path, "issuer");
		match (object.get("issuer"), stage) {
			(None, Stage::Draft) => {},
			(None, Stage::Issued) => self.missing(&path, "a credential has an issuer"),
			(Some(Value::Object(issuer)), stage) => {
				if stage != Stage::Draft || issuer.contains_key("id") {
					let lawful = issuer.get("id").and_then(Value::as_str).is_some_and(is_url);
					if !lawful {
						self.wrong(&join(&path, "id"), "the issuer's id is one URL");
					}
				}
				self.language_values(&path, issuer);
			},
			(Some(Value::String(issuer)), _) if is_url(issuer) => {},
			(Some(_), _) => self.wrong(&path, "the issuer is a URL, or an object whose id is one"),
		}
	}

	fn subjects(&mut self, path: &str, object: &Map<String, Value>, terms: &Terms) {
		let path = join(path, "credentialSubject");
		let Some(subjects) = object.get("credentialSubject") else {
			self.missing(&path, "a credential has a subject");
			return;
		};
		let subjects = as_list(subjects);
		if subjects.is_empty() {
			self.missing(&path, "a credential has a subject");
		}
		for (index, subject) in subjects.iter().enumerate() {
			let path = format!("{path}[{index}]");
			match subject.as_object() {
				None => self.refuse(&path, IssueCode::Structure, "a subject is an object"),
				Some(subject) if subject.is_empty() => self.missing(&path, "a subject has a claim"),
				Some(subject) => {
					self.id(&path, subject);
					if let Some(types) = subject.get("type") {
						self.each_type(&join(&path, "type"), types, terms);
					}
				},
			}
		}
	}

	fn validity(&mut self, path: &str, object: &Map<String, Value>) {
		let mut read = |member: &str| match object.get(member) {
			None => None,
			Some(value) => {
				let seconds = value.as_str().and_then(time::parse);
				if seconds.is_none() {
					self.wrong(&join(path, member), "it is a dateTimeStamp: a date and time with its offset");
				}
				seconds
			},
		};
		let (from, until) = (read("validFrom"), read("validUntil"));
		if from.zip(until).is_some_and(|(from, until)| until < from) {
			self.wrong(&join(path, "validUntil"), "it ends no earlier than it begins");
		}
	}

	fn typed(&mut self, path: &str, object: &Map<String, Value>, member: &str, id: Id, terms: &Terms) {
		let Some(values) = object.get(member) else { return };
		let path = join(path, member);
		let values = as_list(values);
		if values.is_empty() {
			self.missing(&path, "it is not empty");
		}
		for (index, value) in values.iter().enumerate() {
			let path = format!("{path}[{index}]");
			let Some(value) = value.as_object() else {
				self.refuse(&path, IssueCode::Structure, "it is an object");
				continue;
			};
			match value.get("type") {
				None => self.missing(&join(&path, "type"), "it has a type"),
				Some(types) => self.each_type(&join(&path, "type"), types, terms),
			}
			if id == Id::Required && !value.contains_key("id") {
				self.missing(&join(&path, "id"), "it has an id");
			}
			self.id(&path, value);
		}
	}

	/// Bitstring Status List 1.0, 2.1.
	fn status_entries(&mut self, path: &str, object: &Map<String, Value>) {
		let entries = object.get("credentialStatus").map(as_list).unwrap_or_default();
		for (index, entry) in entries.iter().enumerate().filter(|(_, entry)| has_type(entry, status_list::ENTRY)) {
			if let Err(error) = status_list::Entry::read(entry) {
				self.wrong(&format!("{}[{index}]", join(path, "credentialStatus")), &error.to_string());
			}
		}
	}

	fn related_resources(&mut self, path: &str, object: &Map<String, Value>) {
		let Some(resources) = object.get("relatedResource") else { return };
		let path = join(path, "relatedResource");
		let mut seen = BTreeSet::new();
		for (index, resource) in as_list(resources).iter().enumerate() {
			let path = format!("{path}[{index}]");
			let Some(resource) = resource.as_object() else {
				self.refuse(&path, IssueCode::Structure, "a related resource is an object");
				continue;
			};
			match resource.get("id").and_then(Value::as_str).filter(|id| is_url(id)) {
				None => self.missing(&join(&path, "id"), "a related resource has one URL as its id"),
				Some(id) if !seen.insert(id) => self.wrong(&join(&path, "id"), "a related resource is named once"),
				Some(_) => {},
			}
			if !resource.contains_key("digestSRI") && !resource.contains_key("digestMultibase") {
				self.missing(&path, "a related resource has a digest");
			}
			let all = |member: &str, lawful: fn(&str) -> bool| {
				resource.get(member).is_none_or(|value| {
					let values = as_list(value);
					!values.is_empty() && values.iter().all(|value| value.as_str().is_some_and(lawful))
				})
			};
			if !all("digestSRI", is_digest_sri) {
				self.wrong(&join(&path, "digestSRI"), "it is Subresource Integrity metadata");
			}
			if !all("digestMultibase", is_digest_multibase) {
				self.wrong(&join(&path, "digestMultibase"), "it is a multibase multihash");
			}
			if resource.get("mediaType").is_some_and(|media| !media.as_str().is_some_and(|media| media.contains('/'))) {
				self.wrong(&join(&path, "mediaType"), "it is a media type");
			}
		}
	}
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Id {
	Required,
	Optional,
}

/// 11.1: text, or an object of `@value` and at most `@language` and `@direction`.
fn is_language_value(value: &Value) -> bool {
	let object = match value {
		Value::String(_) => return true,
		Value::Object(object) => object,
		_ => return false,
	};
	object.get("@value").is_some_and(Value::is_string)
		&& object.iter().all(|(name, value)| match name.as_str() {
			"@value" => true,
			"@language" => value.as_str().is_some_and(is_language_tag),
			"@direction" => matches!(value.as_str(), Some("ltr" | "rtl")),
			_ => false,
		})
}
