//! A small consortium with two real voting bodies.

use crate::{self as pallet_organizations, organization_account, Founder, Identifiers};
use frame_support::{
	derive_impl, parameter_types,
	traits::{
		fungible::HoldConsideration, ConstU128, ConstU32, ConstU64, EitherOfDiverse, InstanceFilter, LinearStoragePrice,
	},
	weights::Weight,
};
use frame_system::EnsureRoot;
use salus_primitives::{
	codes::{CodeKind, Lineage},
	CodeId, Codes, Duty, Role,
};
use sp_core::crypto::AccountId32;
use sp_runtime::{traits::IdentityLookup, BuildStorage};

pub type AccountId = AccountId32;
pub type Balance = u128;
type Block = frame_system::mocking::MockBlock<Test>;
type CouncilInstance = pallet_collective::Instance1;
type CommitteeInstance = pallet_collective::Instance2;

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
	pub type Council = pallet_collective<Instance1>;
	#[runtime::pallet_index(6)]
	pub type TechnicalCommittee = pallet_collective<Instance2>;
	#[runtime::pallet_index(7)]
	pub type Organizations = pallet_organizations;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<1>;
	type AccountStore = System;
	type RuntimeHoldReason = RuntimeHoldReason;
}

impl pallet_utility::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = ();
}

/// What a proxy may do: everything, or nothing of what this pallet offers.
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
pub enum ProxyKind {
	#[default]
	Any,
	Transfers,
}

impl InstanceFilter<RuntimeCall> for ProxyKind {
	fn filter(&self, call: &RuntimeCall) -> bool {
		matches!((self, call), (Self::Any, _) | (Self::Transfers, RuntimeCall::Balances(_)))
	}
}

impl pallet_proxy::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyKind;
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

pub const MAX_MEMBERS: u32 = 5;
pub const MAX_STAFF: u32 = 3;
pub const DEPOSIT: Balance = 100;

parameter_types! {
	pub MaxProposalWeight: Weight = Weight::from_parts(u64::MAX, u64::MAX);
	pub const MembershipHold: RuntimeHoldReason =
		RuntimeHoldReason::Organizations(pallet_organizations::HoldReason::Membership);
	pub const BodyChangeWeight: Weight = Weight::from_parts(1_000, 10);
}

impl pallet_collective::Config<CouncilInstance> for Test {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = ConstU64<10>;
	type MaxProposals = ConstU32<10>;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	type DefaultVote = pallet_collective::PrimeDefaultVote;
	type WeightInfo = ();
	type SetMembersOrigin = EnsureRoot<AccountId>;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = EnsureRoot<AccountId>;
	type KillOrigin = EnsureRoot<AccountId>;
	type Consideration = ();
}

impl pallet_collective::Config<CommitteeInstance> for Test {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = ConstU64<10>;
	type MaxProposals = ConstU32<10>;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	type DefaultVote = pallet_collective::PrimeDefaultVote;
	type WeightInfo = ();
	type SetMembersOrigin = EnsureRoot<AccountId>;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = EnsureRoot<AccountId>;
	type KillOrigin = EnsureRoot<AccountId>;
	type Consideration = ();
}

/// Root stands for a passed motion in most tests; a real motion with this share of the Council does as well.
type Motion<const N: u32, const D: u32> = EitherOfDiverse<
	EnsureRoot<AccountId>,
	pallet_collective::EnsureProportionAtLeast<AccountId, CouncilInstance, N, D>,
>;

/// A registry in which the numbers 1 to 99 are reasons.
pub struct Reasons;
impl Codes for Reasons {
	fn is_active(id: CodeId, kind: CodeKind) -> bool {
		(1..100).contains(&id) && kind == CodeKind::Reason
	}
	fn lineage(_: CodeId) -> Lineage {
		Lineage::new()
	}
	fn weight() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_code(_: CodeKind, n: u16) -> CodeId {
		n + 1
	}
}

impl pallet_organizations::Config for Test {
	type Codes = Reasons;
	type AdmitOrigin = Motion<2, 3>;
	type SuspendOrigin = Motion<1, 2>;
	type ExpelOrigin = Motion<3, 4>;
	type Currency = Balances;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		MembershipHold,
		LinearStoragePrice<ConstU128<DEPOSIT>, ConstU128<0>, Balance>,
	>;
	type Council = Council;
	type TechnicalCommittee = TechnicalCommittee;
	type BodyChangeWeight = BodyChangeWeight;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	type MaxStaff = ConstU32<MAX_STAFF>;
	type WeightInfo = ();
}

/// The account with this number.
pub fn account(n: u8) -> AccountId {
	AccountId::new([n; 32])
}

/// Admins of the two founding members, 0 and 1.
pub const HOSPITAL: u8 = 1;
pub const PHARMACY: u8 = 2;
/// Staff of the hospital: an administrator, an operator, a bookkeeper.
pub const CLERK: u8 = 11;
pub const OPERATOR: u8 = 12;
/// Somebody who belongs to nobody.
pub const STRANGER: u8 = 99;

/// Identifiers of these forms.
pub fn identifiers(texts: &[&str]) -> Identifiers {
	let identifiers = texts.iter().map(|text| identifier(text)).collect::<Vec<_>>();
	identifiers.try_into().expect("few identifiers")
}

/// An NPI or GLN by its length, else an OID.
pub fn identifier(text: &str) -> salus_primitives::identifiers::Identifier {
	use salus_primitives::identifiers::Identifier;
	match text.len() {
		_ if text.contains('.') => Identifier::Oid(text.parse().expect("an OID")),
		10 => Identifier::Npi(text.parse().expect("an NPI")),
		_ => Identifier::Gln(text.parse().expect("a GLN")),
	}
}

/// A hospital with staff, delegate and collator, and a pharmacy with none.
pub fn founders() -> Vec<Founder<AccountId>> {
	vec![
		Founder {
			admin: account(HOSPITAL),
			roles: vec![Role::Provider, Role::Laboratory],
			identifiers: vec![identifier("1234567893")],
			representative: None,
			technical_delegate: Some(account(OPERATOR)),
			collator: Some(account(21)),
			staff: vec![
				(account(CLERK), vec![Duty::Administration]),
				(account(OPERATOR), vec![Duty::Operations, Duty::Finance]),
			],
		},
		Founder {
			admin: account(PHARMACY),
			roles: vec![Role::Dispenser],
			identifiers: vec![identifier("4012345000009")],
			representative: Some(account(22)),
			technical_delegate: None,
			collator: None,
			staff: vec![],
		},
	]
}

/// A chain founded by these.
pub fn chain(founders: Vec<Founder<AccountId>>) -> sp_io::TestExternalities {
	let balances =
		(1..=100).map(|n| (account(n), 10_000)).chain((0..10).map(|n| (organization_account(n), 1_000))).collect();
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig { balances, ..Default::default() },
		organizations: pallet_organizations::GenesisConfig { organizations: founders },
		..Default::default()
	}
	.build_storage()
	.expect("a genesis state");
	let mut chain = sp_io::TestExternalities::new(storage);
	chain.execute_with(|| {
		System::set_block_number(1);
	});
	chain
}

/// Run a test on the founders' chain and check every invariant after it.
pub fn run(test: impl FnOnce()) {
	chain(founders()).execute_with(|| {
		test();
		check();
	});
}

/// Every invariant, and that the real voting bodies are what the pallet says.
pub fn check() {
	Organizations::do_try_state().expect("every invariant holds");
	assert_eq!(
		pallet_collective::Members::<Test, CouncilInstance>::get(),
		pallet_organizations::Representatives::<Test>::get().into_inner()
	);
	assert_eq!(
		pallet_collective::Members::<Test, CommitteeInstance>::get(),
		pallet_organizations::TechnicalDelegates::<Test>::get().into_inner()
	);
}
