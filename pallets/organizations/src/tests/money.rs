use super::*;
use crate::organization_account;

fn withdraw(organization: OrganizationId, amount: Balance) -> Call<Test> {
	Call::withdraw { organization, to: account(60), amount }
}

fn held(organization: OrganizationId) -> Balance {
	Balances::free_balance(organization_account::<AccountId>(organization))
}

#[test]
fn admin_and_finance_should_spend() {
	run(|| {
		events();
		assert_ok!(signed(HOSPITAL, withdraw(0, 100)));
		assert_ok!(signed(OPERATOR, withdraw(0, 200)));
		assert_eq!((held(0), Balances::free_balance(account(60))), (700, 10_300));
		let paid = |amount| Event::Withdrawn { organization: 0, to: account(60), amount };
		assert_eq!(events(), [paid(100), paid(200)]);
		// To the last unit.
		assert_ok!(signed(HOSPITAL, withdraw(0, 700)));
		assert_eq!(held(0), 0);
	});
}

#[test]
fn withdraw_should_be_refused_to_everybody_else() {
	run(|| {
		for n in [CLERK, PHARMACY, STRANGER] {
			refuses(Refusal::NotAuthorized, || signed(n, withdraw(0, 1)));
		}
	});
}

#[test]
fn withdraw_should_be_refused_when_pointless_or_uncovered() {
	run(|| {
		refuses(Refusal::ZeroAmount, || signed(HOSPITAL, withdraw(0, 0)));
		refuses(Refusal::OwnAccount, || {
			signed(HOSPITAL, Call::withdraw { organization: 0, to: organization_account(0), amount: 1 })
		});
		refuses(Refusal::FundsUnavailable, || signed(HOSPITAL, withdraw(0, 1_001)));
		refuses(Refusal::FundsUnavailable, || signed(HOSPITAL, withdraw(0, Balance::MAX)));
	});
}

#[test]
fn money_should_wait_while_suspended_and_be_the_admins_afterwards() {
	run(|| {
		assert_ok!(motion(Call::suspend { organization: 0, reason: 1 }));
		for n in [HOSPITAL, OPERATOR] {
			refuses(Refusal::NotActive, || signed(n, withdraw(0, 1)));
		}
		assert_ok!(motion(Call::expel { organization: 0, reason: 1 }));
		refuses(Refusal::NotActive, || signed(OPERATOR, withdraw(0, 1)));
		refuses(Refusal::NotActive, || signed(STRANGER, withdraw(0, 1)));
		assert_ok!(signed(HOSPITAL, withdraw(0, 1_000)));
	});
}

#[test]
fn candidate_and_resigned_should_leave_their_money_to_the_admin() {
	for from in [Standing::Candidate, Standing::Resigned] {
		run(|| {
			let organization = with_standing(30, from);
			refuses(Refusal::NotActive, || signed(STRANGER, withdraw(organization, 1)));
			assert_ok!(signed(30, withdraw(organization, 1_000)));
		});
	}
}
