//! What happens by itself: clocks of authorisations that run out, and claims that are over.

use crate::{adjudication::DAY, authorizations::hour_of, pallet::*, types::MAX_LINES, WeightInfo};
use frame_support::{
	traits::Get,
	weights::{Weight, WeightMeter},
};

impl<T: Config> Pallet<T> {
	/// Look at what may be over, as much as fits.
	pub(crate) fn sweep(meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::sweep_nothing()).is_err() {
			return;
		}
		Self::sweep_due(meter);
		Self::sweep_claims(meter);
	}

	/// Hours that are over, in order: each pending authorisation in them is overdue.
	fn sweep_due(meter: &mut WeightMeter) {
		let this_hour = hour_of(Self::now());
		for _ in 0..T::SweepPerBlock::get() {
			let hour = DueCursor::<T>::get();
			if hour == 0 || hour >= this_hour || meter.try_consume(T::WeightInfo::sweep_due()).is_err() {
				return;
			}
			match Due::<T>::iter_key_prefix(hour).next() {
				Some(authorization) => {
					Due::<T>::remove(hour, authorization);
					Self::mark_overdue(authorization);
				},
				None => DueCursor::<T>::put(hour.saturating_add(1)),
			}
		}
	}

	/// Claims in the order of their numbers, each once: what is not over when its turn comes (an appeal is open, a person
	/// still looks) is closed by whoever asks.
	fn sweep_claims(meter: &mut WeightMeter) {
		for _ in 0..T::SweepPerBlock::get() {
			let id = CloseCursor::<T>::get();
			if id >= NextClaim::<T>::get() || meter.try_consume(T::WeightInfo::sweep_close()).is_err() {
				return;
			}
			if let Some(claim) = Claims::<T>::get(id) {
				// Younger ones come after it.
				if claim.submitted.saturating_add(T::AppealWindow::get()) >= Self::now() {
					return;
				}
				if Self::is_over(&claim) {
					let _ = Self::close_claim(id, claim);
				}
			}
			CloseCursor::<T>::put(id.saturating_add(1));
		}
	}

	pub(crate) fn check_integrity() {
		assert!(T::StandardClock::get() >= T::ExpeditedClock::get(), "what is expedited is answered sooner");
		assert!(T::ExpeditedClock::get() > 0 && T::ReviewClock::get() > 0, "people need time to answer");
		assert!(T::AppealWindow::get() >= DAY, "nobody could appeal");
		assert!(T::MaxServicesPerDay::get() > 0, "nothing could be rendered");
		assert!(T::VelocityThreshold::get() > 0, "every claim would be an alert");
		assert!(T::SweepPerBlock::get() > 0, "no clock would ever run out by itself");
		let block = T::BlockWeights::get().max_block;
		let sweep = T::WeightInfo::sweep_nothing().saturating_add(
			T::WeightInfo::sweep_due()
				.saturating_add(T::WeightInfo::sweep_close())
				.saturating_mul(T::SweepPerBlock::get().into()),
		);
		for weight in [
			T::WeightInfo::register_plan(64),
			T::WeightInfo::publish_version(64),
			T::WeightInfo::remove_coverage(),
			T::WeightInfo::submit(MAX_LINES).saturating_add(T::WeightInfo::reverse(MAX_LINES)),
			T::WeightInfo::decide(MAX_LINES),
			T::WeightInfo::decide_appeal(MAX_LINES),
			T::WeightInfo::close(MAX_LINES),
			sweep,
		] {
			let half: Weight = block.saturating_div(2);
			assert!(weight.all_lte(half), "weight {weight} does not fit half a block");
		}
	}
}
