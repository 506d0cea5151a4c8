//! What organisations register: base policies, groups and research protocols.

use crate::{pallet::*, types::*};
use codec::Encode;
use frame_support::{ensure, traits::Consideration, BoundedVec};
use salus_primitives::{codes::CodeKind, CodeId, Commitment, OrganizationId, Organizations, Role, SubjectId};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_base_policy(
		who: T::AccountId,
		organization: OrganizationId,
		policy: Option<CodeId>,
		document: Commitment,
		provisions: Provisions,
	) -> DispatchResult {
		Self::ensure_privacy(organization, &who)?;
		Self::ensure_tree(&provisions)?;
		Self::ensure_code(policy, CodeKind::Policy)?;
		ensure!(groups_of([&provisions].into_iter()).len() <= MAX_GROUPS, Error::<T>::TooManyGroups);
		ensure!(roles_of([&provisions].into_iter()).len() <= MAX_ROLES, Error::<T>::TooManyRoles);
		let version = PolicyVersions::<T>::get(organization).checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		let policy = BasePolicy { organization, version, policy, document, provisions };
		let size = policy.encoded_size();
		ensure!(size <= MAX_POLICY_BYTES, Error::<T>::NoRoom);
		let ticket = Self::ticket(&who, size)?;
		if let Some(KeptPolicy { deposit: (payer, old), .. }) = Policies::<T>::take(organization) {
			old.drop(&payer)?;
		}
		Policies::<T>::insert(organization, KeptPolicy { policy: policy.clone(), deposit: (who, ticket) });
		PolicyVersions::<T>::insert(organization, version);
		Self::deposit_event(Event::PolicySet { policy });
		Ok(())
	}

	pub(crate) fn do_remove_base_policy(who: T::AccountId, organization: OrganizationId) -> DispatchResult {
		Self::ensure_privacy(organization, &who)?;
		let (payer, ticket) = Policies::<T>::take(organization).ok_or(Error::<T>::PolicyNotFound)?.deposit;
		ticket.drop(&payer)?;
		Self::deposit_event(Event::PolicyRemoved { organization });
		Ok(())
	}

	pub(crate) fn do_set_group(
		who: T::AccountId,
		organization: OrganizationId,
		group: OpaqueHandle,
		members: BoundedVec<SubjectId, MaxMembers>,
	) -> DispatchResult {
		Self::ensure_privacy(organization, &who)?;
		// The handle says whose it is, so that nobody can take one that directives name already.
		let keeper = group.0.first_chunk::<4>() == Some(&organization.to_be_bytes());
		ensure!(keeper, Error::<T>::NotAuthorized);
		ensure!(is_ascending(&members), Error::<T>::NotAscending);
		let before = Groups::<T>::take(group);
		ensure!(before.is_some() || !members.is_empty(), Error::<T>::GroupNotFound);
		if !members.is_empty() {
			let ticket = Self::ticket(&who, members.encoded_size())?;
			Groups::<T>::insert(group, Group { organization, members: members.clone(), deposit: (who, ticket) });
		}
		if let Some(Group { deposit: (payer, old), .. }) = before {
			old.drop(&payer)?;
		}
		Self::deposit_event(Event::GroupSet { group, organization, members });
		Ok(())
	}

	pub(crate) fn do_register_protocol(
		who: T::AccountId,
		organization: OrganizationId,
		document: Commitment,
	) -> DispatchResult {
		Self::ensure_privacy(organization, &who)?;
		ensure!(T::Organizations::has_role(organization, Role::Researcher), Error::<T>::OrganizationNotFit);
		let protocol = NextProtocol::<T>::get();
		let ticket = Self::ticket(&who, document.encoded_size())?;
		NextProtocol::<T>::put(protocol.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?);
		let kept = Protocol { organization, version: 1, document, deposit: (who, ticket) };
		Protocols::<T>::insert(protocol, kept);
		Self::deposit_event(Event::ProtocolVersioned { protocol, organization, version: 1, document });
		Ok(())
	}

	pub(crate) fn do_amend_protocol(who: T::AccountId, protocol: ProtocolId, document: Commitment) -> DispatchResult {
		let mut kept = Protocols::<T>::get(protocol).ok_or(Error::<T>::ProtocolNotFound)?;
		Self::ensure_privacy(kept.organization, &who)?;
		kept.version = kept.version.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		kept.document = document;
		let (organization, version) = (kept.organization, kept.version);
		Protocols::<T>::insert(protocol, kept);
		Self::deposit_event(Event::ProtocolVersioned { protocol, organization, version, document });
		Ok(())
	}

	pub(crate) fn do_close_protocol(who: T::AccountId, protocol: ProtocolId) -> DispatchResult {
		let kept = Protocols::<T>::get(protocol).ok_or(Error::<T>::ProtocolNotFound)?;
		Self::ensure_privacy(kept.organization, &who)?;
		let (payer, ticket) = kept.deposit;
		ticket.drop(&payer)?;
		Protocols::<T>::remove(protocol);
		Self::deposit_event(Event::ProtocolClosed { protocol });
		Ok(())
	}

	/// The protocol and its version now.
	pub(crate) fn protocol_version(protocol: ProtocolId) -> Option<ProtocolVersion> {
		Protocols::<T>::get(protocol).map(|kept| ProtocolVersion { protocol, version: kept.version })
	}
}

/// Is every item above the one before it?
pub(crate) fn is_ascending<Item: PartialOrd>(items: &[Item]) -> bool {
	items.iter().zip(items.iter().skip(1)).all(|(one, next)| one < next)
}
