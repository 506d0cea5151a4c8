//! Consent: directives, grants, emergencies and requests, and who may speak for whom.

use super::{same, Domain};
use crate::{
	model::{Expect, Model as Whole, Origin, Step},
	scene::{Act, Body, Scene},
};
use pallet_consent::{
	AccessOutcome, AccessRequest, Acknowledgement, Actor, Call, Capacity, Condition, DataScope, Effect, End,
	Entry as Log, Event, Evidence, GrantId, Grantor, Parameters, Party, Period, PrivacyRequestId, PrivacyRight,
	ProtocolVersion, Provision, Proxy, Status, Terms, Withdrawal,
};
use salus_primitives::{
	codes::CodeKind, Commitment, Duty, Holder, OrganizationId, ProtocolId, Role, Seconds, SubjectId,
};
use salus_runtime::{AccountId, Runtime, RuntimeCall, RuntimeEvent};
use std::collections::{BTreeMap, BTreeSet};

const DAY: Seconds = 86_400;

/// See [`Domain`].
pub struct Consent;

/// Where a directive stands.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Force {
	/// Not yet.
	Waiting,
	/// In force.
	Active,
	/// For a while not.
	Suspended,
	/// For old grants only.
	Winding,
}

/// A directive.
#[derive(Clone, PartialEq, Debug)]
pub struct Directive {
	/// On whose authority.
	pub grantor: Grantor<AccountId>,
	/// Where it stands.
	pub force: Force,
	/// How often it was written anew.
	pub version: u32,
	/// Some rule of it permits.
	pub permits: bool,
}

/// What there is about a subject.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct File {
	/// Directives that did not end.
	pub directives: BTreeMap<u32, Directive>,
	/// How many there ever were.
	pub made: u32,
	/// Proxies: only in incapacity, until when.
	pub proxies: BTreeMap<AccountId, (bool, Option<Seconds>)>,
	/// It cannot speak.
	pub incapacitated: bool,
	/// What one clinician found and no other yet: the account, the clinician, from when on it is void.
	pub finding: Option<(AccountId, SubjectId, Seconds)>,
	/// Length of its history.
	pub history: u32,
}

/// A grant.
#[derive(Clone, PartialEq, Debug)]
pub struct Grant {
	/// Whose data.
	pub subject: SubjectId,
	/// Who holds it.
	pub account: AccountId,
	/// For whom.
	pub organization: OrganizationId,
	/// Last second.
	pub expires: Seconds,
	/// The glass was broken.
	pub emergency: bool,
}

/// A request.
#[derive(Clone, PartialEq, Debug)]
pub struct Request {
	/// Whose data.
	pub subject: SubjectId,
	/// To erase it.
	pub erasure: bool,
	/// Who is asked, and answered.
	pub holders: BTreeMap<OrganizationId, bool>,
	/// Until when.
	pub deadline: Seconds,
}

/// What emergencies of a practitioner wait for.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Emergencies {
	/// Not reviewed: grant, who, for whom, until when.
	pub waiting: BTreeMap<GrantId, (AccountId, OrganizationId, Seconds)>,
	/// Found unjustified: by whom, and who did it.
	pub revoked: Vec<(OrganizationId, AccountId)>,
}

/// All of it.
#[derive(Clone, Default)]
pub struct Model {
	/// Files.
	pub files: BTreeMap<SubjectId, File>,
	/// Grants that were given; expired ones may be cleared at any time.
	pub grants: BTreeMap<GrantId, Grant>,
	/// Base policies: whether a rule permits.
	pub policies: BTreeMap<OrganizationId, bool>,
	/// Groups.
	pub groups: BTreeMap<[u8; 32], (OrganizationId, Vec<SubjectId>)>,
	/// Protocols and their versions.
	pub protocols: BTreeMap<ProtocolId, (OrganizationId, u32)>,
	/// The next one.
	pub next_protocol: ProtocolId,
	/// Open requests.
	pub requests: BTreeMap<PrivacyRequestId, Request>,
	/// The next one.
	pub next_request: PrivacyRequestId,
	/// Emergencies.
	pub emergencies: BTreeMap<SubjectId, Emergencies>,
	/// What the jurisdiction says.
	pub parameters: Option<Parameters>,
}

/// May this account speak for the subject so?
fn speaks(model: &Whole, step: &Step, subject: SubjectId, capacity: &Capacity) -> bool {
	let Some(who) = step.origin.who() else { return false };
	match capacity {
		Capacity::Subject => model.subjects.controls(subject, who),
		Capacity::Guardian => model.subjects.guards(subject, who, step.now),
		Capacity::Proxy => model.consent.files.get(&subject).is_some_and(|file| {
			file.proxies.get(who).is_some_and(|(incapacity, until)| {
				until.is_none_or(|until| step.now <= until) && (!incapacity || file.incapacitated)
			})
		}),
		Capacity::Organization(id) => {
			model.may(*id, step.origin, Duty::Privacy) && model.subjects.custodian(subject) == Some(*id)
		},
	}
}

fn asks(model: &Whole, origin: &Origin, organization: OrganizationId) -> bool {
	let duties = [Duty::Clinical, Duty::Billing, Duty::Adjudication, Duty::Records, Duty::Privacy];
	duties.iter().any(|duty| model.may(organization, origin, *duty))
}

/// Somebody who may speak for a subject, and how.
fn voice(scene: &mut Scene) -> Option<(SubjectId, AccountId, Capacity)> {
	match scene.dice.below(5) {
		0..=2 => {
			let (subject, who) = scene.controlled()?;
			Some((subject, who, Capacity::Subject))
		},
		3 => {
			let proxies = scene.model.consent.files.iter();
			let proxies = proxies.flat_map(|(id, file)| file.proxies.keys().map(move |account| (*id, account.clone())));
			let (subject, who) = scene.dice.one(proxies.collect::<Vec<_>>())?;
			Some((subject, who, Capacity::Proxy))
		},
		_ => {
			let (subject, organization, _) = scene.kept()?;
			if let (Some(guardian), true) = (guardian(scene, subject), scene.dice.percent(50)) {
				return Some((subject, guardian, Capacity::Guardian));
			}
			let who = scene.staff(organization, Duty::Privacy)?;
			Some((subject, who, Capacity::Organization(organization)))
		},
	}
}

fn guardian(scene: &mut Scene, subject: SubjectId) -> Option<AccountId> {
	match &scene.model.subjects.all.get(&subject)?.who {
		super::subjects::Who::Kept(_, Some((guardians, _))) => scene.dice.one(guardians.iter().cloned()),
		_ => None,
	}
}

/// Whoever may speak as the directive's grantor did.
fn voice_of(scene: &mut Scene, subject: SubjectId, grantor: &Grantor<AccountId>) -> Option<(AccountId, Capacity)> {
	Some(match grantor {
		Grantor::Subject => {
			let (_, keys) = scene.model.subjects.controlled().into_iter().find(|(id, _)| *id == subject)?;
			(scene.dice.one(keys)?, Capacity::Subject)
		},
		Grantor::Guardian(account) => (account.clone(), Capacity::Guardian),
		Grantor::Proxy(account) => (account.clone(), Capacity::Proxy),
		Grantor::Organization(_) => {
			let organization = scene.model.subjects.custodian(subject)?;
			(scene.staff(organization, Duty::Privacy)?, Capacity::Organization(organization))
		},
	})
}

fn provisions(scene: &mut Scene) -> pallet_consent::Provisions {
	let mut all: Vec<Provision> = Vec::new();
	let count = 1 + scene.dice.below(4);
	for n in 0..count {
		let effect = if scene.dice.percent(65) { Effect::Permit } else { Effect::Deny };
		let mut rule = Provision::unlimited(effect);
		if n > 0 {
			rule.parent = Some(scene.dice.below(n) as u8);
		}
		for _ in 0..scene.dice.below(3) {
			let party = match scene.dice.below(4) {
				0 => Party::Anyone,
				1 => scene
					.dice
					.one(scene.model.consent.groups.keys().copied())
					.map_or(Party::Anyone, |group| Party::Group(group.into())),
				2 => scene.subject().map_or(Party::Anyone, Party::Person),
				_ => scene.member().map_or(Party::Anyone, Party::Organization),
			};
			let role = if scene.dice.percent(20) { scene.code(CodeKind::ActorRole) } else { None };
			let _ = rule.actors.try_push(Actor { party, role });
		}
		if scene.dice.percent(40) {
			rule.purposes = scene.code(CodeKind::Purpose).into_iter().collect::<Vec<_>>().try_into().expect("one");
		}
		if scene.dice.percent(30) {
			rule.actions = scene.code(CodeKind::Action).into_iter().collect::<Vec<_>>().try_into().expect("one");
		}
		if scene.dice.percent(30) {
			rule.data.classes =
				scene.code(CodeKind::ResourceClass).into_iter().collect::<Vec<_>>().try_into().expect("one");
		}
		if scene.dice.percent(20) {
			rule.period =
				Period { start: Some(scene.now - DAY), end: Some(scene.now + scene.dice.between(0, 30 * DAY)) };
		}
		all.push(rule);
	}
	all.try_into().expect("no more than four")
}

fn terms(scene: &mut Scene) -> Terms {
	let protocol = scene.dice.one(scene.model.consent.protocols.iter().map(|(id, (_, version))| (*id, *version)));
	Terms {
		controller: scene.member(),
		policy: if scene.dice.percent(30) { scene.code(CodeKind::Policy) } else { None },
		scope: if scene.dice.percent(30) { scene.code(CodeKind::Scope) } else { None },
		condition: if scene.dice.percent(80) { Condition::Always } else { Condition::Incapacity },
		protocol: protocol
			.filter(|_| scene.dice.percent(40))
			.map(|(protocol, version)| ProtocolVersion { protocol, version }),
		period: if scene.dice.percent(70) {
			Period { start: None, end: None }
		} else {
			Period { start: None, end: Some(scene.now + scene.dice.between(0, 10 * DAY)) }
		},
		signed: Some(scene.now),
		document: Some(Commitment(scene.dice.hash())),
		forbids_break_glass: scene.dice.percent(10),
		provisions: provisions(scene),
	}
}

fn request(scene: &mut Scene, organization: OrganizationId, practitioner: Option<SubjectId>) -> Option<AccessRequest> {
	let protocols = scene.model.consent.protocols.iter().filter(|(_, (by, _))| *by == organization);
	let protocol = scene.dice.one(protocols.map(|(id, _)| *id).collect::<Vec<_>>());
	Some(AccessRequest {
		organization,
		practitioner,
		purpose: scene.code(CodeKind::Purpose)?,
		action: scene.code(CodeKind::Action)?,
		protocol: protocol.filter(|_| scene.dice.percent(50)),
		data: DataScope { class: scene.code(CodeKind::ResourceClass), holder: scene.member(), ..DataScope::default() },
	})
}

/// Somebody with the duty of a clinician, and its own subject.
fn clinician(scene: &mut Scene) -> Option<(OrganizationId, AccountId, SubjectId)> {
	let schema = scene.model.consent.parameters.and_then(|parameters| parameters.clinical_schema);
	let licensed = scene.model.credentials.all.values().filter_map(|entry| match entry.holder {
		Holder::Subject(subject)
			if Some(entry.schema) == schema && entry.standing == super::credentials::Standing::Held =>
		{
			Some(subject)
		},
		_ => None,
	});
	let licensed: BTreeSet<SubjectId> = licensed.collect();
	let mut all = Vec::new();
	for (subject, keys) in scene.model.subjects.controlled() {
		if !licensed.contains(&subject) {
			continue;
		}
		for who in keys {
			for id in scene.model.active() {
				if scene.model.organizations.may(id, &who, Duty::Clinical) {
					all.push((id, who.clone(), subject));
				}
			}
		}
	}
	scene.dice.one(all)
}

/// A directive of any subject.
fn directive(scene: &mut Scene, fits: impl Fn(&Directive) -> bool) -> Option<(SubjectId, u32, Directive)> {
	let files = scene.model.consent.files.iter();
	let all = files.flat_map(|(id, file)| file.directives.iter().map(move |(n, it)| (*id, *n, it.clone())));
	scene.dice.one(all.filter(|(_, _, it)| fits(it)).collect::<Vec<_>>())
}

impl Domain for Consent {
	fn pallet(&self) -> &'static str {
		"Consent"
	}

	fn share(&self) -> u32 {
		22
	}

	fn begin(&self, model: &mut Whole) {
		model.consent.parameters = Some(pallet_consent::CurrentParameters::<Runtime>::get());
	}

	fn traffic(&self, scene: &mut Scene) -> Option<Act> {
		let wrap = RuntimeCall::Consent;
		let own = &scene.model.consent;
		let act = match scene.dice.below(40) {
			0..=4 => {
				let (subject, who, capacity) = voice(scene)?;
				let terms = terms(scene);
				let status = *scene.dice.pick(&[Status::Active, Status::Active, Status::Draft, Status::Proposed])?;
				let evidence = matches!(capacity, Capacity::Organization(_)).then_some(Evidence::Paper);
				Act::Signed(who, wrap(Call::record { subject, capacity, status, terms, evidence }))
			},
			5 => {
				let (subject, number, it) = directive(scene, |it| {
					!matches!(it.grantor, Grantor::Organization(_)) && it.force != Force::Winding
				})?;
				let (who, capacity) = voice_of(scene, subject, &it.grantor)?;
				let terms = terms(scene);
				Act::Signed(who, wrap(Call::supersede { subject, capacity, number, terms }))
			},
			n @ 6..=11 => {
				let (subject, number, it) = directive(scene, |it| match n {
					6 | 7 => it.force == Force::Waiting,
					8 => it.force == Force::Active,
					9 => it.force == Force::Suspended,
					_ => true,
				})?;
				let (who, capacity) = voice_of(scene, subject, &it.grantor)?;
				let call = match n {
					6 | 7 => Call::activate { subject, capacity, number },
					8 => Call::suspend { subject, capacity, number },
					9 => Call::resume { subject, capacity, number },
					10 => {
						let all = [Withdrawal::NoNewUse, Withdrawal::StopAllUse];
						Call::withdraw { subject, capacity, number, withdrawal: *scene.dice.pick(&all)? }
					},
					_ => Call::enter_in_error { subject, capacity, number },
				};
				Act::Signed(who, wrap(call))
			},
			12 => {
				let (subject, number, _) = directive(scene, |it| matches!(it.grantor, Grantor::Organization(_)))?;
				if let Some(who) = guardian(scene, subject) {
					let capacity = Capacity::Guardian;
					return Some(Act::Signed(who, wrap(Call::contest { subject, capacity, number })));
				}
				let (who, capacity) = voice_of(scene, subject, &Grantor::Subject)?;
				Act::Signed(who, wrap(Call::contest { subject, capacity, number }))
			},
			13 => {
				let file = scene.dice.one(own.files.keys().copied())?;
				let expired = pallet_consent::Files::<Runtime>::get(file)?.directives.into_iter().filter(|it| {
					it.terms.period.end.is_some_and(|end| end < scene.now)
						|| matches!(it.status, Status::Winding { until, .. } if until < scene.now)
				});
				let number = scene.dice.one(expired.map(|it| it.number).collect::<Vec<_>>())?;
				Act::Signed(scene.anyone(), wrap(Call::clear_expired { subject: file, number }))
			},
			14 | 15 => {
				let (organization, who) = scene.acting(Duty::Privacy)?;
				if own.policies.contains_key(&organization) && scene.dice.percent(30) {
					return Some(Act::Signed(who, wrap(Call::remove_base_policy { organization })));
				}
				let (document, provisions) = (Commitment(scene.dice.hash()), provisions(scene));
				let policy = if scene.dice.percent(50) { scene.code(CodeKind::Policy) } else { None };
				Act::Signed(who, wrap(Call::set_base_policy { organization, policy, document, provisions }))
			},
			16 => {
				let (organization, who) = scene.acting(Duty::Privacy)?;
				let known = own.groups.iter().filter(|(_, (by, _))| *by == organization).map(|(group, _)| *group);
				let known = scene.dice.one(known.collect::<Vec<_>>()).filter(|_| scene.dice.percent(60));
				let group = known.unwrap_or_else(|| {
					let mut handle = scene.dice.bytes();
					handle[..4].copy_from_slice(&organization.to_be_bytes());
					handle
				});
				let all: Vec<SubjectId> = scene.model.subjects.all.keys().copied().collect();
				let members = scene.dice.some(&all, 5).try_into().ok()?;
				Act::Signed(who, wrap(Call::set_group { organization, group: group.into(), members }))
			},
			17 => {
				let organization = scene.member_as(Role::Researcher)?;
				let who = scene.staff(organization, Duty::Privacy)?;
				let document = Commitment(scene.dice.hash());
				Act::Signed(who, wrap(Call::register_protocol { organization, document }))
			},
			18 => {
				let (protocol, by) = scene.dice.one(own.protocols.iter().map(|(id, (by, _))| (*id, *by)))?;
				let who = scene.staff(by, Duty::Privacy)?;
				let document = Commitment(scene.dice.hash());
				match scene.dice.percent(70) {
					true => Act::Signed(who, wrap(Call::amend_protocol { protocol, document })),
					false => Act::Signed(who, wrap(Call::close_protocol { protocol })),
				}
			},
			19 | 20 => {
				let (subject, who) = scene.controlled()?;
				let proxy = Proxy {
					account: scene.person(),
					condition: if scene.dice.percent(50) { Condition::Always } else { Condition::Incapacity },
					until: if scene.dice.percent(50) { Some(scene.soon(30 * DAY)) } else { None },
					document: Commitment(scene.dice.hash()),
				};
				Act::Signed(who, wrap(Call::appoint_proxy { subject, proxy }))
			},
			21 => {
				let proxies =
					own.files.iter().flat_map(|(id, file)| file.proxies.keys().map(move |who| (*id, who.clone())));
				let (subject, account) = scene.dice.one(proxies.collect::<Vec<_>>())?;
				let who = match scene.dice.percent(50) {
					true => account.clone(),
					false => voice_of(scene, subject, &Grantor::Subject)?.0,
				};
				Act::Signed(who, wrap(Call::dismiss_proxy { subject, account }))
			},
			22 => {
				let (organization, who, practitioner) = clinician(scene)?;
				// Mostly where somebody else found it before: else nobody would ever be incapacitated.
				let waiting = own.files.iter().filter(|(_, file)| file.finding.is_some()).map(|(id, _)| *id);
				let waiting: Vec<SubjectId> = waiting.collect();
				let subject = match scene.dice.percent(70).then(|| scene.dice.one(waiting)).flatten() {
					Some(subject) => subject,
					None => scene.subject()?,
				};
				let evidence = Commitment(scene.dice.hash());
				Act::Signed(who, wrap(Call::declare_incapacity { subject, organization, practitioner, evidence }))
			},
			23 => {
				let without = own.files.iter().filter(|(_, file)| file.incapacitated || file.finding.is_some());
				let without = without.map(|(id, _)| *id);
				let subject = scene.dice.one(without.collect::<Vec<_>>())?;
				match (voice_of(scene, subject, &Grantor::Subject), scene.dice.percent(50)) {
					(Some((who, _)), true) => Act::Signed(who, wrap(Call::end_incapacity { subject, clinician: None })),
					_ => {
						let (organization, who, practitioner) = clinician(scene)?;
						let clinician = Some((organization, practitioner));
						Act::Signed(who, wrap(Call::end_incapacity { subject, clinician }))
					},
				}
			},
			24..=28 => {
				let duty = *scene.dice.pick(&[Duty::Clinical, Duty::Records, Duty::Privacy, Duty::Billing])?;
				let (organization, who) = scene.acting(duty)?;
				let itself = SubjectId::from(<AccountId as AsRef<[u8; 32]>>::as_ref(&who));
				let practitioner = scene.model.subjects.controls(itself, &who).then_some(itself);
				let practitioner = practitioner.filter(|_| scene.dice.percent(60));
				let request = request(scene, organization, practitioner)?;
				// Where there is a directive, a decision says more.
				let subject = match scene.dice.one(own.files.keys().copied()) {
					Some(subject) if scene.dice.percent(70) => subject,
					_ => scene.subject()?,
				};
				let lifetime = scene.dice.between(1, 5 * DAY);
				Act::Signed(who, wrap(Call::request_access { subject, request, lifetime }))
			},
			29 => {
				let (organization, who) = scene.acting(Duty::Records)?;
				let request = request(scene, organization, None)?;
				let all: Vec<SubjectId> = scene.model.subjects.all.keys().copied().collect();
				let mut subjects = scene.dice.some(&all, 6);
				subjects.extend(scene.subject());
				subjects.sort();
				subjects.dedup();
				let call = Call::request_cohort {
					subjects: subjects.try_into().ok()?,
					request,
					lifetime: scene.dice.between(1, DAY),
				};
				Act::Signed(who, wrap(call))
			},
			30 => {
				let (id, grant) = scene.dice.one(own.grants.iter().map(|(id, grant)| (*id, grant.clone())))?;
				let who = match scene.dice.below(3) {
					0 => grant.account,
					1 => scene.staff(grant.organization, Duty::Records)?,
					_ => voice_of(scene, grant.subject, &Grantor::Subject)?.0,
				};
				Act::Signed(who, wrap(Call::close_grant { grant: id }))
			},
			31 | 32 => {
				let (organization, who, practitioner) = clinician(scene)?;
				let (subject, reason) = (scene.subject()?, scene.code(CodeKind::Reason)?);
				let call =
					Call::break_glass { subject, organization, practitioner, reason, data: DataScope::default() };
				Act::Signed(who, wrap(call))
			},
			33 | 34 => {
				let waiting = own.emergencies.iter();
				let waiting =
					waiting.flat_map(|(who, it)| it.waiting.iter().map(move |(grant, it)| (*who, *grant, it.1)));
				let (practitioner, grant, of) = scene.dice.one(waiting.collect::<Vec<_>>())?;
				let organization = match scene.dice.percent(60) {
					true => of,
					false => scene.member_as(Role::Regulator)?,
				};
				let (who, justified) = (scene.staff(organization, Duty::Privacy)?, scene.dice.percent(80));
				Act::Signed(who, wrap(Call::review { practitioner, grant, organization, justified }))
			},
			35 => {
				let revoked = own.emergencies.iter().filter(|(_, it)| !it.revoked.is_empty());
				let (practitioner, by) =
					scene.dice.one(revoked.map(|(id, it)| (*id, it.revoked[0].0)).collect::<Vec<_>>())?;
				let organization = match scene.dice.percent(60) {
					true => by,
					false => scene.member_as(Role::Regulator)?,
				};
				let who = scene.staff(organization, Duty::Privacy)?;
				Act::Signed(who, wrap(Call::reinstate { practitioner, organization }))
			},
			36 => {
				let (subject, who, capacity) = voice(scene)?;
				let right = if scene.dice.percent(50) { PrivacyRight::Erasure } else { PrivacyRight::Portability };
				let all: Vec<OrganizationId> = scene.model.active().into_iter().collect();
				let mut holders = scene.dice.some(&all, 3);
				if holders.is_empty() {
					holders.extend(scene.member());
				}
				let holders = holders.try_into().ok()?;
				Act::Signed(who, wrap(Call::request_privacy { subject, capacity, right, holders }))
			},
			37 => {
				let open = own.requests.iter().flat_map(|(id, it)| {
					it.holders
						.iter()
						.filter(|(_, answered)| !**answered)
						.map(move |(holder, _)| (*id, *holder, it.erasure))
				});
				let (request, organization, erasure) = scene.dice.one(open.collect::<Vec<_>>())?;
				let who = scene.staff(organization, Duty::Privacy)?;
				let answer = match (erasure, scene.code(CodeKind::Reason)) {
					(true, Some(reason)) if scene.dice.percent(40) => Acknowledgement::LegalHold(reason),
					_ => Acknowledgement::Done(Commitment(scene.dice.hash())),
				};
				Act::Signed(who, wrap(Call::acknowledge { request, organization, answer }))
			},
			38 => {
				let open: Vec<_> = own.requests.iter().map(|(id, it)| (*id, it.subject, it.deadline)).collect();
				let overdue: Vec<_> = open.iter().filter(|(_, _, deadline)| *deadline < scene.now).cloned().collect();
				let (request, subject, _) = scene.dice.one(if overdue.is_empty() { open } else { overdue })?;
				let (who, capacity) = match voice_of(scene, subject, &Grantor::Subject) {
					Some(found) => found,
					None => (guardian(scene, subject)?, Capacity::Guardian),
				};
				Act::Signed(who, wrap(Call::close_privacy_request { request, capacity }))
			},
			_ => {
				let parameters = Parameters {
					clinical_schema: Some(0),
					role_schema: Some(3),
					break_glass_may_be_forbidden: scene.dice.percent(50),
				};
				Act::Motion(Body::Council, 2, 3, wrap(Call::set_parameters { parameters }))
			},
		};
		Some(act)
	}

	fn expect(&self, model: &Whole, step: &Step) -> Expect {
		let RuntimeCall::Consent(call) = step.call else { return Expect::Either };
		let own = &model.consent;
		let private = |id: OrganizationId| model.may(id, step.origin, Duty::Privacy);
		let controls =
			|subject: &SubjectId| step.origin.who().is_some_and(|who| model.subjects.controls(*subject, who));
		let exists = |subject: &SubjectId| model.subjects.all.contains_key(subject);
		let kept =
			|subject: &SubjectId, number: &u32| own.files.get(subject).and_then(|file| file.directives.get(number));
		let licence = own.parameters.and_then(|parameters| parameters.clinical_schema);
		let clinician = |id: OrganizationId, practitioner: &SubjectId| {
			let licensed = model.credentials.all.values().any(|entry| {
				entry.holder == Holder::Subject(*practitioner)
					&& Some(entry.schema) == licence
					&& entry.standing == super::credentials::Standing::Held
			});
			model.may(id, step.origin, Duty::Clinical) && controls(practitioner) && licensed
		};
		let reviews = |practitioner: &SubjectId, id: OrganizationId, own_case: bool| {
			let did = own.emergencies.get(practitioner).is_some_and(|it| {
				let all = it.waiting.values().map(|it| &it.0).chain(it.revoked.iter().map(|it| &it.1));
				all.into_iter().any(|who| step.origin.who() == Some(who))
			});
			let may = own_case || model.organizations.has_role(id, Role::Regulator);
			private(id) && may && !controls(practitioner) && !did
		};
		let (lawful, sure) = match call {
			Call::record { subject, capacity, evidence, .. } => {
				let recorded = matches!(capacity, Capacity::Organization(_));
				(speaks(model, step, *subject, capacity) && recorded == evidence.is_some(), false)
			},
			Call::supersede { subject, capacity, number, .. } => {
				let known = kept(subject, number).is_some_and(|it| it.force != Force::Winding);
				let by = !matches!(capacity, Capacity::Organization(_));
				(speaks(model, step, *subject, capacity) && known && by, false)
			},
			Call::activate { subject, capacity, number } => {
				let fits = kept(subject, number).is_some_and(|it| it.force == Force::Waiting);
				(speaks(model, step, *subject, capacity) && fits, false)
			},
			Call::suspend { subject, capacity, number } => {
				let fits = kept(subject, number).is_some_and(|it| it.force == Force::Active);
				(speaks(model, step, *subject, capacity) && fits, *capacity == Capacity::Subject)
			},
			Call::resume { subject, capacity, number } => {
				let fits = kept(subject, number).is_some_and(|it| it.force == Force::Suspended);
				(speaks(model, step, *subject, capacity) && fits, false)
			},
			Call::withdraw { subject, capacity, number, withdrawal } => {
				// The subject has the last word, whatever was said for it.
				let last_word = *capacity == Capacity::Subject && *withdrawal == Withdrawal::StopAllUse;
				(speaks(model, step, *subject, capacity) && kept(subject, number).is_some(), last_word)
			},
			Call::contest { subject, capacity, number } => {
				let recorded = kept(subject, number).is_some_and(|it| matches!(it.grantor, Grantor::Organization(_)));
				let may = matches!(capacity, Capacity::Subject | Capacity::Guardian);
				(speaks(model, step, *subject, capacity) && recorded && may, true)
			},
			Call::enter_in_error { subject, capacity, number } => {
				let last_word = *capacity == Capacity::Subject;
				(speaks(model, step, *subject, capacity) && kept(subject, number).is_some(), last_word)
			},
			Call::clear_expired { subject, number } => {
				(step.origin.who().is_some() && kept(subject, number).is_some(), false)
			},
			Call::set_base_policy { organization, .. } => (private(*organization), false),
			Call::remove_base_policy { organization } => {
				(private(*organization) && own.policies.contains_key(organization), true)
			},
			Call::set_group { organization, group, members } => {
				let its = group.0[..4] == organization.to_be_bytes();
				let known = own.groups.contains_key(&group.0) || !members.is_empty();
				let ascending = members.windows(2).all(|pair| pair[0] < pair[1]);
				(private(*organization) && its && known && ascending, members.is_empty())
			},
			Call::register_protocol { organization, .. } => {
				(private(*organization) && model.organizations.has_role(*organization, Role::Researcher), false)
			},
			Call::amend_protocol { protocol, .. } | Call::close_protocol { protocol } => {
				(own.protocols.get(protocol).is_some_and(|(by, _)| private(*by)), true)
			},
			Call::appoint_proxy { subject, proxy } => {
				let known = own.files.get(subject).is_some_and(|file| file.proxies.contains_key(&proxy.account));
				let apart = !model.subjects.controls(*subject, &proxy.account);
				let ahead = proxy.until.is_none_or(|until| step.now <= until);
				(controls(subject) && !known && apart && ahead, false)
			},
			Call::dismiss_proxy { subject, account } => {
				let known = own.files.get(subject).is_some_and(|file| file.proxies.contains_key(account));
				(known && (step.origin.who() == Some(account) || controls(subject)), true)
			},
			Call::declare_incapacity { subject, organization, practitioner, .. } => {
				let file = own.files.get(subject);
				let able = file.is_none_or(|file| !file.incapacitated);
				let first = file.and_then(|file| file.finding.as_ref()).filter(|(.., lapses)| step.now < *lapses);
				// Two persons, neither of whom acts for the other.
				let able = able
					&& first.is_none_or(|(account, other, _)| {
						let who = step.origin.who();
						who != Some(account)
							&& other != practitioner
							&& !who.is_some_and(|who| model.subjects.controls(*other, who))
							&& !model.subjects.controls(*practitioner, account)
					});
				(clinician(*organization, practitioner) && exists(subject) && able, false)
			},
			Call::end_incapacity { subject, clinician: by } => {
				let unable = own.files.get(subject).is_some_and(|file| file.incapacitated || file.finding.is_some());
				let may = match by {
					None => controls(subject),
					Some((organization, practitioner)) => clinician(*organization, practitioner),
				};
				(may && unable, by.is_none())
			},
			Call::request_access { subject, request, lifetime } => {
				let itself = request.practitioner.is_none_or(|practitioner| controls(&practitioner));
				let may = asks(model, step.origin, request.organization) && itself;
				(may && exists(subject) && (1..=366 * DAY).contains(lifetime), false)
			},
			Call::request_cohort { subjects, request, lifetime } => {
				let may = asks(model, step.origin, request.organization) && request.practitioner.is_none();
				let ascending = subjects.windows(2).all(|pair| pair[0] < pair[1]) && !subjects.is_empty();
				(may && ascending && subjects.iter().all(exists) && (1..=366 * DAY).contains(lifetime), false)
			},
			Call::close_grant { grant } => {
				let may = own.grants.get(grant).is_some_and(|it| {
					it.expires < step.now
						|| step.origin.who() == Some(&it.account)
						|| asks(model, step.origin, it.organization)
						|| controls(&it.subject)
				});
				let live = own.grants.get(grant).is_some_and(|it| step.now <= it.expires);
				(may && step.origin.who().is_some(), live)
			},
			Call::break_glass { subject, organization, practitioner, reason, .. } => {
				let free = own.emergencies.get(practitioner).is_none_or(|it| {
					it.revoked.is_empty() && it.waiting.len() < 32 && it.waiting.values().all(|it| it.2 >= step.now)
				});
				let coded = model.codes.is_active(*reason, CodeKind::Reason);
				(clinician(*organization, practitioner) && exists(subject) && free && coded, false)
			},
			Call::review { practitioner, grant, organization, .. } => {
				let waiting = own.emergencies.get(practitioner).and_then(|it| it.waiting.get(grant));
				let may = waiting.is_some_and(|it| reviews(practitioner, *organization, it.1 == *organization));
				(may, true)
			},
			Call::reinstate { practitioner, organization } => {
				let revoked = own.emergencies.get(practitioner).filter(|it| !it.revoked.is_empty());
				let may = revoked.is_some_and(|it| {
					let its = it.revoked.iter().any(|(by, _)| by == organization);
					reviews(practitioner, *organization, its)
				});
				(may, true)
			},
			Call::request_privacy { subject, capacity, holders, .. } => {
				let open = own.requests.values().filter(|it| it.subject == *subject).count();
				let fits = !holders.is_empty()
					&& holders.windows(2).all(|pair| pair[0] < pair[1])
					&& holders.iter().all(|id| model.organizations.is_active(*id));
				(speaks(model, step, *subject, capacity) && fits && open < 4, false)
			},
			Call::acknowledge { request, organization, answer } => {
				let fits = own.requests.get(request).is_some_and(|it| {
					let coded = match answer {
						Acknowledgement::LegalHold(code) => {
							it.erasure && model.codes.is_active(*code, CodeKind::Reason)
						},
						Acknowledgement::Done(_) => true,
					};
					it.holders.get(organization) == Some(&false) && coded
				});
				(private(*organization) && fits, true)
			},
			Call::set_parameters { .. } => (step.origin.council(2, 3), true),
			Call::close_privacy_request { request, capacity } => {
				let may = own.requests.get(request).is_some_and(|it| {
					let silent: Vec<_> =
						it.holders.iter().filter(|(_, answered)| !**answered).map(|(id, _)| *id).collect();
					let owes = matches!(capacity, Capacity::Organization(id) if silent.contains(id));
					let over = it.deadline < step.now || !silent.iter().any(|id| model.organizations.is_active(*id));
					speaks(model, step, it.subject, capacity) && !owes && over
				});
				(may, true)
			},
			_ => return Expect::Either,
		};
		let success = if sure { Expect::Success } else { Expect::Either };
		Expect::only_if(lawful, "who may not speak here, or what is not there", || success)
	}

	fn follow(&self, model: &mut Whole, step: &Step) -> Result<(), String> {
		let RuntimeCall::Consent(call) = step.call else { return Ok(()) };
		// What was logged is what happened; whether it was lawful was asked before.
		for event in step.events {
			let RuntimeEvent::Consent(Event::Logged { subject, n, entry }) = event else { continue };
			self.logged(model, *subject, *n, entry)?;
		}
		let own = &mut model.consent;
		match call {
			Call::set_base_policy { organization, provisions, .. } => {
				own.policies.insert(*organization, provisions.iter().any(|rule| rule.effect == Effect::Permit));
			},
			Call::remove_base_policy { organization } => drop(own.policies.remove(organization)),
			Call::set_group { organization, group, members } => match members.is_empty() {
				true => drop(own.groups.remove(&group.0)),
				false => drop(own.groups.insert(group.0, (*organization, members.to_vec()))),
			},
			Call::register_protocol { organization, .. } => {
				own.protocols.insert(own.next_protocol, (*organization, 1));
				own.next_protocol += 1;
			},
			Call::amend_protocol { protocol, .. } => {
				own.protocols.get_mut(protocol).ok_or("an unknown protocol was amended")?.1 += 1;
			},
			Call::close_protocol { protocol } => drop(own.protocols.remove(protocol)),
			Call::review { practitioner, grant, organization, justified } => {
				let it = own.emergencies.get_mut(practitioner).ok_or("nothing was reviewed")?;
				let (account, ..) = it.waiting.remove(grant).ok_or("nothing was reviewed")?;
				if !justified {
					it.revoked.push((*organization, account));
					own.grants.remove(grant);
				}
			},
			Call::reinstate { practitioner, organization } => {
				let regulator = |id: OrganizationId| model.organizations.has_role(id, Role::Regulator);
				let lifts = regulator(*organization);
				let it = own.emergencies.get_mut(practitioner).ok_or("nothing was reinstated")?;
				it.revoked.retain(|(by, _)| by != organization && (!lifts || regulator(*by)));
			},
			Call::set_parameters { parameters } => own.parameters = Some(*parameters),
			_ => {},
		}
		own.emergencies.retain(|_, it| *it != Emergencies::default());
		Ok(())
	}

	fn hear(&self, model: &mut Whole, event: &RuntimeEvent, _: bool) {
		if let RuntimeEvent::Consent(Event::GrantsCleared { .. }) = event {
			// Which ones it does not say. What has not expired must be there, whatever the chain says: see `compare`.
			let now = model.now;
			model.consent.grants.retain(|id, grant| {
				now <= grant.expires || pallet_consent::Grants::<Runtime>::contains_key(id.to_be_bytes())
			});
		}
	}

	fn compare(&self, model: &Whole) -> Result<(), String> {
		let own = &model.consent;
		let mut count = 0;
		for (subject, file) in pallet_consent::Files::<Runtime>::iter() {
			let directives = file.directives.iter().map(|it| {
				let force = match it.status {
					Status::Draft | Status::Proposed => Force::Waiting,
					Status::Active => Force::Active,
					Status::Suspended => Force::Suspended,
					Status::Winding { .. } => Force::Winding,
				};
				let permits = it.terms.provisions.iter().any(|rule| rule.effect == Effect::Permit);
				(it.number, Directive { grantor: it.grantor.clone(), force, version: it.version, permits })
			});
			let found = File {
				directives: directives.collect(),
				made: file.directives_made,
				proxies: file
					.proxies
					.iter()
					.map(|it| (it.account.clone(), (it.condition == Condition::Incapacity, it.until)))
					.collect(),
				incapacitated: file.incapacitated.is_some(),
				finding: pallet_consent::Findings::<Runtime>::get(subject)
					.map(|it| (it.account, it.practitioner, it.lapses)),
				history: file.trail.len,
			};
			same(format!("file of {subject:?}"), Some(&found), own.files.get(&subject))?;
			count += 1;
		}
		same("number of files", count, own.files.len())?;
		let mut grants = BTreeSet::new();
		for (key, kept) in pallet_consent::Grants::<Runtime>::iter() {
			let id = GrantId::from_be_bytes(key);
			let found = Grant {
				subject: kept.subject,
				account: kept.account,
				organization: kept.request.organization,
				expires: kept.expires,
				emergency: kept.emergency.is_some(),
			};
			same(format!("grant {id}"), Some(&found), own.grants.get(&id))?;
			grants.insert(id);
		}
		let lost = own.grants.iter().find(|(id, grant)| !grants.contains(id) && model.now <= grant.expires);
		same("grants that stand and are not there", lost.map(|(id, _)| *id), None)?;
		let policies: BTreeSet<_> = pallet_consent::Policies::<Runtime>::iter_keys().collect();
		same("base policies", policies, own.policies.keys().copied().collect())?;
		let groups: BTreeMap<_, _> = pallet_consent::Groups::<Runtime>::iter()
			.map(|(group, it)| (group.0, (it.organization, it.members.into_inner())))
			.collect();
		same("groups", &groups, &own.groups)?;
		let protocols: BTreeMap<_, _> =
			pallet_consent::Protocols::<Runtime>::iter().map(|(id, it)| (id, (it.organization, it.version))).collect();
		same("protocols", &protocols, &own.protocols)?;
		let requests: BTreeMap<_, _> = pallet_consent::PrivacyRequests::<Runtime>::iter()
			.map(|(id, it)| {
				let holders = it.holders.iter().map(|(holder, answer)| (*holder, answer.is_some())).collect();
				let erasure = it.right == PrivacyRight::Erasure;
				(id, Request { subject: it.subject, erasure, holders, deadline: it.deadline })
			})
			.collect();
		same("privacy requests", &requests, &own.requests)?;
		let emergencies: BTreeMap<_, _> = pallet_consent::EmergenciesOf::<Runtime>::iter()
			.map(|(practitioner, it)| {
				let waiting = it.unreviewed.iter().map(|(who, it)| (it.grant, (who.clone(), it.organization, it.due)));
				(practitioner, Emergencies { waiting: waiting.collect(), revoked: it.revoked_by.into_inner() })
			})
			.collect();
		same("emergencies", &emergencies, &own.emergencies)?;
		same("parameters", Some(pallet_consent::CurrentParameters::<Runtime>::get()), own.parameters)
	}

	fn try_state(&self) -> Result<(), String> {
		salus_runtime::Consent::do_try_state().map_err(|error| format!("{error:?}"))
	}
}

impl Consent {
	/// Follow an entry of a subject's history.
	fn logged(&self, model: &mut Whole, subject: SubjectId, n: u32, entry: &Log<AccountId>) -> Result<(), String> {
		if let Log::Access { request, outcome: AccessOutcome::Permit, .. } = entry {
			// Whatever the rules are: where nothing in force permits anything, nothing is permitted.
			let file = model.consent.files.get(&subject);
			let said =
				file.is_some_and(|file| file.directives.values().any(|it| it.permits && it.force == Force::Active));
			let policy = request.data.holder.is_some_and(|id| model.consent.policies.get(&id) == Some(&true));
			same("a permission that nothing gave", said || policy, true)?;
		}
		let own = &mut model.consent;
		let file = own.files.entry(subject).or_default();
		file.history += 1;
		same("place of an entry in a history", n, file.history)?;
		match entry {
			Log::Access { account, request, outcome, grant, at, .. } => {
				same("a grant without a permission", grant.is_some(), *outcome == AccessOutcome::Permit)?;
				if let Some(id) = grant {
					let kept = pallet_consent::Grants::<Runtime>::get(id.to_be_bytes());
					let expires = kept.map(|kept| kept.expires).unwrap_or(*at);
					let grant = Grant {
						subject,
						account: account.clone(),
						organization: request.organization,
						expires,
						emergency: false,
					};
					same("a grant given twice", own.grants.insert(*id, grant), None)?;
				}
			},
			Log::BreakGlass { account, request, grant, expires, review_due, .. } => {
				let practitioner = request.practitioner.ok_or("an emergency of nobody")?;
				let it = own.emergencies.entry(practitioner).or_default();
				it.waiting.insert(*grant, (account.clone(), request.organization, *review_due));
				let given = Grant {
					subject,
					account: account.clone(),
					organization: request.organization,
					expires: *expires,
					emergency: true,
				};
				same("a grant given twice", own.grants.insert(*grant, given), None)?;
			},
			Log::Closed { grant, .. } => drop(own.grants.remove(grant)),
			Log::Reviewed { .. } => {},
			Log::Recorded { directive, .. } => {
				let waiting = matches!(directive.status, Status::Draft | Status::Proposed);
				let before = file.directives.get(&directive.number);
				// A new version keeps the status.
				let force = match before {
					Some(before) => before.force,
					None if waiting => Force::Waiting,
					None => Force::Active,
				};
				same("a version out of turn", directive.version, before.map_or(1, |before| before.version + 1))?;
				if before.is_none() {
					file.made += 1;
					same("a directive's number", directive.number, file.made)?;
				}
				let permits = directive.terms.provisions.iter().any(|rule| rule.effect == Effect::Permit);
				let recorded = matches!(directive.grantor, Grantor::Organization(_));
				// Nobody alone puts in force what permits on another's word.
				let alone = recorded && permits && force == Force::Active && before.is_none();
				same("a permission recorded by one person alone", alone, false)?;
				let version = directive.version;
				let kept = Directive { grantor: directive.grantor.clone(), force, version, permits };
				file.directives.insert(directive.number, kept);
			},
			Log::StatusChanged { number, status, .. } => {
				let kept = file.directives.get_mut(number).ok_or("an unknown directive changed")?;
				kept.force = match status {
					Status::Active => Force::Active,
					Status::Suspended => Force::Suspended,
					_ => return Err(format!("a directive became {status:?}")),
				};
			},
			Log::Ended { number, end, .. } => {
				let kept = file.directives.get_mut(number).ok_or("an unknown directive ended")?;
				match end {
					End::Withdrawn(Withdrawal::NoNewUse) if kept.force == Force::Active => {
						// Without a protocol it would have been refused; with one it speaks on for old grants.
						kept.force = Force::Winding;
					},
					_ => drop(file.directives.remove(number)),
				}
			},
			Log::ProxyAppointed { proxy, .. } => {
				let kept = (proxy.condition == Condition::Incapacity, proxy.until);
				file.proxies.insert(proxy.account.clone(), kept);
			},
			Log::ProxyDismissed { account, .. } => {
				file.proxies.remove(account);
				// Its directives ended before: each was logged.
				let left = file.directives.values().any(|it| it.grantor == Grantor::Proxy(account.clone()));
				same("directives of a dismissed proxy", left, false)?;
			},
			Log::IncapacityDeclared { at, account, practitioner, .. } => {
				file.finding = Some((account.clone(), *practitioner, *at + 3 * 24 * 3_600));
			},
			Log::IncapacityConfirmed { account, .. } => {
				let (first, ..) = file.finding.take().ok_or("an incapacity on one clinician's word")?;
				same("an incapacity that one account found twice", first == *account, false)?;
				file.incapacitated = true;
			},
			Log::IncapacityEnded { .. } => {
				file.incapacitated = false;
				file.finding = None;
			},
			Log::PrivacyRequested { request, right, deadline, holders, .. } => {
				let kept = Request {
					subject,
					erasure: *right == PrivacyRight::Erasure,
					holders: holders.iter().map(|holder| (*holder, false)).collect(),
					deadline: *deadline,
				};
				same("number of a request", *request, own.next_request)?;
				own.requests.insert(*request, kept);
				own.next_request += 1;
			},
			Log::Acknowledged { request, holder, .. } => {
				let kept = own.requests.get_mut(request).ok_or("an unknown request was answered")?;
				kept.holders.insert(*holder, true);
			},
			Log::Certified { request, .. } => drop(own.requests.remove(request)),
		}
		Ok(())
	}
}
