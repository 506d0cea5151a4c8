//! The life of a credential.

use crate::{
	mock::*, Authority::*, Error, Event, HeldBy, Holders, OfferedScopes, Reason, SchemaRules, State, Status, MAX_HELD,
};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use salus_primitives::{CredentialAnswer::*, Holder, TrailHead, TrailKind};
use sp_runtime::DispatchError;

fn held_on(who: u64) -> u64 {
	Balances::total_balance_on_hold(&who)
}

#[test]
fn credential_should_go_from_offer_to_revocation() {
	test(|| {
		let schema = licence();
		let credential = to_doctor(schema).offer().unwrap();
		assert_eq!(last_event(), Event::CredentialOffered { credential, holder: doctor(), schema, issuer: BOARD });
		assert_eq!(why(credential, now()), (Status::Offered, Reason::NotAccepted));
		assert_eq!(check(schema), NotActive);

		assert_ok!(Credentials::accept(signed(DOCTOR), credential));
		assert_eq!(last_event(), Event::CredentialAccepted { credential, supersedes: None });
		assert_eq!(why(credential, now()), (Status::Active, Reason::InGoodStanding));
		assert_eq!(check(schema), Active);

		wait(DAY);
		assert_ok!(Credentials::suspend(signed(clerk(BOARD)), credential, CAUSE));
		assert_eq!(last_event(), Event::CredentialSuspended { credential, by: Issuer, reason: CAUSE });
		assert_eq!(why(credential, now()), (Status::Suspended, Reason::Suspended));
		// Denied in the same block.
		assert_eq!(check(schema), NotActive);

		wait(DAY);
		assert_ok!(Credentials::reinstate(signed(clerk(BOARD)), credential));
		assert_eq!(last_event(), Event::CredentialReinstated { credential, by: Issuer });
		assert_eq!(check(schema), Active);

		wait(DAY);
		assert_ok!(Credentials::revoke(signed(clerk(BOARD)), credential, CAUSE));
		assert_eq!(last_event(), Event::CredentialRevoked { credential, by: Issuer, reason: CAUSE });
		assert_eq!(why(credential, now()), (Status::Revoked, Reason::Revoked));
		assert_eq!(check(schema), NotActive);
		assert_eq!(kept(credential).state, State::Revoked { at: now(), reason: CAUSE });
		assert_eq!(kept(credential).trail.len, 5);
	});
}

#[test]
fn revoked_credential_should_never_be_active_again() {
	test(|| {
		let schema = licence();
		let credential = to_doctor(schema).hold();
		assert_ok!(Credentials::revoke(signed(clerk(BOARD)), credential, CAUSE));
		for origin in [|| signed(clerk(BOARD)), root as fn() -> RuntimeOrigin] {
			assert_noop!(Credentials::reinstate(origin(), credential), Error::<Test>::RevocationIsFinal);
			assert_noop!(Credentials::suspend(origin(), credential, CAUSE), Error::<Test>::RevocationIsFinal);
			assert_noop!(Credentials::revoke(origin(), credential, CAUSE), Error::<Test>::RevocationIsFinal);
		}
		assert_noop!(Credentials::accept(signed(DOCTOR), credential), Error::<Test>::AlreadyAccepted);
	});
}

#[test]
fn nobody_should_be_credentialed_against_their_will() {
	test(|| {
		let schema = licence();
		let credential = to_doctor(schema).offer().unwrap();
		for who in [NURSE, clerk(BOARD), admin(HOSPITAL), STRANGER] {
			assert_noop!(Credentials::accept(signed(who), credential), Error::<Test>::OfferedToAnother);
		}
		assert_noop!(Credentials::accept(root(), credential), DispatchError::BadOrigin);
		assert!(HeldBy::<Test>::get(doctor(), schema).is_empty());
		assert_ok!(Credentials::accept(signed(DOCTOR), credential));
		assert_noop!(Credentials::accept(signed(DOCTOR), credential), Error::<Test>::AlreadyAccepted);
		assert_noop!(Credentials::accept(signed(DOCTOR), 77), Error::<Test>::CredentialNotFound);
	});
}

#[test]
fn organisation_should_accept_by_its_administration() {
	test(|| {
		let schema = licence();
		let mut offer = to_doctor(schema);
		offer.holder = Holder::Organization(WHOLESALER);
		let credential = offer.offer().unwrap();
		for who in [clerk(WHOLESALER), admin(HOSPITAL), DOCTOR] {
			assert_noop!(Credentials::accept(signed(who), credential), Error::<Test>::OfferedToAnother);
		}
		assert_ok!(Credentials::accept(signed(admin(WHOLESALER)), credential));
		assert_eq!(Credentials::check_answer(offer.holder, schema, None, None).credential, Some(credential));
	});
}

#[test]
fn keys_should_rotate_with_the_subject() {
	test(|| {
		let schema = licence();
		let credential = to_doctor(schema).offer().unwrap();
		Rotated::mutate(|all| all.insert(person(DOCTOR), 555));
		assert_noop!(Credentials::accept(signed(DOCTOR), credential), Error::<Test>::OfferedToAnother);
		assert_ok!(Credentials::accept(signed(555), credential));
		assert_eq!(check(schema), Active);
	});
}

#[test]
fn offer_should_be_declined_or_withdrawn_and_leave_nothing() {
	test(|| {
		let schema = licence();
		for who in [DOCTOR, clerk(BOARD)] {
			let credential = to_doctor(schema).offer().unwrap();
			assert!(held_on(purse(BOARD)) > 0);
			for other in [NURSE, clerk(HOSPITAL), admin(BOARD)] {
				assert_noop!(Credentials::end_offer(signed(other), credential), DispatchError::BadOrigin);
			}
			assert_ok!(Credentials::end_offer(signed(who), credential));
			assert_eq!(last_event(), Event::OfferEnded { credential });
			assert_eq!(Credentials::credential_info(credential), None);
			assert!(!OfferedScopes::<Test>::contains_key(credential));
			assert_eq!(held_on(purse(BOARD)), 0);
			assert_noop!(Credentials::end_offer(signed(who), credential), Error::<Test>::CredentialNotFound);
		}
		let credential = to_doctor(schema).hold();
		for who in [DOCTOR, clerk(BOARD)] {
			assert_noop!(Credentials::end_offer(signed(who), credential), Error::<Test>::AlreadyAccepted);
		}
	});
}

#[test]
fn offer_should_lapse() {
	test(|| {
		let schema = licence();
		let credential = to_doctor(schema).offer().unwrap();
		wait(LIFETIME - 1);
		let last = to_doctor(schema).offer().unwrap();
		wait(1);
		assert_noop!(Credentials::accept(signed(DOCTOR), credential), Error::<Test>::OfferLapsed);
		assert_ok!(Credentials::accept(signed(DOCTOR), last));
	});
}

#[test]
fn offer_of_a_validity_that_ended_meanwhile_should_not_be_accepted() {
	test(|| {
		let schema = licence();
		let mut offer = to_doctor(schema);
		offer.until = Some(now() + DAY);
		let credential = offer.offer().unwrap();
		wait(DAY);
		assert_noop!(Credentials::accept(signed(DOCTOR), credential), Error::<Test>::ValidityPast);
	});
}

#[test]
fn bad_offers_should_be_refused_each_for_its_reason() {
	test(|| {
		let schema = licence();
		let second = register(SchemaRules { holders: Holders::Subjects, ..rules() });
		accredit(second, BOARD);
		let older = to_doctor(schema).hold();
		let refused = |change: &dyn Fn(&mut Offer), error: Error<Test>| {
			let mut offer = to_doctor(schema);
			change(&mut offer);
			let before = state();
			assert_eq!(offer.offer(), Err(error.into()));
			assert_eq!(state(), before);
		};
		refused(&|offer| offer.schema = 9, Error::SchemaNotFound);
		refused(&|offer| offer.version = 0, Error::SchemaVersionNotFound);
		refused(&|offer| offer.version = 2, Error::SchemaVersionNotFound);
		refused(&|offer| offer.by = HOSPITAL, Error::IssuerNotAccredited);
		refused(&|offer| offer.holder = Holder::Subject(person(200)), Error::HolderNotFound);
		refused(&|offer| offer.holder = Holder::Organization(77), Error::HolderNotFound);
		refused(&|offer| offer.holder = Holder::Organization(BOARD), Error::SelfIssuance);
		let organization = |offer: &mut Offer| {
			offer.schema = second;
			offer.holder = Holder::Organization(WHOLESALER);
		};
		refused(&organization, Error::HolderNotAdmitted);
		refused(&|offer| offer.until = Some(offer.from), Error::ValidityInverted);
		refused(&|offer| offer.until = Some(offer.from - 1), Error::ValidityInverted);
		let past = |offer: &mut Offer| {
			offer.from = now() - YEAR;
			offer.until = Some(now());
		};
		refused(&past, Error::ValidityPast);
		refused(&|offer| offer.until = Some(offer.from + 2 * YEAR + 1), Error::ValidityTooLong);
		refused(&|offer| offer.until = None, Error::ValidityTooLong);
		refused(&|offer| offer.scopes = vec![TEXAS, OHIO, TEXAS], Error::ScopeNamedTwice);
		refused(&|offer| offer.scopes = vec![CAUSE], Error::ScopeNotFound);
		refused(&|offer| offer.entry = Some(crate::ListEntry { list: 0, index: 0 }), Error::StatusKeptHere);
		refused(&|offer| offer.supersedes = Some(99), Error::CredentialNotFound);
		let foreign = |offer: &mut Offer| {
			offer.holder = Holder::Subject(person(NURSE));
			offer.supersedes = Some(older);
		};
		refused(&foreign, Error::NotSupersedable);
		// The doctor works for the board and offers from the doctor's own account: that is self-issuance too.
		Rotated::mutate(|all| all.insert(person(DOCTOR), clerk(BOARD)));
		refused(&|_| {}, Error::SelfIssuance);
		Rotated::set(Default::default());
		for who in [admin(BOARD), clerk(HOSPITAL), STRANGER] {
			assert_eq!(to_doctor(schema).offer_by(who), Err(DispatchError::BadOrigin));
		}
		deactivate(BOARD);
		assert_eq!(to_doctor(schema).offer(), Err(DispatchError::BadOrigin));
	});
}

#[test]
fn self_issuance_should_be_possible_where_the_schema_allows_it() {
	test(|| {
		let schema = register(SchemaRules { self_issuance: true, max_validity: None, ..rules() });
		accredit(schema, BOARD);
		let mut offer = to_doctor(schema);
		offer.holder = Holder::Organization(BOARD);
		offer.until = None;
		let credential = offer.hold();
		wait(50 * YEAR);
		assert_eq!(why(credential, now()).0, Status::Active);
	});
}

#[test]
fn deposit_should_lie_on_the_issuing_organisation() {
	test(|| {
		let schema = licence();
		let before = (Balances::free_balance(clerk(BOARD)), Balances::free_balance(DOCTOR));
		to_doctor(schema).hold();
		assert!(held_on(purse(BOARD)) > 0);
		assert_eq!((Balances::free_balance(clerk(BOARD)), Balances::free_balance(DOCTOR)), before);
		assert_ok!(Balances::force_set_balance(root(), purse(BOARD), held_on(purse(BOARD))));
		let before = state();
		assert!(to_doctor(schema).offer().is_err());
		assert_eq!(state(), before);
	});
}

#[test]
fn only_issuer_and_council_should_end_or_suspend() {
	test(|| {
		let schema = licence();
		let credential = to_doctor(schema).hold();
		for who in [DOCTOR, admin(BOARD), clerk(HOSPITAL), STRANGER] {
			assert_noop!(Credentials::suspend(signed(who), credential, CAUSE), DispatchError::BadOrigin);
			assert_noop!(Credentials::reinstate(signed(who), credential), DispatchError::BadOrigin);
			assert_noop!(Credentials::revoke(signed(who), credential, CAUSE), DispatchError::BadOrigin);
		}
		let issuer = || signed(clerk(BOARD));
		assert_noop!(Credentials::reinstate(issuer(), credential), Error::<Test>::NotSuspended);
		assert_noop!(Credentials::suspend(issuer(), credential, TEXAS), Error::<Test>::ReasonNotFound);
		assert_noop!(Credentials::revoke(issuer(), credential, TEXAS), Error::<Test>::ReasonNotFound);
		assert_ok!(Credentials::suspend(issuer(), credential, CAUSE));
		assert_noop!(Credentials::suspend(issuer(), credential, CAUSE), Error::<Test>::AlreadySuspended);
		assert_ok!(Credentials::suspend(root(), credential, CAUSE));
		assert_eq!(last_event(), Event::CredentialSuspended { credential, by: Council, reason: CAUSE });
		assert_noop!(Credentials::suspend(root(), credential, CAUSE), Error::<Test>::AlreadySuspended);
		assert_noop!(Credentials::reinstate(issuer(), credential), Error::<Test>::SuspendedByCouncil);
		assert_ok!(Credentials::reinstate(root(), credential));
		// An issuer that is stopped itself reinstates nobody; the council does.
		assert_ok!(Credentials::suspend(issuer(), credential, CAUSE));
		assert_ok!(Credentials::suspend_issuer(root(), schema, BOARD, CAUSE));
		assert_noop!(Credentials::reinstate(issuer(), credential), Error::<Test>::IssuerSuspended);
		assert_ok!(Credentials::revoke_issuer(root(), schema, BOARD, CAUSE, Some(now())));
		assert_noop!(Credentials::reinstate(issuer(), credential), Error::<Test>::IssuerRevoked);
		assert_ok!(Credentials::reinstate(root(), credential));
	});
}

#[test]
fn offer_should_neither_be_suspended_nor_revoked() {
	test(|| {
		let schema = licence();
		let credential = to_doctor(schema).offer().unwrap();
		let issuer = || signed(clerk(BOARD));
		assert_noop!(Credentials::suspend(issuer(), credential, CAUSE), Error::<Test>::NotAccepted);
		assert_noop!(Credentials::reinstate(issuer(), credential), Error::<Test>::NotAccepted);
		assert_noop!(Credentials::revoke(issuer(), credential, CAUSE), Error::<Test>::NotAccepted);
	});
}

#[test]
fn renewal_should_supersede_when_it_is_accepted() {
	test(|| {
		let schema = licence();
		let old = to_doctor(schema).hold();
		wait(DAY);
		let mut renewal = to_doctor(schema);
		renewal.supersedes = Some(old);
		let new = renewal.offer().unwrap();
		let competing = renewal.offer().unwrap();
		assert_eq!(why(old, now()).0, Status::Active);
		assert_ok!(Credentials::accept(signed(DOCTOR), new));
		assert_eq!(last_event(), Event::CredentialAccepted { credential: new, supersedes: Some(old) });
		assert_eq!(why(old, now()), (Status::Superseded, Reason::Superseded));
		assert_eq!(why(old, now() - 1), (Status::Active, Reason::InGoodStanding));
		assert_eq!(check(schema), Active);
		assert_noop!(Credentials::accept(signed(DOCTOR), competing), Error::<Test>::NotSupersedable);
		assert_noop!(Credentials::revoke(root(), old, CAUSE), Error::<Test>::AlreadySuperseded);
		assert_noop!(Credentials::suspend(root(), old, CAUSE), Error::<Test>::AlreadySuperseded);
	});
}

#[test]
fn renewal_should_not_lift_what_the_council_suspended() {
	test(|| {
		let schema = licence();
		let old = to_doctor(schema).hold();
		let mut renewal = to_doctor(schema);
		renewal.supersedes = Some(old);
		let new = renewal.offer().unwrap();
		assert_ok!(Credentials::suspend(root(), old, CAUSE));
		assert_noop!(Credentials::accept(signed(DOCTOR), new), Error::<Test>::NotSupersedable);
		assert_eq!(renewal.offer(), Err(Error::<Test>::NotSupersedable.into()));
		// Nor does a fresh offer that names no other.
		let fresh = to_doctor(schema).offer().unwrap();
		assert_noop!(Credentials::accept(signed(DOCTOR), fresh), Error::<Test>::SuspendedByCouncil);
		assert_ok!(Credentials::reinstate(root(), old));
		assert_ok!(Credentials::accept(signed(DOCTOR), fresh));
	});
}

#[test]
fn holder_should_have_a_bounded_number_of_credentials_of_one_schema() {
	test(|| {
		let schema = licence();
		for _ in 0..MAX_HELD {
			to_doctor(schema).hold();
		}
		let credential = to_doctor(schema).offer().unwrap();
		assert_noop!(Credentials::accept(signed(DOCTOR), credential), Error::<Test>::TooManyHeld);
		let other = licence();
		to_doctor(other).hold();
	});
}

#[test]
fn trail_should_tell_the_life_of_a_credential() {
	test(|| {
		let schema = licence();
		let credential = to_doctor(schema).offer().unwrap();
		let mut expected = TrailHead::new(TrailKind::Credential, &codec::Encode::encode(&credential));
		let mut step = |entry: crate::TrailEntry| {
			expected.append(1, &entry).unwrap();
			assert_eq!(Credentials::trail_head(credential), Some(expected));
		};
		let at = now();
		step(crate::TrailEntry::Offered { at });
		assert_ok!(Credentials::accept(signed(DOCTOR), credential));
		step(crate::TrailEntry::Accepted { at });
		assert_ok!(Credentials::suspend(root(), credential, CAUSE));
		step(crate::TrailEntry::Suspended { at, by: Council, reason: CAUSE });
		assert_ok!(Credentials::reinstate(root(), credential));
		step(crate::TrailEntry::Reinstated { at, by: Council });
		assert_ok!(Credentials::revoke(signed(clerk(BOARD)), credential, CAUSE));
		step(crate::TrailEntry::Revoked { at, by: Issuer, reason: CAUSE });
		assert_eq!(Credentials::trail_head(77), None);
	});
}

#[test]
fn sweep_should_remove_only_what_is_past_its_time() {
	test(|| {
		let schema = licence();
		let lapsing = to_doctor(schema).offer().unwrap();
		let revoked = to_doctor(schema).hold();
		let expiring = to_doctor(schema).hold();
		let mut long = to_doctor(schema);
		long.until = Some(now() + 2 * YEAR);
		let last = long.hold();
		assert_ok!(Credentials::revoke(signed(clerk(BOARD)), revoked, CAUSE));
		let there = || -> Vec<_> {
			let all = [lapsing, revoked, expiring, last].into_iter();
			all.filter(|n| crate::Credentials::<Test>::contains_key(n)).collect()
		};
		let idle = || (0..4).for_each(|_| next_block(0));
		wait(LIFETIME - 1);
		idle();
		assert_eq!(there(), [lapsing, revoked, expiring, last]);
		wait(1);
		idle();
		assert_eq!(there(), [revoked, expiring, last]);
		assert!(events().contains(&Event::OfferEnded { credential: lapsing }));
		wait(KEPT_FOR - LIFETIME);
		idle();
		assert_eq!(there(), [expiring, last]);
		assert!(events().contains(&Event::CredentialRemoved { credential: revoked }));
		wait(YEAR);
		idle();
		assert_eq!(there(), [last]);
		wait(YEAR);
		idle();
		assert_eq!(there().len(), 0);
		assert!(HeldBy::<Test>::get(doctor(), schema).is_empty());
		assert_eq!(held_on(purse(BOARD)), 0);
	});
}

#[test]
fn sweep_should_do_no_more_than_its_share_and_nothing_without_weight() {
	test(|| {
		let schema = licence();
		for _ in 0..10 {
			to_doctor(schema).offer().unwrap();
		}
		wait(LIFETIME);
		let left = || crate::Credentials::<Test>::iter().count();
		use frame_support::{traits::Hooks, weights::Weight};
		assert_eq!(Credentials::on_idle(1, Weight::zero()), Weight::zero());
		assert_eq!(left(), 10);
		let used = Credentials::on_idle(1, Weight::MAX);
		assert_eq!(left(), 7);
		let one = <() as crate::WeightInfo>::on_idle_remove();
		assert_eq!(used, <() as crate::WeightInfo>::on_idle_base().saturating_add(one.saturating_mul(3)));
		assert!(Credentials::on_idle(1, used).all_lte(used));
		for _ in 0..3 {
			Credentials::on_idle(1, Weight::MAX);
		}
		assert_eq!(left(), 0);
	});
}

#[test]
fn credential_should_take_at_most_200_bytes_of_state() {
	test(|| {
		let schema = licence();
		let mut offer = to_doctor(schema);
		offer.scopes = vec![TEXAS, OHIO];
		let credential = offer.hold();
		let size = |key: Vec<u8>| {
			let value = sp_io::storage::get(&key).unwrap().len();
			// The first 32 bytes are those of the map: the trie has them once.
			(key.len() - 32, value)
		};
		let (key, value) = size(crate::Credentials::<Test>::hashed_key_for(credential));
		let (index_key, index) = size(HeldBy::<Test>::hashed_key_for(doctor(), schema));
		// Here money has 8 bytes; on the chain it has 16.
		let total = key + value + index_key + index + 8;
		println!("bytes of state per credential: {total} (entry {key} + {value}, index {index_key} + {index})");
		assert!(total <= 200, "{total}");
	});
}
