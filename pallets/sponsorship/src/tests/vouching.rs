//! Beginning, changing and ending a sponsorship.

use crate::{mock::*, Error, Event, HoldReason, KeptAlive, Pallet, SponsorshipStatus, Sponsorships};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use salus_primitives::{OrganizationId, Sponsors};
use sp_runtime::{
	traits::Dispatchable,
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	DispatchError, TokenError,
};

type Problem = Error<Test>;

fn finance(organization: OrganizationId) -> RuntimeOrigin {
	RuntimeOrigin::signed(u64::from(organization) * 10)
}

fn last_events(count: usize) -> Vec<Event<Test>> {
	let ours = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::Sponsorship(event) => Some(event),
		_ => None,
	});
	let ours: Vec<_> = ours.collect();
	ours[ours.len() - count..].to_vec()
}

fn vouched(organization: OrganizationId) -> u64 {
	Balances::balance_on_hold(&HoldReason::Vouch.into(), &member(organization))
}

fn calls_of_finance() -> Vec<RuntimeCall> {
	vec![
		crate::Call::vouch { organization: HOSPITAL, account: ANNE, allowance: 5, deposit_quota: 5 }.into(),
		crate::Call::amend { organization: HOSPITAL, account: BILL, allowance: 5, deposit_quota: 5 }.into(),
		crate::Call::end { organization: HOSPITAL, account: BILL }.into(),
		crate::Call::set_budget { organization: HOSPITAL, per_period: Some(5) }.into(),
	]
}

#[test]
fn vouch_should_sponsor_an_account_that_does_not_exist() {
	test(|| {
		assert!(!System::account_exists(&ANNE));
		assert_ok!(Sponsorship::vouch(finance(HOSPITAL), HOSPITAL, ANNE, 700, 80));
		assert!(System::account_exists(&ANNE));
		assert_eq!(<Sponsorship as Sponsors<u64>>::sponsor_of(&ANNE), Some(HOSPITAL));
		assert_eq!(
			Pallet::<Test>::sponsorship_of(ANNE),
			Some(SponsorshipStatus {
				organization: HOSPITAL,
				active: true,
				allowance: 700,
				remaining: 700,
				quota: 80,
				quota_used: 0
			})
		);
		let event = Event::Vouched { organization: HOSPITAL, account: ANNE, allowance: 700, deposit_quota: 80 };
		assert_eq!(last_events(1), [event]);
	});
}

#[test]
fn vouch_should_hold_a_deposit_of_the_member_until_the_end() {
	test(|| {
		vouch(HOSPITAL, ANNE, 700, 80);
		let deposit = vouched(HOSPITAL);
		assert!(deposit > DEPOSIT_BASE);
		vouch(HOSPITAL, BILL, 700, 80);
		assert_eq!(vouched(HOSPITAL), 2 * deposit);
		assert_ok!(Sponsorship::end(finance(HOSPITAL), HOSPITAL, ANNE));
		assert_eq!(vouched(HOSPITAL), deposit);
		assert_ok!(Sponsorship::renounce(RuntimeOrigin::signed(BILL)));
		assert_eq!(vouched(HOSPITAL), 0);
	});
}

#[test]
fn vouch_should_fail_when_the_member_cannot_pay_the_deposit() {
	test(|| {
		leave_member(HOSPITAL, EXISTENTIAL_DEPOSIT + 1);
		assert_noop!(
			Sponsorship::vouch(finance(HOSPITAL), HOSPITAL, ANNE, 700, 80),
			DispatchError::Token(TokenError::FundsUnavailable)
		);
	});
}

#[test]
fn vouch_should_fail_when_another_member_sponsors_the_account() {
	test(|| {
		vouch(HOSPITAL, ANNE, 700, 80);
		assert_noop!(Sponsorship::vouch(finance(PAYER), PAYER, ANNE, 1, 1), Problem::AlreadySponsored);
		assert_noop!(Sponsorship::vouch(finance(HOSPITAL), HOSPITAL, ANNE, 1, 1), Problem::AlreadySponsored);
	});
}

#[test]
fn vouch_should_fail_when_nothing_is_offered() {
	test(|| {
		assert_noop!(Sponsorship::vouch(finance(HOSPITAL), HOSPITAL, ANNE, 0, 0), Problem::NothingOffered);
		vouch(HOSPITAL, ANNE, 0, 1);
		vouch(HOSPITAL, BILL, 1, 0);
	});
}

#[test]
fn vouch_should_fail_when_a_member_names_its_own_account() {
	test(|| {
		let own = member(HOSPITAL);
		assert_noop!(Sponsorship::vouch(finance(HOSPITAL), HOSPITAL, own, 5, 5), Problem::CannotSponsorItself);
	});
}

#[test]
fn vouch_should_fail_when_the_member_is_unknown() {
	test(|| {
		assert_noop!(Pallet::<Test>::do_vouch(77, ANNE, 5, 5), Problem::NotFound);
		assert_noop!(Sponsorship::vouch(RuntimeOrigin::signed(770), 77, ANNE, 5, 5), DispatchError::BadOrigin);
	});
}

#[test]
fn calls_of_finance_should_fail_when_the_caller_has_not_that_duty() {
	test(|| {
		vouch(HOSPITAL, BILL, 700, 80);
		for call in calls_of_finance() {
			for who in [HOSPITAL_CLERK, PAYER_FINANCE, ANNE, BILL, member(HOSPITAL)] {
				assert_eq!(
					call.clone().dispatch(RuntimeOrigin::signed(who)).unwrap_err().error,
					DispatchError::BadOrigin
				);
			}
			assert_eq!(call.clone().dispatch(RuntimeOrigin::root()).unwrap_err().error, DispatchError::BadOrigin);
			assert_eq!(call.dispatch(RuntimeOrigin::none()).unwrap_err().error, DispatchError::BadOrigin);
		}
		assert_noop!(Sponsorship::renounce(RuntimeOrigin::root()), DispatchError::BadOrigin);
		assert_noop!(Sponsorship::renounce(RuntimeOrigin::none()), DispatchError::BadOrigin);
	});
}

#[test]
fn calls_of_finance_should_fail_when_wrapped_by_a_caller_without_that_duty() {
	test(|| {
		vouch(HOSPITAL, BILL, 700, 80);
		let before = Sponsorships::<Test>::get(BILL);
		for call in calls_of_finance() {
			let clerk = RuntimeOrigin::signed(HOSPITAL_CLERK);
			let failed = Utility::batch_all(clerk.clone(), vec![call.clone()]).unwrap_err();
			assert_eq!(failed.error, DispatchError::BadOrigin);
			assert!(Utility::as_derivative(clerk.clone(), 0, Box::new(call.clone())).is_err());
			assert_noop!(
				Proxy::proxy(clerk.clone(), HOSPITAL_FINANCE, None, Box::new(call.clone())),
				pallet_proxy::Error::<Test>::NotProxy
			);
			assert!(Multisig::as_multi_threshold_1(clerk, vec![HOSPITAL_FINANCE], Box::new(call)).is_err());
		}
		assert_eq!(Sponsorships::<Test>::get(BILL), before);
		assert!(!Sponsorships::<Test>::contains_key(ANNE));
	});
}

#[test]
fn calls_of_finance_should_fail_when_the_member_is_not_active() {
	test(|| {
		vouch(HOSPITAL, BILL, 700, 80);
		Inactive::set(vec![HOSPITAL]);
		for call in calls_of_finance() {
			assert_eq!(call.dispatch(finance(HOSPITAL)).unwrap_err().error, DispatchError::BadOrigin);
		}
	});
}

#[test]
fn amend_should_change_what_is_paid_and_keep_what_is_spent() {
	test(|| {
		vouch(HOSPITAL, ANNE, 10_000, 80);
		apply(sign(ANNE, work(100))).unwrap().unwrap();
		let before = spent(ANNE);
		assert_ok!(Sponsorship::amend(finance(HOSPITAL), HOSPITAL, ANNE, 20_000, 0));
		assert_eq!(spent(ANNE), before);
		let status = Pallet::<Test>::sponsorship_of(ANNE).unwrap();
		assert_eq!((status.allowance, status.quota), (20_000, 0));
		let event = Event::Amended { organization: HOSPITAL, account: ANNE, allowance: 20_000, deposit_quota: 0 };
		assert_eq!(last_events(1), [event]);
	});
}

#[test]
fn amend_should_fail_when_the_sponsorship_is_not_the_members() {
	test(|| {
		vouch(HOSPITAL, ANNE, 700, 80);
		assert_noop!(Sponsorship::amend(finance(PAYER), PAYER, ANNE, 1, 1), Problem::NotFound);
		assert_noop!(Sponsorship::amend(finance(HOSPITAL), HOSPITAL, BILL, 1, 1), Problem::NotFound);
		assert_noop!(Sponsorship::amend(finance(HOSPITAL), HOSPITAL, ANNE, 0, 0), Problem::NothingOffered);
	});
}

#[test]
fn end_should_fail_when_the_sponsorship_is_not_the_members() {
	test(|| {
		vouch(HOSPITAL, ANNE, 700, 80);
		assert_noop!(Sponsorship::end(finance(PAYER), PAYER, ANNE), Problem::NotFound);
		assert_noop!(Sponsorship::end(finance(HOSPITAL), HOSPITAL, BILL), Problem::NotFound);
		assert_ok!(Sponsorship::end(finance(HOSPITAL), HOSPITAL, ANNE));
		assert_noop!(Sponsorship::end(finance(HOSPITAL), HOSPITAL, ANNE), Problem::NotFound);
		assert_eq!(last_events(1), [Event::Ended { organization: HOSPITAL, account: ANNE }]);
	});
}

#[test]
fn another_member_should_vouch_when_the_first_has_ended() {
	test(|| {
		vouch(HOSPITAL, ANNE, 700, 80);
		assert_ok!(Sponsorship::end(finance(HOSPITAL), HOSPITAL, ANNE));
		vouch(PAYER, ANNE, 5, 5);
		assert_eq!(<Sponsorship as Sponsors<u64>>::sponsor_of(&ANNE), Some(PAYER));
	});
}

#[test]
fn another_member_should_take_over_when_the_sponsor_is_not_active() {
	test(|| {
		vouch(HOSPITAL, ANNE, 700, 80);
		Inactive::set(vec![HOSPITAL]);
		assert_eq!(<Sponsorship as Sponsors<u64>>::sponsor_of(&ANNE), None);
		assert!(!Pallet::<Test>::sponsorship_of(ANNE).unwrap().active);
		vouch(PAYER, ANNE, 5, 6);
		assert_eq!(
			last_events(2),
			[
				Event::Ended { organization: HOSPITAL, account: ANNE },
				Event::Vouched { organization: PAYER, account: ANNE, allowance: 5, deposit_quota: 6 },
			]
		);
		assert_eq!((vouched(HOSPITAL), System::providers(&ANNE)), (0, 1));
		Inactive::set(vec![]);
		assert_eq!(<Sponsorship as Sponsors<u64>>::sponsor_of(&ANNE), Some(PAYER));
	});
}

#[test]
fn sponsorship_should_go_on_when_the_sponsor_is_active_again() {
	test(|| {
		vouch(HOSPITAL, ANNE, 700, 80);
		Inactive::set(vec![HOSPITAL]);
		assert_eq!(<Sponsorship as Sponsors<u64>>::sponsor_of(&ANNE), None);
		Inactive::set(vec![]);
		assert_eq!(<Sponsorship as Sponsors<u64>>::sponsor_of(&ANNE), Some(HOSPITAL));
	});
}

#[test]
fn renounce_should_be_free_and_possible_once() {
	test(|| {
		// A sponsor that pays no fees, has nothing left and is suspended.
		vouch(HOSPITAL, ANNE, 0, 1);
		leave_member(HOSPITAL, EXISTENTIAL_DEPOSIT);
		Inactive::set(vec![HOSPITAL]);
		let pot = Balances::free_balance(POT);

		let leave = sign(ANNE, crate::Call::renounce {}.into());
		let again = sign_with(ANNE, 1, 0, crate::Call::renounce {}.into());
		validate(&leave).unwrap();
		validate(&again).unwrap();
		apply(leave).unwrap().unwrap();
		assert_eq!(last_events(1), [Event::Ended { organization: HOSPITAL, account: ANNE }]);
		assert_eq!(Balances::free_balance(POT), pot);

		let invalid = TransactionValidityError::from(InvalidTransaction::Payment);
		assert_eq!(validate(&again), Err(invalid));
		assert_eq!(apply(again).unwrap_err(), invalid);
		assert_noop!(Sponsorship::renounce(RuntimeOrigin::signed(ANNE)), Problem::NotFound);
	});
}

#[test]
fn renounce_should_not_be_free_when_it_is_tipped_wrapped_or_of_no_effect() {
	test(|| {
		vouch(HOSPITAL, ANNE, 10_000, 0);
		let renounce = || RuntimeCall::from(crate::Call::renounce {});
		assert_eq!(validate(&sign_with(ANNE, 0, 1, renounce())), Err(custom(102)));
		let batch = pallet_utility::Call::batch { calls: vec![renounce()] }.into();
		assert_eq!(validate(&sign(ANNE, batch)), Err(custom(101)));
		let before = Balances::free_balance(RICH);
		apply(sign(RICH, renounce())).unwrap().unwrap_err();
		assert!(Balances::free_balance(RICH) < before);
	});
}

#[test]
fn renounce_should_not_be_free_when_it_is_paused() {
	test(|| {
		vouch(HOSPITAL, ANNE, 10_000, 0);
		Paused::set(true);
		let before = funds(HOSPITAL);
		let leave = sign(ANNE, crate::Call::renounce {}.into());
		let fee = fee_of(&leave);
		apply(leave).unwrap().unwrap_err();
		assert_eq!((funds(HOSPITAL), spent(ANNE)), (before - fee, fee));
	});
}

#[test]
fn account_should_be_gone_at_the_end_when_it_never_signed() {
	test(|| {
		vouch(HOSPITAL, ANNE, 700, 80);
		assert_eq!(System::providers(&ANNE), 1);
		assert_ok!(Sponsorship::end(finance(HOSPITAL), HOSPITAL, ANNE));
		assert!(!System::account_exists(&ANNE));
		assert!(!KeptAlive::<Test>::contains_key(ANNE));
	});
}

#[test]
fn account_should_stay_at_the_end_when_it_has_signed() {
	test(|| {
		vouch(HOSPITAL, ANNE, 10_000, 0);
		apply(sign(ANNE, work(1))).unwrap().unwrap();
		assert_ok!(Sponsorship::end(finance(HOSPITAL), HOSPITAL, ANNE));
		assert_eq!((System::providers(&ANNE), System::account_nonce(ANNE)), (1, 1));
		assert!(KeptAlive::<Test>::contains_key(ANNE));
		// References do not pile up.
		for _ in 0..3 {
			vouch(PAYER, ANNE, 1, 1);
			assert!(!KeptAlive::<Test>::contains_key(ANNE));
			assert_eq!(System::providers(&ANNE), 1);
			assert_ok!(Sponsorship::end(finance(PAYER), PAYER, ANNE));
		}
	});
}

#[test]
fn account_should_stay_at_the_end_when_others_rely_on_it() {
	test(|| {
		vouch(HOSPITAL, ANNE, 700, 80);
		assert_ok!(System::inc_consumers(&ANNE));
		assert_ok!(Sponsorship::end(finance(HOSPITAL), HOSPITAL, ANNE));
		assert!(System::account_exists(&ANNE));
		assert!(KeptAlive::<Test>::contains_key(ANNE));
	});
}

#[test]
fn account_should_stay_at_the_end_when_it_owns_something() {
	test(|| {
		vouch(HOSPITAL, RICH, 700, 80);
		assert_eq!(System::providers(&RICH), 2);
		assert_ok!(Sponsorship::end(finance(HOSPITAL), HOSPITAL, RICH));
		assert_eq!(System::providers(&RICH), 1);
		assert_eq!(Balances::free_balance(RICH), MEMBER_FUNDS);
	});
}

#[test]
fn old_signatures_should_stay_invalid_when_sponsorship_ends_and_begins_again() {
	test(|| {
		let stale = TransactionValidityError::from(InvalidTransaction::Stale);
		vouch(HOSPITAL, ANNE, 10_000, 0);
		// Immortal, as old signatures are at their worst.
		let old = sign(ANNE, work(1));
		apply(old.clone()).unwrap().unwrap();
		assert_eq!(validate(&old), Err(stale));

		assert_ok!(Sponsorship::end(finance(HOSPITAL), HOSPITAL, ANNE));
		assert_eq!(apply(old.clone()).unwrap_err(), stale);
		// Owning something for a while makes no difference.
		assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(RICH), ANNE, 50));
		assert_ok!(Balances::transfer_all(RuntimeOrigin::signed(ANNE), RICH, false));
		assert_eq!(Balances::free_balance(ANNE), 0);

		vouch(PAYER, ANNE, 10_000, 0);
		assert_eq!(validate(&old), Err(stale));
		assert_eq!(apply(old).unwrap_err(), stale);
		apply(sign(ANNE, work(1))).unwrap().unwrap();
	});
}

#[test]
fn budget_should_be_set_changed_and_lifted() {
	test(|| {
		assert_eq!(Pallet::<Test>::budget_of(HOSPITAL), None);
		assert_ok!(Sponsorship::set_budget(finance(HOSPITAL), HOSPITAL, Some(1_000)));
		assert_eq!(last_events(1), [Event::BudgetSet { organization: HOSPITAL, per_period: Some(1_000) }]);
		assert_eq!(Pallet::<Test>::budget_of(HOSPITAL).map(|budget| budget.remaining), Some(1_000));
		assert_ok!(Sponsorship::set_budget(finance(HOSPITAL), HOSPITAL, None));
		assert_eq!(Pallet::<Test>::budget_of(HOSPITAL), None);
	});
}

#[test]
fn indices_should_never_change() {
	use codec::Encode;
	let calls: [crate::Call<Test>; 5] = [
		crate::Call::vouch { organization: 1, account: ANNE, allowance: 1, deposit_quota: 1 },
		crate::Call::amend { organization: 1, account: ANNE, allowance: 1, deposit_quota: 1 },
		crate::Call::end { organization: 1, account: ANNE },
		crate::Call::renounce {},
		crate::Call::set_budget { organization: 1, per_period: None },
	];
	for (index, call) in (0_u8..).zip(calls) {
		assert_eq!(call.encode()[0], index);
	}
	let reasons = [HoldReason::Deposit, HoldReason::Vouch].map(|reason| reason.encode());
	assert_eq!(reasons, [[0], [1]]);
	let errors = [
		Problem::NotFound,
		Problem::AlreadySponsored,
		Problem::CannotSponsorItself,
		Problem::NothingOffered,
		Problem::QuotaExceeded,
		Problem::SponsorCannotPay,
	];
	for (index, error) in (0_u8..).zip(errors) {
		assert_eq!(error.encode(), [index]);
	}
}

#[test]
fn genesis_should_begin_sponsorships() {
	use sp_runtime::BuildStorage;
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	let balances = vec![(member(HOSPITAL), MEMBER_FUNDS)];
	pallet_balances::GenesisConfig::<Test> { balances, ..Default::default() }.assimilate_storage(&mut storage).unwrap();
	crate::GenesisConfig::<Test> { sponsorships: vec![(HOSPITAL, ANNE, 10_000, 5)] }
		.assimilate_storage(&mut storage)
		.unwrap();
	sp_io::TestExternalities::from(storage).execute_with(|| {
		set_time(START);
		apply(sign(ANNE, work(1))).unwrap().unwrap();
		check(MEMBER_FUNDS);
	});
}
