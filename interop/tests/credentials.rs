//! Vectors of the W3C, of RFC 8785 and of others: what of them is mapped, refused, or impossible here.

use salus_interop::{
	directory::Registry,
	outcome::Severity,
	vc::{
		did_key::{DidKey, KeyKind},
		jcs,
		model::{self, has_type, Stage},
		offer::Names,
		proof::{self, Keys, ProofError, Purpose},
		qualification::qualifications,
		status_list::{self, Entry, StatusList},
	},
};
use serde_json::Value;
use std::{
	collections::BTreeMap,
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
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
	let mut found = Vec::new();
	for entry in fs::read_dir(folder).unwrap() {
		let path = entry.unwrap().path();
		if path.is_dir() {
			found.extend(files(&path, ending));
		} else if path.extension().is_some_and(|e| e == ending) {
			found.push(path);
		}
	}
	found.sort();
	found
}

#[test]
fn vcdm2_inputs_should_conform_or_be_refused_as_their_names_say() {
	let Some(folder) = field_data("vc/vcdm2") else { return };
	let (mut mapped, mut refused, mut unnamed, mut wrong) = (0, 0, Vec::new(), Vec::new());
	for path in files(&folder, "json") {
		let name = path.file_stem().unwrap().to_string_lossy().into_owned();
		// The suite asks issuers: it puts their id in before they sign.
		let issues = match jcs::parse(&fs::read(&path).unwrap()) {
			Ok(document) => {
				let is_presentation = has_type(&document, "VerifiablePresentation") || name.starts_with("presentation");
				if is_presentation {
					model::presentation(&document)
				} else {
					model::credential(&document, Stage::Draft)
				}
			},
			Err(error) => panic!("{name}: {error}"),
		};
		match (name.ends_with("-ok"), name.contains("-fail"), issues.is_empty()) {
			(true, false, true) => mapped += 1,
			(false, true, false) => refused += 1,
			(false, false, conforms) => unnamed.push((name, conforms)),
			_ => wrong.push((name, issues)),
		}
	}
	println!(
		"VCDM 2.0: {mapped} mapped, {refused} refused, 0 impossible, {} whose name says neither {unnamed:?}",
		unnamed.len()
	);
	assert!(wrong.is_empty(), "{wrong:#?}");
	assert!(mapped > 0 && refused > 0);
}

/// Any object inside a DID document that carries a key, with its id.
fn keys_of(value: &Value, found: &mut Vec<(String, Value)>) {
	match value {
		Value::Object(members) => {
			let carries = |name: &str| members.keys().any(|key| key.starts_with(name));
			if let (Some(Value::String(id)), true) = (members.get("id"), carries("publicKey")) {
				found.push((id.clone(), value.clone()));
			}
			members.values().for_each(|value| keys_of(value, found));
		},
		Value::Array(values) => values.iter().for_each(|value| keys_of(value, found)),
		_ => {},
	}
}

fn base64url(text: &str) -> Vec<u8> {
	use base64::Engine;
	base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text).unwrap()
}

/// The bytes that a `did:key` has for a key in JWK form.
fn of_jwk(jwk: &Value) -> Vec<u8> {
	let part = |name: &str| jwk[name].as_str().map(base64url);
	match (part("x"), part("y"), part("n"), part("e")) {
		// A point of a Weierstrass curve, compressed.
		(Some(x), Some(y), ..) => [vec![2 + (y.last().unwrap() & 1)], x].concat(),
		(Some(x), None, ..) => x,
		// RSAPublicKey of PKCS #1.
		(_, _, Some(n), Some(e)) => {
			let length = |n: usize| match n {
				0..128 => vec![n as u8],
				128..256 => vec![0x81, n as u8],
				_ => vec![0x82, (n >> 8) as u8, n as u8],
			};
			let integer = |mut bytes: Vec<u8>| {
				if bytes[0] & 0x80 != 0 {
					bytes.insert(0, 0);
				}
				[vec![2], length(bytes.len()), bytes].concat()
			};
			let body = [integer(n), integer(e)].concat();
			[vec![0x30], length(body.len()), body].concat()
		},
		_ => panic!("{jwk}"),
	}
}

#[test]
fn did_key_vectors_should_be_read_and_written() {
	let Some(folder) = field_data("vc/did-key") else { return };
	let (mut mapped, mut refused, mut compared, mut kinds) = (0, Vec::new(), 0, BTreeMap::<String, u32>::new());
	for path in files(&folder, "json") {
		let vectors: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
		let mut texts = Vec::new();
		let mut methods = Vec::new();
		keys_of(&vectors, &mut methods);
		let dids = |value: &Value, texts: &mut Vec<String>| {
			let names = value.as_object().into_iter().flatten().map(|(name, _)| name.clone());
			texts.extend(names.filter(|name| name.starts_with("did:key:")));
		};
		dids(&vectors, &mut texts);
		vectors.as_object().unwrap().values().for_each(|value| dids(value, &mut texts));
		for text in texts {
			match text.parse::<DidKey>() {
				Ok(key) => {
					assert_eq!(key.to_string(), text);
					*kinds.entry(format!("{:?}", key.kind())).or_default() += 1;
					mapped += 1;
				},
				Err(error) => refused.push((text, error)),
			}
		}
		// What the key is in another notation.
		for (id, method) in methods {
			let multibase = id.split('#').nth(1).unwrap_or_default();
			let key = match DidKey::from_multibase(multibase) {
				Ok(key) => key,
				Err(error) => {
					refused.push((id, error));
					continue;
				},
			};
			let expected = match (method["publicKeyBase58"].as_str(), method["publicKeyMultibase"].as_str()) {
				(Some(digits), _) => bs58::decode(digits).into_vec().unwrap(),
				(_, Some(multibase)) => DidKey::from_multibase(multibase).unwrap().public().to_vec(),
				_ => of_jwk(&method["publicKeyJwk"]),
			};
			assert_eq!(key.public(), expected, "{id}");
			compared += 1;
		}
	}
	println!(
		"did:key: {mapped} mapped {kinds:?}, {} refused {refused:?}, 0 impossible; {compared} keys compared",
		refused.len()
	);
	assert_eq!(refused, [], "every kind of the method's own vectors is read");
	assert!(mapped > 0 && compared > 0);
}

#[test]
fn ed25519_vectors_should_follow_from_their_seeds() {
	use sp_core::Pair;
	let Some(path) = field_data("vc/did-key/ed25519-x25519.json") else { return };
	let vectors: BTreeMap<String, Value> = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
	let mut made = 0;
	for (did, vector) in &vectors {
		let Some(seed) = vector["seed"].as_str() else { continue };
		let seed: sp_core::H256 = seed.parse().unwrap();
		let key = DidKey::ed25519(sp_core::ed25519::Pair::from_seed(&seed.0).public().0);
		assert_eq!((&key.to_string(), key.kind()), (did, KeyKind::Ed25519));
		made += 1;
	}
	println!("did:key from seeds: {made} mapped");
	assert!(made > 0);
}

#[test]
fn bitstring_examples_should_be_read() {
	let Some(folder) = field_data("vc/bitstring") else { return };
	let (mut mapped, mut refused, mut lists) = (0, Vec::new(), BTreeMap::new());
	let mut documents = Vec::new();
	for path in files(&folder, "json") {
		match jcs::parse(&fs::read(path).unwrap()).unwrap() {
			Value::Array(found) => documents.extend(found),
			one => documents.push(one),
		}
	}
	for document in &documents {
		let issues = model::credential(document, Stage::Issued);
		assert_eq!(issues, []);
		if has_type(document, status_list::CREDENTIAL) {
			let list = StatusList::decode(document["credentialSubject"]["encodedList"].as_str().unwrap()).unwrap();
			assert_eq!(StatusList::decode(&list.encode()).unwrap(), list);
			lists.insert(document["id"].as_str().unwrap().to_owned(), document);
		}
		mapped += 1;
	}
	let mut looked_up = 0;
	for document in &documents {
		for entry in document.get("credentialStatus").map(model::as_list).unwrap_or_default() {
			let entry = Entry::read(entry).unwrap();
			match lists.get(&entry.list) {
				Some(list) => {
					assert_eq!(status_list::status(&entry, list), Ok(0));
					looked_up += 1;
				},
				None => refused.push(entry.list),
			}
		}
	}
	println!(
		"Bitstring Status List: {mapped} mapped, 0 refused, {} impossible (the list is not among the examples), {looked_up} looked up",
		refused.len()
	);
	assert!(mapped > 0 && looked_up > 0);
}

#[test]
fn eddsa_vectors_should_verify_or_be_of_another_suite() {
	let Some(folder) = field_data("vc/eddsa") else { return };
	let (mut mapped, mut refused, mut impossible) = (0, Vec::new(), 0);
	for path in files(&folder, "json") {
		let document =
			jcs::parse(&fs::read(&path).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
		// Only what is secured: the folder also holds steps on the way to it.
		let proofs = document.get("proof").map(model::as_list).unwrap_or_default();
		if proofs.is_empty() || proofs.iter().any(|proof| proof.get("proofValue").is_none()) {
			continue;
		}
		let purpose = match proofs[0]["proofPurpose"].as_str() {
			Some("authentication") => Purpose::Authentication,
			_ => Purpose::Assertion,
		};
		for answer in proof::verify(document.as_object().unwrap(), purpose, &Keys::new(), 0) {
			match answer {
				Ok(_) => mapped += 1,
				Err(ProofError::UnsupportedSuite) => impossible += 1,
				Err(error) => refused.push((path.clone(), error)),
			}
		}
	}
	println!("EdDSA: {mapped} mapped, {} refused {refused:?}, {impossible} impossible (RDF canonicalization, or not Data Integrity)", refused.len());
	assert_eq!(refused, []);
	assert!(mapped > 0);
}

#[test]
fn jcs_vectors_should_be_canonical() {
	let Some(folder) = field_data("jcs/rfc8785") else { return };
	let mut documents = 0;
	for path in files(&folder.join("input"), "json") {
		let name = path.file_name().unwrap();
		let canonical = jcs::canonicalize(&jcs::parse(&fs::read(&path).unwrap()).unwrap()).unwrap();
		assert_eq!(canonical.as_bytes(), fs::read(folder.join("output").join(name)).unwrap(), "{name:?}");
		let hex = folder.join("outhex").join(name).with_extension("txt");
		if let Ok(hex) = fs::read_to_string(hex) {
			let bytes: Vec<u8> = hex.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect();
			assert_eq!(canonical.as_bytes(), bytes, "{name:?}");
		}
		documents += 1;
	}
	let mut numbers = 0;
	for path in files(&folder, "csv") {
		for line in fs::read_to_string(path).unwrap().lines() {
			let (bits, expected) = line.split_once(',').unwrap();
			let double = f64::from_bits(u64::from_str_radix(bits, 16).unwrap());
			// By the shortest lexeme of the standard library, and by the expected text itself.
			for lexeme in [format!("{double:e}"), expected.to_owned()] {
				let canonical = jcs::canonicalize(&jcs::parse(lexeme.as_bytes()).unwrap()).unwrap();
				assert_eq!(canonical, expected, "{bits}");
			}
			numbers += 1;
		}
	}
	println!("RFC 8785: {documents} documents and {numbers} numbers mapped, 0 refused, 0 impossible");
	assert!(documents > 0 && numbers > 0);
}

#[test]
fn npi_vectors_should_be_read_or_refused() {
	let Some(folder) = field_data("claims/npi") else { return };
	let (mut mapped, mut refused) = (0, 0);
	for path in files(&folder, "json") {
		let vectors: Vec<Value> = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
		for vector in vectors {
			let npi = vector["npi"].as_str().unwrap();
			// The check digit, and the first digit that CMS gives out.
			let lawful = vector["luhn_valid"] == true && vector["cms_prefix_valid"] == true;
			assert_eq!(npi.parse::<salus_primitives::Npi>().is_ok(), lawful, "{vector}");
			if lawful {
				mapped += 1;
			} else {
				refused += 1;
			}
		}
	}
	println!("NPI: {mapped} mapped, {refused} refused, 0 impossible");
	assert!(mapped > 0 && refused > 0);
}

#[test]
fn practitioners_should_become_offers_or_say_why_not() {
	let Some(folder) = field_data("fhir/r4") else { return };
	let now = 1_700_000_000;
	let (mut resources, mut offers, mut refused, mut over, mut reasons) = (0, 0, 0, 0, BTreeMap::<String, u32>::new());
	for path in files(&folder, "json") {
		let bytes = fs::read(path).unwrap();
		let resource: Value = serde_json::from_slice(&bytes).unwrap();
		let kind = resource["resourceType"].as_str().unwrap_or_default();
		if !matches!(kind, "Practitioner" | "PractitionerRole" | "Organization") {
			continue;
		}
		resources += 1;
		// A directory that knows everyone in the document: what an operator would give.
		let mut names = Names { issuer: Some(1), ..Default::default() };
		let mut know = |name: String| {
			let subject = Some(sp_core::H256::repeat_byte(7));
			let entry = salus_interop::directory::Entry { subject, organization: Some(1), ..Default::default() };
			names.directory.0.insert(name, entry);
		};
		know(format!("{kind}/{}", resource["id"].as_str().unwrap()));
		let mut concepts = vec![resource["code"].clone()];
		for member in ["practitioner", "organization"] {
			know(resource[member]["reference"].as_str().unwrap_or_default().into());
		}
		let qualified = resource["qualification"].as_array().cloned().unwrap_or_default();
		for qualification in &qualified {
			know(qualification["issuer"]["display"].as_str().unwrap_or_default().into());
			concepts.push(qualification["code"].clone());
		}
		let version = salus_interop::vc::offer::SchemaVersion { schema: 1, version: 1 };
		for coding in concepts
			.iter()
			.flat_map(model::as_list)
			.flat_map(|concept| concept["coding"].as_array().cloned().unwrap_or_default())
		{
			let name = format!("{}|{}", coding["system"].as_str().unwrap(), coding["code"].as_str().unwrap());
			names.schemas.insert(name, version);
		}
		let mapped = qualifications(&bytes, &names, &Registry::default(), [5; 32], now);
		let claims = if kind == "PractitionerRole" { 1 } else { qualified.len() };
		let errors: Vec<_> = mapped.issues.iter().filter(|issue| issue.severity != Severity::Information).collect();
		// Every claim is offered, or an error says where and why not.
		assert!(mapped.offers.len() + errors.len() >= claims, "{:?}", mapped.issues);
		assert!(mapped.offers.len() == claims || !errors.is_empty());
		offers += mapped.offers.len();
		refused += claims - mapped.offers.len();
		over += errors.iter().filter(|issue| issue.expression.concat().ends_with("period.end")).count();
		for issue in errors {
			*reasons.entry(issue.diagnostics.clone()).or_default() += 1;
		}
	}
	println!(
		"FHIR practitioners and organisations: {resources} resources, {offers} offers mapped, {refused} refused ({over} of them over) {reasons:?}, 0 impossible"
	);
	assert!(offers > 0);
}
