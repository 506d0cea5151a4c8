//! JSON-RPC.
//!
//! Beside the usual Substrate methods, each domain of Salus has a namespace. Every method takes one JSON object and,
//! optionally, the hash of the block to ask at; every answer says which block it speaks of and whether that block is
//! final. Bytes are 0x-hex, accounts SS58, integers of 64 bits and more decimal strings, times RFC 3339.

// Methods are called as JSON-RPC has them: `consent_fromFhir` is asked of a node.
#![allow(clippy::wrong_self_convention)]

mod answer;
mod claims;
mod codes;
mod consent;
mod credentials;
mod documents;
mod error;
#[cfg(test)]
mod fuzz;
mod provenance;
mod recent;
mod records;
mod trail;

pub use answer::Answer;
pub use error::Refusal;

use crate::service::{Client, NodeBackend, Pool};
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use std::sync::Arc;
use substrate_frame_rpc_system::{System, SystemApiServer};

/// All methods.
pub type Module = jsonrpsee::RpcModule<()>;

/// What the methods answer from.
pub struct Deps {
	/// The chain.
	pub client: Arc<Client>,
	/// The transaction pool.
	pub pool: Arc<Pool>,
	/// The database, for what the off-chain index holds.
	pub backend: Arc<NodeBackend>,
	/// Serial lists of a labeller, where this node has them.
	pub lists: Option<Arc<salus_interop::serials::Store>>,
}

/// Put all methods together.
pub fn build(deps: Deps) -> Result<Module, Box<dyn std::error::Error + Send + Sync>> {
	let Deps { client, pool, backend, lists } = deps;
	let mut module = Module::new(());
	module.merge(System::new(client.clone(), pool).into_rpc())?;
	module.merge(TransactionPayment::new(client.clone()).into_rpc())?;
	module.merge(records::RecordsApiServer::into_rpc(records::Records::new(client.clone())))?;
	module.merge(codes::CodesApiServer::into_rpc(codes::Codes::new(client.clone())))?;
	module.merge(consent::ConsentApiServer::into_rpc(consent::Consent::new(client.clone(), backend.clone())))?;
	module.merge(credentials::CredentialsApiServer::into_rpc(credentials::Credentials::new(client.clone())))?;
	module.merge(claims::ClaimsApiServer::into_rpc(claims::Claims::new(client.clone(), backend.clone())))?;
	module.merge(provenance::ProvenanceApiServer::into_rpc(provenance::Provenance::new(
		client.clone(),
		backend.clone(),
		lists,
	)))?;
	module.merge(trail::TrailApiServer::into_rpc(trail::Trail::new(client, backend)))?;
	Ok(module)
}
