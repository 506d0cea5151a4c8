//! A runtime with credentials, a clock, money, the pallets that could wrap a call, and scripted neighbours.

use crate as pallet_credentials;
use crate::{
	CredentialId, CredentialOf, Holders, ListEntry, ListId, PrimarySource, Reason, SchemaKind, SchemaRules, Status,
	StatusPurpose, StatusRecord, VerificationRule,
};
use frame_support::{
	derive_impl, parameter_types,
	traits::{fungible::HoldConsideration, ConstU32, ConstU64, Hooks, InstanceFilter, LinearStoragePrice},
	weights::Weight,
};
use frame_system::EnsureRoot;
use salus_primitives::{
	codes::{CodeKind, Lineage},
	AttestationRequest, Attestations, AttestorKey, CodeId, Codes, Commitment, CredentialAnswer, Duty, Holder, JobId,
	OnAttestation, OrganizationId, Organizations, Outcome, Role, Roles, SchemaId, Seconds, SubjectId, Subjects,
};
use sp_core::H256;
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
	pub type Credentials = pallet_credentials::Pallet<Test>;
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

pub const DAY: Seconds = 86_400;
pub const YEAR: Seconds = 365 * DAY;
pub const LIFETIME: Seconds = 30 * DAY;
pub const KEPT_FOR: Seconds = 6 * YEAR;

parameter_types! {
	pub CredentialHold: RuntimeHoldReason = RuntimeHoldReason::Credentials(pallet_credentials::HoldReason::Credential);
	pub static SweepPerBlock: u32 = 3;
	pub static OfferLifetime: Seconds = LIFETIME;
	pub static Retention: Seconds = KEPT_FOR;
	pub static TimeLimit: Seconds = 600;
	pub static MaxOpen: u32 = 3;
}

impl pallet_credentials::Config for Test {
	type WeightInfo = ();
	type Organizations = Members;
	type Subjects = People;
	type Codes = Registry;
	type Attestations = Asked;
	type Time = Timestamp;
	type Consideration =
		HoldConsideration<u64, Balances, CredentialHold, LinearStoragePrice<ConstU64<100>, ConstU64<1>, u64>>;
	type SchemaOrigin = EnsureRoot<u64>;
	type AccreditOrigin = EnsureRoot<u64>;
	type OfferLifetime = OfferLifetime;
	type Retention = Retention;
	type VerificationTimeLimit = TimeLimit;
	type MaxOpenVerifications = MaxOpen;
	type SweepPerBlock = SweepPerBlock;
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
	/// Who controls a subject, where it is not the account of the subject's number.
	pub static Rotated: BTreeMap<SubjectId, u64> = BTreeMap::new();
}

/// The state board of medicine; accredited by the council.
pub const BOARD: OrganizationId = 1;
/// A hospital: credentials its staff.
pub const HOSPITAL: OrganizationId = 2;
/// A department of the hospital that is a member of its own.
pub const CLINIC: OrganizationId = 3;
/// A practice below the clinic.
pub const PRACTICE: OrganizationId = 4;
/// A wholesaler: holds credentials itself.
pub const WHOLESALER: OrganizationId = 5;
pub const AUDITOR: OrganizationId = 6;
pub const REGULATOR: OrganizationId = 7;

/// Does the credentialing of an organisation.
pub const fn clerk(organization: OrganizationId) -> u64 {
	organization as u64 * 10
}

/// Administers an organisation, without the duty of credentialing.
pub const fn admin(organization: OrganizationId) -> u64 {
	organization as u64 * 10 + 1
}

/// The account that carries an organisation's deposits.
pub const fn purse(organization: OrganizationId) -> u64 {
	organization as u64 * 1_000
}

pub const STRANGER: u64 = 99;

/// Persons control their subject with the account of the same number.
pub const fn person(n: u64) -> SubjectId {
	H256([n as u8; 32])
}

pub const DOCTOR: u64 = 100;
pub const NURSE: u64 = 101;

pub struct Members;
impl Organizations<u64> for Members {
	fn is_active(organization: OrganizationId) -> bool {
		Membership::get().get(&organization).is_some_and(|(active, _)| *active)
	}
	fn has_role(organization: OrganizationId, role: Role) -> bool {
		Membership::get().get(&organization).is_some_and(|(active, roles)| *active && roles.contains(role))
	}
	fn ensure_duty(organization: OrganizationId, who: &u64, duty: Duty) -> DispatchResult {
		let staff = (*who == clerk(organization) && duty == Duty::Credentialing)
			|| (*who == admin(organization) && duty == Duty::Administration);
		if staff && Self::is_active(organization) {
			Ok(())
		} else {
			Err(DispatchError::BadOrigin)
		}
	}
	fn account(organization: OrganizationId) -> Option<u64> {
		Membership::get().contains_key(&organization).then(|| purse(organization))
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

pub struct People;
impl Subjects<u64> for People {
	fn exists(subject: SubjectId) -> bool {
		(100..110).contains(&subject.0[0])
	}
	fn ensure_controls(subject: SubjectId, who: &u64) -> DispatchResult {
		let controller = Rotated::get().get(&subject).copied().unwrap_or(u64::from(subject.0[0]));
		if Self::exists(subject) && controller == *who {
			Ok(())
		} else {
			Err(DispatchError::BadOrigin)
		}
	}
	fn is_legal_guardian(_: SubjectId, _: &u64) -> bool {
		false
	}
	fn custodian(_: SubjectId) -> Option<OrganizationId> {
		None
	}
	fn weight() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_subject(who: &u64) -> SubjectId {
		person(*who)
	}
}

/// The United States, and two of its states.
pub const COUNTRY: CodeId = 1;
pub const TEXAS: CodeId = 2;
pub const OHIO: CodeId = 3;
/// A reason.
pub const CAUSE: CodeId = 50;

/// Scopes are 1 to 40, of which states lie below the country; reasons are 50 to 60.
pub struct Registry;
impl Codes for Registry {
	fn is_active(id: CodeId, kind: CodeKind) -> bool {
		match kind {
			CodeKind::Scope => (1..=40).contains(&id),
			CodeKind::Reason => (50..=60).contains(&id),
			_ => false,
		}
	}
	fn lineage(id: CodeId) -> Lineage {
		let all = match id {
			TEXAS | OHIO => vec![id, COUNTRY],
			1..=60 => vec![id],
			_ => vec![],
		};
		all.try_into().unwrap()
	}
	fn weight() -> Weight {
		Weight::zero()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_code(_: CodeKind, n: u16) -> CodeId {
		n
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
pub const MONEY: u64 = 10_000_000;

pub fn new_test_ext() -> sp_io::TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	let accounts = (1..=7).flat_map(|o| [clerk(o), admin(o), purse(o)]).chain([STRANGER, DOCTOR, NURSE]);
	pallet_balances::GenesisConfig::<Test> {
		balances: accounts.map(|account| (account, MONEY)).collect(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.execute_with(|| {
		let roles = [
			(BOARD, Role::CredentialIssuer),
			(HOSPITAL, Role::Provider),
			(CLINIC, Role::Provider),
			(PRACTICE, Role::Provider),
			(WHOLESALER, Role::Wholesaler),
			(AUDITOR, Role::Auditor),
			(REGULATOR, Role::Regulator),
		];
		Membership::set(roles.into_iter().map(|(o, role)| (o, (true, Roles::of(&[role])))).collect());
		// Keys 1 and 2 are the board's, 3 and 4 the hospital's, and so on.
		Registered::set((1..=14u8).map(|n| (key(n), OrganizationId::from(n.div_ceil(2)))).collect());
		Jobs::set(Vec::new());
		JobsRefused::set(false);
		Rotated::set(BTreeMap::new());
		SweepPerBlock::set(3);
		OfferLifetime::set(LIFETIME);
		Retention::set(KEPT_FOR);
		TimeLimit::set(600);
		MaxOpen::set(3);
		System::set_block_number(1);
		Timestamp::set_timestamp(START * 1_000);
	});
	ext
}

/// Run a test, and check every invariant at its end.
pub fn test(run: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		run();
		Credentials::do_try_state().unwrap();
	});
}

pub fn now() -> Seconds {
	Timestamp::get() / 1_000
}

/// End this block as an idle one does, and begin the next, `seconds` later.
pub fn next_block(seconds: Seconds) {
	Credentials::on_idle(System::block_number(), Weight::MAX);
	System::set_block_number(System::block_number() + 1);
	Timestamp::set_timestamp((now() + seconds) * 1_000);
}

/// Let time pass without a sweep.
pub fn wait(seconds: Seconds) {
	Timestamp::set_timestamp((now() + seconds) * 1_000);
}

pub fn key(n: u8) -> AttestorKey {
	AttestorKey::from_raw([n; 32])
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

/// A licence that boards and providers issue to persons, for two years at the most, with two levels of delegation.
pub fn rules() -> SchemaRules {
	SchemaRules {
		kind: SchemaKind::Licence,
		definition: H256::repeat_byte(1),
		issuers: Roles::of(&[Role::CredentialIssuer, Role::Provider, Role::Regulator]),
		holders: Holders::Anyone,
		self_issuance: false,
		max_validity: Some(2 * YEAR),
		status: StatusRecord::Own,
		verification: None,
		max_depth: 2,
		max_sub_issuers: 2,
	}
}

pub fn register(rules: SchemaRules) -> SchemaId {
	Credentials::register_schema(root(), None, rules).unwrap();
	crate::NextSchemaId::<Test>::get() - 1
}

pub fn accredit(schema: SchemaId, organization: OrganizationId) {
	Credentials::apply(signed(clerk(organization)), organization, schema, None).unwrap();
	Credentials::accredit(root(), schema, organization).unwrap();
}

pub fn delegate(schema: SchemaId, from: OrganizationId, to: OrganizationId) {
	Credentials::apply(signed(clerk(to)), to, schema, Some(from)).unwrap();
	Credentials::delegate(signed(clerk(from)), schema, to).unwrap();
}

/// A schema of whose credentials the board is an issuer.
pub fn licence() -> SchemaId {
	let schema = register(rules());
	accredit(schema, BOARD);
	schema
}

/// Like [`licence`], with status lists of the board's.
pub fn listed(purpose: StatusPurpose) -> (SchemaId, ListId) {
	let schema = register(SchemaRules { status: StatusRecord::List, ..rules() });
	accredit(schema, BOARD);
	Credentials::create_status_list(signed(clerk(BOARD)), BOARD, schema, purpose).unwrap();
	(schema, crate::NextListId::<Test>::get() - 1)
}

/// A source of which the auditor, the regulator and the hospital have an attestor each; two must agree.
pub fn source() -> PrimarySource {
	PrimarySource {
		url_commitment: access().url_commitment(),
		attestors: vec![key(3), key(11), key(13)].try_into().unwrap(),
		quorum: 2,
	}
}

/// How this node reaches the source.
pub fn access() -> salus_primitives::StoreAccess {
	salus_primitives::StoreAccess {
		url: b"https://board.example/api".to_vec(),
		url_nonce: [9; 32],
		authorization: Some(b"Bearer very-secret-token".to_vec()),
		max_bytes: 64 * 1_024,
		timeout_ms: 5_000,
	}
}

pub const INTERVAL: Seconds = 120 * DAY;

/// Like [`licence`], verified at its source every 120 days.
pub fn verified(before_use: bool) -> SchemaId {
	Credentials::set_source(root(), None, source()).unwrap();
	let source = crate::NextSourceId::<Test>::get() - 1;
	let verification = Some(VerificationRule { source, interval: INTERVAL, before_use });
	let schema = register(SchemaRules { verification, ..rules() });
	accredit(schema, BOARD);
	schema
}

pub fn doctor() -> Holder {
	Holder::Subject(person(DOCTOR))
}

/// What is offered, with what most tests want.
#[derive(Clone)]
pub struct Offer {
	pub by: OrganizationId,
	pub holder: Holder,
	pub schema: SchemaId,
	pub version: u16,
	pub scopes: Vec<CodeId>,
	pub from: Seconds,
	pub until: Option<Seconds>,
	pub entry: Option<ListEntry>,
	pub supersedes: Option<CredentialId>,
}

pub fn to_doctor(schema: SchemaId) -> Offer {
	Offer {
		by: BOARD,
		holder: doctor(),
		schema,
		version: 1,
		scopes: vec![TEXAS],
		from: now(),
		until: Some(now() + YEAR),
		entry: None,
		supersedes: None,
	}
}

pub fn commitment(n: u32) -> Commitment {
	Commitment::new(&[7; 32], &n.to_le_bytes())
}

impl Offer {
	pub fn call(&self) -> crate::Call<Test> {
		crate::Call::offer {
			organization: self.by,
			holder: self.holder,
			schema: self.schema,
			version: self.version,
			commitment: commitment(crate::NextCredentialId::<Test>::get()),
			scopes: self.scopes.clone().try_into().unwrap(),
			valid_from: self.from,
			valid_until: self.until,
			entry: self.entry,
			supersedes: self.supersedes,
		}
	}

	pub fn offer_by(&self, who: u64) -> Result<CredentialId, DispatchError> {
		use frame_support::traits::UnfilteredDispatchable;
		let credential = crate::NextCredentialId::<Test>::get();
		self.call().dispatch_bypass_filter(signed(who)).map_err(|error| error.error)?;
		Ok(credential)
	}

	pub fn offer(&self) -> Result<CredentialId, DispatchError> {
		self.offer_by(clerk(self.by))
	}

	/// Offered and accepted.
	pub fn hold(&self) -> CredentialId {
		let credential = self.offer().unwrap();
		Credentials::accept(signed(speaker(&self.holder)), credential).unwrap();
		credential
	}
}

/// Who accepts for a holder.
pub fn speaker(holder: &Holder) -> u64 {
	match holder {
		Holder::Subject(subject) => u64::from(subject.0[0]),
		Holder::Organization(organization) => admin(*organization),
	}
}

pub fn kept(credential: CredentialId) -> CredentialOf<Test> {
	crate::Credentials::<Test>::get(credential).unwrap()
}

/// The short answer about the doctor, now.
pub fn check(schema: SchemaId) -> CredentialAnswer {
	check_at(schema, now())
}

pub fn check_at(schema: SchemaId, at: Seconds) -> CredentialAnswer {
	<Credentials as salus_primitives::CredentialCheck>::check(doctor(), schema, Some(TEXAS), at)
}

/// Why, and what the credential itself is.
pub fn why(credential: CredentialId, at: Seconds) -> (Status, Reason) {
	let info = Credentials::status(credential, Some(at)).unwrap();
	assert_eq!(info.answer, info.reason.answer());
	(info.status, info.reason)
}

/// Have the source asked, on behalf of the hospital.
pub fn ask(credential: CredentialId) -> JobId {
	Credentials::request_verification(signed(clerk(HOSPITAL)), HOSPITAL, credential).unwrap();
	crate::Verifications::<Test>::get(credential).unwrap().open.unwrap().0
}

/// Tell how a job ended.
pub fn conclude(job: JobId, outcome: Outcome) {
	let request = Jobs::get()[job as usize - 1].clone();
	Credentials::on_outcome(job, request.source, &request.locator, outcome);
}

/// Ask, and tell how that ended.
pub fn outcome(credential: CredentialId, outcome: Outcome) {
	conclude(ask(credential), outcome);
}

pub fn events() -> Vec<crate::Event<Test>> {
	let all = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::Credentials(event) => Some(event),
		_ => None,
	});
	all.collect()
}

pub fn last_event() -> crate::Event<Test> {
	events().pop().expect("an event of this pallet")
}

pub fn deactivate(organization: OrganizationId) {
	Membership::mutate(|all| all.get_mut(&organization).unwrap().0 = false);
}

/// The whole state, as one hash.
pub fn state() -> Vec<u8> {
	sp_io::storage::root(sp_core::storage::StateVersion::V1)
}
