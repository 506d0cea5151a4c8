//! What a request asks the store for. Only interactions whose results the gate can judge have a name here.

use axum::http::Method;

/// Parameters that neither widen a search nor follow references out of the patient.
const HARMLESS: [&str; 8] =
	["_count", "_sort", "_format", "_summary", "_elements", "_total", "_lastUpdated", "_offset"];

/// Types that a patient owns, whose search parameter `patient` names the patient (FHIR R4, patient compartment). A
/// server may ignore a parameter that a type does not have, and then finds everybody's.
const BY_PATIENT: [&str; 46] = [
	"Account",
	"AllergyIntolerance",
	"Basic",
	"CarePlan",
	"CareTeam",
	"ChargeItem",
	"Claim",
	"ClaimResponse",
	"ClinicalImpression",
	"Communication",
	"CommunicationRequest",
	"Composition",
	"Condition",
	"Consent",
	"Coverage",
	"DetectedIssue",
	"DeviceRequest",
	"DeviceUseStatement",
	"DiagnosticReport",
	"DocumentManifest",
	"DocumentReference",
	"Encounter",
	"EpisodeOfCare",
	"ExplanationOfBenefit",
	"FamilyMemberHistory",
	"Flag",
	"Goal",
	"ImagingStudy",
	"Immunization",
	"ImmunizationRecommendation",
	"Invoice",
	"List",
	"Media",
	"MedicationAdministration",
	"MedicationDispense",
	"MedicationRequest",
	"MedicationStatement",
	"MolecularSequence",
	"NutritionOrder",
	"Observation",
	"Procedure",
	"QuestionnaireResponse",
	"RiskAssessment",
	"ServiceRequest",
	"Specimen",
	"VisionPrescription",
];

/// Of these, the types that have the parameter `subject` too.
const BY_SUBJECT: [&str; 31] = [
	"Account",
	"Basic",
	"CarePlan",
	"CareTeam",
	"ChargeItem",
	"ClinicalImpression",
	"Communication",
	"CommunicationRequest",
	"Composition",
	"Condition",
	"DeviceRequest",
	"DeviceUseStatement",
	"DiagnosticReport",
	"DocumentManifest",
	"DocumentReference",
	"Encounter",
	"Flag",
	"Goal",
	"ImagingStudy",
	"Invoice",
	"List",
	"Media",
	"MedicationAdministration",
	"MedicationDispense",
	"MedicationRequest",
	"MedicationStatement",
	"Observation",
	"Procedure",
	"QuestionnaireResponse",
	"RiskAssessment",
	"ServiceRequest",
];

/// Does this parameter say whose resources of this type are meant?
fn names_patient(resource_type: &str, parameter: &str) -> bool {
	match parameter {
		"_id" => resource_type == "Patient",
		"patient" => BY_PATIENT.contains(&resource_type),
		"subject" => BY_SUBJECT.contains(&resource_type),
		_ => false,
	}
}

/// The longest path and query that is looked at.
const MAX_LENGTH: usize = 4_096;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
	/// One resource or one version of it.
	Read {
		/// `Type/id`.
		reference: String,
		/// Path of the version below the store's base, if one is asked for.
		version: Option<String>,
	},
	/// Resources of one patient.
	Search {
		/// Of this type; `None` for `$everything`.
		resource_type: Option<String>,
		/// Id of the patient.
		patient: String,
	},
}

/// The request is none of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetError;

impl Target {
	/// What this request asks for, `base` being the path under which the proxy shows the store.
	///
	/// FHIR R4 §3.1.0: `read`, `vread`, `search-type` with the patient named, `Patient/id/$everything`, and
	/// compartment search (§3.1.1.3). Percent-encoding is refused wherever an id could hide in it.
	pub fn parse(method: &Method, uri: &str, base: &str) -> Result<Self, TargetError> {
		if !matches!(*method, Method::GET | Method::HEAD) || uri.len() > MAX_LENGTH || uri.contains('#') {
			return Err(TargetError);
		}
		let (path, query) = match uri.split_once('?') {
			Some((path, query)) => (path, Some(query)),
			None => (uri, None),
		};
		let path = path.strip_prefix(base.trim_end_matches('/')).ok_or(TargetError)?;
		let segments: Vec<&str> = path.strip_prefix('/').ok_or(TargetError)?.split('/').collect();
		match segments.as_slice() {
			["Patient", id, "$everything"] if is_id(id) => {
				Self::check_query(query, None)?;
				Ok(Self::Search { resource_type: None, patient: (*id).into() })
			},
			[resource_type] if is_type(resource_type) => {
				let patient = Self::check_query(query, Some(resource_type))?.ok_or(TargetError)?;
				Ok(Self::Search { resource_type: Some((*resource_type).into()), patient })
			},
			["Patient", id, resource_type] if is_id(id) && BY_PATIENT.contains(resource_type) => {
				if Self::check_query(query, Some(resource_type))?.is_some_and(|patient| patient != *id) {
					return Err(TargetError);
				}
				Ok(Self::Search { resource_type: Some((*resource_type).into()), patient: (*id).into() })
			},
			// What lies inside these carries labels of its own, which nobody would look at.
			["Bundle" | "Parameters", ..] => Err(TargetError),
			[resource_type, id] | [resource_type, id, "_history", _] if is_type(resource_type) && is_id(id) => {
				if segments.get(3).is_some_and(|version| !is_id(version)) || query.is_some_and(|q| !formats_only(q)) {
					return Err(TargetError);
				}
				let version = segments.get(3).map(|_| path.to_string());
				Ok(Self::Read { reference: format!("{resource_type}/{id}"), version })
			},
			_ => Err(TargetError),
		}
	}

	/// The patient to whom the query limits the search, if it does; an error when it holds anything that could widen it.
	fn check_query(query: Option<&str>, resource_type: Option<&str>) -> Result<Option<String>, TargetError> {
		let mut patient: Option<String> = None;
		for parameter in query.unwrap_or_default().split('&').filter(|parameter| !parameter.is_empty()) {
			let (name, value) = parameter.split_once('=').ok_or(TargetError)?;
			if resource_type.is_some_and(|resource_type| names_patient(resource_type, name)) {
				let id = value.strip_prefix("Patient/").unwrap_or(value);
				if !is_id(id) || patient.as_deref().is_some_and(|other| other != id) {
					return Err(TargetError);
				}
				patient = Some(id.into());
			} else if name.starts_with('_') {
				if !HARMLESS.contains(&name) {
					return Err(TargetError);
				}
			} else {
				// Every further parameter narrows; chains and modifiers that could name something else do not pass.
				let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
				if !plain || matches!(name, "patient" | "subject") {
					return Err(TargetError);
				}
			}
		}
		Ok(patient)
	}
}

fn formats_only(query: &str) -> bool {
	query.split('&').all(|parameter| matches!(parameter.split_once('='), Some(("_format" | "_pretty", _))))
}

/// `[A-Za-z0-9\-\.]{1,64}` (FHIR R4 §2.24.0.1).
pub(super) fn is_id(text: &str) -> bool {
	(1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'))
		// Dots alone would be taken for a way up the path.
		&& !text.bytes().all(|b| b == b'.')
}

pub(super) fn is_type(text: &str) -> bool {
	text.starts_with(|c: char| c.is_ascii_uppercase())
		&& text.len() <= 64
		&& text.bytes().all(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used)]
	use super::*;

	fn parse(uri: &str) -> Result<Target, TargetError> {
		Target::parse(&Method::GET, uri, "/fhir")
	}

	fn search(resource_type: Option<&str>, patient: &str) -> Result<Target, TargetError> {
		Ok(Target::Search { resource_type: resource_type.map(Into::into), patient: patient.into() })
	}

	#[test]
	fn reads_and_searches_within_a_patient_should_be_understood() {
		let read = Target::Read { reference: "Observation/o-1".into(), version: None };
		assert_eq!(parse("/fhir/Observation/o-1"), Ok(read.clone()));
		assert_eq!(parse("/fhir/Observation/o-1?_format=json"), Ok(read));
		let version = Some("/Observation/o-1/_history/2".into());
		let versioned = Target::Read { reference: "Observation/o-1".into(), version };
		assert_eq!(parse("/fhir/Observation/o-1/_history/2"), Ok(versioned));
		assert_eq!(parse("/fhir/Observation?patient=p1&code=http://loinc.org|1-8"), search(Some("Observation"), "p1"));
		assert_eq!(parse("/fhir/Condition?subject=Patient/p1&_count=10"), search(Some("Condition"), "p1"));
		assert_eq!(parse("/fhir/Condition?subject=Patient/p1&patient=p1"), search(Some("Condition"), "p1"));
		assert_eq!(parse("/fhir/Patient?_id=p1"), search(Some("Patient"), "p1"));
		assert_eq!(parse("/fhir/Patient/p1/$everything"), search(None, "p1"));
		assert_eq!(parse("/fhir/Patient/p1/Observation"), search(Some("Observation"), "p1"));
		assert_eq!(
			Target::parse(&Method::HEAD, "/Patient/p1", "/").map(|t| matches!(t, Target::Read { .. })),
			Ok(true)
		);
	}

	#[test]
	fn whatever_could_reach_beyond_the_patient_should_not_pass() {
		for uri in [
			"/fhir",
			"/fhir/",
			"/other/Observation/1",
			"Observation/1",
			"/fhir/Observation",
			"/fhir/Observation?code=1",
			"/fhir/Observation?patient=p1,p2",
			"/fhir/Observation?patient=p1&patient=p2",
			"/fhir/Observation?patient=",
			"/fhir/Observation?patient:missing=false",
			"/fhir/Observation?patient.name=x",
			"/fhir/Observation?patient=p1&_include=*",
			"/fhir/Observation?patient=p1&_revinclude=Provenance:target",
			"/fhir/Observation?patient=p1&_has:x=y",
			"/fhir/Observation?patient=p1&_filter=x",
			"/fhir/Observation?patient=p1&_query=x",
			"/fhir/Observation?patient=p1&_contained=both",
			"/fhir/Observation?patient=p1&encounter.subject=p2",
			"/fhir/Observation?patient=%70",
			"/fhir/Observation?patient",
			"/fhir/Observation?patient=http://elsewhere/Patient/p1",
			"/fhir/Patient?name=x",
			"/fhir/Patient/p1/Observation?patient=p2",
			"/fhir/_history",
			"/fhir/Observation/_history",
			"/fhir/Observation/1/_history",
			"/fhir/Observation/1/$everything",
			"/fhir/../admin",
			"/fhir/Observation/..",
			"/fhir/Observation/%2e%2e",
			"/fhir/Observation/1/_history/..",
			"/fhir/Observation/1?_include=x",
			"/fhir/Observation/1#x",
			"/fhir//Observation/1",
			"/fhir/Observation/1/",
			"/fhir/Patient/p1/$everything?_type=a&patient=p2",
			"/fhir/Binary/1/2/3/4",
			// Parameters that these types do not have: a lenient server would ignore them and give everything.
			"/fhir/AllergyIntolerance?subject=p1",
			"/fhir/Bundle?patient=p1",
			"/fhir/Practitioner?patient=p1",
			"/fhir/Organization?subject=p1",
			"/fhir/Patient?patient=p1",
			"/fhir/Patient/p1/Practitioner",
			"/fhir/Bundle/1",
			"/fhir/Parameters/1",
			"/fhir/Observation?patient:Patient=p1",
			"/fhir/Observation?patient=p1&_cursor=x",
		] {
			assert_eq!(parse(uri), Err(TargetError), "{uri}");
		}
		for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS] {
			assert_eq!(Target::parse(&method, "/fhir/Observation/1", "/fhir"), Err(TargetError), "{method}");
		}
		assert_eq!(parse(&format!("/fhir/Observation?patient=p1&code={}", "x".repeat(5_000))), Err(TargetError));
	}
}
