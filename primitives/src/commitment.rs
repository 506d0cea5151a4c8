//! Salted commitments: how the chain speaks of a record it must never hold.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_io::hashing::blake2_256;

extern crate alloc;
use alloc::vec::Vec;

/// Separates commitments from every other use of the same hash function.
pub const COMMITMENT_DOMAIN: &[u8] = b"salus/commitment/v1";

/// 32 random bytes, drawn afresh for each record version and kept beside the record in its store.
///
/// Erasing the record and its nonce leaves a commitment that says nothing (crypto-shredding).
pub type Nonce = [u8; 32];

/// `blake2_256("salus/commitment/v1" ‖ nonce ‖ canonical bytes)` of one record version.
///
/// The canonical bytes are [`crate::fhir::canonicalize`]'s for FHIR resources and the exact bytes for DICOM
/// instances and plain documents.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
pub struct Commitment(pub H256);

impl Commitment {
	/// The commitment to `canonical` under `nonce`.
	pub fn new(nonce: &Nonce, canonical: &[u8]) -> Self {
		let mut input = Vec::with_capacity(COMMITMENT_DOMAIN.len().saturating_add(32).saturating_add(canonical.len()));
		input.extend_from_slice(COMMITMENT_DOMAIN);
		input.extend_from_slice(nonce);
		input.extend_from_slice(canonical);
		Self(H256(blake2_256(&input)))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn commitment_should_depend_on_every_input_byte() {
		let base = Commitment::new(&[0; 32], b"{}");
		assert_ne!(base, Commitment::new(&[1; 32], b"{}"));
		assert_ne!(base, Commitment::new(&[0; 32], b"{ }"));
		assert_eq!(base.0 .0, blake2_256(&[COMMITMENT_DOMAIN, &[0; 32], b"{}"].concat()));
	}
}
