use super::*;
use crate::{Identified, Representatives, Seated, Step, TechnicalDelegates};
use codec::Decode;
use salus_primitives::{
	trail::{index_key, TrailStep},
	Organizations as _,
};

#[test]
fn every_step_should_work_from_exactly_the_standings_that_allow_it() {
	use Standing::*;
	type Make = fn(OrganizationId) -> Call<Test>;
	let steps: [(&str, Make, &[(Standing, Standing)]); 6] = [
		("admit", |organization| Call::admit { organization }, &[(Candidate, Active)]),
		("suspend", |organization| Call::suspend { organization, reason: 9 }, &[(Active, Suspended)]),
		("reinstate", |organization| Call::reinstate { organization }, &[(Suspended, Active)]),
		("expel", |organization| Call::expel { organization, reason: 9 }, &[(Active, Expelled), (Suspended, Expelled)]),
		("resign", |organization| Call::resign { organization }, &[(Active, Resigned)]),
		(
			"amend",
			|organization| Call::amend { organization, roles: Roles::ALL, identifiers: Default::default() },
			&[(Active, Active), (Suspended, Suspended)],
		),
	];
	for (name, call, allowed) in steps {
		for from in STANDINGS {
			run(|| {
				let organization = with_standing(30, from);
				let attempt = || match name {
					"resign" => signed(30, call(organization)),
					_ => motion(call(organization)),
				};
				match allowed.iter().find(|(allowed, _)| *allowed == from) {
					Some((_, to)) => {
						assert_ok!(attempt());
						assert_eq!(standing(organization), *to, "{name} from {from:?}");
					},
					None => refuses(Refusal::WrongStanding, attempt),
				}
			});
		}
	}
}

#[test]
fn steps_should_be_refused_when_the_organization_is_unknown() {
	run(|| {
		let organization = 77;
		for call in [
			Call::admit { organization },
			Call::suspend { organization, reason: 1 },
			Call::reinstate { organization },
			Call::expel { organization, reason: 1 },
			Call::replace_admin { organization, new: account(1) },
			Call::amend { organization, roles: Roles::ALL, identifiers: Default::default() },
		] {
			refuses(Refusal::NotFound, || motion(call));
		}
		for call in [
			Call::resign { organization },
			staff(organization, 3, &[Duty::Billing]),
			representative(organization, 3),
			delegate(organization, 3),
			collator(organization, 3),
			Call::transfer_admin { organization, new: account(3) },
			Call::withdraw { organization, to: account(3), amount: 1 },
		] {
			refuses(Refusal::NotFound, || signed(HOSPITAL, call));
		}
	});
}

#[test]
fn admitted_member_should_vote_act_and_author() {
	run(|| {
		let organization = candidate(30);
		assert_ok!(signed(30, delegate(organization, 31)));
		assert_ok!(signed(30, collator(organization, 32)));
		assert_eq!(Representatives::<Test>::get().len(), 2);
		assert_ok!(motion(Call::admit { organization }));
		assert!(Representatives::<Test>::get().contains(&account(30)));
		assert!(TechnicalDelegates::<Test>::get().contains(&account(31)));
		assert_eq!(Organizations::duties_of(organization, account(30)), Duties::ALL);
		assert_eq!(Balances::reserved_balance(account(30)), DEPOSIT);
	});
}

#[test]
fn admission_should_be_refused_when_the_house_is_full() {
	run(|| {
		for admin in 30..33 {
			member(admin);
		}
		let organization = candidate(33);
		refuses(Refusal::TooManyMembers, || motion(Call::admit { organization }));
		// A suspended member makes room, and may then have to wait itself.
		assert_ok!(motion(Call::suspend { organization: 1, reason: 1 }));
		assert_ok!(motion(Call::admit { organization }));
		refuses(Refusal::TooManyMembers, || motion(Call::reinstate { organization: 1 }));
	});
}

#[test]
fn admission_should_be_refused_when_a_seat_belongs_to_another_member() {
	run(|| {
		// The hospital's admin administers a second organisation: it cannot represent both.
		let organization = candidate(HOSPITAL);
		refuses(Refusal::SeatTaken, || motion(Call::admit { organization }));
		assert_ok!(signed(HOSPITAL, representative(organization, 30)));
		// The account of a suspended member's seat waits for it.
		assert_ok!(signed(HOSPITAL, delegate(organization, 22)));
		assert_ok!(motion(Call::suspend { organization: 1, reason: 1 }));
		refuses(Refusal::SeatTaken, || motion(Call::admit { organization }));
		assert_ok!(motion(Call::expel { organization: 1, reason: 1 }));
		assert_ok!(motion(Call::admit { organization }));
	});
}

#[test]
fn suspended_member_should_lose_every_right_and_keep_its_place() {
	run(|| {
		assert_ok!(motion(Call::suspend { organization: 0, reason: 5 }));
		assert_eq!(Representatives::<Test>::get().into_inner(), [account(22)]);
		assert!(TechnicalDelegates::<Test>::get().is_empty());
		for n in [HOSPITAL, CLERK, OPERATOR] {
			assert!(Organizations::duties_of(0, account(n)).is_empty());
			for duty in Duty::ALL {
				assert_eq!(Organizations::ensure_duty(0, &account(n), *duty), Err(Refusal::NotActive.into()));
			}
		}
		// Nobody else may take its accounts or its numbers.
		assert_eq!(Seated::<Test>::get(account(HOSPITAL)), Some(0));
		refuses(Refusal::SeatTaken, || signed(PHARMACY, representative(1, HOSPITAL)));
		assert_ok!(signed(30, apply(&[Role::Payer], &["1234567893"])));
		refuses(Refusal::IdentifierTaken, || motion(Call::admit { organization: 2 }));
	});
}

#[test]
fn suspended_member_should_still_exchange_its_keys() {
	run(|| {
		assert_ok!(motion(Call::suspend { organization: 0, reason: 5 }));
		let (council, committee) = (Representatives::<Test>::get(), TechnicalDelegates::<Test>::get());
		assert_ok!(signed(HOSPITAL, staff(0, OPERATOR, &[])));
		assert_ok!(signed(HOSPITAL, representative(0, 40)));
		assert_ok!(signed(HOSPITAL, delegate(0, 41)));
		assert_ok!(signed(HOSPITAL, collator(0, 42)));
		assert_ok!(signed(HOSPITAL, Call::transfer_admin { organization: 0, new: account(43) }));
		// None of it counts before reinstatement, and nothing new is granted.
		assert_eq!((council, committee), (Representatives::<Test>::get(), TechnicalDelegates::<Test>::get()));
		refuses(Refusal::NotActive, || signed(43, staff(0, 44, &[Duty::Billing])));
		refuses(Refusal::NotActive, || signed(43, staff(0, CLERK, &[Duty::Billing])));
		assert_ok!(motion(Call::reinstate { organization: 0 }));
		assert!(Representatives::<Test>::get().contains(&account(40)));
		assert!(TechnicalDelegates::<Test>::get().contains(&account(41)));
	});
}

#[test]
fn expelled_member_should_stay_readable_and_keep_its_numbers() {
	run(|| {
		let organization = member(30);
		let other = member(31);
		assert_ok!(signed(30, staff(organization, 35, &[Duty::Billing])));
		assert_ok!(motion(Call::amend {
			organization,
			roles: Roles::of(&[Role::Payer]),
			identifiers: identifiers(&["1245319599"])
		}));
		assert_ok!(motion(Call::expel { organization, reason: 3 }));
		let info = Organizations::organization(organization).unwrap();
		assert_eq!((info.standing, info.roles, info.staff), (Standing::Expelled, Roles::of(&[Role::Payer]), 1));
		assert_eq!(Organizations::organization_by_identifier(identifier("1245319599")), Some(organization));
		let third = NextOrganization::<Test>::get();
		assert_ok!(signed(32, apply(&[Role::Payer], &["1245319599"])));
		refuses(Refusal::IdentifierTaken, || motion(Call::admit { organization: third }));
		refuses(Refusal::IdentifierTaken, || {
			motion(Call::amend { organization: other, roles: Roles::ALL, identifiers: identifiers(&["1245319599"]) })
		});
		// Its accounts are free, and its deposit is back.
		assert_ok!(signed(31, representative(other, 30)));
		assert_eq!(Balances::reserved_balance(account(30)), 0);
		assert!(Organizations::duties_of(organization, account(35)).is_empty());
	});
}

#[test]
fn last_active_member_should_not_be_lost() {
	run(|| {
		assert_ok!(motion(Call::suspend { organization: 1, reason: 1 }));
		refuses(Refusal::LastMember, || motion(Call::suspend { organization: 0, reason: 1 }));
		refuses(Refusal::LastMember, || motion(Call::expel { organization: 0, reason: 1 }));
		refuses(Refusal::LastMember, || signed(HOSPITAL, Call::resign { organization: 0 }));
		// The suspended one is not the last active one.
		assert_ok!(motion(Call::expel { organization: 1, reason: 1 }));
	});
}

#[test]
fn resign_should_be_the_admins_alone() {
	run(|| {
		for n in [CLERK, OPERATOR, PHARMACY, STRANGER] {
			refuses(Refusal::NotAuthorized, || signed(n, Call::resign { organization: 0 }));
		}
		assert_ok!(signed(HOSPITAL, Call::resign { organization: 0 }));
	});
}

#[test]
fn trail_should_hold_every_step_under_the_head_that_events_name() {
	chain(founders()).execute_with(|| {
		let organization = candidate(30);
		let amended = Step::Amended { roles: Roles::ALL, identifiers: identifiers(&["1245319599"]) };
		assert_ok!(motion(Call::admit { organization }));
		assert_ok!(motion(Call::amend { organization, roles: Roles::ALL, identifiers: identifiers(&["1245319599"]) }));
		System::set_block_number(7);
		assert_ok!(motion(Call::suspend { organization, reason: 11 }));
		assert_ok!(motion(Call::reinstate { organization }));
		assert_ok!(motion(Call::expel { organization, reason: 12 }));
		let expected = [
			Step::Applied { roles: Roles::of(&[Role::Provider]), identifiers: Default::default() },
			Step::Admitted,
			amended,
			Step::Suspended { reason: 11 },
			Step::Reinstated,
			Step::Expelled { reason: 12 },
		];
		let mut heads = Vec::new();
		for (event, step) in events().into_iter().zip(&expected) {
			match event {
				Event::MembershipChanged { organization: whose, step: told, head } if whose == organization => {
					assert_eq!(told, *step);
					heads.push(head);
				},
				other => panic!("unexpected {other:?}"),
			}
		}
		assert_eq!((entry(organization).trail.len, Some(&entry(organization).trail.head)), (6, heads.last()));
		heads
	});
}

#[test]
fn trail_should_lead_back_through_the_offchain_index() {
	let mut chain = chain(founders());
	let head = chain.execute_with(|| {
		let organization = member(30);
		System::set_block_number(7);
		assert_ok!(motion(Call::suspend { organization, reason: 11 }));
		entry(organization).trail.head
	});
	chain.persist_offchain_overlay();
	let index = chain.offchain_db();
	let newest = TrailStep::decode(&mut &index.get(&index_key(&head)).unwrap()[..]).unwrap();
	assert_eq!((newest.hash(), newest.n, newest.block), (head, 3, 7));
	assert_eq!(Step::decode(&mut &newest.entry[..]), Ok(Step::Suspended { reason: 11 }));
	let before = TrailStep::decode(&mut &index.get(&index_key(&newest.previous)).unwrap()[..]).unwrap();
	assert_eq!((before.hash(), Step::decode(&mut &before.entry[..])), (newest.previous, Ok(Step::Admitted)));
}

#[test]
fn full_history_should_refuse_the_step() {
	run(|| {
		Entries::<Test>::mutate_extant(0, |entry| entry.trail.len = u32::MAX);
		refuses(Refusal::HistoryFull, || motion(Call::suspend { organization: 0, reason: 1 }));
	});
}

#[test]
fn identifiers_should_be_free_again_when_an_amendment_drops_them() {
	run(|| {
		let roles = entry(0).roles;
		refuses(Refusal::AlreadySo, || {
			motion(Call::amend { organization: 0, roles, identifiers: identifiers(&["1234567893"]) })
		});
		refuses(Refusal::RoleRequired, || {
			motion(Call::amend { organization: 0, roles: Roles::NONE, identifiers: Default::default() })
		});
		refuses(Refusal::IdentifierTaken, || {
			motion(Call::amend { organization: 0, roles, identifiers: identifiers(&["4012345000009"]) })
		});
		assert_ok!(motion(Call::amend { organization: 0, roles, identifiers: identifiers(&["1245319599"]) }));
		assert_eq!(Identified::<Test>::get(identifier("1234567893")), None);
		// The order of identifiers is part of the entry; keeping one while adding another works.
		assert_ok!(motion(Call::amend {
			organization: 0,
			roles,
			identifiers: identifiers(&["1234567893", "1245319599"])
		}));
	});
}

#[test]
fn motion_should_be_refused_when_its_reason_is_no_code_for_one() {
	chain(founders()).execute_with(|| {
		let organization = member(30);
		for reason in [0, 100, u16::MAX] {
			refuses(Refusal::ReasonNotFound, || motion(Call::suspend { organization, reason }));
			refuses(Refusal::ReasonNotFound, || motion(Call::expel { organization, reason }));
		}
		assert_ok!(motion(Call::suspend { organization, reason: 99 }));
	});
}
