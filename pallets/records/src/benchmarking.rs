//! Costs of the calls and hooks, each at its worst: as many attestors as there may be, each of another organisation,
//! and every leaf in another anchor of another store.

use super::*;
use alloc::vec::Vec;
use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{Consideration, Footprint, Get},
	weights::Weight,
	BoundedVec,
};
use frame_system::RawOrigin;
use salus_primitives::{
	anchor::{anchor_id, Root, MAX_LEAVES},
	AnchorId, Attestations, Commitment, Handle, JobId, Locator, OnAttestation, OrganizationId, Organizations, Outcome,
	Role, Roles, Seconds, Source, StoreId, StoreKind, Verdict,
};
use sp_core::H256;

const MAX_ATTESTORS: u32 = 16;

/// A member that keeps records, and can pay the deposit of a store.
fn member<T: Config>(n: u32) -> (T::AccountId, OrganizationId) {
	let staff: T::AccountId = account("staff", n, 0);
	let organization = T::Organizations::benchmark_member(&staff, Roles::of(&[Role::Provider]));
	T::Consideration::ensure_successful(&staff, Footprint::from_mel::<StoreOf<T>>());
	(staff, organization)
}

/// Registered attestors, each of an auditor of its own.
fn attestors<T: Config>(number: u32) -> StoreAttestors {
	let chosen = (0..number).map(|n| {
		let staff: T::AccountId = account("auditor", n, 0);
		let organization = T::Organizations::benchmark_member(&staff, Roles::of(&[Role::Auditor]));
		let n = u8::try_from(n).unwrap_or(u8::MAX).saturating_add(1);
		(T::Attestations::benchmark_attestor(organization, n), Basis::Auditor)
	});
	BoundedVec::truncate_from(chosen.collect())
}

fn period<T: Config>() -> Seconds {
	T::MinChallengePeriod::get()
}

/// A store with as many attestors as there may be, all of whom must agree.
fn store<T: Config>() -> Result<(T::AccountId, OrganizationId, StoreId), BenchmarkError> {
	let (staff, organization) = member::<T>(0);
	let store = NextStoreId::<T>::get();
	Pallet::<T>::register_store(
		RawOrigin::Signed(staff.clone()).into(),
		organization,
		StoreKind::FhirR4,
		Commitment::default(),
		attestors::<T>(MAX_ATTESTORS),
		MAX_ATTESTORS,
		period::<T>(),
	)?;
	Ok((staff, organization, store))
}

fn longest_handle() -> Handle {
	BoundedVec::truncate_from([b'x'; 64].to_vec())
}

fn anchored<T: Config>(staff: &T::AccountId, store: StoreId, count: u32) -> Result<AnchorId, BenchmarkError> {
	let root = H256(sp_io::hashing::blake2_256(&(store, count).encode()));
	let origin = RawOrigin::Signed(staff.clone()).into();
	Pallet::<T>::anchor(origin, store, root, count, longest_handle(), Default::default())?;
	Roots::<T>::get(store, root).ok_or(BenchmarkError::Stop("not anchored"))
}

/// One store more, like the one given, with one anchor; written directly, for speed.
fn another<T: Config>(like: StoreId) -> Result<AnchorId, BenchmarkError> {
	let mut kept = Stores::<T>::get(like).ok_or(BenchmarkError::Stop("no store"))?;
	let store = NextStoreId::<T>::mutate(|next| {
		*next = next.saturating_add(1);
		next.saturating_sub(1)
	});
	let root = Root { hash: H256(sp_io::hashing::blake2_256(&store.encode())), count: 1 };
	kept.anchors = 1;
	kept.leaves = 1;
	Stores::<T>::insert(store, kept);
	let anchor = anchor_id(store, 1);
	Roots::<T>::insert(store, root.hash, anchor);
	Anchors::<T>::insert(anchor, Anchor { root, manifest: longest_handle(), block: 0, at: 0, erased: 0 });
	Ok(anchor)
}

/// A store whose challenge is due, with one leaf, anchored in an earlier block.
fn due<T: Config>() -> Result<(StoreId, AnchorId), BenchmarkError> {
	let (staff, _, store) = store::<T>()?;
	let anchor = anchored::<T>(&staff, store, 1)?;
	Anchors::<T>::mutate(anchor, |found| {
		if let Some(found) = found {
			found.block = 0;
		}
	});
	Stores::<T>::mutate(store, |kept| {
		if let Some(kept) = kept {
			kept.next_challenge_due = 0;
		}
	});
	frame_system::Pallet::<T>::set_block_number(2u32.into());
	Ok((store, anchor))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_store(a: Linear<1, 16>) {
		let (staff, organization) = member::<T>(0);
		let attestors = attestors::<T>(a);

		#[extrinsic_call]
		_(
			RawOrigin::Signed(staff),
			organization,
			StoreKind::FhirR4,
			Commitment::default(),
			attestors,
			a,
			period::<T>(),
		);

		assert!(Stores::<T>::contains_key(0));
	}

	#[benchmark]
	fn update_store(a: Linear<1, 16>) -> Result<(), BenchmarkError> {
		let (staff, _, store) = store::<T>()?;
		let change = StoreChange::Attestors { attestors: attestors::<T>(a), quorum: a };

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), store, change);

		assert_eq!(Stores::<T>::get(store).map(|kept| kept.quorum), Some(a));
		Ok(())
	}

	#[benchmark]
	fn retire_store() -> Result<(), BenchmarkError> {
		let (staff, _, store) = store::<T>()?;
		anchored::<T>(&staff, store, 1)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), store);

		assert!(Stores::<T>::get(store).is_some_and(|kept| kept.is_retired()));
		Ok(())
	}

	#[benchmark]
	fn anchor(s: Linear<0, 256>) -> Result<(), BenchmarkError> {
		let (staff, _, store) = store::<T>()?;
		let mut earlier = Vec::new();
		for _ in 0..s {
			earlier.push((another::<T>(store)?, 0));
		}
		let supersedes = BoundedVec::truncate_from(earlier);

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), store, H256::repeat_byte(1), MAX_LEAVES, longest_handle(), supersedes);

		assert!(Anchors::<T>::contains_key(anchor_id(store, 1)));
		Ok(())
	}

	#[benchmark]
	fn challenge() -> Result<(), BenchmarkError> {
		let (staff, organization, store) = store::<T>()?;
		let id = anchored::<T>(&staff, store, MAX_LEAVES)?;
		// The longest way: the leaf was erased, nobody confirmed it, and others of this member are open.
		Erased::<T>::insert(id, 0, false);
		ChallengesOf::<T>::insert(organization, MAX_OPEN_CHALLENGES.saturating_sub(1));
		ChallengesIn::<T>::insert(store, MAX_OPEN_IN_STORE.saturating_sub(1));

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), organization, id, 0);

		assert!(OpenChallenges::<T>::contains_key(id, 0));
		assert_eq!(ChallengesOf::<T>::get(organization), MAX_OPEN_CHALLENGES);
		Ok(())
	}

	#[benchmark]
	fn erase(n: Linear<1, 256>) -> Result<(), BenchmarkError> {
		let (staff, _, store) = store::<T>()?;
		let id = anchored::<T>(&staff, store, MAX_LEAVES)?;
		let indices = BoundedVec::truncate_from((0..n).collect());

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), id, indices);

		assert_eq!(Anchors::<T>::get(id).map(|found| found.erased), Some(n));
		assert_eq!(Stores::<T>::get(store).map(|kept| kept.trail.len), Some(1));
		Ok(())
	}

	#[benchmark]
	fn on_outcome() -> Result<(), BenchmarkError> {
		let (staff, organization, store) = store::<T>()?;
		let id = anchored::<T>(&staff, store, 1)?;
		let job: JobId = 7;
		// The longest way: attestors confirm an erasure, which settles the store's only fault.
		Erased::<T>::insert(id, 0, false);
		Faults::<T>::insert(id, 0, Fault::Mismatch);
		Stores::<T>::mutate(store, |kept| {
			if let Some(kept) = kept {
				kept.faults = 1;
			}
		});
		OpenChallenges::<T>::insert(id, 0, OpenChallenge { job, by: Some(organization), erased: true });
		ChallengesOf::<T>::insert(organization, 2);
		ChallengesIn::<T>::insert(store, 2);
		let locator = Locator::truncate_from((id, 0u32).encode());

		#[block]
		{
			Pallet::<T>::on_outcome(job, Source::RecordStore(store), &locator, Outcome::Agreed(Verdict::Erased));
		}

		assert_eq!(Faults::<T>::get(id, 0), None);
		assert_eq!(Erased::<T>::get(id, 0), Some(true));
		assert_eq!(ChallengesOf::<T>::get(organization), 1);
		Ok(())
	}

	#[benchmark]
	fn on_idle_base() -> Result<(), BenchmarkError> {
		// The only store is not due: the cursor moves to it, and nothing else happens.
		let (_, _, store) = store::<T>()?;
		Cursor::<T>::put(NextStoreId::<T>::get());

		#[block]
		{
			Pallet::<T>::challenge_due_stores(Weight::MAX);
		}

		assert_eq!(Cursor::<T>::get(), store);
		Ok(())
	}

	#[benchmark]
	fn on_idle_look() -> Result<(), BenchmarkError> {
		let (staff, _, store) = store::<T>()?;
		anchored::<T>(&staff, store, 1)?;
		let (found, asked);

		#[block]
		{
			found = Pallet::<T>::store_after(store);
			asked = Pallet::<T>::challenge_if_due(store, 0);
		}

		assert_eq!(found, Some(store));
		assert!(!asked);
		Ok(())
	}

	#[benchmark]
	fn on_idle_challenge() -> Result<(), BenchmarkError> {
		let (store, id) = due::<T>()?;

		#[block]
		{
			Pallet::<T>::challenge_if_due(store, 0);
		}

		assert!(OpenChallenges::<T>::contains_key(id, 0));
		Ok(())
	}

	#[benchmark]
	fn on_idle_draw() -> Result<(), BenchmarkError> {
		let (store, id) = due::<T>()?;
		OpenChallenges::<T>::insert(id, 0, OpenChallenge { job: 7, by: None, erased: false });
		let drawn;

		#[block]
		{
			drawn = Pallet::<T>::draw_once(store, 1, T::Randomness::get(), 0);
		}

		assert!(drawn.is_none());
		Ok(())
	}
}
