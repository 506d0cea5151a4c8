//! Erasure: the record and its versions, its nonces and locators wherever they are, then the tombstone on the chain.
//!
//! What is to be done is written down first, so that an erasure that was begun ends even if this process does not.

use crate::{
	agent::{decimal, page_of, Agent, Problem},
	chain::Call,
	state::{Erasure, Stage, State},
	store::Remains,
};
use salus_primitives::{anchor::PAGE_LEAVES, AnchorId};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The most leaves that one call may erase.
const MAX_ERASED: usize = 256;

/// What became of an erasure.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
	/// Versions that were under an anchor or on their way to one.
	pub versions: usize,
	/// What can still be read; empty when everything is gone.
	pub remains: Remains,
	/// Tombstones on the chain.
	pub tombstones: Vec<Tombstone>,
	/// Tombstones that wait for the chain, or for their anchor; `run` or the next `erase` will set them.
	pub waiting: usize,
	/// Why they wait.
	pub problem: Option<String>,
}

/// One tombstone.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tombstone {
	/// Under which anchor.
	#[serde(serialize_with = "decimal")]
	pub anchor: AnchorId,
	/// At which index.
	pub index: u32,
}

impl Report {
	/// Is nothing left to do?
	pub fn is_complete(&self) -> bool {
		self.remains.is_empty() && self.waiting == 0
	}
}

impl Agent {
	/// Erase a record with all its versions.
	pub async fn erase(&self, state: &mut State, record: &str) -> Result<Report, Problem> {
		// What the custodian has not seen yet must be known now, lest a later look anchor what is being erased.
		self.discover(state).await?;
		let Some(erasure) = state.begin_erasure(record)? else {
			// Never seen: not anchored either, so that only the store is concerned.
			let remains = self.store.erase(record, &[]).await?;
			return Ok(Report { remains, ..Default::default() });
		};
		self.carry_out(state, record, erasure).await
	}

	/// Go on with what was begun.
	pub(crate) async fn finish_erasures(&self, state: &mut State) -> Result<(), Problem> {
		let mut incomplete = 0usize;
		for (record, erasure) in state.erasures()? {
			let report = self.carry_out(state, &record, erasure).await?;
			if !report.remains.is_empty() {
				incomplete = incomplete.saturating_add(1);
			}
		}
		if incomplete > 0 {
			return Err(Problem::Remains(incomplete));
		}
		Ok(())
	}

	async fn carry_out(&self, state: &mut State, record: &str, erasure: Erasure) -> Result<Report, Problem> {
		let mut report = Report { versions: erasure.leaves.len(), ..Default::default() };
		if !erasure.store_done {
			report.remains = self.store.erase(record, &erasure.locators).await?;
			// While the content can still be read its nonces hide nothing, and without them nobody could check it.
			if !report.remains.is_empty() {
				return Ok(report);
			}
			report.remains = self.blank(state, &erasure).await?;
			if !report.remains.is_empty() {
				return Ok(report);
			}
			state.erasure_left_the_store(record)?;
			self.metrics.erased.inc();
			tracing::info!(versions = erasure.leaves.len(), "a record was erased from the store");
		}
		if let Err(problem) = self.tell(state, record, &erasure, &mut report).await {
			report.problem = Some(problem.to_string());
			if matches!(problem, Problem::State(_)) {
				return Err(problem);
			}
		}
		report.waiting = report.versions.saturating_sub(report.tombstones.len());
		Ok(report)
	}

	/// Take nonces and locators out of the state and of the manifest pages in the store.
	async fn blank(&self, state: &State, erasure: &Erasure) -> Result<Remains, Problem> {
		state.blank_leaves(&erasure.leaves)?;
		let pages: BTreeSet<(u64, u32)> = erasure
			.leaves
			.iter()
			.map(|(batch, index)| (*batch, index.checked_div(PAGE_LEAVES).unwrap_or_default()))
			.collect();
		let mut remains = Remains::new();
		for (number, page) in pages {
			let Some(batch) = state.batch(number)? else { continue };
			if batch.stage == Stage::Batched {
				// An attempt to write the manifest may have come as far as this page.
				self.store.prepare_manifest(&batch.seed).await?;
			}
			let leaves = state.leaf_range(number, page.saturating_mul(PAGE_LEAVES), PAGE_LEAVES)?;
			let content = page_of(&leaves, self.nonces_beside());
			remains.extend(self.store.replace_page(&batch.handle, page, &content).await?);
		}
		Ok(remains)
	}

	/// Set the tombstones of those leaves whose batch is anchored.
	async fn tell(
		&self,
		state: &mut State,
		record: &str,
		erasure: &Erasure,
		report: &mut Report,
	) -> Result<(), Problem> {
		let mut by_batch: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
		for (batch, index) in &erasure.leaves {
			by_batch.entry(*batch).or_default().push(*index);
		}
		for (number, indices) in by_batch {
			let Some(Stage::Anchored(anchor)) = state.batch(number)?.map(|batch| batch.stage) else { continue };
			for part in indices.chunks(MAX_ERASED) {
				// A call whose answer was lost may have landed.
				let mut missing = Vec::new();
				for index in part {
					if !self.chain.leaf(anchor, *index).await?.erased {
						missing.push(*index);
					}
				}
				if !missing.is_empty() {
					let prepared = self.chain.prepare(&Call::Erase { anchor, indices: missing }).await?;
					self.chain.send(&prepared).await?;
				}
				let told: Vec<(u64, u32)> = part.iter().map(|index| (number, *index)).collect();
				state.erasure_told(record, &told)?;
				report.tombstones.extend(part.iter().map(|index| Tombstone { anchor, index: *index }));
			}
		}
		// A record of which nothing was ever anchored is forgotten at once.
		if erasure.leaves.is_empty() {
			state.erasure_told(record, &[])?;
		}
		Ok(())
	}
}
