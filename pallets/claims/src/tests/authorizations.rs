//! Prior authorisation: every action in every state, both clocks, and what claims take of it.

use crate::{
	mock::{Claims, *},
	*,
};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{Duty, Period, Role, Roles};
use sp_runtime::{DispatchError, DispatchResult};

type Failure = Error<Test>;
use AuthorizationState::*;

const STATES: [AuthorizationState; 9] =
	[Submitted, Pended, InformationRequested, InformationSupplied, Approved, Partial, Modified, Denied, Cancelled];

fn answers() -> [(&'static str, AuthorizationAnswer, AuthorizationState); 6] {
	let period = year(0);
	[
		("pend", AuthorizationAnswer::Pend, Pended),
		("ask", AuthorizationAnswer::RequestInformation("N706".parse().unwrap()), InformationRequested),
		("approve", AuthorizationAnswer::Approve(period), Approved),
		("partial", partial([2]), Partial),
		("modify", modify([wish(SURGERIES, 1)]), Modified),
		("deny", AuthorizationAnswer::Deny(denial("50")), Denied),
	]
}

fn partial<const N: usize>(units: [u32; N]) -> AuthorizationAnswer {
	let units = units.to_vec().try_into().unwrap();
	AuthorizationAnswer::Partial { units, period: year(0), reason: denial("198") }
}

fn modify<const N: usize>(lines: [AuthorizationRequestLine; N]) -> AuthorizationAnswer {
	let lines = lines.to_vec().try_into().unwrap();
	AuthorizationAnswer::Modify { lines, period: year(0), reason: denial("150") }
}

/// An authorisation for four units of therapy, brought into this state by calls.
fn in_state(coverage: CoverageId, state: AuthorizationState) -> AuthorizationId {
	let id = ask(request(coverage, [wish(THERAPIES, 4)])).unwrap();
	let [pend, inform, approve, part, change, deny] = answers().map(|(_, answer, _)| answer);
	match state {
		Submitted => {},
		Pended => answer(id, pend).unwrap(),
		InformationRequested => answer(id, inform).unwrap(),
		InformationSupplied => {
			answer(id, inform).unwrap();
			supply_information(id).unwrap();
		},
		Approved => answer(id, approve).unwrap(),
		Partial => answer(id, part).unwrap(),
		Modified => answer(id, change).unwrap(),
		Denied => answer(id, deny).unwrap(),
		Cancelled => cancel(id).unwrap(),
	}
	assert_eq!(stored_authorization(id).state, state);
	id
}

fn supply_information(id: AuthorizationId) -> DispatchResult {
	Claims::supply_information(biller(HOSPITAL), id, document(9))
}

fn cancel(id: AuthorizationId) -> DispatchResult {
	Claims::cancel_authorization(biller(HOSPITAL), id)
}

fn remove(id: AuthorizationId) -> DispatchResult {
	Claims::remove_authorization(signed(STRANGER), id)
}

#[test]
fn every_action_should_lead_from_every_state_where_the_table_says() {
	// Columns: pend, ask, approve, partial, modify, deny; supply, cancel, remove. `.` is refused.
	let table = [
		(Submitted, "PIAMXD.C."),
		(Pended, ".IAMXD.C."),
		(InformationRequested, "..AMXDSC."),
		(InformationSupplied, ".IAMXD.C."),
		(Approved, ".......C."),
		(Partial, ".......C."),
		(Modified, ".......C."),
		(Denied, "........R"),
		(Cancelled, "........R"),
	];
	test(|| {
		let coverage = covered(full());
		for (state, row) in table {
			for (place, cell) in row.chars().enumerate() {
				let id = in_state(coverage, state);
				let before = stored_authorization(id);
				let done = match place {
					0..=5 => answer(id, answers()[place].1.clone()),
					6 => supply_information(id),
					7 => cancel(id),
					_ => remove(id),
				};
				let kept = Authorizations::<Test>::get(id);
				let expected = match cell {
					'.' => {
						let unfit =
							if place == 8 { Failure::AuthorizationInUse } else { Failure::AuthorizationStateUnfit };
						assert_eq!(done, Err(unfit.into()), "{state:?} {place}");
						assert_eq!(kept, Some(before));
						continue;
					},
					'P' => Some(Pended),
					'I' => Some(InformationRequested),
					'A' => Some(Approved),
					'M' => Some(Partial),
					'X' => Some(Modified),
					'D' => Some(Denied),
					'S' => Some(InformationSupplied),
					'C' => Some(Cancelled),
					_ => None,
				};
				assert_eq!(done, Ok(()), "{state:?} {place}");
				assert_eq!(kept.map(|kept| kept.state), expected, "{state:?} {place}");
			}
		}
	});
	assert_eq!(table.map(|(state, _)| state), STATES);
}

#[test]
fn states_should_have_their_action_codes() {
	let codes = STATES.map(AuthorizationState::action_code);
	assert_eq!(codes, ["A4", "A4", "A4", "A4", "A1", "A2", "A6", "A3", "C"]);
	for state in STATES {
		assert_eq!(state.is_pending(), state.action_code() == "A4");
		assert_eq!(state.is_granted(), ["A1", "A2", "A6"].contains(&state.action_code()));
	}
}

#[test]
fn request_should_start_the_payers_clock_and_a_deposit() {
	test(|| {
		let coverage = covered(full());
		let clerk = staff(HOSPITAL, Duty::Billing);
		let before = Balances::reserved_balance(clerk);
		System::reset_events();
		let standard = ask(request(coverage, [wish(VISITS, 2)])).unwrap();
		assert!(Balances::reserved_balance(clerk) > before);
		let kept = stored_authorization(standard);
		assert_eq!((kept.due, kept.state, kept.overdue, kept.payer), (START + STANDARD, Submitted, false, PAYER));
		let asked = Event::AuthorizationRequested {
			authorization: standard,
			provider: HOSPITAL,
			payer: PAYER,
			due: START + STANDARD,
		};
		assert_eq!(events()[0], asked);
		let entry = CoverageEntry::Authorization { authorization: standard, state: Submitted, reason: None };
		assert_eq!(coverage_history(coverage), [entry]);
		let expedited = AuthorizationRequest { expedited: true, ..request(coverage, [wish(VISITS, 2)]) };
		let expedited = ask(expedited).unwrap();
		assert_eq!(stored_authorization(expedited).due, START + EXPEDITED);
		assert_eq!(stored_coverage(coverage).open, 2);
	});
}

#[test]
fn request_should_be_refused_when_something_is_wrong() {
	test(|| {
		let coverage = covered(full());
		let refused = |request, why: Failure| {
			assert_noop!(ask(request), why);
		};
		refused(request(99, [wish(VISITS, 1)]), Failure::CoverageNotFound);
		refused(request(coverage, []), Failure::LinesUnfit);
		refused(request(coverage, [wish(VISITS, 1), wish(VISITS, 0)]), Failure::LinesUnfit);
		refused(request(coverage, [wish(200, 1)]), Failure::CategoryUnknown);
		let good = || request(coverage, [wish(VISITS, 1)]);
		let by = |origin, provider| Claims::request_authorization(origin, provider, good());
		assert_noop!(by(adjudicator(HOSPITAL), HOSPITAL), DispatchError::BadOrigin);
		assert_noop!(by(biller(CLINIC), HOSPITAL), DispatchError::BadOrigin);
		assert_noop!(by(biller(PAYER), PAYER), Failure::PayerIsProvider);
		NextAuthorization::<Test>::put(u64::MAX);
		refused(good(), Failure::NumbersExhausted);
		NextAuthorization::<Test>::put(0);
		Membership::mutate(|all| all.insert(PAYER, (false, Roles::of(&[Role::Payer]))));
		refused(good(), Failure::PayerNotActive);
	});
}

#[test]
fn answers_should_be_refused_when_they_are_no_answers() {
	test(|| {
		let coverage = covered(full());
		let id = ask(request(coverage, [wish(THERAPIES, 4), wish(VISITS, 2)])).unwrap();
		let refused = |what, why: Failure| {
			assert_noop!(answer(id, what), why);
		};
		// As many units as lines, none above what was asked for, not all, not nothing.
		refused(partial([1]), Failure::AnswerUnfit);
		refused(partial([1, 1, 1]), Failure::AnswerUnfit);
		refused(partial([5, 1]), Failure::AnswerUnfit);
		refused(partial([4, 2]), Failure::AnswerUnfit);
		refused(partial([0, 0]), Failure::AnswerUnfit);
		// Something else, for each line, of registered categories, for some unit.
		refused(modify([wish(SURGERIES, 1)]), Failure::AnswerUnfit);
		refused(modify([wish(THERAPIES, 4), wish(VISITS, 2)]), Failure::AnswerUnfit);
		refused(modify([wish(THERAPIES, 0), wish(VISITS, 2)]), Failure::LinesUnfit);
		refused(modify([wish(200, 1), wish(VISITS, 2)]), Failure::CategoryUnknown);
		// For a period with both ends.
		for period in [Period::default(), since(START), Period { start: Some(2), end: Some(1) }] {
			refused(AuthorizationAnswer::Approve(period), Failure::PeriodUnfit);
		}
		// A denial has its reason, and the remark that it demands.
		refused(AuthorizationAnswer::Deny(denial("16")), Failure::ReasonUnfit);
		let units = vec![1, 1].try_into().unwrap();
		let unexplained = AuthorizationAnswer::Partial { units, period: year(0), reason: denial("A1") };
		refused(unexplained, Failure::ReasonUnfit);
		assert_noop!(answer(99, AuthorizationAnswer::Pend), Failure::AuthorizationNotFound);
		for origin in [adjudicator(SECONDARY), biller(PAYER), biller(HOSPITAL), signed(PATIENT)] {
			let answered = Claims::answer_authorization(origin, id, AuthorizationAnswer::Approve(year(0)));
			assert_noop!(answered, DispatchError::BadOrigin);
		}
		// One line granted in full, the other not at all.
		assert_ok!(answer(id, partial([4, 0])));
		let kept = stored_authorization(id);
		assert_eq!(kept.lines[0].granted, Some(wish(THERAPIES, 4)));
		assert_eq!((kept.lines[1].granted, kept.reason), (None, Some(denial("198"))));
		assert_eq!(kept.decided_by, Some(staff(PAYER, Duty::Adjudication)));
	});
}

#[test]
fn information_should_be_asked_for_and_supplied_while_the_clock_goes_on() {
	test(|| {
		let coverage = covered(full());
		let id = ask(request(coverage, [wish(VISITS, 2)])).unwrap();
		let due = stored_authorization(id).due;
		wait(DAY);
		let remark = "N706".parse().unwrap();
		assert_ok!(answer(id, AuthorizationAnswer::RequestInformation(remark)));
		assert!(events().contains(&Event::InformationRequested { authorization: id, remark }));
		for origin in [biller(CLINIC), adjudicator(PAYER), signed(PATIENT)] {
			let forged = Claims::supply_information(origin, id, document(9));
			assert_noop!(forged, DispatchError::BadOrigin);
		}
		assert_noop!(Claims::supply_information(biller(HOSPITAL), 99, document(9)), Failure::AuthorizationNotFound);
		assert_ok!(supply_information(id));
		let kept = stored_authorization(id);
		assert_eq!((kept.due, kept.documents), (due, document(9)));
		// More may be asked for again.
		assert_ok!(answer(id, AuthorizationAnswer::RequestInformation(remark)));
	});
}

#[test]
fn cancelling_should_be_the_providers() {
	test(|| {
		let coverage = covered(full());
		let id = ask(request(coverage, [wish(VISITS, 2)])).unwrap();
		for origin in [biller(CLINIC), adjudicator(PAYER), adjudicator(HOSPITAL), signed(PATIENT)] {
			assert_noop!(Claims::cancel_authorization(origin, id), DispatchError::BadOrigin);
		}
		assert_noop!(cancel(99), Failure::AuthorizationNotFound);
		assert_ok!(cancel(id));
	});
}

// --- Clocks --------------------------------------------------------------------------------------------------------

fn overdue() -> u64 {
	Claims::conduct(PAYER).overdue
}

#[test]
fn clock_that_ran_out_should_stand_on_the_payers_record() {
	for (expedited, clock) in [(false, STANDARD), (true, EXPEDITED)] {
		test(|| {
			let coverage = covered(full());
			let id = ask(AuthorizationRequest { expedited, ..request(coverage, [wish(VISITS, 2)]) }).unwrap();
			wait(clock - HOUR);
			for _ in 0..80 {
				idle(1);
			}
			assert_eq!((overdue(), stored_authorization(id).overdue), (0, false));
			wait(3 * HOUR);
			for _ in 0..3 {
				idle(1);
			}
			assert_eq!((overdue(), stored_authorization(id).overdue), (1, true));
			assert!(events().contains(&Event::AuthorizationOverdue { authorization: id, payer: PAYER }));
			assert!(coverage_history(coverage).contains(&CoverageEntry::AuthorizationOverdue(id)));
			// Nothing is approved by silence; a late answer counts all the same, and once.
			assert_eq!(stored_authorization(id).state, Submitted);
			assert_ok!(answer(id, AuthorizationAnswer::Approve(year(0))));
			let conduct = Claims::conduct(PAYER);
			assert_eq!((conduct.authorizations, conduct.overdue), (1, 1));
			assert!(stored_authorization(id).overdue);
		});
	}
}

#[test]
fn answer_should_be_late_to_the_second_whether_a_sweep_came_or_not() {
	test(|| {
		let coverage = covered(full());
		let [in_time, late] = [1, 2].map(|_| ask(request(coverage, [wish(VISITS, 2)])).unwrap());
		wait(STANDARD);
		assert_ok!(answer(in_time, AuthorizationAnswer::Deny(denial("50"))));
		assert_eq!((overdue(), Claims::authorization(late).unwrap().overdue), (0, false));
		wait(1);
		// Who asks is told at once, though no block had room to note it.
		assert!(Claims::authorization(late).unwrap().overdue);
		assert_ok!(answer(late, AuthorizationAnswer::Deny(denial("50"))));
		assert_eq!(overdue(), 1);
		assert!(stored_authorization(late).overdue);
	});
}

#[test]
fn clock_should_not_stop_when_information_is_asked_for() {
	for state in [Pended, InformationRequested, InformationSupplied] {
		test(|| {
			let id = in_state(covered(full()), state);
			wait(STANDARD + HOUR);
			for _ in 0..100 {
				idle(1);
			}
			assert_eq!((overdue(), stored_authorization(id).overdue), (1, true));
		});
	}
}

#[test]
fn clock_should_stop_when_the_answer_is_given_or_the_request_withdrawn() {
	for state in [Approved, Partial, Modified, Denied, Cancelled] {
		test(|| {
			let id = in_state(covered(full()), state);
			assert_eq!(Due::<Test>::iter().count(), 0);
			wait(STANDARD + 2 * HOUR);
			for _ in 0..100 {
				idle(1);
			}
			assert_eq!((overdue(), stored_authorization(id).overdue), (0, false));
		});
	}
}

#[test]
fn withdrawing_should_not_clear_the_payer() {
	test(|| {
		let id = ask(request(covered(full()), [wish(VISITS, 2)])).unwrap();
		wait(STANDARD + 1);
		assert_ok!(cancel(id));
		assert_eq!((overdue(), stored_authorization(id).overdue), (1, true));
	});
}

#[test]
fn many_clocks_should_run_out_few_in_a_block_and_none_be_forgotten() {
	test(|| {
		let coverage = covered(full());
		for _ in 0..10 {
			ask(request(coverage, [wish(VISITS, 2)])).unwrap();
		}
		wait(STANDARD + HOUR);
		// First the hours in which nothing was due: three a block.
		for _ in 0..56 {
			idle(0);
		}
		assert_eq!(overdue(), 0);
		let mut seen = Vec::new();
		for _ in 0..4 {
			idle(0);
			seen.push(overdue());
		}
		assert_eq!(seen, [3, 6, 9, 10]);
		assert_eq!(Due::<Test>::iter().count(), 0);
	});
}

// --- Removing ------------------------------------------------------------------------------------------------------

#[test]
fn authorisation_should_be_removed_with_its_deposit_when_it_is_over() {
	test(|| {
		let clerk = staff(HOSPITAL, Duty::Billing);
		let coverage = covered(full());
		let before = Balances::reserved_balance(clerk);
		let id = in_state(coverage, Approved);
		let until = year(0).end.unwrap() + WINDOW;
		wait(until - START);
		assert_noop!(remove(id), Failure::AuthorizationInUse);
		wait(1);
		assert_ok!(remove(id));
		assert_eq!(events().last(), Some(&Event::AuthorizationRemoved { authorization: id }));
		assert_eq!((Balances::reserved_balance(clerk), stored_coverage(coverage).open), (before, 0));
		assert_noop!(remove(id), Failure::AuthorizationNotFound);
	});
}

#[test]
fn authorisation_should_stay_when_claims_cite_it() {
	test(|| {
		let coverage = covered(terms([Benefit { authorization: true, ..benefit(THERAPIES) }]));
		let id = in_state(coverage, Approved);
		let claim = submit(claim(coverage, [Line { authorization: Some(id), ..units(THERAPY, 2) }])).unwrap();
		// Given back: the claim keeps what it has.
		assert_ok!(cancel(id));
		assert_eq!(stored(claim).paid, 8_000);
		assert_noop!(remove(id), Failure::AuthorizationInUse);
		Claims::reverse(biller(HOSPITAL), claim, HOSPITAL).unwrap();
		assert_noop!(remove(id), Failure::AuthorizationInUse);
		Claims::close(signed(STRANGER), claim).unwrap();
		assert_ok!(remove(id));
	});
}

// --- Using ---------------------------------------------------------------------------------------------------------

#[test]
fn authorisation_should_be_used_up_by_what_is_paid() {
	test(|| {
		let coverage = covered(terms([Benefit { authorization: true, ..benefit(THERAPIES) }]));
		let id = authorized(coverage, [wish(THERAPIES, 5), wish(THERAPIES, 3)]);
		let therapy = |n, count| on(n, Line { authorization: Some(id), ..units(THERAPY, count) });
		let used = || stored_authorization(id).lines.iter().map(|line| line.used).collect::<Vec<_>>();
		assert_eq!(adjudicated(coverage, [therapy(50, 4)]).paid, 16_000);
		assert_eq!(used(), [4, 0]);
		// A line of a claim uses one line of the authorisation: one unit is left of the first.
		assert_line(&adjudicated(coverage, [therapy(51, 2)]), 0, 4_000, [("CO 198", 6_000), ("CO 45", 2_000)]);
		assert_eq!(used(), [5, 0]);
		// Then the second.
		assert_eq!(adjudicated(coverage, [therapy(52, 3)]).paid, 12_000);
		assert_eq!(used(), [5, 3]);
		assert_line(&adjudicated(coverage, [therapy(53, 1)]), 0, 0, [("CO 198", 6_000)]);
		assert_eq!(stored_authorization(id).cited, 4);
	});
}

#[test]
fn partial_and_modified_authorisations_should_grant_what_they_say() {
	test(|| {
		let needed = |category| Benefit { authorization: true, ..benefit(category) };
		let coverage = covered(terms([needed(THERAPIES), needed(SURGERIES)]));
		let two = in_state(coverage, Partial);
		let therapy = on(50, Line { authorization: Some(two), ..units(THERAPY, 4) });
		assert_line(&adjudicated(coverage, [therapy]), 0, 8_000, [("CO 198", 12_000), ("CO 45", 4_000)]);
		// Surgery instead of therapy.
		let other = in_state(coverage, Modified);
		let surgery = on(51, Line { authorization: Some(other), ..line(SURGERY) });
		assert_line(&adjudicated(coverage, [surgery]), 0, 100_000, [("CO 45", 50_000)]);
		let therapy = on(52, Line { authorization: Some(other), ..units(THERAPY, 1) });
		assert_line(&adjudicated(coverage, [therapy]), 0, 0, [("CO 197", 6_000)]);
	});
}

#[test]
fn authorisation_should_never_be_used_beyond_what_was_granted() {
	test(|| {
		// Where none is needed, or in an emergency, a line may be paid beyond what is authorised; the count ends there.
		let coverage = covered(full());
		let id = authorized(coverage, [wish(VISITS, 1)]);
		let cites = Line { authorization: Some(id), ..units(VISIT, 3) };
		assert_line(&adjudicated(coverage, [cites]), 0, 30_000, [("CO 45", 15_000)]);
		assert_eq!(stored_authorization(id).lines[0].used, 1);
	});
}

#[test]
fn authorisation_should_not_serve_another_provider() {
	test(|| {
		let coverage = covered(terms([Benefit { authorization: true, ..benefit(VISITS) }]));
		let id = authorized(coverage, [wish(VISITS, 1)]);
		let cites = Line { authorization: Some(id), ..line(VISIT) };
		let claim = stored(submit_by(PHARMACY, claim(coverage, [cites])).unwrap());
		assert_line(&claim, 0, 0, [("CO 197", 15_000)]);
		assert_eq!(stored_authorization(id).cited, 0);
	});
}
