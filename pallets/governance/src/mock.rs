//! A chain whose calls can be paused.

use crate::{self as pallet_governance, CallNameOf, CallNamesOf};
use core::cell::Cell;
use frame_support::{
	derive_impl,
	traits::{
		ConstU128, ConstU32, ConstU64, Contains, Hooks, InstanceFilter, NeverEnsureOrigin, TransactionPause,
		TransactionPauseError,
	},
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use sp_core::crypto::AccountId32;
use sp_runtime::{traits::IdentityLookup, BuildStorage};

pub type AccountId = AccountId32;
pub type Balance = u128;
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
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(3)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(4)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(5)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(6)]
	pub type TxPause = pallet_tx_pause;
	#[runtime::pallet_index(7)]
	pub type Governance = pallet_governance;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type BaseCallFilter = TxPause;
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<10>;
	type AccountStore = System;
}

impl pallet_utility::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = ();
}

/// A proxy that may do everything.
#[derive(
	Clone,
	Copy,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	codec::Encode,
	codec::Decode,
	codec::DecodeWithMemTracking,
	codec::MaxEncodedLen,
	scale_info::TypeInfo,
)]
pub struct AnyCall;

impl InstanceFilter<RuntimeCall> for AnyCall {
	fn filter(&self, _: &RuntimeCall) -> bool {
		true
	}
}

impl pallet_proxy::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = AnyCall;
	type ProxyDepositBase = ConstU128<1>;
	type ProxyDepositFactor = ConstU128<1>;
	type MaxProxies = ConstU32<4>;
	type WeightInfo = ();
	type CallHasher = sp_runtime::traits::BlakeTwo256;
	type MaxPending = ConstU32<2>;
	type AnnouncementDepositBase = ConstU128<1>;
	type AnnouncementDepositFactor = ConstU128<1>;
	type BlockNumberProvider = System;
}

impl pallet_multisig::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type DepositBase = ConstU128<1>;
	type DepositFactor = ConstU128<1>;
	type MaxSignatories = ConstU32<3>;
	type WeightInfo = ();
	type BlockNumberProvider = System;
}

/// Longest name; the pauser and this pallet must agree.
type MaxNameLen = ConstU32<64>;

impl pallet_tx_pause::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PauseOrigin = NeverEnsureOrigin<()>;
	type UnpauseOrigin = EnsureRoot<AccountId>;
	type WhitelistedCalls = ();
	type MaxNameLen = MaxNameLen;
	type WeightInfo = ();
}

/// What keeps this chain governable.
pub struct Needed;

impl Contains<CallNameOf<Test>> for Needed {
	fn contains((pallet, _): &CallNameOf<Test>) -> bool {
		matches!(pallet.as_slice(), b"System" | b"Timestamp" | b"Governance")
	}
}

thread_local! {
	static STUCK: Cell<bool> = const { Cell::new(false) };
}

/// Make the pauser refuse to lift anything, or work again.
pub fn stick(stuck: bool) {
	STUCK.with(|cell| cell.set(stuck));
}

/// `pallet-tx-pause`, unless it is stuck.
pub struct Pauser;

impl TransactionPause for Pauser {
	type CallIdentifier = CallNameOf<Test>;

	fn is_paused(call: CallNameOf<Test>) -> bool {
		TxPause::is_paused(&call)
	}
	fn can_pause(call: CallNameOf<Test>) -> bool {
		<TxPause as TransactionPause>::can_pause(call)
	}
	fn pause(call: CallNameOf<Test>) -> Result<(), TransactionPauseError> {
		<TxPause as TransactionPause>::pause(call)
	}
	fn unpause(call: CallNameOf<Test>) -> Result<(), TransactionPauseError> {
		if STUCK.with(Cell::get) {
			return Err(TransactionPauseError::Unknown);
		}
		<TxPause as TransactionPause>::unpause(call)
	}
}

pub const MAX_PAUSED: u32 = 4;
pub const MAX_PAUSE: u64 = 1_000;

impl pallet_governance::Config for Test {
	type IssueOrigin = EnsureRoot<AccountId>;
	type PauseOrigin = EnsureSignedBy<Watch, AccountId>;
	type LiftOrigin = EnsureSignedBy<Watch, AccountId>;
	type Currency = Balances;
	type Pauser = Pauser;
	type Unpausable = Needed;
	type Time = Timestamp;
	type MaxNameLen = MaxNameLen;
	type MaxPaused = ConstU32<MAX_PAUSED>;
	type MaxPause = ConstU64<MAX_PAUSE>;
	type WeightInfo = ();
}

frame_support::ord_parameter_types! {
	/// Stands for the body that may pause: an origin different from the one that issues.
	pub const Watch: AccountId = AccountId::new([7; 32]);
}

/// The account with this number.
pub fn account(n: u8) -> AccountId {
	AccountId::new([n; 32])
}

pub const WATCH: u8 = 7;
/// Somebody who belongs to nobody.
pub const STRANGER: u8 = 99;

/// A call by its names.
pub fn name(pallet: &str, call: &str) -> CallNameOf<Test> {
	let bounded = |name: &str| name.as_bytes().to_vec().try_into().expect("a short name");
	(bounded(pallet), bounded(call))
}

/// Calls by their names.
pub fn names(calls: &[(&str, &str)]) -> CallNamesOf<Test> {
	calls.iter().map(|(pallet, call)| name(pallet, call)).collect::<Vec<_>>().try_into().expect("few calls")
}

/// When the tests begin, in seconds since the Unix epoch.
pub const START: u64 = 1_700_000_000;

/// Begin the next block, whose time is this.
pub fn next_block(seconds: u64) {
	let number = System::block_number() + 1;
	System::set_block_number(number);
	System::reset_events();
	Governance::on_initialize(number);
	pallet_timestamp::Now::<Test>::put(seconds * 1_000);
}

/// A fresh chain.
pub fn chain() -> sp_io::TestExternalities {
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: (1..=100).map(|n| (account(n), 10_000)).collect(),
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.expect("a genesis state");
	let mut chain = sp_io::TestExternalities::new(storage);
	chain.execute_with(|| next_block(START));
	chain
}

/// Run a test on a fresh chain and check every invariant after it.
pub fn run(test: impl FnOnce()) {
	chain().execute_with(|| {
		test();
		Governance::do_try_state().expect("every invariant holds");
	});
}
