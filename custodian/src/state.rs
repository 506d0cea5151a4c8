//! What the custodian remembers, in one redb file.
//!
//! Each function is one transaction: after a crash at any point the file shows the state before or after it, never
//! between. The way of a version: `Pending` -> `Batched` (batch, place and nonce fixed for good) -> its batch goes
//! `Batched` -> `Written` (the manifest is in the store) -> `Submitted` -> `Anchored`. A version leaves the pending list
//! in the very transaction that puts it into a batch, so it can neither be lost nor be in two batches.

use crate::now;
use codec::{Decode, Encode};
use redb::{Database, ReadableDatabase, ReadableTable, ReadableTableMetadata, TableDefinition, WriteTransaction};
use salus_primitives::{AnchorId, Commitment, Nonce, StoreId};
use serde::Serialize;
use sp_core::H256;
use std::{
	collections::BTreeMap,
	fmt,
	fs::{File, OpenOptions},
	io::{Seek, SeekFrom, Write},
	path::{Path, PathBuf},
	time::{Duration, Instant},
};

/// The most former versions that one anchor may name as superseded.
pub const MAX_SUPERSEDED: usize = 256;

type Bytes = &'static [u8];

const META: TableDefinition<&str, Bytes> = TableDefinition::new("meta");
/// `record@version` -> [`VersionState`].
const VERSIONS: TableDefinition<&str, Bytes> = TableDefinition::new("versions");
/// Order of discovery -> [`Pending`].
const PENDING: TableDefinition<u64, Bytes> = TableDefinition::new("pending");
/// Batch -> [`Batch`].
const BATCHES: TableDefinition<u64, Bytes> = TableDefinition::new("batches");
/// (batch, index) -> [`Leaf`].
const LEAVES: TableDefinition<(u64, u32), Bytes> = TableDefinition::new("leaves");
/// Anchor -> batch.
const ANCHORS: TableDefinition<u64, u64> = TableDefinition::new("anchors");
/// Record -> (batch, index) of its youngest version in a batch.
const LATEST: TableDefinition<&str, (u64, u32)> = TableDefinition::new("latest");
/// Record -> [`Erasure`] that is not finished.
const ERASURES: TableDefinition<&str, Bytes> = TableDefinition::new("erasures");

const CURSOR: &str = "cursor";
const STORE_ID: &str = "store-id";
const URL_NONCE: &str = "url-nonce";
const NEXT_PENDING: &str = "next-pending";
const VANISHED: &str = "vanished";
const REFUSED: &str = "refused/";

/// Why the state cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
	/// Another custodian process works with the file.
	#[error("another custodian is working with {}", .0.display())]
	Busy(PathBuf),
	/// The database refuses.
	#[error("state database: {0}")]
	Database(#[from] redb::Error),
	/// A row is not what this version of the custodian writes.
	#[error("state database: undecodable row in {0}")]
	Undecodable(&'static str),
	/// The file system refuses.
	#[error("state database: {0}")]
	Io(#[from] std::io::Error),
}

type Result<T> = std::result::Result<T, StateError>;

/// One version of one record in the store.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub struct Version {
	/// The record: `Type/id`, an Orthanc instance id, or a path.
	pub record: String,
	/// Which state of it: a FHIR version id, or a mark of the bytes where a store keeps no versions.
	pub version: String,
	/// Where its bytes lie, as manifests write it.
	pub locator: String,
}

// Written by hand: ids of records do not belong into logs.
impl fmt::Debug for Version {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str("Version(..)")
	}
}

impl Version {
	fn key(&self) -> String {
		format!("{}@{}", self.record, self.version)
	}
}

/// A version that waits for its batch.
#[derive(Clone, Debug, Encode, Decode)]
pub struct Pending {
	/// Which one.
	pub version: Version,
	/// Seconds since the Unix epoch.
	pub discovered: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
enum VersionState {
	Pending(u64),
	Batched(u64, u32),
	/// Gone from the store before it could be read, or it cannot be committed to.
	Settled,
}

/// How far a batch has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Stage {
	/// Leaves, order, nonces and handle are fixed.
	Batched,
	/// The manifest is in the store.
	Written,
	/// A transaction with this hash was sent.
	Submitted(H256),
	/// The anchor is in a finalised block.
	Anchored(AnchorId),
}

/// Versions under one root.
#[derive(Clone, Debug, Encode, Decode)]
pub struct Batch {
	/// 16 random bytes from which the handle and the names of its parts are made.
	pub seed: [u8; 16],
	/// Names the manifest in the store.
	pub handle: String,
	/// How far it has come.
	pub stage: Stage,
	/// Number of leaves.
	pub count: u32,
	/// Root hash.
	pub root: H256,
	/// Seconds since the Unix epoch.
	pub created: u64,
	/// (anchor, index) of former versions.
	pub supersedes: Vec<(AnchorId, u32)>,
}

/// One place in a batch.
#[derive(Clone, Encode, Decode)]
pub struct Leaf {
	/// The payload.
	pub commitment: Commitment,
	/// What it commits to, and with which nonce; `None` once erased.
	pub opening: Option<(Version, Nonce)>,
}

// Written by hand: see `Version`.
impl fmt::Debug for Leaf {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.debug_struct("Leaf").field("commitment", &self.commitment).finish_non_exhaustive()
	}
}

/// An erasure that is not finished.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Erasure {
	/// Locators of all versions that the custodian knew.
	pub locators: Vec<String>,
	/// Places of the versions that are in batches.
	pub leaves: Vec<(u64, u32)>,
	/// Is everything gone from the store, so that only the chain must still be told?
	pub store_done: bool,
}

/// What reading a version for its batch came to.
#[derive(Clone, Debug)]
pub enum Reading {
	/// Committed.
	Committed(Commitment, Nonce),
	/// Gone from the store.
	Vanished,
	/// Cannot be committed to, and why.
	Refused(String),
}

/// Numbers for `status`.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
	/// Number of the store on chain.
	pub store_id: Option<StoreId>,
	/// Versions that wait for a batch.
	pub pending: u64,
	/// When the eldest of them was seen.
	pub pending_since: Option<u64>,
	/// Batches on their way to the chain.
	pub in_flight: Vec<InFlight>,
	/// Number of anchors made.
	pub anchors: u64,
	/// Number of record versions under them.
	pub anchored: u64,
	/// Versions that cannot be committed to, by reason.
	pub refused: BTreeMap<String, u64>,
	/// Versions that were gone before they could be read.
	pub vanished: u64,
	/// Erasures that are not finished.
	pub erasures: u64,
	/// The youngest anchor.
	pub last_anchor: Option<LastAnchor>,
}

/// A batch on its way.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InFlight {
	/// How far.
	pub stage: Stage,
	/// Versions in it.
	pub records: u32,
	/// Its root.
	pub root: H256,
}

/// The youngest anchor.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LastAnchor {
	/// Its number.
	#[serde(serialize_with = "crate::agent::decimal")]
	pub anchor: AnchorId,
	/// Versions under it.
	pub records: u32,
	/// Its root.
	pub root: H256,
	/// When its batch was closed, in seconds since the Unix epoch.
	pub batched: u64,
}

/// The open state database. Only one process can have it open.
pub struct State {
	db: Database,
	path: PathBuf,
}

fn db<T, E: Into<redb::Error>>(result: std::result::Result<T, E>) -> Result<T> {
	result.map_err(|error| StateError::Database(error.into()))
}

fn row<T: Decode>(table: &'static str, bytes: &[u8]) -> Result<T> {
	T::decode(&mut &bytes[..]).map_err(|_| StateError::Undecodable(table))
}

impl State {
	/// Open or create the file.
	pub fn open(path: &Path) -> Result<Self> {
		// Nonces lie in it: the owner's eyes only. The mode must be right from the first byte.
		#[cfg(unix)]
		{
			use std::os::unix::fs::OpenOptionsExt;
			OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path)?;
		}
		let database = match Database::create(path) {
			Err(redb::DatabaseError::DatabaseAlreadyOpen) => return Err(StateError::Busy(path.to_path_buf())),
			other => db(other)?,
		};
		let state = Self { db: database, path: path.to_path_buf() };
		state.write(create_tables)?;
		Ok(state)
	}

	/// Open the file, waiting while another process has it.
	pub async fn open_waiting(path: &Path, patience: Duration) -> Result<Self> {
		let begin = Instant::now();
		loop {
			match Self::open(path) {
				Err(StateError::Busy(_)) if begin.elapsed() < patience => {
					tokio::time::sleep(Duration::from_millis(200)).await;
				},
				other => return other,
			}
		}
	}

	fn write<T>(&self, change: impl FnOnce(&WriteTransaction) -> Result<T>) -> Result<T> {
		let transaction = db(self.db.begin_write())?;
		let result = change(&transaction)?;
		db(transaction.commit())?;
		Ok(result)
	}

	fn meta<T: Decode>(&self, key: &str) -> Result<Option<T>> {
		let table = db(db(self.db.begin_read())?.open_table(META))?;
		let value = db(table.get(key))?;
		value.map(|value| row("meta", value.value())).transpose()
	}

	fn set_meta<T: Encode>(&self, key: &str, value: &T) -> Result<()> {
		self.write(|t| {
			db(db(t.open_table(META))?.insert(key, &value.encode()[..]))?;
			Ok(())
		})
	}

	/// Number of the store on chain, if `register` ran.
	pub fn store_id(&self) -> Result<Option<StoreId>> {
		self.meta(STORE_ID)
	}

	/// Remember the number of the store.
	pub fn set_store_id(&self, store: StoreId) -> Result<()> {
		self.set_meta(STORE_ID, &store)
	}

	/// The nonce of the URL commitment, if `register` drew one.
	pub fn url_nonce(&self) -> Result<Option<Nonce>> {
		self.meta(URL_NONCE)
	}

	/// Remember the nonce of the URL commitment.
	pub fn set_url_nonce(&self, nonce: &Nonce) -> Result<()> {
		self.set_meta(URL_NONCE, nonce)
	}

	/// Where the last look at the store ended.
	pub fn cursor(&self) -> Result<Option<String>> {
		self.meta(CURSOR)
	}

	/// Take in what a look at the store found, eldest first, and where it ended. Returns how many versions are new.
	pub fn discover(&self, found: &[Version], cursor: &str) -> Result<u64> {
		self.write(|t| {
			let mut meta = db(t.open_table(META))?;
			let mut versions = db(t.open_table(VERSIONS))?;
			let mut pending = db(t.open_table(PENDING))?;
			let next = db(meta.get(NEXT_PENDING))?.map(|value| row::<u64>("meta", value.value())).transpose()?;
			let first = next.unwrap_or_default();
			let (mut sequence, discovered) = (first, now());
			for version in found {
				let key = version.key();
				let own = db(meta.get(handle_key(&version.record).as_str()))?.is_some();
				if own || db(versions.get(key.as_str()))?.is_some() {
					continue;
				}
				db(versions.insert(key.as_str(), &VersionState::Pending(sequence).encode()[..]))?;
				let waiting = Pending { version: version.clone(), discovered };
				db(pending.insert(sequence, &waiting.encode()[..]))?;
				sequence = sequence.saturating_add(1);
			}
			db(meta.insert(NEXT_PENDING, &sequence.encode()[..]))?;
			db(meta.insert(CURSOR, &cursor.to_string().encode()[..]))?;
			Ok(sequence.saturating_sub(first))
		})
	}

	/// How many versions wait, and since when the eldest does.
	pub fn waiting(&self) -> Result<(u64, Option<u64>)> {
		let table = db(db(self.db.begin_read())?.open_table(PENDING))?;
		let eldest = match db(table.first())? {
			Some((_, value)) => Some(row::<Pending>("pending", value.value())?.discovered),
			None => None,
		};
		Ok((db(table.len())?, eldest))
	}

	/// The next versions for a batch, in the order of discovery: at most `size`, of which at most [`MAX_SUPERSEDED`]
	/// have a former version under an anchor. Those beyond wait for the next batch.
	pub fn candidates(&self, size: u32) -> Result<Vec<(u64, Version)>> {
		let read = db(self.db.begin_read())?;
		let (pending, latest) = (db(read.open_table(PENDING))?, db(read.open_table(LATEST))?);
		let size = usize::try_from(size).unwrap_or(usize::MAX);
		let (mut chosen, mut updates) = (Vec::new(), 0usize);
		for entry in db(pending.iter())? {
			let (sequence, value) = db(entry)?;
			let version = row::<Pending>("pending", value.value())?.version;
			if db(latest.get(version.record.as_str()))?.is_some() {
				if updates == MAX_SUPERSEDED {
					continue;
				}
				updates = updates.saturating_add(1);
			}
			chosen.push((sequence.value(), version));
			if chosen.len() == size {
				break;
			}
		}
		Ok(chosen)
	}

	/// Close a batch over the committed versions among these, in order, and settle the others. `None` when no version
	/// could be committed to.
	pub fn close_batch(
		&self,
		seed: [u8; 16],
		handle: &str,
		read: &[(u64, Version, Reading)],
		root: impl FnOnce(&[Commitment]) -> Option<H256>,
	) -> Result<Option<u64>> {
		self.write(|t| {
			let mut meta = db(t.open_table(META))?;
			let mut versions = db(t.open_table(VERSIONS))?;
			let mut pending = db(t.open_table(PENDING))?;
			let mut batches = db(t.open_table(BATCHES))?;
			let mut leaves = db(t.open_table(LEAVES))?;
			let mut latest = db(t.open_table(LATEST))?;
			let number = match db(batches.last())? {
				Some((last, _)) => last.value().saturating_add(1),
				None => 1,
			};
			let (mut commitments, mut supersedes, mut index) = (Vec::new(), Vec::new(), 0u32);
			for (sequence, version, reading) in read {
				db(pending.remove(sequence))?;
				let state = match reading {
					Reading::Vanished => {
						count(&mut meta, VANISHED)?;
						VersionState::Settled
					},
					Reading::Refused(why) => {
						count(&mut meta, &format!("{REFUSED}{why}"))?;
						VersionState::Settled
					},
					Reading::Committed(commitment, nonce) => {
						let leaf = Leaf { commitment: *commitment, opening: Some((version.clone(), *nonce)) };
						db(leaves.insert((number, index), &leaf.encode()[..]))?;
						let former = db(latest.insert(version.record.as_str(), (number, index)))?;
						if let Some((batch, at)) = former.map(|former| former.value()) {
							// A former version in this very batch has no anchor that could be named yet.
							let anchor = match db(batches.get(batch))? {
								Some(value) => match row::<Batch>("batches", value.value())?.stage {
									Stage::Anchored(anchor) => Some(anchor),
									_ => None,
								},
								None => None,
							};
							supersedes.extend(anchor.map(|anchor| (anchor, at)));
						}
						commitments.push(*commitment);
						let state = VersionState::Batched(number, index);
						index = index.saturating_add(1);
						state
					},
				};
				db(versions.insert(version.key().as_str(), &state.encode()[..]))?;
			}
			let Some(root) = root(&commitments) else { return Ok(None) };
			supersedes.truncate(MAX_SUPERSEDED);
			// Before anything is written under it, so that the custodian never takes its own manifest for a record.
			db(meta.insert(handle_key(handle).as_str(), &[][..]))?;
			let handle = handle.to_string();
			let batch = Batch { seed, handle, stage: Stage::Batched, count: index, root, created: now(), supersedes };
			db(batches.insert(number, &batch.encode()[..]))?;
			Ok(Some(number))
		})
	}

	/// A batch.
	pub fn batch(&self, number: u64) -> Result<Option<Batch>> {
		let table = db(db(self.db.begin_read())?.open_table(BATCHES))?;
		let value = db(table.get(number))?;
		value.map(|value| row("batches", value.value())).transpose()
	}

	/// The batches that are not anchored, eldest first. They are the youngest: batches are made one after another.
	pub fn in_flight(&self) -> Result<Vec<(u64, Batch)>> {
		let table = db(db(self.db.begin_read())?.open_table(BATCHES))?;
		let mut found = Vec::new();
		for entry in db(table.iter())?.rev() {
			let (number, value) = db(entry)?;
			let batch: Batch = row("batches", value.value())?;
			if matches!(batch.stage, Stage::Anchored(_)) {
				break;
			}
			found.push((number.value(), batch));
		}
		found.reverse();
		Ok(found)
	}

	/// Note how far a batch has come.
	pub fn set_stage(&self, number: u64, stage: Stage) -> Result<()> {
		self.write(|t| {
			let mut table = db(t.open_table(BATCHES))?;
			let batch = db(table.get(number))?.map(|value| row::<Batch>("batches", value.value())).transpose()?;
			let mut batch = batch.ok_or(StateError::Undecodable("batches"))?;
			batch.stage = stage;
			db(table.insert(number, &batch.encode()[..]))?;
			if let Stage::Anchored(anchor) = stage {
				db(db(t.open_table(ANCHORS))?.insert(anchor, number))?;
			}
			Ok(())
		})
	}

	/// The leaves of a batch, in order.
	pub fn leaves(&self, number: u64) -> Result<Vec<Leaf>> {
		self.leaf_range(number, 0, u32::MAX)
	}

	/// The leaves of a batch from `first`, at most `count`.
	pub fn leaf_range(&self, number: u64, first: u32, count: u32) -> Result<Vec<Leaf>> {
		let table = db(db(self.db.begin_read())?.open_table(LEAVES))?;
		let mut found = Vec::new();
		for entry in db(table.range((number, first)..=(number, first.saturating_add(count.saturating_sub(1)))))? {
			found.push(row("leaves", db(entry)?.1.value())?);
		}
		Ok(found)
	}

	/// The batch under this anchor.
	pub fn batch_of_anchor(&self, anchor: AnchorId) -> Result<Option<u64>> {
		let table = db(db(self.db.begin_read())?.open_table(ANCHORS))?;
		Ok(db(table.get(anchor))?.map(|value| value.value()))
	}

	/// Where the versions of a record are, eldest batch first.
	pub fn places(&self, record: &str) -> Result<Vec<(u64, u32)>> {
		let table = db(db(self.db.begin_read())?.open_table(VERSIONS))?;
		let mut found = Vec::new();
		for (_, state) in versions_of(&table, record)? {
			if let VersionState::Batched(batch, index) = state {
				found.push((batch, index));
			}
		}
		found.sort_unstable();
		Ok(found)
	}

	/// Begin to erase a record: no version of it waits any longer, and what is to be done is written down. `None` when
	/// the custodian never heard of it.
	pub fn begin_erasure(&self, record: &str) -> Result<Option<Erasure>> {
		self.write(|t| {
			let mut erasures = db(t.open_table(ERASURES))?;
			let begun = db(erasures.get(record))?.map(|value| row::<Erasure>("erasures", value.value())).transpose()?;
			let mut versions = db(t.open_table(VERSIONS))?;
			let mut pending = db(t.open_table(PENDING))?;
			let leaves = db(t.open_table(LEAVES))?;
			let known = versions_of(&versions, record)?;
			if known.is_empty() && begun.is_none() {
				return Ok(None);
			}
			let mut erasure = begun.unwrap_or(Erasure { locators: Vec::new(), leaves: Vec::new(), store_done: false });
			for (key, state) in known {
				match state {
					VersionState::Pending(sequence) => {
						if let Some(value) = db(pending.remove(sequence))? {
							erasure.locators.push(row::<Pending>("pending", value.value())?.version.locator);
							erasure.store_done = false;
						}
						db(versions.remove(key.as_str()))?;
					},
					VersionState::Batched(batch, index) => {
						if erasure.leaves.contains(&(batch, index)) {
							continue;
						}
						erasure.store_done = false;
						erasure.leaves.push((batch, index));
						let leaf = db(leaves.get((batch, index)))?.map(|value| row::<Leaf>("leaves", value.value()));
						if let Some((version, _)) = leaf.transpose()?.and_then(|leaf| leaf.opening) {
							erasure.locators.push(version.locator);
						}
					},
					VersionState::Settled => {},
				}
			}
			erasure.locators.sort_unstable();
			erasure.locators.dedup();
			db(erasures.insert(record, &erasure.encode()[..]))?;
			Ok(Some(erasure))
		})
	}

	/// Erasures that are not finished.
	pub fn erasures(&self) -> Result<Vec<(String, Erasure)>> {
		let table = db(db(self.db.begin_read())?.open_table(ERASURES))?;
		let mut found = Vec::new();
		for entry in db(table.iter())? {
			let (record, value) = db(entry)?;
			found.push((record.value().to_string(), row("erasures", value.value())?));
		}
		Ok(found)
	}

	/// Forget what these leaves commit to and their nonces; the commitments stay.
	pub fn blank_leaves(&self, places: &[(u64, u32)]) -> Result<()> {
		self.write(|t| {
			let mut table = db(t.open_table(LEAVES))?;
			for place in places {
				let leaf = db(table.get(place))?.map(|value| row::<Leaf>("leaves", value.value())).transpose()?;
				if let Some(mut leaf) = leaf {
					leaf.opening = None;
					db(table.insert(place, &leaf.encode()[..]))?;
				}
			}
			Ok(())
		})
	}

	/// The store holds nothing of the record any more: only the chain must be told. Rewrites the file.
	pub fn erasure_left_the_store(&mut self, record: &str) -> Result<()> {
		self.write(|t| {
			let mut table = db(t.open_table(ERASURES))?;
			let erasure = db(table.get(record))?.map(|value| row::<Erasure>("erasures", value.value())).transpose()?;
			if let Some(mut erasure) = erasure {
				erasure.store_done = true;
				erasure.locators.clear();
				db(table.insert(record, &erasure.encode()[..]))?;
			}
			Ok(())
		})?;
		self.rewrite()
	}

	/// The chain knows the erasure of these places; when none is left, the record is forgotten altogether.
	pub fn erasure_told(&mut self, record: &str, told: &[(u64, u32)]) -> Result<()> {
		let finished = self.write(|t| {
			let mut table = db(t.open_table(ERASURES))?;
			let erasure = db(table.get(record))?.map(|value| row::<Erasure>("erasures", value.value())).transpose()?;
			let Some(mut erasure) = erasure else { return Ok(false) };
			erasure.leaves.retain(|place| !told.contains(place));
			if !erasure.leaves.is_empty() {
				db(table.insert(record, &erasure.encode()[..]))?;
				return Ok(false);
			}
			db(table.remove(record))?;
			let mut versions = db(t.open_table(VERSIONS))?;
			for (key, _) in versions_of(&versions, record)? {
				db(versions.remove(key.as_str()))?;
			}
			db(db(t.open_table(LATEST))?.remove(record))?;
			Ok(true)
		})?;
		if finished {
			self.rewrite()?;
		}
		Ok(())
	}

	/// Numbers for `status`.
	pub fn summary(&self) -> Result<Summary> {
		let mut summary = Summary { store_id: self.store_id()?, ..Default::default() };
		(summary.pending, summary.pending_since) = self.waiting()?;
		let read = db(self.db.begin_read())?;
		for entry in db(db(read.open_table(BATCHES))?.iter())? {
			let batch: Batch = row("batches", db(entry)?.1.value())?;
			let Batch { stage, count: records, root, created: batched, .. } = batch;
			match stage {
				Stage::Anchored(anchor) => {
					summary.anchors = summary.anchors.saturating_add(1);
					summary.anchored = summary.anchored.saturating_add(records.into());
					summary.last_anchor = Some(LastAnchor { anchor, records, root, batched });
				},
				stage => summary.in_flight.push(InFlight { stage, records, root }),
			}
		}
		let meta = db(read.open_table(META))?;
		summary.vanished = self.meta(VANISHED)?.unwrap_or_default();
		// '0' follows '/'.
		for entry in db(meta.range("refused/".."refused0"))? {
			let (key, value) = db(entry)?;
			let why = key.value().trim_start_matches(REFUSED).to_string();
			summary.refused.insert(why, row("meta", value.value())?);
		}
		summary.erasures = db(db(read.open_table(ERASURES))?.len())?;
		Ok(summary)
	}

	/// Write the file anew and overwrite the old one with zeros: redb leaves what was removed in free pages, and an
	/// erased nonce must not be found there.
	fn rewrite(&mut self) -> Result<()> {
		let fresh_path = self.path.with_extension("rewriting");
		match std::fs::remove_file(&fresh_path) {
			Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
			_ => {},
		}
		let fresh = Self::open(&fresh_path)?;
		{
			let (from, to) = (db(self.db.begin_read())?, db(fresh.db.begin_write())?);
			macro_rules! copy {
				($($table:ident),*) => { $( {
					let mut target = db(to.open_table($table))?;
					for entry in db(db(from.open_table($table))?.iter())? {
						let (key, value) = db(entry)?;
						db(target.insert(key.value(), value.value()))?;
					}
				} )* };
			}
			copy!(META, VERSIONS, PENDING, BATCHES, LEAVES, ANCHORS, LATEST, ERASURES);
			db(to.commit())?;
		}
		let old_file = OpenOptions::new().write(true).open(&self.path)?;
		// The old file stays locked until the new one, locked too, has its name: no process can come between.
		std::fs::rename(&fresh_path, &self.path)?;
		if let Some(directory) = self.path.parent().filter(|p| !p.as_os_str().is_empty()) {
			File::open(directory)?.sync_all()?;
		}
		self.db = fresh.db;
		overwrite(old_file)?;
		Ok(())
	}
}

fn create_tables(t: &WriteTransaction) -> Result<()> {
	db(t.open_table(META))?;
	db(t.open_table(VERSIONS))?;
	db(t.open_table(PENDING))?;
	db(t.open_table(BATCHES))?;
	db(t.open_table(LEAVES))?;
	db(t.open_table(ANCHORS))?;
	db(t.open_table(LATEST))?;
	db(t.open_table(ERASURES))?;
	Ok(())
}

fn handle_key(handle: &str) -> String {
	format!("handle/{handle}")
}

fn count(meta: &mut redb::Table<&'static str, Bytes>, key: &str) -> Result<()> {
	let before = db(meta.get(key))?.map(|value| row::<u64>("meta", value.value())).transpose()?;
	db(meta.insert(key, &before.unwrap_or_default().saturating_add(1).encode()[..]))?;
	Ok(())
}

fn versions_of(table: &impl ReadableTable<&'static str, Bytes>, record: &str) -> Result<Vec<(String, VersionState)>> {
	// 'A' follows '@', which stands in no record's name.
	let (first, end) = (format!("{record}@"), format!("{record}A"));
	let mut found = Vec::new();
	for entry in db(table.range(first.as_str()..end.as_str()))? {
		let (key, value) = db(entry)?;
		found.push((key.value().to_string(), row("versions", value.value())?));
	}
	Ok(found)
}

fn overwrite(mut file: File) -> std::io::Result<()> {
	let mut left = file.metadata()?.len();
	let zeros = [0; 64 * 1_024];
	file.seek(SeekFrom::Start(0))?;
	while left > 0 {
		let part = usize::try_from(left).unwrap_or(usize::MAX).min(zeros.len());
		file.write_all(zeros.get(..part).unwrap_or_default())?;
		left = left.saturating_sub(u64::try_from(part).unwrap_or(left));
	}
	file.sync_all()
}
