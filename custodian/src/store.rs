//! Record stores, as the custodian sees them.

mod fhir;
mod http;
mod https;
mod orthanc;

pub use fhir::FhirStore;
pub use https::HttpsStore;
pub use orthanc::OrthancStore;

use crate::{
	config::{Config, ConfigError, KindName},
	state::Version,
};
use async_trait::async_trait;
use salus_primitives::{
	manifest::{Index, ManifestError, Page},
	store::StoreKind,
	Nonce,
};

/// Who wrote a manifest, as FHIR's `Provenance.agent` says it.
const AGENT: &str = "Salus custodian";

/// Why a store could not be asked. Says nothing about which record was asked for, so that it may be logged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
	/// No answer: connection refused, timed out, broken off.
	#[error("the store cannot be reached: {0}")]
	Unreachable(String),
	/// An answer that the custodian may not or cannot work with.
	#[error("the store answered {status} to {method} {what}")]
	Status {
		/// HTTP status.
		status: u16,
		/// HTTP method.
		method: &'static str,
		/// What it was about.
		what: &'static str,
	},
	/// The answer is larger than it may be.
	#[error("the store's answer to a request for {0} is larger than allowed")]
	TooLarge(&'static str),
	/// The answer does not have the shape of what was asked for.
	#[error("the store's answer to a request for {0} is not what it should be")]
	Malformed(&'static str),
	/// A manifest that is none.
	#[error(transparent)]
	Manifest(#[from] ManifestError),
	/// The local directory refuses.
	#[error("the store's directory: {0}")]
	Directory(std::io::ErrorKind),
}

/// What changed since the last look.
#[derive(Clone, Debug)]
pub struct Changes {
	/// Versions, eldest first; some may have been seen before.
	pub versions: Vec<Version>,
	/// Where the next look begins.
	pub cursor: String,
}

/// What reading one version came to.
#[derive(Clone, PartialEq, Eq)]
pub enum Fetched {
	/// The bytes to commit to, and a nonce that already lies beside them.
	Record(Vec<u8>, Option<Nonce>),
	/// It is there no longer.
	Gone,
	/// It is there and cannot be committed to, and why.
	Refused(String),
}

/// Something that an erasure could not remove, in words for the operator's eyes.
pub type Remains = Vec<String>;

/// A record store.
#[async_trait]
pub trait RecordStore: Send + Sync {
	/// What kind.
	fn kind(&self) -> StoreKind;

	/// Does it answer?
	async fn reachable(&self) -> Result<(), StoreError>;

	/// What changed since `cursor`, or since ever.
	async fn changes(&self, cursor: Option<&str>) -> Result<Changes, StoreError>;

	/// The bytes of one version, from where an attestor would read them.
	async fn fetch(&self, version: &Version) -> Result<Fetched, StoreError>;

	/// The handle of the manifest with this seed.
	fn handle(&self, seed: &[u8; 16]) -> String;

	/// Make ready for a manifest. Repeating it changes nothing.
	async fn prepare_manifest(&self, _seed: &[u8; 16]) -> Result<(), StoreError> {
		Ok(())
	}

	/// Keep a nonce beside its record, where the manifest does not keep it. Repeating it changes nothing.
	async fn put_nonce(&self, _locator: &str, _nonce: &Nonce) -> Result<(), StoreError> {
		Ok(())
	}

	/// The nonce that is kept beside a record; `None` where the manifest keeps it, or where there is none.
	async fn nonce(&self, _locator: &str) -> Result<Option<Nonce>, StoreError> {
		Ok(None)
	}

	/// Write a page. Repeating it changes nothing that a reader sees.
	async fn put_page(&self, handle: &str, number: u32, page: &Page) -> Result<(), StoreError>;

	/// Write the index. Repeating it changes nothing that a reader sees.
	async fn put_index(&self, handle: &str, index: &Index) -> Result<(), StoreError>;

	/// Write a page anew so that no former state of it stays readable; returns what does.
	async fn replace_page(&self, handle: &str, number: u32, page: &Page) -> Result<Remains, StoreError>;

	/// Read an index.
	async fn index(&self, handle: &str) -> Result<Index, StoreError>;

	/// Read a page.
	async fn page(&self, handle: &str, number: u32) -> Result<Page, StoreError>;

	/// Delete a record with all its versions; returns what can still be read of it.
	async fn erase(&self, record: &str, locators: &[String]) -> Result<Remains, StoreError>;
}

/// A FHIR server, as the gate in front of it reads it.
#[async_trait]
pub trait FhirReader: Send + Sync {
	/// The resource at this path; `None` when there is none or none any more.
	async fn resource(&self, path: &str) -> Result<Option<serde_json::Value>, StoreError>;
}

/// The store's FHIR server; only such a store can have a gate.
pub fn open_reader(config: &Config) -> Result<Box<dyn FhirReader>, ConfigError> {
	if config.store.kind != KindName::FhirR4 {
		return Err(ConfigError::Invalid {
			field: "store.kind",
			message: "must be \"fhir-r4\": what other stores hold does not say whose it is".into(),
		});
	}
	Ok(Box::new(FhirStore::new(http::Client::new(config)?, &config.store)))
}

/// Open the store that the configuration names.
pub fn open(config: &Config) -> Result<Box<dyn RecordStore>, ConfigError> {
	let client = http::Client::new(config)?;
	Ok(match config.store.kind {
		KindName::FhirR4 => Box::new(FhirStore::new(client, &config.store)),
		KindName::Dicom => Box::new(OrthancStore::new(client, &config.store)),
		KindName::Https => Box::new(HttpsStore::new(client, &config.store)),
	})
}

/// This moment as a FHIR instant.
fn instant() -> String {
	chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now())
		.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
