//! How what the chain knows by number is named in a document.

use super::system;
use crate::directory::{Directory, Entry, Registry};
use pallet_consent::types::organization_handle;
use salus_primitives::{CodeId, OpaqueHandle, OrganizationId, SubjectId};
use serde_json::{json, Map, Value};
use sp_core::crypto::{AccountId32, Ss58Codec};

/// References by the directory, or logical ones of ours; codes by the registry.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
	pub directory: &'a Directory,
	pub codes: &'a Registry,
}

impl Names<'_> {
	fn reference(&self, means: impl Fn(&Entry) -> bool, kind: Option<&str>, system: &str, value: String) -> Value {
		let mut reference = Map::new();
		let identifier = |system: &str, value: &str| json!({ "system": system, "value": value });
		match self.directory.find(means).map(|name| (name, name.split_once('|'))) {
			Some((name, None)) => {
				reference.insert("reference".into(), name.into());
				return reference.into();
			},
			Some((_, Some((system, value)))) => reference.insert("identifier".into(), identifier(system, value)),
			None => reference.insert("identifier".into(), identifier(system, &value)),
		};
		if let Some(kind) = kind {
			reference.insert("type".into(), kind.into());
		}
		reference.into()
	}

	/// A person.
	pub fn subject(&self, subject: SubjectId, kind: &str) -> Value {
		self.reference(|entry| entry.subject == Some(subject), Some(kind), system::SUBJECT, format!("{subject:?}"))
	}

	/// A member.
	pub fn organization(&self, organization: OrganizationId) -> Value {
		let means = |entry: &Entry| entry.organization == Some(organization) && entry.subject.is_none();
		self.reference(means, Some("Organization"), system::ORGANIZATION, organization.to_string())
	}

	/// Whoever holds an account.
	pub fn account(&self, account: &AccountId32) -> Value {
		let means = |entry: &Entry| entry.account.as_ref() == Some(account);
		self.reference(means, Some("RelatedPerson"), system::ACCOUNT, account.to_ss58check())
	}

	/// A record, an encounter, a group.
	pub fn handle(&self, handle: OpaqueHandle, kind: Option<&str>) -> Value {
		self.reference(|entry| entry.handle == Some(handle), kind, system::HANDLE, format!("{handle:?}"))
	}

	/// An author, who may be a person, an organisation or something else.
	pub fn author(&self, handle: OpaqueHandle) -> Value {
		let means = |entry: &Entry| author(entry) == Some(handle);
		self.reference(means, None, system::HANDLE, format!("{handle:?}"))
	}

	/// A code; `None` when the registry does not know it.
	pub fn coding(&self, id: CodeId) -> Option<Value> {
		let (system, code) = self.codes.name(id)?;
		Some(json!({ "system": system, "code": code }))
	}
}

/// Whom an entry of the directory names as an author.
pub(super) fn author(entry: &Entry) -> Option<OpaqueHandle> {
	entry.subject.or(entry.organization.map(organization_handle)).or(entry.handle)
}
