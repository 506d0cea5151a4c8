//! Amounts: decimal text on the one side, integers in minor units of a currency on the other. Never a float between.

use super::currency::Currency;
use std::cmp::Ordering;

/// A decimal number exactly as it was written: `digits × 10^-scale`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decimal {
	digits: i128,
	scale: u32,
}

/// Why an amount cannot be held.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AmountError {
	/// Not a decimal number, or one of more digits than anybody owns.
	#[error("not a decimal number of at most 24 digits")]
	NotDecimal,
	/// A part of a minor unit.
	#[error("more decimals than the currency has")]
	TooManyDecimals,
	/// Less than nothing.
	#[error("a negative amount")]
	Negative,
	/// More than 64 bits of minor units.
	#[error("an amount beyond 64 bits of minor units")]
	TooLarge,
}

/// The most digits: products of three such numbers are still exact.
const DIGITS: usize = 24;

impl Decimal {
	/// One.
	pub const ONE: Self = Self { digits: 1, scale: 0 };
	/// Nothing.
	pub const ZERO: Self = Self { digits: 0, scale: 0 };

	/// Read `-12.50`, `.5`, `1E3`.
	pub fn read(text: &str) -> Result<Self, AmountError> {
		let (number, exponent) = match text.split_once(['e', 'E']) {
			Some((number, exponent)) => (number, exponent.parse::<i32>().map_err(|_| AmountError::NotDecimal)?),
			None => (text, 0),
		};
		let (negative, number) = match number.strip_prefix('-') {
			Some(rest) => (true, rest),
			None => (false, number),
		};
		let (whole, part) = number.split_once('.').unwrap_or((number, ""));
		let all = format!("{whole}{part}");
		let lawful = !all.is_empty() && all.bytes().all(|b| b.is_ascii_digit());
		if !lawful || all.trim_start_matches('0').len() > DIGITS || part.len() > DIGITS || exponent.unsigned_abs() > 24
		{
			return Err(AmountError::NotDecimal);
		}
		let digits: i128 = all.parse().map_err(|_| AmountError::NotDecimal)?;
		let scale = i32::try_from(part.len()).ok().and_then(|scale| scale.checked_sub(exponent));
		let mut read = Self { digits: if negative { digits.saturating_neg() } else { digits }, scale: 0 };
		match scale {
			Some(scale) if scale >= 0 => read.scale = scale.unsigned_abs(),
			Some(scale) => {
				let factor = 10i128.checked_pow(scale.unsigned_abs()).ok_or(AmountError::NotDecimal)?;
				read.digits = read.digits.checked_mul(factor).ok_or(AmountError::NotDecimal)?;
			},
			None => return Err(AmountError::NotDecimal),
		}
		Ok(read.short())
	}

	/// Without the zeros at its end.
	fn short(mut self) -> Self {
		while self.scale > 0 && self.digits % 10 == 0 {
			self.digits /= 10;
			self.scale = self.scale.saturating_sub(1);
		}
		self
	}

	/// The product, exactly; `None` where it has more digits than there is room for.
	pub fn times(self, other: Self) -> Option<Self> {
		let digits = self.digits.checked_mul(other.digits)?;
		Some(Self { digits, scale: self.scale.checked_add(other.scale)? }.short())
	}

	/// Is it less than nothing?
	pub fn is_negative(self) -> bool {
		self.digits < 0
	}

	/// In minor units, exactly.
	pub fn minor(self, currency: Currency) -> Result<u64, AmountError> {
		u64::try_from(self.signed_minor(currency)?).map_err(|_| AmountError::Negative)
	}

	/// In minor units, exactly, with its sign.
	pub fn signed_minor(self, currency: Currency) -> Result<i64, AmountError> {
		let decimals = u32::from(currency.decimals);
		let up = decimals.checked_sub(self.scale).ok_or(AmountError::TooManyDecimals)?;
		let factor = 10i128.checked_pow(up).ok_or(AmountError::TooLarge)?;
		let minor = self.digits.checked_mul(factor).ok_or(AmountError::TooLarge)?;
		i64::try_from(minor).map_err(|_| AmountError::TooLarge)
	}

	/// The nearest minor units on either side: one number where it is exact.
	pub fn nearest_minor(self, currency: Currency) -> Option<(i128, i128)> {
		let decimals = u32::from(currency.decimals);
		match self.scale.checked_sub(decimals) {
			None | Some(0) => {
				let up = decimals.checked_sub(self.scale)?;
				let exact = self.digits.checked_mul(10i128.checked_pow(up)?)?;
				Some((exact, exact))
			},
			Some(down) => {
				let unit = 10i128.checked_pow(down)?;
				let (below, rest) = (self.digits.div_euclid(unit), self.digits.rem_euclid(unit));
				let above = below.checked_add(1)?;
				Some(match rest.checked_mul(2)?.cmp(&unit) {
					Ordering::Less => (below, below),
					Ordering::Greater => (above, above),
					Ordering::Equal => (below, above),
				})
			},
		}
	}

	/// As a whole number.
	pub fn whole(self) -> Option<i128> {
		(self.scale == 0).then_some(self.digits)
	}
}

/// Write minor units as a decimal with all decimals of the currency: `125.00`.
pub fn write(minor: i128, currency: Currency) -> String {
	let decimals = usize::from(currency.decimals);
	let digits = format!("{:0>width$}", minor.unsigned_abs(), width = decimals.saturating_add(1));
	let sign = if minor < 0 { "-" } else { "" };
	match digits.len().checked_sub(decimals).and_then(|at| digits.split_at_checked(at)) {
		Some((whole, part)) if !part.is_empty() => format!("{sign}{whole}.{part}"),
		_ => format!("{sign}{digits}"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::claims::currency;

	fn usd() -> Currency {
		currency::by_letters("USD").unwrap()
	}

	#[test]
	fn amount_should_become_minor_units_exactly_or_not_at_all() {
		let minor = |text: &str| Decimal::read(text).and_then(|decimal| decimal.minor(usd()));
		assert_eq!(minor("135.57"), Ok(13_557));
		assert_eq!(minor("135.570"), Ok(13_557));
		assert_eq!(minor("1.25e3"), Ok(125_000));
		assert_eq!(minor("1E+2"), Ok(10_000));
		assert_eq!(minor("125e-2"), Ok(125));
		assert_eq!(minor(".5"), Ok(50));
		assert_eq!(minor("0.07"), Ok(7));
		assert_eq!(minor("28.104"), Err(AmountError::TooManyDecimals));
		assert_eq!(minor("28.104000000000003"), Err(AmountError::TooManyDecimals));
		assert_eq!(minor("-1"), Err(AmountError::Negative));
		assert_eq!(minor("184467440737095516.16"), Err(AmountError::TooLarge));
		for bad in ["", ".", "-", "1,00", "1.0.0", "+1", "1e", "0x1", "NaN", "1e99", "9999999999999999999999999"] {
			assert_eq!(minor(bad), Err(AmountError::NotDecimal), "{bad}");
		}
		let yen = currency::by_letters("JPY").unwrap();
		assert_eq!(Decimal::read("100.0").unwrap().minor(yen), Ok(100));
		assert_eq!(Decimal::read("100.5").unwrap().minor(yen), Err(AmountError::TooManyDecimals));
		let dinar = currency::by_letters("KWD").unwrap();
		assert_eq!(Decimal::read("1.234").unwrap().minor(dinar), Ok(1_234));
	}

	#[test]
	fn product_should_be_exact() {
		let read = |text| Decimal::read(text).unwrap();
		assert_eq!(read("220.00").times(read("0.07")).unwrap().minor(usd()), Ok(1_540));
		let third = read("33.33").times(read("0.07")).unwrap();
		assert_eq!(third.minor(usd()), Err(AmountError::TooManyDecimals));
		assert_eq!(third.nearest_minor(usd()), Some((233, 233)));
		assert_eq!(read("0.125").nearest_minor(usd()), Some((12, 13)));
		assert_eq!(read("12.5").nearest_minor(usd()), Some((1_250, 1_250)));
	}

	#[test]
	fn amount_should_be_written_with_all_decimals() {
		assert_eq!(write(12_500, usd()), "125.00");
		assert_eq!(write(7, usd()), "0.07");
		assert_eq!(write(-105, usd()), "-1.05");
		assert_eq!(write(0, usd()), "0.00");
		assert_eq!(write(100, currency::by_letters("JPY").unwrap()), "100");
		for minor in [0u64, 1, 99, 100, 123_456_789] {
			let text = write(minor.into(), usd());
			assert_eq!(Decimal::read(&text).unwrap().minor(usd()), Ok(minor));
		}
	}
}
