//! What questions about documents have in common.
//!
//! `x_from…` answers with calls that the asker may sign. Their arguments are not written by the method that made them:
//! they are read back from the call's own bytes, so that what is shown is what will be signed.

use super::{
	answer::{stored_value, At},
	recent::Recent,
	records::no_state,
	Refusal,
};
use crate::service::Client;
use codec::{Decode, Encode};
use pallet_codes::{runtime_api::CodesApi as _, MAX_PAGE};
use salus_interop::directory::Registry;
use salus_runtime::{AccountId, Hash, RuntimeCall};
use scale_info::{MetaType, PortableRegistry, TypeDef, TypeDefPrimitive, TypeInfo};
use scale_value::{Composite, Primitive, ValueDef};
use serde::Serialize;
use serde_json::{json, Map, Value};
use sp_api::ProvideRuntimeApi;
use sp_core::crypto::Ss58Codec;
use std::sync::{Arc, LazyLock};

/// A call that is ready to be signed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CallAnswer {
	/// Who has to sign it; absent where the document does not say.
	pub signer: Option<String>,
	/// Pallet, as the metadata names it.
	pub pallet: String,
	/// Call, as the metadata names it.
	pub call: String,
	/// Arguments by name.
	pub args: Value,
	/// SCALE bytes of the call, to be signed as they are.
	pub call_data: String,
}

static CALLS: LazyLock<Shape> = LazyLock::new(Shape::of::<RuntimeCall>);

impl CallAnswer {
	/// This call, to be signed by that account. `None` is impossible as long as a call decodes as what it is.
	pub fn new(signer: Option<&AccountId>, call: &RuntimeCall) -> Option<Self> {
		let bytes = call.encode();
		let decoded = CALLS.decode(&bytes)?;
		let (pallet, inner) = variant(&decoded)?;
		let (name, args) = variant(inner.values().next()?)?;
		Some(Self {
			signer: signer.map(|account| account.to_ss58check()),
			pallet: pallet.to_owned(),
			call: name.to_owned(),
			args: CALLS.fields(args),
			call_data: format!("0x{}", hex::encode(bytes)),
		})
	}
}

/// The code registries asked for last, by their history: that of now, and what an auditor looks at. Reading one takes as many
/// runtime calls as it has pages, for every question about consents and documents, and it hardly ever changes.
static REGISTRIES: Recent<Hash, Registry> = Recent::new(4);

/// The whole code registry at a block.
pub fn registry(client: &Client, at: &At) -> Result<Arc<Registry>, Refusal> {
	let history = stored_value(client, at, "Codes", "History")?;
	// Without one, a copy is good for its block alone.
	let history = history.and_then(|bytes| Hash::decode(&mut bytes.as_slice()).ok()).unwrap_or(at.hash);
	REGISTRIES.get_or_read(history, || read_registry(client, at))
}

fn read_registry(client: &Client, at: &At) -> Result<Registry, Refusal> {
	let (mut codes, mut after) = (Vec::new(), 0);
	loop {
		let page = client.runtime_api().page(at.hash, None, after, MAX_PAGE).map_err(no_state)?;
		codes.extend(page.codes);
		match page.next {
			Some(next) if next > after => after = next,
			_ => return Ok(Registry::new(codes)),
		}
	}
}

/// A type of the runtime, whose values can be written as JSON.
pub struct Shape {
	id: u32,
	types: PortableRegistry,
}

type Scale = scale_value::Value<u32>;

impl Shape {
	/// The shape of a type.
	pub fn of<T: TypeInfo + 'static>() -> Self {
		let mut registry = scale_info::Registry::new();
		let id = registry.register_type(&MetaType::new::<T>()).id;
		Self { id, types: registry.into() }
	}

	/// A value of this shape as JSON: bytes 0x-hex, accounts SS58, integers of 64 bits and more decimal strings, enums
	/// without fields as text. `None` when the bytes are not such a value.
	pub fn json(&self, bytes: &[u8]) -> Option<Value> {
		self.decode(bytes).map(|value| self.write(&value))
	}

	fn decode(&self, mut bytes: &[u8]) -> Option<Scale> {
		let value = scale_value::scale::decode_as_type(&mut bytes, self.id, &self.types).ok()?;
		bytes.is_empty().then_some(value)
	}

	fn write(&self, value: &Scale) -> Value {
		let path = self.types.resolve(value.context).map(|ty| ty.path.segments.as_slice()).unwrap_or_default();
		if let Some(bytes) = self.bytes(value) {
			// An account is 32 bytes like any hash; only its type tells.
			return match (path.last().map(String::as_str), <[u8; 32]>::try_from(bytes.as_slice())) {
				(Some("AccountId32"), Ok(account)) => AccountId::from(account).to_ss58check().into(),
				_ => format!("0x{}", hex::encode(bytes)).into(),
			};
		}
		match &value.value {
			ValueDef::Variant(option) if path == ["Option"] => {
				option.values.values().next().map_or(Value::Null, |value| self.write(value))
			},
			ValueDef::Variant(variant) if variant.values.is_empty() => lower(&variant.name).into(),
			ValueDef::Variant(variant) => json!({ lower(&variant.name): self.fields(&variant.values) }),
			ValueDef::Composite(composite) => match self.types.resolve(value.context).map(|ty| &ty.type_def) {
				Some(TypeDef::Composite(_)) => self.fields(composite),
				_ => composite.values().map(|value| self.write(value)).collect(),
			},
			ValueDef::Primitive(Primitive::U128(number))
				if *number > u32::MAX.into() || self.is_wide(value.context) =>
			{
				number.to_string().into()
			},
			ValueDef::Primitive(Primitive::U128(number)) => u32::try_from(*number).unwrap_or_default().into(),
			ValueDef::Primitive(Primitive::I128(number)) => match i32::try_from(*number) {
				Ok(small) if !self.is_wide(value.context) => small.into(),
				_ => number.to_string().into(),
			},
			ValueDef::Primitive(Primitive::Bool(yes)) => (*yes).into(),
			ValueDef::Primitive(Primitive::Char(c)) => c.to_string().into(),
			ValueDef::Primitive(Primitive::String(text)) => text.as_str().into(),
			ValueDef::Primitive(Primitive::U256(bytes) | Primitive::I256(bytes)) => {
				format!("0x{}", hex::encode(bytes)).into()
			},
			ValueDef::BitSequence(bits) => {
				bits.iter().map(|bit| if bit { '1' } else { '0' }).collect::<String>().into()
			},
		}
	}

	/// Members of a struct, a variant or a call; a single one without a name stands for itself.
	fn fields(&self, composite: &Composite<u32>) -> Value {
		match composite {
			Composite::Named(fields) => {
				fields.iter().map(|(name, value)| (camel(name), self.write(value))).collect::<Map<_, _>>().into()
			},
			Composite::Unnamed(values) => match values.as_slice() {
				[] => Value::Null,
				[one] => self.write(one),
				more => more.iter().map(|value| self.write(value)).collect(),
			},
		}
	}

	/// The bytes of a list, an array or a new type of bytes.
	fn bytes(&self, value: &Scale) -> Option<Vec<u8>> {
		let ValueDef::Composite(composite) = &value.value else { return None };
		match &self.types.resolve(value.context)?.type_def {
			TypeDef::Composite(_) => match composite {
				Composite::Unnamed(values) => match values.as_slice() {
					[one] => self.bytes(one),
					_ => None,
				},
				Composite::Named(_) => None,
			},
			TypeDef::Array(array) if self.is(array.type_param.id, &TypeDefPrimitive::U8) => numbers(composite),
			TypeDef::Sequence(list) if self.is(list.type_param.id, &TypeDefPrimitive::U8) => numbers(composite),
			_ => None,
		}
	}

	fn is(&self, id: u32, primitive: &TypeDefPrimitive) -> bool {
		matches!(self.types.resolve(id).map(|ty| &ty.type_def), Some(TypeDef::Primitive(found)) if found == primitive)
	}

	/// Is this a number of 64 bits or more?
	fn is_wide(&self, id: u32) -> bool {
		match self.types.resolve(id).map(|ty| &ty.type_def) {
			Some(TypeDef::Primitive(primitive)) => matches!(
				primitive,
				TypeDefPrimitive::U64 | TypeDefPrimitive::U128 | TypeDefPrimitive::I64 | TypeDefPrimitive::I128
			),
			Some(TypeDef::Compact(compact)) => self.is_wide(compact.type_param.id),
			_ => false,
		}
	}
}

fn variant(value: &Scale) -> Option<(&str, &Composite<u32>)> {
	match &value.value {
		ValueDef::Variant(variant) => Some((&variant.name, &variant.values)),
		_ => None,
	}
}

fn numbers(composite: &Composite<u32>) -> Option<Vec<u8>> {
	let number = |value: &Scale| value.as_u128().and_then(|number| u8::try_from(number).ok());
	composite.values().map(number).collect()
}

fn camel(name: &str) -> String {
	let mut words = name.split('_');
	let first = words.next().unwrap_or_default().to_owned();
	words.fold(first, |name, word| {
		let mut letters = word.chars();
		let head = letters.next().map(|c| c.to_ascii_uppercase());
		name + &head.into_iter().chain(letters).collect::<String>()
	})
}

fn lower(name: &str) -> String {
	let mut letters = name.chars();
	letters.next().map(|c| c.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Decode;
	use salus_primitives::{Commitment, StoreKind};
	use sp_core::H256;

	fn account(byte: u8) -> AccountId {
		AccountId::from([byte; 32])
	}

	#[test]
	fn call_should_be_shown_as_it_will_be_signed() {
		// `Subjects.offer_claim`, by its indices: the encoding of calls is pinned elsewhere.
		let bytes = (51u8, 2u8, 3u32, H256::repeat_byte(9), account(2), 7u64).encode();
		let call = RuntimeCall::decode(&mut &bytes[..]).unwrap();
		let answer = CallAnswer::new(Some(&account(1)), &call).unwrap();
		assert_eq!(answer.signer, Some(account(1).to_ss58check()));
		assert_eq!((answer.pallet.as_str(), answer.call.as_str()), ("Subjects", "offer_claim"));
		assert_eq!(
			answer.args,
			json!({
				"organization": 3,
				"subject": H256::repeat_byte(9),
				"claimant": account(2).to_ss58check(),
				"expires": "7",
			})
		);
		assert_eq!(answer.call_data, format!("0x{}", hex::encode(bytes)));
	}

	#[test]
	fn lists_options_enums_and_bytes_should_have_one_form_each() {
		let call = RuntimeCall::Records(pallet_records::Call::register_store {
			organization: 1,
			kind: StoreKind::FhirR4,
			url_commitment: Commitment(H256::repeat_byte(4)),
			attestors: vec![(sp_core::sr25519::Public::from_raw([5; 32]), pallet_records::Basis::OwnNode)]
				.try_into()
				.unwrap(),
			quorum: 1,
			challenge_period: 86_400,
		});
		let args = CallAnswer::new(None, &call).unwrap().args;
		assert_eq!(
			args,
			json!({
				"organization": 1,
				"kind": "fhirR4",
				"urlCommitment": H256::repeat_byte(4),
				"attestors": [[format!("0x{}", "05".repeat(32)), "ownNode"]],
				"quorum": 1,
				"challengePeriod": "86400",
			})
		);
	}

	#[test]
	fn value_should_be_written_by_its_type() {
		type Sample = (Option<u8>, Option<u64>, Vec<u16>, Vec<u8>, i64, bool, Result<u8, ()>);
		let value: Sample = (None, Some(1), vec![1, 2], vec![1, 2], -1, true, Ok(3));
		let shape = Shape::of::<Sample>();
		let expected = json!([null, "1", [1, 2], "0x0102", "-1", true, { "ok": 3 }]);
		assert_eq!(shape.json(&value.encode()), Some(expected));
		assert_eq!(shape.json(&[]), None);
		assert_eq!(shape.json(&[value.encode(), vec![0]].concat()), None);
	}
}
