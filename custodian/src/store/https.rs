//! Files in a directory that any web server shows.
//!
//! The custodian looks for changes, and writes manifests, in the directory; it reads records through the web server,
//! as attestors will.

use super::{http::Client, Changes, Fetched, RecordStore, Remains, StoreError, AGENT};
use crate::{config::StoreConfig, state::Version};
use async_trait::async_trait;
use salus_primitives::{
	manifest::{parse_index, parse_page, write_index, write_page, Index, Page},
	store::{index_path, page_path, record_path, StoreKind},
};
use std::{
	io::ErrorKind,
	path::{Path, PathBuf},
	time::UNIX_EPOCH,
};

const KIND: StoreKind = StoreKind::Https;

/// A directory and the web server that shows it.
pub struct HttpsStore {
	client: Client,
	directory: PathBuf,
	prefix: String,
}

fn refused(error: std::io::Error) -> StoreError {
	StoreError::Directory(error.kind())
}

impl HttpsStore {
	/// A directory as the configuration names it.
	pub fn new(client: Client, config: &StoreConfig) -> Self {
		let directory = config.directory.clone().unwrap_or_default();
		Self { client, directory, prefix: config.manifest_prefix.clone() }
	}

	fn local(&self, path: &str) -> PathBuf {
		self.directory.join(path.trim_start_matches('/'))
	}

	/// Write beside and rename, so that no reader sees half a file.
	fn write(&self, path: &str, bytes: &[u8]) -> Result<(), StoreError> {
		let target = self.local(path);
		if let Some(parent) = target.parent() {
			std::fs::create_dir_all(parent).map_err(refused)?;
		}
		let beside = target.with_extension("part");
		std::fs::write(&beside, bytes).map_err(refused)?;
		std::fs::rename(&beside, &target).map_err(refused)
	}

	fn walk(&self, directory: &Path, below: &str, found: &mut Vec<(u128, Version)>) -> Result<(), StoreError> {
		for entry in std::fs::read_dir(directory).map_err(refused)? {
			let entry = entry.map_err(refused)?;
			let name = entry.file_name().to_string_lossy().into_owned();
			// Symbolic links are passed over: they may lead out of the directory.
			let file_type = entry.file_type().map_err(refused)?;
			let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
			if file_type.is_dir() {
				if !(below.is_empty() && name.starts_with(&self.prefix)) {
					self.walk(&entry.path(), &path, found)?;
				}
				continue;
			}
			if !file_type.is_file() {
				continue;
			}
			let metadata = match entry.metadata() {
				Err(error) if error.kind() == ErrorKind::NotFound => continue,
				other => other.map_err(refused)?,
			};
			let modified = metadata.modified().map_err(refused)?;
			let age = modified.duration_since(UNIX_EPOCH).map(|age| age.as_nanos()).unwrap_or_default();
			let version = format!("{age}-{}", metadata.len());
			found.push((age, Version { record: path.clone(), version, locator: path }));
		}
		Ok(())
	}

	async fn gone(&self, path: &str) -> Result<bool, StoreError> {
		Ok(!self.client.status(path).await?.is_success() && !self.local(path).exists())
	}
}

#[async_trait]
impl RecordStore for HttpsStore {
	fn kind(&self) -> StoreKind {
		KIND
	}

	async fn reachable(&self) -> Result<(), StoreError> {
		std::fs::read_dir(&self.directory).map_err(refused)?;
		// Any answer will do: a web server need not list its root.
		self.client.status("/").await.map(drop)
	}

	async fn changes(&self, _: Option<&str>) -> Result<Changes, StoreError> {
		let mut found = Vec::new();
		self.walk(&self.directory, "", &mut found)?;
		found.sort();
		Ok(Changes { versions: found.into_iter().map(|(_, version)| version).collect(), cursor: String::new() })
	}

	async fn fetch(&self, version: &Version) -> Result<Fetched, StoreError> {
		let Some(path) = record_path(KIND, &version.locator) else {
			return Ok(Fetched::Refused("unlawful locator".into()));
		};
		let answer = match self.client.get_record(&path).await {
			Err(StoreError::TooLarge(_)) => return Ok(Fetched::Refused("too large".into())),
			other => other?,
		};
		if answer.is_gone() {
			return Ok(Fetched::Gone);
		}
		Ok(Fetched::Record(answer.success("GET", "a record")?.body, None))
	}

	fn handle(&self, seed: &[u8; 16]) -> String {
		format!("{}{}", self.prefix, hex::encode(seed))
	}

	async fn put_page(&self, handle: &str, number: u32, page: &Page) -> Result<(), StoreError> {
		self.write(&page_path(KIND, handle, number), &write_page(KIND, handle, number, page, "", AGENT))
	}

	async fn put_index(&self, handle: &str, index: &Index) -> Result<(), StoreError> {
		self.write(&index_path(KIND, handle), &write_index(KIND, handle, index, "", AGENT))
	}

	async fn replace_page(&self, handle: &str, number: u32, page: &Page) -> Result<Remains, StoreError> {
		self.put_page(handle, number, page).await?;
		let mut remains = Vec::new();
		if self.page(handle, number).await? != *page {
			remains.push(format!("the web server still shows the former page {number} of {handle}"));
		}
		Ok(remains)
	}

	async fn index(&self, handle: &str) -> Result<Index, StoreError> {
		let what = "a manifest index";
		let answer = self.client.get(&index_path(KIND, handle), what).await?.success("GET", what)?;
		Ok(parse_index(KIND, &answer.body)?)
	}

	async fn page(&self, handle: &str, number: u32) -> Result<Page, StoreError> {
		let what = "a manifest page";
		let answer = self.client.get(&page_path(KIND, handle, number), what).await?.success("GET", what)?;
		Ok(parse_page(KIND, &answer.body)?)
	}

	async fn erase(&self, record: &str, _: &[String]) -> Result<Remains, StoreError> {
		let path = record_path(KIND, record).ok_or(StoreError::Malformed("a record by that name"))?;
		match std::fs::remove_file(self.local(&path)) {
			Err(error) if error.kind() != ErrorKind::NotFound => return Err(refused(error)),
			_ => {},
		}
		Ok(if self.gone(&path).await? { Vec::new() } else { vec![format!("{record} can still be read")] })
	}
}
