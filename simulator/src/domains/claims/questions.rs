//! Questions about claims whose answers the model knows: what is left of a coverage, what would become of a claim, how
//! a reserve stands. A dry run must say what the call says when it is made next.

use super::{compare::agree, rules, traffic, Model, DAY};
use crate::{chain, domains::same, scene::Scene};
use codec::{Decode, DecodeAll, Encode};
use frame_support::storage::{with_transaction, TransactionOutcome};
use pallet_claims::{
	runtime_api::{Eligibility, Predetermination},
	Authorization, Call, Claim, ClaimId, Conduct, Contract, Error, Money, Plan, PlanTerms, PlanVersion, ReserveStatus,
	Schedule, Submission,
};
use salus_primitives::{CodeId, Duty, OrganizationId, Role, Seconds};
use salus_runtime::{AccountId, Runtime, RuntimeCall, RuntimeOrigin};
use sp_runtime::{traits::Dispatchable, DispatchError};

/// Ask the runtime, as a node does.
fn call<Answer: Decode>(method: &str, arguments: impl Encode) -> Result<Answer, String> {
	let answer = chain::call(&format!("ClaimsApi_{method}"), &arguments.encode())?;
	Answer::decode_all(&mut &answer[..]).map_err(|error| format!("{method} answers what is no answer: {error}"))
}

/// A number that is known, was given, or never will be.
fn number(scene: &mut Scene, next: u64) -> u64 {
	match scene.dice.below(12) {
		0 => u64::MAX,
		1 => next,
		_ => scene.dice.between(0, next.saturating_sub(1)),
	}
}

/// Ask some; how many.
pub fn ask(scene: &mut Scene) -> Result<u64, String> {
	let mut asked = 0;
	for _ in 0..2 {
		asked += predetermine(scene)?;
	}
	eligibility(scene)?;
	claim(scene)?;
	authorization(scene)?;
	reserve(scene)?;
	others(scene)?;
	Ok(asked + 5)
}

/// What a dry run says, and what the call does then.
fn predetermine(scene: &mut Scene) -> Result<u64, String> {
	let Some((provider, submission)) = traffic::submission(scene) else { return Ok(0) };
	let Some(who) = scene.staff(provider, Duty::Billing) else { return Ok(0) };
	if scene.model.governance.is_paused("Claims", "submit") || !scene.model.organizations.is_active(provider) {
		return Ok(0);
	}
	let own = &scene.model.claims;
	let before = own.owed.contains_key(&(own.coverages.get(&submission.coverage).map_or(0, |it| it.payer), provider));
	let told: Result<Predetermination, DispatchError> = call("predetermine", (provider, submission.clone()))?;
	let (done, id) = submit(who, provider, &submission);
	let wrong = |what: String| format!("dry run by {provider} of {submission:?}: {what}");
	let missing = DispatchError::from(Error::<Runtime>::ReserveInsufficient);
	match (&told, &done) {
		(Err(told), Err(done)) => same("the error", told, done).map_err(wrong)?,
		(Ok(told), Err(done)) if !told.funded && *done == missing => {},
		// A debt that is set against the payment may make up for an empty reserve.
		(Ok(told), Ok(kept)) if told.funded || before || submission.replaces.is_some() => {
			let seen = (told.pended, told.version, told.tier);
			same("why a person looks", seen, (kept.pended, kept.version, kept.tier)).map_err(wrong)?;
			let lines = kept.lines.iter().filter_map(|line| line.result.clone()).collect::<Vec<_>>();
			if kept.pended.is_none() {
				let seen = (told.state, told.paid, told.patient, &told.lines);
				same(format!("claim {id}"), seen, (kept.state, kept.paid, kept.patient, &lines)).map_err(wrong)?;
			}
			// What the rules alone would say of a pended claim still adds up.
			let sum: Money = told.lines.iter().map(|line| line.paid).sum();
			same("what is paid in all", told.paid, sum).map_err(wrong)?;
			same("number of lines", told.lines.len(), submission.lines.len()).map_err(wrong)?;
		},
		_ => return Err(wrong(format!("it says {told:?}, and the call does {done:?}"))),
	}
	Ok(1)
}

/// Submit a claim, look at it, and undo it.
fn submit(
	who: AccountId,
	provider: OrganizationId,
	submission: &Submission,
) -> (Result<Claim<AccountId>, DispatchError>, ClaimId) {
	let call = RuntimeCall::Claims(Call::submit { provider, submission: Box::new(submission.clone()) });
	let id = pallet_claims::NextClaim::<Runtime>::get();
	let done = with_transaction(|| {
		let done = match call.dispatch(RuntimeOrigin::signed(who)) {
			Ok(_) => pallet_claims::Claims::<Runtime>::get(id).ok_or(DispatchError::Other("it is not there")),
			Err(error) => Err(error.error),
		};
		TransactionOutcome::Rollback(Ok::<_, DispatchError>(done))
	});
	(done.unwrap_or_else(Err), id)
}

fn eligibility(scene: &mut Scene) -> Result<(), String> {
	let own = &scene.model.claims;
	let id = number(scene, own.next.2);
	let at = match scene.dice.below(6) {
		0 => None,
		1 => Some(u64::MAX),
		2 => Some(0),
		_ => Some(scene.now - scene.dice.between(0, 300) * DAY),
	};
	let provider = scene.dice.percent(60).then(|| scene.dice.below(12) as OrganizationId);
	let categories: Vec<CodeId> = match scene.dice.below(4) {
		0 => (0..200).map(|_| scene.dice.below(70_000) as CodeId).collect(),
		_ => Vec::new(),
	};
	let told: Option<Eligibility<AccountId>> = call("eligibility", (id, at, provider, categories.clone()))?;
	let Some(kept) = own.coverages.get(&id) else {
		return same(format!("eligibility under coverage {id}"), told.is_some(), false);
	};
	let told = told.ok_or_else(|| format!("nothing is said of coverage {id}"))?;
	let at: Seconds = at.unwrap_or(scene.model.now);
	let version = own.version(kept.plan, at);
	let terms = own.terms(kept.plan, version);
	let active =
		terms.is_some() && kept.period.contains(&at) && scene.model.organizations.has_role(kept.payer, Role::Payer);
	let what = || format!("eligibility under coverage {id} at {at}");
	let seen = (told.active, told.version, told.year, told.tier, told.coverage.order, told.coverage.open as usize);
	let year = terms.map(|it| it.year);
	let tier = provider.map(|it| own.tier(kept.payer, it, at));
	same(what(), seen, (active, version, year, tier, kept.order, own.under(id)))?;
	let paid = own.counted().paid.get(&id).copied().unwrap_or_default();
	same(format!("what was ever paid under coverage {id}"), told.lifetime_paid, paid)?;
	let benefits = match terms {
		None => 0,
		Some(terms) if categories.is_empty() => terms.benefits.len(),
		Some(terms) => {
			let asked = categories.iter().take(64);
			asked.filter(|it| terms.benefits.iter().any(|benefit| benefit.category == **it)).count()
		},
	};
	same(format!("number of benefits under coverage {id}"), told.benefits.len(), benefits)
}

fn claim(scene: &mut Scene) -> Result<(), String> {
	let own = &scene.model.claims;
	let id = number(scene, own.next.4);
	let told: Option<Claim<AccountId>> = call("claim", id)?;
	match (own.open(id), &told) {
		(Some(kept), Some(told)) => {
			for (item, line) in kept.lines.iter().zip(&told.lines) {
				line.result.as_ref().map_or(Ok(()), |result| rules::identity(item, result))?;
			}
			agree(id, kept, told)
		},
		(kept, told) => same(format!("claim {id} is answered"), told.is_some(), kept.is_some()),
	}
}

fn authorization(scene: &mut Scene) -> Result<(), String> {
	let own = &scene.model.claims;
	let id = number(scene, own.next.3);
	let told: Option<Authorization<AccountId, ()>> = call("authorization", id)?;
	match (own.authorizations.get(&id), told) {
		(Some(kept), Some(told)) => {
			// The clock says so at once, whenever blocks find room to say it.
			let overdue = kept.overdue || (kept.state.is_pending() && kept.due < scene.model.now);
			let seen = (told.state, told.overdue, told.due, told.cited as usize);
			same(format!("authorisation {id}"), seen, (kept.state, overdue, kept.due, own.cited(id)))
		},
		(kept, told) => same(format!("authorisation {id} is answered"), told.is_some(), kept.is_some()),
	}
}

fn reserve(scene: &mut Scene) -> Result<(), String> {
	let own = &scene.model.claims;
	let payer = if scene.dice.percent(90) { scene.dice.below(10) as OrganizationId } else { u32::MAX };
	let currency = if scene.dice.percent(90) { scene.dice.one(own.currencies.iter().copied()).unwrap_or(0) } else { 1 };
	let told: ReserveStatus = call("reserve", (payer, currency))?;
	let month = scene.model.now / (30 * DAY);
	let of = |month: u64| own.spent.get(&(payer, currency, month)).copied().unwrap_or_default();
	let monthly = of(month).max(of(month.saturating_sub(1)));
	let (free, held) = own.reserve(payer, currency);
	let ratio = free.saturating_mul(1_000).checked_div(monthly.into());
	let seen = (told.free, told.held, told.monthly, told.ratio);
	same(format!("reserve of {payer} in {currency}"), seen, (free, held, monthly, ratio))
}

fn others(scene: &mut Scene) -> Result<(), String> {
	let own: &Model = &scene.model.claims;
	let payer = scene.dice.below(10) as OrganizationId;
	let provider = scene.dice.below(10) as OrganizationId;
	let told: Contract = call("contract", (payer, provider))?;
	let kept = (own.networks.get(&(payer, provider)).copied(), own.owed.get(&(payer, provider)).copied());
	same(format!("contract of {payer} with {provider}"), (told.network, told.owed), kept)?;
	let told: Conduct = call("conduct", payer)?;
	same(format!("conduct of {payer}"), told, own.conducts.get(&payer).copied().unwrap_or_default())?;
	let schedule = number(scene, own.next.0.into()) as u32;
	let told: Option<Schedule<()>> = call("schedule", schedule)?;
	let told = told.map(|it| (it.payer, it.root));
	same(format!("fee schedule {schedule}"), told, own.schedules.get(&schedule).copied())?;
	let plan = number(scene, own.next.1.into()) as u32;
	let version = scene.dice.percent(70).then(|| scene.dice.below(5) as PlanVersion);
	let told: Option<(Plan<()>, PlanVersion, PlanTerms)> = call("plan", (plan, version))?;
	let kept = own.plans.get(&plan).and_then(|kept| {
		let version = version.unwrap_or(kept.versions.len().checked_sub(1)? as PlanVersion);
		Some((kept.payer, kept.currency, version, (**kept.versions.get(usize::from(version))?).clone()))
	});
	let told = told.map(|(plan, version, terms)| (plan.payer, plan.currency, version, terms));
	same(format!("plan {plan} in version {version:?}"), told, kept)
}
