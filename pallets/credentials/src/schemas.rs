//! Schemas and primary sources.

use crate::{pallet::*, types::*};
use frame_support::{ensure, traits::UnixTime};
use salus_primitives::{Attestations, Role, SchemaId, Seconds};
use sp_runtime::{traits::UniqueSaturatedInto, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_schema(schema: Option<SchemaId>, rules: SchemaRules) -> DispatchResult {
		Self::ensure_rules(&rules)?;
		let (schema, version) = match schema {
			None => {
				let schema = NextSchemaId::<T>::get();
				NextSchemaId::<T>::put(schema.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?);
				(schema, 1)
			},
			Some(schema) => {
				let (latest, newest) = Self::newest(schema)?;
				ensure!(newest.rules.kind == rules.kind, Error::<T>::KindChanged);
				(schema, latest.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?)
			},
		};
		Schemas::<T>::insert(schema, version, SchemaVersion { rules, retired: false });
		Latest::<T>::insert(schema, version);
		Self::deposit_event(Event::SchemaRegistered { schema, version });
		Ok(())
	}

	pub(crate) fn do_retire_schema(schema: SchemaId, version: Version) -> DispatchResult {
		let mut kept = Schemas::<T>::get(schema, version).ok_or(Error::<T>::SchemaVersionNotFound)?;
		ensure!(!kept.retired, Error::<T>::SchemaVersionRetired);
		kept.retired = true;
		Schemas::<T>::insert(schema, version, kept);
		Self::deposit_event(Event::SchemaRetired { schema, version });
		Ok(())
	}

	pub(crate) fn do_set_source(source: Option<SourceId>, definition: PrimarySource) -> DispatchResult {
		let count = u32::try_from(definition.attestors.len()).unwrap_or(u32::MAX);
		// Of two quorums that find different things only one can exist, or the faster one would decide.
		let majority = definition.quorum.saturating_mul(2) > count;
		ensure!(definition.quorum > 0 && definition.quorum <= count && majority, Error::<T>::QuorumOutOfRange);
		let mut organizations = alloc::vec::Vec::new();
		for (n, key) in definition.attestors.iter().enumerate() {
			ensure!(!definition.attestors.iter().take(n).any(|other| other == key), Error::<T>::AttestorNamedTwice);
			let organization = T::Attestations::attestor(key).ok_or(Error::<T>::AttestorNotFound)?;
			// A quorum counts organisations: with two keys of one, no question could ever be opened.
			ensure!(!organizations.contains(&organization), Error::<T>::OrganizationNamedTwice);
			organizations.push(organization);
		}
		let source = match source {
			Some(source) => {
				ensure!(Sources::<T>::contains_key(source), Error::<T>::SourceNotFound);
				source
			},
			None => {
				let source = NextSourceId::<T>::get();
				NextSourceId::<T>::put(source.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?);
				source
			},
		};
		Sources::<T>::insert(source, definition);
		Self::deposit_event(Event::SourceSet { source });
		Ok(())
	}

	pub(crate) fn ensure_rules(rules: &SchemaRules) -> DispatchResult {
		ensure!(Role::ALL.iter().any(|role| rules.issuers.contains(*role)), Error::<T>::NoIssuerRole);
		ensure!(rules.max_validity != Some(0), Error::<T>::PeriodOfZero);
		ensure!(rules.max_depth <= MAX_DEPTH, Error::<T>::DepthExceeded);
		if let Some(rule) = &rules.verification {
			ensure!(rule.interval > 0, Error::<T>::PeriodOfZero);
			ensure!(Sources::<T>::contains_key(rule.source), Error::<T>::SourceNotFound);
		}
		Ok(())
	}

	/// The newest version of a schema. Its rules say who may apply, and how far delegation goes.
	pub(crate) fn newest(schema: SchemaId) -> Result<(Version, SchemaVersion), DispatchError> {
		let latest = Latest::<T>::get(schema).ok_or(Error::<T>::SchemaNotFound)?;
		let newest = Schemas::<T>::get(schema, latest).ok_or(Error::<T>::SchemaVersionNotFound)?;
		Ok((latest, newest))
	}

	pub(crate) fn now() -> Seconds {
		T::Time::now().as_secs()
	}

	/// This block's number as trails keep it.
	pub(crate) fn block() -> u32 {
		frame_system::Pallet::<T>::block_number().unique_saturated_into()
	}
}
