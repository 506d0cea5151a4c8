//! Opening one's own subject, and changing what one controls.

use crate::{
	types::{ascending, count, Circle, Controllers, Deposit, Entry, Keeper, MaxGuardians, Offer, Recovery, Subject},
	Config, Deposits, Error, Event, Guardians, Pallet, Recoveries, Subjects,
};
use codec::MaxEncodedLen;
use frame_support::{
	ensure,
	traits::{Consideration, Footprint, Get, UnixTime},
	BoundedVec,
};
use salus_primitives::{OrganizationId, Seconds, SubjectId, TrailHead, TrailKind};
use sp_runtime::{DispatchError, DispatchResult, SaturatedConversion};

impl<T: Config> Pallet<T> {
	/// Unix time now.
	pub(crate) fn now() -> Seconds {
		T::Time::now().as_secs()
	}

	/// The most state that a subject can ever occupy. One deposit covers it, so nothing that a controller or a
	/// guardian does later needs another, and no way leads around it. A proposal needs no room of its own: it stands
	/// only while the subject has no keys, and guardians of keys and their recovery, which take more, only when it has.
	pub(crate) fn footprint() -> Footprint {
		let sizes = [
			Subject::<T::AccountId>::max_encoded_len(),
			Deposit::<T::AccountId, T::Consideration>::max_encoded_len(),
			Offer::<T::AccountId>::max_encoded_len(),
			Circle::<T::AccountId>::max_encoded_len(),
			Recovery::<T::AccountId>::max_encoded_len(),
		];
		Footprint::from_parts(sizes.len(), sizes.iter().fold(0, |sum, size| sum.saturating_add(*size)))
	}

	/// Append to the history of a subject and say so.
	pub(crate) fn record(
		id: SubjectId,
		subject: &mut Subject<T::AccountId>,
		entry: Entry,
	) -> Result<u32, DispatchError> {
		let block = frame_system::Pallet::<T>::block_number().saturated_into::<u32>();
		subject.trail.append(block, &entry).ok_or(Error::<T>::HistoryFull)?;
		let n = subject.trail.len;
		Self::deposit_event(Event::Recorded { subject: id, n, entry });
		Ok(n)
	}

	/// Append to the history of a subject that is otherwise not changed.
	pub(crate) fn record_only(id: SubjectId, entry: Entry) -> Result<u32, DispatchError> {
		Subjects::<T>::try_mutate(id, |slot| Self::record(id, slot.as_mut().ok_or(Error::<T>::NotFound)?, entry))
	}

	/// Write a new subject, paid for by `depositor`.
	pub(crate) fn insert(
		id: SubjectId,
		keeper: Keeper<T::AccountId>,
		opened_by: Option<OrganizationId>,
		depositor: T::AccountId,
		entry: Entry,
	) -> DispatchResult {
		ensure!(!Subjects::<T>::contains_key(id), Error::<T>::AlreadyExists);
		let ticket = T::Consideration::new(&depositor, Self::footprint())?;
		let trail = TrailHead::new(TrailKind::Subject, id.as_bytes());
		let mut subject = Subject { keeper, opened_by, trail };
		Self::record(id, &mut subject, entry)?;
		Subjects::<T>::insert(id, subject);
		Deposits::<T>::insert(id, Deposit { depositor, ticket });
		Ok(())
	}

	pub(crate) fn do_open(who: T::AccountId) -> DispatchResult {
		let id = SubjectId::from(who.clone().into());
		let controllers = Controllers::truncate_from([who.clone()].into());
		Self::insert(id, Keeper::Controllers(controllers), None, who, Entry::Opened)
	}

	/// Change a subject that `who` must control.
	pub(crate) fn try_mutate_controlled<R>(
		id: SubjectId,
		who: &T::AccountId,
		change: impl FnOnce(&mut Subject<T::AccountId>) -> Result<R, DispatchError>,
	) -> Result<R, DispatchError> {
		Subjects::<T>::try_mutate(id, |slot| {
			let subject = slot.as_mut().ok_or(Error::<T>::NotFound)?;
			ensure!(subject.controlled_by(who), Error::<T>::NotController);
			change(subject)
		})
	}

	/// A set of accounts: not empty, sorted, each once.
	pub(crate) fn ensure_set(accounts: &[T::AccountId]) -> DispatchResult {
		ensure!(!accounts.is_empty(), Error::<T>::EmptySet);
		ensure!(ascending(accounts), Error::<T>::NotAscending);
		Ok(())
	}

	/// A guardian that controls is lost with the very key that it should help to replace.
	pub(crate) fn ensure_apart(guardians: &[T::AccountId], controllers: &[T::AccountId]) -> DispatchResult {
		ensure!(!guardians.iter().any(|guardian| controllers.contains(guardian)), Error::<T>::GuardianIsController);
		Ok(())
	}

	pub(crate) fn do_rotate(
		who: T::AccountId,
		id: SubjectId,
		controllers: Controllers<T::AccountId>,
	) -> DispatchResult {
		Self::ensure_set(&controllers)?;
		Self::try_mutate_controlled(id, &who, |subject| {
			if let Some(circle) = Guardians::<T>::get(id) {
				Self::ensure_apart(&circle.guardians, &controllers)?;
			}
			let entry = Entry::ControllersRotated { controllers: count(&controllers) };
			subject.keeper = Keeper::Controllers(controllers);
			// Whoever rotates has the keys: what guardians began for the former set must not undo the new one.
			Recoveries::<T>::remove(id);
			Self::record(id, subject, entry).map(drop)
		})
	}

	pub(crate) fn do_set_guardians(
		who: T::AccountId,
		id: SubjectId,
		guardians: BoundedVec<T::AccountId, MaxGuardians>,
		threshold: u32,
		delay: Seconds,
	) -> DispatchResult {
		Self::ensure_set(&guardians)?;
		let number = count(&guardians);
		ensure!((1..=number).contains(&threshold), Error::<T>::ThresholdOutOfRange);
		let delays = T::MinRecoveryDelay::get()..=T::MaxRecoveryDelay::get();
		ensure!(delays.contains(&delay), Error::<T>::DelayOutOfRange);
		Self::try_mutate_controlled(id, &who, |subject| {
			if let Keeper::Controllers(controllers) = &subject.keeper {
				Self::ensure_apart(&guardians, controllers)?;
			}
			Guardians::<T>::insert(id, Circle { guardians, threshold, delay, rests_until: 0 });
			Recoveries::<T>::remove(id);
			Self::record(id, subject, Entry::GuardiansSet { guardians: number, threshold, delay }).map(drop)
		})
	}

	pub(crate) fn do_remove_guardians(who: T::AccountId, id: SubjectId) -> DispatchResult {
		Self::try_mutate_controlled(id, &who, |subject| {
			ensure!(Guardians::<T>::take(id).is_some(), Error::<T>::NoGuardians);
			Recoveries::<T>::remove(id);
			Self::record(id, subject, Entry::GuardiansRemoved).map(drop)
		})
	}
}
