//! Pausing calls, and lifting what was paused.

use crate::{CallNameOf, CallNamesOf, Config, Error, Event, NextLift, Pallet, Pause, Pauses, WeightInfo};
use frame_support::{
	ensure,
	traits::{Contains, Get, GetCallMetadata, TransactionPause, TransactionPauseError, UnixTime},
	weights::Weight,
};
use salus_primitives::Seconds;
use sp_runtime::DispatchResult;

/// The target of this pallet's log lines.
const LOG_TARGET: &str = "runtime::governance";

impl<T: Config> Pallet<T> {
	/// Pause these calls for so many seconds.
	pub(crate) fn do_pause(calls: CallNamesOf<T>, duration: Seconds) -> DispatchResult {
		ensure!(!calls.is_empty(), Error::<T>::NoCalls);
		ensure!((1..=T::MaxPause::get()).contains(&duration), Error::<T>::DurationOutOfRange);
		let until = T::Time::now().as_secs().saturating_add(duration);
		Pauses::<T>::try_mutate(|pauses| {
			for call in &calls {
				ensure!(Self::exists(call), Error::<T>::CallNotFound);
				ensure!(!T::Unpausable::contains(call), Error::<T>::Unpausable);
				T::Pauser::pause(call.clone()).map_err(Self::refusal)?;
				let pause = Pause { call: call.clone(), until };
				pauses.try_push(pause).map_err(|_| Error::<T>::TooManyPaused)?;
			}
			Self::schedule(pauses);
			Self::deposit_event(Event::Paused { calls, until });
			Ok(())
		})
	}

	/// Lift the pause of these calls.
	pub(crate) fn do_lift(calls: CallNamesOf<T>) -> DispatchResult {
		ensure!(!calls.is_empty(), Error::<T>::NoCalls);
		Pauses::<T>::try_mutate(|pauses| {
			for call in &calls {
				let position = pauses.iter().position(|pause| pause.call == *call).ok_or(Error::<T>::NotPaused)?;
				pauses.remove(position);
				T::Pauser::unpause(call.clone()).map_err(Self::refusal)?;
			}
			Self::schedule(pauses);
			Self::deposit_event(Event::Lifted { calls });
			Ok(())
		})
	}

	/// Lift the pauses whose time came, and say what that took.
	pub(crate) fn lift_due() -> Weight {
		// Without a pause nobody asks for the time, which the first block does not know.
		let Some(next) = NextLift::<T>::get() else {
			return T::WeightInfo::nothing_due();
		};
		let now = T::Time::now().as_secs();
		if next > now {
			return T::WeightInfo::nothing_due();
		}
		let mut pauses = Pauses::<T>::get();
		let count = u32::try_from(pauses.len()).unwrap_or(u32::MAX);
		let mut lifted = CallNamesOf::<T>::default();
		pauses.retain(|pause| {
			if pause.until > now {
				return true;
			}
			// Whoever lifted it otherwise did no harm; a call that stays paused stays recorded and is tried again.
			if T::Pauser::unpause(pause.call.clone()).is_err() && T::Pauser::is_paused(pause.call.clone()) {
				log::error!(target: LOG_TARGET, "a pause whose time came does not lift");
				return true;
			}
			// There is room: no more can be lifted than were paused.
			let _ = lifted.try_push(pause.call.clone());
			false
		});
		Self::schedule(&pauses);
		Pauses::<T>::put(pauses);
		if !lifted.is_empty() {
			Self::deposit_event(Event::Lifted { calls: lifted });
		}
		T::WeightInfo::lift_due(count)
	}

	/// Remember when the first of these pauses ends.
	fn schedule(pauses: &[Pause<CallNameOf<T>>]) {
		NextLift::<T>::set(pauses.iter().map(|pause| pause.until).min());
	}

	/// Does the runtime have this call? A pause of a misspelt call would protect nobody.
	pub(crate) fn exists((pallet, call): &CallNameOf<T>) -> bool {
		let pallets = T::RuntimeCall::get_module_names();
		// `get_call_names` accepts only names that it gave.
		pallets.iter().find(|name| name.as_bytes() == pallet.as_slice()).is_some_and(|name| {
			T::RuntimeCall::get_call_names(name).iter().any(|name| name.as_bytes() == call.as_slice())
		})
	}

	fn refusal(error: TransactionPauseError) -> Error<T> {
		match error {
			TransactionPauseError::NotFound => Error::CallNotFound,
			TransactionPauseError::Unpausable => Error::Unpausable,
			TransactionPauseError::AlreadyPaused => Error::AlreadyPaused,
			TransactionPauseError::AlreadyUnpaused => Error::NotPaused,
			TransactionPauseError::Unknown => Error::PauserFailed,
		}
	}
}
