//! The one tree that JSON-LD and XML documents are both read into: that of XML, which names each item of a list.

use super::Refused;

/// A field of an event with what is in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Node {
	/// Local name of a field of the standard; `{namespace}name` of any other.
	pub name: String,
	/// Its text, trimmed.
	pub text: String,
	/// What is in it, XML attributes included.
	pub children: Vec<Node>,
}

/// Take a field off what is left. Long names count for more: of one namespace, or of one list, they are copied for each.
pub(super) fn charge(left: &mut u32, name: &str) -> Result<(), Refused> {
	let cost = u32::try_from(name.len() / 32).unwrap_or(u32::MAX).saturating_add(1);
	*left = left.checked_sub(cost).ok_or(Refused::TooLarge)?;
	Ok(())
}

impl Node {
	/// A field with text.
	pub fn leaf(name: impl Into<String>, text: impl Into<String>) -> Self {
		Self { name: name.into(), text: text.into(), children: Vec::new() }
	}

	/// A field with fields.
	pub fn parent(name: impl Into<String>, children: Vec<Self>) -> Self {
		Self { name: name.into(), text: String::new(), children }
	}

	/// The first field of this name.
	pub fn child(&self, name: &str) -> Option<&Self> {
		self.children.iter().find(|child| child.name == name)
	}

	/// Text of the first field of this name, where there is any.
	pub fn text_of(&self, name: &str) -> Option<&str> {
		self.child(name).map(|child| child.text.as_str()).filter(|text| !text.is_empty())
	}

	/// The items of a list.
	pub fn items<'a>(&'a self, list: &'a str, item: &'a str) -> impl Iterator<Item = &'a Self> {
		self.children
			.iter()
			.filter(move |child| child.name == list)
			.flat_map(|list| &list.children)
			.filter(move |child| child.name == item)
	}
}

/// What the items of a list are called (EPCIS 2.0, XML schema); `None` for what is no list.
pub fn item_of(list: &str) -> Option<&'static str> {
	Some(match list {
		"epcList" | "childEPCs" | "inputEPCList" | "outputEPCList" => "epc",
		"quantityList" | "childQuantityList" | "inputQuantityList" | "outputQuantityList" => "quantityElement",
		"bizTransactionList" => "bizTransaction",
		"sourceList" => "source",
		"destinationList" => "destination",
		"sensorElementList" => "sensorElement",
		"correctiveEventIDs" => "correctiveEventID",
		_ => return None,
	})
}

/// Names of the event types.
pub const EVENT_TYPES: [&str; 5] =
	["ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent", "AssociationEvent"];
