//! The consortium's own pallets.

use crate::{
	configs::{governance::*, RelayRandomness},
	constants::*,
	AccountId, Assets, AssetsHolder, Attestation, Balance, Balances, Codes, Council, Credentials, DrugProvenance,
	Organizations, Records, Runtime, RuntimeCall, RuntimeHoldReason, Subjects, TechnicalCommittee, Timestamp, TxPause,
};
use frame_support::{
	parameter_types,
	traits::{fungible::HoldConsideration, ConstU16, ConstU32, ConstU64, Contains, Footprint},
	weights::Weight,
	PalletId,
};
use pallet_collective::WeightInfo as _;
use pallet_sponsorship::SponsoredDeposit;
use salus_primitives::Seconds;
use sp_runtime::traits::Convert;

const MINUTE: Seconds = 60;
const HOUR: Seconds = 60 * MINUTE;
const DAY: Seconds = 24 * HOUR;

parameter_types! {
	/// Deposit for an entry in state.
	pub const DepositBase: Balance = deposit(1, 0);
	/// Deposit per byte in state.
	pub const DepositPerByte: Balance = deposit(0, 1);
	/// Why the deposit for a sponsorship is held.
	pub const VouchReason: RuntimeHoldReason = RuntimeHoldReason::Sponsorship(pallet_sponsorship::HoldReason::Vouch);
	/// Why the deposit for a membership is held.
	pub const MembershipReason: RuntimeHoldReason =
		RuntimeHoldReason::Organizations(pallet_organizations::HoldReason::Membership);
	/// The most a sponsored transaction may cost: a tenth of a second of block space, or its share of proof. Enough for
	/// every sponsored call at its usual size (`tests/composition.rs` checks), not for filling blocks.
	pub const MaxSponsoredFee: Balance = 100 * MILLIUNIT;
	/// What seating a new member in a voting body costs at worst.
	pub BodyChangeWeight: Weight =
		pallet_collective::weights::SubstrateWeight::<Runtime>::set_members(MAX_MEMBERS, MAX_MEMBERS, 100);
}

/// Price of state: so much per entry and so much per byte, of all entries together.
pub struct StatePrice;
impl Convert<Footprint, Balance> for StatePrice {
	fn convert(footprint: Footprint) -> Balance {
		let entries = DepositBase::get().saturating_mul(footprint.count.into());
		let bytes = DepositPerByte::get().saturating_mul(footprint.size.into());
		entries.saturating_add(bytes)
	}
}

impl pallet_organizations::Config for Runtime {
	type AdmitOrigin = AdmitOrigin;
	type SuspendOrigin = SuspendOrigin;
	type ExpelOrigin = ExpelOrigin;
	type Currency = Balances;
	type Consideration = HoldConsideration<AccountId, Balances, MembershipReason, StatePrice>;
	type Council = Council;
	type TechnicalCommittee = TechnicalCommittee;
	type BodyChangeWeight = BodyChangeWeight;
	type Codes = Codes;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	type MaxStaff = ConstU32<1_000>;
	type WeightInfo = pallet_organizations::weights::SubstrateWeight<Runtime>;
}

impl pallet_subjects::Config for Runtime {
	type Time = Timestamp;
	type Organizations = Organizations;
	type Consideration = SponsoredDeposit<Runtime>;
	type CustodyOrigin = CustodyOrigin;
	type MinRecoveryDelay = ConstU64<DAY>;
	type MaxRecoveryDelay = ConstU64<{ 90 * DAY }>;
	type RecoveryLifetime = ConstU64<{ 7 * DAY }>;
	type RecoveryCoolDown = ConstU64<{ 7 * DAY }>;
	type MaxOfferPeriod = ConstU64<{ 90 * DAY }>;
	// Short terms that are renewed: a guardianship that ended on the day of majority would tell the date of birth.
	type MaxGuardianship = ConstU64<{ 2 * 366 * DAY }>;
	type ConfirmationPeriod = ConstU64<{ 7 * DAY }>;
	type WeightInfo = pallet_subjects::weights::SubstrateWeight<Runtime>;
}

/// What a member pays for when an account it vouches for calls it: a patient's own affairs, a clinician's requests, and
/// the daily work of custodians', issuers' and billing agents, whose keys then need no money. Nothing that wraps other
/// calls, nothing that takes money from an organisation's account or reserve but what a plan's terms owe, and of the
/// signer's own money only the patient's share.
pub struct SponsoredCalls;
impl Contains<RuntimeCall> for SponsoredCalls {
	fn contains(call: &RuntimeCall) -> bool {
		use pallet_claims::Call as Claims;
		use pallet_consent::Call as Consent;
		use pallet_credentials::Call as Credentials;
		use pallet_drug_provenance::Call as Provenance;
		use pallet_subjects::Call as Subjects;
		matches!(
			call,
			RuntimeCall::Subjects(
				Subjects::open { .. }
					| Subjects::accept_claim { .. }
					| Subjects::rotate { .. }
					| Subjects::set_guardians { .. }
					| Subjects::remove_guardians { .. }
					| Subjects::initiate_recovery { .. }
					| Subjects::approve_recovery { .. }
					| Subjects::complete_recovery { .. }
					| Subjects::veto_recovery { .. }
					| Subjects::carry_deposit { .. }
			) | RuntimeCall::Sponsorship(pallet_sponsorship::Call::renounce { .. })
				| RuntimeCall::Records(
					pallet_records::Call::anchor { .. }
						| pallet_records::Call::erase { .. }
						| pallet_records::Call::challenge { .. }
				) | RuntimeCall::Credentials(
				Credentials::accept { .. }
					| Credentials::end_offer { .. }
					| Credentials::offer { .. }
					| Credentials::suspend { .. }
					| Credentials::revoke { .. }
					| Credentials::set_status { .. }
					| Credentials::put_chunk { .. }
					| Credentials::request_verification { .. }
			) | RuntimeCall::DrugProvenance(
				Provenance::commission { .. }
					| Provenance::pack { .. }
					| Provenance::pack_bulk { .. }
					| Provenance::unpack { .. }
					| Provenance::open { .. }
					| Provenance::ship { .. }
					| Provenance::receive { .. }
					| Provenance::refuse { .. }
					| Provenance::void { .. }
					| Provenance::dispense { .. }
					| Provenance::end { .. }
					| Provenance::hold { .. }
					| Provenance::release { .. }
					| Provenance::acknowledge_recall { .. }
					| Provenance::record_verification { .. }
			) | RuntimeCall::Claims(
				Claims::enrol { .. }
					| Claims::change_coverage { .. }
					| Claims::rotate_member { .. }
					| Claims::set_affiliation { .. }
					| Claims::request_authorization { .. }
					| Claims::answer_authorization { .. }
					| Claims::supply_information { .. }
					| Claims::cancel_authorization { .. }
					| Claims::submit { .. }
					| Claims::decide { .. }
					| Claims::reverse { .. }
					// The money is the signer's own, and goes to whom a claim says that it is owed to, at most that much.
					| Claims::pay_patient_share { .. }
					| Claims::appeal { .. }
			) | RuntimeCall::Consent(
				Consent::record { .. }
					| Consent::supersede { .. }
					| Consent::activate { .. }
					| Consent::suspend { .. }
					| Consent::resume { .. }
					| Consent::withdraw { .. }
					| Consent::contest { .. }
					| Consent::enter_in_error { .. }
					| Consent::appoint_proxy { .. }
					| Consent::dismiss_proxy { .. }
					| Consent::end_incapacity { .. }
					| Consent::request_privacy { .. }
					| Consent::close_privacy_request { .. }
					| Consent::acknowledge { .. }
					| Consent::request_access { .. }
					| Consent::close_grant { .. }
					| Consent::break_glass { .. }
			)
		)
	}
}

impl pallet_sponsorship::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Organizations = Organizations;
	type Consideration = HoldConsideration<AccountId, Balances, VouchReason, StatePrice>;
	type DepositPrice = StatePrice;
	type Time = Timestamp;
	type Period = ConstU64<{ 30 * DAY }>;
	type MaxSponsoredFee = MaxSponsoredFee;
	type SponsoredCalls = SponsoredCalls;
	type WeightInfo = pallet_sponsorship::weights::SubstrateWeight<Runtime>;
}

impl pallet_attestation::Config for Runtime {
	type AttestorOrigin = AttestorOrigin;
	type Organizations = Organizations;
	type OnAttestation = (Records, Credentials);
	type Examine = (Records, Credentials);
	type Time = Timestamp;
	type MaxRounds = ConstU32<2>;
	type MaxWindow = ConstU32<64>;
	type BucketSeconds = ConstU64<30>;
	type MaxJobsPerBucket = ConstU32<256>;
	type MinTimeLimit = ConstU64<MINUTE>;
	type MaxTimeLimit = ConstU64<DAY>;
	type MaxSweep = ConstU32<32>;
	type MaxJobsPerRun = ConstU32<8>;
	// Above anything a tip can buy: a full pool must not keep attestations out.
	type Priority = ConstU64<{ u64::MAX / 2 }>;
	type WeightInfo = pallet_attestation::weights::SubstrateWeight<Runtime>;
}

impl pallet_records::Config for Runtime {
	type Organizations = Organizations;
	type Attestations = Attestation;
	type Time = Timestamp;
	type Randomness = RelayRandomness;
	type Consideration = SponsoredDeposit<Runtime>;
	type RetireOrigin = CustodyOrigin;
	type MinChallengePeriod = ConstU64<{ 10 * MINUTE }>;
	type MaxChallengePeriod = ConstU64<{ 31 * DAY }>;
	type ChallengeTimeLimit = ConstU64<{ 5 * MINUTE }>;
	type StoresPerBlock = ConstU32<4>;
	type WeightInfo = pallet_records::weights::SubstrateWeight<Runtime>;
}

parameter_types! {
	/// Why the deposit for a credential or a status list is held.
	pub const CredentialReason: RuntimeHoldReason =
		RuntimeHoldReason::Credentials(pallet_credentials::HoldReason::Credential);
}

impl pallet_credentials::Config for Runtime {
	type Organizations = Organizations;
	type Subjects = Subjects;
	type Codes = Codes;
	type Attestations = Attestation;
	type Time = Timestamp;
	type Consideration = HoldConsideration<AccountId, Balances, CredentialReason, StatePrice>;
	type SchemaOrigin = SchemaOrigin;
	type AccreditOrigin = AccreditOrigin;
	// Below the 120 days within which NCQA wants a verification: what was checked for the offer is fresh at acceptance.
	type OfferLifetime = ConstU64<{ 90 * DAY }>;
	// The longest look-back of payers (False Claims Act, 31 USC 3731(b)); HIPAA and DSCSA want six years.
	type Retention = ConstU64<{ 10 * 366 * DAY }>;
	type VerificationTimeLimit = ConstU64<{ 5 * MINUTE }>;
	type MaxOpenVerifications = ConstU32<64>;
	type SweepPerBlock = ConstU32<8>;
	type WeightInfo = pallet_credentials::weights::SubstrateWeight<Runtime>;
}

impl pallet_consent::Config for Runtime {
	type Organizations = Organizations;
	type Subjects = Subjects;
	type Codes = Codes;
	type Credentials = Credentials;
	type Time = Timestamp;
	type Consideration = SponsoredDeposit<Runtime>;
	type ParameterOrigin = ConsentParameterOrigin;
	// By their numbers in the registry; `tests/composition.rs` checks that they are what they should be.
	type BreakGlassPurpose = ConstU16<60>;
	type BreakGlassAction = ConstU16<65>;
	// A shift of an emergency department; who needs longer asks in the ordinary way meanwhile.
	type BreakGlassLifetime = ConstU64<{ 12 * HOUR }>;
	type ReviewPeriod = ConstU64<{ 3 * DAY }>;
	type MaxGrantLifetime = ConstU64<{ 366 * DAY }>;
	// GDPR article 12(3) says a month, HIPAA 164.524(b)(2) thirty days.
	type PrivacyPeriod = ConstU64<{ 30 * DAY }>;
	// An advance directive need not wait longer for a second opinion; what cannot wait at all is an emergency.
	type SecondFindingPeriod = ConstU64<{ 3 * DAY }>;
	// What is left of a block limits it long before.
	type GrantsPerBlock = ConstU32<1_000>;
	type WeightInfo = pallet_consent::weights::SubstrateWeight<Runtime>;
}

impl pallet_drug_provenance::Config for Runtime {
	type Organizations = Organizations;
	type Credentials = Credentials;
	type Time = Timestamp;
	type RegistryOrigin = TradeRegistryOrigin;
	// EPCIS events are sent in batches once a day at the latest.
	type LateAfter = ConstU64<DAY>;
	// As far as clocks of scanners differ.
	type ClockTolerance = ConstU64<{ 5 * MINUTE }>;
	// A pack is sold within weeks; who looks at it without having it is counted over a quarter.
	type RepeatWindow = ConstU64<{ 90 * DAY }>;
	// A saleable return is verified by the one who is asked to take it back; four strangers are none.
	type RepeatThreshold = ConstU32<3>;
	type WeightInfo = pallet_drug_provenance::weights::SubstrateWeight<Runtime>;
}

parameter_types! {
	/// From which the accounts of payers' reserves are derived.
	pub const ClaimsPalletId: PalletId = PalletId(*b"slclaims");
}

impl pallet_claims::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Organizations = Organizations;
	type Subjects = Subjects;
	type Credentials = Credentials;
	type Codes = Codes;
	type Units = DrugProvenance;
	type Time = Timestamp;
	type Assets = Assets;
	type Holds = AssetsHolder;
	type Consideration = SponsoredDeposit<Runtime>;
	type PalletId = ClaimsPalletId;
	// 42 CFR 422.568 and 422.572, as CMS-0057-F amended them: seven calendar days, or 72 hours.
	type StandardClock = ConstU64<{ 7 * DAY }>;
	type ExpeditedClock = ConstU64<{ 72 * HOUR }>;
	// What prompt-payment law gives for a claim that is not clean (42 USC 1395u(c)(2): 30 days).
	type ReviewClock = ConstU64<{ 30 * DAY }>;
	// 180 days: 29 CFR 2560.503-1(h)(3)(i).
	type AppealWindow = ConstU64<{ 180 * DAY }>;
	// Of a quarter of an hour each, so many would take two days.
	type MaxServicesPerDay = ConstU32<200>;
	type VelocityThreshold = ConstU32<500>;
	type SweepPerBlock = ConstU32<8>;
	type WeightInfo = pallet_claims::weights::SubstrateWeight<Runtime>;
}

impl pallet_codes::Config for Runtime {
	type RegisterOrigin = RegisterCodeOrigin;
	type WeightInfo = pallet_codes::weights::SubstrateWeight<Runtime>;
}

parameter_types! {
	/// The longest an emergency pause lasts.
	pub const MaxPause: Seconds = 7 * DAY;
}

impl pallet_governance::Config for Runtime {
	type IssueOrigin = IssueOrigin;
	type PauseOrigin = PauseOrigin;
	type LiftOrigin = LiftOrigin;
	type Currency = Balances;
	type Pauser = TxPause;
	type Unpausable = Unpausable;
	type Time = Timestamp;
	type MaxNameLen = ConstU32<MAX_NAME_LEN>;
	type MaxPause = MaxPause;
	type MaxPaused = ConstU32<64>;
	type WeightInfo = pallet_governance::weights::SubstrateWeight<Runtime>;
}
