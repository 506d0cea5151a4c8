//! `claims_*`: what does this coverage grant, what would become of this claim, what became of it, and why? And the way
//! from a FHIR `Claim` to calls, and back.
//!
//! Amounts are decimal strings of a currency's minor units; in FHIR and remittances they are decimals of the currency.

mod documents;
mod tell;

use super::{
	answer::{clock, At},
	consent::{code, CodeRef},
	documents::{registry, Shape},
	records::no_state,
	Answer, Refusal,
};
use crate::service::{Client, NodeBackend};
use codec::{DecodeAll, DecodeLimit, Encode};
use documents::{FromFhirAnswer, FromFhirQuery, RemittanceQuery, ToFhirQuery};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_claims::{
	runtime_api::{ClaimsApi as _, Eligibility, Predetermination},
	Authorization, AuthorizationId, Claim, ClaimEntry, ClaimId, ClaimState, Conduct, CoverageEntry, CoverageId,
	CurrencyId, LineResult, Money, Plan, PlanId, PlanTerms, PlanVersion, Relationship, Submission,
};
use pallet_records::runtime_api::RecordsApi as _;
use salus_interop::{
	claims::{eligibility::benefits_271, write::Setting},
	directory::{Directory, Registry},
};
use salus_primitives::{
	codes::CodeKind,
	trail::{TrailGap, TrailKind, TrailPage, TrailStep, MAX_TRAIL_PAGE},
	OrganizationId, Seconds, TrailHead,
};
use salus_runtime::{AccountId, Hash, Runtime, RuntimeCall};
use sc_client_api::Backend;
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use sp_api::{ApiExt, ProvideRuntimeApi};
use sp_core::{
	crypto::Ss58Codec,
	offchain::{storage::OffchainDb, OffchainDbExt},
	H256,
};
use std::sync::{Arc, LazyLock};
use tell::{left, rejection, status, tell, tell_bytes, thousandths, with};

// --- Questions -----------------------------------------------------------------------------------------------------

/// Ask what a coverage grants (X12 270).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EligibilityQuery {
	coverage: String,
	/// The day in question, as a FHIR date or time; now when left out.
	moment: Option<String>,
	/// Who would render services: says in which network it is.
	provider: Option<OrganizationId>,
	/// Of which categories; all when left out.
	#[serde(default)]
	categories: Vec<CodeRef>,
}

/// Ask what would become of a claim.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PredetermineQuery {
	/// SCALE bytes of the call `Claims.submit` that would be signed.
	call_data: String,
}

/// Ask about a claim.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimQuery {
	claim: String,
	/// Under which coverage: a closed claim is found by it.
	coverage: Option<String>,
}

/// Ask for a history.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverageQuery {
	coverage: String,
	/// Where to go on: `next` of the former page.
	before: Option<H256>,
	#[serde(default = "default_limit")]
	limit: u32,
}

fn default_limit() -> u32 {
	100
}

/// Ask about a prior authorisation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorizationQuery {
	authorization: String,
}

/// Ask about a plan.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanQuery {
	plan: PlanId,
	/// The newest when left out.
	version: Option<PlanVersion>,
}

/// Ask how a payer's reserve stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReserveQuery {
	payer: OrganizationId,
	currency: CurrencyId,
}

/// Ask how a payer has behaved.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConductQuery {
	payer: OrganizationId,
}

// --- Answers -------------------------------------------------------------------------------------------------------

/// One step of a history.
#[derive(Clone, Serialize)]
pub struct StepAnswer {
	head: H256,
	previous: H256,
	n: u32,
	block: u32,
	entry: Value,
	/// SCALE bytes of the entry, which its hash is of.
	bytes: String,
}

/// Why a history ends early.
#[derive(Clone, Serialize)]
pub struct GapAnswer {
	head: H256,
	reason: &'static str,
}

/// A coverage and its history, newest first.
#[derive(Clone, Serialize)]
pub struct CoverageAnswer {
	coverage: Value,
	steps: Vec<StepAnswer>,
	next: Option<H256>,
	gap: Option<GapAnswer>,
}

/// Plans, coverages, prior authorisations and claims.
#[rpc(server, namespace = "claims")]
pub trait ClaimsApi {
	/// What does this coverage grant (X12 270/271): `{"coverage": "0", "provider": 0, "categories": [{"system":
	/// "https://codesystem.x12.org/005010/1365", "code": "98"}]}`.
	#[method(name = "eligibility", blocking)]
	fn eligibility(&self, query: EligibilityQuery, at: Option<Hash>) -> RpcResult<Answer<Value>>;

	/// What would become of this claim? Nothing is stored: `{"callData": "0x3a13…"}`.
	#[method(name = "predetermine", blocking)]
	fn predetermine(&self, query: PredetermineQuery, at: Option<Hash>) -> RpcResult<Answer<Value>>;

	/// How does this claim stand (X12 276/277): `{"claim": "7"}`, and `coverage` where it may be closed.
	#[method(name = "status", blocking)]
	fn status(&self, query: ClaimQuery, at: Option<Hash>) -> RpcResult<Answer<Value>>;

	/// All that happened to a claim, oldest first: `{"claim": "7"}`, and `coverage` where it may be closed.
	#[method(name = "history", blocking)]
	fn history(&self, query: ClaimQuery, at: Option<Hash>) -> RpcResult<Answer<Value>>;

	/// A coverage, and every claim and authorisation under it, newest first: `{"coverage": "0", "limit": 100}`.
	#[method(name = "coverage", blocking)]
	fn coverage(&self, query: CoverageQuery, at: Option<Hash>) -> RpcResult<Answer<CoverageAnswer>>;

	/// The content of an X12 835 for a claim, which balances: `{"claim": "7"}`.
	#[method(name = "remittance", blocking)]
	fn remittance(&self, query: RemittanceQuery, at: Option<Hash>) -> RpcResult<Answer<Value>>;

	/// A claim as FHIR R4 `ExplanationOfBenefit`: `{"claim": "7", "patient": "Patient/p", "directory": {…}}`.
	#[method(name = "explanation", blocking)]
	fn explanation(&self, query: ToFhirQuery, at: Option<Hash>) -> RpcResult<Answer<Value>>;

	/// What has to be signed for a FHIR R4 `Claim`: `{"document": {…}, "directory": {…}, "nonce": "0x…", "prices": […]}`.
	#[method(name = "fromFhir", blocking)]
	fn from_fhir(&self, query: FromFhirQuery, at: Option<Hash>) -> RpcResult<Answer<FromFhirAnswer>>;

	/// As FHIR R4: a claim or an authorisation as `ClaimResponse`, a coverage as `CoverageEligibilityResponse`.
	#[method(name = "toFhir", blocking)]
	fn to_fhir(&self, query: ToFhirQuery, at: Option<Hash>) -> RpcResult<Answer<Value>>;

	/// A prior authorisation (X12 278, Da Vinci PAS): `{"authorization": "3"}`.
	#[method(name = "authorization", blocking)]
	fn authorization(&self, query: AuthorizationQuery, at: Option<Hash>) -> RpcResult<Answer<Value>>;

	/// A plan and the terms of one of its versions: `{"plan": 0, "version": 1}`.
	#[method(name = "plan", blocking)]
	fn plan(&self, query: PlanQuery, at: Option<Hash>) -> RpcResult<Answer<Value>>;

	/// How a payer's reserve stands: `{"payer": 1, "currency": 840}`.
	#[method(name = "reserve", blocking)]
	fn reserve(&self, query: ReserveQuery, at: Option<Hash>) -> RpcResult<Answer<Value>>;

	/// How a payer has behaved: `{"payer": 1}`.
	#[method(name = "conduct", blocking)]
	fn conduct(&self, query: ConductQuery, at: Option<Hash>) -> RpcResult<Answer<Value>>;
}

/// Answers from the runtime and the off-chain index.
pub struct Claims {
	client: Arc<Client>,
	backend: Arc<NodeBackend>,
}

static CLAIM: LazyLock<Shape> = LazyLock::new(Shape::of::<Claim<AccountId>>);
static CLAIM_ENTRY: LazyLock<Shape> = LazyLock::new(Shape::of::<ClaimEntry<AccountId>>);
static COVERAGE_ENTRY: LazyLock<Shape> = LazyLock::new(Shape::of::<CoverageEntry<AccountId>>);
static ELIGIBILITY: LazyLock<Shape> = LazyLock::new(Shape::of::<Eligibility<AccountId>>);
static PREDETERMINATION: LazyLock<Shape> = LazyLock::new(Shape::of::<Predetermination>);
static AUTHORIZATION: LazyLock<Shape> = LazyLock::new(Shape::of::<Authorization<AccountId, ()>>);
static PLAN: LazyLock<Shape> = LazyLock::new(Shape::of::<Plan<()>>);
static TERMS: LazyLock<Shape> = LazyLock::new(Shape::of::<PlanTerms>);
static CONDUCT: LazyLock<Shape> = LazyLock::new(Shape::of::<Conduct>);
static LINES: LazyLock<Shape> = LazyLock::new(Shape::of::<Vec<LineResult>>);

/// A claim, wherever it is kept.
enum Found {
	/// In state.
	Open(Box<Claim<AccountId>>),
	/// Only in its history.
	Closed(Closed),
}

/// What its history tells of a closed claim.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Closed {
	provider: OrganizationId,
	coverage: CoverageId,
	charge: Money,
	state: ClaimState,
	paid: Money,
	patient: Money,
	patient_paid: Money,
	lines: Vec<LineResult>,
	replaced_by: Option<ClaimId>,
	trail: TrailHead,
}

impl Closed {
	/// From all its entries, oldest first. `None` where it never was submitted.
	fn new(entries: &[ClaimEntry<AccountId>], trail: TrailHead) -> Option<Self> {
		let mut entries = entries.iter();
		let Some(ClaimEntry::Submitted { provider, coverage, charge, .. }) = entries.next() else { return None };
		let mut closed = Self {
			provider: *provider,
			coverage: *coverage,
			charge: *charge,
			state: ClaimState::Pended,
			paid: 0,
			patient: 0,
			patient_paid: 0,
			lines: Vec::new(),
			replaced_by: None,
			trail,
		};
		for entry in entries {
			match entry {
				ClaimEntry::Adjudicated { state, paid, patient, lines, .. } => {
					(closed.state, closed.paid, closed.patient) = (*state, *paid, *patient);
					closed.lines = lines.to_vec();
				},
				ClaimEntry::Reversed { replaced_by, .. } => {
					closed.state = if replaced_by.is_some() { ClaimState::Replaced } else { ClaimState::Reversed };
					closed.replaced_by = *replaced_by;
					(closed.paid, closed.patient, closed.patient_paid) = (0, 0, 0);
				},
				ClaimEntry::PatientPaid { amount } => {
					closed.patient_paid = closed.patient_paid.saturating_add(*amount);
				},
				ClaimEntry::PatientRefunded { refunded, due } => {
					closed.patient_paid = closed.patient_paid.saturating_sub(refunded.saturating_add(*due));
				},
				ClaimEntry::Submitted { .. } | ClaimEntry::Appealed { .. } | ClaimEntry::AppealDecided { .. } => {},
			}
		}
		Some(closed)
	}
}

impl Claims {
	/// Answers from this chain and database.
	pub fn new(client: Arc<Client>, backend: Arc<NodeBackend>) -> Self {
		Self { client, backend }
	}

	/// A page of a history, or `None` where nothing of that kind has that number.
	fn page(
		&self,
		at: &At,
		kind: TrailKind,
		number: u64,
		before: Option<H256>,
		limit: u32,
	) -> Result<Option<TrailPage>, Refusal> {
		if limit == 0 || limit > MAX_TRAIL_PAGE {
			return Err(Refusal::bad("limit", "out of range", format!("ask for 1 to {MAX_TRAIL_PAGE} entries")));
		}
		let storage = self.backend.offchain_storage().ok_or_else(|| {
			Refusal::cannot_answer("no-offchain-index", "this node keeps no off-chain storage", "ask another node")
		})?;
		let mut api = self.client.runtime_api();
		api.register_extension(OffchainDbExt::new(OffchainDb::new(storage)));
		api.trail(at.hash, kind, number.encode(), before, limit).map_err(no_state)
	}

	/// All of a history from this head back, newest first.
	fn whole(&self, at: &At, kind: TrailKind, number: u64, head: H256) -> Result<Vec<(H256, TrailStep)>, Refusal> {
		let (mut steps, mut from) = (Vec::new(), head);
		while let Some(page) = self.page(at, kind, number, Some(from), MAX_TRAIL_PAGE)? {
			steps.extend(page.steps);
			if let Some(gap) = page.gap {
				return Err(missing(&gap));
			}
			match page.next {
				Some(next) => from = next,
				None => break,
			}
		}
		Ok(steps)
	}

	/// Head of the history of a closed claim, which its coverage's history names, and the block in which it was closed.
	fn closed_head(&self, at: &At, claim: ClaimId, coverage: CoverageId) -> Result<Option<(TrailHead, u32)>, Refusal> {
		let mut before = None;
		loop {
			let Some(page) = self.page(at, TrailKind::Coverage, coverage, before, MAX_TRAIL_PAGE)? else {
				return Ok(None);
			};
			let found = page.steps.iter().find_map(|(_, step)| {
				match CoverageEntry::<AccountId>::decode_all(&mut &step.entry[..]) {
					Ok(CoverageEntry::ClaimClosed(closed, head)) if closed == claim => Some((head, step.block)),
					_ => None,
				}
			});
			match (found, page.gap, page.next) {
				(Some(found), ..) => return Ok(Some(found)),
				(None, Some(gap), _) => return Err(missing(&gap)),
				(None, None, Some(next)) => before = Some(next),
				(None, None, None) => return Ok(None),
			}
		}
	}

	/// A claim's history, newest first, and where it stands.
	fn steps(&self, at: &At, query: &ClaimQuery) -> Result<(Vec<(H256, TrailStep)>, TrailHead), Refusal> {
		let claim = number(&query.claim, "claim")?;
		let head = match self.client.runtime_api().claim(at.hash, claim).map_err(no_state)? {
			Some(kept) => kept.trail,
			None => self.head_of_closed(at, claim, query)?.0,
		};
		Ok((self.whole(at, TrailKind::Claim, claim, head.head)?, head))
	}

	fn head_of_closed(&self, at: &At, claim: ClaimId, query: &ClaimQuery) -> Result<(TrailHead, u32), Refusal> {
		let nothing = || {
			Refusal::not_found(
				"claim",
				format!("there is no claim {claim} in state"),
				"claim numbers start at 0; a closed claim is found by its coverage: give `coverage` as well",
			)
		};
		let coverage = query.coverage.as_deref().ok_or_else(nothing)?;
		self.closed_head(at, claim, number(coverage, "coverage")?)?.ok_or_else(nothing)
	}

	/// A claim in state, or what its history tells of it.
	fn find(&self, at: &At, query: &ClaimQuery) -> Result<Found, Refusal> {
		let claim = number(&query.claim, "claim")?;
		if let Some(kept) = self.client.runtime_api().claim(at.hash, claim).map_err(no_state)? {
			return Ok(Found::Open(Box::new(kept)));
		}
		let (steps, head) = self.steps(at, query)?;
		let entries = steps
			.iter()
			.rev()
			.map(|(_, step)| ClaimEntry::decode_all(&mut &step.entry[..]).map_err(|_| unreadable()))
			.collect::<Result<Vec<_>, _>>()?;
		Closed::new(&entries, head).map(Found::Closed).ok_or_else(unreadable)
	}

	/// The steps of a history, told.
	fn told(&self, steps: Vec<(H256, TrailStep)>, shape: &Shape, codes: &Registry) -> Result<Vec<StepAnswer>, Refusal> {
		let told = steps.into_iter().map(|(head, step)| {
			Ok(StepAnswer {
				head,
				previous: step.previous,
				n: step.n,
				block: step.block,
				entry: tell_bytes(shape, &step.entry, codes)?,
				bytes: format!("0x{}", hex::encode(step.entry)),
			})
		});
		told.collect()
	}
}

/// A number of 64 bits of a question.
fn number(text: &str, field: &'static str) -> Result<u64, Refusal> {
	text.parse().map_err(|_| Refusal::bad(field, "not a number", "give it as a decimal string, such as \"7\""))
}

fn unreadable() -> Refusal {
	Refusal::cannot_answer("unreadable", "an entry that this node cannot read", "use a newer node")
}

fn missing(gap: &TrailGap) -> Refusal {
	let (head, what) = match gap {
		TrailGap::Missing(head) => (head, "lacks"),
		TrailGap::Corrupt(head) => (head, "has a broken copy of"),
	};
	Refusal::cannot_answer(
		"incomplete-history",
		format!("this node {what} the entry {head:?} of the history"),
		"ask a node that executed that block with off-chain indexing",
	)
}

/// The moment that a question is about.
fn moment(text: &Option<String>) -> Result<Option<Seconds>, Refusal> {
	let read = |text: &String| {
		let span = salus_interop::time::span(text).and_then(|span| Seconds::try_from(span.first).ok());
		span.ok_or_else(|| Refusal::bad("moment", "not a FHIR date or time", "such as 2026-11-21, or RFC 3339"))
	};
	text.as_ref().map(read).transpose()
}

/// No deeper than a transaction may be (`frame_support::MAX_EXTRINSIC_DEPTH`).
const MAX_DEPTH: u32 = 256;

/// The claim in the bytes of a call.
fn submission(call_data: &str) -> Result<(OrganizationId, Submission), Refusal> {
	const HINT: &str = "give the call Claims.submit as it would be signed, in 0x-hex";
	let bytes = call_data.strip_prefix("0x").and_then(|digits| hex::decode(digits).ok());
	let bytes = bytes.ok_or_else(|| Refusal::bad("callData", "not 0x-hex", HINT))?;
	match RuntimeCall::decode_all_with_depth_limit(MAX_DEPTH, &mut &bytes[..]) {
		Ok(RuntimeCall::Claims(pallet_claims::Call::submit { provider, submission })) => Ok((provider, *submission)),
		Ok(_) => Err(Refusal::bad("callData", "a call other than Claims.submit", HINT)),
		Err(_) => Err(Refusal::bad("callData", "not a call of this runtime", HINT)),
	}
}

/// X12 data element 1069.
fn relationship_code(relationship: Relationship) -> &'static str {
	match relationship {
		Relationship::Myself => "18",
		Relationship::Spouse => "01",
		Relationship::Child => "19",
		Relationship::Other => "G8",
	}
}

fn no_coverage(coverage: CoverageId) -> Refusal {
	let hint = "coverage numbers start at 0; one that was removed is not in state any more";
	Refusal::not_found("coverage", format!("there is no coverage {coverage}"), hint)
}

fn no_authorization(id: AuthorizationId) -> Refusal {
	let hint = "authorisation numbers start at 0; one that is over may have been removed";
	Refusal::not_found("authorization", format!("there is no authorisation {id}"), hint)
}

impl ClaimsApiServer for Claims {
	fn eligibility(&self, query: EligibilityQuery, at: Option<Hash>) -> RpcResult<Answer<Value>> {
		let at = At::resolve(&self.client, at)?;
		let codes = registry(&self.client, &at)?;
		let coverage = number(&query.coverage, "coverage")?;
		let category = |asked| code(asked, CodeKind::ServiceCategory, "categories", &codes);
		let categories = query.categories.iter().map(category).collect::<Result<Vec<_>, _>>()?;
		let moment = moment(&query.moment)?;
		let found = self
			.client
			.runtime_api()
			.eligibility(at.hash, coverage, moment, query.provider, categories)
			.map_err(no_state)?
			.ok_or_else(|| no_coverage(coverage))?;
		let ceilings = &found.ceilings;
		let family = found.family.as_ref();
		let of_family = |maximum: Option<Money>, used: fn(&pallet_claims::FamilyAccumulator) -> Money| {
			left(maximum, family.map_or(0, used))
		};
		let remaining = json!({
			"deductible": left(Some(ceilings.deductible), found.person.deductible),
			"familyDeductible": of_family(ceilings.family_deductible, |family| family.deductible),
			"outOfPocket": left(ceilings.out_of_pocket, found.person.out_of_pocket),
			"familyOutOfPocket": of_family(ceilings.family_out_of_pocket, |family| family.out_of_pocket),
			"lifetime": left(ceilings.lifetime, found.lifetime_paid),
		});
		// X12 271 EB01, data element 1390.
		let (eb01, meaning) = if found.active { ("1", "active coverage") } else { ("6", "inactive") };
		let relationship = relationship_code(found.coverage.relationship);
		let mut told = tell(&ELIGIBILITY, &found, &codes)?;
		if let Some(benefits) = told.get_mut("benefits").and_then(Value::as_array_mut) {
			for (told, known) in benefits.iter_mut().zip(&found.benefits) {
				let eb01 = if known.benefit.covered { "1" } else { "I" };
				*told = with(told.take(), [("eb01", eb01.into())]);
			}
		}
		if let Some(coverage) = told.get_mut("coverage") {
			*coverage = with(coverage.take(), [("relationshipCode", relationship.into())]);
		}
		let segments = benefits_271(
			&found,
			&Setting {
				directory: &Directory::default(),
				codes: &codes,
				patient: "",
				kind: "",
				currency: documents::money_of(found.coverage.currency)?,
				request: None,
				services: None,
				now: clock(&self.client, &at)?,
			},
		);
		let answer = with(
			told,
			[
				("status", json!({ "eb01": eb01, "meaning": meaning })),
				("remaining", remaining),
				// The same in the segments of X12 271.
				("eb", serde_json::to_value(segments).map_err(|_| unreadable())?),
			],
		);
		Ok(Answer { at, answer })
	}

	fn predetermine(&self, query: PredetermineQuery, at: Option<Hash>) -> RpcResult<Answer<Value>> {
		let at = At::resolve(&self.client, at)?;
		let (provider, submission) = submission(&query.call_data)?;
		let coordinated = submission.prior.is_some();
		let found = self.client.runtime_api().predetermine(at.hash, provider, submission).map_err(no_state)?;
		let answer = match found {
			Err(error) => json!({ "accepted": false, "status": rejection(error) }),
			Ok(found) => {
				let codes = registry(&self.client, &at)?;
				let status = status(found.state, found.paid, coordinated);
				with(tell(&PREDETERMINATION, &found, &codes)?, [("accepted", true.into()), ("status", status)])
			},
		};
		Ok(Answer { at, answer })
	}

	fn status(&self, query: ClaimQuery, at: Option<Hash>) -> RpcResult<Answer<Value>> {
		let at = At::resolve(&self.client, at)?;
		let codes = registry(&self.client, &at)?;
		let answer = match self.find(&at, &query)? {
			Found::Open(claim) => {
				let secondary = claim.prior.is_some() || claim.lines.iter().any(|line| line.prior.is_some());
				let patient_paid =
					claim.patient_payments.iter().fold(0, |sum: Money, (_, paid)| sum.saturating_add(*paid));
				with(
					tell(&CLAIM, &*claim, &codes)?,
					[
						("claim", query.claim.into()),
						("closed", false.into()),
						("status", status(claim.state, claim.paid, secondary)),
						("patientPaid", patient_paid.to_string().into()),
					],
				)
			},
			Found::Closed(closed) => json!({
				"claim": query.claim,
				"closed": true,
				"status": status(closed.state, closed.paid, closed.lines.iter().any(is_coordinated)),
				"provider": closed.provider,
				"coverage": closed.coverage.to_string(),
				"state": closed.state,
				"charge": closed.charge.to_string(),
				"paid": closed.paid.to_string(),
				"patient": closed.patient.to_string(),
				"patientPaid": closed.patient_paid.to_string(),
				"replacedBy": closed.replaced_by.map(|claim| claim.to_string()),
				"lines": tell(&LINES, &closed.lines, &codes)?,
				"trail": closed.trail,
			}),
		};
		Ok(Answer { at, answer })
	}

	fn history(&self, query: ClaimQuery, at: Option<Hash>) -> RpcResult<Answer<Value>> {
		let at = At::resolve(&self.client, at)?;
		let codes = registry(&self.client, &at)?;
		let (mut steps, _) = self.steps(&at, &query)?;
		steps.reverse();
		let steps = self.told(steps, &CLAIM_ENTRY, &codes)?;
		Ok(Answer { at, answer: json!({ "claim": query.claim, "steps": steps }) })
	}

	fn coverage(&self, query: CoverageQuery, at: Option<Hash>) -> RpcResult<Answer<CoverageAnswer>> {
		let at = At::resolve(&self.client, at)?;
		let codes = registry(&self.client, &at)?;
		let coverage = number(&query.coverage, "coverage")?;
		let found = self
			.client
			.runtime_api()
			.eligibility(at.hash, coverage, None, None, Vec::new())
			.map_err(no_state)?
			.ok_or_else(|| no_coverage(coverage))?;
		let page = self
			.page(&at, TrailKind::Coverage, coverage, query.before, query.limit)?
			.ok_or_else(|| no_coverage(coverage))?;
		let told = tell(&ELIGIBILITY, &found, &codes)?;
		let answer = CoverageAnswer {
			coverage: told.get("coverage").cloned().unwrap_or_default(),
			steps: self.told(page.steps, &COVERAGE_ENTRY, &codes)?,
			next: page.next,
			gap: page.gap.map(|gap| match gap {
				TrailGap::Missing(head) => GapAnswer { head, reason: "missing" },
				TrailGap::Corrupt(head) => GapAnswer { head, reason: "corrupt" },
			}),
		};
		Ok(Answer { at, answer })
	}

	fn remittance(&self, query: RemittanceQuery, at: Option<Hash>) -> RpcResult<Answer<Value>> {
		let at = At::resolve(&self.client, at)?;
		let answer = self.remittances(&at, &query)?;
		Ok(Answer { at, answer })
	}

	fn explanation(&self, query: ToFhirQuery, at: Option<Hash>) -> RpcResult<Answer<Value>> {
		let at = At::resolve(&self.client, at)?;
		let answer = json!({ "resource": self.explain(&at, &query)? });
		Ok(Answer { at, answer })
	}

	fn from_fhir(&self, query: FromFhirQuery, at: Option<Hash>) -> RpcResult<Answer<FromFhirAnswer>> {
		let at = At::resolve(&self.client, at)?;
		let answer = self.map(&at, query)?;
		Ok(Answer { at, answer })
	}

	fn to_fhir(&self, query: ToFhirQuery, at: Option<Hash>) -> RpcResult<Answer<Value>> {
		let at = At::resolve(&self.client, at)?;
		let answer = json!({ "resource": self.respond(&at, &query)? });
		Ok(Answer { at, answer })
	}

	fn authorization(&self, query: AuthorizationQuery, at: Option<Hash>) -> RpcResult<Answer<Value>> {
		let at = At::resolve(&self.client, at)?;
		let codes = registry(&self.client, &at)?;
		let id: AuthorizationId = number(&query.authorization, "authorization")?;
		let found = self.client.runtime_api().authorization(at.hash, id).map_err(no_state)?;
		let found = found.ok_or_else(|| no_authorization(id))?;
		let now = clock(&self.client, &at)?;
		let granted = found.state.is_granted();
		let used_up =
			|line: &pallet_claims::AuthorizationLine| line.granted.is_none_or(|granted| line.used >= granted.units);
		let answer = with(
			tell(&AUTHORIZATION, &found, &codes)?,
			[
				("authorization", query.authorization.into()),
				// X12 278 HCR01 (data element 306), Da Vinci PAS `reviewAction`.
				("actionCode", found.state.action_code().into()),
				("late", (found.overdue || (found.state.is_pending() && now > found.due)).into()),
				("expired", (granted && found.period.end.is_some_and(|end| now > end)).into()),
				("usedUp", (granted && found.lines.iter().all(used_up)).into()),
			],
		);
		Ok(Answer { at, answer })
	}

	fn plan(&self, query: PlanQuery, at: Option<Hash>) -> RpcResult<Answer<Value>> {
		let at = At::resolve(&self.client, at)?;
		let codes = registry(&self.client, &at)?;
		let api = self.client.runtime_api();
		let found = api.plan(at.hash, query.plan, query.version).map_err(no_state)?;
		let (plan, version, terms) = found.ok_or_else(|| {
			Refusal::not_found("plan", "there is no such plan, or not this version of it", "both are counted from 0")
		})?;
		let schedule = api.schedule(at.hash, terms.schedule).map_err(no_state)?;
		let answer = with(
			tell(&PLAN, &plan, &codes)?,
			[
				("plan", query.plan.into()),
				("version", version.into()),
				("terms", tell(&TERMS, &terms, &codes)?),
				(
					"feeSchedule",
					schedule.map_or(
						Value::Null,
						|schedule| json!({ "root": schedule.root.hash, "prices": schedule.root.count }),
					),
				),
			],
		);
		Ok(Answer { at, answer })
	}

	fn reserve(&self, query: ReserveQuery, at: Option<Hash>) -> RpcResult<Answer<Value>> {
		let at = At::resolve(&self.client, at)?;
		let found = self.client.runtime_api().reserve(at.hash, query.payer, query.currency).map_err(no_state)?;
		let account = pallet_claims::Pallet::<Runtime>::reserve_account(query.payer, query.currency);
		let answer = json!({
			"payer": query.payer,
			"currency": query.currency,
			"account": account.to_ss58check(),
			"free": found.free.to_string(),
			"held": found.held.to_string(),
			"monthly": found.monthly.to_string(),
			// So many months of 30 days last what is free, at the pace of the busier of the last two.
			"fundingRatio": found.ratio.map(thousandths),
		});
		Ok(Answer { at, answer })
	}

	fn conduct(&self, query: ConductQuery, at: Option<Hash>) -> RpcResult<Answer<Value>> {
		let at = At::resolve(&self.client, at)?;
		let found = self.client.runtime_api().conduct(at.hash, query.payer).map_err(no_state)?;
		let codes = Registry::default();
		let answer = with(tell(&CONDUCT, &found, &codes)?, [("payer", query.payer.into())]);
		Ok(Answer { at, answer })
	}
}

/// Did a payer before this one pay or adjust it?
fn is_coordinated(result: &LineResult) -> bool {
	result.adjustments.iter().any(|adjustment| adjustment.reason == pallet_claims::x12::codes::PRIOR_PAYER)
}

#[cfg(test)]
mod tests {
	use super::*;
	use pallet_claims::{x12::codes, Adjustment, Flags, Line, Service};
	use salus_primitives::Commitment;

	fn a_submission() -> Submission {
		let service = Service::Unlisted { category: 7, key: H256::repeat_byte(1) };
		let line = Line {
			service,
			charge: 5_000,
			units: 1,
			from: 1,
			to: 2,
			rendering: None,
			authorization: None,
			dispense: None,
		};
		Submission {
			coverage: 3,
			document: Commitment(H256::repeat_byte(2)),
			flags: Flags::NONE,
			total: 5_000,
			lines: vec![line].try_into().unwrap(),
			prior: None,
			replaces: None,
		}
	}

	#[test]
	fn claim_should_be_read_from_the_call_that_would_be_signed_and_from_nothing_else() {
		let submit = pallet_claims::Call::submit { provider: 4, submission: Box::new(a_submission()) };
		let written = |call: RuntimeCall| format!("0x{}", hex::encode(call.encode()));
		assert_eq!(submission(&written(RuntimeCall::Claims(submit.clone()))), Ok((4, a_submission())));
		let close = written(RuntimeCall::Claims(pallet_claims::Call::close { claim: 0 }));
		let long = written(RuntimeCall::Claims(submit)) + "00";
		for wrong in ["", "0x", "0xzz", "3a13", close.as_str(), long.as_str()] {
			assert!(submission(wrong).is_err(), "{wrong}");
		}
	}

	#[test]
	fn numbers_and_moments_should_be_read_or_refused() {
		assert_eq!(number("18446744073709551615", "claim"), Ok(u64::MAX));
		assert!(number("-1", "claim").is_err() && number("", "claim").is_err());
		assert_eq!(moment(&Some("1970-01-02".into())), Ok(Some(86_400)));
		assert_eq!(moment(&None), Ok(None));
		assert!(moment(&Some("1969-01-01".into())).is_err() && moment(&Some("today".into())).is_err());
	}

	#[test]
	fn closed_claim_should_be_told_from_its_history() {
		let result = |paid, deductible| LineResult {
			allowed: 5_000,
			paid,
			units: 1,
			adjustments: vec![Adjustment {
				group: pallet_claims::x12::Group::PR,
				reason: codes::DEDUCTIBLE,
				remark: None,
				amount: deductible,
			}]
			.try_into()
			.unwrap(),
		};
		let decided = |state, paid, patient| ClaimEntry::Adjudicated {
			by: None,
			state,
			paid,
			patient,
			lines: vec![result(paid, patient)].try_into().unwrap(),
			offset: 0,
		};
		let submitted = ClaimEntry::Submitted { provider: 4, coverage: 3, charge: 5_000, pended: None };
		let trail = TrailHead { head: H256::repeat_byte(9), len: 3 };
		let first =
			[submitted.clone(), decided(ClaimState::Partial, 4_000, 1_000), ClaimEntry::PatientPaid { amount: 600 }];
		let closed = Closed::new(&first, trail).unwrap();
		assert_eq!(
			(closed.state, closed.paid, closed.patient, closed.patient_paid),
			(ClaimState::Partial, 4_000, 1_000, 600)
		);
		assert_eq!(closed.lines, [result(4_000, 1_000)]);
		let back = ClaimEntry::Reversed { by: 4, returned: 4_000, owed: 0, refunded: 600, replaced_by: Some(8) };
		let replaced = Closed::new(&[first.as_slice(), &[back]].concat(), trail).unwrap();
		assert_eq!((replaced.state, replaced.paid, replaced.patient_paid), (ClaimState::Replaced, 0, 0));
		assert_eq!(replaced.replaced_by, Some(8));
		assert_eq!(Closed::new(&first[1..], trail), None);
	}
}
