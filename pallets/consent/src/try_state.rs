//! What holds after every call and block.

use crate::{
	access::{expiry_key, key},
	pallet::*,
	registers::is_ascending,
	types::*,
};
use alloc::collections::BTreeMap;
use codec::{Encode, MaxEncodedLen};
use frame_support::{ensure, traits::Get};
use salus_primitives::{Subjects, TrailHead, TrailKind};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut requests = BTreeMap::new();
		for (subject, file) in Files::<T>::iter() {
			ensure!(T::Subjects::exists(subject), "a file is about no subject");
			Self::check_file(&file)?;
			let empty = file.trail == TrailHead::new(TrailKind::Access, subject.as_bytes());
			ensure!(!empty, "a file is kept about a subject to whom nothing happened");
			for directive in &file.directives {
				let slot = Slot::Directive(directive.number);
				ensure!(Deposits::<T>::contains_key(subject, slot), "nobody pays for a directive");
			}
			for proxy in &file.proxies {
				let slot = Slot::Proxy(proxy.account.clone());
				ensure!(Deposits::<T>::contains_key(subject, slot), "nobody pays for a proxy");
			}
			for request in file.requests {
				ensure!(requests.insert(request, subject).is_none(), "a request is open for two subjects");
			}
		}
		for (subject, slot, _) in Deposits::<T>::iter() {
			let file = Self::file(subject);
			let paid_for = match slot {
				Slot::Directive(number) => file.directive(number).is_some(),
				Slot::Proxy(account) => file.proxies.iter().any(|proxy| proxy.account == account),
				Slot::Finding => Findings::<T>::contains_key(subject),
			};
			ensure!(paid_for, "a deposit is held for nothing");
		}
		for subject in Findings::<T>::iter_keys() {
			ensure!(Deposits::<T>::contains_key(subject, Slot::Finding), "nobody pays for a finding");
			ensure!(Files::<T>::contains_key(subject), "a finding is about a subject without a file");
			ensure!(Self::file(subject).incapacitated.is_none(), "a finding waits though it counts");
		}
		Self::check_grants()?;
		for (organization, kept) in Policies::<T>::iter() {
			ensure!(kept.policy.organization == organization, "a policy stands under another organisation");
			ensure!(check_tree(&kept.policy.provisions).is_ok(), "a policy's tree is malformed");
			ensure!(kept.policy.encoded_size() <= MAX_POLICY_BYTES, "a policy has outgrown its room");
			let newest = PolicyVersions::<T>::get(organization);
			ensure!(kept.policy.version == newest, "a policy is not the newest version");
		}
		for (handle, group) in Groups::<T>::iter() {
			let keeper = handle.0.first_chunk::<4>() == Some(&group.organization.to_be_bytes());
			ensure!(keeper, "a group stands under another organisation's handle");
			ensure!(!group.members.is_empty() && is_ascending(&group.members), "a group's members are not in order");
		}
		let protocols = NextProtocol::<T>::get();
		for (protocol, kept) in Protocols::<T>::iter() {
			ensure!(protocol < protocols && kept.version > 0, "a protocol has a number or version never given");
		}
		let next = NextPrivacyRequest::<T>::get();
		for (request, kept) in PrivacyRequests::<T>::iter() {
			ensure!(request < next, "a request has a number that was never given");
			ensure!(requests.remove(&request) == Some(kept.subject), "a request is not in its subject's file");
			let answered = kept.holders.iter().all(|(_, answer)| answer.is_some());
			ensure!(!answered, "a request that all have answered is open");
		}
		ensure!(requests.is_empty(), "a file names a request that is not open");
		Ok(())
	}

	fn check_file(file: &FileOf<T>) -> Result<(), TryRuntimeError> {
		ensure!(file.fits(), "directives have outgrown their room");
		ensure!(file.encoded_size() <= FileOf::<T>::max_encoded_len(), "a file is larger than it may be");
		ensure!(groups_of(file.trees()).len() <= MAX_GROUPS, "directives name too many groups");
		ensure!(roles_of(file.trees()).len() <= MAX_ROLES, "directives demand too many roles");
		let numbers = file.directives.iter().map(|directive| directive.number).collect::<alloc::vec::Vec<_>>();
		ensure!(is_ascending(&numbers), "directives are not in order");
		for directive in &file.directives {
			let number = directive.number;
			ensure!(number > 0 && number <= file.directives_made, "a directive has a number that was never given");
			ensure!(directive.version > 0, "a directive has no version");
			ensure!(check_tree(&directive.terms.provisions).is_ok(), "a directive's tree is malformed");
			let recorded_for = matches!(directive.grantor, Grantor::Organization(_));
			ensure!(recorded_for == directive.verification.is_some(), "evidence of the wrong sort of directive");
			if let Status::Winding { grants_below, .. } = directive.status {
				ensure!(grants_below <= NextGrant::<T>::get(), "a directive speaks for grants that are to come");
			}
			let permits = directive.terms.provisions.iter().any(|provision| provision.effect == Effect::Permit);
			let verified = directive.verification.as_ref().is_none_or(|verification| verification.verified.is_some());
			ensure!(verified || !permits || directive.status != Status::Active, "an unverified permission is in force");
		}
		Ok(())
	}

	fn check_grants() -> Result<(), TryRuntimeError> {
		let next = NextGrant::<T>::get();
		for (at, grant) in Grants::<T>::iter() {
			let id = u64::from_be_bytes(at);
			ensure!(key(id) == at && id < next, "a grant has a number that was never given");
			let is_found = Expiring::<T>::contains_key(expiry_key(grant.expires, id));
			ensure!(is_found, "a grant would never be cleared away");
			let lifetime = grant.expires.saturating_sub(grant.issued);
			ensure!(lifetime <= T::MaxGrantLifetime::get(), "a grant lasts longer than it may");
			ensure!(Files::<T>::contains_key(grant.subject), "a grant is about a subject without a file");
		}
		ensure!(Expiring::<T>::iter().count() == Grants::<T>::iter().count(), "a grant is found that is not there");
		for (_, emergencies) in EmergenciesOf::<T>::iter() {
			ensure!(emergencies != Emergencies::default(), "nothing outstanding is kept");
			for (_, waiting) in &emergencies.unreviewed {
				ensure!(waiting.grant < next, "an emergency left no grant");
			}
		}
		Ok(())
	}
}
