//! Status lists.

use crate::{
	lists::place_of, mock::*, Chunk, Chunks, Error, Event, ListEntry, Reason, Status, StatusLists, StatusPurpose::*,
	CHUNKS, CHUNK_BYTES, CHUNK_ENTRIES, LIST_ENTRIES,
};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use salus_primitives::{CredentialAnswer, CredentialAnswer::*};
use sp_runtime::{DispatchError, DispatchResult};

fn set(list: u32, indices: &[u32], value: bool) -> DispatchResult {
	Credentials::set_status(signed(clerk(BOARD)), list, indices.to_vec().try_into().unwrap(), value)
}

fn put(list: u32, chunk: u16, bits: Vec<u8>) -> DispatchResult {
	Credentials::put_chunk(signed(clerk(BOARD)), list, chunk, bits.try_into().unwrap())
}

fn in_list(schema: u32, list: u32, index: u32) -> u32 {
	let mut offer = to_doctor(schema);
	offer.entry = Some(ListEntry { list, index });
	offer.hold()
}

#[test]
fn list_should_have_131072_entries_in_16_chunks_of_1_kib() {
	assert_eq!(LIST_ENTRIES, 131_072);
	assert_eq!(crate::CHUNK_SIZE, CHUNK_BYTES as usize);
	assert_eq!(u32::from(CHUNKS) * CHUNK_ENTRIES, LIST_ENTRIES);
	assert_eq!(place_of(0), Some((0, 0)));
	assert_eq!(place_of(8_191), Some((0, 8_191)));
	assert_eq!(place_of(8_192), Some((1, 0)));
	assert_eq!(place_of(LIST_ENTRIES - 1), Some((15, 8_191)));
	assert_eq!(place_of(LIST_ENTRIES), None);
	assert_eq!(place_of(u32::MAX), None);
}

#[test]
fn first_entry_should_be_the_highest_bit_of_the_first_byte() {
	let mut chunk = Chunk::empty(0);
	for (place, byte, mask) in [(0, 0, 0x80), (7, 0, 0x01), (8, 1, 0x80), (8_191, 1_023, 0x01)] {
		assert!(chunk.set(place, true));
		assert!(!chunk.set(place, true));
		assert!(chunk.get(place));
		assert_eq!(chunk.bits[byte] & mask, mask);
		assert!(chunk.set(place, false));
		assert_eq!(chunk, Chunk::empty(0));
	}
	assert!(!chunk.set(CHUNK_ENTRIES, true) && !chunk.get(CHUNK_ENTRIES));
}

#[test]
fn one_call_should_set_many_entries() {
	test(|| {
		let (_, list) = listed(Revocation);
		let indices: Vec<u32> = (0..1_024).map(|n| n * 128).collect();
		assert_ok!(set(list, &indices, true));
		assert_eq!(last_event(), Event::StatusListChanged { list, entries: 1_024 });
		let bits = Credentials::status_list_bits(list).unwrap();
		assert_eq!(bits.len(), 16_384);
		for index in 0..LIST_ENTRIES {
			let is_set = bits[index as usize / 8] & (0x80 >> (index % 8)) != 0;
			assert_eq!(is_set, index % 128 == 0, "{index}");
		}
		assert_eq!(Credentials::status_list_chunk(list, 3).unwrap(), bits[3 * 1_024..4 * 1_024]);
		assert_eq!(Credentials::status_list_chunk(list, CHUNKS), None);
		assert_eq!(Credentials::status_list_chunk(9, 0), None);
		assert_eq!(Credentials::status_list_bits(9), None);
	});
}

#[test]
fn list_entry_should_be_what_counts_for_its_credential() {
	test(|| {
		let (schema, list) = listed(Suspension);
		let credential = in_list(schema, list, 70_000);
		assert_eq!(Credentials::status_list_info(list).unwrap().credentials, 1);
		assert_eq!(check(schema), Active);
		wait(10);
		assert_ok!(set(list, &[70_000, 5], true));
		assert_eq!(why(credential, now()), (Status::Suspended, Reason::Suspended));
		assert_eq!(check(schema), NotActive);
		wait(10);
		assert_ok!(set(list, &[70_000], false));
		assert_eq!(check(schema), Active);
		// Never in both places.
		for origin in [|| signed(clerk(BOARD)), root as fn() -> RuntimeOrigin] {
			assert_noop!(Credentials::suspend(origin(), credential, CAUSE), Error::<Test>::StatusKeptInList);
			assert_noop!(Credentials::reinstate(origin(), credential), Error::<Test>::StatusKeptInList);
			assert_noop!(Credentials::revoke(origin(), credential, CAUSE), Error::<Test>::StatusKeptInList);
		}
	});
}

#[test]
fn revocation_in_a_list_should_be_final() {
	test(|| {
		let (schema, list) = listed(Revocation);
		let credential = in_list(schema, list, 9);
		assert_ok!(set(list, &[9], true));
		assert_eq!(why(credential, now()), (Status::Revoked, Reason::Revoked));
		assert_noop!(set(list, &[9], false), Error::<Test>::RevocationIsFinal);
		assert_noop!(put(list, 0, vec![0; 1_024]), Error::<Test>::RevocationIsFinal);
		let mut more = vec![0; 1_024];
		more[1] = 0xff;
		assert_ok!(put(list, 0, more));
		assert_eq!(last_event(), Event::StatusListChanged { list, entries: 7 });
	});
}

#[test]
fn past_of_a_list_entry_should_be_answered_as_far_as_lists_tell() {
	test(|| {
		let answer = |purpose, value: &[bool]| -> Vec<CredentialAnswer> {
			let (schema, list) = listed(purpose);
			in_list(schema, list, 1);
			let start = now();
			let mut moments = vec![start];
			for value in value {
				wait(10);
				assert_ok!(set(list, &[1, 2], *value));
				moments.push(now());
			}
			// Another entry of the chunk changes.
			wait(10);
			assert_ok!(set(list, &[3], true));
			moments.push(now());
			moments.into_iter().map(|at| check_at(schema, at)).collect()
		};
		// Not revoked now, so never revoked.
		assert_eq!(answer(Revocation, &[]), [Active, Active]);
		// Revoked at some time up to the chunk's last change.
		assert_eq!(answer(Revocation, &[true]), [Unknown, Unknown, NotActive]);
		assert_eq!(answer(Suspension, &[]), [Unknown, Active]);
		assert_eq!(answer(Suspension, &[true]), [Unknown, Unknown, NotActive]);
		assert_eq!(answer(Suspension, &[true, false]), [Unknown, Unknown, Unknown, Active]);
	});
}

#[test]
fn bad_entries_should_be_refused_each_for_its_reason() {
	test(|| {
		let (schema, list) = listed(Revocation);
		let (other_schema, other) = listed(Revocation);
		let offer = |entry| {
			let mut offer = to_doctor(schema);
			offer.entry = entry;
			offer.offer()
		};
		assert_eq!(offer(None), Err(Error::<Test>::EntryMissing.into()));
		let at = |list, index| Some(ListEntry { list, index });
		assert_eq!(offer(at(99, 0)), Err(Error::<Test>::ListNotFound.into()));
		assert_eq!(offer(at(other, 0)), Err(Error::<Test>::ListOfAnother.into()));
		assert_eq!(offer(at(list, LIST_ENTRIES)), Err(Error::<Test>::IndexOutOfList.into()));
		assert_ok!(set(list, &[4], true));
		assert_eq!(offer(at(list, 4)), Err(Error::<Test>::EntrySet.into()));
		accredit(other_schema, HOSPITAL);
		let mut foreign = to_doctor(other_schema);
		foreign.by = HOSPITAL;
		foreign.entry = at(other, 0);
		assert_eq!(foreign.offer(), Err(Error::<Test>::ListOfAnother.into()));
	});
}

#[test]
fn bad_changes_of_a_list_should_be_refused_each_for_its_reason() {
	test(|| {
		let (_, list) = listed(Suspension);
		assert_noop!(set(list, &[0, LIST_ENTRIES], true), Error::<Test>::IndexOutOfList);
		assert_noop!(set(list, &[u32::MAX], true), Error::<Test>::IndexOutOfList);
		assert_noop!(set(list, &[], true), Error::<Test>::NothingToChange);
		assert_noop!(set(list, &[1], false), Error::<Test>::NothingToChange);
		assert_noop!(set(9, &[1], true), Error::<Test>::ListNotFound);
		assert_noop!(put(list, CHUNKS, vec![1; 1_024]), Error::<Test>::IndexOutOfList);
		for length in [0, 1, 1_023, 1_025, 2_048] {
			assert_noop!(put(list, 0, vec![1; length]), Error::<Test>::ChunkLengthWrong);
		}
		assert_noop!(put(list, 0, vec![0; 1_024]), Error::<Test>::NothingToChange);
		for who in [admin(BOARD), clerk(HOSPITAL), STRANGER] {
			let indices = || vec![1].try_into().unwrap();
			assert_noop!(Credentials::set_status(signed(who), list, indices(), true), DispatchError::BadOrigin);
			let bits = vec![1; 1_024].try_into().unwrap();
			assert_noop!(Credentials::put_chunk(signed(who), list, 0, bits), DispatchError::BadOrigin);
			assert_noop!(Credentials::remove_status_list(signed(who), list), DispatchError::BadOrigin);
			let create = Credentials::create_status_list(signed(who), BOARD, 0, Revocation);
			assert_eq!(create, Err(DispatchError::BadOrigin));
		}
	});
}

#[test]
fn issuer_that_is_stopped_should_still_set_and_no_longer_clear() {
	test(|| {
		let (schema, list) = listed(Suspension);
		assert_ok!(set(list, &[1], true));
		assert_ok!(Credentials::suspend_issuer(root(), schema, BOARD, CAUSE));
		assert_ok!(set(list, &[2], true));
		assert_noop!(set(list, &[1], false), Error::<Test>::IssuerSuspended);
		assert_noop!(put(list, 0, vec![0; 1_024]), Error::<Test>::IssuerSuspended);
		let create = || Credentials::create_status_list(signed(clerk(BOARD)), BOARD, schema, Revocation);
		assert_noop!(create(), Error::<Test>::IssuerSuspended);
		assert_ok!(Credentials::revoke_issuer(root(), schema, BOARD, CAUSE, Some(now())));
		assert_noop!(set(list, &[1], false), Error::<Test>::IssuerRevoked);
		assert_noop!(create(), Error::<Test>::IssuerRevoked);
	});
}

#[test]
fn list_should_be_removed_only_when_nothing_refers_to_it() {
	test(|| {
		let before = Balances::total_balance_on_hold(&purse(BOARD));
		let (schema, list) = listed(Revocation);
		assert!(Balances::total_balance_on_hold(&purse(BOARD)) > before + 16_384);
		let mut offer = to_doctor(schema);
		offer.entry = Some(ListEntry { list, index: 3 });
		let credential = offer.offer().unwrap();
		assert_ok!(set(list, &[3, 9_000], true));
		let remove = || Credentials::remove_status_list(signed(clerk(BOARD)), list);
		assert_noop!(remove(), Error::<Test>::ListInUse);
		assert_ok!(Credentials::end_offer(signed(DOCTOR), credential));
		assert_ok!(remove());
		assert_eq!(last_event(), Event::StatusListRemoved { list });
		assert_eq!((StatusLists::<Test>::iter().count(), Chunks::<Test>::iter().count()), (0, 0));
		assert_eq!(Balances::total_balance_on_hold(&purse(BOARD)), before);
		assert_noop!(remove(), Error::<Test>::ListNotFound);
	});
}

#[test]
fn list_entry_should_cost_about_one_bit_of_state() {
	test(|| {
		let (_, list) = listed(Revocation);
		for chunk in 0..CHUNKS {
			assert_ok!(put(list, chunk, vec![0x55; crate::CHUNK_SIZE]));
		}
		let keys = Chunks::<Test>::iter_keys().map(|(list, chunk)| Chunks::<Test>::hashed_key_for(list, chunk));
		let bytes = keys.fold(0, |sum, key| sum + key.len() - 32 + sp_io::storage::get(&key).unwrap().len());
		let bits = bytes as f64 * 8.0 / f64::from(LIST_ENTRIES);
		println!("bits of state per status list entry: {bits:.3}");
		assert!(bits < 1.1, "{bits}");
	});
}
