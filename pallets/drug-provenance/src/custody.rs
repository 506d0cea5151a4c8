//! Custody: a handshake between two authorised trading partners, and what happens when it fails.

use crate::{items::Loaded, pallet::*, transitions::Action, types::*};
use frame_support::{ensure, weights::Weight};
use salus_primitives::OrganizationId;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn shipment(id: ShipmentId) -> Result<Shipment, DispatchError> {
		Ok(Shipments::<T>::get(id).ok_or(Error::<T>::ShipmentNotFound)?)
	}

	/// Returns what finding the receiver's licence cost more than the least.
	pub(crate) fn do_ship(
		by: OrganizationId,
		to: OrganizationId,
		purpose: Purpose,
		sold: bool,
		items: &Items,
		told: &Told,
	) -> Result<Weight, DispatchError> {
		ensure!(!items.is_empty(), Error::<T>::NothingNamed);
		ensure!(by != to, Error::<T>::ShippedToItself);
		let cost = Self::ensure_partner(to)?;
		let shipment = NextShipment::<T>::get();
		NextShipment::<T>::put(shipment.checked_add(1).ok_or(Error::<T>::TooManyShipments)?);
		let mut shipped = 0u32;
		for item in items {
			let mut item = Self::fetch(by, item, None, told)?;
			ensure!(item.status().holder == by, Error::<T>::NotHolder);
			Self::ensure_shippable(&item, purpose)?;
			ensure!(!sold || item.status().owner == by, Error::<T>::NotOwner);
			item.status_mut().shipment = Some(shipment);
			Self::append(&mut item, by, told, What::Shipped { shipment, to, purpose, sold })?;
			Self::put(item);
			shipped = shipped.saturating_add(1);
		}
		let at = Self::now();
		let opened =
			Shipment { from: by, to, purpose, sold, shipped, received: 0, returned: 0, disputed: 0, over: 0, at };
		Shipments::<T>::insert(shipment, opened);
		Self::deposit_event(Event::Shipped { shipment, from: by, to, items: shipped });
		Ok(cost)
	}

	/// May it be sent off for this?
	fn ensure_shippable(item: &Loaded, purpose: Purpose) -> DispatchResult {
		Self::allow(item, Action::Ship(purpose))?;
		if let Loaded::Container(_, container) = item {
			ensure!(container.purpose == Purpose::Sale || purpose == Purpose::Return, Error::<T>::PackedForReturn);
		}
		Ok(())
	}

	/// Returns what finding the shipper's licence cost more than the least.
	pub(crate) fn do_receive(
		by: OrganizationId,
		id: ShipmentId,
		items: &Items,
		told: &Told,
	) -> Result<Weight, DispatchError> {
		let mut shipment = Self::shipment(id)?;
		ensure!(shipment.to == by, Error::<T>::NotReceiver);
		let cost = Self::ensure_partner(shipment.from)?;
		Self::each_shipped(by, id, items, told, Action::Receive, |item| {
			shipment.received = shipment.received.saturating_add(1);
			Self::hand_over(item, &shipment);
			What::Received { shipment: id }
		})?;
		Shipments::<T>::insert(id, shipment);
		Ok(cost)
	}

	pub(crate) fn do_refuse(by: OrganizationId, id: ShipmentId, items: &Items, told: &Told) -> DispatchResult {
		let mut shipment = Self::shipment(id)?;
		ensure!(shipment.to == by, Error::<T>::NotReceiver);
		Self::each_shipped(by, id, items, told, Action::Refuse, |item| {
			shipment.returned = shipment.returned.saturating_add(1);
			item.status_mut().shipment = None;
			What::Refused { shipment: id }
		})?;
		Shipments::<T>::insert(id, shipment);
		Ok(())
	}

	pub(crate) fn do_void(by: OrganizationId, id: ShipmentId, items: &Items, told: &Told) -> DispatchResult {
		let mut shipment = Self::shipment(id)?;
		ensure!(shipment.from == by, Error::<T>::NotShipper);
		Self::each_shipped(by, id, items, told, Action::Void, |item| {
			shipment.returned = shipment.returned.saturating_add(1);
			item.status_mut().shipment = None;
			What::Voided { shipment: id }
		})?;
		Shipments::<T>::insert(id, shipment);
		Ok(())
	}

	pub(crate) fn do_dispute(
		by: OrganizationId,
		id: ShipmentId,
		kind: DisputeKind,
		items: &Items,
		told: &Told,
	) -> DispatchResult {
		ensure!(!items.is_empty(), Error::<T>::NothingNamed);
		let mut shipment = Self::shipment(id)?;
		ensure!(shipment.to == by, Error::<T>::NotReceiver);
		for item in items {
			let mut item = Self::fetch(by, item, None, told)?;
			if kind == DisputeKind::Over {
				// Only what the shipper has, and could have sent by mistake.
				ensure!(item.status().holder == shipment.from, Error::<T>::NotHolder);
			} else {
				ensure!(item.status().shipment == Some(id), Error::<T>::NotOnShipment);
			}
			Self::allow(&item, Action::Dispute(kind))?;
			if kind == DisputeKind::Over {
				// Or an old shipment would be a way to freeze all that its shipper ever has, again and again.
				let late = Self::now() >= shipment.at.saturating_add(OVERAGE_PERIOD);
				ensure!(!late && shipment.over < shipment.shipped, Error::<T>::TooManyOverages);
				shipment.over = shipment.over.saturating_add(1);
			}
			shipment.disputed = shipment.disputed.saturating_add(1);
			item.status_mut().dispute = Some(Dispute { shipment: id, kind });
			Self::append(&mut item, by, told, What::Disputed { shipment: id, kind })?;
			Self::put(item);
		}
		Shipments::<T>::insert(id, shipment);
		Ok(())
	}

	/// Returns what finding both licences cost more than the least.
	pub(crate) fn do_settle(
		by: OrganizationId,
		with_receiver: bool,
		items: &Items,
		told: &Told,
	) -> Result<Weight, DispatchError> {
		let regulator = Self::is_regulator(by);
		let mut about: Option<(ShipmentId, Shipment)> = None;
		for item in items {
			let mut item = Self::fetch(by, item, None, told)?;
			Self::allow(&item, Action::Settle)?;
			let Dispute { shipment: id, kind } = item.status_mut().dispute.take().ok_or(Error::<T>::NotDisputed)?;
			let (known, mut shipment) = match about.take() {
				Some(about) => about,
				None => (id, Self::shipment(id)?),
			};
			ensure!(known == id, Error::<T>::DifferentShipments);
			// Whoever loses by it may settle it so: the receiver withdraws, or the shipper concedes. What was never shipped
			// stays its holder's if the holder says so, or anybody could freeze it. A regulator may decide either way.
			let over = kind == DisputeKind::Over;
			let lawful = match (over, with_receiver) {
				(false, true) => by == shipment.to,
				(false, false) | (true, true) => by == shipment.from,
				(true, false) => by == shipment.from || by == shipment.to,
			};
			ensure!(lawful || regulator, Error::<T>::NotTheirsToSettle);
			// What could not be shipped does not get there by the way of a dispute.
			if with_receiver && over && !regulator {
				Self::ensure_shippable(&item, shipment.purpose)?;
			}
			shipment.disputed = shipment.disputed.saturating_sub(1);
			if with_receiver {
				shipment.received = shipment.received.saturating_add(1);
				if over {
					shipment.shipped = shipment.shipped.saturating_add(1);
				}
				Self::hand_over(&mut item, &shipment);
			} else {
				item.status_mut().shipment = None;
				if !over {
					shipment.returned = shipment.returned.saturating_add(1);
				}
				if kind == DisputeKind::Short && item.status().hold.is_none() {
					// It neither arrived nor came back.
					let since = Self::now();
					let by = shipment.from;
					item.status_mut().hold = Some(Hold { kind: HoldKind::Lost, by, since, notified: None });
				}
			}
			Self::append(&mut item, by, told, What::Settled { shipment: id, with_receiver })?;
			Self::put(item);
			about = Some((id, shipment));
		}
		let (id, shipment) = about.ok_or(Error::<T>::NothingNamed)?;
		// Nor does anybody trade by it who may not.
		let cost = if with_receiver && !regulator {
			Self::ensure_partner(shipment.from)?.saturating_add(Self::ensure_partner(shipment.to)?)
		} else {
			Weight::zero()
		};
		Shipments::<T>::insert(id, shipment);
		Ok(cost)
	}

	/// The receiver has it from now on, and owns it if it was sold. What came back must be verified first.
	fn hand_over(item: &mut Loaded, shipment: &Shipment) {
		let since = Self::now();
		let status = item.status_mut();
		// What arrived by mistake was not sold unless it was its shipper's to sell.
		if shipment.sold && status.owner == shipment.from {
			status.owner = shipment.to;
		}
		status.holder = shipment.to;
		status.shipment = None;
		if shipment.purpose == Purpose::Return && status.hold.is_none() {
			status.hold = Some(Hold { kind: HoldKind::Returned, by: shipment.to, since, notified: None });
		}
	}

	/// Do the same with items of one shipment.
	fn each_shipped(
		by: OrganizationId,
		id: ShipmentId,
		items: &Items,
		told: &Told,
		action: Action,
		mut work: impl FnMut(&mut Loaded) -> What,
	) -> DispatchResult {
		ensure!(!items.is_empty(), Error::<T>::NothingNamed);
		for item in items {
			let mut item = Self::fetch(by, item, None, told)?;
			ensure!(item.status().shipment == Some(id), Error::<T>::NotOnShipment);
			Self::allow(&item, action)?;
			let what = work(&mut item);
			Self::append(&mut item, by, told, what)?;
			Self::put(item);
		}
		Ok(())
	}
}
