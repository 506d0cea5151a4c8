//! How a method refuses: one shape for all.

use jsonrpsee::types::ErrorObjectOwned;
use serde::Serialize;

/// The standard whose terms an error's code is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Standard {
	/// HL7 FHIR: codes of the issue-type value set.
	#[serde(rename = "FHIR")]
	Fhir,
	/// GS1: the rules of the General Specifications, by their words in the Barcode Syntax Dictionary.
	#[serde(rename = "GS1")]
	Gs1,
	/// Our own codes.
	Salus,
}

/// JSON-RPC error codes of Salus' methods.
mod code {
	/// The question itself is malformed.
	pub const BAD_QUESTION: i32 = -32602;
	/// What was asked about does not exist.
	pub const NOT_FOUND: i32 = 4404;
	/// The node cannot answer, though the question is good.
	pub const CANNOT_ANSWER: i32 = 4503;
}

#[derive(Serialize)]
struct Data {
	source: Standard,
	code: &'static str,
	field: Option<&'static str>,
	hint: String,
}

/// Why a method refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
	code: i32,
	message: String,
	source: Standard,
	symbol: &'static str,
	field: Option<&'static str>,
	hint: String,
}

impl Refusal {
	/// A field of the question is not what it should be.
	pub fn bad(field: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Self {
		Self {
			code: code::BAD_QUESTION,
			message: message.into(),
			source: Standard::Fhir,
			symbol: "value",
			field: Some(field),
			hint: hint.into(),
		}
	}

	/// A field of the question breaks a rule of GS1; `rule` is that rule's word.
	pub fn gs1(field: &'static str, rule: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Self {
		Self { source: Standard::Gs1, symbol: rule, ..Self::bad(field, message, hint) }
	}

	/// Nothing is there.
	pub fn not_found(field: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Self {
		Self {
			code: code::NOT_FOUND,
			message: message.into(),
			source: Standard::Fhir,
			symbol: "not-found",
			field: Some(field),
			hint: hint.into(),
		}
	}

	/// The node cannot answer: it lacks the block, its state or a part of the history.
	pub fn cannot_answer(symbol: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Self {
		Self {
			code: code::CANNOT_ANSWER,
			message: message.into(),
			source: Standard::Salus,
			symbol,
			field: None,
			hint: hint.into(),
		}
	}
}

impl From<Refusal> for ErrorObjectOwned {
	fn from(refusal: Refusal) -> Self {
		ErrorObjectOwned::owned(
			refusal.code,
			refusal.message,
			Some(Data { source: refusal.source, code: refusal.symbol, field: refusal.field, hint: refusal.hint }),
		)
	}
}
