//! Removing what no question needs any more: offers that lapsed, and credentials that ended long ago. Only hygiene.

use crate::{pallet::*, types::*, weights::WeightInfo};
use frame_support::{
	storage::with_storage_layer,
	traits::Get,
	weights::{Weight, WeightMeter},
};
use salus_primitives::Seconds;

impl<T: Config> Pallet<T> {
	/// Look at the next few credentials and remove those that are past their time.
	pub(crate) fn sweep(remaining: Weight) -> Weight {
		let mut meter = WeightMeter::with_limit(remaining);
		if meter.try_consume(T::WeightInfo::on_idle_base()).is_err() {
			return Weight::zero();
		}
		let start = Cursor::<T>::get();
		let mut cursor = start;
		for _ in 0..T::SweepPerBlock::get() {
			// Room for the worst before anything is done.
			if meter.try_consume(T::WeightInfo::on_idle_remove()).is_err() {
				break;
			}
			let Some((credential, kept)) = Self::credential_after(cursor) else { break };
			cursor = credential;
			Self::remove_if_over(credential, kept);
		}
		if cursor != start {
			Cursor::<T>::put(cursor);
		}
		meter.consumed()
	}

	/// The credential after this one in the order of the trie, in which the first follows the last.
	pub(crate) fn credential_after(credential: CredentialId) -> Option<(CredentialId, CredentialOf<T>)> {
		let after = Credentials::<T>::hashed_key_for(credential);
		Credentials::<T>::iter_from(after).next().or_else(|| Credentials::<T>::iter().next())
	}

	/// Remove a credential that is past its time. `true` when it was.
	pub(crate) fn remove_if_over(credential: CredentialId, kept: CredentialOf<T>) -> bool {
		let now = Self::now();
		let offered = match kept.state {
			State::Offered { lapses, .. } => Some(lapses <= now),
			_ => None,
		};
		let over = offered.unwrap_or_else(|| Self::over(&kept).saturating_add(T::Retention::get()) <= now);
		if !over {
			return false;
		}
		match with_storage_layer(|| Self::forget(credential, kept)) {
			Ok(()) if offered.is_some() => Self::deposit_event(Event::OfferEnded { credential }),
			Ok(()) => Self::deposit_event(Event::CredentialRemoved { credential }),
			Err(error) => log::error!(target: "credentials", "credential {credential} was not removed: {error:?}"),
		}
		true
	}

	/// When a credential that was accepted ended, or will end; the end of time for one without end.
	fn over(kept: &CredentialOf<T>) -> Seconds {
		let until = kept.valid_until.map_or(Seconds::MAX, |until| until.0);
		match kept.state {
			State::Revoked { at, .. } | State::Superseded { at, .. } => until.min(at),
			_ => until,
		}
	}
}
