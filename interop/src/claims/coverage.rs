//! From a FHIR R4 `Coverage` to an enrolment, for the payer that enrols.
//!
//! Names, member numbers and classes stay in the document: to the chain a coverage is a number.

use super::node::Node;
use crate::{
	directory::{Directory, Entry},
	outcome::{Issue, IssueCode, Severity},
	time,
};
use pallet_claims::{Enrolment, PlanId, Relationship};
use salus_primitives::{fhir::canonicalize, Period, Seconds};
use serde_json::Value;
use sp_core::crypto::AccountId32;

/// Map a `Coverage` under a plan; no enrolment where an issue is an error.
pub fn enrolment(document: &[u8], directory: &Directory, plan: PlanId) -> (Option<Enrolment<AccountId32>>, Vec<Issue>) {
	let mut issues = Vec::new();
	let value = canonicalize(document).ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
	let value = value.filter(|value| value.get("resourceType").and_then(Value::as_str) == Some("Coverage"));
	let Some(value) = value else {
		issues.push(error(IssueCode::Structure, String::new(), "the resource is not a Coverage"));
		return (None, issues);
	};
	let coverage = Node { value: &value, path: "Coverage".into() };
	let enrolment = map(&coverage, directory, plan, &mut issues);
	let refused = issues.iter().any(|issue| issue.severity != Severity::Information);
	(enrolment.filter(|_| !refused), issues)
}

fn error(code: IssueCode, path: String, rule: &str) -> Issue {
	let expression = Some(path).filter(|path| !path.is_empty()).into_iter().collect();
	Issue { severity: Severity::Error, code, expression, diagnostics: rule.into() }
}

fn meaning<'a>(reference: &Node, directory: &'a Directory) -> Option<&'a Entry> {
	if let Some(text) = reference.text("reference") {
		return directory.get(text);
	}
	let identifier = reference.get("identifier")?;
	let text = |name| identifier.text(name).unwrap_or_default();
	directory.get(&format!("{}|{}", text("system"), text("value")))
}

fn map(
	coverage: &Node,
	directory: &Directory,
	plan: PlanId,
	issues: &mut Vec<Issue>,
) -> Option<Enrolment<AccountId32>> {
	let mut refuse = |code, path, rule| issues.push(error(code, path, rule));
	if coverage.text("status") != Some("active") {
		refuse(IssueCode::Value, coverage.at("status"), "just an active coverage is enrolled");
	}
	for name in ["implicitRules", "modifierExtension"] {
		if coverage.has(name) {
			refuse(IssueCode::NotSupported, coverage.at(name), "rules outside the standard");
		}
	}
	let beneficiary = coverage.get("beneficiary");
	if beneficiary.is_none() {
		refuse(IssueCode::Required, coverage.at("beneficiary"), "a coverage is for somebody");
	}
	let own = beneficiary.as_ref().map(|reference| reference.value);
	if coverage.list("payor").iter().any(|payor| Some(payor.value) == own) {
		refuse(IssueCode::NotSupported, coverage.at("payor"), "who pays for oneself has no coverage by a payer");
	}
	let code = coverage.codings("relationship").first().map(|(_, code)| *code);
	let relationship = match code {
		None | Some("self") => Some(Relationship::Myself),
		Some("spouse" | "common") => Some(Relationship::Spouse),
		Some("child") => Some(Relationship::Child),
		Some("parent" | "other" | "injured") => Some(Relationship::Other),
		Some(_) => {
			refuse(IssueCode::Value, coverage.at("relationship"), "a relationship of subscriber-relationship");
			None
		},
	};
	let subscriber = coverage.get("subscriber");
	let other = subscriber.as_ref().filter(|subscriber| Some(subscriber.value) != own);
	let subscriber = match (relationship, other) {
		(Some(Relationship::Myself), Some(other)) if own.is_some() => {
			refuse(IssueCode::Value, other.path.clone(), "who is the subscriber is the beneficiary");
			None
		},
		(Some(Relationship::Myself) | None, _) => None,
		(Some(_), None) => {
			refuse(IssueCode::Required, coverage.at("subscriber"), "whose coverage it is under is told");
			None
		},
		(Some(_), Some(other)) => {
			let known = meaning(other, directory).and_then(|entry| entry.coverage);
			if known.is_none() {
				refuse(
					IssueCode::NotFound,
					other.path.clone(),
					"the directory does not know the subscriber's coverage",
				);
			}
			known
		},
	};
	let second = |name: &str, of: fn(time::Span) -> i64| {
		let text = coverage.get("period")?.text(name)?.to_owned();
		Some(time::span(&text).and_then(|span| Seconds::try_from(of(span)).ok()))
	};
	let (start, end) = (second("start", |span| span.first), second("end", |span| span.last));
	let period = match (start, end) {
		(None, _) => {
			refuse(IssueCode::Required, coverage.at("period.start"), "when a coverage begins is told");
			None
		},
		(Some(None), _) | (_, Some(None)) => {
			refuse(IssueCode::Value, coverage.at("period"), "dates of FHIR, from 1970 on");
			None
		},
		(Some(Some(start)), end) => {
			let period = Period { start: Some(start), end: end.flatten() };
			if !period.is_valid() {
				refuse(IssueCode::Value, coverage.at("period"), "a coverage ends after it began");
			}
			Some(period)
		},
	};
	let order = match coverage.value.get("order") {
		None => Some(1),
		Some(order) => order.as_u64().and_then(|order| u8::try_from(order).ok()).filter(|order| *order > 0),
	};
	if order.is_none() {
		refuse(IssueCode::NotSupported, coverage.at("order"), "places in the order of benefits count from 1 to 255");
	}
	let member = beneficiary.and_then(|reference| meaning(&reference, directory)?.account.clone());
	Some(Enrolment { plan, member, subscriber, relationship: relationship?, period: period?, order: order? })
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	fn document() -> Value {
		json!({
			"resourceType": "Coverage",
			"status": "active",
			"beneficiary": { "reference": "Patient/child" },
			"subscriber": { "reference": "Patient/parent" },
			"relationship": { "coding": [{ "code": "child" }] },
			"period": { "start": "2026-01-01", "end": "2026-12-31" },
			"payor": [{ "reference": "Organization/payer" }],
			"order": 2,
		})
	}

	fn read(document: &Value) -> (Option<Enrolment<AccountId32>>, String) {
		let account = AccountId32::new([7; 32]);
		let entries = [
			("Patient/child", Entry { account: Some(account), ..Entry::default() }),
			("Patient/parent", Entry { coverage: Some(5), ..Entry::default() }),
		];
		let directory = Directory(entries.map(|(name, entry)| (name.to_owned(), entry)).into());
		let (enrolment, issues) = enrolment(document.to_string().as_bytes(), &directory, 3);
		(enrolment, issues.iter().map(|issue| issue.diagnostics.clone()).collect::<Vec<_>>().join("; "))
	}

	#[test]
	fn coverage_should_become_an_enrolment() {
		let enrolment = read(&document()).0.unwrap();
		assert_eq!((enrolment.plan, enrolment.subscriber, enrolment.order), (3, Some(5), 2));
		assert_eq!((enrolment.relationship, enrolment.member.is_some()), (Relationship::Child, true));
		assert_eq!(enrolment.period.end.unwrap() - enrolment.period.start.unwrap(), 365 * 86_400 - 1);
	}

	#[test]
	fn coverage_should_be_refused_where_it_says_too_little_or_contradicts_itself() {
		for (at, value, rule) in [
			("/status", json!("cancelled"), "just an active coverage is enrolled"),
			("/relationship/coding/0/code", json!("self"), "who is the subscriber is the beneficiary"),
			("/relationship/coding/0/code", json!("x"), "a relationship of subscriber-relationship"),
			("/subscriber/reference", json!("Patient/x"), "the directory does not know the subscriber's coverage"),
			("/period/start", json!("2027-01-01"), "a coverage ends after it began"),
			("/period/start", json!("1969"), "dates of FHIR, from 1970 on"),
			("/payor/0/reference", json!("Patient/child"), "who pays for oneself has no coverage by a payer"),
			("/order", json!(0), "places in the order of benefits count from 1 to 255"),
		] {
			let mut document = document();
			*document.pointer_mut(at).unwrap() = value;
			assert_eq!(read(&document), (None, rule.into()), "{at}");
		}
		let mut without = document();
		without["period"] = json!({ "end": "2026-12-31" });
		assert_eq!(read(&without).1, "when a coverage begins is told");
	}
}
