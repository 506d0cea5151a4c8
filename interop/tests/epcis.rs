//! EPCIS documents: those of the field, and small ones of our own for each rule.

use salus_interop::{
	epcis::{
		self, exceptions,
		hash::{event_id, pre_hash, Rules},
		plan::{Bounds, Call, DisputeKind, HoldKind, Item, Plan},
		read,
		write::{Entry, What},
		Limits, Refused,
	},
	outcome::Severity,
};
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::{Path, PathBuf},
};

const BOUNDS: Bounds = Bounds { items: 64, serials: 10_000_000 };

/// A folder or file of the test data. Says loudly when it is not there.
fn field_data(path: &str) -> Option<PathBuf> {
	let base = std::env::var("SALUS_TEST_DATA").unwrap_or_else(|_| "../shared/data".into());
	let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(base).join(path);
	if !found.exists() {
		eprintln!("\n!!! SKIPPED: no test data at {}; set SALUS_TEST_DATA to its folder !!!\n", found.display());
		return None;
	}
	Some(found)
}

/// Every file below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
	for entry in fs::read_dir(folder).unwrap() {
		let path = entry.unwrap().path();
		if path.is_dir() {
			files(&path, found);
		} else if path.extension().is_some_and(|e| e == "json" || e == "xml") {
			found.push(path);
		}
	}
}

fn planned(text: &str) -> Plan {
	epcis::plan(&read(text, &Limits::default()).unwrap(), &BOUNDS)
}

#[test]
fn every_document_should_map_or_say_why_not() {
	let Some(folder) = field_data("gs1/openepcis") else { return };
	let mut paths = Vec::new();
	files(&folder, &mut paths);
	paths.sort();
	let (mut documents, mut refused, mut events, mut mapped, mut ids, mut own_ids) = (0, 0, 0, 0, 0, 0);
	let (mut measured, mut unmapped) = (0, BTreeMap::<String, u32>::new());
	let (mut reasons, mut calls) = (BTreeMap::<String, u32>::new(), BTreeMap::<String, u32>::new());
	for path in &paths {
		let text = fs::read_to_string(path).unwrap();
		let document = match read(&text, &Limits::default()) {
			Ok(document) => document,
			Err(error) => {
				refused += 1;
				println!("{}: {error}", path.display());
				continue;
			},
		};
		documents += 1;
		assert!(!document.events.is_empty(), "{}", path.display());
		let plan = epcis::plan(&document, &BOUNDS);
		for (place, node) in &document.events {
			events += 1;
			let mut steps = plan.steps.iter().filter(|step| step.place == *place).peekable();
			let asked = steps.peek().is_some();
			if steps.any(|step| !matches!(step.call, Call::Excursion { alarm: false, .. })) {
				mapped += 1;
			} else if asked {
				// A temperature without an alarm: whether it is an excursion depends on what the product bears.
				measured += 1;
			} else {
				// An event without a call always says why.
				let reasons: BTreeSet<_> = plan
					.issues
					.iter()
					.filter(|issue| issue.expression.iter().any(|at| at.starts_with(place.as_str())))
					.filter(|issue| !issue.diagnostics.contains("not kept on the chain"))
					.map(|issue| issue.diagnostics.as_str())
					.collect();
				let reasons = reasons.into_iter().collect::<Vec<_>>().join(" + ");
				*unmapped.entry(format!("{}: {reasons}", node.name)).or_default() += 1;
				let says = |expression: &String| expression.starts_with(place.as_str());
				assert!(
					plan.issues.iter().any(|issue| issue.expression.iter().any(says)),
					"{} {place}",
					path.display()
				);
			}
			if let Some(id) = node.text_of("eventID").filter(|id| id.starts_with("ni:")) {
				ids += 1;
				own_ids += u32::from([Rules::Cbv20, Rules::Cbv21].into_iter().any(|rules| event_id(node, rules) == id));
			}
		}
		for step in &plan.steps {
			let call = format!("{:?}", step.call);
			*calls.entry(call.split([' ', '{']).next().unwrap_or_default().into()).or_default() += 1;
		}
		for issue in plan.issues {
			*reasons.entry(format!("{:?}: {}", issue.severity, issue.diagnostics)).or_default() += 1;
		}
	}
	println!("{documents} documents read, {refused} refused; {events} events, {mapped} with calls {calls:?}");
	println!("{measured} events with temperatures only; the others map to nothing: {unmapped:#?}");
	println!(
		"{ids} events bear a hash id, {own_ids} of them that of their content; drafts of the standard hashed otherwise"
	);
	println!("{reasons:#?}");
	assert!(documents > 80, "{documents}");
}

#[test]
fn the_same_event_should_have_one_hash_in_both_syntaxes() {
	let Some(folder) = field_data("gs1/openepcis/2.0/EPCIS") else { return };
	let mut paths = Vec::new();
	files(&folder.join("JSON"), &mut paths);
	let (mut pairs, mut same) = (0, 0);
	let mut others = Vec::new();
	for path in paths {
		let twin = PathBuf::from(path.to_str().unwrap().replace("/JSON/", "/XML/").replace(".json", ".xml"));
		let (Ok(one), Ok(other)) = (fs::read_to_string(&path), fs::read_to_string(&twin)) else { continue };
		let limits = Limits::default();
		let (Ok(one), Ok(other)) = (read(&one, &limits), read(&other, &limits)) else { continue };
		for ((_, json), (_, xml)) in one.events.iter().zip(&other.events) {
			pairs += 1;
			let (a, b) = (pre_hash(json, Rules::Cbv20), pre_hash(xml, Rules::Cbv20));
			if a == b {
				same += 1;
			} else {
				let at = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
				let part =
					|text: &str| text.get(at.saturating_sub(30)..(at + 50).min(text.len())).unwrap_or("").to_owned();
				others.push(format!("{}: {} <> {}", path.file_name().unwrap().display(), part(&a), part(&b)));
			}
		}
	}
	println!(
		"{pairs} events in both syntaxes, {same} with the same hash; the others say different things:\n{others:#?}"
	);
	assert!(same * 2 > pairs, "{same} of {pairs}");
}

#[test]
fn exception_reports_should_become_calls_or_say_why_not() {
	let Some(folder) = field_data("gs1/pdg-dscsa-exceptions/example_generators") else { return };
	let mut paths = Vec::new();
	files(&folder, &mut paths);
	paths.sort();
	let (mut calls, mut reasons) = (0, BTreeSet::new());
	for path in &paths {
		let plan = exceptions(&fs::read_to_string(path).unwrap()).unwrap();
		assert!(!plan.steps.is_empty() || !plan.issues.is_empty(), "{}", path.display());
		calls += plan.steps.len();
		reasons.extend(plan.issues.into_iter().map(|issue| issue.diagnostics));
	}
	println!("{} reports and answers: {calls} calls; {reasons:#?}", paths.len());
	assert!(paths.len() >= 9);
}

// --- Our own documents ---------------------------------------------------------------------------------------------

const MAKER: &str = "urn:epc:id:pgln:9520123.00000";
const WHOLESALER: &str = "urn:epc:id:pgln:9521321.00000";

fn document(events: &str) -> String {
	format!(
		r#"{{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",
		"schemaVersion":"2.0","creationDate":"2026-01-01T00:00:00Z","epcisBody":{{"eventList":[{events}]}}}}"#
	)
}

fn event(kind: &str, time: &str, rest: &str) -> String {
	format!(r#"{{"type":"{kind}","eventTime":"{time}","eventTimeZoneOffset":"+00:00",{rest}}}"#)
}

fn units(from: u32, to: u32) -> String {
	(from..to).map(|n| format!(r#""urn:epc:id:sgtin:9520123.045678.{n}""#)).collect::<Vec<_>>().join(",")
}

const MADE: &str = r#""action":"ADD","bizStep":"commissioning","disposition":"active",
	"bizLocation":{"id":"urn:epc:id:sgln:9520123.00001.0"},
	"ilmd":{"cbvmda:lotNumber":"L1","cbvmda:itemExpirationDate":"2028-02-29"}"#;

fn parties() -> String {
	format!(
		r#""sourceList":[{{"type":"possessing_party","source":"{MAKER}"}},{{"type":"owning_party","source":"{MAKER}"}}],
		"destinationList":[{{"type":"possessing_party","destination":"{WHOLESALER}"}},
		{{"type":"owning_party","destination":"{WHOLESALER}"}}]"#
	)
}

#[test]
fn sale_should_become_calls_in_the_order_of_time_and_of_what_needs_what() {
	let sscc = r#""urn:epc:id:sscc:9520123.0456789123""#;
	let time = "2026-03-01T10:00:00Z";
	// Listed backwards; the first three happen at the same moment.
	let plan = planned(&document(&[
		event(
			"ObjectEvent",
			"2026-03-02T10:00:00Z",
			&format!(r#""action":"OBSERVE","bizStep":"receiving","epcList":[{sscc}],{}"#, parties()),
		),
		event(
			"ObjectEvent",
			time,
			&format!(
				r#""action":"OBSERVE","bizStep":"urn:epcglobal:cbv:bizstep:shipping","disposition":"in_transit","epcList":[{sscc}],{}"#,
				parties()
			),
		),
		event(
			"AggregationEvent",
			time,
			&format!(
				r#""action":"ADD","bizStep":"packing","parentID":{sscc},"childEPCs":[{}],"readPoint":{{"id":"urn:epc:id:sgln:9520123.00001.0"}}"#,
				units(0, 70)
			),
		),
		event("ObjectEvent", time, &format!(r#""epcList":[{}],{MADE}"#, units(0, 70))),
	].join(",")));
	assert!(plan.issues.iter().all(|issue| issue.severity == Severity::Information), "{:#?}", plan.issues);
	let steps: Vec<_> = plan.steps.iter().map(|step| (step.signer.reference.as_str(), &step.call)).collect();
	let [(maker, Call::Commission { serials, expiry, lot, .. }), (_, Call::Pack { items: first, .. }), (_, Call::Pack { items: second, .. }), (shipper, Call::Ship { to, sold, returned, items: shipped }), (receiver, Call::Receive { items: received })] =
		steps.as_slice()
	else {
		panic!("{steps:#?}");
	};
	assert_eq!((*maker, *shipper, *receiver), ("urn:epc:id:sgln:9520123.00001.0", MAKER, WHOLESALER));
	assert_eq!((serials.len(), *expiry, lot.as_str()), (70, (2028, 2, 29), "L1"));
	assert!(serials.is_sorted(), "leaves are sorted as bytes are");
	assert_eq!((first.len(), second.len()), (64, 6), "split to what a call may name");
	assert_eq!((to.reference.as_str(), *sold, *returned), (WHOLESALER, true, false));
	assert_eq!((shipped, shipped.len()), (received, 1));
	assert!(matches!(shipped[0], Item::Container(_)));
	assert_eq!(plan.steps[1].read_point.unwrap().to_string(), "9520123000011");
}

#[test]
fn what_travels_inside_a_listed_container_should_not_be_named() {
	let (time, sscc) = ("2026-03-01T10:00:00Z", r#""urn:epc:id:sscc:9520123.0456789123""#);
	let packed = format!(r#""action":"ADD","parentID":{sscc},"childEPCs":[{}],{}"#, units(0, 2), parties());
	let shipped =
		format!(r#""action":"OBSERVE","bizStep":"shipping","epcList":[{sscc},{}],{}"#, units(0, 3), parties());
	let events = [event("AggregationEvent", time, &packed), event("ObjectEvent", time, &shipped)];
	let plan = planned(&document(&events.join(",")));
	let [_, step] = plan.steps.as_slice() else { panic!("{plan:#?}") };
	let Call::Ship { items, .. } = &step.call else { panic!("{step:#?}") };
	assert!(
		matches!(items.as_slice(), [Item::Container(_), Item::Unit(unit)] if unit.serial.as_str() == "2"),
		"{items:?}"
	);
}

#[test]
fn each_step_of_business_should_have_its_call() {
	let at = r#""bizLocation":{"id":"urn:epc:id:sgln:9520123.00001.0"}"#;
	let unit = units(1, 2);
	for (rest, expected) in [
		(r#""action":"OBSERVE","bizStep":"void_shipping""#, "Void"),
		(r#""action":"DELETE","bizStep":"dispensing","disposition":"dispensed""#, "Dispense"),
		(r#""action":"DELETE","bizStep":"retail_selling","disposition":"retail_sold""#, "Dispense"),
		(r#""action":"DELETE","bizStep":"decommissioning","disposition":"inactive""#, "End"),
		(r#""action":"DELETE","bizStep":"destroying","disposition":"destroyed""#, "End"),
		(r#""action":"DELETE","bizStep":"sampling""#, "End"),
		(r#""action":"OBSERVE","bizStep":"holding""#, "Hold"),
		(r#""action":"OBSERVE","bizStep":"inspecting","disposition":"stolen""#, "Hold"),
		(r#""action":"OBSERVE","bizStep":"accepting""#, "Receive"),
		(r#""action":"OBSERVE","bizStep":"receiving","disposition":"mismatch_quantity""#, "Dispute"),
		(r#""action":"OBSERVE","bizStep":"receiving","disposition":"damaged""#, "Dispute"),
		(r#""action":"OBSERVE","bizStep":"inspecting","disposition":"needs_replacement""#, "Hold"),
		(r#""action":"OBSERVE","bizStep":"inspecting","disposition":"conformant""#, "Release"),
		(r#""action":"OBSERVE","bizStep":"inspecting","disposition":"sellable_accessible""#, "Release"),
		(r#""action":"DELETE","disposition":"destroyed""#, "End { ending: Destroyed"),
		(r#""action":"DELETE","bizStep":"other","disposition":"disposed""#, "End { ending: Destroyed"),
		(r#""action":"DELETE","disposition":"inactive""#, "End { ending: Decommissioned"),
		(r#""action":"DELETE","disposition":"dispensed""#, "Dispense"),
	] {
		let plan = planned(&document(&event(
			"ObjectEvent",
			"2026-03-01T10:00:00Z",
			&format!(r#""epcList":[{unit}],{rest},{at}"#),
		)));
		let names: Vec<_> = plan.steps.iter().map(|step| format!("{:?}", step.call)).collect();
		assert!(
			matches!(names.as_slice(), [name] if name.starts_with(expected)),
			"{rest}: {names:?} {:?}",
			plan.issues
		);
	}
}

#[test]
fn what_is_not_followed_should_be_refused_with_its_reason() {
	let at = r#""bizLocation":{"id":"urn:epc:id:sgln:9520123.00001.0"}"#;
	let unit = units(1, 2);
	for (kind, rest, reason) in [
		("TransformationEvent", format!(r#""inputEPCList":[{unit}],"outputEPCList":[{}]"#, units(2, 3)), "lotNumber"),
		("TransformationEvent", format!(r#""inputEPCList":[{unit}],"inputQuantityList":[{{"epcClass":"urn:epc:class:lgtin:9520123.045678.L1","quantity":5}}]"#), "not followed"),
		("TransformationEvent", r#""inputEPCList":["urn:epc:id:sscc:9520123.0456789123"]"#.into(), "of which a part"),
		("AggregationEvent", r#""action":"OBSERVE","bizStep":"receiving","parentID":"urn:epc:id:grai:9520123.12345.1","childQuantityList":[{"epcClass":"urn:epc:class:lgtin:9520123.045678.L1","quantity":5}]"#.into(), "amounts of a class"),
		("AssociationEvent", format!(r#""action":"ADD","parentID":"urn:epc:id:grai:9520123.12345.1","childEPCs":[{unit}]"#), "association"),
		("AggregationEvent", format!(r#""action":"ADD","parentID":{unit},"childEPCs":[{}]"#, units(2, 3)), "not into trade items"),
		("AggregationEvent", format!(r#""action":"ADD","childEPCs":[{unit}]"#), "without its parent"),
		("ObjectEvent", format!(r#""action":"ADD","bizStep":"commissioning","epcList":[{unit}]"#), "lotNumber"),
		("ObjectEvent", format!(r#""action":"OBSERVE","bizStep":"shipping","epcList":[{unit}]"#), "who shall receive"),
		("ObjectEvent", format!(r#""action":"DELETE","bizStep":"dispensing","disposition":"partially_dispensed","epcList":[{unit}]"#), "how much"),
		("ObjectEvent", format!(r#""action":"OBSERVE","disposition":"recalled","epcList":[{unit}]"#), "a recall is the labeller's"),
		("ObjectEvent", r#""action":"OBSERVE","bizStep":"receiving","epcList":[],"quantityList":[{"epcClass":"urn:epc:class:lgtin:9520123.045678.L1","quantity":5}]"#.into(), "not as amounts"),
		("ObjectEvent", r#""action":"OBSERVE","bizStep":"receiving","epcList":["urn:epc:id:giai:4000001.111"]"#.into(), "only serialised trade items"),
		("ObjectEvent", r#""action":"OBSERVE","bizStep":"receiving","epcList":["https://id.gs1.org/01/09520123456789/21/1"]"#.into(), "INCORRECT_CHECK_DIGIT"),
		("ObjectEvent", format!(r#""action":"OBSERVE","bizStep":"receiving","epcList":[{unit},{unit}]"#), "twice"),
		("ObjectEvent", format!(r#""action":"SEE","epcList":[{unit}]"#), "ADD, OBSERVE or DELETE"),
		("MagicEvent", format!(r#""action":"ADD","epcList":[{unit}]"#), "not an event type"),
	] {
		let plan = planned(&document(&event(kind, "2026-03-01T10:00:00Z", &format!("{rest},{at}"))));
		let said = |issue: &&salus_interop::Issue| issue.severity == Severity::Error && issue.diagnostics.to_lowercase().contains(&reason.to_lowercase());
		assert!(plan.issues.iter().any(|issue| said(&issue)), "{kind} {rest}: {:#?}", plan.issues);
		assert!(plan.issues.iter().all(|issue| !issue.diagnostics.contains("9520123")), "issues repeat no values");
	}
	// Nobody says who did it.
	let plan = planned(&document(&event(
		"ObjectEvent",
		"2026-03-01T10:00:00Z",
		&format!(r#""action":"OBSERVE","bizStep":"receiving","epcList":[{unit}]"#),
	)));
	assert!(plan.steps.is_empty() && plan.issues.iter().any(|issue| issue.diagnostics.contains("nobody can sign")));
}

#[test]
fn alarm_of_a_sensor_should_report_an_excursion() {
	let rest = format!(
		r#""action":"OBSERVE","bizStep":"transporting","epcList":[{}],"bizLocation":{{"id":"urn:epc:id:sgln:9520123.00001.0"}},
		"sensorElementList":[{{"sensorReport":[{{"type":"Temperature","exception":"ALARM_CONDITION","minValue":35.51,"maxValue":50,"uom":"FAH"}},
		{{"type":"Temperature","value":5,"uom":"CEL"}}]}}]"#,
		units(1, 3)
	);
	let plan = planned(&document(&event("ObjectEvent", "2026-03-01T10:00:00Z", &rest)));
	let [alarm, measured] = plan.steps.as_slice() else { panic!("{plan:#?}") };
	let Call::Excursion { items: both, .. } = &alarm.call else { panic!("{alarm:#?}") };
	let of = |low, high, alarm| Call::Excursion { low, high, alarm, items: both.clone() };
	assert_eq!((both.len(), &alarm.call), (2, &of(19, 100, true)));
	// What is no alarm is told, too: whether the product bears it, its labeller has registered.
	assert_eq!(measured.call, of(50, 50, false));
}

#[test]
fn error_declaration_should_name_the_event_by_the_hash_it_had() {
	let body = format!(
		r#""action":"OBSERVE","bizStep":"shipping","epcList":[{}],"bizLocation":{{"id":"urn:epc:id:sgln:9520123.00001.0"}},{}"#,
		units(1, 2),
		parties()
	);
	let original = planned(&document(&event("ObjectEvent", "2026-03-01T10:00:00Z", &body)));
	let declared = planned(&document(&event(
		"ObjectEvent",
		"2026-03-01T10:00:00Z",
		&format!(
			r#""eventID":"urn:uuid:1","errorDeclaration":{{"declarationTime":"2026-03-02T00:00:00Z","reason":"did_not_occur"}},{body}"#
		),
	)));
	let [step] = declared.steps.as_slice() else { panic!("{declared:#?}") };
	let Call::DeclareError { event: named, did_not_occur: true, .. } = &step.call else { panic!("{step:#?}") };
	assert_eq!(Some(*named), original.steps[0].event);
	let other = |reason: &str| {
		let declared = format!(r#""errorDeclaration":{{"declarationTime":"2026-03-02T00:00:00Z"{reason}}},{body}"#);
		planned(&document(&event("ObjectEvent", "2026-03-01T10:00:00Z", &declared))).steps.len()
	};
	assert_eq!((other(""), other(r#","reason":"incorrect_data""#)), (1, 1));
	assert_eq!(other(r#","reason":"https://example.com/whim""#), 0);
}

#[test]
fn xml_of_both_versions_and_json_should_mean_the_same() {
	let xml = |version: &str, namespace: &str, lists: (&str, &str)| {
		format!(
			r#"<?xml version="1.0"?><!-- a comment --><e:EPCISDocument xmlns:e="{namespace}" schemaVersion="{version}" creationDate="2026-01-01T00:00:00Z">
			<EPCISBody><EventList><ObjectEvent><eventTime>2026-03-01T11:00:00+01:00</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
			<epcList><epc>urn:epc:id:sgtin:9520123.045678.1</epc></epcList><action>OBSERVE</action>
			<bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>{}
			<sourceList><source type="urn:epcglobal:cbv:sdt:possessing_party">{MAKER}</source></sourceList>
			<destinationList><destination type="urn:epcglobal:cbv:sdt:possessing_party">{WHOLESALER}</destination></destinationList>{}
			</ObjectEvent></EventList></EPCISBody></e:EPCISDocument>"#,
			lists.0, lists.1
		)
	};
	let json = document(&event(
		"ObjectEvent",
		"2026-03-01T10:00:00.000Z",
		&format!(
			r#""action":"OBSERVE","bizStep":"shipping","epcList":["https://shop.example/01/9520123456788/21/1?x=y"],
			"sourceList":[{{"source":"{MAKER}","type":"possessing_party"}}],"destinationList":[{{"type":"possessing_party","destination":"{WHOLESALER}"}}]"#
		),
	));
	let old = xml("1.2", "urn:epcglobal:epcis:xsd:1", ("<extension>", "</extension>"));
	let new = xml("2.0", "urn:epcglobal:epcis:xsd:2", ("", ""));
	let steps = |text: &str| {
		planned(text)
			.steps
			.into_iter()
			.map(|step| (step.signer, step.millis, step.event, step.call))
			.collect::<Vec<_>>()
	};
	assert_eq!(steps(&json).len(), 1);
	assert_eq!(steps(&json), steps(&new));
	assert_eq!(steps(&json), steps(&old));
}

#[test]
fn hash_should_be_over_the_text_that_the_standard_prescribes() {
	let json = document(&event(
		"ObjectEvent",
		"2020-03-04T11:00:30.000+01:00",
		r#""epcList":["urn:epc:id:sscc:4012345.0000000333","urn:epc:id:sgtin:4012345.011111.9876"],"action":"OBSERVE","bizStep":"departing",
		"readPoint":{"id":"urn:epc:id:sgln:4012345.00005.0","ex:b":"x"},"recordTime":"2021-01-01T00:00:00Z","eventID":"urn:uuid:0",
		"bizTransactionList":[{"type":"po","bizTransaction":"urn:epcglobal:cbv:bt:1:2"}],
		"ex:z":{"ex:two":"5","ex:one":"2.0"},"ex:a":["b","a"],"@context":{"ex":"https://ns.example.com/epcis/"}"#,
	));
	let read = read(&json, &Limits::default()).unwrap();
	let ns = "{https://ns.example.com/epcis/}";
	let front = "eventType=ObjectEventeventTime=2020-03-04T10:00:30.000ZeventTimeZoneOffset=+00:00\
		epcListepc=https://id.gs1.org/00/040123450000003338epc=https://id.gs1.org/01/04012345111118/21/9876\
		action=OBSERVEbizStep=https://ref.gs1.org/cbv/BizStep-departing\
		readPointid=https://id.gs1.org/414/4012345000054";
	let transaction = "bizTransactionListbizTransaction=urn:epcglobal:cbv:bt:1:2type=https://ref.gs1.org/cbv/BTT-po";
	let own = format!("{ns}a=a{ns}a=b{ns}z{ns}one=2{ns}two=5");
	let (_, node) = &read.events[0];
	assert_eq!(pre_hash(node, Rules::Cbv20), format!("{front}{transaction}readPoint{ns}b=x{own}"));
	assert_eq!(pre_hash(node, Rules::Cbv21), format!("{front}{ns}b=x{transaction}{own}"));
	assert!(
		event_id(node, Rules::Cbv20).starts_with("ni:///sha-256;")
			&& event_id(node, Rules::Cbv20).ends_with("?ver=CBV2.0")
	);
}

#[test]
fn malformed_documents_should_be_refused_by_name() {
	let limits = Limits::default();
	let laughs = r#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><EPCISDocument>&b;</EPCISDocument>"#;
	let outside = r#"<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><EPCISDocument>&a;</EPCISDocument>"#;
	let deep = format!("<EPCISDocument>{}{}</EPCISDocument>", "<a>".repeat(100_000), "</a>".repeat(100_000));
	let deep_json = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
	for (text, refused) in [
		(laughs, Refused::DocumentType),
		(outside, Refused::DocumentType),
		(deep.as_str(), Refused::TooDeep),
		("<x/>", Refused::NotEpcis),
		("<EPCISDocument schemaVersion=\"2.0\"/>", Refused::NoEvents),
		(r#"<EPCISDocument schemaVersion="3.0"><EPCISBody><EventList/></EPCISBody></EPCISDocument>"#, Refused::Version),
		("{}", Refused::NotEpcis),
		(r#"{"type":"EPCISDocument","schemaVersion":"2.0"}"#, Refused::NoEvents),
		(r#"{"type":"EPCISDocument","schemaVersion":"1.2","epcisBody":{"eventList":[]}}"#, Refused::Version),
	] {
		assert_eq!(read(text, &limits), Err(refused), "{}", text.get(..60).unwrap_or(text));
	}
	for text in ["", "{", "<EPCISDocument>", "<a></b>", r#"{"type":"EPCISDocument","type":"x"}"#, deep_json.as_str()] {
		assert!(
			matches!(read(text, &limits), Err(Refused::Json(..) | Refused::Xml(..))),
			"{}",
			text.get(..20).unwrap_or(text)
		);
	}
	let small = Limits { bytes: 100, ..limits };
	assert_eq!(read(&" ".repeat(101), &small), Err(Refused::TooLarge));
	let few = Limits { nodes: 5, ..limits };
	assert_eq!(
		read(
			&document(&event("ObjectEvent", "2026-01-01T00:00:00Z", &format!(r#""epcList":[{}]"#, units(0, 9)))),
			&few
		),
		Err(Refused::TooLarge)
	);
	let one = Limits { events: 1, ..limits };
	let event = event("ObjectEvent", "2026-01-01T00:00:00Z", r#""action":"ADD""#);
	assert_eq!(read(&document(&format!("{event},{event}")), &one), Err(Refused::TooLarge));
}

#[test]
fn written_document_should_read_back_and_bear_its_hash() {
	let entry = |what, action, step| Entry {
		what,
		millis: 1_772_359_200_123,
		offset: -300,
		recorded: 1_772_359_206,
		action,
		step: Some(step),
		disposition: None,
		read_point: Some("https://id.gs1.org/414/9520123000017".into()),
		sources: vec![("possessing_party", "https://id.gs1.org/417/9520123000000".into())],
		destinations: vec![("possessing_party", "https://id.gs1.org/417/9521321000000".into())],
		error: None,
	};
	let unit = || "https://id.gs1.org/01/09520123456788/21/1".to_owned();
	let sscc = || "https://id.gs1.org/00/095201234567891235".to_owned();
	let made = Some(("L1".to_owned(), "2028-02-29".to_owned()));
	let entries = [
		entry(What::Object { epcs: vec![unit()], quantities: vec![], made }, "ADD", "commissioning"),
		entry(What::Aggregation { parent: sscc(), children: vec![unit()] }, "ADD", "packing"),
		entry(What::Object { epcs: vec![sscc()], quantities: vec![], made: None }, "OBSERVE", "shipping"),
	];
	let written = epcis::write(&entries, 1_772_359_300).unwrap().to_string();
	let document = read(&written, &Limits::default()).unwrap();
	for (_, node) in &document.events {
		assert_eq!(node.text_of("eventID"), Some(event_id(node, Rules::Cbv20).as_str()));
		assert_eq!(node.text_of("eventTime"), Some("2026-03-01T10:00:00.123Z"));
		assert_eq!(node.text_of("eventTimeZoneOffset"), Some("-05:00"));
	}
	let plan = planned(&written);
	assert!(plan.issues.is_empty(), "{:#?}", plan.issues);
	let names: Vec<_> = plan.steps.iter().map(|step| format!("{:?}", step.call)).collect();
	assert!(
		matches!(names.as_slice(), [a, b, c] if a.starts_with("Commission") && b.starts_with("Pack") && c.starts_with("Ship")),
		"{names:?}"
	);
}

#[test]
fn misaligned_and_missing_units_should_be_disputed_or_held() {
	let report = |exceptions: &str| {
		format!(
			r#"{{"message_uuid":"m","exception_case_uuid":"c","timestamp":1712180611,"po_number":"p","sender_information":{{"gln":"9521321000008","email":"a@b"}},
			"exceptions":{exceptions},"case_resolved":false}}"#
		)
	};
	let misaligned = |serial: &str, lot: &str| {
		format!(
			r#"{{"data_misalignment":[{{"exception_item_uuid":"i","received_product_gtin":"09520123456788","received_product_lot":"{lot}","received_product_expiry":"01012027",
			"received_product_serial":"{serial}","product_data_gtin":"09520123456788","product_data_lot":"L1","product_data_expiry":"01012027","product_data_serial":"1","resolution_request":"Send new data"}}]}}"#
		)
	};
	let calls = |text: &str| exceptions(text).unwrap().steps.into_iter().map(|step| step.call).collect::<Vec<_>>();
	let other_serial = calls(&report(&misaligned("2", "L1")));
	assert!(
		matches!(
			other_serial.as_slice(),
			[Call::Dispute { kind: DisputeKind::Short, .. }, Call::Dispute { kind: DisputeKind::Over, .. }]
		),
		"{other_serial:?}"
	);
	let other_lot = calls(&report(&misaligned("1", "L2")));
	assert!(matches!(other_lot.as_slice(), [Call::Hold { kind: HoldKind::Suspect, .. }]), "{other_lot:?}");
	let missing = calls(&report(
		r#"{"missing_product":[{"exception_item_uuid":"i","file_id":"f","product_gtin":"09520123456788","product_serial":"1","resolution_request":"Send product"}]}"#,
	));
	assert!(matches!(missing.as_slice(), [Call::Dispute { kind: DisputeKind::Short, .. }]), "{missing:?}");
	assert!(exceptions("{}").is_err());
	assert!(exceptions(&report(r#"{"surprises":[]}"#)).is_err(), "an exception that is not known is never dropped");
}

// --- Documents made to hurt ------------------------------------------------------------------------------------------

const OBJECT_EVENT: &str = r#"<EPCISDocument schemaVersion="2.0"><EPCISBody><EventList><ObjectEvent>"#;
const END: &str = "</ObjectEvent></EventList></EPCISBody></EPCISDocument>";

#[test]
fn nesting_should_be_measured_in_elements_and_not_in_angle_brackets() {
	let read = |inside: &str| read(&format!("{OBJECT_EVENT}{inside}{END}"), &Limits::default()).map(drop);
	for tag in [r#"<x a="/>">"#, r#"<extension a="/>">"#, "<x>"] {
		let name = tag.trim_start_matches('<').split([' ', '>']).next().unwrap();
		let nested = |depth| format!("{}{}", tag.repeat(depth), format!("</{name}>").repeat(depth));
		assert_eq!(read(&nested(60)), Ok(()), "{tag}");
		assert_eq!(read(&nested(61)), Err(Refused::TooDeep), "{tag}");
		assert_eq!(read(&nested(100_000)), Err(Refused::TooDeep), "{tag}");
	}
	assert_eq!(read(&format!("{}", "<a b='>'/>".repeat(200))), Ok(()), "beside each other");
}

#[test]
fn names_should_not_be_copied_without_bound() {
	let long = "n".repeat(1_000_000);
	let of_xml = format!(r#"{OBJECT_EVENT}<a xmlns="urn:{long}">{}</a>{END}"#, "<b/>".repeat(1_000));
	assert_eq!(read(&of_xml, &Limits::default()), Err(Refused::TooLarge));
	let ones = "1,".repeat(1_000);
	let of_list = format!(r#"{{"type":"ObjectEvent","{long}":[{ones}1]}}"#);
	assert_eq!(read(&of_list, &Limits::default()), Err(Refused::TooLarge));
	let fields: Vec<String> = (0..1_000).map(|n| format!(r#""p:{n}":1"#)).collect();
	let of_prefix = format!(r#"{{"@context":{{"p":"{long}"}},"type":"ObjectEvent",{}}}"#, fields.join(","));
	assert_eq!(read(&of_prefix, &Limits::default()), Err(Refused::TooLarge));
}

#[test]
fn prefixes_and_attributes_should_be_few() {
	let xml = |inside: &str| read(&format!("{OBJECT_EVENT}{inside}{END}"), &Limits::default()).map(drop);
	let attributes = |count| format!("<x {}/>", (0..count).map(|n| format!("a{n}='1' ")).collect::<String>());
	assert_eq!(xml(&attributes(200)), Ok(()));
	assert_eq!(xml(&attributes(50_000)), Err(Refused::TooLarge));
	let declared = |count| (0..count).map(|n| format!("<p{n}:x xmlns:p{n}='urn:{n}'/>")).collect::<String>();
	assert_eq!(xml(&declared(30)), Ok(()));
	assert_eq!(xml(&declared(40)), Err(Refused::TooLarge));
	let json = |prefixes: usize| {
		let context: Vec<String> = (0..prefixes).map(|n| format!(r#""p{n}":"urn:{n}""#)).collect();
		let context = context.join(",");
		read(&format!(r#"{{"@context":{{{context}}},"type":"ObjectEvent"}}"#), &Limits::default()).map(drop)
	};
	assert_eq!((json(60), json(70)), (Ok(()), Err(Refused::TooLarge)));
}

#[test]
fn events_should_be_counted_before_they_are_read() {
	let list = vec!["{}"; 1_000_000].join(",");
	let text = format!(r#"{{"type":"EPCISDocument","schemaVersion":"2.0","epcisBody":{{"eventList":[{list}]}}}}"#);
	assert_eq!(read(&text, &Limits::default()), Err(Refused::TooLarge));
	let limits = Limits { events: 3, ..Limits::default() };
	let events = |count| {
		format!(
			"<EPCISDocument><EPCISBody><EventList>{}</EventList></EPCISBody></EPCISDocument>",
			"<ObjectEvent/>".repeat(count)
		)
	};
	assert!(read(&events(3), &limits).is_ok());
	assert_eq!(read(&events(4), &limits), Err(Refused::TooLarge));
}

/// An event with these members beside those that each has.
fn observed(members: &str) -> String {
	format!(
		r#"{{"type":"ObjectEvent","eventTime":"2026-01-01T00:00:00Z","eventTimeZoneOffset":"+00:00","action":"OBSERVE",{members}}}"#
	)
}

fn serials(count: usize) -> String {
	(0..count).map(|n| format!(r#""urn:epc:id:sgtin:9520123.045678.{n}""#)).collect::<Vec<_>>().join(",")
}

#[test]
fn document_of_too_many_calls_should_become_none() {
	let dispensed = |count| {
		let epcs = serials(count);
		planned(&observed(&format!(
			r#""bizStep":"dispensing","readPoint":{{"id":"urn:epc:id:sgln:9520123.00001.0"}},"epcList":[{epcs}]"#
		)))
	};
	assert_eq!(dispensed(10_000).steps.len(), 10_000);
	let refused = dispensed(10_001);
	assert_eq!((refused.steps.len(), refused.issues.last().unwrap().severity), (0, Severity::Fatal));
}

#[test]
fn issues_should_be_told_as_far_as_anybody_reads_them() {
	let plan = planned(&observed(&format!(r#""bizStep":"shipping","epcList":[{}"x"]"#, r#""x","#.repeat(5_000))));
	assert!(plan.issues.len() <= 1_001, "{}", plan.issues.len());
	let overages = "0,".repeat(5_000);
	let report = format!(
		r#"{{"timestamp":1,"sender_information":{{"email":"a"}},"message_uuid":"a","exception_case_uuid":"b","po_number":"c",
		"exceptions":{{"overages":[{overages}0]}}}}"#
	);
	assert_eq!(exceptions(&report).unwrap().issues.len(), 1_001);
	assert_eq!(exceptions(&" ".repeat(9_000_000)), Err(Refused::TooLarge));
}

#[test]
fn chain_of_packs_should_be_climbed_no_further_than_the_chain_packs() {
	let sscc = |n: usize| format!("urn:epc:id:sscc:9520123.{n:010}");
	let pack = |n: usize| {
		format!(
			r#"{{"type":"AggregationEvent","eventTime":"2026-01-01T00:00:00Z","eventTimeZoneOffset":"+00:00","action":"ADD",
			"readPoint":{{"id":"urn:epc:id:sgln:9520123.00001.0"}},"parentID":"{}","childEPCs":["{}"]}}"#,
			sscc(n + 1),
			sscc(n)
		)
	};
	let listed = |numbers: &[usize]| {
		let packs: Vec<String> = (0..2_000).map(pack).collect();
		let epcs: Vec<String> = numbers.iter().map(|n| format!("\"{}\"", sscc(*n))).collect();
		let ship = observed(&format!(
			r#""bizStep":"shipping","readPoint":{{"id":"urn:epc:id:sgln:9520123.00001.0"}},
			"destinationList":[{{"type":"owning_party","destination":"urn:epc:id:pgln:9520123.00002"}}],"epcList":[{}]"#,
			epcs.join(",")
		));
		let plan = planned(&format!(
			r#"{{"type":"EPCISDocument","schemaVersion":"2.0","epcisBody":{{"eventList":[{},{ship}]}}}}"#,
			packs.join(",")
		));
		let Some(Call::Ship { items, .. }) = plan.steps.into_iter().map(|step| step.call).last() else {
			unreachable!("a shipment")
		};
		items.len()
	};
	assert_eq!(listed(&[0, 5]), 1, "the inner goes with the outer");
	assert_eq!(listed(&[0, 1_999]), 2, "nothing is packed that deep");
}

#[test]
fn name_of_a_party_should_not_be_repeated_without_bound() {
	let plan = planned(&observed(&format!(
		r#""bizStep":"dispensing","readPoint":{{"id":"{}"}},"epcList":[{}]"#,
		"x".repeat(100_000),
		serials(100)
	)));
	assert!(plan.steps.is_empty() && plan.issues.iter().any(|issue| issue.severity == Severity::Error));
}

// --- A sale under the DSCSA, in each syntax ---------------------------------------------------------------------------

/// The parts of a list in XML.
fn xml_items(name: &str, items: impl IntoIterator<Item = String>) -> String {
	format!("<{name}>{}</{name}>", items.into_iter().map(|item| format!("<epc>{item}</epc>")).collect::<String>())
}

/// A maker makes six packs, puts three each into two cases and those on a pallet, and sells it; a wholesaler receives it.
/// As partners write it: with a header, master data, both kinds of parties, business transactions, and a case of 1.2 that
/// hides what later versions added.
fn sale_in_xml(version: &str) -> String {
	let old = version == "1.2";
	let namespace = if old { "urn:epcglobal:epcis:xsd:1" } else { "urn:epcglobal:epcis:xsd:2" };
	let wrap = |text: String| if old { format!("<extension>{text}</extension>") } else { text };
	let time = "<eventTime>2026-03-01T10:00:00Z</eventTime><eventTimeZoneOffset>-05:00</eventTimeZoneOffset>";
	let at = |gln: &str| {
		format!("<readPoint><id>urn:epc:id:sgln:{gln}.0</id></readPoint><bizLocation><id>urn:epc:id:sgln:{gln}.0</id></bizLocation>")
	};
	let step = |step: &str, disposition: &str| {
		format!("<bizStep>urn:epcglobal:cbv:bizstep:{step}</bizStep><disposition>urn:epcglobal:cbv:disp:{disposition}</disposition>")
	};
	let sgtin = |n: u32| format!("urn:epc:id:sgtin:9520123.045678.{n}");
	let sscc = |n: u32| format!("urn:epc:id:sscc:9520123.045678912{n}");
	let party = |name: &str, of: &str| {
		let one = |kind: &str| format!(r#"<{name} type="urn:epcglobal:cbv:sdt:{kind}">{of}</{name}>"#);
		format!("<{name}List>{}{}</{name}List>", one("owning_party"), one("possessing_party"))
	};
	let made = format!(
		"<ObjectEvent>{time}{}<action>ADD</action>{}{}{}</ObjectEvent>",
		xml_items("epcList", (0..6).map(sgtin)),
		step("commissioning", "active"),
		at("9520123.00001"),
		wrap(
			r#"<ilmd><cbvmda:lotNumber>L1</cbvmda:lotNumber><cbvmda:itemExpirationDate>2028-02-29</cbvmda:itemExpirationDate></ilmd>"#
				.into()
		),
	);
	let numbered = format!(
		"<ObjectEvent>{time}{}<action>ADD</action>{}{}</ObjectEvent>",
		xml_items("epcList", (0..3).map(sscc)),
		step("commissioning", "active"),
		at("9520123.00001"),
	);
	let packed = |parent: u32, children: Vec<String>| {
		format!(
			"<AggregationEvent>{time}<parentID>{}</parentID>{}<action>ADD</action>{}{}</AggregationEvent>",
			sscc(parent),
			xml_items("childEPCs", children),
			step("packing", "in_progress"),
			at("9520123.00001"),
		)
	};
	let moved = |name: &str, disposition: &str, place: &str| {
		format!(
			r#"<ObjectEvent>{}{}<action>OBSERVE</action>{}{}<bizTransactionList><bizTransaction type="urn:epcglobal:cbv:btt:po">urn:epcglobal:cbv:bt:9520123000011:PO-1</bizTransaction></bizTransactionList>{}</ObjectEvent>"#,
			if name == "receiving" { time.replace("01T10", "02T10") } else { time.replace("T10", "T11") },
			xml_items("epcList", [sscc(0)]),
			step(name, disposition),
			at(place),
			wrap(format!("{}{}", party("source", MAKER), party("destination", WHOLESALER))),
		)
	};
	let header = r#"<EPCISHeader><sbdh:StandardBusinessDocumentHeader xmlns:sbdh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"><sbdh:HeaderVersion>1.0</sbdh:HeaderVersion></sbdh:StandardBusinessDocumentHeader><extension><EPCISMasterData><VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:EPCClass"><VocabularyElementList/></Vocabulary></VocabularyList></EPCISMasterData></extension><gs1ushc:dscsaTransactionStatement xmlns:gs1ushc="http://epcis.gs1us.org/hc/ns"><gs1ushc:affirmTransactionStatement>true</gs1ushc:affirmTransactionStatement></gs1ushc:dscsaTransactionStatement></EPCISHeader>"#;
	format!(
		r#"<?xml version="1.0" encoding="UTF-8"?><epcis:EPCISDocument xmlns:epcis="{namespace}" xmlns:cbvmda="urn:epcglobal:cbv:mda" schemaVersion="{version}" creationDate="2026-03-01T12:00:00Z">{header}<EPCISBody><EventList>{made}{numbered}{}{}{}{}{}</EventList></EPCISBody></epcis:EPCISDocument>"#,
		packed(1, (0..3).map(sgtin).collect()),
		packed(2, (3..6).map(sgtin).collect()),
		packed(0, (1..3).map(sscc).collect()),
		moved("shipping", "in_transit", "9520123.00001"),
		moved("receiving", "in_progress", "9521321.00001"),
	)
}

/// The same in JSON-LD, with Digital Links and bare words, listed from the end to the beginning.
fn sale_in_json() -> String {
	let time = "2026-03-01T10:00:00.000Z";
	let event = |kind: &str, time: &str, rest: &str| {
		format!(r#"{{"type":"{kind}","eventTime":"{time}","eventTimeZoneOffset":"-05:00",{rest}}}"#)
	};
	let at = |gln: &str| {
		format!(r#""readPoint":{{"id":"urn:epc:id:sgln:{gln}.0"}},"bizLocation":{{"id":"urn:epc:id:sgln:{gln}.0"}}"#)
	};
	let sgtin = |n: u32| format!(r#""https://id.gs1.org/01/09520123456788/21/{n}""#);
	let sscc = |n: u32| {
		// EPCs and Digital Links name the same.
		format!(r#""urn:epc:id:sscc:9520123.045678912{n}""#)
	};
	let list = |items: Vec<String>| items.join(",");
	let both = |name: &str, of: &str| {
		["owning_party", "possessing_party"].map(|kind| format!(r#"{{"type":"{kind}","{name}":"{of}"}}"#)).join(",")
	};
	let moved = |step: &str, disposition: &str, time: &str, place: &str| {
		event(
			"ObjectEvent",
			time,
			&format!(
				r#""action":"OBSERVE","bizStep":"{step}","disposition":"{disposition}","epcList":[{}],{},"bizTransactionList":[{{"type":"po","bizTransaction":"urn:epcglobal:cbv:bt:9520123000011:PO-1"}}],"sourceList":[{}],"destinationList":[{}]"#,
				sscc(0),
				at(place),
				both("source", MAKER),
				both("destination", WHOLESALER),
			),
		)
	};
	let packed = |parent: u32, children: Vec<String>| {
		event(
			"AggregationEvent",
			time,
			&format!(
				r#""action":"ADD","bizStep":"packing","disposition":"in_progress","parentID":{},"childEPCs":[{}],{}"#,
				sscc(parent),
				list(children),
				at("9520123.00001"),
			),
		)
	};
	let commissioned = |items: Vec<String>, more: &str| {
		event(
			"ObjectEvent",
			time,
			&format!(
				r#""action":"ADD","bizStep":"commissioning","disposition":"active","epcList":[{}],{}{more}"#,
				list(items),
				at("9520123.00001"),
			),
		)
	};
	let ilmd = r#","ilmd":{"cbvmda:lotNumber":"L1","cbvmda:itemExpirationDate":"2028-02-29"}"#;
	document(
		&[
			moved("receiving", "in_progress", "2026-03-02T10:00:00.000Z", "9521321.00001"),
			moved("shipping", "in_transit", "2026-03-01T11:00:00.000Z", "9520123.00001"),
			commissioned((0..3).map(sscc).collect(), ""),
			commissioned((0..6).map(sgtin).collect(), ilmd),
			packed(1, (0..3).map(sgtin).collect()),
			packed(2, (3..6).map(sgtin).collect()),
			packed(0, (1..3).map(sscc).collect()),
		]
		.join(","),
	)
}

#[test]
fn complete_sale_should_map_whole_in_every_syntax() {
	let calls = |text: &str| {
		let plan = planned(text);
		let errors: Vec<_> = plan.issues.iter().filter(|issue| issue.severity != Severity::Information).collect();
		assert!(errors.is_empty(), "{errors:#?}");
		plan.steps
			.into_iter()
			.map(|step| (step.signer, step.millis, step.read_point, step.event, step.call))
			.collect::<Vec<_>>()
	};
	let old = calls(&sale_in_xml("1.2"));
	let names: Vec<String> =
		old.iter().map(|(.., call)| format!("{call:?}").split([' ', '{']).next().unwrap_or_default().into()).collect();
	assert_eq!(names, ["Commission", "Pack", "Pack", "Pack", "Ship", "Receive"]);
	let Call::Commission { serials, lot, expiry, .. } = &old[0].4 else { panic!() };
	assert_eq!((serials.len(), lot.as_str(), *expiry), (6, "L1", (2028, 2, 29)));
	let Call::Ship { to, sold: true, returned: false, items } = &old[4].4 else { panic!("{:#?}", old[4]) };
	assert_eq!((to.reference.as_str(), items.len()), (WHOLESALER, 1));
	assert_eq!((old[4].0.reference.as_str(), old[5].0.reference.as_str()), (MAKER, WHOLESALER));
	// Each event is the same event, with the same hash, in whatever syntax.
	assert_eq!(calls(&sale_in_xml("2.0")), old);
	assert_eq!(calls(&sale_in_json()), old);
}

#[test]
fn observed_aggregation_should_be_what_happens_to_its_container() {
	let (time, sscc) = ("2026-03-01T10:00:00Z", r#""urn:epc:id:sscc:9520123.0456789123""#);
	let of = |step: &str, parent: &str| {
		let rest = format!(
			r#""action":"OBSERVE","bizStep":"{step}","parentID":{parent},"childEPCs":[{}],"childQuantityList":[],{}"#,
			units(0, 2),
			parties()
		);
		let plan = planned(&document(&event("AggregationEvent", time, &rest)));
		plan.steps.into_iter().map(|step| step.call).collect::<Vec<_>>()
	};
	let Ok([Call::Receive { items }]) = <[Call; 1]>::try_from(of("receiving", sscc)) else { panic!() };
	assert!(matches!(items.as_slice(), [Item::Container(_)]), "what is in it goes with it");
	let Ok([Call::Ship { items, sold: true, .. }]) = <[Call; 1]>::try_from(of("shipping", sscc)) else { panic!() };
	assert_eq!(items.len(), 1);
	// A bundle with a number of its own is a unit beside those in it.
	let Ok([Call::Receive { items }]) = <[Call; 1]>::try_from(of("receiving", &units(7, 8))) else { panic!() };
	assert!(items.len() == 3 && items.iter().all(|item| matches!(item, Item::Unit(_))), "{items:?}");
	assert_eq!(of("storing", sscc), [], "where nothing changes hands nothing is signed");
}

#[test]
fn shipment_without_a_receiver_should_be_for_whoever_receives_it_in_the_same_document() {
	let at = |gln: &str| format!(r#""bizLocation":{{"id":"urn:epc:id:sgln:{gln}.0"}}"#);
	let moved = |step: &str, time: &str, from: u32, to: u32, gln: &str| {
		let rest = format!(r#""action":"OBSERVE","bizStep":"{step}","epcList":[{}],{}"#, units(from, to), at(gln));
		event("ObjectEvent", time, &rest)
	};
	let shipped = moved("shipping", "2026-03-02T10:00:00Z", 0, 3, "9520123.00001");
	let before = moved("receiving", "2026-03-01T10:00:00Z", 0, 3, "9521321.00003");
	let after = moved("receiving", "2026-03-03T10:00:00Z", 0, 2, "9521321.00001");
	let later = moved("receiving", "2026-03-04T10:00:00Z", 0, 2, "9521321.00002");
	let plan = planned(&document(&[later, after, shipped.clone(), before].join(",")));
	let ship = plan.steps.iter().find_map(|step| match &step.call {
		Call::Ship { to, items, sold, .. } => Some((to.reference.as_str(), items.len(), *sold)),
		_ => None,
	});
	assert_eq!(ship, Some(("urn:epc:id:sgln:9521321.00001.0", 2, false)), "the next that receives it");
	let refused =
		|plan: &Plan| plan.issues.iter().any(|issue| issue.diagnostics.contains("who shall receive it: possessing"));
	assert!(refused(&plan), "and for the third nobody is named");
	let alone = planned(&document(&shipped));
	assert!(alone.steps.is_empty() && refused(&alone));
}

#[test]
fn transformation_should_end_what_went_in_and_begin_what_came_out() {
	let rest = |outputs: &str| {
		format!(
			r#""inputEPCList":[{}],"outputEPCList":[{outputs}],"bizStep":"repackaging","bizLocation":{{"id":"urn:epc:id:sgln:9520123.00001.0"}},
			"ilmd":{{"cbvmda:lotNumber":"L2","cbvmda:itemExpirationDate":"2028-02-29"}}"#,
			units(0, 2)
		)
	};
	let plan = planned(&document(&event("TransformationEvent", "2026-03-01T10:00:00Z", &rest(&units(5, 8)))));
	let calls: Vec<_> = plan.steps.iter().map(|step| &step.call).collect();
	let [Call::Commission { serials, lot, .. }, Call::End { items, .. }] = calls.as_slice() else {
		panic!("{calls:#?}")
	};
	assert_eq!((serials.len(), lot.as_str(), items.len()), (3, "L2", 2));
	assert!(plan.issues.iter().any(|issue| issue.diagnostics.contains("came of which")), "what is lost is told");
	// A part that is not followed: nothing is signed, so that the rest is not taken for all.
	let mixed = format!(r#"{},"urn:epc:id:giai:4000001.111""#, units(5, 8));
	assert!(planned(&document(&event("TransformationEvent", "2026-03-01T10:00:00Z", &rest(&mixed)))).steps.is_empty());
}

/// How fast documents are read and planned, without a chain: `SALUS_EPCIS_RATE=2000 cargo test -p salus-interop --test
/// epcis rate -- --nocapture`.
#[test]
fn rate_of_reading_and_planning_should_be_told_when_asked_for() {
	let rounds = std::env::var("SALUS_EPCIS_RATE").ok().and_then(|text| text.parse().ok()).unwrap_or(1u32);
	for (name, text) in [("1.2 XML", sale_in_xml("1.2")), ("2.0 XML", sale_in_xml("2.0")), ("2.0 JSON", sale_in_json())]
	{
		let (mut events, mut calls) = (0usize, 0usize);
		let begin = std::time::Instant::now();
		for _ in 0..rounds {
			let document = read(&text, &Limits::default()).unwrap();
			events += document.events.len();
			calls += epcis::plan(&document, &BOUNDS).steps.len();
		}
		let seconds = begin.elapsed().as_secs_f64();
		let (documents, events_per, calls) =
			(f64::from(rounds) / seconds, events as f64 / seconds, calls as f64 / seconds);
		println!("{name}: {documents:.0} documents, {events_per:.0} events, {calls:.0} calls in a second");
		assert_eq!(events, 7 * rounds as usize);
	}
}
