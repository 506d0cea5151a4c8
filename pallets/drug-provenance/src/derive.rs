//! What follows from what is stored: recalled, expired, sellable, where something is. None of it is kept.

use crate::{items::Loaded, pallet::*, transitions::*, types::*};
use frame_support::BoundedVec;
use salus_primitives::{OrganizationId, Organizations, Role, Seconds, Sscc18};
use sp_runtime::DispatchError;

const DAY: Seconds = 86_400;

/// The gravest of the rules in force that cover a serial which existed, or was cleared, at this epoch.
pub fn gravest(rules: &Recalls, serial: &Serial, cleared: Epoch) -> Option<RecallLevel> {
	let covering = rules.iter().filter(|r| r.ended.is_none() && r.epoch > cleared && r.scope.covers(serial));
	covering.map(|rule| rule.level).min()
}

/// The gravest recall that covers a unit, by the rules of its product and of its lot.
pub fn recalled(product: &Product, lot: &Lot, serial: &Serial, cleared: Epoch) -> Option<RecallLevel> {
	[&product.recalls, &lot.recalls].into_iter().filter_map(|rules| gravest(rules, serial, cleared)).min()
}

/// May the lot be used no more? It may on its last day, which ends at midnight UTC.
pub fn expired(expiry: Day, now: Seconds) -> bool {
	now >= Seconds::from(expiry).saturating_add(1).saturating_mul(DAY)
}

/// Why nothing of this kind may be sold, whichever unit it is.
fn unsound_lot(product: &Product, lot: &Lot, now: Seconds) -> Option<Unsound> {
	if lot.quarantine.is_some() {
		Some(Unsound::LotQuarantine)
	} else if expired(lot.expiry, now) {
		Some(Unsound::Expired)
	} else if product.status == ProductStatus::Withdrawn {
		Some(Unsound::Withdrawn)
	} else {
		None
	}
}

/// Why this unit may not be sold.
pub fn unsound_unit(product: &Product, lot: &Lot, serial: &Serial, cleared: Epoch, now: Seconds) -> Option<Unsound> {
	match recalled(product, lot, serial, cleared) {
		Some(_) => Some(Unsound::Recalled),
		None => unsound_lot(product, lot, now),
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn product(gtin: salus_primitives::Gtin14) -> Result<Product, DispatchError> {
		Ok(Products::<T>::get(gtin).ok_or(Error::<T>::ProductNotFound)?)
	}

	pub(crate) fn lot(id: &LotId) -> Result<Lot, DispatchError> {
		Ok(Lots::<T>::get(id).ok_or(Error::<T>::LotNotFound)?)
	}

	/// Why this item may not be sold, from product and lot alone.
	///
	/// Of a container without a lot of its own nothing is known that holds for all it contains: there it is the units
	/// that are asked, when they are taken out.
	pub(crate) fn unsound(item: &Loaded) -> Result<Option<Unsound>, DispatchError> {
		match item {
			Loaded::Unit(id, unit) => {
				let (product, lot) = (Self::product(id.gtin)?, Self::lot(&(id.gtin, unit.lot.clone()))?);
				Ok(unsound_unit(&product, &lot, &id.serial, unit.cleared, Self::now()))
			},
			Loaded::Container(_, container) => {
				let Some(id) = &container.lot else { return Ok(None) };
				let (product, lot) = (Self::product(id.0)?, Self::lot(id)?);
				let whole = |r: &&Recall| r.ended.is_none() && r.epoch > container.cleared && r.scope == Scope::All;
				if product.recalls.iter().chain(&lot.recalls).any(|rule| whole(&rule)) {
					return Ok(Some(Unsound::Recalled));
				}
				Ok(unsound_lot(&product, &lot, Self::now()))
			},
		}
	}

	/// Does a recall that a regulator ordered cover it?
	pub(crate) fn covered_by_order(item: &Loaded) -> Result<bool, DispatchError> {
		let Some(id) = item.lot() else { return Ok(false) };
		let (product, lot) = (Self::product(id.0)?, Self::lot(&id)?);
		let covers = |rule: &Recall| match item {
			Loaded::Unit(unit, kept) => rule.epoch > kept.cleared && rule.scope.covers(&unit.serial),
			// Any part of it may be.
			Loaded::Container(_, kept) => rule.epoch > kept.cleared,
		};
		let mut rules = product.recalls.iter().chain(&lot.recalls);
		Ok(rules.any(|rule| rule.ordered && rule.ended.is_none() && covers(rule)))
	}

	/// Where an item with this status is: where the outermost container is that it stands in.
	pub(crate) fn locate(status: &Status) -> Location {
		let mut containers = BoundedVec::new();
		let mut outermost = status.clone();
		// Containers are of falling height, so the walk ends; the bound is there for a state that broke that rule.
		for _ in 0..=MAX_HEIGHT {
			let Some(parent) = outermost.parent else { break };
			let Some(container) = Containers::<T>::get(parent) else { break };
			if container.opened.is_none() {
				// At most one per level.
				let _ = containers.try_push(parent);
			}
			outermost = container.status;
		}
		Location {
			owner: outermost.owner,
			holder: outermost.holder,
			in_transit_to: outermost.shipment.and_then(Shipments::<T>::get).map(|shipment| shipment.to),
			containers,
		}
	}

	/// Holds and disputes of an item and of whatever it stands in.
	pub(crate) fn impediments(status: &Status) -> (alloc::vec::Vec<HoldKind>, bool) {
		let mut holds = alloc::vec::Vec::new();
		let mut disputed = false;
		let mut next = Some(status.clone());
		for _ in 0..=MAX_HEIGHT {
			let Some(at) = next.take() else { break };
			holds.extend(at.hold.as_ref().map(|hold| hold.kind));
			disputed |= at.dispute.is_some();
			next = at.parent.and_then(Containers::<T>::get).map(|container| container.status);
		}
		(holds, disputed)
	}

	/// What an organisation is in the trade.
	pub(crate) fn trade_role(organization: OrganizationId) -> Option<Role> {
		let roles = [Role::Dispenser, Role::Provider, Role::Wholesaler, Role::Manufacturer];
		roles.into_iter().find(|role| T::Organizations::has_role(organization, *role))
	}

	/// What is this unit?
	pub fn unit_info(id: &UnitId) -> Option<UnitInfo> {
		let unit = Units::<T>::get(id)?;
		let (product, lot) = (Products::<T>::get(id.gtin)?, Lots::<T>::get((id.gtin, unit.lot.clone()))?);
		let (holds, disputed) = Self::impediments(&unit.status);
		let live = matches!(unit.lifecycle, Lifecycle::Commissioned | Lifecycle::PartiallyDispensed);
		let unsound = unsound_unit(&product, &lot, &id.serial, unit.cleared, Self::now());
		let sound = holds.is_empty() && !disputed && unsound.is_none();
		Some(UnitInfo {
			location: Self::locate(&unit.status),
			expired: expired(lot.expiry, Self::now()),
			recalled: recalled(&product, &lot, &id.serial, unit.cleared),
			lot_quarantine: lot.quarantine.is_some(),
			sound,
			sellable: live && sound,
			unit,
		})
	}

	/// What is this container?
	pub fn container_info(sscc: Sscc18) -> Option<ContainerInfo> {
		let container = Containers::<T>::get(sscc)?;
		Some(ContainerInfo { location: Self::locate(&container.status), container })
	}

	/// What is this lot?
	pub fn lot_info(id: LotId) -> Option<LotInfo> {
		let lot = Lots::<T>::get(&id)?;
		let batches = (0..lot.batches).filter_map(|n| Self::batch(&id, &lot, n));
		Some(LotInfo {
			expired: expired(lot.expiry, Self::now()),
			batches: BoundedVec::truncate_from(batches.collect()),
			lot,
		})
	}

	/// The recall rules of a product, and of one of its lots.
	pub fn recalls_of(gtin: salus_primitives::Gtin14, lot: Option<LotNumber>) -> alloc::vec::Vec<RecallInfo> {
		let all = Products::<T>::get(gtin).map(|product| product.recalls).unwrap_or_default();
		let own = lot.clone().and_then(|lot| Lots::<T>::get((gtin, lot))).map(|lot| lot.recalls).unwrap_or_default();
		let all = all.into_iter().map(|recall| RecallInfo { lot: None, recall });
		all.chain(own.into_iter().map(|recall| RecallInfo { lot: lot.clone(), recall })).collect()
	}
}
