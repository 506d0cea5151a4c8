//! Costs of the calls, each at its worst: a file whose room is full, as many groups, roles, guardians and codes to look
//! up as there may be, and a base policy besides.

use super::{access::Effort, *};
use alloc::vec::Vec;
use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{Consideration, EnsureOrigin, Footprint, Get, UnixTime},
	BoundedVec,
};
use frame_system::RawOrigin;
use salus_primitives::{
	codes::CodeKind, AccessControl, CodeId, Codes, Commitment, CredentialCheck, Holder, OrganizationId, Organizations,
	Role, Roles, SubjectId, Subjects, TrailHead, TrailKind,
};
use sp_core::H256;

/// A member of every role that matters, all of whose duties one account has, which can pay any deposit.
fn member<T: Config>(n: u32) -> (T::AccountId, OrganizationId) {
	let who: T::AccountId = account("staff", n, 0);
	let roles = Roles::of(&[Role::Provider, Role::Researcher, Role::Regulator]);
	let organization = T::Organizations::benchmark_member(&who, roles);
	pay::<T>(&who);
	(who, organization)
}

fn pay<T: Config>(who: &T::AccountId) {
	T::Consideration::ensure_successful(who, Footprint::from_parts(16, MAX_DIRECTIVE_BYTES));
}

/// A patient who can pay.
fn patient<T: Config>(n: u32) -> (T::AccountId, SubjectId) {
	let who: T::AccountId = account("patient", n, 0);
	let subject = T::Subjects::benchmark_subject(&who);
	pay::<T>(&who);
	(who, subject)
}

fn code<T: Config>(kind: CodeKind, n: u16) -> CodeId {
	T::Codes::benchmark_code(kind, n)
}

fn handle(n: u32) -> H256 {
	H256(sp_io::hashing::blake2_256(&n.encode()))
}

/// Handle of a group of the organisation.
fn group_of(organization: OrganizationId, n: u32) -> H256 {
	let mut group = handle(n);
	if let Some(keeper) = group.0.first_chunk_mut::<4>() {
		*keeper = organization.to_be_bytes();
	}
	group
}

fn plain_terms(provisions: Provisions) -> Terms {
	Terms {
		controller: None,
		policy: None,
		scope: None,
		condition: Condition::Always,
		protocol: None,
		period: Period { start: None, end: None },
		signed: None,
		document: Some(Commitment(handle(1))),
		forbids_break_glass: false,
		provisions,
	}
}

/// A tree of `provisions` that names `codes` different codes.
fn tree<T: Config>(provisions: u32, codes: u32) -> Provisions {
	let mut left = (0..codes).map(|n| code::<T>(CodeKind::Purpose, u16::try_from(n).unwrap_or(u16::MAX)));
	let made = (0..provisions).map(|n| Provision {
		parent: (n > 0).then_some(0),
		purposes: BoundedVec::truncate_from(left.by_ref().take(16).collect()),
		..Provision::unlimited(Effect::Permit)
	});
	BoundedVec::truncate_from(made.collect())
}

/// A practitioner of this account, licensed and with the role; it is the doing of the neighbours that it is dear to find.
fn practitioner<T: Config>(who: &T::AccountId, role: CodeId) -> SubjectId {
	let practitioner = T::Subjects::benchmark_subject(who);
	let role_schema = Some(T::Credentials::benchmark_held(Holder::Subject(practitioner), Some(role)));
	let clinical_schema = Some(T::Credentials::benchmark_held(Holder::Subject(practitioner), None));
	CurrentParameters::<T>::put(Parameters { clinical_schema, role_schema, break_glass_may_be_forbidden: true });
	practitioner
}

/// A finding of this account's that lapsed, and its deposit.
fn finding<T: Config>(who: &T::AccountId, subject: SubjectId) -> Result<(), BenchmarkError> {
	let finding = Finding { account: who.clone(), practitioner: subject, lapses: 0 };
	Pallet::<T>::hold(who, subject, Slot::Finding, finding.encoded_size())?;
	Findings::<T>::insert(subject, finding);
	Ok(())
}

/// A provision that speaks to everybody for everything, and whose data criteria say as much as can be.
fn demanding(n: u32, labels: &[CodeId]) -> Provision {
	let named = |m: u32| DataRef { meaning: DataMeaning::Related, handle: handle(m.saturating_add(1_000)) };
	Provision {
		parent: (n > 0).then_some(0),
		data: DataCriteria {
			labels: BoundedVec::truncate_from(labels.to_vec()),
			records: BoundedVec::truncate_from((0..2).map(named).collect()),
			..Default::default()
		},
		..Provision::unlimited(if n & 1 == 0 { Effect::Permit } else { Effect::Deny })
	}
}

/// How many directives of a full file are guardians'.
const GUARDED: u32 = 4;

/// Every group and role as an actor of its own.
fn actors(roles: &[CodeId], groups: &[H256]) -> Vec<Actor> {
	let parties = groups.iter().map(|group| Actor { party: Party::Group(*group), role: None });
	let demanded = roles.iter().map(|role| Actor { party: Party::Anyone, role: Some(*role) });
	parties.chain(demanded).collect()
}

/// A file of at most so many directives that take at most `room`, with everything in them that a decision has to look
/// up elsewhere.
fn full_file<T: Config>(subject: SubjectId, scene: &Scene<T>, most: u32, room: usize) {
	let Scene { labels, roles, groups, .. } = scene;
	let mut file = File::<T::AccountId>::new(subject);
	let named = actors(roles, groups);
	for number in 1..=most {
		let mut provisions = Provisions::default();
		let guardian: T::AccountId = account("guardian", number & 3, 0);
		if number == 1 {
			// Together with anybody, so that all of them are looked up and the rest is decided all the same.
			let anybody = Actor { party: Party::Anyone, role: None };
			let mut root = demanding(0, labels);
			root.actors = BoundedVec::truncate_from(named.iter().copied().take(7).chain([anybody]).collect());
			let _ = provisions.try_push(root);
			let mut rest = demanding(1, labels);
			rest.actors = BoundedVec::truncate_from(named.iter().copied().skip(7).collect());
			let _ = provisions.try_push(rest);
		}
		let grantor = if number <= GUARDED { Grantor::Guardian(guardian) } else { Grantor::Subject };
		if number > 1 {
			let _ = provisions.try_push(demanding(0, labels));
		}
		let _ = file.directives.try_push(Directive {
			number,
			version: 1,
			grantor,
			recorded: 0,
			status: Status::Active,
			verification: None,
			terms: plain_terms(provisions),
		});
		if file.directives.encoded_size() > room {
			file.directives.pop();
			break;
		}
		file.directives_made = number;
	}
	// The subject's own directives take what room is left: they are what is evaluated.
	for directive in (GUARDED..file.directives_made).filter_map(|place| usize::try_from(place).ok()) {
		for n in 1..MAX_PROVISIONS {
			let tree = |file: &mut FileOf<T>, change: &mut dyn FnMut(&mut Provisions)| {
				if let Some(directive) = file.directives.get_mut(directive) {
					change(&mut directive.terms.provisions);
				}
			};
			tree(&mut file, &mut |provisions| {
				let _ = provisions.try_push(demanding(n, labels));
			});
			if file.directives.encoded_size() > room || !file.fits() {
				tree(&mut file, &mut |provisions| {
					provisions.pop();
				});
				break;
			}
		}
	}
	file.trail = TrailHead::new(TrailKind::Access, subject.as_bytes());
	Files::<T>::insert(subject, file);
}

/// What a request at its worst needs, and the request.
struct Scene<T: Config> {
	who: T::AccountId,
	organization: OrganizationId,
	practitioner: SubjectId,
	labels: Vec<CodeId>,
	roles: Vec<CodeId>,
	groups: Vec<H256>,
	request: AccessRequest,
}

fn scene<T: Config>() -> Result<Scene<T>, BenchmarkError> {
	let Effort { roles, groups, labels, .. } = Effort::MOST;
	scene_of(roles, groups, labels)
}

/// With as many roles as may be or none, and so many groups to look up, of which half are named by directives and half by
/// the base policy, and so many labels that the request states.
fn scene_of<T: Config>(roles: bool, groups: u32, stated: u32) -> Result<Scene<T>, BenchmarkError> {
	let (who, organization) = member::<T>(0);
	let small = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
	let practitioner = practitioner::<T>(&who, code::<T>(CodeKind::ActorRole, 0));
	let roles = if roles { 2 * MAX_ROLES } else { 0 };
	let mut roles = (0..).take(roles).map(|n| code::<T>(CodeKind::ActorRole, n)).collect::<Vec<_>>();
	// The last of these is the first of those that the request states.
	let labels = (1..=4).map(|n| code::<T>(CodeKind::Label, n)).collect::<Vec<_>>();
	let stated = (0..small(stated)).map(|n| code::<T>(CodeKind::Label, n.saturating_add(4)));
	let mut named = Vec::new();
	for n in 0..groups {
		let mut members = (0..MAX_MEMBERS).map(handle).collect::<Vec<_>>();
		members.sort();
		let members = BoundedVec::truncate_from(members);
		Pallet::<T>::set_group(
			RawOrigin::Signed(who.clone()).into(),
			organization,
			group_of(organization, n),
			members,
		)?;
		named.push(group_of(organization, n));
	}
	let mut groups = named;
	let protocol = NextProtocol::<T>::get();
	Pallet::<T>::register_protocol(RawOrigin::Signed(who.clone()).into(), organization, Commitment(handle(1)))?;
	let signed = RawOrigin::Signed(who.clone()).into();
	let mut policy = tree::<T>(MAX_PROVISIONS, 16);
	let named = actors(&roles.split_off(roles.len().div_ceil(2)), &groups.split_off(groups.len().div_ceil(2)));
	for (provision, actor) in policy.iter_mut().skip(1).zip(named) {
		provision.actors = BoundedVec::truncate_from([actor].into());
	}
	Pallet::<T>::set_base_policy(signed, organization, None, Commitment(handle(1)), policy)?;
	let request = AccessRequest {
		organization,
		practitioner: Some(practitioner),
		purpose: code::<T>(CodeKind::Purpose, 70),
		action: code::<T>(CodeKind::Action, 0),
		protocol: Some(protocol),
		data: DataScope {
			class: Some(code::<T>(CodeKind::ResourceClass, 0)),
			content: Some(code::<T>(CodeKind::ResourceClass, 1)),
			labels: Some(BoundedVec::truncate_from(stated.collect())),
			record: None,
			author: Some(handle(5)),
			encounter: None,
			holder: Some(organization),
			period: Period { start: Some(0), end: Some(1) },
		},
	};
	Ok(Scene { who, organization, practitioner, labels, roles, groups, request })
}

/// Everything that a directive of guardians needs is made by the scene; guardians are looked up whether or not they are.
fn fill<T: Config>(scene: &Scene<T>, subject: SubjectId) {
	full_file::<T>(subject, scene, MAX_DIRECTIVES, MAX_DIRECTIVE_BYTES);
}

/// The same, with the last place taken by a directive of the subject, bound to a protocol, that its account recorded.
fn fill_and_record<T: Config>(scene: &Scene<T>, who: &T::AccountId, subject: SubjectId) -> Result<u32, BenchmarkError> {
	full_file::<T>(subject, scene, MAX_DIRECTIVES.saturating_sub(1), MAX_DIRECTIVE_BYTES.saturating_sub(1_024));
	recorded::<T>(who, subject, Status::Active)
}

fn newest<T: Config>(subject: SubjectId) -> u32 {
	Files::<T>::get(subject).map_or(0, |file| file.directives_made)
}

fn recorded<T: Config>(who: &T::AccountId, subject: SubjectId, status: Status) -> Result<u32, BenchmarkError> {
	let terms = plain_terms(tree::<T>(MAX_PROVISIONS, 16));
	let origin = RawOrigin::Signed(who.clone()).into();
	Pallet::<T>::record(origin, subject, Capacity::Subject, status, terms, None)?;
	Ok(newest::<T>(subject))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	// A superseding record does the same, and returns a deposit besides.
	#[benchmark]
	fn record(c: Linear<0, 64>) -> Result<(), BenchmarkError> {
		let (who, subject) = patient::<T>(0);
		let scene = scene::<T>()?;
		let number = fill_and_record::<T>(&scene, &who, subject)?;
		let protocol = scene.request.protocol.ok_or(BenchmarkError::Stop("no protocol"))?;
		let terms = Terms {
			protocol: Some(ProtocolVersion { protocol, version: 1 }),
			policy: Some(code::<T>(CodeKind::Policy, 0)),
			scope: Some(code::<T>(CodeKind::Scope, 0)),
			..plain_terms(tree::<T>(MAX_PROVISIONS, c))
		};

		#[extrinsic_call]
		supersede(RawOrigin::Signed(who), subject, Capacity::Subject, number, terms);

		assert!(Files::<T>::get(subject).is_some_and(|file| file.directive(number).is_some_and(|d| d.version == 2)));
		Ok(())
	}

	#[benchmark]
	fn change() -> Result<(), BenchmarkError> {
		let (who, subject) = patient::<T>(0);
		let scene = scene::<T>()?;
		let number = fill_and_record::<T>(&scene, &who, subject)?;

		#[extrinsic_call]
		withdraw(RawOrigin::Signed(who), subject, Capacity::Subject, number, Withdrawal::StopAllUse);

		assert!(!Files::<T>::get(subject).is_some_and(|file| file.directive(number).is_some()));
		Ok(())
	}

	#[benchmark]
	fn set_base_policy(c: Linear<0, 64>) -> Result<(), BenchmarkError> {
		let (who, organization) = member::<T>(0);
		let origin = RawOrigin::Signed(who.clone());
		let document = Commitment(handle(1));
		let policy = Some(code::<T>(CodeKind::Policy, 0));
		Pallet::<T>::set_base_policy(origin.clone().into(), organization, policy, document, tree::<T>(1, 0))?;
		let provisions = tree::<T>(MAX_PROVISIONS, c);

		#[extrinsic_call]
		_(origin, organization, policy, document, provisions);

		assert_eq!(PolicyVersions::<T>::get(organization), 2);
		Ok(())
	}

	#[benchmark]
	fn remove_base_policy() -> Result<(), BenchmarkError> {
		let scene = scene::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(scene.who), scene.organization);

		assert!(!Policies::<T>::contains_key(scene.organization));
		Ok(())
	}

	#[benchmark]
	fn set_group() -> Result<(), BenchmarkError> {
		let scene = scene::<T>()?;
		let group = group_of(scene.organization, 0);
		let mut members = (1..=MAX_MEMBERS).map(handle).collect::<Vec<_>>();
		members.sort();
		let members = BoundedVec::truncate_from(members);

		#[extrinsic_call]
		_(RawOrigin::Signed(scene.who), scene.organization, group, members.clone());

		assert_eq!(Groups::<T>::get(group).map(|group| group.members), Some(members));
		Ok(())
	}

	#[benchmark]
	fn register_protocol() {
		let (who, organization) = member::<T>(0);
		let protocol = NextProtocol::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), organization, Commitment(handle(1)));

		assert!(Protocols::<T>::contains_key(protocol));
	}

	#[benchmark]
	fn amend_protocol() -> Result<(), BenchmarkError> {
		let (who, organization) = member::<T>(0);
		let protocol = NextProtocol::<T>::get();
		let origin = RawOrigin::Signed(who);
		Pallet::<T>::register_protocol(origin.clone().into(), organization, Commitment(handle(1)))?;

		#[extrinsic_call]
		_(origin, protocol, Commitment(handle(2)));

		assert_eq!(Protocols::<T>::get(protocol).map(|kept| kept.version), Some(2));
		Ok(())
	}

	#[benchmark]
	fn close_protocol() -> Result<(), BenchmarkError> {
		let (who, organization) = member::<T>(0);
		let protocol = NextProtocol::<T>::get();
		let origin = RawOrigin::Signed(who);
		Pallet::<T>::register_protocol(origin.clone().into(), organization, Commitment(handle(1)))?;

		#[extrinsic_call]
		_(origin, protocol);

		assert!(!Protocols::<T>::contains_key(protocol));
		Ok(())
	}

	#[benchmark]
	fn appoint_proxy() -> Result<(), BenchmarkError> {
		let (who, subject) = patient::<T>(0);
		let scene = scene::<T>()?;
		fill::<T>(&scene, subject);
		let account: T::AccountId = account("proxy", 0, 0);
		let proxy =
			Proxy { account, condition: Condition::Incapacity, until: Some(u64::MAX), document: Commitment(handle(1)) };

		#[extrinsic_call]
		_(RawOrigin::Signed(who), subject, proxy);

		assert!(Files::<T>::get(subject).is_some_and(|file| file.proxies.len() == 1));
		Ok(())
	}

	#[benchmark]
	fn dismiss_proxy() -> Result<(), BenchmarkError> {
		let (who, subject) = patient::<T>(0);
		let scene = scene::<T>()?;
		fill::<T>(&scene, subject);
		let proxy_account: T::AccountId = account("proxy", 0, 0);
		let proxy = Proxy {
			account: proxy_account.clone(),
			condition: Condition::Incapacity,
			until: Some(u64::MAX),
			document: Commitment(handle(1)),
		};
		Pallet::<T>::appoint_proxy(RawOrigin::Signed(who.clone()).into(), subject, proxy)?;
		// With as many directives as it may have, each with its deposit.
		let its = MAX_DIRECTIVES.saturating_sub(3)..=MAX_DIRECTIVES;
		Files::<T>::mutate(subject, |file| {
			for directive in file.iter_mut().flat_map(|file| file.directives.iter_mut()) {
				if its.contains(&directive.number) {
					directive.grantor = Grantor::Proxy(proxy_account.clone());
				}
			}
		});
		for number in its {
			Pallet::<T>::hold(&who, subject, Slot::Directive(number), 512)?;
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(who), subject, proxy_account);

		assert!(Files::<T>::get(subject).is_some_and(|file| file.proxies.is_empty() && file.directives.len() == 12));
		Ok(())
	}

	/// A finding that lapsed is somebody else's: its deposit returns and another is taken, which no second finding needs.
	#[benchmark]
	fn declare_incapacity() -> Result<(), BenchmarkError> {
		let (other, subject) = patient::<T>(0);
		let scene = scene::<T>()?;
		fill::<T>(&scene, subject);
		finding::<T>(&other, subject)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(scene.who.clone()), subject, scene.organization, scene.practitioner, Commitment(handle(1)));

		assert!(Findings::<T>::get(subject).is_some_and(|finding| finding.account == scene.who));
		Ok(())
	}

	#[benchmark]
	fn end_incapacity() -> Result<(), BenchmarkError> {
		let (_, subject) = patient::<T>(0);
		let scene = scene::<T>()?;
		fill::<T>(&scene, subject);
		Files::<T>::mutate(subject, |file| {
			if let Some(file) = file {
				file.incapacitated = Some(0);
			}
		});
		// Both never stand together; so it costs no less than ending either.
		finding::<T>(&scene.who, subject)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(scene.who), subject, Some((scene.organization, scene.practitioner)));

		assert!(Files::<T>::get(subject).is_some_and(|file| file.incapacitated.is_none()));
		assert!(!Findings::<T>::contains_key(subject));
		Ok(())
	}

	#[benchmark]
	fn request_access(
		r: Linear<0, 1>,
		g: Linear<0, 8>,
		l: Linear<1, 8>,
		k: Linear<2, 8>,
	) -> Result<(), BenchmarkError> {
		let (_, subject) = patient::<T>(0);
		let scene = scene_of::<T>(r > 0, g, l)?;
		full_file::<T>(subject, &scene, MAX_DIRECTIVES, usize::try_from(k).unwrap_or_default().saturating_mul(1_024));
		let grant = NextGrant::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(scene.who), subject, scene.request, T::MaxGrantLifetime::get());

		// Permitted: a denial writes less.
		assert!(Grants::<T>::contains_key(access::key(grant)));
		Ok(())
	}

	#[benchmark]
	fn request_cohort(n: Linear<1, 256>) -> Result<(), BenchmarkError> {
		let scene = scene::<T>()?;
		let mut subjects = Vec::new();
		for m in 0..n {
			let (_, subject) = patient::<T>(m);
			fill::<T>(&scene, subject);
			subjects.push(subject);
		}
		subjects.sort();
		let subjects = BoundedVec::truncate_from(subjects);
		let request = AccessRequest { practitioner: None, ..scene.request };

		#[extrinsic_call]
		_(RawOrigin::Signed(scene.who), subjects.clone(), request, T::MaxGrantLifetime::get());

		for subject in subjects {
			assert!(Files::<T>::get(subject).is_some_and(|file| file.trail.len == 1));
		}
		Ok(())
	}

	#[benchmark]
	fn close_grant() -> Result<(), BenchmarkError> {
		let (who, subject) = patient::<T>(0);
		let scene = scene::<T>()?;
		fill::<T>(&scene, subject);
		let grant = NextGrant::<T>::get();
		let origin = RawOrigin::Signed(scene.who.clone()).into();
		let data = scene.request.data.clone();
		let reason = code::<T>(CodeKind::Reason, 0);
		Pallet::<T>::break_glass(origin, subject, scene.organization, scene.practitioner, reason, data)?;

		// The patient, because whoever else may is looked for first.
		#[extrinsic_call]
		_(RawOrigin::Signed(who), grant);

		assert!(!Grants::<T>::contains_key(access::key(grant)));
		Ok(())
	}

	#[benchmark]
	fn break_glass() -> Result<(), BenchmarkError> {
		let (_, subject) = patient::<T>(0);
		let scene = scene::<T>()?;
		fill::<T>(&scene, subject);
		// One that forbids it but does not count, so that all facts are gathered: it waits for an incapacity.
		Files::<T>::mutate(subject, |file| {
			if let Some(directive) = file.as_mut().and_then(|file| file.directives.get_mut(0)) {
				directive.terms.forbids_break_glass = true;
				directive.terms.condition = Condition::Incapacity;
			}
		});
		waiting::<T>(scene.practitioner, scene.organization, subject, MAX_UNREVIEWED.saturating_sub(1));
		let reason = code::<T>(CodeKind::Reason, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(scene.who), subject, scene.organization, scene.practitioner, reason, scene.request.data);

		assert!(EmergenciesOf::<T>::get(scene.practitioner).unreviewed.is_full());
		Ok(())
	}

	#[benchmark]
	fn review() -> Result<(), BenchmarkError> {
		let (_, subject) = patient::<T>(0);
		let scene = scene::<T>()?;
		fill::<T>(&scene, subject);
		let (reviewer, organization) = member::<T>(1);
		waiting::<T>(scene.practitioner, scene.organization, subject, MAX_UNREVIEWED);
		let grant = u64::from(MAX_UNREVIEWED.saturating_sub(1));
		let left =
			Grant { subject, account: scene.who, request: scene.request, issued: 0, expires: 0, emergency: Some(1) };
		Grants::<T>::insert(access::key(grant), left);
		Expiring::<T>::insert(access::expiry_key(0, grant), ());

		#[extrinsic_call]
		_(RawOrigin::Signed(reviewer), scene.practitioner, grant, organization, false);

		assert!(!Grants::<T>::contains_key(access::key(grant)));
		Ok(())
	}

	#[benchmark]
	fn reinstate() -> Result<(), BenchmarkError> {
		let (_, subject) = patient::<T>(0);
		let scene = scene::<T>()?;
		let (reviewer, organization) = member::<T>(1);
		waiting::<T>(scene.practitioner, scene.organization, subject, MAX_UNREVIEWED);
		// As many regulators as there is room for: each is looked at, and only the caller's own is lifted.
		let others = (2..=MAX_UNREVIEWED).map(|n| (member::<T>(n).1, scene.who.clone()));
		let revoked_by = BoundedVec::truncate_from(others.chain([(organization, scene.who.clone())]).collect());
		EmergenciesOf::<T>::mutate(scene.practitioner, |emergencies| emergencies.revoked_by = revoked_by);

		#[extrinsic_call]
		_(RawOrigin::Signed(reviewer), scene.practitioner, organization);

		let left = EmergenciesOf::<T>::get(scene.practitioner).revoked_by;
		assert!(!left.iter().any(|(by, _)| *by == organization));
		Ok(())
	}

	#[benchmark]
	fn request_privacy(n: Linear<1, 16>) -> Result<(), BenchmarkError> {
		let (who, subject) = patient::<T>(0);
		let scene = scene::<T>()?;
		fill::<T>(&scene, subject);
		let mut holders = (0..n).map(|m| member::<T>(m.saturating_add(100)).1).collect::<Vec<_>>();
		holders.sort();
		let holders = BoundedVec::truncate_from(holders);
		let request = NextPrivacyRequest::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), subject, Capacity::Subject, PrivacyRight::Erasure, holders);

		assert!(PrivacyRequests::<T>::contains_key(request));
		Ok(())
	}

	#[benchmark]
	fn acknowledge() -> Result<(), BenchmarkError> {
		let (who, subject) = patient::<T>(0);
		let scene = scene::<T>()?;
		fill::<T>(&scene, subject);
		let mut members = (0..MAX_HOLDERS).map(|m| member::<T>(m.saturating_add(100))).collect::<Vec<_>>();
		members.sort_by_key(|(_, organization)| *organization);
		let holders = BoundedVec::truncate_from(members.iter().map(|(_, organization)| *organization).collect());
		let request = NextPrivacyRequest::<T>::get();
		let origin = RawOrigin::Signed(who).into();
		Pallet::<T>::request_privacy(origin, subject, Capacity::Subject, PrivacyRight::Erasure, holders)?;
		// The last answer also makes the certificate and returns the deposit.
		let (staff, organization) = members.pop().ok_or(BenchmarkError::Stop("no holder"))?;
		for (other, holder) in members {
			let answer = Acknowledgement::Done(Commitment(handle(1)));
			Pallet::<T>::acknowledge(RawOrigin::Signed(other).into(), request, holder, answer)?;
		}
		let reason = code::<T>(CodeKind::Reason, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), request, organization, Acknowledgement::LegalHold(reason));

		assert!(!PrivacyRequests::<T>::contains_key(request));
		Ok(())
	}

	#[benchmark]
	fn set_parameters() -> Result<(), BenchmarkError> {
		let origin = T::ParameterOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let parameters =
			Parameters { clinical_schema: Some(1), role_schema: Some(2), break_glass_may_be_forbidden: true };

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, parameters);

		assert_eq!(CurrentParameters::<T>::get(), parameters);
		Ok(())
	}

	#[benchmark]
	fn check() -> Result<(), BenchmarkError> {
		let (_, subject) = patient::<T>(0);
		let scene = scene::<T>()?;
		fill::<T>(&scene, subject);
		let answer;

		#[block]
		{
			answer = <Pallet<T> as AccessControl>::check(subject, &scene.request);
		}

		assert_ne!(answer.basis, AccessBasis::NothingApplies);
		Ok(())
	}

	#[benchmark]
	fn on_idle(n: Linear<0, 100>) -> Result<(), BenchmarkError> {
		let scene = scene::<T>()?;
		let (_, subject) = patient::<T>(0);
		// The key after the last is looked at too.
		Expiring::<T>::insert(access::expiry_key(u64::MAX, u64::MAX), ());
		let grant =
			Grant { subject, account: scene.who, request: scene.request, issued: 0, expires: 0, emergency: None };
		for m in 0..u64::from(n) {
			Grants::<T>::insert(access::key(m), &grant);
			Expiring::<T>::insert(access::expiry_key(0, m), ());
		}
		NextGrant::<T>::put(u64::from(n));

		#[block]
		{
			// What `clear_grants` does, for as many as asked for.
			Pallet::<T>::clear(n.saturating_add(1), u64::MAX, &mut || true);
		}

		assert_eq!(Grants::<T>::iter().count(), 0);
		Ok(())
	}

	/// The pure decision, at `p` provisions that all speak.
	#[benchmark]
	fn decide(p: Linear<1, 32>) -> Result<(), BenchmarkError> {
		let scene = scene::<T>()?;
		let (_, subject) = patient::<T>(0);
		let mut file = File::<T::AccountId>::new(subject);
		let provisions = BoundedVec::truncate_from((0..p).map(|n| demanding(n, &scene.labels)).collect());
		let _ = file.directives.try_push(Directive {
			number: 1,
			version: 1,
			grantor: Grantor::Subject,
			recorded: 0,
			status: Status::Active,
			verification: None,
			terms: plain_terms(provisions),
		});
		let mut request = scene.request;
		request.data = DataScope::default();
		let facts = Pallet::<T>::facts(subject, &file, &request, None, None);
		let answer;

		#[block]
		{
			answer = decision::decide(&facts, &file.directives, None);
		}

		assert_eq!(answer.outcome, AccessOutcome::Permit);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}

/// So many emergencies of a practitioner that wait for review, numbered from 0.
fn waiting<T: Config>(practitioner: SubjectId, organization: OrganizationId, subject: SubjectId, count: u32) {
	let due = T::Time::now().as_secs().saturating_add(T::ReviewPeriod::get());
	let broken: T::AccountId = account("broken", 0, 0);
	let unreviewed = (0..u64::from(count)).map(|grant| Unreviewed { grant, subject, organization, due });
	let unreviewed = unreviewed.map(|waiting| (broken.clone(), waiting)).collect();
	EmergenciesOf::<T>::insert(
		practitioner,
		Emergencies { unreviewed: BoundedVec::truncate_from(unreviewed), revoked_by: Default::default() },
	);
}
