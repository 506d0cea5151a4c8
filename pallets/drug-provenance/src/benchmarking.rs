//! Costs of the calls, each at its worst: every item of another product and lot with as many recall rules as there may
//! be, and in a container of its own that was opened.

use super::*;
use crate::items::{status, Loaded};
use alloc::vec::Vec;
use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{EnsureOrigin, Get},
	BoundedVec,
};
use frame_system::RawOrigin;
use salus_primitives::{
	anchor::{leaf_hash, proof_len, Proof, Root, MAX_LEAVES},
	trail::TrailStep,
	CredentialCheck, DispenseRecord, Gtin14, Holder, OrganizationId, Organizations, Role, Roles, Sscc18, TrailHead,
	TrailKind,
};
use sp_core::H256;
use sp_io::hashing::blake2_256;

const EXPIRY: Day = u32::MAX;

/// A licensed trading partner with every role of the trade, and its staff.
fn partner<T: Config>(n: u32) -> (T::AccountId, OrganizationId) {
	let person: T::AccountId = account("staff", n, 0);
	let roles = Roles::of(&[Role::Manufacturer, Role::Wholesaler, Role::Dispenser, Role::Provider]);
	let organization = T::Organizations::benchmark_member(&person, roles);
	TradingSchema::<T>::put(T::Credentials::benchmark_held_alone(Holder::Organization(organization), None));
	(person, organization)
}

fn checked<I: TryFrom<u64>>(number: u64) -> Result<I, BenchmarkError> {
	let with = |digit: u64| I::try_from(number.saturating_mul(10).saturating_add(digit)).ok();
	(0..10).find_map(with).ok_or(BenchmarkError::Stop("one check digit fits"))
}

fn gtin(n: u32) -> Result<Gtin14, BenchmarkError> {
	checked(123_400_000_000u64.saturating_add(n.into()))
}

fn sscc(n: u32) -> Result<Sscc18, BenchmarkError> {
	checked(1_234_000_000_000_000u64.saturating_add(n.into()))
}

fn prefixes<T: Config>(organization: OrganizationId) -> Result<(), BenchmarkError> {
	let (product, container) = (CompanyPrefix::new(4, 1_234), CompanyPrefix::new(4, 1_235));
	let mut all: Vec<_> = product.into_iter().chain(container).collect();
	all.extend((0..14u64).filter_map(|n| CompanyPrefix::new(12, 999_999_999_900u64.saturating_add(n))));
	// The one that counts is found last.
	all.reverse();
	Pallet::<T>::do_set_prefixes(organization, BoundedVec::truncate_from(all))?;
	Ok(())
}

/// The longest serial, another for each `n`.
fn serial(n: u32) -> Result<Serial, BenchmarkError> {
	let text = alloc::format!("{n:020}");
	text.parse().map_err(|_| BenchmarkError::Stop("digits are lawful"))
}

/// A supply from a unit, as a question about it finds it.
pub(crate) fn dispensed<T: Config>(by: OrganizationId, quantity: u32, n: u32) -> Option<(UnitId, DispenseRecord)> {
	let unit = UnitId { gtin: gtin(n).ok()?, serial: serial(n).ok()? };
	let record = DispenseRecord {
		by,
		at: Pallet::<T>::now(),
		quantity,
		tag: H256::repeat_byte(u8::try_from(n).unwrap_or(u8::MAX)),
	};
	Dispenses::<T>::insert(&unit, 0, Dispense { record: record.clone(), voided: false });
	Some((unit, record))
}

fn told<T: Config>() -> Told {
	let time = EventTime { millis: Pallet::<T>::now().saturating_mul(1_000), offset: 0 };
	Told { time, place: "0614141000012".parse().ok(), event: Some(H256::repeat_byte(1)) }
}

/// As many rules as there may be, none of which covers anything, in the dearest form.
fn rules() -> Result<Recalls, BenchmarkError> {
	let scope = Scope::Range(serial(u32::MAX.saturating_sub(1))?, serial(u32::MAX)?);
	let rule =
		|epoch| Recall { epoch, level: RecallLevel::I, scope: scope.clone(), by: 0, ordered: true, at: 0, ended: None };
	Ok(BoundedVec::truncate_from((1..=16).map(rule).collect()))
}

fn product<T: Config>(n: u32, labeller: OrganizationId) -> Result<Gtin14, BenchmarkError> {
	let id = gtin(n)?;
	let storage = Some(Temperatures { low: 20, high: 80 });
	let details = ProductDetails { ndc: None, storage, content: u32::MAX };
	Epochs::<T>::put(16);
	Products::<T>::insert(id, Product { labeller, details, status: ProductStatus::Active, recalls: rules()? });
	Ok(id)
}

/// A lot with as many batches as it may have but one.
fn lot<T: Config>(n: u32, labeller: OrganizationId) -> Result<LotId, BenchmarkError> {
	let id = (product::<T>(n, labeller)?, serial(n)?);
	let batch = |n| Batch { root: Root { hash: H256::repeat_byte(n), count: MAX_BATCH_SERIALS }, epoch: 16, at: 0 };
	for n in 1..MAX_BATCHES.saturating_sub(1) {
		Batches::<T>::insert(&id, n, batch(n));
	}
	let kept = Lot {
		expiry: EXPIRY,
		batches: MAX_BATCHES.saturating_sub(1),
		first: batch(0),
		serials: u64::from(MAX_BATCH_SERIALS).saturating_mul(63),
		quarantine: None,
		recalls: rules()?,
		trail: TrailHead::new(TrailKind::Lot, &id.encode()),
	};
	Lots::<T>::insert(&id, kept);
	Ok(id)
}

/// The first leaf of a tree of this size, with a proof of full length.
fn tree(count: u32, payload: &[u8]) -> Result<(Root, Proof), BenchmarkError> {
	let siblings: Vec<H256> = (0..proof_len(count, 0)).map(|n| H256(blake2_256(&n.encode()))).collect();
	let leaf = leaf_hash(0, payload).ok_or(BenchmarkError::Stop("a lawful leaf"))?;
	let hash = siblings.iter().fold(leaf, |left, right| H256(blake2_256(&[left.0, right.0].concat())));
	let proof = siblings.try_into().map_err(|_| BenchmarkError::Stop("a proof of lawful length"))?;
	Ok((Root { hash, count }, proof))
}

fn trail() -> TrailHead {
	TrailHead { head: H256::repeat_byte(7), len: 7 }
}

/// An opened container in these hands.
fn tombstone<T: Config>(
	n: u32,
	holder: OrganizationId,
	root: Root,
	lot: Option<LotId>,
) -> Result<Sscc18, BenchmarkError> {
	let id = sscc(n)?;
	let container = Container {
		packer: holder,
		height: MAX_HEIGHT,
		lot,
		purpose: Purpose::Sale,
		contents: Contents::Committed(root),
		cleared: 16,
		origin: None,
		opened: Some(Opened { epoch: 0, at: 0 }),
		status: status(holder, holder, trail()),
	};
	Containers::<T>::insert(id, container);
	Ok(id)
}

/// A unit in state, in an opened container of its own.
fn unit<T: Config>(n: u32, holder: OrganizationId, labeller: OrganizationId) -> Result<UnitId, BenchmarkError> {
	let (number, id) = (lot::<T>(n, labeller)?, UnitId { gtin: gtin(n)?, serial: serial(n)? });
	let parent = tombstone::<T>(n.saturating_add(100_000), holder, Root { hash: H256::zero(), count: 1 }, None)?;
	let mut kept = Unit {
		lot: number.1,
		lifecycle: Lifecycle::Commissioned,
		dispensed: 0,
		dispenses: 0,
		cleared: 0,
		origin: None,
		status: status(holder, holder, trail()),
	};
	kept.status.parent = Some(parent);
	Units::<T>::insert(&id, kept);
	Ok(id)
}

/// A unit out of its proofs, each as long as it may be, in an opened committed container.
fn new_unit<T: Config>(n: u32, holder: OrganizationId) -> Result<Item, BenchmarkError> {
	let (number, id) = (lot::<T>(n, holder)?, UnitId { gtin: gtin(n)?, serial: serial(n)? });
	let (root, proof) = tree(MAX_BATCH_SERIALS, id.serial.as_bytes())?;
	// Not of the first batch, which is read with the lot.
	Batches::<T>::insert(&number, 1, Batch { root, epoch: 0, at: 0 });
	let member = Membership { lot: number.1.clone(), batch: 1, index: 0, proof };
	let (root, proof) = tree(MAX_LEAVES, &Child::Unit(id.clone()).payload())?;
	let around = tombstone::<T>(n.saturating_add(200_000), holder, root, Some(number))?;
	let packing = Packing { container: around, index: 0, proof };
	Ok(Item { id: ItemId::Unit(id), evidence: Some(Evidence::Unit(member, Some(packing))) })
}

fn item(id: &UnitId) -> Item {
	Item { id: ItemId::Unit(id.clone()), evidence: None }
}

fn units<T: Config>(count: u32, holder: OrganizationId) -> Result<Items, BenchmarkError> {
	let mut all = Vec::new();
	for n in 0..count {
		all.push(item(&unit::<T>(n, holder, holder)?));
	}
	Ok(BoundedVec::truncate_from(all))
}

fn each<T: Config>(items: &Items, change: impl Fn(&mut Unit)) {
	for item in items {
		if let ItemId::Unit(id) = &item.id {
			Units::<T>::mutate_extant(id, |unit| change(unit));
		}
	}
}

/// A shipment with these items on it.
fn shipped<T: Config>(from: OrganizationId, to: OrganizationId, items: &Items, disputed: bool) -> ShipmentId {
	let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
	let under_way = Shipment {
		from,
		to,
		purpose: Purpose::Return,
		sold: true,
		shipped: count,
		received: 0,
		returned: 0,
		disputed: if disputed { count } else { 0 },
		over: 0,
		at: Pallet::<T>::now(),
	};
	Shipments::<T>::insert(0, under_way);
	NextShipment::<T>::put(1);
	each::<T>(items, |unit| {
		unit.status.parent = None;
		unit.status.shipment = Some(0);
		if disputed {
			unit.status.dispute = Some(Dispute { shipment: 0, kind: DisputeKind::Short });
		}
	});
	0
}

fn held(kind: HoldKind, by: OrganizationId) -> Hold {
	Hold { kind, by, since: 0, notified: None }
}

/// A listed container with as many children as are given.
fn boxed<T: Config>(holder: OrganizationId, items: &Items, height: u8) -> Result<Sscc18, BenchmarkError> {
	let id = sscc(1)?;
	let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
	let container = Container {
		packer: holder,
		height,
		lot: None,
		purpose: Purpose::Sale,
		contents: Contents::Listed(count.saturating_add(1)),
		cleared: 0,
		origin: None,
		opened: None,
		status: status(holder, holder, trail()),
	};
	Containers::<T>::insert(id, container);
	each::<T>(items, |unit| unit.status.parent = Some(id));
	Ok(id)
}

/// A unit as deep in containers as it goes, on a shipment.
fn deep<T: Config>(holder: OrganizationId) -> Result<UnitId, BenchmarkError> {
	let id = unit::<T>(1, holder, holder)?;
	let mut inner = None;
	for height in 0..MAX_HEIGHT {
		let around = tombstone::<T>(height.into(), holder, Root { hash: H256::zero(), count: 1 }, None)?;
		Containers::<T>::mutate_extant(around, |kept| kept.opened = None);
		match inner {
			None => Units::<T>::mutate_extant(&id, |kept| kept.status.parent = Some(around)),
			Some(sscc) => Containers::<T>::mutate_extant(sscc, |kept| kept.status.parent = Some(around)),
		}
		inner = Some(around);
	}
	let under_way = shipped::<T>(holder, u32::MAX, &Items::default(), false);
	if let Some(outermost) = inner {
		Containers::<T>::mutate_extant(outermost, |kept| kept.status.shipment = Some(under_way));
	}
	Ok(id)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn set_prefixes(n: Linear<0, 16>) -> Result<(), BenchmarkError> {
		prefixes::<T>(7)?;
		let fresh = (0..n).filter_map(|i| CompanyPrefix::new(12, 888_888_888_800u64.saturating_add(i.into())));
		let fresh = BoundedVec::truncate_from(fresh.collect());
		let origin = T::RegistryOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, 7, fresh);

		assert_eq!(u32::try_from(Prefixes::<T>::get(7).len()), Ok(n));
		Ok(())
	}

	#[benchmark]
	fn set_trading_schema() -> Result<(), BenchmarkError> {
		let origin = T::RegistryOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Some(77));

		assert_eq!(TradingSchema::<T>::get(), Some(77));
		Ok(())
	}

	#[benchmark]
	fn set_responder() {
		let (who, organization) = partner::<T>(1);
		let mut address = b"https://".to_vec();
		address.resize(128, b'x');
		let address = Responder::truncate_from(address);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, Some(address));

		assert!(Responders::<T>::contains_key(organization));
	}

	#[benchmark]
	fn register_product() -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		prefixes::<T>(organization)?;
		let id = gtin(1)?;
		let storage = Some(Temperatures { low: 20, high: 80 });
		let details = ProductDetails { ndc: Ndc::new(1), storage, content: 1 };

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, id, details);

		assert!(Products::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn set_product_status() -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let id = product::<T>(1, organization)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, id, ProductStatus::Withdrawn);

		assert_eq!(Products::<T>::get(id).map(|p| p.status), Some(ProductStatus::Withdrawn));
		Ok(())
	}

	#[benchmark]
	fn commission() -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let (id, number) = lot::<T>(1, organization)?;

		#[extrinsic_call]
		_(
			RawOrigin::Signed(who),
			organization,
			id,
			number.clone(),
			EXPIRY,
			H256::repeat_byte(99),
			MAX_BATCH_SERIALS,
			told::<T>(),
		);

		assert_eq!(Lots::<T>::get((id, number)).map(|kept| kept.batches), Some(MAX_BATCHES));
		Ok(())
	}

	#[benchmark]
	fn pack(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let inside = units::<T>(n, organization)?;
		prefixes::<T>(organization)?;
		let id = boxed::<T>(organization, &Items::default(), 1)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, id, Purpose::Sale, None, inside, told::<T>());

		let contents = Containers::<T>::get(id).map(|kept| kept.contents);
		assert_eq!(contents, Some(Contents::Listed(n.saturating_add(1))));
		Ok(())
	}

	#[benchmark]
	fn pack_bulk() -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		prefixes::<T>(organization)?;
		let id = sscc(1)?;
		let lot = Some(lot::<T>(1, organization)?);
		let bulk = Bulk { root: Root { hash: H256::repeat_byte(1), count: MAX_LEAVES }, height: MAX_HEIGHT, lot };

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, id, bulk, told::<T>());

		assert!(Containers::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn unpack(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let inside = units::<T>(n, organization)?;
		let id = boxed::<T>(organization, &inside, 1)?;
		let outer = Item { id: ItemId::Container(id), evidence: None };

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, outer, inside, told::<T>());

		assert_eq!(Containers::<T>::get(id).map(|kept| kept.contents), Some(Contents::Listed(1)));
		Ok(())
	}

	#[benchmark]
	fn open() -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let id = boxed::<T>(organization, &Items::default(), 1)?;
		let around = tombstone::<T>(2, organization, Root { hash: H256::zero(), count: 1 }, None)?;
		Containers::<T>::mutate_extant(id, |kept| kept.status.parent = Some(around));
		let outer = Item { id: ItemId::Container(id), evidence: None };

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, outer, told::<T>());

		assert!(Containers::<T>::get(id).is_some_and(|kept| kept.opened.is_some()));
		Ok(())
	}

	#[benchmark]
	fn ship(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let (_, receiver) = partner::<T>(2);
		let goods = units::<T>(n, organization)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, receiver, Purpose::Sale, true, goods, told::<T>());

		assert_eq!(Shipments::<T>::get(0).map(|s| s.shipped), Some(n));
		Ok(())
	}

	#[benchmark]
	fn receive(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let (_, shipper) = partner::<T>(1);
		let (who, organization) = partner::<T>(2);
		let goods = units::<T>(n, shipper)?;
		let id = shipped::<T>(shipper, organization, &goods, false);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, id, goods, told::<T>());

		assert_eq!(Shipments::<T>::get(id).map(|s| s.received), Some(n));
		Ok(())
	}

	#[benchmark]
	fn refuse(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let (_, shipper) = partner::<T>(1);
		let (who, organization) = partner::<T>(2);
		let goods = units::<T>(n, shipper)?;
		let id = shipped::<T>(shipper, organization, &goods, false);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, id, goods, told::<T>());

		assert_eq!(Shipments::<T>::get(id).map(|s| s.returned), Some(n));
		Ok(())
	}

	#[benchmark]
	fn void(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let (_, receiver) = partner::<T>(2);
		let goods = units::<T>(n, organization)?;
		let id = shipped::<T>(organization, receiver, &goods, false);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, id, goods, told::<T>());

		assert_eq!(Shipments::<T>::get(id).map(|s| s.returned), Some(n));
		Ok(())
	}

	#[benchmark]
	fn dispute(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let (_, shipper) = partner::<T>(1);
		let (who, organization) = partner::<T>(2);
		shipped::<T>(shipper, organization, &Items::default(), false);
		Shipments::<T>::mutate_extant(0, |sent| sent.shipped = n);
		let goods = units::<T>(n, shipper)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, 0, DisputeKind::Over, goods, told::<T>());

		assert_eq!(Shipments::<T>::get(0).map(|s| s.disputed), Some(n));
		Ok(())
	}

	#[benchmark]
	fn settle(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let (_, receiver) = partner::<T>(2);
		let goods = units::<T>(n, organization)?;
		let id = shipped::<T>(organization, receiver, &goods, true);
		// The dearest way: each is looked at as if it were shipped, and stands in an opened container.
		Shipments::<T>::mutate_extant(id, |sent| sent.purpose = Purpose::Sale);
		for i in 0..n {
			let around = sscc(i.saturating_add(100_000))?;
			Units::<T>::mutate_extant(UnitId { gtin: gtin(i)?, serial: serial(i)? }, |unit| {
				unit.status.parent = Some(around);
				unit.status.shipment = None;
				unit.status.dispute = Some(Dispute { shipment: id, kind: DisputeKind::Over });
			});
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, true, goods, told::<T>());

		assert_eq!(Shipments::<T>::get(id).map(|s| (s.received, s.disputed)), Some((n, 0)));
		Ok(())
	}

	#[benchmark]
	fn dispense() -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let id = unit::<T>(1, organization, organization)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, item(&id), 1, H256::repeat_byte(1), told::<T>());

		assert!(Dispenses::<T>::contains_key(&id, 0));
		Ok(())
	}

	#[benchmark]
	fn end(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let goods = units::<T>(n, organization)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, Ending::Exported, goods, told::<T>());

		let id = UnitId { gtin: gtin(0)?, serial: serial(0)? };
		assert_eq!(Units::<T>::get(id).map(|kept| kept.lifecycle), Some(Lifecycle::Exported));
		Ok(())
	}

	#[benchmark]
	fn hold(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let (_, holder) = partner::<T>(1);
		let (who, organization) = partner::<T>(2);
		let goods = units::<T>(n, holder)?;
		for i in 0..n {
			Products::<T>::mutate_extant(gtin(i)?, |kept| kept.labeller = organization);
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, HoldKind::Suspect, goods, told::<T>());

		let id = UnitId { gtin: gtin(0)?, serial: serial(0)? };
		assert!(Units::<T>::get(id).is_some_and(|kept| kept.status.hold.is_some()));
		Ok(())
	}

	#[benchmark]
	fn release(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let goods = units::<T>(n, organization)?;
		each::<T>(&goods, |kept| kept.status.hold = Some(held(HoldKind::Illegitimate, organization)));

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, goods, told::<T>());

		let id = UnitId { gtin: gtin(0)?, serial: serial(0)? };
		assert!(Units::<T>::get(id).is_some_and(|kept| kept.status.hold.is_none()));
		Ok(())
	}

	#[benchmark]
	fn notify(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let (_, holder) = partner::<T>(1);
		let (who, organization) = partner::<T>(2);
		let goods = units::<T>(n, holder)?;
		each::<T>(&goods, |kept| kept.status.hold = Some(held(HoldKind::Illegitimate, holder)));
		for i in 0..n {
			Products::<T>::mutate_extant(gtin(i)?, |kept| kept.labeller = organization);
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, goods, told::<T>());

		let id = UnitId { gtin: gtin(0)?, serial: serial(0)? };
		let found = Units::<T>::get(id).and_then(|kept| kept.status.hold);
		assert!(found.is_some_and(|found| found.notified.is_some()));
		Ok(())
	}

	#[benchmark]
	fn hold_lot() -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let id = lot::<T>(1, organization)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, id.clone(), Some(HoldKind::Quarantine), told::<T>());

		assert!(Lots::<T>::get(id).is_some_and(|kept| kept.quarantine.is_some()));
		Ok(())
	}

	#[benchmark]
	fn recall() -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let id = lot::<T>(1, organization)?;
		Lots::<T>::mutate_extant(&id, |kept| {
			if let Some(last) = kept.recalls.last_mut() {
				last.ended = Some(0);
			}
		});
		let scope = Scope::Range(serial(1)?, serial(2)?);
		let number = Some(id.1.clone());

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, id.0, number, RecallLevel::I, scope, told::<T>());

		assert_eq!(Epochs::<T>::get(), 17);
		Ok(())
	}

	#[benchmark]
	fn end_recall() -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let id = lot::<T>(1, organization)?;
		Lots::<T>::mutate_extant(&id, |kept| kept.recalls.iter_mut().for_each(|rule| rule.ordered = false));
		let number = Some(id.1.clone());

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, id.0, number, 16, told::<T>());

		assert!(Lots::<T>::get(id).is_some_and(|kept| kept.recalls.iter().any(|rule| rule.ended.is_some())));
		Ok(())
	}

	#[benchmark]
	fn clear(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let goods = units::<T>(n, organization)?;
		each::<T>(&goods, |kept| kept.cleared = 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, goods, told::<T>());

		let id = UnitId { gtin: gtin(0)?, serial: serial(0)? };
		assert_eq!(Units::<T>::get(id).map(|kept| kept.cleared), Some(16));
		Ok(())
	}

	#[benchmark]
	fn acknowledge_recall() -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let id = lot::<T>(1, organization)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, id.0, Some(id.1), 16, 5);

		assert!(Acknowledgements::<T>::contains_key(16, organization));
		Ok(())
	}

	#[benchmark]
	fn report_excursion(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let (_, holder) = partner::<T>(1);
		let (who, organization) = partner::<T>(2);
		let goods = units::<T>(n, holder)?;
		for i in 0..n {
			Products::<T>::mutate_extant(gtin(i)?, |kept| kept.labeller = organization);
		}
		let measured = Temperatures { low: 10, high: 90 };

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, measured, goods, told::<T>());

		let id = UnitId { gtin: gtin(0)?, serial: serial(0)? };
		assert!(Units::<T>::get(id).is_some_and(|kept| kept.status.hold.is_some()));
		Ok(())
	}

	#[benchmark]
	fn declare_error(n: Linear<1, 16>) -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let id = unit::<T>(1, organization, organization)?;
		let mut steps = Vec::new();
		let mut head = H256::repeat_byte(7);
		let scope = Scope::Range(serial(1)?, serial(2)?);
		let what = What::Recalled { recall: 1, level: RecallLevel::I, scope };
		for i in 0..n {
			let entry =
				TrailEntry { by: organization, told: told::<T>(), recorded: 0, late: false, what: what.clone() };
			let step = TrailStep { previous: head, n: i.saturating_add(8), block: 0, entry: entry.encode() };
			steps.push(StepEvidence {
				previous: head,
				n: step.n,
				block: 0,
				entry: BoundedVec::truncate_from(step.entry.clone()),
			});
			head = step.hash();
		}
		Units::<T>::mutate_extant(&id, |kept| kept.status.trail = TrailHead { head, len: n.saturating_add(7) });
		let steps = BoundedVec::truncate_from(steps);
		let subject = ItemId::Unit(id.clone());

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, subject, steps, ErrorReason::DidNotOccur, told::<T>());

		assert_eq!(Units::<T>::get(&id).map(|kept| kept.status.trail.len), Some(n.saturating_add(8)));
		Ok(())
	}

	#[benchmark]
	fn record_verification() -> Result<(), BenchmarkError> {
		let (_, holder) = partner::<T>(1);
		let (who, organization) = partner::<T>(2);
		let id = deep::<T>(holder)?;
		let strangers = (1_000..1_000u32.saturating_add(T::RepeatThreshold::get())).collect();
		let strangers = BoundedVec::truncate_from(strangers);
		Verified::<T>::insert(&id, Verifications { since: Pallet::<T>::now(), strangers, alert: None });

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, item(&id), told::<T>());

		assert!(Verified::<T>::get(&id).is_some_and(|seen| seen.alert.is_some()));
		Ok(())
	}

	#[benchmark]
	fn report_contradiction() -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let evidence = new_unit::<T>(1, organization)?;
		let id = unit::<T>(1, organization, organization)?;
		// The unit's setup made its lot anew.
		let evidence = Item { evidence: new_unit::<T>(1, organization)?.evidence, ..evidence };

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, evidence, told::<T>());

		assert!(Contradictions::<T>::contains_key(ItemId::Unit(id), ContradictionKind::AlreadyElsewhere));
		Ok(())
	}

	#[benchmark]
	fn dismiss_alert() -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let id = unit::<T>(1, organization, organization)?;
		let strangers = BoundedVec::truncate_from((1_000..1_008).collect());
		Verified::<T>::insert(&id, Verifications { since: 0, strangers, alert: Some(0) });

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, id.clone());

		assert!(!Verified::<T>::contains_key(&id));
		Ok(())
	}

	#[benchmark]
	fn notify_lot() -> Result<(), BenchmarkError> {
		let (who, organization) = partner::<T>(1);
		let id = lot::<T>(1, organization)?;
		Lots::<T>::mutate_extant(&id, |kept| kept.quarantine = Some(held(HoldKind::Illegitimate, organization)));

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, id.clone(), told::<T>());

		let found = Lots::<T>::get(id).and_then(|kept| kept.quarantine);
		assert!(found.is_some_and(|found| found.notified.is_some()));
		Ok(())
	}

	#[benchmark]
	fn emerge() -> Result<(), BenchmarkError> {
		let (_, organization) = partner::<T>(1);
		prefixes::<T>(organization)?;
		let new = new_unit::<T>(1, organization)?;
		let number = sscc(1)?;
		let fetched;
		let numbered;

		#[block]
		{
			fetched = Pallet::<T>::fetch(organization, &new, None, &told::<T>());
			// Of a container the number is looked at, too.
			numbered = Pallet::<T>::ensure_sscc(organization, number);
		}

		assert!(matches!(fetched, Ok(Loaded::Unit(..))));
		assert!(numbered.is_ok());
		Ok(())
	}

	#[benchmark]
	fn unit_state() -> Result<(), BenchmarkError> {
		let (_, organization) = partner::<T>(1);
		let id = deep::<T>(organization)?;
		let found;

		#[block]
		{
			found = <Pallet<T> as salus_primitives::UnitStatus>::state(&id);
		}

		assert!(found.is_some());
		Ok(())
	}
}
