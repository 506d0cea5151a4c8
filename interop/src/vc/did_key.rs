//! `did:key`: a key that is its own identifier (W3C CCG, The did:key Method v0.7).
//!
//! The method-specific identifier is the multibase (base58btc, `z`) form of a multicodec prefix and the public key.
//! Keys of the kinds that the method or its vectors know are read, checked for their length and written back; the
//! only ones that verify a credential here are Ed25519 keys, for `eddsa-jcs-2022` is the suite that is implemented.
//!
//! `sr25519` has a multicodec (0xef, draft), so that accounts of this chain can be written and read as `did:key`. The
//! method's text does not list it and no W3C cryptographic suite signs with it: such a key identifies a holder and
//! verifies nothing.

use std::{fmt, str::FromStr};

/// The most bytes of a DID that is read; RSA keys of 4,096 bits take about 720.
const MAX_TEXT: usize = 1_024;

/// What kind of key it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyKind {
	/// Ed25519 signatures.
	Ed25519,
	/// Schnorr signatures over Ristretto, as Substrate uses them.
	Sr25519,
	/// X25519 key agreement.
	X25519,
	/// ECDSA over secp256k1.
	Secp256k1,
	/// NIST P-256.
	P256,
	/// NIST P-384.
	P384,
	/// NIST P-521.
	P521,
	/// BLS12-381, keys in G1.
	Bls12381G1,
	/// BLS12-381, keys in G2.
	Bls12381G2,
	/// BLS12-381, a key in G1 followed by one in G2.
	Bls12381G1G2,
	/// RSA, PKCS #1 as DER.
	Rsa,
}

impl KeyKind {
	const ALL: [Self; 11] = [
		Self::Ed25519,
		Self::Sr25519,
		Self::X25519,
		Self::Secp256k1,
		Self::P256,
		Self::P384,
		Self::P521,
		Self::Bls12381G1,
		Self::Bls12381G2,
		Self::Bls12381G1G2,
		Self::Rsa,
	];

	/// Its entry in the multicodec table, as an unsigned varint.
	fn prefix(self) -> [u8; 2] {
		match self {
			Self::Ed25519 => [0xed, 0x01],
			Self::Sr25519 => [0xef, 0x01],
			Self::X25519 => [0xec, 0x01],
			Self::Secp256k1 => [0xe7, 0x01],
			Self::P256 => [0x80, 0x24],
			Self::P384 => [0x81, 0x24],
			Self::P521 => [0x82, 0x24],
			Self::Bls12381G1 => [0xea, 0x01],
			Self::Bls12381G2 => [0xeb, 0x01],
			Self::Bls12381G1G2 => [0xee, 0x01],
			Self::Rsa => [0x85, 0x24],
		}
	}

	/// Can a key of this kind have so many bytes? Curves of Weierstrass form are compressed.
	fn fits(self, length: usize) -> bool {
		match self {
			Self::Ed25519 | Self::Sr25519 | Self::X25519 => length == 32,
			Self::Secp256k1 | Self::P256 => length == 33,
			Self::P384 => length == 49,
			Self::P521 => length == 67,
			Self::Bls12381G1 => length == 48,
			Self::Bls12381G2 => length == 96,
			Self::Bls12381G1G2 => length == 144,
			// 1,024 to 4,096 bits with the exponent and the DER around them.
			Self::Rsa => (136..=560).contains(&length),
		}
	}
}

/// Why a text is not a `did:key`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DidKeyError {
	/// Of another DID method, or no DID.
	#[error("not a did:key")]
	NotDidKey,
	/// The method knows only version 1.1 so far.
	#[error("a version of did:key other than 1.1")]
	UnknownVersion,
	/// The specification allows base58btc only.
	#[error("the key is not multibase base58btc (z…)")]
	NotBase58,
	/// Not in the multicodec table, or not a public key.
	#[error("the multicodec is not of a public key that did:key knows")]
	UnknownKind,
	/// The number of bytes is not that of such a key.
	#[error("the key has the wrong length for its kind")]
	WrongLength,
	/// The fragment must name the key itself.
	#[error("the fragment names another key")]
	OtherFragment,
}

/// A public key that is its own identifier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DidKey {
	kind: KeyKind,
	public: Vec<u8>,
}

impl DidKey {
	/// An Ed25519 key.
	pub fn ed25519(public: [u8; 32]) -> Self {
		Self { kind: KeyKind::Ed25519, public: public.to_vec() }
	}

	/// An sr25519 key, such as an account's.
	pub fn sr25519(public: [u8; 32]) -> Self {
		Self { kind: KeyKind::Sr25519, public: public.to_vec() }
	}

	/// What kind of key it is.
	pub fn kind(&self) -> KeyKind {
		self.kind
	}

	/// The public key itself.
	pub fn public(&self) -> &[u8] {
		&self.public
	}

	/// The public key of 32 bytes, if it is of this kind.
	pub fn bytes32(&self, kind: KeyKind) -> Option<[u8; 32]> {
		(self.kind == kind).then(|| <[u8; 32]>::try_from(self.public.as_slice()).ok()).flatten()
	}

	/// As `publicKeyMultibase` of a `Multikey`.
	pub fn multibase(&self) -> String {
		let bytes: Vec<u8> = self.kind.prefix().into_iter().chain(self.public.iter().copied()).collect();
		format!("z{}", bs58::encode(bytes).into_string())
	}

	/// Read a `publicKeyMultibase`.
	pub fn from_multibase(text: &str) -> Result<Self, DidKeyError> {
		let digits = text.strip_prefix('z').filter(|_| text.len() <= MAX_TEXT).ok_or(DidKeyError::NotBase58)?;
		let bytes = bs58::decode(digits).into_vec().map_err(|_| DidKeyError::NotBase58)?;
		let found = KeyKind::ALL.into_iter().find_map(|kind| Some((kind, bytes.strip_prefix(&kind.prefix())?)));
		let (kind, public) = found.ok_or(DidKeyError::UnknownKind)?;
		if !kind.fits(public.len()) {
			return Err(DidKeyError::WrongLength);
		}
		Ok(Self { kind, public: public.to_vec() })
	}

	/// The URL of its only verification method.
	pub fn verification_method(&self) -> String {
		format!("{self}#{}", self.multibase())
	}

	/// Read a verification method: the DID, and a fragment that names the same key.
	pub fn from_verification_method(url: &str) -> Result<Self, DidKeyError> {
		let (did, fragment) = url.split_once('#').ok_or(DidKeyError::OtherFragment)?;
		let key: Self = did.parse()?;
		if fragment != key.multibase() {
			return Err(DidKeyError::OtherFragment);
		}
		Ok(key)
	}
}

impl fmt::Display for DidKey {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		write!(f, "did:key:{}", self.multibase())
	}
}

impl FromStr for DidKey {
	type Err = DidKeyError;

	fn from_str(text: &str) -> Result<Self, DidKeyError> {
		let rest = text.strip_prefix("did:key:").ok_or(DidKeyError::NotDidKey)?;
		match rest.split_once(':') {
			Some(("1.1", key)) => Self::from_multibase(key),
			Some(_) => Err(DidKeyError::UnknownVersion),
			None => Self::from_multibase(rest),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const KEY: &str = "z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp";

	#[test]
	fn key_should_survive_writing_and_reading() {
		for key in [DidKey::ed25519([7; 32]), DidKey::sr25519([9; 32])] {
			assert_eq!(key.to_string().parse(), Ok(key.clone()));
			assert_eq!(DidKey::from_verification_method(&key.verification_method()), Ok(key));
		}
		assert!(DidKey::ed25519([0; 32]).to_string().starts_with("did:key:z6Mk"));
	}

	#[test]
	fn version_may_be_named() {
		let key: DidKey = format!("did:key:1.1:{KEY}").parse().unwrap();
		assert_eq!(key.to_string(), format!("did:key:{KEY}"));
		assert_eq!(key.kind(), KeyKind::Ed25519);
	}

	#[test]
	fn what_is_no_did_key_should_be_refused_by_name() {
		use DidKeyError::*;
		let encode = |bytes: &[u8]| format!("did:key:z{}", bs58::encode(bytes).into_string());
		let (short, private) = (encode(&[0xed, 1, 2, 3]), encode(&[&[0x80, 0x26][..], &[1; 32]].concat()));
		for (text, error) in [
			("did:web:example.org", NotDidKey),
			("DID:key:z6Mk", NotDidKey),
			("did:key:2.0:z6Mk", UnknownVersion),
			("did:key:m7QE", NotBase58),
			("did:key:z0OIl", NotBase58),
			("did:key:", NotBase58),
			("did:key:z", UnknownKind),
			(short.as_str(), WrongLength),
			(private.as_str(), UnknownKind),
		] {
			assert_eq!(text.parse::<DidKey>(), Err(error), "{text}");
		}
		let long = format!("did:key:z{}", "2".repeat(MAX_TEXT));
		assert_eq!(long.parse::<DidKey>(), Err(NotBase58));
		let method = |url: String| DidKey::from_verification_method(&url);
		assert_eq!(method(format!("did:key:{KEY}")), Err(OtherFragment));
		assert_eq!(method(format!("did:key:{KEY}#{KEY}2")), Err(OtherFragment));
	}
}
