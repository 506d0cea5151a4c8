//! `provenance_*`: is this pack what it says, where has it been, and what is recalled? And the way from EPCIS documents to
//! calls, and back.
//!
//! Questions name things as a scanner or a document does: a GS1 element string, a Digital Link or an EPC in `code`, or
//! their parts.

mod calls;
mod trace;

use super::{
	answer::{clock, rfc3339, At},
	records::no_state,
	Answer, Refusal,
};
use crate::service::{Client, NodeBackend};
use calls::{FromEpcisAnswer, FromEpcisQuery};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_drug_provenance::{
	runtime_api::ProvenanceApi as _, ContainerInfo, Contents, Day, FailureReason, Finding, Gap, Hold, ItemId, Location,
	LotId, LotInfo, Membership, Neighbour, Notice, Packing, Recall, RecallInfo, Scope, SerialProof, Status, UnitInfo,
	Verdict, VerifyAnswer, VerifyQuery,
};
use salus_interop::{
	gs1,
	serials::{ListError, Standing, Store},
};
use salus_primitives::{
	anchor::{Proof, Root},
	Gtin14, IdentifierError, LotNumber, Role, Serial, Sscc18, UnitId,
};
use salus_runtime::Hash;
use serde::Deserialize;
use serde_json::{json, Map, Value};
use sp_api::ProvideRuntimeApi;
use sp_core::H256;
use std::{str::FromStr, sync::Arc};
use trace::{ToEpcisQuery, TraceQuery};

/// The most lists that have a serial for the chain to be asked about.
const MAX_ASKED: usize = 16;

const NAMES: &str = "give `code` (element string, Digital Link or EPC), or its parts";

/// Something named by a code or by its parts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThingQuery {
	code: Option<String>,
	gtin: Option<String>,
	serial: Option<String>,
	lot: Option<String>,
	sscc: Option<String>,
}

/// Ask whether a pack is what it says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerificationQuery {
	code: Option<String>,
	gtin: Option<String>,
	serial: Option<String>,
	lot: Option<String>,
	/// `YYMMDD` as in a bar code, or `YYYY-MM-DD`.
	expiry: Option<String>,
	/// The container that it came in.
	container: Option<String>,
	/// From the labeller's serial list.
	proof: Option<ProofQuery>,
}

/// What a serial list proves: one of the three.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ProofQuery {
	/// The serial was commissioned.
	Present(MembershipQuery),
	/// The serial was commissioned in no batch of this lot.
	Absent {
		/// The lot.
		lot: String,
		/// The neighbours in each batch, in order.
		batches: Vec<GapQuery>,
	},
	/// The serial was commissioned, and the unit stands in a committed container.
	PresentIn {
		/// That it was commissioned.
		membership: MembershipQuery,
		/// Where it stands.
		packing: PackingQuery,
		/// Where that container stands, and so on, as far as the chain does not know them.
		#[serde(default)]
		around: Vec<AroundQuery>,
	},
}

/// A committed container that the chain does not know.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AroundQuery {
	bulk: calls::BulkQuery,
	packing: PackingQuery,
}

/// Where a thing stands in a committed container.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackingQuery {
	container: String,
	index: u32,
	proof: Vec<H256>,
}

/// That a serial was commissioned.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MembershipQuery {
	lot: String,
	batch: u8,
	index: u32,
	proof: Vec<H256>,
}

/// Where a serial would stand in a sorted list.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GapQuery {
	before: Option<NeighbourQuery>,
	after: Option<NeighbourQuery>,
}

/// A commissioned serial.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeighbourQuery {
	serial: String,
	index: u32,
	proof: Vec<H256>,
}

/// Where a pack has been, and whether it is what it says.
#[rpc(server, namespace = "provenance")]
pub trait ProvenanceApi {
	/// Is it what it says? In the terms of the Verification Router Service.
	#[method(name = "verify", blocking)]
	fn verify(&self, query: VerificationQuery, at: Option<Hash>) -> RpcResult<Answer<Value>>;

	/// The verified history of a unit, lot or container, through all that it was in.
	#[method(name = "trace", blocking)]
	fn trace(&self, query: TraceQuery, at: Option<Hash>) -> RpcResult<Answer<Value>>;

	/// What is this unit?
	#[method(name = "unit", blocking)]
	fn unit(&self, query: ThingQuery, at: Option<Hash>) -> RpcResult<Answer<Value>>;

	/// What is this lot?
	#[method(name = "lot", blocking)]
	fn lot(&self, query: ThingQuery, at: Option<Hash>) -> RpcResult<Answer<Value>>;

	/// What is this container?
	#[method(name = "container", blocking)]
	fn container(&self, query: ThingQuery, at: Option<Hash>) -> RpcResult<Answer<Value>>;

	/// The recall rules of a product, and of one of its lots.
	#[method(name = "recalls", blocking)]
	fn recalls(&self, query: ThingQuery, at: Option<Hash>) -> RpcResult<Answer<Value>>;

	/// What must be signed for an EPCIS document or an exception report.
	#[method(name = "fromEpcis", blocking)]
	fn from_epcis(&self, query: FromEpcisQuery, at: Option<Hash>) -> RpcResult<Answer<FromEpcisAnswer>>;

	/// A history as an EPCIS 2.0 document.
	#[method(name = "toEpcis", blocking)]
	fn to_epcis(&self, query: ToEpcisQuery, at: Option<Hash>) -> RpcResult<Answer<Value>>;
}

/// Answers from the runtime and the off-chain index.
pub struct Provenance {
	client: Arc<Client>,
	backend: Arc<NodeBackend>,
	lists: Option<Arc<Store>>,
}

impl Provenance {
	/// Answers from this chain and database, and from a labeller's serial lists where there are any.
	pub fn new(client: Arc<Client>, backend: Arc<NodeBackend>, lists: Option<Arc<Store>>) -> Self {
		Self { client, backend, lists }
	}

	/// Roots of a lot's batches, in their order; none for an unknown lot.
	fn roots(&self, lot: &LotId, at: &At) -> Result<Vec<Root>, Refusal> {
		let info = self.client.runtime_api().lot(at.hash, lot.clone()).map_err(no_state)?;
		Ok(info.map(|info| info.batches.iter().map(|batch| batch.root).collect()).unwrap_or_default())
	}

	/// What the lists here prove of a unit, of which the code may name a lot.
	fn listed(&self, unit: &UnitId, lot: Option<&LotNumber>, at: &At) -> Result<Option<SerialProof>, Refusal> {
		let Some(lists) = &self.lists else { return Ok(None) };
		if !lists.knows(unit.gtin).map_err(broken)? {
			return Ok(None);
		}
		let mut found = lists.find(unit, lot).map_err(broken)?;
		if found.is_empty() && lot.is_some() {
			found = lists.find(unit, None).map_err(broken)?;
		}
		for proved in found.iter().take(MAX_ASKED) {
			let Some(member) = proved.membership(&self.roots(&proved.lot, at)?) else { continue };
			let standing = lists.standing(&ItemId::Unit(unit.clone()), Some(&proved.lot)).map_err(broken)?;
			if let Some(Standing { packing: Some(packing), around, .. }) = standing {
				for container in &around {
					if self.client.runtime_api().container(at.hash, *container).map_err(no_state)?.is_some() {
						let around = lists.around(&around, container).map_err(broken)?;
						return Ok(Some(SerialProof::PresentIn(member, packing, around)));
					}
				}
			}
			return Ok(Some(SerialProof::Present(member)));
		}
		let Some(lot) = lot.filter(|_| found.is_empty()) else { return Ok(None) };
		let id = (unit.gtin, lot.clone());
		let gaps = lists.gaps(&id, &self.roots(&id, at)?, &unit.serial).map_err(broken)?;
		let batches = gaps.and_then(|gaps| gaps.try_into().ok());
		Ok(batches.map(|batches| SerialProof::Absent { lot: lot.clone(), batches }))
	}

	/// The chain's clock at that block, in seconds.
	fn now(&self, at: &At) -> Result<u64, Refusal> {
		clock(&self.client, at)
	}

	fn thing(&self, query: &ThingQuery, at: &At) -> Result<Thing, Refusal> {
		let ThingQuery { code, gtin, serial, lot, sscc } = query;
		let named = gs1::Named {
			gtin: part(gtin, "gtin")?,
			serial: part(serial, "serial")?,
			lot: part(lot, "lot")?,
			sscc: part(sscc, "sscc")?,
			expiry: None,
		};
		Ok(Thing(match code {
			Some(code) => together(named, Thing::of_code(code, self.year(at)?)?.0)?,
			None => named,
		}))
	}

	/// The year of the chain's clock; what a bar code says with two digits is within fifty years of it.
	fn year(&self, at: &At) -> Result<u64, Refusal> {
		// A year has 365.2425 days.
		Ok((self.now(at)? / 31_556_952).saturating_add(1970))
	}
}

/// A list that cannot be read.
fn broken(error: ListError) -> Refusal {
	log::error!(target: "provenance", "{error}");
	Refusal::cannot_answer(
		"serial-list",
		"a serial list of this node cannot be read",
		"see the node's log, or bring a proof",
	)
}

/// What a code or its parts name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Thing(gs1::Named);

impl Thing {
	fn of_code(code: &str, year: u64) -> Result<Self, Refusal> {
		let bad = |error: gs1::Gs1Error| Refusal::gs1("code", error.code(), error.to_string(), NAMES);
		gs1::Named::of_code(code, year).map(Self).map_err(bad)
	}

	fn gtin(&self) -> Result<Gtin14, Refusal> {
		self.0.gtin.ok_or_else(|| Refusal::gs1("gtin", "NO_KEY", "which product?", NAMES))
	}

	fn unit(&self) -> Result<UnitId, Refusal> {
		let missing = || Refusal::gs1("serial", "REQUIRED_AIS", "which unit?", NAMES);
		let serial = self.0.serial.clone().ok_or_else(missing)?;
		Ok(UnitId { gtin: self.gtin()?, serial })
	}

	fn lot(&self) -> Result<LotId, Refusal> {
		let lot = self.0.lot.clone().ok_or_else(|| Refusal::gs1("lot", "REQUIRED_AIS", "which lot?", NAMES))?;
		Ok((self.gtin()?, lot))
	}

	fn sscc(&self) -> Result<Sscc18, Refusal> {
		self.0.sscc.ok_or_else(|| Refusal::gs1("sscc", "NO_KEY", "which container?", NAMES))
	}

	/// The last day of use that the code says.
	fn expiry(&self) -> Option<Day> {
		self.0.expiry.and_then(days)
	}
}

/// Both together, where they do not contradict each other.
fn together(parts: gs1::Named, code: gs1::Named) -> Result<gs1::Named, Refusal> {
	parts.with(code).map_err(|field| Refusal::bad(field, "the code says otherwise", "name it once"))
}

/// An identifier that stands in a field of its own.
fn part<T: FromStr<Err = IdentifierError>>(value: &Option<String>, field: &'static str) -> Result<Option<T>, Refusal> {
	value.as_ref().map(|text| identifier(text, field)).transpose()
}

fn identifier<T: FromStr<Err = IdentifierError>>(text: &str, field: &'static str) -> Result<T, Refusal> {
	let hint = match field {
		"serial" | "lot" => "1 to 20 characters of the GS1 character set 82",
		_ => "all digits, the check digit included",
	};
	text.parse().map_err(|error| {
		let rule = match error {
			IdentifierError::CheckDigit => "INCORRECT_CHECK_DIGIT",
			IdentifierError::Length => "DATA_LENGTH",
			_ => "INVALID_CHARACTER",
		};
		Refusal::gs1(field, rule, error.to_string(), hint)
	})
}

/// Whole days from 1970-01-01 to a day.
fn days((year, month, day): (u64, u64, u64)) -> Option<Day> {
	let date = chrono::NaiveDate::from_ymd_opt(
		i32::try_from(year).ok()?,
		u32::try_from(month).ok()?,
		u32::try_from(day).ok()?,
	)?;
	Day::try_from(date.signed_duration_since(chrono::NaiveDate::default()).num_days()).ok()
}

/// A day as `YYYY-MM-DD`.
fn date(day: Day) -> String {
	chrono::NaiveDate::default()
		.checked_add_days(chrono::Days::new(day.into()))
		.map_or_else(|| day.to_string(), |date| date.format("%Y-%m-%d").to_string())
}

/// The day that a question names.
fn day_of(text: &str, year: u64) -> Result<Day, Refusal> {
	let digits = text.replace('-', "");
	let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse().ok());
	let long = || {
		let lawful = text.len() == 10 && gs1::lint::check("yyyymmdd", &digits) == Some(Ok(()));
		lawful.then(|| Some((part(0, 4)?, part(4, 6)?, part(6, 8)?)))?
	};
	let day = if text.len() == 6 { gs1::day(text, year) } else { long() };
	day.and_then(days).ok_or_else(|| {
		Refusal::gs1("expiry", "ILLEGAL_DAY", "not a day", "write YYMMDD as in a bar code, or YYYY-MM-DD")
	})
}

/// Hashes of a question as a proof.
fn proof(hashes: &[H256]) -> Result<Proof, Refusal> {
	let hint = format!("a proof has at most {} hashes", salus_primitives::anchor::MAX_PROOF);
	hashes.to_vec().try_into().map_err(|_| Refusal::bad("proof", "the proof is too long", hint))
}

fn name(text: &str) -> Result<Serial, Refusal> {
	let hint = "1 to 20 characters of the GS1 character set 82";
	text.parse().map_err(|_| Refusal::gs1("proof", "INVALID_CHARACTER", "not a serial or lot number", hint))
}

fn packing(query: &PackingQuery) -> Result<Packing, Refusal> {
	let PackingQuery { container, index, proof: hashes } = query;
	Ok(Packing { container: identifier(container, "container")?, index: *index, proof: proof(hashes)? })
}

fn membership(query: &MembershipQuery) -> Result<Membership, Refusal> {
	let MembershipQuery { lot, batch, index, proof: hashes } = query;
	Ok(Membership { lot: name(lot)?, batch: *batch, index: *index, proof: proof(hashes)? })
}

fn serial_proof(query: &ProofQuery) -> Result<SerialProof, Refusal> {
	let neighbour = |query: &NeighbourQuery| {
		Ok::<_, Refusal>(Neighbour { serial: name(&query.serial)?, index: query.index, proof: proof(&query.proof)? })
	};
	Ok(match query {
		ProofQuery::Present(present) => SerialProof::Present(membership(present)?),
		ProofQuery::PresentIn { membership: present, packing: place, around } => {
			let one = |of: &AroundQuery| Ok::<_, Refusal>((calls::bulk(&of.bulk)?, packing(&of.packing)?));
			let around = around.iter().map(one).collect::<Result<Vec<_>, _>>()?;
			let hint = format!("containers stand at most {} deep in one another", pallet_drug_provenance::MAX_HEIGHT);
			let around =
				around.try_into().map_err(|_| Refusal::bad("proof", "too many containers around the unit", hint))?;
			SerialProof::PresentIn(membership(present)?, packing(place)?, around)
		},
		ProofQuery::Absent { lot, batches } => {
			let gap = |gap: &GapQuery| {
				Ok::<_, Refusal>(Gap {
					before: gap.before.as_ref().map(neighbour).transpose()?,
					after: gap.after.as_ref().map(neighbour).transpose()?,
				})
			};
			let gaps = batches.iter().map(gap).collect::<Result<Vec<_>, _>>()?;
			let batches = gaps
				.try_into()
				.map_err(|_| Refusal::bad("proof", "too many batches", "a lot has at most 64 batches"))?;
			SerialProof::Absent { lot: name(lot)?, batches }
		},
	})
}

// --- How things are written ----------------------------------------------------------------------------------------

/// The standard's words (GS1 Lightweight Messaging Standard for Verification of Product Identifiers).
fn reason_name(reason: FailureReason) -> &'static str {
	match reason {
		FailureReason::NoMatchGtinSerial => "No_match_GTIN_Serial",
		FailureReason::NoMatchGtinSerialLot => "No_match_GTIN_Serial_Lot",
		FailureReason::NoMatchGtinSerialExpiry => "No_match_GTIN_Serial_Expiry",
		FailureReason::NoMatchGtinSerialLotExpiry => "No_match_GTIN_Serial_Lot_Expiry",
		FailureReason::ManufacturerPolicy => "Manufacturer_policy",
		FailureReason::NotForRedistribution => "Not_for_re-distribution",
	}
}

/// A role as the other answers write words.
fn role_name(role: Role) -> String {
	let name = format!("{role:?}");
	let mut letters = name.chars();
	letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

/// What the standard has words for.
fn additional(notices: &[Notice]) -> Vec<&'static str> {
	let word = |notice: &Notice| match notice {
		Notice::Expired => Some("Expired"),
		Notice::Recalled => Some("Recalled"),
		Notice::Suspect => Some("Suspect"),
		Notice::Illegitimate => Some("Illegitimate"),
		_ => None,
	};
	notices.iter().filter_map(word).collect()
}

fn verification(unit: &UnitId, answer: VerifyAnswer, source: Option<&'static str>) -> Value {
	let (result, reason, finding, error): (_, _, Option<Finding>, _) = match answer.verdict {
		Verdict::Verified => ("verified", None, None, None),
		Verdict::Failed { reason, finding } => ("failed", Some(reason), finding, None),
		Verdict::ProofRequired { error, finding } => ("proof-required", None, finding, error),
		Verdict::UnknownProduct => ("unknown-product", None, None, None),
	};
	json!({
		"gtin": unit.gtin,
		"serial": unit.serial.as_str(),
		"result": result,
		"verified": result == "verified",
		"verificationFailureReason": reason.map(reason_name),
		"additionalInfo": additional(&answer.notices),
		"finding": finding,
		"proofError": error.map(|error| format!("{error:?}")),
		"proofFrom": source,
		"notices": answer.notices.as_slice(),
		"recall": answer.recall,
		"lifecycle": answer.lifecycle,
		"holderRole": answer.holder.map(role_name),
		"sellable": answer.sellable,
		"lot": answer.lot.as_ref().map(|lot| lot.as_str()),
		"expiry": answer.expiry.map(date),
		"labeller": answer.labeller,
		"responder": answer.responder.map(|url| String::from_utf8_lossy(&url).into_owned()),
	})
}

fn location(location: &Location) -> Value {
	json!({
		"owner": location.owner,
		"holder": location.holder,
		"inTransitTo": location.in_transit_to,
		"containers": location.containers.as_slice(),
	})
}

fn hold(hold: &Hold) -> Value {
	json!({
		"kind": hold.kind,
		"since": rfc3339(hold.since),
		"due": hold.due().map(rfc3339),
		"notified": hold.notified.map(rfc3339),
	})
}

fn status(status: &Status) -> Map<String, Value> {
	let mut fields = Map::new();
	fields.insert("shipment".into(), json!(status.shipment.map(|shipment| shipment.to_string())));
	fields.insert("hold".into(), json!(status.hold.as_ref().map(hold)));
	let dispute = status.dispute.as_ref();
	let dispute = dispute.map(|of| json!({"shipment": of.shipment.to_string(), "kind": of.kind}));
	fields.insert("dispute".into(), json!(dispute));
	fields.insert("trailHead".into(), json!(status.trail.head));
	fields.insert("trailLength".into(), json!(status.trail.len));
	fields
}

fn unit_answer(id: &UnitId, info: &UnitInfo) -> Value {
	let UnitInfo { unit, .. } = info;
	let mut fields = status(&unit.status);
	for (name, value) in [
		("gtin", json!(id.gtin)),
		("serial", json!(id.serial.as_str())),
		("lot", json!(unit.lot.as_str())),
		("lifecycle", json!(unit.lifecycle)),
		("dispensed", json!(unit.dispensed)),
		("location", location(&info.location)),
		("expired", json!(info.expired)),
		("recalled", json!(info.recalled)),
		("lotQuarantine", json!(info.lot_quarantine)),
		("sellable", json!(info.sellable)),
	] {
		fields.insert(name.into(), value);
	}
	Value::Object(fields)
}

fn container_answer(sscc: Sscc18, info: &ContainerInfo) -> Value {
	let ContainerInfo { container, .. } = info;
	let mut fields = status(&container.status);
	let contents = match &container.contents {
		Contents::Listed(items) => json!({"items": items}),
		Contents::Committed(root) => json!({"items": root.count, "root": root.hash}),
	};
	for (name, value) in [
		("sscc", json!(sscc)),
		("packer", json!(container.packer)),
		("height", json!(container.height)),
		("lot", json!(container.lot.as_ref().map(lot_name))),
		("purpose", json!(container.purpose)),
		("contents", contents),
		("opened", json!(container.opened.map(|opened| rfc3339(opened.at)))),
		("location", location(&info.location)),
	] {
		fields.insert(name.into(), value);
	}
	Value::Object(fields)
}

fn lot_name((gtin, lot): &LotId) -> Value {
	json!({"gtin": gtin, "lot": lot.as_str()})
}

fn scope(scope: &Scope) -> Value {
	match scope {
		Scope::All => json!("all"),
		Scope::Prefix(prefix) => json!({"prefix": prefix.as_str()}),
		Scope::Range(from, to) => json!({"from": from.as_str(), "to": to.as_str()}),
	}
}

fn recall(recall: &Recall) -> Value {
	json!({
		"recall": recall.epoch.to_string(),
		"level": recall.level,
		"scope": scope(&recall.scope),
		"by": recall.by,
		"ordered": recall.ordered,
		"at": rfc3339(recall.at),
		"ended": recall.ended.map(rfc3339),
	})
}

fn lot_answer(id: &LotId, info: &LotInfo) -> Value {
	let batches: Vec<Value> = info
		.batches
		.iter()
		.map(|batch| {
			json!({
				"root": batch.root.hash,
				"serials": batch.root.count,
				"epoch": batch.epoch.to_string(),
				"at": rfc3339(batch.at),
			})
		})
		.collect();
	json!({
		"gtin": id.0,
		"lot": id.1.as_str(),
		"expiry": date(info.lot.expiry),
		"expired": info.expired,
		"serials": info.lot.serials.to_string(),
		"batches": batches,
		"quarantine": info.lot.quarantine.as_ref().map(hold),
		"recalls": info.lot.recalls.iter().map(recall).collect::<Vec<_>>(),
		"trailHead": info.lot.trail.head,
		"trailLength": info.lot.trail.len,
	})
}

fn recall_answer(info: &RecallInfo) -> Value {
	let mut answer = recall(&info.recall);
	if let Some(fields) = answer.as_object_mut() {
		fields.insert("lot".into(), json!(info.lot.as_ref().map(|lot| lot.as_str())));
	}
	answer
}

impl ProvenanceApiServer for Provenance {
	fn verify(&self, query: VerificationQuery, at: Option<Hash>) -> RpcResult<Answer<Value>> {
		let at = At::resolve(&self.client, at)?;
		let VerificationQuery { code, gtin, serial, lot, expiry, container, proof } = query;
		let thing = self.thing(&ThingQuery { code, gtin, serial, lot, sscc: None }, &at)?;
		let expiry = match (expiry, thing.expiry()) {
			(None, told) => told,
			(Some(text), told) => {
				let day = day_of(&text, self.year(&at)?)?;
				if told.is_some_and(|told| told != day) {
					return Err(Refusal::bad("expiry", "the code says otherwise", "name it once").into());
				}
				Some(day)
			},
		};
		let unit = thing.unit()?;
		let brought = proof.is_some();
		let mut query = VerifyQuery {
			unit: unit.clone(),
			lot: thing.0.lot,
			expiry,
			container: part(&container, "container")?,
			proof: proof.as_ref().map(serial_proof).transpose()?,
		};
		let mut answer = self.client.runtime_api().verify(at.hash, query.clone()).map_err(no_state)?;
		let mut source = brought.then_some("question");
		if !brought && matches!(answer.verdict, Verdict::ProofRequired { .. }) {
			query.proof = self.listed(&unit, query.lot.as_ref(), &at)?;
			if query.proof.is_some() {
				source = Some("serialList");
				answer = self.client.runtime_api().verify(at.hash, query).map_err(no_state)?;
			}
		}
		Ok(Answer { at, answer: verification(&unit, answer, source) })
	}

	fn trace(&self, query: TraceQuery, at: Option<Hash>) -> RpcResult<Answer<Value>> {
		let at = At::resolve(&self.client, at)?;
		let answer = self.history(query, &at)?;
		Ok(Answer { at, answer })
	}

	fn unit(&self, query: ThingQuery, at: Option<Hash>) -> RpcResult<Answer<Value>> {
		let at = At::resolve(&self.client, at)?;
		let unit = self.thing(&query, &at)?.unit()?;
		let info = self.client.runtime_api().unit(at.hash, unit.clone()).map_err(no_state)?.ok_or_else(|| {
			Refusal::not_found(
				"serial",
				"this unit has had no event of its own",
				"`provenance_verify` says whether it exists; what happened to it is in its container's history",
			)
		})?;
		Ok(Answer { at, answer: unit_answer(&unit, &info) })
	}

	fn lot(&self, query: ThingQuery, at: Option<Hash>) -> RpcResult<Answer<Value>> {
		let at = At::resolve(&self.client, at)?;
		let lot = self.thing(&query, &at)?.lot()?;
		let info = self
			.client
			.runtime_api()
			.lot(at.hash, lot.clone())
			.map_err(no_state)?
			.ok_or_else(|| Refusal::not_found("lot", "the product has no such lot", "check GTIN and lot number"))?;
		Ok(Answer { at, answer: lot_answer(&lot, &info) })
	}

	fn container(&self, query: ThingQuery, at: Option<Hash>) -> RpcResult<Answer<Value>> {
		let at = At::resolve(&self.client, at)?;
		let sscc = self.thing(&query, &at)?.sscc()?;
		let info = self.client.runtime_api().container(at.hash, sscc).map_err(no_state)?.ok_or_else(|| {
			Refusal::not_found("sscc", "this container has had no event of its own", "check the SSCC")
		})?;
		Ok(Answer { at, answer: container_answer(sscc, &info) })
	}

	fn recalls(&self, query: ThingQuery, at: Option<Hash>) -> RpcResult<Answer<Value>> {
		let at = At::resolve(&self.client, at)?;
		let thing = self.thing(&query, &at)?;
		let recalls = self.client.runtime_api().recalls(at.hash, thing.gtin()?, thing.0.lot).map_err(no_state)?;
		let answer = json!({"recalls": recalls.iter().map(recall_answer).collect::<Vec<_>>()});
		Ok(Answer { at, answer })
	}

	fn from_epcis(&self, query: FromEpcisQuery, at: Option<Hash>) -> RpcResult<Answer<FromEpcisAnswer>> {
		let at = At::resolve(&self.client, at)?;
		let answer = self.calls(&query, &at)?;
		Ok(Answer { at, answer })
	}

	fn to_epcis(&self, query: ToEpcisQuery, at: Option<Hash>) -> RpcResult<Answer<Value>> {
		let at = At::resolve(&self.client, at)?;
		let answer = self.document(query, &at)?;
		Ok(Answer { at, answer })
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use pallet_drug_provenance::{Bulk, Evidence};

	#[test]
	fn code_should_name_unit_lot_and_expiry() {
		let thing = Thing::of_code("]d2010952012345678810L1\u{1d}1728020021S1", 2026).unwrap();
		assert_eq!(thing.unit().unwrap().serial.as_str(), "S1");
		assert_eq!(thing.lot().unwrap().1.as_str(), "L1");
		assert_eq!(thing.expiry().map(date).as_deref(), Some("2028-02-29"), "day 00 is the last of the month");
		assert!(thing.sscc().is_err());
	}

	#[test]
	fn rule_of_gs1_that_is_broken_should_be_named_as_such() {
		let error = |refusal: Refusal| {
			let error: jsonrpsee::types::ErrorObjectOwned = refusal.into();
			serde_json::from_str::<Value>(error.data().unwrap().get()).unwrap()
		};
		let of = error(Thing::of_code("(01)09520123456789(21)S1", 2026).unwrap_err());
		assert_eq!(
			(&of["source"], &of["code"], &of["field"]),
			(&json!("GS1"), &json!("INCORRECT_CHECK_DIGIT"), &json!("code"))
		);
		for (text, code) in
			[("09520123456789", "INCORRECT_CHECK_DIGIT"), ("1", "DATA_LENGTH"), ("0952012345678X", "INVALID_CHARACTER")]
		{
			let of = error(identifier::<Gtin14>(text, "gtin").unwrap_err());
			assert_eq!((&of["source"], &of["code"], &of["field"]), (&json!("GS1"), &json!(code), &json!("gtin")));
		}
		let of = error(identifier::<Serial>("a b", "serial").unwrap_err());
		assert_eq!((&of["source"], &of["code"]), (&json!("GS1"), &json!("INVALID_CHARACTER")));
		assert_eq!(error(day_of("280231", 2026).unwrap_err())["source"], "GS1");
		assert_eq!(error(Thing::default().unit().unwrap_err())["code"], "REQUIRED_AIS");
	}

	#[test]
	fn what_the_agent_serves_should_be_what_the_node_reads() {
		use salus_interop::serials::{evidence_json, proof_json};
		let hash = H256::repeat_byte(1);
		let proof: Proof = vec![hash].try_into().unwrap();
		let member = Membership { lot: "L1".parse().unwrap(), batch: 2, index: 3, proof: proof.clone() };
		let packing = Packing { container: "095201234567891235".parse().unwrap(), index: 4, proof: proof.clone() };
		let neighbour = Neighbour { serial: "S1".parse().unwrap(), index: 0, proof };
		let case = Bulk { root: Root { hash, count: 24 }, height: 1, lot: None };
		let gap = Gap { before: Some(neighbour), after: None };
		for proof in [
			SerialProof::Present(member.clone()),
			SerialProof::PresentIn(member.clone(), packing.clone(), Default::default()),
			SerialProof::PresentIn(member.clone(), packing.clone(), vec![(case, packing.clone())].try_into().unwrap()),
			SerialProof::Absent { lot: member.lot.clone(), batches: vec![gap].try_into().unwrap() },
		] {
			let read = serde_json::from_value::<ProofQuery>(proof_json(&proof)).unwrap();
			assert_eq!(serial_proof(&read), Ok(proof));
		}
		let root = Root { hash, count: 7 };
		let lot = Some(("09520123456788".parse().unwrap(), member.lot.clone()));
		for (code, evidence) in [
			("(01)09520123456788(21)S1", Evidence::Unit(member.clone(), None)),
			("(01)09520123456788(21)S1", Evidence::Unit(member, Some(packing.clone()))),
			("(00)095201230000000011", Evidence::Container(Bulk { root, height: 2, lot }, packing.clone())),
			("(00)095201230000000011", Evidence::Container(Bulk { root, height: 1, lot: None }, packing)),
		] {
			let read = serde_json::from_value(evidence_json(&evidence)).unwrap();
			assert_eq!(calls::evidence((&code.to_owned(), &read)).unwrap().1, evidence);
		}
	}

	#[test]
	fn days_should_be_read_and_written() {
		assert_eq!(day_of("1970-01-02", 2026).unwrap(), 1);
		assert_eq!(day_of("280229", 2026).map(date).as_deref(), Ok("2028-02-29"));
		for text in ["", "2028-02-30", "2028022", "20280229", "28-02-29"] {
			assert!(day_of(text, 2026).is_err(), "{text}");
		}
	}

	#[test]
	fn proof_should_be_read_from_json() {
		let read = serde_json::from_str::<ProofQuery>;
		let hash = H256::repeat_byte(1);
		let present = format!(r#"{{"present":{{"lot":"L1","batch":0,"index":3,"proof":["{hash:?}"]}}}}"#);
		let present = read(&present).unwrap();
		assert!(matches!(serial_proof(&present), Ok(SerialProof::Present(Membership { index: 3, .. }))));
		let absent =
			read(r#"{"absent":{"lot":"L1","batches":[{"after":{"serial":"A","index":0,"proof":[]}}]}}"#).unwrap();
		assert!(matches!(serial_proof(&absent), Ok(SerialProof::Absent { .. })));
		assert!(read(r#"{"present":{"lot":"L1"}}"#).is_err());
	}
}
