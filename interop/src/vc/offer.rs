//! What a credential document becomes: an offer of `pallet-credentials`.

use crate::directory::Directory;
use salus_primitives::{CodeId, Commitment, Holder, Nonce, OrganizationId, SchemaId, Seconds, SubjectId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::did_key::{DidKey, KeyKind};

/// The most scopes of one credential (`pallet-credentials`).
pub const MAX_SCOPES: usize = 8;

/// How names of this chain are written in documents where the directory has none.
const URN: &str = "urn:x-salus:";

/// An offer, ready to be signed by the issuer: `Credentials::offer`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
	/// The issuer.
	pub organization: OrganizationId,
	/// Who shall hold it.
	pub holder: Holder,
	/// What kind of credential it is.
	pub schema: SchemaId,
	/// Under which version of the schema.
	pub version: u16,
	/// Commitment to the document.
	pub commitment: Commitment,
	/// Opens the commitment: issuer and holder keep it beside the document.
	#[serde(with = "hex_nonce")]
	pub nonce: Nonce,
	/// What it is good for.
	pub scopes: Vec<CodeId>,
	/// First second of its validity.
	pub valid_from: Seconds,
	/// First second after its validity.
	pub valid_until: Option<Seconds>,
	/// Its place in a status list.
	pub entry: Option<ListEntry>,
}

mod hex_nonce {
	use salus_primitives::Nonce;
	use sp_core::H256;

	pub fn serialize<S: serde::Serializer>(nonce: &Nonce, serializer: S) -> Result<S::Ok, S::Error> {
		serde::Serialize::serialize(&H256(*nonce), serializer)
	}
}

/// A place in a status list of this chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListEntry {
	/// Which list.
	pub list: u32,
	/// Which place.
	pub index: u32,
}

/// A version of a schema.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SchemaVersion {
	/// Which schema.
	pub schema: SchemaId,
	/// Which version of it.
	pub version: u16,
}

/// What the names in a credential document mean on this chain, as whoever asks for a mapping says.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Names {
	/// Issuers and holders, by the id or reference that the document gives them.
	pub directory: Directory,
	/// Schemas, by credential type, id of a `credentialSchema`, or `system|code` of a FHIR qualification.
	pub schemas: BTreeMap<String, SchemaVersion>,
	/// Status lists of this chain, by the URL of their credential.
	pub lists: BTreeMap<String, u32>,
	/// Verification methods other than `did:key`: Ed25519 keys as `publicKeyMultibase`, by URL. Whoever names one
	/// vouches for it.
	pub keys: BTreeMap<String, String>,
	/// Who issues what names no issuer.
	pub issuer: Option<OrganizationId>,
}

impl Names {
	/// The organisation of this name.
	pub fn organization(&self, name: &str) -> Option<OrganizationId> {
		let known = self.directory.get(name).and_then(|entry| entry.organization);
		known.or_else(|| name.strip_prefix(URN)?.strip_prefix("organization:")?.parse().ok())
	}

	/// The holder of this name. A `did:key` of a key that can be an account is the subject that the account opened.
	pub fn holder(&self, name: &str) -> Option<Holder> {
		if let Some(entry) = self.directory.get(name) {
			return entry.subject.map(Holder::Subject).or(entry.organization.map(Holder::Organization));
		}
		if let Ok(key) = name.parse::<DidKey>() {
			let public = key.bytes32(KeyKind::Sr25519).or_else(|| key.bytes32(KeyKind::Ed25519))?;
			return Some(Holder::Subject(SubjectId::from(public)));
		}
		let name = name.strip_prefix(URN)?;
		match name.split_once(':')? {
			("subject", id) => id.parse::<sp_core::H256>().ok().map(|id| Holder::Subject(SubjectId::from(id.0))),
			("organization", id) => id.parse().ok().map(Holder::Organization),
			_ => None,
		}
	}

	/// The schema of this name.
	pub fn schema(&self, name: &str) -> Option<SchemaVersion> {
		let known = self.schemas.get(name).copied();
		known.or_else(|| {
			let (schema, version) = name.strip_prefix(URN)?.strip_prefix("schema:")?.split_once(':')?;
			Some(SchemaVersion { schema: schema.parse().ok()?, version: version.parse().ok()? })
		})
	}

	/// A name for this organisation.
	pub fn name_of_organization(&self, organization: OrganizationId) -> String {
		let known = self.directory.find(|entry| entry.organization == Some(organization));
		known.map_or_else(|| format!("{URN}organization:{organization}"), str::to_owned)
	}

	/// A name for this holder.
	pub fn name_of_holder(&self, holder: &Holder) -> String {
		match holder {
			Holder::Organization(organization) => self.name_of_organization(*organization),
			Holder::Subject(subject) => {
				let known = self.directory.find(|entry| entry.subject == Some(*subject));
				known.map_or_else(|| format!("{URN}subject:{subject:?}"), str::to_owned)
			},
		}
	}

	/// A name for this version of a schema.
	pub fn name_of_schema(&self, version: SchemaVersion) -> String {
		let known = self.schemas.iter().find(|(name, known)| **known == version && super::model::is_url(name));
		known.map_or_else(|| format!("{URN}schema:{}:{}", version.schema, version.version), |(name, _)| name.clone())
	}

	/// The URL of this status list.
	pub fn url_of_list(&self, list: u32) -> Option<&str> {
		self.lists.iter().find(|(_, known)| **known == list).map(|(url, _)| url.as_str())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn names_of_this_chain_should_be_read_back() {
		let names = Names::default();
		for holder in [Holder::Organization(7), Holder::Subject(SubjectId::from([9; 32]))] {
			assert_eq!(names.holder(&names.name_of_holder(&holder)), Some(holder));
		}
		let version = SchemaVersion { schema: 3, version: 2 };
		assert_eq!(names.schema(&names.name_of_schema(version)), Some(version));
		assert_eq!(names.organization(&names.name_of_organization(7)), Some(7));
		for name in ["urn:x-salus:schema:3", "urn:x-salus:schema:-1:1", "schema:3:2", "did:example:1", ""] {
			assert_eq!(
				(names.schema(name), names.holder(name), names.organization(name)),
				(None, None, None),
				"{name}"
			);
		}
	}

	#[test]
	fn directory_should_come_first() {
		let names: Names = serde_json::from_str(
			r#"{"directory": {"did:web:board.example": {"organization": 4}}, "schemas": {"urn:a:Licence": {"schema": 1, "version": 1}}}"#,
		)
		.unwrap();
		assert_eq!(names.organization("did:web:board.example"), Some(4));
		assert_eq!(names.name_of_organization(4), "did:web:board.example");
		assert_eq!(names.name_of_schema(SchemaVersion { schema: 1, version: 1 }), "urn:a:Licence");
		assert_eq!(names.name_of_schema(SchemaVersion { schema: 1, version: 2 }), "urn:x-salus:schema:1:2");
	}

	#[test]
	fn account_key_should_name_the_subject_that_it_opened() {
		for key in [DidKey::sr25519([5; 32]), DidKey::ed25519([5; 32])] {
			assert_eq!(Names::default().holder(&key.to_string()), Some(Holder::Subject(SubjectId::from([5; 32]))));
		}
	}
}
