//! Chains to start from nothing.
//!
//! `development` and `local_testnet` seed a consortium with an organisation in every role, administered by the
//! well-known development keys. They are for trying things out: everybody knows those keys.

use crate::{
	constants::{EXISTENTIAL_DEPOSIT, PARACHAIN_ID, UNIT},
	AccountId, AssetsConfig, AttestationConfig, Balance, BalancesConfig, Claims, CodesConfig, CollatorSelection,
	CollatorSelectionConfig, ConsentConfig, CredentialsConfig, DrugProvenanceConfig, OrganizationsConfig,
	ParachainInfoConfig, RuntimeGenesisConfig, SessionConfig, SessionKeys,
};
use alloc::{vec, vec::Vec};
use frame_support::build_struct_json_patch;
use pallet_codes::GenesisCode;
use pallet_credentials::{CredentialSeed, Holders, SchemaKind, SchemaSeed, StatusRecord};
use pallet_organizations::{organization_account, Founder};
use salus_primitives::{
	codes::CodeKind,
	identifiers::{Gln13, Identifier, Npi},
	AttestorKey, Commitment, Holder, OrganizationId, Role, SchemaId,
};
use serde_json::Value;
use sp_core::H256;
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring::{self, *};

/// The fee token each development account and organisation starts with.
const ENDOWMENT: Balance = 1_000_000 * UNIT;

/// The US dollar, by its ISO 4217 number. Its minor unit is the cent.
const USD: u32 = 840;
/// What each seeded organisation has in dollars: 1,000,000.00.
const DOLLARS: Balance = 100_000_000;
/// What lies in the payer's reserve for claims: 10,000,000.00.
const RESERVE: Balance = 10 * DOLLARS;
/// The seeded payer.
const PAYER: OrganizationId = 1;

/// The seeded organisations, in order of their numbers: who administers each, its roles, and an identifier.
///
/// | number | administered by | roles |
/// |---|---|---|
/// | 0 | `//Alice` | provider, laboratory |
/// | 1 | `//Bob` | payer |
/// | 2 | `//Charlie` | regulator, credential issuer |
/// | 3 | `//Dave` | manufacturer |
/// | 4 | `//Eve` | wholesaler |
/// | 5 | `//Ferdie` | dispenser |
/// | 6 | `//One` | auditor |
/// | 7 | `//Two` | researcher, patient advocate |
fn members() -> Vec<(Sr25519Keyring, Vec<Role>, Vec<Identifier>)> {
	// Numbers from the ranges that the standards use in their own examples; each passes its check digit.
	let npi = |n| Npi::try_from(n).ok().map(Identifier::Npi).into_iter().collect::<Vec<_>>();
	let gln = |n| Gln13::try_from(n).ok().map(Identifier::Gln).into_iter().collect::<Vec<_>>();
	vec![
		(Alice, vec![Role::Provider, Role::Laboratory], npi(1_234_567_893)),
		(Bob, vec![Role::Payer], Vec::new()),
		(Charlie, vec![Role::Regulator, Role::CredentialIssuer], Vec::new()),
		(Dave, vec![Role::Manufacturer], gln(9_521_321_000_018)),
		(Eve, vec![Role::Wholesaler], gln(9_521_321_000_025)),
		(Ferdie, vec![Role::Dispenser], gln(9_521_321_000_032)),
		(One, vec![Role::Auditor], Vec::new()),
		(Two, vec![Role::Researcher, Role::PatientAdvocate], Vec::new()),
	]
}

fn consortium(collators: &[Sr25519Keyring]) -> Value {
	let founders: Vec<Founder<AccountId>> = members()
		.into_iter()
		.map(|(admin, roles, identifiers)| {
			let account = admin.to_account_id();
			Founder {
				admin: account.clone(),
				roles,
				identifiers,
				representative: Some(account.clone()),
				technical_delegate: Some(account.clone()),
				collator: collators.contains(&admin).then_some(account),
				staff: Vec::new(),
			}
		})
		.collect();
	// Each organisation's attestor signs with its administrator's development key.
	let attestors: Vec<(AttestorKey, OrganizationId)> =
		members().into_iter().map(|(admin, ..)| admin.public()).zip(0..).collect();
	let endowed = Sr25519Keyring::well_known()
		.chain([One, Two])
		.map(|key| key.to_account_id())
		.chain((0u32..).take(founders.len()).map(organization_account::<AccountId>))
		.map(|account| (account, ENDOWMENT))
		// The pot must exist, or fees below the existential deposit would be burnt instead of reaching it.
		.chain([(CollatorSelection::account_id(), EXISTENTIAL_DEPOSIT)]);

	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig { balances: endowed.collect::<Vec<_>>() },
		parachain_info: ParachainInfoConfig { parachain_id: PARACHAIN_ID.into() },
		collator_selection: CollatorSelectionConfig {
			invulnerables: collators.iter().map(|key| key.to_account_id()).collect::<Vec<_>>(),
			candidacy_bond: EXISTENTIAL_DEPOSIT,
		},
		session: SessionConfig {
			keys: collators
				.iter()
				.map(|key| { (key.to_account_id(), key.to_account_id(), SessionKeys { aura: key.public().into() }) })
				.collect::<Vec<_>>(),
		},
		// It exists without deposits: claims are settled in it.
		assets: AssetsConfig {
			assets: vec![(USD, Bob.to_account_id(), true, 1)],
			metadata: vec![(USD, b"US dollar".to_vec(), b"USD".to_vec(), 2)],
			accounts: (0u32..)
				.take(founders.len())
				.map(|number| (USD, organization_account::<AccountId>(number), DOLLARS))
				.chain([(USD, Claims::reserve_account(PAYER, USD), RESERVE)])
				.collect::<Vec<_>>(),
		},
		organizations: OrganizationsConfig { organizations: founders },
		attestation: AttestationConfig { attestors },
		// A project's purpose and policies, as IHE's examples of Privacy Consent on FHIR have them.
		codes: CodesConfig { standard: true, more: examples() },
		credentials: CredentialsConfig {
			schemas: schemas(),
			issuers: (0..).take(schemas().len()).map(|schema| (schema, ISSUER)).collect::<Vec<(SchemaId, _)>>(),
			credentials: trading_partners(),
		},
		drug_provenance: DrugProvenanceConfig {
			trading_schema: Some(TRADING_PARTNER),
			// GS1's own example prefixes: the manufacturer's, the wholesaler's, the dispenser's.
			prefixes: vec![(3, 7, 9_521_321), (3, 7, 614_141), (3, 7, 4_012_345), (4, 7, 9_521_141), (5, 7, 9_524_321)],
		},
		consent: ConsentConfig {
			clinical_schema: Some(PHYSICIAN_LICENCE),
			role_schema: Some(ROLE),
			break_glass_may_be_forbidden: false,
		},
	})
}

/// The organisation that issues every seeded credential: the regulator.
const ISSUER: OrganizationId = 2;
/// Schema of a physician's licence.
const PHYSICIAN_LICENCE: SchemaId = 0;
/// Schema of an authorised trading partner of medicines.
const TRADING_PARTNER: SchemaId = 2;
/// Schema of a credential whose scope is a role.
const ROLE: SchemaId = 3;

/// The seeded schemas, in order of their numbers.
///
/// | number | what | who holds it |
/// |---|---|---|
/// | 0 | physician's licence | persons |
/// | 1 | pharmacist's licence | persons |
/// | 2 | authorised trading partner (DSCSA) | organisations; 3, 4 and 5 do |
/// | 3 | role, as directives of consent speak of them | persons |
fn schemas() -> Vec<SchemaSeed> {
	let licence = |document: &[u8]| SchemaSeed {
		kind: SchemaKind::Licence,
		// Hash of the name under which the schema's document is published.
		definition: H256(blake2_256(document)),
		issuers: vec![Role::CredentialIssuer, Role::Regulator],
		holders: Holders::Subjects,
		self_issuance: false,
		max_validity: Some(3 * 366 * 86_400),
		status: StatusRecord::Own,
		max_depth: 1,
		max_sub_issuers: 64,
	};
	let partner = SchemaSeed {
		kind: SchemaKind::AuthorisedTradingPartner,
		holders: Holders::Organizations,
		max_validity: None,
		max_depth: 0,
		max_sub_issuers: 0,
		..licence(b"salus/schema/authorised-trading-partner/1")
	};
	let role = SchemaSeed { kind: SchemaKind::Privilege, ..licence(b"salus/schema/role/1") };
	vec![licence(b"salus/schema/physician-licence/1"), licence(b"salus/schema/pharmacist-licence/1"), partner, role]
}

fn trading_partners() -> Vec<CredentialSeed> {
	let partner = |organization: OrganizationId, n: u8| CredentialSeed {
		schema: TRADING_PARTNER,
		issuer: ISSUER,
		holder: Holder::Organization(organization),
		commitment: Commitment::new(&[n; 32], b"authorised trading partner of the development chain"),
		scopes: Vec::new(),
		valid_from: 0,
		valid_until: None,
	};
	vec![partner(3, 3), partner(4, 4), partner(5, 5)]
}

/// Codes of a consortium's own, to try documents with.
fn examples() -> Vec<GenesisCode> {
	let clinical_trial = ("http://terminology.hl7.org/CodeSystem/v3-ActReason".into(), "CLINTRCH".into());
	let code = |kind, system: &str, code: &str, parents| GenesisCode {
		kind,
		system: system.into(),
		code: code.into(),
		parents,
	};
	vec![
		code(CodeKind::Purpose, "http://example.org/policies/purposeOfUse", "FooBar", vec![clinical_trial]),
		code(CodeKind::Policy, "http://example.org/policies", "basePrivacyConsentPolicy.txt", Vec::new()),
		code(CodeKind::Policy, "http://example.org/policies", "researchPrivacyConsentPolicy.txt", Vec::new()),
	]
}

/// The preset of this name, as JSON.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		DEV_RUNTIME_PRESET => consortium(&[Alice]),
		LOCAL_TESTNET_RUNTIME_PRESET => consortium(&[Alice, Bob]),
		_ => return None,
	};
	serde_json::to_vec(&patch).ok()
}

/// The names of all presets.
pub fn preset_names() -> Vec<PresetId> {
	vec![PresetId::from(DEV_RUNTIME_PRESET), PresetId::from(LOCAL_TESTNET_RUNTIME_PRESET)]
}
