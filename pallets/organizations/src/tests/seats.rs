use super::*;
use crate::{Representatives, Seat, Seated, TechnicalDelegates};

type Council = pallet_collective::Pallet<Test, pallet_collective::Instance1>;

#[test]
fn seats_should_move_and_the_bodies_follow() {
	run(|| {
		events();
		assert_ok!(signed(HOSPITAL, representative(0, 40)));
		assert_ok!(signed(HOSPITAL, delegate(0, 41)));
		assert_ok!(signed(HOSPITAL, collator(0, 42)));
		assert_eq!(Representatives::<Test>::get().into_inner(), [account(22), account(40)]);
		assert_eq!(TechnicalDelegates::<Test>::get().into_inner(), [account(41)]);
		let set = |seat, n| Event::SeatSet { organization: 0, seat, account: Some(account(n)) };
		assert_eq!(
			events(),
			[set(Seat::Representative, 40), set(Seat::TechnicalDelegate, 41), set(Seat::Collator, 42)]
		);
		// What was named before is free.
		for n in [HOSPITAL, OPERATOR, 21] {
			assert_eq!(Seated::<Test>::get(account(n)), None);
		}
		assert_ok!(signed(PHARMACY, delegate(1, OPERATOR)));
	});
}

#[test]
fn seats_should_be_left_empty_except_the_vote_in_the_council() {
	run(|| {
		assert_ok!(signed(HOSPITAL, Call::set_technical_delegate { organization: 0, account: None }));
		assert_ok!(signed(HOSPITAL, Call::set_collator { organization: 0, account: None }));
		assert!(TechnicalDelegates::<Test>::get().is_empty());
		refuses(Refusal::AlreadySo, || signed(HOSPITAL, Call::set_collator { organization: 0, account: None }));
		assert_ok!(signed(HOSPITAL, collator(0, 21)));
		// No representative means the admin.
		assert_ok!(signed(PHARMACY, Call::set_representative { organization: 1, account: None }));
		assert_eq!(Representatives::<Test>::get().into_inner(), [account(HOSPITAL), account(PHARMACY)]);
	});
}

#[test]
fn one_account_should_hold_several_seats_of_one_member() {
	run(|| {
		assert_ok!(signed(HOSPITAL, delegate(0, HOSPITAL)));
		assert_ok!(signed(HOSPITAL, collator(0, HOSPITAL)));
		assert_ok!(signed(HOSPITAL, Call::set_technical_delegate { organization: 0, account: None }));
		assert_eq!(Seated::<Test>::get(account(HOSPITAL)), Some(0));
		assert_ok!(signed(HOSPITAL, representative(0, 40)));
		assert_eq!(Seated::<Test>::get(account(HOSPITAL)), Some(0), "still the collator");
		assert_ok!(signed(HOSPITAL, collator(0, 41)));
		assert_eq!(Seated::<Test>::get(account(HOSPITAL)), None);
	});
}

#[test]
fn seats_should_be_refused_when_the_account_serves_another_member() {
	run(|| {
		for n in [HOSPITAL, OPERATOR, 21] {
			refuses(Refusal::SeatTaken, || signed(PHARMACY, representative(1, n)));
			refuses(Refusal::SeatTaken, || signed(PHARMACY, delegate(1, n)));
			refuses(Refusal::SeatTaken, || signed(PHARMACY, collator(1, n)));
		}
	});
}

#[test]
fn seats_should_be_refused_when_already_so() {
	run(|| {
		refuses(Refusal::AlreadySo, || signed(HOSPITAL, representative(0, HOSPITAL)));
		refuses(Refusal::AlreadySo, || signed(HOSPITAL, delegate(0, OPERATOR)));
		refuses(Refusal::AlreadySo, || signed(HOSPITAL, collator(0, 21)));
	});
}

#[test]
fn votes_should_be_named_by_the_admin_alone() {
	run(|| {
		for n in [CLERK, OPERATOR, PHARMACY, STRANGER] {
			refuses(Refusal::NotAuthorized, || signed(n, representative(0, 40)));
			refuses(Refusal::NotAuthorized, || signed(n, delegate(0, 40)));
		}
	});
}

#[test]
fn collator_should_be_named_by_the_admin_or_operations() {
	run(|| {
		assert_ok!(signed(OPERATOR, collator(0, 40)));
		for n in [CLERK, PHARMACY, STRANGER] {
			refuses(Refusal::NotAuthorized, || signed(n, collator(0, 41)));
		}
		assert_ok!(motion(Call::suspend { organization: 0, reason: 1 }));
		refuses(Refusal::NotActive, || signed(OPERATOR, collator(0, 41)));
	});
}

#[test]
fn seats_should_be_refused_when_membership_ended() {
	run(|| {
		assert_ok!(motion(Call::expel { organization: 0, reason: 1 }));
		refuses(Refusal::WrongStanding, || signed(HOSPITAL, representative(0, 40)));
		refuses(Refusal::WrongStanding, || signed(HOSPITAL, delegate(0, 40)));
		refuses(Refusal::WrongStanding, || signed(HOSPITAL, collator(0, 40)));
		refuses(Refusal::NotActive, || signed(OPERATOR, collator(0, 40)));
	});
}

#[test]
fn candidates_should_block_nobody_by_naming_an_account() {
	run(|| {
		let squatter = candidate(30);
		assert_ok!(signed(30, representative(squatter, 50)));
		assert_ok!(signed(HOSPITAL, representative(0, 50)));
		refuses(Refusal::SeatTaken, || motion(Call::admit { organization: squatter }));
	});
}

#[test]
fn vote_should_not_count_twice_when_the_representative_changes() {
	use codec::{Decode, Encode};
	use sp_runtime::traits::{BlakeTwo256, Hash};
	run(|| {
		member(30);
		let proposal = RuntimeCall::from(Call::suspend { organization: 1, reason: 1 });
		let hash = BlakeTwo256::hash_of(&proposal);
		let length_bound = proposal.encoded_size() as u32;
		let open = pallet_collective::Call::propose { threshold: 3, proposal: Box::new(proposal), length_bound };
		assert_ok!(signed(HOSPITAL, RuntimeCall::Council(open)));
		let vote = |n| {
			signed(n, RuntimeCall::Council(pallet_collective::Call::vote { proposal: hash, index: 0, approve: true }))
		};
		assert_ok!(vote(HOSPITAL));
		assert_ok!(signed(HOSPITAL, representative(0, 40)));
		assert_ok!(vote(40));
		let votes = pallet_collective::Voting::<Test, pallet_collective::Instance1>::get(hash).unwrap();
		type Votes = (u32, u32, Vec<AccountId>, Vec<AccountId>, u64);
		let (_, _, ayes, nays, _) = Votes::decode(&mut &votes.encode()[..]).unwrap();
		assert_eq!((ayes, nays), (vec![account(40)], vec![]));
		assert!(!Council::is_member(&account(HOSPITAL)));
	});
}
