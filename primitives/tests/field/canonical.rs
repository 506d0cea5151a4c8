use crate::data::{field_data, json_files};
use proptest::prelude::*;
use salus_primitives::fhir::canonicalize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The canonical form reached on another way: by `serde_json`, member by member, without the rules about `meta`.
fn reference(json: &str) -> String {
	let text = json.trim_matches([' ', '\t', '\n', '\r']);
	match text.as_bytes()[0] {
		b'{' => {
			let members: BTreeMap<String, &RawValue> = serde_json::from_str(text).unwrap();
			let mut members: Vec<_> = members.into_iter().collect();
			members.sort_by_key(|(name, _)| name.encode_utf16().collect::<Vec<_>>());
			let written = members
				.iter()
				.map(|(name, value)| format!("{}:{}", serde_json::to_string(name).unwrap(), reference(value.get())))
				.collect::<Vec<_>>();
			format!("{{{}}}", written.join(","))
		},
		b'[' => {
			let values: Vec<&RawValue> = serde_json::from_str(text).unwrap();
			format!("[{}]", values.iter().map(|value| reference(value.get())).collect::<Vec<_>>().join(","))
		},
		b'"' => serde_json::to_string(&serde_json::from_str::<String>(text).unwrap()).unwrap(),
		_ => text.into(),
	}
}

/// As [`reference`], with what servers set removed from the root.
fn reference_of_resource(json: &str) -> String {
	let mut root: BTreeMap<String, Box<RawValue>> = serde_json::from_str(json).unwrap();
	if let Some(meta) = root.remove("meta") {
		let mut members: BTreeMap<String, Box<RawValue>> = serde_json::from_str(meta.get()).unwrap();
		members.remove("versionId");
		members.remove("lastUpdated");
		if !members.is_empty() {
			root.insert("meta".into(), serde_json::value::to_raw_value(&members).unwrap());
		}
	}
	reference(&serde_json::to_string(&root).unwrap())
}

fn canonical(json: &str) -> String {
	String::from_utf8(canonicalize(json.as_bytes()).unwrap()).unwrap()
}

fn in_a_resource(value: &str) -> String {
	format!("{{\"resourceType\":\"X\",\"v\":{value}}}")
}

/// Every number outside of strings, and the text with a `0` in the place of each.
fn without_numbers(canonical: &str) -> (Vec<String>, String) {
	let (mut numbers, mut rest) = (Vec::new(), String::new());
	let (mut in_string, mut escaped, mut in_number) = (false, false, false);
	for c in canonical.chars() {
		if in_string {
			in_string = escaped || c != '"';
			escaped = !escaped && c == '\\';
			rest.push(c);
		} else if matches!(c, '0'..='9' | '-') || (in_number && matches!(c, '.' | 'e' | 'E' | '+')) {
			if !in_number {
				numbers.push(String::new());
				rest.push('0');
			}
			in_number = true;
			numbers.last_mut().unwrap().push(c);
		} else {
			in_number = false;
			in_string = c == '"';
			rest.push(c);
		}
	}
	(numbers, rest)
}

#[test]
fn rfc_8785_vectors_should_be_met_but_for_number_lexemes() {
	let Some(folder) = field_data("jcs/rfc8785") else { return };
	let (mut whole, mut but_numbers) = (0, 0);
	for input in json_files(&folder.join("input")) {
		let expected = std::fs::read_to_string(folder.join("output").join(input.file_name().unwrap())).unwrap();
		let expected = in_a_resource(expected.trim_end());
		let ours = canonical(&in_a_resource(&std::fs::read_to_string(&input).unwrap()));
		if ours == expected {
			whole += 1;
			continue;
		}
		// Same structure, same strings, and numbers of the same value: only the lexemes differ.
		let ((our_numbers, our_rest), (their_numbers, their_rest)) =
			(without_numbers(&ours), without_numbers(&expected));
		assert_eq!(our_rest, their_rest, "{}", input.display());
		assert_eq!(our_numbers.len(), their_numbers.len());
		assert_ne!(our_numbers, their_numbers);
		for (ours, theirs) in our_numbers.iter().zip(&their_numbers) {
			assert_eq!(ours.parse::<f64>().unwrap(), theirs.parse::<f64>().unwrap());
		}
		but_numbers += 1;
	}
	println!("RFC 8785 vectors: {whole} met byte for byte, {but_numbers} but for number lexemes (kept on purpose), 0 refused");
	assert!(whole > 0 && but_numbers > 0);
}

#[test]
fn number_lexemes_of_es6_vectors_should_stay() {
	let Some(path) = field_data("jcs/rfc8785/es6-numbers-168.csv") else { return };
	let text = std::fs::read_to_string(path).unwrap();
	let lexemes: Vec<_> = text.lines().filter_map(|line| line.split(',').nth(1)).map(str::trim).collect();
	let mut kept = 0;
	for lexeme in lexemes.iter().filter(|lexeme| lexeme.parse::<f64>().is_ok()) {
		assert_eq!(canonical(&in_a_resource(lexeme)), in_a_resource(lexeme));
		kept += 1;
	}
	println!("ES6 number vectors: {kept} lexemes kept of {} lines", text.lines().count());
	assert!(kept > 0);
}

#[test]
fn every_example_of_the_field_should_have_one_canonical_form() {
	let mut total = 0;
	for folder in ["fhir/r4", "fhir/r5", "fhir/synthea", "fhir/ihe-pcf-consent/resources"] {
		let Some(path) = field_data(folder) else { continue };
		let files = json_files(&path);
		let mut bytes = 0;
		for file in &files {
			let text = std::fs::read_to_string(file).unwrap();
			let form = canonical(&text);
			assert_eq!(form, reference_of_resource(&text), "{}", file.display());
			assert_eq!(canonical(&form), form, "{}", file.display());
			bytes += text.len();
		}
		println!("{folder}: {} resources ({bytes} bytes) mapped, 0 refused", files.len());
		total += files.len();
	}
	println!("canonical form: {total} resources of the field");
}

// --- Any document, written in any way ------------------------------------------------------------------------------

#[derive(Clone, Debug)]
enum Json {
	Word(&'static str),
	Number(String),
	Text(String),
	List(Vec<Json>),
	Object(BTreeMap<String, Json>),
}

fn json() -> impl Strategy<Value = Json> {
	let text = || prop_oneof![".{0,8}", "[\\x00-\\x20\"\\\\/\u{e9}\u{fb33}\u{1f600}a-c]{0,6}"];
	let leaf = prop_oneof![
		prop::sample::select(vec!["true", "false", "null"]).prop_map(Json::Word),
		"-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,12})?([eE][+-]?[0-9]{1,4})?".prop_map(Json::Number),
		text().prop_map(Json::Text),
	];
	leaf.prop_recursive(5, 48, 6, move |inner| {
		prop_oneof![
			prop::collection::vec(inner.clone(), 0..6).prop_map(Json::List),
			prop::collection::btree_map(text(), inner, 0..6).prop_map(Json::Object),
		]
	})
}

/// Writes documents in a way that a random stream decides.
struct Scribe(Box<dyn Iterator<Item = u8>>);

impl Scribe {
	fn new(seed: Vec<u8>) -> Self {
		Self(Box::new(seed.into_iter().cycle()))
	}

	fn choose(&mut self, of: usize) -> usize {
		usize::from(self.0.next().unwrap_or(0)) % of
	}

	fn space(&mut self) -> &'static str {
		["", "", " ", "\n", "\t", "\r\n  "][self.choose(6)]
	}

	fn text(&mut self, text: &str) -> String {
		let mut out = String::from("\"");
		for c in text.chars() {
			let short = match c {
				'"' => Some("\\\""),
				'\\' => Some("\\\\"),
				'/' => Some("\\/"),
				'\u{8}' => Some("\\b"),
				'\t' => Some("\\t"),
				'\n' => Some("\\n"),
				'\u{c}' => Some("\\f"),
				'\r' => Some("\\r"),
				_ => None,
			};
			let must = c < ' ' || matches!(c, '"' | '\\');
			match (self.choose(4), short) {
				(0, _) => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}"))),
				(1, _) => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04X}"))),
				(_, Some(short)) if must || self.choose(2) == 0 => out.push_str(short),
				(_, None) if must => out.push_str(&format!("\\u{:04x}", u32::from(c))),
				_ => out.push(c),
			}
		}
		out + "\""
	}

	fn write(&mut self, json: &Json) -> String {
		let list = |scribe: &mut Self, open: &str, parts: Vec<String>, close: &str| {
			let spaced: Vec<_> =
				parts.into_iter().map(|part| format!("{}{part}{}", scribe.space(), scribe.space())).collect();
			format!("{open}{}{}{close}", scribe.space(), spaced.join(","))
		};
		match json {
			Json::Word(word) => (*word).into(),
			Json::Number(lexeme) => lexeme.clone(),
			Json::Text(text) => self.text(text),
			Json::List(values) => {
				let parts = values.iter().map(|value| self.write(value)).collect();
				list(self, "[", parts, "]")
			},
			Json::Object(members) => {
				let mut parts = Vec::new();
				for (name, value) in members {
					let part = format!("{}{}:{}{}", self.text(name), self.space(), self.space(), self.write(value));
					parts.insert(self.choose(parts.len() + 1), part);
				}
				list(self, "{", parts, "}")
			},
		}
	}
}

/// Change one leaf, if there is one.
fn change(json: &mut Json, seed: usize) -> bool {
	match json {
		Json::Word(word) => *word = if *word == "true" { "false" } else { "true" },
		// Same value, other lexeme.
		Json::Number(lexeme) if lexeme.contains(['e', 'E']) => {
			let first_digit = lexeme.rfind(|c: char| !c.is_ascii_digit()).unwrap() + 1;
			lexeme.insert(first_digit, '0');
		},
		Json::Number(lexeme) if lexeme.contains('.') => lexeme.push('0'),
		Json::Number(lexeme) => lexeme.push_str(".0"),
		Json::Text(text) => text.push('x'),
		Json::List(values) => {
			let count = values.len();
			return (0..count).any(|n| change(&mut values[(n + seed) % count], seed / 7));
		},
		Json::Object(members) => {
			let count = members.len();
			return (0..count).any(|n| change(members.values_mut().nth((n + seed) % count).unwrap(), seed / 7));
		},
	}
	true
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(512))]

	#[test]
	fn any_writing_of_a_document_should_have_the_same_canonical_form(
		document in json(),
		first in prop::collection::vec(any::<u8>(), 1..200),
		second in prop::collection::vec(any::<u8>(), 1..200),
	) {
		let one = Scribe::new(first).write(&document);
		let other = Scribe::new(second).write(&document);
		let form = canonical(&in_a_resource(&one));
		prop_assert_eq!(&form, &canonical(&in_a_resource(&other)));
		prop_assert_eq!(&form, &in_a_resource(&reference(&one)));
		prop_assert_eq!(&form, &canonical(&form));
	}

	#[test]
	fn any_changed_lexeme_should_change_the_canonical_form(
		document in json(),
		style in prop::collection::vec(any::<u8>(), 1..200),
		seed in any::<usize>(),
	) {
		let mut changed = document.clone();
		if change(&mut changed, seed) {
			let before = canonical(&in_a_resource(&Scribe::new(style.clone()).write(&document)));
			let after = canonical(&in_a_resource(&Scribe::new(style).write(&changed)));
			prop_assert_ne!(before, after);
		}
	}

	#[test]
	fn any_bytes_should_be_refused_or_have_a_form_that_is_its_own(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
		if let Ok(form) = canonicalize(&bytes) {
			prop_assert_eq!(canonicalize(&form), Ok(form));
		}
	}

	#[test]
	fn any_damaged_document_should_agree_with_another_parser(
		document in json(),
		style in prop::collection::vec(any::<u8>(), 1..200),
		at in any::<prop::sample::Index>(),
		byte in any::<u8>(),
	) {
		let mut bytes = in_a_resource(&Scribe::new(style).write(&document)).into_bytes();
		let place = at.index(bytes.len());
		bytes[place] = byte;
		// What is accepted here, a well-known parser accepts too.
		if canonicalize(&bytes).is_ok() {
			prop_assert!(serde_json::from_slice::<&RawValue>(&bytes).is_ok());
		}
	}
}
