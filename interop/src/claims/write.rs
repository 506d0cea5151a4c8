//! From what the chain knows to FHIR R4 `ClaimResponse` and `ExplanationOfBenefit`.
//!
//! Amounts of a line are `adjudication`s: `submitted`, `eligible`, one for each adjustment with its group, reason and
//! remark as codings, and `benefit`. What is not paid and what is paid make up what is submitted, line by line and in the
//! totals; what does not balance is not written.
//!
//! Codes of services are not on the chain. Who has the fee schedule's secret gives them ([`Setting::services`]); for
//! others they are masked, and the category tells what it was.

use super::{
	currency::Currency,
	fees::key,
	money,
	names::{
		ADJUDICATION, AUTHORIZATION_URN, C4BB_ADJUDICATION, CARC, CLAIM_TYPE, CLAIM_URN, COVERAGE_URN, DATA_ABSENT,
		GROUP, PAS, PAYMENT_TYPE, RARC, RELATED, REVIEW_ACTION_CODE,
	},
	FeeSchedule,
};
use crate::{
	directory::{Directory, Entry, Registry},
	time,
};
use pallet_claims::{
	x12::{codes, Group},
	Adjustment, Authorization, AuthorizationId, AuthorizationLine, AuthorizationState, Claim, ClaimId, ClaimState,
	Denial, KeptLine, LineResult, Money,
};
use salus_primitives::{CodeId, OrganizationId, Period, Seconds};
use serde_json::{json, Map, Value};
use sp_core::H256;
use std::collections::BTreeMap;

/// What the document needs that the chain does not know.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
	/// References for the members, coverages and claims; what it does not know is written as a URN of the chain.
	pub directory: &'a Directory,
	/// Names of the categories.
	pub codes: &'a Registry,
	/// Reference to the patient.
	pub patient: &'a str,
	/// Code of the claim's type (`professional`, `institutional`, `oral`, `pharmacy`, `vision`).
	pub kind: &'a str,
	/// Currency of the plan.
	pub currency: Currency,
	/// Reference to the request.
	pub request: Option<&'a str>,
	/// Codes of services by their keys: see [`services`].
	pub services: Option<&'a BTreeMap<H256, Code>>,
	/// When this is asked.
	pub now: Seconds,
}

/// A code and its modifiers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Code {
	/// System, where the schedule names one.
	pub system: Option<String>,
	/// Code.
	pub code: String,
	/// Modifiers.
	pub modifiers: Vec<String>,
}

/// The services of a fee schedule by their keys.
pub fn services(schedule: &FeeSchedule) -> BTreeMap<H256, Code> {
	let of = |price: &super::Price| {
		let (system, code) = match price.code.split_once('|') {
			Some((system, code)) => (Some(system.to_owned()), code.to_owned()),
			None => (None, price.code.clone()),
		};
		let modifiers = price.modifiers.clone();
		(key(&schedule.secret, &price.code, &modifiers, price.tier), Code { system, code, modifiers })
	};
	schedule.prices.iter().map(of).collect()
}

/// Why a document is not written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unbalanced {
	/// What is paid and adjusted of a line is not what was charged.
	#[error("line {0} does not balance: its charge is not what is paid and adjusted")]
	Line(usize),
	/// The claim's totals are not those of its lines.
	#[error("the claim does not balance: its totals are not those of its lines")]
	Claim,
	/// The remittance's payment is not what was paid for claims less what was adjusted for the provider.
	#[error("the remittance does not balance: its payment is not what was paid for the claims less the provider's adjustments")]
	Remittance,
	/// A moment beyond the calendar.
	#[error("a moment beyond the calendar")]
	Time,
}

impl Setting<'_> {
	fn amount(&self, minor: u128) -> Value {
		json!({ "value": decimal(minor, self.currency), "currency": self.currency.letters })
	}

	fn date(&self, seconds: Seconds) -> Result<String, Unbalanced> {
		i64::try_from(seconds).ok().and_then(time::write).ok_or(Unbalanced::Time)
	}

	fn reference(&self, is: impl Fn(&Entry) -> bool, urn: String) -> Value {
		json!({ "reference": self.directory.find(is).map_or(urn, str::to_owned) })
	}

	fn member(&self, id: OrganizationId) -> Value {
		self.reference(|entry| entry.organization == Some(id), format!("urn:salus:organization:{id}"))
	}

	fn coverage(&self, id: u64) -> Value {
		self.reference(|entry| entry.coverage == Some(id), format!("{COVERAGE_URN}{id}"))
	}

	/// A category of services, by its name.
	pub(super) fn category(&self, id: CodeId) -> Value {
		match self.codes.name(id) {
			Some((system, code)) => json!({ "coding": [{ "system": system, "code": code }] }),
			None => json!({ "coding": [{ "system": "urn:salus:code", "code": id.to_string() }] }),
		}
	}

	fn service(&self, key: H256) -> (Value, Value) {
		match self.services.and_then(|services| services.get(&key)) {
			Some(service) => {
				let mut coding = Map::new();
				if let Some(system) = &service.system {
					coding.insert("system".into(), json!(system));
				}
				coding.insert("code".into(), json!(service.code));
				let modifiers = service.modifiers.iter().map(|code| json!({ "coding": [{ "code": code }] })).collect();
				(json!({ "coding": [coding] }), Value::Array(modifiers))
			},
			None => (json!({ "extension": [{ "url": DATA_ABSENT, "valueCode": "masked" }] }), json!([])),
		}
	}

	fn concept(system: &str, code: &str) -> Value {
		json!({ "coding": [{ "system": system, "code": code }] })
	}

	fn adjudication(&self, result: &LineResult, charge: Money) -> Value {
		let simple = |code: &str, amount: Money| json!({ "category": Self::concept(ADJUDICATION, code), "amount": self.amount(amount.into()) });
		let mut list = vec![simple("submitted", charge), simple("eligible", result.allowed)];
		list.extend(result.adjustments.iter().map(|adjustment| {
			let (system, code) = category(adjustment);
			json!({
				"category": Self::concept(system, code),
				"reason": reason(Some(adjustment.group), &Denial { reason: adjustment.reason, remark: adjustment.remark }),
				"amount": self.amount(adjustment.amount.into()),
			})
		}));
		list.push(simple("benefit", result.paid));
		list.push(json!({
			"category": Self::concept("http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudicationDiscriminator", "allowedunits"),
			"value": result.units,
		}));
		Value::Array(list)
	}

	fn totals(&self, lines: &[(&KeptLine, &LineResult)]) -> Value {
		let mut sums: BTreeMap<(&str, &str), u128> = BTreeMap::new();
		let mut add = |of: (&'static str, &'static str), amount: Money| {
			let sum = sums.entry(of).or_default();
			*sum = sum.saturating_add(amount.into());
		};
		for (line, result) in lines {
			add((ADJUDICATION, "submitted"), line.charge);
			add((ADJUDICATION, "eligible"), result.allowed);
			add((ADJUDICATION, "benefit"), result.paid);
			for adjustment in &result.adjustments {
				add(category(adjustment), adjustment.amount);
			}
		}
		let total = |((system, code), amount): ((&str, &str), u128)| json!({ "category": Self::concept(system, code), "amount": self.amount(amount) });
		Value::Array(sums.into_iter().map(total).collect())
	}
}

/// Amount as JSON number, with all its decimals: `125.00`.
pub(super) fn decimal(minor: u128, currency: Currency) -> Value {
	let text = money::write(i128::try_from(minor).unwrap_or(i128::MAX), currency);
	// The number keeps the text (serde_json's arbitrary precision).
	text.parse::<serde_json::Number>().map_or(Value::String(text), Value::Number)
}

/// The adjudication category of an adjustment: FHIR's where it has one, else CARIN Blue Button's.
fn category(adjustment: &Adjustment) -> (&'static str, &'static str) {
	match (adjustment.group, adjustment.reason) {
		(Group::PR, reason) if reason == codes::DEDUCTIBLE => (ADJUDICATION, "deductible"),
		(Group::PR, reason) if reason == codes::COPAYMENT => (ADJUDICATION, "copay"),
		(Group::PR, reason) if reason == codes::COINSURANCE => (C4BB_ADJUDICATION, "coinsurance"),
		(Group::CO, reason) if reason == codes::FEE_SCHEDULE || reason == codes::SEQUESTRATION => {
			(C4BB_ADJUDICATION, "discount")
		},
		(Group::OA, reason) if reason == codes::PRIOR_PAYER => (C4BB_ADJUDICATION, "priorpayerpaid"),
		_ => (C4BB_ADJUDICATION, "noncovered"),
	}
}

/// Group, reason and remark as codings of one concept.
fn reason(group: Option<Group>, denial: &Denial) -> Value {
	let mut codings = vec![json!({ "system": CARC, "code": denial.reason.as_str() })];
	codings.extend(group.map(|group| json!({ "system": GROUP, "code": group })));
	codings.extend(denial.remark.map(|remark| json!({ "system": RARC, "code": remark.as_str() })));
	json!({ "coding": codings })
}

/// The lines with their results; an error where something does not balance. Lines of a pended claim have none.
pub(super) fn balanced<AccountId>(claim: &Claim<AccountId>) -> Result<Vec<(&KeptLine, &LineResult)>, Unbalanced> {
	let mut lines = Vec::new();
	let (mut paid, mut patient, mut charge): (u128, u128, u128) = (0, 0, 0);
	for (n, line) in claim.lines.iter().enumerate() {
		charge = charge.saturating_add(line.charge.into());
		let Some(result) = &line.result else { continue };
		if u128::from(result.paid).saturating_add(result.adjusted().into()) != u128::from(line.charge) {
			return Err(Unbalanced::Line(n.saturating_add(1)));
		}
		paid = paid.saturating_add(result.paid.into());
		patient = patient.saturating_add(result.sum(Group::PR).into());
		lines.push((line, result));
	}
	// Of what was taken back, nothing is paid any more: the totals then speak of now, the lines of then.
	let stands = claim.state.is_adjudicated();
	if charge != u128::from(claim.charge) || (stands && paid != u128::from(claim.paid)) {
		return Err(Unbalanced::Claim);
	}
	if stands && (lines.len() != claim.lines.len() || patient != u128::from(claim.patient)) {
		return Err(Unbalanced::Claim);
	}
	Ok(lines)
}

fn outcome(state: ClaimState) -> &'static str {
	match state {
		ClaimState::Pended => "queued",
		_ => "complete",
	}
}

fn disposition(state: ClaimState) -> &'static str {
	match state {
		ClaimState::Pended => "A person looks at the claim.",
		ClaimState::Complete => "The claim was allowed and paid.",
		ClaimState::Partial => "The claim was allowed and paid in part.",
		ClaimState::Denied => "The claim was denied.",
		ClaimState::Reversed => "The claim was taken back: nothing is paid.",
		ClaimState::Replaced => "The claim was taken back because another one replaced it: nothing is paid.",
	}
}

fn payment<AccountId>(claim: &Claim<AccountId>, setting: &Setting) -> Result<Option<Value>, Unbalanced> {
	if !claim.state.is_adjudicated() {
		return Ok(None);
	}
	let kind = if claim.state == ClaimState::Complete { "complete" } else { "partial" };
	Ok(Some(json!({
		"type": Setting::concept(PAYMENT_TYPE, kind),
		"date": setting.date(claim.decided)?.get(..10),
		"amount": setting.amount(claim.paid.into()),
	})))
}

/// A FHIR `ClaimResponse` for a claim.
pub fn claim_response<AccountId>(
	id: ClaimId,
	claim: &Claim<AccountId>,
	setting: &Setting,
) -> Result<Value, Unbalanced> {
	let lines = balanced(claim)?;
	let stands = claim.state.is_adjudicated();
	let mut response = json!({
		"resourceType": "ClaimResponse",
		"identifier": [{ "system": "urn:ietf:rfc:3986", "value": format!("{CLAIM_URN}{id}") }],
		"status": if stands || claim.state == ClaimState::Pended { "active" } else { "cancelled" },
		"type": Setting::concept(CLAIM_TYPE, setting.kind),
		"use": "claim",
		"patient": { "reference": setting.patient },
		"created": setting.date(setting.now)?,
		"insurer": setting.member(claim.payer),
		"requestor": setting.member(claim.provider),
		"outcome": outcome(claim.state),
		"disposition": disposition(claim.state),
		"insurance": [{ "sequence": 1, "focal": true, "coverage": setting.coverage(claim.coverage) }],
	});
	let mut set = |name: &str, value: Value| {
		if let Some(members) = response.as_object_mut() {
			members.insert(name.into(), value);
		}
	};
	if let Some(request) = setting.request {
		set("request", json!({ "reference": request }));
	}
	if stands {
		let items = lines.iter().zip(1..).map(|((line, result), sequence)| {
			json!({ "itemSequence": sequence, "adjudication": setting.adjudication(result, line.charge) })
		});
		set("item", Value::Array(items.collect()));
		set("total", setting.totals(&lines));
		if let Some(payment) = payment(claim, setting)? {
			set("payment", payment);
		}
	}
	Ok(response)
}

/// A FHIR `ExplanationOfBenefit` for a claim: what the patient reads.
pub fn explanation_of_benefit<AccountId>(
	id: ClaimId,
	claim: &Claim<AccountId>,
	setting: &Setting,
) -> Result<Value, Unbalanced> {
	let adjudicated = balanced(claim)?;
	let stands = claim.state.is_adjudicated();
	let mut items = Vec::new();
	for (line, sequence) in claim.lines.iter().zip(1u32..) {
		let (service, modifiers) = setting.service(line.key);
		let mut item = json!({
			"sequence": sequence,
			"category": setting.category(line.category),
			"productOrService": service,
			"servicedPeriod": { "start": setting.date(line.from)?, "end": setting.date(line.to)? },
			"quantity": { "value": line.units },
			"net": setting.amount(line.charge.into()),
		});
		let mut set = |name: &str, value: Value| {
			if let Some(members) = item.as_object_mut() {
				members.insert(name.into(), value);
			}
		};
		if modifiers.as_array().is_some_and(|list| !list.is_empty()) {
			set("modifier", modifiers);
		}
		if let (Some(result), true) = (&line.result, stands) {
			set("adjudication", setting.adjudication(result, line.charge));
		}
		items.push(item);
	}
	let mut explanation = json!({
		"resourceType": "ExplanationOfBenefit",
		"identifier": [{ "system": "urn:ietf:rfc:3986", "value": format!("{CLAIM_URN}{id}") }],
		"status": if stands || claim.state == ClaimState::Pended { "active" } else { "cancelled" },
		"type": Setting::concept(CLAIM_TYPE, setting.kind),
		"use": "claim",
		"patient": { "reference": setting.patient },
		"created": setting.date(setting.now)?,
		"insurer": setting.member(claim.payer),
		"provider": setting.member(claim.provider),
		"outcome": outcome(claim.state),
		"disposition": disposition(claim.state),
		"insurance": [{ "focal": true, "coverage": setting.coverage(claim.coverage) }],
		"item": items,
	});
	let mut set = |name: &str, value: Value| {
		if let Some(members) = explanation.as_object_mut() {
			members.insert(name.into(), value);
		}
	};
	if let Some(request) = setting.request {
		set("claim", json!({ "reference": request }));
	}
	let claim_reference = |id: ClaimId| setting.reference(|entry| entry.claim == Some(id), format!("{CLAIM_URN}{id}"));
	if let Some(replaced) = claim.replaces {
		set(
			"related",
			json!([{ "claim": claim_reference(replaced), "relationship": Setting::concept(RELATED, "prior") }]),
		);
	}
	let citations = claim.lines.iter().filter_map(|line| line.authorization);
	let mut cited: Vec<AuthorizationId> = citations.map(|citation| citation.authorization).collect();
	cited.sort_unstable();
	cited.dedup();
	if !cited.is_empty() {
		let references: Vec<_> = cited.iter().map(|id| format!("{AUTHORIZATION_URN}{id}")).collect();
		set("preAuthRef", json!(references));
	}
	if stands {
		set("total", setting.totals(&adjudicated));
		if let Some(payment) = payment(claim, setting)? {
			set("payment", payment);
		}
	}
	Ok(explanation)
}

/// What became of a line of a prior authorisation, as X12 278 action code.
pub fn line_action(state: AuthorizationState, line: &AuthorizationLine) -> &'static str {
	if !state.is_granted() {
		return state.action_code();
	}
	match line.granted {
		None => "A3",
		Some(granted) if granted.units == 0 => "A3",
		Some(granted) if granted == line.requested => "A1",
		Some(granted)
			if (granted.category, granted.service) == (line.requested.category, line.requested.service)
				&& granted.units < line.requested.units =>
		{
			"A2"
		},
		Some(_) => "A6",
	}
}

/// A FHIR `ClaimResponse` for a prior authorisation, with the review action of Da Vinci PAS for each line.
pub fn authorization_response<AccountId, Ticket>(
	id: AuthorizationId,
	authorization: &Authorization<AccountId, Ticket>,
	setting: &Setting,
) -> Result<Value, Unbalanced> {
	let state = authorization.state;
	let reference = format!("{AUTHORIZATION_URN}{id}");
	let mut items = Vec::new();
	for (line, sequence) in authorization.lines.iter().zip(1u32..) {
		let action = line_action(state, line);
		let mut review = vec![json!({
			"url": format!("{PAS}extension-reviewActionCode"),
			"valueCodeableConcept": Setting::concept(REVIEW_ACTION_CODE, action),
		})];
		if matches!(action, "A1" | "A2" | "A6") {
			review.push(json!({ "url": "number", "valueString": reference }));
		}
		if let (Some(denial), "A2" | "A3" | "A6") = (&authorization.reason, action) {
			review.push(json!({ "url": "reasonCode", "valueCodeableConcept": reason(None, denial) }));
		}
		let mut adjudication = json!({
			"extension": [{ "url": format!("{PAS}extension-reviewAction"), "extension": review }],
			"category": Setting::concept(ADJUDICATION, "submitted"),
		});
		if let (Some(granted), Some(members)) = (line.granted, adjudication.as_object_mut()) {
			members.insert("value".into(), json!(granted.units));
		}
		items.push(json!({ "itemSequence": sequence, "adjudication": [adjudication] }));
	}
	let mut response = json!({
		"resourceType": "ClaimResponse",
		"identifier": [{ "system": "urn:ietf:rfc:3986", "value": reference }],
		"status": if state == AuthorizationState::Cancelled { "cancelled" } else { "active" },
		"type": Setting::concept(CLAIM_TYPE, setting.kind),
		"use": "preauthorization",
		"patient": { "reference": setting.patient },
		"created": setting.date(setting.now)?,
		"insurer": setting.member(authorization.payer),
		"requestor": setting.member(authorization.provider),
		"outcome": if state.is_pending() { "queued" } else { "complete" },
		"item": items,
		"insurance": [{ "sequence": 1, "focal": true, "coverage": setting.coverage(authorization.coverage) }],
	});
	let mut set = |name: &str, value: Value| {
		if let Some(members) = response.as_object_mut() {
			members.insert(name.into(), value);
		}
	};
	if let Some(request) = setting.request {
		set("request", json!({ "reference": request }));
	}
	if state.is_granted() {
		set("preAuthRef", json!(reference));
		set("preAuthPeriod", period(&authorization.period, setting)?);
	}
	Ok(response)
}

pub(super) fn period(period: &Period<Seconds>, setting: &Setting) -> Result<Value, Unbalanced> {
	let mut members = Map::new();
	for (name, second) in [("start", period.start), ("end", period.end)] {
		if let Some(second) = second {
			members.insert(name.into(), json!(setting.date(second)?));
		}
	}
	Ok(Value::Object(members))
}
