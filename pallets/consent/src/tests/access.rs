//! Asking, logging, granting and closing.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo, weights::Weight};
use salus_primitives::{Duties, Duty};
use AccessOutcome::*;

type Failure = Error<Test>;

#[test]
fn denial_should_be_logged_and_be_no_failure() {
	run(|| {
		record([deny()]);
		let before = Consent::trail_head(patient()).unwrap().len;
		assert_ok!(Consent::request_access(signed(DOCTOR), patient(), request(), HOUR));
		assert_eq!(Consent::trail_head(patient()).unwrap().len, before + 1);
		let Entry::Access { at, account, outcome, grant, request: asked, .. } = last_entry() else { panic!() };
		assert_eq!((at, account, outcome, grant), (START, DOCTOR, Deny, None));
		assert_eq!(asked, request());
	});
}

#[test]
fn permission_should_leave_a_grant_that_expires() {
	run(|| {
		record([permit()]);
		let grant = ask(patient()).2.unwrap();
		let info = Consent::grant_info(grant).unwrap();
		assert_eq!((info.grant.account, info.grant.expires), (DOCTOR, START + HOUR));
		assert!(is_good(grant));
		pass(HOUR);
		assert!(is_good(grant));
		pass(1);
		assert!(!is_good(grant));
	});
}

#[test]
fn weight_that_a_request_does_not_take_should_be_returned() {
	run(|| {
		let cost = |r, g, l, k, cleared| {
			Some(<() as WeightInfo>::request_access(r, g, l, k).saturating_add(<() as WeightInfo>::on_idle(cleared)))
		};
		let declared = |request| {
			Some(
				Call::<Test>::request_access { subject: patient(), request, lifetime: HOUR }
					.get_dispatch_info()
					.call_weight,
			)
		};
		let used = |request| Consent::request_access(signed(DOCTOR), patient(), request, HOUR).unwrap().actual_weight;
		let nobody = || AccessRequest { practitioner: None, ..request() };
		let labelled =
			|| AccessRequest { data: DataScope { labels: Some(list([PSY])), ..Default::default() }, ..nobody() };
		assert_eq!(declared(request()), cost(1, 8, 0, 8, CLEARED_PER_GRANT));
		assert_eq!(declared(nobody()), cost(0, 0, 0, 8, CLEARED_PER_GRANT));
		assert_eq!(declared(labelled()), cost(0, 0, 1, 8, CLEARED_PER_GRANT));

		record([permit()]);
		assert_eq!(used(request()), cost(0, 0, 0, 1, 0));
		assert_eq!(used(labelled()), cost(0, 0, 1, 1, 0));
		let group = Actor { party: Party::Group(sp_core::H256::repeat_byte(9)), role: None };
		let roles = [PHYSICIAN, NURSE].map(|role| Actor { party: Party::Anyone, role: Some(role) });
		record([permit(), under(0, Provision { actors: list([group, roles[0], roles[1]]), ..deny() })]);
		assert_eq!(used(request()), cost(1, 1, 0, 1, 0));
		// Nobody's roles and groups are not looked up.
		assert_eq!(used(nobody()), cost(0, 0, 0, 1, 0));
		pass(2 * HOUR);
		assert_eq!(used(nobody()), cost(0, 0, 0, 1, 2));
		// A KiB begun counts.
		pass(2 * HOUR);
		pass(0);
		while codec::Encode::encoded_size(&file(patient()).directives) <= 1_024 {
			record([permit(), under(0, deny()), under(0, permit())]);
		}
		assert_eq!(used(nobody()), cost(0, 0, 0, 2, 0));
	});
}

#[test]
fn past_access_should_leave_nothing_in_state() {
	run(|| {
		record([permit()]);
		let size = codec::Encode::encoded_size(&file(patient()));
		for _ in 0..20 {
			ask(patient());
		}
		assert_eq!(codec::Encode::encoded_size(&file(patient())), size);
		// A long one given before does not keep the others from being cleared away.
		assert_ok!(Consent::request_access(signed(DOCTOR), patient(), request(), DAY));
		for _ in 0..20 {
			ask(patient());
		}
		assert_eq!(Grants::<Test>::iter().count(), 41);
		pass(2 * HOUR);
		for _ in 0..10 {
			pass(1);
		}
		assert_eq!(Grants::<Test>::iter().map(|(_, grant)| grant.expires).collect::<Vec<_>>(), [START + DAY]);
		pass(DAY);
		pass(1);
		assert_eq!((Grants::<Test>::iter().count(), Expiring::<Test>::iter().count()), (0, 0));
	});
}

#[test]
fn clearing_should_keep_within_its_weight_and_count() {
	run(|| {
		record([permit()]);
		for _ in 0..6 {
			ask(patient());
		}
		assert_eq!(Consent::clear_grants(Weight::MAX), <() as WeightInfo>::on_idle(0));
		pass(2 * HOUR);
		assert_eq!(Consent::clear_grants(Weight::zero()), Weight::zero());
		assert_eq!(Grants::<Test>::iter().count(), 6);
		let (base, each) = (<() as WeightInfo>::on_idle(0), <() as WeightInfo>::on_idle(1));
		assert_eq!(Consent::clear_grants(each), each);
		assert!(each.all_gt(base));
		assert_eq!(Grants::<Test>::iter().count(), 5);
		assert!(Consent::clear_grants(Weight::MAX).all_gt(each));
		assert_eq!(Grants::<Test>::iter().count(), 1);
	});
}

#[test]
fn only_staff_with_a_duty_should_ask() {
	run(|| {
		record([permit()]);
		for duty in Duty::ALL {
			let mut request = request();
			request.practitioner = None;
			let asked = Consent::request_access(signed(staff(HOSPITAL, *duty)), patient(), request, HOUR);
			assert_eq!(asked.is_ok(), access::ASKING.contains(duty), "{duty:?}");
		}
		for who in [STRANGER, PATIENT, OTHER_DOCTOR] {
			let asked = Consent::request_access(signed(who), patient(), request(), HOUR);
			assert_noop!(asked, Failure::NoDutyToAsk);
		}
		Membership::mutate(|all| all.get_mut(&HOSPITAL).unwrap().0 = false);
		let asked = Consent::request_access(signed(DOCTOR), patient(), request(), HOUR);
		assert_noop!(asked, Failure::NoDutyToAsk);
	});
}

#[test]
fn practitioner_should_be_the_callers_own() {
	run(|| {
		record([to(Party::Person(subject(OTHER_DOCTOR)), permit())]);
		let request = AccessRequest { practitioner: Some(subject(OTHER_DOCTOR)), ..request() };
		assert!(Consent::request_access(signed(DOCTOR), patient(), request, HOUR).is_err());
	});
}

#[test]
fn malformed_questions_should_be_refused() {
	run(|| {
		let ask = |request, lifetime| Consent::request_access(signed(DOCTOR), patient(), request, lifetime);
		assert_noop!(ask(request(), 0), Failure::LifetimeOutOfRange);
		assert_noop!(ask(request(), DAY + 1), Failure::LifetimeOutOfRange);
		for purpose in [0, ACCESS, RETIRED] {
			assert_noop!(ask(AccessRequest { purpose, ..request() }, HOUR), Failure::UnknownCode);
		}
		assert_noop!(ask(AccessRequest { action: TREAT, ..request() }, HOUR), Failure::UnknownCode);
		let with = |change: fn(&mut DataScope)| {
			let mut asked = request();
			change(&mut asked.data);
			asked
		};
		assert_noop!(ask(with(|data| data.class = Some(NORMAL)), HOUR), Failure::UnknownCode);
		assert_noop!(ask(with(|data| data.content = Some(NORMAL)), HOUR), Failure::UnknownCode);
		assert_noop!(ask(with(|data| data.labels = Some(list([TREAT]))), HOUR), Failure::UnknownCode);
		let period = with(|data| data.period = Period { start: Some(1), end: Some(0) });
		assert_noop!(ask(period, HOUR), Failure::EmptyPeriod);
		let nobody = Consent::request_access(signed(DOCTOR), subject(9_999), request(), HOUR);
		assert_noop!(nobody, Failure::SubjectNotFound);
	});
}

#[test]
fn emergency_should_not_be_had_by_asking() {
	run(|| {
		record([permit()]);
		let request = AccessRequest { purpose: BTG, ..request() };
		let asked = Consent::request_access(signed(DOCTOR), patient(), request, HOUR);
		assert_noop!(asked, Failure::UseBreakGlass);
	});
}

#[test]
fn grant_should_be_closed_by_its_parties_only() {
	run(|| {
		record([permit()]);
		for who in [DOCTOR, staff(HOSPITAL, Duty::Records), PATIENT] {
			let grant = ask(patient()).2.unwrap();
			for stranger in [STRANGER, OTHER_DOCTOR, staff(HOSPITAL, Duty::Logistics)] {
				assert_noop!(Consent::close_grant(signed(stranger), grant), Failure::NotAuthorized);
			}
			assert_ok!(Consent::close_grant(signed(who), grant));
			assert_eq!(last_entry(), Entry::Closed { at: START, grant });
			assert!(!is_good(grant));
			assert_noop!(Consent::close_grant(signed(who), grant), Failure::GrantNotFound);
		}
		let grant = ask(patient()).2.unwrap();
		pass(HOUR + 1);
		if Grants::<Test>::contains_key(access::key(grant)) {
			assert_ok!(Consent::close_grant(signed(STRANGER), grant));
		}
	});
}

#[test]
fn grant_should_end_with_its_holders_standing() {
	run(|| {
		record([permit()]);
		let grant = ask(patient()).2.unwrap();
		Staff::mutate(|all| all.insert((HOSPITAL, DOCTOR), Duties::NONE));
		assert!(!is_good(grant));
		Staff::mutate(|all| all.insert((HOSPITAL, DOCTOR), Duties::of(&[Duty::Clinical])));
		assert!(is_good(grant));
		Membership::mutate(|all| all.get_mut(&HOSPITAL).unwrap().0 = false);
		assert!(!is_good(grant));
	});
}

#[test]
fn grant_should_carry_what_is_left_out_now() {
	run(|| {
		record([permit()]);
		let grant = ask(patient()).2.unwrap();
		assert!(Consent::grant_info(grant).unwrap().answer.is_whole());
		record([labelled(&[PSY], deny())]);
		let answer = Consent::grant_info(grant).unwrap().answer;
		assert_eq!((answer.outcome, answer.residual.len()), (Permit, 2));
	});
}

#[test]
fn one_hot_file_should_be_all_that_a_subject_costs() {
	run(|| {
		record([permit()]);
		// Directives, proxies, incapacity and trail: one key under which a subject is read.
		assert_eq!(Files::<Test>::iter().count(), 1);
		assert!(<FileOf<Test> as codec::MaxEncodedLen>::max_encoded_len() < 9 * 1_024);
	});
}

#[test]
fn new_grants_should_clear_away_more_than_they_leave() {
	run(|| {
		record([permit()]);
		for _ in 0..6 {
			ask(patient());
		}
		// Blocks that leave nothing to spare clear nothing.
		pallet_timestamp::Now::<Test>::put((START + 2 * HOUR) * 1_000);
		for left in [5, 4, 3, 4] {
			ask(patient());
			assert_eq!(Grants::<Test>::iter().count(), left);
		}
	});
}
