//! Retiring codes, reinstating them, and registering them anew.

use super::*;
use crate::History;
use salus_primitives::Codes as _;
use std::collections::BTreeSet;

#[test]
fn retired_code_should_keep_its_meaning_and_be_refused_in_new_entries() {
	run(|| {
		let (any, care) = (purpose("any", &[]), purpose("care", &["any"]));
		assert!(Codes::is_active(care, CodeKind::Purpose));
		assert_ok!(retire(care));
		assert_eq!(last_event(), Event::CodeRetired { id: care });
		assert!(!Codes::is_active(care, CodeKind::Purpose));
		assert_eq!(Codes::lineage(care).into_inner(), [care, any]);
		assert_eq!(find(CodeKind::Purpose, SYSTEM, "care"), Some(care));
		assert_noop!(retire(care), Error::AlreadyRetired);
		assert_noop!(retire(9), Error::CodeNotFound);
	});
}

#[test]
fn history_should_tell_whether_a_copy_of_the_registry_is_still_good() {
	let now = History::<Test>::get;
	let histories = || {
		let mut seen = Vec::new();
		run(|| {
			seen.push(now());
			let care = purpose("care", &[]);
			seen.push(now());
			assert_ok!(retire(care));
			seen.push(now());
			assert_ok!(reinstate(care));
			seen.push(now());
			// What changes nothing leaves it as it is.
			assert!(reinstate(care).is_err());
			assert_eq!(seen.last(), Some(&now()));
			purpose("any", &[]);
			seen.push(now());
		});
		seen
	};
	let seen = histories();
	assert_eq!(seen, histories());
	assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len());
	// Another order is another history.
	run(|| {
		purpose("any", &[]);
		assert!(!seen.contains(&now()));
	});
}

#[test]
fn retired_code_should_be_usable_again_when_it_is_reinstated() {
	run(|| {
		let care = purpose("care", &[]);
		assert_noop!(reinstate(care), Error::NotRetired);
		assert_ok!(retire(care));
		assert_ok!(reinstate(care));
		assert_eq!(last_event(), Event::CodeReinstated { id: care });
		assert!(Codes::is_active(care, CodeKind::Purpose));
		assert_noop!(reinstate(9), Error::CodeNotFound);
	});
}

#[test]
fn code_should_get_a_new_number_when_it_is_registered_anew() {
	run(|| {
		let (any, care) = (purpose("any", &[]), purpose("care", &[]));
		assert_ok!(retire(care));
		// Its place in the hierarchy was wrong: this is how that is put right.
		let corrected = purpose("care", &["any"]);
		assert_eq!(corrected, 3);
		assert_eq!(find(CodeKind::Purpose, SYSTEM, "care"), Some(corrected));
		assert_eq!(Codes::lineage(corrected).into_inner(), [corrected, any]);
		assert_eq!(Codes::lineage(care).into_inner(), [care]);
		assert!(!Codes::is_active(care, CodeKind::Purpose));
	});
}

#[test]
fn retired_code_should_not_come_back_when_it_was_registered_anew() {
	run(|| {
		let care = purpose("care", &[]);
		assert_ok!(retire(care));
		let newer = purpose("care", &[]);
		assert_noop!(reinstate(care), Error::Replaced);
		// Not even when the newer one was retired too: one name, one number.
		assert_ok!(retire(newer));
		assert_noop!(reinstate(care), Error::Replaced);
		assert_ok!(reinstate(newer));
	});
}
