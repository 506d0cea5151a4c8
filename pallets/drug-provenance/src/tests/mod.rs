//! What drug provenance does, by topic.

mod corrections;
mod custody;
mod holds;
mod model;
mod packing;
mod products;
mod recalls;
mod security;
mod state;
mod supply;
mod table;
mod verification;
