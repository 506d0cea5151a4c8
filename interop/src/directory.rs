//! What the names in a document mean on the chain.
//!
//! Documents name people, organisations and records by references of their own house, and concepts by the codes of
//! code systems. Whoever asks for a mapping says what each reference means ([`Directory`]); what a code means, the
//! governed registry says ([`Registry`]).

use pallet_claims::{AuthorizationId, ClaimId, CoverageId, Flags};
use salus_primitives::{
	codes::{Code, CodeKind, Lineage},
	CodeId, OrganizationId, SubjectId,
};
use serde::{Deserialize, Serialize};
use sp_core::{crypto::AccountId32, H256};
use std::collections::BTreeMap;

/// What each reference or policy URI of a document means, spelt exactly as in the document.
///
/// A reference that has no `reference` but an `identifier` is looked up as `system|value`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Directory(pub BTreeMap<String, Entry>);

/// What one reference means. A practitioner may be a subject and sign with an account; a record is a handle.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Entry {
	/// An account, as SS58.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub account: Option<AccountId32>,
	/// A person.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub subject: Option<SubjectId>,
	/// A member.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub organization: Option<OrganizationId>,
	/// A registered policy or role code.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub policy: Option<CodeId>,
	/// An opaque handle: of a record, an encounter, a group.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub handle: Option<H256>,
	/// A coverage.
	#[serde(default, skip_serializing_if = "Option::is_none", with = "crate::claims::fees::text::option")]
	pub coverage: Option<CoverageId>,
	/// A claim.
	#[serde(default, skip_serializing_if = "Option::is_none", with = "crate::claims::fees::text::option")]
	pub claim: Option<ClaimId>,
	/// A prior authorisation.
	#[serde(default, skip_serializing_if = "Option::is_none", with = "crate::claims::fees::text::option")]
	pub authorization: Option<AuthorizationId>,
	/// The registered category of a service, for a code of one (`system|code`).
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub category: Option<CodeId>,
	/// What benefit rules may know of a diagnosis, for a code of one (`system|code`).
	#[serde(default, skip_serializing_if = "Vec::is_empty")]
	pub flags: Vec<DiagnosisFlag>,
}

/// What a claim may say of its diagnoses beside their commitment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DiagnosisFlag {
	/// An emergency.
	Emergency,
	/// An accident.
	Accident,
	/// Prevention.
	Preventive,
	/// Pregnancy, birth and the newborn.
	Maternity,
	/// A chronic condition under a programme of the plan.
	Chronic,
}

impl From<DiagnosisFlag> for Flags {
	fn from(flag: DiagnosisFlag) -> Self {
		match flag {
			DiagnosisFlag::Emergency => Self::EMERGENCY,
			DiagnosisFlag::Accident => Self::ACCIDENT,
			DiagnosisFlag::Preventive => Self::PREVENTIVE,
			DiagnosisFlag::Maternity => Self::MATERNITY,
			DiagnosisFlag::Chronic => Self::CHRONIC,
		}
	}
}

impl Directory {
	/// What this reference means.
	pub fn get(&self, reference: &str) -> Option<&Entry> {
		self.0.get(reference)
	}

	/// The reference that means what `is` accepts; the first one where several do.
	pub fn find(&self, is: impl Fn(&Entry) -> bool) -> Option<&str> {
		self.0.iter().find(|(_, entry)| is(entry)).map(|(reference, _)| reference.as_str())
	}
}

/// A copy of the governed code registry, to look codes up by name and names up by code.
#[derive(Clone, Debug, Default)]
pub struct Registry {
	by_id: BTreeMap<CodeId, Code>,
	by_name: BTreeMap<(CodeKind, String, String), CodeId>,
}

impl Registry {
	/// The registry that holds these codes.
	pub fn new(codes: impl IntoIterator<Item = (CodeId, Code)>) -> Self {
		let by_id: BTreeMap<CodeId, Code> = codes.into_iter().collect();
		let by_name = by_id
			.iter()
			.filter(|(_, code)| !code.retired)
			.map(|(id, code)| ((code.kind, text(&code.system), text(&code.symbol)), *id))
			.collect();
		Self { by_id, by_name }
	}

	/// The active code of this kind with this name.
	pub fn id(&self, kind: CodeKind, system: &str, symbol: &str) -> Option<CodeId> {
		self.by_name.get(&(kind, system.to_owned(), symbol.to_owned())).copied()
	}

	/// A code, retired or not.
	pub fn code(&self, id: CodeId) -> Option<&Code> {
		self.by_id.get(&id)
	}

	/// System and symbol of a code, retired or not.
	pub fn name(&self, id: CodeId) -> Option<(String, String)> {
		self.by_id.get(&id).map(|code| (text(&code.system), text(&code.symbol)))
	}

	/// The code and those above it; empty for an unknown code.
	pub fn lineage(&self, id: CodeId) -> Lineage {
		self.by_id.get(&id).map(|code| code.lineage.clone()).unwrap_or_default()
	}
}

fn text(bytes: &[u8]) -> String {
	String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn code(kind: CodeKind, system: &str, symbol: &str, retired: bool) -> Code {
		Code {
			kind,
			system: system.as_bytes().to_vec().try_into().unwrap(),
			symbol: symbol.as_bytes().to_vec().try_into().unwrap(),
			lineage: vec![1].try_into().unwrap(),
			retired,
		}
	}

	#[test]
	fn code_should_be_found_by_kind_system_and_symbol() {
		let registry = Registry::new([
			(1, code(CodeKind::Purpose, "urn:s", "A", false)),
			(2, code(CodeKind::Label, "urn:s", "A", false)),
			(3, code(CodeKind::Label, "urn:s", "B", true)),
		]);
		assert_eq!(registry.id(CodeKind::Purpose, "urn:s", "A"), Some(1));
		assert_eq!(registry.id(CodeKind::Label, "urn:s", "A"), Some(2));
		assert_eq!(registry.id(CodeKind::Label, "urn:t", "A"), None);
		assert_eq!(registry.name(2), Some(("urn:s".into(), "A".into())));
	}

	#[test]
	fn retired_code_should_be_read_and_not_written_any_more() {
		let registry = Registry::new([(3, code(CodeKind::Label, "urn:s", "B", true))]);
		assert_eq!(registry.id(CodeKind::Label, "urn:s", "B"), None);
		assert_eq!(registry.name(3), Some(("urn:s".into(), "B".into())));
		assert_eq!(registry.lineage(3).into_inner(), [1]);
		assert!(registry.lineage(4).is_empty());
	}

	#[test]
	fn directory_should_be_read_from_json_and_refuse_what_it_does_not_know() {
		let read = serde_json::from_str::<Directory>;
		let directory = read(r#"{"Organization/a": {"organization": 7}, "urn:p": {"policy": 9}}"#).unwrap();
		assert_eq!(directory.get("Organization/a").and_then(|entry| entry.organization), Some(7));
		assert_eq!(directory.find(|entry| entry.policy == Some(9)), Some("urn:p"));
		assert_eq!(directory.get("organization/a"), None);
		assert!(read(r#"{"Organization/a": {"organisation": 7}}"#).is_err());
		let text = r#"{"Coverage/a": {"coverage": "18446744073709551615"}, "urn:s|c": {"flags": ["chronic"]}}"#;
		let directory = read(text).unwrap();
		assert_eq!(directory.get("Coverage/a").and_then(|entry| entry.coverage), Some(u64::MAX));
		assert_eq!(directory.get("urn:s|c").map(|entry| &entry.flags[..]), Some(&[DiagnosisFlag::Chronic][..]));
		let written = serde_json::to_string(&directory).unwrap();
		assert_eq!(serde_json::from_str::<Directory>(&written).unwrap(), directory);
		assert!(read(r#"{"Coverage/a": {"coverage": 7}}"#).is_err());
		assert!(read(r#"{"Patient/a": {"account": "not an account"}}"#).is_err());
	}
}
