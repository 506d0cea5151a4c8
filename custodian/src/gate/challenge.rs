//! Challenges: good once, for a short while, and remembered only when used.

use crate::now;
use rand::{rngs::OsRng, RngCore};
use sp_runtime::traits::{BlakeTwo256, Hash};
use std::{
	collections::HashMap,
	sync::{Mutex, PoisonError},
	time::Duration,
};

/// For how long a challenge may be answered.
pub const LIFETIME: Duration = Duration::from_secs(60);

/// 16 random bytes, when it ends (8 bytes), and 16 bytes by which this process knows its own.
const LENGTH: usize = 40;

/// Challenges of this process. Drawing one stores nothing, so asking for many costs nobody anything.
pub struct Challenges {
	secret: [u8; 32],
	used: Mutex<HashMap<[u8; LENGTH], u64>>,
}

impl Default for Challenges {
	fn default() -> Self {
		let mut secret = [0; 32];
		OsRng.fill_bytes(&mut secret);
		Self { secret, used: Mutex::default() }
	}
}

impl Challenges {
	/// A new challenge.
	pub fn draw(&self) -> String {
		let mut body = [0; 24];
		let (random, end) = body.split_at_mut(16);
		OsRng.fill_bytes(random);
		end.copy_from_slice(&now().saturating_add(LIFETIME.as_secs()).to_be_bytes());
		format!("0x{}{}", hex::encode(body), hex::encode(self.mark(&body)))
	}

	/// Was it drawn here, is it not too old, and was it not used yet?
	pub fn is_fresh(&self, challenge: &str) -> bool {
		self.parse(challenge)
			.is_some_and(|(bytes, _)| !self.used.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&bytes))
	}

	/// Use it; false when it is not fresh.
	pub fn consume(&self, challenge: &str) -> bool {
		let Some((bytes, end)) = self.parse(challenge) else { return false };
		let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
		let now = now();
		used.retain(|_, end| *end >= now);
		used.insert(bytes, end).is_none()
	}

	fn parse(&self, challenge: &str) -> Option<([u8; LENGTH], u64)> {
		let mut bytes = [0; LENGTH];
		hex::decode_to_slice(challenge.strip_prefix("0x")?, &mut bytes).ok()?;
		let (body, mark) = bytes.split_at(24);
		let (_, end) = body.split_at(16);
		let end = u64::from_be_bytes(end.try_into().ok()?);
		(self.mark(body) == mark && end >= now()).then_some((bytes, end))
	}

	// Who could forge a mark could only answer the challenge of another choice, once: a short mark is enough.
	fn mark(&self, body: &[u8]) -> [u8; 16] {
		let mut mark = [0; 16];
		let hash = BlakeTwo256::hash(&[&self.secret[..], body].concat());
		mark.copy_from_slice(hash.as_bytes().split_at(16).0);
		mark
	}
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used)]
	use super::*;

	#[test]
	fn a_challenge_should_count_once() {
		let challenges = Challenges::default();
		let challenge = challenges.draw();
		assert!(challenges.is_fresh(&challenge));
		assert!(challenges.consume(&challenge));
		assert!(!challenges.is_fresh(&challenge));
		assert!(!challenges.consume(&challenge));
		assert!(challenges.consume(&challenges.draw()));
	}

	#[test]
	fn a_challenge_of_another_process_altered_or_in_other_letters_should_not_count() {
		let challenges = Challenges::default();
		assert!(!challenges.is_fresh(&Challenges::default().draw()));
		let challenge = challenges.draw();
		for at in 2..challenge.len() {
			let mut altered = challenge.clone().into_bytes();
			altered[at] = if altered[at] == b'0' { b'1' } else { b'0' };
			assert!(!challenges.is_fresh(&String::from_utf8(altered).unwrap()), "digit {at}");
		}
		assert!(challenges.consume(&challenge));
		// The same bytes in capitals are the same challenge.
		assert!(!challenges.consume(&format!("0x{}", challenge[2..].to_uppercase())));
		for other in ["", "0x", "0x00", &challenge[2..]] {
			assert!(!challenges.is_fresh(other));
		}
	}
}
