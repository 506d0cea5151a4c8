//! Emergencies: access that waits for nobody, and what follows from it.

use crate::{decision, pallet::*, types::*};
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
		emergencies.unreviewed.try_push(waiting).map_err(|_| Error::<T>::PrivilegeSuspended)?;
		EmergenciesOf::<T>::insert(practitioner, emergencies);
		let entry = Entry::BreakGlass { at, account: who, request, reason, grant, expires, review_due };
		Self::log(subject, &mut file, entry)?;
		Files::<T>::insert(subject, file);
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
		let waiting = emergencies.unreviewed.iter().find(|waiting| waiting.grant == grant);
		let (subject, broken_for) =
			waiting.map(|waiting| (waiting.subject, waiting.organization)).ok_or(Error::<T>::NothingToReview)?;
		Self::ensure_reviewer(&who, practitioner, organization, broken_for)?;
		let mut file = Self::file_kept(subject)?;
		emergencies.unreviewed.retain(|waiting| waiting.grant != grant);
		if !justified {
			emergencies.revoked_by = Some(organization);
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
		let revoked_by = emergencies.revoked_by.ok_or(Error::<T>::NotRevoked)?;
		Self::ensure_reviewer(&who, practitioner, organization, revoked_by)?;
		emergencies.revoked_by = None;
		Self::keep_emergencies(practitioner, emergencies);
		Self::deposit_event(Event::Reinstated { practitioner, organization });
		Ok(())
	}

	/// Regulators may stand in: an organisation that left must not leave its staff suspended for ever.
	fn ensure_reviewer(
		who: &T::AccountId,
		practitioner: SubjectId,
		organization: OrganizationId,
		of: OrganizationId,
	) -> DispatchResult {
		let may = organization == of || T::Organizations::has_role(organization, Role::Regulator);
		ensure!(may, Error::<T>::NotAuthorized);
		let own = T::Subjects::ensure_controls(practitioner, who).is_ok();
		ensure!(!own, Error::<T>::OwnEmergency);
		Ok(())
	}

	fn keep_emergencies(practitioner: SubjectId, emergencies: Emergencies) {
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
			unreviewed: emergencies.unreviewed.into_inner(),
		}
	}
}
