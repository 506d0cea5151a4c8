//! Indices and prefixes are wire format: transactions, events and clients depend on them. Append, never renumber.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, missing_docs)]

use frame_metadata_reader::*;

/// Reads the metadata the way a client does.
mod frame_metadata_reader {
	use salus_runtime::Runtime;
	use scale_info::{form::PortableForm, TypeDef, Variant};

	pub struct Pallet {
		pub name: String,
		pub index: u8,
		pub prefix: Option<String>,
		pub calls: Vec<(u8, String)>,
		pub errors: Vec<(u8, String)>,
	}

	fn variants(types: &scale_info::PortableRegistry, ty: u32) -> Vec<(u8, String)> {
		match &types.resolve(ty).expect("the type is registered").type_def {
			TypeDef::Variant(v) => {
				v.variants.iter().map(|v: &Variant<PortableForm>| (v.index, v.name.clone())).collect()
			},
			_ => panic!("calls and errors are enums"),
		}
	}

	pub fn pallets() -> Vec<Pallet> {
		let prefixed = sp_io::TestExternalities::default().execute_with(Runtime::metadata);
		let frame_metadata::RuntimeMetadata::V14(v14) = prefixed.1 else { panic!("metadata version 14") };
		v14.pallets
			.iter()
			.map(|p| Pallet {
				name: p.name.clone(),
				index: p.index,
				prefix: p.storage.as_ref().map(|s| s.prefix.clone()),
				calls: p.calls.as_ref().map_or(Vec::new(), |c| variants(&v14.types, c.ty.id)),
				errors: p.error.as_ref().map_or(Vec::new(), |e| variants(&v14.types, e.ty.id)),
			})
			.collect()
	}
}

#[test]
fn pallet_indices_should_never_change() {
	let expected = [
		("System", 0),
		("ParachainSystem", 1),
		("Timestamp", 2),
		("ParachainInfo", 3),
		("WeightReclaim", 4),
		("Balances", 10),
		("TransactionPayment", 11),
		("Assets", 12),
		("AssetsHolder", 13),
		("Authorship", 20),
		("CollatorSelection", 21),
		("Session", 22),
		("Aura", 23),
		("AuraExt", 24),
		("Council", 30),
		("TechnicalCommittee", 31),
		("Whitelist", 32),
		("Preimage", 33),
		("Scheduler", 34),
		("TxPause", 35),
		("Governance", 36),
		("Utility", 40),
		("Multisig", 41),
		("Proxy", 42),
		("MultiBlockMigrations", 43),
		("Organizations", 50),
		("Subjects", 51),
		("Sponsorship", 52),
		("Attestation", 53),
		("Records", 54),
		("Consent", 55),
		("Credentials", 56),
		("DrugProvenance", 57),
		("Claims", 58),
		("Codes", 59),
	];
	let found: Vec<(String, u8)> = pallets().into_iter().map(|p| (p.name, p.index)).collect();
	assert_eq!(found, expected.map(|(name, index)| (name.to_string(), index)));
}

#[test]
fn calls_errors_and_storage_prefixes_of_our_pallets_should_only_be_appended_to() {
	let pinned = include_str!("wire_format.txt");
	let ours = [
		"Governance",
		"Organizations",
		"Subjects",
		"Sponsorship",
		"Attestation",
		"Records",
		"Consent",
		"Credentials",
		"DrugProvenance",
		"Claims",
		"Codes",
	];
	let mut now = String::new();
	for pallet in pallets().into_iter().filter(|p| ours.contains(&p.name.as_str())) {
		now.push_str(&format!("storage {} {}\n", pallet.name, pallet.prefix.unwrap_or_default()));
		for (index, name) in pallet.calls {
			now.push_str(&format!("call {} {index} {name}\n", pallet.name));
		}
		for (index, name) in pallet.errors {
			now.push_str(&format!("error {} {index} {name}\n", pallet.name));
		}
	}
	if std::env::var_os("SALUS_PIN_WIRE_FORMAT").is_some() {
		std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wire_format.txt"), &now)
			.expect("the file can be written");
		return;
	}
	let lost: Vec<&str> = pinned.lines().filter(|line| !now.lines().any(|n| n == *line)).collect();
	assert!(lost.is_empty(), "clients depend on these: {lost:#?}");
	let added: Vec<&str> = now.lines().filter(|line| !pinned.lines().any(|p| p == *line)).collect();
	assert!(added.is_empty(), "new: pin them by running this test with SALUS_PIN_WIRE_FORMAT=1: {added:#?}");
}
