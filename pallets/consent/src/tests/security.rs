//! One test for each class of what auditors keep finding, where it applies. Class 7 has a file of its own
//! (`wrapping.rs`); 8, 10, 12, 14 and 16 concern workers, XCM, attestations, randomness and sponsors: not here.

use crate::{mock::*, *};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{assert_noop, assert_storage_noop, dispatch::GetDispatchInfo, traits::Hooks, weights::Weight};

type Failure = Error<Test>;

#[test]
fn class_1_weights_should_grow_with_what_a_call_does() {
	run(|| {
		let weight = |call: crate::Call<Test>| call.get_dispatch_info().call_weight;
		let recorded = |purposes: &[u16]| {
			let root = Provision { purposes: list(purposes.iter().copied()), ..permit() };
			let (capacity, status) = (Capacity::Subject, Status::Active);
			weight(crate::Call::record { subject: patient(), capacity, status, terms: terms([root]), evidence: None })
		};
		assert!(recorded(&[TREAT, PAYMENT]).all_gt(recorded(&[TREAT])));
		assert_eq!(recorded(&[TREAT, TREAT]), recorded(&[TREAT]));
		let cohort = |n: u64| {
			let subjects = list((0..n).map(subject));
			weight(crate::Call::request_cohort { subjects, request: request(), lifetime: HOUR })
		};
		assert!(cohort(256).all_gt(cohort(255)));
		// Hooks cost what they say, whatever there is to do.
		assert!(Consent::on_idle(1, Weight::MAX).all_lte(<() as WeightInfo>::on_idle(4)));
	});
}

#[test]
fn class_2_everything_kept_should_be_bounded_and_paid_for() {
	run(|| {
		assert!(FileOf::<Test>::max_encoded_len() < 16 * 1_024);
		let before = Balances::free_balance(PATIENT);
		record([permit()]);
		let one = before - Balances::free_balance(PATIENT);
		record([permit()]);
		assert_eq!(before - Balances::free_balance(PATIENT), 2 * one);
		// Whoever has nothing cannot leave anything.
		Balances::force_set_balance(RuntimeOrigin::root(), PATIENT, 10).unwrap();
		let terms = terms([permit()]);
		let recorded = Consent::record(signed(PATIENT), patient(), Capacity::Subject, Status::Active, terms, None);
		assert!(recorded.is_err());
	});
}

#[test]
fn class_3_zero_and_self_should_be_refused() {
	run(|| {
		assert_noop!(Consent::request_access(signed(DOCTOR), patient(), request(), 0), Failure::LifetimeOutOfRange);
		let own = crate::Proxy { account: PATIENT, condition: Condition::Always, until: None, document: document(1) };
		assert_noop!(Consent::appoint_proxy(signed(PATIENT), patient(), own), Failure::ProxyIsController);
		let nobody = Consent::request_cohort(signed(DOCTOR), list([]), request(), HOUR);
		assert_noop!(nobody, Failure::NotAscending);
	});
}

#[test]
fn class_4_grantee_should_never_widen_its_own_scope() {
	run(|| {
		let number = record([labelled(&[NORMAL], permit())]);
		let grant = ask(patient()).2.unwrap();
		let wider = terms([permit()]);
		for capacity in [Capacity::Subject, Capacity::Guardian, Capacity::Proxy, Capacity::Organization(HOSPITAL)] {
			for who in [DOCTOR, second(HOSPITAL)] {
				assert!(Consent::supersede(signed(who), patient(), capacity, number, wider.clone()).is_err());
				let evidence = Some(Evidence::Verbal);
				let recorded =
					Consent::record(signed(who), patient(), capacity, Status::Active, wider.clone(), evidence);
				assert!(recorded.is_err());
				assert!(Consent::activate(signed(who), patient(), capacity, number).is_err());
				let how = Withdrawal::StopAllUse;
				assert!(Consent::withdraw(signed(who), patient(), capacity, number, how).is_err());
			}
		}
		// A grant is what was asked for; there is no call that changes one.
		assert_eq!(Consent::grant_info(grant).unwrap().grant.request, request());
	});
}

#[test]
fn class_4_numbers_should_end_rather_than_wrap() {
	run(|| {
		record([permit()]);
		NextGrant::<Test>::put(u64::MAX);
		let asked = Consent::request_access(signed(DOCTOR), patient(), request(), HOUR);
		assert_noop!(asked, Failure::NumbersExhausted);
		NextGrant::<Test>::put(0);
		Files::<Test>::mutate(patient(), |file| file.as_mut().unwrap().directives_made = u32::MAX);
		let terms = terms([permit()]);
		let recorded = Consent::record(signed(PATIENT), patient(), Capacity::Subject, Status::Active, terms, None);
		assert_noop!(recorded, Failure::NumbersExhausted);
		Files::<Test>::mutate(patient(), |file| file.as_mut().unwrap().trail.len = u32::MAX);
		let asked = Consent::request_access(signed(DOCTOR), patient(), request(), HOUR);
		assert_noop!(asked, Failure::HistoryFull);
	});
}

#[test]
fn class_5_hooks_should_survive_whatever_stands_in_state() {
	run(|| {
		// Found, but not there.
		Expiring::<Test>::insert(access::expiry_key(0, u64::MAX), ());
		Consent::on_idle(1, Weight::MAX);
		assert_eq!(Expiring::<Test>::iter().count(), 0);
		Expiring::<Test>::insert(access::expiry_key(u64::MAX, 0), ());
		Consent::on_idle(1, Weight::MAX);
		assert_eq!(Expiring::<Test>::iter().count(), 1);
		Expiring::<Test>::remove(access::expiry_key(u64::MAX, 0));
		for remaining in [Weight::zero(), Weight::from_parts(1, 0), Weight::from_parts(0, u64::MAX)] {
			assert_storage_noop!(Consent::on_idle(1, remaining));
		}
	});
}

#[test]
fn class_6_failing_calls_should_leave_nothing_behind() {
	run(|| {
		record([permit()]);
		Balances::force_set_balance(RuntimeOrigin::root(), PATIENT, 10).unwrap();
		let refused = |call: crate::Call<Test>| {
			use sp_runtime::traits::Dispatchable;
			let before = state();
			let outcome = RuntimeCall::from(call).dispatch(signed(PATIENT));
			assert!(outcome.is_err());
			assert_eq!(state(), before);
		};
		let (subject, capacity) = (patient(), Capacity::Subject);
		let larger = || terms([permit(), under(0, labelled(&[PSY], deny()))]);
		refused(crate::Call::record { subject, capacity, status: Status::Active, terms: larger(), evidence: None });
		refused(crate::Call::supersede { subject, capacity, number: 1, terms: larger() });
		let holders = list([HOSPITAL]);
		refused(crate::Call::request_privacy { subject, capacity, right: PrivacyRight::Erasure, holders });
		let proxy = crate::Proxy { account: FRIEND, condition: Condition::Always, until: None, document: document(1) };
		refused(crate::Call::appoint_proxy { subject, proxy });
	});
}

#[test]
fn class_9_hostile_bytes_should_be_refused_on_decode() {
	// A tree has no depth of its own in the encoding: whatever is claimed, no more than the bounds is read.
	let mut long = codec::Compact(u32::MAX).encode();
	long.extend([0; 64]);
	assert!(Provisions::decode(&mut &long[..]).is_err());
	let many = codec::Compact(33u32).encode();
	assert!(Provisions::decode(&mut &[many, [0; 4_096].to_vec()].concat()[..]).is_err());
	assert!(Status::decode(&mut &[9u8][..]).is_err());
	assert!(Capacity::decode(&mut &[9u8][..]).is_err());
	let full = frame_support::BoundedVec::<salus_primitives::SubjectId, MaxCohort>::max_encoded_len();
	assert_eq!(full, 2 + 32 * MAX_COHORT as usize);
}

#[test]
fn class_11_state_and_events_should_go_together() {
	run(|| {
		let told = |act: &dyn Fn()| {
			let (before, events_before) = (state(), events().len());
			act();
			assert_ne!(state(), before);
			assert!(events().len() > events_before);
		};
		told(&|| assert_eq!(record([permit()]), 1));
		told(&|| assert_eq!(outcome(patient()), AccessOutcome::Permit));
		told(&|| Consent::close_grant(signed(DOCTOR), 0).unwrap());
		told(&|| assert_eq!(outcome(patient()), AccessOutcome::Permit));
		told(&|| {
			pass(2 * HOUR);
			pass(1);
		});
		let (who, capacity) = (signed(PATIENT), Capacity::Subject);
		told(&|| Consent::suspend(who.clone(), patient(), capacity, 1).unwrap());
		told(&|| Consent::resume(who.clone(), patient(), capacity, 1).unwrap());
		told(&|| Consent::enter_in_error(who.clone(), patient(), capacity, 1).unwrap());
	});
}

#[test]
fn class_13_storage_should_have_its_version() {
	use frame_support::traits::{GetStorageVersion, StorageVersion};
	use sp_runtime::BuildStorage;
	let genesis = RuntimeGenesisConfig::default().build_storage().unwrap();
	sp_io::TestExternalities::new(genesis).execute_with(|| {
		assert_eq!(Consent::on_chain_storage_version(), StorageVersion::new(1));
	});
}
