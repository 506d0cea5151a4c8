//! The off-chain worker: looks at what jobs ask about and reports what it saw.
//!
//! Nothing here is consensus. A run may be skipped, or happen twice, or at the same time as another, without harm: the
//! chain counts one vote per (job, round, attestor), and the three guards below keep a node from asking a source more
//! often than needed.
//!
//! - *Memory*: per local key, which (job, round) it dealt with, and the block after which it may do so again. A report
//!   is remembered until its window closes, so that one that got lost is made again. What could not be answered or
//!   sent is remembered for a few blocks only.
//! - *Lock*: per job, so that overlapping runs do not look at the same time.
//! - *Order*: jobs are visited in the order of their hashed keys, from a random place on and around. Each run gives
//!   every job the same chance, whatever the number of jobs; no index is kept in the state for it.
//!
//! Log lines carry job numbers only: no locator, no address, nothing of what was fetched.

use crate::{crypto, Call, Config, Jobs, Pallet, Report};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_support::traits::{Get, UnixTime};
use frame_system::{
	offchain::{CreateAuthorizedTransaction, SubmitTransaction},
	pallet_prelude::BlockNumberFor,
};
use salus_primitives::{AttestorKey, Examine, JobId};
use sp_core::offchain::Duration;
use sp_runtime::{
	offchain::{storage::StorageValueRef, storage_lock::StorageLock},
	traits::Saturating,
	RuntimeAppPublic, SaturatedConversion,
};

const LOG: &str = "salus::attestation";

/// The most keys of one node that are used.
pub(crate) const MAX_LOCAL_KEYS: usize = 16;

/// The most jobs that one run reads.
pub(crate) const MAX_SCANNED: u32 = 512;

/// For how many blocks the worker leaves alone what it could not answer or send.
pub(crate) const RETRY_AFTER: u32 = 4;

/// How long a job is locked at most. Longer than any examination; if a node stops in the middle of one, the lock
/// lapses by itself. An examination that takes longer may happen twice, which does no harm.
pub(crate) const LOCK_MILLIS: u64 = 120_000;

/// How long a run begins new examinations. Every block starts a run of its own: without this bound, runs that wait for
/// slow sources would pile up, and what one leaves over the next ones take, each from another place on.
pub(crate) const RUN_MILLIS: u64 = 30_000;

/// How often a write to the memory is tried when another run writes at the same time.
const MEMORY_TRIES: u32 = 3;

/// The most entries of the memory of one key. Entries lapse within a window; when there are more the oldest go.
const MAX_REMEMBERED: usize = 1024;

/// A (job, round) that a key has dealt with.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub(crate) struct Dealt<BlockNumber> {
	pub(crate) job: JobId,
	pub(crate) round: u32,
	/// The last block in which it is left alone.
	pub(crate) until: BlockNumber,
}

/// Where a node remembers what this key dealt with.
pub(crate) fn memory_key(key: &AttestorKey) -> Vec<u8> {
	[&b"salus/attestation/dealt/"[..], key.as_ref()].concat()
}

/// Where a node locks a job.
pub(crate) fn lock_key(job: JobId) -> Vec<u8> {
	(*b"salus/attestation/lock/", job).encode()
}

/// One run, on the state after `block`.
pub(crate) fn run<T: Config>(block: BlockNumberFor<T>) {
	let keys = local_attestors::<T>();
	if keys.is_empty() {
		return;
	}
	let mut left = T::MaxJobsPerRun::get();
	let enough = sp_io::offchain::timestamp().add(Duration::from_millis(RUN_MILLIS));
	let scanned: usize = Jobs::<T>::count().min(MAX_SCANNED).saturated_into();
	// A random number has a random place in the order of hashed keys.
	let start = Jobs::<T>::hashed_key_for(random());
	for (id, job) in Jobs::<T>::iter_from(start).chain(Jobs::<T>::iter()).take(scanned) {
		if left == 0 || sp_io::offchain::timestamp() > enough {
			return;
		}
		let waiting = || -> Vec<AttestorKey> {
			let waits = |key: &&AttestorKey| job.awaits(key) && !is_dealt::<T>(key, id, job.round, block);
			keys.iter().filter(waits).copied().collect()
		};
		if T::Time::now().as_secs() >= job.deadline || waiting().is_empty() {
			continue;
		}
		let name = lock_key(id);
		let mut lock = StorageLock::with_deadline(&name, Duration::from_millis(LOCK_MILLIS));
		let Ok(_guard) = lock.try_lock() else { continue };
		// Asked again: another run may have dealt with the job before this one got the lock.
		let waiting = waiting();
		if waiting.is_empty() {
			continue;
		}
		left = left.saturating_sub(1);
		let verdict = T::Examine::examine(job.source, &job.locator, job.expected);
		if verdict.is_none() {
			log::debug!(target: LOG, "job {id}: its source is not enabled on this node");
		}
		for attestor in waiting {
			let report = |verdict| Report {
				job: id,
				round: job.round,
				question: job.question(),
				attestor,
				verdict,
				valid_from: block,
				valid_until: block.saturating_add(T::MaxWindow::get()),
			};
			let until = match verdict.map(report).and_then(submit::<T>) {
				Some(valid_until) => valid_until,
				None => block.saturating_add(RETRY_AFTER.into()),
			};
			deal::<T>(&attestor, Dealt { job: id, round: job.round, until }, block);
		}
	}
}

/// The keys of this node that count as attestors now.
fn local_attestors<T: Config>() -> Vec<AttestorKey> {
	crypto::Public::all()
		.into_iter()
		.map(AttestorKey::from)
		.filter(|key| Pallet::<T>::ensure_attestor(key).is_ok())
		.take(MAX_LOCAL_KEYS)
		.collect()
}

/// Sign a report and hand it to the pool. Returns until when it counts, `None` if it did not get there.
fn submit<T: Config>(report: Report<BlockNumberFor<T>>) -> Option<BlockNumberFor<T>> {
	let (job, until) = (report.job, report.valid_until);
	let payload = report.signing_payload(Pallet::<T>::genesis_hash());
	let signature = sp_io::crypto::sr25519_sign(crypto::KEY_TYPE, &report.attestor, &payload)?;
	let call = Call::<T>::submit { report, signature };
	let transaction = <T as CreateAuthorizedTransaction<Call<T>>>::create_authorized_transaction(call.into());
	match SubmitTransaction::<T, Call<T>>::submit_transaction(transaction) {
		Ok(()) => {
			log::debug!(target: LOG, "job {job}: reported");
			Some(until)
		},
		Err(()) => {
			log::debug!(target: LOG, "job {job}: the pool refused the report");
			None
		},
	}
}

/// Has this key dealt with this round, and is it too early to do so again?
fn is_dealt<T: Config>(key: &AttestorKey, job: JobId, round: u32, block: BlockNumberFor<T>) -> bool {
	let name = memory_key(key);
	let dealt = StorageValueRef::persistent(&name).get::<Vec<Dealt<BlockNumberFor<T>>>>();
	dealt
		.ok()
		.flatten()
		.unwrap_or_default()
		.iter()
		.any(|dealt| dealt.job == job && dealt.round == round && dealt.until >= block)
}

/// Remember, and forget what has lapsed.
fn deal<T: Config>(key: &AttestorKey, dealt: Dealt<BlockNumberFor<T>>, block: BlockNumberFor<T>) {
	let name = memory_key(key);
	let memory = StorageValueRef::persistent(&name);
	for _ in 0..MEMORY_TRIES {
		let written = memory.mutate::<Vec<Dealt<BlockNumberFor<T>>>, (), _>(|known| {
			let mut all = known.ok().flatten().unwrap_or_default();
			all.retain(|other| other.until >= block && (other.job, other.round) != (dealt.job, dealt.round));
			all.push(dealt.clone());
			let surplus = all.len().saturating_sub(MAX_REMEMBERED);
			all.drain(..surplus);
			Ok(all)
		});
		if written.is_ok() {
			return;
		}
	}
	log::debug!(target: LOG, "job {}: could not be noted as dealt with", dealt.job);
}

/// Random enough to be fair; nothing depends on it being unpredictable.
fn random() -> u64 {
	u64::decode(&mut &sp_io::offchain::random_seed()[..]).unwrap_or_default()
}
