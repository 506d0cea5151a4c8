//! Holding back: quarantine, suspicion, illegitimate product and its clocks, theft, loss, returns, excursions.

use crate::{
	items::Loaded,
	pallet::*,
	transitions::{check, Action, Axes},
	types::*,
};
use frame_support::ensure;
use salus_primitives::OrganizationId;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_hold(by: OrganizationId, kind: HoldKind, items: &Items, told: &Told) -> DispatchResult {
		ensure!(!items.is_empty(), Error::<T>::NothingNamed);
		for item in items {
			let mut fetched = Self::fetch(by, item, None, told)?;
			Self::ensure_concerned(by, &fetched)?;
			Self::allow(&fetched, Action::Hold(kind))?;
			let before = fetched.axes().hold;
			let hold = Self::new_hold(fetched.status().hold.as_ref(), kind, by, Self::maker(&fetched)?);
			fetched.status_mut().hold = Some(hold);
			Self::append(&mut fetched, by, told, What::Held { kind, before })?;
			Self::put(fetched);
		}
		Ok(())
	}

	pub(crate) fn do_release(by: OrganizationId, items: &Items, told: &Told) -> DispatchResult {
		ensure!(!items.is_empty(), Error::<T>::NothingNamed);
		for item in items {
			let mut fetched = Self::fetch(by, item, None, told)?;
			Self::allow(&fetched, Action::Release)?;
			let hold = fetched.status_mut().hold.take().ok_or(Error::<T>::NotOnHold)?;
			let holder = fetched.status().holder;
			let maker = Self::maker(&fetched)?;
			let lawful = if Self::is_regulator(by) {
				true
			} else if Self::is_regulator(hold.by) {
				false
			} else {
				match hold.kind {
					_ if maker == Some(by) => true,
					// A notice of illegitimate product is ended in consultation with the authority (section
					// 582(b)(4)(B)(v)): by who answers for the product, not by who has it.
					HoldKind::Illegitimate => false,
					_ if maker == Some(hold.by) => false,
					HoldKind::Suspect => by == hold.by,
					_ => by == holder || by == hold.by,
				}
			};
			ensure!(lawful, Error::<T>::NotTheirsToRelease);
			Self::append(&mut fetched, by, told, What::Released { kind: hold.kind })?;
			Self::put(fetched);
		}
		Ok(())
	}

	pub(crate) fn do_notify(by: OrganizationId, items: &Items, told: &Told) -> DispatchResult {
		ensure!(!items.is_empty(), Error::<T>::NothingNamed);
		for item in items {
			let mut fetched = Self::fetch(by, item, None, told)?;
			Self::ensure_concerned(by, &fetched)?;
			Self::allow(&fetched, Action::Notify)?;
			let now = Self::now();
			let Some(hold) = fetched.status_mut().hold.as_mut() else { return Err(Error::<T>::NotOnHold.into()) };
			let due = hold.due().ok_or(Error::<T>::AlreadyNotified)?;
			hold.notified = Some(now);
			Self::append(&mut fetched, by, told, What::Notified { overdue: now > due })?;
			Self::put(fetched);
		}
		Ok(())
	}

	pub(crate) fn do_hold_lot(by: OrganizationId, id: LotId, kind: Option<HoldKind>, told: &Told) -> DispatchResult {
		let product = Self::product(id.0)?;
		ensure!(by == product.labeller || Self::is_regulator(by), Error::<T>::NotLabeller);
		let mut lot = Self::lot(&id)?;
		let before = lot.quarantine.as_ref().map(|hold| hold.kind);
		let what = match kind {
			Some(kind) => {
				// A lot has no place, so it cannot be lost, stolen or returned.
				let whole = matches!(kind, HoldKind::Quarantine | HoldKind::Suspect | HoldKind::Illegitimate);
				ensure!(whole, Error::<T>::WrongKind);
				let axes = Axes { lifecycle: None, in_transit: false, disputed: false, hold: before };
				check::<Error<T>>(Action::Hold(kind), axes, || Ok(None))?;
				lot.quarantine = Some(Self::new_hold(lot.quarantine.as_ref(), kind, by, Some(product.labeller)));
				What::Held { kind, before }
			},
			None => {
				let hold = lot.quarantine.take().ok_or(Error::<T>::NotOnHold)?;
				let lawful = Self::is_regulator(by) || !Self::is_regulator(hold.by);
				ensure!(lawful, Error::<T>::NotTheirsToRelease);
				What::Released { kind: hold.kind }
			},
		};
		Self::append_to_lot(&id, &mut lot, by, told, what)?;
		Lots::<T>::insert(&id, lot);
		Ok(())
	}

	pub(crate) fn do_notify_lot(by: OrganizationId, id: LotId, told: &Told) -> DispatchResult {
		let product = Self::product(id.0)?;
		ensure!(by == product.labeller || Self::is_regulator(by), Error::<T>::NotLabeller);
		let mut lot = Self::lot(&id)?;
		let hold = lot.quarantine.as_mut().ok_or(Error::<T>::NotOnHold)?;
		ensure!(hold.kind == HoldKind::Illegitimate, Error::<T>::OnHold);
		let due = hold.due().ok_or(Error::<T>::AlreadyNotified)?;
		let now = Self::now();
		hold.notified = Some(now);
		Self::append_to_lot(&id, &mut lot, by, told, What::Notified { overdue: now > due })?;
		Lots::<T>::insert(&id, lot);
		Ok(())
	}

	pub(crate) fn do_report_excursion(
		by: OrganizationId,
		measured: Temperatures,
		items: &Items,
		told: &Told,
	) -> DispatchResult {
		ensure!(!items.is_empty(), Error::<T>::NothingNamed);
		ensure!(measured.low <= measured.high, Error::<T>::TemperaturesOutOfOrder);
		for item in items {
			let mut fetched = Self::fetch(by, item, None, told)?;
			Self::ensure_concerned(by, &fetched)?;
			Self::allow(&fetched, Action::Excursion)?;
			let gtin = match &fetched {
				Loaded::Unit(id, _) => Some(id.gtin),
				Loaded::Container(_, container) => container.lot.as_ref().map(|lot| lot.0),
			};
			// Of a container with several products the reporter must know what it may bear.
			if let Some(gtin) = gtin {
				let range = Self::product(gtin)?.details.storage.ok_or(Error::<T>::NoStorageRange)?;
				let outside = measured.low < range.low || measured.high > range.high;
				ensure!(outside, Error::<T>::WithinStorageRange);
			}
			Self::append(&mut fetched, by, told, What::Excursion { measured })?;
			let before = fetched.axes().hold;
			if matches!(before, None | Some(HoldKind::Returned)) {
				let kind = HoldKind::Quarantine;
				let hold = Self::new_hold(fetched.status().hold.as_ref(), kind, by, Self::maker(&fetched)?);
				fetched.status_mut().hold = Some(hold);
				Self::append(&mut fetched, by, told, What::Held { kind, before })?;
			}
			Self::put(fetched);
		}
		Ok(())
	}

	/// Has to do with it, answers for it, or supervises.
	fn ensure_concerned(by: OrganizationId, item: &Loaded) -> DispatchResult {
		let concerned = Self::is_party(by, item) || Self::maker(item)? == Some(by) || Self::is_regulator(by);
		ensure!(concerned, Error::<T>::NotConcerned);
		Ok(())
	}
}
