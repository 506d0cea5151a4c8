//! Input that nobody here wrote: what of it maps, what is refused, and what is left to others.

use salus_interop::{
	gs1::{bracketed, digital_link, element_string, parse},
	identifiers::identifiers,
	outcome::Severity,
	Gs1Error,
};
use serde::Deserialize;
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::{Path, PathBuf},
};

/// A folder or file of the test data. Says loudly when it is not there.
fn field_data(path: &str) -> Option<PathBuf> {
	let base = std::env::var("SALUS_TEST_DATA").unwrap_or_else(|_| "../shared/data".into());
	let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(base).join(path);
	if !found.exists() {
		eprintln!("\n!!! SKIPPED: no test data at {}; set SALUS_TEST_DATA to its folder !!!\n", found.display());
		return None;
	}
	Some(found)
}

/// Every file below a folder with this ending.
fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
	for entry in fs::read_dir(folder).unwrap() {
		let path = entry.unwrap().path();
		if path.is_dir() {
			files(&path, ending, found);
		} else if path.extension().is_some_and(|e| e == ending) {
			found.push(path);
		}
	}
}

#[derive(Deserialize)]
struct Vector {
	input: String,
	#[serde(default)]
	ok: bool,
	#[serde(default)]
	expect: String,
}

#[test]
fn gs1_syntax_vectors_should_be_read_refused_or_left() {
	let Some(path) = field_data("gs1/vectors/gs1-syntax-engine-vectors.json") else { return };
	let topics: BTreeMap<String, Vec<Vector>> = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
	let mut ran = 0;
	for (topic, vectors) in &topics {
		let read = match topic.as_str() {
			"digital_link_to_element_string" => digital_link,
			"process_unbracketed_AI" => element_string,
			"bracketed_AI_to_unbracketed" | "validate_AI_association" | "element_string_to_digital_link" => bracketed,
			"process_scan_data" => |text: &str| match text.strip_prefix("]Q1").or(text.strip_prefix("]J0")) {
				// These carriers hold any text; what is in it says itself what it is.
				Some(inner) => parse(inner),
				None => element_string(text),
			},
			// Making bar codes and marking up errors is nobody's task here.
			_ => {
				println!("{topic}: {} vectors left out, Salus does not write bar codes", vectors.len());
				continue;
			},
		};
		let contradicted = |vector: &Vector| vectors.iter().any(|v| v.input == vector.input && v.ok != vector.ok);
		let (mut mapped, mut refused, mut impossible, mut left) = (0, 0, 0, Vec::new());
		for vector in vectors {
			ran += 1;
			match (vector.ok, read(&vector.input)) {
				(true, Ok(keys)) => {
					// Where the vector says what must come out, it says it in another syntax.
					if vector.expect.starts_with('^') || vector.expect.starts_with("http") {
						assert_eq!(parse(&vector.expect).as_ref(), Ok(&keys), "{}", vector.input);
					}
					mapped += 1;
				},
				(false, Err(_)) => refused += 1,
				// Lawful, but without a key of this module; or lawful only with an option switched on.
				(true, Err(error)) => {
					// A carrier's plain text (its expected form says so) is not even a syntax of this module.
					let plain_text = topic == "process_scan_data" && parse(&vector.expect).is_err();
					// 89 is not assigned; the tool that the vectors are from can be told to let it pass.
					let unassigned = error == Gs1Error::UnknownAi && vector.input.contains("(89)");
					let of_an_option = unassigned || contradicted(vector) || is_short_name(&vector.input);
					assert!(
						error == Gs1Error::NoKey || plain_text || of_an_option,
						"{topic}: {} {error}",
						vector.input
					);
					impossible += 1;
				},
				// Wrong for what stands beside the key: dates, formats and combinations of data.
				(false, Ok(_)) => left.push(&vector.input),
			}
		}
		println!(
			"{topic}: {mapped} mapped, {refused} refused, {impossible} impossible (no key read here), {} left to drug provenance {left:?}",
			left.len()
		);
	}
	assert!(ran > 200, "{ran}");
}

/// Digital Links once allowed words in the place of application identifiers; the standard has dropped them.
fn is_short_name(uri: &str) -> bool {
	uri.contains("/gtin/")
}

#[test]
fn every_epc_and_digital_link_of_epcis_documents_should_be_read_or_named() {
	let Some(folder) = field_data("gs1/openepcis") else { return };
	let mut paths = Vec::new();
	files(&folder, "json", &mut paths);
	files(&folder, "xml", &mut paths);
	let mut names = BTreeSet::new();
	for path in &paths {
		let text = fs::read_to_string(path).unwrap();
		let tokens = text.split(|c: char| c.is_whitespace() || "\"'<>".contains(c));
		let is_key = |token: &&str| {
			token.starts_with("urn:epc:id")
				|| token.starts_with("urn:epc:class:")
				|| (token.starts_with("http")
					&& !token.contains("www.w3.org")
					&& ["/01/", "/00/", "/414/", "/417/"].iter().any(|ai| token.contains(ai)))
		};
		names.extend(tokens.filter(is_key).map(|token| token.replace("&amp;", "&")));
	}
	let (mut mapped, mut left, mut refused) = (0, BTreeMap::<String, u32>::new(), Vec::new());
	for name in &names {
		match parse(name) {
			Ok(_) => mapped += 1,
			Err(Gs1Error::UnknownEpc | Gs1Error::NoKey) => {
				*left.entry(name.split(':').take(4).collect::<Vec<_>>().join(":")).or_default() += 1;
			},
			Err(error) => refused.push((name, error.to_string())),
		}
	}
	println!(
		"EPCIS: {} documents, {} different names: {mapped} mapped, {} refused {refused:?}, left to drug provenance {left:?}",
		paths.len(),
		names.len(),
		refused.len()
	);
	assert!(mapped > 0);
}

#[test]
fn every_organization_and_practitioner_should_map_or_say_why_not() {
	let (mut resources, mut mapped, mut errors, mut not_used, mut reasons) = (0, 0, 0, 0, BTreeSet::new());
	for folder in ["fhir/r4", "fhir/ihe-pcf-consent", "fhir/synthea"] {
		let Some(path) = field_data(folder) else { continue };
		let mut paths = Vec::new();
		files(&path, "json", &mut paths);
		for path in paths {
			let document: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
			let entries = document["entry"].as_array().cloned().unwrap_or_default();
			let inside = entries.into_iter().map(|mut entry| entry["resource"].take());
			for resource in inside.chain([document]) {
				if !matches!(resource["resourceType"].as_str(), Some("Organization" | "Practitioner")) {
					continue;
				}
				let all = resource["identifier"].as_array().map_or(0, Vec::len);
				let answer = identifiers(resource.to_string().as_bytes());
				assert_eq!(answer.identifiers.len() + answer.issues.len(), all);
				assert!(answer
					.issues
					.iter()
					.all(|issue| issue.severity != Severity::Fatal && issue.expression.len() == 1));
				let wrong = answer.issues.iter().filter(|issue| issue.severity == Severity::Error).count();
				resources += 1;
				mapped += answer.identifiers.len();
				errors += wrong;
				not_used += answer.issues.len() - wrong;
				reasons.extend(answer.issues.into_iter().map(|issue| issue.diagnostics));
			}
		}
	}
	println!("{resources} organisations and practitioners: {mapped} identifiers mapped, {errors} refused, {not_used} of other registers: {reasons:?}");
}
