//! How values of claims are written: by their shape, with codes by name, times as text, and adjustments in X12's letters.

use super::super::{answer::rfc3339, documents::Shape, Refusal};
use codec::Encode;
use pallet_claims::{ClaimState, Flags, Money};
use salus_interop::directory::Registry;
use salus_primitives::CodeId;
use scale_info::{TypeDef, TypeInfo};
use serde_json::{json, Value};
use sp_runtime::DispatchError;

/// A value as JSON.
pub fn tell(shape: &Shape, value: &impl Encode, codes: &Registry) -> Result<Value, Refusal> {
	tell_bytes(shape, &value.encode(), codes)
}

/// A value as JSON, from its bytes.
pub fn tell_bytes(shape: &Shape, bytes: &[u8], codes: &Registry) -> Result<Value, Refusal> {
	let mut value = shape.json(bytes).ok_or_else(|| {
		Refusal::cannot_answer(
			"unreadable",
			"the answer has another shape than this node knows",
			"use a node of the runtime's release",
		)
	})?;
	dress(&mut value, codes);
	Ok(value)
}

/// Members that hold Unix seconds.
const TIMES: &[&str] = &["from", "to", "start", "end", "due", "at", "submitted", "decided", "waitingUntil"];
/// Members that hold parts of a million.
const PARTS: &[&str] = &["coinsurance", "sequestration"];
/// Members that hold flags.
const FLAGS: &[&str] = &["flags", "requires", "emergency", "free"];

fn dress(value: &mut Value, codes: &Registry) {
	match value {
		Value::Array(list) => list.iter_mut().for_each(|value| dress(value, codes)),
		Value::Object(members) => {
			// Deposits are between a payer and the chain.
			members.remove("ticket");
			members.remove("deposit");
			for (name, value) in members.iter_mut() {
				match written(name, value, codes) {
					Some(written) => *value = written,
					None => dress(value, codes),
				}
			}
		},
		_ => {},
	}
}

/// A member whose value is not written as it is kept.
fn written(name: &str, value: &Value, codes: &Registry) -> Option<Value> {
	match name {
		"category" | "scope" => {
			let id = CodeId::try_from(value.as_u64()?).ok()?;
			let (system, code) = codes.name(id).unzip();
			Some(json!({ "id": id, "system": system, "code": code }))
		},
		"group" => Some(value.as_str()?.to_ascii_uppercase().into()),
		"reason" | "remark" => symbol(value.as_str()?).map(Value::from),
		name if TIMES.contains(&name) => value.as_str()?.parse().ok().map(rfc3339).map(Value::from),
		name if PARTS.contains(&name) => Some(fraction(value.as_u64()?).into()),
		name if FLAGS.contains(&name) => Some(flags(Flags::from_bits(value.as_u64()?.try_into().ok()?)?)),
		_ => None,
	}
}

/// The letters of a code that travels as bytes filled up with zeros.
fn symbol(hex_text: &str) -> Option<String> {
	let bytes = hex::decode(hex_text.strip_prefix("0x")?).ok()?;
	Some(String::from_utf8(bytes).ok()?.trim_end_matches('\0').to_owned())
}

/// Parts of a million as a decimal.
fn fraction(parts: u64) -> String {
	let text = format!("{}.{:06}", parts / 1_000_000, parts % 1_000_000);
	text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Thousandths as a decimal.
pub fn thousandths(number: u128) -> String {
	format!("{}.{:03}", number / 1_000, number % 1_000)
}

fn flags(said: Flags) -> Value {
	let names = [
		(Flags::EMERGENCY, "emergency"),
		(Flags::ACCIDENT, "accident"),
		(Flags::PREVENTIVE, "preventive"),
		(Flags::MATERNITY, "maternity"),
		(Flags::CHRONIC, "chronic"),
	];
	names.into_iter().filter(|(flag, _)| said.intersects(*flag)).map(|(_, name)| name).collect()
}

/// X12 277 (005010X212): category of the status (external code source 507), status (508), and CLP02 of an 835.
pub fn status(state: ClaimState, paid: Money, secondary: bool) -> Value {
	let (category, meaning, code) = match state {
		ClaimState::Pended => ("P2", "a person of the payer looks at it", "46"),
		ClaimState::Complete | ClaimState::Partial if paid > 0 => ("F1", "adjudicated and paid", "65"),
		ClaimState::Complete | ClaimState::Partial => ("F4", "adjudicated, and nothing is paid", "104"),
		ClaimState::Denied => ("F2", "denied", "585"),
		ClaimState::Reversed => ("F3", "taken back", "101"),
		ClaimState::Replaced => ("F3", "taken back, and replaced by another claim", "101"),
	};
	let claim_status = match state {
		// A pended claim is in no remittance.
		ClaimState::Pended => None,
		ClaimState::Denied => Some("4"),
		ClaimState::Reversed | ClaimState::Replaced => Some("22"),
		_ if secondary => Some("2"),
		_ => Some("1"),
	};
	json!({ "category": category, "code": code, "meaning": meaning, "clp02": claim_status })
}

/// A claim or a call that the chain refuses: X12 277CA `A3`, returned and not entered into adjudication.
pub fn rejection(error: DispatchError) -> Value {
	let (code, sentence) = sentence(error);
	json!({ "category": "A3", "code": code, "meaning": sentence })
}

/// An error by its name, and what it says of itself.
fn sentence(error: DispatchError) -> (String, Option<String>) {
	let plain = (format!("{error:?}"), None);
	let DispatchError::Module(module) = error else { return plain };
	let TypeDef::Variant(pallets) = salus_runtime::RuntimeError::type_info().type_def else { return plain };
	let Some(pallet) = pallets.variants.iter().find(|variant| variant.index == module.index) else { return plain };
	let named = || -> Option<(String, Option<String>)> {
		let TypeDef::Variant(errors) = pallet.fields.first()?.ty.type_info().type_def else { return None };
		let error = errors.variants.iter().find(|variant| Some(&variant.index) == module.error.first())?;
		let sentence = error.docs.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
		Some((format!("{}.{}", pallet.name, error.name), Some(sentence).filter(|text| !text.is_empty())))
	};
	named().unwrap_or(plain)
}

/// Members of one object put into another.
pub fn with(mut value: Value, more: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
	if let Value::Object(members) = &mut value {
		members.extend(more.into_iter().map(|(name, value)| (name.to_owned(), value)));
	}
	value
}

/// What is left of a maximum, beside the maximum and what was used.
pub fn left(of: Option<Money>, used: Money) -> Value {
	match of {
		None => Value::Null,
		Some(most) => json!({
			"maximum": most.to_string(),
			"used": used.to_string(),
			"remaining": most.saturating_sub(used).to_string(),
		}),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use pallet_claims::{
		x12::{Carc, Group, Rarc},
		Adjustment, CostShare, Error, LineResult,
	};
	use salus_primitives::codes::{Code, CodeKind};
	use salus_runtime::Runtime;
	use sp_runtime::Permill;

	fn codes() -> Registry {
		Registry::new([(
			7,
			Code {
				kind: CodeKind::ServiceCategory,
				system: b"https://codesystem.x12.org/005010/1365".to_vec().try_into().unwrap(),
				symbol: b"98".to_vec().try_into().unwrap(),
				lineage: Default::default(),
				retired: false,
			},
		)])
	}

	#[test]
	fn line_should_be_told_in_the_letters_of_x12() {
		let adjustment = |group, reason: &str, remark: Option<&str>, amount| Adjustment {
			group,
			reason: reason.parse::<Carc>().unwrap(),
			remark: remark.map(|remark| remark.parse::<Rarc>().unwrap()),
			amount,
		};
		let adjustments = vec![adjustment(Group::CO, "45", None, 500), adjustment(Group::CO, "16", Some("M119"), 20)]
			.try_into()
			.unwrap();
		let result = LineResult { allowed: 100, paid: 80, units: 1, adjustments };
		assert_eq!(
			tell(&Shape::of::<LineResult>(), &result, &codes()).unwrap(),
			json!({
				"allowed": "100",
				"paid": "80",
				"units": 1,
				"adjustments": [
					{ "group": "CO", "reason": "45", "remark": null, "amount": "500" },
					{ "group": "CO", "reason": "16", "remark": "M119", "amount": "20" },
				],
			})
		);
	}

	#[test]
	fn shares_flags_codes_and_times_should_be_told_by_their_names() {
		let share = CostShare { copay: 2_000, deductible: true, coinsurance: Permill::from_percent(20) };
		let told = tell(&Shape::of::<CostShare>(), &share, &codes()).unwrap();
		assert_eq!(told, json!({ "copay": "2000", "deductible": true, "coinsurance": "0.2" }));
		let mut value = json!({
			"category": 7, "flags": 5, "from": "0", "deposit": "1", "periods": [{ "start": "86400", "end": null }],
		});
		dress(&mut value, &codes());
		assert_eq!(
			value,
			json!({
				"category": { "id": 7, "system": "https://codesystem.x12.org/005010/1365", "code": "98" },
				"flags": ["emergency", "preventive"],
				"from": "1970-01-01T00:00:00Z",
				"periods": [{ "start": "1970-01-02T00:00:00Z", "end": null }],
			})
		);
		assert_eq!((fraction(1_000_000), fraction(125_000), fraction(0)), ("1".into(), "0.125".into(), "0".into()));
		assert_eq!(thousandths(12_345), "12.345");
	}

	#[test]
	fn rejection_should_name_the_rule_and_say_it_in_a_sentence() {
		let told = rejection(Error::<Runtime>::TotalMismatch.into());
		assert_eq!(told["code"], "Claims.TotalMismatch");
		assert_eq!(told["meaning"], "The total is not the sum of the charges.");
		assert_eq!(told["category"], "A3");
		assert_eq!(rejection(DispatchError::BadOrigin)["code"], "BadOrigin");
	}

	#[test]
	fn status_should_be_one_of_x12_for_every_state() {
		let told = |state, paid| {
			let status = status(state, paid, false);
			let text = |name: &str| status[name].as_str().unwrap_or("-").to_owned();
			(text("category"), text("code"), text("clp02"))
		};
		let expected = |category: &str, code: &str, clp02: &str| (category.into(), code.into(), clp02.into());
		assert_eq!(told(ClaimState::Pended, 0), expected("P2", "46", "-"));
		assert_eq!(told(ClaimState::Complete, 1), expected("F1", "65", "1"));
		assert_eq!(told(ClaimState::Partial, 0), expected("F4", "104", "1"));
		assert_eq!(told(ClaimState::Denied, 0), expected("F2", "585", "4"));
		assert_eq!(told(ClaimState::Replaced, 0), expected("F3", "101", "22"));
		assert_eq!(status(ClaimState::Complete, 1, true)["clp02"], "2");
	}

	#[test]
	fn what_is_left_should_never_be_less_than_nothing() {
		assert_eq!(left(Some(100), 130), json!({ "maximum": "100", "used": "130", "remaining": "0" }));
		assert_eq!(left(None, 130), Value::Null);
	}
}
