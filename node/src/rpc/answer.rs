//! What every answer carries, and how values are written.

use super::Refusal;
use crate::service::Client;
use salus_runtime::Hash;
use sc_client_api::StorageProvider;
use serde::Serialize;
use sp_blockchain::HeaderBackend;
use sp_core::storage::StorageKey;
use sp_io::hashing::twox_128;

/// The block an answer speaks of.
#[derive(Debug, Clone, Serialize)]
pub struct At {
	/// Its hash.
	pub hash: Hash,
	/// Its number.
	pub number: u32,
	/// Is it final?
	pub finalized: bool,
}

impl At {
	/// The block of this hash, or the best block.
	pub fn resolve(client: &Client, at: Option<Hash>) -> Result<Self, Refusal> {
		let info = client.info();
		let hash = at.unwrap_or(info.best_hash);
		let number = client
			.number(hash)
			.map_err(|e| Refusal::cannot_answer("database", e.to_string(), "look at the node's log"))?
			.ok_or_else(|| {
				Refusal::not_found(
					"at",
					"this node does not know that block",
					"leave `at` out, or ask a node that has it",
				)
			})?;
		let canonical = client.hash(number).ok().flatten() == Some(hash);
		Ok(Self { hash, number, finalized: canonical && number <= info.finalized_number })
	}
}

/// An answer with the block it speaks of.
#[derive(Debug, Clone, Serialize)]
pub struct Answer<T> {
	/// The block.
	pub at: At,
	/// The answer itself.
	#[serde(flatten)]
	pub answer: T,
}

/// The chain's clock at that block, in seconds.
pub fn clock(client: &Client, at: &At) -> Result<u64, Refusal> {
	let stored = stored_value(client, at, "Timestamp", "Now")?;
	let millis = stored.and_then(|bytes| <[u8; 8]>::try_from(bytes).ok()).map_or(0, u64::from_le_bytes);
	Ok(millis / 1_000)
}

/// What a pallet's storage value holds at that block.
pub fn stored_value(client: &Client, at: &At, pallet: &str, item: &str) -> Result<Option<Vec<u8>>, Refusal> {
	let key = StorageKey([twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat());
	let stored = client.storage(at.hash, &key).map_err(|error| {
		Refusal::cannot_answer("state", error.to_string(), "ask a node that keeps the state of that block")
	})?;
	Ok(stored.map(|data| data.0))
}

/// Seconds since the epoch as RFC 3339 text.
pub fn rfc3339(seconds: u64) -> String {
	i64::try_from(seconds)
		.ok()
		.and_then(|seconds| chrono::DateTime::from_timestamp(seconds, 0))
		.map_or_else(|| seconds.to_string(), |time| time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
}

#[cfg(test)]
mod tests {
	use super::rfc3339;

	#[test]
	fn times_should_be_written_as_rfc_3339() {
		assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
		assert_eq!(rfc3339(951_782_400), "2000-02-29T00:00:00Z");
		assert_eq!(rfc3339(1_709_251_199), "2024-02-29T23:59:59Z");
		assert_eq!(rfc3339(4_102_444_800), "2100-01-01T00:00:00Z");
	}
}
