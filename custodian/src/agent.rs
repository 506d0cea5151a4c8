//! One pass of the custodian: look, batch, write the manifest, anchor.
//!
//! A pass can end anywhere, by an outage or by a crash, and the next one goes on from what the state says. Nothing is
//! decided twice: order, nonces and handle of a batch are fixed before anything of it leaves this process, each step
//! towards the store can be repeated, and before a call is sent the chain is asked whether it landed already.

use crate::{
	chain::{Call, Chain, ChainError},
	metrics::Metrics,
	state::{Batch, Leaf, Reading, Stage, State, StateError, Version},
	store::{Fetched, RecordStore, StoreError},
};
use futures::{stream, StreamExt, TryStreamExt};
use rand::{rngs::OsRng, RngCore};
use salus_primitives::{
	anchor::{build, PAGE_LEAVES},
	manifest::{Entry, Index, Page},
	store::nonce_path,
	AnchorId, Commitment, Nonce, StoreId,
};
use serde::{Serialize, Serializer};
use sp_core::H256;

/// Why a pass did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
	/// The store.
	#[error(transparent)]
	Store(#[from] StoreError),
	/// The chain.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// The state database.
	#[error(transparent)]
	State(#[from] StateError),
	/// An erasure left something in the store.
	#[error("{0} erasures are not complete: run `salus-custodian erase` again to see what remains")]
	Remains(usize),
}

impl Problem {
	/// Which side it is on, for metrics.
	pub fn side(&self) -> &'static str {
		match self {
			Self::Store(_) | Self::Remains(_) => "store",
			Self::Chain(_) => "chain",
			Self::State(_) => "state",
		}
	}
}

/// What the custodian works with.
pub struct Agent {
	/// The record store.
	pub store: Box<dyn RecordStore>,
	/// The chain.
	pub chain: Box<dyn Chain>,
	/// The store's number on chain.
	pub store_id: StoreId,
	/// The most leaves of a batch.
	pub batch_size: u32,
	/// Seconds that a version may wait for others.
	pub max_age: u64,
	/// Requests to the store at the same time.
	pub concurrency: usize,
	/// What monitoring sees.
	pub metrics: Metrics,
}

/// What one pass did.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pass {
	/// Versions seen for the first time.
	pub discovered: u64,
	/// Versions that came under an anchor.
	pub records: u64,
	/// Manifest pages written.
	pub pages: u64,
	/// Versions that were gone before they could be read.
	pub vanished: u64,
	/// Versions that cannot be committed to.
	pub refused: u64,
	/// The anchors.
	pub anchors: Vec<Anchored>,
	/// What went wrong.
	#[serde(serialize_with = "as_text")]
	pub problems: Vec<Problem>,
}

/// One anchor.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Anchored {
	/// Its number.
	#[serde(serialize_with = "decimal")]
	pub anchor: AnchorId,
	/// Its root.
	pub root: H256,
	/// Its leaves.
	pub records: u32,
}

/// Integers of 64 bits travel as decimal strings.
pub(crate) fn decimal<S: Serializer>(number: &u64, serializer: S) -> Result<S::Ok, S::Error> {
	serializer.collect_str(number)
}

fn as_text<S: Serializer>(problems: &[Problem], serializer: S) -> Result<S::Ok, S::Error> {
	serializer.collect_seq(problems.iter().map(ToString::to_string))
}

/// A page of a manifest over these leaves; `beside` when the store keeps nonces beside the records.
pub(crate) fn page_of(leaves: &[Leaf], beside: bool) -> Page {
	let entry = |leaf: &Leaf| {
		let opening = leaf.opening.as_ref();
		Entry {
			commitment: leaf.commitment,
			locator: opening.map(|(version, _)| version.locator.clone()),
			nonce: opening.filter(|_| !beside).map(|(_, nonce)| *nonce),
		}
	};
	Page { entries: leaves.iter().map(entry).collect() }
}

fn page_leaves() -> usize {
	usize::try_from(PAGE_LEAVES).unwrap_or(usize::MAX)
}

impl Agent {
	/// Does this store keep nonces beside its records, and not in the manifest?
	pub(crate) fn nonces_beside(&self) -> bool {
		nonce_path(self.store.kind(), "any").is_some()
	}

	/// Look at the store, finish what was begun, anchor what is due; with `flush` everything is.
	///
	/// An outage of one side does not keep the other from its work.
	pub async fn pass(&self, state: &mut State, flush: bool) -> Pass {
		let mut pass = Pass::default();
		if let Err(problem) = self.finish_erasures(state).await {
			self.note(&mut pass, problem);
		}
		match self.discover(state).await {
			Ok(found) => pass.discovered = found,
			Err(problem) => self.note(&mut pass, problem),
		}
		if let Err(problem) = self.anchor_what_is_due(state, flush, &mut pass).await {
			self.note(&mut pass, problem);
		}
		if let Ok((pending, _)) = state.waiting() {
			self.metrics.pending.set(i64::try_from(pending).unwrap_or(i64::MAX));
		}
		pass
	}

	fn note(&self, pass: &mut Pass, problem: Problem) {
		self.metrics.failure(problem.side());
		tracing::warn!(side = problem.side(), "{problem}");
		pass.problems.push(problem);
	}

	/// Take in what changed in the store.
	pub async fn discover(&self, state: &State) -> Result<u64, Problem> {
		let changes = self.store.changes(state.cursor()?.as_deref().filter(|cursor| !cursor.is_empty())).await?;
		let found = state.discover(&changes.versions, &changes.cursor)?;
		self.metrics.seen.inc_by(found);
		if found > 0 {
			tracing::info!(versions = found, "discovered");
		}
		Ok(found)
	}

	async fn anchor_what_is_due(&self, state: &State, flush: bool, pass: &mut Pass) -> Result<(), Problem> {
		for (number, _) in state.in_flight()? {
			self.advance(state, number, pass).await?;
		}
		loop {
			let (waiting, eldest) = state.waiting()?;
			let Some(eldest) = eldest else { return Ok(()) };
			let full = waiting >= u64::from(self.batch_size);
			if !full && !flush && crate::now().saturating_sub(eldest) < self.max_age {
				return Ok(());
			}
			if let Some(number) = self.close(state, pass).await? {
				self.advance(state, number, pass).await?;
			}
		}
	}

	/// Read the next versions and close a batch over them. `None` when none of them could be committed to.
	async fn close(&self, state: &State, pass: &mut Pass) -> Result<Option<u64>, Problem> {
		let candidates = state.candidates(self.batch_size)?;
		let readings: Vec<(u64, Version, Reading)> = stream::iter(candidates)
			.map(|(sequence, version)| async move {
				let reading = self.read(&version).await?;
				Ok::<_, StoreError>((sequence, version, reading))
			})
			.buffered(self.concurrency)
			.try_collect()
			.await?;
		for (_, _, reading) in &readings {
			match reading {
				Reading::Committed(..) => {},
				Reading::Vanished => pass.vanished = pass.vanished.saturating_add(1),
				Reading::Refused(why) => {
					pass.refused = pass.refused.saturating_add(1);
					self.metrics.refused.inc();
					tracing::warn!(why, "a record version cannot be committed to");
				},
			}
		}
		let mut seed = [0; 16];
		OsRng.fill_bytes(&mut seed);
		let root = |commitments: &[Commitment]| {
			let payloads: Vec<[u8; 32]> = commitments.iter().map(|commitment| commitment.0 .0).collect();
			Some(build::root(&payloads)?.hash)
		};
		Ok(state.close_batch(seed, &self.store.handle(&seed), &readings, root)?)
	}

	async fn read(&self, version: &Version) -> Result<Reading, StoreError> {
		Ok(match self.store.fetch(version).await? {
			Fetched::Gone => Reading::Vanished,
			Fetched::Refused(why) => Reading::Refused(why),
			Fetched::Record(bytes, beside) => {
				let nonce = beside.unwrap_or_else(|| {
					let mut nonce = Nonce::default();
					OsRng.fill_bytes(&mut nonce);
					nonce
				});
				Reading::Committed(Commitment::new(&nonce, &bytes), nonce)
			},
		})
	}

	/// Bring a batch from wherever it is to its anchor.
	async fn advance(&self, state: &State, number: u64, pass: &mut Pass) -> Result<(), Problem> {
		let Some(batch) = state.batch(number)? else { return Ok(()) };
		if batch.stage == Stage::Batched {
			let pages = self.write_manifest(state, number, &batch).await?;
			pass.pages = pass.pages.saturating_add(pages);
			state.set_stage(number, Stage::Written)?;
		}
		let anchor = match self.chain.anchor_of(self.store_id, batch.root).await? {
			Some(anchor) => anchor,
			None => self.submit(state, number, batch.clone()).await?,
		};
		state.set_stage(number, Stage::Anchored(anchor))?;
		self.metrics.note_anchor(batch.count);
		tracing::info!(anchor, records = batch.count, "anchored");
		pass.records = pass.records.saturating_add(batch.count.into());
		pass.anchors.push(Anchored { anchor, root: batch.root, records: batch.count });
		Ok(())
	}

	async fn write_manifest(&self, state: &State, number: u64, batch: &Batch) -> Result<u64, Problem> {
		self.store.prepare_manifest(&batch.seed).await?;
		let leaves = state.leaves(number)?;
		if self.nonces_beside() {
			stream::iter(leaves.iter().filter_map(|leaf| leaf.opening.as_ref()))
				.map(|(version, nonce)| self.store.put_nonce(&version.locator, nonce))
				.buffer_unordered(self.concurrency)
				.try_collect::<()>()
				.await?;
		}
		let pages: Vec<(u32, Page)> = leaves
			.chunks(page_leaves())
			.zip(0u32..)
			.map(|(part, n)| (n, page_of(part, self.nonces_beside())))
			.collect();
		for (n, page) in &pages {
			self.store.put_page(&batch.handle, *n, page).await?;
		}
		// Last, so that whoever finds an index finds its pages.
		let page_roots = pages.iter().filter_map(|(n, page)| page.root(*n)).collect();
		self.store.put_index(&batch.handle, &Index { count: batch.count, page_roots }).await?;
		Ok(u64::try_from(pages.len()).unwrap_or(u64::MAX))
	}

	async fn submit(&self, state: &State, number: u64, batch: Batch) -> Result<AnchorId, Problem> {
		let call = |supersedes| Call::Anchor {
			store: self.store_id,
			root: batch.root,
			count: batch.count,
			manifest: batch.handle.clone(),
			supersedes,
		};
		let mut sent = self.send(state, number, &call(batch.supersedes.clone())).await;
		// What is superseded is a courtesy to readers: a former version that the chain does not know, or knows to be
		// superseded, must not keep the new one from being anchored.
		let about_former = ["AlreadySuperseded", "AnchorNotFound", "LeafNotFound", "ForeignRecord"];
		if let Err(Problem::Chain(ChainError::Refused(why))) = &sent {
			if !batch.supersedes.is_empty() && about_former.iter().any(|name| why.ends_with(name)) {
				tracing::warn!(why, "anchoring without naming former versions");
				sent = self.send(state, number, &call(Vec::new())).await;
			}
		}
		// Refused because it is there, sent and lost sight of, or done: the chain knows.
		match (self.chain.anchor_of(self.store_id, batch.root).await?, sent) {
			(Some(anchor), _) => Ok(anchor),
			(None, Err(problem)) => Err(problem),
			(None, Ok(())) => Err(ChainError::Unknown.into()),
		}
	}

	async fn send(&self, state: &State, number: u64, call: &Call) -> Result<(), Problem> {
		let prepared = self.chain.prepare(call).await?;
		state.set_stage(number, Stage::Submitted(prepared.hash))?;
		Ok(self.chain.send(&prepared).await?)
	}
}
