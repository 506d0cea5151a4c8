//! Random calls by several actors, compared step by step with a naive model.

use crate::{mock::*, Basis::*, Fault, Faults, Standing, StoreChange};
use proptest::prelude::*;
use salus_primitives::{anchor::anchor_id, AnchorId, Commitment, OrganizationId, Outcome, StoreId, StoreKind, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// Who acts: mostly whoever may.
#[derive(Clone, Copy, Debug)]
enum By {
	Owner,
	Member(OrganizationId),
}

#[derive(Clone, Debug)]
enum Step {
	Register {
		by: OrganizationId,
		own: bool,
		quorum: u32,
	},
	Update {
		by: By,
		store: StoreId,
		period: u64,
	},
	Retire {
		by: By,
		store: StoreId,
	},
	Anchor {
		by: By,
		store: StoreId,
		batch: u32,
		count: u32,
		supersedes: Vec<(StoreId, u32, u32)>,
	},
	Challenge {
		by: By,
		store: StoreId,
		sequence: u32,
		index: u32,
	},
	Erase {
		by: By,
		store: StoreId,
		sequence: u32,
		indices: Vec<u32>,
	},
	/// The `pick`-th open job ends, or any that was ever opened.
	Conclude {
		pick: usize,
		replay: bool,
		outcome: Outcome,
	},
	Suspend {
		who: OrganizationId,
		active: bool,
	},
	NextBlock {
		seconds: u64,
	},
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let member = 1..=5u32;
	let by = prop_oneof![5 => Just(By::Owner), 1 => member.clone().prop_map(By::Member)];
	let store = 0..5u32;
	let outcome = prop_oneof![
		4 => Just(Outcome::Agreed(Verdict::Attested)),
		2 => Just(Outcome::Agreed(Verdict::Mismatch)),
		1 => Just(Outcome::Agreed(Verdict::Unavailable)),
		1 => Just(Outcome::Agreed(Verdict::Erased)),
		1 => Just(Outcome::Disputed),
		1 => Just(Outcome::Unanswered),
	];
	let leaf = (store.clone(), 1..4u32, 0..5u32);
	let step = prop_oneof![
		2 => (member.clone(), any::<bool>(), 0..4u32).prop_map(|(by, own, quorum)| Step::Register { by, own, quorum }),
		1 => (by.clone(), store.clone(), prop_oneof![Just(0), Just(SHORTEST), Just(PERIOD)])
			.prop_map(|(by, store, period)| Step::Update { by, store, period }),
		1 => (by.clone(), 0..20u32).prop_map(|(by, store)| Step::Retire { by, store }),
		8 => (by.clone(), store.clone(), 0..12u32, 0..6u32, prop::collection::vec(leaf, 0..3))
			.prop_map(|(by, store, batch, count, supersedes)| Step::Anchor { by, store, batch, count, supersedes }),
		8 => (by.clone(), store.clone(), 1..4u32, 0..5u32)
			.prop_map(|(by, store, sequence, index)| Step::Challenge { by, store, sequence, index }),
		3 => (by, store, 1..4u32, prop::collection::vec(0..5u32, 0..3))
			.prop_map(|(by, store, sequence, indices)| Step::Erase { by, store, sequence, indices }),
		8 => (0..60usize, prop::bool::weighted(0.2), outcome)
			.prop_map(|(pick, replay, outcome)| Step::Conclude { pick, replay, outcome }),
		1 => (member, prop::bool::weighted(0.8)).prop_map(|(who, active)| Step::Suspend { who, active }),
		4 => prop_oneof![Just(6), Just(PERIOD)].prop_map(|seconds| Step::NextBlock { seconds }),
	];
	prop::collection::vec(step, 300)
}

#[derive(Default, Clone)]
struct Kept {
	owner: OrganizationId,
	retired: bool,
	silent: bool,
	/// Batches in the order in which they were anchored, with their sizes.
	batches: Vec<(u32, u32)>,
}

/// The same rules, said plainly.
#[derive(Default)]
struct Model {
	next: StoreId,
	stores: BTreeMap<StoreId, Kept>,
	suspended: BTreeSet<OrganizationId>,
	/// Erased leaves, and whether attestors confirmed it.
	erased: BTreeMap<(AnchorId, u32), bool>,
	superseded: BTreeMap<(AnchorId, u32), AnchorId>,
	faults: BTreeMap<(AnchorId, u32), Fault>,
	/// Leaf of each job, while it is open, who asked, and whether the leaf was erased then.
	open: BTreeMap<usize, ((AnchorId, u32), Option<OrganizationId>, bool)>,
}

impl Model {
	fn who(&self, by: By, store: StoreId) -> OrganizationId {
		match by {
			By::Owner => self.stores.get(&store).map_or(HOSPITAL, |kept| kept.owner),
			By::Member(organization) => organization,
		}
	}

	fn may(&self, by: OrganizationId, store: StoreId) -> bool {
		let kept = self.stores.get(&store);
		kept.is_some_and(|kept| kept.owner == by && !kept.retired) && !self.suspended.contains(&by)
	}

	fn leaf(&self, store: StoreId, sequence: u32, index: u32) -> Option<(AnchorId, u32)> {
		let (_, count) = self.stores.get(&store)?.batches.get(sequence as usize - 1)?;
		(index < *count).then_some((anchor_id(store, sequence), index))
	}

	fn anchor(
		&self,
		by: OrganizationId,
		store: StoreId,
		batch: u32,
		count: u32,
		older: &[(StoreId, u32, u32)],
	) -> bool {
		let mut seen = BTreeSet::new();
		self.may(by, store)
			&& count > 0
			&& !self.stores[&store].batches.contains(&(batch, count))
			&& older.iter().all(|(s, sequence, index)| {
				self.leaf(*s, *sequence, *index).is_some_and(|leaf| {
					self.stores[s].owner == by && !self.superseded.contains_key(&leaf) && seen.insert(leaf)
				})
			})
	}

	fn conclude(&mut self, job: usize, outcome: Outcome) {
		let Some((leaf, _, asked_erased)) = self.open.remove(&job) else { return };
		let kept = self.stores.get_mut(&((leaf.0 >> 32) as u32)).unwrap();
		let gone = self.erased.contains_key(&leaf);
		match outcome {
			Outcome::Agreed(Verdict::Attested) => {
				if !gone {
					self.faults.remove(&leaf);
				}
				kept.silent = false;
			},
			Outcome::Agreed(Verdict::Mismatch) => {
				self.faults.insert(leaf, Fault::Mismatch);
			},
			Outcome::Disputed => {
				self.faults.insert(leaf, Fault::Disputed);
			},
			Outcome::Agreed(Verdict::Erased) if gone => {
				self.faults.remove(&leaf);
				self.erased.insert(leaf, true);
			},
			Outcome::Agreed(Verdict::Unavailable) if gone && !asked_erased => {},
			_ => kept.silent = true,
		}
	}

	fn standing(&self, store: StoreId) -> Standing {
		let kept = &self.stores[&store];
		if kept.retired {
			Standing::Retired
		} else if self.faults.keys().any(|(anchor, _)| (*anchor >> 32) as u32 == store) {
			Standing::Disputed
		} else if kept.silent {
			Standing::Degraded
		} else {
			Standing::Active
		}
	}
}

fn play(steps: Vec<Step>) {
	new_test_ext().execute_with(|| {
		let mut model = Model::default();
		// Some stores to begin with, so that most steps find something to do.
		let first = [(HOSPITAL, true, 3), (HOSPITAL, false, 2), (RIVAL, false, 2)];
		let first = first.map(|(by, own, quorum)| Step::Register { by, own, quorum });
		for step in first.into_iter().chain(steps) {
			let said = format!("{step:?}");
			match step {
				Step::Register { by, own, quorum } => {
					// Key 2n - 1 is a node of organisation n; all are attested by the auditor and the regulator.
					let mut chosen = vec![(3, Auditor), (5, Regulator)];
					chosen.retain(|(n, _)| u32::from(*n).div_ceil(2) != by);
					if own {
						chosen.push((by as u8 * 2 - 1, OwnNode));
					}
					let active = chosen.iter().all(|(n, _)| !model.suspended.contains(&u32::from(*n).div_ceil(2)));
					let lawful = quorum >= 1
						&& quorum as usize <= chosen.len()
						&& quorum as usize * 2 > chosen.len()
						&& (!own || quorum > 2)
						&& active;
					let (url, chosen) = (Commitment::default(), attestors(&chosen));
					let done =
						Records::register_store(signed(keeper(by)), by, StoreKind::Https, url, chosen, quorum, PERIOD);
					assert_eq!(done.is_ok(), lawful && !model.suspended.contains(&by), "{said}");
					if done.is_ok() {
						model.stores.insert(model.next, Kept { owner: by, ..Default::default() });
						model.next += 1;
					}
				},
				Step::Update { by, store, period } => {
					let by = model.who(by, store);
					let done = update(keeper(by), store, StoreChange::ChallengePeriod(period));
					assert_eq!(done.is_ok(), model.may(by, store) && period > 0, "{said}");
				},
				Step::Retire { by, store } => {
					let by = model.who(by, store);
					let done = Records::retire_store(signed(keeper(by)), store);
					assert_eq!(done.is_ok(), model.may(by, store), "{said}");
					if done.is_ok() && model.stores[&store].batches.is_empty() {
						model.stores.remove(&store);
					} else if done.is_ok() {
						model.stores.get_mut(&store).unwrap().retired = true;
					}
				},
				Step::Anchor { by, store, batch, count, supersedes } => {
					let by = model.who(by, store);
					let expected = model.anchor(by, store, batch, count, &supersedes);
					let older: Vec<_> =
						supersedes.iter().map(|(s, sequence, n)| (anchor_id(*s, *sequence), *n)).collect();
					let tree = if count == 0 {
						salus_primitives::anchor::Root { count, ..root(batch, 1) }
					} else {
						root(batch, count)
					};
					let done = anchor_by(keeper(by), store, tree, &older);
					assert_eq!(done.is_ok(), expected, "{said}: {done:?}");
					if let Ok(anchor) = done {
						model.superseded.extend(older.into_iter().map(|leaf| (leaf, anchor)));
						model.stores.get_mut(&store).unwrap().batches.push((batch, count));
					}
				},
				Step::Challenge { by, store, sequence, index } => {
					let by = model.who(by, store);
					let leaf = model.leaf(store, sequence, index);
					let jobs = Jobs::get().len();
					let done = Records::challenge(signed(keeper(by)), by, anchor_id(store, sequence), index);
					let asked = Jobs::get().len() > jobs;
					if asked {
						let leaf = leaf.expect("only leaves are asked about");
						model.open.insert(jobs, (leaf, Some(by), model.erased.contains_key(&leaf)));
					}
					let Some(leaf) = leaf.filter(|_| !model.suspended.contains(&by)) else {
						assert!(done.is_err(), "{said}");
						continue;
					};
					if model.erased.get(&leaf) == Some(&true) {
						assert!(done.is_ok() && !asked, "{said}");
					} else {
						assert_eq!(done.is_ok(), asked, "{said}");
						assert!(!(asked && model.stores[&store].retired), "{said}");
					}
				},
				Step::Erase { by, store, sequence, indices } => {
					let by = model.who(by, store);
					let leaves: Option<Vec<_>> = indices.iter().map(|n| model.leaf(store, sequence, *n)).collect();
					let distinct: BTreeSet<_> = indices.iter().collect();
					let owns =
						model.stores.get(&store).is_some_and(|kept| kept.owner == by) && !model.suspended.contains(&by);
					let expected = owns
						&& !indices.is_empty()
						&& distinct.len() == indices.len()
						&& leaves
							.as_ref()
							.is_some_and(|leaves| leaves.iter().all(|leaf| !model.erased.contains_key(leaf)));
					let done = erase(keeper(by), anchor_id(store, sequence), &indices);
					assert_eq!(done.is_ok(), expected, "{said}");
					if done.is_ok() {
						for leaf in leaves.unwrap() {
							model.erased.insert(leaf, false);
						}
					}
				},
				Step::Conclude { pick, replay, outcome } => {
					let open: Vec<_> = model.open.keys().copied().collect();
					let jobs = if replay { (0..Jobs::get().len()).collect() } else { open };
					if let Some(job) = pick.checked_rem(jobs.len()).map(|n| jobs[n]) {
						conclude(job as u64 + 1, outcome);
						model.conclude(job, outcome);
					}
				},
				Step::Suspend { who, active } => {
					Membership::mutate(|all| all.get_mut(&who).unwrap().0 = active);
					if active {
						model.suspended.remove(&who);
					} else {
						model.suspended.insert(who);
					}
				},
				Step::NextBlock { seconds } => {
					let (jobs, seen) = (Jobs::get().len(), events().len());
					next_block(seconds);
					for (n, request) in Jobs::get().iter().enumerate().skip(jobs) {
						let leaf: (AnchorId, u32) = codec::Decode::decode(&mut &request.locator[..]).unwrap();
						assert!(model.erased.get(&leaf) != Some(&true), "a leaf known to be gone was drawn");
						assert!(!model.open.values().any(|other| other.0 == leaf), "a leaf was asked about twice");
						model.open.insert(n, (leaf, None, model.erased.contains_key(&leaf)));
					}
					for event in events().into_iter().skip(seen) {
						if let crate::Event::AttestorsMissing { store } = event {
							model.stores.get_mut(&store).unwrap().silent = true;
						}
					}
				},
			}
			Records::do_try_state().unwrap_or_else(|error| panic!("{said}: {error:?}"));
			for store in 0..model.next {
				assert_eq!(Records::store_info(store).is_some(), model.stores.contains_key(&store), "{said}");
				if let Some(info) = Records::store_info(store) {
					assert_eq!(info.standing, model.standing(store), "{said}");
					assert_eq!(
						info.leaves,
						model.stores[&store].batches.iter().map(|(_, n)| u64::from(*n)).sum::<u64>()
					);
				}
			}
			assert_eq!(Faults::<Test>::iter().map(|(a, n, f)| ((a, n), f)).collect::<BTreeMap<_, _>>(), model.faults);
			assert_eq!(
				crate::Erased::<Test>::iter().map(|(a, n, sure)| ((a, n), sure)).collect::<BTreeMap<_, _>>(),
				model.erased
			);
			let open = crate::OpenChallenges::<Test>::iter()
				.map(|(a, n, open)| (open.job as usize - 1, ((a, n), open.by, open.erased)));
			assert_eq!(open.collect::<BTreeMap<_, _>>(), model.open);
			for organization in 1..=5 {
				let asked = model.open.values().filter(|(_, by, _)| *by == Some(organization)).count();
				assert_eq!(crate::ChallengesOf::<Test>::get(organization) as usize, asked, "{said}");
			}
			let superseded = crate::Superseded::<Test>::iter().map(|(a, n, by)| ((a, n), by));
			assert_eq!(superseded.collect::<BTreeMap<_, _>>(), model.superseded);
		}
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(16))]
	#[test]
	fn any_sequence_of_calls_should_keep_every_invariant_and_agree_with_the_model(steps in steps()) {
		play(steps);
	}
}
