//! Coverages, and what is counted under them.

use crate::{
	adjudication::{Running, DAY},
	pallet::*,
	types::*,
};
use frame_support::ensure;
use salus_primitives::{Duty, OrganizationId, Organizations, Period, Seconds, TrailHead, TrailKind};
use sp_runtime::{DispatchError, DispatchResult};

/// How many days of service are forgotten in one call.
const DAYS_FORGOTTEN: u32 = 366;

impl<T: Config> Pallet<T> {
	pub(crate) fn coverage(id: CoverageId) -> Result<CoverageOf<T>, Error<T>> {
		Coverages::<T>::get(id).ok_or(Error::<T>::CoverageNotFound)
	}

	fn ensure_enroller(payer: OrganizationId, who: &T::AccountId) -> DispatchResult {
		T::Organizations::ensure_duty(payer, who, Duty::Registration)
			.or_else(|_| T::Organizations::ensure_duty(payer, who, Duty::Adjudication))
	}

	/// Write an entry into a coverage's history. The caller puts the coverage back.
	pub(crate) fn record_coverage(
		id: CoverageId,
		coverage: &mut CoverageOf<T>,
		entry: CoverageEntryOf<T>,
	) -> DispatchResult {
		let head = coverage.trail.append(Self::block(), &entry).ok_or(Error::<T>::TrailFull)?;
		Self::deposit_event(Event::CoverageRecorded { coverage: id, head, entry });
		Ok(())
	}

	/// Head of a coverage's history.
	pub fn coverage_trail(id: CoverageId) -> Option<TrailHead> {
		Coverages::<T>::get(id).map(|coverage| coverage.trail)
	}

	/// Is this the coverage of a subscriber, of this payer and currency?
	fn ensure_subscriber(subscriber: CoverageId, payer: OrganizationId, currency: CurrencyId) -> DispatchResult {
		let fits = Coverages::<T>::get(subscriber).is_some_and(|other| {
			other.subscriber.is_none()
				&& other.payer == payer
				&& Plans::<T>::get(other.plan).is_some_and(|plan| plan.currency == currency)
		});
		ensure!(fits, Error::<T>::SubscriberUnfit);
		Ok(())
	}

	pub(crate) fn do_enrol(who: &T::AccountId, enrolment: Enrolment<T::AccountId>) -> DispatchResult {
		let mut plan = Self::plan(enrolment.plan)?;
		let payer = plan.payer;
		Self::ensure_enroller(payer, who)?;
		ensure!(
			(enrolment.relationship == Relationship::Myself) == enrolment.subscriber.is_none(),
			Error::<T>::RelationshipUnfit
		);
		ensure!(enrolment.period.start.is_some() && enrolment.period.is_valid(), Error::<T>::PeriodUnfit);
		ensure!(enrolment.order > 0, Error::<T>::OrderUnfit);
		if let Some(subscriber) = enrolment.subscriber {
			Self::ensure_subscriber(subscriber, payer, plan.currency)?;
			Coverages::<T>::mutate(subscriber, |kept| {
				if let Some(kept) = kept {
					kept.dependents = kept.dependents.saturating_add(1);
				}
			});
		}
		let id = NextCoverage::<T>::get();
		NextCoverage::<T>::put(id.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?);
		plan.coverages = plan.coverages.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		Plans::<T>::insert(enrolment.plan, plan);
		let mut coverage = Coverage {
			payer,
			plan: enrolment.plan,
			member: enrolment.member.clone(),
			subscriber: enrolment.subscriber,
			relationship: enrolment.relationship,
			period: enrolment.period,
			order: enrolment.order,
			years: Default::default(),
			lifetime_paid: 0,
			lifetime: Default::default(),
			open: 0,
			dependents: 0,
			trail: TrailHead::new(TrailKind::Coverage, &codec::Encode::encode(&id)),
			ticket: Self::deposit::<CoverageOf<T>>(who)?,
		};
		Self::record_coverage(id, &mut coverage, CoverageEntry::Enrolled(enrolment))?;
		Coverages::<T>::insert(id, coverage);
		Ok(())
	}

	pub(crate) fn do_change_coverage(
		who: &T::AccountId,
		id: CoverageId,
		change: CoverageChange<T::AccountId>,
	) -> DispatchResult {
		let mut coverage = Self::coverage(id)?;
		Self::ensure_enroller(coverage.payer, who)?;
		let before = (coverage.period, coverage.plan, coverage.order, coverage.member.clone());
		match &change {
			CoverageChange::End(end) => {
				coverage.period = Period { end: *end, ..coverage.period };
				ensure!(coverage.period.is_valid(), Error::<T>::PeriodUnfit);
			},
			CoverageChange::Plan(plan) => {
				let mut old = Self::plan(coverage.plan)?;
				let mut new = Self::plan(*plan)?;
				ensure!(*plan != coverage.plan, Error::<T>::NothingToChange);
				ensure!(new.payer == old.payer && new.currency == old.currency, Error::<T>::PlanNotFound);
				old.coverages = old.coverages.saturating_sub(1);
				new.coverages = new.coverages.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
				Plans::<T>::insert(coverage.plan, old);
				Plans::<T>::insert(plan, new);
				coverage.plan = *plan;
			},
			CoverageChange::Order(order) => {
				ensure!(*order > 0, Error::<T>::OrderUnfit);
				coverage.order = *order;
			},
			CoverageChange::Member(member) => coverage.member = member.clone(),
		}
		ensure!(
			before != (coverage.period, coverage.plan, coverage.order, coverage.member.clone()),
			Error::<T>::NothingToChange
		);
		Self::record_coverage(id, &mut coverage, CoverageEntry::Changed(change))?;
		Coverages::<T>::insert(id, coverage);
		Ok(())
	}

	pub(crate) fn do_rotate_member(who: &T::AccountId, id: CoverageId, member: T::AccountId) -> DispatchResult {
		let mut coverage = Self::coverage(id)?;
		ensure!(coverage.member.as_ref() == Some(who), Error::<T>::NotMember);
		ensure!(member != *who, Error::<T>::NothingToChange);
		coverage.member = Some(member.clone());
		Self::record_coverage(id, &mut coverage, CoverageEntry::Changed(CoverageChange::Member(Some(member))))?;
		Coverages::<T>::insert(id, coverage);
		Ok(())
	}

	pub(crate) fn do_remove_coverage(who: &T::AccountId, id: CoverageId) -> DispatchResult {
		let coverage = Self::coverage(id)?;
		Self::ensure_enroller(coverage.payer, who)?;
		ensure!(coverage.open == 0 && coverage.dependents == 0, Error::<T>::CoverageInUse);
		let mut plan = Self::plan(coverage.plan)?;
		let filing = (0..)
			.take(plan.versions.len())
			.filter_map(|version| Terms::<T>::get(coverage.plan, version))
			.map(|terms| Seconds::from(terms.filing_days).saturating_mul(DAY))
			.max()
			.unwrap_or_default();
		ensure!(
			coverage.period.end.is_some_and(|end| end.saturating_add(filing) < Self::now()),
			Error::<T>::CoverageNotEnded
		);
		if Served::<T>::clear_prefix(id, DAYS_FORGOTTEN, None).maybe_cursor.is_some() {
			Self::deposit_event(Event::ServicesForgotten { coverage: id });
			return Ok(());
		}
		plan.coverages = plan.coverages.saturating_sub(1);
		Plans::<T>::insert(coverage.plan, plan);
		if let Some(subscriber) = coverage.subscriber {
			Coverages::<T>::mutate(subscriber, |kept| {
				if let Some(kept) = kept {
					kept.dependents = kept.dependents.saturating_sub(1);
				}
			});
		}
		Families::<T>::remove(id);
		Self::give_back(coverage.ticket)?;
		Coverages::<T>::remove(id);
		Self::deposit_event(Event::CoverageRemoved { coverage: id, trail: coverage.trail });
		Ok(())
	}
}

/// Counters of one benefit year under a coverage, taken out to be changed.
pub(crate) struct Counters {
	/// As adjudication sees them.
	pub running: Running,
	/// Whose family's, where the plan has ceilings for one.
	pub family: Option<CoverageId>,
	/// The year is older than those that are counted: nothing is put back.
	pub closed: bool,
}

/// The place of a year among the newest two, made if there is none yet; `None` for an older one.
fn year_of<Entry: Clone + Default>(
	years: &[Entry],
	year: u16,
	number: impl Fn(&Entry) -> u16,
	new: impl Fn(u16) -> Entry,
) -> Option<Entry> {
	if let Some(entry) = years.iter().find(|entry| number(entry) == year) {
		return Some(entry.clone());
	}
	let oldest = years.iter().map(number).min();
	(years.len() < 2 || oldest.is_some_and(|oldest| oldest < year)).then(|| new(year))
}

/// Put a year back among the newest two.
fn put_year<Entry>(
	years: &mut frame_support::BoundedVec<Entry, frame_support::traits::ConstU32<2>>,
	entry: Entry,
	number: impl Fn(&Entry) -> u16,
	empty: impl Fn(&Entry) -> bool,
) {
	let year = number(&entry);
	let known = years.iter().any(|other| number(other) == year);
	// Of two years neither is forgotten, though nothing counts in it any more: an older one would be counted anew.
	let both = known && years.is_full();
	years.retain(|other| number(other) != year);
	if empty(&entry) && !both {
		return;
	}
	if years.is_full() {
		if let Some(oldest) = years.iter().map(&number).min().filter(|oldest| *oldest < year) {
			years.retain(|other| number(other) != oldest);
		}
	}
	let _ = years.try_push(entry);
}

impl<T: Config> Pallet<T> {
	/// The counters of a benefit year.
	pub(crate) fn counters(id: CoverageId, coverage: &CoverageOf<T>, terms: &PlanTerms) -> Counters {
		let person =
			year_of(&coverage.years, terms.year, |a| a.year, |year| Accumulator { year, ..Default::default() });
		let family = Self::has_family_ceilings(terms).then(|| coverage.subscriber.unwrap_or(id));
		let of_family = match family {
			Some(family) => year_of(
				&Families::<T>::get(family),
				terms.year,
				|a| a.year,
				|year| FamilyAccumulator { year, ..Default::default() },
			),
			None => Some(FamilyAccumulator { year: terms.year, ..Default::default() }),
		};
		Counters {
			closed: person.is_none() || of_family.is_none(),
			running: Running {
				person: person.unwrap_or_default(),
				family: of_family.unwrap_or_default(),
				lifetime_paid: coverage.lifetime_paid,
				lifetime: coverage.lifetime.clone(),
			},
			family,
		}
	}

	/// Put the counters of a benefit year back.
	pub(crate) fn put_counters(coverage: &mut CoverageOf<T>, counters: Counters) {
		let Running { person, family, lifetime_paid, lifetime } = counters.running;
		coverage.lifetime_paid = lifetime_paid;
		coverage.lifetime = lifetime;
		if counters.closed {
			return;
		}
		put_year(
			&mut coverage.years,
			person,
			|a| a.year,
			|a| a.deductible == 0 && a.out_of_pocket == 0 && a.used.is_empty(),
		);
		if let Some(id) = counters.family {
			Families::<T>::mutate_exists(id, |kept| {
				let mut years = kept.take().unwrap_or_default();
				put_year(&mut years, family, |a| a.year, |a| a.deductible == 0 && a.out_of_pocket == 0);
				*kept = Some(years).filter(|years| !years.is_empty());
			});
		}
	}

	pub(crate) fn has_family_ceilings(terms: &PlanTerms) -> bool {
		terms.ceilings.family_deductible.is_some() || terms.ceilings.family_out_of_pocket.is_some()
	}

	pub(crate) fn block() -> u32 {
		sp_runtime::SaturatedConversion::saturated_into(frame_system::Pallet::<T>::block_number())
	}

	pub(crate) fn now() -> Seconds {
		use frame_support::traits::UnixTime;
		T::Time::now().as_secs()
	}

	/// Check a reason that is given for a denial.
	pub(crate) fn check_denial(denial: &Denial) -> Result<(), DispatchError> {
		ensure!(!denial.reason.needs_remark() || denial.remark.is_some(), Error::<T>::ReasonUnfit);
		Ok(())
	}
}
