//! Every quorum of up to four attestors, against a model that tries everything.

use crate::{
	mock::*,
	quorum::{settle, VERDICTS},
};
use salus_primitives::{Outcome, Verdict};

/// All words of this length over the verdicts.
fn words(length: usize) -> Vec<Vec<Verdict>> {
	(0..length).fold(vec![vec![]], |words, _| {
		words.iter().flat_map(|word| VERDICTS.map(|verdict| [&word[..], &[verdict]].concat())).collect()
	})
}

/// All orders in which `n` attestors can vote.
fn orders(n: usize) -> Vec<Vec<usize>> {
	(0..n).fold(vec![vec![]], |orders, next| {
		orders
			.iter()
			.flat_map(|order| {
				(0..=order.len()).map(move |at| {
					let mut longer = order.clone();
					longer.insert(at, next);
					longer
				})
			})
			.collect()
	})
}

/// Is there a verdict that `quorum` of these said?
fn winner(said: &[Verdict], quorum: usize) -> Option<Verdict> {
	VERDICTS.into_iter().find(|verdict| said.iter().filter(|other| *other == verdict).count() >= quorum)
}

/// The model: plays every future.
fn model(said: &[Verdict], n: usize, quorum: usize) -> Option<Outcome> {
	if let Some(verdict) = winner(said, quorum) {
		return Some(Outcome::Agreed(verdict));
	}
	let futures = words(n - said.len());
	let hope = futures.iter().any(|future| winner(&[said, future].concat(), quorum).is_some());
	(!hope).then_some(Outcome::Disputed)
}

#[test]
fn votes_should_settle_like_the_model_when_given_in_any_order() {
	let mut checked = 0;
	for n in 1..=4 {
		for word in words(n) {
			for order in orders(n) {
				for quorum in 1..=n {
					let mut votes = vec![None; n];
					let mut said = vec![];
					for (at, verdict) in order.iter().zip(&word) {
						votes[*at] = Some(*verdict);
						said.push(*verdict);
						let outcome = settle(&votes, quorum as u32);
						assert_eq!(outcome, model(&said, n, quorum), "{quorum} of {n}: {said:?}");
						checked += 1;
						if outcome.is_some() {
							break;
						}
					}
					assert!(settle(&votes, quorum as u32).is_some(), "open after all have voted");
				}
			}
		}
	}
	println!("{checked} positions");
}

#[test]
fn job_should_end_like_the_model_when_played_on_chain() {
	test(|_| {
		let mut job = 0;
		for n in 1..=4usize {
			let attestors: Vec<u8> = (0..n as u8).collect();
			for word in words(n) {
				for quorum in 1..=n {
					assert_eq!(open(1, &attestors, quorum as u32), job);
					let mut expected = None;
					for (at, verdict) in word.iter().enumerate() {
						let report = report(job, at as u8, *verdict);
						// Signatures are tested elsewhere: this counts.
						let settled = Attestation::count_vote(report).unwrap();
						expected = model(&word[..=at], n, quorum);
						assert_eq!(settled, expected.is_some());
						if settled {
							break;
						}
					}
					assert_eq!(outcomes(job), vec![expected.unwrap()]);
					assert_eq!(Attestation::job(job), None, "ended in the same block");
					sp_io::storage::clear(b"mock/heard");
					job += 1;
				}
			}
		}
		assert_eq!(job, 4 + 2 * 16 + 3 * 64 + 4 * 256);
	});
}

#[test]
fn single_attestor_should_decide_when_it_is_the_quorum() {
	for verdict in VERDICTS {
		assert_eq!(settle(&[Some(verdict)], 1), Some(Outcome::Agreed(verdict)));
	}
	assert_eq!(settle(&[None], 1), None);
}
