//! W3C Bitstring Status List v1.0: one bit for each credential, so that whoever looks one up does not say which.
//!
//! A list is a string of bits, the leftmost (most significant) first, compressed with GZIP and written as multibase
//! base64url (`u…`). It has at least [`MIN_ENTRIES`] entries: smaller crowds hide nobody.

use super::model::{as_list, has_type, is_url};
use base64::{engine::general_purpose::URL_SAFE_NO_PAD, Engine};
use flate2::{bufread::GzDecoder, write::GzEncoder, Compression};
use serde_json::{json, Value};
use std::io::{Read, Write};

/// The type of an entry in a credential's `credentialStatus`.
pub const ENTRY: &str = "BitstringStatusListEntry";
/// The type of the credential that carries a list.
pub const CREDENTIAL: &str = "BitstringStatusListCredential";
/// The type of its subject.
pub const LIST: &str = "BitstringStatusList";

/// The fewest entries of a list.
pub const MIN_ENTRIES: u64 = 131_072;

/// The most bytes that a list may have when it is unpacked: 2^27 entries of one bit. A small document can hold a
/// list of any size; reading stops here.
pub const MAX_BYTES: u64 = 16 * 1_024 * 1_024;

/// Why a status cannot be told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StatusListError {
	/// A member is missing or not what it must be.
	#[error("the status entry has no statusPurpose, statusListIndex or statusListCredential as they must be")]
	MalformedEntry,
	/// More than one bit an entry needs a message for each value.
	#[error("statusSize and statusMessage do not fit each other")]
	BadStatusSize,
	/// Not a `BitstringStatusListCredential` with one `BitstringStatusList` as its subject.
	#[error("not a BitstringStatusListCredential")]
	NotAStatusList,
	/// Not multibase base64url.
	#[error("the list is not multibase base64url (u…)")]
	NotMultibase,
	/// Not GZIP.
	#[error("the list is not GZIP")]
	NotGzip,
	/// More than [`MAX_BYTES`] when unpacked.
	#[error("the list is too large")]
	TooLarge,
	/// `STATUS_LIST_LENGTH_ERROR`: fewer than [`MIN_ENTRIES`].
	#[error("the list has fewer than 131072 entries")]
	TooShort,
	/// `RANGE_ERROR`.
	#[error("the index lies beyond the list")]
	IndexOutOfRange,
	/// `STATUS_VERIFICATION_ERROR`: the list is kept for another purpose than the entry's.
	#[error("the list serves another purpose")]
	OtherPurpose,
}

/// One entry of a credential's `credentialStatus`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
	/// What a set bit means: `revocation`, `suspension`, `refresh` or `message`.
	pub purpose: String,
	/// Its place in the list.
	pub index: u64,
	/// The URL of the credential that carries the list.
	pub list: String,
	/// Bits of each entry of the list.
	pub size: u8,
}

impl Entry {
	/// Read an entry (section 2.1).
	pub fn read(entry: &Value) -> Result<Self, StatusListError> {
		if !has_type(entry, ENTRY) {
			return Err(StatusListError::MalformedEntry);
		}
		let text = |name: &str| entry.get(name).and_then(Value::as_str).ok_or(StatusListError::MalformedEntry);
		let (purpose, index, list) = (text("statusPurpose")?, text("statusListIndex")?, text("statusListCredential")?);
		let lawful_index = !index.is_empty() && index.bytes().all(|b| b.is_ascii_digit());
		if purpose.is_empty() || !lawful_index || !is_url(list) {
			return Err(StatusListError::MalformedEntry);
		}
		let index = index.parse().map_err(|_| StatusListError::IndexOutOfRange)?;
		Ok(Self { purpose: purpose.into(), index, list: list.into(), size: status_size(entry, purpose)? })
	}
}

/// Bits of each entry: 1 to 8 are read here. Beyond one bit, or for the purpose `message`, each value has its message.
fn status_size(entry: &Value, purpose: &str) -> Result<u8, StatusListError> {
	let size = match entry.get("statusSize") {
		None => 1,
		Some(size) => size.as_u64().and_then(|size| u8::try_from(size).ok()).ok_or(StatusListError::BadStatusSize)?,
	};
	if !(1..=8).contains(&size) {
		return Err(StatusListError::BadStatusSize);
	}
	let messages = entry.get("statusMessage").map(as_list);
	let lawful = |message: &Value| {
		let status = message.get("status").and_then(Value::as_str).and_then(|status| status.strip_prefix("0x"));
		status.is_some_and(|status| !status.is_empty() && status.bytes().all(|b| b.is_ascii_hexdigit()))
			&& message.get("message").is_some_and(Value::is_string)
	};
	let wanted = 1usize.checked_shl(size.into()).unwrap_or_default();
	match messages {
		None if size > 1 || purpose == "message" => Err(StatusListError::BadStatusSize),
		Some(messages) if messages.len() != wanted || !messages.iter().all(lawful) => {
			Err(StatusListError::BadStatusSize)
		},
		_ => Ok(size),
	}
}

/// The bits of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatusList {
	bytes: Vec<u8>,
}

impl StatusList {
	/// A list of these bits, eight to a byte, the most significant first. Filled up with zeros to [`MIN_ENTRIES`].
	pub fn new(mut bytes: Vec<u8>) -> Result<Self, StatusListError> {
		if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_BYTES) {
			return Err(StatusListError::TooLarge);
		}
		let least = usize::try_from(MIN_ENTRIES.div_euclid(8)).unwrap_or(usize::MAX);
		if bytes.len() < least {
			bytes.resize(least, 0);
		}
		Ok(Self { bytes })
	}

	/// A list in which these entries are set.
	pub fn of(entries: u64, set: impl IntoIterator<Item = u64>) -> Result<Self, StatusListError> {
		if entries.div_ceil(8) > MAX_BYTES {
			return Err(StatusListError::TooLarge);
		}
		let length = usize::try_from(entries.div_ceil(8)).map_err(|_| StatusListError::TooLarge)?;
		let mut list = Self::new(vec![0; length])?;
		for index in set {
			let (at, mask) = place(index).ok_or(StatusListError::IndexOutOfRange)?;
			*list.bytes.get_mut(at).ok_or(StatusListError::IndexOutOfRange)? |= mask;
		}
		Ok(list)
	}

	/// The bits, eight to a byte.
	pub fn bytes(&self) -> &[u8] {
		&self.bytes
	}

	/// How many entries of one bit it has.
	pub fn len(&self) -> u64 {
		u64::try_from(self.bytes.len()).unwrap_or(u64::MAX).saturating_mul(8)
	}

	/// Never: a list has at least [`MIN_ENTRIES`].
	pub fn is_empty(&self) -> bool {
		self.bytes.is_empty()
	}

	/// Is this entry set?
	pub fn get(&self, index: u64) -> Result<bool, StatusListError> {
		Ok(self.value(index, 1)? != 0)
	}

	/// The value of an entry of `size` bits.
	pub fn value(&self, index: u64, size: u8) -> Result<u8, StatusListError> {
		let first = index.checked_mul(size.into()).ok_or(StatusListError::IndexOutOfRange)?;
		let mut value = 0u8;
		for bit in 0..size {
			let (at, mask) = first.checked_add(bit.into()).and_then(place).ok_or(StatusListError::IndexOutOfRange)?;
			let byte = self.bytes.get(at).ok_or(StatusListError::IndexOutOfRange)?;
			value = (value << 1) | u8::from(byte & mask != 0);
		}
		Ok(value)
	}

	/// As `encodedList`: the same list gives the same text every time.
	pub fn encode(&self) -> String {
		let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
		// Writing to memory does not fail.
		let packed = encoder.write_all(&self.bytes).and_then(|()| encoder.finish()).unwrap_or_default();
		format!("u{}", URL_SAFE_NO_PAD.encode(packed))
	}

	/// Read an `encodedList`.
	pub fn decode(text: &str) -> Result<Self, StatusListError> {
		let digits = text.strip_prefix('u').ok_or(StatusListError::NotMultibase)?;
		let packed = URL_SAFE_NO_PAD.decode(digits).map_err(|_| StatusListError::NotMultibase)?;
		let mut decoder = GzDecoder::new(packed.as_slice());
		let mut bytes = Vec::new();
		let limit = MAX_BYTES.saturating_add(1);
		(&mut decoder).take(limit).read_to_end(&mut bytes).map_err(|_| StatusListError::NotGzip)?;
		let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
		if length > MAX_BYTES {
			return Err(StatusListError::TooLarge);
		}
		// One member of GZIP and nothing after it.
		if !decoder.into_inner().is_empty() {
			return Err(StatusListError::NotGzip);
		}
		if length.saturating_mul(8) < MIN_ENTRIES {
			return Err(StatusListError::TooShort);
		}
		Ok(Self { bytes })
	}
}

/// Byte and mask of a bit.
fn place(bit: u64) -> Option<(usize, u8)> {
	let mask = 0x80u8.checked_shr(u32::try_from(bit.rem_euclid(8)).ok()?)?;
	Some((usize::try_from(bit.div_euclid(8)).ok()?, mask))
}

/// The status of an entry by the credential that carries its list (section 3.2): zero means that nothing is the matter.
/// The caller has verified that credential's proof and validity, and that it is the one of the entry's URL.
pub fn status(entry: &Entry, credential: &Value) -> Result<u8, StatusListError> {
	let subject = credential.get("credentialSubject").filter(|_| has_type(credential, CREDENTIAL));
	let subject = subject.filter(|subject| has_type(subject, LIST)).ok_or(StatusListError::NotAStatusList)?;
	let purposes = subject.get("statusPurpose").map(as_list).unwrap_or_default();
	if !purposes.iter().any(|purpose| *purpose == entry.purpose) {
		return Err(StatusListError::OtherPurpose);
	}
	let encoded = subject.get("encodedList").and_then(Value::as_str).ok_or(StatusListError::NotAStatusList)?;
	let list = StatusList::decode(encoded)?;
	if list.len().div_euclid(u64::from(entry.size).max(1)) < MIN_ENTRIES {
		return Err(StatusListError::TooShort);
	}
	list.value(entry.index, entry.size)
}

/// The credential that carries a list (section 2.2), without a proof.
///
/// `url` is where it will be found; `issuer` a DID or URL; times are seconds since 1970.
pub fn credential(url: &str, issuer: &str, purpose: &str, list: &StatusList, from: i64, until: Option<i64>) -> Value {
	let mut credential = json!({
		"@context": [super::model::BASE_CONTEXT],
		"id": url,
		"type": ["VerifiableCredential", CREDENTIAL],
		"issuer": issuer,
		"validFrom": super::time::format(from),
		"credentialSubject": {
			"id": format!("{url}#list"),
			"type": LIST,
			"statusPurpose": purpose,
			"encodedList": list.encode(),
		},
	});
	if let (Some(until), Some(members)) = (until, credential.as_object_mut()) {
		members.insert("validUntil".into(), super::time::format(until).into());
	}
	credential
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn leftmost_bit_should_be_the_first_entry() {
		let list = StatusList::of(MIN_ENTRIES, [0, 9, MIN_ENTRIES - 1]).unwrap();
		assert_eq!((list.bytes()[0], list.bytes()[1], *list.bytes().last().unwrap()), (0x80, 0x40, 0x01));
		assert_eq!((list.get(0), list.get(1), list.get(9)), (Ok(true), Ok(false), Ok(true)));
		assert_eq!(list.get(MIN_ENTRIES), Err(StatusListError::IndexOutOfRange));
		assert_eq!(list.get(u64::MAX), Err(StatusListError::IndexOutOfRange));
		assert_eq!(StatusList::of(8, [MIN_ENTRIES]).err(), Some(StatusListError::IndexOutOfRange));
	}

	#[test]
	fn list_should_survive_encoding() {
		for entries in [1, MIN_ENTRIES, MIN_ENTRIES + 1, MIN_ENTRIES * 3] {
			let list = StatusList::of(entries, (0..entries).step_by(7)).unwrap();
			assert!(list.len() >= entries.max(MIN_ENTRIES));
			assert_eq!(StatusList::decode(&list.encode()).unwrap(), list);
			assert_eq!(list.encode(), list.encode());
		}
	}

	#[test]
	fn entries_of_several_bits_should_be_read() {
		let list = StatusList::new(vec![0b0110_1100; 32_768]).unwrap();
		let values: Vec<_> = (0..4).map(|index| list.value(index, 2).unwrap()).collect();
		assert_eq!(values, [0b01, 0b10, 0b11, 0b00]);
		assert_eq!(list.value(2, 3), Ok(0b000), "bits 6, 7 and 8");
		assert_eq!(list.value(32_768 * 4, 2), Err(StatusListError::IndexOutOfRange));
	}

	#[test]
	fn bomb_should_be_refused_unopened() {
		let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
		let zeros = vec![0u8; 1_024 * 1_024];
		for _ in 0..20 {
			encoder.write_all(&zeros).unwrap();
		}
		let bomb = format!("u{}", URL_SAFE_NO_PAD.encode(encoder.finish().unwrap()));
		assert!(bomb.len() < 40_000);
		assert_eq!(StatusList::decode(&bomb), Err(StatusListError::TooLarge));
	}

	#[test]
	fn what_is_no_list_should_be_refused_by_name() {
		let good = StatusList::of(MIN_ENTRIES, []).unwrap().encode();
		let pack = |bytes: &[u8]| {
			let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
			encoder.write_all(bytes).unwrap();
			encoder.finish().unwrap()
		};
		let encode = |bytes: &[u8]| format!("u{}", URL_SAFE_NO_PAD.encode(bytes));
		let twice = [pack(&[0; 16_384]), pack(&[0; 16_384])].concat();
		for (text, error) in [
			(good[1..].to_owned(), StatusListError::NotMultibase),
			(format!("z{}", &good[1..]), StatusListError::NotMultibase),
			(format!("{good}="), StatusListError::NotMultibase),
			(good[..good.len() - 8].to_owned(), StatusListError::NotGzip),
			(encode(b"not gzip"), StatusListError::NotGzip),
			(encode(&twice), StatusListError::NotGzip),
			(encode(&pack(&[0; 16_383])), StatusListError::TooShort),
		] {
			assert_eq!(StatusList::decode(&text), Err(error), "{text:.20}");
		}
	}

	#[test]
	fn status_should_be_told_by_the_list_of_its_purpose_only() {
		let list = StatusList::of(MIN_ENTRIES, [94_567]).unwrap();
		let carrier = credential("https://a.example/3", "did:example:1", "revocation", &list, 0, Some(1));
		let entry = |purpose: &str, index: &str| {
			Entry::read(&json!({
				"type": ENTRY,
				"statusPurpose": purpose,
				"statusListIndex": index,
				"statusListCredential": "https://a.example/3",
			}))
		};
		assert_eq!(status(&entry("revocation", "94567").unwrap(), &carrier), Ok(1));
		assert_eq!(status(&entry("revocation", "94566").unwrap(), &carrier), Ok(0));
		assert_eq!(status(&entry("revocation", "131072").unwrap(), &carrier), Err(StatusListError::IndexOutOfRange));
		assert_eq!(status(&entry("suspension", "1").unwrap(), &carrier), Err(StatusListError::OtherPurpose));
		assert_eq!(status(&entry("revocation", "1").unwrap(), &json!({})), Err(StatusListError::NotAStatusList));
		for index in ["", "-1", "0x1", "1.0", "+1"] {
			assert_eq!(entry("revocation", index), Err(StatusListError::MalformedEntry), "{index}");
		}
		assert_eq!(entry("revocation", "99999999999999999999999"), Err(StatusListError::IndexOutOfRange));
		assert_eq!(entry("message", "1"), Err(StatusListError::BadStatusSize));
	}

	#[test]
	fn status_messages_should_be_as_many_as_values() {
		let entry = |size: Value, messages: usize| {
			let messages: Vec<_> =
				(0..messages).map(|n| json!({"status": format!("0x{n:x}"), "message": "m"})).collect();
			Entry::read(&json!({
				"type": ENTRY, "statusPurpose": "message", "statusListIndex": "1",
				"statusListCredential": "https://a.example/3", "statusSize": size, "statusMessage": messages,
			}))
		};
		assert_eq!(entry(json!(2), 4).unwrap().size, 2);
		for (size, messages) in [(json!(2), 3), (json!(0), 1), (json!(9), 512), (json!("2"), 4), (json!(-1), 2)] {
			assert_eq!(entry(size.clone(), messages), Err(StatusListError::BadStatusSize), "{size} {messages}");
		}
	}
}
