//! What holds after every call and block.

use crate::{pallet::*, types::*};
use alloc::collections::BTreeMap;
use codec::Encode;
use frame_support::{ensure, traits::Get};
use salus_primitives::{OrganizationId, TrailHead, TrailKind};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_schemas()?;
		Self::try_issuers()?;
		Self::try_credentials()?;
		Self::try_verifications()?;
		Self::try_lists()
	}

	fn try_schemas() -> Result<(), TryRuntimeError> {
		let mut versions = 0u64;
		for (schema, latest) in Latest::<T>::iter() {
			ensure!(schema < NextSchemaId::<T>::get(), "a schema's number was not given yet");
			ensure!(latest > 0, "versions begin with 1");
			let mut kind = None;
			for version in 1..=latest {
				let kept = Schemas::<T>::get(schema, version).ok_or("a version is missing")?;
				ensure!(Self::ensure_rules(&kept.rules).is_ok(), "a schema has unlawful rules");
				ensure!(kind.is_none_or(|kind| kind == kept.rules.kind), "a schema changed its kind");
				kind = Some(kept.rules.kind);
				versions = versions.saturating_add(1);
			}
		}
		ensure!(u64::try_from(Schemas::<T>::iter().count()) == Ok(versions), "a version belongs to no schema");
		for (source, kept) in Sources::<T>::iter() {
			ensure!(source < NextSourceId::<T>::get(), "a source's number was not given yet");
			let quorum = usize::try_from(kept.quorum).unwrap_or(usize::MAX);
			ensure!((1..=kept.attestors.len()).contains(&quorum), "a quorum is out of range");
			ensure!(quorum.saturating_mul(2) > kept.attestors.len(), "a quorum is no majority");
		}
		Ok(())
	}

	fn try_issuers() -> Result<(), TryRuntimeError> {
		let mut below = BTreeMap::<_, u32>::new();
		for (schema, organization, kept) in Issuers::<T>::iter() {
			ensure!(Latest::<T>::contains_key(schema), "an issuer of no schema");
			ensure!(kept.depth <= MAX_DEPTH, "a chain of issuers is too long");
			match kept.under {
				None => ensure!(kept.depth == 0, "an issuer below nobody has a depth"),
				Some(above) => {
					ensure!(above != organization, "an issuer is below itself");
					let found = Issuers::<T>::get(schema, above).ok_or("an issuer is below nobody known")?;
					ensure!(found.state != IssuerState::Candidate, "an issuer is below a candidate");
					// Depths that grow by one along the chain exclude every cycle.
					ensure!(kept.depth == found.depth.saturating_add(1), "an issuer's depth does not add up");
					if matches!(kept.state, IssuerState::Accredited | IssuerState::Suspended(_)) {
						let count = below.entry((schema, above)).or_default();
						*count = count.saturating_add(1);
					}
				},
			}
			let candidate = kept.state == IssuerState::Candidate;
			ensure!(candidate == kept.since.is_none(), "an issuer was accredited at no time");
			let suspended = matches!(kept.state, IssuerState::Suspended(_));
			ensure!(suspended == kept.suspensions.since.is_some(), "an issuer's suspension has no beginning");
			ensure!(!candidate || kept.suspensions.ended.is_empty(), "a candidate was suspended");
			if let IssuerState::Revoked { at, cut_off, .. } = kept.state {
				ensure!(cut_off <= at && at <= Self::now(), "an issuer is cut off in the future");
			}
			Self::try_suspensions(&kept.suspensions)?;
		}
		for (schema, organization, kept) in Issuers::<T>::iter() {
			let counted = below.get(&(schema, organization)).copied().unwrap_or(0);
			ensure!(kept.sub_issuers == counted, "an issuer miscounts its sub-issuers");
		}
		Ok(())
	}

	fn try_credentials() -> Result<(), TryRuntimeError> {
		let next = NextCredentialId::<T>::get();
		let (mut accepted, mut offered) = (0usize, 0usize);
		for (credential, kept) in Credentials::<T>::iter() {
			ensure!(credential < next, "a credential's number was not given yet");
			let rules = Schemas::<T>::get(kept.schema, kept.version).ok_or("a credential of no schema")?.rules;
			let issuer = Issuers::<T>::get(kept.schema, kept.issuer).ok_or("a credential of no issuer")?;
			ensure!(issuer.since.is_some_and(|since| since <= kept.since.0), "older than its issuer's accreditation");
			ensure!(rules.holders.admits(&kept.holder), "a credential has an unlawful holder");
			ensure!(kept.valid_until.is_none_or(|until| kept.valid_from < until), "an inverted validity");
			ensure!((rules.status == StatusRecord::List) == kept.entry.is_some(), "a status is kept twice, or never");
			let suspended = matches!(kept.state, State::Suspended(_));
			ensure!(suspended == kept.suspensions.since.is_some(), "a credential's suspension has no beginning");
			ensure!(!suspended || kept.entry.is_none(), "a status of a list was changed here");
			Self::try_suspensions(&kept.suspensions)?;
			let origin = TrailHead::new(TrailKind::Credential, &credential.encode());
			ensure!((kept.trail.len == 0) == (kept.trail == origin), "a trail does not start at its origin");
			let index = HeldBy::<T>::get(kept.holder, kept.schema);
			let places = index.iter().filter(|held| held.credential == credential).count();
			if let State::Offered { .. } = kept.state {
				ensure!(OfferedScopes::<T>::contains_key(credential), "an offer has no scopes");
				ensure!(places == 0, "an offer takes a place in its holder's index");
				offered = offered.saturating_add(1);
			} else {
				ensure!(places == 1, "a credential is not found by its holder");
				accepted = accepted.saturating_add(1);
			}
			if let State::Superseded { by, .. } = kept.state {
				ensure!(by != credential && by < next, "a credential superseded itself");
				if let Some(newer) = Credentials::<T>::get(by) {
					let same = newer.holder == kept.holder && newer.schema == kept.schema;
					ensure!(same && newer.issuer == kept.issuer, "superseded by a foreign credential");
				}
			}
		}
		let found = HeldBy::<T>::iter_values().fold(0usize, |sum, index| sum.saturating_add(index.len()));
		ensure!(found == accepted, "an index leads nowhere");
		ensure!(HeldBy::<T>::iter_values().all(|index| !index.is_empty()), "an empty index is kept");
		ensure!(OfferedScopes::<T>::iter_keys().count() == offered, "scopes of no offer");
		Ok(())
	}

	fn try_verifications() -> Result<(), TryRuntimeError> {
		let mut open = BTreeMap::<OrganizationId, u32>::new();
		for (credential, kept) in Verifications::<T>::iter() {
			let found = Credentials::<T>::get(credential).ok_or("a verification of no credential")?;
			ensure!(!matches!(found.state, State::Offered { .. }), "an offer was verified");
			ensure!(kept.first.is_some() == kept.validated.is_some(), "validated, and never for the first time");
			ensure!(kept.first <= kept.validated, "first validated after it last was");
			if let Some((_, by)) = kept.open {
				let count = open.entry(by).or_default();
				*count = count.saturating_add(1);
			}
		}
		ensure!(open.values().all(|count| *count <= T::MaxOpenVerifications::get()), "an organisation asks too much");
		let counted: BTreeMap<_, _> = OpenVerifications::<T>::iter().collect();
		ensure!(counted == open, "open verifications of an organisation are miscounted");
		Ok(())
	}

	fn try_lists() -> Result<(), TryRuntimeError> {
		let mut referring = BTreeMap::<ListId, u32>::new();
		for entry in Credentials::<T>::iter_values().filter_map(|kept| kept.entry) {
			ensure!(entry.index < LIST_ENTRIES, "an entry is outside of its list");
			let count = referring.entry(entry.list).or_default();
			*count = count.saturating_add(1);
		}
		for (list, kept) in StatusLists::<T>::iter() {
			ensure!(list < NextListId::<T>::get(), "a list's number was not given yet");
			ensure!(Issuers::<T>::contains_key(kept.schema, kept.issuer), "a list of no issuer");
			let counted = referring.remove(&list).unwrap_or(0);
			ensure!(kept.credentials == counted, "a list miscounts the credentials that refer to it");
		}
		ensure!(referring.is_empty(), "a credential refers to no list");
		for (list, chunk, kept) in Chunks::<T>::iter() {
			let found = StatusLists::<T>::get(list).ok_or("a chunk of no list")?;
			ensure!(chunk < CHUNKS, "a chunk is outside of its list");
			ensure!(kept.changed <= found.changed, "a chunk changed after its list");
		}
		Ok(())
	}

	fn try_suspensions<N: Get<u32>>(kept: &Suspensions<N>) -> Result<(), TryRuntimeError> {
		let mut end = kept.forgotten.unwrap_or(0);
		for interval in &kept.ended {
			ensure!(end <= interval.from && interval.from < interval.until, "suspensions are not in order");
			end = interval.until;
		}
		ensure!(kept.since.is_none_or(|since| end <= since), "a suspension began before the last one ended");
		Ok(())
	}
}
