//! The chain, as the custodian sees it: five calls, seven questions.
//!
//! Calls are built from the metadata that the node serves, by names and not by generated code, so that a runtime
//! upgrade which leaves them alone needs no new custodian.

use async_trait::async_trait;
use pallet_drug_provenance::{Bulk, Day, LotId, Told};
use salus_primitives::{
	anchor::Root, store::StoreKind, AnchorId, Commitment, Gtin14, OrganizationId, Seconds, Sscc18, StoreId,
};
use serde::Serialize;
use sp_core::H256;
use std::{future::Future, str::FromStr, time::Duration};
use subxt::{
	client::OnlineClientAtBlockImpl,
	config::DefaultExtrinsicParamsBuilder,
	dynamic::{self, Value},
	error::{DispatchError, TransactionEventsError, TransactionFinalizedSuccessError},
	ext::{scale_decode::DecodeAsType, scale_value::Composite},
	utils::AccountId32,
	OnlineClient, SubstrateConfig,
};
use subxt_signer::sr25519::Keypair;
use tokio::{sync::Mutex, time::timeout};

/// The instance of `pallet-records` in the runtime.
const PALLET: &str = "Records";

/// The instance of `pallet-drug-provenance` in the runtime.
const PROVENANCE: &str = "DrugProvenance";

/// Blocks within which a transaction must be included, else it is void and may be sent again.
const MORTALITY: u64 = 64;

/// Time limit of one question.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why the chain did not do or say what it should.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
	/// The node does not answer, or not in time.
	#[error("the node cannot be reached: {0}")]
	Unreachable(String),
	/// The runtime refused the call; the error's name, as `Pallet::Error`.
	#[error("the chain refused: {0}")]
	Refused(String),
	/// Something else went wrong on the way.
	#[error("the node: {0}")]
	Failed(String),
	/// The call was sent and what became of it is not known.
	#[error("sent, and not in a finalised block in time: the custodian will ask again before it sends again")]
	Unknown,
}

/// On which lawful basis an attestor reads a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
	/// A node of the store's owner.
	OwnNode,
	/// An auditor's.
	Auditor,
	/// A regulator's.
	Regulator,
	/// A business associate's.
	BusinessAssociate,
}

/// An attestor of a store: `<key>=<basis>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attestor {
	/// Its sr25519 key.
	pub key: [u8; 32],
	/// Its basis.
	pub basis: Basis,
}

impl FromStr for Attestor {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let (key, basis) = text.split_once('=').ok_or("want <key>=<basis>")?;
		let key = match key.strip_prefix("0x") {
			Some(digits) => {
				let mut bytes = [0; 32];
				hex::decode_to_slice(digits, &mut bytes).map_err(|_| "want 64 hexadecimal digits after 0x")?;
				bytes
			},
			None => AccountId32::from_str(key).map_err(|_| "want the attestor's key as SS58 or 0x hexadecimal")?.0,
		};
		let basis = match basis {
			"own-node" => Basis::OwnNode,
			"auditor" => Basis::Auditor,
			"regulator" => Basis::Regulator,
			"business-associate" => Basis::BusinessAssociate,
			_ => return Err("the basis is own-node, auditor, regulator or business-associate".into()),
		};
		Ok(Self { key, basis })
	}
}

/// A call that the custodian makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
	/// Register a store.
	RegisterStore {
		/// Its owner.
		organization: OrganizationId,
		/// Its kind.
		kind: StoreKind,
		/// Commitment to its URL.
		url_commitment: Commitment,
		/// Who attests it.
		attestors: Vec<Attestor>,
		/// How many must agree.
		quorum: u32,
		/// Seconds between challenges that come by themselves.
		challenge_period: Seconds,
	},
	/// Anchor a batch.
	Anchor {
		/// In which store.
		store: StoreId,
		/// Root hash.
		root: H256,
		/// Number of leaves.
		count: u32,
		/// Handle of the manifest.
		manifest: String,
		/// (anchor, index) of former versions.
		supersedes: Vec<(AnchorId, u32)>,
	},
	/// Record that leaves were erased.
	Erase {
		/// Under which anchor.
		anchor: AnchorId,
		/// Their indices.
		indices: Vec<u32>,
	},
	/// Commission serials of a lot.
	Commission {
		/// The labeller.
		organization: OrganizationId,
		/// Which lot.
		lot: LotId,
		/// Its last day of use.
		expiry: Day,
		/// Root over the sorted serials, and their number.
		root: Root,
		/// When and where.
		told: Told,
	},
	/// Fill a container in bulk.
	PackBulk {
		/// The labeller.
		organization: OrganizationId,
		/// Which one.
		container: Sscc18,
		/// What with.
		bulk: Bulk,
		/// When and where.
		told: Told,
	},
}

fn unsigned(n: u64) -> Value {
	Value::u128(n.into())
}

fn optional(value: Option<Value>) -> Value {
	match value {
		Some(value) => Value::unnamed_variant("Some", [value]),
		None => Value::unnamed_variant("None", []),
	}
}

fn lot_value((gtin, lot): &LotId) -> Value {
	Value::unnamed_composite([unsigned(gtin.get()), Value::from_bytes(lot.as_bytes())])
}

fn told_value(told: &Told) -> Value {
	let time = Value::named_composite([
		("millis", unsigned(told.time.millis)),
		("offset", Value::i128(told.time.offset.into())),
	]);
	Value::named_composite([
		("time", time),
		("place", optional(told.place.map(|place| unsigned(place.get())))),
		("event", optional(told.event.map(|event| Value::from_bytes(event.0)))),
	])
}

fn root_value(root: &Root) -> Value {
	Value::named_composite([("hash", Value::from_bytes(root.hash.0)), ("count", unsigned(root.count.into()))])
}

impl Call {
	/// The pallet whose call it is.
	pub fn pallet(&self) -> &'static str {
		match self {
			Self::RegisterStore { .. } | Self::Anchor { .. } | Self::Erase { .. } => PALLET,
			Self::Commission { .. } | Self::PackBulk { .. } => PROVENANCE,
		}
	}

	/// Name and arguments, as the metadata names them.
	fn encode(&self) -> (&'static str, Composite<()>) {
		match self {
			Self::Commission { organization, lot, expiry, root, told } => {
				let (gtin, number) = lot;
				let arguments = [
					("organization", unsigned((*organization).into())),
					("gtin", unsigned(gtin.get())),
					("lot", Value::from_bytes(number.as_bytes())),
					("expiry", unsigned((*expiry).into())),
					("root", Value::from_bytes(root.hash.0)),
					("count", unsigned(root.count.into())),
					("told", told_value(told)),
				];
				("commission", Composite::named(arguments))
			},
			Self::PackBulk { organization, container, bulk, told } => {
				let bulk = Value::named_composite([
					("root", root_value(&bulk.root)),
					("height", unsigned(bulk.height.into())),
					("lot", optional(bulk.lot.as_ref().map(lot_value))),
				]);
				let arguments = [
					("organization", unsigned((*organization).into())),
					("container", unsigned(container.get())),
					("bulk", bulk),
					("told", told_value(told)),
				];
				("pack_bulk", Composite::named(arguments))
			},
			Self::RegisterStore { organization, kind, url_commitment, attestors, quorum, challenge_period } => {
				let attestors = attestors.iter().map(|attestor| {
					let basis = Value::unnamed_variant(format!("{:?}", attestor.basis), []);
					Value::unnamed_composite([Value::from_bytes(attestor.key), basis])
				});
				let arguments = [
					("organization", unsigned((*organization).into())),
					("kind", Value::unnamed_variant(format!("{kind:?}"), [])),
					("url_commitment", Value::from_bytes(url_commitment.0)),
					("attestors", Value::unnamed_composite(attestors)),
					("quorum", unsigned((*quorum).into())),
					("challenge_period", unsigned(*challenge_period)),
				];
				("register_store", Composite::named(arguments))
			},
			Self::Anchor { store, root, count, manifest, supersedes } => {
				let pair = |(anchor, index): &(AnchorId, u32)| {
					Value::unnamed_composite([unsigned(*anchor), unsigned((*index).into())])
				};
				let arguments = [
					("store", unsigned((*store).into())),
					("root", Value::from_bytes(root)),
					("count", unsigned((*count).into())),
					("manifest", Value::from_bytes(manifest)),
					("supersedes", Value::unnamed_composite(supersedes.iter().map(pair))),
				];
				("anchor", Composite::named(arguments))
			},
			Self::Erase { anchor, indices } => {
				let indices = indices.iter().map(|index| unsigned((*index).into()));
				let arguments = [("anchor", unsigned(*anchor)), ("indices", Value::unnamed_composite(indices))];
				("erase", Composite::named(arguments))
			},
		}
	}
}

/// A signed call.
#[derive(Clone)]
pub struct Prepared {
	/// Its hash.
	pub hash: H256,
	/// Its bytes.
	pub bytes: Vec<u8>,
}

/// What the chain says of an anchor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnchorFacts {
	/// In which store.
	pub store: StoreId,
	/// Root hash.
	pub root: H256,
	/// Number of leaves.
	pub count: u32,
	/// Handle of its manifest.
	pub manifest: String,
	/// When it was anchored, by the chain's clock.
	pub at: Seconds,
}

/// What the chain says of a leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeafFacts {
	/// Was it erased?
	pub erased: bool,
	/// The anchor that holds a later version.
	pub superseded_by: Option<AnchorId>,
}

/// The node at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Head {
	/// Number of the last finalised block.
	pub finalized: u64,
}

/// The chain. Every answer is as of the last finalised block.
#[async_trait]
pub trait Chain: Send + Sync {
	/// Where the chain stands.
	async fn head(&self) -> Result<Head, ChainError>;

	/// The owner's store with this URL commitment.
	async fn store_of(&self, owner: OrganizationId, url: Commitment) -> Result<Option<StoreId>, ChainError>;

	/// The anchor with this root in this store.
	async fn anchor_of(&self, store: StoreId, root: H256) -> Result<Option<AnchorId>, ChainError>;

	/// An anchor.
	async fn anchor(&self, anchor: AnchorId) -> Result<Option<AnchorFacts>, ChainError>;

	/// What is marked at a leaf.
	async fn leaf(&self, anchor: AnchorId, index: u32) -> Result<LeafFacts, ChainError>;

	/// Sign a call.
	async fn prepare(&self, call: &Call) -> Result<Prepared, ChainError>;

	/// Send a signed call and wait until it succeeded in a finalised block.
	async fn send(&self, call: &Prepared) -> Result<(), ChainError>;
}

type Client = OnlineClient<SubstrateConfig>;
type At = subxt::client::ClientAtBlock<SubstrateConfig, OnlineClientAtBlockImpl<SubstrateConfig>>;

/// The chain behind a node's WebSocket.
pub struct NodeChain {
	url: String,
	signer: Keypair,
	finality: Duration,
	client: Mutex<Option<Client>>,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct RootShape {
	hash: [u8; 32],
	count: u32,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct AnchorShape {
	store: StoreId,
	root: RootShape,
	manifest: Vec<u8>,
	at: u64,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct StoreShape {
	owner: OrganizationId,
	url_commitment: [u8; 32],
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct BatchShape {
	root: RootShape,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct LotShape {
	expiry: Day,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct LotInfoShape {
	lot: LotShape,
	batches: Vec<BatchShape>,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct ProductShape {
	labeller: OrganizationId,
}

/// What the chain says of a lot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotFacts {
	/// Its last day of use.
	pub expiry: Day,
	/// Roots of its batches, in their order.
	pub roots: Vec<Root>,
}

fn failed(error: impl Into<subxt::Error>) -> ChainError {
	let error = error.into();
	ChainError::Failed(error.to_string())
}

impl NodeChain {
	/// A node. Connects when first asked, and again whenever the connection broke.
	pub fn new(url: String, signer: Keypair, finality: Duration) -> Self {
		Self { url, signer, finality, client: Mutex::new(None) }
	}

	async fn client(&self) -> Result<Client, ChainError> {
		let mut held = self.client.lock().await;
		if let Some(client) = &*held {
			return Ok(client.clone());
		}
		let connect = Client::from_insecure_url(&self.url);
		let client = match timeout(PATIENCE, connect).await {
			Err(_) => return Err(ChainError::Unreachable("no answer in time".into())),
			Ok(Err(error)) => return Err(ChainError::Unreachable(error.to_string())),
			Ok(Ok(client)) => client,
		};
		*held = Some(client.clone());
		Ok(client)
	}

	/// Ask within the time limit. After any failure the next question connects anew.
	async fn ask<T>(&self, question: impl Future<Output = Result<T, ChainError>>) -> Result<T, ChainError> {
		let answer = match timeout(PATIENCE, question).await {
			Ok(answer) => answer,
			Err(_) => Err(ChainError::Unreachable("no answer in time".into())),
		};
		if answer.is_err() {
			*self.client.lock().await = None;
		}
		answer
	}

	async fn at(&self) -> Result<At, ChainError> {
		self.client().await?.at_current_block().await.map_err(failed)
	}

	/// The chain's clock, in seconds.
	pub async fn now(&self) -> Result<Seconds, ChainError> {
		self.ask(async {
			let at = self.at().await?;
			let clock = at.storage().fetch(dynamic::storage::<(), u64>("Timestamp", "Now"), ()).await;
			Ok(clock.map_err(failed)?.decode().map_err(failed)?.div_euclid(1_000))
		})
		.await
	}

	/// The labeller of a product.
	pub async fn labeller(&self, gtin: Gtin14) -> Result<Option<OrganizationId>, ChainError> {
		self.ask(async {
			let question = dynamic::runtime_api_call::<_, Option<ProductShape>>(
				"ProvenanceApi",
				"product",
				(unsigned(gtin.get()),),
			);
			let found = self.at().await?.runtime_apis().call(question).await.map_err(failed)?;
			Ok(found.map(|product| product.labeller))
		})
		.await
	}

	/// A lot.
	pub async fn lot(&self, lot: &LotId) -> Result<Option<LotFacts>, ChainError> {
		self.ask(async {
			let question =
				dynamic::runtime_api_call::<_, Option<LotInfoShape>>("ProvenanceApi", "lot", (lot_value(lot),));
			let found = self.at().await?.runtime_apis().call(question).await.map_err(failed)?;
			Ok(found.map(|found| LotFacts {
				expiry: found.lot.expiry,
				roots: found
					.batches
					.into_iter()
					.map(|batch| Root { hash: H256(batch.root.hash), count: batch.root.count })
					.collect(),
			}))
		})
		.await
	}

	/// Does the chain know this container?
	pub async fn knows_container(&self, container: Sscc18) -> Result<bool, ChainError> {
		self.ask(async {
			let address = dynamic::storage::<(u64,), Value>(PROVENANCE, "Containers");
			let at = self.at().await?;
			let found = at.storage().try_fetch(address, (container.get(),)).await.map_err(failed)?;
			Ok(found.is_some())
		})
		.await
	}
}

#[async_trait]
impl Chain for NodeChain {
	async fn head(&self) -> Result<Head, ChainError> {
		self.ask(async { Ok(Head { finalized: self.at().await?.block_number() }) }).await
	}

	async fn store_of(&self, owner: OrganizationId, url: Commitment) -> Result<Option<StoreId>, ChainError> {
		let next = self.ask(async {
			let address = dynamic::storage::<(), StoreId>(PALLET, "NextStoreId");
			let at = self.at().await?;
			let value = at.storage().fetch(address, ()).await.map_err(failed)?;
			value.decode().map_err(failed)
		});
		for store in (0..next.await?).rev() {
			let found = self.ask(async {
				let question = dynamic::runtime_api_call::<_, Option<StoreShape>>("RecordsApi", "store", (store,));
				self.at().await?.runtime_apis().call(question).await.map_err(failed)
			});
			if found.await?.is_some_and(|found| found.owner == owner && found.url_commitment == url.0 .0) {
				return Ok(Some(store));
			}
		}
		Ok(None)
	}

	async fn anchor_of(&self, store: StoreId, root: H256) -> Result<Option<AnchorId>, ChainError> {
		self.ask(async {
			let question = dynamic::runtime_api_call::<_, Option<AnchorId>>("RecordsApi", "anchor_of", (store, root.0));
			self.at().await?.runtime_apis().call(question).await.map_err(failed)
		})
		.await
	}

	async fn anchor(&self, anchor: AnchorId) -> Result<Option<AnchorFacts>, ChainError> {
		self.ask(async {
			let question = dynamic::runtime_api_call::<_, Option<AnchorShape>>("RecordsApi", "anchor", (anchor,));
			let found = self.at().await?.runtime_apis().call(question).await.map_err(failed)?;
			Ok(found.map(|found| AnchorFacts {
				store: found.store,
				root: H256(found.root.hash),
				count: found.root.count,
				manifest: String::from_utf8_lossy(&found.manifest).into_owned(),
				at: found.at,
			}))
		})
		.await
	}

	async fn leaf(&self, anchor: AnchorId, index: u32) -> Result<LeafFacts, ChainError> {
		self.ask(async {
			let at = self.at().await?;
			let storage = at.storage();
			let erased = dynamic::storage::<(AnchorId, u32), Value>(PALLET, "Erased");
			let superseded = dynamic::storage::<(AnchorId, u32), AnchorId>(PALLET, "Superseded");
			let superseded_by = storage.try_fetch(superseded, (anchor, index)).await.map_err(failed)?;
			Ok(LeafFacts {
				erased: storage.try_fetch(erased, (anchor, index)).await.map_err(failed)?.is_some(),
				superseded_by: superseded_by.map(|found| found.decode().map_err(failed)).transpose()?,
			})
		})
		.await
	}

	async fn prepare(&self, call: &Call) -> Result<Prepared, ChainError> {
		self.ask(async {
			let (name, arguments) = call.encode();
			let payload = dynamic::transaction(call.pallet(), name, arguments);
			let parameters = DefaultExtrinsicParamsBuilder::<SubstrateConfig>::new().mortal(MORTALITY).build();
			let mut transactions = self.at().await?.transactions();
			let signed = transactions.create_signed(&payload, &self.signer, parameters).await.map_err(failed)?;
			Ok(Prepared { hash: H256(signed.hash().0), bytes: signed.into_encoded() })
		})
		.await
	}

	async fn send(&self, call: &Prepared) -> Result<(), ChainError> {
		let submit = self.ask(async {
			let transaction = self.at().await?.transactions().from_bytes(call.bytes.clone());
			transaction.submit_and_watch().await.map_err(failed)
		});
		match timeout(self.finality, submit.await?.wait_for_finalized_success()).await {
			Ok(Ok(_)) => Ok(()),
			Ok(Err(TransactionFinalizedSuccessError::SuccessError(TransactionEventsError::ExtrinsicFailed(error)))) => {
				Err(ChainError::Refused(match error {
					DispatchError::Module(module) => module.details_string(),
					other => other.to_string(),
				}))
			},
			Ok(Err(error)) => {
				*self.client.lock().await = None;
				Err(failed(error))
			},
			Err(_) => {
				*self.client.lock().await = None;
				Err(ChainError::Unknown)
			},
		}
	}
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used, clippy::panic)]
	use super::*;
	use codec::Encode;
	use salus_primitives::{anchor::Root, AttestorKey, Handle};
	use scale_info::{MetaType, PortableRegistry, Registry, TypeInfo};
	use sp_core::{bounded::BoundedVec, ConstU32};
	use subxt::ext::scale_encode::EncodeAsType;

	/// A type as the metadata of a runtime describes it.
	fn described<T: TypeInfo + 'static>() -> (u32, PortableRegistry) {
		let mut registry = Registry::new();
		let id = registry.register_type(&MetaType::new::<T>()).id;
		(id, registry.into())
	}

	fn encoded<T: TypeInfo + 'static>(value: &Value) -> Vec<u8> {
		let (id, registry) = described::<T>();
		value.encode_as_type(id, &registry).unwrap()
	}

	fn arguments(call: &Call) -> Vec<(String, Value)> {
		match call.encode().1 {
			Composite::Named(arguments) => arguments,
			Composite::Unnamed(_) => panic!("arguments go by name"),
		}
	}

	/// The pallet's enumeration, as far as its encoding goes.
	#[derive(Encode, TypeInfo)]
	#[allow(dead_code)]
	enum PalletBasis {
		OwnNode,
		Auditor,
		Regulator,
		BusinessAssociate,
	}

	#[test]
	fn arguments_should_encode_as_the_runtime_decodes_them() {
		let attestors = vec![
			Attestor { key: [1; 32], basis: Basis::OwnNode },
			Attestor { key: [2; 32], basis: Basis::BusinessAssociate },
		];
		let register = Call::RegisterStore {
			organization: 3,
			kind: StoreKind::Dicom,
			url_commitment: Commitment(H256([4; 32])),
			attestors,
			quorum: 2,
			challenge_period: 86_400,
		};
		let by_name = arguments(&register);
		let names: Vec<&str> = by_name.iter().map(|(name, _)| name.as_str()).collect();
		assert_eq!(names, ["organization", "kind", "url_commitment", "attestors", "quorum", "challenge_period"]);
		let values: Vec<&Value> = by_name.iter().map(|(_, value)| value).collect();
		assert_eq!(encoded::<OrganizationId>(values[0]), 3u32.encode());
		assert_eq!(encoded::<StoreKind>(values[1]), StoreKind::Dicom.encode());
		assert_eq!(encoded::<Commitment>(values[2]), Commitment(H256([4; 32])).encode());
		let expected = vec![
			(AttestorKey::from_raw([1; 32]), PalletBasis::OwnNode),
			(AttestorKey::from_raw([2; 32]), PalletBasis::BusinessAssociate),
		];
		let found = encoded::<BoundedVec<(AttestorKey, PalletBasis), ConstU32<16>>>(values[3]);
		assert_eq!(found, expected.encode());
		assert_eq!(encoded::<Seconds>(values[5]), 86_400u64.encode());

		let anchor = Call::Anchor {
			store: 1,
			root: H256([9; 32]),
			count: 5,
			manifest: "salus-m-1".into(),
			supersedes: vec![(1 << 32 | 1, 7), (1 << 32 | 2, 8)],
		};
		let by_name = arguments(&anchor);
		let names: Vec<&str> = by_name.iter().map(|(name, _)| name.as_str()).collect();
		assert_eq!(names, ["store", "root", "count", "manifest", "supersedes"]);
		let values: Vec<&Value> = by_name.iter().map(|(_, value)| value).collect();
		assert_eq!(encoded::<H256>(values[1]), [9u8; 32].encode());
		assert_eq!(encoded::<Handle>(values[3]), b"salus-m-1".to_vec().encode());
		let found = encoded::<BoundedVec<(AnchorId, u32), ConstU32<256>>>(values[4]);
		assert_eq!(found, vec![(1u64 << 32 | 1, 7u32), (1 << 32 | 2, 8)].encode());

		let by_name = arguments(&Call::Erase { anchor: 1 << 32, indices: vec![1, 2, 3] });
		let found = encoded::<BoundedVec<u32, ConstU32<256>>>(&by_name[1].1);
		assert_eq!((by_name[0].0.as_str(), by_name[1].0.as_str()), ("anchor", "indices"));
		assert_eq!(found, vec![1u32, 2, 3].encode());
	}

	#[test]
	fn provenance_arguments_should_encode_as_the_runtime_decodes_them() {
		use pallet_drug_provenance::EventTime;
		let lot: LotId = ("09520123456788".parse().unwrap(), "L1".parse().unwrap());
		let root = Root { hash: H256([9; 32]), count: 5 };
		let place = Some("9520123000011".parse().unwrap());
		let told = Told { time: EventTime { millis: 1_700_000_000_123, offset: -90 }, place, event: None };
		let commission =
			Call::Commission { organization: 3, lot: lot.clone(), expiry: 20_000, root, told: told.clone() };
		assert_eq!((commission.pallet(), commission.encode().0), ("DrugProvenance", "commission"));
		let by_name = arguments(&commission);
		let names: Vec<&str> = by_name.iter().map(|(name, _)| name.as_str()).collect();
		assert_eq!(names, ["organization", "gtin", "lot", "expiry", "root", "count", "told"]);
		let values: Vec<&Value> = by_name.iter().map(|(_, value)| value).collect();
		assert_eq!(encoded::<Gtin14>(values[1]), lot.0.encode());
		assert_eq!(encoded::<pallet_drug_provenance::LotNumber>(values[2]), lot.1.encode());
		assert_eq!(encoded::<Day>(values[3]), 20_000u32.encode());
		assert_eq!(encoded::<H256>(values[4]), root.hash.encode());
		assert_eq!(encoded::<Told>(values[6]), told.encode());

		for lot in [None, Some(lot)] {
			let bulk = Bulk { root, height: 2, lot };
			let container: Sscc18 = "095201234567891235".parse().unwrap();
			let event = Some(H256([7; 32]));
			let told = Told { event, place: None, ..told.clone() };
			let pack = Call::PackBulk { organization: 3, container, bulk: bulk.clone(), told: told.clone() };
			assert_eq!((pack.pallet(), pack.encode().0), ("DrugProvenance", "pack_bulk"));
			let by_name = arguments(&pack);
			let names: Vec<&str> = by_name.iter().map(|(name, _)| name.as_str()).collect();
			assert_eq!(names, ["organization", "container", "bulk", "told"]);
			assert_eq!(encoded::<Sscc18>(&by_name[1].1), container.encode());
			assert_eq!(encoded::<Bulk>(&by_name[2].1), bulk.encode());
			assert_eq!(encoded::<Told>(&by_name[3].1), told.encode());
		}
	}

	#[test]
	fn lot_should_be_read_by_the_names_of_its_fields() {
		use pallet_drug_provenance::{Batch, Lot, LotInfo};
		use salus_primitives::{TrailHead, TrailKind};
		let roots = [Root { hash: H256([1; 32]), count: 2 }, Root { hash: H256([3; 32]), count: 4 }];
		let trail = TrailHead::new(TrailKind::Lot, &[]);
		let batches = roots.iter().map(|root| Batch { root: *root, epoch: 0, at: 5 }).collect::<Vec<_>>();
		let first = batches[0].clone();
		let (quarantine, recalls) = (None, Default::default());
		let lot = Lot { expiry: 20_000, batches: 2, first, serials: 6, quarantine, recalls, trail };
		let answer = Some(LotInfo { lot, batches: batches.try_into().unwrap(), expired: false });
		let (id, registry) = described::<Option<LotInfo>>();
		let read = Option::<LotInfoShape>::decode_as_type(&mut &answer.encode()[..], id, &registry).unwrap().unwrap();
		assert_eq!(read.lot.expiry, 20_000);
		let read: Vec<_> = read.batches.iter().map(|batch| (batch.root.hash, batch.root.count)).collect();
		assert_eq!(read, [([1; 32], 2), ([3; 32], 4)]);
	}

	/// What the runtime answers, with more than the custodian wants to know.
	#[derive(Encode, TypeInfo)]
	struct AnchorInfo {
		store: StoreId,
		sequence: u32,
		root: Root,
		manifest: Handle,
		block: u32,
		at: Seconds,
		erased: u32,
	}

	#[derive(Encode, TypeInfo)]
	struct StoreInfo {
		standing: PalletBasis,
		owner: OrganizationId,
		kind: StoreKind,
		url_commitment: Commitment,
		quorum: u32,
	}

	#[test]
	fn answers_should_be_read_by_the_names_of_their_fields() {
		let answer = Some(AnchorInfo {
			store: 1,
			sequence: 2,
			root: Root { hash: H256([3; 32]), count: 4 },
			manifest: Handle::truncate_from(b"handle".to_vec()),
			block: 5,
			at: 6,
			erased: 7,
		});
		let (id, registry) = described::<Option<AnchorInfo>>();
		let read = Option::<AnchorShape>::decode_as_type(&mut &answer.encode()[..], id, &registry).unwrap().unwrap();
		assert_eq!((read.store, read.root.hash, read.root.count, read.at), (1, [3; 32], 4, 6));
		assert_eq!(read.manifest, b"handle");

		let answer = Some(StoreInfo {
			standing: PalletBasis::Auditor,
			owner: 8,
			kind: StoreKind::Https,
			url_commitment: Commitment(H256([9; 32])),
			quorum: 3,
		});
		let (id, registry) = described::<Option<StoreInfo>>();
		let read = Option::<StoreShape>::decode_as_type(&mut &answer.encode()[..], id, &registry).unwrap().unwrap();
		assert_eq!((read.owner, read.url_commitment), (8, [9; 32]));
	}

	#[test]
	fn attestor_should_be_read_from_the_command_line() {
		let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
		let found: Attestor = format!("{alice}=own-node").parse().unwrap();
		assert_eq!(found.key, subxt_signer::sr25519::dev::alice().public_key().0);
		let hexadecimal = format!("0x{}=regulator", hex::encode(found.key));
		assert_eq!(hexadecimal.parse(), Ok(Attestor { key: found.key, basis: Basis::Regulator }));
		for wrong in [alice.to_string(), format!("{alice}=friend"), "0x12=auditor".into(), "nobody=auditor".into()] {
			assert!(wrong.parse::<Attestor>().is_err(), "{wrong}");
		}
	}

	#[tokio::test]
	async fn node_that_is_away_should_be_unreachable() {
		let signer = subxt_signer::sr25519::dev::alice();
		let chain = NodeChain::new("ws://127.0.0.1:1".into(), signer, Duration::from_secs(1));
		assert!(matches!(chain.head().await, Err(ChainError::Unreachable(_))));
		assert!(matches!(chain.anchor_of(1, H256::zero()).await, Err(ChainError::Unreachable(_))));
	}
}
