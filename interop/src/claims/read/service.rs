//! Which services items are for, and what authorisation is asked for.

use super::{Insurance, IssueCode, Node, Reader, Step};
use crate::{claims::names::PAS, time::Span};
use pallet_claims::{AuthorizationRequest, AuthorizationRequestLine, Service};
use salus_primitives::{codes::CodeKind, CodeId, OrganizationId};
use serde_json::Value;

impl Reader<'_> {
	/// Was the item taken out of an update (Da Vinci PAS)?
	pub(super) fn is_cancelled(&mut self, item: &Node) -> Option<bool> {
		let cancelled = [format!("{PAS}extension-itemCancelled"), format!("{PAS}modifierextension-itemCancelled")];
		for extension in item.list("modifierExtension") {
			if !cancelled.iter().any(|url| extension.text("url") == Some(url)) {
				return self.refuse(IssueCode::NotSupported, extension.path, "rules outside the standard");
			}
		}
		let says = |url: &String| {
			item.extensions(url).iter().any(|extension| extension.value.get("valueBoolean") == Some(&Value::Bool(true)))
		};
		Some(cancelled.iter().any(says))
	}

	/// Modifiers of an item, in order.
	fn modifiers(item: &Node) -> Vec<String> {
		item.codings("modifier").into_iter().map(|(_, code)| code.to_owned()).collect()
	}

	/// What an item is for, with its price where there is one.
	pub(super) fn service(&mut self, item: &Node, when: Span) -> Option<Service> {
		let codings = item.codings("productOrService");
		if codings.is_empty() {
			return self.refuse(IssueCode::Required, item.at("productOrService"), "a service is named by a code");
		}
		let Some(prices) = self.question.prices else {
			let rule = "neither a fee schedule nor proofs were given";
			return self.refuse(IssueCode::NotFound, item.at("productOrService"), rule);
		};
		let modifiers = Self::modifiers(item);
		let tier = self.question.tier;
		for (system, code) in &codings {
			let found = [format!("{system}|{code}"), (*code).to_owned()]
				.iter()
				.find_map(|code| prices.find(code, &modifiers, tier, Some(when)));
			let Some(proven) = found else { continue };
			return match proven.fee() {
				Some(fee) => Some(Service::Listed(fee)),
				None => {
					self.refuse(IssueCode::Value, item.at("productOrService"), "the proof of the price is too long")
				},
			};
		}
		let category = self.category(item, &codings)?;
		let key = codings.first().and_then(|(_, code)| prices.key(code, &modifiers, tier));
		match key {
			Some(key) => Some(Service::Unlisted { category, key }),
			None => {
				let rule =
					"no proof was given for the service, and without the schedule it cannot be claimed as unlisted";
				self.refuse(IssueCode::NotFound, item.at("productOrService"), rule)
			},
		}
	}

	/// Category of a service: by the item's own category, or by what the directory says of its code.
	fn category(&mut self, item: &Node, codings: &[(&str, &str)]) -> Option<CodeId> {
		let codes = self.question.codes;
		let own = item.codings("category");
		let named = own.iter().find_map(|(system, code)| codes.id(CodeKind::ServiceCategory, system, code));
		let all = own.iter().chain(codings);
		let meant = || {
			let mut entries = all.filter_map(|(system, code)| self.question.directory.get(&format!("{system}|{code}")));
			entries.find_map(|entry| entry.category)
		};
		match named.or_else(meant) {
			Some(category) => Some(category),
			None => {
				let rule = "the category of the service is not known: a price, item.category or the directory says it";
				self.refuse(IssueCode::NotFound, item.at("category"), rule)
			},
		}
	}

	// --- Authorisations ------------------------------------------------------------------------------------------------

	pub(super) fn authorization(
		&mut self,
		claim: &Node,
		provider: OrganizationId,
		insurance: &Insurance,
		replaced: Option<Node>,
	) -> Option<Vec<Step>> {
		let documents = self.commitment();
		let replaced = self.replaced_authorization(replaced);
		// Diagnoses go to the payer with the document.
		self.flags(claim);
		let items = claim.list("item");
		let amounts: Vec<_> = items.iter().map(|item| self.amount(item)).collect();
		self.total(claim, &amounts);
		let mut lines: Vec<Option<AuthorizationRequestLine>> = Vec::new();
		let mut expedited = claim.codings("priority").iter().any(|(_, code)| *code == "stat");
		for item in &items {
			expedited |= Self::is_urgent(item);
			if self.is_cancelled(item)? {
				self.tell(item.path.clone(), "cancelled items are left out");
				continue;
			}
			let line = self.requested(item);
			lines.push(line);
		}
		if items.is_empty() {
			let line = self.prescribed(claim);
			lines.push(line);
		}
		expedited |= Self::is_urgent(claim);
		let lines = lines.into_iter().collect::<Option<Vec<_>>>()?;
		let mut steps = Vec::new();
		if let Some(authorization) = replaced? {
			steps.push(Step::CancelAuthorization { provider, authorization });
		}
		if lines.is_empty() {
			if steps.is_empty() {
				return self.refuse(
					IssueCode::Value,
					claim.at("item"),
					"every item is cancelled, and nothing that stands is named",
				);
			}
			return Some(steps);
		}
		let Ok(lines) = lines.try_into() else {
			let rule = "a request for authorisation has at most 10 lines";
			return self.refuse(IssueCode::NotSupported, claim.at("item"), rule);
		};
		let request = AuthorizationRequest { coverage: insurance.coverage, expedited, documents: documents?, lines };
		steps.push(Step::RequestAuthorization { provider, request });
		Some(steps)
	}

	/// X12 278 level of service: emergency or urgent.
	fn is_urgent(node: &Node) -> bool {
		let levels = ["extension-levelOfServiceType", "extension-levelOfServiceCode"];
		let mut extensions = levels.iter().flat_map(|name| node.extensions(&format!("{PAS}{name}")));
		extensions.any(|extension| {
			let mut codes = extension.codings("valueCodeableConcept");
			codes.extend(extension.text("valueCode").map(|code| ("", code)));
			codes.iter().any(|(_, code)| matches!(*code, "03" | "U"))
		})
	}

	fn requested(&mut self, item: &Node) -> Option<AuthorizationRequestLine> {
		let codings = item.codings("productOrService");
		if codings.is_empty() {
			return self.refuse(IssueCode::Required, item.at("productOrService"), "a service is named by a code");
		}
		let units = self.units(item);
		self.request_line(item, &codings, units)
	}

	fn request_line(
		&mut self,
		item: &Node,
		codings: &[(&str, &str)],
		units: Option<u32>,
	) -> Option<AuthorizationRequestLine> {
		let (prices, tier) = (self.question.prices, self.question.tier);
		let modifiers = Self::modifiers(item);
		let names = || codings.iter().flat_map(|(system, code)| [format!("{system}|{code}"), (*code).to_owned()]);
		let found = names().find_map(|code| prices?.find(&code, &modifiers, tier, None));
		if let Some(proven) = found {
			let (category, service) = (proven.price.category, Some(proven.key));
			return Some(AuthorizationRequestLine { category, service, units: units? });
		}
		let category = self.category(item, codings);
		let service = codings.first().and_then(|(_, code)| prices?.key(code, &modifiers, tier));
		Some(AuthorizationRequestLine { category: category?, service, units: units? })
	}

	/// Without items, what is asked for is what was prescribed.
	fn prescribed(&mut self, claim: &Node) -> Option<AuthorizationRequestLine> {
		let prescription = claim.get("prescription");
		let extension = prescription.as_ref().and_then(|prescription| {
			let url = format!("{PAS}extension-requestedService");
			prescription.extensions(&url).first()?.get("valueReference")
		});
		let reference = extension.or(prescription);
		let text = reference.as_ref().and_then(|reference| reference.text("reference"));
		let Some(order) = text.and_then(|text| self.resolve(text)).cloned() else {
			let rule = "neither items nor a prescription in the document: what authorisation is asked for is not said";
			return self.refuse(IssueCode::Required, claim.at("item"), rule);
		};
		let order = Node { value: &order, path: claim.at("prescription.resolve()") };
		let codings = ["code", "codeCodeableConcept", "medicationCodeableConcept"]
			.iter()
			.map(|name| order.codings(name))
			.find(|codings| !codings.is_empty());
		let Some(codings) = codings else {
			return self.refuse(IssueCode::Required, order.at("code"), "a service is named by a code");
		};
		self.tell(claim.at("item"), "what is asked for is what was prescribed");
		let units = match order.get("quantityQuantity") {
			None => Some(1),
			Some(quantity) => {
				let whole = self.decimal(&quantity, "value")?.and_then(|value| value.whole());
				match whole.and_then(|units| u32::try_from(units).ok()).filter(|units| *units > 0) {
					Some(units) => Some(units),
					None => self.refuse(
						IssueCode::NotSupported,
						quantity.path,
						"units of the chain are whole numbers above zero",
					),
				}
			},
		};
		self.request_line(&order, &codings, units)
	}
}
