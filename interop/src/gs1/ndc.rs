//! US National Drug Codes: ten digits as labeller, product and package (4-4-2, 5-3-2, 5-4-1), or eleven (5-4-2).
//!
//! The ten digits are what a GTIN carries (GS1 US: `0` or a packaging indicator, `03`, the ten digits, a check digit).
//! Eleven digits come from filling one of the three parts with a zero; which one, the digits alone do not say.

use super::lint;
use salus_primitives::Gtin14;

/// A National Drug Code whose parts are known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ndc {
	labeler: u32,
	product: u32,
	package: u32,
	form: Form,
}

/// How many digits each part has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
	/// 4-4-2.
	ShortLabeler,
	/// 5-3-2.
	ShortProduct,
	/// 5-4-1.
	ShortPackage,
}

impl Form {
	const ALL: [Self; 3] = [Self::ShortLabeler, Self::ShortProduct, Self::ShortPackage];

	const fn digits(self) -> [usize; 3] {
		match self {
			Self::ShortLabeler => [4, 4, 2],
			Self::ShortProduct => [5, 3, 2],
			Self::ShortPackage => [5, 4, 1],
		}
	}
}

/// Why a text is not a National Drug Code, or not one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NdcError {
	/// Not the digits, or not in the groups, of a National Drug Code.
	#[error("not 4-4-2, 5-3-2, 5-4-1 or 5-4-2 digits")]
	Form,
	/// More than one part has a leading zero, or digits without hyphens: it could be several codes.
	#[error("several National Drug Codes could be meant")]
	Ambiguous,
	/// In eleven digits none of the three parts begins with the zero that fills it.
	#[error("none of its parts is filled with a zero")]
	Unfilled,
	/// The GTIN was not made of a National Drug Code.
	#[error("the GTIN does not carry a National Drug Code")]
	Foreign,
}

impl Ndc {
	/// Read a code with hyphens, ten digits or eleven. Eleven are taken only when they can mean one code.
	pub fn read(text: &str) -> Result<Self, NdcError> {
		let parts: Vec<&str> = text.split('-').collect();
		let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
		let [labeler, product, package] = parts.as_slice() else { return Err(Self::bare(text)) };
		if !parts.iter().all(digits) {
			return Err(NdcError::Form);
		}
		let lengths = [labeler.len(), product.len(), package.len()];
		if lengths == [5, 4, 2] {
			return one(Self::of_eleven(&parts.concat()));
		}
		let form = Form::ALL.into_iter().find(|form| form.digits() == lengths).ok_or(NdcError::Form)?;
		Self::new(form, labeler, product, package).ok_or(NdcError::Form)
	}

	/// Digits alone never say where the parts end.
	fn bare(text: &str) -> NdcError {
		if matches!(text.len(), 10 | 11) && text.bytes().all(|b| b.is_ascii_digit()) {
			NdcError::Ambiguous
		} else {
			NdcError::Form
		}
	}

	fn new(form: Form, labeler: &str, product: &str, package: &str) -> Option<Self> {
		Some(Self {
			labeler: labeler.parse().ok()?,
			product: product.parse().ok()?,
			package: package.parse().ok()?,
			form,
		})
	}

	/// Every code that these eleven digits (5-4-2, filled with one zero) can mean.
	pub fn of_eleven(digits: &str) -> Vec<Self> {
		let filled = |form: &Form| {
			let (labeler, rest) = digits.split_at_checked(5)?;
			let (product, package) = rest.split_at_checked(4)?;
			let without = |part: &'_ str| part.strip_prefix('0').map(ToOwned::to_owned);
			match form {
				Form::ShortLabeler => Self::new(*form, &without(labeler)?, product, package),
				Form::ShortProduct => Self::new(*form, labeler, &without(product)?, package),
				Form::ShortPackage => Self::new(*form, labeler, product, &without(package)?),
			}
		};
		let lawful = digits.len() == 11 && digits.bytes().all(|b| b.is_ascii_digit());
		Form::ALL.iter().filter(|_| lawful).filter_map(filled).collect()
	}

	/// The ten digits, without hyphens.
	pub fn ten(&self) -> String {
		let [labeler, product, package] = self.form.digits();
		format!("{:0labeler$}{:0product$}{:0package$}", self.labeler, self.product, self.package)
	}

	/// The eleven digits of claims (45 CFR 162.1002), without hyphens.
	pub fn eleven(&self) -> String {
		format!("{:05}{:04}{:02}", self.labeler, self.product, self.package)
	}

	/// The GTIN of a package: indicator 0 is the unit itself, 1 to 8 are packages of it.
	pub fn gtin(&self, indicator: u8) -> Option<Gtin14> {
		let payload = format!("{indicator}03{}", self.ten());
		(0..10)
			.map(|digit| format!("{payload}{digit}"))
			.find(|key| lint::check("csum", key) == Some(Ok(())))
			.and_then(|key| key.parse().ok())
	}
}

impl std::fmt::Display for Ndc {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		let [labeler, product, package] = self.form.digits();
		write!(f, "{:0labeler$}-{:0product$}-{:0package$}", self.labeler, self.product, self.package)
	}
}

/// The one code that is meant, if it is one.
fn one(codes: Vec<Ndc>) -> Result<Ndc, NdcError> {
	match codes.as_slice() {
		[] => Err(NdcError::Unfilled),
		[code] => Ok(*code),
		_ => Err(NdcError::Ambiguous),
	}
}

/// The ten digits of the National Drug Code that a GTIN carries; where its parts end, it does not say.
pub fn ten_digits(gtin: Gtin14) -> Result<String, NdcError> {
	let text = gtin.to_string();
	match (text.get(1..3), text.get(3..13)) {
		(Some("03"), Some(ten)) => Ok(ten.to_owned()),
		_ => Err(NdcError::Foreign),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn each_form_should_give_its_ten_and_eleven_digits_and_its_gtin() {
		for (text, ten, eleven, gtin) in [
			("0002-1200-30", "0002120030", "00002120030", "00300021200305"),
			("61570-045-10", "6157004510", "61570004510", "00361570045106"),
			("12345-6789-1", "1234567891", "12345678901", "00312345678913"),
		] {
			let ndc = Ndc::read(text).unwrap();
			assert_eq!((ndc.to_string().as_str(), ndc.ten().as_str(), ndc.eleven().as_str()), (text, ten, eleven));
			assert_eq!(ndc.gtin(0).unwrap().to_string(), gtin);
			assert_eq!(ten_digits(gtin.parse().unwrap()).as_deref(), Ok(ten));
		}
	}

	#[test]
	fn what_could_mean_several_codes_should_be_refused() {
		assert_eq!(Ndc::read("61570-0045-10").unwrap().to_string(), "61570-045-10");
		assert_eq!(Ndc::read("00002-0123-04"), Err(NdcError::Ambiguous));
		assert_eq!(Ndc::of_eleven("00002012304").len(), 3);
		assert_eq!(Ndc::read("12345-6789-12"), Err(NdcError::Unfilled));
		assert_eq!(Ndc::read("6157004510"), Err(NdcError::Ambiguous));
		for text in ["", "1-2-3", "0002-1200", "0002-1200-3x", "0002-120-30", "000212003", "0002--30"] {
			assert_eq!(Ndc::read(text), Err(NdcError::Form), "{text}");
		}
		assert_eq!(ten_digits("09520123456788".parse().unwrap()), Err(NdcError::Foreign));
	}
}
