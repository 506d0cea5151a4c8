//! Exception reports of trading partners (Partnership for DSCSA Governance, exceptions messaging) about what was shipped
//! and what arrived.
//!
//! Only exceptions about units that are named one by one become calls; amounts, master data and free text do not. Who
//! reports is named by a GLN; contact data, credentials and text are never repeated.

use super::{
	plan::{bounded, tell, Call, DisputeKind, HoldKind, Item, Party, Plan, Step, MAX_REFERENCE},
	Limits, Refused,
};
use crate::outcome::{Issue, IssueCode, Severity};
use salus_primitives::{Gtin14, UnitId};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Report {
	timestamp: u64,
	sender_information: Sender,
	#[serde(default)]
	exceptions: Option<Exceptions>,
	#[serde(default)]
	other_errors: Option<Vec<String>>,
	#[serde(default)]
	case_resolved: Option<bool>,
	#[serde(default)]
	response_items: Option<Vec<Value>>,
	#[serde(default)]
	additional_notes: Option<String>,
	// Required of every message; they name it and its case, and are not kept.
	#[allow(dead_code)]
	message_uuid: String,
	#[allow(dead_code)]
	exception_case_uuid: String,
	#[allow(dead_code)]
	po_number: String,
}

#[derive(Deserialize)]
struct Sender {
	#[serde(default)]
	gln: Option<String>,
	#[allow(dead_code)]
	email: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Exceptions {
	#[serde(default)]
	missing_product_data: Option<Vec<Product>>,
	#[serde(default)]
	missing_product: Option<Vec<Product>>,
	#[serde(default)]
	data_misalignment: Option<Vec<Misalignment>>,
	#[serde(default)]
	overages: Option<Vec<Value>>,
	#[serde(default)]
	underages: Option<Vec<Value>>,
	#[serde(default)]
	master_data_errors: Option<Value>,
}

#[derive(Deserialize)]
struct Product {
	product_gtin: String,
	#[serde(default)]
	product_serial: Option<String>,
}

#[derive(Deserialize)]
struct Misalignment {
	received_product_gtin: String,
	received_product_lot: String,
	received_product_expiry: String,
	received_product_serial: Option<String>,
	product_data_gtin: String,
	product_data_lot: String,
	product_data_expiry: String,
	product_data_serial: Option<String>,
}

/// Say what must be signed for a report, or for an answer to one.
pub fn exceptions(text: &str) -> Result<Plan, Refused> {
	if text.len() > Limits::default().bytes {
		return Err(Refused::TooLarge);
	}
	let report: Report = serde_json::from_str(text).map_err(|error| Refused::Json(error.line(), error.column()))?;
	let mut mapper = Mapper { report: &report, plan: Plan::default() };
	mapper.map();
	Ok(bounded(mapper.plan))
}

struct Mapper<'a> {
	report: &'a Report,
	plan: Plan,
}

impl Mapper<'_> {
	fn issue(&mut self, severity: Severity, code: IssueCode, place: &str, text: &str) {
		let expression = vec![place.to_owned()];
		tell(&mut self.plan.issues, Issue { severity, code, expression, diagnostics: text.into() });
	}

	fn map(&mut self) {
		let report = self.report;
		let none = Exceptions::default();
		let exceptions = report.exceptions.as_ref().unwrap_or(&none);
		for (position, product) in exceptions.missing_product.iter().flatten().enumerate() {
			let place = format!("exceptions.missing_product[{position}]");
			self.unit(&place, &product.product_gtin, product.product_serial.as_ref(), |items| Call::Dispute {
				kind: DisputeKind::Short,
				items,
			});
		}
		for (position, product) in exceptions.missing_product_data.iter().flatten().enumerate() {
			let place = format!("exceptions.missing_product_data[{position}]");
			self.unit(&place, &product.product_gtin, product.product_serial.as_ref(), |items| Call::Dispute {
				kind: DisputeKind::Over,
				items,
			});
		}
		for (position, item) in exceptions.data_misalignment.iter().flatten().enumerate() {
			self.misalignment(&format!("exceptions.data_misalignment[{position}]"), item);
		}
		for (list, items) in [("overages", &exceptions.overages), ("underages", &exceptions.underages)] {
			for (position, _) in items.iter().flatten().enumerate() {
				self.issue(
					Severity::Error,
					IssueCode::NotSupported,
					&format!("exceptions.{list}[{position}]"),
					"amounts do not say which units: dispute the serial numbers that are missing or left over",
				);
			}
		}
		if exceptions.master_data_errors.as_ref().is_some_and(|errors| !errors.is_null()) {
			self.issue(
				Severity::Error,
				IssueCode::NotSupported,
				"exceptions.master_data_errors",
				"products and parties are corrected in their registries by whoever registered them",
			);
		}
		if report.other_errors.as_ref().is_some_and(|errors| !errors.is_empty()) {
			self.issue(Severity::Information, IssueCode::NotSupported, "other_errors", "free text is never kept");
		}
		if report.case_resolved == Some(true) {
			self.issue(
				Severity::Information,
				IssueCode::NotSupported,
				"case_resolved",
				"a dispute ends when the two parties settle it item by item: sign `settle`",
			);
		}
		for (position, _) in report.response_items.iter().flatten().enumerate() {
			self.issue(
				Severity::Information,
				IssueCode::NotSupported,
				&format!("response_items[{position}]"),
				"an answer names its case and no unit: sign `settle` for the units concerned",
			);
		}
		if report.additional_notes.is_some() {
			self.issue(Severity::Information, IssueCode::NotSupported, "additional_notes", "free text is never kept");
		}
	}

	fn misalignment(&mut self, place: &str, item: &Misalignment) {
		let received = (&item.received_product_gtin, item.received_product_serial.as_ref());
		let told = (&item.product_data_gtin, item.product_data_serial.as_ref());
		if received != told {
			// One unit was told and did not come, another came and was not told.
			self.unit(place, told.0, told.1, |items| Call::Dispute { kind: DisputeKind::Short, items });
			self.unit(place, received.0, received.1, |items| Call::Dispute { kind: DisputeKind::Over, items });
		} else if item.received_product_lot != item.product_data_lot
			|| item.received_product_expiry != item.product_data_expiry
		{
			// The pack says another lot or expiry than its data: one of the two is not genuine.
			self.unit(place, received.0, received.1, |items| Call::Hold { kind: HoldKind::Suspect, items });
		} else {
			self.issue(Severity::Error, IssueCode::Value, place, "what was received agrees with its data");
		}
	}

	fn unit(&mut self, place: &str, gtin: &str, serial: Option<&String>, call: impl FnOnce(Vec<Item>) -> Call) {
		let gtin = match gtin.parse::<Gtin14>() {
			Ok(gtin) => gtin,
			Err(error) => return self.issue(Severity::Error, IssueCode::Value, place, &format!("GTIN: {error}")),
		};
		let Some(serial) = serial else {
			let text = "without its serial number the unit is not known";
			return self.issue(Severity::Error, IssueCode::Required, place, text);
		};
		let Ok(serial) = serial.parse() else {
			let text = "the serial number has characters or a length that GS1 does not allow";
			return self.issue(Severity::Error, IssueCode::Value, place, text);
		};
		let gln = self.report.sender_information.gln.as_ref();
		let Some(reference) = gln else {
			let text = "the sender's GLN says who signs";
			return self.issue(Severity::Error, IssueCode::Required, "sender_information.gln", text);
		};
		if reference.len() > MAX_REFERENCE {
			return self.issue(Severity::Error, IssueCode::Value, "sender_information.gln", "not a GLN");
		}
		let Some(millis) = self.report.timestamp.checked_mul(1_000) else {
			return self.issue(Severity::Error, IssueCode::Value, "timestamp", "seconds since 1970");
		};
		self.plan.steps.push(Step {
			place: place.to_owned(),
			signer: Party { reference: reference.clone(), gln: reference.parse().ok(), field: "sender_information" },
			millis,
			offset: 0,
			read_point: None,
			event: None,
			call: call(vec![Item::Unit(UnitId { gtin, serial })]),
		});
	}
}
