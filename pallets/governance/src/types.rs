//! What the chain keeps about a pause.

use codec::{Decode, Encode, MaxEncodedLen};
use salus_primitives::Seconds;
use scale_info::TypeInfo;

/// A paused call.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Pause<CallName> {
	/// Which call.
	pub call: CallName,
	/// When the pause lifts itself, in seconds since the Unix epoch.
	pub until: Seconds,
}
