//! What payers, providers and patients do all day.

use super::{purse, Authorization, Coverage, Entry, Item, Ledger, Model, DAY};
use crate::scene::{Act, Body, Scene, ADMINS};
use codec::{Compact, Encode};
use pallet_claims::{
	fee_key,
	x12::{Carc, Group, Rarc},
	Adjustment, AppealLevel, Appellant, AuthorizationAnswer, AuthorizationRequest, AuthorizationRequestLine,
	AuthorizationState, Benefit, Call, Ceilings, ClaimId, ClaimState, CostShare, CoverageChange, CoverageId,
	CurrencyId, Decision, Denial, DispenseRef, Enrolment, Fee, FeeLeaf, Flags, Licence, Limit, LimitKind, LimitPeriod,
	Line, Money, Network, PlanTerms, Prior, PriorLine, Relationship, Ruling, ScheduleId, Service, Submission, Tier,
};
use pallet_drug_provenance::ItemId;
use salus_primitives::{
	anchor::build, codes::CodeKind, CodeId, Commitment, Duty, Holder, OrganizationId, Period, Role, Seconds, UnitStatus,
};
use salus_runtime::{AccountId, RuntimeCall};
use sp_core::H256;
use sp_runtime::{MultiAddress, Permill};
use std::rc::Rc;

/// The dollar of the first block, and a currency that is made by motion.
const USD: CurrencyId = 840;
const EUR: CurrencyId = 978;
/// Services of a fee schedule.
const SERVICES: usize = 12;
/// Who pays from the first block on, and an organisation that is made a payer.
const PAYER: OrganizationId = 1;
const SECOND: OrganizationId = 7;

/// A few categories are enough, so that benefits and services meet.
fn categories(scene: &Scene) -> Vec<CodeId> {
	scene.model.codes.active(CodeKind::ServiceCategory).into_iter().take(8).collect()
}

fn key(n: usize) -> H256 {
	fee_key(&[7; 32], &format!("service {n}"), &[], Tier::InNetwork)
}

fn commitment(scene: &mut Scene) -> Commitment {
	Commitment(scene.dice.hash())
}

/// A payer, mostly the first.
fn payer(scene: &mut Scene) -> Option<OrganizationId> {
	match scene.dice.percent(60) {
		true => Some(PAYER),
		false => scene.member_as(Role::Payer),
	}
}

/// Who may bill anybody but itself.
fn provider(scene: &mut Scene, payer: OrganizationId) -> Option<OrganizationId> {
	let role = *scene.dice.pick(&[Role::Provider, Role::Provider, Role::Dispenser, Role::Laboratory])?;
	scene.member_as(role).filter(|it| *it != payer)
}

/// A payer and somebody who adjudicates for it.
fn adjudicator(scene: &mut Scene) -> Option<(OrganizationId, AccountId)> {
	let payer = payer(scene)?;
	Some((payer, scene.staff(payer, Duty::Adjudication)?))
}

fn prices(scene: &mut Scene) -> Vec<FeeLeaf> {
	let categories = categories(scene);
	let mut all = Vec::new();
	for n in 0..SERVICES {
		let Some(category) = categories.get(n % categories.len().max(1)) else { continue };
		for tier in [Tier::InNetwork, Tier::Preferred, Tier::OutOfNetwork] {
			let base = [900, 2_500, 7_000, 15_000, 40_000, 120_000][n % 6];
			// Prices change with time.
			let period = match scene.dice.below(8) {
				0 => Period { start: Some(scene.now - 100 * DAY), end: None },
				1 => Period { start: None, end: Some(scene.now + 30 * DAY) },
				_ => Period::default(),
			};
			all.push(FeeLeaf {
				key: key(n),
				category: *category,
				tier,
				allowed: base + scene.dice.below(200) as Money,
				max_units: if n % 4 == 3 { 3 } else { 0 },
				period,
			});
		}
	}
	all
}

/// Where a price stands, with its proof.
fn fee(ledger: &Ledger, root: H256, index: usize) -> Option<Fee> {
	let prices = ledger.prices.get(&root)?;
	let payloads: Vec<Vec<u8>> = prices.iter().map(Encode::encode).collect();
	let proof = build::proof(&payloads, index as u32)?.try_into().ok()?;
	Some(Fee { leaf: prices.get(index)?.clone(), index: index as u32, proof })
}

fn share(scene: &mut Scene) -> CostShare {
	CostShare {
		copay: scene.dice.below(3) as Money * 500,
		deductible: scene.dice.percent(60),
		coinsurance: Permill::from_percent(scene.dice.below(5) as u32 * 10),
	}
}

fn some_flags(scene: &mut Scene, often: u32, flags: Flags) -> Flags {
	if scene.dice.percent(often) {
		flags
	} else {
		Flags::NONE
	}
}

fn benefits(scene: &mut Scene) -> Vec<Benefit> {
	let mut all = Vec::new();
	let mut categories = categories(scene);
	categories.sort_unstable();
	for category in categories {
		// Some plans do not speak of some services.
		if scene.dice.percent(8) {
			continue;
		}
		let limit = scene.dice.percent(40).then(|| Limit {
			kind: match scene.dice.percent(50) {
				true => LimitKind::Units(scene.dice.between(2, 20) as u32),
				false => LimitKind::Paid(scene.dice.between(5_000, 200_000)),
			},
			period: if scene.dice.percent(50) { LimitPeriod::Year } else { LimitPeriod::Lifetime },
		});
		all.push(Benefit {
			category,
			covered: scene.dice.percent(93),
			preferred: scene.dice.percent(30).then(|| share(scene)),
			in_network: share(scene),
			out_of_network: scene.dice.percent(60).then(|| share(scene)),
			authorization: scene.dice.percent(25),
			waiting_days: if scene.dice.percent(15) { 30 } else { 0 },
			limit,
			licence: scene.dice.percent(12).then_some(Licence { schema: 0, scope: None }),
			requires: some_flags(scene, 8, Flags::PREVENTIVE.union(Flags::CHRONIC)),
			emergency: some_flags(scene, 60, Flags::EMERGENCY),
			free: some_flags(scene, 40, Flags::PREVENTIVE),
			review: scene.dice.percent(12),
		});
	}
	all
}

/// Terms for services after those of the version before, or from a year ago on.
fn terms(scene: &mut Scene, schedule: ScheduleId, before: Option<&PlanTerms>) -> Option<PlanTerms> {
	let start = match before {
		None => scene.now - 300 * DAY,
		Some(before) => before.period.end?.checked_add(1 + scene.dice.below(2) as Seconds * DAY)?,
	};
	let end = start + scene.dice.between(60, 250) * DAY;
	let year = before.map_or(2_026, |it| it.year + u16::from(scene.dice.percent(70)));
	let some = |scene: &mut Scene, low: Money, high: Money| {
		let amount = scene.dice.between(low, high);
		scene.dice.percent(50).then_some(amount)
	};
	Some(PlanTerms {
		period: Period { start: Some(start), end: Some(end) },
		year,
		schedule,
		benefits: benefits(scene).try_into().ok()?,
		ceilings: Ceilings {
			deductible: scene.dice.below(4) as Money * 8_000,
			family_deductible: some(scene, 10_000, 60_000),
			out_of_pocket: some(scene, 20_000, 100_000),
			family_out_of_pocket: some(scene, 50_000, 200_000),
			lifetime: some(scene, 1_000_000, 5_000_000),
		},
		filing_days: *scene.dice.pick(&[30, 120, 365])?,
		review_above: some(scene, 50_000, 500_000),
		unlisted: scene.dice.percent(70),
		sequestration: Permill::from_percent(if scene.dice.percent(40) { 2 } else { 0 }),
	})
}

/// What the world lacks before anybody can claim anything.
fn beginning(own: &Model, now: Seconds) -> Option<usize> {
	let ended = |plan: &super::Plan| plan.versions.last().is_some_and(|it| it.period.end < Some(now));
	match () {
		() if own.schedules.is_empty() => Some(2),
		() if own.plans.is_empty() => Some(4),
		() if own.plans.values().any(ended) => Some(6),
		() if own.coverages.len() < 6 => Some(9),
		() if own.networks.len() < 2 => Some(8),
		() => None,
	}
}

/// Something that somebody does.
pub fn traffic(scene: &mut Scene) -> Option<Act> {
	let own = &scene.model.claims;
	let now = scene.now;
	let what = match beginning(own, now) {
		Some(what) if scene.dice.percent(60) => what,
		_ => scene.dice.below(76),
	};
	let (who, call) = match what {
		0 | 1 => {
			let payer = payer(scene)?;
			let who = scene.staff(payer, Duty::Finance)?;
			let currency = scene.dice.one(own.currencies.iter().copied())?;
			let free = own.free(payer, currency);
			// A reserve that is nearly empty keeps providers waiting.
			if free > 5_000_000 || (free > 0 && scene.dice.percent(25)) {
				let amount = if scene.dice.percent(30) { free } else { free / 3 + 1 };
				let amount = amount + u128::from(scene.dice.percent(10));
				(who, Call::withdraw_reserve { payer, currency, amount })
			} else {
				let has = own.has(currency, &purse(payer));
				let amount = if scene.dice.percent(10) { has + 1 } else { (has / 4).min(3_000_000) };
				(who, Call::fund_reserve { payer, currency, amount })
			}
		},
		2 if own.schedules.len() < 10 => {
			let (payer, who) = adjudicator(scene)?;
			let prices = prices(scene);
			let payloads: Vec<Vec<u8>> = prices.iter().map(Encode::encode).collect();
			let root = build::root(&payloads)?;
			scene.memory.claims.prices.insert(root.hash, Rc::new(prices));
			(who, Call::register_schedule { payer, root })
		},
		3 => {
			let any = scene.dice.percent(5);
			let unnamed = own.schedules.iter().filter(|(id, _)| any || own.named(**id) == 0);
			let (schedule, payer) =
				scene.dice.one(unnamed.map(|(id, (payer, _))| (*id, *payer)).collect::<Vec<_>>())?;
			let who = scene.staff(payer, Duty::Adjudication)?;
			(who, Call::remove_schedule { schedule })
		},
		4 | 5 if own.plans.len() < 8 => {
			let (schedule, payer) = scene.dice.one(own.schedules.iter().map(|(id, (payer, _))| (*id, *payer)))?;
			let who = scene.staff(payer, Duty::Adjudication)?;
			let currency = match scene.dice.percent(75) {
				true => USD,
				false => scene.dice.one(own.currencies.iter().copied())?,
			};
			let terms = terms(scene, schedule, None)?;
			(who, Call::register_plan { payer, currency, terms })
		},
		6 | 7 => {
			// Mostly for plans whose newest terms are over, or soon will be.
			let ending = own.plans.iter().filter(|(_, it)| {
				it.versions.last().and_then(|terms| terms.period.end).is_some_and(|end| end < now + 60 * DAY)
			});
			let (plan, kept) = scene.dice.one(ending.map(|(id, it)| (*id, it.clone())).collect::<Vec<_>>())?;
			let who = scene.staff(kept.payer, Duty::Adjudication)?;
			let schedules = own.schedules.iter().filter(|(_, (payer, _))| *payer == kept.payer);
			let schedule = scene.dice.one(schedules.map(|(id, _)| *id).collect::<Vec<_>>())?;
			let terms = terms(scene, schedule, kept.versions.last().map(|it| &**it))?;
			(who, Call::publish_version { plan, terms })
		},
		8 => {
			let (payer, who) = adjudicator(scene)?;
			let provider = provider(scene, payer)?;
			let network = scene.dice.percent(85).then(|| Network {
				tier: if scene.dice.percent(70) { Tier::InNetwork } else { Tier::Preferred },
				period: match scene.dice.percent(70) {
					true => Period::default(),
					false => Period { start: Some(now - 200 * DAY), end: Some(scene.now + 20 * DAY) },
				},
			});
			(who, Call::set_contract { payer, provider, network })
		},
		9..=11 if own.coverages.len() < 40 => {
			let (plan, kept) = scene.dice.one(own.plans.iter().map(|(id, it)| (*id, it.clone())))?;
			let duty = if scene.dice.percent(50) { Duty::Registration } else { Duty::Adjudication };
			let who = scene.staff(kept.payer, duty)?;
			let family = own.coverages.iter().filter(|(_, it)| it.payer == kept.payer && it.subscriber.is_none());
			let family = scene.dice.one(family.map(|(id, _)| *id).collect::<Vec<_>>());
			let subscriber = family.filter(|_| scene.dice.percent(35));
			let end = match scene.dice.below(4) {
				0 => Some(now - scene.dice.between(0, 20) * DAY),
				1 => Some(now + scene.dice.between(1, 60) * DAY),
				_ => None,
			};
			let enrolment = Enrolment {
				plan,
				member: scene.dice.percent(80).then(|| scene.person()),
				subscriber,
				relationship: if subscriber.is_some() { Relationship::Child } else { Relationship::Myself },
				period: Period { start: Some(now - scene.dice.between(25, 250) * DAY), end },
				order: if scene.dice.percent(65) { 1 } else { 2 },
			};
			(who, Call::enrol { enrolment })
		},
		12 | 13 => {
			let (coverage, kept) = coverage(scene)?;
			let who = scene.staff(kept.payer, Duty::Registration)?;
			let change = match scene.dice.below(8) {
				0..=2 => {
					let end = match scene.dice.percent(60) {
						true => Some(now - scene.dice.between(0, 20) * DAY),
						false => None,
					};
					CoverageChange::End(end)
				},
				3 | 4 => {
					let plans = own.plans.iter().filter(|(_, it)| it.payer == kept.payer);
					CoverageChange::Plan(scene.dice.one(plans.map(|(id, _)| *id).collect::<Vec<_>>())?)
				},
				5 => CoverageChange::Order(scene.dice.below(4) as u8),
				_ => CoverageChange::Member(scene.dice.percent(80).then(|| scene.person())),
			};
			(who, Call::change_coverage { coverage, change })
		},
		14 => {
			let with_key = own.coverages.iter().filter_map(|(id, it)| Some((*id, it.member.clone()?)));
			let (coverage, who) = scene.dice.one(with_key.collect::<Vec<_>>())?;
			let member = scene.person();
			(who, Call::rotate_member { coverage, member })
		},
		15 => {
			let ended = own.coverages.iter().filter(|(id, it)| {
				it.period.end.is_some_and(|end| end < now) && own.under(**id) == 0 && own.dependents(**id) == 0
			});
			let (coverage, payer) = scene.dice.one(ended.map(|(id, it)| (*id, it.payer)).collect::<Vec<_>>())?;
			let who = scene.staff(payer, Duty::Registration)?;
			(who, Call::remove_coverage { coverage })
		},
		16 => {
			// A plan whose claims are not closed stays: what they are counted by is in its terms.
			let claimed = |plan: u32| own.claims.values().any(|it| it.plan == plan && !it.closed);
			let empty = own.plans.iter().filter(|(id, _)| own.insured(**id) == 0 && !claimed(**id));
			let (plan, payer) = scene.dice.one(empty.map(|(id, it)| (*id, it.payer)).collect::<Vec<_>>())?;
			let who = scene.staff(payer, Duty::Adjudication)?;
			(who, Call::remove_plan { plan })
		},
		17 | 18 => {
			let (renderer, who) = scene.controlled()?;
			let organization = provider(scene, PAYER)?;
			let affiliated = !own.affiliations.contains(&(renderer, organization)) || scene.dice.percent(10);
			(who, Call::set_affiliation { renderer, organization, affiliated })
		},
		19 => {
			let regulator = scene.member_as(Role::Regulator)?;
			let who = scene.staff(regulator, Duty::Credentialing)?;
			let lifted = scene.dice.one(own.excluded.keys().copied()).filter(|_| scene.dice.percent(70));
			let (holder, excluded) = match lifted {
				Some(holder) => (holder, None),
				None => {
					let holder = match scene.dice.percent(80) {
						true => Holder::Subject(scene.dice.one(own.affiliations.iter().map(|(subject, _)| *subject))?),
						false => Holder::Organization(provider(scene, PAYER)?),
					};
					let start = now - scene.dice.between(0, 5) * DAY;
					let end = Some(start + scene.dice.between(0, 4) * DAY);
					(holder, Some(Period { start: Some(start), end }))
				},
			};
			(who, Call::set_exclusion { regulator, holder, excluded })
		},
		20..=22 if own.authorizations.len() < 40 => {
			let (coverage, kept) = coverage(scene)?;
			let provider = provider(scene, kept.payer)?;
			let who = scene.staff(provider, Duty::Billing)?;
			let lines: Vec<AuthorizationRequestLine> = (0..=scene.dice.below(3)).filter_map(|_| asked(scene)).collect();
			let request = AuthorizationRequest {
				coverage,
				expedited: scene.dice.percent(40),
				documents: commitment(scene),
				lines: lines.try_into().ok()?,
			};
			(who, Call::request_authorization { provider, request })
		},
		23..=26 => {
			let (authorization, kept) = authorization(scene, |it| it.state.is_pending())?;
			let who = scene.staff(kept.payer, Duty::Adjudication)?;
			let answer = answer(scene, &kept)?;
			(who, Call::answer_authorization { authorization, answer })
		},
		27 => {
			let asked = |it: &Authorization| it.state == AuthorizationState::InformationRequested;
			let (authorization, kept) = authorization(scene, asked)?;
			let who = scene.staff(kept.provider, Duty::Billing)?;
			let documents = commitment(scene);
			(who, Call::supply_information { authorization, documents })
		},
		28 if scene.dice.percent(50) => {
			let running = |it: &Authorization| it.state.is_pending() || it.state.is_granted();
			let (authorization, kept) = authorization(scene, running)?;
			let who = scene.staff(kept.provider, Duty::Billing)?;
			(who, Call::cancel_authorization { authorization })
		},
		29 => {
			let (authorization, _) = authorization(scene, |it| !it.state.is_pending())?;
			(scene.anyone(), Call::remove_authorization { authorization })
		},
		30..=45 => {
			let (provider, submission) = submission(scene)?;
			let who = scene.staff(provider, Duty::Billing)?;
			(who, Call::submit { provider, submission: Box::new(submission) })
		},
		46..=50 => {
			let (claim, kept) = claim(scene, |it| it.state == ClaimState::Pended)?;
			let who = scene.staff(kept.payer, Duty::Adjudication)?;
			let decisions = decisions(scene, &kept)?;
			(who, Call::decide { claim, decisions })
		},
		51..=54 => {
			let (claim, kept) = claim(scene, |it| it.stands() && it.next.is_none())?;
			let organization = match scene.dice.below(9) {
				0 => scene.member()?,
				1..=4 => kept.payer,
				_ => kept.provider,
			};
			let duty = if organization == kept.payer { Duty::Adjudication } else { Duty::Billing };
			let who = scene.staff(organization, duty)?;
			(who, Call::reverse { claim, organization })
		},
		55..=58 => {
			let (claim, kept) = claim(scene, |it| it.patient > it.patient_paid())?;
			let left = kept.patient.saturating_sub(kept.patient_paid());
			let amount = match scene.dice.below(5) {
				0 => left + 1,
				1 | 2 => left,
				_ => scene.dice.between(1, left.max(1)),
			};
			let rich = scene.actors.all().iter().filter(|it| own.has(kept.currency, &it.account) >= amount.into());
			let who = scene.dice.one(rich.map(|it| it.account.clone()).collect::<Vec<_>>())?;
			(who, Call::pay_patient_share { claim, amount })
		},
		59 | 60 => {
			let appealable = |it: &Entry| it.state.is_adjudicated() && it.paid < it.charge && !it.appealed();
			let (claim, kept) = claim(scene, appealable)?;
			let grounds = commitment(scene);
			let member = own.coverages.get(&kept.coverage).and_then(|it| it.member.clone());
			let (who, by) = match member.filter(|_| scene.dice.percent(40)) {
				Some(member) => (member, Appellant::Member),
				None => (scene.staff(kept.provider, Duty::Billing)?, Appellant::Provider),
			};
			(who, Call::appeal { claim, by, grounds })
		},
		61..=65 => {
			let (claim, kept) = claim(scene, Entry::appealed)?;
			let (level, _) = kept.appeal?;
			let organization = match level {
				_ if scene.dice.percent(5) => scene.member()?,
				AppealLevel::External => {
					let role = if scene.dice.percent(50) { Role::Regulator } else { Role::Auditor };
					scene.member_as(role)?
				},
				_ => kept.payer,
			};
			// Somebody who has not decided yet, if there is anybody.
			let who = (0..4).find_map(|_| {
				scene.staff(organization, Duty::Adjudication).filter(|who| !kept.deciders.contains(who))
			})?;
			let ruling = match scene.dice.percent(40) {
				true => Ruling::Uphold(denial(scene)?),
				false => Ruling::Overturn(more(scene, &kept)?),
			};
			(who, Call::decide_appeal { claim, organization, ruling })
		},
		66 => {
			let (claim, _) = claim(scene, |it| it.is_over(now))?;
			(scene.anyone(), Call::close { claim })
		},
		67..=70 => {
			// Whoever issues the currency: patients must have some, and providers spend what they have.
			let currency = scene.dice.one(own.currencies.iter().copied())?;
			let (id, amount) = (Compact(currency), u128::from(scene.dice.between(1, 500_000)));
			let issuer = ADMINS.get(1)?.to_account_id();
			let organization = match scene.dice.percent(50) {
				true => provider(scene, PAYER)?,
				false => payer(scene)?,
			};
			let has = own.has(currency, &purse(organization));
			let call = match scene.dice.below(4) {
				0 | 1 => {
					let beneficiary = MultiAddress::Id(scene.person());
					pallet_assets::Call::mint { id, beneficiary, amount }
				},
				2 if has < 1_000_000 => {
					let beneficiary = MultiAddress::Id(purse(organization));
					pallet_assets::Call::mint { id, beneficiary, amount: amount * 10 }
				},
				_ => {
					let left = scene.dice.below(30_000) as u128;
					let amount = has.checked_sub(left)?;
					pallet_assets::Call::burn { id, who: MultiAddress::Id(purse(organization)), amount }
				},
			};
			return Some(Act::Signed(issuer, RuntimeCall::Assets(call)));
		},
		71 if !own.currencies.contains(&EUR) => {
			let owner = MultiAddress::Id(ADMINS.get(1)?.to_account_id());
			let call =
				pallet_assets::Call::force_create { id: Compact(EUR), owner, is_sufficient: true, min_balance: 1 };
			return Some(Act::Motion(Body::Council, 2, 3, RuntimeCall::Assets(call)));
		},
		72 => {
			let kept = scene.model.organizations.all.get(&SECOND)?;
			if kept.roles.contains(Role::Payer) || !scene.model.organizations.is_active(SECOND) {
				return None;
			}
			let roles: Vec<Role> =
				Role::ALL.iter().copied().filter(|it| kept.roles.contains(*it)).chain([Role::Payer]).collect();
			let call = pallet_organizations::Call::amend {
				organization: SECOND,
				roles: salus_primitives::Roles::of(&roles),
				identifiers: kept.identifiers.clone().try_into().ok()?,
			};
			return Some(Act::Motion(Body::Council, 2, 3, RuntimeCall::Organizations(call)));
		},
		_ => return None,
	};
	Some(Act::Signed(who, RuntimeCall::Claims(call)))
}

fn coverage(scene: &mut Scene) -> Option<(CoverageId, Coverage)> {
	scene.dice.one(scene.model.claims.coverages.iter().map(|(id, it)| (*id, it.clone())))
}

/// A claim that is like that; seldom, any at all.
fn claim(scene: &mut Scene, fits: impl Fn(&Entry) -> bool) -> Option<(ClaimId, Entry)> {
	let any = scene.dice.percent(8);
	let open = scene.model.claims.claims.iter().filter(|(_, it)| !it.closed && (any || fits(it)));
	let open: Vec<_> = open.map(|(id, it)| (*id, it.clone())).collect();
	scene.dice.one(open).map(|(id, it)| (id, (*it).clone()))
}

fn authorization(scene: &mut Scene, fits: impl Fn(&Authorization) -> bool) -> Option<(u64, Authorization)> {
	let fitting = scene.model.claims.authorizations.iter().filter(|(_, it)| fits(it));
	scene.dice.one(fitting.map(|(id, it)| (*id, it.clone())).collect::<Vec<_>>())
}

fn asked(scene: &mut Scene) -> Option<AuthorizationRequestLine> {
	let n = scene.dice.below(SERVICES);
	let categories = categories(scene);
	Some(AuthorizationRequestLine {
		category: *categories.get(n % categories.len().max(1))?,
		service: scene.dice.percent(40).then(|| key(n)),
		units: scene.dice.between(1, 6) as u32,
	})
}

fn denial(scene: &mut Scene) -> Option<Denial> {
	// One of them demands a remark.
	let reason: Carc = scene.dice.pick(&["50", "45", "97", "16"])?.parse().ok()?;
	let remark: Option<Rarc> = "N130".parse().ok();
	Some(Denial { reason, remark: remark.filter(|_| scene.dice.percent(60)) })
}

fn answer(scene: &mut Scene, kept: &Authorization) -> Option<AuthorizationAnswer> {
	let from = scene.now - scene.dice.between(0, 20) * DAY;
	let period = Period { start: Some(from), end: Some(from + scene.dice.between(10, 60) * DAY) };
	Some(match scene.dice.below(12) {
		0 => AuthorizationAnswer::Pend,
		1 | 2 => AuthorizationAnswer::RequestInformation("N706".parse().ok()?),
		3..=6 => AuthorizationAnswer::Approve(period),
		7 | 8 => {
			let units: Vec<u32> =
				kept.lines.iter().map(|it| scene.dice.below(it.asked.units as usize + 1) as u32).collect();
			AuthorizationAnswer::Partial { units: units.try_into().ok()?, period, reason: denial(scene)? }
		},
		9 | 10 => {
			let lines: Vec<_> = kept.lines.iter().filter_map(|_| asked(scene)).collect();
			AuthorizationAnswer::Modify { lines: lines.try_into().ok()?, period, reason: denial(scene)? }
		},
		_ => AuthorizationAnswer::Deny(denial(scene)?),
	})
}

fn adjustment(group: Group, reason: &str, amount: Money) -> Option<Adjustment> {
	Some(Adjustment { group, reason: reason.parse().ok()?, remark: None, amount })
}

/// What a person decides on a pended claim.
fn decisions(scene: &mut Scene, kept: &Entry) -> Option<pallet_claims::Decisions> {
	let mut all = Vec::new();
	for item in &kept.lines {
		let before = super::rules::impact(item.prior, item.charge);
		let left = item.charge - before;
		let mut adjustments: Vec<Adjustment> =
			adjustment(Group::OA, "23", before).filter(|_| before > 0).into_iter().collect();
		let decision = match scene.dice.below(8) {
			0..=3 => {
				let allowed = item.allowed.is_none().then(|| left / (1 + scene.dice.below(3) as Money));
				Decision::Rules { allowed: allowed.filter(|_| scene.dice.percent(95)) }
			},
			4 => {
				// All of it denied, now and then without the remark.
				let remark: Option<Rarc> = "M119".parse().ok();
				let remark = remark.filter(|_| scene.dice.percent(80));
				let whole = adjustment(Group::CO, "16", left).filter(|_| left > 0);
				adjustments.extend(whole.map(|it| Adjustment { remark, ..it }));
				Decision::Adjust(adjustments.try_into().ok()?)
			},
			_ => {
				let most = item.allowed.map_or(left, |it| it.saturating_mul(item.units.into())).min(left);
				let borne = most / 10;
				adjustments.extend(adjustment(Group::PR, "2", borne).filter(|_| borne > 0));
				adjustments.extend(adjustment(Group::CO, "45", left - most).filter(|_| left > most));
				Decision::Adjust(adjustments.try_into().ok()?)
			},
		};
		all.push(decision);
	}
	all.try_into().ok()
}

/// What a reviewer decides: a part of what was adjusted is paid; what other payers paid stays.
fn more(scene: &mut Scene, kept: &Entry) -> Option<pallet_claims::Decisions> {
	let mut all = Vec::new();
	let by_rules = scene.dice.percent(15);
	let part = scene.dice.between(2, 4);
	for item in &kept.lines {
		let decision = match &item.result {
			Some(result) if !by_rules => {
				let less = result.adjustments.iter().filter_map(|it| {
					let prior = it.reason.as_str() == "23";
					let amount = if prior { it.amount } else { it.amount / part };
					(amount > 0).then_some(Adjustment { amount, ..*it })
				});
				Decision::Adjust(less.collect::<Vec<_>>().try_into().ok()?)
			},
			_ => Decision::Rules { allowed: item.allowed.is_none().then_some(item.charge / 2) },
		};
		all.push(decision);
	}
	all.try_into().ok()
}

/// A moment of service: mostly of these days, sometimes months ago.
fn served(scene: &mut Scene) -> (Seconds, Seconds) {
	let back = match scene.dice.percent(70) {
		true => scene.dice.between(0, 12),
		false => scene.dice.between(12, 290),
	};
	let from = scene.now - back * DAY - scene.dice.between(0, 3_600);
	let to = match scene.dice.below(10) {
		0 => from + scene.dice.between(0, back.min(20)) * DAY,
		_ => from + scene.dice.between(0, 3_600),
	};
	// A service of today may last until the day's end, and no longer.
	(from, to.min(scene.now / DAY * DAY + DAY - 1))
}

/// The service of a schedule that this is, in a tier.
fn listed(scene: &Scene, root: H256, key: H256, tier: Tier) -> Option<Fee> {
	let prices = scene.memory.claims.prices.get(&root)?;
	let index = prices.iter().position(|it| it.key == key && it.tier == tier)?;
	fee(&scene.memory.claims, root, index)
}

/// A claim as somebody would make it, now and then not quite right. Who submits it, and what it says.
pub fn submission(scene: &mut Scene) -> Option<(OrganizationId, Submission)> {
	let own = &scene.model.claims;
	let (coverage_id, coverage) = coverage(scene)?;
	let plan = own.plans.get(&coverage.plan)?;
	let mut provider = provider(scene, coverage.payer)?;
	let (from, to) = served(scene);
	let mut prior = None;
	let mut lines: Vec<Line> = Vec::new();
	let open: Vec<(ClaimId, Rc<Entry>)> =
		own.claims.iter().filter(|(_, it)| !it.closed).map(|(id, it)| (*id, it.clone())).collect();
	let again = |scene: &Scene, items: &[Item], provider: OrganizationId| -> Option<Vec<Line>> {
		items.iter().map(|item| same_service(scene, item, &coverage, provider)).collect()
	};

	// Another payer comes first: its claim, or its remittance.
	if coverage.order > 1 && scene.dice.percent(50) {
		let firsts = open.iter().filter(|(_, it)| {
			it.state.is_adjudicated() && it.payer != coverage.payer && it.currency == plan.currency && it.next.is_none()
		});
		if let Some((id, first)) = scene.dice.one(firsts.cloned().collect::<Vec<_>>()) {
			provider = first.provider;
			lines = again(scene, &first.lines, provider)?;
			prior = Some(Prior::Claim(id));
		}
	}
	let mine: Vec<(ClaimId, Rc<Entry>)> =
		open.iter().filter(|(_, it)| it.provider == provider && it.coverage == coverage_id).cloned().collect();
	let mut replaces = None;
	if lines.is_empty() {
		match scene.dice.below(12) {
			// The same once more: a duplicate.
			0 => {
				let (_, other) = scene.dice.one(mine)?;
				lines = again(scene, &other.lines, provider)?;
			},
			// The same, corrected.
			1 | 2 => {
				let (id, other) = scene.dice.one(mine)?;
				replaces = Some(id);
				lines = again(scene, &other.lines, provider)?;
				if let Some(line) = lines.first_mut() {
					line.units += 1;
					line.charge += 100;
				}
			},
			_ => {
				let version = own.version(coverage.plan, from);
				let tier = own.tier(coverage.payer, provider, from);
				let schedule = own.terms(coverage.plan, version).map(|it| it.schedule);
				let root = schedule.and_then(|id| own.schedules.get(&id)).map(|(_, root)| root.hash);
				for n in 0..=scene.dice.below(4) {
					// The same service twice, now and then.
					if n > 0 && scene.dice.percent(8) {
						lines.push(lines[0].clone());
						continue;
					}
					// Lines of several days may fall under several versions, which is to be claimed apart.
					let when = if scene.dice.percent(4) { served(scene) } else { (from, to) };
					let line = line(scene, coverage_id, provider, root, tier, when)?;
					lines.push(line);
				}
			},
		}
	}
	if coverage.order > 1 && prior.is_none() && scene.dice.percent(95) {
		let told = lines.iter().map(|line| {
			let paid = scene.dice.between(0, line.charge);
			PriorLine { paid, patient: scene.dice.between(0, line.charge - paid) }
		});
		let told: Vec<PriorLine> = told.collect();
		prior = Some(Prior::Remittance { document: commitment(scene), lines: told.try_into().ok()? });
	}
	let said = [Flags::NONE, Flags::NONE, Flags::EMERGENCY, Flags::PREVENTIVE, Flags::CHRONIC];
	let mut submission = Submission {
		coverage: coverage_id,
		document: commitment(scene),
		flags: *scene.dice.pick(&said)?,
		total: lines.iter().map(|line| line.charge).sum(),
		lines: lines.try_into().ok()?,
		prior,
		replaces,
	};
	if scene.dice.percent(10) {
		spoil(scene, &mut submission);
	}
	Some((provider, submission))
}

/// A line for the same service as another, as this coverage's plan prices it.
fn same_service(scene: &Scene, item: &Item, coverage: &Coverage, provider: OrganizationId) -> Option<Line> {
	let own = &scene.model.claims;
	let schedule = own.terms(coverage.plan, own.version(coverage.plan, item.from)).map(|it| it.schedule);
	let root = schedule.and_then(|id| own.schedules.get(&id)).map(|(_, root)| root.hash);
	let tier = own.tier(coverage.payer, provider, item.from);
	let service = match item.allowed {
		Some(_) => Service::Listed(listed(scene, root?, item.key, tier)?),
		None => Service::Unlisted { category: item.category, key: item.key },
	};
	Some(Line {
		service,
		charge: item.charge,
		units: item.units,
		from: item.from,
		to: item.to,
		rendering: match item.renderer {
			Holder::Subject(subject) => Some(subject),
			Holder::Organization(_) => None,
		},
		authorization: item.citation.map(|(id, ..)| id),
		dispense: None,
	})
}

fn line(
	scene: &mut Scene,
	coverage: CoverageId,
	provider: OrganizationId,
	root: Option<H256>,
	tier: Tier,
	(from, to): (Seconds, Seconds),
) -> Option<Line> {
	let own = &scene.model.claims;
	let n = scene.dice.below(SERVICES);
	let categories = categories(scene);
	// Where no version is in force any price will do: the line is denied.
	let any = scene.memory.claims.prices.keys().next().copied();
	let listed = root.or(any).and_then(|root| listed(scene, root, key(n), tier));
	let service = match listed.filter(|_| scene.dice.percent(88)) {
		Some(fee) => Service::Listed(fee),
		None => {
			let category = *categories.get(n % categories.len().max(1))?;
			Service::Unlisted { category, key: H256(scene.dice.bytes()) }
		},
	};
	let units = scene.dice.between(1, 5) as u32;
	let each = match &service {
		Service::Listed(fee) => fee.leaf.allowed,
		Service::Unlisted { .. } => scene.dice.between(1_000, 30_000),
	};
	let charge = match scene.dice.below(25) {
		0 => each * 400,
		1 => each / 2 * Money::from(units),
		2 => 0,
		_ => each * Money::from(units) + scene.dice.below(2_000) as Money,
	};
	let renders = own.affiliations.iter().filter(|(_, organization)| *organization == provider);
	let renders: Vec<_> = renders.map(|(subject, _)| *subject).collect();
	let rendering = match scene.dice.below(10) {
		0 => scene.subject(),
		1..=4 => scene.dice.one(renders),
		_ => None,
	};
	let granted = own.authorizations.iter().filter(|(_, it)| {
		it.provider == provider && it.coverage == coverage && (it.state.is_granted() || it.state.is_pending())
	});
	let granted: Vec<u64> = granted.map(|(id, _)| *id).collect();
	let authorization = scene.dice.one(granted).filter(|_| scene.dice.percent(80));
	let dispense = if scene.dice.percent(25) { supply(scene, provider) } else { None };
	Some(Line { service, charge, units, from, to, rendering, authorization, dispense })
}

/// A supply of medicine that this organisation gave.
fn supply(scene: &mut Scene, provider: OrganizationId) -> Option<DispenseRef> {
	let given = scene.model.provenance.things.iter().filter_map(|(id, thing)| match id {
		ItemId::Unit(unit) if thing.dispensed > 0 => Some(unit.clone()),
		_ => None,
	});
	let given: Vec<_> = given
		.filter_map(|unit| Some((<salus_runtime::DrugProvenance as UnitStatus>::dispense(&unit, 0)?, unit)))
		.filter(|(record, _)| record.by == provider)
		.collect();
	let (record, unit) = scene.dice.one(given)?;
	let tag = if scene.dice.percent(90) { record.tag } else { scene.dice.hash() };
	Some(DispenseRef { unit, n: scene.dice.below(10) as u32 / 9, tag })
}

/// Make something wrong.
fn spoil(scene: &mut Scene, submission: &mut Submission) {
	let now = scene.now;
	let hash = scene.dice.hash();
	let what = scene.dice.below(12);
	let place = scene.dice.below(submission.lines.len());
	let Some(line) = submission.lines.get_mut(place) else { return };
	match (what, &mut line.service) {
		(0, _) => submission.total = submission.total.wrapping_add(1),
		(1, _) => line.units = 0,
		(2, _) => line.to = now + 2 * DAY,
		(3, _) => line.from = line.to + 1,
		(4, Service::Listed(fee)) => fee.leaf.allowed += 1,
		(5, Service::Listed(fee)) => fee.index += 1,
		(6, Service::Listed(fee)) => {
			if let Some(node) = fee.proof.get_mut(0) {
				*node = hash;
			}
		},
		(7, Service::Listed(fee)) => drop(fee.proof.try_push(hash)),
		(8, Service::Listed(fee)) => drop(fee.proof.pop()),
		(9, Service::Listed(fee)) => fee.leaf.tier = Tier::OutOfNetwork,
		(10, _) => submission.coverage += 1_000,
		_ => submission.prior = None,
	}
}
