//! The configuration file, and the secrets that it names but never holds.

use salus_primitives::{anchor::MAX_LEAVES, store::StoreKind, Nonce, OrganizationId, StoreId};
use serde::Deserialize;
use std::{
	fmt,
	net::SocketAddr,
	path::{Path, PathBuf},
	time::Duration,
};
use subxt_signer::{sr25519::Keypair, SecretUri};

/// What `salus-custodian init` writes.
pub const TEMPLATE: &str = include_str!("../salus-custodian.example.toml");

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
	/// The file cannot be read.
	#[error("cannot read {}", path.display())]
	Unreadable {
		/// Which file.
		path: PathBuf,
		/// Why.
		source: std::io::Error,
	},
	/// There is no configuration file.
	#[error("there is no {}: write one with `salus-custodian init`, or name yours with --config", path.display())]
	Missing {
		/// Where it was looked for.
		path: PathBuf,
	},
	/// The file is not what it should be.
	#[error("{}: {message}", path.display())]
	Malformed {
		/// Which file.
		path: PathBuf,
		/// Where and why, without quoting the file.
		message: String,
	},
	/// A value is out of its range or contradicts another one.
	#[error("{field}: {message}")]
	Invalid {
		/// Which value, as `section.name`.
		field: &'static str,
		/// What is wrong.
		message: String,
	},
	/// A file with a secret can be read by others than its owner.
	#[error("{} can be read by others: run `chmod 600` on it", path.display())]
	TooOpen {
		/// Which file.
		path: PathBuf,
	},
	/// The token file holds no tokens, or short ones.
	#[error("{} holds no tokens, or one of fewer than 16 characters", path.display())]
	NotTokens {
		/// Which file.
		path: PathBuf,
	},
	/// The key file holds neither a seed nor a secret URI.
	#[error("{} holds neither a mnemonic, a 0x seed nor a secret URI", path.display())]
	NotAKey {
		/// Which file.
		path: PathBuf,
	},
}

/// Text that opens something. It shows nowhere: neither `Debug` nor `Display` print it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
	/// Keep this text secret.
	pub fn new(text: impl Into<String>) -> Self {
		Self(text.into())
	}

	/// The text, for the one place that must have it.
	pub fn expose(&self) -> &str {
		&self.0
	}
}

impl fmt::Debug for Secret {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str("<redacted>")
	}
}

impl fmt::Display for Secret {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str("<redacted>")
	}
}

impl<'de> Deserialize<'de> for Secret {
	fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		String::deserialize(deserializer).map(Self)
	}
}

/// The configuration file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
	/// How the chain is reached and who signs.
	pub chain: ChainConfig,
	/// The store that this custodian sits beside.
	pub store: StoreConfig,
	/// How versions are gathered into anchors.
	#[serde(default)]
	pub batch: BatchConfig,
	/// Where the custodian keeps what it must remember.
	#[serde(default)]
	pub state: StateConfig,
	/// Health and metrics.
	#[serde(default)]
	pub listen: ListenConfig,
	/// The gate in front of the store.
	#[serde(default)]
	pub authorize: AuthorizeConfig,
}

/// `[chain]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainConfig {
	/// WebSocket URL of a node's JSON-RPC.
	#[serde(default = "default_chain_url")]
	pub url: String,
	/// File with the signer's mnemonic, 0x seed or secret URI.
	pub key_file: PathBuf,
	/// The organisation for which the signer acts.
	pub organization: OrganizationId,
	/// Seconds until a transaction must be in a finalised block.
	#[serde(default = "default_finality_seconds")]
	pub finality_seconds: u64,
}

/// Names of store kinds as they stand in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KindName {
	/// FHIR R4 over REST.
	FhirR4,
	/// DICOM through Orthanc's REST interface.
	Dicom,
	/// Files behind any web server.
	Https,
}

impl From<KindName> for StoreKind {
	fn from(name: KindName) -> Self {
		match name {
			KindName::FhirR4 => Self::FhirR4,
			KindName::Dicom => Self::Dicom,
			KindName::Https => Self::Https,
		}
	}
}

/// How changes are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Watch {
	/// `_history?_since=`: every version.
	#[default]
	History,
	/// `Type?_lastUpdated=ge`: what is current at each look, for servers without a history interaction.
	Search,
}

/// `[store]`.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoreConfig {
	/// What kind of store.
	pub kind: KindName,
	/// Its number on chain; `register` remembers it in the state database.
	pub id: Option<StoreId>,
	/// Base URL, as the store is registered and as attestors reach it.
	pub url: String,
	/// Opens the URL commitment on chain: 64 hexadecimal digits; `register` draws one and remembers it.
	pub url_nonce: Option<String>,
	/// File that holds the whole value of the `Authorization` header.
	pub authorization_file: Option<PathBuf>,
	/// Environment variable that holds the whole value of the `Authorization` header.
	pub authorization_env: Option<String>,
	/// FHIR: how changes are asked for.
	#[serde(default)]
	pub watch: Watch,
	/// FHIR: only these resource types; empty for all.
	#[serde(default)]
	pub types: Vec<String>,
	/// FHIR: never these resource types.
	#[serde(default = "default_skip_types")]
	pub skip_types: Vec<String>,
	/// How the handles of manifests begin, by which the custodian knows its own.
	#[serde(default = "default_prefix")]
	pub manifest_prefix: String,
	/// FHIR: seconds by which each look reaches back before the last one.
	#[serde(default = "default_overlap")]
	pub overlap_seconds: u32,
	/// Plain files: the directory that the web server shows under `url`.
	pub directory: Option<PathBuf>,
	/// The most bytes of one record; attestors must allow as many.
	#[serde(default = "default_max_record")]
	pub max_record_bytes: u32,
	/// Milliseconds until an answer must be complete.
	#[serde(default = "default_timeout")]
	pub timeout_ms: u32,
	/// Requests at the same time.
	#[serde(default = "default_concurrency")]
	pub concurrency: u32,
}

// Written by hand: a URL may carry credentials and tells which house this is.
impl fmt::Debug for StoreConfig {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.debug_struct("StoreConfig").field("kind", &self.kind).field("id", &self.id).finish_non_exhaustive()
	}
}

/// `[batch]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BatchConfig {
	/// The most versions under one anchor.
	pub size: u32,
	/// Seconds that a version may wait for others.
	pub max_age_seconds: u64,
	/// Seconds between two looks at the store.
	pub poll_seconds: u64,
}

impl Default for BatchConfig {
	fn default() -> Self {
		Self { size: 16 * 1_024, max_age_seconds: 300, poll_seconds: 10 }
	}
}

/// `[state]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StateConfig {
	/// The database file.
	pub path: PathBuf,
}

impl Default for StateConfig {
	fn default() -> Self {
		Self { path: PathBuf::from("salus-custodian.redb") }
	}
}

/// `[listen]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ListenConfig {
	/// Where health, status and metrics are served.
	pub address: SocketAddr,
}

impl Default for ListenConfig {
	fn default() -> Self {
		Self { address: SocketAddr::from(([127, 0, 0, 1], 9_617)) }
	}
}

/// `[authorize]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AuthorizeConfig {
	/// Where the proxy asks.
	pub address: SocketAddr,
	/// Which patients of the store stand behind which subjects.
	pub identities: PathBuf,
	/// Path under which the proxy shows the store.
	pub base_path: String,
	/// Something behind the proxy leaves out of search results what the residual says.
	pub filtered_behind: bool,
	/// Seconds by which the newest block may lie back: an isolated node would not hear of a withdrawal.
	pub max_age_seconds: u64,
}

impl Default for AuthorizeConfig {
	fn default() -> Self {
		Self {
			address: SocketAddr::from(([127, 0, 0, 1], 9_618)),
			identities: PathBuf::from("identities.toml"),
			base_path: "/".into(),
			filtered_behind: false,
			max_age_seconds: 120,
		}
	}
}

fn default_chain_url() -> String {
	"ws://127.0.0.1:9944".into()
}
fn default_finality_seconds() -> u64 {
	300
}
fn default_skip_types() -> Vec<String> {
	vec!["SearchParameter".into()]
}
fn default_prefix() -> String {
	"salus-m-".into()
}
fn default_overlap() -> u32 {
	60
}
fn default_max_record() -> u32 {
	16 * 1_024 * 1_024
}
fn default_timeout() -> u32 {
	10_000
}
fn default_concurrency() -> u32 {
	8
}

impl Config {
	/// Read and check a configuration file. Relative paths in it count from its own directory.
	pub fn load(path: &Path) -> Result<Self, ConfigError> {
		let text = std::fs::read_to_string(path).map_err(|source| match source.kind() {
			std::io::ErrorKind::NotFound => ConfigError::Missing { path: path.to_path_buf() },
			_ => ConfigError::Unreadable { path: path.to_path_buf(), source },
		})?;
		// `message` alone: the error's whole text would quote the line, and with it whatever stands there.
		let mut config: Self = toml::from_str(&text).map_err(|error| {
			let line = error.span().and_then(|span| text.get(..span.start)).map(|before| before.matches('\n').count());
			let at = line.map(|line| format!("line {}: ", line.saturating_add(1))).unwrap_or_default();
			ConfigError::Malformed {
				path: path.to_path_buf(),
				message: format!("{at}{}", without_values(error.message())),
			}
		})?;
		let base = path.parent().unwrap_or(Path::new("")).to_path_buf();
		for relative in [
			Some(&mut config.chain.key_file),
			Some(&mut config.state.path),
			Some(&mut config.authorize.identities),
			config.store.authorization_file.as_mut(),
			config.store.directory.as_mut(),
		]
		.into_iter()
		.flatten()
		{
			*relative = base.join(&*relative);
		}
		config.check()?;
		Ok(config)
	}

	fn check(&mut self) -> Result<(), ConfigError> {
		let invalid = |field, message: &str| Err(ConfigError::Invalid { field, message: message.into() });
		let store = &mut self.store;
		while store.url.ends_with('/') {
			store.url.pop();
		}
		let Ok(url) = reqwest::Url::parse(&store.url) else {
			return invalid("store.url", "is not a URL");
		};
		if !matches!(url.scheme(), "http" | "https") || url.query().is_some() || url.fragment().is_some() {
			return invalid("store.url", "must be an http(s) URL without query and fragment");
		}
		if !url.username().is_empty() || url.password().is_some() {
			return invalid("store.url", "must carry no credentials: use authorization_file or authorization_env");
		}
		if !self.chain.url.starts_with("ws://") && !self.chain.url.starts_with("wss://") {
			return invalid("chain.url", "must begin with ws:// or wss://");
		}
		if store.authorization_file.is_some() && store.authorization_env.is_some() {
			return invalid("store.authorization_file", "stands beside authorization_env: choose one");
		}
		// Sixteen random bytes in hexadecimal, a hyphen and five digits of a page number follow the prefix.
		let lawful = store.manifest_prefix.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'));
		if !lawful || !(4..=26).contains(&store.manifest_prefix.len()) {
			return invalid("store.manifest_prefix", "must be 4 to 26 of the characters A-Z a-z 0-9 - .");
		}
		if store.kind == KindName::Https && store.directory.is_none() {
			return invalid("store.directory", "is needed for kind \"https\": where the web server finds its files");
		}
		if store.watch == Watch::Search && store.types.is_empty() {
			return invalid("store.types", "must name the resource types to search when watch = \"search\"");
		}
		let resource_type = |name: &String| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic());
		if !store.types.iter().all(resource_type) || !store.skip_types.iter().all(resource_type) {
			return invalid("store.types", "must be names of FHIR resource types");
		}
		if store.concurrency == 0 || store.concurrency > 64 {
			return invalid("store.concurrency", "must be 1 to 64");
		}
		if store.timeout_ms < 100 || store.max_record_bytes < 1_024 {
			return invalid("store.timeout_ms", "must be at least 100, and max_record_bytes at least 1024");
		}
		if self.batch.size == 0 || self.batch.size > MAX_LEAVES {
			return invalid("batch.size", "must be 1 to 16777216");
		}
		if !self.authorize.base_path.starts_with('/') || self.authorize.base_path.contains(['?', '#', '%']) {
			return invalid("authorize.base_path", "must be a path that begins with / and has no ?, # or %");
		}
		if self.batch.poll_seconds == 0 {
			return invalid("batch.poll_seconds", "must be at least 1");
		}
		self.url_nonce()?;
		Ok(())
	}

	/// The URL nonce that stands in the file, if one does.
	pub fn url_nonce(&self) -> Result<Option<Nonce>, ConfigError> {
		let Some(text) = &self.store.url_nonce else { return Ok(None) };
		let mut nonce = Nonce::default();
		hex::decode_to_slice(text.trim_start_matches("0x"), &mut nonce).map_err(|_| ConfigError::Invalid {
			field: "store.url_nonce",
			message: "must be 64 hexadecimal digits".into(),
		})?;
		Ok(Some(nonce))
	}

	/// The value of the `Authorization` header, from where the file says.
	pub fn authorization(&self) -> Result<Option<Secret>, ConfigError> {
		if let Some(path) = &self.store.authorization_file {
			return read_secret(path).map(Some);
		}
		let Some(name) = &self.store.authorization_env else { return Ok(None) };
		match std::env::var(name) {
			Ok(value) => Ok(Some(Secret::new(value))),
			Err(_) => Err(ConfigError::Invalid {
				field: "store.authorization_env",
				message: format!("names the environment variable {name}, which is not set"),
			}),
		}
	}

	/// The key that signs, from the key file.
	pub fn signer(&self) -> Result<Keypair, ConfigError> {
		read_signer(&self.chain.key_file)
	}

	/// Time limit of one answer of the store.
	pub fn store_timeout(&self) -> Duration {
		Duration::from_millis(self.store.timeout_ms.into())
	}
}

/// A parser's message without what it quotes from the file.
fn without_values(message: &str) -> String {
	message.split('"').step_by(2).collect::<Vec<_>>().join("…")
}

/// The key that signs, from a file that only its owner may read.
pub(crate) fn read_signer(path: &Path) -> Result<Keypair, ConfigError> {
	let not_a_key = || ConfigError::NotAKey { path: path.to_path_buf() };
	let uri: SecretUri = read_secret(path)?.expose().parse().map_err(|_| not_a_key())?;
	Keypair::from_uri(&uri).map_err(|_| not_a_key())
}

/// Tokens, one in each line, from a file that only its owner may read.
pub(crate) fn read_tokens(path: &Path) -> Result<Vec<String>, ConfigError> {
	let text = read_private(path)?;
	let tokens: Vec<String> = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(Into::into).collect();
	// As long as 96 random bits are in base 64: whoever guesses one may ask.
	if tokens.is_empty() || tokens.iter().any(|token| token.len() < 16) {
		return Err(ConfigError::NotTokens { path: path.to_path_buf() });
	}
	Ok(tokens)
}

/// The first line of a file that only its owner may read.
pub(crate) fn read_secret(path: &Path) -> Result<Secret, ConfigError> {
	let text = read_private(path)?;
	Ok(Secret::new(text.lines().next().unwrap_or_default().trim()))
}

/// A file that only its owner may read.
fn read_private(path: &Path) -> Result<String, ConfigError> {
	let unreadable = |source| ConfigError::Unreadable { path: path.to_path_buf(), source };
	let metadata = std::fs::metadata(path).map_err(unreadable)?;
	#[cfg(unix)]
	{
		use std::os::unix::fs::PermissionsExt;
		if metadata.permissions().mode() & 0o077 != 0 {
			return Err(ConfigError::TooOpen { path: path.to_path_buf() });
		}
	}
	if !metadata.is_file() {
		return Err(ConfigError::NotAKey { path: path.to_path_buf() });
	}
	std::fs::read_to_string(path).map_err(unreadable)
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used, clippy::panic)]
	use super::*;

	fn write(directory: &Path, name: &str, text: &str, mode: u32) -> PathBuf {
		use std::os::unix::fs::PermissionsExt;
		let path = directory.join(name);
		std::fs::write(&path, text).unwrap();
		std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
		path
	}

	fn config(directory: &Path, store: &str) -> Result<Config, ConfigError> {
		let text = format!("[chain]\nkey_file = \"key\"\norganization = 1\n[store]\n{store}\n");
		Config::load(&write(directory, "c.toml", &text, 0o644))
	}

	const FHIR: &str = "kind = \"fhir-r4\"\nurl = \"http://hospital.example/fhir/\"";

	#[test]
	fn template_should_be_a_lawful_configuration() {
		let directory = tempfile::tempdir().unwrap();
		let config = Config::load(&write(directory.path(), "c.toml", TEMPLATE, 0o644)).unwrap();
		assert_eq!(config.chain.key_file, directory.path().join("custodian.key"));
		assert_eq!(config.listen.address.ip(), std::net::Ipv4Addr::LOCALHOST);
	}

	#[test]
	fn secrets_and_the_store_url_should_never_show() {
		let directory = tempfile::tempdir().unwrap();
		write(directory.path(), "token", "Bearer very-secret-token\n", 0o600);
		let config = config(directory.path(), &format!("{FHIR}\nauthorization_file = \"token\"")).unwrap();
		let authorization = config.authorization().unwrap().unwrap();
		assert_eq!(authorization.expose(), "Bearer very-secret-token");
		let shown = format!("{config:?} {config:#?} {authorization:?} {authorization}");
		for secret in ["very-secret", "hospital.example"] {
			assert!(!shown.contains(secret), "{secret} shows in {shown}");
		}
	}

	#[test]
	fn malformed_file_should_be_refused_without_being_quoted() {
		let directory = tempfile::tempdir().unwrap();
		let error = config(directory.path(), &format!("{FHIR}\ntimeout_ms = \"hunter2\"")).unwrap_err().to_string();
		assert!(error.contains("line 7") && !error.contains("hunter2"), "{error}");
	}

	#[test]
	fn key_that_others_can_read_should_be_refused() {
		let directory = tempfile::tempdir().unwrap();
		let config = config(directory.path(), FHIR).unwrap();
		assert_eq!(config.store.url, "http://hospital.example/fhir");
		write(directory.path(), "key", "//Alice", 0o640);
		assert!(matches!(config.signer(), Err(ConfigError::TooOpen { .. })));
		write(directory.path(), "key", "no key at all", 0o600);
		let error = config.signer().err().unwrap().to_string();
		assert!(!error.contains("no key"), "{error}");
		write(directory.path(), "key", "//Alice\n", 0o600);
		assert_eq!(config.signer().unwrap().public_key().0, subxt_signer::sr25519::dev::alice().public_key().0);
	}

	#[test]
	fn contradictions_should_be_refused_by_name() {
		let directory = tempfile::tempdir().unwrap();
		for (store, field) in [
			("kind = \"https\"\nurl = \"https://a.example\"", "store.directory"),
			("kind = \"dicom\"\nurl = \"ftp://a.example\"", "store.url"),
			("kind = \"dicom\"\nurl = \"http://me:pass@a.example\"", "store.url"),
			("kind = \"fhir-r4\"\nurl = \"http://a.example\"\nwatch = \"search\"", "store.types"),
			("kind = \"fhir-r4\"\nurl = \"http://a.example\"\nmanifest_prefix = \"a/b/c\"", "store.manifest_prefix"),
			("kind = \"fhir-r4\"\nurl = \"http://a.example\"\nurl_nonce = \"12\"", "store.url_nonce"),
		] {
			match config(directory.path(), store) {
				Err(ConfigError::Invalid { field: found, .. }) => assert_eq!(found, field),
				other => panic!("{store}: {other:?}"),
			}
		}
	}
}
