//! Element strings, as scanners give them and as people read them.

use super::{dictionary, Elements, Gs1Error};

/// The separator, as scanners send it (0x1D) and as it is written in text.
pub(super) const FNC1: [char; 2] = ['^', SEPARATOR];

const SEPARATOR: char = '\u{1d}';

/// What a scanner sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Scan<'a> {
	/// From a GS1 carrier.
	Elements(Elements),
	/// From a carrier of any text.
	Plain(&'a str),
}

/// Read what a scanner sent, beginning with a symbology identifier (General Specifications, 5.1.3).
pub fn scan(text: &str) -> Result<Scan<'_>, Gs1Error> {
	let (symbology, data) = text.split_at_checked(3).ok_or(Gs1Error::UnknownSyntax)?;
	match symbology {
		"]C1" | "]e0" | "]d2" | "]Q3" | "]J1" => separated(data, &[SEPARATOR]).map(Scan::Elements),
		"]Q1" | "]d1" | "]J0" => Ok(Scan::Plain(data)),
		// Retail codes, with a composite component beside them where there is one.
		"]E0" | "]E4" => {
			let digits = if symbology == "]E0" { 13 } else { 8 };
			let (item, composite) = data.split_once('|').map_or((data, None), |(item, rest)| (item, Some(rest)));
			if item.len() != digits {
				return Err(Gs1Error::Length("01".into()));
			}
			let mut elements = vec![("01".into(), checked("01", &format!("{item:0>14}"))?)];
			if let Some(composite) = composite {
				let data = composite.strip_prefix("]e0").ok_or(Gs1Error::UnknownSyntax)?;
				elements.extend(separated(data, &[SEPARATOR])?);
			}
			Ok(Scan::Elements(elements))
		},
		_ => Err(Gs1Error::UnknownSyntax),
	}
}

/// Read an element string that begins with FNC1.
pub fn element_string(text: &str) -> Result<Elements, Gs1Error> {
	let rest = text.strip_prefix(FNC1).ok_or(Gs1Error::UnknownSyntax)?;
	separated(rest, &FNC1)
}

/// Read concatenated elements.
fn separated(text: &str, separators: &[char]) -> Result<Elements, Gs1Error> {
	let mut rest = text;
	let mut elements = Elements::new();
	loop {
		let (ai, row) = dictionary::leading(rest).ok_or(Gs1Error::UnknownAi)?;
		let after = rest.get(ai.len()..).unwrap_or_default();
		// Data of a predefined length end there, with or without a separator behind.
		let end = if row.predefined { row.longest() } else { after.find(separators).unwrap_or(after.len()) };
		let (data, after) = after.split_at_checked(end).ok_or_else(|| Gs1Error::Length(ai.into()))?;
		elements.push((ai.into(), checked(ai, data)?));
		rest = after.strip_prefix(separators).unwrap_or(after);
		if rest.is_empty() {
			return Ok(elements);
		}
	}
}

/// Read bracketed element strings. A bracket within data is written `\(`.
pub fn bracketed(text: &str) -> Result<Elements, Gs1Error> {
	let mut elements = Elements::new();
	let mut rest = text;
	if rest.is_empty() {
		return Err(Gs1Error::UnknownSyntax);
	}
	while !rest.is_empty() {
		let (ai, after) = rest.strip_prefix('(').and_then(|r| r.split_once(')')).ok_or(Gs1Error::UnknownSyntax)?;
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
		elements.push((ai.into(), checked(ai, &data)?));
	}
	Ok(elements)
}

/// Write elements as one string, `^` for FNC1.
pub fn write_element_string(elements: &Elements) -> String {
	let mut text = String::new();
	let mut separate = true;
	for (ai, data) in elements {
		if separate {
			text.push('^');
		}
		text.push_str(ai);
		text.push_str(data);
		separate = !dictionary::find(ai).is_some_and(|row| row.predefined);
	}
	text
}

/// Data that may stand behind this application identifier.
pub(super) fn checked(ai: &str, data: &str) -> Result<String, Gs1Error> {
	dictionary::find(ai).ok_or(Gs1Error::UnknownAi)?.check(ai, data)?;
	Ok(data.into())
}
