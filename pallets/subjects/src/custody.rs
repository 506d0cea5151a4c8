//! Subjects of persons without a key: opened, kept, handed over and claimed.

use crate::{
	types::{
		count, subject_id, Basis, Change, Entry, Guardianship, Keeper, Offer, Proposal, Recipient, Subject, Succession,
	},
	Config, Controllers, Error, Event, Offers, Pallet, Proposals, Subjects, Successions,
};
use frame_support::{ensure, traits::Get};
use salus_primitives::{Commitment, Duty, OrganizationId, Organizations, Seconds, SubjectId};
use sp_runtime::{DispatchError, DispatchResult};

/// Does `end` lie ahead of `now`, and at most `most` seconds?
fn ahead(now: Seconds, end: Seconds, most: Seconds) -> bool {
	now < end && end <= now.saturating_add(most)
}

impl<T: Config> Pallet<T> {
	/// Change a subject that `organization` must keep, on behalf of which `who` must be allowed to act.
	fn try_mutate_kept<R>(
		id: SubjectId,
		organization: OrganizationId,
		who: &T::AccountId,
		change: impl FnOnce(&mut Subject<T::AccountId>) -> Result<R, DispatchError>,
	) -> Result<R, DispatchError> {
		T::Organizations::ensure_duty(organization, who, Duty::Registration)?;
		Subjects::<T>::try_mutate(id, |slot| {
			let subject = slot.as_mut().ok_or(Error::<T>::NotFound)?;
			ensure!(subject.custodian() == Some(organization), Error::<T>::NotCustodian);
			change(subject)
		})
	}

	fn ensure_guardianship(guardianship: &Option<Guardianship<T::AccountId>>) -> Result<u32, DispatchError> {
		let Some(Guardianship { guardians, until }) = guardianship else { return Ok(0) };
		Self::ensure_set(guardians)?;
		ensure!(ahead(Self::now(), *until, T::MaxGuardianship::get()), Error::<T>::GuardianshipOutOfRange);
		Ok(count(guardians))
	}

	fn ensure_expiry(expires: Seconds) -> DispatchResult {
		ensure!(ahead(Self::now(), expires, T::MaxOfferPeriod::get()), Error::<T>::ExpiryOutOfRange);
		Ok(())
	}

	pub(crate) fn account_of(organization: OrganizationId) -> Result<T::AccountId, DispatchError> {
		Ok(T::Organizations::account(organization).ok_or(Error::<T>::OrganizationNotActive)?)
	}

	pub(crate) fn do_open_for(
		who: T::AccountId,
		organization: OrganizationId,
		salt: [u8; 32],
		basis: Basis,
		evidence: Commitment,
		guardianship: Option<Guardianship<T::AccountId>>,
	) -> DispatchResult {
		T::Organizations::ensure_duty(organization, &who, Duty::Registration)?;
		let legal_guardians = Self::ensure_guardianship(&guardianship)?;
		let id = subject_id(organization, &salt);
		Self::insert(
			id,
			Keeper::Custodian { organization, guardianship: None },
			Some(organization),
			Self::account_of(organization)?,
			Entry::OpenedFor { organization, basis, evidence, legal_guardians },
		)?;
		if guardianship.is_none() {
			return Ok(());
		}
		Subjects::<T>::try_mutate(id, |slot| {
			let subject = slot.as_mut().ok_or(Error::<T>::NotFound)?;
			Self::propose(id, subject, who, organization, Change::LegalGuardians { guardianship, evidence })
		})
	}

	/// Keep a proposal until another of the staff confirms it. Whoever made an earlier one sees it replaced.
	fn propose(
		id: SubjectId,
		subject: &mut Subject<T::AccountId>,
		by: T::AccountId,
		organization: OrganizationId,
		change: Change<T::AccountId>,
	) -> DispatchResult {
		let lapses = Self::now().saturating_add(T::ConfirmationPeriod::get());
		let entry = match &change {
			Change::LegalGuardians { guardianship, evidence } => Entry::LegalGuardiansProposed {
				organization,
				legal_guardians: guardianship.as_ref().map_or(0, |guardianship| count(&guardianship.guardians)),
				evidence: *evidence,
				lapses,
			},
			Change::Claim { expires, .. } => Entry::ClaimProposed { organization, expires: *expires, lapses },
		};
		let number = Self::record(id, subject, entry)?;
		Proposals::<T>::insert(id, Proposal { number, by, change, lapses });
		Ok(())
	}

	/// Use up the proposal of this number.
	fn take_proposal(id: SubjectId, number: u32) -> Result<Proposal<T::AccountId>, DispatchError> {
		let proposal = Proposals::<T>::get(id).ok_or(Error::<T>::NothingProposed)?;
		ensure!(proposal.number == number, Error::<T>::WrongProposal);
		Proposals::<T>::remove(id);
		Ok(proposal)
	}

	pub(crate) fn do_confirm_proposal(
		who: T::AccountId,
		organization: OrganizationId,
		id: SubjectId,
		number: u32,
	) -> DispatchResult {
		Self::try_mutate_kept(id, organization, &who, |subject| {
			let proposal = Self::take_proposal(id, number)?;
			ensure!(Self::now() < proposal.lapses, Error::<T>::ProposalLapsed);
			ensure!(!proposal.concerns(&who), Error::<T>::SecondPersonNeeded);
			// What was lawful when it was proposed may be over by now.
			let entry = match proposal.change {
				Change::LegalGuardians { guardianship, evidence } => {
					let legal_guardians = Self::ensure_guardianship(&guardianship)?;
					subject.keeper = Keeper::Custodian { organization, guardianship };
					Entry::LegalGuardiansSet { organization, legal_guardians, evidence }
				},
				Change::Claim { claimant, expires } => {
					Self::ensure_expiry(expires)?;
					Offers::<T>::insert(id, Offer { to: Recipient::Claimant(claimant), expires });
					Entry::ClaimOffered { organization, expires }
				},
			};
			Self::record(id, subject, entry).map(drop)
		})
	}

	pub(crate) fn do_withdraw_proposal(
		who: T::AccountId,
		organization: OrganizationId,
		id: SubjectId,
		number: u32,
	) -> DispatchResult {
		Self::try_mutate_kept(id, organization, &who, |subject| {
			Self::take_proposal(id, number)?;
			Self::record(id, subject, Entry::ProposalWithdrawn { organization, proposal: number }).map(drop)
		})
	}

	pub(crate) fn do_offer_claim(
		who: T::AccountId,
		organization: OrganizationId,
		id: SubjectId,
		claimant: T::AccountId,
		expires: Seconds,
	) -> DispatchResult {
		Self::try_mutate_kept(id, organization, &who, |subject| {
			ensure!(claimant != who, Error::<T>::OfferToSelf);
			Self::ensure_expiry(expires)?;
			Self::propose(id, subject, who.clone(), organization, Change::Claim { claimant, expires })
		})
	}

	pub(crate) fn do_accept_claim(who: T::AccountId, id: SubjectId) -> DispatchResult {
		Subjects::<T>::try_mutate(id, |slot| {
			let subject = slot.as_mut().ok_or(Error::<T>::NotFound)?;
			let organization = subject.custodian().ok_or(Error::<T>::NotOffered)?;
			let now = Self::now();
			Self::take_offer(id, &Recipient::Claimant(who.clone()), now)?;
			// What an organisation promised before it was suspended or expelled is not its to give any more.
			ensure!(T::Organizations::is_active(organization), Error::<T>::OrganizationNotActive);
			ensure!(subject.guardianship(now).is_none(), Error::<T>::GuardianshipRunning);
			subject.keeper = Keeper::Controllers(Controllers::truncate_from([who].into()));
			Proposals::<T>::remove(id);
			Self::record(id, subject, Entry::Claimed { organization }).map(drop)
		})
	}

	/// Use up the offer, which must be for this recipient and not be over.
	fn take_offer(id: SubjectId, to: &Recipient<T::AccountId>, now: Seconds) -> DispatchResult {
		let offer = Offers::<T>::get(id).filter(|offer| offer.to == *to).ok_or(Error::<T>::NotOffered)?;
		ensure!(now < offer.expires, Error::<T>::OfferExpired);
		Offers::<T>::remove(id);
		Ok(())
	}

	pub(crate) fn do_offer_custody(
		who: T::AccountId,
		organization: OrganizationId,
		id: SubjectId,
		to: OrganizationId,
		expires: Seconds,
	) -> DispatchResult {
		Self::try_mutate_kept(id, organization, &who, |subject| {
			ensure!(to != organization, Error::<T>::OfferToSelf);
			ensure!(T::Organizations::is_active(to), Error::<T>::OrganizationNotActive);
			Self::ensure_expiry(expires)?;
			Offers::<T>::insert(id, Offer { to: Recipient::Organization(to), expires });
			Self::record(id, subject, Entry::CustodyOffered { organization, to, expires }).map(drop)
		})
	}

	pub(crate) fn do_take_custody(who: T::AccountId, to: OrganizationId, id: SubjectId) -> DispatchResult {
		T::Organizations::ensure_duty(to, &who, Duty::Registration)?;
		Subjects::<T>::try_mutate(id, |slot| {
			let subject = slot.as_mut().ok_or(Error::<T>::NotFound)?;
			let Keeper::Custodian { organization, .. } = &mut subject.keeper else {
				return Err(Error::<T>::NotOffered.into());
			};
			let from = *organization;
			let now = Self::now();
			// An active custodian's word counts, and only its; the council's where there is none.
			let succession = !T::Organizations::is_active(from);
			if succession {
				let succession = Successions::<T>::get(from).filter(|s| s.to == to).ok_or(Error::<T>::NotOffered)?;
				ensure!(now < succession.expires, Error::<T>::OfferExpired);
				Offers::<T>::remove(id);
			} else {
				Self::take_offer(id, &Recipient::Organization(to), now)?;
			}
			*organization = to;
			// Two persons of one house decide, so nothing waits for a person of another.
			Proposals::<T>::remove(id);
			Self::move_deposit(id, Self::account_of(to)?)?;
			Self::record(id, subject, Entry::CustodyTaken { from, to, succession }).map(drop)
		})
	}

	pub(crate) fn do_withdraw_offer(who: T::AccountId, organization: OrganizationId, id: SubjectId) -> DispatchResult {
		Self::try_mutate_kept(id, organization, &who, |subject| {
			ensure!(Offers::<T>::take(id).is_some(), Error::<T>::NotOffered);
			Self::record(id, subject, Entry::OfferWithdrawn { organization }).map(drop)
		})
	}

	pub(crate) fn do_set_legal_guardians(
		who: T::AccountId,
		organization: OrganizationId,
		id: SubjectId,
		guardianship: Option<Guardianship<T::AccountId>>,
		evidence: Commitment,
	) -> DispatchResult {
		Self::try_mutate_kept(id, organization, &who, |subject| {
			Self::ensure_guardianship(&guardianship)?;
			let change = Change::LegalGuardians { guardianship, evidence };
			Self::propose(id, subject, who.clone(), organization, change)
		})
	}

	pub(crate) fn do_appoint_successor(from: OrganizationId, to: OrganizationId, expires: Seconds) -> DispatchResult {
		ensure!(!T::Organizations::is_active(from), Error::<T>::OrganizationActive);
		ensure!(T::Organizations::is_active(to), Error::<T>::OrganizationNotActive);
		Self::ensure_expiry(expires)?;
		Successions::<T>::insert(from, Succession { to, expires });
		Self::deposit_event(Event::SuccessorAppointed { from, to, expires });
		Ok(())
	}
}
