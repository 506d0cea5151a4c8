//! The attestor's key, as a node keeps it: sr25519 under the key type `satt`.

use sp_core::crypto::KeyTypeId;

/// Key type of attestors in a node's keystore.
pub const KEY_TYPE: KeyTypeId = KeyTypeId(*b"satt");

mod app {
	use sp_application_crypto::{app_crypto, sr25519};
	app_crypto!(sr25519, super::KEY_TYPE);
}

/// Public key of an attestor in the keystore; convertible to `AttestorKey`.
pub type Public = app::Public;

/// Signature by [`Public`].
pub type Signature = app::Signature;

/// Key pair of [`Public`].
#[cfg(feature = "std")]
pub type Pair = app::Pair;
