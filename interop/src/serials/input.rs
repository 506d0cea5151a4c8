//! What packaging lines export: serial numbers, and what stands in what, line by line.

use super::{pad, Padded};
use crate::gs1::{self, Gs1Key};
use pallet_drug_provenance::{ItemId, LotId};
use salus_primitives::{Gtin14, Serial, Sscc18, UnitId};
use std::io::BufRead;

/// The longest line.
const MAX_LINE: u64 = 4_096;

/// The most serials that are read together: the most that a lot may have in ten batches.
const MAX_SERIALS: usize = 100_000_000;

/// How codes begin.
const CODES: [&str; 7] = ["^", "]", "(01)", "(00)", "urn:", "http:", "https:"];

/// A line, from 1, and what is wrong with it. Never its text: genuine serials do not belong into logs.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct InputError {
	/// Which line.
	pub line: u64,
	/// What is wrong.
	pub what: String,
}

/// Goes through the lines that say something: not empty, and no comment (`#` is no character of a serial).
fn lines(mut input: impl BufRead, mut each: impl FnMut(&str) -> Result<(), String>) -> Result<(), InputError> {
	let mut text = Vec::new();
	let mut line = 0u64;
	loop {
		text.clear();
		line = line.saturating_add(1);
		let wrong = |what: &str| InputError { line, what: what.into() };
		let mut limited = std::io::Read::take(&mut input, MAX_LINE);
		let read = limited.read_until(b'\n', &mut text).map_err(|error| wrong(&error.to_string()))?;
		if read == 0 {
			return Ok(());
		}
		if !text.ends_with(b"\n") && text.len() as u64 == MAX_LINE {
			return Err(wrong("the line is too long"));
		}
		let text = std::str::from_utf8(&text).map_err(|_| wrong("it is not text"))?;
		let text = if line == 1 { text.trim_start_matches('\u{feff}') } else { text };
		let text = text.trim_end_matches(['\n', '\r', ' ', '\t']);
		if !text.is_empty() && !text.starts_with('#') {
			each(text).map_err(|what| InputError { line, what })?;
		}
	}
}

/// Read serial numbers of a lot: one in each line, as it is, or as a code with GTIN and serial. Appends to `serials`, in
/// the order of the text.
pub fn read_serials(input: impl BufRead, (gtin, lot): &LotId, serials: &mut Vec<Padded>) -> Result<(), InputError> {
	lines(input, |text| {
		if serials.len() >= MAX_SERIALS {
			return Err("there are more serials than are read at once: commission the lot in several steps".into());
		}
		// A bare element string could be a serial, too, and is taken for one; what else begins like a code is one.
		let is_code = CODES.iter().any(|begin| text.starts_with(begin));
		let serial = if text.len() <= 20 && !is_code {
			text.parse().map_err(|_| "a serial has 1 to 20 characters of the GS1 character set 82")?
		} else {
			let elements = gs1::elements(text).map_err(|error| error.to_string())?;
			let keys = gs1::keys(&elements).map_err(|error| error.to_string())?;
			let [Gs1Key::TradeItem { gtin: of, lot: in_lot, serial: Some(serial) }] = keys.as_slice() else {
				return Err("not the code of a serialised trade item".into());
			};
			if of != gtin || in_lot.as_ref().is_some_and(|other| other != lot.as_str()) {
				return Err("it is of another product or lot".into());
			}
			serial.parse::<Serial>().map_err(|_| "not a serial number")?
		};
		serials.push(pad(&serial));
		Ok(())
	})
}

/// That something stands in a container.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
	/// In which one.
	pub container: Sscc18,
	/// What.
	pub child: ItemId,
}

/// Read what stands in what: `container,child` in each line. The container is an SSCC; the child an SSCC, a GTIN and a
/// serial (`container,GTIN,serial`), or a code.
pub fn read_packing(input: impl BufRead, mut each: impl FnMut(Line) -> Result<(), String>) -> Result<(), InputError> {
	fn sscc(text: &str) -> Result<Sscc18, String> {
		match text.parse() {
			Ok(sscc) => Ok(sscc),
			Err(error) => match item(text) {
				Ok(ItemId::Container(sscc)) => Ok(sscc),
				_ => Err(format!("not an SSCC: {error}")),
			},
		}
	}
	fn item(text: &str) -> Result<ItemId, String> {
		let elements = gs1::elements(text).map_err(|error| error.to_string())?;
		match gs1::keys(&elements).map_err(|error| error.to_string())?.as_slice() {
			[Gs1Key::TradeItem { gtin, serial: Some(serial), .. }] => {
				let serial = serial.parse().map_err(|_| "not a serial number")?;
				Ok(ItemId::Unit(UnitId { gtin: *gtin, serial }))
			},
			[Gs1Key::LogisticUnit { sscc }] => Ok(ItemId::Container(*sscc)),
			_ => Err("neither a serialised trade item nor a logistic unit".into()),
		}
	}
	lines(input, |text| {
		let (container, child) = text.split_once(',').ok_or("write `container,child`")?;
		let container = sscc(container)?;
		let is_sscc = child.len() == 18 && child.bytes().all(|b| b.is_ascii_digit());
		let child = match child.split_once(',') {
			// Serials have commas, too: whatever stands behind the second one is the serial.
			Some((gtin, serial)) if gtin.bytes().all(|b| b.is_ascii_digit()) => {
				let gtin: Gtin14 = gtin.parse().map_err(|error| format!("GTIN: {error}"))?;
				let serial = serial.parse().map_err(|_| "a serial has 1 to 20 characters of set 82")?;
				ItemId::Unit(UnitId { gtin, serial })
			},
			_ if is_sscc => ItemId::Container(sscc(child)?),
			_ => item(child)?,
		};
		each(Line { container, child })
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::serials::unpad;

	fn lot() -> LotId {
		("09520123456788".parse().unwrap(), "L1".parse().unwrap())
	}

	fn read(text: &str) -> Result<Vec<String>, InputError> {
		let mut serials = Vec::new();
		read_serials(text.as_bytes(), &lot(), &mut serials)?;
		Ok(serials.iter().map(|serial| unpad(serial).unwrap().as_str().to_owned()).collect())
	}

	#[test]
	fn serials_should_be_read_in_every_form_of_a_line() {
		let text = "\u{feff}# exported by line 3\r\nS2\r\n\nS1  \n(01)09520123456788(21)S3\n^010952012345678821S4\n\
			https://a.example/01/09520123456788/10/L1/21/S5\nurn:epc:id:sgtin:9520123.045678.S6\n0109520123456788,\nlast";
		assert_eq!(read(text).unwrap(), ["S2", "S1", "S3", "S4", "S5", "S6", "0109520123456788,", "last"]);
		assert_eq!(read("").unwrap(), [""; 0]);
	}

	#[test]
	fn line_that_is_no_serial_of_the_lot_should_be_named_and_not_repeated() {
		for (text, line, reason) in [
			("S1\nS 2\n", 2, "character set 82"),
			("(01)09520123456788(10)L2(21)S3\n", 1, "another product or lot"),
			("\n\n(01)09521321000018(21)S3secret\n", 3, "another product or lot"),
			("(01)09520123456788\n", 1, "serialised"),
			("(01)09520123456789(21)S3secret\n", 1, "INCORRECT_CHECK_DIGIT"),
			("a line of more than twenty\n", 1, "neither an element string"),
			("S1\n\u{e9}\n", 2, "character set 82"),
		] {
			let error = read(text).unwrap_err();
			assert_eq!(error.line, line, "{text:?}");
			assert!(error.what.contains(reason), "{text:?}: {error}");
			assert!(!error.to_string().contains("secret"));
		}
		assert_eq!(read(&"1".repeat(5_000)).unwrap_err().what, "the line is too long");
		let mut none = Vec::new();
		let error = read_serials(&b"\xff\n"[..], &lot(), &mut none).unwrap_err();
		assert_eq!(error.what, "it is not text");
	}

	#[test]
	fn packing_should_be_read_in_every_form_of_a_line() {
		let text = "# pallet, case\n095201234567891235,095201230000000011\n095201230000000011,09520123456788,S,1\n\
			(00)095201230000000011,(01)09520123456788(21)S2\n";
		let mut lines = Vec::new();
		read_packing(text.as_bytes(), |line| {
			lines.push(line);
			Ok(())
		})
		.unwrap();
		let (pallet, case) = ("095201234567891235".parse().unwrap(), "095201230000000011".parse().unwrap());
		let unit = |serial: &str| ItemId::Unit(UnitId { gtin: lot().0, serial: serial.parse().unwrap() });
		assert_eq!(
			lines,
			[
				Line { container: pallet, child: ItemId::Container(case) },
				Line { container: case, child: unit("S,1") },
				Line { container: case, child: unit("S2") },
			]
		);
		for (text, reason) in [
			("095201234567891235\n", "container,child"),
			("095201234567891236,095201230000000011\n", "SSCC"),
			("095201234567891235,095201230000000018\n", "SSCC"),
			("095201234567891235,09520123456789,S1\n", "GTIN"),
			("095201234567891235,S1\n", "neither an element string"),
			("095201234567891235,(01)09520123456788\n", "neither a serialised"),
		] {
			let error = read_packing(text.as_bytes(), |_| Ok(())).unwrap_err();
			assert!(error.what.contains(reason), "{text}: {error}");
		}
	}
}
