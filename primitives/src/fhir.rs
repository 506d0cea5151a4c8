//! Canonical form of FHIR JSON documents.
//!
//! A commitment binds bytes, and the same resource can be written in many bytes. The canonical form is RFC 8785 (JSON
//! Canonicalization Scheme): no white space, members sorted by the UTF-16 code units of their names, one way to
//! escape a string. It differs in what FHIR demands:
//!
//! - **Number lexemes stay as they were read** (RFC 8785, 3.2.2.3 does not apply): FHIR decimals carry their
//!   precision, so `1.0` is not `1.00`.
//! - **`meta.versionId` and `meta.lastUpdated` of the root are removed**, and `meta` itself if nothing is left in it:
//!   servers set them. Nothing else is changed, and nothing inside contained or bundled resources.
//! - The root is an object with a string `resourceType`; nothing is nested deeper than [`MAX_DEPTH`].
//!
//! A name that an object has twice, text that is not UTF-8, lone surrogates, and everything that RFC 8259 does not
//! allow are refused. Canonical bytes are their own canonical form.
//!
//! This is a tokenizer of its own because no parser at hand keeps what must be kept: `serde_json`'s numbers rewrite
//! lexemes (`1E5`), its raw values keep the white space inside and still leave the sorting to be done. It reads once,
//! front to back, and writes straight into one buffer that is never longer than the input.

use alloc::{string::String, vec::Vec};
use core::fmt;

/// The most bytes of a document. Leaves room to sort it within the largest block the runtime's allocator gives.
pub const MAX_BYTES: usize = 16 * 1_024 * 1_024;

/// The most members of one object. Keeps what is remembered while sorting small.
pub const MAX_MEMBERS: usize = 65_536;

/// How deep objects and arrays may be nested. The root is at depth 1.
pub const MAX_DEPTH: u32 = 64;

/// Why a document has no canonical form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CanonicalError {
	/// More than [`MAX_BYTES`].
	TooLarge,
	/// Not UTF-8.
	NotUtf8,
	/// Nested deeper than [`MAX_DEPTH`].
	TooDeep,
	/// An object has more than [`MAX_MEMBERS`].
	TooManyMembers,
	/// The text ends before the value does.
	UnexpectedEnd,
	/// A character that may not stand there.
	UnexpectedCharacter,
	/// Something other than white space follows the value.
	TrailingCharacters,
	/// A number that JSON does not know, such as `01`, `1.` or `+1`.
	InvalidNumber,
	/// A control character inside a string that is not escaped.
	ControlCharacter,
	/// An escape that JSON does not know.
	InvalidEscape,
	/// An escaped surrogate without its other half.
	LoneSurrogate,
	/// An object has the same name twice.
	DuplicateName,
	/// The root is not an object with a string `resourceType`.
	NotAResource,
}

impl fmt::Display for CanonicalError {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(match self {
			Self::TooLarge => "the document is too large",
			Self::NotUtf8 => "the document is not UTF-8",
			Self::TooDeep => "the document is nested too deep",
			Self::TooManyMembers => "an object has too many members",
			Self::UnexpectedEnd => "the document ends too early",
			Self::UnexpectedCharacter => "the document has a character that may not stand there",
			Self::TrailingCharacters => "something follows the document",
			Self::InvalidNumber => "the document has a number that JSON does not know",
			Self::ControlCharacter => "a string has a control character that is not escaped",
			Self::InvalidEscape => "a string has an escape that JSON does not know",
			Self::LoneSurrogate => "a string has half of a surrogate pair",
			Self::DuplicateName => "an object has a name twice",
			Self::NotAResource => "the root is not an object with a string resourceType",
		})
	}
}

impl core::error::Error for CanonicalError {}

/// The canonical form of a FHIR resource.
pub fn canonicalize(json: &[u8]) -> Result<Vec<u8>, CanonicalError> {
	if json.len() > MAX_BYTES {
		return Err(CanonicalError::TooLarge);
	}
	let text = core::str::from_utf8(json).map_err(|_| CanonicalError::NotUtf8)?;
	let mut writer = Writer { rest: text, out: String::with_capacity(text.len()), is_resource: false };
	writer.skip_white_space();
	writer.value(Place::Root, 1)?;
	writer.skip_white_space();
	if !writer.rest.is_empty() {
		return Err(CanonicalError::TrailingCharacters);
	}
	if !writer.is_resource {
		return Err(CanonicalError::NotAResource);
	}
	Ok(writer.out.into_bytes())
}

/// What the rules about the root need to know of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
	Root,
	/// The `meta` of the root.
	Meta,
	Inside,
}

/// Where a member, canonical in itself, lies in the buffer.
struct Member {
	start: usize,
	name_end: usize,
	end: usize,
	removed: bool,
}

struct Writer<'a> {
	rest: &'a str,
	out: String,
	is_resource: bool,
}

impl Writer<'_> {
	fn skip_white_space(&mut self) {
		self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
	}

	/// The next byte, which is left where it is.
	fn peek(&self) -> Result<u8, CanonicalError> {
		self.rest.bytes().next().ok_or(CanonicalError::UnexpectedEnd)
	}

	fn next(&mut self) -> Result<char, CanonicalError> {
		let mut chars = self.rest.chars();
		let next = chars.next().ok_or(CanonicalError::UnexpectedEnd)?;
		self.rest = chars.as_str();
		Ok(next)
	}

	/// Take the first `length` bytes of the rest as they are.
	fn copy(&mut self, length: usize) -> Result<(), CanonicalError> {
		let (taken, rest) = self.rest.split_at_checked(length).ok_or(CanonicalError::UnexpectedEnd)?;
		self.out.push_str(taken);
		self.rest = rest;
		Ok(())
	}

	/// One value; `depth` is that of a container standing here.
	fn value(&mut self, place: Place, depth: u32) -> Result<(), CanonicalError> {
		match self.peek()? {
			b'{' | b'[' if depth > MAX_DEPTH => Err(CanonicalError::TooDeep),
			b'{' => self.object(place, depth),
			b'[' => self.array(depth),
			b'"' => self.string(),
			b'-' | b'0'..=b'9' => self.number(),
			_ => self.literal(),
		}
	}

	fn literal(&mut self) -> Result<(), CanonicalError> {
		for word in ["true", "false", "null"] {
			if self.rest.starts_with(word) {
				return self.copy(word.len());
			}
			if word.starts_with(self.rest) {
				return Err(CanonicalError::UnexpectedEnd);
			}
		}
		Err(CanonicalError::UnexpectedCharacter)
	}

	fn number(&mut self) -> Result<(), CanonicalError> {
		let length =
			self.rest.find(|c: char| !matches!(c, '0'..='9' | '+' | '-' | '.' | 'e' | 'E')).unwrap_or(self.rest.len());
		if !self.rest.get(..length).is_some_and(is_number) {
			return Err(CanonicalError::InvalidNumber);
		}
		self.copy(length)
	}

	fn array(&mut self, depth: u32) -> Result<(), CanonicalError> {
		self.copy(1)?;
		self.skip_white_space();
		if self.peek()? == b']' {
			return self.copy(1);
		}
		loop {
			self.value(Place::Inside, depth.saturating_add(1))?;
			self.skip_white_space();
			match self.peek()? {
				b',' => self.copy(1)?,
				b']' => return self.copy(1),
				_ => return Err(CanonicalError::UnexpectedCharacter),
			}
			self.skip_white_space();
		}
	}

	fn object(&mut self, place: Place, depth: u32) -> Result<(), CanonicalError> {
		self.copy(1)?;
		let first = self.out.len();
		self.skip_white_space();
		if self.peek()? == b'}' {
			return self.copy(1);
		}
		let mut members = Vec::new();
		loop {
			if members.len() >= MAX_MEMBERS {
				return Err(CanonicalError::TooManyMembers);
			}
			members.push(self.member(place, depth)?);
			self.skip_white_space();
			match self.peek()? {
				b',' => self.copy(1)?,
				b'}' => break,
				_ => return Err(CanonicalError::UnexpectedCharacter),
			}
			self.skip_white_space();
		}
		self.arrange(first, members)?;
		self.copy(1)
	}

	/// Name, colon and value.
	fn member(&mut self, place: Place, depth: u32) -> Result<Member, CanonicalError> {
		let start = self.out.len();
		if self.peek()? != b'"' {
			return Err(CanonicalError::UnexpectedCharacter);
		}
		self.string()?;
		let name_end = self.out.len();
		self.skip_white_space();
		if self.peek()? != b':' {
			return Err(CanonicalError::UnexpectedCharacter);
		}
		let name = self.out.get(start..name_end);
		let is_meta = place == Place::Root && name == Some("\"meta\"");
		let is_type = place == Place::Root && name == Some("\"resourceType\"");
		let is_servers = place == Place::Meta && matches!(name, Some("\"versionId\"" | "\"lastUpdated\""));
		self.copy(1)?;
		self.skip_white_space();
		self.is_resource |= is_type && self.peek()? == b'"';
		let place = if is_meta { Place::Meta } else { Place::Inside };
		self.value(place, depth.saturating_add(1))?;
		let removed = is_servers || (is_meta && self.out.ends_with(":{}"));
		Ok(Member { start, name_end, end: self.out.len(), removed })
	}

	/// A string, escaped as RFC 8785, 3.2.2.2 says.
	fn string(&mut self) -> Result<(), CanonicalError> {
		self.copy(1)?;
		loop {
			let plain =
				self.rest.find(|c: char| c == '"' || c == '\\' || c < ' ').ok_or(CanonicalError::UnexpectedEnd)?;
			self.copy(plain)?;
			match self.peek()? {
				b'"' => return self.copy(1),
				b'\\' => self.escape()?,
				_ => return Err(CanonicalError::ControlCharacter),
			}
		}
	}

	fn escape(&mut self) -> Result<(), CanonicalError> {
		self.next()?;
		let character = match self.next()? {
			'"' => '"',
			'\\' => '\\',
			'/' => '/',
			'b' => '\u{8}',
			't' => '\t',
			'n' => '\n',
			'f' => '\u{c}',
			'r' => '\r',
			'u' => self.code_point()?,
			_ => return Err(CanonicalError::InvalidEscape),
		};
		match character {
			'"' => self.out.push_str("\\\""),
			'\\' => self.out.push_str("\\\\"),
			'\u{8}' => self.out.push_str("\\b"),
			'\t' => self.out.push_str("\\t"),
			'\n' => self.out.push_str("\\n"),
			'\u{c}' => self.out.push_str("\\f"),
			'\r' => self.out.push_str("\\r"),
			control if control < ' ' => {
				self.out.push_str("\\u00");
				self.out.push(if control < '\u{10}' { '0' } else { '1' });
				self.out.push(char::from_digit(u32::from(control) % 16, 16).ok_or(CanonicalError::InvalidEscape)?);
			},
			other => self.out.push(other),
		}
		Ok(())
	}

	/// What follows `\u`, with the second half of a surrogate pair.
	fn code_point(&mut self) -> Result<char, CanonicalError> {
		let first = self.code_unit()?;
		let second = match first {
			0xD800..=0xDBFF => {
				self.rest = self.rest.strip_prefix("\\u").ok_or(CanonicalError::LoneSurrogate)?;
				Some(self.code_unit()?)
			},
			_ => None,
		};
		let mut decoded = char::decode_utf16([first].into_iter().chain(second));
		decoded.next().and_then(Result::ok).ok_or(CanonicalError::LoneSurrogate)
	}

	fn code_unit(&mut self) -> Result<u16, CanonicalError> {
		let mut unit = 0u16;
		for _ in 0..4 {
			let digit = self.next()?.to_digit(16).and_then(|digit| u16::try_from(digit).ok());
			unit = unit.wrapping_mul(16).wrapping_add(digit.ok_or(CanonicalError::InvalidEscape)?);
		}
		Ok(unit)
	}

	/// Put the members, written from `first` on as they were read, in order; refuse names that stand there twice.
	fn arrange(&mut self, first: usize, mut members: Vec<Member>) -> Result<(), CanonicalError> {
		let text = |start: usize, end: usize| self.out.get(start..end).unwrap_or_default();
		let name = |member: &Member| text(member.start, member.name_end);
		members.sort_unstable_by(|a, b| code_units(name(a)).cmp(code_units(name(b))));
		if members.windows(2).any(|pair| matches!(pair, [a, b] if name(a) == name(b))) {
			return Err(CanonicalError::DuplicateName);
		}
		if members.is_sorted_by_key(|member| member.start) && !members.iter().any(|member| member.removed) {
			return Ok(());
		}
		let mut arranged = String::with_capacity(self.out.len().saturating_sub(first));
		for member in members.iter().filter(|member| !member.removed) {
			if !arranged.is_empty() {
				arranged.push(',');
			}
			arranged.push_str(text(member.start, member.end));
		}
		self.out.truncate(first);
		self.out.push_str(&arranged);
		Ok(())
	}
}

/// The UTF-16 code units of a name that is written in canonical form.
fn code_units(written: &str) -> impl Iterator<Item = u16> + '_ {
	let inner = written.strip_prefix('"').and_then(|name| name.strip_suffix('"')).unwrap_or_default();
	let mut chars = inner.chars();
	let unescaped = core::iter::from_fn(move || match chars.next()? {
		'\\' => Some(match chars.next()? {
			'b' => '\u{8}',
			't' => '\t',
			'n' => '\n',
			'f' => '\u{c}',
			'r' => '\r',
			// Four digits, of which the first two are zeros.
			'u' => {
				let code = u32::from_str_radix(chars.as_str().get(..4)?, 16).ok()?;
				chars.nth(3)?;
				char::from_u32(code)?
			},
			other => other,
		}),
		other => Some(other),
	});
	unescaped.flat_map(|c| {
		let mut units = [0; 2];
		let length = c.encode_utf16(&mut units).len();
		units.into_iter().take(length)
	})
}

/// Is this a number of RFC 8259, section 6?
fn is_number(lexeme: &str) -> bool {
	let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
	let unsigned = lexeme.strip_prefix('-').unwrap_or(lexeme);
	let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
		Some((mantissa, exponent)) => (mantissa, Some(exponent)),
		None => (unsigned, None),
	};
	let (integer, fraction) = match mantissa.split_once('.') {
		Some((integer, fraction)) => (integer, Some(fraction)),
		None => (mantissa, None),
	};
	(integer == "0" || (digits(integer) && !integer.starts_with('0')))
		&& fraction.is_none_or(digits)
		&& exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::{format, vec};

	fn canonical(json: &str) -> Result<String, CanonicalError> {
		canonicalize(json.as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap())
	}

	/// The canonical form of one value, seen inside a resource.
	fn inside(value: &str) -> Result<String, CanonicalError> {
		let text = canonical(&format!("{{\"resourceType\":\"X\",\"v\":{value}}}"))?;
		Ok(text.strip_prefix("{\"resourceType\":\"X\",\"v\":").unwrap().strip_suffix('}').unwrap().into())
	}

	#[test]
	fn white_space_should_go_and_members_be_sorted() {
		let text = " {\t\"b\" : [ 1 , { } , [ ] ] ,\r\n \"resourceType\" : \"X\", \"a\": null } \n";
		assert_eq!(canonical(text).unwrap(), r#"{"a":null,"b":[1,{},[]],"resourceType":"X"}"#);
	}

	#[test]
	fn names_should_be_sorted_by_utf16_code_units() {
		// By bytes of UTF-8 the last two would change places; by code points too.
		let sorted = "{\"\":0,\"\\n\":0,\"\\u001f\":0,\"!\":0,\"\\\"\":0,\"a\":0,\"a!\":0,\"aa\":0,\"é\":0,\"😀\":0,\"\u{fb33}\":0}";
		let mixed = "{\"\u{fb33}\":0,\"😀\":0,\"aa\":0,\"a!\":0,\"é\":0,\"a\":0,\"\\\"\":0,\"!\":0,\"\\u001F\":0,\"\\n\":0,\"\":0}";
		assert_eq!(inside(mixed).unwrap(), sorted);
		assert_eq!(inside(sorted).unwrap(), sorted);
	}

	#[test]
	fn strings_should_be_escaped_in_one_way() {
		let written =
			r#""\u0041\/\u00e9\u00E9\ud83d\uDE00\u000a\u0008\u0009\u000c\u000d\u0022\u005c\u0000\u001F\u007f""#;
		assert_eq!(inside(written).unwrap(), "\"A/éé😀\\n\\b\\t\\f\\r\\\"\\\\\\u0000\\u001f\u{7f}\"");
		// No Unicode normalisation.
		assert_eq!(inside("\"A\u{30a}\"").unwrap(), "\"A\u{30a}\"");
		assert_eq!(inside("\"\u{2028}\u{ffff}\"").unwrap(), "\"\u{2028}\u{ffff}\"");
	}

	#[test]
	fn number_lexemes_should_stay() {
		for lexeme in [
			"0",
			"-0",
			"1.0",
			"1.00",
			"1E5",
			"1e+5",
			"1e-07",
			"333333333.33333329",
			"-0.0e0",
			"12345678901234567890123456789",
		] {
			assert_eq!(inside(lexeme).unwrap(), lexeme);
		}
		for wrong in ["01", "-", "1.", "-.5", "1e", "1e+", "00", "-01", "1.2.3", "1-2", "1e5e5", "--1", "1e1.5", "0+1"]
		{
			assert_eq!(inside(wrong), Err(CanonicalError::InvalidNumber), "{wrong}");
		}
		for wrong in ["+1", ".5", "1x", "0x10", "NaN", "Infinity", "1_000"] {
			assert_eq!(inside(wrong), Err(CanonicalError::UnexpectedCharacter), "{wrong}");
		}
	}

	#[test]
	fn what_servers_set_should_be_removed_from_the_root_only() {
		let keep =
			r#"{"resourceType":"Bundle","contained":[{"meta":{"versionId":"1"}}],"x":{"meta":{"lastUpdated":"t"}}}"#;
		let with_meta = |meta: &str| canonical(&format!("{{\"resourceType\":\"X\",\"meta\":{meta}}}")).unwrap();
		assert_eq!(
			canonical(keep).unwrap(),
			r#"{"contained":[{"meta":{"versionId":"1"}}],"resourceType":"Bundle","x":{"meta":{"lastUpdated":"t"}}}"#
		);
		assert_eq!(with_meta(r#"{"versionId":"1","lastUpdated":"2026-01-01T00:00:00Z"}"#), r#"{"resourceType":"X"}"#);
		assert_eq!(with_meta(r#"{"version\u0049d":{"deep":[1]}}"#), r#"{"resourceType":"X"}"#);
		assert_eq!(with_meta("{}"), r#"{"resourceType":"X"}"#);
		assert_eq!(
			with_meta(r#"{"versionId":"1","profile":["p"],"lastUpdated":"t","_lastUpdated":{},"tag":[]}"#),
			r#"{"meta":{"_lastUpdated":{},"profile":["p"],"tag":[]},"resourceType":"X"}"#
		);
		assert_eq!(with_meta(r#"[{"versionId":"1"}]"#), r#"{"meta":[{"versionId":"1"}],"resourceType":"X"}"#);
		assert_eq!(with_meta("\"versionId\""), r#"{"meta":"versionId","resourceType":"X"}"#);
		assert_eq!(
			canonical(r#"{"m\u0065ta":{"versionId":"1"},"resourceType":"X"}"#).unwrap(),
			r#"{"resourceType":"X"}"#
		);
		assert_eq!(
			canonical(r#"{"meta":{"extension":{"versionId":"1"}},"resourceType":"X"}"#).unwrap(),
			r#"{"meta":{"extension":{"versionId":"1"}},"resourceType":"X"}"#
		);
	}

	#[test]
	fn name_that_stands_twice_should_be_refused() {
		for twice in [
			r#"{"a":1,"a":1}"#,
			r#"{"a":1,"b":2,"\u0061":3}"#,
			r#"{"\/":1,"/":1}"#,
			r#"{"😀":1,"\ud83d\ude00":1}"#,
			r#"{"":1,"":2}"#,
			r#"[[{"x":{"y":0,"y":0}}]]"#,
		] {
			assert_eq!(inside(twice), Err(CanonicalError::DuplicateName), "{twice}");
		}
		for twice in [
			r#"{"resourceType":"X","resourceType":"X"}"#,
			r#"{"resourceType":"X","meta":{"versionId":"1"},"meta":{}}"#,
			r#"{"resourceType":"X","meta":{"versionId":"1","versionId":"1"}}"#,
		] {
			assert_eq!(canonical(twice), Err(CanonicalError::DuplicateName), "{twice}");
		}
	}

	#[test]
	fn root_should_be_a_resource() {
		for other in ["1", "null", "\"resourceType\"", "[]", "{}", r#"[{"resourceType":"X"}]"#, r#"{"resourceType":1}"#]
		{
			assert_eq!(canonical(other), Err(CanonicalError::NotAResource), "{other}");
		}
		assert_eq!(canonical(r#"{"x":{"resourceType":"X"}}"#), Err(CanonicalError::NotAResource));
		assert_eq!(canonical(r#"{"meta":{"resourceType":"X"}}"#), Err(CanonicalError::NotAResource));
		assert!(canonical(r#"{"resource\u0054ype":"X"}"#).is_ok());
	}

	#[test]
	fn malformed_text_should_be_refused_with_its_own_reason() {
		use CanonicalError::*;
		for (text, error) in [
			("", UnexpectedEnd),
			("{", UnexpectedEnd),
			("[1", UnexpectedEnd),
			("[1,", UnexpectedEnd),
			("\"abc", UnexpectedEnd),
			("\"abc\\", UnexpectedEnd),
			("\"\\u12", UnexpectedEnd),
			("{\"a\"", UnexpectedEnd),
			("{\"a\":", UnexpectedEnd),
			("tru", UnexpectedEnd),
			("truu", UnexpectedCharacter),
			("{,}", UnexpectedCharacter),
			("{\"a\":1,}", UnexpectedCharacter),
			("[1,]", UnexpectedCharacter),
			("[1 2]", UnexpectedCharacter),
			("{\"a\" 1}", UnexpectedCharacter),
			("{a:1}", UnexpectedCharacter),
			("{'a':1}", UnexpectedCharacter),
			("[1}", UnexpectedCharacter),
			("/* */ {}", UnexpectedCharacter),
			("\u{feff}{}", UnexpectedCharacter),
			("\u{a0}{}", UnexpectedCharacter),
			("{\"resourceType\":\"X\"} x", TrailingCharacters),
			("{\"resourceType\":\"X\"}{\"resourceType\":\"X\"}", TrailingCharacters),
			("{\"resourceType\":\"X\"}\0", TrailingCharacters),
			("\"a\nb\"", ControlCharacter),
			("\"\0\"", ControlCharacter),
			("\"\t\"", ControlCharacter),
			("\"\\x\"", InvalidEscape),
			("\"\\u12G4\"", InvalidEscape),
			("\"\\u+123\"", InvalidEscape),
			("\"\\U0041\"", InvalidEscape),
			("\"\\ud800\"", LoneSurrogate),
			("\"\\ud800x\"", LoneSurrogate),
			("\"\\ud800\\n\"", LoneSurrogate),
			("\"\\ud800\\ud800\"", LoneSurrogate),
			("\"\\ud800\\u0041\"", LoneSurrogate),
			("\"\\udc00\"", LoneSurrogate),
			("{\"\\udfff\":1}", LoneSurrogate),
		] {
			assert_eq!(canonical(text), Err(error), "{text}");
		}
		for bytes in [&b"\xff"[..], b"{\"a\":\"\xc3\"}", b"\"\xed\xa0\x80\"", b"\"\xc0\xaf\"", b"\"\xf4\x90\x80\x80\""]
		{
			assert_eq!(canonicalize(bytes), Err(NotUtf8));
		}
	}

	#[test]
	fn every_cut_of_a_document_should_be_refused() {
		let text = r#"{"resourceType":"X","meta":{"versionId":"1"},"a":[1.5e-3,"\ud83d\ude00",{"b":null}]}"#;
		assert!(canonical(text).is_ok());
		for end in 0..text.len() {
			assert!(canonical(&text[..end]).is_err(), "{}", &text[..end]);
		}
	}

	#[test]
	fn nesting_should_be_allowed_to_the_limit_and_no_deeper() {
		let arrays = |depth: usize| {
			let (open, close) = ("[".repeat(depth - 1), "]".repeat(depth - 1));
			canonical(&format!("{{\"resourceType\":\"X\",\"v\":{open}{close}}}"))
		};
		let objects = |depth: usize| {
			let (open, close) = ("{\"v\":".repeat(depth - 1), "}".repeat(depth - 1));
			canonical(&format!("{{\"resourceType\":\"X\",\"v\":{open}0{close}}}"))
		};
		assert!(arrays(64).is_ok() && objects(64).is_ok());
		assert_eq!(arrays(65), Err(CanonicalError::TooDeep));
		assert_eq!(objects(65), Err(CanonicalError::TooDeep));
		assert_eq!(arrays(10_000), Err(CanonicalError::TooDeep));
		assert_eq!(canonicalize(&vec![b'['; 10_000_000]), Err(CanonicalError::TooDeep));
	}

	#[test]
	fn size_should_be_bounded() {
		assert_eq!(canonicalize(&vec![b' '; MAX_BYTES + 1]), Err(CanonicalError::TooLarge));
		let members = |count: usize| {
			let members: Vec<_> = (1..count).map(|n| format!("\"{n}\":0")).collect();
			canonical(&format!("{{\"resourceType\":\"X\",{}}}", members.join(",")))
		};
		assert!(members(MAX_MEMBERS).is_ok());
		assert_eq!(members(MAX_MEMBERS + 1), Err(CanonicalError::TooManyMembers));
	}

	#[test]
	fn output_should_never_outgrow_the_input() {
		let text = r#"{"resourceType":"X","v":"\u0001\n\u000a\/","a":0}"#;
		assert!(canonical(text).unwrap().len() <= text.len());
	}
}
