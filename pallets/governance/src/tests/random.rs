//! Random actors play random calls while time passes; every invariant holds after each.

use super::*;
use proptest::prelude::*;

const CALLS: [(&str, &str); 8] = [
	TRANSFER,
	BATCH,
	PROXY,
	MULTISIG,
	("Balances", "burn"),
	("Utility", "batch_all"),
	("System", "remark"),
	("Utility", "no_such_call"),
];

#[derive(Clone, Debug)]
enum Act {
	Pause(Vec<usize>, u64),
	Lift(Vec<usize>),
	Issue(u128),
	Wait(u64),
}

fn act() -> impl Strategy<Value = Act> {
	let calls = || proptest::collection::vec(0..CALLS.len(), 0..3);
	prop_oneof![
		4 => (calls(), 0u64..=MAX_PAUSE + 1).prop_map(|(calls, duration)| Act::Pause(calls, duration)),
		2 => calls().prop_map(Act::Lift),
		1 => (0u128..100).prop_map(Act::Issue),
		3 => (1u64..600).prop_map(Act::Wait),
	]
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

	#[test]
	fn invariants_should_hold_after_every_call(
		acts in proptest::collection::vec((prop_oneof![4 => Just(WATCH), 1 => Just(STRANGER)], act()), 400)
	) {
		run(|| {
			let mut now = START;
			for (who, act) in acts {
				let before = sp_io::storage::root(StateVersion::V1);
				let waits = matches!(act, Act::Wait(_));
				let picked = |picks: Vec<usize>| picks.into_iter().map(|pick| CALLS[pick]).collect::<Vec<_>>();
				let result = match act {
					Act::Pause(calls, duration) => signed(who, pause(&picked(calls), duration)),
					Act::Lift(calls) => signed(who, lift(&picked(calls))),
					Act::Issue(amount) => motion(Call::issue { to: account(who), amount }),
					Act::Wait(seconds) => {
						now += seconds;
						next_block(now);
						Ok(())
					},
				};
				if result.is_err() {
					assert_eq!(sp_io::storage::root(StateVersion::V1), before);
				}
				// No event without a change, no change without an event.
				assert!(events().len() == usize::from(result.is_ok()) || waits);
				Governance::do_try_state().expect("every invariant holds");
				// No pause outlives its time by more than a block, and all end by themselves.
				assert!(Pauses::<Test>::get().iter().all(|pause| pause.until <= now + MAX_PAUSE));
			}
			next_block(now + MAX_PAUSE);
			next_block(now + MAX_PAUSE + 6);
			assert!(Pauses::<Test>::get().is_empty());
			for (pallet, call) in CALLS {
				assert!(!TxPause::is_paused(&name(pallet, call)));
			}
		});
	}
}
