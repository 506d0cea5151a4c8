use super::*;
use crate::Pause;

#[test]
fn paused_calls_should_be_refused_at_once_and_others_work() {
	run(|| {
		events();
		assert_ok!(signed(WATCH, pause(&[TRANSFER, BATCH], 60)));
		assert_eq!(events(), [Event::Paused { calls: names(&[TRANSFER, BATCH]), until: START + 60 }]);
		refuses(frame_system::Error::<Test>::CallFiltered, transfer);
		refuses(frame_system::Error::<Test>::CallFiltered, || {
			signed(STRANGER, pallet_utility::Call::batch { calls: vec![] })
		});
		assert_ok!(signed(STRANGER, pallet_balances::Call::transfer_allow_death { dest: account(1), value: 1 }));
		assert_eq!(
			Governance::pauses(),
			[TRANSFER, BATCH].map(|(pallet, call)| Pause { call: name(pallet, call), until: START + 60 })
		);
	});
}

#[test]
fn pause_should_lift_itself_once_its_time_is_known_to_have_come() {
	run(|| {
		assert_ok!(signed(WATCH, pause(&[TRANSFER], 60)));
		assert_ok!(signed(WATCH, pause(&[BATCH], 120)));
		next_block(START + 59);
		next_block(START + 60);
		// This block's time had not been told when it began.
		refuses(frame_system::Error::<Test>::CallFiltered, transfer);
		assert_eq!(NextLift::<Test>::get(), Some(START + 60));
		next_block(START + 66);
		assert_eq!(events(), [Event::Lifted { calls: names(&[TRANSFER]) }]);
		assert_ok!(transfer());
		assert_eq!(NextLift::<Test>::get(), Some(START + 120));
		// However late the next block is.
		next_block(START + 100_000);
		next_block(START + 100_006);
		assert_eq!(events(), [Event::Lifted { calls: names(&[BATCH]) }]);
		assert_eq!((NextLift::<Test>::get(), Pauses::<Test>::get().len()), (None, 0));
	});
}

#[test]
fn pauses_that_end_together_should_lift_together() {
	run(|| {
		assert_ok!(signed(WATCH, pause(&[TRANSFER, BATCH, PROXY, MULTISIG], 1)));
		next_block(START + 1);
		next_block(START + 7);
		assert_eq!(events(), [Event::Lifted { calls: names(&[TRANSFER, BATCH, PROXY, MULTISIG]) }]);
	});
}

#[test]
fn lift_should_end_a_pause_early() {
	run(|| {
		assert_ok!(signed(WATCH, pause(&[TRANSFER, BATCH], 60)));
		events();
		assert_ok!(signed(WATCH, lift(&[TRANSFER])));
		assert_eq!(events(), [Event::Lifted { calls: names(&[TRANSFER]) }]);
		assert_ok!(transfer());
		assert_eq!(Pauses::<Test>::get().len(), 1);
		assert_ok!(signed(WATCH, lift(&[BATCH])));
		assert_eq!(NextLift::<Test>::get(), None);
	});
}

#[test]
fn pause_should_be_all_or_nothing() {
	run(|| {
		assert_ok!(signed(WATCH, pause(&[PROXY], 60)));
		for (bad, error) in [
			(("Balances", "transfer_keep_alove"), Refusal::CallNotFound),
			(("Balance", "transfer_keep_alive"), Refusal::CallNotFound),
			(("", ""), Refusal::CallNotFound),
			(("System", "remark"), Refusal::Unpausable),
			(("Timestamp", "set"), Refusal::Unpausable),
			(("Governance", "lift"), Refusal::Unpausable),
			(("Governance", "emergency_pause"), Refusal::Unpausable),
			// The pauser guards itself.
			(("TxPause", "unpause"), Refusal::Unpausable),
			(PROXY, Refusal::AlreadyPaused),
			(TRANSFER, Refusal::AlreadyPaused),
		] {
			refuses(error, || signed(WATCH, pause(&[TRANSFER, BATCH, bad], 60)));
		}
		assert_ok!(transfer());
	});
}

#[test]
fn lift_should_be_all_or_nothing() {
	run(|| {
		assert_ok!(signed(WATCH, pause(&[TRANSFER], 60)));
		refuses(Refusal::NotPaused, || signed(WATCH, lift(&[TRANSFER, BATCH])));
		refuses(Refusal::NotPaused, || signed(WATCH, lift(&[TRANSFER, TRANSFER])));
		refuses(Refusal::NoCalls, || signed(WATCH, lift(&[])));
	});
}

#[test]
fn pause_should_be_refused_when_it_pauses_nothing_or_never_ends() {
	run(|| {
		refuses(Refusal::NoCalls, || signed(WATCH, pause(&[], 60)));
		for duration in [0, MAX_PAUSE + 1, u64::MAX] {
			refuses(Refusal::DurationOutOfRange, || signed(WATCH, pause(&[TRANSFER], duration)));
		}
		assert_ok!(signed(WATCH, pause(&[TRANSFER], MAX_PAUSE)));
		assert_ok!(signed(WATCH, pause(&[BATCH], 1)));
	});
}

#[test]
fn pause_should_be_refused_when_too_many_are_paused() {
	run(|| {
		assert_ok!(signed(WATCH, pause(&[TRANSFER, BATCH, PROXY], 60)));
		refuses(Refusal::TooManyPaused, || signed(WATCH, pause(&[MULTISIG, ("Utility", "batch_all")], 60)));
		assert_ok!(signed(WATCH, pause(&[MULTISIG], 60)));
		refuses(Refusal::TooManyPaused, || signed(WATCH, pause(&[("Utility", "batch_all")], 60)));
	});
}

#[test]
fn pause_should_be_prolonged_without_a_gap_in_one_batch() {
	run(|| {
		assert_ok!(signed(WATCH, pause(&[TRANSFER], 60)));
		next_block(START + 30);
		let calls = vec![lift(&[TRANSFER]).into(), pause(&[TRANSFER], 60).into()];
		assert_ok!(signed(WATCH, pallet_utility::Call::batch_all { calls }));
		assert_eq!(NextLift::<Test>::get(), Some(START + 90));
		refuses(frame_system::Error::<Test>::CallFiltered, transfer);
	});
}

#[test]
fn pause_that_root_lifted_should_be_forgotten_when_its_time_comes() {
	run(|| {
		assert_ok!(signed(WATCH, pause(&[TRANSFER, BATCH], 60)));
		assert_ok!(motion(pallet_tx_pause::Call::unpause { ident: name(TRANSFER.0, TRANSFER.1) }));
		next_block(START + 60);
		next_block(START + 66);
		assert!(Pauses::<Test>::get().is_empty());
		assert_ok!(transfer());
	});
}

#[test]
fn pause_that_does_not_lift_should_stay_recorded_and_be_tried_again() {
	run(|| {
		assert_ok!(signed(WATCH, pause(&[TRANSFER, BATCH], 60)));
		stick(true);
		refuses(Refusal::PauserFailed, || signed(WATCH, lift(&[TRANSFER])));
		next_block(START + 60);
		next_block(START + 66);
		assert_eq!((events(), Pauses::<Test>::get().len()), (vec![], 2));
		stick(false);
		next_block(START + 72);
		assert_eq!(events(), [Event::Lifted { calls: names(&[TRANSFER, BATCH]) }]);
	});
}

#[test]
fn block_without_pauses_should_cost_next_to_nothing() {
	use crate::WeightInfo;
	use frame_support::traits::Hooks;
	run(|| {
		assert_eq!(Governance::on_initialize(2), <() as WeightInfo>::nothing_due());
		assert_ok!(signed(WATCH, pause(&[TRANSFER, BATCH], 60)));
		assert_eq!(Governance::on_initialize(2), <() as WeightInfo>::nothing_due());
		next_block(START + 60);
		assert_eq!(Governance::on_initialize(4), <() as WeightInfo>::lift_due(2));
	});
}

#[test]
fn nobody_should_be_told_of_pauses_in_the_first_block() {
	// The clock is not set yet; nothing may depend on it.
	use frame_support::traits::Hooks;
	sp_io::TestExternalities::default().execute_with(|| {
		Governance::on_initialize(1);
		assert!(Governance::pauses().is_empty());
	});
}

#[test]
fn numbers_on_the_wire_should_not_change() {
	use frame_support::traits::{GetCallIndex, GetCallName};
	let names = <Call<Test> as GetCallName>::get_call_names();
	let indices = <Call<Test> as GetCallIndex>::get_call_indices();
	assert_eq!((names, indices), (&["issue", "emergency_pause", "lift"][..], &[0, 1, 2][..]));
}

#[test]
fn storage_should_be_bounded() {
	use frame_support::traits::StorageInfoTrait;
	for storage in Governance::storage_info() {
		assert!(storage.max_size.is_some(), "{:?}", core::str::from_utf8(&storage.storage_name));
	}
}
