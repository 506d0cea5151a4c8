//! Measures what calls and questions cost in time and in proven storage, on the compiled runtime over a large trie.
//!
//! For each domain: start the `development` chain, prepare it with lawful extrinsics in real blocks, fill each map that
//! matters to at least as many entries as asked, then build blocks with one, with some and with as many extrinsics as
//! the runtime lets in, while recording the proof. Each block is then
//!
//! - imported again and again, as a node does it, on the clock of the processor;
//! - executed once more from nothing but its compact proof, as a validator of the relay chain does: a proof that lacked
//!   something, or a figure for another block, would not pass.
//!
//! What one extrinsic costs is what a block costs more than an empty one, divided by their number.

use anyhow::{bail, ensure, Context, Result};
use clap::Parser;
use codec::Decode;
use measure::{Bench, Effort};
use report::{Code, DomainReport, Machine, Report};
use scenarios::Domain;
use sp_state_machine::BasicExternalities;
use std::path::PathBuf;

mod arithmetic;
mod chain;
mod fill;
mod lab;
mod measure;
mod merkle;
mod names;
mod nodes;
mod report;
mod scenarios;

/// The hash of the chain's trie.
pub type Hashing = sp_runtime::traits::BlakeTwo256;
/// A hash.
pub type Hash = sp_core::H256;

/// What do calls and questions cost, in time and in proven storage?
///
/// Runs the compiled runtime in the executor that nodes use, over a trie in memory whose maps have a million entries
/// each, and reports per extrinsic: processor time of importing it, declared weight, recorded and compact proof, how
/// many fit a block by each limit and how many really fitted, all beside `balances.transfer_keep_alive` between random
/// accounts on the same state; and what it adds to the state for good. Questions are runtime API calls, in nanoseconds.
///
/// Absolute times depend on the machine and on how the tool was compiled; proofs and fits by proof do not. The table on
/// standard output is Markdown.
#[derive(Parser)]
#[command(name = "salus-measure", version)]
struct Options {
	/// Entries of the accounts and of each map that a scenario touches. With several sizes, ascending and separated by
	/// commas, everything is measured on each, and what a call costs is set beside how the trie's depth grows.
	#[arg(long, value_name = "N[,N…]", value_delimiter = ',', default_value = "1000000")]
	entries: Vec<u64>,

	/// Only cases and questions whose name contains this, e.g. `records.anchor`; may be given more than once. What is
	/// before the first dot, if anything, names the domain: others are not prepared at all.
	#[arg(long, value_name = "NAME")]
	only: Vec<String>,

	/// Measure this runtime. It must be the one that this program was compiled with, for calls are made from its types:
	/// only how it was compiled may differ. Default: the one that was built with this program.
	#[arg(long, value_name = "FILE")]
	wasm: Option<PathBuf>,

	/// Also write everything as JSON.
	#[arg(long, value_name = "FILE")]
	json: Option<PathBuf>,

	/// Extrinsics of the block between the one with a single extrinsic and the full one.
	#[arg(long, default_value_t = 64)]
	extrinsics: usize,

	/// The most extrinsics that are prepared for a full block.
	#[arg(long, default_value_t = 2_000)]
	most: usize,

	/// How often a full block is imported (smaller ones more often); the median counts.
	#[arg(long, default_value_t = 5)]
	repeat: usize,

	/// How often a question is asked; the median counts.
	#[arg(long, default_value_t = 2_000)]
	questions: usize,

	/// List the domains and end.
	#[arg(long)]
	list: bool,
}

fn main() -> Result<()> {
	let options = Options::parse();
	if options.list {
		for domain in scenarios::ALL {
			println!("{:<12} {}", domain.name, domain.about);
		}
		return Ok(());
	}
	let chosen: Vec<&Domain> =
		scenarios::ALL.iter().filter(|domain| wants_domain(&options.only, domain.name)).collect();
	ensure!(!chosen.is_empty(), "no domain matches {:?}: see --list", options.only);
	ensure!(options.entries.is_sorted_by(|a, b| a < b), "--entries wants ascending sizes, not {:?}", options.entries);
	ensure!(options.most > 0 && options.extrinsics > 0, "there is nothing to measure without extrinsics");

	let code = match &options.wasm {
		Some(file) => std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?,
		None => salus_runtime::WASM_BINARY
			.context("this program was built without a runtime (SKIP_WASM_BUILD): name one with --wasm")?
			.to_vec(),
	};
	let effort = Effort { crowd: options.extrinsics, repeat: options.repeat, questions: options.questions };
	let signature = measure::signature_check();
	let mut report = Report {
		machine: machine(),
		runtime: Code {
			hash: format!("{:?}", sp_core::H256(sp_crypto_hashing::blake2_256(&code))),
			size: code.len(),
			spec_version: salus_runtime::VERSION.spec_version,
		},
		entries: options.entries.clone(),
		budget: measure::budget()?,
		signature_check: signature,
		domains: Vec::new(),
	};
	let engine = chain::Engine::new(code);
	for domain in chosen {
		let mut done = |measured| {
			report.domains.push(measured);
			// At once: what was measured is not lost when something later fails.
			options.json.as_ref().map_or(Ok(()), |file| {
				std::fs::write(file, serde_json::to_vec_pretty(&report)?)
					.with_context(|| format!("cannot write {}", file.display()))
			})
		};
		run(domain, &options, engine.clone(), effort, signature, &mut done)
			.with_context(|| format!("domain {}", domain.name))?;
	}
	let found = report.domains.iter().any(|domain| !domain.cases.is_empty() || !domain.questions.is_empty());
	ensure!(found || options.only.iter().any(|only| only == "balances"), "no case matches {:?}", options.only);
	print!("{}", report::table(&report));
	Ok(())
}

/// Measures a domain on a state of each size.
fn run(
	domain: &Domain,
	options: &Options,
	engine: chain::Engine,
	effort: Effort,
	signature: f64,
	done: &mut dyn FnMut(DomainReport) -> Result<()>,
) -> Result<()> {
	progress(domain.name, "preparing");
	let mut lab = lab::Lab::new(engine, options.most)?;
	ensure_same_runtime(&lab.chain)?;
	let plan = (domain.prepare)(&mut lab).context("preparing")?;
	let maps: Vec<_> = std::iter::once(lab::ACCOUNTS).chain(plan.fill).collect();
	let transfers = scenarios::balances::transfers(&lab);
	let mut from = 0;
	for &size in &options.entries {
		progress(domain.name, "filling the trie");
		let entries = lab.chain.fill(&maps, from..size)?;
		from = size;
		progress(domain.name, &format!("{entries} entries in {} nodes", lab.chain.nodes()));

		progress(domain.name, "plain transfers");
		let mut bench = Bench::new(&mut lab, effort, signature)?;
		let baseline = bench.case(&transfers).context("plain transfers")?;
		let mut cases = Vec::new();
		for case in plan.cases.iter().filter(|case| wants(&options.only, &case.name)) {
			progress(domain.name, &case.name);
			cases.push(bench.case(case).with_context(|| case.name.clone())?);
		}
		let mut questions = Vec::new();
		for question in plan.questions.iter().filter(|question| wants(&options.only, &question.name)) {
			progress(domain.name, &question.name);
			questions.push(bench.question(question).with_context(|| question.name.clone())?);
		}
		let empty = bench.empty();
		done(DomainReport { name: domain.name.into(), size, entries, empty, baseline, cases, questions })?;
	}
	Ok(())
}

/// Calls are encoded by the types this program was compiled with: of another runtime they would mean something else.
fn ensure_same_runtime(chain: &chain::Chain) -> Result<()> {
	// Both without any state: some constants are read from it.
	let ours: Vec<u8> = BasicExternalities::new_empty().execute_with(|| salus_runtime::Runtime::metadata().into());
	let theirs = sp_core::OpaqueMetadata::decode(&mut &*chain.ask_nothing("Metadata_metadata")?)?;
	if *theirs != ours {
		bail!("the runtime's metadata is not that of the runtime this program was compiled with: build both together");
	}
	Ok(())
}

/// Are cases of this name wanted?
fn wants(only: &[String], name: &str) -> bool {
	only.is_empty() || only.iter().any(|only| name.contains(only.as_str()))
}

/// May any case of this domain be wanted? All names of its cases start with its own.
fn wants_domain(only: &[String], domain: &str) -> bool {
	only.is_empty()
		|| only.iter().any(|only| match only.split_once('.') {
			Some((first, _)) if !first.is_empty() => domain.ends_with(first),
			_ => domain.contains(only.as_str()),
		})
}

fn progress(domain: &str, what: &str) {
	eprintln!("{domain}: {what}");
}

fn machine() -> Machine {
	let read = |file: &str| std::fs::read_to_string(file).unwrap_or_default();
	let processor = read("/proc/cpuinfo")
		.lines()
		.find_map(|line| {
			line.strip_prefix("model name").map(|rest| rest.trim_start_matches([' ', '\t', ':']).to_string())
		})
		.unwrap_or_else(|| "unknown".into());
	Machine {
		processor,
		cores: std::thread::available_parallelism().map_or(0, |cores| cores.get()),
		load: read("/proc/loadavg").split(' ').next().unwrap_or("unknown").to_string(),
		at: std::time::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_secs()),
		optimised: !cfg!(debug_assertions),
	}
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

	use super::*;

	fn only(names: &[&str]) -> Vec<String> {
		names.iter().map(|name| name.to_string()).collect()
	}

	#[test]
	fn filter_should_choose_domains_and_cases() {
		assert!(wants(&[], "records.anchor") && wants_domain(&[], "records"));
		let anchors = only(&["records.anchor"]);
		assert!(wants_domain(&anchors, "records") && !wants_domain(&anchors, "subjects"));
		assert!(wants(&anchors, "records.anchor, 1 leaf") && !wants(&anchors, "records.erase, 1 leaf"));
		let both = only(&["records", "subjects.open"]);
		assert!(wants_domain(&both, "records") && wants_domain(&both, "subjects"));
	}
}
