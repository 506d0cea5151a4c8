//! Who decides what. There is no sudo: Root exists only for calls that the Technical Committee has whitelisted and the
//! Council dispatches.
//!
//! | decision | body and majority |
//! |---|---|
//! | admit, reject or amend a member, replace a lost admin key | Council 2/3 |
//! | suspend or reinstate a member | Council 3/5 |
//! | expel a member | Council 3/4 |
//! | register or remove an attestor, retire an orphaned store, move an orphaned subject | Council 3/5 |
//! | assign GS1 company prefixes, name the credential of trading partners | Council 2/3 |
//! | issue the fee token, create a currency | Council 2/3 |
//! | register, retire or reinstate a code | Council 2/3 |
//! | register or retire a credential schema, set a primary source | Council 2/3 |
//! | accredit, suspend or revoke a credential issuer | Council 3/5 |
//! | set the parameters of consent: clinical licence, proof of roles, whether break-glass may be forbidden | Council 2/3 |
//! | emergency pause (lifts itself) | Technical Committee 2/3 |
//! | lift a pause early | Technical Committee 2/3, or Council 1/2 |
//! | withdraw a motion that only takes a place | the other body: Council 1/2, Technical Committee 2/3 |
//! | whitelist a call | Technical Committee 2/3 |
//! | dispatch a whitelisted call as Root (runtime upgrade) | Council 3/4 |

use crate::{
	constants::{deposit as state_deposit, *},
	AccountId, Balance, Balances, BlockNumber, OriginCaller, Preimage, Runtime, RuntimeCall, RuntimeEvent,
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
use pallet_collective::{deposit, EnsureProportionAtLeast};
use pallet_tx_pause::RuntimeCallNameOf;
use sp_runtime::FixedU128;

/// The Council: one voting account per active member.
pub type CouncilCollective = pallet_collective::Instance1;
/// The Technical Committee: the technical delegate each active member may name.
pub type TechnicalCollective = pallet_collective::Instance2;

type Council<const N: u32, const D: u32> =
	EitherOfDiverse<EnsureRoot<AccountId>, EnsureProportionAtLeast<AccountId, CouncilCollective, N, D>>;
type Technical<const N: u32, const D: u32> =
	EitherOfDiverse<EnsureRoot<AccountId>, EnsureProportionAtLeast<AccountId, TechnicalCollective, N, D>>;

/// Admits, rejects and amends members.
pub type AdmitOrigin = Council<2, 3>;
/// Suspends and reinstates members.
pub type SuspendOrigin = Council<3, 5>;
/// Expels members.
pub type ExpelOrigin = Council<3, 4>;
/// Registers and removes attestors.
pub type AttestorOrigin = Council<3, 5>;
/// Looks after what an inactive member left behind: stores and subjects.
pub type CustodyOrigin = Council<3, 5>;
/// Registers and retires codes: a code widens what everybody's documents can say, and is for ever.
pub type RegisterCodeOrigin = Council<2, 3>;
/// Keeps the schemas of credentials and the primary sources.
pub type SchemaOrigin = Council<2, 3>;
/// Accredits issuers of credentials, and stops them.
pub type AccreditOrigin = Council<3, 5>;
/// Sets what consent leaves to the jurisdiction.
pub type ConsentParameterOrigin = Council<2, 3>;
/// Assigns GS1 company prefixes, and names the credential of trading partners: who labels in whose name.
pub type TradeRegistryOrigin = Council<2, 3>;
/// Issues the fee token.
pub type IssueOrigin = Council<2, 3>;
/// Creates and administers currencies.
pub type CurrencyOrigin = Council<2, 3>;
/// Pauses calls for a while.
pub type PauseOrigin = Technical<2, 3>;
/// Lifts a pause early.
pub type LiftOrigin = EitherOfDiverse<Technical<2, 3>, Council<1, 2>>;

/// Deposit for a motion, by the number of open ones.
pub type MotionPrice = deposit::Delayed<FreeMotions, deposit::Geometric<MotionDepositGrowth, MotionDeposit>>;

parameter_types! {
	/// How long a motion stays open.
	pub const MotionDuration: BlockNumber = 7 * DAYS;
	/// The heaviest call a motion may carry: half of what ordinary transactions may fill.
	pub MaxProposalWeight: Weight = (NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_WEIGHT).saturating_div(2);
	/// Weight the scheduler may take of a block.
	pub MaximumSchedulerWeight: Weight = NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_WEIGHT;
	/// Deposit for a preimage.
	pub const PreimageBaseDeposit: Balance = state_deposit(2, 64);
	/// Deposit per byte of preimage.
	pub const PreimageByteDeposit: Balance = state_deposit(0, 1);
	/// Why preimage deposits are held.
	pub const PreimageHoldReason: RuntimeHoldReason = RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
	/// Open motions that cost no deposit.
	pub const FreeMotions: u32 = 10;
	/// Deposit for the next one.
	pub const MotionDeposit: Balance = UNIT;
	/// How the deposit grows with each further one: nobody can afford to fill all places.
	pub MotionDepositGrowth: FixedU128 = FixedU128::from_rational(3, 2);
	/// Why the deposit for a motion in the Council is held.
	pub const CouncilMotionReason: RuntimeHoldReason =
		RuntimeHoldReason::Council(pallet_collective::HoldReason::ProposalSubmission);
	/// Why the deposit for a motion in the Technical Committee is held.
	pub const TechnicalMotionReason: RuntimeHoldReason =
		RuntimeHoldReason::TechnicalCommittee(pallet_collective::HoldReason::ProposalSubmission);
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
	// Nobody is ever prime, so silence counts as no.
	type DefaultVote = pallet_collective::PrimeDefaultVote;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
	// Members come and go only with their organisation.
	type SetMembersOrigin = NeverEnsureOrigin<()>;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = Technical<2, 3>;
	type KillOrigin = Technical<2, 3>;
	type Consideration = HoldConsideration<AccountId, Balances, CouncilMotionReason, MotionPrice, u32>;
}

impl pallet_collective::Config<TechnicalCollective> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = MotionDuration;
	type MaxProposals = ConstU32<100>;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	type DefaultVote = pallet_collective::PrimeDefaultVote;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
	type SetMembersOrigin = NeverEnsureOrigin<()>;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = Council<1, 2>;
	type KillOrigin = Council<1, 2>;
	type Consideration = HoldConsideration<AccountId, Balances, TechnicalMotionReason, MotionPrice, u32>;
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
	type WeightInfo = crate::weights::pallet_preimage::WeightInfo<Runtime>;
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
	type WeightInfo = crate::weights::pallet_scheduler::WeightInfo<Runtime>;
}

/// Calls that may not be paused: without them the consortium could not undo a pause or govern itself.
pub struct Unpausable;
impl Contains<RuntimeCallNameOf<Runtime>> for Unpausable {
	fn contains(name: &RuntimeCallNameOf<Runtime>) -> bool {
		// An emergency cannot wait for a vote, and nobody may be kept from withdrawing a consent, from taking another's say
		// back, or from stopping reliance on a credential or the flow of a medicine. Clocks of authorisations and appeals
		// run on during a pause, and nobody may be kept from stopping others from billing in one's name; what pays may be
		// stopped.
		let protects = matches!(
			(name.0.as_slice(), name.1.as_slice()),
			(
				b"Consent",
				b"break_glass"
					| b"review" | b"withdraw"
					| b"suspend" | b"contest"
					| b"enter_in_error"
					| b"dismiss_proxy"
					| b"end_incapacity"
			) | (b"Credentials", b"suspend" | b"revoke" | b"suspend_issuer" | b"revoke_issuer" | b"set_status")
				| (
					b"DrugProvenance",
					b"recall" | b"hold" | b"hold_lot" | b"notify" | b"notify_lot" | b"refuse" | b"void"
				) | (
				b"Claims",
				b"request_authorization"
					| b"answer_authorization"
					| b"supply_information"
					| b"appeal" | b"rotate_member"
					| b"set_affiliation"
					| b"set_exclusion"
			)
		);
		protects
			|| matches!(
				name.0.as_slice(),
				b"System" |
				// A pause must not keep the Council from replacing who paused, nor hide a lost key behind it.
				b"Organizations" |
				// A paused call that was authorised already would be included again and again for nothing.
				b"Attestation" |
				b"ParachainSystem" |
				b"Timestamp" | b"Council" |
				b"TechnicalCommittee" |
				b"Whitelist" | b"Preimage" |
				b"Scheduler" | b"TxPause" |
				b"Governance" |
				// Representatives may be multisigs, or vote through a delegate.
				b"Utility" | b"Multisig" |
				b"Proxy"
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
