//! Between the documents of the field and the types of Salus.
//!
//! Pure functions, without network, clock or randomness, used by whatever runs outside the chain:
//!
//! - [`gs1`] reads trade items, logistic units, locations and parties from bar codes, Digital Links and EPCs;
//! - [`identifiers`] reads the identifiers of FHIR `Organization` and `Practitioner` resources;
//! - [`manifest`] builds the manifest and the root of an anchor from record versions.
//!
//! What does not map is never dropped in silence: each function names the rule, or the place in the document, and no
//! error repeats a value that it was given.

pub mod gs1;
pub mod identifiers;
pub mod manifest;
pub mod outcome;

pub use gs1::{Gs1Error, Gs1Key};
pub use identifiers::Mapped;
pub use manifest::{Manifest, Record};
pub use outcome::Issue;
