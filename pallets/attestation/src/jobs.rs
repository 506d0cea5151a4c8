//! How jobs begin and end.

use crate::{
	reports::Refusal,
	types::{bucket_end, count_of},
	Attestors, Config, Error, Event, Job, JobOf, Jobs, NextJob, OpenJobs, Pallet, WeightInfo,
};
use alloc::collections::BTreeSet;
use frame_support::{
	ensure,
	traits::{Get, UnixTime},
	weights::Weight,
};
use salus_primitives::{
	AttestationRequest, Attestations, AttestorKey, JobId, OnAttestation, OrganizationId, Organizations, Outcome,
};
use sp_runtime::{ArithmeticError, DispatchError};

impl<T: Config> Attestations for Pallet<T> {
	fn attestor(key: &AttestorKey) -> Option<OrganizationId> {
		Attestors::<T>::get(key)
	}

	fn open(request: AttestationRequest) -> Result<JobId, DispatchError> {
		let AttestationRequest { source, locator, expected, attestors, quorum, time_limit } = request;
		ensure!(!attestors.is_empty(), Error::<T>::NoAttestors);
		ensure!(attestors.iter().collect::<BTreeSet<_>>().len() == attestors.len(), Error::<T>::DuplicateAttestor);
		ensure!((1..=count_of(attestors.len())).contains(&quorum), Error::<T>::InvalidQuorum);
		ensure!((T::MinTimeLimit::get()..=T::MaxTimeLimit::get()).contains(&time_limit), Error::<T>::InvalidTimeLimit);
		let about = (source, locator);
		ensure!(!OpenJobs::<T>::contains_key(&about), Error::<T>::AlreadyOpen);
		// A quorum counts organisations, not keys: whoever has several keys has one vote all the same.
		let mut organizations = BTreeSet::new();
		for key in &attestors {
			let organization = Self::ensure_attestor(key).map_err(Error::<T>::from)?;
			ensure!(organizations.insert(organization), Error::<T>::OrganizationNamedTwice);
		}
		let job = NextJob::<T>::get();
		let next = job.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let now = T::Time::now().as_secs();
		let deadline = bucket_end(now, time_limit, T::BucketSeconds::get()).ok_or(ArithmeticError::Overflow)?;
		// From here on the only failure is a full bucket, which leaves nothing behind.
		Self::schedule(job, deadline).map_err(|()| Error::<T>::Busy)?;
		NextJob::<T>::put(next);
		OpenJobs::<T>::insert(&about, job);
		let (source, locator) = about;
		let votes = JobOf::<T>::no_votes(&attestors);
		let opened_at = frame_system::Pallet::<T>::block_number();
		let entry =
			Job { source, locator, expected, attestors, quorum, round: 1, votes, opened_at, time_limit, deadline };
		Jobs::<T>::insert(job, entry);
		Self::deposit_event(Event::JobOpened { job, source, quorum, deadline });
		Ok(job)
	}

	fn weight_of_open() -> Weight {
		T::WeightInfo::open()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_attestor(organization: OrganizationId, n: u8) -> AttestorKey {
		let seed = alloc::format!("//attestor//{n}").into_bytes();
		let key = sp_io::crypto::sr25519_generate(crate::crypto::KEY_TYPE, Some(seed));
		Attestors::<T>::insert(key, organization);
		key
	}
}

impl<T: Config> Pallet<T> {
	/// The organisation that this key is registered for, which must be active now.
	pub(crate) fn ensure_attestor(key: &AttestorKey) -> Result<OrganizationId, Refusal> {
		let organization = Attestors::<T>::get(key).ok_or(Refusal::AttestorNotFound)?;
		if !T::Organizations::is_active(organization) {
			return Err(Refusal::OrganizationNotActive);
		}
		Ok(organization)
	}

	/// Take the job out of the state, then say how it ended. The only way for a job to end.
	///
	/// The listener comes last: it may open the next job about the same thing.
	pub(crate) fn end(id: JobId, job: JobOf<T>, outcome: Outcome) {
		let JobOf::<T> { source, locator, deadline, .. } = job;
		Self::unschedule(id, deadline);
		Jobs::<T>::remove(id);
		let about = (source, locator);
		OpenJobs::<T>::remove(&about);
		Self::deposit_event(Event::JobEnded { job: id, source, outcome });
		T::OnAttestation::on_outcome(id, source, &about.1, outcome);
	}

	/// Start the next round of a job that is in no bucket: its votes are void and there is a new deadline.
	///
	/// Fails, changing nothing, when the job has had its rounds, or when the buckets in reach are full: then it is better
	/// to end it than to forget it.
	pub(crate) fn next_round(id: JobId, job: &mut JobOf<T>) -> Result<(), ()> {
		let round = job.round.checked_add(1).filter(|round| *round <= T::MaxRounds::get()).ok_or(())?;
		let now = T::Time::now().as_secs();
		let bucket = T::BucketSeconds::get();
		let mut deadline = bucket_end(now, job.time_limit, bucket).ok_or(())?;
		let mut tries = 1u32;
		while Self::schedule(id, deadline).is_err() {
			if tries >= BUCKETS_IN_REACH {
				return Err(());
			}
			tries = tries.saturating_add(1);
			deadline = deadline.checked_add(bucket).ok_or(())?;
		}
		job.round = round;
		job.deadline = deadline;
		job.votes = JobOf::<T>::no_votes(&job.attestors);
		Jobs::<T>::insert(id, &*job);
		Self::deposit_event(Event::RoundStarted { job: id, round, deadline });
		Ok(())
	}
}

/// How many buckets a next round tries before it gives up.
pub(crate) const BUCKETS_IN_REACH: u32 = 4;
