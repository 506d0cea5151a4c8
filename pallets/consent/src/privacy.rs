//! Erasure and portability: every holder answers by a deadline, and the last answer makes the certificate. Whoever does
//! not answer is named by it as such.

use crate::{pallet::*, registers::is_ascending, types::*};
use codec::MaxEncodedLen;
use frame_support::{
	ensure,
	traits::{Consideration, Get},
	BoundedVec,
};
use salus_primitives::{codes::CodeKind, OrganizationId, Organizations, SubjectId};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_request_privacy(
		who: T::AccountId,
		subject: SubjectId,
		capacity: Capacity,
		right: PrivacyRight,
		holders: BoundedVec<OrganizationId, MaxHolders>,
	) -> DispatchResult {
		let mut file = Self::file_kept(subject)?;
		let speaker = Self::ensure_speaks(&who, subject, &file, capacity)?;
		ensure!(!holders.is_empty() && is_ascending(&holders), Error::<T>::NotAscending);
		let fit = holders.iter().all(|holder| T::Organizations::is_active(*holder));
		ensure!(fit, Error::<T>::OrganizationNotFit);
		let request = NextPrivacyRequest::<T>::get();
		file.requests.try_push(request).map_err(|_| Error::<T>::TooManyRequests)?;
		let at = Self::now();
		let deadline = at.saturating_add(T::PrivacyPeriod::get());
		// It grows with its answers, so it pays for its full size.
		let ticket = Self::ticket(&who, PrivacyRequestOf::<T>::max_encoded_len())?;
		NextPrivacyRequest::<T>::put(request.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?);
		let kept = PrivacyRequest {
			subject,
			right,
			opened: at,
			deadline,
			// As many as were given, so nothing is cut off.
			holders: BoundedVec::truncate_from(holders.iter().map(|holder| (*holder, None)).collect()),
			deposit: (who.clone(), ticket),
		};
		PrivacyRequests::<T>::insert(request, kept);
		let by = By { account: who, capacity: speaker };
		let entry = Entry::PrivacyRequested { at, by, request, right, deadline, holders };
		Self::log(subject, &mut file, entry)?;
		Files::<T>::insert(subject, file);
		Ok(())
	}

	pub(crate) fn do_acknowledge(
		who: T::AccountId,
		request: PrivacyRequestId,
		organization: OrganizationId,
		answer: Acknowledgement,
	) -> DispatchResult {
		Self::ensure_privacy(organization, &who)?;
		let mut kept = PrivacyRequests::<T>::get(request).ok_or(Error::<T>::PrivacyRequestNotFound)?;
		if let Acknowledgement::LegalHold(reason) = answer {
			ensure!(kept.right == PrivacyRight::Erasure, Error::<T>::HoldOnlyOnErasure);
			Self::ensure_code(Some(reason), CodeKind::Reason)?;
		}
		let at = Self::now();
		let open = kept.holders.iter_mut().find(|(holder, given)| *holder == organization && given.is_none());
		open.ok_or(Error::<T>::NothingToAcknowledge)?.1 = Some((answer, at));
		let mut file = Self::file_kept(kept.subject)?;
		let late = kept.deadline < at;
		let entry = Entry::Acknowledged { at, request, holder: organization, answer, late };
		Self::log(kept.subject, &mut file, entry)?;
		if kept.holders.iter().all(|(_, given)| given.is_some()) {
			return Self::certify(request, kept, file);
		}
		Files::<T>::insert(kept.subject, file);
		PrivacyRequests::<T>::insert(request, kept);
		Ok(())
	}

	pub(crate) fn do_close_privacy_request(
		who: T::AccountId,
		request: PrivacyRequestId,
		capacity: Capacity,
	) -> DispatchResult {
		let kept = PrivacyRequests::<T>::get(request).ok_or(Error::<T>::PrivacyRequestNotFound)?;
		let file = Self::file_kept(kept.subject)?;
		let speaker = Self::ensure_speaks(&who, kept.subject, &file, capacity)?;
		let mut silent = kept.holders.iter().filter(|(_, given)| given.is_none()).map(|(holder, _)| *holder);
		// Whoever owes an answer does not get rid of the question.
		let owes = silent.clone().any(|holder| speaker == Grantor::Organization(holder));
		ensure!(!owes, Error::<T>::NotAuthorized);
		let lapsed = kept.deadline < Self::now() || !silent.any(T::Organizations::is_active);
		ensure!(lapsed, Error::<T>::NotOverdue);
		Self::certify(request, kept, file)
	}

	/// Log what became of a request, clear its state and return its deposit.
	fn certify(request: PrivacyRequestId, kept: PrivacyRequestOf<T>, mut file: FileOf<T>) -> DispatchResult {
		let PrivacyRequest { subject, right, holders, deposit: (payer, ticket), .. } = kept;
		Self::log(subject, &mut file, Entry::Certified { at: Self::now(), request, right, holders })?;
		file.requests.retain(|open| *open != request);
		ticket.drop(&payer)?;
		PrivacyRequests::<T>::remove(request);
		Files::<T>::insert(subject, file);
		Ok(())
	}

	/// What became of this request? `None` once it is certified: the certificate is on the trail.
	pub fn describe_request(request: PrivacyRequestId) -> Option<PrivacyRequestInfo> {
		let kept = PrivacyRequests::<T>::get(request)?;
		Some(PrivacyRequestInfo {
			subject: kept.subject,
			right: kept.right,
			opened: kept.opened,
			deadline: kept.deadline,
			// A request is kept only while somebody has not answered.
			overdue: kept.deadline < Self::now(),
			holders: kept.holders.into_inner(),
		})
	}
}
