//! The pallet's specification.

mod answers;
mod hierarchy;
mod preload;
mod property;
mod registering;
mod retiring;
mod security;
mod wrapping;

use crate::mock::*;
use frame_support::{assert_noop, assert_ok};
use salus_primitives::codes::CodeKind;

type Error = crate::Error<Test>;
type Event = crate::Event<Test>;
type Call = crate::Call<Test>;
