//! FHIR `Consent` (R4 and R5, with the IHE profile Privacy Consent on FHIR) and the directives of `pallet-consent`.
//!
//! | FHIR R4 (PCF) | FHIR R5 | here |
//! |---|---|---|
//! | `patient` | `subject` | whose directive it is |
//! | `performer` | `grantor` | who signs: one directive for each |
//! | `organization` | `controller` | `Terms::controller` |
//! | `policy`, `policyRule` | `policyBasis`, `regulatoryBasis` | `Terms::policy`; opt-in and opt-out give the base decision |
//! | `scope` | a `category` of the same code system | `Terms::scope` |
//! | `dateTime` | `date` | `Terms::signed` |
//! | root `provision.period` | `period` | `Terms::period` |
//! | `provision` | `decision` and `provision` | `Terms::provisions` |
//!
//! What the chain cannot hold is named as an issue. What would make the answer another one (a restriction, a modifier, an
//! unknown member of a provision) is an `error`, and then there is no directive: nothing may be signed.

mod audit;
mod names;
mod read;
mod write;

pub use audit::{audit_event, Accessed};
pub use read::{from_fhir, Directed, FromFhir, Question, Reading, Recorder};
pub use write::{to_fhir, Shown, ToFhir};

use serde::{Deserialize, Serialize};

/// A release of FHIR.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Release {
	/// 4.0.1, and 4.3.0, whose `Consent` is the same.
	R4,
	/// 5.0.0.
	R5,
}

/// Systems of logical references that stand for themselves; no directory is asked.
mod system {
	/// A member: its number.
	pub const ORGANIZATION: &str = "urn:salus:organization";
	/// A person: 32 bytes as 0x-hex.
	pub const SUBJECT: &str = "urn:salus:subject";
	/// An opaque handle: 32 bytes as 0x-hex.
	pub const HANDLE: &str = "urn:salus:handle";
	/// A directive: its subject and its number, as in `0x…/1`.
	pub const DIRECTIVE: &str = "urn:salus:directive";
	/// A commitment: 32 bytes as 0x-hex.
	pub const COMMITMENT: &str = "urn:salus:commitment";
	/// A grant: its number.
	pub const GRANT: &str = "urn:salus:grant";
	/// An account: SS58.
	pub const ACCOUNT: &str = "urn:salus:account";
	/// Everybody who has the role of the actor: `role`; everybody: `all`.
	pub const ANYONE: &str = "urn:salus:anyone";
}

/// Our extensions, and the one that FHIR itself defines between its releases.
mod extension {
	/// `valueCode`: `incapacity`. A modifier: the directive speaks only then.
	pub const CONDITION: &str = "urn:salus:consent:condition";
	/// `valueBoolean`: no emergency overrides the directive. A modifier.
	pub const FORBIDS_BREAK_GLASS: &str = "urn:salus:consent:forbids-break-glass";
	/// `valueString`: number and version of a research protocol, as in `7|2`. A modifier: another version ends it.
	pub const PROTOCOL: &str = "urn:salus:consent:protocol";
	/// `valueCode`: `silent`. R5 has no way to say that a consent speaks of nothing but its one provision; whoever does
	/// not know this reads a denial of all the rest.
	pub const OTHERWISE: &str = "urn:salus:consent:otherwise";
	/// `valueCode`: what R4 says in `provision.type`. A modifier, where the type is not the opposite of the parent's.
	pub const TYPE: &str = "http://hl7.org/fhir/4.0/StructureDefinition/extension-Consent.provision.type";
}

/// Code systems with a meaning of their own.
mod codes {
	/// `OPTIN`, `OPTOUT` and other kinds of consent; sensitivity labels too.
	pub const ACT_CODE: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
	/// Purposes of use.
	pub const ACT_REASON: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
	/// `patient-privacy` and others.
	pub const SCOPE: &str = "http://terminology.hl7.org/CodeSystem/consentscope";
	/// `emrgonly` and others.
	pub const CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/consentcategorycodes";
	/// `IRCP`, `CST`, `AUT` and others.
	pub const PARTICIPATION: &str = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
	/// Resource types.
	pub const RESOURCES: &str = "http://hl7.org/fhir/resource-types";
	/// The same names under R5's second address.
	pub const FHIR_TYPES: &str = "http://hl7.org/fhir/fhir-types";
	/// Document types.
	pub const LOINC: &str = "http://loinc.org";
}
