use super::*;
use crate::{subject_id, Deposits};
use frame_support::assert_noop;
use salus_primitives::Subjects as _;
use sp_runtime::TokenError;

#[test]
fn person_should_control_the_subject_when_it_opened_it() {
	run(|| {
		assert_ok!(Subjects::open(by(1)));
		assert_eq!(last_entry(), Some((own(1), 1, Entry::Opened)));
		assert!(Subjects::exists(own(1)));
		assert_ok!(Subjects::ensure_controls(own(1), &person(1)));
		assert_noop!(Subjects::ensure_controls(own(1), &person(2)), Error::NotController);
		assert_eq!(Subjects::custodian(own(1)), None);
		assert_eq!(Subjects::subject(own(1)).and_then(|s| s.opened_by), None);
	});
}

#[test]
fn unknown_subject_should_belong_to_nobody() {
	run(|| {
		assert!(!Subjects::exists(own(1)));
		assert_noop!(Subjects::ensure_controls(own(1), &person(1)), Error::NotFound);
		assert!(!Subjects::controls(own(1), person(1)));
		assert!(!Subjects::is_legal_guardian(own(1), &person(1)));
		assert_eq!(Subjects::custodian(own(1)), None);
	});
}

#[test]
fn opening_should_be_refused_when_the_subject_exists() {
	run(|| {
		opened(1);
		assert_noop!(Subjects::open(by(1)), Error::AlreadyExists);
	});
}

#[test]
fn opening_should_be_refused_when_the_keys_were_rotated_away() {
	run(|| {
		opened(1);
		assert_ok!(Subjects::rotate(by(1), own(1), people(&[2])));
		assert_noop!(Subjects::open(by(1)), Error::AlreadyExists);
		assert!(!Subjects::controls(own(1), person(1)));
	});
}

#[test]
fn deposit_should_lie_on_the_caller_when_it_opens_its_own_subject() {
	run(|| {
		opened(1);
		assert_eq!(held(&person(1)), DEPOSIT);
		assert_eq!(Deposits::<Test>::get(own(1)).map(|d| d.depositor), Some(person(1)));
	});
}

#[test]
fn opening_should_be_refused_when_the_caller_cannot_pay_the_deposit() {
	run(|| {
		assert_noop!(Subjects::open(by(99)), TokenError::FundsUnavailable);
	});
}

#[test]
fn organization_should_keep_the_subject_when_it_opened_it() {
	run(|| {
		let subject = kept();
		assert_eq!(subject, Subjects::identifier(1, [9; 32]));
		let entry =
			Entry::OpenedFor { organization: 1, basis: Basis::PaperEvidence, evidence: evidence(), legal_guardians: 0 };
		assert_eq!(last_entry(), Some((subject, 1, entry)));
		assert_eq!(Subjects::custodian(subject), Some(1));
		assert_eq!(Subjects::subject(subject).and_then(|s| s.opened_by), Some(1));
		// Staff act through their duty, never as controllers.
		assert_noop!(Subjects::ensure_controls(subject, &person(21)), Error::NotController);
		assert_noop!(Subjects::ensure_controls(subject, &till(1)), Error::NotController);
	});
}

#[test]
fn deposit_should_lie_on_the_organization_when_it_opens_a_subject() {
	run(|| {
		kept();
		assert_eq!((held(&till(1)), held(&person(21))), (DEPOSIT, 0));
	});
}

#[test]
fn opening_for_another_should_be_refused_without_the_duty() {
	run(|| {
		for (who, organization) in [(1, 1), (22, 1), (21, 2), (21, 77)] {
			let call = Subjects::open_for(by(who), organization, [0; 32], Basis::VerbalEvidence, evidence(), None);
			assert_noop!(call, sp_runtime::DispatchError::BadOrigin);
		}
	});
}

#[test]
fn opening_for_another_should_be_refused_when_the_organization_is_suspended() {
	run(|| {
		set_active(1, false);
		let call = Subjects::open_for(by(21), 1, [0; 32], Basis::VerbalEvidence, evidence(), None);
		assert_noop!(call, sp_runtime::DispatchError::BadOrigin);
	});
}

#[test]
fn opening_for_another_should_be_refused_when_the_salt_was_used() {
	run(|| {
		kept();
		let call = Subjects::open_for(by(21), 1, [9; 32], Basis::PaperEvidence, evidence(), None);
		assert_noop!(call, Error::AlreadyExists);
	});
}

#[test]
fn same_salt_should_give_another_subject_when_another_organization_uses_it() {
	run(|| {
		// Whoever sees a salt on its way into a block cannot be first with the same identifier.
		assert_ok!(Subjects::open_for(by(22), 2, [9; 32], Basis::PaperEvidence, evidence(), None));
		let subject = kept();
		assert_ne!(subject, subject_id(2, &[9; 32]));
		assert_eq!(custodian(subject), Some(1));
	});
}

#[test]
fn organization_should_not_occupy_the_place_of_a_person() {
	run(|| {
		// The person's own identifier as salt leads elsewhere.
		assert_ok!(Subjects::open_for(by(21), 1, own(1).0, Basis::PaperEvidence, evidence(), None));
		assert!(!Subjects::exists(own(1)));
		opened(1);
	});
}

#[test]
fn identifier_should_be_the_documented_hash() {
	let input = [&b"salus/subject/v1"[..], &7u32.to_le_bytes(), &[5; 32]].concat();
	assert_eq!(subject_id(7, &[5; 32]).0, sp_io::hashing::blake2_256(&input));
}

#[test]
fn opening_for_a_minor_should_be_refused_when_the_guardianship_makes_no_sense() {
	run(|| {
		let open = |of| Subjects::open_for(by(21), 1, [0; 32], Basis::PaperEvidence, evidence(), of);
		assert_noop!(open(guardianship(&[], START + 1)), Error::EmptySet);
		assert_noop!(open(guardianship(&[2, 1], START + 1)), Error::NotAscending);
		assert_noop!(open(guardianship(&[1, 1], START + 1)), Error::NotAscending);
		assert_noop!(open(guardianship(&[1], START)), Error::GuardianshipOutOfRange);
		assert_noop!(open(guardianship(&[1], START + 730 * DAY + 1)), Error::GuardianshipOutOfRange);
		assert_ok!(open(guardianship(&[1], START + 730 * DAY)));
	});
}
