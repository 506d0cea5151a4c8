//! Who pays the deposit for what an account keeps in state.

use crate::{mock::*, DepositsHeld, Error, HoldReason, Payer};
use frame_support::{
	assert_noop, assert_ok,
	traits::{fungible::InspectHold, Consideration, Footprint},
};
use sp_runtime::{DispatchError, TokenError};

type Problem = Error<Test>;

/// An item whose deposit is this.
fn worth(amount: u64) -> Footprint {
	Footprint { count: 1, size: amount - DEPOSIT_BASE }
}

fn place(who: u64, amount: u64) -> Result<Deposit, DispatchError> {
	Deposit::new(&who, worth(amount))
}

fn own(who: u64) -> u64 {
	Balances::balance_on_hold(&HoldReason::Deposit.into(), &who)
}

fn end(account: u64) {
	assert_ok!(Sponsorship::end(RuntimeOrigin::signed(HOSPITAL_FINANCE), HOSPITAL, account));
}

#[test]
fn deposit_should_be_held_on_the_sponsor() {
	test(|| {
		vouch(HOSPITAL, ANNE, 0, 100);
		let deposit = place(ANNE, 60).unwrap();
		assert_eq!(deposit, Deposit { payer: Payer::Sponsor(HOSPITAL), amount: 60 });
		assert_eq!((carried(HOSPITAL), DepositsHeld::<Test>::get(HOSPITAL, ANNE), own(ANNE)), (60, 60, 0));
		assert_eq!(Sponsorship::sponsorship_of(ANNE).unwrap().quota_used, 60);
		assert_ok!(deposit.drop(&ANNE));
		assert_eq!(carried(HOSPITAL), 0);
		assert!(!DepositsHeld::<Test>::contains_key(HOSPITAL, ANNE));
	});
}

#[test]
fn deposit_should_be_held_on_the_account_when_it_is_not_sponsored() {
	test(|| {
		let deposit = place(RICH, 60).unwrap();
		assert_eq!((deposit.payer, own(RICH)), (Payer::Itself, 60));
		assert_ok!(deposit.drop(&RICH));
		assert_eq!(own(RICH), 0);
		assert_noop!(place(ANNE, 60), DispatchError::Token(TokenError::FundsUnavailable));
	});
}

#[test]
fn deposit_should_be_held_on_the_account_when_the_quota_is_used() {
	test(|| {
		vouch(HOSPITAL, RICH, 0, 100);
		let first = place(RICH, 100).unwrap();
		let second = place(RICH, 20).unwrap();
		assert_eq!((first.payer, second.payer), (Payer::Sponsor(HOSPITAL), Payer::Itself));
		assert_ok!(first.drop(&RICH));
		assert_eq!((carried(HOSPITAL), own(RICH)), (0, 20));
		assert_ok!(second.drop(&RICH));
	});
}

#[test]
fn deposit_should_be_refused_when_quota_and_account_do_not_cover_it() {
	test(|| {
		vouch(HOSPITAL, ANNE, 0, 100);
		let first = place(ANNE, 81).unwrap();
		assert_noop!(place(ANNE, 20), Problem::QuotaExceeded);
		assert_ok!(first.drop(&ANNE));
	});
}

#[test]
fn deposit_should_leave_the_sponsor_its_existential_deposit() {
	test(|| {
		vouch(HOSPITAL, ANNE, 0, 1_000);
		// Also where another reference would let it go.
		vouch(PAYER, member(HOSPITAL), 1, 0);
		leave_member(HOSPITAL, EXISTENTIAL_DEPOSIT + 59);
		assert_noop!(place(ANNE, 60), Problem::SponsorCannotPay);
		let deposit = place(ANNE, 59).unwrap();
		assert_eq!(funds(HOSPITAL), EXISTENTIAL_DEPOSIT);
		assert_ok!(deposit.drop(&ANNE));
	});
}

#[test]
fn deposit_should_not_be_held_on_a_sponsor_that_is_not_active() {
	test(|| {
		vouch(HOSPITAL, ANNE, 0, 100);
		Inactive::set(vec![HOSPITAL]);
		assert_noop!(place(ANNE, 60), DispatchError::Token(TokenError::FundsUnavailable));
	});
}

#[test]
fn quotas_of_two_accounts_should_not_mix() {
	test(|| {
		vouch(HOSPITAL, ANNE, 0, 100);
		vouch(HOSPITAL, BILL, 0, 50);
		let first = place(ANNE, 100).unwrap();
		let second = place(BILL, 50).unwrap();
		assert_noop!(place(BILL, 20), Problem::QuotaExceeded);
		assert_eq!(carried(HOSPITAL), 150);
		assert_ok!(first.drop(&ANNE));
		assert_noop!(place(BILL, 20), Problem::QuotaExceeded);
		assert_ok!(second.drop(&BILL));
	});
}

#[test]
fn deposit_should_go_back_to_the_sponsor_when_sponsorship_has_ended() {
	test(|| {
		vouch(HOSPITAL, ANNE, 0, 100);
		let deposit = place(ANNE, 60).unwrap();
		end(ANNE);
		assert!(!System::account_exists(&ANNE));
		assert_eq!(carried(HOSPITAL), 60);
		// The chain goes on: another member takes over, the first is expelled.
		vouch(PAYER, ANNE, 0, 100);
		Inactive::set(vec![HOSPITAL]);
		assert_ok!(deposit.drop(&ANNE));
		assert_eq!((carried(HOSPITAL), carried(PAYER)), (0, 0));
	});
}

#[test]
fn quota_should_count_what_is_held_when_the_same_member_vouches_again() {
	test(|| {
		vouch(HOSPITAL, ANNE, 0, 100);
		let deposit = place(ANNE, 60).unwrap();
		end(ANNE);
		vouch(HOSPITAL, ANNE, 0, 100);
		assert_noop!(place(ANNE, 41), Problem::QuotaExceeded);
		assert_ok!(deposit.drop(&ANNE));
		assert_ok!(place(ANNE, 100).unwrap().drop(&ANNE));
	});
}

#[test]
fn quota_below_what_is_held_should_take_nothing_away() {
	test(|| {
		vouch(HOSPITAL, ANNE, 0, 100);
		let deposit = place(ANNE, 60).unwrap();
		assert_ok!(Sponsorship::amend(RuntimeOrigin::signed(HOSPITAL_FINANCE), HOSPITAL, ANNE, 0, 30));
		assert_eq!(carried(HOSPITAL), 60);
		assert_noop!(place(ANNE, 20), Problem::QuotaExceeded);
		let deposit = deposit.update(&ANNE, worth(40)).unwrap();
		assert_eq!(carried(HOSPITAL), 40);
		assert_noop!(deposit.clone().update(&ANNE, worth(41)), Problem::QuotaExceeded);
		assert_ok!(deposit.drop(&ANNE));
	});
}

#[test]
fn deposit_should_grow_and_shrink_on_its_payer() {
	test(|| {
		vouch(HOSPITAL, ANNE, 0, 100);
		let deposit = place(ANNE, 50).unwrap().update(&ANNE, worth(100)).unwrap();
		assert_eq!((carried(HOSPITAL), deposit.amount), (100, 100));
		let deposit = deposit.update(&ANNE, worth(100)).unwrap();
		let deposit = deposit.update(&ANNE, worth(30)).unwrap();
		assert_eq!((carried(HOSPITAL), deposit.payer), (30, Payer::Sponsor(HOSPITAL)));
		// Shrinking goes back to the payer whatever became of it; growing does not.
		end(ANNE);
		let deposit = deposit.update(&ANNE, worth(20)).unwrap();
		assert_eq!(carried(HOSPITAL), 20);
		assert_noop!(deposit.clone().update(&ANNE, worth(30)), DispatchError::Token(TokenError::FundsUnavailable));
		assert_ok!(deposit.drop(&ANNE));
	});
}

#[test]
fn deposit_should_move_when_its_payer_does_not_cover_the_growth() {
	test(|| {
		// From the sponsor to the account.
		vouch(HOSPITAL, RICH, 0, 100);
		let deposit = place(RICH, 50).unwrap().update(&RICH, worth(101)).unwrap();
		assert_eq!((deposit.payer, own(RICH), carried(HOSPITAL)), (Payer::Itself, 101, 0));
		// It grows there as long as the account can.
		let deposit = deposit.update(&RICH, worth(110)).unwrap();
		assert_eq!((deposit.payer, own(RICH)), (Payer::Itself, 110));
		assert_ok!(deposit.drop(&RICH));

		// From a former sponsor to the present one.
		vouch(HOSPITAL, ANNE, 0, 100);
		let deposit = place(ANNE, 50).unwrap();
		end(ANNE);
		vouch(PAYER, ANNE, 0, 100);
		let deposit = deposit.update(&ANNE, worth(60)).unwrap();
		assert_eq!((deposit.payer, carried(HOSPITAL), carried(PAYER)), (Payer::Sponsor(PAYER), 0, 60));
		assert_ok!(deposit.drop(&ANNE));

		// From an account that has no more to its sponsor.
		assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(RICH), BILL, 70));
		let deposit = place(BILL, 50).unwrap();
		vouch(HOSPITAL, BILL, 0, 100);
		let deposit = deposit.update(&BILL, worth(90)).unwrap();
		assert_eq!((deposit.payer, own(BILL), carried(HOSPITAL)), (Payer::Sponsor(HOSPITAL), 0, 90));
		assert_ok!(deposit.drop(&BILL));
	});
}

#[test]
fn deposit_should_shrink_later_when_its_payer_cannot_take_so_little_back() {
	test(|| {
		vouch(HOSPITAL, RICH, 1, 0);
		let deposit = place(RICH, 50).unwrap();
		// The sponsor's reference lets the account spend all that is free.
		assert_ok!(Balances::transfer_all(RuntimeOrigin::signed(RICH), POT, false));
		assert_eq!(Balances::free_balance(RICH), 0);
		let deposit = deposit.update(&RICH, worth(51 - EXISTENTIAL_DEPOSIT)).unwrap();
		assert_eq!((deposit.amount, own(RICH)), (50, 50));
		let deposit = deposit.update(&RICH, worth(50 - EXISTENTIAL_DEPOSIT)).unwrap();
		assert_eq!((deposit.amount, own(RICH)), (40, 40));
		assert_ok!(deposit.drop(&RICH));
		assert_eq!(Balances::free_balance(RICH), 50);
	});
}
