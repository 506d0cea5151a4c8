//! What did not map, in the words of a FHIR `OperationOutcome`.

use serde::{Deserialize, Serialize};

/// One entry of an `OperationOutcome` (FHIR R4, `OperationOutcome.issue`).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Issue {
	/// How bad it is.
	pub severity: Severity,
	/// What sort of issue it is.
	pub code: IssueCode,
	/// Where in the document, as FHIRPath.
	#[serde(default, skip_serializing_if = "Vec::is_empty")]
	pub expression: Vec<String>,
	/// The rule that was not met; never a value of the document.
	pub diagnostics: String,
}

/// Value set `issue-severity`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
	/// The document cannot be used at all.
	Fatal,
	/// This part of the document is wrong.
	Error,
	/// This part of the document is of no use here.
	Information,
}

/// Value set `issue-type`, as far as it is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IssueCode {
	/// The document does not have the shape it should have.
	Structure,
	/// Something that must be there is missing.
	Required,
	/// A value breaks its rule.
	Value,
	/// Lawful, and unknown here.
	NotSupported,
	/// A reference or code that neither the directory nor the registry knows.
	NotFound,
}
