//! Those who render services: for whom they let others bill, when they are excluded, how much they do in a day.

use crate::{adjudication::DAY, pallet::*, types::*};
use frame_support::{ensure, traits::Get};
use salus_primitives::{CredentialAnswer, CredentialCheck, Holder, OrganizationId, Period, Seconds, SubjectId};
use sp_runtime::DispatchResult;

/// Day of a moment.
pub(crate) fn day_of(at: Seconds) -> u32 {
	u32::try_from(at / DAY).unwrap_or(u32::MAX)
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_affiliation(
		renderer: SubjectId,
		organization: OrganizationId,
		affiliated: bool,
	) -> DispatchResult {
		Renderers::<T>::try_mutate_exists(Holder::Subject(renderer), |kept| {
			let mut known = kept.take().unwrap_or_default();
			match known.affiliations.binary_search(&organization) {
				Ok(place) if !affiliated => {
					known.affiliations.remove(place);
				},
				Err(place) if affiliated => {
					known.affiliations.try_insert(place, organization).map_err(|_| Error::<T>::TooManyAffiliations)?
				},
				_ => return Err(Error::<T>::NothingToChange),
			}
			*kept = Some(known).filter(|known| *known != Renderer::default());
			Ok(())
		})?;
		Self::deposit_event(Event::AffiliationSet { renderer, organization, affiliated });
		Ok(())
	}

	pub(crate) fn do_set_exclusion(
		by: OrganizationId,
		holder: Holder,
		excluded: Option<Period<Seconds>>,
	) -> DispatchResult {
		ensure!(excluded.is_none_or(|period| period.start.is_some() && period.is_valid()), Error::<T>::PeriodUnfit);
		Renderers::<T>::try_mutate_exists(holder, |kept| {
			let mut known = kept.take().unwrap_or_default();
			ensure!(known.excluded != excluded, Error::<T>::NothingToChange);
			known.excluded = excluded;
			*kept = Some(known).filter(|known| *known != Renderer::default());
			Ok::<_, Error<T>>(())
		})?;
		Self::deposit_event(Event::ExclusionSet { holder, excluded, by });
		Ok(())
	}

	/// Was it excluded when this was rendered?
	pub(crate) fn is_excluded(known: &Renderer, from: Seconds, to: Seconds) -> bool {
		known.excluded.is_some_and(|period| period.contains(&from) || period.contains(&to))
	}

	/// What speaks against this renderer of a line (rules 6 and 7).
	pub(crate) fn finding_about_renderer(
		known: &Renderer,
		holder: Holder,
		provider: OrganizationId,
		licence: Option<&Licence>,
		from: Seconds,
		to: Seconds,
		now: Seconds,
	) -> Option<Finding> {
		if Self::is_excluded(known, from, to) {
			return Some(Finding::Excluded);
		}
		if matches!(holder, Holder::Subject(_)) && known.affiliations.binary_search(&provider).is_err() {
			return Some(Finding::NotLicensed);
		}
		let licence = licence?;
		// Documents give days: on the day itself, the service has ended by now.
		let held = T::Credentials::check(holder, licence.schema, licence.scope, to.min(now));
		(held != CredentialAnswer::Active).then_some(Finding::NotLicensed)
	}

	/// Count a service of a person; returns how many there are on that day now.
	pub(crate) fn count_service(known: &mut Renderer, day: u32) -> u32 {
		match known.days.binary_search_by_key(&day, |(day, _)| *day) {
			Ok(place) => match known.days.get_mut(place) {
				Some((_, services)) => {
					*services = services.saturating_add(1);
					*services
				},
				None => 0,
			},
			Err(mut place) => {
				// The newest days are kept.
				if known.days.is_full() {
					if place == 0 {
						return 1;
					}
					known.days.remove(0);
					place = place.saturating_sub(1);
				}
				let _ = known.days.try_insert(place, (day, 1));
				1
			},
		}
	}

	/// Count a service of a person no longer.
	pub(crate) fn uncount_service(renderer: SubjectId, day: u32) {
		Renderers::<T>::mutate_exists(Holder::Subject(renderer), |kept| {
			let Some(known) = kept else { return };
			if let Ok(place) = known.days.binary_search_by_key(&day, |(day, _)| *day) {
				if let Some((_, services)) = known.days.get_mut(place) {
					*services = services.saturating_sub(1);
					if *services == 0 {
						known.days.remove(place);
					}
				}
			}
			if *known == Renderer::default() {
				*kept = None;
			}
		});
	}

	/// Are these more services than anybody renders in a day?
	pub(crate) fn is_impossible(services: u32) -> bool {
		services > T::MaxServicesPerDay::get()
	}
}
