//! `salus-simulator`: bad days on purpose.

use clap::Parser;
use salus_simulator::run::{Options, Profile, Simulation};
use std::{process::ExitCode, time::Duration};

/// Bad days on purpose: random traffic and faults against the real runtime, checked after every block.
///
/// The runtime runs natively, through the same methods by which nodes call it, over a trie in memory. People apply,
/// vote, anchor, consent, issue, ship and dispense, mostly lawfully; others sign for them, break the bytes of their calls,
/// or make calls up. Blocks are taken back, extrinsics get lost, come twice or late, attestors' workers sleep or run
/// twice against record stores that fail, clocks are wrong, the runtime is upgraded in the middle of it all. After every
/// block: every pallet's invariants, conservation of money, weights and proofs against what was declared, and an
/// independent model of who is a member, who controls whom, who may act, which unit is where, which grant stands.
///
/// The same seed gives the same run. What goes wrong is said in one line, with the command that shows it again.
#[derive(Parser)]
#[command(name = "salus-simulator", version)]
struct Arguments {
	/// Which days: another number, other days.
	#[arg(long, default_value_t = 1)]
	seed: u64,

	/// How many blocks, those of abandoned forks among them.
	#[arg(long, default_value_t = 1_000)]
	blocks: u64,

	/// How many people and machines have keys: the eight administrators of the development chain, staff, patients,
	/// strangers. Every fifth has no money and lives by sponsorship.
	#[arg(long, default_value_t = 40)]
	actors: usize,

	/// How bad the days are. calm: most calls succeed, which is good for coverage of what calls lead to. usual: what a
	/// consortium has to live with. storm: half of what is sent is wrong, and forks in every other block.
	#[arg(long, value_enum, default_value_t = Profile::Usual)]
	profile: Profile,

	/// Questions (runtime APIs and view functions, with right, broken and random arguments) after each block.
	#[arg(long, default_value_t = 20)]
	questions: usize,

	/// Broken documents to each parser (FHIR, consents, credentials, GS1, manifests, proofs) after each block.
	#[arg(long, default_value_t = 2)]
	inputs: usize,

	/// Stop after so many seconds, however many blocks are left. A run that is stopped so is still the beginning of the
	/// run without this.
	#[arg(long, value_name = "SECONDS")]
	limit: Option<u64>,

	/// Print a line every so many blocks; 0: none.
	#[arg(long, default_value_t = 100)]
	progress: u64,
}

fn main() -> ExitCode {
	let arguments = Arguments::parse();
	let options = Options {
		seed: arguments.seed,
		blocks: arguments.blocks,
		actors: arguments.actors,
		profile: arguments.profile,
		questions: arguments.questions,
		inputs: arguments.inputs,
		limit: arguments.limit.map(Duration::from_secs),
		progress: arguments.progress,
	};
	let mut simulation = Simulation::new(options.clone());
	let result = simulation.run();
	println!("{}", simulation.table());
	let (number, root) = simulation.state();
	println!("number {number}, state root {root:?}");
	match result {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			println!("FAILED: {error}");
			println!("show it again: {}", replay(&options));
			ExitCode::FAILURE
		},
	}
}

/// The command that does the same again.
fn replay(options: &Options) -> String {
	let commit = std::process::Command::new("git").args(["describe", "--always", "--dirty"]).output();
	let commit = commit.ok().filter(|it| it.status.success());
	let commit = commit.map_or("unknown".into(), |it| String::from_utf8_lossy(&it.stdout).trim().to_string());
	format!(
		"salus-simulator --seed {} --blocks {} --actors {} --profile {} --questions {} --inputs {} (commit {commit})",
		options.seed,
		options.blocks,
		options.actors,
		format!("{:?}", options.profile).to_lowercase(),
		options.questions,
		options.inputs
	)
}
