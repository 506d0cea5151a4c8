#![allow(clippy::unwrap_used, clippy::panic)]

use super::{super::Questions, *};
use crate::rpc::QuestionError;
use async_trait::async_trait;
use pallet_drug_provenance::{LotId, Membership};
use salus_interop::serials::{pad, sorted, Builder, Line, Padded, Store};
use salus_primitives::{anchor::Root, Sscc18, UnitId};

const TOKEN: &str = "a token of a trading partner";

fn gtin() -> salus_primitives::Gtin14 {
	"09520123456788".parse().unwrap()
}

fn lot(name: &str) -> LotId {
	(gtin(), name.parse().unwrap())
}

fn serials(texts: &[&str]) -> Vec<Padded> {
	sorted(texts.iter().map(|text| pad(&text.parse().unwrap())).collect()).unwrap()
}

const PALLET: &str = "095201234567891235";
const CASE: &str = "095201234567899996";

fn case() -> Sscc18 {
	// Whatever its check digit is.
	(0..10).find_map(|digit| format!("{}{digit}", &CASE[..17]).parse().ok()).unwrap()
}

/// A chain with these lots, on which these containers have had an event.
#[derive(Default)]
struct Chain {
	lots: Mutex<std::collections::BTreeMap<LotId, Vec<Root>>>,
	containers: Mutex<HashSet<Sscc18>>,
	away: Mutex<bool>,
}

#[async_trait]
impl Questions for Chain {
	async fn roots(&self, lot: &LotId) -> Result<Option<Vec<Root>>, QuestionError> {
		if *self.away.lock().unwrap() {
			return Err(QuestionError::Unreachable);
		}
		Ok(self.lots.lock().unwrap().get(lot).cloned())
	}

	async fn in_state(&self, container: Sscc18) -> Result<bool, QuestionError> {
		Ok(self.containers.lock().unwrap().contains(&container))
	}
}

struct World {
	chain: Arc<Chain>,
	address: SocketAddr,
	roots: Vec<Root>,
	folder: tempfile::TempDir,
}

/// Lot A has two batches, of which the second is commissioned; S1 and S2 stand in a case on a pallet. Lot B has one batch
/// that the chain does not know.
async fn world(tokens: bool, bounds: Bounds) -> World {
	let folder = tempfile::tempdir().unwrap();
	let store = Arc::new(Store::open(folder.path()).unwrap());
	let one = store.commission(&lot("A"), 20_000, &serials(&["S1", "S2", "S4"])).unwrap();
	let two = store.commission(&lot("A"), 20_000, &serials(&["T1"])).unwrap();
	store.commission(&lot("B"), 20_000, &serials(&["X1"])).unwrap();
	let mut builder = Builder::default();
	let unit =
		|serial: &str| pallet_drug_provenance::ItemId::Unit(UnitId { gtin: gtin(), serial: serial.parse().unwrap() });
	let pallet: Sscc18 = PALLET.parse().unwrap();
	builder.add(Line { container: pallet, child: pallet_drug_provenance::ItemId::Container(case()) }).unwrap();
	for serial in ["S1", "S2"] {
		builder.add(Line { container: case(), child: unit(serial) }).unwrap();
	}
	store.pack(builder).unwrap();
	let roots = vec![*one.root(), *two.root()];
	let chain = Arc::new(Chain::default());
	chain.lots.lock().unwrap().insert(lot("A"), roots.clone());
	let tokens = tokens.then(|| vec![TOKEN.to_owned()]);
	let desk = Desk::new(Prover::new(store, chain.clone()), tokens.as_deref(), &bounds);
	let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let address = listener.local_addr().unwrap();
	tokio::spawn(serve(listener, desk));
	World { chain, address, roots, folder }
}

const WIDE: Bounds = Bounds { concurrency: 8, per_second: 1_000 };

impl World {
	async fn get(&self, query: &str, token: Option<&str>) -> (u16, Value) {
		let client = reqwest::Client::builder().no_proxy().build().unwrap();
		let mut request = client.get(format!("http://{}/proof?{query}", self.address));
		if let Some(token) = token {
			request = request.bearer_auth(token);
		}
		let answer = request.send().await.unwrap();
		let status = answer.status().as_u16();
		(status, serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap())
	}

	async fn ask(&self, query: &str) -> Value {
		let (status, answer) = self.get(query, None).await;
		assert_eq!(status, 200, "{query}: {answer}");
		answer
	}
}

/// Does what was served hold under the roots of the chain?
fn holds(world: &World, serial: &str, member: &Value) {
	let member = Membership {
		lot: member["lot"].as_str().unwrap().parse().unwrap(),
		batch: member["batch"].as_u64().unwrap() as u8,
		index: member["index"].as_u64().unwrap() as u32,
		proof: serde_json::from_value::<Vec<H256>>(member["proof"].clone()).unwrap().try_into().unwrap(),
	};
	let root = world.roots[usize::from(member.batch)];
	assert_eq!(root.verify(member.index, serial.as_bytes(), &member.proof), Ok(()), "{serial}");
}

#[tokio::test]
async fn serial_should_be_proved_however_the_code_is_written() {
	let world = world(false, WIDE).await;
	for query in [
		"gtin=09520123456788&serial=T1",
		"gtin=09520123456788&serial=T1&lot=A",
		"code=(01)09520123456788(21)T1",
		"code=https%3A%2F%2Fpharmacy.example%2F01%2F09520123456788%2F10%2FA%2F21%2FT1%3F17%3D280630",
		"code=%5Dd2010952012345678821T1%1D10A",
		"code=urn:epc:id:sgtin:9520123.045678.T1",
	] {
		let answer = world.ask(query).await;
		assert_eq!((&answer["result"], &answer["lot"]), (&json!("present"), &json!("A")), "{query}");
		assert_eq!(answer["proof"]["present"]["batch"], 1, "as numbered on the chain");
		holds(&world, "T1", &answer["proof"]["present"]);
		assert_eq!(answer["evidence"]["packing"], Value::Null);
	}
	// Of another lot than the code says: proved all the same, so that the chain can say so.
	assert_eq!(world.ask("gtin=09520123456788&serial=T1&lot=B").await["lot"], "A");
}

#[tokio::test]
async fn unit_in_a_committed_case_should_bring_its_place_along() {
	let world = world(false, WIDE).await;
	let answer = world.ask("gtin=09520123456788&serial=S2").await;
	assert_eq!(answer["containers"], json!([case(), PALLET]));
	assert_eq!(answer["evidence"]["packing"]["container"], json!(case()));
	// Nothing has happened on the chain: there is nothing to show the place with.
	holds(&world, "S2", &answer["proof"]["present"]);
	// The chain knows the pallet: the place of the case on it comes along.
	world.chain.containers.lock().unwrap().insert(PALLET.parse().unwrap());
	let inside = &world.ask("gtin=09520123456788&serial=S2").await["proof"]["presentIn"];
	holds(&world, "S2", &inside["membership"]);
	assert_eq!(inside["packing"], answer["evidence"]["packing"]);
	let of_case = &world.ask(&format!("sscc={}", case())).await["evidence"];
	assert_eq!(inside["around"], json!([{ "bulk": of_case["bulk"], "packing": of_case["packing"] }]));
	// It knows the case once that was taken from the pallet.
	world.chain.containers.lock().unwrap().insert(case());
	let answer = world.ask("gtin=09520123456788&serial=S2").await;
	holds(&world, "S2", &answer["proof"]["presentIn"]["membership"]);
	assert_eq!(answer["proof"]["presentIn"]["packing"], answer["evidence"]["packing"]);
	assert_eq!(answer["proof"]["presentIn"]["around"], json!([]));
	let answer = world.ask(&format!("sscc={}", case())).await;
	assert_eq!((&answer["result"], &answer["items"], &answer["height"]), (&json!("container"), &json!(2), &json!(1)));
	assert_eq!(answer["evidence"]["packing"]["container"], PALLET);
	assert_eq!(answer["evidence"]["bulk"]["lot"], "https://id.gs1.org/01/09520123456788/10/A");
	let pallet = world.ask(&format!("code=(00){PALLET}")).await;
	assert_eq!((&pallet["height"], &pallet["evidence"]), (&json!(2), &Value::Null));
}

#[tokio::test]
async fn neighbours_should_be_shown_to_partners_only() {
	let query = "gtin=09520123456788&serial=S3&lot=A";
	let open = world(false, WIDE).await;
	let answer = open.ask(query).await;
	assert_eq!((&answer["result"], &answer["proof"]), (&json!("absent"), &Value::Null));
	assert!(!answer.to_string().contains("S2"), "no genuine serial is told");

	let closed = world(true, WIDE).await;
	for token in [None, Some("a token of a nobody, alas")] {
		let (status, answer) = closed.get(query, token).await;
		assert_eq!((status, &answer["error"]["code"]), (401, &json!("token-needed")));
	}
	let (status, answer) = closed.get(query, Some(TOKEN)).await;
	assert_eq!((status, &answer["result"]), (200, &json!("absent")));
	let batches = answer["proof"]["absent"]["batches"].as_array().unwrap();
	assert_eq!(batches.len(), 2, "in every batch");
	assert_eq!((&batches[0]["before"]["serial"], &batches[0]["after"]["serial"]), (&json!("S2"), &json!("S4")));
	assert_eq!((&batches[1]["before"], &batches[1]["after"]["serial"]), (&Value::Null, &json!("T1")));
}

#[tokio::test]
async fn what_cannot_be_proved_should_say_why() {
	let world = world(true, WIDE).await;
	for (query, reason) in [
		("gtin=09521321000018&serial=S1", "unknown-product"),
		("gtin=09520123456788&serial=S3", "lot-needed"),
		("gtin=09520123456788&serial=X1", "not-commissioned"),
		("sscc=095201230000000011", "unknown-container"),
		("gtin=09520123456788", "nothing-named"),
		("", "nothing-named"),
	] {
		let (status, answer) = world.get(query, Some(TOKEN)).await;
		assert_eq!((status, &answer["reason"]), (404, &json!(reason)), "{query}: {answer}");
	}
	// A batch of which there is no list: nothing is proved absent any more.
	world.chain.lots.lock().unwrap().get_mut(&lot("A")).unwrap().push(Root { hash: H256::zero(), count: 1 });
	let (status, answer) = world.get("gtin=09520123456788&serial=S3&lot=A", Some(TOKEN)).await;
	assert_eq!((status, &answer["reason"]), (404, &json!("list-missing")));
	// A lot that was never made, of a product that is known here.
	let (status, answer) = world.get("gtin=09520123456788&serial=S3&lot=Z", Some(TOKEN)).await;
	assert_eq!((status, &answer["proof"]["absent"]["batches"]), (200, &json!([])));
}

#[tokio::test]
async fn question_that_cannot_be_read_should_be_refused_in_the_terms_of_gs1() {
	let world = world(false, WIDE).await;
	for (query, source, code, field) in [
		("code=(01)09520123456789(21)S1", "GS1", "INCORRECT_CHECK_DIGIT", "code"),
		("gtin=09520123456789&serial=S1", "GS1", "INCORRECT_CHECK_DIGIT", "gtin"),
		("sscc=1", "GS1", "INVALID_KEY", "sscc"),
		("gtin=09520123456788&serial=a%20b", "GS1", "INVALID_KEY", "serial"),
		("code=nothing", "GS1", "UNKNOWN_SYNTAX", "code"),
		("code=(01)09520123456788(21)S1&serial=S2", "Salus", "value", "serial"),
		("serial=S1&serial=S1", "Salus", "value", "serial"),
		("patient=1", "Salus", "value", "query"),
	] {
		let (status, answer) = world.get(query, None).await;
		let error = &answer["error"];
		assert_eq!(
			(status, &error["source"], &error["code"]),
			(400, &json!(source), &json!(code)),
			"{query}: {answer}"
		);
		assert_eq!(error["field"], field, "{query}");
	}
	let (status, _) = world.get(&format!("code={}", "1".repeat(5_000)), None).await;
	assert_eq!(status, 414);
}

#[tokio::test]
async fn caller_should_not_ask_more_than_its_share() {
	let world = world(false, Bounds { concurrency: 8, per_second: 2 }).await;
	let mut answered = 0;
	for _ in 0..40 {
		let (status, answer) = world.get("gtin=09520123456788&serial=S1", None).await;
		match status {
			200 => answered += 1,
			429 => assert_eq!(answer["error"]["code"], "throttled"),
			other => panic!("{other}"),
		}
	}
	// Ten may be saved up; forty questions take a moment, in which a few more are earned.
	assert!((10..30).contains(&answered), "{answered}");
	// Whoever asks how it is, is told all the same.
	let health = reqwest::get(format!("http://{}/health", world.address)).await.unwrap();
	assert_eq!(health.status().as_u16(), 200);
}

#[test]
fn limiter_should_remember_a_bounded_number_of_callers() {
	let limiter = Limiter { per_second: 1, callers: Mutex::default() };
	let now = Instant::now();
	for n in 0..3 * MAX_CALLERS as u32 {
		assert!(limiter.may_ask(Caller::Address(IpAddr::V4(n.into())), now));
	}
	assert!(limiter.callers.lock().unwrap().len() <= MAX_CALLERS);
	let caller = Caller::Partner(H256::zero());
	let asked = (0..20).filter(|_| limiter.may_ask(caller, now)).count();
	assert_eq!(asked, BURST as usize);
	assert!(limiter.may_ask(caller, now + Duration::from_secs(1)));
	assert!(!limiter.may_ask(caller, now + Duration::from_secs(1)));
}

#[tokio::test]
async fn node_that_is_away_and_damaged_lists_should_be_told_without_a_guess() {
	let world = world(false, WIDE).await;
	*world.chain.away.lock().unwrap() = true;
	let (status, answer) = world.get("gtin=09520123456788&serial=S1", None).await;
	assert_eq!((status, &answer["error"]["code"]), (503, &json!("node")));
	*world.chain.away.lock().unwrap() = false;
	// Flip a bit of every serial: the file is as long as before, and no proof leads to its root.
	for entry in std::fs::read_dir(world.folder.path()).unwrap() {
		let path = entry.unwrap().path();
		if path.extension().is_some_and(|kind| kind == "serials") {
			let mut bytes = std::fs::read(&path).unwrap();
			let text = b"S4";
			if let Some(at) = bytes.windows(2).position(|pair| pair == text) {
				bytes[at + 1] = b'5';
				std::fs::write(&path, bytes).unwrap();
			}
		}
	}
	let (status, answer) = world.get("gtin=09520123456788&serial=S1", None).await;
	assert_eq!((status, &answer["error"]["code"]), (503, &json!("lists")));
	assert!(!answer.to_string().contains("serials"), "names of files are for the operator");
}
