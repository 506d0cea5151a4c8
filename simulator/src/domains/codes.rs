//! The governed registry of codes.

use super::{same, Domain};
use crate::{
	model::{Expect, Model as Whole, Step},
	scene::{Act, Body, Scene},
};
use pallet_codes::{Call, Event, NewCode};
use salus_primitives::codes::{CodeId, CodeKind};
use salus_runtime::{Runtime, RuntimeCall, RuntimeEvent};
use std::{collections::BTreeMap, rc::Rc};

/// See [`Domain`].
pub struct Codes;

/// A code.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
	/// What it is used for.
	pub kind: CodeKind,
	/// Its system and its symbol.
	pub name: (Vec<u8>, Vec<u8>),
	/// No new entries with it.
	pub retired: bool,
}

/// All codes. Shared between snapshots, since it seldom changes.
#[derive(Clone, Default)]
pub struct Model {
	all: Rc<BTreeMap<CodeId, Entry>>,
	/// It changed since it was compared last.
	dirty: bool,
	/// The last of those with which the chain began.
	first: CodeId,
}

impl Model {
	/// Is this code of this kind, and not retired?
	pub fn is_active(&self, id: CodeId, kind: CodeKind) -> bool {
		self.all.get(&id).is_some_and(|entry| entry.kind == kind && !entry.retired)
	}

	/// All active codes of this kind.
	pub fn active(&self, kind: CodeKind) -> Vec<CodeId> {
		let fit = self.all.iter().filter(|(_, entry)| entry.kind == kind && !entry.retired);
		fit.map(|(id, _)| *id).collect()
	}

	fn newest(&self, kind: CodeKind, name: &(Vec<u8>, Vec<u8>)) -> Option<CodeId> {
		self.all.iter().rev().find(|(_, entry)| entry.kind == kind && entry.name == *name).map(|(id, _)| *id)
	}

	/// Codes that were registered after the chain began.
	fn younger(&self) -> Vec<CodeId> {
		self.all.keys().copied().filter(|id| *id > self.first).collect()
	}
}

impl Domain for Codes {
	fn pallet(&self) -> &'static str {
		"Codes"
	}

	fn share(&self) -> u32 {
		4
	}

	fn begin(&self, model: &mut Whole) {
		let all = state();
		let first = all.keys().next_back().copied().unwrap_or_default();
		model.codes = Model { all: Rc::new(all), dirty: true, first };
	}

	fn traffic(&self, scene: &mut Scene) -> Option<Act> {
		let wrap = RuntimeCall::Codes;
		let younger = scene.model.codes.younger();
		let call = match scene.dice.below(5) {
			0 | 1 if younger.len() < 200 => {
				let kind =
					*scene.dice.pick(&[CodeKind::Purpose, CodeKind::Label, CodeKind::Reason, CodeKind::Policy])?;
				let parent = scene.code(kind).and_then(|id| Some(scene.model.codes.all.get(&id)?.name.clone()));
				let parent = parent.filter(|_| scene.dice.percent(40));
				let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
				let parents: Vec<(String, String)> = parent.iter().map(|(s, n)| (text(s), text(n))).collect();
				let parents: Vec<(&str, &str)> = parents.iter().map(|(s, n)| (s.as_str(), n.as_str())).collect();
				let symbol = format!("c{}", scene.memory.fresh());
				let code = NewCode::new(kind, "urn:example:bad-days", &symbol, &parents)?;
				Call::register { codes: vec![code].try_into().ok()? }
			},
			2 | 3 => Call::retire { id: *scene.dice.pick(&younger)? },
			_ => {
				let retired = younger.into_iter().filter(|id| scene.model.codes.all[id].retired);
				Call::reinstate { id: scene.dice.one(retired)? }
			},
		};
		Some(Act::Motion(Body::Council, 2, 3, wrap(call)))
	}

	fn expect(&self, model: &Whole, step: &Step) -> Expect {
		let RuntimeCall::Codes(call) = step.call else { return Expect::Either };
		let own = &model.codes;
		let known = |id: &CodeId, retired: bool| own.all.get(id).is_some_and(|entry| entry.retired == retired);
		let (lawful, sure) = match call {
			Call::register { codes } => (step.origin.council(2, 3) && !codes.is_empty(), false),
			Call::retire { id } => (step.origin.council(2, 3) && known(id, false), true),
			Call::reinstate { id } => {
				let replaced = own.all.get(id).is_some_and(|entry| own.newest(entry.kind, &entry.name) != Some(*id));
				(step.origin.council(2, 3) && known(id, true) && !replaced, true)
			},
			_ => return Expect::Either,
		};
		let success = if sure { Expect::Success } else { Expect::Either };
		Expect::only_if(lawful, "whose registry it is not", || success)
	}

	fn follow(&self, model: &mut Whole, step: &Step) -> Result<(), String> {
		let RuntimeCall::Codes(call) = step.call else { return Ok(()) };
		model.codes.dirty = true;
		let own = Rc::make_mut(&mut model.codes.all);
		match call {
			Call::register { codes } => {
				let given = step.events.iter().filter_map(|event| match event {
					RuntimeEvent::Codes(Event::CodeRegistered { id, .. }) => Some(*id),
					_ => None,
				});
				let given: Vec<CodeId> = given.collect();
				same("number of codes registered", given.len(), codes.len())?;
				for (id, code) in given.into_iter().zip(codes) {
					same("number of a code", Some(id), own.keys().next_back().map(|last| last + 1))?;
					let name = (code.system.to_vec(), code.symbol.to_vec());
					let twice =
						own.values().any(|entry| entry.kind == code.kind && entry.name == name && !entry.retired);
					same("an active code registered again", twice, false)?;
					own.insert(id, Entry { kind: code.kind, name, retired: false });
				}
			},
			Call::retire { id } => own.get_mut(id).ok_or("an unknown code was retired")?.retired = true,
			Call::reinstate { id } => own.get_mut(id).ok_or("an unknown code was reinstated")?.retired = false,
			_ => {},
		}
		Ok(())
	}

	fn compare(&self, model: &Whole) -> Result<(), String> {
		// Hundreds of codes of which none changed need not be read in every block; that none was added is cheap to see.
		let last = model.codes.all.keys().next_back().copied().unwrap_or_default();
		same("number of codes", pallet_codes::Count::<Runtime>::get(), last)?;
		if model.codes.dirty {
			same("codes", &state(), &*model.codes.all)?;
		}
		Ok(())
	}

	fn try_state(&self) -> Result<(), String> {
		salus_runtime::Codes::do_try_state().map_err(|error| format!("{error:?}"))
	}
}

fn state() -> BTreeMap<CodeId, Entry> {
	pallet_codes::Codes::<Runtime>::iter()
		.map(|(id, code)| {
			let name = (code.system.to_vec(), code.symbol.to_vec());
			(id, Entry { kind: code.kind, name, retired: code.retired })
		})
		.collect()
}

impl Model {
	/// Say that it was compared with the chain.
	pub fn compared(&mut self) {
		self.dirty = false;
	}

	/// Did it change since?
	pub fn is_dirty(&self) -> bool {
		self.dirty
	}
}
