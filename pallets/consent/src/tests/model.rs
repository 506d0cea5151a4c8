//! Random calls by several actors, every invariant after each, and what no sequence of calls may bring about.

use crate::{mock::*, *};
use proptest::prelude::*;
use salus_primitives::{Duty, SubjectId};
use sp_runtime::DispatchResult;

/// One call, by somebody, about somebody.
#[derive(Clone, Debug)]
struct Step {
	call: u8,
	who: usize,
	about: usize,
	capacity: usize,
	number: u32,
	what: u8,
	seconds: u64,
}

impl Step {
	/// Let it be done by somebody who is likely to be allowed to.
	fn by_whom_it_may_be(&mut self) {
		let odd = usize::from(self.what & 1 != 0);
		let speaker = match self.about {
			0 if self.what % 7 == 0 => (FRIEND, 2),
			0 => (PATIENT, 0),
			1 => ([MOTHER, FATHER][odd], 1),
			_ => ([staff(HOSPITAL, Duty::Privacy), second(HOSPITAL)][odd], 3),
		};
		let who = match self.call {
			0..=9 | 18..=19 | 21 => {
				self.capacity = speaker.1;
				speaker.0
			},
			10 => STRANGER,
			11..=16 => DOCTOR,
			17 | 22 => staff(HOSPITAL, Duty::Privacy),
			20 if self.what & 1 == 0 => [DOCTOR, OTHER_DOCTOR][usize::from(self.what & 2 != 0)],
			20 => PATIENT,
			_ => staff(UNIVERSITY, Duty::Privacy),
		};
		self.who = WHO.iter().position(|other| *other == who).unwrap();
		if self.call == 15 || self.call == 17 {
			self.what %= 16;
		}
	}
}

const WHO: [u64; 11] = [
	PATIENT,
	MOTHER,
	FATHER,
	FRIEND,
	STRANGER,
	DOCTOR,
	OTHER_DOCTOR,
	staff(HOSPITAL, Duty::Privacy),
	second(HOSPITAL),
	staff(UNIVERSITY, Duty::Privacy),
	staff(UNIVERSITY, Duty::Records),
];

fn about(n: usize) -> SubjectId {
	[patient(), child(), keyless()][n % 3]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let step = (0..24u8, 0..WHO.len(), 0..3usize, 0..4usize, 0..6u32, any::<u8>(), 0..2 * HOUR);
	let step =
		(step, prop::bool::weighted(0.7)).prop_map(|((call, who, about, capacity, number, what, seconds), meant)| {
			let mut step = Step { call, who, about, capacity, number, what, seconds };
			if meant {
				step.by_whom_it_may_be();
			}
			step
		});
	prop::collection::vec(step, 300)
}

fn random_terms(step: &Step) -> Terms {
	let effect = if step.what & 1 == 0 { Effect::Permit } else { Effect::Deny };
	let root = if step.what & 2 == 0 { tpo(effect) } else { Provision { purposes: list([RESEARCH]), ..permit() } };
	let root = if step.what & 4 == 0 { root } else { labelled(&[NORMAL], root) };
	let exception = under(0, labelled(&[PSY], if step.what & 8 == 0 { permit() } else { deny() }));
	let mut terms = terms([root, exception]);
	if step.what & 16 != 0 {
		terms.protocol = Some(ProtocolVersion { protocol: 0, version: 1 + u32::from(step.what & 32 != 0) });
	}
	if step.what & 64 != 0 {
		terms.period.end = Some(now() + step.seconds);
	}
	if step.what & 128 != 0 {
		terms.condition = Condition::Incapacity;
	}
	terms
}

fn play(step: &Step) -> DispatchResult {
	let (who, subject, number) = (signed(WHO[step.who]), about(step.about), step.number);
	let capacity =
		[Capacity::Subject, Capacity::Guardian, Capacity::Proxy, Capacity::Organization(HOSPITAL)][step.capacity];
	let practitioner = super::super::mock::subject(WHO[step.who]);
	let organization = (WHO[step.who] / 100) as u32;
	let asked = AccessRequest {
		organization,
		practitioner: (step.what & 1 != 0).then_some(practitioner),
		purpose: [TREAT, RESEARCH, ETREAT, PAYMENT][step.what as usize % 4],
		protocol: (step.what & 8 != 0 && organization == UNIVERSITY).then_some(0),
		..request()
	};
	let (nth_grant, nth_request) = (u64::from(step.what), u64::from(step.what % 4));
	match step.call {
		0..=3 => {
			let evidence = (step.capacity == 3).then_some(Evidence::Paper);
			let status = if step.what % 5 == 0 { Status::Proposed } else { Status::Active };
			Consent::record(who, subject, capacity, status, random_terms(step), evidence)
		},
		4 => Consent::supersede(who, subject, capacity, number, random_terms(step)),
		5 => Consent::activate(who, subject, capacity, number),
		6 => Consent::suspend(who, subject, capacity, number),
		7 => Consent::resume(who, subject, capacity, number),
		8 => {
			let how = if step.what & 1 == 0 { Withdrawal::NoNewUse } else { Withdrawal::StopAllUse };
			Consent::withdraw(who, subject, capacity, number, how)
		},
		9 => Consent::contest(who, subject, capacity, number),
		10 => Consent::clear_expired(who, subject, number),
		11..=13 => {
			Consent::request_access(who, subject, asked, 1 + step.seconds).map(drop).map_err(|failed| failed.error)
		},
		14 => {
			let asked = AccessRequest { practitioner: None, ..asked };
			Consent::request_cohort(who, list([patient(), child(), keyless()]), asked, HOUR)
		},
		15 => Consent::close_grant(who, nth_grant),
		16 => Consent::break_glass(who, subject, organization, practitioner, UNCONSCIOUS, DataScope::default()),
		17 => Consent::review(who, super::super::mock::subject(DOCTOR), nth_grant, organization, step.what & 1 == 0),
		18 => {
			let condition = if step.what & 1 == 0 { Condition::Always } else { Condition::Incapacity };
			let until = Some(now() + step.seconds);
			let proxy = crate::Proxy { account: FRIEND, condition, until, document: document(1) };
			Consent::appoint_proxy(who, subject, proxy)
		},
		19 => Consent::dismiss_proxy(who, subject, FRIEND),
		20 => {
			if step.what & 1 == 0 {
				Consent::declare_incapacity(who, subject, organization, practitioner, document(1))
			} else {
				Consent::end_incapacity(who, subject, None)
			}
		},
		21 => {
			let right = if step.what & 1 == 0 { PrivacyRight::Erasure } else { PrivacyRight::Portability };
			Consent::request_privacy(who, subject, capacity, right, list([HOSPITAL, UNIVERSITY]))
		},
		22 => {
			let answer = Acknowledgement::Done(document(1));
			Consent::acknowledge(who, nth_request, organization, answer)
		},
		_ => {
			if step.what & 7 == 0 {
				Consent::amend_protocol(who, 0, document(2))
			} else {
				pass(step.seconds);
				Ok(())
			}
		},
	}
}

/// Accounts that may have spoken for a subject, ever: nobody else may be behind a permission.
fn may_speak(subject: SubjectId, account: u64) -> bool {
	let hospital = [staff(HOSPITAL, Duty::Privacy), second(HOSPITAL)].contains(&account);
	if subject == patient() {
		account == PATIENT || account == FRIEND
	} else if subject == child() {
		account == MOTHER || account == FATHER || hospital
	} else {
		hospital
	}
}

proptest! {
	#![proptest_config(ProptestConfig {
		cases: 16,
		failure_persistence: None,
		..ProptestConfig::default()
	})]

	#[test]
	fn no_sequence_of_calls_should_break_an_invariant(steps in steps()) {
		let mut done = 0;
		new_test_ext().execute_with(|| {
			super::research::protocol();
			for step in &steps {
				System::reset_events();
				let before = state();
				let deposits = Balances::total_issuance();
				match play(step) {
					Ok(()) => done += 1,
					// What a dispatch undoes, a call made directly may leave; what is refused before it writes, cannot.
					Err(_) if step.call != 14 => assert_eq!(state(), before, "{step:?}"),
					Err(_) => {},
				}
				Consent::do_try_state().unwrap_or_else(|error| panic!("{error:?} after {step:?}"));
				assert_eq!(Balances::total_issuance(), deposits);
				for event in &events() {
					let Event::Logged { subject, n, entry } = event else { continue };
					assert!(*n > 0 && *n <= file(*subject).trail.len);
					match entry {
						Entry::Recorded { by, .. } => assert!(may_speak(*subject, by.account)),
						Entry::Access { outcome, grant, .. } => {
							assert_eq!(*outcome == AccessOutcome::Permit, grant.is_some());
						},
						_ => {},
					}
				}
			}
		});
		// Else the test would be about nothing.
		prop_assert!(done > 75, "only {} of {} calls did anything", done, steps.len());
	}
}
