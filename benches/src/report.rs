//! What was measured, for people and for programs.

use crate::{
	arithmetic::{ratio, Budget},
	measure::{Empty, Figures, QuestionFigures},
};
use serde::Serialize;
use std::fmt::Write;

/// Everything of one run.
#[derive(Serialize)]
pub struct Report {
	/// On what.
	pub machine: Machine,
	/// Which runtime.
	pub runtime: Code,
	/// Entries that each map has at least, of each state.
	pub entries: Vec<u64>,
	/// What ordinary extrinsics may take of a block.
	pub budget: Budget,
	/// One sr25519 signature check, in microseconds.
	pub signature_check: f64,
	/// What was measured on each state.
	pub domains: Vec<DomainReport>,
}

/// The machine.
#[derive(Serialize)]
pub struct Machine {
	/// Its processor.
	pub processor: String,
	/// How many of them.
	pub cores: usize,
	/// How busy it was at the start: the load average of the last minute.
	pub load: String,
	/// When, in Unix seconds.
	pub at: u64,
	/// Whether the tool itself was compiled with optimisations.
	pub optimised: bool,
}

/// The runtime.
#[derive(Serialize)]
pub struct Code {
	/// BLAKE2-256 of the code.
	pub hash: String,
	/// Its size as it is on the chain, in bytes.
	pub size: usize,
	/// Its version.
	pub spec_version: u32,
}

/// What was measured on one state.
#[derive(Serialize)]
pub struct DomainReport {
	/// Name of the domain.
	pub name: String,
	/// Entries that each map has at least.
	pub size: u64,
	/// Entries of the whole trie.
	pub entries: usize,
	/// A block with nothing but its inherents, which is left out of everything else.
	pub empty: Empty,
	/// The plain transfer to which the others are compared, on the same state.
	pub baseline: Figures,
	/// The cases.
	pub cases: Vec<Figures>,
	/// The questions.
	pub questions: Vec<QuestionFigures>,
}

impl Report {
	/// The domains that were measured on several states, each with those, the smallest first.
	fn growing(&self) -> Vec<(&str, Vec<&DomainReport>)> {
		let mut domains: Vec<(&str, Vec<&DomainReport>)> = Vec::new();
		for state in &self.domains {
			match domains.last_mut() {
				Some((name, states)) if *name == state.name => states.push(state),
				_ => domains.push((&state.name, vec![state])),
			}
		}
		domains.retain(|(_, states)| states.len() > 1);
		domains
	}
}

impl DomainReport {
	/// How many of a case fit a block beside how many transfers do, both by the worse of time and measured proof.
	pub fn beside_transfers(&self, case: &Figures) -> Option<f64> {
		ratio(case.fit_measured.least(), self.baseline.fit_measured.least())
	}
}

/// A table of everything, in Markdown.
pub fn table(report: &Report) -> String {
	let mut out = String::new();
	let mut line = |text: String| {
		// Writing to a string cannot fail.
		let _ = writeln!(out, "{text}");
	};
	let Report { machine, runtime, budget, .. } = report;
	line(format!("Machine: {} ({} cores, load {})", machine.processor, machine.cores, machine.load));
	line(format!("Runtime: spec {}, {} bytes, {}", runtime.spec_version, number(runtime.size as f64), runtime.hash));
	if !machine.optimised {
		line("The tool is NOT optimised: proofs and ratios count, absolute times do not.".into());
	}
	line(format!(
		"A block has room for {} ms, {} bytes of proof and {} bytes of ordinary extrinsics. \
		 One signature check takes {:.1} µs.",
		number(budget.time / 1e3),
		number(budget.proof),
		number(budget.length),
		report.signature_check,
	));
	let largest = report.entries.last();
	for domain in report.domains.iter().filter(|domain| Some(&domain.size) == largest) {
		line(format!("\n## {} ({} entries in the trie)\n", domain.name, number(domain.entries as f64)));
		line(format!(
			"An empty block takes {} µs to import and {} bytes of proof ({} compact).\n",
			number(domain.empty.import),
			number(domain.empty.recorded as f64),
			number(domain.empty.compact as f64)
		));
		line(HEAD.into());
		line(HEAD.chars().map(|c| if c == '|' { '|' } else { '-' }).collect());
		for case in std::iter::once(&domain.baseline).chain(&domain.cases) {
			line(row(domain, case));
		}
		line(String::new());
		for case in std::iter::once(&domain.baseline).chain(&domain.cases) {
			line(format!("- `{}`: {} Reads {}.", case.name, case.about, list(&case.reads)));
		}
		if domain.questions.is_empty() {
			continue;
		}
		line("\n| question | call, ns | inside, ns | proof, bytes | reads |\n|---|---|---|---|---|".into());
		for question in &domain.questions {
			line(format!(
				"| `{}` | {} | {} | {} | {} |",
				question.name,
				number(question.call),
				number(question.inside),
				number(question.compact as f64),
				list(&question.reads)
			));
		}
		line(String::new());
		for question in &domain.questions {
			line(format!("- `{}`: {}", question.name, question.about));
		}
	}
	for (name, states) in report.growing() {
		growth(name, &states).into_iter().for_each(&mut line);
	}
	out
}

/// What everything of a domain costs on states of several sizes, beside how deep their tries are.
fn growth(name: &str, states: &[&DomainReport]) -> Vec<String> {
	let (Some(first), Some(last)) = (states.first(), states.last()) else { return Vec::new() };
	let sizes: Vec<String> = states.iter().map(|state| number(state.entries as f64)).collect();
	let depth = |state: &DomainReport| (state.entries as f64).ln();
	let deeper = depth(last) / depth(first);
	let mut lines = vec![
		format!("\n## {name}: growth\n"),
		format!("The trie has {} entries; its logarithm grows to {deeper:.2} times. Figures in this order.\n", sizes.join(", ")),
		"| call or question | proof alone, bytes | last / first | beside the logarithm | compact in full block, bytes | time, µs | last / first |".into(),
		"|---|---|---|---|---|---|---|".into(),
	];
	let row = |name: &str, proof: Vec<f64>, compact: Vec<f64>, time: Vec<f64>| {
		let list = |values: &[f64]| values.iter().map(|value| number(*value)).collect::<Vec<_>>().join(", ");
		let grown = |values: &[f64]| {
			let (first, last) = (values.first()?, values.last()?);
			(*first > 0.0).then_some(last / first)
		};
		let show = |grown: Option<f64>| grown.map_or("-".into(), |grown| format!("{grown:.2}"));
		let beside = show(grown(&proof).map(|grown| grown / deeper));
		format!(
			"| `{name}` | {} | {} | {beside} | {} | {} | {} |",
			list(&proof),
			show(grown(&proof)),
			if compact.is_empty() { "-".into() } else { list(&compact) },
			list(&time),
			show(grown(&time)),
		)
	};
	for at in 0..last.cases.len().saturating_add(1) {
		let of: Vec<&Figures> =
			states.iter().filter_map(|state| std::iter::once(&state.baseline).chain(&state.cases).nth(at)).collect();
		let Some(case) = of.first() else { continue };
		lines.push(row(
			&case.name,
			of.iter().map(|case| case.alone.each.proof).collect(),
			of.iter().map(|case| case.full.each_compact).collect(),
			of.iter().map(|case| case.full.each.time).collect(),
		));
	}
	for at in 0..last.questions.len() {
		let of: Vec<&QuestionFigures> = states.iter().filter_map(|state| state.questions.get(at)).collect();
		let Some(question) = of.first() else { continue };
		lines.push(row(
			&question.name,
			of.iter().map(|question| question.compact as f64).collect(),
			Vec::new(),
			of.iter().map(|question| question.call / 1e3).collect(),
		));
	}
	lines
}

const HEAD: &str =
	"| call | time, µs | signature | declared, µs | proof alone | proof in full block | compact | declared | \
	extrinsic | fit declared | fit time | fit proof | really fitted | beside transfers | new entries | new bytes |";

fn row(domain: &DomainReport, case: &Figures) -> String {
	let fit = |fit: Option<u64>| fit.map_or("-".into(), |fit| number(fit as f64));
	let Figures { declared, alone, full, fit_declared, fit_measured, growth, .. } = case;
	let cells = [
		format!("`{}`", case.name),
		format!("{:.0}", full.each.time),
		format!("{:.0} %", case.signature_share * 100.0),
		format!("{:.0}", declared.time),
		number(alone.each.proof),
		number(full.each.proof),
		number(full.each_compact),
		number(declared.proof),
		number(declared.length),
		fit(fit_declared.least()),
		fit(fit_measured.by_time),
		fit(fit_measured.by_proof),
		format!("{}{}", if case.filled { "" } else { "≥ " }, number(full.extrinsics as f64)),
		domain.beside_transfers(case).map_or("-".into(), |ratio| format!("{ratio:.2}")),
		format!("{:.2}", growth.entries),
		number(growth.bytes),
	];
	format!("| {} |", cells.join(" | "))
}

fn list(reads: &std::collections::BTreeMap<String, u32>) -> String {
	let items: Vec<String> =
		reads.iter().map(|(name, count)| if *count == 1 { name.clone() } else { format!("{name} ×{count}") }).collect();
	if items.is_empty() {
		"nothing that an empty block does not".into()
	} else {
		items.join(", ")
	}
}

/// Rounded, with separators between thousands.
fn number(value: f64) -> String {
	let digits = format!("{:.0}", value.abs());
	let sign = if value <= -0.5 { "-" } else { "" };
	let mut out = String::new();
	for (place, digit) in digits.chars().enumerate() {
		if place > 0 && digits.len().saturating_sub(place) % 3 == 0 {
			out.push(',');
		}
		out.push(digit);
	}
	format!("{sign}{out}")
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

	use super::*;

	#[test]
	fn numbers_should_be_rounded_and_separated() {
		for (value, text) in [
			(0.0, "0"),
			(-0.4, "0"),
			(-0.6, "-1"),
			(999.4, "999"),
			(999.5, "1,000"),
			(1_234_567.0, "1,234,567"),
			(-12_345.0, "-12,345"),
		] {
			assert_eq!(number(value), text);
		}
	}

	#[test]
	fn reads_should_be_listed_with_their_numbers() {
		let reads = [("A.B".to_string(), 1), ("C.D".to_string(), 2)].into();
		assert_eq!(list(&reads), "A.B, C.D ×2");
		assert_eq!(list(&Default::default()), "nothing that an empty block does not");
	}
}
