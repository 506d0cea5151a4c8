//! Issuers: candidate, accredited, suspended, revoked; delegation and the cascade.

use crate::{mock::*, Authority::*, Error, Event, Holders, IssuerState, Issuers, Reason, SchemaRules};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{CredentialAnswer::*, Holder, OrganizationId, SchemaId};
use sp_runtime::DispatchError;

fn apply(schema: SchemaId, organization: OrganizationId, under: Option<OrganizationId>) -> sp_runtime::DispatchResult {
	Credentials::apply(signed(clerk(organization)), organization, schema, under)
}

fn state(schema: SchemaId, organization: OrganizationId) -> IssuerState {
	Issuers::<Test>::get(schema, organization).unwrap().state
}

fn suspend(schema: SchemaId, organization: OrganizationId) {
	assert_ok!(Credentials::suspend_issuer(root(), schema, organization, CAUSE));
}

/// The board, the hospital below it, and the clinic below that.
fn chain() -> SchemaId {
	let schema = licence();
	delegate(schema, BOARD, HOSPITAL);
	delegate(schema, HOSPITAL, CLINIC);
	schema
}

#[test]
fn candidate_should_be_accredited_by_motion() {
	test(|| {
		let schema = register(rules());
		assert_ok!(apply(schema, BOARD, None));
		assert_eq!(last_event(), Event::IssuerApplied { schema, organization: BOARD, under: None });
		assert_eq!(state(schema, BOARD), IssuerState::Candidate);
		assert_eq!(to_doctor(schema).offer(), Err(Error::<Test>::IssuerNotAccredited.into()));
		for who in [clerk(BOARD), STRANGER] {
			assert_noop!(Credentials::accredit(signed(who), schema, BOARD), DispatchError::BadOrigin);
		}
		assert_ok!(Credentials::accredit(root(), schema, BOARD));
		assert_eq!(last_event(), Event::IssuerAccredited { schema, organization: BOARD, under: None });
		assert_ok!(to_doctor(schema).offer());
		assert_noop!(Credentials::accredit(root(), schema, BOARD), Error::<Test>::NotACandidate);
		assert_noop!(Credentials::accredit(root(), schema, HOSPITAL), Error::<Test>::NotACandidate);
	});
}

#[test]
fn application_should_be_made_by_the_organisation_itself_in_a_fitting_role() {
	test(|| {
		let schema = register(rules());
		for who in [admin(BOARD), clerk(HOSPITAL), STRANGER] {
			assert_noop!(Credentials::apply(signed(who), BOARD, schema, None), DispatchError::BadOrigin);
		}
		assert_noop!(apply(schema, WHOLESALER, None), Error::<Test>::RoleMissing);
		assert_noop!(apply(7, BOARD, None), Error::<Test>::SchemaNotFound);
		assert_ok!(apply(schema, BOARD, None));
		assert_noop!(apply(schema, BOARD, None), Error::<Test>::AlreadyApplied);
		// It may withdraw and ask somebody else.
		assert_ok!(Credentials::resign(signed(clerk(BOARD)), BOARD, schema));
		assert_eq!(last_event(), Event::ApplicationWithdrawn { schema, organization: BOARD });
		assert_ok!(apply(schema, BOARD, None));
		deactivate(BOARD);
		assert_noop!(Credentials::accredit(root(), schema, BOARD), Error::<Test>::MemberNotActive);
	});
}

#[test]
fn delegation_should_make_a_sub_issuer_of_who_asked() {
	test(|| {
		let schema = licence();
		assert_ok!(apply(schema, HOSPITAL, Some(BOARD)));
		// Neither the council nor anybody but the issuer it asked.
		assert_noop!(Credentials::accredit(root(), schema, HOSPITAL), Error::<Test>::AskedAnotherIssuer);
		for who in [clerk(HOSPITAL), clerk(CLINIC), admin(BOARD), STRANGER] {
			assert_noop!(Credentials::delegate(signed(who), schema, HOSPITAL), DispatchError::BadOrigin);
		}
		assert_noop!(Credentials::delegate(signed(clerk(BOARD)), schema, CLINIC), Error::<Test>::NotACandidate);
		assert_ok!(Credentials::delegate(signed(clerk(BOARD)), schema, HOSPITAL));
		assert_eq!(last_event(), Event::IssuerAccredited { schema, organization: HOSPITAL, under: Some(BOARD) });
		let info = Credentials::issuer_info(schema, HOSPITAL).unwrap();
		assert_eq!((info.may_issue, info.above, info.issuer.depth), (true, vec![BOARD], 1));
		assert_eq!(Issuers::<Test>::get(schema, BOARD).unwrap().sub_issuers, 1);
		assert_noop!(Credentials::delegate(signed(clerk(BOARD)), schema, HOSPITAL), Error::<Test>::NotACandidate);
	});
}

#[test]
fn candidate_of_the_council_should_not_be_taken_by_an_issuer() {
	test(|| {
		let schema = licence();
		assert_ok!(apply(schema, HOSPITAL, None));
		assert_noop!(Credentials::delegate(signed(clerk(BOARD)), schema, HOSPITAL), Error::<Test>::NotACandidate);
	});
}

#[test]
fn delegation_should_never_go_in_a_circle() {
	test(|| {
		let schema = chain();
		assert_noop!(apply(schema, PRACTICE, Some(PRACTICE)), Error::<Test>::CyclicDelegation);
		for (above, below) in [(BOARD, HOSPITAL), (BOARD, CLINIC), (HOSPITAL, CLINIC), (BOARD, BOARD)] {
			assert_noop!(apply(schema, above, Some(below)), Error::<Test>::CyclicDelegation);
		}
	});
}

#[test]
fn delegation_should_stop_at_the_depth_of_the_schema() {
	test(|| {
		let schema = chain();
		assert_noop!(apply(schema, PRACTICE, Some(CLINIC)), Error::<Test>::DepthExceeded);
		// A newer version allows less: who asked before is refused now.
		assert_ok!(apply(schema, PRACTICE, Some(HOSPITAL)));
		let flat = SchemaRules { max_depth: 1, ..rules() };
		assert_ok!(Credentials::register_schema(root(), Some(schema), flat));
		assert_noop!(Credentials::delegate(signed(clerk(HOSPITAL)), schema, PRACTICE), Error::<Test>::DepthExceeded);
	});
}

#[test]
fn issuer_should_have_a_bounded_number_of_sub_issuers() {
	test(|| {
		let schema = licence();
		delegate(schema, BOARD, HOSPITAL);
		delegate(schema, BOARD, CLINIC);
		assert_ok!(apply(schema, PRACTICE, Some(BOARD)));
		let refused = Error::<Test>::TooManySubIssuers;
		assert_noop!(Credentials::delegate(signed(clerk(BOARD)), schema, PRACTICE), refused);
		assert_ok!(Credentials::revoke_issuer(signed(clerk(BOARD)), schema, CLINIC, CAUSE, None));
		assert_ok!(Credentials::delegate(signed(clerk(BOARD)), schema, PRACTICE));
	});
}

#[test]
fn delegating_issuer_should_be_in_good_standing() {
	test(|| {
		let schema = licence();
		assert_noop!(apply(schema, HOSPITAL, Some(CLINIC)), Error::<Test>::IssuerNotAccredited);
		assert_ok!(apply(schema, HOSPITAL, Some(BOARD)));
		suspend(schema, BOARD);
		assert_noop!(apply(schema, CLINIC, Some(BOARD)), Error::<Test>::IssuerSuspended);
		assert_noop!(Credentials::delegate(signed(clerk(BOARD)), schema, HOSPITAL), Error::<Test>::IssuerSuspended);
		assert_ok!(Credentials::revoke_issuer(root(), schema, BOARD, CAUSE, Some(now())));
		assert_noop!(apply(schema, CLINIC, Some(BOARD)), Error::<Test>::IssuerRevoked);
		assert_noop!(Credentials::delegate(signed(clerk(BOARD)), schema, HOSPITAL), Error::<Test>::IssuerRevoked);
	});
}

#[test]
fn suspension_should_stop_reliance_on_everything_issued_below_at_once_and_reversibly() {
	test(|| {
		let schema = chain();
		let mut below = to_doctor(schema);
		below.by = CLINIC;
		let credential = below.hold();
		for organization in [BOARD, HOSPITAL, CLINIC] {
			wait(DAY);
			let before = now();
			suspend(schema, organization);
			assert_eq!(last_event(), Event::IssuerSuspended { schema, organization, by: Council, reason: CAUSE });
			assert_eq!(check(schema), NotActive);
			assert_eq!(why(credential, now()), (crate::Status::Active, Reason::IssuerSuspended));
			assert_eq!(below.offer(), Err(Error::<Test>::IssuerSuspended.into()));
			assert!(!Credentials::issuer_info(schema, CLINIC).unwrap().may_issue);
			wait(DAY);
			assert_ok!(Credentials::reinstate_issuer(root(), schema, organization));
			assert_eq!(last_event(), Event::IssuerReinstated { schema, organization, by: Council });
			assert_eq!(check(schema), Active);
			// The past is not forgotten.
			assert_eq!(check_at(schema, before), NotActive);
			assert_eq!(check_at(schema, before - 1), Active);
		}
	});
}

#[test]
fn suspending_an_issuer_of_very_many_credentials_should_touch_one_entry() {
	test(|| {
		let schema = licence();
		let many = 2_000u32;
		for n in 0..many {
			let mut offer = to_doctor(schema);
			// 140 persons are enough: each may hold 16.
			offer.holder = Holder::Organization(WHOLESALER);
			let id = crate::NextCredentialId::<Test>::get();
			let kept = crate::Credential {
				holder: offer.holder,
				schema,
				version: 1,
				issuer: BOARD,
				commitment: commitment(n),
				valid_from: codec::Compact(START),
				valid_until: None,
				since: codec::Compact(START),
				state: crate::State::Held,
				suspensions: Default::default(),
				entry: None,
				trail: Default::default(),
				deposit: None,
			};
			crate::NextCredentialId::<Test>::put(id + 1);
			crate::Credentials::<Test>::insert(id, kept);
		}
		let weight =
			|call: crate::Call<Test>| frame_support::dispatch::GetDispatchInfo::get_dispatch_info(&call).call_weight;
		let call = crate::Call::suspend_issuer { schema, organization: BOARD, reason: CAUSE };
		assert_eq!(weight(call), <() as crate::WeightInfo>::suspend_issuer());
		let before: Vec<_> = crate::Credentials::<Test>::iter().map(|(_, kept)| kept).collect();
		suspend(schema, BOARD);
		let after: Vec<_> = crate::Credentials::<Test>::iter().map(|(_, kept)| kept).collect();
		assert_eq!(before, after);
		for credential in [0, many / 2, many - 1] {
			assert_eq!(why(credential, now()).1, Reason::IssuerSuspended);
		}
		assert_ok!(Credentials::reinstate_issuer(root(), schema, BOARD));
		wait(1);
		for credential in [0, many / 2, many - 1] {
			assert_eq!(why(credential, now()).1, Reason::InGoodStanding);
		}
		// They lie in no index: they were put here, not accepted.
		let _ = crate::Credentials::<Test>::clear(many, None);
	});
}

#[test]
fn delegating_issuer_should_stop_and_reinstate_only_its_own_sub_issuers() {
	test(|| {
		let schema = chain();
		let call = |who| Credentials::suspend_issuer(signed(who), schema, HOSPITAL, CAUSE);
		for who in [clerk(HOSPITAL), clerk(CLINIC), admin(BOARD), STRANGER] {
			assert_noop!(call(who), DispatchError::BadOrigin);
		}
		// Nobody but the council is above the board.
		assert_noop!(Credentials::suspend_issuer(signed(clerk(BOARD)), schema, BOARD, CAUSE), DispatchError::BadOrigin);
		assert_ok!(call(clerk(BOARD)));
		assert_noop!(call(clerk(BOARD)), Error::<Test>::AlreadySuspended);
		// The council takes over, and only it lifts what it took over.
		suspend(schema, HOSPITAL);
		let lift = |origin| Credentials::reinstate_issuer(origin, schema, HOSPITAL);
		assert_noop!(lift(signed(clerk(BOARD))), Error::<Test>::SuspendedByCouncil);
		let revoke = Credentials::revoke_issuer(signed(clerk(BOARD)), schema, HOSPITAL, CAUSE, None);
		assert_eq!(revoke, Err(Error::<Test>::SuspendedByCouncil.into()));
		assert_noop!(Credentials::suspend_issuer(root(), schema, HOSPITAL, CAUSE), Error::<Test>::AlreadySuspended);
		assert_ok!(lift(root()));
		assert_noop!(lift(root()), Error::<Test>::NotSuspended);
		assert_ok!(call(clerk(BOARD)));
		assert_noop!(lift(signed(clerk(HOSPITAL))), DispatchError::BadOrigin);
		assert_ok!(lift(signed(clerk(BOARD))));
	});
}

#[test]
fn revoked_issuer_should_stay_relied_on_up_to_its_cut_off() {
	test(|| {
		let schema = licence();
		let early = to_doctor(schema).hold();
		wait(10 * DAY);
		let cut_off = now();
		let mut second = to_doctor(schema);
		second.scopes = vec![OHIO];
		let late = second.hold();
		wait(10 * DAY);
		let future = Credentials::revoke_issuer(root(), schema, BOARD, CAUSE, Some(now() + 1));
		assert_eq!(future, Err(Error::<Test>::CutOffInTheFuture.into()));
		assert_ok!(Credentials::revoke_issuer(root(), schema, BOARD, CAUSE, Some(cut_off)));
		let reason = Some(CAUSE);
		assert_eq!(last_event(), Event::IssuerRevoked { schema, organization: BOARD, cut_off, reason });
		assert_eq!(why(early, now()).1, Reason::InGoodStanding);
		// Void, and it always was.
		for at in [cut_off, cut_off + DAY, now()] {
			assert_eq!(why(late, at).1, Reason::IssuerCutOff);
		}
		assert_eq!(to_doctor(schema).offer(), Err(Error::<Test>::IssuerRevoked.into()));
		// What it issued before can still be ended, by itself and by the council.
		assert_ok!(Credentials::revoke(signed(clerk(BOARD)), early, CAUSE));
		for origin in [root] {
			assert_noop!(Credentials::reinstate_issuer(origin(), schema, BOARD), Error::<Test>::RevocationIsFinal);
			assert_noop!(Credentials::suspend_issuer(origin(), schema, BOARD, CAUSE), Error::<Test>::RevocationIsFinal);
			assert_noop!(
				Credentials::revoke_issuer(origin(), schema, BOARD, CAUSE, None),
				Error::<Test>::RevocationIsFinal
			);
		}
		assert_noop!(apply(schema, BOARD, None), Error::<Test>::AlreadyApplied);
	});
}

#[test]
fn cut_off_should_reach_what_sub_issuers_issued() {
	test(|| {
		let schema = chain();
		let mut below = to_doctor(schema);
		below.by = CLINIC;
		let early = below.hold();
		wait(DAY);
		let late = below.hold();
		assert_ok!(Credentials::revoke_issuer(root(), schema, BOARD, CAUSE, Some(now())));
		assert_eq!(why(early, now()).1, Reason::InGoodStanding);
		assert_eq!(why(late, now()).1, Reason::IssuerCutOff);
		assert_eq!(below.offer(), Err(Error::<Test>::IssuerRevoked.into()));
	});
}

#[test]
fn offer_should_not_be_accepted_once_its_issuer_is_stopped() {
	test(|| {
		let schema = licence();
		let credential = to_doctor(schema).offer().unwrap();
		suspend(schema, BOARD);
		let call = || Credentials::accept(signed(DOCTOR), credential);
		assert_noop!(call(), Error::<Test>::IssuerSuspended);
		assert_ok!(Credentials::revoke_issuer(root(), schema, BOARD, CAUSE, Some(now())));
		assert_noop!(call(), Error::<Test>::IssuerRevoked);
	});
}

#[test]
fn resignation_should_leave_what_was_issued_and_not_lift_a_suspension() {
	test(|| {
		let schema = licence();
		let credential = to_doctor(schema).hold();
		wait(DAY);
		suspend(schema, BOARD);
		let resign = |who| Credentials::resign(signed(who), BOARD, schema);
		assert_noop!(resign(clerk(BOARD)), Error::<Test>::IssuerSuspended);
		assert_ok!(Credentials::reinstate_issuer(root(), schema, BOARD));
		assert_noop!(resign(admin(BOARD)), DispatchError::BadOrigin);
		assert_noop!(resign(STRANGER), DispatchError::BadOrigin);
		assert_ok!(resign(clerk(BOARD)));
		assert_eq!(last_event(), Event::IssuerRevoked { schema, organization: BOARD, cut_off: now(), reason: None });
		assert_eq!(why(credential, now()).1, Reason::InGoodStanding);
		assert_noop!(resign(clerk(BOARD)), Error::<Test>::RevocationIsFinal);
		let other = Credentials::resign(signed(clerk(CLINIC)), CLINIC, schema);
		assert_eq!(other, Err(Error::<Test>::IssuerNotAccredited.into()));
	});
}

#[test]
fn stopping_a_candidate_or_for_an_unknown_reason_should_be_refused() {
	test(|| {
		let schema = register(rules());
		let suspend = |reason| Credentials::suspend_issuer(root(), schema, BOARD, reason);
		assert_noop!(suspend(CAUSE), Error::<Test>::IssuerNotAccredited);
		assert_ok!(apply(schema, BOARD, None));
		assert_noop!(suspend(CAUSE), Error::<Test>::IssuerNotAccredited);
		assert_noop!(Credentials::reinstate_issuer(root(), schema, BOARD), Error::<Test>::IssuerNotAccredited);
		let revoke = |reason| Credentials::revoke_issuer(root(), schema, BOARD, reason, None);
		assert_noop!(revoke(CAUSE), Error::<Test>::IssuerNotAccredited);
		assert_ok!(Credentials::accredit(root(), schema, BOARD));
		assert_noop!(suspend(TEXAS), Error::<Test>::ReasonNotFound);
		assert_noop!(revoke(TEXAS), Error::<Test>::ReasonNotFound);
	});
}

#[test]
fn accreditation_should_be_for_one_schema_only() {
	test(|| {
		let first = licence();
		let second = register(SchemaRules { holders: Holders::Subjects, ..rules() });
		assert_eq!(to_doctor(second).offer(), Err(Error::<Test>::IssuerNotAccredited.into()));
		accredit(second, BOARD);
		to_doctor(first).hold();
		suspend(second, BOARD);
		assert_eq!(check(first), Active);
	});
}

#[test]
fn revocation_should_not_lift_the_suspension_that_led_to_it() {
	test(|| {
		let schema = licence();
		to_doctor(schema).hold();
		let accepted = now();
		wait(DAY);
		suspend(schema, BOARD);
		let revoke = |cut_off| Credentials::revoke_issuer(root(), schema, BOARD, CAUSE, cut_off);
		assert_noop!(revoke(None), Error::<Test>::CutOffMissing);
		assert_ok!(revoke(Some(accepted)));
		assert_eq!(check(schema), NotActive);
	});
}

#[test]
fn stopped_issuer_should_not_rule_those_below_it() {
	test(|| {
		let schema = chain();
		wait(DAY);
		assert_ok!(Credentials::suspend_issuer(signed(clerk(HOSPITAL)), schema, CLINIC, CAUSE));
		suspend(schema, HOSPITAL);
		let by = || signed(clerk(HOSPITAL));
		assert_noop!(Credentials::reinstate_issuer(by(), schema, CLINIC), Error::<Test>::IssuerSuspended);
		for cut_off in [0, now()] {
			let call = Credentials::revoke_issuer(by(), schema, CLINIC, CAUSE, Some(cut_off));
			assert_noop!(call, Error::<Test>::IssuerSuspended);
		}
		assert_ok!(Credentials::reinstate_issuer(root(), schema, CLINIC));
		let call = Credentials::revoke_issuer(by(), schema, CLINIC, CAUSE, Some(0));
		assert_eq!(call, Err(Error::<Test>::IssuerSuspended.into()));
		assert_ok!(Credentials::revoke_issuer(by(), schema, CLINIC, CAUSE, None));
	});
}

#[test]
fn issuer_should_not_be_credentialed_by_whom_it_delegated_to() {
	test(|| {
		let schema = chain();
		let mut offer = to_doctor(schema);
		offer.by = CLINIC;
		for above in [BOARD, HOSPITAL] {
			offer.holder = Holder::Organization(above);
			assert_eq!(offer.offer(), Err(Error::<Test>::SelfIssuance.into()));
		}
		offer.by = HOSPITAL;
		offer.holder = Holder::Organization(CLINIC);
		assert_ok!(offer.offer());
	});
}

#[test]
fn staff_should_not_accept_what_its_own_organisation_issued() {
	test(|| {
		let schema = chain();
		let mut offer = to_doctor(schema);
		offer.by = CLINIC;
		let credential = offer.offer().unwrap();
		for issuer in [BOARD, HOSPITAL, CLINIC] {
			Rotated::mutate(|all| all.insert(person(DOCTOR), clerk(issuer)));
			let call = Credentials::accept(signed(clerk(issuer)), credential);
			assert_noop!(call, Error::<Test>::SelfIssuance);
		}
	});
}
