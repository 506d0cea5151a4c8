//! What a grant leaves to be applied, applied to one resource.
//!
//! A resource may be released when at least one layer permits it and none denies it. The verdict of a layer is that of
//! its last rule that matches, else its *otherwise*. What cannot be decided here (a handle that this store does not
//! know, a record without a date) counts against the release: as a match of what denies, as none of what permits.

use super::documents::{Coding, Facts, Identities};
use salus_primitives::SubjectId;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// Codes by their numbers, with those above each.
pub type Lineages = HashMap<(&'static str, Coding), Vec<u16>>;

/// What the records that "related" speaks of refer to; `None` for one that could not be read.
pub type Related = HashMap<String, Option<Vec<String>>>;

/// A code, as the node shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Code {
	/// Its number in the registry.
	pub id: u16,
	/// Its system.
	#[serde(default)]
	pub system: Option<String>,
	/// The code itself.
	#[serde(default)]
	pub code: Option<String>,
}

/// A record that a criterion names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
	/// How the data relates to it.
	pub meaning: Meaning,
	/// What stands for it.
	pub handle: SubjectId,
}

/// How data relates to what a handle stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
	/// It is that record.
	Instance,
	/// It is that record or one that it refers to.
	Related,
	/// It is that record or one that refers to it.
	Dependents,
	/// It was authored by that person or organisation.
	#[serde(alias = "authoredby")]
	AuthoredBy,
	/// It belongs to that encounter.
	Encounter,
}

/// A period; an absent end is open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Period {
	/// First moment, RFC 3339.
	#[serde(default)]
	pub start: Option<String>,
	/// Last moment, RFC 3339.
	#[serde(default)]
	pub end: Option<String>,
}

impl Period {
	/// The ends in seconds; an error when one cannot be read.
	fn seconds(&self) -> Result<(i64, i64), chrono::ParseError> {
		let end = |text: &Option<String>, open| match text {
			None => Ok(open),
			Some(text) => chrono::DateTime::parse_from_rfc3339(text).map(|moment| moment.timestamp()),
		};
		Ok((end(&self.start, i64::MIN)?, end(&self.end, i64::MAX)?))
	}

	fn is_open(&self) -> bool {
		self.start.is_none() && self.end.is_none()
	}
}

/// Which data a rule speaks of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Data {
	/// Classes of data.
	#[serde(default)]
	pub classes: Vec<Code>,
	/// Codes of the content.
	#[serde(default)]
	pub contents: Vec<Code>,
	/// Labels.
	#[serde(default)]
	pub labels: Vec<Code>,
	/// Records.
	#[serde(default)]
	pub records: Vec<Record>,
	/// Organisations that keep the data.
	#[serde(default)]
	pub holders: Vec<u32>,
	/// When it was authored.
	#[serde(default)]
	pub period: Period,
}

/// Release or leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
	/// Release.
	Permit,
	/// Leave out.
	Deny,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
	/// Release or leave out.
	pub effect: Effect,
	/// Which data.
	pub data: Data,
}

/// The rules of one directive or policy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Layer {
	/// Verdict on data that no rule matches; `None`: it says nothing.
	pub otherwise: Option<Effect>,
	/// The rules, in order.
	pub rules: Vec<Rule>,
}

/// What a grant says of the data, exactly.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Scope {
	/// The class.
	#[serde(default, deserialize_with = "number")]
	pub class: Option<u16>,
	/// The code of the content.
	#[serde(default, deserialize_with = "number")]
	pub content: Option<u16>,
	/// All labels.
	#[serde(default)]
	pub labels: Option<Vec<Code>>,
	/// The record.
	#[serde(default)]
	pub record: Option<SubjectId>,
	/// The author.
	#[serde(default)]
	pub author: Option<SubjectId>,
	/// The encounter.
	#[serde(default)]
	pub encounter: Option<SubjectId>,
	/// The organisation that keeps it.
	#[serde(default)]
	pub holder: Option<u32>,
	/// A period.
	#[serde(default)]
	pub period: Option<Period>,
}

impl Data {
	fn names_codes(&self) -> bool {
		!self.contents.is_empty()
	}
}

/// Do rules or scope speak of codes of the content? Then every coding of a resource matters.
pub fn speaks_of_contents(scope: &Scope, layers: &[Layer]) -> bool {
	scope.content.is_some() || layers.iter().flat_map(|layer| &layer.rules).any(|rule| rule.data.names_codes())
}

impl Scope {
	/// Does it say nothing that only a look at each resource could check, but for its class?
	pub fn is_class_at_most(&self) -> bool {
		self.content.is_none()
			&& self.labels.is_none()
			&& self.record.is_none()
			&& self.author.is_none()
			&& self.encounter.is_none()
			&& self.period.as_ref().is_none_or(Period::is_open)
	}
}

fn number<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<u16>, D::Error> {
	Ok(Option::<Code>::deserialize(deserializer)?.map(|code| code.id))
}

/// What becomes of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
	/// It goes out.
	Release,
	/// It stays.
	Withhold,
}

/// Whether a criterion matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
	No,
	Unknown,
	Yes,
}

impl From<bool> for Match {
	fn from(yes: bool) -> Self {
		if yes {
			Self::Yes
		} else {
			Self::No
		}
	}
}

/// A resource as the gate sees it.
pub struct Seen<'a> {
	/// What it says of itself.
	pub facts: &'a Facts,
	/// Who is who.
	pub identities: &'a Identities,
	/// The numbers of its codes.
	pub lineages: &'a Lineages,
}

impl Seen<'_> {
	/// Is everything that the grant says of the data true of this resource?
	pub fn lies_in(&self, scope: &Scope) -> bool {
		let is = |handle: &SubjectId, among: &[String]| {
			self.identities.reference(handle).is_some_and(|reference| among.contains(reference))
		};
		let labels = scope.labels.as_ref().is_none_or(|named| {
			self.facts.labels.iter().all(|label| {
				let numbers = self.lineages.get(&("Label", label.clone()));
				numbers.and_then(|numbers| numbers.first()).is_some_and(|own| named.iter().any(|code| code.id == *own))
			})
		});
		let period = scope.period.as_ref().filter(|period| !period.is_open()).is_none_or(|period| {
			matches!((period.seconds(), self.facts.time), (Ok((start, end)), Some((first, last))) if start <= first && last <= end)
		});
		labels
			&& period && scope.class.is_none_or(|class| self.is_just(&self.facts.classes, class))
			&& scope.content.is_none_or(|content| self.is_just(&self.facts.contents, content))
			&& scope.record.is_none_or(|handle| is(&handle, std::slice::from_ref(&self.facts.reference)))
			&& scope.author.is_none_or(|handle| is(&handle, &self.facts.authors))
			&& scope.encounter.is_none_or(|handle| is(&handle, &self.facts.encounters))
			&& scope.holder.is_none_or(|holder| holder == self.facts.holder)
	}

	/// What all layers together say of it.
	pub fn verdict(&self, layers: &[Layer], related: &Related) -> Verdict {
		if layers.is_empty() {
			return Verdict::Release;
		}
		let verdicts: Vec<_> = layers.iter().map(|layer| self.layer(layer, related)).collect();
		if verdicts.contains(&Some(Effect::Permit)) && !verdicts.contains(&Some(Effect::Deny)) {
			Verdict::Release
		} else {
			Verdict::Withhold
		}
	}

	fn layer(&self, layer: &Layer, related: &Related) -> Option<Effect> {
		let speaks = |rule: &&Rule| match self.matches(&rule.data, related) {
			Match::Yes => true,
			Match::Unknown => rule.effect == Effect::Deny,
			Match::No => false,
		};
		layer.rules.iter().rev().find(speaks).map(|rule| rule.effect).or(layer.otherwise)
	}

	fn matches(&self, data: &Data, related: &Related) -> Match {
		let numbers = |codes: &[Code]| codes.iter().map(|code| code.id).collect::<Vec<_>>();
		let codes = |kind, own: &[Coding], named: &[Code]| {
			Match::from(named.is_empty() || self.covers(kind, own, &numbers(named)))
		};
		let labels = match codes("Label", &self.facts.labels, &data.labels) {
			// A label that the registry does not know may mean one of those.
			Match::No if !self.knows_all_labels() => Match::Unknown,
			known => known,
		};
		let period = match (data.period.is_open(), data.period.seconds(), self.facts.time) {
			(true, ..) => Match::Yes,
			(_, Err(_), _) | (_, _, None) => Match::Unknown,
			(_, Ok((start, end)), Some((first, last))) if start <= first && last <= end => Match::Yes,
			(_, Ok((start, end)), Some((first, last))) if end < first || last < start => Match::No,
			// It reaches beyond the period on one side: partly meant.
			_ => Match::Unknown,
		};
		let records = data.records.iter().map(|record| self.record(record, related)).max();
		[
			codes("ResourceClass", &self.facts.classes, &data.classes),
			codes("ResourceClass", &self.facts.contents, &data.contents),
			labels,
			Match::from(data.holders.is_empty() || data.holders.contains(&self.facts.holder)),
			period,
			records.unwrap_or(Match::Yes),
		]
		.into_iter()
		.min()
		.unwrap_or(Match::Unknown)
	}

	fn record(&self, record: &Record, related: &Related) -> Match {
		let Some(reference) = self.identities.reference(&record.handle) else { return Match::Unknown };
		if *reference == self.facts.reference && record.meaning != Meaning::AuthoredBy {
			return Match::Yes;
		}
		match record.meaning {
			Meaning::Instance => Match::No,
			Meaning::Dependents => self.facts.references.contains(reference).into(),
			Meaning::AuthoredBy => self.facts.authors.contains(reference).into(),
			Meaning::Encounter => self.facts.encounters.contains(reference).into(),
			Meaning::Related => match related.get(reference) {
				Some(Some(references)) => references.contains(&self.facts.reference).into(),
				_ => Match::Unknown,
			},
		}
	}

	/// Is this the only code that the registry knows of the resource? The chain was asked about no other.
	fn is_just(&self, own: &[Coding], stated: u16) -> bool {
		let number = |coding: &Coding| self.lineages.get(&("ResourceClass", coding.clone()))?.first().copied();
		let known: Vec<u16> = own.iter().filter_map(number).collect();
		!known.is_empty() && known.iter().all(|known| *known == stated)
	}

	fn knows_all_labels(&self) -> bool {
		self.facts
			.labels
			.iter()
			.all(|label| self.lineages.get(&("Label", label.clone())).is_some_and(|l| !l.is_empty()))
	}

	/// Does one of the named codes cover one of the resource's own?
	fn covers(&self, kind: &'static str, own: &[Coding], named: &[u16]) -> bool {
		own.iter().any(|coding| {
			let numbers = self.lineages.get(&(kind, coding.clone()));
			numbers.is_some_and(|numbers| numbers.iter().any(|number| named.contains(number)))
		})
	}
}

/// The records that must be read to know what is related to them.
pub fn related_references(layers: &[Layer], identities: &Identities) -> HashSet<String> {
	let records = layers.iter().flat_map(|layer| &layer.rules).flat_map(|rule| &rule.data.records);
	records
		.filter(|record| record.meaning == Meaning::Related)
		.filter_map(|record| identities.reference(&record.handle).cloned())
		.collect()
}
