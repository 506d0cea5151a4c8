//! Verification: is this what it says? Asking changes nothing; only [`Call::record_verification`] remembers.

use crate::{derive, pallet::*, types::*};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Get, BoundedVec};
use salus_primitives::{anchor::ProofError, OrganizationId};
use sp_runtime::DispatchResult;

/// What is known of a serial.
enum Known {
	/// It was commissioned in this lot; recalls up to this epoch do not cover it. It is proved to stand in this container.
	Commissioned(LotNumber, Epoch, Option<Container>),
	/// It was not commissioned in this lot.
	Absent(LotNumber),
	/// Nothing, because there was no proof or a wrong one.
	Nothing(Option<ProofError>),
}

impl<T: Config> Pallet<T> {
	/// Is this what it says?
	pub fn verify(query: VerifyQuery) -> VerifyAnswer {
		let mut answer = VerifyAnswer {
			verdict: Verdict::Verified,
			notices: BoundedVec::new(),
			recall: None,
			lifecycle: None,
			holder: None,
			sellable: false,
			lot: None,
			expiry: None,
			labeller: None,
			responder: None,
		};
		let failed = |reason, finding| Verdict::Failed { reason, finding: Some(finding) };
		let Some(product) = Products::<T>::get(query.unit.gtin) else {
			answer.verdict = Verdict::UnknownProduct;
			return answer;
		};
		answer.labeller = Some(product.labeller);
		answer.responder = Responders::<T>::get(product.labeller);
		let mut notices = Vec::new();
		if product.status == ProductStatus::Discontinued {
			notices.push(Notice::Discontinued);
		}

		let kept = Units::<T>::get(&query.unit);
		let known = match (&kept, &query.proof) {
			(Some(unit), _) => Known::Commissioned(unit.lot.clone(), unit.cleared, None),
			(None, Some(proof)) => Self::look_up(&query.unit, proof),
			(None, None) => Known::Nothing(None),
		};
		let said = query.container.and_then(Containers::<T>::get);
		match known {
			Known::Commissioned(number, cleared, proved) => {
				// A unit's lot, and a proved one, are in storage: batches belong to lots.
				if let Some(lot) = Lots::<T>::get((query.unit.gtin, number.clone())) {
					let around = said.as_ref().or(proved.as_ref());
					let verdict = Self::compare(&query, kept.as_ref(), around, &number, &lot);
					Self::describe(&query.unit, kept.as_ref(), &product, &lot, cleared, &mut answer, &mut notices);
					// Where it is: the place of its own if it has one, else that of what it stands in.
					let own = kept.as_ref().map(|unit| &unit.status);
					let place = own.or(proved.as_ref().map(|container| &container.status));
					answer.holder = place.and_then(|status| Self::trade_role(Self::locate(status).holder));
					let said = said.as_ref().filter(|_| own.is_none()).map(|container| &container.status);
					for status in place.into_iter().chain(said) {
						Self::tell_impediments(status, &mut notices);
					}
					let foreign = proved.is_some_and(|container| container.packer != product.labeller);
					if foreign && !notices.contains(&Notice::Contradicted) {
						notices.push(Notice::Contradicted);
					}
					answer.lot = Some(number);
					answer.expiry = Some(lot.expiry);
					answer.verdict = match verdict {
						Verdict::Verified => Self::policy(&product, &notices),
						mismatch => mismatch,
					};
				}
			},
			Known::Absent(number) => {
				// Absence in a lot says nothing when the code names no lot, or another one.
				answer.verdict = if query.lot.as_ref() != Some(&number) {
					Verdict::ProofRequired { error: None, finding: None }
				} else if Lots::<T>::contains_key((query.unit.gtin, number)) {
					failed(FailureReason::NoMatchGtinSerial, Finding::NeverCommissioned)
				} else {
					failed(FailureReason::NoMatchGtinSerialLot, Finding::UnknownLot)
				};
			},
			Known::Nothing(error) => answer.verdict = Verdict::ProofRequired { error, finding: None },
		}
		// Without a proof there is no failure. What can be seen all the same is told.
		if let (Verdict::ProofRequired { .. }, Some(container)) = (&answer.verdict, &said) {
			Self::tell_impediments(&container.status, &mut notices);
		}
		if let (Verdict::ProofRequired { finding, .. }, Some(number)) = (&mut answer.verdict, &query.lot) {
			match Lots::<T>::get((query.unit.gtin, number.clone())) {
				None => *finding = Some(Finding::UnknownLot),
				Some(lot) => {
					if query.expiry.is_some_and(|expiry| expiry != lot.expiry) {
						*finding = Some(Finding::OtherExpiry);
					}
					if derive::expired(lot.expiry, Self::now()) {
						notices.push(Notice::Expired);
					}
					if lot.quarantine.is_some() {
						notices.push(Notice::LotQuarantine);
					}
				},
			}
		}
		let live = matches!(answer.lifecycle, Some(Lifecycle::Commissioned | Lifecycle::PartiallyDispensed));
		let harmless = |notice: &Notice| matches!(notice, Notice::Discontinued | Notice::AlreadyDispensed);
		answer.sellable = answer.verdict == Verdict::Verified && live && notices.iter().all(harmless);
		answer.notices = BoundedVec::truncate_from(notices);
		answer
	}

	/// What a proof says of a serial.
	fn look_up(unit: &UnitId, proof: &SerialProof) -> Known {
		match proof {
			SerialProof::Present(member) => Self::look_up_present(unit, member, None),
			SerialProof::PresentIn(member, packing, around) => match Self::look_around(unit, member, packing, around) {
				Ok(container) => Self::look_up_present(unit, member, Some(container)),
				Err(error) => Known::Nothing(Some(error)),
			},
			SerialProof::Absent { lot, batches } => {
				let id = (unit.gtin, lot.clone());
				// A lot that was never made has no batch in which the serial could be.
				let kept = Lots::<T>::get(&id);
				let count = kept.as_ref().map_or(0, |kept| kept.batches);
				if usize::from(count) != batches.len() {
					return Known::Nothing(Some(ProofError::WrongProofLength));
				}
				for (n, gap) in (0..count).zip(batches) {
					let Some(batch) = kept.as_ref().and_then(|kept| Self::batch(&id, kept, n)) else {
						return Known::Nothing(Some(ProofError::IndexOutOfRange));
					};
					if let Err(error) = falls_into(&unit.serial, gap, &batch) {
						return Known::Nothing(Some(error));
					}
				}
				Known::Absent(lot.clone())
			},
		}
	}

	/// The innermost container in state of those that a unit is proved to stand in. Its lot is told as that of the first of
	/// them which is of another lot than the unit.
	fn look_around(
		unit: &UnitId,
		member: &Membership,
		packing: &Packing,
		around: &Around,
	) -> Result<Container, ProofError> {
		let lot = (unit.gtin, member.lot.clone());
		let mut told = None;
		let (mut child, mut packing) = (Child::Unit(unit.clone()), packing);
		let mut around = around.iter();
		loop {
			let stored = Containers::<T>::get(packing.container);
			let root = match (&stored, around.as_slice().first()) {
				(Some(Container { contents: Contents::Committed(root), .. }), _) => root,
				(None, Some((bulk, _))) => &bulk.root,
				_ => return Err(ProofError::IndexOutOfRange),
			};
			root.verify(packing.index, &child.payload(), &packing.proof)?;
			if let Some(mut container) = stored {
				container.lot = told.or(container.lot);
				return Ok(container);
			}
			let Some((bulk, outer)) = around.next() else { return Err(ProofError::IndexOutOfRange) };
			told = told.or_else(|| bulk.lot.clone().filter(|of| *of != lot));
			(child, packing) = (Child::Container(packing.container, bulk.clone()), outer);
		}
	}

	fn look_up_present(unit: &UnitId, member: &Membership, around: Option<Container>) -> Known {
		let lot = (unit.gtin, member.lot.clone());
		let Some(batch) = Lots::<T>::get(&lot).and_then(|kept| Self::batch(&lot, &kept, member.batch)) else {
			return Known::Nothing(Some(ProofError::IndexOutOfRange));
		};
		match batch.root.verify(member.index, unit.serial.as_bytes(), &member.proof) {
			Ok(()) => Known::Commissioned(member.lot.clone(), batch.epoch, around),
			Err(error) => Known::Nothing(Some(error)),
		}
	}

	/// Do lot and expiry of the code match those of the serial?
	fn compare(
		query: &VerifyQuery,
		kept: Option<&Unit>,
		around: Option<&Container>,
		number: &LotNumber,
		lot: &Lot,
	) -> Verdict {
		let other_lot = query.lot.as_ref().is_some_and(|claimed| claimed != number);
		let other_expiry = query.expiry.is_some_and(|claimed| claimed != lot.expiry);
		let two_lots = || {
			let proved = match (&query.proof, kept) {
				(Some(SerialProof::Present(member) | SerialProof::PresentIn(member, ..)), Some(unit))
					if member.lot != unit.lot =>
				{
					Self::prove_member(&query.unit, member).is_ok()
				},
				_ => false,
			};
			let item = ItemId::Unit(query.unit.clone());
			proved || Contradictions::<T>::contains_key(item, ContradictionKind::TwoLots)
		};
		let around = || around.and_then(|container| container.lot.clone());
		let reason = match (other_lot, other_expiry) {
			(false, false) if around().is_some_and(|lot| lot != (query.unit.gtin, number.clone())) => {
				return Verdict::Failed {
					reason: FailureReason::NoMatchGtinSerialLot,
					finding: Some(Finding::ContainerOfOtherLot),
				};
			},
			(false, false) => return Verdict::Verified,
			(true, false) => FailureReason::NoMatchGtinSerialLot,
			(false, true) => FailureReason::NoMatchGtinSerialExpiry,
			(true, true) => FailureReason::NoMatchGtinSerialLotExpiry,
		};
		let claimed = || query.lot.clone().and_then(|claimed| Lots::<T>::get((query.unit.gtin, claimed)));
		let finding = if !other_lot {
			Finding::OtherExpiry
		} else if two_lots() {
			Finding::TwoLots
		} else if claimed().is_none() {
			Finding::UnknownLot
		} else {
			Finding::OtherLot
		};
		Verdict::Failed { reason, finding: Some(finding) }
	}

	/// State, holder and everything else that must be known of a unit that exists.
	fn describe(
		id: &UnitId,
		kept: Option<&Unit>,
		product: &Product,
		lot: &Lot,
		cleared: Epoch,
		answer: &mut VerifyAnswer,
		notices: &mut Vec<Notice>,
	) {
		answer.recall = derive::recalled(product, lot, &id.serial, cleared);
		answer.lifecycle = Some(kept.map_or(Lifecycle::Commissioned, |unit| unit.lifecycle));
		if derive::expired(lot.expiry, Self::now()) {
			notices.push(Notice::Expired);
		}
		if answer.recall.is_some() {
			notices.push(Notice::Recalled);
		}
		match lot.quarantine.as_ref().map(|hold| hold.kind) {
			None => (),
			Some(HoldKind::Suspect) => notices.push(Notice::Suspect),
			Some(HoldKind::Illegitimate) => notices.push(Notice::Illegitimate),
			Some(_) => notices.push(Notice::LotQuarantine),
		}
		if let Some(unit) = kept {
			match unit.lifecycle {
				Lifecycle::Commissioned => (),
				Lifecycle::PartiallyDispensed | Lifecycle::Dispensed => notices.push(Notice::AlreadyDispensed),
				_ => notices.push(Notice::Ended),
			}
		}
		let item = ItemId::Unit(id.clone());
		if ContradictionKind::ALL.iter().any(|kind| Contradictions::<T>::contains_key(&item, *kind)) {
			notices.push(Notice::Contradicted);
		}
		if Verified::<T>::get(id).is_some_and(|seen| seen.alert.is_some()) {
			notices.push(Notice::RepeatAlert);
		}
	}

	/// What speaks against an item with this status, and whatever it stands in.
	fn tell_impediments(status: &Status, notices: &mut Vec<Notice>) {
		let (holds, disputed) = Self::impediments(status);
		for hold in holds {
			let notice = match hold {
				HoldKind::Quarantine => Notice::Quarantine,
				HoldKind::Suspect => Notice::Suspect,
				HoldKind::Illegitimate => Notice::Illegitimate,
				HoldKind::Stolen => Notice::Stolen,
				HoldKind::Lost => Notice::Lost,
				HoldKind::Returned => Notice::Returned,
			};
			if !notices.contains(&notice) {
				notices.push(notice);
			}
		}
		if disputed && !notices.contains(&Notice::Disputed) {
			notices.push(Notice::Disputed);
		}
	}

	/// The identifiers match. Does anything speak against the unit all the same?
	fn policy(product: &Product, notices: &[Notice]) -> Verdict {
		let barred = |notice: &Notice| {
			matches!(notice, Notice::Suspect | Notice::Illegitimate | Notice::Stolen | Notice::Lost | Notice::Ended)
		};
		if product.status == ProductStatus::Withdrawn {
			Verdict::Failed { reason: FailureReason::ManufacturerPolicy, finding: None }
		} else if notices.iter().any(barred) {
			Verdict::Failed { reason: FailureReason::NotForRedistribution, finding: None }
		} else {
			Verdict::Verified
		}
	}

	pub(crate) fn do_record_verification(by: OrganizationId, item: &Item, told: &Told) -> DispatchResult {
		let ItemId::Unit(id) = &item.id else { return Err(Error::<T>::WrongKind.into()) };
		let mut kept = Self::stored(&item.id);
		// Only what exists is remembered: a serial that was never commissioned is told by its proof, or the lack of one.
		let parties = match (&kept, &item.evidence) {
			(Some(kept), _) => Self::parties(kept.status()),
			(None, Some(Evidence::Unit(member, packing))) => {
				let (unit, around) = Self::emerge_unit(id, member, packing.as_ref()).map_err(Self::refusal)?;
				// Who has the container it stands in has the unit.
				Self::parties(&around.map_or(unit.status, |container| container.status))
			},
			(None, _) => return Err(Error::<T>::EvidenceNeeded.into()),
		};
		let now = Self::now();
		let fresh = || Verifications { since: now, strangers: Default::default(), alert: None };
		let mut seen = Verified::<T>::get(id).unwrap_or_else(fresh);
		if now.saturating_sub(seen.since) >= T::RepeatWindow::get() && seen.alert.is_none() {
			seen = fresh();
		}
		// Those who have the unit, and who answers for it, may look as often as they like.
		let labeller = Self::product(id.gtin)?.labeller;
		let stranger = by != labeller && !parties.contains(&Some(by));
		if stranger && !seen.strangers.contains(&by) {
			// Beyond the bound nobody needs to be remembered: the alert stands by then.
			let _ = seen.strangers.try_push(by);
		}
		let strangers = u32::try_from(seen.strangers.len()).unwrap_or(u32::MAX);
		let alert = strangers > T::RepeatThreshold::get() && seen.alert.is_none();
		if alert {
			seen.alert = Some(now);
			if let Some(kept) = kept.as_mut() {
				Self::append(kept, by, told, What::RepeatAlert)?;
			}
		}
		Verified::<T>::insert(id, seen);
		if alert {
			kept.into_iter().for_each(Self::put);
			Self::deposit_event(Event::RepeatAlert { unit: id.clone(), labeller });
		}
		Self::deposit_event(Event::VerificationRecorded { unit: id.clone(), by });
		Ok(())
	}

	/// Owner, holder, and who awaits it.
	fn parties(status: &Status) -> [Option<OrganizationId>; 3] {
		let Location { owner, holder, in_transit_to, .. } = Self::locate(status);
		[Some(owner), Some(holder), in_transit_to]
	}

	pub(crate) fn do_dismiss_alert(by: OrganizationId, id: &UnitId) -> DispatchResult {
		let lawful = by == Self::product(id.gtin)?.labeller || Self::is_regulator(by);
		ensure!(lawful, Error::<T>::NotLabeller);
		let seen = Verified::<T>::take(id).ok_or(Error::<T>::NothingChanges)?;
		ensure!(seen.alert.is_some(), Error::<T>::NothingChanges);
		Self::deposit_event(Event::AlertDismissed { unit: id.clone(), by });
		Ok(())
	}
}

/// Do the neighbours show that the serial is not in the sorted batch?
fn falls_into(serial: &Serial, gap: &Gap, batch: &Batch) -> Result<(), ProofError> {
	for neighbour in gap.before.iter().chain(&gap.after) {
		batch.root.verify(neighbour.index, neighbour.serial.as_bytes(), &neighbour.proof)?;
	}
	let (before, after) = (gap.before.as_ref(), gap.after.as_ref());
	let in_order = before.is_none_or(|n| n.serial < *serial) && after.is_none_or(|n| n.serial > *serial);
	// The first leaf has nobody before it, the last nobody after it, and between two neighbours there is no leaf.
	let next = before.map_or(0, |n| n.index.saturating_add(1));
	let adjacent = next == after.map_or(batch.root.count, |n| n.index);
	if in_order && adjacent {
		Ok(())
	} else {
		Err(ProofError::RootMismatch)
	}
}
