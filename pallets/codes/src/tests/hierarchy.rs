//! Codes above codes.

use super::*;
use crate::NewCode;
use salus_primitives::Codes as _;

#[test]
fn lineage_should_name_the_code_and_all_above_it() {
	run(|| {
		let (any, care, urgent) = (purpose("any", &[]), purpose("care", &["any"]), purpose("urgent", &["care"]));
		assert_eq!(Codes::lineage(any).into_inner(), [any]);
		assert_eq!(Codes::lineage(care).into_inner(), [care, any]);
		assert_eq!(Codes::lineage(urgent).into_inner(), [urgent, care, any]);
	});
}

#[test]
fn lineage_should_join_those_of_all_parents() {
	run(|| {
		let (any, a, b) = (purpose("any", &[]), purpose("a", &["any"]), purpose("b", &["any"]));
		let both = purpose("both", &["a", "b"]);
		assert_eq!(Codes::lineage(both).into_inner(), [both, b, a, any]);
		// A parent that is above another parent changes nothing.
		let again = purpose("again", &["any", "both", "a"]);
		assert_eq!(Codes::lineage(again).into_inner(), [again, both, b, a, any]);
	});
}

#[test]
fn parent_should_be_found_when_an_earlier_entry_of_the_batch_registers_it() {
	run(|| {
		let (child, parent) = (new(CodeKind::Label, "child", &["parent"]), new(CodeKind::Label, "parent", &[]));
		assert_noop!(register(&[child.clone(), parent.clone()]), Error::ParentNotFound);
		assert_ok!(register(&[parent, child]));
		assert_eq!(Codes::lineage(2).into_inner(), [2, 1]);
	});
}

#[test]
fn parent_should_be_of_the_same_kind_and_may_be_of_another_system() {
	run(|| {
		assert_ok!(register(&[new(CodeKind::Label, "any", &[])]));
		assert_noop!(register(&[new(CodeKind::Purpose, "a", &["any"])]), Error::ParentNotFound);
		let local = NewCode::new(CodeKind::Label, "urn:example:local", "mine", &[(SYSTEM, "any")]).unwrap();
		assert_ok!(register(&[local]));
		assert_eq!(Codes::lineage(2).into_inner(), [2, 1]);
	});
}

#[test]
fn code_should_be_refused_when_its_parent_is_unknown_or_itself_or_retired() {
	run(|| {
		assert_noop!(register(&[new(CodeKind::Purpose, "a", &["nobody"])]), Error::ParentNotFound);
		assert_noop!(register(&[new(CodeKind::Purpose, "a", &["a"])]), Error::ParentNotFound);
		let any = purpose("any", &[]);
		assert_ok!(retire(any));
		assert_noop!(register(&[new(CodeKind::Purpose, "a", &["any"])]), Error::ParentRetired);
		assert_noop!(register(&[new(CodeKind::Purpose, "any", &["any"])]), Error::ParentRetired);
	});
}

#[test]
fn lineage_should_hold_eight_codes_and_no_more() {
	run(|| {
		let names = ["1", "2", "3", "4", "5", "6", "7", "8"];
		purpose(names[0], &[]);
		for pair in names.windows(2) {
			purpose(pair[1], &[pair[0]]);
		}
		assert_eq!(Codes::lineage(8).into_inner(), [8, 7, 6, 5, 4, 3, 2, 1]);
		assert_noop!(register(&[new(CodeKind::Purpose, "9", &["8"])]), Error::LineageTooLong);
		assert_noop!(register(&[new(CodeKind::Purpose, "9", &["1", "8"])]), Error::LineageTooLong);
		purpose("9", &["7"]);
	});
}

#[test]
fn codes_below_should_stay_when_the_one_above_is_retired() {
	run(|| {
		let (any, care) = (purpose("any", &[]), purpose("care", &["any"]));
		assert_ok!(retire(any));
		assert!(Codes::is_active(care, CodeKind::Purpose));
		assert_eq!(Codes::lineage(care).into_inner(), [care, any]);
	});
}
