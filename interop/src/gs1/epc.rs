//! EPC URNs: `urn:epc:id:`, `urn:epc:class:` and `urn:epc:idpat:` (EPC Tag Data Standard, 6 to 8).
//!
//! In all of them the company prefix stands apart and the check digit is left out. A pattern is read where it names all
//! that belongs to one key (`*` in its last field).

use super::{carrier::checked, link::percent_decoded, lint, Elements, Gs1Error};

/// Read an EPC as the application identifiers that say the same.
pub fn epc(urn: &str) -> Result<Elements, Gs1Error> {
	let name = urn.strip_prefix("urn:epc:").ok_or(Gs1Error::UnknownSyntax)?;
	let mut parts = name.splitn(3, ':');
	let (Some(kind), Some(scheme), Some(body)) = (parts.next(), parts.next(), parts.next()) else {
		return Err(Gs1Error::UnknownEpc);
	};
	let any = match kind {
		"id" | "class" => false,
		"idpat" => true,
		_ => return Err(Gs1Error::UnknownEpc),
	};
	let lot = kind == "class";
	// The last field may have dots of its own, the others have none.
	let fields = match scheme {
		"sgtin" if !lot => 3,
		"lgtin" if lot => 3,
		"sgln" | "grai" | "gdti" | "sgcn" | "upui" | "cpi" if !lot => 3,
		"sscc" | "gsrn" | "gsrnp" | "gsin" | "pgln" | "giai" | "ginc" if !lot => 2,
		"itip" if !lot => 5,
		_ => return Err(Gs1Error::UnknownEpc),
	};
	let fields: Vec<&str> = body.splitn(fields, '.').collect();
	let field = |number: usize| fields.get(number).copied().unwrap_or_default();
	let (prefix, reference) = (field(0), field(1));
	let last = || match fields.as_slice() {
		[_, _, last] | [_, _, _, _, last] if any && *last == "*" => Ok(None),
		[_, _, last] | [_, _, _, _, last] if !any => qualifier(last).map(Some),
		_ => Err(Gs1Error::EpcSerial),
	};
	if matches!(scheme, "sscc" | "gsrn" | "gsrnp" | "gsin" | "pgln") && (any || reference.contains('.')) {
		return Err(Gs1Error::EpcSerial);
	}
	let mut elements = Elements::new();
	let mut put = |ai: &str, data: String| {
		elements.push((ai.into(), checked(ai, &data)?));
		Ok::<(), Gs1Error>(())
	};
	match scheme {
		"sgtin" | "lgtin" | "upui" => {
			let key = with_check_digit(prefix, reference, 13, true)?;
			let serial = last()?;
			put("01", key)?;
			let ai = match scheme {
				"sgtin" => "21",
				"lgtin" => "10",
				_ => "235",
			};
			if let Some(serial) = serial {
				put(ai, serial)?;
			}
		},
		"sscc" => put("00", with_check_digit(prefix, reference, 17, true)?)?,
		"sgln" => {
			let key = with_check_digit(prefix, reference, 12, false)?;
			let extension = last()?;
			put("414", key)?;
			// "0" says that there is none.
			if let Some(extension) = extension.filter(|extension| extension != "0") {
				put("254", extension)?;
			}
		},
		"pgln" => put("417", with_check_digit(prefix, reference, 12, false)?)?,
		"gsrn" => put("8018", with_check_digit(prefix, reference, 17, false)?)?,
		"gsrnp" => put("8017", with_check_digit(prefix, reference, 17, false)?)?,
		"gsin" => put("402", with_check_digit(prefix, reference, 16, false)?)?,
		"grai" => {
			let key = with_check_digit(prefix, reference, 12, false)?;
			put("8003", format!("0{key}{}", last()?.unwrap_or_default()))?;
		},
		"gdti" | "sgcn" => {
			let key = with_check_digit(prefix, reference, 12, false)?;
			let ai = if scheme == "gdti" { "253" } else { "255" };
			put(ai, format!("{key}{}", last()?.unwrap_or_default()))?;
		},
		"giai" | "ginc" => {
			company_prefix(prefix)?;
			let ai = if scheme == "giai" { "8004" } else { "401" };
			put(ai, format!("{prefix}{}", qualifier(reference)?))?;
		},
		"cpi" => {
			company_prefix(prefix)?;
			let serial = last()?;
			put("8010", format!("{prefix}{}", percent_decoded(reference).ok_or(Gs1Error::EpcSerial)?))?;
			if let Some(serial) = serial {
				put("8011", serial)?;
			}
		},
		_ => {
			let key = with_check_digit(prefix, reference, 13, true)?;
			let serial = last()?;
			put("8006", format!("{key}{}{}", field(2), field(3)))?;
			if let Some(serial) = serial {
				put("21", serial)?;
			}
		},
	}
	Ok(elements)
}

fn company_prefix(prefix: &str) -> Result<(), Gs1Error> {
	if (6..=12).contains(&prefix.len()) && prefix.bytes().all(|b| b.is_ascii_digit()) {
		Ok(())
	} else {
		Err(Gs1Error::EpcDigits)
	}
}

/// The key of so many digits, and its check digit, that company prefix and reference make. The indicator of a GTIN and
/// the extension digit of an SSCC stand in front of the company prefix (`leading`).
fn with_check_digit(prefix: &str, reference: &str, digits: usize, leading: bool) -> Result<String, Gs1Error> {
	company_prefix(prefix)?;
	let whole = prefix.len().checked_add(reference.len()) == Some(digits);
	if !whole || !reference.bytes().all(|b| b.is_ascii_digit()) {
		return Err(Gs1Error::EpcDigits);
	}
	let (front, back) = reference.split_at_checked(usize::from(leading)).ok_or(Gs1Error::EpcDigits)?;
	// Exactly one digit completes it.
	(0..10)
		.map(|digit| format!("{front}{prefix}{back}{digit}"))
		.find(|key| lint::check("csum", key) == Some(Ok(())))
		.ok_or(Gs1Error::EpcDigits)
}

/// A serial number, lot or extension of an EPC.
fn qualifier(text: &str) -> Result<String, Gs1Error> {
	// These must be percent-encoded in a URN.
	let plain = |b: u8| b == b'%' || (lint::in_set_82(b) && !b"\"&/<>?".contains(&b));
	let decoded = if text.bytes().all(plain) { percent_decoded(text) } else { None };
	decoded.filter(|decoded| !decoded.is_empty() && decoded.bytes().all(lint::in_set_82)).ok_or(Gs1Error::EpcSerial)
}
