//! Questions that nobody in their right mind would ask: every method of every runtime API, and every view function, with
//! arguments of the right type, broken ones, and noise.

use crate::{
	chain::{self, Chain, Head},
	dice::Dice,
	typed::{Hints, Types},
};
use codec::{Decode, Encode};
use frame_support::view_functions::ViewFunctionDispatchError;
use salus_primitives::trail::{self, TrailKind};
use std::collections::BTreeMap;

/// What the SDK says when it cannot read arguments; the node's clients hear it as an error.
const UNREADABLE: &str = "Bad input data provided to";

/// Methods that are no questions: they make blocks, or run for a whole node.
const NO_QUESTIONS: [&str; 7] = [
	"Core_execute_block",
	"Core_initialize_block",
	"BlockBuilder_apply_extrinsic",
	"BlockBuilder_finalize_block",
	"BlockBuilder_inherent_extrinsics",
	"OffchainWorkerApi_offchain_worker",
	// Makes keys in a node's keystore.
	"SessionKeys_generate_session_keys",
];

/// What was asked, and what came of it.
#[derive(Default)]
pub struct Asked {
	/// By name: answered, and refused as unreadable.
	pub by_name: BTreeMap<String, (u64, u64)>,
	/// The slowest answer.
	pub slowest: (u128, String),
}

/// Ask so many questions about the state after a block.
pub fn ask(
	chain: &Chain,
	head: &Head,
	types: &Types,
	hints: &Hints,
	dice: &mut Dice,
	asked: &mut Asked,
	many: usize,
) -> Result<(), String> {
	for _ in 0..many {
		let Some(question) = dice.pick(&types.questions) else { return Err("there are no questions".into()) };
		if NO_QUESTIONS.contains(&question.name.as_str()) {
			continue;
		}
		// The metadata takes longer than all other answers together and is always the same.
		if question.name.starts_with("Metadata_") && !dice.percent(2) {
			continue;
		}
		let lawful: Vec<u8> = question.inputs.iter().flat_map(|ty| types.value(dice, hints, *ty)).collect();
		let input = match dice.below(10) {
			0..=5 => lawful,
			6..=8 => dice.mutate(&[lawful]),
			_ => {
				let length = dice.below(200);
				(0..length).map(|_| dice.below(256) as u8).collect()
			},
		};
		let (method, data) = match question.id {
			Some(id) => ("RuntimeViewFunction_execute_view_function", (id, &input).encode()),
			None => (question.name.as_str(), input),
		};
		let start = std::time::Instant::now();
		let answer = chain.at(head, || chain::call(method, &data));
		let took = start.elapsed().as_millis();
		if took > asked.slowest.0 {
			asked.slowest = (took, question.name.clone());
		}
		let readable = match answer {
			Ok(answer) if question.id.is_some() => {
				let said = Result::<Vec<u8>, ViewFunctionDispatchError>::decode(&mut &answer[..])
					.map_err(|_| format!("{} answers what is no answer", question.name))?;
				match said {
					Ok(_) => true,
					Err(ViewFunctionDispatchError::Codec) => false,
					Err(error) => return Err(format!("{}: {error:?}", question.name)),
				}
			},
			Ok(_) => true,
			Err(error) if error.contains(UNREADABLE) => false,
			// Checking inherents of a block of noise ends where the SDK decodes them.
			Err(_) if question.name == "BlockBuilder_check_inherents" => false,
			Err(error) => {
				let hex: String = data.iter().map(|byte| format!("{byte:02x}")).collect();
				return Err(format!("a question breaks the runtime: {error}; {method} 0x{hex}"));
			},
		};
		let entry = asked.by_name.entry(question.name.clone()).or_default();
		match readable {
			true => entry.0 += 1,
			false => entry.1 += 1,
		}
	}
	Ok(())
}

/// Walk a history back to its beginning: every step must be there, on every fork, and none may be forged.
pub fn walk(
	chain: &Chain,
	head: &Head,
	kind: TrailKind,
	subject: &[u8],
	newest: trail::TrailHead,
) -> Result<u32, String> {
	chain.at(head, || {
		let mut from = newest.head;
		let mut left = newest.len;
		loop {
			let page = trail::walk(trail::origin(kind, subject), from, 100);
			if let Some(gap) = page.gap {
				return Err(format!("the history of a {kind:?} has a gap: {gap:?}"));
			}
			for (_, step) in &page.steps {
				if step.n != left {
					return Err(format!("a step of a {kind:?} is number {} where {left} is due", step.n));
				}
				left -= 1;
			}
			match page.next {
				Some(next) => from = next,
				None if left == 0 => return Ok(newest.len),
				None => return Err(format!("the history of a {kind:?} ends {left} steps too early")),
			}
		}
	})
}
