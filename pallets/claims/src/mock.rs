//! A runtime with claims, currencies, a clock, the pallets that could wrap a call, and scripted neighbours; and a small
//! world to claim in: two payers, a few providers, one fee schedule.

use crate as pallet_claims;
use crate::{types::*, x12::Group};
use frame_support::{
	derive_impl, parameter_types,
	traits::{
		fungible::HoldConsideration, fungibles::InspectHold, AsEnsureOriginWithArg, ConstU32, ConstU64, Hooks,
		InstanceFilter, LinearStoragePrice,
	},
	weights::Weight,
	PalletId,
};
use frame_system::EnsureRoot;
use salus_primitives::{
	anchor::{build, Root},
	codes::{CodeKind, Lineage},
	CodeId, Codes, Commitment, CredentialAnswer, CredentialCheck, DispenseRecord, Duties, Duty, Holder, OrganizationId,
	Organizations, Period, Role, Roles, SchemaId, Seconds, SubjectId, Subjects, UnitId, UnitState, UnitStatus,
};
use sp_core::H256;
use sp_runtime::{
	traits::{BlakeTwo256, IdentityLookup},
	BuildStorage, DispatchError, DispatchResult, Permill,
};
use std::collections::{BTreeMap, BTreeSet};

pub type Block = frame_system::mocking::MockBlock<Test>;

/// Wide enough for the number of a payer in the account of its reserve.
pub type AccountId = u128;

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
	pub type Assets = pallet_assets::Pallet<Test>;
	#[runtime::pallet_index(4)]
	pub type AssetsHolder = pallet_assets_holder::Pallet<Test>;
	#[runtime::pallet_index(5)]
	pub type Utility = pallet_utility::Pallet<Test>;
	#[runtime::pallet_index(6)]
	pub type Proxy = pallet_proxy::Pallet<Test>;
	#[runtime::pallet_index(7)]
	pub type Multisig = pallet_multisig::Pallet<Test>;
	#[runtime::pallet_index(8)]
	pub type Claims = pallet_claims::Pallet<Test>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Test {
	type Balance = u128;
	type AssetAccountDeposit = ConstU64<0>;
	type CreateOrigin = AsEnsureOriginWithArg<frame_system::EnsureSigned<AccountId>>;
	type ForceOrigin = EnsureRoot<AccountId>;
	type Currency = Balances;
	type Holder = AssetsHolder;
}

impl pallet_assets_holder::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
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

pub const HOUR: Seconds = 3_600;
pub const DAY: Seconds = 24 * HOUR;
pub const STANDARD: Seconds = 7 * DAY;
pub const EXPEDITED: Seconds = 72 * HOUR;
pub const REVIEW: Seconds = 30 * DAY;
pub const WINDOW: Seconds = 60 * DAY;

parameter_types! {
	// Deposits are held in the fee token; nothing else of ours is.
	pub DepositHold: RuntimeHoldReason = RuntimeHoldReason::Claims(pallet_claims::HoldReason::PendedClaim);
	pub const ClaimsPalletId: PalletId = PalletId(*b"slsclaim");
	pub static StandardClock: Seconds = STANDARD;
	pub static ExpeditedClock: Seconds = EXPEDITED;
	pub static ReviewClock: Seconds = REVIEW;
	pub static AppealWindow: Seconds = WINDOW;
	pub static ServicesPerDay: u32 = 60;
	pub static Velocity: u32 = 40;
	pub static SweepPerBlock: u32 = 3;
}

impl pallet_claims::Config for Test {
	type WeightInfo = ();
	type RuntimeHoldReason = RuntimeHoldReason;
	type Organizations = Members;
	type Subjects = People;
	type Credentials = Licences;
	type Codes = Registry;
	type Units = Packs;
	type Time = Timestamp;
	type Assets = Assets;
	type Holds = AssetsHolder;
	type Consideration =
		HoldConsideration<AccountId, Balances, DepositHold, LinearStoragePrice<ConstU64<100>, ConstU64<1>, u64>>;
	type PalletId = ClaimsPalletId;
	type StandardClock = StandardClock;
	type ExpeditedClock = ExpeditedClock;
	type ReviewClock = ReviewClock;
	type AppealWindow = AppealWindow;
	type MaxServicesPerDay = ServicesPerDay;
	type VelocityThreshold = Velocity;
	type SweepPerBlock = SweepPerBlock;
}

// --- Scripted neighbours -------------------------------------------------------------------------------------------

parameter_types! {
	/// Members: whether they are active, and their roles.
	pub static Membership: BTreeMap<OrganizationId, (bool, Roles)> = BTreeMap::new();
	/// Staff beyond what `staff` and `reviewer` say.
	pub static Staff: BTreeMap<(OrganizationId, AccountId), Duties> = BTreeMap::new();
	/// What is known of credentials.
	pub static Held: BTreeMap<(Holder, SchemaId, Option<CodeId>), (Period<Seconds>, CredentialAnswer)> = BTreeMap::new();
	/// Who controls subjects beyond those of accounts.
	pub static Controlled: BTreeMap<SubjectId, AccountId> = BTreeMap::new();
	/// Supplies of medicines.
	pub static Supplies: BTreeMap<(UnitId, u32), DispenseRecord> = BTreeMap::new();
	/// Categories that are registered no more.
	pub static Retired: BTreeSet<CodeId> = BTreeSet::new();
}

/// The payer of most tests.
pub const PAYER: OrganizationId = 1;
/// Pays after the first one.
pub const SECONDARY: OrganizationId = 2;
/// In the network of both payers.
pub const HOSPITAL: OrganizationId = 3;
/// In no network.
pub const CLINIC: OrganizationId = 4;
/// Dispenses medicines, in the network.
pub const PHARMACY: OrganizationId = 5;
pub const REGULATOR: OrganizationId = 6;
pub const AUDITOR: OrganizationId = 7;
/// Neither pays nor provides.
pub const MAKER: OrganizationId = 8;
/// Pays for its own staff and treats them, too.
pub const BOTH: OrganizationId = 9;

/// Whoever has the given duty, and no other, at an organisation.
pub const fn staff(organization: OrganizationId, duty: Duty) -> AccountId {
	organization as u128 * 100 + duty as u128
}
/// The n-th of those who adjudicate at an organisation.
pub const fn reviewer(organization: OrganizationId, n: u8) -> AccountId {
	organization as u128 * 100 + 50 + n as u128
}
/// An organisation's own account.
pub const fn purse(organization: OrganizationId) -> AccountId {
	organization as u128 * 100_000
}

pub const PATIENT: AccountId = 1_001;
pub const SPOUSE: AccountId = 1_002;
pub const STRANGER: AccountId = 1_099;
/// Controls the subject that renders services.
pub const DOCTOR: AccountId = 2_001;
pub const OTHER_DOCTOR: AccountId = 2_002;

/// The subject of an account.
pub fn subject(account: AccountId) -> SubjectId {
	H256::from_low_u64_be(account as u64)
}
pub fn doctor() -> SubjectId {
	subject(DOCTOR)
}

pub struct Members;
impl Organizations<AccountId> for Members {
	fn is_active(organization: OrganizationId) -> bool {
		Membership::get().get(&organization).is_some_and(|(active, _)| *active)
	}
	fn has_role(organization: OrganizationId, role: Role) -> bool {
		Membership::get().get(&organization).is_some_and(|(active, roles)| *active && roles.contains(role))
	}
	fn ensure_duty(organization: OrganizationId, who: &AccountId, duty: Duty) -> DispatchResult {
		let special = Staff::get().get(&(organization, *who)).is_some_and(|duties| duties.contains(duty));
		let reviews = duty == Duty::Adjudication && (0..10).any(|n| *who == reviewer(organization, n));
		if Self::is_active(organization) && (special || reviews || *who == staff(organization, duty)) {
			Ok(())
		} else {
			Err(DispatchError::BadOrigin)
		}
	}
	fn account(organization: OrganizationId) -> Option<AccountId> {
		Membership::get().contains_key(&organization).then(|| purse(organization))
	}
	fn weight() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_member(who: &AccountId, roles: Roles) -> OrganizationId {
		let organization = 100 + Membership::get().len() as OrganizationId;
		Membership::mutate(|all| all.insert(organization, (true, roles)));
		Staff::mutate(|all| all.insert((organization, *who), Duties::ALL));
		organization
	}
}

/// Subjects of accounts 2,000 to 2,099, each under its account's control.
pub struct People;
impl Subjects<AccountId> for People {
	fn exists(subject: SubjectId) -> bool {
		(2_000..2_100).contains(&subject.to_low_u64_be())
	}
	fn ensure_controls(subject: SubjectId, who: &AccountId) -> DispatchResult {
		let own = Self::exists(subject) && u128::from(subject.to_low_u64_be()) == *who;
		if own || Controlled::get().get(&subject) == Some(who) {
			Ok(())
		} else {
			Err(DispatchError::BadOrigin)
		}
	}
	fn is_legal_guardian(_: SubjectId, _: &AccountId) -> bool {
		false
	}
	fn custodian(_: SubjectId) -> Option<OrganizationId> {
		None
	}
	fn weight() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_subject(who: &AccountId) -> SubjectId {
		let subject = H256::repeat_byte(5);
		Controlled::mutate(|all| all.insert(subject, *who));
		subject
	}
}

/// Categories are 1 to 199.
pub struct Registry;
impl Codes for Registry {
	fn is_active(id: CodeId, kind: CodeKind) -> bool {
		kind == CodeKind::ServiceCategory && (1..200).contains(&id) && !Retired::get().contains(&id)
	}
	fn lineage(id: CodeId) -> Lineage {
		vec![id].try_into().unwrap()
	}
	fn weight() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_code(_: CodeKind, n: u16) -> CodeId {
		100 + n
	}
}

pub struct Licences;
impl CredentialCheck for Licences {
	fn check(holder: Holder, schema: SchemaId, scope: Option<CodeId>, at: Seconds) -> CredentialAnswer {
		match Held::get().get(&(holder, schema, scope)) {
			Some((period, answer)) if period.contains(&at) => *answer,
			_ => CredentialAnswer::NotActive,
		}
	}
	fn worst() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_held(holder: Holder, scope: Option<CodeId>) -> SchemaId {
		hold(holder, LICENCE, scope, Period::default());
		LICENCE
	}
}

pub struct Packs;
impl UnitStatus for Packs {
	fn state(_: &UnitId) -> Option<UnitState> {
		None
	}
	fn dispense(unit: &UnitId, n: u32) -> Option<DispenseRecord> {
		Supplies::get().get(&(unit.clone(), n)).cloned()
	}
	fn weight() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_dispensed(by: OrganizationId, quantity: u32, n: u32) -> Option<(UnitId, DispenseRecord)> {
		let record = DispenseRecord { by, at: now(), quantity, tag: H256::from_low_u64_be(n.into()) };
		Supplies::mutate(|all| all.insert((pack(n), 0), record.clone()));
		Some((pack(n), record))
	}
}

pub const LICENCE: SchemaId = 7;

/// Somebody holds a credential in a period.
pub fn hold(holder: Holder, schema: SchemaId, scope: Option<CodeId>, period: Period<Seconds>) {
	Held::mutate(|all| all.insert((holder, schema, scope), (period, CredentialAnswer::Active)));
}

/// A pack.
pub fn pack(n: u32) -> UnitId {
	let gtin = (0..10).find_map(|digit| salus_primitives::Gtin14::try_from(30_123_400_010 + digit).ok()).unwrap();
	UnitId { gtin, serial: format!("S{n}").parse().unwrap() }
}

/// The pharmacy supplied from a pack, now.
pub fn supply(n: u32, quantity: u32, at: Seconds) -> DispenseRef {
	let tag = H256::from_low_u64_be(u64::from(n) + 7_000);
	let record = DispenseRecord { by: PHARMACY, at, quantity, tag };
	Supplies::mutate(|all| all.insert((pack(n), 0), record));
	DispenseRef { unit: pack(n), n: 0, tag }
}

// --- Time ----------------------------------------------------------------------------------------------------------

/// 1 January 2026.
pub const NEW_YEAR: Seconds = 20_454 * DAY;
/// The clock starts on the 100th day of the year, at noon.
pub const START: Seconds = NEW_YEAR + 100 * DAY + 12 * HOUR;

/// Midnight of the n-th day of the year, from 0.
pub const fn day(n: u64) -> Seconds {
	NEW_YEAR + n * DAY
}

/// The whole of the n-th year from 2026.
pub const fn year(n: u64) -> Period<Seconds> {
	let start = NEW_YEAR + n * 365 * DAY;
	Period { start: Some(start), end: Some(start + 365 * DAY - 1) }
}

pub const fn since(start: Seconds) -> Period<Seconds> {
	Period { start: Some(start), end: None }
}

pub fn now() -> Seconds {
	Timestamp::get() / 1_000
}

/// Let time pass without a sweep.
pub fn wait(seconds: Seconds) {
	System::set_block_number(System::block_number() + 1);
	Timestamp::set_timestamp((now() + seconds) * 1_000);
}

/// End this block as an idle one does, and begin the next.
pub fn idle(seconds: Seconds) {
	Claims::on_idle(System::block_number(), Weight::MAX);
	wait(seconds);
}

// --- Services and prices -------------------------------------------------------------------------------------------

/// Categories.
pub const VISITS: CodeId = 1;
pub const THERAPIES: CodeId = 2;
pub const SURGERIES: CodeId = 3;
pub const DRUGS: CodeId = 4;
pub const SCREENINGS: CodeId = 5;
pub const RESCUES: CodeId = 6;
/// In no fee schedule.
pub const IMPLANTS: CodeId = 7;

/// Services.
pub const VISIT: &str = "visit";
pub const THERAPY: &str = "therapy";
pub const SURGERY: &str = "surgery";
pub const DRUG: &str = "drug";
pub const SCREENING: &str = "screening";
pub const RESCUE: &str = "rescue";

/// Service, category, most units of a line, allowed in the network, for preferred providers, outside.
pub const PRICES: [(&str, CodeId, u32, [Money; 3]); 6] = [
	(VISIT, VISITS, 0, [10_000, 9_000, 8_000]),
	(THERAPY, THERAPIES, 4, [4_000, 3_600, 3_200]),
	(SURGERY, SURGERIES, 1, [100_000, 90_000, 80_000]),
	(DRUG, DRUGS, 90, [2_000, 1_800, 1_600]),
	(SCREENING, SCREENINGS, 0, [5_000, 4_500, 4_000]),
	(RESCUE, RESCUES, 0, [50_000, 45_000, 40_000]),
];

pub const SECRET: [u8; 32] = [0x5a; 32];

pub const TIERS: [Tier; 3] = [Tier::InNetwork, Tier::Preferred, Tier::OutOfNetwork];

pub fn key_of(service: &str, tier: Tier) -> H256 {
	fee_key(&SECRET, service, &[], tier)
}

/// A fee schedule and its tree.
#[derive(Clone)]
pub struct Fees(pub Vec<FeeLeaf>);

impl Fees {
	/// [`PRICES`], for ever.
	pub fn standard() -> Self {
		let leaf = |(service, category, max_units, amounts): (&'static str, CodeId, u32, [Money; 3])| {
			TIERS.into_iter().zip(amounts).map(move |(tier, allowed)| FeeLeaf {
				key: key_of(service, tier),
				category,
				tier,
				allowed,
				max_units,
				period: Period::default(),
			})
		};
		Self(PRICES.into_iter().flat_map(leaf).collect::<Vec<_>>())
	}

	fn payloads(&self) -> Vec<Vec<u8>> {
		self.0.iter().map(codec::Encode::encode).collect()
	}

	pub fn root(&self) -> Root {
		build::root(&self.payloads()).unwrap()
	}

	/// A leaf with its proof.
	pub fn fee(&self, index: usize) -> Fee {
		let proof = build::proof(&self.payloads(), index as u32).unwrap().try_into().unwrap();
		Fee { leaf: self.0[index].clone(), index: index as u32, proof }
	}

	/// The price of a service.
	pub fn of(&self, service: &str, tier: Tier) -> Fee {
		let key = key_of(service, tier);
		self.fee(self.0.iter().position(|leaf| leaf.key == key).expect("a service of the schedule"))
	}
}

// --- Plans ---------------------------------------------------------------------------------------------------------

pub const USD: CurrencyId = 840;
pub const EUR: CurrencyId = 978;

/// The payer's fee schedule, and the secondary payer's: both [`Fees::standard`].
pub const SCHEDULE: ScheduleId = 0;
pub const OTHER_SCHEDULE: ScheduleId = 1;

/// What the payers' reserves hold at first.
pub const FUNDS: u128 = 10_000_000;
/// What each organisation and patient has beside, in each currency.
pub const MEANS: u128 = 50_000_000;

pub fn share(copay: Money, deductible: bool, percent: u32) -> CostShare {
	CostShare { copay, deductible, coinsurance: Permill::from_percent(percent) }
}

/// Covered in full, in and out of the network.
pub fn benefit(category: CodeId) -> Benefit {
	Benefit {
		category,
		covered: true,
		preferred: None,
		in_network: CostShare::default(),
		out_of_network: Some(CostShare::default()),
		authorization: false,
		waiting_days: 0,
		limit: None,
		licence: None,
		requires: Flags::NONE,
		emergency: Flags::NONE,
		free: Flags::NONE,
		review: false,
	}
}

/// Visits on these terms in the network, and no other.
pub fn visits(in_network: CostShare) -> Benefit {
	Benefit { in_network, ..benefit(VISITS) }
}

/// Terms of the year, with these benefits.
pub fn terms(benefits: impl IntoIterator<Item = Benefit>) -> PlanTerms {
	let mut benefits = benefits.into_iter().collect::<Vec<_>>();
	benefits.sort_by_key(|benefit| benefit.category);
	PlanTerms {
		period: year(0),
		year: 2026,
		schedule: SCHEDULE,
		benefits: benefits.try_into().unwrap(),
		ceilings: Ceilings::default(),
		filing_days: 365,
		review_above: None,
		unlisted: false,
		sequestration: Permill::zero(),
	}
}

/// All services of the schedule covered in full.
pub fn full() -> PlanTerms {
	terms((1..=7).map(benefit))
}

pub fn register(payer: OrganizationId, currency: CurrencyId, terms: PlanTerms) -> Result<PlanId, DispatchError> {
	let plan = crate::NextPlan::<Test>::get();
	Claims::register_plan(adjudicator(payer), payer, currency, terms)?;
	Ok(plan)
}

/// A plan of the payer's.
pub fn plan(terms: PlanTerms) -> PlanId {
	register(PAYER, USD, terms).unwrap()
}

/// A plan of the secondary payer's.
pub fn secondary_plan(terms: PlanTerms) -> PlanId {
	register(SECONDARY, USD, PlanTerms { schedule: OTHER_SCHEDULE, ..terms }).unwrap()
}

pub fn enrolment(plan: PlanId) -> Enrolment<AccountId> {
	Enrolment {
		plan,
		member: Some(PATIENT),
		subscriber: None,
		relationship: Relationship::Myself,
		period: since(NEW_YEAR),
		order: 1,
	}
}

/// Enrol somebody as the plan's payer.
pub fn enrol(enrolment: Enrolment<AccountId>) -> CoverageId {
	let payer = crate::Plans::<Test>::get(enrolment.plan).unwrap().payer;
	let coverage = crate::NextCoverage::<Test>::get();
	Claims::enrol(adjudicator(payer), enrolment).unwrap();
	coverage
}

/// Somebody covered by a plan of the payer's with these terms.
pub fn covered(terms: PlanTerms) -> CoverageId {
	enrol(enrolment(plan(terms)))
}

/// Somebody else of the subscriber's family.
pub fn relative(subscriber: CoverageId) -> CoverageId {
	let plan = stored_coverage(subscriber).plan;
	let subscriber = Some(subscriber);
	enrol(Enrolment { subscriber, relationship: Relationship::Spouse, member: Some(SPOUSE), ..enrolment(plan) })
}

/// Somebody whom the secondary payer covers after the payer.
pub fn covered_second(terms: PlanTerms) -> CoverageId {
	enrol(Enrolment { order: 2, ..enrolment(secondary_plan(terms)) })
}

pub fn contract(payer: OrganizationId, provider: OrganizationId, tier: Tier) {
	let network = Some(Network { tier, period: since(NEW_YEAR) });
	Claims::set_contract(adjudicator(payer), payer, provider, network).unwrap();
}

// --- Claims --------------------------------------------------------------------------------------------------------

pub fn document(n: u8) -> Commitment {
	Commitment(H256::repeat_byte(n))
}

/// The day on which services are rendered.
pub const SERVED: u64 = 90;

fn line_at(service: Service, charge: Money) -> Line {
	Line {
		service,
		charge,
		units: 1,
		from: day(SERVED) + 9 * HOUR,
		to: day(SERVED) + 10 * HOUR,
		rendering: None,
		authorization: None,
		dispense: None,
	}
}

/// A service at a provider of this tier. The charge is one and a half of what the network allows.
pub fn line_in(service: &str, tier: Tier) -> Line {
	let allowed = Fees::standard().of(service, Tier::InNetwork).leaf.allowed;
	line_at(Service::Listed(Fees::standard().of(service, tier)), allowed * 3 / 2)
}

/// A service in the network. The charge is one and a half of what is allowed.
pub fn line(service: &str) -> Line {
	line_in(service, Tier::InNetwork)
}

/// So many units of a service, charged as much more.
pub fn units(service: &str, units: u32) -> Line {
	let one = line(service);
	Line { units, charge: one.charge * Money::from(units), ..one }
}

/// A line that another one does not repeat.
pub fn on(served: u64, line: Line) -> Line {
	Line { from: day(served) + 9 * HOUR, to: day(served) + 10 * HOUR, ..line }
}

/// A service that stands in no fee schedule.
pub fn unlisted(charge: Money) -> Line {
	line_at(Service::Unlisted { category: IMPLANTS, key: key_of("implant", Tier::InNetwork) }, charge)
}

pub fn claim(coverage: CoverageId, lines: impl IntoIterator<Item = Line>) -> Submission {
	let lines = lines.into_iter().collect::<Vec<_>>();
	Submission {
		coverage,
		document: document(1),
		flags: Flags::NONE,
		total: lines.iter().map(|line| line.charge).sum(),
		lines: lines.try_into().unwrap(),
		prior: None,
		replaces: None,
	}
}

pub fn submit_by(provider: OrganizationId, submission: Submission) -> Result<ClaimId, DispatchError> {
	let claim = crate::NextClaim::<Test>::get();
	Claims::submit(biller(provider), provider, Box::new(submission))?;
	Ok(claim)
}

/// The hospital submits.
pub fn submit(submission: Submission) -> Result<ClaimId, DispatchError> {
	submit_by(HOSPITAL, submission)
}

/// The hospital submits these lines, and this came of it.
pub fn adjudicated(coverage: CoverageId, lines: impl IntoIterator<Item = Line>) -> crate::ClaimOf<Test> {
	stored(submit(claim(coverage, lines)).unwrap())
}

pub fn stored(claim: ClaimId) -> crate::ClaimOf<Test> {
	crate::Claims::<Test>::get(claim).expect("a claim that is not closed")
}

pub fn stored_coverage(coverage: CoverageId) -> crate::CoverageOf<Test> {
	crate::Coverages::<Test>::get(coverage).expect("a coverage")
}

pub fn result(claim: &crate::ClaimOf<Test>, line: usize) -> LineResult {
	claim.lines[line].result.clone().expect("a line that was adjudicated")
}

/// An adjustment as a remittance writes it: `CO 45`, `CO 16 M119`.
pub fn written(adjustment: &Adjustment) -> (String, Money) {
	let Adjustment { group, reason, remark, amount } = adjustment;
	let remark = remark.map(|remark| format!(" {remark}")).unwrap_or_default();
	(format!("{group:?} {reason}{remark}"), *amount)
}

/// Paid, and each adjustment in the order of [`written`] text.
pub fn told(result: &LineResult) -> (Money, Vec<(String, Money)>) {
	let mut all = result.adjustments.iter().map(written).collect::<Vec<_>>();
	all.sort();
	(result.paid, all)
}

/// What a line should have come to.
pub fn expected<const N: usize>(paid: Money, adjustments: [(&str, Money); N]) -> (Money, Vec<(String, Money)>) {
	let mut all = adjustments.map(|(text, amount)| (text.to_string(), amount)).to_vec();
	all.sort();
	(paid, all)
}

/// Did this line of this claim come to this?
#[track_caller]
pub fn assert_line<const N: usize>(
	claim: &crate::ClaimOf<Test>,
	line: usize,
	paid: Money,
	adjustments: [(&str, Money); N],
) {
	assert_eq!(told(&result(claim, line)), expected(paid, adjustments));
}

pub fn adjustment(group: Group, reason: &str, remark: Option<&str>, amount: Money) -> Adjustment {
	let (reason, remark) = (reason.parse().unwrap(), remark.map(|remark| remark.parse().unwrap()));
	Adjustment { group, reason, remark, amount }
}

pub fn adjust(adjustments: impl IntoIterator<Item = Adjustment>) -> Decision {
	Decision::Adjust(adjustments.into_iter().collect::<Vec<_>>().try_into().unwrap())
}

pub fn decisions(decisions: impl IntoIterator<Item = Decision>) -> Decisions {
	decisions.into_iter().collect::<Vec<_>>().try_into().unwrap()
}

/// Follow the rules.
pub const RULES: Decision = Decision::Rules { allowed: None };

pub fn denial(reason: &str) -> Denial {
	Denial { reason: reason.parse().unwrap(), remark: None }
}

// --- Authorisations ------------------------------------------------------------------------------------------------

/// So many units of a service of this category.
pub fn wish(category: CodeId, units: u32) -> AuthorizationRequestLine {
	AuthorizationRequestLine { category, service: None, units }
}

pub fn request(
	coverage: CoverageId,
	lines: impl IntoIterator<Item = AuthorizationRequestLine>,
) -> AuthorizationRequest {
	let lines = lines.into_iter().collect::<Vec<_>>().try_into().unwrap();
	AuthorizationRequest { coverage, expedited: false, documents: document(2), lines }
}

pub fn ask(request: AuthorizationRequest) -> Result<AuthorizationId, DispatchError> {
	let authorization = crate::NextAuthorization::<Test>::get();
	Claims::request_authorization(biller(HOSPITAL), HOSPITAL, request)?;
	Ok(authorization)
}

/// The payer answers.
pub fn answer(authorization: AuthorizationId, answer: AuthorizationAnswer) -> DispatchResult {
	Claims::answer_authorization(adjudicator(PAYER), authorization, answer)
}

/// An authorisation of these lines for the hospital, for the year.
pub fn authorized(coverage: CoverageId, lines: impl IntoIterator<Item = AuthorizationRequestLine>) -> AuthorizationId {
	let authorization = ask(request(coverage, lines)).unwrap();
	answer(authorization, AuthorizationAnswer::Approve(year(0))).unwrap();
	authorization
}

pub fn stored_authorization(authorization: AuthorizationId) -> crate::AuthorizationOf<Test> {
	crate::Authorizations::<Test>::get(authorization).expect("an authorisation")
}

// --- Money ---------------------------------------------------------------------------------------------------------

/// The account of a payer's reserve.
pub fn reserve(payer: OrganizationId) -> AccountId {
	Claims::reserve_account(payer, USD)
}

/// What an account has in dollars and may spend.
pub fn balance(account: AccountId) -> u128 {
	balance_in(USD, account)
}

pub fn balance_in(currency: CurrencyId, account: AccountId) -> u128 {
	Assets::balance(currency, account)
}

/// What is held in dollars in a payer's reserve for pended claims.
pub fn on_hold(payer: OrganizationId) -> u128 {
	on_hold_in(USD, payer)
}

pub fn on_hold_in(currency: CurrencyId, payer: OrganizationId) -> u128 {
	let reason = RuntimeHoldReason::Claims(pallet_claims::HoldReason::PendedClaim);
	AssetsHolder::balance_on_hold(currency, &reason, &reserve(payer))
}

/// Everything that somebody has of a currency: it is never made or lost by a claim.
pub fn issuance(currency: CurrencyId) -> u128 {
	use frame_support::traits::fungibles::Inspect;
	let accounts = everybody().into_iter().chain([reserve(PAYER), reserve(SECONDARY), reserve(BOTH)]);
	let all = accounts.map(|account| {
		<Assets as Inspect<AccountId>>::balance(currency, &account)
			+ AssetsHolder::total_balance_on_hold(currency, &account)
	});
	all.sum()
}

/// Set what an account has in dollars.
pub fn set_balance(account: AccountId, amount: u128) {
	let has = balance(account);
	if has > amount {
		Assets::burn(signed(OWNER), USD, account, has - amount).unwrap();
	} else if has < amount {
		Assets::mint(signed(OWNER), USD, account, amount - has).unwrap();
	}
}

/// Leave so much free in the payer's reserve.
pub fn set_reserve(amount: u128) {
	let has = balance(reserve(PAYER));
	let finance = signed(staff(PAYER, Duty::Finance));
	if has > amount {
		Claims::withdraw_reserve(finance, PAYER, USD, has - amount).unwrap();
	} else if has < amount {
		Claims::fund_reserve(finance, PAYER, USD, amount - has).unwrap();
	}
}

// --- Building and running ------------------------------------------------------------------------------------------

/// Issues the currencies.
pub const OWNER: AccountId = 3_000;

/// Every account with money.
fn everybody() -> Vec<AccountId> {
	let organizations = PAYER..=BOTH;
	let purses = organizations.clone().map(purse);
	let clerks = organizations
		.flat_map(|o| Duty::ALL.iter().map(move |duty| staff(o, *duty)).chain((0..10).map(move |n| reviewer(o, n))));
	purses.chain(clerks).chain([PATIENT, SPOUSE, STRANGER, DOCTOR, OTHER_DOCTOR, OWNER]).collect()
}

pub fn new_test_ext() -> sp_io::TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: everybody().into_iter().map(|account| (account, 10_000_000)).collect(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let rich = (PAYER..=BOTH).map(purse).chain([PATIENT, SPOUSE]);
	pallet_assets::GenesisConfig::<Test> {
		assets: vec![(USD, OWNER, true, 1), (EUR, OWNER, true, 1)],
		accounts: rich.flat_map(|account| [(USD, account, MEANS), (EUR, account, MEANS)]).collect(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.execute_with(|| {
		let roles = [
			(PAYER, &[Role::Payer][..]),
			(SECONDARY, &[Role::Payer]),
			(HOSPITAL, &[Role::Provider]),
			(CLINIC, &[Role::Provider]),
			(PHARMACY, &[Role::Dispenser]),
			(REGULATOR, &[Role::Regulator]),
			(AUDITOR, &[Role::Auditor]),
			(MAKER, &[Role::Manufacturer]),
			(BOTH, &[Role::Payer, Role::Provider]),
		];
		Membership::set(roles.into_iter().map(|(o, roles)| (o, (true, Roles::of(roles)))).collect());
		Staff::set(BTreeMap::new());
		Held::set(BTreeMap::new());
		Supplies::set(BTreeMap::new());
		Retired::set(BTreeSet::new());
		StandardClock::set(STANDARD);
		ExpeditedClock::set(EXPEDITED);
		ReviewClock::set(REVIEW);
		AppealWindow::set(WINDOW);
		ServicesPerDay::set(60);
		Velocity::set(40);
		SweepPerBlock::set(3);
		System::set_block_number(1);
		Timestamp::set_timestamp(START * 1_000);
		for payer in [PAYER, SECONDARY, BOTH] {
			let root = Fees::standard().root();
			if payer != BOTH {
				Claims::register_schedule(adjudicator(payer), payer, root).unwrap();
				contract(payer, HOSPITAL, Tier::InNetwork);
				contract(payer, PHARMACY, Tier::InNetwork);
			}
			let finance = signed(staff(payer, Duty::Finance));
			Claims::fund_reserve(finance, payer, USD, FUNDS).unwrap();
		}
		System::reset_events();
	});
	ext
}

/// Run a test, and check every invariant at its end.
pub fn test(run: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		let before = (issuance(USD), issuance(EUR));
		run();
		Claims::do_try_state().unwrap();
		// Tests that mint or burn say so by calling `run_minting`.
		assert_eq!((issuance(USD), issuance(EUR)), before, "money was made or lost");
	});
}

/// Like [`test`], for tests that mint or burn.
pub fn test_minting(run: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		run();
		Claims::do_try_state().unwrap();
	});
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Adjudicates for a payer.
pub fn adjudicator(payer: OrganizationId) -> RuntimeOrigin {
	signed(staff(payer, Duty::Adjudication))
}

/// Bills for a provider.
pub fn biller(provider: OrganizationId) -> RuntimeOrigin {
	signed(staff(provider, Duty::Billing))
}

pub fn events() -> Vec<crate::Event<Test>> {
	let all = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::Claims(event) => Some(event),
		_ => None,
	});
	all.collect()
}

/// Everything that was recorded of a claim, oldest first.
pub fn history(claim: ClaimId) -> Vec<ClaimEntry<AccountId>> {
	let all = events().into_iter().filter_map(|event| match event {
		crate::Event::ClaimRecorded { claim: of, entry, .. } if of == claim => Some(entry),
		_ => None,
	});
	all.collect()
}

/// Everything that was recorded of a coverage, oldest first.
pub fn coverage_history(coverage: CoverageId) -> Vec<CoverageEntry<AccountId>> {
	let all = events().into_iter().filter_map(|event| match event {
		crate::Event::CoverageRecorded { coverage: of, entry, .. } if of == coverage => Some(entry),
		_ => None,
	});
	all.collect()
}

pub fn state_root() -> Vec<u8> {
	sp_io::storage::root(sp_core::storage::StateVersion::V1)
}
