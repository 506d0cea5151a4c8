//! What `scripts/measure.sh --json` found, beside it.

use crate::{decisions, postgres};
use anyhow::{Context, Result};
use serde::Serialize;
use serde_json::Value;
use std::{fs, path::Path};

/// A block each so many seconds.
const BLOCK: f64 = 6.0;

/// One figure of ours beside one of theirs.
#[derive(Serialize)]
pub struct Pair {
	/// What is compared.
	pub what: String,
	/// In which unit.
	pub unit: &'static str,
	/// Salus.
	pub salus: f64,
	/// The other.
	pub other: f64,
}

/// Everything of which the file has a figure.
pub fn pairs(
	file: &Path,
	decisions: Option<&decisions::Report>,
	postgres: Option<&postgres::Report>,
) -> Result<Vec<Pair>> {
	let text = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
	let measured: Value = serde_json::from_slice(&text).context("not a file of ./scripts/measure.sh --json")?;
	// Times of a build that is not optimised would be beside the point; what fits a block does not depend on the build.
	let optimised = measured.pointer("/machine/optimised").and_then(Value::as_bool) == Some(true);
	if !optimised {
		eprintln!("ours: salus-measure was not optimised, so its times are left out");
	}
	let mut pairs = Vec::new();
	for times in decisions.iter().flat_map(|report| &report.times).filter(|times| times.name.starts_with("exceptions"))
	{
		let size =
			if times.provisions == 1 { "1 provision".into() } else { format!("{} provisions", times.provisions) };
		let inside = find(&measured, "questions", &format!("consent.check, {size}"), "/inside");
		if let Some(inside) = inside.and_then(Value::as_f64).filter(|_| optimised) {
			let what = format!("`consent.check` in the runtime, {size}, beside Cedar with policies in memory");
			pairs.push(Pair { what, unit: "ns", salus: inside, other: times.cedar });
		}
	}
	let mut beside = |case: &str, rows: &[&postgres::Row], about: &str| {
		let runs: Vec<_> = rows.iter().flat_map(|row| &row.runs).collect();
		// The first way: durable, and audited where pgaudit is there.
		let Some(way) = runs.first().map(|run| run.way) else { return };
		let of = |figure: fn(&postgres::Run) -> f64| {
			runs.iter().filter(move |run| run.way == way).map(move |run| figure(run))
		};
		let number = |figure| find(&measured, "cases", case, figure).and_then(Value::as_f64);
		let filled = find(&measured, "cases", case, "/filled").and_then(Value::as_bool) == Some(true);
		let fitted = number("/full/extrinsics").map(|fitted| fitted / BLOCK);
		let per_second =
			if filled { "per second, as many as fit a block" } else { "per second, at least: more were not prepared" };
		let time = number("/full/each/time").filter(|_| optimised);
		for (unit, salus, other) in [
			(per_second, fitted, of(|run| run.per_second).fold(f64::NAN, f64::max)),
			("µs of processor for one", time, of(|run| run.processor).fold(f64::NAN, f64::min)),
		] {
			if let Some(salus) = salus {
				pairs.push(Pair { what: format!("`{case}` beside {about}, {way}, best"), unit, salus, other });
			}
		}
	};
	if let Some(report) = postgres {
		for (provisions, case) in
			[(1, "consent.request_access, 1 provision"), (32, "consent.request_access, 32 provisions")]
		{
			let rows: Vec<_> = report.access.iter().filter(|row| row.size == provisions).collect();
			beside(case, &rows, "`request_access` in PostgreSQL");
		}
		for payers in [1, 64] {
			let rows: Vec<_> = report.claims.iter().filter(|row| row.size == payers).collect();
			beside("claims.submit, 1 line", &rows, &format!("`submit` in PostgreSQL, {payers} payers"));
		}
	}
	Ok(pairs)
}

/// A figure of the case or question with this name.
fn find<'a>(measured: &'a Value, list: &str, name: &str, figure: &str) -> Option<&'a Value> {
	let domains = measured.get("domains")?.as_array()?;
	let mut all = domains.iter().filter_map(|domain| domain.get(list)?.as_array()).flatten();
	all.find(|it| it.get("name").and_then(Value::as_str) == Some(name))?.pointer(figure)
}
