//! Rules of the data model, proofs and mapping, on documents of our own.

use super::{
	did_key::{DidKey, KeyKind},
	jcs,
	mapping::{from_vc, to_vc, ChainCredential, FromVc},
	model::{self, Stage},
	offer::{ListEntry, Names},
	proof::{self, create, Keys, ProofError, Purpose, Verified},
};
use crate::{directory::Registry, outcome::Severity};
use proptest::{
	collection::{btree_map, vec},
	prelude::*,
};
use salus_primitives::{
	codes::{Code, CodeKind},
	Commitment, Holder, SubjectId,
};
use serde_json::{json, Map, Value};
use sp_core::{ed25519::Pair, Pair as _};

const NOW: u64 = 1_700_000_000;

fn base() -> Value {
	json!({
		"@context": ["https://www.w3.org/ns/credentials/v2"],
		"type": ["VerifiableCredential"],
		"issuer": "did:example:issuer",
		"credentialSubject": { "id": "did:example:subject" },
	})
}

/// The base credential with some members put in, or taken out where they are null.
fn with(changes: Value) -> Value {
	let mut credential = base();
	for (name, value) in changes.as_object().unwrap() {
		match value {
			Value::Null => credential.as_object_mut().unwrap().remove(name),
			value => credential.as_object_mut().unwrap().insert(name.clone(), value.clone()),
		};
	}
	credential
}

/// Where a credential breaks a rule.
fn broken(credential: &Value) -> Vec<String> {
	model::credential(credential, Stage::Issued).into_iter().map(|issue| issue.expression.concat()).collect()
}

#[track_caller]
fn conforms(changes: Value) {
	let credential = with(changes);
	assert_eq!(model::credential(&credential, Stage::Issued), [], "{credential}");
}

#[track_caller]
fn breaks(changes: Value, at: &str) {
	let credential = with(changes);
	assert_eq!(broken(&credential), [at], "{credential}");
}

#[test]
fn smallest_credential_should_conform() {
	conforms(json!({}));
	assert_eq!(broken(&json!("text")), [""]);
}

#[test]
fn context_should_begin_with_the_base_and_hold_urls_and_objects() {
	let base = model::BASE_CONTEXT;
	conforms(json!({ "@context": base }));
	conforms(json!({ "@context": [base, "https://a.example/v1", { "a": "https://a.example/#a" }] }));
	breaks(json!({ "@context": null }), "@context");
	breaks(json!({ "@context": ["https://a.example/v1", base] }), "@context");
	breaks(json!({ "@context": [] }), "@context");
	for wrong in [json!(7), json!(null), json!([]), json!("no url"), json!("https ://a.example")] {
		breaks(json!({ "@context": [base, wrong] }), "@context[1]");
	}
}

#[test]
fn protected_terms_should_stay_what_they_are() {
	let base = model::BASE_CONTEXT;
	for term in ["VerifiableCredential", "id", "type", "name"] {
		let context = json!([base, { term: "https://a.example/#other" }]);
		assert_eq!(broken(&with(json!({ "@context": context }))), [format!("@context[1].{term}")]);
	}
	conforms(json!({ "@context": [base, { "id": "@id", "name": "https://schema.org/name" }] }));
	let own = |protected: bool, second: &str| json!([base, { "@protected": protected, "T": "https://a.example/#T" }, { "T": second }]);
	conforms(json!({ "@context": own(false, "https://a.example/#U") }));
	conforms(json!({ "@context": own(true, "https://a.example/#T") }));
	breaks(json!({ "@context": own(true, "https://a.example/#U") }), "@context[2].T");
}

#[test]
fn types_should_be_mapped_to_urls() {
	let base = model::BASE_CONTEXT;
	let typed =
		|context: Value, name: &str| json!({ "@context": [base, context], "type": ["VerifiableCredential", name] });
	conforms(typed(json!({ "T": "https://a.example/#T" }), "T"));
	conforms(typed(json!({ "T": { "@id": "https://a.example/#T" } }), "T"));
	conforms(typed(json!({ "a": "https://a.example/#", "T": "a:T" }), "T"));
	conforms(typed(json!({ "@vocab": "https://a.example/#" }), "T"));
	conforms(typed(json!("https://a.example/v1"), "T"));
	conforms(typed(json!({}), "https://a.example/#T"));
	breaks(typed(json!({}), "T"), "type");
	breaks(typed(json!({ "T": null }), "T"), "type");
	breaks(typed(json!({ "T": "@id" }), "T"), "type");
	breaks(typed(json!({ "T": "https ://a.example/#T" }), "T"), "type");
	breaks(typed(json!({ "@vocab": null }), "T"), "type");
	breaks(json!({ "type": ["VerifiableCredential", 7] }), "type");
	breaks(json!({ "type": null }), "type");
	breaks(json!({ "type": "https://a.example/#T" }), "type");
	assert_eq!(broken(&with(json!({ "type": [] }))), ["type", "type"], "empty, and without the one it must have");
	conforms(json!({ "type": "VerifiableCredential" }));
}

#[test]
fn ids_should_be_single_urls() {
	for id in ["https://a.example/1", "urn:uuid:9c9a36f8-518f-4976-a934-6649502d0008", "did:example:1#a?b=%20"] {
		conforms(json!({ "id": id }));
	}
	for id in [
		json!("a"),
		json!(""),
		json!("https ://a.example"),
		json!("https://a.example/ b"),
		json!("https://"),
		json!("https:a"),
		json!("did:example:"),
		json!("did:Example:1"),
		json!("https://a.example/%zz"),
		json!(["https://a.example/1", "https://a.example/2"]),
		json!({ "id": "https://a.example/1" }),
		json!(7),
	] {
		breaks(json!({ "id": id }), "id");
	}
	let mut null = base();
	null["id"] = Value::Null;
	assert_eq!(broken(&null), ["id"]);
	breaks(json!({ "credentialSubject": { "id": ["did:example:1"] } }), "credentialSubject[0].id");
}

#[test]
fn issuer_should_be_a_url_or_have_one() {
	conforms(json!({ "issuer": { "id": "did:example:1", "name": "x" } }));
	breaks(json!({ "issuer": null }), "issuer");
	breaks(json!({ "issuer": "someone" }), "issuer");
	breaks(json!({ "issuer": ["did:example:1"] }), "issuer");
	breaks(json!({ "issuer": {} }), "issuer.id");
	breaks(json!({ "issuer": { "id": null } }), "issuer.id");
	breaks(json!({ "issuer": { "id": "did:example:1", "name": 7 } }), "issuer.name");
	for draft in [with(json!({ "issuer": null })), with(json!({ "issuer": {} }))] {
		assert_eq!(model::credential(&draft, Stage::Draft), []);
	}
	let wrong = with(json!({ "issuer": { "id": null } }));
	assert_eq!(model::credential(&wrong, Stage::Draft).len(), 1, "a draft may leave the id out, not get it wrong");
}

#[test]
fn subject_should_say_something() {
	conforms(json!({ "credentialSubject": [{ "a": 1 }, { "id": "did:example:2" }] }));
	breaks(json!({ "credentialSubject": null }), "credentialSubject");
	breaks(json!({ "credentialSubject": [] }), "credentialSubject");
	breaks(json!({ "credentialSubject": {} }), "credentialSubject[0]");
	breaks(json!({ "credentialSubject": [{ "a": 1 }, {}] }), "credentialSubject[1]");
	breaks(json!({ "credentialSubject": "did:example:1" }), "credentialSubject[0]");
}

#[test]
fn names_should_be_text_or_tagged_values() {
	for member in ["name", "description"] {
		for good in [
			json!("x"),
			json!({ "@value": "x" }),
			json!({ "@value": "x", "@language": "ar-EG", "@direction": "rtl" }),
			json!([{ "@value": "x", "@language": "en" }, { "@value": "y", "@language": "zh-Hant-TW-x-a1" }]),
		] {
			conforms(json!({ member: good }));
		}
		for wrong in [
			json!(7),
			json!([]),
			json!({ "@language": "en" }),
			json!({ "@value": 7 }),
			json!({ "@value": "x", "@language": "e" }),
			json!({ "@value": "x", "@language": "en_US" }),
			json!({ "@value": "x", "@language": "en-" }),
			json!({ "@value": "x", "@language": "en-x" }),
			json!({ "@value": "x", "@language": "toolongtag" }),
			json!({ "@value": "x", "@direction": "up" }),
			json!({ "@value": "x", "url": "did:example:1" }),
		] {
			breaks(json!({ member: wrong }), member);
		}
	}
}

#[test]
fn validity_should_be_stamps_in_order() {
	conforms(json!({ "validFrom": "2023-01-01T00:00:00Z", "validUntil": "2023-01-01T00:00:00Z" }));
	breaks(json!({ "validFrom": "2023-01-01" }), "validFrom");
	breaks(json!({ "validFrom": "2023-01-01T00:00:00" }), "validFrom");
	breaks(json!({ "validUntil": 7 }), "validUntil");
	breaks(json!({ "validFrom": "2023-01-01T00:00:00Z", "validUntil": "2022-12-31T23:59:59Z" }), "validUntil");
	breaks(json!({ "validFrom": "2023-01-01T00:00:00-01:00", "validUntil": "2023-01-01T00:30:00Z" }), "validUntil");
}

#[test]
fn typed_members_should_have_their_type_and_lawful_ids() {
	let kind = "https://a.example/#T";
	for member in ["credentialSchema", "credentialStatus", "refreshService", "termsOfUse", "evidence", "proof"] {
		let full = json!({ "id": "https://a.example/1", "type": kind });
		conforms(json!({ member: full }));
		conforms(json!({ member: [full, full] }));
		breaks(json!({ member: { "id": "https://a.example/1" } }), &format!("{member}[0].type"));
		breaks(json!({ member: [full, "text"] }), &format!("{member}[1]"));
		breaks(json!({ member: [] }), member);
		breaks(json!({ member: { "id": "no url", "type": kind } }), &format!("{member}[0].id"));
		breaks(json!({ member: { "id": "https://a.example/1", "type": "Unmapped" } }), &format!("{member}[0].type"));
		let without_id = json!({ member: { "type": kind } });
		match member {
			"credentialSchema" => breaks(without_id, "credentialSchema[0].id"),
			_ => conforms(without_id),
		}
	}
}

#[test]
fn related_resources_should_be_named_once_with_a_digest() {
	let sri = format!("sha256-{}=", "A".repeat(43));
	let multibase = format!("uEiA{}", "A".repeat(43));
	let id = "https://a.example/1";
	conforms(json!({ "relatedResource": { "id": id, "digestSRI": sri } }));
	conforms(json!({ "relatedResource": [{ "id": id, "digestMultibase": multibase, "mediaType": "image/png" }] }));
	breaks(json!({ "relatedResource": { "digestSRI": sri } }), "relatedResource[0].id");
	breaks(json!({ "relatedResource": { "id": "x", "digestSRI": sri } }), "relatedResource[0].id");
	breaks(json!({ "relatedResource": { "id": id } }), "relatedResource[0]");
	breaks(json!({ "relatedResource": "https://a.example/1" }), "relatedResource[0]");
	let twice = json!([{ "id": id, "digestSRI": sri }, { "id": id, "digestSRI": sri }]);
	breaks(json!({ "relatedResource": twice }), "relatedResource[1].id");
	breaks(json!({ "relatedResource": { "id": id, "digestSRI": "sha256-AA==" } }), "relatedResource[0].digestSRI");
	breaks(json!({ "relatedResource": { "id": id, "digestSRI": "md5-AA==" } }), "relatedResource[0].digestSRI");
	breaks(json!({ "relatedResource": { "id": id, "digestMultibase": "uAA" } }), "relatedResource[0].digestMultibase");
}

#[test]
fn status_entry_should_be_whole() {
	let entry = |index: Value| {
		json!({ "credentialStatus": {
			"type": "BitstringStatusListEntry",
			"statusPurpose": "revocation",
			"statusListIndex": index,
			"statusListCredential": "https://a.example/3",
		} })
	};
	conforms(entry(json!("94567")));
	breaks(entry(json!(94567)), "credentialStatus[0]");
	breaks(entry(json!("-1")), "credentialStatus[0]");
}

#[test]
fn presentation_should_hold_credentials_as_objects() {
	let presentation = |changes: Value| {
		let mut document = json!({ "@context": [model::BASE_CONTEXT], "type": ["VerifiablePresentation"] });
		for (name, value) in changes.as_object().unwrap() {
			document[name] = value.clone();
		}
		model::presentation(&document).into_iter().map(|issue| issue.expression.concat()).collect::<Vec<_>>()
	};
	let none: [&str; 0] = [];
	assert_eq!(presentation(json!({})), none);
	assert_eq!(presentation(json!({ "verifiableCredential": [base(), base()], "holder": "did:example:1" })), none);
	assert_eq!(presentation(json!({ "holder": { "id": "did:example:1" } })), none);
	assert_eq!(presentation(json!({ "holder": "someone" })), ["holder"]);
	assert_eq!(presentation(json!({ "holder": { "name": "x" } })), ["holder"]);
	assert_eq!(presentation(json!({ "id": "x" })), ["id"]);
	assert_eq!(presentation(json!({ "type": ["VerifiableCredential"] })), ["type"]);
	assert_eq!(presentation(json!({ "verifiableCredential": ["eyJ"] })), ["verifiableCredential[0]"]);
	let broken = with(json!({ "credentialSubject": {} }));
	assert_eq!(
		presentation(json!({ "verifiableCredential": broken })),
		["verifiableCredential[0].credentialSubject[0]"]
	);
	let envelope = |id: &str| {
		json!({ "verifiableCredential": [{
			"@context": model::BASE_CONTEXT, "type": "EnvelopedVerifiableCredential", "id": id,
		}] })
	};
	assert_eq!(presentation(envelope("data:application/vc+jwt,eyJ.eyJ.x")), none);
	assert_eq!(presentation(envelope("https://a.example/1")), ["verifiableCredential[0].id"]);
	assert_eq!(presentation(envelope("data:,")), ["verifiableCredential[0].id"]);
	let whole = json!({ "type": "EnvelopedVerifiablePresentation", "id": "data:application/vp+jwt,eyJ" });
	assert_eq!(presentation(whole), none);
}

// --- Proofs --------------------------------------------------------------------------------------------------------

fn issuer() -> (Pair, DidKey) {
	let pair = Pair::from_seed(&[3; 32]);
	let key = DidKey::ed25519(pair.public().0);
	(pair, key)
}

fn signed(document: &Value) -> Map<String, Value> {
	let (pair, key) = issuer();
	sign_as(document, &key.verification_method(), &pair)
}

fn sign_as(document: &Value, method: &str, pair: &Pair) -> Map<String, Value> {
	let sign = |message: &[u8]| pair.sign(message).0;
	create(document.as_object().unwrap(), method, Purpose::Assertion, 1_600_000_000, sign).unwrap()
}

fn check(document: &Map<String, Value>) -> Result<Verified, ProofError> {
	let mut answers = proof::verify(document, Purpose::Assertion, &Keys::new(), 1_700_000_000);
	assert_eq!(answers.len(), 1);
	answers.remove(0)
}

fn credential() -> Value {
	with(json!({ "issuer": issuer().1.to_string(), "credentialSubject": { "id": "did:example:1", "n": [1.5, 1e21] } }))
}

#[test]
fn proof_should_hold_over_any_writing_of_the_same_document() {
	let document = signed(&credential());
	let verified = check(&document).unwrap();
	assert_eq!((verified.controller(), verified.created), (issuer().1.to_string().as_str(), Some(1_600_000_000)));
	let spaced = serde_json::to_string_pretty(&document).unwrap().replace("1.5", "15e-1");
	assert!(spaced.contains("15e-1"));
	assert!(check(jcs::parse(spaced.as_bytes()).unwrap().as_object().unwrap()).is_ok());
	assert_eq!(model::credential(&Value::Object(document), Stage::Issued), []);
}

#[test]
fn proof_should_not_hold_when_anything_changes() {
	let document = signed(&credential());
	let changed = |change: fn(&mut Map<String, Value>)| {
		let mut changed = document.clone();
		change(&mut changed);
		check(&changed)
	};
	assert_eq!(changed(|d| d["credentialSubject"]["n"][0] = json!(1.6)), Err(ProofError::BadSignature));
	assert_eq!(changed(|d| drop(d.insert("name".into(), json!("x")))), Err(ProofError::BadSignature));
	assert_eq!(changed(|d| drop(d.remove("type"))), Err(ProofError::BadSignature));
	assert_eq!(changed(|d| d["proof"]["created"] = json!("2020-09-13T12:26:41Z")), Err(ProofError::BadSignature));
	assert_eq!(changed(|d| d["proof"]["nonce"] = json!("x")), Err(ProofError::BadSignature));
	assert_eq!(changed(|d| drop(d.remove("proof"))), Err(ProofError::NoProof));
	assert_eq!(changed(|d| d["proof"] = json!([])), Err(ProofError::NoProof));
	assert_eq!(changed(|d| d["proof"] = json!("x")), Err(ProofError::Malformed));
	assert_eq!(changed(|d| d["proof"] = json!(vec![json!({}); 17])), Err(ProofError::TooManyProofs));
	assert_eq!(changed(|d| d["proof"]["proofValue"] = json!("z111")), Err(ProofError::BadProofValue));
	assert_eq!(changed(|d| d["proof"]["proofValue"] = json!("uAAAA")), Err(ProofError::BadProofValue));
	assert_eq!(changed(|d| d["proof"]["proofPurpose"] = json!("authentication")), Err(ProofError::WrongPurpose));
	assert_eq!(changed(|d| d["proof"]["cryptosuite"] = json!("eddsa-rdfc-2022")), Err(ProofError::UnsupportedSuite));
	assert_eq!(changed(|d| d["proof"]["type"] = json!("Ed25519Signature2020")), Err(ProofError::UnsupportedSuite));
	assert_eq!(changed(|d| d["proof"]["created"] = json!("yesterday")), Err(ProofError::BadTime));
	assert_eq!(changed(|d| d["proof"]["expires"] = json!("2023-11-14T22:13:19Z")), Err(ProofError::Expired));
	assert_eq!(changed(|d| d["@context"] = json!(["https://a.example"])), Err(ProofError::OtherContext));
	assert_eq!(changed(|d| d["proof"]["previousProof"] = json!("urn:x")), Err(ProofError::MissingPreviousProof));
	let method = |method: String| {
		let mut changed = document.clone();
		changed["proof"]["verificationMethod"] = method.into();
		check(&changed)
	};
	assert_eq!(method("did:web:a.example#key".into()), Err(ProofError::UnknownMethod));
	assert_eq!(method(DidKey::sr25519([1; 32]).verification_method()), Err(ProofError::WrongKeyKind));
	assert_eq!(method(DidKey::ed25519([1; 32]).verification_method()), Err(ProofError::BadSignature));
}

#[test]
fn context_added_after_the_proof_should_not_break_it() {
	let mut document = signed(&credential());
	document["@context"].as_array_mut().unwrap().push(json!("https://a.example/v1"));
	assert!(check(&document).is_ok());
}

#[test]
fn key_that_the_caller_names_should_verify() {
	let (pair, key) = issuer();
	let method = "did:web:board.example#key-1";
	let document = sign_as(&credential(), method, &pair);
	let keys = Keys::from([(method.to_owned(), key)]);
	let answers = proof::verify(&document, Purpose::Assertion, &keys, 1);
	assert_eq!(answers[0].as_ref().map(Verified::controller), Ok("did:web:board.example"));
	assert_eq!(check(&document), Err(ProofError::UnknownMethod));
}

#[test]
fn second_proof_of_a_chain_should_vouch_for_the_first() {
	let (pair, key) = issuer();
	let mut first = signed(&credential())["proof"].clone();
	let unsecured = credential();
	// The first proof gets an id, which is part of what is signed.
	let sign = |options: &mut Map<String, Value>, document: &Value| {
		options.remove("proofValue");
		let hash = |value: &Value| sp_crypto_hashing::sha2_256(jcs::canonicalize(value).unwrap().as_bytes());
		let message = [hash(&Value::Object(options.clone())), hash(document)].concat();
		options.insert("proofValue".into(), format!("z{}", bs58::encode(pair.sign(&message).0).into_string()).into());
	};
	first["id"] = json!("urn:x:1");
	sign(first.as_object_mut().unwrap(), &unsecured);
	let mut second = first.clone();
	second["id"] = json!("urn:x:2");
	second["previousProof"] = json!("urn:x:1");
	let mut with_first = unsecured.clone();
	with_first["proof"] = json!([first]);
	sign(second.as_object_mut().unwrap(), &with_first);
	let mut document = unsecured.as_object().unwrap().clone();
	document.insert("proof".into(), json!([first, second]));
	let answers = proof::verify(&document, Purpose::Assertion, &Keys::new(), 1);
	assert!(answers.len() == 2 && answers.iter().all(Result::is_ok), "{answers:?}");
	document["proof"][0]["created"] = json!("2020-01-01T00:00:00Z");
	let answers = proof::verify(&document, Purpose::Assertion, &Keys::new(), 1);
	assert_eq!(answers, [Err(ProofError::BadSignature), Err(ProofError::BadSignature)]);
	assert_eq!(key.kind(), KeyKind::Ed25519);
}

#[test]
fn previous_proofs_should_be_few_each_once_and_not_the_proof_itself() {
	let following = |previous: Value| {
		let mut document = signed(&credential());
		document["proof"]["id"] = json!("urn:a");
		document["proof"]["previousProof"] = previous;
		check(&document)
	};
	assert_eq!(following(json!("urn:a")), Err(ProofError::Malformed));
	assert_eq!(following(json!(["urn:b", "urn:b"])), Err(ProofError::Malformed));
	// As many copies of the proof as it names itself would be their number squared.
	assert_eq!(following(json!(vec!["urn:a"; 20_000])), Err(ProofError::TooManyProofs));
	assert_eq!(following(json!(["urn:b"])), Err(ProofError::MissingPreviousProof));
}

#[test]
fn secured_document_should_not_be_secured_again() {
	let document = signed(&credential());
	let again = create(&document, "did:example:1#a", Purpose::Assertion, 0, |_| [0; 64]);
	assert_eq!(again, Err(ProofError::TooManyProofs));
}

// --- Mapping -------------------------------------------------------------------------------------------------------

fn codes() -> Registry {
	let code = |symbol: &str| Code {
		kind: CodeKind::Scope,
		system: b"urn:us-states".to_vec().try_into().unwrap(),
		symbol: symbol.as_bytes().to_vec().try_into().unwrap(),
		lineage: Default::default(),
		retired: false,
	};
	Registry::new([(300, code("NY")), (301, code("NJ"))])
}

fn names() -> Names {
	let mut names: Names = serde_json::from_value(json!({
		"directory": { "did:example:doctor": { "subject": format!("0x{}", "22".repeat(32)) } },
		"schemas": { "https://board.example/licence": { "schema": 1, "version": 2 } },
		"lists": { "https://board.example/status/1": 5 },
	}))
	.unwrap();
	names
		.directory
		.0
		.insert(issuer().1.to_string(), crate::directory::Entry { organization: Some(4), ..Default::default() });
	names
}

fn licence(changes: Value) -> Value {
	let mut document = with(json!({
		"@context": [model::BASE_CONTEXT, { "scope": { "@id": "urn:x-salus:vocabulary:scope", "@type": "@json" } }],
		"type": ["VerifiableCredential", "https://board.example/licence"],
		"issuer": issuer().1.to_string(),
		"credentialSubject": {
			"id": "did:example:doctor",
			"scope": [{ "system": "urn:us-states", "code": "NY" }],
			"licenceNumber": "secret-77",
		},
		"validFrom": "2023-01-01T00:00:00Z",
		"validUntil": "2027-01-01T00:00:00Z",
	}));
	for (name, value) in changes.as_object().unwrap() {
		document[name] = value.clone();
	}
	document
}

fn map(document: &Map<String, Value>) -> FromVc {
	from_vc(serde_json::to_string(document).unwrap().as_bytes(), &names(), &codes(), [8; 32], NOW)
}

fn errors(mapped: &FromVc) -> Vec<String> {
	let errors = mapped.issues.iter().filter(|issue| issue.severity != Severity::Information);
	errors.map(|issue| issue.expression.concat()).collect()
}

#[test]
fn signed_licence_should_become_an_offer() {
	let status = json!({
		"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "77",
		"statusListCredential": "https://board.example/status/1",
	});
	let document = signed(&licence(json!({ "credentialStatus": status })));
	let mapped = map(&document);
	let offer = mapped.offer.as_ref().unwrap_or_else(|| panic!("{:?}", mapped.issues));
	assert_eq!((offer.organization, offer.schema, offer.version), (4, 1, 2));
	assert_eq!(offer.holder, Holder::Subject(SubjectId::from([0x22; 32])));
	assert_eq!((offer.valid_from, offer.valid_until), (1_672_531_200, Some(1_798_761_600)));
	assert_eq!((&offer.scopes[..], offer.entry), (&[300][..], Some(ListEntry { list: 5, index: 77 })));
	let canonical = jcs::canonicalize(&Value::Object(document)).unwrap();
	assert_eq!(offer.commitment, Commitment::new(&[8; 32], canonical.as_bytes()));
	// What stays outside the chain is named by its place, never by its value.
	let issues = serde_json::to_string(&mapped.issues).unwrap();
	assert!(issues.contains("credentialSubject.licenceNumber") && !issues.contains("secret-77"), "{issues}");
}

#[test]
fn nothing_should_be_offered_when_anything_is_wrong() {
	let at = |document: Map<String, Value>| {
		let mapped = map(&document);
		assert_eq!(mapped.offer, None, "{document:?}");
		errors(&mapped)
	};
	assert_eq!(at(signed(&licence(json!({ "issuer": "did:example:other" })))), ["proof[0]", "issuer"]);
	assert_eq!(at(signed(&licence(json!({ "type": ["VerifiableCredential"] })))), ["credentialSchema"]);
	assert_eq!(at(signed(&licence(json!({ "validUntil": "2023-11-14T22:13:20Z" })))), ["validUntil"]);
	assert_eq!(
		at(signed(&licence(json!({ "credentialSubject": { "id": "did:example:x" } })))),
		["credentialSubject.id"]
	);
	let two = json!([{ "id": "did:example:doctor" }, { "id": "did:example:doctor" }]);
	assert_eq!(at(signed(&licence(json!({ "credentialSubject": two })))), ["credentialSubject"]);
	let scope = json!({ "id": "did:example:doctor", "scope": [{ "system": "urn:us-states", "code": "ZZ" }] });
	assert_eq!(at(signed(&licence(json!({ "credentialSubject": scope })))), ["credentialSubject.scope[0]"]);
	let npi = json!({ "id": "did:example:doctor", "identifier": { "system": "http://hl7.org/fhir/sid/us-npi", "value": "1234567890" } });
	assert_eq!(at(signed(&licence(json!({ "credentialSubject": npi })))), ["credentialSubject.identifier[0]"]);
	let mut tampered = signed(&licence(json!({})));
	tampered["validUntil"] = json!("2099-01-01T00:00:00Z");
	assert_eq!(at(tampered), ["proof[0]"]);
	assert_eq!(at(licence(json!({})).as_object().unwrap().clone()), ["proof[0]"]);
	let mut foreign = signed(&licence(json!({})));
	foreign["proof"]["cryptosuite"] = json!("ecdsa-rdfc-2019");
	assert_eq!(at(foreign), ["proof"], "what cannot be judged is not relied on");
	assert_eq!(at(signed(&licence(json!({ "credentialSubject": {} })))), ["credentialSubject[0]"]);
	let broken = from_vc(b"{\"a\":1,\"a\":2}", &names(), &codes(), [8; 32], NOW);
	assert_eq!((broken.offer, broken.issues[0].severity), (None, Severity::Fatal));
}

#[test]
fn key_of_the_issuer_under_another_name_should_count_when_the_directory_says_so() {
	let document = signed(&licence(json!({ "issuer": "https://board.example" })));
	assert_eq!(errors(&map(&document)), ["proof[0]", "issuer"]);
	let mut names = names();
	let entry = |organization| crate::directory::Entry { organization: Some(organization), ..Default::default() };
	let mut mapped = |organization| {
		names.directory.0.insert("https://board.example".into(), entry(organization));
		from_vc(serde_json::to_string(&document).unwrap().as_bytes(), &names, &codes(), [8; 32], NOW)
	};
	assert_eq!(errors(&mapped(5)), ["proof[0]"]);
	assert!(mapped(4).offer.is_some());
}

#[test]
fn proof_that_cannot_be_judged_should_not_spoil_one_that_holds() {
	let mut document = signed(&licence(json!({})));
	let own = document["proof"].clone();
	let mut other = own.clone();
	other["cryptosuite"] = json!("eddsa-rdfc-2022");
	document["proof"] = json!([other, own]);
	assert!(map(&document).offer.is_some());
	document["proof"][0]["cryptosuite"] = json!("eddsa-jcs-2022");
	document["proof"][0]["created"] = json!("2001-01-01T00:00:00Z");
	assert_eq!(errors(&map(&document)), ["proof[0]"]);
}

#[test]
fn credential_of_the_chain_should_survive_writing_signing_and_reading() {
	let credential = ChainCredential {
		credential: 9,
		holder: Holder::Subject(SubjectId::from([0x33; 32])),
		schema: 6,
		version: 1,
		issuer: 4,
		scopes: vec![301, 300],
		valid_from: 1_650_000_000,
		valid_until: Some(1_800_000_000),
		entry: Some((ListEntry { list: 5, index: 131_071 }, "suspension")),
	};
	let (document, issues) = to_vc(&credential, &names(), &codes());
	assert_eq!(issues, []);
	assert_eq!(model::credential(&document, Stage::Issued), [], "{document}");
	let offer = map(&signed(&document)).offer.unwrap();
	assert_eq!((offer.organization, offer.holder, offer.schema, offer.version), (4, credential.holder, 6, 1));
	assert_eq!((offer.scopes, offer.entry), (vec![301, 300], Some(ListEntry { list: 5, index: 131_071 })));
	assert_eq!((offer.valid_from, offer.valid_until), (1_650_000_000, Some(1_800_000_000)));
}

#[test]
fn what_cannot_be_written_should_be_named() {
	let credential = ChainCredential {
		credential: 9,
		holder: Holder::Organization(2),
		schema: 6,
		version: 1,
		issuer: 99,
		scopes: vec![1],
		valid_from: 0,
		valid_until: None,
		entry: Some((ListEntry { list: 6, index: 0 }, "revocation")),
	};
	let (document, issues) = to_vc(&credential, &names(), &codes());
	let places: Vec<_> = issues.iter().map(|issue| issue.expression.concat()).collect();
	assert_eq!(places, ["issuer", "credentialSubject.scope", "credentialStatus"]);
	assert_eq!(document["issuer"], "urn:x-salus:organization:99");
	assert!(document.get("validUntil").is_none() && document.get("credentialStatus").is_none());
}

// --- Anything ------------------------------------------------------------------------------------------------------

fn any_json() -> impl Strategy<Value = Value> {
	let leaf = prop_oneof![
		Just(Value::Null),
		any::<bool>().prop_map(Value::from),
		any::<f64>().prop_filter("JSON has no others", |n| n.is_finite()).prop_map(Value::from),
		any::<i64>().prop_map(Value::from),
		any::<String>().prop_map(Value::from),
		"(did:[a-z]{1,3}:[a-z]|https://[a-z]{1,3}|urn:[a-z]{1,4}|[0-9]{1,4}|2023-01-01T00:00:00Z)"
			.prop_map(Value::from),
	];
	leaf.prop_recursive(4, 32, 4, |inner| {
		let name = prop_oneof![any::<String>(), "(id|type|@value|@language|@context|scope|system|code|proofValue)"];
		prop_oneof![
			vec(inner.clone(), 0..4).prop_map(Value::from),
			btree_map(name, inner, 0..4).prop_map(|members| Value::Object(members.into_iter().collect())),
		]
	})
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn canonical_form_should_be_its_own(value in any_json()) {
		let canonical = jcs::canonicalize(&value).unwrap();
		let again = jcs::canonicalize(&jcs::parse(canonical.as_bytes()).unwrap()).unwrap();
		prop_assert_eq!(&again, &canonical);
		let spaced = serde_json::to_string_pretty(&value).unwrap();
		prop_assert_eq!(jcs::canonicalize(&jcs::parse(spaced.as_bytes()).unwrap()).unwrap(), canonical);
	}

	/// Whatever stands in the place of a member, the answer is a list of issues and no offer.
	#[test]
	fn no_document_should_be_too_strange(member in 0usize..16, value in any_json()) {
		const MEMBERS: [&str; 16] = [
			"@context", "type", "id", "name", "issuer", "credentialSubject", "validFrom", "validUntil", "credentialStatus",
			"credentialSchema", "refreshService", "termsOfUse", "evidence", "relatedResource", "proof", "holder",
		];
		let mut document = signed(&licence(json!({})));
		let before = document.clone();
		document.insert(MEMBERS[member].into(), value.clone());
		let mapped = map(&document);
		prop_assert_eq!(mapped.offer.is_some(), document == before);
		model::presentation(&Value::Object(document));
		model::presentation(&value);
	}

	#[test]
	fn no_text_should_be_too_strange(text in "\\PC{0,64}", more in "(z|u|did:key:z|did:|https://|2023-01-01T)?") {
		let text = more + &text;
		let read = text.parse::<DidKey>();
		prop_assert!(read.is_err() || read.unwrap().to_string() == text || text.starts_with("did:key:1.1:"));
		prop_assert!(super::status_list::StatusList::decode(&text).is_err());
		model::is_url(&text);
		super::time::parse(&text);
		prop_assert!(jcs::parse(text.as_bytes()).is_err() || !text.trim().is_empty());
	}
}
