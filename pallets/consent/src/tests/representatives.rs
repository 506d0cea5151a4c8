//! Guardians, proxies and incapacity.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::Duty;
use sp_runtime::DispatchResult;
use AccessOutcome::*;

type Failure = Error<Test>;

fn guard(who: u64, provisions: impl IntoIterator<Item = Provision>) -> u32 {
	let terms = terms(provisions);
	assert_ok!(Consent::record(signed(who), child(), Capacity::Guardian, Status::Active, terms, None));
	file(child()).directives_made
}

fn proxy(condition: Condition) -> crate::Proxy<u64> {
	crate::Proxy { account: FRIEND, condition, until: Some(START + 10 * DAY), document: document(5) }
}

/// The doctor's finding.
fn find() -> DispatchResult {
	Consent::declare_incapacity(signed(DOCTOR), patient(), HOSPITAL, subject(DOCTOR), document(6))
}

/// That of a doctor of another house.
fn find_again() -> DispatchResult {
	Consent::declare_incapacity(signed(OTHER_DOCTOR), patient(), CLINIC, subject(OTHER_DOCTOR), document(7))
}

/// Both.
fn declare() -> DispatchResult {
	find()?;
	find_again()
}

#[test]
fn guardianship_should_end_by_itself_and_its_consents_with_it() {
	run(|| {
		guard(MOTHER, [permit()]);
		let grant = ask(child()).2.unwrap();
		assert!(is_good(grant));
		pass(OF_AGE - START);
		assert_eq!(outcome(child()), Permit);
		let grant = ask(child()).2.unwrap();
		pass(1);
		assert_eq!(outcome(child()), NoConsent);
		assert!(!is_good(grant));
		let late =
			Consent::record(signed(MOTHER), child(), Capacity::Guardian, Status::Active, terms([permit()]), None);
		assert_noop!(late, Failure::NotGuardian);
	});
}

#[test]
fn stricter_guardian_should_win_and_both_be_told() {
	run(|| {
		let hers = guard(MOTHER, [tpo(Effect::Permit)]);
		assert_eq!(outcome(child()), Permit);
		let his = guard(FATHER, [labelled(&[NORMAL], tpo(Effect::Permit))]);
		let told = Event::GuardiansDisagree { subject: child(), one: (FATHER, his), other: (MOTHER, hers) };
		assert!(events().contains(&told));
		let mut restricted = request();
		restricted.data.labels = Some(list([RESTRICTED]));
		assert_eq!(ask_for(child(), restricted).0, Deny);
		let mut normal = request();
		normal.data.labels = Some(list([NORMAL]));
		assert_eq!(ask_for(child(), normal).0, Permit);
		// She alone may say more by more than one directive.
		guard(MOTHER, [permit()]);
		assert_eq!(outcome(child()), Permit);
		guard(FATHER, [tpo(Effect::Deny)]);
		assert_eq!(outcome(child()), Deny);
	});
}

#[test]
fn guardians_who_agree_should_not_be_told() {
	run(|| {
		guard(MOTHER, [tpo(Effect::Permit)]);
		guard(FATHER, [tpo(Effect::Permit)]);
		assert!(!events().iter().any(|event| matches!(event, Event::GuardiansDisagree { .. })));
		assert_eq!(outcome(child()), Permit);
	});
}

#[test]
fn one_guardian_should_not_touch_anothers_directive() {
	run(|| {
		let hers = guard(MOTHER, [deny()]);
		let withdrawn = Consent::withdraw(signed(FATHER), child(), Capacity::Guardian, hers, Withdrawal::StopAllUse);
		assert_noop!(withdrawn, Failure::NotGrantor);
		let superseded = Consent::supersede(signed(FATHER), child(), Capacity::Guardian, hers, terms([permit()]));
		assert_noop!(superseded, Failure::NotGrantor);
	});
}

#[test]
fn proxy_should_speak_while_it_may_act() {
	run(|| {
		let record = || {
			let terms = terms([permit()]);
			Consent::record(signed(FRIEND), patient(), Capacity::Proxy, Status::Active, terms, None)
		};
		assert_noop!(record(), Failure::NotProxy);
		assert_ok!(Consent::appoint_proxy(signed(PATIENT), patient(), proxy(Condition::Always)));
		assert_ok!(record());
		assert_eq!(outcome(patient()), Permit);
		pass(10 * DAY + 1);
		assert_eq!(outcome(patient()), NoConsent);
		assert_noop!(record(), Failure::NotProxy);
	});
}

#[test]
fn proxy_for_incapacity_should_act_only_then() {
	run(|| {
		assert_ok!(Consent::appoint_proxy(signed(PATIENT), patient(), proxy(Condition::Incapacity)));
		let record = || {
			let terms = terms([permit()]);
			Consent::record(signed(FRIEND), patient(), Capacity::Proxy, Status::Active, terms, None)
		};
		assert_noop!(record(), Failure::NotProxy);
		assert_ok!(declare());
		assert_ok!(record());
		assert_eq!(outcome(patient()), Permit);
		assert_ok!(Consent::end_incapacity(signed(PATIENT), patient(), None));
		assert_eq!(outcome(patient()), NoConsent);
	});
}

#[test]
fn subject_should_have_the_last_word_on_what_a_proxy_said() {
	run(|| {
		assert_ok!(Consent::appoint_proxy(signed(PATIENT), patient(), proxy(Condition::Always)));
		let terms = terms([permit()]);
		assert_ok!(Consent::record(signed(FRIEND), patient(), Capacity::Proxy, Status::Active, terms.clone(), None));
		// It may end it, but not put its own words under another's authority.
		let superseded = Consent::supersede(signed(PATIENT), patient(), Capacity::Subject, 1, terms);
		assert_noop!(superseded, Failure::NotGrantor);
		assert_ok!(Consent::withdraw(signed(PATIENT), patient(), Capacity::Subject, 1, Withdrawal::StopAllUse));
		assert_eq!(outcome(patient()), NoConsent);
	});
}

#[test]
fn dismissed_proxy_should_say_nothing_and_its_deposit_return() {
	run(|| {
		let before = Balances::free_balance(PATIENT);
		assert_ok!(Consent::appoint_proxy(signed(PATIENT), patient(), proxy(Condition::Always)));
		assert!(Balances::free_balance(PATIENT) < before);
		let terms = terms([permit()]);
		assert_ok!(Consent::record(signed(FRIEND), patient(), Capacity::Proxy, Status::Active, terms, None));
		assert!(Consent::dismiss_proxy(signed(STRANGER), patient(), FRIEND).is_err());
		assert_ok!(Consent::dismiss_proxy(signed(FRIEND), patient(), FRIEND));
		assert_eq!(Balances::free_balance(PATIENT), before);
		assert_eq!(outcome(patient()), NoConsent);
		assert_noop!(Consent::dismiss_proxy(signed(PATIENT), patient(), FRIEND), Failure::ProxyNotFound);
	});
}

#[test]
fn proxies_should_be_others_each_once_and_few() {
	run(|| {
		let appoint = |account, until| {
			let proxy = crate::Proxy { account, until, ..proxy(Condition::Always) };
			Consent::appoint_proxy(signed(PATIENT), patient(), proxy)
		};
		assert_noop!(appoint(PATIENT, None), Failure::ProxyIsController);
		assert_noop!(appoint(FRIEND, Some(START - 1)), Failure::AlreadyOver);
		assert_ok!(appoint(FRIEND, Some(START)));
		assert_noop!(appoint(FRIEND, None), Failure::AlreadyProxy);
		for account in 1..4 {
			assert_ok!(appoint(account, None));
		}
		assert_noop!(appoint(4, None), Failure::TooManyProxies);
	});
}

#[test]
fn advance_directive_should_speak_only_in_incapacity() {
	run(|| {
		record_terms(Terms { condition: Condition::Incapacity, ..terms([permit()]) });
		assert_eq!(outcome(patient()), NoConsent);
		assert_ok!(declare());
		assert_eq!(outcome(patient()), Permit);
		assert_noop!(find(), Failure::AlreadyIncapacitated);
		let clinician = Some((HOSPITAL, subject(DOCTOR)));
		assert_ok!(Consent::end_incapacity(signed(DOCTOR), patient(), clinician));
		assert_eq!(outcome(patient()), NoConsent);
		assert_noop!(Consent::end_incapacity(signed(PATIENT), patient(), None), Failure::NotIncapacitated);
	});
}

#[test]
fn incapacity_should_count_only_when_a_second_clinician_finds_it() {
	run(|| {
		record_terms(Terms { condition: Condition::Incapacity, ..terms([permit()]) });
		let before = Balances::free_balance(DOCTOR);
		assert_ok!(find());
		let (at, evidence, organization, practitioner) = (START, document(6), HOSPITAL, subject(DOCTOR));
		let first = Entry::IncapacityDeclared { at, account: DOCTOR, organization, practitioner, evidence };
		assert_eq!(last_entry(), first);
		assert_eq!(file(patient()).incapacitated, None);
		assert_eq!(outcome(patient()), NoConsent);
		assert!(Balances::free_balance(DOCTOR) < before);
		// Nobody confirms a finding of their own.
		assert_noop!(find(), Failure::SecondPersonNeeded);

		pass(HOUR);
		assert_ok!(find_again());
		let (at, evidence, organization, practitioner) = (now(), document(7), CLINIC, subject(OTHER_DOCTOR));
		let second = Entry::IncapacityConfirmed { at, account: OTHER_DOCTOR, organization, practitioner, evidence };
		assert_eq!(last_entry(), second);
		assert_eq!(file(patient()).incapacitated, Some(at));
		assert_eq!(outcome(patient()), Permit);
		assert_eq!(Balances::free_balance(DOCTOR), before);
	});
}

#[test]
fn one_clinician_should_not_pass_for_two() {
	run(|| {
		assert_ok!(find());
		let keys = |practitioner: u64, keys: &[u64]| {
			Population::mutate(|all| all.get_mut(&subject(practitioner)).unwrap().controllers = keys.to_vec());
		};
		// The second practitioner's keys are the first's, ...
		keys(OTHER_DOCTOR, &[DOCTOR, OTHER_DOCTOR]);
		assert_noop!(find_again(), Failure::SecondPersonNeeded);
		// ... or the first's the second's, ...
		keys(OTHER_DOCTOR, &[OTHER_DOCTOR]);
		keys(DOCTOR, &[DOCTOR, OTHER_DOCTOR]);
		assert_noop!(find_again(), Failure::SecondPersonNeeded);
		// ... or the account is the same, under another practitioner, ...
		keys(DOCTOR, &[FRIEND]);
		keys(OTHER_DOCTOR, &[DOCTOR]);
		let again =
			Consent::declare_incapacity(signed(DOCTOR), patient(), HOSPITAL, subject(OTHER_DOCTOR), document(7));
		assert_noop!(again, Failure::SecondPersonNeeded);
		keys(DOCTOR, &[DOCTOR]);
		keys(OTHER_DOCTOR, &[OTHER_DOCTOR]);
		// ... or nobody else is licensed.
		Held::mutate(|held| held.retain(|(holder, ..)| *holder == subject(DOCTOR)));
		assert_noop!(find_again(), Failure::NoActiveCredential);
		assert_eq!(file(patient()).incapacitated, None);
	});
}

#[test]
fn finding_should_lapse_by_itself_and_its_deposit_return_with_the_next() {
	run(|| {
		let before = Balances::free_balance(DOCTOR);
		assert_ok!(find());
		assert_eq!(Consent::finding_of(patient()).map(|finding| finding.account), Some(DOCTOR));
		pass(3 * DAY);
		assert_eq!(Consent::finding_of(patient()), None);
		// What the second clinician finds now is a first finding.
		assert_ok!(find_again());
		assert_eq!(file(patient()).incapacitated, None);
		assert_eq!(Balances::free_balance(DOCTOR), before);
		pass(3 * DAY - 1);
		assert_ok!(find());
		assert!(file(patient()).incapacitated.is_some());
	});
}

#[test]
fn finding_should_be_ended_by_the_subject_or_a_clinician() {
	run(|| {
		let before = Balances::free_balance(DOCTOR);
		assert_ok!(find());
		assert!(Consent::end_incapacity(signed(STRANGER), patient(), None).is_err());
		assert_ok!(Consent::end_incapacity(signed(PATIENT), patient(), None));
		assert_eq!(last_entry(), Entry::IncapacityEnded { at: START, account: PATIENT });
		assert_eq!(Balances::free_balance(DOCTOR), before);
		assert_ok!(find_again());
		assert_eq!(file(patient()).incapacitated, None);
		let clinician = Some((HOSPITAL, subject(DOCTOR)));
		assert_ok!(Consent::end_incapacity(signed(DOCTOR), patient(), clinician));
		assert_noop!(Consent::end_incapacity(signed(PATIENT), patient(), None), Failure::NotIncapacitated);
	});
}

#[test]
fn emergency_should_not_wait_for_a_second_clinician() {
	run(|| {
		record([deny()]);
		assert_ok!(find());
		let data = DataScope::default();
		assert_ok!(Consent::break_glass(signed(DOCTOR), patient(), HOSPITAL, subject(DOCTOR), UNCONSCIOUS, data));
		let Entry::BreakGlass { grant, .. } = last_entry() else { panic!("the glass was broken") };
		assert!(is_good(grant));
	});
}

#[test]
fn incapacity_should_be_found_by_a_licensed_clinician_only() {
	run(|| {
		let clerk = staff(HOSPITAL, Duty::Privacy);
		let by = |who, practitioner| {
			Consent::declare_incapacity(signed(who), patient(), HOSPITAL, practitioner, document(6))
		};
		assert!(by(clerk, subject(DOCTOR)).is_err());
		assert!(by(DOCTOR, subject(OTHER_DOCTOR)).is_err());
		Held::mutate(|held| held.clear());
		assert_noop!(by(DOCTOR, subject(DOCTOR)), Failure::NoActiveCredential);
		assert!(Consent::end_incapacity(signed(STRANGER), patient(), None).is_err());
	});
}

#[test]
fn representatives_of_a_subject_should_be_few() {
	run(|| {
		Population::mutate(|all| all.get_mut(&child()).unwrap().guardians.extend([FRIEND, STRANGER, DOCTOR]));
		for who in [MOTHER, FATHER, FRIEND, STRANGER] {
			guard(who, [permit()]);
		}
		let fifth =
			Consent::record(signed(DOCTOR), child(), Capacity::Guardian, Status::Active, terms([permit()]), None);
		assert_noop!(fifth, Failure::TooManyRepresentatives);
	});
}

#[test]
fn what_a_former_guardian_left_should_be_ended_by_whoever_speaks_now() {
	run(|| {
		let before = Balances::free_balance(MOTHER);
		for _ in 0..4 {
			guard(MOTHER, [permit()]);
		}
		let fifth =
			Consent::record(signed(MOTHER), child(), Capacity::Guardian, Status::Active, terms([permit()]), None);
		assert_noop!(fifth, Failure::TooManyDirectives);
		let end = |who, capacity, n| Consent::withdraw(signed(who), child(), capacity, n, Withdrawal::StopAllUse);
		let custodian = Capacity::Organization(HOSPITAL);
		assert_noop!(end(FATHER, Capacity::Guardian, 1), Failure::NotGrantor);
		assert_noop!(end(second(HOSPITAL), custodian, 1), Failure::NotGrantor);
		Population::mutate(|all| all.get_mut(&child()).unwrap().guardians = vec![FATHER]);
		assert_noop!(Consent::suspend(signed(FATHER), child(), Capacity::Guardian, 1), Failure::NotGrantor);
		assert_ok!(end(FATHER, Capacity::Guardian, 1));
		for n in 2..=4 {
			assert_ok!(end(second(HOSPITAL), custodian, n));
		}
		assert_eq!(Balances::free_balance(MOTHER), before);
	});
}

#[test]
fn proxy_appointed_again_should_not_speak_as_before() {
	run(|| {
		let before = Balances::free_balance(FRIEND);
		let appoint = || Consent::appoint_proxy(signed(PATIENT), patient(), proxy(Condition::Always));
		assert_ok!(appoint());
		let terms = terms([permit()]);
		assert_ok!(Consent::record(signed(FRIEND), patient(), Capacity::Proxy, Status::Active, terms, None));
		assert_ok!(Consent::dismiss_proxy(signed(PATIENT), patient(), FRIEND));
		assert_eq!(Balances::free_balance(FRIEND), before);
		assert_ok!(appoint());
		assert_eq!(outcome(patient()), NoConsent);
	});
}
