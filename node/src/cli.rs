//! The command line.

use sc_cli::{
	CliConfiguration, DefaultConfigurationValues, ImportParams, KeystoreParams, NetworkParams, RpcEndpoint,
	SharedParams, SubstrateCli,
};
use sc_service::{config::PrometheusConfig, BasePath};
use std::path::PathBuf;

/// The Salus node.
///
/// `salus-node --dev` starts a chain of your own on this machine: blocks are sealed on an interval, nothing is kept
/// when it stops unless --base-path is given. With `--chain FILE` it joins a parachain; arguments after `--` go to
/// the relay-chain side.
#[derive(Debug, clap::Parser)]
#[command(propagate_version = true, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Cli {
	/// What to do instead of running the node.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// Options of the node.
	#[command(flatten)]
	pub run: cumulus_client_cli::RunCmd,

	/// With --dev: milliseconds between blocks.
	///
	/// Chain time moves by at least one relay-chain slot (6 s) per block, so below 6000 it runs ahead of the clock.
	#[arg(long, value_name = "MS", default_value_t = 3_000, conflicts_with = "instant_seal")]
	pub dev_block_time: u64,

	/// With --dev: seal a block as soon as a transaction arrives, and none otherwise.
	#[arg(long)]
	pub instant_seal: bool,

	/// With --dev: make no blocks; follow another development node given with --bootnodes.
	#[arg(long, conflicts_with = "instant_seal")]
	pub dev_follow: bool,

	/// How a collator authors blocks: `slot-based` uses several cores (elastic scaling).
	#[arg(long, value_enum, default_value_t = Authoring::Lookahead)]
	pub authoring: Authoring,

	/// Record stores that this node's attestor may look at, as a TOML file (see docs/attestors.md).
	///
	/// A store that is not listed is never contacted.
	#[arg(long, value_name = "FILE")]
	pub record_stores: Option<PathBuf>,

	/// Serial lists of a labeller of medicines, as the folder that `salus-custodian serials` keeps (see docs/provenance.md).
	///
	/// With them `provenance_verify` and `provenance_fromEpcis` need no proofs of what the lists have.
	#[arg(long, value_name = "FOLDER")]
	pub serial_lists: Option<PathBuf>,

	/// Skip the hardware check at start.
	#[arg(long)]
	pub no_hardware_benchmarks: bool,

	/// Arguments of the relay-chain side, after `--`.
	#[arg(raw = true)]
	pub relay_chain_args: Vec<String>,
}

/// How a collator authors blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Authoring {
	/// One block per slot, built ahead of inclusion (async backing).
	Lookahead,
	/// Several blocks per slot where several cores are assigned.
	SlotBased,
}

/// What to do instead of running the node.
#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
	/// Generate, inspect and insert keys (collator: `aura`, attestor: `satt`).
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Found a consortium: check its file, make its chain spec (see docs/operators.md).
	#[command(subcommand)]
	Consortium(crate::consortium::ConsortiumCmd),

	/// Write a chain spec to a file.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Check a block by executing it again.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Write blocks to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Write the state at a block as a chain spec.
	ExportState(sc_cli::ExportStateCmd),

	/// Read blocks from a file.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Take back the newest blocks.
	Revert(sc_cli::RevertCmd),

	/// Remove the database.
	PurgeChain(cumulus_client_cli::PurgeChainCmd),

	/// Write the genesis head, to register the parachain.
	#[command(alias = "export-genesis-state")]
	ExportGenesisHead(cumulus_client_cli::ExportGenesisHeadCommand),

	/// Write the genesis validation code, to register the parachain.
	ExportGenesisWasm(cumulus_client_cli::ExportGenesisWasmCommand),

	/// Measure this machine and this runtime.
	#[command(subcommand)]
	Benchmark(frame_benchmarking_cli::BenchmarkCmd),
}

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Salus Node".into()
	}
	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}
	fn description() -> String {
		"Node of the Salus consortium health ledger.\n\nArguments given first go to the parachain side, those after -- to the relay-chain side:\n\n  salus-node [PARACHAIN ARGS] -- [RELAY CHAIN ARGS]".into()
	}
	fn author() -> String {
		"the Salus consortium".into()
	}
	fn support_url() -> String {
		"the project's issue tracker".into()
	}
	fn copyright_start_year() -> i32 {
		2026
	}
	fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
		crate::chain_spec::load(id)
	}
}

/// The relay-chain side of the command line.
#[derive(Debug)]
pub struct RelayChainCli {
	/// The relay node's own options.
	pub base: polkadot_cli::RunCmd,
	/// The relay chain that the parachain's chain spec names.
	pub chain_id: Option<String>,
	/// Where the relay chain's data lies: within the parachain's folder.
	pub base_path: Option<PathBuf>,
}

impl RelayChainCli {
	/// Read the arguments after `--`.
	pub fn new<'a>(
		para_config: &sc_service::Configuration,
		relay_chain_args: impl Iterator<Item = &'a String>,
	) -> Self {
		let chain_id = crate::chain_spec::Extensions::try_get(&*para_config.chain_spec).map(|e| e.relay_chain.clone());
		let base_path = Some(para_config.base_path.path().join("relay"));
		Self { base: clap::Parser::parse_from(relay_chain_args), chain_id, base_path }
	}
}

impl SubstrateCli for RelayChainCli {
	fn impl_name() -> String {
		Cli::impl_name()
	}
	fn impl_version() -> String {
		Cli::impl_version()
	}
	fn description() -> String {
		Cli::description()
	}
	fn author() -> String {
		Cli::author()
	}
	fn support_url() -> String {
		Cli::support_url()
	}
	fn copyright_start_year() -> i32 {
		Cli::copyright_start_year()
	}
	fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
		polkadot_cli::Cli::from_iter([RelayChainCli::executable_name()].iter()).load_spec(id)
	}
}

impl DefaultConfigurationValues for RelayChainCli {
	fn p2p_listen_port() -> u16 {
		30334
	}
	fn rpc_listen_port() -> u16 {
		9945
	}
	fn prometheus_listen_port() -> u16 {
		9616
	}
}

impl CliConfiguration<Self> for RelayChainCli {
	fn shared_params(&self) -> &SharedParams {
		self.base.base.shared_params()
	}
	fn import_params(&self) -> Option<&ImportParams> {
		self.base.base.import_params()
	}
	fn network_params(&self) -> Option<&NetworkParams> {
		self.base.base.network_params()
	}
	fn keystore_params(&self) -> Option<&KeystoreParams> {
		self.base.base.keystore_params()
	}
	fn base_path(&self) -> sc_cli::Result<Option<BasePath>> {
		Ok(self.shared_params().base_path()?.or_else(|| self.base_path.clone().map(Into::into)))
	}
	fn rpc_addr(&self, default_listen_port: u16) -> sc_cli::Result<Option<Vec<RpcEndpoint>>> {
		self.base.base.rpc_addr(default_listen_port)
	}
	fn prometheus_config(
		&self,
		default_listen_port: u16,
		chain_spec: &Box<dyn sc_service::ChainSpec>,
	) -> sc_cli::Result<Option<PrometheusConfig>> {
		self.base.base.prometheus_config(default_listen_port, chain_spec)
	}
	fn init<F>(&self, _: &String, _: &String, _: F) -> sc_cli::Result<()>
	where
		F: FnOnce(&mut sc_cli::LoggerBuilder),
	{
		Err("the relay-chain side shares the logger of the parachain side".into())
	}
	fn chain_id(&self, is_dev: bool) -> sc_cli::Result<String> {
		let chain_id = self.base.base.chain_id(is_dev)?;
		Ok(if chain_id.is_empty() { self.chain_id.clone().unwrap_or_default() } else { chain_id })
	}
	fn role(&self, is_dev: bool) -> sc_cli::Result<sc_service::Role> {
		self.base.base.role(is_dev)
	}
	fn transaction_pool(&self, is_dev: bool) -> sc_cli::Result<sc_service::config::TransactionPoolOptions> {
		self.base.base.transaction_pool(is_dev)
	}
	fn trie_cache_maximum_size(&self) -> sc_cli::Result<Option<usize>> {
		self.base.base.trie_cache_maximum_size()
	}
	fn rpc_methods(&self) -> sc_cli::Result<sc_service::config::RpcMethods> {
		self.base.base.rpc_methods()
	}
	fn rpc_max_connections(&self) -> sc_cli::Result<u32> {
		self.base.base.rpc_max_connections()
	}
	fn rpc_cors(&self, is_dev: bool) -> sc_cli::Result<Option<Vec<String>>> {
		self.base.base.rpc_cors(is_dev)
	}
	fn default_heap_pages(&self) -> sc_cli::Result<Option<u64>> {
		self.base.base.default_heap_pages()
	}
	fn force_authoring(&self) -> sc_cli::Result<bool> {
		self.base.base.force_authoring()
	}
	fn disable_grandpa(&self) -> sc_cli::Result<bool> {
		self.base.base.disable_grandpa()
	}
	fn max_runtime_instances(&self) -> sc_cli::Result<Option<usize>> {
		self.base.base.max_runtime_instances()
	}
	fn announce_block(&self) -> sc_cli::Result<bool> {
		self.base.base.announce_block()
	}
	fn telemetry_endpoints(
		&self,
		chain_spec: &Box<dyn sc_service::ChainSpec>,
	) -> sc_cli::Result<Option<sc_telemetry::TelemetryEndpoints>> {
		self.base.base.telemetry_endpoints(chain_spec)
	}
	fn node_name(&self) -> sc_cli::Result<String> {
		self.base.base.node_name()
	}
}
