//! An event as both syntaxes and both versions say it.

use super::{
	hash::{self, Rules},
	node::Node,
	plan::tell,
	time,
	vocabulary::Vocabulary,
};
use crate::outcome::{Issue, IssueCode, Severity};

/// The type of an event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
	/// Something happened to things.
	Object,
	/// Things were put into, or taken out of, another.
	Aggregation,
	/// Things were tied to a business transaction.
	Transaction,
	/// Things became other things.
	Transformation,
	/// Things were mounted on another, for use together.
	Association,
}

/// What an event does to what it names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
	/// It begins.
	Add,
	/// It goes on.
	Observe,
	/// It ends.
	Delete,
}

/// A reason that the standard does not have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnknownReason;

/// That an earlier event is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ErrorDeclaration {
	/// `did_not_occur`, `incorrect_data` or none; an error for any other.
	pub reason: Result<Option<&'static str>, UnknownReason>,
	/// Ids of the events that say what did happen.
	pub corrective: Vec<String>,
}

/// An amount of a class of things.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quantity {
	/// The class.
	pub class: String,
	/// How much, as written.
	pub amount: Option<String>,
	/// In which unit; things are counted without.
	pub unit: Option<String>,
}

/// A temperature that a sensor reported.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Temperature {
	/// The sensor says that it is out of its limits.
	pub alarm: bool,
	/// Lowest value, in the report's unit.
	pub low: String,
	/// Highest value.
	pub high: String,
	/// Unit (UN/ECE Recommendation 20): `CEL`, `FAH` or `KEL`.
	pub unit: String,
}

/// An event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
	/// Where in the document.
	pub place: String,
	/// Its type.
	pub kind: Kind,
	/// When it happened, in milliseconds since 1970.
	pub millis: u64,
	/// Minutes that the local clock was ahead of UTC.
	pub offset: i16,
	/// The id that the document gives it.
	pub id: Option<String>,
	/// SHA-256 of its canonical form.
	pub hash: [u8; 32],
	/// It declares that an earlier event with the same content is wrong.
	pub error: Option<ErrorDeclaration>,
	/// What it does.
	pub action: Option<Action>,
	/// Step of business, a word of the standard.
	pub step: Option<&'static str>,
	/// Condition afterwards, a word of the standard.
	pub disposition: Option<&'static str>,
	/// Things, one by one.
	pub epcs: Vec<String>,
	/// What the children are in, or on.
	pub parent: Option<String>,
	/// Children, one by one.
	pub children: Vec<String>,
	/// What went into a transformation, one by one.
	pub inputs: Vec<String>,
	/// What came out of it, one by one.
	pub outputs: Vec<String>,
	/// Things or children by class.
	pub quantities: Vec<Quantity>,
	/// Where it happened.
	pub read_point: Option<String>,
	/// Where the things are afterwards.
	pub location: Option<String>,
	/// Types of the business transactions.
	pub transactions: Vec<&'static str>,
	/// From whom: type and identifier.
	pub sources: Vec<(&'static str, String)>,
	/// To whom.
	pub destinations: Vec<(&'static str, String)>,
	/// Lot of what was made.
	pub lot: Option<String>,
	/// Last day of use of what was made, `YYYY-MM-DD` or what stands there.
	pub expiry: Option<String>,
	/// Temperatures that were measured.
	pub temperatures: Vec<Temperature>,
}

/// Fields that the chain does not hold, and which therefore are told.
const LEFT_OUT: [(&str, &str); 4] = [
	("certificationInfo", "certificates are not kept on the chain"),
	("persistentDisposition", "lasting dispositions are not kept on the chain"),
	("transformationID", "what came of what is not kept on the chain"),
	("bizTransactionList", "business documents are not kept on the chain"),
];

impl Event {
	/// Read an event; what is wrong with it and what the chain does not hold goes to the issues.
	pub fn read(place: &str, node: &Node, issues: &mut Vec<Issue>) -> Option<Self> {
		let mut report = |severity, code, field: &str, text: &str| {
			let expression = if field.is_empty() { place.to_owned() } else { format!("{place}.{field}") };
			tell(issues, Issue { severity, code, expression: vec![expression], diagnostics: text.into() });
		};
		let kind = match node.name.as_str() {
			"ObjectEvent" => Kind::Object,
			"AggregationEvent" => Kind::Aggregation,
			"TransactionEvent" => Kind::Transaction,
			"TransformationEvent" => Kind::Transformation,
			"AssociationEvent" => Kind::Association,
			_ => {
				report(Severity::Error, IssueCode::NotSupported, "", "not an event type of EPCIS");
				return None;
			},
		};
		let time = node.text_of("eventTime").map(time::millis);
		let Some(millis) = time.flatten().and_then(|millis| u64::try_from(millis).ok()) else {
			let code = if time.is_some() { IssueCode::Value } else { IssueCode::Required };
			report(Severity::Error, code, "eventTime", "an event needs a time, from 1970 on, as XML Schema dateTime");
			return None;
		};
		let offset = node.text_of("eventTimeZoneOffset").map(time::offset);
		let Some(offset) = offset.flatten() else {
			let code = if offset.is_some() { IssueCode::Value } else { IssueCode::Required };
			report(Severity::Error, code, "eventTimeZoneOffset", "an event needs the offset of its local time");
			return None;
		};
		let action = match node.text_of("action") {
			Some("ADD") => Some(Action::Add),
			Some("OBSERVE") => Some(Action::Observe),
			Some("DELETE") => Some(Action::Delete),
			other => {
				if kind != Kind::Transformation {
					let code = if other.is_some() { IssueCode::Value } else { IssueCode::Required };
					report(Severity::Error, code, "action", "the action is ADD, OBSERVE or DELETE");
					return None;
				}
				None
			},
		};
		let mut word = |field: &str, vocabulary: Vocabulary| {
			let value = node.text_of(field)?;
			let word = vocabulary.word(value);
			if word.is_none() {
				let text = "a word that the Core Business Vocabulary does not have means nothing to the chain";
				report(Severity::Information, IssueCode::NotSupported, field, text);
			}
			word
		};
		let step = word("bizStep", Vocabulary::BizStep);
		let disposition = word("disposition", Vocabulary::Disposition);
		for (field, text) in LEFT_OUT {
			if node.child(field).is_some() {
				report(Severity::Information, IssueCode::NotSupported, field, text);
			}
		}
		if node.children.iter().any(|child| child.name.starts_with('{')) {
			report(Severity::Information, IssueCode::NotSupported, "", "extensions are not kept on the chain");
		}

		let texts = |list: &str| node.items(list, "epc").map(|epc| epc.text.clone()).collect::<Vec<_>>();
		let quantities = ["quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"]
			.into_iter()
			.flat_map(|list| node.items(list, "quantityElement"))
			.map(|element| Quantity {
				class: element.text_of("epcClass").unwrap_or_default().to_owned(),
				amount: element.text_of("quantity").map(Into::into),
				unit: element.text_of("uom").map(Into::into),
			})
			.collect();
		let place_of = |field: &str| node.child(field).and_then(|place| place.text_of("id")).map(ToOwned::to_owned);
		let parties = |list: &'static str, item: &'static str| -> Vec<(&'static str, String)> {
			node.items(list, item)
				.filter_map(|party| Some((Vocabulary::Party.word(party.text_of("type")?)?, party.text.clone())))
				.collect()
		};
		let error = node.child("errorDeclaration").map(|declaration| ErrorDeclaration {
			reason: declaration
				.text_of("reason")
				.map(|reason| Vocabulary::Reason.word(reason).ok_or(UnknownReason))
				.transpose(),
			corrective: declaration
				.items("correctiveEventIDs", "correctiveEventID")
				.map(|id| id.text.clone())
				.collect(),
		});
		let ilmd = node.child("ilmd");
		let master = |names: &[&str]| {
			// Of whatever namespace: the master data of GS1 have had several.
			let is = |child: &&Node| names.contains(&child.name.rsplit('}').next().unwrap_or_default());
			ilmd?.children.iter().find(is).map(|child| child.text.clone()).filter(|text| !text.is_empty())
		};
		Some(Self {
			place: place.to_owned(),
			kind,
			millis,
			offset,
			id: node.text_of("eventID").map(Into::into),
			hash: hash::digest(node, Rules::Cbv20),
			error,
			action,
			step,
			disposition,
			epcs: texts("epcList"),
			parent: node.text_of("parentID").map(Into::into),
			children: texts("childEPCs"),
			inputs: texts("inputEPCList"),
			outputs: texts("outputEPCList"),
			quantities,
			read_point: place_of("readPoint"),
			location: place_of("bizLocation"),
			transactions: node
				.items("bizTransactionList", "bizTransaction")
				.filter_map(|transaction| Vocabulary::Transaction.word(transaction.text_of("type")?))
				.collect(),
			sources: parties("sourceList", "source"),
			destinations: parties("destinationList", "destination"),
			lot: master(&["lotNumber", "lot", "batchLot"]),
			expiry: master(&["itemExpirationDate", "expirationDate", "expiry"]),
			temperatures: temperatures(node),
		})
	}

	/// Whoever is to have what leaves.
	pub fn receiver(&self) -> Option<&str> {
		Self::party(&self.destinations, &["possessing_party", "owning_party"])
	}

	/// The first of these types among parties.
	pub fn party<'a>(parties: &'a [(&'static str, String)], kinds: &[&str]) -> Option<&'a str> {
		kinds.iter().find_map(|kind| parties.iter().find(|(of, _)| of == kind)).map(|(_, party)| party.as_str())
	}
}

/// Reports of temperatures. One without a number says nothing, except that something is wrong where it is an alarm.
fn temperatures(node: &Node) -> Vec<Temperature> {
	let reports = node.items("sensorElementList", "sensorElement").flat_map(|element| &element.children);
	reports
		.filter(|report| report.name == "sensorReport")
		.filter(|report| report.text_of("type").is_some_and(|kind| kind.ends_with("/Temperature")))
		.filter_map(|report| {
			let alarm = report.text_of("exception").is_some_and(|exception| exception.ends_with("ALARM_CONDITION"));
			let value = report.text_of("value");
			let number = |field: &str| report.text_of(field).or(value).map(ToOwned::to_owned);
			let (low, high, unit) = (number("minValue"), number("maxValue"), report.text_of("uom"));
			match (low, high, unit) {
				(Some(low), Some(high), Some(unit)) => Some(Temperature { alarm, low, high, unit: unit.to_owned() }),
				_ => alarm.then(|| Temperature { alarm, low: String::new(), high: String::new(), unit: String::new() }),
			}
		})
		.collect()
}
