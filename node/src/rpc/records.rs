//! `records_*`: record stores, anchors, and whether a commitment was anchored. Only commitments and proofs travel,
//! never a record.

use super::{
	answer::{rfc3339, At},
	Answer, Refusal,
};
use crate::service::Client;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_records::{
	runtime_api::RecordsApi as _, AnchorInfo, Basis, Fault, Standing, StoreInfo, Unverified, Verification,
};
use salus_primitives::{anchor::ProofError, store::StoreKind, AnchorId, Commitment, StoreId};
use salus_runtime::Hash;
use serde::{Deserialize, Serialize};
use sp_api::ProvideRuntimeApi;
use sp_core::{crypto::Ss58Codec, H256};
use std::sync::Arc;

/// Ask about a store.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoreQuery {
	store: StoreId,
}

/// Ask about an anchor.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnchorQuery {
	anchor: String,
}

/// Ask whether a commitment was anchored.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerifyQuery {
	anchor: String,
	index: u32,
	commitment: Commitment,
	proof: Vec<H256>,
}

/// One attestor of a store.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AttestorAnswer {
	key: String,
	basis: Basis,
}

/// A store.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoreAnswer {
	store: StoreId,
	standing: Standing,
	owner: u32,
	kind: StoreKind,
	url_commitment: Commitment,
	attestors: Vec<AttestorAnswer>,
	quorum: u32,
	challenge_period_seconds: String,
	next_challenge_due: String,
	anchors: u32,
	leaves: String,
	faults: u32,
	unavailable_since: Option<String>,
	last_attested: Option<String>,
	trail_head: H256,
	trail_length: u32,
}

impl StoreAnswer {
	fn new(store: StoreId, info: StoreInfo) -> Self {
		Self {
			store,
			standing: info.standing,
			owner: info.owner,
			kind: info.kind,
			url_commitment: info.url_commitment,
			attestors: info
				.attestors
				.iter()
				.map(|(key, basis)| AttestorAnswer { key: key.to_ss58check(), basis: *basis })
				.collect(),
			quorum: info.quorum,
			challenge_period_seconds: info.challenge_period.to_string(),
			next_challenge_due: rfc3339(info.next_challenge_due),
			anchors: info.anchors,
			leaves: info.leaves.to_string(),
			faults: info.faults,
			unavailable_since: info.unavailable_since.map(rfc3339),
			last_attested: info.last_attested.map(rfc3339),
			trail_head: info.trail.head,
			trail_length: info.trail.len,
		}
	}
}

/// An anchor.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AnchorAnswer {
	anchor: String,
	store: StoreId,
	sequence: u32,
	root: H256,
	count: u32,
	manifest: String,
	block: u32,
	anchored_at: String,
	erased: u32,
}

impl AnchorAnswer {
	fn new(anchor: AnchorId, info: AnchorInfo) -> Self {
		Self {
			anchor: anchor.to_string(),
			store: info.store,
			sequence: info.sequence,
			root: info.root.hash,
			count: info.root.count,
			manifest: String::from_utf8_lossy(&info.manifest).into_owned(),
			block: info.block,
			anchored_at: rfc3339(info.at),
			erased: info.erased,
		}
	}
}

/// What the chain knows of a commitment. It never says that a record version is current.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VerifyAnswer {
	anchored: bool,
	/// Why not, when it was not.
	reason: Option<&'static str>,
	block: Option<u32>,
	anchored_at: Option<String>,
	superseded_by: Option<String>,
	erased: bool,
	fault: Option<Fault>,
	store: Option<StoreId>,
	store_standing: Option<Standing>,
	store_last_attested: Option<String>,
}

impl VerifyAnswer {
	fn new(result: Result<Verification, Unverified>) -> Self {
		match result {
			Ok(v) => Self {
				anchored: true,
				reason: None,
				block: Some(v.block),
				anchored_at: Some(rfc3339(v.at)),
				superseded_by: v.superseded_by.map(|anchor| anchor.to_string()),
				erased: v.erased,
				fault: v.fault,
				store: Some(v.store),
				store_standing: Some(v.standing),
				store_last_attested: v.last_attested.map(rfc3339),
			},
			Err(unverified) => Self {
				anchored: false,
				reason: Some(match unverified {
					Unverified::AnchorNotFound => "anchor-not-found",
					Unverified::Proof(ProofError::IndexOutOfRange) => "index-out-of-range",
					Unverified::Proof(ProofError::WrongProofLength) => "wrong-proof-length",
					Unverified::Proof(ProofError::ForbiddenLeafLength) => "forbidden-leaf-length",
					Unverified::Proof(ProofError::RootMismatch) => "root-mismatch",
				}),
				block: None,
				anchored_at: None,
				superseded_by: None,
				erased: false,
				fault: None,
				store: None,
				store_standing: None,
				store_last_attested: None,
			},
		}
	}
}

/// Record stores and anchors.
#[rpc(server, namespace = "records")]
pub trait RecordsApi {
	/// A record store: `{"store": 0}`.
	#[method(name = "store", blocking)]
	fn store(&self, query: StoreQuery, at: Option<Hash>) -> RpcResult<Answer<StoreAnswer>>;

	/// An anchor: `{"anchor": "4294967297"}`.
	#[method(name = "anchor", blocking)]
	fn anchor(&self, query: AnchorQuery, at: Option<Hash>) -> RpcResult<Answer<AnchorAnswer>>;

	/// Is this commitment leaf `index` of the anchor? `{"anchor": "4294967297", "index": 0, "commitment": "0x…",
	/// "proof": ["0x…"]}`.
	#[method(name = "verify", blocking)]
	fn verify(&self, query: VerifyQuery, at: Option<Hash>) -> RpcResult<Answer<VerifyAnswer>>;
}

/// Answers from the runtime.
pub struct Records {
	client: Arc<Client>,
}

impl Records {
	/// Answers from this chain.
	pub fn new(client: Arc<Client>) -> Self {
		Self { client }
	}
}

fn anchor_id(text: &str) -> Result<AnchorId, Refusal> {
	text.parse().map_err(|_| {
		Refusal::bad(
			"anchor",
			"not an anchor number",
			"give the decimal string that anchoring returned, such as \"4294967297\"",
		)
	})
}

pub(super) fn no_state(error: sp_api::ApiError) -> Refusal {
	Refusal::cannot_answer(
		"no-state",
		format!("the runtime did not answer: {error}"),
		"the node may have discarded the state of that block; leave `at` out, or ask an archive node",
	)
}

impl RecordsApiServer for Records {
	fn store(&self, query: StoreQuery, at: Option<Hash>) -> RpcResult<Answer<StoreAnswer>> {
		let at = At::resolve(&self.client, at)?;
		let info = self.client.runtime_api().store(at.hash, query.store).map_err(no_state)?.ok_or_else(|| {
			Refusal::not_found("store", format!("there is no record store {}", query.store), "store numbers start at 0")
		})?;
		Ok(Answer { at, answer: StoreAnswer::new(query.store, info) })
	}

	fn anchor(&self, query: AnchorQuery, at: Option<Hash>) -> RpcResult<Answer<AnchorAnswer>> {
		let at = At::resolve(&self.client, at)?;
		let anchor = anchor_id(&query.anchor)?;
		let info = self.client.runtime_api().anchor(at.hash, anchor).map_err(no_state)?.ok_or_else(|| {
			Refusal::not_found(
				"anchor",
				format!("there is no anchor {anchor}"),
				"was it anchored on another chain or fork?",
			)
		})?;
		Ok(Answer { at, answer: AnchorAnswer::new(anchor, info) })
	}

	fn verify(&self, query: VerifyQuery, at: Option<Hash>) -> RpcResult<Answer<VerifyAnswer>> {
		let at = At::resolve(&self.client, at)?;
		let anchor = anchor_id(&query.anchor)?;
		if query.proof.len() > salus_primitives::anchor::MAX_PROOF as usize {
			let hint = format!("a proof has at most {} hashes", salus_primitives::anchor::MAX_PROOF);
			return Err(Refusal::bad("proof", "the proof is too long", hint).into());
		}
		let result = self
			.client
			.runtime_api()
			.verify(at.hash, anchor, query.index, query.commitment, query.proof)
			.map_err(no_state)?;
		Ok(Answer { at, answer: VerifyAnswer::new(result) })
	}
}
