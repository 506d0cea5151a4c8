//! From the command line to a running node.

use crate::{
	cli::{Cli, RelayChainCli, Subcommand},
	dev::{self, Sealing},
	service::{self, Mode},
};
use frame_benchmarking_cli::{BenchmarkCmd, SUBSTRATE_REFERENCE_HARDWARE};
use sc_cli::{Result, SubstrateCli};
use sc_service::{config::RpcMethods, Configuration};

/// Is this a chain that runs without a relay chain?
fn is_dev(config: &Configuration) -> bool {
	config.chain_spec.id() == crate::chain_spec::DEVELOPMENT_ID
}

fn mode(config: &Configuration) -> Mode {
	if is_dev(config) {
		Mode::Dev
	} else {
		Mode::Parachain
	}
}

/// Run what the command line says.
pub fn run() -> Result<()> {
	let cli = Cli::from_args();

	macro_rules! with_partial {
		($cmd:expr, |$partial:ident, $config:ident| $body:expr) => {{
			let runner = cli.create_runner($cmd)?;
			runner.async_run(|mut $config| {
				dev::adjust(&mut $config);
				let $partial = service::new_partial(&$config, mode(&$config))?;
				let task_manager = $partial.task_manager;
				Ok(($body, task_manager))
			})
		}};
	}

	match &cli.subcommand {
		Some(Subcommand::Key(cmd)) => cmd.run(&cli),
		Some(Subcommand::Consortium(cmd)) => {
			if let Err(problems) = crate::consortium::run(cmd) {
				// As sentences, which the error's own form would not keep.
				eprintln!("error: {problems}");
				std::process::exit(1);
			}
			Ok(())
		},
		Some(Subcommand::ExportChainSpec(cmd)) => cmd.run(cli.load_spec(&cmd.chain)?),
		Some(Subcommand::CheckBlock(cmd)) => {
			with_partial!(cmd, |partial, config| cmd.run(partial.client, partial.import_queue))
		},
		Some(Subcommand::ExportBlocks(cmd)) => {
			with_partial!(cmd, |partial, config| cmd.run(partial.client, config.database))
		},
		Some(Subcommand::ExportState(cmd)) => {
			with_partial!(cmd, |partial, config| cmd.run(partial.client, config.chain_spec))
		},
		Some(Subcommand::ImportBlocks(cmd)) => {
			with_partial!(cmd, |partial, config| cmd.run(partial.client, partial.import_queue))
		},
		Some(Subcommand::Revert(cmd)) => {
			with_partial!(cmd, |partial, config| cmd.run(partial.client, partial.backend, None))
		},
		Some(Subcommand::PurgeChain(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.sync_run(|config| {
				// A development chain has no relay-chain side to purge.
				if is_dev(&config) {
					return cmd.base.run(config.database);
				}
				let relay_cli = relay_cli(&config, &cli.relay_chain_args);
				let relay_config = relay_config(&relay_cli, &config)?;
				cmd.run(config, relay_config)
			})
		},
		Some(Subcommand::ExportGenesisHead(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.sync_run(|config| cmd.run(service::new_partial(&config, Mode::Parachain)?.client))
		},
		Some(Subcommand::ExportGenesisWasm(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.sync_run(|_| cmd.run(&*cli.load_spec(&cmd.shared_params.chain.clone().unwrap_or_default())?))
		},
		Some(Subcommand::Benchmark(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			match cmd {
				BenchmarkCmd::Machine(cmd) => {
					runner.sync_run(|config| cmd.run(&config, SUBSTRATE_REFERENCE_HARDWARE.clone()))
				},
				BenchmarkCmd::Block(cmd) => runner.sync_run(|config| {
					let mode = mode(&config);
					cmd.run(service::new_partial(&config, mode)?.client)
				}),
				_ => Err("weights are measured with frame-omni-bencher: see scripts/weights.sh".into()),
			}
		},
		None => {
			let mut run = cli.run.normalize();
			// At debug level upstream writes the headers of a worker's requests there, and what its local storage holds: tokens
			// and addresses of record stores among them.
			run.base.shared_params.log.push("offchain-worker::http=info,offchain-worker::storage=info".into());
			let runner = cli.create_runner(&run)?;
			let collator_options = cli.run.collator_options();
			runner.run_node_until_exit(|mut config| async move {
				safe_unless_asked(&mut config);
				let stores = cli.record_stores.as_deref().map(crate::stores::read).transpose()?;
				let lists = cli.serial_lists.as_deref().map(salus_interop::serials::Store::open).transpose();
				let lists = lists.map_err(|error| format!("--serial-lists: {error}"))?.map(std::sync::Arc::new);
				if is_dev(&config) {
					dev::adjust(&mut config);
					let sealing = if cli.dev_follow {
						Sealing::Follow
					} else if cli.instant_seal {
						Sealing::Instant
					} else {
						Sealing::Interval(std::time::Duration::from_millis(cli.dev_block_time))
					};
					return dev::start(config, sealing, stores, lists).map_err(Into::into);
				}
				let hwbench = (!cli.no_hardware_benchmarks)
					.then(|| {
						config.database.path().map(|path| {
							let _ = std::fs::create_dir_all(path);
							sc_sysinfo::gather_hwbench(Some(path), &SUBSTRATE_REFERENCE_HARDWARE)
						})
					})
					.flatten();
				let relay_cli = relay_cli(&config, &cli.relay_chain_args);
				let relay_config = relay_config(&relay_cli, &config)?;
				log::info!("collating: {}", if config.role.is_authority() { "yes" } else { "no" });
				service::start(config, relay_config, collator_options, hwbench, cli.authoring, stores, lists)
					.await
					.map_err(Into::into)
			})
		},
	}
}

/// Whether RPC listens on loopback or not: unsafe methods only for who asks for them.
fn safe_unless_asked(config: &mut Configuration) {
	let endpoints = config.rpc.addr.iter_mut().flatten().map(|endpoint| &mut endpoint.rpc_methods);
	for methods in endpoints.chain([&mut config.rpc.methods]) {
		if matches!(methods, RpcMethods::Auto) {
			*methods = RpcMethods::Safe;
		}
	}
}

fn relay_cli(config: &Configuration, args: &[String]) -> RelayChainCli {
	RelayChainCli::new(config, [RelayChainCli::executable_name()].iter().chain(args.iter()))
}

fn relay_config(relay_cli: &RelayChainCli, config: &Configuration) -> Result<Configuration> {
	SubstrateCli::create_configuration(relay_cli, relay_cli, config.tokio_handle.clone()).map_err(|error| {
		format!(
			"in the relay-chain arguments (after --): {error}. The chain spec names the relay chain; one of your own \
				 is named by its file: -- --chain relay.json"
		)
		.into()
	})
}
