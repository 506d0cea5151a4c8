//! Identifiers of FHIR `Organization` and `Practitioner` resources.
//!
//! | `identifier.system` | `identifier.value` | becomes |
//! |---|---|---|
//! | `http://hl7.org/fhir/sid/us-npi`, `urn:oid:2.16.840.1.113883.4.6` | ten digits | [`Identifier::Npi`] |
//! | `https://www.gs1.org/gln`, `http://www.gs1.org/gln`, `urn:oid:1.3.88` | thirteen digits | [`Identifier::Gln`] |
//! | `urn:ietf:rfc:3986` | `urn:oid:` and an object identifier | [`Identifier::Oid`] |
//!
//! Any other system names a register of which the chain knows nothing; an object identifier as *system* names that
//! register, not the organisation.

use crate::outcome::{Issue, IssueCode, Severity};
use salus_primitives::{Identifier, IdentifierError};
use serde::{Deserialize, Serialize};

/// What a resource's identifiers became.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Mapped {
	/// Those that the chain knows, each once, in the order of the document.
	pub identifiers: Vec<Identifier>,
	/// One for each that did not map.
	pub issues: Vec<Issue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Resource {
	resource_type: String,
	#[serde(default)]
	identifier: Vec<FhirIdentifier>,
}

#[derive(Deserialize)]
struct FhirIdentifier {
	#[serde(rename = "use")]
	usage: Option<String>,
	system: Option<String>,
	value: Option<String>,
}

/// Map the identifiers of an `Organization` or `Practitioner` (FHIR R4 and later, JSON).
pub fn identifiers(resource: &[u8]) -> Mapped {
	let mut mapped = Mapped::default();
	let Ok(resource) = serde_json::from_slice::<Resource>(resource) else {
		mapped.issues.push(fatal("the document is not a FHIR resource"));
		return mapped;
	};
	let kind = resource.resource_type;
	if !matches!(kind.as_str(), "Organization" | "Practitioner") {
		mapped.issues.push(fatal("the resource is neither an Organization nor a Practitioner"));
		return mapped;
	}
	for (index, identifier) in resource.identifier.iter().enumerate() {
		match map(identifier) {
			Ok(identifier) if mapped.identifiers.contains(&identifier) => {},
			Ok(identifier) => mapped.identifiers.push(identifier),
			Err(refusal) => mapped.issues.push(Issue {
				severity: refusal.severity,
				code: refusal.code,
				expression: vec![format!("{kind}.identifier[{index}]{}", refusal.member)],
				diagnostics: refusal.rule,
			}),
		}
	}
	mapped
}

fn fatal(rule: &str) -> Issue {
	Issue { severity: Severity::Fatal, code: IssueCode::Structure, expression: Vec::new(), diagnostics: rule.into() }
}

struct Refusal {
	severity: Severity,
	code: IssueCode,
	member: &'static str,
	rule: String,
}

fn map(identifier: &FhirIdentifier) -> Result<Identifier, Refusal> {
	let not_used = |member, rule: &str| Refusal {
		severity: Severity::Information,
		code: IssueCode::NotSupported,
		member,
		rule: rule.into(),
	};
	let missing = |member, rule: &str| Refusal {
		severity: Severity::Error,
		code: IssueCode::Required,
		member,
		rule: rule.into(),
	};
	let wrong = |rule: String| Refusal { severity: Severity::Error, code: IssueCode::Value, member: ".value", rule };
	let invalid = |error: IdentifierError| wrong(error.to_string());

	if identifier.usage.as_deref() == Some("old") {
		return Err(not_used(".use", "an old identifier is no longer one"));
	}
	let system = identifier.system.as_deref().ok_or_else(|| missing(".system", "an identifier without a system"))?;
	let value = || identifier.value.as_deref().ok_or_else(|| missing(".value", "an identifier without a value"));
	match system {
		"http://hl7.org/fhir/sid/us-npi" | "urn:oid:2.16.840.1.113883.4.6" => {
			value()?.parse().map(Identifier::Npi).map_err(invalid)
		},
		"https://www.gs1.org/gln" | "http://www.gs1.org/gln" | "urn:oid:1.3.88" => {
			value()?.parse().map(Identifier::Gln).map_err(invalid)
		},
		"urn:ietf:rfc:3986" => match value()?.strip_prefix("urn:oid:") {
			Some(oid) => oid.parse().map(Identifier::Oid).map_err(invalid),
			None => Err(not_used(".value", "a URI other than an object identifier")),
		},
		_ => Err(not_used(".system", "a system other than NPI, GLN or OID")),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn of_organization(identifiers: &str) -> Mapped {
		super::identifiers(format!("{{\"resourceType\":\"Organization\",\"identifier\":[{identifiers}]}}").as_bytes())
	}

	#[test]
	fn known_systems_should_map() {
		let mapped = of_organization(
			r#"{"system":"http://hl7.org/fhir/sid/us-npi","value":"1234567893"},
			{"use":"official","system":"urn:oid:2.16.840.1.113883.4.6","value":"1234567893"},
			{"system":"https://www.gs1.org/gln","value":"0614141000012"},
			{"system":"urn:oid:1.3.88","value":"4006381333931"},
			{"system":"urn:ietf:rfc:3986","value":"urn:oid:2.16.840.1.113883.3.72"}"#,
		);
		assert_eq!(mapped.issues, []);
		assert_eq!(
			mapped.identifiers,
			[
				Identifier::Npi("1234567893".parse().unwrap()),
				Identifier::Gln("0614141000012".parse().unwrap()),
				Identifier::Gln("4006381333931".parse().unwrap()),
				Identifier::Oid("2.16.840.1.113883.3.72".parse().unwrap()),
			]
		);
	}

	#[test]
	fn what_does_not_map_should_be_named_without_its_value() {
		let mapped = of_organization(
			r#"{"system":"http://hl7.org/fhir/sid/us-npi","value":"9999999995"},
			{"system":"http://hl7.org/fhir/sid/us-npi"},
			{"value":"secret"},
			{"system":"urn:oid:2.16.528.1","value":"91654"},
			{"use":"old","system":"urn:oid:1.3.88","value":"4006381333931"},
			{"system":"urn:ietf:rfc:3986","value":"urn:uuid:secret"},
			{"system":"urn:ietf:rfc:3986","value":"urn:oid:3.1"}"#,
		);
		assert_eq!(mapped.identifiers, []);
		let issues: Vec<_> = mapped.issues.iter().map(|i| (i.severity, i.code, i.expression[0].as_str())).collect();
		assert_eq!(
			issues,
			[
				(Severity::Error, IssueCode::Value, "Organization.identifier[0].value"),
				(Severity::Error, IssueCode::Required, "Organization.identifier[1].value"),
				(Severity::Error, IssueCode::Required, "Organization.identifier[2].system"),
				(Severity::Information, IssueCode::NotSupported, "Organization.identifier[3].system"),
				(Severity::Information, IssueCode::NotSupported, "Organization.identifier[4].use"),
				(Severity::Information, IssueCode::NotSupported, "Organization.identifier[5].value"),
				(Severity::Error, IssueCode::Value, "Organization.identifier[6].value"),
			]
		);
		let text = serde_json::to_string(&mapped).unwrap();
		assert!(!text.contains("secret") && !text.contains("9999999995"), "{text}");
		assert!(text.contains(r#""severity":"information","code":"not-supported""#), "{text}");
	}

	#[test]
	fn other_documents_should_be_refused_whole() {
		for document in
			["", "[]", "{}", r#"{"resourceType":"Patient"}"#, r#"{"resourceType":"Organization","identifier":{}}"#]
		{
			let mapped = super::identifiers(document.as_bytes());
			assert_eq!(mapped.identifiers, []);
			assert!(matches!(&mapped.issues[..], [Issue { severity: Severity::Fatal, .. }]), "{document}");
		}
		assert_eq!(super::identifiers(br#"{"resourceType":"Practitioner"}"#), Mapped::default());
	}
}
