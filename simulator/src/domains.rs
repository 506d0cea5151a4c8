//! One module for each pallet of ours: what is sent to it, what ought to come of it, and how the two are compared.
//!
//! A further pallet takes a module with a type that implements [`Domain`], a field in [`crate::model::Model`], and a
//! line in [`all`].

use crate::{
	model::{Expect, Model, Step},
	scene::{Act, Scene},
};
use salus_runtime::RuntimeEvent;

pub mod attestation;
pub mod claims;
pub mod codes;
pub mod consent;
pub mod credentials;
pub mod governance;
pub mod organizations;
pub mod provenance;
pub mod records;
pub mod sponsorship;
pub mod subjects;

/// What the simulator knows about one pallet.
pub trait Domain {
	/// Its name in the runtime.
	fn pallet(&self) -> &'static str;

	/// How often it is visited, compared with the others.
	fn share(&self) -> u32 {
		10
	}

	/// Fill the model from the first block's state.
	fn begin(&self, model: &mut Model);

	/// Something to do that is lawful as far as anybody can tell; who does unlawful things changes it afterwards.
	fn traffic(&self, scene: &mut Scene) -> Option<Act>;

	/// What must come of a call. Only called for calls of this pallet.
	fn expect(&self, model: &Model, step: &Step) -> Expect;

	/// What follows from a call of this pallet that succeeded.
	fn follow(&self, model: &mut Model, step: &Step) -> Result<(), String>;

	/// What follows from other things that happened: by themselves, in hooks, or because of calls.
	fn hear(&self, _model: &mut Model, _event: &RuntimeEvent, _by_itself: bool) {}

	/// Compare with the chain.
	fn compare(&self, model: &Model) -> Result<(), String>;

	/// Ask what the model knows the answers to; how many questions these were.
	fn ask(&self, _: &mut Scene) -> Result<u64, String> {
		Ok(0)
	}

	/// Check the pallet's own invariants.
	fn try_state(&self) -> Result<(), String>;
}

/// Every pallet of ours.
pub fn all() -> Vec<Box<dyn Domain>> {
	vec![
		Box::new(organizations::Organizations),
		Box::new(subjects::Subjects),
		Box::new(sponsorship::Sponsorship),
		Box::new(attestation::Attestation),
		Box::new(records::Records),
		Box::new(consent::Consent),
		Box::new(credentials::Credentials),
		Box::new(provenance::Provenance),
		Box::new(claims::Claims),
		Box::new(codes::Codes),
		Box::new(governance::Governance),
	]
}

/// Fail unless both are the same.
pub fn same<T: PartialEq + std::fmt::Debug>(what: impl std::fmt::Display, chain: T, model: T) -> Result<(), String> {
	if chain == model {
		Ok(())
	} else {
		Err(format!("{what}: the chain has {chain:?}, the model {model:?}"))
	}
}
