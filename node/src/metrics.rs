//! What monitoring sees: this node's part in the chain, and how the chain does what people rely on.
//!
//! | metric | question it answers |
//! |---|---|
//! | `salus_collating` | does this node make blocks: is its key among the authorities |
//! | `salus_authorities` | how many take turns |
//! | `salus_authored_blocks_total`, `salus_last_authored_block`, `salus_last_authored_timestamp_seconds` | when did it last |
//! | `salus_finality_lag_blocks`, `salus_best_block_timestamp_seconds`, `salus_finalized_block_timestamp_seconds` | how far behind is finality |
//! | `salus_attestation_jobs_open`, `salus_attestation_jobs_opened_total`, `salus_attestation_jobs_ended_total{outcome}` | are attestations failing |
//! | `salus_attestation_votes_total{by, verdict}` | do this node's attestors answer, and what do they say |
//! | `salus_claims_reserve_funding_ratio` | is a payer's reserve running low |
//! | `salus_members_active` | how many members vote |
//! | `salus_undecodable_events_total` | is this program older than the runtime |
//!
//! Labels are outcomes and verdicts, never a member, store, subject or account: their number is fixed, and whoever
//! reads the metrics learns nothing about anybody. Counters count finalised blocks from the start of the process.

use crate::service::Client;
use codec::Decode;
use frame_system::EventRecord;
use futures::{FutureExt, StreamExt};
use pallet_attestation::Event as AttestationEvent;
use pallet_claims::{runtime_api::ClaimsApi as _, CurrencyId};
use prometheus_endpoint::{register, Counter, CounterVec, Gauge, Opts, PrometheusError, Registry, F64, U64};
use salus_primitives::{OrganizationId, Outcome, Verdict};
use salus_runtime::{opaque::Block, Hash, Runtime, RuntimeEvent};
use sc_client_api::{BlockImportNotification, BlockchainEvents, FinalityNotification, StorageKey, StorageProvider};
use sc_service::TaskManager;
use sp_api::ProvideRuntimeApi;
use sp_consensus::BlockOrigin;
use sp_consensus_aura::AuraApi;
use sp_core::{crypto::key_types::AURA, sr25519};
use sp_io::hashing::twox_128;
use sp_keystore::KeystorePtr;
use std::{
	sync::Arc,
	time::{Duration, SystemTime},
};

/// What this node does about blocks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Part {
	/// Makes none.
	Follows,
	/// Makes all of a development chain's.
	Seals,
	/// Makes them when it is its turn, if its key is among the authorities'.
	Collates,
}

/// How often what changes without a block is looked at.
const EVERY: Duration = Duration::from_secs(6);

/// Something that is read from the state of each finalised block.
struct Reading {
	name: &'static str,
	help: &'static str,
	/// `None`: there is nothing to show, which is not the same as zero.
	read: fn(&State) -> Option<f64>,
}

/// What is read. A further one is a further entry.
const READINGS: &[Reading] = &[
	Reading {
		name: "salus_attestation_jobs_open",
		help: "Attestation jobs that wait for a quorum",
		read: |state| state.decode::<u32>(&jobs_open_key()).or(Some(0)).map(f64::from),
	},
	Reading {
		name: "salus_members_active",
		help: "Active members, each with a vote in the Council",
		read: |state| {
			let representatives: Vec<[u8; 32]> = state.decode(&item("Organizations", "Representatives"))?;
			u32::try_from(representatives.len()).ok().map(f64::from)
		},
	},
	Reading {
		name: "salus_claims_reserve_funding_ratio",
		help: "Free in the reserve over what was paid out of it in a month: the lowest of all payers",
		read: lowest_reserve,
	},
];

/// The most reserves that are looked at: a hundred members with ten currencies each.
const MAX_RESERVES: usize = 1_000;

/// The lowest funding ratio of all reserves that paid lately; which payer's it is stays on the chain.
fn lowest_reserve(state: &State) -> Option<f64> {
	let prefix = item("Claims", "Reserves");
	let keys = state.client.storage_keys(state.at, Some(&prefix), None).ok()?;
	let api = state.client.runtime_api();
	keys.take(MAX_RESERVES)
		.filter_map(|key| {
			let (payer, currency) = reserve_of(key.0.get(prefix.0.len()..)?)?;
			let thousandths = api.reserve(state.at, payer, currency).ok()?.ratio?;
			// A reserve of millions of months is as good as one of four million.
			Some(f64::from(u32::try_from(thousandths).unwrap_or(u32::MAX)) / 1_000.0)
		})
		.reduce(f64::min)
}

/// Whose reserve, and in which currency, a key is of: each part stands behind its own hash of eight bytes.
fn reserve_of(mut key: &[u8]) -> Option<(OrganizationId, CurrencyId)> {
	let mut part = || {
		key = key.get(8..)?;
		u32::decode(&mut key).ok()
	};
	Some((part()?, part()?))
}

fn jobs_open_key() -> StorageKey {
	StorageKey(pallet_attestation::Jobs::<Runtime>::counter_storage_final_key().to_vec())
}

/// Key of a pallet's item that is no map.
fn item(pallet: &str, name: &str) -> StorageKey {
	StorageKey([twox_128(pallet.as_bytes()), twox_128(name.as_bytes())].concat())
}

/// The state after a block.
struct State<'a> {
	client: &'a Client,
	at: Hash,
}

impl State<'_> {
	/// `None` too when the state is not kept any more.
	fn decode<T: Decode>(&self, key: &StorageKey) -> Option<T> {
		let bytes = self.client.storage(self.at, key).ok()??;
		T::decode(&mut &bytes.0[..]).ok()
	}

	/// Chain time in seconds.
	fn time(&self) -> Option<u64> {
		self.decode::<u64>(&item("Timestamp", "Now")).map(|milliseconds| milliseconds / 1_000)
	}
}

/// Whether a vote was cast by an attestor whose key this node holds.
const OWN: &str = "own";
const OTHERS: &str = "others";

const fn verdict(verdict: Verdict) -> &'static str {
	match verdict {
		Verdict::Attested => "attested",
		Verdict::Mismatch => "mismatch",
		Verdict::Unavailable => "unavailable",
		Verdict::Erased => "erased",
	}
}

const fn outcome(outcome: Outcome) -> &'static str {
	match outcome {
		Outcome::Agreed(agreed) => verdict(agreed),
		Outcome::Disputed => "disputed",
		Outcome::Unanswered => "unanswered",
	}
}

const VERDICTS: [Verdict; 4] = [Verdict::Attested, Verdict::Mismatch, Verdict::Unavailable, Verdict::Erased];

struct Metrics {
	registry: Registry,
	collating: Gauge<U64>,
	authorities: Gauge<U64>,
	authored: Counter<U64>,
	last_authored: Gauge<U64>,
	last_authored_at: Gauge<U64>,
	finality_lag: Gauge<U64>,
	best_time: Gauge<U64>,
	finalized_time: Gauge<U64>,
	jobs_opened: Counter<U64>,
	jobs_ended: CounterVec<U64>,
	votes: CounterVec<U64>,
	undecodable: Counter<U64>,
	/// In the order of [`READINGS`]; registered when there is a first value to show.
	readings: Vec<Option<Gauge<F64>>>,
}

impl Metrics {
	fn new(registry: &Registry) -> Result<Self, PrometheusError> {
		let gauge = |name: &str, help: &str| register(Gauge::<U64>::new(name, help)?, registry);
		let counter = |name: &str, help: &str| register(Counter::<U64>::new(name, help)?, registry);
		let counters = |name: &str, help: &str, labels: &[&str]| {
			register(CounterVec::<U64>::new(Opts::new(name, help), labels)?, registry)
		};
		let metrics = Self {
			collating: gauge("salus_collating", "1 if this node makes blocks, 0 if it does not")?,
			authorities: gauge("salus_authorities", "Keys that take turns in making blocks")?,
			authored: counter("salus_authored_blocks_total", "Blocks that this node made, final or not")?,
			last_authored: gauge("salus_last_authored_block", "Number of the newest block that this node made")?,
			last_authored_at: gauge(
				"salus_last_authored_timestamp_seconds",
				"When this node made its newest block, in seconds since the Unix epoch",
			)?,
			finality_lag: gauge("salus_finality_lag_blocks", "Blocks between the best and the last finalised one")?,
			best_time: gauge(
				"salus_best_block_timestamp_seconds",
				"Chain time of the best block, in seconds since the Unix epoch",
			)?,
			finalized_time: gauge(
				"salus_finalized_block_timestamp_seconds",
				"Chain time of the last finalised block, in seconds since the Unix epoch",
			)?,
			jobs_opened: counter("salus_attestation_jobs_opened_total", "Attestation jobs opened")?,
			jobs_ended: counters(
				"salus_attestation_jobs_ended_total",
				"Attestation jobs ended, by outcome",
				&["outcome"],
			)?,
			votes: counters(
				"salus_attestation_votes_total",
				"Votes of attestors, by whose key and verdict",
				&["by", "verdict"],
			)?,
			undecodable: counter(
				"salus_undecodable_events_total",
				"Finalised blocks whose events this program cannot read: it is older than the runtime",
			)?,
			readings: READINGS.iter().map(|_| None).collect(),
			registry: registry.clone(),
		};
		// A series that is not there looks like one that never failed.
		for agreed in VERDICTS {
			metrics.jobs_ended.with_label_values(&[verdict(agreed)]);
			metrics.votes.with_label_values(&[OWN, verdict(agreed)]);
			metrics.votes.with_label_values(&[OTHERS, verdict(agreed)]);
		}
		for other in [Outcome::Disputed, Outcome::Unanswered] {
			metrics.jobs_ended.with_label_values(&[outcome(other)]);
		}
		Ok(metrics)
	}

	fn imported(&self, block: &BlockImportNotification<Block>) {
		if block.origin != BlockOrigin::Own {
			return;
		}
		self.authored.inc();
		self.last_authored.set(block.header.number.into());
		if let Ok(now) = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH) {
			self.last_authored_at.set(now.as_secs());
		}
	}

	fn finalized(&mut self, client: &Client, own: &[sr25519::Public], block: &FinalityNotification<Block>) {
		for at in block.tree_route.iter().chain([&block.hash]) {
			self.count(client.storage(*at, &item("System", "Events")).ok().flatten().map(|bytes| bytes.0), own);
		}
		let state = State { client, at: block.hash };
		if let Some(time) = state.time() {
			self.finalized_time.set(time);
		}
		for (reading, gauge) in READINGS.iter().zip(&mut self.readings) {
			show(reading.name, reading.help, (reading.read)(&state), gauge, &self.registry);
		}
	}

	/// Count what the events of a block say. No events: the state of that block is not kept any more.
	fn count(&self, events: Option<Vec<u8>>, own: &[sr25519::Public]) {
		let Some(bytes) = events else { return };
		let Ok(events) = Vec::<EventRecord<RuntimeEvent, Hash>>::decode(&mut &bytes[..]) else {
			self.undecodable.inc();
			return;
		};
		for record in events {
			let RuntimeEvent::Attestation(event) = record.event else { continue };
			match event {
				AttestationEvent::JobOpened { .. } => self.jobs_opened.inc(),
				AttestationEvent::JobEnded { outcome: ended, .. } => {
					self.jobs_ended.with_label_values(&[outcome(ended)]).inc();
				},
				AttestationEvent::Voted { attestor, verdict: said, .. } => {
					let by = if own.contains(&attestor) { OWN } else { OTHERS };
					self.votes.with_label_values(&[by, verdict(said)]).inc();
				},
				_ => {},
			}
		}
	}

	/// What changes without a block being final.
	fn standing(&self, client: &Client, keystore: &KeystorePtr, part: Part) {
		let info = client.chain_info();
		self.finality_lag.set(info.best_number.saturating_sub(info.finalized_number).into());
		if let Some(time) = (State { client, at: info.best_hash }).time() {
			self.best_time.set(time);
		}
		// The runtime of a chain that this node has only begun to follow may not answer yet.
		let Ok(authorities) = client.runtime_api().authorities(info.best_hash) else { return };
		self.authorities.set(u64::try_from(authorities.len()).unwrap_or(u64::MAX));
		let collating = match part {
			Part::Follows => false,
			Part::Seals => true,
			Part::Collates => authorities
				.iter()
				.any(|authority| keystore.has_keys(&[(AsRef::<[u8]>::as_ref(authority).to_vec(), AURA)])),
		};
		self.collating.set(collating.into());
	}
}

fn show(name: &str, help: &str, value: Option<f64>, gauge: &mut Option<Gauge<F64>>, registry: &Registry) {
	if gauge.is_none() && value.is_some() {
		*gauge = Gauge::<F64>::new(name, help).and_then(|gauge| register(gauge, registry)).ok();
	}
	if let Some(gauge) = gauge {
		gauge.set(value.unwrap_or(f64::NAN));
	}
}

/// Keep the metrics, if anybody can read them.
pub(crate) fn spawn(
	registry: Option<&Registry>,
	task_manager: &TaskManager,
	client: Arc<Client>,
	keystore: KeystorePtr,
	part: Part,
) -> Result<(), sc_service::Error> {
	let Some(registry) = registry else { return Ok(()) };
	let metrics = Metrics::new(registry).map_err(|error| sc_service::Error::Other(format!("metrics: {error}")))?;
	// Reading a full block's events takes long enough to be in nobody's way.
	task_manager.spawn_handle().spawn_blocking("salus-metrics", None, watch(client, keystore, part, metrics));
	Ok(())
}

async fn watch(client: Arc<Client>, keystore: KeystorePtr, part: Part, mut metrics: Metrics) {
	let mut imported = client.every_import_notification_stream().fuse();
	let mut finalized = client.finality_notification_stream().fuse();
	let mut tick = futures_timer::Delay::new(Duration::ZERO).fuse();
	loop {
		futures::select! {
			block = imported.next() => match block {
				Some(block) => metrics.imported(&block),
				None => return,
			},
			block = finalized.next() => match block {
				Some(block) => {
					let own = keystore.sr25519_public_keys(pallet_attestation::crypto::KEY_TYPE);
					metrics.finalized(&client, &own, &block);
					metrics.standing(&client, &keystore, part);
				},
				None => return,
			},
			() = tick => {
				metrics.standing(&client, &keystore, part);
				tick = futures_timer::Delay::new(EVERY).fuse();
			},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use frame_system::Phase;
	use salus_primitives::Source;

	fn events(events: Vec<AttestationEvent<Runtime>>) -> Vec<u8> {
		let record = |event| EventRecord::<RuntimeEvent, Hash> {
			phase: Phase::Finalization,
			event: RuntimeEvent::Attestation(event),
			topics: Vec::new(),
		};
		events.into_iter().map(record).collect::<Vec<_>>().encode()
	}

	fn ended(outcome: Outcome) -> AttestationEvent<Runtime> {
		AttestationEvent::JobEnded { job: 1, source: Source::RecordStore(7), outcome }
	}

	fn voted(attestor: sr25519::Public, verdict: Verdict) -> AttestationEvent<Runtime> {
		AttestationEvent::Voted { job: 1, round: 1, attestor, verdict }
	}

	#[test]
	fn jobs_and_votes_should_be_counted_by_how_they_ended_and_whose_they_are() {
		let metrics = Metrics::new(&Registry::new()).expect("new names");
		let (own, other) = (sr25519::Public::from([1; 32]), sr25519::Public::from([2; 32]));
		let block = events(vec![
			ended(Outcome::Agreed(Verdict::Mismatch)),
			ended(Outcome::Disputed),
			ended(Outcome::Disputed),
			voted(own, Verdict::Attested),
			voted(other, Verdict::Attested),
			voted(other, Verdict::Unavailable),
			AttestationEvent::JobOpened { job: 2, source: Source::CredentialSource(3), quorum: 2, deadline: 9 },
		]);
		metrics.count(Some(block), &[own]);
		metrics.count(None, &[own]);
		let ended = |outcome| metrics.jobs_ended.with_label_values(&[outcome]).get();
		assert_eq!((ended("mismatch"), ended("disputed"), ended("unanswered"), ended("attested")), (1, 2, 0, 0));
		let votes = |by, verdict| metrics.votes.with_label_values(&[by, verdict]).get();
		assert_eq!((votes(OWN, "attested"), votes(OTHERS, "attested"), votes(OTHERS, "unavailable")), (1, 1, 1));
		assert_eq!((metrics.jobs_opened.get(), metrics.undecodable.get()), (1, 0));
	}

	#[test]
	fn events_of_a_newer_runtime_should_be_told_and_not_stop_the_count() {
		let metrics = Metrics::new(&Registry::new()).expect("new names");
		metrics.count(Some(vec![4, 0, 255, 255]), &[]);
		metrics.count(Some(events(vec![ended(Outcome::Unanswered)])), &[]);
		assert_eq!(metrics.undecodable.get(), 1);
		assert_eq!(metrics.jobs_ended.with_label_values(&["unanswered"]).get(), 1);
	}

	#[test]
	fn number_of_series_should_be_fixed_and_name_nobody() {
		let registry = Registry::new();
		let metrics = Metrics::new(&registry).expect("new names");
		let series = || -> usize { registry.gather().iter().map(|family| family.get_metric().len()).sum() };
		let before = series();
		for attestor in 0..50u8 {
			let votes = VERDICTS.into_iter().map(|verdict| voted([attestor; 32].into(), verdict)).collect();
			metrics.count(Some(events(votes)), &[[3; 32].into()]);
		}
		assert_eq!(series(), before);
		let labels: Vec<String> = registry
			.gather()
			.iter()
			.flat_map(|family| family.get_metric())
			.flat_map(|metric| metric.get_label().iter().map(|label| label.get_name().to_string()))
			.collect();
		assert!(labels.iter().all(|label| ["outcome", "by", "verdict"].contains(&label.as_str())), "{labels:?}");
	}

	#[test]
	fn reading_without_a_value_should_not_be_shown_as_zero() {
		let registry = Registry::new();
		let mut gauge = None;
		show("reading", "help", None, &mut gauge, &registry);
		assert!(registry.gather().is_empty());
		show("reading", "help", Some(0.5), &mut gauge, &registry);
		show("reading", "help", None, &mut gauge, &registry);
		assert!(gauge.expect("it was registered").get().is_nan());
	}

	#[test]
	fn key_of_a_reserve_should_tell_whose_it_is_and_in_what() {
		let key = pallet_claims::Reserves::<Runtime>::hashed_key_for(7, 840);
		let prefix = item("Claims", "Reserves").0;
		assert!(key.starts_with(&prefix));
		assert_eq!(reserve_of(&key[prefix.len()..]), Some((7, 840)));
		assert_eq!(reserve_of(&key[prefix.len()..key.len() - 1]), None);
		assert_eq!(reserve_of(&[]), None);
	}

	#[test]
	fn keys_of_what_is_read_should_be_those_of_the_runtime() {
		let mut ext = sp_io::TestExternalities::default();
		ext.execute_with(|| {
			let is_set = |key: StorageKey| sp_io::storage::get(&key.0).is_some();
			salus_runtime::Timestamp::set_timestamp(1_000);
			assert!(is_set(item("Timestamp", "Now")));
			salus_runtime::System::deposit_event(ended(Outcome::Disputed));
			assert!(!is_set(item("System", "Events")), "block 0 has no events");
			salus_runtime::System::set_block_number(1);
			salus_runtime::System::deposit_event(ended(Outcome::Disputed));
			assert!(is_set(item("System", "Events")));
			assert_eq!(jobs_open_key(), item("Attestation", "CounterForJobs"));
			assert_eq!(
				pallet_organizations::Representatives::<Runtime>::hashed_key().to_vec(),
				item("Organizations", "Representatives").0
			);
		});
	}
}
