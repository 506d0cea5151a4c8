#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	substrate_runtime,
	deny(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects,)
)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
pub mod crypto;
mod deadlines;
mod jobs;
#[cfg(test)]
mod mock;
pub mod quorum;
pub mod reports;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;
mod worker;

pub use pallet::*;
pub use types::{Job, Report};
pub use weights::WeightInfo;

use frame_system::pallet_prelude::BlockNumberFor;

/// A job of this chain.
pub type JobOf<T> = Job<BlockNumberFor<T>>;

/// A report of this chain.
pub type ReportOf<T> = Report<BlockNumberFor<T>>;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::UnixTime, weights::WeightMeter};
	use frame_system::{ensure_authorized, offchain::CreateAuthorizedTransaction, pallet_prelude::*};
	use salus_primitives::{
		AttestorKey, Duty, Examine, JobId, Locator, OnAttestation, OrganizationId, Organizations, Outcome, Seconds,
		Source, Verdict,
	};
	use sp_core::{sr25519, H256};

	/// The storage version: no migration so far.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The most jobs that one question for open jobs returns.
	pub const MAX_LISTED: u32 = 256;

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config + CreateAuthorizedTransaction<Call<Self>> {
		/// Who registers attestors.
		type AttestorOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Which organisations are active and who operates their nodes.
		type Organizations: Organizations<Self::AccountId>;

		/// Who hears how jobs end.
		type OnAttestation: OnAttestation;

		/// Who looks at the outside world, in the off-chain worker.
		type Examine: Examine;

		/// The clock.
		type Time: UnixTime;

		/// Rounds of a job: how often attestors get a whole time limit before the job ends unanswered.
		#[pallet::constant]
		type MaxRounds: Get<u32>;

		/// The most blocks between the first and the last block in which a report counts.
		#[pallet::constant]
		type MaxWindow: Get<BlockNumberFor<Self>>;

		/// Length of a deadline bucket: rounds end at multiples of it.
		#[pallet::constant]
		type BucketSeconds: Get<Seconds>;

		/// The most jobs whose rounds end in the same bucket.
		#[pallet::constant]
		type MaxJobsPerBucket: Get<u32>;

		/// The shortest time limit of a round.
		#[pallet::constant]
		type MinTimeLimit: Get<Seconds>;

		/// The longest time limit of a round.
		#[pallet::constant]
		type MaxTimeLimit: Get<Seconds>;

		/// The most expired jobs and empty buckets that one block deals with.
		#[pallet::constant]
		type MaxSweep: Get<u32>;

		/// The most jobs that one run of the worker looks at.
		#[pallet::constant]
		type MaxJobsPerRun: Get<u32>;

		/// Priority of reports in the pool: above what pays for its place, for they are few and have deadlines.
		#[pallet::constant]
		type Priority: Get<TransactionPriority>;

		/// Weights of the calls and of what others cause here.
		type WeightInfo: WeightInfo;
	}

	/// Registered attestors and the organisation each belongs to. Keys come from outside, hence the strong hash.
	#[pallet::storage]
	pub type Attestors<T: Config> = StorageMap<_, Blake2_128Concat, AttestorKey, OrganizationId>;

	/// The number of the next job. Never goes back.
	#[pallet::storage]
	pub type NextJob<T: Config> = StorageValue<_, JobId, ValueQuery>;

	/// Open jobs. Numbers are given by the chain, hence the fast hash.
	#[pallet::storage]
	pub type Jobs<T: Config> = CountedStorageMap<_, Twox64Concat, JobId, JobOf<T>>;

	/// The open job about a thing.
	#[pallet::storage]
	pub type OpenJobs<T: Config> = StorageMap<_, Blake2_128Concat, (Source, Locator), JobId>;

	/// Jobs whose round ends at `bucket * BucketSeconds`.
	#[pallet::storage]
	pub type Deadlines<T: Config> =
		StorageMap<_, Twox64Concat, Seconds, BoundedVec<JobId, T::MaxJobsPerBucket>, ValueQuery>;

	/// The first bucket that may hold a job.
	#[pallet::storage]
	pub type FirstBucket<T: Config> = StorageValue<_, Seconds, ValueQuery>;

	/// Attestors from the first block on.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Keys and their organisations.
		pub attestors: Vec<(AttestorKey, OrganizationId)>,
		/// No value.
		#[serde(skip)]
		pub _config: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (key, organization) in &self.attestors {
				assert!(T::Organizations::is_active(*organization), "attestor {key:?} belongs to no active member");
				assert!(!Attestors::<T>::contains_key(key), "attestor {key:?} is listed twice");
				Attestors::<T>::insert(key, organization);
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A key was registered for an organisation.
		AttestorRegistered {
			/// The key.
			key: AttestorKey,
			/// Its organisation.
			organization: OrganizationId,
		},
		/// A key no longer counts.
		AttestorRemoved {
			/// The key.
			key: AttestorKey,
			/// The organisation it belonged to.
			organization: OrganizationId,
		},
		/// Attestors were asked to look.
		JobOpened {
			/// The job.
			job: JobId,
			/// Where they look.
			source: Source,
			/// How many must agree.
			quorum: u32,
			/// When the first round ends.
			deadline: Seconds,
		},
		/// An attestor said what it saw.
		Voted {
			/// The job.
			job: JobId,
			/// The round.
			round: u32,
			/// Who.
			attestor: AttestorKey,
			/// What it saw.
			verdict: Verdict,
		},
		/// A round ended without a quorum: its votes are void and attestors look again.
		RoundStarted {
			/// The job.
			job: JobId,
			/// The new round.
			round: u32,
			/// When it ends.
			deadline: Seconds,
		},
		/// A job ended and left the state.
		JobEnded {
			/// The job.
			job: JobId,
			/// Where attestors looked.
			source: Source,
			/// How it ended.
			outcome: Outcome,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The key is registered already.
		AlreadyRegistered,
		/// No attestor is registered with this key.
		AttestorNotFound,
		/// The attestor's organisation is not an active member.
		OrganizationNotActive,
		/// A job needs at least one attestor.
		NoAttestors,
		/// The same attestor is named twice.
		DuplicateAttestor,
		/// The quorum must be at least one and at most the number of attestors.
		InvalidQuorum,
		/// The time limit is shorter or longer than allowed.
		InvalidTimeLimit,
		/// A job about the same thing is open.
		AlreadyOpen,
		/// Too many jobs end at the same time; ask later or with another time limit.
		Busy,
		/// There is no open job of this number: it never was, or it ended.
		JobNotFound,
		/// The round's deadline has passed.
		DeadlinePassed,
		/// The report is about another round.
		WrongRound,
		/// The report answers another question than the job asks.
		WrongQuestion,
		/// The job is not assigned to this attestor.
		NotAssigned,
		/// The attestor has voted in this round.
		AlreadyVoted,
		/// The report claims to count for more blocks than allowed.
		WindowTooLong,
		/// The report counts only in later blocks.
		WindowNotOpen,
		/// The report counted only in earlier blocks.
		WindowClosed,
		/// Two attestors belong to one organisation, which has one vote.
		OrganizationNamedTwice,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Ends the rounds whose deadline has passed.
		///
		/// `on_poll` runs after the timestamp was set, so it knows this block's time (`on_initialize` would know the last
		/// one's), and before any transaction, so full blocks cannot put it off (as they would `on_idle`). The work is
		/// bounded by `MaxSweep` and by the weight that the block has left; what is left over waits for the next block.
		fn on_poll(_: BlockNumberFor<T>, meter: &mut WeightMeter) {
			Self::sweep(meter);
		}

		fn offchain_worker(block: BlockNumberFor<T>) {
			worker::run::<T>(block);
		}

		fn integrity_test() {
			assert!(T::MaxRounds::get() >= 1, "a job needs a round");
			assert!(T::BucketSeconds::get() >= 1, "a bucket needs a length");
			assert!(T::MaxJobsPerBucket::get() >= 1, "a bucket must hold a job");
			assert!(T::MaxSweep::get() >= 1, "deadlines must pass");
			assert!(T::MaxJobsPerRun::get() >= 1, "a worker must look at something");
			assert!(T::MinTimeLimit::get() >= 1, "a round needs time");
			assert!(T::MinTimeLimit::get() <= T::MaxTimeLimit::get(), "no time limit is allowed");
			assert!(T::MaxWindow::get() >= 1u32.into(), "a report must survive until the next block");
			let sweep = Self::weight_of_ending().saturating_add(T::WeightInfo::sweep_bucket());
			let all = T::WeightInfo::sweep_nothing().saturating_add(sweep.saturating_mul(T::MaxSweep::get().into()));
			assert!(all.all_lt(T::BlockWeights::get().max_block), "a full sweep does not fit a block");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Let a key speak for an organisation's node.
		///
		/// Origin: `AttestorOrigin`.
		///
		/// Errors: `OrganizationNotActive`, `AlreadyRegistered`. Event: `AttestorRegistered`.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_attestor())]
		pub fn register_attestor(
			origin: OriginFor<T>,
			key: AttestorKey,
			organization: OrganizationId,
		) -> DispatchResult {
			T::AttestorOrigin::ensure_origin(origin)?;
			ensure!(T::Organizations::is_active(organization), Error::<T>::OrganizationNotActive);
			ensure!(!Attestors::<T>::contains_key(key), Error::<T>::AlreadyRegistered);
			Attestors::<T>::insert(key, organization);
			Self::deposit_event(Event::AttestorRegistered { key, organization });
			Ok(())
		}

		/// Take a key out of service. Its votes of open rounds stay; it casts no more.
		///
		/// Origin: `AttestorOrigin`, or staff of the key's organisation with the duty `Operations` (a stolen key must not
		/// wait for a motion).
		///
		/// Errors: `AttestorNotFound`, and those of the duty check. Event: `AttestorRemoved`.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::remove_attestor())]
		pub fn remove_attestor(origin: OriginFor<T>, key: AttestorKey) -> DispatchResult {
			let staff = match T::AttestorOrigin::try_origin(origin) {
				Ok(_) => None,
				Err(origin) => Some(ensure_signed(origin)?),
			};
			let organization = Attestors::<T>::get(key).ok_or(Error::<T>::AttestorNotFound)?;
			if let Some(who) = staff {
				T::Organizations::ensure_duty(organization, &who, Duty::Operations)?;
			}
			Attestors::<T>::remove(key);
			Self::deposit_event(Event::AttestorRemoved { key, organization });
			Ok(())
		}

		/// Say what an attestor saw.
		///
		/// Origin: a transaction of its own without an account, authorised by the signature inside: the attestor's, over
		/// [`Report::signing_payload`]. Nothing else may carry the call: no signed transaction, batch, proxy or multisig.
		///
		/// The signature is checked once, when the transaction is authorised; that happens in the block too, immediately
		/// before dispatch and on the same state. Everything else is checked again here.
		///
		/// Errors: see [`reports::Refusal`]. Events: `Voted`, then `JobEnded` if this vote settles the job.
		#[pallet::call_index(2)]
		#[pallet::weight(Pallet::<T>::weight_of_settling())]
		#[pallet::authorize(|_source, report, signature| Self::authorize_report(report, signature))]
		#[pallet::weight_of_authorize(T::WeightInfo::authorize_submit())]
		pub fn submit(
			origin: OriginFor<T>,
			report: ReportOf<T>,
			signature: sr25519::Signature,
		) -> DispatchResultWithPostInfo {
			ensure_authorized(origin)?;
			// Checked by `authorize_report`; kept in the block for whoever wants to check again.
			let _ = signature;
			let settled = Self::count_vote(report).map_err(Error::<T>::from)?;
			Ok((!settled).then(T::WeightInfo::submit).into())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// An open job. `None` if it never was or has ended.
		pub fn job(id: JobId) -> Option<JobOf<T>> {
			Jobs::<T>::get(id)
		}

		/// Open jobs, at most `limit` and [`MAX_LISTED`] of them, in no particular order.
		pub fn open_jobs(limit: u32) -> Vec<(JobId, JobOf<T>)> {
			let mut listed = 0u32;
			Jobs::<T>::iter()
				.take_while(|_| {
					listed = listed.saturating_add(1);
					listed <= limit.min(MAX_LISTED)
				})
				.collect()
		}

		/// The hash that a report on this job must repeat.
		pub fn question(id: JobId) -> Option<H256> {
			Jobs::<T>::get(id).map(|job| job.question())
		}

		/// The organisation that this key speaks for, active or not.
		pub fn organization_of(key: AttestorKey) -> Option<OrganizationId> {
			Attestors::<T>::get(key)
		}
	}
}
