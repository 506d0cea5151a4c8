use super::*;
use crate::{Guardians, Recoveries};
use frame_support::assert_noop;
use sp_runtime::{traits::Dispatchable, DispatchError};

const DELAY: Seconds = 3 * DAY;
const LIFETIME: Seconds = 7 * DAY;
const COOL_DOWN: Seconds = 5 * DAY;

/// A subject of person 1 with guardians 11, 12 and 13, two of whom must agree.
fn guarded() -> SubjectId {
	let subject = opened(1);
	assert_ok!(Subjects::set_guardians(by(1), subject, people(&[11, 12, 13]), 2, DELAY));
	subject
}

/// The number of the newest attempt.
fn attempt(subject: SubjectId) -> u32 {
	Recoveries::<Test>::get(subject).map_or(0, |recovery| recovery.attempt)
}

#[test]
fn guardians_should_give_new_controllers_after_the_delay() {
	run(|| {
		let subject = guarded();
		assert_ok!(Subjects::initiate_recovery(by(11), subject, people(&[2, 3])));
		assert_eq!(last_entry(), Some((subject, 3, Entry::RecoveryInitiated)));
		assert_ok!(Subjects::approve_recovery(by(12), subject, 3));
		assert_eq!(last_entry(), Some((subject, 4, Entry::RecoveryApproved { attempt: 3, approvals: 2 })));
		pass(DELAY - 1);
		assert_noop!(Subjects::complete_recovery(by(9), subject), Error::DelayNotOver);
		pass(1);
		assert_ok!(Subjects::complete_recovery(by(9), subject));
		assert_eq!(last_entry(), Some((subject, 5, Entry::RecoveryCompleted { attempt: 3, controllers: 2 })));
		assert!(!Subjects::controls(subject, person(1)));
		assert!(Subjects::controls(subject, person(2)) && Subjects::controls(subject, person(3)));
		assert_noop!(Subjects::complete_recovery(by(9), subject), Error::NoRecovery);
		assert!(Guardians::<Test>::contains_key(subject));
	});
}

#[test]
fn delay_should_begin_with_the_approval_that_meets_the_threshold() {
	run(|| {
		let subject = guarded();
		assert_ok!(Subjects::initiate_recovery(by(11), subject, people(&[2])));
		pass(2 * DAY);
		assert_ok!(Subjects::approve_recovery(by(12), subject, 3));
		let ready = Now::get() + DELAY;
		pass(DAY);
		// A further approval neither hastens nor defers it.
		assert_ok!(Subjects::approve_recovery(by(13), subject, 3));
		let recovery = Subjects::recovery(subject).unwrap();
		assert_eq!((recovery.ready, recovery.lapses), (Some(ready), ready + LIFETIME));
	});
}

#[test]
fn one_guardian_should_suffice_when_the_threshold_is_one() {
	run(|| {
		let subject = opened(1);
		assert_ok!(Subjects::set_guardians(by(1), subject, people(&[11]), 1, DAY));
		assert_ok!(Subjects::initiate_recovery(by(11), subject, people(&[2])));
		assert_noop!(Subjects::complete_recovery(by(11), subject), Error::DelayNotOver);
		pass(DAY);
		assert_ok!(Subjects::complete_recovery(by(11), subject));
	});
}

#[test]
fn any_controller_should_veto_until_the_recovery_is_completed() {
	run(|| {
		let subject = guarded();
		assert_ok!(Subjects::rotate(by(1), subject, people(&[1, 2])));
		assert_ok!(Subjects::initiate_recovery(by(11), subject, people(&[3])));
		assert_ok!(Subjects::approve_recovery(by(12), subject, 4));
		pass(DELAY + DAY);
		assert_ok!(Subjects::veto_recovery(by(2), subject));
		assert_eq!(last_entry(), Some((subject, 6, Entry::RecoveryVetoed { attempt: 4 })));
		assert_noop!(Subjects::complete_recovery(by(9), subject), Error::NoRecovery);
		assert!(Subjects::controls(subject, person(1)));
	});
}

#[test]
fn guardians_should_wait_after_a_veto() {
	run(|| {
		let subject = guarded();
		assert_ok!(Subjects::initiate_recovery(by(11), subject, people(&[3])));
		assert_ok!(Subjects::veto_recovery(by(1), subject));
		pass(COOL_DOWN - 1);
		for n in [11, 12, 13] {
			assert_noop!(Subjects::initiate_recovery(by(n), subject, people(&[3])), Error::CoolingDown);
		}
		pass(1);
		assert_ok!(Subjects::initiate_recovery(by(11), subject, people(&[3])));
	});
}

#[test]
fn new_guardians_should_not_wait_for_what_former_ones_did() {
	run(|| {
		let subject = guarded();
		assert_ok!(Subjects::initiate_recovery(by(11), subject, people(&[3])));
		assert_ok!(Subjects::veto_recovery(by(1), subject));
		assert_ok!(Subjects::set_guardians(by(1), subject, people(&[12, 13]), 1, DELAY));
		assert_ok!(Subjects::initiate_recovery(by(12), subject, people(&[3])));
		assert_noop!(Subjects::initiate_recovery(by(11), subject, people(&[3])), Error::NotGuardian);
	});
}

#[test]
fn guardian_should_not_block_the_others_with_attempts_that_lead_nowhere() {
	run(|| {
		let subject = guarded();
		assert_ok!(Subjects::initiate_recovery(by(11), subject, people(&[3])));
		assert_noop!(Subjects::initiate_recovery(by(12), subject, people(&[2])), Error::RecoveryRunning);
		pass(LIFETIME);
		// It is the others' turn now, and theirs for long enough.
		assert_noop!(Subjects::initiate_recovery(by(11), subject, people(&[3])), Error::CoolingDown);
		pass(COOL_DOWN - 1);
		assert_noop!(Subjects::initiate_recovery(by(11), subject, people(&[3])), Error::CoolingDown);
		assert_ok!(Subjects::initiate_recovery(by(12), subject, people(&[2])));
		assert_ok!(Subjects::approve_recovery(by(13), subject, attempt(subject)));
		pass(DELAY);
		assert_ok!(Subjects::complete_recovery(by(12), subject));
		assert!(Subjects::controls(subject, person(2)));
	});
}

#[test]
fn sole_guardian_should_try_again_when_its_attempt_lapsed() {
	run(|| {
		let subject = opened(1);
		assert_ok!(Subjects::set_guardians(by(1), subject, people(&[11]), 1, DAY));
		assert_ok!(Subjects::initiate_recovery(by(11), subject, people(&[2])));
		pass(DAY + LIFETIME);
		assert_noop!(Subjects::complete_recovery(by(11), subject), Error::NoRecovery);
		assert_noop!(Subjects::initiate_recovery(by(11), subject, people(&[2])), Error::CoolingDown);
		pass(COOL_DOWN);
		assert_ok!(Subjects::initiate_recovery(by(11), subject, people(&[2])));
		pass(DAY);
		assert_ok!(Subjects::complete_recovery(by(11), subject));
	});
}

#[test]
fn approval_should_never_count_for_other_controllers_than_the_guardian_saw() {
	run(|| {
		let subject = guarded();
		assert_ok!(Subjects::initiate_recovery(by(11), subject, people(&[2])));
		let first = attempt(subject);
		// The controller changes the guardians and back; the same guardian tries with other controllers.
		assert_ok!(Subjects::set_guardians(by(1), subject, people(&[11, 12]), 2, DELAY));
		assert_noop!(Subjects::approve_recovery(by(12), subject, first), Error::NoRecovery);
		assert_ok!(Subjects::initiate_recovery(by(11), subject, people(&[3])));
		assert_ne!(attempt(subject), first);
		assert_noop!(Subjects::approve_recovery(by(12), subject, first), Error::WrongAttempt);
	});
}

#[test]
fn recovery_should_be_refused_when_the_new_controllers_are_no_set() {
	run(|| {
		let subject = guarded();
		assert_noop!(Subjects::initiate_recovery(by(11), subject, people(&[])), Error::EmptySet);
		assert_noop!(Subjects::initiate_recovery(by(11), subject, people(&[3, 2])), Error::NotAscending);
		assert_noop!(Subjects::initiate_recovery(by(11), subject, people(&[2, 2])), Error::NotAscending);
	});
}

#[test]
fn recovery_of_an_unknown_subject_should_be_refused() {
	run(|| {
		assert_noop!(Subjects::initiate_recovery(by(11), own(9), people(&[2])), Error::NotFound);
		assert_noop!(Subjects::approve_recovery(by(11), own(9), 1), Error::NotFound);
		assert_noop!(Subjects::complete_recovery(by(11), own(9)), Error::NotFound);
		assert_noop!(Subjects::veto_recovery(by(11), own(9)), Error::NotFound);
	});
}

#[test]
fn guardians_of_one_subject_should_have_no_say_in_another() {
	run(|| {
		guarded();
		let other = opened(2);
		assert_ok!(Subjects::set_guardians(by(2), other, people(&[14]), 1, DELAY));
		assert_noop!(Subjects::initiate_recovery(by(11), other, people(&[3])), Error::NotGuardian);
		assert_noop!(Subjects::veto_recovery(by(1), other), Error::NotController);
	});
}

// --- The whole state machine -----------------------------------------------------------------------------------------

/// Where the recovery of a subject stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
	/// No guardians.
	Unguarded,
	/// Guardians, and nothing else.
	Quiet,
	/// Guardian 11 opened an attempt.
	Open,
	/// Guardians 11 and 12 agree; the delay runs.
	Waiting,
	/// The delay is over.
	Ready,
	/// Guardian 11's attempt came to nothing.
	Lapsed,
	/// A controller vetoed.
	Resting,
	/// The recovery gave new controllers.
	Recovered,
}
use State::*;

fn observe(subject: SubjectId) -> State {
	let now = Now::get();
	if Subjects::controls(subject, person(2)) {
		return Recovered;
	}
	match (Guardians::<Test>::get(subject), Recoveries::<Test>::get(subject)) {
		(None, None) => Unguarded,
		(Some(circle), None) if now < circle.rests_until => Resting,
		(Some(_), None) => Quiet,
		(Some(_), Some(recovery)) if recovery.lapses <= now => Lapsed,
		(Some(_), Some(recovery)) => match recovery.ready {
			None => Open,
			Some(ready) if now < ready => Waiting,
			Some(_) => Ready,
		},
		(None, Some(_)) => panic!("a recovery without guardians"),
	}
}

/// Bring a fresh subject of person 1 into this state.
fn enter(state: State) -> SubjectId {
	if state == Unguarded {
		return opened(1);
	}
	let subject = guarded();
	if state == Quiet {
		return subject;
	}
	assert_ok!(Subjects::initiate_recovery(by(11), subject, people(&[2])));
	if matches!(state, Waiting | Ready) {
		assert_ok!(Subjects::approve_recovery(by(12), subject, attempt(subject)));
	}
	match state {
		Ready => pass(DELAY),
		Lapsed => pass(LIFETIME),
		Resting => {
			assert_ok!(Subjects::veto_recovery(by(1), subject));
		},
		_ => {},
	}
	subject
}

#[test]
fn every_action_in_every_state_should_have_the_result_of_the_table() {
	let refused = |error: Error| -> Result<State, DispatchError> { Err(error.into()) };
	let (guardian, controller) = (refused(Error::NotGuardian), refused(Error::NotController));
	let none = refused(Error::NoRecovery);
	let running = refused(Error::RecoveryRunning);
	let resting = refused(Error::CoolingDown);
	let again = refused(Error::AlreadyApproved);
	let wrong = refused(Error::WrongAttempt);

	let states = [Unguarded, Quiet, Open, Waiting, Ready, Lapsed, Resting];
	type Action = (&'static str, u8, fn(SubjectId, u32) -> Call);
	#[rustfmt::skip]
	let table: Vec<(Action, [Result<State, DispatchError>; 7])> = vec![
		//                                Unguarded      Quiet         Open           Waiting       Ready         Lapsed        Resting
		(("11 initiates", 11, initiate), [guardian, Ok(Open), running, running, running, resting, resting]),
		(("12 initiates", 12, initiate), [guardian, Ok(Open), running, running, running, Ok(Open), resting]),
		(("stranger initiates", 9, initiate), [guardian; 7]),
		(("controller initiates", 1, initiate), [guardian; 7]),
		(("11 approves", 11, approve), [guardian, none, again, again, again, none, none]),
		(("12 approves", 12, approve), [guardian, none, Ok(Waiting), again, again, none, none]),
		(("13 approves", 13, approve), [guardian, none, Ok(Waiting), Ok(Waiting), Ok(Ready), none, none]),
		(("13 approves another", 13, approve_another), [guardian, none, wrong, wrong, wrong, none, none]),
		(("stranger approves", 9, approve), [guardian; 7]),
		(("controller approves", 1, approve), [guardian; 7]),
		(("anyone completes", 9, complete),
			[none, none, refused(Error::ThresholdNotMet), refused(Error::DelayNotOver), Ok(Recovered), none, none]),
		(("controller vetoes", 1, veto), [none, none, Ok(Resting), Ok(Resting), Ok(Resting), none, none]),
		(("guardian vetoes", 11, veto), [controller; 7]),
		(("stranger vetoes", 9, veto), [controller; 7]),
		(("controller rotates", 1, rotate), [Ok(Unguarded), Ok(Quiet), Ok(Quiet), Ok(Quiet), Ok(Quiet), Ok(Quiet), Ok(Resting)]),
		(("guardian rotates", 11, rotate), [controller; 7]),
		(("controller sets guardians", 1, set), [Ok(Quiet); 7]),
		(("guardian sets guardians", 11, set), [controller; 7]),
		(("controller removes guardians", 1, remove),
			[refused(Error::NoGuardians), Ok(Unguarded), Ok(Unguarded), Ok(Unguarded), Ok(Unguarded), Ok(Unguarded), Ok(Unguarded)]),
		(("guardian removes guardians", 11, remove), [controller; 7]),
	];

	fn initiate(subject: SubjectId, _: u32) -> Call {
		Call::initiate_recovery { subject, controllers: people(&[2]) }
	}
	fn approve(subject: SubjectId, attempt: u32) -> Call {
		Call::approve_recovery { subject, attempt }
	}
	fn approve_another(subject: SubjectId, attempt: u32) -> Call {
		Call::approve_recovery { subject, attempt: attempt + 1 }
	}
	fn complete(subject: SubjectId, _: u32) -> Call {
		Call::complete_recovery { subject }
	}
	fn veto(subject: SubjectId, _: u32) -> Call {
		Call::veto_recovery { subject }
	}
	fn rotate(subject: SubjectId, _: u32) -> Call {
		Call::rotate { subject, controllers: people(&[1, 3]) }
	}
	fn set(subject: SubjectId, _: u32) -> Call {
		Call::set_guardians { subject, guardians: people(&[11, 12, 13]), threshold: 2, delay: DELAY }
	}
	fn remove(subject: SubjectId, _: u32) -> Call {
		Call::remove_guardians { subject }
	}

	let mut checked = 0;
	for ((name, who, call), expected) in table {
		for (state, expected) in states.into_iter().zip(expected) {
			run(|| {
				let subject = enter(state);
				assert_eq!(observe(subject), state);
				let call = RuntimeCall::from(call(subject, attempt(subject)));
				let outcome = call.dispatch(by(who)).map(|_| observe(subject)).map_err(|e| e.error);
				assert_eq!(outcome.map_err(strip), expected.map_err(strip), "{name} in {state:?}");
				if expected.is_err() {
					assert_eq!(observe(subject), state, "{name} in {state:?} left something behind");
				}
			});
			checked += 1;
		}
	}
	assert_eq!(checked, 140);
}

/// Errors compare by their number alone.
fn strip(error: DispatchError) -> DispatchError {
	error.stripped()
}
