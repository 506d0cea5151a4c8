//! Patients and practitioners: who controls them, who keeps them, who may recover them.

use super::{same, Domain};
use crate::{
	model::{Expect, Model as Whole, Step},
	scene::{Act, Body, Scene},
};
use codec::Encode;
use pallet_subjects::{Basis, Call, Change, Guardianship, Keeper, Recipient};
use salus_primitives::{Commitment, Duty, OrganizationId, Seconds, SubjectId};
use salus_runtime::{AccountId, Runtime, RuntimeCall};
use std::collections::{BTreeMap, BTreeSet};

const DAY: Seconds = 86_400;

/// See [`Domain`].
pub struct Subjects;

/// Who acts for a subject.
#[derive(Clone, PartialEq, Debug)]
pub enum Who {
	/// Its own accounts.
	Itself(BTreeSet<AccountId>),
	/// An organisation, and guardians until then.
	Kept(OrganizationId, Option<(BTreeSet<AccountId>, Seconds)>),
}

/// To whom a subject is offered.
#[derive(Clone, PartialEq, Debug)]
pub enum To {
	/// The person.
	Person(AccountId),
	/// Another organisation.
	Organization(OrganizationId),
}

/// Guardians of keys.
#[derive(Clone, PartialEq, Debug)]
pub struct Circle {
	/// Who.
	pub guardians: BTreeSet<AccountId>,
	/// How many must agree.
	pub threshold: usize,
	/// How long a controller can veto.
	pub delay: Seconds,
	/// Not before this.
	pub rests_until: Seconds,
}

/// An attempt of the guardians.
#[derive(Clone, PartialEq, Debug)]
pub struct Recovery {
	/// Its number: place of its entry in the history.
	pub attempt: u32,
	/// Who shall control the subject.
	pub controllers: BTreeSet<AccountId>,
	/// Who began it.
	pub initiator: AccountId,
	/// Everybody who agrees.
	pub agree: BTreeSet<AccountId>,
	/// When it may be completed.
	pub ready: Option<Seconds>,
	/// From when on it is void.
	pub lapses: Seconds,
}

/// What waits for a second pair of eyes.
#[derive(Clone, PartialEq, Debug)]
pub struct Proposal {
	/// Its number: place of its entry in the history.
	pub number: u32,
	/// Who proposed it.
	pub by: AccountId,
	/// What.
	pub what: Proposed,
	/// From when on it is void.
	pub lapses: Seconds,
}

/// What was proposed.
#[derive(Clone, PartialEq, Debug)]
pub enum Proposed {
	/// Guardians until then, or none.
	Guardians(Option<(BTreeSet<AccountId>, Seconds)>),
	/// An offer to the person, until then.
	Claim(AccountId, Seconds),
}

/// A subject.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
	/// Who acts for it.
	pub who: Who,
	/// What is held out to another, until when.
	pub offer: Option<(To, Seconds)>,
	/// What one of the custodian's staff proposed and another has not confirmed.
	pub proposal: Option<Proposal>,
	/// Guardians of its keys.
	pub circle: Option<Circle>,
	/// The newest recovery.
	pub recovery: Option<Recovery>,
	/// Length of its history.
	pub history: u32,
}

/// All subjects.
#[derive(Clone, Default)]
pub struct Model {
	/// By identifier.
	pub all: BTreeMap<SubjectId, Entry>,
	/// Successors, until when.
	pub successions: BTreeMap<OrganizationId, (OrganizationId, Seconds)>,
}

impl Model {
	/// Does this account control it?
	pub fn controls(&self, subject: SubjectId, who: &AccountId) -> bool {
		matches!(self.all.get(&subject), Some(Entry { who: Who::Itself(all), .. }) if all.contains(who))
	}

	/// Is this account its guardian now?
	pub fn guards(&self, subject: SubjectId, who: &AccountId, now: Seconds) -> bool {
		match self.all.get(&subject) {
			Some(Entry { who: Who::Kept(_, Some((all, until))), .. }) => now < *until && all.contains(who),
			_ => false,
		}
	}

	/// Who keeps it.
	pub fn custodian(&self, subject: SubjectId) -> Option<OrganizationId> {
		match self.all.get(&subject)?.who {
			Who::Kept(organization, _) => Some(organization),
			Who::Itself(_) => None,
		}
	}

	/// Every subject with keys.
	pub fn controlled(&self) -> Vec<(SubjectId, Vec<AccountId>)> {
		let with_keys = |(id, entry): (&SubjectId, &Entry)| match &entry.who {
			Who::Itself(all) => Some((*id, all.iter().cloned().collect())),
			Who::Kept(..) => None,
		};
		self.all.iter().filter_map(with_keys).collect()
	}

	/// Every subject without keys, and its custodian.
	pub fn kept(&self) -> Vec<(SubjectId, OrganizationId)> {
		self.all.keys().filter_map(|id| Some((*id, self.custodian(*id)?))).collect()
	}
}

fn set(accounts: &[AccountId]) -> BTreeSet<AccountId> {
	accounts.iter().cloned().collect()
}

/// Not empty, and in strictly ascending order.
fn is_set(accounts: &[AccountId]) -> bool {
	!accounts.is_empty() && accounts.windows(2).all(|pair| pair[0] < pair[1])
}

fn apart(one: &BTreeSet<AccountId>, other: &[AccountId]) -> bool {
	other.iter().all(|account| !one.contains(account))
}

fn ahead(now: Seconds, end: Seconds, most: Seconds) -> bool {
	now < end && end <= now + most
}

fn is_guardianship(guardianship: &Option<Guardianship<AccountId>>, now: Seconds) -> bool {
	guardianship.as_ref().is_none_or(|it| is_set(&it.guardians) && ahead(now, it.until, 2 * 366 * DAY))
}

fn guardianship(of: &Option<Guardianship<AccountId>>) -> Option<(BTreeSet<AccountId>, Seconds)> {
	of.as_ref().map(|it| (set(&it.guardians), it.until))
}

impl Domain for Subjects {
	fn pallet(&self) -> &'static str {
		"Subjects"
	}

	fn share(&self) -> u32 {
		14
	}

	fn begin(&self, _: &mut Whole) {}

	fn traffic(&self, scene: &mut Scene) -> Option<Act> {
		let wrap = RuntimeCall::Subjects;
		let now = scene.now;
		let act = match scene.dice.below(26) {
			0 | 1 => {
				let who = scene.anyone();
				let id = SubjectId::from(<AccountId as AsRef<[u8; 32]>>::as_ref(&who));
				// Those who have one already would only fill blocks with failures.
				if scene.model.subjects.all.contains_key(&id) && scene.dice.percent(80) {
					return None;
				}
				Act::Signed(who, wrap(Call::open {}))
			},
			2 | 3 if scene.model.subjects.all.len() < 150 => {
				let (organization, who) = scene.acting(Duty::Registration)?;
				let basis = if scene.dice.percent(50) { Basis::PaperEvidence } else { Basis::VerbalEvidence };
				let guardians = scene.people(3);
				let guardianship = scene.dice.percent(50).then(|| Guardianship {
					guardians: guardians.try_into().expect("no more than four"),
					until: scene.soon(90 * DAY),
				});
				let (salt, evidence) = (scene.dice.bytes(), Commitment(scene.dice.hash()));
				Act::Signed(who, wrap(Call::open_for { organization, salt, basis, evidence, guardianship }))
			},
			4 => {
				let (subject, organization, who) = scene.kept()?;
				let (claimant, expires) = (scene.person(), scene.soon(90 * DAY));
				Act::Signed(who, wrap(Call::offer_claim { organization, subject, claimant, expires }))
			},
			5 | 6 => {
				let offers = scene.model.subjects.all.iter().filter_map(|(id, entry)| match &entry.offer {
					Some((To::Person(person), expires)) if now < *expires => Some((*id, person.clone())),
					_ => None,
				});
				let (subject, person) = scene.dice.one(offers)?;
				Act::Signed(person, wrap(Call::accept_claim { subject }))
			},
			7 => {
				let (subject, organization, who) = scene.kept()?;
				let (to, expires) = (scene.member()?, scene.soon(90 * DAY));
				Act::Signed(who, wrap(Call::offer_custody { organization, subject, to, expires }))
			},
			8 | 9 => {
				let own = &scene.model.subjects;
				let offers = own.all.iter().filter_map(|(id, entry)| match (&entry.offer, &entry.who) {
					(Some((To::Organization(to), _)), _) => Some((*id, *to)),
					(_, Who::Kept(from, _)) => Some((*id, own.successions.get(from)?.0)),
					_ => None,
				});
				let (subject, organization) = scene.dice.one(offers)?;
				let who = scene.staff(organization, Duty::Registration)?;
				Act::Signed(who, wrap(Call::take_custody { organization, subject }))
			},
			10 => {
				let all = scene.model.subjects.all.iter();
				let subject = scene.dice.one(all.filter(|(_, entry)| entry.offer.is_some()).map(|(id, _)| *id))?;
				let organization = scene.model.subjects.custodian(subject)?;
				let who = scene.staff(organization, Duty::Registration)?;
				Act::Signed(who, wrap(Call::withdraw_offer { organization, subject }))
			},
			11 => {
				let (subject, organization, who) = scene.kept()?;
				let guardians = scene.people(3);
				let guardianship = scene.dice.percent(60).then(|| Guardianship {
					guardians: guardians.try_into().expect("no more than four"),
					until: scene.soon(90 * DAY),
				});
				let evidence = Commitment(scene.dice.hash());
				Act::Signed(who, wrap(Call::set_legal_guardians { organization, subject, guardianship, evidence }))
			},
			12 => {
				let (subject, who) = scene.controlled()?;
				let mut controllers = scene.people(2);
				// Mostly the old one stays, or nobody would know whose it is.
				if scene.dice.percent(80) {
					controllers.push(who.clone());
					controllers.sort();
					controllers.dedup();
				}
				let controllers = controllers.try_into().expect("no more than eight");
				Act::Signed(who, wrap(Call::rotate { subject, controllers }))
			},
			13 | 14 => {
				let (subject, who) = scene.controlled()?;
				let guardians = scene.people(4);
				let threshold = scene.dice.between(1, guardians.len() as u64) as u32;
				let delay = scene.dice.between(DAY, 3 * DAY);
				let guardians = guardians.try_into().expect("no more than eight");
				Act::Signed(who, wrap(Call::set_guardians { subject, guardians, threshold, delay }))
			},
			15 => {
				let all = scene.model.subjects.all.iter().filter_map(|(id, entry)| match &entry.who {
					Who::Itself(keys) => entry.circle.as_ref().and(Some((*id, keys.first()?.clone()))),
					Who::Kept(..) => None,
				});
				let (subject, who) = scene.dice.one(all)?;
				Act::Signed(who, wrap(Call::remove_guardians { subject }))
			},
			16..=19 => {
				let circles = scene.model.subjects.all.iter();
				let circles = circles.filter_map(|(id, entry)| Some((*id, entry.circle.clone()?, entry.clone())));
				let (subject, circle, entry) = scene.dice.one(circles)?;
				let guardian = scene.dice.one(circle.guardians)?;
				match entry.recovery.filter(|recovery| now < recovery.lapses) {
					None => {
						let controllers = scene.people(2).try_into().expect("no more than eight");
						Act::Signed(guardian, wrap(Call::initiate_recovery { subject, controllers }))
					},
					Some(recovery) if recovery.ready.is_none() => {
						let attempt = recovery.attempt;
						Act::Signed(guardian, wrap(Call::approve_recovery { subject, attempt }))
					},
					Some(recovery) if recovery.ready.is_some_and(|ready| ready <= now) => {
						Act::Signed(scene.anyone(), wrap(Call::complete_recovery { subject }))
					},
					Some(_) => match entry.who {
						Who::Itself(keys) if scene.dice.percent(25) => {
							Act::Signed(scene.dice.one(keys)?, wrap(Call::veto_recovery { subject }))
						},
						_ if scene.dice.percent(10) => {
							Act::Signed(scene.anyone(), wrap(Call::complete_recovery { subject }))
						},
						_ => return None,
					},
				}
			},
			20 => {
				let gone = scene.model.organizations.all.keys().copied();
				let gone = gone.filter(|id| !scene.model.organizations.is_active(*id));
				let from = scene.dice.one(gone)?;
				let (to, expires) = (scene.member()?, scene.soon(90 * DAY));
				Act::Motion(Body::Council, 3, 5, wrap(Call::appoint_successor { from, to, expires }))
			},
			21..=24 => {
				let all = scene.model.subjects.all.iter();
				let waiting =
					all.filter_map(|(id, entry)| Some((*id, entry.proposal.as_ref()?.number, entry.who.clone())));
				let (subject, proposal, keeper) = scene.dice.one(waiting)?;
				let Who::Kept(organization, _) = keeper else { return None };
				let who = scene.staff(organization, Duty::Registration)?;
				match scene.dice.below(10) {
					0 => Act::Signed(who, wrap(Call::withdraw_proposal { organization, subject, proposal })),
					1 => {
						Act::Signed(who, wrap(Call::confirm_proposal { organization, subject, proposal: proposal + 1 }))
					},
					_ => Act::Signed(who, wrap(Call::confirm_proposal { organization, subject, proposal })),
				}
			},
			_ => match scene.dice.below(2) {
				0 => {
					let (subject, who) = scene.controlled()?;
					Act::Signed(who, wrap(Call::carry_deposit { subject }))
				},
				_ => {
					let (organization, who) = scene.acting(Duty::Finance)?;
					let subject = scene.subject()?;
					Act::Signed(who, wrap(Call::carry_deposit_for { organization, subject }))
				},
			},
		};
		Some(act)
	}

	fn expect(&self, model: &Whole, step: &Step) -> Expect {
		let RuntimeCall::Subjects(call) = step.call else { return Expect::Either };
		let (own, now) = (&model.subjects, step.now);
		let active = |id: OrganizationId| model.organizations.is_active(id);
		if let Call::appoint_successor { from, to, expires } = call {
			let lawful = step.origin.council(3, 5) && !active(*from) && active(*to) && ahead(now, *expires, 90 * DAY);
			return Expect::only_if(lawful, "whose decision it is not", || Expect::Success);
		}
		let Some(who) = step.origin.who() else { return Expect::Failure("only accounts do this") };
		let registers = |id: OrganizationId| model.may(id, step.origin, Duty::Registration);
		let keeps = |id: OrganizationId, subject| registers(id) && own.custodian(subject) == Some(id);
		let guardian = |subject: &SubjectId| {
			let circle = own.all.get(subject).and_then(|entry| entry.circle.as_ref());
			circle.filter(|circle| circle.guardians.contains(who))
		};
		let running = |subject: &SubjectId| {
			let recovery = own.all.get(subject).and_then(|entry| entry.recovery.as_ref());
			recovery.filter(|recovery| now < recovery.lapses)
		};
		let (lawful, sure) = match call {
			Call::open {} => {
				let id = SubjectId::from(<AccountId as AsRef<[u8; 32]>>::as_ref(who));
				(!own.all.contains_key(&id), false)
			},
			Call::open_for { organization, salt, guardianship, .. } => {
				let id = pallet_subjects::subject_id(*organization, salt);
				let free = !own.all.contains_key(&id);
				(registers(*organization) && is_guardianship(guardianship, now) && free, false)
			},
			Call::offer_claim { organization, subject, claimant, expires } => {
				(keeps(*organization, *subject) && claimant != who && ahead(now, *expires, 90 * DAY), true)
			},
			Call::accept_claim { subject } => {
				let offered = own.all.get(subject).is_some_and(|entry| {
					entry.offer.as_ref().is_some_and(|(to, until)| *to == To::Person(who.clone()) && now < *until)
				});
				let guarded = match own.all.get(subject).map(|entry| &entry.who) {
					Some(Who::Kept(_, Some((_, until)))) => now < *until,
					_ => false,
				};
				(offered && own.custodian(*subject).is_some_and(active) && !guarded, true)
			},
			Call::offer_custody { organization, subject, to, expires } => {
				let fits = to != organization && active(*to) && ahead(now, *expires, 90 * DAY);
				(keeps(*organization, *subject) && fits, true)
			},
			Call::take_custody { organization, subject } => {
				let given = own.custodian(*subject).is_some_and(|from| match active(from) {
					true => own.all[subject]
						.offer
						.as_ref()
						.is_some_and(|(to, until)| *to == To::Organization(*organization) && now < *until),
					false => own.successions.get(&from).is_some_and(|(to, until)| to == organization && now < *until),
				});
				(registers(*organization) && given, false)
			},
			Call::withdraw_offer { organization, subject } => {
				(keeps(*organization, *subject) && own.all[subject].offer.is_some(), true)
			},
			Call::set_legal_guardians { organization, subject, guardianship, .. } => {
				(keeps(*organization, *subject) && is_guardianship(guardianship, now), true)
			},
			Call::confirm_proposal { organization, subject, proposal } => {
				let fits = own.all.get(subject).and_then(|entry| entry.proposal.as_ref()).is_some_and(|it| {
					// Nobody confirms what they proposed or would gain by, nor what would be over.
					let other = it.by != *who
						&& match &it.what {
							Proposed::Guardians(None) => true,
							Proposed::Guardians(Some((guardians, until))) => {
								!guardians.contains(who) && ahead(now, *until, 2 * 366 * DAY)
							},
							Proposed::Claim(claimant, expires) => claimant != who && ahead(now, *expires, 90 * DAY),
						};
					it.number == *proposal && now < it.lapses && other
				});
				(keeps(*organization, *subject) && fits, true)
			},
			Call::withdraw_proposal { organization, subject, proposal } => {
				let waits = own.all.get(subject).and_then(|entry| entry.proposal.as_ref());
				(keeps(*organization, *subject) && waits.is_some_and(|it| it.number == *proposal), true)
			},
			Call::rotate { subject, controllers } => {
				let circle = own.all.get(subject).and_then(|entry| entry.circle.as_ref());
				let apart = circle.is_none_or(|circle| apart(&circle.guardians, controllers));
				(own.controls(*subject, who) && is_set(controllers) && apart, true)
			},
			Call::set_guardians { subject, guardians, threshold, delay } => {
				let fits = (1..=guardians.len()).contains(&(*threshold as usize)) && (DAY..=90 * DAY).contains(delay);
				let apart = guardians.iter().all(|guardian| !own.controls(*subject, guardian));
				(own.controls(*subject, who) && is_set(guardians) && fits && apart, true)
			},
			Call::remove_guardians { subject } => {
				(own.controls(*subject, who) && own.all[subject].circle.is_some(), true)
			},
			Call::initiate_recovery { subject, controllers } => {
				let lawful = guardian(subject).is_some_and(|circle| {
					let waits = own.all[subject].recovery.as_ref().is_some_and(|last| {
						now < last.lapses || (last.initiator == *who && now < last.lapses + 7 * DAY)
					});
					is_set(controllers) && apart(&circle.guardians, controllers) && circle.rests_until <= now && !waits
				});
				(lawful, true)
			},
			Call::approve_recovery { subject, attempt } => {
				let fits = running(subject).is_some_and(|it| it.attempt == *attempt && !it.agree.contains(who));
				(guardian(subject).is_some() && fits, true)
			},
			Call::complete_recovery { subject } => {
				(running(subject).is_some_and(|it| it.ready.is_some_and(|ready| ready <= now)), true)
			},
			Call::veto_recovery { subject } => (own.controls(*subject, who) && running(subject).is_some(), true),
			Call::carry_deposit { subject } => (own.controls(*subject, who), false),
			Call::carry_deposit_for { organization, subject } => {
				(model.may(*organization, step.origin, Duty::Finance) && own.all.contains_key(subject), false)
			},
			_ => return Expect::Either,
		};
		let success = if sure { Expect::Success } else { Expect::Either };
		Expect::only_if(lawful, "the subject is not theirs to deal with so", || success)
	}

	fn follow(&self, model: &mut Whole, step: &Step) -> Result<(), String> {
		let RuntimeCall::Subjects(call) = step.call else { return Ok(()) };
		let (own, now) = (&mut model.subjects, step.now);
		if let Call::appoint_successor { from, to, expires } = call {
			own.successions.insert(*from, (*to, *expires));
			return Ok(());
		}
		let who = step.origin.who().cloned().ok_or("a subject was changed by no account")?;
		let new = |who| Entry { who, offer: None, proposal: None, circle: None, recovery: None, history: 1 };
		let lapses = now + 7 * DAY;
		let settle = |recovery: &mut Recovery, circle: &Circle| {
			if recovery.ready.is_none() && recovery.agree.len() >= circle.threshold {
				recovery.ready = Some(now + circle.delay);
				recovery.lapses = now + circle.delay + 7 * DAY;
			}
		};
		let subject = match call {
			Call::open {} => {
				let id = SubjectId::from(<AccountId as AsRef<[u8; 32]>>::as_ref(&who));
				own.all.insert(id, new(Who::Itself(BTreeSet::from([who]))));
				return Ok(());
			},
			Call::open_for { organization, salt, guardianship: of, .. } => {
				let id = pallet_subjects::subject_id(*organization, salt);
				let mut entry = new(Who::Kept(*organization, None));
				if of.is_some() {
					entry.history = 2;
					let what = Proposed::Guardians(guardianship(of));
					entry.proposal = Some(Proposal { number: 2, by: who, what, lapses });
				}
				own.all.insert(id, entry);
				return Ok(());
			},
			Call::offer_claim { subject, .. }
			| Call::accept_claim { subject }
			| Call::offer_custody { subject, .. }
			| Call::take_custody { subject, .. }
			| Call::withdraw_offer { subject, .. }
			| Call::set_legal_guardians { subject, .. }
			| Call::confirm_proposal { subject, .. }
			| Call::withdraw_proposal { subject, .. }
			| Call::rotate { subject, .. }
			| Call::set_guardians { subject, .. }
			| Call::remove_guardians { subject }
			| Call::initiate_recovery { subject, .. }
			| Call::approve_recovery { subject, .. }
			| Call::complete_recovery { subject }
			| Call::veto_recovery { subject }
			| Call::carry_deposit { subject }
			| Call::carry_deposit_for { subject, .. } => *subject,
			_ => return Ok(()),
		};
		let entry = own.all.get_mut(&subject).ok_or("a subject was changed that was never opened")?;
		entry.history += 1;
		match call {
			Call::offer_claim { claimant, expires, .. } => {
				let what = Proposed::Claim(claimant.clone(), *expires);
				entry.proposal = Some(Proposal { number: entry.history, by: who, what, lapses });
			},
			Call::confirm_proposal { organization, .. } => {
				let proposal = entry.proposal.take().ok_or("nothing was confirmed")?;
				same("a proposal confirmed by whoever made it", proposal.by == who, false)?;
				match proposal.what {
					Proposed::Guardians(of) => entry.who = Who::Kept(*organization, of),
					Proposed::Claim(claimant, expires) => entry.offer = Some((To::Person(claimant), expires)),
				}
			},
			Call::withdraw_proposal { .. } => entry.proposal = None,
			Call::accept_claim { .. } => {
				entry.offer = None;
				entry.proposal = None;
				entry.who = Who::Itself(BTreeSet::from([who]));
			},
			Call::offer_custody { to, expires, .. } => entry.offer = Some((To::Organization(*to), *expires)),
			Call::take_custody { organization, .. } => {
				entry.offer = None;
				entry.proposal = None;
				if let Who::Kept(custodian, _) = &mut entry.who {
					*custodian = *organization;
				}
			},
			Call::withdraw_offer { .. } => entry.offer = None,
			Call::set_legal_guardians { guardianship: of, .. } => {
				let what = Proposed::Guardians(guardianship(of));
				entry.proposal = Some(Proposal { number: entry.history, by: who, what, lapses });
			},
			Call::rotate { controllers, .. } => {
				entry.who = Who::Itself(set(controllers));
				entry.recovery = None;
			},
			Call::set_guardians { guardians, threshold, delay, .. } => {
				entry.circle = Some(Circle {
					guardians: set(guardians),
					threshold: *threshold as usize,
					delay: *delay,
					rests_until: 0,
				});
				entry.recovery = None;
			},
			Call::remove_guardians { .. } => {
				entry.circle = None;
				entry.recovery = None;
			},
			Call::initiate_recovery { controllers, .. } => {
				let mut recovery = Recovery {
					attempt: entry.history,
					controllers: set(controllers),
					initiator: who.clone(),
					agree: BTreeSet::from([who]),
					ready: None,
					lapses: now + 7 * DAY,
				};
				settle(&mut recovery, entry.circle.as_ref().ok_or("a recovery without guardians")?);
				entry.recovery = Some(recovery);
			},
			Call::approve_recovery { .. } => {
				let circle = entry.circle.clone().ok_or("an approval without guardians")?;
				let recovery = entry.recovery.as_mut().ok_or("an approval of nothing")?;
				recovery.agree.insert(who);
				settle(recovery, &circle);
			},
			Call::complete_recovery { .. } => {
				let recovery = entry.recovery.take().ok_or("nothing was completed")?;
				entry.who = Who::Itself(recovery.controllers);
			},
			Call::veto_recovery { .. } => {
				entry.recovery = None;
				if let Some(circle) = &mut entry.circle {
					circle.rests_until = now + 7 * DAY;
				}
			},
			_ => {},
		}
		Ok(())
	}

	fn compare(&self, model: &Whole) -> Result<(), String> {
		let own = &model.subjects;
		let mut count = 0;
		for (id, subject) in pallet_subjects::Subjects::<Runtime>::iter() {
			let who = match subject.keeper {
				Keeper::Controllers(controllers) => Who::Itself(set(&controllers)),
				Keeper::Custodian { organization, guardianship: of } => Who::Kept(organization, guardianship(&of)),
			};
			let offer = pallet_subjects::Offers::<Runtime>::get(id).map(|offer| {
				let to = match offer.to {
					Recipient::Claimant(account) => To::Person(account),
					Recipient::Organization(to) => To::Organization(to),
				};
				(to, offer.expires)
			});
			let circle = pallet_subjects::Guardians::<Runtime>::get(id).map(|circle| Circle {
				guardians: set(&circle.guardians),
				threshold: circle.threshold as usize,
				delay: circle.delay,
				rests_until: circle.rests_until,
			});
			let recovery = pallet_subjects::Recoveries::<Runtime>::get(id).map(|it| Recovery {
				attempt: it.attempt,
				controllers: set(&it.controllers),
				agree: it.approvals.iter().chain([&it.initiator]).cloned().collect(),
				initiator: it.initiator,
				ready: it.ready,
				lapses: it.lapses,
			});
			let proposal = pallet_subjects::Proposals::<Runtime>::get(id).map(|it| Proposal {
				number: it.number,
				by: it.by,
				what: match it.change {
					Change::LegalGuardians { guardianship: of, .. } => Proposed::Guardians(guardianship(&of)),
					Change::Claim { claimant, expires } => Proposed::Claim(claimant, expires),
				},
				lapses: it.lapses,
			});
			let found = Entry { who, offer, proposal, circle, recovery, history: subject.trail.len };
			same(format!("subject {id:?}"), Some(&found), own.all.get(&id))?;
			count += 1;
		}
		same("number of subjects", count, own.all.len())?;
		let successions: BTreeMap<_, _> =
			pallet_subjects::Successions::<Runtime>::iter().map(|(from, it)| (from, (it.to, it.expires))).collect();
		same("successions", successions.encode(), own.successions.encode())
	}

	fn try_state(&self) -> Result<(), String> {
		salus_runtime::Subjects::do_try_state().map_err(|error| format!("{error:?}"))
	}
}
