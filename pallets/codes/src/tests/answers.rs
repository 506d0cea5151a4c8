//! What others ask.

use super::*;
use crate::{CodePage, MAX_PAGE};
use salus_primitives::Codes as _;

#[test]
fn unknown_code_should_be_inactive_and_have_no_lineage() {
	run(|| {
		for id in [0, 1, u16::MAX] {
			assert!(!Codes::is_active(id, CodeKind::Purpose));
			assert!(Codes::lineage(id).is_empty());
			assert_eq!(Codes::code(id), None);
		}
	});
}

#[test]
fn code_should_be_active_for_its_own_kind_only() {
	run(|| {
		let id = purpose("a", &[]);
		assert!(Codes::is_active(id, CodeKind::Purpose));
		assert!(!Codes::is_active(id, CodeKind::Label));
	});
}

#[test]
fn lookup_should_find_nothing_when_any_part_of_the_name_differs() {
	run(|| {
		purpose("a", &[]);
		assert_eq!(find(CodeKind::Purpose, SYSTEM, "a"), Some(1));
		assert_eq!(find(CodeKind::Label, SYSTEM, "a"), None);
		assert_eq!(find(CodeKind::Purpose, "urn:example:code", "sa"), None);
		assert_eq!(find(CodeKind::Purpose, SYSTEM, "b"), None);
		assert_eq!(find(CodeKind::Purpose, &"x".repeat(10_000), &"x".repeat(10_000)), None);
	});
}

#[test]
fn pages_should_list_every_code_once() {
	run(|| {
		for n in 0..25 {
			let kind = if n % 3 == 0 { CodeKind::Label } else { CodeKind::Purpose };
			assert_ok!(register(&[new(kind, &n.to_string(), &[])]));
		}
		let all = |kind, limit| {
			let (mut ids, mut after) = (Vec::new(), 0);
			loop {
				let CodePage { codes, next } = Codes::page(kind, after, limit);
				assert!(codes.len() <= usize::from(limit.max(1)));
				ids.extend(codes.into_iter().map(|(id, _)| id));
				let Some(next) = next else { return ids };
				after = next;
			}
		};
		assert_eq!(all(None, 7), (1..=25).collect::<Vec<_>>());
		assert_eq!(all(None, 0), (1..=25).collect::<Vec<_>>());
		assert_eq!(all(Some(CodeKind::Label), 7), (1..=25).step_by(3).collect::<Vec<_>>());
		assert_eq!(all(Some(CodeKind::Scope), u16::MAX), Vec::<u16>::new());
	});
}

#[test]
fn page_should_look_at_a_bounded_number_of_codes() {
	genesis(true, Vec::new()).execute_with(|| {
		let last = crate::Count::<Test>::get();
		for n in 0..MAX_PAGE {
			register(&[new(CodeKind::Scope, &n.to_string(), &[])]).unwrap();
		}
		assert_eq!(Codes::page(None, 0, u16::MAX).codes.len(), usize::from(MAX_PAGE));
		assert_eq!(Codes::page(None, last, u16::MAX).next, None);
		assert_eq!(Codes::page(None, u16::MAX, u16::MAX), CodePage { codes: Vec::new(), next: None });
	});
}
