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
	/// What a credential is good for: a jurisdiction (ISO 3166), a taxonomy (NUCC), a privilege.
	#[codec(index = 6)]
	Scope,
	/// Why something was done: a break-glass, a suspension, a revocation.
	#[codec(index = 7)]
	Reason,
	/// Category of a service that a benefit rule speaks of (X12 service types).
	#[codec(index = 8)]
	ServiceCategory,
}

/// How deep a hierarchy of codes may be.
pub type MaxLineage = ConstU32<8>;

/// A code and the codes above it in its system, nearest first: whoever speaks of one of these means the code too.
pub type Lineage = BoundedVec<CodeId, MaxLineage>;

/// A registered code.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Code {
	/// What it is used for.
	pub kind: CodeKind,
	/// Its code system.
	pub system: CodeSystem,
	/// The code itself.
	pub symbol: CodeSymbol,
	/// The code and those above it in the hierarchy of its system, as they were when it was registered.
	pub lineage: Lineage,
	/// A retired code keeps its meaning in old entries and is refused in new ones.
	pub retired: bool,
}
