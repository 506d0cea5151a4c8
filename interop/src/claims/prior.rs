//! What a payer outside the chain did, from its FHIR `ClaimResponse` or `ExplanationOfBenefit`: what it paid of each item,
//! and what it left to the patient.
//!
//! Adjudication categories are those of FHIR and CARIN Blue Button, and the variables of CMS Blue Button. An item whose
//! amounts contradict each other is refused.

use super::{currency, currency::Currency, money::Decimal, node::Node};
use crate::outcome::{Issue, IssueCode, Severity};
use pallet_claims::{Money, PriorLine};
use serde_json::Value;

/// What an adjudication speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
	/// What was charged.
	Charged,
	/// What was allowed.
	Allowed,
	/// What was paid.
	Paid,
	/// A share of the patient.
	Share,
	/// What others paid, or took off: with what was paid and the patient's share it makes up the cost.
	Other,
	/// What it cost in all.
	Cost,
	/// A rate: what the patient bears follows from it, and need not be named.
	Rate,
}

/// Begins the variables of CMS Blue Button, which are more exact than the categories beside them.
const VARIABLE: &str = "https://bluebutton.cms.gov/resources/variables/";

fn kind(codes: &[(&str, &str)]) -> Option<Kind> {
	let variable = codes.iter().find_map(|(_, code)| code.strip_prefix(VARIABLE));
	if let Some(variable) = variable {
		return Some(match variable {
			"line_sbmtd_chrg_amt" => Kind::Charged,
			"line_alowd_chrg_amt" => Kind::Allowed,
			"line_nch_pmt_amt" | "cvrd_d_plan_pd_amt" => Kind::Paid,
			"line_bene_ptb_ddctbl_amt" | "line_coinsrnc_amt" | "ptnt_pay_amt" => Kind::Share,
			"othr_troop_amt" | "lics_amt" | "plro_amt" | "rptd_gap_dscnt_num" => Kind::Other,
			"tot_rx_cst_amt" => Kind::Cost,
			_ => return None,
		});
	}
	codes.iter().find_map(|(_, code)| {
		Some(match *code {
			"submitted" => Kind::Charged,
			"eligible" => Kind::Allowed,
			"benefit" => Kind::Paid,
			"deductible" | "copay" | "coinsurance" | "unallocdeduct" => Kind::Share,
			"eligpercent" => Kind::Rate,
			_ => return None,
		})
	})
}

/// What was done with one item, and the `sequence` of the claim's item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Prior {
	/// Which item of the claim.
	pub sequence: u64,
	/// What was done.
	pub line: PriorLine,
}

/// What was done with each item; the issue says why it cannot be told.
pub fn prior_lines(response: &Value, currency: Currency) -> Result<Vec<Prior>, Issue> {
	let name = response.get("resourceType").and_then(Value::as_str);
	let Some(name @ ("ClaimResponse" | "ExplanationOfBenefit")) = name else {
		return Err(issue(IssueCode::Structure, "", "neither a ClaimResponse nor an ExplanationOfBenefit"));
	};
	let root = Node { value: response, path: name.into() };
	if root.text("outcome").is_some_and(|outcome| outcome != "complete") {
		return Err(issue(IssueCode::Value, root.at("outcome"), "the payer before has not adjudicated"));
	}
	let items = root.list("item");
	if items.is_empty() {
		return Err(issue(IssueCode::Required, root.at("item"), "what the payer before did with each item is told"));
	}
	items.iter().map(|item| prior_line(item, currency)).collect()
}

fn issue(code: IssueCode, path: impl Into<String>, rule: impl Into<String>) -> Issue {
	let expression = Some(path.into()).filter(|path| !path.is_empty()).into_iter().collect();
	Issue { severity: Severity::Error, code, expression, diagnostics: rule.into() }
}

fn amount(adjudication: &Node, currency: Currency) -> Result<Option<Money>, Issue> {
	let Some(money) = adjudication.get("amount") else { return Ok(None) };
	// Before R4 an amount was a Quantity.
	let letters = money.text("currency").or(money.text("code"));
	if letters.is_some_and(|letters| currency::by_letters(letters) != Some(currency)) {
		return Err(issue(IssueCode::Value, money.at("currency"), "all amounts are in the currency of the plan"));
	}
	let Some(Value::Number(number)) = money.value.get("value") else {
		return Err(issue(IssueCode::Required, money.at("value"), "an amount has a value"));
	};
	let read = Decimal::read(&number.to_string()).and_then(|decimal| decimal.minor(currency));
	read.map(Some).map_err(|error| issue(IssueCode::Value, money.at("value"), error.to_string()))
}

fn prior_line(item: &Node, currency: Currency) -> Result<Prior, Issue> {
	let (mut charged, mut allowed, mut paid, mut cost): (Option<Money>, Option<Money>, Option<Money>, Option<Money>) =
		(None, None, None, None);
	let (mut shares, mut others, mut named, mut rate): (Money, Money, bool, bool) = (0, 0, false, false);
	let at = item.at("adjudication");
	for adjudication in item.list("adjudication") {
		let Some(kind) = kind(&adjudication.codings("category")) else { continue };
		rate |= kind == Kind::Rate;
		let Some(amount) = amount(&adjudication, currency)? else { continue };
		let once = match kind {
			Kind::Charged => charged.replace(amount),
			Kind::Allowed => allowed.replace(amount),
			Kind::Paid => paid.replace(amount),
			Kind::Cost => cost.replace(amount),
			Kind::Share => {
				(shares, named) = (shares.saturating_add(amount), true);
				None
			},
			Kind::Other => {
				others = others.saturating_add(amount);
				None
			},
			Kind::Rate => None,
		};
		if once.is_some() {
			return Err(issue(IssueCode::Value, at, "one amount of each kind"));
		}
	}
	let Some(paid) = paid else {
		return Err(issue(IssueCode::Required, at, "what the payer before paid is told"));
	};
	let made = paid.saturating_add(shares);
	if cost.is_some_and(|cost| cost != made.saturating_add(others)) {
		return Err(issue(IssueCode::Value, at, "the cost is not what was paid, by whomever, and taken off"));
	}
	let patient = match allowed {
		None => shares,
		Some(allowed) if allowed < made || (named && !rate && allowed != made) => {
			return Err(issue(IssueCode::Value, at, "what is allowed is not what was paid and what the patient bears"));
		},
		Some(allowed) => allowed.saturating_sub(paid),
	};
	if charged.is_some_and(|charged| charged < paid.saturating_add(patient)) {
		return Err(issue(IssueCode::Value, at, "more was paid and left to the patient than was charged"));
	}
	let sequence = item.value.get("itemSequence").or(item.value.get("sequence")).and_then(Value::as_u64);
	let Some(sequence) = sequence else {
		return Err(issue(IssueCode::Required, item.at("itemSequence"), "which item it is for is told"));
	};
	Ok(Prior { sequence, line: PriorLine { paid, patient } })
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	fn read(adjudication: Value) -> Result<PriorLine, String> {
		let response =
			json!({ "resourceType": "ClaimResponse", "item": [{ "itemSequence": 1, "adjudication": adjudication }] });
		let usd = currency::by_letters("USD").unwrap();
		prior_lines(&response, usd).map(|lines| lines[0].line).map_err(|issue| issue.diagnostics)
	}

	fn one(code: &str, amount: f64) -> Value {
		json!({ "category": { "coding": [{ "code": code }] }, "amount": { "value": amount, "currency": "USD" } })
	}

	#[test]
	fn share_of_the_patient_should_be_what_is_allowed_and_not_paid() {
		let line = |paid, patient| Ok(PriorLine { paid, patient });
		assert_eq!(read(json!([one("eligible", 120.0), one("benefit", 96.0)])), line(9_600, 2_400));
		assert_eq!(
			read(json!([one("benefit", 96.0), one("copay", 20.0), one("coinsurance", 4.5)])),
			line(9_600, 2_450)
		);
		let rate = json!({ "category": { "coding": [{ "code": "eligpercent" }] }, "value": 80 });
		assert_eq!(
			read(json!([one("eligible", 235.4), one("copay", 20.0), rate, one("benefit", 172.32)])),
			line(17_232, 6_308)
		);
	}

	#[test]
	fn amounts_that_contradict_each_other_should_be_refused() {
		for wrong in [
			json!([one("eligible", 250.0), one("coinsurance", 10.0), one("benefit", 50.0)]),
			json!([one("eligible", 50.0), one("benefit", 96.0)]),
			json!([one("submitted", 100.0), one("eligible", 120.0), one("benefit", 96.0)]),
			json!([one("benefit", 96.0), one("benefit", 96.0)]),
			json!([one("benefit", 96.001)]),
			json!([one("eligible", 96.0)]),
			json!([]),
		] {
			assert!(read(wrong.clone()).is_err(), "{wrong}");
		}
	}
}
