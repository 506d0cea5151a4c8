//! Medicines: which unit is where and in whose hands. The model moves every single thing that stands in what is moved.

use super::{same, Domain};
use crate::{
	model::{Expect, Model as Whole, Step},
	scene::{Act, Body, Scene},
};
use codec::Encode;
use pallet_drug_provenance::{
	Bulk, Call, Child, CompanyPrefix, Contents, DisputeKind, Ending, ErrorReason, Event, Evidence, HoldKind, Item,
	ItemId, Items, LotId, LotNumber, Membership, Packing, ProductDetails, ProductStatus, Purpose, RecallLevel, Scope,
	Serial, ShipmentId, StepEvidence, Temperatures, Told, UnitId, What,
};
use salus_primitives::{
	anchor::{build, Root},
	trail::{self, TrailKind},
	Duty, Gtin14, Lifecycle, OrganizationId, Role, Seconds, Sscc18,
};
use salus_runtime::{AccountId, Runtime, RuntimeCall, RuntimeEvent};
use sp_core::H256;
use std::collections::BTreeMap;

const DAY: Seconds = 86_400;

/// See [`Domain`].
pub struct Provenance;

/// A unit or container, with everything about it kept where it is.
#[derive(Clone, PartialEq, Debug)]
pub struct Thing {
	/// Whose it is.
	pub owner: OrganizationId,
	/// Who has it.
	pub holder: OrganizationId,
	/// The container it stands in, or stood in when that was opened.
	pub parent: Option<Sscc18>,
	/// On its way.
	pub shipment: Option<ShipmentId>,
	/// About which shipment, and what.
	pub dispute: Option<(ShipmentId, DisputeKind)>,
	/// Held back.
	pub hold: Option<HoldKind>,
	/// What became of a unit.
	pub life: Lifecycle,
	/// How much was given.
	pub dispensed: u32,
	/// What was before the newest supply or end.
	pub before: Option<(Lifecycle, u32)>,
	/// A container that was opened.
	pub opened: bool,
	/// A container filled in bulk.
	pub committed: bool,
	/// What it was packed for.
	pub purpose: Purpose,
}

/// A shipment.
#[derive(Clone, PartialEq, Debug)]
pub struct Parcel {
	/// By whom.
	pub from: OrganizationId,
	/// To whom.
	pub to: OrganizationId,
	/// What for.
	pub purpose: Purpose,
	/// It changes owner.
	pub sold: bool,
}

/// Everything that had an event.
#[derive(Clone, Default)]
pub struct Model {
	/// Units and containers.
	pub things: BTreeMap<ItemId, Thing>,
	/// Shipments.
	pub parcels: BTreeMap<ShipmentId, Parcel>,
	/// The next one.
	pub next: ShipmentId,
	/// Who labels what, how much is in it, and its status.
	pub products: BTreeMap<Gtin14, (OrganizationId, u32, ProductStatus)>,
	/// Prefixes.
	pub prefixes: BTreeMap<OrganizationId, Vec<CompanyPrefix>>,
}

impl Model {
	fn children(&self, container: Sscc18) -> Vec<ItemId> {
		self.things.iter().filter(|(_, thing)| thing.parent == Some(container)).map(|(id, _)| id.clone()).collect()
	}

	fn is_open(&self, container: Sscc18) -> bool {
		self.things.get(&ItemId::Container(container)).is_some_and(|thing| thing.opened)
	}

	/// Change a thing and everything inside it.
	fn all_inside(&mut self, id: &ItemId, change: &impl Fn(&mut Thing)) {
		if let Some(thing) = self.things.get_mut(id) {
			change(thing);
		}
		if let ItemId::Container(sscc) = id {
			for child in self.children(*sscc) {
				self.all_inside(&child, change);
			}
		}
	}

	/// What is told of enters the state, and leaves a container that was opened, or that it is taken out of.
	fn touch(&mut self, item: &Item, out_of: Option<Sscc18>) -> Result<(), String> {
		if !self.things.contains_key(&item.id) {
			let (parent, thing) = match (&item.id, &item.evidence) {
				(ItemId::Unit(id), Some(Evidence::Unit(_, packing))) => {
					let labeller = self.products.get(&id.gtin).ok_or("a unit of no product")?.0;
					(packing.as_ref().map(|packing| packing.container), new(labeller, Purpose::Sale))
				},
				(ItemId::Container(_), Some(Evidence::Container(_, packing))) => {
					let around = self.things.get(&ItemId::Container(packing.container)).ok_or("out of nothing")?;
					let thing = Thing { committed: true, ..new(around.owner, around.purpose) };
					(Some(packing.container), thing)
				},
				_ => return Err(format!("{:?} came from nowhere", item.id)),
			};
			let mut thing = Thing { parent, ..thing };
			if let Some(around) = parent.and_then(|parent| self.things.get(&ItemId::Container(parent))) {
				(thing.owner, thing.holder) = (around.owner, around.holder);
			}
			self.things.insert(item.id.clone(), thing);
		}
		let parent = self.things[&item.id].parent;
		let Some(around) = parent else { return Ok(()) };
		if out_of != Some(around) && !self.is_open(around) {
			return Err(format!("{:?} was dealt with inside a closed container", item.id));
		}
		let outer = self.things[&ItemId::Container(around)].hold;
		let thing = self.things.get_mut(&item.id).ok_or("it was there")?;
		thing.parent = None;
		thing.hold = [thing.hold, outer].into_iter().flatten().max_by_key(|kind| kind.gravity());
		Ok(())
	}

	fn hand_over(&mut self, id: &ItemId, parcel: &Parcel) -> Result<(), String> {
		let thing = self.things.get_mut(id).ok_or("nothing was handed over")?;
		thing.shipment = None;
		if parcel.purpose == Purpose::Return && thing.hold.is_none() {
			thing.hold = Some(HoldKind::Returned);
		}
		let owner = if parcel.sold && thing.owner == parcel.from { parcel.to } else { thing.owner };
		self.all_inside(id, &|thing: &mut Thing| (thing.holder, thing.owner) = (parcel.to, owner));
		Ok(())
	}

	/// Things at rest in these hands and in no closed container.
	fn at_hand(&self, organization: OrganizationId) -> Vec<ItemId> {
		let free = |thing: &Thing| {
			thing.holder == organization
				&& thing.shipment.is_none()
				&& !thing.opened
				&& thing.parent.is_none_or(|around| self.is_open(around))
		};
		self.things.iter().filter(|(_, thing)| free(thing)).map(|(id, _)| id.clone()).collect()
	}
}

fn new(owner: OrganizationId, purpose: Purpose) -> Thing {
	Thing {
		owner,
		holder: owner,
		parent: None,
		shipment: None,
		dispute: None,
		hold: None,
		life: Lifecycle::Commissioned,
		dispensed: 0,
		before: None,
		opened: false,
		committed: false,
		purpose,
	}
}

/// What labellers know: the serials under each root, and what stands in each bulk container.
#[derive(Default)]
pub struct Ledger {
	/// Serials by root.
	pub serials: BTreeMap<H256, (LotId, Vec<Serial>)>,
	/// Children by root.
	pub bulks: BTreeMap<H256, Vec<Child>>,
}

/// With its check digit: found by trying.
fn checked<T: TryFrom<u64>>(base: u64) -> Option<T> {
	(0..10).find_map(|digit| T::try_from(base * 10 + digit).ok())
}

fn gtin(scene: &mut Scene, prefix: u64) -> Option<Gtin14> {
	let item = scene.memory.fresh() % 90_000;
	checked(scene.dice.below(9) as u64 * 1_000_000_000_000 + prefix * 100_000 + item)
}

fn sscc(scene: &mut Scene, organization: OrganizationId) -> Option<Sscc18> {
	let prefix = match organization {
		3 => *scene.dice.pick(&[9_521_321u64, 614_141, 4_012_345])?,
		4 => 9_521_141,
		5 => 9_524_321,
		_ => return None,
	};
	let n = scene.memory.fresh() % 900_000_000;
	checked(scene.dice.below(9) as u64 * 10_000_000_000_000_000 + prefix * 1_000_000_000 + n)
}

fn told(scene: &mut Scene) -> Told {
	// Clocks of scanners differ; some are wrong.
	let skew = match scene.dice.below(20) {
		0 => scene.dice.between(0, 3 * DAY) as i64 - DAY as i64,
		_ => scene.dice.between(0, 600) as i64 - 500,
	};
	let millis = (scene.now as i64 + skew).max(0) as u64 * 1_000;
	let time = pallet_drug_provenance::EventTime { millis, offset: 0 };
	Told { time, place: None, event: scene.dice.percent(20).then(|| scene.dice.hash()) }
}

/// Evidence that a serial was commissioned, from the lot that the chain knows.
fn membership(scene: &Scene, id: &UnitId, root: H256) -> Option<Membership> {
	let (lot, serials) = scene.memory.provenance.serials.get(&root)?;
	let kept = pallet_drug_provenance::Lots::<Runtime>::get(lot)?;
	let is = |n: &u8| salus_runtime::DrugProvenance::batch(lot, &kept, *n).is_some_and(|batch| batch.root.hash == root);
	let batch = (0..kept.batches).find(is)?;
	let index = serials.iter().position(|serial| *serial == id.serial)? as u32;
	let payloads: Vec<&[u8]> = serials.iter().map(|serial| serial.as_bytes()).collect();
	let proof = build::proof(&payloads, index)?.try_into().ok()?;
	Some(Membership { lot: lot.1.clone(), batch, index, proof })
}

/// Evidence that something stands in a bulk container.
fn packing(scene: &Scene, container: Sscc18, child: &Child) -> Option<Packing> {
	let Contents::Committed(root) = pallet_drug_provenance::Containers::<Runtime>::get(container)?.contents else {
		return None;
	};
	let children = scene.memory.provenance.bulks.get(&root.hash)?;
	let index = children.iter().position(|other| other == child)? as u32;
	let payloads: Vec<Vec<u8>> =
		children.iter().map(|child| AsRef::<[u8]>::as_ref(&child.payload()).to_vec()).collect();
	Some(Packing { container, index, proof: build::proof(&payloads, index)?.try_into().ok()? })
}

/// Serials of a product that had no event yet, with the root they stand under.
fn fresh(scene: &Scene, gtin: &Gtin14) -> Vec<(UnitId, H256)> {
	let mut all = Vec::new();
	for (root, (lot, serials)) in &scene.memory.provenance.serials {
		if lot.0 != *gtin {
			continue;
		}
		for serial in serials {
			let id = UnitId { gtin: *gtin, serial: serial.clone() };
			if !scene.model.provenance.things.contains_key(&ItemId::Unit(id.clone())) {
				all.push((id, *root));
			}
		}
	}
	all
}

/// Some things that this organisation has, its own fresh units among them.
fn goods(scene: &mut Scene, organization: OrganizationId, most: usize) -> Vec<Item> {
	let known = scene.model.provenance.at_hand(organization);
	let mut items: Vec<Item> =
		scene.dice.some(&known, most).into_iter().map(|id| Item { id, evidence: None }).collect();
	let products = scene.model.provenance.products.iter().filter(|(_, (by, ..))| *by == organization);
	let products: Vec<Gtin14> = products.map(|(gtin, _)| *gtin).collect();
	if let Some(gtin) = scene.dice.one(products).filter(|_| scene.dice.percent(60)) {
		let all = fresh(scene, &gtin);
		for (id, root) in scene.dice.some(&all, most) {
			if let Some(member) = membership(scene, &id, root) {
				items.push(Item { id: ItemId::Unit(id), evidence: Some(Evidence::Unit(member, None)) });
			}
		}
	}
	items.truncate(most.max(1));
	items
}

fn bounded(items: Vec<Item>) -> Option<Items> {
	if items.is_empty() {
		return None;
	}
	items.try_into().ok()
}

/// A trading partner that acts, mostly one that has something.
fn trader(scene: &mut Scene) -> Option<(OrganizationId, AccountId)> {
	let held = pallet_drug_provenance::Containers::<Runtime>::iter_keys().next().is_some();
	let some = scene.model.provenance.things.values().map(|thing| thing.holder);
	let some: Vec<OrganizationId> = some.filter(|id| scene.model.organizations.is_active(*id)).collect();
	let organization = match scene.dice.one(some) {
		Some(holder) if held || scene.dice.percent(70) => holder,
		_ => *scene.dice.pick(&[3, 3, 4, 5])?,
	};
	Some((organization, scene.staff(organization, Duty::Logistics)?))
}

/// A container in these hands, and what could be taken out of it.
fn container(scene: &mut Scene, organization: OrganizationId) -> Option<(Sscc18, Vec<Item>)> {
	let at_hand = scene.model.provenance.at_hand(organization).into_iter().filter_map(|id| match id {
		ItemId::Container(sscc) => Some(sscc),
		ItemId::Unit(_) => None,
	});
	let sscc = scene.dice.one(at_hand.collect::<Vec<_>>())?;
	let kept = pallet_drug_provenance::Containers::<Runtime>::get(sscc)?;
	let inside = match kept.contents {
		Contents::Listed(_) => {
			let all = scene.model.provenance.children(sscc);
			scene.dice.some(&all, 4).into_iter().map(|id| Item { id, evidence: None }).collect()
		},
		Contents::Committed(root) => {
			let all = scene.memory.provenance.bulks.get(&root.hash).cloned().unwrap_or_default();
			let some = scene.dice.some(&all, 3);
			some.iter().filter_map(|child| out_of_bulk(scene, sscc, child)).collect()
		},
	};
	Some((sscc, inside))
}

fn out_of_bulk(scene: &Scene, sscc: Sscc18, child: &Child) -> Option<Item> {
	let packing = packing(scene, sscc, child)?;
	match child {
		Child::Unit(id) => {
			let serials = scene.memory.provenance.serials.iter();
			let (root, _) = serials
				.filter(|(_, (lot, all))| lot.0 == id.gtin && all.contains(&id.serial))
				.find(|(root, _)| membership(scene, id, **root).is_some())?;
			let member = membership(scene, id, *root)?;
			Some(Item { id: ItemId::Unit(id.clone()), evidence: Some(Evidence::Unit(member, Some(packing))) })
		},
		Child::Container(inner, bulk) => {
			let evidence = Some(Evidence::Container(bulk.clone(), packing));
			Some(Item { id: ItemId::Container(*inner), evidence })
		},
	}
}

impl Domain for Provenance {
	fn pallet(&self) -> &'static str {
		"DrugProvenance"
	}

	fn share(&self) -> u32 {
		30
	}

	fn begin(&self, model: &mut Whole) {
		model.provenance.prefixes =
			pallet_drug_provenance::Prefixes::<Runtime>::iter().map(|(id, all)| (id, all.into_inner())).collect();
	}

	fn traffic(&self, scene: &mut Scene) -> Option<Act> {
		let wrap = RuntimeCall::DrugProvenance;
		let own = &scene.model.provenance;
		let told = told(scene);
		let lots: Vec<LotId> = pallet_drug_provenance::Lots::<Runtime>::iter_keys().collect();
		let act = match scene.dice.below(56) {
			0 if scene.dice.percent(40) => {
				// Beyond those of the first block, so that what is labelled stays labelled.
				let organization = scene.dice.one(scene.model.active().into_iter().filter(|id| *id >= 6))?;
				let number = 1_000_000 + scene.dice.below(50) as u64;
				let prefixes = vec![CompanyPrefix::new(7, number)?].try_into().ok()?;
				Act::Motion(Body::Council, 2, 3, wrap(Call::set_prefixes { organization, prefixes }))
			},
			1 if scene.dice.percent(30) => {
				Act::Motion(Body::Council, 2, 3, wrap(Call::set_trading_schema { schema: Some(2) }))
			},
			2 => {
				let organization = scene.member_as(Role::Manufacturer)?;
				let who = scene.staff(organization, Duty::Logistics)?;
				let responder = b"https://responder.example/verify".to_vec().try_into().ok();
				Act::Signed(who, wrap(Call::set_responder { organization, responder }))
			},
			3 | 4 if own.products.len() < 8 => {
				let who = scene.staff(3, Duty::Logistics)?;
				let prefix = *scene.dice.pick(&[9_521_321, 614_141, 4_012_345])?;
				let gtin = gtin(scene, prefix)?;
				let storage = scene.dice.percent(50).then_some(Temperatures { low: 20, high: 80 });
				let content = *scene.dice.pick(&[1, 1, 10, 30])?;
				let details = ProductDetails { ndc: None, storage, content };
				Act::Signed(who, wrap(Call::register_product { organization: 3, gtin, details }))
			},
			5 => {
				let (gtin, (organization, _, now)) = scene.dice.one(own.products.iter().map(|(g, it)| (*g, *it)))?;
				let who = scene.staff(organization, Duty::Logistics)?;
				let status = match now {
					ProductStatus::Active if scene.dice.percent(50) => ProductStatus::Discontinued,
					ProductStatus::Active => ProductStatus::Withdrawn,
					_ => ProductStatus::Active,
				};
				Act::Signed(who, wrap(Call::set_product_status { organization, gtin, status }))
			},
			6..=9 if lots.len() < 40 => {
				let (gtin, (organization, ..)) = scene.dice.one(own.products.iter().map(|(g, it)| (*g, *it)))?;
				let who = scene.staff(organization, Duty::Logistics)?;
				let again = lots.iter().filter(|lot| lot.0 == gtin).cloned().collect::<Vec<_>>();
				let again = scene.dice.one(again).filter(|_| scene.dice.percent(30));
				let (lot, expiry): (LotNumber, u32) = match again {
					Some(lot) => {
						let kept = pallet_drug_provenance::Lots::<Runtime>::get(&lot)?;
						(lot.1, kept.expiry)
					},
					None => {
						let number = format!("L{}", scene.memory.fresh()).parse().ok()?;
						(number, (scene.now / DAY + scene.dice.between(2, 900)) as u32)
					},
				};
				let base = scene.memory.fresh();
				let count = 4 + scene.dice.below(20);
				let mut serials: Vec<Serial> =
					(0..count).filter_map(|n| format!("{base}S{n:03}").parse().ok()).collect();
				// A labeller that makes a serial twice is found out later.
				if let Some((_, (_, other))) =
					scene.memory.provenance.serials.iter().find(|(_, (lot, _))| lot.0 == gtin)
				{
					if scene.dice.percent(30) {
						serials.extend(other.iter().take(2).cloned());
					}
				}
				serials.sort_by(|a, b| a.as_bytes().cmp(b.as_bytes()));
				let payloads: Vec<&[u8]> = serials.iter().map(|serial| serial.as_bytes()).collect();
				let root = build::root(&payloads)?;
				let kept = ((gtin, lot.clone()), serials.clone());
				scene.memory.provenance.serials.insert(root.hash, kept);
				let (root, count) = (root.hash, root.count);
				Act::Signed(who, wrap(Call::commission { organization, gtin, lot, expiry, root, count, told }))
			},
			10..=13 => {
				let (organization, who) = trader(scene)?;
				let mut items = goods(scene, organization, 5);
				let container = match container(scene, organization) {
					Some((sscc, _)) if scene.dice.percent(30) => {
						items.retain(|item| item.id != ItemId::Container(sscc));
						sscc
					},
					_ => sscc(scene, organization)?,
				};
				let known = own.things.get(&ItemId::Container(container));
				let purpose = known.map_or(Purpose::Sale, |thing| thing.purpose);
				let purpose = if known.is_none() && scene.dice.percent(25) { Purpose::Return } else { purpose };
				let items = bounded(items)?;
				Act::Signed(who, wrap(Call::pack { organization, container, purpose, lot: None, items, told }))
			},
			14 | 15 => {
				let (gtin, (organization, ..)) = scene.dice.one(own.products.iter().map(|(g, it)| (*g, *it)))?;
				let who = scene.staff(organization, Duty::Logistics)?;
				let all = fresh(scene, &gtin);
				let units: Vec<Child> = scene.dice.some(&all, 8).into_iter().map(|(id, _)| Child::Unit(id)).collect();
				let root_of = |children: &[Child]| -> Option<Root> {
					let payloads: Vec<Vec<u8>> =
						children.iter().map(|child| AsRef::<[u8]>::as_ref(&child.payload()).to_vec()).collect();
					build::root(&payloads)
				};
				let bulk = Bulk { root: root_of(&units)?, height: 1, lot: None };
				scene.memory.provenance.bulks.insert(bulk.root.hash, units);
				let mut outer = bulk.clone();
				if scene.dice.percent(50) {
					let children = vec![Child::Container(sscc(scene, organization)?, bulk)];
					outer = Bulk { root: root_of(&children)?, height: 2, lot: None };
					scene.memory.provenance.bulks.insert(outer.root.hash, children);
				}
				let container = sscc(scene, organization)?;
				Act::Signed(who, wrap(Call::pack_bulk { organization, container, bulk: outer, told }))
			},
			16..=18 => {
				let (organization, who) = trader(scene)?;
				let (sscc, inside) = container(scene, organization)?;
				let container = Item { id: ItemId::Container(sscc), evidence: None };
				let items = bounded(inside)?;
				Act::Signed(who, wrap(Call::unpack { organization, container, items, told }))
			},
			19 => {
				let (organization, who) = trader(scene)?;
				let (sscc, _) = container(scene, organization)?;
				let container = Item { id: ItemId::Container(sscc), evidence: None };
				Act::Signed(who, wrap(Call::open { organization, container, told }))
			},
			20..=25 => {
				let (organization, who) = trader(scene)?;
				let items = bounded(goods(scene, organization, 4))?;
				let to = *scene.dice.pick(&[3, 4, 5])?;
				let purpose = if scene.dice.percent(75) { Purpose::Sale } else { Purpose::Return };
				let sold = scene.dice.percent(60);
				Act::Signed(who, wrap(Call::ship { organization, to, purpose, sold, items, told }))
			},
			n @ 26..=33 => {
				let moving = own.things.values().filter_map(|thing| thing.shipment);
				let shipment = scene.dice.one(moving.collect::<Vec<_>>())?;
				let parcel = own.parcels.get(&shipment)?.clone();
				let aboard = own.things.iter().filter(|(_, thing)| thing.shipment == Some(shipment));
				let all: Vec<ItemId> = aboard.map(|(id, _)| id.clone()).collect();
				let mut some = scene.dice.some(&all, all.len());
				if some.is_empty() {
					some = all;
				}
				let named = some.into_iter().map(|id| Item { id, evidence: None }).collect();
				let (to, from) = (parcel.to, parcel.from);
				match n {
					26..=29 => {
						let (who, items) = (scene.staff(to, Duty::Logistics)?, bounded(named)?);
						Act::Signed(who, wrap(Call::receive { organization: to, shipment, items, told }))
					},
					30 => {
						let (who, items) = (scene.staff(to, Duty::Logistics)?, bounded(named)?);
						Act::Signed(who, wrap(Call::refuse { organization: to, shipment, items, told }))
					},
					31 => {
						let (who, items) = (scene.staff(from, Duty::Logistics)?, bounded(named)?);
						Act::Signed(who, wrap(Call::void { organization: from, shipment, items, told }))
					},
					_ => {
						let who = scene.staff(to, Duty::Logistics)?;
						let kinds = [DisputeKind::Short, DisputeKind::Over, DisputeKind::Damaged, DisputeKind::Wrong];
						let kind = *scene.dice.pick(&kinds)?;
						let named = if kind == DisputeKind::Over { goods(scene, from, 2) } else { named };
						let items = bounded(named)?;
						Act::Signed(who, wrap(Call::dispute { organization: to, shipment, kind, items, told }))
					},
				}
			},
			34 | 35 => {
				let disputed = own.things.iter().filter_map(|(id, thing)| Some((id.clone(), thing.dispute?.0)));
				let (id, shipment) = scene.dice.one(disputed.collect::<Vec<_>>())?;
				let parcel = own.parcels.get(&shipment)?;
				let organization = match scene.dice.below(5) {
					0 => scene.member_as(Role::Regulator)?,
					1 | 2 => parcel.from,
					_ => parcel.to,
				};
				let who = scene.staff(organization, Duty::Logistics)?;
				let items = bounded(vec![Item { id, evidence: None }])?;
				let with_receiver = scene.dice.percent(50);
				Act::Signed(who, wrap(Call::settle { organization, with_receiver, items, told }))
			},
			36..=38 => {
				let organization = 5;
				let who = scene.staff(organization, Duty::Logistics)?;
				let units: Vec<ItemId> =
					own.at_hand(5).into_iter().filter(|id| matches!(id, ItemId::Unit(_))).collect();
				let id = scene.dice.one(units)?;
				let ItemId::Unit(unit) = &id else { return None };
				let content = own.products.get(&unit.gtin)?.1;
				let quantity = scene.dice.between(1, u64::from(content)) as u32;
				let (unit, tag) = (Item { id, evidence: None }, scene.dice.hash());
				Act::Signed(who, wrap(Call::dispense { organization, unit, quantity, tag, told }))
			},
			39 => {
				let (organization, who) = trader(scene)?;
				let mut goods = goods(scene, organization, 2);
				goods.retain(|item| matches!(item.id, ItemId::Unit(_)));
				let all = [Ending::Destroyed, Ending::Decommissioned, Ending::Sampled, Ending::Exported];
				let (ending, items) = (*scene.dice.pick(&all)?, bounded(goods)?);
				Act::Signed(who, wrap(Call::end { organization, ending, items, told }))
			},
			40 | 41 => {
				let (mut organization, mut who) = trader(scene)?;
				let items = bounded(goods(scene, organization, 2))?;
				if scene.dice.percent(25) {
					organization = scene.member_as(Role::Regulator)?;
					who = scene.staff(organization, Duty::Logistics)?;
				}
				use HoldKind::*;
				let kind = *scene.dice.pick(&[Quarantine, Suspect, Illegitimate, Stolen, Lost, Returned])?;
				Act::Signed(who, wrap(Call::hold { organization, kind, items, told }))
			},
			n @ 42..=45 => {
				let held = own.things.iter().filter(|(_, thing)| {
					!thing.opened
						&& thing.parent.is_none_or(|around| own.is_open(around))
						&& match n {
							45 => thing.hold == Some(HoldKind::Illegitimate),
							_ => thing.hold.is_some(),
						}
				});
				let (id, holder) =
					scene.dice.one(held.map(|(id, thing)| (id.clone(), thing.holder)).collect::<Vec<_>>())?;
				let organization = match scene.dice.below(3) {
					0 => scene.member_as(Role::Regulator)?,
					1 => 3,
					_ => holder,
				};
				let who = scene.staff(organization, Duty::Logistics)?;
				let items = bounded(vec![Item { id, evidence: None }])?;
				match n {
					45 => Act::Signed(who, wrap(Call::notify { organization, items, told })),
					_ => Act::Signed(who, wrap(Call::release { organization, items, told })),
				}
			},
			46 | 47 => {
				let lot = scene.dice.one(lots)?;
				let kept = pallet_drug_provenance::Lots::<Runtime>::get(&lot)?;
				let organization = if scene.dice.percent(60) { 3 } else { scene.member_as(Role::Regulator)? };
				let who = scene.staff(organization, Duty::Logistics)?;
				let kind = match kept.quarantine {
					Some(hold) if hold.kind == HoldKind::Illegitimate && scene.dice.percent(60) => {
						return Some(Act::Signed(who, wrap(Call::notify_lot { organization, lot, told })));
					},
					Some(_) => None,
					None => scene.dice.pick(&[HoldKind::Quarantine, HoldKind::Illegitimate]).copied(),
				};
				Act::Signed(who, wrap(Call::hold_lot { organization, lot, kind, told }))
			},
			48 | 49 => {
				let (gtin, number) = scene.dice.one(lots)?;
				let lot = scene.dice.percent(70).then_some(number);
				let organization = if scene.dice.percent(60) { 3 } else { scene.member_as(Role::Regulator)? };
				let who = scene.staff(organization, Duty::Logistics)?;
				let open = salus_runtime::DrugProvenance::recalls_of(gtin, lot.clone()).into_iter();
				let open: Vec<_> = open.filter(|it| it.recall.ended.is_none()).collect();
				match scene.dice.one(open) {
					Some(it) if scene.dice.percent(60) => match scene.dice.below(2) {
						0 => {
							let recall = it.recall.epoch;
							let call = Call::end_recall { organization, gtin, lot: it.lot, recall, told };
							Act::Signed(who, wrap(call))
						},
						_ => {
							let organization = *scene.dice.pick(&[3, 4, 5])?;
							let who = scene.staff(organization, Duty::Logistics)?;
							let (recall, held) = (it.recall.epoch, scene.dice.below(100) as u32);
							let call = Call::acknowledge_recall { organization, gtin, lot: it.lot, recall, held };
							Act::Signed(who, wrap(call))
						},
					},
					_ => {
						let level = *scene.dice.pick(&[RecallLevel::I, RecallLevel::II, RecallLevel::III])?;
						let scope = match scene.dice.below(3) {
							0 => Scope::Prefix("1".parse().ok()?),
							_ => Scope::All,
						};
						Act::Signed(who, wrap(Call::recall { organization, gtin, lot, level, scope, told }))
					},
				}
			},
			50 => {
				let organization = if scene.dice.percent(50) { 3 } else { scene.member_as(Role::Regulator)? };
				let who = scene.staff(organization, Duty::Logistics)?;
				let holder = *scene.dice.pick(&[3, 4, 5])?;
				let known: Vec<Item> = own.at_hand(holder).into_iter().map(|id| Item { id, evidence: None }).collect();
				let items = bounded(scene.dice.some(&known, 2))?;
				Act::Signed(who, wrap(Call::clear { organization, items, told }))
			},
			51 => {
				let (organization, who) = trader(scene)?;
				let items = bounded(goods(scene, organization, 2))?;
				let measured = Temperatures { low: 10, high: 300 };
				Act::Signed(who, wrap(Call::report_excursion { organization, measured, items, told }))
			},
			52 => {
				let given = own.things.iter().filter(|(_, thing)| thing.before.is_some() || thing.hold.is_some());
				let item = scene.dice.one(given.map(|(id, _)| id.clone()).collect::<Vec<_>>())?;
				let (kind, key) = match &item {
					ItemId::Unit(id) => (TrailKind::Unit, id.encode()),
					ItemId::Container(sscc) => (TrailKind::Container, sscc.encode()),
				};
				let status = match &item {
					ItemId::Unit(id) => pallet_drug_provenance::Units::<Runtime>::get(id)?.status,
					ItemId::Container(sscc) => pallet_drug_provenance::Containers::<Runtime>::get(sscc)?.status,
				};
				let depth = 1 + scene.dice.below(2) as u32;
				let page = trail::walk(trail::origin(kind, &key), status.trail.head, depth);
				let mut steps: Vec<StepEvidence> = Vec::new();
				let mut by = None;
				for (_, step) in page.steps.iter().rev() {
					let entry = decoded::<pallet_drug_provenance::TrailEntry>(&step.entry)?;
					by = by.or(Some(entry.by));
					let entry = step.entry.clone().try_into().ok()?;
					steps.push(StepEvidence { previous: step.previous, n: step.n, block: step.block, entry });
				}
				let organization = by?;
				let who = scene.staff(organization, Duty::Logistics)?;
				let reason = *scene.dice.pick(&[ErrorReason::DidNotOccur, ErrorReason::IncorrectData])?;
				let steps = steps.try_into().ok()?;
				Act::Signed(who, wrap(Call::declare_error { organization, item, steps, reason, told }))
			},
			53 | 54 => {
				// The same few units again and again, so that somebody wonders.
				let few = own.things.keys().filter(|id| matches!(id, ItemId::Unit(_))).take(3).cloned();
				let id = scene.dice.one(few.collect::<Vec<_>>())?;
				let ItemId::Unit(unit) = &id else { return None };
				let alert = pallet_drug_provenance::Verified::<Runtime>::get(unit).is_some_and(|it| it.alert.is_some());
				if alert && scene.dice.percent(50) {
					let organization = if scene.dice.percent(50) { 3 } else { scene.member_as(Role::Regulator)? };
					let who = scene.staff(organization, Duty::Logistics)?;
					let unit = unit.clone();
					return Some(Act::Signed(who, wrap(Call::dismiss_alert { organization, unit })));
				}
				let partners =
					scene.model.active().into_iter().filter(|id| salus_runtime::DrugProvenance::is_partner(*id));
				let organization = scene.dice.one(partners.collect::<Vec<_>>())?;
				let who = scene.staff(organization, Duty::Logistics)?;
				let unit = Item { id, evidence: None };
				Act::Signed(who, wrap(Call::record_verification { organization, unit, told }))
			},
			_ => {
				let units = own.things.keys().filter_map(|id| match id {
					ItemId::Unit(unit) => Some(unit.clone()),
					ItemId::Container(_) => None,
				});
				let unit = scene.dice.one(units.collect::<Vec<_>>())?;
				let kept = pallet_drug_provenance::Units::<Runtime>::get(&unit)?;
				let roots: Vec<H256> = scene
					.memory
					.provenance
					.serials
					.iter()
					.filter(|(_, (lot, all))| lot.0 == unit.gtin && lot.1 != kept.lot && all.contains(&unit.serial))
					.map(|(root, _)| *root)
					.collect();
				let member = roots.into_iter().find_map(|root| membership(scene, &unit, root))?;
				let organization = *scene.dice.pick(&[3, 4, 5])?;
				let who = scene.staff(organization, Duty::Logistics)?;
				let item = Item { id: ItemId::Unit(unit), evidence: Some(Evidence::Unit(member, None)) };
				Act::Signed(who, wrap(Call::report_contradiction { organization, item, told }))
			},
		};
		Some(act)
	}

	fn expect(&self, model: &Whole, step: &Step) -> Expect {
		let RuntimeCall::DrugProvenance(call) = step.call else { return Expect::Either };
		let own = &model.provenance;
		let does = |id: &OrganizationId| model.may(*id, step.origin, Duty::Logistics);
		let labels = |id: &OrganizationId, gtin: &Gtin14| own.products.get(gtin).is_some_and(|(by, ..)| by == id);
		let regulates = |id: &OrganizationId| model.organizations.has_role(*id, Role::Regulator);
		// Of what is not known yet only its evidence can say anything.
		let known = |item: &Item| own.things.get(&item.id);
		let all = |items: &Items, fits: &dyn Fn(&Thing) -> bool| {
			!items.is_empty() && items.iter().all(|item| known(item).is_none_or(fits))
		};
		let free = |thing: &Thing| !thing.opened && thing.parent.is_none_or(|around| own.is_open(around));
		let live = |thing: &Thing| matches!(thing.life, Lifecycle::Commissioned | Lifecycle::PartiallyDispensed);
		let at_rest = |id: &OrganizationId, thing: &Thing| {
			free(thing) && thing.holder == *id && thing.shipment.is_none() && thing.dispute.is_none()
		};
		let ready = |id: &OrganizationId, thing: &Thing, purpose: Purpose| {
			let there = !matches!(thing.hold, Some(HoldKind::Stolen | HoldKind::Lost));
			let fit = purpose == Purpose::Return || (thing.hold.is_none() && thing.life == Lifecycle::Commissioned);
			at_rest(id, thing) && live(thing) && there && fit
		};
		let aboard = |thing: &Thing, shipment: &ShipmentId| {
			free(thing) && thing.shipment == Some(*shipment) && thing.dispute.is_none()
		};
		let parcel = |id: &ShipmentId| own.parcels.get(id);
		let lawful = match call {
			Call::set_prefixes { .. } | Call::set_trading_schema { .. } => step.origin.council(2, 3),
			Call::set_responder { organization, .. } => {
				does(organization) && model.organizations.has_role(*organization, Role::Manufacturer)
			},
			Call::register_product { organization, gtin, details } => {
				let prefixes = own.prefixes.get(organization);
				let built = prefixes.is_some_and(|all| all.iter().any(|prefix| prefix.covers_gtin(*gtin)));
				does(organization)
					&& model.organizations.has_role(*organization, Role::Manufacturer)
					&& built && details.content > 0
					&& !own.products.contains_key(gtin)
			},
			Call::set_product_status { organization, gtin, status } => {
				let changes = own.products.get(gtin).is_some_and(|(_, _, now)| now != status);
				let lawful = does(organization) && labels(organization, gtin) && changes;
				return Expect::only_if(lawful, "who does not label it", || Expect::Success);
			},
			Call::commission { organization, gtin, .. } => {
				let made = own.products.get(gtin).is_some_and(|(_, _, status)| *status == ProductStatus::Active);
				does(organization) && labels(organization, gtin) && made
			},
			Call::pack { organization, container, purpose, items, .. } => {
				let around = own.things.get(&ItemId::Container(*container));
				let takes = around.is_none_or(|it| {
					at_rest(organization, it) && it.hold.is_none() && it.purpose == *purpose && !it.committed
				});
				does(organization) && takes && all(items, &|thing| ready(organization, thing, *purpose))
			},
			Call::pack_bulk { organization, container, .. } => {
				let new = !own.things.contains_key(&ItemId::Container(*container));
				does(organization) && new && model.organizations.has_role(*organization, Role::Manufacturer)
			},
			Call::unpack { organization, container, items, .. } => {
				let ItemId::Container(sscc) = &container.id else { return Expect::Failure("a unit holds nothing") };
				let inside = all(items, &|thing| thing.parent == Some(*sscc) && !thing.opened);
				does(organization) && known(container).is_none_or(|it| at_rest(organization, it)) && inside
			},
			Call::open { organization, container, .. } => {
				let is = matches!(container.id, ItemId::Container(_));
				does(organization) && is && known(container).is_none_or(|it| at_rest(organization, it))
			},
			Call::ship { organization, to, purpose, sold, items, .. } => {
				let owned = all(items, &|thing| !sold || thing.owner == *organization);
				let packed = all(items, &|thing| thing.purpose == Purpose::Sale || *purpose == Purpose::Return);
				let fit = all(items, &|thing| ready(organization, thing, *purpose));
				does(organization) && to != organization && owned && packed && fit
			},
			Call::receive { organization, shipment, items, .. }
			| Call::refuse { organization, shipment, items, .. } => {
				let theirs = parcel(shipment).is_some_and(|it| it.to == *organization);
				let lawful = does(organization) && theirs && items.iter().all(|item| known(item).is_some());
				lawful && all(items, &|thing| aboard(thing, shipment))
			},
			Call::void { organization, shipment, items, .. } => {
				let theirs = parcel(shipment).is_some_and(|it| it.from == *organization);
				let lawful = does(organization) && theirs && items.iter().all(|item| known(item).is_some());
				lawful && all(items, &|thing| aboard(thing, shipment))
			},
			Call::dispute { organization, shipment, kind, items, .. } => {
				let Some(parcel) = parcel(shipment) else { return Expect::Failure("there is no such shipment") };
				let fit = all(items, &|thing| match kind {
					DisputeKind::Over => at_rest(&parcel.from, thing) && live(thing),
					_ => aboard(thing, shipment),
				});
				does(organization) && parcel.to == *organization && fit
			},
			Call::settle { organization, with_receiver, items, .. } => {
				let theirs = all(items, &|thing| {
					thing.dispute.is_some_and(|(shipment, kind)| {
						parcel(&shipment).is_some_and(|it| {
							let sender = it.from == *organization;
							let receiver = it.to == *organization;
							let lawful = match (kind == DisputeKind::Over, with_receiver) {
								(false, true) => receiver,
								(false, false) | (true, true) => sender,
								(true, false) => sender || receiver,
							};
							lawful || regulates(organization)
						})
					})
				});
				does(organization) && theirs
			},
			Call::dispense { organization, unit, quantity, .. } => {
				let ItemId::Unit(id) = &unit.id else { return Expect::Failure("only units are dispensed") };
				let content = own.products.get(&id.gtin).map_or(0, |(_, content, _)| *content);
				let fit = known(unit).is_none_or(|thing| {
					at_rest(organization, thing)
						&& live(thing) && thing.hold.is_none()
						&& thing.dispensed.saturating_add(*quantity) <= content
				});
				let roles = [Role::Dispenser, Role::Provider];
				let role = roles.iter().any(|role| model.organizations.has_role(*organization, *role));
				does(organization) && role && fit && *quantity > 0 && *quantity <= content
			},
			Call::end { organization, items, .. } => {
				let units = items.iter().all(|item| matches!(item.id, ItemId::Unit(_)));
				does(organization) && units && all(items, &|thing| free(thing) && thing.holder == *organization)
			},
			Call::hold { organization, items, kind, .. } => {
				does(organization) && all(items, &free) && *kind != HoldKind::Returned
			},
			Call::release { organization, items, .. } => {
				let held = all(items, &|thing| {
					let around = thing.parent.and_then(|around| own.things.get(&ItemId::Container(around)));
					thing.hold.is_some() || around.is_some_and(|around| around.hold.is_some())
				});
				does(organization) && held && all(items, &free)
			},
			Call::notify { organization, items, .. }
			| Call::clear { organization, items, .. }
			| Call::report_excursion { organization, items, .. } => does(organization) && all(items, &free),
			Call::hold_lot { organization, lot, .. } | Call::notify_lot { organization, lot, .. } => {
				does(organization) && (labels(organization, &lot.0) || regulates(organization))
			},
			Call::recall { organization, gtin, .. } | Call::end_recall { organization, gtin, .. } => {
				let known = own.products.contains_key(gtin);
				does(organization) && known && (labels(organization, gtin) || regulates(organization))
			},
			Call::acknowledge_recall { organization, gtin, .. } => {
				does(organization) && own.products.contains_key(gtin)
			},
			Call::declare_error { organization, item, .. } => does(organization) && own.things.contains_key(item),
			Call::record_verification { organization, unit, .. } => {
				does(organization) && matches!(unit.id, ItemId::Unit(_))
			},
			Call::report_contradiction { organization, .. } => does(organization),
			Call::dismiss_alert { organization, unit } => {
				does(organization) && (labels(organization, &unit.gtin) || regulates(organization))
			},
			_ => return Expect::Either,
		};
		Expect::only_if(lawful, "who has it not, or what is not fit for it", || Expect::Either)
	}

	fn follow(&self, model: &mut Whole, step: &Step) -> Result<(), String> {
		let RuntimeCall::DrugProvenance(call) = step.call else { return Ok(()) };
		let own = &mut model.provenance;
		macro_rules! thing {
			($id:expr) => {
				own.things.get_mut($id).ok_or("nothing was changed")?
			};
		}
		match call {
			Call::set_prefixes { organization, prefixes } => match prefixes.is_empty() {
				true => drop(own.prefixes.remove(organization)),
				false => drop(own.prefixes.insert(*organization, prefixes.to_vec())),
			},
			Call::register_product { organization, gtin, details } => {
				own.products.insert(*gtin, (*organization, details.content, ProductStatus::Active));
			},
			Call::set_product_status { gtin, status, .. } => {
				own.products.get_mut(gtin).ok_or("an unknown product was changed")?.2 = *status;
			},
			Call::pack { organization, container, purpose, items, .. } => {
				let id = ItemId::Container(*container);
				match own.things.contains_key(&id) {
					true => own.touch(&Item { id: id.clone(), evidence: None }, None)?,
					false => drop(own.things.insert(id.clone(), new(*organization, *purpose))),
				}
				let mut empty = own.children(*container).is_empty();
				for item in items {
					own.touch(item, None)?;
					let owner = own.things[&item.id].owner;
					if empty {
						thing!(&id).owner = owner;
					}
					same("owner of what is packed together", owner, own.things[&id].owner)?;
					thing!(&item.id).parent = Some(*container);
					empty = false;
				}
			},
			Call::pack_bulk { organization, container, .. } => {
				let thing = Thing { committed: true, ..new(*organization, Purpose::Sale) };
				own.things.insert(ItemId::Container(*container), thing);
			},
			Call::unpack { container, items, .. } => {
				let ItemId::Container(sscc) = &container.id else { return Err("a unit was unpacked".into()) };
				own.touch(container, None)?;
				for item in items {
					own.touch(item, Some(*sscc))?;
				}
				let empty = own.children(*sscc).is_empty();
				let outer = thing!(&container.id);
				outer.opened = empty && !outer.committed;
			},
			Call::open { container, .. } => {
				own.touch(container, None)?;
				thing!(&container.id).opened = true;
			},
			Call::ship { organization, to, purpose, sold, items, .. } => {
				let parcel = Parcel { from: *organization, to: *to, purpose: *purpose, sold: *sold };
				let id = own.next;
				own.parcels.insert(id, parcel);
				own.next += 1;
				for item in items {
					own.touch(item, None)?;
					thing!(&item.id).shipment = Some(id);
				}
			},
			Call::receive { shipment, items, .. } => {
				let parcel = own.parcels.get(shipment).cloned().ok_or("an unknown shipment arrived")?;
				for item in items {
					own.touch(item, None)?;
					own.hand_over(&item.id, &parcel)?;
				}
			},
			Call::refuse { items, .. } | Call::void { items, .. } => {
				for item in items {
					own.touch(item, None)?;
					thing!(&item.id).shipment = None;
				}
			},
			Call::dispute { shipment, kind, items, .. } => {
				for item in items {
					own.touch(item, None)?;
					thing!(&item.id).dispute = Some((*shipment, *kind));
				}
			},
			Call::settle { with_receiver, items, .. } => {
				for item in items {
					own.touch(item, None)?;
					let (shipment, kind) = thing!(&item.id).dispute.take().ok_or("no dispute was settled")?;
					let parcel = own.parcels.get(&shipment).cloned().ok_or("an unknown shipment was settled")?;
					if *with_receiver {
						own.hand_over(&item.id, &parcel)?;
					} else {
						let thing = thing!(&item.id);
						thing.shipment = None;
						if kind == DisputeKind::Short && thing.hold.is_none() {
							thing.hold = Some(HoldKind::Lost);
						}
					}
				}
			},
			Call::dispense { unit, quantity, .. } => {
				own.touch(unit, None)?;
				let ItemId::Unit(id) = &unit.id else { return Err("a container was dispensed".into()) };
				let content = own.products.get(&id.gtin).ok_or("an unknown product was dispensed")?.1;
				let thing = thing!(&unit.id);
				thing.before = Some((thing.life, thing.dispensed));
				thing.dispensed += quantity;
				thing.life =
					if thing.dispensed < content { Lifecycle::PartiallyDispensed } else { Lifecycle::Dispensed };
			},
			Call::end { ending, items, .. } => {
				for item in items {
					own.touch(item, None)?;
					let thing = thing!(&item.id);
					thing.before = Some((thing.life, thing.dispensed));
					thing.life = match ending {
						Ending::Destroyed => Lifecycle::Destroyed,
						Ending::Decommissioned => Lifecycle::Decommissioned,
						Ending::Sampled => Lifecycle::Sampled,
						Ending::Exported => Lifecycle::Exported,
					};
				}
			},
			Call::hold { kind, items, .. } => {
				for item in items {
					own.touch(item, None)?;
					thing!(&item.id).hold = Some(*kind);
				}
			},
			Call::release { items, .. } => {
				for item in items {
					own.touch(item, None)?;
					thing!(&item.id).hold = None;
				}
			},
			Call::notify { items, .. } | Call::clear { items, .. } => {
				for item in items {
					own.touch(item, None)?;
				}
			},
			Call::report_excursion { items, .. } => {
				for item in items {
					own.touch(item, None)?;
					let thing = thing!(&item.id);
					// What is only returned is set aside all the same.
					if matches!(thing.hold, None | Some(HoldKind::Returned)) {
						thing.hold = Some(HoldKind::Quarantine);
					}
				}
			},
			Call::declare_error { item, .. } => {
				let restored = step.events.iter().any(|event| {
					matches!(
						event,
						RuntimeEvent::DrugProvenance(Event::Recorded { entry, .. })
							if matches!(entry.what, What::Corrected { restored: true, .. })
					)
				});
				if restored {
					let thing = thing!(item);
					(thing.life, thing.dispensed) = thing.before.take().ok_or("nothing was there to restore")?;
				}
			},
			_ => {},
		}
		Ok(())
	}

	fn compare(&self, model: &Whole) -> Result<(), String> {
		let own = &model.provenance;
		let mut count = 0;
		let mut check = |id: ItemId,
		                 status: pallet_drug_provenance::Status,
		                 location: pallet_drug_provenance::Location,
		                 rest: Thing| {
			count += 1;
			let found = Thing {
				owner: location.owner,
				holder: location.holder,
				parent: status.parent,
				shipment: status.shipment,
				dispute: status.dispute.map(|it| (it.shipment, it.kind)),
				hold: status.hold.map(|it| it.kind),
				before: own.things.get(&id).and_then(|kept| kept.before),
				..rest
			};
			same(format!("{id:?}"), Some(&found), own.things.get(&id))
		};
		for id in pallet_drug_provenance::Units::<Runtime>::iter_keys().collect::<Vec<_>>() {
			let info = salus_runtime::DrugProvenance::unit_info(&id).ok_or("a unit about which nothing can be said")?;
			let rest = Thing { life: info.unit.lifecycle, dispensed: info.unit.dispensed, ..new(0, Purpose::Sale) };
			check(ItemId::Unit(id), info.unit.status, info.location, rest)?;
		}
		for sscc in pallet_drug_provenance::Containers::<Runtime>::iter_keys().collect::<Vec<_>>() {
			let info =
				salus_runtime::DrugProvenance::container_info(sscc).ok_or("a container of which nothing is known")?;
			let kept = info.container;
			let committed = matches!(kept.contents, Contents::Committed(_));
			let rest = Thing { opened: kept.opened.is_some(), committed, ..new(0, kept.purpose) };
			check(ItemId::Container(sscc), kept.status, info.location, rest)?;
		}
		same("number of units and containers", count, own.things.len())?;
		let products: BTreeMap<_, _> = pallet_drug_provenance::Products::<Runtime>::iter()
			.map(|(gtin, it)| (gtin, (it.labeller, it.details.content, it.status)))
			.collect();
		same("products", &products, &own.products)?;
		let parcels: BTreeMap<_, _> = pallet_drug_provenance::Shipments::<Runtime>::iter()
			.map(|(id, it)| (id, Parcel { from: it.from, to: it.to, purpose: it.purpose, sold: it.sold }))
			.collect();
		same("shipments", &parcels, &own.parcels)
	}

	fn try_state(&self) -> Result<(), String> {
		salus_runtime::DrugProvenance::do_try_state().map_err(|error| format!("{error:?}"))
	}
}

/// What these bytes are, if they are that and nothing more.
fn decoded<T: codec::Decode>(bytes: &[u8]) -> Option<T> {
	codec::DecodeAll::decode_all(&mut &*bytes).ok()
}
