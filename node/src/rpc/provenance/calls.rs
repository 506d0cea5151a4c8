//! From EPCIS documents and exception reports to calls.

use super::{broken, days, membership, packing, MembershipQuery, PackingQuery, Provenance, Refusal};
use crate::rpc::{answer::At, documents::CallAnswer, records::no_state};
use codec::DecodeAll;
use pallet_drug_provenance::{
	runtime_api::ProvenanceApi as _, Bulk, Call, DisputeKind, Ending, ErrorReason, EventTime, Evidence, HoldKind, Item,
	ItemId, Items, LotId, Membership, ProductDetails, Purpose, ShipmentId, StepEvidence, Subject, Temperatures, Told,
	TrailEntry, What,
};
use salus_interop::{
	directory::{Directory, Entry},
	epcis::{
		self,
		plan::{self, Bounds, Party, Plan, Step},
		Limits,
	},
	gs1,
	outcome::{Issue, IssueCode, Severity},
	serials::SerialTree,
};
use salus_primitives::{anchor::Root, trail::TrailStep, Gln13, Gtin14, LotNumber, OrganizationId, UnitId};
use salus_runtime::{AccountId, Runtime, RuntimeCall};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sp_api::ProvideRuntimeApi;
use sp_core::{Get, H256};
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::Arc,
};

/// The most things and lots of one document that the chain is asked about. What a document commissions and packs itself
/// counts, too: whether it was done before, only the chain knows.
const MAX_LOOKED_UP: usize = 20_000;

/// The most steps of histories that are read for one document.
const MAX_STEPS_READ: usize = 100_000;

/// The most entries of a directory, and the most proofs.
const MAX_ENTRIES: usize = 20_000;

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
		let refuse = |field| {
			let hint = format!("at most {MAX_ENTRIES}: leave out what the document does not name, or split it");
			Refusal::bad(field, "too many entries", hint)
		};
		if query.directory.0.len() > MAX_ENTRIES {
			return Err(refuse("directory"));
		}
		if query.proofs.len() > MAX_ENTRIES {
			return Err(refuse("proofs"));
		}
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
			Refusal::gs1("document", error.code(), error.to_string(), hint)
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
			by_gln: by_gln(&query.directory),
			known: BTreeSet::new(),
			batches: BTreeMap::new(),
			facts: BTreeMap::new(),
			lots: BTreeMap::new(),
			products: BTreeMap::new(),
			steps_read: 0,
			calls: Vec::new(),
			issues,
			told: BTreeSet::new(),
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

/// What a committed container holds.
pub(super) fn bulk(query: &BulkQuery) -> Result<Bulk, Refusal> {
	let bad = |text: &str| Refusal::bad("bulk", text, "write `lot` as (01)GTIN(10)LOT");
	let lot = match &query.lot {
		None => None,
		Some(code) => match gs1::elements(code).and_then(|elements| gs1::keys(&elements)).as_deref() {
			Ok([gs1::Gs1Key::TradeItem { gtin, lot: Some(lot), .. }]) => {
				Some((*gtin, lot.parse().map_err(|_| bad("not a lot"))?))
			},
			_ => return Err(bad("`lot` is not the code of a lot")),
		},
	};
	Ok(Bulk { root: Root { hash: query.root, count: query.count }, height: query.height, lot })
}

pub(super) fn evidence((code, query): (&String, &EvidenceQuery)) -> Result<(ItemId, Evidence), Refusal> {
	let bad = |text: &str| Refusal::bad("proofs", text, "a unit has `membership`, a container `bulk` and `packing`");
	let id = id_of(code).ok_or_else(|| bad("a key is not the code of a unit or container"))?;
	let place = query.packing.as_ref().map(packing).transpose()?;
	let evidence = match (&id, &query.membership, &query.bulk, place) {
		(ItemId::Unit(_), Some(member), None, packing) => Evidence::Unit(membership(member)?, packing),
		(ItemId::Container(_), None, Some(query), Some(packing)) => Evidence::Container(bulk(query)?, packing),
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

/// The entries of a directory by the GLN that their names spell, however they spell it.
fn by_gln(directory: &Directory) -> BTreeMap<Gln13, &Entry> {
	let mut found = BTreeMap::new();
	for (name, entry) in &directory.0 {
		if let Some(gln) = name.parse().ok().or_else(|| plan::gln_of(name)) {
			found.entry(gln).or_insert(entry);
		}
	}
	found
}

/// What the chain says of a thing.
#[derive(Clone, Default)]
struct Facts {
	/// It has had an event of its own.
	in_state: bool,
	/// The shipment it is on.
	shipment: Option<ShipmentId>,
	/// How much of it was dispensed.
	dispensed: u32,
	/// The lot that a container declares.
	lot: Option<LotId>,
	/// It is held back.
	held: bool,
	/// Its history, once it was read.
	history: Option<Arc<Vec<(TrailStep, Option<TrailEntry>)>>>,
}

/// Writes the calls of one document.
struct Writer<'a> {
	provenance: &'a Provenance,
	at: &'a At,
	directory: &'a Directory,
	by_gln: BTreeMap<Gln13, &'a Entry>,
	/// What things that have had no event bring along.
	proofs: BTreeMap<ItemId, Evidence>,
	/// Things that a call of this document brought into state.
	known: BTreeSet<ItemId>,
	/// Batches of each lot, those that this document commissions included.
	batches: BTreeMap<LotId, u8>,
	/// What the chain said: each thing is asked about once.
	facts: BTreeMap<ItemId, Facts>,
	lots: BTreeMap<LotId, Option<(Vec<Root>, u8)>>,
	/// What labellers say of products; `None` for an unknown product.
	products: BTreeMap<Gtin14, Option<ProductDetails>>,
	steps_read: usize,
	calls: Vec<CallAnswer>,
	issues: Vec<Issue>,
	/// Places and sentences of the issues that were told here, so that each is told once.
	told: BTreeSet<(String, String)>,
}

impl<'a> Writer<'a> {
	fn issue(&mut self, severity: Severity, code: IssueCode, place: &str, text: &str) {
		if self.told.insert((place.to_owned(), text.to_owned())) {
			let issue = Issue { severity, code, expression: vec![place.to_owned()], diagnostics: text.into() };
			plan::tell(&mut self.issues, issue);
		}
	}

	/// May something else be asked about?
	fn look_up(&self) -> Result<(), Refusal> {
		let asked = self.facts.len().saturating_add(self.lots.len()).saturating_add(self.products.len());
		if asked < MAX_LOOKED_UP && self.steps_read < MAX_STEPS_READ {
			return Ok(());
		}
		let hint =
			format!("at most {MAX_LOOKED_UP} things, with {MAX_STEPS_READ} steps of history: split the document");
		Err(Refusal::bad("document", "the chain would be asked about too many things", hint))
	}

	/// What the chain says of a thing.
	fn facts(&mut self, id: &ItemId) -> Result<Facts, Refusal> {
		if let Some(facts) = self.facts.get(id) {
			return Ok(facts.clone());
		}
		self.look_up()?;
		let api = self.provenance.client.runtime_api();
		let facts = match id {
			ItemId::Unit(unit) => api.unit(self.at.hash, unit.clone()).map_err(no_state)?.map(|info| Facts {
				in_state: true,
				shipment: info.unit.status.shipment,
				dispensed: info.unit.dispensed,
				held: info.unit.status.hold.is_some(),
				..Facts::default()
			}),
			ItemId::Container(sscc) => api.container(self.at.hash, *sscc).map_err(no_state)?.map(|info| Facts {
				in_state: true,
				shipment: info.container.status.shipment,
				lot: info.container.lot,
				held: info.container.status.hold.is_some(),
				..Facts::default()
			}),
		};
		let facts = facts.unwrap_or_default();
		self.facts.insert(id.clone(), facts.clone());
		Ok(facts)
	}

	/// Roots of a lot's batches, and how many they are; `None` for an unknown lot.
	fn lot(&mut self, id: &LotId) -> Result<Option<(Vec<Root>, u8)>, Refusal> {
		if let Some(known) = self.lots.get(id) {
			return Ok(known.clone());
		}
		self.look_up()?;
		let info = self.provenance.client.runtime_api().lot(self.at.hash, id.clone()).map_err(no_state)?;
		let known = info.map(|info| (info.batches.iter().map(|batch| batch.root).collect(), info.lot.batches));
		self.lots.insert(id.clone(), known.clone());
		Ok(known)
	}

	fn product(&mut self, gtin: Gtin14) -> Result<Option<ProductDetails>, Refusal> {
		if let Some(known) = self.products.get(&gtin) {
			return Ok(known.clone());
		}
		self.look_up()?;
		let product = self.provenance.client.runtime_api().product(self.at.hash, gtin).map_err(no_state)?;
		let details = product.map(|product| product.details);
		self.products.insert(gtin, details.clone());
		Ok(details)
	}

	/// Those of some items that are so, and the others.
	fn part(
		&mut self,
		items: Vec<plan::Item>,
		mut is_so: impl FnMut(&mut Self, &plan::Item) -> Result<bool, Refusal>,
	) -> Result<(Vec<plan::Item>, Vec<plan::Item>), Refusal> {
		let (mut so, mut other) = (Vec::new(), Vec::new());
		for item in items {
			let list = if is_so(self, &item)? { &mut so } else { &mut other };
			list.push(item);
		}
		Ok((so, other))
	}

	/// Between which temperatures an item must be kept, if its labeller says so of all that it is.
	fn range(&mut self, item: &plan::Item) -> Result<Option<Temperatures>, Refusal> {
		let gtin = match item {
			plan::Item::Unit(unit) => Some(unit.gtin),
			plan::Item::Container(sscc) => self.facts(&ItemId::Container(*sscc))?.lot.map(|(gtin, _)| gtin),
		};
		Ok(match gtin {
			Some(gtin) => self.product(gtin)?.and_then(|details| details.storage),
			None => None,
		})
	}

	/// A thing's own history, oldest first.
	fn history(&mut self, id: &ItemId) -> Result<Arc<Vec<(TrailStep, Option<TrailEntry>)>>, Refusal> {
		let facts = self.facts(id)?;
		if let Some(history) = facts.history {
			return Ok(history);
		}
		if !facts.in_state {
			return Ok(Arc::default());
		}
		self.look_up()?;
		let most = MAX_STEPS_READ.saturating_sub(self.steps_read);
		let steps = self.provenance.own(&Self::subject(id), self.at, most, &mut None)?.unwrap_or_default();
		self.steps_read = self.steps_read.saturating_add(steps.len());
		// A history that was cut off would show what is there already as if it were not.
		self.look_up()?;
		let decode = |(_, step): (H256, TrailStep)| {
			let entry = TrailEntry::decode_all(&mut &step.entry[..]).ok();
			(step, entry)
		};
		let history = Arc::new(steps.into_iter().map(decode).collect::<Vec<_>>());
		if let Some(facts) = self.facts.get_mut(id) {
			facts.history = Some(history.clone());
		}
		Ok(history)
	}

	/// Which member a document means.
	fn entry(&self, party: &Party) -> Option<&'a Entry> {
		// As it is spelt; and spelt otherwise, it is still the same number.
		self.directory.get(&party.reference).or_else(|| self.by_gln.get(&party.gln?).copied())
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
				let known = self.lot(&id)?;
				let root = tree.root();
				let recorded = known.as_ref().and_then(|(roots, _)| roots.iter().position(|of| *of == root));
				let batch = match recorded.and_then(|position| u8::try_from(position).ok()) {
					Some(batch) => batch,
					None => {
						let next = self.batches.entry(id).or_insert_with(|| known.map_or(0, |(_, batches)| batches));
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
				let lot = self.facts(&ItemId::Container(container))?.lot;
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
				let Some(content) = self.product(unit.gtin)?.map(|details| details.content) else {
					self.issue(Severity::Error, IssueCode::Value, place, "no labeller registered this product");
					return Ok(Vec::new());
				};
				let given = self.facts(&ItemId::Unit(unit.clone()))?.dispensed;
				let quantity = content.saturating_sub(given);
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
			plan::Call::Release { items } => {
				let (held, free) = self.part(items, |of, item| Ok(of.facts(&item_id(item))?.held))?;
				if !free.is_empty() {
					let text = "what is not held back need not be released";
					self.issue(Severity::Information, IssueCode::NotSupported, place, text);
				}
				let Some(items) = self.items(&held, &told, place)? else { return Ok(Vec::new()) };
				vec![Call::release { organization, items, told }]
			},
			plan::Call::Excursion { low, high, alarm, items } => {
				let outside = |range: Temperatures| low < range.low || high > range.high;
				// Of a container of all sorts the reporter must know what it may bear, and has said so by the alarm.
				let sorts = |item: &plan::Item| matches!(item, plan::Item::Container(_));
				let (too_much, borne) =
					self.part(items, |of, item| Ok(of.range(item)?.map_or(alarm && sorts(item), outside)))?;
				let (unknown, borne) = self.part(borne, |of, item| Ok(alarm && of.range(item)?.is_none()))?;
				if !borne.is_empty() {
					let text = "the product bears such temperatures, or its labeller has not registered which it bears";
					self.issue(Severity::Information, IssueCode::NotSupported, place, text);
				}
				let mut calls = Vec::new();
				if let Some(items) = self.items(&too_much, &told, place)? {
					let measured = Temperatures { low, high };
					calls.push(Call::report_excursion { organization, measured, items, told: told.clone() });
				}
				// An alarm about a product of which no range is registered: set aside until somebody has looked at it.
				if let Some(items) = self.items(&unknown, &told, place)? {
					calls.push(Call::hold { organization, kind: HoldKind::Quarantine, items, told });
				}
				calls
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
		gtin: Gtin14,
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

	/// One item with what it needs; `None`, with an issue, when its proof is not there.
	fn item(&mut self, item: &plan::Item, place: &str) -> Result<Option<Item>, Refusal> {
		let id = item_id(item);
		if self.known.contains(&id) || self.facts(&id)?.in_state {
			return Ok(Some(Item { id, evidence: None }));
		}
		let evidence = match self.proofs.get(&id) {
			Some(evidence) => Some(evidence.clone()),
			None => self.listed(&id)?,
		};
		if evidence.is_none() {
			let text = "something had no event of its own yet: its first needs a proof in `proofs`, which the \
				labeller's agent gives";
			self.issue(Severity::Error, IssueCode::Required, place, text);
			return Ok(None);
		}
		self.known.insert(id.clone());
		Ok(Some(Item { id, evidence }))
	}

	/// What the serial lists of this node have for a thing that has had no event.
	fn listed(&mut self, id: &ItemId) -> Result<Option<Evidence>, Refusal> {
		let Some(lists) = self.provenance.lists.clone() else { return Ok(None) };
		let unit = match id {
			ItemId::Unit(unit) => unit,
			ItemId::Container(_) => {
				let standing = lists.standing(id, None).map_err(broken)?;
				let found = standing.and_then(|standing| standing.bulk.zip(standing.packing));
				return Ok(found.map(|(bulk, packing)| Evidence::Container(bulk, packing)));
			},
		};
		for proved in lists.find(unit, None).map_err(broken)?.iter().take(super::MAX_ASKED) {
			let roots = self.lot(&proved.lot)?.map(|(roots, _)| roots).unwrap_or_default();
			let Some(member) = proved.membership(&roots) else { continue };
			let standing = lists.standing(id, Some(&proved.lot)).map_err(broken)?;
			return Ok(Some(Evidence::Unit(member, standing.and_then(|standing| standing.packing))));
		}
		Ok(None)
	}

	/// Items with what they need; `None` for none, and, with an issue, when a proof is missing or the chain has the event
	/// already.
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
	fn has(&mut self, id: &ItemId, told: &Told) -> Result<bool, Refusal> {
		let Some(event) = told.event else { return Ok(false) };
		let history = self.history(id)?;
		Ok(history.iter().filter_map(|(_, entry)| entry.as_ref()).any(|entry| {
			// That it entered state is told of the event that brought it there, and is not that event.
			let own = !matches!(entry.what, What::Emerged { .. } | What::EmergedContainer | What::TakenFrom { .. });
			own && entry.told.event == Some(event)
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
			let shipment = self.facts(&id)?.shipment;
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
		let steps = self.history(id)?;
		let is_it = |entry: &Option<TrailEntry>| {
			entry.as_ref().is_some_and(|entry| {
				let bookkeeping = matches!(
					entry.what,
					What::Emerged { .. } | What::EmergedContainer | What::TakenFrom { .. } | What::Corrected { .. }
				);
				entry.told.event == Some(event) && !bookkeeping
			})
		};
		let Some(first) = steps.iter().position(|(_, entry)| is_it(entry)) else {
			let text = "the history has no event with this content, so that no error of it can be declared";
			self.issue(Severity::Error, IssueCode::Value, place, text);
			return Ok(None);
		};
		let evidence = steps.iter().skip(first).map(|(step, _)| {
			let entry = step.entry.clone().try_into().ok()?;
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
