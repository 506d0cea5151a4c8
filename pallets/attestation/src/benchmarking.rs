//! Benchmarks: 16 attestors, locators of full length, full buckets, the last vote.

use super::*;
use crate::types::{bucket_end, count_of};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{Authorize, EnsureOrigin, Get, UnixTime},
	weights::WeightMeter,
	BoundedVec,
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use salus_primitives::{
	AttestationRequest, Attestations, AttestorKey, JobId, OrganizationId, Organizations, Roles, Seconds, Source,
	Verdict,
};
use sp_core::{sr25519, H256};
use sp_runtime::transaction_validity::TransactionSource;
use sp_runtime::Saturating;

const MOST: u8 = 16;

fn member<T: Config>() -> OrganizationId {
	T::Organizations::benchmark_member(&whitelisted_caller(), Roles::ALL)
}

/// An attestor of an organisation of its own.
fn attestor<T: Config>(n: u8) -> AttestorKey {
	let organization = T::Organizations::benchmark_member(&account("staff", n.into(), 0), Roles::ALL);
	Pallet::<T>::benchmark_attestor(organization, n)
}

/// A request about thing `n` that only `()` and the benchmarks know, of all attestors, who must all agree.
fn request<T: Config>(n: u32) -> AttestationRequest {
	let attestors: Vec<AttestorKey> = (0..MOST).map(attestor::<T>).collect();
	AttestationRequest {
		source: Source::CredentialSource(n),
		locator: BoundedVec::truncate_from(alloc::vec![0xff; 64]),
		expected: H256::repeat_byte(1),
		quorum: count_of(attestors.len()),
		attestors: BoundedVec::truncate_from(attestors),
		time_limit: T::MinTimeLimit::get(),
	}
}

/// A job that lacks but the last vote, in a bucket that is full but for it.
fn open<T: Config>() -> JobId {
	let id = Pallet::<T>::open(request::<T>(0)).expect("nothing else is open");
	Jobs::<T>::mutate(id, |job| {
		let job = job.as_mut().expect("just opened");
		for vote in job.votes.iter_mut().skip(1) {
			*vote = Some(Verdict::Attested);
		}
	});
	let deadline = Jobs::<T>::get(id).expect("just opened").deadline;
	fill::<T>(Pallet::<T>::bucket_of(deadline));
	id
}

/// Fill a bucket with numbers of jobs that are not there; they come before those that are.
fn fill<T: Config>(bucket: Seconds) {
	Deadlines::<T>::mutate(bucket, |jobs| {
		let most = u64::from(T::MaxJobsPerBucket::get());
		let free = most.saturating_sub(count_of(jobs.len()).into());
		let all: Vec<JobId> = (0..free).map(|n| u64::MAX.saturating_sub(n)).chain(jobs.iter().copied()).collect();
		*jobs = BoundedVec::truncate_from(all);
	});
}

/// Fill the first `number` buckets that the next round may try.
fn fill_reach<T: Config>(number: u32) {
	let deadline = bucket_end(T::Time::now().as_secs(), T::MinTimeLimit::get(), T::BucketSeconds::get());
	let first = Pallet::<T>::bucket_of(deadline.expect("the clock is sane"));
	for n in 0..number {
		fill::<T>(first.saturating_add(n.into()));
	}
}

/// The last vote of this job, signed.
fn last_vote<T: Config>(id: JobId) -> (ReportOf<T>, sr25519::Signature) {
	let job = Jobs::<T>::get(id).expect("open");
	let block = frame_system::Pallet::<T>::block_number();
	let report: Report<BlockNumberFor<T>> = Report {
		job: id,
		round: job.round,
		question: job.question(),
		attestor: *job.attestors.first().expect("a job has attestors"),
		verdict: Verdict::Attested,
		valid_from: block,
		// One more: the harness moves on from block 0 to 1 before it measures.
		valid_until: block.saturating_add(1u32.into()),
	};
	let payload = report.signing_payload(Pallet::<T>::genesis_hash());
	let signature = sp_io::crypto::sr25519_sign(crypto::KEY_TYPE, &report.attestor, &payload).expect("the key is here");
	(report, signature)
}

/// Make the job due: its deadline, and its bucket, lie in the past.
fn expire<T: Config>(id: JobId, round: u32) {
	let Some(mut job) = Jobs::<T>::get(id) else { return };
	Deadlines::<T>::remove(Pallet::<T>::bucket_of(job.deadline));
	job.deadline = 0;
	job.round = round;
	Jobs::<T>::insert(id, job);
	FirstBucket::<T>::put(0);
	Deadlines::<T>::insert(0, BoundedVec::truncate_from(alloc::vec![id]));
	fill::<T>(0);
}

/// One pass of the sweep that has the weight for one step.
fn sweep_once<T: Config>() {
	let weight = T::WeightInfo::sweep_nothing()
		.saturating_add(T::WeightInfo::sweep_bucket())
		.saturating_add(Pallet::<T>::weight_of_ending());
	Pallet::<T>::sweep(&mut WeightMeter::with_limit(weight));
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_attestor() -> Result<(), BenchmarkError> {
		let origin = T::AttestorOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let organization = member::<T>();
		let key = AttestorKey::from_raw([1; 32]);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, key, organization);
		assert_eq!(Attestors::<T>::get(key), Some(organization));
		Ok(())
	}

	// By staff: that costs more than by motion, for the duty is looked up.
	#[benchmark]
	fn remove_attestor() {
		let key = Pallet::<T>::benchmark_attestor(member::<T>(), 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(whitelisted_caller()), key);
		assert_eq!(Attestors::<T>::get(key), None);
	}

	#[benchmark]
	fn submit() {
		let id = super::open::<T>();
		let (report, signature) = last_vote::<T>(id);
		#[extrinsic_call]
		_(RawOrigin::Authorized, report, signature);
		assert!(!Jobs::<T>::contains_key(id));
	}

	#[benchmark]
	fn authorize_submit() -> Result<(), BenchmarkError> {
		let id = super::open::<T>();
		let (report, signature) = last_vote::<T>(id);
		let call = Call::<T>::submit { report, signature };
		#[block]
		{
			call.authorize(TransactionSource::External)
				.ok_or("submit is authorised")?
				.map_err(|_| "the report is lawful")?;
		}
		Ok(())
	}

	#[benchmark]
	fn open() {
		let request = request::<T>(0);
		let opened;
		#[block]
		{
			opened = Pallet::<T>::open(request);
		}
		assert_ok!(opened);
	}

	#[benchmark]
	fn sweep_nothing() {
		#[block]
		{
			Pallet::<T>::sweep(&mut WeightMeter::new());
		}
		assert_eq!(Jobs::<T>::count(), 0);
	}

	#[benchmark]
	fn sweep_bucket() {
		let _ = super::open::<T>();
		FirstBucket::<T>::put(0);
		let weight = T::WeightInfo::sweep_nothing().saturating_add(T::WeightInfo::sweep_bucket());
		#[block]
		{
			Pallet::<T>::sweep(&mut WeightMeter::with_limit(weight));
		}
		// At a time of zero there is only the bucket that has just been passed.
		assert_eq!(FirstBucket::<T>::get(), 1);
	}

	#[benchmark]
	fn sweep_end() {
		let id = super::open::<T>();
		// The longest way to an end: the job may have another round, and every bucket in reach is full.
		expire::<T>(id, 1);
		fill_reach::<T>(jobs::BUCKETS_IN_REACH);
		#[block]
		{
			sweep_once::<T>();
		}
		assert!(!Jobs::<T>::contains_key(id));
	}

	#[benchmark]
	fn sweep_round() -> Result<(), BenchmarkError> {
		if T::MaxRounds::get() < 2 {
			return Err(BenchmarkError::Weightless);
		}
		let id = super::open::<T>();
		expire::<T>(id, 1);
		// The round finds a place in the last bucket that it may try.
		fill_reach::<T>(jobs::BUCKETS_IN_REACH.saturating_sub(1));
		#[block]
		{
			sweep_once::<T>();
		}
		assert_eq!(Jobs::<T>::get(id).map(|job| job.round), Some(2));
		Ok(())
	}

	impl_benchmark_test_suite! {
		Pallet,
		crate::mock::benchmark_ext(),
		crate::mock::Test,
	}
}
