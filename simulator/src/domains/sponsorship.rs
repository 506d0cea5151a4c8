//! Who pays for whom.

use super::{same, Domain};
use crate::{
	model::{Expect, Model as Whole, Step},
	scene::{Act, Scene},
};
use pallet_organizations::organization_account;
use pallet_sponsorship::Call;
use salus_primitives::{Duty, OrganizationId};
use salus_runtime::{constants::*, AccountId, Balance, Runtime, RuntimeCall};
use std::collections::BTreeMap;

/// See [`Domain`].
pub struct Sponsorship;

/// Who pays for whom, and how much.
#[derive(Clone, Default)]
pub struct Model {
	/// The member, fees per period, deposits.
	pub all: BTreeMap<AccountId, (OrganizationId, Balance, Balance)>,
	/// What a member spends at most.
	pub budgets: BTreeMap<OrganizationId, Balance>,
}

impl Domain for Sponsorship {
	fn pallet(&self) -> &'static str {
		"Sponsorship"
	}

	fn begin(&self, model: &mut Whole) {
		model.sponsorship.all = state();
	}

	fn traffic(&self, scene: &mut Scene) -> Option<Act> {
		let wrap = RuntimeCall::Sponsorship;
		let amount = |scene: &mut Scene| Balance::from(scene.dice.between(0, 200)) * UNIT;
		let act = match scene.dice.below(8) {
			0..=2 => {
				let (organization, who) = scene.acting(Duty::Finance)?;
				let (allowance, deposit_quota) = (amount(scene), amount(scene));
				Act::Signed(who, wrap(Call::vouch { organization, account: scene.person(), allowance, deposit_quota }))
			},
			3 | 4 => {
				let sponsored: Vec<_> = scene.model.sponsorship.all.iter().map(|(a, it)| (a.clone(), it.0)).collect();
				let (account, organization) = scene.dice.one(sponsored)?;
				let who = scene.staff(organization, Duty::Finance)?;
				let (allowance, deposit_quota) = (amount(scene), amount(scene));
				Act::Signed(who, wrap(Call::amend { organization, account, allowance, deposit_quota }))
			},
			5 => {
				let sponsored: Vec<_> = scene.model.sponsorship.all.iter().map(|(a, it)| (a.clone(), it.0)).collect();
				let (account, organization) = scene.dice.one(sponsored)?;
				let who = scene.staff(organization, Duty::Finance)?;
				Act::Signed(who, wrap(Call::end { organization, account }))
			},
			6 => {
				let account = scene.dice.one(scene.model.sponsorship.all.keys().cloned())?;
				Act::Signed(account, wrap(Call::renounce {}))
			},
			_ => {
				let (organization, who) = scene.acting(Duty::Finance)?;
				let per_period = scene.dice.percent(50).then(|| amount(scene));
				Act::Signed(who, wrap(Call::set_budget { organization, per_period }))
			},
		};
		Some(act)
	}

	fn expect(&self, model: &Whole, step: &Step) -> Expect {
		let RuntimeCall::Sponsorship(call) = step.call else { return Expect::Either };
		let own = &model.sponsorship;
		let pays = |id: OrganizationId| model.may(id, step.origin, Duty::Finance);
		let (lawful, sure) = match call {
			Call::vouch { organization, account, allowance, deposit_quota } => {
				let taken = own.all.get(account).is_some_and(|(by, ..)| model.organizations.is_active(*by));
				let offers = *allowance > 0 || *deposit_quota > 0;
				let itself = *account == organization_account::<AccountId>(*organization);
				(pays(*organization) && !taken && offers && !itself, false)
			},
			Call::amend { organization, account, allowance, deposit_quota } => {
				let known = own.all.get(account).is_some_and(|(by, ..)| by == organization);
				(pays(*organization) && known && (*allowance > 0 || *deposit_quota > 0), true)
			},
			Call::end { organization, account } => {
				(pays(*organization) && own.all.get(account).is_some_and(|(by, ..)| by == organization), true)
			},
			Call::renounce {} => (step.origin.who().is_some_and(|who| own.all.contains_key(who)), true),
			Call::set_budget { organization, .. } => (pays(*organization), true),
			_ => return Expect::Either,
		};
		let success = if sure { Expect::Success } else { Expect::Either };
		Expect::only_if(lawful, "whose money it is not", || success)
	}

	fn follow(&self, model: &mut Whole, step: &Step) -> Result<(), String> {
		let RuntimeCall::Sponsorship(call) = step.call else { return Ok(()) };
		let own = &mut model.sponsorship;
		match call {
			Call::vouch { organization, account, allowance, deposit_quota }
			| Call::amend { organization, account, allowance, deposit_quota } => {
				own.all.insert(account.clone(), (*organization, *allowance, *deposit_quota));
			},
			Call::end { account, .. } => {
				own.all.remove(account);
			},
			Call::renounce {} => {
				own.all.remove(step.origin.who().ok_or("nobody renounced")?);
			},
			Call::set_budget { organization, per_period } => {
				match per_period {
					Some(limit) => own.budgets.insert(*organization, *limit),
					None => own.budgets.remove(organization),
				};
			},
			_ => {},
		}
		Ok(())
	}

	fn compare(&self, model: &Whole) -> Result<(), String> {
		same("sponsorships", state(), model.sponsorship.all.clone())?;
		let budgets: BTreeMap<_, _> =
			pallet_sponsorship::Budgets::<Runtime>::iter().map(|(id, it)| (id, it.per_period)).collect();
		same("budgets", &budgets, &model.sponsorship.budgets)
	}

	fn try_state(&self) -> Result<(), String> {
		salus_runtime::Sponsorship::do_try_state().map_err(|error| format!("{error:?}"))
	}
}

fn state() -> BTreeMap<AccountId, (OrganizationId, Balance, Balance)> {
	pallet_sponsorship::Sponsorships::<Runtime>::iter()
		.map(|(account, it)| (account, (it.organization, it.allowance.per_period, it.deposit_quota)))
		.collect()
}
