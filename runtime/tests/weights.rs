//! What the files of measured weights say, as text: that each was measured, is nobody else's and fits a block.
#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	clippy::indexing_slicing,
	clippy::arithmetic_side_effects,
	missing_docs
)]

use frame_support::{dispatch::DispatchClass, weights::Weight};
use salus_runtime::Runtime;
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::{Path, PathBuf},
};

/// Pallets whose benchmarks need origins that this chain does not have: they keep upstream's weights.
const UPSTREAM: [&str; 4] = ["pallet_collator_selection", "pallet_collective", "pallet_whitelist", "pallet_tx_pause"];

/// Calls that nobody may make, so that there is nothing to measure; see `every_weight_should_be_measured`.
const NEVER: [(&str, &str); 1] = [("pallet_assets", "create")];

/// Of the components of a weight, how much there is of each at most.
type Most = BTreeMap<String, u64>;

struct Function {
	pallet: String,
	name: String,
	/// Its body without white space and comments.
	body: String,
	most: Most,
}

impl Function {
	/// Its weight at its worst.
	fn worst(&self) -> Weight {
		let db = <Runtime as frame_system::Config>::DbWeight::get();
		self.terms("Weight::from_parts(", |numbers| Weight::from_parts(numbers[0], numbers[1]))
			.saturating_add(self.terms(".reads(", |numbers| db.reads(numbers[0])))
			.saturating_add(self.terms(".writes(", |numbers| db.writes(numbers[0])))
	}

	/// The sum of terms that start like this, each as often as its component says.
	fn terms(&self, start: &str, weight: impl Fn(&[u64]) -> Weight) -> Weight {
		self.body.split(start).skip(1).fold(Weight::zero(), |sum, rest| {
			let (numbers, after) = rest.trim_start_matches('(').split_once(')').unwrap();
			let numbers = numbers.split(',').map(|number| number.trim().trim_end_matches("_u64").replace('_', ""));
			let numbers: Vec<u64> =
				numbers.filter(|number| !number.is_empty()).map(|number| number.parse().unwrap()).collect();
			let times = match after.strip_prefix(".saturating_mul(") {
				Some(times) => self.most[times.split_once(".into").unwrap().0],
				None => 1,
			};
			sum.saturating_add(weight(&numbers).saturating_mul(times))
		})
	}
}

fn root() -> PathBuf {
	let here = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").into());
	Path::new(&here).parent().unwrap().into()
}

/// Every file of weights of ours, by pallet.
fn files() -> BTreeMap<String, String> {
	let ours = fs::read_dir(root().join("pallets")).unwrap().map(|entry| entry.unwrap().path());
	let ours = ours.map(|path| {
		let name = path.file_name().unwrap().to_str().unwrap().replace('-', "_");
		(format!("pallet_{name}"), path.join("src/weights.rs"))
	});
	let upstream = fs::read_dir(root().join("runtime/src/weights")).unwrap().map(|entry| entry.unwrap().path());
	let upstream = upstream.map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path));
	let all = ours.chain(upstream.filter(|(name, _)| name != "mod"));
	all.map(|(name, path)| (name, fs::read_to_string(path).unwrap())).collect()
}

/// The functions of what the runtime uses: the first implementation in each file.
fn functions() -> Vec<Function> {
	let mut functions = Vec::new();
	for (pallet, text) in files() {
		let from = text.find("\nimpl<T").unwrap_or_else(|| panic!("{pallet} has weights"));
		let mut most = Most::new();
		let (mut name, mut body) = (None, String::new());
		for line in text[from..].lines().skip(2) {
			let code = line.trim();
			if let Some(component) = code.strip_prefix("/// The range of component `") {
				let (component, range) = component.split_once("` is `[").unwrap();
				let (_, end) = range.split_once(", ").unwrap();
				most.insert(component.into(), end.trim_end_matches("]`.").parse().unwrap());
			} else if line.starts_with("\tfn ") {
				name = Some(code[3..].split_once('(').unwrap().0.to_owned());
			} else if line == "\t}" {
				let name = name.take().unwrap();
				functions.push(Function {
					pallet: pallet.clone(),
					name,
					body: std::mem::take(&mut body),
					most: std::mem::take(&mut most),
				});
			} else if line == "}" {
				break;
			} else if !code.starts_with("//") && name.is_some() {
				body.push_str(code);
			}
		}
	}
	functions
}

#[test]
fn every_weight_should_be_measured() {
	for (pallet, text) in files() {
		let first: Vec<_> = text.lines().take(4).collect();
		assert_eq!(
			first[0],
			format!("//! Weights of `{pallet}`, measured. Written by `scripts/weights.sh`: do not edit.")
		);
		assert!(first[3].starts_with("//! Machine: "), "{pallet} does not say what it was measured on");
	}
	let functions = functions();
	let zero = functions.iter().filter(|function| function.worst().ref_time() == 0);
	let zero: Vec<_> = zero.map(|function| (function.pallet.as_str(), function.name.as_str())).collect();
	// Its origin is never given, so that it is refused before it does anything.
	assert_eq!(zero, NEVER);
	assert!(functions.len() > 300, "only {} weights were read", functions.len());
}

#[test]
fn no_weight_should_be_a_copy_of_another_pallets() {
	let mut seen = BTreeMap::<String, String>::new();
	for Function { pallet, name, body, .. } in functions() {
		// Of what takes next to nothing, two may well be alike.
		if !body.contains("reads(") {
			continue;
		}
		if let Some(other) = seen.insert(body, pallet.clone()) {
			assert_eq!(other, pallet, "{name} is in both");
		}
	}
	assert!(seen.len() > 200, "only {} weights were compared", seen.len());
}

#[test]
fn every_call_should_fit_into_a_block() {
	let weights = <Runtime as frame_system::Config>::BlockWeights::get();
	let most = weights.get(DispatchClass::Normal).max_extrinsic.unwrap();
	for function in functions() {
		let worst = function.worst();
		assert!(worst.all_lte(most), "{}::{}: {worst} of {most}", function.pallet, function.name);
	}
}

#[test]
fn every_pallet_of_the_runtime_should_have_measured_weights() {
	let files = files();
	let mut used = BTreeSet::new();
	for entry in fs::read_dir(root().join("runtime/src/configs")).unwrap() {
		let text = fs::read_to_string(entry.unwrap().path()).unwrap();
		for configured in text.split("WeightInfo =").skip(1) {
			let configured = configured.split_once(';').unwrap().0;
			let name = |text: &str| text.split("::").next().unwrap().trim().to_owned();
			let pallet = match configured.split_once("crate::weights::") {
				Some((_, of)) => name(of),
				None => name(configured),
			};
			let measured = files.contains_key(&pallet);
			let excused = UPSTREAM.contains(&pallet.as_str());
			assert!(measured != excused, "{configured} is neither measured nor excused, or both");
			used.insert(pallet);
		}
	}
	let unused: Vec<_> = files.keys().filter(|pallet| !used.contains(*pallet)).collect();
	assert!(unused.is_empty(), "{unused:?} are used by nobody");
}
