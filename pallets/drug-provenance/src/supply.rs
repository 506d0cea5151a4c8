//! How a unit leaves: to a patient, or otherwise.

use crate::{items::Loaded, pallet::*, transitions::*, types::*};
use frame_support::ensure;
use salus_primitives::{DispenseRecord, OrganizationId, UnitState, UnitStatus};
use sp_core::H256;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_dispense(
		by: OrganizationId,
		item: &Item,
		quantity: u32,
		tag: H256,
		told: &Told,
	) -> DispatchResult {
		ensure!(quantity > 0, Error::<T>::ZeroQuantity);
		let fetched = Self::fetch(by, item, None, told)?;
		ensure!(fetched.status().holder == by, Error::<T>::NotHolder);
		Self::allow(&fetched, Action::Dispense)?;
		let Loaded::Unit(id, mut unit) = fetched else { return Err(Error::<T>::WrongKind.into()) };
		let content = Self::product(id.gtin)?.details.content;
		let dispensed = unit.dispensed.checked_add(quantity).filter(|sum| *sum <= content);
		let (n, before) = (unit.dispenses, unit.lifecycle);
		unit.dispensed = dispensed.ok_or(Error::<T>::MoreThanContent)?;
		unit.dispenses = n.checked_add(1).ok_or(Error::<T>::MoreThanContent)?;
		unit.lifecycle = after_dispense(unit.dispensed, content);
		let record = DispenseRecord { by, at: Self::now(), quantity, tag };
		Dispenses::<T>::insert(&id, n, Dispense { record, voided: false });
		let mut fetched = Loaded::Unit(id, unit);
		Self::append(&mut fetched, by, told, What::Dispensed { n, quantity, tag, before })?;
		Self::put(fetched);
		Ok(())
	}

	pub(crate) fn do_end(by: OrganizationId, ending: Ending, items: &Items, told: &Told) -> DispatchResult {
		ensure!(!items.is_empty(), Error::<T>::NothingNamed);
		for item in items {
			let mut fetched = Self::fetch(by, item, None, told)?;
			ensure!(fetched.status().holder == by, Error::<T>::NotHolder);
			Self::allow(&fetched, Action::End(ending))?;
			let Loaded::Unit(_, unit) = &mut fetched else { return Err(Error::<T>::WrongKind.into()) };
			let before = unit.lifecycle;
			unit.lifecycle = after_end(ending);
			Self::append(&mut fetched, by, told, What::Ended { ending, before })?;
			Self::put(fetched);
		}
		Ok(())
	}
}

impl<T: Config> UnitStatus for Pallet<T> {
	fn state(unit: &UnitId) -> Option<UnitState> {
		let info = Self::unit_info(unit)?;
		let UnitInfo { unit, location, sound, .. } = info;
		Some(UnitState { lifecycle: unit.lifecycle, holder: location.holder, sound })
	}

	fn dispense(unit: &UnitId, n: u32) -> Option<DispenseRecord> {
		Dispenses::<T>::get(unit, n).filter(|dispense| !dispense.voided).map(|dispense| dispense.record)
	}

	fn weight() -> sp_runtime::Weight {
		use crate::WeightInfo;
		T::WeightInfo::unit_state()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_dispensed(by: OrganizationId, quantity: u32, n: u32) -> Option<(UnitId, DispenseRecord)> {
		crate::benchmarking::dispensed::<T>(by, quantity, n)
	}
}
