//! The edge: a forward-auth endpoint in front of a FHIR store (nginx `auth_request`, Envoy `ext_authz`).
//!
//! The chain decides and logs who may see what; this gate makes the store keep to it. For every request it asks the
//! node about the grant *at the newest block*, so that a withdrawn consent stops the flow of data in the block that
//! withdraws it, reads the resource that is asked for and applies what the grant leaves to be applied (the residual).
//!
//! Nothing that a request names (paths, identifiers, handles) is logged.

mod answer;
mod challenge;
mod documents;
mod residual;
mod target;

pub use crate::rpc::QuestionError;
pub use answer::{Grant, NodeQuestions, Questions};
pub use challenge::{Challenges, LIFETIME};
pub use documents::{Facts, Identities, IdentitiesError, IdentitiesFile};
pub use residual::{Layer, Rule, Verdict};
pub use target::{Target, TargetError};

use crate::{config::Config, store::FhirReader};
use axum::{
	extract::State as Shared,
	http::{HeaderMap, Method, StatusCode, Uri},
	response::{IntoResponse, Response},
	routing::{any, get},
	Json, Router,
};
use serde::Serialize;
use sp_core::{crypto::Ss58Codec, H256};
use sp_runtime::{
	traits::{IdentifyAccount, Verify},
	AccountId32, MultiSignature,
};
use std::{str::FromStr, sync::Arc};
use tokio::net::TcpListener;

/// What is signed: `salus-authorize-v1:<genesis>:<grant>:<challenge>:<method>:<path and query>`.
const DOMAIN: &str = "salus-authorize-v1";

/// The most codings of a resource that are looked up.
const MAX_CODINGS: usize = 256;

/// The most other resources that are read to judge one.
const MAX_RELATED: usize = 16;

/// Types that carry attachments, whose media types are classes of their own: a search limited to a class was not
/// decided for them.
const WITH_ATTACHMENTS: [&str; 8] = [
	"Communication",
	"Consent",
	"Contract",
	"DiagnosticReport",
	"DocumentReference",
	"Media",
	"Patient",
	"QuestionnaireResponse",
];

/// The most bytes of an `Authorization` header.
const MAX_HEADER: usize = 1_024;

/// Why the gate stays shut, in terms that a client can act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Refusal {
	/// There is no `Authorization: Salus …` header, or it cannot be read: get a challenge and sign.
	CredentialsMissing,
	/// The challenge was not drawn here, is too old or was used: get a new one.
	ChallengeNotValid,
	/// The signature is not the grantee's over this request.
	SignatureNotValid,
	/// The chain knows no such grant.
	GrantNotFound,
	/// The grant was closed or is over: request access anew.
	GrantNotOpen,
	/// The directives in force now do not permit this any more.
	ConsentDenies,
	/// The grant is for something else than reading.
	ActionNotGranted,
	/// The gate lets only these through: read, version read, and searches within one patient.
	RequestNotSupported,
	/// There is no such resource of the grant's subject in this store. Who asks is not told whose else it is.
	OtherSubject,
	/// The grant is for other data.
	OutsideScope,
	/// The directives leave this resource out.
	Withheld,
	/// Parts of what a search finds would have to be left out, and nothing behind the gate does that.
	ResidualNeedsFilter,
	/// The node or the store does not answer: try again later.
	Unavailable,
}

impl Refusal {
	fn status(self) -> StatusCode {
		match self {
			Self::CredentialsMissing | Self::ChallengeNotValid | Self::SignatureNotValid => StatusCode::UNAUTHORIZED,
			// Forward-auth proxies know 2xx, 401 and 403 only; anything else they turn into an error of their own.
			_ => StatusCode::FORBIDDEN,
		}
	}
}

/// What the gate lets through.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pass {
	/// Under which grant.
	pub grant: u64,
	/// What is still to be left out of what a search finds; empty for a single resource, which was looked at.
	pub residual: Vec<Layer>,
}

/// `Authorization: Salus grant="…", challenge="0x…", signature="0x…"`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Credentials {
	grant: u64,
	challenge: String,
	signature: MultiSignature,
}

impl Credentials {
	fn parse(header: &str) -> Option<Self> {
		if header.len() > MAX_HEADER {
			return None;
		}
		let (scheme, parameters) = header.split_once(' ')?;
		if !scheme.eq_ignore_ascii_case("salus") {
			return None;
		}
		let (mut grant, mut challenge, mut signature) = (None, None, None);
		for parameter in parameters.split(',') {
			let (name, value) = parameter.trim().split_once('=')?;
			let value = value.trim().trim_matches('"');
			let place = match name.trim() {
				"grant" => &mut grant,
				"challenge" => &mut challenge,
				"signature" => &mut signature,
				_ => return None,
			};
			// A name that comes twice could be read differently by whoever stands in between.
			if place.replace(value).is_some() {
				return None;
			}
		}
		Some(Self {
			grant: u64::from_str(grant?).ok()?,
			challenge: challenge?.to_string(),
			signature: parse_signature(signature?)?,
		})
	}

	/// Did this account sign this request? Wallets wrap raw bytes in `<Bytes>…</Bytes>`: that counts too.
	fn are_of(&self, account: &AccountId32, genesis: &H256, method: &Method, uri: &str) -> bool {
		let text = format!("{DOMAIN}:{genesis:?}:{}:{}:{method}:{uri}", self.grant, self.challenge);
		self.signature.verify(text.as_bytes(), account)
			|| self.signature.verify(format!("<Bytes>{text}</Bytes>").as_bytes(), account)
	}
}

/// 64 bytes are sr25519; 65 have the kind in front, as wallets and the chain write it, or are an ECDSA signature.
fn parse_signature(text: &str) -> Option<MultiSignature> {
	let bytes = hex::decode(text.strip_prefix("0x")?).ok()?;
	if let Ok(raw) = <[u8; 64]>::try_from(bytes.as_slice()) {
		return Some(MultiSignature::Sr25519(raw.into()));
	}
	codec::DecodeAll::decode_all(&mut bytes.as_slice()).ok()
}

/// The gate.
pub struct Gate {
	store: Box<dyn FhirReader>,
	questions: Box<dyn Questions>,
	identities: IdentitiesFile,
	challenges: Challenges,
	/// Path under which the proxy shows the store.
	base: String,
	/// Searches whose results must be filtered pass, with the residual beside them.
	filtered: bool,
	organization: u32,
	/// By how many seconds the newest block may lie back.
	max_age: u64,
}

impl Gate {
	/// A gate in front of this store.
	pub fn new(
		config: &Config,
		store: Box<dyn FhirReader>,
		questions: Box<dyn Questions>,
	) -> Result<Self, IdentitiesError> {
		Ok(Self {
			store,
			questions,
			identities: IdentitiesFile::open(&config.authorize.identities)?,
			challenges: Challenges::default(),
			base: config.authorize.base_path.clone(),
			filtered: config.authorize.filtered_behind,
			organization: config.chain.organization,
			max_age: config.authorize.max_age_seconds,
		})
	}

	/// May this request pass?
	pub async fn judge(&self, method: &Method, uri: &str, header: Option<&str>) -> Result<Pass, Refusal> {
		let credentials = header.and_then(Credentials::parse).ok_or(Refusal::CredentialsMissing)?;
		if !self.challenges.is_fresh(&credentials.challenge) {
			return Err(Refusal::ChallengeNotValid);
		}
		let unavailable = |error: QuestionError| {
			tracing::warn!(%error, "the node could not be asked");
			Refusal::Unavailable
		};
		let genesis = self.questions.genesis().await.map_err(unavailable)?;
		let age = crate::now().saturating_sub(self.questions.time().await.map_err(unavailable)?);
		if age > self.max_age {
			tracing::warn!(age, "the node's newest block is too old: it may not have heard of a withdrawal");
			return Err(Refusal::Unavailable);
		}
		let grant = self.questions.grant(credentials.grant).await.map_err(unavailable)?;
		let grant = grant.ok_or(Refusal::GrantNotFound)?;
		if !credentials.are_of(&grant.account, &genesis, method, uri) {
			return Err(Refusal::SignatureNotValid);
		}
		// Only now, so that nobody else can use up a challenge; and before any answer, so that nobody uses it twice.
		if !self.challenges.consume(&credentials.challenge) {
			return Err(Refusal::ChallengeNotValid);
		}
		if !grant.open {
			return Err(Refusal::GrantNotOpen);
		}
		if !grant.permits {
			return Err(Refusal::ConsentDenies);
		}
		if !grant.reads() {
			return Err(Refusal::ActionNotGranted);
		}
		let target = Target::parse(method, uri, &self.base).map_err(|_| Refusal::RequestNotSupported)?;
		let identities = self.identities.read().map_err(|error| {
			tracing::error!(%error, "the gate stays shut");
			Refusal::Unavailable
		})?;
		let patients = identities.patients(&grant.subject);
		let residual = match &target {
			Target::Read { reference, version } => {
				// Labels are put on afterwards: an old version is judged by what the record is now, too.
				self.judge_resource(&grant, &identities, &format!("/{reference}"), reference).await?;
				if let Some(path) = version {
					self.judge_resource(&grant, &identities, path, reference).await?;
				}
				Vec::new()
			},
			Target::Search { resource_type, patient } => {
				if !patients.contains(&format!("Patient/{patient}")) {
					return Err(Refusal::OtherSubject);
				}
				self.judge_search(&grant, resource_type.as_deref()).await?
			},
		};
		Ok(Pass { grant: grant.number, residual })
	}

	async fn judge_resource(
		&self,
		grant: &Grant,
		identities: &Identities,
		path: &str,
		reference: &str,
	) -> Result<(), Refusal> {
		let resource = self.store.resource(path).await.map_err(|error| {
			tracing::warn!(%error, "the store could not be asked");
			Refusal::Unavailable
		})?;
		let resource = resource.ok_or(Refusal::OtherSubject)?;
		let mut facts = Facts::of(&resource, self.organization).ok_or(Refusal::Unavailable)?;
		if facts.reference != reference {
			return Err(Refusal::Unavailable);
		}
		// About the subject, and about nobody else.
		let patients = identities.patients(&grant.subject);
		if facts.owner_unclear
			|| facts.patients.is_empty()
			|| !facts.patients.iter().all(|patient| patients.contains(patient))
		{
			return Err(Refusal::OtherSubject);
		}
		if !residual::speaks_of_contents(&grant.scope, &grant.residual) {
			facts.contents.clear();
		}
		let lineages = self.lineages(&facts).await?;
		let seen = residual::Seen { facts: &facts, identities, lineages: &lineages };
		if !seen.lies_in(&grant.scope) {
			return Err(Refusal::OutsideScope);
		}
		let mut related = residual::Related::default();
		// What is not read counts as unknown, which is on the safe side.
		for reference in residual::related_references(&grant.residual, identities).into_iter().take(MAX_RELATED) {
			let found = self.store.resource(&format!("/{reference}")).await.ok().flatten();
			let references = found.and_then(|found| Some(Facts::of(&found, self.organization)?.references));
			related.insert(reference, references);
		}
		match seen.verdict(&grant.residual, &related) {
			Verdict::Release => Ok(()),
			Verdict::Withhold => Err(Refusal::Withheld),
		}
	}

	/// The numbers of the codes that the resource carries, with those above each.
	async fn lineages(&self, facts: &Facts) -> Result<residual::Lineages, Refusal> {
		let mut lineages = residual::Lineages::default();
		if facts.codings().count() > MAX_CODINGS {
			return Err(Refusal::Withheld);
		}
		for (kind, coding) in facts.codings() {
			let found = self.questions.lineage(kind, &coding.system, &coding.code).await.map_err(|error| {
				tracing::warn!(%error, "the node could not be asked");
				Refusal::Unavailable
			})?;
			lineages.insert((kind, coding.clone()), found);
		}
		Ok(lineages)
	}

	async fn judge_search(&self, grant: &Grant, resource_type: Option<&str>) -> Result<Vec<Layer>, Refusal> {
		// What a search will find is not known: a scope that only a look at each resource could check is too narrow.
		let class = match (&grant.scope.class, resource_type) {
			(None, _) => true,
			(Some(_), None) => false,
			(Some(class), Some(resource_type)) => {
				let found = self.questions.lineage("ResourceClass", documents::RESOURCE_TYPES, resource_type).await;
				!WITH_ATTACHMENTS.contains(&resource_type)
					&& found.map_err(|_| Refusal::Unavailable)?.first() == Some(class)
			},
		};
		if !class || !grant.scope.is_class_at_most() || grant.scope.holder.is_some_and(|h| h != self.organization) {
			return Err(Refusal::OutsideScope);
		}
		if grant.residual.is_empty() || self.filtered {
			return Ok(grant.residual.clone());
		}
		Err(Refusal::ResidualNeedsFilter)
	}
}

#[derive(Serialize)]
struct Challenge {
	challenge: String,
	/// Seconds for which it is good.
	seconds: u64,
	genesis: H256,
	/// What to sign, with the blanks to fill.
	sign: String,
}

/// `/challenge` and `/authorize`.
pub fn router(gate: Arc<Gate>) -> Router {
	Router::new()
		.route("/challenge", get(draw))
		.route("/authorize", any(authorize))
		.route("/authorize/{*rest}", any(authorize))
		.with_state(gate)
}

/// Serve until the process ends.
pub async fn serve(listener: TcpListener, gate: Gate) -> std::io::Result<()> {
	axum::serve(listener, router(Arc::new(gate))).await
}

async fn draw(Shared(gate): Shared<Arc<Gate>>) -> Response {
	match gate.questions.genesis().await {
		Ok(genesis) => {
			let challenge = gate.challenges.draw();
			let sign = format!("{DOMAIN}:{genesis:?}:<grant>:{challenge}:<method>:<path and query>");
			let answer = Challenge { challenge, seconds: LIFETIME.as_secs(), genesis, sign };
			([("cache-control", "no-store")], Json(answer)).into_response()
		},
		Err(error) => {
			tracing::warn!(%error, "the node could not be asked");
			(StatusCode::SERVICE_UNAVAILABLE, Json(serde_json::json!({ "reason": Refusal::Unavailable })))
				.into_response()
		},
	}
}

async fn authorize(Shared(gate): Shared<Arc<Gate>>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
	let text = |name: &str| {
		let mut values = headers.get_all(name).iter();
		let first = values.next()?.to_str().ok();
		// Twice is not once: the proxy would take one of them and this gate the other.
		values.next().is_none().then_some(first).flatten()
	};
	// nginx names the original request in headers; Envoy sends its method and, after our prefix, its path.
	let own = uri.path_and_query().map(|path| path.as_str()).unwrap_or_default();
	let asked = own.strip_prefix("/authorize").unwrap_or_default();
	let named = headers.contains_key("x-original-uri") || headers.contains_key("x-original-method");
	let (asked, method) = match (asked.is_empty(), named) {
		(true, _) => {
			(text("x-original-uri").unwrap_or_default(), text("x-original-method").and_then(|m| m.parse().ok()))
		},
		(false, false) => (asked, Some(method)),
		// Both at once: the proxy means one of them and a client may have written the other.
		(false, true) => (asked, None),
	};
	let judged = match method {
		Some(method) => gate.judge(&method, asked, text("authorization")).await,
		None => Err(Refusal::RequestNotSupported),
	};
	match judged {
		Ok(pass) => {
			tracing::info!(grant = pass.grant, filtered = !pass.residual.is_empty(), "let through");
			let residual = serde_json::to_string(&pass.residual).unwrap_or_default();
			let headers = [("x-salus-grant", pass.grant.to_string()), ("x-salus-residual", residual)];
			(StatusCode::OK, headers, Json(pass)).into_response()
		},
		Err(refusal) => {
			tracing::info!(?refusal, "kept shut");
			let body = Json(serde_json::json!({ "reason": refusal }));
			let reason = serde_json::to_value(refusal).ok();
			let reason = reason.as_ref().and_then(|reason| reason.as_str()).unwrap_or_default().to_string();
			let headers = [("x-salus-reason", reason), ("www-authenticate", "Salus".into())];
			(refusal.status(), headers, body).into_response()
		},
	}
}

/// An account in SS58 or hexadecimal.
fn account(text: &str) -> Option<AccountId32> {
	AccountId32::from_ss58check(text).ok()
}

// `MultiSignature` verifies by account; this line keeps the two types together if either changes.
const _: fn(<MultiSignature as Verify>::Signer) -> AccountId32 = <MultiSignature as Verify>::Signer::into_account;

#[cfg(test)]
mod tests;
