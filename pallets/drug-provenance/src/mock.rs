//! A runtime with drug provenance, a clock, the pallets that could wrap a call, and scripted neighbours.

use crate as pallet_drug_provenance;
use crate::{types::*, CompanyPrefix};
use codec::Encode;
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU32, ConstU64, InstanceFilter},
	weights::Weight,
};
use frame_system::EnsureRoot;
use salus_primitives::{
	anchor::{build, Proof, Root},
	CodeId, CredentialAnswer, CredentialCheck, Duty, Gln13, Gtin14, Holder, OrganizationId, Organizations, Role, Roles,
	SchemaId, Seconds, Sscc18,
};
use sp_core::H256;
use sp_runtime::{traits::BlakeTwo256, BuildStorage, DispatchError, DispatchResult};
use std::collections::{BTreeMap, BTreeSet};

pub type Block = frame_system::mocking::MockBlock<Test>;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system::Pallet<Test>;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp::Pallet<Test>;
	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances::Pallet<Test>;
	#[runtime::pallet_index(3)]
	pub type Utility = pallet_utility::Pallet<Test>;
	#[runtime::pallet_index(4)]
	pub type Proxy = pallet_proxy::Pallet<Test>;
	#[runtime::pallet_index(5)]
	pub type Multisig = pallet_multisig::Pallet<Test>;
	#[runtime::pallet_index(6)]
	pub type DrugProvenance = pallet_drug_provenance::Pallet<Test>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

impl pallet_utility::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = ();
}

#[derive(
	Copy,
	Clone,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Default,
	codec::Encode,
	codec::Decode,
	codec::DecodeWithMemTracking,
	codec::MaxEncodedLen,
	scale_info::TypeInfo,
)]
pub enum Anything {
	#[default]
	Any,
}
impl InstanceFilter<RuntimeCall> for Anything {
	fn filter(&self, _: &RuntimeCall) -> bool {
		true
	}
}

impl pallet_proxy::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = Anything;
	type ProxyDepositBase = ConstU64<1>;
	type ProxyDepositFactor = ConstU64<1>;
	type MaxProxies = ConstU32<4>;
	type WeightInfo = ();
	type MaxPending = ConstU32<4>;
	type CallHasher = BlakeTwo256;
	type AnnouncementDepositBase = ConstU64<1>;
	type AnnouncementDepositFactor = ConstU64<1>;
	type BlockNumberProvider = System;
}

impl pallet_multisig::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type DepositBase = ConstU64<1>;
	type DepositFactor = ConstU64<1>;
	type MaxSignatories = ConstU32<4>;
	type WeightInfo = ();
	type BlockNumberProvider = System;
}

parameter_types! {
	pub static Threshold: u32 = 3;
	pub static Window: Seconds = 30 * DAY;
	pub static LateAfter: Seconds = DAY;
	pub static Tolerance: Seconds = 300;
	/// Members: whether they are active, and their roles.
	pub static Roster: BTreeMap<OrganizationId, (bool, Roles)> = BTreeMap::new();
	/// Members with a licence of schema 7.
	pub static Licensed: BTreeSet<OrganizationId> = BTreeSet::new();
}

impl pallet_drug_provenance::Config for Test {
	type WeightInfo = ();
	type Organizations = Members;
	type Credentials = Licences;
	type Time = Timestamp;
	type RegistryOrigin = EnsureRoot<u64>;
	type LateAfter = LateAfter;
	type ClockTolerance = Tolerance;
	type RepeatWindow = Window;
	type RepeatThreshold = Threshold;
}

// --- Scripted neighbours -------------------------------------------------------------------------------------------

pub const DAY: Seconds = 86_400;
pub const SCHEMA: SchemaId = 7;

pub const MAKER: OrganizationId = 1;
pub const WHOLESALER: OrganizationId = 2;
pub const PHARMACY: OrganizationId = 3;
pub const REGULATOR: OrganizationId = 4;
pub const RIVAL: OrganizationId = 5;
pub const HOSPITAL: OrganizationId = 6;
/// A wholesaler without licence.
pub const UNLICENSED: OrganizationId = 7;
/// Other wholesalers.
pub const OTHERS: [OrganizationId; 4] = [11, 12, 13, 14];

/// Moves medicines for an organisation.
pub const fn staff(organization: OrganizationId) -> u64 {
	organization as u64 * 10
}

pub const STRANGER: u64 = 99;

/// Only staff has the one duty that matters here.
pub struct Members;
impl Organizations<u64> for Members {
	fn is_active(organization: OrganizationId) -> bool {
		Roster::get().get(&organization).is_some_and(|(active, _)| *active)
	}
	fn has_role(organization: OrganizationId, role: Role) -> bool {
		Roster::get().get(&organization).is_some_and(|(active, roles)| *active && roles.contains(role))
	}
	fn ensure_duty(organization: OrganizationId, who: &u64, duty: Duty) -> DispatchResult {
		if *who == staff(organization) && duty == Duty::Logistics && Self::is_active(organization) {
			Ok(())
		} else {
			Err(DispatchError::BadOrigin)
		}
	}
	fn account(organization: OrganizationId) -> Option<u64> {
		Some(organization as u64 * 1_000)
	}
	fn weight() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_member(who: &u64, roles: Roles) -> OrganizationId {
		let organization = (*who / 10) as OrganizationId;
		Roster::mutate(|all| all.insert(organization, (true, roles)));
		organization
	}
}

/// What finding a licence costs more for each number of a member.
pub const LICENCE_STEP: Weight = Weight::from_parts(1_000, 10);

pub struct Licences;
impl CredentialCheck for Licences {
	fn check(holder: Holder, schema: SchemaId, _: Option<CodeId>, _: Seconds) -> CredentialAnswer {
		match holder {
			Holder::Organization(organization) if schema == SCHEMA && Licensed::get().contains(&organization) => {
				CredentialAnswer::Active
			},
			_ => CredentialAnswer::NotActive,
		}
	}
	/// As dear as the member's number says: the wholesaler's licence is found later than the maker's.
	fn check_at_cost(
		holder: Holder,
		schema: SchemaId,
		scope: Option<CodeId>,
		at: Seconds,
	) -> (CredentialAnswer, Weight) {
		let cost = match holder {
			Holder::Organization(organization) => LICENCE_STEP.saturating_mul(organization.into()),
			_ => Weight::zero(),
		};
		(Self::check(holder, schema, scope, at), cost)
	}
	fn worst() -> Weight {
		LICENCE_STEP.saturating_mul(100)
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_held(holder: Holder, _: Option<CodeId>) -> SchemaId {
		if let Holder::Organization(organization) = holder {
			Licensed::mutate(|all| all.insert(organization));
		}
		SCHEMA
	}
}

// --- Building and running ------------------------------------------------------------------------------------------

/// The clock starts here: midnight UTC of day 20,833.
pub const START: Seconds = 20_833 * DAY;

pub fn new_test_ext() -> sp_io::TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	pallet_drug_provenance::GenesisConfig::<Test> {
		trading_schema: Some(SCHEMA),
		prefixes: vec![(MAKER, 7, 301_234), (WHOLESALER, 7, 614_141), (PHARMACY, 7, 900_001), (RIVAL, 7, 700_000)],
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: (1..=14).map(|o| (staff(o), 1_000_000)).chain([(STRANGER, 1_000_000)]).collect(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.execute_with(|| {
		let roles = [
			(MAKER, Role::Manufacturer),
			(WHOLESALER, Role::Wholesaler),
			(PHARMACY, Role::Dispenser),
			(REGULATOR, Role::Regulator),
			(RIVAL, Role::Manufacturer),
			(HOSPITAL, Role::Provider),
			(UNLICENSED, Role::Wholesaler),
		];
		let roles = roles.into_iter().chain(OTHERS.map(|o| (o, Role::Wholesaler)));
		Roster::set(roles.map(|(o, role)| (o, (true, Roles::of(&[role])))).collect());
		let licensed = [MAKER, WHOLESALER, PHARMACY, RIVAL, HOSPITAL].into_iter().chain(OTHERS);
		Licensed::set(licensed.collect());
		Threshold::set(3);
		Window::set(30 * DAY);
		LateAfter::set(DAY);
		Tolerance::set(300);
		System::set_block_number(1);
		Timestamp::set_timestamp(START * 1_000);
	});
	ext
}

/// Run a test, and check every invariant at its end.
pub fn test(run: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		run();
		DrugProvenance::do_try_state().unwrap();
	});
}

pub fn now() -> Seconds {
	Timestamp::get() / 1_000
}

pub fn later(seconds: Seconds) {
	System::set_block_number(System::block_number() + 1);
	Timestamp::set_timestamp((now() + seconds) * 1_000);
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn by(organization: OrganizationId) -> RuntimeOrigin {
	signed(staff(organization))
}

pub fn told() -> Told {
	told_at(now())
}

pub fn told_at(at: Seconds) -> Told {
	let place: Gln13 = "0614141000012".parse().unwrap();
	Told {
		time: EventTime { millis: at * 1_000 + 5, offset: 60 },
		place: Some(place),
		event: Some(H256::repeat_byte(3)),
	}
}

/// A number of these digits with its check digit.
fn with_check_digit<I: TryFrom<u64>>(number: u64) -> I {
	(0..10).find_map(|digit| I::try_from(number * 10 + digit).ok()).unwrap()
}

/// The n-th product number of the maker: an NDC-based one, `0 03 01234…`.
pub fn gtin(n: u64) -> Gtin14 {
	with_check_digit(30_123_400_000 + n)
}

/// The n-th container number on a prefix of seven digits.
pub fn sscc_of(prefix: u64, n: u64) -> Sscc18 {
	with_check_digit(prefix * 1_000_000_000 + n)
}

pub fn sscc(n: u64) -> Sscc18 {
	sscc_of(301_234, n)
}

pub fn text(text: &str) -> Gs1Text {
	text.parse().unwrap()
}

/// A sorted list of serials and its tree.
#[derive(Clone)]
pub struct List {
	pub gtin: Gtin14,
	pub lot: LotNumber,
	pub batch: u8,
	pub serials: Vec<Serial>,
}

impl List {
	pub fn new(gtin: Gtin14, lot: &str, batch: u8, serials: impl IntoIterator<Item = String>) -> Self {
		let serials: BTreeSet<Serial> = serials.into_iter().map(|serial| text(&serial)).collect();
		Self { gtin, lot: text(lot), batch, serials: serials.into_iter().collect() }
	}

	fn payloads(&self) -> Vec<&[u8]> {
		self.serials.iter().map(|serial| serial.as_bytes()).collect()
	}

	pub fn root(&self) -> Root {
		build::root(&self.payloads()).unwrap()
	}

	pub fn proof(&self, index: usize) -> Proof {
		build::proof(&self.payloads(), index as u32).unwrap().try_into().unwrap()
	}

	pub fn member(&self, serial: &str) -> Membership {
		let index = self.serials.binary_search(&text(serial)).expect("a serial of the list");
		Membership { lot: self.lot.clone(), batch: self.batch, index: index as u32, proof: self.proof(index) }
	}

	/// The neighbours of a serial that is not in the list.
	pub fn gap(&self, serial: &str) -> Gap {
		let at = self.serials.binary_search(&text(serial)).expect_err("a serial that is not in the list");
		let neighbour = |index: usize| {
			let serial = self.serials.get(index)?.clone();
			Some(Neighbour { serial, index: index as u32, proof: self.proof(index) })
		};
		Gap { before: at.checked_sub(1).and_then(neighbour), after: neighbour(at) }
	}

	pub fn unit(&self, serial: &str) -> UnitId {
		UnitId { gtin: self.gtin, serial: text(serial) }
	}

	/// The unit, as a call names it at its first event.
	pub fn item(&self, serial: &str) -> Item {
		let evidence = Evidence::Unit(self.member(serial), None);
		Item { id: ItemId::Unit(self.unit(serial)), evidence: Some(evidence) }
	}

	/// Likewise, of a unit in a committed container.
	pub fn item_in(&self, serial: &str, case: &Case) -> Item {
		let packing = case.packing(&Child::Unit(self.unit(serial)));
		let evidence = Evidence::Unit(self.member(serial), Some(packing));
		Item { id: ItemId::Unit(self.unit(serial)), evidence: Some(evidence) }
	}

	pub fn lot_id(&self) -> LotId {
		(self.gtin, self.lot.clone())
	}
}

/// A committed container.
#[derive(Clone)]
pub struct Case {
	pub sscc: Sscc18,
	pub height: u8,
	pub lot: Option<LotId>,
	pub children: Vec<Child>,
}

impl Case {
	fn payloads(&self) -> Vec<[u8; 32]> {
		self.children.iter().map(Child::payload).collect()
	}

	pub fn bulk(&self) -> Bulk {
		Bulk { root: build::root(&self.payloads()).unwrap(), height: self.height, lot: self.lot.clone() }
	}

	pub fn child(&self) -> Child {
		Child::Container(self.sscc, self.bulk())
	}

	pub fn packing(&self, child: &Child) -> Packing {
		let index = self.children.iter().position(|other| other == child).expect("a child of the container") as u32;
		let proof = build::proof(&self.payloads(), index).unwrap().try_into().unwrap();
		Packing { container: self.sscc, index, proof }
	}

	/// The container as a call names it at its first event, out of another one.
	pub fn item_in(&self, pallet: &Case) -> Item {
		let evidence = Evidence::Container(self.bulk(), pallet.packing(&self.child()));
		Item { id: ItemId::Container(self.sscc), evidence: Some(evidence) }
	}
}

pub fn case_of(n: u64, list: &List, serials: &[&str]) -> Case {
	let children = serials.iter().map(|serial| Child::Unit(list.unit(serial))).collect();
	Case { sscc: sscc(n), height: 1, lot: Some(list.lot_id()), children }
}

pub fn items(items: impl IntoIterator<Item = Item>) -> Items {
	items.into_iter().collect::<Vec<_>>().try_into().unwrap()
}

/// A unit that is in state.
pub fn known(id: &UnitId) -> Item {
	Item { id: ItemId::Unit(id.clone()), evidence: None }
}

/// A container that is in state.
pub fn container(sscc: Sscc18) -> Item {
	Item { id: ItemId::Container(sscc), evidence: None }
}

pub const CONTENT: u32 = 30;

/// Expiry of the lots made here.
pub const EXPIRY: Day = 21_500;

pub fn details() -> ProductDetails {
	ProductDetails { ndc: None, storage: Some(Temperatures { low: 20, high: 80 }), content: CONTENT }
}

pub fn product(n: u64) -> Gtin14 {
	DrugProvenance::register_product(by(MAKER), MAKER, gtin(n), details()).unwrap();
	gtin(n)
}

/// What became of a call, without what it weighed.
pub fn plain(result: frame_support::dispatch::DispatchResultWithPostInfo) -> DispatchResult {
	result.map(|_| ()).map_err(|failed| failed.error)
}

pub fn commission(list: &List) -> DispatchResult {
	let Root { hash, count } = list.root();
	plain(DrugProvenance::commission(by(MAKER), MAKER, list.gtin, list.lot.clone(), EXPIRY, hash, count, told()))
}

/// Serials `S100` to `S100 + count - 1` of a lot, commissioned.
pub fn lot(n: u64, lot: &str, count: u32) -> List {
	if !crate::Products::<Test>::contains_key(gtin(n)) {
		product(n);
	}
	let list = List::new(gtin(n), lot, 0, (0..count).map(|i| format!("S{}", 100 + i)));
	commission(&list).unwrap();
	list
}

pub fn ship(from: OrganizationId, to: OrganizationId, what: Items) -> Result<ShipmentId, DispatchError> {
	ship_for(from, to, Purpose::Sale, what)
}

pub fn ship_for(
	from: OrganizationId,
	to: OrganizationId,
	purpose: Purpose,
	what: Items,
) -> Result<ShipmentId, DispatchError> {
	let shipment = crate::NextShipment::<Test>::get();
	plain(DrugProvenance::ship(by(from), from, to, purpose, purpose == Purpose::Sale, what, told()))?;
	Ok(shipment)
}

pub fn receive(to: OrganizationId, shipment: ShipmentId, what: Items) -> DispatchResult {
	plain(DrugProvenance::receive(by(to), to, shipment, what, told()))
}

/// Ship and receive.
pub fn move_to(from: OrganizationId, to: OrganizationId, what: Items) {
	let shipment = ship(from, to, what.clone()).unwrap();
	receive(to, shipment, what).unwrap();
}

pub fn stored(id: &UnitId) -> Unit {
	crate::Units::<Test>::get(id).unwrap()
}

pub fn stored_container(sscc: Sscc18) -> Container {
	crate::Containers::<Test>::get(sscc).unwrap()
}

pub fn dispense(by_whom: OrganizationId, item: Item, quantity: u32) -> DispatchResult {
	plain(DrugProvenance::dispense(by(by_whom), by_whom, item, quantity, H256::repeat_byte(9), told()))
}

pub fn hold(who: OrganizationId, kind: HoldKind, what: Items) -> DispatchResult {
	DrugProvenance::hold(by(who), who, kind, what, told())
}

/// The maker brings units into state, where they are.
pub fn seen<const N: usize>(list: &List, serials: [&str; N]) {
	let what = items(serials.map(|serial| list.item(serial)));
	hold(MAKER, HoldKind::Quarantine, what.clone()).unwrap();
	release(MAKER, what).unwrap();
}

pub fn release(who: OrganizationId, what: Items) -> DispatchResult {
	DrugProvenance::release(by(who), who, what, told())
}

pub fn recall(list: &List, lot: bool, scope: Scope) -> Epoch {
	let lot = lot.then(|| list.lot.clone());
	DrugProvenance::recall(by(MAKER), MAKER, list.gtin, lot, RecallLevel::I, scope, told()).unwrap();
	crate::Epochs::<Test>::get()
}

pub fn query(unit: UnitId, lot: Option<&str>, expiry: Option<Day>, proof: Option<SerialProof>) -> VerifyAnswer {
	DrugProvenance::verify(VerifyQuery { unit, lot: lot.map(text), expiry, container: None, proof })
}

pub fn events() -> Vec<crate::Event<Test>> {
	let all = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::DrugProvenance(event) => Some(event),
		_ => None,
	});
	all.collect()
}

/// Everything that was recorded about a subject, oldest first.
pub fn history(subject: &Subject) -> Vec<TrailEntry> {
	let all = events().into_iter().filter_map(|event| match event {
		crate::Event::Recorded { subject: of, entry, .. } if of == *subject => Some(entry),
		_ => None,
	});
	all.collect()
}

pub fn state_root() -> Vec<u8> {
	sp_io::storage::root(sp_core::storage::StateVersion::V1)
}

/// Bytes that an entry occupies in storage, key included.
pub fn bytes_of(key: Vec<u8>) -> usize {
	key.len() + sp_io::storage::get(&key).map_or(0, |value| value.len())
}

/// The step that led to the head of a unit's history, for a declaration of error.
pub fn step(previous: salus_primitives::TrailHead, block: u32, entry: &TrailEntry) -> StepEvidence {
	StepEvidence { previous: previous.head, n: previous.len + 1, block, entry: entry.encode().try_into().unwrap() }
}

pub fn prefix(digits: u8, number: u64) -> CompanyPrefix {
	CompanyPrefix::new(digits, number).unwrap()
}
