//! Record stores: their kinds, the paths a worker may ask them for, and how a node reaches them.
//!
//! The chain knows a store by a commitment to its URL. The URL itself, and whatever token opens it, lie in the
//! off-chain storage of the nodes whose operators enabled the store, and nowhere else.

use crate::{Commitment, Nonce, StoreId};
use alloc::{format, string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// How a record store speaks, and what the bytes of one of its records are.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum StoreKind {
	/// FHIR R4 over REST; a record is one version of a resource, in canonical form.
	#[codec(index = 0)]
	FhirR4,
	/// DICOM through Orthanc's REST interface; a record is the exact bytes of an instance.
	#[codec(index = 1)]
	Dicom,
	/// Files over HTTPS; a record is the exact bytes of a file.
	#[codec(index = 2)]
	Https,
}

/// The most bytes of a [`Handle`].
pub const MAX_HANDLE: u32 = 64;

/// The most bytes of a locator.
pub const MAX_LOCATOR: usize = 256;

/// Names a manifest inside its store. Drawn at random, says nothing.
pub type Handle = BoundedVec<u8, ConstU32<MAX_HANDLE>>;

/// Is this a lawful handle: 1 to 64 characters of a FHIR id (`A-Z a-z 0-9 - .`), and not a path's `.` or `..`?
pub fn valid_handle(handle: &[u8]) -> bool {
	let length = (1..=64).contains(&handle.len());
	length
		&& !matches!(handle, b"." | b"..")
		&& handle.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'))
}

/// Path of a manifest's index, below the store's base URL.
pub fn index_path(kind: StoreKind, handle: &str) -> String {
	match kind {
		StoreKind::FhirR4 => format!("/Provenance/{handle}"),
		StoreKind::Dicom => format!("/instances/{handle}/attachments/1024/data"),
		StoreKind::Https => format!("/{handle}/index.json"),
	}
}

/// Path of a manifest's page, below the store's base URL.
pub fn page_path(kind: StoreKind, handle: &str, page: u32) -> String {
	match kind {
		StoreKind::FhirR4 => format!("/Provenance/{handle}-{page}"),
		StoreKind::Dicom => format!("/instances/{handle}/attachments/{}/data", page.saturating_add(1_025)),
		StoreKind::Https => format!("/{handle}/page-{page}.json"),
	}
}

/// Path of a record, below the store's base URL.
///
/// `None` for an unlawful locator, so that a manifest can never lead a worker elsewhere: lawful are a version of a FHIR
/// resource (`Type/id/_history/version`), an Orthanc instance id, or a relative path of unreserved characters without
/// `.` and `..`; at most [`MAX_LOCATOR`] bytes.
pub fn record_path(kind: StoreKind, locator: &str) -> Option<String> {
	if locator.len() > MAX_LOCATOR {
		return None;
	}
	match kind {
		StoreKind::FhirR4 => {
			let mut parts = locator.split('/');
			let (resource_type, id) = (parts.next()?, parts.next()?);
			let (history, version) = (parts.next()?, parts.next()?);
			let lawful = parts.next().is_none()
				&& !resource_type.is_empty()
				&& resource_type.bytes().all(|b| b.is_ascii_alphabetic())
				&& valid_handle(id.as_bytes())
				&& history == "_history"
				&& valid_handle(version.as_bytes());
			lawful.then(|| format!("/{locator}"))
		},
		StoreKind::Dicom => valid_handle(locator.as_bytes()).then(|| format!("/instances/{locator}/file")),
		StoreKind::Https => {
			let unreserved = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
			let lawful =
				locator.split('/').all(|part| !matches!(part, "" | "." | "..") && part.bytes().all(unreserved));
			lawful.then(|| format!("/{locator}"))
		},
	}
}

/// Path of a record's nonce where the store keeps it beside the record and not in the manifest; `None` elsewhere.
pub fn nonce_path(kind: StoreKind, locator: &str) -> Option<String> {
	match kind {
		StoreKind::Dicom => valid_handle(locator.as_bytes()).then(|| format!("/instances/{locator}/metadata/1024")),
		StoreKind::FhirR4 | StoreKind::Https => None,
	}
}

/// How this node reaches a store. Kept in persistent off-chain storage under [`access_key`], never on chain.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct StoreAccess {
	/// Base URL without a trailing slash.
	pub url: Vec<u8>,
	/// Opens the store's URL commitment.
	pub url_nonce: Nonce,
	/// The whole value of the `Authorization` header, if the store wants one.
	pub authorization: Option<Vec<u8>>,
	/// The most bytes that one answer may have.
	pub max_bytes: u32,
	/// Milliseconds until an answer must be complete.
	pub timeout_ms: u32,
}

impl StoreAccess {
	/// The commitment by which the chain knows the URL.
	pub fn url_commitment(&self) -> Commitment {
		Commitment::new(&self.url_nonce, &self.url)
	}
}

// Written by hand: neither the address of a store nor the token that opens it may reach a log.
impl fmt::Debug for StoreAccess {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.debug_struct("StoreAccess")
			.field("max_bytes", &self.max_bytes)
			.field("timeout_ms", &self.timeout_ms)
			.finish_non_exhaustive()
	}
}

/// Key of a store's [`StoreAccess`] in persistent off-chain storage.
pub fn access_key(store: StoreId) -> Vec<u8> {
	format!("salus/store/{store}").into_bytes()
}

/// Key of a primary source's [`StoreAccess`] in persistent off-chain storage.
pub fn source_access_key(source: u32) -> Vec<u8> {
	format!("salus/credential-source/{source}").into_bytes()
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;

	#[test]
	fn handle_should_be_a_fhir_id_that_is_no_path() {
		for good in [&b"a"[..], b"A-1.b", &[b'x'; 64], b"..."] {
			assert!(valid_handle(good));
		}
		for bad in [&b""[..], b".", b"..", b"a/b", b"a b", b"a_b", "é".as_bytes(), &[b'x'; 65], b"a\n", b"%2e"] {
			assert!(!valid_handle(bad), "{bad:?}");
		}
	}

	#[test]
	fn paths_should_be_those_of_each_kind() {
		use StoreKind::*;
		assert_eq!(index_path(FhirR4, "h1"), "/Provenance/h1");
		assert_eq!(page_path(FhirR4, "h1", 7), "/Provenance/h1-7");
		assert_eq!(record_path(FhirR4, "Observation/f001/_history/1").unwrap(), "/Observation/f001/_history/1");
		assert_eq!(nonce_path(FhirR4, "Observation/f001/_history/1"), None);
		assert_eq!(index_path(Dicom, "h1"), "/instances/h1/attachments/1024/data");
		assert_eq!(page_path(Dicom, "h1", 7), "/instances/h1/attachments/1032/data");
		assert_eq!(record_path(Dicom, "0a-1b").unwrap(), "/instances/0a-1b/file");
		assert_eq!(nonce_path(Dicom, "0a-1b").unwrap(), "/instances/0a-1b/metadata/1024");
		assert_eq!(index_path(Https, "h1"), "/h1/index.json");
		assert_eq!(page_path(Https, "h1", 7), "/h1/page-7.json");
		assert_eq!(record_path(Https, "2026/a_b~c.pdf").unwrap(), "/2026/a_b~c.pdf");
		assert_eq!(nonce_path(Https, "a.pdf"), None);
	}

	#[test]
	fn unlawful_locator_should_have_no_path() {
		let long = "a".repeat(MAX_LOCATOR + 1);
		for kind in [StoreKind::FhirR4, StoreKind::Dicom, StoreKind::Https] {
			for locator in [
				"",
				"/",
				"..",
				"../x",
				"a/../b",
				"/a",
				"a/",
				"a//b",
				"https://elsewhere",
				"//elsewhere/x",
				"a?b",
				"a#b",
				"a%2e",
				"a\\b",
				"a b",
				"a\r\nHost: x",
				"user@host",
				"é",
				&long,
			] {
				assert_eq!(record_path(kind, locator), None, "{kind:?} {locator}");
				assert_eq!(nonce_path(kind, locator), None);
			}
		}
		for locator in [
			"Observation/f001",
			"Observation/f001/_history",
			"Observation/f001/_history/",
			"Observation/f001/_history/1/x",
			"Observation/../_history/1",
			"Observation/f001/history/1",
			"/f001/_history/1",
			"Observation1/f001/_history/1",
		] {
			assert_eq!(record_path(StoreKind::FhirR4, locator), None, "{locator}");
		}
		assert_eq!(record_path(StoreKind::Dicom, "a/b"), None);
	}

	#[test]
	fn access_should_not_show_what_it_keeps_secret() {
		let access = StoreAccess {
			url: b"https://store.example".to_vec(),
			url_nonce: [0xAB; 32],
			authorization: Some(b"Bearer token".to_vec()),
			max_bytes: 4_096,
			timeout_ms: 2_000,
		};
		assert_eq!(format!("{access:?}"), "StoreAccess { max_bytes: 4096, timeout_ms: 2000, .. }");
		assert_eq!(access.url_commitment(), Commitment::new(&[0xAB; 32], b"https://store.example"));
		assert_eq!(StoreAccess::decode(&mut &access.encode()[..]), Ok(access));
		assert_eq!(access_key(12), b"salus/store/12");
		assert_eq!(source_access_key(12), b"salus/credential-source/12");
	}

	#[test]
	fn kind_should_keep_its_number_and_name() {
		for (kind, number, name) in [
			(StoreKind::FhirR4, 0, "\"fhirR4\""),
			(StoreKind::Dicom, 1, "\"dicom\""),
			(StoreKind::Https, 2, "\"https\""),
		] {
			assert_eq!(kind.encode(), [number]);
			assert_eq!(serde_json::to_string(&kind).unwrap(), name);
		}
	}
}
