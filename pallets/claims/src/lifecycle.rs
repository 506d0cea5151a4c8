//! What becomes of a claim after its submission: decided by a person, taken back, replaced, closed.

use crate::{
	adjudication::{adjudicate, check_adjustments, Count},
	authorizations::Loaded,
	coverage::Counters,
	pallet::*,
	renderers::day_of,
	submission::{facts, fingerprint},
	types::*,
	weights::WeightInfo,
	x12::codes,
};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Get};
use salus_primitives::{Duty, OrganizationId, Organizations};
use sp_runtime::{DispatchError, DispatchResult, Weight};

impl<T: Config> Pallet<T> {
	/// The terms under which a claim stands.
	pub(crate) fn terms_of(claim: &ClaimOf<T>) -> Option<PlanTerms> {
		claim.version.and_then(|version| Terms::<T>::get(claim.plan, version))
	}

	/// The authorisations that a claim cites.
	pub(crate) fn cited(claim: &ClaimOf<T>) -> Vec<Loaded<T>> {
		let mut loaded = Vec::new();
		for citation in claim.lines.iter().filter_map(|line| line.authorization) {
			Self::load_authorization(&mut loaded, citation.authorization);
		}
		loaded
	}

	pub(crate) fn put_authorizations(loaded: Vec<Loaded<T>>) {
		for (id, kept) in loaded {
			Authorizations::<T>::insert(id, kept);
		}
	}

	pub(crate) fn do_decide(who: &T::AccountId, id: ClaimId, decisions: Decisions) -> DispatchResult {
		let mut claim = Self::claim_kept(id)?;
		T::Organizations::ensure_duty(claim.payer, who, Duty::Adjudication)?;
		ensure!(claim.state == ClaimState::Pended, Error::<T>::ClaimStateUnfit);
		let mut coverage = Self::coverage(claim.coverage)?;
		let terms = Self::terms_of(&claim);
		let mut counters = terms.as_ref().map(|terms| Self::counters(claim.coverage, &coverage, terms));
		let mut authorizations = Self::cited(&claim);
		Self::apply(&mut claim, &coverage, terms.as_ref(), counters.as_mut(), &mut authorizations, &decisions)?;
		ensure!(claim.paid <= claim.held, Error::<T>::AboveHeld);

		let mut contract = Contracts::<T>::get(claim.payer, claim.provider);
		Self::release(claim.payer, claim.currency, claim.held)?;
		claim.held = 0;
		let offset = Self::pay(claim.payer, claim.provider, claim.currency, claim.paid, 0, &mut contract)?;
		let now = Self::now();
		let late = now > claim.submitted.saturating_add(T::ReviewClock::get());
		Conducts::<T>::mutate(claim.payer, |conduct| {
			conduct.reviewed = conduct.reviewed.saturating_add(1);
			conduct.late = conduct.late.saturating_add(late.into());
		});
		claim.decided = now;
		claim.decided_by = Some(who.clone());
		Self::record_adjudication(id, &mut claim, Some(who.clone()), offset)?;
		if let Some(counters) = counters {
			Self::put_counters(&mut coverage, counters);
		}
		Coverages::<T>::insert(claim.coverage, coverage);
		Contracts::<T>::insert(claim.payer, claim.provider, contract);
		Self::put_authorizations(authorizations);
		Self::put_marks(id, &claim);
		Claims::<T>::insert(id, claim);
		Ok(())
	}

	/// Give every line the result that a person decides on, and count it.
	pub(crate) fn apply(
		claim: &mut ClaimOf<T>,
		coverage: &CoverageOf<T>,
		terms: Option<&PlanTerms>,
		mut counters: Option<&mut Counters>,
		authorizations: &mut [Loaded<T>],
		decisions: &Decisions,
	) -> DispatchResult {
		ensure!(decisions.len() == claim.lines.len(), Error::<T>::DecisionsUnfit);
		let context = Self::context(claim, coverage, terms, counters.as_deref());
		let mut lines = core::mem::take(&mut claim.lines);
		for (line, decision) in lines.iter_mut().zip(decisions) {
			let left = Self::authorized(authorizations, line);
			let result = match decision {
				Decision::Rules { allowed } => {
					let facts = facts(line, left, *allowed);
					let pending = facts.allowed.is_none() && crate::adjudication::pends(&context, &facts).is_some();
					ensure!(!pending, Error::<T>::AllowedMissing);
					let running = counters.as_deref().map(|counters| counters.running.clone()).unwrap_or_default();
					adjudicate(&context, &facts, &running)
				},
				Decision::Adjust(adjustments) => Self::adjusted(line, adjustments)?,
			};
			Self::take_units(authorizations, line, result.units.min(left.unwrap_or(0)));
			if let (Some(terms), Some(counters)) = (terms, &mut counters) {
				counters.running.add(terms, line.category, &Count::of(&result));
			}
			line.result = Some(result);
		}
		claim.lines = lines;
		Self::sum_up(claim);
		Ok(())
	}

	/// The result that a person wrote down.
	fn adjusted(line: &KeptLine, adjustments: &Adjustments) -> Result<LineResult, DispatchError> {
		check_adjustments(line.charge, adjustments).map_err(|_| Error::<T>::AdjustmentUnfit)?;
		let mut result = LineResult { allowed: 0, paid: 0, units: 0, adjustments: adjustments.clone() };
		result.paid = line.charge.saturating_sub(result.adjusted());
		// What payers before this one paid is not paid again.
		let impact = line.prior.map_or(0, |prior| prior.impact(line.charge));
		ensure!(result.paid <= line.charge.saturating_sub(impact), Error::<T>::AdjustmentUnfit);
		let shares = [codes::DEDUCTIBLE, codes::COPAYMENT, codes::COINSURANCE];
		let shared = shares.iter().fold(0, |sum: Money, reason| sum.saturating_add(result.patient(*reason)));
		result.allowed = result.paid.saturating_add(shared);
		result.units = if result.allowed > 0 { line.units } else { 0 };
		Ok(result)
	}

	pub(crate) fn do_reverse(
		who: &T::AccountId,
		id: ClaimId,
		organization: OrganizationId,
	) -> Result<Weight, DispatchError> {
		let claim = Self::claim_kept(id)?;
		let used = T::WeightInfo::reverse(claim.lines.len().try_into().unwrap_or(u32::MAX));
		let by_payer = organization == claim.payer;
		ensure!(by_payer || organization == claim.provider, Error::<T>::RoleMissing);
		let duty = if by_payer { Duty::Adjudication } else { Duty::Billing };
		T::Organizations::ensure_duty(organization, who, duty)?;
		Self::undo(id, claim, organization, by_payer, None)?;
		Ok(used)
	}

	/// Take back the claim that a new one corrects.
	pub(crate) fn replace(
		replaced: ClaimId,
		by: ClaimId,
		provider: OrganizationId,
		coverage: CoverageId,
	) -> DispatchResult {
		let claim = Self::claim_kept(replaced)?;
		ensure!(claim.provider == provider && claim.coverage == coverage, Error::<T>::ReplacedUnfit);
		Self::undo(replaced, claim, provider, false, Some(by))
	}

	/// As if the claim had not been: money, counters, units, marks and fingerprints go back to where they were.
	fn undo(
		id: ClaimId,
		mut claim: ClaimOf<T>,
		organization: OrganizationId,
		by_payer: bool,
		replaced_by: Option<ClaimId>,
	) -> DispatchResult {
		// What is pended is decided by its payer, with a reason: taking it back would give none.
		let pended = claim.state == ClaimState::Pended && !by_payer;
		ensure!(pended || claim.state.is_adjudicated(), Error::<T>::ClaimStateUnfit);
		ensure!(claim.next.is_none(), Error::<T>::CoordinatedClaimStands);
		ensure!(claim.appeal.as_ref().is_none_or(|appeal| appeal.decided), Error::<T>::AppealOpen);

		let mut contract = Contracts::<T>::get(claim.payer, claim.provider);
		Self::release(claim.payer, claim.currency, claim.held)?;
		claim.held = 0;
		let refunded = Self::refund(claim.provider, claim.currency, &claim.patient_payments, by_payer)?;
		let paid = claim.paid;
		// A correction is paid at once and set against what is missing.
		let may_owe = by_payer || replaced_by.is_some();
		let returned = Self::take_back(claim.payer, claim.provider, claim.currency, paid, may_owe, &mut contract)?;
		Contracts::<T>::insert(claim.payer, claim.provider, contract);

		let mut coverage = Self::coverage(claim.coverage)?;
		let mut authorizations = Self::cited(&claim);
		Self::uncount(&mut claim, &mut coverage, &mut authorizations);
		Self::put_authorizations(authorizations);
		Coverages::<T>::insert(claim.coverage, coverage);
		for line in claim.lines.iter().filter(|line| line.finding != Some(Finding::Duplicate)) {
			let (day, print) = (day_of(line.from), fingerprint(line, claim.provider));
			Served::<T>::mutate_exists(claim.coverage, day, |kept| {
				if let Some(served) = kept {
					served.retain(|other| *other != print);
					if served.is_empty() {
						*kept = None;
					}
				}
			});
			if let Some(renderer) = line.rendering {
				Self::uncount_service(renderer, day);
			}
			if let Some(tag) = line.dispense {
				Claimed::<T>::mutate_exists(tag, |kept| {
					if *kept == Some(id) {
						*kept = None;
					}
				});
			}
		}
		if let Some(prior) = claim.prior {
			Claims::<T>::mutate(prior, |kept| {
				if let Some(kept) = kept {
					kept.next = None;
				}
			});
		}
		let owed = paid.saturating_sub(returned);
		claim.state = if replaced_by.is_some() { ClaimState::Replaced } else { ClaimState::Reversed };
		claim.paid = 0;
		claim.patient = 0;
		claim.patient_payments = Default::default();
		let entry = ClaimEntry::Reversed { by: organization, returned, owed, refunded, replaced_by };
		Self::record_claim(id, &mut claim, entry)?;
		Claims::<T>::insert(id, claim);
		Ok(())
	}

	/// Count the results of a claim's lines no longer, and forget them.
	pub(crate) fn uncount(claim: &mut ClaimOf<T>, coverage: &mut CoverageOf<T>, authorizations: &mut [Loaded<T>]) {
		let terms = Self::terms_of(claim);
		let mut counters = terms.as_ref().map(|terms| Self::counters(claim.coverage, coverage, terms));
		for line in claim.lines.iter_mut() {
			Self::take_units(authorizations, line, 0);
			let Some(result) = line.result.take() else { continue };
			if let (Some(terms), Some(counters)) = (&terms, &mut counters) {
				counters.running.take_back(terms, line.category, &Count::of(&result));
			}
		}
		if let Some(counters) = counters {
			Self::put_counters(coverage, counters);
		}
	}

	/// Can nothing happen to a claim any more?
	pub(crate) fn is_over(claim: &ClaimOf<T>) -> bool {
		match claim.state {
			ClaimState::Pended => false,
			ClaimState::Reversed | ClaimState::Replaced => true,
			ClaimState::Complete | ClaimState::Partial | ClaimState::Denied => {
				claim.appeal.as_ref().is_none_or(|appeal| appeal.decided)
					&& claim.decided.saturating_add(T::AppealWindow::get()) < Self::now()
			},
		}
	}

	pub(crate) fn do_close(id: ClaimId) -> Result<Weight, DispatchError> {
		let claim = Self::claim_kept(id)?;
		ensure!(Self::is_over(&claim), Error::<T>::ClaimNotOver);
		let used = T::WeightInfo::close(claim.lines.len().try_into().unwrap_or(u32::MAX));
		Self::close_claim(id, claim)?;
		Ok(used)
	}

	/// Forget a claim that is over.
	pub(crate) fn close_claim(id: ClaimId, claim: ClaimOf<T>) -> DispatchResult {
		let mut coverage = Self::coverage(claim.coverage)?;
		Self::record_coverage(claim.coverage, &mut coverage, CoverageEntry::ClaimClosed(id, claim.trail))?;
		coverage.open = coverage.open.saturating_sub(1);
		Coverages::<T>::insert(claim.coverage, coverage);
		for citation in claim.lines.iter().filter_map(|line| line.authorization) {
			Authorizations::<T>::mutate(citation.authorization, |kept| {
				if let Some(kept) = kept {
					kept.cited = kept.cited.saturating_sub(1);
				}
			});
		}
		Claims::<T>::remove(id);
		Self::deposit_event(Event::ClaimClosed { claim: id, trail: claim.trail });
		Ok(())
	}
}
