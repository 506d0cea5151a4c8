//! Fee schedules, plans and networks.

use crate::{pallet::*, types::*};
use codec::MaxEncodedLen;
use frame_support::{
	ensure,
	traits::{fungibles::Inspect, Consideration, Footprint},
};
use salus_primitives::{
	anchor::{Root, MAX_LEAVES},
	codes::CodeKind,
	Codes, Duty, OrganizationId, Organizations, Period, Seconds,
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Hold a deposit for a value of this type.
	pub(crate) fn deposit<V: MaxEncodedLen>(who: &T::AccountId) -> Result<DepositOf<T>, DispatchError> {
		Ok((who.clone(), T::Consideration::new(who, Footprint::from_mel::<V>())?))
	}

	/// Give a deposit back.
	pub(crate) fn give_back((who, ticket): DepositOf<T>) -> DispatchResult {
		ticket.drop(&who)
	}

	pub(crate) fn do_register_schedule(who: &T::AccountId, payer: OrganizationId, root: Root) -> DispatchResult {
		ensure!((1..=MAX_LEAVES).contains(&root.count), Error::<T>::LeafCountOutOfRange);
		let schedule = NextSchedule::<T>::get();
		NextSchedule::<T>::put(schedule.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?);
		let ticket = Self::deposit::<ScheduleOf<T>>(who)?;
		Schedules::<T>::insert(schedule, Schedule { payer, root, plans: 0, ticket });
		Self::deposit_event(Event::ScheduleRegistered { payer, schedule, root });
		Ok(())
	}

	pub(crate) fn do_remove_schedule(who: &T::AccountId, id: ScheduleId) -> DispatchResult {
		let schedule = Schedules::<T>::get(id).ok_or(Error::<T>::ScheduleNotFound)?;
		T::Organizations::ensure_duty(schedule.payer, who, Duty::Adjudication)?;
		ensure!(schedule.plans == 0, Error::<T>::ScheduleInUse);
		Self::give_back(schedule.ticket)?;
		Schedules::<T>::remove(id);
		Self::deposit_event(Event::ScheduleRemoved { schedule: id });
		Ok(())
	}

	pub(crate) fn do_register_plan(
		who: &T::AccountId,
		payer: OrganizationId,
		currency: CurrencyId,
		terms: PlanTerms,
	) -> DispatchResult {
		ensure!(T::Assets::asset_exists(currency), Error::<T>::CurrencyNotFound);
		let id = NextPlan::<T>::get();
		NextPlan::<T>::put(id.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?);
		let ticket = Self::deposit::<(PlanOf<T>, PlanTerms)>(who)?;
		let plan = Plan { payer, currency, versions: Default::default(), coverages: 0, ticket };
		Self::publish(id, plan, terms)
	}

	pub(crate) fn do_publish_version(who: &T::AccountId, id: PlanId, terms: PlanTerms) -> DispatchResult {
		let plan = Self::plan(id)?;
		T::Organizations::ensure_duty(plan.payer, who, Duty::Adjudication)?;
		Self::publish(id, plan, terms)
	}

	/// Add a version. It is later than all before it, so that periods cannot overlap and years go up.
	fn publish(id: PlanId, mut plan: PlanOf<T>, terms: PlanTerms) -> DispatchResult {
		let (Some(start), Some(end)) = (terms.period.start, terms.period.end) else {
			return Err(Error::<T>::VersionPeriodUnfit.into());
		};
		ensure!(start <= end, Error::<T>::VersionPeriodUnfit);
		let version = PlanVersion::try_from(plan.versions.len()).map_err(|_| Error::<T>::TooManyVersions)?;
		if let Some(before) = version.checked_sub(1).and_then(|before| Terms::<T>::get(id, before)) {
			ensure!(before.period.end.is_some_and(|end| end < start), Error::<T>::VersionPeriodUnfit);
			ensure!(terms.year >= before.year, Error::<T>::BenefitYearUnfit);
		}
		Self::check_terms(&terms)?;
		Schedules::<T>::try_mutate(terms.schedule, |schedule| {
			let schedule = schedule.as_mut().ok_or(Error::<T>::ScheduleNotFound)?;
			ensure!(schedule.payer == plan.payer, Error::<T>::ScheduleNotFound);
			schedule.plans = schedule.plans.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
			Ok::<_, DispatchError>(())
		})?;
		plan.versions.try_push(terms.period).map_err(|_| Error::<T>::TooManyVersions)?;
		let payer = plan.payer;
		Plans::<T>::insert(id, plan);
		Terms::<T>::insert(id, version, terms);
		Self::deposit_event(Event::PlanPublished { payer, plan: id, version });
		Ok(())
	}

	fn check_terms(terms: &PlanTerms) -> DispatchResult {
		let mut limited: u32 = 0;
		let mut before = None;
		for benefit in &terms.benefits {
			ensure!(before.is_none_or(|before| before < benefit.category), Error::<T>::BenefitsNotAscending);
			before = Some(benefit.category);
			ensure!(T::Codes::is_active(benefit.category, CodeKind::ServiceCategory), Error::<T>::CategoryUnknown);
			if benefit.limit.is_some() {
				limited = limited.saturating_add(1);
			}
		}
		ensure!(limited <= MAX_LIMITED, Error::<T>::TooManyLimits);
		Ok(())
	}

	pub(crate) fn do_remove_plan(who: &T::AccountId, id: PlanId) -> DispatchResult {
		let plan = Self::plan(id)?;
		T::Organizations::ensure_duty(plan.payer, who, Duty::Adjudication)?;
		ensure!(plan.coverages == 0, Error::<T>::PlanInUse);
		for version in (0..).take(plan.versions.len()) {
			if let Some(terms) = Terms::<T>::take(id, version) {
				Schedules::<T>::mutate(terms.schedule, |schedule| {
					if let Some(schedule) = schedule {
						schedule.plans = schedule.plans.saturating_sub(1);
					}
				});
			}
		}
		Self::give_back(plan.ticket)?;
		Plans::<T>::remove(id);
		Self::deposit_event(Event::PlanRemoved { plan: id });
		Ok(())
	}

	pub(crate) fn do_set_contract(
		payer: OrganizationId,
		provider: OrganizationId,
		network: Option<Network>,
	) -> DispatchResult {
		ensure!(payer != provider, Error::<T>::PayerIsProvider);
		ensure!(
			network.is_none_or(|network| network.tier != Tier::OutOfNetwork && network.period.is_valid()),
			Error::<T>::NetworkUnfit
		);
		Contracts::<T>::mutate_exists(payer, provider, |kept| {
			let mut contract = kept.take().unwrap_or_default();
			contract.network = network;
			*kept = (contract.network.is_some() || contract.owed.is_some()).then_some(contract);
		});
		Self::deposit_event(Event::ContractSet { payer, provider, network });
		Ok(())
	}

	pub(crate) fn plan(id: PlanId) -> Result<PlanOf<T>, Error<T>> {
		Plans::<T>::get(id).ok_or(Error::<T>::PlanNotFound)
	}

	/// The version that is for services at this moment.
	pub(crate) fn version_at(versions: &[Period<Seconds>], at: Seconds) -> Option<PlanVersion> {
		let place = versions.iter().position(|period| period.contains(&at))?;
		place.try_into().ok()
	}
}
