//! The GS1 system: what is in a box's bar code, behind a Digital Link, or in an EPC.
//!
//! | syntax | example | standard |
//! |---|---|---|
//! | element string | `^010952012345678810ABC^21123` (`^` or GS, 0x1D, for FNC1) | GS1 General Specifications, 7.8 |
//! | scanned data | the same after a symbology identifier such as `]d2`, with GS only; `]E0` and `]E4` for retail codes | the same, 5.1.3 |
//! | bracketed | `(01)09520123456788(10)ABC(21)123` | the same, human readable interpretation |
//! | Digital Link | `https://any.example/01/09520123456788/10/ABC/21/123` | GS1 Digital Link: URI Syntax |
//! | EPC | `urn:epc:id:sgtin:9520123.045678.123` | EPC Tag Data Standard, 6 and 7 |
//!
//! [`elements`] reads any of these into application identifiers with their data and checks each against the
//! [`dictionary`], by the checks in [`lint`]; [`dictionary::associations`] says which may stand together; [`parse`] does
//! both and gives the keys. Digital Links are read uncompressed, and words in the place of application identifiers
//! (`/gtin/`), which the standard has dropped, are refused.

mod carrier;
pub mod dictionary;
mod epc;
pub mod link;
pub mod lint;
pub mod lists;
mod named;
pub mod ndc;

pub use carrier::{bracketed, element_string, scan, write_element_string, Scan};
pub use epc::epc;
pub use link::{canonical, digital_link};
pub use named::Named;

use salus_primitives::{Gln13, Gtin14, IdentifierError, Sscc18};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The most bytes of a text that is read.
pub const MAX_TEXT: usize = 4_096;

/// Application identifiers with their data, each checked, in the order of the text.
pub type Elements = Vec<(String, String)>;

/// A key identifier with what qualifies it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "type")]
pub enum Gs1Key {
	/// A trade item, all of a lot, or one with a serial number.
	TradeItem {
		/// Which trade item.
		gtin: Gtin14,
		/// Batch or lot, at most 20 characters.
		lot: Option<String>,
		/// Serial number, at most 20 characters.
		serial: Option<String>,
	},
	/// A logistic unit.
	LogisticUnit {
		/// Which logistic unit.
		sscc: Sscc18,
	},
	/// A place (AI 410, 413, 414, 416; SGLN).
	Location {
		/// Which place.
		gln: Gln13,
		/// A place within it, at most 20 characters.
		extension: Option<String>,
	},
	/// A party (AI 411, 412, 415, 417; PGLN).
	Party {
		/// Which party.
		gln: Gln13,
	},
}

/// The rule that a text breaks. `String`s are application identifiers, never values.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Gs1Error {
	/// None of the syntaxes of this module.
	#[error("neither an element string, nor bracketed, nor a Digital Link, nor an EPC")]
	UnknownSyntax,
	/// Longer than [`MAX_TEXT`].
	#[error("the text is too long")]
	TooLong,
	/// No such application identifier.
	#[error("no known application identifier where one must stand")]
	UnknownAi,
	/// Too short or too long for its application identifier.
	#[error("the data of ({0}) are too short or too long")]
	Length(String),
	/// A character that may not stand there, and its position in the data.
	#[error("the data of ({0}) have a character that may not stand there")]
	Character(String, usize),
	/// The data break a rule of the GS1 Barcode Syntax Dictionary, in its words.
	#[error("the data of ({0}) break the rule {1}")]
	Rule(String, &'static str),
	/// The key breaks its own rule.
	#[error("the key of ({0}): {1}")]
	Key(String, IdentifierError),
	/// Two application identifiers that may not stand on one item.
	#[error("({0}) may not stand beside ({1})")]
	Excluded(String, String),
	/// One of these application identifiers must stand beside it.
	#[error("({0}) requires one of {1} beside it")]
	Requires(String, &'static str),
	/// An application identifier that has no place in the query of a Digital Link.
	#[error("({0}) may not stand in the query of a Digital Link")]
	Attribute(String),
	/// The same application identifier with other data, or twice in a Digital Link.
	#[error("({0}) stands there twice")]
	Repeated(String),
	/// Nothing here is a key that this module knows.
	#[error("there is no GTIN, SSCC or GLN")]
	NoKey,
	/// Not a web URI, or one with characters that a URI cannot have.
	#[error("not a web URI")]
	NotAUri,
	/// A key qualifier that its key does not have, or in the wrong order, or in the query.
	#[error("({0}) does not qualify the key, or not in that place")]
	Qualifier(String),
	/// An EPC of a scheme that carries no GS1 key.
	#[error("an EPC of a scheme that is not read here")]
	UnknownEpc,
	/// The company prefix must have 6 to 12 digits, and with the reference exactly as many as the key demands.
	#[error("the EPC's company prefix and reference do not make a key")]
	EpcDigits,
	/// A serial number, lot or extension is missing, too long, or has a character that an EPC cannot have.
	#[error("the EPC's serial number, lot or extension is not lawful")]
	EpcSerial,
}

impl Gs1Error {
	/// The rule in one word: that of the GS1 Barcode Syntax Dictionary where it has one.
	pub fn code(&self) -> &'static str {
		match self {
			Self::UnknownSyntax => "UNKNOWN_SYNTAX",
			Self::TooLong => "TEXT_TOO_LONG",
			Self::UnknownAi => "UNKNOWN_AI",
			Self::Length(_) => "DATA_LENGTH",
			Self::Character(..) => "INVALID_CHARACTER",
			Self::Rule(_, rule) => rule,
			Self::Key(_, IdentifierError::CheckDigit) => "INCORRECT_CHECK_DIGIT",
			Self::Key(..) => "INVALID_KEY",
			Self::Excluded(..) => "INVALID_AI_PAIRS",
			Self::Requires(..) => "REQUIRED_AIS",
			Self::Attribute(_) => "INVALID_DL_ATTRIBUTE",
			Self::Repeated(_) => "REPEATED_AIS",
			Self::NoKey => "NO_KEY",
			Self::NotAUri => "NOT_A_URI",
			Self::Qualifier(_) => "INVALID_KEY_QUALIFIER",
			Self::UnknownEpc | Self::EpcDigits | Self::EpcSerial => "INVALID_EPC",
		}
	}
}

/// Read a text in any of the syntaxes of this module; each identifier's data are checked, their company is not.
pub fn elements(text: &str) -> Result<Elements, Gs1Error> {
	if text.len() > MAX_TEXT {
		return Err(Gs1Error::TooLong);
	}
	if text.starts_with("urn:epc:") {
		epc(text)
	} else if link::is_web(text) {
		digital_link(text)
	} else if text.starts_with('(') {
		bracketed(text)
	} else if text.starts_with(carrier::FNC1) {
		element_string(text)
	} else if text.starts_with(']') {
		match scan(text)? {
			Scan::Elements(elements) => Ok(elements),
			Scan::Plain(inner) if !inner.starts_with(']') => elements(inner),
			Scan::Plain(_) => Err(Gs1Error::UnknownSyntax),
		}
	} else {
		Err(Gs1Error::UnknownSyntax)
	}
}

/// Read the keys of a text in any of the syntaxes of this module.
pub fn parse(text: &str) -> Result<Vec<Gs1Key>, Gs1Error> {
	let elements = elements(text)?;
	let keys = keys(&elements)?;
	// Two keys beside each other are a list of names, not what one item bears, unless they were read from a carrier.
	dictionary::associations(&elements).map(|()| keys)
}

fn key<T: FromStr<Err = IdentifierError>>(ai: &str, data: &str) -> Result<T, Gs1Error> {
	data.parse().map_err(|error| Gs1Error::Key(ai.into(), error))
}

/// Make keys of checked elements.
pub fn keys(elements: &Elements) -> Result<Vec<Gs1Key>, Gs1Error> {
	let data_of = |wanted: &str| elements.iter().find(|(ai, _)| ai == wanted).map(|(_, data)| data.clone());
	let mut keys = Vec::new();
	for (position, (ai, data)) in elements.iter().enumerate() {
		if let Some((_, earlier)) = elements.iter().take(position).find(|(other, _)| other == ai) {
			if earlier != data {
				return Err(Gs1Error::Repeated(ai.clone()));
			}
			continue;
		}
		match ai.as_str() {
			"00" => keys.push(Gs1Key::LogisticUnit { sscc: key(ai, data)? }),
			"01" => keys.push(Gs1Key::TradeItem { gtin: key(ai, data)?, lot: data_of("10"), serial: data_of("21") }),
			"414" => keys.push(Gs1Key::Location { gln: key(ai, data)?, extension: data_of("254") }),
			"410" | "413" | "416" => keys.push(Gs1Key::Location { gln: key(ai, data)?, extension: None }),
			"411" | "412" | "415" | "417" => keys.push(Gs1Key::Party { gln: key(ai, data)? }),
			_ => {},
		}
	}
	if keys.is_empty() {
		return Err(Gs1Error::NoKey);
	}
	Ok(keys)
}

/// The day that six digits name, as year, month and day (General Specifications, 7.12): the century is the one that is
/// within fifty years of this one, and day 00 is the last of the month.
pub fn day(data: &str, this_year: u64) -> Option<(u64, u64, u64)> {
	lint::check("yymmd0", data)?.ok()?;
	let part = |from: usize, to: usize| data.get(from..to).and_then(|digits| digits.parse::<u64>().ok());
	let (short, month, day) = (part(0, 2)?, part(2, 4)?, part(4, 6)?);
	let century = this_year.checked_sub(this_year % 100)?;
	let year = match short.checked_add(100)?.checked_sub(this_year % 100)? {
		151.. => century.checked_sub(100)?,
		..=50 => century.checked_add(100)?,
		_ => century,
	}
	.checked_add(short)?;
	Some((year, month, if day == 0 { lint::days_of_month(year, month) } else { day }))
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn item(gtin: &str, lot: Option<&str>, serial: Option<&str>) -> Gs1Key {
		Gs1Key::TradeItem { gtin: gtin.parse().unwrap(), lot: lot.map(Into::into), serial: serial.map(Into::into) }
	}

	#[test]
	fn the_same_thing_should_be_read_from_every_syntax() {
		for text in [
			"^010952012345678810ABC^21123",
			"\u{1d}010952012345678810ABC\u{1d}21123",
			"]d2010952012345678810ABC\u{1d}21123",
			"^21123^010952012345678810ABC",
			"(01)09520123456788(10)ABC(21)123",
			"(17)271231(01)09520123456788(10)ABC(21)123",
			"https://id.gs1.org/01/09520123456788/10/ABC/21/123",
			"https://shop.example/some/stem/01/9520123456788/10/%41BC/21/123?17=271231&utm=x#top",
		] {
			assert_eq!(parse(text), Ok(vec![item("09520123456788", Some("ABC"), Some("123"))]), "{text}");
		}
		for text in [
			"urn:epc:id:sgtin:9520123.045678.12%2F3",
			"urn:epc:id:sgtin:952012345678.0.12%2f3",
			"(01)09520123456788(21)12/3",
		] {
			assert_eq!(parse(text), Ok(vec![item("09520123456788", None, Some("12/3"))]), "{text}");
		}
		assert_eq!(
			parse("urn:epc:class:lgtin:9520123.045678.A.B"),
			Ok(vec![item("09520123456788", Some("A.B"), None)])
		);
		assert_eq!(parse("urn:epc:idpat:sgtin:9520123.045678.*"), Ok(vec![item("09520123456788", None, None)]));
	}

	#[test]
	fn logistic_units_locations_and_parties_should_be_read() {
		let sscc = || Gs1Key::LogisticUnit { sscc: "095201234567891235".parse().unwrap() };
		let gln = || "0614141000012".parse().unwrap();
		assert_eq!(parse("(00)095201234567891235"), Ok(vec![sscc()]));
		assert_eq!(parse("urn:epc:id:sscc:9520123.0456789123"), Ok(vec![sscc()]));
		assert_eq!(
			parse("https://a/414/0614141000012/254/32a%2Fb"),
			Ok(vec![Gs1Key::Location { gln: gln(), extension: Some("32a/b".into()) }])
		);
		assert_eq!(
			parse("urn:epc:id:sgln:0614141.00001.0"),
			Ok(vec![Gs1Key::Location { gln: gln(), extension: None }])
		);
		assert_eq!(
			parse("urn:epc:id:sgln:061414100001..x"),
			Ok(vec![Gs1Key::Location { gln: gln(), extension: Some("x".into()) }])
		);
		assert_eq!(parse("urn:epc:id:pgln:0614141.00001"), Ok(vec![Gs1Key::Party { gln: gln() }]));
		assert_eq!(
			parse("^00095201234567891235020952012345678837 25".replace(' ', "").as_str()),
			Ok(vec![sscc()]),
			"the contents of a unit are not the unit"
		);
		assert_eq!(
			parse("(410)0614141000012(417)0614141000012"),
			Ok(vec![Gs1Key::Location { gln: gln(), extension: None }, Gs1Key::Party { gln: gln() }])
		);
	}

	#[test]
	fn each_broken_rule_should_be_named() {
		let ai = String::from;
		for (text, error) in [
			("", Gs1Error::UnknownSyntax),
			("0109520123456788", Gs1Error::UnknownSyntax),
			("]E0952012345678", Gs1Error::Length(ai("01"))),
			("]XX", Gs1Error::UnknownSyntax),
			("]C110A^B", Gs1Error::Character(ai("10"), 1)),
			("^", Gs1Error::UnknownAi),
			("^8912", Gs1Error::UnknownAi),
			("(1)2", Gs1Error::UnknownAi),
			("(012)2", Gs1Error::UnknownAi),
			("^01095201234567", Gs1Error::Length(ai("01"))),
			("^10ABCDEFGHIJKLMNOPQRSTU", Gs1Error::Length(ai("10"))),
			("(10)(01)09520123456788", Gs1Error::Length(ai("10"))),
			("^010952012345678X", Gs1Error::Character(ai("01"), 13)),
			("^0109520123456789", Gs1Error::Rule(ai("01"), "INCORRECT_CHECK_DIGIT")),
			("(02)09520123456789(37)1", Gs1Error::Rule(ai("02"), "INCORRECT_CHECK_DIGIT")),
			("(414)0614141000013", Gs1Error::Rule(ai("414"), "INCORRECT_CHECK_DIGIT")),
			("(01)09520123456788(17)271331", Gs1Error::Rule(ai("17"), "ILLEGAL_MONTH")),
			("(01)09520123456788(21)1(235)2", Gs1Error::Excluded(ai("21"), ai("235"))),
			("(00)095201234567891235(10)A", Gs1Error::Requires(ai("10"), "01,02,03,8006,8026")),
			("https://a/01/09520123456788?254=A", Gs1Error::Attribute(ai("254"))),
			("https://a/gtin/09520123456788", Gs1Error::NoKey),
			("^010952012345678810A~B", Gs1Error::Character(ai("10"), 1)),
			("(01)09520123456788(10)A(10)B", Gs1Error::Repeated(ai("10"))),
			("(10)A", Gs1Error::NoKey),
			("https://a", Gs1Error::NoKey),
			("https://a/b", Gs1Error::NoKey),
			("https:///01/09520123456788", Gs1Error::NotAUri),
			("https://user@a/01/09520123456788", Gs1Error::NotAUri),
			("https://a/01/09520123456788 ", Gs1Error::NotAUri),
			("https://a/01/095201234567%3", Gs1Error::Character(ai("01"), 0)),
			("https://a/01/09520123456788/10/%C3%A9", Gs1Error::Character(ai("10"), 0)),
			("https://a/01/09520123456788/21/1/10/A", Gs1Error::Qualifier(ai("21"))),
			("https://a/01/09520123456788?10=A", Gs1Error::Qualifier(ai("10"))),
			("https://a/01/09520123456788?01=09520123456788", Gs1Error::Repeated(ai("01"))),
			("https://a/01/09520123456788?89=1", Gs1Error::UnknownAi),
			("urn:epc:id:giai:0614141.12345", Gs1Error::NoKey),
			("urn:epc:id:usdod:1.2", Gs1Error::UnknownEpc),
			("urn:epc:id:lgtin:9520123.045678.A", Gs1Error::UnknownEpc),
			("urn:epc:id", Gs1Error::UnknownEpc),
			("urn:epc:id:sgtin:9520123.45678.1", Gs1Error::EpcDigits),
			("urn:epc:id:sgtin:95201.23045678.1", Gs1Error::EpcDigits),
			("urn:epc:id:sgtin:9520123.04567x.1", Gs1Error::EpcDigits),
			("urn:epc:id:sgtin:9520123.045678", Gs1Error::EpcSerial),
			("urn:epc:id:sgtin:9520123.045678.", Gs1Error::EpcSerial),
			("urn:epc:id:sgtin:9520123.045678.a/b", Gs1Error::EpcSerial),
			("urn:epc:id:sgtin:9520123.045678.%", Gs1Error::EpcSerial),
			("urn:epc:id:sgtin:9520123.045678.123456789012345678901", Gs1Error::Length(ai("21"))),
			("urn:epc:id:sscc:9520123.0456789123.1", Gs1Error::EpcSerial),
			("urn:epc:idpat:sgtin:9520123.*.*", Gs1Error::EpcDigits),
		] {
			assert_eq!(parse(text), Err(error), "{text}");
		}
		assert_eq!(parse(&format!("^{}", "1".repeat(MAX_TEXT))), Err(Gs1Error::TooLong));
	}

	#[test]
	fn json_should_say_what_kind_of_key_it_is() {
		let json = serde_json::to_string(&item("09520123456788", Some("A"), None)).unwrap();
		assert_eq!(json, r#"{"type":"tradeItem","gtin":"09520123456788","lot":"A","serial":null}"#);
		assert_eq!(serde_json::from_str::<Gs1Key>(&json).unwrap(), item("09520123456788", Some("A"), None));
	}

	proptest! {
		#[test]
		fn no_text_should_panic(text in "\\PC{0,60}", prefix in prop::sample::select(vec!["", "^", "(01)", "https://a/", "urn:epc:id:sgtin:", "]d2"])) {
			let _ = parse(&format!("{prefix}{text}"));
		}

		#[test]
		fn item_should_read_back_from_every_syntax(
			payload in 0u64..10u64.pow(13),
			lot in "[!-?A-Za-z_&&[^#$(^]]{1,20}",
			serial in "[!-?A-Za-z_&&[^#$(^]]{1,20}",
		) {
			let gtin = (0..10).find_map(|d| Gtin14::try_from(payload * 10 + d).ok()).unwrap().to_string();
			let expected = Ok(vec![item(&gtin, Some(&lot), Some(&serial))]);
			let encoded = |text: &str| text.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
			prop_assert_eq!(parse(&format!("^01{gtin}10{lot}^21{serial}")), expected.clone());
			prop_assert_eq!(parse(&format!("(01){gtin}(10){lot}(21){serial}")), expected.clone());
			prop_assert_eq!(parse(&format!("https://a/01/{gtin}/10/{}/21/{}", encoded(&lot), encoded(&serial))), expected);
			let reference = format!("{}{}", &gtin[..1], &gtin[8..13]);
			prop_assert_eq!(
				parse(&format!("urn:epc:id:sgtin:{}.{reference}.{}", &gtin[1..8], encoded(&serial))),
				Ok(vec![item(&gtin, None, Some(&serial))])
			);
		}
	}
}
