//! A runtime with record stores, a clock, money, the pallets that could wrap a call, and scripted neighbours.

use crate as pallet_records;
use crate::{Basis, StoreAttestors, StoreChange, StoreOf};
use frame_support::{
	derive_impl, parameter_types,
	traits::{
		fungible::HoldConsideration, ConstU32, ConstU64, EnsureOrigin, Hooks, InstanceFilter, LinearStoragePrice,
	},
	weights::Weight,
	BoundedVec,
};
use frame_system::EnsureRoot;
use salus_primitives::{
	anchor::{build, Root},
	AnchorId, AttestationRequest, Attestations, AttestorKey, Commitment, Duty, Handle, JobId, Locator, OnAttestation,
	OrganizationId, Organizations, Outcome, Role, Roles, Seconds, Source, StoreId, StoreKind,
};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{traits::BlakeTwo256, BuildStorage, DispatchError, DispatchResult};
use std::collections::BTreeMap;

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
	pub type Records = pallet_records::Pallet<Test>;
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

pub const SHORTEST: Seconds = 60;
pub const LONGEST: Seconds = 30 * 86_400;
pub const TIME_LIMIT: Seconds = 600;

parameter_types! {
	pub const RecordStoreHold: RuntimeHoldReason = RuntimeHoldReason::Records(pallet_records::HoldReason::RecordStore);
	pub static Seed: H256 = H256::repeat_byte(7);
	pub static StoresPerBlock: u32 = 3;
	pub static MinPeriod: Seconds = SHORTEST;
	pub static MaxPeriod: Seconds = LONGEST;
}

impl pallet_records::Config for Test {
	type WeightInfo = ();
	type Organizations = Members;
	type Attestations = Asked;
	type Time = Timestamp;
	type Randomness = Seed;
	type Consideration =
		HoldConsideration<u64, Balances, RecordStoreHold, LinearStoragePrice<ConstU64<100>, ConstU64<1>, u64>>;
	type RetireOrigin = EnsureRoot<u64>;
	type MinChallengePeriod = MinPeriod;
	type MaxChallengePeriod = MaxPeriod;
	type ChallengeTimeLimit = ConstU64<TIME_LIMIT>;
	type StoresPerBlock = StoresPerBlock;
}

// --- Scripted neighbours -------------------------------------------------------------------------------------------

parameter_types! {
	/// Members: whether they are active, and their roles.
	pub static Membership: BTreeMap<OrganizationId, (bool, Roles)> = BTreeMap::new();
	/// Registered attestors.
	pub static Registered: BTreeMap<AttestorKey, OrganizationId> = BTreeMap::new();
	/// Jobs that were opened, in order, and whether more may be.
	pub static Jobs: Vec<AttestationRequest> = Vec::new();
	pub static JobsRefused: bool = false;
}

pub const HOSPITAL: OrganizationId = 1;
pub const AUDITOR: OrganizationId = 2;
pub const REGULATOR: OrganizationId = 3;
pub const VENDOR: OrganizationId = 4;
pub const RIVAL: OrganizationId = 5;

/// Keeps the records of an organisation.
pub const fn keeper(organization: OrganizationId) -> u64 {
	organization as u64 * 10
}

/// Works for an organisation, without the duty to keep records.
pub const fn clerk(organization: OrganizationId) -> u64 {
	organization as u64 * 10 + 1
}

pub const STRANGER: u64 = 99;

/// Only keepers have the one duty that matters here.
pub struct Members;
impl Organizations<u64> for Members {
	fn is_active(organization: OrganizationId) -> bool {
		Membership::get().get(&organization).is_some_and(|(active, _)| *active)
	}
	fn has_role(organization: OrganizationId, role: Role) -> bool {
		Membership::get().get(&organization).is_some_and(|(active, roles)| *active && roles.contains(role))
	}
	fn ensure_duty(organization: OrganizationId, who: &u64, duty: Duty) -> DispatchResult {
		let staff = *who == keeper(organization) && duty == Duty::Records;
		if staff && Self::is_active(organization) {
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
		Membership::mutate(|all| all.insert(organization, (true, roles)));
		organization
	}
}

pub struct Asked;
impl Attestations for Asked {
	fn attestor(key: &AttestorKey) -> Option<OrganizationId> {
		Registered::get().get(key).copied()
	}
	fn open(request: AttestationRequest) -> Result<JobId, DispatchError> {
		if JobsRefused::get() {
			return Err(DispatchError::Exhausted);
		}
		Ok(Jobs::mutate(|jobs| {
			jobs.push(request);
			jobs.len() as JobId
		}))
	}
	fn weight_of_open() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_attestor(organization: OrganizationId, n: u8) -> AttestorKey {
		Registered::mutate(|all| all.insert(key(n), organization));
		key(n)
	}
}

// --- Building and running ------------------------------------------------------------------------------------------

/// The clock starts here.
pub const START: Seconds = 1_800_000_000;

pub fn new_test_ext() -> sp_io::TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	let accounts = (1..=5).flat_map(|o| [keeper(o), clerk(o)]).chain([STRANGER]);
	pallet_balances::GenesisConfig::<Test> {
		balances: accounts.map(|account| (account, 1_000_000)).collect(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.execute_with(|| {
		let roles = [
			(HOSPITAL, Role::Provider),
			(AUDITOR, Role::Auditor),
			(REGULATOR, Role::Regulator),
			(VENDOR, Role::Researcher),
			(RIVAL, Role::Provider),
		];
		Membership::set(roles.into_iter().map(|(o, role)| (o, (true, Roles::of(&[role])))).collect());
		// Keys 1 and 2 are the hospital's, 3 and 4 the auditor's, and so on.
		Registered::set((1..=10u8).map(|n| (key(n), OrganizationId::from(n.div_ceil(2)))).collect());
		Jobs::set(Vec::new());
		JobsRefused::set(false);
		Seed::set(H256::repeat_byte(7));
		StoresPerBlock::set(3);
		MinPeriod::set(SHORTEST);
		MaxPeriod::set(LONGEST);
		System::set_block_number(1);
		Timestamp::set_timestamp(START * 1_000);
	});
	ext
}

/// Run a test, and check every invariant at its end.
pub fn test(run: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		run();
		Records::do_try_state().unwrap();
	});
}

pub fn now() -> Seconds {
	Timestamp::get() / 1_000
}

/// End this block as an idle one does, and begin the next, `seconds` later.
pub fn next_block(seconds: Seconds) {
	Records::on_idle(System::block_number(), Weight::MAX);
	System::set_block_number(System::block_number() + 1);
	Timestamp::set_timestamp((now() + seconds) * 1_000);
}

pub fn key(n: u8) -> AttestorKey {
	AttestorKey::from_raw([n; 32])
}

pub fn attestors(chosen: &[(u8, Basis)]) -> StoreAttestors {
	chosen.iter().map(|(n, basis)| (key(*n), *basis)).collect::<Vec<_>>().try_into().unwrap()
}

/// One node of the owner, one of the auditor, one of the regulator, one of a vendor.
pub fn usual() -> StoreAttestors {
	attestors(&[(1, Basis::OwnNode), (3, Basis::Auditor), (5, Basis::Regulator), (7, Basis::BusinessAssociate)])
}

pub const PERIOD: Seconds = 86_400;

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn register(owner: OrganizationId) -> StoreId {
	let attestors = if owner == HOSPITAL { usual() } else { attestors(&[(3, Basis::Auditor)]) };
	let quorum = if owner == HOSPITAL { 3 } else { 1 };
	let attestors = if owner == AUDITOR { super::mock::attestors(&[(5, Basis::Regulator)]) } else { attestors };
	let store = crate::NextStoreId::<Test>::get();
	let url = Commitment::new(&[1; 32], b"https://store.example");
	Records::register_store(signed(keeper(owner)), owner, StoreKind::FhirR4, url, attestors, quorum, PERIOD).unwrap();
	store
}

/// The commitments of a batch.
pub fn leaves(batch: u32, count: u32) -> Vec<[u8; 32]> {
	(0..count).map(|n| blake2_256(&[batch.to_le_bytes(), n.to_le_bytes()].concat())).collect()
}

pub fn root(batch: u32, count: u32) -> Root {
	build::root(&leaves(batch, count)).unwrap()
}

pub fn handle(text: &str) -> Handle {
	text.as_bytes().to_vec().try_into().unwrap()
}

pub fn anchor_by(
	who: u64,
	store: StoreId,
	root: Root,
	supersedes: &[(AnchorId, u32)],
) -> Result<AnchorId, DispatchError> {
	let supersedes = BoundedVec::try_from(supersedes.to_vec()).unwrap();
	Records::anchor(signed(who), store, root.hash, root.count, handle("manifest"), supersedes)?;
	Ok(crate::Roots::<Test>::get(store, root.hash).unwrap())
}

/// Anchor `count` leaves of a batch for whoever owns the store.
pub fn anchor(store: StoreId, batch: u32, count: u32) -> AnchorId {
	anchor_by(keeper(stored(store).owner), store, root(batch, count), &[]).unwrap()
}

pub fn stored(store: StoreId) -> StoreOf<Test> {
	crate::Stores::<Test>::get(store).unwrap()
}

pub fn erase(who: u64, anchor: AnchorId, indices: &[u32]) -> DispatchResult {
	Records::erase(signed(who), anchor, indices.to_vec().try_into().unwrap())
}

/// Challenge a leaf and return its job.
pub fn challenge(anchor: AnchorId, index: u32) -> JobId {
	Records::challenge(signed(keeper(RIVAL)), RIVAL, anchor, index).unwrap();
	crate::OpenChallenges::<Test>::get(anchor, index).unwrap().job
}

/// Tell how a job ended.
pub fn conclude(job: JobId, outcome: Outcome) {
	let request = Jobs::get()[job as usize - 1].clone();
	Records::on_outcome(job, request.source, &request.locator, outcome);
}

/// Challenge a leaf and tell how that ended.
pub fn outcome(anchor: AnchorId, index: u32, outcome: Outcome) {
	conclude(challenge(anchor, index), outcome);
}

pub fn locator(anchor: AnchorId, index: u32) -> Locator {
	use codec::Encode;
	(anchor, index).encode().try_into().unwrap()
}

pub fn source(store: StoreId) -> Source {
	Source::RecordStore(store)
}

pub fn events() -> Vec<crate::Event<Test>> {
	let all = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::Records(event) => Some(event),
		_ => None,
	});
	all.collect()
}

pub fn last_event() -> crate::Event<Test> {
	events().pop().expect("an event of this pallet")
}

pub fn update(who: u64, store: StoreId, change: StoreChange) -> DispatchResult {
	Records::update_store(signed(who), store, change)
}

/// Would the origin that retires stores of former members let this one through?
pub fn may_retire(origin: RuntimeOrigin) -> bool {
	<Test as pallet_records::Config>::RetireOrigin::ensure_origin(origin).is_ok()
}

pub fn deactivate(organization: OrganizationId) {
	Membership::mutate(|all| all.get_mut(&organization).unwrap().0 = false);
}
