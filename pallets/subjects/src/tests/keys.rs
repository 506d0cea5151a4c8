use super::*;
use crate::{Guardians, MaxControllers};
use frame_support::{assert_noop, traits::Get};

#[test]
fn rotation_should_replace_the_whole_set() {
	run(|| {
		let subject = opened(1);
		assert_ok!(Subjects::rotate(by(1), subject, people(&[2, 3])));
		assert_eq!(last_entry(), Some((subject, 2, Entry::ControllersRotated { controllers: 2 })));
		assert!(!Subjects::controls(subject, person(1)));
		assert!(Subjects::controls(subject, person(2)) && Subjects::controls(subject, person(3)));
		assert_noop!(Subjects::rotate(by(1), subject, people(&[1])), Error::NotController);
		assert_ok!(Subjects::rotate(by(3), subject, people(&[1, 3])));
		assert!(Subjects::controls(subject, person(1)) && !Subjects::controls(subject, person(2)));
	});
}

#[test]
fn rotation_should_take_as_many_controllers_as_there_may_be() {
	run(|| {
		let subject = opened(1);
		let most: Vec<u8> = (1..=<MaxControllers as Get<u32>>::get() as u8).collect();
		assert_ok!(Subjects::rotate(by(1), subject, people(&most)));
		assert!(most.iter().all(|n| Subjects::controls(subject, person(*n))));
	});
}

#[test]
fn rotation_should_be_refused_when_the_accounts_are_no_set() {
	run(|| {
		let subject = opened(1);
		assert_noop!(Subjects::rotate(by(1), subject, people(&[])), Error::EmptySet);
		assert_noop!(Subjects::rotate(by(1), subject, people(&[3, 2])), Error::NotAscending);
		assert_noop!(Subjects::rotate(by(1), subject, people(&[2, 2])), Error::NotAscending);
	});
}

#[test]
fn rotation_should_be_refused_to_all_but_controllers() {
	run(|| {
		let subject = opened(1);
		opened(2);
		assert_noop!(Subjects::rotate(by(2), subject, people(&[2])), Error::NotController);
		assert_noop!(Subjects::rotate(by(1), own(9), people(&[1])), Error::NotFound);
		let kept = kept();
		assert_noop!(Subjects::rotate(by(21), kept, people(&[21])), Error::NotController);
	});
}

#[test]
fn rotation_should_cost_no_further_deposit() {
	run(|| {
		let subject = opened(1);
		assert_ok!(Subjects::rotate(by(1), subject, people(&[2, 3, 4, 5])));
		assert_eq!((held(&person(1)), held(&person(2))), (DEPOSIT, 0));
	});
}

#[test]
fn guardians_should_be_remembered_with_their_rules() {
	run(|| {
		let subject = opened(1);
		assert_ok!(Subjects::set_guardians(by(1), subject, people(&[11, 12, 13]), 2, 3 * DAY));
		let entry = Entry::GuardiansSet { guardians: 3, threshold: 2, delay: 3 * DAY };
		assert_eq!(last_entry(), Some((subject, 2, entry)));
		let circle = Guardians::<Test>::get(subject).unwrap();
		assert_eq!((circle.threshold, circle.delay, circle.rests_until), (2, 3 * DAY, 0));
		assert!(!Subjects::controls(subject, person(11)));
	});
}

#[test]
fn guardians_should_be_refused_when_their_rules_make_no_sense() {
	run(|| {
		let subject = opened(1);
		let set = |guardians: &[u8], threshold, delay| {
			Subjects::set_guardians(by(1), subject, people(guardians), threshold, delay)
		};
		assert_noop!(set(&[], 0, DAY), Error::EmptySet);
		assert_noop!(set(&[12, 11], 1, DAY), Error::NotAscending);
		assert_noop!(set(&[11, 11], 1, DAY), Error::NotAscending);
		assert_noop!(set(&[11, 12], 0, DAY), Error::ThresholdOutOfRange);
		assert_noop!(set(&[11, 12], 3, DAY), Error::ThresholdOutOfRange);
		assert_noop!(set(&[11, 12], 2, DAY - 1), Error::DelayOutOfRange);
		assert_noop!(set(&[11, 12], 2, 30 * DAY + 1), Error::DelayOutOfRange);
		assert_noop!(set(&[1, 11], 2, DAY), Error::GuardianIsController);
		assert_ok!(set(&[11, 12], 2, 30 * DAY));
		assert_ok!(set(&[11], 1, DAY));
	});
}

#[test]
fn guardians_should_be_set_and_removed_by_controllers_alone() {
	run(|| {
		let subject = opened(1);
		let set = |who| Subjects::set_guardians(by(who), subject, people(&[11]), 1, DAY);
		assert_noop!(set(2), Error::NotController);
		assert_noop!(Subjects::remove_guardians(by(1), subject), Error::NoGuardians);
		assert_ok!(set(1));
		assert_noop!(set(11), Error::NotController);
		assert_noop!(Subjects::remove_guardians(by(11), subject), Error::NotController);
		assert_noop!(Subjects::remove_guardians(by(1), own(9)), Error::NotFound);
		assert_ok!(Subjects::remove_guardians(by(1), subject));
		assert_eq!(last_entry(), Some((subject, 3, Entry::GuardiansRemoved)));
	});
}

#[test]
fn subject_without_keys_should_have_no_guardians_of_keys() {
	run(|| {
		let subject = kept();
		let set = Subjects::set_guardians(by(21), subject, people(&[11]), 1, DAY);
		assert_noop!(set, Error::NotController);
	});
}

#[test]
fn guardian_should_not_become_a_controller() {
	run(|| {
		let subject = opened(1);
		assert_ok!(Subjects::set_guardians(by(1), subject, people(&[11, 12]), 1, DAY));
		assert_noop!(Subjects::rotate(by(1), subject, people(&[1, 12])), Error::GuardianIsController);
		let recover = Subjects::initiate_recovery(by(11), subject, people(&[3, 12]));
		assert_noop!(recover, Error::GuardianIsController);
		assert_ok!(Subjects::remove_guardians(by(1), subject));
		assert_ok!(Subjects::rotate(by(1), subject, people(&[1, 12])));
	});
}
