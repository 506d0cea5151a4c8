//! What a credential was or is at a moment: computed at the question, from the credential, its list entry, its
//! verification and the issuers above it. Nothing has to run for a credential to expire, nor for all credentials of an
//! issuer to be suspended.

use crate::{pallet::*, types::*, weights::WeightInfo};
use frame_support::weights::Weight;
use salus_primitives::{CodeId, Codes, CredentialAnswer, CredentialCheck, Holder, OrganizationId, SchemaId, Seconds};

/// Of two answers about the same credential, the graver; the first of equals.
fn graver(first: Reason, second: Reason) -> Reason {
	if gravity(second) > gravity(first) {
		second
	} else {
		first
	}
}

/// A fact that speaks against a credential outweighs one that is not known, which outweighs one that is not verified.
fn gravity(reason: Reason) -> u8 {
	match reason.answer() {
		CredentialAnswer::Active => 0,
		CredentialAnswer::Unverified => 1,
		CredentialAnswer::Unknown => 2,
		CredentialAnswer::NotActive => 3,
	}
}

/// What was found about one credential.
pub(crate) struct Found<T: Config> {
	pub credential: CredentialId,
	pub kept: CredentialOf<T>,
	pub reason: Reason,
}

/// What the cost of an answer depends on.
#[derive(Default)]
pub(crate) struct Effort {
	/// Credentials read.
	read: u32,
	/// Those of them whose list, issuers and source were looked at.
	evaluated: u32,
}

impl Effort {
	const MOST: Self = Self { read: MAX_HELD, evaluated: MAX_EVALUATED };

	/// How much more this is than a holder's only credential, which is active.
	fn beyond_least<T: Config>(&self) -> Weight {
		T::WeightInfo::check(self.read, self.evaluated).saturating_sub(T::WeightInfo::check(1, 1))
	}
}

impl<T: Config> Pallet<T> {
	/// Of the holder's credentials of this schema and scope: the one that speaks most for the holder at this moment.
	pub(crate) fn find(
		holder: Holder,
		schema: SchemaId,
		scope: Option<CodeId>,
		at: Seconds,
		effort: &mut Effort,
	) -> (Reason, Option<Found<T>>) {
		if at > Self::now() {
			return (Reason::InTheFuture, None);
		}
		let index = HeldBy::<T>::get(holder, schema);
		if index.is_empty() {
			return (Reason::NotHeld, None);
		}
		// A credential for all of a country counts for each of its states.
		let wanted = scope.map(T::Codes::lineage);
		let good_for =
			|held: &&Held| wanted.as_ref().is_none_or(|wanted| held.scopes.iter().any(|has| wanted.contains(has)));
		let mut best: Option<Found<T>> = None;
		// One look at a suspended issuer is enough, or it could hide what another issued.
		let mut suspended = alloc::vec::Vec::new();
		// The newest first: it is the one that most questions are about.
		for held in index.iter().rev().filter(good_for) {
			let credential = held.credential;
			effort.read = effort.read.saturating_add(1);
			let Some(kept) = Credentials::<T>::get(credential).filter(|kept| kept.holder == holder) else { continue };
			let mut reason = Self::own_reason(&kept, at);
			if reason.answer() != CredentialAnswer::NotActive && suspended.contains(&kept.issuer) {
				reason = Reason::IssuerSuspended;
			} else if reason.answer() != CredentialAnswer::NotActive {
				if effort.evaluated >= MAX_EVALUATED {
					return (Reason::TooMany, best);
				}
				effort.evaluated = effort.evaluated.saturating_add(1);
				reason = graver(reason, Self::surrounding_reason(credential, &kept, at));
				if reason == Reason::IssuerSuspended {
					suspended.push(kept.issuer);
				}
			}
			if reason == Reason::InGoodStanding {
				return (reason, Some(Found { credential, kept, reason }));
			}
			if best.as_ref().is_none_or(|best| gravity(reason) < gravity(best.reason)) {
				best = Some(Found { credential, kept, reason });
			}
		}
		(best.as_ref().map_or(Reason::NotHeld, |best| best.reason), best)
	}

	/// What one credential was at a moment, with all that it depends on.
	pub(crate) fn reason_at(credential: CredentialId, kept: &CredentialOf<T>, at: Seconds) -> Reason {
		if at > Self::now() {
			return Reason::InTheFuture;
		}
		graver(Self::own_reason(kept, at), Self::surrounding_reason(credential, kept, at))
	}

	/// What the credential's own entry says.
	pub(crate) fn own_reason(kept: &CredentialOf<T>, at: Seconds) -> Reason {
		if at < kept.valid_from.0 {
			return Reason::NotYetValid;
		}
		if kept.valid_until.is_some_and(|until| until.0 <= at) {
			return Reason::Expired;
		}
		match kept.state {
			State::Offered { .. } => return Reason::NotAccepted,
			State::Revoked { at: since, .. } if since <= at => return Reason::Revoked,
			State::Superseded { at: since, .. } if since <= at => return Reason::Superseded,
			_ => {},
		}
		if at < kept.since.0 {
			return Reason::BeforeAcceptance;
		}
		match kept.suspensions.at(at) {
			Memory::Clear => Reason::InGoodStanding,
			Memory::Suspended => Reason::Suspended,
			Memory::Forgotten => Reason::HistoryForgotten,
		}
	}

	/// What its list entry, its issuers and its source say, the gravest.
	fn surrounding_reason(credential: CredentialId, kept: &CredentialOf<T>, at: Seconds) -> Reason {
		let reason = kept.entry.map_or(Reason::InGoodStanding, |entry| Self::list_reason(entry, at));
		let reason = graver(reason, Self::issuer_reason(kept.schema, kept.issuer, kept.since.0, at));
		graver(reason, Self::verification_reason(credential, kept, at))
	}

	/// What a list entry says. Lists keep no history but the moment of each chunk's last change.
	pub(crate) fn list_reason(entry: ListEntry, at: Seconds) -> Reason {
		let Some(list) = StatusLists::<T>::get(entry.list) else { return Reason::HistoryForgotten };
		let Some((number, place)) = crate::lists::place_of(entry.index) else { return Reason::HistoryForgotten };
		// Without a chunk no entry of it was ever set.
		let Some(chunk) = Chunks::<T>::get(entry.list, number) else { return Reason::InGoodStanding };
		match (list.purpose, chunk.get(place)) {
			// Never cleared, so never set before either.
			(StatusPurpose::Revocation, false) => Reason::InGoodStanding,
			_ if at < chunk.changed => Reason::HistoryForgotten,
			(StatusPurpose::Revocation, true) => Reason::Revoked,
			(StatusPurpose::Suspension, true) => Reason::Suspended,
			(StatusPurpose::Suspension, false) => Reason::InGoodStanding,
		}
	}

	/// Could an issuer be relied on at a moment, for what became active at `since`? Walks up to whom the council
	/// accredited: at most [`MAX_DEPTH`] steps.
	pub(crate) fn issuer_reason(schema: SchemaId, issuer: OrganizationId, since: Seconds, at: Seconds) -> Reason {
		let mut reason = Reason::InGoodStanding;
		let mut next = Some(issuer);
		for _ in 0..=MAX_DEPTH {
			let Some(organization) = next else { break };
			// No issuer is ever removed once it is accredited.
			let Some(issuer) = Issuers::<T>::get(schema, organization) else { return Reason::IssuerCutOff };
			let found = match (issuer.state, issuer.suspensions.at(at)) {
				(IssuerState::Revoked { cut_off, .. }, _) if cut_off <= since => Reason::IssuerCutOff,
				(IssuerState::Candidate, _) => Reason::IssuerCutOff,
				(_, Memory::Suspended) => Reason::IssuerSuspended,
				(_, Memory::Forgotten) => Reason::HistoryForgotten,
				(_, Memory::Clear) => Reason::InGoodStanding,
			};
			reason = graver(reason, found);
			next = issuer.under;
		}
		reason
	}

	fn verification_reason(credential: CredentialId, kept: &CredentialOf<T>, at: Seconds) -> Reason {
		let Some(rule) = Self::verification_rule(kept) else { return Reason::InGoodStanding };
		let found = Verifications::<T>::get(credential).unwrap_or_default();
		let (Some(first), Some(validated)) = (found.first, found.validated) else {
			// That it was denied says more than that it was never confirmed.
			let denied = found.failed.is_some_and(|failed| failed <= at);
			return if denied { Reason::VerificationFailed } else { Reason::VerificationMissing };
		};
		// What a later confirmation found was not known then.
		if at < first {
			return Reason::VerificationMissing;
		}
		if found.failed.is_some_and(|failed| failed <= at) {
			return Reason::VerificationFailed;
		}
		if found.doubted.is_some_and(|doubted| doubted.from <= at && at < doubted.until) {
			return Reason::HistoryForgotten;
		}
		if at >= validated.saturating_add(rule.interval) {
			return Reason::VerificationOverdue;
		}
		Reason::InGoodStanding
	}

	pub(crate) fn verification_rule(kept: &CredentialOf<T>) -> Option<VerificationRule> {
		Schemas::<T>::get(kept.schema, kept.version)?.rules.verification
	}
}

impl<T: Config> CredentialCheck for Pallet<T> {
	fn check(holder: Holder, schema: SchemaId, scope: Option<CodeId>, at: Seconds) -> CredentialAnswer {
		Self::find(holder, schema, scope, at, &mut Effort::default()).0.answer()
	}

	fn check_at_cost(
		holder: Holder,
		schema: SchemaId,
		scope: Option<CodeId>,
		at: Seconds,
	) -> (CredentialAnswer, Weight) {
		let mut effort = Effort::default();
		let (reason, _) = Self::find(holder, schema, scope, at, &mut effort);
		(reason.answer(), effort.beyond_least::<T>())
	}

	fn worst() -> Weight {
		Effort::MOST.beyond_least::<T>()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_held(holder: Holder, scope: Option<CodeId>) -> SchemaId {
		crate::benchmarking::held::<T>(holder, scope, MAX_HELD, MAX_EVALUATED)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_held_alone(holder: Holder, scope: Option<CodeId>) -> SchemaId {
		crate::benchmarking::held::<T>(holder, scope, 1, 1)
	}
}
