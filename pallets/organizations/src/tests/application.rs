use super::*;
use crate::{Identified, Step};

#[test]
fn apply_should_enter_a_candidate_that_pays_a_deposit() {
	run(|| {
		events();
		assert_ok!(signed(30, apply(&[Role::Payer], &["2.16.840.1.113883.4.6", "1245319599"])));
		let entry = entry(2);
		assert_eq!(
			(entry.standing, &entry.admin, &entry.representative),
			(Standing::Candidate, &account(30), &account(30))
		);
		assert_eq!((entry.technical_delegate, entry.collator, entry.staff, entry.trail.len), (None, None, 0, 1));
		assert_eq!(Identified::<Test>::get(identifier("1245319599")), None);
		assert_eq!(Balances::reserved_balance(account(30)), DEPOSIT);
		let step = Step::Applied {
			roles: Roles::of(&[Role::Payer]),
			identifiers: identifiers(&["2.16.840.1.113883.4.6", "1245319599"]),
		};
		assert_eq!(events(), [Event::MembershipChanged { organization: 2, step, head: entry.trail.head }]);
	});
}

#[test]
fn apply_should_be_refused_when_no_role_is_named() {
	run(|| refuses(Refusal::RoleRequired, || signed(30, apply(&[], &[]))));
}

#[test]
fn application_should_block_nobody_when_it_names_identifiers_of_others() {
	run(|| {
		// Somebody claims the number of a hospital that has not applied yet, and that of a member.
		assert_ok!(signed(30, apply(&[Role::Payer], &["1245319599"])));
		assert_ok!(signed(30, apply(&[Role::Payer], &["1234567893"])));
		// The hospital applies and is admitted; a member's amendment passes as well.
		assert_ok!(signed(31, apply(&[Role::Provider], &["1245319599"])));
		assert_ok!(motion(Call::admit { organization: 4 }));
		assert_eq!(Identified::<Test>::get(identifier("1245319599")), Some(4));
		assert_ok!(signed(30, apply(&[Role::Payer], &["2.16.840.1.113883.4.6"])));
		let identifiers = identifiers(&["1234567893", "2.16.840.1.113883.4.6"]);
		assert_ok!(motion(Call::amend { organization: 0, roles: Roles::ALL, identifiers }));
		// Whoever was not first to be admitted never is.
		for organization in [2, 3, 5] {
			refuses(Refusal::IdentifierTaken, || motion(Call::admit { organization }));
			assert_ok!(motion(Call::reject { organization }));
		}
		assert_eq!(Identified::<Test>::get(identifier("1245319599")), Some(4));
		assert_eq!(Identified::<Test>::get(identifier("1234567893")), Some(0));
	});
}

#[test]
fn admission_should_be_refused_when_an_identifier_means_another_or_is_given_twice() {
	run(|| {
		for texts in [["1245319599", "1234567893"], ["1245319599", "1245319599"]] {
			let organization = NextOrganization::<Test>::get();
			assert_ok!(signed(30, apply(&[Role::Payer], &texts)));
			refuses(Refusal::IdentifierTaken, || motion(Call::admit { organization }));
			assert_eq!(standing(organization), Standing::Candidate);
		}
	});
}

#[test]
fn apply_should_be_refused_when_the_deposit_is_not_there() {
	run(|| {
		assert_ok!(signed(
			30,
			pallet_balances::Call::transfer_allow_death { dest: account(31), value: 10_000 - DEPOSIT + 1 }
		));
		refuses(sp_runtime::TokenError::FundsUnavailable, || signed(30, apply(&[Role::Payer], &[])));
	});
}

#[test]
fn every_application_should_hold_a_deposit_of_its_own() {
	run(|| {
		let (first, second) = (candidate(30), candidate(30));
		assert_eq!(Balances::reserved_balance(account(30)), 2 * DEPOSIT);
		assert_ok!(signed(30, Call::cancel_application { organization: first }));
		assert_eq!(Balances::reserved_balance(account(30)), DEPOSIT);
		assert_ok!(motion(Call::reject { organization: second }));
		assert_eq!(Balances::reserved_balance(account(30)), 0);
	});
}

#[test]
fn apply_should_be_refused_when_every_number_was_given() {
	run(|| {
		NextOrganization::<Test>::put(OrganizationId::MAX);
		refuses(Refusal::NumbersExhausted, || signed(30, apply(&[Role::Payer], &[])));
	});
}

#[test]
fn candidate_should_have_no_rights() {
	run(|| {
		let organization = candidate(30);
		assert!(Organizations::duties_of(organization, account(30)).is_empty());
		refuses(Refusal::NotActive, || signed(30, staff(organization, 31, &[Duty::Billing])));
		refuses(Refusal::WrongStanding, || signed(30, Call::resign { organization }));
	});
}

#[test]
fn cancelled_application_should_leave_nothing_but_its_number() {
	run(|| {
		assert_ok!(signed(30, apply(&[Role::Payer], &["1245319599"])));
		events();
		assert_ok!(signed(30, Call::cancel_application { organization: 2 }));
		assert_eq!(events(), [Event::ApplicationRemoved { organization: 2 }]);
		assert!(Entries::<Test>::get(2).is_none() && Identified::<Test>::get(identifier("1245319599")).is_none());
		assert_eq!(Balances::reserved_balance(account(30)), 0);
		assert_ok!(signed(31, apply(&[Role::Payer], &["1245319599"])));
		assert!(Entries::<Test>::contains_key(3));
	});
}

#[test]
fn cancel_should_be_refused_to_anyone_but_the_admin_of_a_candidate() {
	run(|| {
		let organization = candidate(30);
		refuses(Refusal::NotAuthorized, || signed(STRANGER, Call::cancel_application { organization }));
		refuses(Refusal::NotFound, || signed(30, Call::cancel_application { organization: 77 }));
		refuses(Refusal::WrongStanding, || signed(HOSPITAL, Call::cancel_application { organization: 0 }));
	});
}

#[test]
fn rejected_candidate_should_get_its_deposit_back() {
	run(|| {
		assert_ok!(signed(30, apply(&[Role::Payer], &["1245319599"])));
		assert_ok!(motion(Call::reject { organization: 2 }));
		assert_eq!(Balances::reserved_balance(account(30)), 0);
		refuses(Refusal::WrongStanding, || motion(Call::reject { organization: 0 }));
		refuses(Refusal::NotFound, || motion(Call::reject { organization: 2 }));
	});
}

#[test]
fn deposit_should_return_to_whoever_paid_it_when_the_admin_changed() {
	run(|| {
		let organization = candidate(30);
		assert_ok!(signed(30, Call::transfer_admin { organization, new: account(31) }));
		assert_ok!(signed(31, Call::cancel_application { organization }));
		assert_eq!((Balances::free_balance(account(30)), Balances::free_balance(account(31))), (10_000, 10_000));
	});
}
