//! Fee schedules outside the chain: prices by the codes of services, from which the leaves, the root and the proofs of
//! the chain's schedule are made.

use crate::time::{self, Span};
use codec::Encode;
use pallet_claims::{fee_key, Fee, FeeLeaf, Money, Tier};
use salus_primitives::{
	anchor::{build, Root},
	CodeId, Period, Seconds,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sp_core::H256;

/// One price, as the payer and its providers know it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Price {
	/// Code of the service; `system|code` where codes of several systems are priced.
	pub code: String,
	/// Its modifiers, in the order of the claim.
	#[serde(default, skip_serializing_if = "Vec::is_empty")]
	pub modifiers: Vec<String>,
	/// Category of the service.
	pub category: CodeId,
	/// For whom.
	pub tier: Tier,
	/// Allowed amount per unit, in minor units.
	#[serde(with = "text")]
	pub allowed: Money,
	/// The most likely units; 0 for no bound.
	#[serde(default)]
	pub max_units: u32,
	/// Dates of service that it is for.
	#[serde(default, with = "dates")]
	pub period: Period<Seconds>,
}

/// A fee schedule with its secret.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FeeSchedule {
	/// The secret: whoever has it can tell which service a line of a claim is for.
	pub secret: H256,
	/// The prices, in the order of the leaves.
	pub prices: Vec<Price>,
}

/// A price with its place and proof, for providers to whom the payer gives no more than that.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Proven {
	/// The price.
	pub price: Price,
	/// Key of the service.
	pub key: H256,
	/// Index of the leaf.
	pub index: u32,
	/// Its proof.
	pub proof: Vec<H256>,
}

/// What is known of prices.
#[derive(Clone, Copy, Debug)]
pub enum Prices<'a> {
	/// The whole schedule: proofs are made from it.
	Schedule(&'a FeeSchedule),
	/// Prices with ready proofs.
	Proven(&'a [Proven]),
}

impl Price {
	/// Key of the service under this secret.
	pub fn key(&self, secret: &H256) -> H256 {
		key(secret, &self.code, &self.modifiers, self.tier)
	}

	fn leaf(&self, key: H256) -> FeeLeaf {
		FeeLeaf {
			key,
			category: self.category,
			tier: self.tier,
			allowed: self.allowed,
			max_units: self.max_units,
			period: self.period,
		}
	}

	fn is_for(&self, code: &str, modifiers: &[String], tier: Tier, when: Option<Span>) -> bool {
		let within = |second: i64| u64::try_from(second).is_ok_and(|second| self.period.contains(&second));
		self.code == code
			&& self.modifiers == modifiers
			&& self.tier == tier
			&& when.is_none_or(|span| within(span.first) && within(span.last))
	}
}

/// Key of a service: see [`pallet_claims::fee_key`].
pub fn key(secret: &H256, code: &str, modifiers: &[String], tier: Tier) -> H256 {
	let modifiers: Vec<&str> = modifiers.iter().map(String::as_str).collect();
	fee_key(&secret.0, code, &modifiers, tier)
}

impl FeeSchedule {
	/// The leaves, in order.
	pub fn leaves(&self) -> Vec<FeeLeaf> {
		self.prices.iter().map(|price| price.leaf(price.key(&self.secret))).collect()
	}

	fn payloads(&self) -> Vec<Vec<u8>> {
		self.leaves().iter().map(Encode::encode).collect()
	}

	/// The root to register; `None` for a schedule without prices, or with more than a tree can have.
	pub fn root(&self) -> Option<Root> {
		build::root(&self.payloads())
	}

	/// The price at this index, with its proof.
	pub fn proven(&self, index: u32) -> Option<Proven> {
		let price = self.prices.get(usize::try_from(index).ok()?)?;
		let proof = build::proof(&self.payloads(), index)?;
		Some(Proven { price: price.clone(), key: price.key(&self.secret), index, proof })
	}
}

impl Proven {
	/// As a claim carries it; `None` for a proof that is longer than any.
	pub fn fee(&self) -> Option<Fee> {
		Some(Fee { leaf: self.price.leaf(self.key), index: self.index, proof: self.proof.clone().try_into().ok()? })
	}
}

impl Prices<'_> {
	/// The price of a service on these days: code, modifiers in order, and tier agree.
	pub fn find(&self, code: &str, modifiers: &[String], tier: Tier, when: Option<Span>) -> Option<Proven> {
		match self {
			Self::Schedule(schedule) => {
				let is = |price: &Price| price.is_for(code, modifiers, tier, when);
				let index = schedule.prices.iter().position(is)?;
				schedule.proven(u32::try_from(index).ok()?)
			},
			Self::Proven(list) => list.iter().find(|proven| proven.price.is_for(code, modifiers, tier, when)).cloned(),
		}
	}

	/// Key of a service that has no price; only with the secret.
	pub fn key(&self, code: &str, modifiers: &[String], tier: Tier) -> Option<H256> {
		match self {
			Self::Schedule(schedule) => Some(key(&schedule.secret, code, modifiers, tier)),
			Self::Proven(_) => None,
		}
	}
}

/// Integers of 64 bits are text in JSON: many readers know no larger numbers than 53 bits.
pub(crate) mod text {
	use super::*;

	pub fn serialize<S: Serializer>(number: &u64, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(number)
	}

	pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
		let text = String::deserialize(deserializer)?;
		text.parse().map_err(|_| serde::de::Error::custom("a whole number of 64 bits as text"))
	}

	/// The same where there may be none.
	pub mod option {
		use super::*;

		pub fn serialize<S: Serializer>(number: &Option<u64>, serializer: S) -> Result<S::Ok, S::Error> {
			number.map(|number| number.to_string()).serialize(serializer)
		}

		pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
			let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
			text.parse().map(Some).map_err(|_| serde::de::Error::custom("a whole number of 64 bits as text"))
		}
	}
}

/// A period as dates of FHIR.
mod dates {
	use super::*;

	#[derive(Default, Serialize, Deserialize)]
	#[serde(deny_unknown_fields)]
	struct Dates {
		#[serde(default, skip_serializing_if = "Option::is_none")]
		start: Option<String>,
		#[serde(default, skip_serializing_if = "Option::is_none")]
		end: Option<String>,
	}

	pub fn serialize<S: Serializer>(period: &Period<Seconds>, serializer: S) -> Result<S::Ok, S::Error> {
		let write = |second: Option<Seconds>| second.and_then(|s| time::write(i64::try_from(s).ok()?));
		Dates { start: write(period.start), end: write(period.end) }.serialize(serializer)
	}

	pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Period<Seconds>, D::Error> {
		let dates = Dates::deserialize(deserializer)?;
		let read = |text: Option<String>, of: fn(Span) -> i64| match text {
			None => Ok(None),
			Some(text) => time::span(&text)
				.and_then(|span| u64::try_from(of(span)).ok())
				.map(Some)
				.ok_or_else(|| serde::de::Error::custom("a date of FHIR, from 1970 on")),
		};
		Ok(Period { start: read(dates.start, |span| span.first)?, end: read(dates.end, |span| span.last)? })
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn schedule() -> FeeSchedule {
		serde_json::from_str(
			r#"{"secret": "0x0101010101010101010101010101010101010101010101010101010101010101", "prices": [
				{"code": "99213", "category": 98, "tier": "inNetwork", "allowed": "9250", "maxUnits": 1},
				{"code": "99213", "modifiers": ["25"], "category": 98, "tier": "inNetwork", "allowed": "8000"},
				{"code": "99213", "category": 98, "tier": "preferred", "allowed": "9900", "period": {"start": "2026"}},
				{"code": "99213", "category": 98, "tier": "preferred", "allowed": "9500", "period": {"end": "2025"}}
			]}"#,
		)
		.unwrap()
	}

	#[test]
	fn every_price_should_be_proven_under_the_root() {
		let schedule = schedule();
		let root = schedule.root().unwrap();
		assert_eq!(root.count, 4);
		for index in 0..4 {
			let fee = schedule.proven(index).unwrap().fee().unwrap();
			assert_eq!(root.verify(index, &fee.leaf.encode(), &fee.proof), Ok(()));
		}
		assert_eq!(schedule.proven(4), None);
	}

	#[test]
	fn price_should_be_found_by_code_modifiers_tier_and_date() {
		let schedule = schedule();
		let prices = Prices::Schedule(&schedule);
		let found = |modifiers: &[String], tier, day| {
			prices.find("99213", modifiers, tier, time::span(day)).map(|proven| proven.price.allowed)
		};
		assert_eq!(found(&[], Tier::InNetwork, "2026-03-01"), Some(9_250));
		assert_eq!(found(&["25".into()], Tier::InNetwork, "2026-03-01"), Some(8_000));
		assert_eq!(found(&[], Tier::Preferred, "2026-03-01"), Some(9_900));
		assert_eq!(found(&[], Tier::Preferred, "2025-03-01"), Some(9_500));
		assert_eq!(found(&[], Tier::OutOfNetwork, "2026-03-01"), None);
		assert_eq!(found(&["59".into()], Tier::InNetwork, "2026-03-01"), None);
		let proven = [schedule.proven(0).unwrap()];
		assert_eq!(Prices::Proven(&proven).find("99213", &[], Tier::InNetwork, None), Some(proven[0].clone()));
		assert_eq!(Prices::Proven(&proven).key("99213", &[], Tier::InNetwork), None);
		assert_eq!(prices.key("99213", &[], Tier::InNetwork), Some(proven[0].key));
	}

	#[test]
	fn schedule_should_read_the_same_once_it_was_written() {
		let text = serde_json::to_string(&schedule()).unwrap();
		assert_eq!(serde_json::from_str::<FeeSchedule>(&text).unwrap(), schedule());
		assert!(text.contains(r#""allowed":"9250""#), "{text}");
		assert!(serde_json::from_str::<FeeSchedule>(&text.replace("\"9250\"", "9250.5")).is_err());
	}
}
