//! Points in time as events tell them (XML Schema `dateTime`).

use chrono::{DateTime, NaiveDateTime, SecondsFormat};

/// When something happened, in milliseconds since 1970-01-01T00:00:00Z.
///
/// A fourth and further digit of a second is rounded half up (CBV 2.0, section 8.9). A time without zone is read as UTC.
pub fn millis(text: &str) -> Option<i64> {
	let nanos = match DateTime::parse_from_rfc3339(text) {
		Ok(time) => time.timestamp_nanos_opt()?,
		Err(_) => NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok()?.and_utc().timestamp_nanos_opt()?,
	};
	Some(nanos.checked_add(500_000)?.div_euclid(1_000_000))
}

/// Milliseconds as text in UTC.
pub fn write(millis: i64) -> Option<String> {
	DateTime::from_timestamp_millis(millis).map(|time| time.to_rfc3339_opts(SecondsFormat::Millis, true))
}

/// Minutes that a zone offset such as `-06:00` or `Z` is ahead of UTC.
pub fn offset(text: &str) -> Option<i16> {
	if text == "Z" {
		return Some(0);
	}
	let (sign, rest) = match text.split_at_checked(1)? {
		("+", rest) => (1, rest),
		("-", rest) => (-1, rest),
		_ => return None,
	};
	let two = |part: &str| (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?;
	let (hours, minutes): (i16, i16) = rest.split_once(':').and_then(|(h, m)| Some((two(h)?, two(m)?)))?;
	let total = hours.checked_mul(60)?.checked_add(minutes)?;
	(minutes < 60 && total <= 14 * 60).then_some(total.checked_mul(sign)?)
}

/// An offset as text.
pub fn write_offset(minutes: i16) -> String {
	let sign = if minutes < 0 { '-' } else { '+' };
	let minutes = minutes.unsigned_abs();
	format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}
