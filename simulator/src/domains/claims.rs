//! Claims: what is insured, what is charged, who pays whom. Money is kept in purses, counters are the sums of what
//! stands, and what a line costs is read from the chain and held against what must be true of it.

use super::{same, Domain};
use crate::{
	model::{Expect, Model as Whole, Step},
	scene::{Act, Scene},
};
use pallet_claims::{
	x12::Group, Adjustments, AppealLevel, Appellant, AuthorizationAnswer, AuthorizationId, AuthorizationRequestLine,
	AuthorizationState, Call, ClaimEntry, ClaimId, ClaimState, Conduct, CoverageChange, CoverageId, CurrencyId,
	Decision, Denial, Event, FeeLeaf, Flags, LimitPeriod, Line, LineResult, Money, Network, PlanId, PlanTerms,
	PlanVersion, PriorLine, Relationship, Ruling, ScheduleId, Tier,
};
use pallet_organizations::organization_account;
use salus_primitives::{
	anchor::Root, codes::CodeKind, CodeId, Duty, Holder, OrganizationId, Period, Role, Seconds, SubjectId,
};
use salus_runtime::{AccountId, Runtime, RuntimeCall, RuntimeEvent};
use sp_core::H256;
use std::{
	collections::{BTreeMap, BTreeSet},
	rc::Rc,
};

mod compare;
mod lifecycle;
mod questions;
mod rules;
mod traffic;

const DAY: Seconds = 86_400;
/// How long a decision can be appealed.
const WINDOW: Seconds = 180 * DAY;
/// Lines under one coverage on one day.
const MOST_SERVED: usize = 64;

/// See [`Domain`].
pub struct Claims;

/// One service: by it, and no other, a claim of the same is known.
pub type Rendered = (CoverageId, u32, H256, Holder, u32, u32);

/// A plan.
#[derive(Clone)]
pub struct Plan {
	/// Who pays.
	pub payer: OrganizationId,
	/// In what.
	pub currency: CurrencyId,
	/// Its versions.
	pub versions: Vec<Rc<PlanTerms>>,
}

/// A coverage.
#[derive(Clone, PartialEq, Debug)]
pub struct Coverage {
	/// Who pays.
	pub payer: OrganizationId,
	/// Under which plan.
	pub plan: PlanId,
	/// The patient's key.
	pub member: Option<AccountId>,
	/// Under whose coverage the family is counted.
	pub subscriber: Option<CoverageId>,
	/// When it is in force.
	pub period: Period<Seconds>,
	/// Its place in the order of benefits.
	pub order: u8,
}

/// A line of a prior authorisation.
#[derive(Clone, PartialEq, Debug)]
pub struct Granting {
	/// What was asked for.
	pub asked: AuthorizationRequestLine,
	/// What is granted.
	pub granted: Option<AuthorizationRequestLine>,
	/// Units that claims took of it.
	pub used: u32,
}

/// A prior authorisation.
#[derive(Clone, PartialEq, Debug)]
pub struct Authorization {
	/// Who asked.
	pub provider: OrganizationId,
	/// Who answers.
	pub payer: OrganizationId,
	/// For whom.
	pub coverage: CoverageId,
	/// How it stands.
	pub state: AuthorizationState,
	/// When the answer is due.
	pub due: Seconds,
	/// Its clock ran out.
	pub overdue: bool,
	/// Dates of service that it is good for.
	pub period: Period<Seconds>,
	/// Its lines.
	pub lines: Vec<Granting>,
}

/// A line of a claim.
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
	/// What sort of service.
	pub category: CodeId,
	/// Which.
	pub key: H256,
	/// What is charged.
	pub charge: Money,
	/// How many units.
	pub units: u32,
	/// First second.
	pub from: Seconds,
	/// Last second.
	pub to: Seconds,
	/// Who did it.
	pub renderer: Holder,
	/// Allowed per unit by the fee schedule, if it stands in one.
	pub allowed: Option<Money>,
	/// What payers before this one did.
	pub prior: Option<PriorLine>,
	/// Which authorisation is good for it, which of its lines, and how many units it takes.
	pub citation: Option<(AuthorizationId, usize, u32)>,
	/// Tag of a supply of medicine.
	pub tag: Option<H256>,
	/// The same was claimed before.
	pub duplicate: bool,
	/// How the benefit's limit counts, if it has one.
	pub limit: Option<LimitPeriod>,
	/// How it was adjudicated, if that counts.
	pub result: Option<LineResult>,
}

/// A claim.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
	/// Who claims.
	pub provider: OrganizationId,
	/// Who pays.
	pub payer: OrganizationId,
	/// For whom.
	pub coverage: CoverageId,
	/// The coverage under which the family is counted.
	pub family: CoverageId,
	/// Under which plan.
	pub plan: PlanId,
	/// Under which of its versions.
	pub version: Option<PlanVersion>,
	/// In which benefit year it is counted.
	pub year: Option<u16>,
	/// It is counted for the family, too.
	pub familiar: bool,
	/// In which currency.
	pub currency: CurrencyId,
	/// The provider's tier.
	pub tier: Tier,
	/// What is said of the diagnoses.
	pub flags: Flags,
	/// How it stands.
	pub state: ClaimState,
	/// When it was submitted.
	pub submitted: Seconds,
	/// When it was decided last.
	pub decided: Seconds,
	/// What is charged.
	pub charge: Money,
	/// What was paid.
	pub paid: Money,
	/// What is held for it.
	pub held: Money,
	/// What the patient bears.
	pub patient: Money,
	/// Who paid what of that.
	pub payments: Vec<(AccountId, Money)>,
	/// The claim to the payer before.
	pub prior: Option<ClaimId>,
	/// The claim to the payer after.
	pub next: Option<ClaimId>,
	/// The newest appeal: its level, and whether it was decided.
	pub appeal: Option<(AppealLevel, bool)>,
	/// Everybody who decided.
	pub deciders: BTreeSet<AccountId>,
	/// Its lines.
	pub lines: Vec<Item>,
	/// It is gone from state.
	pub closed: bool,
}

impl Entry {
	fn patient_paid(&self) -> Money {
		self.payments.iter().map(|(_, amount)| amount).sum()
	}

	fn appealed(&self) -> bool {
		matches!(self.appeal, Some((_, false)))
	}

	/// Does it count?
	fn stands(&self) -> bool {
		self.state == ClaimState::Pended || self.state.is_adjudicated()
	}

	/// Can nothing happen to it any more?
	fn is_over(&self, now: Seconds) -> bool {
		match self.state {
			ClaimState::Pended => false,
			ClaimState::Reversed | ClaimState::Replaced => true,
			_ => !self.appealed() && self.decided + WINDOW < now,
		}
	}
}

/// What payers keep beside the chain: their fee schedules, by root.
#[derive(Default)]
pub struct Ledger {
	/// Prices under each root.
	pub prices: BTreeMap<H256, Rc<Vec<FeeLeaf>>>,
}

/// All of it.
#[derive(Clone, Default)]
pub struct Model {
	/// What there is to pay with.
	pub currencies: BTreeSet<CurrencyId>,
	/// What everybody has of it, without what is held.
	pub money: BTreeMap<(CurrencyId, AccountId), u128>,
	/// What providers owe payers.
	pub owed: BTreeMap<(OrganizationId, OrganizationId), (CurrencyId, Money)>,
	/// What reserves paid in each period of 30 days.
	pub spent: BTreeMap<(OrganizationId, CurrencyId, u64), Money>,
	/// Fee schedules: whose, and their roots.
	pub schedules: BTreeMap<ScheduleId, (OrganizationId, Root)>,
	/// Plans.
	pub plans: BTreeMap<PlanId, Plan>,
	/// Which provider is in which payer's network.
	pub networks: BTreeMap<(OrganizationId, OrganizationId), Network>,
	/// Coverages.
	pub coverages: BTreeMap<CoverageId, Coverage>,
	/// For whom providers let others bill.
	pub affiliations: BTreeSet<(SubjectId, OrganizationId)>,
	/// Who is excluded from payment.
	pub excluded: BTreeMap<Holder, Period<Seconds>>,
	/// Prior authorisations.
	pub authorizations: BTreeMap<AuthorizationId, Authorization>,
	/// Claims, with those that are closed.
	pub claims: BTreeMap<ClaimId, Rc<Entry>>,
	/// What was claimed and not taken back.
	pub served: BTreeSet<Rendered>,
	/// Conduct of payers.
	pub conducts: BTreeMap<OrganizationId, Conduct>,
	/// Numbers that are given next: schedule, plan, coverage, authorisation, claim.
	pub next: (ScheduleId, PlanId, CoverageId, AuthorizationId, ClaimId),
	/// What happened by itself and ought not to.
	faults: Vec<String>,
}

/// The account of a reserve.
fn reserve(payer: OrganizationId, currency: CurrencyId) -> AccountId {
	salus_runtime::Claims::reserve_account(payer, currency)
}

/// The account of an organisation.
fn purse(organization: OrganizationId) -> AccountId {
	organization_account(organization)
}

fn day(at: Seconds) -> u32 {
	(at / DAY) as u32
}

fn service(coverage: CoverageId, item: &Item) -> Rendered {
	(coverage, day(item.from), item.key, item.renderer, item.units, day(item.to))
}

/// Who renders a line.
fn renderer(line: &Line, provider: OrganizationId) -> Holder {
	line.rendering.map_or(Holder::Organization(provider), Holder::Subject)
}

/// What is told of each claim, in order.
fn told<'a>(step: &'a Step) -> Vec<(ClaimId, &'a ClaimEntry<AccountId>)> {
	let entries = step.events.iter().filter_map(|event| match event {
		RuntimeEvent::Claims(Event::ClaimRecorded { claim, entry, .. }) => Some((*claim, entry)),
		_ => None,
	});
	entries.collect()
}

/// What is told of one claim.
fn find<'a, T>(
	told: &[(ClaimId, &'a ClaimEntry<AccountId>)],
	id: ClaimId,
	pick: impl Fn(&'a ClaimEntry<AccountId>) -> Option<T>,
) -> Option<T> {
	told.iter().filter(|(of, _)| *of == id).find_map(|(_, entry)| pick(entry))
}

/// What is told of adjudication.
struct Told<'a> {
	by: &'a Option<AccountId>,
	state: ClaimState,
	paid: Money,
	patient: Money,
	lines: &'a [LineResult],
	offset: Money,
}

fn adjudication<'a>(told: &[(ClaimId, &'a ClaimEntry<AccountId>)], id: ClaimId) -> Option<Told<'a>> {
	find(told, id, |entry| match entry {
		ClaimEntry::Adjudicated { by, state, paid, patient, lines, offset } => {
			Some(Told { by, state: *state, paid: *paid, patient: *patient, lines, offset: *offset })
		},
		_ => None,
	})
}

/// How a claim with these lines stands.
fn state(lines: &[Item]) -> ClaimState {
	let charged: Vec<&LineResult> =
		lines.iter().filter(|it| it.charge > 0).filter_map(|it| it.result.as_ref()).collect();
	let usual = |result: &&LineResult| {
		let reasons = ["1", "2", "3", "45", "23", "253"];
		result.adjustments.iter().all(|it| reasons.contains(&it.reason.as_str()))
	};
	if charged.iter().all(|it| it.allowed == 0 && it.paid == 0) {
		ClaimState::Denied
	} else if charged.iter().all(usual) {
		ClaimState::Complete
	} else {
		ClaimState::Partial
	}
}

/// What of a line's adjustments is the patient's for this reason.
fn share(result: &LineResult, reasons: &[&str]) -> Money {
	let like = result.adjustments.iter().filter(|it| it.group == Group::PR && reasons.contains(&it.reason.as_str()));
	like.map(|it| it.amount).sum()
}

/// What of a line is the patient's, for whatever reason.
fn borne(adjustments: &[pallet_claims::Adjustment]) -> Money {
	adjustments.iter().filter(|it| it.group == Group::PR).map(|it| it.amount).sum()
}

/// What a line pays by adjustments that somebody wrote down, if they are lawful.
fn written(item: &Item, adjustments: &Adjustments) -> Option<Money> {
	let mut sum = 0u128;
	for (n, it) in adjustments.iter().enumerate() {
		let twice = adjustments
			.iter()
			.take(n)
			.any(|other| (other.group, other.reason, other.remark) == (it.group, it.reason, it.remark));
		if it.amount == 0
			|| twice || !it.reason.goes_with(it.group)
			|| (it.reason.needs_remark() && it.remark.is_none())
		{
			return None;
		}
		sum += u128::from(it.amount);
	}
	let paid = u128::from(item.charge).checked_sub(sum)? as Money;
	(paid <= item.charge - rules::impact(item.prior, item.charge)).then_some(paid)
}

fn reasoned(denial: &Denial) -> bool {
	!denial.reason.needs_remark() || denial.remark.is_some()
}

/// What is counted of claims.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
struct Sum {
	deductible: Money,
	out_of_pocket: Money,
}

/// What is used of a category.
type Use = BTreeMap<CodeId, (u32, Money)>;

impl Domain for Claims {
	fn pallet(&self) -> &'static str {
		"Claims"
	}

	fn share(&self) -> u32 {
		40
	}

	fn begin(&self, model: &mut Whole) {
		let own = &mut model.claims;
		own.currencies = pallet_assets::Asset::<Runtime>::iter_keys().collect();
		own.money = money();
	}

	fn traffic(&self, scene: &mut Scene) -> Option<Act> {
		traffic::traffic(scene)
	}

	fn expect(&self, model: &Whole, step: &Step) -> Expect {
		let RuntimeCall::Claims(call) = step.call else { return Expect::Either };
		let (own, now) = (&model.claims, step.now);
		let Some(who) = step.origin.who() else { return Expect::Failure("only accounts do this") };
		let may = |id: OrganizationId, duty| model.may(id, step.origin, duty);
		let pays = |id: OrganizationId, duty| may(id, duty) && model.organizations.has_role(id, Role::Payer);
		let enrols = |id: OrganizationId| may(id, Duty::Registration) || may(id, Duty::Adjudication);
		let category = |id: CodeId| model.codes.is_active(id, CodeKind::ServiceCategory);
		let (lawful, sure) = match call {
			Call::fund_reserve { payer, currency, amount } => {
				let enough = *amount > 0 && own.has(*currency, &purse(*payer)) >= *amount;
				(pays(*payer, Duty::Finance) && enough, true)
			},
			Call::withdraw_reserve { payer, currency, amount } => {
				let enough = *amount > 0 && own.free(*payer, *currency) >= *amount;
				(pays(*payer, Duty::Finance) && enough, true)
			},
			Call::register_schedule { payer, root } => {
				(pays(*payer, Duty::Adjudication) && rules::countable(root), false)
			},
			Call::remove_schedule { schedule } => {
				let whose = own.schedules.get(schedule).is_some_and(|(payer, _)| may(*payer, Duty::Adjudication));
				(whose && own.named(*schedule) == 0, true)
			},
			Call::register_plan { payer, currency, terms } => {
				let priced = own.schedules.get(&terms.schedule).is_some_and(|(of, _)| of == payer);
				let sound = rules::sound(&model.codes, terms, None) && priced;
				(pays(*payer, Duty::Adjudication) && own.currencies.contains(currency) && sound, false)
			},
			Call::publish_version { plan, terms } => {
				let fits = own.plans.get(plan).is_some_and(|kept| {
					let before = kept.versions.last().map(|it| &**it);
					may(kept.payer, Duty::Adjudication)
						&& kept.versions.len() < 16
						&& rules::sound(&model.codes, terms, before)
						&& own.schedules.get(&terms.schedule).is_some_and(|(of, _)| *of == kept.payer)
				});
				(fits, true)
			},
			Call::remove_plan { plan } => {
				let whose = own.plans.get(plan).is_some_and(|kept| may(kept.payer, Duty::Adjudication));
				(whose && own.insured(*plan) == 0, true)
			},
			Call::set_contract { payer, provider, network } => {
				let fits = network.is_none_or(|it| it.tier != Tier::OutOfNetwork && it.period.is_valid());
				(pays(*payer, Duty::Adjudication) && payer != provider && fits, true)
			},
			Call::enrol { enrolment } => {
				let fits = own.plans.get(&enrolment.plan).is_some_and(|plan| {
					let family = enrolment.subscriber.is_none_or(|id| {
						own.coverages.get(&id).is_some_and(|other| {
							let currency = own.plans.get(&other.plan).map(|it| it.currency);
							other.subscriber.is_none() && other.payer == plan.payer && currency == Some(plan.currency)
						})
					});
					let itself = enrolment.relationship == Relationship::Myself;
					let period = enrolment.period.start.is_some() && enrolment.period.is_valid();
					enrols(plan.payer)
						&& family && period
						&& itself == enrolment.subscriber.is_none()
						&& enrolment.order > 0
				});
				(fits, false)
			},
			Call::change_coverage { coverage, change } => {
				let fits = own.coverages.get(coverage).is_some_and(|kept| {
					let changes = match change {
						CoverageChange::End(end) => {
							Period { end: *end, ..kept.period }.is_valid() && kept.period.end != *end
						},
						CoverageChange::Plan(plan) => {
							let (old, new) = (own.plans.get(&kept.plan), own.plans.get(plan));
							*plan != kept.plan
								&& old
									.zip(new)
									.is_some_and(|(old, new)| (old.payer, old.currency) == (new.payer, new.currency))
						},
						CoverageChange::Order(order) => *order > 0 && *order != kept.order,
						CoverageChange::Member(member) => *member != kept.member,
					};
					enrols(kept.payer) && changes
				});
				(fits, true)
			},
			Call::rotate_member { coverage, member } => {
				let own = own.coverages.get(coverage).is_some_and(|kept| kept.member.as_ref() == Some(who));
				(own && member != who, true)
			},
			Call::remove_coverage { coverage } => {
				let fits = own.coverages.get(coverage).is_some_and(|kept| {
					let versions = own.plans.get(&kept.plan).map(|plan| plan.versions.clone()).unwrap_or_default();
					let filing = versions.iter().map(|it| Seconds::from(it.filing_days) * DAY).max().unwrap_or(0);
					enrols(kept.payer)
						&& own.under(*coverage) == 0
						&& own.dependents(*coverage) == 0
						&& kept.period.end.is_some_and(|end| end.saturating_add(filing) < now)
				});
				(fits, true)
			},
			Call::set_affiliation { renderer, organization, affiliated } => {
				let is = own.affiliations.contains(&(*renderer, *organization));
				let many = own.affiliations.iter().filter(|(subject, _)| subject == renderer).count();
				let room = !affiliated || many < 16;
				(model.subjects.controls(*renderer, who) && is != *affiliated && room, true)
			},
			Call::set_exclusion { regulator, holder, excluded } => {
				let regulates = model.organizations.has_role(*regulator, Role::Regulator);
				let fits = excluded.is_none_or(|it| it.start.is_some() && it.is_valid());
				let changes = own.excluded.get(holder) != excluded.as_ref();
				(may(*regulator, Duty::Credentialing) && regulates && fits && changes, true)
			},
			Call::request_authorization { provider, request } => {
				let fits = own.coverages.get(&request.coverage).is_some_and(|kept| {
					kept.payer != *provider && model.organizations.has_role(kept.payer, Role::Payer)
				});
				let whole = !request.lines.is_empty()
					&& request.lines.iter().all(|line| line.units > 0 && category(line.category));
				(may(*provider, Duty::Billing) && fits && whole, false)
			},
			Call::answer_authorization { authorization, answer } => {
				let fits = own.authorizations.get(authorization).is_some_and(|kept| {
					let period = |it: &Period<Seconds>| it.start.is_some() && it.end.is_some() && it.is_valid();
					let answers = match answer {
						AuthorizationAnswer::Pend => kept.state == AuthorizationState::Submitted,
						AuthorizationAnswer::RequestInformation(_) => {
							kept.state != AuthorizationState::InformationRequested
						},
						AuthorizationAnswer::Approve(when) => period(when),
						AuthorizationAnswer::Partial { units, period: when, reason } => {
							let both = || units.iter().zip(&kept.lines);
							units.len() == kept.lines.len()
								&& both().all(|(units, line)| *units <= line.asked.units)
								&& both().any(|(units, line)| *units < line.asked.units)
								&& both().any(|(units, _)| *units > 0)
								&& period(when) && reasoned(reason)
						},
						AuthorizationAnswer::Modify { lines, period: when, reason } => {
							lines.len() == kept.lines.len()
								&& lines.iter().zip(&kept.lines).any(|(line, asked)| *line != asked.asked)
								&& lines.iter().all(|line| line.units > 0 && category(line.category))
								&& period(when) && reasoned(reason)
						},
						AuthorizationAnswer::Deny(reason) => reasoned(reason),
					};
					may(kept.payer, Duty::Adjudication) && kept.state.is_pending() && answers
				});
				(fits, true)
			},
			Call::supply_information { authorization, .. } => {
				let fits = own.authorizations.get(authorization).is_some_and(|kept| {
					may(kept.provider, Duty::Billing) && kept.state == AuthorizationState::InformationRequested
				});
				(fits, true)
			},
			Call::cancel_authorization { authorization } => {
				let fits = own.authorizations.get(authorization).is_some_and(|kept| {
					let running = kept.state.is_pending() || kept.state.is_granted();
					may(kept.provider, Duty::Billing) && running
				});
				(fits, true)
			},
			Call::remove_authorization { authorization } => {
				let fits = own.authorizations.get(authorization).is_some_and(|kept| {
					let end = kept.period.end.unwrap_or(Seconds::MAX).saturating_add(WINDOW);
					let over = match kept.state {
						AuthorizationState::Denied | AuthorizationState::Cancelled => true,
						state => state.is_granted() && end < now,
					};
					over && own.cited(*authorization) == 0
				});
				(fits, true)
			},
			Call::submit { provider, submission } => {
				return Expect::only_if(may(*provider, Duty::Billing), "who does not bill for it", || {
					own.submits(model, *provider, submission, now)
				});
			},
			Call::decide { claim, decisions } => {
				let Some(kept) = own.open(*claim) else { return Expect::Failure("there is no such claim") };
				let fits = may(kept.payer, Duty::Adjudication) && kept.state == ClaimState::Pended;
				match own.decided(kept, decisions) {
					None => (false, true),
					Some(None) => (fits, false),
					Some(Some(paid)) => (fits && paid.iter().sum::<Money>() <= kept.held, true),
				}
			},
			Call::reverse { claim, organization } => {
				let Some(kept) = own.open(*claim) else { return Expect::Failure("there is no such claim") };
				let by_payer = kept.payer == *organization;
				let duty = if by_payer { Duty::Adjudication } else { Duty::Billing };
				let theirs = by_payer || kept.provider == *organization;
				let fits = own.clone().take_back(*claim, by_payer, false).is_ok();
				(theirs && may(*organization, duty) && fits, true)
			},
			Call::pay_patient_share { claim, amount } => {
				let fits = own.open(*claim).is_some_and(|kept| {
					let room = kept.payments.len() < 4 || kept.payments.iter().any(|(by, _)| by == who);
					kept.state.is_adjudicated()
						&& *amount > 0 && *amount <= kept.patient.saturating_sub(kept.patient_paid())
						&& own.has(kept.currency, who) >= (*amount).into()
						&& room
				});
				(fits, true)
			},
			Call::appeal { claim, by, .. } => {
				let fits = own.open(*claim).is_some_and(|kept| {
					let whose = match by {
						Appellant::Provider => may(kept.provider, Duty::Billing),
						Appellant::Member => {
							own.coverages.get(&kept.coverage).is_some_and(|it| it.member.as_ref() == Some(who))
						},
					};
					let next = !matches!(kept.appeal, Some((_, false) | (AppealLevel::External, _)));
					let in_time = now <= kept.decided + WINDOW;
					whose && next && in_time && kept.state.is_adjudicated() && kept.paid < kept.charge
				});
				(fits, true)
			},
			Call::decide_appeal { claim, organization, ruling } => {
				let Some(kept) = own.open(*claim) else { return Expect::Failure("there is no such claim") };
				let Some((level, false)) = kept.appeal else { return Expect::Failure("nobody appeals") };
				let roles = [Role::Regulator, Role::Auditor];
				let fits = match level {
					AppealLevel::First | AppealLevel::Second => *organization == kept.payer,
					AppealLevel::External => {
						*organization != kept.payer
							&& *organization != kept.provider
							&& roles.iter().any(|role| model.organizations.has_role(*organization, *role))
					},
				};
				let fits = fits && may(*organization, Duty::Adjudication) && !kept.deciders.contains(who);
				match ruling {
					Ruling::Uphold(denial) => (fits && reasoned(denial), true),
					Ruling::Overturn(decisions) => match own.decided(kept, decisions) {
						None => (false, true),
						Some(None) => (fits && kept.next.is_none(), false),
						Some(Some(paid)) => {
							let before = |it: &Item| it.result.as_ref().map_or(0, |result| result.paid);
							let more = kept.lines.iter().zip(&paid).all(|(it, paid)| before(it) <= *paid);
							let difference = paid.iter().sum::<Money>().saturating_sub(kept.paid);
							let bears = decisions.iter().map(|it| match it {
								Decision::Adjust(all) => borne(all),
								Decision::Rules { .. } => 0,
							});
							let excess = kept.patient_paid().saturating_sub(bears.sum::<Money>());
							let funded = own.clone().pay(kept, difference, excess, now).is_ok();
							(fits && kept.next.is_none() && more && funded, true)
						},
					},
				}
			},
			Call::close { claim } => (own.open(*claim).is_some_and(|kept| kept.is_over(now)), true),
			_ => return Expect::Either,
		};
		let success = if sure { Expect::Success } else { Expect::Either };
		Expect::only_if(lawful, "who insures, provides or bears it not, or what is not fit for it", || success)
	}

	fn follow(&self, model: &mut Whole, step: &Step) -> Result<(), String> {
		let RuntimeCall::Claims(call) = step.call else { return Ok(()) };
		let (own, now, told) = (&mut model.claims, step.now, told(step));
		let who = step.origin.who().cloned().ok_or("a claim was dealt with by no account")?;
		match call {
			Call::fund_reserve { payer, currency, amount } => {
				own.transfer(*currency, &purse(*payer), &reserve(*payer, *currency), *amount)?;
			},
			Call::withdraw_reserve { payer, currency, amount } => {
				own.transfer(*currency, &reserve(*payer, *currency), &purse(*payer), *amount)?;
			},
			Call::register_schedule { payer, root } => {
				own.schedules.insert(own.next.0, (*payer, *root));
				own.next.0 += 1;
			},
			Call::remove_schedule { schedule } => drop(own.schedules.remove(schedule)),
			Call::register_plan { payer, currency, terms } => {
				let versions = vec![Rc::new(terms.clone())];
				own.plans.insert(own.next.1, Plan { payer: *payer, currency: *currency, versions });
				own.next.1 += 1;
			},
			Call::publish_version { plan, terms } => {
				let kept = own.plans.get_mut(plan).ok_or("a version of no plan")?;
				kept.versions.push(Rc::new(terms.clone()));
			},
			Call::remove_plan { plan } => drop(own.plans.remove(plan)),
			Call::set_contract { payer, provider, network } => match network {
				Some(network) => drop(own.networks.insert((*payer, *provider), *network)),
				None => drop(own.networks.remove(&(*payer, *provider))),
			},
			Call::enrol { enrolment } => {
				let payer = own.plans.get(&enrolment.plan).ok_or("a coverage under no plan")?.payer;
				let coverage = Coverage {
					payer,
					plan: enrolment.plan,
					member: enrolment.member.clone(),
					subscriber: enrolment.subscriber,
					period: enrolment.period,
					order: enrolment.order,
				};
				own.coverages.insert(own.next.2, coverage);
				own.next.2 += 1;
			},
			Call::change_coverage { coverage, change } => {
				let kept = own.coverages.get_mut(coverage).ok_or("an unknown coverage was changed")?;
				match change {
					CoverageChange::End(end) => kept.period.end = *end,
					CoverageChange::Plan(plan) => kept.plan = *plan,
					CoverageChange::Order(order) => kept.order = *order,
					CoverageChange::Member(member) => kept.member = member.clone(),
				}
			},
			Call::rotate_member { coverage, member } => {
				own.coverages.get_mut(coverage).ok_or("an unknown coverage was changed")?.member = Some(member.clone());
			},
			Call::remove_coverage { coverage } => {
				own.coverages.remove(coverage);
				own.served.retain(|service| service.0 != *coverage);
			},
			Call::set_affiliation { renderer, organization, affiliated } => match affiliated {
				true => drop(own.affiliations.insert((*renderer, *organization))),
				false => drop(own.affiliations.remove(&(*renderer, *organization))),
			},
			Call::set_exclusion { holder, excluded, .. } => match excluded {
				Some(period) => drop(own.excluded.insert(*holder, *period)),
				None => drop(own.excluded.remove(holder)),
			},
			Call::request_authorization { provider, request } => {
				let payer = own.coverages.get(&request.coverage).ok_or("an authorisation for nobody")?.payer;
				let line = |asked: &AuthorizationRequestLine| Granting { asked: *asked, granted: None, used: 0 };
				let authorization = Authorization {
					provider: *provider,
					payer,
					coverage: request.coverage,
					state: AuthorizationState::Submitted,
					due: now + if request.expedited { 3 * DAY } else { 7 * DAY },
					overdue: false,
					period: Period::default(),
					lines: request.lines.iter().map(line).collect(),
				};
				own.authorizations.insert(own.next.3, authorization);
				own.next.3 += 1;
			},
			Call::answer_authorization { authorization, answer } => own.answered(*authorization, answer, now)?,
			Call::supply_information { authorization, .. } => {
				let kept = own.authorizations.get_mut(authorization).ok_or("nothing was asked for")?;
				kept.state = AuthorizationState::InformationSupplied;
			},
			Call::cancel_authorization { authorization } => {
				let kept = own.authorizations.get_mut(authorization).ok_or("nothing was asked for")?;
				if kept.state.is_pending() && !kept.overdue && kept.due < now {
					kept.overdue = true;
					own.conducts.entry(kept.payer).or_default().overdue += 1;
				}
				kept.state = AuthorizationState::Cancelled;
			},
			Call::remove_authorization { authorization } => drop(own.authorizations.remove(authorization)),
			Call::submit { provider, submission } => own.submitted(*provider, submission, &told, now)?,
			Call::decide { claim, decisions } => {
				let adjudicated = adjudication(&told, *claim).ok_or("nothing is told of a decision")?;
				same("who decided", adjudicated.by.as_ref(), Some(&who))?;
				let kept = own.open(*claim).ok_or("what is not there was decided")?;
				let late = kept.submitted + 30 * DAY < now;
				let conduct = own.conducts.entry(kept.payer).or_default();
				conduct.reviewed += 1;
				conduct.late += u64::from(late);
				own.adjudicated(*claim, &adjudicated, Some(decisions), now)?;
				own.change(*claim)?.deciders.insert(who);
			},
			Call::reverse { claim, organization } => own.taken_back(*claim, *organization, None, &told)?,
			Call::pay_patient_share { claim, amount } => {
				let kept = own.open(*claim).cloned().ok_or("what is not there was paid for")?;
				own.transfer(kept.currency, &who, &purse(kept.provider), (*amount).into())?;
				let payments = &mut own.change(*claim)?.payments;
				match payments.iter_mut().find(|(by, _)| *by == who) {
					Some((_, sum)) => *sum += amount,
					None => payments.push((who, *amount)),
				}
			},
			Call::appeal { claim, .. } => {
				let kept = own.change(*claim)?;
				let level = match kept.appeal {
					None => AppealLevel::First,
					Some((AppealLevel::First, _)) => AppealLevel::Second,
					Some(_) => AppealLevel::External,
				};
				kept.appeal = Some((level, false));
			},
			Call::decide_appeal { claim, ruling, .. } => {
				let kept = own.open(*claim).ok_or("what is not there was appealed")?;
				let conduct = own.conducts.entry(kept.payer).or_default();
				match ruling {
					Ruling::Uphold(_) => conduct.upheld += 1,
					Ruling::Overturn(decisions) => {
						conduct.overturned += 1;
						let adjudicated = adjudication(&told, *claim).ok_or("nothing is told of a decision")?;
						own.adjudicated(*claim, &adjudicated, Some(decisions), now)?;
						own.refunded(*claim, &told)?;
					},
				}
				let kept = own.change(*claim)?;
				kept.appeal = kept.appeal.map(|(level, _)| (level, true));
				kept.decided = now;
				kept.deciders.insert(who);
			},
			// The claim may be met again in the same batch, before what happened is heard of.
			Call::close { claim } => own.change(*claim)?.closed = true,
			_ => {},
		}
		Ok(())
	}

	fn hear(&self, model: &mut Whole, event: &RuntimeEvent, by_itself: bool) {
		let (own, now) = (&mut model.claims, model.now);
		match event {
			RuntimeEvent::Assets(pallet_assets::Event::ForceCreated { asset_id, .. }) => {
				own.currencies.insert(*asset_id);
			},
			RuntimeEvent::Assets(pallet_assets::Event::Issued { asset_id, owner, amount }) => {
				own.add(*asset_id, owner, *amount);
			},
			RuntimeEvent::Assets(pallet_assets::Event::Burned { asset_id, owner, balance }) => {
				let has = own.has(*asset_id, owner).saturating_sub(*balance);
				own.set(*asset_id, owner, has);
			},
			RuntimeEvent::Claims(Event::ClaimClosed { claim, .. }) => {
				match own.claims.get(claim) {
					Some(kept) if kept.is_over(now) && !(kept.closed && by_itself) => {},
					_ => own.faults.push(format!("claim {claim} was closed, and was not over")),
				}
				if let Ok(kept) = own.change(*claim) {
					kept.closed = true;
				}
			},
			RuntimeEvent::Claims(Event::AuthorizationOverdue { authorization, payer }) => {
				match own.authorizations.get_mut(authorization) {
					Some(kept) if kept.state.is_pending() && !kept.overdue && kept.due < now => kept.overdue = true,
					_ => own.faults.push(format!("authorisation {authorization} is called overdue, and is not")),
				}
				own.conducts.entry(*payer).or_default().overdue += 1;
			},
			_ => {},
		}
	}

	fn compare(&self, model: &Whole) -> Result<(), String> {
		let own = &model.claims;
		same("what happened by itself", Vec::new(), own.faults.clone())?;
		own.compare_money()?;
		own.compare_plans()?;
		own.compare_coverages()?;
		own.compare_authorizations()?;
		own.compare_claims()
	}

	fn ask(&self, scene: &mut Scene) -> Result<u64, String> {
		questions::ask(scene)
	}

	fn try_state(&self) -> Result<(), String> {
		salus_runtime::Claims::do_try_state().map_err(|error| format!("{error:?}"))
	}
}

/// What everybody has of each currency.
fn money() -> BTreeMap<(CurrencyId, AccountId), u128> {
	let accounts = pallet_assets::Account::<Runtime>::iter();
	accounts.map(|(currency, who, account)| ((currency, who), account.balance)).collect()
}
