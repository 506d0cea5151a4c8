//! Breaks inputs on purpose, always in the same way for the same seed.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

pub mod documents;
pub mod targets;

use std::{env, fs, path::PathBuf};

/// The longest input.
const LONGEST: usize = 16 * 1_024;

/// What breaks parsers: the punctuation and the limits of the formats at hand.
const TOKENS: &[&[u8]] = &[
	b"{",
	b"}",
	b"[",
	b"]",
	b"\"",
	b"\\",
	b":",
	b",",
	b"null",
	b"true",
	b"-",
	b"0",
	b"00",
	b"1e999",
	b"-0.0",
	b"1.00",
	b"\\u0000",
	b"\\ud800",
	b"\\udc00",
	b"\xef\xbb\xbf",
	b"\xc3\xa9",
	b"\xff",
	b"\0",
	b"\n",
	b"9223372036854775808",
	b"18446744073709551616",
	b"../",
	b"//",
	b"%2e%2e%2f",
	b"?",
	b"#",
	b"\x1d",
	b"^",
	b"(01)",
	b"(21)",
	b"]C1",
	b"urn:epc:",
	b"https://id.gs1.org/01/",
	b"\xff\xff\xff\xff",
	b"\x03\xff\xff\xff\xff",
];

/// A generator of numbers (xorshift64*). Nothing here needs better ones, and it is the same on every machine.
pub struct Dice(u64);

impl Dice {
	/// Dice for a seed.
	pub fn new(seed: u64) -> Self {
		Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
	}

	/// A number below `end`; 0 when there is none.
	pub fn below(&mut self, end: usize) -> usize {
		self.0 ^= self.0 >> 12;
		self.0 ^= self.0 << 25;
		self.0 ^= self.0 >> 27;
		let number = (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize;
		number.checked_rem(end).unwrap_or(0)
	}

	/// A part of these bytes.
	fn part<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
		let start = self.below(bytes.len() + 1);
		let length = self.below(bytes.len() - start + 1);
		&bytes[start..start + length.min(64)]
	}
}

/// Break one of the inputs, with pieces of the others.
pub fn mutate(dice: &mut Dice, corpus: &[Vec<u8>]) -> Vec<u8> {
	let mut input = corpus[dice.below(corpus.len())].clone();
	// Every so often as it is: what is lawful must stay readable.
	for _ in 0..dice.below(6) {
		let at = dice.below(input.len() + 1);
		let piece = match dice.below(8) {
			0 if !input.is_empty() => {
				let at = dice.below(input.len());
				input[at] ^= 1 << dice.below(8);
				continue;
			},
			1 if !input.is_empty() => {
				let at = dice.below(input.len());
				input[at] = dice.below(256) as u8;
				continue;
			},
			2 => {
				let end = (at + 1 + dice.below(16)).min(input.len());
				input.drain(at..end);
				continue;
			},
			3 => {
				input.truncate(at);
				continue;
			},
			4 => dice.part(&input.clone()).to_vec(),
			5 => {
				let other = &corpus[dice.below(corpus.len())];
				dice.part(other).to_vec()
			},
			6 => TOKENS[dice.below(TOKENS.len())].repeat(1 + dice.below(4) * dice.below(40)),
			_ => TOKENS[dice.below(TOKENS.len())].to_vec(),
		};
		input.splice(at..at, piece);
	}
	input.truncate(LONGEST);
	input
}

/// Something that reads what strangers wrote.
pub struct Target {
	/// Its name.
	pub name: &'static str,
	/// Feed it; it says whether it took the input for lawful, and panics when something contradicts itself.
	pub feed: fn(&[u8]) -> bool,
	/// What to break.
	pub corpus: Vec<Vec<u8>>,
}

/// Every target.
pub fn all() -> Vec<Target> {
	let of = |name, feed, corpus| Target { name, feed, corpus };
	vec![
		of("canonical", targets::canonical, targets::canonical_corpus()),
		of("manifest", targets::manifest, targets::manifest_corpus()),
		of("paths", targets::paths, targets::paths_corpus()),
		of("identifiers", targets::identifiers, targets::identifiers_corpus()),
		of("scale", targets::scale, targets::scale_corpus()),
		of("anchors", targets::anchors, targets::anchors_corpus()),
		of("carriers", targets::carriers, targets::carriers_corpus()),
		of("fhir-identifiers", targets::fhir_identifiers, targets::fhir_identifiers_corpus()),
		of("consents", documents::consents, documents::consents_corpus()),
		of("credentials", documents::credentials, documents::credentials_corpus()),
		of("qualifications", documents::qualifications, documents::qualifications_corpus()),
		of("canonical-json", documents::canonical_json, documents::canonical_json_corpus()),
		of("status-lists", documents::status_lists, documents::status_lists_corpus()),
		of("texts", documents::texts, documents::texts_corpus()),
	]
}

/// A number from the environment.
fn setting(name: &str, default: u64) -> u64 {
	match env::var(name) {
		Ok(text) => text.parse().unwrap_or_else(|_| panic!("{name} must be a number, not {text:?}")),
		Err(_) => default,
	}
}

/// Feed a target. It says how many inputs it took for lawful, and fails when there was none: then nothing was tested
/// but its refusals.
pub fn run(name: &str, target: fn(&[u8]) -> bool, corpus: Vec<Vec<u8>>) {
	let (runs, seed) = (setting("SALUS_FUZZ_RUNS", 2_000), setting("SALUS_FUZZ_SEED", 1));
	assert!(!corpus.is_empty(), "{name}: a corpus is needed to begin with");
	let mut dice = Dice::new(seed);
	let mut lawful = 0u64;
	for n in 0..runs {
		let input = mutate(&mut dice, &corpus);
		match std::panic::catch_unwind(|| target(&input)) {
			Ok(taken) => lawful += u64::from(taken),
			Err(_) => {
				let hex: String = input.iter().map(|byte| format!("{byte:02x}")).collect();
				panic!("{name}: input {n} of seed {seed} fails: 0x{hex}");
			},
		}
	}
	println!("{name}: {runs} inputs from {} documents, {lawful} taken, {} refused", corpus.len(), runs - lawful);
	assert!(lawful > 0, "{name}: every input was refused");
	assert!(runs < 100 || lawful < runs, "{name}: no input was refused");
}

/// Documents of the test data whose names end like this, the smaller ones; says loudly when there are none.
pub fn data(folder: &str, ending: &str) -> Vec<Vec<u8>> {
	let root = env::var_os("SALUS_TEST_DATA").map(PathBuf::from);
	let root = root.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"));
	let mut paths: Vec<_> = match fs::read_dir(root.join(folder)) {
		Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
		Err(_) => {
			eprintln!("NO TEST DATA in {}: only the documents of our own are broken", root.join(folder).display());
			return Vec::new();
		},
	};
	paths.sort();
	let fitting = paths.iter().filter(|path| path.to_string_lossy().ends_with(ending));
	fitting.filter_map(|path| fs::read(path).ok()).filter(|bytes| bytes.len() <= LONGEST).collect()
}
