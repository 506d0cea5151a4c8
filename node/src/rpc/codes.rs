//! `codes_*`: the governed registry of codes. What a number in a consent, a credential or a claim stands for, and
//! which number a code has.

use super::{answer::At, records::no_state, Answer, Refusal};
use crate::service::Client;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_codes::{runtime_api::CodesApi as _, MAX_PAGE};
use salus_primitives::{
	codes::{Code, CodeKind},
	CodeId,
};
use salus_runtime::Hash;
use serde::{Deserialize, Serialize};
use sp_api::ProvideRuntimeApi;
use std::sync::Arc;

/// Ask what a number stands for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeQuery {
	id: CodeId,
}

/// Ask which number a code has.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookupQuery {
	kind: CodeKind,
	system: String,
	code: String,
}

/// Ask for the codes after a number.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
	kind: Option<CodeKind>,
	#[serde(default)]
	after: CodeId,
	#[serde(default = "most")]
	limit: CodeId,
}

fn most() -> CodeId {
	MAX_PAGE
}

/// A code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CodeAnswer {
	id: CodeId,
	kind: CodeKind,
	system: String,
	code: String,
	/// The code and all above it.
	lineage: Vec<CodeId>,
	retired: bool,
}

impl CodeAnswer {
	fn new(id: CodeId, code: Code) -> Self {
		// The registry takes ASCII only.
		let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
		Self {
			id,
			kind: code.kind,
			system: text(&code.system),
			code: text(&code.symbol),
			lineage: code.lineage.into_inner(),
			retired: code.retired,
		}
	}
}

/// Some of the codes.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListAnswer {
	codes: Vec<CodeAnswer>,
	/// Ask for the codes after this one to go on.
	next: Option<CodeId>,
}

/// The registry of codes.
#[rpc(server, namespace = "codes")]
pub trait CodesApi {
	/// A code by its number: `{"id": 1}`.
	#[method(name = "code", blocking)]
	fn code(&self, query: CodeQuery, at: Option<Hash>) -> RpcResult<Answer<CodeAnswer>>;

	/// A code by its name: `{"kind": "Purpose", "system": "http://…/v3-ActReason", "code": "TREAT"}`.
	#[method(name = "lookup", blocking)]
	fn lookup(&self, query: LookupQuery, at: Option<Hash>) -> RpcResult<Answer<CodeAnswer>>;

	/// The codes after a number, of one kind or all: `{"kind": "Scope", "after": 0, "limit": 100}`.
	#[method(name = "list", blocking)]
	fn list(&self, query: ListQuery, at: Option<Hash>) -> RpcResult<Answer<ListAnswer>>;
}

/// Answers from the runtime.
pub struct Codes {
	client: Arc<Client>,
}

impl Codes {
	/// Answers from this chain.
	pub fn new(client: Arc<Client>) -> Self {
		Self { client }
	}
}

impl CodesApiServer for Codes {
	fn code(&self, query: CodeQuery, at: Option<Hash>) -> RpcResult<Answer<CodeAnswer>> {
		let at = At::resolve(&self.client, at)?;
		let code = self.client.runtime_api().code(at.hash, query.id).map_err(no_state)?.ok_or_else(|| {
			Refusal::not_found("id", format!("there is no code {}", query.id), "code numbers start at 1")
		})?;
		Ok(Answer { at, answer: CodeAnswer::new(query.id, code) })
	}

	fn lookup(&self, query: LookupQuery, at: Option<Hash>) -> RpcResult<Answer<CodeAnswer>> {
		let at = At::resolve(&self.client, at)?;
		let LookupQuery { kind, system, code } = query;
		let api = self.client.runtime_api();
		let found = match api.lookup(at.hash, kind, system.into_bytes(), code.into_bytes()).map_err(no_state)? {
			Some(id) => api.code(at.hash, id).map_err(no_state)?.map(|code| CodeAnswer::new(id, code)),
			None => None,
		};
		let answer = found.ok_or_else(|| {
			Refusal::not_found(
				"code",
				"no code of this kind, system and symbol is registered",
				"codes are case-sensitive and registered by motion of the Council; codes_list tells which there are",
			)
		})?;
		Ok(Answer { at, answer })
	}

	fn list(&self, query: ListQuery, at: Option<Hash>) -> RpcResult<Answer<ListAnswer>> {
		let at = At::resolve(&self.client, at)?;
		if query.limit == 0 || query.limit > MAX_PAGE {
			let hint = format!("a page looks at 1 to {MAX_PAGE} codes");
			return Err(Refusal::bad("limit", "the limit is out of range", hint).into());
		}
		let page = self.client.runtime_api().page(at.hash, query.kind, query.after, query.limit).map_err(no_state)?;
		let codes = page.codes.into_iter().map(|(id, code)| CodeAnswer::new(id, code)).collect();
		Ok(Answer { at, answer: ListAnswer { codes, next: page.next } })
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn code_should_be_written_as_text() {
		let new = pallet_codes::NewCode::new(CodeKind::Purpose, "urn:example:x", "TREAT", &[]).unwrap();
		let lineage = vec![7, 3].try_into().unwrap();
		let code = Code { kind: new.kind, system: new.system, symbol: new.symbol, lineage, retired: false };
		let written = serde_json::to_value(CodeAnswer::new(7, code)).unwrap();
		let expected = serde_json::json!({
			"id": 7, "kind": "Purpose", "system": "urn:example:x", "code": "TREAT", "lineage": [7, 3], "retired": false
		});
		assert_eq!(written, expected);
	}

	#[test]
	fn list_should_begin_at_the_first_code_when_nothing_is_said() {
		let query: ListQuery = serde_json::from_str("{}").unwrap();
		assert_eq!((query.kind, query.after, query.limit), (None, 0, MAX_PAGE));
		assert!(serde_json::from_str::<ListQuery>(r#"{"from": 1}"#).is_err());
	}
}
