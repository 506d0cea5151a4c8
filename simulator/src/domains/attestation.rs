//! Attestors, the jobs they are asked, and the reports they sign.

use super::{same, Domain};
use crate::{
	model::{Expect, Model as Whole, Origin, Step},
	scene::{sign, Act, Body, Scene},
};
use pallet_attestation::{Call, Event, JobOf, Report};
use salus_primitives::{AttestorKey, Duty, JobId, OrganizationId, Source, Verdict};
use salus_runtime::{Runtime, RuntimeCall, RuntimeEvent, System};
use sp_core::Pair;
use std::collections::{BTreeMap, BTreeSet};

/// See [`Domain`].
pub struct Attestation;

/// Who attests, and what is asked.
#[derive(Clone, Default)]
pub struct Model {
	/// Keys, and whose node each is.
	pub attestors: BTreeMap<AttestorKey, OrganizationId>,
	/// Open jobs.
	pub jobs: BTreeMap<JobId, Source>,
	/// Who voted in which round.
	pub votes: BTreeSet<(JobId, u32, AttestorKey)>,
}

/// The report that this attestor would make now.
fn report(
	scene: &mut Scene,
	job: JobId,
	kept: &JobOf<Runtime>,
	attestor: AttestorKey,
	verdict: Verdict,
) -> Report<u32> {
	let from = System::block_number().saturating_sub(scene.dice.below(3) as u32);
	Report {
		job,
		round: kept.round,
		question: kept.question(),
		attestor,
		verdict,
		valid_from: from,
		valid_until: from + scene.dice.between(8, 64) as u32,
	}
}

impl Domain for Attestation {
	fn pallet(&self) -> &'static str {
		"Attestation"
	}

	fn begin(&self, model: &mut Whole) {
		model.attestation.attestors = pallet_attestation::Attestors::<Runtime>::iter().collect();
	}

	fn traffic(&self, scene: &mut Scene) -> Option<Act> {
		let wrap = RuntimeCall::Attestation;
		let attestors = &scene.model.attestation.attestors;
		let act = match scene.dice.below(8) {
			0 | 1 => {
				let unused = scene.actors.attestors.iter().map(|pair| pair.public());
				let key = scene.dice.one(unused.filter(|key| !attestors.contains_key(key)))?;
				let organization = scene.member()?;
				Act::Motion(Body::Council, 3, 5, wrap(Call::register_attestor { key, organization }))
			},
			2 if attestors.len() > 8 => {
				let (key, organization) = scene.dice.one(attestors.iter().map(|(key, id)| (*key, *id)))?;
				match scene.dice.below(3) {
					0 => Act::Motion(Body::Council, 3, 5, wrap(Call::remove_attestor { key })),
					_ => {
						let who = scene.staff(organization, Duty::Operations)?;
						Act::Signed(who, wrap(Call::remove_attestor { key }))
					},
				}
			},
			_ => {
				// Workers answer by themselves; this one did not look, or looked and lies.
				let job = scene.dice.one(scene.model.attestation.jobs.keys().copied())?;
				let kept = pallet_attestation::Jobs::<Runtime>::get(job)?;
				let attestor = scene.dice.one(kept.attestors.iter().copied())?;
				let all = [Verdict::Attested, Verdict::Mismatch, Verdict::Unavailable, Verdict::Erased];
				let verdict = *scene.dice.pick(&all)?;
				let mut said = report(scene, job, &kept, attestor, verdict);
				match scene.dice.below(12) {
					0 => said.round += 1,
					1 => said.question = scene.dice.hash(),
					2 => said.valid_until = said.valid_from + 65,
					3 => said.valid_from += 70,
					4 => said.attestor = scene.actors.attestors[scene.dice.below(16)].public(),
					_ => {},
				}
				// Now and then somebody else signs, or for another chain.
				let forged = scene.dice.percent(10);
				let pair = scene.actors.attestor(&said.attestor)?;
				let genesis = if forged { scene.dice.hash() } else { System::block_hash(0) };
				let signature = sign(pair, &said.signing_payload(genesis));
				Act::Bare(wrap(Call::submit { report: said, signature }))
			},
		};
		Some(act)
	}

	fn expect(&self, model: &Whole, step: &Step) -> Expect {
		let RuntimeCall::Attestation(call) = step.call else { return Expect::Either };
		let own = &model.attestation;
		let lawful = match call {
			Call::register_attestor { key, organization } => {
				let fits = model.organizations.is_active(*organization) && !own.attestors.contains_key(key);
				step.origin.council(3, 5) && fits
			},
			Call::remove_attestor { key } => own.attestors.get(key).is_some_and(|organization| {
				step.origin.council(3, 5) || model.may(*organization, step.origin, Duty::Operations)
			}),
			Call::submit { report, signature } => {
				let registered = own.attestors.get(&report.attestor);
				let block = System::block_number();
				let lawful = *step.origin == Origin::Authorized
					&& registered.is_some_and(|organization| model.organizations.is_active(*organization))
					&& own.jobs.contains_key(&report.job)
					&& !own.votes.contains(&(report.job, report.round, report.attestor))
					&& (report.valid_from..=report.valid_until).contains(&block)
					&& report.valid_until - report.valid_from <= 64
					&& sp_core::sr25519::Pair::verify(
						signature,
						report.signing_payload(System::block_hash(0)),
						&report.attestor,
					);
				return Expect::only_if(lawful, "a report that does not count", || Expect::Either);
			},
			_ => return Expect::Either,
		};
		Expect::only_if(lawful, "whose decision it is not", || Expect::Success)
	}

	fn follow(&self, model: &mut Whole, step: &Step) -> Result<(), String> {
		let RuntimeCall::Attestation(call) = step.call else { return Ok(()) };
		let own = &mut model.attestation;
		match call {
			Call::register_attestor { key, organization } => {
				own.attestors.insert(*key, *organization);
			},
			Call::remove_attestor { key } => {
				own.attestors.remove(key);
			},
			Call::submit { report, .. } => {
				let new = own.votes.insert((report.job, report.round, report.attestor));
				if !new {
					return Err(format!("attestor {:?} voted twice in job {}", report.attestor, report.job));
				}
			},
			_ => {},
		}
		Ok(())
	}

	fn hear(&self, model: &mut Whole, event: &RuntimeEvent, _: bool) {
		let own = &mut model.attestation;
		match event {
			RuntimeEvent::Attestation(Event::JobOpened { job, source, .. }) => {
				own.jobs.insert(*job, *source);
			},
			RuntimeEvent::Attestation(Event::JobEnded { job, .. }) => {
				own.jobs.remove(job);
				own.votes.retain(|(of, ..)| of != job);
			},
			_ => {},
		}
	}

	fn compare(&self, model: &Whole) -> Result<(), String> {
		let own = &model.attestation;
		let attestors: BTreeMap<_, _> = pallet_attestation::Attestors::<Runtime>::iter().collect();
		same("attestors", &attestors, &own.attestors)?;
		let jobs: BTreeMap<_, _> =
			pallet_attestation::Jobs::<Runtime>::iter().map(|(id, job)| (id, job.source)).collect();
		same("open jobs", &jobs, &own.jobs)
	}

	fn try_state(&self) -> Result<(), String> {
		salus_runtime::Attestation::do_try_state().map_err(|error| format!("{error:?}"))
	}
}
