#![allow(clippy::unwrap_used)]

use super::*;
use crate::store::StoreError;
use async_trait::async_trait;
use residual::{Code, Data, Effect, Meaning, Period, Record, Scope};
use salus_primitives::SubjectId;
use serde_json::{json, Value};
use sp_core::{ed25519, sr25519, Pair};
use std::{collections::HashMap, sync::Mutex};

const GENESIS: H256 = H256([9; 32]);

/// A store that holds these.
struct Store(HashMap<String, Value>);

#[async_trait]
impl FhirReader for Store {
	async fn resource(&self, path: &str) -> Result<Option<Value>, StoreError> {
		Ok(self.0.get(path).cloned())
	}
}

/// A node that says this.
struct Node(Arc<Mutex<Option<Grant>>>, Arc<Mutex<u64>>);

#[async_trait]
impl Questions for Node {
	async fn genesis(&self) -> Result<H256, QuestionError> {
		Ok(GENESIS)
	}
	async fn time(&self) -> Result<u64, QuestionError> {
		Ok(*self.1.lock().unwrap())
	}
	async fn grant(&self, number: u64) -> Result<Option<Grant>, QuestionError> {
		Ok(self.0.lock().unwrap().clone().filter(|grant| grant.number == number))
	}
	async fn lineage(&self, kind: &'static str, _: &str, code: &str) -> Result<Vec<u16>, QuestionError> {
		Ok(match (kind, code) {
			("Label", "N") => vec![1],
			("Label", "R") => vec![2],
			("Label", "PSY") => vec![3, 4],
			("ResourceClass", "Observation") => vec![10],
			("ResourceClass", "Condition") => vec![11],
			("ResourceClass", "DocumentReference") => vec![12],
			("ResourceClass", "application/pdf") => vec![13],
			("ResourceClass", "letter") => vec![14],
			_ => Vec::new(),
		})
	}
}

struct World {
	gate: Gate,
	grant: Arc<Mutex<Option<Grant>>>,
	time: Arc<Mutex<u64>>,
	pair: sr25519::Pair,
	_folder: tempfile::TempDir,
}

fn label(code: &str) -> Value {
	json!({ "security": [{ "system": "s", "code": code }] })
}

fn observation(id: &str, label_code: &str) -> (String, Value) {
	let resource = json!({
		"resourceType": "Observation", "id": id, "meta": label(label_code), "subject": { "reference": "Patient/p1" },
		"effectiveDateTime": "2021-05-05", "encounter": { "reference": "Encounter/e1" },
		"performer": [{ "reference": "Practitioner/d1" }],
	});
	(format!("/Observation/{id}"), resource)
}

fn handle(n: u8) -> SubjectId {
	SubjectId::repeat_byte(n)
}

fn world() -> World {
	use std::os::unix::fs::PermissionsExt;
	let folder = tempfile::tempdir().unwrap();
	let identities = folder.path().join("identities.toml");
	let line = |n: u8, reference: &str| {
		format!("[[handle]]\nhandle = \"0x{}\"\nreference = \"{reference}\"\n", hex::encode([n; 32]))
	};
	let text = format!("[[subject]]\nid = \"0x{}\"\npatients = [\"Patient/p1\"]\n", hex::encode([1; 32]))
		+ &line(20, "Observation/normal")
		+ &line(21, "Practitioner/d1")
		+ &line(22, "Encounter/e1")
		+ &line(23, "Encounter/e2")
		+ &line(24, "DiagnosticReport/report");
	std::fs::write(&identities, text).unwrap();
	std::fs::set_permissions(&identities, std::fs::Permissions::from_mode(0o600)).unwrap();
	let key = folder.path().join("key");
	std::fs::write(&key, "//Alice").unwrap();
	let config = folder.path().join("config.toml");
	std::fs::write(
		&config,
		"[chain]\nkey_file = \"key\"\norganization = 7\n[store]\nkind = \"fhir-r4\"\nurl = \"http://localhost:1\"\n\
		[authorize]\nbase_path = \"/fhir\"\n",
	)
	.unwrap();
	let store = HashMap::from([
		observation("normal", "N"),
		observation("restricted", "R"),
		observation("psychiatric", "PSY"),
		observation("unlabelled", "unheard-of"),
		("/Patient/p1".into(), json!({ "resourceType": "Patient", "id": "p1" })),
		("/Patient/p2".into(), json!({ "resourceType": "Patient", "id": "p2" })),
		(
			"/Observation/foreign".into(),
			json!({ "resourceType": "Observation", "id": "foreign", "subject": { "reference": "Patient/p2" } }),
		),
		(
			"/Observation/both".into(),
			json!({ "resourceType": "Observation", "id": "both", "subject": { "reference": "Patient/p1" },
				"focus": [{ "reference": "https://elsewhere/Patient/p2" }] }),
		),
		(
			"/Observation/identified".into(),
			json!({ "resourceType": "Observation", "id": "identified", "subject": { "identifier": { "value": "x" } },
				"performer": [{ "reference": "Patient/p1" }] }),
		),
		// It was relabelled: its first version says something else.
		("/Observation/restricted/_history/1".into(), observation("restricted", "N").1),
		("/Observation/normal/_history/1".into(), observation("normal", "N").1),
		(
			"/DocumentReference/letter".into(),
			json!({ "resourceType": "DocumentReference", "id": "letter", "subject": { "reference": "Patient/p1" },
				"type": { "coding": [{ "system": "s", "code": "letter" }] },
				"content": [{ "attachment": { "contentType": "application/pdf" } }] }),
		),
		("/Organization/o1".into(), json!({ "resourceType": "Organization", "id": "o1" })),
		(
			"/DiagnosticReport/report".into(),
			json!({ "resourceType": "DiagnosticReport", "id": "report", "subject": { "reference": "Patient/p1" },
				"result": [{ "reference": "Observation/normal" }] }),
		),
		(
			"/Observation/liar".into(),
			json!({ "resourceType": "Observation", "id": "normal", "subject": { "reference": "Patient/p1" } }),
		),
	]);
	let pair = sr25519::Pair::from_string("//Grantee", None).unwrap();
	let grant = Arc::new(Mutex::new(Some(Grant {
		number: 5,
		subject: handle(1),
		account: pair.public().into(),
		open: true,
		permits: true,
		action: ("http://terminology.hl7.org/CodeSystem/consentaction".into(), "access".into()),
		scope: Scope::default(),
		residual: Vec::new(),
	})));
	let config = Config::load(&config).unwrap();
	let time = Arc::new(Mutex::new(crate::now()));
	let node = Box::new(Node(grant.clone(), time.clone()));
	let gate = Gate::new(&config, Box::new(Store(store)), node).unwrap();
	World { gate, grant, time, pair, _folder: folder }
}

impl World {
	fn change(&self, change: impl FnOnce(&mut Grant)) {
		change(self.grant.lock().unwrap().as_mut().unwrap());
	}

	fn header(&self, grant: u64, challenge: &str, uri: &str) -> String {
		let text = format!("{DOMAIN}:{GENESIS:?}:{grant}:{challenge}:GET:{uri}");
		let signature = hex::encode(self.pair.sign(text.as_bytes()).0);
		format!("Salus grant=\"{grant}\", challenge=\"{challenge}\", signature=\"0x{signature}\"")
	}

	async fn get(&self, path: &str) -> Result<Pass, Refusal> {
		let uri = format!("/fhir{path}");
		let header = self.header(5, &self.gate.challenges.draw(), &uri);
		self.gate.judge(&Method::GET, &uri, Some(&header)).await
	}
}

fn data(change: impl FnOnce(&mut Data)) -> Data {
	let mut data = Data::default();
	change(&mut data);
	data
}

fn codes(ids: &[u16]) -> Vec<Code> {
	ids.iter().map(|id| Code { id: *id, system: None, code: None }).collect()
}

fn layer(otherwise: Option<Effect>, rules: Vec<(Effect, Data)>) -> Layer {
	Layer { otherwise, rules: rules.into_iter().map(|(effect, data)| Rule { effect, data }).collect() }
}

#[tokio::test]
async fn a_grant_should_open_the_subjects_own_records_and_no_others() {
	let world = world();
	let pass = world.get("/Observation/normal").await.unwrap();
	assert_eq!((pass.grant, pass.residual), (5, Vec::new()));
	for path in ["/Patient/p1", "/Observation/psychiatric", "/Observation?patient=p1", "/Patient/p1/$everything"] {
		assert!(world.get(path).await.is_ok(), "{path}");
	}
	for path in
		["/Patient/p2", "/Observation/foreign", "/Observation/both", "/Organization/o1", "/Observation?patient=p2"]
	{
		assert_eq!(world.get(path).await, Err(Refusal::OtherSubject), "{path}");
	}
	assert_eq!(world.get("/Observation/absent").await, Err(Refusal::OtherSubject));
	assert_eq!(world.get("/Observation/identified").await, Err(Refusal::OtherSubject));
	assert_eq!(world.get("/Observation/liar").await, Err(Refusal::Unavailable));
	assert_eq!(world.get("/Observation").await, Err(Refusal::RequestNotSupported));
}

#[tokio::test]
async fn only_the_grantees_signature_over_this_very_request_should_count_and_only_once() {
	let world = world();
	let uri = "/fhir/Observation/normal";
	let judge = |header: String, uri: &'static str| {
		let gate = &world.gate;
		async move { gate.judge(&Method::GET, uri, Some(&header)).await }
	};
	let challenge = world.gate.challenges.draw();
	let header = world.header(5, &challenge, uri);
	// For another request, with another method, by another key: refused, and the challenge is not used up by it.
	assert_eq!(judge(header.clone(), "/fhir/Observation/restricted").await, Err(Refusal::SignatureNotValid));
	assert_eq!(world.gate.judge(&Method::HEAD, uri, Some(&header)).await, Err(Refusal::SignatureNotValid));
	let stranger = World { pair: sr25519::Pair::from_string("//Stranger", None).unwrap(), ..self::world() };
	assert_eq!(judge(stranger.header(5, &challenge, uri), uri).await, Err(Refusal::SignatureNotValid));
	assert!(judge(header.clone(), uri).await.is_ok());
	assert_eq!(judge(header, uri).await, Err(Refusal::ChallengeNotValid));
	let foreign = Challenges::default().draw();
	assert_eq!(judge(world.header(5, &foreign, uri), uri).await, Err(Refusal::ChallengeNotValid));
	assert_eq!(judge(world.header(6, &world.gate.challenges.draw(), uri), uri).await, Err(Refusal::GrantNotFound));
	for header in ["", "Salus", "Bearer x", "Salus grant=5", "Salus grant=5, grant=6, challenge=0x, signature=0x"] {
		assert_eq!(judge(header.into(), uri).await, Err(Refusal::CredentialsMissing), "{header}");
	}
	assert_eq!(world.gate.judge(&Method::GET, uri, None).await, Err(Refusal::CredentialsMissing));
}

#[tokio::test]
async fn wallets_and_ed25519_keys_should_be_understood() {
	let world = world();
	let uri = "/fhir/Observation/normal";
	let challenge = world.gate.challenges.draw();
	let text = format!("<Bytes>{DOMAIN}:{GENESIS:?}:5:{challenge}:GET:{uri}</Bytes>");
	let header = |signature: String| format!("salus grant=5,challenge={challenge},signature=0x{signature}");
	let wrapped = header(hex::encode(world.pair.sign(text.as_bytes()).0));
	assert!(world.gate.judge(&Method::GET, uri, Some(&wrapped)).await.is_ok());

	let pair = ed25519::Pair::from_string("//Grantee", None).unwrap();
	world.change(|grant| grant.account = pair.public().into());
	let challenge = world.gate.challenges.draw();
	let text = format!("{DOMAIN}:{GENESIS:?}:5:{challenge}:GET:{uri}");
	let signature = codec::Encode::encode(&MultiSignature::Ed25519(pair.sign(text.as_bytes())));
	let header = format!("Salus grant=5, challenge={challenge}, signature=0x{}", hex::encode(signature));
	assert!(world.gate.judge(&Method::GET, uri, Some(&header)).await.is_ok());
}

#[tokio::test]
async fn what_the_chain_says_now_should_close_the_gate() {
	let world = world();
	world.change(|grant| grant.permits = false);
	assert_eq!(world.get("/Observation/normal").await, Err(Refusal::ConsentDenies));
	world.change(|grant| grant.open = false);
	assert_eq!(world.get("/Observation/normal").await, Err(Refusal::GrantNotOpen));
	world.change(|grant| {
		(grant.open, grant.permits) = (true, true);
		grant.action.1 = "collect".into();
	});
	assert_eq!(world.get("/Observation/normal").await, Err(Refusal::ActionNotGranted));
}

#[tokio::test]
async fn labels_should_be_left_out_as_the_residual_says() {
	let world = world();
	let normal_only = layer(None, vec![(Effect::Permit, data(|d| d.labels = codes(&[1])))]);
	world.change(|grant| grant.residual = vec![normal_only.clone()]);
	assert!(world.get("/Observation/normal").await.is_ok());
	for id in ["restricted", "psychiatric", "unlabelled"] {
		assert_eq!(world.get(&format!("/Observation/{id}")).await, Err(Refusal::Withheld), "{id}");
	}
	// A later rule is an exception to an earlier one; a code above covers those below.
	let with_behavioural = layer(
		None,
		vec![(Effect::Permit, data(|d| d.labels = codes(&[1]))), (Effect::Permit, data(|d| d.labels = codes(&[4])))],
	);
	world.change(|grant| grant.residual = vec![with_behavioural]);
	assert!(world.get("/Observation/psychiatric").await.is_ok());
	// Another directive that denies outweighs.
	let no_behavioural = layer(None, vec![(Effect::Deny, data(|d| d.labels = codes(&[4])))]);
	world.change(|grant| grant.residual.push(no_behavioural));
	assert_eq!(world.get("/Observation/psychiatric").await, Err(Refusal::Withheld));
	assert!(world.get("/Observation/normal").await.is_ok());
	// A version is judged by what the record is now.
	world.change(|grant| grant.residual = vec![normal_only]);
	assert!(world.get("/Observation/normal/_history/1").await.is_ok());
	assert_eq!(world.get("/Observation/restricted/_history/1").await, Err(Refusal::Withheld));
	// A label that nobody registered may be the one that is denied.
	let no_psychiatric = layer(Some(Effect::Permit), vec![(Effect::Deny, data(|d| d.labels = codes(&[3])))]);
	world.change(|grant| grant.residual = vec![no_psychiatric]);
	assert!(world.get("/Observation/restricted").await.is_ok());
	assert_eq!(world.get("/Observation/unlabelled").await, Err(Refusal::Withheld));
	// What a search finds cannot be filtered here.
	assert_eq!(world.get("/Observation?patient=p1").await, Err(Refusal::ResidualNeedsFilter));
}

#[tokio::test]
async fn records_encounters_authors_and_dates_should_be_left_out_as_the_residual_says() {
	let world = world();
	let only = |meaning, n| {
		let record = Record { meaning, handle: handle(n) };
		vec![layer(None, vec![(Effect::Permit, data(|d| d.records = vec![record.clone()]))])]
	};
	for (meaning, n, normal, restricted) in [
		(Meaning::Instance, 20, true, false),
		(Meaning::AuthoredBy, 21, true, true),
		(Meaning::Encounter, 22, true, true),
		(Meaning::Encounter, 23, false, false),
		(Meaning::Dependents, 22, true, true),
		// The report refers to one of them.
		(Meaning::Related, 24, true, false),
		// Nobody here knows what this stands for.
		(Meaning::Instance, 99, false, false),
	] {
		world.change(|grant| grant.residual = only(meaning, n));
		assert_eq!(world.get("/Observation/normal").await.is_ok(), normal, "{meaning:?} {n}");
		assert_eq!(world.get("/Observation/restricted").await.is_ok(), restricted, "{meaning:?} {n}");
	}
	// An unknown handle in a denial withholds: the record may be the one.
	let record = Record { meaning: Meaning::Instance, handle: handle(99) };
	let deny = layer(Some(Effect::Permit), vec![(Effect::Deny, data(|d| d.records = vec![record]))]);
	world.change(|grant| grant.residual = vec![deny]);
	assert_eq!(world.get("/Observation/normal").await, Err(Refusal::Withheld));

	let during = |start: &str, end: &str| {
		let period = Period { start: Some(start.into()), end: Some(end.into()) };
		vec![layer(None, vec![(Effect::Permit, data(|d| d.period = period))])]
	};
	world.change(|grant| grant.residual = during("2021-01-01T00:00:00Z", "2021-12-31T23:59:59Z"));
	assert!(world.get("/Observation/normal").await.is_ok());
	// It has no date.
	assert_eq!(world.get("/Patient/p1").await, Err(Refusal::Withheld));
	world.change(|grant| grant.residual = during("2022-01-01T00:00:00Z", "2022-12-31T23:59:59Z"));
	assert_eq!(world.get("/Observation/normal").await, Err(Refusal::Withheld));
	// The day is only partly meant.
	world.change(|grant| grant.residual = during("2021-05-05T12:00:00Z", "2022-12-31T23:59:59Z"));
	assert_eq!(world.get("/Observation/normal").await, Err(Refusal::Withheld));
	world.change(|grant| grant.residual = during("yesterday", "2022-12-31T23:59:59Z"));
	assert_eq!(world.get("/Observation/normal").await, Err(Refusal::Withheld));
}

#[tokio::test]
async fn a_grant_should_be_good_for_what_was_asked_and_nothing_else() {
	let world = world();
	let scoped = |change: fn(&mut Scope)| {
		world.change(|grant| {
			grant.scope = Scope::default();
			change(&mut grant.scope);
		})
	};
	scoped(|scope| scope.class = Some(10));
	assert!(world.get("/Observation/normal").await.is_ok());
	assert!(world.get("/Observation?patient=p1").await.is_ok());
	assert_eq!(world.get("/Patient/p1").await, Err(Refusal::OutsideScope));
	assert_eq!(world.get("/Condition?patient=p1").await, Err(Refusal::OutsideScope));
	assert_eq!(world.get("/Patient/p1/$everything").await, Err(Refusal::OutsideScope));
	scoped(|scope| scope.labels = Some(codes(&[1])));
	assert!(world.get("/Observation/normal").await.is_ok());
	assert_eq!(world.get("/Observation/restricted").await, Err(Refusal::OutsideScope));
	assert_eq!(world.get("/Observation/unlabelled").await, Err(Refusal::OutsideScope));
	assert_eq!(world.get("/Observation?patient=p1").await, Err(Refusal::OutsideScope));
	scoped(|scope| scope.record = Some(handle(20)));
	assert!(world.get("/Observation/normal").await.is_ok());
	assert_eq!(world.get("/Observation/restricted").await, Err(Refusal::OutsideScope));
	scoped(|scope| scope.holder = Some(8));
	assert_eq!(world.get("/Observation/normal").await, Err(Refusal::OutsideScope));
	assert_eq!(world.get("/Observation?patient=p1").await, Err(Refusal::OutsideScope));
	scoped(|scope| (scope.holder, scope.encounter, scope.author) = (Some(7), Some(handle(22)), Some(handle(21))));
	assert!(world.get("/Observation/normal").await.is_ok());
	assert_eq!(world.get("/Patient/p1").await, Err(Refusal::OutsideScope));
}

#[tokio::test]
async fn a_class_or_code_that_was_asked_for_should_be_the_only_one() {
	let world = world();
	// The chain was asked about PDFs, and whatever it says of document references was not.
	world.change(|grant| grant.scope.class = Some(13));
	assert_eq!(world.get("/DocumentReference/letter").await, Err(Refusal::OutsideScope));
	world.change(|grant| grant.scope.class = Some(12));
	assert_eq!(world.get("/DocumentReference/letter").await, Err(Refusal::OutsideScope));
	assert_eq!(world.get("/DocumentReference?patient=p1").await, Err(Refusal::OutsideScope));
	world.change(|grant| grant.scope = Scope { content: Some(14), ..Default::default() });
	assert!(world.get("/DocumentReference/letter").await.is_ok());
	let no_letters = layer(Some(Effect::Permit), vec![(Effect::Deny, data(|d| d.contents = codes(&[14])))]);
	world.change(|grant| (grant.scope, grant.residual) = (Scope::default(), vec![no_letters]));
	assert_eq!(world.get("/DocumentReference/letter").await, Err(Refusal::Withheld));
}

#[tokio::test]
async fn a_node_that_fell_behind_should_keep_the_gate_shut() {
	let world = world();
	*world.time.lock().unwrap() -= 100;
	assert!(world.get("/Observation/normal").await.is_ok());
	*world.time.lock().unwrap() -= 100;
	assert_eq!(world.get("/Observation/normal").await, Err(Refusal::Unavailable));
}

#[tokio::test]
async fn proxies_should_name_the_request_in_one_way() {
	use axum::body::to_bytes;
	let world = world();
	let uri = "/fhir/Observation/normal";
	let gate = Arc::new(World { ..world }.gate);
	let ask = |path: &'static str, names: Vec<(&'static str, &'static str)>| {
		let gate = gate.clone();
		async move {
			let mut headers = HeaderMap::new();
			for (name, value) in names {
				headers.append(name, value.parse().unwrap());
			}
			let answer = authorize(Shared(gate), Method::GET, path.parse().unwrap(), headers).await;
			let (status, body) = (answer.status(), to_bytes(answer.into_body(), 10_000).await.unwrap());
			(status.as_u16(), serde_json::from_slice::<Value>(&body).unwrap()["reason"].clone())
		}
	};
	// Understood, and without credentials.
	let missing = (401, json!("credentialsMissing"));
	assert_eq!(ask("/authorize", vec![("x-original-uri", uri), ("x-original-method", "GET")]).await, missing);
	assert_eq!(ask("/authorize/fhir/Observation/normal", vec![]).await, missing);
	let unclear = (403, json!("requestNotSupported"));
	assert_eq!(ask("/authorize/fhir/Observation/normal", vec![("x-original-uri", uri)]).await, unclear);
	assert_eq!(ask("/authorize", vec![("x-original-uri", uri)]).await, unclear);
	let twice = vec![("x-original-uri", uri), ("x-original-method", "GET"), ("x-original-method", "HEAD")];
	assert_eq!(ask("/authorize", twice).await, unclear);
}
