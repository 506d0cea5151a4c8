//! What was found, for people.

use crate::{
	decisions::{self, Times},
	ours::Pair,
	postgres, Report,
};
use std::fmt::Write;

/// Everything in Markdown.
pub fn table(report: &Report) -> String {
	let mut out = format!("Machine: {} ({} cores, load {})\n", report.processor, report.cores, report.load);
	// Writing to a string cannot fail.
	if let Some(decisions) = &report.decisions {
		let _ = about_decisions(&mut out, decisions);
	}
	if let Some(postgres) = &report.postgres {
		let _ = about_postgres(&mut out, postgres);
	}
	if !report.ours.is_empty() {
		let _ = about_ours(&mut out, &report.ours);
	}
	// Figures without what they leave out would say the wrong thing.
	let readme = include_str!("../README.md");
	if let Some((_, limits)) = readme.split_once("\n## What each does not do\n") {
		let limits = limits.split_once("\n## ").map_or(limits, |(limits, _)| limits);
		let _ = write!(out, "\n## What each does not do\n{limits}");
	}
	out
}

fn about_decisions(out: &mut String, report: &decisions::Report) -> std::fmt::Result {
	let it = &report.agreement;
	writeln!(out, "\n## Deciding: Salus and Cedar\n")?;
	writeln!(
		out,
		"{} random questions (seed {}): {} the same answer, {} another. Salus permits {}, denies {} by a rule and {} since \
		 nothing permits, and knows no consent for {}; the last three are one answer of Cedar's.\n",
		it.cases,
		report.seed,
		it.agree,
		it.cases - it.agree,
		it.permitted,
		it.denied,
		it.nothing_permits,
		it.no_consent
	)?;
	writeln!(
		out,
		"Nanoseconds for one decision, both sides optimised (`opt-level = 3`), caches warm. In memory: directives decoded, \
		 policies parsed, the request and all it depends on at hand. wasm: compiled as the runtime is, in the executor that \
		 nodes use; from bytes: it decodes the directives first, as each call does on chain.\n"
	)?;
	writeln!(
		out,
		"| directives | provisions | different cases | Salus, native | Salus, wasm | Salus, wasm, from bytes | Cedar | Cedar, \
		 from text | native / Cedar | wasm / Cedar | wasm, from bytes / Cedar, in memory |\n|{}",
		"---|".repeat(11)
	)?;
	let ratios = |it: &Times| [it.native, it.wasm, it.wasm_decoded].map(|salus| salus / it.cedar);
	for it in &report.times {
		let Times { name, provisions, cases, native, wasm, wasm_decoded, cedar, cedar_parsed } = it;
		write!(out, "| {name} | {provisions} | {cases} |")?;
		for time in [native, wasm, wasm_decoded, cedar, cedar_parsed] {
			write!(out, " {time:.0} |")?;
		}
		for ratio in ratios(it) {
			write!(out, " {ratio:.3} |")?;
		}
		writeln!(out)?;
	}
	let [_, wasm, decoded] =
		report.times.iter().map(ratios).fold([0.0; 3], |worst, it| std::array::from_fn(|n| f64::max(worst[n], it[n])));
	writeln!(out, "\nAt worst a decision in wasm takes {wasm:.2} of Cedar's time, and {decoded:.2} with decoding.")
}

fn about_postgres(out: &mut String, report: &postgres::Report) -> std::fmt::Result {
	writeln!(out, "\n## Deciding and logging: PostgreSQL {}\n", report.version)?;
	writeln!(
		out,
		"{} seconds each. Writing 8 KiB to the disk for good takes {:.0} µs. Durable: a commit is on the disk when it \
		 returns (`fsync`, `synchronous_commit`); not durable: the last ones may be lost. µs of processor: what the server's \
		 processes computed for one, whatever else the machine did meanwhile.\n",
		report.seconds, report.sync
	)?;
	if !report.pgaudit {
		writeln!(out, "**pgaudit is not installed: NOTHING was audited.**\n")?;
	}
	rows(out, "provisions", &report.access)?;
	writeln!(out, "\n## A ledger of claims: PostgreSQL {}\n", report.version)?;
	writeln!(out, "Claims of one line; payers are chosen by Zipf's law (exponent 1.1).\n")?;
	rows(out, "payers", &report.claims)
}

fn rows(out: &mut String, size: &str, rows: &[postgres::Row]) -> std::fmt::Result {
	let ways: Vec<&str> = rows.iter().take(1).flat_map(|row| &row.runs).map(|run| run.way).collect();
	write!(out, "| {size} | clients |")?;
	for way in &ways {
		write!(out, " {way}: per second | latency, ms | µs of processor |")?;
	}
	writeln!(out, "\n|---|---|{}", "---|---|---|".repeat(ways.len()))?;
	for row in rows {
		write!(out, "| {} | {} |", row.size, row.clients)?;
		for run in &row.runs {
			write!(out, " {:.0} | {:.2} ± {:.2} | {:.0} |", run.per_second, run.latency, run.deviation, run.processor)?;
		}
		writeln!(out)?;
	}
	Ok(())
}

fn about_ours(out: &mut String, pairs: &[Pair]) -> std::fmt::Result {
	writeln!(out, "\n## Beside what `scripts/measure.sh` found\n")?;
	writeln!(out, "| what | unit | Salus | the other | Salus / other |\n|---|---|---|---|---|")?;
	for Pair { what, unit, salus, other } in pairs {
		writeln!(out, "| {what} | {unit} | {salus:.0} | {other:.0} | {:.3} |", salus / other)?;
	}
	Ok(())
}
