//! Aggregation: packing, unpacking, opening.
//!
//! Only what stands in no container is ever packed, so that nothing has two parents and no container can come to stand
//! in itself; heights fall from the outside to the inside, so that every walk ends.

use crate::{
	items::{status, Loaded},
	pallet::*,
	transitions::Action,
	types::*,
};
use codec::Encode;
use frame_support::ensure;
use salus_primitives::{anchor::MAX_LEAVES, OrganizationId, Sscc18, TrailHead, TrailKind};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_pack(
		by: OrganizationId,
		sscc: Sscc18,
		purpose: Purpose,
		lot: Option<LotId>,
		items: &Items,
		told: &Told,
	) -> DispatchResult {
		ensure!(!items.is_empty(), Error::<T>::NothingNamed);
		let mut container = if Containers::<T>::contains_key(sscc) {
			let item = Item { id: ItemId::Container(sscc), evidence: None };
			let kept = Self::fetch(by, &item, None, told)?;
			ensure!(kept.status().holder == by, Error::<T>::NotHolder);
			Self::allow(&kept, Action::Fill)?;
			let Loaded::Container(_, kept) = kept else { return Err(Error::<T>::WrongKind.into()) };
			ensure!(matches!(kept.contents, Contents::Listed(_)), Error::<T>::Committed);
			ensure!(kept.lot == lot && kept.purpose == purpose, Error::<T>::ContainerDiffers);
			kept
		} else {
			Self::ensure_sscc(by, sscc)?;
			if let Some(lot) = &lot {
				Self::lot(lot)?;
			}
			Container {
				packer: by,
				height: 1,
				lot,
				purpose,
				contents: Contents::Listed(0),
				cleared: Epochs::<T>::get(),
				origin: None,
				opened: None,
				// Whose it is follows from the first item.
				status: status(by, by, TrailHead::new(TrailKind::Container, &sscc.encode())),
			}
		};
		let Contents::Listed(mut count) = container.contents else { return Err(Error::<T>::Committed.into()) };
		let n = container.status.trail.len.saturating_add(1);
		for item in items {
			ensure!(item.id != ItemId::Container(sscc), Error::<T>::Cycle);
			let mut child = Self::fetch(by, item, None, told)?;
			ensure!(child.status().holder == by, Error::<T>::NotHolder);
			Self::allow(&child, Action::Pack(purpose))?;
			ensure!(container.lot.is_none() || child.lot() == container.lot, Error::<T>::DifferentLot);
			if let Loaded::Container(_, inner) = &child {
				// What was packed to go back does not go on to be sold.
				let onward = inner.purpose == Purpose::Sale || purpose == Purpose::Return;
				ensure!(onward, Error::<T>::PackedForReturn);
				container.height = container.height.max(inner.height.saturating_add(1));
				// The container is as old, to recalls, as the oldest in it.
				container.cleared = container.cleared.min(inner.cleared);
			}
			if let Loaded::Unit(_, unit) = &child {
				container.cleared = container.cleared.min(unit.cleared);
			}
			if count == 0 {
				container.status.owner = child.status().owner;
			}
			ensure!(child.status().owner == container.status.owner, Error::<T>::ForeignOwner);
			count = count.checked_add(1).ok_or(Error::<T>::TooManyChildren)?;
			Self::append(&mut child, by, told, What::PackedInto { container: sscc, n })?;
			child.status_mut().parent = Some(sscc);
			Self::put(child);
		}
		ensure!(container.height <= MAX_HEIGHT, Error::<T>::NestedTooDeep);
		container.contents = Contents::Listed(count);
		let filled = What::Filled { items: u32::try_from(items.len()).unwrap_or(u32::MAX) };
		let mut container = Loaded::Container(sscc, container);
		Self::append(&mut container, by, told, filled)?;
		Self::put(container);
		Ok(())
	}

	pub(crate) fn do_pack_bulk(by: OrganizationId, sscc: Sscc18, bulk: Bulk, told: &Told) -> DispatchResult {
		ensure!(!Containers::<T>::contains_key(sscc), Error::<T>::ContainerExists);
		Self::ensure_sscc(by, sscc)?;
		Self::ensure_count(&bulk.root, MAX_LEAVES)?;
		ensure!((1..=MAX_HEIGHT).contains(&bulk.height), Error::<T>::NestedTooDeep);
		if let Some(lot) = &bulk.lot {
			Self::ensure_labeller(by, lot.0)?;
			Self::lot(lot)?;
		}
		let container = Container {
			packer: by,
			height: bulk.height,
			lot: bulk.lot.clone(),
			purpose: Purpose::Sale,
			contents: Contents::Committed(bulk.root),
			cleared: Self::oldest(bulk.lot.as_ref()),
			origin: None,
			opened: None,
			status: status(by, by, TrailHead::new(TrailKind::Container, &sscc.encode())),
		};
		let mut container = Loaded::Container(sscc, container);
		Self::append(&mut container, by, told, What::FilledInBulk { bulk })?;
		Self::put(container);
		Ok(())
	}

	pub(crate) fn do_unpack(by: OrganizationId, container: &Item, items: &Items, told: &Told) -> DispatchResult {
		ensure!(!items.is_empty(), Error::<T>::NothingNamed);
		let mut outer = Self::fetch_to_open(by, container, told)?;
		// What is proved to stand in it is looked up there, and it may itself have entered state just now.
		Self::put(outer.clone());
		for item in items {
			let child = Self::fetch(by, item, Some(&outer), told)?;
			Self::put(child);
			if let Loaded::Container(_, Container { contents: Contents::Listed(count), .. }) = &mut outer {
				*count = count.checked_sub(1).ok_or(Error::<T>::NotInContainer)?;
			}
		}
		let emptied = What::Emptied { items: u32::try_from(items.len()).unwrap_or(u32::MAX) };
		Self::append(&mut outer, by, told, emptied)?;
		if let Loaded::Container(_, outer) = &mut outer {
			if outer.contents == Contents::Listed(0) {
				outer.opened = Some(Self::opened());
			}
		}
		Self::put(outer);
		Ok(())
	}

	pub(crate) fn do_open(by: OrganizationId, container: &Item, told: &Told) -> DispatchResult {
		let mut outer = Self::fetch_to_open(by, container, told)?;
		Self::append(&mut outer, by, told, What::Opened)?;
		if let Loaded::Container(_, outer) = &mut outer {
			outer.opened = Some(Self::opened());
		}
		Self::put(outer);
		Ok(())
	}

	fn fetch_to_open(by: OrganizationId, container: &Item, told: &Told) -> Result<Loaded, DispatchError> {
		let outer = Self::fetch(by, container, None, told)?;
		ensure!(outer.status().holder == by, Error::<T>::NotHolder);
		Self::allow(&outer, Action::Open)?;
		Ok(outer)
	}

	/// The epoch of a lot's first batch: what is committed to by a root may be of any batch.
	pub(crate) fn oldest(lot: Option<&LotId>) -> Epoch {
		lot.and_then(Lots::<T>::get).map_or(0, |lot| lot.first.epoch)
	}

	fn opened() -> Opened {
		Opened { epoch: Epochs::<T>::get(), at: Self::now() }
	}
}
