#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	substrate_runtime,
	deny(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects,)
)]

extern crate alloc;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

mod anchor;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod challenge;
pub mod runtime_api;
mod store;
#[cfg(any(test, feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;
mod worker;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint, UnixTime},
	};
	use frame_system::pallet_prelude::*;
	use salus_primitives::{
		anchor::{store_of, Root},
		AnchorId, Attestations, Commitment, Duty, Handle, OrganizationId, Organizations, Outcome, Seconds, StoreId,
		StoreKind,
	};
	use sp_core::H256;

	/// The storage version of this pallet.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// A store as this runtime keeps it.
	pub type StoreOf<T> = Store<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Cost of each call.
		type WeightInfo: WeightInfo;

		/// Who is a member, and who may do what for it.
		type Organizations: Organizations<Self::AccountId>;

		/// Who attests, and where challenges are answered.
		type Attestations: Attestations;

		/// The clock.
		type Time: UnixTime;

		/// Seed from which challenged leaves are drawn. It must not be known before the block that holds an anchor
		/// is made, else an owner could anchor around the draw; a development chain's is predictable.
		type Randomness: Get<H256>;

		/// Deposit for a store.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// Who may retire the store of an owner that is no longer an active member, and erase in it.
		type RetireOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Shortest period between a store's challenges.
		#[pallet::constant]
		type MinChallengePeriod: Get<Seconds>;

		/// Longest period between a store's challenges: no owner can put them off for ever.
		#[pallet::constant]
		type MaxChallengePeriod: Get<Seconds>;

		/// Seconds that attestors have to answer a challenge.
		#[pallet::constant]
		type ChallengeTimeLimit: Get<Seconds>;

		/// How many stores one block looks at to see whether a challenge is due.
		#[pallet::constant]
		type StoresPerBlock: Get<u32>;
	}

	/// Why something is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Deposit for a record store.
		RecordStore,
	}

	/// Number that the next store gets.
	#[pallet::storage]
	pub type NextStoreId<T: Config> = StorageValue<_, StoreId, ValueQuery>;

	/// Record stores. Their numbers are given in order, so no hash needs to protect the trie's balance.
	#[pallet::storage]
	pub type Stores<T: Config> = StorageMap<_, Twox64Concat, StoreId, StoreOf<T>>;

	/// Anchors: constant in size whatever the number of leaves.
	#[pallet::storage]
	pub type Anchors<T: Config> = StorageMap<_, Twox64Concat, AnchorId, Anchor>;

	/// Which anchor has this root. One key per anchor buys two things: the same batch cannot be anchored twice, and
	/// an agent that lost the answer to its call can ask whether it landed. Roots are chosen by callers, hence BLAKE2.
	#[pallet::storage]
	pub type Roots<T: Config> = StorageDoubleMap<_, Twox64Concat, StoreId, Blake2_128Concat, H256, AnchorId>;

	/// Leaves that a newer anchor claims to supersede, and that anchor.
	#[pallet::storage]
	pub type Superseded<T: Config> = StorageDoubleMap<_, Twox64Concat, AnchorId, Twox64Concat, u32, AnchorId>;

	/// Tombstones of erased leaves, and whether attestors confirmed that the record is gone.
	#[pallet::storage]
	pub type Erased<T: Config> = StorageDoubleMap<_, Twox64Concat, AnchorId, Twox64Concat, u32, bool>;

	/// Outstanding faults of leaves.
	#[pallet::storage]
	pub type Faults<T: Config> = StorageDoubleMap<_, Twox64Concat, AnchorId, Twox64Concat, u32, Fault>;

	/// Challenges that attestors have not answered yet, by leaf.
	#[pallet::storage]
	pub type OpenChallenges<T: Config> = StorageDoubleMap<_, Twox64Concat, AnchorId, Twox64Concat, u32, OpenChallenge>;

	/// How many of the open challenges an organisation asked for, as long as there is one.
	#[pallet::storage]
	pub type ChallengesOf<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, u32, ValueQuery>;

	/// How many of a store's open challenges were asked for, as long as there is one.
	#[pallet::storage]
	pub type ChallengesIn<T: Config> = StorageMap<_, Twox64Concat, StoreId, u32, ValueQuery>;

	/// Store that was looked at last. The next block goes on with the one after it, whether or not it still exists.
	#[pallet::storage]
	pub type Cursor<T: Config> = StorageValue<_, StoreId, ValueQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A store was registered.
		StoreRegistered {
			/// Its number.
			store: StoreId,
			/// Its owner.
			owner: OrganizationId,
			/// Its protocol.
			kind: StoreKind,
		},
		/// A store was changed.
		StoreUpdated {
			/// Its number.
			store: StoreId,
			/// What is new.
			change: StoreChange,
		},
		/// A store was retired. Without any anchor it is gone altogether.
		StoreRetired {
			/// Its number.
			store: StoreId,
		},
		/// Record versions were anchored.
		Anchored {
			/// Store that holds them.
			store: StoreId,
			/// Number of the anchor.
			anchor: AnchorId,
			/// Root over their commitments and their number.
			root: Root,
			/// How many earlier leaves it supersedes.
			superseded: u32,
		},
		/// A leaf was challenged.
		Challenged {
			/// Store that holds it.
			store: StoreId,
			/// Its anchor.
			anchor: AnchorId,
			/// Its index.
			index: u32,
			/// Who asked; `None` when it was due.
			by: Option<OrganizationId>,
			/// What came of it.
			challenge: Challenge,
		},
		/// A challenge was due and too few of the store's attestors are left to answer it.
		AttestorsMissing {
			/// The store.
			store: StoreId,
		},
		/// A challenge ended.
		Outcome {
			/// Store that holds the leaf.
			store: StoreId,
			/// Its anchor.
			anchor: AnchorId,
			/// Its index.
			index: u32,
			/// How it ended.
			outcome: Outcome,
		},
		/// A store's standing changed.
		StandingChanged {
			/// The store.
			store: StoreId,
			/// Its standing now.
			standing: Standing,
		},
		/// Records were erased.
		RecordsErased {
			/// Store that held them.
			store: StoreId,
			/// Their anchor.
			anchor: AnchorId,
			/// Their indices.
			indices: BoundedVec<u32, MaxErased>,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// There is no such store.
		StoreNotFound,
		/// There is no such anchor.
		AnchorNotFound,
		/// The anchor has no leaf of this index.
		LeafNotFound,
		/// The store was retired.
		StoreRetired,
		/// The owner is an active member: only its staff may do this.
		OwnerIsActive,
		/// No store numbers are left.
		TooManyStores,
		/// The store has as many anchors as it can.
		TooManyAnchors,
		/// The quorum is no majority of the attestors, or larger than their number.
		QuorumOutOfRange,
		/// An attestor is named twice.
		AttestorNamedTwice,
		/// An attestor is not registered, or its organisation does not meet the basis given for it.
		BasisNotMet,
		/// The owner's own node would make half of a quorum or more.
		OwnersMajority,
		/// Too few of the store's attestors are left to reach its quorum.
		AttestorsMissing,
		/// The challenge period is shorter or longer than allowed.
		ChallengePeriodOutOfRange,
		/// The manifest's handle has characters other than letters, digits, dots and hyphens, or is empty.
		MalformedHandle,
		/// An anchor has at least one leaf and at most as many as a tree may have.
		LeafCountOutOfRange,
		/// The store has an anchor with this root already.
		AlreadyAnchored,
		/// A superseded leaf belongs to another owner.
		ForeignRecord,
		/// A leaf was superseded before.
		AlreadySuperseded,
		/// The leaf is being challenged already.
		AlreadyChallenged,
		/// No leaf is named.
		NothingToErase,
		/// A leaf was erased before, or is named twice.
		AlreadyErased,
		/// The organisation has as many open challenges as it may.
		TooManyChallenges,
		/// Two attestors belong to one organisation, which has one vote.
		OrganizationNamedTwice,
		/// As many challenges of the store are open as its attestors must bear; those that come by themselves go on.
		StoreTooBusy,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		// Challenges wait for room rather than displace calls: a challenge that comes some blocks late loses nothing,
		// and filling every block to keep one away costs its owner the fees of every block.
		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::challenge_due_stores(remaining)
		}

		fn integrity_test() {
			assert!(T::MinChallengePeriod::get() > 0, "a challenge period of zero would challenge in every block");
			assert!(
				T::MinChallengePeriod::get() <= T::MaxChallengePeriod::get(),
				"no challenge period would be acceptable"
			);
			assert!(T::ChallengeTimeLimit::get() > 0, "attestors need time to answer");
			assert!(T::StoresPerBlock::get() > 0, "no store would ever be challenged by itself");
			let block = T::BlockWeights::get().max_block;
			for weight in [
				T::WeightInfo::register_store(16),
				T::WeightInfo::update_store(16),
				T::WeightInfo::anchor(256),
				T::WeightInfo::erase(256),
				T::WeightInfo::challenge(),
				T::WeightInfo::on_outcome(),
				T::WeightInfo::on_idle_look().saturating_add(Self::weight_of_due_challenge()),
			] {
				assert!(weight.all_lte(block.saturating_div(2)), "weight {weight} does not fit half a block");
			}
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Register a record store.
		///
		/// - Origin: signed by an account with [`Duty::Records`] for `organization`, which becomes the owner. The
		///   account pays the deposit.
		/// - `url_commitment`: commitment to the base URL, whose nonce and text the owner gives its attestors.
		/// - `attestors`: who may attest, each of another organisation, on a basis that must be met now and at each
		///   challenge.
		/// - `quorum`: how many must agree: more than half of the attestors, and three at least where the owner's own
		///   node is one of them.
		/// - `challenge_period`: seconds between challenges that come by themselves.
		///
		/// Errors: those of the duty check, [`Error::QuorumOutOfRange`], [`Error::AttestorNamedTwice`],
		/// [`Error::OrganizationNamedTwice`], [`Error::BasisNotMet`], [`Error::OwnersMajority`],
		/// [`Error::ChallengePeriodOutOfRange`],
		/// [`Error::TooManyStores`], and that the deposit cannot be paid.
		///
		/// Event: [`Event::StoreRegistered`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_store(attestors.len().try_into().unwrap_or(u32::MAX)))]
		pub fn register_store(
			origin: OriginFor<T>,
			organization: OrganizationId,
			kind: StoreKind,
			url_commitment: Commitment,
			attestors: StoreAttestors,
			quorum: u32,
			challenge_period: Seconds,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(organization, &who, Duty::Records)?;
			Self::do_register(who, organization, kind, url_commitment, attestors, quorum, challenge_period)
		}

		/// Change where a store is, who attests it, or how often it is challenged.
		///
		/// Faults, the trail and open challenges stay as they are, and no change puts off a challenge already set.
		///
		/// - Origin: signed by an account with [`Duty::Records`] for the owner.
		///
		/// Errors: [`Error::StoreNotFound`], [`Error::StoreRetired`], those of the duty check, and those of
		/// [`Call::register_store`] for the part that changes.
		///
		/// Event: [`Event::StoreUpdated`].
		#[pallet::call_index(1)]
		#[pallet::weight(match change {
			StoreChange::Attestors { attestors, .. } =>
				T::WeightInfo::update_store(attestors.len().try_into().unwrap_or(u32::MAX)),
			_ => T::WeightInfo::update_store(0),
		})]
		pub fn update_store(origin: OriginFor<T>, store: StoreId, change: StoreChange) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let kept = Self::ensure_owner(&who, store)?;
			Self::do_update(store, kept, change)
		}

		/// Retire a store: no anchor, no challenge and no change any more. Its anchors can be verified, and its leaves
		/// erased, for ever. A store without anchors is removed. The deposit returns to whoever paid it.
		///
		/// - Origin: signed by an account with [`Duty::Records`] for the owner; or [`Config::RetireOrigin`] when the
		///   owner is no longer an active member.
		///
		/// Errors: [`Error::StoreNotFound`], [`Error::StoreRetired`], those of the duty check,
		/// [`Error::OwnerIsActive`].
		///
		/// Events: [`Event::StoreRetired`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::retire_store())]
		pub fn retire_store(origin: OriginFor<T>, store: StoreId) -> DispatchResult {
			let kept = if T::RetireOrigin::ensure_origin(origin.clone()).is_ok() {
				let kept = Self::store_kept(store)?;
				ensure!(!T::Organizations::is_active(kept.owner), Error::<T>::OwnerIsActive);
				kept
			} else {
				let who = ensure_signed(origin)?;
				Self::ensure_owner(&who, store)?
			};
			Self::do_retire(store, kept)
		}

		/// Anchor record versions: one root over `count` commitments.
		///
		/// The anchor is permanent, so it takes no deposit: the fee is its price.
		///
		/// - Origin: signed by an account with [`Duty::Records`] for the store's owner.
		/// - `root`, `count`: the tree of [`salus_primitives::anchor`] over the commitments.
		/// - `manifest`: names the manifest inside the store. Random, says nothing.
		/// - `supersedes`: earlier leaves, in this or another store of the same owner, of whose records this anchor
		///   holds later versions. What they were stays provable.
		///
		/// Errors: [`Error::StoreNotFound`], [`Error::StoreRetired`], those of the duty check,
		/// [`Error::LeafCountOutOfRange`], [`Error::MalformedHandle`], [`Error::AlreadyAnchored`],
		/// [`Error::AnchorNotFound`], [`Error::LeafNotFound`], [`Error::ForeignRecord`],
		/// [`Error::AlreadySuperseded`], [`Error::TooManyAnchors`].
		///
		/// Event: [`Event::Anchored`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::anchor(supersedes.len().try_into().unwrap_or(u32::MAX)))]
		pub fn anchor(
			origin: OriginFor<T>,
			store: StoreId,
			root: H256,
			count: u32,
			manifest: Handle,
			supersedes: BoundedVec<(AnchorId, u32), MaxSuperseded>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let kept = Self::ensure_owner(&who, store)?;
			Self::do_anchor(store, kept, Root { hash: root, count }, manifest, supersedes)
		}

		/// Challenge a leaf: ask the store's attestors whether the store still holds what it anchored.
		///
		/// An erased leaf is asked about too, until attestors agree that it is gone; from then on it is answered at once.
		///
		/// - Origin: signed by an account with [`Duty::Records`] for `organization`, any active member.
		///
		/// Errors: those of the duty check, [`Error::AnchorNotFound`], [`Error::LeafNotFound`],
		/// [`Error::StoreRetired`], [`Error::AlreadyChallenged`], [`Error::TooManyChallenges`],
		/// [`Error::StoreTooBusy`], [`Error::AttestorsMissing`], and those of opening the job.
		///
		/// Event: [`Event::Challenged`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::challenge())]
		pub fn challenge(
			origin: OriginFor<T>,
			organization: OrganizationId,
			anchor: AnchorId,
			index: u32,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(organization, &who, Duty::Records)?;
			Self::do_challenge(organization, anchor, index)
		}

		/// Record that records were erased: all of them, or none when one is refused.
		///
		/// Erase in the store first: attestors who find the record after this call report a mismatch. Faults of
		/// these leaves stay until attestors agree that the records are gone. Also works in a retired store.
		///
		/// - Origin: signed by an account with [`Duty::Records`] for the store's owner; or [`Config::RetireOrigin`]
		///   when the owner is no longer an active member.
		///
		/// Errors: [`Error::AnchorNotFound`], those of the duty check, [`Error::OwnerIsActive`],
		/// [`Error::NothingToErase`], [`Error::LeafNotFound`], [`Error::AlreadyErased`].
		///
		/// Event: [`Event::RecordsErased`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::erase(indices.len().try_into().unwrap_or(u32::MAX)))]
		pub fn erase(origin: OriginFor<T>, anchor: AnchorId, indices: BoundedVec<u32, MaxErased>) -> DispatchResult {
			let found = Anchors::<T>::get(anchor).ok_or(Error::<T>::AnchorNotFound)?;
			// A retired store's records must be erased all the same.
			let kept = Stores::<T>::get(store_of(anchor)).ok_or(Error::<T>::StoreNotFound)?;
			if T::RetireOrigin::ensure_origin(origin.clone()).is_ok() {
				ensure!(!T::Organizations::is_active(kept.owner), Error::<T>::OwnerIsActive);
			} else {
				let who = ensure_signed(origin)?;
				T::Organizations::ensure_duty(kept.owner, &who, Duty::Records)?;
			}
			Self::do_erase(anchor, found, kept, indices)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What is this store?
		pub fn store_info(store: StoreId) -> Option<StoreInfo> {
			Stores::<T>::get(store).map(Store::info)
		}

		/// What is this anchor?
		pub fn anchor_info(anchor: AnchorId) -> Option<AnchorInfo> {
			Self::describe_anchor(anchor)
		}
	}
}
