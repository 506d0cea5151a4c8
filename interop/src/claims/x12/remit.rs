//! X12 835 (005010X221A1): what was paid for which claims, and whether it agrees with itself.
//!
//! Amounts are minor units of dollars, or of the currency that `CUR` names. What a transaction says of itself is checked:
//! the counts and control numbers of its envelopes, the balance of each service, of each claim and of the payment, the
//! patient's responsibility, the totals of `TS3`. A transaction that contradicts itself is named so, with the place.

use super::{segments, Limits, Segment, X12Error};
use crate::claims::{
	currency::{by_letters, Currency},
	money::Decimal,
};
use chrono::NaiveDate;
use salus_primitives::Seconds;

/// A transaction: one payment with the claims that it is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Transaction {
	/// ST02.
	pub control: String,
	/// The currency.
	pub currency: Currency,
	/// BPR02, negative for a debit.
	pub payment: i64,
	/// CLP loops.
	pub claims: Vec<Claim>,
	/// PLB reasons.
	pub provider_adjustments: Vec<ProviderAdjustment>,
	/// Where it contradicts itself as a whole. Claims have their own ([`Claim::contradictions`]).
	pub contradictions: Vec<Contradiction>,
}

/// A claim as it was paid.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
	/// Number of its CLP segment.
	pub segment: usize,
	/// CLP02.
	pub status: String,
	/// CLP03.
	pub charge: i64,
	/// CLP04.
	pub paid: i64,
	/// CLP05, where it is given.
	pub patient: Option<i64>,
	/// CAS of the claim as a whole.
	pub adjustments: Vec<Adjustment>,
	/// Remark codes of MIA and MOA.
	pub remarks: Vec<String>,
	/// SVC loops.
	pub lines: Vec<Line>,
	/// Days of service, as first and last second.
	pub served: (Option<Seconds>, Option<Seconds>),
}

/// A service as it was paid.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
	/// Number of its SVC segment.
	pub segment: usize,
	/// SVC01: qualifier, code and modifiers.
	pub procedure: Vec<String>,
	/// SVC02.
	pub charge: i64,
	/// SVC03.
	pub paid: i64,
	/// SVC05, where it is given.
	pub units: Option<Decimal>,
	/// SVC07, where it is given.
	pub units_charged: Option<Decimal>,
	/// CAS.
	pub adjustments: Vec<Adjustment>,
	/// LQ with qualifier HE.
	pub remarks: Vec<String>,
	/// Days of service, as first and last second.
	pub served: (Option<Seconds>, Option<Seconds>),
}

/// A group, a reason and an amount of a CAS segment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Adjustment {
	/// Number of the segment.
	pub segment: usize,
	/// CAS01.
	pub group: String,
	/// CARC.
	pub reason: String,
	/// How much.
	pub amount: i64,
}

/// A reason and an amount of a PLB segment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProviderAdjustment {
	/// Number of the segment.
	pub segment: usize,
	/// PLB03-1.
	pub reason: String,
	/// What is positive lowers the payment.
	pub amount: i64,
}

/// Two statements of a document that cannot both hold.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("segment {segment}: {rule} (states {stated}, the rest makes it {computed})")]
pub struct Contradiction {
	/// Number of the segment that states it.
	pub segment: usize,
	/// What was not met.
	pub rule: &'static str,
	/// What is stated.
	pub stated: i64,
	/// What the rest of the document makes of it.
	pub computed: i64,
}

impl Claim {
	/// All adjustments, of the claim and of its lines.
	pub fn all_adjustments(&self) -> impl Iterator<Item = &Adjustment> {
		self.adjustments.iter().chain(self.lines.iter().flat_map(|line| &line.adjustments))
	}

	/// Where the claim contradicts itself.
	pub fn contradictions(&self) -> Vec<Contradiction> {
		let mut found = Vec::new();
		let mut check = |segment, rule, stated: i64, computed: i64| {
			if stated != computed {
				found.push(Contradiction { segment, rule, stated, computed });
			}
		};
		for line in &self.lines {
			let adjusted = sum(line.adjustments.iter().map(|adjustment| adjustment.amount));
			check(
				line.segment,
				"SVC03 is SVC02 less the service's CAS",
				line.paid,
				line.charge.saturating_sub(adjusted),
			);
		}
		if !self.lines.is_empty() {
			let charges = sum(self.lines.iter().map(|line| line.charge));
			check(self.segment, "CLP03 is the sum of SVC02", self.charge, charges);
		}
		let adjusted = sum(self.all_adjustments().map(|adjustment| adjustment.amount));
		check(self.segment, "CLP04 is CLP03 less every CAS", self.paid, self.charge.saturating_sub(adjusted));
		if let Some(patient) = self.patient {
			let of = self.all_adjustments().filter(|adjustment| adjustment.group == "PR");
			let computed = sum(of.map(|adjustment| adjustment.amount));
			check(self.segment, "CLP05 is the sum of the CAS of group PR", patient, computed);
		}
		match self.status.as_str() {
			"4" if self.paid != 0 => check(self.segment, "nothing is paid for a denied claim (CLP02 4)", self.paid, 0),
			"22" if self.charge > 0 => {
				check(
					self.segment,
					"a reversal (CLP02 22) takes back what was charged",
					self.charge,
					self.charge.saturating_neg(),
				);
			},
			_ => {},
		}
		found
	}
}

fn sum(amounts: impl Iterator<Item = i64>) -> i64 {
	amounts.fold(0, i64::saturating_add)
}

/// Read every 835 of a file. Other transactions in it are an error.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Vec<Transaction>, X12Error> {
	let file = segments(bytes, limits)?;
	let mut reader = Reader { component: file.component, ..Default::default() };
	for segment in &file.segments {
		reader.take(segment)?;
	}
	reader.end(&file.segments)
}

#[derive(Default)]
struct Reader {
	component: char,
	transactions: Vec<Transaction>,
	interchange: Option<Envelope>,
	group: Option<Envelope>,
	transaction: Option<(Envelope, Building)>,
}

/// An envelope that is open: its number, what it must be closed with, and how much is in it so far.
#[derive(Default)]
struct Envelope {
	control: String,
	count: i64,
	/// What the envelope's inside said of itself that does not hold.
	contradictions: Vec<Contradiction>,
	/// Index of the first transaction in it.
	first: usize,
}

/// A transaction in the making.
#[derive(Default)]
struct Building {
	currency: Option<Currency>,
	payment: Option<(usize, i64)>,
	claims: Vec<Claim>,
	provider_adjustments: Vec<ProviderAdjustment>,
	contradictions: Vec<Contradiction>,
	/// TS3 of the claims that follow: segment, how many, what they charge, and the first of them.
	summary: Option<(usize, Option<i64>, Option<i64>, usize)>,
}

impl Envelope {
	fn open(segment: &Segment, control: usize, first: usize) -> Self {
		Self { control: segment.get(control).into(), first, ..Default::default() }
	}

	/// Close it: does the trailer (count, then control number) agree?
	fn close(
		&mut self,
		segment: &Segment,
		count: &'static str,
		control: &'static str,
	) -> Result<Vec<Contradiction>, X12Error> {
		let stated: i64 = segment.get(1).parse().map_err(|_| segment.error(1, "a count"))?;
		let mut found = core::mem::take(&mut self.contradictions);
		if stated != self.count {
			found.push(Contradiction { segment: segment.number, rule: count, stated, computed: self.count });
		}
		if segment.get(2).trim_start_matches('0') != self.control.trim_start_matches('0') {
			let number = |text: &str| text.parse().unwrap_or_default();
			let (stated, computed) = (number(segment.get(2)), number(&self.control));
			found.push(Contradiction { segment: segment.number, rule: control, stated, computed });
		}
		Ok(found)
	}
}

impl Reader {
	fn take(&mut self, segment: &Segment) -> Result<(), X12Error> {
		let inside = self.transaction.is_some();
		if let Some((envelope, _)) = &mut self.transaction {
			envelope.count = envelope.count.saturating_add(1);
		}
		match segment.id {
			"ISA" if self.interchange.is_none() => {
				self.interchange = Some(Envelope::open(segment, 13, self.transactions.len()));
			},
			"GS" if self.interchange.is_some() && self.group.is_none() => {
				if segment.get(1) != "HP" {
					return Err(segment.error(1, "a group of remittances (HP)"));
				}
				self.group = Some(Envelope::open(segment, 6, self.transactions.len()));
			},
			"ST" if self.group.is_some() && !inside => {
				if segment.get(1) != "835" {
					return Err(segment.error(1, "a remittance (835)"));
				}
				let envelope = Envelope { count: 1, ..Envelope::open(segment, 2, self.transactions.len()) };
				self.transaction = Some((envelope, Building::default()));
			},
			"SE" if inside => self.transaction_end(segment)?,
			"GE" if self.group.is_some() && !inside => {
				let Some(mut group) = self.group.take() else { return Ok(()) };
				let found = group.close(segment, "GE01 is the number of transactions", "GE02 is GS06")?;
				self.blame(group.first, found);
				if let Some(interchange) = &mut self.interchange {
					interchange.count = interchange.count.saturating_add(1);
				}
			},
			"IEA" if self.interchange.is_some() && self.group.is_none() => {
				let Some(mut interchange) = self.interchange.take() else { return Ok(()) };
				let found = interchange.close(segment, "IEA01 is the number of groups", "IEA02 is ISA13")?;
				self.blame(interchange.first, found);
			},
			"ISA" | "GS" | "ST" | "SE" | "GE" | "IEA" => {
				return Err(segment.error(0, "envelopes open and close inside each other"));
			},
			_ => match &mut self.transaction {
				Some((_, building)) => building.take(segment, self.component)?,
				None if segment.id == "TA1" => {},
				None => return Err(segment.error(0, "a segment outside of any transaction")),
			},
		}
		Ok(())
	}

	/// What an envelope says wrongly speaks against every transaction in it.
	fn blame(&mut self, first: usize, found: Vec<Contradiction>) {
		for transaction in self.transactions.iter_mut().skip(first) {
			transaction.contradictions.extend(found.iter().cloned());
		}
	}

	fn transaction_end(&mut self, segment: &Segment) -> Result<(), X12Error> {
		let Some((mut envelope, building)) = self.transaction.take() else { return Ok(()) };
		let found = envelope.close(segment, "SE01 is the number of segments", "SE02 is ST02")?;
		let mut transaction = building.end(segment, envelope.control)?;
		transaction.contradictions.extend(found);
		self.transactions.push(transaction);
		if let Some(group) = &mut self.group {
			group.count = group.count.saturating_add(1);
		}
		Ok(())
	}

	fn end(self, all: &[Segment]) -> Result<Vec<Transaction>, X12Error> {
		let open = self.interchange.is_some() || self.group.is_some() || self.transaction.is_some();
		match all.last() {
			Some(last) if open => Err(last.error(0, "every envelope is closed: SE, GE, IEA")),
			Some(last) if self.transactions.is_empty() => Err(last.error(0, "there is no remittance")),
			_ => Ok(self.transactions),
		}
	}
}

impl Building {
	fn currency(&self) -> Option<Currency> {
		self.currency.or_else(|| by_letters("USD"))
	}

	/// An amount; `None` for an empty element.
	fn amount(&self, segment: &Segment, element: usize) -> Result<Option<i64>, X12Error> {
		let text = segment.get(element);
		if text.is_empty() {
			return Ok(None);
		}
		let currency = self.currency().ok_or_else(|| segment.error(element, "a currency"))?;
		let lawful = Decimal::read(text).and_then(|decimal| decimal.signed_minor(currency));
		lawful.map(Some).map_err(|_| segment.error(element, "an amount with no more decimals than the currency has"))
	}

	fn needed(&self, segment: &Segment, element: usize) -> Result<i64, X12Error> {
		self.amount(segment, element)?.ok_or_else(|| segment.error(element, "an amount that must be there"))
	}

	fn take(&mut self, segment: &Segment, component: char) -> Result<(), X12Error> {
		match segment.id {
			"BPR" => {
				let amount = self.needed(segment, 2)?;
				let signed = match segment.get(3) {
					"C" => amount,
					"D" => amount.saturating_neg(),
					_ => return Err(segment.error(3, "credit (C) or debit (D)")),
				};
				if self.payment.replace((segment.number, signed)).is_some() {
					return Err(segment.error(0, "one payment in a transaction"));
				}
			},
			"CUR" => {
				let currency = by_letters(segment.get(2)).ok_or_else(|| segment.error(2, "a currency of ISO 4217"))?;
				self.currency = Some(currency);
			},
			"LX" => self.summary_end(),
			"TS3" => {
				self.summary_end();
				let count = match segment.get(4) {
					"" => None,
					text => Some(
						Decimal::read(text)
							.ok()
							.and_then(Decimal::whole)
							.and_then(|n| i64::try_from(n).ok())
							.ok_or_else(|| segment.error(4, "a count"))?,
					),
				};
				self.summary = Some((segment.number, count, self.amount(segment, 5)?, self.claims.len()));
			},
			"CLP" => {
				if self.payment.is_none() {
					return Err(segment.error(0, "claims come after the payment (BPR)"));
				}
				if segment.get(2).is_empty() {
					return Err(segment.error(2, "how the claim was processed"));
				}
				let claim = Claim {
					segment: segment.number,
					status: segment.get(2).into(),
					charge: self.needed(segment, 3)?,
					paid: self.needed(segment, 4)?,
					patient: self.amount(segment, 5)?,
					adjustments: Vec::new(),
					remarks: Vec::new(),
					lines: Vec::new(),
					served: (None, None),
				};
				self.claims.push(claim);
			},
			"CAS" => {
				let adjustments = self.adjustments(segment)?;
				let claim =
					self.claims.last_mut().ok_or_else(|| segment.error(0, "an adjustment of a claim or service"))?;
				match claim.lines.last_mut() {
					Some(line) => line.adjustments.extend(adjustments),
					None => claim.adjustments.extend(adjustments),
				}
			},
			"SVC" => {
				let number = |element: usize| match segment.get(element) {
					"" => Ok(None),
					text => Decimal::read(text).map(Some).map_err(|_| segment.error(element, "a number of units")),
				};
				let line = Line {
					segment: segment.number,
					procedure: segment.get(1).split(component).map(str::to_owned).collect(),
					charge: self.needed(segment, 2)?,
					paid: self.amount(segment, 3)?.unwrap_or(0),
					units: number(5)?,
					units_charged: number(7)?,
					adjustments: Vec::new(),
					remarks: Vec::new(),
					served: (None, None),
				};
				let claim = self.claims.last_mut().ok_or_else(|| segment.error(0, "a service of a claim"))?;
				claim.lines.push(line);
			},
			"DTM" => {
				let day = day(segment.get(2));
				let Some(claim) = self.claims.last_mut() else { return Ok(()) };
				let (first, last) = match claim.lines.last_mut() {
					Some(line) => (&mut line.served.0, &mut line.served.1),
					None => (&mut claim.served.0, &mut claim.served.1),
				};
				match segment.get(1) {
					"150" | "232" => *first = day.map(|(first, _)| first),
					"151" | "233" => *last = day.map(|(_, last)| last),
					"472" => (*first, *last) = (day.map(|(first, _)| first), day.map(|(_, last)| last)),
					_ => {},
				}
			},
			"LQ" if segment.get(1) == "HE" => {
				let line = self.claims.last_mut().and_then(|claim| claim.lines.last_mut());
				let line = line.ok_or_else(|| segment.error(0, "a remark on a service"))?;
				line.remarks.push(segment.get(2).into());
			},
			"MIA" => self.remarks(segment, &[5, 20, 21, 22, 23])?,
			"MOA" => self.remarks(segment, &[3, 4, 5, 6, 7])?,
			"PLB" => {
				if !matches!(segment.len(), 4 | 6 | 8 | 10 | 12 | 14) {
					return Err(segment.error(0, "one to six reasons with their amounts"));
				}
				for element in (3..segment.len()).step_by(2) {
					let amount = self.needed(segment, element.saturating_add(1))?;
					let reason = segment.get(element).split(component).next().unwrap_or_default().to_owned();
					if reason.is_empty() {
						return Err(segment.error(element, "a reason"));
					}
					self.provider_adjustments.push(ProviderAdjustment { segment: segment.number, reason, amount });
				}
			},
			_ => {},
		}
		Ok(())
	}

	fn remarks(&mut self, segment: &Segment, elements: &[usize]) -> Result<(), X12Error> {
		let claim = self.claims.last_mut().ok_or_else(|| segment.error(0, "remarks on a claim"))?;
		let codes = elements.iter().map(|element| segment.get(*element)).filter(|code| !code.is_empty());
		claim.remarks.extend(codes.map(str::to_owned));
		Ok(())
	}

	fn adjustments(&self, segment: &Segment) -> Result<Vec<Adjustment>, X12Error> {
		let group = segment.get(1);
		if group.is_empty() {
			return Err(segment.error(1, "an adjustment group"));
		}
		let mut adjustments = Vec::new();
		// Reason, amount and quantity, up to six times.
		for element in (2..=segment.len()).step_by(3) {
			let reason = segment.get(element);
			let amount = self.amount(segment, element.saturating_add(1))?;
			match amount {
				Some(amount) if !reason.is_empty() => adjustments.push(Adjustment {
					segment: segment.number,
					group: group.into(),
					reason: reason.into(),
					amount,
				}),
				None if reason.is_empty() => {},
				_ => return Err(segment.error(element, "a reason with its amount")),
			}
		}
		if adjustments.is_empty() || segment.len() > 19 {
			return Err(segment.error(0, "one to six reasons with their amounts"));
		}
		Ok(adjustments)
	}

	/// The claims of a TS3 are over.
	fn summary_end(&mut self) {
		let Some((segment, count, charge, first)) = self.summary.take() else { return };
		let claims = self.claims.get(first..).unwrap_or_default();
		let computed = i64::try_from(claims.len()).unwrap_or(i64::MAX);
		let charges = sum(claims.iter().map(|claim| claim.charge));
		let mut check = |rule, stated: Option<i64>, computed| {
			if let Some(stated) = stated.filter(|stated| *stated != computed) {
				self.contradictions.push(Contradiction { segment, rule, stated, computed });
			}
		};
		check("TS304 is the number of claims", count, computed);
		check("TS305 is the sum of CLP03", charge, charges);
	}

	fn end(mut self, segment: &Segment, control: String) -> Result<Transaction, X12Error> {
		self.summary_end();
		let (at, payment) = self.payment.ok_or_else(|| segment.error(0, "a transaction has a payment (BPR)"))?;
		let currency = self.currency().ok_or_else(|| segment.error(0, "a currency"))?;
		let paid = sum(self.claims.iter().map(|claim| claim.paid));
		let computed = paid.saturating_sub(sum(self.provider_adjustments.iter().map(|plb| plb.amount)));
		let mut contradictions = self.contradictions;
		if payment != computed {
			let rule = "BPR02 is the sum of CLP04 less every PLB";
			contradictions.push(Contradiction { segment: at, rule, stated: payment, computed });
		}
		Ok(Transaction {
			control,
			currency,
			payment,
			claims: self.claims,
			provider_adjustments: self.provider_adjustments,
			contradictions,
		})
	}
}

/// First and last second of a day `CCYYMMDD`.
fn day(text: &str) -> Option<(Seconds, Seconds)> {
	if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
		return None;
	}
	let part = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
	let day = NaiveDate::from_ymd_opt(i32::try_from(part(0, 4)?).ok()?, part(4, 6)?, part(6, 8)?)?;
	let first = u64::try_from(day.and_hms_opt(0, 0, 0)?.and_utc().timestamp()).ok()?;
	Some((first, first.checked_add(86_399)?))
}
