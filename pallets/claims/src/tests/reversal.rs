//! Taking a claim back, and replacing it: as if it had not been.

use crate::{
	mock::{Claims, *},
	*,
};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{Duty, Holder};
use sp_runtime::DispatchError;

type Failure = Error<Test>;

/// Everything that a claim counts, holds and marks: the pallet's state without the histories, the claims, and what says
/// when something happened.
fn counted() -> impl PartialEq + std::fmt::Debug {
	let coverages = Coverages::<Test>::iter()
		.map(|(id, kept)| (id, kept.years.to_vec(), kept.lifetime_paid, kept.lifetime.to_vec()));
	let authorizations = Authorizations::<Test>::iter()
		.map(|(id, kept)| (id, kept.lines.iter().map(|line| line.used).collect::<Vec<_>>()));
	let owed = Contracts::<Test>::iter().map(|(payer, provider, kept)| (payer, provider, kept.owed, kept.network));
	let mut all = (
		coverages.collect::<Vec<_>>(),
		Families::<Test>::iter().map(|(id, years)| (id, years.to_vec())).collect::<Vec<_>>(),
		authorizations.collect::<Vec<_>>(),
		owed.collect::<Vec<_>>(),
		Renderers::<Test>::iter().map(|(holder, known)| (holder, known.days.to_vec())).collect::<Vec<_>>(),
		Served::<Test>::iter().map(|(coverage, day, all)| (coverage, day, all.to_vec())).collect::<Vec<_>>(),
		Claimed::<Test>::iter().collect::<Vec<_>>(),
		[HOSPITAL, CLINIC, PHARMACY].map(|provider| balance(purse(provider))),
		[PAYER, SECONDARY].map(|payer| (balance(reserve(payer)), on_hold(payer))),
		[PATIENT, SPOUSE].map(balance),
	);
	all.0.sort_by_key(|(id, ..)| *id);
	all.2.sort_by_key(|(id, ..)| *id);
	all.4.sort_by_key(|(holder, _)| *holder);
	all.5.sort();
	all
}

/// A claim of everything: deductible, limits, family, authorisation, dispense, renderer, patient's payment.
fn rich() -> (CoverageId, impl Fn(u64) -> Submission) {
	let units = Some(Limit { kind: LimitKind::Units(40), period: LimitPeriod::Year });
	let lifetime = Some(Limit { kind: LimitKind::Paid(900_000), period: LimitPeriod::Lifetime });
	let ceilings = Ceilings {
		deductible: 13_000,
		family_deductible: Some(20_000),
		out_of_pocket: Some(40_000),
		family_out_of_pocket: Some(60_000),
		lifetime: Some(5_000_000),
	};
	let in_network = share(500, true, 20);
	let terms = PlanTerms {
		ceilings,
		..terms([
			Benefit { limit: units, in_network, authorization: true, ..benefit(THERAPIES) },
			Benefit { limit: lifetime, in_network, ..benefit(DRUGS) },
			Benefit { in_network, ..benefit(VISITS) },
		])
	};
	let subscriber = covered(terms);
	let coverage = relative(subscriber);
	contract(PAYER, PHARMACY, Tier::InNetwork);
	Claims::set_affiliation(signed(DOCTOR), doctor(), PHARMACY, true).unwrap();
	let authorization = ask(request(coverage, [wish(THERAPIES, 30)])).unwrap();
	answer(authorization, AuthorizationAnswer::Approve(year(0))).unwrap();
	// The authorisation is the hospital's; the pharmacy's claims do without therapies.
	let submission = move |n| {
		let dispense = Some(supply(n as u32, 10, day(n) + 9 * HOUR));
		let lines = [
			on(n, line(VISIT)),
			on(n, Line { rendering: Some(doctor()), ..units_of(VISIT, 2) }),
			on(n, Line { dispense, ..units_of(DRUG, 10) }),
		];
		claim(coverage, lines)
	};
	(coverage, submission)
}

fn units_of(service: &str, n: u32) -> Line {
	units(service, n)
}

#[test]
fn everything_should_be_as_before_when_a_claim_was_taken_back() {
	test(|| {
		let (coverage, submission) = rich();
		submit_by(PHARMACY, submission(40)).unwrap();
		let before = counted();
		let id = submit_by(PHARMACY, submission(50)).unwrap();
		let patient = stored(id).patient;
		Claims::pay_patient_share(signed(PATIENT), id, patient / 2).unwrap();
		Claims::pay_patient_share(signed(SPOUSE), id, patient / 3).unwrap();
		assert_ne!(before, counted());
		assert_ok!(Claims::reverse(biller(PHARMACY), id, PHARMACY));
		assert_eq!(before, counted());
		let kept = stored(id);
		assert_eq!((kept.state, kept.paid, kept.patient, kept.patient_paid()), (ClaimState::Reversed, 0, 0, 0));
		// And once more, to the same effect.
		let again = submit_by(PHARMACY, submission(50)).unwrap();
		assert_ok!(Claims::reverse(adjudicator(PAYER), again, PAYER));
		assert_eq!(before, counted());
		assert_eq!(stored_coverage(coverage).open, 1 + 3);
	});
}

#[test]
fn units_of_an_authorisation_should_go_back_when_a_claim_was_taken_back() {
	test(|| {
		let (coverage, _) = rich();
		let authorization = Some(0);
		let therapy = |n| claim(coverage, [on(n, Line { authorization, ..units_of(THERAPY, 4) })]);
		submit(therapy(40)).unwrap();
		let before = counted();
		let id = submit(therapy(50)).unwrap();
		assert_eq!(stored_authorization(0).lines[0].used, 8);
		assert_ok!(Claims::reverse(biller(HOSPITAL), id, HOSPITAL));
		assert_eq!(before, counted());
		// It is cited until the claim is closed.
		assert_eq!(stored_authorization(0).cited, 2);
		assert_ok!(Claims::close(signed(STRANGER), id));
		assert_eq!(stored_authorization(0).cited, 1);
	});
}

#[test]
fn history_should_say_who_took_a_claim_back() {
	test(|| {
		let coverage = covered(full());
		let id = submit(claim(coverage, [line(VISIT)])).unwrap();
		assert_ok!(Claims::reverse(adjudicator(PAYER), id, PAYER));
		let entry = ClaimEntry::Reversed { by: PAYER, returned: 10_000, owed: 0, refunded: 0, replaced_by: None };
		assert_eq!(history(id).last(), Some(&entry));
	});
}

#[test]
fn pended_claim_should_be_withdrawn_by_its_provider_and_not_by_its_payer() {
	test(|| {
		let coverage = covered(PlanTerms { review_above: Some(0), ..full() });
		let before = counted();
		let id = submit(claim(coverage, [line(VISIT)])).unwrap();
		// The payer would deny without a reason.
		assert_noop!(Claims::reverse(adjudicator(PAYER), id, PAYER), Failure::ClaimStateUnfit);
		assert_ok!(Claims::reverse(biller(HOSPITAL), id, HOSPITAL));
		assert_eq!(before, counted());
		assert_noop!(Claims::decide(adjudicator(PAYER), id, decisions([RULES])), Failure::ClaimStateUnfit);
	});
}

#[test]
fn reversal_should_be_refused_when_who_or_what_is_wrong() {
	test(|| {
		let coverage = covered(full());
		let id = submit(claim(coverage, [line(VISIT)])).unwrap();
		assert_noop!(Claims::reverse(biller(HOSPITAL), 99, HOSPITAL), Failure::ClaimNotFound);
		for (origin, organization) in [
			(adjudicator(HOSPITAL), HOSPITAL),
			(biller(PAYER), PAYER),
			(biller(CLINIC), HOSPITAL),
			(adjudicator(SECONDARY), PAYER),
			(signed(PATIENT), HOSPITAL),
		] {
			assert_noop!(Claims::reverse(origin, id, organization), DispatchError::BadOrigin);
		}
		assert_noop!(Claims::reverse(biller(CLINIC), id, CLINIC), Failure::RoleMissing);
		assert_noop!(Claims::reverse(adjudicator(SECONDARY), id, SECONDARY), Failure::RoleMissing);
		assert_ok!(Claims::reverse(biller(HOSPITAL), id, HOSPITAL));
		assert_noop!(Claims::reverse(biller(HOSPITAL), id, HOSPITAL), Failure::ClaimStateUnfit);
	});
}

#[test]
fn claim_should_not_be_taken_back_when_an_appeal_is_open() {
	test(|| {
		let coverage = covered(full());
		let id = submit(claim(coverage, [line(VISIT)])).unwrap();
		Claims::appeal(biller(HOSPITAL), id, Appellant::Provider, document(3)).unwrap();
		assert_noop!(Claims::reverse(biller(HOSPITAL), id, HOSPITAL), Failure::AppealOpen);
		assert_noop!(Claims::reverse(adjudicator(PAYER), id, PAYER), Failure::AppealOpen);
	});
}

// --- What the provider has spent -----------------------------------------------------------------------------------

#[test]
fn provider_should_not_take_back_when_it_has_spent_the_money() {
	test_minting(|| {
		let coverage = covered(full());
		let id = submit(claim(coverage, [line(VISIT)])).unwrap();
		set_balance(purse(HOSPITAL), 9_999);
		let before = state_root();
		assert_noop!(Claims::reverse(biller(HOSPITAL), id, HOSPITAL), Failure::FundsInsufficient);
		assert_eq!(state_root(), before);
		set_balance(purse(HOSPITAL), 10_000);
		assert_ok!(Claims::reverse(biller(HOSPITAL), id, HOSPITAL));
		assert_eq!(balance(purse(HOSPITAL)), 0);
	});
}

#[test]
fn rest_should_be_owed_and_set_against_later_payments_when_the_payer_takes_back() {
	test_minting(|| {
		let coverage = covered(full());
		let id = submit(claim(coverage, [line(SURGERY)])).unwrap();
		set_balance(purse(HOSPITAL), 75_000);
		let had = balance(reserve(PAYER));
		assert_ok!(Claims::reverse(adjudicator(PAYER), id, PAYER));
		assert_eq!((balance(purse(HOSPITAL)), balance(reserve(PAYER))), (0, had + 75_000));
		assert_eq!(Claims::contract(PAYER, HOSPITAL).owed, Some((USD, 25_000)));
		let entry = ClaimEntry::Reversed { by: PAYER, returned: 75_000, owed: 25_000, refunded: 0, replaced_by: None };
		assert_eq!(history(id).last(), Some(&entry));
		// 10,000 of the next payment, then 10,000, then the last 5,000.
		for (n, (offset, has, owed)) in
			[(10_000, 0, Some(15_000)), (10_000, 0, Some(5_000)), (5_000, 5_000, None), (0, 15_000, None)]
				.into_iter()
				.enumerate()
		{
			let next = submit(claim(coverage, [on(50 + n as u64, line(VISIT))])).unwrap();
			assert_eq!(stored(next).paid, 10_000);
			let Some(ClaimEntry::Adjudicated { offset: told, .. }) = history(next).pop() else { panic!("adjudicated") };
			assert_eq!((told, balance(purse(HOSPITAL))), (offset, has));
			assert_eq!(Claims::contract(PAYER, HOSPITAL).owed, owed.map(|owed| (USD, owed)));
		}
		// Of the four payments 15,000 were paid out.
		assert_eq!(balance(reserve(PAYER)), had + 75_000 - 15_000);
	});
}

#[test]
fn debts_should_add_up_in_one_currency_and_not_be_mixed() {
	test_minting(|| {
		let coverage = covered(full());
		let ids = [50, 51].map(|n| submit(claim(coverage, [on(n, line(VISIT))])).unwrap());
		let finance = signed(staff(PAYER, Duty::Finance));
		Claims::fund_reserve(finance, PAYER, EUR, 100_000).unwrap();
		let euros = enrol(enrolment(register(PAYER, EUR, full()).unwrap()));
		let other = submit(claim(euros, [line(VISIT)])).unwrap();
		set_balance(purse(HOSPITAL), 0);
		for id in ids {
			assert_ok!(Claims::reverse(adjudicator(PAYER), id, PAYER));
		}
		assert_eq!(Claims::contract(PAYER, HOSPITAL).owed, Some((USD, 20_000)));
		// Payments in euros are paid out.
		let had = balance_in(EUR, purse(HOSPITAL));
		submit(claim(euros, [on(50, line(VISIT))])).unwrap();
		assert_eq!(balance_in(EUR, purse(HOSPITAL)), had + 10_000);
		// A debt in euros beside it cannot be kept.
		let rest = balance_in(EUR, purse(HOSPITAL));
		pallet_assets::Pallet::<Test>::burn(signed(OWNER), EUR, purse(HOSPITAL), rest).unwrap();
		assert_noop!(Claims::reverse(adjudicator(PAYER), other, PAYER), Failure::OwedInOtherCurrency);
		// Another payer's payments are not touched.
		let second = enrol(enrolment(secondary_plan(full())));
		submit(claim(second, [line(VISIT)])).unwrap();
		assert_eq!(balance(purse(HOSPITAL)), 10_000);
	});
}

#[test]
fn debt_should_be_set_against_a_claim_even_when_the_reserve_has_just_the_rest() {
	test_minting(|| {
		let coverage = covered(full());
		let id = submit(claim(coverage, [line(VISIT)])).unwrap();
		set_balance(purse(HOSPITAL), 0);
		Claims::reverse(adjudicator(PAYER), id, PAYER).unwrap();
		set_reserve(0);
		// 10,000 are owed, 10,000 are to pay: nothing moves.
		let next = submit(claim(coverage, [line(VISIT)])).unwrap();
		assert_eq!((stored(next).paid, balance(purse(HOSPITAL)), balance(reserve(PAYER))), (10_000, 0, 0));
		assert_eq!(Claims::contract(PAYER, HOSPITAL).owed, None);
	});
}

#[test]
fn later_claims_should_not_be_adjudicated_again_when_an_earlier_one_is_reversed() {
	test(|| {
		let ceilings = Ceilings { deductible: 15_000, ..Default::default() };
		let coverage = covered(PlanTerms { ceilings, ..terms([visits(share(0, true, 0))]) });
		let first = submit(claim(coverage, [on(50, line(VISIT))])).unwrap();
		let second = submit(claim(coverage, [on(51, line(VISIT))])).unwrap();
		let before = stored(second);
		Claims::reverse(biller(HOSPITAL), first, HOSPITAL).unwrap();
		assert_eq!(stored(second), before);
		// The next one sees what is left: 5,000 were borne.
		let third = adjudicated(coverage, [on(52, line(VISIT))]);
		assert_line(&third, 0, 0, [("PR 1", 10_000), ("CO 45", 5_000)]);
	});
}

// --- Replacing -----------------------------------------------------------------------------------------------------

#[test]
fn corrected_claim_should_take_the_place_of_the_old_one() {
	test(|| {
		let coverage = covered(full());
		let had = balance(purse(HOSPITAL));
		let old = submit(claim(coverage, [line(VISIT), line(SURGERY)])).unwrap();
		// The visit was right, the surgery was therapy.
		let corrected = Submission { replaces: Some(old), ..claim(coverage, [line(VISIT), line(THERAPY)]) };
		let new = submit(corrected).unwrap();
		assert_eq!((stored(old).state, stored(new).state), (ClaimState::Replaced, ClaimState::Complete));
		assert_eq!((stored(new).replaces, stored(new).paid), (Some(old), 14_000));
		assert_eq!(balance(purse(HOSPITAL)), had + 14_000);
		let entry =
			ClaimEntry::Reversed { by: HOSPITAL, returned: 110_000, owed: 0, refunded: 0, replaced_by: Some(new) };
		assert_eq!(history(old).last(), Some(&entry));
		// What was replaced cannot be replaced again.
		let again = Submission { replaces: Some(old), ..claim(coverage, [on(50, line(VISIT))]) };
		assert_noop!(submit(again), Failure::ClaimStateUnfit);
	});
}

#[test]
fn old_claim_should_stand_when_the_corrected_one_is_rejected() {
	test(|| {
		let coverage = covered(full());
		let old = submit(claim(coverage, [line(VISIT)])).unwrap();
		let before = state_root();
		let bad = Submission { replaces: Some(old), total: 1, ..claim(coverage, [line(SURGERY)]) };
		assert_noop!(submit(bad), Failure::TotalMismatch);
		assert_eq!((state_root(), stored(old).state), (before, ClaimState::Complete));
	});
}

#[test]
fn replacement_should_be_refused_when_it_is_of_another_provider_or_coverage() {
	test(|| {
		let coverage = covered(full());
		let old = submit(claim(coverage, [line(VISIT)])).unwrap();
		let replaces = Some(old);
		let by_other = Submission { replaces, ..claim(coverage, [line(SURGERY)]) };
		assert_noop!(submit_by(PHARMACY, by_other), Failure::ReplacedUnfit);
		let other = covered(full());
		assert_noop!(submit(Submission { replaces, ..claim(other, [line(SURGERY)]) }), Failure::ReplacedUnfit);
		Claims::appeal(biller(HOSPITAL), old, Appellant::Provider, document(3)).unwrap();
		assert_noop!(submit(Submission { replaces, ..claim(coverage, [line(SURGERY)]) }), Failure::AppealOpen);
	});
}

#[test]
fn replacement_should_be_refused_when_a_later_payer_relies_on_the_old_claim() {
	test(|| {
		let (first, second) = (covered(full()), covered_second(full()));
		let old = submit(claim(first, [line(VISIT)])).unwrap();
		submit(Submission { prior: Some(Prior::Claim(old)), ..claim(second, [line(VISIT)]) }).unwrap();
		let replaces = Some(old);
		let again = Submission { replaces, ..claim(first, [line(SURGERY)]) };
		assert_noop!(submit(again), Failure::CoordinatedClaimStands);
	});
}

#[test]
fn exclusions_should_not_stop_a_claim_from_being_taken_back() {
	test(|| {
		let coverage = covered(full());
		let id = submit(claim(coverage, [line(VISIT)])).unwrap();
		let regulator = signed(staff(REGULATOR, Duty::Credentialing));
		let holder = Holder::Organization(HOSPITAL);
		Claims::set_exclusion(regulator, REGULATOR, holder, Some(since(NEW_YEAR))).unwrap();
		assert_ok!(Claims::reverse(adjudicator(PAYER), id, PAYER));
	});
}
