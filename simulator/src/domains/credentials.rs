//! Credentials: who may issue what, and what became of each credential.

use super::{same, Domain};
use crate::{
	model::{Expect, Model as Whole, Origin, Step},
	scene::{Act, Body, Scene},
};
use pallet_credentials::{
	Authority, Call, CredentialId, Event, Holders, IssuerState, ListEntry, ListId, PrimarySource, SchemaKind,
	SchemaRules, SourceId, State, StatusPurpose, StatusRecord, VerificationRule, Version,
};
use salus_primitives::{
	codes::CodeKind, store::StoreAccess, Commitment, Duty, Holder, OrganizationId, Role, Roles, SchemaId, Seconds,
};
use salus_runtime::{AccountId, Runtime, RuntimeCall, RuntimeEvent};
use std::collections::{BTreeMap, BTreeSet};

const DAY: Seconds = 86_400;

/// See [`Domain`].
pub struct Credentials;

/// Where an issuer stands.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Issuing {
	/// It asked.
	Candidate,
	/// It may issue.
	Accredited,
	/// Not now.
	Suspended(Authority),
	/// Never again.
	Revoked,
}

/// Where a credential stands.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Standing {
	/// Offered.
	Offered,
	/// Accepted.
	Held,
	/// Suspended.
	Suspended(Authority),
	/// Revoked.
	Revoked,
	/// Another took its place.
	Superseded(CredentialId),
}

/// A credential.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
	/// Whose.
	pub holder: Holder,
	/// Of what sort.
	pub schema: SchemaId,
	/// By whom.
	pub issuer: OrganizationId,
	/// Where it stands.
	pub standing: Standing,
	/// Whose place it takes.
	pub supersedes: Option<CredentialId>,
	/// Its status is in this list.
	pub list: Option<(ListId, u32)>,
}

/// A status list.
#[derive(Clone, PartialEq, Debug)]
pub struct List {
	/// By whom.
	pub issuer: OrganizationId,
	/// Of what sort.
	pub schema: SchemaId,
	/// Its entries never go back.
	pub revokes: bool,
	/// Entries that are set.
	pub set: BTreeSet<u32>,
}

/// All of it.
#[derive(Clone, Default)]
pub struct Model {
	/// Rules by version, and whether it was retired.
	pub schemas: BTreeMap<SchemaId, Vec<(SchemaRules, bool)>>,
	/// Issuers, and under whom.
	pub issuers: BTreeMap<(SchemaId, OrganizationId), (Issuing, Option<OrganizationId>)>,
	/// Credentials.
	pub all: BTreeMap<CredentialId, Entry>,
	/// The next one.
	pub next: CredentialId,
	/// Status lists.
	pub lists: BTreeMap<ListId, List>,
	/// The next one.
	pub next_list: ListId,
	/// How many primary sources.
	pub sources: SourceId,
}

impl Model {
	/// May this organisation issue now: it and everybody above it accredited?
	fn may_issue(&self, schema: SchemaId, organization: OrganizationId) -> bool {
		match self.issuers.get(&(schema, organization)) {
			Some((Issuing::Accredited, under)) => under.is_none_or(|above| self.may_issue(schema, above)),
			_ => false,
		}
	}

	/// The newest version and its rules.
	fn newest(&self, schema: SchemaId) -> Option<(Version, &SchemaRules)> {
		let versions = self.schemas.get(&schema)?;
		Some((versions.len() as Version, &versions.last()?.0))
	}

	fn issuing(&self) -> Vec<(SchemaId, OrganizationId)> {
		self.issuers.keys().copied().filter(|(schema, id)| self.may_issue(*schema, *id)).collect()
	}

	fn of_standing(&self, fits: impl Fn(&Entry) -> bool) -> Vec<CredentialId> {
		self.all.iter().filter(|(_, entry)| fits(entry)).map(|(id, _)| *id).collect()
	}
}

/// How a node asks a primary source.
pub fn access(source: SourceId) -> StoreAccess {
	StoreAccess {
		url: server(source).into_bytes(),
		url_nonce: [8; 32],
		authorization: None,
		max_bytes: 100_000,
		timeout_ms: 5_000,
	}
}

/// Where a primary source answers.
pub fn server(source: SourceId) -> String {
	format!("https://source-{source}.example")
}

/// Whoever speaks for a holder.
fn speaker(scene: &mut Scene, holder: Holder) -> Option<AccountId> {
	match holder {
		Holder::Subject(subject) => {
			let all = scene.model.subjects.controlled();
			let (_, keys) = all.into_iter().find(|(id, _)| *id == subject)?;
			scene.dice.one(keys)
		},
		Holder::Organization(id) => scene.staff(id, Duty::Administration),
	}
}

fn rules(scene: &mut Scene, kind: SchemaKind) -> SchemaRules {
	let source = scene.model.credentials.sources;
	SchemaRules {
		kind,
		definition: scene.dice.hash(),
		issuers: Roles::of(&[Role::CredentialIssuer, Role::Regulator, Role::Payer]),
		holders: *scene
			.dice
			.pick(&[Holders::Subjects, Holders::Organizations, Holders::Anyone])
			.expect("there are three"),
		self_issuance: scene.dice.percent(30),
		max_validity: scene.dice.percent(50).then_some(3 * 366 * DAY),
		status: if scene.dice.percent(40) { StatusRecord::List } else { StatusRecord::Own },
		verification: (source > 0 && scene.dice.percent(60)).then(|| VerificationRule {
			source: scene.dice.below(source as usize) as SourceId,
			interval: scene.dice.between(DAY, 90 * DAY),
			before_use: scene.dice.percent(50),
		}),
		max_depth: scene.dice.below(4) as u8,
		max_sub_issuers: scene.dice.below(4) as u32,
	}
}

/// Issue what makes clinicians, so that emergencies can be tried.
fn licence(scene: &mut Scene) -> Option<Act> {
	let staff = scene.model.organizations.all.values().flat_map(|entry| entry.staff.iter());
	let clinicians = staff.filter(|(_, duties)| duties.contains(Duty::Clinical)).map(|(account, _)| account.clone());
	let licensed: BTreeSet<Holder> =
		scene.model.credentials.all.values().filter(|entry| entry.schema == 0).map(|entry| entry.holder).collect();
	let subject =
		|account: &AccountId| salus_primitives::SubjectId::from(<AccountId as AsRef<[u8; 32]>>::as_ref(account));
	let wanting = clinicians.filter(|account| {
		let subject = subject(account);
		scene.model.subjects.controls(subject, account) && !licensed.contains(&Holder::Subject(subject))
	});
	let account = scene.dice.one(wanting.collect::<Vec<_>>())?;
	offer(scene, 0, 2, Holder::Subject(subject(&account)), None)
}

fn offer(
	scene: &mut Scene,
	schema: SchemaId,
	organization: OrganizationId,
	holder: Holder,
	supersedes: Option<CredentialId>,
) -> Option<Act> {
	let who = scene.staff(organization, Duty::Credentialing)?;
	let (version, rules) = scene.model.credentials.newest(schema)?;
	let rules = rules.clone();
	let lists = scene.model.credentials.lists.iter();
	let list = lists.filter(|(_, list)| list.issuer == organization && list.schema == schema).map(|(id, _)| *id);
	let entry = match rules.status {
		StatusRecord::Own => None,
		StatusRecord::List => {
			let list = scene.dice.one(list.collect::<Vec<_>>())?;
			Some(ListEntry { list, index: scene.dice.below(20_000) as u32 })
		},
	};
	let mut scopes = Vec::new();
	for kind in [CodeKind::Scope, CodeKind::ActorRole] {
		if scene.dice.percent(30) {
			scopes.extend(scene.code(kind));
		}
	}
	let commitment = Commitment(scene.dice.hash());
	let valid_until = scene.now + scene.dice.between(30 * DAY, 2 * 366 * DAY);
	if let Some(rule) = rules.verification {
		// The source knows of most, and says of some that they are not active.
		if scene.dice.percent(80) {
			let status = if scene.dice.percent(80) { "active" } else { "inactive" };
			let document =
				format!(r#"{{"commitment":"{:?}","status":"{status}","validUntil":{}}}"#, commitment.0, valid_until);
			let digits = format!("{:?}", commitment.0);
			let path = format!("{}/verification/{}", server(rule.source), digits.trim_start_matches("0x"));
			scene.memory.web.lock().ok()?.pages.insert(path, document.into_bytes());
		}
	}
	let call = Call::offer {
		organization,
		holder,
		schema,
		version,
		commitment,
		scopes: scopes.try_into().ok()?,
		valid_from: scene.now.saturating_sub(scene.dice.between(0, DAY)),
		valid_until: Some(valid_until),
		entry,
		supersedes,
	};
	Some(Act::Signed(who, RuntimeCall::Credentials(call)))
}

impl Domain for Credentials {
	fn pallet(&self) -> &'static str {
		"Credentials"
	}

	fn share(&self) -> u32 {
		18
	}

	fn begin(&self, model: &mut Whole) {
		let own = &mut model.credentials;
		for (schema, latest) in pallet_credentials::Latest::<Runtime>::iter() {
			let versions = (1..=latest).filter_map(|n| pallet_credentials::Schemas::<Runtime>::get(schema, n));
			own.schemas.insert(schema, versions.map(|kept| (kept.rules, kept.retired)).collect());
		}
		own.issuers = issuers();
		own.all = state();
		own.next = own.all.keys().next_back().map_or(0, |last| last + 1);
	}

	fn traffic(&self, scene: &mut Scene) -> Option<Act> {
		let wrap = RuntimeCall::Credentials;
		let own = &scene.model.credentials;
		let act = match scene.dice.below(34) {
			0 if own.schemas.len() < 14 => {
				let kind =
					*scene.dice.pick(&[SchemaKind::Certification, SchemaKind::Registration, SchemaKind::Training])?;
				let rules = rules(scene, kind);
				Act::Motion(Body::Council, 2, 3, wrap(Call::register_schema { schema: None, rules }))
			},
			1 => {
				let schema = scene.dice.one(own.schemas.keys().copied().filter(|id| *id > 3))?;
				let rules = rules(scene, own.newest(schema)?.1.kind);
				Act::Motion(Body::Council, 2, 3, wrap(Call::register_schema { schema: Some(schema), rules }))
			},
			2 if scene.dice.percent(40) => {
				let schema = scene.dice.one(own.schemas.keys().copied().filter(|id| *id > 3))?;
				let version = scene.dice.between(1, own.schemas[&schema].len() as u64) as Version;
				Act::Motion(Body::Council, 2, 3, wrap(Call::retire_schema { schema, version }))
			},
			3 if own.sources < 6 => {
				let mut by_organization = BTreeMap::new();
				for (key, organization) in &scene.model.attestation.attestors {
					by_organization.insert(*organization, *key);
				}
				let keys: Vec<_> = by_organization.into_values().take(1 + scene.dice.below(3)).collect();
				let quorum = keys.len() as u32 / 2 + 1;
				let source =
					(own.sources > 0 && scene.dice.percent(40)).then(|| scene.dice.below(own.sources as usize) as u32);
				let url_commitment = access(source.unwrap_or(own.sources)).url_commitment();
				let definition = PrimarySource { url_commitment, attestors: keys.try_into().ok()?, quorum };
				Act::Motion(Body::Council, 2, 3, wrap(Call::set_source { source, definition }))
			},
			4 | 5 => {
				let schema = scene.dice.one(own.schemas.keys().copied())?;
				let role = *scene.dice.pick(&[Role::CredentialIssuer, Role::Regulator, Role::Payer])?;
				let organization = scene.member_as(role)?;
				let above = own.issuing().into_iter().filter(|(of, id)| *of == schema && *id != organization);
				let under = if scene.dice.percent(50) { scene.dice.one(above).map(|(_, id)| id) } else { None };
				let who = scene.staff(organization, Duty::Credentialing)?;
				Act::Signed(who, wrap(Call::apply { organization, schema, under }))
			},
			6..=8 => {
				let candidates = own.issuers.iter().filter(|(_, (state, _))| *state == Issuing::Candidate);
				let candidates = candidates.map(|((schema, id), (_, under))| (*schema, *id, *under));
				let (schema, organization, under) = scene.dice.one(candidates)?;
				match under {
					None => Act::Motion(Body::Council, 3, 5, wrap(Call::accredit { schema, organization })),
					Some(under) => {
						let who = scene.staff(under, Duty::Credentialing)?;
						Act::Signed(who, wrap(Call::delegate { schema, organization }))
					},
				}
			},
			n @ 9..=13 => {
				// The regulator goes on issuing what emergencies and the trade in medicines need.
				let those = own.issuers.iter().filter(|((schema, id), _)| (*schema, *id) > (3, 2) || *id != 2);
				let those = those.map(|((schema, id), (state, under))| (*schema, *id, *state, *under));
				let (schema, organization, state, under) = scene.dice.one(those)?;
				let reason = scene.code(CodeKind::Reason)?;
				let call = match (n, state) {
					(13, Issuing::Candidate | Issuing::Accredited) => {
						let who = scene.staff(organization, Duty::Credentialing)?;
						return Some(Act::Signed(who, wrap(Call::resign { organization, schema })));
					},
					(12, _) => {
						let cut_off = scene.dice.percent(60).then(|| scene.now - scene.dice.between(0, DAY));
						Call::revoke_issuer { schema, organization, reason, cut_off }
					},
					(_, Issuing::Suspended(_)) => Call::reinstate_issuer { schema, organization },
					_ => Call::suspend_issuer { schema, organization, reason },
				};
				match under {
					Some(under) if scene.dice.percent(60) => {
						Act::Signed(scene.staff(under, Duty::Credentialing)?, wrap(call))
					},
					_ => Act::Motion(Body::Council, 3, 5, wrap(call)),
				}
			},
			14 | 15 => return licence(scene),
			16..=18 => {
				let (schema, organization) = scene.dice.one(own.issuing())?;
				let holder = match own.newest(schema)?.1.holders {
					Holders::Organizations => Holder::Organization(scene.member()?),
					_ => Holder::Subject(scene.subject()?),
				};
				let older = own.of_standing(|entry| {
					entry.schema == schema && entry.issuer == organization && entry.standing == Standing::Held
				});
				match scene.dice.one(older).filter(|_| scene.dice.percent(30)) {
					Some(older) => return offer(scene, schema, organization, own.all[&older].holder, Some(older)),
					None => return offer(scene, schema, organization, holder, None),
				}
			},
			19..=22 => {
				let credential = scene.dice.one(own.of_standing(|entry| entry.standing == Standing::Offered))?;
				let who = speaker(scene, own.all[&credential].holder)?;
				Act::Signed(who, wrap(Call::accept { credential }))
			},
			23 => {
				let credential = scene.dice.one(own.of_standing(|entry| entry.standing == Standing::Offered))?;
				let entry = &own.all[&credential];
				let who = match scene.dice.below(2) {
					0 => speaker(scene, entry.holder)?,
					_ => scene.staff(entry.issuer, Duty::Credentialing)?,
				};
				Act::Signed(who, wrap(Call::end_offer { credential }))
			},
			n @ 24..=26 => {
				// What makes trading partners stays, or the trade would end.
				let some = own.of_standing(|entry| {
					entry.schema != 2 && matches!(entry.standing, Standing::Held | Standing::Suspended(_))
				});
				let credential = scene.dice.one(some)?;
				let entry = &own.all[&credential];
				let reason = scene.code(CodeKind::Reason)?;
				let call = match (n, entry.standing) {
					(26, _) if scene.dice.percent(40) => Call::revoke { credential, reason },
					(_, Standing::Suspended(_)) => Call::reinstate { credential },
					_ => Call::suspend { credential, reason },
				};
				match scene.dice.percent(70) {
					true => Act::Signed(scene.staff(entry.issuer, Duty::Credentialing)?, wrap(call)),
					false => Act::Motion(Body::Council, 3, 5, wrap(call)),
				}
			},
			27 if own.lists.len() < 10 => {
				let (schema, organization) = scene.dice.one(own.issuing())?;
				let purpose = *scene.dice.pick(&[StatusPurpose::Revocation, StatusPurpose::Suspension])?;
				let who = scene.staff(organization, Duty::Credentialing)?;
				Act::Signed(who, wrap(Call::create_status_list { organization, schema, purpose }))
			},
			28 | 29 => {
				let (list, issuer) = scene.dice.one(own.lists.iter().map(|(id, list)| (*id, list.issuer)))?;
				let who = scene.staff(issuer, Duty::Credentialing)?;
				let indices: Vec<u32> = (0..=scene.dice.below(5)).map(|_| scene.dice.below(140_000) as u32).collect();
				let call = Call::set_status { list, indices: indices.try_into().ok()?, value: scene.dice.percent(70) };
				Act::Signed(who, wrap(call))
			},
			30 => {
				let (list, issuer) = scene.dice.one(own.lists.iter().map(|(id, list)| (*id, list.issuer)))?;
				let who = scene.staff(issuer, Duty::Credentialing)?;
				let (chunk, length) = (scene.dice.below(18) as u16, if scene.dice.percent(80) { 1_024 } else { 1_023 });
				let bits = (0..length).map(|_| if scene.dice.percent(2) { 1 } else { 0 }).collect::<Vec<u8>>();
				Act::Signed(who, wrap(Call::put_chunk { list, chunk, bits: bits.try_into().ok()? }))
			},
			31 => {
				let (list, issuer) = scene.dice.one(own.lists.iter().map(|(id, list)| (*id, list.issuer)))?;
				let who = scene.staff(issuer, Duty::Credentialing)?;
				Act::Signed(who, wrap(Call::remove_status_list { list }))
			},
			_ => {
				let verified = own.of_standing(|entry| {
					let rules = own.newest(entry.schema).map(|(_, rules)| rules.verification.is_some());
					entry.standing == Standing::Held && rules == Some(true)
				});
				let credential = scene.dice.one(verified)?;
				let (organization, who) = scene.acting(Duty::Credentialing)?;
				Act::Signed(who, wrap(Call::request_verification { organization, credential }))
			},
		};
		Some(act)
	}

	fn expect(&self, model: &Whole, step: &Step) -> Expect {
		let RuntimeCall::Credentials(call) = step.call else { return Expect::Either };
		let own = &model.credentials;
		let does = |id: OrganizationId| model.may(id, step.origin, Duty::Credentialing);
		let council = step.origin.council(3, 5);
		let reason = |code| model.codes.is_active(code, CodeKind::Reason);
		let issuer = |schema: &SchemaId, id: &OrganizationId| own.issuers.get(&(*schema, *id)).copied();
		let above = |schema: &SchemaId, id: &OrganizationId| {
			council || issuer(schema, id).is_some_and(|(_, under)| under.is_some_and(does))
		};
		// By whom what is suspended may be lifted.
		let lifts = |by: Authority| council || by == Authority::Issuer;
		let credential = |id: &CredentialId| own.all.get(id);
		let handles = |id: &CredentialId| credential(id).is_some_and(|entry| council || does(entry.issuer));
		let (lawful, sure) = match call {
			Call::register_schema { schema, .. } => {
				(step.origin.council(2, 3) && schema.is_none_or(|schema| own.schemas.contains_key(&schema)), false)
			},
			Call::retire_schema { schema, version } => {
				let kept = own.schemas.get(schema).and_then(|all| all.get(usize::from(*version).checked_sub(1)?));
				(step.origin.council(2, 3) && kept.is_some_and(|(_, retired)| !retired), true)
			},
			Call::set_source { source, .. } => {
				(step.origin.council(2, 3) && source.is_none_or(|source| source < own.sources), false)
			},
			Call::apply { organization, schema, under } => {
				let fits = own.newest(*schema).is_some_and(|(_, rules)| {
					Role::ALL
						.iter()
						.any(|role| rules.issuers.contains(*role) && model.organizations.has_role(*organization, *role))
				});
				let lawful = does(*organization)
					&& fits && issuer(schema, organization).is_none()
					&& under.is_none_or(|under| own.may_issue(*schema, under) && under != *organization);
				(lawful, under.is_none())
			},
			Call::accredit { schema, organization } => {
				let asked = issuer(schema, organization) == Some((Issuing::Candidate, None));
				(council && asked && model.organizations.is_active(*organization), true)
			},
			Call::delegate { schema, organization } => {
				let asked = match issuer(schema, organization) {
					Some((Issuing::Candidate, Some(under))) => does(under) && own.may_issue(*schema, under),
					_ => false,
				};
				(asked && model.organizations.is_active(*organization), false)
			},
			Call::suspend_issuer { schema, organization, reason: code } => {
				let fits = match issuer(schema, organization).map(|(state, _)| state) {
					Some(Issuing::Accredited) => true,
					Some(Issuing::Suspended(Authority::Issuer)) => council,
					_ => false,
				};
				(above(schema, organization) && fits && reason(*code), true)
			},
			Call::reinstate_issuer { schema, organization } => {
				let fits = match issuer(schema, organization) {
					Some((Issuing::Suspended(by), under)) => {
						lifts(by) && (council || under.is_some_and(|under| own.may_issue(*schema, under)))
					},
					_ => false,
				};
				(above(schema, organization) && fits, true)
			},
			Call::revoke_issuer { schema, organization, reason: code, cut_off } => {
				let fits = match issuer(schema, organization).map(|(state, _)| state) {
					Some(Issuing::Accredited) => true,
					Some(Issuing::Suspended(by)) => lifts(by) && cut_off.is_some(),
					_ => false,
				};
				let past = cut_off.is_none_or(|at| at <= step.now);
				(above(schema, organization) && fits && past && reason(*code), council)
			},
			Call::resign { organization, schema } => {
				let fits = matches!(issuer(schema, organization), Some((Issuing::Candidate | Issuing::Accredited, _)));
				(does(*organization) && fits, true)
			},
			Call::offer { organization, schema, version, valid_from, valid_until, supersedes, holder, .. } => {
				let kept = own.schemas.get(schema).and_then(|all| all.get(usize::from(*version).checked_sub(1)?));
				let rules = kept.filter(|(_, retired)| !retired).map(|(rules, _)| rules);
				let times = valid_until.is_none_or(|until| *valid_from < until && step.now < until);
				let older = supersedes.is_none_or(|older| {
					credential(&older).is_some_and(|entry| {
						entry.holder == *holder && entry.schema == *schema && entry.issuer == *organization
					})
				});
				let lawful = does(*organization) && own.may_issue(*schema, *organization) && rules.is_some();
				(lawful && times && older, false)
			},
			Call::accept { credential: id } => {
				let lawful = credential(id).is_some_and(|entry| {
					let speaks = match entry.holder {
						Holder::Subject(subject) => {
							step.origin.who().is_some_and(|who| model.subjects.controls(subject, who))
						},
						Holder::Organization(holder) => model.may(holder, step.origin, Duty::Administration),
					};
					speaks && entry.standing == Standing::Offered && own.may_issue(entry.schema, entry.issuer)
				});
				(lawful, false)
			},
			Call::end_offer { credential: id } => {
				let lawful = credential(id).is_some_and(|entry| {
					let speaks = match entry.holder {
						Holder::Subject(subject) => {
							step.origin.who().is_some_and(|who| model.subjects.controls(subject, who))
						},
						Holder::Organization(holder) => model.may(holder, step.origin, Duty::Administration),
					};
					(speaks || does(entry.issuer)) && entry.standing == Standing::Offered
				});
				(lawful, true)
			},
			Call::suspend { credential: id, reason: code } => {
				let fits = credential(id).is_some_and(|entry| match entry.standing {
					Standing::Held => entry.list.is_none(),
					Standing::Suspended(Authority::Issuer) => council && entry.list.is_none(),
					_ => false,
				});
				(handles(id) && fits && reason(*code), true)
			},
			Call::reinstate { credential: id } => {
				let fits = credential(id).is_some_and(|entry| match entry.standing {
					Standing::Suspended(by) => lifts(by) && (council || own.may_issue(entry.schema, entry.issuer)),
					_ => false,
				});
				(handles(id) && fits, true)
			},
			Call::revoke { credential: id, reason: code } => {
				let fits = credential(id).is_some_and(|entry| {
					entry.list.is_none() && matches!(entry.standing, Standing::Held | Standing::Suspended(_))
				});
				(handles(id) && fits && reason(*code), true)
			},
			Call::create_status_list { organization, schema, .. } => {
				(does(*organization) && own.may_issue(*schema, *organization), false)
			},
			Call::set_status { list, indices, value } => {
				let lawful = own.lists.get(list).is_some_and(|kept| {
					let changes = indices.iter().any(|index| kept.set.contains(index) != *value);
					let clears = *value || (!kept.revokes && own.may_issue(kept.schema, kept.issuer));
					does(kept.issuer) && changes && clears && indices.iter().all(|index| *index < 131_072)
				});
				(lawful, true)
			},
			Call::put_chunk { list, chunk, bits } => {
				let known = own.lists.get(list).is_some_and(|kept| does(kept.issuer));
				(known && *chunk < 16 && bits.len() == 1_024, false)
			},
			Call::remove_status_list { list } => {
				let used = own.all.values().any(|entry| entry.list.is_some_and(|(of, _)| of == *list));
				(own.lists.get(list).is_some_and(|kept| does(kept.issuer)) && !used, true)
			},
			Call::request_verification { organization, credential: id } => {
				let held = credential(id)
					.is_some_and(|entry| matches!(entry.standing, Standing::Held | Standing::Suspended(_)));
				(does(*organization) && held, false)
			},
			_ => return Expect::Either,
		};
		let success = if sure { Expect::Success } else { Expect::Either };
		Expect::only_if(lawful, "whose credential, list or schema it is not, or its standing forbids it", || success)
	}

	fn follow(&self, model: &mut Whole, step: &Step) -> Result<(), String> {
		let RuntimeCall::Credentials(call) = step.call else { return Ok(()) };
		let own = &mut model.credentials;
		let by = match step.origin {
			Origin::Council(..) => Authority::Council,
			_ => Authority::Issuer,
		};
		macro_rules! issuer {
			($schema:expr, $id:expr) => {
				own.issuers.get_mut(&(*$schema, *$id)).ok_or("an unknown issuer was changed")?
			};
		}
		macro_rules! entry {
			($id:expr) => {
				own.all.get_mut($id).ok_or("an unknown credential was changed")?
			};
		}
		match call {
			Call::register_schema { schema, rules } => {
				let schema = schema.unwrap_or(own.schemas.len() as SchemaId);
				own.schemas.entry(schema).or_default().push((rules.clone(), false));
			},
			Call::retire_schema { schema, version } => {
				let versions = own.schemas.get_mut(schema).ok_or("an unknown schema was retired")?;
				versions.get_mut(usize::from(*version) - 1).ok_or("an unknown version was retired")?.1 = true;
			},
			Call::set_source { source: None, .. } => own.sources += 1,
			Call::apply { organization, schema, under } => {
				own.issuers.insert((*schema, *organization), (Issuing::Candidate, *under));
			},
			Call::accredit { schema, organization } | Call::delegate { schema, organization } => {
				issuer!(schema, organization).0 = Issuing::Accredited;
			},
			Call::suspend_issuer { schema, organization, .. } => {
				issuer!(schema, organization).0 = Issuing::Suspended(by);
			},
			Call::reinstate_issuer { schema, organization } => issuer!(schema, organization).0 = Issuing::Accredited,
			Call::revoke_issuer { schema, organization, .. } => issuer!(schema, organization).0 = Issuing::Revoked,
			Call::resign { organization, schema } => {
				if issuer!(schema, organization).0 == Issuing::Candidate {
					own.issuers.remove(&(*schema, *organization));
				} else {
					issuer!(schema, organization).0 = Issuing::Revoked;
				}
			},
			Call::offer { organization, holder, schema, entry, supersedes, .. } => {
				let entry = Entry {
					holder: *holder,
					schema: *schema,
					issuer: *organization,
					standing: Standing::Offered,
					supersedes: *supersedes,
					list: entry.map(|entry| (entry.list, entry.index)),
				};
				own.all.insert(own.next, entry);
				own.next += 1;
			},
			Call::accept { credential } => {
				let entry = entry!(credential);
				entry.standing = Standing::Held;
				if let Some(older) = entry.supersedes {
					entry!(&older).standing = Standing::Superseded(*credential);
				}
			},
			Call::end_offer { credential } => drop(own.all.remove(credential)),
			Call::suspend { credential, .. } => entry!(credential).standing = Standing::Suspended(by),
			Call::reinstate { credential } => entry!(credential).standing = Standing::Held,
			Call::revoke { credential, .. } => entry!(credential).standing = Standing::Revoked,
			Call::create_status_list { organization, schema, purpose } => {
				let revokes = *purpose == StatusPurpose::Revocation;
				let list = List { issuer: *organization, schema: *schema, revokes, set: BTreeSet::new() };
				own.lists.insert(own.next_list, list);
				own.next_list += 1;
			},
			Call::set_status { list, indices, value } => {
				let list = own.lists.get_mut(list).ok_or("an unknown list was changed")?;
				for index in indices {
					match value {
						true => list.set.insert(*index),
						false => list.set.remove(index),
					};
				}
			},
			Call::put_chunk { list, chunk, bits } => {
				let list = own.lists.get_mut(list).ok_or("an unknown list was changed")?;
				let first = u32::from(*chunk) * 8_192;
				let was: Vec<u32> = list.set.range(first..first + 8_192).copied().collect();
				for index in was {
					list.set.remove(&index);
				}
				for (n, byte) in bits.iter().enumerate() {
					let set = (0..8).filter(|bit| byte & (0x80 >> bit) != 0);
					list.set.extend(set.map(|bit| first + n as u32 * 8 + bit));
				}
			},
			Call::remove_status_list { list } => drop(own.lists.remove(list)),
			_ => {},
		}
		Ok(())
	}

	fn hear(&self, model: &mut Whole, event: &RuntimeEvent, _: bool) {
		if let RuntimeEvent::Credentials(Event::OfferEnded { credential } | Event::CredentialRemoved { credential }) =
			event
		{
			model.credentials.all.remove(credential);
		}
	}

	fn compare(&self, model: &Whole) -> Result<(), String> {
		let own = &model.credentials;
		let found = state();
		for (id, entry) in &found {
			// Whose place it takes is only known while it is offered.
			let kept = own.all.get(id).map(|kept| Entry { supersedes: entry.supersedes, ..kept.clone() });
			same(format!("credential {id}"), Some(entry), kept.as_ref())?;
		}
		same("number of credentials", found.len(), own.all.len())?;
		same("issuers", &issuers(), &own.issuers)?;
		let lists: BTreeMap<ListId, (OrganizationId, SchemaId, u32)> =
			pallet_credentials::StatusLists::<Runtime>::iter()
				.map(|(id, list)| (id, (list.issuer, list.schema, list.credentials)))
				.collect();
		let used = |id: &ListId| own.all.values().filter(|entry| entry.list.is_some_and(|(of, _)| of == *id)).count();
		let kept = own.lists.iter().map(|(id, list)| (*id, (list.issuer, list.schema, used(id) as u32))).collect();
		same("status lists", lists, kept)?;
		for (id, list) in &own.lists {
			let bits = salus_runtime::Credentials::status_list_bits(*id).unwrap_or_default();
			let ones: u32 = bits.iter().map(|byte| byte.count_ones()).sum();
			same(format!("entries set in list {id}"), ones as usize, list.set.len())?;
			for index in &list.set {
				let byte = bits.get(*index as usize / 8).copied().unwrap_or_default();
				same(format!("entry {index} of list {id}"), byte & (0x80 >> (index % 8)) != 0, true)?;
			}
		}
		Ok(())
	}

	fn try_state(&self) -> Result<(), String> {
		salus_runtime::Credentials::do_try_state().map_err(|error| format!("{error:?}"))
	}
}

fn issuers() -> BTreeMap<(SchemaId, OrganizationId), (Issuing, Option<OrganizationId>)> {
	pallet_credentials::Issuers::<Runtime>::iter()
		.map(|(schema, id, issuer)| {
			let state = match issuer.state {
				IssuerState::Candidate => Issuing::Candidate,
				IssuerState::Accredited => Issuing::Accredited,
				IssuerState::Suspended(by) => Issuing::Suspended(by),
				IssuerState::Revoked { .. } => Issuing::Revoked,
			};
			((schema, id), (state, issuer.under))
		})
		.collect()
}

fn state() -> BTreeMap<CredentialId, Entry> {
	pallet_credentials::Credentials::<Runtime>::iter()
		.map(|(id, kept)| {
			let (standing, supersedes) = match kept.state {
				State::Offered { supersedes, .. } => (Standing::Offered, supersedes),
				State::Held => (Standing::Held, None),
				State::Suspended(by) => (Standing::Suspended(by), None),
				State::Revoked { .. } => (Standing::Revoked, None),
				State::Superseded { by, .. } => (Standing::Superseded(by), None),
			};
			let (holder, schema, issuer) = (kept.holder, kept.schema, kept.issuer);
			let list = kept.entry.map(|entry| (entry.list, entry.index));
			(id, Entry { holder, schema, issuer, standing, supersedes, list })
		})
		.collect()
}
