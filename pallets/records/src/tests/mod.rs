//! What record stores do, by topic.

mod anchors;
mod challenges;
mod erasure;
mod model;
mod outcomes;
mod security;
mod stores;
mod verification;
mod worker;
