use super::*;
use crate::Offers;
use frame_support::assert_noop;
use sp_runtime::DispatchError;

const NO_DUTY: DispatchError = DispatchError::BadOrigin;

/// Organisation 1 offers `subject` to person 1 for a day.
fn offered(subject: SubjectId) {
	offer_to(1, subject, Now::get() + DAY);
}

#[test]
fn claimant_should_control_the_subject_when_it_accepts() {
	run(|| {
		let subject = kept();
		offered(subject);
		let offer = Entry::ClaimOffered { organization: 1, expires: START + DAY };
		assert_eq!(last_entry(), Some((subject, 3, offer)));
		assert_ok!(Subjects::accept_claim(by(1), subject));
		assert_eq!(last_entry(), Some((subject, 4, Entry::Claimed { organization: 1 })));
		assert!(Subjects::controls(subject, person(1)));
		assert_eq!(custodian(subject), None);
		assert_eq!(Subjects::subject(subject).and_then(|s| s.opened_by), Some(1));
	});
}

#[test]
fn deposit_should_stay_with_the_organization_when_the_subject_is_claimed() {
	run(|| {
		let subject = kept();
		offered(subject);
		assert_ok!(Subjects::accept_claim(by(1), subject));
		assert_eq!((held(&till(1)), held(&person(1))), (DEPOSIT, 0));
	});
}

#[test]
fn offer_should_serve_once() {
	run(|| {
		let subject = kept();
		offered(subject);
		assert_ok!(Subjects::accept_claim(by(1), subject));
		assert_noop!(Subjects::accept_claim(by(1), subject), Error::NotOffered);
		assert_ok!(Subjects::rotate(by(1), subject, people(&[2])));
		assert_noop!(Subjects::accept_claim(by(1), subject), Error::NotOffered);
	});
}

#[test]
fn former_custodian_should_have_no_say_when_the_subject_was_claimed() {
	run(|| {
		let subject = kept();
		offered(subject);
		assert_ok!(Subjects::accept_claim(by(1), subject));
		assert_noop!(Subjects::offer_claim(by(21), 1, subject, person(2), START + DAY), Error::NotCustodian);
		assert_noop!(Subjects::offer_custody(by(21), 1, subject, 2, START + DAY), Error::NotCustodian);
		assert_noop!(Subjects::withdraw_offer(by(21), 1, subject), Error::NotCustodian);
		assert_noop!(Subjects::set_legal_guardians(by(21), 1, subject, None, evidence()), Error::NotCustodian);
		assert_noop!(Subjects::rotate(by(21), subject, people(&[21])), Error::NotController);
	});
}

#[test]
fn claim_should_be_refused_when_nothing_was_offered_to_the_caller() {
	run(|| {
		assert_noop!(Subjects::accept_claim(by(1), own(5)), Error::NotFound);
		let subject = kept();
		assert_noop!(Subjects::accept_claim(by(1), subject), Error::NotOffered);
		offered(subject);
		assert_noop!(Subjects::accept_claim(by(2), subject), Error::NotOffered);
		assert_ok!(Subjects::offer_custody(by(21), 1, subject, 2, START + DAY));
		assert_noop!(Subjects::accept_claim(by(1), subject), Error::NotOffered);
	});
}

#[test]
fn claim_should_be_refused_from_the_second_at_which_the_offer_expires() {
	run(|| {
		let subject = kept();
		offered(subject);
		pass(DAY);
		assert_noop!(Subjects::accept_claim(by(1), subject), Error::OfferExpired);
		offered(subject);
		pass(DAY - 1);
		assert_ok!(Subjects::accept_claim(by(1), subject));
	});
}

#[test]
fn claim_should_be_refused_when_the_offer_was_withdrawn_or_replaced() {
	run(|| {
		let subject = kept();
		offered(subject);
		assert_ok!(Subjects::withdraw_offer(by(21), 1, subject));
		assert_eq!(last_entry(), Some((subject, 4, Entry::OfferWithdrawn { organization: 1 })));
		assert_noop!(Subjects::accept_claim(by(1), subject), Error::NotOffered);
		assert_noop!(Subjects::withdraw_offer(by(21), 1, subject), Error::NotOffered);
		offered(subject);
		offer_to(2, subject, START + DAY);
		assert_noop!(Subjects::accept_claim(by(1), subject), Error::NotOffered);
		assert_ok!(Subjects::accept_claim(by(2), subject));
	});
}

#[test]
fn claim_should_be_refused_while_the_custodian_is_suspended() {
	run(|| {
		let subject = kept();
		offered(subject);
		set_active(1, false);
		assert_noop!(Subjects::accept_claim(by(1), subject), Error::OrganizationNotActive);
		set_active(1, true);
		assert_ok!(Subjects::accept_claim(by(1), subject));
	});
}

#[test]
fn offer_should_be_refused_to_all_but_the_custodians_registrars() {
	run(|| {
		let subject = kept();
		let offer = |who, organization| Subjects::offer_claim(by(who), organization, subject, person(1), START + DAY);
		assert_noop!(offer(1, 1), NO_DUTY);
		assert_noop!(offer(22, 1), NO_DUTY);
		assert_noop!(offer(22, 2), Error::NotCustodian);
		assert_noop!(Subjects::withdraw_offer(by(22), 2, subject), Error::NotCustodian);
		assert_noop!(Subjects::withdraw_offer(by(1), 1, subject), NO_DUTY);
		assert_noop!(Subjects::offer_claim(by(21), 1, own(5), person(1), START + DAY), Error::NotFound);
		assert!(!Offers::<Test>::contains_key(subject) && !Proposals::<Test>::contains_key(subject));
	});
}

#[test]
fn offer_should_be_refused_when_it_ends_in_the_past_or_too_far_ahead() {
	run(|| {
		let subject = kept();
		let offer = |expires| Subjects::offer_claim(by(21), 1, subject, person(1), expires);
		assert_noop!(offer(START), Error::ExpiryOutOfRange);
		assert_noop!(offer(START + 60 * DAY + 1), Error::ExpiryOutOfRange);
		assert_noop!(offer(u64::MAX), Error::ExpiryOutOfRange);
		assert_ok!(offer(START + 60 * DAY));
		assert_ok!(offer(START + 1));
	});
}
