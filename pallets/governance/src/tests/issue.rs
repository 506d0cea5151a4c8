use super::*;

#[test]
fn issue_should_make_exactly_so_much() {
	run(|| {
		let before = Balances::total_issuance();
		assert_ok!(motion(Call::issue { to: account(200), amount: 500 }));
		assert_eq!((Balances::free_balance(account(200)), Balances::total_issuance()), (500, before + 500));
		assert_eq!(events(), [Event::Issued { to: account(200), amount: 500 }]);
	});
}

#[test]
fn issue_should_be_refused_when_nothing_is_issued() {
	run(|| refuses(Refusal::ZeroAmount, || motion(Call::issue { to: account(200), amount: 0 })));
}

#[test]
fn issue_should_be_refused_when_the_account_would_not_live() {
	run(|| {
		refuses(sp_runtime::TokenError::BelowMinimum, || motion(Call::issue { to: account(200), amount: 9 }));
	});
}

#[test]
fn issue_should_be_refused_when_there_are_no_more_numbers() {
	run(|| {
		let amount = Balance::MAX - Balances::total_issuance() + 1;
		refuses(sp_runtime::ArithmeticError::Overflow, || motion(Call::issue { to: account(1), amount }));
	});
}
