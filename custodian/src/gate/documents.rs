//! What a FHIR resource says of itself, as far as directives speak of it, and who is who in this store.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use salus_primitives::SubjectId;
use serde::Deserialize;
use serde_json::Value;
use std::{
	collections::HashMap,
	path::{Path, PathBuf},
	sync::{Arc, Mutex, PoisonError},
	time::SystemTime,
};

/// Code system of the resource types.
pub const RESOURCE_TYPES: &str = "http://hl7.org/fhir/resource-types";

/// Code system of media types (RFC 6838), as FHIR names it.
const MEDIA_TYPES: &str = "urn:ietf:bcp:13";

/// Elements that say whose a record is.
const OWNERS: [&str; 4] = ["subject", "patient", "beneficiary", "individual"];

/// Elements that name who made a record, over the types of FHIR R4.
const AUTHORS: [&str; 9] =
	["author", "performer", "recorder", "asserter", "requester", "informationSource", "source", "provider", "enterer"];

/// Elements that name the encounter.
const ENCOUNTERS: [&str; 3] = ["encounter", "context", "partOf"];

/// Elements that date a record clinically, over the types of FHIR R4; instants, dates and periods alike.
const DATES: [&str; 22] = [
	"authored",
	"authoredOn",
	"birthDate",
	"created",
	"date",
	"dateAsserted",
	"dateTime",
	"dateWritten",
	"effectiveDateTime",
	"effectiveInstant",
	"effectivePeriod",
	"indexed",
	"issued",
	"occurrenceDateTime",
	"occurrencePeriod",
	"onsetDateTime",
	"performedDateTime",
	"performedPeriod",
	"period",
	"recordedDate",
	"started",
	"servicedDate",
];

/// A coding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Coding {
	/// URI of the system.
	pub system: String,
	/// The code.
	pub code: String,
}

/// What a resource says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
	/// `Type/id`.
	pub reference: String,
	/// Everything that it refers to, as `Type/id`.
	pub references: Vec<String>,
	/// The patients among these, or the patient that it is.
	pub patients: Vec<String>,
	/// It says whose it is in a way that is no reference to a patient here.
	pub owner_unclear: bool,
	/// Its type, and the media types of what it carries.
	pub classes: Vec<Coding>,
	/// What it is about.
	pub contents: Vec<Coding>,
	/// Its labels.
	pub labels: Vec<Coding>,
	/// Who made it.
	pub authors: Vec<String>,
	/// In which encounter, or the encounter that it is.
	pub encounters: Vec<String>,
	/// First and last second of the time it tells of.
	pub time: Option<(i64, i64)>,
	/// The organisation whose store keeps it.
	pub holder: u32,
}

impl Facts {
	/// Read a resource; `None` when it is none.
	pub fn of(resource: &Value, holder: u32) -> Option<Self> {
		let resource_type = resource.get("resourceType")?.as_str()?;
		let reference = format!("{resource_type}/{}", resource.get("id")?.as_str()?);
		let mut facts = Self { reference: reference.clone(), holder, ..Default::default() };
		collect_references(resource, &mut facts.references);
		facts.references.sort();
		facts.references.dedup();
		facts.patients = facts.references.iter().filter(|other| other.starts_with("Patient/")).cloned().collect();
		if resource_type == "Patient" && !facts.patients.contains(&reference) {
			facts.patients.push(reference.clone());
		}
		// Whose it is must be said by a reference: an identifier or a contained resource could mean anybody.
		facts.owner_unclear = OWNERS.iter().filter_map(|element| resource.get(*element)).any(|owner| {
			let reference = owner.get("reference").and_then(Value::as_str).and_then(local);
			!reference.is_some_and(|reference| reference.starts_with("Patient/"))
		});
		facts.classes.push(Coding { system: RESOURCE_TYPES.into(), code: resource_type.into() });
		collect_media_types(resource, &mut facts.classes);
		// FHIR's `provision.code` is about codes anywhere in an instance.
		for (_, value) in resource.as_object()?.iter().filter(|(name, _)| *name != "meta") {
			collect_codings(value, &mut facts.contents);
		}
		facts.contents.sort();
		facts.contents.dedup();
		collect_labels(resource, &mut facts.labels);
		for element in AUTHORS {
			collect_references_of(resource.get(element), &mut facts.authors);
		}
		for element in ENCOUNTERS {
			collect_references_of(resource.get(element), &mut facts.encounters);
		}
		facts.encounters.retain(|other| other.starts_with("Encounter/"));
		if resource_type == "Encounter" {
			facts.encounters.push(reference);
		}
		let moments: Vec<_> = DATES.iter().filter_map(|name| span(resource.get(*name)?)).collect();
		facts.time = moments.iter().map(|(first, _)| *first).min().zip(moments.iter().map(|(_, last)| *last).max());
		Some(facts)
	}

	/// Every coding that directives may speak of, with the kind under which the registry knows it.
	pub fn codings(&self) -> impl Iterator<Item = (&'static str, &Coding)> {
		let kind = |kind: &'static str| move |coding| (kind, coding);
		let classes = self.classes.iter().map(kind("ResourceClass"));
		classes.chain(self.contents.iter().map(kind("ResourceClass"))).chain(self.labels.iter().map(kind("Label")))
	}
}

fn collect_references(value: &Value, found: &mut Vec<String>) {
	match value {
		Value::Object(members) => {
			if let Some(reference) = members.get("reference").and_then(Value::as_str).and_then(local) {
				found.push(reference);
			}
			members.values().for_each(|value| collect_references(value, found));
		},
		Value::Array(values) => values.iter().for_each(|value| collect_references(value, found)),
		_ => {},
	}
}

fn collect_references_of(value: Option<&Value>, found: &mut Vec<String>) {
	if let Some(value) = value {
		collect_references(value, found);
	}
}

/// `Type/id` of a reference, whatever stands before and after it: an absolute URL or a version. A patient who is named
/// by a URL of another server is a patient all the same.
fn local(reference: &str) -> Option<String> {
	let reference = reference.split_once("/_history/").map_or(reference, |(before, _)| before);
	let mut segments = reference.rsplit('/');
	let (id, resource_type) = (segments.next()?, segments.next()?);
	(super::target::is_id(id) && super::target::is_type(resource_type)).then(|| format!("{resource_type}/{id}"))
}

/// Every `CodeableConcept.coding` and every `Coding` with a system.
fn collect_codings(value: &Value, found: &mut Vec<Coding>) {
	match value {
		Value::Array(values) => values.iter().for_each(|value| collect_codings(value, found)),
		Value::Object(members) => {
			let text = |name: &str| members.get(name).and_then(Value::as_str);
			if let (Some(system), Some(code)) = (text("system"), text("code")) {
				found.push(Coding { system: system.into(), code: code.into() });
			}
			members.values().for_each(|value| collect_codings(value, found));
		},
		_ => {},
	}
}

/// Labels of the resource and of whatever it contains. One without a system counts: it may be any.
fn collect_labels(value: &Value, found: &mut Vec<Coding>) {
	match value {
		Value::Array(values) => values.iter().for_each(|value| collect_labels(value, found)),
		Value::Object(members) => {
			for label in value.pointer("/meta/security").and_then(Value::as_array).into_iter().flatten() {
				let text = |name: &str| label.get(name).and_then(Value::as_str).unwrap_or_default().to_string();
				found.push(Coding { system: text("system"), code: text("code") });
			}
			members.values().for_each(|value| collect_labels(value, found));
		},
		_ => {},
	}
}

fn collect_media_types(value: &Value, found: &mut Vec<Coding>) {
	match value {
		Value::Object(members) => {
			if let Some(code) = members.get("contentType").and_then(Value::as_str) {
				found.push(Coding { system: MEDIA_TYPES.into(), code: code.into() });
			}
			members.values().for_each(|value| collect_media_types(value, found));
		},
		Value::Array(values) => values.iter().for_each(|value| collect_media_types(value, found)),
		_ => {},
	}
}

/// First and last second of a date, an instant or a period; an open end of a period reaches as far as time does.
fn span(value: &Value) -> Option<(i64, i64)> {
	match value {
		Value::String(text) => moment(text),
		Value::Object(_) => {
			let end = |name| value.get(name).and_then(Value::as_str).and_then(moment);
			match (end("start"), end("end")) {
				(None, None) => None,
				(start, end) => Some((start.map_or(i64::MIN, |s| s.0), end.map_or(i64::MAX, |e| e.1))),
			}
		},
		_ => None,
	}
}

/// A FHIR date, dateTime or instant: its first and its last second. Dates without a zone are read as UTC.
fn moment(text: &str) -> Option<(i64, i64)> {
	if let Ok(exact) = DateTime::parse_from_rfc3339(text) {
		return Some((exact.timestamp(), exact.timestamp()));
	}
	let mut parts = text.split('-');
	let year: i32 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
	let month: Option<u32> = parts.next().map(|month| month.parse().ok()).map_or(Some(None), |m| m.map(Some))?;
	let day: Option<u32> = parts.next().map(|day| day.parse().ok()).map_or(Some(None), |d| d.map(Some))?;
	if parts.next().is_some() {
		return None;
	}
	let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
	let next = match (month, day) {
		(_, Some(_)) => first.succ_opt()?,
		(Some(12), None) | (None, None) => NaiveDate::from_ymd_opt(first.year().checked_add(1)?, 1, 1)?,
		(Some(month), None) => NaiveDate::from_ymd_opt(year, month.checked_add(1)?, 1)?,
	};
	let midnight = |date: NaiveDate| NaiveDateTime::new(date, NaiveTime::MIN).and_utc();
	let last = midnight(next).checked_sub_signed(TimeDelta::seconds(1))?;
	Some((midnight(first).timestamp(), last.timestamp()))
}

/// Which patients and records of this store stand behind subjects and handles. Kept beside the store, never on chain.
#[derive(Clone, Debug, Default)]
pub struct Identities {
	patients: HashMap<SubjectId, Vec<String>>,
	references: HashMap<SubjectId, String>,
}

/// The file of identities, read again whenever it was written.
pub struct IdentitiesFile {
	path: PathBuf,
	held: Mutex<Option<(SystemTime, Arc<Identities>)>>,
}

impl IdentitiesFile {
	/// The file at this path, which must be good now.
	pub fn open(path: &Path) -> Result<Self, IdentitiesError> {
		let file = Self { path: path.to_path_buf(), held: Mutex::default() };
		file.read()?;
		Ok(file)
	}

	/// What it says now.
	pub fn read(&self) -> Result<Arc<Identities>, IdentitiesError> {
		let unreadable =
			|error: std::io::Error| IdentitiesError::Unreadable(self.path.display().to_string(), error.kind());
		let written = std::fs::metadata(&self.path).and_then(|metadata| metadata.modified()).map_err(unreadable)?;
		let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some((when, identities)) = &*held {
			if *when == written {
				return Ok(identities.clone());
			}
		}
		let identities = Arc::new(Identities::load(&self.path)?);
		*held = Some((written, identities.clone()));
		Ok(identities)
	}
}

/// Why the file of identities cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum IdentitiesError {
	/// It cannot be read.
	#[error("cannot read {0}: {1}")]
	Unreadable(String, std::io::ErrorKind),
	/// It can be read by others than its owner.
	#[error("{0} can be read by others: run `chmod 600` on it")]
	TooOpen(String),
	/// It is not what it should be. What it holds is not repeated.
	#[error("{0}, entry {1}: {2}")]
	Malformed(String, usize, &'static str),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entries {
	#[serde(default)]
	subject: Vec<SubjectEntry>,
	#[serde(default)]
	handle: Vec<HandleEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SubjectEntry {
	id: String,
	patients: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HandleEntry {
	handle: String,
	reference: String,
}

impl Identities {
	/// Read a file: `[[subject]] id, patients` and `[[handle]] handle, reference`.
	fn load(path: &Path) -> Result<Self, IdentitiesError> {
		let name = path.display().to_string();
		let unreadable = |error: std::io::Error| IdentitiesError::Unreadable(name.clone(), error.kind());
		let metadata = std::fs::metadata(path).map_err(unreadable)?;
		#[cfg(unix)]
		{
			use std::os::unix::fs::PermissionsExt;
			if metadata.permissions().mode() & 0o077 != 0 {
				return Err(IdentitiesError::TooOpen(name));
			}
		}
		let text = std::fs::read_to_string(path).map_err(unreadable)?;
		Self::parse(&text).map_err(|(entry, why)| IdentitiesError::Malformed(name, entry, why))
	}

	/// Read the text of such a file; an error names the entry.
	pub fn parse(text: &str) -> Result<Self, (usize, &'static str)> {
		let file: Entries =
			toml::from_str(text).map_err(|_| (0, "want [[subject]] id, patients and [[handle]] handle, reference"))?;
		let mut identities = Self::default();
		for (n, entry) in file.subject.iter().enumerate() {
			let subject = bytes(&entry.id).ok_or((n, "want a subject's id as 64 hexadecimal digits after 0x"))?;
			let lawful = |patient: &String| local(patient).as_ref() == Some(patient) && patient.starts_with("Patient/");
			if entry.patients.is_empty() || !entry.patients.iter().all(lawful) {
				return Err((n, "want patients as \"Patient/<id>\""));
			}
			if identities.patients.values().flatten().any(|other| entry.patients.contains(other)) {
				return Err((n, "a patient belongs to two subjects"));
			}
			if identities.patients.insert(subject, entry.patients.clone()).is_some() {
				return Err((n, "a subject stands twice"));
			}
		}
		for (n, entry) in file.handle.iter().enumerate() {
			let handle = bytes(&entry.handle).ok_or((n, "want a handle as 64 hexadecimal digits after 0x"))?;
			let reference = local(&entry.reference).filter(|local| *local == entry.reference);
			let reference = reference.ok_or((n, "want a reference as \"Type/<id>\""))?;
			if identities.references.values().any(|other| *other == reference)
				|| identities.references.insert(handle, reference).is_some()
			{
				return Err((n, "a handle or a reference stands twice"));
			}
		}
		Ok(identities)
	}

	/// The patients of this store who are this subject.
	pub fn patients(&self, subject: &SubjectId) -> Vec<String> {
		self.patients.get(subject).cloned().unwrap_or_default()
	}

	/// What a handle stands for here.
	pub fn reference(&self, handle: &SubjectId) -> Option<&String> {
		self.references.get(handle)
	}
}

fn bytes(text: &str) -> Option<SubjectId> {
	let mut bytes = [0; 32];
	hex::decode_to_slice(text.strip_prefix("0x")?, &mut bytes).ok()?;
	Some(SubjectId::from(bytes))
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used)]
	use super::*;
	use serde_json::json;

	#[test]
	fn a_resource_should_tell_what_directives_speak_of() {
		let facts = Facts::of(
			&json!({
				"resourceType": "Observation", "id": "o1",
				"meta": { "security": [{ "system": "conf", "code": "N" }, { "code": "PSY" }] },
				"code": { "coding": [{ "system": "http://loinc.org", "code": "1-8" }] },
				"subject": { "reference": "https://fhir.example/r4/Patient/p1/_history/3" },
				"encounter": { "reference": "Encounter/e1" },
				"performer": [{ "reference": "Practitioner/d1" }],
				"effectiveDateTime": "2020-02", "issued": "2020-03-01T10:00:00+01:00",
				"contained": [{ "resourceType": "Group", "member": [{ "entity": { "reference": "Patient/p2" } }] }],
			}),
			7,
		)
		.unwrap();
		assert_eq!(facts.reference, "Observation/o1");
		assert_eq!(facts.patients, ["Patient/p1", "Patient/p2"]);
		assert_eq!(facts.encounters, ["Encounter/e1"]);
		assert_eq!(facts.authors, ["Practitioner/d1"]);
		assert_eq!(facts.labels.len(), 2);
		assert_eq!(facts.contents, [Coding { system: "http://loinc.org".into(), code: "1-8".into() }]);
		let day = |text| DateTime::parse_from_rfc3339(text).unwrap().timestamp();
		assert_eq!(facts.time, Some((day("2020-02-01T00:00:00Z"), day("2020-03-01T09:00:00Z"))));
		assert_eq!(facts.holder, 7);
		assert_eq!(Facts::of(&json!({ "id": "x" }), 0), None);
		assert_eq!(Facts::of(&json!([1, 2]), 0), None);
	}

	#[test]
	fn dates_should_reach_from_their_first_to_their_last_second() {
		let seconds = |text| moment(text).map(|(first, last)| last - first + 1);
		assert_eq!(seconds("2021"), Some(365 * 86_400));
		assert_eq!(seconds("2020-02"), Some(29 * 86_400));
		assert_eq!(seconds("2020-12"), Some(31 * 86_400));
		assert_eq!(seconds("1964-01-01"), Some(86_400));
		assert_eq!(moment("1970-01-01"), Some((0, 86_399)));
		for text in ["", "20", "2020-13", "2020-02-30", "2020-1-1-1", "yesterday", "2020-01-01T00:00"] {
			assert_eq!(moment(text), None, "{text}");
		}
		assert_eq!(span(&json!({ "start": "1970-01-01" })), Some((0, i64::MAX)));
		assert_eq!(span(&json!({})), None);
	}

	#[test]
	fn identities_should_be_unambiguous() {
		let id = |n: u8| format!("0x{}", hex::encode([n; 32]));
		let subject = |n, patients: &str| format!("[[subject]]\nid = \"{}\"\npatients = [{patients}]\n", id(n));
		let handle = |n, reference: &str| format!("[[handle]]\nhandle = \"{}\"\nreference = \"{reference}\"\n", id(n));
		let good = subject(1, "\"Patient/p1\", \"Patient/p2\"") + &handle(2, "Encounter/e1");
		let identities = Identities::parse(&good).unwrap();
		assert_eq!(identities.patients(&SubjectId::repeat_byte(1)), ["Patient/p1", "Patient/p2"]);
		assert!(identities.patients(&SubjectId::repeat_byte(2)).is_empty());
		assert_eq!(identities.reference(&SubjectId::repeat_byte(2)).unwrap(), "Encounter/e1");
		for bad in [
			subject(1, ""),
			subject(1, "\"p1\""),
			subject(1, "\"Group/p1\""),
			subject(1, "\"Patient/p1\"") + &subject(2, "\"Patient/p1\""),
			subject(1, "\"Patient/p1\"") + &subject(1, "\"Patient/p2\""),
			handle(1, "Encounter/e1") + &handle(1, "Encounter/e2"),
			handle(1, "Encounter/e1") + &handle(2, "Encounter/e1"),
			handle(1, "https://elsewhere/Encounter/e1"),
			"[[subject]]\nid = \"0x12\"\npatients = [\"Patient/p\"]\n".into(),
			"x = 1".into(),
		] {
			assert!(Identities::parse(&bad).is_err(), "{bad}");
		}
	}
}
