//! Deadlines: which rounds end when, and ending them.
//!
//! Rounds end at multiples of `BucketSeconds`. Each such moment has a bucket of at most `MaxJobsPerBucket` jobs, and
//! `FirstBucket` says before which there is nothing. A block looks at the first bucket only, so that it costs the same
//! however many jobs are open.

use crate::{Config, Deadlines, FirstBucket, Jobs, Pallet, WeightInfo};
use frame_support::{
	traits::{Get, UnixTime},
	weights::{Weight, WeightMeter},
};
use salus_primitives::{JobId, OnAttestation, Outcome, Seconds};

impl<T: Config> Pallet<T> {
	/// The bucket of this deadline, or the last one that has ended at this time.
	pub(crate) fn bucket_of(time: Seconds) -> Seconds {
		// A length of zero is refused by `integrity_test`.
		time.checked_div(T::BucketSeconds::get()).unwrap_or(time)
	}

	/// Put a job into the bucket of its deadline. Fails when that is full, changing nothing.
	pub(crate) fn schedule(job: JobId, deadline: Seconds) -> Result<(), ()> {
		// The first job after a quiet time: there is nothing in the buckets in between.
		if Jobs::<T>::count() == 0 {
			FirstBucket::<T>::put(Self::bucket_of(T::Time::now().as_secs()));
		}
		Deadlines::<T>::try_mutate(Self::bucket_of(deadline), |jobs| jobs.try_push(job).map_err(|_| ()))
	}

	/// Take a job out of the bucket of its deadline.
	pub(crate) fn unschedule(job: JobId, deadline: Seconds) {
		Deadlines::<T>::mutate_exists(Self::bucket_of(deadline), |bucket| {
			if let Some(jobs) = bucket {
				jobs.retain(|other| *other != job);
				if jobs.is_empty() {
					*bucket = None;
				}
			}
		});
	}

	/// Deal with rounds whose deadline has passed, as many as `MaxSweep` and the weight left allow.
	pub(crate) fn sweep(meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::sweep_nothing()).is_err() || Jobs::<T>::count() == 0 {
			return;
		}
		let ended = Self::bucket_of(T::Time::now().as_secs());
		for _ in 0..T::MaxSweep::get() {
			let bucket = FirstBucket::<T>::get();
			if bucket > ended || meter.try_consume(T::WeightInfo::sweep_bucket()).is_err() {
				return;
			}
			// Read again each time: whoever hears an outcome may open a job.
			match Deadlines::<T>::get(bucket).last() {
				None => FirstBucket::<T>::put(bucket.saturating_add(1)),
				Some(job) => {
					if meter.try_consume(Self::weight_of_ending()).is_err() {
						return;
					}
					Self::expire(*job, bucket);
				},
			}
		}
	}

	/// The round of this job is over: start the next one, or end the job.
	fn expire(id: JobId, bucket: Seconds) {
		Self::unschedule(id, bucket.saturating_mul(T::BucketSeconds::get()));
		let Some(mut job) = Jobs::<T>::get(id) else { return };
		if Self::next_round(id, &mut job).is_err() {
			Self::end(id, job, Outcome::Unanswered);
		}
	}

	/// Cost of one round that is over, at its worst.
	pub(crate) fn weight_of_ending() -> Weight {
		T::WeightInfo::sweep_end().saturating_add(T::OnAttestation::weight()).max(T::WeightInfo::sweep_round())
	}
}
