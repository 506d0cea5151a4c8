//! What is always true of the pallet's state.

use crate::{
	types::{ascending, count, Change, Keeper},
	Config, Deposits, Guardians, Offers, Pallet, Proposals, Recoveries, Subjects, Successions,
};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Check every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		for (id, subject) in Subjects::<T>::iter() {
			ensure!(subject.trail.len > 0, "a subject without history");
			ensure!(Deposits::<T>::contains_key(id), "a subject without deposit");
			match &subject.keeper {
				Keeper::Controllers(controllers) => {
					ensure!(!controllers.is_empty() && ascending(controllers), "controllers are no set");
					ensure!(!Offers::<T>::contains_key(id), "a controlled subject is on offer");
				},
				Keeper::Custodian { guardianship, .. } => {
					ensure!(subject.opened_by.is_some(), "a subject that opened itself has a custodian");
					ensure!(!Guardians::<T>::contains_key(id), "a subject without keys has guardians of them");
					if let Some(guardianship) = guardianship {
						let guardians = &guardianship.guardians;
						ensure!(!guardians.is_empty() && ascending(guardians), "legal guardians are no set");
					}
				},
			}
		}
		ensure!(Deposits::<T>::iter_keys().all(Subjects::<T>::contains_key), "a deposit for nothing");
		ensure!(Offers::<T>::iter_keys().all(Subjects::<T>::contains_key), "an offer of nothing");
		for (id, proposal) in Proposals::<T>::iter() {
			let subject = Subjects::<T>::get(id).ok_or("a proposal about nothing")?;
			ensure!(subject.custodian().is_some(), "a proposal for a subject that has keys");
			ensure!((1..=subject.trail.len).contains(&proposal.number), "a proposal that the history does not know");
			if let Change::LegalGuardians { guardianship: Some(guardianship), .. } = &proposal.change {
				let guardians = &guardianship.guardians;
				ensure!(!guardians.is_empty() && ascending(guardians), "proposed guardians are no set");
			}
		}
		for (id, circle) in Guardians::<T>::iter() {
			let subject = Subjects::<T>::get(id).ok_or("guardians of nothing")?;
			ensure!(!circle.guardians.iter().any(|g| subject.controlled_by(g)), "a guardian is a controller");
			ensure!(!circle.guardians.is_empty() && ascending(&circle.guardians), "guardians are no set");
			ensure!((1..=count(&circle.guardians)).contains(&circle.threshold), "a threshold that cannot be met");
			ensure!(circle.delay > 0, "a recovery that cannot be vetoed");
		}
		for (id, recovery) in Recoveries::<T>::iter() {
			let circle = Guardians::<T>::get(id).ok_or("a recovery without guardians")?;
			let trail = Subjects::<T>::get(id).map_or(0, |subject| subject.trail.len);
			ensure!((1..=trail).contains(&recovery.attempt), "an attempt that the history does not know");
			ensure!(!recovery.controllers.is_empty() && ascending(&recovery.controllers), "new controllers are no set");
			ensure!(!circle.guardians.iter().any(|g| recovery.controllers.contains(g)), "a guardian is to control");
			let mut approvals = recovery.approvals.to_vec();
			approvals.push(recovery.initiator.clone());
			approvals.sort();
			ensure!(ascending(&approvals), "a guardian approved twice");
			ensure!(approvals.iter().all(|a| circle.guardians.contains(a)), "a stranger approved");
			ensure!(recovery.ready.is_some() == (recovery.count() >= circle.threshold), "ready without agreement");
			ensure!(recovery.ready.is_none_or(|ready| ready < recovery.lapses), "lapsed before it was ready");
		}
		for (from, succession) in Successions::<T>::iter() {
			ensure!(from != succession.to, "an organisation that succeeds itself");
		}
		Ok(())
	}
}
