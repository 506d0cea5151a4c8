//! Registering codes.

use super::*;
use crate::{Count, NewCode};

#[test]
fn code_should_get_the_next_number_when_it_is_registered() {
	run(|| {
		assert_eq!(purpose("a", &[]), 1);
		assert_eq!(last_event(), Event::CodeRegistered { id: 1, kind: CodeKind::Purpose });
		assert_ok!(register(&[new(CodeKind::Label, "b", &[]), new(CodeKind::Action, "c", &[])]));
		assert_eq!((find(CodeKind::Label, SYSTEM, "b"), find(CodeKind::Action, SYSTEM, "c")), (Some(2), Some(3)));
		let code = stored(2);
		assert_eq!((code.kind, &code.system[..], &code.symbol[..]), (CodeKind::Label, SYSTEM.as_bytes(), &b"b"[..]));
		assert!(!code.retired);
	});
}

#[test]
fn one_symbol_should_be_registered_once_for_each_kind_and_system() {
	run(|| {
		purpose("a", &[]);
		assert_noop!(register(&[new(CodeKind::Purpose, "a", &[])]), Error::AlreadyRegistered);
		assert_ok!(register(&[new(CodeKind::Label, "a", &[])]));
		let elsewhere = NewCode::new(CodeKind::Purpose, "urn:example:others", "a", &[]).unwrap();
		assert_ok!(register(&[elsewhere]));
		// Codes are told apart by case, as their systems do.
		assert_ok!(register(&[new(CodeKind::Purpose, "A", &[])]));
	});
}

#[test]
fn batch_should_be_refused_as_a_whole_when_one_code_is() {
	run(|| {
		let batch = [new(CodeKind::Purpose, "a", &[]), new(CodeKind::Purpose, "a", &[])];
		assert_noop!(register(&batch), Error::AlreadyRegistered);
		assert_noop!(register(&[]), Error::NothingToRegister);
	});
}

#[test]
fn malformed_names_should_be_refused() {
	run(|| {
		for system in ["", "no scheme", "relative", "urn:", "urn:a b", "http://\u{fc}.example"] {
			let code = NewCode::new(CodeKind::Purpose, system, "a", &[]).unwrap();
			assert_noop!(register(&[code]), Error::MalformedSystem);
		}
		for symbol in ["", "two words", "line\n", "\u{fc}"] {
			assert_noop!(register(&[new(CodeKind::Purpose, symbol, &[])]), Error::MalformedSymbol);
		}
		assert_eq!(NewCode::new(CodeKind::Purpose, SYSTEM, &"x".repeat(65), &[]), None);
		assert_eq!(NewCode::new(CodeKind::Purpose, &format!("urn:{}", "x".repeat(125)), "a", &[]), None);
	});
}

#[test]
fn last_number_should_be_given_and_none_after_it() {
	run(|| {
		Count::<Test>::put(u16::MAX - 1);
		assert_eq!(purpose("a", &[]), u16::MAX);
		assert_noop!(register(&[new(CodeKind::Purpose, "b", &[])]), Error::TooManyCodes);
		// Undo what no call could have done.
		crate::Codes::<Test>::remove(u16::MAX);
		crate::Ids::<Test>::remove((CodeKind::Purpose, stored_name(SYSTEM), stored_name("a")));
		Count::<Test>::put(0);
	});
}

fn stored_name<N: frame_support::traits::Get<u32>>(text: &str) -> frame_support::BoundedVec<u8, N> {
	text.as_bytes().to_vec().try_into().unwrap()
}
