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

fn main() -> sc_cli::Result<()> {
	command::run()
}
