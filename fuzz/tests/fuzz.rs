//! The smoke: each target takes what is broken without breaking itself.
#![allow(missing_docs)]

use salus_fuzz::{documents, run, targets};

#[test]
fn canonical_form_should_hold_whatever_comes() {
	run("canonical", targets::canonical, targets::canonical_corpus());
}

#[test]
fn manifest_should_hold_whatever_comes() {
	run("manifest", targets::manifest, targets::manifest_corpus());
}

#[test]
fn paths_should_stay_in_their_store_whatever_comes() {
	run("paths", targets::paths, targets::paths_corpus());
}

#[test]
fn identifiers_should_hold_whatever_comes() {
	run("identifiers", targets::identifiers, targets::identifiers_corpus());
}

#[test]
fn scale_should_hold_whatever_comes() {
	run("scale", targets::scale, targets::scale_corpus());
}

#[test]
fn anchors_should_hold_whatever_comes() {
	run("anchors", targets::anchors, targets::anchors_corpus());
}

#[test]
fn carriers_should_hold_whatever_comes() {
	run("carriers", targets::carriers, targets::carriers_corpus());
}

#[test]
fn epcis_should_hold_whatever_comes() {
	run("epcis", targets::epcis, targets::epcis_corpus());
}

#[test]
fn exception_reports_should_hold_whatever_comes() {
	run("exceptions", targets::exceptions, targets::exceptions_corpus());
}

#[test]
fn serial_lists_should_hold_whatever_comes() {
	run("serial-lists", targets::serial_lists, targets::serial_lists_corpus());
}

#[test]
fn identifiers_of_resources_should_hold_whatever_comes() {
	run("fhir-identifiers", targets::fhir_identifiers, targets::fhir_identifiers_corpus());
}

#[test]
fn remittances_should_hold_whatever_comes() {
	run("remittances", targets::remittances, targets::remittances_corpus());
}

#[test]
fn claims_of_fhir_should_hold_whatever_comes() {
	run("fhir-claims", targets::fhir_claims, targets::fhir_claims_corpus());
}

#[test]
fn consents_should_hold_whatever_comes() {
	run("consents", documents::consents, documents::consents_corpus());
}

#[test]
fn credentials_should_hold_whatever_comes() {
	run("credentials", documents::credentials, documents::credentials_corpus());
}

#[test]
fn qualifications_should_hold_whatever_comes() {
	run("qualifications", documents::qualifications, documents::qualifications_corpus());
}

#[test]
fn canonical_json_should_hold_whatever_comes() {
	run("canonical-json", documents::canonical_json, documents::canonical_json_corpus());
}

#[test]
fn status_lists_should_hold_whatever_comes() {
	run("status-lists", documents::status_lists, documents::status_lists_corpus());
}

#[test]
fn times_and_keys_should_hold_whatever_comes() {
	run("texts", documents::texts, documents::texts_corpus());
}

#[test]
#[should_panic(expected = "input 0 of seed")]
fn target_that_breaks_should_fail_the_smoke() {
	run("broken", |_| panic!("broken"), vec![b"x".to_vec()]);
}

#[test]
#[should_panic(expected = "every input was refused")]
fn target_that_takes_nothing_should_fail_the_smoke() {
	run("deaf", |_| false, vec![b"x".to_vec()]);
}

/// Else the target above would try refusals only: no broken document keeps its signature.
#[test]
fn credentials_that_nobody_broke_should_be_offered_if_they_are_signed() {
	let offered: Vec<_> = documents::credentials_corpus().iter().map(|it| documents::is_offered(it)).collect();
	assert_eq!(offered, [false, true, true]);
}
