use super::*;
use frame_support::assert_noop;
use salus_primitives::Subjects as _;
use sp_runtime::DispatchError;

#[test]
fn legal_guardians_should_act_for_the_minor_but_not_control_it() {
	run(|| {
		let subject = kept_with(guardianship(&[5, 6], START + DAY));
		for n in [5, 6] {
			assert!(Subjects::is_legal_guardian(subject, &person(n)));
			assert!(!Subjects::controls(subject, person(n)));
			assert_noop!(Subjects::rotate(by(n), subject, people(&[n])), Error::NotController);
			assert_noop!(Subjects::accept_claim(by(n), subject), Error::NotOffered);
		}
		assert!(!Subjects::is_legal_guardian(subject, &person(7)));
		assert_eq!(Subjects::guardianship(subject), guardianship(&[5, 6], START + DAY));
	});
}

#[test]
fn guardianship_should_end_by_itself_at_its_last_second() {
	run(|| {
		let subject = kept_with(guardianship(&[5], START + DAY));
		pass(DAY - 1);
		assert!(Subjects::is_legal_guardian(subject, &person(5)));
		pass(1);
		assert!(!Subjects::is_legal_guardian(subject, &person(5)));
		assert_eq!(Subjects::guardianship(subject), None);
	});
}

#[test]
fn claim_should_be_refused_while_the_guardianship_runs() {
	run(|| {
		let subject = kept_with(guardianship(&[5], START + DAY));
		offer_to(1, subject, START + 2 * DAY);
		assert_noop!(Subjects::accept_claim(by(1), subject), Error::GuardianshipRunning);
		pass(DAY);
		assert_ok!(Subjects::accept_claim(by(1), subject));
		assert!(!Subjects::is_legal_guardian(subject, &person(5)));
	});
}

#[test]
fn custodian_should_replace_legal_guardians_when_a_court_says_so() {
	run(|| {
		let subject = kept_with(guardianship(&[5], START + DAY));
		let next = guardianship(&[6, 7], START + 2 * DAY);
		assert_ok!(Subjects::set_legal_guardians(by(21), 1, subject, next.clone(), evidence()));
		assert_ok!(confirm(subject));
		let entry = Entry::LegalGuardiansSet { organization: 1, legal_guardians: 2, evidence: evidence() };
		assert_eq!(last_entry(), Some((subject, 5, entry)));
		assert!(!Subjects::is_legal_guardian(subject, &person(5)));
		assert_eq!(Subjects::guardianship(subject), next);
	});
}

#[test]
fn custodian_should_end_the_guardianship_of_an_emancipated_minor() {
	run(|| {
		let subject = kept_with(guardianship(&[5], START + DAY));
		assert_ok!(Subjects::set_legal_guardians(by(21), 1, subject, None, evidence()));
		assert_ok!(confirm(subject));
		assert!(!Subjects::is_legal_guardian(subject, &person(5)));
		offer_to(1, subject, START + DAY);
		assert_ok!(Subjects::accept_claim(by(1), subject));
	});
}

#[test]
fn legal_guardians_should_be_set_by_the_custodian_alone() {
	run(|| {
		let subject = kept_with(guardianship(&[5], START + DAY));
		let set = |who, organization| {
			let next = guardianship(&[6], START + DAY);
			Subjects::set_legal_guardians(by(who), organization, subject, next, evidence())
		};
		assert_noop!(set(5, 1), DispatchError::BadOrigin);
		assert_noop!(set(22, 1), DispatchError::BadOrigin);
		assert_noop!(set(22, 2), Error::NotCustodian);
		opened(2);
		let next = guardianship(&[6], START + DAY);
		assert_noop!(Subjects::set_legal_guardians(by(21), 1, own(2), next, evidence()), Error::NotCustodian);
	});
}

#[test]
fn legal_guardians_should_be_refused_when_the_guardianship_makes_no_sense() {
	run(|| {
		let subject = kept();
		let set = |of| Subjects::set_legal_guardians(by(21), 1, subject, of, evidence());
		assert_noop!(set(guardianship(&[], START + 1)), Error::EmptySet);
		assert_noop!(set(guardianship(&[6, 5], START + 1)), Error::NotAscending);
		assert_noop!(set(guardianship(&[5], START)), Error::GuardianshipOutOfRange);
		assert_noop!(set(guardianship(&[5], u64::MAX)), Error::GuardianshipOutOfRange);
	});
}

#[test]
fn legal_guardians_should_stay_when_the_custodian_is_suspended() {
	run(|| {
		// A court appointed them, not the member.
		let subject = kept_with(guardianship(&[5], START + DAY));
		set_active(1, false);
		assert!(Subjects::is_legal_guardian(subject, &person(5)));
	});
}
