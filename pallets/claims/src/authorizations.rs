//! Prior authorisation (X12 278, Da Vinci PAS): states, answers, and what claims take of it.

use crate::{pallet::*, types::*};
use frame_support::{ensure, traits::Get, BoundedVec};
use salus_primitives::{
	codes::CodeKind, Codes, Commitment, Duty, OrganizationId, Organizations, Period, Role, Seconds,
};
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};

/// Hour of a moment.
pub(crate) fn hour_of(at: Seconds) -> u32 {
	u32::try_from(at / 3_600).unwrap_or(u32::MAX)
}

/// An authorisation while a call works on it.
pub(crate) type Loaded<T> = (AuthorizationId, AuthorizationOf<T>);

impl<T: Config> Pallet<T> {
	pub(crate) fn authorization_kept(id: AuthorizationId) -> Result<AuthorizationOf<T>, Error<T>> {
		Authorizations::<T>::get(id).ok_or(Error::<T>::AuthorizationNotFound)
	}

	fn check_request_lines(lines: &[AuthorizationRequestLine]) -> DispatchResult {
		ensure!(!lines.is_empty() && lines.iter().all(|line| line.units > 0), Error::<T>::LinesUnfit);
		ensure!(
			lines.iter().all(|line| T::Codes::is_active(line.category, CodeKind::ServiceCategory)),
			Error::<T>::CategoryUnknown
		);
		Ok(())
	}

	pub(crate) fn do_request_authorization(
		who: &T::AccountId,
		provider: OrganizationId,
		request: AuthorizationRequest,
	) -> DispatchResult {
		let mut coverage = Self::coverage(request.coverage)?;
		let payer = coverage.payer;
		ensure!(payer != provider, Error::<T>::PayerIsProvider);
		ensure!(T::Organizations::has_role(payer, Role::Payer), Error::<T>::PayerNotActive);
		Self::check_request_lines(&request.lines)?;
		let id = NextAuthorization::<T>::get();
		NextAuthorization::<T>::put(id.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?);
		let now = Self::now();
		let clock = if request.expedited { T::ExpeditedClock::get() } else { T::StandardClock::get() };
		let due = now.saturating_add(clock);
		Due::<T>::insert(hour_of(due), id, ());
		DueCursor::<T>::mutate(|cursor| {
			if *cursor == 0 {
				*cursor = hour_of(now);
			}
		});
		let lines = request.lines.iter().map(|line| AuthorizationLine { requested: *line, granted: None, used: 0 });
		let authorization = Authorization {
			provider,
			payer,
			coverage: request.coverage,
			state: AuthorizationState::Submitted,
			expedited: request.expedited,
			due,
			overdue: false,
			documents: request.documents,
			period: Period::default(),
			lines: BoundedVec::truncate_from(lines.collect()),
			reason: None,
			decided_by: None,
			cited: 0,
			ticket: Self::deposit::<AuthorizationOf<T>>(who)?,
		};
		coverage.open = coverage.open.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		Self::deposit_event(Event::AuthorizationRequested { authorization: id, provider, payer, due });
		Self::record_authorization(id, &authorization, &mut coverage)?;
		Coverages::<T>::insert(request.coverage, coverage);
		Authorizations::<T>::insert(id, authorization);
		Ok(())
	}

	fn record_authorization(
		id: AuthorizationId,
		authorization: &AuthorizationOf<T>,
		coverage: &mut CoverageOf<T>,
	) -> DispatchResult {
		let entry = CoverageEntry::Authorization {
			authorization: id,
			state: authorization.state,
			reason: authorization.reason,
		};
		Self::record_coverage(authorization.coverage, coverage, entry)
	}

	/// Put an authorisation back in a new state, and write that into the coverage's history.
	fn put_authorization(id: AuthorizationId, authorization: AuthorizationOf<T>) -> DispatchResult {
		let mut coverage = Self::coverage(authorization.coverage)?;
		Self::record_authorization(id, &authorization, &mut coverage)?;
		Coverages::<T>::insert(authorization.coverage, coverage);
		Authorizations::<T>::insert(id, authorization);
		Ok(())
	}

	pub(crate) fn do_answer_authorization(
		who: &T::AccountId,
		id: AuthorizationId,
		answer: AuthorizationAnswer,
	) -> DispatchResult {
		let mut kept = Self::authorization_kept(id)?;
		T::Organizations::ensure_duty(kept.payer, who, Duty::Adjudication)?;
		ensure!(kept.state.is_pending(), Error::<T>::AuthorizationStateUnfit);
		kept.state = match answer {
			AuthorizationAnswer::Pend => {
				ensure!(kept.state == AuthorizationState::Submitted, Error::<T>::AuthorizationStateUnfit);
				AuthorizationState::Pended
			},
			AuthorizationAnswer::RequestInformation(remark) => {
				ensure!(kept.state != AuthorizationState::InformationRequested, Error::<T>::AuthorizationStateUnfit);
				Self::deposit_event(Event::InformationRequested { authorization: id, remark });
				AuthorizationState::InformationRequested
			},
			AuthorizationAnswer::Approve(period) => {
				Self::grant(&mut kept, period, |_, requested| Some(*requested))?;
				AuthorizationState::Approved
			},
			AuthorizationAnswer::Partial { units, period, reason } => {
				ensure!(units.len() == kept.lines.len(), Error::<T>::AnswerUnfit);
				let mut asked = kept.lines.iter().zip(&units);
				let all = asked.clone().all(|(line, units)| line.requested.units == *units);
				let none = asked.clone().all(|(_, units)| *units == 0);
				let within = asked.all(|(line, units)| *units <= line.requested.units);
				ensure!(within && !all && !none, Error::<T>::AnswerUnfit);
				Self::check_denial(&reason)?;
				kept.reason = Some(reason);
				Self::grant(&mut kept, period, |place, requested| {
					let units = units.get(place).copied().filter(|units| *units > 0)?;
					Some(AuthorizationRequestLine { units, ..*requested })
				})?;
				AuthorizationState::Partial
			},
			AuthorizationAnswer::Modify { lines, period, reason } => {
				ensure!(lines.len() == kept.lines.len(), Error::<T>::AnswerUnfit);
				ensure!(
					kept.lines.iter().zip(&lines).any(|(line, granted)| line.requested != *granted),
					Error::<T>::AnswerUnfit
				);
				Self::check_request_lines(&lines)?;
				Self::check_denial(&reason)?;
				kept.reason = Some(reason);
				Self::grant(&mut kept, period, |place, _| lines.get(place).copied())?;
				AuthorizationState::Modified
			},
			AuthorizationAnswer::Deny(reason) => {
				Self::check_denial(&reason)?;
				kept.reason = Some(reason);
				AuthorizationState::Denied
			},
		};
		if !kept.state.is_pending() {
			kept.decided_by = Some(who.clone());
			Due::<T>::remove(hour_of(kept.due), id);
			Conducts::<T>::mutate(kept.payer, |conduct| {
				conduct.authorizations = conduct.authorizations.saturating_add(1);
				// A sweep that had no room yet changes nothing: late is late.
				if !kept.overdue && Self::now() > kept.due {
					kept.overdue = true;
					conduct.overdue = conduct.overdue.saturating_add(1);
				}
			});
		}
		Self::put_authorization(id, kept)
	}

	fn grant(
		kept: &mut AuthorizationOf<T>,
		period: Period<Seconds>,
		granted: impl Fn(usize, &AuthorizationRequestLine) -> Option<AuthorizationRequestLine>,
	) -> DispatchResult {
		ensure!(period.start.is_some() && period.end.is_some() && period.is_valid(), Error::<T>::PeriodUnfit);
		kept.period = period;
		for (place, line) in kept.lines.iter_mut().enumerate() {
			line.granted = granted(place, &line.requested);
		}
		Ok(())
	}

	pub(crate) fn do_supply_information(
		who: &T::AccountId,
		id: AuthorizationId,
		documents: Commitment,
	) -> DispatchResult {
		let mut kept = Self::authorization_kept(id)?;
		T::Organizations::ensure_duty(kept.provider, who, Duty::Billing)?;
		ensure!(kept.state == AuthorizationState::InformationRequested, Error::<T>::AuthorizationStateUnfit);
		kept.state = AuthorizationState::InformationSupplied;
		kept.documents = documents;
		Self::put_authorization(id, kept)
	}

	pub(crate) fn do_cancel_authorization(who: &T::AccountId, id: AuthorizationId) -> DispatchResult {
		let mut kept = Self::authorization_kept(id)?;
		T::Organizations::ensure_duty(kept.provider, who, Duty::Billing)?;
		ensure!(kept.state.is_pending() || kept.state.is_granted(), Error::<T>::AuthorizationStateUnfit);
		if kept.state.is_pending() {
			Due::<T>::remove(hour_of(kept.due), id);
			// Withdrawing does not clear the payer of a clock that ran out.
			if !kept.overdue && Self::now() > kept.due {
				kept.overdue = true;
				Conducts::<T>::mutate(kept.payer, |conduct| conduct.overdue = conduct.overdue.saturating_add(1));
			}
		}
		kept.state = AuthorizationState::Cancelled;
		Self::put_authorization(id, kept)
	}

	pub(crate) fn do_remove_authorization(id: AuthorizationId) -> DispatchResult {
		let kept = Self::authorization_kept(id)?;
		let over = match kept.state {
			AuthorizationState::Denied | AuthorizationState::Cancelled => true,
			state if state.is_granted() => {
				// Services under it may still be claimed for as long as appeals run.
				let until = kept.period.end.unwrap_or(Seconds::MAX).saturating_add(T::AppealWindow::get());
				until < Self::now()
			},
			_ => false,
		};
		ensure!(over && kept.cited == 0, Error::<T>::AuthorizationInUse);
		let mut coverage = Self::coverage(kept.coverage)?;
		coverage.open = coverage.open.saturating_sub(1);
		Coverages::<T>::insert(kept.coverage, coverage);
		Self::give_back(kept.ticket)?;
		Authorizations::<T>::remove(id);
		Self::deposit_event(Event::AuthorizationRemoved { authorization: id });
		Ok(())
	}

	/// The line of an authorisation that is good for a service, and the units it has left.
	pub(crate) fn cite(
		kept: &AuthorizationOf<T>,
		provider: OrganizationId,
		coverage: CoverageId,
		category: salus_primitives::CodeId,
		service: H256,
		from: Seconds,
	) -> Option<(u8, u32)> {
		let fits = kept.state.is_granted()
			&& kept.provider == provider
			&& kept.coverage == coverage
			&& kept.period.contains(&from);
		if !fits {
			return None;
		}
		let good = |line: &AuthorizationLine| {
			line.granted.filter(|granted| {
				granted.category == category && granted.service.is_none_or(|wanted| wanted == service)
			})
		};
		let candidates = kept
			.lines
			.iter()
			.zip(0u8..)
			.filter_map(|(line, place)| good(line).map(|granted| (place, granted.units.saturating_sub(line.used))));
		// One with units left goes before one that is used up.
		candidates.clone().find(|(_, left)| *left > 0).or_else(|| candidates.clone().next())
	}

	/// Take units of a cited authorisation, or give them back.
	pub(crate) fn change_used(kept: &mut AuthorizationOf<T>, line: u8, change: impl Fn(u32) -> u32) {
		if let Some(line) = kept.lines.get_mut(usize::from(line)) {
			line.used = change(line.used);
		}
	}

	/// The authorisation of this number among those that a call has loaded, loaded if need be.
	pub(crate) fn load_authorization(
		loaded: &mut alloc::vec::Vec<Loaded<T>>,
		id: AuthorizationId,
	) -> Option<&mut AuthorizationOf<T>> {
		if !loaded.iter().any(|(other, _)| *other == id) {
			loaded.push((id, Authorizations::<T>::get(id)?));
		}
		loaded.iter_mut().find(|(other, _)| *other == id).map(|(_, kept)| kept)
	}

	/// The clock of an authorisation ran out. Infallible: a history that is full keeps what it has.
	pub(crate) fn mark_overdue(id: AuthorizationId) {
		let Some(mut kept) = Authorizations::<T>::get(id) else { return };
		if kept.overdue || !kept.state.is_pending() {
			return;
		}
		kept.overdue = true;
		Conducts::<T>::mutate(kept.payer, |conduct| conduct.overdue = conduct.overdue.saturating_add(1));
		Self::deposit_event(Event::AuthorizationOverdue { authorization: id, payer: kept.payer });
		if let Some(mut coverage) = Coverages::<T>::get(kept.coverage) {
			let _: Result<(), DispatchError> =
				Self::record_coverage(kept.coverage, &mut coverage, CoverageEntry::AuthorizationOverdue(id));
			Coverages::<T>::insert(kept.coverage, coverage);
		}
		Authorizations::<T>::insert(id, kept);
	}
}
