//! Record stores: what they anchor, what is asked about it, and what is on the web behind them.

use super::{same, Domain};
use crate::{
	model::{Expect, Model as Whole, Step},
	offchain::Weather,
	scene::{Act, Body, Scene},
};
use codec::Decode;
use pallet_records::{Basis, Call, StoreAttestors, StoreChange};
use salus_primitives::{
	anchor::{anchor_id, build, page_root, sequence_of, store_of},
	fhir,
	manifest::{write_index, write_page, Entry, Index, Page},
	store::{index_path, nonce_path, page_path, record_path, valid_handle},
	AnchorId, Commitment, Duty, Locator, OrganizationId, Role, Seconds, StoreAccess, StoreId, StoreKind, Verdict,
};
use salus_runtime::{Runtime, RuntimeCall};
use sp_core::H256;
use std::collections::{BTreeMap, BTreeSet};

const DAY: Seconds = 86_400;

/// See [`Domain`].
pub struct Records;

/// An anchor.
#[derive(Clone, PartialEq, Debug)]
pub struct Anchor {
	/// Its root.
	pub root: H256,
	/// How many leaves.
	pub count: u32,
	/// Which were erased.
	pub erased: BTreeSet<u32>,
	/// Which were superseded, by which anchor.
	pub superseded: BTreeMap<u32, AnchorId>,
}

/// A store.
#[derive(Clone, PartialEq, Debug)]
pub struct Store {
	/// Whose it is.
	pub owner: OrganizationId,
	/// It was retired.
	pub retired: bool,
	/// Its anchors, in order.
	pub anchors: Vec<Anchor>,
}

/// All stores.
#[derive(Clone, Default)]
pub struct Model {
	/// By number.
	pub stores: BTreeMap<StoreId, Store>,
	/// The next number.
	pub next: StoreId,
}

impl Model {
	fn anchor(&self, id: AnchorId) -> Option<(&Store, &Anchor)> {
		let store = self.stores.get(&store_of(id))?;
		Some((store, store.anchors.get(usize::try_from(sequence_of(id)).ok()?.checked_sub(1)?)?))
	}

	fn anchors(&self) -> Vec<AnchorId> {
		let of = |(id, store): (&StoreId, &Store)| -> Vec<AnchorId> {
			(1..=store.anchors.len() as u32).map(|sequence| anchor_id(*id, sequence)).collect()
		};
		self.stores.iter().flat_map(of).collect()
	}
}

/// What a store holds for one anchor.
pub struct Content {
	/// Where each record lies.
	pub records: Vec<String>,
	/// Where its store answers.
	pub server: String,
	/// How it is read.
	pub kind: StoreKind,
	/// Its root, and how many leaves it has.
	pub root: (H256, u32),
}

/// What owners of record stores hold, by the handle of the manifest: it is never used twice, whatever the fork.
#[derive(Default)]
pub struct Archive {
	/// By handle.
	pub contents: BTreeMap<Vec<u8>, Content>,
}

/// How a node reads a store.
pub fn access(store: StoreId) -> StoreAccess {
	StoreAccess {
		url: server(store).into_bytes(),
		url_nonce: [9; 32],
		authorization: Some(b"Bearer nobody's".to_vec()),
		max_bytes: 1_000_000,
		timeout_ms: 5_000,
	}
}

/// Where a store answers.
pub fn server(store: StoreId) -> String {
	format!("https://store-{store}.example/fhir")
}

/// What an honest worker must see, if its store is well today.
pub fn truth(scene: &crate::scene::Memory, model: &Whole, store: StoreId, locator: &Locator) -> Option<Verdict> {
	let (anchor, index) = <(AnchorId, u32)>::decode(&mut locator.as_slice()).ok()?;
	let kept = pallet_records::Anchors::<Runtime>::get(anchor)?;
	let content = scene.records.contents.get(kept.manifest.as_slice())?;
	// On another fork the number may have gone to another store, or somebody broke the bytes of the call.
	let kind = pallet_records::Stores::<Runtime>::get(store)?.kind;
	if content.kind != kind || content.root != (kept.root.hash, kept.root.count) {
		return None;
	}
	let pages = scene.web.lock().ok()?;
	let fair = pages.weather.get(&content.server).is_none_or(|weather| *weather == Weather::Fair);
	if !fair || content.server != server(store) {
		return None;
	}
	let there = pages.pages.contains_key(content.records.get(index as usize)?);
	let erased = model.records.anchor(anchor)?.1.erased.contains(&index);
	Some(match (erased, there) {
		(false, true) => Verdict::Attested,
		(false, false) => Verdict::Unavailable,
		(true, true) => Verdict::Mismatch,
		(true, false) => Verdict::Erased,
	})
}

/// Put some records on the web, and their manifest.
fn publish(scene: &mut Scene, store: StoreId, kind: StoreKind) -> (H256, u32, Vec<u8>) {
	let n = scene.memory.fresh();
	let handle = format!("m-{n}");
	let count = scene.dice.between(1, 5) as u32;
	let mut pages = Vec::new();
	let mut records = Vec::new();
	let base = server(store);
	let entries: Vec<Entry> = (0..count)
		.map(|at| {
			let nonce = scene.dice.bytes();
			let (bytes, locator) = match kind {
				StoreKind::FhirR4 => {
					let text = format!(
						r#"{{"resourceType":"Observation","id":"o{n}-{at}","meta":{{"versionId":"1"}},"status":"final","valueQuantity":{{"value":{at}.50}}}}"#
					);
					(text.into_bytes(), format!("Observation/o{n}-{at}/_history/1"))
				},
				StoreKind::Dicom => (scene.dice.bytes().repeat(50), format!("i{n}-{at}")),
				StoreKind::Https => (scene.dice.bytes().repeat(70), format!("files/{n}-{at}.bin")),
			};
			let canonical = match kind {
				StoreKind::FhirR4 => fhir::canonicalize(&bytes).expect("it is a resource"),
				_ => bytes.clone(),
			};
			let path = record_path(kind, &locator).expect("the locator is lawful");
			records.push(format!("{base}{path}"));
			pages.push((path, bytes));
			if let Some(path) = nonce_path(kind, &locator) {
				pages.push((path, nonce.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into_bytes()));
			}
			Entry {
				commitment: Commitment::new(&nonce, &canonical),
				locator: Some(locator),
				nonce: (kind != StoreKind::Dicom).then_some(nonce),
			}
		})
		.collect();
	let leaves: Vec<[u8; 32]> = entries.iter().map(|entry| entry.commitment.0 .0).collect();
	let root = build::root(&leaves).expect("there is a leaf").hash;
	let page_roots = vec![page_root(0, entries.iter().map(|entry| entry.commitment.0.as_bytes())).expect("a page")];
	let recorded = "2026-01-01T00:00:00Z";
	pages
		.push((index_path(kind, &handle), write_index(kind, &handle, &Index { count, page_roots }, recorded, "agent")));
	pages.push((page_path(kind, &handle, 0), write_page(kind, &handle, 0, &Page { entries }, recorded, "agent")));
	let mut web = scene.memory.web.lock().expect("nobody panics with it");
	web.pages.extend(pages.into_iter().map(|(path, bytes)| (format!("{base}{path}"), bytes)));
	drop(web);
	let content = Content { records, server: base, kind, root: (root, count) };
	scene.memory.records.contents.insert(handle.clone().into_bytes(), content);
	(root, count, handle.into_bytes())
}

fn attestors(scene: &mut Scene, owner: OrganizationId) -> (StoreAttestors, u32) {
	let mut by_organization = BTreeMap::new();
	for (key, organization) in &scene.model.attestation.attestors {
		if scene.model.organizations.is_active(*organization) && *organization != owner {
			by_organization.insert(*organization, *key);
		}
	}
	let mut all: Vec<_> = by_organization.into_iter().collect();
	scene.dice.shuffle(&mut all);
	all.truncate(1 + scene.dice.below(4));
	let mut chosen: Vec<_> = all
		.into_iter()
		.map(|(organization, key)| {
			let has = |role| scene.model.organizations.has_role(organization, role);
			let basis = match () {
				() if has(Role::Regulator) => Basis::Regulator,
				() if has(Role::Auditor) => Basis::Auditor,
				() => Basis::BusinessAssociate,
			};
			(key, basis)
		})
		.collect();
	let own = scene.model.attestation.attestors.iter().find(|(_, organization)| **organization == owner);
	if let (Some((key, _)), true) = (own, chosen.len() >= 3) {
		chosen.push((*key, Basis::OwnNode));
	}
	let quorum = (chosen.len() as u32 / 2 + 1).max(if chosen.len() == 4 { 3 } else { 1 });
	(chosen.try_into().expect("no more than sixteen"), quorum)
}

impl Domain for Records {
	fn pallet(&self) -> &'static str {
		"Records"
	}

	fn share(&self) -> u32 {
		14
	}

	fn begin(&self, _: &mut Whole) {}

	fn traffic(&self, scene: &mut Scene) -> Option<Act> {
		let wrap = RuntimeCall::Records;
		let own = &scene.model.records;
		let live: Vec<_> =
			own.stores.iter().filter(|(_, store)| !store.retired).map(|(id, s)| (*id, s.owner)).collect();
		let act = match scene.dice.below(16) {
			0 | 1 if live.len() < 12 => {
				let (organization, who) = scene.acting(Duty::Records)?;
				let kind = *scene.dice.pick(&[StoreKind::FhirR4, StoreKind::Https, StoreKind::Dicom])?;
				let (attestors, quorum) = attestors(scene, organization);
				let call = Call::register_store {
					organization,
					kind,
					url_commitment: access(own.next).url_commitment(),
					attestors,
					quorum,
					challenge_period: scene.dice.between(600, 7_200),
				};
				Act::Signed(who, wrap(call))
			},
			2 => {
				let (store, owner) = scene.dice.one(live)?;
				let who = scene.staff(owner, Duty::Records)?;
				let change = match scene.dice.below(4) {
					0 => StoreChange::Url(Commitment(scene.dice.hash())),
					1 => StoreChange::Url(access(store).url_commitment()),
					2 => {
						let (attestors, quorum) = attestors(scene, owner);
						StoreChange::Attestors { attestors, quorum }
					},
					_ => StoreChange::ChallengePeriod(scene.dice.between(500, 31 * DAY)),
				};
				Act::Signed(who, wrap(Call::update_store { store, change }))
			},
			3 if scene.dice.percent(40) => {
				let (store, owner) = scene.dice.one(live)?;
				match scene.model.organizations.is_active(owner) {
					true => Act::Signed(scene.staff(owner, Duty::Records)?, wrap(Call::retire_store { store })),
					false => Act::Motion(Body::Council, 3, 5, wrap(Call::retire_store { store })),
				}
			},
			4..=8 => {
				let (store, owner) = scene.dice.one(live)?;
				let who = scene.staff(owner, Duty::Records)?;
				let kind = pallet_records::Stores::<Runtime>::get(store)?.kind;
				let (root, count, manifest) = publish(scene, store, kind);
				let mut older: Vec<(AnchorId, u32)> = Vec::new();
				for anchor in own.anchors() {
					let of = own.stores.get(&store_of(anchor)).map(|store| store.owner);
					let leaf = own.anchor(anchor).map(|(_, it)| scene.dice.below(it.count as usize) as u32);
					if let (Some(leaf), true, true) = (leaf, of == Some(owner), scene.dice.percent(10)) {
						older.push((anchor, leaf));
					}
				}
				older.truncate(3);
				let (manifest, supersedes) = (manifest.try_into().ok()?, older.try_into().ok()?);
				Act::Signed(who, wrap(Call::anchor { store, root, count, manifest, supersedes }))
			},
			9..=13 => {
				let (organization, who) = scene.acting(Duty::Records)?;
				let anchor = scene.dice.one(own.anchors())?;
				let index = scene.dice.below(own.anchor(anchor)?.1.count as usize) as u32;
				Act::Signed(who, wrap(Call::challenge { organization, anchor, index }))
			},
			_ => {
				let anchor = scene.dice.one(own.anchors())?;
				let (store, kept) = own.anchor(anchor)?;
				let left: Vec<u32> = (0..kept.count).filter(|index| !kept.erased.contains(index)).collect();
				let indices = scene.dice.some(&left, 2);
				let handle = pallet_records::Anchors::<Runtime>::get(anchor)?.manifest.to_vec();
				// Whoever erases on the chain only, is found out.
				if scene.dice.percent(70) {
					let mut web = scene.memory.web.lock().expect("nobody panics with it");
					let content = scene.memory.records.contents.get(&handle)?;
					for index in &indices {
						web.pages.remove(content.records.get(*index as usize)?);
					}
				}
				let call = wrap(Call::erase { anchor, indices: indices.try_into().ok()? });
				match scene.model.organizations.is_active(store.owner) {
					true => Act::Signed(scene.staff(store.owner, Duty::Records)?, call),
					false => Act::Motion(Body::Council, 3, 5, call),
				}
			},
		};
		Some(act)
	}

	fn expect(&self, model: &Whole, step: &Step) -> Expect {
		let RuntimeCall::Records(call) = step.call else { return Expect::Either };
		let own = &model.records;
		let keeps = |id: OrganizationId| model.may(id, step.origin, Duty::Records);
		let orphaned = |id: OrganizationId| step.origin.council(3, 5) && !model.organizations.is_active(id);
		let live = |store: &StoreId| own.stores.get(store).filter(|store| !store.retired);
		let (lawful, sure) = match call {
			Call::register_store { organization, attestors, quorum, challenge_period, .. } => {
				let fits = (600..=31 * DAY).contains(challenge_period)
					&& *quorum as usize <= attestors.len()
					&& *quorum as usize * 2 > attestors.len();
				(keeps(*organization) && fits, false)
			},
			Call::update_store { store, change } => {
				let owner = live(store).is_some_and(|store| keeps(store.owner));
				match change {
					StoreChange::Url(_) => (owner, true),
					StoreChange::ChallengePeriod(period) => (owner && (600..=31 * DAY).contains(period), true),
					StoreChange::Attestors { .. } => (owner, false),
				}
			},
			Call::retire_store { store } => {
				(live(store).is_some_and(|store| keeps(store.owner) || orphaned(store.owner)), true)
			},
			Call::anchor { store, root, count, manifest, supersedes } => {
				let lawful = live(store).is_some_and(|kept| {
					let new = kept.anchors.iter().all(|anchor| anchor.root != *root);
					let mut named = BTreeSet::new();
					let older = supersedes.iter().all(|(anchor, leaf)| {
						own.anchor(*anchor).is_some_and(|(store, anchor)| {
							store.owner == kept.owner && *leaf < anchor.count && !anchor.superseded.contains_key(leaf)
						}) && named.insert((*anchor, *leaf))
					});
					keeps(kept.owner) && new && older
				});
				(lawful && valid_handle(manifest) && *count > 0, *count < 1_000)
			},
			Call::challenge { organization, anchor, index } => {
				let there = own.anchor(*anchor).is_some_and(|(store, anchor)| !store.retired && *index < anchor.count);
				(keeps(*organization) && there, false)
			},
			Call::erase { anchor, indices } => {
				let lawful = own.anchor(*anchor).is_some_and(|(store, anchor)| {
					let distinct: BTreeSet<&u32> = indices.iter().collect();
					let new = indices.iter().all(|index| *index < anchor.count && !anchor.erased.contains(index));
					(keeps(store.owner) || orphaned(store.owner)) && new && distinct.len() == indices.len()
				});
				(lawful && !indices.is_empty(), true)
			},
			_ => return Expect::Either,
		};
		let success = if sure { Expect::Success } else { Expect::Either };
		Expect::only_if(lawful, "whose records they are not, or are none", || success)
	}

	fn follow(&self, model: &mut Whole, step: &Step) -> Result<(), String> {
		let RuntimeCall::Records(call) = step.call else { return Ok(()) };
		let own = &mut model.records;
		match call {
			Call::register_store { organization, .. } => {
				own.stores.insert(own.next, Store { owner: *organization, retired: false, anchors: Vec::new() });
				own.next += 1;
			},
			Call::retire_store { store } => {
				let kept = own.stores.get_mut(store).ok_or("an unknown store was retired")?;
				kept.retired = true;
				if kept.anchors.is_empty() {
					own.stores.remove(store);
				}
			},
			Call::anchor { store, root, count, supersedes, .. } => {
				let kept = own.stores.get_mut(store).ok_or("an unknown store anchored")?;
				let anchor =
					Anchor { root: *root, count: *count, erased: BTreeSet::new(), superseded: BTreeMap::new() };
				kept.anchors.push(anchor);
				let id = anchor_id(*store, kept.anchors.len() as u32);
				for (older, leaf) in supersedes {
					let kept = own.stores.get_mut(&store_of(*older)).ok_or("an unknown store was superseded")?;
					let place = sequence_of(*older) as usize - 1;
					kept.anchors.get_mut(place).ok_or("an unknown anchor")?.superseded.insert(*leaf, id);
				}
			},
			Call::erase { anchor, indices } => {
				let kept = own.stores.get_mut(&store_of(*anchor)).ok_or("an unknown store erased")?;
				let place = sequence_of(*anchor) as usize - 1;
				kept.anchors.get_mut(place).ok_or("an unknown anchor")?.erased.extend(indices.iter());
			},
			_ => {},
		}
		Ok(())
	}

	fn compare(&self, model: &Whole) -> Result<(), String> {
		let own = &model.records;
		let mut found = BTreeMap::new();
		for (id, store) in pallet_records::Stores::<Runtime>::iter() {
			let anchors = (1..=store.anchors)
				.filter_map(|sequence| {
					let id = anchor_id(id, sequence);
					let anchor = pallet_records::Anchors::<Runtime>::get(id)?;
					Some(Anchor {
						root: anchor.root.hash,
						count: anchor.root.count,
						erased: pallet_records::Erased::<Runtime>::iter_key_prefix(id).collect(),
						superseded: pallet_records::Superseded::<Runtime>::iter_prefix(id).collect(),
					})
				})
				.collect();
			found.insert(id, Store { owner: store.owner, retired: store.is_retired(), anchors });
		}
		same("stores", &found, &own.stores)?;
		same("next store", pallet_records::NextStoreId::<Runtime>::get(), own.next)
	}

	fn try_state(&self) -> Result<(), String> {
		salus_runtime::Records::do_try_state().map_err(|error| format!("{error:?}"))
	}
}
