//! Money and pauses.

use super::{same, Domain};
use crate::{
	model::{Expect, Model as Whole, Step},
	scene::{Act, Body, Scene},
};
use frame_support::traits::GetCallName;
use pallet_governance::Call;
use salus_primitives::Seconds;
use salus_runtime::{constants::*, Balance, Runtime, RuntimeCall, RuntimeEvent};
use std::collections::{BTreeMap, BTreeSet};

/// See [`Domain`].
pub struct Governance;

/// The name of a call.
pub type Name = (Vec<u8>, Vec<u8>);

/// What is paused, and how much money there is.
#[derive(Clone, Default)]
pub struct Model {
	/// Paused calls, until when.
	pub pauses: BTreeMap<Name, Seconds>,
	/// Money issued by motion since the last comparison.
	pub issued: Balance,
}

impl Model {
	/// Is the call paused?
	pub fn is_paused(&self, pallet: &str, call: &str) -> bool {
		self.pauses.contains_key(&(pallet.as_bytes().to_vec(), call.as_bytes().to_vec()))
	}
}

/// Calls that may be paused for a while without stopping everything, and one that may never be.
fn candidates() -> Vec<(&'static str, &'static str)> {
	let of = |pallet: &'static str, names: &'static [&'static str]| names.iter().map(move |name| (pallet, *name));
	of("Records", pallet_records::Call::<Runtime>::get_call_names())
		.chain(of("Subjects", pallet_subjects::Call::<Runtime>::get_call_names()))
		.chain(of("Codes", pallet_codes::Call::<Runtime>::get_call_names()))
		.chain(of("Sponsorship", pallet_sponsorship::Call::<Runtime>::get_call_names()))
		.chain([("Consent", "break_glass"), ("DrugProvenance", "ship"), ("Claims", "submit"), ("Claims", "appeal")])
		.collect()
}

/// As the runtime's configuration says.
fn unpausable(name: &Name) -> bool {
	let protected = ["break_glass", "review", "withdraw", "suspend", "contest", "enter_in_error"];
	let clocks = [
		"request_authorization",
		"answer_authorization",
		"supply_information",
		"appeal",
		"rotate_member",
		"set_affiliation",
		"set_exclusion",
	];
	match name.0.as_slice() {
		b"Claims" => clocks.iter().any(|call| call.as_bytes() == name.1),
		b"Consent" => protected.iter().any(|call| call.as_bytes() == name.1),
		b"Records" | b"Subjects" | b"Codes" | b"Sponsorship" => false,
		b"DrugProvenance" => name.1 != b"ship",
		_ => true,
	}
}

fn names(calls: &[(impl AsRef<[u8]>, impl AsRef<[u8]>)]) -> Vec<Name> {
	calls.iter().map(|(pallet, call)| (pallet.as_ref().to_vec(), call.as_ref().to_vec())).collect()
}

impl Domain for Governance {
	fn pallet(&self) -> &'static str {
		"Governance"
	}

	fn share(&self) -> u32 {
		5
	}

	fn begin(&self, _: &mut Whole) {}

	fn traffic(&self, scene: &mut Scene) -> Option<Act> {
		let wrap = RuntimeCall::Governance;
		let act = match scene.dice.below(4) {
			0 => {
				let (to, amount) = (scene.anyone(), Balance::from(scene.dice.between(0, 5_000)) * UNIT);
				Act::Motion(Body::Council, 2, 3, wrap(Call::issue { to, amount }))
			},
			1 if scene.model.governance.pauses.len() < 3 => {
				let (pallet, call) = *scene.dice.pick(&candidates())?;
				let name = (pallet.as_bytes().to_vec().try_into().ok()?, call.as_bytes().to_vec().try_into().ok()?);
				let calls = vec![name].try_into().ok()?;
				// Short, so that paused calls are heard of again.
				let duration = scene.dice.between(1, 300);
				Act::Motion(Body::Technical, 2, 3, wrap(Call::emergency_pause { calls, duration }))
			},
			_ => {
				let (pallet, call) = scene.dice.one(scene.model.governance.pauses.keys().cloned())?;
				let calls = vec![(pallet.try_into().ok()?, call.try_into().ok()?)].try_into().ok()?;
				let call = wrap(Call::lift { calls });
				match scene.dice.below(2) {
					0 => Act::Motion(Body::Technical, 2, 3, call),
					_ => Act::Motion(Body::Council, 1, 2, call),
				}
			},
		};
		Some(act)
	}

	fn expect(&self, model: &Whole, step: &Step) -> Expect {
		let RuntimeCall::Governance(call) = step.call else { return Expect::Either };
		let own = &model.governance;
		let lawful = match call {
			Call::issue { amount, .. } => {
				let may = step.origin.council(2, 3) && *amount > 0;
				return Expect::only_if(may, "whose money it is not", || Expect::Either);
			},
			Call::emergency_pause { calls, duration } => {
				let names = names(calls);
				let distinct: BTreeSet<&Name> = names.iter().collect();
				let fits = !names.is_empty()
					&& distinct.len() == names.len()
					&& (1..=7 * 86_400).contains(duration)
					&& names.iter().all(|name| !own.pauses.contains_key(name) && !unpausable(name));
				let may = step.origin.technical(2, 3) && fits;
				return Expect::only_if(may, "what may not be paused", || Expect::Either);
			},
			Call::lift { calls } => {
				let names = names(calls);
				let distinct: BTreeSet<&Name> = names.iter().collect();
				let may = step.origin.technical(2, 3) || step.origin.council(1, 2);
				let paused = names.iter().all(|name| own.pauses.contains_key(name));
				may && paused && !names.is_empty() && distinct.len() == names.len()
			},
			_ => return Expect::Either,
		};
		Expect::only_if(lawful, "who may not lift", || Expect::Success)
	}

	fn follow(&self, model: &mut Whole, step: &Step) -> Result<(), String> {
		let RuntimeCall::Governance(call) = step.call else { return Ok(()) };
		let own = &mut model.governance;
		match call {
			Call::issue { amount, .. } => own.issued += amount,
			Call::emergency_pause { calls, duration } => {
				own.pauses.extend(names(calls).into_iter().map(|name| (name, step.now + duration)));
			},
			Call::lift { calls } => {
				let lifted = names(calls);
				own.pauses.retain(|name, _| !lifted.contains(name));
			},
			_ => {},
		}
		Ok(())
	}

	fn hear(&self, model: &mut Whole, event: &RuntimeEvent, by_itself: bool) {
		// At the beginning of a block: those whose time is over. What a call lifts was followed already.
		let RuntimeEvent::Governance(pallet_governance::Event::Lifted { calls }) = event else { return };
		if by_itself {
			for name in names(calls) {
				model.governance.pauses.remove(&name);
			}
		}
	}

	fn compare(&self, model: &Whole) -> Result<(), String> {
		let found: BTreeMap<Name, Seconds> = pallet_governance::Pauses::<Runtime>::get()
			.into_iter()
			.map(|pause| ((pause.call.0.to_vec(), pause.call.1.to_vec()), pause.until))
			.collect();
		same("pauses", &found, &model.governance.pauses)
	}

	fn try_state(&self) -> Result<(), String> {
		salus_runtime::Governance::do_try_state().map_err(|error| format!("{error:?}"))
	}
}
