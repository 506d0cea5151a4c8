//! Recalls: rules of constant size, whatever they cover.

use crate::{items::Loaded, pallet::*, transitions::Action, types::*};
use frame_support::ensure;
use salus_primitives::{Gtin14, OrganizationId};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_recall(
		by: OrganizationId,
		gtin: Gtin14,
		lot: Option<LotNumber>,
		level: RecallLevel,
		scope: Scope,
		told: &Told,
	) -> DispatchResult {
		ensure!(scope.is_lawful(), Error::<T>::ScopeOutOfOrder);
		let mut product = Self::product(gtin)?;
		ensure!(by == product.labeller || Self::is_regulator(by), Error::<T>::NotLabeller);
		let epoch = Epochs::<T>::get().checked_add(1).ok_or(Error::<T>::TooManyRecalls)?;
		let rule = Recall {
			epoch,
			level,
			scope: scope.clone(),
			by,
			ordered: Self::is_regulator(by),
			at: Self::now(),
			ended: None,
		};
		match &lot {
			None => {
				Self::add_rule(&mut product.recalls, rule)?;
				Products::<T>::insert(gtin, product);
			},
			Some(number) => {
				let id = (gtin, number.clone());
				let mut kept = Self::lot(&id)?;
				Self::add_rule(&mut kept.recalls, rule)?;
				let what = What::Recalled { recall: epoch, level, scope };
				Self::append_to_lot(&id, &mut kept, by, told, what)?;
				Lots::<T>::insert(&id, kept);
			},
		}
		Epochs::<T>::put(epoch);
		Self::deposit_event(Event::RecallBegun { gtin, lot, recall: epoch, level, by });
		Ok(())
	}

	/// A rule that was ended makes room; its history is in the trail and the events.
	fn add_rule(rules: &mut Recalls, rule: Recall) -> DispatchResult {
		// A labeller cannot keep a regulator from ordering one.
		let own = rules.iter().filter(|rule| !rule.ordered && rule.ended.is_none()).count();
		ensure!(rule.ordered || own < MAX_OWN_RECALLS, Error::<T>::TooManyRecalls);
		if rules.is_full() {
			let ended = rules.iter().position(|rule| rule.ended.is_some());
			rules.remove(ended.ok_or(Error::<T>::TooManyRecalls)?);
		}
		rules.try_push(rule).map_err(|_| Error::<T>::TooManyRecalls)?;
		Ok(())
	}

	pub(crate) fn do_end_recall(
		by: OrganizationId,
		gtin: Gtin14,
		lot: Option<LotNumber>,
		recall: Epoch,
		told: &Told,
	) -> DispatchResult {
		let mut product = Self::product(gtin)?;
		ensure!(by == product.labeller || Self::is_regulator(by), Error::<T>::NotLabeller);
		match &lot {
			None => {
				Self::end_rule(by, &mut product.recalls, recall)?;
				Products::<T>::insert(gtin, product);
			},
			Some(number) => {
				let id = (gtin, number.clone());
				let mut kept = Self::lot(&id)?;
				Self::end_rule(by, &mut kept.recalls, recall)?;
				Self::append_to_lot(&id, &mut kept, by, told, What::RecallEnded { recall })?;
				Lots::<T>::insert(&id, kept);
			},
		}
		Self::deposit_event(Event::RecallEnded { gtin, lot, recall, by });
		Ok(())
	}

	fn end_rule(by: OrganizationId, rules: &mut Recalls, recall: Epoch) -> DispatchResult {
		let mut found = rules.iter_mut().filter(|rule| rule.epoch == recall && rule.ended.is_none());
		let rule = found.next().ok_or(Error::<T>::RecallNotFound)?;
		// A labeller does not end what a regulator ordered.
		ensure!(!rule.ordered || Self::is_regulator(by), Error::<T>::NotTheirsToRelease);
		rule.ended = Some(Self::now());
		Ok(())
	}

	pub(crate) fn do_clear(by: OrganizationId, items: &Items, told: &Told) -> DispatchResult {
		ensure!(!items.is_empty(), Error::<T>::NothingNamed);
		let epoch = Epochs::<T>::get();
		for item in items {
			let mut fetched = Self::fetch(by, item, None, told)?;
			// Of a container with several lots nothing can be told that holds for all that is in it.
			let (gtin, _) = fetched.lot().ok_or(Error::<T>::WrongKind)?;
			if !Self::is_regulator(by) {
				ensure!(by == Self::product(gtin)?.labeller, Error::<T>::NotLabeller);
				// Nor does it clear what a regulator ordered to be recalled.
				ensure!(!Self::covered_by_order(&fetched)?, Error::<T>::NotTheirsToRelease);
			}
			Self::allow(&fetched, Action::Clear)?;
			match &mut fetched {
				Loaded::Unit(_, unit) => unit.cleared = epoch,
				Loaded::Container(_, container) => container.cleared = epoch,
			}
			Self::append(&mut fetched, by, told, What::Cleared { epoch })?;
			Self::put(fetched);
		}
		Ok(())
	}

	pub(crate) fn do_acknowledge_recall(
		by: OrganizationId,
		gtin: Gtin14,
		lot: Option<LotNumber>,
		recall: Epoch,
		held: u32,
	) -> DispatchResult {
		let rules = match &lot {
			None => Self::product(gtin)?.recalls,
			Some(number) => Self::lot(&(gtin, number.clone()))?.recalls,
		};
		let known = rules.iter().any(|rule| rule.epoch == recall);
		ensure!(known, DispatchError::from(Error::<T>::RecallNotFound));
		Acknowledgements::<T>::insert(recall, by, Acknowledgement { at: Self::now(), held });
		Self::deposit_event(Event::RecallAcknowledged { gtin, lot, recall, by, held });
		Ok(())
	}
}
