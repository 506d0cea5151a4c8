//! X12: the segments of an interchange, the 835 in them, and what our rules make of it.

pub mod recreate;
pub mod remit;

pub use recreate::{recreate, Claimed, How};
pub use remit::{read, Contradiction, Transaction};

/// How large an interchange may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
	/// Bytes.
	pub bytes: usize,
	/// Segments.
	pub segments: usize,
	/// Elements of a segment.
	pub elements: usize,
}

impl Default for Limits {
	fn default() -> Self {
		Self { bytes: 8 * 1_024 * 1_024, segments: 200_000, elements: 100 }
	}
}

/// Why an interchange cannot be read, and where.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("segment {segment} ({id}){}: {rule}", element.map(|n| format!(", element {n}")).unwrap_or_default())]
pub struct X12Error {
	/// Number of the segment, from 1.
	pub segment: usize,
	/// Its identifier, as far as it is one.
	pub id: String,
	/// Number of the element, from 1.
	pub element: Option<usize>,
	/// What was not met.
	pub rule: &'static str,
}

/// A segment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Segment<'a> {
	/// Its number in the file, from 1.
	pub number: usize,
	/// Its identifier.
	pub id: &'a str,
	elements: Vec<&'a str>,
}

impl<'a> Segment<'a> {
	/// An element, from 1; empty where there is none.
	pub fn get(&self, element: usize) -> &'a str {
		element.checked_sub(1).and_then(|at| self.elements.get(at)).copied().unwrap_or_default()
	}

	/// How many elements there are.
	pub fn len(&self) -> usize {
		self.elements.len()
	}

	/// Are there no elements?
	pub fn is_empty(&self) -> bool {
		self.elements.is_empty()
	}

	/// An error at an element of this segment; 0 for the segment as a whole.
	pub fn error(&self, element: usize, rule: &'static str) -> X12Error {
		let id = self.id.chars().filter(char::is_ascii_alphanumeric).take(3).collect();
		X12Error { segment: self.number, id, element: (element > 0).then_some(element), rule }
	}
}

/// The segments of a file with their delimiters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Segments<'a> {
	/// The segments.
	pub segments: Vec<Segment<'a>>,
	/// Separates the parts of an element.
	pub component: char,
}

/// The longest header that is looked at.
const HEADER: usize = 256;

/// Split a file into segments. The delimiters stand in the first segment, `ISA`.
pub fn segments<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Segments<'a>, X12Error> {
	let error = |segment, id: &str, rule| X12Error { segment, id: id.into(), element: None, rule };
	if bytes.len() > limits.bytes {
		return Err(error(1, "", "the file is larger than what is read"));
	}
	let text = core::str::from_utf8(bytes).map_err(|_| error(1, "", "the file is not text"))?;
	let text = text.trim_start_matches('\u{feff}').trim_start();
	// The standard gives every element of the header a length; who shortens names keeps their number.
	let header = text.as_bytes().get(..text.len().min(HEADER)).filter(|header| header.starts_with(b"ISA"));
	let header = header.ok_or_else(|| error(1, "ISA", "an interchange begins with an ISA segment"))?;
	let separator = header.get(3).copied().unwrap_or_default();
	let sixteenth = header.iter().enumerate().filter(|(_, byte)| **byte == separator).nth(15).map(|(at, _)| at);
	let after = |n: usize| sixteenth.and_then(|at| header.get(at.checked_add(n)?)).copied();
	let (Some(component), Some(terminator)) = (after(1), after(2)) else {
		return Err(error(1, "ISA", "an ISA segment has sixteen elements, the last of one character"));
	};
	let lawful = |byte: u8| byte.is_ascii() && !byte.is_ascii_alphanumeric() && byte != b' ';
	let distinct = separator != component && component != terminator && separator != terminator;
	if ![separator, component, terminator].into_iter().all(lawful) || !distinct {
		return Err(error(1, "ISA", "three different delimiters that are neither letters nor digits"));
	}
	let (element, component, terminator) = (char::from(separator), char::from(component), char::from(terminator));
	let mut segments = Vec::new();
	for raw in text.split(terminator) {
		// Files are often broken into lines after the terminator.
		let raw = raw.trim_start_matches(['\r', '\n', ' ', '\t']).trim_end_matches(['\r', '\n']);
		if raw.is_empty() {
			continue;
		}
		let number = segments.len().saturating_add(1);
		if number > limits.segments {
			return Err(error(number, "", "more segments than are read"));
		}
		let mut parts = raw.split(element);
		let id = parts.next().unwrap_or_default().trim();
		let lawful = (2..=3).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
		if !lawful {
			return Err(error(number, "", "a segment begins with an identifier of two or three letters and digits"));
		}
		let elements: Vec<&str> = parts.take(limits.elements.saturating_add(1)).map(str::trim).collect();
		if elements.len() > limits.elements {
			return Err(error(number, id, "more elements than any segment has"));
		}
		segments.push(Segment { number, id, elements });
	}
	Ok(Segments { segments, component })
}

#[cfg(test)]
mod tests {
	use super::*;

	const ISA: &str =
		"ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260101*1200*^*00501*000000001*0*T*:~";

	#[test]
	fn delimiters_should_be_taken_from_the_header() {
		let plain = format!("{ISA}\nGS*HP*a*b~\r\nIEA*1*1~\n");
		let other = plain.replace('*', "|").replace('~', "!").replace(':', ">");
		let one = segments(plain.as_bytes(), &Limits::default()).unwrap();
		let two = segments(other.as_bytes(), &Limits::default()).unwrap();
		assert_eq!(one.segments, two.segments);
		assert_eq!((one.component, two.component), (':', '>'));
		assert_eq!((one.segments[1].id, one.segments[1].get(2), one.segments[1].get(9)), ("GS", "a", ""));
	}

	#[test]
	fn lines_may_end_segments() {
		let lines = format!("{}GS*HP~\nIEA*1*1\n", ISA.replace('~', "\n")).replace('~', "");
		assert_eq!(segments(lines.as_bytes(), &Limits::default()).unwrap().segments.len(), 3);
	}

	#[test]
	fn what_is_no_interchange_should_be_refused_with_its_place() {
		fn read(text: &str) -> Result<Segments<'_>, X12Error> {
			segments(text.as_bytes(), &Limits::default())
		}
		assert_eq!(read("").unwrap_err().id, "ISA");
		assert_eq!(
			read(&ISA[..80]).unwrap_err().rule,
			"an ISA segment has sixteen elements, the last of one character"
		);
		assert!(read(&ISA.replacen(":~", "**", 1)).is_err());
		assert!(read(&ISA.replacen("SENDER  ", "SENDER *", 1)).is_err());
		assert_eq!(read(&ISA.replacen("SENDER  ", "S", 1)).unwrap().component, ':');
		let error = read(&format!("{ISA}GS*1~not a segment*2~")).unwrap_err();
		assert_eq!((error.segment, error.to_string().contains("not a segment")), (3, false));
		let small = Limits { bytes: 4_096, segments: 2, elements: 20 };
		assert!(segments(format!("{ISA}GS*1~ST*1~").as_bytes(), &small).is_err());
		assert!(segments(&[b' '; 5_000], &small).is_err());
		assert!(segments(&[0xff; 200], &Limits::default()).is_err());
	}
}
