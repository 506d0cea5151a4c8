use super::*;
use crate::Staff;

fn duties(n: u8) -> Duties {
	Staff::<Test>::get(0, account(n))
}

#[test]
fn admin_should_set_staff() {
	run(|| {
		events();
		assert_ok!(signed(HOSPITAL, staff(0, 30, &[Duty::Clinical])));
		assert_eq!((duties(30), entry(0).staff), (Duties::of(&[Duty::Clinical]), 3));
		assert_eq!(
			events(),
			[Event::StaffSet { organization: 0, account: account(30), duties: Duties::of(&[Duty::Clinical]) }]
		);
		assert_ok!(signed(HOSPITAL, staff(0, 30, &[Duty::Privacy])));
		assert_eq!((duties(30), entry(0).staff), (Duties::of(&[Duty::Privacy]), 3));
		assert_ok!(signed(HOSPITAL, staff(0, 30, &[])));
		assert_eq!((duties(30), entry(0).staff), (Duties::NONE, 2));
	});
}

#[test]
fn administrator_should_set_staff_but_no_administrator() {
	run(|| {
		assert_ok!(signed(CLERK, staff(0, 30, &[Duty::Clinical])));
		assert_ok!(signed(CLERK, staff(0, 30, &[])));
		// Not grant, not extend, not remove, not itself.
		refuses(Refusal::NotAuthorized, || signed(CLERK, staff(0, 30, &[Duty::Administration])));
		refuses(Refusal::NotAuthorized, || signed(CLERK, staff(0, OPERATOR, &[Duty::Administration, Duty::Finance])));
		refuses(Refusal::NotAuthorized, || signed(CLERK, staff(0, CLERK, &[])));
		refuses(Refusal::NotAuthorized, || signed(CLERK, staff(0, CLERK, &[Duty::Administration, Duty::Finance])));
		assert_ok!(signed(HOSPITAL, staff(0, 30, &[Duty::Administration])));
		refuses(Refusal::NotAuthorized, || signed(CLERK, staff(0, 30, &[])));
		assert_ok!(signed(HOSPITAL, staff(0, 30, &[])));
	});
}

#[test]
fn set_staff_should_be_refused_to_everybody_else() {
	run(|| {
		for n in [OPERATOR, PHARMACY, STRANGER] {
			refuses(Refusal::NotAuthorized, || signed(n, staff(0, 30, &[Duty::Clinical])));
			refuses(Refusal::NotAuthorized, || signed(n, staff(0, CLERK, &[])));
		}
	});
}

#[test]
fn set_staff_should_be_refused_when_nothing_would_change() {
	run(|| {
		refuses(Refusal::StaffNotFound, || signed(HOSPITAL, staff(0, 30, &[])));
		refuses(Refusal::AlreadySo, || signed(HOSPITAL, staff(0, CLERK, &[Duty::Administration])));
	});
}

#[test]
fn staff_should_not_grow_beyond_the_bound() {
	run(|| {
		assert_ok!(signed(HOSPITAL, staff(0, 30, &[Duty::Clinical])));
		assert_eq!(entry(0).staff, MAX_STAFF);
		refuses(Refusal::TooManyStaff, || signed(HOSPITAL, staff(0, 31, &[Duty::Clinical])));
		// Those who are there can still change.
		assert_ok!(signed(HOSPITAL, staff(0, 30, &[Duty::Billing])));
	});
}

#[test]
fn staff_of_one_organization_should_be_strangers_to_another() {
	run(|| {
		assert_ok!(signed(PHARMACY, staff(1, CLERK, &[Duty::Logistics])));
		assert_eq!(Organizations::duties_of(0, account(CLERK)), Duties::of(&[Duty::Administration]));
		assert_eq!(Organizations::duties_of(1, account(CLERK)), Duties::of(&[Duty::Logistics]));
		refuses(Refusal::NotAuthorized, || signed(CLERK, staff(1, 30, &[Duty::Clinical])));
	});
}

#[test]
fn suspended_or_former_staff_should_do_nothing() {
	run(|| {
		assert_ok!(motion(Call::suspend { organization: 0, reason: 1 }));
		refuses(Refusal::NotActive, || signed(CLERK, staff(0, OPERATOR, &[])));
		assert_ok!(motion(Call::expel { organization: 0, reason: 1 }));
		refuses(Refusal::NotActive, || signed(CLERK, staff(0, OPERATOR, &[])));
		refuses(Refusal::NotActive, || signed(HOSPITAL, staff(0, OPERATOR, &[])));
	});
}
