//! Which record stores and primary sources this node's attestor may look at, and how.
//!
//! The operator lists them in a file; the node puts the list where the off-chain worker finds it. Nothing of it ever
//! reaches the chain or a log.

use codec::{Decode, Encode};
use salus_primitives::{
	commitment::Nonce,
	store::{access_key, source_access_key, StoreAccess},
};
use sc_client_api::Backend;
use serde::Deserialize;
use sp_core::offchain::OffchainStorage;
use std::path::Path;

/// Key under which the node remembers what it enabled, so that removing it from the file disables it.
const ENABLED: &[u8] = b"salus/sources-enabled";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
	#[serde(default, rename = "store")]
	stores: Vec<Entry>,
	#[serde(default, rename = "credential_source")]
	credential_sources: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
	id: u32,
	url: String,
	url_nonce: String,
	authorization_file: Option<std::path::PathBuf>,
	#[serde(default = "default_max_bytes")]
	max_bytes: u32,
	#[serde(default = "default_timeout_ms")]
	timeout_ms: u32,
}

fn default_max_bytes() -> u32 {
	8 * 1024 * 1024
}

fn default_timeout_ms() -> u32 {
	10_000
}

/// What a file enables, ready for the worker: under which key, and how to reach it.
pub type Stores = Vec<(Vec<u8>, StoreAccess)>;

/// Read and check the file. Errors name the entry, never its secrets.
pub fn read(path: &Path) -> Result<Stores, String> {
	let text = std::fs::read_to_string(path).map_err(|e| format!("record stores file {}: {e}", path.display()))?;
	// The parser's own message quotes what it read, which may be a secret.
	let file: File = toml::from_str(&text).map_err(|e| {
		let line = e.span().map_or(0, |span| text[..span.start.min(text.len())].lines().count());
		format!("record stores file {}: line {line} is not as docs/attestors.md describes", path.display())
	})?;
	let stores = file.stores.into_iter().map(|entry| ("store", access_key(entry.id), entry));
	let sources =
		file.credential_sources.into_iter().map(|entry| ("credential source", source_access_key(entry.id), entry));
	let mut listed = std::collections::BTreeSet::new();
	stores
		.chain(sources)
		.map(|(what, key, entry)| {
			let id = entry.id;
			let refuse = |why: String| Err(format!("record stores file {}: {what} {id} {why}", path.display()));
			if !listed.insert(key.clone()) {
				return refuse("is listed twice".into());
			}
			match access(entry, path) {
				Ok(access) => Ok((key, access)),
				Err(why) => refuse(format!(": {why}")),
			}
		})
		.collect()
}

fn access(entry: Entry, file: &Path) -> Result<StoreAccess, String> {
	let local = ["http://127.0.0.1", "http://localhost", "http://[::1]"]
		.iter()
		.any(|host| entry.url.strip_prefix(host).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/'])));
	if !(local || entry.url.starts_with("https://")) {
		return Err("url must start with https:// (http:// only for a store on the same machine)".into());
	}
	let url_nonce: Nonce = hex::decode(entry.url_nonce.trim_start_matches("0x"))
		.ok()
		.and_then(|bytes| bytes.try_into().ok())
		.ok_or("url_nonce must be 64 hex digits, as printed by `salus-custodian register`")?;
	let authorization = match entry.authorization_file {
		None => None,
		Some(path) => {
			let path = if path.is_absolute() { path } else { file.parent().unwrap_or(Path::new(".")).join(path) };
			let value = std::fs::read_to_string(&path).map_err(|e| format!("authorization_file: {e}"))?;
			Some(value.trim().as_bytes().to_vec())
		},
	};
	// Up to four requests must fit into the time for which a worker holds a job.
	if entry.max_bytes == 0 || entry.timeout_ms == 0 || entry.timeout_ms > 30_000 {
		return Err("max_bytes must not be zero, and timeout_ms must be 1 to 30000".into());
	}
	Ok(StoreAccess {
		url: entry.url.trim_end_matches('/').as_bytes().to_vec(),
		url_nonce,
		authorization,
		max_bytes: entry.max_bytes,
		timeout_ms: entry.timeout_ms,
	})
}

/// Make exactly these known to the off-chain worker.
pub fn enable<B>(backend: &B, stores: Option<Stores>) -> Result<(), String>
where
	B: Backend<salus_runtime::opaque::Block>,
{
	// Without the option whatever the operator set by RPC stays.
	let Some(stores) = stores else { return Ok(()) };
	let mut storage = backend.offchain_storage().ok_or("this node keeps no off-chain storage")?;
	let prefix = sp_core::offchain::STORAGE_PREFIX;
	let before: Vec<Vec<u8>> =
		storage.get(prefix, ENABLED).and_then(|bytes| Decode::decode(&mut &bytes[..]).ok()).unwrap_or_default();
	for key in before {
		storage.remove(prefix, &key);
	}
	let keys: Vec<Vec<u8>> = stores.iter().map(|(key, _)| key.clone()).collect();
	for (key, access) in &stores {
		storage.set(prefix, key, &access.encode());
	}
	storage.set(prefix, ENABLED, &keys.encode());
	log::info!("the attestor of this node may look at {} stores and sources", keys.len());
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	fn write(text: &str) -> std::path::PathBuf {
		let path = std::env::temp_dir().join(format!("salus-stores-{}-{:p}.toml", std::process::id(), text));
		std::fs::write(&path, text).expect("the temporary folder is writable");
		path
	}

	#[test]
	fn file_should_name_each_store_once_with_everything_the_worker_needs() {
		let nonce = "11".repeat(32);
		let good = write(&format!("[[store]]\nid = 3\nurl = \"http://127.0.0.1:8080/\"\nurl_nonce = \"{nonce}\"\n"));
		let stores = read(&good).expect("a good file");
		assert_eq!(stores.len(), 1);
		assert_eq!(stores[0].1.url, b"http://127.0.0.1:8080");
		let twice = write(&format!(
			"[[store]]\nid = 3\nurl = \"https://a\"\nurl_nonce = \"{nonce}\"\n[[store]]\nid = 3\nurl = \"https://b\"\nurl_nonce = \"{nonce}\"\n"
		));
		assert!(read(&twice).expect_err("listed twice").contains("store 3 is listed twice"));
		// A credential source of the same number is something else.
		let both = write(&format!(
			"[[store]]\nid = 3\nurl = \"https://a\"\nurl_nonce = \"{nonce}\"\n[[credential_source]]\nid = 3\nurl = \"https://b\"\nurl_nonce = \"{nonce}\"\n"
		));
		let both = read(&both).expect("a good file");
		assert_eq!((both.len(), both[0].0 == both[1].0), (2, false));
	}

	#[test]
	fn errors_should_not_repeat_what_the_file_says() {
		for text in [
			"[[store]]\nid = 1\nurl = \"secret-host\"\nurl_nonce = \"00\"\n",
			"[[store]]\nid = \"Bearer secret\"\n",
			"[[store]]\nid = 1\nauthorization = \"Bearer secret\"\n",
		] {
			let error = read(&write(text)).expect_err("a bad file");
			assert!(!error.contains("secret"), "{error}");
		}
	}
}
