//! What is fed. Each target says whether it took the input for lawful, and panics when something contradicts itself.

use codec::{Decode, Encode};
use salus_interop::{
	claims::{self, x12},
	directory::{Directory, Entry, Registry},
	epcis::{
		self,
		plan::{Bounds, Call, Item, MAX_ISSUES, MAX_STEPS},
		Limits,
	},
	gs1,
	outcome::Severity,
	serials::{pad, read_packing, read_serials, unpad},
};
use salus_primitives::{
	anchor::{build, Root},
	codes::{Code, CodeKind},
	fhir,
	identifiers::{Gln13, Gtin14, Identifier, Npi, Oid, Sscc18},
	manifest::{self, parse_index, parse_nonce, parse_page, write_index, write_page, Index, Page},
	store::{record_path, valid_handle},
	Commitment, StoreKind,
};
use sp_core::H256;
use std::{fmt::Display, str::FromStr};

const KINDS: [StoreKind; 3] = [StoreKind::FhirR4, StoreKind::Dicom, StoreKind::Https];

/// A canonical form is its own canonical form, is JSON to any parser, and is never longer than what it was made of.
pub fn canonical(input: &[u8]) -> bool {
	let Ok(form) = fhir::canonicalize(input) else { return false };
	assert_eq!(fhir::canonicalize(&form).as_ref(), Ok(&form), "not its own canonical form");
	assert!(form.len() <= input.len(), "longer than what it was made of");
	match serde_json::from_slice::<serde_json::Value>(&form) {
		Ok(value) => {
			assert!(value["resourceType"].is_string(), "no resource");
			let meta = &value["meta"];
			assert!(meta["versionId"].is_null() && meta["lastUpdated"].is_null(), "a server's own words");
		},
		// Lexemes are kept, also of numbers that no machine has room for.
		Err(error) => assert!(error.to_string().contains("number out of range"), "not JSON: {error}"),
	}
	true
}

/// Resources of our own.
pub fn canonical_corpus() -> Vec<Vec<u8>> {
	let own: [&str; 3] = [
		r#"{"resourceType":"Patient","id":"a","meta":{"versionId":"1","lastUpdated":"2026-01-01T00:00:00Z"},"active":true}"#,
		r#"{ "resourceType": "Observation", "valueQuantity": { "value": 1.00, "unit": "\u00b5g" }, "note": [{"text": "a\nb"}] }"#,
		r#"{"b":[[],{},[null,false,-0.0,1E5,"😀"]],"a":{"z":"","y":"\\\""},"resourceType":"Basic"}"#,
	];
	own.iter().map(|text| text.as_bytes().to_vec()).chain(crate::data("fhir/r4", ".json")).collect()
}

/// A manifest reads the same once it was written.
pub fn manifest(input: &[u8]) -> bool {
	let mut taken = parse_nonce(input).is_ok();
	for kind in KINDS {
		if let Ok(index) = parse_index(kind, input) {
			let written = write_index(kind, "handle", &index, "2026-01-01T00:00:00Z", "fuzz");
			assert_eq!(parse_index(kind, &written), Ok(index), "an index of {kind:?}");
			taken = true;
		}
		if let Ok(page) = parse_page(kind, input) {
			let written = write_page(kind, "handle", 0, &page, "2026-01-01T00:00:00Z", "fuzz");
			assert_eq!(parse_page(kind, &written).as_ref(), Ok(&page), "a page of {kind:?}");
			assert!(page.root(0).is_some(), "a page without a root");
			taken = true;
		}
	}
	taken
}

/// Manifests of each kind.
pub fn manifest_corpus() -> Vec<Vec<u8>> {
	let index = Index { count: 1_025, page_roots: vec![H256::repeat_byte(1), H256::repeat_byte(2)] };
	let entry = |locator: &str, nonce| manifest::Entry {
		commitment: Commitment(H256::repeat_byte(3)),
		locator: Some(locator.into()),
		nonce,
	};
	let erased = || manifest::Entry { commitment: Commitment(H256::repeat_byte(4)), locator: None, nonce: None };
	let mut corpus = vec![[b'a'; 64].to_vec()];
	for kind in KINDS {
		let (locator, nonce) = match kind {
			StoreKind::FhirR4 => ("Patient/a/_history/1", Some([5; 32])),
			StoreKind::Dicom => ("0a1b2c3d-4e5f", None),
			StoreKind::Https => ("folder/file.pdf", Some([5; 32])),
		};
		let page = Page { entries: vec![entry(locator, nonce), erased()] };
		corpus.push(write_index(kind, "handle", &index, "2026-01-01T00:00:00Z", "fuzz"));
		corpus.push(write_page(kind, "handle", 0, &page, "2026-01-01T00:00:00Z", "fuzz"));
	}
	corpus
}

/// No locator leads a worker out of its store.
pub fn paths(input: &[u8]) -> bool {
	let Ok(locator) = std::str::from_utf8(input) else { return false };
	let lawful = KINDS.iter().filter_map(|kind| record_path(*kind, locator)).inspect(|path| {
		let unreserved = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
		assert!(path.starts_with('/') && path.bytes().all(unreserved), "{path}");
		assert!(path.split('/').skip(1).all(|part| !matches!(part, "" | "." | "..")), "{path}");
	});
	lawful.count() > 0 || valid_handle(input)
}

/// Locators of each kind.
pub fn paths_corpus() -> Vec<Vec<u8>> {
	["Patient/a/_history/1", "0a1b2c3d-4e5f", "folder/sub.folder/file~1.pdf"]
		.map(|text| text.as_bytes().to_vec())
		.into()
}

fn reads_back<T: FromStr + Display + PartialEq + Encode + Decode>(text: &str) -> bool {
	let Ok(value) = text.parse::<T>() else { return false };
	assert!(value.to_string().parse::<T>().is_ok_and(|again| again == value), "reads differently once written");
	assert!(T::decode(&mut &value.encode()[..]).is_ok_and(|again| again == value), "decodes differently");
	true
}

/// Identifiers read the same once they were written, as text and as bytes.
pub fn identifiers(input: &[u8]) -> bool {
	let Ok(text) = std::str::from_utf8(input) else { return false };
	[reads_back::<Gtin14>, reads_back::<Sscc18>, reads_back::<Gln13>, reads_back::<Npi>, reads_back::<Oid>]
		.into_iter()
		.filter(|reads| reads(text))
		.count()
		> 0
}

/// One of each identifier, from the ranges that the standards use in their examples.
pub fn identifiers_corpus() -> Vec<Vec<u8>> {
	["09521234543213", "095212340000000016", "9521321000018", "1234567893", "2.16.840.1.113883.4.6"]
		.map(|text| text.as_bytes().to_vec())
		.into()
}

/// What decodes encodes to the bytes it was decoded from.
pub fn scale(input: &[u8]) -> bool {
	fn same<T: Decode + Encode>(input: &[u8]) -> bool {
		let mut rest = input;
		let Ok(value) = T::decode(&mut rest) else { return false };
		let read = &input[..input.len() - rest.len()];
		assert_eq!(value.encode(), read, "encodes differently");
		true
	}
	[same::<Identifier>, same::<Code>, same::<Root>].into_iter().filter(|same| same(input)).count() > 0
}

/// Encodings of lawful values.
pub fn scale_corpus() -> Vec<Vec<u8>> {
	let text = |bytes: &[u8]| bytes.to_vec();
	let lineage: Vec<u16> = vec![3, 2, 1];
	vec![
		Identifier::Npi(Npi::try_from(1_234_567_893).expect("lawful")).encode(),
		Identifier::Gln(Gln13::try_from(9_521_321_000_018).expect("lawful")).encode(),
		Identifier::Oid("2.16.840.1".parse().expect("lawful")).encode(),
		(CodeKind::Label, text(b"urn:example:x"), text(b"a"), lineage, false).encode(),
	]
}

/// An honest proof holds, and with anything changed it does not.
pub fn anchors(input: &[u8]) -> bool {
	let [count, index, at, rest @ ..] = input else { return false };
	let (count, index) = (u32::from(count % 40) + 1, u32::from(*index));
	let payload = |n: u32| -> Vec<u8> { rest.iter().copied().chain(n.to_le_bytes()).take(200).collect() };
	let payloads: Vec<_> = (0..count).map(payload).collect();
	let Some(root) = build::root(&payloads) else {
		assert!(payloads.iter().any(|payload| payload.len() == 59), "no root over lawful leaves");
		return false;
	};
	let Some(proof) = build::proof(&payloads, index) else {
		assert!(index >= count, "no proof of a leaf that is there");
		assert!(root.verify(index, &[], &[]).is_err());
		return false;
	};
	let leaf = &payloads[index as usize];
	assert_eq!(root.verify(index, leaf, &proof), Ok(()), "an honest proof is refused");

	let mut other = leaf.clone();
	match other.get_mut(usize::from(*at)) {
		Some(byte) => *byte ^= 1,
		None => other.push(*at),
	}
	assert!(root.verify(index, &other, &proof).is_err(), "another leaf passes");
	if let Some(hash) = proof.get(usize::from(*at)) {
		let mut forged = proof.clone();
		forged[usize::from(*at)] = *hash ^ H256::from_low_u64_be(1);
		assert!(root.verify(index, leaf, &forged).is_err(), "another path passes");
	}
	let mut longer = proof.clone();
	longer.push(H256::zero());
	assert!(root.verify(index, leaf, &longer).is_err(), "a longer path passes");
	assert!(proof.is_empty() || root.verify(index, leaf, &proof[1..]).is_err(), "a shorter path passes");
	let next = index.wrapping_add(1);
	assert!(root.verify(next, leaf, &proof).is_err(), "the leaf passes in another place");
	true
}

/// Numbers of leaves and places.
pub fn anchors_corpus() -> Vec<Vec<u8>> {
	(0..40u8).map(|n| [&[n, n / 2, n / 3][..], &vec![n; usize::from(n)]].concat()).collect()
}

/// What a carrier bears reads the same once it is written as an element string.
pub fn carriers(input: &[u8]) -> bool {
	let Ok(text) = std::str::from_utf8(input) else { return false };
	let Ok(elements) = gs1::elements(text) else { return false };
	// Whatever the keys are, asking for them is safe.
	let _ = gs1::keys(&elements);
	if let Ok(named) = gs1::Named::of_code(text, 2_026) {
		// What is named by a code is named by its parts, and the two do not contradict each other.
		assert_eq!(named.clone().with(named.clone()), Ok(named), "a code contradicts itself");
	}
	let written = gs1::write_element_string(&elements);
	assert_eq!(gs1::elements(&written).as_ref(), Ok(&elements), "reads differently once written");
	true
}

/// A text in each syntax.
pub fn carriers_corpus() -> Vec<Vec<u8>> {
	let own = [
		"(01)09521234543213(17)261231(10)ABC123(21)12345",
		"^010952123454321317261231\u{1d}10ABC123\u{1d}2112345",
		"]d2010952123454321310ABC123\u{1d}2112345",
		"https://id.gs1.org/01/09521234543213/10/ABC123/21/12345?17=261231",
		"urn:epc:id:sgtin:9521234.054321.12345",
		"(00)095212340000000016",
	];
	own.map(|text| text.as_bytes().to_vec()).into()
}

/// What is planned for a document is bounded and lawful, and the same whenever it is asked for.
pub fn epcis(input: &[u8]) -> bool {
	let Ok(text) = std::str::from_utf8(input) else { return false };
	// Small limits, so that they are met.
	let limits = Limits { bytes: 12 * 1_024, nodes: 4_000, depth: 16, events: 64 };
	let Ok(document) = epcis::read(text, &limits) else { return false };
	let bounds = Bounds { items: 3, serials: 5 };
	let plan = epcis::plan(&document, &bounds);
	assert_eq!(epcis::plan(&document, &bounds), plan, "another plan of the same document");
	assert!(plan.steps.len() <= MAX_STEPS && plan.issues.len() <= MAX_ISSUES + 1, "more than may be told");
	for step in &plan.steps {
		let items: &[Item] = match &step.call {
			Call::Commission { serials, .. } => {
				assert!((1..=bounds.serials).contains(&serials.len()), "too many serials, or none");
				assert!(serials.is_sorted(), "serials out of order");
				&[]
			},
			Call::Pack { items, .. }
			| Call::Unpack { items, .. }
			| Call::Ship { items, .. }
			| Call::Receive { items }
			| Call::Void { items }
			| Call::Dispute { items, .. }
			| Call::End { items, .. }
			| Call::Hold { items, .. }
			| Call::Release { items }
			| Call::Excursion { items, .. }
			| Call::DeclareError { items, .. } => items,
			Call::Open { .. } | Call::Dispense { .. } | Call::HoldLot { .. } => &[],
		};
		assert!(items.len() <= bounds.items, "more items than a call takes");
	}
	for (_, node) in &document.events {
		let id = epcis::hash::event_id(node, epcis::hash::Rules::default());
		assert!(id.starts_with("ni:///sha-256;") && id.len() == 14 + 64 + 11, "not an event hash id: {id}");
	}
	true
}

/// Documents in each syntax.
pub fn epcis_corpus() -> Vec<Vec<u8>> {
	let own = [
		r#"{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-01-01T00:00:00Z","epcisBody":{"eventList":[{"type":"ObjectEvent","eventTime":"2026-03-01T10:00:00Z","eventTimeZoneOffset":"+01:00","action":"ADD","bizStep":"commissioning","epcList":["urn:epc:id:sgtin:9520123.045678.1","https://id.gs1.org/01/09520123456788/21/2"],"bizLocation":{"id":"urn:epc:id:sgln:9520123.00001.0"},"ilmd":{"cbvmda:lotNumber":"L1","cbvmda:itemExpirationDate":"2028-02-29"}},{"type":"AggregationEvent","eventTime":"2026-03-01T10:00:00Z","eventTimeZoneOffset":"+01:00","action":"ADD","bizStep":"packing","parentID":"urn:epc:id:sscc:9520123.0456789123","childEPCs":["urn:epc:id:sgtin:9520123.045678.1"],"bizLocation":{"id":"urn:epc:id:sgln:9520123.00001.0"}},{"type":"ObjectEvent","eventTime":"2026-03-01T11:00:00Z","eventTimeZoneOffset":"+01:00","action":"OBSERVE","bizStep":"shipping","epcList":["urn:epc:id:sscc:9520123.0456789123"],"sourceList":[{"type":"possessing_party","source":"urn:epc:id:pgln:9520123.00000"}],"destinationList":[{"type":"possessing_party","destination":"urn:epc:id:pgln:9521321.00000"}]}]}}"#,
		r#"{"type":"TransformationEvent","eventTime":"2026-03-01T10:00:00Z","eventTimeZoneOffset":"+01:00","inputEPCList":["urn:epc:id:sgtin:9520123.045678.1"],"outputEPCList":["urn:epc:id:sgtin:9520123.045678.7"],"bizLocation":{"id":"urn:epc:id:sgln:9520123.00001.0"},"ilmd":{"cbvmda:lotNumber":"L2","cbvmda:itemExpirationDate":"2028-02-29"},"sensorElementList":[{"sensorReport":[{"type":"Temperature","exception":"ALARM_CONDITION","value":51.25,"uom":"FAH"}]}]}"#,
		r#"<?xml version="1.0"?><e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:1" schemaVersion="1.2"><EPCISBody><EventList><ObjectEvent><eventTime>2026-03-01T10:00:00Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset><baseExtension><errorDeclaration><declarationTime>2026-03-02T10:00:00Z</declarationTime><reason>urn:epcglobal:cbv:er:did_not_occur</reason></errorDeclaration></baseExtension><epcList><epc>urn:epc:id:sgtin:9520123.045678.1</epc></epcList><action>DELETE</action><bizStep>urn:epcglobal:cbv:bizstep:dispensing</bizStep><bizLocation><id>urn:epc:id:sgln:9520123.00001.0</id></bizLocation><extension><quantityList><quantityElement><epcClass>urn:epc:class:lgtin:9520123.045678.L1</epcClass><quantity>5</quantity></quantityElement></quantityList></extension></ObjectEvent></EventList></EPCISBody></e:EPCISDocument>"#,
	];
	let field =
		["2.0/EPCIS/JSON/Capture/Documents", "2.0/EPCIS/XML/Capture/Documents", "1.2/EPCIS/XML/Capture/Documents"]
			.iter()
			.flat_map(|folder| {
				let folder = format!("gs1/openepcis/{folder}");
				[".json", ".xml"].into_iter().flat_map(move |ending| crate::data(&folder, ending))
			});
	own.iter().map(|text| text.as_bytes().to_vec()).chain(field).collect()
}

/// What is planned for an exception report is lawful, or said not to map.
pub fn exceptions(input: &[u8]) -> bool {
	let Ok(text) = std::str::from_utf8(input) else { return false };
	let Ok(plan) = epcis::exceptions(text) else { return false };
	for step in &plan.steps {
		assert!(matches!(&step.call, Call::Dispute { items, .. } | Call::Hold { items, .. } if items.len() == 1));
	}
	assert!(plan.issues.len() <= MAX_ISSUES + 1, "more than may be told");
	true
}

/// Reports of our own.
pub fn exceptions_corpus() -> Vec<Vec<u8>> {
	let own = [
		r#"{"message_uuid":"m","exception_case_uuid":"c","timestamp":1700000000,"po_number":"p","sender_information":{"gln":"9521321000025","email":"a@example.org"},"exceptions":{"missing_product":[{"product_gtin":"09520123456788","product_serial":"S1"}],"missing_product_data":[{"product_gtin":"09520123456788","product_serial":"S2"}],"data_misalignment":[{"received_product_gtin":"09520123456788","received_product_lot":"L1","received_product_expiry":"281231","received_product_serial":"S3","product_data_gtin":"09520123456788","product_data_lot":"L2","product_data_expiry":"281231","product_data_serial":"S3"}],"overages":[{}]},"case_resolved":false}"#,
		r#"{"message_uuid":"m","exception_case_uuid":"c","timestamp":1700000000,"po_number":"p","sender_information":{"email":"a@example.org"},"response_items":[{}],"additional_notes":"x"}"#,
	];
	own.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// Serial lists and packing lists: what is taken is lawful, and no error repeats a serial.
pub fn serial_lists(input: &[u8]) -> bool {
	let lot = ("09520123456788".parse().expect("lawful"), "L1".parse().expect("lawful"));
	let mut serials = Vec::new();
	let read = read_serials(input, &lot, &mut serials);
	for serial in &serials {
		let text = unpad(serial).expect("a lawful serial");
		assert_eq!(pad(&text), *serial, "padded otherwise");
	}
	let mut lines = 0usize;
	let packed = read_packing(input, |_| {
		lines += 1;
		Ok(())
	});
	for error in [read.as_ref().err(), packed.as_ref().err()].into_iter().flatten() {
		assert!(error.what.len() < 200, "an error repeats what it was given");
	}
	(read.is_ok() && !serials.is_empty()) || (packed.is_ok() && lines > 0)
}

/// Lists in each form.
pub fn serial_lists_corpus() -> Vec<Vec<u8>> {
	let own = [
		"# comment\nS1\r\n(01)09520123456788(21)S2\n^010952012345678821S3\nhttps://id.gs1.org/01/09520123456788/10/L1/21/S4\n",
		"095201234567891235,095201230000000011\n095201230000000011,09520123456788,S1\n(00)095201230000000011,(01)09520123456788(21)S2\n",
	];
	own.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// The identifiers of a FHIR resource are lawful, each once, and whatever does not map is named.
pub fn fhir_identifiers(input: &[u8]) -> bool {
	let mapped = salus_interop::identifiers::identifiers(input);
	for (n, identifier) in mapped.identifiers.iter().enumerate() {
		assert!(!mapped.identifiers[..n].contains(identifier), "an identifier twice");
		assert!(Identifier::decode(&mut &identifier.encode()[..]).is_ok(), "an unlawful identifier");
	}
	!mapped.identifiers.is_empty()
}

/// Organisations and practitioners.
pub fn fhir_identifiers_corpus() -> Vec<Vec<u8>> {
	let own = [
		r#"{"resourceType":"Organization","identifier":[{"system":"http://hl7.org/fhir/sid/us-npi","value":"1234567893"},{"system":"urn:ietf:rfc:3986","value":"urn:oid:2.16.840.1.113883.4.6"}]}"#,
		r#"{"resourceType":"Practitioner","identifier":[{"use":"official","system":"https://www.gs1.org/gln","value":"9521321000018"}]}"#,
	];
	own.map(|text| text.as_bytes().to_vec()).into()
}

/// A remittance that is read is recreated to the cent, or it is said why not; what contradicts itself is not.
pub fn remittances(input: &[u8]) -> bool {
	let Ok(transactions) = x12::read(input, &x12::Limits::default()) else { return false };
	for claim in transactions.iter().flat_map(|transaction| &transaction.claims) {
		let recreated = x12::recreate(claim);
		let sum = |of: fn(&pallet_claims::LineResult) -> u64| -> i128 {
			recreated.lines.iter().map(|line| i128::from(of(line))).sum()
		};
		match recreated.how {
			x12::How::Rules | x12::How::Person(_) => {
				let sign = if recreated.reversal { -1 } else { 1 };
				assert!(claim.contradictions().is_empty(), "recreated although it contradicts itself");
				assert_eq!(sum(|line| line.paid) * sign, i128::from(claim.paid), "another payment");
				let charge = sum(|line| line.paid) + sum(|line| line.adjusted());
				assert_eq!(charge * sign, i128::from(claim.charge), "another charge");
			},
			x12::How::Impossible(why) => {
				assert!(!why.is_empty() && recreated.lines.is_empty(), "impossible for nothing")
			},
			x12::How::Refused(found) => assert!(!found.is_empty() && recreated.lines.is_empty(), "refused for nothing"),
		}
	}
	true
}

/// A remittance of our own.
pub fn remittances_corpus() -> Vec<Vec<u8>> {
	let header =
		"ISA*00*          *00*          *ZZ*PAYER          *ZZ*PROVIDER       *260301*1200*^*00501*000000001*0*T*:~";
	let text = format!(
		"{header}GS*HP*A*B*20260301*1200*1*X*005010X221A1~ST*835*0001~BPR*I*165*C*ACH~LX*1~CLP*1*1*250*165*45*12*X~\
		 NM1*QC*1*X~SVC*HC:99213:25*150*75**2~DTM*472*20260228~CAS*CO*45*50~CAS*PR*1*10**2*15~\
		 SVC*HC:80053*100*90~CAS*CO*45*-10**45*20~CAS*PR*3*20~LQ*HE*M15~CLP*2*22*-10*0**12*Y~CAS*CO*29*-10~\
		 PLB*1*20261231*WO:X*0~SE*19*0001~GE*1*1~IEA*1*000000001~"
	);
	let corpus = vec![text.replace("-10**45*20", "10").into_bytes(), text.into_bytes()];
	corpus.into_iter().chain(crate::data("claims/x12-linuxforhealth/835_005010X221A1", ".835")).collect()
}

/// A claim that maps has lines that add up to its total, and one that does not map says why.
pub fn fhir_claims(input: &[u8]) -> bool {
	let entry = |reference: &str, entry: Entry| (reference.to_owned(), entry);
	let directory = Directory(
		[
			entry("Organization/1", Entry { organization: Some(1), ..Entry::default() }),
			entry("Coverage/9876B1", Entry { coverage: Some(1), ..Entry::default() }),
			entry("#coverage-1", Entry { coverage: Some(2), ..Entry::default() }),
			entry("Practitioner/example", Entry { subject: Some(H256::zero()), ..Entry::default() }),
		]
		.into(),
	);
	let price = |code: &str| claims::Price {
		code: code.into(),
		modifiers: Vec::new(),
		category: 1,
		tier: pallet_claims::Tier::InNetwork,
		allowed: 1_000,
		max_units: 0,
		period: Default::default(),
	};
	let prices = ["1200", "exam", "99213", "smokecess"].map(price).into();
	let schedule = claims::FeeSchedule { secret: H256::zero(), prices };
	let answer = claims::from_fhir(claims::Question {
		document: input,
		directory: &directory,
		codes: &Registry::default(),
		prices: Some(claims::Prices::Schedule(&schedule)),
		tier: pallet_claims::Tier::InNetwork,
		currency: claims::currency::by_letters("USD").expect("a currency"),
		commitment: Some(Commitment(H256::zero())),
		remittance: None,
		supplies: None,
	});
	let refused = answer.issues.iter().any(|issue| issue.severity != Severity::Information);
	assert_eq!(refused, answer.steps.is_empty(), "refused and mapped, or neither");
	for step in &answer.steps {
		if let claims::Step::Submit { submission, .. } = step {
			let sum: u128 = submission.lines.iter().map(|line| u128::from(line.charge)).sum();
			assert_eq!(sum, u128::from(submission.total), "another total");
			assert!(submission.lines.iter().all(|line| line.units > 0 && line.from <= line.to), "an unlawful line");
		}
	}
	!refused
}

/// A claim of our own, and the official examples.
pub fn fhir_claims_corpus() -> Vec<Vec<u8>> {
	let own = r#"{"resourceType":"Claim","status":"active","use":"claim","patient":{"reference":"Patient/1"},"provider":{"reference":"Organization/1"},"insurance":[{"sequence":1,"focal":true,"coverage":{"reference":"Coverage/9876B1"}}],"item":[{"sequence":1,"productOrService":{"coding":[{"code":"99213"}]},"servicedDate":"2026-03-01","quantity":{"value":2},"unitPrice":{"value":10.50,"currency":"USD"},"net":{"value":21.00,"currency":"USD"},"detail":[{"sequence":1,"productOrService":{"coding":[{"code":"a"}]},"net":{"value":21.0}}]}],"total":{"value":21.00,"currency":"USD"}}"#;
	let is_claim = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains(r#""resourceType": "Claim""#);
	let examples = crate::data("fhir/r4", ".json").into_iter().filter(is_claim);
	std::iter::once(own.as_bytes().to_vec()).chain(examples).collect()
}
