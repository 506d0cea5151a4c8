//! FHIR R4 servers.

use super::{http::Client, instant, Changes, Fetched, FhirReader, RecordStore, Remains, StoreError, AGENT};
use crate::{
	config::{StoreConfig, Watch},
	state::Version,
};
use async_trait::async_trait;
use salus_primitives::{
	fhir,
	manifest::{parse_index, parse_page, write_index, write_page, Index, Page},
	store::{index_path, page_path, record_path, valid_handle, StoreKind},
};
use serde::Deserialize;

const KIND: StoreKind = StoreKind::FhirR4;
const JSON: &str = "application/fhir+json";

/// Entries that are asked for at once. Our own manifest pages are among them, at a third of a megabyte each.
const PAGE: u32 = 100;

/// A FHIR R4 server.
pub struct FhirStore {
	client: Client,
	watch: Watch,
	types: Vec<String>,
	skip_types: Vec<String>,
	prefix: String,
	overlap: chrono::TimeDelta,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bundle {
	resource_type: String,
	#[serde(default)]
	link: Vec<Link>,
	#[serde(default)]
	entry: Vec<Entry>,
}

#[derive(Deserialize)]
struct Link {
	relation: String,
	url: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
	full_url: Option<String>,
	resource: Option<Resource>,
	request: Option<Request>,
	response: Option<Response>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Resource {
	resource_type: String,
	id: Option<String>,
	meta: Option<Meta>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
	version_id: Option<String>,
	last_updated: Option<String>,
}

#[derive(Deserialize)]
struct Request {
	method: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Response {
	etag: Option<String>,
	last_modified: Option<String>,
}

impl Entry {
	/// (type, id, version) of what the entry is about; `None` for a deletion, which has no content to commit to.
	fn version(&self) -> Option<(&str, &str, &str)> {
		if self.request.as_ref().is_some_and(|request| request.method == "DELETE") {
			return None;
		}
		let etag = self.response.as_ref().and_then(|response| response.etag.as_deref());
		let etag = etag.map(|etag| etag.trim_start_matches("W/").trim_matches('"'));
		let in_meta = self.resource.as_ref().and_then(|r| r.meta.as_ref()?.version_id.as_deref());
		// A server may leave the resource out (`Prefer: return=minimal`): then the full URL names it.
		let mut url = self.full_url.as_deref().unwrap_or_default().rsplit('/');
		let (last, before) = (url.next(), url.next());
		let id = self.resource.as_ref().and_then(|r| r.id.as_deref()).or(last)?;
		let resource_type = self.resource.as_ref().map(|r| r.resource_type.as_str()).or(before)?;
		Some((resource_type, id, in_meta.or(etag)?))
	}

	fn changed(&self) -> Option<&str> {
		let in_meta = self.resource.as_ref().and_then(|r| r.meta.as_ref()?.last_updated.as_deref());
		in_meta.or(self.response.as_ref().and_then(|response| response.last_modified.as_deref()))
	}
}

impl FhirStore {
	/// A server as the configuration describes it.
	pub fn new(client: Client, config: &StoreConfig) -> Self {
		Self {
			client,
			watch: config.watch,
			types: config.types.clone(),
			skip_types: config.skip_types.clone(),
			prefix: config.manifest_prefix.clone(),
			overlap: chrono::TimeDelta::seconds(config.overlap_seconds.into()),
		}
	}

	/// Is this resource a record, and not one of our manifests?
	fn is_record(&self, resource_type: &str, id: &str) -> bool {
		let own = resource_type == "Provenance" && id.starts_with(&self.prefix);
		let wanted = self.types.is_empty() || self.types.iter().any(|t| t == resource_type);
		!own && wanted && !self.skip_types.iter().any(|t| t == resource_type)
	}

	async fn bundle(&self, path: &str) -> Result<Bundle, StoreError> {
		let what = "a list of changes";
		let answer = self.client.get(path, what).await?.success("GET", what)?;
		let bundle: Bundle = serde_json::from_slice(&answer.body).map_err(|_| StoreError::Malformed(what))?;
		if bundle.resource_type != "Bundle" {
			return Err(StoreError::Malformed(what));
		}
		Ok(bundle)
	}

	/// The path of the next page. Whatever host the link names, only its query goes back to our own base.
	fn next(&self, path: &str, bundle: &Bundle) -> Option<String> {
		let link = bundle.link.iter().find(|link| link.relation == "next")?;
		let query = link.url.split_once('?')?.1;
		let (own, _) = path.split_once('?')?;
		Some(format!("{own}?{query}"))
	}

	/// Does the history of this resource hold content beyond what is current?
	async fn history_remains(&self, reference: &str, current: Option<&str>) -> Result<bool, StoreError> {
		let path = format!("/{reference}/_history");
		let answer = self.client.get(&path, "a history").await?;
		if answer.is_gone() {
			return Ok(false);
		}
		let body = answer.success("GET", "a history")?.body;
		let bundle: Bundle = serde_json::from_slice(&body).map_err(|_| StoreError::Malformed("a history"))?;
		let version = |entry: &Entry| entry.resource.as_ref().and_then(|r| r.meta.as_ref()?.version_id.clone());
		Ok(bundle.entry.iter().any(|entry| entry.resource.is_some() && version(entry).as_deref() != current))
	}

	async fn delete_with_history(&self, reference: &str) -> Result<(), StoreError> {
		self.client.delete(&format!("/{reference}"), "a resource").await?;
		self.client.delete(&format!("/{reference}/_history"), "a history").await
	}

	/// Overwrite a resource by one that says nothing. A server may keep beside the marker of a deletion what the resource
	/// said last, where no request reaches it and no purge of its history either: so it is to say nothing last.
	async fn empty(&self, reference: &str) -> Result<(), StoreError> {
		let Some((resource_type, id)) = reference.split_once('/') else { return Ok(()) };
		// What was never there is not to be created; what was deleted comes back for a moment, without its content.
		if self.client.status(&format!("/{reference}")).await? == reqwest::StatusCode::NOT_FOUND {
			return Ok(());
		}
		let body = serde_json::json!({ "resourceType": resource_type, "id": id }).to_string().into_bytes();
		match self.client.put(&format!("/{reference}"), JSON, body, "an emptied resource").await {
			// It insists on elements that its type must have. Deleting it is still right; the operator is told.
			Err(error @ StoreError::Status { .. }) => {
				tracing::warn!(%error, "the store takes no emptied resource: its database may keep what was erased");
				Ok(())
			},
			other => other,
		}
	}

	/// Is anything but the current version of a manifest page in its history?
	async fn page_remains(&self, handle: &str, number: u32, reference: &str) -> Result<bool, StoreError> {
		let path = page_path(KIND, handle, number);
		let answer = self.client.get(&path, "a manifest page").await?.success("GET", "a manifest page")?;
		let current: Resource =
			serde_json::from_slice(&answer.body).map_err(|_| StoreError::Malformed("a manifest page"))?;
		let version = current.meta.and_then(|meta| meta.version_id);
		self.history_remains(reference, version.as_deref()).await
	}
}

#[async_trait]
impl FhirReader for FhirStore {
	async fn resource(&self, path: &str) -> Result<Option<serde_json::Value>, StoreError> {
		let what = "a resource";
		let headers = [("accept", JSON)];
		let limit = self.client.max_record();
		let answer = self.client.send(reqwest::Method::GET, path, &headers, None, limit, what).await?;
		if answer.is_gone() {
			return Ok(None);
		}
		let body = answer.success("GET", what)?.body;
		serde_json::from_slice(&body).map(Some).map_err(|_| StoreError::Malformed(what))
	}
}

#[async_trait]
impl RecordStore for FhirStore {
	fn kind(&self) -> StoreKind {
		KIND
	}

	async fn reachable(&self) -> Result<(), StoreError> {
		let status = self.client.status("/metadata").await?;
		if status.is_success() {
			return Ok(());
		}
		Err(StoreError::Status { status: status.as_u16(), method: "GET", what: "its capability statement" })
	}

	async fn changes(&self, cursor: Option<&str>) -> Result<Changes, StoreError> {
		let instant = |text: &str| chrono::DateTime::parse_from_rfc3339(text).ok();
		let since = cursor.and_then(instant).and_then(|last| last.checked_sub_signed(self.overlap));
		let since = since.map(|since| since.to_utc().to_rfc3339_opts(chrono::SecondsFormat::Millis, true));
		let starts: Vec<String> = match (self.watch, &since) {
			(Watch::History, Some(since)) => vec![format!("/_history?_since={since}&_count={PAGE}")],
			(Watch::History, None) => vec![format!("/_history?_count={PAGE}")],
			(Watch::Search, since) => {
				let since = since.as_deref().unwrap_or("1900-01-01T00:00:00Z");
				let search = |t: &String| format!("/{t}?_lastUpdated=ge{since}&_sort=_lastUpdated&_count={PAGE}");
				self.types.iter().map(search).collect()
			},
		};
		let mut newest = cursor.and_then(instant);
		let mut found = Vec::new();
		for start in starts {
			let mut path = Some(start);
			while let Some(this) = path {
				let bundle = self.bundle(&this).await?;
				for entry in &bundle.entry {
					newest = newest.max(entry.changed().and_then(instant));
					let Some((resource_type, id, version)) = entry.version() else { continue };
					if self.is_record(resource_type, id) {
						let record = format!("{resource_type}/{id}");
						let locator = format!("{record}/_history/{version}");
						found.push(Version { record, version: version.into(), locator });
					}
				}
				// A page without entries ends the list even where a server goes on linking.
				path = self.next(&this, &bundle).filter(|next| *next != this && !bundle.entry.is_empty());
			}
		}
		// Histories come youngest first.
		if self.watch == Watch::History {
			found.reverse();
		}
		Ok(Changes { versions: found, cursor: newest.map(|newest| newest.to_rfc3339()).unwrap_or_default() })
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
		Ok(match fhir::canonicalize(&answer.success("GET", "a record")?.body) {
			Ok(canonical) => Fetched::Record(canonical, None),
			Err(error) => Fetched::Refused(error.to_string()),
		})
	}

	fn handle(&self, seed: &[u8; 16]) -> String {
		format!("{}{}", self.prefix, hex::encode(seed))
	}

	async fn put_page(&self, handle: &str, number: u32, page: &Page) -> Result<(), StoreError> {
		let body = write_page(KIND, handle, number, page, &instant(), AGENT);
		self.client.put(&page_path(KIND, handle, number), JSON, body, "a manifest page").await
	}

	async fn put_index(&self, handle: &str, index: &Index) -> Result<(), StoreError> {
		let body = write_index(KIND, handle, index, &instant(), AGENT);
		self.client.put(&index_path(KIND, handle), JSON, body, "a manifest index").await
	}

	async fn replace_page(&self, handle: &str, number: u32, page: &Page) -> Result<Remains, StoreError> {
		let reference = format!("Provenance/{handle}-{number}");
		// The new page first: a deletion would keep the old one beside its marker, see `empty`.
		self.put_page(handle, number, page).await?;
		let history = format!("/{reference}/_history");
		let purged = self.client.delete(&history, "a history").await;
		if purged.is_ok() && !self.page_remains(handle, number, &reference).await? {
			return Ok(Vec::new());
		}
		// There are servers that purge only what was deleted.
		self.delete_with_history(&reference).await?;
		self.put_page(handle, number, page).await?;
		let mut remains = Vec::new();
		if self.page_remains(handle, number, &reference).await? {
			remains.push(format!("former versions of manifest page {reference} are still in its history"));
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

	async fn erase(&self, record: &str, locators: &[String]) -> Result<Remains, StoreError> {
		let lawful = record.split_once('/').is_some_and(|(resource_type, id)| {
			resource_type.bytes().all(|b| b.is_ascii_alphabetic()) && valid_handle(id.as_bytes())
		});
		if !lawful {
			return Err(StoreError::Malformed("a record by that name"));
		}
		let mut remains = Vec::new();
		self.empty(record).await?;
		// A refusal to delete is reported with all else that remains, not instead of it.
		match self.delete_with_history(record).await {
			Err(error @ StoreError::Status { .. }) => remains.push(error.to_string()),
			other => other?,
		}
		if self.client.status(&format!("/{record}")).await?.is_success() {
			remains.push(format!("{record} is still there"));
		}
		for locator in locators {
			if self.client.status(&format!("/{locator}")).await?.is_success() {
				remains.push(format!("{locator} is still there"));
			}
		}
		if self.history_remains(record, None).await? {
			remains.push(format!("the history of {record} still holds its content"));
		}
		Ok(remains)
	}
}
