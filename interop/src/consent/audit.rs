//! From entries of a subject's access trail to FHIR R4 `AuditEvent`.

use super::{names::Names, system};
use crate::directory::{Directory, Registry};
use pallet_consent::types::{By, Entry, Grantor};
use salus_primitives::{AccessBasis, AccessOutcome, AccessRequest, CodeId, RuleSource, Seconds, SubjectId};
use serde_json::{json, Value};
use sp_core::{crypto::AccountId32, H256};

const DICOM: &str = "http://dicom.nema.org/resources/ontology/DCM";
const LIFECYCLE: &str = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle";
const OUTCOME: &str = "urn:salus:outcome";

/// An entry, where it stands, and what is needed to write it.
#[derive(Clone, Copy, Debug)]
pub struct Accessed<'a> {
	/// Whose trail.
	pub subject: SubjectId,
	/// The entry.
	pub entry: &'a Entry<AccountId32>,
	/// Its number, from 1.
	pub n: u32,
	/// Head of the trail after it: proves it.
	pub head: H256,
	/// Block in which it was written.
	pub block: u32,
	/// The chain: hash of its first block.
	pub genesis: H256,
	/// Which references to write.
	pub directory: &'a Directory,
	/// What codes are called.
	pub codes: &'a Registry,
}

/// What sort of event it is, and how it ended.
struct Kind {
	code: (&'static str, &'static str, &'static str),
	subtype: Option<(&'static str, &'static str, &'static str)>,
	action: &'static str,
	/// `0` success, `4` refused.
	outcome: &'static str,
}

/// Write an entry as an R4 `AuditEvent`. `None` for a time beyond FHIR's calendar.
pub fn audit_event(accessed: Accessed) -> Option<Value> {
	let writer = Writer { accessed, names: Names { directory: accessed.directory, codes: accessed.codes } };
	writer.event()
}

struct Writer<'a> {
	accessed: Accessed<'a>,
	names: Names<'a>,
}

impl Writer<'_> {
	fn event(&self) -> Option<Value> {
		let entry = self.accessed.entry;
		let kind = kind(entry);
		let coding =
			|(system, code, display): (&str, &str, &str)| json!({ "system": system, "code": code, "display": display });
		let recorded = crate::time::write(i64::try_from(at(entry)).ok()?)?;
		let subject = self.names.subject(self.accessed.subject, "Patient");
		let mut event = json!({
			"resourceType": "AuditEvent",
			"type": coding(kind.code),
			"action": kind.action,
			"recorded": recorded,
			"outcome": kind.outcome,
			"agent": self.agents(),
			"source": {
				"observer": {
					"identifier": { "system": "urn:salus:chain", "value": self.accessed.genesis },
					"display": "Salus",
				},
			},
		});
		let mut entities = vec![json!({
			"what": subject,
			"type": { "system": "http://terminology.hl7.org/CodeSystem/audit-entity-type", "code": "1", "display": "Person" },
			"role": { "system": "http://terminology.hl7.org/CodeSystem/object-role", "code": "1", "display": "Patient" },
			"detail": [
				{ "type": "trail-number", "valueString": self.accessed.n.to_string() },
				{ "type": "trail-head", "valueString": self.accessed.head },
				{ "type": "block", "valueString": self.accessed.block.to_string() },
			],
		})];
		entities.extend(self.entities());
		let fields = event.as_object_mut()?;
		fields.insert("entity".into(), entities.into());
		if let Some(subtype) = kind.subtype {
			fields.insert("subtype".into(), json!([coding(subtype)]));
		}
		if let Some(description) = description(entry) {
			fields.insert("outcomeDesc".into(), description.into());
		}
		let purposes: Vec<Value> = purposes(entry).into_iter().filter_map(|code| self.concept(code)).collect();
		if !purposes.is_empty() {
			fields.insert("purposeOfEvent".into(), purposes.into());
		}
		Some(event)
	}

	fn concept(&self, code: CodeId) -> Option<Value> {
		Some(json!({ "coding": [self.names.coding(code)?] }))
	}

	/// Who did it: the account, and for whom.
	fn agents(&self) -> Vec<Value> {
		let agent = |who: Value, requestor: bool| json!({ "who": who, "requestor": requestor });
		let account = |account: &AccountId32| agent(self.names.account(account), true);
		let by = |by: &By<AccountId32>| {
			let mut agents = vec![account(&by.account)];
			match &by.capacity {
				Grantor::Organization(organization) => {
					agents.push(agent(self.names.organization(*organization), false));
				},
				Grantor::Subject | Grantor::Guardian(_) | Grantor::Proxy(_) => {},
			}
			agents
		};
		let asked = |who: &AccountId32, request: &AccessRequest| {
			let mut agents = vec![account(who), agent(self.names.organization(request.organization), false)];
			agents.extend(request.practitioner.map(|who| agent(self.names.subject(who, "Practitioner"), false)));
			agents
		};
		match self.accessed.entry {
			Entry::Access { account, request, .. } | Entry::BreakGlass { account, request, .. } => {
				asked(account, request)
			},
			Entry::Recorded { by: who, .. }
			| Entry::StatusChanged { by: who, .. }
			| Entry::Ended { by: who, .. }
			| Entry::PrivacyRequested { by: who, .. } => by(who),
			Entry::Reviewed { by, .. } => vec![agent(self.names.organization(*by), true)],
			Entry::Acknowledged { holder, .. } => vec![agent(self.names.organization(*holder), true)],
			Entry::IncapacityDeclared { account: who, organization, practitioner, .. }
			| Entry::IncapacityConfirmed { account: who, organization, practitioner, .. } => vec![
				account(who),
				agent(self.names.organization(*organization), false),
				agent(self.names.subject(*practitioner, "Practitioner"), false),
			],
			Entry::IncapacityEnded { account: who, .. } => vec![account(who)],
			Entry::ProxyAppointed { .. }
			| Entry::ProxyDismissed { .. }
			| Entry::Closed { .. }
			| Entry::Certified { .. } => vec![agent(self.names.subject(self.accessed.subject, "Patient"), true)],
		}
	}

	/// What it was about, beside the patient.
	fn entities(&self) -> Vec<Value> {
		let domain = json!({
			"system": "http://terminology.hl7.org/CodeSystem/object-role", "code": "4", "display": "Domain Resource",
		});
		let logical = |system: &str, value: String, kind: &str| {
			let identifier = json!({ "system": system, "value": value });
			json!({ "what": { "type": kind, "identifier": identifier }, "role": domain })
		};
		let directive = |number: u32, version: u32| {
			let mut entity = logical(system::DIRECTIVE, format!("{:?}/{number}", self.accessed.subject), "Consent");
			if let Some(fields) = entity.as_object_mut() {
				let detail = json!([{ "type": "version", "valueString": version.to_string() }]);
				fields.insert("detail".into(), detail);
			}
			entity
		};
		let grant = |grant: u64| logical(system::GRANT, grant.to_string(), "Basic");
		match self.accessed.entry {
			Entry::Access { request, basis, grant: left, .. } => {
				let mut entities = vec![self.asked(request)];
				if let AccessBasis::Rule { source: RuleSource::Directive { number, version }, .. } = basis {
					entities.push(directive(*number, *version));
				}
				entities.extend(left.map(grant));
				entities
			},
			Entry::BreakGlass { request, grant: left, .. } => vec![self.asked(request), grant(*left)],
			Entry::Closed { grant: closed, .. } => vec![grant(*closed)],
			Entry::Reviewed { grant: reviewed, .. } => vec![grant(*reviewed)],
			Entry::Recorded { directive: recorded, .. } => vec![directive(recorded.number, recorded.version)],
			Entry::StatusChanged { number, version, .. } | Entry::Ended { number, version, .. } => {
				vec![directive(*number, *version)]
			},
			_ => Vec::new(),
		}
	}

	/// The data that was asked for.
	fn asked(&self, request: &AccessRequest) -> Value {
		let data = &request.data;
		let mut entity = json!({
			"type": { "system": "http://terminology.hl7.org/CodeSystem/audit-entity-type", "code": "2", "display": "System Object" },
			"role": { "system": "http://terminology.hl7.org/CodeSystem/object-role", "code": "3", "display": "Report" },
			"description": "data asked for",
		});
		let labels: Vec<Value> = data.labels.iter().flatten().filter_map(|label| self.names.coding(*label)).collect();
		let symbol = |code: CodeId| self.names.codes.name(code).map(|(system, symbol)| format!("{system}|{symbol}"));
		let mut detail = Vec::new();
		let mut put = |name: &str, value: Option<String>| {
			detail.extend(value.map(|value| json!({ "type": name, "valueString": value })));
		};
		put("action", symbol(request.action));
		put("class", data.class.and_then(symbol));
		put("content", data.content.and_then(symbol));
		put("author", data.author.map(|author| format!("{author:?}")));
		put("encounter", data.encounter.map(|encounter| format!("{encounter:?}")));
		put("holder", data.holder.map(|holder| holder.to_string()));
		put("start", data.period.start.and_then(crate::time::write));
		put("end", data.period.end.and_then(crate::time::write));
		put("protocol", request.protocol.map(|protocol| protocol.to_string()));
		if let Some(fields) = entity.as_object_mut() {
			if let Some(record) = data.record {
				fields.insert("what".into(), self.names.handle(record, None));
			}
			if !labels.is_empty() {
				fields.insert("securityLabel".into(), labels.into());
			}
			if !detail.is_empty() {
				fields.insert("detail".into(), detail.into());
			}
		}
		entity
	}
}

fn at(entry: &Entry<AccountId32>) -> Seconds {
	match entry {
		Entry::Recorded { directive, .. } => directive.recorded,
		Entry::Access { at, .. }
		| Entry::BreakGlass { at, .. }
		| Entry::Closed { at, .. }
		| Entry::Reviewed { at, .. }
		| Entry::StatusChanged { at, .. }
		| Entry::Ended { at, .. }
		| Entry::ProxyAppointed { at, .. }
		| Entry::ProxyDismissed { at, .. }
		| Entry::IncapacityDeclared { at, .. }
		| Entry::IncapacityConfirmed { at, .. }
		| Entry::IncapacityEnded { at, .. }
		| Entry::PrivacyRequested { at, .. }
		| Entry::Acknowledged { at, .. }
		| Entry::Certified { at, .. } => *at,
	}
}

fn kind(entry: &Entry<AccountId32>) -> Kind {
	const READ: (&str, &str, &str) = (DICOM, "110110", "Patient Record");
	const ALERT: (&str, &str, &str) = (DICOM, "110113", "Security Alert");
	let amend = (LIFECYCLE, "amend", "Amend (Update) Record Lifecycle Event");
	let event = |code, action, outcome| Kind { code, subtype: None, action, outcome };
	match entry {
		Entry::Access { outcome, partial, .. } => Kind {
			code: READ,
			subtype: Some(match outcome {
				AccessOutcome::Permit if *partial => (OUTCOME, "partial", "Permitted in part"),
				AccessOutcome::Permit => (OUTCOME, "permit", "Permitted"),
				AccessOutcome::Deny => (OUTCOME, "deny", "Denied"),
				AccessOutcome::NoConsent => (OUTCOME, "no-consent", "Denied for want of consent"),
			}),
			// Deciding is execution: what the store then released, its own audit log says.
			action: "E",
			outcome: if *outcome == AccessOutcome::Permit { "0" } else { "4" },
		},
		Entry::BreakGlass { .. } => Kind {
			code: ALERT,
			subtype: Some((DICOM, "110127", "Emergency Override Started")),
			action: "E",
			outcome: "0",
		},
		Entry::Closed { .. } => {
			Kind { code: READ, subtype: Some((OUTCOME, "closed", "Grant closed")), action: "U", outcome: "0" }
		},
		Entry::Reviewed { .. } => event((LIFECYCLE, "verify", "Verify Record Lifecycle Event"), "E", "0"),
		Entry::Recorded { directive, .. } if directive.version == 1 => {
			event((LIFECYCLE, "originate", "Originate (Retain) Record Lifecycle Event"), "C", "0")
		},
		Entry::Ended { .. } => event((LIFECYCLE, "deprecate", "Deprecate Record Lifecycle Event"), "U", "0"),
		_ => event(amend, "U", "0"),
	}
}

fn purposes(entry: &Entry<AccountId32>) -> Vec<CodeId> {
	match entry {
		Entry::Access { request, .. } => vec![request.purpose],
		Entry::BreakGlass { request, reason, .. } => vec![request.purpose, *reason],
		_ => Vec::new(),
	}
}

/// Why it ended as it did. Names rules, never content.
fn description(entry: &Entry<AccountId32>) -> Option<String> {
	match entry {
		Entry::Access { basis, .. } => Some(match basis {
			AccessBasis::Rule { source: RuleSource::Directive { number, version }, provision } => {
				format!("directive {number} version {version}, provision {provision}")
			},
			AccessBasis::Rule { source: RuleSource::Policy { organization, version }, provision } => {
				format!("base policy of organisation {organization} version {version}, provision {provision}")
			},
			AccessBasis::NothingPermits => "what applies permits nothing".into(),
			AccessBasis::NothingApplies => "no directive and no policy applies".into(),
			AccessBasis::BreakGlass => "emergency".into(),
		}),
		Entry::Reviewed { justified, .. } => {
			Some(if *justified { "found justified" } else { "found not justified" }.into())
		},
		_ => None,
	}
}
