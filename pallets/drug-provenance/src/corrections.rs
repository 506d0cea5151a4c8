//! Errors declared, and contradictions found. Both amend a history; neither rewrites one.

use crate::{
	items::{Flaw, Loaded},
	pallet::*,
	types::*,
};
use codec::DecodeAll;
use frame_support::{ensure, BoundedVec};
use salus_primitives::{trail::TrailStep, OrganizationId};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_declare_error(
		by: OrganizationId,
		id: &ItemId,
		steps: &BoundedVec<StepEvidence, MaxSteps>,
		reason: ErrorReason,
		told: &Told,
	) -> DispatchResult {
		let mut item = Self::stored(id).ok_or(Error::<T>::ItemNotFound)?;
		// From the entry that is declared an error to the newest, each leading to the next and the last to the head:
		// nobody can declare what did not stand in the history.
		let mut walked: Option<sp_core::H256> = None;
		let mut declared = None;
		for step in steps {
			ensure!(walked.is_none_or(|head| head == step.previous), Error::<T>::StepsBroken);
			let step = TrailStep {
				previous: step.previous,
				n: step.n,
				block: step.block,
				entry: step.entry.clone().into_inner(),
			};
			let head = step.hash();
			if declared.is_none() {
				declared = Some((step, head));
			}
			walked = Some(head);
		}
		let (step, head) = declared.ok_or(Error::<T>::NothingNamed)?;
		ensure!(walked == Some(item.status().trail.head), Error::<T>::StepsBroken);
		let entry = TrailEntry::decode_all(&mut &step.entry[..]).map_err(|_| Error::<T>::StepsBroken)?;
		ensure!(entry.by == by, Error::<T>::NotTheirsToCorrect);
		ensure!(!matches!(entry.what, What::Corrected { .. }), Error::<T>::NotCorrectable);
		// Only what nothing was built upon can be taken back. For anything else a new event sets things right.
		let newest = steps.len() == 1;
		let restored = newest && reason == ErrorReason::DidNotOccur && Self::restore(&mut item, &entry.what)?;
		Self::append(&mut item, by, told, What::Corrected { step: head, reason, restored })?;
		Self::put(item);
		Ok(())
	}

	/// Make a unit again what it was before it left.
	fn restore(item: &mut Loaded, what: &What) -> Result<bool, DispatchError> {
		let Loaded::Unit(id, unit) = item else { return Ok(false) };
		match what {
			What::Dispensed { n, quantity, before, .. } => {
				let left = unit.dispensed.checked_sub(*quantity).ok_or(Error::<T>::NotCorrectable)?;
				unit.dispensed = left;
				unit.lifecycle = *before;
				let dispense = Dispenses::<T>::get(&*id, n).ok_or(Error::<T>::NotCorrectable)?;
				Dispenses::<T>::insert(&*id, n, Dispense { voided: true, ..dispense });
				Ok(true)
			},
			What::Ended { before, .. } => {
				unit.lifecycle = *before;
				Ok(true)
			},
			_ => Ok(false),
		}
	}

	pub(crate) fn stored(id: &ItemId) -> Option<Loaded> {
		match id {
			ItemId::Unit(unit) => Units::<T>::get(unit).map(|kept| Loaded::Unit(unit.clone(), kept)),
			ItemId::Container(sscc) => Containers::<T>::get(sscc).map(|kept| Loaded::Container(*sscc, kept)),
		}
	}

	/// What the evidence of an item contradicts, if anything.
	fn contradiction(item: &Item) -> Result<(ContradictionKind, OrganizationId), DispatchError> {
		let invalid = |flaw: Flaw| match flaw {
			Flaw::Invalid(error) => Err(error),
			Flaw::Contradiction(kind, packer) => Ok((kind, packer)),
		};
		match (&item.id, &item.evidence) {
			(ItemId::Unit(id), Some(Evidence::Unit(member, packing))) => {
				let emerged = Self::emerge_unit(id, member, packing.as_ref());
				let (unit, around) = match emerged {
					Ok(emerged) => emerged,
					Err(flaw) => return invalid(flaw),
				};
				let labeller = unit.status.holder;
				let kept = Units::<T>::get(id).ok_or(Error::<T>::NoContradiction)?;
				if kept.lot != unit.lot {
					return Ok((ContradictionKind::TwoLots, labeller));
				}
				let elsewhere = around.is_some() && kept.origin != unit.origin;
				ensure!(elsewhere, Error::<T>::NoContradiction);
				Ok((ContradictionKind::AlreadyElsewhere, labeller))
			},
			(ItemId::Container(sscc), Some(Evidence::Container(bulk, packing))) => {
				let (container, around) = match Self::emerge_container(*sscc, bulk, packing) {
					Ok(emerged) => emerged,
					Err(flaw) => return invalid(flaw),
				};
				let kept = Containers::<T>::get(sscc).ok_or(Error::<T>::NoContradiction)?;
				let elsewhere = kept.origin != container.origin;
				ensure!(elsewhere, Error::<T>::NoContradiction);
				Ok((ContradictionKind::AlreadyElsewhere, around.packer))
			},
			_ => Err(Error::<T>::EvidenceNeeded.into()),
		}
	}

	pub(crate) fn do_report_contradiction(by: OrganizationId, item: &Item, told: &Told) -> DispatchResult {
		let (kind, labeller) = Self::contradiction(item)?;
		ensure!(!Contradictions::<T>::contains_key(&item.id, kind), Error::<T>::AlreadyReported);
		Contradictions::<T>::insert(&item.id, kind, labeller);
		if let Some(mut kept) = Self::stored(&item.id) {
			Self::append(&mut kept, by, told, What::Contradicted { kind, labeller })?;
			Self::put(kept);
		}
		Self::deposit_event(Event::ContradictionFound { item: item.id.clone(), kind, labeller, by });
		Ok(())
	}
}
