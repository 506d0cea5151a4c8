use super::*;
use frame_support::assert_noop;
use sp_runtime::{DispatchError, TokenError};

#[test]
fn former_custodian_should_get_its_deposit_back_when_the_patient_carries_it() {
	run(|| {
		let subject = kept();
		offer_to(1, subject, START + DAY);
		assert_ok!(Subjects::accept_claim(by(1), subject));
		assert_eq!((held(&till(1)), held(&person(1))), (DEPOSIT, 0));
		assert_ok!(Subjects::carry_deposit(by(1), subject));
		assert_eq!((held(&till(1)), held(&person(1))), (0, DEPOSIT));
		assert_eq!(last_entry(), Some((subject, 5, Entry::DepositCarried { organization: None })));
	});
}

#[test]
fn deposit_should_move_between_controllers() {
	run(|| {
		let subject = opened(1);
		assert_ok!(Subjects::rotate(by(1), subject, people(&[2, 3])));
		assert_noop!(Subjects::carry_deposit(by(1), subject), Error::NotController);
		assert_ok!(Subjects::carry_deposit(by(3), subject));
		assert_eq!((held(&person(1)), held(&person(3))), (0, DEPOSIT));
		// Once more, as somebody does whose sponsor changed: still one deposit.
		assert_ok!(Subjects::carry_deposit(by(3), subject));
		assert_eq!(held(&person(3)), DEPOSIT);
	});
}

#[test]
fn deposit_should_move_to_an_organization_that_carries_it() {
	run(|| {
		let subject = opened(1);
		assert_ok!(Subjects::carry_deposit_for(by(26), 2, subject));
		assert_eq!((held(&person(1)), held(&till(2)), held(&person(26))), (0, DEPOSIT, 0));
		assert_eq!(last_entry(), Some((subject, 2, Entry::DepositCarried { organization: Some(2) })));
		// It carries, and nothing more.
		assert!(Subjects::controls(subject, person(1)) && custodian(subject).is_none());
		assert_ok!(Subjects::carry_deposit(by(1), subject));
		assert_eq!((held(&person(1)), held(&till(2))), (DEPOSIT, 0));
	});
}

#[test]
fn deposit_of_a_kept_subject_should_move_without_its_custody() {
	run(|| {
		let subject = kept();
		assert_ok!(Subjects::carry_deposit_for(by(26), 2, subject));
		assert_eq!((held(&till(1)), held(&till(2)), custodian(subject)), (0, DEPOSIT, Some(1)));
	});
}

#[test]
fn carrying_should_be_refused_to_all_without_the_right() {
	run(|| {
		let (mine, kept) = (opened(1), kept_with(guardianship(&[5], START + DAY)));
		assert_ok!(Subjects::set_guardians(by(1), mine, people(&[11]), 1, DAY));
		for who in [2, 11, 21, 25] {
			assert_noop!(Subjects::carry_deposit(by(who), mine), Error::NotController);
		}
		// A subject without keys has no controller: neither its legal guardian nor its registrar is one.
		for who in [5, 21, 25] {
			assert_noop!(Subjects::carry_deposit(by(who), kept), Error::NotController);
		}
		// Neither registrars nor the bookkeepers of others spend an organisation's money.
		for who in [1, 2, 21, 26] {
			assert_noop!(Subjects::carry_deposit_for(by(who), 1, mine), DispatchError::BadOrigin);
		}
		set_active(1, false);
		assert_noop!(Subjects::carry_deposit_for(by(25), 1, mine), DispatchError::BadOrigin);
		assert_noop!(Subjects::carry_deposit(by(3), own(3)), Error::NotFound);
		assert_noop!(Subjects::carry_deposit_for(by(26), 2, own(3)), Error::NotFound);
	});
}

#[test]
fn deposit_should_stay_when_the_other_cannot_pay() {
	run(|| {
		let subject = opened(1);
		admit(3, &[]);
		assert_noop!(Subjects::carry_deposit_for(by(27), 3, subject), TokenError::FundsUnavailable);
		assert_ok!(Subjects::rotate(by(1), subject, people(&[99])));
		assert_noop!(Subjects::carry_deposit(by(99), subject), TokenError::FundsUnavailable);
		assert_eq!(held(&person(1)), DEPOSIT);
	});
}
