//! A runtime with consent, a clock, money, the pallets that could wrap a call, and scripted neighbours.

use crate as pallet_consent;
use crate::*;
use codec::Encode;
use frame_support::{
	derive_impl, parameter_types,
	traits::{fungible::HoldConsideration, ConstU16, ConstU32, ConstU64, Hooks, InstanceFilter, LinearStoragePrice},
	weights::Weight,
	BoundedVec,
};
use frame_system::EnsureRoot;
use salus_primitives::{
	codes::{CodeKind, Lineage},
	CodeId, Codes, Commitment, CredentialAnswer, CredentialCheck, Duties, Duty, Holder, OrganizationId, Organizations,
	Role, Roles, SchemaId, Seconds, SubjectId,
};
use sp_core::H256;
use sp_runtime::{traits::BlakeTwo256, BuildStorage, DispatchError, DispatchResult};
use std::collections::{BTreeMap, BTreeSet};

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
	pub type Consent = pallet_consent::Pallet<Test>;
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

pub const HOUR: Seconds = 3_600;
pub const DAY: Seconds = 24 * HOUR;
pub const EMERGENCY: Seconds = 2 * HOUR;
pub const REVIEW: Seconds = 3 * DAY;
pub const PRIVACY: Seconds = 30 * DAY;

parameter_types! {
	pub const ConsentHold: RuntimeHoldReason = RuntimeHoldReason::Consent(pallet_consent::HoldReason::Consent);
	pub static LongestGrant: Seconds = DAY;
	pub static LongestEmergency: Seconds = EMERGENCY;
	pub static SecondFinding: Seconds = 3 * DAY;
}

impl pallet_consent::Config for Test {
	type WeightInfo = ();
	type Organizations = Members;
	type Subjects = People;
	type Codes = Registry;
	type Credentials = Licences;
	type Time = Timestamp;
	type Consideration =
		HoldConsideration<u64, Balances, ConsentHold, LinearStoragePrice<ConstU64<100>, ConstU64<1>, u64>>;
	type ParameterOrigin = EnsureRoot<u64>;
	type BreakGlassPurpose = ConstU16<BTG>;
	type BreakGlassAction = ConstU16<ACCESS>;
	type BreakGlassLifetime = LongestEmergency;
	type ReviewPeriod = ConstU64<REVIEW>;
	type MaxGrantLifetime = LongestGrant;
	type PrivacyPeriod = ConstU64<PRIVACY>;
	type GrantsPerBlock = ConstU32<4>;
	type SecondFindingPeriod = SecondFinding;
}

// --- Codes ---------------------------------------------------------------------------------------------------------

pub const TREAT: CodeId = 1;
pub const ETREAT: CodeId = 2;
pub const BTG: CodeId = 3;
pub const PAYMENT: CodeId = 4;
pub const OPERATIONS: CodeId = 5;
pub const RESEARCH: CodeId = 6;
pub const FOOBAR: CodeId = 7;
pub const ACCESS: CodeId = 20;
pub const DISCLOSE: CodeId = 21;
pub const CLINICAL: CodeId = 30;
pub const OBSERVATION: CodeId = 31;
pub const MEDICATION: CodeId = 32;
pub const GLUCOSE: CodeId = 33;
pub const NORMAL: CodeId = 40;
pub const RESTRICTED: CodeId = 41;
pub const PSY: CodeId = 42;
pub const PHYSICIAN: CodeId = 50;
pub const NURSE: CodeId = 51;
pub const RECIPIENT: CodeId = 52;
pub const OPT_IN: CodeId = 60;
pub const PRIVACY_SCOPE: CodeId = 70;
pub const UNCONSCIOUS: CodeId = 80;
pub const LITIGATION: CodeId = 81;
pub const RETIRED: CodeId = 90;

const TABLE: [(CodeId, CodeKind, Option<CodeId>); 24] = [
	(TREAT, CodeKind::Purpose, None),
	(ETREAT, CodeKind::Purpose, Some(TREAT)),
	(BTG, CodeKind::Purpose, Some(ETREAT)),
	(PAYMENT, CodeKind::Purpose, None),
	(OPERATIONS, CodeKind::Purpose, None),
	(RESEARCH, CodeKind::Purpose, None),
	(FOOBAR, CodeKind::Purpose, Some(RESEARCH)),
	(ACCESS, CodeKind::Action, None),
	(DISCLOSE, CodeKind::Action, None),
	(CLINICAL, CodeKind::ResourceClass, None),
	(OBSERVATION, CodeKind::ResourceClass, Some(CLINICAL)),
	(MEDICATION, CodeKind::ResourceClass, Some(CLINICAL)),
	(GLUCOSE, CodeKind::ResourceClass, None),
	(NORMAL, CodeKind::Label, None),
	(RESTRICTED, CodeKind::Label, None),
	(PSY, CodeKind::Label, None),
	(PHYSICIAN, CodeKind::ActorRole, None),
	(NURSE, CodeKind::ActorRole, None),
	(RECIPIENT, CodeKind::ActorRole, None),
	(OPT_IN, CodeKind::Policy, None),
	(PRIVACY_SCOPE, CodeKind::Scope, None),
	(UNCONSCIOUS, CodeKind::Reason, None),
	(LITIGATION, CodeKind::Reason, None),
	(RETIRED, CodeKind::Purpose, Some(TREAT)),
];

fn registered(id: CodeId) -> Option<(CodeKind, Option<CodeId>)> {
	let made = Made::get().get(&id).map(|kind| (*kind, None));
	TABLE.iter().find(|(code, ..)| *code == id).map(|(_, kind, parent)| (*kind, *parent)).or(made)
}

pub struct Registry;
impl Codes for Registry {
	fn is_active(id: CodeId, kind: CodeKind) -> bool {
		id != RETIRED && registered(id).is_some_and(|(registered, _)| registered == kind)
	}
	fn lineage(id: CodeId) -> Lineage {
		let mut lineage = Vec::new();
		let mut next = registered(id).map(|_| id);
		while let Some(code) = next {
			lineage.push(code);
			next = registered(code).and_then(|(_, parent)| parent);
		}
		lineage.try_into().unwrap()
	}
	fn weight() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_code(kind: CodeKind, n: u16) -> CodeId {
		let id = 1_000 + 100 * kind.encode()[0] as u16 + n;
		Made::mutate(|made| made.insert(id, kind));
		id
	}
}

// --- Scripted neighbours -------------------------------------------------------------------------------------------

/// A person as the subjects pallet knows it.
#[derive(Clone, Default)]
pub struct Person {
	pub controllers: Vec<u64>,
	pub guardians: Vec<u64>,
	pub guardians_until: Seconds,
	pub custodian: Option<OrganizationId>,
}

parameter_types! {
	/// Codes made besides the table.
	pub static Made: BTreeMap<CodeId, CodeKind> = BTreeMap::new();
	/// Members: whether they are active, and their roles.
	pub static Membership: BTreeMap<OrganizationId, (bool, Roles)> = BTreeMap::new();
	/// Staff and its duties.
	pub static Staff: BTreeMap<(OrganizationId, u64), Duties> = BTreeMap::new();
	/// Subjects.
	pub static Population: BTreeMap<SubjectId, Person> = BTreeMap::new();
	/// Active credentials.
	pub static Held: BTreeSet<(SubjectId, SchemaId, Option<CodeId>)> = BTreeSet::new();
}

pub const HOSPITAL: OrganizationId = 1;
pub const CLINIC: OrganizationId = 2;
pub const PAYER: OrganizationId = 3;
pub const UNIVERSITY: OrganizationId = 4;
pub const REGULATOR: OrganizationId = 5;

pub const LICENCE: SchemaId = 7;
pub const ROLE: SchemaId = 8;

/// Whoever has the given duty, and no other, at an organisation.
pub const fn staff(organization: OrganizationId, duty: Duty) -> u64 {
	organization as u64 * 100 + duty as u64
}
/// Another with the duty for privacy.
pub const fn second(organization: OrganizationId) -> u64 {
	organization as u64 * 100 + 50
}
pub const DOCTOR: u64 = staff(HOSPITAL, Duty::Clinical);
pub const OTHER_DOCTOR: u64 = staff(CLINIC, Duty::Clinical);
pub const PATIENT: u64 = 1_001;
pub const MOTHER: u64 = 1_002;
pub const FATHER: u64 = 1_003;
pub const FRIEND: u64 = 1_004;
pub const STRANGER: u64 = 1_099;

/// The subject of an account.
pub fn subject(account: u64) -> SubjectId {
	H256::from_low_u64_be(account)
}
pub fn patient() -> SubjectId {
	subject(PATIENT)
}
/// A child whom mother and father guard until a date.
pub fn child() -> SubjectId {
	subject(2_001)
}
/// A patient without keys whom the hospital keeps.
pub fn keyless() -> SubjectId {
	subject(2_002)
}
pub const OF_AGE: Seconds = START + 100 * DAY;

pub struct Members;
impl Organizations<u64> for Members {
	fn is_active(organization: OrganizationId) -> bool {
		Membership::get().get(&organization).is_some_and(|(active, _)| *active)
	}
	fn has_role(organization: OrganizationId, role: Role) -> bool {
		Membership::get().get(&organization).is_some_and(|(active, roles)| *active && roles.contains(role))
	}
	fn ensure_duty(organization: OrganizationId, who: &u64, duty: Duty) -> DispatchResult {
		let duties = Staff::get().get(&(organization, *who)).copied().unwrap_or(Duties::NONE);
		if Self::is_active(organization) && duties.contains(duty) {
			Ok(())
		} else {
			Err(DispatchError::BadOrigin)
		}
	}
	fn account(organization: OrganizationId) -> Option<u64> {
		Some(organization as u64 * 100_000)
	}
	fn weight() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_member(who: &u64, roles: Roles) -> OrganizationId {
		let organization = 1_000 + Membership::get().len() as OrganizationId;
		Membership::mutate(|all| all.insert(organization, (true, roles)));
		Staff::mutate(|all| all.insert((organization, *who), Duties::ALL));
		organization
	}
}

pub struct People;
impl salus_primitives::Subjects<u64> for People {
	fn exists(subject: SubjectId) -> bool {
		Population::get().contains_key(&subject)
	}
	fn ensure_controls(subject: SubjectId, who: &u64) -> DispatchResult {
		match Population::get().get(&subject) {
			Some(person) if person.controllers.contains(who) => Ok(()),
			_ => Err(DispatchError::Unavailable),
		}
	}
	fn is_legal_guardian(subject: SubjectId, who: &u64) -> bool {
		Population::get().get(&subject).is_some_and(|person| {
			person.guardians.contains(who) && pallet_timestamp::Now::<Test>::get() / 1_000 <= person.guardians_until
		})
	}
	fn custodian(subject: SubjectId) -> Option<OrganizationId> {
		Population::get().get(&subject).and_then(|person| person.custodian)
	}
	fn weight() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_subject(who: &u64) -> SubjectId {
		open(*who);
		subject(*who)
	}
}

pub struct Licences;
impl CredentialCheck for Licences {
	fn check(holder: Holder, schema: SchemaId, scope: Option<CodeId>, _: Seconds) -> CredentialAnswer {
		let Holder::Subject(subject) = holder else { return CredentialAnswer::NotActive };
		let held = Held::get()
			.iter()
			.any(|(who, of, what)| *who == subject && *of == schema && (scope.is_none() || *what == scope));
		if held {
			CredentialAnswer::Active
		} else {
			CredentialAnswer::NotActive
		}
	}
	fn worst() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_held(holder: Holder, scope: Option<CodeId>) -> SchemaId {
		if let Holder::Subject(subject) = holder {
			Held::mutate(|held| held.insert((subject, LICENCE, scope)));
		}
		LICENCE
	}
}

/// Open a subject that an account controls.
pub fn open(account: u64) {
	let person = Person { controllers: vec![account], ..Default::default() };
	Population::mutate(|all| all.insert(subject(account), person));
}

// --- Building and running ------------------------------------------------------------------------------------------

/// The clock starts here.
pub const START: Seconds = 1_800_000_000;

pub fn new_test_ext() -> sp_io::TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	let of_staff = (1..=5u32)
		.flat_map(|organization| Duty::ALL.iter().map(move |duty| (organization, staff(organization, *duty), *duty)));
	let accounts = of_staff.clone().map(|(_, account, _)| account);
	let accounts = accounts.chain((1..=5).map(second)).chain([PATIENT, MOTHER, FATHER, FRIEND, STRANGER]);
	pallet_balances::GenesisConfig::<Test> {
		balances: accounts.map(|account| (account, 1_000_000_000)).collect(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	pallet_consent::GenesisConfig::<Test> {
		clinical_schema: Some(LICENCE),
		role_schema: Some(ROLE),
		break_glass_may_be_forbidden: false,
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.execute_with(|| {
		let roles = [Role::Provider, Role::Provider, Role::Payer, Role::Researcher, Role::Regulator];
		Membership::set((1..).zip(roles).map(|(n, role)| (n, (true, Roles::of(&[role])))).collect());
		let mut all =
			of_staff.map(|(o, account, duty)| ((o, account), Duties::of(&[duty]))).collect::<BTreeMap<_, _>>();
		all.extend((1..=5).map(|o| ((o, second(o)), Duties::of(&[Duty::Privacy]))));
		Staff::set(all);
		Population::set(BTreeMap::new());
		for account in [PATIENT, DOCTOR, OTHER_DOCTOR, FRIEND] {
			open(account);
		}
		let minor = Person {
			guardians: vec![MOTHER, FATHER],
			guardians_until: OF_AGE,
			custodian: Some(HOSPITAL),
			..Default::default()
		};
		Population::mutate(|all| all.insert(child(), minor));
		let kept = Person { custodian: Some(HOSPITAL), ..Default::default() };
		Population::mutate(|all| all.insert(keyless(), kept));
		let licences = [DOCTOR, OTHER_DOCTOR].map(|doctor| (subject(doctor), LICENCE, None));
		Held::set(licences.into_iter().chain([(subject(DOCTOR), ROLE, Some(PHYSICIAN))]).collect());
		SecondFinding::set(3 * DAY);
		LongestGrant::set(DAY);
		LongestEmergency::set(EMERGENCY);
		System::set_block_number(1);
		pallet_timestamp::Now::<Test>::put(START * 1_000);
	});
	ext
}

/// Run a test and check every invariant after it.
pub fn run(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		Consent::do_try_state().unwrap();
	});
}

pub fn now() -> Seconds {
	pallet_timestamp::Now::<Test>::get() / 1_000
}

/// The next block, so many seconds later.
pub fn pass(seconds: Seconds) {
	Consent::on_idle(System::block_number(), Weight::MAX);
	System::set_block_number(System::block_number() + 1);
	pallet_timestamp::Now::<Test>::put((now() + seconds) * 1_000);
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn list<T, S: frame_support::traits::Get<u32>>(items: impl IntoIterator<Item = T>) -> BoundedVec<T, S> {
	let items = items.into_iter().collect::<Vec<_>>();
	assert!(items.len() <= S::get() as usize);
	BoundedVec::truncate_from(items)
}

pub fn document(n: u8) -> Commitment {
	Commitment(H256::repeat_byte(n))
}

/// A group's handle: whose it is, then anything.
pub fn group_of(organization: OrganizationId, n: u8) -> OpaqueHandle {
	let mut handle = H256::repeat_byte(n);
	handle.0[..4].copy_from_slice(&organization.to_be_bytes());
	handle
}

pub fn permit() -> Provision {
	Provision::unlimited(Effect::Permit)
}

pub fn deny() -> Provision {
	Provision::unlimited(Effect::Deny)
}

/// Treatment, payment and operations.
pub fn tpo(effect: Effect) -> Provision {
	Provision { purposes: list([TREAT, PAYMENT, OPERATIONS]), ..Provision::unlimited(effect) }
}

pub fn under(parent: u8, provision: Provision) -> Provision {
	Provision { parent: Some(parent), ..provision }
}

pub fn labelled(labels: &[CodeId], provision: Provision) -> Provision {
	Provision { data: DataCriteria { labels: list(labels.iter().copied()), ..provision.data }, ..provision }
}

pub fn to(party: Party, provision: Provision) -> Provision {
	Provision { actors: list([Actor { party, role: None }]), ..provision }
}

pub fn terms(provisions: impl IntoIterator<Item = Provision>) -> Terms {
	Terms {
		controller: Some(HOSPITAL),
		policy: Some(OPT_IN),
		scope: Some(PRIVACY_SCOPE),
		condition: Condition::Always,
		protocol: None,
		period: Period { start: None, end: None },
		signed: Some(START - DAY),
		document: Some(document(1)),
		forbids_break_glass: false,
		provisions: list(provisions),
	}
}

/// A request of the hospital's doctor, for treatment.
pub fn request() -> AccessRequest {
	AccessRequest {
		organization: HOSPITAL,
		practitioner: Some(subject(DOCTOR)),
		purpose: TREAT,
		action: ACCESS,
		protocol: None,
		data: DataScope::default(),
	}
}

/// Record the patient's own directive, in force.
pub fn record(provisions: impl IntoIterator<Item = Provision>) -> u32 {
	record_terms(terms(provisions))
}

pub fn record_terms(terms: Terms) -> u32 {
	Consent::record(signed(PATIENT), patient(), Capacity::Subject, Status::Active, terms, None).unwrap();
	file(patient()).directives_made
}

pub fn file(subject: SubjectId) -> FileOf<Test> {
	Files::<Test>::get(subject).unwrap()
}

/// The doctor asks for a subject's data: what the trail says of it.
pub fn ask(subject: SubjectId) -> (AccessOutcome, AccessBasis, Option<GrantId>) {
	ask_for(subject, request())
}

pub fn ask_for(subject: SubjectId, request: AccessRequest) -> (AccessOutcome, AccessBasis, Option<GrantId>) {
	Consent::request_access(signed(DOCTOR), subject, request, HOUR).unwrap();
	match last_entry() {
		Entry::Access { outcome, basis, grant, .. } => (outcome, basis, grant),
		other => panic!("{other:?}"),
	}
}

pub fn outcome(subject: SubjectId) -> AccessOutcome {
	ask(subject).0
}

pub fn decided(number: u32, version: u32, provision: u8) -> AccessBasis {
	AccessBasis::Rule { source: RuleSource::Directive { number, version }, provision }
}

/// Is the grant good, now?
pub fn is_good(grant: GrantId) -> bool {
	Consent::grant_info(grant).is_some_and(|info| info.live && info.answer.outcome == AccessOutcome::Permit)
}

pub fn events() -> Vec<crate::Event<Test>> {
	let all = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::Consent(event) => Some(event),
		_ => None,
	});
	all.collect()
}

pub fn entries() -> Vec<Entry<u64>> {
	let logged = events().into_iter().filter_map(|event| match event {
		crate::Event::Logged { entry, .. } => Some(entry),
		_ => None,
	});
	logged.collect()
}

pub fn last_entry() -> Entry<u64> {
	entries().pop().expect("something was logged")
}

/// All state of the pallet, byte for byte.
pub fn state() -> Vec<u8> {
	(
		Files::<Test>::iter().collect::<Vec<_>>(),
		Deposits::<Test>::iter().collect::<Vec<_>>(),
		Grants::<Test>::iter().collect::<Vec<_>>(),
		Expiring::<Test>::iter().collect::<Vec<_>>(),
		Policies::<Test>::iter().collect::<Vec<_>>(),
		Groups::<Test>::iter().collect::<Vec<_>>(),
		Protocols::<Test>::iter().collect::<Vec<_>>(),
		EmergenciesOf::<Test>::iter().collect::<Vec<_>>(),
		(PrivacyRequests::<Test>::iter().collect::<Vec<_>>(), Findings::<Test>::iter().collect::<Vec<_>>()),
		CurrentParameters::<Test>::get(),
	)
		.encode()
}
