//! `credentials_*`: is this person licensed to do this, here, and then? And the way from a Verifiable Credential, or a
//! FHIR qualification, to an offer, and back.

use super::{
	answer::{rfc3339, At},
	documents::{registry, CallAnswer},
	records::no_state,
	Answer, Refusal,
};
use crate::service::Client;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_credentials::{
	runtime_api::CredentialsApi as _, CheckAnswer, Chunks, CredentialId, CredentialInfo, IssuerInfo, IssuerState,
	Lapsing, ListId, MaxAsked, Reason, State, Status, StatusLists, StatusPurpose, VerificationInfo, VerificationStatus,
	CHUNKS, MAX_PAGE,
};
use salus_interop::{
	directory::Directory,
	outcome::{Issue, IssueCode, Severity},
	vc::{
		mapping::{from_vc, to_vc, ChainCredential},
		offer::{self, Names, Offer, SchemaVersion},
		qualification::qualifications,
		status_list::{credential, StatusList},
		time,
	},
};
use salus_primitives::{CodeId, Commitment, CredentialAnswer, Holder, Nonce, OrganizationId, SchemaId, Seconds};
use salus_runtime::{Hash, Runtime, RuntimeCall};
use sc_client_api::ProofProvider;
use serde::{Deserialize, Serialize};
use serde_json::{value::RawValue, Value};
use sp_api::ProvideRuntimeApi;
use sp_core::{Bytes, Get, H256};
use sp_runtime::traits::Header as _;
use std::{collections::BTreeMap, sync::Arc};

/// Ask whether a holder has an active credential.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckQuery {
	holder: Holder,
	schema: SchemaId,
	scope: Option<CodeId>,
	/// The moment in question, as RFC 3339; now when left out.
	moment: Option<String>,
}

/// Ask what a credential is, or was.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusQuery {
	credential: CredentialId,
	moment: Option<String>,
}

/// Ask what an organisation may issue.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssuerQuery {
	schema: SchemaId,
	organization: OrganizationId,
}

/// Ask what lapses: of these holders, or of what one issuer issued.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ExpiringQuery {
	holders: Option<Vec<Holder>>,
	issuer: Option<OrganizationId>,
	within_days: u32,
	/// Where to go on: `next` of the former page.
	from: Option<u32>,
	#[serde(default = "most")]
	limit: u32,
}

fn most() -> u32 {
	MAX_PAGE
}

/// The most holders that one question names: the staff of a large hospital. More are asked about in several questions.
const MAX_HOLDERS: usize = 4_096;

/// The holders that a page is about: those from a place on, and no more than the runtime looks at and one to tell that
/// there are others.
fn holders_from(mut holders: Vec<Holder>, from: Option<u32>) -> Result<Vec<Holder>, Refusal> {
	if holders.len() > MAX_HOLDERS {
		let message = format!("{} holders are named, at most {MAX_HOLDERS} may be", holders.len());
		return Err(Refusal::bad("holders", message, "ask about some of them at a time"));
	}
	let skipped = usize::try_from(from.unwrap_or(0)).unwrap_or(usize::MAX).min(holders.len());
	let mut rest = holders.split_off(skipped);
	rest.truncate(usize::try_from(MaxAsked::get()).unwrap_or(usize::MAX).saturating_add(1));
	Ok(rest)
}

/// What a document becomes, with what its names mean. The members are those of [`Names`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FromQuery {
	/// As it is: a signature is over what was written.
	document: Box<RawValue>,
	/// 32 fresh random bytes. They salt the commitment, and stay with the document.
	nonce: H256,
	#[serde(default)]
	directory: Directory,
	#[serde(default)]
	schemas: BTreeMap<String, SchemaVersion>,
	#[serde(default)]
	lists: BTreeMap<String, ListId>,
	#[serde(default)]
	keys: BTreeMap<String, String>,
	issuer: Option<OrganizationId>,
}

impl FromQuery {
	fn split(self) -> (Box<RawValue>, Nonce, Names) {
		let Self { document, nonce, directory, schemas, lists, keys, issuer } = self;
		(document, nonce.0, Names { directory, schemas, lists, keys, issuer })
	}
}

/// Ask for a credential as a document.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToVcQuery {
	credential: CredentialId,
	#[serde(default)]
	directory: Directory,
	#[serde(default)]
	schemas: BTreeMap<String, SchemaVersion>,
	#[serde(default)]
	lists: BTreeMap<String, ListId>,
}

/// Ask for a status list as a document.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct StatusListQuery {
	list: ListId,
	/// Where the document will be found.
	url: String,
	/// The issuer's DID or URL.
	issuer: String,
	/// For how long it may be kept by those who fetch it; without it, it says nothing about that.
	valid_seconds: Option<u32>,
}

/// How primary-source verification stands.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VerificationAnswer {
	status: VerificationStatus,
	overdue: bool,
	validated: Option<String>,
	due: Option<String>,
	failed: Option<String>,
	job: Option<String>,
}

impl VerificationAnswer {
	fn new(info: VerificationInfo) -> Self {
		Self {
			status: info.status,
			overdue: info.overdue,
			validated: info.validated.map(rfc3339),
			due: info.due.map(rfc3339),
			failed: info.failed.map(rfc3339),
			job: info.job.map(|job| job.to_string()),
		}
	}
}

/// Whether a holder has an active credential, and why.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckedAnswer {
	/// Only `active` is a yes.
	answer: CredentialAnswer,
	reason: Reason,
	credential: Option<CredentialId>,
	issuer: Option<OrganizationId>,
	valid_until: Option<String>,
	verification: Option<VerificationAnswer>,
	moment: String,
}

impl CheckedAnswer {
	fn new(answer: CheckAnswer) -> Self {
		Self {
			answer: answer.answer,
			reason: answer.reason,
			credential: answer.credential,
			issuer: answer.issuer,
			valid_until: answer.valid_until.map(rfc3339),
			verification: answer.verification.map(VerificationAnswer::new),
			moment: rfc3339(answer.at),
		}
	}
}

/// A credential.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusAnswer {
	credential: CredentialId,
	status: Status,
	/// Whether it can be relied on: its issuers and its verification count too.
	answer: CredentialAnswer,
	reason: Reason,
	holder: Holder,
	schema: SchemaId,
	version: u16,
	issuer: OrganizationId,
	commitment: Commitment,
	scopes: Vec<CodeId>,
	valid_from: String,
	valid_until: Option<String>,
	since: String,
	revoked_at: Option<String>,
	revocation_reason: Option<CodeId>,
	offer_lapses: Option<String>,
	superseded_by: Option<CredentialId>,
	entry: Option<offer::ListEntry>,
	verification: VerificationAnswer,
	trail_head: H256,
	trail_length: u32,
}

impl StatusAnswer {
	fn new(credential: CredentialId, info: CredentialInfo) -> Self {
		let revoked = match info.state {
			State::Revoked { at, reason } => Some((at, reason)),
			_ => None,
		};
		Self {
			credential,
			status: info.status,
			answer: info.answer,
			reason: info.reason,
			holder: info.holder,
			schema: info.schema,
			version: info.version,
			issuer: info.issuer,
			commitment: info.commitment,
			scopes: info.scopes.into_inner(),
			valid_from: rfc3339(info.valid_from),
			valid_until: info.valid_until.map(rfc3339),
			since: rfc3339(info.since),
			revoked_at: revoked.map(|(at, _)| rfc3339(at)),
			revocation_reason: revoked.map(|(_, reason)| reason),
			offer_lapses: match info.state {
				State::Offered { lapses, .. } => Some(rfc3339(lapses)),
				_ => None,
			},
			superseded_by: match info.state {
				State::Superseded { by, .. } => Some(by),
				_ => None,
			},
			entry: info.entry.map(|entry| offer::ListEntry { list: entry.list, index: entry.index }),
			verification: VerificationAnswer::new(info.verification),
			trail_head: info.trail.head,
			trail_length: info.trail.len,
		}
	}
}

/// What an organisation may issue under a schema.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IssuerAnswer {
	/// `candidate`, `accredited`, `suspended` or `revoked`.
	state: &'static str,
	/// Whether it may issue now: it and all above it are accredited.
	may_issue: bool,
	/// Those above it, nearest first; empty when the council accredited it.
	above: Vec<OrganizationId>,
	depth: u8,
	sub_issuers: u32,
	since: Option<String>,
	suspended_since: Option<String>,
	revoked_at: Option<String>,
	/// What became active at this moment or later is void.
	cut_off: Option<String>,
	reason: Option<CodeId>,
}

impl IssuerAnswer {
	fn new(info: IssuerInfo) -> Self {
		let issuer = info.issuer;
		let (state, revoked) = match issuer.state {
			IssuerState::Candidate => ("candidate", None),
			IssuerState::Accredited => ("accredited", None),
			IssuerState::Suspended(_) => ("suspended", None),
			IssuerState::Revoked { at, cut_off, reason } => ("revoked", Some((at, cut_off, reason))),
		};
		Self {
			state,
			may_issue: info.may_issue,
			above: info.above,
			depth: issuer.depth,
			sub_issuers: issuer.sub_issuers,
			since: issuer.since.map(rfc3339),
			suspended_since: issuer.suspensions.since.map(rfc3339),
			revoked_at: revoked.map(|(at, ..)| rfc3339(at)),
			cut_off: revoked.map(|(_, cut_off, _)| rfc3339(cut_off)),
			reason: revoked.and_then(|(.., reason)| reason),
		}
	}
}

/// A credential that lapses, or whose verification does.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LapsingAnswer {
	holder: Holder,
	schema: SchemaId,
	credential: CredentialId,
	valid_until: Option<String>,
	/// When its verification is due. `never-verified` when it is demanded and was never done.
	verification_due: Option<String>,
}

impl LapsingAnswer {
	fn new(lapsing: Lapsing) -> Self {
		Self {
			holder: lapsing.holder,
			schema: lapsing.schema,
			credential: lapsing.credential,
			valid_until: lapsing.valid_until.map(rfc3339),
			verification_due: lapsing.verification_due.map(|due| match due {
				0 => "never-verified".to_owned(),
				due => rfc3339(due),
			}),
		}
	}
}

/// What lapses.
#[derive(Clone, Debug, Serialize)]
pub struct ExpiringAnswer {
	lapsing: Vec<LapsingAnswer>,
	/// Ask from here to go on.
	next: Option<u32>,
}

/// What a document became.
#[derive(Clone, Debug, Serialize)]
pub struct FromAnswer {
	/// Empty where an issue is an error.
	calls: Vec<CallAnswer>,
	/// The same offers with the nonces that open their commitments: issuer and holder keep them beside the document.
	offers: Vec<Offer>,
	/// The proof that holds.
	verification: Option<ProofAnswer>,
	issues: Vec<Issue>,
}

/// A proof that holds.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProofAnswer {
	suite: &'static str,
	verification_method: String,
	created: Option<String>,
}

/// A credential as a document that waits for its signature.
#[derive(Clone, Debug, Serialize)]
pub struct ToVcAnswer {
	document: Value,
	issues: Vec<Issue>,
}

/// A status list as a document that waits for its signature, with the proof that the chain's state holds it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusListAnswer {
	document: Value,
	organization: OrganizationId,
	schema: SchemaId,
	purpose: StatusPurpose,
	entries: u32,
	changed: String,
	proof: StateProof,
}

/// Nodes of the state's trie on the way to what was read.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StateProof {
	/// The root that stands in the block's header.
	state_root: H256,
	/// The list's own key, then those of its chunks in order; a chunk that is not there has no entry set.
	keys: Vec<Bytes>,
	nodes: Vec<Bytes>,
}

/// Credentials.
#[rpc(server, namespace = "credentials")]
pub trait CredentialsApi {
	/// Has this holder an active credential: `{"holder": {"subject": "0x…"}, "schema": 0, "scope": 12, "moment":
	/// "2026-01-01T00:00:00Z"}`.
	#[method(name = "check", blocking)]
	fn check(&self, query: CheckQuery, at: Option<Hash>) -> RpcResult<Answer<CheckedAnswer>>;

	/// A credential: `{"credential": 0}`.
	#[method(name = "status", blocking)]
	fn status(&self, query: StatusQuery, at: Option<Hash>) -> RpcResult<Answer<StatusAnswer>>;

	/// An accreditation: `{"schema": 0, "organization": 3}`.
	#[method(name = "issuer", blocking)]
	fn issuer(&self, query: IssuerQuery, at: Option<Hash>) -> RpcResult<Answer<IssuerAnswer>>;

	/// What lapses soon: `{"holders": [{"organization": 3}], "withinDays": 30}` or `{"issuer": 3, "withinDays": 30}`.
	#[method(name = "expiring", blocking)]
	fn expiring(&self, query: ExpiringQuery, at: Option<Hash>) -> RpcResult<Answer<ExpiringAnswer>>;

	/// Check a VCDM 2.0 document with an eddsa-jcs-2022 proof, and give the call that offers it.
	#[method(name = "fromVc", blocking)]
	fn from_vc(&self, query: FromQuery, at: Option<Hash>) -> RpcResult<Answer<FromAnswer>>;

	/// Give the calls that offer the qualifications of a FHIR Practitioner, PractitionerRole or Organization.
	#[method(name = "fromFhir", blocking)]
	fn from_fhir(&self, query: FromQuery, at: Option<Hash>) -> RpcResult<Answer<FromAnswer>>;

	/// A credential as an unsigned VCDM 2.0 document.
	#[method(name = "toVc", blocking)]
	fn to_vc(&self, query: ToVcQuery, at: Option<Hash>) -> RpcResult<Answer<ToVcAnswer>>;

	/// A status list as an unsigned BitstringStatusListCredential, with block and state proof.
	#[method(name = "statusList", blocking)]
	fn status_list(&self, query: StatusListQuery, at: Option<Hash>) -> RpcResult<Answer<StatusListAnswer>>;
}

/// Answers from the runtime.
pub struct Credentials {
	client: Arc<Client>,
}

impl Credentials {
	/// Answers from this chain.
	pub fn new(client: Arc<Client>) -> Self {
		Self { client }
	}

	/// The chain's clock at that block.
	fn now(&self, at: &At) -> Result<Seconds, Refusal> {
		// Every answer says which moment it is about; of a question about now, that is the clock.
		let answer = self.client.runtime_api().check(at.hash, Holder::Organization(0), 0, None, None);
		Ok(answer.map_err(no_state)?.at)
	}

	/// The calls of these offers, unless the chain would refuse one for a reason that can be seen now.
	fn answer(
		&self,
		at: &At,
		names: &Names,
		offers: Vec<Offer>,
		verification: Option<ProofAnswer>,
		mut issues: Vec<Issue>,
	) -> Result<FromAnswer, Refusal> {
		let mut refuse = |rule: &str| {
			issues.push(Issue {
				severity: Severity::Error,
				code: IssueCode::Value,
				expression: Vec::new(),
				diagnostics: rule.into(),
			});
		};
		let api = self.client.runtime_api();
		let mut kept = Vec::new();
		for offer in offers {
			let schema = api.schema(at.hash, offer.schema, Some(offer.version)).map_err(no_state)?;
			let issuer = api.issuer(at.hash, offer.schema, offer.organization).map_err(no_state)?;
			match schema {
				None => refuse("the chain has no such schema in this version"),
				Some(schema) if schema.retired => refuse("this version of the schema is retired"),
				Some(schema) if !schema.rules.holders.admits(&offer.holder) => {
					refuse("the schema does not admit this sort of holder")
				},
				Some(_) if !issuer.is_some_and(|issuer| issuer.may_issue) => {
					refuse("the issuer is not accredited for this schema, or it or one above it is suspended")
				},
				Some(_) => kept.push(offer),
			}
		}
		let mut calls = Vec::new();
		for offer in &kept {
			let signs = |entry: &salus_interop::directory::Entry| {
				entry.organization == Some(offer.organization) && entry.account.is_some()
			};
			let entry = names.directory.find(signs).and_then(|name| names.directory.get(name));
			let signer = entry.and_then(|entry| entry.account.clone());
			calls.extend(call(offer).and_then(|call| CallAnswer::new(signer.as_ref(), &call)));
		}
		Ok(FromAnswer { calls, offers: kept, verification, issues })
	}
}

/// The call that makes an offer.
fn call(offer: &Offer) -> Option<RuntimeCall> {
	Some(RuntimeCall::Credentials(pallet_credentials::Call::offer {
		organization: offer.organization,
		holder: offer.holder,
		schema: offer.schema,
		version: offer.version,
		commitment: offer.commitment,
		scopes: offer.scopes.clone().try_into().ok()?,
		valid_from: offer.valid_from,
		valid_until: offer.valid_until,
		entry: offer.entry.map(|entry| pallet_credentials::ListEntry { list: entry.list, index: entry.index }),
		supersedes: None,
	}))
}

/// The moment that a question is about.
fn moment(text: Option<String>) -> Result<Option<Seconds>, Refusal> {
	let read = |text: String| {
		time::parse(&text).and_then(|seconds| Seconds::try_from(seconds).ok()).ok_or_else(|| {
			Refusal::bad("moment", "not a date and time since 1970", "give it as \"2026-01-31T12:00:00Z\"")
		})
	};
	text.map(read).transpose()
}

fn purpose_name(purpose: StatusPurpose) -> &'static str {
	match purpose {
		StatusPurpose::Revocation => "revocation",
		StatusPurpose::Suspension => "suspension",
	}
}

fn no_list(list: ListId) -> Refusal {
	Refusal::not_found("list", format!("there is no status list {list}"), "list numbers start at 0")
}

fn no_credential(credential: CredentialId) -> Refusal {
	let hint =
		"credential numbers start at 0; was it offered on another chain or fork, or removed long after it ended?";
	Refusal::not_found("credential", format!("there is no credential {credential}"), hint)
}

impl CredentialsApiServer for Credentials {
	fn check(&self, query: CheckQuery, at: Option<Hash>) -> RpcResult<Answer<CheckedAnswer>> {
		let at = At::resolve(&self.client, at)?;
		let moment = moment(query.moment)?;
		let answer = self.client.runtime_api().check(at.hash, query.holder, query.schema, query.scope, moment);
		Ok(Answer { at, answer: CheckedAnswer::new(answer.map_err(no_state)?) })
	}

	fn status(&self, query: StatusQuery, at: Option<Hash>) -> RpcResult<Answer<StatusAnswer>> {
		let at = At::resolve(&self.client, at)?;
		let moment = moment(query.moment)?;
		let info = self.client.runtime_api().status(at.hash, query.credential, moment).map_err(no_state)?;
		let info = info.ok_or_else(|| no_credential(query.credential))?;
		Ok(Answer { at, answer: StatusAnswer::new(query.credential, info) })
	}

	fn issuer(&self, query: IssuerQuery, at: Option<Hash>) -> RpcResult<Answer<IssuerAnswer>> {
		let at = At::resolve(&self.client, at)?;
		let info = self.client.runtime_api().issuer(at.hash, query.schema, query.organization).map_err(no_state)?;
		let info = info.ok_or_else(|| {
			Refusal::not_found(
				"organization",
				format!("organisation {} never applied to issue under schema {}", query.organization, query.schema),
				"it applies with Credentials.apply, and the Council or another issuer accredits it",
			)
		})?;
		Ok(Answer { at, answer: IssuerAnswer::new(info) })
	}

	fn expiring(&self, query: ExpiringQuery, at: Option<Hash>) -> RpcResult<Answer<ExpiringAnswer>> {
		let at = At::resolve(&self.client, at)?;
		let within = Seconds::from(query.within_days).saturating_mul(86_400);
		if query.limit == 0 || query.limit > MAX_PAGE {
			let hint = format!("a page looks at 1 to {MAX_PAGE} credentials");
			return Err(Refusal::bad("limit", "the limit is out of range", hint).into());
		}
		let api = self.client.runtime_api();
		let page = match (query.holders, query.issuer) {
			(Some(holders), None) => {
				let holders = holders_from(holders, query.from)?;
				let mut page = api.expiring(at.hash, holders, within).map_err(no_state)?;
				page.next = page.next.map(|next| next.saturating_add(query.from.unwrap_or(0)));
				page
			},
			(None, Some(issuer)) => {
				api.issued_expiring(at.hash, issuer, within, query.from, query.limit).map_err(no_state)?
			},
			_ => {
				return Err(Refusal::bad("holders", "either holders or an issuer", "name one of the two").into());
			},
		};
		let lapsing = page.lapsing.into_iter().map(LapsingAnswer::new).collect();
		Ok(Answer { at, answer: ExpiringAnswer { lapsing, next: page.next } })
	}

	fn from_vc(&self, query: FromQuery, at: Option<Hash>) -> RpcResult<Answer<FromAnswer>> {
		let at = At::resolve(&self.client, at)?;
		let (document, nonce, names) = query.split();
		let codes = registry(&self.client, &at)?;
		let mapped = from_vc(document.get().as_bytes(), &names, &codes, nonce, self.now(&at)?);
		let verification = mapped.verified.map(|verified| ProofAnswer {
			suite: salus_interop::vc::proof::SUITE,
			verification_method: verified.method,
			created: verified.created.map(time::format),
		});
		let answer = self.answer(&at, &names, mapped.offer.into_iter().collect(), verification, mapped.issues)?;
		Ok(Answer { at, answer })
	}

	fn from_fhir(&self, query: FromQuery, at: Option<Hash>) -> RpcResult<Answer<FromAnswer>> {
		let at = At::resolve(&self.client, at)?;
		let (document, nonce, names) = query.split();
		let codes = registry(&self.client, &at)?;
		let mapped = qualifications(document.get().as_bytes(), &names, &codes, nonce, self.now(&at)?);
		let answer = self.answer(&at, &names, mapped.offers, None, mapped.issues)?;
		Ok(Answer { at, answer })
	}

	fn to_vc(&self, query: ToVcQuery, at: Option<Hash>) -> RpcResult<Answer<ToVcAnswer>> {
		let at = At::resolve(&self.client, at)?;
		let ToVcQuery { credential, directory, schemas, lists } = query;
		let names = Names { directory, schemas, lists, ..Default::default() };
		let api = self.client.runtime_api();
		let info = api.status(at.hash, credential, None).map_err(no_state)?.ok_or_else(|| no_credential(credential))?;
		let entry = match info.entry {
			None => None,
			Some(entry) => {
				let list =
					api.status_list(at.hash, entry.list).map_err(no_state)?.ok_or_else(|| no_list(entry.list))?;
				let place = offer::ListEntry { list: entry.list, index: entry.index };
				Some((place, purpose_name(list.purpose)))
			},
		};
		let known = ChainCredential {
			credential,
			holder: info.holder,
			schema: info.schema,
			version: info.version,
			issuer: info.issuer,
			scopes: info.scopes.into_inner(),
			valid_from: info.valid_from,
			valid_until: info.valid_until,
			entry,
		};
		let codes = registry(&self.client, &at)?;
		let (document, issues) = to_vc(&known, &names, &codes);
		Ok(Answer { at, answer: ToVcAnswer { document, issues } })
	}

	fn status_list(&self, query: StatusListQuery, at: Option<Hash>) -> RpcResult<Answer<StatusListAnswer>> {
		let at = At::resolve(&self.client, at)?;
		for (field, url) in [("url", &query.url), ("issuer", &query.issuer)] {
			if !salus_interop::vc::model::is_url(url) {
				return Err(Refusal::bad(field, "not a URL", "give an https URL or a DID").into());
			}
		}
		let api = self.client.runtime_api();
		let info = api.status_list(at.hash, query.list).map_err(no_state)?.ok_or_else(|| no_list(query.list))?;
		let bits = api.status_list_bits(at.hash, query.list).map_err(no_state)?.ok_or_else(|| no_list(query.list))?;
		let list =
			StatusList::new(bits).map_err(|e| Refusal::cannot_answer("list", e.to_string(), "this is a defect"))?;
		let now = i64::try_from(self.now(&at)?).unwrap_or(i64::MAX);
		let until = query.valid_seconds.map(|seconds| now.saturating_add(seconds.into()));
		let document = credential(&query.url, &query.issuer, purpose_name(info.purpose), &list, now, until);

		let mut keys = vec![StatusLists::<Runtime>::hashed_key_for(query.list)];
		keys.extend((0..CHUNKS).map(|chunk| Chunks::<Runtime>::hashed_key_for(query.list, chunk)));
		let database = |error: sp_blockchain::Error| {
			Refusal::cannot_answer("no-state", error.to_string(), "leave `at` out, or ask an archive node")
		};
		let mut read = keys.iter().map(Vec::as_slice);
		let nodes = self.client.read_proof(at.hash, &mut read).map_err(database)?;
		let header = self.client.header(at.hash).map_err(database)?;
		let header = header.ok_or_else(|| Refusal::not_found("at", "this node has no such block", "leave `at` out"))?;
		let proof = StateProof {
			state_root: *header.state_root(),
			keys: keys.into_iter().map(Bytes).collect(),
			nodes: nodes.into_iter_nodes().map(Bytes).collect(),
		};
		Ok(Answer {
			at,
			answer: StatusListAnswer {
				document,
				organization: info.issuer,
				schema: info.schema,
				purpose: info.purpose,
				entries: info.entries,
				changed: rfc3339(info.changed),
				proof,
			},
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;

	fn an_offer() -> Offer {
		Offer {
			organization: 3,
			holder: Holder::Organization(4),
			schema: 1,
			version: 2,
			commitment: Commitment(H256::repeat_byte(9)),
			nonce: [7; 32],
			scopes: vec![40, 41],
			valid_from: 1,
			valid_until: Some(2),
			entry: Some(offer::ListEntry { list: 5, index: 6 }),
		}
	}

	#[test]
	fn offer_should_become_the_call_that_makes_it() {
		let call = call(&an_offer()).unwrap();
		let answer = CallAnswer::new(None, &call).unwrap();
		assert_eq!((answer.pallet.as_str(), answer.call.as_str()), ("Credentials", "offer"));
		assert_eq!(answer.call_data, format!("0x{}", hex::encode(call.encode())));
		let RuntimeCall::Credentials(pallet_credentials::Call::offer { organization, scopes, entry, .. }) = call else {
			unreachable!("an offer")
		};
		assert_eq!((organization, scopes.into_inner()), (3, vec![40, 41]));
		assert_eq!(entry.map(|entry| (entry.list, entry.index)), Some((5, 6)));
		let too_many = Offer { scopes: (0..9).collect(), ..an_offer() };
		assert!(super::call(&too_many).is_none());
	}

	#[test]
	fn holders_should_be_bounded_and_handed_on_by_the_page() {
		let named = |number: usize| (0..number).map(|n| Holder::Organization(n as u32)).collect::<Vec<_>>();
		let page = MaxAsked::get() as usize;
		assert!(page < MAX_HOLDERS);
		// One more than the runtime looks at, so that it says where to go on.
		assert_eq!(holders_from(named(MAX_HOLDERS), None).unwrap(), named(page + 1));
		let second = holders_from(named(page + 3), Some(page as u32)).unwrap();
		assert_eq!(second, named(page + 3)[page..]);
		assert_eq!(holders_from(named(3), Some(3)), Ok(Vec::new()));
		assert_eq!(holders_from(named(3), Some(u32::MAX)), Ok(Vec::new()));
		let refused = jsonrpsee::types::ErrorObjectOwned::from(holders_from(named(MAX_HOLDERS + 1), None).unwrap_err());
		assert_eq!(refused.code(), -32602);
		assert_eq!(refused.message(), "4097 holders are named, at most 4096 may be");
		assert!(refused.data().unwrap().get().contains(r#""field":"holders""#));
	}

	#[test]
	fn moments_should_be_read_or_refused() {
		assert_eq!(moment(Some("1970-01-02T00:00:00Z".into())), Ok(Some(86_400)));
		assert_eq!(moment(None), Ok(None));
		for wrong in ["yesterday", "1969-12-31T00:00:00Z", "2026-01-01"] {
			assert!(moment(Some(wrong.into())).is_err(), "{wrong}");
		}
	}

	#[test]
	fn question_should_be_read_and_refuse_what_it_does_not_know() {
		let read = |text: &str| serde_json::from_str::<FromQuery>(text);
		let nonce = format!("0x{}", "11".repeat(32));
		let query = read(&format!(
			r#"{{"document": {{"a": 1.0}}, "nonce": "{nonce}", "directory": {{"did:example:1": {{"organization": 4}}}}}}"#
		));
		let (document, _, names) = query.unwrap().split();
		assert_eq!((document.get(), names.organization("did:example:1")), (r#"{"a": 1.0}"#, Some(4)));
		assert!(read(&format!(r#"{{"document": {{}}, "nonce": "{nonce}", "directorie": {{}}}}"#)).is_err());
		assert!(read(r#"{"document": {}}"#).is_err(), "the nonce is the asker's");
		let holder = serde_json::from_str::<CheckQuery>(r#"{"holder": {"organization": 3}, "schema": 0}"#).unwrap();
		assert_eq!(holder.holder, Holder::Organization(3));
	}
}
