//! A remittance in JSON, by the terms of X12 835: what was paid for which claims, what was adjusted and why, and what was
//! set against takebacks. It balances, or it is not written:
//!
//! - line: charge − adjustments (`CAS`) = paid;
//! - claim (`CLP`): charge − adjustments = paid, the patient's responsibility is the adjustments of group PR;
//! - remittance (`BPR`): sum of what was paid for the claims − provider-level adjustments (`PLB`) = payment.
//!
//! A claim that was taken back, or decided on anew, comes as status `22` with the amounts of then, negative. What the provider returned at once
//! is a provider-level adjustment `72` (authorised return), what it still owes `FB` (balance forward), and what of a
//! payment is set against that `WO` (overpayment recovery).

use super::{
	currency::Currency,
	money,
	write::{balanced, Unbalanced},
};
use pallet_claims::{x12::Group, Claim, ClaimId, ClaimState, KeptLine, LineResult, Money};
use salus_primitives::{CodeId, OrganizationId};
use serde::Serialize;

/// A line and what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
	/// Category of the service.
	pub category: CodeId,
	/// What was charged.
	pub charge: Money,
	/// Units that were charged.
	pub units: u32,
	/// What became of it.
	pub result: LineResult,
}

/// What a remittance tells of one claim.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Advice {
	/// The claim.
	pub claim: ClaimId,
	/// How it was adjudicated.
	pub status: Status,
	/// Its lines.
	pub lines: Vec<Line>,
}

/// What happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
	/// It was adjudicated and paid.
	Paid {
		/// Were there payers before?
		secondary: bool,
		/// What of the payment was set against takebacks.
		offset: Money,
	},
	/// Every line was denied.
	Denied {
		/// Were there payers before?
		secondary: bool,
	},
	/// Another decision took the place of this one, and is told beside it: what was paid stays paid.
	Superseded,
	/// It was taken back.
	Reversed {
		/// What was paid back at once.
		returned: Money,
		/// What the provider still owes of it.
		owed: Money,
	},
}

impl Status {
	/// CLP02.
	pub fn code(self) -> &'static str {
		match self {
			Self::Paid { secondary: false, .. } => "1",
			Self::Paid { secondary: true, .. } => "2",
			Self::Denied { .. } => "4",
			Self::Superseded | Self::Reversed { .. } => "22",
		}
	}
}

impl Advice {
	/// What is told of an adjudicated claim, of whose payment `offset` was set against takebacks.
	pub fn paid<AccountId>(id: ClaimId, claim: &Claim<AccountId>, offset: Money) -> Result<Self, Unbalanced> {
		if !claim.state.is_adjudicated() {
			return Err(Unbalanced::Claim);
		}
		let secondary = claim.prior.is_some() || claim.lines.iter().any(|line| line.prior.is_some());
		let status = match claim.state {
			ClaimState::Denied => Status::Denied { secondary },
			_ => Status::Paid { secondary, offset },
		};
		Ok(Self { claim: id, status, lines: Self::lines(claim)? })
	}

	/// What is told of a claim that was taken back. State keeps no results of it: they are those of the `Adjudicated`
	/// entry of its history.
	pub fn reversed<AccountId>(
		id: ClaimId,
		claim: &Claim<AccountId>,
		results: &[LineResult],
		returned: Money,
		owed: Money,
	) -> Result<Self, Unbalanced> {
		if results.len() != claim.lines.len() {
			return Err(Unbalanced::Claim);
		}
		let of = |(line, result): (&KeptLine, &LineResult)| Line {
			category: line.category,
			charge: line.charge,
			units: line.units,
			result: result.clone(),
		};
		let lines = claim.lines.iter().zip(results).map(of).collect();
		Ok(Self { claim: id, status: Status::Reversed { returned, owed }, lines })
	}

	fn lines<AccountId>(claim: &Claim<AccountId>) -> Result<Vec<Line>, Unbalanced> {
		let of = |(line, result): (&KeptLine, &LineResult)| Line {
			category: line.category,
			charge: line.charge,
			units: line.units,
			result: result.clone(),
		};
		Ok(balanced(claim)?.into_iter().map(of).collect())
	}
}

/// A remittance: amounts as decimal text with all decimals of the currency.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Remittance {
	/// Who pays.
	pub payer: OrganizationId,
	/// Who is paid.
	pub payee: OrganizationId,
	/// In what (ISO 4217).
	pub currency: &'static str,
	/// BPR02.
	pub payment: String,
	/// CLP.
	pub claims: Vec<ClaimPayment>,
	/// PLB.
	pub provider_adjustments: Vec<ProviderAdjustment>,
}

/// A `CLP` loop.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimPayment {
	/// CLP07: the payer's number of the claim, which is the chain's.
	pub claim: String,
	/// CLP02.
	pub status: &'static str,
	/// CLP03.
	pub charge: String,
	/// CLP04.
	pub paid: String,
	/// CLP05.
	pub patient_responsibility: String,
	/// SVC.
	pub lines: Vec<ServicePayment>,
}

/// An `SVC` loop.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServicePayment {
	/// Number of the line, from 1.
	pub sequence: usize,
	/// Category of the service: codes of services are not on the chain.
	pub category: CodeId,
	/// SVC02.
	pub charge: String,
	/// SVC03.
	pub paid: String,
	/// SVC05.
	pub units: u32,
	/// SVC07, where it differs.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub units_charged: Option<u32>,
	/// AMT B6.
	pub allowed: String,
	/// CAS, one for each group.
	pub adjustments: Vec<AdjustmentGroup>,
	/// LQ HE.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub remarks: Vec<String>,
}

/// A `CAS` segment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AdjustmentGroup {
	/// CAS01.
	pub group: Group,
	/// CAS02 to CAS19.
	pub reasons: Vec<AdjustmentReason>,
}

/// A reason and an amount in a `CAS` segment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AdjustmentReason {
	/// CARC.
	pub reason: String,
	/// How much.
	pub amount: String,
}

/// A reason and an amount in a `PLB` segment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ProviderAdjustment {
	/// PLB03-1.
	pub reason: &'static str,
	/// PLB03-2: the claim it is for.
	pub claim: String,
	/// PLB04: what is positive lowers the payment.
	pub amount: String,
}

/// Write a remittance of a payer to a provider.
pub fn write(
	payer: OrganizationId,
	payee: OrganizationId,
	currency: Currency,
	advices: &[Advice],
) -> Result<Remittance, Unbalanced> {
	let text = |minor: i128| money::write(minor, currency);
	let (mut claims, mut provider_adjustments) = (Vec::new(), Vec::new());
	let mut payment: i128 = 0;
	for advice in advices {
		let sign: i128 = if matches!(advice.status, Status::Superseded | Status::Reversed { .. }) { -1 } else { 1 };
		let signed = |minor: Money| i128::from(minor).saturating_mul(sign);
		let (mut charge, mut paid, mut patient): (i128, i128, i128) = (0, 0, 0);
		let mut lines = Vec::new();
		for (line, sequence) in advice.lines.iter().zip(1usize..) {
			let result = &line.result;
			let total = i128::from(result.paid).saturating_add(result.adjusted().into());
			if total != i128::from(line.charge) {
				return Err(Unbalanced::Line(sequence));
			}
			charge = charge.saturating_add(signed(line.charge));
			paid = paid.saturating_add(signed(result.paid));
			patient = patient.saturating_add(signed(result.sum(Group::PR)));
			let group = |group: Group| {
				let of = result.adjustments.iter().filter(|adjustment| adjustment.group == group);
				let reasons: Vec<_> = of
					.map(|adjustment| AdjustmentReason {
						reason: adjustment.reason.to_string(),
						amount: text(signed(adjustment.amount)),
					})
					.collect();
				(!reasons.is_empty()).then_some(AdjustmentGroup { group, reasons })
			};
			lines.push(ServicePayment {
				sequence,
				category: line.category,
				charge: text(signed(line.charge)),
				paid: text(signed(result.paid)),
				units: result.units,
				units_charged: (result.units != line.units).then_some(line.units),
				allowed: text(signed(result.allowed)),
				adjustments: [Group::CO, Group::PR, Group::OA, Group::PI].into_iter().filter_map(group).collect(),
				remarks: result
					.adjustments
					.iter()
					.filter_map(|one| one.remark)
					.map(|remark| remark.to_string())
					.collect(),
			});
		}
		let plb: &[(&'static str, i128)] = match advice.status {
			Status::Paid { offset, .. } => &[("WO", i128::from(offset))],
			Status::Denied { .. } | Status::Superseded => &[],
			Status::Reversed { returned, owed } => {
				// What was paid then is what is returned and owed now.
				if i128::from(returned).saturating_add(owed.into()).saturating_add(paid) != 0 {
					return Err(Unbalanced::Claim);
				}
				&[("72", -i128::from(returned)), ("FB", -i128::from(owed))]
			},
		};
		let offset = plb.iter().fold(0i128, |sum, (_, amount)| sum.saturating_add(*amount));
		// A payment is set against takebacks at most as a whole.
		if matches!(advice.status, Status::Paid { .. }) && offset > paid {
			return Err(Unbalanced::Claim);
		}
		payment = payment.saturating_add(paid).saturating_sub(offset);
		provider_adjustments.extend(plb.iter().filter(|(_, amount)| *amount != 0).map(|(reason, amount)| {
			ProviderAdjustment { reason, claim: advice.claim.to_string(), amount: text(*amount) }
		}));
		claims.push(ClaimPayment {
			claim: advice.claim.to_string(),
			status: advice.status.code(),
			charge: text(charge),
			paid: text(paid),
			patient_responsibility: text(patient),
			lines,
		});
	}
	if payment < 0 {
		return Err(Unbalanced::Remittance);
	}
	let remittance =
		Remittance { payer, payee, currency: currency.letters, payment: text(payment), claims, provider_adjustments };
	// What is written is read again, as whoever gets it would.
	if !balances(&remittance, currency) {
		return Err(Unbalanced::Remittance);
	}
	Ok(remittance)
}

/// Does a remittance balance, by its own text?
pub fn balances(remittance: &Remittance, currency: Currency) -> bool {
	sums(remittance, currency).is_some()
}

fn sums(remittance: &Remittance, currency: Currency) -> Option<()> {
	let read = |text: &str| money::Decimal::read(text).ok()?.signed_minor(currency).ok().map(i128::from);
	let same = |a: i128, b: i128| (a == b).then_some(());
	let mut payment: i128 = 0;
	for claim in &remittance.claims {
		let (mut charge, mut paid, mut patient): (i128, i128, i128) = (0, 0, 0);
		for line in &claim.lines {
			let mut adjusted: i128 = 0;
			for group in &line.adjustments {
				for reason in &group.reasons {
					let amount = read(&reason.amount)?;
					adjusted = adjusted.checked_add(amount)?;
					if group.group == Group::PR {
						patient = patient.checked_add(amount)?;
					}
				}
			}
			same(read(&line.charge)?.checked_sub(adjusted)?, read(&line.paid)?)?;
			charge = charge.checked_add(read(&line.charge)?)?;
			paid = paid.checked_add(read(&line.paid)?)?;
		}
		same(read(&claim.charge)?, charge)?;
		same(read(&claim.paid)?, paid)?;
		same(read(&claim.patient_responsibility)?, patient)?;
		payment = payment.checked_add(paid)?;
	}
	for adjustment in &remittance.provider_adjustments {
		payment = payment.checked_sub(read(&adjustment.amount)?)?;
	}
	same(read(&remittance.payment)?, payment)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::claims::currency;
	use pallet_claims::{x12::codes, Adjustment};

	fn adjustment(group: Group, reason: pallet_claims::x12::Carc, amount: Money) -> Adjustment {
		Adjustment { group, reason, remark: None, amount }
	}

	fn line(charge: Money, paid: Money, adjustments: Vec<Adjustment>) -> Line {
		let result = LineResult { allowed: paid, paid, units: 1, adjustments: adjustments.try_into().unwrap() };
		Line { category: 98, charge, units: 1, result }
	}

	fn usd() -> Currency {
		currency::by_letters("USD").unwrap()
	}

	fn visit() -> Vec<Line> {
		vec![line(
			10_000,
			6_000,
			vec![adjustment(Group::CO, codes::FEE_SCHEDULE, 2_500), adjustment(Group::PR, codes::COINSURANCE, 1_500)],
		)]
	}

	#[test]
	fn remittance_should_balance_with_takebacks_set_against_it() {
		let status = Status::Paid { secondary: false, offset: 1_000 };
		let paid = Advice { claim: 7, status, lines: visit() };
		let back = Advice { claim: 5, status: Status::Reversed { returned: 2_000, owed: 4_000 }, lines: visit() };
		let remittance = write(1, 2, usd(), &[paid, back]).unwrap();
		assert_eq!(remittance.payment, "50.00");
		let of = |n: usize| (remittance.claims[n].status, &remittance.claims[n].paid[..]);
		assert_eq!((of(0), of(1)), (("1", "60.00"), ("22", "-60.00")));
		assert_eq!(remittance.claims[0].patient_responsibility, "15.00");
		let plb: Vec<_> = remittance.provider_adjustments.iter().map(|one| (one.reason, &one.amount[..])).collect();
		assert_eq!(plb, [("WO", "10.00"), ("72", "-20.00"), ("FB", "-40.00")]);
		assert!(balances(&remittance, usd()));
		let json = serde_json::to_value(&remittance).unwrap();
		assert_eq!(json["claims"][0]["lines"][0]["adjustments"][1]["reasons"][0]["reason"], "2");
	}

	#[test]
	fn decision_that_takes_the_place_of_another_should_pay_the_difference() {
		let before = Advice { claim: 7, status: Status::Superseded, lines: visit() };
		let after = vec![line(10_000, 9_000, vec![adjustment(Group::CO, codes::FEE_SCHEDULE, 1_000)])];
		let after = Advice { claim: 7, status: Status::Paid { secondary: false, offset: 500 }, lines: after };
		let remittance = write(1, 2, usd(), &[before, after]).unwrap();
		assert_eq!((&remittance.payment[..], remittance.claims[0].status), ("25.00", "22"));
		assert!(balances(&remittance, usd()));
	}

	#[test]
	fn remittance_that_does_not_balance_should_not_be_written() {
		let status = Status::Paid { secondary: false, offset: 0 };
		let wrong = vec![line(10_000, 6_001, vec![adjustment(Group::CO, codes::FEE_SCHEDULE, 4_000)])];
		assert_eq!(write(1, 2, usd(), &[Advice { claim: 1, status, lines: wrong }]), Err(Unbalanced::Line(1)));
		let status = Status::Reversed { returned: 6_000, owed: 1 };
		assert_eq!(write(1, 2, usd(), &[Advice { claim: 1, status, lines: visit() }]), Err(Unbalanced::Claim));
		let status = Status::Paid { secondary: false, offset: 6_001 };
		assert_eq!(write(1, 2, usd(), &[Advice { claim: 1, status, lines: visit() }]), Err(Unbalanced::Claim));
	}

	#[test]
	fn remittance_changed_by_a_cent_should_not_balance() {
		let status = Status::Paid { secondary: true, offset: 0 };
		let remittance = write(1, 2, usd(), &[Advice { claim: 7, status, lines: visit() }]).unwrap();
		let mut other = remittance.clone();
		other.payment = "60.01".into();
		assert!(!balances(&other, usd()));
		let mut other = remittance.clone();
		other.claims[0].lines[0].adjustments[0].reasons[0].amount = "25.01".into();
		assert!(!balances(&other, usd()));
		let mut other = remittance;
		other.claims[0].patient_responsibility = "14.99".into();
		assert!(!balances(&other, usd()));
	}
}
