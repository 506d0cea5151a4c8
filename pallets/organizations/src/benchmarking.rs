//! Worst cases of each call, and members for the benchmarks of other pallets.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, clippy::as_conversions)]

use super::*;
use alloc::{format, vec::Vec};
use codec::Decode;
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	Consideration, EnsureOrigin,
};
use frame_system::RawOrigin;
use salus_primitives::{codes::CodeKind, identifiers::Identifier, Codes as _, Duties, Duty, Roles};
use sp_runtime::traits::TrailingZeroInput;

/// The most and longest identifiers, different for each `seed`.
fn identifiers(seed: u32) -> Identifiers {
	let longest = |n: u32| {
		let start = format!("2.{seed}.{n}.");
		format!("{start:1<64}").parse().map(Identifier::Oid).unwrap()
	};
	(0..8).map(longest).collect::<Vec<_>>().try_into().unwrap()
}

/// An account of an organisation for one of its purposes.
fn account_of<T: Config>(purpose: &'static str, organization: OrganizationId) -> T::AccountId {
	T::AccountId::decode(&mut TrailingZeroInput::new(&sp_io::hashing::blake2_256(
		format!("{purpose}{organization}").as_bytes(),
	)))
	.unwrap()
}

/// A candidate that paid, named every seat and carries the most identifiers.
fn candidate<T: Config>(admin: &T::AccountId) -> OrganizationId {
	T::Consideration::ensure_successful(admin, Pallet::<T>::footprint());
	let organization = NextOrganization::<T>::get();
	Pallet::<T>::do_apply(admin.clone(), Roles::ALL, identifiers(organization)).unwrap();
	Organizations::<T>::mutate_extant(organization, |entry| {
		for (seat, purpose) in
			[(Seat::Representative, "votes"), (Seat::TechnicalDelegate, "upgrades"), (Seat::Collator, "authors")]
		{
			entry.set_seat(seat, Some(account_of::<T>(purpose, organization)));
		}
	});
	organization
}

/// The same, admitted.
fn member<T: Config>(admin: &T::AccountId) -> OrganizationId {
	let organization = candidate::<T>(admin);
	Pallet::<T>::advance(organization, Step::Admitted).unwrap();
	organization
}

/// An active member with these roles, for whatever number of benchmarks ask for one on behalf of `who`.
pub(crate) fn active_member<T: Config>(who: &T::AccountId, roles: Roles) -> OrganizationId {
	let (organization, mut entry) = Pallet::<T>::enter(who.clone(), roles, Default::default()).unwrap();
	// An account can represent one member only, but administer several.
	entry.set_seat(Seat::Representative, Some(organization_account(organization)));
	Organizations::<T>::insert(organization, entry);
	Pallet::<T>::advance(organization, Step::Admitted).unwrap();
	organization
}

/// Fill the voting bodies but for `free` members.
fn fill<T: Config>(free: u32) {
	let target = T::MaxMembers::get().saturating_sub(free) as usize;
	while Representatives::<T>::get().len() < target {
		member::<T>(&account("admin", NextOrganization::<T>::get(), 1));
	}
}

fn staff<T: Config>(organization: OrganizationId, admin: &T::AccountId, duty: Duty) -> T::AccountId {
	let who: T::AccountId = account("staff", 0, 0);
	Pallet::<T>::do_set_staff(organization, admin, who.clone(), Duties::of(&[duty])).unwrap();
	who
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn apply() {
		let who: T::AccountId = whitelisted_caller();
		T::Consideration::ensure_successful(&who, Pallet::<T>::footprint());
		let organization = NextOrganization::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), Roles::ALL, identifiers(organization));

		assert!(Organizations::<T>::contains_key(organization));
	}

	#[benchmark]
	fn remove_application() {
		let who: T::AccountId = whitelisted_caller();
		let organization = candidate::<T>(&who);

		#[extrinsic_call]
		cancel_application(RawOrigin::Signed(who), organization);

		assert!(!Organizations::<T>::contains_key(organization));
	}

	#[benchmark]
	fn admit() -> Result<(), BenchmarkError> {
		let origin = T::AdmitOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		fill::<T>(1);
		let organization = candidate::<T>(&whitelisted_caller());

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, organization);

		assert_eq!(Pallet::<T>::entry(organization).unwrap().standing, Standing::Active);
		Ok(())
	}

	#[benchmark]
	fn suspend() -> Result<(), BenchmarkError> {
		let origin = T::SuspendOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let organization = member::<T>(&whitelisted_caller());
		let reason = T::Codes::benchmark_code(CodeKind::Reason, 0);
		fill::<T>(0);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, organization, reason);

		assert_eq!(Pallet::<T>::entry(organization).unwrap().standing, Standing::Suspended);
		Ok(())
	}

	#[benchmark]
	fn reinstate() -> Result<(), BenchmarkError> {
		let origin = T::SuspendOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let organization = member::<T>(&whitelisted_caller());
		fill::<T>(0);
		Pallet::<T>::advance(organization, Step::Suspended { reason: 0 })?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, organization);

		assert_eq!(Pallet::<T>::entry(organization).unwrap().standing, Standing::Active);
		Ok(())
	}

	#[benchmark]
	fn expel() -> Result<(), BenchmarkError> {
		let origin = T::ExpelOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let organization = member::<T>(&whitelisted_caller());
		let reason = T::Codes::benchmark_code(CodeKind::Reason, 0);
		fill::<T>(0);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, organization, reason);

		assert_eq!(Pallet::<T>::entry(organization).unwrap().standing, Standing::Expelled);
		Ok(())
	}

	#[benchmark]
	fn resign() -> Result<(), BenchmarkError> {
		let who: T::AccountId = whitelisted_caller();
		let organization = member::<T>(&who);
		fill::<T>(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization);

		assert_eq!(Pallet::<T>::entry(organization).unwrap().standing, Standing::Resigned);
		Ok(())
	}

	#[benchmark]
	fn set_staff() {
		let admin: T::AccountId = whitelisted_caller();
		let organization = member::<T>(&admin);
		let who = staff::<T>(organization, &admin, Duty::Administration);
		let new: T::AccountId = account("new", 0, 0);
		let duties = Duties::of(&[Duty::Clinical]);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, new.clone(), duties);

		assert_eq!(Staff::<T>::get(organization, new), duties);
	}

	#[benchmark]
	fn set_representative() {
		let who: T::AccountId = whitelisted_caller();
		let organization = member::<T>(&who);
		fill::<T>(0);
		let new: T::AccountId = account("new", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, Some(new.clone()));

		assert!(Representatives::<T>::get().contains(&new));
	}

	#[benchmark]
	fn set_technical_delegate() {
		let who: T::AccountId = whitelisted_caller();
		let organization = member::<T>(&who);
		fill::<T>(0);
		let new: T::AccountId = account("new", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, Some(new.clone()));

		assert!(TechnicalDelegates::<T>::get().contains(&new));
	}

	#[benchmark]
	fn set_collator() {
		let admin: T::AccountId = whitelisted_caller();
		let organization = member::<T>(&admin);
		fill::<T>(0);
		let who = staff::<T>(organization, &admin, Duty::Operations);
		let new: T::AccountId = account("new", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, Some(new.clone()));

		assert_eq!(Seated::<T>::get(new), Some(organization));
	}

	#[benchmark]
	fn transfer_admin() -> Result<(), BenchmarkError> {
		let who: T::AccountId = whitelisted_caller();
		let organization = member::<T>(&who);
		let new: T::AccountId = account("new", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, new.clone());

		assert_eq!(Pallet::<T>::entry(organization).unwrap().admin, new);
		Ok(())
	}

	#[benchmark]
	fn replace_admin() -> Result<(), BenchmarkError> {
		let origin = T::AdmitOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let organization = member::<T>(&whitelisted_caller());
		let new: T::AccountId = account("new", 0, 0);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, organization, new.clone());

		assert_eq!(Pallet::<T>::entry(organization).unwrap().admin, new);
		Ok(())
	}

	#[benchmark]
	fn amend() -> Result<(), BenchmarkError> {
		let origin = T::AdmitOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let organization = member::<T>(&whitelisted_caller());
		let others = identifiers(u32::MAX);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, organization, Roles::ALL, others.clone());

		assert_eq!(Pallet::<T>::entry(organization).unwrap().identifiers, others);
		Ok(())
	}

	#[benchmark]
	fn withdraw() {
		let admin: T::AccountId = whitelisted_caller();
		let organization = member::<T>(&admin);
		let who = staff::<T>(organization, &admin, Duty::Finance);
		let to: T::AccountId = account("to", 0, 0);
		let amount = T::Currency::minimum_balance();
		T::Currency::set_balance(&organization_account(organization), amount);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, to.clone(), amount);

		assert_eq!(T::Currency::balance(&to), amount);
	}

	#[benchmark]
	fn ensure_duty() {
		let admin: T::AccountId = whitelisted_caller();
		let organization = member::<T>(&admin);
		let who = staff::<T>(organization, &admin, Duty::Clinical);
		let answer;

		#[block]
		{
			answer = <Pallet<T> as salus_primitives::Organizations<_>>::ensure_duty(organization, &who, Duty::Clinical);
		}

		assert!(answer.is_ok());
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::chain(crate::mock::founders()), crate::mock::Test);
}
