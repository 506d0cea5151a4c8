//! The checks of the GS1 Barcode Syntax Dictionary, by the names and with the error codes that it gives them.
//!
//! A check says which rule the data break and where. One of them cannot be made here: whether a GS1 Company Prefix was
//! ever issued is known to GS1 alone, so `gcppos1` and `gcppos2` look at the form of the prefix only.

use super::lists;

/// Which rule data break, and where in them. Positions count characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fault {
	/// The rule, as the dictionary's reference calls it.
	pub code: &'static str,
	/// The first character that is wrong.
	pub start: usize,
	/// How many are.
	pub length: usize,
}

/// What a check says.
pub type Verdict = Result<(), Fault>;

fn fault<T>(code: &'static str, start: usize, length: usize) -> Result<T, Fault> {
	Err(Fault { code, start, length })
}

/// Refuse all of the data.
fn all<T>(code: &'static str, data: &str) -> Result<T, Fault> {
	fault(code, 0, data.len())
}

/// Check data with the check of this name; `None` when the dictionary has no such check.
pub fn check(name: &str, data: &str) -> Option<Verdict> {
	if !data.is_ascii() {
		// A character beyond ASCII is lawful nowhere. In its place stands one that is not either, so that bytes and
		// characters are the same from here on.
		let ascii: String = data.chars().map(|c| if c.is_ascii() { c } else { '\u{7f}' }).collect();
		return check(name, &ascii);
	}
	Some(match name {
		"couponcode" => coupon_code(data),
		"couponposoffer" => coupon_positive_offer(data),
		"cset39" => characters(data, "INVALID_CSET39_CHARACTER", in_set_39),
		"cset64" => set_64(data),
		"cset82" => characters(data, "INVALID_CSET82_CHARACTER", in_set_82),
		"csetnumeric" => digits(data),
		"csum" => check_digit(data),
		"csumalpha" => check_pair(data),
		"gcppos1" => company_prefix(data, 0),
		"gcppos2" => company_prefix(data, 1),
		"hasnondigit" => when(data.bytes().all(|b| b.is_ascii_digit()), || all("REQUIRES_NON_DIGIT_CHARACTER", data)),
		"hh" => clock(data, 23, ["HOUR_TOO_SHORT", "HOUR_TOO_LONG", "ILLEGAL_HOUR"]),
		"mi" => clock(data, 59, ["MINUTE_TOO_SHORT", "MINUTE_TOO_LONG", "ILLEGAL_MINUTE"]),
		"ss" => clock(data, 59, ["SECOND_TOO_SHORT", "SECOND_TOO_LONG", "ILLEGAL_SECOND"]),
		"hhmi" => hour_and_minute(data),
		"hyphen" => characters(data, "NOT_HYPHEN", |b| b == b'-'),
		"iban" => iban(data),
		"importeridx" => importer_index(data),
		"iso3166" => listed(lists::COUNTRIES, data, "NOT_ISO3166"),
		"iso3166999" => when(data != "999", || listed(lists::COUNTRIES, data, "NOT_ISO3166_OR_999")),
		"iso3166alpha2" => listed(lists::COUNTRIES_ALPHA2, data, "NOT_ISO3166_ALPHA2"),
		"iso4217" => listed(lists::CURRENCIES, data, "NOT_ISO4217"),
		"iso5218" => listed("0 1 2 9", data, "INVALID_BIOLOGICAL_SEX_CODE"),
		"latitude" => degrees(data, 1_800_000_000, "LATITUDE_INVALID_LENGTH", "INVALID_LATITUDE"),
		"longitude" => degrees(data, 3_600_000_000, "LONGITUDE_INVALID_LENGTH", "INVALID_LONGITUDE"),
		"mediatype" => media_type(data),
		"nonzero" => {
			digits(data).and_then(|()| when(data.bytes().all(|b| b == b'0'), || all("ILLEGAL_ZERO_VALUE", data)))
		},
		"nozeroprefix" => when(data.len() > 1 && data.starts_with('0'), || {
			fault("ILLEGAL_ZERO_PREFIX", 0, data.len().saturating_sub(data.trim_start_matches('0').len()))
		}),
		"packagetype" => listed(lists::PACKAGE_TYPES, data, "INVALID_PACKAGE_TYPE"),
		"pcenc" => percent_encoded(data),
		"pieceoftotal" => piece_of_total(data),
		"posinseqslash" => position_in_sequence(data),
		"winding" => listed("0 1 9", data, "INVALID_WINDING_DIRECTION"),
		"yesno" => listed("0 1", data, "NOT_ZERO_OR_ONE"),
		"yymmd0" => date(data, 2, true),
		"yymmdd" => date(data, 2, false),
		"yyyymmd0" => date(data, 4, true),
		"yyyymmdd" => date(data, 4, false),
		"zero" => when(data.is_empty() || data.bytes().any(|b| b != b'0'), || all("NOT_ZERO", data)),
		_ => return None,
	})
}

/// Check further, or refuse, only under a condition.
fn when(condition: bool, further: impl FnOnce() -> Verdict) -> Verdict {
	if condition {
		further()
	} else {
		Ok(())
	}
}

// --- Characters ----------------------------------------------------------------------------------------------------

/// GS1 AI encodable character set 82, in the order that gives each character its value.
const SET_82: &[u8] = b"!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

/// The characters that a check pair is written with.
const SET_32: &[u8] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

pub(super) fn in_set_82(byte: u8) -> bool {
	SET_82.contains(&byte)
}

fn in_set_39(byte: u8) -> bool {
	byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"#-/".contains(&byte)
}

/// The first character that may not stand there is the fault.
fn characters(data: &str, code: &'static str, lawful: impl Fn(u8) -> bool) -> Verdict {
	match data.bytes().position(|b| !lawful(b)) {
		Some(position) => fault(code, position, 1),
		None => Ok(()),
	}
}

fn digits(data: &str) -> Verdict {
	characters(data, "NON_DIGIT_CHARACTER", |b| b.is_ascii_digit())
}

/// Base64url; `=`, where it stands at the end, fills the last group of three.
fn set_64(data: &str) -> Verdict {
	let body = data.trim_end_matches('=');
	characters(body, "INVALID_CSET64_CHARACTER", |b| b.is_ascii_alphanumeric() || b"-_".contains(&b))?;
	let padding = data.len().saturating_sub(body.len());
	let wrong = padding > 2 || (padding > 0 && !data.len().is_multiple_of(3));
	when(wrong, || fault("INVALID_CSET64_PADDING", body.len(), padding))
}

fn percent_encoded(data: &str) -> Verdict {
	for (position, _) in data.match_indices('%') {
		let sequence = data.as_bytes().iter().skip(position.saturating_add(1)).take(2);
		if sequence.clone().count() < 2 || !sequence.clone().all(u8::is_ascii_hexdigit) {
			return fault("INVALID_PERCENT_SEQUENCE", position, sequence.count().saturating_add(1));
		}
	}
	Ok(())
}

fn listed(list: &str, data: &str, code: &'static str) -> Verdict {
	when(!lists::has(list, data), || all(code, data))
}

fn importer_index(data: &str) -> Verdict {
	when(data.len() != 1, || all("IMPORTER_IDX_MUST_BE_ONE_CHARACTER", data))?;
	characters(data, "INVALID_IMPORT_IDX_CHARACTER", |b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
}

/// 01 to 10 and 80 to 99: the rest is not assigned (General Specifications, AIDC media types).
fn media_type(data: &str) -> Verdict {
	let lawful = data.len() == 2 && number(data).is_some_and(|n| matches!(n, 1..=10 | 80..=99));
	when(!lawful, || all("INVALID_MEDIA_TYPE", data))
}

// --- Check characters ----------------------------------------------------------------------------------------------

/// Modulo 10 with weights 3 and 1 from the right (General Specifications, 7.9.1).
fn check_digit(data: &str) -> Verdict {
	when(data.is_empty(), || all("TOO_SHORT_FOR_CHECK_DIGIT", data))?;
	digits(data)?;
	let sum: usize = data
		.bytes()
		.rev()
		.zip([1, 3].into_iter().cycle())
		.map(|(digit, weight)| usize::from(digit.saturating_sub(b'0')).saturating_mul(weight))
		.sum();
	when(!sum.is_multiple_of(10), || fault("INCORRECT_CHECK_DIGIT", data.len().saturating_sub(1), 1))
}

/// As many primes, from 2 on, as a payload with a check pair may have characters.
const PRIMES: [usize; 97] = [
	2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109,
	113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193, 197, 199, 211, 223, 227, 229, 233, 239,
	241, 251, 257, 263, 269, 271, 277, 281, 283, 293, 307, 311, 313, 317, 331, 337, 347, 349, 353, 359, 367, 373, 379,
	383, 389, 397, 401, 409, 419, 421, 431, 433, 439, 443, 449, 457, 461, 463, 467, 479, 487, 491, 499, 503, 509,
];

/// Modulo 1021 with primes as weights from the right (General Specifications, 7.9.5).
fn check_pair(data: &str) -> Verdict {
	when(data.len() < 2, || all("TOO_SHORT_FOR_CHECK_PAIR", data))?;
	let Some((payload, pair)) = data.split_at_checked(data.len().saturating_sub(2)) else {
		return all("INVALID_CSET82_CHARACTER", data);
	};
	when(payload.len() > PRIMES.len(), || all("TOO_LONG_FOR_CHECK_PAIR_IMPLEMENTATION", data))?;
	characters(payload, "INVALID_CSET82_CHARACTER", in_set_82)?;
	let value = |byte: u8| SET_82.iter().position(|b| *b == byte).unwrap_or(0);
	let sum: usize = payload.bytes().rev().zip(PRIMES).map(|(byte, prime)| value(byte).saturating_mul(prime)).sum();
	let rest = sum % 1021;
	let expected = [SET_32.get(rest / 32), SET_32.get(rest % 32)];
	let right = pair.bytes().zip(expected).all(|(byte, expected)| Some(&byte) == expected);
	when(!right, || fault("INCORRECT_CHECK_PAIR", payload.len(), pair.len()))
}

/// The form of a company prefix: at least four digits from there on.
fn company_prefix(data: &str, position: usize) -> Verdict {
	const SHORTEST: usize = 4;
	when(data.len() < position.saturating_add(SHORTEST), || all("TOO_SHORT_FOR_KEY", data))?;
	let prefix = data.bytes().skip(position).take(SHORTEST);
	match prefix.clone().position(|b| !b.is_ascii_digit()) {
		Some(wrong) => fault("NON_DIGIT_CHARACTER", position.saturating_add(wrong), 1),
		None => Ok(()),
	}
}

/// ISO 13616: modulo 97 over the text with its first four characters at its end, letters counting from 10.
fn iban(data: &str) -> Verdict {
	when(data.len() <= 10, || all("IBAN_TOO_SHORT", data))?;
	characters(data, "INVALID_IBAN_CHARACTER", |b| b.is_ascii_digit() || b.is_ascii_uppercase())?;
	let country = data.get(..2).unwrap_or_default();
	when(!lists::has(lists::COUNTRIES_ALPHA2, country), || fault("ILLEGAL_IBAN_COUNTRY_CODE", 0, 2))?;
	let (front, back) = data.split_at_checked(4).unwrap_or((data, ""));
	let rest = back.bytes().chain(front.bytes()).fold(0u32, |rest, byte| match byte {
		b'0'..=b'9' => rest.saturating_mul(10).saturating_add(byte.saturating_sub(b'0').into()) % 97,
		_ => rest.saturating_mul(100).saturating_add(byte.saturating_sub(b'A').into()).saturating_add(10) % 97,
	});
	when(rest != 1, || all("INCORRECT_IBAN_CHECKSUM", data))
}

// --- Numbers -------------------------------------------------------------------------------------------------------

fn number(data: &str) -> Option<u64> {
	data.bytes().all(|b| b.is_ascii_digit()).then(|| data.parse().ok()).flatten()
}

fn degrees(data: &str, most: u64, length: &'static str, range: &'static str) -> Verdict {
	when(data.len() != 10, || all(length, data))?;
	digits(data)?;
	when(number(data).is_none_or(|n| n > most), || all(range, data))
}

fn piece_of_total(data: &str) -> Verdict {
	when(data.is_empty() || !data.len().is_multiple_of(2), || all("INVALID_LENGTH_FOR_PIECE_OF_TOTAL", data))?;
	digits(data)?;
	let (piece, total) = data.split_at_checked(data.len() / 2).unwrap_or_default();
	let zero = |text: &str| text.bytes().all(|b| b == b'0');
	when(zero(piece), || fault("ZERO_PIECE_NUMBER", 0, piece.len()))?;
	when(zero(total), || fault("ZERO_TOTAL_PIECES", piece.len(), total.len()))?;
	// Of the same length, so that texts compare as their numbers do.
	when(piece > total, || all("PIECE_NUMBER_EXCEEDS_TOTAL", data))
}

fn position_in_sequence(data: &str) -> Verdict {
	let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
	let Some((position, end)) = data.split_once('/').filter(|(position, end)| number(position) && number(end)) else {
		return all("POSITION_IN_SEQUENCE_MALFORMED", data);
	};
	when(position.starts_with('0'), || fault("ILLEGAL_ZERO_PREFIX", 0, position.len()))?;
	when(end.starts_with('0'), || fault("ILLEGAL_ZERO_PREFIX", position.len().saturating_add(1), end.len()))?;
	when((position.len(), position) > (end.len(), end), || all("POSITION_EXCEEDS_END", data))
}

// --- Time ----------------------------------------------------------------------------------------------------------

/// Two digits of a clock.
fn clock(data: &str, most: u64, [short, long, range]: [&'static str; 3]) -> Verdict {
	when(data.len() < 2, || all(short, data))?;
	when(data.len() > 2, || all(long, data))?;
	digits(data)?;
	when(number(data).is_none_or(|n| n > most), || all(range, data))
}

fn hour_and_minute(data: &str) -> Verdict {
	when(data.len() < 4, || all("HOUR_WITH_MINUTE_TOO_SHORT", data))?;
	when(data.len() > 4, || all("HOUR_WITH_MINUTE_TOO_LONG", data))?;
	digits(data)?;
	let (hour, minute) = data.split_at_checked(2).unwrap_or_default();
	when(number(hour).is_none_or(|n| n > 23), || fault("ILLEGAL_HOUR", 0, 2))?;
	when(number(minute).is_none_or(|n| n > 59), || fault("ILLEGAL_MINUTE", 2, 2))
}

/// Days of a month of the Gregorian calendar; none for a month that there is not.
pub(crate) fn days_of_month(year: u64, month: u64) -> u64 {
	match month {
		1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
		4 | 6 | 9 | 11 => 30,
		2 if (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400) => 29,
		2 => 28,
		_ => 0,
	}
}

/// Year (two or four digits), month and day; day 00, where it may stand, means the whole month.
fn date(data: &str, year_digits: usize, whole_month: bool) -> Verdict {
	let (month_at, day_at) = (year_digits, year_digits.saturating_add(2));
	let length = day_at.saturating_add(2);
	when(data.len() < length, || all("DATE_TOO_SHORT", data))?;
	when(data.len() > length, || all("DATE_TOO_LONG", data))?;
	digits(data)?;
	let part = |from: usize, to: usize| data.get(from..to).and_then(number).unwrap_or_default();
	// Of the years that two digits may mean, only 00 could differ, and the one within fifty years of now is 2000.
	let year = part(0, month_at).saturating_add(if year_digits == 2 { 2000 } else { 0 });
	let (month, day) = (part(month_at, day_at), part(day_at, length));
	let days = days_of_month(year, month);
	when(days == 0, || fault("ILLEGAL_MONTH", month_at, 2))?;
	let lawful = if day == 0 { whole_month } else { day <= days };
	when(!lawful, || fault("ILLEGAL_DAY", day_at, 2))
}

// --- Coupons -------------------------------------------------------------------------------------------------------

/// Reads a coupon from its front.
struct Coupon<'a> {
	data: &'a str,
	position: usize,
}

impl<'a> Coupon<'a> {
	fn rest(&self) -> &'a str {
		self.data.get(self.position..).unwrap_or_default()
	}

	/// The next so many digits, or what is there and the rule that asks for more.
	fn take(&mut self, count: usize, code: &'static str) -> Result<&'a str, Fault> {
		let rest = self.rest();
		match rest.get(..count) {
			Some(taken) => {
				self.position = self.position.saturating_add(count);
				Ok(taken)
			},
			// At the end there is nothing to point at but the whole.
			None if rest.is_empty() => all(code, self.data),
			None => fault(code, self.position, rest.len()),
		}
	}

	/// The next digit, one of these.
	fn one_of(&mut self, lawful: &str, missing: &'static str, invalid: &'static str) -> Result<usize, Fault> {
		let digit = self.take(1, missing)?;
		when(!lawful.contains(digit), || fault(invalid, self.position.saturating_sub(1), 1))?;
		Ok(digit.parse().unwrap_or_default())
	}

	/// A number whose length, above this base, is the digit in front of it.
	fn sized(
		&mut self,
		lawful: &str,
		base: usize,
		[missing, invalid, truncated]: [&'static str; 3],
	) -> Result<(), Fault> {
		let length = self.one_of(lawful, missing, invalid)?;
		self.take(length.saturating_add(base), truncated).map(drop)
	}

	/// Requirement, its code and the family of what must be bought.
	fn purchase(&mut self, codes: [&'static str; 6]) -> Verdict {
		let [missing, invalid, truncated, no_code, bad_code, family] = codes;
		self.sized("12345", 0, [missing, invalid, truncated])?;
		self.one_of("012349", no_code, bad_code)?;
		self.take(3, family).map(drop)
	}

	/// Company prefix of what must be bought; 9 says that it is the first one again.
	fn purchase_prefix(&mut self, [missing, invalid, truncated]: [&'static str; 3]) -> Verdict {
		match self.one_of("01234569", missing, invalid)? {
			9 => Ok(()),
			length => self.take(length.saturating_add(6), truncated).map(drop),
		}
	}

	fn day(&mut self, short: &'static str, invalid: &'static str) -> Result<&'a str, Fault> {
		let day = self.take(6, short)?;
		when(date(day, 2, false).is_err(), || fault(invalid, self.position.saturating_sub(6), 6))?;
		Ok(day)
	}
}

/// North American coupons, AI 8110.
fn coupon_code(data: &str) -> Verdict {
	digits(data)?;
	let mut coupon = Coupon { data, position: 0 };
	coupon.sized("0123456", 6, ["COUPON_MISSING_GCP_VLI", "COUPON_INVALID_GCP_LENGTH", "COUPON_TRUNCATED_GCP"])?;
	coupon.take(6, "COUPON_TRUNCATED_OFFER_CODE")?;
	coupon.sized(
		"12345",
		0,
		["COUPON_MISSING_SAVE_VALUE_VLI", "COUPON_INVALID_SAVE_VALUE_LENGTH", "COUPON_TRUNCATED_SAVE_VALUE"],
	)?;
	coupon.purchase([
		"COUPON_MISSING_1ST_PURCHASE_REQUIREMENT_VLI",
		"COUPON_INVALID_1ST_PURCHASE_REQUIREMENT_LENGTH",
		"COUPON_TRUNCATED_1ST_PURCHASE_REQUIREMENT",
		"COUPON_MISSING_1ST_PURCHASE_REQUIREMENT_CODE",
		"COUPON_INVALID_1ST_PURCHASE_REQUIREMENT_CODE",
		"COUPON_TRUNCATED_1ST_PURCHASE_FAMILY_CODE",
	])?;
	let (mut expires, mut earlier) = (None, 0u8);
	// Optional fields, each with its number in front and in rising order.
	while let Some(field) = coupon.rest().bytes().next() {
		let field = field.saturating_sub(b'0');
		if field <= earlier || !matches!(field, 1..=6 | 9) {
			return fault("COUPON_EXCESS_DATA", coupon.position, coupon.rest().len());
		}
		earlier = field;
		coupon.position = coupon.position.saturating_add(1);
		match field {
			1 => {
				coupon.one_of(
					"0123",
					"COUPON_MISSING_ADDITIONAL_PURCHASE_RULES_CODE",
					"COUPON_INVALID_ADDITIONAL_PURCHASE_RULES_CODE",
				)?;
				coupon.purchase([
					"COUPON_MISSING_2ND_PURCHASE_REQUIREMENT_VLI",
					"COUPON_INVALID_2ND_PURCHASE_REQUIREMENT_LENGTH",
					"COUPON_TRUNCATED_2ND_PURCHASE_REQUIREMENT",
					"COUPON_MISSING_2ND_PURCHASE_REQUIREMENT_CODE",
					"COUPON_INVALID_2ND_PURCHASE_REQUIREMENT_CODE",
					"COUPON_TRUNCATED_2ND_PURCHASE_FAMILY_CODE",
				])?;
				coupon.purchase_prefix([
					"COUPON_MISSING_2ND_PURCHASE_GCP_VLI",
					"COUPON_INVALID_2ND_PURCHASE_GCP_LENGTH",
					"COUPON_TRUNCATED_2ND_PURCHASE_GCP",
				])?;
			},
			2 => {
				coupon.purchase([
					"COUPON_MISSING_3RD_PURCHASE_REQUIREMENT_VLI",
					"COUPON_INVALID_3RD_PURCHASE_REQUIREMENT_LENGTH",
					"COUPON_TRUNCATED_3RD_PURCHASE_REQUIREMENT",
					"COUPON_MISSING_3RD_PURCHASE_REQUIREMENT_CODE",
					"COUPON_INVALID_3RD_PURCHASE_REQUIREMENT_CODE",
					"COUPON_TRUNCATED_3RD_PURCHASE_FAMILY_CODE",
				])?;
				coupon.purchase_prefix([
					"COUPON_MISSING_3RD_PURCHASE_GCP_VLI",
					"COUPON_INVALID_3RD_PURCHASE_GCP_LENGTH",
					"COUPON_TRUNCATED_3RD_PURCHASE_GCP",
				])?;
			},
			3 => {
				let from = coupon.position;
				let day = coupon.day("COUPON_TOO_SHORT_FOR_EXPIRATION_DATE", "COUPON_INVALID_EXIPIRATION_DATE")?;
				expires = Some((day, from));
			},
			4 => {
				let starts = coupon.day("COUPON_TOO_SHORT_FOR_START_DATE", "COUPON_INVALID_START_DATE")?;
				if let Some((expires, from)) = expires {
					when(expires < starts, || {
						fault("COUPON_EXPIRATION_BEFORE_START", from, coupon.position.saturating_sub(from))
					})?;
				}
			},
			5 => {
				let missing = "COUPON_MISSING_SERIAL_NUMBER_VLI";
				coupon.sized("0123456789", 6, [missing, missing, "COUPON_TRUNCATED_SERIAL_NUMBER"])?;
			},
			6 => coupon.sized(
				"1234567",
				6,
				[
					"COUPON_MISSING_RETAILER_GCP_OR_GLN_VLI",
					"COUPON_INVALID_RETAILER_GCP_OR_GLN_LENGTH",
					"COUPON_TRUNCATED_RETAILER_GCP_OR_GLN",
				],
			)?,
			_ => {
				coupon.one_of("01256", "COUPON_MISSING_SAVE_VALUE_CODE", "COUPON_INVALID_SAVE_VALUE_CODE")?;
				coupon.one_of(
					"012",
					"COUPON_MISSING_SAVE_VALUE_APPLIES_TO_ITEM",
					"COUPON_INVALID_SAVE_VALUE_APPLIES_TO_ITEM",
				)?;
				coupon.take(1, "COUPON_MISSING_STORE_COUPON_FLAG")?;
				coupon.one_of("01", "COUPON_MISSING_DONT_MULTIPLY_FLAG", "COUPON_INVALID_DONT_MULTIPLY_FLAG")?;
			},
		}
	}
	Ok(())
}

/// Positive offer file coupons, AI 8112.
fn coupon_positive_offer(data: &str) -> Verdict {
	digits(data)?;
	let mut coupon = Coupon { data, position: 0 };
	coupon.one_of("01", "COUPON_MISSING_FORMAT_CODE", "COUPON_INVALID_FORMAT_CODE")?;
	coupon.sized(
		"0123456",
		6,
		["COUPON_MISSING_FUNDER_VLI", "COUPON_INVALID_FUNDER_LENGTH", "COUPON_TRUNCATED_FUNDER"],
	)?;
	coupon.take(6, "COUPON_TRUNCATED_OFFER_CODE")?;
	let missing = "COUPON_MISSING_SERIAL_NUMBER_VLI";
	coupon.sized("0123456789", 6, [missing, missing, "COUPON_TRUNCATED_SERIAL_NUMBER"])?;
	let rest = coupon.rest().len();
	when(rest > 0, || fault("COUPON_EXCESS_DATA", coupon.position, rest))
}
