//! The same work in PostgreSQL: deciding and logging access requests, and a ledger of claims.
//!
//! `scripts/compare.sh` starts the server; here tables are made and filled, `pgbench` drives them, and what it left is
//! counted: a figure of transactions that did not happen would be none.

use crate::measure::median;
use anyhow::{bail, ensure, Context, Result};
use pallet_consent::types::AccessOutcome;
use salus_compare_cases::Source;
use serde::Serialize;
use std::{
	fs,
	io::Write,
	path::{Path, PathBuf},
	process::{Command, Output, Stdio},
	time::{Duration, Instant},
};

/// A running server.
pub struct Server {
	/// Where its programs are.
	pub programs: PathBuf,
	/// The folder of its socket, its log and its data.
	pub folder: PathBuf,
	/// How long each run takes.
	pub seconds: u32,
	/// Where pgbench's random numbers start.
	pub seed: u64,
}

/// All figures.
#[derive(Serialize)]
pub struct Report {
	/// Which PostgreSQL.
	pub version: String,
	/// Whether pgaudit was loaded.
	pub pgaudit: bool,
	/// How long each run took.
	pub seconds: u32,
	/// Writing 8 KiB to the disk for good, in microseconds.
	pub sync: f64,
	/// Deciding and logging.
	pub access: Vec<Row>,
	/// Claims.
	pub claims: Vec<Row>,
}

/// One load, run in several ways.
#[derive(Serialize)]
pub struct Row {
	/// Provisions of each directive, or payers.
	pub size: u32,
	/// Clients at a time.
	pub clients: u32,
	/// Each way.
	pub runs: Vec<Run>,
}

/// One run.
#[derive(Serialize)]
pub struct Run {
	/// How.
	pub way: &'static str,
	/// Transactions that were committed, counted in the tables.
	pub transactions: u64,
	/// Transactions per second.
	pub per_second: f64,
	/// Latency in milliseconds, on average.
	pub latency: f64,
	/// Its standard deviation.
	pub deviation: f64,
	/// What the server's processes computed for one, in microseconds: tells more than the rest on a busy machine.
	pub processor: f64,
	/// Lines that pgaudit wrote.
	pub audit_lines: u64,
}

/// How a load is run.
struct Way {
	name: &'static str,
	/// A commit returns when it is on the disk.
	durable: bool,
	audited: bool,
}

const WAYS: [Way; 3] = [
	Way { name: "durable, audited", durable: true, audited: true },
	Way { name: "durable", durable: true, audited: false },
	Way { name: "not durable", durable: false, audited: false },
];

/// A load.
struct Load {
	script: &'static str,
	variables: Vec<String>,
	clients: u32,
	/// Brings the tables back to where they were.
	reset: &'static str,
	/// Counts what was committed; fails, by dividing by zero, where the tables do not agree with each other.
	count: &'static str,
}

const RESET_ACCESS: &str = "TRUNCATE access_log, grants RESTART IDENTITY";
const COUNT_ACCESS: &str =
	"SELECT count(*) / (count(*) = (SELECT count(*) FROM grants) AND bool_and(permitted))::int FROM access_log";
const RESET_CLAIMS: &str = "
	TRUNCATE claims, lines, served RESTART IDENTITY;
	UPDATE payers SET reserve = 1000000000000;
	UPDATE providers SET balance = 0;
	UPDATE coverages SET deductible_left = 300, out_of_pocket_left = 100000;
	VACUUM ANALYZE payers, providers, coverages";
// What left the reserves has arrived, and is what claims and their lines say.
const COUNT_CLAIMS: &str = "
	SELECT n / (
		paid = (SELECT sum(1000000000000 - reserve) FROM payers)
		AND paid = (SELECT sum(balance) FROM providers)
		AND paid = (SELECT coalesce(sum(lines.paid), 0) FROM lines)
		AND n = (SELECT count(*) FROM served)
	)::int FROM (SELECT count(*) AS n, coalesce(sum(paid), 0) AS paid FROM claims) AS all_claims";

/// Run everything.
pub fn run(server: &Server) -> Result<Report> {
	let pgaudit = server.ask("SHOW shared_preload_libraries")?.contains("pgaudit");
	ensure!(server.ask("SHOW fsync")? == "on", "fsync is off");
	if pgaudit {
		server.ask("CREATE EXTENSION pgaudit")?;
	}
	eprintln!("postgres: filling tables");
	server.load(include_str!("../sql/access.sql"))?;
	server.load(include_str!("../sql/claims.sql"))?;
	server.ask("SELECT 1 / (count(*) = 64)::int FROM payers")?;
	decides_alike(server)?;
	pays_once(server)?;
	let sync = sync_time(&server.folder)?;

	let mut access = Vec::new();
	for (provisions, first, last) in [(1, 1, 10_000), (32, 10_001, 20_000)] {
		for clients in [1, 16] {
			let load = Load {
				script: "access.pgbench",
				variables: vec![format!("first={first}"), format!("last={last}")],
				clients,
				reset: RESET_ACCESS,
				count: COUNT_ACCESS,
			};
			access.push(Row { size: provisions, clients, runs: server.run(&load, pgaudit)? });
		}
	}
	let mut claims = Vec::new();
	for (payers, clients) in [(64, 1), (1, 16), (4, 16), (16, 16), (64, 16)] {
		let load = Load {
			script: "claims.pgbench",
			variables: vec![format!("payers={payers}")],
			clients,
			reset: RESET_CLAIMS,
			count: COUNT_CLAIMS,
		};
		claims.push(Row { size: payers, clients, runs: server.run(&load, pgaudit)? });
	}
	let version = server.ask("SHOW server_version")?;
	Ok(Report { version, pgaudit, seconds: server.seconds, sync, access, claims })
}

/// The function in the database must say what Salus says, to what is permitted and to what is not.
fn decides_alike(server: &Server) -> Result<()> {
	for (provisions, subject) in [(1, 1), (32, 10_001)] {
		for (purpose, class) in [(10, 30), (10, 33), (11, 30), (11, 33)] {
			let mut case = Source::Exceptions { directives: 1, provisions }.case()?;
			// These have no code above them in the database; here the second purpose has, which must not help it.
			case.facts.purpose = vec![purpose].try_into().ok().context("one fits")?;
			case.facts.data.class = Some(vec![class].try_into().ok().context("one fits")?);
			let ours = case.decide().outcome == AccessOutcome::Permit;
			let theirs = server.ask(&format!("SELECT request_access({subject}, 5, 5, {purpose}, 20, {class})"))?;
			ensure!(
				theirs == if ours { "t" } else { "f" },
				"purpose {purpose}, class {class}, {provisions} provisions: Salus {ours}, PostgreSQL {theirs}"
			);
		}
	}
	Ok(())
}

/// 12.00 charged, 10.00 allowed: 5.00 copayment, 3.00 deductible, 0.40 coinsurance; and the same again is a duplicate.
fn pays_once(server: &Server) -> Result<()> {
	server.load(RESET_CLAIMS)?;
	for expected in ["160", "0"] {
		let paid = server.ask("SELECT submit(1, 1, 1, current_date, 1200)")?;
		ensure!(paid == expected, "the ledger pays {paid} and not {expected}");
	}
	Ok(())
}

impl Server {
	fn program(&self, name: &str) -> Command {
		let mut command = Command::new(self.programs.join(name));
		command.env("PGHOST", &self.folder).env("PGPORT", "5432").env("PGDATABASE", "postgres");
		command.env_remove("PGOPTIONS").stdin(Stdio::null());
		command
	}

	/// The answer to one question of the superuser's.
	fn ask(&self, question: &str) -> Result<String> {
		let mut command = self.program("psql");
		command.args(["-U", "postgres", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", question]);
		Ok(finish(command.output()?).with_context(|| question.to_string())?.trim().to_string())
	}

	/// Run several statements, each for itself.
	fn load(&self, statements: &str) -> Result<()> {
		let mut command = self.program("psql");
		command.args(["-U", "postgres", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-"]);
		let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
		child.stdin.take().context("the input is open")?.write_all(statements.as_bytes())?;
		finish(child.wait_with_output()?).map(|_| ())
	}

	/// A load in each way; where pgaudit is not there, not audited.
	fn run(&self, load: &Load, pgaudit: bool) -> Result<Vec<Run>> {
		WAYS.iter().filter(|way| pgaudit || !way.audited).map(|way| self.run_one(load, way, pgaudit)).collect()
	}

	fn run_one(&self, load: &Load, way: &Way, pgaudit: bool) -> Result<Run> {
		eprintln!("postgres: {} {:?}, {} clients, {}", load.script, load.variables, load.clients, way.name);
		self.load(load.reset)?;
		let switch = |on, yes, no| if on { yes } else { no };
		self.ask(&format!("ALTER ROLE member SET synchronous_commit = {}", switch(way.durable, "on", "off")))?;
		if pgaudit {
			let what = switch(way.audited, "'function, write'", "'none'");
			self.ask(&format!("ALTER ROLE member SET pgaudit.log = {what}"))?;
		}
		self.ask("CHECKPOINT")?;
		let log = self.folder.join("log");
		fs::OpenOptions::new().write(true).open(&log)?.set_len(0)?;

		let threads = std::thread::available_parallelism()?.get().min(load.clients as usize);
		let mut command = self.program("pgbench");
		// Of a prepared call pgaudit writes no arguments: an audit has to say about whom.
		command.args(["-U", "member", "-n", "-M", switch(way.audited, "simple", "prepared"), "-P", "3600"]);
		command.args(["-T", &self.seconds.to_string(), "-c", &load.clients.to_string(), "-j", &threads.to_string()]);
		command.arg(format!("--random-seed={}", self.seed));
		for variable in &load.variables {
			command.args(["-D", variable]);
		}
		command.arg("-f").arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("sql").join(load.script));
		let before = self.processor_time()?;
		let said = finish(command.output()?).context("pgbench")?;
		let processor = self.processor_time()? - before;
		let figure =
			|what: &str| number_after(&said, what).with_context(|| format!("pgbench says no '{what}': {said}"));
		ensure!(figure("number of failed transactions: ")? == 0.0, "transactions failed: {said}");
		let transactions = figure("number of transactions actually processed: ")? as u64;
		ensure!(transactions > 0, "nothing was done: {said}");
		let counted: u64 = self.ask(load.count)?.parse().context("the count")?;
		ensure!(counted == transactions, "pgbench says {transactions} transactions, the tables hold {counted}");
		let audit = fs::read_to_string(&log)?;
		let audit_lines = audit.lines().filter(|line| line.contains("AUDIT: SESSION")).count() as u64;
		let expected = if way.audited { transactions..=u64::MAX } else { 0..=0 };
		ensure!(expected.contains(&audit_lines), "{audit_lines} lines of audit, and {}", way.name);
		Ok(Run {
			way: way.name,
			transactions,
			per_second: figure("tps = ")?,
			latency: figure("latency average = ")?,
			deviation: figure("latency stddev = ")?,
			processor: processor / transactions as f64,
			audit_lines,
		})
	}

	/// What the server has computed until now, in microseconds: its first process, those that ended, those that run.
	fn processor_time(&self) -> Result<f64> {
		let first = fs::read_to_string(self.folder.join("data/postmaster.pid"))?;
		let first = first.lines().next().context("the server runs")?;
		let mut ticks = 0u64;
		for entry in fs::read_dir("/proc")? {
			let entry = entry?;
			let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else { continue };
			// After the name, which may hold anything: state, parent; the 12th to 15th are times, of ended children, too.
			let Some((_, rest)) = stat.rsplit_once(") ") else { continue };
			let fields: Vec<&str> = rest.split(' ').collect();
			if entry.file_name() == first || fields.get(1) == Some(&first) {
				ticks += fields.iter().skip(11).take(4).filter_map(|field| field.parse::<u64>().ok()).sum::<u64>();
			}
		}
		// Linux counts hundredths of a second.
		Ok(ticks as f64 * 1e4)
	}
}

/// What a program printed, unless it failed.
fn finish(output: Output) -> Result<String> {
	if !output.status.success() {
		bail!("{}", String::from_utf8_lossy(&output.stderr));
	}
	Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn number_after(text: &str, what: &str) -> Option<f64> {
	let (_, rest) = text.split_once(what)?;
	rest.split([' ', '\n', '/']).next()?.parse().ok()
}

/// How long the disk takes to keep 8 KiB, in microseconds: without group commits one client cannot be faster.
fn sync_time(folder: &Path) -> Result<f64> {
	let path = folder.join("sync");
	let mut times = Vec::new();
	let started = Instant::now();
	while started.elapsed() < Duration::from_secs(1) {
		let mut file = fs::OpenOptions::new().create(true).truncate(false).write(true).open(&path)?;
		file.write_all(&[times.len() as u8; 8_192])?;
		let start = Instant::now();
		file.sync_data()?;
		times.push(start.elapsed().as_secs_f64() * 1e6);
	}
	fs::remove_file(path)?;
	Ok(median(times))
}
