//! Reading the parts of which a document is made: members, references, codes, periods.

use super::{
	super::{codes, extension, system},
	Node, Reader, PLAIN,
};
use crate::{directory::Entry, outcome::IssueCode, time};
use salus_primitives::{codes::CodeKind, CodeId, Period, Seconds};
use serde_json::Value;
use sp_core::{
	crypto::{AccountId32, Ss58Codec},
	H256,
};
use std::str::FromStr;

impl Reader<'_> {
	// --- References and codes ----------------------------------------------------------------------------------------

	/// Under which name the directory has a reference.
	pub(super) fn key(&mut self, reference: &Node) -> Option<String> {
		if let Some(text) = self.text(reference, "reference") {
			return Some(text.to_owned());
		}
		if let Some(identifier) = self.object(reference, "identifier") {
			let system = self.text(&identifier, "system").map(str::to_owned);
			let value = self.text(&identifier, "value").map(str::to_owned);
			if let (Some(system), Some(value)) = (system, value) {
				return Some(format!("{system}|{value}"));
			}
		}
		self.refuse(
			IssueCode::Required,
			reference.path.clone(),
			"neither a reference nor an identifier with its system",
		)
	}

	/// What a reference means.
	pub(super) fn entry(&mut self, reference: &Node) -> Option<Entry> {
		let key = self.key(reference)?;
		if let Some(entry) = self.question.directory.get(&key) {
			return Some(entry.clone());
		}
		if let Some(entry) = itself(&key) {
			return Some(entry);
		}
		self.refuse(IssueCode::NotFound, reference.path.clone(), "the directory does not know this reference")
	}

	/// The codings of a concept, as (system, code).
	pub(super) fn names(&mut self, concept: &Node) -> Vec<(String, String)> {
		let codings = self.objects(concept, "coding");
		codings.iter().filter_map(|coding| self.name(coding)).collect()
	}

	pub(super) fn name(&mut self, coding: &Node) -> Option<(String, String)> {
		let system = self.text(coding, "system").map(str::to_owned);
		let code = self.text(coding, "code").map(str::to_owned);
		match (system, code) {
			(Some(system), Some(code)) => Some((system, code)),
			_ => self.refuse(IssueCode::Required, coding.path.clone(), "a code has a system"),
		}
	}

	pub(super) fn code(&mut self, kind: CodeKind, (system, symbol): &(String, String)) -> Option<CodeId> {
		let codes = self.question.codes;
		codes.id(kind, system, symbol).or_else(|| {
			(kind == CodeKind::ResourceClass && system == codes::FHIR_TYPES)
				.then(|| codes.id(kind, codes::RESOURCES, symbol))?
		})
	}

	/// A list of codes.
	pub(super) fn codings(&mut self, node: &Node, name: &str, kind: CodeKind) -> Vec<CodeId> {
		let mut found = Vec::new();
		for coding in self.objects(node, name) {
			let Some(named) = self.name(&coding) else { continue };
			match self.code(kind, &named) {
				Some(code) => found.push(code),
				None => {
					let rule = "the code is not in the code registry";
					self.refuse::<()>(IssueCode::NotFound, coding.path, rule);
				},
			}
		}
		found
	}

	/// A list of concepts: of each the first coding that is registered.
	pub(super) fn concepts(&mut self, node: &Node, name: &str, kind: CodeKind) -> Vec<CodeId> {
		let mut found = Vec::new();
		for concept in self.objects(node, name) {
			let names = self.names(&concept);
			match names.iter().find_map(|named| self.code(kind, named)) {
				Some(code) => found.push(code),
				None => {
					let rule = "no coding of the concept is in the code registry";
					self.refuse::<()>(IssueCode::NotFound, concept.path, rule);
				},
			}
		}
		found
	}

	// --- Periods -----------------------------------------------------------------------------------------------------

	pub(super) fn date(&mut self, node: &Node, name: &str) -> Option<time::Span> {
		let text = self.text(node, name)?;
		match time::span(text) {
			Some(span) => Some(span),
			None => self.refuse(IssueCode::Value, node.at(name), "not a FHIR date or time"),
		}
	}

	pub(super) fn period(&mut self, node: &Node, name: &str) -> Period<i64> {
		let Some(period) = self.object(node, name) else { return Period::default() };
		self.only(&period, &["start", "end"], &[]);
		let start = self.date(&period, "start").map(|span| span.first);
		let end = self.date(&period, "end").map(|span| span.last);
		let period_read = Period { start, end };
		if period_read.is_open() {
			self.refuse::<()>(IssueCode::Required, period.path.clone(), "a period has a start or an end");
		}
		if !period_read.is_valid() {
			self.refuse::<()>(IssueCode::Value, period.path, "the period ends before it starts");
		}
		period_read
	}

	/// A period of validity. Everything happens after 1970: an earlier start is none, an earlier end is 1970.
	pub(super) fn validity(&mut self, node: &Node, name: &str) -> Period<Seconds> {
		let period = self.period(node, name);
		Period {
			start: period.start.and_then(|start| Seconds::try_from(start).ok()),
			end: period.end.map(|end| Seconds::try_from(end).unwrap_or_default()),
		}
	}

	// --- JSON --------------------------------------------------------------------------------------------------------

	/// Name every member that is not known here.
	pub(super) fn only(&mut self, node: &Node, known: &[&str], also: &[&str]) {
		let is_root = node.path == "Consent";
		for (name, value) in node.members {
			let name = name.as_str();
			if known.contains(&name) || also.contains(&name) {
				continue;
			}
			match name {
				_ if is_root && (PLAIN.contains(&name) || matches!(name, "implicitRules" | "contained")) => {
					let ours = |node: &Value| node.get("url").and_then(Value::as_str) == Some(extension::OTHERWISE);
					if name == "extension" && !value.as_array().is_some_and(|list| list.iter().all(ours)) {
						self.tell(node.at(name), "extensions are not held");
					}
				},
				"id" => {},
				// Extensions of a simple value stand beside it; without the value they say why it is missing.
				_ if name.strip_prefix('_').is_some_and(|name| node.has(name)) => {
					self.tell(node.at(name), "extensions are not held");
				},
				"extension" => self.tell(node.at(name), "extensions are not held"),
				"expression" => {
					let rule = "the model lacks computable expressions";
					self.refuse::<()>(IssueCode::NotSupported, node.at(name), rule);
				},
				"modifierExtension" => {
					self.refuse::<()>(IssueCode::NotSupported, node.at(name), "a modifier that is not known");
				},
				_ => {
					// The name itself is the document's, and stays there.
					let rule = "the element has a member that FHIR does not know there";
					self.refuse::<()>(IssueCode::Structure, node.path.clone(), rule);
				},
			}
		}
	}

	pub(super) fn object<'v>(&mut self, node: &Node<'v>, name: &str) -> Option<Node<'v>> {
		match node.members.get(name)? {
			Value::Object(members) if !members.is_empty() => Some(Node { members, path: node.at(name) }),
			_ => self.refuse(IssueCode::Structure, node.at(name), "not an object with members"),
		}
	}

	pub(super) fn objects<'v>(&mut self, node: &Node<'v>, name: &str) -> Vec<Node<'v>> {
		let Some(value) = node.members.get(name) else { return Vec::new() };
		let Some(list) = value.as_array().filter(|list| !list.is_empty()) else {
			// An empty list would set no limit where one was meant.
			self.refuse::<()>(IssueCode::Structure, node.at(name), "not a list with entries");
			return Vec::new();
		};
		let mut found = Vec::new();
		for (place, value) in list.iter().enumerate() {
			let path = format!("{}[{place}]", node.at(name));
			match value {
				Value::Object(members) if !members.is_empty() => found.push(Node { members, path }),
				_ => {
					self.refuse::<()>(IssueCode::Structure, path, "not an object with members");
				},
			}
		}
		found
	}

	pub(super) fn text<'v>(&mut self, node: &Node<'v>, name: &str) -> Option<&'v str> {
		match node.members.get(name)? {
			Value::String(text) if !text.is_empty() => Some(text),
			_ => self.refuse(IssueCode::Structure, node.at(name), "not a text"),
		}
	}
}

/// What a logical reference of ours means.
fn itself(key: &str) -> Option<Entry> {
	let (system, value) = key.split_once('|')?;
	let hash = || H256::from_str(value.strip_prefix("0x")?).ok();
	let entry = Entry::default();
	let entry = match system {
		system::ORGANIZATION => Entry { organization: Some(value.parse().ok()?), ..entry },
		system::SUBJECT => Entry { subject: Some(hash()?), ..entry },
		system::HANDLE => Entry { handle: Some(hash()?), ..entry },
		system::ACCOUNT => Entry { account: Some(AccountId32::from_ss58check(value).ok()?), ..entry },
		_ => return None,
	};
	Some(entry)
}
