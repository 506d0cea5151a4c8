//! Questions: what a holder has, what lapses, and what other pallets hear.

use crate::{mock::*, Held, Lapsing, StatusPurpose, MAX_PAGE};
use frame_support::assert_ok;
use salus_primitives::{CredentialAnswer, CredentialCheck, Holder, Outcome, SchemaId, Seconds, Verdict};

fn nurse() -> Holder {
	Holder::Subject(person(NURSE))
}

fn until(schema: SchemaId, holder: Holder, days: u64) -> u32 {
	let mut offer = to_doctor(schema);
	offer.holder = holder;
	offer.until = Some(now() + days * DAY);
	offer.hold()
}

#[test]
fn holder_should_see_every_credential_that_was_accepted() {
	test(|| {
		let (first, second) = (licence(), licence());
		let a = to_doctor(first).hold();
		let b = to_doctor(second).hold();
		let c = to_doctor(second).hold();
		until(second, nurse(), 5);
		to_doctor(first).offer().unwrap();
		let held = |credential| Held { credential, scopes: vec![TEXAS].try_into().unwrap() };
		let mut all = Credentials::held(doctor(), None);
		all.sort_by_key(|(schema, _)| *schema);
		assert_eq!(all, [(first, vec![held(a)]), (second, vec![held(b), held(c)])]);
		assert_eq!(Credentials::held(doctor(), Some(second)), [(second, vec![held(b), held(c)])]);
		assert_eq!(Credentials::held(doctor(), Some(9)), []);
		assert_eq!(Credentials::held(Holder::Organization(WHOLESALER), None), []);
	});
}

#[test]
fn what_lapses_among_named_holders_should_be_found() {
	test(|| {
		let schema = licence();
		let soon = until(schema, doctor(), 10);
		let edge = until(schema, nurse(), 30);
		until(schema, nurse(), 31);
		let revoked = until(schema, nurse(), 5);
		assert_ok!(Credentials::revoke(root(), revoked, CAUSE));
		let suspended = until(schema, nurse(), 6);
		assert_ok!(Credentials::suspend(root(), suspended, CAUSE));
		let mut offer = to_doctor(schema);
		offer.until = Some(now() + DAY);
		offer.offer().unwrap();
		let page = Credentials::expiring(vec![doctor(), nurse(), nurse()], 30 * DAY);
		let found: Vec<_> = page.lapsing.iter().map(|lapsing| (lapsing.holder, lapsing.credential)).collect();
		// Who is named twice is answered twice.
		let nurses = [(nurse(), edge), (nurse(), suspended)];
		assert_eq!(found, [&[(doctor(), soon)][..], &nurses, &nurses].concat());
		assert_eq!(page.next, None);
		assert_eq!(page.lapsing[0].valid_until, Some(START + 10 * DAY));
		wait(10 * DAY);
		assert_eq!(Credentials::expiring(vec![doctor()], 30 * DAY), Default::default());
	});
}

#[test]
fn due_verification_should_lapse_too() {
	test(|| {
		let schema = verified(false);
		let credential = to_doctor(schema).hold();
		let lapses = |within| Credentials::expiring(vec![doctor()], within).lapsing;
		let found = |due: Seconds| Lapsing {
			holder: doctor(),
			schema,
			credential,
			valid_until: None,
			verification_due: Some(due),
		};
		assert_eq!(lapses(DAY), [found(0)]);
		outcome(credential, Outcome::Agreed(Verdict::Attested));
		assert_eq!(lapses(INTERVAL - 1), []);
		assert_eq!(lapses(INTERVAL), [found(now() + INTERVAL)]);
	});
}

#[test]
fn credential_revoked_in_a_list_should_not_be_named_as_lapsing() {
	test(|| {
		let (schema, list) = listed(StatusPurpose::Revocation);
		let mut offer = to_doctor(schema);
		offer.entry = Some(crate::ListEntry { list, index: 1 });
		offer.hold();
		assert_eq!(Credentials::expiring(vec![doctor()], YEAR).lapsing.len(), 1);
		assert_ok!(Credentials::set_status(signed(clerk(BOARD)), list, vec![1].try_into().unwrap(), true));
		assert_eq!(Credentials::expiring(vec![doctor()], YEAR).lapsing, []);
	});
}

#[test]
fn question_about_very_many_holders_should_be_answered_in_parts() {
	test(|| {
		let schema = licence();
		until(schema, doctor(), 10);
		let page = Credentials::expiring(vec![doctor(); 300], 30 * DAY);
		assert_eq!((page.lapsing.len(), page.next), (256, Some(256)));
		for _ in 1..crate::MAX_HELD {
			until(schema, doctor(), 10);
		}
		let page = Credentials::expiring(vec![doctor(); 300], 30 * DAY);
		let each = crate::MAX_HELD as usize;
		let answered = (MAX_PAGE as usize).div_ceil(each);
		assert_eq!((page.lapsing.len(), page.next), (answered * each, Some(answered as u32)));
	});
}

#[test]
fn what_lapses_among_an_issuers_credentials_should_be_found_page_by_page() {
	test(|| {
		let schema = licence();
		accredit(schema, REGULATOR);
		for n in 0..10 {
			let mut offer = to_doctor(schema);
			offer.by = if n % 2 == 0 { BOARD } else { REGULATOR };
			offer.until = Some(now() + (n + 1) * DAY);
			offer.hold();
		}
		let mut found = Vec::new();
		let mut from = None;
		let mut pages = 0;
		loop {
			let page = Credentials::issued_expiring(BOARD, 7 * DAY, from, 3);
			found.extend(page.lapsing.iter().map(|lapsing| lapsing.credential));
			pages += 1;
			from = page.next;
			if from.is_none() {
				break;
			}
		}
		assert_eq!((found, pages), (vec![0, 2, 4, 6], 4));
		assert_eq!(Credentials::issued_expiring(BOARD, 7 * DAY, None, 0).next, Some(1));
		assert_eq!(Credentials::issued_expiring(BOARD, YEAR, None, u32::MAX).lapsing.len(), 5);
		assert_eq!(Credentials::issued_expiring(BOARD, YEAR, Some(u32::MAX), 9), Default::default());
		assert_eq!(Credentials::issued_expiring(BOARD, Seconds::MAX, None, 9).lapsing.len(), 5);
	});
}

#[test]
fn other_pallets_should_hear_the_short_answer() {
	test(|| {
		let schema = verified(false);
		let hear = |scope| <Credentials as CredentialCheck>::check(doctor(), schema, scope, now());
		assert_eq!(hear(Some(TEXAS)), CredentialAnswer::NotActive);
		let credential = to_doctor(schema).hold();
		assert_eq!(hear(Some(TEXAS)), CredentialAnswer::Unverified);
		outcome(credential, Outcome::Agreed(Verdict::Attested));
		assert_eq!(hear(Some(TEXAS)), CredentialAnswer::Active);
		assert_eq!(hear(Some(OHIO)), CredentialAnswer::NotActive);
	});
}

#[test]
fn answer_should_cost_what_had_to_be_read_for_it() {
	use crate::{WeightInfo, MAX_EVALUATED, MAX_HELD};
	use frame_support::weights::Weight;
	test(|| {
		let schema = licence();
		let check = <<Test as crate::Config>::WeightInfo as WeightInfo>::check;
		let beyond = |read, evaluated| check(read, evaluated).saturating_sub(check(1, 1));
		let ask = || <Credentials as CredentialCheck>::check_at_cost(doctor(), schema, None, now());
		assert_eq!(ask(), (CredentialAnswer::NotActive, Weight::zero()));
		to_doctor(schema).hold();
		assert_eq!(ask(), (CredentialAnswer::Active, Weight::zero()));
		for newer in 1..MAX_HELD {
			until(schema, doctor(), 1);
			assert_eq!(ask(), (CredentialAnswer::Active, Weight::zero()), "the newest is looked at first");
			wait(2 * DAY);
			// Those that have lapsed are read, and only the oldest is looked at closely.
			assert_eq!(ask(), (CredentialAnswer::Active, beyond(1 + newer, 1)));
		}
		let worst = <Credentials as CredentialCheck>::worst();
		assert_eq!(worst, beyond(MAX_HELD, MAX_EVALUATED));
		assert!(ask().1.all_lte(worst) && ask().1.ref_time() > 0);
	});
}

#[test]
fn chain_should_begin_with_what_its_genesis_says() {
	use crate::{CredentialSeed, GenesisConfig, Holders, SchemaKind, SchemaSeed, StatusRecord};
	use salus_primitives::Role;
	use sp_runtime::BuildStorage;
	let seed = SchemaSeed {
		kind: SchemaKind::AuthorisedTradingPartner,
		definition: Default::default(),
		issuers: vec![Role::CredentialIssuer],
		holders: Holders::Organizations,
		self_issuance: false,
		max_validity: None,
		status: StatusRecord::Own,
		max_depth: 0,
		max_sub_issuers: 0,
	};
	let partner = CredentialSeed {
		schema: 0,
		issuer: BOARD,
		holder: Holder::Organization(WHOLESALER),
		commitment: commitment(1),
		scopes: vec![TEXAS],
		valid_from: 0,
		valid_until: None,
	};
	let config = GenesisConfig::<Test> {
		schemas: vec![seed],
		issuers: vec![(0, BOARD)],
		credentials: vec![partner.clone()],
		_config: Default::default(),
	};
	let json = serde_json::to_string(&config).unwrap();
	assert!(json.contains("authorisedTradingPartner"));
	let read: GenesisConfig<Test> = serde_json::from_str(&json).unwrap();
	let mut ext: sp_io::TestExternalities = read.build_storage().unwrap().into();
	ext.execute_with(|| {
		wait(START);
		Credentials::do_try_state().unwrap();
		let answer = |at| Credentials::check_answer(partner.holder, 0, Some(TEXAS), at).answer;
		assert_eq!((answer(None), answer(Some(1))), (CredentialAnswer::Active, CredentialAnswer::Active));
		assert_ok!(Credentials::revoke(root(), 0, CAUSE));
		assert_eq!(answer(None), CredentialAnswer::NotActive);
	});
}

#[test]
#[should_panic(expected = "consistent")]
fn genesis_that_contradicts_itself_should_not_start_a_chain() {
	use sp_runtime::BuildStorage;
	let config = crate::GenesisConfig::<Test> { issuers: vec![(0, BOARD)], ..Default::default() };
	let _ = config.build_storage();
}
