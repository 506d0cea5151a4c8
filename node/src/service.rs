//! The node as a parachain's collator or full node, and the parts that the development node shares.

use crate::{
	cli::Authoring,
	metrics::{self, Part},
	rpc,
	stores::Stores,
};
use codec::Encode;
use cumulus_client_bootnodes::{start_bootnode_tasks, StartBootnodeTasksParams};
use cumulus_client_cli::CollatorOptions;
use cumulus_client_collator::service::CollatorService;
use cumulus_client_consensus_aura::{
	collators::{
		lookahead,
		slot_based::{self, SlotBasedBlockImport, SlotBasedBlockImportHandle},
	},
	equivocation_import_queue::Verifier as EquivocationVerifier,
};
use cumulus_client_consensus_common::ParachainBlockImport as TParachainBlockImport;
use cumulus_client_service::{
	build_network, build_relay_chain_interface, prepare_node_config, start_relay_chain_tasks, BuildNetworkParams,
	DARecoveryProfile, ParachainHostFunctions, ParachainTracingExecuteBlock, StartRelayChainTasksParams,
};
use cumulus_primitives_core::{relay_chain::ValidationCode, GetParachainInfo};
use cumulus_relay_chain_interface::{OverseerHandle, RelayChainInterface};
use frame_benchmarking_cli::SUBSTRATE_REFERENCE_HARDWARE;
use futures::FutureExt;
use polkadot_primitives::CollatorPair;
use salus_runtime::{apis::RuntimeApi, opaque::Block, Hash};
use sc_client_api::Backend;
use sc_consensus::{BasicQueue, DefaultImportQueue};
use sc_executor::{HeapAllocStrategy, WasmExecutor, DEFAULT_HEAP_ALLOC_STRATEGY};
use sc_network::{
	config::FullNetworkConfiguration, service::traits::NetworkService, NetworkBackend, NetworkBlock, PeerId,
};
use sc_service::{Configuration, ImportQueue, PartialComponents, TFullBackend, TFullClient, TaskManager};
use sc_telemetry::{Telemetry, TelemetryHandle, TelemetryWorker, TelemetryWorkerHandle};
use sc_transaction_pool::TransactionPoolHandle;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_api::ProvideRuntimeApi;
use sp_consensus_aura::sr25519::AuthorityPair as AuraPair;
use sp_keystore::KeystorePtr;
use std::{sync::Arc, time::Duration};

pub(crate) type Client = TFullClient<Block, RuntimeApi, WasmExecutor<ParachainHostFunctions>>;
pub(crate) type NodeBackend = TFullBackend<Block>;
pub(crate) type Pool = TransactionPoolHandle<Block, Client>;
type BlockImport = TParachainBlockImport<Block, SlotBasedBlockImport<Block, Arc<Client>, Client>, NodeBackend>;

/// What every way of running the node starts from.
pub(crate) type Partial = PartialComponents<
	Client,
	NodeBackend,
	(),
	DefaultImportQueue<Block>,
	Pool,
	(BlockImport, SlotBasedBlockImportHandle<Block>, Option<Telemetry>, Option<TelemetryWorkerHandle>),
>;

/// Is there a relay chain?
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
	/// No: one node makes the blocks, the others trust it.
	Dev,
	/// Yes: Aura authors, the relay chain finalises.
	Parachain,
}

const RELAY_CHAIN_SLOT_DURATION: Duration =
	Duration::from_millis(salus_runtime::constants::RELAY_CHAIN_SLOT_DURATION_MILLIS as u64);

/// Database, client, pool and import queue.
pub(crate) fn new_partial(config: &Configuration, mode: Mode) -> Result<Partial, sc_service::Error> {
	let telemetry = config
		.telemetry_endpoints
		.clone()
		.filter(|endpoints| !endpoints.is_empty())
		.map(|endpoints| -> Result<_, sc_telemetry::Error> {
			let worker = TelemetryWorker::new(16)?;
			let telemetry = worker.handle().new_telemetry(endpoints);
			Ok((worker, telemetry))
		})
		.transpose()?;

	let heap_pages = config
		.executor
		.default_heap_pages
		.map_or(DEFAULT_HEAP_ALLOC_STRATEGY, |pages| HeapAllocStrategy::Static { extra_pages: pages as _ });
	let executor = WasmExecutor::<ParachainHostFunctions>::builder()
		.with_execution_method(config.executor.wasm_method)
		.with_onchain_heap_alloc_strategy(heap_pages)
		.with_offchain_heap_alloc_strategy(heap_pages)
		.with_max_runtime_instances(config.executor.max_runtime_instances)
		.with_runtime_cache_size(config.executor.runtime_cache_size)
		.build();

	let (client, backend, keystore_container, task_manager) =
		sc_service::new_full_parts_record_import::<Block, RuntimeApi, _>(
			config,
			telemetry.as_ref().map(|(_, telemetry)| telemetry.handle()),
			executor,
			// Import must account for proof size as authoring does, or the weights of a block differ.
			true,
			Default::default(),
		)?;
	let client = Arc::new(client);

	let telemetry_worker_handle = telemetry.as_ref().map(|(worker, _)| worker.handle());
	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});

	let transaction_pool = Arc::from(
		sc_transaction_pool::Builder::new(
			task_manager.spawn_essential_handle(),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build(),
	);

	let (slot_import, slot_handle) = SlotBasedBlockImport::new(client.clone(), client.clone());
	let block_import = BlockImport::new(slot_import, backend.clone());

	let import_queue = match mode {
		Mode::Dev => crate::dev::import_queue(
			client.clone(),
			&task_manager.spawn_essential_handle(),
			config.prometheus_registry(),
		),
		Mode::Parachain => {
			let verifier = EquivocationVerifier::<AuraPair, _, _, _>::new(
				client.clone(),
				move |_, _| async move { Ok(sp_timestamp::InherentDataProvider::from_system_time()) },
				telemetry.as_ref().map(|telemetry| telemetry.handle()),
			);
			BasicQueue::new(
				verifier,
				Box::new(block_import.clone()),
				None,
				&task_manager.spawn_essential_handle(),
				config.prometheus_registry(),
			)
		},
	};

	Ok(PartialComponents {
		backend,
		client,
		import_queue,
		keystore_container,
		task_manager,
		transaction_pool,
		select_chain: (),
		other: (block_import, slot_handle, telemetry, telemetry_worker_handle),
	})
}

/// Run the off-chain workers, which look at record stores over HTTP.
pub(crate) fn spawn_offchain_workers(
	config: &Configuration,
	task_manager: &TaskManager,
	client: Arc<Client>,
	backend: &NodeBackend,
	pool: Arc<Pool>,
	keystore: KeystorePtr,
	network: Arc<dyn NetworkService>,
) -> Result<(), sc_service::Error> {
	if !config.offchain_worker.enabled {
		return Ok(());
	}
	let workers = sc_offchain::OffchainWorkers::new(sc_offchain::OffchainWorkerOptions {
		runtime_api_provider: client.clone(),
		keystore: Some(keystore),
		offchain_db: backend.offchain_storage(),
		transaction_pool: Some(OffchainTransactionPoolFactory::new(pool)),
		network_provider: Arc::new(network),
		is_validator: config.role.is_authority(),
		enable_http_requests: true,
		custom_extensions: move |_| vec![],
	})?;
	task_manager.spawn_handle().spawn(
		"offchain-workers-runner",
		"offchain-worker",
		workers.run(client, task_manager.spawn_handle()).boxed(),
	);
	Ok(())
}

/// Builds the JSON-RPC methods for each connection class.
pub(crate) fn rpc_builder(
	client: Arc<Client>,
	pool: Arc<Pool>,
	backend: Arc<NodeBackend>,
	lists: Option<Arc<salus_interop::serials::Store>>,
) -> Box<dyn Fn(sc_rpc::SubscriptionTaskExecutor) -> Result<rpc::Module, sc_service::Error>> {
	Box::new(move |_| {
		let (client, pool, backend, lists) = (client.clone(), pool.clone(), backend.clone(), lists.clone());
		rpc::build(rpc::Deps { client, pool, backend, lists }).map_err(Into::into)
	})
}

/// Start a collator or full node of the parachain.
pub(crate) async fn start(
	config: Configuration,
	relay_config: Configuration,
	collator_options: CollatorOptions,
	hwbench: Option<sc_sysinfo::HwBench>,
	authoring: Authoring,
	stores: Option<Stores>,
	lists: Option<Arc<salus_interop::serials::Store>>,
) -> sc_service::error::Result<TaskManager> {
	match config.network.network_backend {
		sc_network::config::NetworkBackendType::Libp2p => {
			start_with::<sc_network::NetworkWorker<_, _>>(
				config,
				relay_config,
				collator_options,
				hwbench,
				authoring,
				stores,
				lists,
			)
			.await
		},
		sc_network::config::NetworkBackendType::Litep2p => {
			start_with::<sc_network::Litep2pNetworkBackend>(
				config,
				relay_config,
				collator_options,
				hwbench,
				authoring,
				stores,
				lists,
			)
			.await
		},
	}
}

async fn start_with<Net: NetworkBackend<Block, Hash>>(
	config: Configuration,
	relay_config: Configuration,
	collator_options: CollatorOptions,
	hwbench: Option<sc_sysinfo::HwBench>,
	authoring: Authoring,
	stores: Option<Stores>,
	lists: Option<Arc<salus_interop::serials::Store>>,
) -> sc_service::error::Result<TaskManager> {
	let config = prepare_node_config(config);
	let fork_id = config.chain_spec.fork_id().map(ToString::to_string);
	let advertise_non_global_ips = config.network.allow_non_globals_in_dht;
	let public_addresses = config.network.public_addresses.clone();
	let prometheus_registry = config.prometheus_registry().cloned();
	let validator = config.role.is_authority();

	let partial = new_partial(&config, Mode::Parachain)?;
	let (block_import, slot_handle, mut telemetry, telemetry_worker_handle) = partial.other;
	let client = partial.client;
	let backend = partial.backend;
	let pool = partial.transaction_pool;
	let mut task_manager = partial.task_manager;
	crate::stores::enable(&*backend, stores)?;

	let para_id = client
		.runtime_api()
		.parachain_id(client.chain_info().best_hash)
		.map_err(|e| sc_service::Error::Other(format!("the runtime does not say its parachain id: {e}")))?;

	let relay_chain_fork_id = relay_config.chain_spec.fork_id().map(ToString::to_string);
	let (relay_chain_interface, collator_key, relay_chain_network, request_receiver) = build_relay_chain_interface(
		relay_config,
		&config,
		telemetry_worker_handle,
		&mut task_manager,
		collator_options.clone(),
		hwbench.clone(),
	)
	.await
	.map_err(|e| sc_service::Error::Application(Box::new(e)))?;

	let net_config = FullNetworkConfiguration::<_, _, Net>::new(&config.network, prometheus_registry.clone());
	let notification_metrics =
		Net::register_notification_metrics(config.prometheus_config.as_ref().map(|c| &c.registry));
	let import_queue_service = partial.import_queue.service();
	let (network, system_rpc_tx, tx_handler_controller, sync_service, _) = build_network(BuildNetworkParams {
		parachain_config: &config,
		net_config,
		client: client.clone(),
		transaction_pool: pool.clone(),
		para_id,
		spawn_handle: task_manager.spawn_handle(),
		spawn_essential_handle: task_manager.spawn_essential_handle(),
		relay_chain_interface: relay_chain_interface.clone(),
		import_queue: partial.import_queue,
		metrics: notification_metrics,
		gap_sync_body_policy: None,
	})
	.await?;

	spawn_offchain_workers(
		&config,
		&task_manager,
		client.clone(),
		&backend,
		pool.clone(),
		partial.keystore_container.keystore(),
		network.clone(),
	)?;

	sc_service::spawn_tasks(sc_service::SpawnTasksParams {
		rpc_builder: rpc_builder(client.clone(), pool.clone(), backend.clone(), lists),
		client: client.clone(),
		transaction_pool: pool.clone(),
		task_manager: &mut task_manager,
		config,
		keystore: partial.keystore_container.keystore(),
		backend: backend.clone(),
		network: network.clone(),
		sync_service: sync_service.clone(),
		system_rpc_tx,
		tx_handler_controller,
		telemetry: telemetry.as_mut(),
		tracing_execute_block: Some(Arc::new(ParachainTracingExecuteBlock::new(client.clone()))),
	})?;

	if let Some(hwbench) = hwbench {
		sc_sysinfo::print_hwbench(&hwbench);
		if validator {
			if let Err(error) = SUBSTRATE_REFERENCE_HARDWARE.check_hardware(&hwbench, false) {
				log::warn!("this machine is slower than a collator should be: {error}");
			}
		}
		if let Some(telemetry) = telemetry.as_ref() {
			task_manager.spawn_handle().spawn(
				"telemetry_hwbench",
				None,
				sc_sysinfo::initialize_hwbench_telemetry(telemetry.handle(), hwbench),
			);
		}
	}

	let announce_block = {
		let sync_service = sync_service.clone();
		Arc::new(move |hash, data| sync_service.announce_block(hash, data))
	};
	let overseer_handle =
		relay_chain_interface.overseer_handle().map_err(|e| sc_service::Error::Application(Box::new(e)))?;

	start_relay_chain_tasks(StartRelayChainTasksParams {
		client: client.clone(),
		announce_block: announce_block.clone(),
		para_id,
		relay_chain_interface: relay_chain_interface.clone(),
		task_manager: &mut task_manager,
		da_recovery_profile: if validator { DARecoveryProfile::Collator } else { DARecoveryProfile::FullNode },
		import_queue: import_queue_service,
		relay_chain_slot_duration: RELAY_CHAIN_SLOT_DURATION,
		recovery_handle: Box::new(overseer_handle.clone()),
		sync_service: sync_service.clone(),
		prometheus_registry: prometheus_registry.as_ref(),
	})?;

	let collator_peer_id = relay_chain_network.local_peer_id();
	start_bootnode_tasks(StartBootnodeTasksParams {
		embedded_dht_bootnode: collator_options.embedded_dht_bootnode,
		dht_bootnode_discovery: collator_options.dht_bootnode_discovery,
		para_id,
		task_manager: &mut task_manager,
		relay_chain_interface: relay_chain_interface.clone(),
		relay_chain_fork_id,
		relay_chain_network,
		request_receiver,
		parachain_network: network,
		advertise_non_global_ips,
		parachain_genesis_hash: client.chain_info().genesis_hash.encode(),
		parachain_fork_id: fork_id,
		parachain_public_addresses: public_addresses,
	});

	let part = if validator { Part::Collates } else { Part::Follows };
	metrics::spawn(
		prometheus_registry.as_ref(),
		&task_manager,
		client.clone(),
		partial.keystore_container.keystore(),
		part,
	)?;

	if validator {
		let collator_key = collator_key
			.ok_or_else(|| sc_service::Error::Other("a collator needs a collator key; none was made".into()))?;
		start_consensus(
			authoring,
			Consensus {
				client,
				backend,
				block_import,
				slot_handle,
				pool,
				keystore: partial.keystore_container.keystore(),
				relay_chain_interface,
				overseer_handle,
				collator_key,
				collator_peer_id,
				para_id,
				announce_block,
				prometheus_registry,
				telemetry: telemetry.as_ref().map(|t| t.handle()),
			},
			&task_manager,
		);
	}

	Ok(task_manager)
}

/// All that authoring needs.
struct Consensus {
	client: Arc<Client>,
	backend: Arc<NodeBackend>,
	block_import: BlockImport,
	slot_handle: SlotBasedBlockImportHandle<Block>,
	pool: Arc<Pool>,
	keystore: KeystorePtr,
	relay_chain_interface: Arc<dyn RelayChainInterface>,
	overseer_handle: OverseerHandle,
	collator_key: CollatorPair,
	collator_peer_id: PeerId,
	para_id: cumulus_primitives_core::ParaId,
	announce_block: Arc<dyn Fn(Hash, Option<Vec<u8>>) + Send + Sync>,
	prometheus_registry: Option<prometheus_endpoint::Registry>,
	telemetry: Option<TelemetryHandle>,
}

fn start_consensus(authoring: Authoring, c: Consensus, task_manager: &TaskManager) {
	let proposer = sc_basic_authorship::ProposerFactory::new(
		task_manager.spawn_handle(),
		c.client.clone(),
		c.pool,
		c.prometheus_registry.as_ref(),
		c.telemetry,
	);
	let collator_service = CollatorService::new(c.client.clone(), c.announce_block, c.client.clone());
	let code_hash_provider = {
		let client = c.client.clone();
		move |hash| client.code_at(hash).ok().map(|code| ValidationCode::from(code).hash())
	};
	match authoring {
		Authoring::SlotBased => {
			slot_based::run::<Block, AuraPair, _, _, _, _, _, _, _, _, _>(slot_based::Params {
				create_inherent_data_providers: move |_, ()| async move { Ok(()) },
				block_import: c.block_import,
				para_client: c.client,
				para_backend: c.backend,
				relay_client: c.relay_chain_interface,
				relay_chain_slot_duration: RELAY_CHAIN_SLOT_DURATION,
				code_hash_provider,
				keystore: c.keystore,
				collator_key: c.collator_key,
				collator_peer_id: c.collator_peer_id,
				para_id: c.para_id,
				proposer,
				collator_service,
				reinitialize: false,
				slot_offset: Duration::from_secs(1),
				block_import_handle: c.slot_handle,
				spawner: task_manager.spawn_essential_handle(),
				export_pov: None,
				max_pov_percentage: None,
			});
		},
		Authoring::Lookahead => {
			let params = lookahead::Params {
				create_inherent_data_providers: move |_, ()| async move { Ok(()) },
				block_import: c.block_import,
				para_client: c.client,
				para_backend: c.backend,
				relay_client: c.relay_chain_interface,
				code_hash_provider,
				keystore: c.keystore,
				collator_key: c.collator_key,
				collator_peer_id: c.collator_peer_id,
				para_id: c.para_id,
				overseer_handle: c.overseer_handle,
				relay_chain_slot_duration: RELAY_CHAIN_SLOT_DURATION,
				proposer,
				collator_service,
				authoring_duration: Duration::from_millis(2_000),
				reinitialize: false,
				max_pov_percentage: None,
			};
			task_manager.spawn_essential_handle().spawn(
				"aura",
				None,
				lookahead::run::<Block, AuraPair, _, _, _, _, _, _, _, _>(params),
			);
		},
	}
}
