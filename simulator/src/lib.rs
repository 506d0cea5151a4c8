//! Bad days on purpose.
//!
//! One seeded program drives the real runtime, all pallets and many people, through random lawful and lawless traffic,
//! while blocks are taken back, extrinsics get lost and come twice, workers sleep, clocks are wrong, record stores fail
//! and the runtime is upgraded. After every block it asks whether everything still is as it ought to be: every pallet's
//! own invariants, money, weights, and a model of its own that is as naive as can be. See `docs/simulator.md`.
#![allow(
	clippy::arithmetic_side_effects,
	clippy::expect_used,
	clippy::indexing_slicing,
	clippy::panic,
	clippy::unwrap_used
)]

pub mod chain;
pub mod dice;
pub mod domains;
pub mod model;
pub mod offchain;
pub mod panics;
pub mod questions;
pub mod report;
pub mod run;
pub mod scene;
pub mod typed;
