//! What somebody asks about, named by a code or by its parts.

use super::{dictionary, elements, Gs1Error};
use salus_primitives::{Gtin14, LotNumber, Serial, Sscc18};

/// The parts of a code by which the chain knows something.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Named {
	/// AI 01.
	pub gtin: Option<Gtin14>,
	/// AI 21.
	pub serial: Option<Serial>,
	/// AI 10.
	pub lot: Option<LotNumber>,
	/// AI 17: year, month, day.
	pub expiry: Option<(u64, u64, u64)>,
	/// AI 00.
	pub sscc: Option<Sscc18>,
}

impl Named {
	/// Read a code in any syntax, in full: also what may not stand together. Years of two digits are within fifty years of
	/// `this_year`.
	pub fn of_code(code: &str, this_year: u64) -> Result<Self, Gs1Error> {
		let elements = elements(code)?;
		dictionary::associations(&elements)?;
		let data = |ai: &str| elements.iter().find(|(other, _)| other == ai).map(|(_, data)| data.as_str());
		let text = |ai: &str| {
			let broken = |_| Gs1Error::Length(ai.into());
			data(ai).map(|data| data.parse::<Serial>().map_err(broken)).transpose()
		};
		Ok(Self {
			gtin: data("01").and_then(|gtin| gtin.parse().ok()),
			serial: text("21")?,
			lot: text("10")?,
			expiry: data("17").and_then(|day| super::day(day, this_year)),
			sscc: data("00").and_then(|sscc| sscc.parse().ok()),
		})
	}

	/// Both together; the part that they contradict each other about.
	pub fn with(self, other: Self) -> Result<Self, &'static str> {
		fn one<T: PartialEq>(a: Option<T>, b: Option<T>, field: &'static str) -> Result<Option<T>, &'static str> {
			match (a, b) {
				(Some(a), Some(b)) if a != b => Err(field),
				(a, b) => Ok(a.or(b)),
			}
		}
		Ok(Self {
			gtin: one(self.gtin, other.gtin, "gtin")?,
			serial: one(self.serial, other.serial, "serial")?,
			lot: one(self.lot, other.lot, "lot")?,
			expiry: one(self.expiry, other.expiry, "expiry")?,
			sscc: one(self.sscc, other.sscc, "sscc")?,
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn code_should_name_unit_lot_and_expiry() {
		let named = Named::of_code("]d2010952012345678810L1\u{1d}1728020021S1", 2026).unwrap();
		assert_eq!(named.gtin.unwrap().to_string(), "09520123456788");
		assert_eq!(named.serial.as_ref().unwrap().as_str(), "S1");
		assert_eq!(named.lot.as_ref().unwrap().as_str(), "L1");
		assert_eq!((named.expiry, named.sscc), (Some((2028, 2, 29)), None), "day 00 is the last of the month");
		let link = Named::of_code("https://id.gs1.org/01/09520123456788/10/L1/21/S1?17=280229", 2026).unwrap();
		assert_eq!(link, named);
		let case = Named::of_code("(00)095201234567891235", 2026).unwrap();
		assert_eq!(case.sscc.unwrap().to_string(), "095201234567891235");
	}

	#[test]
	fn parts_that_contradict_the_code_should_be_named() {
		let code = Named::of_code("(01)09520123456788(21)S1", 2026).unwrap();
		let other = Named { serial: "S2".parse().ok(), ..Named::default() };
		assert_eq!(other.with(code.clone()), Err("serial"));
		let more = Named { lot: "L1".parse().ok(), ..Named::default() };
		assert_eq!(more.with(code).unwrap().lot.unwrap().as_str(), "L1");
	}
}
