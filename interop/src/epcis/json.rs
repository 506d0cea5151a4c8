//! EPCIS 2.0 documents in JSON-LD.

use super::{
	node::{charge, item_of, Node, EVENT_TYPES},
	vocabulary::{self, Vocabulary},
	Document, Limits, Refused,
};
use crate::outcome::{Issue, IssueCode, Severity};
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use std::{borrow::Cow, collections::BTreeMap, fmt};

/// A JSON value that keeps the order of fields and refuses a field that stands twice.
enum Json {
	Null,
	Text(String),
	/// Numbers and truth values, as they are written.
	Plain(String),
	List(Vec<Json>),
	Object(Vec<(String, Json)>),
}

/// The one field of a number, with serde_json's feature `arbitrary_precision`, which other crates may switch on.
const NUMBER: &str = "$serde_json::private::Number";

impl<'de> Deserialize<'de> for Json {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		struct Reader;
		impl<'de> Visitor<'de> for Reader {
			type Value = Json;

			fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
				f.write_str("JSON")
			}
			fn visit_unit<E>(self) -> Result<Json, E> {
				Ok(Json::Null)
			}
			fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
				Ok(Json::Plain(value.to_string()))
			}
			fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
				Ok(Json::Plain(value.to_string()))
			}
			fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
				Ok(Json::Plain(value.to_string()))
			}
			fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
				Ok(Json::Plain(value.to_string()))
			}
			fn visit_str<E>(self, value: &str) -> Result<Json, E> {
				Ok(Json::Text(value.to_owned()))
			}
			fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
				let mut list = Vec::new();
				while let Some(item) = items.next_element()? {
					list.push(item);
				}
				Ok(Json::List(list))
			}
			fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Json, A::Error> {
				let mut object: Vec<(String, Json)> = Vec::new();
				let mut names = std::collections::BTreeSet::new();
				while let Some((name, value)) = fields.next_entry::<String, Json>()? {
					// Where serde_json keeps numbers as they are written, they come as this.
					if let (NUMBER, Json::Text(text), true) = (name.as_str(), &value, object.is_empty()) {
						return Ok(Json::Plain(text.clone()));
					}
					if !names.insert(name.clone()) {
						return Err(A::Error::custom("a field stands twice"));
					}
					object.push((name, value));
				}
				Ok(Json::Object(object))
			}
		}
		deserializer.deserialize_any(Reader)
	}
}

impl Json {
	fn field(&self, name: &str) -> Option<&Self> {
		match self {
			Self::Object(fields) => fields.iter().find(|(field, _)| field == name).map(|(_, value)| value),
			_ => None,
		}
	}

	fn text(&self) -> Option<&str> {
		match self {
			Self::Text(text) | Self::Plain(text) => Some(text),
			_ => None,
		}
	}

	/// A list, or one thing in the place of a list of one.
	fn items(&self) -> Vec<&Self> {
		match self {
			Self::List(items) => items.iter().collect(),
			Self::Null => Vec::new(),
			other => vec![other],
		}
	}
}

/// Prefixes with the namespaces that they stand for.
type Prefixes<'a> = BTreeMap<&'a str, &'a str>;

/// The most of them that are known at one place.
const MAX_PREFIXES: usize = 64;

/// What the context of the standard itself defines.
fn standard_prefixes() -> Prefixes<'static> {
	[("cbvmda", "urn:epcglobal:cbv:mda")].into()
}

/// The prefixes within an object: those around it, and those of its own context.
fn within<'p, 'a>(object: &'a Json, around: &'p Prefixes<'a>) -> Result<Cow<'p, Prefixes<'a>>, Refused> {
	let mut prefixes = Cow::Borrowed(around);
	if let Some(context) = object.field("@context") {
		learn(context, prefixes.to_mut())?;
	}
	Ok(prefixes)
}

fn learn<'a>(context: &'a Json, prefixes: &mut Prefixes<'a>) -> Result<(), Refused> {
	for part in context.items() {
		let Json::Object(fields) = part else { continue };
		for (prefix, uri) in fields {
			let uri = uri.text().or_else(|| uri.field("@id").and_then(Json::text)).unwrap_or_default();
			// In XML the namespace of master data has no colon at its end.
			let uri = if uri == "urn:epcglobal:cbv:mda:" { uri.trim_end_matches(':') } else { uri };
			if !uri.is_empty() && !prefix.starts_with('@') {
				prefixes.insert(prefix, uri);
			}
			if prefixes.len() > MAX_PREFIXES {
				return Err(Refused::TooLarge);
			}
		}
	}
	Ok(())
}

/// `{namespace}name` for a name with a known prefix.
fn full_name(name: &str, prefixes: &Prefixes) -> String {
	match name.split_once(':').and_then(|(prefix, local)| Some((prefixes.get(prefix)?, local))) {
		Some((uri, local)) => format!("{{{uri}}}{local}"),
		None => name.to_owned(),
	}
}

/// Read a document, a list of events, or one event.
pub fn read(text: &str, limits: &Limits) -> Result<Document, Refused> {
	let json: Json = serde_json::from_str(text).map_err(|error| Refused::Json(error.line(), error.column()))?;
	let around = standard_prefixes();
	let prefixes = within(&json, &around)?;
	let mut issues = Vec::new();
	let kind = json.field("type").or_else(|| json.field("isA")).and_then(Json::text).unwrap_or_default();
	let version = json.field("schemaVersion").and_then(Json::text).unwrap_or_default().to_owned();
	let (place, list) = if EVENT_TYPES.contains(&kind) {
		("", vec![&json])
	} else if matches!(kind, "EPCISDocument" | "EPCISQueryDocument") {
		if json.field("epcisHeader").is_some() {
			issues.push(Issue {
				severity: Severity::Information,
				code: IssueCode::NotSupported,
				expression: vec!["epcisHeader".into()],
				diagnostics: "headers and master data are not kept on the chain".into(),
			});
		}
		let body = json.field("epcisBody").ok_or(Refused::NoEvents)?;
		let results = body.field("queryResults").and_then(|results| results.field("resultsBody"));
		let events = results.unwrap_or(body);
		let list = events.field("eventList").or_else(|| events.field("event")).ok_or(Refused::NoEvents)?;
		("epcisBody.eventList", list.items())
	} else if let Json::List(items) = &json {
		("", items.iter().collect())
	} else {
		return Err(Refused::NotEpcis);
	};
	if list.len() > limits.events {
		return Err(Refused::TooLarge);
	}
	let mut nodes = limits.nodes;
	let mut events = Vec::new();
	for (position, event) in list.into_iter().enumerate() {
		let place = if place.is_empty() { format!("[{position}]") } else { format!("{place}[{position}]") };
		let Json::Object(fields) = event else {
			issues.push(Issue {
				severity: Severity::Error,
				code: IssueCode::Structure,
				expression: vec![place],
				diagnostics: "an event is an object".into(),
			});
			continue;
		};
		let prefixes = within(event, &prefixes)?;
		let kind = event.field("type").or_else(|| event.field("isA")).and_then(Json::text).unwrap_or_default();
		let kind = kind.strip_prefix("epcis:").unwrap_or(kind);
		let mut node = Node::parent(kind, Vec::new());
		for (name, value) in fields {
			if !matches!(name.as_str(), "type" | "isA") {
				add(&mut node.children, name, value, "", &prefixes, &mut nodes)?;
			}
		}
		events.push((place, node));
	}
	Ok(Document { version, events, issues })
}

/// Add a field to those of an event, a list or another field, whose name is `within`.
fn add<'a>(
	fields: &mut Vec<Node>,
	name: &str,
	value: &'a Json,
	within: &str,
	prefixes: &Prefixes<'a>,
	left: &mut u32,
) -> Result<(), Refused> {
	charge(left, name)?;
	// What only explains, to people or to JSON-LD.
	if name.starts_with('@') || matches!(name, "rdfs:comment" | "comment") {
		return Ok(());
	}
	if let Some(item) = item_of(name) {
		let mut list = Node::parent(name, Vec::new());
		for value in value.items() {
			add_one(&mut list.children, item, value, name, prefixes, left)?;
		}
		fields.push(list);
		return Ok(());
	}
	let name = full_name(name, prefixes);
	for value in value.items() {
		add_one(fields, &name, value, within, prefixes, left)?;
	}
	Ok(())
}

fn add_one<'a>(
	fields: &mut Vec<Node>,
	name: &str,
	value: &'a Json,
	within: &str,
	prefixes: &Prefixes<'a>,
	left: &mut u32,
) -> Result<(), Refused> {
	charge(left, name)?;
	match value {
		Json::Null => {},
		Json::Text(text) | Json::Plain(text) => {
			let text = expanded(name, within, text.trim());
			// Places are written as their identifier alone, too.
			if matches!(name, "readPoint" | "bizLocation") {
				fields.push(Node::parent(name, vec![Node::leaf("id", text)]));
			} else {
				fields.push(Node::leaf(name, text));
			}
		},
		Json::List(items) => {
			for item in items {
				add_one(fields, name, item, within, prefixes, left)?;
			}
		},
		Json::Object(inner) => {
			let prefixes = self::within(value, prefixes)?;
			let mut node = Node::parent(name, Vec::new());
			for (field, value) in inner {
				// In XML, what these are is their text.
				let is_text = matches!(name, "bizTransaction" | "source" | "destination") && field == name;
				match value.text() {
					Some(text) if is_text || field == "#text" => node.text = vocabulary::web_uri(text.trim()),
					_ => add(&mut node.children, field, value, name, &prefixes, left)?,
				}
			}
			fields.push(node);
		},
	}
	Ok(())
}

/// A bare word in the place where the standard allows it, as a web URI.
fn expanded(name: &str, within: &str, text: &str) -> String {
	let vocabulary = match (name, within) {
		("bizStep", _) => Some(Vocabulary::BizStep),
		("disposition", _) | ("set" | "unset", "persistentDisposition") => Some(Vocabulary::Disposition),
		("type", "bizTransaction") => Some(Vocabulary::Transaction),
		("type", "source" | "destination") => Some(Vocabulary::Party),
		("reason", "errorDeclaration") => Some(Vocabulary::Reason),
		("component", "sensorReport") => Some(Vocabulary::Component),
		("type", "sensorReport") if !text.contains(':') => {
			return format!("{}{text}", vocabulary::MEASUREMENTS);
		},
		_ => None,
	};
	let text = vocabulary.map_or_else(|| text.to_owned(), |vocabulary| vocabulary.expanded(text));
	vocabulary::web_uri(&text)
}
