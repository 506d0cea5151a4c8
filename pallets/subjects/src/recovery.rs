//! How guardians give a subject new controllers, and how a controller stops them.

use crate::{
	types::{count, Circle, Controllers, Entry, Keeper, Recovery},
	Config, Error, Guardians, Pallet, Recoveries, Subjects,
};
use frame_support::{ensure, traits::Get, BoundedVec};
use salus_primitives::{Seconds, SubjectId};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The recovery that runs now. One that lapsed is as good as none.
	pub(crate) fn running_recovery(id: SubjectId) -> Option<Recovery<T::AccountId>> {
		Recoveries::<T>::get(id).filter(|recovery| Self::now() < recovery.lapses)
	}

	/// The guardians of the subject's keys, of whom `who` must be one.
	fn circle_of(id: SubjectId, who: &T::AccountId) -> Result<Circle<T::AccountId>, DispatchError> {
		ensure!(Subjects::<T>::contains_key(id), Error::<T>::NotFound);
		let circle = Guardians::<T>::get(id).filter(|circle| circle.guardians.contains(who));
		Ok(circle.ok_or(Error::<T>::NotGuardian)?)
	}

	/// The delay begins when enough guardians approve, so that a controller has all of it to veto.
	fn settle(recovery: &mut Recovery<T::AccountId>, circle: &Circle<T::AccountId>, now: Seconds) {
		if recovery.ready.is_none() && recovery.count() >= circle.threshold {
			let ready = now.saturating_add(circle.delay);
			recovery.ready = Some(ready);
			recovery.lapses = ready.saturating_add(T::RecoveryLifetime::get());
		}
	}

	pub(crate) fn do_initiate_recovery(
		who: T::AccountId,
		id: SubjectId,
		controllers: Controllers<T::AccountId>,
	) -> DispatchResult {
		Self::ensure_set(&controllers)?;
		let circle = Self::circle_of(id, &who)?;
		// Holds until completion: other guardians end the recovery.
		Self::ensure_apart(&circle.guardians, &controllers)?;
		let now = Self::now();
		ensure!(circle.rests_until <= now, Error::<T>::CoolingDown);
		if let Some(last) = Recoveries::<T>::get(id) {
			ensure!(last.lapses <= now, Error::<T>::RecoveryRunning);
			// There is room for one attempt: a guardian who fills it in vain must let the others go first.
			let rests_until = last.lapses.saturating_add(T::RecoveryCoolDown::get());
			ensure!(last.initiator != who || rests_until <= now, Error::<T>::CoolingDown);
		}
		let attempt = Self::record_only(id, Entry::RecoveryInitiated)?;
		let mut recovery = Recovery {
			attempt,
			controllers,
			initiator: who,
			approvals: BoundedVec::new(),
			ready: None,
			lapses: now.saturating_add(T::RecoveryLifetime::get()),
		};
		Self::settle(&mut recovery, &circle, now);
		Recoveries::<T>::insert(id, recovery);
		Ok(())
	}

	pub(crate) fn do_approve_recovery(who: T::AccountId, id: SubjectId, attempt: u32) -> DispatchResult {
		let circle = Self::circle_of(id, &who)?;
		let mut recovery = Self::running_recovery(id).ok_or(Error::<T>::NoRecovery)?;
		ensure!(recovery.attempt == attempt, Error::<T>::WrongAttempt);
		ensure!(!recovery.approved_by(&who), Error::<T>::AlreadyApproved);
		// Cannot fail: there are no more guardians than places, and each approves once.
		recovery.approvals.try_push(who).map_err(|_| Error::<T>::AlreadyApproved)?;
		Self::settle(&mut recovery, &circle, Self::now());
		Self::record_only(id, Entry::RecoveryApproved { attempt, approvals: recovery.count() })?;
		Recoveries::<T>::insert(id, recovery);
		Ok(())
	}

	pub(crate) fn do_complete_recovery(id: SubjectId) -> DispatchResult {
		Subjects::<T>::try_mutate(id, |slot| {
			let subject = slot.as_mut().ok_or(Error::<T>::NotFound)?;
			let recovery = Self::running_recovery(id).ok_or(Error::<T>::NoRecovery)?;
			let ready = recovery.ready.ok_or(Error::<T>::ThresholdNotMet)?;
			ensure!(ready <= Self::now(), Error::<T>::DelayNotOver);
			Recoveries::<T>::remove(id);
			let Recovery { attempt, controllers, .. } = recovery;
			let entry = Entry::RecoveryCompleted { attempt, controllers: count(&controllers) };
			subject.keeper = Keeper::Controllers(controllers);
			Self::record(id, subject, entry).map(drop)
		})
	}

	pub(crate) fn do_veto_recovery(who: T::AccountId, id: SubjectId) -> DispatchResult {
		Self::try_mutate_controlled(id, &who, |subject| {
			let recovery = Self::running_recovery(id).ok_or(Error::<T>::NoRecovery)?;
			let rests_until = Self::now().saturating_add(T::RecoveryCoolDown::get());
			Guardians::<T>::mutate(id, |circle| {
				if let Some(circle) = circle {
					circle.rests_until = rests_until;
				}
			});
			Recoveries::<T>::remove(id);
			Self::record(id, subject, Entry::RecoveryVetoed { attempt: recovery.attempt }).map(drop)
		})
	}
}
