//! The questions that a node may ask the runtime.

use crate::{
	configs::ConsensusHook, constants::*, AccountId, Balance, Block, Claims, Codes, Consent, Credentials,
	DrugProvenance, Executive, InherentDataExt, Nonce, ParachainInfo, ParachainSystem, Records, Runtime, RuntimeCall,
	RuntimeGenesisConfig, SessionKeys, System, TransactionPayment, VERSION,
};
use alloc::vec::Vec;
use codec::DecodeAll;
use frame_support::{
	genesis_builder_helper::{build_state, get_preset},
	weights::Weight,
};
use pallet_drug_provenance::Subject;
use salus_primitives::{
	codes::{Code, CodeKind},
	identifiers::{Gtin14, Sscc18},
	trail::{self, TrailHead, TrailKind, TrailPage},
	AccessAnswer, AccessControl, AccessRequest, AnchorId, CodeId, Commitment, Holder, OrganizationId, ProtocolId,
	SchemaId, Seconds, StoreId, SubjectId, UnitId,
};
use sp_api::impl_runtime_apis;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_core::{crypto::KeyTypeId, OpaqueMetadata, H256};
use sp_runtime::{
	traits::Block as BlockT,
	transaction_validity::{TransactionSource, TransactionValidity},
	ApplyExtrinsicResult, DispatchError,
};
use sp_version::RuntimeVersion;

/// The head of a subject's history, asked of the pallet that keeps it.
fn trail_head(kind: TrailKind, subject: &[u8]) -> Option<TrailHead> {
	match kind {
		TrailKind::RecordStore => Records::trail_head(StoreId::decode_all(&mut &*subject).ok()?),
		TrailKind::Organization => {
			let organization = OrganizationId::decode_all(&mut &*subject).ok()?;
			Some(pallet_organizations::Organizations::<Runtime>::get(organization)?.trail)
		},
		TrailKind::Subject => {
			let subject = SubjectId::decode_all(&mut &*subject).ok()?;
			Some(pallet_subjects::Subjects::<Runtime>::get(subject)?.trail)
		},
		TrailKind::Access => Consent::trail_head(SubjectId::decode_all(&mut &*subject).ok()?),
		TrailKind::Credential => {
			Credentials::trail_head(pallet_credentials::CredentialId::decode_all(&mut &*subject).ok()?)
		},
		TrailKind::Unit => DrugProvenance::trail_head(&Subject::Unit(DecodeAll::decode_all(&mut &*subject).ok()?)),
		TrailKind::Lot => DrugProvenance::trail_head(&Subject::Lot(DecodeAll::decode_all(&mut &*subject).ok()?)),
		TrailKind::Container => {
			DrugProvenance::trail_head(&Subject::Container(DecodeAll::decode_all(&mut &*subject).ok()?))
		},
		TrailKind::Claim => Claims::claim_trail(pallet_claims::ClaimId::decode_all(&mut &*subject).ok()?),
		TrailKind::Coverage => Claims::coverage_trail(pallet_claims::CoverageId::decode_all(&mut &*subject).ok()?),
	}
}

impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}
		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			Executive::execute_block(block)
		}
		fn initialize_block(header: &<Block as BlockT>::Header) -> sp_runtime::ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			OpaqueMetadata::new(Runtime::metadata().into())
		}
		fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
			Runtime::metadata_at_version(version)
		}
		fn metadata_versions() -> Vec<u32> {
			Runtime::metadata_versions()
		}
	}

	impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
		fn execute_view_function(
			id: frame_support::view_functions::ViewFunctionId,
			input: Vec<u8>,
		) -> Result<Vec<u8>, frame_support::view_functions::ViewFunctionDispatchError> {
			Runtime::execute_view_function(id, input)
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
			Executive::apply_extrinsic(extrinsic)
		}
		fn finalize_block() -> <Block as BlockT>::Header {
			Executive::finalize_block()
		}
		fn inherent_extrinsics(data: sp_inherents::InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
			data.create_extrinsics()
		}
		fn check_inherents(
			block: <Block as BlockT>::LazyBlock,
			data: sp_inherents::InherentData,
		) -> sp_inherents::CheckInherentsResult {
			data.check_extrinsics(&block)
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(
			source: TransactionSource,
			tx: <Block as BlockT>::Extrinsic,
			block_hash: <Block as BlockT>::Hash,
		) -> TransactionValidity {
			Executive::validate_transaction(source, tx, block_hash)
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(header: &<Block as BlockT>::Header) {
			Executive::offchain_worker(header)
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(owner: Vec<u8>, seed: Option<Vec<u8>>) -> sp_session::OpaqueGeneratedSessionKeys {
			SessionKeys::generate(&owner, seed).into()
		}
		fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
			SessionKeys::decode_into_raw_public_keys(&encoded)
		}
	}

	impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
		fn slot_duration() -> sp_consensus_aura::SlotDuration {
			sp_consensus_aura::SlotDuration::from_millis(SLOT_DURATION)
		}
		fn authorities() -> Vec<AuraId> {
			pallet_aura::Authorities::<Runtime>::get().into_inner()
		}
	}

	impl cumulus_primitives_aura::AuraUnincludedSegmentApi<Block> for Runtime {
		fn can_build_upon(included_hash: <Block as BlockT>::Hash, slot: cumulus_primitives_aura::Slot) -> bool {
			ConsensusHook::can_build_upon(included_hash, slot)
		}
	}

	impl cumulus_primitives_core::RelayParentOffsetApi<Block> for Runtime {
		fn relay_parent_offset() -> u32 {
			RELAY_PARENT_OFFSET
		}
		fn max_claim_queue_offset() -> u8 {
			1
		}
	}

	impl cumulus_primitives_core::KeyToIncludeInRelayProof<Block> for Runtime {
		fn keys_to_prove() -> cumulus_primitives_core::RelayProofRequest {
			// Collators include the relay chain's randomness without being asked.
			Default::default()
		}
	}

	impl cumulus_primitives_core::SchedulingV3EnabledApi<Block> for Runtime {
		fn scheduling_v3_enabled() -> bool {
			false
		}
	}

	impl cumulus_primitives_core::TargetBlockRate<Block> for Runtime {
		fn target_block_rate() -> u32 {
			BLOCK_PROCESSING_VELOCITY
		}
	}

	impl cumulus_primitives_core::CollectCollationInfo<Block> for Runtime {
		fn collect_collation_info(header: &<Block as BlockT>::Header) -> cumulus_primitives_core::CollationInfo {
			ParachainSystem::collect_collation_info(header)
		}
	}

	impl cumulus_primitives_core::GetParachainInfo<Block> for Runtime {
		fn parachain_id() -> cumulus_primitives_core::ParaId {
			ParachainInfo::parachain_id()
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(account: AccountId) -> Nonce {
			System::account_nonce(account)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance> for Runtime {
		fn query_info(
			uxt: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> pallet_transaction_payment_rpc_runtime_api::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_info(uxt, len)
		}
		fn query_fee_details(
			uxt: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> pallet_transaction_payment_rpc_runtime_api::FeeDetails<Balance> {
			TransactionPayment::query_fee_details(uxt, len)
		}
		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}
		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<Block, Balance, RuntimeCall> for Runtime {
		fn query_call_info(
			call: RuntimeCall,
			len: u32,
		) -> pallet_transaction_payment::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_call_info(call, len)
		}
		fn query_call_fee_details(call: RuntimeCall, len: u32) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_call_fee_details(call, len)
		}
		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}
		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_records::runtime_api::RecordsApi<Block> for Runtime {
		fn store(store: StoreId) -> Option<pallet_records::StoreInfo> {
			Records::store_info(store)
		}
		fn anchor(anchor: AnchorId) -> Option<pallet_records::AnchorInfo> {
			Records::anchor_info(anchor)
		}
		fn anchor_of(store: StoreId, root: H256) -> Option<AnchorId> {
			Records::anchor_of(store, root)
		}
		fn verify(
			anchor: AnchorId,
			index: u32,
			commitment: Commitment,
			proof: Vec<H256>,
		) -> Result<pallet_records::Verification, pallet_records::Unverified> {
			Records::verify(anchor, index, commitment, &proof)
		}
		fn trail(kind: TrailKind, subject: Vec<u8>, before: Option<H256>, limit: u32) -> Option<TrailPage> {
			let head = match trail_head(kind, &subject) {
				Some(head) => before.unwrap_or(head.head),
				// The head of a closed claim stands in its coverage's history, and a removed coverage's in its last event.
				None if matches!(kind, TrailKind::Claim | TrailKind::Coverage) => before?,
				None => return None,
			};
			Some(trail::walk(trail::origin(kind, &subject), head, limit))
		}
	}

	impl pallet_consent::runtime_api::ConsentApi<Block, AccountId> for Runtime {
		fn check(subject: SubjectId, request: AccessRequest) -> AccessAnswer {
			<Consent as AccessControl>::check(subject, &request)
		}
		fn explain(subject: SubjectId, request: AccessRequest) -> pallet_consent::Explanation {
			Consent::explain(subject, &request)
		}
		fn directives(subject: SubjectId) -> Vec<pallet_consent::Directive<AccountId>> {
			Consent::directives_of(subject)
		}
		fn grant(grant: pallet_consent::GrantId) -> Option<pallet_consent::GrantInfo<AccountId>> {
			Consent::grant_info(grant)
		}
		fn representatives(subject: SubjectId) -> (Vec<pallet_consent::Proxy<AccountId>>, Option<Seconds>) {
			let file = Consent::file(subject);
			(file.proxies.into_inner(), file.incapacitated)
		}
		fn privacy_requests(
			subject: SubjectId,
		) -> Vec<(pallet_consent::PrivacyRequestId, pallet_consent::PrivacyRequestInfo)> {
			let requests = Consent::file(subject).requests.into_iter();
			requests.filter_map(|request| Some((request, Consent::describe_request(request)?))).collect()
		}
		fn base_policy(organization: OrganizationId) -> Option<pallet_consent::BasePolicy> {
			pallet_consent::Policies::<Runtime>::get(organization).map(|kept| kept.policy)
		}
		fn protocol(protocol: ProtocolId) -> Option<pallet_consent::ProtocolVersion> {
			let kept = pallet_consent::Protocols::<Runtime>::get(protocol)?;
			Some(pallet_consent::ProtocolVersion { protocol, version: kept.version })
		}
		fn emergencies(practitioner: SubjectId) -> pallet_consent::EmergencyInfo {
			Consent::describe_emergencies(practitioner)
		}
	}

	impl pallet_credentials::runtime_api::CredentialsApi<Block> for Runtime {
		fn check(
			holder: Holder,
			schema: SchemaId,
			scope: Option<CodeId>,
			at: Option<Seconds>,
		) -> pallet_credentials::CheckAnswer {
			Credentials::check_answer(holder, schema, scope, at)
		}
		fn status(
			credential: pallet_credentials::CredentialId,
			at: Option<Seconds>,
		) -> Option<pallet_credentials::CredentialInfo> {
			Credentials::status(credential, at)
		}
		fn held(
			holder: Holder,
			schema: Option<SchemaId>,
		) -> Vec<(SchemaId, Vec<pallet_credentials::Held>)> {
			Credentials::held(holder, schema)
		}
		fn issuer(schema: SchemaId, organization: OrganizationId) -> Option<pallet_credentials::IssuerInfo> {
			Credentials::issuer(schema, organization)
		}
		fn schema(
			schema: SchemaId,
			version: Option<pallet_credentials::Version>,
		) -> Option<pallet_credentials::SchemaInfo> {
			Credentials::schema(schema, version)
		}
		fn source(source: pallet_credentials::SourceId) -> Option<pallet_credentials::PrimarySource> {
			Credentials::source(source)
		}
		fn expiring(holders: Vec<Holder>, within: Seconds) -> pallet_credentials::LapsingPage {
			Credentials::expiring(holders, within)
		}
		fn issued_expiring(
			issuer: OrganizationId,
			within: Seconds,
			from: Option<pallet_credentials::CredentialId>,
			limit: u32,
		) -> pallet_credentials::LapsingPage {
			Credentials::issued_expiring(issuer, within, from, limit)
		}
		fn status_list(list: pallet_credentials::ListId) -> Option<pallet_credentials::StatusListInfo> {
			Credentials::status_list(list)
		}
		fn status_list_bits(list: pallet_credentials::ListId) -> Option<Vec<u8>> {
			Credentials::status_list_bits(list)
		}
		fn status_list_chunk(list: pallet_credentials::ListId, chunk: u16) -> Option<Vec<u8>> {
			Credentials::status_list_chunk(list, chunk)
		}
	}

	impl pallet_drug_provenance::runtime_api::ProvenanceApi<Block> for Runtime {
		fn verify(query: pallet_drug_provenance::VerifyQuery) -> pallet_drug_provenance::VerifyAnswer {
			DrugProvenance::verify(query)
		}
		fn unit(unit: UnitId) -> Option<pallet_drug_provenance::UnitInfo> {
			DrugProvenance::unit_info(&unit)
		}
		fn dispense(unit: UnitId, n: u32) -> Option<pallet_drug_provenance::Dispense> {
			pallet_drug_provenance::Dispenses::<Runtime>::get(unit, n)
		}
		fn lot(lot: pallet_drug_provenance::LotId) -> Option<pallet_drug_provenance::LotInfo> {
			DrugProvenance::lot_info(lot)
		}
		fn container(container: Sscc18) -> Option<pallet_drug_provenance::ContainerInfo> {
			DrugProvenance::container_info(container)
		}
		fn recalls(
			gtin: Gtin14,
			lot: Option<pallet_drug_provenance::LotNumber>,
		) -> Vec<pallet_drug_provenance::RecallInfo> {
			DrugProvenance::recalls_of(gtin, lot)
		}
		fn acknowledgement(
			recall: pallet_drug_provenance::Epoch,
			organization: OrganizationId,
		) -> Option<pallet_drug_provenance::Acknowledgement> {
			pallet_drug_provenance::Acknowledgements::<Runtime>::get(recall, organization)
		}
		fn product(gtin: Gtin14) -> Option<pallet_drug_provenance::Product> {
			pallet_drug_provenance::Products::<Runtime>::get(gtin)
		}
		fn shipment(shipment: pallet_drug_provenance::ShipmentId) -> Option<pallet_drug_provenance::Shipment> {
			pallet_drug_provenance::Shipments::<Runtime>::get(shipment)
		}
		fn responder(organization: OrganizationId) -> Option<pallet_drug_provenance::Responder> {
			pallet_drug_provenance::Responders::<Runtime>::get(organization)
		}
		fn is_trading_partner(organization: OrganizationId) -> bool {
			DrugProvenance::is_partner(organization)
		}
	}

	impl pallet_claims::runtime_api::ClaimsApi<Block, AccountId> for Runtime {
		fn eligibility(
			coverage: pallet_claims::CoverageId,
			at: Option<Seconds>,
			provider: Option<OrganizationId>,
			categories: Vec<CodeId>,
		) -> Option<pallet_claims::runtime_api::Eligibility<AccountId>> {
			Claims::eligibility(coverage, at, provider, categories)
		}
		fn predetermine(
			provider: OrganizationId,
			submission: pallet_claims::Submission,
		) -> Result<pallet_claims::runtime_api::Predetermination, DispatchError> {
			Claims::predetermine(provider, submission)
		}
		fn claim(claim: pallet_claims::ClaimId) -> Option<pallet_claims::Claim<AccountId>> {
			Claims::claim(claim)
		}
		fn authorization(
			authorization: pallet_claims::AuthorizationId,
		) -> Option<pallet_claims::Authorization<AccountId, ()>> {
			Claims::authorization(authorization)
		}
		fn plan(
			plan: pallet_claims::PlanId,
			version: Option<pallet_claims::PlanVersion>,
		) -> Option<(pallet_claims::Plan<()>, pallet_claims::PlanVersion, pallet_claims::PlanTerms)> {
			Claims::plan_and_terms(plan, version)
		}
		fn schedule(schedule: pallet_claims::ScheduleId) -> Option<pallet_claims::Schedule<()>> {
			Claims::schedule(schedule)
		}
		fn contract(payer: OrganizationId, provider: OrganizationId) -> pallet_claims::Contract {
			Claims::contract(payer, provider)
		}
		fn reserve(payer: OrganizationId, currency: pallet_claims::CurrencyId) -> pallet_claims::ReserveStatus {
			Claims::reserve_status(payer, currency)
		}
		fn conduct(payer: OrganizationId) -> pallet_claims::Conduct {
			Claims::conduct(payer)
		}
	}

	impl pallet_codes::runtime_api::CodesApi<Block> for Runtime {
		fn code(id: CodeId) -> Option<Code> {
			Codes::code(id)
		}
		fn lookup(kind: CodeKind, system: Vec<u8>, symbol: Vec<u8>) -> Option<CodeId> {
			Codes::lookup(kind, system, symbol)
		}
		fn page(kind: Option<CodeKind>, after: CodeId, limit: CodeId) -> pallet_codes::CodePage {
			Codes::page(kind, after, limit)
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
			build_state::<RuntimeGenesisConfig>(config)
		}
		fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, crate::genesis::get_preset)
		}
		fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
			crate::genesis::preset_names()
		}
	}

	#[cfg(feature = "try-runtime")]
	impl frame_try_runtime::TryRuntime<Block> for Runtime {
		fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
			match Executive::try_runtime_upgrade(checks) {
				Ok(weight) => (weight, crate::configs::RuntimeBlockWeights::get().max_block),
				Err(error) => panic!("the upgrade leaves a broken state: {error:?}"),
			}
		}
		fn execute_block(
			block: <Block as BlockT>::LazyBlock,
			state_root_check: bool,
			signature_check: bool,
			select: frame_try_runtime::TryStateSelect,
		) -> Weight {
			match Executive::try_execute_block(block, state_root_check, signature_check, select) {
				Ok(weight) => weight,
				Err(error) => panic!("the block breaks an invariant: {error:?}"),
			}
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	impl frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(
			extra: bool,
		) -> (Vec<frame_benchmarking::BenchmarkList>, Vec<frame_support::traits::StorageInfo>) {
			crate::benchmarks::metadata(extra)
		}
		#[allow(non_local_definitions)]
		fn dispatch_benchmark(
			config: frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
			crate::benchmarks::dispatch(config)
		}
	}
}
