//! `verify FILE`: does this file hold what was anchored?

use crate::{
	agent::{decimal, Agent, Problem},
	state::{Stage, State},
};
use salus_primitives::{
	anchor::{build, Root, PAGE_LEAVES},
	fhir,
	store::StoreKind,
	AnchorId, Commitment, Nonce,
};
use serde::{Deserialize, Serialize};
use sp_core::H256;

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
	/// What was anchored.
	Anchored,
	/// What was anchored, and a later anchor holds a later version.
	Superseded,
	/// The leaf was erased: nobody can tell any more what it committed to.
	Erased,
	/// Not what was anchored.
	Mismatch,
	/// Nothing of this record is anchored, as far as the custodian and the store know.
	NotAnchored,
}

impl Outcome {
	/// Exit code of the command.
	pub fn exit_code(self) -> u8 {
		match self {
			Self::Anchored | Self::Superseded => 0,
			Self::Erased => 3,
			Self::Mismatch => 1,
			Self::NotAnchored => 4,
		}
	}
}

/// The outcome and what it rests on.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verified {
	/// What the file is.
	pub outcome: Outcome,
	/// Under which anchor.
	#[serde(serialize_with = "maybe_decimal")]
	pub anchor: Option<AnchorId>,
	/// At which index.
	pub index: Option<u32>,
	/// When that was anchored, by the chain's clock, in seconds since the Unix epoch.
	pub at: Option<u64>,
	/// The anchor that holds a later version.
	#[serde(serialize_with = "maybe_decimal")]
	pub superseded_by: Option<AnchorId>,
	/// What does not hold.
	pub reason: Option<&'static str>,
}

fn maybe_decimal<S: serde::Serializer>(number: &Option<u64>, serializer: S) -> Result<S::Ok, S::Error> {
	match number {
		Some(number) => decimal(number, serializer),
		None => serializer.serialize_none(),
	}
}

/// One leaf as the state or the store tells of it; believed only as far as it leads to the root on chain.
struct Candidate {
	anchor: AnchorId,
	index: u32,
}

#[derive(Deserialize)]
struct Named {
	#[serde(rename = "resourceType")]
	resource_type: String,
	id: Option<String>,
}

/// The record that a FHIR document says it is.
pub fn record_of(kind: StoreKind, bytes: &[u8]) -> Option<String> {
	if kind != StoreKind::FhirR4 {
		return None;
	}
	let named: Named = serde_json::from_slice(bytes).ok()?;
	Some(format!("{}/{}", named.resource_type, named.id?))
}

impl Agent {
	/// Compare bytes with one leaf, or with every leaf of the record.
	pub async fn verify(
		&self,
		state: &State,
		bytes: &[u8],
		record: Option<&str>,
		leaf: Option<(AnchorId, u32)>,
	) -> Result<Verified, Problem> {
		let nothing = |outcome, reason| Verified {
			outcome,
			anchor: None,
			index: None,
			at: None,
			superseded_by: None,
			reason: Some(reason),
		};
		let canonical = match self.store.kind() {
			StoreKind::FhirR4 => match fhir::canonicalize(bytes) {
				Ok(canonical) => canonical,
				Err(_) => {
					return Ok(nothing(Outcome::Mismatch, "the file is not a FHIR document with a canonical form"))
				},
			},
			StoreKind::Dicom | StoreKind::Https => bytes.to_vec(),
		};
		let mut candidates = Vec::new();
		match (leaf, record) {
			(Some((anchor, index)), _) => candidates.push(Candidate { anchor, index }),
			(None, Some(record)) => {
				for (number, index) in state.places(record)? {
					let stage = state.batch(number)?.map(|batch| batch.stage);
					if let Some(Stage::Anchored(anchor)) = stage {
						candidates.push(Candidate { anchor, index });
					}
				}
			},
			(None, None) => {},
		}
		// Youngest first: of equal versions the last one counts.
		let mut best =
			nothing(Outcome::NotAnchored, "no anchor of this record is known here: give --anchor and --index");
		let mut later = None;
		for candidate in candidates.into_iter().rev() {
			let anchor = candidate.anchor;
			let mut found = self.verify_leaf(state, &canonical, candidate).await?;
			// Of versions that came under the same anchor only the state knows that one follows the other.
			if let (Outcome::Anchored, Some(_)) = (found.outcome, later) {
				found.outcome = Outcome::Superseded;
				found.superseded_by = later;
			}
			later = Some(anchor);
			match found.outcome {
				Outcome::Anchored | Outcome::Superseded => return Ok(found),
				_ if best.outcome == Outcome::NotAnchored => best = found,
				_ => {},
			}
		}
		Ok(best)
	}

	async fn verify_leaf(&self, state: &State, canonical: &[u8], candidate: Candidate) -> Result<Verified, Problem> {
		let Candidate { anchor, index } = candidate;
		let mut verified = Verified {
			outcome: Outcome::Mismatch,
			anchor: Some(anchor),
			index: Some(index),
			at: None,
			superseded_by: None,
			reason: None,
		};
		let Some(facts) = self.chain.anchor(anchor).await? else {
			verified.reason = Some("the chain has no such anchor");
			return Ok(verified);
		};
		verified.at = Some(facts.at);
		if index >= facts.count {
			verified.reason = Some("the anchor has no leaf of this index");
			return Ok(verified);
		}
		let marks = self.chain.leaf(anchor, index).await?;
		verified.superseded_by = marks.superseded_by;
		if marks.erased {
			verified.outcome = Outcome::Erased;
			return Ok(verified);
		}
		let root = Root { hash: facts.root, count: facts.count };
		let opened = match state.batch_of_anchor(anchor)? {
			Some(number) => self.open_from_state(state, number, index, root)?,
			None => self.open_from_store(&facts.manifest, index, root).await?,
		};
		let Some((commitment, nonce)) = opened else {
			verified.reason = Some("the manifest does not lead to the root on chain, or holds no nonce");
			return Ok(verified);
		};
		if Commitment::new(&nonce, canonical) != commitment {
			verified.reason = Some("the content is not what was committed to");
			return Ok(verified);
		}
		verified.outcome = if marks.superseded_by.is_some() { Outcome::Superseded } else { Outcome::Anchored };
		Ok(verified)
	}

	/// The leaf's commitment, proved against the root, and its nonce, from what the custodian remembers.
	fn open_from_state(
		&self,
		state: &State,
		number: u64,
		index: u32,
		root: Root,
	) -> Result<Option<(Commitment, Nonce)>, Problem> {
		let leaves = state.leaves(number)?;
		let payloads: Vec<[u8; 32]> = leaves.iter().map(|leaf| leaf.commitment.0 .0).collect();
		let Some(proof) = build::proof(&payloads, index) else { return Ok(None) };
		let Some(leaf) = usize::try_from(index).ok().and_then(|at| leaves.into_iter().nth(at)) else { return Ok(None) };
		if root.verify(index, leaf.commitment.0.as_bytes(), &proof).is_err() {
			return Ok(None);
		}
		Ok(leaf.opening.map(|(_, nonce)| (leaf.commitment, nonce)))
	}

	/// The same from the manifest in the store, as an attestor does it.
	async fn open_from_store(
		&self,
		handle: &str,
		index: u32,
		root: Root,
	) -> Result<Option<(Commitment, Nonce)>, Problem> {
		let number = index.checked_div(PAGE_LEAVES).unwrap_or_default();
		let place = usize::try_from(index.checked_rem(PAGE_LEAVES).unwrap_or_default()).unwrap_or(usize::MAX);
		let listed = self.store.index(handle).await?;
		let page = self.store.page(handle, number).await?;
		let page_root: Option<H256> = usize::try_from(number).ok().and_then(|n| listed.page_roots.get(n).copied());
		let leads =
			listed.count == root.count && root.matches_pages(&listed.page_roots) && page.root(number) == page_root;
		let Some(entry) = page.entries.get(place).filter(|_| leads) else { return Ok(None) };
		let nonce = match (entry.nonce, &entry.locator) {
			(Some(nonce), _) => Some(nonce),
			(None, Some(locator)) => self.store.nonce(locator).await?,
			(None, None) => None,
		};
		Ok(nonce.map(|nonce| (entry.commitment, nonce)))
	}
}
