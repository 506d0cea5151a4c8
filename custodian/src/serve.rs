//! Health, status and metrics over HTTP.

use crate::{metrics::Metrics, state::Summary};
use axum::{extract::State as Shared, http::StatusCode, response::IntoResponse, routing::get, Json, Router};
use serde::Serialize;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpListener;

/// How the last pass went.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Health {
	/// When it ended, in seconds since the Unix epoch; `None` before the first.
	pub last_pass: Option<u64>,
	/// What went wrong in it.
	pub problems: Vec<String>,
	/// What the state says after it.
	pub state: Summary,
}

impl Health {
	/// Did a pass end, and without a problem?
	pub fn is_well(&self) -> bool {
		self.last_pass.is_some() && self.problems.is_empty()
	}
}

/// What the loop writes and the endpoints read.
#[derive(Clone, Default)]
pub struct Board {
	health: Arc<Mutex<Health>>,
	metrics: Metrics,
}

impl Board {
	/// A board that shows these metrics.
	pub fn new(metrics: Metrics) -> Self {
		Self { health: Default::default(), metrics }
	}

	/// Show this from now on.
	pub fn show(&self, health: Health) {
		*self.health.lock().unwrap_or_else(PoisonError::into_inner) = health;
	}

	fn health(&self) -> Health {
		self.health.lock().unwrap_or_else(PoisonError::into_inner).clone()
	}
}

/// `/health`, `/status` and `/metrics`.
pub fn router(board: Board) -> Router {
	Router::new()
		.route("/health", get(health))
		.route("/status", get(|Shared(board): Shared<Board>| async move { Json(board.health()) }))
		.route("/metrics", get(metrics))
		.with_state(board)
}

/// Serve until the process ends.
pub async fn serve(listener: TcpListener, board: Board) -> std::io::Result<()> {
	axum::serve(listener, router(board)).await
}

async fn health(Shared(board): Shared<Board>) -> impl IntoResponse {
	let health = board.health();
	let status = if health.is_well() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
	let reasons = match health.last_pass {
		None => vec!["the first pass has not ended yet".to_string()],
		Some(_) => health.problems,
	};
	(status, Json(serde_json::json!({ "well": status == StatusCode::OK, "reasons": reasons })))
}

async fn metrics(Shared(board): Shared<Board>) -> impl IntoResponse {
	let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
	([("content-type", kind)], board.metrics.text())
}
