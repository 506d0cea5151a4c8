//! The Core Business Vocabulary (CBV 2.0, section 7) in its written forms: bare word, URN, web URI and compact URI.

/// A vocabulary of the standard.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Vocabulary {
	/// Business steps.
	BizStep,
	/// Dispositions.
	Disposition,
	/// Business transaction types.
	Transaction,
	/// Source and destination types.
	Party,
	/// Error reasons.
	Reason,
	/// Components of measurements.
	Component,
}

const BIZ_STEPS: &[&str] = &[
	"accepting",
	"arriving",
	"assembling",
	"collecting",
	"commissioning",
	"consigning",
	"creating_class_instance",
	"cycle_counting",
	"decommissioning",
	"departing",
	"destroying",
	"disassembling",
	"dispensing",
	"encoding",
	"entering_exiting",
	"holding",
	"inspecting",
	"installing",
	"killing",
	"loading",
	"other",
	"packing",
	"picking",
	"receiving",
	"removing",
	"repackaging",
	"repairing",
	"replacing",
	"reserving",
	"retail_selling",
	"sampling",
	"sensor_reporting",
	"shipping",
	"staging_outbound",
	"stock_taking",
	"stocking",
	"storing",
	"transporting",
	"unloading",
	"unpacking",
	"void_shipping",
];

const DISPOSITIONS: &[&str] = &[
	"active",
	"available",
	"completeness_inferred",
	"completeness_verified",
	"conformant",
	"container_closed",
	"container_open",
	"damaged",
	"destroyed",
	"dispensed",
	"disposed",
	"encoded",
	"expired",
	"in_progress",
	"in_transit",
	"inactive",
	"mismatch_class",
	"mismatch_instance",
	"mismatch_quantity",
	"needs_replacement",
	"no_pedigree_match",
	"non_conformant",
	"non_sellable_other",
	"partially_dispensed",
	"recalled",
	"reserved",
	"retail_sold",
	"returned",
	"sellable_accessible",
	"sellable_not_accessible",
	"stolen",
	"unavailable",
	"unknown",
];

const TRANSACTIONS: &[&str] = &[
	"bol",
	"cert",
	"desadv",
	"inv",
	"pedigree",
	"po",
	"poc",
	"prodorder",
	"recadv",
	"rma",
	"testprd",
	"testres",
	"upevt",
];

const PARTIES: &[&str] = &["owning_party", "possessing_party", "location"];

const REASONS: &[&str] = &["did_not_occur", "incorrect_data"];

const COMPONENTS: &[&str] = &[
	"x",
	"y",
	"z",
	"axial_distance",
	"azimuth",
	"height",
	"latitude",
	"longitude",
	"elevation",
	"polar_angle",
	"inclination",
	"spherical_radius",
	"easting",
	"northing",
];

/// Where web URIs of the vocabulary begin.
const WEB: &str = "https://ref.gs1.org/cbv/";

impl Vocabulary {
	const fn words(self) -> &'static [&'static str] {
		match self {
			Self::BizStep => BIZ_STEPS,
			Self::Disposition => DISPOSITIONS,
			Self::Transaction => TRANSACTIONS,
			Self::Party => PARTIES,
			Self::Reason => REASONS,
			Self::Component => COMPONENTS,
		}
	}

	/// Name in URNs and in web URIs.
	const fn names(self) -> (&'static str, &'static str) {
		match self {
			Self::BizStep => ("bizstep", "BizStep"),
			Self::Disposition => ("disp", "Disp"),
			Self::Transaction => ("btt", "BTT"),
			Self::Party => ("sdt", "SDT"),
			Self::Reason => ("er", "ER"),
			Self::Component => ("comp", "Comp"),
		}
	}

	const ALL: [Self; 6] =
		[Self::BizStep, Self::Disposition, Self::Transaction, Self::Party, Self::Reason, Self::Component];

	/// The word of the standard that a value says in any of its forms; `None` for any other value.
	pub fn word(self, value: &str) -> Option<&'static str> {
		let (urn, web) = self.names();
		let strip = |prefix: &str| value.strip_prefix(prefix);
		let word = strip(&format!("urn:epcglobal:cbv:{urn}:"))
			.or_else(|| strip(&format!("{WEB}{web}-")))
			.or_else(|| strip(&format!("cbv:{web}-")))
			.unwrap_or(value);
		self.words().iter().find(|listed| **listed == word).copied()
	}

	/// A bare word of the standard as a web URI; any other value as it is.
	pub fn expanded(self, value: &str) -> String {
		if self.words().contains(&value) {
			format!("{WEB}{}-{value}", self.names().1)
		} else {
			value.to_owned()
		}
	}
}

/// A URN or compact URI of the standard vocabularies as a web URI; any other value as it is.
pub fn web_uri(value: &str) -> String {
	for vocabulary in Vocabulary::ALL {
		let (urn, web) = vocabulary.names();
		if let Some(word) = value.strip_prefix(&format!("urn:epcglobal:cbv:{urn}:")) {
			return format!("{WEB}{web}-{word}");
		}
	}
	for (prefix, uri) in [("cbv:", WEB), ("gs1:", MEASUREMENTS), ("epcis:", "https://ref.gs1.org/epcis/")] {
		if let Some(rest) = value.strip_prefix(prefix) {
			return format!("{uri}{rest}");
		}
	}
	value.to_owned()
}

/// Where the types of measurements begin.
pub const MEASUREMENTS: &str = "https://gs1.org/voc/";
