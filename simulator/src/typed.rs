//! Random values of any type of the runtime, from its metadata: what decodes, whatever it means.

use crate::{dice::Dice, model::Model, scene::Actors};
use codec::{Compact, Decode, Encode};
use frame_metadata::{v16::RuntimeMetadataV16, RuntimeMetadata, RuntimeMetadataPrefixed};
use salus_runtime::Runtime;
use scale_info::{form::PortableForm, TypeDef, TypeDefPrimitive};

/// A method of a runtime API, or a view function.
pub struct Question {
	/// Its name.
	pub name: String,
	/// Its identifier, of a view function.
	pub id: Option<[u8; 32]>,
	/// Types of its arguments.
	pub inputs: Vec<u32>,
}

/// What the runtime says about itself.
pub struct Types {
	metadata: RuntimeMetadataV16,
	/// Every question that can be asked.
	pub questions: Vec<Question>,
}

/// How deep values are nested at most.
const DEPTH: usize = 12;

impl Types {
	/// Read the metadata. Needs externalities.
	pub fn read() -> Self {
		let opaque = Runtime::metadata_at_version(16).expect("version 16 is supported");
		let prefixed = RuntimeMetadataPrefixed::decode(&mut &opaque[..]).expect("the metadata is well formed");
		let RuntimeMetadata::V16(metadata) = prefixed.1 else { panic!("metadata of another version") };
		let apis = metadata.apis.iter().flat_map(|api| {
			api.methods.iter().map(move |method| Question {
				name: format!("{}_{}", api.name, method.name),
				id: None,
				inputs: method.inputs.iter().map(|input| input.ty.id).collect(),
			})
		});
		let views = metadata.pallets.iter().flat_map(|pallet| {
			pallet.view_functions.iter().map(move |view| Question {
				name: format!("{}.{}", pallet.name, view.name),
				id: Some(view.id),
				inputs: view.inputs.iter().map(|input| input.ty.id).collect(),
			})
		});
		let questions = apis.chain(views).collect();
		Self { metadata, questions }
	}

	/// The type of a pallet's calls, and the index of the pallet.
	pub fn calls(&self, pallet: &str) -> Option<(u8, u32)> {
		let found = self.metadata.pallets.iter().find(|it| it.name == pallet)?;
		Some((found.index, found.calls.as_ref()?.ty.id))
	}

	/// Names of a pallet's calls, by index.
	pub fn call_names(&self, pallet: &str) -> Vec<String> {
		let Some((_, ty)) = self.calls(pallet) else { return Vec::new() };
		match &self.metadata.types.resolve(ty).map(|ty| &ty.type_def) {
			Some(TypeDef::Variant(of)) => of.variants.iter().map(|it| it.name.clone()).collect(),
			_ => Vec::new(),
		}
	}

	/// Some value of this type, encoded.
	pub fn value(&self, dice: &mut Dice, hints: &Hints, ty: u32) -> Vec<u8> {
		let mut out = Vec::new();
		self.write(dice, hints, ty, DEPTH, &mut out);
		out
	}

	fn write(&self, dice: &mut Dice, hints: &Hints, ty: u32, depth: usize, out: &mut Vec<u8>) {
		let Some(found) = self.metadata.types.resolve(ty) else { return };
		let name = found.path.segments.last().map(String::as_str).unwrap_or_default();
		match name {
			"AccountId32" if dice.percent(90) => {
				return out.extend(dice.pick(&hints.accounts).copied().unwrap_or_default())
			},
			"H256" if dice.percent(80) => return out.extend(dice.pick(&hints.hashes).copied().unwrap_or_default()),
			_ => {},
		}
		match &found.type_def {
			TypeDef::Composite(of) => {
				for field in &of.fields {
					self.write(dice, hints, field.ty.id, depth.saturating_sub(1), out);
				}
			},
			TypeDef::Variant(of) => {
				let shallow: Vec<_> = of.variants.iter().filter(|it| depth > 1 || it.fields.is_empty()).collect();
				let Some(variant) = dice.pick(&shallow).copied().or(of.variants.first()) else { return };
				out.push(variant.index);
				if depth > 0 {
					for field in &variant.fields {
						self.write(dice, hints, field.ty.id, depth.saturating_sub(1), out);
					}
				}
			},
			TypeDef::Sequence(of) => {
				let length = if depth == 0 { 0 } else { self.length(dice, of.type_param.id) };
				Compact(length as u32).encode_to(out);
				for _ in 0..length {
					self.write(dice, hints, of.type_param.id, depth.saturating_sub(1), out);
				}
			},
			TypeDef::Array(of) => {
				for _ in 0..of.len {
					self.write(dice, hints, of.type_param.id, depth.saturating_sub(1), out);
				}
			},
			TypeDef::Tuple(of) => {
				for field in &of.fields {
					self.write(dice, hints, field.id, depth.saturating_sub(1), out);
				}
			},
			TypeDef::Primitive(of) => primitive(dice, hints, of, out),
			TypeDef::Compact(_) => {
				let number = number(dice, hints);
				match dice.below(3) {
					0 => Compact(number).encode_to(out),
					_ => Compact(number % 64).encode_to(out),
				}
			},
			TypeDef::BitSequence(_) => out.push(0),
		}
	}

	fn length(&self, dice: &mut Dice, item: u32) -> usize {
		let bytes = matches!(
			self.metadata.types.resolve(item).map(|ty: &scale_info::Type<PortableForm>| &ty.type_def),
			Some(TypeDef::Primitive(TypeDefPrimitive::U8))
		);
		match dice.below(10) {
			0..=6 => dice.below(4),
			7 | 8 => dice.below(17),
			_ if bytes => dice.below(300),
			_ => dice.below(70),
		}
	}
}

/// What is likely to mean something.
#[derive(Default)]
pub struct Hints {
	accounts: Vec<[u8; 32]>,
	hashes: Vec<[u8; 32]>,
	seconds: u64,
}

impl Hints {
	/// Of this moment.
	pub fn new(model: &Model, actors: &Actors) -> Self {
		let accounts = actors.all().iter().map(|actor| *AsRef::<[u8; 32]>::as_ref(&actor.account)).collect();
		let hashes = model.subjects.all.keys().map(|subject| subject.0).collect();
		Self { accounts, hashes, seconds: model.now }
	}
}

fn number(dice: &mut Dice, hints: &Hints) -> u64 {
	match dice.below(20) {
		0 => 0,
		1 => u64::MAX,
		2 => u64::from(u32::MAX),
		3 => 1 << dice.below(64),
		4 => hints.seconds.wrapping_add(dice.below(100_000) as u64).wrapping_sub(50_000),
		5 => dice.below(100_000) as u64,
		6 | 7 => dice.below(800) as u64,
		_ => dice.below(10) as u64,
	}
}

fn primitive(dice: &mut Dice, hints: &Hints, of: &TypeDefPrimitive, out: &mut Vec<u8>) {
	let number = number(dice, hints);
	match of {
		TypeDefPrimitive::Bool => out.push((number & 1) as u8),
		TypeDefPrimitive::Char => u32::from(b'a').encode_to(out),
		TypeDefPrimitive::Str => "text".encode_to(out),
		TypeDefPrimitive::U8 | TypeDefPrimitive::I8 => {
			out.push(if dice.percent(50) { number as u8 } else { b"0123456789azAZ-./"[dice.below(17)] })
		},
		TypeDefPrimitive::U16 | TypeDefPrimitive::I16 => (number as u16).encode_to(out),
		TypeDefPrimitive::U32 | TypeDefPrimitive::I32 => (number as u32).encode_to(out),
		TypeDefPrimitive::U64 | TypeDefPrimitive::I64 => number.encode_to(out),
		TypeDefPrimitive::U128 | TypeDefPrimitive::I128 => u128::from(number).encode_to(out),
		TypeDefPrimitive::U256 | TypeDefPrimitive::I256 => out.extend([0; 32]),
	}
}
