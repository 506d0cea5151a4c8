//! Record stores: anchoring, superseding, erasing, challenging, verifying.

use crate::{
	fill::{Map, Part},
	lab::{Case, Lab, Plan, Question, Signed, ADMINS},
	merkle::Tree,
};
use anyhow::{Context, Result};
use codec::{Decode, Encode};
use pallet_records::{Basis, StoreAttestors, Unverified, Verification};
use salus_primitives::{anchor::anchor_id, AnchorId, Commitment, Duty, Handle, StoreId, StoreKind};
use salus_runtime::Runtime;
use sp_core::{sr25519, Pair, H256};
use sp_crypto_hashing::blake2_256;

type Call = pallet_records::Call<Runtime>;

const DAY: u64 = 24 * 60 * 60;

/// Leaves of the anchor that everybody has already.
const LEAVES: u32 = 1_000_000;

/// Challenges whose deadlines share a bucket: the attestation pallet takes no more in one block.
const CHALLENGES: usize = 256;

/// Each person keeps records for one of the organisations, in a store of its own with one anchor.
pub fn prepare(lab: &mut Lab) -> Result<Plan> {
	let agents: Vec<sr25519::Pair> = lab.people().cloned().collect();
	let agents = || agents.iter().cloned().enumerate();

	super::employ(lab, &[Duty::Records])?;
	let calls = agents().map(|(n, agent)| register(n, agent)).collect::<Result<Vec<_>>>()?;
	lab.perform(calls)?;
	// Something to supersede, to erase and to challenge.
	let calls = agents().map(|(n, agent)| anchor(n, agent, "before", LEAVES, 0)).collect::<Result<Vec<_>>>()?;
	lab.perform(calls)?;

	// Anchors whose leaves are real, for the questions, in the first store.
	let trees = [1, 1_000, LEAVES].into_iter().map(Records::new).collect::<Result<Vec<_>>>()?;
	let (_, first) = agents().next().context("somebody keeps records")?;
	let mut calls = Vec::new();
	for Records { tree, .. } in &trees {
		calls.push(Signed::new(first.clone(), anchor_call(0, tree.root.hash, tree.root.count, 0)?));
	}
	// One leaf superseded, one erased, so that those maps have an entry to copy. No case touches these leaves.
	let spare = LEAVES.saturating_sub(1);
	let supersedes = vec![(anchor_id(0, 1), spare)].try_into().ok().context("one fits")?;
	calls.push(Signed::new(
		first.clone(),
		Call::anchor { store: 0, root: H256::repeat_byte(1), count: 1, manifest: handle()?, supersedes },
	));
	let indices = vec![spare].try_into().ok().context("one fits")?;
	calls.push(Signed::new(first.clone(), Call::erase { anchor: anchor_id(0, 1), indices }));
	lab.perform(calls)?;
	// Every fee asks whether there is a sponsor.
	let stranger = lab.strangers().next().context("there are strangers")?;
	super::vouch(lab, [stranger.public().into()])?;

	let mut cases = Vec::new();
	for count in [1, 1_000, LEAVES] {
		let calls = agents().map(|(n, agent)| anchor(n, agent, "new", count, 0)).collect::<Result<_>>()?;
		let about = "An agent anchors into its own store; its account, its duty and the store are cold.";
		cases.push(Case::new(format!("records.anchor, {} leaves", count), about, calls));
	}
	for superseded in [1, 16, 256] {
		let calls = agents().map(|(n, agent)| anchor(n, agent, "newer", LEAVES, superseded)).collect::<Result<_>>()?;
		let about = "The same, superseding leaves of the store's earlier anchor.";
		cases.push(Case::new(format!("records.anchor, superseding {superseded}"), about, calls));
	}
	for erased in [1, 256] {
		let calls = agents()
			.map(|(n, agent)| {
				let indices = (0..erased).collect::<Vec<u32>>().try_into().ok().context("they fit")?;
				Ok(Signed::new(agent, Call::erase { anchor: anchor_id(store(n)?, 1), indices }))
			})
			.collect::<Result<_>>()?;
		let about = "Tombstones for leaves of the store's earlier anchor.";
		cases.push(Case::new(format!("records.erase, {erased} leaves"), about, calls));
	}
	let calls = agents()
		.take(CHALLENGES)
		.map(|(n, agent)| {
			let (organization, _) = Lab::organization(n)?;
			Ok(Signed::new(agent, Call::challenge { organization, anchor: anchor_id(store(n)?, 1), index: 7 }))
		})
		.collect::<Result<_>>()?;
	let about = "A leaf is challenged: three attestors are chosen, a job is opened. At most 256 in one block.";
	cases.push(Case::new("records.challenge", about, calls));

	let mut questions = vec![Question {
		name: "records.store".into(),
		about: "What is this store?",
		method: "RecordsApi_store",
		arguments: agents().map(|(n, _)| Ok(store(n)?.encode())).collect::<Result<_>>()?,
		accepts: |answer| matches!(Option::<pallet_records::StoreInfo>::decode(&mut &*answer), Ok(Some(_))),
	}];
	for (records, sequence) in trees.iter().zip(2..) {
		questions.push(Question {
			name: format!("records.verify, {} leaves", records.tree.root.count),
			about: "Is this commitment that leaf of the anchor, and what is known of it?",
			method: "RecordsApi_verify",
			arguments: records.questions(anchor_id(0, sequence))?,
			accepts: |answer| matches!(Result::<Verification, Unverified>::decode(&mut &*answer), Ok(Ok(_))),
		});
	}

	let fill = vec![
		Map::new("Organizations", "Staff", &[Part::Twox(4), Part::Blake(32)]),
		Map::new("Balances", "Holds", &[Part::Blake(32)]),
		Map::new("Sponsorship", "Sponsorships", &[Part::Blake(32)]),
		Map::new("Records", "Stores", &[Part::Twox(4)]),
		Map::new("Records", "Anchors", &[Part::Twox(8)]),
		Map::new("Records", "Roots", &[Part::Twox(4), Part::Blake(32)]),
		Map::new("Records", "Superseded", &[Part::Twox(8), Part::Twox(4)]),
		Map::new("Records", "Erased", &[Part::Twox(8), Part::Twox(4)]),
	];
	Ok(Plan { fill, cases, questions })
}

/// Stores get their numbers in the order in which they are registered.
fn store(n: usize) -> Result<StoreId> {
	Ok(StoreId::try_from(n)?)
}

fn handle() -> Result<Handle> {
	b"5c6f2f1e-0c2f-4b52-9d64-3e1f0a7b9c10".to_vec().try_into().ok().context("a handle fits")
}

/// Three attestors of other organisations, two of whom must agree.
fn register(n: usize, agent: sr25519::Pair) -> Result<Signed> {
	let (organization, _) = Lab::organization(n)?;
	let others = ADMINS.iter().cycle().skip(usize::try_from(organization)?).skip(1).take(3);
	let attestors: Vec<_> = others.map(|key| (key.public(), Basis::BusinessAssociate)).collect();
	let attestors: StoreAttestors = attestors.try_into().ok().context("three attestors fit")?;
	Ok(Signed::new(
		agent,
		Call::register_store {
			organization,
			kind: StoreKind::FhirR4,
			url_commitment: Commitment(H256::repeat_byte(7)),
			attestors,
			quorum: 2,
			challenge_period: 30 * DAY,
		},
	))
}

/// An agent anchors in its own store, and supersedes so many leaves of its first anchor.
fn anchor(n: usize, agent: sr25519::Pair, what: &str, count: u32, superseded: u32) -> Result<Signed> {
	let store = store(n)?;
	let root = H256((what, store, count, superseded).using_encoded(blake2_256));
	Ok(Signed::new(agent, anchor_call(store, root, count, superseded)?))
}

fn anchor_call(store: StoreId, root: H256, count: u32, superseded: u32) -> Result<Call> {
	let earlier: Vec<(AnchorId, u32)> = (0..superseded).map(|index| (anchor_id(store, 1), index)).collect();
	let supersedes = earlier.try_into().ok().context("they fit")?;
	Ok(Call::anchor { store, root, count, manifest: handle()?, supersedes })
}

/// Commitments, and the tree over them.
struct Records {
	leaves: Vec<[u8; 32]>,
	tree: Tree,
}

impl Records {
	fn new(count: u32) -> Result<Self> {
		let leaves: Vec<[u8; 32]> = (0..count).map(|n| ("leaf", count, n).using_encoded(blake2_256)).collect();
		let tree = Tree::new(&leaves)?;
		Ok(Self { leaves, tree })
	}

	/// Questions about leaves all over the tree.
	fn questions(&self, anchor: AnchorId) -> Result<Vec<Vec<u8>>> {
		let leaves = self.leaves.iter().zip(0u32..).step_by(self.leaves.len().div_ceil(16));
		leaves
			.map(|(leaf, index)| Ok((anchor, index, Commitment(H256(*leaf)), self.tree.proof(index)?).encode()))
			.collect()
	}
}
