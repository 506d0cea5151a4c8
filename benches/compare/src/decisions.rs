//! The same questions to both, first whether they agree, then how long they take.

use crate::{
	cedar::Question,
	measure::{median, nanoseconds},
	wasm::Wasm,
};
use anyhow::{ensure, Result};
use cedar_policy::{Authorizer, PolicySet};
use pallet_consent::types::*;
use salus_compare_cases::{full_file, random as random_case, Random, Shape, Source, Work};
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
	pub name: &'static str,
	/// How many different cases.
	pub cases: usize,
	/// Provisions of each.
	pub provisions: usize,
	/// Salus decides, everything decoded.
	pub native: f64,
	/// The same compiled to wasm, as in the runtime.
	pub wasm: f64,
	/// In wasm, the directives decoded first, as each call does on chain.
	pub wasm_decoded: f64,
	/// Cedar decides, policies parsed, entities and request built.
	pub cedar: f64,
	/// Cedar parses the policies first.
	pub cedar_parsed: f64,
}

/// Ask and measure.
pub fn run(wasm: &Wasm, cases: u64, seed: u64) -> Result<Report> {
	let authorizer = Authorizer::new();
	eprintln!("cedar: {cases} questions to both");
	let agreement = agreement(cases, seed, &authorizer)?;
	let mut times = Vec::new();
	let one = |provisions| Source::Exceptions { directives: 1, provisions };
	for source in [one(1), one(16), one(32), full_file()?] {
		times.push(measure("exceptions", &[source], wasm, &authorizer)?);
	}
	for provisions in [1, 8, 16, 32] {
		let sources = (seed..).map(|seed| Source::Random { seed, provisions });
		// Others are over before a provision is looked at.
		let decided =
			|source: &Source| source.case().is_ok_and(|case| matches!(case.decide().basis, AccessBasis::Rule { .. }));
		let chosen: Vec<Source> = sources.filter(decided).take(100).collect();
		times.push(measure("random tree", &chosen, wasm, &authorizer)?);
	}
	Ok(Report { seed, agreement, times })
}

fn agreement(cases: u64, seed: u64, authorizer: &Authorizer) -> Result<Agreement> {
	let mut random = Random(seed);
	let mut count = Agreement { cases, ..Agreement::default() };
	for n in 0..cases {
		let shape =
			Shape { directives: random.below(4).into(), provisions: usize::from(1 + random.below(6)), policy: true };
		let case = random_case(&mut random, shape)?;
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

fn measure(name: &'static str, sources: &[Source], wasm: &Wasm, authorizer: &Authorizer) -> Result<Times> {
	// Many batches of one case, a few of each of many.
	let batches = if sources.len() == 1 { 501 } else { 21 };
	let mut provisions = 0;
	let [mut native, mut in_wasm, mut wasm_decoded, mut cedar, mut parsed] = [const { Vec::<f64>::new() }; 5];
	for &source in sources {
		let case = source.case()?;
		let permits = case.decide().outcome == AccessOutcome::Permit;
		let question = Question::of(&case)?;
		ensure!(question.permits(authorizer)? == permits, "they differ: {}", question.text);
		let ask = |policies: &PolicySet| authorizer.is_authorized(&question.request, policies, &question.entities);
		native.push(nanoseconds(batches, case.work(Work::Decide)));
		in_wasm.push(wasm.nanoseconds(batches, source, Work::Decide, permits)?);
		wasm_decoded.push(wasm.nanoseconds(batches, source, Work::DecodeAndDecide, permits)?);
		cedar.push(nanoseconds(batches, || ask(&question.policies)));
		parsed.push(nanoseconds(batches, || question.text.parse().map(|policies| ask(&policies))));
		provisions = case.directives.iter().map(|directive| directive.terms.provisions.len()).sum();
	}
	eprintln!("cedar: {name}, {provisions} provisions");
	Ok(Times {
		name,
		cases: sources.len(),
		provisions,
		native: median(native),
		wasm: median(in_wasm),
		wasm_decoded: median(wasm_decoded),
		cedar: median(cedar),
		cedar_parsed: median(parsed),
	})
}
