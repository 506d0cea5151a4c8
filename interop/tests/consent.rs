//! FHIR `Consent` that nobody here wrote: what maps, and whether the chain then decides as its authors say it should.

use pallet_consent::{decision::decide, types::*};
use salus_interop::{
	consent::{from_fhir, to_fhir, FromFhir, Question, Reading, Release, Shown},
	directory::{Directory, Entry, Registry},
	outcome::Severity,
};
use salus_primitives::{
	codes::{Code, CodeKind},
	CodeId, SubjectId,
};
use serde_json::{json, Value};
use sp_core::{crypto::AccountId32, H256};
use sp_crypto_hashing::blake2_256;
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::{Path, PathBuf},
};

const REASON: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
const CONFIDENTIALITY: &str = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
const ACT_CODE: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
const ACTION: &str = "http://terminology.hl7.org/CodeSystem/consentaction";

/// When questions are asked: 2022-07-01, after the examples were signed and before the first of them expires.
const NOW: u64 = 1_656_633_600;

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

/// The registry that a chain begins with, and the codes of these documents' own systems as governance would add them.
fn registry(documents: &[Value]) -> Registry {
	let mut named: Vec<(CodeKind, String, String, Vec<(String, String)>)> = pallet_codes::preload::entries()
		.map(|entry| {
			let parents = entry.parents.iter().map(|(system, code)| (system.to_string(), code.to_string()));
			(entry.kind, entry.system.into(), entry.symbol.into(), parents.collect())
		})
		.collect();
	let mut own = BTreeSet::new();
	for document in documents {
		each(document, &mut |name, value| {
			let text = |field: &str| value.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
			if name == "purpose" && text("system").starts_with("http://example.org/") {
				own.insert((text("system"), text("code")));
			}
		});
	}
	for (system, code) in own {
		// A project of a house's own stands below no code of HL7.
		named.push((CodeKind::Purpose, system, code, Vec::new()));
	}
	named.push((CodeKind::Policy, "http://example.org/policies".into(), "any".into(), Vec::new()));
	let place: BTreeMap<(CodeKind, String, String), CodeId> =
		(1..).zip(&named).map(|(id, (kind, system, code, _))| ((*kind, system.clone(), code.clone()), id)).collect();
	let parents: BTreeMap<CodeId, Vec<CodeId>> = (1..)
		.zip(&named)
		.map(|(id, (kind, _, _, parents))| {
			let parents =
				parents.iter().filter_map(|(system, code)| place.get(&(*kind, system.clone(), code.clone())).copied());
			(id, parents.collect())
		})
		.collect();
	Registry::new((1..).zip(&named).map(|(id, (kind, system, code, _))| {
		let mut lineage = vec![id];
		let mut next = 0;
		while let Some(code) = lineage.get(next).copied() {
			for parent in &parents[&code] {
				if !lineage.contains(parent) {
					lineage.push(*parent);
				}
			}
			next += 1;
		}
		let code = Code {
			kind: *kind,
			system: system.clone().into_bytes().try_into().unwrap(),
			symbol: code.clone().into_bytes().try_into().unwrap(),
			lineage: lineage.try_into().unwrap(),
			retired: false,
		};
		(id, code)
	}))
}

/// Visit every object of a document with the name it stands under.
fn each(value: &Value, visit: &mut impl FnMut(&str, &Value)) {
	fn walk(name: &str, value: &Value, visit: &mut impl FnMut(&str, &Value)) {
		match value {
			Value::Object(members) => {
				visit(name, value);
				members.iter().for_each(|(name, value)| walk(name, value, visit));
			},
			Value::Array(list) => list.iter().for_each(|value| walk(name, value, visit)),
			_ => {},
		}
	}
	walk("", value, visit);
}

fn handle(reference: &str) -> H256 {
	H256(blake2_256(reference.as_bytes()))
}

fn account(reference: &str) -> AccountId32 {
	AccountId32::new(blake2_256(format!("account of {reference}").as_bytes()))
}

fn organization(reference: &str) -> u32 {
	u32::from(handle(reference).0[0]) + 1
}

/// What a hospital's directory would say of every reference in these documents.
fn directory(documents: &[Value], codes: &Registry) -> Directory {
	let policy = codes.id(CodeKind::Policy, "http://example.org/policies", "any");
	let mut entries = BTreeMap::new();
	for document in documents {
		each(document, &mut |name, value| {
			if name == "policy" {
				if let Some(uri) = value.get("uri").and_then(Value::as_str) {
					entries.insert(uri.to_owned(), Entry { policy, ..Entry::default() });
				}
			}
			let Some(reference) = value.get("reference").and_then(Value::as_str) else { return };
			let empty = Entry::default();
			let person = || Entry {
				subject: Some(handle(reference)),
				account: Some(account(reference)),
				handle: Some(handle(reference)),
				..Entry::default()
			};
			let entry = match reference.split('/').next().unwrap_or_default() {
				"Patient" | "Practitioner" | "PractitionerRole" | "RelatedPerson" => person(),
				"Organization" => Entry { organization: Some(organization(reference)), ..empty },
				_ => Entry { handle: Some(handle(reference)), ..empty },
			};
			entries.insert(reference.to_owned(), entry);
		});
	}
	Directory(entries)
}

struct World {
	codes: Registry,
	directory: Directory,
}

impl World {
	fn of(documents: &[Value]) -> Self {
		let codes = registry(documents);
		let directory = directory(documents, &codes);
		Self { codes, directory }
	}

	fn map(&self, document: &Value, reading: Option<Reading>) -> FromFhir {
		let bytes = serde_json::to_vec(document).unwrap();
		from_fhir(Question {
			document: &bytes,
			directory: &self.directory,
			codes: &self.codes,
			commitment: None,
			protocol: None,
			reading,
			proxy: false,
			recorder: None,
		})
	}

	fn code(&self, kind: CodeKind, system: &str, symbol: &str) -> CodeId {
		self.codes.id(kind, system, symbol).unwrap_or_else(|| panic!("{kind:?} {system} {symbol}"))
	}

	fn purpose(&self, symbol: &str) -> CodeId {
		self.code(CodeKind::Purpose, REASON, symbol)
	}

	fn facts(&self, who: &Requester, purpose: CodeId) -> Facts<AccountId32> {
		Facts {
			now: NOW,
			organization: who.organization,
			practitioner: who.person,
			roles: Vec::new(),
			groups: who.groups.clone(),
			purpose: self.codes.lineage(purpose),
			action: self.codes.lineage(self.code(CodeKind::Action, ACTION, "access")),
			protocol: None,
			data: DataFacts::default(),
			// Whoever signed as a guardian is one.
			guardians: self.directory.0.values().filter_map(|entry| entry.account.clone()).collect(),
			proxies: Vec::new(),
			incapacitated: false,
			grant: None,
		}
	}
}

#[derive(Clone, Debug)]
struct Requester {
	organization: u32,
	person: Option<SubjectId>,
	groups: Vec<H256>,
}

/// Whom no document names.
fn stranger() -> Requester {
	Requester { organization: 900, person: Some(handle("stranger")), groups: Vec::new() }
}

/// Whoever a party names.
fn named(party: &Party) -> Requester {
	let somebody = stranger();
	match party {
		Party::Anyone => somebody,
		Party::Organization(organization) => Requester { organization: *organization, ..somebody },
		Party::Person(person) => Requester { person: Some(*person), ..somebody },
		Party::Group(group) => Requester { groups: vec![*group], ..somebody },
	}
}

/// The directive that the chain would keep.
fn recorded(mapped: &FromFhir) -> Vec<Directive<AccountId32>> {
	let directive = |(number, directed): (u32, &salus_interop::consent::Directed)| Directive {
		number,
		version: 1,
		grantor: match directed.capacity {
			Capacity::Guardian => Grantor::Guardian(directed.signer.clone().unwrap()),
			Capacity::Organization(organization) => Grantor::Organization(organization),
			_ => Grantor::Subject,
		},
		recorded: NOW,
		status: directed.status,
		verification: None,
		terms: directed.terms.clone(),
	};
	(1..).zip(&mapped.directives).map(directive).collect()
}

fn errors(mapped: &FromFhir) -> Vec<String> {
	let bad = mapped.issues.iter().filter(|issue| matches!(issue.severity, Severity::Error | Severity::Fatal));
	bad.map(|issue| format!("{}: {}", issue.expression.join(", "), issue.diagnostics)).collect()
}

// --- Residuals as an IHE PCF token writes them -----------------------------------------------------------------------

/// One rule of a token.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct TokenRule {
	permit: bool,
	labels: Vec<CodeId>,
	period: Option<(Option<i64>, Option<i64>)>,
	/// (meaning, handle)
	data: Vec<(String, H256)>,
}

type Token = Vec<TokenRule>;

/// What a decision on a single directive leaves to be applied.
fn token(answer: &AccessAnswer) -> Token {
	let Some(layer) = answer.residual.first() else { return Vec::new() };
	assert_eq!(answer.residual.len(), 1);
	let mut rules = Vec::new();
	if layer.otherwise != Some(Effect::Permit) {
		rules.push(TokenRule::default());
	}
	rules.extend(layer.rules.iter().map(|rule| {
		let data = &rule.data;
		assert!(data.classes.is_empty() && data.contents.is_empty() && data.holders.is_empty());
		let period = data.period;
		TokenRule {
			permit: rule.effect == Effect::Permit,
			labels: data.labels.to_vec(),
			period: (period.start.is_some() || period.end.is_some()).then_some((period.start, period.end)),
			data: data
				.records
				.iter()
				.map(|record| {
					let meaning = match record.meaning {
						DataMeaning::Instance => "instance",
						DataMeaning::Related | DataMeaning::Encounter => "related",
						DataMeaning::Dependents => "dependents",
						DataMeaning::AuthoredBy => "authoredby",
					};
					(meaning.to_owned(), record.handle)
				})
				.collect(),
		}
	}));
	rules
}

/// What a page says about a token: its purposes and its residual.
struct Page {
	text: String,
	purposes: Vec<(String, String)>,
	token: Option<Token>,
}

impl Page {
	fn read(path: &Path, world: &World) -> Self {
		let text = fs::read_to_string(path).unwrap();
		let list = |name: &str| -> Option<Vec<Value>> {
			let at = text.find(&format!("\"{name}\""))?;
			let start = at + text[at..].find('[')?;
			let mut depth = 0;
			let length = text[start..].find(|c| {
				depth += match c {
					'[' => 1,
					']' => -1,
					_ => 0,
				};
				depth == 0
			})?;
			// The pages write a comma before a closing brace.
			let mut plain: String = text[start..=start + length].split_whitespace().collect();
			for (bad, good) in [(",}", "}"), (",]", "]")] {
				plain = plain.replace(bad, good);
			}
			Some(serde_json::from_str(&plain).unwrap_or_else(|error| panic!("{}: {error}: {plain}", path.display())))
		};
		let text_of = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
		let purposes: Vec<_> = list("purpose_of_use")
			.unwrap_or_default()
			.iter()
			.map(|p| (text_of(p, "system"), text_of(p, "code")))
			.collect();
		let rules = list("residual").unwrap_or_default().iter().map(|rule| read_rule(rule, world)).collect();
		let token = (!purposes.is_empty()).then_some(rules);
		Self { text, purposes, token }
	}

	/// The pages of consents with which this one is said to be no different, in their order.
	fn same_as(&self) -> Vec<String> {
		let mut found = Vec::new();
		for part in self.text.split("(Consent-").skip(1) {
			let name = part.split(".html").next().unwrap_or_default();
			if !found.iter().any(|known| known == name) {
				found.push(name.to_owned());
			}
		}
		found
	}

	fn refuses(&self) -> bool {
		!self.text.contains("PERMIT") && self.text.contains("error response")
	}
}

fn read_rule(rule: &Value, world: &World) -> TokenRule {
	let list = |name: &str| rule[name].as_array().cloned().unwrap_or_default();
	let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
	let second = |value: &Value, end: bool| {
		value.as_str().map(|text| {
			let span = salus_interop::time::span(text).unwrap();
			if end {
				span.last
			} else {
				span.first
			}
		})
	};
	let period = rule.get("dataPeriod").map(|p| (second(&p["start"], false), second(&p["end"], true)));
	TokenRule {
		permit: rule["type"] == "permit",
		labels: list("securityLabel")
			.iter()
			.map(|label| world.code(CodeKind::Label, &text(&label["system"]), &text(&label["code"])))
			.collect(),
		period,
		data: list("data")
			.iter()
			.map(|data| {
				let url = text(&data["reference"]["reference"]);
				let reference = url.rsplitn(3, '/').take(2).collect::<Vec<_>>();
				(text(&data["meaning"]), handle(&reference.into_iter().rev().collect::<Vec<_>>().join("/")))
			})
			.collect(),
	}
}

/// Do two tokens release the same? Tried on every sort of datum that they tell apart.
fn same_effect(a: &Token, b: &Token) -> bool {
	let rules = || a.iter().chain(b);
	let labels: BTreeSet<CodeId> = rules().flat_map(|rule| rule.labels.iter().copied()).collect();
	let labels: Vec<CodeId> = labels.into_iter().collect();
	assert!(labels.len() < 10);
	let data: BTreeSet<(String, H256)> = rules().flat_map(|rule| rule.data.iter().cloned()).collect();
	let moments: BTreeSet<i64> = rules()
		.flat_map(|rule| rule.period)
		.flat_map(|(start, end)| [start, end])
		.flatten()
		.flat_map(|moment| [moment - 1, moment, moment + 1])
		.chain([0])
		.collect();
	let verdict = |token: &Token, has: &[CodeId], is: Option<&(String, H256)>, moment: i64| {
		let matches = |rule: &&TokenRule| {
			(rule.labels.is_empty() || rule.labels.iter().any(|label| has.contains(label)))
				&& (rule.data.is_empty() || is.is_some_and(|is| rule.data.contains(is)))
				&& rule.period.is_none_or(|(start, end)| {
					start.is_none_or(|start| start <= moment) && end.is_none_or(|end| moment <= end)
				})
		};
		token.iter().rev().find(matches).is_none_or(|rule| rule.permit)
	};
	(0..1usize << labels.len()).all(|set| {
		let has: Vec<CodeId> = (0..labels.len()).filter(|n| set >> n & 1 == 1).map(|n| labels[n]).collect();
		data.iter()
			.map(Some)
			.chain([None])
			.all(|is| moments.iter().all(|moment| verdict(a, &has, is, *moment) == verdict(b, &has, is, *moment)))
	})
}

// --- IHE PCF ---------------------------------------------------------------------------------------------------------

fn read_documents(folder: &Path, prefix: &str) -> Vec<(String, Value)> {
	let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
	paths.sort();
	let name = |path: &PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
	paths
		.iter()
		.filter(|path| name(path).starts_with(prefix) && path.extension().is_some_and(|ending| ending == "json"))
		.map(|path| (name(path), serde_json::from_slice(&fs::read(path).unwrap()).unwrap()))
		.collect()
}

#[test]
fn every_pcf_consent_should_map_and_decide_as_its_page_says() {
	let Some(folder) = field_data("fhir/ihe-pcf-consent") else { return };
	let documents = read_documents(&folder.join("resources"), "Consent-");
	let world = World::of(&documents.iter().map(|(_, document)| document.clone()).collect::<Vec<_>>());
	let page = |name: &str| {
		let path = folder.join("expected").join(format!("{name}.md"));
		path.exists().then(|| Page::read(&path, &world))
	};
	let (mut mapped_count, mut decided, mut other) = (0, 0, Vec::new());
	for (file, document) in &documents {
		let name = file.strip_prefix("Consent-").unwrap();
		let mapped = world.map(document, None);
		if mapped.directives.is_empty() {
			other.push(format!("{name}: {}", errors(&mapped).join("; ")));
			continue;
		}
		mapped_count += 1;
		let directives = recorded(&mapped);
		let terms = &directives[0].terms;
		let root = &terms.provisions[0];
		let ask = |who: &Requester, purpose: CodeId, now: u64| {
			decide(&Facts { now, ..world.facts(who, purpose) }, &directives, None)
		};
		let id = |(system, code): &(String, String)| world.code(CodeKind::Purpose, system, code);
		let parties = |rule: &Provision| rule.actors.iter().map(|actor| named(&actor.party)).collect::<Vec<_>>();
		// Whom the root admits, and whom an exception names.
		let admitted = parties(root).pop().unwrap_or_else(stranger);
		let exceptions: Vec<&Provision> = terms.provisions.iter().skip(1).collect();
		let privileged = exceptions.iter().find_map(|rule| parties(rule).pop());
		let own_purposes: BTreeSet<CodeId> = exceptions.iter().flat_map(|rule| rule.purposes.to_vec()).collect();

		// Nobody gets anything for a purpose that no provision names.
		if !root.purposes.is_empty() || root.effect == Effect::Deny {
			for who in [Some(&admitted), privileged.as_ref()].into_iter().flatten() {
				let answer = ask(who, world.purpose("HMARKT"), NOW);
				assert_ne!(answer.outcome, AccessOutcome::Permit, "{name}: {who:?}");
			}
		}
		// A permission for a purpose is one for all below it.
		let Some(page) = page(name) else {
			for purpose in &root.purposes {
				let answer = ask(&admitted, *purpose, NOW);
				assert!(root.effect == Effect::Deny || answer.is_whole(), "{name}: {answer:?}");
			}
			println!("{name}: mapped, no page says what to expect");
			continue;
		};
		decided += 1;
		if page.refuses() {
			if let Some(end) = terms.period.end {
				// "Prior to expiration the same as basic-treat".
				assert!(ask(&admitted, root.purposes[0], end).is_whole(), "{name}");
				assert_ne!(ask(&admitted, root.purposes[0], end + 1).outcome, AccessOutcome::Permit, "{name}");
			} else {
				for purpose in &root.purposes {
					assert_eq!(ask(&admitted, *purpose, NOW).outcome, AccessOutcome::Deny, "{name}");
				}
			}
			println!("{name}: refused as the page says");
			continue;
		}
		let links: Vec<Page> = page
			.same_as()
			.iter()
			.filter_map(|name| {
				let path = folder.join("expected").join(format!("{name}.md"));
				path.exists().then(|| Page::read(&path, &world))
			})
			.filter(|page| page.token.is_some() || page.text.contains("error response"))
			.collect();
		let expect = |who: &Requester, purpose: CodeId, token_of: &Page, what: &str| {
			let answer = ask(who, purpose, NOW);
			assert_eq!(answer.outcome, AccessOutcome::Permit, "{name}, {what}: {answer:?}");
			let expected = token_of.token.clone().unwrap_or_default();
			let found = token(&answer);
			let form = found == expected;
			assert!(form || same_effect(&found, &expected), "{name}, {what}: {found:?} instead of {expected:?}");
			println!(
				"{name}, {what}: permit, residual {}",
				match (found.len(), form) {
					(0, _) => "none".into(),
					(n, true) => format!("of {n} rules, to the letter"),
					(n, false) => format!("of {n} rules, the same in effect"),
				}
			);
		};
		// The page's own token is for whom an exception names, if there is one: with its purposes, if it has some.
		let (own, others) = match (page.token.is_some(), links.as_slice()) {
			(true, links) => (&page, links.first()),
			(false, [same]) => (same, None),
			(false, [others, .., own]) => (own, Some(others)),
			(false, []) => panic!("{name}: the page says nothing that this test understands"),
		};
		let purposes: Vec<CodeId> = own.purposes.iter().map(id).collect();
		let (special, general): (Vec<CodeId>, Vec<CodeId>) =
			purposes.iter().partition(|purpose| own_purposes.is_empty() || own_purposes.contains(purpose));
		let special = if special.is_empty() { own_purposes.iter().copied().collect() } else { special };
		for purpose in special {
			expect(privileged.as_ref().unwrap_or(&admitted), purpose, own, "page");
		}
		if let Some(others) = others {
			let general = if general.is_empty() { others.purposes.iter().map(id).collect() } else { general };
			if privileged.is_some() || !own_purposes.is_empty() {
				for purpose in general {
					expect(&admitted, purpose, others, "others");
				}
			}
		}
		if root.actors.len() > 0 {
			let answer = ask(&stranger(), purposes[0], NOW);
			assert_eq!(answer.outcome, AccessOutcome::NoConsent, "{name}: a stranger");
		}
	}
	println!(
		"IHE PCF: {mapped_count} mapped ({decided} of them with a page), {} refused or impossible {other:#?}",
		other.len()
	);
	assert!(mapped_count >= 16 && other.is_empty(), "{other:#?}");
}

// --- The official R4 examples ----------------------------------------------------------------------------------------

#[test]
fn every_official_r4_consent_should_map_or_say_why_it_cannot() {
	let Some(folder) = field_data("fhir/r4") else { return };
	let documents: Vec<(String, Value)> = read_documents(&folder, "consent-")
		.into_iter()
		.filter(|(_, document)| document["resourceType"] == "Consent")
		.collect();
	let world = World::of(&documents.iter().map(|(_, document)| document.clone()).collect::<Vec<_>>());
	let (mut mapped, mut told, mut impossible) = (Vec::new(), Vec::new(), Vec::new());
	for (name, document) in &documents {
		let plain = world.map(document, None);
		let readings = [Reading::Rule, Reading::Exception].map(|reading| world.map(document, Some(reading)));
		if !plain.directives.is_empty() {
			mapped.push(name.as_str());
			// Where nothing is in doubt, being told changes nothing.
			assert!(readings.iter().all(|reading| reading == &plain), "{name}");
		} else if readings.iter().all(|reading| !reading.directives.is_empty()) {
			// All that was missing is how to read it.
			assert_eq!(errors(&plain).len(), 1, "{name}: {:#?}", errors(&plain));
			assert_eq!(plain.issues.iter().filter(|i| i.expression == ["Consent.provision.type"]).count(), 1, "{name}");
			told.push(name.as_str());
		} else {
			let why: BTreeSet<String> = readings.iter().flat_map(errors).collect();
			impossible.push(format!("{name}: {}", why.into_iter().collect::<Vec<_>>().join("; ")));
		}
	}
	println!("FHIR R4 Consent: {} tried, {} mapped {mapped:?}", documents.len(), mapped.len());
	println!("{} mapped once the question says how to read a root provision without a type {told:?}", told.len());
	println!("0 refused; {} impossible {impossible:#?}", impossible.len());
	assert!(documents.len() >= 12);
	assert!(mapped.contains(&"consent-example-notOrg") && mapped.contains(&"consent-example"));
	// A nested provision without a type breaks a rule of R4 itself.
	assert!(impossible.iter().all(|why| why.starts_with("consent-example-pkb")), "{impossible:#?}");
}

/// What each example's own text says, for a reading that says it.
#[test]
fn official_r4_consents_should_decide_as_their_texts_say() {
	let Some(folder) = field_data("fhir/r4") else { return };
	let documents = read_documents(&folder, "consent-");
	let world = World::of(&documents.iter().map(|(_, document)| document.clone()).collect::<Vec<_>>());
	let clinic = organization("Organization/f001");
	let ask = |name: &str, reading: Reading, change: &dyn Fn(&mut Facts<AccountId32>)| {
		let (_, document) = documents.iter().find(|(found, _)| found == name).unwrap();
		let directives = recorded(&world.map(document, Some(reading)));
		assert!(!directives.is_empty(), "{name}");
		let mut facts = world.facts(&stranger(), world.purpose("TREAT"));
		change(&mut facts);
		decide(&facts, &directives, None)
	};
	let outcome = |name, reading, change: &dyn Fn(&mut Facts<AccountId32>)| ask(name, reading, change).outcome;
	use AccessOutcome::{Deny, Permit};
	// "Withdraw consent for disclosure to a specific provider organization."
	let name = "consent-example-notOrg";
	assert_eq!(outcome(name, Reading::Rule, &|facts| facts.organization = clinic), Deny);
	assert!(ask(name, Reading::Rule, &|_| ()).is_whole());
	// "... to a specific provider agent."
	let name = "consent-example-notThem";
	let nurse = handle("Practitioner/f204");
	assert_eq!(outcome(name, Reading::Exception, &|facts| facts.practitioner = Some(nurse)), Deny);
	assert!(ask(name, Reading::Exception, &|_| ()).is_whole());
	// "... of records that were authored by a specific organization": those that it keeps.
	let name = "consent-example-notAuthor";
	assert_eq!(outcome(name, Reading::Exception, &|facts| facts.data.holder = Some(clinic)), Deny);
	assert_eq!(outcome(name, Reading::Exception, &|facts| facts.data.holder = Some(clinic + 1)), Permit);
	// "... of a specific record and all results associated."
	let answer = ask("consent-example-notThis", Reading::Exception, &|_| ());
	assert_eq!((answer.outcome, answer.residual.len()), (Permit, 1));
	assert_eq!(
		token(&answer),
		[TokenRule { permit: false, data: vec![("related".into(), handle("Task/example3"))], ..TokenRule::default() }]
	);
	// "No data at the hospital available": opt-out, for what it keeps.
	let name = "consent-example-Out";
	assert_eq!(outcome(name, Reading::Rule, &|facts| facts.data.holder = Some(clinic)), Deny);
	// "Read-only access to an individual" for what the hospital keeps.
	let name = "consent-example-grantor";
	let friend = |facts: &mut Facts<AccountId32>| {
		facts.practitioner = Some(handle("Patient/example"));
		facts.data.holder = Some(clinic);
	};
	assert!(ask(name, Reading::Exception, &friend).is_whole());
	assert_eq!(outcome(name, Reading::Exception, &|facts| facts.data.holder = Some(clinic)), Deny);
	let correct = world.codes.lineage(world.code(CodeKind::Action, ACTION, "correct"));
	let writes = |facts: &mut Facts<AccountId32>| {
		friend(facts);
		facts.action = correct.clone();
	};
	assert_eq!(outcome(name, Reading::Exception, &writes), Deny);
	// "Available for normal treatment use", until 2016.
	let name = "consent-example";
	assert_eq!(outcome(name, Reading::Rule, &|_| ()), AccessOutcome::NoConsent);
	assert!(ask(name, Reading::Rule, &|facts| facts.now = 1_400_000_000).is_whole());
}

// --- Our own documents: nothing that restricts is ever lost ------------------------------------------------------------

fn sample() -> Value {
	json!({
		"resourceType": "Consent",
		"status": "active",
		"scope": { "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy" }] },
		"category": [{ "coding": [{ "system": "http://loinc.org", "code": "59284-0" }] }],
		"patient": { "reference": "Patient/a" },
		"dateTime": "2022-06-13",
		"performer": [{ "reference": "Patient/a" }],
		"organization": [{ "reference": "Organization/a" }],
		"policy": [{ "uri": "http://example.org/policies/one" }],
		"provision": {
			"type": "permit",
			"period": { "end": "2030" },
			"purpose": [{ "system": REASON, "code": "TREAT" }],
			"dataPeriod": { "start": "1964-01-01", "end": "2022" },
			"securityLabel": [{ "system": CONFIDENTIALITY, "code": "N" }],
			"provision": [
				{
					"type": "permit",
					"actor": [{
						"role": { "coding": [{
							"system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "code": "IRCP",
						}] },
						"reference": { "reference": "Practitioner/a" },
					}],
					"securityLabel": [{ "system": ACT_CODE, "code": "PSY" }],
				},
				{
					"type": "deny",
					"data": [{ "meaning": "related", "reference": { "reference": "http://example.org/fhir/Encounter/1" } }],
				},
			],
		},
	})
}

fn sample_r5() -> Value {
	json!({
		"resourceType": "Consent",
		"status": "active",
		"subject": { "reference": "Patient/a" },
		"date": "2022-06-13",
		"grantor": [{ "reference": "Patient/a" }],
		"controller": [{ "reference": "Organization/a" }],
		"decision": "deny",
		"provision": [{
			"purpose": [{ "system": REASON, "code": "TREAT" }],
			"resourceType": [{ "system": "http://hl7.org/fhir/fhir-types", "code": "Observation" }],
			"provision": [{ "securityLabel": [{ "system": ACT_CODE, "code": "PSY" }] }],
		}],
	})
}

fn world_of_samples() -> World {
	let mut world = World::of(&[sample(), sample_r5()]);
	let policy = world.codes.id(CodeKind::Policy, "http://example.org/policies", "any");
	world.directory.0.insert("http://example.org/policies/one".into(), Entry { policy, ..Entry::default() });
	let mother = Entry { account: Some(account("mother")), ..Entry::default() };
	world.directory.0.insert("RelatedPerson/mother".into(), mother);
	world
}

#[test]
fn pcf_consent_should_become_the_directive_that_it_describes() {
	let world = world_of_samples();
	let mapped = world.map(&sample(), None);
	assert_eq!(errors(&mapped), [""; 0]);
	let [directed] = mapped.directives.as_slice() else { panic!("{mapped:?}") };
	assert_eq!(directed.subject, handle("Patient/a"));
	assert_eq!(directed.signer, Some(account("Patient/a")));
	assert_eq!((directed.capacity, directed.status), (Capacity::Subject, Status::Active));
	let terms = &directed.terms;
	assert_eq!(terms.controller, Some(organization("Organization/a")));
	assert_eq!(terms.signed, Some(1_655_078_400));
	// The whole of 2030 is in it.
	assert_eq!(terms.period, Period { start: None, end: Some(1_924_991_999) });
	let [root, psychiatry, encounter] = terms.provisions.as_slice() else { panic!("{terms:?}") };
	assert_eq!((root.parent, root.effect, root.period), (None, Effect::Permit, Period::default()));
	assert_eq!(root.purposes.to_vec(), [world.purpose("TREAT")]);
	assert_eq!(root.data.period, Period { start: Some(-189_388_800), end: Some(1_672_531_199) });
	assert_eq!(root.data.labels.to_vec(), [world.code(CodeKind::Label, CONFIDENTIALITY, "N")]);
	assert_eq!((psychiatry.parent, psychiatry.effect), (Some(0), Effect::Permit));
	assert_eq!(psychiatry.actors[0].party, Party::Person(handle("Practitioner/a")));
	assert_eq!((encounter.parent, encounter.effect), (Some(0), Effect::Deny));
	let meant = DataRef { meaning: DataMeaning::Encounter, handle: handle("http://example.org/fhir/Encounter/1") };
	assert_eq!(encounter.data.records.to_vec(), [meant]);
	// What is not held is named.
	assert!(mapped.issues.iter().any(|issue| issue.expression == ["Consent.category"]));
}

#[test]
fn r5_provisions_should_be_exceptions_to_what_is_above_them() {
	let world = world_of_samples();
	let mapped = world.map(&sample_r5(), None);
	assert_eq!(errors(&mapped), [""; 0]);
	let rules = &mapped.directives[0].terms.provisions;
	let shape: Vec<_> = rules.iter().map(|rule| (rule.parent, rule.effect)).collect();
	assert_eq!(shape, [(None, Effect::Deny), (Some(0), Effect::Permit), (Some(1), Effect::Deny)]);
	let observation = world.code(CodeKind::ResourceClass, "http://hl7.org/fhir/resource-types", "Observation");
	assert_eq!(rules[1].data.classes.to_vec(), [observation]);
}

#[test]
fn each_grantor_should_sign_for_itself_and_a_patient_without_keys_through_an_organisation() {
	let world = world_of_samples();
	let mut document = sample();
	document["performer"] = json!([{ "reference": "RelatedPerson/mother" }, { "reference": "Patient/a" }]);
	let directives = world.map(&document, None).directives;
	let who: Vec<_> = directives.iter().map(|directed| (directed.capacity, directed.signer.clone())).collect();
	let (mother, child) = (Some(account("mother")), Some(account("Patient/a")));
	assert_eq!(who, [(Capacity::Guardian, mother), (Capacity::Subject, child)]);

	let recorder = salus_interop::consent::Recorder { organization: 7, account: None, evidence: Evidence::Paper };
	let bytes = serde_json::to_vec(&sample()).unwrap();
	let question = Question {
		document: &bytes,
		directory: &world.directory,
		codes: &world.codes,
		commitment: None,
		protocol: None,
		reading: None,
		proxy: false,
		recorder: Some(&recorder),
	};
	// Without evidence there is nothing to record.
	assert_eq!(from_fhir(question).directives, []);
	let commitment = Some(salus_primitives::Commitment(handle("paper")));
	let mapped = from_fhir(Question { commitment, ..question });
	let [directed] = mapped.directives.as_slice() else { panic!("{mapped:?}") };
	assert_eq!((directed.capacity, directed.evidence), (Capacity::Organization(7), Some(Evidence::Paper)));
	assert_eq!(directed.terms.document, commitment);
}

/// Each change takes something away that the chain would have needed to know, or adds what it cannot hold.
#[test]
fn whatever_restricts_and_does_not_map_should_forbid_to_sign() {
	let world = world_of_samples();
	let change = |document: &Value, path: &str, value: Option<Value>| {
		let mut changed = document.clone();
		let (parent, name) = path.rsplit_once('/').unwrap();
		let place = changed.pointer_mut(parent).unwrap_or_else(|| panic!("{path}"));
		match (place, value) {
			(Value::Array(list), Some(value)) => list[name.parse::<usize>().unwrap()] = value,
			(place, Some(value)) => place[name] = value,
			(place, None) => {
				assert!(place.as_object_mut().unwrap().remove(name).is_some(), "{path}");
			},
		}
		changed
	};
	let unknown = json!({ "coding": [{ "system": "urn:x", "code": "y" }] });
	let recipients = || json!({ "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "code": "IRCP" }] });
	let r4: Vec<(&str, Option<Value>)> = vec![
		("/status", None),
		("/status", Some("rejected".into())),
		("/status", Some("inactive".into())),
		("/status", Some("entered-in-error".into())),
		("/patient", None),
		("/patient", Some(json!({ "reference": "Patient/unknown" }))),
		("/patient", Some(json!({ "reference": "Organization/a" }))),
		("/scope", None),
		("/scope/coding/0/code", Some("treatment".into())),
		("/scope/coding/0/code", Some("adr".into())),
		("/performer/0/reference", Some("Patient/unknown".into())),
		("/performer/0/reference", Some("Organization/a".into())),
		("/policy/0/uri", Some("http://example.org/policies/unknown".into())),
		("/policyRule", Some(unknown.clone())),
		("/organization", Some(json!([{ "reference": "Organization/a" }, { "reference": "Organization/a" }]))),
		("/category/0/coding/0", Some(json!({ "system": ACT_CODE, "code": "EMRGONLY" }))),
		("/implicitRules", Some("http://example.org/rules".into())),
		("/modifierExtension", Some(json!([{ "url": "urn:x", "valueBoolean": true }]))),
		("/decision", Some("permit".into())),
		("/subject", Some(json!({ "reference": "Patient/a" }))),
		("/unknown", Some(true.into())),
		("/dateTime", Some("yesterday".into())),
		("/provision", None),
		("/provision", Some(json!([]))),
		("/provision", Some(json!({}))),
		("/provision/type", None),
		("/provision/type", Some("forbid".into())),
		("/provision/unknown", Some(true.into())),
		("/provision/modifierExtension", Some(json!([{ "url": "urn:x", "valueBoolean": true }]))),
		("/provision/period", Some(json!({}))),
		("/provision/period/end", Some("someday".into())),
		("/provision/period/end", Some(2030.into())),
		("/provision/period", Some(json!({ "start": "2023", "end": "2022" }))),
		("/provision/period", Some(json!({ "start": "2023", "_end": { "extension": [{ "url": "urn:x" }] } }))),
		("/provision/dataPeriod/start", Some("0".into())),
		("/provision/purpose", Some(json!([]))),
		("/provision/purpose", Some(json!([null]))),
		("/provision/purpose", Some(json!({}))),
		("/provision/purpose/0/code", Some("y".into())),
		("/provision/purpose/0/system", None),
		("/provision/action", Some(json!([unknown]))),
		("/provision/action", Some(json!([{ "text": "read" }]))),
		("/provision/class", Some(json!([{ "system": "urn:x", "code": "y" }]))),
		("/provision/code", Some(json!([unknown]))),
		("/provision/securityLabel/0/code", Some("y".into())),
		("/provision/data", Some(json!([{ "meaning": "instance" }]))),
		(
			"/provision/data",
			Some(json!([{ "meaning": "instance", "reference": { "reference": "Observation/unknown" } }])),
		),
		("/provision/data", Some(json!([{ "meaning": "near", "reference": { "reference": "Practitioner/a" } }]))),
		("/provision/data", Some(json!([{ "meaning": "instance", "reference": { "display": "that one" } }]))),
		("/provision/provision/0/type", None),
		("/provision/provision/0/actor/0/reference", None),
		("/provision/provision/0/actor/0/role", None),
		("/provision/provision/0/actor/0/role/coding/0/code", Some("WIT".into())),
		("/provision/provision/0/actor/0/role/coding/0/code", Some("CST".into())),
		("/provision/provision/0/actor/0/reference/reference", Some("Practitioner/unknown".into())),
		("/provision/provision/0/expression", Some(json!({ "language": "text/fhirpath", "expression": "true" }))),
		("/provision/provision/1", Some(json!({ "type": "deny", "documentType": [] }))),
	];
	let mut tried = 0;
	for (path, value) in r4 {
		let document = change(&sample(), path, value.clone());
		let mapped = world.map(&document, None);
		assert!(mapped.directives.is_empty() && !errors(&mapped).is_empty(), "{path} {value:?}");
		tried += 1;
	}
	let expression = json!({ "language": "text/fhirpath", "expression": "true" });
	let r5: Vec<(&str, Option<Value>)> = vec![
		("/decision", None),
		("/decision", Some("maybe".into())),
		("/status", Some("not-done".into())),
		("/grantee", Some(json!([{ "reference": "Practitioner/a" }]))),
		("/regulatoryBasis", Some(json!([unknown]))),
		("/regulatoryBasis", Some(json!([{ "coding": [{ "system": ACT_CODE, "code": "OPTIN" }] }]))),
		("/policyBasis", Some(json!({ "uri": "http://example.org/unknown" }))),
		("/provision/0/expression", Some(expression)),
		(
			"/provision/0/documentType",
			Some(json!([{ "system": "urn:ietf:bcp:13", "code": "application/hl7-cda+xml" }])),
		),
		("/provision/0/type", Some("permit".into())),
		("/provision/0/actor", Some(json!([{ "role": recipients() }]))),
		("/provision/0/actor", Some(json!([{ "role": unknown }]))),
		("/provision/0/actor", Some(json!([{}]))),
		("/provision/0/provision", Some(json!([{}]))),
		("/provision/0/modifierExtension", Some(json!([{ "url": "urn:x", "valueBoolean": true }]))),
	];
	for (path, value) in r5 {
		let document = change(&sample_r5(), path, value.clone());
		let mapped = world.map(&document, None);
		assert!(mapped.directives.is_empty() && !errors(&mapped).is_empty(), "{path} {value:?}");
		tried += 1;
	}
	println!("{tried} changes that restrict or confuse, all refused");
	// Twice the same name: readers would take one or the other.
	let text = sample().to_string().replacen("\"status\":", "\"status\":\"draft\",\"status\":", 1);
	let question = |bytes| Question {
		document: bytes,
		directory: &world.directory,
		codes: &world.codes,
		commitment: None,
		protocol: None,
		reading: None,
		proxy: false,
		recorder: None,
	};
	assert_eq!(from_fhir(question(text.as_bytes())).directives, []);
	for bytes in ["", "[]", "{}", "{\"resourceType\":\"Patient\"}", "{\"resourceType\":\"Consent\"}", "\u{0}"] {
		let mapped = from_fhir(question(bytes.as_bytes()));
		assert!(mapped.directives.is_empty() && !errors(&mapped).is_empty(), "{bytes}");
	}
	// No issue repeats a value of the document.
	let secret = change(&sample(), "/provision/purpose/0/code", Some("SECRET".into()));
	assert!(!format!("{:?}", world.map(&secret, None).issues).contains("SECRET"));
}

/// Every pattern of IHE PCF, Basic, Intermediate and Advanced, in documents of our own: who asks for what, and the token.
#[test]
fn every_pattern_of_pcf_should_give_the_token_that_it_describes() {
	let recipient = json!({ "coding": [{
		"system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "code": "IRCP",
	}] });
	let to = |reference: &str| json!([{ "role": recipient, "reference": { "reference": reference } }]);
	let data =
		|meaning: &str, reference: &str| json!([{ "meaning": meaning, "reference": { "reference": reference } }]);
	let codes = |system: &str, codes: &[&str]| -> Value {
		codes.iter().map(|code| json!({ "system": system, "code": code })).collect()
	};
	let tpo = codes(REASON, &["TREAT", "HPAYMT", "HOPERAT"]);
	let of = |provision: Value, nested: Vec<Value>| {
		let mut document = sample();
		document["provision"] = provision;
		if !nested.is_empty() {
			document["provision"]["provision"] = nested.into();
		}
		document
	};
	let year = json!({ "start": "2022-01-01", "end": "2022-12-31" });
	let permit = |more: Value| {
		let mut provision = json!({ "type": "permit", "purpose": tpo });
		provision.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
		provision
	};
	let normal = || permit(json!({ "securityLabel": codes(CONFIDENTIALITY, &["N"]) }));
	let patterns: Vec<(&str, Value)> = vec![
		("basic", of(permit(json!({})), vec![])),
		("dissent", of(json!({ "type": "deny", "purpose": tpo }), vec![])),
		("not timeframe", of(permit(json!({})), vec![json!({ "type": "deny", "dataPeriod": year })])),
		(
			"not author",
			of(permit(json!({})), vec![json!({ "type": "deny", "data": data("authoredby", "Practitioner/a") })]),
		),
		(
			"not encounter",
			of(permit(json!({})), vec![json!({ "type": "deny", "data": data("related", "Encounter/1") })]),
		),
		("not data", of(permit(json!({})), vec![json!({ "type": "deny", "data": data("instance", "Observation/1") })])),
		("dependents", of(permit(json!({ "data": data("dependents", "CarePlan/1") })), vec![])),
		(
			"dissent but emergencies",
			of(
				json!({ "type": "deny" }),
				vec![json!({
					"type": "permit", "actor": to("Group/a"), "purpose": codes(REASON, &["BTG"]),
				})],
			),
		),
		(
			"two sensitivities for one",
			of(
				normal(),
				vec![json!({
					"type": "permit", "actor": to("Practitioner/a"), "securityLabel": codes(ACT_CODE, &["PSY", "SDV"]),
				})],
			),
		),
		(
			"restricted in emergencies",
			of(
				normal(),
				vec![json!({
					"type": "permit", "purpose": codes(REASON, &["BTG"]), "securityLabel": codes(CONFIDENTIALITY, &["R"]),
				})],
			),
		),
		(
			"all but one for one organisation",
			of(
				permit(json!({})),
				vec![json!({
					"type": "deny", "actor": to("Organization/a"), "securityLabel": codes(ACT_CODE, &["HIV"]),
				})],
			),
		),
		("not for one", of(permit(json!({})), vec![json!({ "type": "deny", "actor": to("Practitioner/a") })])),
		(
			"a year of one author",
			of(permit(json!({ "dataPeriod": year, "data": data("authoredby", "Practitioner/a") })), vec![]),
		),
	];
	let documents: Vec<Value> = patterns.iter().map(|(_, document)| document.clone()).collect();
	let mut world = World::of(&documents);
	world.directory.0.extend(world_of_samples().directory.0);
	let label = |system: &str, code: &str| world.code(CodeKind::Label, system, code);
	let forbid = TokenRule::default;
	let labels = |permit, labels: Vec<CodeId>| TokenRule { permit, labels, ..forbid() };
	let about = |permit, meaning: &str, name: &str| TokenRule {
		permit,
		data: vec![(meaning.into(), handle(name))],
		..forbid()
	};
	let in_year = Some((Some(1_640_995_200), Some(1_672_531_199)));
	let n = || labels(true, vec![label(CONFIDENTIALITY, "N")]);
	let doctor = Requester { person: Some(handle("Practitioner/a")), ..stranger() };
	let team = Requester { groups: vec![handle("Group/a")], ..stranger() };
	let hospital = Requester { organization: organization("Organization/a"), ..stranger() };
	let psy_sdv = vec![label(ACT_CODE, "PSY"), label(ACT_CODE, "SDV")];
	// Pattern, who asks, for what; the token, or none.
	let expected: Vec<(&str, Requester, &str, Option<Token>)> = vec![
		("basic", stranger(), "TREAT", Some(vec![])),
		("basic", stranger(), "COC", Some(vec![])),
		("basic", stranger(), "HRESCH", None),
		("dissent", stranger(), "HPAYMT", None),
		("not timeframe", stranger(), "TREAT", Some(vec![TokenRule { period: in_year, ..forbid() }])),
		("not author", stranger(), "TREAT", Some(vec![about(false, "authoredby", "Practitioner/a")])),
		("not encounter", stranger(), "HOPERAT", Some(vec![about(false, "related", "Encounter/1")])),
		("not data", stranger(), "TREAT", Some(vec![about(false, "instance", "Observation/1")])),
		("dependents", stranger(), "TREAT", Some(vec![forbid(), about(true, "dependents", "CarePlan/1")])),
		("dissent but emergencies", team.clone(), "BTG", Some(vec![])),
		("dissent but emergencies", team, "TREAT", None),
		("dissent but emergencies", stranger(), "BTG", None),
		("two sensitivities for one", doctor.clone(), "TREAT", Some(vec![forbid(), n(), labels(true, psy_sdv)])),
		("two sensitivities for one", stranger(), "TREAT", Some(vec![forbid(), n()])),
		("restricted in emergencies", stranger(), "TREAT", Some(vec![forbid(), n()])),
		(
			"restricted in emergencies",
			stranger(),
			"BTG",
			Some(vec![forbid(), n(), labels(true, vec![label(CONFIDENTIALITY, "R")])]),
		),
		("all but one for one organisation", stranger(), "TREAT", Some(vec![])),
		(
			"all but one for one organisation",
			hospital,
			"TREAT",
			Some(vec![labels(false, vec![label(ACT_CODE, "HIV")])]),
		),
		("not for one", doctor, "TREAT", None),
		("not for one", stranger(), "TREAT", Some(vec![])),
		(
			"a year of one author",
			stranger(),
			"TREAT",
			Some(vec![forbid(), TokenRule { period: in_year, ..about(true, "authoredby", "Practitioner/a") }]),
		),
	];
	for (name, who, purpose, wanted) in expected {
		let (_, document) = patterns.iter().find(|(found, _)| *found == name).unwrap();
		let mapped = world.map(document, None);
		assert_eq!(errors(&mapped), [""; 0], "{name}");
		let answer = decide(&world.facts(&who, world.purpose(purpose)), &recorded(&mapped), None);
		let found = (answer.outcome == AccessOutcome::Permit).then(|| token(&answer));
		assert_eq!(found, wanted, "{name}, {purpose}, {who:?}");
	}
}

#[test]
fn emergency_only_should_pass_where_the_rules_say_it_too() {
	let world = world_of_samples();
	let mut document = sample();
	document["category"] = json!([{ "coding": [{ "system": ACT_CODE, "code": "EMRGONLY" }] }]);
	document["provision"]["purpose"][0]["code"] = "ETREAT".into();
	assert_eq!(errors(&world.map(&document, None)), [""; 0]);
}

// --- There and back --------------------------------------------------------------------------------------------------

struct Random(u64);

impl Random {
	fn below(&mut self, bound: u64) -> u64 {
		self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
		(self.0 >> 33) % bound
	}

	fn some<T: Clone>(&mut self, choices: &[T]) -> Vec<T> {
		let count = if self.below(3) > 0 { 0 } else { 1 + self.below(3) };
		(0..count).map(|_| choices[self.below(choices.len() as u64) as usize].clone()).collect()
	}

	fn ends(&mut self, low: i64) -> (Option<i64>, Option<i64>) {
		match self.below(6) {
			0 => (Some(low), None),
			1 => (None, Some(low + 86_399)),
			2 => (Some(low), Some(low + 999)),
			_ => (None, None),
		}
	}
}

fn random_directive(random: &mut Random, world: &World) -> Directive<AccountId32> {
	let codes = |kind: CodeKind, system: &str, names: &[&str]| -> Vec<CodeId> {
		names.iter().map(|name| world.code(kind, system, name)).collect()
	};
	let purposes = codes(CodeKind::Purpose, REASON, &["TREAT", "HRESCH", "BTG", "HPAYMT"]);
	let actions = codes(CodeKind::Action, ACTION, &["access", "correct", "disclose"]);
	let labels = codes(CodeKind::Label, ACT_CODE, &["PSY", "SEX", "HIV"]);
	let resources = codes(CodeKind::ResourceClass, "http://hl7.org/fhir/resource-types", &["Observation", "Condition"]);
	let documents = codes(CodeKind::ResourceClass, "http://loinc.org", &["34133-9", "18842-5"]);
	let recipient =
		world.code(CodeKind::ActorRole, "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP");
	let handles: Vec<H256> = (1..5).map(H256::repeat_byte).collect();
	let period = |random: &mut Random| {
		let (start, end) = random.ends(1_600_000_000);
		Period { start: start.map(|s| s as u64), end: end.map(|e| e as u64) }
	};
	let mut provisions = Vec::new();
	for place in 0..1 + random.below(5) {
		let parties = [
			Party::Anyone,
			Party::Organization(7),
			Party::Person(H256::repeat_byte(77)),
			Party::Group(H256::repeat_byte(78)),
		];
		let meanings = [
			DataMeaning::Instance,
			DataMeaning::Related,
			DataMeaning::Dependents,
			DataMeaning::AuthoredBy,
			DataMeaning::Encounter,
		];
		let records: Vec<DataRef> = random
			.some(&handles)
			.into_iter()
			.map(|handle| DataRef { meaning: meanings[random.below(5) as usize], handle })
			.collect();
		let limited = place > 0 || random.below(3) > 0;
		let data_period = random.ends(-1_000_000_000);
		let classes = if random.below(2) == 0 { random.some(&resources) } else { random.some(&documents) };
		let actors = random.some(&parties).into_iter().map(|party| Actor { party, role: Some(recipient) });
		// "Anyone" with a role is whoever holds it, and nobody holds the role of a recipient.
		let actors: Vec<Actor> =
			actors.map(|actor| Actor { role: actor.role.filter(|_| actor.party != Party::Anyone), ..actor }).collect();
		let provision = Provision {
			parent: (place > 0).then(|| random.below(place) as u8),
			effect: if random.below(2) == 0 { Effect::Permit } else { Effect::Deny },
			actors: actors.try_into().unwrap(),
			purposes: random.some(&purposes).try_into().unwrap(),
			actions: random.some(&actions).try_into().unwrap(),
			// The root's own period cannot be told from that of the directive.
			period: if place == 0 { Period::default() } else { period(random) },
			data: DataCriteria {
				classes: classes.try_into().unwrap(),
				contents: random.some(&documents).try_into().unwrap(),
				labels: random.some(&labels).try_into().unwrap(),
				records: records.try_into().unwrap(),
				holders: random.some(&[3, 4]).try_into().unwrap(),
				period: Period { start: data_period.0, end: data_period.1 },
			},
		};
		provisions.push(if limited {
			provision
		} else {
			Provision { parent: None, ..Provision::unlimited(provision.effect) }
		});
	}
	Directive {
		number: 1,
		version: 1,
		grantor: Grantor::Subject,
		recorded: 1_600_000_000,
		status: if random.below(4) == 0 { Status::Draft } else { Status::Active },
		verification: None,
		terms: Terms {
			controller: (random.below(2) == 0).then_some(3),
			policy: (random.below(3) == 0).then(|| {
				world.code(CodeKind::Policy, "http://terminology.hl7.org/CodeSystem/consentpolicycodes", "hipaa-auth")
			}),
			scope: Some(world.code(
				CodeKind::Scope,
				"http://terminology.hl7.org/CodeSystem/consentscope",
				"patient-privacy",
			)),
			condition: if random.below(5) == 0 { Condition::Incapacity } else { Condition::Always },
			protocol: (random.below(5) == 0).then_some(ProtocolVersion { protocol: 7, version: 2 }),
			period: period(random),
			signed: Some(1_500_000_000),
			document: None,
			forbids_break_glass: random.below(5) == 0,
			provisions: provisions.try_into().unwrap(),
		},
	}
}

/// FHIR knows neither empty elements nor nulls.
fn assert_no_empty_element(value: &Value) {
	match value {
		Value::Null => panic!("a null"),
		Value::Object(members) => {
			assert!(!members.is_empty(), "an empty object");
			members.values().for_each(assert_no_empty_element);
		},
		Value::Array(list) => {
			assert!(!list.is_empty(), "an empty list");
			list.iter().for_each(assert_no_empty_element);
		},
		_ => {},
	}
}

/// The tree in the order in which it is read: parents before children, children in their order.
fn in_order(provisions: &Provisions) -> Vec<Provision> {
	fn walk(provisions: &Provisions, place: u8, parent: Option<u8>, out: &mut Vec<Provision>) {
		let here = out.len() as u8;
		out.push(Provision { parent, ..provisions[usize::from(place)].clone() });
		for child in 0..provisions.len() as u8 {
			if provisions[usize::from(child)].parent == Some(place) {
				walk(provisions, child, Some(here), out);
			}
		}
	}
	let mut out = Vec::new();
	walk(provisions, 0, None, &mut out);
	out
}

#[test]
fn directive_should_survive_the_way_to_fhir_and_back() {
	let world = world_of_samples();
	let mut random = Random(3);
	let empty = Directory::default();
	let (mut there_and_back, mut plain_r5) = (0, 0);
	for case in 0..600 {
		let directive = random_directive(&mut random, &world);
		for release in [Release::R4, Release::R5] {
			let subject = H256::repeat_byte(99);
			let shown = Shown { subject, directive: &directive, directory: &empty, codes: &world.codes, release };
			let written = to_fhir(shown);
			let resource = written.resource.unwrap_or_else(|| panic!("{case} {release:?}: {:?}", written.issues));
			assert_no_empty_element(&resource);
			if release == Release::R4 {
				for required in ["status", "scope", "category", "patient", "dateTime", "performer", "provision"] {
					assert!(resource.get(required).is_some(), "{required}");
				}
				assert!(resource.get("policy").is_some() || resource.get("policyRule").is_some());
			} else {
				each(&resource, &mut |_, value| assert!(value.get("type").is_none_or(Value::is_string)));
				plain_r5 += usize::from(!resource.to_string().contains("extension-Consent.provision.type"));
			}
			let bytes = serde_json::to_vec(&resource).unwrap();
			let mapped = from_fhir(Question {
				document: &bytes,
				directory: &empty,
				codes: &world.codes,
				commitment: None,
				protocol: None,
				reading: None,
				proxy: false,
				recorder: None,
			});
			assert_eq!(errors(&mapped), [""; 0], "{case} {release:?}: {resource:#}");
			let [directed] = mapped.directives.as_slice() else { panic!("{mapped:?}") };
			assert_eq!((directed.subject, directed.status), (subject, directive.status));
			let mut expected = directive.terms.clone();
			let mut found = directed.terms.clone();
			let (one, other) = (in_order(&found.provisions), in_order(&expected.provisions));
			assert_eq!(one, other, "{case} {release:?}: {resource:#}");
			found.provisions = Default::default();
			expected.provisions = Default::default();
			assert_eq!(found, expected, "{case} {release:?}: {resource:#}");
			there_and_back += 1;
		}
	}
	println!("{there_and_back} documents there and back; {plain_r5} of the R5 ones without a modifier");
	assert!(plain_r5 > 50);
}

#[test]
fn pcf_examples_should_survive_the_way_to_r4_and_r5_and_back() {
	let Some(folder) = field_data("fhir/ihe-pcf-consent") else { return };
	let documents = read_documents(&folder.join("resources"), "Consent-");
	let world = World::of(&documents.iter().map(|(_, document)| document.clone()).collect::<Vec<_>>());
	for (name, document) in &documents {
		let mapped = world.map(document, None);
		let directive = &recorded(&mapped)[0];
		for release in [Release::R4, Release::R5] {
			let shown = Shown {
				subject: mapped.directives[0].subject,
				directive,
				directory: &world.directory,
				codes: &world.codes,
				release,
			};
			let resource = to_fhir(shown).resource.unwrap();
			assert_no_empty_element(&resource);
			let again = world.map(&resource, None);
			assert_eq!(errors(&again), [""; 0], "{name} {release:?}: {resource:#}");
			assert_eq!(again.directives, mapped.directives, "{name} {release:?}: {resource:#}");
			if release == Release::R4 {
				let same = ["status", "scope", "patient", "performer", "organization", "provision"];
				for member in same {
					let of = |document: &Value| {
						let text = document[member].to_string();
						// Times are written in full.
						text.replace("T00:00:00Z", "").replace("T23:59:59Z", "")
					};
					assert_eq!(of(&resource), of(document), "{name}: {member}");
				}
			}
		}
	}
	println!("IHE PCF: {} consents to R4 and R5 and back", documents.len());
}

// --- The access log ---------------------------------------------------------------------------------------------------

#[test]
fn trail_entries_should_become_audit_events() {
	let world = world_of_samples();
	let who = account("clerk");
	let request = AccessRequest {
		organization: 3,
		practitioner: Some(handle("Practitioner/a")),
		purpose: world.purpose("TREAT"),
		action: world.code(CodeKind::Action, ACTION, "access"),
		protocol: None,
		data: DataScope { record: Some(H256::repeat_byte(4)), ..DataScope::default() },
	};
	let source = RuleSource::Directive { number: 2, version: 5 };
	let access = |outcome, partial| pallet_consent::types::Entry::Access {
		at: NOW,
		account: who.clone(),
		request: request.clone(),
		outcome,
		basis: AccessBasis::Rule { source, provision: 1 },
		partial,
		grant: Some(12),
	};
	let emergency = pallet_consent::types::Entry::BreakGlass {
		at: NOW,
		account: who.clone(),
		request: request.clone(),
		reason: 1,
		grant: 13,
		expires: NOW + 1,
		review_due: NOW + 2,
	};
	let event = |entry: &pallet_consent::types::Entry<AccountId32>| {
		let event = salus_interop::consent::audit_event(salus_interop::consent::Accessed {
			subject: handle("Patient/a"),
			entry,
			n: 7,
			head: H256::repeat_byte(1),
			block: 8,
			genesis: H256::repeat_byte(2),
			directory: &world.directory,
			codes: &world.codes,
		})
		.unwrap();
		assert_no_empty_element(&event);
		// What R4 requires.
		for member in ["type", "recorded", "agent", "source"] {
			assert!(event.get(member).is_some(), "{member}");
		}
		let agents = event["agent"].as_array().unwrap();
		assert_eq!(agents.iter().filter(|agent| agent["requestor"] == true).count(), 1);
		event
	};
	let permitted = event(&access(AccessOutcome::Permit, true));
	assert_eq!(permitted["recorded"], "2022-07-01T00:00:00Z");
	assert_eq!((&permitted["outcome"], &permitted["subtype"][0]["code"]), (&json!("0"), &json!("partial")));
	assert_eq!(permitted["purposeOfEvent"][0]["coding"][0]["code"], "TREAT");
	assert_eq!(permitted["outcomeDesc"], "directive 2 version 5, provision 1");
	assert_eq!(permitted["entity"][0]["what"]["reference"], "Patient/a");
	assert_eq!(permitted["agent"][2]["who"]["reference"], "Practitioner/a");
	assert!(permitted.to_string().contains("urn:salus:grant"));
	let denied = event(&access(AccessOutcome::Deny, false));
	assert_eq!((&denied["outcome"], &denied["subtype"][0]["code"]), (&json!("4"), &json!("deny")));
	let broken = event(&emergency);
	assert_eq!(broken["subtype"][0]["code"], "110127");
}
