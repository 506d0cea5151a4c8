//! Which reports count.

use crate::{quorum::settle, Config, Error, Event, JobOf, Jobs, Pallet, ReportOf};
use alloc::vec;
use codec::Encode;
use frame_support::{
	pallet_prelude::{InvalidTransaction, TransactionValidityError, TransactionValidityWithRefund, ValidTransaction},
	traits::{Get, UnixTime},
	weights::Weight,
};
use salus_primitives::OnAttestation;
use sp_core::sr25519;
use sp_runtime::{traits::Saturating, SaturatedConversion};

/// First bytes of the tag that a report provides in the pool: (this, job, round, attestor).
pub const TAG: [u8; 4] = *b"satt";

/// Numbers of `InvalidTransaction::Custom` by which reports are refused before inclusion. Wire format: append only.
pub mod code {
	/// There is no open job of this number.
	pub const JOB_NOT_FOUND: u8 = 64;
	/// The round's deadline has passed.
	pub const DEADLINE_PASSED: u8 = 65;
	/// The report is about another round.
	pub const WRONG_ROUND: u8 = 66;
	/// The report answers another question than the job asks.
	pub const WRONG_QUESTION: u8 = 67;
	/// No attestor is registered with this key.
	pub const ATTESTOR_NOT_FOUND: u8 = 68;
	/// The attestor's organisation is not an active member.
	pub const ORGANIZATION_NOT_ACTIVE: u8 = 69;
	/// The job is not assigned to this attestor.
	pub const NOT_ASSIGNED: u8 = 70;
	/// The attestor has voted in this round.
	pub const ALREADY_VOTED: u8 = 71;
	/// The report claims to count for more blocks than allowed.
	pub const WINDOW_TOO_LONG: u8 = 72;
}

/// Why a report does not count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
	/// The report claims to count for more blocks than allowed.
	WindowTooLong,
	/// The report counts only in later blocks.
	WindowNotOpen,
	/// The report counted only in earlier blocks.
	WindowClosed,
	/// There is no open job of this number.
	JobNotFound,
	/// The round's deadline has passed.
	DeadlinePassed,
	/// The report is about another round.
	WrongRound,
	/// The report answers another question than the job asks.
	WrongQuestion,
	/// No attestor is registered with this key.
	AttestorNotFound,
	/// The attestor's organisation is not an active member.
	OrganizationNotActive,
	/// The job is not assigned to this attestor.
	NotAssigned,
	/// The attestor has voted in this round.
	AlreadyVoted,
}

impl From<Refusal> for InvalidTransaction {
	fn from(refusal: Refusal) -> Self {
		match refusal {
			Refusal::WindowTooLong => Self::Custom(code::WINDOW_TOO_LONG),
			Refusal::WindowNotOpen => Self::Future,
			Refusal::WindowClosed => Self::Stale,
			Refusal::JobNotFound => Self::Custom(code::JOB_NOT_FOUND),
			Refusal::DeadlinePassed => Self::Custom(code::DEADLINE_PASSED),
			Refusal::WrongRound => Self::Custom(code::WRONG_ROUND),
			Refusal::WrongQuestion => Self::Custom(code::WRONG_QUESTION),
			Refusal::AttestorNotFound => Self::Custom(code::ATTESTOR_NOT_FOUND),
			Refusal::OrganizationNotActive => Self::Custom(code::ORGANIZATION_NOT_ACTIVE),
			Refusal::NotAssigned => Self::Custom(code::NOT_ASSIGNED),
			Refusal::AlreadyVoted => Self::Custom(code::ALREADY_VOTED),
		}
	}
}

impl<T: Config> From<Refusal> for Error<T> {
	fn from(refusal: Refusal) -> Self {
		match refusal {
			Refusal::WindowTooLong => Self::WindowTooLong,
			Refusal::WindowNotOpen => Self::WindowNotOpen,
			Refusal::WindowClosed => Self::WindowClosed,
			Refusal::JobNotFound => Self::JobNotFound,
			Refusal::DeadlinePassed => Self::DeadlinePassed,
			Refusal::WrongRound => Self::WrongRound,
			Refusal::WrongQuestion => Self::WrongQuestion,
			Refusal::AttestorNotFound => Self::AttestorNotFound,
			Refusal::OrganizationNotActive => Self::OrganizationNotActive,
			Refusal::NotAssigned => Self::NotAssigned,
			Refusal::AlreadyVoted => Self::AlreadyVoted,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// May this report, signed like this, enter the pool and the block?
	///
	/// What needs no cryptography comes first: rubbish costs a node little. The source does not matter: what other
	/// nodes gossip arrives as external.
	pub(crate) fn authorize_report(
		report: &ReportOf<T>,
		signature: &sr25519::Signature,
	) -> TransactionValidityWithRefund {
		Self::check_report(report).map_err(InvalidTransaction::from)?;
		let payload = report.signing_payload(Self::genesis_hash());
		if !sp_io::crypto::sr25519_verify(signature, &payload, &report.attestor) {
			return Err(TransactionValidityError::Invalid(InvalidTransaction::BadProof));
		}
		let blocks_left = report.valid_until.saturating_sub(frame_system::Pallet::<T>::block_number());
		let validity = ValidTransaction {
			priority: T::Priority::get(),
			requires: vec![],
			provides: vec![(TAG, report.job, report.round, report.attestor).encode()],
			// In its last block a report is still good for that one.
			longevity: blocks_left.saturated_into::<u64>().max(1),
			propagate: true,
		};
		Ok((validity, Weight::zero()))
	}

	/// Everything about a report but its signature. Returns the job and the attestor's place in it.
	pub(crate) fn check_report(report: &ReportOf<T>) -> Result<(JobOf<T>, usize), Refusal> {
		let block = frame_system::Pallet::<T>::block_number();
		if report.valid_until.saturating_sub(report.valid_from) > T::MaxWindow::get() {
			return Err(Refusal::WindowTooLong);
		}
		if block < report.valid_from {
			return Err(Refusal::WindowNotOpen);
		}
		if block > report.valid_until {
			return Err(Refusal::WindowClosed);
		}
		let job = Jobs::<T>::get(report.job).ok_or(Refusal::JobNotFound)?;
		if T::Time::now().as_secs() >= job.deadline {
			return Err(Refusal::DeadlinePassed);
		}
		if report.round != job.round {
			return Err(Refusal::WrongRound);
		}
		if report.question != job.question() {
			return Err(Refusal::WrongQuestion);
		}
		let place = job.position(&report.attestor).ok_or(Refusal::NotAssigned)?;
		if !job.awaits(&report.attestor) {
			return Err(Refusal::AlreadyVoted);
		}
		Self::ensure_attestor(&report.attestor)?;
		Ok((job, place))
	}

	/// Count a vote and end the job if that settles it. Says whether it did.
	pub(crate) fn count_vote(report: ReportOf<T>) -> Result<bool, Refusal> {
		let (mut job, place) = Self::check_report(&report)?;
		if let Some(vote) = job.votes.get_mut(place) {
			*vote = Some(report.verdict);
		}
		let outcome = settle(&job.votes, job.quorum);
		Self::deposit_event(Event::Voted {
			job: report.job,
			round: report.round,
			attestor: report.attestor,
			verdict: report.verdict,
		});
		match outcome {
			Some(outcome) => Self::end(report.job, job, outcome),
			None => Jobs::<T>::insert(report.job, job),
		}
		Ok(outcome.is_some())
	}

	/// The chain that reports are for. The hash of block 0 is never pruned from state.
	pub(crate) fn genesis_hash() -> T::Hash {
		frame_system::Pallet::<T>::block_hash(frame_system::pallet_prelude::BlockNumberFor::<T>::default())
	}

	/// Cost of a vote that settles a job, with what the listener does.
	pub(crate) fn weight_of_settling() -> Weight {
		use crate::WeightInfo;
		T::WeightInfo::submit().saturating_add(T::OnAttestation::weight())
	}
}
