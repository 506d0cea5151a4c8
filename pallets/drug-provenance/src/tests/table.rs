//! The table of transitions, in all its states.

use crate::{
	transitions::{check, Action, Axes, Refusal, Unsound},
	types::*,
};

fn actions() -> Vec<Action> {
	let mut all = vec![
		Action::Fill,
		Action::Open,
		Action::Receive,
		Action::Refuse,
		Action::Void,
		Action::Settle,
		Action::Dispense,
		Action::Release,
		Action::Notify,
		Action::Clear,
		Action::Excursion,
	];
	all.extend(Purpose::ALL.iter().flat_map(|purpose| [Action::Pack(*purpose), Action::Ship(*purpose)]));
	all.extend(DisputeKind::ALL.iter().map(|kind| Action::Dispute(*kind)));
	all.extend(Ending::ALL.iter().map(|ending| Action::End(*ending)));
	all.extend(HoldKind::ALL.iter().map(|kind| Action::Hold(*kind)));
	all
}

fn states() -> Vec<(Axes, bool)> {
	use Lifecycle::*;
	let lives = [Commissioned, PartiallyDispensed, Dispensed, Destroyed, Decommissioned, Sampled, Exported];
	let lives = lives.into_iter().map(Some).chain([None]);
	let mut all = Vec::new();
	for lifecycle in lives {
		for hold in HoldKind::ALL.iter().copied().map(Some).chain([None]) {
			for bits in 0..8 {
				let axes = Axes { lifecycle, in_transit: bits & 1 != 0, disputed: bits & 2 != 0, hold };
				all.push((axes, bits & 4 != 0));
			}
		}
	}
	all
}

fn lawful(action: Action, axes: Axes, sound: bool) -> bool {
	check::<Refusal>(action, axes, || Ok((!sound).then_some(Unsound::Recalled))).is_ok()
}

#[test]
fn every_action_should_be_lawful_somewhere_but_claiming_a_return() {
	for action in actions() {
		let count = states().into_iter().filter(|(axes, sound)| lawful(action, *axes, *sound)).count();
		assert_eq!(count == 0, action == Action::Hold(HoldKind::Returned), "{action:?}: {count}");
	}
}

#[test]
fn nothing_should_be_lawful_once_a_unit_has_left_the_supply_chain() {
	use Lifecycle::*;
	for (axes, sound) in states() {
		if matches!(axes.lifecycle, Some(Destroyed | Decommissioned | Sampled | Exported)) {
			for action in actions() {
				assert!(!lawful(action, axes, sound), "{action:?} in {axes:?}");
			}
		}
	}
}

#[test]
fn nothing_unsound_held_disputed_or_moving_should_be_sold_or_dispensed() {
	let towards_a_patient =
		[Action::Ship(Purpose::Sale), Action::Pack(Purpose::Sale), Action::Dispense, Action::End(Ending::Exported)];
	for (axes, sound) in states() {
		for action in towards_a_patient {
			if lawful(action, axes, sound) {
				assert!(sound && axes.hold.is_none() && !axes.disputed && !axes.in_transit, "{action:?} in {axes:?}");
			}
		}
	}
}

#[test]
fn dispute_should_stop_everything_but_its_settlement_and_caution() {
	for (axes, sound) in states().into_iter().filter(|(axes, _)| axes.disputed) {
		for action in actions().into_iter().filter(|action| lawful(*action, axes, sound)) {
			let allowed = matches!(
				action,
				Action::Settle | Action::Hold(_) | Action::Release | Action::Notify | Action::Clear | Action::Excursion
			);
			assert!(allowed, "{action:?} in {axes:?}");
		}
	}
}

#[test]
fn what_is_gone_should_not_be_used() {
	for (axes, sound) in states() {
		if !matches!(axes.hold, Some(HoldKind::Stolen | HoldKind::Lost)) || axes.in_transit || axes.disputed {
			continue;
		}
		for action in actions().into_iter().filter(|action| lawful(*action, axes, sound)) {
			let allowed = matches!(
				action,
				Action::End(Ending::Decommissioned)
					| Action::Hold(HoldKind::Suspect | HoldKind::Illegitimate)
					| Action::Dispute(DisputeKind::Over)
					| Action::Clear | Action::Excursion
			);
			assert!(allowed, "{action:?} in {axes:?}");
		}
	}
}

#[test]
fn second_dispense_should_be_lawful_nowhere() {
	for (axes, sound) in states() {
		if axes.lifecycle == Some(Lifecycle::Dispensed) {
			assert!(!lawful(Action::Dispense, axes, sound));
		}
	}
}
