//! Weights of the calls. Hand estimates, replaced by scripts/weights.sh.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// What each call costs at its worst.
pub trait WeightInfo {
	/// Opening one's own subject.
	fn open() -> Weight;
	/// Opening a subject for a person without a key.
	fn open_for() -> Weight;
	/// Offering a subject to the person.
	fn offer_claim() -> Weight;
	/// Taking control of one's own subject.
	fn accept_claim() -> Weight;
	/// Offering a subject to another organisation.
	fn offer_custody() -> Weight;
	/// Taking over a subject.
	fn take_custody() -> Weight;
	/// Taking an offer back.
	fn withdraw_offer() -> Weight;
	/// Replacing or ending a legal guardianship.
	fn set_legal_guardians() -> Weight;
	/// Replacing the controllers.
	fn rotate() -> Weight;
	/// Naming guardians of the keys.
	fn set_guardians() -> Weight;
	/// Dismissing the guardians of the keys.
	fn remove_guardians() -> Weight;
	/// Opening a recovery.
	fn initiate_recovery() -> Weight;
	/// Approving a recovery.
	fn approve_recovery() -> Weight;
	/// Completing a recovery.
	fn complete_recovery() -> Weight;
	/// Ending a recovery.
	fn veto_recovery() -> Weight;
	/// Appointing or dismissing a successor.
	fn appoint_successor() -> Weight;
	/// A controller's taking over the deposit.
	fn carry_deposit() -> Weight;
	/// An organisation's taking over the deposit.
	fn carry_deposit_for() -> Weight;
	/// One answer to another pallet.
	fn answer() -> Weight;
}

/// One cold key in a large trie costs about this much proof.
const PROOF_PER_KEY: u64 = 3_000;

fn estimate(micros: u64, keys: u64) -> Weight {
	Weight::from_parts(micros.saturating_mul(1_000_000), keys.saturating_mul(PROOF_PER_KEY))
}

/// Hand estimates: time of the work itself, with the database's from the runtime's constants.
pub struct SubstrateWeight<T>(PhantomData<T>);

macro_rules! estimates {
	($($call:ident: $micros:literal us, $reads:literal reads, $writes:literal writes;)+) => {
		impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
			$(fn $call() -> Weight {
				estimate($micros, $reads).saturating_add(T::DbWeight::get().reads_writes($reads, $writes))
			})+
		}
		impl WeightInfo for () {
			$(fn $call() -> Weight {
				estimate($micros, $reads)
			})+
		}
	};
}

estimates! {
	open: 90 us, 6 reads, 5 writes;
	open_for: 120 us, 9 reads, 5 writes;
	offer_claim: 60 us, 6 reads, 2 writes;
	accept_claim: 60 us, 5 reads, 2 writes;
	offer_custody: 60 us, 7 reads, 2 writes;
	take_custody: 150 us, 13 reads, 8 writes;
	withdraw_offer: 50 us, 5 reads, 2 writes;
	set_legal_guardians: 60 us, 6 reads, 1 writes;
	rotate: 50 us, 3 reads, 2 writes;
	set_guardians: 60 us, 3 reads, 3 writes;
	remove_guardians: 50 us, 3 reads, 3 writes;
	initiate_recovery: 60 us, 4 reads, 2 writes;
	approve_recovery: 60 us, 4 reads, 2 writes;
	complete_recovery: 60 us, 3 reads, 2 writes;
	veto_recovery: 60 us, 4 reads, 3 writes;
	appoint_successor: 40 us, 4 reads, 1 writes;
	carry_deposit: 140 us, 10 reads, 8 writes;
	carry_deposit_for: 140 us, 10 reads, 7 writes;
	answer: 20 us, 2 reads, 0 writes;
}
