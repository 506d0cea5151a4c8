//! The specification, by topic.

mod deposits;
mod fees;
mod play;
mod vouching;
