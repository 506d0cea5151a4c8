//! Questions about codes, for nodes and clients.

use crate::types::CodePage;
use alloc::vec::Vec;
use salus_primitives::{
	codes::{Code, CodeKind},
	CodeId,
};

sp_api::decl_runtime_apis! {
	/// The governed registry of codes.
	#[api_version(1)]
	pub trait CodesApi {
		/// What is this code?
		fn code(id: CodeId) -> Option<Code>;

		/// Which number has this code of this kind? The newest, where a retired code was registered anew.
		fn lookup(kind: CodeKind, system: Vec<u8>, symbol: Vec<u8>) -> Option<CodeId>;

		/// Look at the `limit` codes after this number, at most 1,000, and list those of this kind, or all. Numbers
		/// start at 1: ask after 0 to begin.
		fn page(kind: Option<CodeKind>, after: CodeId, limit: CodeId) -> CodePage;
	}
}
