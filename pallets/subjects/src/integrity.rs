//! Whether the runtime configured the pallet sensibly. Runs in the runtime's tests, never on chain.

use crate::{Config, Pallet, WeightInfo};
use frame_support::{dispatch::DispatchClass, traits::Get, weights::Weight};

impl<T: Config> Pallet<T> {
	/// Refuse a configuration under which a call could never succeed, or a protection would protect nobody.
	pub(crate) fn check_configuration() {
		assert!(T::MinRecoveryDelay::get() > 0, "a recovery without delay cannot be vetoed");
		assert!(T::MinRecoveryDelay::get() <= T::MaxRecoveryDelay::get(), "no delay would be lawful");
		assert!(T::RecoveryLifetime::get() > 0, "every recovery would lapse at once");
		assert!(T::RecoveryCoolDown::get() > 0, "a veto would have no effect");
		assert!(T::MaxOfferPeriod::get() > 0, "no offer could be made");
		assert!(T::MaxGuardianship::get() > 0, "no guardianship could be recorded");
		assert!(T::ConfirmationPeriod::get() > 0, "no proposal could be confirmed");
		let room = T::BlockWeights::get().get(DispatchClass::Normal).max_extrinsic.unwrap_or(Weight::MAX);
		for (call, weight) in Self::weights() {
			assert!(weight.all_lte(room), "{call} does not fit a block");
		}
	}

	fn weights() -> [(&'static str, Weight); 20] {
		[
			("open", T::WeightInfo::open()),
			("open_for", T::WeightInfo::open_for()),
			("offer_claim", T::WeightInfo::offer_claim()),
			("accept_claim", T::WeightInfo::accept_claim()),
			("offer_custody", T::WeightInfo::offer_custody()),
			("take_custody", T::WeightInfo::take_custody()),
			("withdraw_offer", T::WeightInfo::withdraw_offer()),
			("set_legal_guardians", T::WeightInfo::set_legal_guardians()),
			("rotate", T::WeightInfo::rotate()),
			("set_guardians", T::WeightInfo::set_guardians()),
			("remove_guardians", T::WeightInfo::remove_guardians()),
			("initiate_recovery", T::WeightInfo::initiate_recovery()),
			("approve_recovery", T::WeightInfo::approve_recovery()),
			("complete_recovery", T::WeightInfo::complete_recovery()),
			("veto_recovery", T::WeightInfo::veto_recovery()),
			("appoint_successor", T::WeightInfo::appoint_successor()),
			("carry_deposit", T::WeightInfo::carry_deposit()),
			("carry_deposit_for", T::WeightInfo::carry_deposit_for()),
			("confirm_proposal", T::WeightInfo::confirm_proposal()),
			("withdraw_proposal", T::WeightInfo::withdraw_proposal()),
		]
	}
}
