//! Histories: of a thing, through all that it was in, and as EPCIS documents.

use super::{date, lot_name, rfc3339, scope, Provenance, Refusal, Thing, ThingQuery, NAMES};
use crate::rpc::{answer::At, records::no_state};
use codec::{DecodeAll, Encode};
use pallet_drug_provenance::{
	runtime_api::ProvenanceApi as _, DisputeKind, Ending, ErrorReason, HoldKind, LotId, Purpose, Subject, TrailEntry,
	What,
};
use pallet_records::runtime_api::RecordsApi as _;
use salus_interop::{
	directory::Directory,
	epcis::write::{self, Entry},
	gs1,
	outcome::{Issue, IssueCode, Severity},
};
use salus_primitives::{
	trail::{TrailGap, TrailKind, TrailStep, MAX_TRAIL_PAGE},
	OrganizationId, Sscc18, UnitId,
};
use sc_client_api::Backend;
use serde::Deserialize;
use serde_json::{json, Map, Value};
use sp_api::{ApiExt, ProvideRuntimeApi};
use sp_core::{
	offchain::{storage::OffchainDb, OffchainDbExt},
	H256,
};

/// The most steps of one thing's history that are read.
const MAX_WALKED: usize = 100_000;

/// Containers within containers that a history is followed through: more than there can be.
const DEEPEST: u8 = 8;

/// Ask for a history.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TraceQuery {
	code: Option<String>,
	gtin: Option<String>,
	serial: Option<String>,
	lot: Option<String>,
	sscc: Option<String>,
	/// The most steps to answer with.
	#[serde(default = "most")]
	limit: u32,
}

fn most() -> u32 {
	MAX_TRAIL_PAGE
}

/// Ask for a history as a document.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToEpcisQuery {
	code: Option<String>,
	gtin: Option<String>,
	serial: Option<String>,
	lot: Option<String>,
	sscc: Option<String>,
	/// Which reference means which organisation, to name the parties.
	#[serde(default)]
	directory: Directory,
	#[serde(default = "most")]
	limit: u32,
}

/// One step of a history.
struct Walked {
	subject: Subject,
	head: H256,
	n: u32,
	block: u32,
	entry: TrailEntry,
}

/// A history while it is being followed.
#[derive(Default)]
struct Walk {
	steps: Vec<Walked>,
	limit: usize,
	truncated: bool,
	gap: Option<(H256, &'static str)>,
}

impl Walk {
	fn push(&mut self, step: Walked) {
		if self.steps.len() < self.limit {
			self.steps.push(step);
		} else {
			self.truncated = true;
		}
	}
}

fn subject_of(thing: &Thing) -> Result<Subject, Refusal> {
	if thing.0.sscc.is_some() {
		return Ok(Subject::Container(thing.sscc()?));
	}
	if thing.0.serial.is_some() {
		return Ok(Subject::Unit(thing.unit()?));
	}
	if thing.0.lot.is_some() {
		return Ok(Subject::Lot(thing.lot()?));
	}
	Err(Refusal::bad("code", "a unit, a lot or a container has a history", NAMES))
}

fn key(subject: &Subject) -> (TrailKind, Vec<u8>) {
	match subject {
		Subject::Unit(unit) => (TrailKind::Unit, unit.encode()),
		Subject::Lot(lot) => (TrailKind::Lot, lot.encode()),
		Subject::Container(sscc) => (TrailKind::Container, sscc.encode()),
	}
}

impl Provenance {
	/// A subject's own history, oldest first, as far as this node has it, and if it is longer than `most` the newer part;
	/// `None` for an unknown subject.
	pub(super) fn own(
		&self,
		subject: &Subject,
		at: &At,
		most: usize,
		gap: &mut Option<(H256, &'static str)>,
	) -> Result<Option<Vec<(H256, TrailStep)>>, Refusal> {
		let storage = self.backend.offchain_storage().ok_or_else(|| {
			Refusal::cannot_answer("no-offchain-index", "this node keeps no off-chain storage", "ask another node")
		})?;
		let mut api = self.client.runtime_api();
		api.register_extension(OffchainDbExt::new(OffchainDb::new(storage)));
		let (kind, bytes) = key(subject);
		let (mut steps, mut before) = (Vec::new(), None);
		loop {
			let page = api.trail(at.hash, kind, bytes.clone(), before, MAX_TRAIL_PAGE).map_err(no_state)?;
			let Some(page) = page else { return Ok(None) };
			steps.extend(page.steps);
			if steps.len() >= most {
				steps.truncate(most);
				break;
			}
			if let Some(found) = page.gap {
				*gap = Some(match found {
					TrailGap::Missing(head) => (head, "missing"),
					TrailGap::Corrupt(head) => (head, "corrupt"),
				});
				break;
			}
			match page.next {
				Some(next) => before = Some(next),
				None => break,
			}
		}
		steps.reverse();
		Ok(Some(steps))
	}

	/// Follow a subject from step `from` to step `to` of its own history, and what it was in meanwhile.
	fn follow(
		&self,
		subject: &Subject,
		from: u32,
		to: u32,
		depth: u8,
		at: &At,
		walk: &mut Walk,
	) -> Result<(), Refusal> {
		if depth == 0 || walk.truncated {
			walk.truncated = true;
			return Ok(());
		}
		let Some(steps) = self.own(subject, at, MAX_WALKED, &mut walk.gap)? else {
			return if depth == DEEPEST {
				let hint = "`provenance_verify` says whether it exists; before its first own event, what happened to \
					it is in its container's history";
				Err(Refusal::not_found("code", "it has no history of its own", hint))
			} else {
				Ok(())
			};
		};
		walk.truncated |= steps.len() >= MAX_WALKED;
		// The container it is in, and the step of that one's history with which that began.
		let mut inside: Option<(Sscc18, u32)> = None;
		for (head, step) in steps.into_iter().filter(|(_, step)| step.n <= to) {
			let entry = TrailEntry::decode_all(&mut &step.entry[..]).map_err(|_| {
				Refusal::cannot_answer("entry", "an entry is of another version of the runtime", "use a newer node")
			})?;
			match &entry.what {
				What::TakenFrom { container, n } => {
					// Without an entry about packing it stood in a committed container from the beginning.
					let since = inside.take().filter(|(of, _)| of == container).map_or(1, |(_, since)| since);
					if step.n >= from {
						let container = Subject::Container(*container);
						self.follow(&container, since, *n, depth.saturating_sub(1), at, walk)?;
					}
				},
				What::PackedInto { container, n } => inside = Some((*container, *n)),
				_ => {},
			}
			if step.n >= from {
				walk.push(Walked { subject: subject.clone(), head, n: step.n, block: step.block, entry });
			}
		}
		match inside {
			// It is in there now.
			Some((container, since)) if to == u32::MAX => {
				self.follow(&Subject::Container(container), since, u32::MAX, depth.saturating_sub(1), at, walk)
			},
			_ => Ok(()),
		}
	}

	fn walked(&self, query: &ThingQuery, limit: u32, at: &At) -> Result<(Subject, Walk), Refusal> {
		if limit == 0 || limit > MAX_TRAIL_PAGE {
			return Err(Refusal::bad("limit", "out of range", format!("ask for 1 to {MAX_TRAIL_PAGE} steps")));
		}
		let subject = subject_of(&self.thing(query, at)?)?;
		let mut walk = Walk { limit: limit.try_into().unwrap_or(usize::MAX), ..Walk::default() };
		self.follow(&subject, 1, u32::MAX, DEEPEST, at, &mut walk)?;
		// A unit's history begins with the batch that it was made in.
		if let Some((lot, batch)) = emerged(&subject, &walk) {
			let origin = self.own(&Subject::Lot(lot.clone()), at, MAX_WALKED, &mut walk.gap)?.unwrap_or_default();
			let made = origin.into_iter().find_map(|(head, step)| {
				let entry = TrailEntry::decode_all(&mut &step.entry[..]).ok()?;
				let same = matches!(&entry.what, What::Commissioned { batch: of, .. } if *of == batch);
				same.then(|| Walked { subject: Subject::Lot(lot.clone()), head, n: step.n, block: step.block, entry })
			});
			drop(walk.steps.splice(0..0, made));
		}
		Ok((subject, walk))
	}

	/// Answer with a history.
	pub(super) fn history(&self, query: TraceQuery, at: &At) -> Result<Value, Refusal> {
		let TraceQuery { code, gtin, serial, lot, sscc, limit } = query;
		let (subject, walk) = self.walked(&ThingQuery { code, gtin, serial, lot, sscc }, limit, at)?;
		let steps: Vec<Value> = walk.steps.iter().map(step).collect();
		let now = match &subject {
			Subject::Unit(unit) => {
				let info = self.client.runtime_api().unit(at.hash, unit.clone()).map_err(no_state)?;
				info.map(|info| super::unit_answer(unit, &info))
			},
			Subject::Container(sscc) => {
				let info = self.client.runtime_api().container(at.hash, *sscc).map_err(no_state)?;
				info.map(|info| super::container_answer(*sscc, &info))
			},
			Subject::Lot(lot) => {
				let info = self.client.runtime_api().lot(at.hash, lot.clone()).map_err(no_state)?;
				info.map(|info| super::lot_answer(lot, &info))
			},
		};
		Ok(json!({
			"subject": subject_name(&subject),
			"steps": steps,
			"now": now,
			"truncated": walk.truncated,
			"gap": walk.gap.map(|(head, reason)| json!({"head": head, "reason": reason})),
		}))
	}

	/// Answer with a history as a document.
	pub(super) fn document(&self, query: ToEpcisQuery, at: &At) -> Result<Value, Refusal> {
		let ToEpcisQuery { code, gtin, serial, lot, sscc, directory, limit } = query;
		let (_, walk) = self.walked(&ThingQuery { code, gtin, serial, lot, sscc }, limit, at)?;
		let mut writer = Writer { provenance: self, at, directory: &directory, walk: &walk, issues: Vec::new() };
		let entries = writer.entries()?;
		let mut issues = writer.issues;
		if walk.truncated || walk.gap.is_some() {
			issues.push(issue(Severity::Error, "the history has more steps than this node, or this answer, can give"));
		}
		let document = write::write(&entries, self.now(at)?).ok_or_else(|| {
			Refusal::cannot_answer("time", "a step has a time beyond the calendar", "use `trail_get`")
		})?;
		Ok(json!({"document": document, "issues": issues}))
	}
}

/// Lot and batch that a unit was made in, where its history says so.
fn emerged(subject: &Subject, walk: &Walk) -> Option<(LotId, u8)> {
	let Subject::Unit(unit) = subject else { return None };
	walk.steps.iter().find_map(|step| match (&step.subject, &step.entry.what) {
		(of, What::Emerged { lot, batch, .. }) if of == subject => Some(((unit.gtin, lot.clone()), *batch)),
		_ => None,
	})
}

fn subject_name(subject: &Subject) -> Value {
	match subject {
		Subject::Unit(unit) => json!({"unit": {"gtin": unit.gtin, "serial": unit.serial.as_str()}}),
		Subject::Lot(lot) => json!({"lot": lot_name(lot)}),
		Subject::Container(sscc) => json!({"container": sscc}),
	}
}

fn step(step: &Walked) -> Value {
	let TrailEntry { by, told, recorded, late, what } = &step.entry;
	let millis = i64::try_from(told.time.millis).ok();
	let mut fields = Map::new();
	for (name, value) in [
		("subject", subject_name(&step.subject)),
		("n", json!(step.n)),
		("head", json!(step.head)),
		("block", json!(step.block)),
		("by", json!(by)),
		("eventTime", json!(millis.and_then(salus_interop::epcis::time::write))),
		("eventTimeZoneOffset", json!(salus_interop::epcis::time::write_offset(told.time.offset))),
		("readPoint", json!(told.place)),
		("eventHash", json!(told.event)),
		("recorded", json!(rfc3339(*recorded))),
		("late", json!(late)),
	] {
		fields.insert(name.into(), value);
	}
	let (what, details) = happened(what);
	fields.insert("what".into(), json!(what));
	if let Value::Object(details) = details {
		fields.extend(details);
	}
	Value::Object(fields)
}

/// What happened, in a word and in detail.
fn happened(what: &What) -> (&'static str, Value) {
	let of = |shipment: &u64| json!({"shipment": shipment.to_string()});
	match what {
		What::Emerged { lot, batch, index } => {
			("emerged", json!({"lot": lot.as_str(), "batch": batch, "index": index}))
		},
		What::EmergedContainer => ("emergedContainer", Value::Null),
		What::TakenFrom { container, n } => ("takenFrom", json!({"container": container, "containerStep": n})),
		What::PackedInto { container, n } => ("packedInto", json!({"container": container, "containerStep": n})),
		What::Filled { items } => ("filled", json!({"items": items})),
		What::FilledInBulk { bulk } => (
			"filledInBulk",
			json!({
				"items": bulk.root.count,
				"root": bulk.root.hash,
				"height": bulk.height,
				"lot": bulk.lot.as_ref().map(lot_name),
			}),
		),
		What::Emptied { items } => ("emptied", json!({"items": items})),
		What::Opened => ("opened", Value::Null),
		What::Shipped { shipment, to, purpose, sold } => {
			("shipped", json!({"shipment": shipment.to_string(), "to": to, "purpose": purpose, "sold": sold}))
		},
		What::Received { shipment } => ("received", of(shipment)),
		What::Refused { shipment } => ("refused", of(shipment)),
		What::Voided { shipment } => ("voided", of(shipment)),
		What::Disputed { shipment, kind } => ("disputed", json!({"shipment": shipment.to_string(), "kind": kind})),
		What::Settled { shipment, with_receiver } => {
			("settled", json!({"shipment": shipment.to_string(), "withReceiver": with_receiver}))
		},
		What::Dispensed { n, quantity, tag, before } => {
			("dispensed", json!({"supply": n, "quantity": quantity, "tag": tag, "before": before}))
		},
		What::Ended { ending, before } => ("ended", json!({"ending": ending, "before": before})),
		What::Held { kind, before } => ("held", json!({"kind": kind, "before": before})),
		What::Released { kind } => ("released", json!({"kind": kind})),
		What::Notified { overdue } => ("notified", json!({"overdue": overdue})),
		What::Cleared { epoch } => ("cleared", json!({"epoch": epoch.to_string()})),
		What::Excursion { measured } => ("excursion", json!({"low": measured.low, "high": measured.high})),
		What::Corrected { step, reason, restored } => {
			("corrected", json!({"step": step, "reason": reason, "restored": restored}))
		},
		What::Commissioned { batch, root } => {
			("commissioned", json!({"batch": batch, "root": root.hash, "serials": root.count}))
		},
		What::Recalled { recall, level, scope: of } => {
			("recalled", json!({"recall": recall.to_string(), "level": level, "scope": scope(of)}))
		},
		What::RecallEnded { recall } => ("recallEnded", json!({"recall": recall.to_string()})),
		What::Contradicted { kind, labeller } => ("contradicted", json!({"kind": kind, "labeller": labeller})),
		What::RepeatAlert => ("repeatAlert", Value::Null),
	}
}

fn issue(severity: Severity, text: &str) -> Issue {
	Issue { severity, code: IssueCode::NotSupported, expression: Vec::new(), diagnostics: text.into() }
}

/// Writes steps as events.
struct Writer<'a> {
	provenance: &'a Provenance,
	at: &'a At,
	directory: &'a Directory,
	walk: &'a Walk,
	issues: Vec<Issue>,
}

impl Writer<'_> {
	fn note(&mut self, severity: Severity, text: &str) {
		let issue = issue(severity, text);
		// Once for all steps.
		if !self.issues.contains(&issue) {
			self.issues.push(issue);
		}
	}

	fn entries(&mut self) -> Result<Vec<Entry>, Refusal> {
		let mut entries: Vec<(H256, Entry)> = Vec::new();
		let walk = self.walk;
		let mut dispensed = 0u32;
		for step in &walk.steps {
			if let What::Corrected { step: wrong, reason, .. } = &step.entry.what {
				let reason = match reason {
					ErrorReason::DidNotOccur => "did_not_occur",
					ErrorReason::IncorrectData => "incorrect_data",
				};
				match entries.iter().find(|(head, _)| head == wrong).map(|(_, entry)| entry.clone()) {
					Some(mut entry) => {
						entry.error = Some((step.entry.recorded, reason));
						entry.recorded = step.entry.recorded;
						entries.push((step.head, entry));
					},
					None => self.note(Severity::Error, "an error was declared of a step that is no event of EPCIS"),
				}
			} else if let Some(entry) = self.entry(step, &mut dispensed)? {
				entries.push((step.head, entry));
			}
		}
		Ok(entries.into_iter().map(|(_, entry)| entry).collect())
	}

	/// How documents name an organisation.
	fn party(&mut self, organization: OrganizationId) -> Option<String> {
		let found = self.directory.find(|entry| entry.organization == Some(organization)).map(ToOwned::to_owned);
		if found.is_none() {
			self.note(Severity::Error, "the directory names no reference of an organisation, so a party is missing");
		}
		// A bare GLN is no URI; a party's link is.
		found.map(|reference| match reference.parse::<salus_primitives::Gln13>() {
			Ok(gln) => format!("{}/417/{gln}", gs1::link::CANONICAL_STEM),
			Err(_) => reference,
		})
	}

	fn uri(subject: &Subject) -> String {
		match subject {
			Subject::Unit(UnitId { gtin, serial }) => link(&[("01", gtin.to_string()), ("21", serial.to_string())]),
			Subject::Lot((gtin, lot)) => link(&[("01", gtin.to_string()), ("10", lot.to_string())]),
			Subject::Container(sscc) => link(&[("00", sscc.to_string())]),
		}
	}

	/// The event that a step is; `None` where EPCIS has no words for it, which then is noted.
	fn entry(&mut self, step: &Walked, dispensed: &mut u32) -> Result<Option<Entry>, Refusal> {
		let uri = Self::uri(&step.subject);
		let things = |uris: Vec<String>| write::What::Object { epcs: uris, quantities: Vec::new(), made: None };
		let told = &step.entry.told;
		let mut entry = Entry {
			what: things(vec![uri.clone()]),
			millis: told.time.millis,
			offset: told.time.offset,
			recorded: step.entry.recorded,
			action: "OBSERVE",
			step: None,
			disposition: None,
			read_point: told.place.map(|gln| link(&[("414", gln.to_string())])),
			sources: Vec::new(),
			destinations: Vec::new(),
			error: None,
		};
		let by = step.entry.by;
		let (business, disposition) = match &step.entry.what {
			What::Commissioned { root, .. } => {
				let Subject::Lot(lot) = &step.subject else { return Ok(None) };
				let info = self.provenance.client.runtime_api().lot(self.at.hash, lot.clone()).map_err(no_state)?;
				entry.action = "ADD";
				entry.what = write::What::Object {
					epcs: Vec::new(),
					quantities: vec![(uri, root.count.into())],
					made: info.map(|info| (lot.1.to_string(), date(info.lot.expiry))),
				};
				(Some("commissioning"), Some("active"))
			},
			What::TakenFrom { container, .. } => {
				let parent = Self::uri(&Subject::Container(*container));
				entry.action = "DELETE";
				entry.what = write::What::Aggregation { parent, children: vec![uri] };
				(Some("unpacking"), None)
			},
			What::PackedInto { container, .. } => {
				let parent = Self::uri(&Subject::Container(*container));
				entry.action = "ADD";
				entry.what = write::What::Aggregation { parent, children: vec![uri] };
				(Some("packing"), None)
			},
			What::Opened => {
				entry.action = "DELETE";
				entry.what = write::What::Aggregation { parent: uri, children: Vec::new() };
				(Some("unpacking"), None)
			},
			What::Shipped { to, purpose, sold, .. } => {
				let (from, to) = (self.party(by), self.party(*to));
				let kinds = ["possessing_party", "owning_party"];
				for kind in kinds.into_iter().take(if *sold { 2 } else { 1 }) {
					entry.sources.extend(from.clone().map(|of| (kind, of)));
					entry.destinations.extend(to.clone().map(|of| (kind, of)));
				}
				let disposition = if *purpose == Purpose::Return { "returned" } else { "in_transit" };
				(Some("shipping"), Some(disposition))
			},
			What::Received { .. } => {
				let to = self.party(by);
				entry.destinations.extend(to.map(|of| ("possessing_party", of)));
				(Some("receiving"), Some("in_progress"))
			},
			What::Voided { .. } => {
				let from = self.party(by);
				entry.sources.extend(from.map(|of| ("possessing_party", of)));
				(Some("void_shipping"), None)
			},
			What::Disputed { kind, .. } => {
				let to = self.party(by);
				entry.destinations.extend(to.map(|of| ("possessing_party", of)));
				let disposition = match kind {
					DisputeKind::Short | DisputeKind::Over => "mismatch_quantity",
					DisputeKind::Damaged => "damaged",
					DisputeKind::Wrong => "mismatch_instance",
				};
				(Some("receiving"), Some(disposition))
			},
			What::Dispensed { quantity, .. } => {
				let Subject::Unit(unit) = &step.subject else { return Ok(None) };
				let product =
					self.provenance.client.runtime_api().product(self.at.hash, unit.gtin).map_err(no_state)?;
				*dispensed = dispensed.saturating_add(*quantity);
				let all = product.is_none_or(|product| *dispensed >= product.details.content);
				entry.action = if all { "DELETE" } else { "OBSERVE" };
				(Some("dispensing"), Some(if all { "dispensed" } else { "partially_dispensed" }))
			},
			What::Ended { ending, .. } => {
				entry.action = "DELETE";
				match ending {
					Ending::Destroyed => (Some("destroying"), Some("destroyed")),
					Ending::Sampled => (Some("sampling"), Some("inactive")),
					Ending::Decommissioned => (Some("decommissioning"), Some("inactive")),
					Ending::Exported => {
						self.note(Severity::Information, "EPCIS has no word for an export: it is a decommissioning");
						(Some("decommissioning"), Some("inactive"))
					},
				}
			},
			What::Held { kind, .. } => {
				let disposition = match kind {
					HoldKind::Quarantine | HoldKind::Illegitimate => "non_sellable_other",
					HoldKind::Suspect => "no_pedigree_match",
					HoldKind::Stolen => "stolen",
					HoldKind::Lost => "unknown",
					HoldKind::Returned => "returned",
				};
				(Some("holding"), Some(disposition))
			},
			What::Released { .. } => (Some("inspecting"), Some("conformant")),
			What::Recalled { .. } => {
				let Subject::Lot(lot) = &step.subject else { return Ok(None) };
				let info = self.provenance.client.runtime_api().lot(self.at.hash, lot.clone()).map_err(no_state)?;
				let serials = info.map_or(0, |info| info.lot.serials);
				entry.what = write::What::Object { epcs: Vec::new(), quantities: vec![(uri, serials)], made: None };
				self.note(Severity::Information, "level and scope of a recall do not stand in its event");
				return Ok(Some(Entry { disposition: Some("recalled"), ..entry }));
			},
			// They only say that a thing entered state; its own first event follows.
			What::Emerged { .. } | What::EmergedContainer => return Ok(None),
			What::Filled { .. } | What::Emptied { .. } | What::FilledInBulk { .. } => {
				self.note(Severity::Information, "a container's history does not list what was put in or taken out");
				return Ok(None);
			},
			What::Refused { .. }
			| What::Settled { .. }
			| What::Notified { .. }
			| What::Cleared { .. }
			| What::Excursion { .. }
			| What::RecallEnded { .. }
			| What::Contradicted { .. }
			| What::RepeatAlert => {
				let text = "refusals, settlements, notices, clearings, excursions, ended recalls, contradictions and \
					alerts have no event in EPCIS: see `provenance_trace`";
				self.note(Severity::Information, text);
				return Ok(None);
			},
			What::Corrected { .. } => return Ok(None),
		};
		Ok(Some(Entry { step: business, disposition, ..entry }))
	}
}

/// The canonical Digital Link of these.
fn link(elements: &[(&str, String)]) -> String {
	let elements = elements.iter().map(|(ai, data)| ((*ai).to_owned(), data.clone())).collect();
	gs1::canonical(&elements).unwrap_or_default()
}
