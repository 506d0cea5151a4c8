//! Issuers: who may issue, by whose leave, and who stopped it.

use crate::{pallet::*, types::*};
use frame_support::{ensure, traits::EnsureOrigin};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use salus_primitives::{codes::CodeKind, CodeId, Codes, Duty, OrganizationId, Organizations, Role, SchemaId, Seconds};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_apply(
		organization: OrganizationId,
		schema: SchemaId,
		under: Option<OrganizationId>,
	) -> DispatchResult {
		let (_, newest) = Self::newest(schema)?;
		let suited =
			|role: &Role| newest.rules.issuers.contains(*role) && T::Organizations::has_role(organization, *role);
		ensure!(Role::ALL.iter().any(suited), Error::<T>::RoleMissing);
		let depth = match under {
			None => 0,
			Some(above) => {
				ensure!(!Self::is_above(schema, organization, above), Error::<T>::CyclicDelegation);
				let above = Self::ensure_may_issue(schema, above)?;
				let depth = above.depth.saturating_add(1);
				ensure!(depth <= newest.rules.max_depth, Error::<T>::DepthExceeded);
				depth
			},
		};
		ensure!(!Issuers::<T>::contains_key(schema, organization), Error::<T>::AlreadyApplied);
		let issuer = Issuer {
			state: IssuerState::Candidate,
			under,
			depth,
			sub_issuers: 0,
			since: None,
			suspensions: Default::default(),
		};
		Issuers::<T>::insert(schema, organization, issuer);
		Self::deposit_event(Event::IssuerApplied { schema, organization, under });
		Ok(())
	}

	pub(crate) fn do_accredit(schema: SchemaId, organization: OrganizationId) -> DispatchResult {
		let issuer = Self::candidate(schema, organization)?;
		ensure!(issuer.under.is_none(), Error::<T>::AskedAnotherIssuer);
		ensure!(T::Organizations::is_active(organization), Error::<T>::MemberNotActive);
		Self::put_accredited(schema, organization, issuer);
		Ok(())
	}

	pub(crate) fn do_delegate(
		schema: SchemaId,
		organization: OrganizationId,
		issuer: Issuer,
		under: OrganizationId,
	) -> DispatchResult {
		ensure!(T::Organizations::is_active(organization), Error::<T>::MemberNotActive);
		let mut above = Self::ensure_may_issue(schema, under)?;
		let (_, newest) = Self::newest(schema)?;
		// The schema may allow less by now than when the candidate asked.
		ensure!(issuer.depth <= newest.rules.max_depth, Error::<T>::DepthExceeded);
		ensure!(above.sub_issuers < newest.rules.max_sub_issuers, Error::<T>::TooManySubIssuers);
		above.sub_issuers = above.sub_issuers.saturating_add(1);
		Issuers::<T>::insert(schema, under, above);
		Self::put_accredited(schema, organization, issuer);
		Ok(())
	}

	fn put_accredited(schema: SchemaId, organization: OrganizationId, mut issuer: Issuer) {
		issuer.state = IssuerState::Accredited;
		issuer.since = Some(Self::now());
		let under = issuer.under;
		Issuers::<T>::insert(schema, organization, issuer);
		Self::deposit_event(Event::IssuerAccredited { schema, organization, under });
	}

	pub(crate) fn do_suspend_issuer(
		schema: SchemaId,
		organization: OrganizationId,
		mut issuer: Issuer,
		by: Authority,
		reason: CodeId,
	) -> DispatchResult {
		match issuer.state {
			IssuerState::Candidate => return Err(Error::<T>::IssuerNotAccredited.into()),
			IssuerState::Accredited => {},
			// The council takes over.
			IssuerState::Suspended(Authority::Issuer) if by == Authority::Council => {},
			IssuerState::Suspended(_) => return Err(Error::<T>::AlreadySuspended.into()),
			IssuerState::Revoked { .. } => return Err(Error::<T>::RevocationIsFinal.into()),
		}
		Self::ensure_reason(reason)?;
		issuer.state = IssuerState::Suspended(by);
		issuer.suspensions.begin(Self::now());
		Issuers::<T>::insert(schema, organization, issuer);
		Self::deposit_event(Event::IssuerSuspended { schema, organization, by, reason });
		Ok(())
	}

	pub(crate) fn do_reinstate_issuer(
		schema: SchemaId,
		organization: OrganizationId,
		mut issuer: Issuer,
		by: Authority,
	) -> DispatchResult {
		match issuer.state {
			IssuerState::Candidate => return Err(Error::<T>::IssuerNotAccredited.into()),
			IssuerState::Accredited => return Err(Error::<T>::NotSuspended.into()),
			IssuerState::Suspended(suspended_by) => Self::ensure_lifts(suspended_by, by)?,
			IssuerState::Revoked { .. } => return Err(Error::<T>::RevocationIsFinal.into()),
		}
		Self::ensure_delegator(schema, &issuer, by)?;
		issuer.state = IssuerState::Accredited;
		issuer.suspensions.end(Self::now());
		Issuers::<T>::insert(schema, organization, issuer);
		Self::deposit_event(Event::IssuerReinstated { schema, organization, by });
		Ok(())
	}

	pub(crate) fn do_revoke_issuer(
		schema: SchemaId,
		organization: OrganizationId,
		issuer: Issuer,
		by: Authority,
		reason: CodeId,
		cut_off: Option<Seconds>,
	) -> DispatchResult {
		match issuer.state {
			IssuerState::Candidate => return Err(Error::<T>::IssuerNotAccredited.into()),
			IssuerState::Accredited => {},
			IssuerState::Suspended(suspended_by) => Self::ensure_lifts(suspended_by, by)?,
			IssuerState::Revoked { .. } => return Err(Error::<T>::RevocationIsFinal.into()),
		}
		Self::ensure_reason(reason)?;
		let now = Self::now();
		// Nothing was accepted while it was suspended: a cut-off of "now" would only make all that it issued good again.
		let suspended = matches!(issuer.state, IssuerState::Suspended(_));
		ensure!(!suspended || cut_off.is_some(), Error::<T>::CutOffMissing);
		let cut_off = cut_off.unwrap_or(now);
		ensure!(cut_off <= now, Error::<T>::CutOffInTheFuture);
		if suspended || cut_off < now {
			Self::ensure_delegator(schema, &issuer, by)?;
		}
		Self::put_revoked(schema, organization, issuer, cut_off, Some(reason));
		Ok(())
	}

	pub(crate) fn do_resign(organization: OrganizationId, schema: SchemaId) -> DispatchResult {
		let issuer = Self::issuer_entry(schema, organization)?;
		match issuer.state {
			IssuerState::Candidate => {
				Issuers::<T>::remove(schema, organization);
				Self::deposit_event(Event::ApplicationWithdrawn { schema, organization });
			},
			IssuerState::Accredited => Self::put_revoked(schema, organization, issuer, Self::now(), None),
			// Else it could end the suspension of what it issued.
			IssuerState::Suspended(_) => return Err(Error::<T>::IssuerSuspended.into()),
			IssuerState::Revoked { .. } => return Err(Error::<T>::RevocationIsFinal.into()),
		}
		Ok(())
	}

	fn put_revoked(
		schema: SchemaId,
		organization: OrganizationId,
		mut issuer: Issuer,
		cut_off: Seconds,
		reason: Option<CodeId>,
	) {
		let now = Self::now();
		// From now on the cut-off says what is relied on.
		issuer.suspensions.end(now);
		issuer.state = IssuerState::Revoked { at: now, cut_off, reason };
		if let Some(under) = issuer.under {
			Issuers::<T>::mutate(schema, under, |above| {
				if let Some(above) = above {
					above.sub_issuers = above.sub_issuers.saturating_sub(1);
				}
			});
		}
		Issuers::<T>::insert(schema, organization, issuer);
		Self::deposit_event(Event::IssuerRevoked { schema, organization, cut_off, reason });
	}

	/// The entry of an organisation that applied at least.
	pub(crate) fn issuer_entry(schema: SchemaId, organization: OrganizationId) -> Result<Issuer, DispatchError> {
		Ok(Issuers::<T>::get(schema, organization).ok_or(Error::<T>::IssuerNotAccredited)?)
	}

	/// The entry of an organisation whose application is not decided.
	pub(crate) fn candidate(schema: SchemaId, organization: OrganizationId) -> Result<Issuer, DispatchError> {
		let issuer = Issuers::<T>::get(schema, organization);
		let candidate = issuer.filter(|issuer| issuer.state == IssuerState::Candidate);
		Ok(candidate.ok_or(Error::<T>::NotACandidate)?)
	}

	/// An organisation's entry, if it may issue now: it is accredited, and so are all above it.
	pub(crate) fn ensure_may_issue(schema: SchemaId, organization: OrganizationId) -> Result<Issuer, DispatchError> {
		let issuer = Self::issuer_entry(schema, organization)?;
		let (mut state, mut above) = (issuer.state, issuer.under);
		for _ in 0..=MAX_DEPTH {
			match state {
				IssuerState::Accredited => {},
				IssuerState::Candidate => return Err(Error::<T>::IssuerNotAccredited.into()),
				IssuerState::Suspended(_) => return Err(Error::<T>::IssuerSuspended.into()),
				IssuerState::Revoked { .. } => return Err(Error::<T>::IssuerRevoked.into()),
			}
			let Some(next) = above else { return Ok(issuer) };
			let next = Self::issuer_entry(schema, next)?;
			(state, above) = (next.state, next.under);
		}
		// No chain is longer; one that were could not be walked to its end.
		Err(Error::<T>::DepthExceeded.into())
	}

	/// Is the organisation this issuer, or one of those above it?
	pub(crate) fn is_above(schema: SchemaId, organization: OrganizationId, issuer: OrganizationId) -> bool {
		issuer == organization || Self::above(schema, issuer).contains(&organization)
	}

	/// Those above an issuer, nearest first.
	pub(crate) fn above(schema: SchemaId, organization: OrganizationId) -> alloc::vec::Vec<OrganizationId> {
		let mut found = alloc::vec::Vec::new();
		let mut next = Issuers::<T>::get(schema, organization).and_then(|issuer| issuer.under);
		for _ in 0..MAX_DEPTH {
			let Some(above) = next else { break };
			found.push(above);
			next = Issuers::<T>::get(schema, above).and_then(|issuer| issuer.under);
		}
		found
	}

	/// In whose right does this origin stop or reinstate: the council's, or that of the organisation for whose staff it
	/// then must be?
	pub(crate) fn authority(
		origin: OriginFor<T>,
		organization: Option<OrganizationId>,
	) -> Result<Authority, DispatchError> {
		if T::AccreditOrigin::ensure_origin(origin.clone()).is_ok() {
			return Ok(Authority::Council);
		}
		let who = ensure_signed(origin)?;
		let organization = organization.ok_or(DispatchError::BadOrigin)?;
		T::Organizations::ensure_duty(organization, &who, Duty::Credentialing)?;
		Ok(Authority::Issuer)
	}

	/// May `by` lift what `suspended_by` did?
	pub(crate) fn ensure_lifts(suspended_by: Authority, by: Authority) -> DispatchResult {
		ensure!(by == Authority::Council || suspended_by == Authority::Issuer, Error::<T>::SuspendedByCouncil);
		Ok(())
	}

	/// Who delegated rules what was issued below it only as long as it may issue itself.
	fn ensure_delegator(schema: SchemaId, issuer: &Issuer, by: Authority) -> DispatchResult {
		if let (Authority::Issuer, Some(under)) = (by, issuer.under) {
			Self::ensure_may_issue(schema, under)?;
		}
		Ok(())
	}

	pub(crate) fn ensure_reason(reason: CodeId) -> DispatchResult {
		ensure!(T::Codes::is_active(reason, CodeKind::Reason), Error::<T>::ReasonNotFound);
		Ok(())
	}
}
