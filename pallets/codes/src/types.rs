//! What callers and clients say and hear.

use alloc::{string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use salus_primitives::{
	codes::{Code, CodeKind, CodeSymbol, CodeSystem},
	CodeId,
};
use scale_info::TypeInfo;

/// The most codes one call registers.
pub const MAX_BATCH: u32 = 64;

/// [`MAX_BATCH`], as a bound.
pub type MaxBatch = ConstU32<MAX_BATCH>;

/// The most parents a code may have. HL7's hierarchies are no trees: a code may have several.
pub const MAX_PARENTS: u32 = 4;

/// [`MAX_PARENTS`], as a bound.
pub type MaxParents = ConstU32<MAX_PARENTS>;

/// The most codes that one page looks at.
pub const MAX_PAGE: CodeId = 1_000;

/// A code to register.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct NewCode {
	/// What it is used for.
	pub kind: CodeKind,
	/// Its code system.
	pub system: CodeSystem,
	/// The code itself.
	pub symbol: CodeSymbol,
	/// The codes directly above it, by system and code, of the same kind.
	pub parents: BoundedVec<(CodeSystem, CodeSymbol), MaxParents>,
}

impl NewCode {
	/// A code in plain text; `None` when a part is too long or parents are too many.
	pub fn new(kind: CodeKind, system: &str, symbol: &str, parents: &[(&str, &str)]) -> Option<Self> {
		let parents = parents.iter().map(|(system, symbol)| Some((bounded(system)?, bounded(symbol)?)));
		Some(Self {
			kind,
			system: bounded(system)?,
			symbol: bounded(symbol)?,
			parents: parents.collect::<Option<Vec<(CodeSystem, CodeSymbol)>>>()?.try_into().ok()?,
		})
	}
}

fn bounded<N: frame_support::traits::Get<u32>>(text: &str) -> Option<BoundedVec<u8, N>> {
	text.as_bytes().to_vec().try_into().ok()
}

/// A code of a genesis configuration.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisCode {
	/// What it is used for.
	pub kind: CodeKind,
	/// Its code system.
	pub system: String,
	/// The code itself.
	pub code: String,
	/// The codes directly above it, by system and code, of the same kind.
	#[serde(default)]
	pub parents: Vec<(String, String)>,
}

/// Some of the registered codes.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct CodePage {
	/// Codes in the order of their numbers, retired ones too.
	pub codes: Vec<(CodeId, Code)>,
	/// Where to go on: ask for the codes after this one. `None` at the end.
	pub next: Option<CodeId>,
}
