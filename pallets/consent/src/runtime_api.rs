//! Questions about consent, for nodes and clients.

use crate::types::*;
use alloc::vec::Vec;
use codec::Codec;
use salus_primitives::{AccessAnswer, AccessRequest, OrganizationId, SubjectId};

sp_api::decl_runtime_apis! {
	/// Directives, decisions and grants. A subject's access log is its trail of kind access (`RecordsApi::trail`).
	#[api_version(1)]
	pub trait ConsentApi<AccountId: Codec> {
		/// Would this request be permitted, now? Nothing is logged; duties and controllers are not looked at.
		fn check(subject: SubjectId, request: AccessRequest) -> AccessAnswer;

		/// The same, and which directive and provision decided, and why every other did not.
		fn explain(subject: SubjectId, request: AccessRequest) -> Explanation;

		/// The directives about a subject that are not ended. Ended and superseded ones are on its trail.
		fn directives(subject: SubjectId) -> Vec<Directive<AccountId>>;

		/// What is this grant good for, now? What an enforcement point asks.
		fn grant(grant: GrantId) -> Option<GrantInfo<AccountId>>;

		/// The proxies of a subject, and since when it is incapacitated.
		fn representatives(subject: SubjectId) -> (Vec<Proxy<AccountId>>, Option<u64>);

		/// Erasure and portability requests of a subject that somebody has not answered.
		fn privacy_requests(subject: SubjectId) -> Vec<(PrivacyRequestId, PrivacyRequestInfo)>;

		/// The base policy of an organisation.
		fn base_policy(organization: OrganizationId) -> Option<BasePolicy>;

		/// The version of a research protocol that is valid.
		fn protocol(protocol: ProtocolId) -> Option<ProtocolVersion>;

		/// May this practitioner break the glass, as far as its emergencies go, and what waits for review?
		fn emergencies(practitioner: SubjectId) -> EmergencyInfo;
	}
}
