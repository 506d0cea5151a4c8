//! What must always hold.

use crate::{
	Config, Identified, NextOrganization, Organizations, Pallet, Representatives, Seated, Staff, Standing,
	TechnicalDelegates,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::{ensure, traits::Get};
use salus_primitives::Duties;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Check every invariant of the pallet's state.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut identified = BTreeMap::new();
		let mut seated = BTreeMap::new();
		let mut representatives = BTreeSet::new();
		let mut delegates = BTreeSet::new();
		let mut staff = 0usize;

		for (organization, entry) in Organizations::<T>::iter() {
			ensure!(organization < NextOrganization::<T>::get(), "a number that was never given");
			ensure!(!entry.roles.is_empty(), "an organisation without a role");
			if entry.standing != Standing::Candidate {
				for identifier in entry.identifiers {
					let former = identified.insert(identifier, organization);
					ensure!(former.is_none(), "an identifier of two organisations");
				}
			}
			let seats = core::iter::once(&entry.representative).chain(&entry.technical_delegate).chain(&entry.collator);
			if entry.standing.is_member() {
				for account in seats {
					let former = seated.insert(account.clone(), organization);
					ensure!(former.is_none_or(|holder| holder == organization), "an account seated for two members");
				}
			}
			if entry.standing == Standing::Active {
				representatives.insert(entry.representative);
				delegates.extend(entry.technical_delegate);
			}
			if entry.standing.has_ended() {
				ensure!(entry.deposit.is_none(), "a deposit held after membership ended");
			}
			ensure!(entry.standing != Standing::Candidate || entry.staff == 0, "a candidate with staff");
			ensure!(entry.staff <= T::MaxStaff::get(), "more staff than allowed");
			let counted = Staff::<T>::iter_prefix(organization).count();
			ensure!(u32::try_from(counted) == Ok(entry.staff), "staff miscounted");
			staff = staff.saturating_add(counted);
		}

		ensure!(Identified::<T>::iter().collect::<BTreeMap<_, _>>() == identified, "identifiers differ from entries");
		ensure!(Seated::<T>::iter().collect::<BTreeMap<_, _>>() == seated, "seats differ from entries");
		ensure!(Staff::<T>::iter().count() == staff, "staff of no organisation");
		ensure!(Staff::<T>::iter().all(|(_, _, duties)| duties != Duties::NONE), "staff without a duty");
		// A sorted set's order is the one that the voting bodies need.
		ensure!(
			Representatives::<T>::get().into_inner() == representatives.into_iter().collect::<Vec<_>>(),
			"the Council is not the representatives of the active members, sorted"
		);
		ensure!(
			TechnicalDelegates::<T>::get().into_inner() == delegates.into_iter().collect::<Vec<_>>(),
			"the Technical Committee is not the delegates of the active members, sorted"
		);
		Ok(())
	}
}
