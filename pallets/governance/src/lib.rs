#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	substrate_runtime,
	deny(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects,)
)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod pausing;
#[cfg(any(test, feature = "std", feature = "try-runtime"))]
mod try_state;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub mod types;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::{
	traits::{fungible, Get},
	BoundedVec,
};

/// Amounts of the fee token.
pub type BalanceOf<T> = <<T as Config>::Currency as fungible::Inspect<<T as frame_system::Config>::AccountId>>::Balance;

/// One name, of a pallet or of a call.
pub type NameOf<T> = BoundedVec<u8, <T as Config>::MaxNameLen>;

/// A call by its pallet's name and its own, as metadata writes them.
pub type CallNameOf<T> = (NameOf<T>, NameOf<T>);

/// Some calls, no more than may be paused at once.
pub type CallNamesOf<T> = BoundedVec<CallNameOf<T>, <T as Config>::MaxPaused>;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible::Mutate, Contains, GetCallMetadata, TransactionPause, UnixTime},
	};
	use frame_system::pallet_prelude::*;
	use salus_primitives::Seconds;
	use sp_runtime::traits::Zero;

	/// Version of this pallet's storage.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// See the crate's documentation.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the runtime plugs in.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeCall: GetCallMetadata> {
		/// Who issues the fee token.
		type IssueOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who pauses calls in an emergency, and lifts such pauses early.
		type PauseOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who may lift a pause early. Wider than `PauseOrigin`: who pauses must not be able to keep everybody else out.
		type LiftOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The fee token.
		type Currency: Mutate<Self::AccountId>;

		/// What pauses calls. Nothing else should drive it, or the pauses recorded here no longer match.
		type Pauser: TransactionPause<CallIdentifier = CallNameOf<Self>>;

		/// Calls without which nobody could govern, or the chain could not go on. They are never paused.
		type Unpausable: Contains<CallNameOf<Self>>;

		/// What time it is.
		type Time: UnixTime;

		/// The longest name of a pallet or a call, the same as the pauser's.
		#[pallet::constant]
		type MaxNameLen: Get<u32>;

		/// The most calls paused at once.
		#[pallet::constant]
		type MaxPaused: Get<u32>;

		/// The most seconds a pause lasts.
		#[pallet::constant]
		type MaxPause: Get<Seconds>;

		/// What calls cost.
		type WeightInfo: WeightInfo;
	}

	/// The pauses in force and when each ends. One short list, since a pause is rare and all of it is read at once.
	#[pallet::storage]
	pub type Pauses<T: Config> = StorageValue<_, BoundedVec<Pause<CallNameOf<T>>, T::MaxPaused>, ValueQuery>;

	/// When the first pause ends: all that an ordinary block reads.
	#[pallet::storage]
	pub type NextLift<T: Config> = StorageValue<_, Seconds, OptionQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// New tokens were made.
		Issued {
			/// Who received them.
			to: T::AccountId,
			/// How many.
			amount: BalanceOf<T>,
		},
		/// Calls are paused.
		Paused {
			/// Which calls.
			calls: CallNamesOf<T>,
			/// When the pause lifts itself, in seconds since the Unix epoch.
			until: Seconds,
		},
		/// Calls are no longer paused, by motion or because their time came.
		Lifted {
			/// Which calls.
			calls: CallNamesOf<T>,
		},
	}

	/// Why a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// Nothing to issue: the amount is zero.
		ZeroAmount,
		/// The batch names no call.
		NoCalls,
		/// A pause lasts at least a second and at most `MaxPause`.
		DurationOutOfRange,
		/// The runtime has no call of this name.
		CallNotFound,
		/// The call is needed to govern the chain.
		Unpausable,
		/// The call is paused already, or named twice.
		AlreadyPaused,
		/// The call is not paused.
		NotPaused,
		/// As many calls are paused as can be.
		TooManyPaused,
		/// The pauser failed for a reason of its own.
		PauserFailed,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Lift the pauses whose time came. The block's own time is not known yet, so the last block's counts.
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			Self::lift_due()
		}

		fn integrity_test() {
			assert!(T::MaxPaused::get() > 0, "at least one call can be paused");
			assert!(T::MaxPause::get() > 0, "a pause can last a second");
			let limit = T::BlockWeights::get().max_block;
			let most = T::WeightInfo::lift_due(T::MaxPaused::get());
			assert!(most.all_lt(limit), "lifting every pause does not fit a block");
			let longest = <T as frame_system::Config>::RuntimeCall::get_module_names()
				.iter()
				.flat_map(|pallet| {
					core::iter::once(*pallet)
						.chain(<T as frame_system::Config>::RuntimeCall::get_call_names(pallet).iter().copied())
				})
				.map(str::len)
				.max();
			assert!(
				u32::try_from(longest.unwrap_or_default()).is_ok_and(|longest| longest <= T::MaxNameLen::get()),
				"a name is too long to be paused"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Make new tokens.
		///
		/// Origin: `IssueOrigin`. Event: `Issued`.
		///
		/// Errors: `ZeroAmount`, or the currency's (too little for a new account, overflow).
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::issue())]
		pub fn issue(
			origin: OriginFor<T>,
			to: T::AccountId,
			#[pallet::compact] amount: BalanceOf<T>,
		) -> DispatchResult {
			T::IssueOrigin::ensure_origin(origin)?;
			ensure!(!amount.is_zero(), Error::<T>::ZeroAmount);
			T::Currency::mint_into(&to, amount)?;
			Self::deposit_event(Event::Issued { to, amount });
			Ok(())
		}

		/// Pause these calls, all of them or none, for so many seconds. The pause lifts itself.
		///
		/// To prolong a pause without a gap, dispatch `lift` and `emergency_pause` in one batch.
		///
		/// Origin: `PauseOrigin`. Event: `Paused`.
		///
		/// Errors: `NoCalls`, `DurationOutOfRange`, `CallNotFound`, `Unpausable`, `AlreadyPaused`, `TooManyPaused`,
		/// `PauserFailed`.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::emergency_pause(Pallet::<T>::count(calls)))]
		pub fn emergency_pause(origin: OriginFor<T>, calls: CallNamesOf<T>, duration: Seconds) -> DispatchResult {
			T::PauseOrigin::ensure_origin(origin)?;
			Self::do_pause(calls, duration)
		}

		/// Lift the pause of these calls early, of all of them or none.
		///
		/// Origin: `LiftOrigin`. Event: `Lifted`.
		///
		/// Errors: `NoCalls`, `NotPaused`, `PauserFailed`.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::lift(Pallet::<T>::count(calls)))]
		pub fn lift(origin: OriginFor<T>, calls: CallNamesOf<T>) -> DispatchResult {
			T::LiftOrigin::ensure_origin(origin)?;
			Self::do_lift(calls)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Which calls are paused, and until when?
		pub fn pauses() -> Vec<Pause<CallNameOf<T>>> {
			Pauses::<T>::get().into_inner()
		}
	}

	impl<T: Config> Pallet<T> {
		/// How many calls a batch names.
		fn count(calls: &CallNamesOf<T>) -> u32 {
			u32::try_from(calls.len()).unwrap_or(u32::MAX)
		}
	}
}
