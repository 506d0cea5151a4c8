//! GS1 Digital Links: reading them, writing them, and their canonical form.

use super::{carrier::checked, dictionary, Elements, Gs1Error};

/// Where a Digital Link leads when nobody says otherwise.
pub const CANONICAL_STEM: &str = "https://id.gs1.org";

/// A Digital Link taken apart; its data are decoded and not checked.
pub struct Parts {
	/// The primary key with its qualifiers, in order.
	pub path: Elements,
	/// The attributes of the query.
	pub query: Elements,
}

fn web_scheme(text: &str) -> Option<&str> {
	["https://", "http://", "HTTPS://", "HTTP://"].iter().find_map(|scheme| text.strip_prefix(scheme))
}

/// Does a text look like a web URI?
pub(super) fn is_web(text: &str) -> bool {
	web_scheme(text).is_some()
}

/// Undo percent-encoding; `None` where it is broken or does not give ASCII.
pub(super) fn percent_decoded(text: &str) -> Option<String> {
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

/// Percent-encode what a Digital Link may not have as it is (Digital Link: URI Syntax, 4.6 and 4.9).
fn percent_encoded(text: &str, plain: impl Fn(u8) -> bool) -> String {
	text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// GTINs may have lost their leading zeros.
fn widened(ai: &str, data: String) -> String {
	if ai == "01" && matches!(data.len(), 8 | 12 | 13) {
		format!("{data:0>14}")
	} else {
		data
	}
}

/// Take a Digital Link apart: any domain, any path in front of the primary key.
pub fn parts(uri: &str) -> Result<Parts, Gs1Error> {
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
	let mut segments = path.strip_suffix('/').filter(|path| !path.is_empty()).unwrap_or(path).rsplit('/');
	let mut pairs = Vec::new();
	let key = loop {
		let (Some(data), Some(ai)) = (segments.next(), segments.next()) else { return Err(Gs1Error::NoKey) };
		pairs.push((ai, data));
		if let Some(row) = dictionary::find(ai).filter(|row| row.key.is_some()) {
			break row;
		}
	};
	pairs.reverse();
	let in_path: Vec<&str> = pairs.iter().map(|(ai, _)| *ai).skip(1).collect();
	let in_order = |sequence: Vec<&str>| {
		let mut left = sequence.into_iter();
		in_path.iter().all(|ai| left.any(|allowed| allowed == *ai))
	};
	if let (Some(first), false) = (in_path.first(), key.sequences().any(in_order)) {
		// No text of a stem ever gets into an error.
		return Err(dictionary::find(first).map_or(Gs1Error::UnknownAi, |_| Gs1Error::Qualifier((*first).into())));
	}

	let decoded = |ai: &str, data: &str| {
		let data = percent_decoded(data).ok_or_else(|| Gs1Error::Character(ai.into(), 0))?;
		Ok((ai.to_owned(), widened(ai, data)))
	};
	let path = pairs.into_iter().map(|(ai, data)| decoded(ai, data)).collect::<Result<Elements, _>>()?;
	let mut attributes = Elements::new();
	for parameter in query.split(['&', ';']) {
		// Other parameters, with or without a value, are for others to understand.
		let Some((ai, data)) = parameter.split_once('=') else { continue };
		if ai.is_empty() || !ai.bytes().all(|b| b.is_ascii_digit()) {
			continue;
		}
		let row = dictionary::find(ai).ok_or(Gs1Error::UnknownAi)?;
		if path.iter().chain(&attributes).any(|(other, _)| other == ai) {
			return Err(Gs1Error::Repeated(ai.into()));
		}
		if key.qualified_by(ai) {
			return Err(Gs1Error::Qualifier(ai.into()));
		}
		if !row.attribute {
			return Err(Gs1Error::Attribute(ai.into()));
		}
		// In a query, `+` means a space, which no data may have.
		if let Some(position) = data.find('+') {
			return Err(Gs1Error::Character(ai.into(), position));
		}
		attributes.push(decoded(ai, data)?);
	}
	Ok(Parts { path, query: attributes })
}

/// Read a Digital Link URI of any domain, uncompressed. GTINs of 8, 12 and 13 digits are widened.
pub fn digital_link(uri: &str) -> Result<Elements, Gs1Error> {
	let Parts { path, query } = parts(uri)?;
	let elements: Elements = path.into_iter().chain(query).collect();
	for (ai, data) in &elements {
		checked(ai, data)?;
	}
	Ok(elements)
}

/// Write elements as a Digital Link: the first primary key with its qualifiers is the path, the rest the query.
pub fn write(elements: &Elements, stem: &str) -> Result<String, Gs1Error> {
	let is_key = |ai: &str| dictionary::find(ai).filter(|row| row.key.is_some());
	let (key, row) = elements.iter().find_map(|(ai, _)| is_key(ai).map(|row| (ai, row))).ok_or(Gs1Error::NoKey)?;
	let data_of = |wanted: &str| elements.iter().find(|(ai, _)| ai == wanted).map(|(_, data)| data);
	let present = |sequence: &Vec<&'static str>| sequence.iter().filter(|ai| data_of(ai).is_some()).count();
	let sequence = row.sequences().max_by_key(present).unwrap_or_default();

	let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
	let mut uri = stem.trim_end_matches('/').to_owned();
	for ai in std::iter::once(key.as_str()).chain(sequence.iter().copied()) {
		if let Some(data) = data_of(ai) {
			uri = format!("{uri}/{ai}/{}", percent_encoded(data, unreserved));
		}
	}
	let mut written: Vec<&str> = Vec::new();
	// As in an element string, what needs no separator comes first.
	let predefined = |element: &&(String, String)| dictionary::find(&element.0).is_some_and(|row| row.predefined);
	let (first, then): (Vec<_>, Vec<_>) = elements.iter().partition(predefined);
	for (ai, data) in first.into_iter().chain(then) {
		if ai == key || sequence.contains(&ai.as_str()) || written.contains(&ai.as_str()) {
			continue;
		}
		if row.qualified_by(ai) {
			return Err(Gs1Error::Qualifier(ai.clone()));
		}
		if !dictionary::find(ai).ok_or(Gs1Error::UnknownAi)?.attribute {
			return Err(Gs1Error::Attribute(ai.clone()));
		}
		let sign = if written.is_empty() { '?' } else { '&' };
		uri = format!("{uri}{sign}{ai}={}", percent_encoded(data, unreserved));
		written.push(ai);
	}
	Ok(uri)
}

/// The canonical Digital Link of the most specific thing that these elements name: no custom domain, no query, no
/// variant, and of lot and serial number only the serial number (Core Business Vocabulary 2.0, 8.9).
pub fn canonical(elements: &Elements) -> Option<String> {
	let (key, data) = elements.iter().find(|(ai, _)| dictionary::find(ai).is_some_and(|row| row.key.is_some()))?;
	let qualifiers: &[&str] = match key.as_str() {
		"01" => &["21", "10", "235"],
		"8006" => &["21", "10"],
		"414" => &["254"],
		"8010" => &["8011"],
		_ => &[],
	};
	let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~';=".contains(&byte);
	let mut uri = format!("{CANONICAL_STEM}/{key}/{}", percent_encoded(data, plain));
	if let Some((ai, data)) = qualifiers.iter().find_map(|wanted| elements.iter().find(|(ai, _)| ai == wanted)) {
		uri = format!("{uri}/{ai}/{}", percent_encoded(data, plain));
	}
	Some(uri)
}
