//! A runtime with real balances, real fees and real signed transactions. Organisations are played.

use crate::{self as pallet_sponsorship, BalanceOf, HoldReason, Pallet, SponsoredDeposit, SponsoredFees, WithSponsor};
use codec::Encode;
use frame_support::{
	derive_impl,
	dispatch::{GetDispatchInfo, PostDispatchInfo},
	pallet_prelude::{InvalidTransaction, TransactionSource, TransactionValidityError},
	parameter_types,
	storage::{with_transaction, TransactionOutcome},
	traits::{
		fungible::{Credit, HoldConsideration, Inspect, InspectHold, Mutate},
		ConstU32, ConstU64, ConstU8, Contains, LinearStoragePrice, OnUnbalanced,
	},
	weights::{Weight, WeightToFee},
};
use pallet_transaction_payment::FungibleAdapter;
use salus_primitives::{Duty, OrganizationId, Organizations, Role, Seconds};
use sp_runtime::{
	generic::{self, Era, SignedPayload},
	testing::TestSignature,
	traits::{Applyable, BlakeTwo256, Checkable},
	ApplyExtrinsicResultWithInfo, BuildStorage, DispatchError, DispatchResult,
};

/// A hospital, a payer and a pharmacy: members 1, 2 and 3. Their accounts are 1001 to 1003.
pub const HOSPITAL: OrganizationId = 1;
pub const PAYER: OrganizationId = 2;
pub const PHARMACY: OrganizationId = 3;
/// Staff with the duty of finance: ten times the member. With another duty: one more.
pub const HOSPITAL_FINANCE: u64 = 10;
pub const HOSPITAL_CLERK: u64 = 11;
pub const PAYER_FINANCE: u64 = 20;
pub const PHARMACY_FINANCE: u64 = 30;
/// People without tokens.
pub const ANNE: u64 = 100;
pub const BILL: u64 = 101;
/// A person with tokens of her own.
pub const RICH: u64 = 102;
/// Where fees go.
pub const POT: u64 = 999;

pub const EXISTENTIAL_DEPOSIT: u64 = 10;
pub const DEPOSIT_BASE: u64 = 20;
pub const PERIOD: Seconds = 1_000;
pub const START: Seconds = 5_500;
pub const MAX_FEE: u64 = 5_000;
pub const MEMBER_FUNDS: u64 = 1_000_000;

pub type Address = u64;
pub type TxExtension = (
	frame_system::CheckNonZeroSender<Test>,
	frame_system::CheckSpecVersion<Test>,
	frame_system::CheckTxVersion<Test>,
	frame_system::CheckGenesis<Test>,
	frame_system::CheckEra<Test>,
	frame_system::CheckNonce<Test>,
	frame_system::CheckWeight<Test>,
	pallet_transaction_payment::ChargeTransactionPayment<Test>,
);
pub type Extrinsic = generic::UncheckedExtrinsic<Address, RuntimeCall, TestSignature, TxExtension>;
type Block = generic::Block<generic::Header<u64, BlakeTwo256>, Extrinsic>;

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
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(4)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(5)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(6)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(7)]
	pub type Sponsorship = pallet_sponsorship;
	#[runtime::pallet_index(8)]
	pub type Work = work;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u64>;
	type BaseCallFilter = NotPaused;
}

/// In an emergency, this pallet's calls can be paused.
pub struct NotPaused;
impl Contains<RuntimeCall> for NotPaused {
	fn contains(call: &RuntimeCall) -> bool {
		!(Paused::get() && matches!(call, RuntimeCall::Sponsorship(_)))
	}
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type ExistentialDeposit = ConstU64<EXISTENTIAL_DEPOSIT>;
}

/// A million picoseconds cost one.
pub struct Fee;
impl WeightToFee for Fee {
	type Balance = u64;
	fn weight_to_fee(weight: &Weight) -> u64 {
		weight.ref_time() / 1_000_000
	}
}

/// Ten bytes cost one.
pub struct LengthFee;
impl WeightToFee for LengthFee {
	type Balance = u64;
	fn weight_to_fee(weight: &Weight) -> u64 {
		weight.ref_time() / 10
	}
}

pub struct ToPot;
impl OnUnbalanced<Credit<u64, Balances>> for ToPot {
	fn on_nonzero_unbalanced(credit: Credit<u64, Balances>) {
		let _ = <Balances as frame_support::traits::fungible::Balanced<u64>>::resolve(&POT, credit);
	}
}

impl pallet_transaction_payment::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = SponsoredFees<FungibleAdapter<Balances, ToPot>>;
	type WeightToFee = Fee;
	type LengthToFee = LengthFee;
	type FeeMultiplierUpdate = ();
	type OperationalFeeMultiplier = ConstU8<5>;
	type WeightInfo = WithSponsor<Test, ()>;
}

impl pallet_utility::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = ();
}

impl pallet_proxy::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ();
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

/// A call that weighs what one wants.
#[frame_support::pallet(dev_mode)]
pub mod work {
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Declares a weight worth `declared`, uses `used` of it.
		#[pallet::call_index(0)]
		#[pallet::weight(Weight::from_parts(declared * 1_000_000, 0))]
		pub fn work(origin: OriginFor<T>, declared: u64, used: u64, succeed: bool) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let _ = declared;
			let post_info = Some(Weight::from_parts(used * 1_000_000, 0)).into();
			if succeed {
				Ok(post_info)
			} else {
				Err(sp_runtime::DispatchErrorWithPostInfo { post_info, error: DispatchError::Other("asked to fail") })
			}
		}

		/// Anything but work.
		#[pallet::call_index(1)]
		#[pallet::weight(Weight::zero())]
		pub fn play(origin: OriginFor<T>) -> DispatchResult {
			ensure_signed(origin)?;
			Ok(())
		}
	}
}
impl work::Config for Test {}

parameter_types! {
	/// Members that are suspended or expelled.
	pub static Inactive: Vec<OrganizationId> = vec![];
	/// Are this pallet's calls paused?
	pub static Paused: bool = false;
	pub const VouchReason: RuntimeHoldReason = RuntimeHoldReason::Sponsorship(HoldReason::Vouch);
	pub const DepositBase: u64 = DEPOSIT_BASE;
	pub const DepositPerByte: u64 = 1;
}

#[cfg(feature = "runtime-benchmarks")]
parameter_types! {
	pub static BenchmarkStaff: Option<u64> = None;
}

pub struct Members;
impl Organizations<u64> for Members {
	fn is_active(organization: OrganizationId) -> bool {
		(HOSPITAL..=PHARMACY).contains(&organization) && !Inactive::get().contains(&organization)
	}
	fn has_role(organization: OrganizationId, _: Role) -> bool {
		Self::is_active(organization)
	}
	fn ensure_duty(organization: OrganizationId, who: &u64, duty: Duty) -> DispatchResult {
		let has_duty = match duty {
			Duty::Finance => *who == u64::from(organization) * 10,
			_ => *who == u64::from(organization) * 10 + 1,
		};
		#[cfg(feature = "runtime-benchmarks")]
		let has_duty = has_duty || BenchmarkStaff::get() == Some(*who);
		if Self::is_active(organization) && has_duty {
			Ok(())
		} else {
			Err(DispatchError::BadOrigin)
		}
	}
	fn account(organization: OrganizationId) -> Option<u64> {
		(HOSPITAL..=PHARMACY).contains(&organization).then(|| 1_000 + u64::from(organization))
	}
	fn weight() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_member(who: &u64, _: salus_primitives::Roles) -> OrganizationId {
		BenchmarkStaff::set(Some(*who));
		HOSPITAL
	}
}

/// Work is sponsored, and what this pallet offers; nothing inside a wrapper.
pub struct OnlyWork;
impl Contains<RuntimeCall> for OnlyWork {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(call, RuntimeCall::Work(work::Call::work { .. }) | RuntimeCall::Sponsorship(_))
	}
}

impl pallet_sponsorship::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Organizations = Members;
	type Consideration =
		HoldConsideration<u64, Balances, VouchReason, LinearStoragePrice<DepositBase, DepositPerByte, u64>>;
	type DepositPrice = LinearStoragePrice<DepositBase, DepositPerByte, u64>;
	type Time = Timestamp;
	type Period = ConstU64<PERIOD>;
	type MaxSponsoredFee = ConstU64<MAX_FEE>;
	type SponsoredCalls = OnlyWork;
	type WeightInfo = ();
}

pub type Deposit = SponsoredDeposit<Test>;

/// Members have funds, [`RICH`] and the staff too, others nothing.
pub fn new_test_ext() -> sp_io::TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	let members = (HOSPITAL..=PHARMACY).filter_map(Members::account);
	let people = [HOSPITAL_FINANCE, HOSPITAL_CLERK, PAYER_FINANCE, PHARMACY_FINANCE, RICH];
	pallet_balances::GenesisConfig::<Test> {
		balances: members.chain(people).map(|who| (who, MEMBER_FUNDS)).chain([(POT, EXISTENTIAL_DEPOSIT)]).collect(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let mut ext: sp_io::TestExternalities = storage.into();
	ext.execute_with(|| {
		Inactive::set(vec![]);
		Paused::set(false);
		System::set_block_number(1);
		set_time(START);
	});
	ext
}

/// Run a test, then check what is always true, and that no token was made or lost.
pub fn test(body: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		let issued = Balances::total_issuance();
		body();
		check(issued);
	});
}

/// What is always true.
pub fn check(issued: u64) {
	Sponsorship::do_try_state().unwrap();
	assert_eq!(Balances::total_issuance(), issued);
	let owned: u64 = frame_system::Account::<Test>::iter_keys().map(|who| Balances::total_balance(&who)).sum();
	assert_eq!(owned, issued);
}

pub fn set_time(seconds: Seconds) {
	pallet_timestamp::Now::<Test>::put(seconds * 1_000);
}

pub fn member(organization: OrganizationId) -> u64 {
	Members::account(organization).unwrap()
}

/// What the member has free.
pub fn funds(organization: OrganizationId) -> u64 {
	Balances::balance(&member(organization))
}

/// What the member holds for deposits of its accounts.
pub fn carried(organization: OrganizationId) -> u64 {
	Balances::balance_on_hold(&HoldReason::Deposit.into(), &member(organization))
}

/// Leave the member with exactly so much free.
pub fn leave_member(organization: OrganizationId, free: u64) {
	let rest = funds(organization) - free;
	let moved = <Balances as Mutate<u64>>::transfer(
		&member(organization),
		&POT,
		rest,
		frame_support::traits::tokens::Preservation::Expendable,
	);
	assert_eq!(moved, Ok(rest));
}

pub fn vouch(organization: OrganizationId, account: u64, allowance: u64, deposit_quota: u64) {
	let finance = RuntimeOrigin::signed(u64::from(organization) * 10);
	frame_support::assert_ok!(Sponsorship::vouch(finance, organization, account, allowance, deposit_quota));
}

/// A call that costs what it declares, beyond the fixed part of a fee.
pub fn work(declared: u64) -> RuntimeCall {
	RuntimeCall::Work(work::Call::work { declared, used: declared, succeed: true })
}

/// A call that declares more than it uses, or fails.
pub fn work_like(declared: u64, used: u64, succeed: bool) -> RuntimeCall {
	RuntimeCall::Work(work::Call::work { declared, used, succeed })
}

/// A transaction as a wallet signs it.
pub fn sign_with(who: u64, nonce: u32, tip: u64, call: RuntimeCall) -> Extrinsic {
	let extension = (
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(Era::Immortal),
		frame_system::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(tip),
	);
	let payload = SignedPayload::new(call.clone(), extension.clone()).unwrap();
	let signature = payload.using_encoded(|message| TestSignature(who, message.to_vec()));
	Extrinsic::new_signed(call, who, signature, extension)
}

/// A transaction as a wallet signs it now.
pub fn sign(who: u64, call: RuntimeCall) -> Extrinsic {
	sign_with(who, System::account_nonce(who), 0, call)
}

/// What the transaction's fee is before it is executed.
pub fn fee_of(transaction: &Extrinsic) -> u64 {
	let length = transaction.encoded_size() as u32;
	TransactionPayment::compute_fee(length, &transaction.get_dispatch_info(), 0)
}

/// What the pool says. Must write nothing.
pub fn validate(transaction: &Extrinsic) -> Result<(), TransactionValidityError> {
	let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
	let checked = transaction.clone().check(&frame_system::ChainContext::<Test>::default())?;
	let length = transaction.encoded_size();
	let validity = checked.validate::<Test>(TransactionSource::External, &transaction.get_dispatch_info(), length);
	assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), before, "validation writes");
	validity.map(|_| ())
}

/// Include the transaction in the block, if it is valid.
pub fn apply(transaction: Extrinsic) -> ApplyExtrinsicResultWithInfo<PostDispatchInfo> {
	let length = transaction.encoded_size();
	let info = transaction.get_dispatch_info();
	let checked = transaction.check(&frame_system::ChainContext::<Test>::default())?;
	// A block builder throws away what an invalid transaction did.
	with_transaction(|| match checked.apply::<Test>(&info, length) {
		Ok(result) => TransactionOutcome::Commit(Ok::<_, DispatchError>(Ok(result))),
		Err(invalid) => TransactionOutcome::Rollback(Ok(Err(invalid))),
	})
	.unwrap()
}

/// A reason for which a transaction is not included.
pub fn custom(code: u8) -> TransactionValidityError {
	InvalidTransaction::Custom(code).into()
}

/// The account's spending in this period.
pub fn spent(account: u64) -> BalanceOf<Test> {
	let status = Pallet::<Test>::status(&account).unwrap();
	status.allowance - status.remaining
}
