//! When votes settle a job.

use crate::types::count_of;
use salus_primitives::{Outcome, Verdict};

/// Everything an attestor can say.
pub const VERDICTS: [Verdict; 4] = [Verdict::Attested, Verdict::Mismatch, Verdict::Unavailable, Verdict::Erased];

/// The outcome of these votes, `None` while it is open.
///
/// A verdict said by `quorum` attestors is the outcome. If no verdict can get there any more, even if everybody who
/// has not voted said the same, the attestors contradict each other. Asked after each vote, so that at most one verdict
/// has just reached the quorum.
pub fn settle(votes: &[Option<Verdict>], quorum: u32) -> Option<Outcome> {
	let count = |what: Option<Verdict>| count_of(votes.iter().filter(|vote| **vote == what).count());
	let mut most = 0;
	for verdict in VERDICTS {
		let said = count(Some(verdict));
		if said >= quorum {
			return Some(Outcome::Agreed(verdict));
		}
		most = most.max(said);
	}
	(most.saturating_add(count(None)) < quorum).then_some(Outcome::Disputed)
}
