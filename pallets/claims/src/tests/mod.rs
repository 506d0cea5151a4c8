//! The specification, by topic.

mod answers;
mod appeals;
mod authorizations;
mod closing;
mod coordination;
mod coverage;
mod decisions;
mod integrity;
mod model;
mod patient_share;
mod plans;
mod predetermination;
mod pricing;
mod reference;
mod renderers;
mod reserves;
mod reversal;
mod rules;
mod security;
mod submission;
mod wire;
mod wrapping;

/// What is specified here, as text.
const SPECIFICATION: &str = concat!(
	include_str!("answers.rs"),
	include_str!("appeals.rs"),
	include_str!("authorizations.rs"),
	include_str!("closing.rs"),
	include_str!("coordination.rs"),
	include_str!("coverage.rs"),
	include_str!("decisions.rs"),
	include_str!("patient_share.rs"),
	include_str!("plans.rs"),
	include_str!("predetermination.rs"),
	include_str!("renderers.rs"),
	include_str!("reserves.rs"),
	include_str!("reversal.rs"),
	include_str!("rules.rs"),
	include_str!("security.rs"),
	include_str!("submission.rs"),
	include_str!("wrapping.rs"),
);

#[test]
fn every_error_should_be_provoked_by_a_test() {
	use scale_info::{TypeDef, TypeInfo};
	let TypeDef::Variant(errors) = crate::Error::<crate::mock::Test>::type_info().type_def else {
		panic!("an enum");
	};
	let named = |name: &str| {
		["Failure::", "Error::<Test>::"].iter().any(|path| {
			SPECIFICATION.match_indices(&format!("{path}{name}")).any(|(at, found)| {
				let next = SPECIFICATION[at + found.len()..].chars().next();
				next.is_none_or(|c| !c.is_alphanumeric())
			})
		})
	};
	let untested = errors.variants.iter().map(|variant| variant.name).filter(|name| !named(name)).collect::<Vec<_>>();
	// Two variants are FRAME's own.
	assert_eq!(untested, ["__Ignore"; 0]);
}
