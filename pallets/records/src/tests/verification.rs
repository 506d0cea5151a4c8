//! Verifying a commitment against an anchor.

use crate::{mock::*, Fault, Standing, Unverified, Verification};
use frame_support::assert_ok;
use salus_primitives::{
	anchor::{build, leaf_hash, ProofError},
	Commitment, Outcome, Verdict,
};
use sp_core::H256;

fn commitment(bytes: [u8; 32]) -> Commitment {
	Commitment(H256(bytes))
}

fn refused(error: ProofError) -> Result<Verification, Unverified> {
	Err(Unverified::Proof(error))
}

#[test]
fn every_leaf_should_verify_with_what_the_chain_knows_of_it() {
	test(|| {
		let store = register(HOSPITAL);
		next_block(6);
		let a = anchor(store, 1, 21);
		next_block(6);
		for (index, leaf) in (0u32..).zip(leaves(1, 21)) {
			let proof = build::proof(&leaves(1, 21), index).unwrap();
			let expected = Verification {
				block: 2,
				at: START + 6,
				superseded_by: None,
				erased: false,
				fault: None,
				store,
				standing: Standing::Active,
				last_attested: None,
			};
			assert_eq!(Records::verify(a, index, commitment(leaf), &proof), Ok(expected));
		}
	});
}

#[test]
fn answer_should_tell_everything_that_happened_to_the_leaf() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 4);
		let verify = |index: u32| {
			let all = leaves(1, 4);
			Records::verify(a, index, commitment(all[index as usize]), &build::proof(&all, index).unwrap()).unwrap()
		};
		let b = anchor_by(keeper(HOSPITAL), store, root(2, 1), &[(a, 0)]).unwrap();
		outcome(a, 1, Outcome::Agreed(Verdict::Mismatch));
		outcome(a, 2, Outcome::Agreed(Verdict::Attested));
		assert_ok!(erase(keeper(HOSPITAL), a, &[3]));
		assert_eq!(verify(0).superseded_by, Some(b));
		assert_eq!((verify(1).fault, verify(1).superseded_by), (Some(Fault::Mismatch), None));
		assert_eq!((verify(2).fault, verify(2).erased), (None, false));
		assert!(verify(3).erased);
		// An old attestation is never taken for one of this leaf or of now: its time is told.
		assert_eq!((verify(0).standing, verify(0).last_attested), (Standing::Disputed, Some(now())));
		assert_ok!(Records::retire_store(signed(keeper(HOSPITAL)), store));
		assert_eq!(verify(0).standing, Standing::Retired);
	});
}

#[test]
fn wrong_place_length_order_or_value_should_be_refused() {
	test(|| {
		let a = anchor(register(HOSPITAL), 1, 21);
		let all = leaves(1, 21);
		let proof = build::proof(&all, 5).unwrap();
		let leaf = commitment(all[5]);
		let verify = |index, commitment, proof: &[H256]| Records::verify(a, index, commitment, proof);

		assert_eq!(verify(21, leaf, &proof), refused(ProofError::IndexOutOfRange));
		assert_eq!(verify(u32::MAX, leaf, &[]), refused(ProofError::IndexOutOfRange));
		assert_eq!(verify(4, leaf, &proof), refused(ProofError::RootMismatch));
		assert_eq!(verify(5, commitment(all[4]), &proof), refused(ProofError::RootMismatch));
		assert_eq!(verify(5, leaf, &proof[1..]), refused(ProofError::WrongProofLength));
		assert_eq!(verify(5, leaf, &[&proof[..], &[H256::zero()]].concat()), refused(ProofError::WrongProofLength));
		let mut swapped = proof.clone();
		swapped.swap(0, 1);
		assert_eq!(verify(5, leaf, &swapped), refused(ProofError::RootMismatch));
		let mut reversed = proof.clone();
		reversed.reverse();
		assert_eq!(verify(5, leaf, &reversed), refused(ProofError::RootMismatch));
		let mut flipped = all[5];
		flipped[31] ^= 1;
		assert_eq!(verify(5, commitment(flipped), &proof), refused(ProofError::RootMismatch));
		assert_eq!(Records::verify(a + 1, 5, leaf, &proof), Err(Unverified::AnchorNotFound));
		assert!(verify(5, leaf, &proof).is_ok());
	});
}

#[test]
fn leaves_in_another_order_should_make_another_anchor() {
	test(|| {
		let a = anchor(register(HOSPITAL), 1, 8);
		let mut all = leaves(1, 8);
		all.swap(2, 3);
		let proof = build::proof(&all, 2).unwrap();
		assert_eq!(Records::verify(a, 2, commitment(all[2]), &proof), refused(ProofError::RootMismatch));
	});
}

#[test]
fn interior_node_should_never_pass_for_a_leaf() {
	test(|| {
		let a = anchor(register(HOSPITAL), 1, 4);
		let all = leaves(1, 4);
		let right = build::proof(&all, 0).unwrap()[1];
		let nodes = [leaf_hash(0, &all[0]).unwrap(), leaf_hash(1, &all[1]).unwrap()];
		for node in [right, nodes[0], nodes[1], root(1, 4).hash] {
			for index in 0..4 {
				let shorter = Records::verify(a, index, Commitment(node), &[right]);
				assert_eq!(shorter, refused(ProofError::WrongProofLength));
				let full = Records::verify(a, index, Commitment(node), &[nodes[1], right]);
				assert_eq!(full, refused(ProofError::RootMismatch));
			}
		}
	});
}

#[test]
fn proof_longer_than_any_should_be_refused_before_anything_is_read() {
	new_test_ext().execute_with(|| {
		let proof = vec![H256::zero(); 1_000_000];
		assert_eq!(Records::verify(77, 0, Commitment::default(), &proof), refused(ProofError::WrongProofLength));
	});
}

#[test]
fn questions_should_be_answered_for_what_exists_only() {
	test(|| {
		let store = register(HOSPITAL);
		let a = anchor(store, 1, 4);
		let info = Records::store_info(store).unwrap();
		assert_eq!((info.owner, info.anchors, info.leaves, info.standing), (HOSPITAL, 1, 4, Standing::Active));
		let info = Records::anchor_info(a).unwrap();
		assert_eq!((info.store, info.sequence, info.root), (store, 1, root(1, 4)));
		assert_eq!((Records::store_info(77), Records::anchor_info(77)), (None, None));
		assert_eq!((Records::trail_head(77), Records::anchor_of(77, H256::zero())), (None, None));
	});
}
