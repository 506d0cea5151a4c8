//! What a node has besides the chain: a local database, keys, a pool, and a web with record stores on it.

use crate::dice::Dice;
use sp_core::{
	offchain::{
		DbExternalities, Externalities, HttpError, HttpRequestId, HttpRequestStatus, OffchainOverlayedChange,
		OpaqueNetworkState, StorageKind, Timestamp, TransactionPool,
	},
	OpaquePeerId,
};
use sp_state_machine::OffchainChangesCollection;
use std::{
	collections::BTreeMap,
	sync::{Arc, Mutex, MutexGuard, PoisonError},
};

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
	of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A node's local database. Copies are the same database.
#[derive(Clone, Default)]
pub struct Database(Arc<Mutex<BTreeMap<Vec<u8>, Vec<u8>>>>);

impl Database {
	/// Keep what a block wrote through off-chain indexing.
	pub fn absorb(&self, changes: OffchainChangesCollection) {
		let mut all = lock(&self.0);
		for ((_, key), change) in changes {
			match change {
				OffchainOverlayedChange::SetValue(value) => {
					all.insert(key, value);
				},
				OffchainOverlayedChange::Remove => {
					all.remove(&key);
				},
			}
		}
	}

	/// Write an entry as its operator does.
	pub fn set(&self, key: Vec<u8>, value: Vec<u8>) {
		lock(&self.0).insert(key, value);
	}
}

impl DbExternalities for Database {
	fn local_storage_set(&mut self, _: StorageKind, key: &[u8], value: &[u8]) {
		self.set(key.to_vec(), value.to_vec());
	}
	fn local_storage_clear(&mut self, _: StorageKind, key: &[u8]) {
		lock(&self.0).remove(key);
	}
	fn local_storage_compare_and_set(&mut self, _: StorageKind, key: &[u8], old: Option<&[u8]>, new: &[u8]) -> bool {
		let mut all = lock(&self.0);
		let same = all.get(key).map(Vec::as_slice) == old;
		if same {
			all.insert(key.to_vec(), new.to_vec());
		}
		same
	}
	fn local_storage_get(&mut self, _: StorageKind, key: &[u8]) -> Option<Vec<u8>> {
		lock(&self.0).get(key).cloned()
	}
}

/// A pool that keeps what a worker submits. Sometimes it is full.
#[derive(Clone, Default)]
pub struct Pool {
	submitted: Arc<Mutex<Vec<Vec<u8>>>>,
	/// It takes nothing.
	full: bool,
}

impl Pool {
	/// An empty one, which takes nothing if it is `full`.
	pub fn new(full: bool) -> Self {
		Self { full, ..Self::default() }
	}

	/// Take everything out, sorted: workers submit in the order of their keys, and a keystore in memory lists them by
	/// chance.
	pub fn drain(&self) -> Vec<Vec<u8>> {
		let mut all = std::mem::take(&mut *lock(&self.submitted));
		all.sort_unstable();
		all
	}
}

impl TransactionPool for Pool {
	fn submit_transaction(&mut self, extrinsic: Vec<u8>) -> Result<(), ()> {
		if self.full {
			return Err(());
		}
		lock(&self.submitted).push(extrinsic);
		Ok(())
	}
}

/// How a server behaves on a bad day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weather {
	/// It answers with what it holds.
	Fair,
	/// It answers 503, or not at all.
	Down,
	/// It answers 404 to everything.
	Empty,
	/// It breaks off, or sends rubbish.
	Garbled,
	/// It redirects.
	Moved,
	/// It sends without end.
	Endless,
}

/// The kinds of weather, the fair one first.
pub const WEATHERS: [Weather; 6] =
	[Weather::Fair, Weather::Down, Weather::Empty, Weather::Garbled, Weather::Moved, Weather::Endless];

/// What is on the web: pages by their address, and how each server is today.
#[derive(Default)]
pub struct Pages {
	/// Documents by address.
	pub pages: BTreeMap<String, Vec<u8>>,
	/// Servers by the beginning of their addresses, which are not fair.
	pub weather: BTreeMap<String, Weather>,
}

struct Request {
	uri: String,
	read: usize,
}

struct State {
	pages: Arc<Mutex<Pages>>,
	requests: Vec<Request>,
	dice: Dice,
	clock: u64,
}

/// A worker's view of the web.
#[derive(Clone)]
pub struct Web(Arc<Mutex<State>>);

impl Web {
	/// For one run of a worker. Two runs with the same seed meet the same luck.
	pub fn new(pages: Arc<Mutex<Pages>>, seed: u64, clock: u64) -> Self {
		Self(Arc::new(Mutex::new(State { pages, requests: Vec::new(), dice: Dice::new(seed), clock })))
	}
}

impl State {
	fn weather(&self, id: usize) -> Weather {
		let Some(request) = self.requests.get(id) else { return Weather::Down };
		let pages = lock(&self.pages);
		let of = pages.weather.iter().find(|(server, _)| request.uri.starts_with(server.as_str()));
		of.map_or(Weather::Fair, |(_, weather)| *weather)
	}

	fn page(&self, id: usize) -> Option<Vec<u8>> {
		lock(&self.pages).pages.get(&self.requests.get(id)?.uri).cloned()
	}

	fn status(&mut self, id: usize) -> HttpRequestStatus {
		match self.weather(id) {
			Weather::Fair | Weather::Garbled => match self.page(id) {
				Some(_) => HttpRequestStatus::Finished(200),
				None => HttpRequestStatus::Finished(404),
			},
			Weather::Down if self.dice.percent(50) => HttpRequestStatus::DeadlineReached,
			Weather::Down => HttpRequestStatus::Finished(503),
			Weather::Empty => HttpRequestStatus::Finished(404),
			Weather::Moved => HttpRequestStatus::Finished(302),
			Weather::Endless => HttpRequestStatus::Finished(200),
		}
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
		let mut state = lock(&self.0);
		// Time goes on while a worker looks at it.
		state.clock = state.clock.saturating_add(1);
		Timestamp::from_unix_millis(state.clock)
	}
	fn sleep_until(&mut self, until: Timestamp) {
		let mut state = lock(&self.0);
		state.clock = state.clock.max(until.unix_millis());
	}
	fn random_seed(&mut self) -> [u8; 32] {
		lock(&self.0).dice.bytes()
	}
	fn http_request_start(&mut self, _: &str, uri: &str, _: &[u8]) -> Result<HttpRequestId, ()> {
		let mut state = lock(&self.0);
		let id = u16::try_from(state.requests.len()).map_err(|_| ())?;
		state.requests.push(Request { uri: uri.into(), read: 0 });
		Ok(HttpRequestId(id))
	}
	fn http_request_add_header(&mut self, _: HttpRequestId, _: &str, _: &str) -> Result<(), ()> {
		Ok(())
	}
	fn http_request_write_body(&mut self, _: HttpRequestId, _: &[u8], _: Option<Timestamp>) -> Result<(), HttpError> {
		Ok(())
	}
	fn http_response_wait(&mut self, ids: &[HttpRequestId], _: Option<Timestamp>) -> Vec<HttpRequestStatus> {
		let mut state = lock(&self.0);
		ids.iter().map(|id| state.status(id.0.into())).collect()
	}
	fn http_response_headers(&mut self, _: HttpRequestId) -> Vec<(Vec<u8>, Vec<u8>)> {
		Vec::new()
	}
	fn http_response_read_body(
		&mut self,
		id: HttpRequestId,
		buffer: &mut [u8],
		_: Option<Timestamp>,
	) -> Result<usize, HttpError> {
		let mut state = lock(&self.0);
		let weather = state.weather(id.0.into());
		if weather == Weather::Endless {
			// A worker must stop by itself; this server does not.
			state.clock = state.clock.saturating_add(200);
			buffer.fill(b'x');
			return Ok(buffer.len());
		}
		let page = state.page(id.0.into()).unwrap_or_default();
		let Some(request) = state.requests.get_mut(usize::from(id.0)) else { return Err(HttpError::Invalid) };
		let left = page.get(request.read..).unwrap_or_default();
		let length = left.len().min(buffer.len()).min(1_000);
		buffer[..length].copy_from_slice(&left[..length]);
		request.read += length;
		if weather == Weather::Garbled && length > 0 {
			if state.dice.percent(30) {
				return Err(HttpError::IoError);
			}
			let at = state.dice.below(length);
			buffer[at] ^= 1 << state.dice.below(8);
		}
		Ok(length)
	}
	fn set_authorized_nodes(&mut self, _: Vec<OpaquePeerId>, _: bool) {}
}
