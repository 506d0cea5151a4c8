//! The rules, each by an example; numbers are those of the rules.

use crate::{decision, mock::*, *};
use salus_primitives::{AccessControl, CodeId};
use AccessOutcome::*;

fn answer(request: AccessRequest) -> AccessAnswer {
	<Consent as AccessControl>::check(patient(), &request)
}

/// Residual as IHE PCF writes it: effect and labels.
fn residual(answer: &AccessAnswer) -> Vec<(Effect, Vec<CodeId>)> {
	assert_eq!(answer.residual.len(), 1);
	let layer = &answer.residual[0];
	let implied = (layer.otherwise != Some(Effect::Permit)).then_some((Effect::Deny, vec![]));
	let rules = layer.rules.iter().map(|rule| (rule.effect, rule.data.labels.to_vec()));
	implied.into_iter().chain(rules).collect()
}

fn stating(change: impl FnOnce(&mut DataScope)) -> AccessRequest {
	let mut asked = request();
	change(&mut asked.data);
	asked
}

#[test]
fn request_should_have_no_consent_when_nobody_said_anything() {
	run(|| {
		assert_eq!(ask(patient()), (NoConsent, AccessBasis::NothingApplies, None));
	});
}

#[test]
fn request_should_be_permitted_whole_when_the_root_permits_its_context() {
	run(|| {
		let number = record([tpo(Effect::Permit)]);
		assert_eq!(answer(request()).basis, decided(number, 1, 0));
		assert!(answer(request()).is_whole());
		assert_eq!(answer(AccessRequest { purpose: RESEARCH, ..request() }).outcome, NoConsent);
	});
}

#[test]
fn code_should_mean_those_below_it_and_not_those_above() {
	run(|| {
		record([Provision { purposes: list([ETREAT]), ..permit() }]);
		assert_eq!(answer(AccessRequest { purpose: ETREAT, ..request() }).outcome, Permit);
		assert_eq!(answer(AccessRequest { purpose: TREAT, ..request() }).outcome, NoConsent);
		record([Provision { purposes: list([RESEARCH]), ..permit() }]);
		assert_eq!(answer(AccessRequest { purpose: FOOBAR, ..request() }).outcome, Permit);
	});
}

#[test]
fn dissent_should_deny() {
	run(|| {
		let number = record([tpo(Effect::Deny)]);
		assert_eq!(ask(patient()), (Deny, decided(number, 1, 0), None));
	});
}

#[test]
fn denial_should_win_across_directives() {
	run(|| {
		record([tpo(Effect::Permit)]);
		let number = record([tpo(Effect::Deny)]);
		record([permit()]);
		assert_eq!(ask(patient()).1, decided(number, 1, 0));
	});
}

#[test]
fn data_criteria_at_the_root_should_leave_a_residual() {
	run(|| {
		record([labelled(&[NORMAL], tpo(Effect::Permit))]);
		let answer = answer(request());
		assert_eq!((answer.outcome, answer.residual[0].otherwise), (Permit, None));
		assert_eq!(residual(&answer), [(Effect::Deny, vec![]), (Effect::Permit, vec![NORMAL])]);
	});
}

#[test]
fn exception_should_replace_the_data_criteria_it_states_and_take_over_the_others() {
	run(|| {
		let psy = to(Party::Person(subject(DOCTOR)), labelled(&[PSY], permit()));
		record([labelled(&[NORMAL], tpo(Effect::Permit)), under(0, psy)]);
		let for_doctor = answer(request());
		let expected = [(Effect::Deny, vec![]), (Effect::Permit, vec![NORMAL]), (Effect::Permit, vec![PSY])];
		assert_eq!(residual(&for_doctor), expected);
		let for_others = answer(AccessRequest { practitioner: None, ..request() });
		assert_eq!(residual(&for_others), expected[..2]);
		// What it states of one criterion leaves the others as they are.
		let mut period = permit();
		period.data.period = Period { start: Some(-1), end: Some(1) };
		record([labelled(&[NORMAL], permit()), under(0, period)]);
		let layer = answer(request()).residual[1].clone();
		assert_eq!(layer.rules[1].data.labels.to_vec(), [NORMAL]);
		assert_eq!(layer.rules[1].data.period.start, Some(-1));
	});
}

#[test]
fn redundant_denial_should_stay_in_the_residual() {
	run(|| {
		record([labelled(&[NORMAL], tpo(Effect::Permit)), under(0, labelled(&[RESTRICTED], deny()))]);
		let expected = [(Effect::Deny, vec![]), (Effect::Permit, vec![NORMAL]), (Effect::Deny, vec![RESTRICTED])];
		assert_eq!(residual(&answer(request())), expected);
	});
}

#[test]
fn exception_should_not_speak_where_its_parent_does_not() {
	run(|| {
		let clinic = under(0, to(Party::Organization(CLINIC), deny()));
		record([permit(), clinic, under(1, permit())]);
		let notes = Consent::explain(patient(), &request()).notes;
		assert!(notes.iter().any(|note| note.provision == Some(2) && note.reason == Reason::ParentDoesNotApply));
		assert_eq!(answer(request()).basis, decided(1, 1, 0));
		let clinics = AccessRequest { organization: CLINIC, ..request() };
		assert_eq!(answer(clinics).basis, decided(1, 1, 2));
	});
}

#[test]
fn deepest_should_win_and_denial_among_equals() {
	run(|| {
		record([deny(), under(0, permit()), under(1, deny()), under(2, permit()), under(0, deny())]);
		assert_eq!(answer(request()).basis, decided(1, 1, 3));
		record([permit(), under(0, deny()), under(0, permit())]);
		assert_eq!(answer(request()).basis, decided(2, 1, 1));
	});
}

#[test]
fn what_a_request_states_should_settle_what_would_be_residual() {
	run(|| {
		record([labelled(&[NORMAL], permit()), under(0, labelled(&[PSY], deny()))]);
		assert!(answer(stating(|data| data.labels = Some(list([NORMAL])))).is_whole());
		let both = stating(|data| data.labels = Some(list([NORMAL, PSY])));
		assert_eq!(answer(both).basis, decided(1, 1, 1));
		let other = stating(|data| data.labels = Some(list([RESTRICTED])));
		assert_eq!((answer(other.clone()).outcome, answer(other).basis), (Deny, AccessBasis::NothingPermits));
	});
}

#[test]
fn each_data_criterion_should_meet_wholly_partly_or_not() {
	let handle = |n| sp_core::H256::repeat_byte(n);
	let criteria = |change: fn(&mut DataCriteria)| {
		let mut provision = permit();
		change(&mut provision.data);
		provision
	};
	let records = |meaning| {
		let mut provision = permit();
		provision.data.records = list([DataRef { meaning, handle: handle(1) }]);
		provision
	};
	let whole = |change: fn(&mut DataScope)| (stating(change), Permit, true);
	let part = |change: fn(&mut DataScope)| (stating(change), Permit, false);
	let none = |change: fn(&mut DataScope)| (stating(change), Deny, false);
	let cases = [
		(
			criteria(|data| data.classes = list([CLINICAL])),
			vec![whole(|data| data.class = Some(OBSERVATION)), part(|_| ()), none(|data| data.class = Some(GLUCOSE))],
		),
		(
			criteria(|data| data.contents = list([GLUCOSE])),
			vec![whole(|data| data.content = Some(GLUCOSE)), part(|data| data.class = Some(GLUCOSE))],
		),
		(
			criteria(|data| data.holders = list([HOSPITAL])),
			vec![whole(|data| data.holder = Some(HOSPITAL)), part(|_| ()), none(|data| data.holder = Some(CLINIC))],
		),
		(
			criteria(|data| data.period = Period { start: Some(10), end: Some(20) }),
			vec![
				whole(|data| data.period = Period { start: Some(10), end: Some(20) }),
				part(|data| data.period = Period { start: Some(10), end: None }),
				part(|data| data.period = Period { start: Some(20), end: Some(21) }),
				none(|data| data.period = Period { start: Some(21), end: None }),
				none(|data| data.period = Period { start: None, end: Some(9) }),
				part(|_| ()),
			],
		),
		(
			records(DataMeaning::Instance),
			vec![
				whole(|data| data.record = Some(sp_core::H256::repeat_byte(1))),
				none(|data| data.record = Some(sp_core::H256::repeat_byte(2))),
				part(|_| ()),
			],
		),
		(
			records(DataMeaning::AuthoredBy),
			vec![
				whole(|data| data.author = Some(sp_core::H256::repeat_byte(1))),
				none(|data| data.author = Some(sp_core::H256::repeat_byte(2))),
			],
		),
		(
			records(DataMeaning::Related),
			vec![
				whole(|data| data.record = Some(sp_core::H256::repeat_byte(1))),
				part(|data| data.record = Some(sp_core::H256::repeat_byte(2))),
			],
		),
		(
			records(DataMeaning::Encounter),
			vec![
				whole(|data| data.encounter = Some(sp_core::H256::repeat_byte(1))),
				part(|data| data.record = Some(sp_core::H256::repeat_byte(1))),
				none(|data| data.encounter = Some(sp_core::H256::repeat_byte(2))),
				part(|data| data.record = Some(sp_core::H256::repeat_byte(2))),
			],
		),
	];
	for (root, asked) in cases {
		run(|| {
			record([root.clone()]);
			for (request, outcome, is_whole) in asked {
				let answer = answer(request.clone());
				assert_eq!((answer.outcome, answer.is_whole()), (outcome, is_whole), "{root:?} {request:?}");
			}
		});
	}
}

#[test]
fn partial_permissions_should_add_up_and_denials_override_them() {
	run(|| {
		record([labelled(&[NORMAL], permit())]);
		record([labelled(&[RESTRICTED], permit())]);
		let restricted = stating(|data| data.labels = Some(list([RESTRICTED])));
		assert!(answer(restricted.clone()).is_whole());
		assert_eq!(answer(request()).residual.len(), 2);
		record([permit()]);
		assert!(answer(request()).is_whole());
		record([labelled(&[RESTRICTED], deny())]);
		assert_eq!(answer(restricted).outcome, Deny);
		assert_eq!(answer(request()).residual.len(), 4);
	});
}

#[test]
fn base_policy_should_be_asked_when_no_directive_permits_on_principle() {
	run(|| {
		let staff = signed(staff(HOSPITAL, salus_primitives::Duty::Privacy));
		Consent::set_base_policy(staff, HOSPITAL, Some(OPT_IN), document(2), list([tpo(Effect::Permit)])).unwrap();
		let policy = RuleSource::Policy { organization: HOSPITAL, version: 1 };
		let held = || stating(|data| data.holder = Some(HOSPITAL));
		assert_eq!(answer(held()).basis, AccessBasis::Rule { source: policy, provision: 0 });
		assert_eq!(answer(request()).outcome, NoConsent);
		assert_eq!(answer(stating(|data| data.holder = Some(CLINIC))).outcome, NoConsent);
		// A dissent about some data leaves the rest to the policy.
		record([labelled(&[PSY], deny())]);
		assert_eq!(answer(held()).residual.len(), 2);
		assert_eq!(answer(held()).outcome, Permit);
		// A permission about some data leaves nothing to it.
		record([labelled(&[NORMAL], permit())]);
		let mut restricted = held();
		restricted.data.labels = Some(list([RESTRICTED]));
		assert_eq!(answer(restricted).outcome, Deny);
		let notes = Consent::explain(patient(), &held()).notes;
		assert!(notes.contains(&Note { source: policy, provision: None, reason: Reason::Outranked }));
	});
}

#[test]
fn expired_or_future_directive_should_never_permit() {
	run(|| {
		let mut over = terms([permit()]);
		over.period.end = Some(START - 1);
		record_terms(over.clone());
		assert_eq!(outcome(patient()), NoConsent);
		over.period = Period { start: Some(START), end: Some(START) };
		record_terms(over.clone());
		assert_eq!(outcome(patient()), Permit);
		pass(1);
		assert_eq!(outcome(patient()), NoConsent);
		over.period = Period { start: Some(now() + 1), end: None };
		record_terms(over);
		assert_eq!(outcome(patient()), NoConsent);
		let mut root = permit();
		root.period.end = Some(START);
		record([root]);
		assert_eq!(outcome(patient()), NoConsent);
	});
}

#[test]
fn actors_should_be_matched_by_organisation_person_role_and_group() {
	run(|| {
		let role = |role| Provision { actors: list([Actor { party: Party::Anyone, role: Some(role) }]), ..permit() };
		let group = group_of(HOSPITAL, 9);
		let privacy = signed(staff(HOSPITAL, salus_primitives::Duty::Privacy));
		Consent::set_group(privacy, HOSPITAL, group, list([subject(DOCTOR)])).unwrap();
		let cases = [
			(to(Party::Organization(HOSPITAL), permit()), Permit),
			(to(Party::Organization(CLINIC), permit()), NoConsent),
			(to(Party::Person(subject(DOCTOR)), permit()), Permit),
			(to(Party::Person(subject(OTHER_DOCTOR)), permit()), NoConsent),
			(to(Party::Group(group), permit()), Permit),
			(to(Party::Group(sp_core::H256::repeat_byte(8)), permit()), NoConsent),
			(role(PHYSICIAN), Permit),
			(role(NURSE), NoConsent),
		];
		for (root, expected) in cases {
			let number = record([root.clone()]);
			assert_eq!(answer(request()).outcome, expected, "{root:?}");
			Consent::withdraw(signed(PATIENT), patient(), Capacity::Subject, number, Withdrawal::StopAllUse).unwrap();
		}
		// Whoever names nobody is nobody.
		record([role(PHYSICIAN)]);
		assert_eq!(answer(AccessRequest { practitioner: None, ..request() }).outcome, NoConsent);
	});
}

#[test]
fn denial_of_a_person_should_not_be_evaded_by_naming_nobody() {
	run(|| {
		let person = Actor { party: Party::Person(subject(OTHER_DOCTOR)), role: None };
		let group = Actor { party: Party::Group(sp_core::H256::repeat_byte(9)), role: None };
		let nurses = Actor { party: Party::Anyone, role: Some(NURSE) };
		let clinic = Actor { party: Party::Organization(CLINIC), role: None };
		let anonymous = || AccessRequest { practitioner: None, ..request() };
		for (denied, outcome) in [(person, Deny), (group, Deny), (nurses, Deny), (clinic, Permit)] {
			let number = record([permit(), under(0, Provision { actors: list([denied]), ..deny() })]);
			assert_eq!(answer(anonymous()).outcome, outcome, "{denied:?}");
			assert_eq!(answer(request()).outcome, Permit, "{denied:?}");
			Consent::withdraw(signed(PATIENT), patient(), Capacity::Subject, number, Withdrawal::StopAllUse).unwrap();
		}
		// An exception that permits is for who is named, even under a denial that caution extends to all.
		record([to(Party::Person(subject(OTHER_DOCTOR)), deny()), under(0, permit())]);
		assert_eq!(answer(anonymous()).outcome, Deny);
		assert_eq!(answer(request()).outcome, NoConsent);
	});
}

#[test]
fn explanation_should_name_every_directive_and_provision() {
	run(|| {
		record([
			tpo(Effect::Permit),
			under(0, labelled(&[PSY], deny())),
			under(0, to(Party::Organization(CLINIC), deny())),
		]);
		record([Provision { purposes: list([RESEARCH]), ..permit() }]);
		let suspended = record([deny()]);
		Consent::suspend(signed(PATIENT), patient(), Capacity::Subject, suspended).unwrap();
		let explanation = Consent::explain(patient(), &request());
		let reason = |number, provision| {
			let source = RuleSource::Directive { number, version: 1 };
			let note = explanation.notes.iter().find(|note| note.source == source && note.provision == provision);
			note.map(|note| note.reason)
		};
		assert_eq!(reason(1, Some(0)), Some(Reason::Decided));
		assert_eq!(reason(1, Some(1)), Some(Reason::Residual));
		assert_eq!(reason(1, Some(2)), Some(Reason::OtherActor));
		assert_eq!(reason(2, None), Some(Reason::OtherPurpose));
		assert_eq!(reason(suspended, None), Some(Reason::NotInForce));
		assert_eq!(explanation.answer, answer(request()));
		assert_eq!(explanation.notes.len(), 5);
	});
}

#[test]
fn decision_should_be_a_function_of_its_arguments() {
	run(|| {
		record([tpo(Effect::Permit)]);
		let kept = file(patient());
		let facts = Consent::facts(patient(), &kept, &request(), None, None);
		let elsewhere = new_test_ext().execute_with(|| decision::decide(&facts, &kept.directives, None));
		assert_eq!(elsewhere, answer(request()));
	});
}

#[test]
fn unregistered_code_should_never_be_permitted_in_a_dry_run() {
	run(|| {
		record([permit()]);
		for code in [0, RETIRED, ACCESS] {
			assert_eq!(answer(AccessRequest { purpose: code, ..request() }).outcome, Deny);
		}
	});
}
