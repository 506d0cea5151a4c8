//! The event hash id (Core Business Vocabulary, section 8.9): the same for an event in JSON-LD and in XML.
//!
//! Of the rules, those of CBV 2.0 are the default. CBV 2.1 differs in two points: it names the list of sensor elements,
//! and what others added to a field stands in that field and not behind all fields of the standard.

use super::{node::Node, time, vocabulary};
use crate::gs1;
use sp_crypto_hashing::sha2_256;

/// Whose rules.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Rules {
	/// CBV 2.0.
	#[default]
	Cbv20,
	/// CBV 2.1.
	Cbv21,
}

impl Rules {
	const fn version(self) -> &'static str {
		match self {
			Self::Cbv20 => "CBV2.0",
			Self::Cbv21 => "CBV2.1",
		}
	}
}

/// The event hash id.
pub fn event_id(event: &Node, rules: Rules) -> String {
	format!("ni:///sha-256;{}?ver={}", hex::encode(digest(event, rules)), rules.version())
}

/// The hash alone.
pub fn digest(event: &Node, rules: Rules) -> [u8; 32] {
	sha2_256(pre_hash(event, rules).as_bytes())
}

/// A field with the order of what is in it.
struct Field(&'static str, &'static [Field]);

const NONE: &[Field] = &[];
const EPC: &[Field] = &[Field("epc", NONE)];
const QUANTITY: &[Field] =
	&[Field("quantityElement", &[Field("epcClass", NONE), Field("quantity", NONE), Field("uom", NONE)])];
const ID: &[Field] = &[Field("id", NONE)];
const TYPE: &[Field] = &[Field("type", NONE)];

/// The canonical property order.
const ORDER: &[Field] = &[
	Field("eventTime", NONE),
	Field("eventTimeZoneOffset", NONE),
	Field("epcList", EPC),
	Field("parentID", NONE),
	Field("inputEPCList", EPC),
	Field("childEPCs", EPC),
	Field("quantityList", QUANTITY),
	Field("childQuantityList", QUANTITY),
	Field("inputQuantityList", QUANTITY),
	Field("outputEPCList", EPC),
	Field("outputQuantityList", QUANTITY),
	Field("action", NONE),
	Field("transformationID", NONE),
	Field("bizStep", NONE),
	Field("disposition", NONE),
	Field("persistentDisposition", &[Field("set", NONE), Field("unset", NONE)]),
	Field("readPoint", ID),
	Field("bizLocation", ID),
	Field("bizTransactionList", &[Field("bizTransaction", TYPE)]),
	Field("sourceList", &[Field("source", TYPE)]),
	Field("destinationList", &[Field("destination", TYPE)]),
	Field(
		SENSORS,
		&[Field(
			"sensorElement",
			&[
				Field(
					"sensorMetadata",
					&[
						Field("time", NONE),
						Field("startTime", NONE),
						Field("endTime", NONE),
						Field("deviceID", NONE),
						Field("deviceMetadata", NONE),
						Field("rawData", NONE),
						Field("dataProcessingMethod", NONE),
						Field("bizRules", NONE),
					],
				),
				Field(
					"sensorReport",
					&[
						Field("type", NONE),
						Field("exception", NONE),
						Field("deviceID", NONE),
						Field("deviceMetadata", NONE),
						Field("rawData", NONE),
						Field("dataProcessingMethod", NONE),
						Field("time", NONE),
						Field("microorganism", NONE),
						Field("chemicalSubstance", NONE),
						Field("value", NONE),
						Field("component", NONE),
						Field("stringValue", NONE),
						Field("booleanValue", NONE),
						Field("hexBinaryValue", NONE),
						Field("uriValue", NONE),
						Field("minValue", NONE),
						Field("maxValue", NONE),
						Field("meanValue", NONE),
						Field("sDev", NONE),
						Field("percRank", NONE),
						Field("percValue", NONE),
						Field("uom", NONE),
						Field("coordinateReferenceSystem", NONE),
					],
				),
			],
		)],
	),
];

const SENSORS: &str = "sensorElementList";

/// What identifies, corrects or certifies an event is not what happened.
const IGNORED: [&str; 5] = ["recordTime", "eventID", "type", "errorDeclaration", "certificationInfo"];

/// The text that is hashed.
pub fn pre_hash(event: &Node, rules: Rules) -> String {
	let known = |child: &&Node| ORDER.iter().any(|Field(name, _)| *name == child.name);
	let (lots, others): (Vec<&Node>, Vec<&Node>) = event
		.children
		.iter()
		.filter(|child| !known(child) && !IGNORED.contains(&child.name.as_str()))
		.partition(|child| child.name == "ilmd");
	let mut text = format!("eventType={}", event.name);
	text.push_str(&in_order(event, ORDER, rules));
	text.push_str(&added(&lots));
	if rules == Rules::Cbv20 {
		text.push_str(&added_within(event, ORDER));
	}
	text.push_str(&added(&others));
	text
}

/// The fields of the standard in their order; those of the same name sorted.
fn in_order(node: &Node, order: &[Field], rules: Rules) -> String {
	let mut text = String::new();
	for Field(name, inner) in order {
		let mut values: Vec<String> =
			node.children.iter().filter(|child| child.name == *name).map(|child| field(child, inner, rules)).collect();
		values.sort();
		text.extend(values);
	}
	text
}

fn field(node: &Node, order: &[Field], rules: Rules) -> String {
	let mut inner = in_order(node, order, rules);
	if rules == Rules::Cbv21 && !order.is_empty() {
		inner.push_str(&added(&not_in(node, order)));
	}
	let is_time = node.name.to_ascii_lowercase().contains("time") && !node.name.to_ascii_lowercase().contains("offset");
	let value = match node.text.trim() {
		"" => String::new(),
		text if is_time => format!("={}", canonical_time(text)),
		text => format!("={}", canonical(text)),
	};
	if inner.is_empty() && value.is_empty() {
		return String::new();
	}
	format!("{}{value}{inner}", shown(&node.name, rules))
}

/// CBV 2.0 does not name the list of sensor elements.
fn shown(name: &str, rules: Rules) -> &str {
	if name == SENSORS && rules == Rules::Cbv20 {
		""
	} else {
		name
	}
}

fn not_in<'a>(node: &'a Node, order: &[Field]) -> Vec<&'a Node> {
	node.children.iter().filter(|child| order.iter().all(|Field(name, _)| *name != child.name)).collect()
}

/// What others added to the fields of the standard, each behind the names of the fields it is in.
fn added_within(node: &Node, order: &[Field]) -> String {
	let mut text = String::new();
	for Field(name, inner) in order.iter().filter(|Field(_, inner)| !inner.is_empty()) {
		for child in node.children.iter().filter(|child| child.name == *name) {
			let found = format!("{}{}", added_within(child, inner), added(&not_in(child, inner)));
			if !found.is_empty() {
				text.push_str(shown(name, Rules::Cbv20));
				text.push_str(&found);
			}
		}
	}
	text
}

/// What others added, sorted.
fn added(nodes: &[&Node]) -> String {
	let mut values: Vec<String> = nodes
		.iter()
		.map(|node| {
			let inner = added(&node.children.iter().collect::<Vec<_>>());
			match node.text.trim() {
				"" => format!("{}{inner}", node.name),
				text => format!("{}={}{inner}", node.name, canonical(text)),
			}
		})
		.collect();
	values.sort();
	values.concat()
}

fn canonical_time(text: &str) -> String {
	time::millis(text).and_then(time::write).unwrap_or_else(|| text.to_owned())
}

/// A value in its one form: web URIs for words, plain numbers, canonical Digital Links for keys.
fn canonical(text: &str) -> String {
	let text = vocabulary::web_uri(text);
	if let Some(number) = plain_number(&text) {
		return number;
	}
	key_link(&text).unwrap_or(text)
}

/// The canonical Digital Link of an EPC or Digital Link. Whether a key is lawful is not asked: the hash is over what the
/// event says.
fn key_link(text: &str) -> Option<String> {
	if text.starts_with("urn:epc:") {
		return gs1::epc(text).ok().and_then(|elements| gs1::canonical(&elements));
	}
	let parts = gs1::link::parts(text.split(['?', '#']).next().unwrap_or_default()).ok()?;
	gs1::canonical(&parts.path)
}

/// A decimal number without sign of the positive, leading zeros, trailing zeros and exponent.
fn plain_number(text: &str) -> Option<String> {
	let (negative, unsigned) = match text.strip_prefix('-') {
		Some(rest) => (true, rest),
		None => (false, text.strip_prefix('+').unwrap_or(text)),
	};
	let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
		Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok().filter(|e| e.abs() <= 400)?),
		None => (unsigned, 0),
	};
	let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
	let digits = format!("{whole}{fraction}");
	if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
		return None;
	}
	// Where the point stands, counted from the first digit.
	let point = i32::try_from(whole.len()).ok()?.checked_add(exponent)?;
	let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or_default());
	let length = i32::try_from(digits.len()).ok()?;
	let padded = format!("{}{digits}{}", zeros(0i32.checked_sub(point)?), zeros(point.checked_sub(length)?));
	let (whole, fraction) = padded.split_at_checked(usize::try_from(point.max(0)).ok()?)?;
	let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
	let whole = if whole.is_empty() { "0" } else { whole };
	let number = if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") };
	Some(if negative && number != "0" { format!("-{number}") } else { number })
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn numbers_should_have_one_form() {
		for (text, number) in [
			("1.0", "1"),
			("0.3430", "0.343"),
			("+5", "5"),
			("-2.50", "-2.5"),
			("007", "7"),
			("1e3", "1000"),
			("12.5E-3", "0.0125"),
			("-0.0", "0"),
			(".5", "0.5"),
		] {
			assert_eq!(plain_number(text).as_deref(), Some(number), "{text}");
		}
		for text in ["", ".", "-", "1.2.3", "f0f0", "1 2", "1e", "2013-06-08", "NaN"] {
			assert_eq!(plain_number(text), None, "{text}");
		}
	}

	#[test]
	fn keys_and_words_should_have_one_form() {
		for (text, form) in [
			("urn:epcglobal:cbv:bizstep:receiving", "https://ref.gs1.org/cbv/BizStep-receiving"),
			("cbv:Disp-in_transit", "https://ref.gs1.org/cbv/Disp-in_transit"),
			("gs1:Temperature", "https://gs1.org/voc/Temperature"),
			("urn:epc:id:sgtin:9520123.045678.a%2Fb", "https://id.gs1.org/01/09520123456788/21/a%2Fb"),
			(
				"https://shop.example/x/01/9520123456788/10/A/21/1?17=271231",
				"https://id.gs1.org/01/09520123456788/21/1",
			),
			("urn:epc:id:sgln:0614141.00001.0", "https://id.gs1.org/414/0614141000012"),
			("urn:epc:idpat:sgtin:9520123.045678.*", "https://id.gs1.org/01/09520123456788"),
			("http://transaction.example.com/po/12345678", "http://transaction.example.com/po/12345678"),
			("some text", "some text"),
		] {
			assert_eq!(canonical(text), form);
		}
		assert_eq!(canonical_time("2020-03-04T11:00:30.9999+01:00"), "2020-03-04T10:00:31.000Z");
		assert_eq!(canonical_time("2020-03-04T11:00:30"), "2020-03-04T11:00:30.000Z");
	}
}
