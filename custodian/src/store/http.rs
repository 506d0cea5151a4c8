//! HTTP with limits: no redirects, a time limit, a size limit, and errors that name no record.

use super::StoreError;
use crate::config::{Config, ConfigError};
use reqwest::{
	header::{HeaderMap, HeaderValue, AUTHORIZATION},
	redirect, Method, StatusCode,
};
use std::time::Duration;

/// The most bytes of a page of changes or of a manifest.
const MAX_LIST: u32 = 128 * 1_024 * 1_024;

/// How long to wait before asking a stumbling server again.
const PAUSES: [Duration; 3] = [Duration::from_millis(50), Duration::from_millis(250), Duration::from_millis(1_000)];

/// A client of one base URL.
pub struct Client {
	client: reqwest::Client,
	base: String,
	max_record: u32,
	list_timeout: Duration,
}

/// An answer.
pub struct Answer {
	/// HTTP status.
	pub status: StatusCode,
	/// `ETag` header.
	pub etag: Option<String>,
	/// Body; empty unless the status is 2xx.
	pub body: Vec<u8>,
}

impl Answer {
	/// Is there nothing (404), or nothing any more (410)?
	pub fn is_gone(&self) -> bool {
		matches!(self.status, StatusCode::NOT_FOUND | StatusCode::GONE)
	}

	/// An error unless the status is 2xx.
	pub fn success(self, method: &'static str, what: &'static str) -> Result<Self, StoreError> {
		if self.status.is_success() {
			Ok(self)
		} else {
			Err(StoreError::Status { status: self.status.as_u16(), method, what })
		}
	}
}

impl Client {
	/// A client as the configuration wants it.
	pub fn new(config: &Config) -> Result<Self, ConfigError> {
		let mut headers = HeaderMap::new();
		if let Some(secret) = config.authorization()? {
			let mut value = HeaderValue::from_str(secret.expose()).map_err(|_| ConfigError::Invalid {
				field: "store.authorization_file",
				message: "holds characters that no header may have".into(),
			})?;
			value.set_sensitive(true);
			headers.insert(AUTHORIZATION, value);
		}
		let client = reqwest::Client::builder()
			.redirect(redirect::Policy::none())
			.timeout(config.store_timeout())
			.default_headers(headers)
			.no_proxy()
			.build()
			.map_err(|error| ConfigError::Invalid { field: "store.url", message: error.without_url().to_string() })?;
		Ok(Self {
			client,
			base: config.store.url.clone(),
			max_record: config.store.max_record_bytes,
			// A list is put together, not only fetched.
			list_timeout: config.store_timeout().max(Duration::from_secs(60)),
		})
	}

	/// The most bytes of a record.
	pub fn max_record(&self) -> u32 {
		self.max_record
	}

	/// Get a record's bytes.
	pub async fn get_record(&self, path: &str) -> Result<Answer, StoreError> {
		self.send(Method::GET, path, &[], None, self.max_record, "a record").await
	}

	/// Get a list or a manifest.
	pub async fn get(&self, path: &str, what: &'static str) -> Result<Answer, StoreError> {
		self.send(Method::GET, path, &[], None, MAX_LIST, what).await
	}

	/// How does this path answer? The body is not read.
	pub async fn status(&self, path: &str) -> Result<StatusCode, StoreError> {
		let request = self.client.get(format!("{}{path}", self.base));
		Ok(request.send().await.map_err(unreachable)?.status())
	}

	/// Send anything; everything that the custodian sends may be repeated. A server that stumbles, as under the load
	/// of others, is asked again before the whole pass is given up.
	pub async fn send(
		&self,
		method: Method,
		path: &str,
		headers: &[(&'static str, &str)],
		body: Option<Vec<u8>>,
		limit: u32,
		what: &'static str,
	) -> Result<Answer, StoreError> {
		for pause in PAUSES {
			let answer = self.send_once(method.clone(), path, headers, body.clone(), limit, what).await?;
			if !answer.status.is_server_error() && answer.status != StatusCode::TOO_MANY_REQUESTS {
				return Ok(answer);
			}
			tokio::time::sleep(pause).await;
		}
		self.send_once(method, path, headers, body, limit, what).await
	}

	async fn send_once(
		&self,
		method: Method,
		path: &str,
		headers: &[(&'static str, &str)],
		body: Option<Vec<u8>>,
		limit: u32,
		what: &'static str,
	) -> Result<Answer, StoreError> {
		let mut request = self.client.request(method, format!("{}{path}", self.base));
		if limit == MAX_LIST {
			request = request.timeout(self.list_timeout);
		}
		for (name, value) in headers {
			request = request.header(*name, *value);
		}
		if let Some(body) = body {
			request = request.body(body);
		}
		let mut response = request.send().await.map_err(unreachable)?;
		let status = response.status();
		let etag = response.headers().get("etag").and_then(|v| v.to_str().ok()).map(Into::into);
		let mut collected = Vec::new();
		if status.is_success() {
			let limit = usize::try_from(limit).unwrap_or(usize::MAX);
			while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
				if collected.len().saturating_add(chunk.len()) > limit {
					return Err(StoreError::TooLarge(what));
				}
				collected.extend_from_slice(&chunk);
			}
		}
		Ok(Answer { status, etag, body: collected })
	}

	/// Put a document.
	pub async fn put(&self, path: &str, kind: &str, body: Vec<u8>, what: &'static str) -> Result<(), StoreError> {
		let headers = [("content-type", kind)];
		self.send(Method::PUT, path, &headers, Some(body), MAX_LIST, what).await?.success("PUT", what)?;
		Ok(())
	}

	/// Delete; what is not there counts as deleted.
	pub async fn delete(&self, path: &str, what: &'static str) -> Result<(), StoreError> {
		let answer = self.send(Method::DELETE, path, &[], None, MAX_LIST, what).await?;
		if !answer.is_gone() {
			answer.success("DELETE", what)?;
		}
		Ok(())
	}
}

// The URL would name the record.
fn unreachable(error: reqwest::Error) -> StoreError {
	let error = error.without_url();
	StoreError::Unreachable(if error.is_timeout() { "no answer in time".into() } else { cause(&error) })
}

fn cause(error: &dyn std::error::Error) -> String {
	let mut innermost = error;
	while let Some(source) = innermost.source() {
		innermost = source;
	}
	innermost.to_string()
}
