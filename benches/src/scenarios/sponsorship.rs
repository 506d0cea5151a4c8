//! Sponsorship: beginning and ending it. What it adds to another call is measured with that call.

use crate::{
	fill::{Map, Part},
	lab::{Case, Lab, Plan, Signed},
};
use anyhow::{Context, Result};
use salus_primitives::Duty;
use salus_runtime::{constants::UNIT, Runtime};
use sp_core::{sr25519, Pair};

type Call = pallet_sponsorship::Call<Runtime>;

/// People are staff who spend their organisation's money; strangers are sponsored.
pub fn prepare(lab: &mut Lab) -> Result<Plan> {
	let strangers: Vec<sr25519::Pair> = lab.strangers().collect();
	super::employ(lab, &[Duty::Finance])?;
	super::vouch(lab, strangers.iter().map(|stranger| stranger.public().into()))?;
	// The first stranger keeps something in state and then leaves its sponsor, so that there is a deposit of a former
	// sponsor and an account that is kept alive. It is not measured again.
	let first = strangers.first().context("there are strangers")?;
	lab.perform([
		Signed::new(first.clone(), pallet_subjects::Call::<Runtime>::open {}),
		Signed::new(first.clone(), Call::renounce {}),
	])?;

	let vouch = lab.people().enumerate().zip(lab.acquaintances()).map(|((n, by), account)| {
		let (organization, _) = Lab::organization(n)?;
		let account = account.clone();
		Ok(Signed::new(by.clone(), Call::vouch { organization, account, allowance: UNIT, deposit_quota: UNIT }))
	});
	// The n-th stranger is sponsored by the organisation whose staff the n-th person is.
	let end = lab.people().enumerate().zip(&strangers).skip(1).map(|((n, by), stranger)| {
		let (organization, _) = Lab::organization(n)?;
		Ok(Signed::new(by.clone(), Call::end { organization, account: stranger.public().into() }))
	});
	let renounce = strangers.iter().skip(1).map(|stranger| Signed::new(stranger.clone(), Call::renounce {}));
	let cases = vec![
		Case::new(
			"sponsorship.vouch",
			"Staff vouches for an account that has money already; the organisation pays the deposit.",
			vouch.collect::<Result<_>>()?,
		),
		Case::new(
			"sponsorship.end",
			"Staff ends a sponsorship of an account that never signed: nothing is left of it.",
			end.collect::<Result<_>>()?,
		),
		Case::new(
			"sponsorship.renounce",
			"A sponsored account leaves its sponsor, free of charge.",
			renounce.collect(),
		),
	];
	let fill = vec![
		Map::new("Organizations", "Staff", &[Part::Twox(4), Part::Blake(32)]),
		Map::new("Balances", "Holds", &[Part::Blake(32)]),
		Map::new("Sponsorship", "Sponsorships", &[Part::Blake(32)]),
		Map::new("Sponsorship", "DepositsHeld", &[Part::Twox(4), Part::Blake(32)]),
		Map::new("Sponsorship", "KeptAlive", &[Part::Blake(32)]),
	];
	Ok(Plan { fill, cases, questions: Vec::new() })
}
