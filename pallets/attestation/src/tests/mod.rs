//! The specification, as tests.

mod attestors;
mod deadlines;
mod jobs;
mod properties;
mod quorum;
mod reports;
mod wire;
mod worker;
