//! What was found, for people.

use crate::{decisions, ours::Pair, postgres, Report};
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
		"Nanoseconds for one decision. In memory: directives decoded, policies parsed, the request and all it depends on at \
		 hand.\n"
	)?;
	writeln!(
		out,
		"| directives | provisions | different cases | Salus | Cedar | Salus / Cedar | Salus, explained | Salus, decoded \
		 first | Cedar, parsed first | Salus / Cedar |\n|---|---|---|---|---|---|---|---|---|---|"
	)?;
	for it in &report.times {
		writeln!(
			out,
			"| {} | {} | {} | {:.0} | {:.0} | {:.2} | {:.0} | {:.0} | {:.0} | {:.4} |",
			it.name,
			it.provisions,
			it.cases,
			it.salus,
			it.cedar,
			it.salus / it.cedar,
			it.salus_explained,
			it.salus_decoded,
			it.cedar_parsed,
			it.salus_decoded / it.cedar_parsed
		)?;
	}
	Ok(())
}

fn about_postgres(out: &mut String, report: &postgres::Report) -> std::fmt::Result {
	writeln!(out, "\n## Deciding and logging: PostgreSQL {}\n", report.version)?;
	writeln!(
		out,
		"{} seconds each. Writing 8 KiB to the disk for good takes {:.0} µs. Durable: a commit is on the disk when it \
		 returns (`fsync`, `synchronous_commit`); not durable: the last ones may be lost.\n",
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
		write!(out, " {way}: per second | latency, ms |")?;
	}
	writeln!(out, "\n|---|---|{}", "---|---|".repeat(ways.len()))?;
	for row in rows {
		write!(out, "| {} | {} |", row.size, row.clients)?;
		for run in &row.runs {
			write!(out, " {:.0} | {:.2} ± {:.2} |", run.per_second, run.latency, run.deviation)?;
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
