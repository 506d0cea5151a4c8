use super::*;
use crate::{Event, Successions};
use frame_support::assert_noop;
use sp_runtime::{DispatchError, TokenError};

const NO_DUTY: DispatchError = DispatchError::BadOrigin;

#[test]
fn other_organization_should_keep_the_subject_when_it_takes_the_offer() {
	run(|| {
		let subject = kept();
		assert_ok!(Subjects::offer_custody(by(21), 1, subject, 2, START + DAY));
		let offer = Entry::CustodyOffered { organization: 1, to: 2, expires: START + DAY };
		assert_eq!(last_entry(), Some((subject, 2, offer)));
		assert_eq!(custodian(subject), Some(1));
		assert_ok!(Subjects::take_custody(by(22), 2, subject));
		assert_eq!(last_entry(), Some((subject, 3, Entry::CustodyTaken { from: 1, to: 2, succession: false })));
		assert_eq!(custodian(subject), Some(2));
		assert_eq!(Subjects::subject(subject).and_then(|s| s.opened_by), Some(1));
		assert_noop!(Subjects::take_custody(by(22), 2, subject), Error::NotOffered);
		assert_noop!(Subjects::withdraw_offer(by(21), 1, subject), Error::NotCustodian);
	});
}

#[test]
fn deposit_should_move_when_custody_is_taken() {
	run(|| {
		let subject = kept();
		assert_ok!(Subjects::offer_custody(by(21), 1, subject, 2, START + DAY));
		assert_eq!((held(&till(1)), held(&till(2))), (DEPOSIT, 0));
		assert_ok!(Subjects::take_custody(by(22), 2, subject));
		assert_eq!((held(&till(1)), held(&till(2))), (0, DEPOSIT));
	});
}

#[test]
fn custody_should_stay_when_the_taker_cannot_pay_the_deposit() {
	run(|| {
		let subject = kept();
		admit(3, &[person(23)]);
		assert_ok!(Subjects::offer_custody(by(21), 1, subject, 3, START + DAY));
		assert_noop!(Subjects::take_custody(by(23), 3, subject), TokenError::FundsUnavailable);
		assert_eq!(custodian(subject), Some(1));
	});
}

#[test]
fn legal_guardianship_should_go_on_when_custody_is_taken() {
	run(|| {
		let subject = kept_with(guardianship(&[5], START + 9 * DAY));
		assert_ok!(Subjects::offer_custody(by(21), 1, subject, 2, START + DAY));
		assert_ok!(Subjects::take_custody(by(22), 2, subject));
		assert_eq!(Subjects::guardianship(subject), guardianship(&[5], START + 9 * DAY));
	});
}

#[test]
fn custody_should_be_refused_when_it_was_not_offered_to_the_organization() {
	run(|| {
		let subject = kept();
		assert_noop!(Subjects::take_custody(by(22), 2, subject), Error::NotOffered);
		assert_noop!(Subjects::take_custody(by(22), 2, own(5)), Error::NotFound);
		opened(1);
		assert_noop!(Subjects::take_custody(by(22), 2, own(1)), Error::NotOffered);
		offer_to(22, subject, START + DAY);
		assert_noop!(Subjects::take_custody(by(22), 2, subject), Error::NotOffered);
		assert_ok!(Subjects::offer_custody(by(21), 1, subject, 2, START + DAY));
		assert_noop!(Subjects::take_custody(by(21), 2, subject), NO_DUTY);
		pass(DAY);
		assert_noop!(Subjects::take_custody(by(22), 2, subject), Error::OfferExpired);
	});
}

#[test]
fn custody_should_not_be_offered_to_a_suspended_organization() {
	run(|| {
		let subject = kept();
		set_active(2, false);
		let offer = Subjects::offer_custody(by(21), 1, subject, 2, START + DAY);
		assert_noop!(offer, Error::OrganizationNotActive);
	});
}

#[test]
fn successor_should_take_every_subject_of_an_expelled_organization() {
	run(|| {
		let salts: Vec<[u8; 32]> = (0..5u8).map(|n| [n; 32]).collect();
		for salt in &salts {
			assert_ok!(Subjects::open_for(by(21), 1, *salt, Basis::VerbalEvidence, evidence(), None));
		}
		set_active(1, false);
		assert_noop!(Subjects::take_custody(by(22), 2, crate::subject_id(1, &salts[0])), Error::NotOffered);
		// One decision of the council, however many patients.
		assert_ok!(Subjects::appoint_successor(RuntimeOrigin::root(), 1, 2, START + DAY));
		System::assert_last_event(Event::SuccessorAppointed { from: 1, to: 2, expires: START + DAY }.into());
		for salt in &salts {
			let subject = crate::subject_id(1, salt);
			assert_ok!(Subjects::take_custody(by(22), 2, subject));
			assert_eq!(last_entry(), Some((subject, 2, Entry::CustodyTaken { from: 1, to: 2, succession: true })));
			assert_eq!(custodian(subject), Some(2));
		}
		assert_eq!((held(&till(1)), held(&till(2))), (0, 5 * DEPOSIT));
		// And the patients can claim again.
		let subject = crate::subject_id(1, &salts[3]);
		assert_ok!(Subjects::offer_claim(by(22), 2, subject, person(1), START + DAY));
		assert_ok!(confirm(subject));
		assert_ok!(Subjects::accept_claim(by(1), subject));
	});
}

#[test]
fn offer_of_an_expelled_organization_should_be_void() {
	run(|| {
		let subject = kept();
		assert_ok!(Subjects::offer_custody(by(21), 1, subject, 2, START + DAY));
		set_active(1, false);
		assert_noop!(Subjects::take_custody(by(22), 2, subject), Error::NotOffered);
	});
}

#[test]
fn offer_should_end_when_the_successor_takes_custody() {
	run(|| {
		let subject = kept();
		offer_to(1, subject, START + DAY);
		set_active(1, false);
		assert_ok!(Subjects::appoint_successor(RuntimeOrigin::root(), 1, 2, START + DAY));
		assert_ok!(Subjects::take_custody(by(22), 2, subject));
		assert_noop!(Subjects::accept_claim(by(1), subject), Error::NotOffered);
	});
}

#[test]
fn succession_should_rest_while_the_custodian_is_active() {
	run(|| {
		let subject = kept();
		set_active(1, false);
		assert_ok!(Subjects::appoint_successor(RuntimeOrigin::root(), 1, 2, START + DAY));
		set_active(1, true);
		assert_noop!(Subjects::take_custody(by(22), 2, subject), Error::NotOffered);
	});
}

#[test]
fn succession_should_end_by_itself() {
	run(|| {
		let subject = kept();
		set_active(1, false);
		assert_ok!(Subjects::appoint_successor(RuntimeOrigin::root(), 1, 2, START + DAY));
		pass(DAY);
		assert_noop!(Subjects::take_custody(by(22), 2, subject), Error::OfferExpired);
	});
}

#[test]
fn succession_should_serve_only_the_successor() {
	run(|| {
		let subject = kept();
		admit(3, &[person(23)]);
		set_active(1, false);
		assert_ok!(Subjects::appoint_successor(RuntimeOrigin::root(), 1, 2, START + DAY));
		assert_noop!(Subjects::take_custody(by(23), 3, subject), Error::NotOffered);
		assert_noop!(Subjects::take_custody(by(21), 1, subject), NO_DUTY);
		// A new appointment replaces the former one.
		assert_ok!(Subjects::appoint_successor(RuntimeOrigin::root(), 1, 3, START + DAY));
		assert_noop!(Subjects::take_custody(by(22), 2, subject), Error::NotOffered);
		assert_eq!(Successions::<Test>::iter().count(), 1);
	});
}

#[test]
fn appointment_should_be_refused_when_it_makes_no_sense() {
	run(|| {
		let appoint = |from, to, expires| Subjects::appoint_successor(RuntimeOrigin::root(), from, to, expires);
		assert_noop!(appoint(1, 2, START + DAY), Error::OrganizationActive);
		set_active(1, false);
		assert_noop!(appoint(1, 1, START + DAY), Error::OrganizationNotActive);
		assert_noop!(appoint(1, 77, START + DAY), Error::OrganizationNotActive);
		assert_noop!(appoint(1, 2, START), Error::ExpiryOutOfRange);
		assert_noop!(appoint(1, 2, START + 60 * DAY + 1), Error::ExpiryOutOfRange);
	});
}

#[test]
fn appointment_should_be_refused_to_all_but_the_council() {
	run(|| {
		set_active(1, false);
		for origin in [by(1), by(21), by(22), RuntimeOrigin::none()] {
			let appoint = Subjects::appoint_successor(origin, 1, 2, START + DAY);
			assert_noop!(appoint, DispatchError::BadOrigin);
		}
	});
}
