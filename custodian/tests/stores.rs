//! The store clients against real servers: the FHIR server `hfs`, Debian's `orthanc`, and a web server over a directory.
//!
//! Where a server or the data cannot be found the test says so, loudly, and passes.
#![allow(
	missing_docs,
	clippy::unwrap_used,
	clippy::expect_used,
	clippy::panic,
	clippy::indexing_slicing,
	clippy::arithmetic_side_effects
)]

mod common;

use common::{agent, data, loudly, tool, FakeChain, STORE};
use futures::{stream, StreamExt};
use salus_custodian::{config::Config, state::State, store, verify::Outcome};
use salus_primitives::{
	anchor::{anchor_id, Root},
	manifest::{parse_index, parse_nonce, parse_page},
	store::{index_path, nonce_path, page_path, record_path, StoreKind},
	Commitment,
};
use serde_json::Value;
use std::{
	net::TcpListener,
	path::{Path, PathBuf},
	process::{Child, Command, Stdio},
	sync::Arc,
	time::{Duration, Instant},
};

struct Server {
	process: Child,
	url: String,
}

impl Drop for Server {
	fn drop(&mut self) {
		let _ = self.process.kill();
		let _ = self.process.wait();
	}
}

fn free_port() -> u16 {
	TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

async fn started(mut command: Command, port: u16, probe: &str) -> Server {
	let process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
	let server = Server { process, url: format!("http://127.0.0.1:{port}") };
	let begin = Instant::now();
	while !reqwest::get(format!("{}{probe}", server.url)).await.is_ok_and(|answer| answer.status().is_success()) {
		assert!(begin.elapsed() < Duration::from_secs(60), "the server does not answer");
		tokio::time::sleep(Duration::from_millis(100)).await;
	}
	server
}

async fn hfs(directory: &Path) -> Option<Server> {
	let Some(program) = tool("hfs") else {
		loudly(
			"NOT TESTED: the FHIR server `hfs` is neither on the PATH nor in SALUS_TOOLS (cargo install helios-hfs)",
		);
		return None;
	};
	let port = free_port();
	let mut command = Command::new(program);
	command.env("HFS_UI_ENABLED", "false").args(["--log-level", "error", "--port", &port.to_string()]);
	// Its database in memory refuses writes at the same time; a file does not.
	command.arg("--database-url").arg(directory.join("hfs.db"));
	Some(started(command, port, "/metadata").await)
}

async fn orthanc(directory: &Path, settings: Value) -> Option<Server> {
	let Some(program) = tool("Orthanc") else {
		loudly("NOT TESTED: the DICOM server `Orthanc` is not on the PATH (apt-get install orthanc)");
		return None;
	};
	let port = free_port();
	let mut file = serde_json::json!({
		"StorageDirectory": directory.join("orthanc"),
		"IndexDirectory": directory.join("orthanc"),
		"HttpPort": port,
		"DicomServerEnabled": false,
		"AuthenticationEnabled": false,
		"RemoteAccessAllowed": false,
		"Plugins": [],
	});
	file.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
	let path = directory.join("orthanc.json");
	std::fs::write(&path, file.to_string()).unwrap();
	let mut command = Command::new(program);
	command.arg(path);
	Some(started(command, port, "/system").await)
}

fn config(directory: &Path, kind: &str, url: &str, more: &str) -> Config {
	let path = directory.join("custodian.toml");
	let text = format!(
		"[chain]\nkey_file = \"none\"\norganization = 1\n[store]\nkind = \"{kind}\"\nurl = \"{url}\"\n{more}\n"
	);
	std::fs::write(&path, text).unwrap();
	Config::load(&path).unwrap()
}

struct House {
	directory: tempfile::TempDir,
	config: Config,
	chain: FakeChain,
}

impl House {
	fn new(kind: &str, url: &str, more: &str) -> Self {
		let directory = tempfile::tempdir().unwrap();
		let config = config(directory.path(), kind, url, more);
		Self { directory, config, chain: FakeChain::default() }
	}

	fn state(&self) -> State {
		State::open(&self.directory.path().join("state.redb")).unwrap()
	}

	async fn pass(&self) -> salus_custodian::agent::Pass {
		let pass = self.agent().pass(&mut self.state(), true).await;
		assert!(pass.problems.is_empty(), "{:?}", pass.problems);
		pass
	}

	fn agent(&self) -> salus_custodian::agent::Agent {
		agent(store::open(&self.config).unwrap(), &self.chain, 1 << 20)
	}

	/// What an attestor does, for every leaf of every anchor: fetch, recompute, compare. Returns how many leaves hold.
	async fn attest(&self) -> u32 {
		let kind: StoreKind = self.config.store.kind.into();
		let url = self.config.store.url.clone();
		let get = |path: String| {
			let url = format!("{url}{path}");
			async move { reqwest::get(url).await.unwrap().error_for_status().unwrap().bytes().await.unwrap() }
		};
		let anchors: Vec<_> = self.chain.ledger.lock().unwrap().anchors.clone().into_iter().collect();
		let mut held = 0;
		for (id, anchor) in anchors {
			let index = parse_index(kind, &get(index_path(kind, &anchor.manifest)).await).unwrap();
			let root = Root { hash: anchor.root, count: anchor.count };
			assert!(root.matches_pages(&index.page_roots));
			for number in 0..root.pages() {
				let page = parse_page(kind, &get(page_path(kind, &anchor.manifest, number)).await).unwrap();
				assert_eq!(page.root(number), Some(index.page_roots[number as usize]));
				for (place, entry) in page.entries.iter().enumerate() {
					let leaf = number * 1_024 + place as u32;
					let Some(locator) = &entry.locator else {
						assert!(self.chain.ledger.lock().unwrap().erased.contains(&(id, leaf)));
						continue;
					};
					let nonce = match nonce_path(kind, locator) {
						Some(path) => parse_nonce(&get(path).await).unwrap(),
						None => entry.nonce.unwrap(),
					};
					let body = get(record_path(kind, locator).unwrap()).await.to_vec();
					let canonical = match kind {
						StoreKind::FhirR4 => salus_primitives::fhir::canonicalize(&body).unwrap(),
						_ => body,
					};
					assert_eq!(Commitment::new(&nonce, &canonical), entry.commitment);
					held += 1;
				}
			}
		}
		held
	}
}

/// The resources of the official examples and of the Synthea bundles, as (type/id, document).
fn fhir_resources() -> Vec<(String, String)> {
	let mut found = std::collections::BTreeMap::new();
	for folder in ["fhir/r4", "fhir/synthea"] {
		let Some(folder) = data(folder) else {
			loudly(&format!("NOT TESTED: no {folder} in SALUS_TEST_DATA"));
			continue;
		};
		for file in std::fs::read_dir(folder).unwrap() {
			let path = file.unwrap().path();
			if path.extension().is_none_or(|extension| extension != "json") {
				continue;
			}
			let Ok(document) = serde_json::from_slice::<Value>(&std::fs::read(path).unwrap()) else { continue };
			let entries = match document["entry"].as_array() {
				Some(entries) if document["resourceType"] == "Bundle" => {
					entries.iter().map(|entry| entry["resource"].clone()).collect()
				},
				_ => vec![document],
			};
			for resource in entries {
				if let (Some(resource_type), Some(id)) = (resource["resourceType"].as_str(), resource["id"].as_str()) {
					// Not a record: the custodian passes it over.
					if resource_type == "SearchParameter" {
						continue;
					}
					found.insert(format!("{resource_type}/{id}"), resource.to_string());
				}
			}
		}
	}
	found.into_iter().collect()
}

async fn put(url: &str, reference: &str, document: String) -> reqwest::StatusCode {
	let request = reqwest::Client::new().put(format!("{url}/{reference}")).body(document);
	request.header("content-type", "application/fhir+json").send().await.unwrap().status()
}

async fn text(url: String) -> (u16, String) {
	let answer = reqwest::get(url).await.unwrap();
	(answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fhir_server_should_be_anchored_updated_verified_and_erased() {
	let directory = tempfile::tempdir().unwrap();
	let Some(server) = hfs(directory.path()).await else { return };
	let resources = fhir_resources();
	let url = server.url.as_str();
	let accepted = stream::iter(&resources)
		.map(|(reference, document)| put(url, reference, document.clone()))
		.buffer_unordered(8)
		.filter(|status| std::future::ready(status.is_success()))
		.count()
		.await;
	if !resources.is_empty() {
		assert!(accepted * 10 > resources.len() * 9, "the server took {accepted} of {}", resources.len());
	}
	// Enough for several pages of changes and of the manifest.
	let volume: u64 = std::env::var("SALUS_TEST_VOLUME").ok().and_then(|n| n.parse().ok()).unwrap_or(2_000);
	let all = stream::iter(0..volume)
		.map(|n| {
			let value = format!(r#""valueQuantity":{{"value":{n}.50,"unit":"mmHg"}}"#);
			let code = r#""code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]}"#;
			let document = format!(r#"{{"resourceType":"Observation","id":"v{n}","status":"final",{code},{value}}}"#);
			async move { put(url, &format!("Observation/v{n}"), document).await }
		})
		.buffer_unordered(8)
		.all(|status| std::future::ready(status.is_success()))
		.await;
	assert!(all);
	let own = r#"{"resourceType":"Patient","id":"salus-test","identifier":[{"value":"only-here-4711"}],"birthDate":"1970-01-01","multipleBirthInteger":1}"#;
	assert!(put(url, "Patient/salus-test", own.into()).await.is_success());
	let precise = r#"{"resourceType":"Observation","id":"precise","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.00}}"#;
	assert!(put(url, "Observation/precise", precise.into()).await.is_success());

	// Everything in one batch.
	let house = House::new("fhir-r4", url, "");
	let begin = Instant::now();
	let first = house.pass().await;
	let seconds = begin.elapsed().as_secs_f64();
	assert_eq!(first.records, accepted as u64 + volume + 2, "{first:?}");
	assert_eq!(first.anchors.len(), 1);
	loudly(&format!(
		"FHIR: {} versions in {} pages under one anchor in {seconds:.1} s: {:.0} versions/s",
		first.records,
		first.pages,
		first.records as f64 / seconds
	));
	assert_eq!(u64::from(house.attest().await), first.records);

	// Nothing new: the overlap and our own manifest are not taken for records.
	let second = house.pass().await;
	assert_eq!((second.discovered, second.anchors.len()), (0, 0));

	// Two more versions, and one of them names the former one.
	let changed = own.replace("1970", "1971");
	assert!(put(url, "Patient/salus-test", changed.clone()).await.is_success());
	let third = house.pass().await;
	assert_eq!((third.discovered, third.records), (1, 1));
	let (anchor, second_anchor) = (anchor_id(STORE, 1), anchor_id(STORE, 2));
	let superseded = house.chain.ledger.lock().unwrap().superseded.clone();
	assert_eq!(superseded.into_values().collect::<Vec<_>>(), [second_anchor]);

	// The file as someone has it: other white space and order, no server's meta; then one digit changed.
	let agent = house.agent();
	let verify = |bytes: String| {
		let (agent, state) = (&agent, house.state());
		async move {
			let record = salus_custodian::verify::record_of(StoreKind::FhirR4, bytes.as_bytes());
			agent.verify(&state, bytes.as_bytes(), record.as_deref(), None).await.unwrap().outcome
		}
	};
	assert_eq!(verify(own.replace(',', " ,\n ")).await, Outcome::Superseded);
	assert_eq!(verify(changed.clone()).await, Outcome::Anchored);
	assert_eq!(verify(changed.replace("1971", "1972")).await, Outcome::Mismatch);
	assert_eq!(verify(precise.into()).await, Outcome::Anchored);
	assert_eq!(verify(precise.replace("1.00", "1.0")).await, Outcome::Mismatch);

	// Erased: record, versions, nonces in every state of the manifest, and the rest still holds.
	let manifest = house.chain.ledger.lock().unwrap().anchors[&anchor].manifest.clone();
	let page_of_own = {
		let mut found = None;
		for number in 0..first.pages as u32 {
			let page = agent.store.page(&manifest, number).await.unwrap();
			if page.entries.iter().any(|e| e.locator.as_deref() == Some("Patient/salus-test/_history/1")) {
				found = Some((number, page));
			}
		}
		found.unwrap()
	};
	let nonce = page_of_own.1.entries.iter().find(|e| e.locator.as_deref() == Some("Patient/salus-test/_history/1"));
	let nonce = hex::encode(nonce.unwrap().nonce.unwrap());
	let report = agent.erase(&mut house.state(), "Patient/salus-test").await.unwrap();
	assert!(report.is_complete(), "{report:?}");
	assert_eq!((report.versions, report.tombstones.len()), (2, 2));
	for version in 1..=3 {
		assert!(matches!(text(format!("{url}/Patient/salus-test/_history/{version}")).await.0, 404 | 410));
	}
	assert!(!text(format!("{url}/Patient/salus-test/_history")).await.1.contains("birthDate"));
	let history = text(format!("{url}/Provenance/{manifest}-{}/_history?_count=1000", page_of_own.0)).await.1;
	assert!(history.contains("urn:salus:manifest:commitment") && !history.contains(&nonce));
	assert!(!history.contains("Patient/salus-test"));
	assert_eq!(u64::from(house.attest().await), first.records - 1);
	assert_eq!(house.pass().await.discovered, 0);
	assert_eq!(verify(own.into()).await, Outcome::NotAnchored);
	let report = agent.erase(&mut house.state(), "Patient/never-there").await.unwrap();
	assert_eq!((report.versions, report.is_complete()), (0, true));
	assert_eq!(text(format!("{url}/Patient/never-there")).await.0, 404, "what was never there is not created");

	// Nor does any row of the server's database hold it: once its free pages are cleared, as an operator does after an
	// erasure, the files do not know it any more.
	let database = directory.path().join("hfs.db");
	let vacuum = ["PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"];
	match std::process::Command::new("sqlite3").arg(&database).args(vacuum).output() {
		Ok(output) => {
			assert!(output.status.success(), "{output:?}");
			let mut files = std::fs::read(&database).unwrap();
			files.extend(std::fs::read(directory.path().join("hfs.db-wal")).unwrap_or_default());
			let hold = |text: &str| files.windows(text.len()).any(|window| window == text.as_bytes());
			assert!(hold("\"id\":\"precise\""), "this is where the server keeps its resources");
			assert!(!hold("only-here-4711"), "the database still holds what the record said");
			assert!(!hold(&nonce), "the database still holds the nonce");
		},
		Err(_) => loudly("sqlite3 is not here: that the database forgets what was erased is NOT TESTED"),
	}
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fhir_server_should_be_watched_by_search_too() {
	let directory = tempfile::tempdir().unwrap();
	let Some(server) = hfs(directory.path()).await else { return };
	for n in 0..30 {
		let document = format!(r#"{{"resourceType":"Patient","id":"p{n}","active":true}}"#);
		assert!(put(&server.url, &format!("Patient/p{n}"), document).await.is_success());
	}
	let house = House::new("fhir-r4", &server.url, "watch = \"search\"\ntypes = [\"Patient\", \"Observation\"]");
	assert_eq!(house.pass().await.records, 30);
	assert_eq!(house.pass().await.discovered, 0);
	assert_eq!(house.attest().await, 30);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unreachable_or_redirecting_store_should_be_a_problem_and_name_no_record() {
	let redirect =
		axum::Router::new().fallback(|| async { axum::response::Redirect::temporary("http://127.0.0.1:1/elsewhere") });
	let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
	let redirecting = format!("http://{}", listener.local_addr().unwrap());
	tokio::spawn(async move { axum::serve(listener, redirect).await });
	for (url, expected) in [(format!("http://127.0.0.1:{}", free_port()), "cannot be reached"), (redirecting, "307")] {
		let house = House::new("fhir-r4", &url, "");
		let store = store::open(&house.config).unwrap();
		let version = salus_custodian::state::Version {
			record: "Patient/4711".into(),
			version: "1".into(),
			locator: "Patient/4711/_history/1".into(),
		};
		let error = store.fetch(&version).await.err().unwrap();
		let shown = format!("{error} {error:?} {version:?}");
		assert!(shown.contains(expected) && !shown.contains("4711"), "{shown}");
		let pass = house.agent().pass(&mut house.state(), true).await;
		assert_eq!(pass.problems.len(), 1);
	}
}

/// DICOM instances: those of the test data, and copies under other instance UIDs.
fn dicom_files() -> Vec<Vec<u8>> {
	let Some(folder) = data("fhir/dicom-sample") else {
		loudly("NOT TESTED: no fhir/dicom-sample in SALUS_TEST_DATA");
		return Vec::new();
	};
	let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
	paths.retain(|path| path.extension().is_some_and(|extension| extension == "dcm"));
	paths.sort();
	let original = std::fs::read(&paths[0]).unwrap();
	// (0008,0018) SOP Instance UID, explicit VR: tag, "UI", length, text.
	let at = original.windows(6).position(|part| part == b"\x08\x00\x18\x00UI").unwrap();
	let length = usize::from(u16::from_le_bytes([original[at + 6], original[at + 7]]));
	let mut files = vec![original.clone()];
	for n in 10..50u8 {
		let mut copy = original.clone();
		let text = &mut copy[at + 8..at + 8 + length];
		let end = text.iter().rposition(|byte| byte.is_ascii_digit()).unwrap();
		text[end - 1] = b'0' + n / 10;
		text[end] = b'0' + n % 10;
		if copy != original {
			files.push(copy);
		}
	}
	files
}

async fn dicom_server_should_be_served(settings: Value) {
	let directory = tempfile::tempdir().unwrap();
	let files = dicom_files();
	if files.is_empty() {
		return;
	}
	let Some(server) = orthanc(directory.path(), settings).await else { return };
	let client = reqwest::Client::new();
	let mut ids = Vec::new();
	for file in &files {
		let answer = client.post(format!("{}/instances", server.url)).body(file.clone()).send().await.unwrap();
		let answer: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
		ids.push(answer["ID"].as_str().unwrap().to_string());
	}
	let house = House::new("dicom", &server.url, "");
	let begin = Instant::now();
	let first = house.pass().await;
	let seconds = begin.elapsed().as_secs_f64();
	assert_eq!(first.records as usize, files.len());
	let megabytes = files.iter().map(Vec::len).sum::<usize>() as f64 / 1e6;
	loudly(&format!(
		"DICOM: {} instances ({megabytes:.1} MB) in {seconds:.1} s: {:.0} instances/s",
		first.records,
		first.records as f64 / seconds
	));
	assert_eq!(house.attest().await as usize, files.len());

	// Our own carrier is not a record, whatever Orthanc tells of its attachments.
	let second = house.pass().await;
	assert_eq!((second.discovered, second.anchors.len()), (0, 0));

	// A custodian without its memory keeps the nonces that are there: the first anchor still holds.
	let forgetful = House::new("dicom", &server.url, "");
	assert!(forgetful.pass().await.records as usize >= files.len());
	assert_eq!(house.attest().await as usize, files.len());

	let agent = house.agent();
	let verify = |bytes: &[u8], record: &str| {
		let (agent, state, bytes, record) = (&agent, house.state(), bytes.to_vec(), record.to_string());
		async move { agent.verify(&state, &bytes, Some(&record), None).await.unwrap().outcome }
	};
	assert_eq!(verify(&files[1], &ids[1]).await, Outcome::Anchored);
	let mut tampered = files[1].clone();
	*tampered.last_mut().unwrap() ^= 1;
	assert_eq!(verify(&tampered, &ids[1]).await, Outcome::Mismatch);

	let report = agent.erase(&mut house.state(), &ids[1]).await.unwrap();
	assert!(report.is_complete(), "{report:?}");
	assert_eq!(report.tombstones.len(), 1);
	assert_eq!(text(format!("{}/instances/{}/metadata/1024", server.url, ids[1])).await.0, 404);
	let manifest = house.chain.ledger.lock().unwrap().anchors.values().next().unwrap().manifest.clone();
	assert!(!text(format!("{}/instances/{manifest}/attachments/1025/data", server.url)).await.1.contains(&ids[1]));
	assert_eq!(house.attest().await as usize, files.len() - 1);

	// From the manifest alone, by anchor and index.
	let elsewhere = tempfile::tempdir().unwrap();
	let blank = State::open(&elsewhere.path().join("state.redb")).unwrap();
	let leaf = Some((anchor_id(STORE, 1), 0));
	assert_eq!(agent.verify(&blank, &files[0], None, leaf).await.unwrap().outcome, Outcome::Anchored);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dicom_server_should_be_anchored_verified_and_erased() {
	dicom_server_should_be_served(serde_json::json!({})).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dicom_server_that_checks_revisions_should_be_served_too() {
	dicom_server_should_be_served(serde_json::json!({ "CheckRevisions": true })).await;
}

/// A web server over a directory, in the plainest way.
async fn web_server(directory: PathBuf) -> String {
	let directory = Arc::new(directory);
	let serve = move |uri: axum::http::Uri| {
		let directory = directory.clone();
		async move {
			match std::fs::read(directory.join(uri.path().trim_start_matches('/'))) {
				Ok(bytes) => (axum::http::StatusCode::OK, bytes),
				Err(_) => (axum::http::StatusCode::NOT_FOUND, Vec::new()),
			}
		}
	};
	let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
	let url = format!("http://{}", listener.local_addr().unwrap());
	tokio::spawn(async move { axum::serve(listener, axum::Router::new().fallback(serve)).await });
	url
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn plain_files_should_be_anchored_updated_and_erased() {
	let files = tempfile::tempdir().unwrap();
	let url = web_server(files.path().to_path_buf()).await;
	std::fs::create_dir(files.path().join("2026")).unwrap();
	for n in 0..20 {
		std::fs::write(files.path().join(format!("2026/report-{n}.pdf")), format!("report {n}")).unwrap();
	}
	std::fs::write(files.path().join("not lawful.txt"), "blank in its name").unwrap();
	let house = House::new("https", &url, &format!("directory = \"{}\"", files.path().display()));
	let first = house.pass().await;
	assert_eq!((first.records, first.refused), (20, 1));
	assert_eq!(house.attest().await, 20);
	assert_eq!(house.pass().await.discovered, 0);

	tokio::time::sleep(Duration::from_millis(20)).await;
	std::fs::write(files.path().join("2026/report-3.pdf"), "another report").unwrap();
	assert_eq!(house.pass().await.records, 1);
	assert_eq!(house.chain.ledger.lock().unwrap().superseded.len(), 1);
	let agent = house.agent();
	let record = Some("2026/report-3.pdf");
	let found = agent.verify(&house.state(), b"another report", record, None).await.unwrap();
	assert_eq!(found.outcome, Outcome::Anchored);

	let report = agent.erase(&mut house.state(), "2026/report-3.pdf").await.unwrap();
	assert!(report.is_complete() && report.tombstones.len() == 2, "{report:?}");
	assert!(!files.path().join("2026/report-3.pdf").exists());
	assert_eq!(house.attest().await, 19);
	assert!(agent.erase(&mut house.state(), "../etc/passwd").await.is_err());
}
