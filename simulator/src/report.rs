//! What was done and what came of it, in tables.

use std::{collections::BTreeMap, fmt::Write as _, time::Duration};

/// How often a call succeeded and failed.
#[derive(Clone, Copy, Default)]
pub struct Outcome {
	/// Succeeded.
	pub ok: u64,
	/// Failed when it was dispatched.
	pub failed: u64,
	/// Not included: refused before dispatch.
	pub refused: u64,
}

/// Everything that is counted.
#[derive(Default)]
pub struct Tally {
	/// By pallet and call.
	pub calls: BTreeMap<(String, String), Outcome>,
	/// Blocks that were built, those of abandoned forks among them.
	pub blocks: u64,
	/// Blocks that were executed a second time, as a node that imports them does.
	pub imports: u64,
	/// Extrinsics in blocks.
	pub extrinsics: u64,
	/// Extrinsics that were refused.
	pub refused: u64,
	/// Why.
	pub reasons: BTreeMap<String, u64>,
	/// Extrinsics that got lost, came twice, or that nobody could decode.
	pub lost: u64,
	/// Came twice.
	pub doubled: u64,
	/// Undecodable.
	pub garbage: u64,
	/// Reorganisations, and the blocks they took back.
	pub reorgs: u64,
	/// Blocks taken back.
	pub taken_back: u64,
	/// Runs of workers, and the reports they made.
	pub runs: u64,
	/// Reports of workers.
	pub reports: u64,
	/// Upgrades.
	pub upgrades: u64,
	/// Blocks by wrong clocks, all of which were refused.
	pub skewed: u64,
	/// Calls whose weight was compared with what was declared.
	pub weighed: u64,
	/// Predictions of the model that came true: successes and failures.
	pub predicted: (u64, u64),
	/// Calls about which the model did not know enough.
	pub open: u64,
	/// Largest proof of a block.
	pub proof: u64,
	/// Largest share of its declared proof that an extrinsic recorded, in per mille, and which.
	pub proof_share: (u64, String),
	/// Steps of histories that were walked.
	pub steps: u64,
	/// Questions whose answers the model knew.
	pub answers: u64,
	/// Bytes of questions and inputs fed to parsers.
	pub parsed: BTreeMap<String, (u64, u64)>,
}

impl Tally {
	/// Note an outcome.
	pub fn call(&mut self, pallet: &str, call: &str) -> &mut Outcome {
		self.calls.entry((pallet.into(), call.into())).or_default()
	}

	/// The final table.
	pub fn table(
		&self,
		all: &BTreeMap<String, Vec<String>>,
		asked: &crate::questions::Asked,
		took: Duration,
		nodes: usize,
	) -> String {
		let mut out = String::new();
		let mut line = |text: String| {
			let _ = writeln!(out, "{text}");
		};
		line(format!("{:<18} {:>9} {:>9} {:>9}  calls hit ok / failed / all", "pallet", "ok", "failed", "refused"));
		let mut missing = Vec::new();
		for (pallet, names) in all {
			let of = |name: &String| self.calls.get(&(pallet.clone(), name.clone())).copied().unwrap_or_default();
			let sum = names.iter().map(of).fold(Outcome::default(), |sum, it| Outcome {
				ok: sum.ok + it.ok,
				failed: sum.failed + it.failed,
				refused: sum.refused + it.refused,
			});
			let hit = names.iter().filter(|name| of(name).ok > 0).count();
			let missed = names.iter().filter(|name| of(name).failed + of(name).refused > 0).count();
			line(format!(
				"{pallet:<18} {:>9} {:>9} {:>9}  {hit:>3} / {missed:>3} / {:>3}",
				sum.ok,
				sum.failed,
				sum.refused,
				names.len()
			));
			missing.extend(
				names.iter().filter(|name| of(name).ok == 0).map(|name| format!("{pallet}.{name} never succeeded")),
			);
			missing.extend(
				names
					.iter()
					.filter(|name| of(name).failed + of(name).refused == 0)
					.map(|name| format!("{pallet}.{name} never failed")),
			);
		}
		let others: Outcome = self.calls.iter().filter(|((pallet, _), _)| !all.contains_key(pallet)).fold(
			Outcome::default(),
			|sum, (_, it)| Outcome {
				ok: sum.ok + it.ok,
				failed: sum.failed + it.failed,
				refused: sum.refused + it.refused,
			},
		);
		line(format!("{:<18} {:>9} {:>9} {:>9}", "others", others.ok, others.failed, others.refused));
		line(String::new());
		let seconds = took.as_secs_f64();
		line(format!("blocks built {} (executed again as imports: {})", self.blocks, self.imports));
		line(format!("extrinsics {} in blocks, {} refused, {} garbage", self.extrinsics, self.refused, self.garbage));
		line(format!("lost {}, doubled {}", self.lost, self.doubled));
		line(format!("reorganisations {} (took back {} blocks)", self.reorgs, self.taken_back));
		line(format!("upgrades {}, blocks by a wrong clock refused {}", self.upgrades, self.skewed));
		line(format!("runs of workers {}, their reports {}", self.runs, self.reports));
		line(format!(
			"predictions that came true: {} successes, {} failures; not predicted {}",
			self.predicted.0, self.predicted.1, self.open
		));
		line(format!("weights compared {}, largest proof of a block {} bytes", self.weighed, self.proof));
		line(format!(
			"most of its declared proof that an extrinsic recorded: {:.1} % ({})",
			self.proof_share.0 as f64 / 10.0,
			self.proof_share.1
		));
		line(format!("steps of histories walked {}, trie nodes kept {nodes}", self.steps));
		let (answered, unreadable) = asked.by_name.values().fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
		line(format!(
			"questions to the runtime: {answered} answered, {unreadable} unreadable, {} kinds; slowest {} ms ({})",
			asked.by_name.len(),
			asked.slowest.0,
			asked.slowest.1
		));
		line(format!("questions whose answers the model knew: {}", self.answers));
		for (name, (inputs, taken)) in &self.parsed {
			line(format!("parser {name}: {inputs} inputs, {taken} taken"));
		}
		line(format!("time {seconds:.1} s"));
		let mut reasons: Vec<_> = self.reasons.iter().collect();
		reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
		let reasons: Vec<String> = reasons.into_iter().take(8).map(|(why, count)| format!("{why} {count}")).collect();
		line(format!("refused because: {}", reasons.join(", ")));
		if missing.is_empty() {
			line("every call succeeded and failed".into());
		} else {
			line(format!("not covered ({}):", missing.len()));
			for one in missing {
				line(format!("  {one}"));
			}
		}
		out
	}
}
