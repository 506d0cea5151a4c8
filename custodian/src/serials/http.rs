//! Proofs over HTTP: `GET /proof?code=…`.
//!
//! Bounded in every direction: the length of a question, how many are worked on at once, and how many one caller may ask.
//! What is asked is never logged: who buys which pack is nobody's business.

use super::prover::{Answer, ProveError, Prover};
use axum::{
	extract::{ConnectInfo, State as Shared},
	http::{header, HeaderMap, StatusCode, Uri},
	response::{IntoResponse, Response},
	routing::get,
	Json, Router,
};
use salus_interop::gs1::{Gs1Error, Named};
use serde_json::{json, Value};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use std::{
	collections::{HashMap, HashSet},
	net::{IpAddr, SocketAddr},
	sync::{Arc, Mutex, PoisonError},
	time::{Duration, Instant},
};
use tokio::{net::TcpListener, sync::Semaphore, time::timeout};

/// The longest query.
const MAX_QUERY: usize = 4_096;

/// The most callers that are told apart; beyond it all begin anew.
const MAX_CALLERS: usize = 4_096;

/// Time limit of one answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// How many questions a caller may have saved up, in seconds of its rate.
const BURST: u32 = 5;

/// How much is answered at once, and to whom.
#[derive(Clone, Debug)]
pub struct Bounds {
	/// Questions at the same time.
	pub concurrency: usize,
	/// Questions of one caller within a second.
	pub per_second: u32,
}

/// Whoever asks: a partner by its token, anybody else by the address.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Caller {
	Partner(H256),
	Address(IpAddr),
}

/// How many questions a caller may still ask.
struct Allowance {
	left: f64,
	since: Instant,
}

/// Counts questions.
struct Limiter {
	per_second: u32,
	callers: Mutex<HashMap<Caller, Allowance>>,
}

impl Limiter {
	fn may_ask(&self, caller: Caller, now: Instant) -> bool {
		let rate = f64::from(self.per_second);
		let most = rate * f64::from(BURST);
		let mut callers = self.callers.lock().unwrap_or_else(PoisonError::into_inner);
		if callers.len() >= MAX_CALLERS && !callers.contains_key(&caller) {
			// Who has not asked for as long as it takes to have everything again need not be remembered.
			callers.retain(|_, of| now.duration_since(of.since).as_secs() < u64::from(BURST));
			if callers.len() >= MAX_CALLERS {
				callers.clear();
			}
		}
		let of = callers.entry(caller).or_insert(Allowance { left: most, since: now });
		of.left = (of.left + now.duration_since(of.since).as_secs_f64() * rate).min(most);
		of.since = now;
		if of.left < 1.0 {
			return false;
		}
		of.left -= 1.0;
		true
	}
}

/// What the endpoints share.
pub struct Desk {
	prover: Prover,
	/// Hashes of the tokens of partners: looking a hash up tells nothing of the others by the time it takes.
	tokens: Option<HashSet<H256>>,
	limiter: Limiter,
	places: Semaphore,
}

impl Desk {
	/// A desk. With tokens, only whoever bears one is answered, and is shown the neighbours of serials that were never
	/// made; without, everybody is answered and shown none.
	pub fn new(prover: Prover, tokens: Option<&[String]>, bounds: &Bounds) -> Self {
		let hash = |token: &String| BlakeTwo256::hash(token.as_bytes());
		Self {
			prover,
			tokens: tokens.map(|tokens| tokens.iter().map(hash).collect()),
			limiter: Limiter { per_second: bounds.per_second, callers: Mutex::default() },
			places: Semaphore::new(bounds.concurrency),
		}
	}

	/// Who asks; `None` for somebody without a token where one is needed.
	fn caller(&self, headers: &HeaderMap, address: IpAddr) -> Option<Caller> {
		let Some(tokens) = &self.tokens else { return Some(Caller::Address(address)) };
		let bearer = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
		let (scheme, token) = bearer.split_once(' ')?;
		let hash = BlakeTwo256::hash(token.trim().as_bytes());
		(scheme.eq_ignore_ascii_case("bearer") && tokens.contains(&hash)).then_some(Caller::Partner(hash))
	}
}

/// `/proof` and `/health`.
pub fn router(desk: Arc<Desk>) -> Router {
	Router::new().route("/proof", get(prove)).route("/health", get(health)).with_state(desk)
}

/// Serve until the process ends.
pub async fn serve(listener: TcpListener, desk: Desk) -> std::io::Result<()> {
	let service = router(Arc::new(desk)).into_make_service_with_connect_info::<SocketAddr>();
	axum::serve(listener, service).await
}

fn refuse(status: StatusCode, source: &str, code: &str, field: Option<&str>, message: &str) -> Response {
	let body = json!({ "error": { "source": source, "code": code, "field": field, "message": message } });
	([(header::CACHE_CONTROL, "no-store")], (status, Json(body))).into_response()
}

/// Why a question cannot be read.
enum Unreadable {
	Gs1(&'static str, Gs1Error),
	Field(&'static str, &'static str),
}

/// What a query names.
pub(super) fn named(query: &str) -> Result<Named, Box<Response>> {
	read(query).map_err(|error| {
		Box::new(match error {
			Unreadable::Gs1(field, error) => {
				refuse(StatusCode::BAD_REQUEST, "GS1", error.code(), Some(field), &error.to_string())
			},
			Unreadable::Field(field, message) => {
				refuse(StatusCode::BAD_REQUEST, "Salus", "value", Some(field), message)
			},
		})
	})
}

fn read(query: &str) -> Result<Named, Unreadable> {
	const TWICE: &str = "it stands there twice";
	let url = reqwest::Url::parse("http://agent/").map_err(|_| Unreadable::Field("query", "not a query"));
	let mut url = url?;
	url.set_query(Some(query));
	let mut code = None;
	let mut parts = Named::default();
	for (name, value) in url.query_pairs() {
		let gs1 = |field: &'static str, ai: &str| {
			let ai = ai.to_owned();
			move |error| Unreadable::Gs1(field, Gs1Error::Key(ai, error))
		};
		let again = match name.as_ref() {
			"code" => code.replace(value.into_owned()).is_some().then_some("code"),
			"gtin" => {
				let gtin = value.parse().map_err(gs1("gtin", "01"))?;
				parts.gtin.replace(gtin).is_some().then_some("gtin")
			},
			"serial" => {
				let serial = value.parse().map_err(gs1("serial", "21"))?;
				parts.serial.replace(serial).is_some().then_some("serial")
			},
			"lot" => {
				let lot = value.parse().map_err(gs1("lot", "10"))?;
				parts.lot.replace(lot).is_some().then_some("lot")
			},
			"sscc" => {
				let sscc = value.parse().map_err(gs1("sscc", "00"))?;
				parts.sscc.replace(sscc).is_some().then_some("sscc")
			},
			_ => {
				return Err(Unreadable::Field("query", "the parts of a question are code, gtin, serial, lot and sscc"))
			},
		};
		if let Some(field) = again {
			return Err(Unreadable::Field(field, TWICE));
		}
	}
	let Some(code) = code else { return Ok(parts) };
	// The expiry of a code is not looked at here, so that the century does not matter.
	let code = Named::of_code(&code, 2_000).map_err(|error| Unreadable::Gs1("code", error))?;
	parts.with(code).map_err(|field| Unreadable::Field(field, "the code says otherwise"))
}

async fn prove(
	Shared(desk): Shared<Arc<Desk>>,
	ConnectInfo(address): ConnectInfo<SocketAddr>,
	headers: HeaderMap,
	uri: Uri,
) -> Response {
	let Some(caller) = desk.caller(&headers, address.ip()) else {
		let refused = refuse(
			StatusCode::UNAUTHORIZED,
			"Salus",
			"token-needed",
			None,
			"show the token that the labeller gave you: Authorization: Bearer …",
		);
		return ([(header::WWW_AUTHENTICATE, "Bearer")], refused).into_response();
	};
	if !desk.limiter.may_ask(caller, Instant::now()) {
		let refused =
			refuse(StatusCode::TOO_MANY_REQUESTS, "Salus", "throttled", None, "too many questions: wait a second");
		return ([(header::RETRY_AFTER, "1")], refused).into_response();
	}
	let query = uri.query().unwrap_or_default();
	if query.len() > MAX_QUERY {
		return refuse(StatusCode::URI_TOO_LONG, "Salus", "too-long", Some("query"), "the question is too long");
	}
	let named = match named(query) {
		Ok(named) => named,
		Err(refused) => return *refused,
	};
	let Ok(_place) = desk.places.try_acquire() else {
		let refused = refuse(
			StatusCode::SERVICE_UNAVAILABLE,
			"Salus",
			"busy",
			None,
			"others are being answered: ask again in a second",
		);
		return ([(header::RETRY_AFTER, "1")], refused).into_response();
	};
	let answer = match timeout(PATIENCE, desk.prover.prove(named)).await {
		Ok(Ok(answer)) => answer,
		Ok(Err(error)) => {
			// Names of files are for the operator only.
			tracing::warn!(%error, "no answer could be given");
			let (code, message) = match error {
				ProveError::Node(_) => ("node", "the agent's node does not answer: ask again later"),
				ProveError::List(_) | ProveError::Stopping => ("lists", "a list cannot be read: tell the labeller"),
			};
			return refuse(StatusCode::SERVICE_UNAVAILABLE, "Salus", code, None, message);
		},
		Err(_) => return refuse(StatusCode::SERVICE_UNAVAILABLE, "Salus", "slow", None, "no answer in time"),
	};
	tracing::info!(answer = answer.word(), "asked");
	let status = if matches!(answer, Answer::Unknown(_)) { StatusCode::NOT_FOUND } else { StatusCode::OK };
	let partner = matches!(caller, Caller::Partner(_));
	([(header::CACHE_CONTROL, "no-store")], (status, Json(answer.json(partner)))).into_response()
}

async fn health(Shared(desk): Shared<Arc<Desk>>) -> Response {
	let store = desk.prover.store().clone();
	let looked = tokio::task::spawn_blocking(move || {
		Ok::<_, salus_interop::serials::ListError>((
			store.lists()?.len(),
			store.packs()?.len(),
			store.problems()?.len(),
		))
	});
	let (status, body): (StatusCode, Value) = match looked.await {
		Ok(Ok((lists, packings, 0))) => {
			(StatusCode::OK, json!({ "well": true, "lists": lists, "packings": packings, "damaged": 0 }))
		},
		Ok(Ok((lists, packings, damaged))) => (
			StatusCode::SERVICE_UNAVAILABLE,
			json!({ "well": false, "lists": lists, "packings": packings, "damaged": damaged }),
		),
		_ => (StatusCode::SERVICE_UNAVAILABLE, json!({ "well": false })),
	};
	(status, Json(body)).into_response()
}

#[cfg(test)]
mod tests;
