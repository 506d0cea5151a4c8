//! What `frame-omni-bencher` measures: see `scripts/weights.sh`.

use crate::{AllPalletsWithSystem, Runtime};
use alloc::{string::String, vec::Vec};
use codec::Encode;
use cumulus_pallet_session_benchmarking::Pallet as SessionBench;
use frame_benchmarking::{BenchmarkBatch, BenchmarkConfig, BenchmarkError, BenchmarkList};
use frame_support::traits::TrackedStorageKey;
use frame_support::traits::{StorageInfo, StorageInfoTrait, WhitelistedStorageKeys};
use frame_system_benchmarking::{extensions::Pallet as SystemExtensions, Pallet as SystemBench};

// Collective, whitelist, collator selection and tx-pause are not here: their benchmarks need origins or numbers of accounts
// that this chain does not have. Upstream's weights stand for them.
frame_benchmarking::define_benchmarks!(
	[frame_system, SystemBench::<Runtime>]
	[frame_system_extensions, SystemExtensions::<Runtime>]
	[cumulus_pallet_parachain_system, crate::ParachainSystem]
	[cumulus_pallet_weight_reclaim, crate::WeightReclaim]
	[pallet_timestamp, crate::Timestamp]
	[pallet_balances, crate::Balances]
	[pallet_transaction_payment, crate::TransactionPayment]
	[pallet_assets, crate::Assets]
	[pallet_preimage, crate::Preimage]
	[pallet_scheduler, crate::Scheduler]
	[pallet_utility, crate::Utility]
	[pallet_multisig, crate::Multisig]
	[pallet_proxy, crate::Proxy]
	[pallet_migrations, crate::MultiBlockMigrations]
	[pallet_session, SessionBench::<Runtime>]
	[pallet_governance, crate::Governance]
	[pallet_organizations, crate::Organizations]
	[pallet_subjects, crate::Subjects]
	[pallet_sponsorship, crate::Sponsorship]
	[pallet_attestation, crate::Attestation]
	[pallet_records, crate::Records]
	[pallet_consent, crate::Consent]
	[pallet_credentials, crate::Credentials]
	[pallet_drug_provenance, crate::DrugProvenance]
	[pallet_claims, crate::Claims]
	[pallet_codes, crate::Codes]
);

impl frame_system_benchmarking::Config for Runtime {
	fn setup_set_code_requirements(code: &Vec<u8>) -> Result<(), BenchmarkError> {
		let len = u32::try_from(code.len()).map_err(|_| BenchmarkError::Stop("code too large"))?;
		crate::ParachainSystem::initialize_for_set_code_benchmark(len);
		Ok(())
	}
	fn verify_set_code() {
		crate::System::assert_last_event(
			cumulus_pallet_parachain_system::Event::<Runtime>::ValidationFunctionStored.into(),
		);
	}
}
impl pallet_transaction_payment::BenchmarkConfig for Runtime {}
impl cumulus_pallet_session_benchmarking::Config for Runtime {
	fn generate_session_keys_and_proof(owner: Self::AccountId) -> (Self::Keys, Vec<u8>) {
		let generated = crate::SessionKeys::generate(&owner.encode(), None);
		(generated.keys, generated.proof.encode())
	}
}

/// Every benchmark there is.
pub fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
	let mut list = Vec::new();
	list_benchmarks!(list, extra);
	(list, AllPalletsWithSystem::storage_info())
}

/// Run one.
pub fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	let whitelist: Vec<TrackedStorageKey> = AllPalletsWithSystem::whitelisted_storage_keys();
	let mut batches = Vec::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	Ok(batches)
}
