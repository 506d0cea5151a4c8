//! `salus-custodian serials`: the labeller's side of drug provenance.
//!
//! The chain holds one root for a batch of serials, and one for a pallet with everything in it. This keeps what the roots
//! are over, commissions and packs, and proves to whoever scans a pack that its serial was made, or that it never was.

mod http;
mod prover;

pub use http::{router, serve, Bounds, Desk};
pub use prover::{Answer, ProveError, Prover, Questions, Unknown};

use crate::{
	chain::{Call, Chain, ChainError, NodeChain},
	config::{read_signer, read_tokens},
	rpc::NodeRpc,
};
use anyhow::{bail, ensure, Context};
use clap::{Args, Subcommand};
use pallet_drug_provenance::{Bulk, Day, EventTime, LotId, Told};
use salus_interop::serials::{self, bulk_json, read_packing, read_serials, Builder, List, PackError, Store};
use salus_primitives::{anchor::Root, Gln13, Gtin14, LotNumber, OrganizationId, Sscc18};
use serde_json::{json, Value};
use std::{
	fs::File,
	io::BufReader,
	net::SocketAddr,
	path::{Path, PathBuf},
	process::ExitCode,
	sync::Arc,
	time::Duration,
};
use tokio::net::TcpListener;

/// What to do with serial lists.
#[derive(Subcommand, Debug)]
pub enum SerialsCommand {
	/// Keep the serials of a lot, print the call that commissions them, and make it where there is a key.
	///
	/// The lists have one serial in each line, as it is or as a code with GTIN and serial (element string, Digital Link,
	/// EPC), in any order; lines that begin with # say nothing. All lists together are one batch, or several where there are
	/// more than --batch-size. The list is on the disk before anything is sent. Run again, it finds what was sent before.
	///
	/// Example: salus-custodian serials commission --gtin 09521321000018 --lot L1 --expiry 2028-06-30
	/// --organization 3 --key-file labeller.key line-4.txt
	Commission(CommissionArgs),

	/// Keep what stands in what, print the call that commits to each outermost container, and make it where there is a key.
	///
	/// The lists have `container,child` in each line: the container's SSCC, and an SSCC, or GTIN and serial
	/// (`SSCC,GTIN,serial`), or a code. Every serial must be in a list that is kept here. What stands in a container of one
	/// lot declares that lot, what holds several declares none.
	Pack(PackArgs),

	/// Print what the lists prove of a code, as `serve` would answer a partner.
	Proof(ProofArgs),

	/// Read all that is kept and compare it with its roots. Exit code 1 when something is damaged.
	Check {
		/// Where they are.
		#[command(flatten)]
		lists: ListsArgs,
	},

	/// Serve proofs over HTTP, until stopped: GET /proof?code=…, GET /health.
	///
	/// Without --token-file it listens on this machine only, or behind a proxy that knows who asks, and shows nobody the
	/// neighbours by which it is proved that a serial was never made: those are genuine serials. With it, every question
	/// needs a token, and whoever bears one is shown them.
	Serve(ServeArgs),
}

/// Where the lists are.
#[derive(Args, Debug)]
pub struct ListsArgs {
	/// The folder in which serial lists are kept. A node that is given the same folder verifies without asking here.
	#[arg(long, value_name = "FOLDER", env = "SALUS_SERIAL_LISTS", default_value = "serial-lists")]
	lists: PathBuf,
}

/// Who signs, and to which node it goes.
#[derive(Args, Debug)]
pub struct SigningArgs {
	/// The labeller's number.
	#[arg(long)]
	organization: OrganizationId,

	/// The file with the key of an account that may do logistics for the labeller: a mnemonic, a 0x seed or a secret URI in
	/// its first line, readable by its owner only. Without it the calls are only printed.
	#[arg(long, value_name = "FILE")]
	key_file: Option<PathBuf>,

	/// The node to send to.
	#[arg(long, env = "SALUS_NODE_URL", default_value = "ws://127.0.0.1:9944")]
	node: String,

	/// Seconds until a transaction must be in a finalised block.
	#[arg(long, default_value_t = 300)]
	finality_seconds: u64,

	/// Where it happened: the GLN of the place.
	#[arg(long, value_name = "GLN")]
	place: Option<Gln13>,

	/// When it happened, as RFC 3339. Without it: now, by the chain's clock where it is sent, else by this machine's.
	#[arg(long, value_name = "TIME")]
	time: Option<String>,
}

/// `serials commission`.
#[derive(Args, Debug)]
pub struct CommissionArgs {
	#[command(flatten)]
	lists: ListsArgs,

	#[command(flatten)]
	signing: SigningArgs,

	/// The product.
	#[arg(long)]
	gtin: Gtin14,

	/// The lot.
	#[arg(long)]
	lot: String,

	/// The lot's last day of use, as YYYY-MM-DD.
	#[arg(long)]
	expiry: String,

	/// The most serials of one batch. A lot has at most 64 batches.
	#[arg(long, default_value_t = pallet_drug_provenance::MAX_BATCH_SERIALS)]
	batch_size: u32,

	/// Files with serials, and folders of which every file is one.
	#[arg(required = true, value_name = "FILE OR FOLDER")]
	inputs: Vec<PathBuf>,
}

/// `serials pack`.
#[derive(Args, Debug)]
pub struct PackArgs {
	#[command(flatten)]
	lists: ListsArgs,

	#[command(flatten)]
	signing: SigningArgs,

	/// Files with what stands in what, and folders of which every file is one.
	#[arg(required = true, value_name = "FILE OR FOLDER")]
	inputs: Vec<PathBuf>,
}

/// `serials proof`.
#[derive(Args, Debug)]
pub struct ProofArgs {
	#[command(flatten)]
	lists: ListsArgs,

	/// The node that says which batches the chain has.
	#[arg(long, env = "SALUS_NODE_URL", default_value = "ws://127.0.0.1:9944")]
	node: String,

	/// Element string, Digital Link or EPC of a unit or container; with a lot, also that a serial was never made is proved.
	code: String,
}

/// `serials serve`.
#[derive(Args, Debug)]
pub struct ServeArgs {
	#[command(flatten)]
	lists: ListsArgs,

	/// The node that says which batches the chain has: best your own.
	#[arg(long, env = "SALUS_NODE_URL", default_value = "ws://127.0.0.1:9944")]
	node: String,

	/// Where to listen. The chain takes responders with https:// only: put a web server with a certificate in front.
	#[arg(long, default_value = "127.0.0.1:9619")]
	listen: SocketAddr,

	/// The file with the tokens of partners, one in each line, readable by its owner only.
	#[arg(long, value_name = "FILE")]
	token_file: Option<PathBuf>,

	/// Questions of one caller (a token, else an address) within a second; five times as many may come at once.
	#[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100_000))]
	per_second: u32,

	/// Questions that are worked on at the same time.
	#[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=256))]
	concurrency: u16,
}

/// Do what the command line says.
pub async fn run(command: SerialsCommand) -> anyhow::Result<ExitCode> {
	match command {
		SerialsCommand::Commission(args) => commission(args).await,
		SerialsCommand::Pack(args) => pack(args).await,
		SerialsCommand::Proof(args) => proof(args).await,
		SerialsCommand::Check { lists } => check(&lists),
		SerialsCommand::Serve(args) => serve_proofs(args).await,
	}
}

/// The files that are named, and those in the folders that are.
fn files(inputs: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
	let mut files = Vec::new();
	for input in inputs {
		let unreadable = || format!("cannot read {}", input.display());
		if !std::fs::metadata(input).with_context(unreadable)?.is_dir() {
			files.push(input.clone());
			continue;
		}
		let mut inside = Vec::new();
		for entry in std::fs::read_dir(input).with_context(unreadable)? {
			let path = entry.with_context(unreadable)?.path();
			let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
			if path.is_file() && !hidden {
				inside.push(path);
			}
		}
		ensure!(!inside.is_empty(), "there is no file in {}", input.display());
		inside.sort();
		files.extend(inside);
	}
	Ok(files)
}

fn open(path: &Path) -> anyhow::Result<BufReader<File>> {
	Ok(BufReader::with_capacity(1 << 16, File::open(path).with_context(|| format!("cannot read {}", path.display()))?))
}

/// Whole days since 1970-01-01.
fn day(text: &str) -> anyhow::Result<Day> {
	let date = chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10);
	let date = date.context("--expiry is a day as YYYY-MM-DD")?;
	let days = date.signed_duration_since(chrono::NaiveDate::default()).num_days();
	Day::try_from(days).context("--expiry is before 1970")
}

/// Who signs what is to be sent, and what is said beside it.
struct Signing {
	organization: OrganizationId,
	chain: Option<NodeChain>,
	told: Told,
}

impl Signing {
	async fn new(args: &SigningArgs) -> anyhow::Result<Self> {
		let chain = match &args.key_file {
			Some(file) => {
				let finality = Duration::from_secs(args.finality_seconds);
				Some(NodeChain::new(args.node.clone(), read_signer(file)?, finality))
			},
			None => None,
		};
		let time = match (&args.time, &chain) {
			(Some(text), _) => {
				let time = chrono::DateTime::parse_from_rfc3339(text).context("--time is a time as RFC 3339")?;
				let offset = i16::try_from(time.offset().local_minus_utc().div_euclid(60))?;
				let millis = u64::try_from(time.timestamp_millis()).context("--time is before 1970")?;
				EventTime { millis, offset }
			},
			(None, Some(chain)) => EventTime { millis: chain.now().await?.saturating_mul(1_000), offset: 0 },
			(None, None) => EventTime { millis: crate::now().saturating_mul(1_000), offset: 0 },
		};
		let told = Told { time, place: args.place, event: None };
		Ok(Self { organization: args.organization, chain, told })
	}
}

fn told_json(told: &Told) -> Value {
	let time = json!({ "millis": told.time.millis, "offset": told.time.offset });
	json!({ "time": time, "place": told.place, "event": told.event })
}

fn hexed(text: &str) -> String {
	format!("0x{}", hex::encode(text))
}

fn commission_json(organization: OrganizationId, list: &List, told: &Told) -> Value {
	let (gtin, lot) = list.lot();
	json!({
		"pallet": "DrugProvenance",
		"call": "commission",
		"args": {
			"organization": organization,
			"gtin": gtin,
			"lot": hexed(lot.as_str()),
			"expiry": list.expiry(),
			"root": list.root().hash,
			"count": list.root().count,
			"told": told_json(told),
		},
	})
}

fn pack_json(organization: OrganizationId, container: Sscc18, bulk: &Bulk, told: &Told) -> Value {
	let root = json!({ "hash": bulk.root.hash, "count": bulk.root.count });
	let lot = bulk.lot.as_ref().map(|(gtin, lot)| json!([gtin, hexed(lot.as_str())]));
	json!({
		"pallet": "DrugProvenance",
		"call": "pack_bulk",
		"args": {
			"organization": organization,
			"container": container,
			"bulk": { "root": root, "height": bulk.height, "lot": lot },
			"told": told_json(told),
		},
	})
}

/// Add what became of a call to what is printed of it.
fn with(mut call: Value, fields: Value) -> Value {
	if let (Some(call), Value::Object(fields)) = (call.as_object_mut(), fields) {
		call.extend(fields);
	}
	call
}

fn print(value: &Value) -> anyhow::Result<()> {
	println!("{}", serde_json::to_string_pretty(value)?);
	Ok(())
}

/// Read, sort and keep the serials of a lot: one list for each batch.
pub fn keep_serials(
	store: &Store,
	lot: &LotId,
	expiry: Day,
	batch_size: u32,
	inputs: &[PathBuf],
) -> anyhow::Result<Vec<List>> {
	let most = pallet_drug_provenance::MAX_BATCH_SERIALS;
	ensure!((1..=most).contains(&batch_size), "--batch-size is 1 to {most}");
	let mut all = Vec::new();
	for file in files(inputs)? {
		read_serials(open(&file)?, lot, &mut all).with_context(|| file.display().to_string())?;
	}
	ensure!(!all.is_empty(), "the lists have no serial");
	let all = match serials::sorted(all) {
		Ok(all) => all,
		Err(twice) => bail!("{twice} serials stand in the lists more than once: a serial is one pack's"),
	};
	let batches = all.chunks(usize::try_from(batch_size)?);
	ensure!(batches.len() <= usize::from(pallet_drug_provenance::MAX_BATCHES), "a lot has at most 64 batches");
	let mut lists = Vec::new();
	for batch in batches {
		lists.push(store.commission(lot, expiry, batch)?);
	}
	Ok(lists)
}

async fn commission(args: CommissionArgs) -> anyhow::Result<ExitCode> {
	let number: LotNumber =
		args.lot.parse().ok().context("--lot has 1 to 20 characters of the GS1 character set 82")?;
	let lot = (args.gtin, number);
	let expiry = day(&args.expiry)?;
	let signing = Signing::new(&args.signing).await?;
	let Signing { organization, chain, told } = &signing;
	if let Some(chain) = chain {
		// Before anything is kept: a mistyped product or expiry would stay in the lists.
		match chain.labeller(lot.0).await? {
			None => bail!("nobody registered the product: `register_product` comes first"),
			Some(labeller) => ensure!(labeller == *organization, "the product is another labeller's"),
		}
		if let Some(known) = chain.lot(&lot).await? {
			ensure!(known.expiry == expiry, "the lot has another expiry on the chain: one lot has one expiry");
		}
	}
	let store = Store::create(&args.lists.lists)?;
	let lists = keep_serials(&store, &lot, expiry, args.batch_size, &args.inputs)?;
	let mut calls = Vec::new();
	for list in &lists {
		let call = commission_json(*organization, list, told);
		let Some(chain) = chain else {
			calls.push(call);
			continue;
		};
		let (batch, sent) = send_commission(chain, *organization, list, told).await?;
		calls.push(with(call, json!({ "batch": batch, "sent": sent })));
	}
	print(&json!({ "calls": calls }))?;
	if chain.is_none() {
		eprintln!("Kept in {}. Sign the calls above, or run this again with --key-file.", store.folder().display());
	}
	Ok(ExitCode::SUCCESS)
}

/// The number of the batch on the chain, and whether it had to be sent.
async fn send_commission(
	chain: &NodeChain,
	organization: OrganizationId,
	list: &List,
	told: &Told,
) -> anyhow::Result<(usize, bool)> {
	let position = |roots: &[Root]| roots.iter().position(|root| root == list.root());
	let known = chain.lot(list.lot()).await?.map(|facts| facts.roots).unwrap_or_default();
	if let Some(batch) = position(&known) {
		return Ok((batch, false));
	}
	let call = Call::Commission {
		organization,
		lot: list.lot().clone(),
		expiry: list.expiry(),
		root: *list.root(),
		told: told.clone(),
	};
	submit(chain, &call).await?;
	let known = chain.lot(list.lot()).await?.map(|facts| facts.roots).unwrap_or_default();
	let batch = position(&known).context("the chain does not show the batch yet: run it again")?;
	Ok((batch, true))
}

async fn submit(chain: &NodeChain, call: &Call) -> Result<(), ChainError> {
	chain.send(&chain.prepare(call).await?).await
}

/// Read and keep what stands in what.
pub fn keep_packing(store: &Store, inputs: &[PathBuf]) -> anyhow::Result<Vec<(Sscc18, Bulk, usize)>> {
	let mut builder = Builder::default();
	for file in files(inputs)? {
		let add = |line| builder.add(line).map_err(|error: PackError| error.to_string());
		read_packing(open(&file)?, add).with_context(|| file.display().to_string())?;
	}
	let made = store.pack(builder)?;
	Ok(made.into_iter().map(|each| (each.top, each.bulk.clone(), each.units())).collect())
}

async fn pack(args: PackArgs) -> anyhow::Result<ExitCode> {
	let signing = Signing::new(&args.signing).await?;
	let Signing { organization, chain, told } = &signing;
	let store = Store::create(&args.lists.lists)?;
	let mut calls = Vec::new();
	for (container, bulk, units) in keep_packing(&store, &args.inputs)? {
		let call = with(pack_json(*organization, container, &bulk, told), json!({ "units": units }));
		let Some(chain) = chain else {
			calls.push(call);
			continue;
		};
		// The chain keeps a container's number for good, so whoever finds it there need not send again.
		let sent = !chain.knows_container(container).await?;
		if sent {
			let organization = *organization;
			submit(chain, &Call::PackBulk { organization, container, bulk: bulk.clone(), told: told.clone() }).await?;
		}
		calls.push(with(call, json!({ "sent": sent })));
	}
	print(&json!({ "calls": calls }))?;
	if chain.is_none() {
		eprintln!("Kept in {}. Sign the calls above, or run this again with --key-file.", store.folder().display());
	}
	Ok(ExitCode::SUCCESS)
}

async fn proof(args: ProofArgs) -> anyhow::Result<ExitCode> {
	let store = Arc::new(Store::open(&args.lists.lists)?);
	let prover = Prover::new(store, Arc::new(NodeRpc::new(&args.node)?));
	let named = salus_interop::gs1::Named::of_code(&args.code, 2_000)?;
	let answer = prover.prove(named).await?;
	print(&answer.json(true))?;
	Ok(if matches!(answer, Answer::Unknown(_)) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn check(args: &ListsArgs) -> anyhow::Result<ExitCode> {
	let store = Store::open(&args.lists)?;
	let bulk = |pack: &salus_interop::serials::Pack| bulk_json(pack.bulk());
	let lists: Vec<Value> = store
		.lists()?
		.iter()
		.map(|list| {
			json!({
				"gtin": list.lot().0, "lot": list.lot().1.as_str(), "expiry": list.expiry(),
				"root": list.root().hash, "serials": list.root().count,
			})
		})
		.collect();
	let packings: Vec<Value> = store
		.packs()?
		.iter()
		.map(
			|pack| json!({ "sscc": pack.top(), "units": pack.units(), "containers": pack.containers(), "bulk": bulk(pack) }),
		)
		.collect();
	let problems = store.check()?;
	print(&json!({ "lists": lists, "packings": packings, "problems": problems }))?;
	Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn serve_proofs(args: ServeArgs) -> anyhow::Result<ExitCode> {
	let tokens = args.token_file.as_deref().map(read_tokens).transpose()?;
	let store = Arc::new(Store::create(&args.lists.lists)?);
	for problem in store.problems()? {
		tracing::error!(%problem, "a list cannot be used");
	}
	let (lists, packings) = (store.lists()?.len(), store.packs()?.len());
	let prover = Prover::new(store, Arc::new(NodeRpc::new(&args.node)?));
	let bounds = Bounds { concurrency: args.concurrency.into(), per_second: args.per_second };
	let desk = Desk::new(prover, tokens.as_deref(), &bounds);
	let listener = TcpListener::bind(args.listen).await.with_context(|| format!("cannot listen on {}", args.listen))?;
	tracing::info!(address = %args.listen, lists, packings, "serving proofs");
	let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
	tokio::select! {
		served = serve(listener, desk) => served?,
		_ = tokio::signal::ctrl_c() => {},
		_ = terminate.recv() => {},
	}
	Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used)]
	use super::*;

	fn lot() -> LotId {
		("09520123456788".parse().unwrap(), "L1".parse().unwrap())
	}

	#[test]
	fn lists_of_a_folder_should_be_one_batch_whatever_their_order() {
		let folder = tempfile::tempdir().unwrap();
		let lines = folder.path().join("lines");
		std::fs::create_dir(&lines).unwrap();
		std::fs::write(lines.join("b.txt"), "S4\nS1\n").unwrap();
		std::fs::write(lines.join("a.txt"), "S3\n(01)09520123456788(21)S2\n").unwrap();
		std::fs::write(lines.join(".hidden"), "no serial at all\n").unwrap();
		let sorted = folder.path().join("sorted.txt");
		std::fs::write(&sorted, "S1\nS2\nS3\nS4\n").unwrap();
		let (one, other) =
			(Store::create(&folder.path().join("1")).unwrap(), Store::create(&folder.path().join("2")).unwrap());
		let made = keep_serials(&one, &lot(), 20_000, 10, &[lines]).unwrap();
		let again = keep_serials(&other, &lot(), 20_000, 10, &[sorted.clone()]).unwrap();
		assert_eq!((made.len(), made[0].root(), made[0].root().count), (1, again[0].root(), 4));
		let parts = keep_serials(&Store::create(&folder.path().join("3")).unwrap(), &lot(), 1, 3, &[sorted]).unwrap();
		assert_eq!(parts.iter().map(|list| list.root().count).collect::<Vec<_>>(), [3, 1]);
	}

	#[test]
	fn lists_that_cannot_be_commissioned_should_say_where_and_why() {
		let folder = tempfile::tempdir().unwrap();
		let store = Store::create(&folder.path().join("lists")).unwrap();
		let keep = |text: &str| {
			let path = folder.path().join("line-4.txt");
			std::fs::write(&path, text).unwrap();
			format!("{:#}", keep_serials(&store, &lot(), 1, 10, &[path]).unwrap_err())
		};
		assert!(keep("S1\nS1\n").contains("1 serials stand in the lists more than once"));
		let broken = keep("S1\nnot a serial\n");
		assert!(broken.contains("line-4.txt") && broken.contains("line 2"), "{broken}");
		assert!(keep("").contains("no serial"));
		assert!(keep_serials(&store, &lot(), 1, 0, &[]).is_err());
		assert!(keep_serials(&store, &lot(), 1, 10, &[folder.path().join("absent")]).is_err());
		let many = (0..65).map(|n| format!("S{n}\n")).collect::<String>();
		let path = folder.path().join("many.txt");
		std::fs::write(&path, many).unwrap();
		assert!(keep_serials(&store, &lot(), 1, 1, &[path]).unwrap_err().to_string().contains("64 batches"));
		assert_eq!(store.lists().unwrap().len(), 0, "nothing of what is refused is kept");
	}

	#[test]
	fn printed_calls_should_have_the_arguments_of_the_pallet() {
		let folder = tempfile::tempdir().unwrap();
		let store = Store::create(folder.path()).unwrap();
		let path = folder.path().join("serials.txt");
		std::fs::write(&path, "S1\nS2\n").unwrap();
		let list = keep_serials(&store, &lot(), 20_000, 10, &[path]).unwrap().remove(0);
		let told = Told { time: EventTime { millis: 5, offset: -60 }, place: None, event: None };
		let call = commission_json(3, &list, &told);
		assert_eq!(call["args"]["gtin"], "09520123456788");
		assert_eq!(call["args"]["lot"], "0x4c31");
		assert_eq!((&call["args"]["expiry"], &call["args"]["count"]), (&json!(20_000), &json!(2)));
		assert_eq!(
			call["args"]["told"],
			json!({ "time": { "millis": 5, "offset": -60 }, "place": null, "event": null })
		);
		let packing = folder.path().join("packing.csv");
		std::fs::write(&packing, "095201234567891235,09520123456788,S1\n").unwrap();
		let (container, bulk, units) = keep_packing(&store, &[packing]).unwrap().remove(0);
		assert_eq!(units, 1);
		let call = pack_json(3, container, &bulk, &told);
		assert_eq!(call["args"]["container"], "095201234567891235");
		assert_eq!(call["args"]["bulk"]["lot"], json!(["09520123456788", "0x4c31"]));
		assert_eq!(call["args"]["bulk"]["root"]["count"], 1);
	}

	#[test]
	fn day_should_be_counted_from_1970() {
		assert_eq!(day("1970-01-02").unwrap(), 1);
		assert_eq!(day("2028-06-30").unwrap(), 21_365);
		for wrong in ["28-06-30", "2028-6-30", "2028-02-30", "1969-12-31", ""] {
			assert!(day(wrong).is_err(), "{wrong}");
		}
	}
}
