//! Worst cases of each call and of the hook.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, clippy::as_conversions)]

use super::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::traits::{fungible::Inspect, Contains, EnsureOrigin, GetCallMetadata, TransactionPause, UnixTime};

/// The first `n` calls of the runtime that may be paused and are not.
fn pausable<T: Config>(n: u32) -> CallNamesOf<T> {
	let name = |name: &str| NameOf::<T>::try_from(name.as_bytes().to_vec()).unwrap();
	let mut calls = Vec::new();
	for pallet in T::RuntimeCall::get_module_names() {
		for call in T::RuntimeCall::get_call_names(pallet) {
			let call = (name(pallet), name(call));
			if calls.len() < n as usize && !T::Unpausable::contains(&call) && T::Pauser::can_pause(call.clone()) {
				calls.push(call);
			}
		}
	}
	calls.try_into().unwrap()
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn issue() -> Result<(), BenchmarkError> {
		let origin = T::IssueOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let to: T::AccountId = account("to", 0, 0);
		let amount = T::Currency::minimum_balance();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, to.clone(), amount);

		assert_eq!(T::Currency::balance(&to), amount);
		Ok(())
	}

	#[benchmark]
	fn emergency_pause(n: Linear<1, { T::MaxPaused::get() }>) -> Result<(), BenchmarkError> {
		let origin = T::PauseOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let calls = pausable::<T>(n);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, calls, T::MaxPause::get());

		assert!(!Pauses::<T>::get().is_empty());
		Ok(())
	}

	#[benchmark]
	fn lift(n: Linear<1, { T::MaxPaused::get() }>) -> Result<(), BenchmarkError> {
		let origin = T::LiftOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		// The others stay, so that each search goes through the whole list.
		let all = pausable::<T>(T::MaxPaused::get());
		Pallet::<T>::do_pause(all.clone(), T::MaxPause::get())?;
		let calls = all.into_iter().rev().take(n as usize).collect::<Vec<_>>().try_into().unwrap();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, calls);

		Ok(())
	}

	#[benchmark]
	fn nothing_due() -> Result<(), BenchmarkError> {
		NextLift::<T>::put(T::Time::now().as_secs() + 1);

		#[block]
		{
			Pallet::<T>::lift_due();
		}

		Ok(())
	}

	#[benchmark]
	fn lift_due(n: Linear<1, { T::MaxPaused::get() }>) -> Result<(), BenchmarkError> {
		Pallet::<T>::do_pause(pausable::<T>(n), 1)?;
		Pauses::<T>::mutate(|pauses| pauses.iter_mut().for_each(|pause| pause.until = 0));
		NextLift::<T>::put(0);

		#[block]
		{
			Pallet::<T>::lift_due();
		}

		assert!(Pauses::<T>::get().is_empty());
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::chain(), crate::mock::Test);
}
