//! A chain of one: the compiled runtime, in the executor that nodes use, over a trie in memory.

use crate::{
	fill::Map,
	nodes::{Entry, Nodes},
	Hash, Hashing,
};
use anyhow::{anyhow, bail, ensure, Context, Result};
use codec::{Decode, DecodeAll, Encode};
use cpu_time::ThreadTime;
use cumulus_primitives_core::{relay_chain::HeadData, PersistedValidationData};
use cumulus_primitives_parachain_inherent::{ParachainInherentData, INHERENT_IDENTIFIER};
use cumulus_primitives_proof_size_hostfunction::storage_proof_size;
use cumulus_test_relay_sproof_builder::RelayStateSproofBuilder;
use frame_system::ConsumedWeight;
use salus_runtime::{
	constants::{PARACHAIN_ID, RELAY_PARENT_OFFSET, SLOT_DURATION},
	opaque::Block,
	AccountId, Balance, Header, Nonce, Runtime,
};
use sc_executor::WasmExecutor;
use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature};
use sp_core::{
	storage::{well_known_keys::CODE, StateVersion},
	traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
};
use sp_externalities::Extensions;
use sp_inherents::InherentData;
use sp_runtime::{
	traits::{Hash as _, Header as _},
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	ApplyExtrinsicResult, Digest, DigestItem, OpaqueExtrinsic,
};
use sp_state_machine::{
	create_proof_check_backend, Backend, BackendTransaction, BasicExternalities, IterArgs, OverlayedChanges,
	StateMachine, TrieBackend, TrieBackendBuilder,
};
use sp_trie::{
	cache::{CacheSize, SharedTrieCache},
	proof_size_extension::ProofSizeExt,
	CompactProof,
};
use std::{
	collections::{BTreeMap, BTreeSet},
	ops::Range,
	sync::Arc,
	time::Duration,
};

/// The functions that a node of a parachain offers its runtime.
type HostFunctions = (storage_proof_size::HostFunctions, sp_io::SubstrateHostFunctions);
type Recorder = sp_trie::recorder::Recorder<Hashing>;
type Cache = SharedTrieCache<Hashing>;
type State<'a> = TrieBackend<&'a Nodes, Hashing>;

/// Slot of the first block. Chain time follows from it, so that two runs make the same blocks.
const FIRST_SLOT: u64 = 1_790_000_000_000 / SLOT_DURATION;

/// Room for everything that one block reads. Each block starts with an empty cache: what it reads first is cold.
const CACHE: CacheSize = CacheSize::new(256 * 1024 * 1024);

/// A runtime and what executes it. Its clones share what was compiled.
#[derive(Clone)]
pub struct Engine {
	executor: WasmExecutor<HostFunctions>,
	code: Arc<[u8]>,
	hash: Vec<u8>,
}

impl Engine {
	/// For this runtime.
	pub fn new(code: Vec<u8>) -> Self {
		let hash = sp_crypto_hashing::blake2_256(&code).to_vec();
		Self { executor: WasmExecutor::builder().build(), code: code.into(), hash }
	}

	fn code<'a>(&self, fetcher: &'a WrappedRuntimeCode<'a>) -> RuntimeCode<'a> {
		RuntimeCode { code_fetcher: fetcher, heap_pages: None, hash: self.hash.clone() }
	}
}

/// A chain, at its newest block.
pub struct Chain {
	engine: Engine,
	nodes: Nodes,
	root: Hash,
	head: Header,
	genesis: Hash,
	slot: u64,
}

/// A block that was built, and what building it took.
pub struct Built {
	/// The block.
	pub block: Block,
	/// What it wrote: the last value of each key, `None` for a removed one.
	pub changes: Vec<(Vec<u8>, Option<Vec<u8>>)>,
	/// Keys of which anything was read.
	pub keys: BTreeSet<Vec<u8>>,
	/// Size of the recorded proof, as the runtime itself sees it when it reclaims weight.
	pub recorded: u64,
	/// The proof as it travels to the relay chain's validators.
	pub proof: CompactProof,
	/// Weight that the runtime counted, after reclaiming.
	pub weight: ConsumedWeight,
	transaction: BackendTransaction<Hashing>,
	root: Hash,
	slot: u64,
}

/// What became of an extrinsic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Push {
	/// It was executed, and its call succeeded.
	Done,
	/// The block has no room left for it.
	Full,
}

/// An answer of the runtime, and what it took.
pub struct Answer {
	/// The answer, SCALE-encoded.
	pub data: Vec<u8>,
	/// Time on the processor.
	pub time: Duration,
}

impl Chain {
	/// The `development` chain of this runtime, where these accounts, too, have so much.
	pub fn development(engine: Engine, accounts: &[(AccountId, Balance)]) -> Result<Self> {
		let mut chain = Self {
			engine,
			nodes: Nodes::default(),
			root: Hash::default(),
			head: Header::new(0, Default::default(), Default::default(), Default::default(), Default::default()),
			genesis: Hash::default(),
			slot: FIRST_SLOT,
		};
		let mut top = chain.preset("development")?;
		endow(&mut top, accounts)?;
		top.insert(CODE.to_vec(), chain.engine.code.to_vec());
		let entries = top.into_iter().map(|(key, value)| (key.into(), value.into())).collect();
		(chain.nodes, chain.root, _) = Nodes::build(entries);
		chain.head.state_root = chain.root;
		chain.head.extrinsics_root = Hashing::ordered_trie_root(Vec::new(), StateVersion::V1);
		chain.genesis = chain.head.hash();
		Ok(chain)
	}

	/// Hash of the first block.
	pub fn genesis(&self) -> Hash {
		self.genesis
	}

	/// How many trie nodes are kept.
	pub fn nodes(&self) -> usize {
		self.nodes.len()
	}

	/// Time of the newest block, in Unix seconds.
	pub fn now(&self) -> u64 {
		self.slot.saturating_mul(SLOT_DURATION) / 1_000
	}

	/// The value of this key now.
	pub fn storage(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
		TrieBackendBuilder::<_, Hashing>::new(&self.nodes, self.root)
			.build()
			.storage(key)
			.map_err(|error| anyhow!("the trie is broken: {error}"))
	}

	/// Add entries of these numbers to each of these maps; returns how many entries there are then in the whole trie.
	/// Each map must have an entry already: the others are copies of it.
	pub fn fill(&mut self, maps: &[Map], entries: Range<u64>) -> Result<usize> {
		let state = TrieBackendBuilder::<_, Hashing>::new(&self.nodes, self.root).build();
		let mut all: Vec<Entry> = Vec::new();
		for pair in state.pairs(IterArgs::default()).map_err(|error| anyhow!("{error}"))? {
			let (key, value) = pair.map_err(|error| anyhow!("{error}"))?;
			all.push((key.into(), value.into()));
		}
		let specimens = maps
			.iter()
			.map(|map| {
				let prefix = map.prefix();
				let found = all.iter().find(|(key, _)| key.starts_with(&prefix));
				let (key, value) = found.with_context(|| format!("{map:?} has no entry to copy"))?;
				ensure!(key.len() == map.key_length(), "{map:?}: its keys have {} bytes", key.len());
				Ok(value.clone())
			})
			.collect::<Result<Vec<_>>>()?;
		for (map, value) in maps.iter().zip(specimens) {
			all.extend(map.keys(entries.clone()).map(|key| (key, value.clone())));
		}
		let (nodes, root, count) = Nodes::build(all);
		(self.nodes, self.root) = (nodes, root);
		Ok(count)
	}

	/// Begin a block on the newest one.
	pub fn draft(&self) -> Result<Draft<'_>> {
		Draft::open(self)
	}

	/// Make a block the newest one.
	pub fn adopt(&mut self, built: Built) {
		self.nodes.absorb(built.transaction);
		self.root = built.root;
		self.head = built.block.header;
		self.slot = built.slot;
	}

	/// Execute a block on the newest one as a node does that imports it, and measure how long the runtime takes.
	pub fn import(&self, block: &Block) -> Result<Duration> {
		let (cache, recorder) = (Cache::new(CACHE, None), Recorder::default());
		let state = self.state(&cache, Some(&recorder));
		let data = block.encode();
		let context = CallContext::Onchain { import: true };
		let (_, time) =
			self.call(&state, &mut Default::default(), Some(&recorder), "Core_execute_block", &data, context)?;
		Ok(time)
	}

	/// Execute a block as a validator of the relay chain does: with nothing but its compact proof.
	pub fn validate(&self, built: &Built) -> Result<()> {
		let (proof, _) = built
			.proof
			.to_storage_proof::<Hashing>(&self.root)
			.map_err(|error| anyhow!("the compact proof is broken: {error}"))?;
		let known = create_proof_check_backend::<Hashing>(self.root, proof).map_err(|error| anyhow!("{error}"))?;
		let recorder = Recorder::default();
		let state = TrieBackendBuilder::wrap(&known).with_recorder(recorder.clone()).build();
		let data = built.block.encode();
		let context = CallContext::Onchain { import: true };
		self.call(&state, &mut Default::default(), Some(&recorder), "Core_execute_block", &data, context)?;
		Ok(())
	}

	/// Ask the runtime something about the newest block.
	pub fn ask(&self, method: &str, data: &[u8]) -> Result<Vec<u8>> {
		Ok(self.ask_with(&Cache::new(CACHE, None), method, data)?.data)
	}

	/// Ask the runtime something that no state answers.
	pub fn ask_nothing(&self, method: &str) -> Result<Vec<u8>> {
		Ok(self.call_genesis(method, &[])?.0)
	}

	/// Ask as a node does, whose cache knows what was asked before.
	pub fn ask_with(&self, cache: &Cache, method: &str, data: &[u8]) -> Result<Answer> {
		let state = self.state(cache, None);
		let (data, time) = self.call(&state, &mut Default::default(), None, method, data, CallContext::Offchain)?;
		Ok(Answer { data, time })
	}

	/// Ask, and prove the answer: the compact proof of all that was read, and the keys.
	pub fn prove(&self, method: &str, data: &[u8]) -> Result<(CompactProof, BTreeSet<Vec<u8>>)> {
		let (cache, recorder) = (Cache::new(CACHE, None), Recorder::default());
		let state = self.state(&cache, Some(&recorder));
		self.call(&state, &mut Default::default(), Some(&recorder), method, data, CallContext::Offchain)?;
		Ok((self.compact(&recorder)?, self.keys(&recorder)))
	}

	/// A cache as a node keeps one.
	pub fn cache() -> Cache {
		Cache::new(CACHE, None)
	}

	fn state<'a>(&'a self, cache: &Cache, recorder: Option<&Recorder>) -> State<'a> {
		TrieBackendBuilder::<_, Hashing>::new(&self.nodes, self.root)
			.with_cache(cache.local_cache_trusted())
			.with_optional_recorder(recorder.cloned())
			.build()
	}

	fn call<B: Backend<Hashing>>(
		&self,
		state: &B,
		overlay: &mut OverlayedChanges<Hashing>,
		recorder: Option<&Recorder>,
		method: &str,
		data: &[u8],
		context: CallContext,
	) -> Result<(Vec<u8>, Duration)> {
		let mut extensions = Extensions::default();
		if let Some(recorder) = recorder {
			extensions.register(ProofSizeExt::new(recorder.clone()));
		}
		let fetcher = WrappedRuntimeCode((&*self.engine.code).into());
		let code = self.engine.code(&fetcher);
		let mut machine =
			StateMachine::new(state, overlay, &self.engine.executor, method, data, &mut extensions, &code, context);
		let start = ThreadTime::now();
		let answer = machine.execute();
		let time = start.elapsed();
		Ok((answer.map_err(|error| anyhow!("{method}: {error}"))?, time))
	}

	fn compact(&self, recorder: &Recorder) -> Result<CompactProof> {
		recorder
			.to_storage_proof()
			.to_compact_proof::<Hashing>(self.root)
			.map_err(|error| anyhow!("the proof cannot be made compact: {error}"))
	}

	fn keys(&self, recorder: &Recorder) -> BTreeSet<Vec<u8>> {
		let mut recorded = recorder.recorded_keys();
		recorded.remove(&self.root).unwrap_or_default().into_keys().map(|key| key.to_vec()).collect()
	}

	/// The entries of a chain that starts from this preset.
	fn preset(&self, name: &str) -> Result<BTreeMap<Vec<u8>, Vec<u8>>> {
		let named = |name: Option<&str>| -> Result<serde_json::Value> {
			let (answer, _) = self.call_genesis("GenesisBuilder_get_preset", &name.encode())?;
			let json = Option::<Vec<u8>>::decode_all(&mut &*answer)?.context("the runtime has no such preset")?;
			Ok(serde_json::from_slice(&json)?)
		};
		let mut config = named(None)?;
		merge(&mut config, named(Some(name))?);
		let (answer, top) = self.call_genesis("GenesisBuilder_build_state", &serde_json::to_vec(&config)?.encode())?;
		Result::<(), String>::decode_all(&mut &*answer)?
			.map_err(|error| anyhow!("the preset does not build: {error}"))?;
		Ok(top)
	}

	fn call_genesis(&self, method: &str, data: &[u8]) -> Result<(Vec<u8>, BTreeMap<Vec<u8>, Vec<u8>>)> {
		let mut empty = BasicExternalities::new_empty();
		let fetcher = WrappedRuntimeCode((&*self.engine.code).into());
		let code = self.engine.code(&fetcher);
		let answer = self.engine.executor.call(&mut empty, &code, method, data, CallContext::Offchain).0;
		Ok((answer.map_err(|error| anyhow!("{method}: {error}"))?, empty.into_storages().top))
	}
}

/// A block that is being built.
pub struct Draft<'a> {
	chain: &'a Chain,
	state: State<'a>,
	recorder: Recorder,
	overlay: OverlayedChanges<Hashing>,
	extrinsics: Vec<OpaqueExtrinsic>,
	slot: u64,
}

impl<'a> Draft<'a> {
	fn open(chain: &'a Chain) -> Result<Self> {
		let recorder = Recorder::default();
		let state = chain.state(&Chain::cache(), Some(&recorder));
		let slot = chain.slot.saturating_add(1);
		let mut draft = Self { chain, state, recorder, overlay: Default::default(), extrinsics: Vec::new(), slot };
		let aura = <DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_pre_digest(slot.into());
		let number = chain.head.number.saturating_add(1);
		let digest = Digest { logs: vec![aura] };
		let header = Header::new(number, Default::default(), Default::default(), chain.head.hash(), digest);
		draft.call("Core_initialize_block", &header.encode())?;
		let inherents = draft.call("BlockBuilder_inherent_extrinsics", &draft.inherents(number)?.encode())?;
		for inherent in Vec::<OpaqueExtrinsic>::decode_all(&mut &*inherents)? {
			ensure!(draft.push(&inherent.encode())? == Push::Done, "the block has no room for its inherents");
		}
		Ok(draft)
	}

	/// Execute an extrinsic. One that is invalid, or whose call fails, is an error: what is measured must succeed.
	pub fn push(&mut self, extrinsic: &[u8]) -> Result<Push> {
		// As nodes do: an extrinsic that does not fit leaves nothing behind, in the state or in the proof.
		self.overlay.start_transaction();
		self.recorder.start_transaction();
		let answer = self.call("BlockBuilder_apply_extrinsic", extrinsic)?;
		match ApplyExtrinsicResult::decode_all(&mut &*answer)? {
			Ok(Ok(())) => {
				self.overlay.commit_transaction().map_err(|_| anyhow!("no transaction is open"))?;
				self.recorder.commit_transaction().map_err(|()| anyhow!("no recording is open"))?;
				self.extrinsics.push(OpaqueExtrinsic::try_from_encoded_extrinsic(extrinsic)?);
				Ok(Push::Done)
			},
			Ok(Err(error)) => bail!("the call fails: {error:?}"),
			Err(TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources)) => {
				self.overlay.rollback_transaction().map_err(|_| anyhow!("no transaction is open"))?;
				self.recorder.rollback_transaction().map_err(|()| anyhow!("no recording is open"))?;
				Ok(Push::Full)
			},
			Err(error) => bail!("the extrinsic is invalid: {error:?}"),
		}
	}

	/// How many extrinsics the block has, inherents included.
	pub fn len(&self) -> usize {
		self.extrinsics.len()
	}

	/// Finish the block.
	pub fn close(mut self) -> Result<Built> {
		let weight_key = frame_system::BlockWeight::<Runtime>::hashed_key();
		let weight = self.overlay.storage(&weight_key).flatten().context("the block counted no weight")?;
		let weight = ConsumedWeight::decode(&mut &*weight)?;
		let header = Header::decode_all(&mut &*self.call("BlockBuilder_finalize_block", &[])?)?;
		let changes = self
			.overlay
			.drain_storage_changes(&self.state, StateVersion::V1)
			.map_err(|error| anyhow!("the changes cannot be had: {error}"))?;
		ensure!(
			changes.transaction_storage_root == header.state_root,
			"the block states another root than its changes"
		);
		Ok(Built {
			block: Block { header, extrinsics: self.extrinsics },
			changes: changes.main_storage_changes,
			keys: self.chain.keys(&self.recorder),
			recorded: u64::try_from(self.recorder.estimate_encoded_size())?,
			proof: self.chain.compact(&self.recorder)?,
			weight,
			transaction: changes.transaction,
			root: changes.transaction_storage_root,
			slot: self.slot,
		})
	}

	fn call(&mut self, method: &str, data: &[u8]) -> Result<Vec<u8>> {
		let context = CallContext::Onchain { import: false };
		let (answer, _) =
			self.chain.call(&self.state, &mut self.overlay, Some(&self.recorder), method, data, context)?;
		Ok(answer)
	}

	/// The time, and a relay chain made up as the development node does.
	fn inherents(&self, number: u32) -> Result<InherentData> {
		let mut relay = RelayStateSproofBuilder {
			para_id: PARACHAIN_ID.into(),
			dmq_mqc_head: Some(Default::default()),
			current_slot: self.slot.into(),
			included_para_head: Some(HeadData(self.chain.head.encode())),
			num_authorities: 2,
			..Default::default()
		};
		relay.randomness = Hash::from_low_u64_be(number.into());
		let (relay_parent_storage_root, relay_chain_state, relay_parent_descendants) =
			relay.into_state_root_proof_and_descendants(RELAY_PARENT_OFFSET.into());
		let parachain = ParachainInherentData {
			validation_data: PersistedValidationData {
				parent_head: Default::default(),
				relay_parent_number: u32::try_from(self.slot)?,
				relay_parent_storage_root,
				max_pov_size: Default::default(),
			},
			relay_chain_state,
			downward_messages: Vec::new(),
			horizontal_messages: BTreeMap::new(),
			relay_parent_descendants,
			collator_peer_id: None,
		};
		let time = sp_timestamp::Timestamp::new(self.slot.saturating_mul(SLOT_DURATION));
		let mut data = InherentData::new();
		data.put_data(sp_timestamp::INHERENT_IDENTIFIER, &time).map_err(|error| anyhow!("{error}"))?;
		data.put_data(INHERENT_IDENTIFIER, &parachain).map_err(|error| anyhow!("{error}"))?;
		Ok(data)
	}
}

/// Give accounts money before the chain starts.
fn endow(top: &mut BTreeMap<Vec<u8>, Vec<u8>>, accounts: &[(AccountId, Balance)]) -> Result<()> {
	let issuance_key = pallet_balances::TotalIssuance::<Runtime>::hashed_key().to_vec();
	let issued = top.get(&issuance_key).context("the preset issues no token")?;
	let mut issued = Balance::decode_all(&mut issued.as_slice())?;
	for (account, free) in accounts {
		let info = frame_system::AccountInfo {
			nonce: Nonce::default(),
			consumers: 0,
			providers: 1,
			sufficients: 0,
			data: pallet_balances::AccountData { free: *free, ..Default::default() },
		};
		issued = issued.saturating_add(*free);
		top.insert(frame_system::Account::<Runtime>::hashed_key_for(account), info.encode());
	}
	top.insert(issuance_key, issued.encode());
	Ok(())
}

/// Patch a configuration as chain specifications do.
fn merge(into: &mut serde_json::Value, patch: serde_json::Value) {
	match (into, patch) {
		(serde_json::Value::Object(into), serde_json::Value::Object(patch)) => {
			for (key, value) in patch {
				merge(into.entry(key).or_insert(serde_json::Value::Null), value);
			}
		},
		(into, patch) => *into = patch,
	}
}
