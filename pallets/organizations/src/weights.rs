//! What calls cost. Hand estimates on the safe side, replaced by `scripts/weights.sh`.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Costs of the pallet's calls and answers, without what the voting bodies add.
pub trait WeightInfo {
	/// `apply` with the most identifiers.
	fn apply() -> Weight;
	/// `cancel_application` and `reject` with the most identifiers.
	fn remove_application() -> Weight;
	/// `admit` with the most identifiers into nearly full bodies.
	fn admit() -> Weight;
	/// `suspend` out of full bodies.
	fn suspend() -> Weight;
	/// `reinstate` into nearly full bodies.
	fn reinstate() -> Weight;
	/// `expel` out of full bodies.
	fn expel() -> Weight;
	/// `resign` out of full bodies.
	fn resign() -> Weight;
	/// `set_staff` by staff, of one more account.
	fn set_staff() -> Weight;
	/// `set_representative` in a full body.
	fn set_representative() -> Weight;
	/// `set_technical_delegate` in a full body.
	fn set_technical_delegate() -> Weight;
	/// `set_collator` in place of another.
	fn set_collator() -> Weight;
	/// `transfer_admin`.
	fn transfer_admin() -> Weight;
	/// `replace_admin`.
	fn replace_admin() -> Weight;
	/// `amend` of the most identifiers.
	fn amend() -> Weight;
	/// `withdraw` to a new account by staff.
	fn withdraw() -> Weight;
	/// One answer of the `Organizations` trait.
	fn ensure_duty() -> Weight;
}

/// One key of this pallet in a large trie, in bytes of proof.
const KEY_PROOF: u64 = 4_096;

fn estimate(db: frame_support::weights::RuntimeDbWeight, reads: u64, writes: u64) -> Weight {
	Weight::from_parts(60_000_000, KEY_PROOF.saturating_mul(reads)).saturating_add(db.reads_writes(reads, writes))
}

/// Costs for a runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn apply() -> Weight {
		estimate(T::DbWeight::get(), 4, 4)
	}
	fn remove_application() -> Weight {
		estimate(T::DbWeight::get(), 3, 3)
	}
	fn admit() -> Weight {
		estimate(T::DbWeight::get(), 20, 20)
	}
	fn suspend() -> Weight {
		estimate(T::DbWeight::get(), 9, 9)
	}
	fn reinstate() -> Weight {
		estimate(T::DbWeight::get(), 9, 9)
	}
	fn expel() -> Weight {
		estimate(T::DbWeight::get(), 14, 14)
	}
	fn resign() -> Weight {
		estimate(T::DbWeight::get(), 14, 14)
	}
	fn set_staff() -> Weight {
		estimate(T::DbWeight::get(), 3, 2)
	}
	fn set_representative() -> Weight {
		estimate(T::DbWeight::get(), 4, 4)
	}
	fn set_technical_delegate() -> Weight {
		estimate(T::DbWeight::get(), 4, 4)
	}
	fn set_collator() -> Weight {
		estimate(T::DbWeight::get(), 8, 8)
	}
	fn transfer_admin() -> Weight {
		estimate(T::DbWeight::get(), 1, 1)
	}
	fn replace_admin() -> Weight {
		estimate(T::DbWeight::get(), 1, 1)
	}
	fn amend() -> Weight {
		estimate(T::DbWeight::get(), 17, 17)
	}
	fn withdraw() -> Weight {
		estimate(T::DbWeight::get(), 4, 2)
	}
	fn ensure_duty() -> Weight {
		estimate(T::DbWeight::get(), 2, 0)
	}
}

/// Costs for tests.
impl WeightInfo for () {
	fn apply() -> Weight {
		estimate(Default::default(), 4, 4)
	}
	fn remove_application() -> Weight {
		estimate(Default::default(), 3, 3)
	}
	fn admit() -> Weight {
		estimate(Default::default(), 20, 20)
	}
	fn suspend() -> Weight {
		estimate(Default::default(), 9, 9)
	}
	fn reinstate() -> Weight {
		estimate(Default::default(), 9, 9)
	}
	fn expel() -> Weight {
		estimate(Default::default(), 14, 14)
	}
	fn resign() -> Weight {
		estimate(Default::default(), 14, 14)
	}
	fn set_staff() -> Weight {
		estimate(Default::default(), 3, 2)
	}
	fn set_representative() -> Weight {
		estimate(Default::default(), 4, 4)
	}
	fn set_technical_delegate() -> Weight {
		estimate(Default::default(), 4, 4)
	}
	fn set_collator() -> Weight {
		estimate(Default::default(), 8, 8)
	}
	fn transfer_admin() -> Weight {
		estimate(Default::default(), 1, 1)
	}
	fn replace_admin() -> Weight {
		estimate(Default::default(), 1, 1)
	}
	fn amend() -> Weight {
		estimate(Default::default(), 17, 17)
	}
	fn withdraw() -> Weight {
		estimate(Default::default(), 4, 2)
	}
	fn ensure_duty() -> Weight {
		estimate(Default::default(), 2, 0)
	}
}
