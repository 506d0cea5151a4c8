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

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod corrections;
mod custody;
mod derive;
mod holds;
mod items;
mod packing;
mod products;
mod recalls;
pub mod runtime_api;
mod supply;
pub mod transitions;
#[cfg(any(test, feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
mod verify;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use salus_primitives::{
		anchor::Root, CredentialCheck, Duty, Gtin14, OrganizationId, Organizations, Role, SchemaId, Seconds, Sscc18,
	};
	use sp_core::H256;

	/// The storage version of this pallet.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Cost of each call.
		type WeightInfo: WeightInfo;

		/// Who is a member, in which role, and who may act for it.
		type Organizations: Organizations<Self::AccountId>;

		/// Who is licensed.
		type Credentials: CredentialCheck;

		/// The clock.
		type Time: UnixTime;

		/// Who assigns company prefixes and names the credential of trading partners.
		type RegistryOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// An event told so long after it happened is marked as late.
		#[pallet::constant]
		type LateAfter: Get<Seconds>;

		/// How far a caller's clock may be ahead of the chain's.
		#[pallet::constant]
		type ClockTolerance: Get<Seconds>;

		/// For how long verifications of a unit are counted together.
		#[pallet::constant]
		type RepeatWindow: Get<Seconds>;

		/// How many organisations that do not have a unit may verify it meanwhile before that is an alert.
		#[pallet::constant]
		type RepeatThreshold: Get<u32>;
	}

	/// Number of recall rules ever made.
	#[pallet::storage]
	pub type Epochs<T: Config> = StorageValue<_, Epoch, ValueQuery>;

	/// Schema of the credential that makes an authorised trading partner. While there is none, nobody is one.
	#[pallet::storage]
	pub type TradingSchema<T: Config> = StorageValue<_, SchemaId>;

	/// Company prefixes of an organisation.
	#[pallet::storage]
	pub type Prefixes<T: Config> =
		StorageMap<_, Twox64Concat, OrganizationId, BoundedVec<CompanyPrefix, MaxPrefixes>, ValueQuery>;

	/// Whose a company prefix is.
	#[pallet::storage]
	pub type PrefixHolders<T: Config> = StorageMap<_, Twox64Concat, CompanyPrefix, OrganizationId>;

	/// Where a labeller's agent answers with proofs.
	#[pallet::storage]
	pub type Responders<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, Responder>;

	/// Products. Like all that follows keyed by what callers choose within their own numbers, hence BLAKE2.
	#[pallet::storage]
	pub type Products<T: Config> = StorageMap<_, Blake2_128Concat, Gtin14, Product>;

	/// Which products have this National Drug Code.
	#[pallet::storage]
	pub type NdcProducts<T: Config> = StorageDoubleMap<_, Twox64Concat, Ndc, Twox64Concat, Gtin14, ()>;

	/// Lots.
	#[pallet::storage]
	pub type Lots<T: Config> = StorageMap<_, Blake2_128Concat, LotId, Lot>;

	/// Commissioning batches of a lot, from number 1 on: the first is in the lot. Apart from it, so that an event of a unit
	/// reads one and not 64.
	#[pallet::storage]
	pub type Batches<T: Config> = StorageDoubleMap<_, Blake2_128Concat, LotId, Twox64Concat, u8, Batch>;

	/// Units that had an event of their own.
	#[pallet::storage]
	pub type Units<T: Config> = StorageMap<_, Blake2_128Concat, UnitId, Unit>;

	/// Supplies from a unit.
	#[pallet::storage]
	pub type Dispenses<T: Config> = StorageDoubleMap<_, Blake2_128Concat, UnitId, Twox64Concat, u32, Dispense>;

	/// Logistic units, opened ones included.
	#[pallet::storage]
	pub type Containers<T: Config> = StorageMap<_, Blake2_128Concat, Sscc18, Container>;

	/// Number that the next shipment gets.
	#[pallet::storage]
	pub type NextShipment<T: Config> = StorageValue<_, ShipmentId, ValueQuery>;

	/// Shipments.
	#[pallet::storage]
	pub type Shipments<T: Config> = StorageMap<_, Twox64Concat, ShipmentId, Shipment>;

	/// Who has acknowledged a recall.
	#[pallet::storage]
	pub type Acknowledgements<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Epoch, Twox64Concat, OrganizationId, Acknowledgement>;

	/// Who verified a unit lately.
	#[pallet::storage]
	pub type Verified<T: Config> = StorageMap<_, Blake2_128Concat, UnitId, Verifications>;

	/// Contradictions in what labellers committed to, and the labeller.
	#[pallet::storage]
	pub type Contradictions<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, ItemId, Twox64Concat, ContradictionKind, OrganizationId>;

	/// Who may trade from the first block on.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Schema of the credential that makes an authorised trading partner.
		pub trading_schema: Option<SchemaId>,
		/// Company prefixes: organisation, number of digits, digits.
		pub prefixes: alloc::vec::Vec<(OrganizationId, u8, u64)>,
		/// The runtime.
		#[serde(skip)]
		pub _config: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			TradingSchema::<T>::set(self.trading_schema);
			for (organization, digits, number) in &self.prefixes {
				let prefix = CompanyPrefix::new(*digits, *number);
				assert!(prefix.is_some(), "a company prefix has 4 to 12 digits");
				let mut all = Prefixes::<T>::get(organization).into_inner();
				all.extend(prefix);
				let all = BoundedVec::try_from(all);
				assert!(
					all.is_ok_and(|all| Pallet::<T>::do_set_prefixes(*organization, all).is_ok()),
					"company prefixes do not overlap"
				);
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An organisation was assigned company prefixes.
		PrefixesSet {
			/// The organisation.
			organization: OrganizationId,
			/// All it has now.
			prefixes: BoundedVec<CompanyPrefix, MaxPrefixes>,
		},
		/// Another credential makes an authorised trading partner.
		TradingSchemaSet {
			/// Its schema.
			schema: Option<SchemaId>,
		},
		/// A labeller's agent answers elsewhere.
		ResponderSet {
			/// The labeller.
			organization: OrganizationId,
		},
		/// A product was registered.
		ProductRegistered {
			/// Its number.
			gtin: Gtin14,
			/// Who answers for it.
			labeller: OrganizationId,
		},
		/// A product's status changed.
		ProductStatusSet {
			/// The product.
			gtin: Gtin14,
			/// Its status now.
			status: ProductStatus,
		},
		/// Something happened to a unit, a lot or a container.
		Recorded {
			/// Whose history.
			subject: Subject,
			/// Its head now.
			head: H256,
			/// What was appended.
			entry: TrailEntry,
		},
		/// A shipment was opened.
		Shipped {
			/// Its number.
			shipment: ShipmentId,
			/// Who ships.
			from: OrganizationId,
			/// Who shall receive.
			to: OrganizationId,
			/// How many items.
			items: u32,
		},
		/// A recall was begun.
		RecallBegun {
			/// Of which product.
			gtin: Gtin14,
			/// Of which lot; `None` for all.
			lot: Option<LotNumber>,
			/// Its number.
			recall: Epoch,
			/// How grave it is.
			level: RecallLevel,
			/// Who recalled.
			by: OrganizationId,
		},
		/// A recall was ended.
		RecallEnded {
			/// Of which product.
			gtin: Gtin14,
			/// Of which lot; `None` for all.
			lot: Option<LotNumber>,
			/// Its number.
			recall: Epoch,
			/// Who ended it.
			by: OrganizationId,
		},
		/// A trading partner has heard of a recall.
		RecallAcknowledged {
			/// Of which product.
			gtin: Gtin14,
			/// Of which lot; `None` for all.
			lot: Option<LotNumber>,
			/// Its number.
			recall: Epoch,
			/// Who.
			by: OrganizationId,
			/// How many of the units it says to hold.
			held: u32,
		},
		/// A unit was verified.
		VerificationRecorded {
			/// The unit.
			unit: UnitId,
			/// By whom.
			by: OrganizationId,
		},
		/// A unit was verified by too many who do not have it: there may be copies.
		RepeatAlert {
			/// The unit.
			unit: UnitId,
			/// Who answers for it.
			labeller: OrganizationId,
		},
		/// An alert was looked into and dismissed.
		AlertDismissed {
			/// The unit.
			unit: UnitId,
			/// By whom.
			by: OrganizationId,
		},
		/// What a labeller committed to contradicts itself.
		ContradictionFound {
			/// About which item.
			item: ItemId,
			/// How.
			kind: ContradictionKind,
			/// Who committed to it.
			labeller: OrganizationId,
			/// Who found it.
			by: OrganizationId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The organisation is not an authorised trading partner in good standing.
		NotTradingPartner,
		/// The organisation has not the role that this needs.
		RoleMissing,
		/// The number is not built on one of the organisation's company prefixes.
		ForeignPrefix,
		/// Another organisation has this company prefix, or one that it begins with.
		PrefixTaken,
		/// A responder's address begins with `https://` and has no blanks.
		MalformedResponder,
		/// There is no such product.
		ProductNotFound,
		/// The product is registered already.
		ProductExists,
		/// The trade item number is built on another National Drug Code.
		NdcMismatch,
		/// The lowest temperature is above the highest.
		TemperaturesOutOfOrder,
		/// It is so already.
		NothingChanges,
		/// Only the product's labeller, or a regulator where the call says so, may do this.
		NotLabeller,
		/// There is no such lot.
		LotNotFound,
		/// The lot has another expiry.
		ExpiryDiffers,
		/// The lot has as many batches as it can.
		TooManyBatches,
		/// The lot has this very batch already.
		AlreadyCommissioned,
		/// A tree has at least one leaf, and at most as many as this call takes.
		LeafCountOutOfRange,
		/// There is no such batch.
		BatchNotFound,
		/// The proof does not hold.
		ProofInvalid,
		/// The item has not entered state: the call must bring its proofs.
		EvidenceNeeded,
		/// The proofs hold and contradict each other or what happened: report it.
		Contradiction,
		/// The evidence contradicts nothing.
		NoContradiction,
		/// This contradiction was reported before.
		AlreadyReported,
		/// There is no such container.
		ContainerNotFound,
		/// There is such a container already.
		ContainerExists,
		/// The container was opened: it is a tombstone.
		ContainerOpened,
		/// The container was begun for another lot or purpose.
		ContainerDiffers,
		/// The container's contents are listed, not committed to.
		NotCommitted,
		/// The container's contents were committed to: nothing can be added.
		Committed,
		/// The item stands in a closed container.
		Packed,
		/// The item does not stand in this container.
		NotInContainer,
		/// A container cannot stand in itself.
		Cycle,
		/// Containers stand in each other deeper than allowed.
		NestedTooDeep,
		/// The container is full.
		TooManyChildren,
		/// The item is of another lot than the container.
		DifferentLot,
		/// The item belongs to another owner than the rest of the container.
		ForeignOwner,
		/// What was packed to go back goes back.
		PackedForReturn,
		/// No item is named.
		NothingNamed,
		/// There is no such item.
		ItemNotFound,
		/// The organisation does not have the item.
		NotHolder,
		/// The organisation does not own the item.
		NotOwner,
		/// The organisation has nothing to do with the item.
		NotConcerned,
		/// Nobody ships to itself.
		ShippedToItself,
		/// No shipment numbers are left.
		TooManyShipments,
		/// There is no such shipment.
		ShipmentNotFound,
		/// The shipment is for another.
		NotReceiver,
		/// The shipment is another's.
		NotShipper,
		/// The item is not on this shipment.
		NotOnShipment,
		/// Only whoever loses by it, or a regulator, may settle the dispute so.
		NotTheirsToSettle,
		/// This cannot be done with a unit, or not with a container, or not with a lot.
		WrongKind,
		/// The unit was dispensed.
		AlreadyDispensed,
		/// Some of the unit was dispensed.
		NotWhole,
		/// The unit has left the supply chain.
		AlreadyEnded,
		/// The item is on a shipment.
		InTransit,
		/// The item is on no shipment.
		NotInTransit,
		/// There is an unsettled dispute about the item.
		Disputed,
		/// There is no dispute about the item.
		NotDisputed,
		/// The item is held back for a reason that forbids this.
		OnHold,
		/// The item, or lot, is not held back.
		NotOnHold,
		/// A recall covers it.
		Recalled,
		/// It expired.
		Expired,
		/// Its lot is in quarantine.
		LotQuarantined,
		/// Its product was withdrawn.
		ProductWithdrawn,
		/// No more of the product is made.
		ProductDiscontinued,
		/// Zero is no quantity.
		ZeroQuantity,
		/// More than the pack has left.
		MoreThanContent,
		/// Only who may lift such a hold, or end such a recall, may do this.
		NotTheirsToRelease,
		/// The notice was given before.
		AlreadyNotified,
		/// The product has no storage range.
		NoStorageRange,
		/// What was measured lies within the storage range.
		WithinStorageRange,
		/// A range goes from a number to one of the same length that is not smaller.
		ScopeOutOfOrder,
		/// Too many recall rules are in force.
		TooManyRecalls,
		/// There is no such recall in force.
		RecallNotFound,
		/// The steps do not lead from one to the next and to the head of the history.
		StepsBroken,
		/// Only who recorded an event may declare it an error.
		NotTheirsToCorrect,
		/// A declaration of an error is not declared an error: record what is right.
		NotCorrectable,
		/// The event is told to have happened in the future.
		EventInFuture,
		/// The history is full.
		TrailFull,
		/// As many overages were claimed as the shipment had items, or it was opened too long ago.
		TooManyOverages,
		/// The disputes are about different shipments: settle those of each by themselves.
		DifferentShipments,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			let places = <MaxPlaces as Get<u32>>::get();
			assert!(
				(1..places).contains(&T::RepeatThreshold::get()),
				"an alert would come at the first look, or never"
			);
			assert!(T::RepeatWindow::get() > 0, "no two verifications would ever be counted together");
			assert!(T::LateAfter::get() > T::ClockTolerance::get(), "an event could be late and in the future at once");
			let block = T::BlockWeights::get().max_block;
			let most = <MaxItems as Get<u32>>::get();
			for weight in [
				T::WeightInfo::pack(most),
				T::WeightInfo::unpack(most),
				T::WeightInfo::ship(most),
				T::WeightInfo::receive(most),
				T::WeightInfo::refuse(most),
				T::WeightInfo::void(most),
				T::WeightInfo::dispute(most),
				T::WeightInfo::settle(most),
				T::WeightInfo::end(most),
				T::WeightInfo::hold(most),
				T::WeightInfo::release(most),
				T::WeightInfo::notify(most),
				T::WeightInfo::clear(most),
				T::WeightInfo::report_excursion(most),
			] {
				let weight = weight.saturating_add(T::WeightInfo::emerge().saturating_mul(most.into()));
				let weight = weight.saturating_add(licences::<T>(2));
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
		/// Assign an organisation its GS1 company prefixes, in place of those it had. Products and containers stay.
		///
		/// - Origin: [`Config::RegistryOrigin`].
		///
		/// Errors: [`Error::PrefixTaken`]. Event: [`Event::PrefixesSet`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::set_prefixes(prefixes.len().try_into().unwrap_or(u32::MAX)))]
		pub fn set_prefixes(
			origin: OriginFor<T>,
			organization: OrganizationId,
			prefixes: BoundedVec<CompanyPrefix, MaxPrefixes>,
		) -> DispatchResult {
			T::RegistryOrigin::ensure_origin(origin)?;
			Self::do_set_prefixes(organization, prefixes)
		}

		/// Say which credential makes an authorised trading partner.
		///
		/// - Origin: [`Config::RegistryOrigin`].
		///
		/// Event: [`Event::TradingSchemaSet`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::set_trading_schema())]
		pub fn set_trading_schema(origin: OriginFor<T>, schema: Option<SchemaId>) -> DispatchResult {
			T::RegistryOrigin::ensure_origin(origin)?;
			TradingSchema::<T>::set(schema);
			Self::deposit_event(Event::TradingSchemaSet { schema });
			Ok(())
		}

		/// Say where the labeller's agent answers with proofs.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, a manufacturer.
		///
		/// Errors: those of the duty check, [`Error::RoleMissing`], [`Error::MalformedResponder`]. Event: [`Event::ResponderSet`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::set_responder())]
		pub fn set_responder(
			origin: OriginFor<T>,
			organization: OrganizationId,
			responder: Option<Responder>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(organization, &who, Duty::Logistics)?;
			Self::ensure_role(organization, &[Role::Manufacturer])?;
			Self::do_set_responder(organization, responder)
		}

		/// Register a product, of which the organisation becomes the labeller. Permanent, so there is no deposit.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, an authorised trading partner and manufacturer whose company prefix the GTIN is built on.
		///
		/// Errors: those of the duty check, [`Error::NotTradingPartner`], [`Error::RoleMissing`], [`Error::ForeignPrefix`],
		/// [`Error::ProductExists`], [`Error::ZeroQuantity`], [`Error::NdcMismatch`], [`Error::TemperaturesOutOfOrder`].
		/// Event: [`Event::ProductRegistered`].
		#[pallet::call_index(3)]
		#[pallet::weight(licences::<T>(1).saturating_add(T::WeightInfo::register_product()))]
		pub fn register_product(
			origin: OriginFor<T>,
			organization: OrganizationId,
			gtin: Gtin14,
			details: ProductDetails,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(organization, &who, Duty::Logistics)?;
			let least = T::WeightInfo::register_product();
			let licence = Self::ensure_partner(organization)?;
			Self::ensure_role(organization, &[Role::Manufacturer])?;
			Self::ensure_gtin(organization, gtin)?;
			Self::do_register_product(organization, gtin, details)?;
			Ok(Some(least.saturating_add(licence)).into())
		}

		/// Discontinue or withdraw a product, or take that back.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, the labeller.
		///
		/// Errors: those of the duty check, [`Error::ProductNotFound`], [`Error::NotLabeller`], [`Error::NothingChanges`].
		/// Event: [`Event::ProductStatusSet`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::set_product_status())]
		pub fn set_product_status(
			origin: OriginFor<T>,
			organization: OrganizationId,
			gtin: Gtin14,
			status: ProductStatus,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(organization, &who, Duty::Logistics)?;
			let product = Self::ensure_labeller(organization, gtin)?;
			Self::do_set_product_status(gtin, product, status)
		}

		/// Commission serials: one batch of a lot, whatever their number. The first batch makes the lot.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, the labeller, an authorised trading partner and manufacturer.
		/// - `root`, `count`: the tree of [`salus_primitives::anchor`] whose leaf `n` has the `n`-th serial as payload. Serials are
		///   sorted by their bytes and none stands twice, so that neighbours prove what is not among them.
		///
		/// Errors: those of the duty check, [`Error::NotTradingPartner`], [`Error::RoleMissing`], [`Error::ProductNotFound`],
		/// [`Error::NotLabeller`], [`Error::ProductDiscontinued`], [`Error::ProductWithdrawn`], [`Error::LeafCountOutOfRange`], [`Error::ExpiryDiffers`],
		/// [`Error::TooManyBatches`], [`Error::AlreadyCommissioned`], [`Error::EventInFuture`]. Event: [`Event::Recorded`].
		#[pallet::call_index(5)]
		#[pallet::weight(licences::<T>(1).saturating_add(T::WeightInfo::commission()))]
		pub fn commission(
			origin: OriginFor<T>,
			organization: OrganizationId,
			gtin: Gtin14,
			lot: LotNumber,
			expiry: Day,
			root: H256,
			count: u32,
			told: Told,
		) -> DispatchResultWithPostInfo {
			let least = T::WeightInfo::commission();
			let licence = Self::trading(origin, organization, &told)?;
			Self::ensure_role(organization, &[Role::Manufacturer])?;
			let product = Self::ensure_labeller(organization, gtin)?;
			match product.status {
				ProductStatus::Active => (),
				ProductStatus::Discontinued => return Err(Error::<T>::ProductDiscontinued.into()),
				ProductStatus::Withdrawn => return Err(Error::<T>::ProductWithdrawn.into()),
			}
			Self::do_commission(organization, &product, (gtin, lot), expiry, Root { hash: root, count }, &told)?;
			Ok(Some(least.saturating_add(licence)).into())
		}

		/// Put items into a container, which is made if there is none of this number: all of them, or none.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, an authorised trading partner that has all of them.
		/// - `purpose`: what is packed to go back may be held, recalled or expired, and can only go back.
		/// - `lot`: the one lot that everything in it is of, for a container that says so.
		///
		/// Errors: those of the duty check and of the table of transitions, [`Error::NotTradingPartner`],
		/// [`Error::ForeignPrefix`], [`Error::LotNotFound`], [`Error::ContainerOpened`], [`Error::ContainerDiffers`],
		/// [`Error::Committed`], [`Error::NothingNamed`], [`Error::Cycle`], [`Error::NotHolder`], [`Error::Packed`],
		/// [`Error::DifferentLot`], [`Error::PackedForReturn`], [`Error::ForeignOwner`], [`Error::NestedTooDeep`], and those of the
		/// proofs. Event: [`Event::Recorded`], for each item and for the container.
		#[pallet::call_index(6)]
		#[pallet::weight(licences::<T>(1).saturating_add(cost::<T>(T::WeightInfo::pack, items)))]
		pub fn pack(
			origin: OriginFor<T>,
			organization: OrganizationId,
			container: Sscc18,
			purpose: Purpose,
			lot: Option<LotId>,
			items: Items,
			told: Told,
		) -> DispatchResultWithPostInfo {
			let least = cost::<T>(T::WeightInfo::pack, &items);
			let licence = Self::trading(origin, organization, &told)?;
			Self::do_pack(organization, container, purpose, lot, &items, &told)?;
			Ok(Some(least.saturating_add(licence)).into())
		}

		/// Fill a container in bulk: commit to a whole hierarchy by its root, whatever its size.
		///
		/// What the labeller commits to is checked where it is used: a contradiction is refused then, and can be reported.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, an authorised trading partner and manufacturer.
		/// - `bulk`: the tree whose leaf `n` has [`Child::payload`] of the `n`-th child as payload.
		///
		/// Errors: those of the duty check, [`Error::NotTradingPartner`], [`Error::RoleMissing`], [`Error::ContainerExists`],
		/// [`Error::ForeignPrefix`], [`Error::LeafCountOutOfRange`], [`Error::NestedTooDeep`], [`Error::LotNotFound`],
		/// [`Error::NotLabeller`]. Event: [`Event::Recorded`].
		#[pallet::call_index(7)]
		#[pallet::weight(licences::<T>(1).saturating_add(T::WeightInfo::pack_bulk()))]
		pub fn pack_bulk(
			origin: OriginFor<T>,
			organization: OrganizationId,
			container: Sscc18,
			bulk: Bulk,
			told: Told,
		) -> DispatchResultWithPostInfo {
			let least = T::WeightInfo::pack_bulk();
			let licence = Self::trading(origin, organization, &told)?;
			Self::ensure_role(organization, &[Role::Manufacturer])?;
			Self::do_pack_bulk(organization, container, bulk, &told)?;
			Ok(Some(least.saturating_add(licence)).into())
		}

		/// Take items out of a container, which stays closed over the rest.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, which has the container.
		///
		/// Errors: those of the duty check and of the table of transitions, [`Error::NothingNamed`], [`Error::NotHolder`],
		/// [`Error::NotInContainer`], [`Error::Contradiction`], and those of the proofs. Event: [`Event::Recorded`], for each.
		#[pallet::call_index(8)]
		#[pallet::weight(cost_of_one::<T>(cost::<T>(T::WeightInfo::unpack, items), container))]
		pub fn unpack(
			origin: OriginFor<T>,
			organization: OrganizationId,
			container: Item,
			items: Items,
			told: Told,
		) -> DispatchResult {
			Self::acting(origin, organization, &told)?;
			Self::do_unpack(organization, &container, &items, &told)
		}

		/// Open a container: all that is in it is free, where it is and in whose hands it is.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, which has the container.
		///
		/// Errors: those of the duty check and of the table of transitions, [`Error::NotHolder`], and those of the proofs.
		/// Event: [`Event::Recorded`].
		#[pallet::call_index(9)]
		#[pallet::weight(cost_of_one::<T>(T::WeightInfo::open(), container))]
		pub fn open(origin: OriginFor<T>, organization: OrganizationId, container: Item, told: Told) -> DispatchResult {
			Self::acting(origin, organization, &told)?;
			Self::do_open(organization, &container, &told)
		}

		/// Ship items: all of them, or none. They are on their way until the receiver or the shipper says otherwise.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, which has them. Both it and the receiver are authorised trading partners.
		/// - `purpose`: to be sold, everything must be in order with them; to go back, not.
		/// - `sold`: the receiver becomes the owner when it receives them.
		///
		/// Errors: those of the duty check and of the table of transitions, [`Error::NotTradingPartner`],
		/// [`Error::NothingNamed`], [`Error::ShippedToItself`], [`Error::NotHolder`], [`Error::NotOwner`], [`Error::Packed`],
		/// [`Error::PackedForReturn`], and those of the proofs. Events: [`Event::Recorded`] for each, [`Event::Shipped`].
		#[pallet::call_index(10)]
		#[pallet::weight(licences::<T>(2).saturating_add(cost::<T>(T::WeightInfo::ship, items)))]
		pub fn ship(
			origin: OriginFor<T>,
			organization: OrganizationId,
			to: OrganizationId,
			purpose: Purpose,
			sold: bool,
			items: Items,
			told: Told,
		) -> DispatchResultWithPostInfo {
			let least = cost::<T>(T::WeightInfo::ship, &items);
			let licence = Self::trading(origin, organization, &told)?;
			let licences = licence.saturating_add(Self::do_ship(organization, to, purpose, sold, &items, &told)?);
			Ok(Some(least.saturating_add(licences)).into())
		}

		/// Confirm that items of a shipment arrived. What came back is held until it was verified.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, the receiver. Both it and the shipper are authorised trading partners.
		///
		/// Errors: those of the duty check and of the table of transitions, [`Error::NotTradingPartner`],
		/// [`Error::NothingNamed`], [`Error::ShipmentNotFound`], [`Error::NotReceiver`], [`Error::NotOnShipment`].
		/// Event: [`Event::Recorded`], for each.
		#[pallet::call_index(11)]
		#[pallet::weight(licences::<T>(2).saturating_add(cost::<T>(T::WeightInfo::receive, items)))]
		pub fn receive(
			origin: OriginFor<T>,
			organization: OrganizationId,
			shipment: ShipmentId,
			items: Items,
			told: Told,
		) -> DispatchResultWithPostInfo {
			let least = cost::<T>(T::WeightInfo::receive, &items);
			let licence = Self::trading(origin, organization, &told)?;
			let licences = licence.saturating_add(Self::do_receive(organization, shipment, &items, &told)?);
			Ok(Some(least.saturating_add(licences)).into())
		}

		/// Refuse items of a shipment: they are the shipper's as before.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, the receiver.
		///
		/// Errors: as [`Call::receive`]. Event: [`Event::Recorded`], for each.
		#[pallet::call_index(12)]
		#[pallet::weight(cost::<T>(T::WeightInfo::refuse, items))]
		pub fn refuse(
			origin: OriginFor<T>,
			organization: OrganizationId,
			shipment: ShipmentId,
			items: Items,
			told: Told,
		) -> DispatchResult {
			Self::acting(origin, organization, &told)?;
			Self::do_refuse(organization, shipment, &items, &told)
		}

		/// Take items off a shipment, as long as they were not received.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, the shipper.
		///
		/// Errors: as [`Call::receive`], with [`Error::NotShipper`]. Event: [`Event::Recorded`], for each.
		#[pallet::call_index(13)]
		#[pallet::weight(cost::<T>(T::WeightInfo::void, items))]
		pub fn void(
			origin: OriginFor<T>,
			organization: OrganizationId,
			shipment: ShipmentId,
			items: Items,
			told: Told,
		) -> DispatchResult {
			Self::acting(origin, organization, &told)?;
			Self::do_void(organization, shipment, &items, &told)
		}

		/// Say what is wrong with a shipment: items that did not arrive, or arrived damaged, are others than ordered, or were
		/// never shipped. Nothing can be done with them until the dispute is settled.
		///
		/// There are at most as many overages as items were shipped, and none is claimed after [`OVERAGE_PERIOD`].
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, the receiver, an authorised trading
		///   partner. Who is none any more can still refuse.
		///
		/// Errors: those of the duty check and of the table of transitions, [`Error::NotTradingPartner`],
		/// [`Error::NothingNamed`], [`Error::ShipmentNotFound`], [`Error::NotReceiver`], [`Error::NotHolder`],
		/// [`Error::NotOnShipment`], [`Error::TooManyOverages`]. Event: [`Event::Recorded`], for each.
		#[pallet::call_index(14)]
		#[pallet::weight(licences::<T>(1).saturating_add(cost::<T>(T::WeightInfo::dispute, items)))]
		pub fn dispute(
			origin: OriginFor<T>,
			organization: OrganizationId,
			shipment: ShipmentId,
			kind: DisputeKind,
			items: Items,
			told: Told,
		) -> DispatchResultWithPostInfo {
			let least = cost::<T>(T::WeightInfo::dispute, &items);
			let licence = Self::trading(origin, organization, &told)?;
			Self::do_dispute(organization, shipment, kind, &items, &told)?;
			Ok(Some(least.saturating_add(licence)).into())
		}

		/// Settle disputes about one shipment: say who has the items. Unless a regulator decides so, the receiver gets only
		/// what could be shipped to it: both are authorised trading partners, and nothing speaks against an overage.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`: the receiver to withdraw, the shipper to concede, or a regulator to decide.
		///
		/// Errors: those of the duty check and of the table of transitions, [`Error::NothingNamed`], [`Error::NotTheirsToSettle`],
		/// [`Error::DifferentShipments`], [`Error::NotTradingPartner`], [`Error::PackedForReturn`].
		/// Event: [`Event::Recorded`], for each.
		#[pallet::call_index(15)]
		#[pallet::weight(licences::<T>(2).saturating_add(cost::<T>(T::WeightInfo::settle, items)))]
		pub fn settle(
			origin: OriginFor<T>,
			organization: OrganizationId,
			with_receiver: bool,
			items: Items,
			told: Told,
		) -> DispatchResultWithPostInfo {
			let least = cost::<T>(T::WeightInfo::settle, &items);
			Self::acting(origin, organization, &told)?;
			let licences = Self::do_settle(organization, with_receiver, &items, &told)?;
			Ok(Some(least.saturating_add(licences)).into())
		}

		/// Give a unit, or some of its content, to a patient.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, a dispenser or provider and authorised trading partner that has the unit.
		/// - `tag`: names this supply to one claim. Drawn at random; says nothing.
		///
		/// Errors: those of the duty check and of the table of transitions, [`Error::NotTradingPartner`],
		/// [`Error::RoleMissing`], [`Error::ZeroQuantity`], [`Error::NotHolder`], [`Error::MoreThanContent`], and those of the
		/// proofs. Event: [`Event::Recorded`].
		#[pallet::call_index(16)]
		#[pallet::weight(licences::<T>(1).saturating_add(cost_of_one::<T>(T::WeightInfo::dispense(), unit)))]
		pub fn dispense(
			origin: OriginFor<T>,
			organization: OrganizationId,
			unit: Item,
			quantity: u32,
			tag: H256,
			told: Told,
		) -> DispatchResultWithPostInfo {
			let least = cost_of_one::<T>(T::WeightInfo::dispense(), &unit);
			let licence = Self::trading(origin, organization, &told)?;
			Self::ensure_role(organization, &[Role::Dispenser, Role::Provider])?;
			Self::do_dispense(organization, &unit, quantity, tag, &told)?;
			Ok(Some(least.saturating_add(licence)).into())
		}

		/// Record that units left the supply chain otherwise.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, which has them.
		///
		/// Errors: those of the duty check and of the table of transitions, [`Error::NothingNamed`], [`Error::NotHolder`], and those
		/// of the proofs. Event: [`Event::Recorded`], for each.
		#[pallet::call_index(17)]
		#[pallet::weight(cost::<T>(T::WeightInfo::end, items))]
		pub fn end(
			origin: OriginFor<T>,
			organization: OrganizationId,
			ending: Ending,
			items: Items,
			told: Told,
		) -> DispatchResult {
			Self::acting(origin, organization, &told)?;
			Self::do_end(organization, ending, &items, &told)
		}

		/// Hold items back.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`: who has, owns, ships or awaits them, who made them, or a regulator.
		///
		/// Errors: those of the duty check and of the table of transitions, [`Error::NothingNamed`], [`Error::NotConcerned`], and
		/// those of the proofs. Event: [`Event::Recorded`], for each.
		#[pallet::call_index(18)]
		#[pallet::weight(cost::<T>(T::WeightInfo::hold, items))]
		pub fn hold(
			origin: OriginFor<T>,
			organization: OrganizationId,
			kind: HoldKind,
			items: Items,
			told: Told,
		) -> DispatchResult {
			Self::acting(origin, organization, &told)?;
			Self::do_hold(organization, kind, &items, &told)
		}

		/// Hold items back no longer.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`: who answers for them; of what that one did
		///   not hold back itself, and is not illegitimate, also who held it back, and who has it unless it is suspect; a
		///   regulator always, and only a regulator what a regulator held back. What was stolen or lost becomes suspect first.
		///
		/// Errors: those of the duty check and of the table of transitions, [`Error::NothingNamed`],
		/// [`Error::NotTheirsToRelease`]. Event: [`Event::Recorded`], for each.
		#[pallet::call_index(19)]
		#[pallet::weight(cost::<T>(T::WeightInfo::release, items))]
		pub fn release(origin: OriginFor<T>, organization: OrganizationId, items: Items, told: Told) -> DispatchResult {
			Self::acting(origin, organization, &told)?;
			Self::do_release(organization, &items, &told)
		}

		/// Record that the authority and the trading partners were notified of illegitimate product: its clock stops.
		///
		/// - Origin: as [`Call::hold`].
		///
		/// Errors: those of the duty check and of the table of transitions, [`Error::NothingNamed`], [`Error::NotConcerned`],
		/// [`Error::AlreadyNotified`]. Event: [`Event::Recorded`], for each.
		#[pallet::call_index(20)]
		#[pallet::weight(cost::<T>(T::WeightInfo::notify, items))]
		pub fn notify(origin: OriginFor<T>, organization: OrganizationId, items: Items, told: Told) -> DispatchResult {
			Self::acting(origin, organization, &told)?;
			Self::do_notify(organization, &items, &told)
		}

		/// Hold a whole lot back, or no longer (`None`).
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, the labeller or a regulator; only a regulator lifts what a regulator set.
		///
		/// Errors: those of the duty check and of the table of transitions, [`Error::ProductNotFound`], [`Error::LotNotFound`],
		/// [`Error::NotLabeller`], [`Error::NotTheirsToRelease`]. Event: [`Event::Recorded`].
		#[pallet::call_index(21)]
		#[pallet::weight(T::WeightInfo::hold_lot())]
		pub fn hold_lot(
			origin: OriginFor<T>,
			organization: OrganizationId,
			lot: LotId,
			kind: Option<HoldKind>,
			told: Told,
		) -> DispatchResult {
			Self::acting(origin, organization, &told)?;
			Self::do_hold_lot(organization, lot, kind, &told)
		}

		/// Recall what exists now of a product or one of its lots, and falls under the scope.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, the labeller or a regulator.
		///
		/// Errors: those of the duty check, [`Error::ScopeOutOfOrder`], [`Error::ProductNotFound`], [`Error::LotNotFound`],
		/// [`Error::NotLabeller`], [`Error::TooManyRecalls`]. Events: [`Event::Recorded`] for a lot, [`Event::RecallBegun`].
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::recall())]
		pub fn recall(
			origin: OriginFor<T>,
			organization: OrganizationId,
			gtin: Gtin14,
			lot: Option<LotNumber>,
			level: RecallLevel,
			scope: Scope,
			told: Told,
		) -> DispatchResult {
			Self::acting(origin, organization, &told)?;
			Self::do_recall(organization, gtin, lot, level, scope, &told)
		}

		/// End a recall.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, the labeller or a regulator; only a regulator ends what a regulator ordered.
		///
		/// Errors: those of the duty check, [`Error::ProductNotFound`], [`Error::LotNotFound`], [`Error::NotLabeller`],
		/// [`Error::RecallNotFound`], [`Error::NotTheirsToRelease`]. Events: [`Event::Recorded`] for a lot,
		/// [`Event::RecallEnded`].
		#[pallet::call_index(23)]
		#[pallet::weight(T::WeightInfo::end_recall())]
		pub fn end_recall(
			origin: OriginFor<T>,
			organization: OrganizationId,
			gtin: Gtin14,
			lot: Option<LotNumber>,
			recall: Epoch,
			told: Told,
		) -> DispatchResult {
			Self::acting(origin, organization, &told)?;
			Self::do_end_recall(organization, gtin, lot, recall, &told)
		}

		/// Record that items were checked: recalls so far do not concern them.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, the labeller or a regulator.
		///
		/// Errors: those of the duty check and of the table of transitions, [`Error::NothingNamed`], [`Error::WrongKind`],
		/// [`Error::NotLabeller`], [`Error::NotTheirsToRelease`] (a regulator ordered the recall), and those of the proofs.
		/// Event: [`Event::Recorded`], for each.
		#[pallet::call_index(24)]
		#[pallet::weight(cost::<T>(T::WeightInfo::clear, items))]
		pub fn clear(origin: OriginFor<T>, organization: OrganizationId, items: Items, told: Told) -> DispatchResult {
			Self::acting(origin, organization, &told)?;
			Self::do_clear(organization, &items, &told)
		}

		/// Acknowledge a recall and say how many of the recalled units the organisation holds. Later calls correct the number.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, an authorised trading partner.
		///
		/// Errors: those of the duty check, [`Error::NotTradingPartner`], [`Error::ProductNotFound`], [`Error::LotNotFound`],
		/// [`Error::RecallNotFound`]. Event: [`Event::RecallAcknowledged`].
		#[pallet::call_index(25)]
		#[pallet::weight(licences::<T>(1).saturating_add(T::WeightInfo::acknowledge_recall()))]
		pub fn acknowledge_recall(
			origin: OriginFor<T>,
			organization: OrganizationId,
			gtin: Gtin14,
			lot: Option<LotNumber>,
			recall: Epoch,
			held: u32,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(organization, &who, Duty::Logistics)?;
			let least = T::WeightInfo::acknowledge_recall();
			let licence = Self::ensure_partner(organization)?;
			Self::do_acknowledge_recall(organization, gtin, lot, recall, held)?;
			Ok(Some(least.saturating_add(licence)).into())
		}

		/// Report that items were too cold or too warm: what is not held back yet goes into quarantine.
		///
		/// - Origin: as [`Call::hold`].
		///
		/// Errors: those of the duty check and of the table of transitions, [`Error::NothingNamed`],
		/// [`Error::TemperaturesOutOfOrder`], [`Error::NotConcerned`], [`Error::NoStorageRange`], [`Error::WithinStorageRange`],
		/// and those of the proofs. Event: [`Event::Recorded`], for each.
		#[pallet::call_index(26)]
		#[pallet::weight(cost::<T>(T::WeightInfo::report_excursion, items))]
		pub fn report_excursion(
			origin: OriginFor<T>,
			organization: OrganizationId,
			measured: Temperatures,
			items: Items,
			told: Told,
		) -> DispatchResult {
			Self::acting(origin, organization, &told)?;
			Self::do_report_excursion(organization, measured, &items, &told)
		}

		/// Declare an earlier event of an item an error. The entry stays; the declaration is appended.
		///
		/// A supply or an end that did not occur is undone when it is the newest entry. Everything else is set right by a new event.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, who recorded that event.
		/// - `steps`: the trail from that entry to the newest.
		///
		/// Errors: those of the duty check, [`Error::ItemNotFound`], [`Error::NothingNamed`], [`Error::StepsBroken`],
		/// [`Error::NotTheirsToCorrect`], [`Error::NotCorrectable`]. Event: [`Event::Recorded`].
		#[pallet::call_index(27)]
		#[pallet::weight(T::WeightInfo::declare_error(steps.len().try_into().unwrap_or(u32::MAX)))]
		pub fn declare_error(
			origin: OriginFor<T>,
			organization: OrganizationId,
			item: ItemId,
			steps: BoundedVec<StepEvidence, MaxSteps>,
			reason: ErrorReason,
			told: Told,
		) -> DispatchResult {
			Self::acting(origin, organization, &told)?;
			Self::do_declare_error(organization, &item, &steps, reason, &told)
		}

		/// Remember that a unit was verified. Too many who do not have it raise an alert.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, an authorised trading partner.
		///
		/// Errors: those of the duty check, [`Error::NotTradingPartner`], [`Error::WrongKind`], [`Error::EvidenceNeeded`], and those
		/// of the proofs. Events: [`Event::VerificationRecorded`], [`Event::RepeatAlert`].
		#[pallet::call_index(28)]
		#[pallet::weight(licences::<T>(1).saturating_add(cost_of_one::<T>(T::WeightInfo::record_verification(), unit)))]
		pub fn record_verification(
			origin: OriginFor<T>,
			organization: OrganizationId,
			unit: Item,
			told: Told,
		) -> DispatchResultWithPostInfo {
			let least = cost_of_one::<T>(T::WeightInfo::record_verification(), &unit);
			let licence = Self::trading(origin, organization, &told)?;
			Self::do_record_verification(organization, &unit, &told)?;
			Ok(Some(least.saturating_add(licence)).into())
		}

		/// Report that what a labeller committed to contradicts itself or what happened.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, an authorised trading partner.
		///
		/// Errors: those of the duty check, [`Error::NotTradingPartner`], [`Error::EvidenceNeeded`], [`Error::NoContradiction`],
		/// [`Error::AlreadyReported`], and those of the proofs. Events: [`Event::Recorded`], [`Event::ContradictionFound`].
		#[pallet::call_index(29)]
		#[pallet::weight(licences::<T>(1).saturating_add(cost_of_one::<T>(T::WeightInfo::report_contradiction(), item)))]
		pub fn report_contradiction(
			origin: OriginFor<T>,
			organization: OrganizationId,
			item: Item,
			told: Told,
		) -> DispatchResultWithPostInfo {
			let least = cost_of_one::<T>(T::WeightInfo::report_contradiction(), &item);
			let licence = Self::trading(origin, organization, &told)?;
			Self::do_report_contradiction(organization, &item, &told)?;
			Ok(Some(least.saturating_add(licence)).into())
		}

		/// Dismiss an alert of too many verifications, after looking into it.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, the labeller or a regulator.
		///
		/// Errors: those of the duty check, [`Error::ProductNotFound`], [`Error::NotLabeller`], [`Error::NothingChanges`].
		/// Event: [`Event::AlertDismissed`].
		#[pallet::call_index(30)]
		#[pallet::weight(T::WeightInfo::dismiss_alert())]
		pub fn dismiss_alert(origin: OriginFor<T>, organization: OrganizationId, unit: UnitId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(organization, &who, Duty::Logistics)?;
			Self::do_dismiss_alert(organization, &unit)
		}

		/// Record that the authority and the trading partners were notified of an illegitimate lot: its clock stops.
		///
		/// - Origin: signed by an account with [`Duty::Logistics`] for `organization`, the labeller or a regulator.
		///
		/// Errors: those of the duty check, [`Error::ProductNotFound`], [`Error::LotNotFound`], [`Error::NotLabeller`],
		/// [`Error::NotOnHold`], [`Error::OnHold`], [`Error::AlreadyNotified`]. Event: [`Event::Recorded`].
		#[pallet::call_index(31)]
		#[pallet::weight(T::WeightInfo::notify_lot())]
		pub fn notify_lot(
			origin: OriginFor<T>,
			organization: OrganizationId,
			lot: LotId,
			told: Told,
		) -> DispatchResult {
			Self::acting(origin, organization, &told)?;
			Self::do_notify_lot(organization, lot, &told)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What is this unit?
		pub fn unit(unit: UnitId) -> Option<UnitInfo> {
			Self::unit_info(&unit)
		}

		/// What is this container?
		pub fn container(sscc: Sscc18) -> Option<ContainerInfo> {
			Self::container_info(sscc)
		}

		/// Is this organisation an authorised trading partner now?
		pub fn trading_partner(organization: OrganizationId) -> bool {
			Self::is_partner(organization)
		}
	}

	impl<T: Config> Pallet<T> {
		/// An account that makes, moves or dispenses medicines for this active member.
		pub(crate) fn acting(origin: OriginFor<T>, organization: OrganizationId, told: &Told) -> DispatchResult {
			let who = ensure_signed(origin)?;
			T::Organizations::ensure_duty(organization, &who, Duty::Logistics)?;
			Self::ensure_told(told)
		}

		/// Likewise, and the member is an authorised trading partner. Returns what finding its licence cost more than the least.
		pub(crate) fn trading(
			origin: OriginFor<T>,
			organization: OrganizationId,
			told: &Told,
		) -> Result<Weight, DispatchError> {
			Self::acting(origin, organization, told)?;
			Self::ensure_partner(organization)
		}
	}

	/// The most that finding so many trading partners' licences can cost more than the least, which the weights contain.
	/// Calls return what of it they did not take.
	pub(crate) fn licences<T: Config>(partners: u64) -> Weight {
		T::Credentials::worst().saturating_mul(partners)
	}

	/// What a call with these items costs: so much for each, and more for each that enters state.
	pub(crate) fn cost<T: Config>(of: fn(u32) -> Weight, items: &Items) -> Weight {
		let emerging = items.iter().filter(|item| item.evidence.is_some()).count();
		let emerging = T::WeightInfo::emerge().saturating_mul(emerging.try_into().unwrap_or(u64::MAX));
		of(items.len().try_into().unwrap_or(u32::MAX)).saturating_add(emerging)
	}

	/// What a call with this one item costs.
	pub(crate) fn cost_of_one<T: Config>(base: Weight, item: &Item) -> Weight {
		match item.evidence {
			Some(_) => base.saturating_add(T::WeightInfo::emerge()),
			None => base,
		}
	}
}
