//! The same questions to both, first whether they agree, then how long they take.

use crate::{
	cedar::Question,
	consent::{self, Account, Case, Random, Shape},
	measure::{median, nanoseconds},
};
use anyhow::{ensure, Result};
use cedar_policy::{Authorizer, PolicySet};
use codec::{Decode, Encode};
use pallet_consent::{decision, types::*};
use serde::Serialize;

/// All figures.
#[derive(Serialize)]
pub struct Report {
	/// Where random cases start.
	pub seed: u64,
	/// Do they say the same?
	pub agreement: Agreement,
	/// How long do they take?
	pub times: Vec<Times>,
}

/// What both said to random questions.
#[derive(Serialize, Default)]
pub struct Agreement {
	/// How many questions.
	pub cases: u64,
	/// To how many both said the same.
	pub agree: u64,
	/// How many Salus permits, denies by a rule, denies since nothing permits, and knows no consent for.
	pub permitted: u64,
	/// Denied by a rule.
	pub denied: u64,
	/// Denied since nothing permits.
	pub nothing_permits: u64,
	/// No consent.
	pub no_consent: u64,
}

/// Times of cases of one size, in nanoseconds, the median of cases.
#[derive(Serialize)]
pub struct Times {
	/// Which.
	pub name: String,
	/// How many different cases.
	pub cases: usize,
	/// Provisions of each.
	pub provisions: usize,
	/// Salus decides, everything decoded.
	pub salus: f64,
	/// Salus decides and explains.
	pub salus_explained: f64,
	/// Salus decodes the directives first, as it does on chain.
	pub salus_decoded: f64,
	/// Cedar decides, policies parsed, entities and request built.
	pub cedar: f64,
	/// Cedar parses the policies first.
	pub cedar_parsed: f64,
}

/// Ask and measure.
pub fn run(cases: u64, seed: u64) -> Result<Report> {
	let authorizer = Authorizer::new();
	eprintln!("cedar: {cases} questions to both");
	let agreement = agreement(cases, seed, &authorizer)?;
	let mut times = Vec::new();
	for (name, directives, provisions) in [
		("1 provision", 1, 1),
		("16 provisions", 1, 16),
		("32 provisions", 1, 32),
		("a full file", consent::most_directives()?, MAX_PROVISIONS as usize),
	] {
		eprintln!("cedar: {name}");
		let case = consent::exceptions(directives, provisions)?;
		times.push(measure(format!("exceptions, {name}"), directives * provisions, &[case], &authorizer)?);
	}
	for provisions in [1, 8, 16, 32] {
		eprintln!("cedar: random, {provisions} provisions");
		let mut random = Random(seed ^ provisions as u64);
		let mut chosen = Vec::new();
		while chosen.len() < 100 {
			let case = consent::random(&mut random, Shape { directives: 1, provisions, policy: false })?;
			// Others are over before a provision is looked at.
			if matches!(case.decide().basis, AccessBasis::Rule { .. }) {
				chosen.push(case);
			}
		}
		times.push(measure("random tree".into(), provisions, &chosen, &authorizer)?);
	}
	Ok(Report { seed, agreement, times })
}

fn agreement(cases: u64, seed: u64, authorizer: &Authorizer) -> Result<Agreement> {
	let mut random = Random(seed);
	let mut count = Agreement { cases, ..Agreement::default() };
	for n in 0..cases {
		let shape =
			Shape { directives: random.below(4).into(), provisions: usize::from(1 + random.below(6)), policy: true };
		let case = consent::random(&mut random, shape)?;
		let (ours, theirs) = (case.decide(), Question::of(&case)?);
		ensure!(ours.residual.is_empty(), "everything was stated, and case {n} leaves something open: {ours:?}");
		let permits = theirs.permits(authorizer)?;
		if permits == (ours.outcome == AccessOutcome::Permit) {
			count.agree += 1;
		} else {
			let explained = case.explain();
			println!("seed {seed}, case {n}: Cedar {permits}, Salus {explained:#?}\n{}{}", theirs.text, theirs.request);
		}
		match (ours.outcome, ours.basis) {
			(AccessOutcome::Permit, _) => count.permitted += 1,
			(AccessOutcome::Deny, AccessBasis::NothingPermits) => count.nothing_permits += 1,
			(AccessOutcome::Deny, _) => count.denied += 1,
			(AccessOutcome::NoConsent, _) => count.no_consent += 1,
		}
	}
	Ok(count)
}

fn measure(name: String, provisions: usize, cases: &[Case], authorizer: &Authorizer) -> Result<Times> {
	// Many batches of one case, a few of each of many.
	let batches = if cases.len() == 1 { 501 } else { 21 };
	let [mut salus, mut explained, mut decoded, mut cedar, mut parsed] = [const { Vec::<f64>::new() }; 5];
	for case in cases {
		let question = Question::of(case)?;
		let permitted = case.decide().outcome == AccessOutcome::Permit;
		ensure!(question.permits(authorizer)? == permitted, "they differ: {}", question.text);
		let ask = |policies: &PolicySet| authorizer.is_authorized(&question.request, policies, &question.entities);
		salus.push(nanoseconds(batches, || case.decide()));
		explained.push(nanoseconds(batches, || case.explain()));
		cedar.push(nanoseconds(batches, || ask(&question.policies)));
		let bytes = case.directives.encode();
		decoded.push(nanoseconds(batches, || {
			let directives = Vec::<Directive<Account>>::decode(&mut bytes.as_slice());
			directives.map(|directives| decision::decide(&case.facts, &directives, None))
		}));
		parsed.push(nanoseconds(batches, || question.text.parse().map(|policies| ask(&policies))));
	}
	Ok(Times {
		name,
		cases: cases.len(),
		provisions,
		salus: median(salus),
		salus_explained: median(explained),
		salus_decoded: median(decoded),
		cedar: median(cedar),
		cedar_parsed: median(parsed),
	})
}
