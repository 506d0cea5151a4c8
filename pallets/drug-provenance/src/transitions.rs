//! What may be done with an item in which state. This table is the only place that knows.
//!
//! Two things hold beside it: an item inside a closed container can be taken out of it and nothing else, and an opened
//! container can do nothing any more.

use crate::types::*;
use DisputeKind::*;
use HoldKind::*;
use Lifecycle::*;

/// What somebody wants to do with an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
	/// Put it into a container.
	Pack(Purpose),
	/// Put items into it.
	Fill,
	/// Take items out of it, or open it.
	Open,
	/// Ship it.
	Ship(Purpose),
	/// Confirm that it arrived.
	Receive,
	/// Send it back unreceived.
	Refuse,
	/// Take it off its shipment.
	Void,
	/// Say that the shipment is wrong about it.
	Dispute(DisputeKind),
	/// Agree on where it is.
	Settle,
	/// Give it, or some of it, to a patient.
	Dispense,
	/// Take it out of the supply chain otherwise.
	End(Ending),
	/// Hold it back.
	Hold(HoldKind),
	/// Hold it back no longer.
	Release,
	/// Notify the authority that it is illegitimate.
	Notify,
	/// Say that recalls so far do not concern it.
	Clear,
	/// Report that it was too cold or too warm.
	Excursion,
}

/// On what.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum On {
	/// Units.
	Units,
	/// Containers.
	Containers,
	/// Both.
	Both,
}

/// Where it must be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Custody {
	/// In its holder's hands.
	Held,
	/// On a shipment.
	InTransit,
	/// Either.
	Either,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
	/// What can be dealt with so.
	pub on: On,
	/// Lifecycles a unit may be in.
	pub lifecycles: &'static [Lifecycle],
	/// Where it must be.
	pub custody: Custody,
	/// Must there be an unsettled dispute, or must there be none? `None`: either.
	pub disputed: Option<bool>,
	/// Holds it may be under; `None` in the list: under no hold.
	pub holds: &'static [Option<HoldKind>],
	/// Must it be neither recalled, expired, withdrawn nor of a lot in quarantine?
	pub sound: bool,
}

const WHOLE: &[Lifecycle] = &[Commissioned];
const LIVE: &[Lifecycle] = &[Commissioned, PartiallyDispensed];
const GIVEN: &[Lifecycle] = &[Commissioned, PartiallyDispensed, Dispensed];
const ANY: &[Lifecycle] = &[Commissioned, PartiallyDispensed, Dispensed, Destroyed, Decommissioned, Sampled, Exported];

const FREE: &[Option<HoldKind>] = &[None];
const PRESENT: &[Option<HoldKind>] = &[None, Some(Quarantine), Some(Suspect), Some(Illegitimate), Some(Returned)];
const ALL: &[Option<HoldKind>] =
	&[None, Some(Quarantine), Some(Suspect), Some(Illegitimate), Some(Stolen), Some(Lost), Some(Returned)];

/// The table.
pub const fn rule(action: Action) -> Rule {
	use Custody::*;
	use On::*;
	const fn row(
		on: On,
		lifecycles: &'static [Lifecycle],
		custody: Custody,
		disputed: Option<bool>,
		holds: &'static [Option<HoldKind>],
		sound: bool,
	) -> Rule {
		Rule { on, lifecycles, custody, disputed, holds, sound }
	}
	const NO: Option<bool> = Some(false);
	match action {
		Action::Pack(Purpose::Sale) => row(Both, WHOLE, Held, NO, FREE, true),
		Action::Pack(Purpose::Return) => row(Both, LIVE, Held, NO, PRESENT, false),
		Action::Fill => row(Containers, ANY, Held, NO, FREE, false),
		Action::Open => row(Containers, ANY, Held, NO, PRESENT, false),
		Action::Ship(Purpose::Sale) => row(Both, WHOLE, Held, NO, FREE, true),
		Action::Ship(Purpose::Return) => row(Both, LIVE, Held, NO, PRESENT, false),
		// What happened to it on the way does not keep it from arriving.
		Action::Receive | Action::Refuse | Action::Void => row(Both, LIVE, InTransit, NO, ALL, false),
		Action::Dispute(Over) => row(Both, LIVE, Held, NO, ALL, false),
		Action::Dispute(Short | Damaged | Wrong) => row(Both, LIVE, InTransit, NO, ALL, false),
		Action::Settle => row(Both, LIVE, Either, Some(true), ALL, false),
		Action::Dispense => row(Units, LIVE, Held, NO, FREE, true),
		Action::End(Ending::Destroyed | Ending::Sampled) => row(Units, LIVE, Held, NO, PRESENT, false),
		// Also what was stolen: its serial must not verify elsewhere.
		Action::End(Ending::Decommissioned) => row(Units, LIVE, Held, NO, ALL, false),
		Action::End(Ending::Exported) => row(Units, WHOLE, Held, NO, FREE, true),
		Action::Hold(Quarantine) => row(Both, LIVE, Either, None, &[None, Some(Returned)], false),
		// Found again, it is not trusted before it was looked at.
		Action::Hold(Suspect) => {
			row(Both, GIVEN, Either, None, &[None, Some(Returned), Some(Quarantine), Some(Stolen), Some(Lost)], false)
		},
		Action::Hold(Illegitimate) => row(
			Both,
			GIVEN,
			Either,
			None,
			&[None, Some(Returned), Some(Quarantine), Some(Suspect), Some(Stolen), Some(Lost)],
			false,
		),
		Action::Hold(Stolen | Lost) => {
			row(Both, LIVE, Either, None, &[None, Some(Returned), Some(Quarantine), Some(Suspect)], false)
		},
		// Nobody says so: it comes with receiving a return.
		Action::Hold(Returned) => row(Both, LIVE, Either, None, &[], false),
		Action::Release => row(
			Both,
			GIVEN,
			Either,
			None,
			&[Some(Quarantine), Some(Suspect), Some(Illegitimate), Some(Returned)],
			false,
		),
		Action::Notify => row(Both, GIVEN, Either, None, &[Some(Illegitimate)], false),
		Action::Clear => row(Both, LIVE, Either, None, ALL, false),
		Action::Excursion => row(Both, LIVE, Either, None, ALL, false),
	}
}

/// Why an item is not sound, derived from its product and lot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unsound {
	/// A recall covers it.
	Recalled,
	/// Its lot expired.
	Expired,
	/// Its lot is in quarantine.
	LotQuarantine,
	/// Its product was withdrawn.
	Withdrawn,
}

/// State of an item as the table sees it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Axes {
	/// `None` for a container.
	pub lifecycle: Option<Lifecycle>,
	/// On a shipment.
	pub in_transit: bool,
	/// There is an unsettled dispute about it.
	pub disputed: bool,
	/// Under which hold.
	pub hold: Option<HoldKind>,
}

/// Why the table says no.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
	/// Not with a container, or not with a unit.
	WrongKind,
	/// Not with what became of the unit.
	WrongLifecycle(Lifecycle),
	/// Not on a shipment.
	InTransit,
	/// Only on a shipment.
	NotInTransit,
	/// Not during a dispute.
	Disputed,
	/// Only during a dispute.
	NotDisputed,
	/// Not under this hold.
	OnHold(HoldKind),
	/// Only under a hold.
	NotOnHold,
	/// Not as it is.
	Unsound(Unsound),
}

/// May this be done? `unsound` is asked only when the answer depends on it.
pub fn check<E: From<Refusal>>(
	action: Action,
	axes: Axes,
	unsound: impl FnOnce() -> Result<Option<Unsound>, E>,
) -> Result<(), E> {
	let rule = rule(action);
	match (axes.lifecycle, rule.on) {
		(Some(_), On::Containers) | (None, On::Units) => return Err(Refusal::WrongKind.into()),
		(Some(lifecycle), _) if !rule.lifecycles.contains(&lifecycle) => {
			return Err(Refusal::WrongLifecycle(lifecycle).into())
		},
		_ => (),
	}
	match (rule.custody, axes.in_transit) {
		(Custody::Held, true) => return Err(Refusal::InTransit.into()),
		(Custody::InTransit, false) => return Err(Refusal::NotInTransit.into()),
		_ => (),
	}
	match (rule.disputed, axes.disputed) {
		(Some(false), true) => return Err(Refusal::Disputed.into()),
		(Some(true), false) => return Err(Refusal::NotDisputed.into()),
		_ => (),
	}
	if !rule.holds.contains(&axes.hold) {
		return Err(axes.hold.map_or(Refusal::NotOnHold, Refusal::OnHold).into());
	}
	if rule.sound {
		if let Some(why) = unsound()? {
			return Err(Refusal::Unsound(why).into());
		}
	}
	Ok(())
}

/// What a unit is after some of its content, or all, was dispensed.
pub fn after_dispense(dispensed: u32, content: u32) -> Lifecycle {
	if dispensed < content {
		PartiallyDispensed
	} else {
		Dispensed
	}
}

/// What a unit is after it left the supply chain.
pub const fn after_end(ending: Ending) -> Lifecycle {
	match ending {
		Ending::Destroyed => Destroyed,
		Ending::Decommissioned => Decommissioned,
		Ending::Sampled => Sampled,
		Ending::Exported => Exported,
	}
}
