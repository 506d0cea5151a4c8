//! `xsd:dateTimeStamp` (XML Schema 1.1 Part 2, 3.4.28): a date and time that always says its offset from UTC.

use chrono::NaiveDate;

/// Read a `dateTimeStamp` as seconds since 1970, fractions dropped. Years 0001 to 9999: what lies outside is no
/// validity of anything.
///
/// Not left to a parser of RFC 3339: that knows leap seconds and small letters, and no `24:00:00`.
pub fn parse(text: &str) -> Option<i64> {
	let (date, time) = text.split_once('T')?;
	let [year, month, day] = fields(date, '-', [4, 2, 2])?;
	let (clock, offset) = split_offset(time)?;
	let (clock, fraction) = match clock.split_once('.') {
		Some((clock, fraction)) => (clock, fraction),
		None => (clock, "0"),
	};
	let lawful_fraction = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
	let [hour, minute, second] = fields(clock, ':', [2, 2, 2])?;
	let end_of_day = (hour, minute, second) == (24, 0, 0) && fraction.bytes().all(|b| b == b'0');
	let lawful_clock = (hour < 24 && minute < 60 && second < 60) || end_of_day;
	if !lawful_fraction || !lawful_clock || year == 0 {
		return None;
	}
	let day =
		NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?.and_hms_opt(0, 0, 0)?.and_utc().timestamp();
	let of_day = hour.checked_mul(3_600)?.checked_add(minute.checked_mul(60)?)?.checked_add(second)?;
	day.checked_add(of_day.into())?.checked_sub(offset)
}

/// Write seconds since 1970 in UTC; what the calendar does not reach is written as its nearest end.
pub fn format(seconds: i64) -> String {
	const FIRST: i64 = -62_135_596_800;
	const LAST: i64 = 253_402_300_799;
	crate::time::write(seconds.clamp(FIRST, LAST)).unwrap_or_default()
}

/// Three numbers of these many digits.
fn fields(text: &str, separator: char, lengths: [usize; 3]) -> Option<[u32; 3]> {
	let mut parts = text.split(separator);
	let mut numbers = [0; 3];
	for (number, length) in numbers.iter_mut().zip(lengths) {
		*number = digits(parts.next()?, length)?;
	}
	parts.next().is_none().then_some(numbers)
}

fn digits(text: &str, length: usize) -> Option<u32> {
	(text.len() == length && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// The clock and its offset in seconds.
fn split_offset(time: &str) -> Option<(&str, i64)> {
	if let Some(clock) = time.strip_suffix('Z') {
		return Some((clock, 0));
	}
	let (clock, offset) = time.split_at_checked(time.len().checked_sub(6)?)?;
	let sign = match offset.get(..1)? {
		"+" => 1,
		"-" => -1,
		_ => return None,
	};
	let (hours, minutes) = offset.get(1..)?.split_once(':')?;
	let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
	if !(hours < 14 && minutes < 60 || (hours, minutes) == (14, 0)) {
		return None;
	}
	let offset = hours.checked_mul(3_600)?.checked_add(minutes.checked_mul(60)?)?;
	Some((clock, i64::from(offset).checked_mul(sign)?))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn lawful_stamps_should_be_read() {
		for (text, seconds) in [
			("1970-01-01T00:00:00Z", 0),
			("2000-02-29T12:00:00.250Z", 951_825_600),
			("2023-02-23T21:41:38Z", 1_677_188_498),
			("2023-02-23T23:41:38+02:00", 1_677_188_498),
			("2023-02-23T14:11:38-07:30", 1_677_188_498),
			("1969-12-31T24:00:00Z", 0),
			("1969-12-31T10:00:00-14:00", 0),
			("0001-01-01T00:00:00Z", -62_135_596_800),
			("9999-12-31T23:59:59Z", 253_402_300_799),
		] {
			assert_eq!(parse(text), Some(seconds), "{text}");
		}
	}

	#[test]
	fn what_is_no_stamp_should_be_refused() {
		for text in [
			"",
			"2023",
			"2023-02-23",
			"2023-02-23T21:41:38",
			"2023-02-23T21:41Z",
			"2023-02-23 21:41:38Z",
			"2023-02-23t21:41:38z",
			"2023-02-29T00:00:00Z",
			"2100-02-29T00:00:00Z",
			"2023-13-01T00:00:00Z",
			"2023-00-01T00:00:00Z",
			"2023-04-31T00:00:00Z",
			"2023-02-23T24:00:01Z",
			"2023-02-23T24:00:00.1Z",
			"2023-02-23T21:60:38Z",
			"2023-02-23T21:41:60Z",
			"2023-02-23T21:41:38.Z",
			"2023-02-23T21:41:38+14:01",
			"2023-02-23T21:41:38+0200",
			"2023-02-23T21:41:38+2:00",
			"2023-2-23T21:41:38Z",
			"+2023-02-23T21:41:38Z",
			"0000-01-01T00:00:00Z",
			"2023-02-23T21:41:38Zé",
			"é",
			"2023-02-23Té",
		] {
			assert_eq!(parse(text), None, "{text}");
		}
	}

	#[test]
	fn stamps_should_survive_writing_and_reading() {
		for seconds in (-62_135_596_800..253_402_300_799i64).step_by(987_654_321) {
			assert_eq!(parse(&format(seconds)), Some(seconds));
		}
		assert_eq!(format(i64::MAX), "9999-12-31T23:59:59Z");
	}
}
