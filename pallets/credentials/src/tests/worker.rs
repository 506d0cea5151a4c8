//! What a worker reports for everything that a primary source may do. The source is scripted, the worker is the real one.

use crate::{mock::*, verification::path, Sources};
use codec::Encode;
use salus_primitives::{store::source_access_key, Commitment, Examine, Locator, Outcome, Source, StoreAccess, Verdict};
use sp_core::{
	offchain::{
		testing::TestOffchainExt, Externalities, HttpError, HttpRequestId, HttpRequestStatus, OffchainDbExt,
		OffchainWorkerExt, OpaqueNetworkState, StorageKind, Timestamp,
	},
	OpaquePeerId, H256,
};
use std::sync::{Arc, Mutex};

/// A web with one page, and what was asked of it.
#[derive(Clone, Default)]
struct Web(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
	status: u16,
	body: Vec<u8>,
	read: usize,
	asked: Vec<String>,
	headers: Vec<(String, String)>,
}

impl Externalities for Web {
	fn is_validator(&self) -> bool {
		false
	}
	fn network_state(&self) -> Result<OpaqueNetworkState, ()> {
		Err(())
	}
	fn timestamp(&mut self) -> Timestamp {
		Timestamp::from_unix_millis(0)
	}
	fn sleep_until(&mut self, _: Timestamp) {}
	fn random_seed(&mut self) -> [u8; 32] {
		[0; 32]
	}
	fn http_request_start(&mut self, method: &str, uri: &str, _: &[u8]) -> Result<HttpRequestId, ()> {
		assert_eq!(method, "GET");
		self.0.lock().unwrap().asked.push(uri.into());
		Ok(HttpRequestId(0))
	}
	fn http_request_add_header(&mut self, _: HttpRequestId, name: &str, value: &str) -> Result<(), ()> {
		self.0.lock().unwrap().headers.push((name.into(), value.into()));
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
	fn http_response_wait(&mut self, _: &[HttpRequestId], until: Option<Timestamp>) -> Vec<HttpRequestStatus> {
		assert!(until.is_some(), "a worker never waits for ever");
		match self.0.lock().unwrap().status {
			0 => vec![HttpRequestStatus::IoError],
			1 => vec![HttpRequestStatus::DeadlineReached],
			status => vec![HttpRequestStatus::Finished(status)],
		}
	}
	fn http_response_headers(&mut self, _: HttpRequestId) -> Vec<(Vec<u8>, Vec<u8>)> {
		Vec::new()
	}
	fn http_response_read_body(
		&mut self,
		_: HttpRequestId,
		buffer: &mut [u8],
		until: Option<Timestamp>,
	) -> Result<usize, HttpError> {
		assert!(until.is_some(), "a worker never waits for ever");
		let mut state = self.0.lock().unwrap();
		let left = state.body[state.read..].to_vec();
		let filled = left.len().min(buffer.len());
		buffer[..filled].copy_from_slice(&left[..filled]);
		state.read += filled;
		Ok(filled)
	}
	fn set_authorized_nodes(&mut self, _: Vec<OpaquePeerId>, _: bool) {}
}

const UNTIL: u64 = START + YEAR;

/// What a source answers, if anything.
struct Reply(u16, String);

fn enable(access: &StoreAccess) {
	sp_io::offchain::local_storage_set(StorageKind::PERSISTENT, &source_access_key(0), &access.encode());
}

fn answer(commitment: &Commitment, status: &str, until: &str) -> Reply {
	let digits = format!("{:?}", commitment.0);
	Reply(200, format!(r#"{{"commitment":"{digits}","status":"{status}","validUntil":{until},"more":[1]}}"#))
}

/// What the worker says when the source answers like this.
fn examined(reply: Reply) -> Option<Verdict> {
	let web = Web::default();
	{
		let mut state = web.0.lock().unwrap();
		state.status = reply.0;
		state.body = reply.1.into_bytes();
	}
	let (database, _) = TestOffchainExt::new();
	let mut ext = new_test_ext();
	ext.register_extension(OffchainWorkerExt::new(web.clone()));
	ext.register_extension(OffchainDbExt::new(database));
	let verdict = ext.execute_with(|| {
		let schema = verified(false);
		let credential = to_doctor(schema).hold();
		assert_eq!(kept(credential).valid_until.unwrap().0, UNTIL);
		ask(credential);
		let request = Jobs::get().pop().unwrap();
		enable(&access());
		Credentials::examine(request.source, &request.locator, request.expected)
	});
	let state = web.0.lock().unwrap();
	assert_eq!(state.asked, [format!("https://board.example/api{}", path(&commitment(0)))]);
	let header = |name: &str, value: &str| (name.to_string(), value.to_string());
	let headers = [header("Accept", "application/json"), header("Authorization", "Bearer very-secret-token")];
	assert_eq!(state.headers, headers);
	verdict
}

#[test]
fn path_should_be_the_commitment_in_lower_case_hexadecimal() {
	let commitment = Commitment(H256::repeat_byte(0xAB));
	assert_eq!(path(&commitment), format!("/verification/{}", "ab".repeat(32)));
}

#[test]
fn source_that_says_the_same_should_be_attested() {
	let reply = answer(&commitment(0), "active", &UNTIL.to_string());
	assert_eq!(examined(reply), Some(Verdict::Attested));
}

#[test]
fn source_that_says_something_else_should_be_a_mismatch() {
	for reply in [
		answer(&commitment(0), "revoked", &UNTIL.to_string()),
		answer(&commitment(0), "Active", &UNTIL.to_string()),
		answer(&commitment(0), "", &UNTIL.to_string()),
		answer(&commitment(0), "active", &(UNTIL - 1).to_string()),
		answer(&commitment(0), "active", "null"),
		// It lies: it answers about somebody else.
		answer(&commitment(1), "active", &UNTIL.to_string()),
		Reply(404, String::new()),
		Reply(410, String::new()),
	] {
		let said = reply.1.clone();
		assert_eq!(examined(reply), Some(Verdict::Mismatch), "{said}");
	}
}

#[test]
fn source_that_says_nothing_usable_should_be_unavailable() {
	let good = answer(&commitment(0), "active", &UNTIL.to_string()).1;
	let replies = [
		Reply(0, String::new()),
		Reply(1, String::new()),
		Reply(500, good.clone()),
		Reply(301, good.clone()),
		Reply(401, good.clone()),
		Reply(200, String::new()),
		Reply(200, "[]".into()),
		Reply(200, "<html>".into()),
		Reply(200, good[..good.len() - 1].into()),
		Reply(200, good.replace("commitment", "other")),
		Reply(200, good.replace("0x", "0x0")),
		Reply(200, good.replace("\"status\":", "\"status\":\"active\",\"status\":")),
		Reply(200, answer(&commitment(0), "active", "-1").1),
		Reply(200, answer(&commitment(0), "active", "\"2027-01-15\"").1),
		Reply(200, "[".repeat(10_000)),
		Reply(200, format!("{good}{}", " ".repeat(20_000))),
	];
	for reply in replies {
		let said = reply.1.chars().take(120).collect::<String>();
		assert_eq!(examined(reply), Some(Verdict::Unavailable), "{said}");
	}
}

#[test]
fn source_that_is_not_enabled_or_moved_should_not_be_asked() {
	let (offchain, _) = TestOffchainExt::new();
	let mut ext = new_test_ext();
	ext.register_extension(OffchainWorkerExt::new(offchain.clone()));
	ext.register_extension(OffchainDbExt::new(offchain));
	ext.execute_with(|| {
		let schema = verified(false);
		let credential = to_doctor(schema).hold();
		ask(credential);
		let request = Jobs::get().pop().unwrap();
		let look = || Credentials::examine(request.source, &request.locator, request.expected);
		assert_eq!(look(), None);
		enable(&StoreAccess { url: b"https://elsewhere.example".to_vec(), ..access() });
		assert_eq!(look(), None);
		enable(&StoreAccess { url: vec![0xff], ..access() });
		assert_eq!(look(), None);
		sp_io::offchain::local_storage_set(StorageKind::PERSISTENT, &source_access_key(0), b"rubbish");
		assert_eq!(look(), None);
		enable(&access());
		Sources::<Test>::mutate(0, |source| source.as_mut().unwrap().url_commitment = Commitment::default());
		assert_eq!(look(), None);
		assert_eq!(Credentials::examine(Source::CredentialSource(9), &request.locator, request.expected), None);
		assert_eq!(Credentials::examine(Source::RecordStore(0), &request.locator, request.expected), None);
		let short = Locator::try_from(request.locator[..35].to_vec()).unwrap();
		assert_eq!(Credentials::examine(request.source, &short, request.expected), None);
		conclude(1, Outcome::Unanswered);
	});
}
