#![doc = include_str!("../README.md")]

pub mod agent;
pub mod chain;
pub mod config;
pub mod erase;
pub mod gate;
pub mod metrics;
pub mod rpc;
pub mod serials;
pub mod serve;
pub mod state;
pub mod status_list;
pub mod store;
pub mod verify;

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since the Unix epoch by this machine's clock: for ages and reports only, never for anything on chain.
pub fn now() -> u64 {
	SystemTime::now().duration_since(UNIX_EPOCH).map(|age| age.as_secs()).unwrap_or_default()
}
