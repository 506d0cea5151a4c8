//! Claims that nobody here wrote: what of them maps, what contradicts itself, what the chain cannot hold, and which
//! remittances come out of our rules to the cent.

use pallet_claims::{
	adjudication::{adjudicate, Allowed, Context, Facts, Running},
	x12::{codes, Group},
	AuthorizationState, Benefit, Ceilings, Claim, ClaimState, CostShare, Flags, KeptLine, LineResult, PlanTerms, Prior,
	Service, Tier,
};
use salus_interop::{
	claims::{
		coverage,
		currency::{self, Currency},
		from_fhir, prior, remittance,
		write::{self, Setting},
		x12::{self, How},
		FeeSchedule, Price, Prices, Question, Step,
	},
	directory::{DiagnosisFlag, Directory, Entry, Registry},
	outcome::{Issue, IssueCode, Severity},
};
use salus_primitives::{
	codes::{Code, CodeKind},
	Commitment, Npi, Period, TrailHead, TrailKind,
};
use serde_json::{json, Value};
use sp_core::H256;
use sp_runtime::Permill;
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::{Path, PathBuf},
};

/// Category of every service of these documents.
const CATEGORY: u16 = 30;

// --- The world in which documents are read -----------------------------------------------------------------------

/// A folder of the test data. Says loudly when it is not there.
fn field_data(path: &str) -> Option<PathBuf> {
	let base = std::env::var("SALUS_TEST_DATA").unwrap_or_else(|_| "../shared/data".into());
	let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(base).join(path);
	if !found.exists() {
		eprintln!("\n!!! SKIPPED: no test data at {}; set SALUS_TEST_DATA to its folder !!!\n", found.display());
		return None;
	}
	Some(found)
}

/// Every file below a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
	let mut found = Vec::new();
	let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
	entries.sort();
	for path in entries {
		if path.is_dir() {
			found.extend(files(&path));
		} else {
			found.push(path);
		}
	}
	found
}

fn json_files(folder: &str) -> Vec<(String, Value)> {
	let Some(folder) = field_data(folder) else { return Vec::new() };
	let json = |path: PathBuf| {
		let name = path.file_name()?.to_string_lossy().into_owned();
		let value = path.extension().is_some_and(|e| e == "json").then(|| fs::read(&path).unwrap())?;
		Some((name, serde_json::from_slice(&value).ok()?))
	};
	files(&folder).into_iter().filter_map(json).collect()
}

fn usd() -> Currency {
	currency::by_letters("USD").unwrap()
}

fn is_kind(value: &Value, kind: &str) -> bool {
	value["resourceType"] == kind
}

/// Each value of a document that is an object.
fn each<'v>(value: &'v Value, visit: &mut impl FnMut(&'v Value)) {
	match value {
		Value::Object(members) => {
			visit(value);
			members.values().for_each(|value| each(value, visit));
		},
		Value::Array(list) => list.iter().for_each(|value| each(value, visit)),
		_ => {},
	}
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
	value[name].as_str().unwrap_or_default()
}

/// What the references of a document mean, as somebody would say who knows its house: every organisation and every
/// practitioner who bills is a member, others are people, each coverage one of the chain's.
fn directory(document: &Value) -> Directory {
	let mut directory = BTreeMap::new();
	let mut next = 0u32;
	let number = |next: &mut u32| {
		*next += 1;
		*next
	};
	each(document, &mut |object| {
		for (name, value) in object.as_object().unwrap() {
			let all = value.as_array().map_or(vec![value], |list| list.iter().collect());
			for reference in all {
				let key = match (reference["reference"].as_str(), &reference["identifier"]) {
					(Some(reference), _) => reference.to_owned(),
					(None, Value::Object(_)) => {
						format!(
							"{}|{}",
							text(&reference["identifier"], "system"),
							text(&reference["identifier"], "value")
						)
					},
					_ if reference["display"].is_string() && matches!(name.as_str(), "coverage" | "provider") => {
						text(reference, "display").to_owned()
					},
					_ => continue,
				};
				let entry: &mut Entry = directory.entry(key).or_default();
				match name.as_str() {
					"provider" | "insurer" if object["careTeam"].is_array() || is_kind(object, "Claim") => {
						entry.organization.get_or_insert_with(|| number(&mut next));
					},
					"provider" => {
						entry.subject.get_or_insert_with(|| H256::from_low_u64_be(number(&mut next).into()));
					},
					"coverage" => {
						entry.coverage.get_or_insert_with(|| number(&mut next).into());
					},
					"claimResponse" | "claim" => {
						entry.claim.get_or_insert_with(|| number(&mut next).into());
						entry.authorization.get_or_insert_with(|| number(&mut next).into());
					},
					_ => {},
				}
			}
		}
		for reference in object["preAuthRef"].as_array().into_iter().flatten().filter_map(Value::as_str) {
			directory.entry(reference.to_owned()).or_default().authorization = Some(number(&mut next).into());
		}
		for related in object["related"].as_array().into_iter().flatten() {
			if let Some(id) = related["id"].as_str() {
				directory.entry(id.to_owned()).or_default().authorization = Some(number(&mut next).into());
			}
		}
	});
	Directory(directory)
}

/// A schedule with every service of a document, for 100.00 a unit.
fn schedule(document: &Value) -> FeeSchedule {
	let mut services = BTreeSet::new();
	each(document, &mut |object| {
		let modifiers: Vec<String> = object["modifier"]
			.as_array()
			.into_iter()
			.flatten()
			.flat_map(|modifier| modifier["coding"].as_array().into_iter().flatten())
			.map(|coding| text(coding, "code").to_owned())
			.collect();
		for name in ["productOrService", "code", "codeCodeableConcept"] {
			for coding in object[name]["coding"].as_array().into_iter().flatten() {
				if let Some(code) = coding["code"].as_str() {
					services.insert((code.to_owned(), modifiers.clone()));
				}
			}
		}
	});
	let price = |(code, modifiers)| Price {
		code,
		modifiers,
		category: CATEGORY,
		tier: Tier::InNetwork,
		allowed: 10_000,
		max_units: 0,
		period: Period::default(),
	};
	FeeSchedule { secret: H256::repeat_byte(7), prices: services.into_iter().map(price).collect() }
}

fn registry() -> Registry {
	let code = |symbol: &str| Code {
		kind: CodeKind::ServiceCategory,
		system: b"https://codesystem.x12.org/005010/1365".to_vec().try_into().unwrap(),
		symbol: symbol.as_bytes().to_vec().try_into().unwrap(),
		lineage: vec![1].try_into().unwrap(),
		retired: false,
	};
	Registry::new([(CATEGORY, code("30")), (98, code("98"))])
}

fn question<'a>(
	document: &'a [u8],
	directory: &'a Directory,
	codes: &'a Registry,
	schedule: &'a FeeSchedule,
) -> Question<'a> {
	Question {
		document,
		directory,
		codes,
		prices: Some(Prices::Schedule(schedule)),
		tier: Tier::InNetwork,
		currency: usd(),
		commitment: Some(Commitment(H256::repeat_byte(3))),
		remittance: None,
		supplies: None,
	}
}

fn errors(issues: &[Issue]) -> Vec<&Issue> {
	issues.iter().filter(|issue| issue.severity != Severity::Information).collect()
}

fn said(issues: &[Issue]) -> String {
	let one = |issue: &&Issue| format!("{}: {}", issue.expression.join(", "), issue.diagnostics);
	errors(issues).iter().map(one).collect::<Vec<_>>().join("; ")
}

// --- Does a document contradict itself? Told here by other means than there -----------------------------------------

/// A number as millionths; the documents have no finer ones.
fn millionths(value: &Value) -> Option<i128> {
	let text = value.to_string();
	let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
	if value.is_null() || part.len() > 6 || text.contains(['e', 'E']) {
		return None;
	}
	format!("{whole}{part:0<6}").parse().ok()
}

/// Do net, unit price, quantity, factor and details of an item agree?
fn item_agrees(item: &Value) -> bool {
	let million = 1_000_000;
	let net = millionths(&item["net"]["value"]);
	let product = millionths(&item["unitPrice"]["value"]).map(|price| {
		let quantity = millionths(&item["quantity"]["value"]).unwrap_or(million);
		let factor = millionths(&item["factor"]).unwrap_or(million);
		price * quantity / million * factor / million
	});
	let parts: Vec<&Value> = ["detail", "subDetail"].iter().flat_map(|name| item[*name].as_array()).flatten().collect();
	let sums: Vec<Option<i128>> = parts.iter().map(|part| millionths(&part["net"]["value"])).collect();
	let sum: i128 = sums.iter().flatten().sum();
	let complete = !sums.is_empty() && sums.iter().all(Option::is_some);
	product.zip(net).is_none_or(|(product, net)| (product - net).abs() <= 5_000)
		&& net.is_none_or(|net| if complete { sum == net } else { sum <= net })
		&& parts.iter().all(|part| item_agrees(part))
}

fn claim_agrees(claim: &Value) -> bool {
	let items: Vec<&Value> = claim["item"].as_array().into_iter().flatten().collect();
	let nets: Vec<Option<i128>> = items.iter().map(|item| millionths(&item["net"]["value"])).collect();
	let sum: i128 = nets.iter().flatten().sum();
	let complete = !nets.is_empty() && nets.iter().all(Option::is_some);
	items.iter().all(|item| item_agrees(item))
		&& millionths(&claim["total"]["value"]).is_none_or(|total| if complete { sum == total } else { sum <= total })
}

// --- FHIR Claims -------------------------------------------------------------------------------------------------

#[derive(Default)]
struct Count {
	mapped: usize,
	refused: usize,
	impossible: usize,
	reasons: BTreeMap<String, usize>,
}

impl Count {
	/// Read a claim, check what came of it, and count it. `whole` is the document around it.
	fn claim(&mut self, name: &str, claim: &Value, whole: &Value, loud: bool) {
		let (directory, codes, schedule) = (directory(whole), registry(), schedule(whole));
		let bytes = whole.to_string();
		let answer = from_fhir(question(bytes.as_bytes(), &directory, &codes, &schedule));
		let wrong = errors(&answer.issues);
		let told = if wrong.is_empty() { "mapped".into() } else { said(&answer.issues) };
		if loud {
			println!("{name}: {told}");
		}
		for issue in &wrong {
			assert!(!issue.diagnostics.is_empty());
			*self.reasons.entry(issue.diagnostics.clone()).or_default() += 1;
		}
		if wrong.is_empty() {
			self.mapped += 1;
			assert!(claim_agrees(claim), "{name} contradicts itself and was mapped");
			assert!(!answer.steps.is_empty(), "{name}");
			for step in &answer.steps {
				if let Step::Submit { submission, .. } | Step::Predetermine { submission, .. } = step {
					let sum: u64 = submission.lines.iter().map(|line| line.charge).sum();
					assert_eq!(submission.total, sum, "{name}");
					if let Some(total) = millionths(&claim["total"]["value"]) {
						assert_eq!(i128::from(sum) * 10_000, total, "{name}");
					}
					let root = schedule.root().unwrap();
					for line in &submission.lines {
						let Service::Listed(fee) = &line.service else { continue };
						assert_eq!(root.verify(fee.index, &codec::Encode::encode(&fee.leaf), &fee.proof), Ok(()));
					}
				}
			}
		} else {
			assert!(answer.steps.is_empty(), "{name}: refused and mapped");
			if wrong.iter().all(|issue| issue.code == IssueCode::NotSupported) {
				self.impossible += 1;
			} else {
				self.refused += 1;
			}
		}
		// What contradicts itself is refused for that, whatever else is wrong.
		if !claim_agrees(claim) {
			assert!(wrong.iter().any(|issue| issue.code == IssueCode::Value), "{name}: {told}");
		}
	}

	fn print(&self, suite: &str) {
		println!("{suite}: {} mapped, {} refused, {} impossible", self.mapped, self.refused, self.impossible);
		for (reason, count) in &self.reasons {
			println!("    {count} × {reason}");
		}
	}
}

#[test]
fn official_examples_should_map_or_say_why_not() {
	let mut count = Count::default();
	let examples: Vec<_> = json_files("fhir/r4").into_iter().filter(|(_, value)| is_kind(value, "Claim")).collect();
	for (name, claim) in &examples {
		count.claim(name, claim, claim, true);
	}
	count.print("FHIR R4 Claim examples");
	assert_eq!(count.mapped + count.refused + count.impossible, examples.len());
	// Whatever agrees with itself, and pays whom the chain pays, maps.
	let maps = |claim: &Value| {
		let payee = &claim["payee"]["type"]["coding"][0]["code"];
		claim_agrees(claim) && (payee.is_null() || payee == "provider")
	};
	assert_eq!(count.mapped, examples.iter().filter(|(_, claim)| maps(claim)).count());
}

#[test]
fn prior_authorisations_of_da_vinci_should_map_or_say_why_not() {
	let mut count = Count::default();
	let mut documents = 0;
	for (name, document) in json_files("claims/davinci-pas-prior-auth") {
		let inside: Vec<&Value> = match text(&document, "resourceType") {
			"Claim" => vec![&document],
			"Bundle" => {
				let resources = document["entry"].as_array().into_iter().flatten().map(|entry| &entry["resource"]);
				resources.filter(|resource| is_kind(resource, "Claim")).collect()
			},
			_ => Vec::new(),
		};
		if let [claim] = inside[..] {
			documents += 1;
			count.claim(&name, claim, &document, true);
		}
	}
	count.print("Da Vinci PAS");
	assert_eq!(count.mapped + count.refused + count.impossible, documents);
}

#[test]
fn synthetic_claims_should_map_or_say_why_not() {
	let mut count = Count::default();
	let mut claims = 0;
	for (name, bundle) in json_files("fhir/synthea") {
		let resources = bundle["entry"].as_array().into_iter().flatten().map(|entry| &entry["resource"]);
		for claim in resources.filter(|resource| is_kind(resource, "Claim")) {
			claims += 1;
			count.claim(&name, claim, claim, false);
		}
	}
	count.print("Synthea claims");
	assert_eq!(count.mapped + count.refused + count.impossible, claims);
}

#[test]
fn amounts_changed_by_a_cent_should_be_refused() {
	let (mut changed, mut refused) = (0, 0);
	for (name, claim) in json_files("fhir/r4").into_iter().filter(|(_, value)| is_kind(value, "Claim")) {
		if !claim_agrees(&claim) {
			continue;
		}
		for at in ["/total/value", "/item/0/net/value", "/item/0/unitPrice/value", "/item/0/detail/0/net/value"] {
			let mut other = claim.clone();
			let Some(value) = other.pointer_mut(at) else { continue };
			let cents = millionths(value).unwrap() / 10_000 + 1;
			*value = serde_json::from_str(&format!("{}.{:02}", cents / 100, cents % 100)).unwrap();
			// Whether that contradicts anything depends on what else the document says.
			if claim_agrees(&other) {
				continue;
			}
			changed += 1;
			let (directory, codes, schedule) = (directory(&other), registry(), schedule(&other));
			let bytes = other.to_string();
			let answer = from_fhir(question(bytes.as_bytes(), &directory, &codes, &schedule));
			assert!(answer.steps.is_empty(), "{name} {at}");
			refused += usize::from(errors(&answer.issues).iter().any(|issue| issue.code == IssueCode::Value));
		}
	}
	println!("amounts changed by a cent: {changed}, refused for it: {refused}");
	assert_eq!(changed, refused);
}

// --- Remittances -------------------------------------------------------------------------------------------------

#[derive(Default)]
struct Remittances {
	accepted: usize,
	refused: usize,
	rules: usize,
	person: usize,
	impossible: usize,
	contradictory: usize,
	unread: usize,
}

impl Remittances {
	fn transaction(&mut self, name: &str, transaction: &x12::Transaction) {
		let contradictions = &transaction.contradictions;
		let refused =
			!contradictions.is_empty() || transaction.claims.iter().any(|one| !one.contradictions().is_empty());
		for contradiction in contradictions {
			println!("{name}: contradicts itself: {contradiction}");
		}
		self.refused += usize::from(refused);
		self.accepted += usize::from(!refused);
		let mut paid: i64 = 0;
		let mut whole = true;
		for claim in &transaction.claims {
			let recreated = x12::recreate(claim);
			let sign = if recreated.reversal { -1 } else { 1 };
			let sum: u64 = recreated.lines.iter().map(|line| line.paid).sum();
			let verdict = match &recreated.how {
				How::Rules => "recreated by rules".to_owned(),
				How::Person(why) => format!("recreated with a person's decision ({})", why.join(", ")),
				How::Impossible(why) => format!("impossible: {}", why.join(", ")),
				How::Refused(found) => format!("contradicts itself: {}", found[0]),
			};
			println!("{name}: claim at segment {}: {verdict}", claim.segment);
			match &recreated.how {
				How::Refused(_) => self.contradictory += 1,
				How::Impossible(why) => {
					self.impossible += 1;
					assert!(!why.is_empty());
					whole = false;
				},
				_ => {
					// To the cent: each payment, and the identity.
					assert_eq!(i64::try_from(sum).unwrap() * sign, claim.paid, "{name}");
					for line in &recreated.lines {
						assert!(line.adjusted() <= line.adjusted() + line.paid);
					}
					let charge: u64 = recreated.lines.iter().map(|line| line.paid + line.adjusted()).sum();
					assert_eq!(i64::try_from(charge).unwrap() * sign, claim.charge, "{name}");
					match recreated.how {
						How::Rules => self.rules += 1,
						_ => {
							self.person += 1;
							assert_eq!(recreated.decisions.len(), recreated.lines.len());
						},
					}
					paid += i64::try_from(sum).unwrap() * sign;
				},
			}
		}
		let mut taken = 0;
		for plb in &transaction.provider_adjustments {
			match x12::recreate::provider_adjustment(plb) {
				Ok(()) => taken += plb.amount,
				Err(why) => {
					println!("{name}: impossible: {why}");
					whole = false;
				},
			}
		}
		if !refused && whole {
			assert_eq!(paid - taken, transaction.payment, "{name}");
			println!("{name}: the whole remittance is recreated");
		}
	}
}

/// Every file of the claims suites that holds an interchange with a remittance, whatever its name.
fn remittance_files() -> Vec<(String, Vec<u8>)> {
	let Some(folder) = field_data("claims") else { return Vec::new() };
	let read = |path: PathBuf| {
		let bytes = fs::read(&path).ok()?;
		let text = String::from_utf8_lossy(&bytes);
		let separator = text.trim_start().strip_prefix("ISA")?.chars().next()?;
		text.contains(&format!("ST{separator}835"))
			.then(|| (path.file_name().unwrap().to_string_lossy().into_owned(), bytes.clone()))
	};
	files(&folder).into_iter().filter_map(read).collect()
}

#[test]
fn published_remittances_should_be_recreated_or_say_why_not() {
	let mut all = Remittances::default();
	let files = remittance_files();
	for (name, bytes) in &files {
		match x12::read(bytes, &x12::Limits::default()) {
			Ok(transactions) => transactions.iter().for_each(|transaction| all.transaction(name, transaction)),
			Err(error) => {
				println!("{name}: not read: {error}");
				all.unread += 1;
			},
		}
	}
	println!(
		"X12 835: {} files, {} not read; {} remittances accepted, {} refused; claims: {} recreated by rules, {} with a person's \
		 decision, {} impossible, {} contradict themselves",
		files.len(),
		all.unread,
		all.accepted,
		all.refused,
		all.rules,
		all.person,
		all.impossible,
		all.contradictory
	);
	if !files.is_empty() {
		assert!(all.rules > 0, "nothing was recreated by rules");
	}
}

#[test]
fn remittances_changed_by_a_cent_should_be_refused() {
	let mut changed = 0;
	for (name, bytes) in remittance_files() {
		let text = String::from_utf8(bytes).unwrap();
		let Ok(honest) = x12::read(text.as_bytes(), &x12::Limits::default()) else { continue };
		let refuses = |transaction: &x12::Transaction| {
			!transaction.contradictions.is_empty()
				|| transaction.claims.iter().any(|one| !one.contradictions().is_empty())
		};
		if honest.iter().any(refuses) {
			continue;
		}
		let file = x12::segments(text.as_bytes(), &x12::Limits::default()).unwrap();
		let separator = text.trim_start().chars().nth(3).unwrap();
		for segment in &file.segments {
			let elements: &[usize] = match segment.id {
				"BPR" => &[2],
				"CLP" => &[3, 4, 5],
				"CAS" => &[3],
				"SVC" => &[2, 3],
				"PLB" => &[4],
				"SE" | "GE" | "IEA" => &[1, 2],
				"TS3" => &[4, 5],
				_ => &[],
			};
			for element in elements.iter().filter(|element| !segment.get(**element).is_empty()) {
				let mut parts: Vec<String> = (1..=segment.len()).map(|n| segment.get(n).to_owned()).collect();
				let part = &mut parts[*element - 1];
				let number = part.parse::<f64>().unwrap() + 1.0;
				*part = if part.contains('.') { format!("{number:.2}") } else { format!("{number:.0}") };
				let old = format!(
					"{}{separator}{}",
					segment.id,
					(1..=segment.len()).map(|n| segment.get(n)).collect::<Vec<_>>().join(&separator.to_string())
				);
				let new = format!("{}{separator}{}", segment.id, parts.join(&separator.to_string()));
				assert!(text.contains(&old), "{name}: {}", segment.id);
				let other = text.replacen(&old, &new, 1);
				changed += 1;
				let read = x12::read(other.as_bytes(), &x12::Limits::default()).unwrap();
				assert!(
					read.iter().any(refuses),
					"{name}: {} element {element} changed, and nobody saw it",
					segment.id
				);
			}
		}
	}
	println!("statements of remittances changed one by one: {changed}, all refused");
}

// --- Other suites ------------------------------------------------------------------------------------------------

#[test]
fn explanations_of_blue_button_should_be_read_or_say_why_not() {
	let (mut mapped, mut refused, mut reasons) = (0, 0, BTreeMap::<String, usize>::new());
	for folder in ["claims/cms-bluebutton", "fhir/r4"] {
		for (name, document) in json_files(folder) {
			let entries = document["entry"].as_array().into_iter().flatten().map(|entry| &entry["resource"]);
			let prior = |value: &&Value| is_kind(value, "ExplanationOfBenefit") || is_kind(value, "ClaimResponse");
			for resource in entries.chain([&document]).filter(prior) {
				match prior::prior_lines(resource, usd()) {
					Ok(lines) => {
						mapped += 1;
						assert!(!lines.is_empty());
						println!(
							"{name}: {} {}: {} lines",
							text(resource, "resourceType"),
							text(resource, "id"),
							lines.len()
						);
					},
					Err(issue) => {
						refused += 1;
						*reasons.entry(issue.diagnostics.clone()).or_default() += 1;
						println!(
							"{name}: {}: {}: {}",
							text(resource, "id"),
							issue.expression.join(", "),
							issue.diagnostics
						);
					},
				}
			}
		}
	}
	println!("ExplanationOfBenefit and ClaimResponse as what a prior payer did: {mapped} mapped, {refused} refused");
	for (reason, count) in reasons {
		println!("    {count} × {reason}");
	}
}

#[test]
fn coverages_should_become_enrolments_or_say_why_not() {
	let (mut mapped, mut refused, mut impossible) = (0, 0, 0);
	for folder in ["claims/cms-bluebutton", "fhir/r4"] {
		for (name, document) in json_files(folder) {
			let entries = document["entry"].as_array().into_iter().flatten().map(|entry| &entry["resource"]);
			for resource in entries.chain([&document]).filter(|value| is_kind(value, "Coverage")) {
				let (enrolment, issues) =
					coverage::enrolment(resource.to_string().as_bytes(), &Directory::default(), 0);
				let wrong = errors(&issues);
				assert_eq!(enrolment.is_some(), wrong.is_empty());
				match enrolment {
					Some(enrolment) => {
						mapped += 1;
						assert!(enrolment.period.is_valid() && enrolment.period.start.is_some() && enrolment.order > 0);
					},
					None if wrong.iter().any(|issue| issue.code == IssueCode::NotSupported) => impossible += 1,
					None => refused += 1,
				}
				let told = if wrong.is_empty() { "mapped".into() } else { said(&issues) };
				println!("{name}: {}: {told}", text(resource, "id"));
			}
		}
	}
	println!("Coverage: {mapped} mapped, {refused} refused, {impossible} impossible");
}

#[test]
fn national_provider_identifiers_should_be_checked_as_their_register_does() {
	let Some(path) = field_data("claims/npi/npi-vectors.json") else { return };
	let vectors: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
	let (mut lawful, mut refused) = (0, 0);
	for vector in vectors.as_array().unwrap() {
		let expected = vector["luhn_valid"] == true && vector["cms_prefix_valid"] == true;
		let read = text(vector, "npi").parse::<Npi>();
		assert_eq!(read.is_ok(), expected, "{vector}");
		lawful += usize::from(expected);
		refused += usize::from(!expected);
	}
	println!("NPI vectors: {lawful} lawful, {refused} refused");
	assert_eq!(lawful + refused, vectors.as_array().unwrap().len());
}

#[test]
fn adjustment_codes_of_the_field_should_be_codes_here() {
	let Some(path) = field_data("claims/codes/carc-rarc-subset.json") else { return };
	let codes: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
	for (code, meaning) in codes["CARC"].as_object().unwrap() {
		let carc: pallet_claims::x12::Carc = code.parse().unwrap();
		let demands = meaning.as_str().unwrap().contains("At least one Remark Code must");
		assert!(!demands || carc.needs_remark(), "{code}");
	}
	for code in codes["RARC"].as_object().unwrap().keys() {
		code.parse::<pallet_claims::x12::Rarc>().unwrap();
	}
	println!("{} CARC, {} RARC", codes["CARC"].as_object().unwrap().len(), codes["RARC"].as_object().unwrap().len());
}

// --- Documents of our own ----------------------------------------------------------------------------------------

fn visit() -> Value {
	json!({
		"resourceType": "Claim",
		"id": "visit",
		"status": "active",
		"use": "claim",
		"type": { "coding": [{ "code": "professional" }] },
		"patient": { "reference": "Patient/p" },
		"created": "2026-03-02",
		"provider": { "reference": "Organization/clinic" },
		"priority": { "coding": [{ "code": "normal" }] },
		"careTeam": [{ "sequence": 1, "provider": { "reference": "Practitioner/d" } }],
		"diagnosis": [{
			"sequence": 1,
			"diagnosisCodeableConcept": { "coding": [{ "system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "E11.9" }] },
		}],
		"insurance": [{ "sequence": 1, "focal": true, "coverage": { "reference": "Coverage/c" } }],
		"item": [
			{
				"sequence": 1,
				"careTeamSequence": [1],
				"productOrService": { "coding": [{ "code": "99213" }] },
				"modifier": [{ "coding": [{ "code": "25" }] }],
				"servicedDate": "2026-03-01",
				"quantity": { "value": 2 },
				"unitPrice": { "value": 75.25, "currency": "USD" },
				"net": { "value": 150.50, "currency": "USD" },
			},
			{
				"sequence": 2,
				"productOrService": { "coding": [{ "code": "XTRA" }] },
				"category": { "coding": [{ "system": "https://codesystem.x12.org/005010/1365", "code": "98" }] },
				"servicedPeriod": { "start": "2026-03-01", "end": "2026-03-02" },
				"net": { "value": 20, "currency": "USD" },
			},
		],
		"total": { "value": 170.5, "currency": "USD" },
	})
}

fn house() -> Directory {
	let entry = Entry::default;
	let entries = [
		("Organization/clinic", Entry { organization: Some(4), ..entry() }),
		("Practitioner/d", Entry { subject: Some(H256::repeat_byte(9)), ..entry() }),
		("Coverage/c", Entry { coverage: Some(11), ..entry() }),
		("Claim/old", Entry { claim: Some(21), authorization: Some(31), ..entry() }),
		("AUTH-1", Entry { authorization: Some(41), ..entry() }),
		("http://hl7.org/fhir/sid/icd-10-cm|E11.9", Entry { flags: vec![DiagnosisFlag::Chronic], ..entry() }),
	];
	Directory(entries.map(|(name, entry)| (name.to_owned(), entry)).into())
}

fn prices() -> FeeSchedule {
	let price = |code: &str, modifiers: &[&str]| Price {
		code: code.into(),
		modifiers: modifiers.iter().map(|text| text.to_string()).collect(),
		category: CATEGORY,
		tier: Tier::InNetwork,
		allowed: 7_000,
		max_units: 0,
		period: Period::default(),
	};
	FeeSchedule { secret: H256::repeat_byte(5), prices: vec![price("99213", &["25"]), price("99213", &[])] }
}

fn read(claim: &Value) -> salus_interop::claims::FromFhir {
	let (directory, codes, schedule) = (house(), registry(), prices());
	let bytes = claim.to_string();
	from_fhir(question(bytes.as_bytes(), &directory, &codes, &schedule))
}

/// The one rule that a document breaks.
fn broken(claim: &Value) -> String {
	let answer = read(claim);
	assert!(answer.steps.is_empty());
	said(&answer.issues)
}

#[test]
fn claim_should_become_a_submission() {
	let answer = read(&visit());
	assert_eq!(said(&answer.issues), "");
	let [Step::Submit { provider: 4, submission }] = &answer.steps[..] else { panic!("{answer:?}") };
	assert_eq!((submission.coverage, submission.total, submission.flags), (11, 17_050, Flags::CHRONIC));
	assert_eq!(submission.document, Commitment(H256::repeat_byte(3)));
	let lines: Vec<_> = submission.lines.iter().map(|line| (line.charge, line.units, line.rendering)).collect();
	assert_eq!(lines, [(15_050, 2, Some(H256::repeat_byte(9))), (2_000, 1, None)]);
	let Service::Listed(fee) = &submission.lines[0].service else { panic!() };
	assert_eq!((fee.leaf.allowed, fee.index, fee.leaf.key), (7_000, 0, prices().prices[0].key(&prices().secret)));
	let Service::Unlisted { category: 98, .. } = submission.lines[1].service else { panic!() };
	assert_eq!(submission.lines[1].to - submission.lines[1].from, 2 * 86_400 - 1);
	// Whatever was left out is told, and nothing of the diagnosis is in the submission.
	assert!(answer.issues.iter().any(|issue| issue.expression == ["Claim.diagnosis"]));
}

#[test]
fn claim_should_be_refused_where_it_contradicts_itself() {
	for (at, value, rule) in [
		("/total/value", json!(170.51), "Claim.total: the total is not the sum of the items"),
		("/item/0/net/value", json!(150.51), "Claim.item[0].net: net is not unitPrice × quantity × factor"),
		("/item/1/net/value", json!(20.001), "Claim.item[1].net.value: more decimals than the currency has"),
		("/item/1/net/value", json!(-20), "Claim.item[1].net.value: nothing costs less than nothing"),
		("/item/0/quantity/value", json!(0), "Claim.item[0].quantity: a service has at least one unit"),
		("/item/1/net/currency", json!("EUR"), "Claim.item[1].net.currency: all amounts are in the currency of the plan"),
		("/item/0/careTeamSequence/0", json!(2), "Claim.item[0].careTeamSequence: there is no such member of the care team"),
		("/insurance/0/focal", json!(false), "Claim.insurance: just one coverage is focal"),
		("/insurance/0/coverage/reference", json!("Coverage/x"), "Claim.insurance[0].coverage: the directory does not know the coverage"),
		("/status", json!("draft"), "Claim.status: just active claims are submitted, and cancelled ones taken back"),
		("/item/1/servicedPeriod/end", json!("2026-02-01"), "Claim.item[1].servicedPeriod: a service ends after it began, and began after 1969"),
		("/item/1/category/coding/0/code", json!("zz"), "Claim.item[1].category: the category of the service is not known: a price, item.category or the directory says it"),
	] {
		let mut claim = visit();
		*claim.pointer_mut(at).unwrap() = value;
		let said = broken(&claim);
		assert!(said.contains(rule), "{at}: {said}");
	}
	let mut claim = visit();
	claim["payee"] = json!({ "type": { "coding": [{ "code": "subscriber" }] } });
	assert_eq!(broken(&claim), "Claim.payee.type: payments go to the provider who bills, to nobody else");
	let mut claim = visit();
	claim["item"][0]["modifierExtension"] = json!([{ "url": "urn:other", "valueBoolean": true }]);
	assert!(broken(&claim).contains("rules outside the standard"));
}

#[test]
fn decimals_should_be_exact_however_they_are_written() {
	let text = visit().to_string().replace("170.5", "1.705E2").replace("75.25", "75.250");
	let (directory, codes, schedule) = (house(), registry(), prices());
	let answer = from_fhir(question(text.as_bytes(), &directory, &codes, &schedule));
	assert_eq!(said(&answer.issues), "");
	let text = text.replace("1.705E2", "170.50000000000001");
	let answer = from_fhir(question(text.as_bytes(), &directory, &codes, &schedule));
	assert_eq!(said(&answer.issues), "Claim.total.value: more decimals than the currency has");
}

#[test]
fn use_and_status_should_say_what_is_signed() {
	let mut claim = visit();
	claim["use"] = json!("predetermination");
	assert!(matches!(read(&claim).steps[..], [Step::Predetermine { provider: 4, .. }]));

	claim["use"] = json!("preauthorization");
	claim["priority"] = json!({ "coding": [{ "code": "stat" }] });
	let steps = read(&claim).steps;
	let [Step::RequestAuthorization { provider: 4, request }] = &steps[..] else { panic!("{steps:?}") };
	assert_eq!((request.coverage, request.expedited, request.lines.len()), (11, true, 2));
	assert_eq!((request.lines[0].category, request.lines[0].units), (CATEGORY, 2));
	assert_eq!(request.lines[0].service, Some(prices().prices[0].key(&prices().secret)));

	// An update of a prior authorisation: one item is cancelled, what stood is given back.
	claim["related"] =
		json!([{ "claim": { "reference": "Claim/old" }, "relationship": { "coding": [{ "code": "replaces" }] } }]);
	let url = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-itemCancelled";
	claim["item"][0]["modifierExtension"] = json!([{ "url": url, "valueBoolean": true }]);
	let steps = read(&claim).steps;
	let [Step::CancelAuthorization { authorization: 31, .. }, Step::RequestAuthorization { request, .. }] = &steps[..]
	else {
		panic!("{steps:?}")
	};
	assert_eq!(request.lines.len(), 1);
	claim["item"][1]["modifierExtension"] = json!([{ "url": url, "valueBoolean": true }]);
	assert!(matches!(read(&claim).steps[..], [Step::CancelAuthorization { authorization: 31, .. }]));

	let mut claim = visit();
	claim["status"] = json!("cancelled");
	claim["id"] = json!("old");
	assert!(matches!(read(&claim).steps[..], [Step::Reverse { provider: 4, claim: 21 }]));
}

#[test]
fn correction_coordination_and_authorisation_should_be_named() {
	let mut claim = visit();
	claim["related"] = json!([
		{ "claim": { "reference": "Claim/old" }, "relationship": { "coding": [{ "code": "replaces" }] } },
		{ "claim": { "reference": "Claim/x" }, "relationship": { "coding": [{ "code": "associated" }] } },
	]);
	claim["insurance"][0]["preAuthRef"] = json!(["AUTH-1"]);
	claim["insurance"][0]["sequence"] = json!(2);
	claim["insurance"].as_array_mut().unwrap().push(json!({
		"sequence": 1,
		"focal": false,
		"coverage": { "display": "another payer" },
		"claimResponse": { "reference": "urn:salus:claim:77" },
	}));
	let steps = read(&claim).steps;
	let [Step::Submit { submission, .. }] = &steps[..] else { panic!("{steps:?}") };
	assert_eq!((submission.replaces, &submission.prior), (Some(21), &Some(Prior::Claim(77))));
	assert!(submission.lines.iter().all(|line| line.authorization == Some(41)));

	claim["insurance"][1]["claimResponse"] = json!({ "reference": "ClaimResponse/outside" });
	let (directory, codes, schedule) = (house(), registry(), prices());
	let response = json!({
		"resourceType": "ClaimResponse",
		"outcome": "complete",
		"item": [
			{ "itemSequence": 2, "adjudication": [
				{ "category": { "coding": [{ "code": "benefit" }] }, "amount": { "value": 5.00 } },
			] },
			{ "itemSequence": 1, "adjudication": [
				{ "category": { "coding": [{ "code": "eligible" }] }, "amount": { "value": 140.00 } },
				{ "category": { "coding": [{ "code": "benefit" }] }, "amount": { "value": 100.00 } },
			] },
		],
	});
	let (bytes, response) = (claim.to_string(), response.to_string());
	let outside = salus_interop::claims::read::Remittance {
		document: response.as_bytes(),
		commitment: Commitment(H256::repeat_byte(8)),
	};
	let asked = Question { remittance: Some(outside), ..question(bytes.as_bytes(), &directory, &codes, &schedule) };
	let answer = from_fhir(asked);
	assert_eq!(said(&answer.issues), "");
	let [Step::Submit { submission, .. }] = &answer.steps[..] else { panic!() };
	let Some(Prior::Remittance { document, lines }) = &submission.prior else { panic!() };
	assert_eq!(*document, Commitment(H256::repeat_byte(8)));
	let lines: Vec<_> = lines.iter().map(|line| (line.paid, line.patient)).collect();
	assert_eq!(lines, [(10_000, 4_000), (500, 0)]);
	assert!(broken(&claim).contains("the directory knows no claim for it, and no remittance was given"));
}

/// A claim that our rules adjudicated.
fn adjudicated() -> Claim<u128> {
	let share = CostShare { copay: 500, deductible: true, coinsurance: Permill::from_percent(20) };
	let benefit = Benefit {
		category: CATEGORY,
		covered: true,
		preferred: None,
		in_network: share,
		out_of_network: None,
		authorization: false,
		waiting_days: 0,
		limit: None,
		licence: None,
		requires: Flags::NONE,
		emergency: Flags::NONE,
		free: Flags::NONE,
		review: false,
	};
	let terms = PlanTerms {
		period: Period { start: Some(0), end: Some(u64::MAX) },
		year: 2026,
		schedule: 0,
		benefits: vec![benefit].try_into().unwrap(),
		ceilings: Ceilings { deductible: 1_000, ..Default::default() },
		filing_days: 365,
		review_above: None,
		unlisted: false,
		sequestration: Permill::zero(),
	};
	let context = Context {
		terms: Some(&terms),
		coverage: Period { start: Some(0), end: None },
		family: false,
		tier: Tier::InNetwork,
		flags: Flags::NONE,
		submitted: 1_772_000_000,
		year_closed: false,
	};
	let lines: Vec<KeptLine> = [(CATEGORY, 15_000u64), (99, 2_000)]
		.into_iter()
		.map(|(category, charge)| {
			let facts = Facts {
				category,
				charge,
				units: 1,
				from: 1_771_000_000,
				to: 1_771_000_100,
				allowed: Some(Allowed::PerUnit(11_500)),
				max_units: 0,
				authorized: None,
				finding: None,
				prior: None,
			};
			KeptLine {
				category,
				key: prices().prices[0].key(&prices().secret),
				charge,
				units: 1,
				from: facts.from,
				to: facts.to,
				fee: Some((11_500, 0)),
				rendering: None,
				authorization: None,
				dispense: None,
				prior: None,
				finding: None,
				result: Some(adjudicate(&context, &facts, &Running::default())),
			}
		})
		.collect();
	let results: Vec<&LineResult> = lines.iter().filter_map(|line| line.result.as_ref()).collect();
	Claim {
		provider: 4,
		payer: 2,
		coverage: 11,
		plan: 0,
		version: Some(0),
		currency: 840,
		tier: Tier::InNetwork,
		flags: Flags::NONE,
		document: Commitment(H256::repeat_byte(3)),
		state: ClaimState::Partial,
		pended: None,
		submitted: 1_772_000_000,
		decided: 1_772_000_000,
		charge: 17_000,
		paid: results.iter().map(|result| result.paid).sum(),
		held: 0,
		patient: results.iter().map(|result| result.sum(Group::PR)).sum(),
		patient_payments: Default::default(),
		prior: None,
		next: None,
		replaces: None,
		appeal: None,
		decided_by: None,
		lines: lines.try_into().unwrap(),
		trail: TrailHead::new(TrailKind::Claim, b"1"),
	}
}

#[test]
fn adjudicated_claim_should_be_written_with_totals_that_balance() {
	let claim = adjudicated();
	// 115.00 allowed: copay 5, deductible 10, coinsurance 20 % of 100.
	assert_eq!((claim.paid, claim.patient), (8_000, 3_500 + 2_000));
	let (directory, codes, services) = (house(), registry(), write::services(&prices()));
	let setting = Setting {
		directory: &directory,
		codes: &codes,
		patient: "Patient/p",
		kind: "professional",
		currency: usd(),
		request: Some("Claim/visit"),
		services: Some(&services),
		now: 1_772_000_000,
	};
	let response = write::claim_response(5, &claim, &setting).unwrap();
	assert_eq!(response["outcome"], "complete");
	assert_eq!(response["requestor"]["reference"], "Organization/clinic");
	assert_eq!(response["payment"]["amount"]["value"].to_string(), "80.00");
	let explanation = write::explanation_of_benefit(5, &claim, &setting).unwrap();
	assert_eq!(explanation["item"][0]["productOrService"]["coding"][0]["code"], "99213");
	for document in [&response, &explanation] {
		let total = |code: &str| {
			let of = document["total"].as_array().unwrap().iter();
			let found = of.filter(|total| total["category"]["coding"][0]["code"] == code);
			found.map(|total| millionths(&total["amount"]["value"]).unwrap()).sum::<i128>()
		};
		let adjusted =
			total("deductible") + total("copay") + total("coinsurance") + total("discount") + total("noncovered");
		assert_eq!(total("submitted"), total("benefit") + adjusted);
		assert_eq!((total("submitted"), total("benefit")), (170_000_000, 80_000_000));
		// The denied line names its group and reason.
		let denied = &document["item"][1]["adjudication"][2]["reason"]["coding"];
		assert_eq!((&denied[0]["code"], &denied[1]["code"]), (&json!("204"), &json!("PR")));
	}
	// What is written reads as what a prior payer did.
	let prior = prior::prior_lines(&response, usd()).unwrap();
	assert_eq!((prior[0].line.paid, prior[0].line.patient), (8_000, 3_500));
	// Without the secret the service is masked.
	let masked = write::explanation_of_benefit(5, &claim, &Setting { services: None, ..setting }).unwrap();
	assert_eq!(masked["item"][0]["productOrService"]["extension"][0]["valueCode"], "masked");

	let mut wrong = claim.clone();
	wrong.lines[0].result.as_mut().unwrap().paid += 1;
	assert_eq!(write::claim_response(5, &wrong, &setting), Err(write::Unbalanced::Line(1)));
	let mut wrong = claim;
	wrong.paid += 1;
	assert_eq!(write::explanation_of_benefit(5, &wrong, &setting), Err(write::Unbalanced::Claim));
}

#[test]
fn adjudicated_claim_should_be_remitted_in_balance() {
	let claim = adjudicated();
	let results: Vec<LineResult> = claim.lines.iter().filter_map(|line| line.result.clone()).collect();
	let paid = remittance::Advice::paid(5, &claim, 1_000).unwrap();
	let back = remittance::Advice::reversed(4, &claim, &results, 8_000, 0).unwrap();
	let written = remittance::write(2, 4, usd(), &[paid, back]).unwrap();
	assert_eq!((&written.payment[..], written.claims.len()), ("70.00", 2));
	assert!(remittance::balances(&written, usd()));
	let json = serde_json::to_value(&written).unwrap();
	assert_eq!(json["claims"][0]["patientResponsibility"], "55.00");
	assert_eq!(json["claims"][1]["status"], "22");
}

#[test]
fn authorisation_should_be_answered_with_the_action_codes_of_278() {
	use pallet_claims::{Authorization, AuthorizationLine, AuthorizationRequestLine, Denial};
	let wish = |units| AuthorizationRequestLine { category: CATEGORY, service: None, units };
	let line = |asked, granted| AuthorizationLine { requested: wish(asked), granted, used: 0 };
	let lines = vec![line(5, Some(wish(5))), line(5, Some(wish(2))), line(5, None)];
	let authorization = Authorization::<u128, ()> {
		provider: 4,
		payer: 2,
		coverage: 11,
		state: AuthorizationState::Partial,
		expedited: false,
		due: 1,
		overdue: false,
		documents: Commitment(H256::repeat_byte(1)),
		period: Period { start: Some(1_772_000_000), end: Some(1_773_000_000) },
		lines: lines.try_into().unwrap(),
		reason: Some(Denial { reason: codes::FREQUENCY, remark: None }),
		decided_by: Some(7),
		cited: 0,
		ticket: (),
	};
	let (directory, codes) = (house(), registry());
	let setting = Setting {
		directory: &directory,
		codes: &codes,
		patient: "Patient/p",
		kind: "professional",
		currency: usd(),
		request: None,
		services: None,
		now: 1_772_000_000,
	};
	let response = write::authorization_response(41, &authorization, &setting).unwrap();
	let action = |n: usize| {
		response["item"][n]["adjudication"][0]["extension"][0]["extension"][0]["valueCodeableConcept"]["coding"][0]
			["code"]
			.clone()
	};
	assert_eq!([action(0), action(1), action(2)], [json!("A1"), json!("A2"), json!("A3")]);
	assert_eq!(response["preAuthRef"], "AUTH-1".replace("AUTH-1", "urn:salus:authorization:41"));
	assert_eq!((&response["outcome"], &response["use"]), (&json!("complete"), &json!("preauthorization")));
	let pended = Authorization { state: AuthorizationState::Pended, reason: None, ..authorization };
	let response = write::authorization_response(41, &pended, &setting).unwrap();
	assert_eq!((&response["outcome"], response.get("preAuthRef")), (&json!("queued"), None));
}
