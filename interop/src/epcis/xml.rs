//! EPCIS 2.0 and 1.2 documents in XML.

use super::{
	node::{Node, EVENT_TYPES},
	vocabulary, Document, Limits, Refused,
};
use crate::outcome::{Issue, IssueCode, Severity};
use roxmltree::{NodeType, ParsingOptions};

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
	if depth(text) > limits.depth {
		return Err(Refused::TooDeep);
	}
	let options = ParsingOptions { nodes_limit: limits.nodes, ..Default::default() };
	let tree = roxmltree::Document::parse_with_options(text, options).map_err(|error| match error {
		roxmltree::Error::NodesLimitReached => Refused::TooLarge,
		roxmltree::Error::DtdDetected => Refused::DocumentType,
		error => Refused::Xml(error.pos().row, error.pos().col),
	})?;
	let root = tree.root_element();
	let mut issues = Vec::new();
	let name = root.tag_name().name();
	if EVENT_TYPES.contains(&name) {
		let mut event = node(root);
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
				gather(part, &mut events);
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

/// The deepest nesting of tags, counted before anything is parsed.
fn depth(text: &str) -> usize {
	let (mut depth, mut deepest) = (0usize, 0);
	let mut rest = text;
	while let Some((_, after)) = rest.split_once('<') {
		// What is in comments and character data opens nothing.
		let skip = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")];
		if let Some((_, end)) = skip.iter().find(|(start, _)| after.starts_with(start)) {
			rest = after.split_once(end).map_or("", |(_, after)| after);
			continue;
		}
		let (tag, after) = after.split_once('>').unwrap_or((after, ""));
		if tag.starts_with('/') {
			depth = depth.saturating_sub(1);
		} else if !tag.ends_with('/') && !tag.starts_with('!') {
			depth = depth.saturating_add(1);
			deepest = deepest.max(depth);
		}
		rest = after;
	}
	deepest
}

/// Every event below the body, in the order of the document, with its place in it.
fn gather(part: roxmltree::Node, events: &mut Vec<(String, Node)>) {
	for child in part.children().filter(roxmltree::Node::is_element) {
		let name = child.tag_name().name();
		if EVENT_TYPES.contains(&name) {
			let place = format!("EPCISBody.EventList[{}]", events.len());
			events.push((place, node(child)));
		} else if matches!(name, "EventList" | "QueryResults" | "resultsBody") || is_wrapper(name) {
			gather(child, events);
		} else if part.tag_name().name() == "EventList" || is_wrapper(part.tag_name().name()) {
			// An event that the standard does not have.
			events.push((format!("EPCISBody.EventList[{}]", events.len()), Node::parent(name, Vec::new())));
		}
	}
}

fn name_of(name: &str, namespace: Option<&str>) -> String {
	match namespace {
		Some(uri) if !is_standard(Some(uri)) => format!("{{{uri}}}{name}"),
		_ => name.to_owned(),
	}
}

fn node(element: roxmltree::Node) -> Node {
	let mut node = Node { name: name_of(element.tag_name().name(), element.tag_name().namespace()), ..Node::default() };
	for attribute in element.attributes() {
		// Attributes of XML itself say nothing about the event.
		let xml = |uri: &str| uri.starts_with("http://www.w3.org/");
		if !attribute.namespace().is_some_and(xml) {
			let name = name_of(attribute.name(), attribute.namespace());
			node.children.push(Node::leaf(name, vocabulary::web_uri(attribute.value().trim())));
		}
	}
	let (mut text, mut has_fields) = (String::new(), false);
	for child in element.children() {
		match child.node_type() {
			NodeType::Element => {
				has_fields = true;
				add(child, &mut node.children);
			},
			NodeType::Text => text.push_str(child.text().unwrap_or_default()),
			_ => {},
		}
	}
	// Text around fields means nothing.
	if !has_fields {
		node.text = vocabulary::web_uri(text.trim());
	}
	node
}

/// Add a field, or what a wrapper hides.
fn add(element: roxmltree::Node, fields: &mut Vec<Node>) {
	let tag = element.tag_name();
	if is_wrapper(tag.name()) && is_standard(tag.namespace()) {
		for child in element.children().filter(roxmltree::Node::is_element) {
			add(child, fields);
		}
	} else {
		fields.push(node(element));
	}
}
