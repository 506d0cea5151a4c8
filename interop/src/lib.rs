//! Between the documents of the field and the types of Salus.
//!
//! Pure functions, without network, clock or randomness, used by whatever runs outside the chain:
//!
//! - [`claims`] reads FHIR `Claim` and X12 835, writes `ClaimResponse`, `ExplanationOfBenefit` and remittances;
//! - [`consent`] reads and writes FHIR `Consent`, and writes `AuditEvent`;
//! - [`directory`] says what references and codes of a document mean on the chain;
//! - [`epcis`] reads and writes EPCIS events and says what must be signed for them;
//! - [`gs1`] reads bar codes, Digital Links and EPCs, and checks what is in them;
//! - [`identifiers`] reads the identifiers of FHIR `Organization` and `Practitioner` resources;
//! - [`manifest`] builds the manifest and the root of an anchor from record versions;
//! - [`time`] reads and writes FHIR dates and times;
//! - [`vc`] reads, verifies and writes W3C Verifiable Credentials, and maps them and FHIR qualifications to offers.
//!
//! What does not map is never dropped in silence: each function names the rule, or the place in the document, and no
//! error repeats a value that it was given.

pub mod claims;
pub mod consent;
pub mod directory;
pub mod epcis;
pub mod gs1;
pub mod identifiers;
pub mod manifest;
pub mod outcome;
pub mod time;
pub mod vc;

pub use gs1::{Gs1Error, Gs1Key};
pub use identifiers::Mapped;
pub use manifest::{Manifest, Record};
pub use outcome::Issue;
