//! From documents to calls, and from what the chain knows to documents. The mapping itself is in `salus_interop::claims`.

use super::super::{
	answer::{clock, At},
	consent::{code, CodeRef},
	documents::{registry, CallAnswer},
	records::no_state,
	Refusal,
};
use super::{
	moment, no_authorization, no_coverage, number,
	tell::{rejection, tell, with},
	unreadable, ClaimQuery, Claims, PREDETERMINATION,
};
use codec::DecodeAll;
use pallet_claims::{
	runtime_api::ClaimsApi as _, AuthorizationId, Claim, ClaimEntry, ClaimId, ClaimState, CoverageId, DispenseRef,
	LineResult, Submission, Tier,
};
use salus_interop::{
	claims::{
		self,
		currency::{self, Currency},
		fees::{FeeSchedule, Prices, Proven},
		read::{self, Step},
		remittance::{self, Advice, Line, Status},
		write::{self, Code, Setting, Unbalanced},
	},
	directory::{Directory, Registry},
	outcome::{Issue, IssueCode, Severity},
};
use salus_primitives::{codes::CodeKind, fhir::canonicalize, Commitment, Gtin14, OrganizationId, UnitId};
use salus_runtime::{AccountId, RuntimeCall};
use sc_client_api::HeaderBackend;
use serde::{Deserialize, Serialize};
use serde_json::{json, value::RawValue, Value};
use sp_api::ProvideRuntimeApi;
use sp_core::H256;
use std::{collections::BTreeMap, sync::Arc};

type Call = pallet_claims::Call<salus_runtime::Runtime>;

/// What a FHIR `Claim` becomes, with what its names mean.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct FromFhirQuery {
	/// A `Claim`, or a `Bundle` with one (Da Vinci PAS).
	document: Box<RawValue>,
	#[serde(default)]
	directory: Directory,
	/// 32 fresh random bytes. They salt the commitment, and stay with the document.
	nonce: Option<H256>,
	/// A commitment to the document that exists already.
	commitment: Option<Commitment>,
	/// Prices with their proofs, as the payer gives them.
	#[serde(default)]
	prices: Vec<Proven>,
	/// Or the whole fee schedule with its secret: only to one's own node.
	fee_schedule: Option<FeeSchedule>,
	/// The answer of the payer before, where that was no claim of the chain.
	remittance: Option<PriorQuery>,
	/// The supplies of medicines that items are for, by their `sequence`.
	#[serde(default)]
	supplies: BTreeMap<u32, SupplyQuery>,
	/// The provider's tier; that of its contract with the payer when left out.
	tier: Option<Tier>,
}

/// What a payer outside the chain answered.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorQuery {
	document: Box<RawValue>,
	nonce: H256,
}

/// A supply of a medicine.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupplyQuery {
	gtin: Gtin14,
	serial: String,
	/// Which supply from the pack, from 0.
	#[serde(default)]
	n: u32,
	tag: H256,
}

/// Ask for something as a FHIR document: exactly one of claim, authorisation and coverage; of a claim that is closed, its
/// coverage as well.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub struct ToFhirQuery {
	claim: Option<String>,
	authorization: Option<String>,
	coverage: Option<String>,
	/// Of a coverage: the day in question, the provider, the categories.
	moment: Option<String>,
	provider: Option<OrganizationId>,
	categories: Vec<CodeRef>,
	directory: Directory,
	/// Reference to the patient.
	patient: Option<String>,
	/// `professional`, `institutional`, `oral`, `pharmacy` or `vision`.
	#[serde(rename = "type")]
	kind: Option<String>,
	/// Reference to the request.
	request: Option<String>,
	/// Names the services: only to one's own node.
	fee_schedule: Option<FeeSchedule>,
}

/// Ask for the remittances of a claim.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemittanceQuery {
	claim: String,
	/// Under which coverage: a closed claim is found by it.
	coverage: Option<String>,
}

/// What has to be signed, in order, in one batch.
#[derive(Clone, Debug, Serialize)]
pub struct FromFhirAnswer {
	calls: Vec<CallAnswer>,
	/// What would become of the claim: of a predetermination all there is.
	predetermination: Option<Value>,
	issues: Vec<Issue>,
}

impl ToFhirQuery {
	fn claim_query(&self) -> Result<ClaimQuery, Refusal> {
		let claim = self.claim.clone().ok_or_else(|| Refusal::bad("claim", "which claim?", "give its number"))?;
		Ok(ClaimQuery { claim, coverage: self.coverage.clone() })
	}
}

/// What a document needs that the chain does not know, made ready.
struct Ready {
	patient: String,
	currency: Currency,
	services: Option<BTreeMap<H256, Code>>,
	codes: Arc<Registry>,
	now: u64,
}

impl Ready {
	fn setting<'a>(&'a self, query: &'a ToFhirQuery) -> Setting<'a> {
		Setting {
			directory: &query.directory,
			codes: &self.codes,
			patient: &self.patient,
			kind: query.kind.as_deref().unwrap_or("professional"),
			currency: self.currency,
			request: query.request.as_deref(),
			services: self.services.as_ref(),
			now: self.now,
		}
	}
}

fn unbalanced(error: Unbalanced) -> Refusal {
	Refusal::cannot_answer("unbalanced", error.to_string(), "this is a defect: tell the consortium")
}

pub(super) fn money_of(id: u32) -> Result<Currency, Refusal> {
	currency::by_id(id).ok_or_else(|| {
		let hint =
			"documents name currencies by the letters of ISO 4217; its number is the id of the currency on the chain";
		Refusal::cannot_answer("no-currency", format!("{id} is no number of ISO 4217"), hint)
	})
}

impl Claims {
	/// A claim with all its lines: in state, or as it was before it was closed, where this node keeps that.
	pub(super) fn kept(&self, at: &At, query: &ClaimQuery) -> Result<(ClaimId, Claim<AccountId>), Refusal> {
		let claim = number(&query.claim, "claim")?;
		if let Some(kept) = self.client.runtime_api().claim(at.hash, claim).map_err(no_state)? {
			return Ok((claim, kept));
		}
		let (_, block) = self.head_of_closed(at, claim, query)?;
		let gone = || {
			let message =
				format!("the claim was closed in block {block}, and this node has discarded the state before it");
			Refusal::cannot_answer(
				"no-state",
				message,
				"ask an archive node; claims_status tells what its history does",
			)
		};
		let before = self.client.hash(block.saturating_sub(1)).ok().flatten().ok_or_else(gone)?;
		let kept = self.client.runtime_api().claim(before, claim).map_err(|_| gone())?;
		Ok((claim, kept.ok_or_else(gone)?))
	}

	fn ready(&self, at: &At, query: &ToFhirQuery, coverage: CoverageId, currency: u32) -> Result<Ready, Refusal> {
		// To this chain, the coverage is the patient's name.
		let patient = query.patient.clone();
		Ok(Ready {
			patient: patient.unwrap_or_else(|| format!("{}{coverage}", claims::names::COVERAGE_URN)),
			currency: money_of(currency)?,
			services: query.fee_schedule.as_ref().map(write::services),
			codes: registry(&self.client, at)?,
			now: clock(&self.client, at)?,
		})
	}

	pub(super) fn explain(&self, at: &At, query: &ToFhirQuery) -> Result<Value, Refusal> {
		let (id, claim) = self.kept(at, &query.claim_query()?)?;
		let ready = self.ready(at, query, claim.coverage, claim.currency)?;
		claims::explanation_of_benefit(id, &claim, &ready.setting(query)).map_err(unbalanced)
	}

	pub(super) fn respond(&self, at: &At, query: &ToFhirQuery) -> Result<Value, Refusal> {
		match (&query.claim, &query.authorization, &query.coverage) {
			(Some(_), None, _) => {
				let (id, claim) = self.kept(at, &query.claim_query()?)?;
				let ready = self.ready(at, query, claim.coverage, claim.currency)?;
				claims::claim_response(id, &claim, &ready.setting(query)).map_err(unbalanced)
			},
			(None, Some(authorization), None) => self.authorization_response(at, query, authorization),
			(None, None, Some(coverage)) => self.eligibility_response(at, query, coverage),
			_ => Err(Refusal::bad("claim", "a claim, an authorisation or a coverage", "name one of the three")),
		}
	}

	fn authorization_response(&self, at: &At, query: &ToFhirQuery, authorization: &str) -> Result<Value, Refusal> {
		let id: AuthorizationId = number(authorization, "authorization")?;
		let api = self.client.runtime_api();
		let found = api.authorization(at.hash, id).map_err(no_state)?.ok_or_else(|| no_authorization(id))?;
		let covered = api.eligibility(at.hash, found.coverage, None, None, Vec::new()).map_err(no_state)?;
		let covered = covered.ok_or_else(|| no_coverage(found.coverage))?;
		let ready = self.ready(at, query, found.coverage, covered.coverage.currency)?;
		write::authorization_response(id, &found, &ready.setting(query)).map_err(unbalanced)
	}

	fn eligibility_response(&self, at: &At, query: &ToFhirQuery, coverage: &str) -> Result<Value, Refusal> {
		let coverage = number(coverage, "coverage")?;
		let codes = registry(&self.client, at)?;
		let category = |asked| code(asked, CodeKind::ServiceCategory, "categories", &codes);
		let categories = query.categories.iter().map(category).collect::<Result<Vec<_>, _>>()?;
		let day = moment(&query.moment)?;
		let found = self.client.runtime_api().eligibility(at.hash, coverage, day, query.provider, categories);
		let found = found.map_err(no_state)?.ok_or_else(|| no_coverage(coverage))?;
		let ready = self.ready(at, query, coverage, found.coverage.currency)?;
		claims::eligibility::response(coverage, day.unwrap_or(ready.now), &found, &ready.setting(query))
			.map_err(unbalanced)
	}

	/// One remittance for each time that the claim was decided on or taken back, oldest first.
	pub(super) fn remittances(&self, at: &At, query: &RemittanceQuery) -> Result<Value, Refusal> {
		let query = ClaimQuery { claim: query.claim.clone(), coverage: query.coverage.clone() };
		let (id, claim) = self.kept(at, &query)?;
		let currency = money_of(claim.currency)?;
		let (steps, _) = self.steps(at, &query)?;
		let mut told = Vec::new();
		let mut before = None;
		for (_, step) in steps.iter().rev() {
			let entry = ClaimEntry::decode_all(&mut &step.entry[..]).map_err(|_| unreadable())?;
			let advices = advices(id, &claim, &entry, &mut before);
			if advices.is_empty() {
				continue;
			}
			let written = remittance::write(claim.payer, claim.provider, currency, &advices).map_err(unbalanced)?;
			let written = serde_json::to_value(written).map_err(|_| unreadable())?;
			told.push(with(written, [("block", step.block.into())]));
		}
		Ok(json!({ "claim": query.claim, "remittances": told }))
	}

	pub(super) fn map(&self, at: &At, query: FromFhirQuery) -> Result<FromFhirAnswer, Refusal> {
		let document = query.document.get().as_bytes();
		let commitment = match (query.nonce, query.commitment) {
			(Some(_), Some(_)) => {
				let hint = "give a nonce to commit to this document, or a commitment to another";
				return Err(Refusal::bad("nonce", "a nonce and a commitment", hint));
			},
			(Some(nonce), None) => committed(&nonce, document),
			(None, commitment) => commitment,
		};
		let prices = match (&query.fee_schedule, query.prices.as_slice()) {
			(Some(_), [_, ..]) => {
				return Err(Refusal::bad("prices", "prices and a whole fee schedule", "give one of the two"));
			},
			(Some(schedule), []) => Some(Prices::Schedule(schedule)),
			(None, []) => None,
			(None, proven) => Some(Prices::Proven(proven)),
		};
		let remittance = query.remittance.as_ref().map(|prior| {
			let document = prior.document.get().as_bytes();
			committed(&prior.nonce, document).map(|commitment| read::Remittance { document, commitment })
		});
		let remittance = match remittance {
			Some(None) => return Err(Refusal::bad("remittance", "not a JSON document", "give a ClaimResponse")),
			other => other.flatten(),
		};
		let supplies = query.supplies.iter().map(|(item, supply)| Ok((*item, supply.read()?)));
		let supplies = supplies.collect::<Result<BTreeMap<_, _>, Refusal>>()?;
		let codes = registry(&self.client, at)?;
		let mut question = claims::Question {
			document,
			directory: &query.directory,
			codes: &codes,
			prices,
			tier: query.tier.unwrap_or(Tier::OutOfNetwork),
			currency: money_of(840)?,
			commitment,
			remittance,
			supplies: Some(&supplies),
		};
		// Who claims from whom is in the document; on which terms, the chain knows.
		if let Some((provider, coverage)) = read::parties(question) {
			let found = self.client.runtime_api().eligibility(at.hash, coverage, None, Some(provider), Vec::new());
			if let Some(found) = found.map_err(no_state)? {
				question.currency = money_of(found.coverage.currency)?;
				question.tier = query.tier.or(found.tier).unwrap_or(Tier::OutOfNetwork);
			}
		}
		let mapped = claims::from_fhir(question);
		let mut answer = FromFhirAnswer { calls: Vec::new(), predetermination: None, issues: mapped.issues };
		for step in mapped.steps {
			match step {
				Step::Predetermine { provider, submission } => {
					answer.predetermination = self.dry_run(at, provider, submission, &codes, &mut answer.issues)?;
				},
				Step::Submit { provider, submission } => {
					answer.predetermination =
						self.dry_run(at, provider, submission.clone(), &codes, &mut answer.issues)?;
					let call = Call::submit { provider, submission: Box::new(submission) };
					answer.push(mapped.signer.as_ref(), call);
				},
				Step::Reverse { provider, claim } => {
					answer.push(mapped.signer.as_ref(), Call::reverse { claim, organization: provider });
				},
				Step::RequestAuthorization { provider, request } => {
					answer.push(mapped.signer.as_ref(), Call::request_authorization { provider, request });
				},
				Step::CancelAuthorization { authorization, .. } => {
					answer.push(mapped.signer.as_ref(), Call::cancel_authorization { authorization });
				},
			}
		}
		// What the chain would refuse is not signed.
		if answer.issues.iter().any(|issue| matches!(issue.severity, Severity::Error | Severity::Fatal)) {
			answer.calls = Vec::new();
		}
		Ok(answer)
	}

	fn dry_run(
		&self,
		at: &At,
		provider: OrganizationId,
		submission: Submission,
		codes: &Registry,
		issues: &mut Vec<Issue>,
	) -> Result<Option<Value>, Refusal> {
		let coordinated = submission.prior.is_some();
		match self.client.runtime_api().predetermine(at.hash, provider, submission).map_err(no_state)? {
			Ok(found) => {
				let status = super::status(found.state, found.paid, coordinated);
				let told = with(tell(&PREDETERMINATION, &found, codes)?, [("status", status)]);
				Ok(Some(told))
			},
			Err(error) => {
				let told = rejection(error);
				let text = |name: &str| told.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
				issues.push(Issue {
					severity: Severity::Error,
					code: IssueCode::Value,
					expression: Vec::new(),
					diagnostics: format!("the chain would refuse the claim: {}: {}", text("code"), text("meaning")),
				});
				Ok(None)
			},
		}
	}
}

/// What an entry of a claim's history tells its provider; `before` are the lines as they were decided on last.
fn advices(
	id: ClaimId,
	claim: &Claim<AccountId>,
	entry: &ClaimEntry<AccountId>,
	before: &mut Option<Vec<Line>>,
) -> Vec<Advice> {
	let advice = |status, lines| Advice { claim: id, status, lines };
	match entry {
		ClaimEntry::Adjudicated { state, lines, offset, .. } => {
			let secondary = claim.prior.is_some() || claim.lines.iter().any(|line| line.prior.is_some());
			let status = match state {
				ClaimState::Denied => Status::Denied { secondary },
				_ => Status::Paid { secondary, offset: *offset },
			};
			let of = |(kept, result): (&pallet_claims::KeptLine, &LineResult)| Line {
				category: kept.category,
				charge: kept.charge,
				units: kept.units,
				result: result.clone(),
			};
			let lines: Vec<Line> = claim.lines.iter().zip(lines).map(of).collect();
			let superseded = before.replace(lines.clone()).map(|lines| advice(Status::Superseded, lines));
			superseded.into_iter().chain([advice(status, lines)]).collect()
		},
		ClaimEntry::Reversed { returned, owed, .. } => {
			let status = Status::Reversed { returned: *returned, owed: *owed };
			before.take().map(|lines| advice(status, lines)).into_iter().collect()
		},
		_ => Vec::new(),
	}
}

impl FromFhirAnswer {
	fn push(&mut self, signer: Option<&AccountId>, call: Call) {
		self.calls.extend(CallAnswer::new(signer, &RuntimeCall::Claims(call)));
	}
}

impl SupplyQuery {
	fn read(&self) -> Result<DispenseRef, Refusal> {
		let serial = self
			.serial
			.parse()
			.map_err(|_| Refusal::bad("supplies", "not a serial", "1 to 20 characters of the GS1 character set 82"))?;
		Ok(DispenseRef { unit: UnitId { gtin: self.gtin, serial }, n: self.n, tag: self.tag })
	}
}

/// Commitment to a document; `None` for one without a canonical form.
fn committed(nonce: &H256, document: &[u8]) -> Option<Commitment> {
	canonicalize(document).ok().map(|bytes| Commitment::new(&nonce.0, &bytes))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn question_should_be_read_and_refuse_what_it_does_not_know() {
		let read = |text: &str| serde_json::from_str::<FromFhirQuery>(text);
		let nonce = format!("0x{}", "11".repeat(32));
		let query = read(&format!(
			r#"{{"document": {{"total": {{"value": 1.50}}}}, "nonce": "{nonce}", "directory": {{"Coverage/a": {{"coverage": "7"}}}},
			"supplies": {{"1": {{"gtin": "09521321000018", "serial": "S01", "tag": "{nonce}"}}}}}}"#
		))
		.unwrap();
		assert!(query.document.get().contains("1.50"), "amounts stay as they were written");
		let supply = query.supplies.get(&1).unwrap().read().unwrap();
		assert_eq!((supply.n, supply.tag), (0, H256::repeat_byte(0x11)));
		assert!(read(r#"{"document": {}, "directorie": {}}"#).is_err());
		assert!(read("{}").is_err(), "a document is needed");
		let serial = SupplyQuery { serial: "x".repeat(21), ..query.supplies.into_values().next().unwrap() };
		assert!(serial.read().is_err());
		assert!(serde_json::from_str::<ToFhirQuery>(r#"{"claim": "7", "type": "pharmacy"}"#).is_ok());
	}

	#[test]
	fn currency_should_be_one_that_documents_can_name() {
		assert_eq!(money_of(840).unwrap().letters, "USD");
		assert!(money_of(1).is_err());
	}
}
