//! EPCIS events: 2.0 in JSON-LD and XML, 1.2 in XML.
//!
//! [`read`] turns a document into one tree of events, whatever its syntax and version; [`plan()`] says what must be
//! signed for it, by whom and in which order, and what does not map; [`write()`] makes a document of what the chain
//! knows; [`hash`] is the event hash id of all of them.
//!
//! Bounds are checked before anything is built: size, depth, number of fields and of events. Document types and
//! entities of XML are refused.

pub mod exceptions;
pub mod hash;
mod json;
pub mod model;
pub mod node;
pub mod plan;
pub mod time;
pub mod vocabulary;
pub mod write;
mod xml;

pub use exceptions::exceptions;
pub use plan::{plan, Plan};
pub use write::write;

use crate::outcome::Issue;
use node::Node;

/// How large a document may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
	/// Bytes.
	pub bytes: usize,
	/// Fields and texts of all events together.
	pub nodes: u32,
	/// Fields within each other.
	pub depth: usize,
	/// Events.
	pub events: usize,
}

impl Default for Limits {
	fn default() -> Self {
		Self { bytes: 8 * 1_024 * 1_024, nodes: 1_000_000, depth: 64, events: 10_000 }
	}
}

/// A document that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
	/// Its `schemaVersion`; empty where an event stood alone.
	pub version: String,
	/// Its events, each with its place.
	pub events: Vec<(String, Node)>,
	/// What of the document around them is not used.
	pub issues: Vec<Issue>,
}

/// Why a document cannot be read at all.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refused {
	/// Too many bytes, fields or events.
	#[error("the document is too large")]
	TooLarge,
	/// Fields within fields within fields.
	#[error("the document is nested too deeply")]
	TooDeep,
	/// Not JSON, or with a field that stands twice.
	#[error("not JSON, or a field stands twice: line {0}, column {1}")]
	Json(usize, usize),
	/// Not XML.
	#[error("not well-formed XML: line {0}, column {1}")]
	Xml(u32, u32),
	/// It has a document type, with which entities come.
	#[error("the XML has a document type declaration, which is not accepted")]
	DocumentType,
	/// Neither a document nor an event of EPCIS.
	#[error("neither a document nor an event of EPCIS")]
	NotEpcis,
	/// No list of events.
	#[error("there is no list of events")]
	NoEvents,
	/// A version that is not known here.
	#[error("schemaVersion is neither 1.0, 1.1, 1.2, 2.0 nor 2.1")]
	Version,
}

impl Refused {
	/// The rule in one word.
	pub fn code(&self) -> &'static str {
		match self {
			Self::TooLarge => "DOCUMENT_TOO_LARGE",
			Self::TooDeep => "DOCUMENT_TOO_DEEP",
			Self::Json(..) => "NOT_JSON",
			Self::Xml(..) => "NOT_XML",
			Self::DocumentType => "DOCUMENT_TYPE",
			Self::NotEpcis => "NOT_EPCIS",
			Self::NoEvents => "NO_EVENTS",
			Self::Version => "SCHEMA_VERSION",
		}
	}
}

/// Read a document in any of the syntaxes.
pub fn read(text: &str, limits: &Limits) -> Result<Document, Refused> {
	if text.len() > limits.bytes {
		return Err(Refused::TooLarge);
	}
	let text = text.strip_prefix('\u{feff}').unwrap_or(text);
	let is_xml = text.trim_start().starts_with('<');
	let document = if is_xml { xml::read(text.trim_start(), limits)? } else { json::read(text, limits)? };
	if document.events.len() > limits.events {
		return Err(Refused::TooLarge);
	}
	let known: &[&str] =
		if is_xml { &["", "1", "1.0", "1.1", "1.2", "2", "2.0", "2.1"] } else { &["", "2", "2.0", "2.1"] };
	if !known.contains(&document.version.as_str()) {
		return Err(Refused::Version);
	}
	Ok(document)
}
