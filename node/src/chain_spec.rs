//! Chain specs: what a chain starts from.

use sc_chain_spec::{ChainSpecExtension, ChainType, Properties};
use serde::{Deserialize, Serialize};

/// A Salus chain spec.
pub type ChainSpec = sc_service::GenericChainSpec<Extensions>;

/// Id of the chain that runs without a relay chain. No other chain may have it: its nodes trust whoever they follow.
pub const DEVELOPMENT_ID: &str = "salus-dev";

/// Id of the chain with two collators under well-known keys.
pub const LOCAL_ID: &str = "salus-local";

/// What a parachain's chain spec says beyond its genesis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ChainSpecExtension)]
pub struct Extensions {
	/// The relay chain: a name or a path that the relay-chain side of the node understands.
	#[serde(alias = "relayChain", alias = "RelayChain")]
	pub relay_chain: String,
	/// Parachain id, for tools that do not ask the runtime.
	#[serde(alias = "paraId", alias = "ParaId")]
	pub para_id: Option<u32>,
}

impl Extensions {
	/// The extensions of a chain spec.
	pub fn try_get(chain_spec: &dyn sc_service::ChainSpec) -> Option<&Self> {
		sc_chain_spec::get_extension(chain_spec.extensions())
	}
}

fn properties() -> Properties {
	let mut properties = Properties::new();
	properties.insert("tokenSymbol".into(), "SALUS".into());
	properties.insert("tokenDecimals".into(), 12.into());
	properties.insert("ss58Format".into(), salus_runtime::constants::SS58_PREFIX.into());
	properties
}

fn runtime() -> Result<&'static [u8], String> {
	salus_runtime::WASM_BINARY.ok_or_else(|| {
		"this node was built without a runtime (SKIP_WASM_BUILD): build again, or give a chain spec file".into()
	})
}

fn preset(name: &str, id: &str, chain_type: ChainType, preset: &str) -> Result<ChainSpec, String> {
	Ok(ChainSpec::builder(
		runtime()?,
		Extensions { relay_chain: "rococo-local".into(), para_id: Some(salus_runtime::constants::PARACHAIN_ID) },
	)
	.with_name(name)
	.with_id(id)
	.with_chain_type(chain_type)
	.with_genesis_config_preset_name(preset)
	.with_protocol_id(id)
	.with_properties(properties())
	.build())
}

/// A consortium's own chain.
pub struct Founding<'a> {
	/// Name that wallets and nodes show.
	pub name: &'a str,
	/// Name of folders and protocols.
	pub id: &'a str,
	/// Parachain id.
	pub para_id: u32,
	/// The relay chain: a name or a path that the relay-chain side of the node understands.
	pub relay_chain: &'a str,
	/// Whom a new node asks first.
	pub boot_nodes: Vec<sc_service::config::MultiaddrWithPeerId>,
	/// What differs from an empty genesis.
	pub genesis: serde_json::Value,
	/// Without a relay chain, to try it out.
	pub trial: bool,
}

/// The chain spec of a consortium's own chain.
pub fn consortium(founding: Founding) -> Result<ChainSpec, String> {
	let Founding { name, id, para_id, relay_chain, boot_nodes, genesis, trial } = founding;
	let (name, id, chain_type) = if trial {
		(format!("{name} (trial)"), DEVELOPMENT_ID, ChainType::Development)
	} else {
		(name.to_string(), id, ChainType::Live)
	};
	Ok(ChainSpec::builder(runtime()?, Extensions { relay_chain: relay_chain.into(), para_id: Some(para_id) })
		.with_name(&name)
		.with_id(id)
		.with_chain_type(chain_type)
		.with_boot_nodes(boot_nodes)
		.with_genesis_config_patch(genesis)
		.with_protocol_id(id)
		.with_properties(properties())
		.build())
}

/// The chain spec of this name, or in the file at this path.
pub fn load(id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
	Ok(Box::new(match id {
		"" | "dev" => preset(
			"Salus Development",
			DEVELOPMENT_ID,
			ChainType::Development,
			sp_genesis_builder_presets::DEVELOPMENT,
		)?,
		"local" => preset("Salus Local", LOCAL_ID, ChainType::Local, sp_genesis_builder_presets::LOCAL)?,
		path => {
			if !std::path::Path::new(path).exists() {
				return Err(format!("no chain spec '{path}': use dev, local, or the path of a chain spec file"));
			}
			ChainSpec::from_json_file(path.into())?
		},
	}))
}

/// Names of the runtime's genesis presets.
mod sp_genesis_builder_presets {
	pub const DEVELOPMENT: &str = "development";
	pub const LOCAL: &str = "local_testnet";
}
