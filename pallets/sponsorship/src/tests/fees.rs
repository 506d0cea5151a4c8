//! Who pays the fee of a transaction.

use crate::{mock::*, Event, Pallet, Refusal};
use frame_support::{
	assert_ok,
	pallet_prelude::{InvalidTransaction, TransactionValidityError},
};
use salus_primitives::OrganizationId;

const PLENTY: u64 = 100_000;

fn finance(organization: OrganizationId) -> RuntimeOrigin {
	RuntimeOrigin::signed(u64::from(organization) * 10)
}

fn pot() -> u64 {
	Balances::free_balance(POT)
}

fn assert_refused(transaction: Extrinsic, code: u8) {
	assert_eq!(validate(&transaction), Err(custom(code)));
	let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
	assert_eq!(apply(transaction).unwrap_err(), custom(code));
	assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), before);
}

#[test]
fn sponsor_should_pay_when_the_account_has_nothing() {
	test(|| {
		vouch(HOSPITAL, ANNE, PLENTY, 0);
		let (before, pot_before) = (funds(HOSPITAL), pot());
		let transaction = sign(ANNE, work(100));
		let fee = fee_of(&transaction);
		assert!(fee > 100);
		validate(&transaction).unwrap();
		apply(transaction).unwrap().unwrap();
		assert_eq!(funds(HOSPITAL), before - fee);
		assert_eq!(pot(), pot_before + fee);
		assert_eq!(spent(ANNE), fee);
		System::assert_has_event(Event::FeeSponsored { organization: HOSPITAL, account: ANNE, fee }.into());
	});
}

#[test]
fn sponsor_should_pay_first_when_the_account_has_tokens() {
	test(|| {
		vouch(HOSPITAL, RICH, PLENTY, 0);
		apply(sign(RICH, work(100))).unwrap().unwrap();
		assert_eq!(Balances::free_balance(RICH), MEMBER_FUNDS);
	});
}

#[test]
fn account_should_pay_itself_when_it_has_tokens_and_the_sponsor_does_not_pay() {
	test(|| {
		vouch(HOSPITAL, RICH, 1, 0);
		let before = funds(HOSPITAL);
		let attempts = [
			sign_with(RICH, 0, 0, work(100)),
			sign_with(RICH, 1, 7, work(100)),
			sign_with(RICH, 2, 0, work(MAX_FEE)),
			sign_with(RICH, 3, 0, work::Call::play {}.into()),
		];
		for (tip, transaction) in [0, 7, 0, 0].into_iter().zip(attempts) {
			let (own, fee) = (Balances::free_balance(RICH), fee_of(&transaction) + tip);
			validate(&transaction).unwrap();
			apply(transaction).unwrap().unwrap();
			assert_eq!(Balances::free_balance(RICH), own - fee);
		}
		assert_eq!((funds(HOSPITAL), spent(RICH)), (before, 0));
	});
}

#[test]
fn unsponsored_account_should_be_refused_when_it_has_nothing() {
	test(|| {
		let payment = TransactionValidityError::from(InvalidTransaction::Payment);
		assert_eq!(validate(&sign(ANNE, work(1))), Err(payment));
		// Nor when it was sponsored once.
		vouch(HOSPITAL, ANNE, PLENTY, 0);
		apply(sign(ANNE, work(1))).unwrap().unwrap();
		assert_ok!(Sponsorship::end(finance(HOSPITAL), HOSPITAL, ANNE));
		assert_eq!(validate(&sign(ANNE, work(1))), Err(payment));
		assert_eq!(apply(sign(ANNE, work(1))).unwrap_err(), payment);
	});
}

#[test]
fn transaction_should_be_refused_when_the_allowance_is_exhausted() {
	test(|| {
		let fee = {
			vouch(HOSPITAL, ANNE, PLENTY, 0);
			fee_of(&sign(ANNE, work(100)))
		};
		assert_ok!(Sponsorship::amend(finance(HOSPITAL), HOSPITAL, ANNE, 2 * fee - 1, 0));
		apply(sign(ANNE, work(100))).unwrap().unwrap();
		assert_refused(sign(ANNE, work(100)), 100);
		// What is left is enough for one that costs one less.
		apply(sign(ANNE, work(99))).unwrap().unwrap();
		assert_refused(sign(ANNE, work(0)), 100);
	});
}

#[test]
fn allowance_should_be_full_again_when_a_period_begins() {
	test(|| {
		vouch(HOSPITAL, ANNE, PLENTY, 0);
		let fee = fee_of(&sign(ANNE, work(100)));
		assert_ok!(Sponsorship::amend(finance(HOSPITAL), HOSPITAL, ANNE, fee, 0));
		apply(sign(ANNE, work(100))).unwrap().unwrap();
		set_time(6 * PERIOD - 1);
		assert_refused(sign(ANNE, work(100)), 100);
		set_time(6 * PERIOD);
		assert_eq!(Pallet::<Test>::sponsorship_of(ANNE).unwrap().remaining, fee);
		apply(sign(ANNE, work(100))).unwrap().unwrap();
		assert_refused(sign(ANNE, work(100)), 100);
		// Unused allowances do not add up.
		set_time(60 * PERIOD);
		apply(sign(ANNE, work(100))).unwrap().unwrap();
		assert_refused(sign(ANNE, work(100)), 100);
	});
}

#[test]
fn waiting_transactions_should_each_be_checked_again_when_they_are_included() {
	test(|| {
		vouch(HOSPITAL, ANNE, PLENTY, 0);
		let waiting: Vec<_> = (0..4).map(|nonce| sign_with(ANNE, nonce, 0, work(100))).collect();
		let fee = fee_of(&waiting[0]);
		assert_ok!(Sponsorship::amend(finance(HOSPITAL), HOSPITAL, ANNE, 2 * fee, 0));
		for transaction in &waiting {
			validate(transaction).unwrap();
		}
		let before = funds(HOSPITAL);
		let included = waiting.into_iter().filter(|transaction| apply(transaction.clone()).is_ok()).count();
		assert_eq!(included, 2);
		assert_eq!((spent(ANNE), funds(HOSPITAL)), (2 * fee, before - 2 * fee));
	});
}

#[test]
fn transaction_should_be_refused_when_it_tips() {
	test(|| {
		vouch(HOSPITAL, ANNE, PLENTY, 0);
		assert_refused(sign_with(ANNE, 0, 1, work(100)), 102);
		assert_refused(sign_with(ANNE, 0, u64::MAX, work(100)), 102);
	});
}

#[test]
fn transaction_should_be_refused_when_the_call_is_not_sponsored() {
	test(|| {
		vouch(HOSPITAL, ANNE, PLENTY, 0);
		vouch(HOSPITAL, BILL, PLENTY, 0);
		assert_refused(sign(ANNE, work::Call::play {}.into()), 101);
		let wrappers: [RuntimeCall; 6] = [
			pallet_utility::Call::batch { calls: vec![work(1)] }.into(),
			pallet_utility::Call::batch_all { calls: vec![work(1); 50] }.into(),
			pallet_utility::Call::force_batch { calls: vec![work(1)] }.into(),
			pallet_utility::Call::as_derivative { index: 0, call: Box::new(work(1)) }.into(),
			pallet_proxy::Call::proxy { real: BILL, force_proxy_type: None, call: Box::new(work(1)) }.into(),
			pallet_multisig::Call::as_multi_threshold_1 { other_signatories: vec![BILL], call: Box::new(work(1)) }
				.into(),
		];
		for wrapper in wrappers {
			assert_refused(sign(ANNE, wrapper), 101);
		}
	});
}

#[test]
fn transaction_should_be_refused_when_its_fee_is_too_large() {
	test(|| {
		vouch(HOSPITAL, ANNE, PLENTY, 0);
		let fixed = fee_of(&sign(ANNE, work(0)));
		apply(sign(ANNE, work(MAX_FEE - fixed))).unwrap().unwrap();
		assert_refused(sign(ANNE, work(MAX_FEE - fixed + 1)), 104);
	});
}

#[test]
fn transaction_should_be_refused_when_the_sponsor_is_not_active() {
	test(|| {
		vouch(HOSPITAL, ANNE, PLENTY, 0);
		apply(sign(ANNE, work(100))).unwrap().unwrap();
		let before = spent(ANNE);
		Inactive::set(vec![HOSPITAL]);
		assert_refused(sign(ANNE, work(100)), 105);
		Inactive::set(vec![]);
		apply(sign(ANNE, work(100))).unwrap().unwrap();
		assert_eq!(spent(ANNE), 2 * before);
	});
}

#[test]
fn transaction_should_be_refused_when_the_sponsor_would_fall_below_the_existential_deposit() {
	test(|| {
		vouch(HOSPITAL, ANNE, PLENTY, 0);
		let fee = fee_of(&sign(ANNE, work(100)));
		leave_member(HOSPITAL, fee + EXISTENTIAL_DEPOSIT - 1);
		assert_refused(sign(ANNE, work(100)), 103);
		apply(sign(ANNE, work(99))).unwrap().unwrap();
		assert_eq!(funds(HOSPITAL), EXISTENTIAL_DEPOSIT);
		assert_refused(sign(ANNE, work(0)), 103);
	});
}

#[test]
fn budget_should_bound_all_accounts_of_a_member_together() {
	test(|| {
		vouch(HOSPITAL, ANNE, PLENTY, 0);
		vouch(HOSPITAL, BILL, PLENTY, 0);
		let fee = fee_of(&sign(ANNE, work(100)));
		assert_ok!(Sponsorship::set_budget(finance(HOSPITAL), HOSPITAL, Some(2 * fee)));
		apply(sign(ANNE, work(100))).unwrap().unwrap();
		apply(sign(BILL, work(100))).unwrap().unwrap();
		assert_refused(sign(ANNE, work(100)), 106);
		assert_refused(sign(BILL, work(100)), 106);
		// What was spent counts when the limit changes, and is forgotten when the period ends.
		assert_ok!(Sponsorship::set_budget(finance(HOSPITAL), HOSPITAL, Some(3 * fee)));
		apply(sign(BILL, work(100))).unwrap().unwrap();
		assert_refused(sign(BILL, work(100)), 106);
		set_time(6 * PERIOD);
		apply(sign(BILL, work(100))).unwrap().unwrap();
		assert_eq!(Pallet::<Test>::budget_of(HOSPITAL).unwrap().remaining, 2 * fee);
	});
}

#[test]
fn budget_of_zero_should_stop_payments_and_lifting_it_should_resume_them() {
	test(|| {
		vouch(HOSPITAL, ANNE, PLENTY, 0);
		assert_ok!(Sponsorship::set_budget(finance(HOSPITAL), HOSPITAL, Some(0)));
		assert_refused(sign(ANNE, work(100)), 106);
		assert_ok!(Sponsorship::set_budget(finance(HOSPITAL), HOSPITAL, None));
		apply(sign(ANNE, work(100))).unwrap().unwrap();
	});
}

#[test]
fn refund_should_go_back_to_the_sponsor_and_into_the_allowance() {
	test(|| {
		vouch(HOSPITAL, ANNE, PLENTY, 0);
		assert_ok!(Sponsorship::set_budget(finance(HOSPITAL), HOSPITAL, Some(PLENTY)));
		let (before, pot_before) = (funds(HOSPITAL), pot());
		let transaction = sign(ANNE, work_like(1_000, 100, true));
		let fee = fee_of(&transaction) - 900;
		apply(transaction).unwrap().unwrap();
		assert_eq!(funds(HOSPITAL), before - fee);
		assert_eq!(pot(), pot_before + fee);
		assert_eq!(spent(ANNE), fee);
		assert_eq!(Pallet::<Test>::budget_of(HOSPITAL).unwrap().remaining, PLENTY - fee);
		assert_eq!(Balances::free_balance(ANNE), 0);
		System::assert_has_event(Event::FeeSponsored { organization: HOSPITAL, account: ANNE, fee }.into());
	});
}

#[test]
fn refund_should_go_back_to_the_account_when_it_paid() {
	test(|| {
		let transaction = sign(RICH, work_like(1_000, 100, true));
		let fee = fee_of(&transaction) - 900;
		apply(transaction).unwrap().unwrap();
		assert_eq!(Balances::free_balance(RICH), MEMBER_FUNDS - fee);
	});
}

#[test]
fn refund_should_go_back_to_the_sponsor_when_the_call_ends_the_sponsorship() {
	test(|| {
		vouch(HOSPITAL, HOSPITAL_FINANCE, PLENTY, 0);
		let own = Balances::free_balance(HOSPITAL_FINANCE);
		let total = funds(HOSPITAL) + pot() + vouch_deposit();
		let end = crate::Call::end { organization: HOSPITAL, account: HOSPITAL_FINANCE };
		apply(sign(HOSPITAL_FINANCE, end.into())).unwrap().unwrap();
		assert_eq!(Balances::free_balance(HOSPITAL_FINANCE), own);
		assert_eq!(funds(HOSPITAL) + pot(), total);
		assert_eq!(Pallet::<Test>::sponsorship_of(HOSPITAL_FINANCE), None);
	});
}

fn vouch_deposit() -> u64 {
	use frame_support::traits::fungible::InspectHold;
	Balances::total_balance_on_hold(&member(HOSPITAL))
}

#[test]
fn failing_calls_should_cost_the_allowance_and_be_bounded_by_it() {
	test(|| {
		vouch(HOSPITAL, ANNE, PLENTY, 0);
		let fee = fee_of(&sign(ANNE, work_like(100, 100, false)));
		assert_ok!(Sponsorship::amend(finance(HOSPITAL), HOSPITAL, ANNE, 3 * fee, 0));
		let before = funds(HOSPITAL);
		for _ in 0..3 {
			apply(sign(ANNE, work_like(100, 100, false))).unwrap().unwrap_err();
		}
		assert_refused(sign(ANNE, work_like(100, 100, false)), 100);
		assert_eq!(funds(HOSPITAL), before - 3 * fee);
	});
}

#[test]
fn no_member_should_pay_for_the_account_of_another() {
	test(|| {
		vouch(HOSPITAL, ANNE, 1, 0);
		vouch(PAYER, BILL, PLENTY, 0);
		let before = (funds(HOSPITAL), funds(PAYER), funds(PHARMACY));
		assert_refused(sign(ANNE, work(100)), 100);
		apply(sign(BILL, work(100))).unwrap().unwrap();
		assert_eq!((funds(HOSPITAL), funds(PHARMACY)), (before.0, before.2));
		assert!(funds(PAYER) < before.1);
	});
}

#[test]
fn delegates_should_not_spend_the_allowance_of_whom_they_act_for() {
	test(|| {
		vouch(HOSPITAL, ANNE, PLENTY, 0);
		pallet_proxy::Proxies::<Test>::insert(
			ANNE,
			(
				frame_support::BoundedVec::truncate_from(vec![pallet_proxy::ProxyDefinition {
					delegate: RICH,
					proxy_type: (),
					delay: 0,
				}]),
				0,
			),
		);
		let call = pallet_proxy::Call::proxy { real: ANNE, force_proxy_type: None, call: Box::new(work(1)) };
		let before = funds(HOSPITAL);
		apply(sign(RICH, call.into())).unwrap().unwrap();
		assert_eq!((funds(HOSPITAL), spent(ANNE)), (before, 0));
		assert!(Balances::free_balance(RICH) < MEMBER_FUNDS);
	});
}

#[test]
fn can_afford_should_tell_why_not() {
	test(|| {
		let can_afford = Pallet::<Test>::can_afford;
		assert_eq!(can_afford(ANNE, 1), Err(Refusal::NotSponsored));
		vouch(HOSPITAL, ANNE, 3_000, 0);
		assert_eq!(can_afford(ANNE, 3_000), Ok(()));
		assert_eq!(can_afford(ANNE, 3_001), Err(Refusal::AllowanceExhausted));
		assert_eq!(can_afford(ANNE, MAX_FEE + 1), Err(Refusal::FeeTooLarge));
		assert_ok!(Sponsorship::set_budget(finance(HOSPITAL), HOSPITAL, Some(2_000)));
		assert_eq!(can_afford(ANNE, 2_001), Err(Refusal::BudgetExhausted));
		leave_member(HOSPITAL, EXISTENTIAL_DEPOSIT);
		assert_eq!(can_afford(ANNE, 1), Err(Refusal::SponsorCannotPay));
		Inactive::set(vec![HOSPITAL]);
		assert_eq!(can_afford(ANNE, 1), Err(Refusal::SponsorNotActive));
	});
}

#[test]
fn refusals_should_keep_their_codes() {
	let codes = [
		(Refusal::AllowanceExhausted, 100),
		(Refusal::CallNotSponsored, 101),
		(Refusal::TipNotAllowed, 102),
		(Refusal::SponsorCannotPay, 103),
		(Refusal::FeeTooLarge, 104),
		(Refusal::SponsorNotActive, 105),
		(Refusal::BudgetExhausted, 106),
	];
	for (refusal, code) in codes {
		assert_eq!(TransactionValidityError::from(refusal), custom(code));
	}
	assert_eq!(TransactionValidityError::from(Refusal::NotSponsored), InvalidTransaction::Payment.into());
}
