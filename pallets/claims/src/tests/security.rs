//! One test for each class of what auditors keep finding, where it applies. Class 7 has a file of its own
//! (`wrapping.rs`); 8, 10, 14 and 16 concern workers, XCM, randomness and sponsors: not here.

use crate::{
	mock::{Claims, *},
	x12::Group,
	*,
};
use codec::{Decode, DecodeWithMemLimit, Encode, MaxEncodedLen};
use frame_support::{
	assert_noop, assert_storage_noop,
	dispatch::GetDispatchInfo,
	traits::{Get, GetStorageVersion, Hooks, StorageVersion},
	weights::Weight,
};
use salus_primitives::Duty;
use sp_runtime::{traits::Dispatchable, Permill};

type Failure = Error<Test>;
type Call = crate::Call<Test>;

#[test]
fn class_1_weights_should_grow_with_what_a_call_does() {
	test(|| {
		let weight = |call: Call| call.get_dispatch_info().call_weight;
		let submitted = |n: u64, replaces| {
			let lines = (0..n).map(|n| on(n, line(VISIT)));
			let submission = Box::new(Submission { replaces, ..claim(0, lines) });
			weight(Call::submit { provider: HOSPITAL, submission })
		};
		assert!(submitted(2, None).all_gt(submitted(1, None)));
		// A correction costs what taking back costs, too.
		assert!(submitted(1, Some(0)).all_gte(submitted(1, None).saturating_add(<() as WeightInfo>::reverse(50))));
		let planned =
			|n| weight(Call::register_plan { payer: PAYER, currency: USD, terms: terms((1..=n).map(benefit)) });
		assert!(planned(7).all_gt(planned(1)));
		let decided = |n| weight(Call::decide { claim: 0, decisions: decisions(vec![RULES; n]) });
		assert!(decided(2).all_gt(decided(1)));
		let ruled = |n| {
			let ruling = Ruling::Overturn(decisions(vec![RULES; n]));
			weight(Call::decide_appeal { claim: 0, organization: PAYER, ruling })
		};
		assert!(ruled(2).all_gt(ruled(1)));
		// A call whose size its caller does not say is paid at its worst.
		assert_eq!(weight(Call::reverse { claim: 0, organization: PAYER }), <() as WeightInfo>::reverse(50));
		assert_eq!(weight(Call::close { claim: 0 }), <() as WeightInfo>::close(50));
		// And gets back what its claim did not take.
		let coverage = covered(full());
		let id = submit(claim(coverage, [on(40, line(VISIT)), on(41, line(VISIT))])).unwrap();
		let used = Claims::reverse(biller(HOSPITAL), id, HOSPITAL).unwrap().actual_weight;
		assert_eq!(used, Some(<() as WeightInfo>::reverse(2)));
		assert_eq!(Claims::close(signed(STRANGER), id).unwrap().actual_weight, Some(<() as WeightInfo>::close(2)));
		// Hooks cost what they say, whatever there is to do.
		let most = <() as WeightInfo>::sweep_nothing().saturating_add(
			<() as WeightInfo>::sweep_due()
				.saturating_add(<() as WeightInfo>::sweep_close())
				.saturating_mul(SweepPerBlock::get().into()),
		);
		let coverage = covered(full());
		for n in 50..60 {
			submit(claim(coverage, [on(n, line(VISIT))])).unwrap();
			ask(request(coverage, [wish(VISITS, 1)])).unwrap();
		}
		wait(WINDOW + 1);
		for _ in 0..100 {
			assert!(Claims::on_idle(1, Weight::MAX).all_lte(most));
		}
	});
}

#[test]
fn class_2_everything_kept_should_be_bounded_and_paid_for() {
	test(|| {
		assert!(ClaimOf::<Test>::max_encoded_len() < 64 * 1_024);
		assert!(CoverageOf::<Test>::max_encoded_len() < 2 * 1_024);
		assert!(PlanTerms::max_encoded_len() < 16 * 1_024);
		assert_eq!(<MaxServed as Get<u32>>::get(), 64);
		// Whoever has nothing cannot leave anything that stays.
		let poor = [staff(PAYER, Duty::Adjudication), staff(HOSPITAL, Duty::Billing)];
		let plan = plan(full());
		let coverage = enrol(enrolment(plan));
		for who in poor {
			let free = Balances::free_balance(who);
			Balances::transfer_allow_death(signed(who), STRANGER, free - 100).unwrap();
		}
		let root = Fees::standard().root();
		assert!(Claims::register_schedule(adjudicator(PAYER), PAYER, root).is_err());
		assert!(Claims::register_plan(adjudicator(PAYER), PAYER, USD, full()).is_err());
		assert!(Claims::enrol(adjudicator(PAYER), enrolment(plan)).is_err());
		assert!(ask(request(coverage, [wish(VISITS, 1)])).is_err());
		// A claim takes no deposit; a day's services are bounded (see `submission.rs`), and each costs its fee.
		submit(claim(coverage, [line(VISIT)])).unwrap();
	});
}

#[test]
fn class_3_zero_and_self_should_be_refused() {
	test(|| {
		let finance = || signed(staff(PAYER, Duty::Finance));
		assert_noop!(Claims::fund_reserve(finance(), PAYER, USD, 0), Failure::ZeroAmount);
		assert_noop!(Claims::withdraw_reserve(finance(), PAYER, USD, 0), Failure::ZeroAmount);
		let contract = Claims::set_contract(adjudicator(PAYER), PAYER, PAYER, None);
		assert_noop!(contract, Failure::PayerIsProvider);
		let coverage = covered(terms([visits(share(1_000, false, 0))]));
		let nothing = claim(coverage, [Line { charge: 0, ..line(VISIT) }]);
		assert_noop!(submit(nothing), Failure::NothingCharged);
		let id = submit(claim(coverage, [line(VISIT)])).unwrap();
		assert_noop!(Claims::pay_patient_share(signed(PATIENT), id, 0), Failure::ZeroAmount);
		assert_noop!(ask(request(coverage, [wish(VISITS, 0)])), Failure::LinesUnfit);
		// The payer as the provider: see `submission.rs`. A key for a key: nothing.
		assert_noop!(Claims::rotate_member(signed(PATIENT), coverage, PATIENT), Failure::NothingToChange);
		// The provider may pay a share to itself: nothing moves, nothing is made.
		let own = balance(purse(HOSPITAL));
		Claims::pay_patient_share(signed(purse(HOSPITAL)), id, 1_000).unwrap();
		assert_eq!(balance(purse(HOSPITAL)), own);
	});
}

#[test]
fn class_4_arithmetic_should_neither_overflow_nor_favour_anybody() {
	test(|| {
		let coverage = covered(full());
		let huge = |charge, units| claim(coverage, [Line { charge, units, ..line(VISIT) }]);
		// 2⁶⁴ − 1 charged for 2³² − 1 units at 10,000: far above the reserve, and no panic.
		let refused = submit(huge(Money::MAX, u32::MAX));
		assert_eq!(refused, Err(Failure::ReserveInsufficient.into()));
		let told = Claims::predetermine(HOSPITAL, huge(Money::MAX, u32::MAX)).unwrap();
		assert_eq!((told.paid, told.funded), (u64::from(u32::MAX) * 10_000, false));
		let both = [line(VISIT), line(SURGERY)].map(|line| Line { charge: Money::MAX, ..line });
		let lines = both.to_vec().try_into().unwrap();
		let overflown = Submission { total: Money::MAX, lines, ..huge(1, 1) };
		assert_noop!(submit(overflown), Failure::TotalMismatch);
		// Splitting a claim into small ones gains nothing: a share of each is rounded half up.
		let terms = || terms([visits(share(0, false, 50))]);
		let (one, many) = (covered(terms()), covered(terms()));
		let together = adjudicated(one, [Line { charge: 99, ..line(VISIT) }]);
		let apart: Money =
			(0..33).map(|n| adjudicated(many, [on(40 + n, Line { charge: 3, ..line(VISIT) })]).paid).sum();
		assert!(apart <= together.paid, "{apart} > {}", together.paid);
	});
}

#[test]
fn class_4_numbers_should_end_rather_than_wrap() {
	test(|| {
		let plan = plan(full());
		let coverage = enrol(enrolment(plan));
		NextClaim::<Test>::put(u64::MAX);
		NextPlan::<Test>::put(u32::MAX);
		NextSchedule::<Test>::put(u32::MAX);
		NextCoverage::<Test>::put(u64::MAX);
		NextAuthorization::<Test>::put(u64::MAX);
		assert_noop!(submit(claim(coverage, [line(VISIT)])), Failure::NumbersExhausted);
		assert_noop!(register(PAYER, USD, full()), Failure::NumbersExhausted);
		let root = Fees::standard().root();
		assert_noop!(Claims::register_schedule(adjudicator(PAYER), PAYER, root), Failure::NumbersExhausted);
		assert_noop!(Claims::enrol(adjudicator(PAYER), enrolment(plan)), Failure::NumbersExhausted);
		assert_noop!(ask(request(coverage, [wish(VISITS, 1)])), Failure::NumbersExhausted);
	});
}

#[test]
fn class_5_hooks_should_survive_whatever_stands_in_state() {
	new_test_ext().execute_with(|| {
		// Clocks of what is not there; numbers at their end.
		DueCursor::<Test>::put(1);
		Due::<Test>::insert(1, u64::MAX, ());
		Due::<Test>::insert(u32::MAX, 0, ());
		NextClaim::<Test>::put(u64::MAX);
		CloseCursor::<Test>::put(u64::MAX - 1);
		for _ in 0..10 {
			Claims::on_idle(1, Weight::MAX);
		}
		assert_eq!(CloseCursor::<Test>::get(), u64::MAX);
		assert_eq!(Due::<Test>::iter_keys().collect::<Vec<_>>(), [(u32::MAX, 0)]);
		for remaining in [Weight::zero(), Weight::from_parts(1, 0), Weight::from_parts(0, u64::MAX)] {
			assert_storage_noop!(Claims::on_idle(1, remaining));
		}
	});
}

#[test]
fn class_6_failing_calls_should_leave_nothing_behind() {
	test(|| {
		let coverage = covered(PlanTerms { review_above: Some(20_000), ..full() });
		let paid = submit(claim(coverage, [line(VISIT)])).unwrap();
		let pended = submit(claim(coverage, [line(SURGERY)])).unwrap();
		Claims::appeal(biller(HOSPITAL), paid, Appellant::Provider, document(3)).unwrap();
		set_reserve(1);
		let refused = |origin: RuntimeOrigin, call: Call| {
			let before = state_root();
			assert!(RuntimeCall::from(call).dispatch(origin).is_err());
			assert_eq!(state_root(), before);
		};
		// Fails at its last step: the reserve.
		let late = |lines: &[Line]| Box::new(claim(coverage, lines.to_vec()));
		let lines = [on(50, line(VISIT)), on(50, line(THERAPY))];
		refused(biller(HOSPITAL), Call::submit { provider: HOSPITAL, submission: late(&lines[..1]) });
		refused(biller(HOSPITAL), Call::submit { provider: HOSPITAL, submission: late(&lines) });
		let corrected = Submission { replaces: Some(pended), ..claim(coverage, lines[..1].to_vec()) };
		let correction = || Call::submit { provider: HOSPITAL, submission: Box::new(corrected.clone()) };
		// What was held pays for the correction.
		let outcome = frame_support::storage::with_transaction(|| {
			let done = RuntimeCall::from(correction()).dispatch(biller(HOSPITAL)).is_ok();
			sp_runtime::TransactionOutcome::Rollback(Ok::<_, sp_runtime::DispatchError>(done))
		});
		assert_eq!(outcome, Ok(true));
		let all = Ruling::Overturn(decisions([adjust([])]));
		let who = signed(reviewer(PAYER, 1));
		refused(who, Call::decide_appeal { claim: paid, organization: PAYER, ruling: all });
		let above = decisions([adjust([])]);
		refused(adjudicator(PAYER), Call::decide { claim: pended, decisions: above });
	});
}

#[test]
fn class_9_hostile_bytes_should_be_refused_on_decode() {
	// However long a list claims to be, no more than its bound is read.
	for count in [51u32, 1_000_000, u32::MAX >> 2] {
		let mut bytes = (0u64, document(1), Flags::NONE, 0u64).encode();
		codec::Compact(count).encode_to(&mut bytes);
		bytes.extend([0; 4_096]);
		assert!(Submission::decode(&mut &bytes[..]).is_err());
		let limited = Submission::decode_with_mem_limit(&mut &bytes[..], 256 * 1_024);
		assert!(limited.is_err());
	}
	let mut proofs = Fees::standard().of(VISIT, Tier::InNetwork).encode();
	proofs.truncate(49 + 4);
	codec::Compact(25u32).encode_to(&mut proofs);
	proofs.extend([0; 25 * 32]);
	assert!(Fee::decode(&mut &proofs[..]).is_err());
	let many = [codec::Compact(51u32).encode(), [1, 0].repeat(51)].concat();
	assert!(Decisions::decode(&mut &many[..]).is_err());
	let adjustments =
		[codec::Compact(13u32).encode(), adjustment(Group::CO, "45", None, 1).encode().repeat(13)].concat();
	assert!(Adjustments::decode(&mut &adjustments[..]).is_err());
	for bits in 32..=u8::MAX {
		assert!(Flags::decode(&mut &[bits][..]).is_err());
	}
	assert!(Tier::decode(&mut &[3u8][..]).is_err());
	assert!(Ruling::decode(&mut &[2u8][..]).is_err());
	assert!(AuthorizationAnswer::decode(&mut &[6u8][..]).is_err());
	// A call with as many lines and as long proofs as there may be is decoded within the SDK's limit.
	let fee =
		Fee { proof: vec![Default::default(); 24].try_into().unwrap(), ..Fees::standard().of(VISIT, Tier::InNetwork) };
	let lines = vec![Line { service: Service::Listed(fee), ..line(VISIT) }; 50];
	let call = RuntimeCall::from(Call::submit { provider: HOSPITAL, submission: Box::new(claim(0, lines)) });
	let bytes = call.encode();
	assert!(bytes.len() < 64 * 1_024);
	assert_eq!(RuntimeCall::decode_with_mem_limit(&mut &bytes[..], 16 * 1_024 * 1_024), Ok(call));
}

#[test]
fn class_9_oversized_proofs_should_be_rejected_cheaply() {
	test(|| {
		let coverage = covered(full());
		let fee = Fees::standard().of(VISIT, Tier::InNetwork);
		let proof = vec![Default::default(); 24].try_into().unwrap();
		let line = Line { service: Service::Listed(Fee { proof, ..fee }), ..line(VISIT) };
		assert_noop!(submit(claim(coverage, vec![line; 50])), Failure::FeeProofInvalid);
	});
}

#[test]
fn class_11_state_and_events_should_go_together() {
	test(|| {
		let told = |act: &dyn Fn()| {
			let (before, events_before) = (state_root(), events().len());
			act();
			assert_ne!(state_root(), before);
			assert!(events().len() > events_before);
		};
		let coverage = covered(PlanTerms {
			review_above: Some(20_000),
			..terms([visits(share(1_000, false, 0)), benefit(SURGERIES)])
		});
		told(&|| {
			submit(claim(coverage, [line(VISIT)])).unwrap();
		});
		told(&|| {
			submit(claim(coverage, [line(SURGERY)])).unwrap();
		});
		told(&|| Claims::decide(adjudicator(PAYER), 1, decisions([RULES])).unwrap());
		told(&|| Claims::pay_patient_share(signed(PATIENT), 0, 400).unwrap());
		told(&|| Claims::appeal(biller(HOSPITAL), 1, Appellant::Provider, document(3)).unwrap());
		let who = reviewer(PAYER, 3);
		told(&|| Claims::decide_appeal(signed(who), 1, PAYER, Ruling::Uphold(denial("45"))).unwrap());
		told(&|| {
			Claims::reverse(biller(HOSPITAL), 0, HOSPITAL).unwrap();
		});
		told(&|| {
			Claims::close(signed(STRANGER), 0).unwrap();
		});
		told(&|| {
			ask(request(coverage, [wish(VISITS, 1)])).unwrap();
		});
		told(&|| answer(0, AuthorizationAnswer::Pend).unwrap());
		told(&|| Claims::cancel_authorization(biller(HOSPITAL), 0).unwrap());
		told(&|| Claims::remove_authorization(signed(STRANGER), 0).unwrap());
		told(&|| Claims::rotate_member(signed(PATIENT), coverage, SPOUSE).unwrap());
		told(&|| Claims::set_affiliation(signed(DOCTOR), doctor(), HOSPITAL, true).unwrap());
		// What fails tells nothing.
		let before = events().len();
		assert!(submit(claim(99, [line(VISIT)])).is_err());
		assert_eq!(events().len(), before);
	});
}

#[test]
fn class_12_stale_credentials_should_not_pass_for_fresh() {
	test(|| {
		// What counts is the day of service, and what the registry says of that day when the claim is submitted.
		let licence = Some(Licence { schema: LICENCE, scope: None });
		let coverage = covered(terms([Benefit { licence, ..benefit(VISITS) }]));
		let holder = salus_primitives::Holder::Organization(HOSPITAL);
		hold(holder, LICENCE, None, salus_primitives::Period { start: Some(NEW_YEAR), end: Some(day(50)) });
		let stale = adjudicated(coverage, [on(60, line(VISIT))]);
		assert_line(&stale, 0, 0, [("CO 185", 15_000)]);
		// Found false later: what was adjudicated stays, what comes is denied.
		let paid = submit(claim(coverage, [on(40, line(VISIT))])).unwrap();
		Held::mutate(|all| all.clear());
		assert_eq!(stored(paid).state, ClaimState::Complete);
		assert_line(&adjudicated(coverage, [on(41, line(VISIT))]), 0, 0, [("CO 185", 15_000)]);
	});
}

#[test]
fn class_13_storage_should_have_its_version() {
	use sp_runtime::BuildStorage;
	let genesis = RuntimeGenesisConfig::default().build_storage().unwrap();
	sp_io::TestExternalities::new(genesis).execute_with(|| {
		assert_eq!(Claims::on_chain_storage_version(), StorageVersion::new(1));
	});
}

// --- The law as tests ----------------------------------------------------------------------------------------------

#[test]
fn law_denial_without_a_specific_reason_should_be_impossible() {
	// CMS-0057-F: whatever is not paid has its reason, for every way in which a line can come to nothing.
	test(|| {
		let coverage = covered(PlanTerms {
			review_above: Some(100_000),
			sequestration: Permill::from_percent(2),
			..terms([visits(share(0, false, 100))])
		});
		let ids = [
			submit(claim(coverage, [line(VISIT)])).unwrap(),
			submit(claim(coverage, [line(VISIT)])).unwrap(),
			submit(claim(coverage, [line(SURGERY)])).unwrap(),
		];
		for kept in ids.map(stored) {
			assert_eq!(kept.paid, 0);
			for line in &kept.lines {
				let result = line.result.as_ref().unwrap();
				assert_eq!(result.adjusted(), line.charge);
				assert!(result.adjustments.iter().all(|a| !a.reason.needs_remark() || a.remark.is_some()));
			}
		}
	});
}

#[test]
fn law_nothing_clinical_should_be_in_state() {
	// EDPB 02/2025: neither the service's code nor anything that names it without the secret.
	test(|| {
		let coverage = covered(full());
		submit(claim(coverage, [line(SCREENING)])).unwrap();
		let contains = |bytes: &[u8], text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
		let prefix = sp_io::hashing::twox_128(b"Claims").to_vec();
		let (mut key, mut seen) = (prefix.clone(), 0);
		while let Some(next) = sp_io::storage::next_key(&key).filter(|next| next.starts_with(&prefix)) {
			let value = sp_io::storage::get(&next).unwrap();
			assert!(!contains(&value, SCREENING.as_bytes()) && !contains(&value, &SECRET));
			seen += 1;
			key = next;
		}
		assert!(seen > 10);
	});
}
