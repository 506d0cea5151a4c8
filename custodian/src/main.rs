//! The command line of the custodian.

use anyhow::{bail, Context};
use clap::{Parser, Subcommand};
use rand::{rngs::OsRng, RngCore};
use salus_custodian::{
	agent::Agent,
	chain::{Attestor, Call, Chain, NodeChain},
	config::{Config, TEMPLATE},
	gate::{self, Gate, NodeQuestions},
	metrics::Metrics,
	now,
	serials::{self, SerialsCommand},
	serve::{serve, Board, Health},
	state::{State, StateError},
	status_list::{self, StatusListArgs},
	store,
	verify::record_of,
};
use salus_primitives::{store::StoreKind, AnchorId, Commitment, Nonce, Seconds, StoreId};
use std::{
	io::IsTerminal,
	path::{Path, PathBuf},
	process::ExitCode,
	time::{Duration, Instant},
};
use tokio::net::TcpListener;

/// How long a command waits for `run` to finish a pass.
const PATIENCE: Duration = Duration::from_secs(180);

/// The longest that `run` waits after failures.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// The agent that sits beside a record store: it commits every record version to the Salus chain, keeps the manifest
/// by which attestors check them, and erases records so that nothing of them stays.
///
/// No record ever leaves the store through it; only commitments, roots and opaque handles do. Start with `init`, then
/// `check-config`, `register` and `run`. While `run` works, every other command may be used: they take turns.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Cli {
	/// The configuration file.
	#[arg(short, long, global = true, env = "SALUS_CUSTODIAN_CONFIG", default_value = "salus-custodian.toml")]
	config: PathBuf,

	#[command(subcommand)]
	command: Command,
}

#[derive(Subcommand)]
enum Command {
	/// Write a commented configuration file to begin with. Never overwrites one.
	Init,

	/// Read the configuration and say what is wrong with it, whom it signs as, and whether store and node answer.
	CheckConfig,

	/// Register the store on chain and remember its number; prints what the operators of attestors need.
	///
	/// Draws the nonce of the URL commitment unless there is one. Run again after an interruption it finds the store
	/// that it registered before.
	Register {
		/// An attestor: its key (SS58 or 0x hexadecimal) and the basis on which it reads the store, one of own-node,
		/// auditor, regulator, business-associate. Repeat for each.
		#[arg(long = "attestor", value_name = "KEY=BASIS", required = true)]
		attestors: Vec<Attestor>,

		/// How many attestors must agree.
		#[arg(long)]
		quorum: u32,

		/// Seconds between challenges that come by themselves.
		#[arg(long, default_value_t = 86_400)]
		challenge_period: Seconds,
	},

	/// Print again what the operators of attestors need.
	StoreAccess,

	/// Watch the store and anchor what changes, until stopped. Serves /health, /status and /metrics.
	Run,

	/// Look once, anchor everything that is new, and exit. Prints a summary as JSON; exit code 1 when something failed.
	AnchorOnce,

	/// Compare a file with what was anchored.
	///
	/// Prints anchored, superseded, erased, mismatch or notAnchored, and on what that rests, as JSON. Exit code 0 for
	/// the first two, 3 when erased, 1 for a mismatch, 4 when nothing is known.
	Verify {
		/// The file: a FHIR resource as JSON, a DICOM instance, or any file of a plain store.
		file: PathBuf,

		/// The record that it should be: `Type/id`, an Orthanc instance id, or a path. A FHIR resource tells by itself.
		#[arg(long)]
		record: Option<String>,

		/// Compare with this leaf only: the anchor's number.
		#[arg(long, requires = "index")]
		anchor: Option<AnchorId>,

		/// Compare with this leaf only: its index.
		#[arg(long, requires = "anchor")]
		index: Option<u32>,
	},

	/// Erase a record with all its versions, their nonces and locators, and set the tombstones on chain.
	///
	/// Checks that everything is gone, or says what remains: then the exit code is 1, and running it again goes on.
	/// Exit code 2: the store is clean and the chain could not be told yet; `run` will tell it.
	Erase {
		/// `Type/id`, an Orthanc instance id, or a path.
		record: String,
	},

	/// Guard a FHIR store: answer a proxy that asks whether a request may pass (nginx auth_request, Envoy ext_authz).
	///
	/// Serves /challenge and /authorize until stopped. A client signs a challenge with the key that holds a grant; the
	/// gate asks the node about the grant at the newest block, and looks at what is asked for. 200 lets the request
	/// through; 401 and 403 say why not, in the header X-Salus-Reason. See docs/custodian.md.
	Authorize,

	/// Fetch a status list from a node and sign it as a BitstringStatusListCredential (W3C).
	///
	/// For issuers of credentials: verifiers who do not ask the chain learn from the signed document, without saying
	/// whom they ask about, what the chain says of all credentials of the list. Reads the last finalised block, signs
	/// with Ed25519 (Data Integrity, eddsa-jcs-2022), and checks the result before writing it. Needs no configuration
	/// file and no record store. Run it from a timer, more often than the document lapses, and put it behind the web
	/// server of the --url. Exit code 1 when anything failed: the document that was there stays.
	///
	/// Example: salus-custodian status-list --list 0 --url https://board.example/status/0 --key-file issuer.key
	/// --out /var/www/status/0
	StatusList(StatusListArgs),

	/// For labellers of medicines: keep serial lists, commission and pack them, and serve proofs of what is in them.
	///
	/// Needs no configuration file and no record store. See docs/custodian.md.
	#[command(subcommand)]
	Serials(SerialsCommand),

	/// What waits, what is on its way, the last anchor, the chain's height, and whether store and node answer.
	Status {
		/// As JSON.
		#[arg(long)]
		json: bool,
	},
}

#[tokio::main]
async fn main() -> ExitCode {
	let filter = tracing_subscriber::EnvFilter::try_from_default_env()
		.unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,salus_custodian=info"));
	tracing_subscriber::fmt()
		.with_env_filter(filter)
		.with_writer(std::io::stderr)
		.with_ansi(std::io::stderr().is_terminal())
		.init();
	match execute(Cli::parse()).await {
		Ok(code) => code,
		Err(error) => {
			eprintln!("error: {error:#}");
			ExitCode::FAILURE
		},
	}
}

async fn execute(cli: Cli) -> anyhow::Result<ExitCode> {
	let path = cli.config.as_path();
	if let Command::Init = cli.command {
		return init(path);
	}
	if let Command::StatusList(args) = cli.command {
		status_list::run(args).await?;
		return Ok(ExitCode::SUCCESS);
	}
	if let Command::Serials(command) = cli.command {
		return serials::run(command).await;
	}
	let config = Config::load(path)?;
	match cli.command {
		// These need no configuration and are done.
		Command::Init | Command::StatusList(_) | Command::Serials(_) => Ok(ExitCode::SUCCESS),
		Command::CheckConfig => check_config(&config).await,
		Command::Register { attestors, quorum, challenge_period } => {
			register(&config, attestors, quorum, challenge_period).await
		},
		Command::StoreAccess => store_access(&config).await,
		Command::Run => run(&config).await,
		Command::AnchorOnce => anchor_once(&config).await,
		Command::Verify { file, record, anchor, index } => verify(&config, &file, record, anchor.zip(index)).await,
		Command::Erase { record } => erase(&config, &record).await,
		Command::Authorize => authorize(&config).await,
		Command::Status { json } => status(&config, json).await,
	}
}

fn chain(config: &Config) -> anyhow::Result<NodeChain> {
	let finality = Duration::from_secs(config.chain.finality_seconds);
	Ok(NodeChain::new(config.chain.url.clone(), config.signer()?, finality))
}

async fn open_state(config: &Config) -> Result<State, StateError> {
	State::open_waiting(&config.state.path, PATIENCE).await
}

fn store_id(config: &Config, state: &State) -> anyhow::Result<StoreId> {
	match config.store.id {
		Some(id) => Ok(id),
		None => {
			state.store_id()?.context("the store has no number yet: run `salus-custodian register`, or set store.id")
		},
	}
}

fn agent(config: &Config, state: &State, metrics: Metrics) -> anyhow::Result<Agent> {
	Ok(Agent {
		store: store::open(config)?,
		chain: Box::new(chain(config)?),
		store_id: store_id(config, state)?,
		batch_size: config.batch.size,
		max_age: config.batch.max_age_seconds,
		concurrency: usize::try_from(config.store.concurrency)?,
		metrics,
	})
}

fn print_json(value: &impl serde::Serialize) -> anyhow::Result<()> {
	println!("{}", serde_json::to_string_pretty(value)?);
	Ok(())
}

fn init(path: &Path) -> anyhow::Result<ExitCode> {
	use std::io::Write;
	let file = std::fs::OpenOptions::new().write(true).create_new(true).open(path);
	file.and_then(|mut file| file.write_all(TEMPLATE.as_bytes()))
		.with_context(|| format!("cannot write {}", path.display()))?;
	println!("Wrote {}. Edit it, put the signer's key into the file it names, and run `check-config`.", path.display());
	Ok(ExitCode::SUCCESS)
}

async fn check_config(config: &Config) -> anyhow::Result<ExitCode> {
	let signer = subxt::utils::AccountId32(config.signer()?.public_key().0);
	println!("configuration: lawful");
	println!("signs as: {signer}, for organisation {}", config.chain.organization);
	let store = store::open(config)?.reachable().await;
	match &store {
		Ok(()) => println!("store: answers"),
		Err(error) => println!("store: {error}"),
	}
	let head = chain(config)?.head().await;
	match &head {
		Ok(head) => println!("node: answers, finalised block {}", head.finalized),
		Err(error) => println!("node: {error}"),
	}
	Ok(if store.is_ok() && head.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn url_nonce(config: &Config, state: &State) -> anyhow::Result<Option<Nonce>> {
	Ok(match config.url_nonce()? {
		Some(nonce) => Some(nonce),
		None => state.url_nonce()?,
	})
}

async fn register(
	config: &Config,
	attestors: Vec<Attestor>,
	quorum: u32,
	challenge_period: Seconds,
) -> anyhow::Result<ExitCode> {
	let state = open_state(config).await?;
	if let Ok(id) = store_id(config, &state) {
		bail!("the store is registered already, with number {id}");
	}
	let nonce = match url_nonce(config, &state)? {
		Some(nonce) => nonce,
		None => {
			let mut nonce = Nonce::default();
			OsRng.fill_bytes(&mut nonce);
			nonce
		},
	};
	// Before anything is sent: by it the store is found again if this process ends too early.
	state.set_url_nonce(&nonce)?;
	let chain = chain(config)?;
	let organization = config.chain.organization;
	let url_commitment = Commitment::new(&nonce, config.store.url.as_bytes());
	let id = match chain.store_of(organization, url_commitment).await? {
		Some(id) => id,
		None => {
			let kind: StoreKind = config.store.kind.into();
			let call = Call::RegisterStore { organization, kind, url_commitment, attestors, quorum, challenge_period };
			chain.send(&chain.prepare(&call).await?).await?;
			chain
				.store_of(organization, url_commitment)
				.await?
				.context("the chain does not show the store yet: run it again")?
		},
	};
	state.set_store_id(id)?;
	eprintln!("Registered as store {id}. Operators of attestors add this to their node's list of record stores:");
	print_access(config, id, &nonce);
	Ok(ExitCode::SUCCESS)
}

async fn store_access(config: &Config) -> anyhow::Result<ExitCode> {
	let state = open_state(config).await?;
	let nonce = url_nonce(config, &state)?.context("there is no URL nonce yet: run `salus-custodian register`")?;
	print_access(config, store_id(config, &state)?, &nonce);
	Ok(ExitCode::SUCCESS)
}

fn print_access(config: &Config, id: StoreId, nonce: &Nonce) {
	let (url, max_bytes, timeout_ms) = (&config.store.url, config.store.max_record_bytes, config.store.timeout_ms);
	println!("[[store]]");
	println!("id = {id}");
	println!("url = {}", toml::Value::String(url.clone()));
	println!("url_nonce = \"0x{}\"", hex::encode(nonce));
	println!("# authorization_file = \"a file with the Authorization header that this attestor was given\"");
	println!("max_bytes = {max_bytes}");
	println!("timeout_ms = {timeout_ms}");
}

async fn run(config: &Config) -> anyhow::Result<ExitCode> {
	let metrics = Metrics::default();
	let board = Board::new(metrics.clone());
	// Once, so that a lasting mistake ends the process instead of being retried for ever.
	let agent = agent(config, &open_state(config).await?, metrics)?;
	let listener = TcpListener::bind(config.listen.address)
		.await
		.with_context(|| format!("cannot listen on {}", config.listen.address))?;
	tracing::info!(address = %config.listen.address, "serving health, status and metrics");
	tokio::spawn(serve(listener, board.clone()));
	let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
	let poll = Duration::from_secs(config.batch.poll_seconds);
	let mut failures = 0u32;
	loop {
		let work = async {
			// Opened for one pass: between passes the other commands have their turn.
			let mut state = open_state(config).await?;
			let pass = agent.pass(&mut state, false).await;
			let mut problems: Vec<String> = pass.problems.iter().map(ToString::to_string).collect();
			// A pass without work asks the node nothing; its absence must show all the same.
			if let Err(error) = agent.chain.head().await {
				problems.push(error.to_string());
				problems.dedup();
			}
			Ok::<_, StateError>(Health { last_pass: Some(now()), problems, state: state.summary()? })
		};
		// A pass may be cut off anywhere: the state is what the next one goes on from.
		let health = tokio::select! {
			health = work => health,
			_ = tokio::signal::ctrl_c() => return Ok(ExitCode::SUCCESS),
			_ = terminate.recv() => return Ok(ExitCode::SUCCESS),
		};
		let health = health.unwrap_or_else(|error| Health {
			last_pass: Some(now()),
			problems: vec![error.to_string()],
			..Default::default()
		});
		failures = if health.is_well() { 0 } else { failures.saturating_add(1) };
		board.show(health);
		let wait = poll.saturating_mul(2u32.saturating_pow(failures.min(16))).min(LONGEST_WAIT.max(poll));
		let wait = if failures == 0 { poll } else { wait };
		tokio::select! {
			_ = tokio::time::sleep(wait) => {},
			_ = tokio::signal::ctrl_c() => return Ok(ExitCode::SUCCESS),
			_ = terminate.recv() => return Ok(ExitCode::SUCCESS),
		}
	}
}

async fn authorize(config: &Config) -> anyhow::Result<ExitCode> {
	let questions = Box::new(NodeQuestions::new(&config.chain.url)?);
	let gate = Gate::new(config, store::open_reader(config)?, questions)?;
	let address = config.authorize.address;
	let listener = TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
	tracing::info!(%address, "the gate answers /challenge and /authorize");
	let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
	tokio::select! {
		served = gate::serve(listener, gate) => served?,
		_ = tokio::signal::ctrl_c() => {},
		_ = terminate.recv() => {},
	}
	Ok(ExitCode::SUCCESS)
}

async fn anchor_once(config: &Config) -> anyhow::Result<ExitCode> {
	let begin = Instant::now();
	let mut state = open_state(config).await?;
	let agent = agent(config, &state, Metrics::default())?;
	let pass = agent.pass(&mut state, true).await;
	let mut summary = serde_json::to_value(&pass)?;
	let last = pass.anchors.last();
	if let Some(summary) = summary.as_object_mut() {
		summary.insert("anchor".into(), last.map(|last| last.anchor.to_string()).into());
		summary.insert("root".into(), last.map(|last| format!("{:?}", last.root)).into());
		summary.insert("seconds".into(), begin.elapsed().as_secs_f64().into());
	}
	print_json(&summary)?;
	Ok(if pass.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn verify(
	config: &Config,
	file: &Path,
	record: Option<String>,
	leaf: Option<(AnchorId, u32)>,
) -> anyhow::Result<ExitCode> {
	let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
	let state = open_state(config).await?;
	let agent = agent(config, &state, Metrics::default())?;
	let record = record.or_else(|| record_of(agent.store.kind(), &bytes));
	let verified = agent.verify(&state, &bytes, record.as_deref(), leaf).await?;
	print_json(&verified)?;
	Ok(ExitCode::from(verified.outcome.exit_code()))
}

async fn erase(config: &Config, record: &str) -> anyhow::Result<ExitCode> {
	let mut state = open_state(config).await?;
	let agent = agent(config, &state, Metrics::default())?;
	let report = agent.erase(&mut state, record).await?;
	print_json(&report)?;
	Ok(match (report.remains.is_empty(), report.waiting) {
		(false, _) => ExitCode::FAILURE,
		(true, 0) => ExitCode::SUCCESS,
		(true, _) => ExitCode::from(2),
	})
}

async fn status(config: &Config, json: bool) -> anyhow::Result<ExitCode> {
	let summary = open_state(config).await?.summary()?;
	let store = store::open(config)?.reachable().await;
	let head = chain(config)?.head().await;
	let all_well = store.is_ok() && head.is_ok();
	if json {
		print_json(&serde_json::json!({
			"state": summary,
			"store": { "reachable": store.is_ok(), "problem": store.err().map(|e| e.to_string()) },
			"chain": {
				"reachable": head.is_ok(),
				"finalized": head.as_ref().ok().map(|head| head.finalized),
				"problem": head.err().map(|e| e.to_string()),
			},
		}))?;
	} else {
		match &head {
			Ok(head) => println!("node: answers, finalised block {}", head.finalized),
			Err(error) => println!("node: {error}"),
		}
		match &store {
			Ok(()) => println!("store: answers"),
			Err(error) => println!("store: {error}"),
		}
		match summary.store_id.or(config.store.id) {
			Some(id) => println!("store number: {id}"),
			None => println!("store number: none yet, run `salus-custodian register`"),
		}
		println!("anchored: {} versions under {} anchors", summary.anchored, summary.anchors);
		if let Some(last) = &summary.last_anchor {
			println!("last anchor: {} ({} versions)", last.anchor, last.records);
		}
		println!("waiting: {} versions", summary.pending);
		for batch in &summary.in_flight {
			println!("on its way: {} versions, {:?}", batch.records, batch.stage);
		}
		println!("vanished before they could be read: {}", summary.vanished);
		for (why, count) in &summary.refused {
			println!("refused ({why}): {count}");
		}
		if summary.erasures > 0 {
			println!("erasures not finished: {}", summary.erasures);
		}
	}
	Ok(if all_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
