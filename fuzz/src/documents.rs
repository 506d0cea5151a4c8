//! Documents of the field: consents, credentials, licences, status lists. Each target says whether it took the input for
//! lawful, and panics when something contradicts itself.

use pallet_consent::types::{check_tree, Directive, Grantor, Status, Verification};
use salus_interop::{
	consent::{from_fhir, to_fhir, Question, Reading, Release, Shown},
	directory::{Directory, Entry, Registry},
	outcome::Severity,
	time,
	vc::{
		did_key::{DidKey, KeyKind},
		jcs,
		mapping::from_vc,
		offer::{Names, Offer, SchemaVersion, MAX_SCOPES},
		proof::{self, Purpose},
		qualification,
		status_list::{StatusList, MAX_BYTES},
		time as stamp,
	},
};
use salus_primitives::{
	codes::{Code, CodeKind},
	CodeId,
};
use serde_json::{json, Value};
use sp_core::{crypto::AccountId32, Pair, H256};
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::OnceLock,
};

/// The moment at which documents are read.
const NOW: u64 = 1_790_000_000;

/// The registry that a chain begins with.
fn registry() -> &'static Registry {
	static REGISTRY: OnceLock<Registry> = OnceLock::new();
	REGISTRY.get_or_init(|| {
		let entries: Vec<_> = pallet_codes::preload::entries().collect();
		let place: BTreeMap<(CodeKind, &str, &str), CodeId> =
			(1..).zip(&entries).map(|(id, it)| ((it.kind, it.system, it.symbol), id)).collect();
		let bounded = |text: &str| text.as_bytes().to_vec();
		Registry::new((1..).zip(&entries).map(|(id, it)| {
			let mut lineage: BTreeSet<CodeId> = BTreeSet::new();
			let parents = it.parents.iter().filter_map(|(system, symbol)| place.get(&(it.kind, *system, *symbol)));
			lineage.extend(parents.copied());
			lineage.remove(&id);
			let lineage: Vec<CodeId> = std::iter::once(id).chain(lineage.into_iter().rev()).collect();
			let code = Code {
				kind: it.kind,
				system: bounded(it.system).try_into().expect("a system of the registry"),
				symbol: bounded(it.symbol).try_into().expect("a symbol of the registry"),
				lineage: lineage.try_into().expect("a lineage of the registry"),
				retired: false,
			};
			(id, code)
		}))
	})
}

/// What a hospital's directory would say of the references in the corpus.
fn directory() -> &'static Directory {
	static DIRECTORY: OnceLock<Directory> = OnceLock::new();
	DIRECTORY.get_or_init(|| {
		let person = |n: u8| Entry {
			subject: Some(H256::repeat_byte(n)),
			account: Some(AccountId32::new([n; 32])),
			handle: Some(H256::repeat_byte(n)),
			..Entry::default()
		};
		let house = |n: u32| Entry { organization: Some(n), ..Entry::default() };
		let policy =
			registry().id(CodeKind::Policy, "http://terminology.hl7.org/CodeSystem/consentpolicycodes", "cric");
		Directory(BTreeMap::from([
			("Patient/f001".into(), person(1)),
			("Patient/example".into(), person(2)),
			("Practitioner/f204".into(), person(3)),
			("RelatedPerson/1".into(), person(4)),
			("Organization/f001".into(), house(1)),
			("Organization/2".into(), house(2)),
			("Observation/1".into(), person(5)),
			("http://example.org/policy".into(), Entry { policy, ..Entry::default() }),
		]))
	})
}

/// What a consent says is a tree, is the same whenever it is read, and can be written, or it is said why not.
pub fn consents(input: &[u8]) -> bool {
	let mut taken = false;
	for reading in [None, Some(Reading::Rule), Some(Reading::Exception)] {
		let question = Question {
			document: input,
			directory: directory(),
			codes: registry(),
			commitment: None,
			protocol: None,
			reading,
			proxy: false,
			recorder: None,
		};
		let read = from_fhir(question);
		assert_eq!(read, from_fhir(question), "read twice, it says something else");
		let refused = read.issues.iter().any(|issue| matches!(issue.severity, Severity::Error | Severity::Fatal));
		assert_eq!(refused, read.directives.is_empty(), "it is refused, or it says something");
		for directed in read.directives {
			assert!(check_tree(&directed.terms.provisions).is_ok(), "no tree of provisions");
			assert!(directed.terms.period.is_valid(), "a period that ends before it starts");
			let directive = Directive {
				number: 1,
				version: 1,
				grantor: Grantor::Subject,
				recorded: NOW,
				status: if matches!(directed.status, Status::Winding { .. }) {
					Status::Active
				} else {
					directed.status
				},
				verification: None::<Verification<AccountId32>>,
				terms: directed.terms,
			};
			for release in [Release::R4, Release::R5] {
				let shown = Shown {
					subject: directed.subject,
					directive: &directive,
					directory: directory(),
					codes: registry(),
					release,
				};
				let written = to_fhir(shown);
				let refused = written.issues.iter().any(|issue| issue.severity == Severity::Error);
				assert_eq!(refused, written.resource.is_none(), "it is written, or it is said why not");
				if let Some(resource) = written.resource {
					assert_eq!(resource["resourceType"], "Consent", "another resource");
				}
			}
			taken = true;
		}
	}
	taken
}

/// Consents in both releases.
pub fn consents_corpus() -> Vec<Vec<u8>> {
	let scope = json!({"coding": [{"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy"}]});
	let category = json!([{"coding": [{"system": "http://loinc.org", "code": "59284-0"}]}]);
	let own = [
		json!({
			"resourceType": "Consent", "status": "active", "scope": scope, "category": category,
			"patient": {"reference": "Patient/f001"}, "dateTime": "2016-05-11",
			"performer": [{"reference": "Patient/f001"}],
			"organization": [{"reference": "Organization/f001"}],
			"policy": [{"uri": "http://example.org/policy"}],
			"provision": {
				"type": "permit",
				"period": {"start": "2016-01-01", "end": "2046-01-01"},
				"actor": [{
					"role": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "code": "PRCP"}]},
					"reference": {"reference": "Organization/f001"}
				}],
				"purpose": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "TREAT"}],
				"securityLabel": [{"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "N"}],
				"provision": [{
					"type": "deny",
					"action": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/consentaction", "code": "access"}]}],
					"data": [{"meaning": "related", "reference": {"reference": "Observation/1"}}],
					"class": [{"system": "http://hl7.org/fhir/resource-types", "code": "Observation"}]
				}]
			}
		}),
		json!({
			"resourceType": "Consent", "status": "active", "category": category,
			"subject": {"reference": "Patient/example"}, "date": "2022-02-01",
			"grantor": [{"reference": "RelatedPerson/1"}],
			"controller": [{"reference": "Organization/2"}],
			"decision": "deny",
			"provision": [{
				"period": {"end": "2030-01-01T00:00:00Z"},
				"actor": [{"reference": {"reference": "Practitioner/f204"}}],
				"purpose": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HPAYMT"}],
				"resourceType": [{"system": "http://hl7.org/fhir/fhir-types", "code": "Observation"}]
			}]
		}),
	];
	let mut corpus: Vec<Vec<u8>> = own.iter().map(|value| value.to_string().into_bytes()).collect();
	corpus.extend(crate::data("fhir/ihe-pcf-consent/resources", ".json"));
	corpus
		.extend(crate::data("fhir/r4", ".json").into_iter().filter(|it| it.windows(9).any(|at| at == b"\"Consent\"")));
	corpus
}

/// The key with which credentials of the corpus are signed. It is public: nothing is worth anything here.
fn signer() -> sp_core::ed25519::Pair {
	sp_core::ed25519::Pair::from_seed(&[7; 32])
}

fn names() -> Names {
	let issuer = DidKey::ed25519(signer().public().0).to_string();
	let schema = |schema| SchemaVersion { schema, version: 1 };
	Names {
		directory: Directory(BTreeMap::from([
			(issuer, Entry { organization: Some(2), ..Entry::default() }),
			("did:example:holder".into(), Entry { subject: Some(H256::repeat_byte(9)), ..Entry::default() }),
			("Practitioner/1".into(), Entry { subject: Some(H256::repeat_byte(8)), ..Entry::default() }),
			("Organization/board".into(), Entry { organization: Some(2), ..Entry::default() }),
		])),
		schemas: BTreeMap::from([
			("LicenceCredential".into(), schema(0)),
			("http://terminology.hl7.org/CodeSystem/v2-0360|MD".into(), schema(0)),
		]),
		lists: BTreeMap::from([("https://example.org/list/1".into(), 1)]),
		keys: BTreeMap::new(),
		issuer: Some(2),
	}
}

fn is_lawful(offer: &Offer) {
	assert!(offer.scopes.len() <= MAX_SCOPES, "more scopes than a credential has");
	assert!(offer.valid_until.is_none_or(|until| offer.valid_from < until), "valid until before it is valid from");
	assert!(offer.scopes.iter().all(|scope| registry().code(*scope).is_some()), "a scope that is no code");
}

/// A credential is offered only if its proof holds, and what changed since it was signed is found out.
pub fn credentials(input: &[u8]) -> bool {
	let names = names();
	let read = from_vc(input, &names, registry(), [1; 32], NOW);
	let refused = read.issues.iter().any(|issue| matches!(issue.severity, Severity::Error | Severity::Fatal));
	if let Some(offer) = &read.offer {
		assert!(read.verified.is_some() && !refused, "offered without a proof that holds");
		is_lawful(offer);
	}
	if let (Some(_), Ok(value)) = (&read.verified, jcs::parse(input)) {
		// What was signed is one of the documents of the corpus: nobody else has the key.
		let signed = credentials_corpus();
		let same = |document: &Vec<u8>| {
			let mut document: Value = serde_json::from_slice(document).unwrap_or_default();
			let mut value = value.clone();
			// Members of a proof that are its own are not what is at stake.
			for it in [&mut document, &mut value] {
				if let Some(object) = it.as_object_mut() {
					object.remove("proof");
				}
			}
			jcs::canonicalize(&document).ok() == jcs::canonicalize(&value).ok()
		};
		assert!(signed.iter().any(same), "a proof holds over a document that was never signed");
	}
	// No broken document keeps its signature, so what can be read at all counts as taken.
	jcs::parse(input).is_ok()
}

/// Is there an offer for this credential?
pub fn is_offered(input: &[u8]) -> bool {
	from_vc(input, &names(), registry(), [1; 32], NOW).offer.is_some()
}

/// One credential that is not signed, and two that are.
pub fn credentials_corpus() -> Vec<Vec<u8>> {
	static CORPUS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
	CORPUS
		.get_or_init(|| {
			let key = DidKey::ed25519(signer().public().0);
			let plain = |status: bool| {
				let mut document = json!({
					"@context": [
						"https://www.w3.org/ns/credentials/v2",
						{"LicenceCredential": "https://example.org/terms#Licence", "licence": "https://example.org/terms#number"}
					],
					"id": "https://example.org/credentials/1",
					"type": ["VerifiableCredential", "LicenceCredential"],
					"issuer": key.to_string(),
					"validFrom": "2026-01-01T00:00:00Z",
					"validUntil": "2036-01-01T00:00:00Z",
					"credentialSubject": {"id": "did:example:holder", "licence": "MD 1"}
				});
				if status {
					document["credentialStatus"] = json!({
						"type": "BitstringStatusListEntry", "statusPurpose": "revocation",
						"statusListIndex": "5", "statusListCredential": "https://example.org/list/1"
					});
				}
				document
			};
			let mut corpus = vec![plain(false).to_string().into_bytes()];
			for status in [false, true] {
				let document = plain(status);
				let Some(object) = document.as_object() else { continue };
				let method = key.verification_method();
				let signed =
					proof::create(object, &method, Purpose::Assertion, 1_780_000_000, |bytes| signer().sign(bytes).0);
				if let Ok(signed) = signed {
					corpus.push(Value::Object(signed).to_string().into_bytes());
				}
			}
			corpus
		})
		.clone()
}

/// What a resource says of licences maps to lawful offers, and whatever does not map is named.
pub fn qualifications(input: &[u8]) -> bool {
	let names = names();
	let read = qualification::qualifications(input, &names, registry(), [1; 32], NOW);
	read.offers.iter().for_each(is_lawful);
	let mut seen = BTreeSet::new();
	for offer in &read.offers {
		assert!(seen.insert(offer.nonce), "two offers under one nonce");
	}
	!read.offers.is_empty()
}

/// Practitioners with licences.
pub fn qualifications_corpus() -> Vec<Vec<u8>> {
	let own = [json!({
		"resourceType": "Practitioner", "id": "1",
		"qualification": [
			{
				"code": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0360", "code": "MD"}]},
				"period": {"start": "2020-01-01", "end": "2035-12-31"},
				"issuer": {"reference": "Organization/board"}
			},
			{"code": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0360", "code": "MD"}]}}
		]
	})];
	let mut corpus: Vec<Vec<u8>> = own.iter().map(|value| value.to_string().into_bytes()).collect();
	let some = crate::data("fhir/r4", ".json").into_iter();
	corpus.extend(some.filter(|it| it.windows(13).any(|at| at == b"qualification")));
	corpus
}

/// The canonical form of JSON is its own canonical form, and means the same.
pub fn canonical_json(input: &[u8]) -> bool {
	let Ok(value) = jcs::parse(input) else { return false };
	let Ok(form) = jcs::canonicalize(&value) else { return false };
	let again = jcs::parse(form.as_bytes()).expect("a canonical form is JSON");
	assert_eq!(jcs::canonicalize(&again).as_ref(), Ok(&form), "not its own canonical form");
	true
}

/// Documents with what is hard to write in one way.
pub fn canonical_json_corpus() -> Vec<Vec<u8>> {
	let own = [
		r#"{"b":1,"a":[56,1e-7,1E30,4.50,-0.0],"é":"\u20ac\n\u000f","\u0080":{"":null,"a":true}}"#,
		r#"[333333333.33333329, 1e23, 0.000001, 9007199254740993, "\ud83d\ude00"]"#,
	];
	own.iter().map(|text| text.as_bytes().to_vec()).chain(crate::data("jcs", ".json")).collect()
}

/// A status list reads the same once it was written, and no bomb unpacks.
pub fn status_lists(input: &[u8]) -> bool {
	let Ok(text) = std::str::from_utf8(input) else { return false };
	let Ok(list) = StatusList::decode(text) else { return false };
	assert!(list.bytes().len() as u64 <= MAX_BYTES, "larger than anybody may send");
	assert_eq!(
		StatusList::decode(&list.encode()).as_ref().map(StatusList::bytes),
		Ok(list.bytes()),
		"reads differently"
	);
	assert_eq!(list.len(), list.bytes().len() as u64 * 8, "counts its entries differently");
	assert!(list.get(list.len()).is_err(), "an entry beyond the last");
	true
}

/// Lists of the least lawful length.
pub fn status_lists_corpus() -> Vec<Vec<u8>> {
	let of = |set: Vec<u64>| StatusList::of(131_072, set).map(|list| list.encode().into_bytes());
	[of(vec![]), of(vec![0, 5, 131_071]), of((0..131_072).step_by(3).collect())].into_iter().flatten().collect()
}

/// Times and keys read the same once they were written.
pub fn texts(input: &[u8]) -> bool {
	let Ok(text) = std::str::from_utf8(input) else { return false };
	let mut taken = false;
	if let Some(span) = time::span(text) {
		if let Some(written) = time::write(span.first) {
			let again = time::span(&written).expect("what was written is a time");
			assert_eq!(again.first, span.first, "another time once written");
		}
		assert!(span.first <= span.last, "a time that ends before it begins");
		taken = true;
	}
	if let Some(seconds) = stamp::parse(text) {
		let written = stamp::parse(&stamp::format(seconds));
		// What the calendar does not reach is written as its nearest end.
		let reached = (-62_135_596_800..=253_402_300_799).contains(&seconds);
		assert!(written == Some(seconds) || !reached && written.is_some(), "another moment once written");
		taken = true;
	}
	if let Ok(key) = text.parse::<DidKey>() {
		assert_eq!(key.to_string().parse::<DidKey>().as_ref(), Ok(&key), "another key once written");
		assert_eq!(DidKey::from_multibase(&key.multibase()).as_ref(), Ok(&key), "another key in multibase");
		assert_eq!(DidKey::from_verification_method(&key.verification_method()).as_ref(), Ok(&key), "another method");
		let _ = (key.bytes32(KeyKind::Ed25519), key.bytes32(KeyKind::Sr25519));
		taken = true;
	}
	taken
}

/// Times of both standards, and keys.
pub fn texts_corpus() -> Vec<Vec<u8>> {
	let own = [
		"2026",
		"2026-02",
		"2026-02-28",
		"2024-02-29T23:59:60Z",
		"2026-02-28T12:34:56.789+05:30",
		"2026-02-28T12:34:56Z",
		"0001-01-01T00:00:00Z",
		"9999-12-31T23:59:59-14:00",
	];
	let keys = [DidKey::ed25519([3; 32]).to_string(), DidKey::sr25519([4; 32]).to_string()];
	own.iter().map(|text| text.as_bytes().to_vec()).chain(keys.into_iter().map(String::into_bytes)).collect()
}
