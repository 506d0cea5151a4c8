//! The state machine of membership: how an organisation enters, moves from standing to standing, and leaves.

use crate::{
	Config, Deposit, Error, Event, Identified, Identifiers, NextOrganization, Organization, OrganizationOf,
	Organizations, Pallet, Standing, Step,
};
use codec::Encode;
use frame_support::{
	ensure,
	traits::{Consideration, Footprint},
};
use salus_primitives::{OrganizationId, Roles, TrailHead, TrailKind};
use sp_runtime::{DispatchError, DispatchResult, SaturatedConversion};

impl<T: Config> Pallet<T> {
	/// Give an applicant its number. The caller stores the entry.
	pub(crate) fn enter(
		admin: T::AccountId,
		roles: Roles,
		identifiers: Identifiers,
	) -> Result<(OrganizationId, OrganizationOf<T>), DispatchError> {
		ensure!(!roles.is_empty(), Error::<T>::RoleRequired);
		let organization = NextOrganization::<T>::get();
		NextOrganization::<T>::put(organization.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?);
		let entry = Organization {
			standing: Standing::Candidate,
			representative: admin.clone(),
			admin,
			roles,
			identifiers,
			technical_delegate: None,
			collator: None,
			deposit: None,
			staff: 0,
			trail: TrailHead::new(TrailKind::Organization, &organization.encode()),
		};
		Ok((organization, entry))
	}

	/// Enter a candidate that paid its deposit.
	pub(crate) fn do_apply(admin: T::AccountId, roles: Roles, identifiers: Identifiers) -> DispatchResult {
		let (organization, mut entry) = Self::enter(admin.clone(), roles, identifiers.clone())?;
		let ticket = T::Consideration::new(&admin, Self::footprint())?;
		entry.deposit = Some(Deposit { payer: admin, ticket });
		Self::record(organization, &mut entry.trail, Step::Applied { roles, identifiers })?;
		Organizations::<T>::insert(organization, entry);
		Ok(())
	}

	/// Remove a candidate, which has no staff, holds no seat and means no identifier yet.
	pub(crate) fn remove_candidate(organization: OrganizationId) -> DispatchResult {
		let mut entry = Self::entry(organization)?;
		ensure!(entry.standing == Standing::Candidate, Error::<T>::WrongStanding);
		Self::return_deposit(&mut entry)?;
		Organizations::<T>::remove(organization);
		Self::deposit_event(Event::ApplicationRemoved { organization });
		Ok(())
	}

	/// Take a step of the state machine, with all that follows from it.
	pub(crate) fn advance(organization: OrganizationId, step: Step) -> DispatchResult {
		let mut entry = Self::entry(organization)?;
		let before = entry.standing;
		let next = before.after(&step).ok_or(Error::<T>::WrongStanding)?;
		entry.standing = next;

		if !before.is_member() {
			Self::claim_identifiers(organization, &entry.identifiers)?;
			Self::claim_seats(organization, &entry)?;
		}
		if before == Standing::Active {
			Self::leave_bodies(&entry)?;
		}
		if next == Standing::Active {
			Self::join_bodies(&entry)?;
		}
		if next.has_ended() {
			Self::free_seats(&entry);
			Self::return_deposit(&mut entry)?;
		}

		Self::record(organization, &mut entry.trail, step)?;
		Organizations::<T>::insert(organization, entry);
		Ok(())
	}

	/// Change a member's roles and identifiers.
	pub(crate) fn do_amend(organization: OrganizationId, roles: Roles, identifiers: Identifiers) -> DispatchResult {
		let step = Step::Amended { roles, identifiers: identifiers.clone() };
		let mut entry = Self::entry(organization)?;
		entry.standing = entry.standing.after(&step).ok_or(Error::<T>::WrongStanding)?;
		ensure!(!roles.is_empty(), Error::<T>::RoleRequired);
		ensure!(roles != entry.roles || identifiers != entry.identifiers, Error::<T>::AlreadySo);
		Self::free_identifiers(&entry.identifiers);
		Self::claim_identifiers(organization, &identifiers)?;
		entry.roles = roles;
		entry.identifiers = identifiers;
		Self::record(organization, &mut entry.trail, step)?;
		Organizations::<T>::insert(organization, entry);
		Ok(())
	}

	/// Give an organisation another admin.
	pub(crate) fn set_admin(organization: OrganizationId, admin: T::AccountId) -> DispatchResult {
		let mut entry = Self::entry(organization)?;
		ensure!(entry.admin != admin, Error::<T>::AlreadySo);
		entry.admin = admin.clone();
		Organizations::<T>::insert(organization, entry);
		Self::deposit_event(Event::AdminSet { organization, admin });
		Ok(())
	}

	/// What an entry weighs on state, at most: the same for every applicant, so that an amendment moves no money.
	pub(crate) fn footprint() -> Footprint {
		Footprint::from_mel::<OrganizationOf<T>>()
	}

	/// Append a step to the organisation's trail and tell the world.
	fn record(organization: OrganizationId, trail: &mut TrailHead, step: Step) -> DispatchResult {
		let block: u32 = frame_system::Pallet::<T>::block_number().saturated_into();
		let head = trail.append(block, &step).ok_or(Error::<T>::HistoryFull)?;
		Self::deposit_event(Event::MembershipChanged { organization, step, head });
		Ok(())
	}

	/// Take the identifiers of a new member, if they mean no other. Not before admission: anybody can apply under the
	/// numbers of another, which must stand in nobody's way.
	pub(crate) fn claim_identifiers(organization: OrganizationId, identifiers: &Identifiers) -> DispatchResult {
		for identifier in identifiers {
			ensure!(!Identified::<T>::contains_key(identifier), Error::<T>::IdentifierTaken);
			Identified::<T>::insert(identifier, organization);
		}
		Ok(())
	}

	fn free_identifiers(identifiers: &Identifiers) {
		identifiers.iter().for_each(Identified::<T>::remove);
	}

	fn return_deposit(entry: &mut OrganizationOf<T>) -> DispatchResult {
		match entry.deposit.take() {
			Some(Deposit { payer, ticket }) => ticket.drop(&payer),
			None => Ok(()),
		}
	}
}
