//! Adjustment codes: group (X12 data element 1033), claim adjustment reason code (CARC, external code source 139) and
//! remittance advice remark code (RARC, external code source 411).
//!
//! The lists are X12's and grow several times a year, so a code is checked for its form, for the groups it goes with
//! and for whether it needs a remark, never against a copy of the list.

use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use scale_info::TypeInfo;

/// Who bears an adjustment.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
pub enum Group {
	/// Contractual obligation: the provider bears it.
	#[codec(index = 0)]
	CO,
	/// Patient responsibility.
	#[codec(index = 1)]
	PR,
	/// Other adjustment.
	#[codec(index = 2)]
	OA,
	/// Payer initiated reduction.
	#[codec(index = 3)]
	PI,
}

macro_rules! symbol {
	($(#[$doc:meta])* $name:ident, $len:literal, $check:expr, $what:literal) => {
		$(#[$doc])*
		#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
		pub struct $name([u8; $len]);

		impl $name {
			/// The code.
			pub fn as_str(&self) -> &str {
				let end = self.0.iter().position(|b| *b == 0).unwrap_or($len);
				self.0.get(..end).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or_default()
			}

			fn checked(bytes: [u8; $len]) -> Option<Self> {
				let end = bytes.iter().position(|b| *b == 0).unwrap_or($len);
				let (symbol, rest) = bytes.split_at_checked(end)?;
				let lawful: fn(&[u8]) -> bool = $check;
				(rest.iter().all(|b| *b == 0) && lawful(symbol)).then_some(Self(bytes))
			}
		}

		impl core::str::FromStr for $name {
			type Err = &'static str;

			fn from_str(text: &str) -> Result<Self, Self::Err> {
				let mut bytes = [0; $len];
				bytes.get_mut(..text.len()).ok_or($what)?.copy_from_slice(text.as_bytes());
				Self::checked(bytes).ok_or($what)
			}
		}

		impl Decode for $name {
			fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
				Self::checked(<[u8; $len]>::decode(input)?).ok_or_else(|| $what.into())
			}
		}

		impl core::fmt::Debug for $name {
			fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
				f.write_str(self.as_str())
			}
		}

		impl core::fmt::Display for $name {
			fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
				f.write_str(self.as_str())
			}
		}
	};
}

/// One or no capital letter and one to three digits, of which the first is no zero.
fn letter_and_digits(symbol: &[u8], letters: core::ops::RangeInclusive<usize>) -> bool {
	let count = symbol.iter().take_while(|b| b.is_ascii_uppercase()).count();
	let digits = symbol.get(count..).unwrap_or_default();
	letters.contains(&count)
		&& (1..=3).contains(&digits.len())
		&& digits.iter().all(u8::is_ascii_digit)
		&& digits.first() != Some(&b'0')
}

symbol! {
	/// Claim adjustment reason code, such as `45`, `A1` or `P12`.
	Carc, 4, |symbol| letter_and_digits(symbol, 0..=1), "a claim adjustment reason code is a number of up to three digits, or a letter and such a number"
}

symbol! {
	/// Remittance advice remark code, such as `M15`, `MA130` or `N674`.
	Rarc, 5, |symbol| letter_and_digits(symbol, 1..=2) || matches!(symbol, [b'M', b'A', b'0', b'1'..=b'9']), "a remittance advice remark code is M, MA or N and a number of up to three digits"
}

impl Carc {
	/// A code that is known to be well formed.
	const fn of(bytes: [u8; 4]) -> Self {
		Self(bytes)
	}

	/// Does the code say too little by itself, so that its text demands a remark code?
	pub fn needs_remark(&self) -> bool {
		matches!(
			self.as_str(),
			"16" | "96" | "129" | "148" | "226" | "227" | "234" | "237" | "251" | "252" | "267" | "A1"
		)
	}

	/// May it stand in this group? Only where the code's own text restricts it: most may stand in any.
	pub fn goes_with(&self, group: Group) -> bool {
		match self.as_str() {
			// CO where the workers' compensation rules of a state demand it.
			"18" => matches!(group, Group::OA | Group::CO),
			"23" => group == Group::OA,
			_ => true,
		}
	}
}

impl Rarc {
	/// A code that is known to be well formed.
	const fn of(bytes: [u8; 5]) -> Self {
		Self(bytes)
	}
}

/// The codes that the rules themselves give. What each means is X12's to say; here stands when it is given.
pub mod codes {
	use super::{Carc, Rarc};

	/// Deductible.
	pub const DEDUCTIBLE: Carc = Carc::of(*b"1\0\0\0");
	/// Coinsurance.
	pub const COINSURANCE: Carc = Carc::of(*b"2\0\0\0");
	/// Copayment.
	pub const COPAYMENT: Carc = Carc::of(*b"3\0\0\0");
	/// Information is missing or invalid; the remark says which.
	pub const INVALID_INFORMATION: Carc = Carc::of(*b"16\0\0");
	/// The same service was claimed before.
	pub const DUPLICATE: Carc = Carc::of(*b"18\0\0");
	/// What a prior payer paid and adjusted.
	pub const PRIOR_PAYER: Carc = Carc::of(*b"23\0\0");
	/// Served before the coverage began.
	pub const BEFORE_COVERAGE: Carc = Carc::of(*b"26\0\0");
	/// Served after the coverage ended.
	pub const AFTER_COVERAGE: Carc = Carc::of(*b"27\0\0");
	/// Filed too late.
	pub const FILED_LATE: Carc = Carc::of(*b"29\0\0");
	/// The lifetime maximum is reached.
	pub const LIFETIME_MAXIMUM: Carc = Carc::of(*b"35\0\0");
	/// The charge exceeds the fee schedule.
	pub const FEE_SCHEDULE: Carc = Carc::of(*b"45\0\0");
	/// The maximum for the period is reached.
	pub const PERIOD_MAXIMUM: Carc = Carc::of(*b"119\0");
	/// So many units are not supported by what was submitted.
	pub const FREQUENCY: Carc = Carc::of(*b"151\0");
	/// The diagnosis is not one that the benefit covers.
	pub const DIAGNOSIS: Carc = Carc::of(*b"167\0");
	/// The waiting period is not over.
	pub const WAITING_PERIOD: Carc = Carc::of(*b"179\0");
	/// The rendering provider may not perform the service.
	pub const NOT_LICENSED: Carc = Carc::of(*b"185\0");
	/// Prior authorisation is absent.
	pub const AUTHORIZATION_ABSENT: Carc = Carc::of(*b"197\0");
	/// Prior authorisation is exceeded.
	pub const AUTHORIZATION_EXCEEDED: Carc = Carc::of(*b"198\0");
	/// The plan does not cover the service.
	pub const NOT_COVERED: Carc = Carc::of(*b"204\0");
	/// The provider is not in the network, and the plan pays nobody else.
	pub const OUT_OF_NETWORK: Carc = Carc::of(*b"242\0");
	/// A reduction by law (sequestration).
	pub const SEQUESTRATION: Carc = Carc::of(*b"253\0");
	/// The supply was paid for before.
	pub const PREVIOUSLY_PAID: Carc = Carc::of(*b"B13\0");
	/// The provider was excluded on the date of service.
	pub const NOT_ELIGIBLE: Carc = Carc::of(*b"B7\0\0");
	/// Remark: the drug is not identified.
	pub const DRUG_IDENTIFICATION: Rarc = Rarc::of(*b"M119\0");
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn codes_should_be_read_and_written_alike() {
		for good in ["1", "45", "253", "A1", "B7", "B15", "P12"] {
			let code: Carc = good.parse().unwrap();
			assert_eq!(code.as_str(), good);
			assert_eq!(Carc::decode(&mut &code.encode()[..]), Ok(code));
		}
		for good in ["M15", "MA130", "N630", "N1", "MA01"] {
			let code: Rarc = good.parse().unwrap();
			assert_eq!(Rarc::decode(&mut &code.encode()[..]), Ok(code));
		}
	}

	#[test]
	fn what_is_no_code_should_be_refused() {
		for bad in ["", "0", "045", "1234", "a1", "AB1", "A", "4 5", "1\u{0}2", "45678"] {
			assert!(bad.parse::<Carc>().is_err(), "{bad:?}");
		}
		for bad in ["", "15", "M", "MAB1", "M0", "N6300", "n630"] {
			assert!(bad.parse::<Rarc>().is_err(), "{bad:?}");
		}
		assert!(Carc::decode(&mut &b"1\02\0"[..]).is_err());
		assert!(Carc::decode(&mut &[0u8; 4][..]).is_err());
	}

	#[test]
	fn the_codes_of_the_rules_should_be_well_formed_and_sufficient() {
		use codes::*;
		for code in [
			DEDUCTIBLE,
			COINSURANCE,
			COPAYMENT,
			INVALID_INFORMATION,
			DUPLICATE,
			PRIOR_PAYER,
			BEFORE_COVERAGE,
			AFTER_COVERAGE,
			FILED_LATE,
			LIFETIME_MAXIMUM,
			FEE_SCHEDULE,
			PERIOD_MAXIMUM,
			FREQUENCY,
			DIAGNOSIS,
			WAITING_PERIOD,
			NOT_LICENSED,
			AUTHORIZATION_ABSENT,
			AUTHORIZATION_EXCEEDED,
			NOT_COVERED,
			OUT_OF_NETWORK,
			SEQUESTRATION,
			PREVIOUSLY_PAID,
			NOT_ELIGIBLE,
		] {
			assert_eq!(code.as_str().parse(), Ok(code));
			// The one code of ours that needs a remark is always given with one (see `adjudication`).
			assert_eq!(code.needs_remark(), code == INVALID_INFORMATION, "{code}");
		}
		assert_eq!(DRUG_IDENTIFICATION.as_str().parse(), Ok(DRUG_IDENTIFICATION));
	}
}
