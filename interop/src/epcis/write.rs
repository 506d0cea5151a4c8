//! Documents of what the chain knows: EPCIS 2.0 in JSON-LD, each event with its hash id.

use super::{hash, json, time, Limits};
use serde_json::{json, Map, Value};

/// What kind of event to write, with what only that kind has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
	/// Something happened to these.
	Object {
		/// Things, as URIs.
		epcs: Vec<String>,
		/// Classes of things, each with how many.
		quantities: Vec<(String, u64)>,
		/// Lot and last day of use (`YYYY-MM-DD`) of what was made.
		made: Option<(String, String)>,
	},
	/// These were put into, or taken out of, the parent; none stands for all.
	Aggregation {
		/// The parent.
		parent: String,
		/// The children.
		children: Vec<String>,
	},
}

/// An event to write.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
	/// What it is about.
	pub what: What,
	/// When it happened, in milliseconds since 1970.
	pub millis: u64,
	/// Minutes that the local clock was ahead of UTC.
	pub offset: i16,
	/// When the chain learned of it, in seconds since 1970.
	pub recorded: u64,
	/// `ADD`, `OBSERVE` or `DELETE`.
	pub action: &'static str,
	/// A word of the Core Business Vocabulary.
	pub step: Option<&'static str>,
	/// A word of the Core Business Vocabulary.
	pub disposition: Option<&'static str>,
	/// Where it happened, as URI.
	pub read_point: Option<String>,
	/// From whom: type and URI.
	pub sources: Vec<(&'static str, String)>,
	/// To whom.
	pub destinations: Vec<(&'static str, String)>,
	/// When it was declared wrong, in seconds since 1970, and why (`did_not_occur`, `incorrect_data`).
	pub error: Option<(u64, &'static str)>,
}

/// Write a document. `None` when a time lies beyond the calendar.
pub fn write(entries: &[Entry], created: u64) -> Option<Value> {
	let context = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";
	let events = entries.iter().map(event).collect::<Option<Vec<_>>>()?;
	Some(json!({
		"@context": [context],
		"type": "EPCISDocument",
		"schemaVersion": "2.0",
		"creationDate": seconds(created)?,
		"epcisBody": {"eventList": events},
	}))
}

fn seconds(seconds: u64) -> Option<String> {
	time::write(i64::try_from(seconds.checked_mul(1_000)?).ok()?)
}

fn event(entry: &Entry) -> Option<Value> {
	let mut event = Map::new();
	let kind = match &entry.what {
		What::Object { .. } => "ObjectEvent",
		What::Aggregation { .. } => "AggregationEvent",
	};
	let mut put = |name: &str, value: Value| event.insert(name.to_owned(), value);
	put("type", kind.into());
	put("eventTime", time::write(i64::try_from(entry.millis).ok()?)?.into());
	put("eventTimeZoneOffset", time::write_offset(entry.offset).into());
	put("recordTime", seconds(entry.recorded)?.into());
	if let Some((at, reason)) = entry.error {
		put("errorDeclaration", json!({"declarationTime": seconds(at)?, "reason": reason}));
	}
	match &entry.what {
		What::Object { epcs, quantities, made } => {
			// The standard asks for one of the two lists, be it empty.
			if !epcs.is_empty() || quantities.is_empty() {
				put("epcList", json!(epcs));
			}
			if !quantities.is_empty() {
				let element = |(class, count): &(String, u64)| json!({"epcClass": class, "quantity": count});
				put("quantityList", quantities.iter().map(element).collect());
			}
			if let Some((lot, expiry)) = made {
				put("ilmd", json!({"cbvmda:lotNumber": lot, "cbvmda:itemExpirationDate": expiry}));
			}
		},
		What::Aggregation { parent, children } => {
			put("parentID", parent.clone().into());
			if !children.is_empty() {
				put("childEPCs", json!(children));
			}
		},
	}
	put("action", entry.action.into());
	if let Some(step) = entry.step {
		put("bizStep", step.into());
	}
	if let Some(disposition) = entry.disposition {
		put("disposition", disposition.into());
	}
	if let Some(place) = &entry.read_point {
		put("readPoint", json!({"id": place}));
	}
	let parties = |name: &str, parties: &[(&'static str, String)]| {
		parties.iter().map(|(kind, of)| json!({"type": kind, name: of})).collect::<Value>()
	};
	if !entry.sources.is_empty() {
		put("sourceList", parties("source", &entry.sources));
	}
	if !entry.destinations.is_empty() {
		put("destinationList", parties("destination", &entry.destinations));
	}
	// The id is taken of what was written, the way any reader would.
	let written = json::read(&Value::Object(event.clone()).to_string(), &Limits::default()).ok()?;
	let (_, node) = written.events.first()?;
	event.insert("eventID".into(), hash::event_id(node, hash::Rules::default()).into());
	Some(Value::Object(event))
}
