//! HTTP as a worker may use it: GET below one base URL, within a time and a size, no redirects.
//!
//! Nothing of an address, a token or a body is ever logged, and no type here can be printed.

use crate::StoreAccess;
use alloc::{string::String, vec, vec::Vec};
use sp_core::offchain::{Duration, HttpRequestId, HttpRequestStatus, Timestamp};
use sp_io::offchain;

/// How much of a body is read at once.
const CHUNK: usize = 64 * 1_024;

/// Why a source gave nothing to look at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Failure {
	/// It says that there is nothing, or nothing any more.
	Gone,
	/// It refused, failed, redirected, was too slow or sent too much.
	Unavailable,
}

/// A store or primary source, as this node may ask it.
pub struct Client<'a> {
	base: &'a str,
	authorization: Option<&'a str>,
	accept: Option<&'static str>,
	timeout: Duration,
	max_bytes: u32,
}

impl<'a> Client<'a> {
	/// `None` when the operator's entry cannot be used: that is no fault of the store.
	///
	/// `accept`: the media type to ask for.
	pub fn new(access: &'a StoreAccess, accept: Option<&'static str>) -> Option<Self> {
		Some(Self {
			base: core::str::from_utf8(&access.url).ok()?,
			authorization: access.authorization.as_deref().map(core::str::from_utf8).transpose().ok()?,
			accept,
			timeout: Duration::from_millis(access.timeout_ms.into()),
			max_bytes: access.max_bytes,
		})
	}

	/// Ask for a path. Only status 200 is an answer.
	pub fn get(&self, path: &str) -> Result<Body, Failure> {
		let deadline = offchain::timestamp().add(self.timeout);
		let mut uri = String::from(self.base);
		uri.push_str(path);
		let id = offchain::http_request_start("GET", &uri, &[]).map_err(|()| Failure::Unavailable)?;
		let headers = [("Accept", self.accept), ("Authorization", self.authorization)];
		for (name, value) in headers.into_iter().filter_map(|(name, value)| Some((name, value?))) {
			offchain::http_request_add_header(id, name, value).map_err(|()| Failure::Unavailable)?;
		}
		offchain::http_request_write_body(id, &[], Some(deadline)).map_err(|_| Failure::Unavailable)?;
		match offchain::http_response_wait(&[id], Some(deadline)).first() {
			Some(HttpRequestStatus::Finished(200)) => Ok(Body { id, deadline, max_bytes: self.max_bytes }),
			Some(HttpRequestStatus::Finished(404 | 410)) => Err(Failure::Gone),
			// A redirect could lead a worker, and the token it carries, anywhere.
			_ => Err(Failure::Unavailable),
		}
	}

	/// Fetch a document of at most `limit` bytes, and of no more than the operator allows.
	pub fn document(&self, path: &str, limit: usize) -> Result<Vec<u8>, Failure> {
		let mut body = self.get(path)?;
		body.max_bytes = body.max_bytes.min(u32::try_from(limit).unwrap_or(u32::MAX));
		let mut document = Vec::new();
		body.read(|chunk| document.extend_from_slice(chunk))?;
		Ok(document)
	}
}

/// The body of an answer, not read yet.
pub struct Body {
	id: HttpRequestId,
	deadline: Timestamp,
	max_bytes: u32,
}

impl Body {
	/// Read to the end, chunk by chunk. A body that is too large is given up as soon as that shows.
	pub fn read(self, mut each: impl FnMut(&[u8])) -> Result<(), Failure> {
		let announced = self.announced()?;
		if announced.is_some_and(|length| length > self.max_bytes.into()) {
			return Err(Failure::Unavailable);
		}
		let mut buffer = vec![0; CHUNK];
		let mut length = 0u64;
		loop {
			let filled = offchain::http_response_read_body(self.id, &mut buffer, Some(self.deadline))
				.map_err(|_| Failure::Unavailable)?;
			if filled == 0 {
				break;
			}
			length = length.saturating_add(filled.into());
			// A source that always has a byte ready would otherwise never run into its deadline.
			if length > self.max_bytes.into() || offchain::timestamp() > self.deadline {
				return Err(Failure::Unavailable);
			}
			let filled = usize::try_from(filled).map_err(|_| Failure::Unavailable)?;
			each(buffer.get(..filled).ok_or(Failure::Unavailable)?);
		}
		// Half an answer says nothing about the record.
		match announced {
			Some(announced) if announced != length => Err(Failure::Unavailable),
			_ => Ok(()),
		}
	}

	/// The length that the answer announces, if it does.
	fn announced(&self) -> Result<Option<u64>, Failure> {
		let headers = offchain::http_response_headers(self.id);
		let Some((_, value)) = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(b"content-length")) else {
			return Ok(None);
		};
		let length = core::str::from_utf8(value).ok().and_then(|text| text.trim().parse().ok());
		length.map(Some).ok_or(Failure::Unavailable)
	}
}
