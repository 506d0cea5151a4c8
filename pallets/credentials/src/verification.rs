//! Primary-source verification: asking, hearing the answer, and how a worker asks.
//!
//! # What a source answers
//!
//! A primary source (or an adapter in front of it) answers `GET {base}/verification/{commitment}`, where `commitment`
//! is the credential's own, as 64 lower-case hexadecimal digits: it tells an onlooker nothing, and whoever keeps the
//! credential and its nonce can compute it. With status 200 it returns JSON:
//!
//! ```json
//! { "commitment": "0x…64 digits…", "status": "active", "validUntil": 1893456000 }
//! ```
//!
//! - `commitment`: of the credential that the answer is about.
//! - `status`: `active`, or anything else when the source would not vouch for the credential now.
//! - `validUntil`: first second after its validity by the source's own record, in Unix seconds; `null` or left out when
//!   it has no end.
//!
//! Other members are ignored. What must be found is the [`digest`] of the same three statements as the chain knows
//! them. 404 and 410 say that the source knows of no such credential, which is an answer too.

use crate::{pallet::*, types::*};
use alloc::{format, string::String};
use codec::{DecodeAll, Encode};
use frame_support::{ensure, traits::Get};
use salus_primitives::{
	http::{Client, Failure},
	store::source_access_key,
	AttestationRequest, Attestations, AttestorKey, Attestors, Commitment, Examine, Holder, JobId, Locator,
	OnAttestation, OrganizationId, Organizations, Outcome, Seconds, Source, StoreAccess, Verdict,
};
use sp_core::{offchain::StorageKind, H256};
use sp_io::hashing::blake2_256;
use sp_runtime::DispatchResult;

/// Separates what verification expects from every other use of the same hash function.
pub const VERIFICATION_DOMAIN: &[u8; 21] = b"salus/verification/v1";

/// The most bytes of a source's answer: far more than it needs.
const MAX_ANSWER: usize = 16 * 1_024;

/// What must be found at a source: `blake2_256("salus/verification/v1" ‖ commitment ‖ SCALE Option<u64> valid until)`
/// for a credential that the source says is active.
pub fn digest(commitment: &Commitment, valid_until: Option<Seconds>) -> H256 {
	H256((VERIFICATION_DOMAIN, commitment, valid_until).using_encoded(blake2_256))
}

/// Path of a credential at its source, below the source's base URL.
pub fn path(commitment: &Commitment) -> String {
	// A hash formats as its own hexadecimal digits, after `0x`.
	let digits = format!("{:?}", commitment.0);
	format!("/verification/{}", digits.trim_start_matches("0x"))
}

/// What a source answers.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
	commitment: H256,
	status: String,
	#[serde(default)]
	valid_until: Option<Seconds>,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_request_verification(by: OrganizationId, credential: CredentialId) -> DispatchResult {
		let kept = Self::credential(credential)?;
		Self::ensure_not_ended(&kept)?;
		let under = Schemas::<T>::get(kept.schema, kept.version).ok_or(Error::<T>::SchemaVersionNotFound)?;
		let rule = under.rules.verification.ok_or(Error::<T>::VerificationNotDemanded)?;
		let mut verification = Verifications::<T>::get(credential).unwrap_or_default();
		ensure!(verification.open.is_none(), Error::<T>::AlreadyAsked);
		let open = OpenVerifications::<T>::get(by);
		ensure!(open < T::MaxOpenVerifications::get(), Error::<T>::TooManyVerifications);
		let source = Sources::<T>::get(rule.source).ok_or(Error::<T>::SourceNotFound)?;
		let attestors = Self::independent(&source, &kept);
		let enough = u32::try_from(attestors.len()).is_ok_and(|left| left >= source.quorum);
		ensure!(enough, Error::<T>::AttestorsMissing);
		let job = T::Attestations::open(AttestationRequest {
			source: Source::CredentialSource(rule.source),
			// 36 bytes, of which a locator may have more.
			locator: Locator::truncate_from((credential, kept.commitment).encode()),
			expected: digest(&kept.commitment, kept.valid_until.map(|until| until.0)),
			attestors,
			quorum: source.quorum,
			time_limit: T::VerificationTimeLimit::get(),
		})?;
		verification.open = Some((job, by));
		Verifications::<T>::insert(credential, verification);
		OpenVerifications::<T>::insert(by, open.saturating_add(1));
		Self::deposit_event(Event::VerificationRequested { credential, by, job });
		Ok(())
	}

	/// Those attestors of a source that are active and belong neither to the issuer nor to the holder.
	fn independent(source: &PrimarySource, kept: &CredentialOf<T>) -> Attestors {
		let left = |key: &&AttestorKey| {
			let Some(organization) = T::Attestations::attestor(key) else { return false };
			let party = organization == kept.issuer || kept.holder == Holder::Organization(organization);
			!party && T::Organizations::is_active(organization)
		};
		Attestors::truncate_from(source.attestors.iter().filter(left).copied().collect())
	}

	/// One open question less of this organisation.
	pub(crate) fn count_closed(by: OrganizationId) {
		OpenVerifications::<T>::mutate_exists(by, |count| {
			*count = count.and_then(|count| count.checked_sub(1)).filter(|left| *left > 0);
		});
	}

	fn settle(credential: CredentialId, mut verification: Verification, outcome: Outcome) {
		let now = Self::now();
		let rule = Credentials::<T>::get(credential).and_then(|kept| Self::verification_rule(&kept));
		match outcome {
			Outcome::Agreed(Verdict::Attested) => {
				// What is confirmed now was not confirmed then: the past keeps its answer.
				let due = verification.validated.zip(rule).map(|(at, rule)| at.saturating_add(rule.interval));
				let since = due.into_iter().chain(verification.failed).min().filter(|since| *since < now);
				if let Some(since) = since {
					let from = verification.doubted.map_or(since, |older| older.from);
					verification.doubted = Some(Interval { from, until: now });
				}
				verification.first = verification.first.or(Some(now));
				verification.validated = Some(now);
				verification.failed = None;
			},
			Outcome::Agreed(Verdict::Mismatch) => verification.failed = verification.failed.or(Some(now)),
			// The source said nothing, or nothing that a quorum heard alike: what was known before stays so, and ages.
			Outcome::Agreed(Verdict::Unavailable | Verdict::Erased) | Outcome::Disputed | Outcome::Unanswered => {},
		}
		Verifications::<T>::insert(credential, verification);
		Credentials::<T>::mutate(credential, |kept| {
			if let Some(kept) = kept {
				Self::append(kept, TrailEntry::Verified { at: now, outcome });
			}
		});
		Self::deposit_event(Event::VerificationEnded { credential, outcome });
	}
}

/// The credential and its commitment that a locator names.
fn named(locator: &Locator) -> Option<(CredentialId, Commitment)> {
	DecodeAll::decode_all(&mut locator.as_slice()).ok()
}

impl<T: Config> OnAttestation for Pallet<T> {
	fn on_outcome(job: JobId, source: Source, locator: &Locator, outcome: Outcome) {
		let Source::CredentialSource(_) = source else { return };
		let Some((credential, _)) = named(locator) else { return };
		// Only the answer to a question that this pallet asked, and only once.
		let Some(mut verification) = Verifications::<T>::get(credential) else { return };
		let Some((_, by)) = verification.open.filter(|(asked, _)| *asked == job) else { return };
		verification.open = None;
		Self::count_closed(by);
		Self::settle(credential, verification, outcome);
	}

	fn weight() -> frame_support::weights::Weight {
		use crate::weights::WeightInfo;
		T::WeightInfo::on_outcome()
	}
}

impl<T: Config> Examine for Pallet<T> {
	fn examine(source: Source, locator: &Locator, expected: H256) -> Option<Verdict> {
		let Source::CredentialSource(source) = source else { return None };
		let (_, commitment) = named(locator)?;
		let kept = Sources::<T>::get(source)?;
		let bytes = sp_io::offchain::local_storage_get(StorageKind::PERSISTENT, &source_access_key(source))?;
		let access = StoreAccess::decode_all(&mut bytes.as_slice()).ok()?;
		// The source moved: what is at the old address proves nothing, and this operator knows no other.
		if access.url_commitment() != kept.url_commitment {
			log::debug!(target: "credentials", "a primary source is not asked: its address changed");
			return None;
		}
		let client = Client::new(&access, Some("application/json"))?;
		let verdict = match client.document(&path(&commitment), MAX_ANSWER) {
			Ok(document) => judge(&document, expected),
			Err(Failure::Gone) => Verdict::Mismatch,
			Err(Failure::Unavailable) => Verdict::Unavailable,
		};
		log::debug!(target: "credentials", "a primary source was asked");
		Some(verdict)
	}
}

/// Does this answer say what is expected?
fn judge(document: &[u8], expected: H256) -> Verdict {
	let Ok(answer) = serde_json::from_slice::<Answer>(document) else { return Verdict::Unavailable };
	let found = digest(&Commitment(answer.commitment), answer.valid_until);
	if answer.status == "active" && found == expected {
		Verdict::Attested
	} else {
		Verdict::Mismatch
	}
}
