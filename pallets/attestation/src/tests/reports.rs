//! Forged, replayed, reordered, duplicated and misdirected reports.

use crate::{
	mock::*,
	reports::{code, Refusal, TAG},
	types::SIGNING_DOMAIN,
	Call, Error, Event, Report,
};
use codec::Encode;
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{GetDispatchInfo, Pays},
};
use frame_system::RawOrigin;
use salus_primitives::{Attestations, Outcome, Source, Verdict};
use sp_core::{sr25519, Pair, H256};
use sp_runtime::{
	transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
	DispatchError,
};

fn invalid(code: u8) -> Result<sp_runtime::transaction_validity::ValidTransaction, TransactionValidityError> {
	Err(InvalidTransaction::Custom(code).into())
}

/// Sign whatever the report says, as attestor n, and send it.
fn send_as(report: crate::ReportOf<Test>, n: u8) -> Result<(), TransactionValidityError> {
	let before = state_root();
	let signature = sign(&report, n);
	send(report, signature).map(|_| ()).inspect_err(|_| {
		assert_eq!(state_root(), before, "a refused report changes nothing");
	})
}

#[test]
fn report_should_count_when_its_attestor_signed_it() {
	test(|_| {
		let job = open(1, &[0, 1, 2], 2);
		vote(job, 0, Verdict::Attested).unwrap();
		let voted = |attestor| Event::Voted { job, round: 1, attestor, verdict: Verdict::Attested };
		assert!(events().contains(&voted(key(0))));
		assert_eq!(Attestation::job(job).unwrap().votes.to_vec(), vec![Some(Verdict::Attested), None, None]);
		vote(job, 2, Verdict::Attested).unwrap();
		assert_eq!(
			events()[2..],
			[
				voted(key(2)),
				Event::JobEnded { job, source: Source::RecordStore(1), outcome: Outcome::Agreed(Verdict::Attested) }
			]
		);
		assert_eq!(heard(), vec![(job, Source::RecordStore(1), locator(1), Outcome::Agreed(Verdict::Attested))]);
	});
}

#[test]
fn job_should_end_disputed_when_no_quorum_is_possible_any_more() {
	test(|_| {
		let job = open(1, &[0, 1, 2], 3);
		vote(job, 0, Verdict::Attested).unwrap();
		assert_eq!(outcomes(job), vec![]);
		vote(job, 1, Verdict::Mismatch).unwrap();
		assert_eq!(outcomes(job), vec![Outcome::Disputed]);
		assert_eq!(Attestation::job(job), None);
	});
}

#[test]
fn report_should_be_described_to_the_pool_from_any_source() {
	test(|_| {
		let job = open(1, &[0], 1);
		pass_blocks(3);
		let report = report(job, 0, Verdict::Attested);
		let signature = sign(&report, 0);
		for source in [TransactionSource::Local, TransactionSource::External, TransactionSource::InBlock] {
			let valid = validate(transaction(submit_call(report.clone(), signature)), source).unwrap();
			assert_eq!(valid.provides, vec![(TAG, job, 1u32, key(0)).encode()]);
			assert_eq!(valid.requires, Vec::<Vec<u8>>::new());
			assert_eq!((valid.priority, valid.longevity, valid.propagate), (1_000, WINDOW, true));
		}
		// The tag is the same whatever the verdict: the pool keeps one report.
		let other = Report { verdict: Verdict::Erased, ..report };
		let signature = sign(&other, 0);
		let valid = validate(transaction(submit_call(other, signature)), TransactionSource::External).unwrap();
		assert_eq!(valid.provides, vec![(TAG, job, 1u32, key(0)).encode()]);
	});
}

#[test]
fn signing_payload_should_be_exactly_as_documented() {
	test(|_| {
		let job = open(7, &[3], 1);
		let report = report(job, 3, Verdict::Erased);
		let bytes = [
			&b"salus/attestation/v1"[..],
			System::block_hash(0).as_ref(),
			&job.to_le_bytes(),
			&1u32.to_le_bytes(),
			Attestation::question(job).unwrap().as_ref(),
			key(3).as_ref(),
			&[3],
			&1u64.to_le_bytes(),
			&(1 + WINDOW).to_le_bytes(),
		]
		.concat();
		assert_eq!(report.signing_payload(System::block_hash(0)), bytes);
		let asked = [
			&b"salus/attestation/question/v1"[..],
			&[0, 7, 0, 0, 0],
			&[12 << 2],
			&[7; 12],
			&[7; 32],
			&[1 << 2],
			key(3).as_ref(),
			&1u32.to_le_bytes(),
		]
		.concat();
		assert_eq!(Attestation::question(job), Some(H256(sp_io::hashing::blake2_256(&asked))));
	});
}

#[test]
fn report_should_be_refused_when_signed_by_somebody_else() {
	test(|_| {
		let job = open(1, &[0, 1], 2);
		// By another attestor of the same job, by an outsider.
		for n in [1, 9] {
			assert_eq!(send_as(report(job, 0, Verdict::Attested), n), Err(InvalidTransaction::BadProof.into()));
		}
		let forged = sr25519::Signature::default();
		assert_eq!(send(report(job, 0, Verdict::Attested), forged), Err(InvalidTransaction::BadProof.into()));
	});
}

#[test]
fn report_should_be_refused_when_any_field_was_changed_after_signing() {
	test(|_| {
		let job = open(1, &[0, 1], 2);
		let honest = Report { valid_until: 40, ..report(job, 0, Verdict::Attested) };
		let signature = sign(&honest, 0);
		for changed in [
			Report { verdict: Verdict::Mismatch, ..honest.clone() },
			Report { valid_from: 0, ..honest.clone() },
			Report { valid_until: 41, ..honest.clone() },
			Report { attestor: key(1), ..honest.clone() },
		] {
			assert_eq!(send(changed, signature), Err(InvalidTransaction::BadProof.into()));
		}
		send(honest, signature).unwrap();
	});
}

#[test]
fn report_should_be_refused_when_signed_for_another_chain_or_another_purpose() {
	test(|_| {
		let job = open(1, &[0], 1);
		let report = report(job, 0, Verdict::Attested);
		let elsewhere = pair(0).sign(&report.signing_payload(H256::repeat_byte(1)));
		assert_eq!(send(report.clone(), elsewhere), Err(InvalidTransaction::BadProof.into()));
		let bare = pair(0).sign(&report.encode());
		assert_eq!(send(report.clone(), bare), Err(InvalidTransaction::BadProof.into()));
		let mut domain = SIGNING_DOMAIN;
		domain[19] = b'2';
		let other = pair(0).sign(&(domain, System::block_hash(0), &report).encode());
		assert_eq!(send(report, other), Err(InvalidTransaction::BadProof.into()));
	});
}

#[test]
fn report_should_be_refused_when_it_is_about_no_open_job() {
	test(|_| {
		let job = open(1, &[0], 1);
		let unknown = Report { job: job + 1, ..report(job, 0, Verdict::Attested) };
		assert_eq!(send_as(unknown, 0), invalid(code::JOB_NOT_FOUND).map(|_| ()));
		let late = report(job, 0, Verdict::Attested);
		vote(job, 0, Verdict::Attested).unwrap();
		assert_eq!(send_as(late, 0), invalid(code::JOB_NOT_FOUND).map(|_| ()));
	});
}

#[test]
fn report_should_be_refused_when_it_is_for_another_round() {
	test(|_| {
		let job = open(1, &[0], 1);
		for round in [0, 2, u32::MAX] {
			let wrong = Report { round, ..report(job, 0, Verdict::Attested) };
			assert_eq!(send_as(wrong, 0), invalid(code::WRONG_ROUND).map(|_| ()));
		}
	});
}

#[test]
fn report_should_be_refused_when_the_job_of_this_number_asks_something_else() {
	// On one fork job 0 asks about thing 1, on another about thing 2, or about the same of other attestors.
	let mut reports = vec![];
	for (n, attestors, quorum) in [(1, vec![0, 1], 1), (2, vec![0, 1], 1), (1, vec![0], 1), (1, vec![0, 1], 2)] {
		test(|_| {
			let job = open(n, &attestors, quorum);
			reports.push(report(job, 0, Verdict::Attested));
		});
	}
	test(|_| {
		open(1, &[0, 1], 1);
		for elsewhere in &reports[1..] {
			assert_eq!(send_as(elsewhere.clone(), 0), invalid(code::WRONG_QUESTION).map(|_| ()));
		}
		assert_eq!(send_as(reports[0].clone(), 0), Ok(()));
	});
}

#[test]
fn report_should_be_refused_when_the_job_is_not_the_attestors() {
	test(|_| {
		let job = open(1, &[0, 1], 2);
		assert_eq!(send_as(report(job, 2, Verdict::Attested), 2), invalid(code::NOT_ASSIGNED).map(|_| ()));
		assert_eq!(send_as(report(job, 9, Verdict::Attested), 9), invalid(code::NOT_ASSIGNED).map(|_| ()));
	});
}

#[test]
fn report_should_be_refused_when_the_key_was_removed_meanwhile() {
	test(|_| {
		let job = open(1, &[0, 1], 2);
		let signed = report(job, 0, Verdict::Attested);
		assert_ok!(Attestation::remove_attestor(RuntimeOrigin::root(), key(0)));
		assert_eq!(send_as(signed.clone(), 0), invalid(code::ATTESTOR_NOT_FOUND).map(|_| ()));
		assert_ok!(Attestation::register_attestor(RuntimeOrigin::root(), key(0), 1));
		assert_eq!(send_as(signed, 0), Ok(()));
	});
}

#[test]
fn report_should_be_refused_when_the_organization_was_suspended_meanwhile() {
	test(|_| {
		let job = open(1, &[0, 1], 2);
		let signed = report(job, 0, Verdict::Attested);
		set_active(1, false);
		assert_eq!(send_as(signed.clone(), 0), invalid(code::ORGANIZATION_NOT_ACTIVE).map(|_| ()));
		set_active(1, true);
		assert_eq!(send_as(signed, 0), Ok(()));
	});
}

#[test]
fn report_should_be_refused_when_it_is_replayed_or_the_attestor_has_changed_its_mind() {
	test(|_| {
		let job = open(1, &[0, 1, 2], 3);
		let first = report(job, 0, Verdict::Attested);
		let signature = sign(&first, 0);
		send(first.clone(), signature).unwrap();
		assert_eq!(send(first.clone(), signature), invalid(code::ALREADY_VOTED));
		// Signed anew, with another window, with another verdict.
		assert_eq!(send_as(first.clone(), 0), invalid(code::ALREADY_VOTED).map(|_| ()));
		let again = Report { valid_until: first.valid_until - 1, ..first.clone() };
		assert_eq!(send_as(again, 0), invalid(code::ALREADY_VOTED).map(|_| ()));
		let other = Report { verdict: Verdict::Mismatch, ..first };
		assert_eq!(send_as(other, 0), invalid(code::ALREADY_VOTED).map(|_| ()));
		assert_eq!(Attestation::job(job).unwrap().votes.to_vec(), vec![Some(Verdict::Attested), None, None]);
	});
}

#[test]
fn report_should_count_only_within_its_window() {
	test(|_| {
		let job = open(1, &[0, 1], 2);
		let window = Report { valid_from: 5, valid_until: 7, ..report(job, 0, Verdict::Attested) };
		let at = |block, expected: Result<(), TransactionValidityError>| {
			System::set_block_number(block);
			let signature = sign(&window, 0);
			let got = validate(transaction(submit_call(window.clone(), signature)), TransactionSource::External);
			assert_eq!(got.map(|_| ()), expected, "in block {block}");
		};
		at(4, Err(InvalidTransaction::Future.into()));
		at(5, Ok(()));
		at(7, Ok(()));
		at(8, Err(InvalidTransaction::Stale.into()));
		// The other way round there is no block in which it counts.
		System::set_block_number(6);
		let empty = Report { valid_from: 7, valid_until: 5, ..window.clone() };
		assert_eq!(send_as(empty, 0), Err(InvalidTransaction::Future.into()));
		System::set_block_number(7);
		assert_eq!(
			send_as(Report { valid_from: 7, valid_until: 5, ..window }, 0),
			Err(InvalidTransaction::Stale.into())
		);
	});
}

#[test]
fn report_should_be_refused_when_its_window_is_too_long() {
	test(|_| {
		let job = open(1, &[0], 1);
		let honest = report(job, 0, Verdict::Attested);
		for (valid_from, valid_until) in [(0, WINDOW + 1), (0, u64::MAX), (1, WINDOW + 2)] {
			let greedy = Report { valid_from, valid_until, ..honest.clone() };
			assert_eq!(send_as(greedy, 0), invalid(code::WINDOW_TOO_LONG).map(|_| ()));
		}
		assert_eq!(send_as(Report { valid_from: 0, valid_until: WINDOW, ..honest }, 0), Ok(()));
	});
}

#[test]
fn outcome_should_be_the_same_when_reports_arrive_in_any_order_and_twice() {
	let orders = [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]];
	for order in orders {
		test(|_| {
			let job = open(1, &[0, 1, 2, 3], 3);
			let verdict = |n| if n == 1 { Verdict::Mismatch } else { Verdict::Attested };
			let signed: Vec<_> = order
				.iter()
				.map(|n| {
					let report = report(job, *n, verdict(*n));
					let signature = sign(&report, *n);
					(report, signature)
				})
				.collect();
			for (report, signature) in &signed {
				let _ = send(report.clone(), *signature);
				assert!(send(report.clone(), *signature).is_err(), "the second time");
			}
			assert_eq!(outcomes(job), vec![Outcome::Agreed(Verdict::Attested)]);
		});
	}
}

// --- The only way in ------------------------------------------------------------------------------------------------

#[test]
fn submit_should_fail_when_the_origin_is_anything_but_authorized() {
	test(|_| {
		let job = open(1, &[0], 1);
		let report = report(job, 0, Verdict::Attested);
		let signature = sign(&report, 0);
		for origin in [RawOrigin::Root, RawOrigin::None, RawOrigin::Signed(100)] {
			assert_noop!(Attestation::submit(origin.into(), report.clone(), signature), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn submit_should_fail_and_cost_when_signed_by_an_account() {
	test(|_| {
		let job = open(1, &[0], 1);
		let report = report(job, 0, Verdict::Attested);
		let signature = sign(&report, 0);
		let call = submit_call(report, signature);
		// Free calls that fail would give block space away.
		assert_eq!(call.get_dispatch_info().pays_fee, Pays::Yes);
		let signed = Extrinsic::new_signed(call.clone(), 1, 1.into(), (frame_system::AuthorizeCall::new(),));
		let result = apply(signed).expect("paid for").expect_err("refused");
		assert_eq!(result.error, DispatchError::BadOrigin);
		let bare = validate(Extrinsic::new_bare(call), TransactionSource::External);
		assert!(bare.is_err(), "unsigned transactions of the old kind are refused");
		assert_eq!(Attestation::job(job).unwrap().votes.to_vec(), vec![None]);
	});
}

#[test]
fn submit_should_fail_when_wrapped_in_batch_proxy_or_multisig() {
	test(|_| {
		let job = open(1, &[0], 1);
		let report = report(job, 0, Verdict::Attested);
		let signature = sign(&report, 0);
		let call = submit_call(report, signature);
		let before = Attestation::job(job);

		let batch = pallet_utility::Call::batch_all { calls: vec![call.clone()] };
		// As a transaction of its own: nothing authorises a batch.
		assert!(apply(transaction(batch.clone().into())).map(|done| done.is_err()).unwrap_or(true));
		let signed = Extrinsic::new_signed(batch.into(), 1, 1.into(), (frame_system::AuthorizeCall::new(),));
		assert_eq!(apply(signed).unwrap().unwrap_err().error, DispatchError::BadOrigin);
		for calls in [
			pallet_utility::Call::batch { calls: vec![call.clone()] },
			pallet_utility::Call::force_batch { calls: vec![call.clone()] },
			pallet_utility::Call::as_derivative { index: 0, call: Box::new(call.clone()) },
		] {
			let _ = apply(Extrinsic::new_signed(calls.into(), 1, 1.into(), (frame_system::AuthorizeCall::new(),)));
			assert_eq!(Attestation::job(job), before);
		}

		assert_ok!(Proxy::add_proxy(RuntimeOrigin::signed(1), 2, Anything::Any, 0));
		assert_ok!(Proxy::proxy(RuntimeOrigin::signed(2), 1, None, Box::new(call.clone())));
		System::assert_last_event(pallet_proxy::Event::ProxyExecuted { result: Err(DispatchError::BadOrigin) }.into());

		let threshold_1 = Multisig::as_multi_threshold_1(RuntimeOrigin::signed(1), vec![2], Box::new(call.clone()));
		assert_eq!(threshold_1.unwrap_err().error, DispatchError::BadOrigin);
		assert_eq!(Attestation::job(job), before);
		assert_eq!(outcomes(job), vec![]);
	});
}

#[test]
fn register_and_remove_should_fail_when_wrapped_by_somebody_without_the_right() {
	test(|_| {
		let register: RuntimeCall = Call::register_attestor { key: key(9), organization: 1 }.into();
		let remove: RuntimeCall = Call::remove_attestor { key: key(0) }.into();
		for call in [register, remove] {
			assert!(Utility::batch_all(RuntimeOrigin::signed(1), vec![call.clone()]).is_err());
			let _ = Proxy::add_proxy(RuntimeOrigin::signed(1), 2, Anything::Any, 0);
			assert_ok!(Proxy::proxy(RuntimeOrigin::signed(2), 1, None, Box::new(call.clone())));
			assert!(Multisig::as_multi_threshold_1(RuntimeOrigin::signed(1), vec![2], Box::new(call)).is_err());
		}
		assert_eq!(Attestation::organization_of(key(0)), Some(1));
		assert_eq!(Attestation::organization_of(key(9)), None);
	});
}

#[test]
fn dispatch_should_check_again_when_the_authorized_origin_is_given_otherwise() {
	test(|_| {
		let job = open(1, &[0, 1], 2);
		let honest = report(job, 0, Verdict::Attested);
		let none = sr25519::Signature::default();
		for (report, error) in [
			(Report { job: 9, ..honest.clone() }, Error::<Test>::JobNotFound),
			(Report { round: 2, ..honest.clone() }, Error::WrongRound),
			(Report { question: H256::zero(), ..honest.clone() }, Error::WrongQuestion),
			(Report { attestor: key(2), ..honest.clone() }, Error::NotAssigned),
			(Report { valid_until: 99, ..honest.clone() }, Error::WindowTooLong),
			(Report { valid_from: 2, ..honest.clone() }, Error::WindowNotOpen),
			(Report { valid_from: 0, valid_until: 0, ..honest.clone() }, Error::WindowClosed),
		] {
			assert_noop!(Attestation::submit(RawOrigin::Authorized.into(), report, none), error);
		}
		vote(job, 0, Verdict::Attested).unwrap();
		assert_noop!(Attestation::submit(RawOrigin::Authorized.into(), honest, none), Error::<Test>::AlreadyVoted);
		let other = report(job, 1, Verdict::Attested);
		set_active(2, false);
		assert_noop!(
			Attestation::submit(RawOrigin::Authorized.into(), other.clone(), none),
			Error::<Test>::OrganizationNotActive
		);
		assert_ok!(Attestation::remove_attestor(RuntimeOrigin::root(), key(1)));
		assert_noop!(Attestation::submit(RawOrigin::Authorized.into(), other, none), Error::<Test>::AttestorNotFound);
	});
}

#[test]
fn refusals_should_have_a_number_and_an_error_each() {
	use std::collections::BTreeSet;
	let all = [
		Refusal::WindowTooLong,
		Refusal::WindowNotOpen,
		Refusal::WindowClosed,
		Refusal::JobNotFound,
		Refusal::DeadlinePassed,
		Refusal::WrongRound,
		Refusal::WrongQuestion,
		Refusal::AttestorNotFound,
		Refusal::OrganizationNotActive,
		Refusal::NotAssigned,
		Refusal::AlreadyVoted,
	];
	let numbers: BTreeSet<_> = all.iter().map(|refusal| InvalidTransaction::from(*refusal).encode()).collect();
	let errors: BTreeSet<_> = all.iter().map(|refusal| Error::<Test>::from(*refusal).encode()).collect();
	assert_eq!((numbers.len(), errors.len()), (all.len(), all.len()));
	assert!(all.iter().all(|refusal| InvalidTransaction::from(*refusal) != InvalidTransaction::BadProof));
}

#[test]
fn weight_should_be_given_back_when_a_vote_settles_nothing() {
	test(|_| {
		let job = open(1, &[0, 1], 2);
		let first = report(job, 0, Verdict::Attested);
		let weight = |report: crate::ReportOf<Test>, n| {
			let signature = sign(&report, n);
			apply(transaction(submit_call(report, signature))).unwrap().unwrap().actual_weight.unwrap()
		};
		let counted = weight(first, 0);
		let settled = weight(report(job, 1, Verdict::Attested), 1);
		assert!(counted.all_lt(settled), "the listener was not called the first time");
	});
}

#[test]
fn undecodable_report_should_be_refused_without_a_panic() {
	use codec::Decode;
	test(|_| {
		let job = open(1, &[0], 1);
		let report = report(job, 0, Verdict::Attested);
		let signature = sign(&report, 0);
		let bytes = submit_call(report, signature).encode();
		for length in 0..bytes.len() {
			assert!(RuntimeCall::decode(&mut &bytes[..length]).is_err());
		}
		// A verdict that does not exist: it stands after the two indices, job, round, question and key.
		let mut unknown = bytes.clone();
		unknown[2 + 8 + 4 + 32 + 32] = 4;
		assert!(RuntimeCall::decode(&mut &unknown[..]).is_err());
	});
}

#[test]
fn attestation_trait_should_tell_what_opening_costs() {
	assert_eq!(<Attestation as Attestations>::weight_of_open(), <() as crate::WeightInfo>::open());
}
