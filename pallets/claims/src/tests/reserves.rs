//! Reserves: funded, withdrawn, and how long they last.

use crate::{
	mock::{Claims, *},
	*,
};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{Duty, Role, Roles};
use sp_runtime::DispatchError;

type Failure = Error<Test>;

fn finance(payer: salus_primitives::OrganizationId) -> RuntimeOrigin {
	signed(staff(payer, Duty::Finance))
}

#[test]
fn reserve_should_be_funded_from_the_payers_account() {
	test(|| {
		let (own, had) = (balance(purse(PAYER)), balance(reserve(PAYER)));
		assert_ok!(Claims::fund_reserve(finance(PAYER), PAYER, USD, 700));
		assert_eq!((balance(purse(PAYER)), balance(reserve(PAYER))), (own - 700, had + 700));
		assert_eq!(events(), [Event::ReserveFunded { payer: PAYER, currency: USD, amount: 700 }]);
		// Another currency is another reserve.
		assert_ok!(Claims::fund_reserve(finance(PAYER), PAYER, EUR, 5));
		assert_eq!((balance(reserve(PAYER)), balance_in(EUR, Claims::reserve_account(PAYER, EUR))), (had + 700, 5));
	});
}

#[test]
fn reserve_should_not_be_funded_when_something_is_wrong() {
	test(|| {
		assert_noop!(Claims::fund_reserve(finance(PAYER), PAYER, USD, 0), Failure::ZeroAmount);
		assert_noop!(Claims::fund_reserve(finance(PAYER), PAYER, 1, 5), Failure::CurrencyNotFound);
		let more = balance(purse(PAYER)) + 1;
		assert_noop!(Claims::fund_reserve(finance(PAYER), PAYER, USD, more), Failure::FundsInsufficient);
		assert_noop!(Claims::fund_reserve(finance(HOSPITAL), HOSPITAL, USD, 5), Failure::RoleMissing);
		assert_noop!(Claims::fund_reserve(adjudicator(PAYER), PAYER, USD, 5), DispatchError::BadOrigin);
		assert_noop!(Claims::fund_reserve(finance(SECONDARY), PAYER, USD, 5), DispatchError::BadOrigin);
		Membership::mutate(|all| all.insert(PAYER, (false, Roles::of(&[Role::Payer]))));
		assert_noop!(Claims::fund_reserve(finance(PAYER), PAYER, USD, 5), DispatchError::BadOrigin);
	});
}

#[test]
fn reserve_should_give_back_what_is_free() {
	test(|| {
		let own = balance(purse(PAYER));
		assert_ok!(Claims::withdraw_reserve(finance(PAYER), PAYER, USD, FUNDS));
		assert_eq!((balance(purse(PAYER)), balance(reserve(PAYER))), (own + FUNDS, 0));
		assert_eq!(events(), [Event::ReserveWithdrawn { payer: PAYER, currency: USD, amount: FUNDS }]);
		assert_noop!(Claims::withdraw_reserve(finance(PAYER), PAYER, USD, 1), Failure::ReserveInsufficient);
		assert_noop!(Claims::withdraw_reserve(finance(PAYER), PAYER, USD, 0), Failure::ZeroAmount);
		assert_noop!(Claims::withdraw_reserve(finance(PAYER), PAYER, 1, 1), Failure::CurrencyNotFound);
		assert_noop!(Claims::withdraw_reserve(adjudicator(PAYER), PAYER, USD, 1), DispatchError::BadOrigin);
		assert_noop!(Claims::withdraw_reserve(finance(HOSPITAL), HOSPITAL, USD, 1), Failure::RoleMissing);
	});
}

#[test]
fn reserve_should_keep_what_is_held_for_pended_claims() {
	test(|| {
		let coverage = covered(PlanTerms { review_above: Some(0), ..full() });
		submit(claim(coverage, [line(SURGERY)])).unwrap();
		assert_eq!((on_hold(PAYER), balance(reserve(PAYER))), (100_000, FUNDS - 100_000));
		let all = FUNDS - 100_000;
		// The currency's least balance stays beside a hold.
		assert_noop!(Claims::withdraw_reserve(finance(PAYER), PAYER, USD, all), Failure::ReserveInsufficient);
		assert_ok!(Claims::withdraw_reserve(finance(PAYER), PAYER, USD, all - 1));
		assert_noop!(Claims::withdraw_reserve(finance(PAYER), PAYER, USD, 1), Failure::ReserveInsufficient);
		// What was accepted is payable although nothing is free.
		assert_ok!(Claims::decide(adjudicator(PAYER), 0, decisions([RULES])));
		assert_eq!((stored(0).paid, on_hold(PAYER), balance(reserve(PAYER))), (100_000, 0, 1));
	});
}

#[test]
fn claim_should_leave_nothing_behind_when_the_reserve_is_short() {
	test(|| {
		let coverage = covered(PlanTerms { review_above: Some(200_000), ..full() });
		set_reserve(9_999);
		let before = state_root();
		for lines in [vec![line(VISIT)], vec![line(VISIT), line(THERAPY)]] {
			assert_eq!(submit(claim(coverage, lines)), Err(Failure::ReserveInsufficient.into()));
			assert_eq!(state_root(), before);
		}
		// A pended one, whose maximum cannot be held.
		let dear = claim(coverage, [line(SURGERY), line(RESCUE)]);
		assert_eq!(submit(dear), Err(Failure::ReserveInsufficient.into()));
		assert_eq!(state_root(), before);
		// To the last cent.
		set_reserve(10_000);
		let paid = submit(claim(coverage, [line(VISIT)])).unwrap();
		assert_eq!((stored(paid).paid, balance(reserve(PAYER))), (10_000, 0));
		// Nothing to pay needs no money.
		let denied = submit(claim(coverage, [line(VISIT)])).unwrap();
		assert_eq!(stored(denied).state, ClaimState::Denied);
	});
}

#[test]
fn reserves_pace_should_be_for_everybody_to_see() {
	test(|| {
		let status = || Claims::reserve_status(PAYER, USD);
		assert_eq!(status(), ReserveStatus { free: FUNDS, held: 0, monthly: 0, ratio: None });
		let coverage = covered(PlanTerms { review_above: Some(100_000), ..full() });
		submit(claim(coverage, [line(VISIT)])).unwrap();
		submit(claim(coverage, [line(SURGERY)])).unwrap();
		// The currency's least balance stays beside a hold.
		let free = FUNDS - 110_000 - 1;
		// 10,000 were paid, so what is free lasts 989 times as long.
		assert_eq!(status(), ReserveStatus { free, held: 100_000, monthly: 10_000, ratio: Some(988_999) });
		// The next period of 30 days remembers this one, the one after it does not.
		wait(30 * DAY);
		assert_eq!(status().monthly, 10_000);
		submit(claim(coverage, [on(110, line(SCREENING))])).unwrap();
		assert_eq!(status().monthly, 10_000);
		wait(30 * DAY);
		assert_eq!(status().monthly, 5_000);
		wait(30 * DAY);
		assert_eq!((status().monthly, status().ratio), (0, None));
		assert_eq!(Claims::reserve_status(PAYER, EUR), ReserveStatus { free: 0, held: 0, monthly: 0, ratio: None });
	});
}

#[test]
fn reserves_of_payers_should_not_be_mixed_up() {
	test(|| {
		assert_ne!(reserve(PAYER), reserve(SECONDARY));
		let coverage = covered(full());
		submit(claim(coverage, [line(VISIT)])).unwrap();
		assert_eq!((balance(reserve(PAYER)), balance(reserve(SECONDARY))), (FUNDS - 10_000, FUNDS));
	});
}

#[test]
fn claims_should_be_paid_in_the_plans_currency() {
	test(|| {
		let plan = register(PAYER, EUR, full()).unwrap();
		let coverage = enrol(enrolment(plan));
		assert_eq!(submit(claim(coverage, [line(VISIT)])), Err(Failure::ReserveInsufficient.into()));
		Claims::fund_reserve(finance(PAYER), PAYER, EUR, 10_000).unwrap();
		let had = (balance(purse(HOSPITAL)), balance_in(EUR, purse(HOSPITAL)));
		let paid = submit(claim(coverage, [line(VISIT)])).unwrap();
		assert_eq!(stored(paid).currency, EUR);
		assert_eq!((balance(purse(HOSPITAL)), balance_in(EUR, purse(HOSPITAL))), (had.0, had.1 + 10_000));
	});
}
