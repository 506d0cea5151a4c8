//! What runs when the runtime is upgraded. Empty in the first release.

/// Migrations that fit one block.
pub type SingleBlock = ();

/// Migrations that take several blocks.
pub type MultiBlock = ();
