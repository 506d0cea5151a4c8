//! Random sequences of calls against a naive model of the same rules.

use super::*;
use crate::subject_id;
use proptest::prelude::*;
use sp_runtime::traits::Dispatchable;
use std::collections::{BTreeMap, BTreeSet};

type People = Vec<u8>;

/// What an actor may try.
#[derive(Clone, Debug)]
enum Action {
	Pass(Seconds),
	Suspend(OrganizationId, bool),
	Open,
	OpenFor(OrganizationId, u8, Option<(People, Seconds)>),
	OfferClaim(OrganizationId, usize, u8, Seconds),
	AcceptClaim(usize),
	OfferCustody(OrganizationId, usize, OrganizationId, Seconds),
	TakeCustody(OrganizationId, usize),
	Withdraw(OrganizationId, usize),
	SetLegal(OrganizationId, usize, Option<(People, Seconds)>),
	Confirm(OrganizationId, usize, u32),
	WithdrawProposal(OrganizationId, usize, u32),
	Rotate(usize, People),
	SetGuardians(usize, People, u32, Seconds),
	RemoveGuardians(usize),
	Initiate(usize, People),
	Approve(usize, u32),
	Complete(usize),
	Veto(usize),
	Appoint(OrganizationId, OrganizationId, Seconds),
	Carry(usize),
	CarryFor(OrganizationId, usize),
}
use Action::*;

/// Persons who act; 21 and 19 are the registrars of organisation 1, 22 and 20 of organisation 2, 25 and 26 their
/// bookkeepers.
const ACTORS: [u8; 13] = [1, 2, 3, 4, 5, 6, 7, 19, 20, 21, 22, 25, 26];

/// The subjects in play: those of persons 1 to 3, and two of each organisation.
fn subjects() -> Vec<SubjectId> {
	let of_people = (1..=3).map(own);
	let of_organizations = [(1, 0), (1, 1), (2, 0), (2, 1)].map(|(o, salt)| subject_id(o, &[salt; 32]));
	of_people.chain(of_organizations).collect()
}

fn days(most: u64) -> impl Strategy<Value = Seconds> {
	(0..=most).prop_map(|n| n * DAY)
}

/// Mostly sorted sets of persons, sometimes not.
fn some_people(among: core::ops::RangeInclusive<u8>) -> impl Strategy<Value = People> {
	(proptest::collection::vec(among, 0..=4), 0..10u8).prop_map(|(mut people, tidy)| {
		if tidy > 0 {
			people.sort();
			people.dedup();
		}
		people
	})
}

fn action() -> impl Strategy<Value = Action> {
	let organization = || 1..=2u32;
	// Two subjects get most of the attention, so that long stories happen to them.
	let subject = || prop_oneof![4 => Just(0), 3 => Just(3), 2 => 0..7usize];
	let guardianship = || proptest::option::of((some_people(1..=5), days(6)));
	prop_oneof![
		10 => days(2).prop_map(Pass),
		1 => (organization(), 0..4u8).prop_map(|(o, dice)| Suspend(o, dice > 0)),
		2 => Just(Open),
		3 => (organization(), 0..2u8, guardianship()).prop_map(|(o, salt, g)| OpenFor(o, salt, g)),
		5 => (organization(), subject(), prop::sample::select(&ACTORS[..]), days(12))
			.prop_map(|(o, s, to, end)| OfferClaim(o, s, to, end)),
		6 => subject().prop_map(AcceptClaim),
		3 => (organization(), subject(), organization(), days(12)).prop_map(|(o, s, to, end)| OfferCustody(o, s, to, end)),
		6 => (organization(), subject()).prop_map(|(o, s)| TakeCustody(o, s)),
		1 => (organization(), subject()).prop_map(|(o, s)| Withdraw(o, s)),
		2 => (organization(), subject(), guardianship()).prop_map(|(o, s, g)| SetLegal(o, s, g)),
		12 => (organization(), subject(), 0..8u32).prop_map(|(o, s, back)| Confirm(o, s, back / 7)),
		1 => (organization(), subject(), 0..4u32).prop_map(|(o, s, back)| WithdrawProposal(o, s, back / 3)),
		1 => (subject(), some_people(1..=4)).prop_map(|(s, p)| Rotate(s, p)),
		4 => (subject(), some_people(4..=7), 0..4u32, days(3)).prop_map(|(s, p, k, d)| SetGuardians(s, p, k, d)),
		1 => subject().prop_map(RemoveGuardians),
		8 => (subject(), some_people(1..=4)).prop_map(|(s, p)| Initiate(s, p)),
		12 => (subject(), 0..5u32).prop_map(|(s, back)| Approve(s, back / 4)),
		8 => subject().prop_map(Complete),
		1 => subject().prop_map(Veto),
		1 => (organization(), organization(), days(12)).prop_map(|(from, to, end)| Appoint(from, to, end)),
		2 => subject().prop_map(Carry),
		2 => (organization(), subject()).prop_map(|(o, s)| CarryFor(o, s)),
	]
}

/// A subject as a clerk with paper and time would keep it.
#[derive(Clone, Default)]
struct File {
	controllers: BTreeSet<u8>,
	custodian: Option<OrganizationId>,
	payer: Option<AccountId>,
	legal: Option<(People, Seconds)>,
	claim: Option<(u8, Seconds)>,
	custody: Option<(OrganizationId, Seconds)>,
	/// Number, who proposed, what, and when.
	proposal: Option<(u32, u8, Proposed, Seconds)>,
	guardians: Option<(BTreeSet<u8>, usize, Seconds)>,
	rest: Seconds,
	/// Number, initiator, who approves, new controllers, when it was opened, when it was agreed.
	attempt: Option<(u32, u8, BTreeSet<u8>, BTreeSet<u8>, Seconds, Option<Seconds>)>,
	entries: u32,
}

/// What a registrar proposed.
#[derive(Clone)]
enum Proposed {
	Legal(Option<(People, Seconds)>),
	Claim(u8, Seconds),
}

#[derive(Default)]
struct Model {
	now: Seconds,
	suspended: BTreeSet<OrganizationId>,
	successors: BTreeMap<OrganizationId, (OrganizationId, Seconds)>,
	files: BTreeMap<SubjectId, File>,
}

fn tidy(people: &People) -> bool {
	!people.is_empty() && people.windows(2).all(|pair| pair[0] < pair[1])
}

impl File {
	/// No guardian is to control.
	fn apart(&self, controllers: &People) -> bool {
		self.guardians.as_ref().is_none_or(|(guardians, ..)| !controllers.iter().any(|c| guardians.contains(c)))
	}

	fn lapses(&self) -> Option<Seconds> {
		let (_, _, _, _, opened, agreed) = self.attempt.as_ref()?;
		let delay = self.guardians.as_ref()?.2;
		Some(agreed.map_or(*opened, |agreed| agreed + delay) + 7 * DAY)
	}
}

impl Model {
	fn registrar(&self, who: u8, organization: OrganizationId) -> bool {
		[18 + organization, 20 + organization].contains(&u32::from(who)) && !self.suspended.contains(&organization)
	}

	fn lawful(&self, legal: &Option<(People, Seconds)>) -> bool {
		legal.as_ref().is_none_or(|(people, end)| tidy(people) && *end > self.now && *end <= self.now + 730 * DAY)
	}

	/// Do it if the rules allow it, and say whether they did.
	fn play(&mut self, who: u8, action: &Action, subject: SubjectId) -> Option<()> {
		let now = self.now;
		let ok = |condition: bool| condition.then_some(());
		let near = |end: Seconds| ok(end > now && end <= now + 60 * DAY);
		let suspended = self.suspended.clone();
		let active = |organization: &OrganizationId| !suspended.contains(organization);
		match action {
			Open => {
				let id = own(who);
				ok(!self.files.contains_key(&id))?;
				let (controllers, payer) = ([who].into(), Some(person(who)));
				self.files.insert(id, File { controllers, payer, entries: 1, ..Default::default() });
			},
			OpenFor(organization, salt, legal) => {
				let id = subject_id(*organization, &[*salt; 32]);
				ok(self.registrar(who, *organization) && self.lawful(legal) && !self.files.contains_key(&id))?;
				let (custodian, payer) = (Some(*organization), Some(till(*organization)));
				let proposal = legal.as_ref().map(|legal| (2, who, Proposed::Legal(Some(legal.clone())), now));
				let entries = 1 + u32::from(proposal.is_some());
				self.files.insert(id, File { custodian, payer, proposal, entries, ..Default::default() });
			},
			Appoint(from, to, end) => {
				ok(!active(from) && active(to))?;
				near(*end)?;
				self.successors.insert(*from, (*to, *end));
			},
			OfferClaim(organization, _, ..)
			| OfferCustody(organization, _, ..)
			| Withdraw(organization, _)
			| SetLegal(organization, _, _)
			| Confirm(organization, ..)
			| WithdrawProposal(organization, ..) => {
				ok(self.registrar(who, *organization))?;
				if let SetLegal(_, _, legal) = action {
					ok(self.lawful(legal))?;
				}
				let waits = self.files.get(&subject).and_then(|file| file.proposal.clone());
				if let (Confirm(..), Some((_, _, Proposed::Legal(legal), _))) = (action, &waits) {
					ok(self.lawful(legal))?;
				}
				let file = self.files.get_mut(&subject)?;
				ok(file.custodian == Some(*organization))?;
				match action {
					OfferClaim(_, _, to, end) => {
						ok(*to != who)?;
						near(*end)?;
						file.proposal = Some((file.entries + 1, who, Proposed::Claim(*to, *end), now));
					},
					Confirm(_, _, back) => {
						let (_, proposer, proposed, when) = waits?;
						ok(*back == 0 && proposer != who && now < when + 7 * DAY)?;
						match proposed {
							Proposed::Legal(legal) => {
								ok(legal.as_ref().is_none_or(|(people, _)| !people.contains(&who)))?;
								file.legal = legal;
							},
							Proposed::Claim(to, end) => {
								ok(to != who)?;
								near(end)?;
								(file.claim, file.custody) = (Some((to, end)), None);
							},
						}
						file.proposal = None;
					},
					WithdrawProposal(_, _, back) => {
						waits?;
						ok(*back == 0)?;
						file.proposal = None;
					},
					OfferCustody(_, _, to, end) => {
						ok(to != organization && active(to))?;
						near(*end)?;
						(file.claim, file.custody) = (None, Some((*to, *end)));
					},
					SetLegal(_, _, legal) => {
						file.proposal = Some((file.entries + 1, who, Proposed::Legal(legal.clone()), now));
					},
					_ => {
						ok(file.claim.is_some() || file.custody.is_some())?;
						(file.claim, file.custody) = (None, None);
					},
				}
				file.entries += 1;
			},
			AcceptClaim(_) => {
				let file = self.files.get_mut(&subject)?;
				let (to, end) = file.claim?;
				ok(to == who && now < end && active(&file.custodian?))?;
				ok(file.legal.as_ref().is_none_or(|(_, end)| *end <= now))?;
				(file.controllers, file.custodian, file.claim, file.legal) = ([who].into(), None, None, None);
				file.proposal = None;
				file.entries += 1;
			},
			TakeCustody(organization, _) => {
				ok(self.registrar(who, *organization))?;
				let file = self.files.get_mut(&subject)?;
				let from = file.custodian?;
				let right = if active(&from) { file.custody } else { self.successors.get(&from).copied() };
				let (to, end) = right?;
				ok(to == *organization && now < end)?;
				(file.claim, file.custody, file.proposal) = (None, None, None);
				(file.custodian, file.payer) = (Some(to), Some(till(to)));
				file.entries += 1;
			},
			Rotate(_, people) => {
				let file = self.files.get_mut(&subject)?;
				ok(tidy(people) && file.controllers.contains(&who) && file.apart(people))?;
				(file.controllers, file.attempt) = (people.iter().copied().collect(), None);
				file.entries += 1;
			},
			SetGuardians(_, people, threshold, delay) => {
				let file = self.files.get_mut(&subject)?;
				ok(tidy(people) && file.controllers.contains(&who))?;
				ok(!people.iter().any(|p| file.controllers.contains(p)))?;
				let threshold = *threshold as usize;
				ok(threshold > 0 && threshold <= people.len() && *delay >= DAY)?;
				file.guardians = Some((people.iter().copied().collect(), threshold, *delay));
				(file.attempt, file.rest) = (None, 0);
				file.entries += 1;
			},
			RemoveGuardians(_) => {
				let file = self.files.get_mut(&subject)?;
				ok(file.controllers.contains(&who) && file.guardians.is_some())?;
				(file.guardians, file.attempt) = (None, None);
				file.entries += 1;
			},
			Initiate(_, people) => {
				let file = self.files.get_mut(&subject)?;
				let (guardians, threshold, _) = file.guardians.clone()?;
				ok(tidy(people) && guardians.contains(&who) && file.apart(people) && file.rest <= now)?;
				if let (Some(lapses), Some((_, initiator, ..))) = (file.lapses(), &file.attempt) {
					ok(lapses <= now && (*initiator != who || lapses + 5 * DAY <= now))?;
				}
				file.entries += 1;
				let agreed = (threshold == 1).then_some(now);
				let controllers = people.iter().copied().collect();
				file.attempt = Some((file.entries, who, [who].into(), controllers, now, agreed));
			},
			Approve(_, back) => {
				let file = self.files.get_mut(&subject)?;
				let (guardians, threshold, _) = file.guardians.clone()?;
				ok(guardians.contains(&who) && now < file.lapses()?)?;
				let (_, _, approvals, _, _, agreed) = file.attempt.as_mut()?;
				ok(*back == 0 && approvals.insert(who))?;
				if agreed.is_none() && approvals.len() >= threshold {
					*agreed = Some(now);
				}
				file.entries += 1;
			},
			Complete(_) => {
				let file = self.files.get_mut(&subject)?;
				let (_, _, delay) = file.guardians.clone()?;
				ok(now < file.lapses()?)?;
				let (_, _, _, controllers, _, agreed) = file.attempt.clone()?;
				ok(agreed? + delay <= now)?;
				(file.controllers, file.attempt) = (controllers, None);
				file.entries += 1;
			},
			Veto(_) => {
				let file = self.files.get_mut(&subject)?;
				ok(file.controllers.contains(&who) && now < file.lapses()?)?;
				(file.attempt, file.rest) = (None, now + 5 * DAY);
				file.entries += 1;
			},
			Carry(_) => {
				let file = self.files.get_mut(&subject)?;
				ok(file.controllers.contains(&who))?;
				file.payer = Some(person(who));
				file.entries += 1;
			},
			CarryFor(organization, _) => {
				ok(u32::from(who) == 24 + organization && active(organization))?;
				let file = self.files.get_mut(&subject)?;
				file.payer = Some(till(*organization));
				file.entries += 1;
			},
			Pass(_) | Suspend(..) => {},
		}
		Some(())
	}
}

/// The call that an action stands for. Times in actions are counted from now.
fn call_of(action: &Action, subject: SubjectId) -> Call {
	let legal_of =
		|legal: &Option<(People, Seconds)>| legal.as_ref().and_then(|(people, end)| guardianship(people, *end));
	let evidence = evidence();
	match action.clone() {
		Open => Call::open {},
		OpenFor(organization, salt, legal) => Call::open_for {
			organization,
			salt: [salt; 32],
			basis: Basis::VerbalEvidence,
			evidence,
			guardianship: legal_of(&legal),
		},
		OfferClaim(organization, _, to, expires) => {
			Call::offer_claim { organization, subject, claimant: person(to), expires }
		},
		AcceptClaim(_) => Call::accept_claim { subject },
		OfferCustody(organization, _, to, expires) => Call::offer_custody { organization, subject, to, expires },
		TakeCustody(organization, _) => Call::take_custody { organization, subject },
		Withdraw(organization, _) => Call::withdraw_offer { organization, subject },
		SetLegal(organization, _, legal) => {
			Call::set_legal_guardians { organization, subject, guardianship: legal_of(&legal), evidence }
		},
		Confirm(organization, _, back) => {
			Call::confirm_proposal { organization, subject, proposal: proposed(subject).saturating_sub(back) }
		},
		WithdrawProposal(organization, _, back) => {
			Call::withdraw_proposal { organization, subject, proposal: proposed(subject).saturating_sub(back) }
		},
		Rotate(_, list) => Call::rotate { subject, controllers: people(&list) },
		SetGuardians(_, list, threshold, delay) => {
			Call::set_guardians { subject, guardians: people(&list), threshold, delay }
		},
		RemoveGuardians(_) => Call::remove_guardians { subject },
		Initiate(_, list) => Call::initiate_recovery { subject, controllers: people(&list) },
		Approve(_, back) => {
			let newest = crate::Recoveries::<Test>::get(subject).map_or(1, |recovery| recovery.attempt);
			Call::approve_recovery { subject, attempt: newest.saturating_sub(back) }
		},
		Complete(_) => Call::complete_recovery { subject },
		Veto(_) => Call::veto_recovery { subject },
		Appoint(from, to, expires) => Call::appoint_successor { from, to, expires },
		Carry(_) => Call::carry_deposit { subject },
		CarryFor(organization, _) => Call::carry_deposit_for { organization, subject },
		Pass(_) | Suspend(..) => unreachable!("no call"),
	}
}

/// The number of what waits for a second registrar.
fn proposed(subject: SubjectId) -> u32 {
	Proposals::<Test>::get(subject).map_or(1, |proposal| proposal.number)
}

/// Those who could do this, if the moment is right.
fn fitting(model: &Model, action: &Action, subject: SubjectId) -> People {
	let registrar = |organization: &OrganizationId| if *organization == 1 { vec![21, 19] } else { vec![22, 20] };
	let file = model.files.get(&subject).cloned().unwrap_or_default();
	match action {
		Rotate(..) | SetGuardians(..) | RemoveGuardians(_) | Veto(_) | Carry(_) => {
			file.controllers.into_iter().collect()
		},
		Initiate(..) | Approve(..) => file.guardians.map(|g| g.0.into_iter().collect()).unwrap_or_default(),
		AcceptClaim(_) => file.claim.map(|claim| claim.0).into_iter().collect(),
		OpenFor(o, ..) | OfferClaim(o, ..) | OfferCustody(o, ..) | TakeCustody(o, _) => registrar(o),
		Withdraw(o, _) | SetLegal(o, ..) | Confirm(o, ..) | WithdrawProposal(o, ..) => registrar(o),
		CarryFor(o, _) => vec![if *o == 1 { 25 } else { 26 }],
		_ => People::new(),
	}
}

/// Make times that an action counts from now absolute.
fn dated(action: Action, now: Seconds) -> Action {
	let legal = |legal: Option<(People, Seconds)>| legal.map(|(people, days)| (people, now + days));
	match action {
		OpenFor(organization, salt, of) => OpenFor(organization, salt, legal(of)),
		SetLegal(organization, subject, of) => SetLegal(organization, subject, legal(of)),
		OfferClaim(organization, subject, to, days) => OfferClaim(organization, subject, to, now + days),
		OfferCustody(organization, subject, to, days) => OfferCustody(organization, subject, to, now + days),
		Appoint(from, to, days) => Appoint(from, to, now + days),
		other => other,
	}
}

fn subject_of(action: &Action) -> usize {
	match action {
		OfferClaim(_, s, ..) | OfferCustody(_, s, ..) | TakeCustody(_, s) | Withdraw(_, s) | SetLegal(_, s, _) => *s,
		Confirm(_, s, _) | WithdrawProposal(_, s, _) => *s,
		AcceptClaim(s) | Rotate(s, _) | SetGuardians(s, ..) | RemoveGuardians(s) | Initiate(s, _) => *s,
		Approve(s, _) | Complete(s) | Veto(s) | Carry(s) | CarryFor(_, s) => *s,
		Pass(_) | Suspend(..) | Open | OpenFor(..) | Appoint(..) => 0,
	}
}

/// Every subject that can come to be.
fn everybody() -> BTreeSet<SubjectId> {
	ACTORS.into_iter().map(own).chain(subjects()).collect()
}

/// Every answer of the pallet about a subject is that of the model.
fn compare(model: &Model, subject: SubjectId) {
	use salus_primitives::Subjects as _;
	let file = model.files.get(&subject).cloned();
	assert_eq!(Subjects::exists(subject), file.is_some());
	let file = file.unwrap_or_default();
	assert_eq!(Subjects::custodian(subject), file.custodian);
	for n in ACTORS {
		assert_eq!(Subjects::controls(subject, person(n)), file.controllers.contains(&n));
		let legal = file.legal.as_ref().is_some_and(|(people, end)| model.now < *end && people.contains(&n));
		assert_eq!(Subjects::is_legal_guardian(subject, &person(n)), legal);
	}
	assert_eq!(Stored::<Test>::get(subject).map_or(0, |s| s.trail.len), file.entries);
	let waits = file.proposal.as_ref().filter(|(_, _, _, when)| model.now < when + 7 * DAY);
	assert_eq!(
		Subjects::proposal(subject).map(|proposal| (proposal.number, proposal.by)),
		waits.map(|(number, by, ..)| (*number, person(*by)))
	);
	assert_eq!(Subjects::recovery(subject).is_some(), file.lapses().is_some_and(|lapses| model.now < lapses));
}

/// Everybody's deposits are what the model says.
fn compare_deposits(model: &Model) {
	for who in ACTORS.into_iter().map(person).chain([till(1), till(2)]) {
		let paid = model.files.values().filter(|file| file.payer.as_ref() == Some(&who)).count();
		assert_eq!(held(&who), DEPOSIT * paid as u64);
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 24, ..Default::default() })]

	#[test]
	fn pallet_should_agree_with_a_clerk_whatever_happens(
		steps in proptest::collection::vec((any::<u8>(), any::<bool>(), action()), 800)
	) {
		new_test_ext().execute_with(|| {
			let mut model = Model { now: START, ..Default::default() };
			for (dice, direct, action) in steps {
				let action = dated(action, model.now);
				match action {
					Pass(seconds) => {
						model.now += seconds;
						Now::set(model.now);
					},
					Suspend(organization, active) => {
						set_active(organization, active);
						if active { model.suspended.remove(&organization) } else { model.suspended.insert(organization) };
					},
					action => {
						let subject = subjects()[subject_of(&action)];
						// Mostly somebody who might succeed, sometimes anybody.
						let fitting = fitting(&model, &action, subject);
						let actors = if fitting.is_empty() || dice % 8 == 0 { &ACTORS[..] } else { &fitting[..] };
						let who = actors[usize::from(dice / 8) % actors.len()];
						let call = RuntimeCall::from(call_of(&action, subject));
						let origin = if matches!(action, Appoint(..)) { RuntimeOrigin::root() } else { by(who) };
						let allowed = if direct {
							call.dispatch(origin).is_ok()
						} else {
							Utility::batch_all(origin, vec![call]).is_ok()
						};
						assert_eq!(model.play(who, &action, subject).is_some(), allowed, "{who}: {action:?}");
						compare(&model, subject);
					},
				}
				Subjects::do_try_state().expect("invariants hold");
			}
			everybody().into_iter().for_each(|subject| compare(&model, subject));
			compare_deposits(&model);
		});
	}
}
