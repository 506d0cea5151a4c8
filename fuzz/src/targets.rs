//! What is fed. Each target says whether it took the input for lawful, and panics when something contradicts itself.

use codec::{Decode, Encode};
use salus_interop::gs1;
use salus_primitives::{
	anchor::{build, Root},
	codes::{Code, CodeKind},
	fhir,
	identifiers::{Gln13, Gtin14, Identifier, Npi, Oid, Sscc18},
	manifest::{parse_index, parse_nonce, parse_page, write_index, write_page, Entry, Index, Page},
	store::{record_path, valid_handle},
	Commitment, StoreKind,
};
use sp_core::H256;
use std::{fmt::Display, str::FromStr};

const KINDS: [StoreKind; 3] = [StoreKind::FhirR4, StoreKind::Dicom, StoreKind::Https];

/// A canonical form is its own canonical form, is JSON to any parser, and is never longer than what it was made of.
pub fn canonical(input: &[u8]) -> bool {
	let Ok(form) = fhir::canonicalize(input) else { return false };
	assert_eq!(fhir::canonicalize(&form).as_ref(), Ok(&form), "not its own canonical form");
	assert!(form.len() <= input.len(), "longer than what it was made of");
	match serde_json::from_slice::<serde_json::Value>(&form) {
		Ok(value) => {
			assert!(value["resourceType"].is_string(), "no resource");
			let meta = &value["meta"];
			assert!(meta["versionId"].is_null() && meta["lastUpdated"].is_null(), "a server's own words");
		},
		// Lexemes are kept, also of numbers that no machine has room for.
		Err(error) => assert!(error.to_string().contains("number out of range"), "not JSON: {error}"),
	}
	true
}

/// Resources of our own.
pub fn canonical_corpus() -> Vec<Vec<u8>> {
	let own: [&str; 3] = [
		r#"{"resourceType":"Patient","id":"a","meta":{"versionId":"1","lastUpdated":"2026-01-01T00:00:00Z"},"active":true}"#,
		r#"{ "resourceType": "Observation", "valueQuantity": { "value": 1.00, "unit": "\u00b5g" }, "note": [{"text": "a\nb"}] }"#,
		r#"{"b":[[],{},[null,false,-0.0,1E5,"😀"]],"a":{"z":"","y":"\\\""},"resourceType":"Basic"}"#,
	];
	own.iter().map(|text| text.as_bytes().to_vec()).chain(crate::data("fhir/r4", ".json")).collect()
}

/// A manifest reads the same once it was written.
pub fn manifest(input: &[u8]) -> bool {
	let mut taken = parse_nonce(input).is_ok();
	for kind in KINDS {
		if let Ok(index) = parse_index(kind, input) {
			let written = write_index(kind, "handle", &index, "2026-01-01T00:00:00Z", "fuzz");
			assert_eq!(parse_index(kind, &written), Ok(index), "an index of {kind:?}");
			taken = true;
		}
		if let Ok(page) = parse_page(kind, input) {
			let written = write_page(kind, "handle", 0, &page, "2026-01-01T00:00:00Z", "fuzz");
			assert_eq!(parse_page(kind, &written).as_ref(), Ok(&page), "a page of {kind:?}");
			assert!(page.root(0).is_some(), "a page without a root");
			taken = true;
		}
	}
	taken
}

/// Manifests of each kind.
pub fn manifest_corpus() -> Vec<Vec<u8>> {
	let index = Index { count: 1_025, page_roots: vec![H256::repeat_byte(1), H256::repeat_byte(2)] };
	let entry = |locator: &str, nonce| Entry {
		commitment: Commitment(H256::repeat_byte(3)),
		locator: Some(locator.into()),
		nonce,
	};
	let erased = || Entry { commitment: Commitment(H256::repeat_byte(4)), locator: None, nonce: None };
	let mut corpus = vec![[b'a'; 64].to_vec()];
	for kind in KINDS {
		let (locator, nonce) = match kind {
			StoreKind::FhirR4 => ("Patient/a/_history/1", Some([5; 32])),
			StoreKind::Dicom => ("0a1b2c3d-4e5f", None),
			StoreKind::Https => ("folder/file.pdf", Some([5; 32])),
		};
		let page = Page { entries: vec![entry(locator, nonce), erased()] };
		corpus.push(write_index(kind, "handle", &index, "2026-01-01T00:00:00Z", "fuzz"));
		corpus.push(write_page(kind, "handle", 0, &page, "2026-01-01T00:00:00Z", "fuzz"));
	}
	corpus
}

/// No locator leads a worker out of its store.
pub fn paths(input: &[u8]) -> bool {
	let Ok(locator) = std::str::from_utf8(input) else { return false };
	let lawful = KINDS.iter().filter_map(|kind| record_path(*kind, locator)).inspect(|path| {
		let unreserved = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
		assert!(path.starts_with('/') && path.bytes().all(unreserved), "{path}");
		assert!(path.split('/').skip(1).all(|part| !matches!(part, "" | "." | "..")), "{path}");
	});
	lawful.count() > 0 || valid_handle(input)
}

/// Locators of each kind.
pub fn paths_corpus() -> Vec<Vec<u8>> {
	["Patient/a/_history/1", "0a1b2c3d-4e5f", "folder/sub.folder/file~1.pdf"]
		.map(|text| text.as_bytes().to_vec())
		.into()
}

fn reads_back<T: FromStr + Display + PartialEq + Encode + Decode>(text: &str) -> bool {
	let Ok(value) = text.parse::<T>() else { return false };
	assert!(value.to_string().parse::<T>().is_ok_and(|again| again == value), "reads differently once written");
	assert!(T::decode(&mut &value.encode()[..]).is_ok_and(|again| again == value), "decodes differently");
	true
}

/// Identifiers read the same once they were written, as text and as bytes.
pub fn identifiers(input: &[u8]) -> bool {
	let Ok(text) = std::str::from_utf8(input) else { return false };
	[reads_back::<Gtin14>, reads_back::<Sscc18>, reads_back::<Gln13>, reads_back::<Npi>, reads_back::<Oid>]
		.into_iter()
		.filter(|reads| reads(text))
		.count()
		> 0
}

/// One of each identifier, from the ranges that the standards use in their examples.
pub fn identifiers_corpus() -> Vec<Vec<u8>> {
	["09521234543213", "095212340000000016", "9521321000018", "1234567893", "2.16.840.1.113883.4.6"]
		.map(|text| text.as_bytes().to_vec())
		.into()
}

/// What decodes encodes to the bytes it was decoded from.
pub fn scale(input: &[u8]) -> bool {
	fn same<T: Decode + Encode>(input: &[u8]) -> bool {
		let mut rest = input;
		let Ok(value) = T::decode(&mut rest) else { return false };
		let read = &input[..input.len() - rest.len()];
		assert_eq!(value.encode(), read, "encodes differently");
		true
	}
	[same::<Identifier>, same::<Code>, same::<Root>].into_iter().filter(|same| same(input)).count() > 0
}

/// Encodings of lawful values.
pub fn scale_corpus() -> Vec<Vec<u8>> {
	let text = |bytes: &[u8]| bytes.to_vec();
	let lineage: Vec<u16> = vec![3, 2, 1];
	vec![
		Identifier::Npi(Npi::try_from(1_234_567_893).expect("lawful")).encode(),
		Identifier::Gln(Gln13::try_from(9_521_321_000_018).expect("lawful")).encode(),
		Identifier::Oid("2.16.840.1".parse().expect("lawful")).encode(),
		(CodeKind::Label, text(b"urn:example:x"), text(b"a"), lineage, false).encode(),
	]
}

/// An honest proof holds, and with anything changed it does not.
pub fn anchors(input: &[u8]) -> bool {
	let [count, index, at, rest @ ..] = input else { return false };
	let (count, index) = (u32::from(count % 40) + 1, u32::from(*index));
	let payload = |n: u32| -> Vec<u8> { rest.iter().copied().chain(n.to_le_bytes()).take(200).collect() };
	let payloads: Vec<_> = (0..count).map(payload).collect();
	let Some(root) = build::root(&payloads) else {
		assert!(payloads.iter().any(|payload| payload.len() == 59), "no root over lawful leaves");
		return false;
	};
	let Some(proof) = build::proof(&payloads, index) else {
		assert!(index >= count, "no proof of a leaf that is there");
		assert!(root.verify(index, &[], &[]).is_err());
		return false;
	};
	let leaf = &payloads[index as usize];
	assert_eq!(root.verify(index, leaf, &proof), Ok(()), "an honest proof is refused");

	let mut other = leaf.clone();
	match other.get_mut(usize::from(*at)) {
		Some(byte) => *byte ^= 1,
		None => other.push(*at),
	}
	assert!(root.verify(index, &other, &proof).is_err(), "another leaf passes");
	if let Some(hash) = proof.get(usize::from(*at)) {
		let mut forged = proof.clone();
		forged[usize::from(*at)] = *hash ^ H256::from_low_u64_be(1);
		assert!(root.verify(index, leaf, &forged).is_err(), "another path passes");
	}
	let mut longer = proof.clone();
	longer.push(H256::zero());
	assert!(root.verify(index, leaf, &longer).is_err(), "a longer path passes");
	assert!(proof.is_empty() || root.verify(index, leaf, &proof[1..]).is_err(), "a shorter path passes");
	let next = index.wrapping_add(1);
	assert!(root.verify(next, leaf, &proof).is_err(), "the leaf passes in another place");
	true
}

/// Numbers of leaves and places.
pub fn anchors_corpus() -> Vec<Vec<u8>> {
	(0..40u8).map(|n| [&[n, n / 2, n / 3][..], &vec![n; usize::from(n)]].concat()).collect()
}

/// What a carrier bears reads the same once it is written as an element string.
pub fn carriers(input: &[u8]) -> bool {
	let Ok(text) = std::str::from_utf8(input) else { return false };
	let Ok(elements) = gs1::elements(text) else { return false };
	// Whatever the keys are, asking for them is safe.
	let _ = gs1::keys(&elements);
	let written = gs1::write_element_string(&elements);
	assert_eq!(gs1::elements(&written).as_ref(), Ok(&elements), "reads differently once written");
	true
}

/// A text in each syntax.
pub fn carriers_corpus() -> Vec<Vec<u8>> {
	let own = [
		"(01)09521234543213(17)261231(10)ABC123(21)12345",
		"^010952123454321317261231\u{1d}10ABC123\u{1d}2112345",
		"]d2010952123454321310ABC123\u{1d}2112345",
		"https://id.gs1.org/01/09521234543213/10/ABC123/21/12345?17=261231",
		"urn:epc:id:sgtin:9521234.054321.12345",
		"(00)095212340000000016",
	];
	own.map(|text| text.as_bytes().to_vec()).into()
}

/// The identifiers of a FHIR resource are lawful, each once, and whatever does not map is named.
pub fn fhir_identifiers(input: &[u8]) -> bool {
	let mapped = salus_interop::identifiers::identifiers(input);
	for (n, identifier) in mapped.identifiers.iter().enumerate() {
		assert!(!mapped.identifiers[..n].contains(identifier), "an identifier twice");
		assert!(Identifier::decode(&mut &identifier.encode()[..]).is_ok(), "an unlawful identifier");
	}
	!mapped.identifiers.is_empty()
}

/// Organisations and practitioners.
pub fn fhir_identifiers_corpus() -> Vec<Vec<u8>> {
	let own = [
		r#"{"resourceType":"Organization","identifier":[{"system":"http://hl7.org/fhir/sid/us-npi","value":"1234567893"},{"system":"urn:ietf:rfc:3986","value":"urn:oid:2.16.840.1.113883.4.6"}]}"#,
		r#"{"resourceType":"Practitioner","identifier":[{"use":"official","system":"https://www.gs1.org/gln","value":"9521321000018"}]}"#,
	];
	own.map(|text| text.as_bytes().to_vec()).into()
}
