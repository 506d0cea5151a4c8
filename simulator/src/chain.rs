//! Blocks of the real runtime, compiled for this machine, over a trie in memory that forgets nothing.
//!
//! Every method of the runtime is called as a node calls it: by name, through the dispatch that `impl_runtime_apis!`
//! generates, with SCALE bytes in and out. Since no trie node is ever removed, going back to an earlier block takes no
//! more than its root.

use crate::offchain::Database;
use codec::{Decode, Encode};
use cumulus_primitives_core::{relay_chain::HeadData, PersistedValidationData};
use cumulus_primitives_parachain_inherent::{ParachainInherentData, INHERENT_IDENTIFIER};
use cumulus_test_relay_sproof_builder::RelayStateSproofBuilder;
use hash_db::{Hasher, Prefix};
use salus_runtime::{
	apis::api::dispatch,
	constants::{PARACHAIN_ID, RELAY_PARENT_OFFSET, SLOT_DURATION},
	opaque::Block,
	AccountId, Balance, Header, RuntimeEvent, RuntimeGenesisConfig, System,
};
use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature};
use sp_core::{offchain::OffchainDbExt, storage::StateVersion};
use sp_externalities::Extensions;
use sp_inherents::InherentData;
use sp_runtime::{
	traits::Header as _, transaction_validity::TransactionValidityError, ApplyExtrinsicResult, BuildStorage, Digest,
	DigestItem, DispatchError, OpaqueExtrinsic,
};
use sp_state_machine::{
	BackendTransaction, Ext, OffchainChangesCollection, OverlayedChanges, TrieBackend, TrieBackendBuilder,
	TrieBackendStorage,
};
use sp_trie::{
	cache::{CacheSize, SharedTrieCache},
	proof_size_extension::ProofSizeExt,
	DBValue,
};
use std::{
	collections::{BTreeMap, HashMap},
	panic::{catch_unwind, AssertUnwindSafe},
};

/// Hash of the chain's trie.
pub type Hashing = sp_runtime::traits::BlakeTwo256;
/// A hash.
pub type Hash = sp_core::H256;

type Recorder = sp_trie::recorder::Recorder<Hashing>;
type Cache = SharedTrieCache<Hashing>;

/// Slot of the first block.
pub const FIRST_SLOT: u64 = 1_790_000_000_000 / SLOT_DURATION;

/// Trie nodes by hash.
#[derive(Default)]
struct Nodes(HashMap<Hash, Box<[u8]>>);

impl Nodes {
	fn absorb(&mut self, mut transaction: BackendTransaction<Hashing>) {
		for (value, references) in transaction.drain().into_values() {
			if references > 0 {
				let hash = <Hashing as Hasher>::hash(&value);
				self.0.entry(hash).or_insert_with(|| value.into());
			}
		}
	}
}

impl TrieBackendStorage<Hashing> for Nodes {
	fn get(&self, key: &Hash, _: Prefix) -> Result<Option<DBValue>, sp_state_machine::DefaultError> {
		Ok(self.0.get(key).map(|node| node.to_vec()))
	}
}

/// A block that others can be built on.
#[derive(Clone)]
pub struct Head {
	/// Its header.
	pub header: Header,
	/// Root of the state after it.
	pub root: Hash,
	/// Its slot: time, as the runtime knows it.
	pub slot: u64,
}

impl Head {
	/// Unix seconds, without what the clock of its author was off.
	pub fn seconds(&self) -> u64 {
		self.slot.saturating_mul(SLOT_DURATION) / 1_000
	}
}

/// A chain of trie nodes, with all its forks.
pub struct Chain {
	nodes: Nodes,
	cache: Cache,
	/// What the runtime wrote into the node's off-chain index.
	pub index: Database,
	/// Hash of the first block.
	pub genesis: Hash,
}

/// What became of an extrinsic.
pub enum Applied {
	/// It is in the block; what it did.
	Included {
		/// Whether its call succeeded.
		result: Result<(), DispatchError>,
		/// What happened, its own success or failure last.
		events: Vec<RuntimeEvent>,
		/// Bytes that it added to the recorded proof.
		proof: u64,
	},
	/// It is not in the block and left nothing behind.
	Refused(TransactionValidityError),
}

impl Chain {
	/// The development chain, where these accounts, too, have so much.
	pub fn development(accounts: &[(AccountId, Balance)]) -> (Self, Head) {
		let preset = salus_runtime::genesis::get_preset(&"development".into()).expect("the preset exists");
		let patch: serde_json::Value = serde_json::from_slice(&preset).expect("presets are JSON");
		let mut full = serde_json::to_value(RuntimeGenesisConfig::default()).expect("the configuration is JSON");
		merge(&mut full, patch);
		let mut config: RuntimeGenesisConfig = serde_json::from_value(full).expect("the preset fits");
		for (account, amount) in accounts {
			if !config.balances.balances.iter().any(|(known, _)| known == account) {
				config.balances.balances.push((account.clone(), *amount));
			}
		}
		let storage = config.build_storage().expect("the preset builds");
		assert!(storage.children_default.is_empty(), "no child tries are used");
		let mut chain = Self {
			nodes: Nodes::default(),
			// Big enough for all that one block reads.
			cache: Cache::new(CacheSize::new(64 * 1024 * 1024), None),
			index: Database::default(),
			genesis: Hash::default(),
		};
		let empty = <Hashing as Hasher>::hash(&[0]);
		chain.nodes.0.insert(empty, Box::new([0]));
		let entries = storage.top.iter().map(|(key, value)| (key.as_slice(), Some(value.as_slice())));
		let (root, transaction) = {
			let backend = TrieBackendBuilder::<_, Hashing>::new(&chain.nodes, empty).build();
			sp_state_machine::Backend::storage_root(&backend, entries, StateVersion::V1)
		};
		chain.nodes.absorb(transaction);
		let mut header = Header::new(0, Default::default(), Default::default(), Default::default(), Default::default());
		header.state_root = root;
		header.extrinsics_root = <Hashing as sp_runtime::traits::Hash>::ordered_trie_root(Vec::new(), StateVersion::V1);
		chain.genesis = header.hash();
		(chain, Head { header, root, slot: FIRST_SLOT })
	}

	/// How many trie nodes are kept.
	pub fn nodes(&self) -> usize {
		self.nodes.0.len()
	}

	/// Look at the state after a block, or ask the runtime about it; nothing that this writes is kept.
	pub fn at<R>(&self, head: &Head, look: impl FnOnce() -> R) -> R {
		self.at_with(head, Extensions::default(), look)
	}

	/// Likewise, as a node with these extensions.
	pub fn at_with<R>(&self, head: &Head, mut extensions: Extensions, look: impl FnOnce() -> R) -> R {
		if extensions.get_mut(std::any::TypeId::of::<OffchainDbExt>()).is_none() {
			extensions.register(OffchainDbExt::new(self.index.clone()));
		}
		let state = self.state(head.root, None);
		let mut overlay = OverlayedChanges::default();
		let mut ext = Ext::new(&mut overlay, &state, Some(&mut extensions));
		sp_externalities::set_and_run_with_externalities(&mut ext, look)
	}

	/// Change the state after a block, as no extrinsic could.
	pub fn patch(&mut self, head: &mut Head, change: impl FnOnce()) {
		let mut overlay = OverlayedChanges::default();
		let changes = {
			let state = self.state(head.root, None);
			let mut extensions = Extensions::default();
			let mut ext = Ext::new(&mut overlay, &state, Some(&mut extensions));
			sp_externalities::set_and_run_with_externalities(&mut ext, change);
			overlay.drain_storage_changes(&state, StateVersion::V1).expect("the trie is whole")
		};
		head.root = changes.transaction_storage_root;
		self.nodes.absorb(changes.transaction);
	}

	/// Begin a block in this slot, by a clock that is so many milliseconds into it.
	pub fn draft(&self, parent: &Head, slot: u64, into: u64) -> Result<Draft<'_>, String> {
		Draft::open(self, parent, slot, into)
	}

	/// Keep a block.
	pub fn keep(&mut self, built: Built) -> Head {
		self.nodes.absorb(built.transaction);
		self.index.absorb(built.index);
		built.head
	}

	/// Execute a block as a node that imports it does. The runtime itself compares the roots.
	pub fn import(&self, parent: &Head, block: &Block) -> Result<(), String> {
		let recorder = Recorder::default();
		let state = self.state(parent.root, Some(&recorder));
		let mut overlay = OverlayedChanges::default();
		run(&state, &mut overlay, &recorder, &self.index, || call("Core_execute_block", &block.encode())).map(|_| ())
	}

	fn state(&self, root: Hash, recorder: Option<&Recorder>) -> TrieBackend<&Nodes, Hashing> {
		TrieBackendBuilder::<_, Hashing>::new(&self.nodes, root)
			.with_cache(self.cache.local_cache_trusted())
			.with_optional_recorder(recorder.cloned())
			.build()
	}
}

/// Call a method of the runtime; a panic is an error, and says where.
pub fn call(method: &str, data: &[u8]) -> Result<Vec<u8>, String> {
	let answer = catch_unwind(AssertUnwindSafe(|| dispatch(method, data)));
	match answer {
		Ok(Some(answer)) => Ok(answer),
		Ok(None) => Err(format!("the runtime has no method {method}")),
		Err(_) => Err(format!("{method} panics: {}", crate::panics::last())),
	}
}

fn run<R>(
	state: &TrieBackend<&Nodes, Hashing>,
	overlay: &mut OverlayedChanges<Hashing>,
	recorder: &Recorder,
	index: &Database,
	work: impl FnOnce() -> R,
) -> R {
	let mut extensions = Extensions::default();
	extensions.register(ProofSizeExt::new(recorder.clone()));
	extensions.register(OffchainDbExt::new(index.clone()));
	let mut ext = Ext::new(overlay, state, Some(&mut extensions));
	sp_externalities::set_and_run_with_externalities(&mut ext, work)
}

/// A block that is being built.
pub struct Draft<'a> {
	chain: &'a Chain,
	state: TrieBackend<&'a Nodes, Hashing>,
	recorder: Recorder,
	overlay: OverlayedChanges<Hashing>,
	extrinsics: Vec<OpaqueExtrinsic>,
	slot: u64,
	seen: usize,
}

/// A finished block.
pub struct Built {
	/// The block.
	pub block: Block,
	/// What the next one is built on.
	pub head: Head,
	/// Events of the end of the block.
	pub events: Vec<RuntimeEvent>,
	/// Bytes of recorded proof.
	pub proof: u64,
	transaction: BackendTransaction<Hashing>,
	index: OffchainChangesCollection,
}

impl<'a> Draft<'a> {
	fn open(chain: &'a Chain, parent: &Head, slot: u64, into: u64) -> Result<Self, String> {
		let recorder = Recorder::default();
		let state = chain.state(parent.root, Some(&recorder));
		let overlay = OverlayedChanges::default();
		let mut draft = Self { chain, state, recorder, overlay, extrinsics: Vec::new(), slot, seen: 0 };
		let aura = <DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_pre_digest(slot.into());
		let number = parent.header.number.saturating_add(1);
		let digest = Digest { logs: vec![aura] };
		let header = Header::new(number, Default::default(), Default::default(), parent.header.hash(), digest);
		draft.run(|| call("Core_initialize_block", &header.encode()))?;
		let data = inherents(parent, slot, into)?;
		let made = draft.run(|| call("BlockBuilder_inherent_extrinsics", &data.encode()))?;
		for inherent in Vec::<OpaqueExtrinsic>::decode(&mut &made[..]).map_err(|error| error.to_string())? {
			match draft.apply(&inherent.encode())? {
				Applied::Included { result: Ok(()), .. } => {},
				Applied::Included { result: Err(error), .. } => return Err(format!("an inherent fails: {error:?}")),
				Applied::Refused(error) => return Err(format!("an inherent is refused: {error:?}")),
			}
		}
		// What happened by itself at the beginning of the block is still to be told.
		draft.seen = 0;
		Ok(draft)
	}

	/// Look at, or change, the state of the block as it is now.
	pub fn run<R>(&mut self, work: impl FnOnce() -> R) -> R {
		run(&self.state, &mut self.overlay, &self.recorder, &self.chain.index, work)
	}

	/// Do something and undo it.
	pub fn dry<R>(&mut self, work: impl FnOnce() -> R) -> R {
		self.begin();
		let answer = self.run(work);
		self.roll_back();
		answer
	}

	/// Events since this was asked last.
	pub fn news(&mut self) -> Vec<RuntimeEvent> {
		let seen = self.seen;
		let news: Vec<RuntimeEvent> = self.run(|| {
			if System::event_count() as usize <= seen {
				return Vec::new();
			}
			System::read_events_no_consensus().skip(seen).map(|record| record.event).collect()
		});
		self.seen = seen + news.len();
		news
	}

	/// Execute an extrinsic, as a block's author does. A panic is an error.
	pub fn apply(&mut self, extrinsic: &[u8]) -> Result<Applied, String> {
		let before = self.recorder.estimate_encoded_size();
		self.begin();
		let answer = self.run(|| call("BlockBuilder_apply_extrinsic", extrinsic))?;
		let result = ApplyExtrinsicResult::decode(&mut &answer[..]).map_err(|error| error.to_string())?;
		match result {
			Ok(result) => {
				self.overlay.commit_transaction().map_err(|_| "no transaction is open")?;
				self.recorder.commit_transaction().map_err(|()| "no recording is open")?;
				let opaque = OpaqueExtrinsic::try_from_encoded_extrinsic(extrinsic).map_err(|e| e.to_string())?;
				self.extrinsics.push(opaque);
				let proof = self.recorder.estimate_encoded_size().saturating_sub(before) as u64;
				Ok(Applied::Included { result, events: self.news(), proof })
			},
			Err(error) => {
				self.roll_back();
				Ok(Applied::Refused(error))
			},
		}
	}

	/// Finish the block.
	pub fn close(mut self) -> Result<Built, String> {
		let answer = self.run(|| call("BlockBuilder_finalize_block", &[]))?;
		let header = Header::decode(&mut &answer[..]).map_err(|error| error.to_string())?;
		let events = self.news();
		let proof = self.recorder.estimate_encoded_size() as u64;
		let changes = self.overlay.drain_storage_changes(&self.state, StateVersion::V1)?;
		if changes.transaction_storage_root != header.state_root {
			return Err("the block states another root than its changes".into());
		}
		Ok(Built {
			head: Head { root: header.state_root, slot: self.slot, header: header.clone() },
			block: Block { header, extrinsics: self.extrinsics },
			events,
			proof,
			transaction: changes.transaction,
			index: changes.offchain_storage_changes,
		})
	}

	fn begin(&mut self) {
		self.overlay.start_transaction();
		self.recorder.start_transaction();
	}

	fn roll_back(&mut self) {
		self.overlay.rollback_transaction().expect("a transaction is open");
		self.recorder.rollback_transaction().expect("a recording is open");
	}
}

/// The time, and a relay chain made up as the development node does.
fn inherents(parent: &Head, slot: u64, into: u64) -> Result<InherentData, String> {
	let mut relay = RelayStateSproofBuilder {
		para_id: PARACHAIN_ID.into(),
		dmq_mqc_head: Some(Default::default()),
		current_slot: slot.into(),
		included_para_head: Some(HeadData(parent.header.encode())),
		num_authorities: 2,
		..Default::default()
	};
	relay.randomness = Hash::from_low_u64_be(slot);
	let (relay_parent_storage_root, relay_chain_state, mut relay_parent_descendants) =
		relay.into_state_root_proof_and_descendants(RELAY_PARENT_OFFSET.into());
	// Nobody reads them then, and there is chance in their signatures.
	if RELAY_PARENT_OFFSET == 0 {
		relay_parent_descendants.clear();
	}
	let parachain = ParachainInherentData {
		validation_data: PersistedValidationData {
			parent_head: Default::default(),
			relay_parent_number: u32::try_from(slot).map_err(|error| error.to_string())?,
			relay_parent_storage_root,
			max_pov_size: Default::default(),
		},
		relay_chain_state,
		downward_messages: Vec::new(),
		horizontal_messages: BTreeMap::new(),
		relay_parent_descendants,
		collator_peer_id: None,
	};
	let time = sp_timestamp::Timestamp::new(slot.saturating_mul(SLOT_DURATION).saturating_add(into));
	let mut data = InherentData::new();
	data.put_data(sp_timestamp::INHERENT_IDENTIFIER, &time).map_err(|error| error.to_string())?;
	data.put_data(INHERENT_IDENTIFIER, &parachain).map_err(|error| error.to_string())?;
	Ok(data)
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
