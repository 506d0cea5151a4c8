//! Items: how they enter state, leave opened containers, and get their history.

use crate::{pallet::*, transitions::*, types::*};
use codec::Encode;
use frame_support::{ensure, traits::Get};
use salus_primitives::{anchor::Root, Gtin14, OrganizationId, Organizations, Role, Sscc18, TrailHead, TrailKind};
use sp_runtime::{DispatchError, DispatchResult};

/// An item as a call works on it: taken from storage or from its proofs, to be put back by [`Pallet::put`].
#[derive(Clone)]
pub(crate) enum Loaded {
	/// A unit.
	Unit(UnitId, Unit),
	/// A container.
	Container(Sscc18, Container),
}

impl Loaded {
	pub(crate) fn status(&self) -> &Status {
		match self {
			Self::Unit(_, unit) => &unit.status,
			Self::Container(_, container) => &container.status,
		}
	}

	pub(crate) fn status_mut(&mut self) -> &mut Status {
		match self {
			Self::Unit(_, unit) => &mut unit.status,
			Self::Container(_, container) => &mut container.status,
		}
	}

	pub(crate) fn axes(&self) -> Axes {
		let lifecycle = match self {
			Self::Unit(_, unit) => Some(unit.lifecycle),
			Self::Container(..) => None,
		};
		let status = self.status();
		Axes {
			lifecycle,
			in_transit: status.shipment.is_some(),
			disputed: status.dispute.is_some(),
			hold: status.hold.as_ref().map(|hold| hold.kind),
		}
	}

	pub(crate) fn subject(&self) -> Subject {
		match self {
			Self::Unit(id, _) => Subject::Unit(id.clone()),
			Self::Container(sscc, _) => Subject::Container(*sscc),
		}
	}

	/// The one lot that all of it is of.
	pub(crate) fn lot(&self) -> Option<LotId> {
		match self {
			Self::Unit(id, unit) => Some((id.gtin, unit.lot.clone())),
			Self::Container(_, container) => container.lot.clone(),
		}
	}
}

/// A status that begins in these hands.
pub(crate) fn status(owner: OrganizationId, holder: OrganizationId, trail: TrailHead) -> Status {
	Status { owner, holder, shipment: None, parent: None, hold: None, dispute: None, latest: 0, trail }
}

/// Why evidence does not hold.
pub(crate) enum Flaw {
	/// It is wrong, or speaks of something else.
	Invalid(DispatchError),
	/// It holds, and contradicts something else that its labeller committed to.
	Contradiction(ContradictionKind, OrganizationId),
}

impl<T: Config> From<Error<T>> for Flaw {
	fn from(error: Error<T>) -> Self {
		Self::Invalid(error.into())
	}
}

impl<T: Config> Pallet<T> {
	/// May this be done with the item?
	pub(crate) fn allow(item: &Loaded, action: Action) -> DispatchResult {
		check::<Error<T>>(action, item.axes(), || Ok(None))?;
		if rule(action).sound {
			if let Some(why) = Self::unsound(item)? {
				return Err(Error::<T>::from(Refusal::Unsound(why)).into());
			}
		}
		Ok(())
	}

	/// The leaf of a batch that this serial is.
	pub(crate) fn prove_member(id: &UnitId, member: &Membership) -> Result<Batch, Error<T>> {
		let lot = (id.gtin, member.lot.clone());
		let batch = Lots::<T>::get(&lot).and_then(|kept| Self::batch(&lot, &kept, member.batch));
		let batch = batch.ok_or(Error::<T>::BatchNotFound)?;
		let leaf = batch.root.verify(member.index, id.serial.as_bytes(), &member.proof);
		leaf.map_err(|_| Error::<T>::ProofInvalid)?;
		Ok(batch)
	}

	/// The committed container that this child stands in.
	pub(crate) fn prove_packed(child: &Child, packing: &Packing) -> Result<Container, Error<T>> {
		let container = Containers::<T>::get(packing.container).ok_or(Error::<T>::ContainerNotFound)?;
		let Contents::Committed(root) = &container.contents else { return Err(Error::<T>::NotCommitted) };
		let leaf = root.verify(packing.index, &child.payload(), &packing.proof);
		leaf.map_err(|_| Error::<T>::ProofInvalid)?;
		Ok(container)
	}

	/// A unit out of its proofs, and the container it stands in.
	pub(crate) fn emerge_unit(
		id: &UnitId,
		member: &Membership,
		packing: Option<&Packing>,
	) -> Result<(Unit, Option<Container>), Flaw> {
		let batch = Self::prove_member(id, member)?;
		let product = Products::<T>::get(id.gtin).ok_or(Error::<T>::ProductNotFound)?;
		let container = match packing {
			None => None,
			Some(packing) => {
				let container = Self::prove_packed(&Child::Unit(id.clone()), packing)?;
				let packer = container.packer;
				if packer != product.labeller {
					return Err(Flaw::Contradiction(ContradictionKind::ForeignUnit, packer));
				}
				if container.lot.as_ref().is_some_and(|lot| *lot != (id.gtin, member.lot.clone())) {
					return Err(Flaw::Contradiction(ContradictionKind::LotMismatch, packer));
				}
				Some(container)
			},
		};
		let unit = Unit {
			lot: member.lot.clone(),
			lifecycle: Lifecycle::Commissioned,
			dispensed: 0,
			dispenses: 0,
			cleared: batch.epoch,
			origin: packing.map(|packing| packing.container),
			status: status(product.labeller, product.labeller, TrailHead::new(TrailKind::Unit, &id.encode())),
		};
		Ok((unit, container))
	}

	/// A container out of its proof, and the one it stands in.
	pub(crate) fn emerge_container(
		sscc: Sscc18,
		bulk: &Bulk,
		packing: &Packing,
	) -> Result<(Container, Container), Flaw> {
		let around = Self::prove_packed(&Child::Container(sscc, bulk.clone()), packing)?;
		if bulk.height == 0 || bulk.height >= around.height || bulk.root.count == 0 {
			return Err(Flaw::Contradiction(ContradictionKind::Nesting, around.packer));
		}
		if around.lot.is_some() && bulk.lot != around.lot {
			return Err(Flaw::Contradiction(ContradictionKind::LotMismatch, around.packer));
		}
		// Or whoever commits to containers could use up the numbers of others.
		Self::ensure_sscc(around.packer, sscc).map_err(Flaw::Invalid)?;
		let head = TrailHead::new(TrailKind::Container, &sscc.encode());
		let container = Container {
			packer: around.packer,
			height: bulk.height,
			lot: bulk.lot.clone(),
			purpose: around.purpose,
			contents: Contents::Committed(bulk.root),
			cleared: if around.lot.is_some() { around.cleared } else { Self::oldest(bulk.lot.as_ref()) },
			origin: Some(packing.container),
			opened: None,
			status: status(around.packer, around.packer, head),
		};
		Ok((container, around))
	}

	/// Why evidence is not taken.
	pub(crate) fn refusal(flaw: Flaw) -> DispatchError {
		match flaw {
			Flaw::Invalid(error) => error,
			Flaw::Contradiction(..) => Error::<T>::Contradiction.into(),
		}
	}

	/// Get an item ready to be worked on by `by`. It is free afterwards: what stood in an opened container is where
	/// that was opened; what stands in a closed one is refused, unless that is the one it is being taken out of.
	pub(crate) fn fetch(
		by: OrganizationId,
		item: &Item,
		out_of: Option<&Loaded>,
		told: &Told,
	) -> Result<Loaded, DispatchError> {
		let refuse = Self::refusal;
		let mut emerged = None;
		let (mut loaded, around) = match (&item.id, &item.evidence) {
			(ItemId::Unit(id), evidence) => match (Units::<T>::get(id), evidence) {
				(Some(unit), _) => (Loaded::Unit(id.clone(), unit), None),
				(None, Some(Evidence::Unit(member, packing))) => {
					let (unit, around) = Self::emerge_unit(id, member, packing.as_ref()).map_err(refuse)?;
					// Only its labeller knows of a unit that it stands in no committed container. Were it enough that
					// anybody says so, anybody could keep it from ever leaving the one it does stand in.
					ensure!(packing.is_some() || unit.status.holder == by, Error::<T>::EvidenceNeeded);
					emerged = Some(What::Emerged { lot: member.lot.clone(), batch: member.batch, index: member.index });
					let around = packing.as_ref().map(|packing| packing.container).zip(around);
					(Loaded::Unit(id.clone(), unit), around)
				},
				(None, _) => return Err(Error::<T>::EvidenceNeeded.into()),
			},
			(ItemId::Container(sscc), evidence) => match (Containers::<T>::get(sscc), evidence) {
				(Some(container), _) => (Loaded::Container(*sscc, container), None),
				(None, Some(Evidence::Container(bulk, packing))) => {
					let (container, around) = Self::emerge_container(*sscc, bulk, packing).map_err(refuse)?;
					emerged = Some(What::EmergedContainer);
					(Loaded::Container(*sscc, container), Some((packing.container, around)))
				},
				(None, _) => return Err(Error::<T>::EvidenceNeeded.into()),
			},
		};
		if let Loaded::Container(_, container) = &loaded {
			ensure!(container.opened.is_none(), Error::<T>::ContainerOpened);
		}
		if let Some(what) = emerged {
			Self::append(&mut loaded, by, told, what)?;
		}
		let around = match (around, loaded.status().parent) {
			(Some(around), _) => Some(around),
			// A container that is not there yet is being filled by this very call.
			(None, Some(parent)) => Some((parent, Containers::<T>::get(parent).ok_or(Error::<T>::Packed)?)),
			(None, None) => None,
		};
		match (around, out_of) {
			(None, None) => (),
			(Some((sscc, _)), Some(Loaded::Container(from, container))) if sscc == *from => {
				Self::set_free(&mut loaded, by, told, sscc, container)?
			},
			(_, Some(_)) => return Err(Error::<T>::NotInContainer.into()),
			(Some((sscc, container)), None) => {
				ensure!(container.opened.is_some(), Error::<T>::Packed);
				Self::set_free(&mut loaded, by, told, sscc, &container)?;
			},
		}
		Ok(loaded)
	}

	/// The item is no longer in the container: it is where that is, and held back no less.
	fn set_free(
		item: &mut Loaded,
		by: OrganizationId,
		told: &Told,
		sscc: Sscc18,
		container: &Container,
	) -> DispatchResult {
		let maker = Self::maker(item)?;
		let status = item.status_mut();
		status.parent = None;
		status.owner = container.status.owner;
		status.holder = container.status.holder;
		status.hold = match (status.hold.take(), container.status.hold.clone()) {
			(Some(own), Some(around)) => Some(Self::join(own, around, maker)),
			(own, around) => own.or(around),
		};
		Self::append(item, by, told, What::TakenFrom { container: sscc, n: container.status.trail.len })
	}

	/// Two holds of one item: the graver, in the name of whoever has more to say.
	fn join(own: Hold, around: Hold, maker: Option<OrganizationId>) -> Hold {
		let (graver, other) = if around.kind.gravity() > own.kind.gravity() { (around, own) } else { (own, around) };
		let by = Self::weightier(graver.by, other.by, maker);
		Hold { by, ..graver }
	}

	/// Hold something back that may have been held back before: whoever adds to the hold of a regulator, or of who answers
	/// for the item, does not make it its own.
	pub(crate) fn new_hold(
		before: Option<&Hold>,
		kind: HoldKind,
		by: OrganizationId,
		maker: Option<OrganizationId>,
	) -> Hold {
		let by = before.map_or(by, |before| Self::weightier(by, before.by, maker));
		Hold { kind, by, since: Self::now(), notified: None }
	}

	/// Whose word counts: a regulator's before that of who answers for the item, and that before any other.
	fn weightier(one: OrganizationId, other: OrganizationId, maker: Option<OrganizationId>) -> OrganizationId {
		let weight = |by| match by {
			by if Self::is_regulator(by) => 2u8,
			by if maker == Some(by) => 1,
			_ => 0,
		};
		if weight(other) > weight(one) {
			other
		} else {
			one
		}
	}

	/// Write an item back.
	pub(crate) fn put(item: Loaded) {
		match item {
			Loaded::Unit(id, unit) => Units::<T>::insert(id, unit),
			Loaded::Container(sscc, container) => Containers::<T>::insert(sscc, container),
		}
	}

	/// Append to an item's history.
	pub(crate) fn append(item: &mut Loaded, by: OrganizationId, told: &Told, what: What) -> DispatchResult {
		let subject = item.subject();
		let status = item.status_mut();
		let late = told.time.millis < status.latest || Self::is_old(told);
		status.latest = status.latest.max(told.time.millis);
		Self::append_to(&mut status.trail, subject, by, told, late, what)
	}

	/// Append to a lot's history.
	pub(crate) fn append_to_lot(
		id: &LotId,
		lot: &mut Lot,
		by: OrganizationId,
		told: &Told,
		what: What,
	) -> DispatchResult {
		Self::append_to(&mut lot.trail, Subject::Lot(id.clone()), by, told, Self::is_old(told), what)
	}

	fn append_to(
		trail: &mut TrailHead,
		subject: Subject,
		by: OrganizationId,
		told: &Told,
		late: bool,
		what: What,
	) -> DispatchResult {
		let entry = TrailEntry { by, told: told.clone(), recorded: Self::now(), late, what };
		let head = trail.append(Self::block(), &entry).ok_or(Error::<T>::TrailFull)?;
		Self::deposit_event(Event::Recorded { subject, head, entry });
		Ok(())
	}

	/// Was it told long after it happened?
	fn is_old(told: &Told) -> bool {
		let latest = Self::now().saturating_sub(T::LateAfter::get()).saturating_mul(1_000);
		told.time.millis < latest
	}

	/// Nothing happens in the future; clocks may differ a little.
	pub(crate) fn ensure_told(told: &Told) -> DispatchResult {
		let latest = Self::now().saturating_add(T::ClockTolerance::get()).saturating_mul(1_000);
		ensure!(told.time.millis <= latest, Error::<T>::EventInFuture);
		Ok(())
	}

	/// Who answers for an item, whoever has it: the labeller of a unit, of the lot that a container declares, or of a
	/// committed container. For a box of all sorts nobody does.
	pub(crate) fn maker(item: &Loaded) -> Result<Option<OrganizationId>, DispatchError> {
		if let Loaded::Container(_, Container { lot: None, contents, packer, .. }) = item {
			return Ok(matches!(contents, Contents::Committed(_)).then_some(*packer));
		}
		match item.lot() {
			Some((gtin, _)) => Ok(Some(Self::product(gtin)?.labeller)),
			None => Ok(None),
		}
	}

	/// Has, owns, ships or awaits it.
	pub(crate) fn is_party(organization: OrganizationId, item: &Loaded) -> bool {
		let status = item.status();
		organization == status.holder
			|| organization == status.owner
			|| status.shipment.and_then(Shipments::<T>::get).is_some_and(|shipment| organization == shipment.to)
	}

	pub(crate) fn is_regulator(organization: OrganizationId) -> bool {
		T::Organizations::has_role(organization, Role::Regulator)
	}

	/// Was this product registered by this organisation?
	pub(crate) fn ensure_labeller(organization: OrganizationId, gtin: Gtin14) -> Result<Product, DispatchError> {
		let product = Self::product(gtin)?;
		ensure!(product.labeller == organization, Error::<T>::NotLabeller);
		Ok(product)
	}

	/// A number of leaves that a tree may have.
	pub(crate) fn ensure_count(root: &Root, most: u32) -> DispatchResult {
		ensure!((1..=most).contains(&root.count), Error::<T>::LeafCountOutOfRange);
		Ok(())
	}
}

impl<T> From<Refusal> for Error<T> {
	fn from(refusal: Refusal) -> Self {
		match refusal {
			Refusal::WrongKind => Error::WrongKind,
			Refusal::WrongLifecycle(Lifecycle::Dispensed) => Error::AlreadyDispensed,
			Refusal::WrongLifecycle(Lifecycle::Commissioned | Lifecycle::PartiallyDispensed) => Error::NotWhole,
			Refusal::WrongLifecycle(_) => Error::AlreadyEnded,
			Refusal::InTransit => Error::InTransit,
			Refusal::NotInTransit => Error::NotInTransit,
			Refusal::Disputed => Error::Disputed,
			Refusal::NotDisputed => Error::NotDisputed,
			Refusal::OnHold(_) => Error::OnHold,
			Refusal::NotOnHold => Error::NotOnHold,
			Refusal::Unsound(Unsound::Recalled) => Error::Recalled,
			Refusal::Unsound(Unsound::Expired) => Error::Expired,
			Refusal::Unsound(Unsound::LotQuarantine) => Error::LotQuarantined,
			Refusal::Unsound(Unsound::Withdrawn) => Error::ProductWithdrawn,
		}
	}
}
