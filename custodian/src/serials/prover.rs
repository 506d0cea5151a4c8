//! What the lists say of a code, with the proof that the chain takes.

use crate::rpc::{NodeRpc, QuestionError};
use async_trait::async_trait;
use pallet_drug_provenance::{Around, Bulk, Evidence, Gap, ItemId, LotId, Membership, Packing, SerialProof};
use salus_interop::{
	gs1::{self, Named},
	serials::{evidence_json, proof_json, ListError, Proved, Standing, Store},
};
use salus_primitives::{anchor::Root, Gtin14, LotNumber, Sscc18, UnitId};
use serde::Deserialize;
use serde_json::{json, Value};
use sp_core::H256;
use std::sync::Arc;
use tokio::task::spawn_blocking;

/// The most batches of which a serial may be for the chain to be asked about them.
const MAX_ASKED: usize = 16;

/// The node, as the lists' keeper sees it: always about the newest block.
#[async_trait]
pub trait Questions: Send + Sync {
	/// Roots of a lot's batches, in their order; `None` for an unknown lot.
	async fn roots(&self, lot: &LotId) -> Result<Option<Vec<Root>>, QuestionError>;

	/// Has this container had an event of its own?
	async fn in_state(&self, container: Sscc18) -> Result<bool, QuestionError>;
}

#[derive(Deserialize)]
struct BatchShape {
	root: H256,
	serials: u32,
}

#[derive(Deserialize)]
struct LotShape {
	batches: Vec<BatchShape>,
}

#[async_trait]
impl Questions for NodeRpc {
	async fn roots(&self, (gtin, lot): &LotId) -> Result<Option<Vec<Root>>, QuestionError> {
		let method = "provenance_lot";
		let found = self.ask(method, json!([{ "gtin": gtin, "lot": lot.as_str() }])).await?;
		if found.is_null() {
			return Ok(None);
		}
		let found: LotShape = serde_json::from_value(found).map_err(|_| QuestionError::Malformed(method))?;
		let root = |batch: BatchShape| Root { hash: batch.root, count: batch.serials };
		Ok(Some(found.batches.into_iter().map(root).collect()))
	}

	async fn in_state(&self, container: Sscc18) -> Result<bool, QuestionError> {
		let found = self.ask("provenance_container", json!([{ "sscc": container }])).await?;
		Ok(!found.is_null())
	}
}

/// Why nothing can be proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
	/// No list of this product is here.
	Product,
	/// No list of this product has the serial.
	Lot,
	/// A list has the serial, and the chain does not have the list's root.
	NotCommissioned,
	/// The lot has a batch whose list is not here.
	List,
	/// No packing here has the container.
	Container,
	/// Neither a unit nor a container.
	Nothing,
}

impl Unknown {
	fn word(self) -> &'static str {
		match self {
			Self::Product => "unknown-product",
			Self::Lot => "lot-needed",
			Self::NotCommissioned => "not-commissioned",
			Self::List => "list-missing",
			Self::Container => "unknown-container",
			Self::Nothing => "nothing-named",
		}
	}

	fn sentence(self) -> &'static str {
		match self {
			Self::Product => "no serial list of this product is kept here: ask its labeller",
			Self::Lot => {
				"no list of this product has the serial; that it was never made is proved lot by lot: name the lot"
			},
			Self::NotCommissioned => "the serial is in a list that the chain does not know yet: ask again later",
			Self::List => "the lot has a batch whose list is not kept here: nothing can be proved about the lot",
			Self::Container => {
				"no committed container here has this number: what it holds is listed on the chain, or unknown"
			},
			Self::Nothing => "name a unit by GTIN and serial, or a container by its SSCC",
		}
	}
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum ProveError {
	/// The node does not say what must be known.
	#[error(transparent)]
	Node(#[from] QuestionError),
	/// A list cannot be used.
	#[error(transparent)]
	List(#[from] ListError),
	/// The process is stopping.
	#[error("the lists are no longer looked at")]
	Stopping,
}

/// What the lists say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
	/// The serial was commissioned.
	Present {
		/// Which unit.
		unit: UnitId,
		/// What proves it.
		member: Membership,
		/// Where it stands in a committed container.
		packing: Option<Packing>,
		/// What it stands in, from the inside to the outside.
		around: Vec<Sscc18>,
		/// Those of them up to the innermost that has had an event of its own, so that the chain can be shown that the unit
		/// stands there; `None` where none has.
		shown: Option<Around>,
	},
	/// The serial was commissioned in no batch of this lot.
	Absent {
		/// Which unit.
		unit: UnitId,
		/// Which lot.
		lot: LotNumber,
		/// Its neighbours in each batch.
		gaps: Vec<Gap>,
	},
	/// The container was committed to.
	Container {
		/// Which one.
		sscc: Sscc18,
		/// What it holds.
		bulk: Bulk,
		/// Where it stands; `None` for an outermost one.
		packing: Option<Packing>,
		/// What it stands in, from the inside to the outside.
		around: Vec<Sscc18>,
	},
	/// Nothing can be proved.
	Unknown(Unknown),
}

impl Answer {
	/// Its kind, in a word.
	pub fn word(&self) -> &'static str {
		match self {
			Self::Present { .. } => "present",
			Self::Absent { .. } => "absent",
			Self::Container { .. } => "container",
			Self::Unknown(why) => why.word(),
		}
	}

	/// As it is served. Neighbours are genuine serials: only partners see them.
	pub fn json(&self, partner: bool) -> Value {
		let code = |unit: &UnitId| {
			let elements = vec![("01".to_owned(), unit.gtin.to_string()), ("21".to_owned(), unit.serial.to_string())];
			gs1::canonical(&elements)
		};
		match self {
			Self::Present { unit, member, packing, around, shown } => {
				let proof = match packing.clone().zip(shown.clone()) {
					Some((packing, shown)) => SerialProof::PresentIn(member.clone(), packing, shown),
					None => SerialProof::Present(member.clone()),
				};
				json!({
					"result": self.word(),
					"code": code(unit),
					"gtin": unit.gtin,
					"serial": unit.serial.as_str(),
					"lot": member.lot.as_str(),
					"containers": around,
					"proof": proof_json(&proof),
					"evidence": evidence_json(&Evidence::Unit(member.clone(), packing.clone())),
				})
			},
			Self::Absent { unit, lot, gaps } => {
				let batches = gaps.clone().try_into().ok().filter(|_| partner);
				let proof = batches.map(|batches| proof_json(&SerialProof::Absent { lot: lot.clone(), batches }));
				json!({
					"result": self.word(),
					"code": code(unit),
					"gtin": unit.gtin,
					"serial": unit.serial.as_str(),
					"lot": lot.as_str(),
					"proof": proof,
				})
			},
			Self::Container { sscc, bulk, packing, around } => {
				let evidence =
					packing.clone().map(|packing| evidence_json(&Evidence::Container(bulk.clone(), packing)));
				json!({
					"result": self.word(),
					"code": gs1::canonical(&vec![("00".to_owned(), sscc.to_string())]),
					"sscc": sscc,
					"items": bulk.root.count,
					"height": bulk.height,
					"lot": bulk.lot.as_ref().map(|(gtin, lot)| json!({ "gtin": gtin, "lot": lot.as_str() })),
					"containers": around,
					"evidence": evidence,
				})
			},
			Self::Unknown(why) => json!({ "result": "unknown", "reason": why.word(), "message": why.sentence() }),
		}
	}
}

/// Answers from lists and a node.
#[derive(Clone)]
pub struct Prover {
	store: Arc<Store>,
	questions: Arc<dyn Questions>,
}

impl Prover {
	/// Answers from these.
	pub fn new(store: Arc<Store>, questions: Arc<dyn Questions>) -> Self {
		Self { store, questions }
	}

	/// Where the lists are.
	pub fn store(&self) -> &Arc<Store> {
		&self.store
	}

	/// Look into the files, where that keeps nobody else waiting.
	async fn look<T: Send + 'static>(
		&self,
		look: impl FnOnce(&Store) -> Result<T, ListError> + Send + 'static,
	) -> Result<T, ProveError> {
		let store = self.store.clone();
		Ok(spawn_blocking(move || look(&store)).await.map_err(|_| ProveError::Stopping)??)
	}

	/// What do the lists say of this?
	pub async fn prove(&self, named: Named) -> Result<Answer, ProveError> {
		match named {
			Named { gtin: Some(gtin), serial: Some(serial), lot, .. } => {
				self.prove_unit(UnitId { gtin, serial }, lot).await
			},
			Named { sscc: Some(sscc), .. } => {
				let standing = self.look(move |store| store.standing(&ItemId::Container(sscc), None)).await?;
				Ok(match standing {
					Some(Standing { packing, bulk: Some(bulk), around }) => {
						Answer::Container { sscc, bulk, packing, around }
					},
					_ => Answer::Unknown(Unknown::Container),
				})
			},
			_ => Ok(Answer::Unknown(Unknown::Nothing)),
		}
	}

	async fn knows(&self, gtin: Gtin14) -> Result<bool, ProveError> {
		self.look(move |store| store.knows(gtin)).await
	}

	async fn prove_unit(&self, unit: UnitId, lot: Option<LotNumber>) -> Result<Answer, ProveError> {
		if !self.knows(unit.gtin).await? {
			return Ok(Answer::Unknown(Unknown::Product));
		}
		let (asked, of) = (unit.clone(), lot.clone());
		let found = self.look(move |store| {
			// A genuine serial under another lot is found, too: then the chain says that the lot is another.
			let found = store.find(&asked, of.as_ref())?;
			if found.is_empty() && of.is_some() {
				store.find(&asked, None)
			} else {
				Ok(found)
			}
		});
		let found: Vec<Proved> = found.await?;
		for proved in found.iter().take(MAX_ASKED) {
			let roots = self.questions.roots(&proved.lot).await?.unwrap_or_default();
			let Some(member) = proved.membership(&roots) else { continue };
			let (item, lot) = (ItemId::Unit(unit.clone()), proved.lot.clone());
			let standing = self.look(move |store| store.standing(&item, Some(&lot))).await?;
			let (packing, around) = standing.map_or((None, Vec::new()), |standing| (standing.packing, standing.around));
			let mut shown = None;
			for known in around.iter().copied() {
				if self.questions.in_state(known).await? {
					let around = around.clone();
					shown = Some(self.look(move |store| store.around(&around, &known)).await?);
					break;
				}
			}
			return Ok(Answer::Present { unit, member, packing, around, shown });
		}
		if !found.is_empty() {
			return Ok(Answer::Unknown(Unknown::NotCommissioned));
		}
		let Some(lot) = lot else { return Ok(Answer::Unknown(Unknown::Lot)) };
		let id = (unit.gtin, lot.clone());
		let roots = self.questions.roots(&id).await?.unwrap_or_default();
		let serial = unit.serial.clone();
		let gaps = self.look(move |store| store.gaps(&id, &roots, &serial)).await?;
		Ok(gaps.map_or(Answer::Unknown(Unknown::List), |gaps| Answer::Absent { unit, lot, gaps }))
	}
}
