//! Whatever the Council does, in whatever order: the registry agrees with a clerk's card index.

use super::*;
use proptest::prelude::*;
use salus_primitives::{CodeId, Codes as _};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug)]
enum Action {
	Register(u8, u8, Vec<u8>),
	Retire(CodeId),
	Reinstate(CodeId),
}

fn action() -> impl Strategy<Value = Action> {
	let (kind, symbol) = (|| 0..2u8, || 0..12u8);
	prop_oneof![
		5 => (kind(), symbol(), prop::collection::vec(symbol(), 0..=3))
			.prop_map(|(kind, symbol, parents)| Action::Register(kind, symbol, parents)),
		2 => (0..30u16).prop_map(Action::Retire),
		1 => (0..30u16).prop_map(Action::Reinstate),
	]
}

/// A card for each number ever given. What is above a card is found by walking from card to card.
struct Card {
	kind: u8,
	symbol: u8,
	parents: Vec<CodeId>,
	retired: bool,
}

#[derive(Default)]
struct Cards(BTreeMap<CodeId, Card>);

impl Cards {
	fn newest(&self, kind: u8, symbol: u8) -> Option<CodeId> {
		self.0.iter().rev().find(|(_, card)| card.kind == kind && card.symbol == symbol).map(|(id, _)| *id)
	}

	fn active(&self, id: CodeId) -> bool {
		self.0.get(&id).is_some_and(|card| !card.retired)
	}

	fn above(&self, id: CodeId) -> BTreeSet<CodeId> {
		let parents = self.0[&id].parents.iter();
		parents.flat_map(|parent| self.above(*parent).into_iter().chain([*parent])).collect()
	}

	/// Do it if the rules allow it, and say whether they did.
	fn play(&mut self, action: &Action) -> bool {
		match action {
			Action::Register(kind, symbol, parents) => {
				let parents: Option<Vec<_>> = parents.iter().map(|parent| self.newest(*kind, *parent)).collect();
				let Some(parents) = parents else { return false };
				let taken = self.newest(*kind, *symbol).is_some_and(|id| self.active(id));
				if taken || !parents.iter().all(|parent| self.active(*parent)) {
					return false;
				}
				let id = self.0.len() as CodeId + 1;
				self.0.insert(id, Card { kind: *kind, symbol: *symbol, parents, retired: false });
				if self.above(id).len() > 7 {
					self.0.remove(&id);
					return false;
				}
			},
			Action::Retire(id) => match self.0.get_mut(id) {
				Some(card) if !card.retired => card.retired = true,
				_ => return false,
			},
			Action::Reinstate(id) => {
				let newest = self.0.get(id).and_then(|card| self.newest(card.kind, card.symbol));
				match self.0.get_mut(id) {
					Some(card) if card.retired && newest == Some(*id) => card.retired = false,
					_ => return false,
				}
			},
		}
		true
	}
}

fn kind(n: u8) -> CodeKind {
	[CodeKind::Purpose, CodeKind::Label][usize::from(n)]
}

fn name(symbol: u8) -> String {
	format!("s{symbol}")
}

fn dispatch(action: &Action) -> bool {
	let call = match action {
		Action::Register(k, symbol, parents) => {
			let parents: Vec<_> = parents.iter().map(|parent| name(*parent)).collect();
			let parents: Vec<_> = parents.iter().map(String::as_str).collect();
			Call::register { codes: vec![new(kind(*k), &name(*symbol), &parents)].try_into().unwrap() }
		},
		Action::Retire(id) => Call::retire { id: *id },
		Action::Reinstate(id) => Call::reinstate { id: *id },
	};
	sp_runtime::traits::Dispatchable::dispatch(RuntimeCall::from(call), RuntimeOrigin::root()).is_ok()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(24))]

	#[test]
	fn registry_should_agree_with_a_card_index(actions in prop::collection::vec(action(), 200..300)) {
		run(|| {
			let mut cards = Cards::default();
			let mut done = 0;
			for action in &actions {
				let allowed = cards.play(action);
				assert_eq!(dispatch(action), allowed, "{action:?}");
				Codes::do_try_state().expect("invariants hold");
				done += usize::from(allowed);
			}
			assert!(done > 20, "only {done} actions were allowed: the game is too dull");
			for (id, card) in &cards.0 {
				assert_eq!(Codes::is_active(*id, kind(card.kind)), !card.retired);
				let lineage: BTreeSet<_> = Codes::lineage(*id).into_iter().filter(|above| above != id).collect();
				assert_eq!(lineage, cards.above(*id));
				let newest = cards.newest(card.kind, card.symbol);
				assert_eq!(find(kind(card.kind), SYSTEM, &name(card.symbol)), newest);
			}
		});
	}
}
