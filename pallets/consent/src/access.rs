//! Asking for access: gathering facts, deciding, logging, granting.

use crate::{
	decision, directives::representatives_of, pallet::*, registers::is_ascending, types::*, weights::WeightInfo,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{ensure, traits::Get, weights::WeightMeter, BoundedVec};
use salus_primitives::{
	codes::CodeKind, AccessControl, Codes, CredentialAnswer, CredentialCheck, Duty, Holder, OrganizationId,
	Organizations, Seconds, SubjectId, Subjects,
};
use sp_runtime::{DispatchError, DispatchResult, Weight};

/// Duties that ask for data: whoever treats, bills, adjudicates, keeps records or answers for privacy.
pub const ASKING: [Duty; 5] = [Duty::Clinical, Duty::Billing, Duty::Adjudication, Duty::Records, Duty::Privacy];

/// What the weight of a request depends on.
pub(crate) struct Effort {
	/// Directives or base policy name roles: the practitioner's credentials are looked up, once for all of them.
	pub(crate) roles: bool,
	/// Groups that they name: each is looked up.
	pub(crate) groups: u32,
	/// Labels that the request states: each is looked up with what it is a kind of.
	pub(crate) labels: u32,
	/// Size of the directives, in KiB begun.
	size: u32,
}

impl Effort {
	/// The most there can be. A base policy may name as many groups as directives.
	pub(crate) const MOST: Self =
		Self { roles: true, groups: 2 * MAX_GROUPS as u32, labels: 8, size: MAX_DIRECTIVE_BYTES as u32 / 1_024 };

	/// The most that a file can make of this request.
	pub(crate) fn most(request: &AccessRequest) -> Self {
		let named = request.practitioner.is_some();
		let groups = if named { Self::MOST.groups } else { 0 };
		Self { roles: named, groups, labels: labels_of(request), ..Self::MOST }
	}

	/// What this file and policy make of it.
	fn of<AccountId: Encode>(request: &AccessRequest, file: &File<AccountId>, policy: Option<&BasePolicy>) -> Self {
		let trees = || file.trees().chain(policy.map(|policy| &policy.provisions));
		let named = request.practitioner.is_some();
		let groups = if named { count(groups_of(trees()).len()) } else { 0 };
		let size = count(file.directives.encoded_size().div_ceil(1_024));
		Self { roles: named && !roles_of(trees()).is_empty(), groups, labels: labels_of(request), size }
	}

	/// The weight of a request that clears so many old grants away.
	pub(crate) fn weight<T: Config>(&self, cleared: u32) -> Weight {
		T::WeightInfo::request_access(self.roles.into(), self.groups, self.labels, self.size)
			.saturating_add(T::WeightInfo::on_idle(cleared))
	}
}

fn labels_of(request: &AccessRequest) -> u32 {
	count(request.data.labels.as_ref().map_or(0, |labels| labels.len()))
}

pub(crate) fn count(number: usize) -> u32 {
	number.try_into().unwrap_or(u32::MAX)
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_request_access(
		who: T::AccountId,
		subject: SubjectId,
		request: AccessRequest,
		lifetime: Seconds,
	) -> Result<Weight, DispatchError> {
		let policy = Self::ensure_request(&who, &request, lifetime)?;
		let file = Self::file_kept(subject)?;
		let effort = Effort::of(&request, &file, policy.as_ref());
		Self::decide_one(&who, subject, file, &request, policy.as_ref(), lifetime)?;
		let cleared = Self::clear(CLEARED_PER_GRANT, Self::now(), &mut || true);
		Ok(effort.weight::<T>(cleared))
	}

	pub(crate) fn do_request_cohort(
		who: T::AccountId,
		subjects: BoundedVec<SubjectId, MaxCohort>,
		request: AccessRequest,
		lifetime: Seconds,
	) -> DispatchResult {
		ensure!(!subjects.is_empty() && is_ascending(&subjects), Error::<T>::NotAscending);
		// Else the groups and roles that each file names were to be looked up, others for each subject.
		ensure!(request.practitioner.is_none(), Error::<T>::CohortNamesNobody);
		let policy = Self::ensure_request(&who, &request, lifetime)?;
		let asked = count(subjects.len());
		let mut grants = Vec::with_capacity(subjects.len());
		for subject in subjects {
			let file = Self::file_kept(subject)?;
			grants.push(Self::decide_one(&who, subject, file, &request, policy.as_ref(), lifetime)?);
		}
		Self::clear(asked.saturating_mul(CLEARED_PER_GRANT), Self::now(), &mut || true);
		// As many as there are subjects, so nothing is cut off.
		let grants = BoundedVec::truncate_from(grants);
		Self::deposit_event(Event::CohortDecided { account: who, organization: request.organization, grants });
		Ok(())
	}

	pub(crate) fn do_close_grant(who: T::AccountId, grant: GrantId) -> DispatchResult {
		let kept = Grants::<T>::get(key(grant)).ok_or(Error::<T>::GrantNotFound)?;
		let at = Self::now();
		let may = kept.expires < at
			|| kept.account == who
			|| Self::ensure_asks(kept.request.organization, &who).is_ok()
			|| T::Subjects::ensure_controls(kept.subject, &who).is_ok();
		ensure!(may, Error::<T>::NotAuthorized);
		let mut file = Self::file_kept(kept.subject)?;
		Self::clear_grant(grant, kept.expires);
		Self::log(kept.subject, &mut file, Entry::Closed { at, grant })?;
		Files::<T>::insert(kept.subject, file);
		Ok(())
	}

	/// Decide, log, and leave a grant on permit.
	fn decide_one(
		who: &T::AccountId,
		subject: SubjectId,
		mut file: FileOf<T>,
		request: &AccessRequest,
		policy: Option<&BasePolicy>,
		lifetime: Seconds,
	) -> Result<Option<GrantId>, DispatchError> {
		let facts = Self::facts(subject, &file, request, policy, None);
		let answer = decision::decide(&facts, &file.directives, policy);
		let at = facts.now;
		let grant = match answer.outcome {
			AccessOutcome::Permit => Some(Self::leave_grant(Grant {
				subject,
				account: who.clone(),
				request: request.clone(),
				issued: at,
				expires: at.saturating_add(lifetime),
				emergency: None,
			})?),
			_ => None,
		};
		let entry = Entry::Access {
			at,
			account: who.clone(),
			request: request.clone(),
			outcome: answer.outcome,
			basis: answer.basis,
			partial: !answer.residual.is_empty(),
			grant,
		};
		Self::log(subject, &mut file, entry)?;
		Files::<T>::insert(subject, file);
		Ok(grant)
	}

	/// May the account ask this? The base policy that is asked where directives are silent.
	fn ensure_request(
		who: &T::AccountId,
		request: &AccessRequest,
		lifetime: Seconds,
	) -> Result<Option<BasePolicy>, DispatchError> {
		Self::ensure_asks(request.organization, who)?;
		if let Some(practitioner) = request.practitioner {
			T::Subjects::ensure_controls(practitioner, who)?;
		}
		ensure!((1..=T::MaxGrantLifetime::get()).contains(&lifetime), Error::<T>::LifetimeOutOfRange);
		Self::ensure_question(request)?;
		// Else an emergency could be had without reason and review.
		let emergency = T::Codes::lineage(request.purpose).contains(&T::BreakGlassPurpose::get());
		ensure!(!emergency, Error::<T>::UseBreakGlass);
		Ok(Self::policy_for(request))
	}

	/// Is the account staff with any duty that asks for data, and the organisation active?
	fn ensure_asks(organization: OrganizationId, who: &T::AccountId) -> DispatchResult {
		let asks = ASKING.iter().any(|duty| T::Organizations::ensure_duty(organization, who, *duty).is_ok());
		ensure!(asks, Error::<T>::NoDutyToAsk);
		Ok(())
	}

	/// Is what the request says well formed, and are its codes what they are used for?
	fn ensure_question(request: &AccessRequest) -> DispatchResult {
		Self::ensure_code(Some(request.purpose), CodeKind::Purpose)?;
		Self::ensure_code(Some(request.action), CodeKind::Action)?;
		if let Some(protocol) = request.protocol {
			// Consent is for the study that this organisation runs, not for whoever knows its number.
			let kept = Protocols::<T>::get(protocol).ok_or(Error::<T>::ProtocolNotFound)?;
			ensure!(kept.organization == request.organization, Error::<T>::OrganizationNotFit);
		}
		Self::ensure_scope(&request.data)
	}

	pub(crate) fn ensure_scope(data: &DataScope) -> DispatchResult {
		ensure!(data.period.is_valid(), Error::<T>::EmptyPeriod);
		Self::ensure_code(data.class, CodeKind::ResourceClass)?;
		Self::ensure_code(data.content, CodeKind::ResourceClass)?;
		for label in data.labels.iter().flatten() {
			Self::ensure_code(Some(*label), CodeKind::Label)?;
		}
		Ok(())
	}

	fn policy_for(request: &AccessRequest) -> Option<BasePolicy> {
		Policies::<T>::get(request.data.holder?).map(|kept| kept.policy)
	}

	/// All that a decision depends on besides directives and policy. What neither of them names is not looked up.
	pub(crate) fn facts(
		subject: SubjectId,
		file: &FileOf<T>,
		request: &AccessRequest,
		policy: Option<&BasePolicy>,
		grant: Option<GrantId>,
	) -> Facts<T::AccountId> {
		let now = Self::now();
		let trees = || file.trees().chain(policy.map(|policy| &policy.provisions));
		let holds = |practitioner, role| {
			CurrentParameters::<T>::get().role_schema.is_some_and(|schema| {
				let answer = T::Credentials::check(Holder::Subject(practitioner), schema, Some(role), now);
				answer == CredentialAnswer::Active
			})
		};
		let belongs = |practitioner: &SubjectId, group: &OpaqueHandle| {
			Groups::<T>::get(group).is_some_and(|group| group.members.contains(practitioner))
		};
		let (roles, groups) = match &request.practitioner {
			Some(practitioner) => (
				roles_of(trees()).into_iter().filter(|role| holds(*practitioner, *role)).collect(),
				groups_of(trees()).into_iter().filter(|group| belongs(practitioner, group)).collect(),
			),
			None => (Vec::new(), Vec::new()),
		};
		let incapacitated = file.incapacitated.is_some();
		let mut guardians = Vec::new();
		for account in representatives_of(file) {
			if !guardians.contains(account) && T::Subjects::is_legal_guardian(subject, account) {
				guardians.push(account.clone());
			}
		}
		let acting = file.proxies.iter().filter(|proxy| proxy.may_act(now, incapacitated));
		let data = &request.data;
		Facts {
			now,
			organization: request.organization,
			practitioner: request.practitioner,
			roles,
			groups,
			purpose: T::Codes::lineage(request.purpose),
			action: T::Codes::lineage(request.action),
			protocol: request.protocol.and_then(Self::protocol_version),
			data: DataFacts {
				class: data.class.map(T::Codes::lineage),
				content: data.content.map(T::Codes::lineage),
				labels: data.labels.as_ref().map(|labels| labels.iter().copied().map(T::Codes::lineage).collect()),
				record: data.record,
				author: data.author,
				encounter: data.encounter,
				holder: data.holder,
				period: data.period,
			},
			guardians,
			proxies: acting.map(|proxy| proxy.account.clone()).collect(),
			incapacitated,
			grant,
		}
	}

	pub(crate) fn leave_grant(grant: GrantOf<T>) -> Result<GrantId, DispatchError> {
		let id = NextGrant::<T>::get();
		NextGrant::<T>::put(id.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?);
		Expiring::<T>::insert(expiry_key(grant.expires, id), ());
		Grants::<T>::insert(key(id), grant);
		Ok(id)
	}

	pub(crate) fn clear_grant(id: GrantId, expires: Seconds) {
		Grants::<T>::remove(key(id));
		Expiring::<T>::remove(expiry_key(expires, id));
	}

	/// What would the answer be, and why? Nothing is logged.
	pub fn explain(subject: SubjectId, request: &AccessRequest) -> Explanation {
		let refused = || Explanation { answer: <() as AccessControl>::check(subject, request), notes: Vec::new() };
		if Self::ensure_question(request).is_err() {
			return refused();
		}
		let (file, policy) = (Self::file(subject), Self::policy_for(request));
		let facts = Self::facts(subject, &file, request, policy.as_ref(), None);
		decision::explain(&facts, &file.directives, policy.as_ref())
	}

	/// What is this grant good for, now?
	pub fn describe_grant(id: GrantId) -> Option<GrantInfo<T::AccountId>> {
		let grant = Grants::<T>::get(key(id))?;
		let request = &grant.request;
		let file = Self::file(grant.subject);
		let now = Self::now();
		let still_asks = match (grant.emergency, request.practitioner) {
			(Some(_), Some(practitioner)) => {
				Self::ensure_clinician(&grant.account, request.organization, practitioner).is_ok()
					&& EmergenciesOf::<T>::get(practitioner).revoked_by.is_empty()
			},
			(Some(_), None) => false,
			(None, practitioner) => {
				Self::ensure_asks(request.organization, &grant.account).is_ok()
					&& practitioner
						.is_none_or(|practitioner| T::Subjects::ensure_controls(practitioner, &grant.account).is_ok())
			},
		};
		let answer = if grant.emergency.is_some() {
			let forbidden = Self::is_break_glass_forbidden(grant.subject, &file, request);
			let outcome = if forbidden { AccessOutcome::Deny } else { AccessOutcome::Permit };
			AccessAnswer { outcome, basis: AccessBasis::BreakGlass, residual: Vec::new() }
		} else {
			let policy = Self::policy_for(request);
			let facts = Self::facts(grant.subject, &file, request, policy.as_ref(), Some(id));
			decision::decide(&facts, &file.directives, policy.as_ref())
		};
		let live = now <= grant.expires && still_asks;
		Some(GrantInfo { live, answer, grant })
	}

	/// Clear away grants whose hour is over, as long as there is weight.
	pub(crate) fn clear_grants(limit: Weight) -> Weight {
		let mut meter = WeightMeter::with_limit(limit);
		if meter.try_consume(T::WeightInfo::on_idle(0)).is_err() {
			return meter.consumed();
		}
		let each = T::WeightInfo::on_idle(1).saturating_sub(T::WeightInfo::on_idle(0));
		Self::clear(T::GrantsPerBlock::get(), Self::now(), &mut || meter.try_consume(each).is_ok());
		meter.consumed()
	}

	/// Clear away at most `most` grants whose hour is over. How many there were.
	pub(crate) fn clear(most: u32, now: Seconds, affords: &mut impl FnMut() -> bool) -> u32 {
		let over = hour(now).to_be_bytes();
		let mut count = 0u32;
		let most = usize::try_from(most).unwrap_or(usize::MAX);
		for at in Expiring::<T>::iter_keys().take(most) {
			let is_over = at.first_chunk::<4>().is_some_and(|expires| *expires < over);
			if !is_over || !affords() {
				break;
			}
			if let Some(grant) = at.last_chunk::<8>() {
				Grants::<T>::remove(grant);
			}
			Expiring::<T>::remove(at);
			count = count.saturating_add(1);
		}
		if count > 0 {
			Self::deposit_event(Event::GrantsCleared { count });
		}
		count
	}
}

/// Key of a grant: neighbours in time are neighbours in the trie.
pub(crate) fn key(grant: GrantId) -> [u8; 8] {
	grant.to_be_bytes()
}

/// Key under which a grant is found when its hour is over.
pub(crate) fn expiry_key(expires: Seconds, grant: GrantId) -> [u8; 12] {
	let mut at = [0; 12];
	if let Some(first) = at.first_chunk_mut::<4>() {
		*first = hour(expires).to_be_bytes();
	}
	if let Some(last) = at.last_chunk_mut::<8>() {
		*last = key(grant);
	}
	at
}

/// Hours since the epoch.
fn hour(moment: Seconds) -> u32 {
	moment.checked_div(3_600).and_then(|hour| u32::try_from(hour).ok()).unwrap_or(u32::MAX)
}

impl<T: Config> AccessControl for Pallet<T> {
	fn check(subject: SubjectId, request: &AccessRequest) -> AccessAnswer {
		if Self::ensure_question(request).is_err() {
			return <() as AccessControl>::check(subject, request);
		}
		let (file, policy) = (Self::file(subject), Self::policy_for(request));
		let facts = Self::facts(subject, &file, request, policy.as_ref(), None);
		decision::decide(&facts, &file.directives, policy.as_ref())
	}

	fn weight() -> Weight {
		T::WeightInfo::check()
	}
}
