//! Claims, prior authorisations and what became of them: FHIR R4, Da Vinci PAS, X12 835.
//!
//! - [`read`] makes submissions and requests for authorisation of FHIR `Claim` resources;
//! - [`coverage`] makes enrolments of FHIR `Coverage` resources;
//! - [`prior`] reads what payers outside the chain answered;
//! - [`write()`] makes FHIR `ClaimResponse` and `ExplanationOfBenefit` of what the chain knows, [`eligibility`] makes
//!   `CoverageEligibilityResponse` and the terms of X12 271;
//! - [`fees`] makes the leaves, the root and the proofs of a fee schedule;
//! - [`remittance`] writes the content of an X12 835 in JSON, and refuses to write one that does not balance;
//! - [`x12`] reads X12 835 and recreates its remittances from claims and plans.
//!
//! X12 837, 270, 276 and 278 are not read: what they say comes as FHIR `Claim` and as questions to the node.
//!
//! Amounts are decimal text until they are whole minor units of a currency; there is no float anywhere.

pub mod coverage;
pub mod currency;
pub mod eligibility;
pub mod fees;
pub mod money;
pub mod names;
pub mod node;
pub mod prior;
pub mod read;
pub mod remittance;
pub mod write;
pub mod x12;

pub use fees::{FeeSchedule, Price, Prices, Proven};
pub use read::{from_fhir, FromFhir, Question, Step};
pub use write::{claim_response, explanation_of_benefit, Setting};
