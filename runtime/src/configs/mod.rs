//! How the pallets are configured, one file per concern.

mod governance;
mod money;
mod parachain;
mod salus;
mod system;

pub use governance::*;
pub use money::*;
pub use parachain::*;
pub use salus::*;
pub use system::*;
