//! Offers from the qualifications of FHIR resources.
//!
//! | resource | holder | issuer | schema by | scopes by | validity |
//! |---|---|---|---|---|---|
//! | `Practitioner` (R4, R5) | `Practitioner/<id>` | `qualification.issuer` | `qualification.code` | the same codes | `qualification.period` |
//! | `Organization` (R5) | `Organization/<id>` | `qualification.issuer` | `qualification.code` | the same codes | `qualification.period` |
//! | `PractitionerRole` (R4, R5) | `practitioner` | `organization` | `code` | `code`, `specialty` | `period` |
//!
//! Names are looked up in the directory as they stand: a reference, else `system|value` of its identifier, else its
//! `display`. Schemas are found by `system|code`. What has no match is named, and nothing is offered for it.

use super::offer::{Names, Offer, SchemaVersion, MAX_SCOPES};
use crate::{
	directory::Registry,
	outcome::{Issue, IssueCode, Severity},
	time::span,
};
use salus_primitives::{
	codes::CodeKind, fhir::canonicalize, CodeId, Commitment, Holder, Nonce, OrganizationId, Seconds,
};
use serde_json::Value;
use sp_crypto_hashing::blake2_256;

/// The most qualifications of one resource. Each offer commits to the whole resource.
pub const MAX_QUALIFICATIONS: usize = 64;

/// What a resource became.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Qualified {
	/// One for each qualification that maps.
	pub offers: Vec<Offer>,
	/// What does not map, and what stays outside the chain.
	pub issues: Vec<Issue>,
}

impl Qualified {
	fn add(&mut self, severity: Severity, code: IssueCode, path: String, rule: &str) {
		self.issues.push(Issue { severity, code, expression: vec![path], diagnostics: rule.into() });
	}
}

/// Offers of the qualifications of a `Practitioner`, `Organization` or `PractitionerRole` at the moment `now`.
///
/// Each offer's commitment is of the whole resource in its canonical form, under a nonce of its own that is drawn from
/// `nonce`, so that commitments of one resource do not show that they belong together.
pub fn qualifications(resource: &[u8], names: &Names, codes: &Registry, nonce: Nonce, now: Seconds) -> Qualified {
	let mut qualified = Qualified::default();
	let canonical = canonicalize(resource).map_err(|error| error.to_string());
	let read = canonical.and_then(|canonical| {
		let value: Value = serde_json::from_slice(&canonical).map_err(|_| "the document is not JSON".to_owned())?;
		Ok((canonical, value))
	});
	let (canonical, resource) = match read {
		Ok(read) => read,
		Err(rule) => {
			let issue = Issue {
				severity: Severity::Fatal,
				code: IssueCode::Structure,
				expression: Vec::new(),
				diagnostics: rule,
			};
			qualified.issues.push(issue);
			return qualified;
		},
	};
	let kind = resource.get("resourceType").and_then(Value::as_str).unwrap_or_default().to_owned();
	let context = Context { names, codes, canonical: &canonical, nonce, now };
	match kind.as_str() {
		"Practitioner" | "Organization" => {
			let own = resource.get("id").and_then(Value::as_str).map(|id| format!("{kind}/{id}"));
			let qualifications =
				resource.get("qualification").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
			if qualifications.len() > MAX_QUALIFICATIONS {
				let rule = "a resource has at most 64 qualifications";
				let path = format!("{kind}.qualification");
				qualified.add(Severity::Fatal, IssueCode::NotSupported, path, rule);
				return qualified;
			}
			for (index, item) in (0u32..).zip(qualifications) {
				let path = format!("{kind}.qualification[{index}]");
				let holder = own.as_deref().and_then(|own| names.holder(own));
				let claim = Claim {
					path: &path,
					holder: (holder, "id"),
					issuer: (item.get("issuer"), "issuer"),
					codes: item.get("code").into_iter().collect(),
					specialties: Vec::new(),
					period: item.get("period"),
				};
				context.offer(claim, index, &mut qualified);
				if item.get("identifier").is_some() {
					let rule = "stays in the resource, of which the chain holds a commitment";
					qualified.add(Severity::Information, IssueCode::NotSupported, format!("{path}.identifier"), rule);
				}
			}
		},
		"PractitionerRole" => {
			let list = |member: &str| resource.get(member).and_then(Value::as_array).map(|list| list.iter().collect());
			let holder = resource.get("practitioner").and_then(|reference| named(reference, |name| names.holder(name)));
			let claim = Claim {
				path: "PractitionerRole",
				holder: (holder, "practitioner"),
				issuer: (resource.get("organization"), "organization"),
				codes: list("code").unwrap_or_default(),
				specialties: list("specialty").unwrap_or_default(),
				period: resource.get("period"),
			};
			context.offer(claim, 0, &mut qualified);
		},
		_ => {
			let rule = "the resource is neither a Practitioner nor a PractitionerRole nor an Organization";
			qualified.add(Severity::Fatal, IssueCode::Structure, "resourceType".into(), rule);
		},
	}
	qualified
}

/// The meaning of a FHIR reference: by its text, else by its identifier, else by its display.
fn named<T>(reference: &Value, of: impl Fn(&str) -> Option<T>) -> Option<T> {
	let text = |value: &Value, member: &str| value.get(member).and_then(Value::as_str).map(str::to_owned);
	let identifier = reference
		.get("identifier")
		.and_then(|identifier| Some(format!("{}|{}", text(identifier, "system")?, text(identifier, "value")?)));
	let candidates = [text(reference, "reference"), identifier, text(reference, "display")];
	candidates.into_iter().flatten().find_map(|name| of(&name))
}

struct Context<'a> {
	names: &'a Names,
	codes: &'a Registry,
	canonical: &'a [u8],
	nonce: Nonce,
	now: Seconds,
}

struct Claim<'a> {
	path: &'a str,
	/// Who it is about, and where that stands.
	holder: (Option<Holder>, &'static str),
	/// Who says so, and where that stands.
	issuer: (Option<&'a Value>, &'static str),
	/// `CodeableConcept`s that say what it is.
	codes: Vec<&'a Value>,
	/// `CodeableConcept`s that only narrow what it is good for.
	specialties: Vec<&'a Value>,
	period: Option<&'a Value>,
}

impl Context<'_> {
	fn offer(&self, claim: Claim<'_>, index: u32, qualified: &mut Qualified) {
		let before = qualified.issues.len();
		let path = |member: &str| format!("{}.{member}", claim.path);
		let mut refuse = |code, member: &str, rule: &str| qualified.add(Severity::Error, code, path(member), rule);

		let (holder, holder_at) = claim.holder;
		if holder.is_none() {
			refuse(IssueCode::Required, holder_at, "the directory does not say who this is");
		}
		let (issuer, issuer_at) = claim.issuer;
		let organization: Option<OrganizationId> = match issuer {
			Some(reference) => named(reference, |name| self.names.organization(name)),
			None => self.names.issuer,
		};
		if organization.is_none() {
			refuse(IssueCode::Required, issuer_at, "nothing says which organisation issued it");
		}
		let schema = codings(&claim.codes).find_map(|(system, code)| self.names.schema(&format!("{system}|{code}")));
		if schema.is_none() {
			refuse(IssueCode::NotSupported, "code", "no coding names a known schema");
		}
		let mut scopes: Vec<CodeId> = Vec::new();
		for (system, code) in codings(&claim.codes).chain(codings(&claim.specialties)) {
			let id = self.codes.id(CodeKind::Scope, system, code).filter(|id| !scopes.contains(id));
			scopes.extend(id);
		}
		// Dropping one that narrows would widen what it is good for.
		let unknown =
			codings(&claim.specialties).any(|(system, code)| self.codes.id(CodeKind::Scope, system, code).is_none());
		if unknown {
			refuse(IssueCode::Value, "specialty", "a specialty is not a registered scope");
		}
		if scopes.len() > MAX_SCOPES {
			refuse(IssueCode::NotSupported, "code", "a credential on chain has at most 8 scopes");
		}
		let moment = |member: &str| {
			claim.period.and_then(|period| period.get(member)).map(|value| value.as_str().and_then(span))
		};
		let (from, until) = (moment("start"), moment("end"));
		if from == Some(None) || until == Some(None) {
			refuse(IssueCode::Value, "period", "it is not a date or time");
		}
		let seconds = |moment: i64| Seconds::try_from(moment).unwrap_or_default();
		let from = from.flatten().map(|span| seconds(span.first));
		// FHIR's end is the last second of the validity, the chain's the first after it.
		let until = until.flatten().map(|span| seconds(span.last.saturating_add(1)));
		if until.is_some_and(|until| until <= from.unwrap_or(0)) {
			refuse(IssueCode::Value, "period", "it ends before it begins");
		} else if until.is_some_and(|until| until <= self.now) {
			refuse(IssueCode::Value, "period.end", "it is over");
		}
		let refused = qualified.issues.len() > before;
		if from.is_none() {
			let rule = "without a beginning, it is offered as valid from now";
			qualified.add(Severity::Information, IssueCode::NotSupported, path("period.start"), rule);
		}
		if let (false, Some(holder), Some(organization), Some(SchemaVersion { schema, version })) =
			(refused, holder, organization, schema)
		{
			let nonce = nonce_of(&self.nonce, index);
			qualified.offers.push(Offer {
				organization,
				holder,
				schema,
				version,
				commitment: Commitment::new(&nonce, self.canonical),
				nonce,
				scopes,
				valid_from: from.unwrap_or(self.now),
				valid_until: until,
				entry: None,
			});
		}
	}
}

/// System and code of every coding of these concepts.
fn codings<'a>(concepts: &'a [&'a Value]) -> impl Iterator<Item = (&'a str, &'a str)> {
	let lists = concepts.iter().filter_map(|concept| concept.get("coding").and_then(Value::as_array));
	lists.flatten().filter_map(|coding| {
		Some((coding.get("system").and_then(Value::as_str)?, coding.get("code").and_then(Value::as_str)?))
	})
}

/// The nonce of one of several offers of one resource.
fn nonce_of(nonce: &Nonce, index: u32) -> Nonce {
	let mut input = b"salus/offer-nonce/v1".to_vec();
	input.extend_from_slice(nonce);
	input.extend_from_slice(&index.to_be_bytes());
	blake2_256(&input)
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_primitives::{codes::Code, SubjectId};

	const NOW: Seconds = 1_700_000_000;

	fn scope(system: &str, symbol: &str) -> Code {
		Code {
			kind: CodeKind::Scope,
			system: system.as_bytes().to_vec().try_into().unwrap(),
			symbol: symbol.as_bytes().to_vec().try_into().unwrap(),
			lineage: Default::default(),
			retired: false,
		}
	}

	fn names() -> Names {
		serde_json::from_value(serde_json::json!({
			"directory": {
				"Practitioner/p": { "subject": format!("0x{}", "11".repeat(32)) },
				"Organization/hospital": { "organization": 5 },
				"Organization/h": { "organization": 6 },
				"urn:reg|7": { "organization": 7 },
			},
			"schemas": { "urn:kinds|licence": { "schema": 2, "version": 3 } },
		}))
		.unwrap()
	}

	fn map(resource: Value) -> Qualified {
		let codes = Registry::new([(40, scope("urn:kinds", "licence")), (41, scope("urn:taxonomy", "207R00000X"))]);
		qualifications(resource.to_string().as_bytes(), &names(), &codes, [1; 32], NOW)
	}

	fn licence(issuer: Value, period: Value) -> Value {
		serde_json::json!({
			"identifier": [{ "value": "secret-number" }],
			"code": { "coding": [{ "system": "urn:kinds", "code": "licence" }] },
			"issuer": issuer,
			"period": period,
		})
	}

	fn practitioner(qualifications: Vec<Value>) -> Value {
		serde_json::json!({ "resourceType": "Practitioner", "id": "p", "qualification": qualifications })
	}

	#[test]
	fn qualification_should_become_an_offer() {
		let by = serde_json::json!({ "identifier": { "system": "urn:reg", "value": "7" } });
		let mapped = map(practitioner(vec![licence(by, serde_json::json!({ "start": "2020", "end": "2030-06" }))]));
		let [offer] = &mapped.offers[..] else { unreachable!("{mapped:?}") };
		assert_eq!((offer.organization, offer.schema, offer.version), (7, 2, 3));
		assert_eq!(offer.holder, Holder::Subject(SubjectId::from([0x11; 32])));
		assert_eq!(offer.scopes, [40]);
		assert_eq!((offer.valid_from, offer.valid_until), (1_577_836_800, Some(1_909_094_400)));
		assert!(mapped.issues.iter().all(|issue| issue.severity == Severity::Information));
		assert!(!serde_json::to_string(&mapped.issues).unwrap().contains("secret-number"));
	}

	#[test]
	fn commitments_of_one_resource_should_not_be_alike() {
		let by = serde_json::json!({ "reference": "Organization/hospital" });
		let period = serde_json::json!({ "start": "2020" });
		let mapped = map(practitioner(vec![licence(by.clone(), period.clone()), licence(by, period)]));
		assert_eq!(mapped.offers.len(), 2);
		assert_ne!(mapped.offers[0].commitment, mapped.offers[1].commitment);
		assert_ne!(mapped.offers[0].nonce, mapped.offers[1].nonce);
	}

	#[test]
	fn more_qualifications_than_are_hashed_should_be_refused() {
		let by = serde_json::json!({ "reference": "Organization/hospital" });
		let of = |count| vec![licence(by.clone(), serde_json::json!({ "start": "2020" })); count];
		assert_eq!(map(practitioner(of(MAX_QUALIFICATIONS))).offers.len(), MAX_QUALIFICATIONS);
		let refused = map(practitioner(of(MAX_QUALIFICATIONS + 1)));
		assert_eq!((refused.offers.len(), refused.issues[0].severity), (0, Severity::Fatal));
	}

	#[test]
	fn role_should_become_an_offer_of_the_organization() {
		let mapped = map(serde_json::json!({
			"resourceType": "PractitionerRole",
			"practitioner": { "reference": "Practitioner/p" },
			"organization": { "reference": "Organization/hospital" },
			"code": [{ "coding": [{ "system": "urn:kinds", "code": "licence" }] }],
			"specialty": [{ "coding": [{ "system": "urn:taxonomy", "code": "207R00000X" }] }],
		}));
		let [offer] = &mapped.offers[..] else { unreachable!("{mapped:?}") };
		assert_eq!((offer.organization, &offer.scopes[..], offer.valid_from), (5, &[40, 41][..], NOW));
	}

	#[test]
	fn organization_should_hold_what_it_is_qualified_for() {
		let by = serde_json::json!({ "reference": "Organization/hospital" });
		let mut resource = practitioner(vec![licence(by, serde_json::json!({}))]);
		(resource["resourceType"], resource["id"]) = ("Organization".into(), "h".into());
		assert_eq!(map(resource).offers[0].holder, Holder::Organization(6));
	}

	#[test]
	fn what_does_not_map_should_be_named_and_not_offered() {
		let known = serde_json::json!({ "reference": "Organization/hospital" });
		let coded = |resource: Value| {
			let mapped = map(resource);
			assert_eq!(mapped.offers, [], "{:?}", mapped.issues);
			let errors = mapped.issues.into_iter().filter(|issue| issue.severity == Severity::Error);
			errors.map(|issue| issue.expression.concat()).collect::<Vec<_>>()
		};
		let at = |member: &str| vec![format!("Practitioner.qualification[0].{member}")];
		let none = serde_json::json!({});
		assert_eq!(
			coded(practitioner(vec![licence(serde_json::json!({ "display": "x" }), none.clone())])),
			at("issuer")
		);
		let ended = serde_json::json!({ "start": "2019", "end": "2020" });
		assert_eq!(coded(practitioner(vec![licence(known.clone(), ended)])), at("period.end"));
		let inverted = serde_json::json!({ "start": "2040", "end": "2030" });
		assert_eq!(coded(practitioner(vec![licence(known.clone(), inverted)])), at("period"));
		let wrong = serde_json::json!({ "start": "soon" });
		assert_eq!(coded(practitioner(vec![licence(known.clone(), wrong)])), at("period"));
		let mut unknown = licence(known.clone(), none.clone());
		unknown["code"] = serde_json::json!({ "text": "MD" });
		assert_eq!(coded(practitioner(vec![unknown])), at("code"));
		let mut nobody = practitioner(vec![licence(known, none)]);
		nobody["id"] = "q".into();
		assert_eq!(coded(nobody), at("id"));
		assert_eq!(map(serde_json::json!({ "resourceType": "Patient" })).issues[0].severity, Severity::Fatal);
	}

	#[test]
	fn default_issuer_should_stand_in_where_none_is_named() {
		let mut resource = practitioner(vec![licence(Value::Null, serde_json::json!({}))]);
		resource["qualification"][0].as_object_mut().unwrap().remove("issuer");
		assert_eq!(map(resource.clone()).offers, []);
		let names = Names { issuer: Some(9), ..names() };
		let mapped = qualifications(resource.to_string().as_bytes(), &names, &Registry::default(), [1; 32], NOW);
		assert_eq!(mapped.offers[0].organization, 9);
	}
}
