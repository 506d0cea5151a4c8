//! `trail_get`: a subject's verified history, newest first.

use super::{answer::At, records::no_state, Answer, Refusal};
use crate::service::{Client, NodeBackend};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_records::runtime_api::RecordsApi as _;
use salus_primitives::trail::{TrailGap, TrailKind, MAX_TRAIL_PAGE};
use salus_runtime::Hash;
use sc_client_api::Backend;
use serde::{Deserialize, Serialize};
use sp_api::{ApiExt, ProvideRuntimeApi};
use sp_core::{
	offchain::{storage::OffchainDb, OffchainDbExt},
	H256,
};
use std::sync::Arc;

/// Ask for a history.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrailQuery {
	kind: TrailKind,
	/// The subject's SCALE bytes as 0x-hex; where numbers name it, such as a record store or a claim, its decimal number.
	subject: String,
	/// Where to go on: `next` of the former page.
	before: Option<H256>,
	#[serde(default = "default_limit")]
	limit: u32,
}

fn default_limit() -> u32 {
	100
}

/// One step of a history.
#[derive(Clone, Serialize)]
pub struct StepAnswer {
	head: H256,
	previous: H256,
	n: u32,
	block: u32,
	/// SCALE bytes of the entry; its type stands in the metadata of the pallet that wrote it.
	entry: String,
}

/// A page of a history. Every step was checked by its hash against the one after it.
#[derive(Clone, Serialize)]
pub struct TrailAnswer {
	steps: Vec<StepAnswer>,
	next: Option<H256>,
	/// First head that this node cannot follow, and why.
	gap: Option<GapAnswer>,
}

/// Why a history ends early.
#[derive(Clone, Serialize)]
pub struct GapAnswer {
	head: H256,
	reason: &'static str,
}

/// Histories.
#[rpc(server, namespace = "trail")]
pub trait TrailApi {
	/// One page of a history: `{"kind": "recordStore", "subject": "0", "limit": 100}`.
	#[method(name = "get", blocking)]
	fn get(&self, query: TrailQuery, at: Option<Hash>) -> RpcResult<Answer<TrailAnswer>>;
}

/// Answers from the runtime and the off-chain index.
pub struct Trail {
	client: Arc<Client>,
	backend: Arc<NodeBackend>,
}

impl Trail {
	/// Answers from this chain and database.
	pub fn new(client: Arc<Client>, backend: Arc<NodeBackend>) -> Self {
		Self { client, backend }
	}
}

fn subject_bytes(query: &TrailQuery) -> Result<Vec<u8>, Refusal> {
	let text = query.subject.as_str();
	let bytes = match text.strip_prefix("0x") {
		Some(digits) if digits.len() <= 256 => hex::decode(digits).ok(),
		Some(_) => None,
		None if matches!(query.kind, TrailKind::Claim | TrailKind::Coverage) => {
			text.parse::<u64>().ok().map(|number| number.to_le_bytes().to_vec())
		},
		None => text.parse::<u32>().ok().map(|number| number.to_le_bytes().to_vec()),
	};
	bytes.ok_or_else(|| {
		Refusal::bad(
			"subject",
			"not a subject",
			"give 0x-hex of at most 128 bytes, or a number where numbers name it, such as a record store or a claim",
		)
	})
}

impl TrailApiServer for Trail {
	fn get(&self, query: TrailQuery, at: Option<Hash>) -> RpcResult<Answer<TrailAnswer>> {
		let at = At::resolve(&self.client, at)?;
		if query.limit == 0 || query.limit > MAX_TRAIL_PAGE {
			return Err(Refusal::bad("limit", "out of range", format!("ask for 1 to {MAX_TRAIL_PAGE} entries")).into());
		}
		let subject = subject_bytes(&query)?;
		let storage = self.backend.offchain_storage().ok_or_else(|| {
			Refusal::cannot_answer("no-offchain-index", "this node keeps no off-chain storage", "ask another node")
		})?;
		let mut api = self.client.runtime_api();
		api.register_extension(OffchainDbExt::new(OffchainDb::new(storage)));
		let page =
			api.trail(at.hash, query.kind, subject, query.before, query.limit).map_err(no_state)?.ok_or_else(|| {
				Refusal::not_found("subject", "no history of that kind has that subject", "check kind and subject")
			})?;
		Ok(Answer {
			at,
			answer: TrailAnswer {
				steps: page
					.steps
					.into_iter()
					.map(|(head, step)| StepAnswer {
						head,
						previous: step.previous,
						n: step.n,
						block: step.block,
						entry: format!("0x{}", hex::encode(step.entry)),
					})
					.collect(),
				next: page.next,
				gap: page.gap.map(|gap| match gap {
					TrailGap::Missing(head) => GapAnswer { head, reason: "missing" },
					TrailGap::Corrupt(head) => GapAnswer { head, reason: "corrupt" },
				}),
			},
		})
	}
}
