//! Hostile parameters for every method: whatever comes, they are read or refused, never with a panic. What then stands in
//! them (documents, codes, proofs) is fed to its parsers by `salus-fuzz`.

use super::{codes, consent, credentials, provenance, records, trail};
use serde::de::DeserializeOwned;
use serde_json::json;

const SUBJECT: &str = "0x0101010101010101010101010101010101010101010101010101010101010101";

/// Read as the server reads it: from text, and from a value, as batches are.
fn reads<T: DeserializeOwned>(input: &[u8]) -> bool {
	let text = serde_json::from_slice::<T>(input).is_ok();
	if let Ok(value) = serde_json::from_slice::<serde_json::Value>(input) {
		let _ = serde_json::from_value::<T>(value);
	}
	text
}

macro_rules! methods {
	($($test:ident: $query:ty = $example:expr;)+) => { $(
		#[test]
		fn $test() {
			let corpus = vec![$example.to_string().into_bytes()];
			assert!(reads::<$query>(&corpus[0]), "the example is read");
			salus_fuzz::run(stringify!($query), reads::<$query>, corpus);
		}
	)+ };
}

methods! {
	code_should_be_read_or_refused: codes::CodeQuery = json!({"id": 7});
	code_list_should_be_read_or_refused: codes::ListQuery = json!({"kind": "Purpose", "limit": 10});
	consent_check_should_be_read_or_refused: consent::CheckQuery = json!({
		"subject": SUBJECT,
		"request": {
			"organization": 1, "practitioner": SUBJECT, "purpose": 60,
			"action": {"system": "http://terminology.hl7.org/CodeSystem/consentaction", "code": "access"},
			"protocol": 3,
			"data": {"class": 5, "labels": [1, 2], "record": SUBJECT, "holder": 2, "period": {"start": "2026-01-01", "end": "2027"}}
		}
	});
	access_log_should_be_read_or_refused: consent::LogQuery =
		json!({"subject": SUBJECT, "before": SUBJECT, "limit": 5, "directory": {"Patient/1": {"subject": SUBJECT}}});
	consent_from_fhir_should_be_read_or_refused: consent::FromFhirQuery = json!({
		"document": {"resourceType": "Consent", "status": "active"}, "directory": {}, "nonce": SUBJECT,
		"reading": "rule", "protocol": {"protocol": 1, "version": 2}, "proxy": false,
		"recorder": {"organization": 1, "evidence": "paper"}
	});
	consent_to_fhir_should_be_read_or_refused: consent::ToFhirQuery =
		json!({"subject": SUBJECT, "directive": 1, "release": "R5", "directory": {}});
	credential_check_should_be_read_or_refused: credentials::CheckQuery =
		json!({"holder": {"subject": SUBJECT}, "schema": 0, "scope": 5, "moment": "2026-01-01T00:00:00Z"});
	credential_expiring_should_be_read_or_refused: credentials::ExpiringQuery =
		json!({"holders": [{"organization": 3}], "withinDays": 30, "limit": 10});
	credential_from_vc_should_be_read_or_refused: credentials::FromQuery = json!({
		"document": {"type": ["VerifiableCredential"]}, "nonce": SUBJECT, "directory": {},
		"schemas": {"Licence": {"schema": 0, "version": 1}}, "lists": {"https://example.org/1": 1}, "issuer": 2
	});
	provenance_verify_should_be_read_or_refused: provenance::VerificationQuery = json!({
		"gtin": "09521234543213", "serial": "12345", "lot": "ABC", "expiry": "2027-01-01", "container": "095212340000000016",
		"proof": {"present": {"lot": "ABC", "batch": 0, "index": 3, "proof": [SUBJECT]}}
	});
	provenance_thing_should_be_read_or_refused: provenance::ThingQuery =
		json!({"code": "(01)09521234543213(21)12345"});
	record_verify_should_be_read_or_refused: records::VerifyQuery =
		json!({"anchor": "4294967297", "index": 0, "commitment": SUBJECT, "proof": [SUBJECT, SUBJECT]});
	trail_should_be_read_or_refused: trail::TrailQuery =
		json!({"kind": "subject", "subject": SUBJECT, "limit": 10});
}
