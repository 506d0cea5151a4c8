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

/// May this be the canonical URI of a code system? A scheme, a colon and something behind it, in printable ASCII
/// without spaces: no room for a sentence.
pub fn valid_system(system: &[u8]) -> bool {
	let mut parts = system.splitn(2, |byte| *byte == b':');
	let scheme = parts.next().unwrap_or_default();
	let rest = parts.next().unwrap_or_default();
	scheme.first().is_some_and(u8::is_ascii_alphabetic)
		&& scheme.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte))
		&& !rest.is_empty()
		&& rest.iter().all(u8::is_ascii_graphic)
}

/// May this be a code? Printable ASCII without spaces. FHIR's `code` type would allow single spaces; the systems we
/// know have none, and without them no text fits in.
pub fn valid_symbol(symbol: &[u8]) -> bool {
	!symbol.is_empty() && symbol.iter().all(u8::is_ascii_graphic)
}

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

/// How many codes a lineage may have, the code itself among them.
pub type MaxLineage = ConstU32<8>;

/// A code and all codes above it: whoever speaks of one of these means the code too.
///
/// In descending order of their numbers. A code is registered after those above it, so it comes first, and each code
/// comes before those above itself: nearest first, where the hierarchy is a tree.
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
	/// The code and those above it, as they were when it was registered.
	pub lineage: Lineage,
	/// A retired code keeps its meaning in old entries and is refused in new ones.
	pub retired: bool,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn systems_should_be_absolute_uris() {
		for good in ["http://loinc.org", "urn:iso:std:iso:3166:-2", "urn:salus:reason", "https://x12.org/a?b=c#d"] {
			assert!(valid_system(good.as_bytes()), "{good}");
		}
		for bad in ["", "loinc", ":", "http:", ":loinc", "7up:x", "http://a b", "http://\u{e9}", "http://a\n", "a b:c"]
		{
			assert!(!valid_system(bad.as_bytes()), "{bad}");
		}
	}

	#[test]
	fn symbols_should_be_printable_without_spaces() {
		for good in ["TREAT", "59284-0", "42CFRPart2", "application/fhir+json", "U"] {
			assert!(valid_symbol(good.as_bytes()), "{good}");
		}
		for bad in ["", " ", "two words", "tab\t", "nul\0", "\u{e9}"] {
			assert!(!valid_symbol(bad.as_bytes()), "{bad}");
		}
	}
}
