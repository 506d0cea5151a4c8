//! Questions about credentials, for nodes and clients.

use crate::types::*;
use alloc::vec::Vec;
use salus_primitives::{CodeId, Holder, OrganizationId, SchemaId, Seconds};

sp_api::decl_runtime_apis! {
	/// Credentials, their issuers, schemas and status lists.
	#[api_version(1)]
	pub trait CredentialsApi {
		/// Does this holder have an active credential of this schema and scope, then (or now), and why?
		fn check(holder: Holder, schema: SchemaId, scope: Option<CodeId>, at: Option<Seconds>) -> CheckAnswer;

		/// What is this credential, then (or now)?
		fn status(credential: CredentialId, at: Option<Seconds>) -> Option<CredentialInfo>;

		/// The credentials that a holder accepted, of one schema or of all.
		fn held(holder: Holder, schema: Option<SchemaId>) -> Vec<(SchemaId, Vec<Held>)>;

		/// What may this organisation issue under this schema?
		fn issuer(schema: SchemaId, organization: OrganizationId) -> Option<IssuerInfo>;

		/// What are the rules of this schema, in this version or the newest?
		fn schema(schema: SchemaId, version: Option<Version>) -> Option<SchemaInfo>;

		/// Who may ask this primary source?
		fn source(source: SourceId) -> Option<PrimarySource>;

		/// What lapses within so many seconds among the credentials of these holders? Of more than 256 holders, or when
		/// they have very many credentials, `next` is the place in the list from which to ask again.
		fn expiring(holders: Vec<Holder>, within: Seconds) -> LapsingPage;

		/// What lapses within so many seconds among the credentials of one issuer, page by page: `limit` numbers (at most
		/// 1,000) are looked at from `from` on.
		fn issued_expiring(
			issuer: OrganizationId,
			within: Seconds,
			from: Option<CredentialId>,
			limit: u32,
		) -> LapsingPage;

		/// What is this status list?
		fn status_list(list: ListId) -> Option<StatusListInfo>;

		/// All bits of a status list, 16,384 bytes, as the Bitstring Status List compresses them.
		fn status_list_bits(list: ListId) -> Option<Vec<u8>>;

		/// One chunk of a status list, 1,024 bytes.
		fn status_list_chunk(list: ListId, chunk: u16) -> Option<Vec<u8>>;
	}
}
