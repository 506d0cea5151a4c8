//! What a registry begins with.

use super::*;
use crate::{preload, Count, GenesisCode, GenesisConfig};
use salus_primitives::{codes::CodeKind::*, CodeId, Codes as _};
use std::collections::BTreeMap;

const ACT_REASON: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
const ACT_CODE: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

/// The registry with the standard codes only.
fn standard(test: impl FnOnce()) {
	genesis(true, Vec::new()).execute_with(|| {
		test();
		Codes::do_try_state().expect("invariants hold");
	});
}

/// The symbols above a code, nearest first.
fn above(kind: CodeKind, system: &str, symbol: &str) -> Vec<String> {
	let id = find(kind, system, symbol).unwrap_or_else(|| panic!("{symbol} is not listed"));
	let lineage = Codes::lineage(id).into_iter().skip(1);
	lineage.map(|id| String::from_utf8(stored(id).symbol.into_inner()).unwrap()).collect()
}

/// The list as text: what its digest is of.
fn written(entries: impl Iterator<Item = preload::Entry>) -> String {
	let line = |e: preload::Entry| format!("{} {:?} {} {} {:?}\n", e.id, e.kind, e.system, e.symbol, e.parents);
	entries.map(line).collect()
}

#[test]
fn numbers_of_the_standard_codes_should_never_change() {
	// When codes were appended, add a line for the longer list; never change a line.
	let pinned: [(usize, &str); 1] = [(988, "6333456bcb50865dd24c540762cfa2066838de821430c019713dfd25ed124ee7")];
	for (length, digest) in pinned {
		let text = written(preload::entries().take(length));
		assert_eq!(sp_io::hashing::blake2_256(text.as_bytes()), unhex(digest), "the first {length} codes changed");
	}
	let (last, _) = pinned.last().unwrap();
	assert_eq!(preload::entries().count(), *last, "codes were appended: pin them");
}

fn unhex(text: &str) -> [u8; 32] {
	let bytes: Vec<u8> =
		(0..text.len() / 2).map(|n| u8::from_str_radix(&text[2 * n..2 * n + 2], 16).unwrap()).collect();
	bytes.try_into().unwrap()
}

#[test]
fn registry_should_hold_the_list_under_its_numbers() {
	standard(|| {
		let mut count = 0;
		for entry in preload::entries() {
			assert_eq!(find(entry.kind, entry.system, entry.symbol), Some(entry.id), "{}", entry.symbol);
			assert!(Codes::is_active(entry.id, entry.kind));
			for (system, symbol) in entry.parents {
				let parent = find(entry.kind, system, symbol).unwrap();
				assert!(Codes::lineage(entry.id).contains(&parent), "{} is not below {symbol}", entry.symbol);
			}
			count += 1;
		}
		assert_eq!(Count::<Test>::get(), count);
	});
}

#[test]
fn list_should_hold_what_consents_credentials_and_claims_carry() {
	let mut by_kind = BTreeMap::<CodeKind, usize>::new();
	for entry in preload::entries() {
		*by_kind.entry(entry.kind).or_default() += 1;
	}
	println!("standard codes: {by_kind:?}");
	let kinds = [Purpose, Action, ResourceClass, Label, ActorRole, Policy, Scope, Reason, ServiceCategory];
	assert!(kinds.iter().all(|kind| by_kind.get(kind).is_some_and(|n| *n >= 5)), "{by_kind:?}");
	standard(|| {
		let role = |system| format!("http://terminology.hl7.org/CodeSystem/{system}");
		let expected: &[(CodeKind, &str, &str)] = &[
			(Purpose, ACT_REASON, "HRESCH CLINTRCHNPC BTG HTEST PATADMIN"),
			(Action, &role("consentaction"), "collect access use disclose correct"),
			(
				ResourceClass,
				"http://hl7.org/fhir/resource-types",
				"Observation DeviceUseStatement DeviceUsage Transport",
			),
			(Label, &role("v3-Confidentiality"), "U L M N R V"),
			(Label, ACT_CODE, "ETH HIV SEX PSY SUD SDV GDIS MH OPIOIDUD TBOO"),
			(Label, ACT_REASON, "HTEST"),
			(ActorRole, &role("v3-ParticipationType"), "PRCP IRCP CST AUT INF"),
			(ActorRole, &role("v3-RoleCode"), "RESPRSN HPOWATT GUADLTM"),
			(ActorRole, &role("extra-security-role-type"), "datasubject humanuser"),
			(Policy, &role("consentpolicycodes"), "cric hipaa-auth ga4gh"),
			(Policy, ACT_CODE, "OPTIN OPTOUT EMRGONLY"),
			(Scope, &role("consentscope"), "adr research patient-privacy treatment"),
			(Scope, "urn:iso:std:iso:3166:-2", "US-CA US-DC US-PR"),
			(Scope, "http://nucc.org/provider-taxonomy", "207R00000X 183500000X 163W00000X 2084P0800X"),
			(Reason, ACT_REASON, "OVRER OVRPJ"),
			(Reason, "urn:salus:reason", "breach-of-rules key-compromise review-unjustified"),
			(ServiceCategory, "https://codesystem.x12.org/005010/1365", "1 30 35 47 48 50 86 88 98 AL MH UC"),
		];
		for (kind, system, symbols) in expected {
			for symbol in symbols.split(' ') {
				assert!(find(*kind, system, symbol).is_some(), "{kind:?} {system} {symbol}");
			}
		}
		let states = preload::entries().filter(|entry| entry.system == "urn:iso:std:iso:3166:-2").count();
		assert_eq!(states, 50 + 7, "states, the district and six territories");
	});
}

#[test]
fn hierarchies_should_be_those_of_the_standards() {
	standard(|| {
		assert_eq!(above(Purpose, ACT_REASON, "BTG"), ["ETREAT", "TREAT", "PurposeOfUse"]);
		assert_eq!(above(Purpose, ACT_REASON, "HTEST"), ["SYSDEV", "HOPERAT", "PurposeOfUse"]);
		assert_eq!(above(Purpose, ACT_REASON, "CLINTRCHPC"), ["CLINTRCH", "HRESCH", "PurposeOfUse"]);
		assert_eq!(above(Purpose, ACT_REASON, "ELIGVER"), ["COVERAGE", "HPAYMT", "PurposeOfUse"]);
		assert_eq!(above(Label, ACT_CODE, "PSY"), ["SPI"]);
		assert_eq!(above(Label, ACT_CODE, "ETHUD"), ["SUD", "SPI", "ETH"]);
		assert!(above(Label, ACT_CODE, "HIV").is_empty());
		assert!(above(Label, "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "R").is_empty());
		assert!(above(ResourceClass, "http://hl7.org/fhir/resource-types", "Observation").is_empty());
		assert_eq!(above(Scope, "urn:iso:std:iso:3166:-2", "US-CA"), ["US"]);
		assert_eq!(above(Scope, "http://nucc.org/provider-taxonomy", "207RC0000X"), ["207R00000X"]);
		let role = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
		assert_eq!(above(ActorRole, role, "HPOWATT"), ["POWATT", "RESPRSN"]);
	});
}

#[test]
fn reasons_should_be_found_by_name_as_clients_do() {
	standard(|| {
		let id: CodeId = find(Reason, "urn:salus:reason", "breach-of-rules").unwrap();
		assert!(Codes::is_active(id, Reason));
	});
}

#[test]
fn genesis_should_take_more_codes_below_the_standard_ones() {
	let more = GenesisCode {
		kind: Purpose,
		system: "http://example.org/policies/purposeOfUse".into(),
		code: "FooBar".into(),
		parents: vec![(ACT_REASON.into(), "CLINTRCH".into())],
	};
	genesis(true, vec![more]).execute_with(|| {
		let expected = ["CLINTRCH", "HRESCH", "PurposeOfUse"];
		assert_eq!(above(Purpose, "http://example.org/policies/purposeOfUse", "FooBar"), expected);
		assert_eq!(usize::from(Count::<Test>::get()), preload::entries().count() + 1);
	});
}

#[test]
fn genesis_should_be_written_as_json() {
	let config: GenesisConfig<Test> = serde_json::from_str(
		r#"{"standard": false, "more": [{"kind": "Scope", "system": "urn:example:x", "code": "y"}]}"#,
	)
	.unwrap();
	assert!(!config.standard);
	assert_eq!(config.more.len(), 1);
	let wrong = r#"{"standard": true, "more": [{"kind": "Scope", "system": "urn:x:y", "code": "z", "display": "Z"}]}"#;
	assert!(serde_json::from_str::<GenesisConfig<Test>>(wrong).is_err());
}

#[test]
#[should_panic(expected = "the registry cannot begin like this")]
fn genesis_should_be_refused_when_a_code_is_listed_twice() {
	let code = GenesisCode { kind: Scope, system: "urn:example:x".into(), code: "y".into(), parents: Vec::new() };
	genesis(false, vec![code.clone(), code]);
}

#[test]
#[should_panic(expected = "the registry cannot begin like this")]
fn genesis_should_be_refused_when_a_code_is_too_long() {
	let code = GenesisCode { kind: Scope, system: "urn:example:x".into(), code: "y".repeat(65), parents: Vec::new() };
	genesis(false, vec![code]);
}
