//! A node's JSON-RPC over HTTP, for questions about the newest block.

use serde_json::{json, Value};
use std::time::Duration;

/// Time limit of one question.
const PATIENCE: Duration = Duration::from_secs(5);

/// The most bytes of an answer.
const MAX_ANSWER: usize = 1_024 * 1_024;

/// How a node says that something does not exist.
const NOT_FOUND: i64 = 4_404;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionError {
	/// The node does not answer, or not in time.
	#[error("the node cannot be reached")]
	Unreachable,
	/// The node answers something else than what was asked.
	#[error("the node's answer to {0} is not what it should be")]
	Malformed(&'static str),
	/// The node refuses the question.
	#[error("the node refuses {0}: code {1}")]
	Refused(&'static str, i64),
}

/// A node.
pub struct NodeRpc {
	client: reqwest::Client,
	url: String,
}

impl NodeRpc {
	/// The node at this WebSocket URL; it answers HTTP on the same port.
	pub fn new(url: &str) -> Result<Self, reqwest::Error> {
		let client = reqwest::Client::builder()
			.redirect(reqwest::redirect::Policy::none())
			.timeout(PATIENCE)
			.no_proxy()
			.build()?;
		Ok(Self { client, url: url.replacen("ws", "http", 1) })
	}

	/// The result, which may be null; null, too, where the node says that there is no such thing.
	pub async fn ask(&self, method: &'static str, parameters: Value) -> Result<Value, QuestionError> {
		let question = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": parameters });
		let sent = self.client.post(&self.url).json(&question).send().await;
		let mut answer = sent.map_err(|_| QuestionError::Unreachable)?;
		let mut body = Vec::new();
		while let Some(chunk) = answer.chunk().await.map_err(|_| QuestionError::Unreachable)? {
			if body.len().saturating_add(chunk.len()) > MAX_ANSWER {
				return Err(QuestionError::Malformed(method));
			}
			body.extend_from_slice(&chunk);
		}
		let mut answer: Value = serde_json::from_slice(&body).map_err(|_| QuestionError::Malformed(method))?;
		if let Some(error) = answer.get("error") {
			return match error.get("code").and_then(Value::as_i64).unwrap_or_default() {
				NOT_FOUND => Ok(Value::Null),
				code => Err(QuestionError::Refused(method, code)),
			};
		}
		answer.get_mut("result").map(Value::take).ok_or(QuestionError::Malformed(method))
	}
}
