//! The smoke: each target takes what is broken without breaking itself.
#![allow(missing_docs)]

use salus_fuzz::{run, targets};

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
#[should_panic(expected = "input 0 of seed")]
fn target_that_breaks_should_fail_the_smoke() {
	run("broken", |_| panic!("broken"), vec![b"x".to_vec()]);
}

#[test]
#[should_panic(expected = "every input was refused")]
fn target_that_takes_nothing_should_fail_the_smoke() {
	run("deaf", |_| false, vec![b"x".to_vec()]);
}
