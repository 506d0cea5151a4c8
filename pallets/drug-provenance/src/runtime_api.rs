//! Questions about products, lots, units and containers, for nodes and clients.

use crate::types::*;
use alloc::vec::Vec;
use salus_primitives::{Gtin14, OrganizationId, Sscc18};

sp_api::decl_runtime_apis! {
	/// Where a pack has been, and whether it is what it says. Histories are read through `RecordsApi::trail`.
	#[api_version(1)]
	pub trait ProvenanceApi {
		/// Is this what it says?
		fn verify(query: VerifyQuery) -> VerifyAnswer;

		/// What is this unit? `None` while it has had no event of its own.
		fn unit(unit: UnitId) -> Option<UnitInfo>;

		/// The `n`-th supply from this unit, from 0.
		fn dispense(unit: UnitId, n: u32) -> Option<Dispense>;

		/// What is this lot?
		fn lot(lot: LotId) -> Option<LotInfo>;

		/// What is this container?
		fn container(container: Sscc18) -> Option<ContainerInfo>;

		/// The recall rules of a product, and of one of its lots.
		fn recalls(gtin: Gtin14, lot: Option<LotNumber>) -> Vec<RecallInfo>;

		/// Has this organisation acknowledged this recall?
		fn acknowledgement(recall: Epoch, organization: OrganizationId) -> Option<Acknowledgement>;

		/// What is this product?
		fn product(gtin: Gtin14) -> Option<Product>;

		/// What is this shipment?
		fn shipment(shipment: ShipmentId) -> Option<Shipment>;

		/// Where does this labeller's agent answer with proofs?
		fn responder(organization: OrganizationId) -> Option<Responder>;

		/// Is this organisation an authorised trading partner now?
		fn is_trading_partner(organization: OrganizationId) -> bool;
	}
}
