//! What is always true of the state.

use crate::{quorum::settle, types::count_of, Config, Deadlines, FirstBucket, Jobs, NextJob, OpenJobs, Pallet};
use alloc::collections::BTreeSet;
use frame_support::{ensure, traits::Get};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Check every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut jobs = 0u32;
		for (id, job) in Jobs::<T>::iter() {
			jobs = jobs.saturating_add(1);
			ensure!(id < NextJob::<T>::get(), "a job has a number that was never given");
			ensure!(OpenJobs::<T>::get((job.source, &job.locator)) == Some(id), "a job cannot be found by its subject");
			let bucket = Self::bucket_of(job.deadline);
			ensure!(bucket.saturating_mul(T::BucketSeconds::get()) == job.deadline, "a round ends inside a bucket");
			ensure!(Deadlines::<T>::get(bucket).contains(&id), "a job has no deadline");
			ensure!((1..=T::MaxRounds::get()).contains(&job.round), "a job has too many rounds");
			let limits = T::MinTimeLimit::get()..=T::MaxTimeLimit::get();
			ensure!(limits.contains(&job.time_limit), "a job has an unlawful time limit");
			let attestors = count_of(job.attestors.len());
			ensure!((1..=attestors).contains(&job.quorum), "a job has an impossible quorum");
			ensure!(
				job.attestors.iter().collect::<BTreeSet<_>>().len() == job.attestors.len(),
				"a job counts an attestor twice"
			);
			ensure!(job.votes.len() == job.attestors.len(), "a job has not one vote for each attestor");
			ensure!(settle(&job.votes, job.quorum).is_none(), "a settled job is open");
		}
		ensure!(jobs == Jobs::<T>::count(), "jobs are miscounted");
		ensure!(count_of(OpenJobs::<T>::iter_keys().count()) == jobs, "a subject points to no job");
		let mut deadlines = 0u32;
		for (bucket, ids) in Deadlines::<T>::iter() {
			ensure!(!ids.is_empty(), "an empty bucket is kept");
			ensure!(bucket >= FirstBucket::<T>::get(), "a deadline lies before the first bucket");
			ensure!(ids.iter().all(Jobs::<T>::contains_key), "a deadline is no job's");
			deadlines = deadlines.saturating_add(count_of(ids.len()));
		}
		// Each job is in its own bucket (above) and there are no more entries than jobs: so none is there twice.
		ensure!(deadlines == jobs, "a job has two deadlines");
		Ok(())
	}
}
