//! The development chain: no relay chain, one node that seals blocks, any number that follow it.
//!
//! The relay chain's part of each block is made up here. A block's slot is that of the clock, and at least one more
//! than its parent's: with blocks faster than a slot, chain time runs ahead of the clock and never backwards, also
//! across restarts.

use crate::{
	metrics::Part,
	service::{self, Client, Mode},
	stores::Stores,
};
use codec::Encode;
use cumulus_client_parachain_inherent::MockValidationDataInherentDataProvider;
use cumulus_primitives_core::{
	relay_chain::HeadData, CollectCollationInfo, GetParachainInfo, ParaId, RelayParentOffsetApi,
};
use futures::{channel::mpsc, SinkExt};
use polkadot_primitives::UpgradeGoAhead;
use salus_runtime::{
	constants::{RELAY_CHAIN_SLOT_DURATION_MILLIS, SLOT_DURATION},
	opaque::Block,
	Hash, Header,
};
use sc_consensus::{BasicQueue, BlockImportParams, DefaultImportQueue, ForkChoiceStrategy, LongestChain, Verifier};
use sc_consensus_manual_seal::{
	consensus::aura::AuraConsensusDataProvider, run_instant_seal, run_manual_seal, EngineCommand, InstantSealParams,
	ManualSealParams,
};
use sc_network::{config::FullNetworkConfiguration, NotificationMetrics};
use sc_service::{Configuration, TaskManager};
use sp_api::ProvideRuntimeApi;
use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature, SlotDuration};
use std::{sync::Arc, time::Duration};

/// When blocks are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sealing {
	/// At each transaction.
	Instant,
	/// At this interval.
	Interval(Duration),
	/// Never: another node makes them.
	Follow,
}

/// What a development chain wants, unless the operator said otherwise: histories kept, indices written.
pub(crate) fn adjust(config: &mut Configuration) {
	config.offchain_worker.indexing_enabled = true;
}

/// Followers trust whoever they connect to: a development chain has no consensus. What is imported counts as final,
/// since the node that sealed it has no second opinion.
struct Trusting;

#[async_trait::async_trait]
impl Verifier<Block> for Trusting {
	async fn verify(&self, mut block: BlockImportParams<Block>) -> Result<BlockImportParams<Block>, String> {
		block.finalized = true;
		block.fork_choice = Some(ForkChoiceStrategy::LongestChain);
		Ok(block)
	}
}

/// The import queue of a development node.
pub(crate) fn import_queue(
	client: Arc<Client>,
	spawner: &impl sp_core::traits::SpawnEssentialNamed,
	registry: Option<&prometheus_endpoint::Registry>,
) -> DefaultImportQueue<Block> {
	BasicQueue::new(Trusting, Box::new(client), None, spawner, registry)
}

/// Start a development node.
pub(crate) fn start(
	mut config: Configuration,
	sealing: Sealing,
	stores: Option<Stores>,
	lists: Option<Arc<salus_interop::serials::Store>>,
) -> Result<TaskManager, sc_service::Error> {
	let partial = service::new_partial(&config, Mode::Dev)?;
	let (_, _, mut telemetry, _) = partial.other;
	let (client, backend, pool) = (partial.client, partial.backend, partial.transaction_pool);
	let mut task_manager = partial.task_manager;
	crate::stores::enable(&*backend, stores)?;

	if sealing != Sealing::Follow {
		// It looks for nobody; followers find it.
		config.network.default_peers_set.out_peers = 0;
	}
	let prometheus_registry = config.prometheus_registry().cloned();
	let net_config = FullNetworkConfiguration::<_, _, sc_network::Litep2pNetworkBackend>::new(
		&config.network,
		prometheus_registry.clone(),
	);
	let (network, system_rpc_tx, tx_handler_controller, sync_service, _) =
		sc_service::build_network(sc_service::BuildNetworkParams {
			config: &config,
			client: client.clone(),
			transaction_pool: pool.clone(),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue: partial.import_queue,
			net_config,
			block_announce_validator_builder: None,
			warp_sync_config: None,
			block_relay: None,
			metrics: NotificationMetrics::new(prometheus_registry.as_ref()),
			gap_sync_body_policy: None,
		})?;

	service::spawn_offchain_workers(
		&config,
		&task_manager,
		client.clone(),
		&backend,
		pool.clone(),
		partial.keystore_container.keystore(),
		network.clone(),
	)?;

	crate::metrics::spawn(
		prometheus_registry.as_ref(),
		&task_manager,
		client.clone(),
		partial.keystore_container.keystore(),
		if sealing == Sealing::Follow { Part::Follows } else { Part::Seals },
	)?;

	let para_id = client
		.runtime_api()
		.parachain_id(client.chain_info().best_hash)
		.map_err(|e| sc_service::Error::Other(format!("the runtime does not say its parachain id: {e}")))?;
	let proposer = sc_basic_authorship::ProposerFactory::new(
		task_manager.spawn_handle(),
		client.clone(),
		pool.clone(),
		prometheus_registry.as_ref(),
		telemetry.as_ref().map(|t| t.handle()),
	);
	// Makes the digest agree with the timestamp, which the runtime checks.
	let digests = AuraConsensusDataProvider::<Block>::new_with_slot_duration(SlotDuration::from_millis(SLOT_DURATION));
	let inherents = MockedRelay { client: client.clone(), para_id };
	let create_inherent_data_providers = move |parent: Hash, ()| {
		let inherents = inherents.clone();
		async move { inherents.create(parent) }
	};
	let spawner = task_manager.spawn_essential_handle();
	match sealing {
		Sealing::Follow => {},
		Sealing::Instant => spawner.spawn_blocking(
			"instant-seal",
			None,
			run_instant_seal(InstantSealParams {
				block_import: client.clone(),
				env: proposer,
				client: client.clone(),
				pool: pool.clone(),
				select_chain: LongestChain::new(backend.clone()),
				consensus_data_provider: Some(Box::new(digests)),
				create_inherent_data_providers,
			}),
		),
		Sealing::Interval(interval) => {
			let (mut commands, commands_stream) = mpsc::channel(1);
			spawner.spawn("seal-interval", None, async move {
				loop {
					futures_timer::Delay::new(interval).await;
					let seal = EngineCommand::SealNewBlock {
						create_empty: true,
						finalize: true,
						parent_hash: None,
						sender: None,
					};
					// Waits while a block is still being made, so a slow machine seals late but never piles up.
					if commands.send(seal).await.is_err() {
						return;
					}
				}
			});
			spawner.spawn_blocking(
				"interval-seal",
				None,
				run_manual_seal(ManualSealParams {
					block_import: client.clone(),
					env: proposer,
					client: client.clone(),
					pool: pool.clone(),
					select_chain: LongestChain::new(backend.clone()),
					commands_stream: Box::pin(commands_stream),
					consensus_data_provider: Some(Box::new(digests)),
					create_inherent_data_providers,
				}),
			);
		},
	}

	sc_service::spawn_tasks(sc_service::SpawnTasksParams {
		rpc_builder: service::rpc_builder(client.clone(), pool.clone(), backend.clone(), lists),
		network,
		client,
		keystore: partial.keystore_container.keystore(),
		task_manager: &mut task_manager,
		transaction_pool: pool,
		backend,
		system_rpc_tx,
		tx_handler_controller,
		sync_service,
		config,
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;
	Ok(task_manager)
}

/// Stands in for the relay chain.
#[derive(Clone)]
struct MockedRelay {
	client: Arc<Client>,
	para_id: ParaId,
}

impl MockedRelay {
	fn create(
		&self,
		parent: Hash,
	) -> Result<
		(sp_timestamp::InherentDataProvider, MockValidationDataInherentDataProvider<()>),
		Box<dyn std::error::Error + Send + Sync>,
	> {
		let header = self.client.header(parent)?.ok_or("the parent block is not in the database")?;
		let number = header.number.checked_add(1).ok_or("the chain is full")?;
		let slot = next_slot(&header);
		let api = self.client.runtime_api();
		// A runtime upgrade waits for the relay chain's word: give it as soon as there is new code.
		let code_waits = api.collect_collation_info(parent, &header)?.new_validation_code.is_some();
		let relay_number = u32::try_from(slot)?;
		let relay = MockValidationDataInherentDataProvider::<()> {
			current_para_block: number,
			para_id: self.para_id,
			current_para_block_head: Some(HeadData(header.encode())),
			relay_blocks_per_para_block: 1,
			relay_offset: relay_number.saturating_sub(number),
			relay_parent_offset: api.relay_parent_offset(parent)?,
			para_blocks_per_relay_epoch: 10,
			upgrade_go_ahead: code_waits.then_some(UpgradeGoAhead::GoAhead),
			..Default::default()
		};
		Ok((sp_timestamp::InherentDataProvider::new(slot.saturating_mul(SLOT_DURATION).into()), relay))
	}
}

fn next_slot(parent: &Header) -> u64 {
	let now = sp_timestamp::Timestamp::current().as_millis();
	let now = now.checked_div(RELAY_CHAIN_SLOT_DURATION_MILLIS.into()).unwrap_or_default();
	let last = parent
		.digest
		.logs
		.iter()
		.find_map(CompatibleDigestItem::<AuthoritySignature>::as_aura_pre_digest)
		.map_or(0, u64::from);
	now.max(last.saturating_add(1))
}
