//! The fixtures and the documents that explain them agree with the code.

use crate::data::repository;
use salus_primitives::{
	anchor::{build, leaf_hash, page_root, PAGE_LEAVES},
	fhir::canonicalize,
	manifest::{parse_index, parse_page},
	Commitment, Nonce, StoreKind,
};
use serde::{de::DeserializeOwned, Deserialize};
use sp_core::H256;
use sp_io::hashing::blake2_256;

fn fixture<T: DeserializeOwned>(name: &str) -> T {
	let path = repository().join("primitives/fixtures").join(name);
	serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn document(name: &str) -> String {
	std::fs::read_to_string(repository().join("docs").join(name)).unwrap()
}

fn hash(hex: &str) -> H256 {
	H256::from_slice(&hex::decode(hex).unwrap())
}

#[test]
fn canonical_form_should_match_its_vectors() {
	#[derive(Deserialize)]
	struct Vector {
		name: String,
		input: String,
		canonical: Option<String>,
		nonce: Option<String>,
		commitment: Option<String>,
		error: Option<String>,
	}
	let vectors: Vec<Vector> = fixture("canonical-form.json");
	for Vector { name, input, canonical, nonce, commitment, error } in &vectors {
		match canonicalize(input.as_bytes()) {
			Ok(bytes) => {
				assert_eq!(Some(std::str::from_utf8(&bytes).unwrap()), canonical.as_deref(), "{name}");
				let nonce: Nonce = hash(nonce.as_ref().unwrap()).0;
				assert_eq!(Commitment::new(&nonce, &bytes).0, hash(commitment.as_ref().unwrap()), "{name}");
			},
			Err(refused) => assert_eq!(Some(format!("{refused:?}")), *error, "{name}"),
		}
	}
	// Each row of the document's table is one of the vectors.
	let text = document("canonical-form.md");
	let rows: Vec<_> = text.lines().filter(|line| line.starts_with("| `{")).collect();
	assert!(!rows.is_empty());
	for row in rows {
		let of_vector = |v: &&Vector| {
			let cells = [Some(v.input.as_str()), v.canonical.as_deref(), v.commitment.as_deref()];
			cells.iter().all(|cell| cell.is_some_and(|cell| row.contains(&format!("| `{cell}` |"))))
		};
		let vector = vectors.iter().find(of_vector).unwrap_or_else(|| panic!("no vector for {row}"));
		let nonce = vector.nonce.as_ref().unwrap();
		assert!(row.contains(&format!("`{}` × 32", &nonce[..2])) && *nonce == nonce[..2].repeat(32), "{row}");
	}
}

#[derive(Deserialize)]
struct Record {
	locator: String,
	canonical: String,
	nonce: String,
	commitment: String,
	leaf: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Large {
	count: u32,
	page_roots: Vec<String>,
	root: String,
}

#[derive(Deserialize)]
struct Manifest {
	records: Vec<Record>,
	root: String,
	large: Large,
}

#[test]
fn tree_should_match_its_vectors() {
	let manifest: Manifest = fixture("manifest.json");
	let mut payloads = Vec::new();
	for (record, index) in manifest.records.iter().zip(0..) {
		assert_eq!(canonicalize(record.canonical.as_bytes()).unwrap(), record.canonical.as_bytes());
		let commitment = Commitment::new(&hash(&record.nonce).0, record.canonical.as_bytes());
		assert_eq!(commitment.0, hash(&record.commitment));
		assert_eq!(leaf_hash(index, &commitment.0 .0), Some(hash(&record.leaf)));
		payloads.push(commitment.0);
	}
	assert_eq!(build::root(&payloads).unwrap().hash, hash(&manifest.root));

	let payloads: Vec<_> = (0..manifest.large.count).map(|n| blake2_256(&n.to_le_bytes())).collect();
	let root = build::root(&payloads).unwrap();
	assert_eq!(root.hash, hash(&manifest.large.root));
	let pages: Vec<_> = payloads
		.chunks(PAGE_LEAVES.try_into().unwrap())
		.zip(0..)
		.map(|(page, n)| page_root(n, page.iter().map(|payload| &payload[..])).unwrap())
		.collect();
	assert_eq!(pages, manifest.large.page_roots.iter().map(|root| hash(root)).collect::<Vec<_>>());
	assert!(root.matches_pages(&pages));
}

#[test]
fn documents_of_the_manifest_should_be_readable_and_make_the_root() {
	let manifest: Manifest = fixture("manifest.json");
	let text = document("manifest.md");
	let blocks: Vec<_> = text.split("```json\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
	let [fhir_index, fhir_page, plain_index, plain_page] = blocks[..] else { panic!("four documents") };
	for (kind, index, page) in [(StoreKind::FhirR4, fhir_index, fhir_page), (StoreKind::Https, plain_index, plain_page)]
	{
		let index = parse_index(kind, index.as_bytes()).unwrap();
		let page = parse_page(kind, page.as_bytes()).unwrap();
		assert_eq!(index.count, 3);
		assert_eq!(index.page_roots, [hash(&manifest.root)]);
		assert_eq!(page.root(0), Some(hash(&manifest.root)));
		for (entry, record) in page.entries.iter().zip(&manifest.records) {
			assert_eq!(entry.commitment.0, hash(&record.commitment));
			if kind == StoreKind::FhirR4 && entry.locator.is_some() {
				assert_eq!(entry.locator.as_ref(), Some(&record.locator));
				assert_eq!(entry.nonce, Some(hash(&record.nonce).0));
			}
		}
		assert_eq!(page.entries.iter().filter(|entry| entry.locator.is_none()).count(), 1);
	}
}
