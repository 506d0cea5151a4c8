//! What the gate asks the node, by JSON-RPC over HTTP, always about the newest block.

use super::residual::{Layer, Scope};
use crate::rpc::{NodeRpc, QuestionError};
use async_trait::async_trait;
use salus_primitives::SubjectId;
use serde::Deserialize;
use serde_json::{json, Value};
use sp_core::H256;
use sp_runtime::AccountId32;
use std::{
	collections::HashMap,
	time::{Duration, Instant},
};
use tokio::sync::Mutex;

/// The most codes that are remembered.
const MAX_REMEMBERED: usize = 4_096;

/// For how long: a code that is not registered may be tomorrow.
const REMEMBERED: Duration = Duration::from_secs(600);

/// Where `pallet-timestamp` keeps the time, in milliseconds: the hashes of `Timestamp` and `Now`.
const TIME_KEY: &str = "0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb";

/// Code system of FHIR's consent actions.
const ACTIONS: &str = "http://terminology.hl7.org/CodeSystem/consentaction";

/// A grant and what the directives in force now say of it.
#[derive(Clone, Debug)]
pub struct Grant {
	/// Its number.
	pub number: u64,
	/// Whose data.
	pub subject: SubjectId,
	/// Who may use it.
	pub account: AccountId32,
	/// It is neither closed nor over.
	pub open: bool,
	/// The directives in force permit it.
	pub permits: bool,
	/// What it is for: (system, code).
	pub action: (String, String),
	/// To which data it is limited.
	pub scope: Scope,
	/// What is still to be left out.
	pub residual: Vec<Layer>,
}

impl Grant {
	/// Is it for reading? `collect` and `correct` are not.
	pub fn reads(&self) -> bool {
		let (system, code) = &self.action;
		system == ACTIONS && matches!(code.as_str(), "access" | "use" | "disclose")
	}
}

/// The node, as the gate sees it.
#[async_trait]
pub trait Questions: Send + Sync {
	/// Hash of the genesis block.
	async fn genesis(&self) -> Result<H256, QuestionError>;

	/// The time of the newest block that the node knows, in seconds since the Unix epoch.
	async fn time(&self) -> Result<u64, QuestionError>;

	/// A grant, now.
	async fn grant(&self, number: u64) -> Result<Option<Grant>, QuestionError>;

	/// The number of a code and those above it; empty for one that is not registered.
	async fn lineage(&self, kind: &'static str, system: &str, code: &str) -> Result<Vec<u16>, QuestionError>;
}

/// A node's JSON-RPC.
pub struct NodeQuestions {
	node: NodeRpc,
	genesis: Mutex<Option<H256>>,
	codes: Mutex<HashMap<(String, String, String), (Instant, Vec<u16>)>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct GrantShape {
	subject: SubjectId,
	account: String,
	action: super::residual::Code,
	scope: Scope,
	state: String,
	outcome: String,
	residual: Vec<Layer>,
}

#[derive(Deserialize)]
struct CodeShape {
	lineage: Vec<u16>,
}

impl NodeQuestions {
	/// The node at this WebSocket URL; it answers HTTP on the same port.
	pub fn new(url: &str) -> Result<Self, reqwest::Error> {
		Ok(Self { node: NodeRpc::new(url)?, genesis: Mutex::default(), codes: Mutex::default() })
	}
}

#[async_trait]
impl Questions for NodeQuestions {
	async fn genesis(&self) -> Result<H256, QuestionError> {
		let mut held = self.genesis.lock().await;
		if let Some(genesis) = *held {
			return Ok(genesis);
		}
		let method = "chain_getBlockHash";
		let found = self.node.ask(method, json!([0])).await?;
		let genesis = serde_json::from_value(found).map_err(|_| QuestionError::Malformed(method))?;
		*held = Some(genesis);
		Ok(genesis)
	}

	async fn time(&self) -> Result<u64, QuestionError> {
		let method = "state_getStorage";
		let found = self.node.ask(method, json!([TIME_KEY])).await?;
		let bytes = found.as_str().and_then(|text| hex::decode(text.strip_prefix("0x")?).ok());
		let bytes: Option<[u8; 8]> = bytes.and_then(|bytes| bytes.try_into().ok());
		let milliseconds = u64::from_le_bytes(bytes.ok_or(QuestionError::Malformed(method))?);
		Ok(milliseconds.checked_div(1_000).unwrap_or_default())
	}

	async fn grant(&self, number: u64) -> Result<Option<Grant>, QuestionError> {
		let method = "consent_grant";
		let found = self.node.ask(method, json!([{ "grant": number.to_string() }])).await?;
		if found.is_null() {
			return Ok(None);
		}
		let malformed = || QuestionError::Malformed(method);
		let found: GrantShape = serde_json::from_value(found).map_err(|_| malformed())?;
		Ok(Some(Grant {
			number,
			subject: found.subject,
			account: super::account(&found.account).ok_or_else(malformed)?,
			open: found.state == "open",
			permits: found.outcome == "permit",
			action: (found.action.system.unwrap_or_default(), found.action.code.unwrap_or_default()),
			scope: found.scope,
			residual: found.residual,
		}))
	}

	async fn lineage(&self, kind: &'static str, system: &str, code: &str) -> Result<Vec<u16>, QuestionError> {
		let key = (kind.to_string(), system.to_string(), code.to_string());
		if let Some((asked, found)) = self.codes.lock().await.get(&key) {
			if asked.elapsed() < REMEMBERED {
				return Ok(found.clone());
			}
		}
		let method = "codes_lookup";
		let found = match self.node.ask(method, json!([{ "kind": kind, "system": system, "code": code }])).await {
			Ok(Value::Null) => Vec::new(),
			Ok(found) => {
				serde_json::from_value::<CodeShape>(found).map_err(|_| QuestionError::Malformed(method))?.lineage
			},
			Err(error) => return Err(error),
		};
		let mut codes = self.codes.lock().await;
		if codes.len() >= MAX_REMEMBERED {
			codes.clear();
		}
		codes.insert(key, (Instant::now(), found.clone()));
		Ok(found)
	}
}
