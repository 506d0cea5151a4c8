//! What items cost, and whether the amounts of a document agree.

use super::{IssueCode, Node, Reader};
use crate::claims::{
	currency::{self, Currency},
	money::Decimal,
};
use pallet_claims::Money;
use serde_json::Value;

impl Reader<'_> {
	/// A decimal member, and whether it is one: the outer `None` is a refusal.
	pub(super) fn decimal(&mut self, node: &Node, name: &str) -> Option<Option<Decimal>> {
		let Some(value) = node.value.get(name) else { return Some(None) };
		let Value::Number(number) = value else {
			return self.refuse(IssueCode::Structure, node.at(name), "a number");
		};
		match Decimal::read(&number.to_string()) {
			Ok(decimal) => Some(Some(decimal)),
			Err(error) => self.refuse(IssueCode::Value, node.at(name), error.to_string()),
		}
	}

	/// A `Money` member, not yet in minor units: unit prices may be finer than those.
	fn price(&mut self, node: &Node, name: &str) -> Option<Option<(Decimal, Currency)>> {
		let Some(money) = node.get(name) else { return Some(None) };
		let currency = match money.value.get("currency").map(Value::as_str) {
			None => self.question.currency,
			Some(letters) => match letters.and_then(currency::by_letters) {
				Some(currency) if currency == self.question.currency => currency,
				Some(_) => {
					let rule = "all amounts are in the currency of the plan";
					return self.refuse(IssueCode::Value, money.at("currency"), rule);
				},
				None => return self.refuse(IssueCode::Value, money.at("currency"), "a currency of ISO 4217"),
			},
		};
		match self.decimal(&money, "value")? {
			Some(decimal) if decimal.is_negative() => {
				self.refuse(IssueCode::Value, money.at("value"), "nothing costs less than nothing")
			},
			Some(decimal) => Some(Some((decimal, currency))),
			None => self.refuse(IssueCode::Required, money.at("value"), "an amount has a value"),
		}
	}

	/// A `Money` member in minor units; the outer `None` is a refusal.
	pub(super) fn money(&mut self, node: &Node, name: &str) -> Option<Option<Money>> {
		let Some((decimal, currency)) = self.price(node, name)? else { return Some(None) };
		match decimal.minor(currency) {
			Ok(minor) => Some(Some(minor)),
			Err(error) => self.refuse(IssueCode::Value, format!("{}.value", node.at(name)), error.to_string()),
		}
	}

	/// What an item, a detail or a sub-detail costs, if it says: `net`, checked against what makes it up.
	pub(super) fn amount(&mut self, item: &Node) -> Option<Option<Money>> {
		let net = self.money(item, "net")?;
		let unit_price = self.price(item, "unitPrice")?;
		let quantity = self.quantity(item)?;
		let factor = self.decimal(item, "factor")?;
		let mut stated = net;
		if let Some((price, currency)) = unit_price {
			let product =
				price.times(quantity.unwrap_or(Decimal::ONE)).and_then(|p| p.times(factor.unwrap_or(Decimal::ONE)));
			let Some((below, above)) = product.and_then(|product| product.nearest_minor(currency)) else {
				return self.refuse(IssueCode::Value, item.at("unitPrice"), "a product of too many digits");
			};
			match net {
				// A half of a minor unit may have been rounded either way.
				Some(net) if i128::from(net) == below || i128::from(net) == above => {},
				Some(_) => {
					return self.refuse(IssueCode::Value, item.at("net"), "net is not unitPrice × quantity × factor");
				},
				None if below == above && product.is_some_and(|product| product.minor(currency).is_ok()) => {
					stated = Some(Money::try_from(below).ok()?);
				},
				None => {
					return self.refuse(
						IssueCode::Value,
						item.at("unitPrice"),
						"unitPrice × quantity × factor has more decimals than the currency has",
					)
				},
			}
		}
		let mut sum: Option<Money> = None;
		let mut all = true;
		for part in item.list("detail").into_iter().chain(item.list("subDetail")) {
			match self.amount(&part)? {
				Some(amount) => {
					let Some(next) = sum.unwrap_or(0).checked_add(amount) else {
						return self.refuse(IssueCode::Value, part.path, "amounts beyond 64 bits of minor units");
					};
					sum = Some(next);
				},
				None => all = false,
			}
		}
		match (stated, sum) {
			(Some(stated), Some(sum)) if (all && stated != sum) || stated < sum => {
				self.refuse(IssueCode::Value, item.at("net"), "net is not the sum of the details")
			},
			(None, Some(sum)) if all => Some(Some(sum)),
			_ => Some(stated),
		}
	}

	/// The total, which is the sum of the items; the outer `None` is a refusal or that nothing is said.
	pub(super) fn total(&mut self, claim: &Node, amounts: &[Option<Option<Money>>]) -> Option<Money> {
		let total = self.money(claim, "total")??;
		let stated: Vec<Money> = amounts.iter().copied().flatten().flatten().collect();
		let sum = stated.iter().try_fold(0, |sum: Money, amount| sum.checked_add(*amount));
		let complete = stated.len() == amounts.len();
		if (complete && sum != Some(total)) || sum.is_none_or(|sum| sum > total) {
			return self.refuse(IssueCode::Value, claim.at("total"), "the total is not the sum of the items");
		}
		Some(total)
	}

	fn quantity(&mut self, item: &Node) -> Option<Option<Decimal>> {
		let Some(quantity) = item.get("quantity") else { return Some(None) };
		match self.decimal(&quantity, "value")? {
			Some(value) if value.is_negative() => {
				self.refuse(IssueCode::Value, quantity.at("value"), "a quantity is not negative")
			},
			value => Some(value),
		}
	}

	/// Whole units, one where nothing is said.
	pub(super) fn units(&mut self, item: &Node) -> Option<u32> {
		let Some(quantity) = self.quantity(item)? else { return Some(1) };
		match quantity.whole().and_then(|units| u32::try_from(units).ok()) {
			Some(0) => self.refuse(IssueCode::Value, item.at("quantity"), "a service has at least one unit"),
			Some(units) => Some(units),
			None => self.refuse(IssueCode::NotSupported, item.at("quantity"), "units of the chain are whole numbers"),
		}
	}
}
