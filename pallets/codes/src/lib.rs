#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	substrate_runtime,
	deny(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

extern crate alloc;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

mod answers;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
pub mod preload;
mod registry;
pub mod runtime_api;
#[cfg(any(test, feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use core::marker::PhantomData;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use salus_primitives::{
		codes::{Code, CodeKind, CodeSymbol, CodeSystem},
		CodeId,
	};

	/// The storage version of this pallet.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Who registers, retires and reinstates codes.
		type RegisterOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Cost of each call.
		type WeightInfo: WeightInfo;
	}

	/// How many codes were ever registered. They are numbered from 1 in the order of their registration, so this is
	/// the newest one's number; 0 is never a code, so that a number nobody set means nothing.
	#[pallet::storage]
	pub type Count<T: Config> = StorageValue<_, CodeId, ValueQuery>;

	/// Codes by number. Numbers are given in order, so no hash needs to protect the trie's balance.
	#[pallet::storage]
	pub type Codes<T: Config> = StorageMap<_, Twox64Concat, CodeId, Code>;

	/// The number of a kind, system and code: of the newest one, where a retired code was registered anew. The code
	/// itself says its name, so the key need not: a plain hash keeps it short.
	#[pallet::storage]
	pub type Ids<T: Config> = StorageMap<_, Blake2_256, (CodeKind, CodeSystem, CodeSymbol), CodeId>;

	/// Digest of all that was ever registered, retired and reinstated, in order: whoever keeps a copy of the registry sees
	/// by it, at any block and on any fork, whether the copy is still good.
	#[pallet::storage]
	pub type History<T: Config> = StorageValue<_, [u8; 32], ValueQuery>;

	/// What the registry holds from the first block on.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Register the codes of [`preload`], in its order.
		pub standard: bool,
		/// Codes to register after them.
		pub more: Vec<GenesisCode>,
		/// Nothing else depends on the runtime.
		#[serde(skip)]
		pub config: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			let registered = Pallet::<T>::preload(self.standard, &self.more);
			assert!(registered.is_ok(), "the registry cannot begin like this: {registered:?}");
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A code was registered.
		CodeRegistered {
			/// Its number.
			id: CodeId,
			/// What it is used for.
			kind: CodeKind,
		},
		/// A code was retired: old entries keep its meaning, new ones are refused.
		CodeRetired {
			/// Its number.
			id: CodeId,
		},
		/// A retired code may be used again.
		CodeReinstated {
			/// Its number.
			id: CodeId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// There is no such code.
		CodeNotFound,
		/// No code is named.
		NothingToRegister,
		/// The system is no absolute URI in printable ASCII.
		MalformedSystem,
		/// The code is empty, or has spaces or characters beyond printable ASCII.
		MalformedSymbol,
		/// The code is registered for this kind already.
		AlreadyRegistered,
		/// A parent is not registered for this kind.
		ParentNotFound,
		/// A parent was retired.
		ParentRetired,
		/// The code would have more codes above it than a lineage holds.
		LineageTooLong,
		/// All numbers are given.
		TooManyCodes,
		/// The code was retired before.
		AlreadyRetired,
		/// The code is not retired.
		NotRetired,
		/// The code was registered anew since it was retired: the newer one stands for it.
		Replaced,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			// A motion may fill at most half of what ordinary transactions may, which is three quarters of a block.
			let most = T::BlockWeights::get().max_block.saturating_div(3);
			for weight in [
				T::WeightInfo::register(MAX_BATCH),
				T::WeightInfo::retire(),
				T::WeightInfo::reinstate(),
				T::WeightInfo::answer(),
			] {
				assert!(weight.all_lte(most), "weight {weight} does not fit a motion");
			}
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Register codes: all of them, or none when one is refused. Each gets the next number.
		///
		/// A parent is named by its system and code, is of the same kind, and must be registered already, at the
		/// latest by an earlier entry of the same call. It may be of another system: a local purpose below a
		/// standard one. A code that was retired may be registered anew, under other parents: it gets a new number,
		/// and the old number keeps its old meaning.
		///
		/// - Origin: [`Config::RegisterOrigin`].
		///
		/// Errors: [`Error::NothingToRegister`], [`Error::MalformedSystem`], [`Error::MalformedSymbol`],
		/// [`Error::AlreadyRegistered`], [`Error::ParentNotFound`], [`Error::ParentRetired`],
		/// [`Error::LineageTooLong`], [`Error::TooManyCodes`].
		///
		/// Event: [`Event::CodeRegistered`] for each.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register(codes.len().try_into().unwrap_or(u32::MAX)))]
		pub fn register(origin: OriginFor<T>, codes: BoundedVec<NewCode, MaxBatch>) -> DispatchResult {
			T::RegisterOrigin::ensure_origin(origin)?;
			ensure!(!codes.is_empty(), Error::<T>::NothingToRegister);
			for code in codes {
				Self::do_register(code)?;
			}
			Ok(())
		}

		/// Retire a code: what was written with it keeps its meaning, new entries with it are refused. Codes below it
		/// stay as they are.
		///
		/// - Origin: [`Config::RegisterOrigin`].
		///
		/// Errors: [`Error::CodeNotFound`], [`Error::AlreadyRetired`].
		///
		/// Event: [`Event::CodeRetired`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::retire())]
		pub fn retire(origin: OriginFor<T>, id: CodeId) -> DispatchResult {
			T::RegisterOrigin::ensure_origin(origin)?;
			Self::do_retire(id)
		}

		/// Let a retired code be used again, as it was, unless it was registered anew since.
		///
		/// - Origin: [`Config::RegisterOrigin`].
		///
		/// Errors: [`Error::CodeNotFound`], [`Error::NotRetired`], [`Error::Replaced`].
		///
		/// Event: [`Event::CodeReinstated`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::reinstate())]
		pub fn reinstate(origin: OriginFor<T>, id: CodeId) -> DispatchResult {
			T::RegisterOrigin::ensure_origin(origin)?;
			Self::do_reinstate(id)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What is this code?
		pub fn code(id: CodeId) -> Option<Code> {
			Codes::<T>::get(id)
		}

		/// The number of this code; the newest, where it was registered anew.
		pub fn code_of(kind: CodeKind, system: CodeSystem, symbol: CodeSymbol) -> Option<CodeId> {
			Ids::<T>::get((kind, system, symbol))
		}
	}
}
