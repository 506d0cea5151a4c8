//! What monitoring sees. Counters count from the start of the process.

use crate::now;
use prometheus_client::{
	encoding::{text::encode, EncodeLabelSet},
	metrics::{counter::Counter, family::Family, gauge::Gauge},
	registry::Registry,
};
use std::sync::Arc;

/// On which side something failed.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Side {
	side: &'static str,
}

/// The metrics and their registry.
#[derive(Clone)]
pub struct Metrics {
	/// Record versions seen for the first time.
	pub seen: Counter,
	/// Record versions anchored.
	pub anchored: Counter,
	/// Record versions that cannot be committed to.
	pub refused: Counter,
	/// Records erased.
	pub erased: Counter,
	/// Record versions that wait for a batch.
	pub pending: Gauge,
	failures: Family<Side, Counter>,
	last_anchor: Gauge,
	registry: Arc<Registry>,
}

impl Default for Metrics {
	fn default() -> Self {
		let mut registry = Registry::with_prefix("salus_custodian");
		let (seen, anchored, refused, erased) = Default::default();
		let (pending, failures, last_anchor) = Default::default();
		let mut metrics =
			Self { seen, anchored, refused, erased, pending, failures, last_anchor, registry: Arc::default() };
		registry.register("versions_seen", "Record versions seen for the first time", metrics.seen.clone());
		registry.register("versions_anchored", "Record versions anchored", metrics.anchored.clone());
		registry.register("versions_refused", "Record versions that cannot be committed to", metrics.refused.clone());
		registry.register("records_erased", "Records erased from the store", metrics.erased.clone());
		registry.register("versions_pending", "Record versions that wait for a batch", metrics.pending.clone());
		registry.register("failures", "Failures, by side: store, chain or state", metrics.failures.clone());
		registry.register(
			"last_anchor_timestamp_seconds",
			"When the last anchor was made, in seconds since the Unix epoch",
			metrics.last_anchor.clone(),
		);
		metrics.registry = Arc::new(registry);
		metrics
	}
}

impl Metrics {
	/// A batch was anchored.
	pub fn note_anchor(&self, records: u32) {
		self.anchored.inc_by(records.into());
		self.last_anchor.set(i64::try_from(now()).unwrap_or(i64::MAX));
	}

	/// Something failed.
	pub fn failure(&self, side: &'static str) {
		self.failures.get_or_create(&Side { side }).inc();
	}

	/// All of them in the OpenMetrics text format.
	pub fn text(&self) -> String {
		let mut text = String::new();
		// Writing to a string cannot fail.
		let _ = encode(&mut text, &self.registry);
		text
	}
}
