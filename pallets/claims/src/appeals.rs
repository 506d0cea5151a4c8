//! Appeals: three levels, nobody decides twice, and none takes anything away.

use crate::{pallet::*, types::*};
use frame_support::{ensure, traits::Get, BoundedVec};
use salus_primitives::{Commitment, Duty, OrganizationId, Organizations, Role};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_appeal(who: &T::AccountId, id: ClaimId, by: Appellant, grounds: Commitment) -> DispatchResult {
		let mut claim = Self::claim_kept(id)?;
		match by {
			Appellant::Provider => T::Organizations::ensure_duty(claim.provider, who, Duty::Billing)?,
			Appellant::Member => {
				let coverage = Self::coverage(claim.coverage)?;
				ensure!(coverage.member.as_ref() == Some(who), Error::<T>::NotMember);
			},
		}
		ensure!(claim.state.is_adjudicated(), Error::<T>::ClaimStateUnfit);
		ensure!(claim.paid < claim.charge, Error::<T>::NothingToAppeal);
		let now = Self::now();
		ensure!(now <= claim.decided.saturating_add(T::AppealWindow::get()), Error::<T>::AppealWindowOver);
		let (level, deciders) = match &claim.appeal {
			None => (AppealLevel::First, BoundedVec::truncate_from(claim.decided_by.iter().cloned().collect())),
			Some(appeal) => {
				ensure!(appeal.decided, Error::<T>::AppealOpen);
				let level = match appeal.level {
					AppealLevel::First => AppealLevel::Second,
					AppealLevel::Second => AppealLevel::External,
					AppealLevel::External => return Err(Error::<T>::AppealExhausted.into()),
				};
				(level, appeal.deciders.clone())
			},
		};
		claim.appeal = Some(Appeal { level, by, at: now, grounds, decided: false, deciders });
		Self::record_claim(id, &mut claim, ClaimEntry::Appealed { level, by, grounds })?;
		Claims::<T>::insert(id, claim);
		Ok(())
	}

	pub(crate) fn do_decide_appeal(
		who: &T::AccountId,
		id: ClaimId,
		organization: OrganizationId,
		ruling: Ruling,
	) -> DispatchResult {
		let mut claim = Self::claim_kept(id)?;
		let mut appeal = claim.appeal.clone().filter(|appeal| !appeal.decided).ok_or(Error::<T>::AppealNotOpen)?;
		let fits = match appeal.level {
			AppealLevel::First | AppealLevel::Second => organization == claim.payer,
			AppealLevel::External => {
				organization != claim.payer
					&& organization != claim.provider
					&& [Role::Regulator, Role::Auditor]
						.into_iter()
						.any(|role| T::Organizations::has_role(organization, role))
			},
		};
		ensure!(fits, Error::<T>::ReviewerUnfit);
		ensure!(!appeal.deciders.contains(who), Error::<T>::SameDecider);
		let upheld = match &ruling {
			Ruling::Uphold(denial) => {
				Self::check_denial(denial)?;
				Some(*denial)
			},
			Ruling::Overturn(decisions) => {
				Self::overturn(id, &mut claim, who, decisions)?;
				None
			},
		};
		Conducts::<T>::mutate(claim.payer, |conduct| match upheld {
			Some(_) => conduct.upheld = conduct.upheld.saturating_add(1),
			None => conduct.overturned = conduct.overturned.saturating_add(1),
		});
		let now = Self::now();
		appeal.decided = true;
		appeal.at = now;
		// One person decided the claim, and one each of three levels: there is room.
		let _ = appeal.deciders.try_push(who.clone());
		let level = appeal.level;
		claim.appeal = Some(appeal);
		claim.decided = now;
		let entry = ClaimEntry::AppealDecided { level, organization, by: who.clone(), upheld };
		Self::record_claim(id, &mut claim, entry)?;
		Claims::<T>::insert(id, claim);
		Ok(())
	}

	/// Replace the results of a claim and pay the difference.
	fn overturn(id: ClaimId, claim: &mut ClaimOf<T>, who: &T::AccountId, decisions: &Decisions) -> DispatchResult {
		// A later payer relied on what this claim left to the patient.
		ensure!(claim.next.is_none(), Error::<T>::CoordinatedClaimStands);
		let before: alloc::vec::Vec<Money> =
			claim.lines.iter().map(|line| line.result.as_ref().map_or(0, |result| result.paid)).collect();
		let paid_before = claim.paid;
		let mut coverage = Self::coverage(claim.coverage)?;
		let mut authorizations = Self::cited(claim);
		Self::uncount(claim, &mut coverage, &mut authorizations);
		let terms = Self::terms_of(claim);
		let mut counters = terms.as_ref().map(|terms| Self::counters(claim.coverage, &coverage, terms));
		Self::apply(claim, &coverage, terms.as_ref(), counters.as_mut(), &mut authorizations, decisions)?;
		let after = claim.lines.iter().map(|line| line.result.as_ref().map_or(0, |result| result.paid));
		ensure!(before.iter().zip(after).all(|(before, after)| *before <= after), Error::<T>::AppealMayNotLower);
		let mut contract = Contracts::<T>::get(claim.payer, claim.provider);
		let difference = claim.paid.saturating_sub(paid_before);
		let excess = claim.patient_excess();
		let offset = Self::pay(claim.payer, claim.provider, claim.currency, difference, excess, &mut contract)?;
		Contracts::<T>::insert(claim.payer, claim.provider, contract);
		Self::put_marks(id, claim);
		if let Some(counters) = counters {
			Self::put_counters(&mut coverage, counters);
		}
		Coverages::<T>::insert(claim.coverage, coverage);
		Self::put_authorizations(authorizations);
		Self::record_adjudication(id, claim, Some(who.clone()), offset)?;
		Self::refund_excess(id, claim)
	}
}
