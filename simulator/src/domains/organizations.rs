//! Members: who is in which standing, who may act for whom, who votes.

use super::{same, Domain};
use crate::{
	model::{Expect, Model as Whole, Origin, Step},
	scene::{Act, Body, Scene},
};
use codec::Encode;
use pallet_organizations::{organization_account, Call, Identifiers, Standing};
use salus_primitives::{
	codes::CodeKind,
	identifiers::{Gln13, Identifier, Npi},
	Duties, Duty, OrganizationId, Role, Roles,
};
use salus_runtime::{
	configs::CouncilCollective, configs::TechnicalCollective, constants::*, AccountId, Runtime, RuntimeCall,
};
use std::collections::{BTreeMap, BTreeSet};

/// See [`Domain`].
pub struct Organizations;

/// An organisation.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
	/// Where it stands.
	pub standing: Standing,
	/// Who decides for it.
	pub admin: AccountId,
	/// What it is.
	pub roles: Roles,
	/// Its numbers in the field.
	pub identifiers: Vec<Identifier>,
	/// Who votes in the Council.
	pub representative: AccountId,
	/// Who votes in the Technical Committee.
	pub delegate: Option<AccountId>,
	/// Who authors.
	pub collator: Option<AccountId>,
	/// Staff.
	pub staff: BTreeMap<AccountId, Duties>,
}

impl Entry {
	fn seats(&self) -> BTreeSet<AccountId> {
		[Some(&self.representative), self.delegate.as_ref(), self.collator.as_ref()]
			.into_iter()
			.flatten()
			.cloned()
			.collect()
	}
}

/// All organisations.
#[derive(Clone, Default)]
pub struct Model {
	/// By number.
	pub all: BTreeMap<OrganizationId, Entry>,
	/// The next number.
	pub next: OrganizationId,
	/// Whom identifiers mean, now or formerly.
	pub identified: BTreeMap<Vec<u8>, OrganizationId>,
}

impl Model {
	/// The active members.
	pub fn active(&self) -> BTreeSet<OrganizationId> {
		self.all.iter().filter(|(_, entry)| entry.standing == Standing::Active).map(|(id, _)| *id).collect()
	}

	/// Is it an active member?
	pub fn is_active(&self, id: OrganizationId) -> bool {
		self.all.get(&id).is_some_and(|entry| entry.standing == Standing::Active)
	}

	/// Is it an active member with this role?
	pub fn has_role(&self, id: OrganizationId, role: Role) -> bool {
		self.is_active(id) && self.all[&id].roles.contains(role)
	}

	/// May this account do this duty for it now?
	pub fn may(&self, id: OrganizationId, who: &AccountId, duty: Duty) -> bool {
		self.is_active(id)
			&& (self.all[&id].admin == *who || self.all[&id].staff.get(who).is_some_and(|duties| duties.contains(duty)))
	}

	/// Who votes in the Council.
	pub fn council(&self) -> Vec<AccountId> {
		let mut all: Vec<_> = self.active().iter().map(|id| self.all[id].representative.clone()).collect();
		all.sort();
		all
	}

	/// Who votes in the Technical Committee.
	pub fn technical(&self) -> Vec<AccountId> {
		let mut all: Vec<_> = self.active().iter().filter_map(|id| self.all[id].delegate.clone()).collect();
		all.sort();
		all
	}

	fn admins(&self, id: OrganizationId, origin: &Origin) -> bool {
		self.all.get(&id).is_some_and(|entry| origin.who() == Some(&entry.admin))
	}

	fn standing(&self, id: OrganizationId) -> Option<Standing> {
		Some(self.all.get(&id)?.standing)
	}

	/// Does another member hold a seat with one of these accounts?
	fn taken(&self, id: OrganizationId, seats: &BTreeSet<AccountId>) -> bool {
		let others = self.all.iter().filter(|(other, entry)| **other != id && entry.standing.is_member());
		others.flat_map(|(_, entry)| entry.seats()).any(|seat| seats.contains(&seat))
	}

	/// Can these identifiers become those of this organisation?
	fn free(&self, id: OrganizationId, identifiers: &[Identifier], had: bool) -> bool {
		let distinct: BTreeSet<Vec<u8>> = identifiers.iter().map(Encode::encode).collect();
		let own = |key: &Vec<u8>| had && self.all[&id].identifiers.iter().any(|own| own.encode() == *key);
		distinct.len() == identifiers.len() && distinct.iter().all(|key| !self.identified.contains_key(key) || own(key))
	}

	fn enter(&mut self, admin: AccountId, roles: Roles, identifiers: Vec<Identifier>) {
		let entry = Entry {
			standing: Standing::Candidate,
			representative: admin.clone(),
			admin,
			roles,
			identifiers,
			delegate: None,
			collator: None,
			staff: BTreeMap::new(),
		};
		self.all.insert(self.next, entry);
		self.next += 1;
	}

	fn claim(&mut self, id: OrganizationId) {
		for identifier in self.all[&id].identifiers.clone() {
			self.identified.insert(identifier.encode(), id);
		}
	}

	fn seat_change(
		&self,
		origin: &Origin,
		id: OrganizationId,
		may: bool,
		before: Option<&AccountId>,
		after: Option<&AccountId>,
	) -> Expect {
		let Some(entry) = self.all.get(&id) else { return Expect::Failure("there is no such organisation") };
		Expect::only_if(may && origin.who().is_some(), "who may not say who sits there", || {
			Expect::only_if(!entry.standing.has_ended(), "its membership ended", || {
				Expect::only_if(before != after, "it is so already", || {
					let taken = after.is_some_and(|seat| self.taken(id, &BTreeSet::from([seat.clone()])));
					let clash = entry.standing.is_member() && taken;
					Expect::only_if(!clash, "the seat is another member's", || Expect::Success)
				})
			})
		})
	}

	fn step(&self, lawful: bool, id: OrganizationId, from: &[Standing]) -> Expect {
		Expect::only_if(lawful, "whose decision it is not", || {
			let fits = self.standing(id).is_some_and(|standing| from.contains(&standing));
			Expect::only_if(fits, "its standing does not allow this", || Expect::Success)
		})
	}

	fn leave(&self, expect: Expect, id: OrganizationId) -> Expect {
		let last = self.is_active(id) && self.active().len() == 1;
		match expect {
			Expect::Success if last => Expect::Failure("the last member stays"),
			other => other,
		}
	}
}

fn new_identifier(scene: &mut Scene) -> Identifier {
	// The check digit is found by trying.
	let base = 9_521_330_000_000 + scene.memory.fresh() * 10;
	let gln = (base..base + 10).find_map(|n| Gln13::try_from(n).ok());
	let base = 1_300_000_000 + scene.memory.fresh() * 10;
	let npi = (base..base + 10).find_map(|n| Npi::try_from(n).ok());
	match scene.dice.below(2) {
		0 => Identifier::Gln(gln.expect("one of ten digits is right")),
		_ => Identifier::Npi(npi.expect("one of ten digits is right")),
	}
}

fn roles(scene: &mut Scene) -> Roles {
	let mut some = scene.dice.some(Role::ALL, 4);
	some.extend(scene.dice.pick(Role::ALL));
	Roles::of(&some)
}

impl Domain for Organizations {
	fn pallet(&self) -> &'static str {
		"Organizations"
	}

	fn begin(&self, model: &mut Whole) {
		let mut found: Vec<_> = pallet_organizations::Organizations::<Runtime>::iter().collect();
		found.sort_by_key(|(id, _)| *id);
		for (id, entry) in found {
			model.organizations.next = id;
			model.organizations.enter(entry.admin, entry.roles, entry.identifiers.into_inner());
			let kept = model.organizations.all.get_mut(&id).expect("it was entered");
			kept.standing = entry.standing;
			kept.representative = entry.representative;
			kept.delegate = entry.technical_delegate;
			kept.collator = entry.collator;
			kept.staff = pallet_organizations::Staff::<Runtime>::iter_prefix(id).collect();
			model.organizations.claim(id);
		}
	}

	fn traffic(&self, scene: &mut Scene) -> Option<Act> {
		let all = &scene.model.organizations.all;
		let of = |standing: Standing| -> Vec<OrganizationId> {
			all.iter().filter(|(_, entry)| entry.standing == standing).map(|(id, _)| *id).collect()
		};
		let (candidates, suspended) = (of(Standing::Candidate), of(Standing::Suspended));
		let newcomers: Vec<_> = of(Standing::Active).into_iter().filter(|id| *id >= 8).collect();
		let admin = |id: &OrganizationId| all[id].admin.clone();
		let wrap = RuntimeCall::Organizations;
		let act = match scene.dice.below(20) {
			0 | 1 if candidates.len() < 4 && all.len() < 60 => {
				let identifiers = (0..scene.dice.below(3)).map(|_| new_identifier(scene)).collect::<Vec<_>>();
				let identifiers = Identifiers::truncate_from(identifiers);
				Act::Signed(scene.person(), wrap(Call::apply { roles: roles(scene), identifiers }))
			},
			2 if scene.dice.percent(30) => {
				let id = *scene.dice.pick(&candidates)?;
				Act::Signed(admin(&id), wrap(Call::cancel_application { organization: id }))
			},
			3 if scene.dice.percent(30) => {
				let organization = *scene.dice.pick(&candidates)?;
				Act::Motion(Body::Council, 2, 3, wrap(Call::reject { organization }))
			},
			4..=6 => {
				let organization = *scene.dice.pick(&candidates)?;
				Act::Motion(Body::Council, 2, 3, wrap(Call::admit { organization }))
			},
			7 if suspended.len() < 2 => {
				let (organization, reason) = (scene.member()?, scene.code(CodeKind::Reason)?);
				Act::Motion(Body::Council, 3, 5, wrap(Call::suspend { organization, reason }))
			},
			8..=10 => {
				let organization = *scene.dice.pick(&suspended)?;
				Act::Motion(Body::Council, 3, 5, wrap(Call::reinstate { organization }))
			},
			// Without its founders the consortium would have no manufacturer and no issuer any more.
			11 if newcomers.len() > 3 => {
				let (organization, reason) = (*scene.dice.pick(&newcomers)?, scene.code(CodeKind::Reason)?);
				Act::Motion(Body::Council, 3, 4, wrap(Call::expel { organization, reason }))
			},
			12 if newcomers.len() > 3 && scene.dice.percent(40) => {
				let organization = *scene.dice.pick(&newcomers)?;
				Act::Signed(admin(&organization), wrap(Call::resign { organization }))
			},
			13 | 14 => {
				let (organization, who) = scene.acting(Duty::Administration)?;
				let account = scene.person();
				let duties = match scene.dice.below(6) {
					0 => Duties::NONE,
					1 => Duties::ALL,
					_ => Duties::of(&scene.dice.some(Duty::ALL, 6)),
				};
				Act::Signed(who, wrap(Call::set_staff { organization, account, duties }))
			},
			15 => {
				let organization = scene.member()?;
				let account = scene.dice.percent(60).then(|| scene.person());
				Act::Signed(admin(&organization), wrap(Call::set_representative { organization, account }))
			},
			16 => {
				let organization = scene.member()?;
				let account = scene.dice.percent(80).then(|| scene.person());
				Act::Signed(admin(&organization), wrap(Call::set_technical_delegate { organization, account }))
			},
			17 => {
				let (organization, who) = scene.acting(Duty::Operations)?;
				let account = scene.dice.percent(70).then(|| scene.person());
				Act::Signed(who, wrap(Call::set_collator { organization, account }))
			},
			18 => {
				let lost = all.iter().find(|(_, entry)| scene.actors.of(&entry.admin).is_none()).map(|(id, _)| *id);
				let new = scene.person();
				match lost {
					Some(organization) => {
						Act::Motion(Body::Council, 2, 3, wrap(Call::replace_admin { organization, new }))
					},
					None if scene.dice.percent(30) => {
						let organization = *scene.dice.pick(&newcomers)?;
						match scene.dice.below(2) {
							0 => Act::Signed(admin(&organization), wrap(Call::transfer_admin { organization, new })),
							_ => Act::Motion(Body::Council, 2, 3, wrap(Call::replace_admin { organization, new })),
						}
					},
					None => {
						let organization = scene.member()?;
						let entry = &all[&organization];
						let mut identifiers = entry.identifiers.clone();
						match scene.dice.below(3) {
							0 => identifiers.push(new_identifier(scene)),
							1 => drop(identifiers.pop()),
							_ => {},
						}
						// Founders keep their roles, or the trade in medicines would end.
						let roles = if organization < 8 { entry.roles } else { roles(scene) };
						let identifiers = Identifiers::truncate_from(identifiers);
						Act::Motion(Body::Council, 2, 3, wrap(Call::amend { organization, roles, identifiers }))
					},
				}
			},
			_ => {
				let (organization, who) = scene.acting(Duty::Finance)?;
				let (to, amount) = (scene.anyone(), u128::from(scene.dice.between(1, 1_000)) * MILLIUNIT);
				Act::Signed(who, wrap(Call::withdraw { organization, to, amount }))
			},
		};
		Some(act)
	}

	fn expect(&self, model: &Whole, step: &Step) -> Expect {
		let RuntimeCall::Organizations(call) = step.call else { return Expect::Either };
		let (own, origin) = (&model.organizations, step.origin);
		let reason = |code| model.codes.is_active(code, CodeKind::Reason);
		match call {
			Call::apply { roles, .. } => Expect::only_if(origin.who().is_some(), "only accounts apply", || {
				Expect::only_if(!roles.is_empty(), "a role is required", || Expect::Either)
			}),
			Call::cancel_application { organization } => {
				own.step(own.admins(*organization, origin), *organization, &[Standing::Candidate])
			},
			Call::reject { organization } => own.step(origin.council(2, 3), *organization, &[Standing::Candidate]),
			Call::admit { organization } => {
				match own.step(origin.council(2, 3), *organization, &[Standing::Candidate]) {
					Expect::Success => {
						let entry = &own.all[organization];
						let lawful = own.free(*organization, &entry.identifiers, false)
							&& !own.taken(*organization, &entry.seats())
							&& own.active().len() < MAX_MEMBERS as usize;
						Expect::only_if(lawful, "its identifiers or seats are another's", || Expect::Success)
					},
					other => other,
				}
			},
			Call::suspend { organization, reason: code } => {
				let lawful = origin.council(3, 5) && reason(*code);
				own.leave(own.step(lawful, *organization, &[Standing::Active]), *organization)
			},
			Call::reinstate { organization } => {
				let room = own.active().len() < MAX_MEMBERS as usize;
				own.step(origin.council(3, 5) && room, *organization, &[Standing::Suspended])
			},
			Call::expel { organization, reason: code } => {
				let lawful = origin.council(3, 4) && reason(*code);
				let from = [Standing::Active, Standing::Suspended];
				own.leave(own.step(lawful, *organization, &from), *organization)
			},
			Call::resign { organization } => {
				let lawful = own.admins(*organization, origin);
				own.leave(own.step(lawful, *organization, &[Standing::Active]), *organization)
			},
			Call::set_staff { organization, account, duties } => {
				let Some(entry) = own.all.get(organization) else { return Expect::Failure("nobody's staff") };
				let admin = own.admins(*organization, origin);
				let may = admin || model.may(*organization, origin, Duty::Administration);
				let before = entry.staff.get(account).copied().unwrap_or(Duties::NONE);
				let administers = [before, *duties].iter().any(|set| set.contains(Duty::Administration));
				let lawful = may
					&& (admin || !administers)
					&& (entry.standing == Standing::Active || (entry.standing.is_member() && duties.is_empty()))
					&& before != *duties
					&& entry.staff.len() < 1_000;
				Expect::only_if(lawful, "who may not appoint", || Expect::Success)
			},
			Call::set_representative { organization, account } => {
				let Some(entry) = own.all.get(organization) else { return Expect::Failure("nobody's seat") };
				let after = account.as_ref().unwrap_or(&entry.admin);
				let may = own.admins(*organization, origin);
				own.seat_change(origin, *organization, may, Some(&entry.representative), Some(after))
			},
			Call::set_technical_delegate { organization, account } => {
				let Some(entry) = own.all.get(organization) else { return Expect::Failure("nobody's seat") };
				let may = own.admins(*organization, origin);
				own.seat_change(origin, *organization, may, entry.delegate.as_ref(), account.as_ref())
			},
			Call::set_collator { organization, account } => {
				let Some(entry) = own.all.get(organization) else { return Expect::Failure("nobody's seat") };
				let may = own.admins(*organization, origin) || model.may(*organization, origin, Duty::Operations);
				own.seat_change(origin, *organization, may, entry.collator.as_ref(), account.as_ref())
			},
			Call::transfer_admin { organization, new } => {
				let lawful = own.admins(*organization, origin) && own.all[organization].admin != *new;
				Expect::only_if(lawful, "who is not admin", || Expect::Success)
			},
			Call::replace_admin { organization, new } => {
				let known = own.all.get(organization).is_some_and(|entry| entry.admin != *new);
				Expect::only_if(known && origin.council(2, 3), "whose decision it is not", || Expect::Success)
			},
			Call::amend { organization, roles, identifiers } => {
				let members = [Standing::Active, Standing::Suspended];
				match own.step(origin.council(2, 3), *organization, &members) {
					Expect::Success => {
						let entry = &own.all[organization];
						let changes = entry.roles != *roles || entry.identifiers != identifiers.to_vec();
						let lawful = !roles.is_empty() && changes && own.free(*organization, identifiers, true);
						Expect::only_if(lawful, "nothing changes, or an identifier is another's", || Expect::Success)
					},
					other => other,
				}
			},
			Call::withdraw { organization, to, amount } => {
				let Some(entry) = own.all.get(organization) else { return Expect::Failure("nobody's money") };
				let lawful = entry.standing != Standing::Suspended
					&& (own.admins(*organization, origin) || model.may(*organization, origin, Duty::Finance))
					&& *amount > 0 && *to != organization_account::<AccountId>(*organization);
				Expect::only_if(lawful, "who may not spend", || Expect::Either)
			},
			_ => Expect::Either,
		}
	}

	fn follow(&self, model: &mut Whole, step: &Step) -> Result<(), String> {
		let RuntimeCall::Organizations(call) = step.call else { return Ok(()) };
		let own = &mut model.organizations;
		macro_rules! change {
			($id:expr, $entry:ident => $change:expr) => {{
				let $entry = own.all.get_mut($id).ok_or_else(|| format!("organisation {} is unknown", $id))?;
				$change;
			}};
		}
		match call {
			Call::apply { roles, identifiers } => {
				let admin = step.origin.who().cloned().ok_or("somebody applied without an account")?;
				own.enter(admin, *roles, identifiers.to_vec());
			},
			Call::cancel_application { organization } | Call::reject { organization } => {
				own.all.remove(organization);
			},
			Call::admit { organization } => {
				change!(organization, entry => entry.standing = Standing::Active);
				own.claim(*organization);
			},
			Call::suspend { organization, .. } => change!(organization, entry => entry.standing = Standing::Suspended),
			Call::reinstate { organization } => change!(organization, entry => entry.standing = Standing::Active),
			Call::expel { organization, .. } => change!(organization, entry => entry.standing = Standing::Expelled),
			Call::resign { organization } => change!(organization, entry => entry.standing = Standing::Resigned),
			Call::set_staff { organization, account, duties } => change!(organization, entry => {
				if duties.is_empty() {
					entry.staff.remove(account);
				} else {
					entry.staff.insert(account.clone(), *duties);
				}
			}),
			Call::set_representative { organization, account } => change!(organization, entry => {
				entry.representative = account.clone().unwrap_or_else(|| entry.admin.clone());
			}),
			Call::set_technical_delegate { organization, account } => {
				change!(organization, entry => entry.delegate = account.clone())
			},
			Call::set_collator { organization, account } => {
				change!(organization, entry => entry.collator = account.clone())
			},
			Call::transfer_admin { organization, new } | Call::replace_admin { organization, new } => {
				change!(organization, entry => entry.admin = new.clone())
			},
			Call::amend { organization, roles, identifiers } => {
				let before = own.all.get(organization).map(|entry| entry.identifiers.clone()).unwrap_or_default();
				for identifier in before {
					own.identified.remove(&identifier.encode());
				}
				change!(organization, entry => {
					entry.roles = *roles;
					entry.identifiers = identifiers.to_vec();
				});
				own.claim(*organization);
			},
			_ => {},
		}
		Ok(())
	}

	fn compare(&self, model: &Whole) -> Result<(), String> {
		let own = &model.organizations;
		let mut found = BTreeMap::new();
		for (id, entry) in pallet_organizations::Organizations::<Runtime>::iter() {
			let staff: BTreeMap<_, _> = pallet_organizations::Staff::<Runtime>::iter_prefix(id).collect();
			same(format!("number of staff of organisation {id}"), entry.staff as usize, staff.len())?;
			let kept = Entry {
				standing: entry.standing,
				admin: entry.admin,
				roles: entry.roles,
				identifiers: entry.identifiers.into_inner(),
				representative: entry.representative,
				delegate: entry.technical_delegate,
				collator: entry.collator,
				staff,
			};
			same(format!("organisation {id}"), Some(&kept), own.all.get(&id))?;
			found.insert(id, ());
		}
		same("number of organisations", found.len(), own.all.len())?;
		same("next organisation", pallet_organizations::NextOrganization::<Runtime>::get(), own.next)?;
		let council = pallet_collective::Members::<Runtime, CouncilCollective>::get();
		same("Council", council, own.council())?;
		let technical = pallet_collective::Members::<Runtime, TechnicalCollective>::get();
		same("Technical Committee", technical, own.technical())?;
		let identified: BTreeMap<Vec<u8>, OrganizationId> =
			pallet_organizations::Identified::<Runtime>::iter().map(|(key, id)| (key.encode(), id)).collect();
		same("identifiers", &identified, &own.identified)
	}

	fn try_state(&self) -> Result<(), String> {
		salus_runtime::Organizations::do_try_state().map_err(|error| format!("{error:?}"))
	}
}
