//! Identifiers of the field that check themselves.
//!
//! A value of one of these types has the right length and check digit, wherever it came from: both parsing and SCALE
//! decoding refuse anything else. Numbers are kept as `u64` and written with their leading zeros.
//!
//! | type | what it names | rule |
//! |---|---|---|
//! | [`Gtin14`] | a trade item | GS1 General Specifications, check digit calculation (modulo 10) |
//! | [`Sscc18`] | a logistic unit | the same |
//! | [`Gln13`] | a party or a location | the same |
//! | [`Npi`] | a US health care provider | 45 CFR 162.406: Luhn over `80840` and the ten digits; first digit 1 or 2 |
//! | [`Oid`] | anything, such as an organisation | ITU-T X.660: dotted decimal arcs |

use alloc::string::String;
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use core::{fmt, str::FromStr};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use serde::{de::Error as _, Deserialize, Deserializer, Serialize, Serializer};

/// The most bytes an [`Oid`] may have in its dotted form.
pub const MAX_OID: u32 = 64;

/// Why something is not the identifier it claims to be.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, Serialize, Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum IdentifierError {
	/// Too short or too long.
	Length,
	/// A character that may not stand there.
	Digit,
	/// The check digit is not the one that the other digits demand.
	CheckDigit,
	/// The leading digits are never given to identifiers of this kind.
	Prefix,
	/// An arc of an object identifier is empty, has a leading zero, or is out of range.
	Arc,
}

impl IdentifierError {
	const fn reason(self) -> &'static str {
		match self {
			Self::Length => "the identifier is too short or too long",
			Self::Digit => "the identifier has a character that may not stand there",
			Self::CheckDigit => "the check digit does not match",
			Self::Prefix => "the leading digits are not those of such an identifier",
			Self::Arc => "an arc is empty, out of range or has a leading zero",
		}
	}
}

impl fmt::Display for IdentifierError {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(self.reason())
	}
}

impl core::error::Error for IdentifierError {}

/// Text, serde and checked decoding, the same for each identifier that can be read from text.
macro_rules! text_forms {
	($name:ident) => {
		impl TryFrom<&str> for $name {
			type Error = IdentifierError;

			fn try_from(text: &str) -> Result<Self, IdentifierError> {
				text.parse()
			}
		}

		impl fmt::Debug for $name {
			fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
				write!(f, "{}({self})", stringify!($name))
			}
		}

		impl Serialize for $name {
			fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
				serializer.collect_str(self)
			}
		}

		impl<'de> Deserialize<'de> for $name {
			fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
				String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
			}
		}
	};
}

macro_rules! number {
	($(#[$doc:meta])* $name:ident, $digits:literal, $lengths:pat, $check:path) => {
		$(#[$doc])*
		#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
		pub struct $name(u64);

		impl $name {
			/// Number of digits in the written form.
			pub const DIGITS: usize = $digits;

			/// The digits as one number.
			pub const fn get(self) -> u64 {
				self.0
			}
		}

		impl TryFrom<u64> for $name {
			type Error = IdentifierError;

			fn try_from(number: u64) -> Result<Self, IdentifierError> {
				if number >= 10u64.saturating_pow($digits) {
					return Err(IdentifierError::Length);
				}
				$check(number).map(|()| Self(number))
			}
		}

		impl FromStr for $name {
			type Err = IdentifierError;

			fn from_str(text: &str) -> Result<Self, IdentifierError> {
				if !text.bytes().all(|b| b.is_ascii_digit()) {
					return Err(IdentifierError::Digit);
				}
				if !matches!(text.len(), $lengths) {
					return Err(IdentifierError::Length);
				}
				text.parse::<u64>().map_err(|_| IdentifierError::Length)?.try_into()
			}
		}

		impl fmt::Display for $name {
			fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
				write!(f, "{:0width$}", self.0, width = $digits)
			}
		}

		impl Decode for $name {
			fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
				u64::decode(input)?.try_into().map_err(|error: IdentifierError| error.reason().into())
			}
		}

		text_forms!($name);
	};
}

number! {
	/// GS1 Global Trade Item Number. GTIN-8, -12 and -13 are read too and widened with zeros to 14 digits.
	Gtin14, 14, 8 | 12 | 13 | 14, gs1_check
}

number! {
	/// GS1 Serial Shipping Container Code.
	Sscc18, 18, 18, gs1_check
}

number! {
	/// GS1 Global Location Number.
	Gln13, 13, 13, gs1_check
}

number! {
	/// United States National Provider Identifier.
	Npi, 10, 10, npi_check
}

/// The decimal digits of a number from the last to the first, with their position.
fn digits(mut number: u64) -> impl Iterator<Item = (u64, u64)> {
	(0..20u64).map(move |position| {
		let digit = number % 10;
		number /= 10;
		(position, digit)
	})
}

fn gs1_check(number: u64) -> Result<(), IdentifierError> {
	// The check digit weighs 1, its neighbour 3, and so on in turn. Leading zeros change nothing.
	let sum = digits(number).fold(0u64, |sum, (position, digit)| {
		let weight = if position % 2 == 1 { 3 } else { 1 };
		sum.saturating_add(digit.saturating_mul(weight))
	});
	if sum % 10 == 0 {
		Ok(())
	} else {
		Err(IdentifierError::CheckDigit)
	}
}

fn npi_check(number: u64) -> Result<(), IdentifierError> {
	if !matches!(number / 1_000_000_000, 1 | 2) {
		return Err(IdentifierError::Prefix);
	}
	// What the prefix 80840 adds to the Luhn sum.
	const PREFIX: u64 = 24;
	let sum = digits(number).fold(PREFIX, |sum, (position, digit)| {
		let doubled = if position % 2 == 1 { digit.saturating_mul(2) } else { digit };
		sum.saturating_add(doubled / 10).saturating_add(doubled % 10)
	});
	if sum % 10 == 0 {
		Ok(())
	} else {
		Err(IdentifierError::CheckDigit)
	}
}

/// Object identifier in dotted form, at most [`MAX_OID`] bytes, such as `2.16.840.1.113883.4.6`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Encode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Oid(BoundedVec<u8, ConstU32<MAX_OID>>);

impl Oid {
	/// The dotted form.
	pub fn as_str(&self) -> &str {
		// Only ASCII digits and dots ever get in.
		core::str::from_utf8(&self.0).unwrap_or_default()
	}

	fn checked(bytes: BoundedVec<u8, ConstU32<MAX_OID>>) -> Result<Self, IdentifierError> {
		if bytes.is_empty() {
			return Err(IdentifierError::Length);
		}
		if !bytes.iter().all(|b| b.is_ascii_digit() || *b == b'.') {
			return Err(IdentifierError::Digit);
		}
		let leading_zero = |arc: &[u8]| arc.len() > 1 && arc.starts_with(b"0");
		if bytes.split(|b| *b == b'.').any(|arc| arc.is_empty() || leading_zero(arc)) {
			return Err(IdentifierError::Arc);
		}
		let mut arcs = bytes.split(|b| *b == b'.');
		match (arcs.next(), arcs.next()) {
			(Some(b"2"), Some(_)) => Ok(Self(bytes)),
			// Below itu-t (0) and iso (1) there are forty arcs.
			(Some(b"0" | b"1"), Some([_] | [b'1'..=b'3', _])) => Ok(Self(bytes)),
			(Some(_), None) => Err(IdentifierError::Length),
			_ => Err(IdentifierError::Arc),
		}
	}
}

impl FromStr for Oid {
	type Err = IdentifierError;

	fn from_str(text: &str) -> Result<Self, IdentifierError> {
		Self::checked(text.as_bytes().to_vec().try_into().map_err(|_| IdentifierError::Length)?)
	}
}

impl fmt::Display for Oid {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(self.as_str())
	}
}

impl Decode for Oid {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		Self::checked(BoundedVec::decode(input)?).map_err(|error| error.reason().into())
	}
}

text_forms!(Oid);

/// What an organisation or a practitioner is known by outside this chain.
#[derive(
	Clone,
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
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Identifier {
	/// National Provider Identifier.
	#[codec(index = 0)]
	Npi(Npi),
	/// Global Location Number.
	#[codec(index = 1)]
	Gln(Gln13),
	/// Object identifier.
	#[codec(index = 2)]
	Oid(Oid),
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::{format, string::ToString, vec::Vec};
	use proptest::prelude::*;

	#[test]
	fn number_should_be_read_when_its_check_digit_matches() {
		assert_eq!("00012345678905".parse::<Gtin14>().unwrap().get(), 12_345_678_905);
		assert_eq!("4006381333931".parse::<Gln13>().unwrap().to_string(), "4006381333931");
		assert_eq!("000000000000000000".parse::<Sscc18>().unwrap().get(), 0);
		assert_eq!("1234567893".parse::<Npi>().unwrap().to_string(), "1234567893");
	}

	#[test]
	fn short_trade_item_number_should_be_widened() {
		for (short, wide) in
			[("96385074", "00000096385074"), ("036000291452", "00036000291452"), ("4006381333931", "04006381333931")]
		{
			assert_eq!(short.parse::<Gtin14>().unwrap().to_string(), wide);
			assert_eq!(short.parse::<Gtin14>(), wide.parse());
		}
		for length in (0..20).filter(|n| ![8, 12, 13, 14].contains(n)) {
			assert_eq!("0".repeat(length).parse::<Gtin14>(), Err(IdentifierError::Length));
		}
	}

	#[test]
	fn number_should_be_refused_with_its_own_reason() {
		assert_eq!("4006381333932".parse::<Gln13>(), Err(IdentifierError::CheckDigit));
		assert_eq!("400638133393".parse::<Gln13>(), Err(IdentifierError::Length));
		assert_eq!("40063813339311".parse::<Gln13>(), Err(IdentifierError::Length));
		for text in ["400638133393X", " 400638133393", "+40063813339", "-400638133393", "４００６"] {
			assert_eq!(text.parse::<Gln13>(), Err(IdentifierError::Digit), "{text}");
		}
		assert_eq!("".parse::<Npi>(), Err(IdentifierError::Length));
		assert_eq!("1234567890".parse::<Npi>(), Err(IdentifierError::CheckDigit));
		assert_eq!("9999999995".parse::<Npi>(), Err(IdentifierError::Prefix));
		assert_eq!(Npi::try_from(10_000_000_000), Err(IdentifierError::Length));
		assert_eq!(Sscc18::try_from(u64::MAX), Err(IdentifierError::Length));
	}

	#[test]
	fn decoding_should_refuse_what_construction_refuses() {
		let npi: Npi = "1234567893".parse().unwrap();
		assert_eq!(npi.encode(), 1_234_567_893u64.encode());
		assert_eq!(Npi::decode(&mut &npi.encode()[..]), Ok(npi));
		for wrong in [1_234_567_890u64, 9_999_999_995, 0, u64::MAX] {
			assert!(Npi::decode(&mut &wrong.encode()[..]).is_err());
		}
		assert!(Gtin14::decode(&mut &100_000_000_000_000u64.encode()[..]).is_err());
		assert!(Oid::decode(&mut &b"1.2.03".to_vec().encode()[..]).is_err());
		assert!(Oid::decode(&mut &"1.".repeat(40).into_bytes().encode()[..]).is_err());
		let identifier = Identifier::Npi(npi);
		assert_eq!(Identifier::decode(&mut &identifier.encode()[..]), Ok(identifier));
		assert!(Identifier::decode(&mut &[0, 0, 0, 0, 0, 0, 0, 0, 0][..]).is_err());
		assert!(Identifier::decode(&mut &[3, 0, 0, 0, 0, 0, 0, 0, 0][..]).is_err());
	}

	#[test]
	fn object_identifier_should_follow_its_grammar() {
		for good in ["0.0", "1.39", "2.40", "2.999.1", "2.16.840.1.113883.4.6", "1.2.36.1.2001.1005.17"] {
			assert_eq!(good.parse::<Oid>().unwrap().to_string(), good);
		}
		for (bad, error) in [
			("", IdentifierError::Length),
			("1", IdentifierError::Length),
			("2", IdentifierError::Length),
			("1.2a", IdentifierError::Digit),
			("urn:oid:1.2", IdentifierError::Digit),
			("3.1", IdentifierError::Arc),
			("0.40", IdentifierError::Arc),
			("1.100", IdentifierError::Arc),
			("1..2", IdentifierError::Arc),
			(".1.2", IdentifierError::Arc),
			("1.2.", IdentifierError::Arc),
			("1.02", IdentifierError::Arc),
			("01.2", IdentifierError::Arc),
		] {
			assert_eq!(bad.parse::<Oid>(), Err(error), "{bad}");
		}
		let longest = format!("2.{}", "1".repeat(62));
		assert!(longest.parse::<Oid>().is_ok());
		assert_eq!(format!("{longest}1").parse::<Oid>(), Err(IdentifierError::Length));
	}

	#[test]
	fn json_should_be_the_written_form_and_checked() {
		let identifiers = [
			(Identifier::Npi("1234567893".parse().unwrap()), r#"{"npi":"1234567893"}"#),
			(Identifier::Gln("0614141000012".parse().unwrap()), r#"{"gln":"0614141000012"}"#),
			(Identifier::Oid("2.16.840".parse().unwrap()), r#"{"oid":"2.16.840"}"#),
		];
		for (index, (identifier, json)) in identifiers.iter().enumerate() {
			assert_eq!(&serde_json::to_string(identifier).unwrap(), json);
			assert_eq!(&serde_json::from_str::<Identifier>(json).unwrap(), identifier);
			assert_eq!(usize::from(identifier.encode()[0]), index);
			assert!(identifier.encode().len() <= Identifier::max_encoded_len());
		}
		assert!(serde_json::from_str::<Npi>("\"1234567890\"").is_err());
		assert!(serde_json::from_str::<Npi>("1234567893").is_err());
		assert_eq!(Identifier::max_encoded_len(), 1 + 2 + 64);
	}

	proptest! {
		#[test]
		fn exactly_one_check_digit_should_fit(payload in 0u64..10u64.pow(12)) {
			let fitting: Vec<Gln13> = (0..10).filter_map(|digit| Gln13::try_from(payload * 10 + digit).ok()).collect();
			prop_assert_eq!(fitting.len(), 1);
			let text = fitting[0].to_string();
			prop_assert_eq!(text.len(), Gln13::DIGITS);
			prop_assert_eq!(text.parse(), Ok(fitting[0]));
		}

		#[test]
		fn one_wrong_digit_should_be_found(payload in 1u64..3, rest in 0u64..10u64.pow(8), at in 0u32..9, by in 1u64..10) {
			let base = (payload * 10u64.pow(8) + rest) * 10;
			let npi = (0..10).find_map(|digit| Npi::try_from(base + digit).ok()).unwrap();
			let unit = 10u64.pow(at);
			let digit = npi.get() / unit % 10;
			let wrong = npi.get() - digit * unit + (digit + by) % 10 * unit;
			prop_assert!(Npi::try_from(wrong).is_err());
		}
	}
}
