//! What a worker reports for everything that a store may do. The stores are scripted, the worker is the real one.

use crate::mock::*;
use codec::Encode;
use frame_support::assert_ok;
use proptest::prelude::*;
use salus_primitives::{
	anchor::{anchor_id, build, page_root, PAGE_LEAVES},
	fhir,
	manifest::{write_index, write_page, Entry, Index, Page},
	store::{access_key, index_path, nonce_path, page_path, record_path},
	AnchorId, Commitment, Examine, Outcome, Source, StoreAccess, StoreId, StoreKind, Verdict,
};
use sp_core::{
	offchain::{
		testing::TestOffchainExt, Externalities, HttpError, HttpRequestId, HttpRequestStatus, OffchainDbExt,
		OffchainWorkerExt, OpaqueNetworkState, StorageKind, Timestamp,
	},
	OpaquePeerId, H256,
};
use std::{
	collections::BTreeMap,
	sync::{Arc, Mutex},
};

const BASE: &str = "https://store.example/base";
const TOKEN: &str = "Bearer very-secret-token";
const MAX_BYTES: u32 = 4 * 1_024 * 1_024;

/// More than the manifest of a few records and a nonce take.
const MANIFEST_AND_MORE: usize = 100_000;

// --- A scripted web ------------------------------------------------------------------------------------------------

#[derive(Clone)]
enum Body {
	Whole(Vec<u8>),
	/// Never ends.
	Endless,
	/// A byte a second.
	Drip,
	/// Breaks off after these bytes.
	Broken(Vec<u8>, HttpError),
}

#[derive(Clone)]
struct Reply {
	status: HttpRequestStatus,
	length: Option<String>,
	body: Body,
}

fn reply(code: u16, body: impl Into<Vec<u8>>) -> Reply {
	let body = body.into();
	Reply { status: HttpRequestStatus::Finished(code), length: Some(body.len().to_string()), body: Body::Whole(body) }
}

#[derive(Default)]
struct State {
	pages: BTreeMap<String, Reply>,
	/// What was asked for, with the headers sent.
	asked: Vec<(String, BTreeMap<String, String>)>,
	read: BTreeMap<u16, usize>,
	/// How many bytes were handed out.
	delivered: usize,
	refuse_to_start: bool,
	clock: u64,
}

/// How much a scripted server sends at once.
const SENT_AT_ONCE: usize = 1_000;

#[derive(Clone, Default)]
struct Web(Arc<Mutex<State>>);

impl Web {
	fn set(&self, path: &str, reply: Reply) {
		self.0.lock().unwrap().pages.insert(format!("{BASE}{path}"), reply);
	}
	fn asked(&self) -> Vec<String> {
		let asked = &self.0.lock().unwrap().asked;
		asked.iter().map(|(uri, _)| uri.strip_prefix(BASE).unwrap().to_string()).collect()
	}
}

impl Externalities for Web {
	fn is_validator(&self) -> bool {
		false
	}
	fn network_state(&self) -> Result<OpaqueNetworkState, ()> {
		Err(())
	}
	fn timestamp(&mut self) -> Timestamp {
		Timestamp::from_unix_millis(self.0.lock().unwrap().clock)
	}
	fn sleep_until(&mut self, _: Timestamp) {}
	fn random_seed(&mut self) -> [u8; 32] {
		[0; 32]
	}
	fn http_request_start(&mut self, method: &str, uri: &str, _: &[u8]) -> Result<HttpRequestId, ()> {
		assert_eq!(method, "GET");
		let mut state = self.0.lock().unwrap();
		if state.refuse_to_start {
			return Err(());
		}
		state.asked.push((uri.to_string(), BTreeMap::new()));
		Ok(HttpRequestId(state.asked.len() as u16 - 1))
	}
	fn http_request_add_header(&mut self, id: HttpRequestId, name: &str, value: &str) -> Result<(), ()> {
		self.0.lock().unwrap().asked[id.0 as usize].1.insert(name.to_string(), value.to_string());
		Ok(())
	}
	fn http_request_write_body(
		&mut self,
		_: HttpRequestId,
		chunk: &[u8],
		until: Option<Timestamp>,
	) -> Result<(), HttpError> {
		assert!(chunk.is_empty() && until.is_some());
		Ok(())
	}
	fn http_response_wait(&mut self, ids: &[HttpRequestId], until: Option<Timestamp>) -> Vec<HttpRequestStatus> {
		assert!(until.is_some(), "a worker never waits for ever");
		let state = self.0.lock().unwrap();
		let status = |id: &HttpRequestId| {
			state.pages.get(&state.asked[id.0 as usize].0).map_or(HttpRequestStatus::Finished(404), |r| r.status)
		};
		ids.iter().map(status).collect()
	}
	fn http_response_headers(&mut self, id: HttpRequestId) -> Vec<(Vec<u8>, Vec<u8>)> {
		let state = self.0.lock().unwrap();
		let length = state.pages[&state.asked[id.0 as usize].0].length.clone();
		length.into_iter().map(|length| (b"Content-Length".to_vec(), length.into_bytes())).collect()
	}
	fn http_response_read_body(
		&mut self,
		id: HttpRequestId,
		buffer: &mut [u8],
		until: Option<Timestamp>,
	) -> Result<usize, HttpError> {
		assert!(until.is_some(), "a worker never waits for ever");
		let mut guard = self.0.lock().unwrap();
		let state = &mut *guard;
		let read = state.read.entry(id.0).or_default();
		let filled = match &state.pages[&state.asked[id.0 as usize].0].body {
			Body::Endless => buffer.len().min(SENT_AT_ONCE),
			Body::Drip => {
				state.clock += 1_000;
				1
			},
			Body::Whole(bytes) | Body::Broken(bytes, _) => {
				let left = &bytes[*read..];
				let filled = left.len().min(buffer.len()).min(SENT_AT_ONCE);
				buffer[..filled].copy_from_slice(&left[..filled]);
				filled
			},
		};
		*read += filled;
		state.delivered += filled;
		match &state.pages[&state.asked[id.0 as usize].0].body {
			Body::Broken(_, error) if filled == 0 => Err(*error),
			_ => Ok(filled),
		}
	}
	fn set_authorized_nodes(&mut self, _: Vec<OpaquePeerId>, _: bool) {}
}

// --- A store on that web -------------------------------------------------------------------------------------------

const HANDLE: &str = "manifest";

struct Scene {
	kind: StoreKind,
	web: Web,
	store: StoreId,
	anchor: AnchorId,
	entries: Vec<Entry>,
}

fn resource(n: u32) -> Vec<u8> {
	let value = n as f64 / 10.0;
	format!(
		r#"{{"resourceType":"Observation","id":"r{n}","meta":{{"versionId":"1","lastUpdated":"2026-01-01T00:00:00Z"}},"status":"final","valueQuantity":{{"value":{value:.2}}}}}"#
	)
	.into_bytes()
}

fn record(kind: StoreKind, n: u32) -> Vec<u8> {
	match kind {
		StoreKind::FhirR4 => resource(n),
		// Larger than what is read at once.
		_ => (0..200_000u32).map(|at| (at.wrapping_mul(n + 7) >> 3) as u8).collect(),
	}
}

fn locator_of(kind: StoreKind, n: u32) -> String {
	match kind {
		StoreKind::FhirR4 => format!("Observation/r{n}/_history/1"),
		StoreKind::Dicom => format!("instance-{n}"),
		StoreKind::Https => format!("files/{n}.bin"),
	}
}

fn nonce(n: u32) -> [u8; 32] {
	sp_io::hashing::blake2_256(&n.to_le_bytes())
}

fn hex(bytes: &[u8]) -> String {
	bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn access() -> StoreAccess {
	StoreAccess {
		url: BASE.as_bytes().to_vec(),
		url_nonce: [9; 32],
		authorization: Some(TOKEN.as_bytes().to_vec()),
		max_bytes: MAX_BYTES,
		timeout_ms: 5_000,
	}
}

fn enable(store: StoreId, access: &StoreAccess) {
	sp_io::offchain::local_storage_set(StorageKind::PERSISTENT, &access_key(store), &access.encode());
}

impl Scene {
	/// Register a store on chain, anchor `count` records, and put them on the web with their manifest.
	fn set(kind: StoreKind, web: Web, count: u32) -> Self {
		let store = crate::NextStoreId::<Test>::get();
		let url = access().url_commitment();
		let origin = signed(keeper(HOSPITAL));
		assert_ok!(Records::register_store(origin, HOSPITAL, kind, url, usual(), 3, PERIOD));
		enable(store, &access());
		let entries: Vec<Entry> = (0..count)
			.map(|n| {
				let bytes = record(kind, n);
				let canonical = if kind == StoreKind::FhirR4 { fhir::canonicalize(&bytes).unwrap() } else { bytes };
				Entry {
					commitment: Commitment::new(&nonce(n), &canonical),
					locator: Some(locator_of(kind, n)),
					nonce: (kind != StoreKind::Dicom).then(|| nonce(n)),
				}
			})
			.collect();
		let commitments: Vec<_> = entries.iter().map(|entry| entry.commitment.0 .0).collect();
		let root = build::root(&commitments).unwrap();
		let supersedes = Default::default();
		assert_ok!(Records::anchor(signed(keeper(HOSPITAL)), store, root.hash, count, handle(HANDLE), supersedes));
		let scene = Self { kind, web, store, anchor: anchor_id(store, 1), entries };
		scene.publish_index(count, scene.page_roots());
		for page in 0..count.div_ceil(PAGE_LEAVES) {
			scene.publish_page(page);
		}
		// Of many records the first and last few are enough.
		for n in (0..count).filter(|n| *n < 3 || n + 3 > count) {
			scene.web.set(&scene.record_path(n), reply(200, record(kind, n)));
			if let Some(path) = nonce_path(kind, &locator_of(kind, n)) {
				scene.web.set(&path, reply(200, hex(&nonce(n))));
			}
		}
		scene
	}

	fn page_roots(&self) -> Vec<H256> {
		let pages = self.entries.chunks(PAGE_LEAVES as usize).zip(0..);
		pages.map(|(page, n)| page_root(n, page.iter().map(|entry| entry.commitment.0.as_bytes())).unwrap()).collect()
	}

	fn publish_index(&self, count: u32, page_roots: Vec<H256>) {
		let index = write_index(self.kind, HANDLE, &Index { count, page_roots }, "2026-01-01T00:00:00Z", "agent");
		self.web.set(&self.index_path(), reply(200, index));
	}

	fn publish_page(&self, number: u32) {
		let entries = self.entries.chunks(PAGE_LEAVES as usize).nth(number as usize).unwrap().to_vec();
		let page = write_page(self.kind, HANDLE, number, &Page { entries }, "2026-01-01T00:00:00Z", "agent");
		self.web.set(&self.page_path(number), reply(200, page));
	}

	fn index_path(&self) -> String {
		index_path(self.kind, HANDLE)
	}
	fn page_path(&self, number: u32) -> String {
		page_path(self.kind, HANDLE, number)
	}
	fn record_path(&self, n: u32) -> String {
		record_path(self.kind, &locator_of(self.kind, n)).unwrap()
	}
	fn root(&self) -> H256 {
		crate::Anchors::<Test>::get(self.anchor).unwrap().root.hash
	}

	/// What the worker says of a leaf.
	fn examine(&self, n: u32) -> Option<Verdict> {
		Records::examine(source(self.store), &locator(self.anchor, n), self.root())
	}

	/// Every path that the worker needs for the first leaf.
	fn paths(&self) -> Vec<String> {
		let nonce = nonce_path(self.kind, &locator_of(self.kind, 0));
		[self.index_path(), self.page_path(0)].into_iter().chain(nonce).chain([self.record_path(0)]).collect()
	}
}

const KINDS: [StoreKind; 3] = [StoreKind::FhirR4, StoreKind::Dicom, StoreKind::Https];

/// Run a test in a node that has a web and a place to keep things.
fn on_the_web(run: impl FnOnce(Web)) {
	let mut ext = new_test_ext();
	let web = Web::default();
	ext.register_extension(OffchainWorkerExt::new(web.clone()));
	ext.register_extension(OffchainDbExt::new(TestOffchainExt::new().0));
	ext.execute_with(|| {
		run(web);
		Records::do_try_state().unwrap();
	});
}

/// The same for each kind of store, with three records.
fn in_each_store(run: impl Fn(Scene)) {
	for kind in KINDS {
		on_the_web(|web| run(Scene::set(kind, web, 3)));
	}
}

// --- Nothing wrong -------------------------------------------------------------------------------------------------

#[test]
fn record_should_be_attested_when_the_store_holds_what_was_anchored() {
	in_each_store(|scene| {
		for n in 0..3 {
			assert_eq!(scene.examine(n), Some(Verdict::Attested), "{:?} {n}", scene.kind);
		}
	});
}

#[test]
fn worker_should_ask_for_the_index_one_page_and_the_record_and_nothing_else() {
	in_each_store(|scene| {
		scene.examine(0);
		assert_eq!(scene.web.asked(), scene.paths());
	});
	on_the_web(|web| {
		let scene = Scene::set(StoreKind::FhirR4, web, 2_050);
		assert_eq!(scene.examine(2_049), Some(Verdict::Attested));
		assert_eq!(scene.web.asked(), [scene.index_path(), scene.page_path(2), scene.record_path(2_049)]);
	});
}

#[test]
fn token_should_be_sent_and_fhir_asked_for_where_it_applies() {
	in_each_store(|scene| {
		scene.examine(0);
		for (_, headers) in &scene.web.0.lock().unwrap().asked {
			assert_eq!(headers.get("Authorization").map(String::as_str), Some(TOKEN));
			let accept = (scene.kind == StoreKind::FhirR4).then_some("application/fhir+json");
			assert_eq!(headers.get("Accept").map(String::as_str), accept);
		}
	});
	in_each_store(|scene| {
		enable(scene.store, &StoreAccess { authorization: None, ..access() });
		assert_eq!(scene.examine(0), Some(Verdict::Attested));
		assert!(scene.web.0.lock().unwrap().asked.iter().all(|(_, headers)| !headers.contains_key("Authorization")));
	});
}

#[test]
fn length_should_not_need_to_be_announced() {
	in_each_store(|scene| {
		for page in scene.web.0.lock().unwrap().pages.values_mut() {
			page.length = None;
		}
		assert_eq!(scene.examine(0), Some(Verdict::Attested));
	});
}

#[test]
fn large_image_should_be_hashed_as_it_comes() {
	on_the_web(|web| {
		let scene = Scene::set(StoreKind::Dicom, web, 1);
		let image = vec![7; MAX_BYTES as usize];
		let commitment = Commitment::new(&nonce(0), &image);
		let root = build::root(&[commitment.0 .0]).unwrap();
		assert_ok!(Records::anchor(
			signed(keeper(HOSPITAL)),
			scene.store,
			root.hash,
			1,
			handle("two"),
			Default::default()
		));
		let entry = Entry { commitment, locator: Some(locator_of(scene.kind, 0)), nonce: None };
		let index = Index { count: 1, page_roots: vec![root.hash] };
		scene.web.set(&index_path(scene.kind, "two"), reply(200, write_index(scene.kind, "two", &index, "", "")));
		let page = write_page(scene.kind, "two", 0, &Page { entries: vec![entry] }, "", "");
		scene.web.set(&page_path(scene.kind, "two", 0), reply(200, page));
		scene.web.set(&scene.record_path(0), reply(200, image));
		let second = anchor_id(scene.store, 2);
		let verdict = Records::examine(source(scene.store), &locator(second, 0), root.hash);
		assert_eq!(verdict, Some(Verdict::Attested));
	});
}

#[test]
fn what_a_fhir_server_may_change_should_change_nothing() {
	on_the_web(|web| {
		let scene = Scene::set(StoreKind::FhirR4, web, 1);
		let same = br#" { "valueQuantity" : {"value":0.00}, "status":"final", "id":"r0",
			"meta":{"lastUpdated":"2027-12-31T00:00:00Z","versionId":"77"}, "resourceType":"Observation"} "#;
		scene.web.set(&scene.record_path(0), reply(200, *same));
		assert_eq!(scene.examine(0), Some(Verdict::Attested));
	});
}

// --- Not this node's business --------------------------------------------------------------------------------------

#[test]
fn store_that_is_not_enabled_on_this_node_should_never_be_asked() {
	in_each_store(|scene| {
		let key = access_key(scene.store);
		let other = |change: fn(&mut StoreAccess)| {
			let mut access = access();
			change(&mut access);
			access.encode()
		};
		for stored in [
			None,
			Some(Vec::new()),
			Some(vec![0xff; 40]),
			Some([access().encode(), vec![0]].concat()),
			Some(other(|access| access.url = b"https://elsewhere.example".to_vec())),
			Some(other(|access| access.url_nonce = [8; 32])),
			Some(other(|access| access.authorization = Some(vec![0xff, 0xfe]))),
		] {
			match stored {
				Some(bytes) => sp_io::offchain::local_storage_set(StorageKind::PERSISTENT, &key, &bytes),
				None => sp_io::offchain::local_storage_clear(StorageKind::PERSISTENT, &key),
			}
			assert_eq!(scene.examine(0), None);
		}
		assert!(scene.web.asked().is_empty());
	});
}

#[test]
fn store_that_moved_should_wait_for_its_operators_to_confirm() {
	in_each_store(|scene| {
		let moved = Commitment::new(&[1; 32], b"https://other.example");
		assert_ok!(update(keeper(HOSPITAL), scene.store, crate::StoreChange::Url(moved)));
		assert_eq!((scene.examine(0), scene.web.asked()), (None, vec![]));
	});
}

#[test]
fn question_that_is_none_should_not_be_answered() {
	in_each_store(|scene| {
		let (store, good, root) = (source(scene.store), locator(scene.anchor, 0), scene.root());
		for (source, locator, expected) in [
			(Source::CredentialSource(scene.store), good.clone(), root),
			(source(scene.store + 1), good.clone(), root),
			(store, good.clone(), H256::zero()),
			(store, locator(scene.anchor, 3), root),
			(store, locator(scene.anchor + 1, 0), root),
			(store, Default::default(), root),
			(store, good[..11].to_vec().try_into().unwrap(), root),
			(store, [&good[..], &[0]].concat().try_into().unwrap(), root),
		] {
			assert_eq!(Records::examine(source, &locator, expected), None);
		}
		assert!(scene.web.asked().is_empty());
	});
}

// --- The record is another -----------------------------------------------------------------------------------------

#[test]
fn any_flipped_byte_should_be_a_mismatch() {
	in_each_store(|scene| {
		let good = record(scene.kind, 0);
		let places: Vec<usize> = if scene.kind == StoreKind::FhirR4 {
			// Of a FHIR resource every byte but the server's own bookkeeping.
			let text = String::from_utf8(good.clone()).unwrap();
			let (from, to) = (text.find("\"meta\"").unwrap(), text.find("\"status\"").unwrap());
			(0..good.len()).filter(|at| !(from..to).contains(at)).collect()
		} else {
			[0, 1, 999, 1_000, 65_535, 65_536, good.len() - 1].to_vec()
		};
		for at in places {
			let mut bad = good.clone();
			bad[at] ^= 1;
			scene.web.set(&scene.record_path(0), reply(200, bad));
			assert_eq!(scene.examine(0), Some(Verdict::Mismatch), "{:?} byte {at}", scene.kind);
		}
	});
}

#[test]
fn something_else_under_the_locator_should_be_a_mismatch() {
	in_each_store(|scene| {
		let deep = [vec![b'['; 10_000], vec![b']'; 10_000]].concat();
		let deep_resource = [&br#"{"resourceType":"Observation","extension":"#[..], &deep, b"}"].concat();
		let mut longer = record(scene.kind, 0);
		longer.push(b'!');
		for other in [
			record(scene.kind, 1),
			record(scene.kind, 0)[1..].to_vec(),
			longer,
			Vec::new(),
			b"<html>Please sign in</html>".to_vec(),
			br#"{"resourceType":"OperationOutcome","issue":[]}"#.to_vec(),
			deep,
			deep_resource,
			vec![0xff; 1_000],
		] {
			scene.web.set(&scene.record_path(0), reply(200, other));
			assert_eq!(scene.examine(0), Some(Verdict::Mismatch), "{:?}", scene.kind);
		}
	});
}

#[test]
fn wrong_nonce_should_be_a_mismatch() {
	in_each_store(|mut scene| match scene.kind {
		StoreKind::Dicom => {
			for bad in [hex(&nonce(1)), String::new(), "zz".repeat(32), hex(&nonce(0))[1..].to_string()] {
				scene.web.set(&nonce_path(scene.kind, &locator_of(scene.kind, 0)).unwrap(), reply(200, bad));
				assert_eq!(scene.examine(0), Some(Verdict::Mismatch));
			}
		},
		_ => {
			scene.entries[0].nonce = Some(nonce(1));
			scene.publish_page(0);
			assert_eq!(scene.examine(0), Some(Verdict::Mismatch));
		},
	});
}

// --- The manifest is another ---------------------------------------------------------------------------------------

#[test]
fn manifest_that_does_not_make_the_root_should_be_a_mismatch() {
	in_each_store(|mut scene| {
		let roots = scene.page_roots();
		scene.publish_index(2, roots.clone());
		assert_eq!(scene.examine(0), Some(Verdict::Mismatch));
		scene.publish_index(3, vec![H256::repeat_byte(1)]);
		assert_eq!(scene.examine(0), Some(Verdict::Mismatch));
		scene.publish_index(1_025, vec![roots[0], roots[0]]);
		assert_eq!(scene.examine(0), Some(Verdict::Mismatch));
		scene.publish_index(3, roots);
		assert_eq!(scene.examine(0), Some(Verdict::Attested));
		// Another commitment with a fitting record: the page is not the anchored one.
		scene.entries.swap(0, 1);
		scene.publish_page(0);
		assert_eq!(scene.examine(0), Some(Verdict::Mismatch));
		scene.entries.swap(0, 1);
		scene.entries.push(scene.entries[0].clone());
		scene.publish_page(0);
		assert_eq!(scene.examine(0), Some(Verdict::Mismatch));
		scene.entries.truncate(2);
		scene.publish_page(0);
		assert_eq!(scene.examine(0), Some(Verdict::Mismatch));
	});
}

#[test]
fn manifest_of_another_anchor_should_be_a_mismatch() {
	on_the_web(|web| {
		let first = Scene::set(StoreKind::Https, web.clone(), 3);
		// Takes the place of the first one's manifest on the web: both have the same handle.
		Scene::set(StoreKind::Https, web, 2);
		assert_eq!(first.examine(0), Some(Verdict::Mismatch));
	});
}

#[test]
fn manifest_that_is_none_should_be_a_mismatch() {
	in_each_store(|scene| {
		let deep = [vec![b'['; 10_000], vec![b']'; 10_000]].concat();
		for path in [scene.index_path(), scene.page_path(0)] {
			let good = scene.web.0.lock().unwrap().pages[&format!("{BASE}{path}")].clone();
			for bad in [&b""[..], b"{}", b"null", b"[]", b"\xff", b"<html/>", br#"{"count":0,"pageRoots":[]}"#, &deep] {
				scene.web.set(&path, reply(200, bad));
				assert_eq!(scene.examine(0), Some(Verdict::Mismatch), "{:?} {path}", scene.kind);
			}
			scene.web.set(&path, good);
		}
	});
}

#[test]
fn locator_should_never_lead_a_worker_elsewhere() {
	in_each_store(|mut scene| {
		for evil in [
			"../../admin",
			"https://evil.example/x",
			"//evil.example/x",
			"a/../../b",
			"r0?_format=x",
			"r0#x",
			"Observation/r0/_history/..",
			"Observation/../_history/1",
			"",
			"x\r\nHost: evil.example",
			"@evil.example/",
		] {
			scene.entries[0].locator = Some(evil.to_string());
			scene.publish_page(0);
			let before = scene.web.asked().len();
			assert_eq!(scene.examine(0), Some(Verdict::Mismatch), "{:?} {evil}", scene.kind);
			assert_eq!(scene.web.asked()[before..], [scene.index_path(), scene.page_path(0)]);
		}
	});
}

// --- The store does not deliver ------------------------------------------------------------------------------------

#[test]
fn every_status_but_200_should_be_unavailable_at_every_step() {
	in_each_store(|scene| {
		for path in scene.paths() {
			let good = scene.web.0.lock().unwrap().pages[&format!("{BASE}{path}")].clone();
			for code in
				[100, 201, 202, 204, 206, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 410, 429, 500, 502, 503]
			{
				let mut moved = good.clone();
				moved.status = HttpRequestStatus::Finished(code);
				scene.web.set(&path, moved);
				assert_eq!(scene.examine(0), Some(Verdict::Unavailable), "{:?} {path} {code}", scene.kind);
			}
			scene.web.set(&path, good);
		}
	});
}

#[test]
fn redirect_should_not_be_followed() {
	in_each_store(|scene| {
		scene.web.set(&scene.record_path(0), reply(302, ""));
		assert_eq!(scene.examine(0), Some(Verdict::Unavailable));
		assert_eq!(scene.web.asked(), scene.paths());
	});
}

#[test]
fn silence_and_broken_connections_should_be_unavailable_at_every_step() {
	in_each_store(|scene| {
		for path in scene.paths() {
			let good = scene.web.0.lock().unwrap().pages[&format!("{BASE}{path}")].clone();
			let Body::Whole(bytes) = good.body.clone() else { panic!() };
			let half = bytes[..bytes.len() / 2].to_vec();
			let with = |body, length: Option<&str>| Reply { body, length: length.map(Into::into), ..good.clone() };
			let bad = [
				Reply { status: HttpRequestStatus::DeadlineReached, ..good.clone() },
				Reply { status: HttpRequestStatus::IoError, ..good.clone() },
				Reply { status: HttpRequestStatus::Invalid, ..good.clone() },
				with(Body::Broken(half.clone(), HttpError::IoError), None),
				with(Body::Broken(half.clone(), HttpError::DeadlineReached), None),
				with(Body::Broken(Vec::new(), HttpError::Invalid), None),
				// Half an answer, and answers that announce a length they do not have.
				with(Body::Whole(half), good.length.as_deref()),
				with(good.body.clone(), Some("1")),
				with(good.body.clone(), Some("-1")),
				with(good.body.clone(), Some("99999999999999999999999")),
				with(good.body.clone(), Some("many")),
			];
			for reply in bad {
				scene.web.set(&path, reply);
				assert_eq!(scene.examine(0), Some(Verdict::Unavailable), "{:?} {path}", scene.kind);
			}
			scene.web.set(&path, good);
			assert_eq!(scene.examine(0), Some(Verdict::Attested));
		}
		scene.web.0.lock().unwrap().refuse_to_start = true;
		assert_eq!(scene.examine(0), Some(Verdict::Unavailable));
	});
}

#[test]
fn byte_a_second_should_be_given_up_at_the_deadline() {
	in_each_store(|scene| {
		for path in scene.paths() {
			let good = scene.web.0.lock().unwrap().pages[&format!("{BASE}{path}")].clone();
			scene.web.set(&path, Reply { length: None, body: Body::Drip, ..good.clone() });
			let before = scene.web.0.lock().unwrap().clock;
			assert_eq!(scene.examine(0), Some(Verdict::Unavailable));
			let waited = scene.web.0.lock().unwrap().clock - before;
			assert!(waited <= u64::from(access().timeout_ms) + 1_000, "{waited} ms");
			scene.web.set(&path, good);
		}
	});
}

#[test]
fn gigabyte_should_be_given_up_before_it_is_read_when_it_is_announced() {
	in_each_store(|scene| {
		for path in scene.paths() {
			let good = scene.web.0.lock().unwrap().pages[&format!("{BASE}{path}")].clone();
			let mut huge = reply(200, "");
			huge.length = Some("1000000000".into());
			huge.body = Body::Endless;
			scene.web.set(&path, huge);
			let before = scene.web.0.lock().unwrap().delivered;
			assert_eq!(scene.examine(0), Some(Verdict::Unavailable));
			let read = scene.web.0.lock().unwrap().delivered - before;
			assert!(read < MANIFEST_AND_MORE, "only what came before was read, not {read} bytes");
			scene.web.set(&path, good);
		}
	});
}

#[test]
fn gigabyte_should_be_given_up_at_the_limit_when_it_is_not_announced() {
	in_each_store(|scene| {
		for path in scene.paths() {
			let good = scene.web.0.lock().unwrap().pages[&format!("{BASE}{path}")].clone();
			scene.web.set(&path, Reply { length: None, body: Body::Endless, ..good.clone() });
			let before = scene.web.0.lock().unwrap().delivered;
			assert_eq!(scene.examine(0), Some(Verdict::Unavailable));
			let read = scene.web.0.lock().unwrap().delivered - before;
			assert!(read < MAX_BYTES as usize + MANIFEST_AND_MORE, "{read} bytes were read");
			scene.web.set(&path, good);
		}
	});
}

#[test]
fn operators_limit_should_hold_for_every_answer() {
	in_each_store(|scene| {
		let largest = scene.paths().into_iter().map(|path| {
			let Body::Whole(bytes) = &scene.web.0.lock().unwrap().pages[&format!("{BASE}{path}")].body else {
				panic!()
			};
			bytes.len() as u32
		});
		let largest = largest.max().unwrap();
		enable(scene.store, &StoreAccess { max_bytes: largest, ..access() });
		assert_eq!(scene.examine(0), Some(Verdict::Attested));
		enable(scene.store, &StoreAccess { max_bytes: largest - 1, ..access() });
		assert_eq!(scene.examine(0), Some(Verdict::Unavailable));
		enable(scene.store, &StoreAccess { max_bytes: 0, ..access() });
		assert_eq!(scene.examine(0), Some(Verdict::Unavailable));
	});
}

#[test]
fn entry_without_a_locator_should_be_unavailable_while_the_chain_knows_of_no_erasure() {
	in_each_store(|mut scene| {
		scene.entries[0].locator = None;
		scene.entries[0].nonce = None;
		scene.publish_page(0);
		assert_eq!(scene.examine(0), Some(Verdict::Unavailable));
	});
}

// --- Erasure -------------------------------------------------------------------------------------------------------

#[test]
fn erased_record_should_be_erased_when_it_is_gone() {
	in_each_store(|mut scene| {
		assert_ok!(erase(keeper(HOSPITAL), scene.anchor, &[0]));
		// Not yet: the store still delivers it, whole or changed.
		assert_eq!(scene.examine(0), Some(Verdict::Mismatch));
		scene.web.set(&scene.record_path(0), reply(200, "something"));
		assert_eq!(scene.examine(0), Some(Verdict::Mismatch));
		for gone in [404, 410] {
			scene.web.set(&scene.record_path(0), reply(gone, ""));
			assert_eq!(scene.examine(0), Some(Verdict::Erased));
		}
		// Nothing is known of a store that does not answer.
		for down in [500, 401, 302] {
			scene.web.set(&scene.record_path(0), reply(down, ""));
			assert_eq!(scene.examine(0), Some(Verdict::Unavailable));
		}
		// The manifest's entry is emptied too: the record is not even asked for.
		scene.entries[0].locator = None;
		scene.entries[0].nonce = None;
		scene.publish_page(0);
		let before = scene.web.asked().len();
		assert_eq!(scene.examine(0), Some(Verdict::Erased));
		assert_eq!(scene.web.asked()[before..], [scene.index_path(), scene.page_path(0)]);
		assert_eq!(scene.examine(1), Some(Verdict::Attested), "the others stay provable");
	});
}

#[test]
fn worker_and_chain_should_agree_on_an_erasure_that_overtakes_a_challenge() {
	in_each_store(|scene| {
		let job = challenge(scene.anchor, 0);
		scene.web.set(&scene.record_path(0), reply(404, ""));
		let seen = scene.examine(0).unwrap();
		assert_eq!(seen, Verdict::Unavailable);
		assert_ok!(erase(keeper(HOSPITAL), scene.anchor, &[0]));
		conclude(job, Outcome::Agreed(seen));
		assert_eq!(stored(scene.store).standing(), crate::Standing::Active);
	});
}

// --- Secrets -------------------------------------------------------------------------------------------------------

#[test]
fn address_token_and_body_should_never_be_logged() {
	sp_tracing::init_for_tests();
	log::set_max_level(log::LevelFilter::Trace);
	let captured = sp_tracing::capture_test_logs!(sp_tracing::tracing::Level::TRACE, false, {
		in_each_store(|scene| {
			scene.examine(0);
			scene.web.set(&scene.record_path(0), reply(200, "a secret diagnosis"));
			scene.examine(0);
			scene.web.set(&scene.record_path(0), reply(500, ""));
			scene.examine(0);
			let moved = Commitment::new(&[1; 32], b"https://other.example");
			assert_ok!(update(keeper(HOSPITAL), scene.store, crate::StoreChange::Url(moved)));
			scene.examine(0);
		});
	});
	for said in ["looked at", "address changed"] {
		assert!(captured.contains(said), "{said} was not logged");
	}
	for secret in [
		"Attested",
		"Mismatch",
		"Unavailable",
		"store.example",
		"secret",
		"Observation",
		"instance-",
		"files/",
		"Bearer",
		HANDLE,
		"diagnosis",
	] {
		assert!(!captured.contains(secret), "{secret} was logged");
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]
	#[test]
	fn arbitrary_answers_should_neither_panic_nor_be_attested(
		bytes in prop::collection::vec(any::<u8>(), 0..2_000),
		json in "[\\[\\]{}\",:0-9a-z ]{0,200}",
		kind in 0usize..3,
		step in 0usize..3,
	) {
		for body in [bytes.clone(), json.clone().into_bytes()] {
			on_the_web(|web| {
				let scene = Scene::set(KINDS[kind], web, 3);
				let path = [scene.index_path(), scene.page_path(0), scene.record_path(0)][step].clone();
				scene.web.set(&path, reply(200, body));
				assert_eq!(scene.examine(0), Some(Verdict::Mismatch));
			});
		}
	}
}
