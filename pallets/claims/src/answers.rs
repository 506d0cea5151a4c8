//! Answers to the questions of [`crate::runtime_api`].

use crate::{
	adjudication::{benefit, DAY},
	pallet::*,
	runtime_api::*,
	types::*,
};
use alloc::vec::Vec;
use frame_support::storage::{with_transaction, TransactionOutcome};
use salus_primitives::{CodeId, OrganizationId, Organizations, Role, Seconds};
use sp_runtime::DispatchError;

/// The most categories that one question about eligibility may name.
const MAX_CATEGORIES: usize = 64;

impl<T: Config> Pallet<T> {
	/// A coverage, for those who ask.
	fn coverage_info(coverage: &CoverageOf<T>, currency: CurrencyId) -> CoverageInfo<T::AccountId> {
		CoverageInfo {
			payer: coverage.payer,
			plan: coverage.plan,
			currency,
			member: coverage.member.clone(),
			subscriber: coverage.subscriber,
			relationship: coverage.relationship,
			period: coverage.period,
			order: coverage.order,
			open: coverage.open,
			trail: coverage.trail,
		}
	}

	/// What a coverage grants on a day.
	pub fn eligibility(
		id: CoverageId,
		at: Option<Seconds>,
		provider: Option<OrganizationId>,
		categories: Vec<CodeId>,
	) -> Option<Eligibility<T::AccountId>> {
		let coverage = Coverages::<T>::get(id)?;
		let plan = Plans::<T>::get(coverage.plan)?;
		let at = at.unwrap_or_else(Self::now);
		let version = Self::version_at(&plan.versions, at);
		let terms = version.and_then(|version| Terms::<T>::get(coverage.plan, version));
		let counters = terms.as_ref().map(|terms| Self::counters(id, &coverage, terms));
		let running = counters.as_ref().map(|counters| counters.running.clone()).unwrap_or_default();
		let info = |benefit: &Benefit| {
			let (units_left, paid_left) =
				benefit.limit.as_ref().map_or((None, None), |limit| running.left(benefit.category, limit));
			let waiting = Seconds::from(benefit.waiting_days).saturating_mul(DAY);
			let until = coverage.period.start.map(|start| start.saturating_add(waiting));
			BenefitInfo {
				benefit: benefit.clone(),
				units_left,
				paid_left,
				waiting_until: until.filter(|until| *until > at),
			}
		};
		let benefits = match &terms {
			None => Vec::new(),
			Some(terms) if categories.is_empty() => terms.benefits.iter().map(info).collect(),
			Some(terms) => categories
				.iter()
				.take(MAX_CATEGORIES)
				.filter_map(|category| benefit(terms, *category))
				.map(info)
				.collect(),
		};
		Some(Eligibility {
			active: terms.is_some()
				&& coverage.period.contains(&at)
				&& T::Organizations::has_role(coverage.payer, Role::Payer),
			version,
			year: terms.as_ref().map(|terms| terms.year),
			tier: provider.map(|provider| Self::tier_at(&Contracts::<T>::get(coverage.payer, provider), at)),
			ceilings: terms.as_ref().map(|terms| terms.ceilings).unwrap_or_default(),
			family: counters.as_ref().and_then(|counters| counters.family.map(|_| counters.running.family)),
			person: running.person.clone(),
			lifetime_paid: coverage.lifetime_paid,
			benefits,
			coverage: Self::coverage_info(&coverage, plan.currency),
		})
	}

	/// What would become of a claim now. Whatever is written meanwhile is taken back.
	pub fn predetermine(provider: OrganizationId, submission: Submission) -> Result<Predetermination, DispatchError> {
		with_transaction(|| TransactionOutcome::Rollback(Self::dry_run(provider, submission)))
	}

	fn dry_run(provider: OrganizationId, submission: Submission) -> Result<Predetermination, DispatchError> {
		let id = NextClaim::<T>::get();
		if let Some(replaced) = submission.replaces {
			Self::replace(replaced, id, provider, submission.coverage)?;
		}
		let mut draft = Self::draft(id, provider, submission)?;
		Self::look(&mut draft)?;
		let claim = &mut draft.claim;
		let pended = claim.pended;
		let held = pended.map(|_| claim.held);
		if pended.is_some() {
			Self::by_rules_alone(&mut draft);
		}
		let claim = draft.claim;
		Ok(Predetermination {
			pended,
			version: claim.version,
			tier: claim.tier,
			state: claim.state,
			paid: claim.paid,
			patient: claim.patient,
			lines: claim.lines.into_iter().filter_map(|line| line.result).collect(),
			funded: Self::is_funded(claim.payer, claim.currency, claim.paid, held),
		})
	}

	/// What the rules alone say of a claim at which a person must look: an unlisted service is priced at nothing.
	fn by_rules_alone(draft: &mut crate::submission::Draft<T>) {
		let rules = alloc::vec![Decision::Rules { allowed: Some(0) }; draft.claim.lines.len()];
		let crate::submission::Draft { claim, coverage, terms, counters, authorizations, .. } = draft;
		// As many decisions as lines, each with an amount: nothing is left that could be refused.
		let _ = Self::apply(
			claim,
			coverage,
			terms.as_ref(),
			counters.as_mut(),
			authorizations,
			&Decisions::truncate_from(rules),
		);
	}

	/// A claim that is not closed.
	pub fn claim(id: ClaimId) -> Option<ClaimOf<T>> {
		Claims::<T>::get(id)
	}

	/// An authorisation, without its deposit.
	pub fn authorization(id: AuthorizationId) -> Option<Authorization<T::AccountId, ()>> {
		let kept = Authorizations::<T>::get(id)?;
		Some(Authorization {
			provider: kept.provider,
			payer: kept.payer,
			coverage: kept.coverage,
			state: kept.state,
			expedited: kept.expedited,
			due: kept.due,
			// A sweep may be behind: the clock says it at once.
			overdue: kept.overdue || (kept.state.is_pending() && Self::now() > kept.due),
			documents: kept.documents,
			period: kept.period,
			lines: kept.lines,
			reason: kept.reason,
			decided_by: kept.decided_by,
			cited: kept.cited,
			ticket: (),
		})
	}

	/// A plan without its deposit, and the terms of one version, or of the newest.
	pub fn plan_and_terms(id: PlanId, version: Option<PlanVersion>) -> Option<(Plan<()>, PlanVersion, PlanTerms)> {
		let Plan { payer, currency, versions, coverages, .. } = Plans::<T>::get(id)?;
		let newest = PlanVersion::try_from(versions.len()).ok()?.checked_sub(1)?;
		let version = version.unwrap_or(newest);
		let terms = Terms::<T>::get(id, version)?;
		Some((Plan { payer, currency, versions, coverages, ticket: () }, version, terms))
	}

	/// A fee schedule, without its deposit.
	pub fn schedule(id: ScheduleId) -> Option<Schedule<()>> {
		let Schedule { payer, root, plans, .. } = Schedules::<T>::get(id)?;
		Some(Schedule { payer, root, plans, ticket: () })
	}

	/// What a payer knows of a provider.
	pub fn contract(payer: OrganizationId, provider: OrganizationId) -> Contract {
		Contracts::<T>::get(payer, provider)
	}

	/// How a payer has behaved.
	pub fn conduct(payer: OrganizationId) -> Conduct {
		Conducts::<T>::get(payer)
	}
}
