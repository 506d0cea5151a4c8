//! Recording, changing and ending directives, and who may.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::Duty;
use AccessOutcome::*;

type Failure = Error<Test>;

fn privacy() -> RuntimeOrigin {
	signed(staff(HOSPITAL, Duty::Privacy))
}

fn on_paper(provisions: impl IntoIterator<Item = Provision>, status: Status) -> u32 {
	let capacity = Capacity::Organization(HOSPITAL);
	let terms = terms(provisions);
	assert_ok!(Consent::record(privacy(), keyless(), capacity, status, terms, Some(Evidence::Paper)));
	file(keyless()).directives_made
}

fn status(subject: salus_primitives::SubjectId, number: u32) -> Option<Status> {
	file(subject).directive(number).map(|directive| directive.status)
}

/// The patient without keys takes control with the account of a friend.
fn claim() {
	Population::mutate(|all| {
		let person = all.get_mut(&keyless()).unwrap();
		person.custodian = None;
		person.controllers = vec![FRIEND];
	});
}

#[test]
fn directive_should_be_on_the_trail_whole() {
	run(|| {
		let number = record([tpo(Effect::Permit)]);
		let Entry::Recorded { by, directive } = last_entry() else { panic!() };
		assert_eq!((by.account, by.capacity), (PATIENT, Grantor::Subject));
		assert_eq!(&directive, file(patient()).directive(number).unwrap());
		assert_eq!((directive.version, directive.recorded, directive.verification), (1, START, None));
	});
}

#[test]
fn decision_should_change_in_the_block_in_which_the_directive_does() {
	run(|| {
		let number = record([permit()]);
		let subject = Capacity::Subject;
		let (_, _, grant) = ask(patient());
		assert!(is_good(grant.unwrap()));
		assert_ok!(Consent::suspend(signed(PATIENT), patient(), subject, number));
		assert!(!is_good(grant.unwrap()));
		assert_eq!(outcome(patient()), NoConsent);
		assert_ok!(Consent::resume(signed(PATIENT), patient(), subject, number));
		assert!(is_good(grant.unwrap()));
		assert_ok!(Consent::withdraw(signed(PATIENT), patient(), subject, number, Withdrawal::StopAllUse));
		assert!(!is_good(grant.unwrap()));
		assert_eq!(outcome(patient()), NoConsent);
	});
}

#[test]
fn new_version_should_take_the_place_of_the_one_before() {
	run(|| {
		let number = record([permit()]);
		assert_ok!(Consent::supersede(signed(PATIENT), patient(), Capacity::Subject, number, terms([deny()])));
		assert_eq!(ask(patient()).1, decided(number, 2, 0));
		assert_eq!(file(patient()).directives.len(), 1);
		let versions = entries().into_iter().filter_map(|entry| match entry {
			Entry::Recorded { directive, .. } => Some((directive.version, directive.terms.provisions[0].effect)),
			_ => None,
		});
		assert_eq!(versions.collect::<Vec<_>>(), [(1, Effect::Permit), (2, Effect::Deny)]);
	});
}

#[test]
fn draft_and_proposal_should_say_nothing_until_they_are_activated() {
	run(|| {
		for status in [Status::Draft, Status::Proposed] {
			let terms = terms([permit()]);
			assert_ok!(Consent::record(signed(PATIENT), patient(), Capacity::Subject, status, terms, None));
			assert_eq!(outcome(patient()), NoConsent);
			let number = file(patient()).directives_made;
			assert_ok!(Consent::activate(signed(PATIENT), patient(), Capacity::Subject, number));
			assert_eq!(outcome(patient()), Permit);
			assert_ok!(Consent::enter_in_error(signed(PATIENT), patient(), Capacity::Subject, number));
			assert_eq!(outcome(patient()), NoConsent);
		}
		for status in [Status::Suspended, Status::Winding { grants_below: 9, until: 0 }] {
			let recorded =
				Consent::record(signed(PATIENT), patient(), Capacity::Subject, status, terms([permit()]), None);
			assert_noop!(recorded, Failure::WrongStatus);
		}
	});
}

#[test]
fn every_change_of_status_should_be_allowed_or_refused_as_the_table_says() {
	#[derive(Clone, Copy, Debug)]
	enum Do {
		Activate,
		Suspend,
		Resume,
		NoNewUse,
		StopAllUse,
		Err,
	}
	use Do::*;
	let of = |status: &str, what: Do| {
		matches!(
			(status, what),
			("draft" | "proposed", Activate)
				| ("active", Suspend | NoNewUse)
				| ("suspended", Resume)
				| ("draft" | "proposed" | "suspended", NoNewUse)
				| (_, StopAllUse | Err)
		)
	};
	for from in ["draft", "proposed", "active", "suspended", "winding"] {
		for what in [Activate, Suspend, Resume, NoNewUse, StopAllUse, Err] {
			run(|| {
				let protocol = super::research::protocol();
				let mut bound = terms([permit()]);
				bound.protocol = Some(ProtocolVersion { protocol, version: 1 });
				let status = match from {
					"draft" => Status::Draft,
					"proposed" => Status::Proposed,
					_ => Status::Active,
				};
				let (who, subject, as_subject) = (signed(PATIENT), patient(), Capacity::Subject);
				assert_ok!(Consent::record(who.clone(), subject, as_subject, status, bound, None));
				let no_new_use = Withdrawal::NoNewUse;
				match from {
					"suspended" => Consent::suspend(who.clone(), subject, as_subject, 1).unwrap(),
					"winding" => Consent::withdraw(who.clone(), subject, as_subject, 1, no_new_use).unwrap(),
					_ => {},
				}
				let result = match what {
					Activate => Consent::activate(who, subject, as_subject, 1),
					Suspend => Consent::suspend(who, subject, as_subject, 1),
					Resume => Consent::resume(who, subject, as_subject, 1),
					NoNewUse => Consent::withdraw(who, subject, as_subject, 1, no_new_use),
					StopAllUse => Consent::withdraw(who, subject, as_subject, 1, Withdrawal::StopAllUse),
					Err => Consent::enter_in_error(who, subject, as_subject, 1),
				};
				assert_eq!(result.is_ok(), of(from, what), "{what:?} from {from}: {result:?}");
			});
		}
	}
}

#[test]
fn nobody_else_should_speak_for_a_subject() {
	run(|| {
		let number = record([permit()]);
		let record = |who, capacity, evidence| {
			Consent::record(signed(who), patient(), capacity, Status::Active, terms([permit()]), evidence)
		};
		for who in [STRANGER, DOCTOR, MOTHER] {
			assert!(record(who, Capacity::Subject, None).is_err());
			assert_noop!(record(who, Capacity::Guardian, None), Failure::NotGuardian);
			assert_noop!(record(who, Capacity::Proxy, None), Failure::NotProxy);
			assert!(record(who, Capacity::Organization(HOSPITAL), Some(Evidence::Paper)).is_err());
			assert!(Consent::supersede(signed(who), patient(), Capacity::Subject, number, terms([permit()])).is_err());
		}
		let office = staff(HOSPITAL, Duty::Privacy);
		assert_noop!(record(office, Capacity::Organization(HOSPITAL), Some(Evidence::Paper)), Failure::NotCustodian);
	});
}

#[test]
fn paper_consent_should_wait_for_another_pair_of_eyes() {
	run(|| {
		let number = on_paper([tpo(Effect::Permit)], Status::Active);
		assert_eq!(status(keyless(), number), Some(Status::Proposed));
		assert_eq!(outcome(keyless()), NoConsent);
		let capacity = Capacity::Organization(HOSPITAL);
		assert_noop!(Consent::activate(privacy(), keyless(), capacity, number), Failure::SecondPersonNeeded);
		assert_ok!(Consent::activate(signed(second(HOSPITAL)), keyless(), capacity, number));
		assert_eq!(outcome(keyless()), Permit);
		let kept = file(keyless()).directive(number).cloned().unwrap().verification.unwrap();
		assert_eq!(kept.recorded_by, staff(HOSPITAL, Duty::Privacy));
		assert_eq!(kept.verified, Some((second(HOSPITAL), START)));
	});
}

#[test]
fn paper_dissent_should_hold_at_once_and_need_another_to_lift_it() {
	run(|| {
		let number = on_paper([tpo(Effect::Deny)], Status::Active);
		assert_eq!(outcome(keyless()), Deny);
		let capacity = Capacity::Organization(HOSPITAL);
		assert_noop!(Consent::suspend(privacy(), keyless(), capacity, number), Failure::SecondPersonNeeded);
		let withdraw = |who| Consent::withdraw(signed(who), keyless(), capacity, number, Withdrawal::StopAllUse);
		assert_noop!(withdraw(staff(HOSPITAL, Duty::Privacy)), Failure::SecondPersonNeeded);
		assert_ok!(withdraw(second(HOSPITAL)));
	});
}

#[test]
fn paper_should_need_evidence_and_nothing_else_should_have_any() {
	run(|| {
		let capacity = Capacity::Organization(HOSPITAL);
		let record = |terms, evidence| Consent::record(privacy(), keyless(), capacity, Status::Active, terms, evidence);
		assert_noop!(record(terms([permit()]), None), Failure::EvidenceMismatch);
		let without = Terms { document: None, ..terms([permit()]) };
		assert_noop!(record(without, Some(Evidence::Verbal)), Failure::EvidenceMismatch);
		let own = Consent::record(
			signed(PATIENT),
			patient(),
			Capacity::Subject,
			Status::Active,
			terms([permit()]),
			Some(Evidence::Paper),
		);
		assert_noop!(own, Failure::EvidenceMismatch);
	});
}

#[test]
fn organisation_should_not_supersede_what_it_recorded() {
	run(|| {
		let number = on_paper([tpo(Effect::Permit)], Status::Active);
		let again =
			Consent::supersede(privacy(), keyless(), Capacity::Organization(HOSPITAL), number, terms([permit()]));
		assert_noop!(again, Failure::OrganizationsRecordAnew);
	});
}

#[test]
fn own_directives_should_outrank_paper_after_the_claim() {
	run(|| {
		let number = on_paper([tpo(Effect::Permit)], Status::Active);
		let organization = Capacity::Organization(HOSPITAL);
		assert_ok!(Consent::activate(signed(second(HOSPITAL)), keyless(), organization, number));
		claim();
		assert_eq!(outcome(keyless()), Permit);
		// The organisation has no say any more.
		assert_noop!(Consent::suspend(privacy(), keyless(), organization, number), Failure::NotCustodian);
		let own = terms([labelled(&[NORMAL], tpo(Effect::Permit))]);
		assert_ok!(Consent::record(signed(FRIEND), keyless(), Capacity::Subject, Status::Active, own, None));
		let notes = Consent::explain(keyless(), &request()).notes;
		let source = RuleSource::Directive { number, version: 1 };
		assert!(notes.contains(&Note { source, provision: None, reason: Reason::Outranked }));
		assert_eq!(ask(keyless()).1, decided(2, 1, 0));
	});
}

#[test]
fn subject_should_contest_what_was_recorded_for_it() {
	run(|| {
		let number = on_paper([tpo(Effect::Permit)], Status::Active);
		let organization = Capacity::Organization(HOSPITAL);
		assert_ok!(Consent::activate(signed(second(HOSPITAL)), keyless(), organization, number));
		claim();
		assert_ok!(Consent::contest(signed(FRIEND), keyless(), Capacity::Subject, number));
		let Entry::Ended { end, .. } = last_entry() else { panic!() };
		assert_eq!(end, End::Contested);
		assert_eq!(outcome(keyless()), NoConsent);
		let own = record([permit()]);
		let contested = Consent::contest(signed(PATIENT), patient(), Capacity::Subject, own);
		assert_noop!(contested, Failure::OnlyRecordedForSubject);
	});
}

#[test]
fn malformed_trees_should_be_refused() {
	run(|| {
		let record = |provisions: Vec<Provision>| {
			Consent::record(signed(PATIENT), patient(), Capacity::Subject, Status::Active, terms(provisions), None)
		};
		assert_noop!(record(vec![]), Failure::MalformedTree);
		assert_noop!(record(vec![permit(), permit()]), Failure::MalformedTree);
		assert_noop!(record(vec![under(0, permit())]), Failure::MalformedTree);
		assert_noop!(record(vec![permit(), under(1, deny())]), Failure::MalformedTree);
		assert_noop!(record(vec![permit(), under(2, deny()), under(0, deny())]), Failure::MalformedTree);
		let chain = |levels: u8| {
			(0..levels).map(|n| if n == 0 { permit() } else { under(n - 1, permit()) }).collect::<Vec<_>>()
		};
		assert_noop!(record(chain(6)), Failure::TreeTooDeep);
		assert_ok!(record(chain(5)));
		let mut backwards = permit();
		backwards.data.period = Period { start: Some(2), end: Some(1) };
		assert_noop!(record(vec![backwards]), Failure::EmptyPeriod);
		let mut backwards = terms([permit()]);
		backwards.period = Period { start: Some(2), end: Some(1) };
		let recorded = Consent::record(signed(PATIENT), patient(), Capacity::Subject, Status::Active, backwards, None);
		assert_noop!(recorded, Failure::EmptyPeriod);
	});
}

#[test]
fn unregistered_codes_should_be_refused_wherever_they_stand() {
	run(|| {
		let with = |change: fn(&mut Provision)| {
			let mut provision = permit();
			change(&mut provision);
			terms([provision])
		};
		let all = [
			with(|p| p.purposes = list([ACCESS])),
			with(|p| p.purposes = list([RETIRED])),
			with(|p| p.actions = list([TREAT])),
			with(|p| p.data.classes = list([NORMAL])),
			with(|p| p.data.contents = list([0])),
			with(|p| p.data.labels = list([TREAT])),
			with(|p| p.actors = list([Actor { party: Party::Anyone, role: Some(NORMAL) }])),
			Terms { policy: Some(TREAT), ..terms([permit()]) },
			Terms { scope: Some(TREAT), ..terms([permit()]) },
		];
		for terms in all {
			let recorded = Consent::record(signed(PATIENT), patient(), Capacity::Subject, Status::Active, terms, None);
			assert_noop!(recorded, Failure::UnknownCode);
		}
	});
}

#[test]
fn file_should_keep_within_its_bounds() {
	run(|| {
		let record = |provisions: Vec<Provision>| {
			Consent::record(signed(PATIENT), patient(), Capacity::Subject, Status::Active, terms(provisions), None)
		};
		let group = |n: u8| to(Party::Group(sp_core::H256::repeat_byte(n)), permit());
		for n in 0..4 {
			assert_ok!(record(vec![group(n)]));
		}
		assert_noop!(record(vec![group(4)]), Failure::TooManyGroups);
		assert_ok!(record(vec![group(3)]));
		for _ in 5..16 {
			assert_ok!(record(vec![permit()]));
		}
		assert_noop!(record(vec![permit()]), Failure::TooManyDirectives);
	});
	run(|| {
		let mut large = permit();
		let handle = sp_core::H256::repeat_byte(1);
		large.data.records = list((0..16).map(|_| DataRef { meaning: DataMeaning::Instance, handle }));
		let large = (0..15).map(|n| if n == 0 { large.clone() } else { under(0, large.clone()) }).collect::<Vec<_>>();
		let record = || {
			Consent::record(signed(PATIENT), patient(), Capacity::Subject, Status::Active, terms(large.clone()), None)
		};
		assert_noop!(record(), Failure::NoRoom);
	});
}

#[test]
fn deposit_should_be_held_while_a_directive_stands_and_return_after() {
	run(|| {
		let free = || Balances::free_balance(PATIENT);
		let before = free();
		let number = record([permit()]);
		let small = before - free();
		assert!(small > 100);
		let larger = terms([permit(), under(0, labelled(&[PSY], deny()))]);
		assert_ok!(Consent::supersede(signed(PATIENT), patient(), Capacity::Subject, number, larger));
		assert!(before - free() > small);
		let end = Consent::withdraw(signed(PATIENT), patient(), Capacity::Subject, number, Withdrawal::StopAllUse);
		assert_ok!(end);
		assert_eq!(free(), before);
	});
}

#[test]
fn anybody_should_clear_what_expired_and_the_deposit_should_return() {
	run(|| {
		let before = Balances::free_balance(PATIENT);
		let number = record_terms(Terms { period: Period { start: None, end: Some(START + 10) }, ..terms([permit()]) });
		assert_noop!(Consent::clear_expired(signed(STRANGER), patient(), number), Failure::NothingExpired);
		pass(11);
		assert_ok!(Consent::clear_expired(signed(STRANGER), patient(), number));
		assert_eq!(Balances::free_balance(PATIENT), before);
		assert_noop!(Consent::clear_expired(signed(STRANGER), patient(), number), Failure::DirectiveNotFound);
	});
}

#[test]
fn custodian_after_another_should_answer_for_what_was_recorded() {
	run(|| {
		let number = on_paper([tpo(Effect::Permit)], Status::Active);
		Population::mutate(|all| all.get_mut(&keyless()).unwrap().custodian = Some(CLINIC));
		let old = Consent::activate(signed(second(HOSPITAL)), keyless(), Capacity::Organization(HOSPITAL), number);
		assert_noop!(old, Failure::NotCustodian);
		let new = Capacity::Organization(CLINIC);
		assert_ok!(Consent::activate(signed(second(CLINIC)), keyless(), new, number));
		assert_ok!(Consent::suspend(signed(second(CLINIC)), keyless(), new, number));
	});
}

#[test]
fn full_file_should_have_room_for_what_its_directives_become() {
	run(|| {
		let bound = ProtocolVersion { protocol: super::research::protocol(), version: 1 };
		let of = |provisions: usize, labels: usize| {
			let tree = (0..provisions).map(|n| {
				let own = vec![NORMAL; labels.saturating_sub(8 * n).min(8)];
				let provision = labelled(&own, permit());
				if n == 0 {
					provision
				} else {
					under(0, provision)
				}
			});
			Terms { protocol: Some(bound), ..terms(tree) }
		};
		let (who, subject, capacity) = (|| signed(PATIENT), patient(), Capacity::Subject);
		// As full as can be: trees until there is no room, then one provision and at last one label after another.
		assert_ok!(Consent::record(who(), subject, capacity, Status::Active, of(1, 0), None));
		let first = 1;
		while Consent::record(who(), subject, capacity, Status::Active, of(32, 0), None).is_ok() {}
		let last = file(subject).directives_made;
		let fill = |provisions, labels| Consent::supersede(who(), subject, capacity, first, of(provisions, labels));
		let provisions = (1..=32).take_while(|n| fill(*n, 0).is_ok()).last().unwrap();
		let _ = (0..256).take_while(|n| fill(provisions, *n).is_ok()).last();
		assert_noop!(fill(32, 256), Failure::NoRoom);
		for number in 1..=last {
			assert_ok!(Consent::withdraw(who(), subject, capacity, number, Withdrawal::NoNewUse));
		}
		assert!(codec::Encode::encoded_size(&file(subject).directives) > MAX_DIRECTIVE_BYTES - 16);
	});
	run(|| {
		let number = on_paper([permit()], Status::Active);
		let before = file(keyless()).directive(number).cloned().unwrap();
		let capacity = Capacity::Organization(HOSPITAL);
		assert_ok!(Consent::activate(signed(second(HOSPITAL)), keyless(), capacity, number));
		let after = file(keyless()).directive(number).cloned().unwrap();
		assert_eq!(codec::Encode::encoded_size(&after), codec::Encode::encoded_size(&before) + before.growth());
		assert_eq!(after.growth(), 0);
	});
}
