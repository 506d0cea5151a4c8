//! From events to what must be signed, by whom and in which order.

use super::{
	model::{Action, Event, Kind, Temperature},
	Document,
};
use crate::{
	gs1::{self, Gs1Key},
	outcome::{Issue, IssueCode, Severity},
};
use salus_primitives::{Gln13, Gtin14, LotNumber, Serial, Sscc18, UnitId};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The most calls that come of one document.
pub const MAX_STEPS: usize = 10_000;

/// The most issues that are told of one document.
pub const MAX_ISSUES: usize = 1_000;

/// The longest name of a party or place; it is repeated for each call.
pub(super) const MAX_REFERENCE: usize = 1_024;

/// The most alarms of one event; each becomes calls about all that the event names.
const MAX_ALARMS: usize = 16;

/// Steps of business in which things arrive.
const ARRIVING: [&str; 2] = ["receiving", "accepting"];

/// Steps of business in which things leave for somebody.
const LEAVING: [&str; 2] = ["shipping", "consigning"];

/// Of several issues, as many as are told, and that there are more.
pub fn tell(issues: &mut Vec<Issue>, issue: Issue) {
	match issues.len() {
		..MAX_ISSUES => issues.push(issue),
		MAX_ISSUES => issues.push(Issue {
			severity: Severity::Error,
			code: IssueCode::NotSupported,
			expression: Vec::new(),
			diagnostics: "there are more issues than are told: correct these, or split the document".into(),
		}),
		_ => {},
	}
}

/// Too many calls are none.
pub(super) fn bounded(mut plan: Plan) -> Plan {
	if plan.steps.len() > MAX_STEPS {
		plan.steps.clear();
		plan.issues.truncate(MAX_ISSUES);
		plan.issues.push(Issue {
			severity: Severity::Fatal,
			code: IssueCode::NotSupported,
			expression: Vec::new(),
			diagnostics: "the document becomes more than 10,000 calls: split it".into(),
		});
	}
	plan
}

/// The most that one call may name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
	/// Items of a call.
	pub items: usize,
	/// Serials of a commissioning batch.
	pub serials: usize,
}

/// A unit or a container.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Item {
	/// A unit.
	Unit(UnitId),
	/// A logistic unit.
	Container(Sscc18),
}

/// Whoever a document names as a party: only a directory knows which member that is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Party {
	/// As the document spells it.
	pub reference: String,
	/// Its GLN, where it is one.
	pub gln: Option<Gln13>,
	/// The field that names it.
	pub field: &'static str,
}

/// Why units are held back.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum HoldKind {
	/// Until somebody decides.
	Quarantine,
	/// There is reason to believe that it is not what it says.
	Suspect,
	/// It is not what it says.
	Illegitimate,
	/// Stolen.
	Stolen,
}

/// How units leave the supply chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Ending {
	/// Destroyed.
	Destroyed,
	/// Their serial numbers were retired.
	Decommissioned,
	/// Taken as samples.
	Sampled,
}

/// What a receiver says is wrong with a shipment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum DisputeKind {
	/// Shipped, and not arrived.
	Short,
	/// Arrived, and not shipped.
	Over,
	/// Arrived damaged.
	Damaged,
	/// Not what was ordered.
	Wrong,
}

/// What is to be signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Call {
	/// Serials of a lot were made. Sorted, each once.
	Commission {
		/// Of which product.
		gtin: Gtin14,
		/// Of which lot.
		lot: LotNumber,
		/// Last day of use: year, month, day.
		expiry: (u64, u64, u64),
		/// The serials.
		serials: Vec<Serial>,
	},
	/// Items were put into a container.
	Pack {
		/// Which one.
		container: Sscc18,
		/// Back, or to be destroyed.
		returned: bool,
		/// What.
		items: Vec<Item>,
	},
	/// Items were taken out of it.
	Unpack {
		/// Which one.
		container: Sscc18,
		/// What.
		items: Vec<Item>,
	},
	/// All was taken out of it.
	Open {
		/// Which one.
		container: Sscc18,
	},
	/// Items left for somebody.
	Ship {
		/// For whom.
		to: Party,
		/// Back, or to be destroyed.
		returned: bool,
		/// They change their owner.
		sold: bool,
		/// What.
		items: Vec<Item>,
	},
	/// Items arrived.
	Receive {
		/// What.
		items: Vec<Item>,
	},
	/// The shipper took items back before they arrived.
	Void {
		/// What.
		items: Vec<Item>,
	},
	/// Something is wrong with a shipment.
	Dispute {
		/// What.
		kind: DisputeKind,
		/// With what.
		items: Vec<Item>,
	},
	/// A unit was given to a patient, all of it.
	Dispense {
		/// Which one.
		unit: UnitId,
	},
	/// Units left the supply chain.
	End {
		/// How.
		ending: Ending,
		/// Which.
		items: Vec<Item>,
	},
	/// Items are held back.
	Hold {
		/// Why.
		kind: HoldKind,
		/// Which.
		items: Vec<Item>,
	},
	/// A whole lot is held back.
	HoldLot {
		/// Of which product.
		gtin: Gtin14,
		/// Which one.
		lot: LotNumber,
		/// Why.
		kind: HoldKind,
	},
	/// Items are held back no longer, where they are.
	Release {
		/// Which.
		items: Vec<Item>,
	},
	/// How cold or warm it was, in tenths of a degree Celsius.
	Excursion {
		/// Lowest.
		low: i16,
		/// Highest.
		high: i16,
		/// The sensor says that it was too cold or too warm. If not, what the products bear decides.
		alarm: bool,
		/// For what.
		items: Vec<Item>,
	},
	/// An earlier event is wrong.
	DeclareError {
		/// Its hash: the same event without the declaration has the same.
		event: [u8; 32],
		/// It did not happen at all.
		did_not_occur: bool,
		/// What it was about.
		items: Vec<Item>,
	},
}

/// A call with who signs it and what is told beside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
	/// Where in the document the event is.
	pub place: String,
	/// Who signs.
	pub signer: Party,
	/// When it happened, in milliseconds since 1970.
	pub millis: u64,
	/// Minutes that the local clock was ahead of UTC.
	pub offset: i16,
	/// Where it happened.
	pub read_point: Option<Gln13>,
	/// Hash of the event, where it comes from one.
	pub event: Option<[u8; 32]>,
	/// What is signed.
	pub call: Call,
}

/// What a document asks for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
	/// To be signed, in this order.
	pub steps: Vec<Step>,
	/// What did not map, and what the chain does not hold.
	pub issues: Vec<Issue>,
}

/// Say what must be signed for a document.
pub fn plan(document: &Document, bounds: &Bounds) -> Plan {
	let mut issues = document.issues.clone();
	let mut steps = Vec::new();
	let events: Vec<Event> =
		document.events.iter().filter_map(|(place, node)| Event::read(place, node, &mut issues)).collect();
	let arrivals = arrivals(&events);
	for event in &events {
		if steps.len() > MAX_STEPS {
			break;
		}
		let mut mapper = Mapper { event, arrivals: &arrivals, issues: &mut issues, calls: Vec::new() };
		mapper.map();
		steps.extend(mapper.calls.into_iter().map(|(signer, call)| Step {
			place: event.place.clone(),
			signer,
			millis: event.millis,
			offset: event.offset,
			read_point: event.read_point.as_deref().and_then(gln_of),
			event: Some(event.hash),
			call,
		}));
	}
	if steps.len() > MAX_STEPS {
		return bounded(Plan { steps, issues });
	}
	// Documents need not list events in the order in which they happened. At the same moment things are made, then
	// packed, then sent; the sort is stable, so that else the order of the document decides.
	steps.sort_by_key(|step| (step.millis, rank(&step.call)));
	only_outermost(&mut steps, &mut issues);
	let parts = |step: Step| {
		let Step { place, signer, millis, offset, read_point, event, call } = step;
		split(call, bounds).into_iter().map(move |call| {
			let (place, signer) = (place.clone(), signer.clone());
			Step { place, signer, millis, offset, read_point, event, call }
		})
	};
	bounded(Plan { steps: steps.into_iter().flat_map(parts).take(MAX_STEPS.saturating_add(1)).collect(), issues })
}

/// Who receives what, and when, as far as a document says.
type Arrivals = BTreeMap<Item, Vec<(u64, Party)>>;

/// What arrives where, if anything leaves of which it is not said for whom.
fn arrivals(events: &[Event]) -> Arrivals {
	let mut arrivals = Arrivals::new();
	let leaves = |event: &Event| event.step.is_some_and(|step| LEAVING.contains(&step));
	if events.iter().all(|event| !leaves(event) || event.receiver().is_some()) {
		return arrivals;
	}
	for event in events.iter().filter(|event| event.step.is_some_and(|step| ARRIVING.contains(&step))) {
		let mut unheard = Vec::new();
		let mut mapper = Mapper { event, arrivals: &Arrivals::new(), issues: &mut unheard, calls: Vec::new() };
		let items = mapper.subjects();
		if let Some(receiver) = mapper.signer(true) {
			for item in items {
				arrivals.entry(item).or_default().push((event.millis, receiver.clone()));
			}
		}
	}
	for of in arrivals.values_mut() {
		of.sort_by_key(|(millis, _)| *millis);
	}
	arrivals
}

/// Containers within containers: more than the chain takes.
const DEEPEST: usize = 8;

/// Some documents list what travels inside a container beside the container. Only the outermost changes hands: what
/// this document itself put into something that is listed too goes with it.
fn only_outermost(steps: &mut [Step], issues: &mut Vec<Issue>) {
	// What stands in what since which step, and at which step a container was emptied.
	let mut parents = BTreeMap::<Item, (Item, usize)>::new();
	let mut opened = BTreeMap::<Item, usize>::new();
	for (now, step) in steps.iter_mut().enumerate() {
		match &mut step.call {
			Call::Pack { container, items, .. } => {
				parents.extend(items.iter().map(|item| (item.clone(), (Item::Container(*container), now))));
			},
			Call::Unpack { items, .. } => items.iter().for_each(|item| drop(parents.remove(item))),
			Call::Open { container } => {
				opened.insert(Item::Container(*container), now);
			},
			Call::Ship { items, .. } | Call::Receive { items } | Call::Void { items } => {
				let listed: BTreeSet<Item> = items.iter().cloned().collect();
				let all = items.len();
				let parent = |item: &Item| {
					let (parent, since) = parents.get(item)?;
					opened.get(parent).is_none_or(|at| at < since).then_some(parent)
				};
				items.retain(|item| {
					let mut around = std::iter::successors(parent(item), |item| parent(item)).take(DEEPEST);
					!around.any(|parent| listed.contains(parent))
				});
				if items.len() < all {
					let issue = Issue {
						severity: Severity::Information,
						code: IssueCode::NotSupported,
						expression: vec![format!("{}.epcList", step.place)],
						diagnostics: "what is inside a container of the list goes with it and is not named".into(),
					};
					tell(issues, issue);
				}
			},
			_ => {},
		}
	}
}

fn rank(call: &Call) -> u8 {
	match call {
		Call::Commission { .. } => 0,
		Call::Unpack { .. } | Call::Open { .. } => 1,
		Call::Pack { .. } => 2,
		Call::Ship { .. } => 3,
		Call::Void { .. } => 4,
		Call::Receive { .. } => 5,
		_ => 6,
	}
}

/// Split a call to what one may name.
fn split(call: Call, bounds: &Bounds) -> Vec<Call> {
	fn parts<T: Clone>(list: &[T], most: usize, make: impl Fn(Vec<T>) -> Call) -> Vec<Call> {
		list.chunks(most.max(1)).map(|part| make(part.to_vec())).collect()
	}
	match call {
		Call::Commission { gtin, lot, expiry, serials } => {
			parts(&serials, bounds.serials, |serials| Call::Commission { gtin, lot: lot.clone(), expiry, serials })
		},
		Call::Pack { container, returned, items } => {
			parts(&items, bounds.items, |items| Call::Pack { container, returned, items })
		},
		Call::Unpack { container, items } => parts(&items, bounds.items, |items| Call::Unpack { container, items }),
		Call::Ship { to, returned, sold, items } => {
			parts(&items, bounds.items, |items| Call::Ship { to: to.clone(), returned, sold, items })
		},
		Call::Receive { items } => parts(&items, bounds.items, |items| Call::Receive { items }),
		Call::Void { items } => parts(&items, bounds.items, |items| Call::Void { items }),
		Call::Dispute { kind, items } => parts(&items, bounds.items, |items| Call::Dispute { kind, items }),
		Call::End { ending, items } => parts(&items, bounds.items, |items| Call::End { ending, items }),
		Call::Hold { kind, items } => parts(&items, bounds.items, |items| Call::Hold { kind, items }),
		Call::Release { items } => parts(&items, bounds.items, |items| Call::Release { items }),
		Call::Excursion { low, high, alarm, items } => {
			parts(&items, bounds.items, |items| Call::Excursion { low, high, alarm, items })
		},
		// One call declares the error of one thing's history.
		Call::DeclareError { event, did_not_occur, items } => {
			parts(&items, 1, |items| Call::DeclareError { event, did_not_occur, items })
		},
		call @ (Call::Open { .. } | Call::Dispense { .. } | Call::HoldLot { .. }) => vec![call],
	}
}

/// The GLN of a place or party, in any form.
pub fn gln_of(reference: &str) -> Option<Gln13> {
	match gs1::elements(reference).ok().and_then(|elements| gs1::keys(&elements).ok())?.first()? {
		Gs1Key::Location { gln, .. } | Gs1Key::Party { gln } => Some(*gln),
		_ => None,
	}
}

fn party(reference: &str, field: &'static str) -> Party {
	Party { reference: reference.to_owned(), gln: gln_of(reference), field }
}

/// Maps one event.
struct Mapper<'a> {
	event: &'a Event,
	arrivals: &'a Arrivals,
	issues: &'a mut Vec<Issue>,
	calls: Vec<(Party, Call)>,
}

impl Mapper<'_> {
	fn issue(&mut self, severity: Severity, code: IssueCode, field: &str, text: &str) {
		let place = &self.event.place;
		let expression = if field.is_empty() { place.clone() } else { format!("{place}.{field}") };
		tell(self.issues, Issue { severity, code, expression: vec![expression], diagnostics: text.into() });
	}

	fn refuse(&mut self, code: IssueCode, field: &str, text: &str) {
		self.issue(Severity::Error, code, field, text);
	}

	fn note(&mut self, field: &str, text: &str) {
		self.issue(Severity::Information, IssueCode::NotSupported, field, text);
	}

	/// The items of a list of EPCs, each once.
	fn items(&mut self, epcs: &[String], field: &str) -> Vec<Item> {
		let mut items = Vec::new();
		let mut known = BTreeSet::new();
		for (position, epc) in epcs.iter().enumerate() {
			let field = format!("{field}[{position}]");
			let item = match gs1::elements(epc).and_then(|elements| gs1::keys(&elements)) {
				Ok(keys) => match keys.as_slice() {
					[Gs1Key::TradeItem { gtin, serial: Some(serial), .. }] => {
						serial.parse().ok().map(|serial| Item::Unit(UnitId { gtin: *gtin, serial }))
					},
					[Gs1Key::LogisticUnit { sscc }] => Some(Item::Container(*sscc)),
					_ => None,
				},
				Err(gs1::Gs1Error::NoKey | gs1::Gs1Error::UnknownEpc | gs1::Gs1Error::UnknownSyntax) => None,
				Err(error) => {
					self.refuse(IssueCode::Value, &field, &error.to_string());
					continue;
				},
			};
			match item {
				None => self.refuse(
					IssueCode::NotSupported,
					&field,
					"only serialised trade items (SGTIN) and logistic units (SSCC) are followed",
				),
				Some(item) if known.insert(item.clone()) => items.push(item),
				Some(_) => self.refuse(IssueCode::Value, &field, "it stands there twice"),
			}
		}
		items
	}

	/// What the event is about, by its type.
	fn subjects(&mut self) -> Vec<Item> {
		let event = self.event;
		if event.kind == Kind::Aggregation {
			return self.observed();
		}
		let mut epcs = event.epcs.clone();
		if event.kind == Kind::Transaction {
			epcs.extend(event.parent.clone());
		}
		let items = self.items(&epcs, "epcList");
		for (position, quantity) in event.quantities.iter().enumerate() {
			// A lot may be held back as a whole; nothing else is followed by class.
			if quantity.class.is_empty() || self.hold_of_disposition().is_none() || lot_of(&quantity.class).is_none() {
				self.refuse(
					IssueCode::NotSupported,
					&format!("quantityList[{position}]"),
					"units are followed one by one, not as amounts of a class",
				);
			}
		}
		items
	}

	/// What is observed with an aggregation: the container, with which goes what is in it; else each thing by itself.
	fn observed(&mut self) -> Vec<Item> {
		let event = self.event;
		let parent = self.items(event.parent.as_slice(), "parentID");
		if matches!(parent.as_slice(), [Item::Container(_)]) {
			if !event.children.is_empty() || !event.quantities.is_empty() {
				self.note("childEPCs", "what is inside a container goes with it and is not named");
			}
			return parent;
		}
		let mut items = self.items(&event.children, "childEPCs");
		items.extend(parent);
		for (position, _) in event.quantities.iter().enumerate() {
			self.refuse(
				IssueCode::NotSupported,
				&format!("childQuantityList[{position}]"),
				"units are followed one by one, not as amounts of a class",
			);
		}
		items
	}

	/// Who signs: the party that has it, else the place where it is.
	fn signer(&mut self, receiving: bool) -> Option<Party> {
		let event = self.event;
		let (parties, field) =
			if receiving { (&event.destinations, "destinationList") } else { (&event.sources, "sourceList") };
		let custody = Event::party(parties, &["possessing_party", "owning_party"]).map(|of| party(of, field));
		let place = || event.location.as_deref().map(|of| party(of, "bizLocation"));
		let point = || event.read_point.as_deref().map(|of| party(of, "readPoint"));
		let found = custody.or_else(place).or_else(point);
		if found.as_ref().is_some_and(|of| of.reference.len() > MAX_REFERENCE) {
			self.refuse(IssueCode::Value, "", "the name of a party or place is too long");
			return None;
		}
		if found.is_none() {
			self.refuse(IssueCode::Required, "", "neither a party nor a place says who did it, so nobody can sign");
		}
		found
	}

	/// Has it been told that the goods go, or went, back?
	fn returned(&self) -> bool {
		let disposition = matches!(
			self.event.disposition,
			Some("returned" | "recalled" | "expired" | "damaged" | "non_sellable_other" | "needs_replacement")
		);
		disposition || self.event.transactions.contains(&"rma")
	}

	fn hold_of_disposition(&self) -> Option<HoldKind> {
		match self.event.disposition? {
			"stolen" => Some(HoldKind::Stolen),
			"no_pedigree_match" => Some(HoldKind::Suspect),
			"damaged" | "needs_replacement" | "non_conformant" | "non_sellable_other" | "unavailable" => {
				Some(HoldKind::Quarantine)
			},
			_ => None,
		}
	}

	fn push(&mut self, receiving: bool, call: impl FnOnce(Vec<Item>) -> Call) {
		let items = self.subjects();
		self.push_items(receiving, items, call);
	}

	fn push_items(&mut self, receiving: bool, items: Vec<Item>, call: impl FnOnce(Vec<Item>) -> Call) {
		if items.is_empty() {
			self.refuse(IssueCode::Required, "", "it names nothing that is followed");
			return;
		}
		if let Some(signer) = self.signer(receiving) {
			self.calls.push((signer, call(items)));
		}
	}

	fn map(&mut self) {
		if self.event.error.is_some() {
			return self.error_declaration();
		}
		match self.event.kind {
			Kind::Transformation => self.transformation(),
			Kind::Association => self.refuse(
				IssueCode::NotSupported,
				"",
				"an association ties things to equipment or a place; only packing into logistic units is followed",
			),
			Kind::Aggregation => self.aggregation(),
			Kind::Object | Kind::Transaction => self.object(),
		}
	}

	fn error_declaration(&mut self) {
		let event = self.event;
		if event.kind == Kind::Association {
			return self.refuse(IssueCode::NotSupported, "", "associations are not followed, nor errors of theirs");
		}
		let reason = match event.error.as_ref().map(|error| error.reason) {
			Some(Ok(Some(reason))) => reason,
			Some(Ok(None)) => {
				self.note("errorDeclaration", "without a reason, the data of the event are taken to be wrong");
				"incorrect_data"
			},
			_ => {
				return self.refuse(
					IssueCode::NotSupported,
					"errorDeclaration.reason",
					"of the reasons, did_not_occur and incorrect_data mean something to the chain",
				)
			},
		};
		// Each part of the event was recorded of what it was about.
		let observed = event.action == Some(Action::Observe);
		let items = match event.kind {
			Kind::Aggregation if observed => self.observed(),
			Kind::Aggregation => {
				let mut items = self.items(&event.children, "childEPCs");
				items.extend(self.items(event.parent.as_slice(), "parentID"));
				items
			},
			// What came out has its event in the lot's history, where commissioning is told.
			Kind::Transformation => self.items(&event.inputs, "inputEPCList"),
			_ => {
				let mut epcs = event.epcs.clone();
				epcs.extend(event.parent.clone());
				self.items(&epcs, "epcList")
			},
		};
		if event.error.as_ref().is_some_and(|error| !error.corrective.is_empty()) {
			self.note("errorDeclaration.correctiveEventIDs", "the correcting events stand for themselves on the chain");
		}
		let receiving = event.step.is_some_and(|step| ARRIVING.contains(&step));
		self.push_items(receiving, items, |items| Call::DeclareError {
			event: event.hash,
			did_not_occur: reason == "did_not_occur",
			items,
		});
	}

	fn aggregation(&mut self) {
		let event = self.event;
		if event.action == Some(Action::Observe) {
			return self.object();
		}
		let Some(parent) = &event.parent else {
			return self.refuse(
				IssueCode::Required,
				"parentID",
				"without its parent an aggregation cannot be followed",
			);
		};
		let parent = self.items(std::slice::from_ref(parent), "parentID");
		let container = match parent.as_slice() {
			[Item::Container(sscc)] => *sscc,
			[_] => {
				return self.refuse(
					IssueCode::NotSupported,
					"parentID",
					"things are packed into logistic units (SSCC), not into trade items",
				)
			},
			_ => return,
		};
		for (position, _) in event.quantities.iter().enumerate() {
			self.refuse(
				IssueCode::NotSupported,
				&format!("childQuantityList[{position}]"),
				"units are followed one by one, not as amounts of a class",
			);
		}
		let items = self.items(&event.children, "childEPCs");
		let returned = self.returned();
		match event.action {
			Some(Action::Add) => self.push_items(false, items, |items| Call::Pack { container, returned, items }),
			// Without children everything is taken out (EPCIS 2.0, 7.4.3).
			_ if event.children.is_empty() && event.quantities.is_empty() => {
				if let Some(signer) = self.signer(false) {
					self.calls.push((signer, Call::Open { container }));
				}
			},
			_ => self.push_items(false, items, |items| Call::Unpack { container, items }),
		}
		self.excursion(false);
	}

	fn object(&mut self) {
		let event = self.event;
		match (event.step, event.action) {
			(Some("commissioning"), Some(Action::Add)) => self.commission(),
			(Some("commissioning"), _) => {
				self.refuse(IssueCode::Value, "action", "commissioning adds serial numbers: its action is ADD")
			},
			(Some(step), _) if LEAVING.contains(&step) => self.ship(),
			(Some(step), _) if ARRIVING.contains(&step) => self.receive(),
			(Some("void_shipping"), _) => self.push(false, |items| Call::Void { items }),
			(Some("dispensing" | "retail_selling"), _) => self.dispense(),
			(Some("decommissioning" | "killing"), _) => {
				self.push(false, |items| Call::End { ending: Ending::Decommissioned, items })
			},
			(Some("destroying"), _) => self.push(false, |items| Call::End { ending: Ending::Destroyed, items }),
			(Some("sampling"), _) => self.push(false, |items| Call::End { ending: Ending::Sampled, items }),
			(Some("packing" | "unpacking" | "repackaging"), _) if event.kind != Kind::Aggregation => self.refuse(
				IssueCode::NotSupported,
				"bizStep",
				"what was packed into what is said by an aggregation event",
			),
			(Some("inspecting"), _)
				if matches!(event.disposition, Some("conformant" | "available" | "sellable_accessible")) =>
			{
				self.push(false, |items| Call::Release { items })
			},
			(Some("holding"), _) => {
				let kind = self.hold_of_disposition().unwrap_or(HoldKind::Quarantine);
				self.hold(kind);
			},
			(_, Some(Action::Delete)) if self.ending_of_disposition().is_some() => {
				let ending = self.ending_of_disposition().unwrap_or(Ending::Decommissioned);
				self.push(false, |items| Call::End { ending, items })
			},
			(_, Some(Action::Delete)) if matches!(event.disposition, Some("dispensed" | "retail_sold")) => {
				self.dispense()
			},
			_ => match self.hold_of_disposition() {
				Some(kind) => self.hold(kind),
				None if event.temperatures.is_empty() => self.observation(),
				// What it names has not been looked at yet.
				None => return self.excursion(true),
			},
		}
		self.excursion(false);
	}

	/// How serial numbers ended, where no step of business says it.
	fn ending_of_disposition(&self) -> Option<Ending> {
		match self.event.disposition? {
			"destroyed" | "disposed" => Some(Ending::Destroyed),
			"inactive" => Some(Ending::Decommissioned),
			_ => None,
		}
	}

	/// Serial numbers end and others begin. That these came of those has no place on the chain; all of it maps, or nothing.
	fn transformation(&mut self) {
		let event = self.event;
		for (position, _) in event.quantities.iter().enumerate() {
			self.refuse(
				IssueCode::NotSupported,
				&format!("quantityList[{position}]"),
				"amounts that went into a transformation, or came out of it, are not followed",
			);
		}
		let inputs = self.items(&event.inputs, "inputEPCList");
		let outputs = self.items(&event.outputs, "outputEPCList");
		let whole = event.quantities.is_empty()
			&& (inputs.len(), outputs.len()) == (event.inputs.len(), event.outputs.len())
			&& inputs.iter().chain(&outputs).all(|item| matches!(item, Item::Unit(_)));
		if inputs.is_empty() && outputs.is_empty() {
			return self.refuse(IssueCode::Required, "", "it names nothing that is followed");
		}
		if !whole {
			return self.refuse(
				IssueCode::NotSupported,
				"",
				"a transformation of which a part is not followed maps to nothing: the chain would show the rest as all",
			);
		}
		let made = if outputs.is_empty() { Some(Vec::new()) } else { self.commissioned(outputs) };
		let (Some(made), Some(signer)) = (made, self.signer(false)) else { return };
		if !inputs.is_empty() {
			self.calls.push((signer, Call::End { ending: Ending::Decommissioned, items: inputs }));
		}
		self.calls.extend(made);
		self.note("", "which serial numbers came of which is not kept on the chain");
	}

	/// Nothing that the chain follows happened. It says why.
	fn observation(&mut self) {
		match self.event.disposition {
			Some("recalled") => self.refuse(
				IssueCode::NotSupported,
				"disposition",
				"a recall is the labeller's: its level and serials do not stand in an event, sign `recall`",
			),
			Some("conformant" | "available" | "sellable_accessible") => {
				self.note("disposition", "whether something is held back no longer is decided by signing `release`")
			},
			_ if self.event.action == Some(Action::Delete) => self.refuse(
				IssueCode::NotSupported,
				"bizStep",
				"how the serial numbers ended is not said: decommissioning, destroying, sampling or dispensing",
			),
			_ => self.note("bizStep", "an observation without change of hands, packing or condition is not kept"),
		}
	}

	fn hold(&mut self, kind: HoldKind) {
		let event = self.event;
		let items = self.subjects();
		let lots: Vec<_> = event.quantities.iter().filter_map(|quantity| lot_of(&quantity.class)).collect();
		let Some(signer) = self.signer(false) else { return };
		if items.is_empty() && lots.is_empty() {
			self.refuse(IssueCode::Required, "", "it names nothing that is followed");
		}
		if !items.is_empty() {
			self.calls.push((signer.clone(), Call::Hold { kind, items }));
		}
		self.calls.extend(lots.into_iter().map(|(gtin, lot)| (signer.clone(), Call::HoldLot { gtin, lot, kind })));
	}

	fn commission(&mut self) {
		let items = self.subjects();
		let made = self.commissioned(items);
		self.calls.extend(made.into_iter().flatten());
	}

	/// The calls that commission these, by product; `None`, with an issue, where something is missing.
	fn commissioned(&mut self, items: Vec<Item>) -> Option<Vec<(Party, Call)>> {
		let event = self.event;
		let mut by_product = BTreeMap::<Gtin14, Vec<Serial>>::new();
		let mut containers = false;
		for item in items {
			match item {
				Item::Unit(unit) => by_product.entry(unit.gtin).or_default().push(unit.serial),
				Item::Container(_) => containers = true,
			}
		}
		if containers {
			self.note("epcList", "a logistic unit begins with what is first packed into it");
		}
		if by_product.is_empty() {
			return None;
		}
		let Some(lot) = event.lot.as_ref().and_then(|lot| lot.parse::<LotNumber>().ok()) else {
			let code = if event.lot.is_some() { IssueCode::Value } else { IssueCode::Required };
			let text = "units are commissioned in a lot: its number (lotNumber) must stand there";
			self.refuse(code, "ilmd", text);
			return None;
		};
		let Some(expiry) = event.expiry.as_deref().and_then(calendar_day) else {
			let code = if event.expiry.is_some() { IssueCode::Value } else { IssueCode::Required };
			let text = "units are commissioned with the last day of their use (itemExpirationDate), as YYYY-MM-DD";
			self.refuse(code, "ilmd", text);
			return None;
		};
		let signer = self.signer(false)?;
		let calls = by_product.into_iter().map(|(gtin, mut serials)| {
			serials.sort();
			(signer.clone(), Call::Commission { gtin, lot: lot.clone(), expiry, serials })
		});
		Some(calls.collect())
	}

	fn ship(&mut self) {
		let event = self.event;
		let Some(to) = event.receiver().map(|to| party(to, "destinationList")) else {
			return self.ship_to_where_it_arrives();
		};
		if to.reference.len() > MAX_REFERENCE {
			return self.refuse(IssueCode::Value, "destinationList", "the name of a party is too long");
		}
		let owner = |parties| Event::party(parties, &["owning_party"]);
		let same = |a: &str, b: &str| a == b || gln_of(a).is_some_and(|gln| Some(gln) == gln_of(b));
		let sold = match (owner(&event.sources), owner(&event.destinations)) {
			(Some(from), Some(to)) => !same(from, to),
			(None, Some(_)) => true,
			_ => false,
		};
		let returned = self.returned();
		self.push(false, |items| Call::Ship { to, returned, sold, items });
	}

	/// It is not said for whom it leaves; the same document may say where it arrives.
	fn ship_to_where_it_arrives(&mut self) {
		let event = self.event;
		let mut by_receiver = BTreeMap::<Party, Vec<Item>>::new();
		let mut lost = false;
		for item in self.subjects() {
			let mut of = self.arrivals.get(&item).into_iter().flatten();
			match of.find(|(millis, _)| *millis >= event.millis) {
				Some((_, receiver)) => by_receiver.entry(receiver.clone()).or_default().push(item),
				None => lost = true,
			}
		}
		if lost || by_receiver.is_empty() {
			self.refuse(
				IssueCode::Required,
				"destinationList",
				"a shipment names who shall receive it: possessing_party or owning_party",
			);
		}
		if by_receiver.is_empty() {
			return;
		}
		self.note("destinationList", "who shall receive it is taken from the event in which it arrives");
		let returned = self.returned();
		let Some(signer) = self.signer(false) else { return };
		for (to, items) in by_receiver {
			self.calls.push((signer.clone(), Call::Ship { to, returned, sold: false, items }));
		}
	}

	fn receive(&mut self) {
		let dispute = match self.event.disposition {
			Some("mismatch_instance" | "mismatch_class") => Some(DisputeKind::Wrong),
			Some("mismatch_quantity") => Some(DisputeKind::Short),
			Some("damaged") => Some(DisputeKind::Damaged),
			_ => None,
		};
		match (dispute, self.hold_of_disposition()) {
			(Some(kind), _) => self.push(true, |items| Call::Dispute { kind, items }),
			(None, hold) => {
				let items = self.subjects();
				self.push_items(true, items.clone(), |items| Call::Receive { items });
				if let (Some(kind), false) = (hold, self.calls.is_empty()) {
					self.push_items(true, items, |items| Call::Hold { kind, items });
				}
			},
		}
	}

	fn dispense(&mut self) {
		if self.event.disposition == Some("partially_dispensed") {
			return self.refuse(
				IssueCode::NotSupported,
				"disposition",
				"how much of the unit was given does not stand in an event: sign `dispense` with the amount",
			);
		}
		let items = self.subjects();
		if items.is_empty() {
			return self.refuse(IssueCode::Required, "", "it names nothing that is followed");
		}
		let Some(signer) = self.signer(false) else { return };
		for item in items {
			match item {
				Item::Unit(unit) => self.calls.push((signer.clone(), Call::Dispense { unit })),
				Item::Container(_) => {
					self.refuse(IssueCode::Value, "epcList", "a logistic unit is not given to a patient")
				},
			}
		}
	}

	/// What temperatures were measured of.
	fn measured(&mut self) -> Vec<Item> {
		let event = self.event;
		match (event.kind, event.action) {
			// What was taken out is no longer where it was.
			(Kind::Aggregation, Some(Action::Delete)) => self.items(&event.children, "childEPCs"),
			_ => self.subjects(),
		}
	}

	/// `heard`: what is wrong with the things that it names is told here, and was not told before.
	fn excursion(&mut self, heard: bool) {
		let event = self.event;
		if event.temperatures.iter().filter(|of| of.alarm).count() > MAX_ALARMS {
			return self.refuse(IssueCode::NotSupported, "sensorElementList", "an event has at most 16 alarms");
		}
		let mut calls = Vec::new();
		// What is measured without an alarm is one range: the lowest and the highest.
		let mut range: Option<(i16, i16)> = None;
		for of in &event.temperatures {
			match (celsius(of), of.alarm) {
				(Some((low, high)), true) => calls.push((low, high, true)),
				(Some((low, high)), false) => {
					let (lowest, highest) = range.unwrap_or((low, high));
					range = Some((lowest.min(low), highest.max(high)));
				},
				(None, true) => self.refuse(
					IssueCode::Value,
					"sensorElementList",
					"an alarm's temperature is a number in CEL, FAH or KEL",
				),
				(None, false) => self.note("sensorElementList", "a temperature is a number in CEL, FAH or KEL"),
			}
		}
		calls.extend(range.map(|(low, high)| (low, high, false)));
		if calls.is_empty() {
			return;
		}
		let items = if heard {
			self.measured()
		} else {
			let mut unheard = Vec::new();
			Mapper { event, arrivals: self.arrivals, issues: &mut unheard, calls: Vec::new() }.measured()
		};
		let receiving = event.step.is_some_and(|step| ARRIVING.contains(&step));
		if items.is_empty() {
			return self.note("sensorElementList", "temperatures of what is not followed are not kept");
		}
		let Some(signer) = self.signer(receiving) else { return };
		for (low, high, alarm) in calls {
			let items = items.clone();
			self.calls.push((signer.clone(), Call::Excursion { low, high, alarm, items }));
		}
	}
}

/// The lot that an EPC class names.
fn lot_of(class: &str) -> Option<(Gtin14, LotNumber)> {
	match gs1::elements(class).and_then(|elements| gs1::keys(&elements)).ok()?.as_slice() {
		[Gs1Key::TradeItem { gtin, lot: Some(lot), serial: None }] => Some((*gtin, lot.parse().ok()?)),
		_ => None,
	}
}

/// A day, also at the beginning of a time.
fn calendar_day(text: &str) -> Option<(u64, u64, u64)> {
	let day = text.get(..10)?;
	if !matches!(text.get(10..11), None | Some("T" | "Z" | "+" | "-")) {
		return None;
	}
	let digits = day.replace('-', "");
	let lawful = digits.len() == 8 && day.get(4..5) == Some("-") && day.get(7..8) == Some("-");
	(lawful && gs1::lint::check("yyyymmdd", &digits) == Some(Ok(()))).then_some(())?;
	let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse().ok());
	Some((part(0, 4)?, part(4, 6)?, part(6, 8)?))
}

/// Tenths of a degree Celsius, outwards to whole tenths.
fn celsius(alarm: &Temperature) -> Option<(i16, i16)> {
	let convert = |text: &str| {
		let value = text.parse::<f64>().ok().filter(|value| value.is_finite())?;
		Some(
			10.0 * match alarm.unit.as_str() {
				"CEL" => value,
				"FAH" => (value - 32.0) / 1.8,
				"KEL" => value - 273.15,
				_ => return None,
			},
		)
	};
	let whole = |tenths: f64| {
		// Conversions leave dust behind the point.
		let rounded = (tenths * 1e6).round() / 1e6;
		(f64::from(i16::MIN)..=f64::from(i16::MAX)).contains(&rounded).then_some(rounded)
	};
	let low = whole(convert(&alarm.low)?)?.floor() as i16;
	let high = whole(convert(&alarm.high)?)?.ceil() as i16;
	Some((low.min(high), high.max(low)))
}
