//! From what a coverage grants to FHIR R4 `CoverageEligibilityResponse`, and to the terms of X12 271.

use super::{
	money,
	names::{BENEFIT_NETWORK, BENEFIT_TERM, BENEFIT_TYPE, BENEFIT_UNIT, SERVICE_TYPE},
	write::{decimal, period, Setting, Unbalanced},
};
use pallet_claims::{
	runtime_api::{BenefitInfo, Eligibility},
	CostShare, CoverageId, LimitKind, LimitPeriod, Money, Tier,
};
use salus_primitives::Seconds;
use serde::Serialize;
use serde_json::{json, Value};

/// A FHIR `CoverageEligibilityResponse`: what is in force on the day that was asked for, and what is left.
pub fn response<AccountId>(
	coverage: CoverageId,
	at: Seconds,
	eligibility: &Eligibility<AccountId>,
	setting: &Setting,
) -> Result<Value, Unbalanced> {
	let mut items = vec![ceilings(eligibility, setting)];
	for info in &eligibility.benefits {
		for (tier, share) in shares(info) {
			items.push(benefit(info, tier, share, setting));
		}
	}
	let day = i64::try_from(at).ok().and_then(crate::time::write).ok_or(Unbalanced::Time)?;
	let created = i64::try_from(setting.now).ok().and_then(crate::time::write).ok_or(Unbalanced::Time)?;
	let urn = format!("{}{coverage}", super::names::COVERAGE_URN);
	let reference = |found: Option<&str>, urn: String| json!({ "reference": found.map_or(urn, str::to_owned) });
	let payer = eligibility.coverage.payer;
	let insurer = setting.directory.find(|entry| entry.organization == Some(payer));
	let known = setting.directory.find(|entry| entry.coverage == Some(coverage));
	let mut answer = json!({
		"resourceType": "CoverageEligibilityResponse",
		"status": "active",
		"purpose": ["validation", "benefits"],
		"patient": { "reference": setting.patient },
		"servicedDate": day.get(..10),
		"created": created,
		"outcome": "complete",
		"disposition": if eligibility.active { "The coverage is in force." } else { "The coverage is not in force." },
		"insurer": reference(insurer, format!("urn:salus:organization:{payer}")),
		"insurance": [{
			"coverage": reference(known, urn),
			"inforce": eligibility.active,
			"benefitPeriod": period(&eligibility.coverage.period, setting)?,
			"item": items,
		}],
	});
	if let (Some(request), Some(members)) = (setting.request, answer.as_object_mut()) {
		members.insert("request".into(), json!({ "reference": request }));
	}
	Ok(answer)
}

/// The terms of a benefit that are asked for: those of the provider's tier, else all.
fn shares(info: &BenefitInfo) -> Vec<(Tier, Option<CostShare>)> {
	let benefit = &info.benefit;
	if !benefit.covered {
		return vec![(Tier::InNetwork, None)];
	}
	let mut shares = vec![(Tier::InNetwork, Some(benefit.in_network)), (Tier::OutOfNetwork, benefit.out_of_network)];
	if let Some(preferred) = benefit.preferred {
		shares.insert(0, (Tier::Preferred, Some(preferred)));
	}
	shares
}

fn concept(system: &str, code: &str) -> Value {
	json!({ "coding": [{ "system": system, "code": code }] })
}

fn allowed(setting: &Setting, kind: &str, amount: Money, used: Option<Money>) -> Value {
	let money = |amount: Money| json!({ "value": decimal(amount.into(), setting.currency), "currency": setting.currency.letters });
	let mut benefit = json!({ "type": concept(BENEFIT_TYPE, kind), "allowedMoney": money(amount) });
	if let (Some(used), Some(members)) = (used, benefit.as_object_mut()) {
		members.insert("usedMoney".into(), money(used));
	}
	benefit
}

/// Ceilings of the plan as a whole (service type 30).
fn ceilings<AccountId>(eligibility: &Eligibility<AccountId>, setting: &Setting) -> Value {
	let (ceilings, person) = (&eligibility.ceilings, &eligibility.person);
	let mut benefits = vec![allowed(setting, "deductible", ceilings.deductible, Some(person.deductible))];
	if let Some(most) = ceilings.out_of_pocket {
		benefits.push(allowed(setting, "copay-maximum", most, Some(person.out_of_pocket)));
	}
	if let Some(most) = ceilings.lifetime {
		benefits.push(allowed(setting, "benefit", most, Some(eligibility.lifetime_paid)));
	}
	json!({
		"category": concept(SERVICE_TYPE, "30"),
		"unit": concept(BENEFIT_UNIT, "individual"),
		"term": concept(BENEFIT_TERM, "annual"),
		"benefit": benefits,
	})
}

fn benefit(info: &BenefitInfo, tier: Tier, share: Option<CostShare>, setting: &Setting) -> Value {
	let benefit = &info.benefit;
	let mut benefits = Vec::new();
	if let Some(share) = share {
		if share.copay > 0 {
			benefits.push(allowed(setting, "copay", share.copay, None));
		}
		let percent = share.coinsurance.deconstruct();
		benefits.push(json!({
			"type": concept(BENEFIT_TYPE, "copay-percent"),
			"allowedString": parts(percent),
		}));
	}
	let mut term = "annual";
	if let Some(limit) = &benefit.limit {
		if limit.period == LimitPeriod::Lifetime {
			term = "lifetime";
		}
		match limit.kind {
			LimitKind::Units(most) => benefits.push(json!({
				"type": concept(BENEFIT_TYPE, "visit"),
				"allowedUnsignedInt": most,
				"usedUnsignedInt": most.saturating_sub(info.units_left.unwrap_or(0)),
			})),
			LimitKind::Paid(most) => {
				let used = most.saturating_sub(info.paid_left.unwrap_or(0));
				benefits.push(allowed(setting, "benefit", most, Some(used)));
			},
		}
	}
	json!({
		"category": setting.category(benefit.category),
		"excluded": share.is_none(),
		"network": concept(BENEFIT_NETWORK, if tier == Tier::OutOfNetwork { "out" } else { "in" }),
		"unit": concept(BENEFIT_UNIT, "individual"),
		"term": concept(BENEFIT_TERM, term),
		"benefit": benefits,
		"authorizationRequired": benefit.authorization,
	})
}

/// Millionths as a share of one: `0.2`.
fn parts(millionths: u32) -> String {
	let text = format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000);
	text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// An `EB` segment of X12 271, by the names of its elements.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Benefit271 {
	/// EB01: `1` active, `6` inactive, `C` deductible, `G` out of pocket, `B` copayment, `A` coinsurance, `F` limitation,
	/// `I` not covered, `X` waiting.
	pub information: &'static str,
	/// EB02: `IND` or `FAM`.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub level: Option<&'static str>,
	/// EB03: service type.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub service_type: Option<String>,
	/// EB06: `23` benefit year, `29` what remains of it, `32` lifetime, `33` what remains of it.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub period: Option<&'static str>,
	/// EB07: amount.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub amount: Option<String>,
	/// EB08: share of one.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub share: Option<String>,
	/// EB10, of visits (EB09 `VS`).
	#[serde(skip_serializing_if = "Option::is_none")]
	pub visits: Option<u32>,
	/// EB11: is an authorisation needed?
	#[serde(skip_serializing_if = "Option::is_none")]
	pub authorization: Option<&'static str>,
	/// EB12: in the network?
	#[serde(skip_serializing_if = "Option::is_none")]
	pub in_network: Option<&'static str>,
	/// DTP: first day that is covered.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub from: Option<String>,
}

/// The answer as the `EB` segments of an X12 271.
pub fn benefits_271<AccountId>(eligibility: &Eligibility<AccountId>, setting: &Setting) -> Vec<Benefit271> {
	let text = |amount: Money| Some(money::write(amount.into(), setting.currency));
	let mut all = vec![Benefit271 {
		information: if eligibility.active { "1" } else { "6" },
		service_type: Some("30".into()),
		..Default::default()
	}];
	if !eligibility.active {
		return all;
	}
	let mut ceiling = |information, level, most: Option<Money>, used: Money, whole, rest| {
		let Some(most) = most else { return };
		let one = |period, amount| Benefit271 {
			information,
			level: Some(level),
			service_type: Some("30".into()),
			period: Some(period),
			amount: text(amount),
			..Default::default()
		};
		all.extend([one(whole, most), one(rest, most.saturating_sub(used))]);
	};
	let (ceilings, person) = (&eligibility.ceilings, &eligibility.person);
	ceiling("C", "IND", Some(ceilings.deductible), person.deductible, "23", "29");
	ceiling("G", "IND", ceilings.out_of_pocket, person.out_of_pocket, "23", "29");
	if let Some(family) = &eligibility.family {
		ceiling("C", "FAM", ceilings.family_deductible, family.deductible, "23", "29");
		ceiling("G", "FAM", ceilings.family_out_of_pocket, family.out_of_pocket, "23", "29");
	}
	ceiling("F", "IND", ceilings.lifetime, eligibility.lifetime_paid, "32", "33");
	for info in &eligibility.benefits {
		let benefit = &info.benefit;
		let service_type =
			setting.codes.name(benefit.category).map_or_else(|| benefit.category.to_string(), |(_, code)| code);
		let base = Benefit271 {
			service_type: Some(service_type),
			authorization: Some(if benefit.authorization { "Y" } else { "N" }),
			..Default::default()
		};
		for (tier, share) in shares(info) {
			let in_network = Some(if tier == Tier::OutOfNetwork { "N" } else { "Y" });
			let Some(share) = share else {
				// What is not covered at all is so in and out of the network.
				let in_network = if benefit.covered { in_network } else { Some("W") };
				all.push(Benefit271 { information: "I", in_network, ..base.clone() });
				continue;
			};
			let base = Benefit271 { in_network, ..base.clone() };
			all.push(Benefit271 { information: "1", ..base.clone() });
			all.push(Benefit271 { information: "B", amount: text(share.copay), ..base.clone() });
			all.push(Benefit271 {
				information: "A",
				share: Some(parts(share.coinsurance.deconstruct())),
				..base.clone()
			});
		}
		if let Some(limit) = &benefit.limit {
			let (whole, rest) = match limit.period {
				LimitPeriod::Year => ("23", "29"),
				LimitPeriod::Lifetime => ("32", "33"),
			};
			let one = |period, amount, visits| Benefit271 {
				information: "F",
				period: Some(period),
				amount,
				visits,
				..base.clone()
			};
			match limit.kind {
				LimitKind::Units(most) => all.extend([one(whole, None, Some(most)), one(rest, None, info.units_left)]),
				LimitKind::Paid(most) => {
					all.extend([one(whole, text(most), None), one(rest, info.paid_left.and_then(text), None)]);
				},
			}
		}
		if let Some(until) = info.waiting_until {
			let from = i64::try_from(until).ok().and_then(crate::time::write);
			all.push(Benefit271 { information: "X", from, ..base.clone() });
		}
	}
	all
}
