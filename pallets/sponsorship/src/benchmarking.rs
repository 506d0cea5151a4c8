//! Costs of the calls, each at its worst.

use super::*;
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	Consideration, Get,
};
use frame_system::{Pallet as System, RawOrigin};
use salus_primitives::{OrganizationId, Organizations, Role, Roles};
use sp_runtime::traits::{Bounded, Saturating, Zero};

/// An organisation that was never admitted.
const STRANGER: OrganizationId = OrganizationId::MAX;

fn plenty<T: Config>() -> BalanceOf<T> {
	T::MaxSponsoredFee::get().saturating_add(T::Currency::minimum_balance()).saturating_mul(10u32.into())
}

/// A member with funds and a budget, and somebody of its staff.
fn member<T: Config>() -> (T::AccountId, OrganizationId) {
	let staff: T::AccountId = account("staff", 0, 0);
	let organization = T::Organizations::benchmark_member(&staff, Roles::of(&[Role::Provider]));
	endow::<T>(organization);
	Pallet::<T>::do_set_budget(organization, Some(plenty::<T>()));
	(staff, organization)
}

fn endow<T: Config>(organization: OrganizationId) {
	if let Some(member) = T::Organizations::account(organization) {
		T::Consideration::ensure_successful(&member, Pallet::<T>::footprint());
		let _ = T::Currency::mint_into(&member, plenty::<T>());
	}
}

/// A member, and an account that it sponsors and that has signed before.
fn sponsored<T: Config>() -> Result<(T::AccountId, OrganizationId, T::AccountId), BenchmarkError> {
	let (staff, organization) = member::<T>();
	let patient: T::AccountId = account("patient", 0, 0);
	Pallet::<T>::do_vouch(organization, patient.clone(), plenty::<T>(), plenty::<T>())?;
	System::<T>::inc_account_nonce(&patient);
	Ok((staff, organization, patient))
}

impl<T: Config> Pallet<T> {
	/// Have `who` sponsored by a member that carries this deposit.
	pub(crate) fn benchmark_sponsor(who: &T::AccountId, deposit: BalanceOf<T>) {
		// Making the member may itself take deposits: those are not sponsored.
		if Budgets::<T>::contains_key(STRANGER) {
			return;
		}
		Budgets::<T>::insert(STRANGER, Allowance::new(Zero::zero()));
		if !Sponsorships::<T>::contains_key(who) {
			let organization = match Sponsorships::<T>::iter_values().next() {
				Some(sponsorship) => sponsorship.organization,
				None => T::Organizations::benchmark_member(&account("sponsor", 0, 0), Roles::of(&[Role::Provider])),
			};
			endow::<T>(organization);
			let _ = Self::do_vouch(organization, who.clone(), T::MaxSponsoredFee::get(), Bounded::max_value());
		}
		if let Some(sponsorship) = Sponsorships::<T>::get(who) {
			if let Some(member) = T::Organizations::account(sponsorship.organization) {
				let _ = T::Currency::mint_into(&member, deposit.saturating_add(T::Currency::minimum_balance()));
			}
		}
		Budgets::<T>::remove(STRANGER);
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// What `end` costs is added by the call: an account may have to be taken over.
	#[benchmark]
	fn vouch() -> Result<(), BenchmarkError> {
		let (staff, organization, patient) = sponsored::<T>()?;
		Pallet::<T>::do_end(&patient, None)?;
		assert!(KeptAlive::<T>::contains_key(&patient));

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), organization, patient.clone(), plenty::<T>(), plenty::<T>());

		assert!(Sponsorships::<T>::contains_key(patient));
		Ok(())
	}

	#[benchmark]
	fn amend() -> Result<(), BenchmarkError> {
		let (staff, organization, patient) = sponsored::<T>()?;
		let quota = plenty::<T>().saturating_add(1u32.into());

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), organization, patient.clone(), Zero::zero(), quota);

		assert!(Sponsorships::<T>::get(patient).is_some_and(|sponsorship| sponsorship.deposit_quota == quota));
		Ok(())
	}

	#[benchmark]
	fn end() -> Result<(), BenchmarkError> {
		let (staff, organization, patient) = sponsored::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), organization, patient.clone());

		assert!(KeptAlive::<T>::contains_key(patient));
		Ok(())
	}

	#[benchmark]
	fn renounce() -> Result<(), BenchmarkError> {
		let (_, _, patient) = sponsored::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(patient.clone()));

		assert!(KeptAlive::<T>::contains_key(patient));
		Ok(())
	}

	#[benchmark]
	fn set_budget() -> Result<(), BenchmarkError> {
		let (staff, organization) = member::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), organization, Some(Zero::zero()));

		assert!(Budgets::<T>::get(organization).is_some_and(|budget| budget.per_period.is_zero()));
		Ok(())
	}

	#[benchmark]
	fn sponsor_fee() -> Result<(), BenchmarkError> {
		let (_, organization, patient) = sponsored::<T>()?;
		let fee = T::MaxSponsoredFee::get();

		#[block]
		{
			let sponsorship = Pallet::<T>::sponsorship(&patient).map_err(|_| BenchmarkError::Stop("not sponsored"))?;
			let offer = Pallet::<T>::offer(&sponsorship, fee).map_err(|_| BenchmarkError::Stop("no offer"))?;
			Pallet::<T>::count_fee(&patient, organization, offer.period, fee);
			Pallet::<T>::discount_fee(&patient, organization, offer.period, 1u32.into());
			Pallet::<T>::deposit_event(Event::FeeSponsored { organization, account: patient.clone(), fee });
		}

		let spent = Sponsorships::<T>::get(patient).map(|sponsorship| sponsorship.allowance.spent);
		assert_eq!(spent, Some(fee.saturating_sub(1u32.into())));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
