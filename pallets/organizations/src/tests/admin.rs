use super::*;

#[test]
fn admin_should_hand_over_in_any_standing() {
	for from in STANDINGS {
		run(|| {
			let organization = with_standing(30, from);
			events();
			assert_ok!(signed(30, Call::transfer_admin { organization, new: account(31) }));
			assert_eq!(events(), [Event::AdminSet { organization, admin: account(31) }]);
			assert_eq!(entry(organization).admin, account(31));
			refuses(Refusal::NotAuthorized, || signed(30, Call::transfer_admin { organization, new: account(30) }));
		});
	}
}

#[test]
fn motion_should_replace_a_lost_admin_in_any_standing() {
	for from in STANDINGS {
		run(|| {
			let organization = with_standing(30, from);
			assert_ok!(motion(Call::replace_admin { organization, new: account(31) }));
			assert_eq!(entry(organization).admin, account(31));
		});
	}
}

#[test]
fn former_admin_should_have_no_duty_left() {
	run(|| {
		assert_ok!(signed(HOSPITAL, Call::transfer_admin { organization: 0, new: account(40) }));
		assert!(Organizations::duties_of(0, account(HOSPITAL)).is_empty());
		assert_eq!(Organizations::duties_of(0, account(40)), Duties::ALL);
		refuses(Refusal::NotAuthorized, || signed(HOSPITAL, Call::resign { organization: 0 }));
		// The vote stays where it was until the new admin moves it.
		assert_eq!(entry(0).representative, account(HOSPITAL));
		assert_ok!(signed(40, Call::set_representative { organization: 0, account: None }));
		assert_eq!(entry(0).representative, account(40));
	});
}

#[test]
fn handing_over_should_be_refused_to_others_and_to_oneself() {
	run(|| {
		for n in [CLERK, OPERATOR, PHARMACY, STRANGER] {
			refuses(Refusal::NotAuthorized, || signed(n, Call::transfer_admin { organization: 0, new: account(n) }));
		}
		let same = account(HOSPITAL);
		refuses(Refusal::AlreadySo, || signed(HOSPITAL, Call::transfer_admin { organization: 0, new: same.clone() }));
		refuses(Refusal::AlreadySo, || motion(Call::replace_admin { organization: 0, new: same }));
	});
}
