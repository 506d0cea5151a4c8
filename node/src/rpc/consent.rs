//! `consent_*`: who may see what, and why; the access log; and the way between FHIR `Consent` and directives.
//!
//! Codes are asked for by number or by `{system, code}`, and answered as `{id, system, code}`.

use super::{
	answer::At,
	documents::{registry, CallAnswer, Shape},
	records::no_state,
	Answer, Refusal,
};
use crate::service::{Client, NodeBackend};
use codec::{Decode, Encode};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_consent::{
	runtime_api::ConsentApi as _,
	types::{AccessRequest, Directive, Entry, Evidence, Explanation, GrantId, GrantInfo, ProtocolVersion, Status},
};
use pallet_records::runtime_api::RecordsApi as _;
use salus_interop::{
	consent::{audit_event, from_fhir, to_fhir, Accessed, Question, Reading, Recorder, Release, Shown},
	directory::{Directory, Registry},
	outcome::Issue,
	time,
};
use salus_primitives::{
	codes::CodeKind,
	fhir::canonicalize,
	trail::{TrailGap, TrailKind, TrailPage, MAX_TRAIL_PAGE},
	AccessAnswer, CodeId, Commitment, DataScope, OrganizationId, Period, SubjectId,
};
use salus_runtime::{AccountId, Hash, RuntimeCall};
use sc_client_api::{Backend, HeaderBackend};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{json, value::RawValue, Map, Value};
use sp_api::{ApiExt, ProvideRuntimeApi};
use sp_core::{
	offchain::{storage::OffchainDb, OffchainDbExt},
	H256,
};
use std::sync::{Arc, LazyLock};

// --- Questions -----------------------------------------------------------------------------------------------------

/// A code, by its number or by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeRef {
	/// Its number.
	Id(CodeId),
	/// Its system and code.
	Name(String, String),
}

impl<'de> Deserialize<'de> for CodeRef {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		// No untagged enum: numbers do not survive one.
		let value = Value::deserialize(deserializer)?;
		let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
		let id = value.as_u64().and_then(|id| CodeId::try_from(id).ok());
		let name = text("system").zip(text("code")).map(|(system, code)| Self::Name(system, code));
		id.map(Self::Id)
			.or(name)
			.ok_or_else(|| serde::de::Error::custom("a code is its number, or an object of system and code"))
	}
}

/// What is said of the data that is asked for. What is left out is left open.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub struct DataQuery {
	class: Option<CodeRef>,
	content: Option<CodeRef>,
	labels: Option<Vec<CodeRef>>,
	record: Option<H256>,
	author: Option<H256>,
	encounter: Option<H256>,
	holder: Option<OrganizationId>,
	/// `start` and `end`, FHIR dates or times.
	period: PeriodQuery,
}

/// A FHIR period.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct PeriodQuery {
	start: Option<String>,
	end: Option<String>,
}

/// A request for access.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RequestQuery {
	organization: OrganizationId,
	practitioner: Option<SubjectId>,
	purpose: CodeRef,
	action: CodeRef,
	protocol: Option<u32>,
	#[serde(default)]
	data: DataQuery,
}

/// Ask whether a request would be permitted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckQuery {
	subject: SubjectId,
	request: RequestQuery,
}

/// Ask about a subject.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectQuery {
	subject: SubjectId,
}

/// Ask about a grant.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrantQuery {
	grant: String,
}

/// Ask for an access log.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogQuery {
	subject: SubjectId,
	/// Where to go on: `next` of the former page.
	before: Option<H256>,
	#[serde(default = "default_limit")]
	limit: u32,
	/// Which references to write in audit events.
	#[serde(default)]
	directory: Directory,
}

fn default_limit() -> u32 {
	100
}

/// Who records for a subject without keys.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecorderQuery {
	organization: OrganizationId,
	account: Option<AccountId>,
	evidence: EvidenceQuery,
}

/// How an organisation heard it.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EvidenceQuery {
	/// A signed paper.
	Paper,
	/// The subject's word.
	Verbal,
}

/// A version of a research protocol.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProtocolQuery {
	protocol: u32,
	version: u32,
}

/// What a FHIR `Consent` becomes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FromFhirQuery {
	/// As it is: a commitment is to what was written.
	document: Box<RawValue>,
	#[serde(default)]
	directory: Directory,
	/// 32 fresh random bytes, to commit to the document itself; they stay with it.
	nonce: Option<H256>,
	/// Or a commitment to another document that was signed.
	commitment: Option<Commitment>,
	reading: Option<Reading>,
	protocol: Option<ProtocolQuery>,
	#[serde(default)]
	proxy: bool,
	recorder: Option<RecorderQuery>,
	/// The directive whose next version this is.
	supersedes: Option<u32>,
}

/// Ask for a directive as a FHIR `Consent`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToFhirQuery {
	subject: SubjectId,
	directive: u32,
	release: Release,
	#[serde(default)]
	directory: Directory,
}

// --- Answers -------------------------------------------------------------------------------------------------------

/// Anything that a type of the runtime says, as an object.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Told(Map<String, Value>);

/// A page of an access log. Every step was checked by its hash against the one after it.
#[derive(Clone, Debug, Serialize)]
pub struct LogAnswer<Step> {
	steps: Vec<Step>,
	next: Option<H256>,
	/// First head that this node cannot follow, and why.
	gap: Option<GapAnswer>,
}

/// Why a history ends early.
#[derive(Clone, Debug, Serialize)]
pub struct GapAnswer {
	head: H256,
	reason: &'static str,
}

/// One step of an access log.
#[derive(Clone, Debug, Serialize)]
pub struct StepAnswer {
	head: H256,
	previous: H256,
	n: u32,
	block: u32,
	/// The entry.
	entry: Value,
	/// Its SCALE bytes, which the head commits to.
	bytes: String,
}

/// What a document became.
#[derive(Clone, Debug, Serialize)]
pub struct FromFhirAnswer {
	calls: Vec<CallAnswer>,
	issues: Vec<Issue>,
}

/// A document.
#[derive(Clone, Debug, Serialize)]
pub struct ToFhirAnswer {
	resource: Option<Value>,
	issues: Vec<Issue>,
}

/// Consent.
#[rpc(server, namespace = "consent")]
pub trait ConsentApi {
	/// Would this request be permitted, now? `{"subject": "0x…", "request": {"organization": 0, "purpose": {"system":
	/// "…", "code": "TREAT"}, "action": {…}, "practitioner": "0x…", "data": {…}}}`. Nothing is logged.
	#[method(name = "check", blocking)]
	fn check(&self, query: CheckQuery, at: Option<Hash>) -> RpcResult<Answer<Told>>;

	/// The same, and which directive and provision decided, and why every other did not.
	#[method(name = "explain", blocking)]
	fn explain(&self, query: CheckQuery, at: Option<Hash>) -> RpcResult<Answer<Told>>;

	/// The directives about a subject that are not ended: `{"subject": "0x…"}`.
	#[method(name = "directives", blocking)]
	fn directives(&self, query: SubjectQuery, at: Option<Hash>) -> RpcResult<Answer<Told>>;

	/// A grant, and what it is good for now: `{"grant": "12"}`.
	#[method(name = "grant", blocking)]
	fn grant(&self, query: GrantQuery, at: Option<Hash>) -> RpcResult<Answer<Told>>;

	/// A subject's access log, newest first: `{"subject": "0x…", "limit": 100}`.
	#[method(name = "accessLog", blocking)]
	fn access_log(&self, query: LogQuery, at: Option<Hash>) -> RpcResult<Answer<LogAnswer<StepAnswer>>>;

	/// The same as FHIR R4 `AuditEvent`.
	#[method(name = "auditEvents", blocking)]
	fn audit_events(&self, query: LogQuery, at: Option<Hash>) -> RpcResult<Answer<LogAnswer<Value>>>;

	/// What has to be signed for a FHIR `Consent`, R4 or R5: `{"document": {…}, "directory": {…}, "nonce": "0x…"}`.
	#[method(name = "fromFhir", blocking)]
	fn from_fhir(&self, query: FromFhirQuery, at: Option<Hash>) -> RpcResult<Answer<FromFhirAnswer>>;

	/// A directive as a FHIR `Consent`: `{"subject": "0x…", "directive": 1, "release": "R4"}`.
	#[method(name = "toFhir", blocking)]
	fn to_fhir(&self, query: ToFhirQuery, at: Option<Hash>) -> RpcResult<Answer<ToFhirAnswer>>;
}

/// Answers from the runtime and the off-chain index.
pub struct Consent {
	client: Arc<Client>,
	backend: Arc<NodeBackend>,
}

static ACCESS: LazyLock<Shape> = LazyLock::new(Shape::of::<AccessAnswer>);
static EXPLANATION: LazyLock<Shape> = LazyLock::new(Shape::of::<Explanation>);
static DIRECTIVES: LazyLock<Shape> = LazyLock::new(Shape::of::<Vec<Directive<AccountId>>>);
static GRANT: LazyLock<Shape> = LazyLock::new(Shape::of::<GrantInfo<AccountId>>);
static ENTRY: LazyLock<Shape> = LazyLock::new(Shape::of::<Entry<AccountId>>);

impl Consent {
	/// Answers from this chain and database.
	pub fn new(client: Arc<Client>, backend: Arc<NodeBackend>) -> Self {
		Self { client, backend }
	}

	/// A value as JSON, its codes by name and its times as text.
	fn tell(&self, shape: &Shape, value: &impl Encode, codes: &Registry) -> Result<Value, Refusal> {
		self.tell_bytes(shape, &value.encode(), codes)
	}

	fn tell_bytes(&self, shape: &Shape, bytes: &[u8], codes: &Registry) -> Result<Value, Refusal> {
		let mut value = shape.json(bytes).ok_or_else(|| {
			Refusal::cannot_answer(
				"unreadable",
				"the answer has another shape than this node knows",
				"use a node of the runtime's release",
			)
		})?;
		dress(&mut value, codes);
		Ok(value)
	}

	fn page(&self, query: &LogQuery, at: &At) -> Result<TrailPage, Refusal> {
		if query.limit == 0 || query.limit > MAX_TRAIL_PAGE {
			return Err(Refusal::bad("limit", "out of range", format!("ask for 1 to {MAX_TRAIL_PAGE} entries")));
		}
		let storage = self.backend.offchain_storage().ok_or_else(|| {
			Refusal::cannot_answer("no-offchain-index", "this node keeps no off-chain storage", "ask another node")
		})?;
		let mut api = self.client.runtime_api();
		api.register_extension(OffchainDbExt::new(OffchainDb::new(storage)));
		let subject = query.subject.as_bytes().to_vec();
		api.trail(at.hash, TrailKind::Access, subject, query.before, query.limit).map_err(no_state)?.ok_or_else(|| {
			Refusal::not_found("subject", "nothing was ever logged about this subject", "check the subject's id")
		})
	}

	/// The log, each step made into something.
	fn log<Step>(
		page: TrailPage,
		mut make: impl FnMut(H256, salus_primitives::trail::TrailStep) -> Result<Step, Refusal>,
	) -> Result<LogAnswer<Step>, Refusal> {
		let steps = page.steps.into_iter().map(|(head, step)| make(head, step)).collect::<Result<Vec<_>, _>>()?;
		let gap = page.gap.map(|gap| match gap {
			TrailGap::Missing(head) => GapAnswer { head, reason: "missing" },
			TrailGap::Corrupt(head) => GapAnswer { head, reason: "corrupt" },
		});
		Ok(LogAnswer { steps, next: page.next, gap })
	}
}

pub(super) fn code(
	reference: &CodeRef,
	kind: CodeKind,
	field: &'static str,
	codes: &Registry,
) -> Result<CodeId, Refusal> {
	match reference {
		CodeRef::Id(id) => Ok(*id),
		CodeRef::Name(system, symbol) => codes.id(kind, system, symbol).ok_or_else(|| {
			Refusal::not_found(field, "the code is not in the registry", "codes_list says which codes there are")
		}),
	}
}

fn moment(text: &Option<String>, last: bool) -> Result<Option<i64>, Refusal> {
	let Some(text) = text else { return Ok(None) };
	match time::span(text) {
		Some(span) if last => Ok(Some(span.last)),
		Some(span) => Ok(Some(span.first)),
		None => Err(Refusal::bad("data.period", "not a FHIR date or time", "such as 2026, 2026-11-21 or RFC 3339")),
	}
}

fn request(query: &RequestQuery, codes: &Registry) -> Result<AccessRequest, Refusal> {
	let DataQuery { class, content, labels, record, author, encounter, holder, period } = &query.data;
	let class_of = |reference: &Option<CodeRef>, field| {
		reference.as_ref().map(|reference| code(reference, CodeKind::ResourceClass, field, codes)).transpose()
	};
	let labels = labels
		.as_ref()
		.map(|labels| {
			let ids: Vec<CodeId> = labels
				.iter()
				.map(|label| code(label, CodeKind::Label, "data.labels", codes))
				.collect::<Result<_, _>>()?;
			ids.try_into().map_err(|_| Refusal::bad("data.labels", "too many labels", "give at most 8"))
		})
		.transpose()?;
	let period = Period { start: moment(&period.start, false)?, end: moment(&period.end, true)? };
	if !period.is_valid() {
		return Err(Refusal::bad("data.period", "it ends before it starts", "exchange its ends"));
	}
	Ok(AccessRequest {
		organization: query.organization,
		practitioner: query.practitioner,
		purpose: code(&query.purpose, CodeKind::Purpose, "purpose", codes)?,
		action: code(&query.action, CodeKind::Action, "action", codes)?,
		protocol: query.protocol,
		data: DataScope {
			class: class_of(class, "data.class")?,
			content: class_of(content, "data.content")?,
			labels,
			record: *record,
			author: *author,
			encounter: *encounter,
			holder: *holder,
			period,
		},
	})
}

/// Members that hold a code or a list of codes.
const CODES: [&str; 14] = [
	"purpose",
	"purposes",
	"action",
	"actions",
	"class",
	"classes",
	"content",
	"contents",
	"labels",
	"role",
	"policy",
	"scope",
	"reason",
	"emergency",
];
/// Members that hold a second.
const TIMES: [&str; 13] = [
	"at",
	"start",
	"end",
	"until",
	"issued",
	"expires",
	"recorded",
	"signed",
	"deadline",
	"opened",
	"due",
	"reviewDue",
	"incapacitated",
];

/// Write codes with their names, times as RFC 3339, and names of variants with hyphens.
fn dress(value: &mut Value, codes: &Registry) {
	match value {
		Value::Array(list) => list.iter_mut().for_each(|value| dress(value, codes)),
		Value::Object(members) => {
			for (name, value) in members.iter_mut() {
				let named = CODES.contains(&name.as_str()).then(|| name_codes(value, codes)).flatten();
				let timed = TIMES.contains(&name.as_str()).then(|| write_time(value)).flatten();
				match named.or(timed) {
					// What codes are called is theirs, and not written in another way.
					Some(written) => *value = written,
					None => dress(value, codes),
				}
			}
		},
		// An address may have no digit either; it is longer than any name.
		Value::String(text) if text.len() < 40 && text.bytes().all(|b| b.is_ascii_alphabetic()) => {
			*text = hyphenated(text)
		},
		_ => {},
	}
}

/// A code or a list of codes, with their names.
fn name_codes(value: &Value, codes: &Registry) -> Option<Value> {
	match value {
		Value::Array(list) => list.iter().map(|value| name_codes(value, codes)).collect(),
		Value::Number(number) => {
			let id = CodeId::try_from(number.as_u64()?).ok()?;
			let (system, code) = codes.name(id).unzip();
			Some(json!({ "id": id, "system": system, "code": code }))
		},
		_ => None,
	}
}

/// A second as RFC 3339.
fn write_time(value: &Value) -> Option<Value> {
	time::write(value.as_str()?.parse().ok()?).map(Value::from)
}

fn hyphenated(name: &str) -> String {
	let mut out = String::new();
	for letter in name.chars() {
		if letter.is_ascii_uppercase() {
			out.push('-');
		}
		out.push(letter.to_ascii_lowercase());
	}
	out
}

/// One object: the grant, the request it was given for, and the decision on it now.
fn grant_answer(number: String, told: Value) -> Told {
	let take = |value: &Value, name: &str| value.get(name).cloned().unwrap_or_default();
	let grant = take(&told, "grant");
	let (request, decision) = (take(&grant, "request"), take(&told, "answer"));
	let emergency = take(&grant, "emergency");
	let mut answer = Map::new();
	answer.insert("grant".into(), number.into());
	for name in ["subject", "account"] {
		answer.insert(name.into(), take(&grant, name));
	}
	for name in ["organization", "practitioner", "purpose", "action", "protocol"] {
		answer.insert(name.into(), take(&request, name));
	}
	answer.insert("scope".into(), take(&request, "data"));
	answer.insert("grantedAt".into(), take(&grant, "issued"));
	answer.insert("expires".into(), take(&grant, "expires"));
	answer.insert("state".into(), if take(&told, "live") == Value::Bool(true) { "open" } else { "expired" }.into());
	answer.insert("breakGlass".into(), (!emergency.is_null()).into());
	answer.insert("reason".into(), emergency);
	for name in ["outcome", "basis", "residual"] {
		answer.insert(name.into(), take(&decision, name));
	}
	Told(answer)
}

fn object(value: Value) -> Told {
	match value {
		Value::Object(members) => Told(members),
		other => Told(Map::from_iter([("value".to_owned(), other)])),
	}
}

impl ConsentApiServer for Consent {
	fn check(&self, query: CheckQuery, at: Option<Hash>) -> RpcResult<Answer<Told>> {
		let at = At::resolve(&self.client, at)?;
		let codes = registry(&self.client, &at)?;
		let asked = request(&query.request, &codes)?;
		let answer = self.client.runtime_api().check(at.hash, query.subject, asked).map_err(no_state)?;
		let told = self.tell(&ACCESS, &answer, &codes)?;
		Ok(Answer { at, answer: object(told) })
	}

	fn explain(&self, query: CheckQuery, at: Option<Hash>) -> RpcResult<Answer<Told>> {
		let at = At::resolve(&self.client, at)?;
		let codes = registry(&self.client, &at)?;
		let asked = request(&query.request, &codes)?;
		let explanation = self.client.runtime_api().explain(at.hash, query.subject, asked).map_err(no_state)?;
		let mut told = object(self.tell(&EXPLANATION, &explanation, &codes)?);
		// Beside the decision's own members, as `consent_check` has them.
		if let Some(Value::Object(answer)) = told.0.remove("answer") {
			told.0.extend(answer);
		}
		Ok(Answer { at, answer: told })
	}

	fn directives(&self, query: SubjectQuery, at: Option<Hash>) -> RpcResult<Answer<Told>> {
		let at = At::resolve(&self.client, at)?;
		let codes = registry(&self.client, &at)?;
		let directives = self.client.runtime_api().directives(at.hash, query.subject).map_err(no_state)?;
		let told = self.tell(&DIRECTIVES, &directives, &codes)?;
		Ok(Answer { at, answer: Told(Map::from_iter([("directives".to_owned(), told)])) })
	}

	fn grant(&self, query: GrantQuery, at: Option<Hash>) -> RpcResult<Answer<Told>> {
		let at = At::resolve(&self.client, at)?;
		let number: GrantId = query.grant.parse().map_err(|_| {
			Refusal::bad("grant", "not the number of a grant", "give the decimal string that the request returned")
		})?;
		let codes = registry(&self.client, &at)?;
		let info = self.client.runtime_api().grant(at.hash, number).map_err(no_state)?.ok_or_else(|| {
			Refusal::not_found(
				"grant",
				format!("there is no grant {number}"),
				"it was closed, it expired, or it never was",
			)
		})?;
		let told = self.tell(&GRANT, &info, &codes)?;
		Ok(Answer { at, answer: grant_answer(query.grant, told) })
	}

	fn access_log(&self, query: LogQuery, at: Option<Hash>) -> RpcResult<Answer<LogAnswer<StepAnswer>>> {
		let at = At::resolve(&self.client, at)?;
		let page = self.page(&query, &at)?;
		let codes = registry(&self.client, &at)?;
		let answer = Self::log(page, |head, step| {
			Ok(StepAnswer {
				head,
				previous: step.previous,
				n: step.n,
				block: step.block,
				entry: self.tell_bytes(&ENTRY, &step.entry, &codes)?,
				bytes: format!("0x{}", hex::encode(step.entry)),
			})
		})?;
		Ok(Answer { at, answer })
	}

	fn audit_events(&self, query: LogQuery, at: Option<Hash>) -> RpcResult<Answer<LogAnswer<Value>>> {
		let at = At::resolve(&self.client, at)?;
		let page = self.page(&query, &at)?;
		let codes = registry(&self.client, &at)?;
		let genesis = self.client.info().genesis_hash;
		let answer = Self::log(page, |head, step| {
			let unreadable =
				|| Refusal::cannot_answer("unreadable", "an entry that this node cannot read", "use a newer node");
			let entry = Entry::<AccountId>::decode(&mut &step.entry[..]).map_err(|_| unreadable())?;
			audit_event(Accessed {
				subject: query.subject,
				entry: &entry,
				n: step.n,
				head,
				block: step.block,
				genesis,
				directory: &query.directory,
				codes: &codes,
			})
			.ok_or_else(unreadable)
		})?;
		Ok(Answer { at, answer })
	}

	fn from_fhir(&self, query: FromFhirQuery, at: Option<Hash>) -> RpcResult<Answer<FromFhirAnswer>> {
		let at = At::resolve(&self.client, at)?;
		let codes = registry(&self.client, &at)?;
		let document = query.document.get().as_bytes();
		let commitment = match (query.nonce, query.commitment) {
			(Some(_), Some(_)) => {
				let hint = "give a nonce to commit to this document, or a commitment to another";
				return Err(Refusal::bad("nonce", "a nonce and a commitment", hint).into());
			},
			// A document without canonical form becomes an issue below.
			(Some(nonce), None) => canonicalize(document).ok().map(|bytes| Commitment::new(&nonce.0, &bytes)),
			(None, commitment) => commitment,
		};
		let recorder = query.recorder.map(|recorder| Recorder {
			organization: recorder.organization,
			account: recorder.account,
			evidence: match recorder.evidence {
				EvidenceQuery::Paper => Evidence::Paper,
				EvidenceQuery::Verbal => Evidence::Verbal,
			},
		});
		let mapped = from_fhir(Question {
			document,
			directory: &query.directory,
			codes: &codes,
			commitment,
			protocol: query.protocol.map(|ProtocolQuery { protocol, version }| ProtocolVersion { protocol, version }),
			reading: query.reading,
			proxy: query.proxy,
			recorder: recorder.as_ref(),
		});
		let mut calls = Vec::new();
		for directed in mapped.directives {
			let signer = directed.signer.clone();
			let call = match query.supersedes {
				None => pallet_consent::Call::record {
					subject: directed.subject,
					capacity: directed.capacity,
					status: directed.status,
					terms: directed.terms,
					evidence: directed.evidence,
				},
				Some(number) if directed.status == Status::Active => pallet_consent::Call::supersede {
					subject: directed.subject,
					capacity: directed.capacity,
					number,
					terms: directed.terms,
				},
				Some(_) => {
					let hint = "record the draft as a directive of its own";
					return Err(Refusal::bad("supersedes", "a draft supersedes nothing", hint).into());
				},
			};
			calls.extend(CallAnswer::new(signer.as_ref(), &RuntimeCall::Consent(call)));
		}
		Ok(Answer { at, answer: FromFhirAnswer { calls, issues: mapped.issues } })
	}

	fn to_fhir(&self, query: ToFhirQuery, at: Option<Hash>) -> RpcResult<Answer<ToFhirAnswer>> {
		let at = At::resolve(&self.client, at)?;
		let codes = registry(&self.client, &at)?;
		let directives = self.client.runtime_api().directives(at.hash, query.subject).map_err(no_state)?;
		let directive = directives.iter().find(|directive| directive.number == query.directive).ok_or_else(|| {
			Refusal::not_found(
				"directive",
				format!("there is no directive {} about this subject", query.directive),
				"what has ended is in consent_accessLog",
			)
		})?;
		let written = to_fhir(Shown {
			subject: query.subject,
			directive,
			directory: &query.directory,
			codes: &codes,
			release: query.release,
		});
		Ok(Answer { at, answer: ToFhirAnswer { resource: written.resource, issues: written.issues } })
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_primitives::codes::Code;

	fn codes() -> Registry {
		let code = Code {
			kind: CodeKind::Purpose,
			system: b"urn:s".to_vec().try_into().unwrap(),
			symbol: b"TREAT".to_vec().try_into().unwrap(),
			lineage: vec![7].try_into().unwrap(),
			retired: false,
		};
		Registry::new([(7, code)])
	}

	#[test]
	fn question_should_take_codes_by_number_and_by_name() {
		let read = |text: &str| serde_json::from_str::<RequestQuery>(text);
		let query =
			read(r#"{"organization": 1, "purpose": {"system": "urn:s", "code": "TREAT"}, "action": 9}"#).unwrap();
		let asked = request(&query, &codes()).unwrap();
		assert_eq!((asked.organization, asked.purpose, asked.action), (1, 7, 9));
		assert_eq!(asked.data, DataScope::default());
		let unknown = read(r#"{"organization": 1, "purpose": {"system": "urn:s", "code": "X"}, "action": 9}"#).unwrap();
		assert!(request(&unknown, &codes()).is_err());
		assert!(read(r#"{"organization": 1, "purpose": "TREAT", "action": 9}"#).is_err());
		assert!(read(r#"{"organization": 1, "purpose": 7, "action": 65536}"#).is_err());
		assert!(read(r#"{"organization": 1, "purpose": 7, "action": 9, "who": 1}"#).is_err());
	}

	#[test]
	fn period_should_hold_all_of_its_last_day() {
		let text = r#"{"organization": 1, "purpose": 7, "action": 9,
			"data": {"period": {"start": "1969-12-31", "end": "2022"}, "labels": [], "holder": 3}}"#;
		let asked = request(&serde_json::from_str(text).unwrap(), &codes()).unwrap();
		assert_eq!(asked.data.period, Period { start: Some(-86_400), end: Some(1_672_531_199) });
		assert_eq!(asked.data.labels.map(|labels| labels.len()), Some(0));
		let wrong = text.replace("1969-12-31", "2023");
		assert!(request(&serde_json::from_str(&wrong).unwrap(), &codes()).is_err());
	}

	#[test]
	fn answer_should_name_codes_and_times() {
		let mut value = json!({
			"outcome": "noConsent",
			"purposes": [7, 8],
			"labels": null,
			"period": { "start": "-86400", "end": null },
			"reason": "otherActor",
			"grant": "12",
			"subject": "0x00",
		});
		dress(&mut value, &codes());
		assert_eq!(
			value,
			json!({
				"outcome": "no-consent",
				"purposes": [
					{ "id": 7, "system": "urn:s", "code": "TREAT" },
					{ "id": 8, "system": null, "code": null },
				],
				"labels": null,
				"period": { "start": "1969-12-31T00:00:00Z", "end": null },
				"reason": "other-actor",
				"grant": "12",
				"subject": "0x00",
			})
		);
	}

	#[test]
	fn grant_should_be_one_object_with_the_decision_on_it_now() {
		let told = json!({
			"grant": {
				"subject": "0x01", "account": "5", "issued": "a", "expires": "b", "emergency": null,
				"request": { "organization": 1, "purpose": 2, "data": { "holder": 3 } },
			},
			"live": true,
			"answer": { "outcome": "permit", "basis": "x", "residual": [] },
		});
		let Told(answer) = grant_answer("12".into(), told.clone());
		let expected = json!({
			"grant": "12", "subject": "0x01", "account": "5", "organization": 1, "practitioner": null, "purpose": 2,
			"action": null, "protocol": null, "scope": { "holder": 3 }, "grantedAt": "a", "expires": "b",
			"state": "open", "breakGlass": false, "reason": null, "outcome": "permit", "basis": "x", "residual": [],
		});
		assert_eq!(Value::from(answer), expected);
		let mut over = told;
		over["live"] = false.into();
		over["grant"]["emergency"] = 4.into();
		let Told(answer) = grant_answer("12".into(), over);
		assert_eq!((answer.get("state"), answer.get("breakGlass")), (Some(&json!("expired")), Some(&json!(true))));
	}
}
