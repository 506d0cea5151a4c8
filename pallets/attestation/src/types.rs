//! What is stored about a job, and what an attestor signs.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::BoundedVec;
use salus_primitives::{
	AttestorKey, Attestors as AttestorList, JobId, Locator, MaxAttestors, Seconds, Source, Verdict,
};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::{traits::Zero, SaturatedConversion};

/// First bytes of everything that an attestor signs.
pub const SIGNING_DOMAIN: [u8; 20] = *b"salus/attestation/v1";

/// First bytes of what [`Job::question`] hashes.
pub const QUESTION_DOMAIN: [u8; 29] = *b"salus/attestation/question/v1";

/// Votes of one round, in the order of the job's attestors.
pub type Votes = BoundedVec<Option<Verdict>, MaxAttestors>;

/// An open job.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Job<BlockNumber> {
	/// Where attestors look.
	pub source: Source,
	/// What they look at.
	pub locator: Locator,
	/// What must be found.
	pub expected: H256,
	/// Who looks.
	pub attestors: AttestorList,
	/// How many must agree.
	pub quorum: u32,
	/// The round that is being voted on; the first is 1.
	pub round: u32,
	/// What was said in this round.
	pub votes: Votes,
	/// The block in which the job was opened.
	pub opened_at: BlockNumber,
	/// How long a round lasts, at least.
	pub time_limit: Seconds,
	/// When this round ends; from this second on no vote counts. Falls on the end of a bucket.
	pub deadline: Seconds,
}

impl<BlockNumber> Job<BlockNumber> {
	/// Hash of what is asked of whom: SCALE of (domain, source, locator, expected, attestors, quorum).
	///
	/// Job numbers are given again on another fork. A report repeats this hash, so that an answer signed for one
	/// fork's job 7 never counts for another fork's job 7, nor after the set of attestors was a different one.
	pub fn question(&self) -> H256 {
		let asked = (QUESTION_DOMAIN, self.source, &self.locator, self.expected, &self.attestors, self.quorum);
		H256(sp_io::hashing::blake2_256(&asked.encode()))
	}

	/// Place of this attestor among the votes; `None` when the job is not assigned to it.
	pub fn position(&self, attestor: &AttestorKey) -> Option<usize> {
		self.attestors.iter().position(|assigned| assigned == attestor)
	}

	/// Is the job assigned to this attestor, and has it not voted in this round?
	pub fn awaits(&self, attestor: &AttestorKey) -> bool {
		self.position(attestor).and_then(|at| self.votes.get(at)).is_some_and(Option::is_none)
	}

	/// Votes of a round in which nobody has voted.
	pub(crate) fn no_votes(attestors: &AttestorList) -> Votes {
		// Both have the same bound: nothing is ever cut off.
		Votes::truncate_from(attestors.iter().map(|_| None).collect())
	}
}

/// What an attestor says it saw, and for which blocks it says so.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Report<BlockNumber> {
	/// The job that is answered.
	pub job: JobId,
	/// The round of it.
	pub round: u32,
	/// [`Job::question`] of the job that was looked at.
	pub question: H256,
	/// Who answers.
	pub attestor: AttestorKey,
	/// What it saw.
	pub verdict: Verdict,
	/// First block in which the report counts.
	pub valid_from: BlockNumber,
	/// Last block in which the report counts.
	pub valid_until: BlockNumber,
}

impl<BlockNumber: Encode> Report<BlockNumber> {
	/// The bytes that the attestor signs: SCALE of ([`SIGNING_DOMAIN`], genesis hash, report).
	pub fn signing_payload<Hash: Encode>(&self, genesis: Hash) -> alloc::vec::Vec<u8> {
		(SIGNING_DOMAIN, genesis, self).encode()
	}
}

/// End of the bucket in which a period that starts `now` ends: a multiple of `bucket`, never before `now + period`.
///
/// `None` when there is no such second, or the bucket has no length.
pub(crate) fn bucket_end(now: Seconds, period: Seconds, bucket: Seconds) -> Option<Seconds> {
	let last = now.checked_add(period)?;
	if last.checked_rem(bucket)?.is_zero() {
		return Some(last);
	}
	last.checked_div(bucket)?.checked_add(1)?.checked_mul(bucket)
}

/// A count of things in memory: never more than `u32` holds.
pub(crate) fn count_of(n: usize) -> u32 {
	n.saturated_into()
}
