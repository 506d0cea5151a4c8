//! Key identifiers of the GS1 system: what is in a box's bar code, behind a Digital Link, or in an EPC.
//!
//! | syntax | example | standard |
//! |---|---|---|
//! | element string | `^010952012345678810ABC^21123` (`^` or GS, 0x1D, for FNC1), also after a symbology identifier such as `]d2` | GS1 General Specifications, 7.8 |
//! | bracketed | `(01)09520123456788(10)ABC(21)123` | the same, human readable interpretation |
//! | Digital Link | `https://any.example/01/09520123456788/10/ABC/21/123` | GS1 Digital Link: URI Syntax |
//! | EPC | `urn:epc:id:sgtin:9520123.045678.123` | EPC Tag Data Standard, 6 and 7 |
//!
//! Read are GTIN (01) with lot (10) and serial number (21), SSCC (00), and GLN (410 to 417) with extension (254).
//! The lengths and characters of other data are checked as far as finding the keys demands; their meaning, such as
//! dates, weights and which may stand beside which, is not.

use salus_primitives::{Gln13, Gtin14, IdentifierError, Sscc18};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The most bytes of a text that is read.
pub const MAX_TEXT: usize = 4_096;

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
	/// A character outside of the GS1 AI encodable character set 82, or not a digit where only digits may stand.
	#[error("the data of ({0}) have a character that may not stand there")]
	Character(String),
	/// The key breaks its own rule.
	#[error("the key of ({0}): {1}")]
	Key(String, IdentifierError),
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
	/// An EPC of another scheme than SGTIN, LGTIN, SSCC, SGLN or PGLN.
	#[error("an EPC of a scheme that is not read here")]
	UnknownEpc,
	/// The company prefix must have 6 to 12 digits, and with the reference exactly as many as the key demands.
	#[error("the EPC's company prefix and reference do not make a key")]
	EpcDigits,
	/// A serial number, lot or extension is missing, too long, or has a character that an EPC cannot have.
	#[error("the EPC's serial number, lot or extension is not lawful")]
	EpcSerial,
}

/// Read the keys of a text in any of the syntaxes of this module.
pub fn parse(text: &str) -> Result<Vec<Gs1Key>, Gs1Error> {
	if text.len() > MAX_TEXT {
		return Err(Gs1Error::TooLong);
	}
	if text.starts_with("urn:epc:") {
		epc(text).map(|key| vec![key])
	} else if web_scheme(text).is_some() {
		digital_link(text)
	} else if text.starts_with('(') {
		bracketed(text)
	} else if text.starts_with(FNC1) || text.starts_with(']') {
		element_string(text)
	} else {
		Err(Gs1Error::UnknownSyntax)
	}
}

// --- Application identifiers ---------------------------------------------------------------------------------------

const FNC1: [char; 2] = ['^', '\u{1d}'];

/// Application identifiers with their data.
type Elements = Vec<(String, String)>;

/// Number of digits of the application identifier that begins with these two (General Specifications, 7.8.1).
fn ai_digits(first_two: &str) -> Option<usize> {
	match first_two.parse::<u8>().ok()? {
		0..=3 | 10..=13 | 15..=17 | 20..=22 | 30 | 37 | 90..=99 => Some(2),
		23..=25 | 40..=42 | 71 => Some(3),
		31..=36 | 39 | 43 | 70 | 72 | 80..=82 => Some(4),
		_ => None,
	}
}

/// The application identifier at the beginning of a text.
fn leading_ai(text: &str) -> Result<&str, Gs1Error> {
	let first_two = text.get(..2).filter(|two| two.bytes().all(|b| b.is_ascii_digit())).ok_or(Gs1Error::UnknownAi)?;
	let digits = ai_digits(first_two).ok_or(Gs1Error::UnknownAi)?;
	text.get(..digits).filter(|ai| ai.bytes().all(|b| b.is_ascii_digit())).ok_or(Gs1Error::UnknownAi)
}

/// Is the whole text one application identifier?
fn is_ai(text: &str) -> bool {
	leading_ai(text) == Ok(text)
}

/// Length of the data of application identifiers that need no separator (General Specifications, 7.8.5).
fn predefined_length(ai: &str) -> Option<usize> {
	match ai.get(..2)? {
		"00" => Some(18),
		"01" | "02" | "03" => Some(14),
		"11" | "12" | "13" | "15" | "16" | "17" => Some(6),
		"20" => Some(2),
		"31" | "32" | "33" | "34" | "35" | "36" => Some(6),
		"41" => Some(13),
		_ => None,
	}
}

/// The most characters of data without a predefined length, as far as they matter here.
fn longest(ai: &str) -> usize {
	match ai {
		"10" | "21" | "22" | "254" => 20,
		"235" => 28,
		_ => 90,
	}
}

/// GS1 AI encodable character set 82.
fn encodable(c: char) -> bool {
	c.is_ascii_alphanumeric() || "!\"%&'()*+,-./:;<=>?_".contains(c)
}

/// Check what follows an application identifier, whatever it means.
fn checked(ai: &str, data: &str) -> Result<(), Gs1Error> {
	let lawful = predefined_length(ai).map_or((1..=longest(ai)).contains(&data.len()), |length| data.len() == length);
	if !data.chars().all(encodable) {
		Err(Gs1Error::Character(ai.into()))
	} else if !lawful {
		Err(Gs1Error::Length(ai.into()))
	} else {
		Ok(())
	}
}

fn key<T: FromStr<Err = IdentifierError>>(ai: &str, data: &str) -> Result<T, Gs1Error> {
	data.parse().map_err(|error| Gs1Error::Key(ai.into(), error))
}

/// Make keys of checked elements.
fn keys_of(elements: &Elements) -> Result<Vec<Gs1Key>, Gs1Error> {
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
			"02" | "03" => drop(key::<Gtin14>(ai, data)?),
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

// --- Element strings -----------------------------------------------------------------------------------------------

/// Read the keys of an element string: it begins with FNC1, written `^` or GS (0x1D), or with the symbology identifier
/// of a GS1 carrier (`]C1`, `]e0`, `]d2`, `]Q3`, `]J1`), which implies it.
pub fn element_string(text: &str) -> Result<Vec<Gs1Key>, Gs1Error> {
	let carrier = ["]C1", "]e0", "]d2", "]Q3", "]J1"].iter().find_map(|prefix| text.strip_prefix(prefix));
	let mut rest = carrier.or_else(|| text.strip_prefix(FNC1)).ok_or(Gs1Error::UnknownSyntax)?;
	let mut elements = Elements::new();
	loop {
		let ai = leading_ai(rest)?;
		let after = rest.get(ai.len()..).unwrap_or_default();
		let end = match predefined_length(ai) {
			Some(length) => length,
			None => after.find(FNC1).unwrap_or(after.len()),
		};
		let (data, after) = after.split_at_checked(end).ok_or_else(|| Gs1Error::Length(ai.into()))?;
		checked(ai, data)?;
		elements.push((ai.into(), data.into()));
		rest = after.strip_prefix(FNC1).unwrap_or(after);
		if rest.is_empty() {
			return keys_of(&elements);
		}
	}
}

/// Read the keys of bracketed element strings. A bracket within data is written `\(`.
pub fn bracketed(text: &str) -> Result<Vec<Gs1Key>, Gs1Error> {
	let mut elements = Elements::new();
	let mut rest = text;
	while !rest.is_empty() {
		let (ai, after) = rest.strip_prefix('(').and_then(|r| r.split_once(')')).ok_or(Gs1Error::UnknownSyntax)?;
		if !is_ai(ai) {
			return Err(Gs1Error::UnknownAi);
		}
		let mut data = String::new();
		let mut chars = after.chars();
		loop {
			rest = chars.as_str();
			match chars.next() {
				None | Some('(') => break,
				Some('\\') if chars.as_str().starts_with('(') => data.extend(chars.next()),
				Some(c) => data.push(c),
			}
		}
		checked(ai, &data)?;
		elements.push((ai.into(), data));
	}
	keys_of(&elements)
}

// --- Digital Link --------------------------------------------------------------------------------------------------

fn web_scheme(text: &str) -> Option<&str> {
	["https://", "http://", "HTTPS://", "HTTP://"].iter().find_map(|scheme| text.strip_prefix(scheme))
}

/// The sequences of qualifiers that a primary key may have; `None` for what is no primary key.
fn qualifiers(ai: &str) -> Option<&'static [&'static [&'static str]]> {
	Some(match ai {
		"01" => &[&["22", "10", "21"], &["235"]],
		"8006" => &[&["22", "10", "21"]],
		"414" => &[&["254"], &["7040"]],
		"417" | "8004" => &[&["7040"]],
		"415" => &[&["8020"]],
		"8010" => &[&["8011"]],
		"8017" | "8018" => &[&["8019"]],
		"00" | "253" | "255" | "401" | "402" | "8003" | "8013" => &[],
		_ => return None,
	})
}

/// Undo percent-encoding; `None` where it is broken or does not give ASCII.
fn percent_decoded(text: &str) -> Option<String> {
	let mut out = String::new();
	let mut rest = text;
	while let Some((plain, after)) = rest.split_once('%') {
		let digits = after.get(..2).filter(|two| two.bytes().all(|b| b.is_ascii_hexdigit()))?;
		let byte = u8::from_str_radix(digits, 16).ok().filter(u8::is_ascii)?;
		out.push_str(plain);
		out.push(char::from(byte));
		rest = after.get(2..)?;
	}
	out.push_str(rest);
	Some(out)
}

/// Read the keys of a Digital Link URI of any domain, uncompressed. GTINs of 8, 12 and 13 digits are widened.
pub fn digital_link(uri: &str) -> Result<Vec<Gs1Key>, Gs1Error> {
	let uri_character = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c);
	if !uri.chars().all(uri_character) {
		return Err(Gs1Error::NotAUri);
	}
	let uri = web_scheme(uri).ok_or(Gs1Error::NotAUri)?;
	let uri = uri.split_once('#').map_or(uri, |(before, _)| before);
	let (address, query) = uri.split_once('?').unwrap_or((uri, ""));
	let (authority, path) = address.split_once('/').ok_or(Gs1Error::NoKey)?;
	if authority.is_empty() || !authority.chars().all(|c| c.is_ascii_alphanumeric() || "-._:[]".contains(c)) {
		return Err(Gs1Error::NotAUri);
	}

	// Pairs of the path from its end; the first primary key from there is the one, what stands before it the stem.
	let mut segments = path.rsplit('/');
	let mut pairs = Vec::new();
	let allowed = loop {
		let (Some(data), Some(ai)) = (segments.next(), segments.next()) else { return Err(Gs1Error::NoKey) };
		pairs.push((ai, data));
		if let Some(allowed) = qualifiers(ai) {
			break allowed;
		}
	};
	pairs.reverse();
	let in_path: Vec<&str> = pairs.iter().map(|(ai, _)| *ai).skip(1).collect();
	let in_order = |sequence: &&[&str]| {
		let mut left = sequence.iter();
		in_path.iter().all(|ai| left.any(|allowed| allowed == ai))
	};
	if let (Some(first), false) = (in_path.first(), allowed.iter().any(in_order)) {
		return Err(Gs1Error::Qualifier(if is_ai(first) { first.to_string() } else { String::new() }));
	}

	for parameter in query.split('&') {
		// Parameters that are no application identifiers belong to someone else.
		let Some((ai, data)) = parameter.split_once('=') else { continue };
		if !ai.bytes().all(|b| b.is_ascii_digit()) {
			continue;
		}
		if !is_ai(ai) {
			return Err(Gs1Error::UnknownAi);
		}
		if pairs.iter().any(|(other, _)| *other == ai) {
			return Err(Gs1Error::Repeated(ai.into()));
		}
		if allowed.iter().any(|sequence| sequence.contains(&ai)) {
			return Err(Gs1Error::Qualifier(ai.into()));
		}
		// In a query, `+` means a space, which no data may have.
		if data.contains('+') {
			return Err(Gs1Error::Character(ai.into()));
		}
		pairs.push((ai, data));
	}

	let mut elements = Elements::new();
	for (ai, data) in pairs {
		let mut data = percent_decoded(data).ok_or_else(|| Gs1Error::Character(ai.into()))?;
		if ai == "01" && matches!(data.len(), 8 | 12 | 13) {
			data = format!("{data:0>14}");
		}
		checked(ai, &data)?;
		elements.push((ai.into(), data));
	}
	keys_of(&elements)
}

// --- EPC -----------------------------------------------------------------------------------------------------------

/// Read the key of an EPC: `urn:epc:id:` SGTIN, SSCC, SGLN or PGLN, `urn:epc:class:lgtin:`, or the pattern
/// `urn:epc:idpat:sgtin:` with every serial number (`*`).
pub fn epc(urn: &str) -> Result<Gs1Key, Gs1Error> {
	let name = urn.strip_prefix("urn:epc:").ok_or(Gs1Error::UnknownSyntax)?;
	let mut parts = name.splitn(3, ':');
	let (Some(kind), Some(scheme), Some(fields)) = (parts.next(), parts.next(), parts.next()) else {
		return Err(Gs1Error::UnknownEpc);
	};
	let mut fields = fields.splitn(3, '.');
	let (prefix, reference) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
	let last = fields.next();
	let qualifier = || last.ok_or(Gs1Error::EpcSerial).and_then(epc_qualifier);
	match (kind, scheme) {
		("id", "sgtin") => {
			Ok(Gs1Key::TradeItem { gtin: from_epc(prefix, reference, 13)?, lot: None, serial: Some(qualifier()?) })
		},
		("class", "lgtin") => {
			Ok(Gs1Key::TradeItem { gtin: from_epc(prefix, reference, 13)?, lot: Some(qualifier()?), serial: None })
		},
		("idpat", "sgtin") if last == Some("*") => {
			Ok(Gs1Key::TradeItem { gtin: from_epc(prefix, reference, 13)?, lot: None, serial: None })
		},
		("id", "sgln") => {
			let extension = Some(qualifier()?).filter(|extension| extension != "0");
			Ok(Gs1Key::Location { gln: from_epc(prefix, reference, 12)?, extension })
		},
		("id", "sscc") if last.is_none() => Ok(Gs1Key::LogisticUnit { sscc: from_epc(prefix, reference, 17)? }),
		("id", "pgln") if last.is_none() => Ok(Gs1Key::Party { gln: from_epc(prefix, reference, 12)? }),
		("id", "sscc" | "pgln") | ("idpat", "sgtin") => Err(Gs1Error::EpcSerial),
		_ => Err(Gs1Error::UnknownEpc),
	}
}

/// The key that company prefix and reference make; an EPC leaves the check digit out.
fn from_epc<T: TryFrom<u64>>(prefix: &str, reference: &str, digits: usize) -> Result<T, Gs1Error> {
	let (Some(rest), true) = (digits.checked_sub(prefix.len()), (6..=12).contains(&prefix.len())) else {
		return Err(Gs1Error::EpcDigits);
	};
	if reference.len() != rest || !prefix.bytes().chain(reference.bytes()).all(|b| b.is_ascii_digit()) {
		return Err(Gs1Error::EpcDigits);
	}
	// The indicator or extension digit of GTIN and SSCC stands in front of the company prefix, in a GLN there is none.
	let (front, back) = if digits == 12 { ("", reference) } else { reference.split_at(1) };
	let payload: u64 = format!("{front}{prefix}{back}").parse().map_err(|_| Gs1Error::EpcDigits)?;
	let payload = payload.checked_mul(10).ok_or(Gs1Error::EpcDigits)?;
	// Exactly one digit completes it.
	(0..10).find_map(|digit| T::try_from(payload.checked_add(digit)?).ok()).ok_or(Gs1Error::EpcDigits)
}

/// A serial number, lot or extension of an EPC.
fn epc_qualifier(text: &str) -> Result<String, Gs1Error> {
	// These must be percent-encoded in a URN.
	let plain = |c: char| c == '%' || (encodable(c) && !"\"&/<>?".contains(c));
	let decoded = if text.chars().all(plain) { percent_decoded(text) } else { None };
	decoded.filter(|d| (1..=20).contains(&d.len()) && d.chars().all(encodable)).ok_or(Gs1Error::EpcSerial)
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
			("]E09520123456788", Gs1Error::UnknownSyntax),
			("^", Gs1Error::UnknownAi),
			("^8912", Gs1Error::UnknownAi),
			("(1)2", Gs1Error::UnknownAi),
			("(012)2", Gs1Error::UnknownAi),
			("^01095201234567", Gs1Error::Length(ai("01"))),
			("^10ABCDEFGHIJKLMNOPQRSTU", Gs1Error::Length(ai("10"))),
			("(10)(01)09520123456788", Gs1Error::Length(ai("10"))),
			("^010952012345678X", Gs1Error::Key(ai("01"), IdentifierError::Digit)),
			("^0109520123456789", Gs1Error::Key(ai("01"), IdentifierError::CheckDigit)),
			("(02)09520123456789(37)1", Gs1Error::Key(ai("02"), IdentifierError::CheckDigit)),
			("(414)0614141000013", Gs1Error::Key(ai("414"), IdentifierError::CheckDigit)),
			("^010952012345678810A~B", Gs1Error::Character(ai("10"))),
			("(01)09520123456788(10)A(10)B", Gs1Error::Repeated(ai("10"))),
			("(10)A", Gs1Error::NoKey),
			("https://a", Gs1Error::NoKey),
			("https://a/b", Gs1Error::NoKey),
			("https:///01/09520123456788", Gs1Error::NotAUri),
			("https://user@a/01/09520123456788", Gs1Error::NotAUri),
			("https://a/01/09520123456788 ", Gs1Error::NotAUri),
			("https://a/01/095201234567%3", Gs1Error::Character(ai("01"))),
			("https://a/01/09520123456788/10/%C3%A9", Gs1Error::Character(ai("10"))),
			("https://a/01/09520123456788/21/1/10/A", Gs1Error::Qualifier(ai("21"))),
			("https://a/01/09520123456788?10=A", Gs1Error::Qualifier(ai("10"))),
			("https://a/01/09520123456788?01=09520123456788", Gs1Error::Repeated(ai("01"))),
			("https://a/01/09520123456788?89=1", Gs1Error::UnknownAi),
			("urn:epc:id:giai:0614141.12345", Gs1Error::UnknownEpc),
			("urn:epc:id:lgtin:9520123.045678.A", Gs1Error::UnknownEpc),
			("urn:epc:id", Gs1Error::UnknownEpc),
			("urn:epc:id:sgtin:9520123.45678.1", Gs1Error::EpcDigits),
			("urn:epc:id:sgtin:95201.23045678.1", Gs1Error::EpcDigits),
			("urn:epc:id:sgtin:9520123.04567x.1", Gs1Error::EpcDigits),
			("urn:epc:id:sgtin:9520123.045678", Gs1Error::EpcSerial),
			("urn:epc:id:sgtin:9520123.045678.", Gs1Error::EpcSerial),
			("urn:epc:id:sgtin:9520123.045678.a/b", Gs1Error::EpcSerial),
			("urn:epc:id:sgtin:9520123.045678.%", Gs1Error::EpcSerial),
			("urn:epc:id:sgtin:9520123.045678.123456789012345678901", Gs1Error::EpcSerial),
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
