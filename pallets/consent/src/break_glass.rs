//! Emergencies: access that waits for nobody, and what follows from it.

use crate::{access, decision, pallet::*, types::*};
use frame_support::{ensure, traits::Get};
use salus_primitives::{codes::CodeKind, CodeId, OrganizationId, Organizations, Role, SubjectId, Subjects};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_break_glass(
		who: T::AccountId,
		subject: SubjectId,
		organization: OrganizationId,
		practitioner: SubjectId,
		reason: CodeId,
		data: DataScope,
	) -> DispatchResult {
		Self::ensure_clinician(&who, organization, practitioner)?;
		Self::ensure_code(Some(reason), CodeKind::Reason)?;
		let at = Self::now();
		let mut emergencies = EmergenciesOf::<T>::get(practitioner);
		ensure!(emergencies.suspension(at).is_none(), Error::<T>::PrivilegeSuspended);
		let request = AccessRequest {
			organization,
			practitioner: Some(practitioner),
			purpose: T::BreakGlassPurpose::get(),
			action: T::BreakGlassAction::get(),
			protocol: None,
			data,
		};
		Self::ensure_scope(&request.data)?;
		let mut file = Self::file_kept(subject)?;
		ensure!(!Self::is_break_glass_forbidden(subject, &file, &request), Error::<T>::BreakGlassForbidden);
		let expires = at.saturating_add(T::BreakGlassLifetime::get());
		let review_due = at.saturating_add(T::ReviewPeriod::get());
		let grant = Self::leave_grant(Grant {
			subject,
			account: who.clone(),
			request: request.clone(),
			issued: at,
			expires,
			emergency: Some(reason),
		})?;
		let waiting = Unreviewed { grant, subject, organization, due: review_due };
		emergencies.unreviewed.try_push((who.clone(), waiting)).map_err(|_| Error::<T>::PrivilegeSuspended)?;
		EmergenciesOf::<T>::insert(practitioner, emergencies);
		let entry = Entry::BreakGlass { at, account: who, request, reason, grant, expires, review_due };
		Self::log(subject, &mut file, entry)?;
		Files::<T>::insert(subject, file);
		Self::clear(CLEARED_PER_GRANT, at, &mut || true);
		Ok(())
	}

	pub(crate) fn do_review(
		who: T::AccountId,
		practitioner: SubjectId,
		grant: GrantId,
		organization: OrganizationId,
		justified: bool,
	) -> DispatchResult {
		Self::ensure_privacy(organization, &who)?;
		let mut emergencies = EmergenciesOf::<T>::get(practitioner);
		let waiting = emergencies.unreviewed.iter().find(|(_, waiting)| waiting.grant == grant);
		let (account, waiting) = waiting.cloned().ok_or(Error::<T>::NothingToReview)?;
		let subject = waiting.subject;
		Self::ensure_reviewer(&who, practitioner, organization, organization == waiting.organization, &emergencies)?;
		let mut file = Self::file_kept(subject)?;
		emergencies.unreviewed.retain(|(_, waiting)| waiting.grant != grant);
		if !justified {
			// There is a place for each that could wait.
			let _ = emergencies.revoked_by.try_push((organization, account));
			if let Some(kept) = Grants::<T>::get(access::key(grant)) {
				Self::clear_grant(grant, kept.expires);
			}
		}
		Self::keep_emergencies(practitioner, emergencies);
		let entry = Entry::Reviewed { at: Self::now(), grant, by: organization, justified };
		Self::log(subject, &mut file, entry)?;
		Files::<T>::insert(subject, file);
		Ok(())
	}

	pub(crate) fn do_reinstate(
		who: T::AccountId,
		practitioner: SubjectId,
		organization: OrganizationId,
	) -> DispatchResult {
		Self::ensure_privacy(organization, &who)?;
		let mut emergencies = EmergenciesOf::<T>::get(practitioner);
		ensure!(!emergencies.revoked_by.is_empty(), Error::<T>::NotRevoked);
		let own = emergencies.revoked_by.iter().any(|(by, _)| *by == organization);
		Self::ensure_reviewer(&who, practitioner, organization, own, &emergencies)?;
		// A regulator lifts what others found, but not what another regulator did.
		let is_regulator = |organization| T::Organizations::has_role(organization, Role::Regulator);
		let lifts_all = is_regulator(organization);
		emergencies.revoked_by.retain(|(by, _)| *by != organization && (!lifts_all || is_regulator(*by)));
		Self::keep_emergencies(practitioner, emergencies);
		Self::deposit_event(Event::Reinstated { practitioner, organization });
		Ok(())
	}

	/// Regulators may stand in: an organisation that left must not leave its staff suspended for ever.
	fn ensure_reviewer(
		who: &T::AccountId,
		practitioner: SubjectId,
		organization: OrganizationId,
		is_its_own: bool,
		emergencies: &Emergencies<T::AccountId>,
	) -> DispatchResult {
		let may = is_its_own || T::Organizations::has_role(organization, Role::Regulator);
		ensure!(may, Error::<T>::NotAuthorized);
		// Whoever broke the glass remains it, though another account controls the practitioner since.
		let own = T::Subjects::ensure_controls(practitioner, who).is_ok() || emergencies.broken_by(who);
		ensure!(!own, Error::<T>::OwnEmergency);
		Ok(())
	}

	fn keep_emergencies(practitioner: SubjectId, emergencies: Emergencies<T::AccountId>) {
		if emergencies == Emergencies::default() {
			EmergenciesOf::<T>::remove(practitioner);
		} else {
			EmergenciesOf::<T>::insert(practitioner, emergencies);
		}
	}

	/// Does a directive forbid to break the glass, and does the jurisdiction let it?
	pub(crate) fn is_break_glass_forbidden(subject: SubjectId, file: &FileOf<T>, request: &AccessRequest) -> bool {
		file.directives.iter().any(|directive| directive.terms.forbids_break_glass)
			&& CurrentParameters::<T>::get().break_glass_may_be_forbidden
			&& decision::forbids_break_glass(&Self::facts(subject, file, request, None, None), &file.directives)
	}

	/// May this practitioner break the glass, as far as its emergencies go?
	pub fn describe_emergencies(practitioner: SubjectId) -> EmergencyInfo {
		let emergencies = EmergenciesOf::<T>::get(practitioner);
		EmergencyInfo {
			suspension: emergencies.suspension(Self::now()),
			unreviewed: emergencies.unreviewed.into_iter().map(|(_, waiting)| waiting).collect(),
		}
	}
}
