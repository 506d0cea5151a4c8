//! From EPCIS documents and exception reports to calls.

use super::{days, membership, proof, MembershipQuery, Provenance, Refusal};
use crate::rpc::{answer::At, documents::CallAnswer, records::no_state};
use codec::DecodeAll;
use pallet_drug_provenance::{
	runtime_api::ProvenanceApi as _, Bulk, Call, DisputeKind, Ending, ErrorReason, EventTime, Evidence, HoldKind, Item,
	ItemId, Items, Membership, Packing, Purpose, ShipmentId, StepEvidence, Subject, Temperatures, Told, TrailEntry,
	What,
};
use salus_interop::{
	directory::{Directory, Entry},
	epcis::{
		self,
		plan::{self, Bounds, Party, Plan, Step},
		serials::SerialTree,
		Limits,
	},
	gs1,
	outcome::{Issue, IssueCode, Severity},
};
use salus_primitives::{anchor::Root, LotNumber, OrganizationId, Sscc18, UnitId};
use salus_runtime::{AccountId, Runtime, RuntimeCall};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sp_api::ProvideRuntimeApi;
use sp_core::{Get, H256};
use std::collections::{BTreeMap, BTreeSet};

/// What a document becomes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FromEpcisQuery {
	/// An EPCIS document in JSON-LD, as it is or as text; in XML, as text; or an exception report.
	document: Box<RawValue>,
	/// Which organisation, and which of its accounts, each party or place of the document means.
	#[serde(default)]
	directory: Directory,
	/// By the code of each thing that has had no event yet: what proves it.
	#[serde(default)]
	proofs: BTreeMap<String, EvidenceQuery>,
}

/// What a thing brings along to its first event.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceQuery {
	/// Of a unit: that it was commissioned.
	membership: Option<MembershipQuery>,
	/// Of a container: what it holds.
	bulk: Option<BulkQuery>,
	/// The committed container it stands in.
	packing: Option<PackingQuery>,
}

/// What a committed container holds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BulkQuery {
	root: H256,
	count: u32,
	height: u8,
	/// The lot of all that is in it, as a code.
	lot: Option<String>,
}

/// Where a thing stands in a committed container.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackingQuery {
	container: Sscc18,
	index: u32,
	proof: Vec<H256>,
}

/// What must be signed, in this order, and what does not map.
#[derive(Clone, Debug, Serialize)]
pub struct FromEpcisAnswer {
	calls: Vec<CallAnswer>,
	issues: Vec<Issue>,
	/// Hash id of each event, in the order of the document.
	events: Vec<EventAnswer>,
}

/// An event of the document.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EventAnswer {
	place: String,
	hash_id: String,
}

impl Provenance {
	/// Say what must be signed.
	pub(super) fn calls(&self, query: &FromEpcisQuery, at: &At) -> Result<FromEpcisAnswer, Refusal> {
		let raw = query.document.get();
		let text = match serde_json::from_str::<String>(raw) {
			Ok(text) => text,
			Err(_) => raw.to_owned(),
		};
		let most = <pallet_drug_provenance::MaxItems as Get<u32>>::get();
		let bounds = Bounds {
			items: most.try_into().unwrap_or(usize::MAX),
			serials: pallet_drug_provenance::MAX_BATCH_SERIALS.try_into().unwrap_or(usize::MAX),
		};
		let refuse = |error: epcis::Refused| {
			let hint = "give EPCIS 2.0 in JSON-LD or XML, EPCIS 1.2 in XML, or an exception report";
			Refusal::bad("document", error.to_string(), hint)
		};
		let (plan, events) = if text.contains("\"exception_case_uuid\"") {
			(epcis::exceptions(&text).map_err(refuse)?, Vec::new())
		} else {
			let document = epcis::read(&text, &Limits::default()).map_err(refuse)?;
			let id = |(place, node): &(String, epcis::node::Node)| EventAnswer {
				place: place.clone(),
				hash_id: epcis::hash::event_id(node, epcis::hash::Rules::default()),
			};
			(epcis::plan(&document, &bounds), document.events.iter().map(id).collect())
		};
		let proofs = query.proofs.iter().map(evidence).collect::<Result<_, _>>()?;
		let Plan { steps, issues } = plan;
		let mut writer = Writer {
			provenance: self,
			at,
			directory: &query.directory,
			proofs,
			known: BTreeSet::new(),
			batches: BTreeMap::new(),
			calls: Vec::new(),
			issues,
		};
		for step in steps {
			writer.step(step)?;
		}
		Ok(FromEpcisAnswer { calls: writer.calls, issues: writer.issues, events })
	}
}

fn id_of(code: &str) -> Option<ItemId> {
	let keys = gs1::elements(code).and_then(|elements| gs1::keys(&elements)).ok()?;
	match keys.as_slice() {
		[gs1::Gs1Key::TradeItem { gtin, serial: Some(serial), .. }] => {
			Some(ItemId::Unit(UnitId { gtin: *gtin, serial: serial.parse().ok()? }))
		},
		[gs1::Gs1Key::LogisticUnit { sscc }] => Some(ItemId::Container(*sscc)),
		_ => None,
	}
}

fn evidence((code, query): (&String, &EvidenceQuery)) -> Result<(ItemId, Evidence), Refusal> {
	let bad = |text: &str| Refusal::bad("proofs", text, "a unit has `membership`, a container `bulk` and `packing`");
	let id = id_of(code).ok_or_else(|| bad("a key is not the code of a unit or container"))?;
	let packing = match &query.packing {
		Some(packing) => {
			Some(Packing { container: packing.container, index: packing.index, proof: proof(&packing.proof)? })
		},
		None => None,
	};
	let evidence = match (&id, &query.membership, &query.bulk, packing) {
		(ItemId::Unit(_), Some(member), None, packing) => Evidence::Unit(membership(member)?, packing),
		(ItemId::Container(_), None, Some(bulk), Some(packing)) => {
			let lot = match &bulk.lot {
				None => None,
				Some(code) => match gs1::elements(code).and_then(|elements| gs1::keys(&elements)).as_deref() {
					Ok([gs1::Gs1Key::TradeItem { gtin, lot: Some(lot), .. }]) => {
						Some((*gtin, lot.parse().map_err(|_| bad("not a lot"))?))
					},
					_ => return Err(bad("`lot` is not the code of a lot")),
				},
			};
			let root = Root { hash: bulk.root, count: bulk.count };
			Evidence::Container(Bulk { root, height: bulk.height, lot }, packing)
		},
		_ => return Err(bad("the proof does not fit what it is for")),
	};
	Ok((id, evidence))
}

fn item_id(item: &plan::Item) -> ItemId {
	match item {
		plan::Item::Unit(unit) => ItemId::Unit(unit.clone()),
		plan::Item::Container(sscc) => ItemId::Container(*sscc),
	}
}

/// Writes the calls of one document.
struct Writer<'a> {
	provenance: &'a Provenance,
	at: &'a At,
	directory: &'a Directory,
	/// What things that have had no event bring along.
	proofs: BTreeMap<ItemId, Evidence>,
	/// Things that a call of this document brought into state.
	known: BTreeSet<ItemId>,
	/// Batches of each lot, those that this document commissions included.
	batches: BTreeMap<pallet_drug_provenance::LotId, u8>,
	calls: Vec<CallAnswer>,
	issues: Vec<Issue>,
}

impl Writer<'_> {
	fn issue(&mut self, severity: Severity, code: IssueCode, place: &str, text: &str) {
		let issue = Issue { severity, code, expression: vec![place.to_owned()], diagnostics: text.into() };
		if !self.issues.contains(&issue) {
			self.issues.push(issue);
		}
	}

	/// Which member a document means.
	fn entry(&self, party: &Party) -> Option<&Entry> {
		let link = |ai: &str| party.gln.map(|gln| format!("{}/{ai}/{gln}", gs1::link::CANONICAL_STEM));
		let names = [Some(party.reference.clone()), party.gln.map(|gln| gln.to_string()), link("417"), link("414")];
		names.into_iter().flatten().find_map(|name| self.directory.get(&name)).or_else(|| {
			// Spelt otherwise, and still the same number.
			let gln = party.gln?;
			let same = self.directory.0.iter().find(|(name, _)| plan::gln_of(name) == Some(gln));
			same.map(|(_, entry)| entry)
		})
	}

	fn organization(&mut self, party: &Party, place: &str) -> Option<OrganizationId> {
		let found = self.entry(party).and_then(|entry| entry.organization);
		if found.is_none() {
			let place = format!("{place}.{}", party.field);
			let text = "the directory does not say which organisation this is";
			self.issue(Severity::Error, IssueCode::NotFound, &place, text);
		}
		found
	}

	fn step(&mut self, step: Step) -> Result<(), Refusal> {
		let Some(organization) = self.organization(&step.signer, &step.place) else { return Ok(()) };
		let signer = self.entry(&step.signer).and_then(|entry| entry.account.clone());
		if signer.is_none() {
			let text = "the directory does not say which account signs for the organisation";
			self.issue(Severity::Information, IssueCode::NotFound, &step.place, text);
		}
		let told = Told {
			time: EventTime { millis: step.millis, offset: step.offset },
			place: step.read_point,
			event: step.event.map(H256),
		};
		let place = step.place.clone();
		for call in self.write(organization, told, &place, step)? {
			self.push(signer.as_ref(), call, &place);
		}
		Ok(())
	}

	fn push(&mut self, signer: Option<&AccountId>, call: Call<Runtime>, place: &str) {
		match CallAnswer::new(signer, &RuntimeCall::DrugProvenance(call)) {
			Some(answer) => self.calls.push(answer),
			None => self.issue(Severity::Error, IssueCode::NotSupported, place, "the call cannot be shown"),
		}
	}

	fn write(
		&mut self,
		organization: OrganizationId,
		told: Told,
		place: &str,
		step: Step,
	) -> Result<Vec<Call<Runtime>>, Refusal> {
		Ok(match step.call {
			plan::Call::Commission { gtin, lot, expiry, serials } => {
				let Some(expiry) = days(expiry) else {
					self.issue(Severity::Error, IssueCode::Value, place, "the last day of use is before 1970");
					return Ok(Vec::new());
				};
				let Some(tree) = SerialTree::new(&serials) else {
					self.issue(Severity::Error, IssueCode::Value, place, "too many serials, or one twice");
					return Ok(Vec::new());
				};
				let id = (gtin, lot.clone());
				let info = self.provenance.client.runtime_api().lot(self.at.hash, id.clone()).map_err(no_state)?;
				let root = tree.root();
				let recorded = info.as_ref().and_then(|info| info.batches.iter().position(|batch| batch.root == root));
				let batch = match recorded.and_then(|position| u8::try_from(position).ok()) {
					Some(batch) => batch,
					None => {
						let next = self.batches.entry(id).or_insert_with(|| info.map_or(0, |info| info.lot.batches));
						let batch = *next;
						*next = next.saturating_add(1);
						batch
					},
				};
				self.learn(gtin, &lot, batch, &serials, &tree);
				if recorded.is_some() {
					self.recorded(place);
					return Ok(Vec::new());
				}
				let Root { hash: root, count } = root;
				vec![Call::commission { organization, gtin, lot, expiry, root, count, told }]
			},
			plan::Call::Pack { container, returned, items } => {
				let Some(items) = self.items(&items, &told, place)? else { return Ok(Vec::new()) };
				self.known.insert(ItemId::Container(container));
				let purpose = if returned { Purpose::Return } else { Purpose::Sale };
				let held = self.provenance.client.runtime_api().container(self.at.hash, container).map_err(no_state)?;
				let lot = held.and_then(|info| info.container.lot);
				vec![Call::pack { organization, container, purpose, lot, items, told }]
			},
			plan::Call::Unpack { container, items } => {
				let Some(container) = self.item(&plan::Item::Container(container), place)? else {
					return Ok(Vec::new());
				};
				// What is in a listed container is in state; what is in a committed one is named with its proof.
				let Some(items) = self.items(&items, &told, place)? else { return Ok(Vec::new()) };
				vec![Call::unpack { organization, container, items, told }]
			},
			plan::Call::Open { container } => {
				let Some(container) = self.item(&plan::Item::Container(container), place)? else {
					return Ok(Vec::new());
				};
				vec![Call::open { organization, container, told }]
			},
			plan::Call::Ship { to, returned, sold, items } => {
				let Some(to) = self.organization(&to, place) else { return Ok(Vec::new()) };
				let Some(items) = self.items(&items, &told, place)? else { return Ok(Vec::new()) };
				let purpose = if returned { Purpose::Return } else { Purpose::Sale };
				vec![Call::ship { organization, to, purpose, sold, items, told }]
			},
			plan::Call::Receive { items } => {
				let made = |shipment, items| Call::receive { organization, shipment, items, told: told.clone() };
				self.of_shipments(&items, &told, place, made)?
			},
			plan::Call::Void { items } => {
				let made = |shipment, items| Call::void { organization, shipment, items, told: told.clone() };
				self.of_shipments(&items, &told, place, made)?
			},
			plan::Call::Dispute { kind, items } => {
				let kind = match kind {
					plan::DisputeKind::Short => DisputeKind::Short,
					plan::DisputeKind::Over => DisputeKind::Over,
					plan::DisputeKind::Damaged => DisputeKind::Damaged,
					plan::DisputeKind::Wrong => DisputeKind::Wrong,
				};
				let made = |shipment, items| Call::dispute { organization, shipment, kind, items, told: told.clone() };
				self.of_shipments(&items, &told, place, made)?
			},
			plan::Call::Dispense { unit } => {
				let product =
					self.provenance.client.runtime_api().product(self.at.hash, unit.gtin).map_err(no_state)?;
				let Some(product) = product else {
					self.issue(Severity::Error, IssueCode::Value, place, "no labeller registered this product");
					return Ok(Vec::new());
				};
				let info = self.provenance.client.runtime_api().unit(self.at.hash, unit.clone()).map_err(no_state)?;
				let given = info.map_or(0, |info| info.unit.dispensed);
				let quantity = product.details.content.saturating_sub(given);
				let named = [plan::Item::Unit(unit)];
				let Some(items) = self.items(&named, &told, place)? else { return Ok(Vec::new()) };
				let tag = told.event.unwrap_or_default();
				items
					.into_iter()
					.map(|unit| Call::dispense { organization, unit, quantity, tag, told: told.clone() })
					.collect()
			},
			plan::Call::End { ending, items } => {
				let Some(items) = self.items(&items, &told, place)? else { return Ok(Vec::new()) };
				let ending = match ending {
					plan::Ending::Destroyed => Ending::Destroyed,
					plan::Ending::Decommissioned => Ending::Decommissioned,
					plan::Ending::Sampled => Ending::Sampled,
				};
				vec![Call::end { organization, ending, items, told }]
			},
			plan::Call::Hold { kind, items } => {
				let Some(items) = self.items(&items, &told, place)? else { return Ok(Vec::new()) };
				vec![Call::hold { organization, kind: hold(kind), items, told }]
			},
			plan::Call::HoldLot { gtin, lot, kind } => {
				vec![Call::hold_lot { organization, lot: (gtin, lot), kind: Some(hold(kind)), told }]
			},
			plan::Call::Excursion { low, high, items } => {
				let Some(items) = self.items(&items, &told, place)? else { return Ok(Vec::new()) };
				vec![Call::report_excursion { organization, measured: Temperatures { low, high }, items, told }]
			},
			plan::Call::DeclareError { event, did_not_occur, items } => {
				let reason = if did_not_occur { ErrorReason::DidNotOccur } else { ErrorReason::IncorrectData };
				let mut calls = Vec::new();
				for item in items {
					let item = item_id(&item);
					if let Some(steps) = self.steps_since(&item, H256(event), place)? {
						calls.push(Call::declare_error { organization, item, steps, reason, told: told.clone() });
					}
				}
				calls
			},
		})
	}

	/// Keep the proofs of what this document commissions for what it does with it afterwards.
	fn learn(
		&mut self,
		gtin: salus_primitives::Gtin14,
		lot: &LotNumber,
		batch: u8,
		serials: &[salus_primitives::Serial],
		tree: &SerialTree,
	) {
		for (serial, index) in serials.iter().zip(0u32..) {
			let proof = tree.proof(index).and_then(|proof| proof.try_into().ok());
			if let Some(proof) = proof {
				let id = ItemId::Unit(UnitId { gtin, serial: serial.clone() });
				let member = Membership { lot: lot.clone(), batch, index, proof };
				self.proofs.entry(id).or_insert(Evidence::Unit(member, None));
			}
		}
	}

	fn recorded(&mut self, place: &str) {
		self.issue(Severity::Information, IssueCode::NotSupported, place, "the chain has this event already");
	}

	fn subject(id: &ItemId) -> Subject {
		match id {
			ItemId::Unit(unit) => Subject::Unit(unit.clone()),
			ItemId::Container(sscc) => Subject::Container(*sscc),
		}
	}

	fn in_state(&self, id: &ItemId) -> Result<bool, Refusal> {
		let api = self.provenance.client.runtime_api();
		Ok(match id {
			ItemId::Unit(unit) => api.unit(self.at.hash, unit.clone()).map_err(no_state)?.is_some(),
			ItemId::Container(sscc) => api.container(self.at.hash, *sscc).map_err(no_state)?.is_some(),
		})
	}

	/// One item with what it needs; `None`, with an issue, when its proof is not there.
	fn item(&mut self, item: &plan::Item, place: &str) -> Result<Option<Item>, Refusal> {
		let id = item_id(item);
		if self.known.contains(&id) || self.in_state(&id)? {
			return Ok(Some(Item { id, evidence: None }));
		}
		let evidence = self.proofs.get(&id).cloned();
		if evidence.is_none() {
			let text = "something had no event of its own yet: its first needs a proof in `proofs`, which the \
				labeller's agent gives";
			self.issue(Severity::Error, IssueCode::Required, place, text);
			return Ok(None);
		}
		self.known.insert(id.clone());
		Ok(Some(Item { id, evidence }))
	}

	/// Items with what they need; `None`, with an issue, when a proof is missing or the chain has the event already.
	fn items(&mut self, items: &[plan::Item], told: &Told, place: &str) -> Result<Option<Items>, Refusal> {
		let mut found = Vec::new();
		for item in items {
			if self.has(&item_id(item), told)? {
				self.recorded(place);
				continue;
			}
			let Some(item) = self.item(item, place)? else { return Ok(None) };
			found.push(item);
		}
		if found.is_empty() {
			return Ok(None);
		}
		Ok(found.try_into().ok())
	}

	/// Is this event in that thing's history already?
	fn has(&self, id: &ItemId, told: &Told) -> Result<bool, Refusal> {
		let Some(event) = told.event else { return Ok(false) };
		if !self.in_state(id)? {
			return Ok(false);
		}
		let steps = self.provenance.own(&Self::subject(id), self.at, &mut None)?.unwrap_or_default();
		Ok(steps.iter().any(|(_, step)| {
			TrailEntry::decode_all(&mut &step.entry[..]).is_ok_and(|entry| {
				// That it entered state is told of the event that brought it there, and is not that event.
				let own = !matches!(entry.what, What::Emerged { .. } | What::EmergedContainer | What::TakenFrom { .. });
				own && entry.told.event == Some(event)
			})
		}))
	}

	/// One call for each shipment that the items are on.
	fn of_shipments(
		&mut self,
		items: &[plan::Item],
		told: &Told,
		place: &str,
		call: impl Fn(ShipmentId, Items) -> Call<Runtime>,
	) -> Result<Vec<Call<Runtime>>, Refusal> {
		let mut shipments = BTreeMap::<ShipmentId, Vec<Item>>::new();
		for item in items {
			let id = item_id(item);
			if self.has(&id, told)? {
				self.recorded(place);
				continue;
			}
			let api = self.provenance.client.runtime_api();
			let shipment = match &id {
				ItemId::Unit(unit) => {
					let info = api.unit(self.at.hash, unit.clone()).map_err(no_state)?;
					info.and_then(|info| info.unit.status.shipment)
				},
				ItemId::Container(sscc) => {
					let info = api.container(self.at.hash, *sscc).map_err(no_state)?;
					info.and_then(|info| info.container.status.shipment)
				},
			};
			match shipment {
				Some(shipment) => shipments.entry(shipment).or_default().push(Item { id, evidence: None }),
				None => {
					let text = "it is on no shipment: when the call that ships it is in a block, ask again";
					self.issue(Severity::Error, IssueCode::Required, place, text);
				},
			}
		}
		Ok(shipments.into_iter().filter_map(|(shipment, items)| Some(call(shipment, items.try_into().ok()?))).collect())
	}

	/// The steps of a thing's history from the event with this hash to the newest.
	fn steps_since<S>(
		&mut self,
		id: &ItemId,
		event: H256,
		place: &str,
	) -> Result<Option<sp_core::bounded::BoundedVec<StepEvidence, S>>, Refusal>
	where
		S: Get<u32>,
	{
		let steps = self.provenance.own(&Self::subject(id), self.at, &mut None)?.unwrap_or_default();
		let is_it = |step: &salus_primitives::trail::TrailStep| {
			TrailEntry::decode_all(&mut &step.entry[..]).is_ok_and(|entry| {
				let bookkeeping = matches!(
					entry.what,
					What::Emerged { .. } | What::EmergedContainer | What::TakenFrom { .. } | What::Corrected { .. }
				);
				entry.told.event == Some(event) && !bookkeeping
			})
		};
		let Some(first) = steps.iter().position(|(_, step)| is_it(step)) else {
			let text = "the history has no event with this content, so that no error of it can be declared";
			self.issue(Severity::Error, IssueCode::Value, place, text);
			return Ok(None);
		};
		let evidence = steps.into_iter().skip(first).map(|(_, step)| {
			let entry = step.entry.try_into().ok()?;
			Some(StepEvidence { previous: step.previous, n: step.n, block: step.block, entry })
		});
		let evidence = evidence.collect::<Option<Vec<_>>>().and_then(|steps| steps.try_into().ok());
		if evidence.is_none() {
			let text = "too much happened since: the error is declared of the newest events only";
			self.issue(Severity::Error, IssueCode::NotSupported, place, text);
		}
		Ok(evidence)
	}
}

fn hold(kind: plan::HoldKind) -> HoldKind {
	match kind {
		plan::HoldKind::Quarantine => HoldKind::Quarantine,
		plan::HoldKind::Suspect => HoldKind::Suspect,
		plan::HoldKind::Illegitimate => HoldKind::Illegitimate,
		plan::HoldKind::Stolen => HoldKind::Stolen,
	}
}
