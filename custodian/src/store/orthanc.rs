//! DICOM servers with Orthanc's REST interface.
//!
//! A manifest hangs, as attachments, on a *carrier*: an otherwise empty DICOM instance of the patient
//! `SALUS-MANIFEST`, so that erasing a record never takes a manifest with it. Its identifiers are made from the
//! manifest's seed: creating it twice gives the same instance, and its Orthanc id is known beforehand.

use super::{
	http::{Answer, Client},
	Changes, Fetched, RecordStore, Remains, StoreError, AGENT,
};
use crate::{config::StoreConfig, state::Version};
use async_trait::async_trait;
use futures::{stream, StreamExt, TryStreamExt};
use reqwest::Method;
use salus_primitives::{
	manifest::{parse_index, parse_nonce, parse_page, write_index, write_page, Index, Page},
	store::{index_path, nonce_path, page_path, record_path, valid_handle, StoreKind},
	Nonce,
};
use serde::Deserialize;
use sha1::{Digest, Sha1};

const KIND: StoreKind = StoreKind::Dicom;
const BINARY: &str = "application/octet-stream";
const CARRIER_PATIENT: &str = "SALUS-MANIFEST";

/// Raw Data Storage: an instance that holds no image.
const RAW_DATA: &str = "1.2.840.10008.5.1.4.1.1.66";

/// Changes that are asked for at once.
const PAGE: u32 = 1_000;

/// An Orthanc server.
pub struct OrthancStore {
	client: Client,
	concurrency: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ChangeList {
	changes: Vec<Change>,
	done: bool,
	last: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Change {
	change_type: String,
	#[serde(rename = "ID")]
	id: String,
}

/// Study, series and instance UIDs of a carrier.
fn uids(seed: &[u8; 16]) -> [String; 3] {
	// The UUID-derived root 2.25 takes a 128-bit number; the last byte tells the three apart.
	let mut number = u128::from_be_bytes(*seed) & !0xff;
	std::array::from_fn(|_| {
		number = number.saturating_add(1);
		format!("2.25.{number}")
	})
}

impl OrthancStore {
	/// A server.
	pub fn new(client: Client, config: &StoreConfig) -> Self {
		Self { client, concurrency: usize::try_from(config.concurrency).unwrap_or(1) }
	}

	/// The present state of an instance. An instance may be overwritten under the same id: the digest of its bytes,
	/// which Orthanc keeps, tells its states apart.
	async fn version(&self, id: String) -> Result<Option<Version>, StoreError> {
		if !valid_handle(id.as_bytes()) {
			return Ok(None);
		}
		let what = "an instance's digest";
		let answer = self.client.get(&format!("/instances/{id}/attachments/dicom/md5"), what).await?;
		if answer.is_gone() {
			return Ok(None);
		}
		let digest = answer.success("GET", what)?.body;
		let version = String::from_utf8_lossy(digest.trim_ascii()).into_owned();
		Ok(Some(Version { record: id.clone(), version, locator: id }))
	}

	/// Put or delete where Orthanc may keep revisions (`CheckRevisions`): then it wants the tag of the present one.
	async fn change(
		&self,
		method: Method,
		path: &str,
		body: Option<Vec<u8>>,
		what: &'static str,
	) -> Result<Answer, StoreError> {
		// Attachments are read at `…/data` and written without it.
		let (target, limit) = (path.trim_end_matches("/data"), self.client.max_record());
		let answer =
			self.client.send(method.clone(), target, &[("content-type", BINARY)], body.clone(), limit, what).await?;
		if !matches!(answer.status.as_u16(), 409 | 412) {
			return Ok(answer);
		}
		let etag = self.client.get(path, what).await?.etag.unwrap_or_default();
		let headers = [("content-type", BINARY), ("if-match", etag.as_str())];
		self.client.send(method, target, &headers, body, limit, what).await
	}

	async fn put(&self, path: &str, body: Vec<u8>, what: &'static str) -> Result<(), StoreError> {
		self.change(Method::PUT, path, Some(body), what).await?.success("PUT", what)?;
		Ok(())
	}

	async fn delete(&self, path: &str, what: &'static str) -> Result<(), StoreError> {
		let answer = self.change(Method::DELETE, path, None, what).await?;
		if !answer.is_gone() {
			answer.success("DELETE", what)?;
		}
		Ok(())
	}
}

#[async_trait]
impl RecordStore for OrthancStore {
	fn kind(&self) -> StoreKind {
		KIND
	}

	async fn reachable(&self) -> Result<(), StoreError> {
		let status = self.client.status("/system").await?;
		if status.is_success() {
			return Ok(());
		}
		Err(StoreError::Status { status: status.as_u16(), method: "GET", what: "its system information" })
	}

	async fn changes(&self, cursor: Option<&str>) -> Result<Changes, StoreError> {
		let mut since: i64 = cursor.and_then(|cursor| cursor.parse().ok()).unwrap_or_default();
		let mut versions = Vec::new();
		loop {
			let what = "a list of changes";
			let path = format!("/changes?since={since}&limit={PAGE}");
			let answer = self.client.get(&path, what).await?.success("GET", what)?;
			let list: ChangeList = serde_json::from_slice(&answer.body).map_err(|_| StoreError::Malformed(what))?;
			let instances = list.changes.into_iter().filter(|c| c.change_type == "NewInstance");
			let found: Vec<Option<Version>> = stream::iter(instances.map(|change| self.version(change.id)))
				.buffered(self.concurrency)
				.try_collect()
				.await?;
			versions.extend(found.into_iter().flatten());
			let stuck = list.last <= since;
			since = since.max(list.last);
			if list.done || stuck {
				return Ok(Changes { versions, cursor: since.to_string() });
			}
		}
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
		let body = answer.success("GET", "a record")?.body;
		// A nonce that is already there belongs to an anchor of these bytes: another one would break it.
		Ok(Fetched::Record(body, self.nonce(&version.locator).await?))
	}

	fn handle(&self, seed: &[u8; 16]) -> String {
		let [study, series, instance] = uids(seed);
		let digest = Sha1::digest(format!("{CARRIER_PATIENT}|{study}|{series}|{instance}"));
		let groups: Vec<String> = digest.chunks(4).map(hex::encode).collect();
		groups.join("-")
	}

	async fn prepare_manifest(&self, seed: &[u8; 16]) -> Result<(), StoreError> {
		let [study, series, instance] = uids(seed);
		let body = serde_json::json!({
			"Force": true,
			"Tags": {
				"PatientID": CARRIER_PATIENT,
				"StudyInstanceUID": study,
				"SeriesInstanceUID": series,
				"SOPInstanceUID": instance,
				"SOPClassUID": RAW_DATA,
				"Modality": "OT",
			},
		});
		let (what, path) = ("a carrier of a manifest", "/tools/create-dicom");
		let headers = [("content-type", "application/json")];
		let body = Some(body.to_string().into_bytes());
		let answer = self.client.send(Method::POST, path, &headers, body, self.client.max_record(), what).await?;
		let body = answer.success("POST", what)?.body;
		let created: serde_json::Value = serde_json::from_slice(&body).map_err(|_| StoreError::Malformed(what))?;
		// Were the id another one, attestors would look in the wrong place.
		if created.get("ID").and_then(|id| id.as_str()) != Some(self.handle(seed).as_str()) {
			return Err(StoreError::Malformed(what));
		}
		Ok(())
	}

	async fn put_nonce(&self, locator: &str, nonce: &Nonce) -> Result<(), StoreError> {
		let path = nonce_path(KIND, locator).ok_or(StoreError::Malformed("a nonce"))?;
		let answer = self.change(Method::PUT, &path, Some(hex::encode(nonce).into_bytes()), "a nonce").await?;
		// An instance that went away since it was read has no nonce to keep; its leaf will say so when challenged.
		if !answer.is_gone() {
			answer.success("PUT", "a nonce")?;
		}
		Ok(())
	}

	async fn nonce(&self, locator: &str) -> Result<Option<Nonce>, StoreError> {
		let path = nonce_path(KIND, locator).ok_or(StoreError::Malformed("a nonce"))?;
		let answer = self.client.get(&path, "a nonce").await?;
		if answer.is_gone() {
			return Ok(None);
		}
		Ok(Some(parse_nonce(&answer.success("GET", "a nonce")?.body)?))
	}

	async fn put_page(&self, handle: &str, number: u32, page: &Page) -> Result<(), StoreError> {
		let body = write_page(KIND, handle, number, page, "", AGENT);
		self.put(&page_path(KIND, handle, number), body, "a manifest page").await
	}

	async fn put_index(&self, handle: &str, index: &Index) -> Result<(), StoreError> {
		let body = write_index(KIND, handle, index, "", AGENT);
		self.put(&index_path(KIND, handle), body, "a manifest index").await
	}

	async fn replace_page(&self, handle: &str, number: u32, page: &Page) -> Result<Remains, StoreError> {
		self.delete(&page_path(KIND, handle, number), "a manifest page").await?;
		self.put_page(handle, number, page).await?;
		let mut remains = Vec::new();
		if self.page(handle, number).await? != *page {
			remains.push(format!("manifest page {number} of {handle} does not read as it was written"));
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
		if !valid_handle(record.as_bytes()) {
			return Err(StoreError::Malformed("a record by that name"));
		}
		let mut remains = Vec::new();
		// Attachments and metadata, the nonce among them, go with the instance.
		match self.delete(&format!("/instances/{record}"), "an instance").await {
			Err(error @ StoreError::Status { .. }) => remains.push(error.to_string()),
			other => other?,
		}
		for (path, name) in [
			(format!("/instances/{record}"), "the instance"),
			(format!("/instances/{record}/file"), "its file"),
			(format!("/instances/{record}/metadata/1024"), "its nonce"),
		] {
			if self.client.status(&path).await?.is_success() {
				remains.push(format!("{name} {record} is still there"));
			}
		}
		Ok(remains)
	}
}
