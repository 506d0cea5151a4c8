//! Does the same work with what a user would pick instead of Salus, in the same run, and says what each does not do.
//!
//! Started by `scripts/compare.sh`, which also starts the database. See the README.

use anyhow::{ensure, Context, Result};
use clap::{Parser, ValueEnum};
use serde::Serialize;
use std::{fs, path::PathBuf};
use wasm::Wasm;

mod cedar;
mod decisions;
mod measure;
mod ours;
mod postgres;
mod report;
mod wasm;

/// A part of the comparison.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Part {
	Cedar,
	Postgres,
}

/// The same decisions by Cedar, the same logging and the same claims in PostgreSQL.
///
/// The tables on standard output are Markdown.
#[derive(Parser)]
#[command(name = "compare.sh", version)]
struct Options {
	/// Only this part.
	#[arg(long)]
	only: Option<Part>,

	/// Also write everything as JSON.
	#[arg(long, value_name = "FILE")]
	json: Option<PathBuf>,

	/// Figures of `scripts/measure.sh --json`: print ratios.
	#[arg(long, value_name = "FILE")]
	ours: Option<PathBuf>,

	/// How many random questions both are asked.
	#[arg(long, default_value_t = 20_000)]
	cases: u64,

	/// Where random numbers start.
	#[arg(long, default_value_t = 1)]
	seed: u64,

	/// How long each run of pgbench takes; there are 27 of them.
	#[arg(long, default_value_t = 10)]
	seconds: u32,

	/// The folder of the database's socket and log; set by compare.sh.
	#[arg(long, hide = true)]
	folder: Option<PathBuf>,

	/// The folder of the database's programs; set by compare.sh.
	#[arg(long, hide = true)]
	programs: Option<PathBuf>,

	/// Decisions compiled to wasm; set by compare.sh.
	#[arg(long, hide = true)]
	wasm: Option<PathBuf>,
}

/// Everything of one run.
#[derive(Serialize)]
struct Report {
	processor: String,
	cores: usize,
	load: String,
	decisions: Option<decisions::Report>,
	postgres: Option<postgres::Report>,
	ours: Vec<ours::Pair>,
}

fn main() -> Result<()> {
	let options = Options::parse();
	let read = |file: &str| fs::read_to_string(file).unwrap_or_default();
	let processor = read("/proc/cpuinfo")
		.lines()
		.find_map(|line| Some(line.strip_prefix("model name")?.trim_start_matches([' ', '\t', ':']).to_string()));
	let mut report = Report {
		processor: processor.unwrap_or_else(|| "unknown".into()),
		cores: std::thread::available_parallelism()?.get(),
		load: read("/proc/loadavg").split(' ').next().unwrap_or("unknown").to_string(),
		decisions: None,
		postgres: None,
		ours: Vec::new(),
	};
	if options.only != Some(Part::Postgres) {
		let wasm = Wasm::load(&options.wasm.context("no wasm: start this with scripts/compare.sh")?)?;
		report.decisions = Some(decisions::run(&wasm, options.cases, options.seed)?);
	}
	if options.only != Some(Part::Cedar) {
		let server = postgres::Server {
			programs: options.programs.context("no database: start this with scripts/compare.sh")?,
			folder: options.folder.context("no database: start this with scripts/compare.sh")?,
			seconds: options.seconds,
			seed: options.seed,
		};
		report.postgres = Some(postgres::run(&server)?);
	}
	if let Some(file) = &options.ours {
		report.ours = ours::pairs(file, report.decisions.as_ref(), report.postgres.as_ref())?;
		ensure!(!report.ours.is_empty(), "{} has no figure that could be compared", file.display());
	}
	if let Some(file) = &options.json {
		fs::write(file, serde_json::to_vec_pretty(&report)?)
			.with_context(|| format!("cannot write {}", file.display()))?;
	}
	print!("{}", report::table(&report));
	let differ = report.decisions.as_ref().map_or(0, |it| it.agreement.cases - it.agreement.agree);
	ensure!(differ == 0, "Salus and Cedar differ in {differ} cases, which are printed above");
	Ok(())
}
