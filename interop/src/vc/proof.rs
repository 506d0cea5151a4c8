//! Data Integrity proofs (W3C Verifiable Credential Data Integrity 1.0) of the suite `eddsa-jcs-2022` (W3C Data
//! Integrity EdDSA Cryptosuites v1.0, 3.3): SHA-256 over the JCS form of the proof's options and of the document,
//! signed with Ed25519.

use super::{
	did_key::{DidKey, KeyKind},
	jcs::{canonicalize, JsonError},
	time,
};
use serde_json::{Map, Value};
use sp_core::{
	ed25519::{Pair, Public, Signature},
	Pair as _,
};
use sp_crypto_hashing::sha2_256;

/// The only suite that is verified and made here.
pub const SUITE: &str = "eddsa-jcs-2022";

/// The most proofs on one document.
pub const MAX_PROOFS: usize = 16;

/// Why a proof does not hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProofError {
	/// There is nothing to verify.
	#[error("the document has no proof")]
	NoProof,
	/// More than [`MAX_PROOFS`].
	#[error("the document has too many proofs")]
	TooManyProofs,
	/// `proof` is neither an object nor a list of objects, or one of its members has the wrong type.
	#[error("the proof does not have the shape of a proof")]
	Malformed,
	/// A proof of another type or suite. It may be good; nothing here can tell.
	#[error("the proof is not of the suite eddsa-jcs-2022")]
	UnsupportedSuite,
	/// The purpose is not that for which the document is looked at.
	#[error("the proof serves another purpose")]
	WrongPurpose,
	/// The verification method is not known: neither a did:key nor named by the caller.
	#[error("the verification method cannot be resolved")]
	UnknownMethod,
	/// The verification method is not an Ed25519 key.
	#[error("the verification method is not an Ed25519 key")]
	WrongKeyKind,
	/// `created` or `expires` is no dateTimeStamp.
	#[error("a time of the proof is not a dateTimeStamp")]
	BadTime,
	/// `expires` lies in the past.
	#[error("the proof has expired")]
	Expired,
	/// The document's context does not begin with the proof's.
	#[error("the proof was made under another @context")]
	OtherContext,
	/// `proofValue` is not base58btc of 64 bytes.
	#[error("the proof value is not a signature")]
	BadProofValue,
	/// `previousProof` names a proof that is not there.
	#[error("the proof follows one that is missing")]
	MissingPreviousProof,
	/// The signature is not of this document by this key.
	#[error("the signature does not verify")]
	BadSignature,
	/// The document has no canonical form.
	#[error("{0}")]
	NotCanonical(JsonError),
}

impl ProofError {
	/// Is this proof merely beyond what can be verified here, rather than wrong?
	pub fn is_unsupported(self) -> bool {
		matches!(self, Self::UnsupportedSuite | Self::UnknownMethod | Self::WrongKeyKind)
	}
}

/// A proof that holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verified {
	/// The verification method, as the proof names it.
	pub method: String,
	/// The key behind it.
	pub key: [u8; 32],
	/// When the proof says it was made.
	pub created: Option<i64>,
}

impl Verified {
	/// The DID that controls the verification method: what stands before its fragment.
	pub fn controller(&self) -> &str {
		self.method.split('#').next().unwrap_or_default()
	}
}

/// What a proof is wanted for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
	/// A credential: the issuer asserts it.
	Assertion,
	/// A presentation: the holder shows that it is the holder.
	Authentication,
}

impl Purpose {
	/// As `proofPurpose` names it.
	pub fn name(self) -> &'static str {
		match self {
			Self::Assertion => "assertionMethod",
			Self::Authentication => "authentication",
		}
	}
}

/// Keys of verification methods that are not `did:key`, by URL, for whom the caller answers.
pub type Keys = std::collections::BTreeMap<String, DidKey>;

/// Verify every proof of a document: one answer for each, in their order.
pub fn verify(
	document: &Map<String, Value>,
	purpose: Purpose,
	keys: &Keys,
	now: i64,
) -> Vec<Result<Verified, ProofError>> {
	let proofs: Vec<&Value> = match document.get("proof") {
		None => return vec![Err(ProofError::NoProof)],
		Some(Value::Array(proofs)) if proofs.is_empty() => return vec![Err(ProofError::NoProof)],
		Some(Value::Array(proofs)) if proofs.len() > MAX_PROOFS => return vec![Err(ProofError::TooManyProofs)],
		Some(Value::Array(proofs)) => proofs.iter().collect(),
		Some(proof) => vec![proof],
	};
	proofs.iter().map(|proof| verify_one(document, &proofs, proof, purpose, keys, now)).collect()
}

fn text<'a>(object: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>, ProofError> {
	object.get(name).map(|value| value.as_str().ok_or(ProofError::Malformed)).transpose()
}

fn stamp(object: &Map<String, Value>, name: &str) -> Result<Option<i64>, ProofError> {
	text(object, name)?.map(|text| time::parse(text).ok_or(ProofError::BadTime)).transpose()
}

fn verify_one(
	document: &Map<String, Value>,
	all: &[&Value],
	proof: &Value,
	purpose: Purpose,
	keys: &Keys,
	now: i64,
) -> Result<Verified, ProofError> {
	let proof = proof.as_object().ok_or(ProofError::Malformed)?;
	let kind = text(proof, "type")?.ok_or(ProofError::Malformed)?;
	if kind != "DataIntegrityProof" || text(proof, "cryptosuite")? != Some(SUITE) {
		return Err(ProofError::UnsupportedSuite);
	}
	if text(proof, "proofPurpose")?.ok_or(ProofError::Malformed)? != purpose.name() {
		return Err(ProofError::WrongPurpose);
	}
	let created = stamp(proof, "created")?;
	if stamp(proof, "expires")?.is_some_and(|expires| now > expires) {
		return Err(ProofError::Expired);
	}
	let method = text(proof, "verificationMethod")?.ok_or(ProofError::Malformed)?;
	let key = match DidKey::from_verification_method(method) {
		Ok(key) => key,
		Err(_) => keys.get(method).cloned().ok_or(ProofError::UnknownMethod)?,
	};
	let key = key.bytes32(KeyKind::Ed25519).ok_or(ProofError::WrongKeyKind)?;
	let signature =
		text(proof, "proofValue")?.and_then(|value| value.strip_prefix('z')).ok_or(ProofError::BadProofValue)?;
	// The longest form of 64 bytes; keeps the decoder, whose time grows with the square, short.
	let signature = (signature.len() <= 88).then(|| bs58::decode(signature).into_vec().ok()).flatten();
	let signature = signature.and_then(|bytes| <[u8; 64]>::try_from(bytes).ok()).ok_or(ProofError::BadProofValue)?;

	let mut options = proof.clone();
	options.remove("proofValue");
	let mut unsecured = document.clone();
	unsecured.remove("proof");
	if let Some(context) = options.get("@context") {
		if !begins_with(document.get("@context"), context) {
			return Err(ProofError::OtherContext);
		}
		unsecured.insert("@context".into(), context.clone());
	}
	let previous = previous_proofs(all, proof)?;
	if !previous.is_empty() {
		unsecured.insert("proof".into(), Value::Array(previous));
	}
	let message = hash_data(&options, &unsecured).map_err(ProofError::NotCanonical)?;
	if !Pair::verify(&Signature::from_raw(signature), message, &Public::from_raw(key)) {
		return Err(ProofError::BadSignature);
	}
	Ok(Verified { method: method.into(), key, created })
}

/// Does the document's context start with all of the proof's, in the same order (EdDSA Cryptosuites, 3.3.2)?
fn begins_with(document: Option<&Value>, proof: &Value) -> bool {
	fn list(context: &Value) -> &[Value] {
		match context {
			Value::Array(items) => items,
			single => std::slice::from_ref(single),
		}
	}
	document.is_some_and(|document| list(document).starts_with(list(proof)))
}

/// The proofs that a proof of a chain vouches for too (Data Integrity, 4.6).
fn previous_proofs(all: &[&Value], proof: &Map<String, Value>) -> Result<Vec<Value>, ProofError> {
	let ids: Vec<&str> = match proof.get("previousProof") {
		None => return Ok(Vec::new()),
		Some(Value::String(id)) => vec![id],
		Some(Value::Array(ids)) if ids.len() > MAX_PROOFS => return Err(ProofError::TooManyProofs),
		Some(Value::Array(ids)) => {
			ids.iter().map(|id| id.as_str().ok_or(ProofError::Malformed)).collect::<Result<_, _>>()?
		},
		Some(_) => return Err(ProofError::Malformed),
	};
	// Each is copied into what is signed: once, and never into itself.
	let own = proof.get("id").and_then(Value::as_str);
	let lawful = |(place, id): (usize, &&str)| own != Some(*id) && !ids.iter().take(place).any(|other| other == id);
	if !ids.iter().enumerate().all(lawful) {
		return Err(ProofError::Malformed);
	}
	let of = |id: &str| all.iter().find(|other| other.get("id").and_then(Value::as_str) == Some(id));
	ids.into_iter().map(|id| of(id).map(|found| (*found).clone()).ok_or(ProofError::MissingPreviousProof)).collect()
}

/// What is signed (EdDSA Cryptosuites, 3.3.4): the hash of the options, then that of the document.
fn hash_data(options: &Map<String, Value>, unsecured: &Map<String, Value>) -> Result<[u8; 64], JsonError> {
	let hash = |object: &Map<String, Value>| {
		canonicalize(&Value::Object(object.clone())).map(|text| sha2_256(text.as_bytes()))
	};
	let mut message = [0; 64];
	let (first, second) = message.split_at_mut(32);
	first.copy_from_slice(&hash(options)?);
	second.copy_from_slice(&hash(unsecured)?);
	Ok(message)
}

/// Secure a document: what [`verify`] checks. `sign` is called with what is to be signed, so that the Ed25519 key stays
/// with whoever has it; `method` is the URL at which others find it. The document must have no proof yet.
pub fn create(
	document: &Map<String, Value>,
	method: &str,
	purpose: Purpose,
	created: i64,
	sign: impl FnOnce(&[u8]) -> [u8; 64],
) -> Result<Map<String, Value>, ProofError> {
	if document.contains_key("proof") {
		return Err(ProofError::TooManyProofs);
	}
	let mut proof = Map::new();
	for (name, value) in [
		("type", "DataIntegrityProof".to_owned()),
		("cryptosuite", SUITE.to_owned()),
		("created", time::format(created)),
		("verificationMethod", method.to_owned()),
		("proofPurpose", purpose.name().to_owned()),
	] {
		proof.insert(name.into(), Value::String(value));
	}
	if let Some(context) = document.get("@context") {
		proof.insert("@context".into(), context.clone());
	}
	let message = hash_data(&proof, document).map_err(ProofError::NotCanonical)?;
	let signature = sign(&message);
	proof.insert("proofValue".into(), Value::String(format!("z{}", bs58::encode(signature).into_string())));
	let mut secured = document.clone();
	secured.insert("proof".into(), Value::Object(proof));
	Ok(secured)
}
