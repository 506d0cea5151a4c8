//! FHIR dates and times (R4 and R5, primitive types `date`, `dateTime`, `instant`).
//!
//! A date names a span, not a moment: `2022` is a year, `2022-12-31` a day. A period starts with the first second of its
//! start and ends with the last second of its end. A date without a time has no time zone in FHIR; here it is UTC, so
//! that everyone reads the same. Fractions of a second are cut off.

use chrono::{DateTime, Datelike, Months, NaiveDate, SecondsFormat};

/// First and last second of what a date or time names, counted from 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
	/// Its first second.
	pub first: i64,
	/// Its last second.
	pub last: i64,
}

/// Read a `date`, `dateTime` or `instant`.
pub fn span(text: &str) -> Option<Span> {
	let number = |from: usize, to: usize| {
		let digits = text.get(from..to)?;
		digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse::<u32>().ok())?
	};
	let separated = |at: usize| text.get(at..)?.starts_with('-').then_some(());
	let year = i32::try_from(number(0, 4)?).ok().filter(|year| *year > 0)?;
	match text.len() {
		4 => days(NaiveDate::from_ymd_opt(year, 1, 1)?, 12),
		7 => {
			separated(4)?;
			days(NaiveDate::from_ymd_opt(year, number(5, 7)?, 1)?, 1)
		},
		10 => {
			separated(4).and(separated(7))?;
			let day = NaiveDate::from_ymd_opt(year, number(5, 7)?, number(8, 10)?)?;
			between(day, day.succ_opt()?)
		},
		_ => {
			// The parser also takes a space or a small letter in the place of the T.
			text.get(10..)?.starts_with('T').then_some(())?;
			let second = DateTime::parse_from_rfc3339(text).ok()?.timestamp();
			Some(Span { first: second, last: second })
		},
	}
}

fn days(first: NaiveDate, months: u32) -> Option<Span> {
	between(first, first.checked_add_months(Months::new(months))?)
}

fn between(first: NaiveDate, next: NaiveDate) -> Option<Span> {
	let second = |day: NaiveDate| Some(day.and_hms_opt(0, 0, 0)?.and_utc().timestamp());
	Some(Span { first: second(first)?, last: second(next)?.checked_sub(1)? })
}

/// Write a second as a `dateTime` or `instant` in UTC; `None` beyond the calendar (years 1 to 9999).
pub fn write(seconds: i64) -> Option<String> {
	let time = DateTime::from_timestamp(seconds, 0)?;
	// Years of five digits, and the year before the first, are no FHIR dates: no reader takes `0000-12-31`.
	let lawful = (1..=9_999).contains(&time.year());
	lawful.then(|| time.to_rfc3339_opts(SecondsFormat::Secs, true))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn date_should_name_all_that_lies_in_it() {
		let of = |text| span(text).map(|span| (write(span.first).unwrap(), write(span.last).unwrap()));
		let pair = |first: &str, last: &str| Some((first.into(), last.into()));
		assert_eq!(of("2022"), pair("2022-01-01T00:00:00Z", "2022-12-31T23:59:59Z"));
		assert_eq!(of("2024-02"), pair("2024-02-01T00:00:00Z", "2024-02-29T23:59:59Z"));
		assert_eq!(of("2022-12-31"), pair("2022-12-31T00:00:00Z", "2022-12-31T23:59:59Z"));
		assert_eq!(of("1964-01-01"), pair("1964-01-01T00:00:00Z", "1964-01-01T23:59:59Z"));
		let moment = pair("2016-06-23T07:02:33Z", "2016-06-23T07:02:33Z");
		assert_eq!(of("2016-06-23T17:02:33+10:00"), moment);
		assert_eq!(of("2016-06-23T07:02:33.999Z"), moment);
	}

	#[test]
	fn anything_else_should_be_refused() {
		for text in [
			"",
			"202",
			"20222",
			"2022-13",
			"2022-02-30",
			"2022/12/31",
			"2022-1-1",
			"+022",
			"0000",
			"2022-12-31T10:00:00",
			"2022-12-31T10:00Z",
			"2022-12-31 10:00:00Z",
			"2022-12-31t10:00:00Z",
			"2022-12-31T25:00:00Z",
			"٢٠٢٢",
		] {
			assert_eq!(span(text), None, "{text}");
		}
		assert_eq!(write(i64::MAX), None);
		assert_eq!(write(253_402_300_800), None);
	}

	#[test]
	fn what_is_written_should_be_read_again() {
		// Midnight at the beginning of the calendar, east of Greenwich, is in no year that FHIR can write.
		let early = span("0001-01-01T00:00:00+05:00").unwrap().first;
		assert_eq!(write(early), None);
		let first = span("0001-01-01T00:00:00Z").unwrap().first;
		assert_eq!(span(&write(first).unwrap()).unwrap().first, first);
	}
}
