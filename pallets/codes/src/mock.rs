//! A runtime with just enough around the registry, and the pallets that could wrap a call.

use crate as pallet_codes;
use crate::{GenesisCode, NewCode};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	derive_impl,
	traits::{ConstU32, ConstU64, InstanceFilter},
};
use frame_system::EnsureRoot;
use salus_primitives::{
	codes::{Code, CodeKind},
	CodeId,
};
use scale_info::TypeInfo;
use sp_runtime::{traits::BlakeTwo256, BuildStorage, DispatchResult};

type Block = frame_system::mocking::MockBlock<Test>;

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
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(3)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(4)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(5)]
	pub type Codes = pallet_codes;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u64>;
}

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

/// What a proxy may do in these tests.
#[derive(
	Copy,
	Clone,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
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
	type CallHasher = BlakeTwo256;
	type MaxPending = ConstU32<2>;
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
	type MaxSignatories = ConstU32<3>;
	type WeightInfo = ();
	type BlockNumberProvider = System;
}

impl pallet_codes::Config for Test {
	type RegisterOrigin = EnsureRoot<u64>;
	type WeightInfo = ();
}

/// Chain state with the standard codes or without, and with more.
pub fn genesis(standard: bool, more: Vec<GenesisCode>) -> sp_io::TestExternalities {
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: (1..=9).map(|who| (who, 1_000)).collect(),
			..Default::default()
		},
		codes: pallet_codes::GenesisConfig { standard, more, ..Default::default() },
		..Default::default()
	}
	.build_storage()
	.expect("valid genesis");
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Run a test on an empty registry and check the invariants after it.
pub fn run(test: impl FnOnce()) {
	genesis(false, Vec::new()).execute_with(|| {
		test();
		Codes::do_try_state().expect("invariants hold");
	});
}

pub const SYSTEM: &str = "urn:example:codes";

/// A code of the example system.
pub fn new(kind: CodeKind, symbol: &str, parents: &[&str]) -> NewCode {
	let parents: Vec<_> = parents.iter().map(|parent| (SYSTEM, *parent)).collect();
	NewCode::new(kind, SYSTEM, symbol, &parents).expect("within bounds")
}

pub fn register(codes: &[NewCode]) -> DispatchResult {
	Codes::register(RuntimeOrigin::root(), codes.to_vec().try_into().expect("within bounds"))
}

/// Register a purpose of the example system and return its number.
pub fn purpose(symbol: &str, parents: &[&str]) -> CodeId {
	register(&[new(CodeKind::Purpose, symbol, parents)]).expect("acceptable");
	crate::Count::<Test>::get()
}

pub fn stored(id: CodeId) -> Code {
	crate::Codes::<Test>::get(id).expect("registered")
}

pub fn retire(id: CodeId) -> DispatchResult {
	Codes::retire(RuntimeOrigin::root(), id)
}

pub fn reinstate(id: CodeId) -> DispatchResult {
	Codes::reinstate(RuntimeOrigin::root(), id)
}

pub fn find(kind: CodeKind, system: &str, symbol: &str) -> Option<CodeId> {
	Codes::lookup(kind, system.as_bytes().to_vec(), symbol.as_bytes().to_vec())
}

pub fn last_event() -> crate::Event<Test> {
	let all = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::Codes(event) => Some(event),
		_ => None,
	});
	all.last().expect("an event of this pallet")
}
