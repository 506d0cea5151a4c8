//! Every number that shapes the chain, in one place.

use crate::{Balance, BlockNumber};
use frame_support::weights::{constants::WEIGHT_REF_TIME_PER_SECOND, Weight};
use sp_runtime::Perbill;

/// Slot time of the relay chain, in milliseconds.
pub const RELAY_CHAIN_SLOT_DURATION_MILLIS: u32 = 6_000;

/// Time between the slots in which collators take turns, in milliseconds. With elastic scaling a collator builds
/// several blocks per slot: raise [`BLOCK_PROCESSING_VELOCITY`], not this.
pub const SLOT_DURATION: u64 = RELAY_CHAIN_SLOT_DURATION_MILLIS as u64;

/// Blocks built per relay-chain slot: one per core assigned to us.
pub const BLOCK_PROCESSING_VELOCITY: u32 = if cfg!(feature = "next-release") { 2 } else { 1 };

/// How many blocks may wait for inclusion on the relay chain.
pub const UNINCLUDED_SEGMENT_CAPACITY: u32 = 3 * BLOCK_PROCESSING_VELOCITY;

/// How far behind the newest relay block we build.
pub const RELAY_PARENT_OFFSET: u32 = 0;

/// A minute, in blocks of one slot. Only block-counted periods of upstream pallets use it; everything of ours counts
/// seconds.
pub const MINUTES: BlockNumber = 60_000 / RELAY_CHAIN_SLOT_DURATION_MILLIS;
/// An hour, in blocks.
pub const HOURS: BlockNumber = MINUTES * 60;
/// A day, in blocks.
pub const DAYS: BlockNumber = HOURS * 24;

/// One SALUS, the fee token. It pays for block space and deposits and is issued by the Council; it is no investment.
pub const UNIT: Balance = 1_000_000_000_000;
/// A thousandth.
pub const MILLIUNIT: Balance = UNIT / 1_000;
/// A millionth.
pub const MICROUNIT: Balance = UNIT / 1_000_000;

/// The least an account must hold to exist by balance alone.
pub const EXISTENTIAL_DEPOSIT: Balance = MILLIUNIT;

/// Deposit for `items` storage entries of `bytes` bytes together.
pub const fn deposit(items: u32, bytes: u32) -> Balance {
	(items as Balance) * 10 * MILLIUNIT + (bytes as Balance) * 100 * MICROUNIT
}

/// Share of a block that on_initialize hooks may be expected to take.
pub const AVERAGE_ON_INITIALIZE_RATIO: Perbill = Perbill::from_percent(5);

/// Share of a block that ordinary transactions may fill; the rest is for operational ones.
pub const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(75);

/// Two seconds of computation and the relay chain's proof limit.
pub const MAXIMUM_BLOCK_WEIGHT: Weight = Weight::from_parts(
	WEIGHT_REF_TIME_PER_SECOND.saturating_mul(2),
	cumulus_primitives_core::relay_chain::MAX_POV_SIZE as u64,
);

/// Address prefix (generic Substrate).
pub const SS58_PREFIX: u16 = 42;

/// The most members, and so the size of each voting body.
pub const MAX_MEMBERS: u32 = 100;

/// Parachain id used by the presets; a deployed chain sets its own in its chain spec.
pub const PARACHAIN_ID: u32 = 2_000;

/// The longest name of a pallet or call that can be paused, in bytes.
pub const MAX_NAME_LEN: u32 = 64;
