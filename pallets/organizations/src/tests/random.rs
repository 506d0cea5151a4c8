//! Random actors play random calls; every invariant holds after each.

use super::*;
use proptest::prelude::*;

const NUMBERS: [&str; 5] = ["1234567893", "1245319599", "4012345000009", "2.16.840.1.113883.4.6", "1.3.6.1.4.1.1"];

#[derive(Clone, Debug)]
enum Actor {
	Account(u8),
	/// Whoever is admin of the organisation that the call is about.
	Admin,
	Motion,
}

fn actor() -> impl Strategy<Value = Actor> {
	prop_oneof![2 => (1u8..12).prop_map(Actor::Account), 2 => Just(Actor::Admin), 2 => Just(Actor::Motion)]
}

fn some_identifiers() -> impl Strategy<Value = crate::Identifiers> {
	proptest::collection::vec(0..NUMBERS.len(), 0..3)
		.prop_map(|picks| identifiers(&picks.into_iter().map(|pick| NUMBERS[pick]).collect::<Vec<_>>()))
}

fn some_roles() -> impl Strategy<Value = Roles> {
	proptest::collection::vec(0..Role::ALL.len(), 0..3)
		.prop_map(|picks| Roles::of(&picks.into_iter().map(|pick| Role::ALL[pick]).collect::<Vec<_>>()))
}

fn some_duties() -> impl Strategy<Value = Duties> {
	proptest::collection::vec(0..Duty::ALL.len(), 0..3)
		.prop_map(|picks| Duties::of(&picks.into_iter().map(|pick| Duty::ALL[pick]).collect::<Vec<_>>()))
}

fn call() -> impl Strategy<Value = (OrganizationId, Call<Test>)> {
	let who = || (1u8..12).prop_map(account);
	let seat = || proptest::option::of((1u8..12).prop_map(account));
	(0u32..8).prop_flat_map(move |organization| {
		let call = prop_oneof![
			3 => (some_roles(), some_identifiers()).prop_map(|(roles, identifiers)| Call::apply { roles, identifiers }),
			1 => Just(Call::cancel_application { organization }),
			1 => Just(Call::reject { organization }),
			6 => Just(Call::admit { organization }),
			2 => Just(Call::suspend { organization, reason: 1 }),
			2 => Just(Call::reinstate { organization }),
			1 => Just(Call::expel { organization, reason: 2 }),
			1 => Just(Call::resign { organization }),
			4 => (who(), some_duties())
				.prop_map(move |(account, duties)| Call::set_staff { organization, account, duties }),
			3 => seat().prop_map(move |account| Call::set_representative { organization, account }),
			3 => seat().prop_map(move |account| Call::set_technical_delegate { organization, account }),
			3 => seat().prop_map(move |account| Call::set_collator { organization, account }),
			2 => who().prop_map(move |new| Call::transfer_admin { organization, new }),
			2 => who().prop_map(move |new| Call::replace_admin { organization, new }),
			2 => (some_roles(), some_identifiers())
				.prop_map(move |(roles, identifiers)| Call::amend { organization, roles, identifiers }),
			2 => (who(), 0u128..300).prop_map(move |(to, amount)| Call::withdraw { organization, to, amount }),
		];
		(Just(organization), call)
	})
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

	#[test]
	fn invariants_should_hold_after_every_call(steps in proptest::collection::vec((actor(), call()), 400)) {
		chain(founders()).execute_with(|| {
			let issued = Balances::total_issuance();
			for (actor, (organization, call)) in steps {
				let before = sp_io::storage::root(StateVersion::V1);
				let result = match actor {
					Actor::Account(n) => signed(n, call.clone()),
					Actor::Admin => match Entries::<Test>::get(organization) {
						Some(entry) => dispatch(RuntimeOrigin::signed(entry.admin), call.clone()),
						None => continue,
					},
					Actor::Motion => motion(call.clone()),
				};
				if result.is_err() {
					assert_eq!(sp_io::storage::root(StateVersion::V1), before, "{call:?} left something behind");
				}
				// No event without a change, no change without an event.
				assert_eq!(events().len(), usize::from(result.is_ok()), "{call:?}");
				check();
				assert_eq!(Balances::total_issuance(), issued);
			}
			// Once the consortium has members it never loses the last.
			assert!(!crate::Representatives::<Test>::get().is_empty());
		});
	}
}
