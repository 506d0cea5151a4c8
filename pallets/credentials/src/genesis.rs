//! Schemas, issuers and credentials that a chain begins with.

use crate::{pallet::*, types::*};
use alloc::vec::Vec;
use codec::{Compact, Encode};
use frame_support::ensure;
use salus_primitives::{
	CodeId, Commitment, Holder, OrganizationId, Role, Roles, SchemaId, Seconds, TrailHead, TrailKind,
};
use sp_core::H256;
use sp_runtime::DispatchResult;

/// A schema that a chain begins with. See [`SchemaRules`].
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SchemaSeed {
	/// What a credential attests.
	pub kind: SchemaKind,
	/// Hash of the public document that describes what a credential contains.
	pub definition: H256,
	/// An issuer must have one of these roles.
	pub issuers: Vec<Role>,
	/// Who may hold it.
	pub holders: Holders,
	/// Whether an issuer may issue to itself.
	pub self_issuance: bool,
	/// The longest validity.
	pub max_validity: Option<Seconds>,
	/// Which record says whether a credential was suspended or revoked.
	pub status: StatusRecord,
	/// How deep delegation may go.
	pub max_depth: u8,
	/// How many sub-issuers one issuer may have at a time.
	pub max_sub_issuers: u32,
}

/// A credential that a chain begins with, as if its holder had accepted it then. There is no deposit for it.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CredentialSeed {
	/// What kind of credential it is.
	pub schema: SchemaId,
	/// Who issued it.
	pub issuer: OrganizationId,
	/// Who holds it.
	pub holder: Holder,
	/// Commitment to the verifiable credential.
	pub commitment: Commitment,
	/// What it is good for. Whether the codes exist is not checked.
	pub scopes: Vec<CodeId>,
	/// First second of its validity.
	pub valid_from: Seconds,
	/// First second after its validity; `None`: no end.
	pub valid_until: Option<Seconds>,
}

impl<T: Config> Pallet<T> {
	/// Write the configuration. What calls would refuse for reasons of form is refused here too.
	///
	/// Trails start empty: no node executes the genesis block, so none would have their steps.
	pub(crate) fn seed(config: &GenesisConfig<T>) -> DispatchResult {
		for seed in &config.schemas {
			let rules = SchemaRules {
				kind: seed.kind,
				definition: seed.definition,
				issuers: Roles::of(&seed.issuers),
				holders: seed.holders,
				self_issuance: seed.self_issuance,
				max_validity: seed.max_validity,
				status: seed.status,
				verification: None,
				max_depth: seed.max_depth,
				max_sub_issuers: seed.max_sub_issuers,
			};
			Self::do_register_schema(None, rules)?;
		}
		for (schema, organization) in &config.issuers {
			ensure!(Latest::<T>::contains_key(schema), Error::<T>::SchemaNotFound);
			ensure!(!Issuers::<T>::contains_key(schema, organization), Error::<T>::AlreadyApplied);
			let issuer = Issuer {
				state: IssuerState::Accredited,
				under: None,
				depth: 0,
				sub_issuers: 0,
				since: Some(0),
				suspensions: Default::default(),
			};
			Issuers::<T>::insert(schema, organization, issuer);
		}
		for seed in &config.credentials {
			Self::seed_credential(seed)?;
		}
		Ok(())
	}

	fn seed_credential(seed: &CredentialSeed) -> DispatchResult {
		let (version, newest) = Self::newest(seed.schema)?;
		Self::ensure_may_issue(seed.schema, seed.issuer)?;
		ensure!(newest.rules.status == StatusRecord::Own, Error::<T>::EntryMissing);
		ensure!(newest.rules.holders.admits(&seed.holder), Error::<T>::HolderNotAdmitted);
		ensure!(seed.valid_until.is_none_or(|until| seed.valid_from < until), Error::<T>::ValidityInverted);
		let scopes = Scopes::try_from(seed.scopes.clone()).map_err(|_| Error::<T>::ScopeNamedTwice)?;
		let credential = NextCredentialId::<T>::get();
		NextCredentialId::<T>::put(credential.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?);
		HeldBy::<T>::try_mutate(seed.holder, seed.schema, |index| {
			index.try_push(Held { credential, scopes }).map_err(|_| Error::<T>::TooManyHeld)
		})?;
		let kept = Credential {
			holder: seed.holder,
			schema: seed.schema,
			version,
			issuer: seed.issuer,
			commitment: seed.commitment,
			valid_from: Compact(seed.valid_from),
			valid_until: seed.valid_until.map(Compact),
			since: Compact(0),
			state: State::Held,
			suspensions: Default::default(),
			entry: None,
			trail: TrailHead::new(TrailKind::Credential, &credential.encode()),
			deposit: None,
		};
		Credentials::<T>::insert(credential, kept);
		Ok(())
	}
}
