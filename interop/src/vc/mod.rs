//! W3C Verifiable Credentials and what they become on this chain.
//!
//! | module | standard |
//! |---|---|
//! | [`model`] | Verifiable Credentials Data Model v2.0 |
//! | [`jcs`] | RFC 8785, JSON Canonicalization Scheme |
//! | [`proof`] | Verifiable Credential Data Integrity 1.0; EdDSA Cryptosuites v1.0, `eddsa-jcs-2022` |
//! | [`did_key`] | The did:key Method v0.7 |
//! | [`status_list`] | Bitstring Status List v1.0 |
//! | [`time`] | `xsd:dateTimeStamp` |
//! | [`mapping`], [`offer`] | credentials to offers of `pallet-credentials`, and back |
//! | [`qualification`] | FHIR `Practitioner`, `PractitionerRole` and `Organization` to offers |
//!
//! Not done: JSON-LD processing beyond what [`model`] says (contexts are not fetched, nothing becomes RDF, so that
//! `eddsa-rdfc-2022` cannot be verified), JOSE and COSE securing, selective disclosure, DID methods that must be
//! resolved over the network (their keys can be named by the caller).

pub mod did_key;
pub mod jcs;
pub mod mapping;
pub mod model;
pub mod offer;
pub mod proof;
pub mod qualification;
pub mod status_list;
pub mod time;

#[cfg(test)]
mod tests;
