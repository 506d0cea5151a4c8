//! What credentials do, by topic.

mod issuers;
mod life;
mod lists;
mod model;
mod past;
mod questions;
mod schemas;
mod security;
mod verification;
mod worker;
