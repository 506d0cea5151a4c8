//! A runtime with just enough around the pallet.

use crate as pallet_subjects;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU32, ConstU64, InstanceFilter, UnixTime},
	weights::Weight,
};
use frame_system::EnsureRoot;
use salus_primitives::{Duty, OrganizationId, Role, Seconds};
use scale_info::TypeInfo;
use sp_runtime::{traits::BlakeTwo256, AccountId32, BuildStorage, DispatchError, DispatchResult};
use std::{
	cell::RefCell,
	collections::{BTreeMap, BTreeSet},
	time::Duration,
};

pub type AccountId = AccountId32;
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
	pub type Subjects = pallet_subjects;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountId = AccountId;
	type Lookup = sp_runtime::traits::IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type RuntimeHoldReason = RuntimeHoldReason;
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
pub enum ProxyType {
	/// Everything.
	#[default]
	Any,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, _: &RuntimeCall) -> bool {
		true
	}
}

impl pallet_proxy::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyType;
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

/// What a subject costs in these tests.
pub const DEPOSIT: u64 = 100;
/// What every account of these tests has at first.
pub const ENDOWMENT: u64 = 1_000_000;
/// When these tests begin.
pub const START: Seconds = 1_800_000_000;
/// A day in seconds.
pub const DAY: Seconds = 86_400;

parameter_types! {
	pub static Now: Seconds = START;
	pub static MinRecoveryDelay: Seconds = DAY;
	pub static ConfirmationPeriod: Seconds = 7 * DAY;
	pub const HoldSubject: RuntimeHoldReason = RuntimeHoldReason::Subjects(pallet_subjects::HoldReason::Subject);
}

/// A clock that tests set.
pub struct Clock;
impl UnixTime for Clock {
	fn now() -> Duration {
		Duration::from_secs(Now::get())
	}
}

/// A member as these tests imagine it.
#[derive(Default)]
struct Member {
	active: bool,
	registrars: BTreeSet<AccountId>,
	bookkeepers: BTreeSet<AccountId>,
}

thread_local! {
	static MEMBERS: RefCell<BTreeMap<OrganizationId, Member>> = RefCell::new(BTreeMap::new());
}

/// Organisations as these tests imagine them. Staff know the duties of registration and of finance and no other.
pub struct Members;

impl salus_primitives::Organizations<AccountId> for Members {
	fn is_active(organization: OrganizationId) -> bool {
		MEMBERS.with_borrow(|members| members.get(&organization).is_some_and(|m| m.active))
	}
	fn has_role(organization: OrganizationId, _: Role) -> bool {
		Self::is_active(organization)
	}
	fn ensure_duty(organization: OrganizationId, who: &AccountId, duty: Duty) -> DispatchResult {
		let may = MEMBERS.with_borrow(|members| {
			members.get(&organization).is_some_and(|m| {
				m.active
					&& match duty {
						Duty::Registration => m.registrars.contains(who),
						Duty::Finance => m.bookkeepers.contains(who),
						_ => false,
					}
			})
		});
		may.then_some(()).ok_or(DispatchError::BadOrigin)
	}
	fn account(organization: OrganizationId) -> Option<AccountId> {
		MEMBERS.with_borrow(|members| members.contains_key(&organization)).then(|| till(organization))
	}
	fn weight() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_member(who: &AccountId, _: salus_primitives::Roles) -> OrganizationId {
		let organization = MEMBERS.with_borrow(|members| members.len() as OrganizationId + 1);
		admit(organization, &[who.clone()]);
		MEMBERS.with_borrow_mut(|members| members.entry(organization).or_default().bookkeepers.insert(who.clone()));
		organization
	}
}

/// The keyless account of an organisation.
pub fn till(organization: OrganizationId) -> AccountId {
	AccountId::new([200u8.saturating_add(organization as u8); 32])
}

/// Who may spend an organisation's money: person 25 that of organisation 1, and so on.
pub fn bookkeeper(organization: OrganizationId) -> AccountId {
	person(24u8.saturating_add(organization as u8))
}

/// Make an organisation an active member with these registrars and its bookkeeper.
pub fn admit(organization: OrganizationId, registrars: &[AccountId]) {
	let registrars = registrars.iter().cloned().collect();
	let member = Member { active: true, registrars, bookkeepers: [bookkeeper(organization)].into() };
	MEMBERS.with_borrow_mut(|members| members.insert(organization, member));
}

/// Suspend or reinstate an organisation.
pub fn set_active(organization: OrganizationId, active: bool) {
	MEMBERS.with_borrow_mut(|members| members.entry(organization).or_default().active = active);
}

/// One price for everything, however large.
pub struct Price;
impl sp_runtime::traits::Convert<frame_support::traits::Footprint, u64> for Price {
	fn convert(_: frame_support::traits::Footprint) -> u64 {
		DEPOSIT
	}
}

impl pallet_subjects::Config for Test {
	type WeightInfo = ();
	type Time = Clock;
	type Organizations = Members;
	type Consideration = frame_support::traits::fungible::HoldConsideration<AccountId, Balances, HoldSubject, Price>;
	type CustodyOrigin = EnsureRoot<AccountId>;
	type MinRecoveryDelay = MinRecoveryDelay;
	type MaxRecoveryDelay = ConstU64<{ 30 * DAY }>;
	type RecoveryLifetime = ConstU64<{ 7 * DAY }>;
	type RecoveryCoolDown = ConstU64<{ 5 * DAY }>;
	type MaxOfferPeriod = ConstU64<{ 60 * DAY }>;
	type MaxGuardianship = ConstU64<{ 730 * DAY }>;
	type ConfirmationPeriod = ConfirmationPeriod;
}

/// The account of person `n`.
pub fn person(n: u8) -> AccountId {
	AccountId::new([n; 32])
}

/// Two organisations and people 1 to 30, all with money. Persons 21 and 22 are registrars of organisations 1 and 2,
/// persons 19 and 20 their colleagues.
pub fn new_test_ext() -> sp_io::TestExternalities {
	Now::set(START);
	MinRecoveryDelay::set(DAY);
	ConfirmationPeriod::set(7 * DAY);
	MEMBERS.with_borrow_mut(BTreeMap::clear);
	admit(1, &[person(21), person(19)]);
	admit(2, &[person(22), person(20)]);
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().expect("valid genesis");
	let accounts = (1..=30).map(person).chain([till(1), till(2)]);
	pallet_balances::GenesisConfig::<Test> {
		balances: accounts.map(|who| (who, ENDOWMENT)).collect(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.expect("valid genesis");
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Run a test and check the invariants after it.
pub fn run(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		Subjects::do_try_state().expect("invariants hold");
	});
}
