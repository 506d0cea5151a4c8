//! A chain and a store in memory, and what finds the real servers.
#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use async_trait::async_trait;
use salus_custodian::{
	agent::Agent,
	chain::{AnchorFacts, Call, Chain, ChainError, Head, LeafFacts, Prepared},
	metrics::Metrics,
	state::Version,
	store::{Changes, Fetched, RecordStore, Remains, StoreError},
};
use salus_primitives::{
	anchor::anchor_id,
	manifest::{Index, Page},
	store::StoreKind,
	AnchorId, Commitment, OrganizationId, StoreId,
};
use sp_core::H256;
use std::{
	collections::{BTreeMap, BTreeSet},
	path::PathBuf,
	sync::{Arc, Mutex},
};

pub const STORE: StoreId = 7;

/// Blows after a number of operations: then everything fails, as if the process had been cut off there.
#[derive(Clone, Default)]
pub struct Fuse(Arc<Mutex<(Option<u64>, bool)>>);

impl Fuse {
	pub fn set(&self, operations: Option<u64>) {
		*self.0.lock().unwrap() = (operations, false);
	}
	pub fn is_blown(&self) -> bool {
		self.0.lock().unwrap().1
	}
	fn burn(&self) -> bool {
		let (left, blown) = &mut *self.0.lock().unwrap();
		match left {
			None => false,
			Some(0) => {
				*blown = true;
				true
			},
			Some(left) => {
				*left -= 1;
				false
			},
		}
	}
	fn store(&self) -> Result<(), StoreError> {
		if self.burn() {
			Err(StoreError::Unreachable("fuse".into()))
		} else {
			Ok(())
		}
	}
	fn chain(&self) -> Result<(), ChainError> {
		if self.burn() {
			Err(ChainError::Unreachable("fuse".into()))
		} else {
			Ok(())
		}
	}
}

#[derive(Clone)]
pub struct FakeAnchor {
	pub store: StoreId,
	pub root: H256,
	pub count: u32,
	pub manifest: String,
	pub supersedes: Vec<(AnchorId, u32)>,
}

#[derive(Default)]
pub struct Ledger {
	pub anchors: BTreeMap<AnchorId, FakeAnchor>,
	pub erased: BTreeSet<(AnchorId, u32)>,
	pub superseded: BTreeMap<(AnchorId, u32), AnchorId>,
	calls: BTreeMap<H256, Call>,
	prepared: u64,
	pub down: bool,
}

#[derive(Clone, Default)]
pub struct FakeChain {
	pub ledger: Arc<Mutex<Ledger>>,
	pub fuse: Fuse,
}

impl FakeChain {
	fn up(&self) -> Result<(), ChainError> {
		self.fuse.chain()?;
		if self.ledger.lock().unwrap().down {
			Err(ChainError::Unreachable("down".into()))
		} else {
			Ok(())
		}
	}
}

#[async_trait]
impl Chain for FakeChain {
	async fn head(&self) -> Result<Head, ChainError> {
		self.up()?;
		Ok(Head { finalized: 1 })
	}
	async fn store_of(&self, _: OrganizationId, _: Commitment) -> Result<Option<StoreId>, ChainError> {
		Ok(Some(STORE))
	}
	async fn anchor_of(&self, store: StoreId, root: H256) -> Result<Option<AnchorId>, ChainError> {
		self.up()?;
		let ledger = self.ledger.lock().unwrap();
		Ok(ledger.anchors.iter().find(|(_, a)| a.store == store && a.root == root).map(|(id, _)| *id))
	}
	async fn anchor(&self, anchor: AnchorId) -> Result<Option<AnchorFacts>, ChainError> {
		self.up()?;
		Ok(self.ledger.lock().unwrap().anchors.get(&anchor).cloned().map(|a| AnchorFacts {
			store: a.store,
			root: a.root,
			count: a.count,
			manifest: a.manifest,
			at: 1,
		}))
	}
	async fn leaf(&self, anchor: AnchorId, index: u32) -> Result<LeafFacts, ChainError> {
		self.up()?;
		let ledger = self.ledger.lock().unwrap();
		let at = (anchor, index);
		Ok(LeafFacts { erased: ledger.erased.contains(&at), superseded_by: ledger.superseded.get(&at).copied() })
	}
	async fn prepare(&self, call: &Call) -> Result<Prepared, ChainError> {
		self.up()?;
		let mut ledger = self.ledger.lock().unwrap();
		ledger.prepared += 1;
		let hash = H256::from_low_u64_be(ledger.prepared);
		ledger.calls.insert(hash, call.clone());
		Ok(Prepared { hash, bytes: Vec::new() })
	}
	async fn send(&self, call: &Prepared) -> Result<(), ChainError> {
		self.up()?;
		{
			let refused = |name: &str| Err(ChainError::Refused(format!("Records::{name}")));
			let mut ledger = self.ledger.lock().unwrap();
			match ledger.calls.get(&call.hash).cloned().unwrap() {
				Call::RegisterStore { .. } => {},
				// Serial lists have tests of their own.
				Call::Commission { .. } | Call::PackBulk { .. } => return refused("CallNotFound"),
				Call::Anchor { store, root, count, manifest, supersedes } => {
					assert!(supersedes.len() <= 256, "the call would not decode");
					if ledger.anchors.values().any(|a| a.store == store && a.root == root) {
						return refused("AlreadyAnchored");
					}
					let id = anchor_id(store, u32::try_from(ledger.anchors.len()).unwrap() + 1);
					for former in &supersedes {
						if !ledger.anchors.contains_key(&former.0) {
							return refused("AnchorNotFound");
						}
						if ledger.superseded.contains_key(former) {
							return refused("AlreadySuperseded");
						}
					}
					for former in &supersedes {
						ledger.superseded.insert(*former, id);
					}
					ledger.anchors.insert(id, FakeAnchor { store, root, count, manifest, supersedes });
				},
				Call::Erase { anchor, indices } => {
					assert!(!indices.is_empty() && indices.len() <= 256, "the call would not decode");
					if indices.iter().any(|index| ledger.erased.contains(&(anchor, *index))) {
						return refused("AlreadyErased");
					}
					ledger.erased.extend(indices.iter().map(|index| (anchor, *index)));
				},
			}
		}
		// The call landed; its answer may be lost all the same.
		self.fuse.chain()
	}
}

#[derive(Default)]
pub struct Shelf {
	/// (record, version) -> content, in order of arrival.
	pub versions: Vec<(String, u32, Vec<u8>)>,
	pub pages: BTreeMap<(String, u32), Page>,
	pub indices: BTreeMap<String, Index>,
}

#[derive(Clone, Default)]
pub struct FakeStore {
	pub shelf: Arc<Mutex<Shelf>>,
	pub fuse: Fuse,
}

fn locator(record: &str, version: u32) -> String {
	format!("{record}/{version}")
}

impl FakeStore {
	pub fn put(&self, record: &str, content: &str) {
		let mut shelf = self.shelf.lock().unwrap();
		let version = u32::try_from(shelf.versions.iter().filter(|(r, ..)| r == record).count()).unwrap() + 1;
		shelf.versions.push((record.into(), version, content.as_bytes().to_vec()));
	}
	pub fn locators(&self) -> Vec<String> {
		let mut all: Vec<_> = self.shelf.lock().unwrap().versions.iter().map(|(r, v, _)| locator(r, *v)).collect();
		all.sort();
		all
	}
}

#[async_trait]
impl RecordStore for FakeStore {
	fn kind(&self) -> StoreKind {
		StoreKind::Https
	}
	async fn reachable(&self) -> Result<(), StoreError> {
		self.fuse.store()
	}
	async fn changes(&self, cursor: Option<&str>) -> Result<Changes, StoreError> {
		self.fuse.store()?;
		// An overlap of three: the same version comes again and again.
		let from = cursor.and_then(|cursor| cursor.parse::<usize>().ok()).unwrap_or_default().saturating_sub(3);
		let shelf = self.shelf.lock().unwrap();
		let version = |(record, version, _): &(String, u32, Vec<u8>)| Version {
			record: record.clone(),
			version: version.to_string(),
			locator: locator(record, *version),
		};
		let versions = shelf.versions.iter().skip(from).map(version).collect();
		Ok(Changes { versions, cursor: shelf.versions.len().to_string() })
	}
	async fn fetch(&self, wanted: &Version) -> Result<Fetched, StoreError> {
		self.fuse.store()?;
		let shelf = self.shelf.lock().unwrap();
		let found = shelf.versions.iter().find(|(r, v, _)| locator(r, *v) == wanted.locator);
		Ok(match found {
			None => Fetched::Gone,
			Some((_, _, content)) if content == b"unreadable" => Fetched::Refused("unreadable".into()),
			Some((_, _, content)) => Fetched::Record(content.clone(), None),
		})
	}
	fn handle(&self, seed: &[u8; 16]) -> String {
		format!("m-{}", hex::encode(seed))
	}
	async fn put_page(&self, handle: &str, number: u32, page: &Page) -> Result<(), StoreError> {
		self.fuse.store()?;
		self.shelf.lock().unwrap().pages.insert((handle.into(), number), page.clone());
		Ok(())
	}
	async fn put_index(&self, handle: &str, index: &Index) -> Result<(), StoreError> {
		self.fuse.store()?;
		self.shelf.lock().unwrap().indices.insert(handle.into(), index.clone());
		Ok(())
	}
	async fn replace_page(&self, handle: &str, number: u32, page: &Page) -> Result<Remains, StoreError> {
		self.fuse.store()?;
		self.shelf.lock().unwrap().pages.remove(&(handle.into(), number));
		self.put_page(handle, number, page).await?;
		Ok(Vec::new())
	}
	async fn index(&self, handle: &str) -> Result<Index, StoreError> {
		self.fuse.store()?;
		self.shelf.lock().unwrap().indices.get(handle).cloned().ok_or(StoreError::Malformed("an index"))
	}
	async fn page(&self, handle: &str, number: u32) -> Result<Page, StoreError> {
		self.fuse.store()?;
		let pages = &self.shelf.lock().unwrap().pages;
		pages.get(&(handle.to_string(), number)).cloned().ok_or(StoreError::Malformed("a page"))
	}
	async fn erase(&self, record: &str, _: &[String]) -> Result<Remains, StoreError> {
		self.fuse.store()?;
		// The places stay, so that the cursor's meaning does; the content goes.
		let mut shelf = self.shelf.lock().unwrap();
		for (r, _, content) in shelf.versions.iter_mut().filter(|(r, ..)| r == record) {
			r.push_str("-erased");
			content.clear();
		}
		drop(shelf);
		self.fuse.store()?;
		Ok(Vec::new())
	}
}

pub fn agent(store: Box<dyn RecordStore>, chain: &FakeChain, batch_size: u32) -> Agent {
	Agent {
		store,
		chain: Box::new(chain.clone()),
		store_id: STORE,
		batch_size,
		max_age: 0,
		concurrency: 8,
		metrics: Metrics::default(),
	}
}

pub fn repository() -> PathBuf {
	// As cargo says now: the test may have been built for another checkout that shares the target folder.
	PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into()))
		.join("..")
}

/// A program from the PATH, or from the folder of prebuilt tools.
pub fn tool(name: &str) -> Option<PathBuf> {
	let path = std::env::var_os("PATH").unwrap_or_default();
	let tools = std::env::var_os("SALUS_TOOLS").map(PathBuf::from);
	let tools = tools.unwrap_or_else(|| repository().join("../shared/bin/unpacked"));
	std::env::split_paths(&path)
		.chain([tools, PathBuf::from("/usr/sbin")])
		.map(|directory| directory.join(name))
		.find(|file| file.is_file())
}

/// A folder of the test data that nobody here wrote.
pub fn data(folder: &str) -> Option<PathBuf> {
	let base = std::env::var_os("SALUS_TEST_DATA").map(PathBuf::from);
	let folder = base.unwrap_or_else(|| repository().join("../shared/data")).join(folder);
	folder.is_dir().then_some(folder)
}

/// Say something past the test harness, which hides what passing tests print.
pub fn loudly(message: &str) {
	use std::io::Write;
	let _ = writeln!(std::io::stderr(), "\n*** {message}");
}
