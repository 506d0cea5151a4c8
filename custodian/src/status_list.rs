//! `salus-custodian status-list`: a status list of the chain, signed as a `BitstringStatusListCredential`.
//!
//! The chain holds the bits; the issuer's Ed25519 key, which never leaves this machine, vouches for them to verifiers
//! who do not look at the chain. Only finalised blocks are read, so that no list is signed that the chain takes back.

use crate::{
	chain::ChainError,
	config::{read_secret, ConfigError},
};
use anyhow::{bail, ensure, Context};
use clap::Args;
use salus_interop::vc::{
	did_key::DidKey,
	model::{self, Stage},
	proof::{self, Keys, Purpose},
	status_list::{credential, StatusList},
};
use serde_json::Value;
use sp_core::{ed25519::Pair, Pair as _};
use std::{
	io::Write,
	path::{Path, PathBuf},
	time::Duration,
};
use subxt::{dynamic, ext::scale_decode::DecodeAsType, OnlineClient, SubstrateConfig};
use tokio::time::timeout;

/// Time limit of everything that is asked of the node together.
const PATIENCE: Duration = Duration::from_secs(60);

/// What `status-list` is told on the command line.
#[derive(Args, Debug)]
pub struct StatusListArgs {
	/// The number of the list on chain.
	#[arg(long)]
	list: u32,

	/// Where verifiers will find the document: the URL that credentials name as statusListCredential.
	#[arg(long)]
	url: String,

	/// The file with the issuer's Ed25519 key: a mnemonic, a 0x seed or a secret URI in its first line, readable by its
	/// owner only.
	#[arg(long, value_name = "FILE")]
	key_file: PathBuf,

	/// The issuer's DID, when it is not the key itself (did:key). Needs --verification-method.
	#[arg(long, requires = "verification_method")]
	issuer: Option<String>,

	/// The URL under which the issuer's DID document lists the key, such as did:web:board.example#key-1.
	#[arg(long, requires = "issuer")]
	verification_method: Option<String>,

	/// For how many seconds the document is valid. Publish a new one before it lapses.
	#[arg(long, default_value_t = 86_400)]
	valid_seconds: u32,

	/// The node to ask.
	#[arg(long, env = "SALUS_NODE_URL", default_value = "ws://127.0.0.1:9944")]
	node: String,

	/// Where to write the document; replaced in one step, so that a web server never shows half of it. Without it the
	/// document goes to standard output.
	#[arg(long, value_name = "FILE")]
	out: Option<PathBuf>,
}

/// What the chain says of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListFacts {
	/// What its set bits mean: `revocation` or `suspension`.
	pub purpose: String,
	/// Its bits, the first in the highest bit of the first byte.
	pub bits: Vec<u8>,
	/// The chain's clock, in seconds.
	pub now: u64,
	/// The finalised block that was asked.
	pub block: u64,
}

/// Ask the node, sign, and write the document.
pub async fn run(args: StatusListArgs) -> anyhow::Result<()> {
	let key = read_key(&args.key_file)?;
	let facts = match timeout(PATIENCE, fetch(&args.node, args.list)).await {
		Ok(facts) => facts?,
		Err(_) => bail!("the node did not answer in time"),
	};
	let signer = Signer::new(key, args.issuer.zip(args.verification_method))?;
	let document = signer.sign(&facts, &args.url, args.valid_seconds)?;
	let mut text = serde_json::to_string_pretty(&document)?;
	text.push('\n');
	match &args.out {
		Some(path) => {
			replace(path, text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))?;
			eprintln!("Signed list {} as of finalised block {} into {}.", args.list, facts.block, path.display());
		},
		None => print!("{text}"),
	}
	Ok(())
}

/// The issuer's key.
fn read_key(path: &Path) -> Result<Pair, ConfigError> {
	let not_a_key = || ConfigError::NotAKey { path: path.to_path_buf() };
	Pair::from_string(read_secret(path)?.expose(), None).map_err(|_| not_a_key())
}

/// Write all or nothing.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
	let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
	let name = path.file_name().ok_or(std::io::ErrorKind::InvalidInput)?;
	let mut beside = std::ffi::OsString::from(".");
	beside.push(name);
	beside.push(".new");
	let beside = directory.join(beside);
	let mut file = std::fs::File::create(&beside)?;
	file.write_all(bytes)?;
	file.sync_all()?;
	std::fs::rename(&beside, path)
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
enum PurposeShape {
	Revocation,
	Suspension,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct ListShape {
	purpose: PurposeShape,
}

async fn fetch(node: &str, list: u32) -> anyhow::Result<ListFacts> {
	let unreachable = |error: String| ChainError::Unreachable(error);
	let client = OnlineClient::<SubstrateConfig>::from_insecure_url(node).await;
	let at = client.map_err(|error| unreachable(error.to_string()))?.at_current_block().await?;
	let api = at.runtime_apis();
	let info = dynamic::runtime_api_call::<_, Option<ListShape>>("CredentialsApi", "status_list", (list,));
	let info = api.call(info).await?.with_context(|| format!("there is no status list {list}"))?;
	let bits = dynamic::runtime_api_call::<_, Option<Vec<u8>>>("CredentialsApi", "status_list_bits", (list,));
	let bits = api.call(bits).await?.with_context(|| format!("there is no status list {list}"))?;
	let clock = at.storage().fetch(dynamic::storage::<(), u64>("Timestamp", "Now"), ()).await?;
	let milliseconds = clock.decode()?;
	let purpose = match info.purpose {
		PurposeShape::Revocation => "revocation",
		PurposeShape::Suspension => "suspension",
	};
	Ok(ListFacts { purpose: purpose.into(), bits, now: milliseconds.div_euclid(1_000), block: at.block_number() })
}

/// Whoever vouches for a list.
struct Signer {
	key: Pair,
	issuer: String,
	method: String,
}

impl Signer {
	fn new(key: Pair, names: Option<(String, String)>) -> anyhow::Result<Self> {
		let own = DidKey::ed25519(key.public().0);
		let (issuer, method) = names.unwrap_or_else(|| (own.to_string(), own.verification_method()));
		ensure!(model::is_url(&issuer), "--issuer is not a URL");
		let lawful = method.split_once('#').is_some_and(|(did, fragment)| did == issuer && !fragment.is_empty());
		ensure!(lawful, "--verification-method is not the issuer's: it is the issuer's DID, # and the key's name");
		Ok(Self { key, issuer, method })
	}

	fn sign(&self, facts: &ListFacts, url: &str, valid_seconds: u32) -> anyhow::Result<Value> {
		ensure!(model::is_url(url), "--url is not a URL");
		ensure!(valid_seconds > 0, "--valid-seconds must not be zero");
		let list = StatusList::new(facts.bits.clone())?;
		let now = i64::try_from(facts.now)?;
		let until = now.saturating_add(valid_seconds.into());
		let unsigned = credential(url, &self.issuer, &facts.purpose, &list, now, Some(until));
		let unsigned = unsigned.as_object().context("a credential is an object")?;
		let sign = |message: &[u8]| self.key.sign(message).0;
		let signed = proof::create(unsigned, &self.method, Purpose::Assertion, now, sign)?;
		// What goes out is checked as a verifier would.
		let keys = Keys::from([(self.method.clone(), DidKey::ed25519(self.key.public().0))]);
		for answer in proof::verify(&signed, Purpose::Assertion, &keys, now) {
			answer?;
		}
		let signed = Value::Object(signed);
		let broken = model::credential(&signed, Stage::Issued);
		ensure!(broken.is_empty(), "the document would break a rule of its standard: {broken:?}");
		Ok(signed)
	}
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used, clippy::panic)]
	use super::*;
	use salus_interop::vc::{
		jcs,
		status_list::{status, Entry},
	};
	use serde_json::json;

	const URL: &str = "https://board.example/status/1";

	fn facts(set: usize) -> ListFacts {
		let mut bits = vec![0; 16_384];
		bits[set / 8] = 0x80 >> (set % 8);
		ListFacts { purpose: "revocation".into(), bits, now: 1_700_000_000, block: 7 }
	}

	fn key() -> Pair {
		Pair::from_seed(&[5; 32])
	}

	#[test]
	fn list_should_be_signed_so_that_a_verifier_finds_a_status() {
		let document = Signer::new(key(), None).unwrap().sign(&facts(94_567), URL, 60).unwrap();
		let text = serde_json::to_string_pretty(&document).unwrap();
		let read = jcs::parse(text.as_bytes()).unwrap();
		let answers = proof::verify(read.as_object().unwrap(), Purpose::Assertion, &Keys::new(), 1_700_000_000);
		assert_eq!(answers.len(), 1);
		assert_eq!(answers[0].as_ref().unwrap().controller(), read["issuer"]);
		assert_eq!(read["validFrom"], "2023-11-14T22:13:20Z");
		assert_eq!(read["validUntil"], "2023-11-14T22:14:20Z");
		let entry = |index: &str| {
			Entry::read(&json!({
				"type": "BitstringStatusListEntry", "statusPurpose": "revocation",
				"statusListIndex": index, "statusListCredential": URL,
			}))
			.unwrap()
		};
		assert_eq!(status(&entry("94567"), &read), Ok(1));
		assert_eq!(status(&entry("94566"), &read), Ok(0));
	}

	#[test]
	fn issuer_with_a_did_of_its_own_should_sign_under_its_name() {
		let names = |method: &str| Some(("did:web:board.example".to_owned(), method.to_owned()));
		let signer = Signer::new(key(), names("did:web:board.example#key-1")).unwrap();
		let document = signer.sign(&facts(0), URL, 60).unwrap();
		assert_eq!(document["issuer"], "did:web:board.example");
		assert_eq!(document["proof"]["verificationMethod"], "did:web:board.example#key-1");
		for wrong in ["did:web:other.example#key-1", "did:web:board.example", "did:web:board.example#"] {
			assert!(Signer::new(key(), names(wrong)).is_err(), "{wrong}");
		}
	}

	#[test]
	fn what_no_verifier_would_take_should_not_be_signed() {
		let signer = Signer::new(key(), None).unwrap();
		assert!(signer.sign(&facts(0), "not a url", 60).is_err());
		assert!(signer.sign(&facts(0), URL, 0).is_err());
		let huge = ListFacts { bits: vec![0; 17 * 1_024 * 1_024], ..facts(0) };
		assert!(signer.sign(&huge, URL, 60).is_err());
	}

	#[test]
	fn key_should_be_read_from_a_file_of_its_owner_only() {
		use std::os::unix::fs::PermissionsExt;
		let directory = tempfile::tempdir().unwrap();
		let path = directory.path().join("issuer.key");
		let write = |text: &str, mode: u32| {
			std::fs::write(&path, text).unwrap();
			std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
			read_key(&path)
		};
		assert_eq!(write(&format!("0x{}\n", "05".repeat(32)), 0o600).unwrap().public(), key().public());
		assert!(matches!(write("//Alice", 0o644), Err(ConfigError::TooOpen { .. })));
		let error = write("no key at all, but hunter2", 0o600).err().unwrap();
		assert!(!format!("{error} {error:?}").contains("hunter2"));
	}

	#[test]
	fn document_should_be_replaced_whole() {
		let directory = tempfile::tempdir().unwrap();
		let path = directory.path().join("list.json");
		replace(&path, b"first").unwrap();
		replace(&path, b"second").unwrap();
		assert_eq!(std::fs::read(&path).unwrap(), b"second");
		assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 1);
	}
}
