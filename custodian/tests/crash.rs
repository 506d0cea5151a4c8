//! Crashes and outages at every possible point: no version is lost, none is anchored twice, nothing erased survives.
#![allow(
	missing_docs,
	clippy::unwrap_used,
	clippy::expect_used,
	clippy::panic,
	clippy::indexing_slicing,
	clippy::arithmetic_side_effects
)]

mod common;

use common::{agent, FakeChain, FakeStore, STORE};
use salus_custodian::{
	state::{Stage, State},
	verify::Outcome,
};
use salus_primitives::{anchor::Root, Commitment};
use std::path::Path;

/// What the ledger's anchors lead to in the store: every locator, in order; panics when a manifest does not make its root.
fn anchored(store: &FakeStore, chain: &FakeChain) -> Vec<String> {
	let (ledger, shelf) = (chain.ledger.lock().unwrap(), store.shelf.lock().unwrap());
	let mut locators = Vec::new();
	for (id, anchor) in &ledger.anchors {
		let index = &shelf.indices[&anchor.manifest];
		let root = Root { hash: anchor.root, count: anchor.count };
		assert_eq!(index.count, anchor.count);
		assert!(root.matches_pages(&index.page_roots));
		let mut place = 0;
		for number in 0..root.pages() {
			let page = &shelf.pages[&(anchor.manifest.clone(), number)];
			assert_eq!(page.root(number), Some(index.page_roots[number as usize]));
			for entry in &page.entries {
				let erased = ledger.erased.contains(&(*id, place));
				assert_eq!(erased, entry.nonce.is_none(), "a tombstone for each blank entry, and for no other");
				assert_eq!(erased, entry.locator.is_none());
				if let (Some(locator), Some(nonce)) = (&entry.locator, &entry.nonce) {
					let (_, _, content) = shelf
						.versions
						.iter()
						.find(|(record, version, _)| format!("{record}/{version}") == *locator)
						.expect("the manifest names what is there");
					assert_eq!(Commitment::new(nonce, content), entry.commitment);
					locators.push(locator.clone());
				}
				place += 1;
			}
		}
	}
	locators.sort();
	locators
}

fn open(directory: &Path) -> State {
	State::open(&directory.join("state.redb")).unwrap()
}

async fn pass(store: &FakeStore, chain: &FakeChain, directory: &Path, batch: u32) -> bool {
	let mut state = open(directory);
	agent(Box::new(store.clone()), chain, batch).pass(&mut state, true).await.problems.is_empty()
}

/// Cut off after 0, 1, 2, … operations, go on, and see that the end is the same.
async fn at_every_point(prepare: fn(&FakeStore), update: fn(&FakeStore), erase: Option<&str>) {
	for operations in 0.. {
		let directory = tempfile::tempdir().unwrap();
		let (chain, mut store) = (FakeChain::default(), FakeStore::default());
		store.fuse = chain.fuse.clone();
		prepare(&store);
		assert!(pass(&store, &chain, directory.path(), 4).await);
		update(&store);
		chain.fuse.set(Some(operations));
		if let Some(record) = erase {
			let mut state = open(directory.path());
			let _ = agent(Box::new(store.clone()), &chain, 4).erase(&mut state, record).await;
		}
		let through = pass(&store, &chain, directory.path(), 4).await;
		assert_eq!(through, !chain.fuse.is_blown());
		chain.fuse.set(None);
		if let Some(record) = erase.filter(|_| !through) {
			let mut state = open(directory.path());
			let report = agent(Box::new(store.clone()), &chain, 4).erase(&mut state, record).await.unwrap();
			assert!(report.remains.is_empty());
		}
		assert!(pass(&store, &chain, directory.path(), 4).await);
		assert!(pass(&store, &chain, directory.path(), 4).await, "a second look changes nothing");

		let mut expected = store.locators();
		expected.retain(|locator| !locator.contains("-erased") && !locator.starts_with("bad"));
		assert_eq!(anchored(&store, &chain), expected, "cut off after {operations} operations");
		let state = open(directory.path());
		assert!(state.in_flight().unwrap().is_empty() && state.erasures().unwrap().is_empty());
		assert_eq!(state.waiting().unwrap().0, 0);
		if through {
			assert!(operations > 10, "the fuse was never long enough to be interesting");
			return;
		}
	}
}

fn seed(store: &FakeStore) {
	for n in 0..6 {
		store.put(&format!("record{n}"), &format!("content {n}"));
	}
	store.put("bad", "unreadable");
}

fn change(store: &FakeStore) {
	for n in 3..9 {
		store.put(&format!("record{n}"), &format!("changed {n}"));
	}
}

#[tokio::test]
async fn anchoring_should_lose_and_double_nothing_wherever_it_is_cut_off() {
	at_every_point(seed, change, None).await;
}

#[tokio::test]
async fn erasure_should_be_completed_wherever_it_is_cut_off() {
	// record4 has one version under an anchor and one that was not even seen.
	at_every_point(seed, change, Some("record4")).await;
}

#[tokio::test]
async fn chain_outage_should_delay_and_not_double() {
	let directory = tempfile::tempdir().unwrap();
	let (chain, store) = (FakeChain::default(), FakeStore::default());
	seed(&store);
	chain.ledger.lock().unwrap().down = true;
	assert!(!pass(&store, &chain, directory.path(), 100).await);
	change(&store);
	assert!(!pass(&store, &chain, directory.path(), 100).await);
	{
		let state = open(directory.path());
		assert_eq!(state.in_flight().unwrap()[0].1.stage, Stage::Written);
		assert_eq!(state.waiting().unwrap().0, 6, "what came during the outage waits");
	}
	chain.ledger.lock().unwrap().down = false;
	assert!(pass(&store, &chain, directory.path(), 100).await);
	assert_eq!(chain.ledger.lock().unwrap().anchors.len(), 2);
	let mut expected = store.locators();
	expected.retain(|locator| !locator.starts_with("bad"));
	assert_eq!(anchored(&store, &chain), expected);
}

#[tokio::test]
async fn new_version_should_name_the_former_one_and_at_most_256_at_once() {
	let directory = tempfile::tempdir().unwrap();
	let (chain, store) = (FakeChain::default(), FakeStore::default());
	for n in 0..300 {
		store.put(&format!("r{n}"), "a");
	}
	assert!(pass(&store, &chain, directory.path(), 1_000).await);
	for n in 0..300 {
		store.put(&format!("r{n}"), "b");
	}
	assert!(pass(&store, &chain, directory.path(), 1_000).await);
	let ledger = chain.ledger.lock().unwrap();
	let named: Vec<usize> = ledger.anchors.values().map(|anchor| anchor.supersedes.len()).collect();
	assert_eq!(named, [0, 256, 44]);
	assert_eq!(ledger.superseded.len(), 300);
}

#[tokio::test]
async fn former_version_that_the_chain_does_not_know_should_not_keep_the_new_one_back() {
	let directory = tempfile::tempdir().unwrap();
	let (chain, store) = (FakeChain::default(), FakeStore::default());
	store.put("r", "a");
	assert!(pass(&store, &chain, directory.path(), 10).await);
	// A development chain that began anew.
	chain.ledger.lock().unwrap().anchors.clear();
	store.put("r", "b");
	assert!(pass(&store, &chain, directory.path(), 10).await);
	assert_eq!(chain.ledger.lock().unwrap().anchors.len(), 1);
}

#[tokio::test]
async fn verify_should_tell_anchored_superseded_erased_and_mismatch_apart() {
	let directory = tempfile::tempdir().unwrap();
	let (chain, store) = (FakeChain::default(), FakeStore::default());
	store.put("r", "first");
	store.put("other", "x");
	store.put("twice", "1");
	store.put("twice", "2");
	assert!(pass(&store, &chain, directory.path(), 10).await);
	store.put("r", "second");
	assert!(pass(&store, &chain, directory.path(), 10).await);
	let mut state = open(directory.path());
	let agent = agent(Box::new(store.clone()), &chain, 10);
	for (bytes, record, expected) in [
		(&b"first"[..], Some("r"), Outcome::Superseded),
		(b"second", Some("r"), Outcome::Anchored),
		(b"secand", Some("r"), Outcome::Mismatch),
		(b"x", Some("other"), Outcome::Anchored),
		(b"1", Some("twice"), Outcome::Superseded),
		(b"2", Some("twice"), Outcome::Anchored),
		(b"x", Some("unknown"), Outcome::NotAnchored),
		(b"x", None, Outcome::NotAnchored),
	] {
		assert_eq!(agent.verify(&state, bytes, record, None).await.unwrap().outcome, expected);
	}
	// By anchor and index, from the manifest alone: a state that knows nothing.
	let elsewhere = tempfile::tempdir().unwrap();
	let blank = open(elsewhere.path());
	let anchor = salus_primitives::anchor::anchor_id(STORE, 1);
	let found = agent.verify(&blank, b"first", None, Some((anchor, 0))).await.unwrap();
	assert_eq!((found.outcome, found.superseded_by), (Outcome::Superseded, Some(anchor + 1)));
	assert_eq!(agent.verify(&blank, b"first", None, Some((anchor, 1))).await.unwrap().outcome, Outcome::Mismatch);
	assert_eq!(agent.verify(&blank, b"first", None, Some((anchor, 9))).await.unwrap().outcome, Outcome::Mismatch);

	let report = agent.erase(&mut state, "r").await.unwrap();
	assert!(report.is_complete() && report.tombstones.len() == 2, "{report:?}");
	assert_eq!(agent.verify(&blank, b"first", None, Some((anchor, 0))).await.unwrap().outcome, Outcome::Erased);
	assert_eq!(agent.verify(&state, b"first", Some("r"), None).await.unwrap().outcome, Outcome::NotAnchored);
}

#[tokio::test]
async fn manifest_that_was_tampered_with_should_not_be_believed() {
	let directory = tempfile::tempdir().unwrap();
	let (chain, store) = (FakeChain::default(), FakeStore::default());
	store.put("r", "content");
	assert!(pass(&store, &chain, directory.path(), 10).await);
	let forged = Commitment::new(&[1; 32], b"forged");
	for page in store.shelf.lock().unwrap().pages.values_mut() {
		page.entries[0].commitment = forged;
		page.entries[0].nonce = Some([1; 32]);
	}
	let elsewhere = tempfile::tempdir().unwrap();
	let anchor = salus_primitives::anchor::anchor_id(STORE, 1);
	let agent = agent(Box::new(store), &chain, 10);
	let found = agent.verify(&open(elsewhere.path()), b"forged", None, Some((anchor, 0))).await.unwrap();
	assert_eq!(found.outcome, Outcome::Mismatch);
}

#[tokio::test]
async fn erased_nonce_and_record_id_should_not_be_left_in_the_database_file() {
	let directory = tempfile::tempdir().unwrap();
	let (chain, store) = (FakeChain::default(), FakeStore::default());
	let file = directory.path().join("state.redb");
	for n in 0..50 {
		store.put(&format!("record{n}"), "content");
	}
	store.put("patient-4711", "content");
	assert!(pass(&store, &chain, directory.path(), 100).await);
	let contains = |needle: &[u8]| std::fs::read(&file).unwrap().windows(needle.len()).any(|part| part == needle);
	let nonce = {
		let shelf = store.shelf.lock().unwrap();
		let entries = shelf.pages.values().flat_map(|page| &page.entries);
		entries.clone().find(|e| e.locator.as_deref() == Some("patient-4711/1")).unwrap().nonce.unwrap()
	};
	assert!(contains(&nonce) && contains(b"patient-4711"));
	{
		let mut state = open(directory.path());
		let report = agent(Box::new(store.clone()), &chain, 100).erase(&mut state, "patient-4711").await.unwrap();
		assert!(report.is_complete());
	}
	assert!(!contains(&nonce), "the nonce is still in the file");
	assert!(!contains(b"patient-4711"), "the record's id is still in the file");
	assert!(pass(&store, &chain, directory.path(), 100).await);
}

#[tokio::test]
async fn second_process_should_wait_for_its_turn() {
	let directory = tempfile::tempdir().unwrap();
	let file = directory.path().join("state.redb");
	let first = State::open(&file).unwrap();
	assert!(State::open(&file).is_err());
	let waiting =
		tokio::spawn(async move { State::open_waiting(&file, std::time::Duration::from_secs(10)).await.is_ok() });
	tokio::time::sleep(std::time::Duration::from_millis(300)).await;
	drop(first);
	assert!(waiting.await.unwrap());
}
