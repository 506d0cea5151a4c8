//! Who may trade and label, products, and the lots they are made in.

use crate::{pallet::*, types::*};
use codec::Encode;
use frame_support::{ensure, traits::UnixTime, weights::Weight, BoundedVec};
use salus_primitives::{
	anchor::Root, CredentialAnswer, CredentialCheck, Gtin14, Holder, OrganizationId, Organizations, Role, Seconds,
	Sscc18, TrailHead, TrailKind,
};
use sp_runtime::{traits::UniqueSaturatedInto, DispatchError, DispatchResult};

/// Roles of which a trading partner has at least one.
const TRADE: [Role; 4] = [Role::Manufacturer, Role::Wholesaler, Role::Dispenser, Role::Provider];

impl<T: Config> Pallet<T> {
	/// Is the organisation an authorised trading partner now (FD&C Act, section 581(2)): an active member of the trade
	/// with an active licence?
	pub fn is_partner(organization: OrganizationId) -> bool {
		Self::partner_at_cost(organization).0
	}

	/// Likewise; also what finding its licence cost more than the least.
	fn partner_at_cost(organization: OrganizationId) -> (bool, Weight) {
		let Some(schema) = TradingSchema::<T>::get() else { return (false, Weight::zero()) };
		if !TRADE.iter().any(|role| T::Organizations::has_role(organization, *role)) {
			return (false, Weight::zero());
		}
		let holder = Holder::Organization(organization);
		let (answer, cost) = T::Credentials::check_at_cost(holder, schema, None, Self::now());
		(answer == CredentialAnswer::Active, cost)
	}

	/// What finding its licence cost more than the least, which the weights of calls contain.
	pub(crate) fn ensure_partner(organization: OrganizationId) -> Result<Weight, DispatchError> {
		let (partner, cost) = Self::partner_at_cost(organization);
		ensure!(partner, Error::<T>::NotTradingPartner);
		Ok(cost)
	}

	pub(crate) fn ensure_role(organization: OrganizationId, roles: &[Role]) -> DispatchResult {
		let any = roles.iter().any(|role| T::Organizations::has_role(organization, *role));
		ensure!(any, Error::<T>::RoleMissing);
		Ok(())
	}

	pub(crate) fn ensure_gtin(organization: OrganizationId, gtin: Gtin14) -> DispatchResult {
		let own = Prefixes::<T>::get(organization).iter().any(|prefix| prefix.covers_gtin(gtin));
		ensure!(own, Error::<T>::ForeignPrefix);
		Ok(())
	}

	pub(crate) fn ensure_sscc(organization: OrganizationId, sscc: Sscc18) -> DispatchResult {
		let own = Prefixes::<T>::get(organization).iter().any(|prefix| prefix.covers_sscc(sscc));
		ensure!(own, Error::<T>::ForeignPrefix);
		Ok(())
	}

	pub(crate) fn do_set_prefixes(
		organization: OrganizationId,
		prefixes: BoundedVec<CompanyPrefix, MaxPrefixes>,
	) -> DispatchResult {
		for old in Prefixes::<T>::take(organization) {
			PrefixHolders::<T>::remove(old);
		}
		for prefix in &prefixes {
			// Nobody else has this prefix or one that it begins with. That it begins no other is for the council to see.
			let taken = prefix.lineage().any(PrefixHolders::<T>::contains_key);
			ensure!(!taken, Error::<T>::PrefixTaken);
			PrefixHolders::<T>::insert(prefix, organization);
		}
		if !prefixes.is_empty() {
			Prefixes::<T>::insert(organization, &prefixes);
		}
		Self::deposit_event(Event::PrefixesSet { organization, prefixes });
		Ok(())
	}

	pub(crate) fn do_set_responder(organization: OrganizationId, responder: Option<Responder>) -> DispatchResult {
		if let Some(responder) = &responder {
			let lawful = responder.starts_with(b"https://")
				&& responder.len() > 8
				&& responder.iter().all(|b| b.is_ascii_graphic());
			ensure!(lawful, Error::<T>::MalformedResponder);
		}
		Responders::<T>::set(organization, responder);
		Self::deposit_event(Event::ResponderSet { organization });
		Ok(())
	}

	pub(crate) fn do_register_product(
		labeller: OrganizationId,
		gtin: Gtin14,
		details: ProductDetails,
	) -> DispatchResult {
		ensure!(!Products::<T>::contains_key(gtin), Error::<T>::ProductExists);
		ensure!(details.content > 0, Error::<T>::ZeroQuantity);
		ensure!(details.ndc.is_none_or(|ndc| ndc.agrees_with(gtin)), Error::<T>::NdcMismatch);
		ensure!(details.storage.is_none_or(|range| range.low <= range.high), Error::<T>::TemperaturesOutOfOrder);
		if let Some(ndc) = details.ndc {
			NdcProducts::<T>::insert(ndc, gtin, ());
		}
		let (status, recalls) = (ProductStatus::Active, Default::default());
		Products::<T>::insert(gtin, Product { labeller, details, status, recalls });
		Self::deposit_event(Event::ProductRegistered { gtin, labeller });
		Ok(())
	}

	pub(crate) fn do_set_product_status(gtin: Gtin14, mut product: Product, status: ProductStatus) -> DispatchResult {
		ensure!(product.status != status, Error::<T>::NothingChanges);
		product.status = status;
		Products::<T>::insert(gtin, product);
		Self::deposit_event(Event::ProductStatusSet { gtin, status });
		Ok(())
	}

	pub(crate) fn do_commission(
		by: OrganizationId,
		product: &Product,
		id: LotId,
		expiry: Day,
		root: Root,
		told: &Told,
	) -> DispatchResult {
		Self::ensure_count(&root, MAX_BATCH_SERIALS)?;
		let kept = Lots::<T>::get(&id);
		if let Some(lot) = &kept {
			ensure!(lot.expiry == expiry, Error::<T>::ExpiryDiffers);
			ensure!(lot.batches < MAX_BATCHES, Error::<T>::TooManyBatches);
			let again = (0..lot.batches).filter_map(|n| Self::batch(&id, lot, n)).any(|other| other.root == root);
			ensure!(!again, Error::<T>::AlreadyCommissioned);
		}
		// While a regulator's order is in force, what is made counts as older than it. Else a labeller would get serials
		// out of it by making them once more.
		let of_lot = kept.iter().flat_map(|lot| &lot.recalls);
		let open = product.recalls.iter().chain(of_lot).filter(|rule| rule.ordered && rule.ended.is_none());
		let before = open.map(|rule| rule.epoch.saturating_sub(1)).min();
		let epoch = before.unwrap_or_else(Epochs::<T>::get);
		let new = Batch { root, epoch, at: Self::now() };
		let mut lot = match kept {
			Some(lot) => {
				Batches::<T>::insert(&id, lot.batches, new);
				lot
			},
			None => Lot {
				expiry,
				batches: 0,
				first: new,
				serials: 0,
				quarantine: None,
				recalls: Default::default(),
				trail: TrailHead::new(TrailKind::Lot, &id.encode()),
			},
		};
		let batch = lot.batches;
		lot.batches = batch.saturating_add(1);
		lot.serials = lot.serials.saturating_add(root.count.into());
		Self::append_to_lot(&id, &mut lot, by, told, What::Commissioned { batch, root })?;
		Lots::<T>::insert(&id, lot);
		Ok(())
	}

	/// Batch `n` of this lot.
	pub fn batch(id: &LotId, lot: &Lot, n: u8) -> Option<Batch> {
		match n {
			0 => Some(lot.first.clone()),
			_ => Batches::<T>::get(id, n),
		}
	}

	pub(crate) fn now() -> Seconds {
		T::Time::now().as_secs()
	}

	/// This block's number as trails keep it.
	pub(crate) fn block() -> u32 {
		frame_system::Pallet::<T>::block_number().unique_saturated_into()
	}

	/// The head of a history.
	pub fn trail_head(subject: &Subject) -> Option<TrailHead> {
		match subject {
			Subject::Unit(id) => Units::<T>::get(id).map(|unit| unit.status.trail),
			Subject::Lot(id) => Lots::<T>::get(id).map(|lot| lot.trail),
			Subject::Container(sscc) => Containers::<T>::get(sscc).map(|container| container.status.trail),
		}
	}
}
