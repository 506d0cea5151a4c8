//! Who decides what. There is no sudo: Root exists only for calls that the Technical Committee has whitelisted and the
//! Council dispatches.
//!
//! | decision | body and majority |
//! |---|---|
//! | admit, reinstate or amend a member, replace a lost admin key | Council 2/3 |
//! | suspend a member | Council 3/5 |
//! | expel a member | Council 3/4 |
//! | register or remove an attestor, retire an orphaned store, move an orphaned subject | Council 3/5 |
//! | issue the fee token, create a currency | Council 2/3 |
//! | emergency pause (lifts itself) | Technical Committee 2/3 |
//! | whitelist a call | Technical Committee 2/3 |
//! | dispatch a whitelisted call as Root (runtime upgrade) | Council 3/4 |

use crate::{
	constants::*, AccountId, Balance, Balances, BlockNumber, OriginCaller, Preimage, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeHoldReason, RuntimeOrigin, System,
};
use frame_support::{
	parameter_types,
	traits::{
		fungible::HoldConsideration, ConstU32, Contains, EitherOfDiverse, EqualPrivilegeOnly, LinearStoragePrice,
		NeverEnsureOrigin,
	},
	weights::Weight,
};
use frame_system::EnsureRoot;
use pallet_collective::EnsureProportionAtLeast;
use pallet_tx_pause::RuntimeCallNameOf;

/// The Council: one voting account per active member.
pub type CouncilCollective = pallet_collective::Instance1;
/// The Technical Committee: the technical delegate each active member may name.
pub type TechnicalCollective = pallet_collective::Instance2;

type Council<const N: u32, const D: u32> =
	EitherOfDiverse<EnsureRoot<AccountId>, EnsureProportionAtLeast<AccountId, CouncilCollective, N, D>>;
type Technical<const N: u32, const D: u32> =
	EitherOfDiverse<EnsureRoot<AccountId>, EnsureProportionAtLeast<AccountId, TechnicalCollective, N, D>>;

/// Admits, reinstates and amends members.
pub type AdmitOrigin = Council<2, 3>;
/// Suspends members.
pub type SuspendOrigin = Council<3, 5>;
/// Expels members.
pub type ExpelOrigin = Council<3, 4>;
/// Registers and removes attestors.
pub type AttestorOrigin = Council<3, 5>;
/// Looks after what an inactive member left behind: stores and subjects.
pub type CustodyOrigin = Council<3, 5>;
/// Issues the fee token.
pub type IssueOrigin = Council<2, 3>;
/// Creates and administers currencies.
pub type CurrencyOrigin = Council<2, 3>;
/// Pauses calls for a while.
pub type PauseOrigin = Technical<2, 3>;

parameter_types! {
	/// How long a motion stays open.
	pub const MotionDuration: BlockNumber = 7 * DAYS;
	/// The heaviest call a motion may carry: half of what ordinary transactions may fill.
	pub MaxProposalWeight: Weight = (NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_WEIGHT).saturating_div(2);
	/// Weight the scheduler may take of a block.
	pub MaximumSchedulerWeight: Weight = NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_WEIGHT;
	/// Deposit for a preimage.
	pub const PreimageBaseDeposit: Balance = deposit(2, 64);
	/// Deposit per byte of preimage: low, since a runtime has a million of them.
	pub const PreimageByteDeposit: Balance = MICROUNIT;
	/// Why preimage deposits are held.
	pub const PreimageHoldReason: RuntimeHoldReason = RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
	/// How long a whitelisted call may wait to be dispatched.
	pub const DeferredDispatchExpiration: BlockNumber = 7 * DAYS;
}

impl pallet_collective::Config<CouncilCollective> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = MotionDuration;
	type MaxProposals = ConstU32<100>;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	// Silence is no consent.
	type DefaultVote = pallet_collective::MoreThanMajorityThenPrimeDefaultVote;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
	// Members come and go only with their organisation.
	type SetMembersOrigin = NeverEnsureOrigin<()>;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = EnsureRoot<AccountId>;
	type KillOrigin = EnsureRoot<AccountId>;
	type Consideration = ();
}

impl pallet_collective::Config<TechnicalCollective> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = MotionDuration;
	type MaxProposals = ConstU32<100>;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	type DefaultVote = pallet_collective::MoreThanMajorityThenPrimeDefaultVote;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
	type SetMembersOrigin = NeverEnsureOrigin<()>;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = EnsureRoot<AccountId>;
	type KillOrigin = EnsureRoot<AccountId>;
	type Consideration = ();
}

impl pallet_whitelist::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type WhitelistOrigin = EnsureProportionAtLeast<AccountId, TechnicalCollective, 2, 3>;
	type DispatchWhitelistedOrigin = EnsureProportionAtLeast<AccountId, CouncilCollective, 3, 4>;
	type Preimages = Preimage;
	type DeferredDispatchExpiration = DeferredDispatchExpiration;
	type BlockNumberProvider = System;
	type WeightInfo = pallet_whitelist::weights::SubstrateWeight<Runtime>;
}

impl pallet_preimage::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_preimage::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type ManagerOrigin = EnsureRoot<AccountId>;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		PreimageHoldReason,
		LinearStoragePrice<PreimageBaseDeposit, PreimageByteDeposit, Balance>,
	>;
}

impl pallet_scheduler::Config for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type RuntimeEvent = RuntimeEvent;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = MaximumSchedulerWeight;
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type MaxScheduledPerBlock = ConstU32<50>;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
	type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Runtime>;
}

/// Calls that may not be paused: without them the consortium could not undo a pause or govern itself.
pub struct Unpausable;
impl Contains<RuntimeCallNameOf<Runtime>> for Unpausable {
	fn contains(name: &RuntimeCallNameOf<Runtime>) -> bool {
		matches!(
			name.0.as_slice(),
			b"System" |
				b"ParachainSystem" |
				b"Timestamp" | b"Council" |
				b"TechnicalCommittee" |
				b"Whitelist" | b"Preimage" |
				b"Scheduler" | b"TxPause" |
				b"Governance"
		)
	}
}

impl pallet_tx_pause::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	// Pauses go through `Governance::emergency_pause`, which always schedules their end.
	type PauseOrigin = NeverEnsureOrigin<()>;
	type UnpauseOrigin = NeverEnsureOrigin<()>;
	type WhitelistedCalls = Unpausable;
	type MaxNameLen = ConstU32<MAX_NAME_LEN>;
	type WeightInfo = pallet_tx_pause::weights::SubstrateWeight<Runtime>;
}
