//! The vocabulary of Salus.
//!
//! Everything that two pallets, or a pallet and a program outside the chain, must understand in the same way
//! lives here: identifiers that check themselves, commitments, Merkle anchors, trails, the canonical form of
//! FHIR documents, and the traits by which pallets know each other without naming each other's crates.
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	substrate_runtime,
	deny(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

extern crate alloc;

pub mod anchor;
pub mod codes;
pub mod commitment;
pub mod fhir;
pub mod http;
pub mod identifiers;
pub mod manifest;
pub mod organization;
pub mod store;
pub mod trail;
pub mod traits;

pub use anchor::{AnchorId, StoreId};
pub use codes::CodeId;
pub use commitment::{Commitment, Nonce};
pub use identifiers::{Gln13, Gtin14, Identifier, IdentifierError, Npi, Oid, Sscc18};
pub use organization::{Duties, Duty, OrganizationId, Role, Roles};
pub use store::{Handle, StoreAccess, StoreKind};
pub use trail::{TrailHead, TrailKind};
pub use traits::*;

use sp_core::H256;

/// A patient, credential holder or practitioner: 32 opaque bytes, at first those of the account that opened it.
///
/// Stable for life: controlling accounts come and go, the identifier stays.
pub type SubjectId = H256;

/// Seconds since the Unix epoch, as kept by `pallet-timestamp`. The only measure of dates, periods and deadlines.
pub type Seconds = u64;
