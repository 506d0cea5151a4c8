//! Questions about record stores, for nodes and clients.

use crate::types::{AnchorInfo, StoreInfo, Unverified, Verification};
use alloc::vec::Vec;
use salus_primitives::{
	trail::{TrailKind, TrailPage},
	AnchorId, Commitment, StoreId,
};
use sp_core::H256;

sp_api::decl_runtime_apis! {
	/// Record stores, their anchors, and the trails that every domain shares.
	#[api_version(1)]
	pub trait RecordsApi {
		/// What is this store?
		fn store(store: StoreId) -> Option<StoreInfo>;

		/// What is this anchor?
		fn anchor(anchor: AnchorId) -> Option<AnchorInfo>;

		/// Which anchor of the store has this root? Tells an agent that lost an answer whether its call landed.
		fn anchor_of(store: StoreId, root: H256) -> Option<AnchorId>;

		/// Is this commitment leaf `index` of the anchor, and what does the chain know of it?
		fn verify(
			anchor: AnchorId,
			index: u32,
			commitment: Commitment,
			proof: Vec<H256>,
		) -> Result<Verification, Unverified>;

		/// One page of a subject's history, newest first, back from its head or from `before`; `None` for an
		/// unknown subject. Needs a node with off-chain indexing; gaps are named in the page.
		fn trail(kind: TrailKind, subject: Vec<u8>, before: Option<H256>, limit: u32) -> Option<TrailPage>;
	}
}
