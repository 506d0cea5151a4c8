//! What holds after every call and block.

use crate::{pallet::*, types::*};
use alloc::collections::BTreeMap;
use codec::Encode;
use frame_support::ensure;
use salus_primitives::{Sscc18, TrailHead, TrailKind};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_products()?;
		let mut children = BTreeMap::<Sscc18, u32>::new();
		let mut counts = Counts::default();
		for (id, unit) in Units::<T>::iter() {
			Self::check_unit(&id, &unit)?;
			Self::check_status(&unit.status, TrailHead::new(TrailKind::Unit, &id.encode()), 0, &mut children)?;
			counts.count(&unit.status);
		}
		for (sscc, container) in Containers::<T>::iter() {
			Self::check_container(&container)?;
			let origin = TrailHead::new(TrailKind::Container, &sscc.encode());
			Self::check_status(&container.status, origin, container.height, &mut children)?;
			counts.count(&container.status);
		}
		for (sscc, container) in Containers::<T>::iter() {
			let named = children.remove(&sscc).unwrap_or(0);
			match (&container.contents, container.opened) {
				(Contents::Listed(count), None) => {
					ensure!(*count == named, "a container miscounts its children");
					ensure!(*count > 0, "an empty container is not a tombstone");
				},
				// Children leave a tombstone one by one, each at its next event.
				(Contents::Listed(count), Some(_)) => ensure!(*count >= named, "a tombstone has more children"),
				(Contents::Committed(root), _) => {
					ensure!(named == 0, "a committed container is named as a parent");
					ensure!(root.count > 0, "a committed container is empty");
				},
			}
		}
		ensure!(children.is_empty(), "an item stands in a container that is not there");

		for (id, shipment) in Shipments::<T>::iter() {
			ensure!(id < NextShipment::<T>::get(), "a shipment's number was not given yet");
			ensure!(shipment.from != shipment.to, "a shipment leads nowhere");
			let on = counts.shipped.remove(&id).unwrap_or(0);
			let settled = shipment.received.saturating_add(shipment.returned);
			ensure!(shipment.shipped == settled.saturating_add(on), "a shipment miscounts its items");
			let disputed = counts.disputed.remove(&id).unwrap_or(0);
			ensure!(shipment.over <= shipment.shipped, "more overages than items shipped");
			ensure!(shipment.disputed == disputed, "a shipment miscounts its disputes");
		}
		ensure!(counts.shipped.is_empty() && counts.disputed.is_empty(), "an item is on no shipment that is there");
		Ok(())
	}

	fn check_products() -> Result<(), TryRuntimeError> {
		let epoch = Epochs::<T>::get();
		let rules = |recalls: &Recalls| {
			let in_order = recalls.windows(2).all(|pair| matches!(pair, [a, b] if a.epoch < b.epoch));
			in_order && recalls.iter().all(|rule| rule.scope.is_lawful() && (1..=epoch).contains(&rule.epoch))
		};
		for (gtin, product) in Products::<T>::iter() {
			ensure!(product.details.content > 0, "a product has no content");
			ensure!(rules(&product.recalls), "a product's recalls are out of order");
			if let Some(ndc) = product.details.ndc {
				ensure!(NdcProducts::<T>::contains_key(ndc, gtin), "a product is not found by its NDC");
			}
		}
		for (id, lot) in Lots::<T>::iter() {
			ensure!(Products::<T>::contains_key(id.0), "a lot is of no product");
			ensure!((1..=MAX_BATCHES).contains(&lot.batches), "a lot has too many batches, or none");
			ensure!(rules(&lot.recalls), "a lot's recalls are out of order");
			let mut serials = 0u64;
			for n in 0..lot.batches {
				let batch = Self::batch(&id, &lot, n).ok_or("a batch is missing")?;
				ensure!((1..=MAX_BATCH_SERIALS).contains(&batch.root.count), "a batch has a forbidden size");
				ensure!(batch.epoch <= epoch, "a batch is of an epoch to come");
				serials = serials.saturating_add(batch.root.count.into());
			}
			ensure!(serials == lot.serials, "a lot miscounts its serials");
		}
		for (id, n, _) in Batches::<T>::iter() {
			ensure!(Lots::<T>::get(&id).is_some_and(|lot| (1..lot.batches).contains(&n)), "a batch belongs to no lot");
		}
		for (organization, prefixes) in Prefixes::<T>::iter() {
			for prefix in prefixes {
				ensure!(PrefixHolders::<T>::get(prefix) == Some(organization), "a prefix leads to another");
			}
		}
		for (prefix, organization) in PrefixHolders::<T>::iter() {
			ensure!(Prefixes::<T>::get(organization).contains(&prefix), "a prefix belongs to nobody");
		}
		Ok(())
	}

	fn check_unit(id: &UnitId, unit: &Unit) -> Result<(), TryRuntimeError> {
		let product = Products::<T>::get(id.gtin).ok_or("a unit is of no product")?;
		let lot = (id.gtin, unit.lot.clone());
		ensure!(Lots::<T>::contains_key(lot), "a unit is of no lot");
		ensure!(unit.cleared <= Epochs::<T>::get(), "a unit was cleared in an epoch to come");
		ensure!(unit.status.trail.len > 0, "a unit entered state without an event");
		let mut dispensed = 0u32;
		for n in 0..unit.dispenses {
			let kept = Dispenses::<T>::get(id, n).ok_or("a supply is missing")?;
			ensure!(kept.record.quantity > 0, "nothing was supplied");
			if !kept.voided {
				dispensed = dispensed.checked_add(kept.record.quantity).ok_or("a pack is bottomless")?;
			}
		}
		ensure!(!Dispenses::<T>::contains_key(id, unit.dispenses), "a supply is not counted");
		ensure!(dispensed == unit.dispensed && dispensed <= product.details.content, "supplies do not add up");
		let expected = match unit.lifecycle {
			Lifecycle::Commissioned => dispensed == 0,
			Lifecycle::PartiallyDispensed => dispensed > 0 && dispensed < product.details.content,
			Lifecycle::Dispensed => dispensed == product.details.content,
			_ => dispensed < product.details.content,
		};
		ensure!(expected, "a unit's lifecycle contradicts its supplies");
		let live = matches!(unit.lifecycle, Lifecycle::Commissioned | Lifecycle::PartiallyDispensed);
		let moving = unit.status.shipment.is_some() || unit.status.parent.is_some() || unit.status.dispute.is_some();
		ensure!(live || !moving, "a unit that left the supply chain moves on in it");
		Ok(())
	}

	fn check_container(container: &Container) -> Result<(), TryRuntimeError> {
		ensure!((1..=MAX_HEIGHT).contains(&container.height), "a container is too high");
		if let Some(lot) = &container.lot {
			ensure!(Lots::<T>::contains_key(lot) || container.origin.is_some(), "a container is of no lot");
		}
		let status = &container.status;
		let free = status.shipment.is_none() && status.parent.is_none() && status.dispute.is_none();
		ensure!(container.opened.is_none() || free, "a tombstone moves");
		Ok(())
	}

	fn check_status(
		status: &Status,
		origin: TrailHead,
		height: u8,
		children: &mut BTreeMap<Sscc18, u32>,
	) -> Result<(), TryRuntimeError> {
		ensure!((status.trail.len == 0) == (status.trail == origin), "a trail does not start at its origin");
		if let Some(parent) = status.parent {
			let container = Containers::<T>::get(parent).ok_or("a parent is missing")?;
			ensure!(container.height > height, "an item is no lower than what it stands in");
			ensure!(status.shipment.is_none() && status.dispute.is_none(), "an item in a container moves on its own");
			let count = children.entry(parent).or_default();
			*count = count.saturating_add(1);
		}
		if let Some(id) = status.shipment {
			let shipment = Shipments::<T>::get(id).ok_or("an item is on a shipment that is not there")?;
			ensure!(shipment.from == status.holder, "an item is shipped by another than its holder");
		}
		if let Some(dispute) = &status.dispute {
			let over = dispute.kind == DisputeKind::Over;
			let on = if over { None } else { Some(dispute.shipment) };
			ensure!(status.shipment == on, "a dispute is about another shipment");
		}
		if let Some(hold) = &status.hold {
			ensure!(hold.notified.is_none() || hold.kind == HoldKind::Illegitimate, "a notice about nothing");
		}
		Ok(())
	}
}

/// Items on shipments, and disputed ones.
#[derive(Default)]
struct Counts {
	shipped: BTreeMap<ShipmentId, u32>,
	disputed: BTreeMap<ShipmentId, u32>,
}

impl Counts {
	fn count(&mut self, status: &Status) {
		for (counts, id) in [
			(&mut self.shipped, status.shipment),
			(&mut self.disputed, status.dispute.as_ref().map(|dispute| dispute.shipment)),
		] {
			if let Some(id) = id {
				let count = counts.entry(id).or_default();
				*count = count.saturating_add(1);
			}
		}
	}
}
