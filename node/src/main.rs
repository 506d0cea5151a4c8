//! The Salus node.
//!
//! `salus-node --dev` runs a chain alone on one machine; with a parachain chain spec the same program is a full
//! collator. See `--help` and `docs/node.md`.

mod chain_spec;
mod cli;
mod command;
mod consortium;
mod dev;
mod metrics;
mod rpc;
mod service;
mod stores;

/// A node's memory is mostly RocksDB's and the trie caches': glibc's allocator keeps what they free.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> sc_cli::Result<()> {
	command::run()
}
