//! Input that nobody here wrote: what of it maps, what is refused, and what is left to others.

use salus_interop::{identifiers::identifiers, outcome::Severity};
use std::{
	collections::BTreeSet,
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
