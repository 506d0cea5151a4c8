//! A runtime with attestation, a clock, and the pallets that could wrap a call.

use crate as pallet_attestation;
use crate::{crypto, JobOf, Jobs, Report, ReportOf};
use codec::Encode;
use frame_support::{
	derive_impl,
	storage::unhashed,
	traits::{ConstU32, ConstU64, Hooks, InstanceFilter, OnPoll},
	weights::{Weight, WeightMeter},
};
use frame_system::EnsureRoot;
use salus_primitives::{
	AttestationRequest, Attestations, AttestorKey, Duty, Examine, JobId, Locator, OnAttestation, OrganizationId,
	Organizations, Outcome, Role, Seconds, Source, Verdict,
};
use sp_core::{
	offchain::{
		testing::{TestOffchainExt, TestTransactionPoolExt},
		OffchainDbExt, OffchainWorkerExt, TransactionPoolExt,
	},
	sr25519, Pair, H256,
};
use sp_keystore::{testing::MemoryKeystore, Keystore, KeystoreExt, KeystorePtr};
use sp_runtime::{
	generic,
	testing::UintAuthorityId,
	traits::{Applyable, BlakeTwo256, Checkable},
	transaction_validity::{TransactionSource, TransactionValidity, TransactionValidityError, ValidTransaction},
	ApplyExtrinsicResultWithInfo, BuildStorage, DispatchError, DispatchResult,
};
use std::{cell::RefCell, sync::Arc};

pub type TxExtension = (frame_system::AuthorizeCall<Test>,);
pub type Extrinsic = generic::UncheckedExtrinsic<u64, RuntimeCall, UintAuthorityId, TxExtension>;
pub type Block = generic::Block<generic::Header<u64, BlakeTwo256>, Extrinsic>;

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
	pub type Attestation = pallet_attestation::Pallet<Test>;
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

pub const BUCKET: Seconds = 60;
pub const LIMIT: Seconds = 300;
pub const WINDOW: u64 = 64;

impl crate::Config for Test {
	type AttestorOrigin = EnsureRoot<u64>;
	type Organizations = Members;
	type OnAttestation = Listener;
	type Examine = Eyes;
	type Time = Timestamp;
	type MaxRounds = ConstU32<2>;
	type MaxWindow = ConstU64<WINDOW>;
	type BucketSeconds = ConstU64<BUCKET>;
	type MaxJobsPerBucket = ConstU32<4>;
	type MinTimeLimit = ConstU64<60>;
	type MaxTimeLimit = ConstU64<3_600>;
	type MaxSweep = ConstU32<8>;
	type MaxJobsPerRun = ConstU32<3>;
	type Priority = ConstU64<1_000>;
	type WeightInfo = ();
}

impl<LocalCall> frame_system::offchain::CreateTransactionBase<LocalCall> for Test
where
	RuntimeCall: From<LocalCall>,
{
	type Extrinsic = Extrinsic;
	type RuntimeCall = RuntimeCall;
}

impl<LocalCall> frame_system::offchain::CreateTransaction<LocalCall> for Test
where
	RuntimeCall: From<LocalCall>,
{
	type Extension = TxExtension;
	fn create_transaction(call: RuntimeCall, extension: TxExtension) -> Extrinsic {
		Extrinsic::new_transaction(call, extension)
	}
}

impl<LocalCall> frame_system::offchain::CreateAuthorizedTransaction<LocalCall> for Test
where
	RuntimeCall: From<LocalCall>,
{
	fn create_extension() -> TxExtension {
		(frame_system::AuthorizeCall::new(),)
	}
}

// --- Neighbours -----------------------------------------------------------------------------------------------------

/// Organisations 1 to 40 are active until a test says otherwise. Staff of organisation n with every duty: account 100 n,
/// with every duty but Operations: account 100 n + 1.
pub struct Members;

fn standing_key(organization: OrganizationId) -> Vec<u8> {
	(b"mock/inactive", organization).encode()
}

pub fn set_active(organization: OrganizationId, active: bool) {
	if active {
		unhashed::kill(&standing_key(organization));
	} else {
		unhashed::put(&standing_key(organization), &());
	}
}

impl Organizations<u64> for Members {
	fn is_active(organization: OrganizationId) -> bool {
		(1..=40).contains(&organization) && !unhashed::exists(&standing_key(organization))
	}
	fn has_role(_: OrganizationId, _: Role) -> bool {
		false
	}
	fn ensure_duty(organization: OrganizationId, who: &u64, duty: Duty) -> DispatchResult {
		if cfg!(feature = "runtime-benchmarks") && unhashed::get(b"mock/staff") == Some(*who) {
			return Ok(());
		}
		let all = *who == u64::from(organization) * 100;
		let others = *who == u64::from(organization) * 100 + 1 && duty != Duty::Operations;
		if Self::is_active(organization) && (all || others) {
			return Ok(());
		}
		Err(DispatchError::Other("not its duty"))
	}
	fn account(_: OrganizationId) -> Option<u64> {
		None
	}
	fn weight() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_member(who: &u64, _: salus_primitives::Roles) -> OrganizationId {
		unhashed::put(b"mock/staff", who);
		let made = unhashed::get_or_default::<OrganizationId>(b"mock/made") + 1;
		unhashed::put(b"mock/made", &made);
		made
	}
}

/// Remembers what it heard, in the state, so that it is rolled back with everything else. Opens a job about the same
/// thing again when told to.
pub struct Listener;

const HEARD: &[u8] = b"mock/heard";
const AGAIN: &[u8] = b"mock/again";

pub fn heard() -> Vec<(JobId, Source, Locator, Outcome)> {
	unhashed::get(HEARD).unwrap_or_default()
}

/// What the listener heard about one job: at most one outcome, if all is well.
pub fn outcomes(job: JobId) -> Vec<Outcome> {
	heard().into_iter().filter(|heard| heard.0 == job).map(|heard| heard.3).collect()
}

pub fn ask_again(request: Option<AttestationRequest>) {
	unhashed::put(AGAIN, &request);
}

impl OnAttestation for Listener {
	fn on_outcome(job: JobId, source: Source, locator: &Locator, outcome: Outcome) {
		assert!(!Jobs::<Test>::contains_key(job), "the job is gone when its outcome is told");
		let mut all = heard();
		all.push((job, source, locator.clone(), outcome));
		unhashed::put(HEARD, &all);
		if let Some(request) = unhashed::get::<Option<AttestationRequest>>(AGAIN).flatten() {
			ask_again(None);
			Attestation::open(request).expect("the thing is free again");
		}
	}
	fn weight() -> Weight {
		Weight::from_parts(1_000, 10)
	}
}

/// What the node sees: how often it looked, and what it found. `during` runs while it looks.
pub struct Eyes;

#[derive(Default)]
pub struct Sight {
	pub looked: Vec<(Source, Locator, H256)>,
	pub sees: Option<Verdict>,
	pub during: Option<Box<dyn FnOnce()>>,
}

thread_local! {
	pub static SIGHT: RefCell<Sight> = RefCell::default();
}

pub fn sees(verdict: Option<Verdict>) {
	SIGHT.with_borrow_mut(|sight| sight.sees = verdict);
}

pub fn looked() -> usize {
	SIGHT.with_borrow(|sight| sight.looked.len())
}

pub fn during_next_look(what: impl FnOnce() + 'static) {
	SIGHT.with_borrow_mut(|sight| sight.during = Some(Box::new(what)));
}

impl Examine for Eyes {
	fn examine(source: Source, locator: &Locator, expected: H256) -> Option<Verdict> {
		let during = SIGHT.with_borrow_mut(|sight| {
			sight.looked.push((source, locator.clone(), expected));
			sight.during.take()
		});
		if let Some(what) = during {
			what();
		}
		SIGHT.with_borrow(|sight| sight.sees)
	}
}

// --- Time -----------------------------------------------------------------------------------------------------------

/// A moment that is no multiple of the bucket.
pub const START: Seconds = 1_700_000_007;

pub fn now() -> Seconds {
	pallet_timestamp::Now::<Test>::get() / 1_000
}

/// Make the next block, `seconds` after the last one, as Executive would: initialise, inherent, poll.
pub fn next_block(seconds: Seconds) {
	let time = now() + seconds;
	let block = System::block_number() + 1;
	System::reset_events();
	System::set_block_number(block);
	<AllPalletsWithSystem as frame_support::traits::OnInitialize<u64>>::on_initialize(block);
	pallet_timestamp::Now::<Test>::put(time * 1_000);
	let mut meter = WeightMeter::new();
	<AllPalletsWithSystem as OnPoll<u64>>::on_poll(block, &mut meter);
	Attestation::do_try_state().unwrap();
}

pub fn pass_blocks(n: u64) {
	for _ in 0..n {
		next_block(6);
	}
}

/// Let a round end: first at the moment, then the hook.
pub fn pass_deadline(job: JobId) {
	let deadline = Attestation::job(job).expect("open").deadline;
	next_block(deadline - now());
}

// --- Actors ---------------------------------------------------------------------------------------------------------

/// The key pair of attestor n. 0 to 5 are registered from the start, each of its own organisation, 1 to 6.
pub fn pair(n: u8) -> sr25519::Pair {
	sr25519::Pair::from_seed(&[n + 1; 32])
}

pub fn key(n: u8) -> AttestorKey {
	pair(n).public()
}

pub const REGISTERED: u8 = 6;

pub fn organization_of(n: u8) -> OrganizationId {
	OrganizationId::from(n % 6) + 1
}

pub fn locator(n: u8) -> Locator {
	vec![n; 12].try_into().unwrap()
}

/// A request about thing `n`, of these attestors.
pub fn request(n: u8, attestors: &[u8], quorum: u32) -> AttestationRequest {
	AttestationRequest {
		source: Source::RecordStore(u32::from(n)),
		locator: locator(n),
		expected: H256::repeat_byte(n),
		attestors: attestors.iter().map(|n| key(*n)).collect::<Vec<_>>().try_into().unwrap(),
		quorum,
		time_limit: LIMIT,
	}
}

pub fn open(n: u8, attestors: &[u8], quorum: u32) -> JobId {
	Attestation::open(request(n, attestors, quorum)).unwrap()
}

/// The report that attestor n would make on an open job now.
pub fn report(job: JobId, n: u8, verdict: Verdict) -> ReportOf<Test> {
	let open: JobOf<Test> = Attestation::job(job).expect("open");
	Report {
		job,
		round: open.round,
		question: open.question(),
		attestor: key(n),
		verdict,
		valid_from: System::block_number(),
		valid_until: System::block_number() + WINDOW,
	}
}

pub fn sign(report: &ReportOf<Test>, n: u8) -> sr25519::Signature {
	pair(n).sign(&report.signing_payload(System::block_hash(0)))
}

pub fn submit_call(report: ReportOf<Test>, signature: sr25519::Signature) -> RuntimeCall {
	RuntimeCall::Attestation(crate::Call::submit { report, signature })
}

pub fn transaction(call: RuntimeCall) -> Extrinsic {
	Extrinsic::new_transaction(call, (frame_system::AuthorizeCall::new(),))
}

/// Ask the pool about a transaction.
pub fn validate(xt: Extrinsic, source: TransactionSource) -> TransactionValidity {
	use frame_support::dispatch::GetDispatchInfo;
	let (info, len) = (xt.get_dispatch_info(), xt.encoded_size());
	let checked = xt.check(&frame_system::ChainContext::<Test>::default())?;
	checked.validate::<Test>(source, &info, len)
}

/// Put a transaction into the block.
pub fn apply(xt: Extrinsic) -> ApplyExtrinsicResultWithInfo<frame_support::dispatch::PostDispatchInfo> {
	use frame_support::dispatch::GetDispatchInfo;
	let (info, len) = (xt.get_dispatch_info(), xt.encoded_size());
	let checked = xt.check(&frame_system::ChainContext::<Test>::default())?;
	checked.apply::<Test>(&info, len)
}

/// Validate, and apply if valid; both must agree.
pub fn send(
	report: ReportOf<Test>,
	signature: sr25519::Signature,
) -> Result<ValidTransaction, TransactionValidityError> {
	let xt = transaction(submit_call(report, signature));
	let valid = validate(xt.clone(), TransactionSource::External);
	let applied = apply(xt);
	match &valid {
		Ok(_) => assert!(applied.expect("valid").is_ok(), "what is authorised in the block succeeds"),
		Err(error) => assert_eq!(applied.expect_err("invalid"), *error),
	}
	Attestation::do_try_state().unwrap();
	valid
}

/// Attestor n says what it saw.
pub fn vote(job: JobId, n: u8, verdict: Verdict) -> Result<ValidTransaction, TransactionValidityError> {
	let report = report(job, n, verdict);
	let signature = sign(&report, n);
	send(report, signature)
}

pub fn events() -> Vec<crate::Event<Test>> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Attestation(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// The root of the whole state: equal when nothing has changed.
pub fn state_root() -> Vec<u8> {
	sp_io::storage::root(sp_core::storage::StateVersion::V1)
}

// --- Running --------------------------------------------------------------------------------------------------------

/// A node: its keystore, its off-chain storage and its pool.
pub struct Node {
	pub offchain: TestOffchainExt,
	pub keystore: KeystorePtr,
	drain: Box<dyn Fn() -> Vec<Vec<u8>>>,
}

impl Node {
	pub fn holds(&self, n: u8) {
		let suri = format!("0x{}", sp_core::bytes::to_hex(&[n + 1; 32], false).trim_start_matches("0x"));
		self.keystore.insert(crypto::KEY_TYPE, &suri, &key(n).0).unwrap();
		assert_eq!(
			self.keystore.sr25519_generate_new(crypto::KEY_TYPE, Some(&suri)).unwrap(),
			key(n),
			"the keystore holds the key of attestor {n}"
		);
	}

	/// Take what is in the pool, as calls.
	pub fn take(&self) -> Vec<Extrinsic> {
		(self.drain)().into_iter().map(|bytes| codec::Decode::decode(&mut &bytes[..]).unwrap()).collect()
	}
}

pub fn run_worker() {
	Attestation::offchain_worker(System::block_number());
}

/// A state for the benchmarks' own tests: they bring their keys along.
#[cfg(feature = "runtime-benchmarks")]
pub fn benchmark_ext() -> sp_io::TestExternalities {
	let mut ext = sp_io::TestExternalities::new(RuntimeGenesisConfig::default().build_storage().unwrap());
	ext.register_extension(KeystoreExt(Arc::new(MemoryKeystore::new())));
	ext
}

/// Run a test in block 1, with the invariants checked afterwards.
pub fn test(body: impl FnOnce(&Node)) {
	SIGHT.take();
	let attestors = (0..REGISTERED).map(|n| (key(n), organization_of(n))).collect();
	let storage = RuntimeGenesisConfig {
		attestation: crate::GenesisConfig { attestors, ..Default::default() },
		balances: pallet_balances::GenesisConfig {
			balances: (1..10).map(|who| (who, 1_000)).collect(),
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.unwrap();
	let (offchain, _) = TestOffchainExt::new();
	let (pool, in_pool) = TestTransactionPoolExt::new();
	let keystore: KeystorePtr = Arc::new(MemoryKeystore::new());
	let drain = Box::new(move || in_pool.write().transactions.drain(..).collect());
	let node = Node { offchain: offchain.clone(), keystore: keystore.clone(), drain };
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.register_extension(OffchainDbExt::new(offchain.clone()));
	ext.register_extension(OffchainWorkerExt::new(offchain));
	ext.register_extension(TransactionPoolExt::new(pool));
	ext.register_extension(KeystoreExt(keystore));
	ext.execute_with(|| {
		pallet_timestamp::Now::<Test>::put((START - 6) * 1_000);
		next_block(6);
		body(&node);
		Attestation::do_try_state().unwrap();
	});
}
