//! What must always hold.

use crate::{Config, NextLift, Pallet, Pauses};
use alloc::collections::BTreeSet;
use frame_support::{
	ensure,
	traits::{Contains, TransactionPause},
};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Check every invariant of the pallet's state.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let pauses = Pauses::<T>::get();
		let calls = pauses.iter().map(|pause| pause.call.clone()).collect::<BTreeSet<_>>();
		ensure!(calls.len() == pauses.len(), "a call recorded twice");
		for call in calls {
			ensure!(!T::Unpausable::contains(&call), "a call needed to govern is recorded");
			ensure!(T::Pauser::is_paused(call), "a recorded call is not paused");
		}
		ensure!(NextLift::<T>::get() == pauses.iter().map(|pause| pause.until).min(), "the next lift is not the first");
		Ok(())
	}
}
