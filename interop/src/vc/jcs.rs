//! JSON Canonicalization Scheme (RFC 8785), and the strict reader that it needs.
//!
//! The scheme is defined for I-JSON (RFC 7493): no name twice in an object, no lone surrogates, no number beyond what
//! an IEEE 754 double holds. Common parsers let the first pass and keep the last value, so that two readers of one
//! signed document would see different things; [`parse`] refuses it.
//!
//! FHIR records are *not* put into this form: there numbers keep the digits they were written with, see
//! [`salus_primitives::fhir`].

use serde::de::IgnoredAny;
use serde_json::{Map, Number, Value};

/// The most bytes of a document.
pub const MAX_BYTES: usize = 4 * 1_024 * 1_024;

/// How deep objects and arrays may be nested. The root is at depth 1.
pub const MAX_DEPTH: u32 = 64;

/// Integers below this are doubles as they stand; the others are kept as the double nearest to them.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

/// Why a document is not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum JsonError {
	/// More than [`MAX_BYTES`].
	#[error("the document is too large")]
	TooLarge,
	/// Not UTF-8.
	#[error("the document is not UTF-8")]
	NotUtf8,
	/// Nested deeper than [`MAX_DEPTH`].
	#[error("the document is nested too deep")]
	TooDeep,
	/// Not what RFC 8259 calls a JSON text.
	#[error("the document is not JSON")]
	NotJson,
	/// An object has the same name twice (RFC 7493, 2.3).
	#[error("an object has a name twice")]
	DuplicateName,
	/// No IEEE 754 double (RFC 7493, 2.2).
	#[error("a number is too large for a double")]
	NumberTooLarge,
}

/// Read an I-JSON document.
pub fn parse(document: &[u8]) -> Result<Value, JsonError> {
	if document.len() > MAX_BYTES {
		return Err(JsonError::TooLarge);
	}
	let rest = std::str::from_utf8(document).map_err(|_| JsonError::NotUtf8)?;
	let mut reader = Reader { rest };
	let value = reader.value(1)?;
	reader.skip_white_space();
	if reader.rest.is_empty() {
		Ok(value)
	} else {
		Err(JsonError::NotJson)
	}
}

struct Reader<'a> {
	rest: &'a str,
}

impl<'a> Reader<'a> {
	fn skip_white_space(&mut self) {
		self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
	}

	/// Take `token` if it is next.
	fn take(&mut self, token: &str) -> bool {
		self.skip_white_space();
		match self.rest.strip_prefix(token) {
			Some(rest) => {
				self.rest = rest;
				true
			},
			None => false,
		}
	}

	fn expect(&mut self, token: &str) -> Result<(), JsonError> {
		self.take(token).then_some(()).ok_or(JsonError::NotJson)
	}

	/// Split off the first `length` bytes.
	fn split(&mut self, length: usize) -> Result<&'a str, JsonError> {
		let (token, rest) = self.rest.split_at_checked(length).ok_or(JsonError::NotJson)?;
		self.rest = rest;
		Ok(token)
	}

	fn value(&mut self, depth: u32) -> Result<Value, JsonError> {
		if depth > MAX_DEPTH {
			return Err(JsonError::TooDeep);
		}
		self.skip_white_space();
		match self.rest.bytes().next() {
			Some(b'{') => self.object(depth),
			Some(b'[') => self.array(depth),
			Some(b'"') => self.string().map(Value::String),
			Some(b'-' | b'0'..=b'9') => self.number(),
			_ if self.take("true") => Ok(Value::Bool(true)),
			_ if self.take("false") => Ok(Value::Bool(false)),
			_ if self.take("null") => Ok(Value::Null),
			_ => Err(JsonError::NotJson),
		}
	}

	fn object(&mut self, depth: u32) -> Result<Value, JsonError> {
		let mut members = Map::new();
		self.expect("{")?;
		if self.take("}") {
			return Ok(Value::Object(members));
		}
		loop {
			self.skip_white_space();
			let name = self.string()?;
			self.expect(":")?;
			let value = self.value(depth.saturating_add(1))?;
			if members.insert(name, value).is_some() {
				return Err(JsonError::DuplicateName);
			}
			if !self.take(",") {
				self.expect("}")?;
				return Ok(Value::Object(members));
			}
		}
	}

	fn array(&mut self, depth: u32) -> Result<Value, JsonError> {
		let mut values = Vec::new();
		self.expect("[")?;
		if self.take("]") {
			return Ok(Value::Array(values));
		}
		loop {
			values.push(self.value(depth.saturating_add(1))?);
			if !self.take(",") {
				self.expect("]")?;
				return Ok(Value::Array(values));
			}
		}
	}

	fn string(&mut self) -> Result<String, JsonError> {
		let mut bytes = self.rest.bytes().enumerate();
		if bytes.next().map(|(_, byte)| byte) != Some(b'"') {
			return Err(JsonError::NotJson);
		}
		let mut escaped = false;
		let end = bytes.find(|(_, byte)| {
			let ends = *byte == b'"' && !escaped;
			escaped = *byte == b'\\' && !escaped;
			ends
		});
		let (end, _) = end.ok_or(JsonError::NotJson)?;
		let token = self.split(end.saturating_add(1))?;
		// Knows the escapes, and refuses control characters and lone surrogates.
		serde_json::from_str(token).map_err(|_| JsonError::NotJson)
	}

	fn number(&mut self) -> Result<Value, JsonError> {
		let is_part = |byte: u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
		let length = self.rest.bytes().take_while(|byte| is_part(*byte)).count();
		let lexeme = self.split(length)?;
		serde_json::from_str::<IgnoredAny>(lexeme).map_err(|_| JsonError::NotJson)?;
		let double: f64 = lexeme.parse().map_err(|_| JsonError::NotJson)?;
		let number = match lexeme.parse::<i64>() {
			Ok(integer) if double.abs() < MAX_EXACT => Number::from(integer),
			_ => Number::from_f64(double).ok_or(JsonError::NumberTooLarge)?,
		};
		Ok(Value::Number(number))
	}
}

/// The canonical form.
pub fn canonicalize(value: &Value) -> Result<String, JsonError> {
	let mut out = String::new();
	write(value, &mut out)?;
	Ok(out)
}

fn write(value: &Value, out: &mut String) -> Result<(), JsonError> {
	match value {
		Value::Null => out.push_str("null"),
		Value::Bool(true) => out.push_str("true"),
		Value::Bool(false) => out.push_str("false"),
		Value::Number(number) => out.push_str(&number_text(number)?),
		Value::String(text) => write_string(text, out)?,
		Value::Array(values) => {
			out.push('[');
			for (index, value) in values.iter().enumerate() {
				if index > 0 {
					out.push(',');
				}
				write(value, out)?;
			}
			out.push(']');
		},
		Value::Object(members) => {
			let mut members: Vec<_> = members.iter().collect();
			// UTF-16 code units (RFC 8785, 3.2.3): not the order of UTF-8 bytes once surrogates take part.
			members.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
			out.push('{');
			for (index, (name, value)) in members.into_iter().enumerate() {
				if index > 0 {
					out.push(',');
				}
				write_string(name, out)?;
				out.push(':');
				write(value, out)?;
			}
			out.push('}');
		},
	}
	Ok(())
}

/// As ECMAScript's `Number::toString` writes it (RFC 8785, 3.2.2.3).
fn number_text(number: &Number) -> Result<String, JsonError> {
	let double = number.as_f64().filter(|double| double.is_finite()).ok_or(JsonError::NumberTooLarge)?;
	// Both zeros are written alike.
	let double = if double == 0.0 { 0.0 } else { double };
	Ok(ryu_js::Buffer::new().format_finite(double).to_owned())
}

/// `serde_json` escapes exactly what RFC 8785, 3.2.2.2 demands, in the same letters.
fn write_string(text: &str, out: &mut String) -> Result<(), JsonError> {
	out.push_str(&serde_json::to_string(text).map_err(|_| JsonError::NotJson)?);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	fn canonical(text: &str) -> String {
		canonicalize(&parse(text.as_bytes()).unwrap()).unwrap()
	}

	#[test]
	fn numbers_should_be_written_as_ecmascript_writes_them() {
		for (lexeme, expected) in [
			("0", "0"),
			("-0", "0"),
			("-0.0", "0"),
			("1.0", "1"),
			("1E5", "100000"),
			("1e21", "1e+21"),
			("1e20", "100000000000000000000"),
			("0.000001", "0.000001"),
			("0.0000001", "1e-7"),
			("-5e-324", "-5e-324"),
			("9007199254740993", "9007199254740992"),
			("1.7976931348623157e308", "1.7976931348623157e+308"),
		] {
			assert_eq!(canonical(lexeme), expected, "{lexeme}");
		}
	}

	#[test]
	fn members_should_be_sorted_by_utf_16_code_units() {
		// U+1F600 begins with the surrogate D83D, before U+FB33; in UTF-8 it would come after.
		assert_eq!(
			canonical("{\"\u{fb33}\":1,\"\u{1f600}\":2,\"\\r\":3}"),
			"{\"\\r\":3,\"\u{1f600}\":2,\"\u{fb33}\":1}"
		);
	}

	#[test]
	fn strings_should_be_escaped_in_one_way() {
		assert_eq!(canonical(r#""\u0041\/\u001F\u0008\u000a\u007f""#), "\"A/\\u001f\\b\\n\u{7f}\"");
	}

	#[test]
	fn what_is_not_i_json_should_be_refused() {
		use JsonError::*;
		let deep = "[".repeat(65) + &"]".repeat(65);
		for (text, error) in [
			(r#"{"a":1,"\u0061":2}"#, DuplicateName),
			(r#"{"a":{"b":1,"b":1}}"#, DuplicateName),
			(r#""\ud800""#, NotJson),
			(r#""\udc00\ud800""#, NotJson),
			("1e400", NumberTooLarge),
			("01", NotJson),
			("1.", NotJson),
			("+1", NotJson),
			("-", NotJson),
			("NaN", NotJson),
			("", NotJson),
			("[1,]", NotJson),
			("{\"a\":1,}", NotJson),
			("{a:1}", NotJson),
			("\"a", NotJson),
			("\"a\\\"", NotJson),
			("\"\n\"", NotJson),
			("1 2", NotJson),
			(deep.as_str(), TooDeep),
		] {
			assert_eq!(parse(text.as_bytes()), Err(error), "{text}");
		}
		assert_eq!(parse(b"\"\xff\""), Err(NotUtf8));
		assert_eq!(parse(&vec![b' '; MAX_BYTES + 1]), Err(TooLarge));
		assert!(parse(("[".repeat(64) + &"]".repeat(64)).as_bytes()).is_ok());
	}

	#[test]
	fn member_that_looks_like_the_parsers_own_number_should_stay_an_object() {
		let text = r#"{"$serde_json::private::Number":"5"}"#;
		assert!(parse(text.as_bytes()).unwrap().is_object());
		assert_eq!(canonical(text), text);
	}
}
