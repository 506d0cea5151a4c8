//! Salted commitments: how the chain speaks of a record it must never hold.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;

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
		let mut hasher = Committing::to(nonce);
		hasher.update(canonical);
		hasher.finish()
	}
}

/// A commitment in the making, for records that come in pieces: an image may be larger than a worker's memory.
pub struct Committing(blake2b_simd::State);

impl Committing {
	/// To a record under `nonce`, of which nothing has come yet.
	pub fn to(nonce: &Nonce) -> Self {
		let mut state = blake2b_simd::Params::new().hash_length(32).to_state();
		state.update(COMMITMENT_DOMAIN).update(nonce);
		Self(state)
	}

	/// The next piece of the record's canonical bytes.
	pub fn update(&mut self, piece: &[u8]) {
		self.0.update(piece);
	}

	/// The commitment to all pieces together.
	pub fn finish(self) -> Commitment {
		// The hash has the 32 bytes that were asked for.
		let mut hash = [0; 32];
		for (to, from) in hash.iter_mut().zip(self.0.finalize().as_bytes()) {
			*to = *from;
		}
		Commitment(H256(hash))
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
		assert_eq!(base.0 .0, sp_io::hashing::blake2_256(&[COMMITMENT_DOMAIN, &[0; 32], b"{}"].concat()));
	}

	#[test]
	fn commitment_should_not_depend_on_the_pieces_in_which_a_record_comes() {
		let record: Vec<u8> = (0..1_000u32).flat_map(u32::to_le_bytes).collect();
		let whole = Commitment::new(&[7; 32], &record);
		for size in [1, 3, 127, 128, 129, 4_000, 5_000] {
			let mut hasher = Committing::to(&[7; 32]);
			record.chunks(size).for_each(|piece| hasher.update(piece));
			assert_eq!(hasher.finish(), whole, "pieces of {size}");
		}
		assert_eq!(Committing::to(&[7; 32]).finish(), Commitment::new(&[7; 32], b""));
	}
}
