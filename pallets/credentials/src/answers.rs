//! Answers to questions from outside.

use crate::{pallet::*, types::*};
use alloc::vec::Vec;
use codec::Decode;
use frame_support::{storage::generator::StorageDoubleMap as _, BoundedVec};
use salus_primitives::{CodeId, CredentialAnswer, Holder, OrganizationId, SchemaId, Seconds};

impl<T: Config> Pallet<T> {
	/// Does this holder have an active credential of this schema and scope, then (or now), and why?
	pub fn check_answer(holder: Holder, schema: SchemaId, scope: Option<CodeId>, at: Option<Seconds>) -> CheckAnswer {
		let at = at.unwrap_or_else(Self::now);
		let (reason, found) = Self::find(holder, schema, scope, at, &mut Default::default());
		CheckAnswer {
			answer: reason.answer(),
			reason,
			credential: found.as_ref().map(|found| found.credential),
			issuer: found.as_ref().map(|found| found.kept.issuer),
			valid_until: found.as_ref().and_then(|found| found.kept.valid_until).map(|until| until.0),
			verification: found.map(|found| Self::describe_verification(found.credential, &found.kept)),
			at,
		}
	}

	/// What is this credential, then (or now)?
	pub fn status(credential: CredentialId, at: Option<Seconds>) -> Option<CredentialInfo> {
		let kept = Credentials::<T>::get(credential)?;
		let at = at.unwrap_or_else(Self::now);
		let reason = Self::reason_at(credential, &kept, at);
		Some(CredentialInfo {
			status: Self::status_at(credential, &kept, at),
			answer: reason.answer(),
			reason,
			holder: kept.holder,
			schema: kept.schema,
			version: kept.version,
			issuer: kept.issuer,
			commitment: kept.commitment,
			scopes: Self::scopes_of(credential, &kept),
			valid_from: kept.valid_from.0,
			valid_until: kept.valid_until.map(|until| until.0),
			since: kept.since.0,
			state: kept.state,
			entry: kept.entry,
			verification: Self::describe_verification(credential, &kept),
			trail: kept.trail,
		})
	}

	/// What a credential is by itself, whatever its issuer is.
	fn status_at(credential: CredentialId, kept: &CredentialOf<T>, at: Seconds) -> Status {
		if at > Self::now() {
			return Status::Unknown;
		}
		let own = Self::own_reason(kept, at);
		let own = match (own, kept.entry) {
			(Reason::InGoodStanding, Some(entry)) => Self::list_reason(entry, at),
			(other, _) => other,
		};
		match own {
			// An offer is an offer, whatever dates it names.
			_ if matches!(kept.state, State::Offered { .. }) => Status::Offered,
			// So is what ended for good.
			Reason::Expired if matches!(kept.state, State::Revoked { at: since, .. } if since <= at) => Status::Revoked,
			Reason::Expired => Status::Expired,
			Reason::NotYetValid => Status::Accepted,
			Reason::Suspended => Status::Suspended,
			Reason::Revoked => Status::Revoked,
			Reason::Superseded => Status::Superseded,
			Reason::InGoodStanding => {
				let first = || Verifications::<T>::get(credential).and_then(|verification| verification.first);
				let waits = Self::verification_rule(kept).is_some_and(|rule| rule.before_use)
					&& first().is_none_or(|first| at < first);
				if waits {
					Status::Accepted
				} else {
					Status::Active
				}
			},
			_ => Status::Unknown,
		}
	}

	fn scopes_of(credential: CredentialId, kept: &CredentialOf<T>) -> Scopes {
		if matches!(kept.state, State::Offered { .. }) {
			return OfferedScopes::<T>::get(credential).unwrap_or_default();
		}
		let index = HeldBy::<T>::get(kept.holder, kept.schema);
		index.into_iter().find(|held| held.credential == credential).map(|held| held.scopes).unwrap_or_default()
	}

	/// How a credential's verification stands now.
	pub(crate) fn describe_verification(credential: CredentialId, kept: &CredentialOf<T>) -> VerificationInfo {
		let found = Verifications::<T>::get(credential).unwrap_or_default();
		let rule = Self::verification_rule(kept);
		let due = rule.zip(found.validated).map(|(rule, validated)| validated.saturating_add(rule.interval));
		let overdue = rule.is_some() && due.is_none_or(|due| due <= Self::now());
		let status = if rule.is_none() {
			VerificationStatus::NotRequired
		} else if found.open.is_some() {
			VerificationStatus::InProcess
		} else if found.failed.is_some() {
			VerificationStatus::Failed
		} else if found.validated.is_none() {
			VerificationStatus::Required
		} else if overdue {
			VerificationStatus::RevalidationDue
		} else {
			VerificationStatus::Validated
		};
		VerificationInfo {
			status,
			overdue,
			validated: found.validated,
			due,
			failed: found.failed,
			job: found.open.map(|(job, _)| job),
		}
	}

	/// What may this organisation issue?
	pub fn issuer(schema: SchemaId, organization: OrganizationId) -> Option<IssuerInfo> {
		Some(IssuerInfo {
			issuer: Issuers::<T>::get(schema, organization)?,
			may_issue: Self::ensure_may_issue(schema, organization).is_ok(),
			above: Self::above(schema, organization),
		})
	}

	/// What are the rules of this schema, in this version or the newest?
	pub fn schema(schema: SchemaId, version: Option<Version>) -> Option<SchemaInfo> {
		let latest = Latest::<T>::get(schema)?;
		let version = version.unwrap_or(latest);
		let SchemaVersion { rules, retired } = Schemas::<T>::get(schema, version)?;
		Some(SchemaInfo { version, latest, rules, retired })
	}

	/// Who may ask this primary source?
	pub fn source(source: SourceId) -> Option<PrimarySource> {
		Sources::<T>::get(source)
	}

	/// What is this status list?
	pub fn status_list(list: ListId) -> Option<StatusListInfo> {
		let kept = StatusLists::<T>::get(list)?;
		Some(StatusListInfo {
			issuer: kept.issuer,
			schema: kept.schema,
			purpose: kept.purpose,
			entries: LIST_ENTRIES,
			chunks: CHUNKS,
			credentials: kept.credentials,
			changed: kept.changed,
		})
	}

	/// The credentials that a holder accepted, of one schema or of all, [`MAX_PAGE`] schemas at the most.
	pub fn held(holder: Holder, schema: Option<SchemaId>) -> Vec<(SchemaId, Vec<Held>)> {
		if let Some(schema) = schema {
			let index = HeldBy::<T>::get(holder, schema);
			return if index.is_empty() { Vec::new() } else { alloc::vec![(schema, index.into_inner())] };
		}
		// The holder's key cannot be read back from its hash, so the map has no iterator of its own for this.
		let prefix = HeldBy::<T>::storage_double_map_final_key1(holder);
		let read = |mut key: &[u8], mut value: &[u8]| {
			// After the hash of the schema, the schema.
			key = key.get(8..).unwrap_or_default();
			let schema = SchemaId::decode(&mut key)?;
			Ok((schema, BoundedVec::<Held, frame_support::traits::ConstU32<MAX_HELD>>::decode(&mut value)?))
		};
		frame_support::storage::PrefixIterator::<_, ()>::new(prefix.clone(), prefix, read)
			.take(MAX_PAGE.try_into().unwrap_or(usize::MAX))
			// Another holder whose hash is the same would be told apart by its credentials.
			.filter(|(_, index): &(SchemaId, BoundedVec<Held, _>)| {
				let first = index.first().and_then(|held| Credentials::<T>::get(held.credential));
				first.is_some_and(|kept| kept.holder == holder)
			})
			.map(|(schema, index)| (schema, index.into_inner()))
			.collect()
	}

	/// What lapses within this time among the credentials of these holders, of whom at most `MaxAsked` count.
	///
	/// Whose staff somebody is stands nowhere on chain: whoever asks knows, and names them.
	pub fn expiring(holders: Vec<Holder>, within: Seconds) -> LapsingPage {
		let most = usize::try_from(<MaxAsked as frame_support::traits::Get<u32>>::get()).unwrap_or(usize::MAX);
		let mut page = LapsingPage::default();
		let mut looked = 0u32;
		for (place, holder) in holders.into_iter().enumerate() {
			if place >= most || looked >= MAX_PAGE {
				page.next = u32::try_from(place).ok();
				break;
			}
			for held in Self::held(holder, None).into_iter().flat_map(|(_, index)| index) {
				looked = looked.saturating_add(1);
				page.lapsing.extend(Self::lapsing(held.credential, within));
			}
		}
		page
	}

	/// What lapses within this time among the credentials of one issuer, of which `limit` numbers (at most
	/// [`MAX_PAGE`]) are looked at, starting with `from`.
	pub fn issued_expiring(
		issuer: OrganizationId,
		within: Seconds,
		from: Option<CredentialId>,
		limit: u32,
	) -> LapsingPage {
		let mut page = LapsingPage::default();
		let end = NextCredentialId::<T>::get();
		let mut credential = from.unwrap_or(0);
		for _ in 0..limit.clamp(1, MAX_PAGE) {
			if credential >= end {
				return page;
			}
			if Credentials::<T>::get(credential).is_some_and(|kept| kept.issuer == issuer) {
				page.lapsing.extend(Self::lapsing(credential, within));
			}
			credential = credential.saturating_add(1);
		}
		page.next = Some(credential).filter(|next| *next < end);
		page
	}

	/// Does this credential, or its verification, lapse within this time? Only what can still be renewed counts: not
	/// what was offered, has ended or expired.
	fn lapsing(credential: CredentialId, within: Seconds) -> Option<Lapsing> {
		let kept = Credentials::<T>::get(credential)?;
		let now = Self::now();
		let alive = matches!(kept.state, State::Held | State::Suspended(_))
			&& kept.valid_until.is_none_or(|until| now < until.0)
			&& kept.entry.is_none_or(|entry| Self::list_reason(entry, now).answer() != CredentialAnswer::NotActive);
		if !alive {
			return None;
		}
		let end = now.saturating_add(within);
		let valid_until = kept.valid_until.map(|until| until.0).filter(|until| *until <= end);
		let verification_due = Self::verification_rule(&kept).and_then(|rule| {
			let validated = Verifications::<T>::get(credential).and_then(|verification| verification.validated);
			let due = validated.map_or(0, |validated| validated.saturating_add(rule.interval));
			(due <= end).then_some(due)
		});
		let lapses = valid_until.is_some() || verification_due.is_some();
		let Credential { holder, schema, .. } = kept;
		lapses.then_some(Lapsing { holder, schema, credential, valid_until, verification_due })
	}
}
