//! Random histories of several attestors, opponents and the clock, against a model that remembers everything.

use crate::{mock::*, quorum::VERDICTS, Report, ReportOf};
use proptest::prelude::*;
use salus_primitives::{AttestationRequest, Attestations, JobId, Outcome, Seconds, Verdict};
use sp_core::{sr25519, H256};
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
enum Step {
	/// Open a job about this thing with these attestors.
	Open { thing: u8, attestors: Vec<u8>, quorum: u32, extra: u8 },
	/// Vote on one of the open jobs.
	Vote { job: usize, n: u8, verdict: usize },
	/// The same, with something wrong.
	Forge { job: usize, n: u8, how: u8 },
	/// Send something again that was sent before.
	Replay { which: usize },
	/// Let time pass.
	Pass { seconds: Seconds },
	/// Register or remove an attestor.
	Attestor { n: u8, there: bool },
	/// Suspend or reinstate an organisation.
	Member { organization: u32, active: bool },
	/// Let a node with two keys work, and put what it says into the block.
	Work { verdict: usize },
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		4 => (0..6u8, proptest::sample::subsequence((0..7u8).collect::<Vec<_>>(), 0..=5), 0..5u32, 0..4u8)
			.prop_map(|(thing, attestors, quorum, extra)| Step::Open { thing, attestors, quorum, extra }),
		8 => (any::<usize>(), 0..7u8, 0..4usize).prop_map(|(job, n, verdict)| Step::Vote { job, n, verdict }),
		2 => (any::<usize>(), 0..7u8, 0..8u8).prop_map(|(job, n, how)| Step::Forge { job, n, how }),
		2 => any::<usize>().prop_map(|which| Step::Replay { which }),
		4 => prop_oneof![1..30u64, 60..700u64].prop_map(|seconds| Step::Pass { seconds }),
		1 => (0..7u8, any::<bool>()).prop_map(|(n, there)| Step::Attestor { n, there }),
		1 => (1..5u32, any::<bool>()).prop_map(|(organization, active)| Step::Member { organization, active }),
		1 => (0..5usize).prop_map(|verdict| Step::Work { verdict }),
	]
}

/// What the model knows of a job.
#[derive(Clone, Debug)]
struct Known {
	attestors: Vec<u8>,
	quorum: usize,
	round: u32,
	said: BTreeMap<u8, Verdict>,
}

#[derive(Default)]
struct Model {
	jobs: BTreeMap<JobId, Known>,
	ended: BTreeMap<JobId, Outcome>,
	sent: Vec<(ReportOf<Test>, sr25519::Signature)>,
}

impl Model {
	fn pick(&self, at: usize) -> Option<JobId> {
		let open: Vec<_> = self.jobs.keys().copied().collect();
		(!open.is_empty()).then(|| open[at % open.len()])
	}

	/// A vote was counted.
	fn counted(&mut self, job: JobId, n: u8, verdict: Verdict) {
		let known = self.jobs.get_mut(&job).expect("only open jobs are voted on");
		assert!(known.attestors.contains(&n), "only those assigned vote");
		assert!(known.said.insert(n, verdict).is_none(), "nobody votes twice in a round");
		let most = VERDICTS.map(|verdict| known.said.values().filter(|said| **said == verdict).count());
		let open = known.attestors.len() - known.said.len();
		let outcome = match most.iter().position(|said| *said >= known.quorum) {
			Some(at) => Some(Outcome::Agreed(VERDICTS[at])),
			None if most.iter().all(|said| said + open < known.quorum) => Some(Outcome::Disputed),
			None => None,
		};
		if let Some(outcome) = outcome {
			self.jobs.remove(&job);
			self.ended.insert(job, outcome);
		}
	}

	/// Send a report; count it if the chain does.
	fn send(&mut self, report: ReportOf<Test>, signature: sr25519::Signature) -> bool {
		let (job, verdict) = (report.job, report.verdict);
		let n = (0..7).find(|n| key(*n) == report.attestor);
		self.sent.push((report.clone(), signature));
		let counted = send(report, signature).is_ok();
		if counted {
			self.counted(job, n.expect("known"), verdict);
		}
		counted
	}

	/// Time has passed: rounds may have ended.
	fn catch_up(&mut self) {
		for (job, known) in self.jobs.clone() {
			match Attestation::job(job) {
				Some(open) if open.round != known.round => {
					assert_eq!(open.round, known.round + 1);
					assert!(open.votes.iter().all(Option::is_none), "a round starts without votes");
					self.jobs.insert(job, Known { round: open.round, said: BTreeMap::new(), ..known });
				},
				Some(_) => {},
				None => {
					assert_eq!(known.round, 2, "a job has two rounds");
					self.jobs.remove(&job);
					self.ended.insert(job, Outcome::Unanswered);
				},
			}
		}
	}

	/// The chain says what the model says.
	fn compare(&self) {
		Attestation::do_try_state().unwrap();
		let open: BTreeMap<_, _> = Attestation::open_jobs(u32::MAX).into_iter().collect();
		assert_eq!(open.keys().collect::<Vec<_>>(), self.jobs.keys().collect::<Vec<_>>());
		for (job, open) in &open {
			let known = &self.jobs[job];
			let votes: Vec<_> = known.attestors.iter().map(|n| known.said.get(n).copied()).collect();
			assert_eq!((open.round, open.votes.to_vec()), (known.round, votes));
		}
		let mut told = heard();
		told.sort_by_key(|heard| heard.0);
		let told: Vec<_> = told.into_iter().map(|heard| (heard.0, heard.3)).collect();
		assert_eq!(told, self.ended.iter().map(|(job, outcome)| (*job, *outcome)).collect::<Vec<_>>());
	}

	fn play(&mut self, node: &Node, step: Step) {
		match step {
			Step::Open { thing, attestors, quorum, extra } => {
				let time_limit = LIMIT + u64::from(extra) * BUCKET;
				let asked = AttestationRequest { time_limit, ..request(thing, &attestors, quorum) };
				if let Ok(job) = Attestation::open(asked) {
					assert!(!self.ended.contains_key(&job), "numbers are never given again");
					let known = Known { attestors, quorum: quorum as usize, round: 1, said: BTreeMap::new() };
					assert!(self.jobs.insert(job, known).is_none());
				}
			},
			Step::Vote { job, n, verdict } => {
				let Some(job) = self.pick(job) else { return };
				let report = report(job, n, VERDICTS[verdict]);
				let signature = sign(&report, n);
				let known = &self.jobs[&job];
				let lawful = known.attestors.contains(&n)
					&& !known.said.contains_key(&n)
					&& Attestation::ensure_attestor(&key(n)).is_ok()
					&& now() < Attestation::job(job).unwrap().deadline;
				assert_eq!(self.send(report, signature), lawful);
			},
			Step::Forge { job, n, how } => {
				let Some(job) = self.pick(job) else { return };
				let honest = report(job, n, Verdict::Attested);
				let (forged, signer) = match how {
					0 => (honest, n + 1),
					1 => (Report { round: honest.round + 1, ..honest }, n),
					2 => (Report { question: H256::zero(), ..honest }, n),
					3 => (Report { valid_from: honest.valid_from + 1, ..honest }, n),
					4 => (Report { valid_until: honest.valid_until + 1, ..honest }, n),
					5 => (Report { job: job + 1_000, ..honest }, n),
					6 => (Report { valid_from: 0, valid_until: 0, ..honest }, n),
					_ => (Report { attestor: key(99), ..honest }, 99),
				};
				let signature = sign(&forged, signer);
				assert!(!self.send(forged, signature), "forgery {how} counted");
				self.sent.pop();
			},
			Step::Replay { which } => {
				if self.sent.is_empty() {
					return;
				}
				let (report, signature) = self.sent[which % self.sent.len()].clone();
				// It may count, if it was refused before for a reason that has gone: then for the first time.
				self.send(report, signature);
				self.sent.pop();
			},
			Step::Pass { seconds } => {
				next_block(seconds);
				self.catch_up();
			},
			Step::Attestor { n, there: true } => {
				let _ = Attestation::register_attestor(RuntimeOrigin::root(), key(n), organization_of(n));
			},
			Step::Attestor { n, there: false } => {
				let _ = Attestation::remove_attestor(RuntimeOrigin::root(), key(n));
			},
			Step::Member { organization, active } => set_active(organization, active),
			Step::Work { verdict } => {
				sees(VERDICTS.get(verdict).copied());
				run_worker();
				for xt in node.take() {
					let RuntimeCall::Attestation(crate::Call::submit { report, signature }) = xt.function else {
						panic!("the worker sends reports only");
					};
					// Reports of jobs that another of them has just settled come too late.
					self.send(report, signature);
				}
			},
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(24))]

	#[test]
	fn history_should_agree_with_the_model_whatever_happens(steps in proptest::collection::vec(step(), 200..300)) {
		test(|node| {
			node.holds(0);
			node.holds(5);
			let mut model = Model::default();
			for step in steps {
				model.play(node, step);
				model.compare();
			}
			// In the end everything ends, once.
			for _ in 0..60 {
				model.play(node, Step::Pass { seconds: 700 });
				model.compare();
			}
			assert!(model.jobs.is_empty(), "a job hangs");
		});
	}
}
