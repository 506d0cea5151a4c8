//! Who else speaks for a subject: proxies, and what an incapacity sets going.

use crate::{pallet::*, types::*};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{ensure, traits::Get};
use salus_primitives::{
	Commitment, CredentialAnswer, CredentialCheck, Duty, Holder, OrganizationId, Organizations, SubjectId, Subjects,
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_appoint_proxy(
		who: T::AccountId,
		subject: SubjectId,
		proxy: Proxy<T::AccountId>,
	) -> DispatchResult {
		let mut file = Self::file_kept(subject)?;
		T::Subjects::ensure_controls(subject, &who)?;
		let controls = T::Subjects::ensure_controls(subject, &proxy.account).is_ok();
		ensure!(!controls, Error::<T>::ProxyIsController);
		let known = file.proxies.iter().any(|other| other.account == proxy.account);
		ensure!(!known, Error::<T>::AlreadyProxy);
		let at = Self::now();
		ensure!(proxy.until.is_none_or(|until| at <= until), Error::<T>::AlreadyOver);
		file.proxies.try_push(proxy.clone()).map_err(|_| Error::<T>::TooManyProxies)?;
		Self::hold(&who, subject, Slot::Proxy(proxy.account.clone()), proxy.encoded_size())?;
		Self::log(subject, &mut file, Entry::ProxyAppointed { at, proxy })?;
		Files::<T>::insert(subject, file);
		Ok(())
	}

	pub(crate) fn do_dismiss_proxy(who: T::AccountId, subject: SubjectId, account: T::AccountId) -> DispatchResult {
		let mut file = Self::file_kept(subject)?;
		if who != account {
			T::Subjects::ensure_controls(subject, &who)?;
		}
		let before = file.proxies.len();
		file.proxies.retain(|proxy| proxy.account != account);
		ensure!(file.proxies.len() < before, Error::<T>::ProxyNotFound);
		Self::release(subject, Slot::Proxy(account.clone()))?;
		// Its directives end with it, or they would speak again once it is appointed again.
		let grantor = Grantor::Proxy(account.clone());
		let capacity = if who == account { grantor.clone() } else { Grantor::Subject };
		let by = By { account: who, capacity };
		let its = file.directives.iter().filter(|directive| directive.grantor == grantor);
		for number in its.map(|directive| directive.number).collect::<Vec<_>>() {
			Self::end_in(subject, &mut file, number, by.clone(), End::Withdrawn(Withdrawal::StopAllUse))?;
		}
		Self::log(subject, &mut file, Entry::ProxyDismissed { at: Self::now(), account })?;
		Files::<T>::insert(subject, file);
		Ok(())
	}

	pub(crate) fn do_declare_incapacity(
		who: T::AccountId,
		subject: SubjectId,
		organization: OrganizationId,
		practitioner: SubjectId,
		evidence: Commitment,
	) -> DispatchResult {
		Self::ensure_clinician(&who, organization, practitioner)?;
		let mut file = Self::file_kept(subject)?;
		ensure!(file.incapacitated.is_none(), Error::<T>::AlreadyIncapacitated);
		let at = Self::now();
		let entry = match Findings::<T>::get(subject).filter(|finding| at < finding.lapses) {
			Some(first) => {
				Self::ensure_another(&first, &who, practitioner)?;
				Findings::<T>::remove(subject);
				Self::release(subject, Slot::Finding)?;
				file.incapacitated = Some(at);
				Entry::IncapacityConfirmed { at, account: who, organization, practitioner, evidence }
			},
			None => {
				let lapses = at.saturating_add(T::SecondFindingPeriod::get());
				let finding = Finding { account: who.clone(), practitioner, lapses };
				Self::hold(&who, subject, Slot::Finding, finding.encoded_size())?;
				Findings::<T>::insert(subject, finding);
				Entry::IncapacityDeclared { at, account: who, organization, practitioner, evidence }
			},
		};
		Self::log(subject, &mut file, entry)?;
		Files::<T>::insert(subject, file);
		Ok(())
	}

	pub(crate) fn do_end_incapacity(
		who: T::AccountId,
		subject: SubjectId,
		clinician: Option<(OrganizationId, SubjectId)>,
	) -> DispatchResult {
		let mut file = Self::file_kept(subject)?;
		match clinician {
			None => T::Subjects::ensure_controls(subject, &who)?,
			Some((organization, practitioner)) => Self::ensure_clinician(&who, organization, practitioner)?,
		}
		let waits = Findings::<T>::contains_key(subject);
		ensure!(waits || file.incapacitated.is_some(), Error::<T>::NotIncapacitated);
		file.incapacitated = None;
		if waits {
			Findings::<T>::remove(subject);
			Self::release(subject, Slot::Finding)?;
		}
		Self::log(subject, &mut file, Entry::IncapacityEnded { at: Self::now(), account: who })?;
		Files::<T>::insert(subject, file);
		Ok(())
	}

	/// Is this clinician another person than the one who found it first? Neither acts for both.
	fn ensure_another(first: &Finding<T::AccountId>, who: &T::AccountId, practitioner: SubjectId) -> DispatchResult {
		let other = first.account != *who
			&& first.practitioner != practitioner
			&& T::Subjects::ensure_controls(first.practitioner, who).is_err()
			&& T::Subjects::ensure_controls(practitioner, &first.account).is_err();
		ensure!(other, Error::<T>::SecondPersonNeeded);
		Ok(())
	}

	/// Does the account act clinically for the organisation, as this practitioner, who is licensed now?
	pub(crate) fn ensure_clinician(
		who: &T::AccountId,
		organization: OrganizationId,
		practitioner: SubjectId,
	) -> DispatchResult {
		T::Organizations::ensure_duty(organization, who, Duty::Clinical)?;
		T::Subjects::ensure_controls(practitioner, who)?;
		ensure!(Self::is_licensed(practitioner), Error::<T>::NoActiveCredential);
		Ok(())
	}

	fn is_licensed(practitioner: SubjectId) -> bool {
		CurrentParameters::<T>::get().clinical_schema.is_some_and(|schema| {
			T::Credentials::check(Holder::Subject(practitioner), schema, None, Self::now()) == CredentialAnswer::Active
		})
	}
}
