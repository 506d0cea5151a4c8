//! Manifests: the list, inside a record store, of what an anchor on the chain commits to.
//!
//! An anchor keeps a root and an opaque handle on chain. The handle leads to an *index* (number of leaves and the
//! roots of all pages), the index to *pages* of at most [`PAGE_LEAVES`] entries; an entry says where a record version
//! lies, its commitment and its nonce. A worker needs the index and one page to check one leaf.
//!
//! Everything read here comes from outside: sizes are bounded, unknown members are passed over, and a wrong manifest
//! can only fail to reproduce the root on chain.

use crate::{
	anchor::{page_root, MAX_LEAVES, PAGE_LEAVES},
	store::StoreKind,
	Commitment, Nonce,
};
use alloc::{string::String, vec::Vec};
use core::{fmt, marker::PhantomData};
use serde::{
	de::{DeserializeOwned, IgnoredAny, SeqAccess, Visitor},
	Deserialize, Deserializer,
};
#[cfg(feature = "std")]
use serde_json::{json, Value};
use sp_core::H256;

/// Extension of a FHIR index: number of leaves (`valueUnsignedInt`).
pub const COUNT_URL: &str = "urn:salus:manifest:count";

/// Extension of a target of a FHIR index: root of that page (`valueString`, 64 hexadecimal digits).
pub const PAGE_ROOT_URL: &str = "urn:salus:manifest:page-root";

/// Extension of a target of a FHIR page: the commitment (`valueString`, 64 hexadecimal digits).
pub const COMMITMENT_URL: &str = "urn:salus:manifest:commitment";

/// Extension of a target of a FHIR page: the nonce (`valueString`, 64 hexadecimal digits).
pub const NONCE_URL: &str = "urn:salus:manifest:nonce";

/// The most entries of a page, as a length.
const MAX_ENTRIES: usize = 1_024;

/// The most pages of an index.
const MAX_PAGES: usize = 16 * 1_024;

/// The most extensions that are looked through.
const MAX_EXTENSIONS: usize = 16;

/// How many leaves a manifest has and the root of each page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Index {
	/// Number of leaves.
	pub count: u32,
	/// Roots of the pages, in order.
	pub page_roots: Vec<H256>,
}

/// One leaf of a manifest.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
	/// The leaf's payload.
	pub commitment: Commitment,
	/// Where the record version lies in the store; `None` once erased.
	pub locator: Option<String>,
	/// Opens the commitment; `None` once erased, and always in DICOM stores, which keep it beside the instance.
	pub nonce: Option<Nonce>,
}

// Written by hand: a locator may name a person's record, and a nonce opens a commitment.
impl fmt::Debug for Entry {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.debug_struct("Entry").field("commitment", &self.commitment).finish_non_exhaustive()
	}
}

/// At most [`PAGE_LEAVES`] entries that follow each other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
	/// The entries, in order.
	pub entries: Vec<Entry>,
}

impl Page {
	/// Root of this page as the `page`-th of its manifest.
	pub fn root(&self, page: u32) -> Option<H256> {
		page_root(page, self.entries.iter().map(|entry| entry.commitment.0.as_bytes()))
	}
}

/// Why something is not a manifest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ManifestError {
	/// Not one whole JSON value.
	NotJson,
	/// A member is missing, twice there, or of the wrong type, or the parts contradict each other.
	WrongShape,
	/// Not 64 hexadecimal digits where they must be.
	BadHex,
	/// More leaves, pages, entries or extensions than there may be.
	TooManyEntries,
}

impl fmt::Display for ManifestError {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(match self {
			Self::NotJson => "the manifest is not JSON",
			Self::WrongShape => "the manifest does not have the shape of one",
			Self::BadHex => "the manifest has something else where 64 hexadecimal digits must stand",
			Self::TooManyEntries => "the manifest has too many entries",
		})
	}
}

impl core::error::Error for ManifestError {}

/// Read an index as a store of this kind returned it.
pub fn parse_index(kind: StoreKind, bytes: &[u8]) -> Result<Index, ManifestError> {
	let (count, page_roots) = match kind {
		StoreKind::FhirR4 => {
			let provenance: Provenance<MAX_PAGES> = parse_provenance(bytes)?;
			let extensions = provenance.extension.within_bounds()?;
			let count =
				find(&extensions, COUNT_URL)?.and_then(|e| e.value_unsigned_int).ok_or(ManifestError::WrongShape)?;
			let roots = provenance.target.within_bounds()?.into_iter().map(|target| {
				let extensions = target.extension.within_bounds()?;
				hex32(find_string(&extensions, PAGE_ROOT_URL)?.ok_or(ManifestError::WrongShape)?).map(H256)
			});
			(count, roots.collect::<Result<Vec<_>, _>>()?)
		},
		StoreKind::Dicom | StoreKind::Https => {
			let index: PlainIndex = parse(bytes)?;
			let roots = index.page_roots.within_bounds()?;
			(index.count, roots.iter().map(|root| hex32(root).map(H256)).collect::<Result<Vec<_>, _>>()?)
		},
	};
	if count > MAX_LEAVES {
		return Err(ManifestError::TooManyEntries);
	}
	if count == 0 || u32::try_from(page_roots.len()) != Ok(count.div_ceil(PAGE_LEAVES)) {
		return Err(ManifestError::WrongShape);
	}
	Ok(Index { count, page_roots })
}

/// Read a page as a store of this kind returned it.
pub fn parse_page(kind: StoreKind, bytes: &[u8]) -> Result<Page, ManifestError> {
	let entries = match kind {
		StoreKind::FhirR4 => {
			let provenance: Provenance<MAX_ENTRIES> = parse_provenance(bytes)?;
			let entries = provenance.target.within_bounds()?.into_iter().map(|target| {
				let extensions = target.extension.within_bounds()?;
				let commitment = find_string(&extensions, COMMITMENT_URL)?.ok_or(ManifestError::WrongShape)?;
				entry(kind, commitment, target.reference, find_string(&extensions, NONCE_URL)?)
			});
			entries.collect::<Result<Vec<_>, _>>()?
		},
		StoreKind::Dicom | StoreKind::Https => {
			let page: PlainPage = parse(bytes)?;
			let entries = page.entries.within_bounds()?.into_iter();
			entries.map(|e| entry(kind, &e.commitment, e.locator, e.nonce.as_deref())).collect::<Result<Vec<_>, _>>()?
		},
	};
	if entries.is_empty() {
		return Err(ManifestError::WrongShape);
	}
	Ok(Page { entries })
}

/// Read a nonce that a DICOM store keeps as text beside the instance.
pub fn parse_nonce(text: &[u8]) -> Result<Nonce, ManifestError> {
	hex32(core::str::from_utf8(text.trim_ascii()).map_err(|_| ManifestError::BadHex)?)
}

fn entry(
	kind: StoreKind,
	commitment: &str,
	locator: Option<String>,
	nonce: Option<&str>,
) -> Result<Entry, ManifestError> {
	let nonce = nonce.map(hex32).transpose()?;
	// A live record in these stores cannot be checked without its nonce, and an erased one has neither.
	let nonce_here = !matches!(kind, StoreKind::Dicom);
	if nonce.is_some() != (locator.is_some() && nonce_here) {
		return Err(ManifestError::WrongShape);
	}
	Ok(Entry { commitment: Commitment(H256(hex32(commitment)?)), locator, nonce })
}

fn hex32(text: &str) -> Result<[u8; 32], ManifestError> {
	let mut bytes = [0; 32];
	hex::decode_to_slice(text, &mut bytes).map_err(|_| ManifestError::BadHex)?;
	Ok(bytes)
}

// --- Shapes --------------------------------------------------------------------------------------------------------

/// A list of which no more than one element above the bound is kept, so that a hostile one costs little memory.
struct Capped<T, const MAX: usize>(Vec<T>);

impl<T, const MAX: usize> Default for Capped<T, MAX> {
	fn default() -> Self {
		Self(Vec::new())
	}
}

impl<T, const MAX: usize> Capped<T, MAX> {
	fn within_bounds(self) -> Result<Vec<T>, ManifestError> {
		if self.0.len() > MAX {
			return Err(ManifestError::TooManyEntries);
		}
		Ok(self.0)
	}
}

impl<'de, T: Deserialize<'de>, const MAX: usize> Deserialize<'de> for Capped<T, MAX> {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		struct Elements<T, const MAX: usize>(PhantomData<T>);

		impl<'de, T: Deserialize<'de>, const MAX: usize> Visitor<'de> for Elements<T, MAX> {
			type Value = Capped<T, MAX>;

			fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
				f.write_str("a list")
			}

			fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
				let mut kept = Vec::new();
				while kept.len() <= MAX {
					match seq.next_element()? {
						Some(element) => kept.push(element),
						None => return Ok(Capped(kept)),
					}
				}
				while seq.next_element::<IgnoredAny>()?.is_some() {}
				Ok(Capped(kept))
			}
		}

		deserializer.deserialize_seq(Elements(PhantomData))
	}
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PlainIndex {
	count: u32,
	page_roots: Capped<String, MAX_PAGES>,
}

#[derive(Deserialize)]
struct PlainPage {
	entries: Capped<PlainEntry, MAX_ENTRIES>,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "std", derive(serde::Serialize))]
struct PlainEntry {
	commitment: String,
	#[serde(skip_serializing_if = "Option::is_none")]
	locator: Option<String>,
	#[serde(skip_serializing_if = "Option::is_none")]
	nonce: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Provenance<const TARGETS: usize> {
	resource_type: String,
	#[serde(default)]
	extension: Capped<Extension, MAX_EXTENSIONS>,
	target: Capped<Target, TARGETS>,
}

#[derive(Deserialize)]
struct Target {
	reference: Option<String>,
	#[serde(default)]
	extension: Capped<Extension, MAX_EXTENSIONS>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Extension {
	url: String,
	value_string: Option<String>,
	value_unsigned_int: Option<u32>,
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ManifestError> {
	serde_json::from_slice(bytes).map_err(|error| {
		if error.is_data() {
			ManifestError::WrongShape
		} else {
			ManifestError::NotJson
		}
	})
}

fn parse_provenance<const TARGETS: usize>(bytes: &[u8]) -> Result<Provenance<TARGETS>, ManifestError> {
	let provenance: Provenance<TARGETS> = parse(bytes)?;
	if provenance.resource_type != "Provenance" {
		return Err(ManifestError::WrongShape);
	}
	Ok(provenance)
}

/// The one extension with this URL, if any.
fn find<'a>(extensions: &'a [Extension], url: &str) -> Result<Option<&'a Extension>, ManifestError> {
	let mut found = extensions.iter().filter(|extension| extension.url == url);
	let first = found.next();
	if found.next().is_some() {
		return Err(ManifestError::WrongShape);
	}
	Ok(first)
}

fn find_string<'a>(extensions: &'a [Extension], url: &str) -> Result<Option<&'a str>, ManifestError> {
	find(extensions, url)?
		.map(|extension| extension.value_string.as_deref().ok_or(ManifestError::WrongShape))
		.transpose()
}

// --- Writing -------------------------------------------------------------------------------------------------------

/// Write an index as a store of this kind keeps it.
///
/// `recorded` (a FHIR instant) and `agent` (the name of the program that writes) are what FHIR R4 demands of a
/// `Provenance`; other stores pass over them.
#[cfg(feature = "std")]
pub fn write_index(kind: StoreKind, handle: &str, index: &Index, recorded: &str, agent: &str) -> Vec<u8> {
	let document = match kind {
		StoreKind::FhirR4 => {
			let targets = index.page_roots.iter().zip(0u32..).map(|(root, page)| {
				json!({
					"reference": format!("Provenance/{handle}-{page}"),
					"extension": [{ "url": PAGE_ROOT_URL, "valueString": format!("{root:x}") }],
				})
			});
			let count = json!([{ "url": COUNT_URL, "valueUnsignedInt": index.count }]);
			provenance(handle, Some(count), targets.collect(), recorded, agent)
		},
		StoreKind::Dicom | StoreKind::Https => {
			let roots: Vec<_> = index.page_roots.iter().map(|root| format!("{root:x}")).collect();
			json!({ "count": index.count, "pageRoots": roots })
		},
	};
	document.to_string().into_bytes()
}

/// Write the `page`-th page as a store of this kind keeps it. See [`write_index`] for `recorded` and `agent`.
#[cfg(feature = "std")]
pub fn write_page(kind: StoreKind, handle: &str, page: u32, entries: &Page, recorded: &str, agent: &str) -> Vec<u8> {
	let document = match kind {
		StoreKind::FhirR4 => {
			let targets = entries.entries.iter().map(|entry| {
				let commitment = json!({ "url": COMMITMENT_URL, "valueString": format!("{:x}", entry.commitment.0) });
				let nonce = entry.nonce.map(|nonce| json!({ "url": NONCE_URL, "valueString": hex::encode(nonce) }));
				let extensions: Vec<_> = core::iter::once(commitment).chain(nonce).collect();
				match &entry.locator {
					Some(locator) => json!({ "reference": locator, "extension": extensions }),
					None => json!({ "extension": extensions }),
				}
			});
			provenance(&format!("{handle}-{page}"), None, targets.collect(), recorded, agent)
		},
		StoreKind::Dicom | StoreKind::Https => {
			let entries = entries.entries.iter().map(|entry| PlainEntry {
				commitment: format!("{:x}", entry.commitment.0),
				locator: entry.locator.clone(),
				nonce: entry.nonce.map(hex::encode),
			});
			json!({ "entries": entries.collect::<Vec<_>>() })
		},
	};
	document.to_string().into_bytes()
}

#[cfg(feature = "std")]
fn provenance(id: &str, extension: Option<Value>, target: Vec<Value>, recorded: &str, agent: &str) -> Value {
	let mut document = json!({
		"resourceType": "Provenance",
		"id": id,
		"target": target,
		"recorded": recorded,
		"agent": [{ "who": { "display": agent } }],
	});
	if let (Some(extension), Some(members)) = (extension, document.as_object_mut()) {
		members.insert("extension".into(), extension);
	}
	document
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::anchor::build;
	use alloc::{format, string::ToString, vec};

	const KINDS: [StoreKind; 3] = [StoreKind::FhirR4, StoreKind::Dicom, StoreKind::Https];
	const WHEN: &str = "2026-01-01T00:00:00Z";
	const HEX: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

	fn page(kind: StoreKind, count: u32) -> Page {
		let entries = (0..count).map(|n| {
			let [.., low] = n.to_be_bytes();
			let erased = n % 5 == 3;
			Entry {
				commitment: Commitment::new(&[low; 32], &n.to_be_bytes()),
				locator: (!erased).then(|| format!("Observation/{n}/_history/1")),
				nonce: (!erased && kind != StoreKind::Dicom).then_some([low; 32]),
			}
		});
		Page { entries: entries.collect() }
	}

	#[test]
	fn manifest_should_read_back_as_it_was_written() {
		for kind in KINDS {
			for count in [1, 2, 1_024] {
				let page = page(kind, count);
				let written = write_page(kind, "h", 3, &page, WHEN, "custodian");
				assert!(parse_page(kind, &written).unwrap() == page, "{kind:?}");
			}
			for count in [1u32, 1_024, 1_025, 100_000] {
				let roots = (0..count.div_ceil(PAGE_LEAVES)).map(|n| H256::from_low_u64_be(n.into())).collect();
				let index = Index { count, page_roots: roots };
				assert_eq!(parse_index(kind, &write_index(kind, "h", &index, WHEN, "custodian")), Ok(index));
			}
		}
	}

	#[test]
	fn root_of_the_only_page_should_be_the_root() {
		let page = page(StoreKind::Https, 700);
		let payloads: Vec<_> = page.entries.iter().map(|entry| entry.commitment.0).collect();
		let root = build::root(&payloads).unwrap();
		assert_eq!(page.root(0), Some(root.hash));
		assert_ne!(page.root(1), Some(root.hash));
		assert_eq!(page.root(u32::MAX), None);
	}

	#[test]
	fn entry_should_not_show_locator_or_nonce() {
		let shown = format!("{:?}", page(StoreKind::FhirR4, 1));
		assert!(!shown.contains("Observation") && !shown.contains("nonce"), "{shown}");
	}

	#[test]
	fn fhir_manifest_should_be_a_provenance_of_r4() {
		let written = write_page(StoreKind::FhirR4, "h", 3, &page(StoreKind::FhirR4, 4), WHEN, "custodian");
		let json: serde_json::Value = serde_json::from_slice(&written).unwrap();
		assert_eq!(json["resourceType"], "Provenance");
		assert_eq!(json["id"], "h-3");
		assert_eq!(json["recorded"], WHEN);
		assert_eq!(json["agent"][0]["who"]["display"], "custodian");
		assert_eq!(json["target"][0]["reference"], "Observation/0/_history/1");
		assert_eq!(json["target"][3].get("reference"), None);
		assert_eq!(json["target"][3]["extension"].as_array().unwrap().len(), 1);
	}

	fn plain_index(text: &str) -> Result<Index, ManifestError> {
		let answer = parse_index(StoreKind::Https, text.as_bytes());
		assert_eq!(parse_index(StoreKind::Dicom, text.as_bytes()), answer);
		answer
	}

	#[test]
	fn index_that_contradicts_itself_should_be_refused() {
		use ManifestError::*;
		let roots = |n: usize| vec![format!("\"{HEX}\""); n].join(",");
		for (count, pages, error) in [
			("0", 0, WrongShape),
			("0", 1, WrongShape),
			("1", 0, WrongShape),
			("1", 2, WrongShape),
			("1025", 1, WrongShape),
			("-1", 1, WrongShape),
			("1.0", 1, WrongShape),
			("\"1\"", 1, WrongShape),
			("null", 1, WrongShape),
			("4294967296", 1, WrongShape),
			("16777217", 16_384, TooManyEntries),
			("4294967295", 1, TooManyEntries),
			("16777216", 16_385, TooManyEntries),
		] {
			let text = format!("{{\"count\":{count},\"pageRoots\":[{}]}}", roots(pages));
			assert_eq!(plain_index(&text), Err(error), "{count} {pages}");
		}
		assert!(plain_index(&format!("{{\"count\":16777216,\"pageRoots\":[{}]}}", roots(16_384))).is_ok());
	}

	#[test]
	fn page_should_have_no_more_than_its_entries() {
		for kind in KINDS {
			let written = |count| write_page(kind, "h", 0, &page(kind, count), WHEN, "custodian");
			assert!(parse_page(kind, &written(1_024)).is_ok());
			assert_eq!(parse_page(kind, &written(1_025)), Err(ManifestError::TooManyEntries));
			assert_eq!(parse_page(kind, &written(50_000)), Err(ManifestError::TooManyEntries));
			assert_eq!(parse_page(kind, &written(0)), Err(ManifestError::WrongShape));
		}
	}

	#[test]
	fn wrong_hexadecimal_should_be_refused() {
		let wrong =
			[&HEX[1..], &format!("{HEX}0"), &format!("0x{}", &HEX[2..]), &HEX.replace('f', "g"), "", &"é".repeat(32)];
		for hex in wrong {
			assert_eq!(plain_index(&format!("{{\"count\":1,\"pageRoots\":[\"{hex}\"]}}")), Err(ManifestError::BadHex));
			for entry in [
				format!("{{\"commitment\":\"{hex}\"}}"),
				format!("{{\"commitment\":\"{HEX}\",\"locator\":\"a\",\"nonce\":\"{hex}\"}}"),
			] {
				let text = format!("{{\"entries\":[{entry}]}}");
				assert_eq!(parse_page(StoreKind::Https, text.as_bytes()), Err(ManifestError::BadHex), "{hex}");
			}
			let extension = format!("{{\"url\":\"{COMMITMENT_URL}\",\"valueString\":\"{hex}\"}}");
			let text = format!("{{\"resourceType\":\"Provenance\",\"target\":[{{\"extension\":[{extension}]}}]}}");
			assert_eq!(parse_page(StoreKind::FhirR4, text.as_bytes()), Err(ManifestError::BadHex));
			assert_eq!(parse_nonce(hex.as_bytes()), Err(ManifestError::BadHex));
		}
		assert_eq!(parse_nonce(b"\xff"), Err(ManifestError::BadHex));
		assert_eq!(parse_nonce(format!(" {HEX}\n").as_bytes()).map(hex::encode), Ok(HEX.to_string()));
		assert!(plain_index(&format!("{{\"count\":1,\"pageRoots\":[\"{}\"]}}", HEX.to_uppercase())).is_ok());
	}

	#[test]
	fn entry_should_be_whole_or_erased() {
		let (commitment, locator, nonce) =
			(format!("\"commitment\":\"{HEX}\""), "\"locator\":\"a\"", format!("\"nonce\":\"{HEX}\""));
		for (members, https, dicom) in [
			(vec![&commitment[..]], true, true),
			(vec![&commitment, locator], false, true),
			(vec![&commitment, &nonce], false, false),
			(vec![&commitment, locator, &nonce], true, false),
			(vec![locator, &nonce], false, false),
			(vec![&commitment, &commitment], false, false),
			(vec![&commitment, locator, locator, &nonce], false, false),
		] {
			let text = format!("{{\"entries\":[{{{}}}]}}", members.join(","));
			for (kind, good) in [(StoreKind::Https, https), (StoreKind::Dicom, dicom)] {
				let answer = parse_page(kind, text.as_bytes());
				assert_eq!(answer.is_ok(), good, "{kind:?} {text}");
				assert!(good || answer == Err(ManifestError::WrongShape));
			}
		}
	}

	#[test]
	fn extension_that_stands_twice_should_be_refused() {
		let commitment = format!("{{\"url\":\"{COMMITMENT_URL}\",\"valueString\":\"{HEX}\"}}");
		let page = |extensions: &[&str]| {
			let target = format!("{{\"extension\":[{}]}}", extensions.join(","));
			parse_page(
				StoreKind::FhirR4,
				format!("{{\"resourceType\":\"Provenance\",\"target\":[{target}]}}").as_bytes(),
			)
		};
		assert!(page(&[&commitment]).is_ok());
		assert!(page(&["{\"url\":\"urn:other\",\"valueCode\":\"x\"}", &commitment]).is_ok());
		assert_eq!(page(&[&commitment, &commitment]), Err(ManifestError::WrongShape));
		assert_eq!(page(&[&format!("{{\"url\":\"{COMMITMENT_URL}\"}}")]), Err(ManifestError::WrongShape));
		assert_eq!(page(&[]), Err(ManifestError::WrongShape));
		assert_eq!(page(&[&commitment[..]; 17]), Err(ManifestError::TooManyEntries));
	}

	#[test]
	fn hostile_text_should_be_refused_cheaply() {
		let deep = format!("{{\"x\":{}", "[".repeat(1_000_000));
		let deep_entries = format!("{{\"entries\":{}", "[".repeat(1_000_000));
		let other_type = format!("{{\"resourceType\":\"Patient\",\"target\":[],\"x\":\"{HEX}\"}}");
		for kind in KINDS {
			for text in
				["", "{", "[]", "null", "1", "{}", "\u{0}", "{\"entries\":{}}", &deep, &deep_entries, &other_type]
			{
				assert!(parse_index(kind, text.as_bytes()).is_err());
				assert!(parse_page(kind, text.as_bytes()).is_err());
			}
			assert_eq!(parse_page(kind, b"{\"entries\":["), Err(ManifestError::NotJson));
			let trailing = [&write_page(kind, "h", 0, &page(kind, 1), WHEN, "c")[..], b"{}"].concat();
			assert_eq!(parse_page(kind, &trailing), Err(ManifestError::NotJson));
		}
		assert_eq!(parse_page(StoreKind::FhirR4, other_type.as_bytes()), Err(ManifestError::WrongShape));
	}
}
