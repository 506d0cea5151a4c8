//! The governed code registry's types.
//!
//! Purposes, actions, resource classes, labels, roles and policies are `u16` ids that stand for a (system, code)
//! pair. Closed enums could not map the codes that real documents carry; free text would let content on chain.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// Number of a registered (system, code) pair; never reused, so that old decisions stay readable.
pub type CodeId = u16;

/// Canonical URI of a code system, at most 128 bytes of ASCII.
pub type CodeSystem = BoundedVec<u8, ConstU32<128>>;

/// A code within its system, at most 64 bytes of ASCII.
pub type CodeSymbol = BoundedVec<u8, ConstU32<64>>;

/// What a code is used for.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
pub enum CodeKind {
	/// Purpose of use (HL7 v3 PurposeOfUse).
	#[codec(index = 0)]
	Purpose,
	/// Consent action (HL7 consentaction).
	#[codec(index = 1)]
	Action,
	/// Class of data (FHIR resource types, LOINC document classes).
	#[codec(index = 2)]
	ResourceClass,
	/// Confidentiality or sensitivity label (HL7 v3 Confidentiality, ActCode).
	#[codec(index = 3)]
	Label,
	/// Role of an actor (HL7 v3 RoleClass, participation types).
	#[codec(index = 4)]
	ActorRole,
	/// Policy rule (HL7 consentpolicycodes).
	#[codec(index = 5)]
	Policy,
}

/// A registered code.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Code {
	/// What it is used for.
	pub kind: CodeKind,
	/// Its code system.
	pub system: CodeSystem,
	/// The code itself.
	pub symbol: CodeSymbol,
	/// A retired code keeps its meaning in old entries and is refused in new ones.
	pub retired: bool,
}
