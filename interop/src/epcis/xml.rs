//! EPCIS 2.0 and 1.2 documents in XML.

use super::{
	node::{charge, Node, EVENT_TYPES},
	vocabulary, Document, Limits, Refused,
};
use crate::outcome::{Issue, IssueCode, Severity};
use roxmltree::{NodeType, ParsingOptions};
use std::collections::BTreeSet;

/// Namespaces whose fields are the standard's own.
fn is_standard(namespace: Option<&str>) -> bool {
	namespace.is_none_or(|uri| uri.starts_with("urn:epcglobal:epcis") || uri == "https://ref.gs1.org/standards/epcis")
}

/// Wrappers in which version 1.2 hides what later versions added.
fn is_wrapper(name: &str) -> bool {
	name == "extension" || name == "baseExtension"
}

/// Read a document; neither entities nor a document type are followed.
pub fn read(text: &str, limits: &Limits) -> Result<Document, Refused> {
	if !is_simple(text) {
		return Err(Refused::TooLarge);
	}
	let options = ParsingOptions { nodes_limit: limits.nodes, ..Default::default() };
	let tree = roxmltree::Document::parse_with_options(text, options).map_err(|error| match error {
		roxmltree::Error::NodesLimitReached => Refused::TooLarge,
		roxmltree::Error::DtdDetected => Refused::DocumentType,
		error => Refused::Xml(error.pos().row, error.pos().col),
	})?;
	let root = tree.root_element();
	if is_deep(root, limits.depth) {
		return Err(Refused::TooDeep);
	}
	let mut left = limits.nodes;
	let mut issues = Vec::new();
	let name = root.tag_name().name();
	if EVENT_TYPES.contains(&name) {
		let mut event = node(root, &mut left)?;
		// What the root says of the document is not the event's.
		event.children.retain(|field| !matches!(field.name.as_str(), "schemaVersion" | "creationDate"));
		let version = root.attribute("schemaVersion").unwrap_or_default().to_owned();
		return Ok(Document { version, events: vec![(name.to_owned(), event)], issues });
	}
	if !matches!(name, "EPCISDocument" | "EPCISQueryDocument") || !is_standard(root.tag_name().namespace()) {
		return Err(Refused::NotEpcis);
	}
	let version = root.attribute("schemaVersion").unwrap_or_default().to_owned();
	let mut events = Vec::new();
	let mut body = false;
	for part in root.children().filter(roxmltree::Node::is_element) {
		match part.tag_name().name() {
			"EPCISBody" => {
				body = true;
				gather(part, &mut events, limits, &mut left)?;
			},
			"EPCISHeader" => issues.push(Issue {
				severity: Severity::Information,
				code: IssueCode::NotSupported,
				expression: vec!["EPCISHeader".into()],
				diagnostics: "headers and master data are not kept on the chain".into(),
			}),
			_ => issues.push(Issue {
				severity: Severity::Information,
				code: IssueCode::NotSupported,
				expression: vec![name.into()],
				diagnostics: "an extension of the document is not kept on the chain".into(),
			}),
		}
	}
	if !body {
		return Err(Refused::NoEvents);
	}
	Ok(Document { version, events, issues })
}

/// Attributes of one tag, and prefixes of one document: the parser compares each with all others of its kind.
const MAX_ATTRIBUTES: usize = 256;
const MAX_PREFIXES: usize = 32;

/// Are there so few attributes and prefixes that the parser's work stays in proportion to the text? Counted too high where
/// text or comments look like them.
fn is_simple(text: &str) -> bool {
	let mut prefixes = BTreeSet::new();
	text.split('<').all(|tag| {
		let end = |c: char| c == '=' || c.is_ascii_whitespace();
		prefixes.extend(tag.split("xmlns:").skip(1).filter_map(|rest| rest.split(end).next()));
		prefixes.len() <= MAX_PREFIXES && tag.split('=').count() <= MAX_ATTRIBUTES
	})
}

/// Is an element nested deeper than that? Without recursion, and each element is looked up no further than that.
fn is_deep(root: roxmltree::Node, depth: usize) -> bool {
	let elements = root.descendants().filter(roxmltree::Node::is_element);
	elements
		.into_iter()
		.any(|element| element.ancestors().take(depth.saturating_add(2)).count() > depth.saturating_add(1))
}

/// Every event below the body, in the order of the document, with its place in it.
fn gather(
	part: roxmltree::Node,
	events: &mut Vec<(String, Node)>,
	limits: &Limits,
	left: &mut u32,
) -> Result<(), Refused> {
	for child in part.children().filter(roxmltree::Node::is_element) {
		if events.len() > limits.events {
			return Err(Refused::TooLarge);
		}
		let name = child.tag_name().name();
		if EVENT_TYPES.contains(&name) {
			let place = format!("EPCISBody.EventList[{}]", events.len());
			events.push((place, node(child, left)?));
		} else if matches!(name, "EventList" | "QueryResults" | "resultsBody") || is_wrapper(name) {
			gather(child, events, limits, left)?;
		} else if part.tag_name().name() == "EventList" || is_wrapper(part.tag_name().name()) {
			// An event that the standard does not have.
			events.push((format!("EPCISBody.EventList[{}]", events.len()), Node::parent(name, Vec::new())));
		}
	}
	Ok(())
}

fn name_of(name: &str, namespace: Option<&str>) -> String {
	match namespace {
		Some(uri) if !is_standard(Some(uri)) => format!("{{{uri}}}{name}"),
		_ => name.to_owned(),
	}
}

fn node(element: roxmltree::Node, left: &mut u32) -> Result<Node, Refused> {
	let mut node = Node { name: name_of(element.tag_name().name(), element.tag_name().namespace()), ..Node::default() };
	charge(left, &node.name)?;
	for attribute in element.attributes() {
		// Attributes of XML itself say nothing about the event.
		let xml = |uri: &str| uri.starts_with("http://www.w3.org/");
		if !attribute.namespace().is_some_and(xml) {
			let name = name_of(attribute.name(), attribute.namespace());
			charge(left, &name)?;
			node.children.push(Node::leaf(name, vocabulary::web_uri(attribute.value().trim())));
		}
	}
	let (mut text, mut has_fields) = (String::new(), false);
	for child in element.children() {
		match child.node_type() {
			NodeType::Element => {
				has_fields = true;
				add(child, &mut node.children, left)?;
			},
			NodeType::Text => text.push_str(child.text().unwrap_or_default()),
			_ => {},
		}
	}
	// Text around fields means nothing.
	if !has_fields {
		node.text = vocabulary::web_uri(text.trim());
	}
	Ok(node)
}

/// Add a field, or what a wrapper hides.
fn add(element: roxmltree::Node, fields: &mut Vec<Node>, left: &mut u32) -> Result<(), Refused> {
	let tag = element.tag_name();
	if is_wrapper(tag.name()) && is_standard(tag.namespace()) {
		for child in element.children().filter(roxmltree::Node::is_element) {
			add(child, fields, left)?;
		}
	} else {
		fields.push(node(element, left)?);
	}
	Ok(())
}
