//! The life of a credential: offered, accepted, suspended, reinstated, revoked, superseded, removed.

use crate::{pallet::*, types::*};
use codec::{Compact, Encode};
use frame_support::{
	ensure,
	traits::{Consideration, Footprint, Get},
};
use salus_primitives::{
	codes::CodeKind, CodeId, Codes, Commitment, Duty, Holder, OrganizationId, Organizations, SchemaId, Seconds,
	Subjects, TrailHead, TrailKind,
};
use sp_runtime::{DispatchError, DispatchResult};

/// What is offered.
pub(crate) struct Offer {
	pub holder: Holder,
	pub schema: SchemaId,
	pub version: Version,
	pub commitment: Commitment,
	pub valid_from: Seconds,
	pub valid_until: Option<Seconds>,
	pub entry: Option<ListEntry>,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer(
		who: &T::AccountId,
		issuer: OrganizationId,
		offer: Offer,
		scopes: Scopes,
		supersedes: Option<CredentialId>,
	) -> DispatchResult {
		let Offer { holder, schema, version, commitment, valid_from, valid_until, entry } = offer;
		ensure!(Latest::<T>::contains_key(schema), Error::<T>::SchemaNotFound);
		let under = Schemas::<T>::get(schema, version).ok_or(Error::<T>::SchemaVersionNotFound)?;
		ensure!(!under.retired, Error::<T>::SchemaVersionRetired);
		Self::ensure_may_issue(schema, issuer)?;
		Self::ensure_holder(who, issuer, schema, &holder, &under.rules)?;
		let now = Self::now();
		Self::ensure_validity(valid_from, valid_until, under.rules.max_validity, now)?;
		for (n, scope) in scopes.iter().enumerate() {
			ensure!(!scopes.iter().take(n).any(|other| other == scope), Error::<T>::ScopeNamedTwice);
			// A privilege may be to act in a role, as directives of consent speak of roles.
			let known = [CodeKind::Scope, CodeKind::ActorRole].iter().any(|kind| T::Codes::is_active(*scope, *kind));
			ensure!(known, Error::<T>::ScopeNotFound);
		}
		Self::ensure_entry(issuer, schema, under.rules.status, entry)?;
		if let Some(older) = supersedes {
			Self::ensure_supersedable(&Self::credential(older)?, &holder, schema, issuer)?;
		}
		let credential = NextCredentialId::<T>::get();
		NextCredentialId::<T>::put(credential.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?);
		let payer = T::Organizations::account(issuer).ok_or(Error::<T>::MemberNotActive)?;
		let ticket = T::Consideration::new(&payer, Footprint::from_mel::<CredentialOf<T>>())?;

		if let Some(entry) = entry {
			StatusLists::<T>::mutate(entry.list, |list| {
				if let Some(list) = list {
					list.credentials = list.credentials.saturating_add(1);
				}
			});
		}
		let lapses = now.saturating_add(T::OfferLifetime::get());
		let mut kept = Credential {
			holder,
			schema,
			version,
			issuer,
			commitment,
			valid_from: Compact(valid_from),
			valid_until: valid_until.map(Compact),
			since: Compact(now),
			state: State::Offered { lapses, supersedes },
			suspensions: Default::default(),
			entry,
			trail: TrailHead::new(TrailKind::Credential, &credential.encode()),
			deposit: Some(ticket),
		};
		Self::append(&mut kept, TrailEntry::Offered { at: now });
		OfferedScopes::<T>::insert(credential, scopes);
		Credentials::<T>::insert(credential, kept);
		Self::deposit_event(Event::CredentialOffered { credential, holder, schema, issuer });
		Ok(())
	}

	pub(crate) fn do_accept(credential: CredentialId, mut kept: CredentialOf<T>) -> DispatchResult {
		let State::Offered { lapses, supersedes } = kept.state else {
			return Err(Error::<T>::AlreadyAccepted.into());
		};
		let now = Self::now();
		ensure!(now < lapses, Error::<T>::OfferLapsed);
		ensure!(kept.valid_until.is_none_or(|until| now < until.0), Error::<T>::ValidityPast);
		Self::ensure_may_issue(kept.schema, kept.issuer)?;
		let older = match supersedes {
			None => None,
			Some(older) => {
				// It may have ended since it was to be superseded.
				let found = Credentials::<T>::get(older).ok_or(Error::<T>::NotSupersedable)?;
				Self::ensure_supersedable(&found, &kept.holder, kept.schema, kept.issuer)?;
				Some((older, found))
			},
		};
		let mut index = HeldBy::<T>::get(kept.holder, kept.schema);
		// Else an issuer could lift what the council suspended by a fresh offer.
		let barred = index.iter().filter_map(|held| Credentials::<T>::get(held.credential)).any(|held| {
			held.issuer == kept.issuer
				&& held.state == State::Suspended(Authority::Council)
				&& held.holder == kept.holder
		});
		ensure!(!barred, Error::<T>::SuspendedByCouncil);
		let scopes = OfferedScopes::<T>::get(credential).unwrap_or_default();
		index.try_push(Held { credential, scopes }).map_err(|_| Error::<T>::TooManyHeld)?;

		HeldBy::<T>::insert(kept.holder, kept.schema, index);
		OfferedScopes::<T>::remove(credential);
		if let Some((older, mut found)) = older {
			found.suspensions.end(now);
			found.state = State::Superseded { at: now, by: credential };
			Self::append(&mut found, TrailEntry::Superseded { at: now, by: credential });
			Credentials::<T>::insert(older, found);
		}
		kept.state = State::Held;
		kept.since = Compact(now);
		Self::append(&mut kept, TrailEntry::Accepted { at: now });
		Credentials::<T>::insert(credential, kept);
		Self::deposit_event(Event::CredentialAccepted { credential, supersedes });
		Ok(())
	}

	pub(crate) fn do_end_offer(credential: CredentialId, kept: CredentialOf<T>) -> DispatchResult {
		ensure!(matches!(kept.state, State::Offered { .. }), Error::<T>::AlreadyAccepted);
		Self::forget(credential, kept)?;
		Self::deposit_event(Event::OfferEnded { credential });
		Ok(())
	}

	pub(crate) fn do_suspend(
		credential: CredentialId,
		mut kept: CredentialOf<T>,
		by: Authority,
		reason: CodeId,
	) -> DispatchResult {
		Self::ensure_status_here(&kept)?;
		match Self::ensure_not_ended(&kept)? {
			// The council takes over.
			Some(Authority::Issuer) if by == Authority::Council => {},
			Some(_) => return Err(Error::<T>::AlreadySuspended.into()),
			None => {},
		}
		Self::ensure_reason(reason)?;
		let now = Self::now();
		kept.state = State::Suspended(by);
		kept.suspensions.begin(now);
		Self::append(&mut kept, TrailEntry::Suspended { at: now, by, reason });
		Credentials::<T>::insert(credential, kept);
		Self::deposit_event(Event::CredentialSuspended { credential, by, reason });
		Ok(())
	}

	pub(crate) fn do_reinstate(credential: CredentialId, mut kept: CredentialOf<T>, by: Authority) -> DispatchResult {
		Self::ensure_status_here(&kept)?;
		let suspended_by = Self::ensure_not_ended(&kept)?.ok_or(Error::<T>::NotSuspended)?;
		Self::ensure_lifts(suspended_by, by)?;
		if by == Authority::Issuer {
			Self::ensure_may_issue(kept.schema, kept.issuer)?;
		}
		let now = Self::now();
		kept.state = State::Held;
		kept.suspensions.end(now);
		Self::append(&mut kept, TrailEntry::Reinstated { at: now, by });
		Credentials::<T>::insert(credential, kept);
		Self::deposit_event(Event::CredentialReinstated { credential, by });
		Ok(())
	}

	pub(crate) fn do_revoke(
		credential: CredentialId,
		mut kept: CredentialOf<T>,
		by: Authority,
		reason: CodeId,
	) -> DispatchResult {
		Self::ensure_status_here(&kept)?;
		Self::ensure_not_ended(&kept)?;
		Self::ensure_reason(reason)?;
		let now = Self::now();
		kept.suspensions.end(now);
		kept.state = State::Revoked { at: now, reason };
		Self::append(&mut kept, TrailEntry::Revoked { at: now, by, reason });
		Credentials::<T>::insert(credential, kept);
		Self::deposit_event(Event::CredentialRevoked { credential, by, reason });
		Ok(())
	}

	/// Remove a credential and everything about it. The deposit returns.
	pub(crate) fn forget(credential: CredentialId, mut kept: CredentialOf<T>) -> DispatchResult {
		if let Some(ticket) = kept.deposit.take() {
			let payer = T::Organizations::account(kept.issuer).ok_or(Error::<T>::MemberNotActive)?;
			ticket.drop(&payer)?;
		}
		if let Some(entry) = kept.entry {
			StatusLists::<T>::mutate(entry.list, |list| {
				if let Some(list) = list {
					list.credentials = list.credentials.saturating_sub(1);
				}
			});
		}
		if matches!(kept.state, State::Offered { .. }) {
			OfferedScopes::<T>::remove(credential);
		} else {
			let mut index = HeldBy::<T>::get(kept.holder, kept.schema);
			index.retain(|held| held.credential != credential);
			if index.is_empty() {
				HeldBy::<T>::remove(kept.holder, kept.schema);
			} else {
				HeldBy::<T>::insert(kept.holder, kept.schema, index);
			}
			if let Some((_, by)) = Verifications::<T>::take(credential).and_then(|verification| verification.open) {
				Self::count_closed(by);
			}
		}
		Credentials::<T>::remove(credential);
		Ok(())
	}

	pub(crate) fn credential(credential: CredentialId) -> Result<CredentialOf<T>, DispatchError> {
		Ok(Credentials::<T>::get(credential).ok_or(Error::<T>::CredentialNotFound)?)
	}

	/// May this account accept or decline what this holder is offered?
	pub(crate) fn speaks_for(holder: &Holder, who: &T::AccountId) -> bool {
		match holder {
			Holder::Subject(subject) => T::Subjects::ensure_controls(*subject, who).is_ok(),
			Holder::Organization(organization) => {
				T::Organizations::ensure_duty(*organization, who, Duty::Administration).is_ok()
			},
		}
	}

	/// Neither offered nor ended: by whom it is suspended, if it is.
	pub(crate) fn ensure_not_ended(kept: &CredentialOf<T>) -> Result<Option<Authority>, DispatchError> {
		match kept.state {
			State::Held => Ok(None),
			State::Suspended(by) => Ok(Some(by)),
			State::Offered { .. } => Err(Error::<T>::NotAccepted.into()),
			State::Revoked { .. } => Err(Error::<T>::RevocationIsFinal.into()),
			State::Superseded { .. } => Err(Error::<T>::AlreadySuperseded.into()),
		}
	}

	pub(crate) fn append(kept: &mut CredentialOf<T>, entry: TrailEntry) {
		if kept.trail.append(Self::block(), &entry).is_none() {
			log::error!(target: "credentials", "the trail of a credential is full: {} entries", kept.trail.len);
		}
	}

	/// The head of a credential's trail.
	pub fn trail_head(credential: CredentialId) -> Option<TrailHead> {
		Credentials::<T>::get(credential).map(|kept| kept.trail)
	}

	fn ensure_status_here(kept: &CredentialOf<T>) -> DispatchResult {
		ensure!(kept.entry.is_none(), Error::<T>::StatusKeptInList);
		Ok(())
	}

	fn ensure_holder(
		who: &T::AccountId,
		issuer: OrganizationId,
		schema: SchemaId,
		holder: &Holder,
		rules: &SchemaRules,
	) -> DispatchResult {
		ensure!(rules.holders.admits(holder), Error::<T>::HolderNotAdmitted);
		let (exists, itself) = match holder {
			Holder::Subject(subject) => {
				(T::Subjects::exists(*subject), T::Subjects::ensure_controls(*subject, who).is_ok())
			},
			// Nor by whom it delegated to.
			Holder::Organization(organization) => {
				(T::Organizations::is_active(*organization), Self::is_above(schema, *organization, issuer))
			},
		};
		ensure!(exists, Error::<T>::HolderNotFound);
		ensure!(!itself || rules.self_issuance, Error::<T>::SelfIssuance);
		Ok(())
	}

	/// Whoever offers for the issuer, or for one above it, does not accept: the key that signed the offer may have been
	/// another of the same person's.
	pub(crate) fn ensure_no_issuer(who: &T::AccountId, kept: &CredentialOf<T>) -> DispatchResult {
		let rules = Schemas::<T>::get(kept.schema, kept.version).ok_or(Error::<T>::SchemaVersionNotFound)?.rules;
		if rules.self_issuance {
			return Ok(());
		}
		let above = Self::above(kept.schema, kept.issuer);
		let staff = core::iter::once(kept.issuer)
			.chain(above)
			.any(|organization| T::Organizations::ensure_duty(organization, who, Duty::Credentialing).is_ok());
		ensure!(!staff, Error::<T>::SelfIssuance);
		Ok(())
	}

	fn ensure_validity(
		from: Seconds,
		until: Option<Seconds>,
		longest: Option<Seconds>,
		now: Seconds,
	) -> DispatchResult {
		if let Some(until) = until {
			ensure!(from < until, Error::<T>::ValidityInverted);
			ensure!(now < until, Error::<T>::ValidityPast);
		}
		if let Some(longest) = longest {
			let within = until.is_some_and(|until| until.saturating_sub(from) <= longest);
			ensure!(within, Error::<T>::ValidityTooLong);
		}
		Ok(())
	}

	fn ensure_entry(
		issuer: OrganizationId,
		schema: SchemaId,
		status: StatusRecord,
		entry: Option<ListEntry>,
	) -> DispatchResult {
		match (status, entry) {
			(StatusRecord::Own, None) => Ok(()),
			(StatusRecord::Own, Some(_)) => Err(Error::<T>::StatusKeptHere.into()),
			(StatusRecord::List, None) => Err(Error::<T>::EntryMissing.into()),
			(StatusRecord::List, Some(entry)) => {
				let list = StatusLists::<T>::get(entry.list).ok_or(Error::<T>::ListNotFound)?;
				ensure!(list.issuer == issuer && list.schema == schema, Error::<T>::ListOfAnother);
				ensure!(entry.index < LIST_ENTRIES, Error::<T>::IndexOutOfList);
				ensure!(!Self::is_set(entry), Error::<T>::EntrySet);
				Ok(())
			},
		}
	}

	fn ensure_supersedable(
		older: &CredentialOf<T>,
		holder: &Holder,
		schema: SchemaId,
		issuer: OrganizationId,
	) -> DispatchResult {
		let same = older.holder == *holder && older.schema == schema && older.issuer == issuer;
		// Else an issuer could lift what the council suspended.
		let open = matches!(older.state, State::Held | State::Suspended(Authority::Issuer));
		ensure!(same && open, Error::<T>::NotSupersedable);
		Ok(())
	}
}
