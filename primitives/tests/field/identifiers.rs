use crate::data::field_data;
use salus_primitives::{Gln13, Gtin14, IdentifierError, Npi, Sscc18};

#[test]
fn npi_vectors_should_be_read_as_they_say() {
	let Some(path) = field_data("claims/npi/npi-vectors.json") else { return };
	#[derive(serde::Deserialize)]
	struct Vector {
		npi: String,
		luhn_valid: bool,
		cms_prefix_valid: bool,
	}
	let vectors: Vec<Vector> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
	for vector in &vectors {
		assert_eq!(vector.npi.parse::<Npi>().is_ok(), vector.luhn_valid && vector.cms_prefix_valid, "{}", vector.npi);
	}
	let good = vectors.iter().filter(|v| v.npi.parse::<Npi>().is_ok()).count();
	println!("NPI vectors: {good} read, {} refused", vectors.len() - good);
	assert!(!vectors.is_empty());
}

#[test]
fn gs1_check_digit_vectors_should_be_read_as_they_say() {
	let Some(path) = field_data("gs1/vectors/gs1-linter-vectors.json") else { return };
	#[derive(serde::Deserialize)]
	struct Vector {
		data: String,
		ok: bool,
		error: Option<String>,
	}
	let mut topics: serde_json::Map<String, serde_json::Value> =
		serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
	let vectors: Vec<Vector> = serde_json::from_value(topics.remove("csum").unwrap()).unwrap();
	let (mut read, mut refused, mut other) = (0, 0, 0);
	for Vector { data, ok, error } in &vectors {
		// The linter checks digits of any length; here the length says which kind it is.
		let answer = match data.len() {
			8 | 12 | 14 => data.parse::<Gtin14>().map(|_| ()),
			13 => data.parse::<Gtin14>().map(|_| ()).and(data.parse::<Gln13>().map(|_| ())),
			18 => data.parse::<Sscc18>().map(|_| ()),
			_ => {
				assert!(
					data.parse::<Gtin14>().is_err()
						&& data.parse::<Sscc18>().is_err()
						&& data.parse::<Gln13>().is_err()
				);
				other += 1;
				continue;
			},
		};
		match error.as_deref() {
			None => assert_eq!(answer, Ok(()), "{data}"),
			Some("INCORRECT_CHECK_DIGIT") => assert_eq!(answer, Err(IdentifierError::CheckDigit), "{data}"),
			Some("NON_DIGIT_CHARACTER") => assert_eq!(answer, Err(IdentifierError::Digit), "{data}"),
			Some(_) => assert!(answer.is_err(), "{data}"),
		}
		assert_eq!(answer.is_ok(), *ok);
		*(if *ok { &mut read } else { &mut refused }) += 1;
	}
	println!("GS1 check digit vectors: {read} read, {refused} refused, {other} of a length that no key has (refused)");
	assert!(!vectors.is_empty());
}
