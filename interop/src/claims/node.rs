//! A place in a FHIR document: a value and the FHIRPath to it.

use serde_json::Value;

/// A value of a document, and where it stands.
#[derive(Clone, Debug)]
pub struct Node<'v> {
	/// The value.
	pub value: &'v Value,
	/// Where it stands.
	pub path: String,
}

impl<'v> Node<'v> {
	/// The path to a member.
	pub fn at(&self, name: &str) -> String {
		format!("{}.{name}", self.path)
	}

	/// Is there such a member?
	pub fn has(&self, name: &str) -> bool {
		self.value.get(name).is_some()
	}

	/// A member.
	pub fn get(&self, name: &str) -> Option<Node<'v>> {
		Some(Node { value: self.value.get(name)?, path: self.at(name) })
	}

	/// The elements of a member that is a list; one for a member that is none.
	pub fn list(&self, name: &str) -> Vec<Node<'v>> {
		match self.value.get(name) {
			None => Vec::new(),
			Some(Value::Array(list)) => list
				.iter()
				.enumerate()
				.map(|(index, value)| Node { value, path: format!("{}[{index}]", self.at(name)) })
				.collect(),
			Some(value) => vec![Node { value, path: self.at(name) }],
		}
	}

	/// A member that is text.
	pub fn text(&self, name: &str) -> Option<&'v str> {
		self.value.get(name)?.as_str()
	}

	/// The codings of a `CodeableConcept` member, as system (which may be missing) and code.
	pub fn codings(&self, name: &str) -> Vec<(&'v str, &'v str)> {
		let concepts = self.list(name);
		concepts
			.iter()
			.flat_map(|concept| concept.list("coding"))
			.filter_map(|coding| Some((coding.text("system").unwrap_or_default(), coding.text("code")?)))
			.collect()
	}

	/// The extensions with this name, modifying ones too.
	pub fn extensions(&self, url: &str) -> Vec<Node<'v>> {
		let all = self.list("extension").into_iter().chain(self.list("modifierExtension"));
		all.filter(|extension| extension.text("url") == Some(url)).collect()
	}
}
