//! Measuring a case: the same kind of extrinsic alone, among others, and filling a block.

use crate::{
	arithmetic::{each, median, micros, Budget, Cost, Fit, Growth},
	chain::{Built, Chain, Push},
	lab::{Case, Lab, Question},
	names::Names,
};
use anyhow::{ensure, Context, Result};
use codec::{Decode, Encode};
use frame_support::{dispatch::DispatchClass, weights::Weight};
use salus_runtime::{
	configs::{RuntimeBlockLength, RuntimeBlockWeights},
	Balance,
};
use serde::Serialize;
use sp_core::{sr25519, Pair};
use std::{
	collections::{BTreeMap, BTreeSet},
	time::Duration,
};

/// How hard to look.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
	/// Extrinsics of the block in between.
	pub crowd: usize,
	/// How often each block is imported; the median counts.
	pub repeat: usize,
	/// How often each question is asked.
	pub questions: usize,
}

/// What ordinary extrinsics may take of a block, by the runtime's own limits.
pub fn budget() -> Result<Budget> {
	let weight = RuntimeBlockWeights::get().get(DispatchClass::Normal).max_total.context("blocks have a limit")?;
	let length = *RuntimeBlockLength::get().max.get(DispatchClass::Normal);
	Ok(Budget { time: weight.ref_time() as f64 / 1e6, proof: weight.proof_size() as f64, length: f64::from(length) })
}

/// How long one sr25519 signature takes to verify, in microseconds: the code that the runtime calls, on this machine.
pub fn signature_check() -> f64 {
	let pair = sr25519::Pair::from_seed(&[7; 32]);
	let (message, public) = ([7u8; 120], pair.public());
	let signature = pair.sign(&message);
	let once = || {
		let start = cpu_time::ThreadTime::now();
		assert!(sp_io::crypto::sr25519_verify(&signature, &message, &public), "the signature is valid");
		micros(start.elapsed())
	};
	median((0..501).map(|_| once()).collect())
}

/// A block of one size.
#[derive(Debug, Clone, Serialize)]
pub struct BlockFigures {
	/// How many extrinsics of the case it holds.
	pub extrinsics: usize,
	/// Importing the whole block, in microseconds of processor time.
	pub import: f64,
	/// The proof as the runtime sees it, in bytes.
	pub recorded: u64,
	/// The proof as it travels, in bytes.
	pub compact: usize,
	/// Of one extrinsic more than an empty block: measured time and recorded proof.
	pub each: Cost,
	/// Of one extrinsic more than an empty block: the proof as it travels, in bytes.
	pub each_compact: f64,
	/// Of one extrinsic: what the runtime counted after reclaiming.
	pub counted: Cost,
}

/// A case, measured.
#[derive(Debug, Clone, Serialize)]
pub struct Figures {
	/// Its name.
	pub name: String,
	/// What is done.
	pub about: String,
	/// What the runtime declares before execution.
	pub declared: Cost,
	/// The fee that the runtime asks before execution, in planks.
	pub fee: String,
	/// The first extrinsic alone in a block.
	pub alone: BlockFigures,
	/// Some in a block.
	pub crowd: BlockFigures,
	/// As many as fit, or as there are.
	pub full: BlockFigures,
	/// Whether the runtime refused more: else there were no more.
	pub filled: bool,
	/// How many fit by the declared cost.
	pub fit_declared: Fit,
	/// How many fit by the cost measured in the fullest block: the worse of time and measured proof counts.
	pub fit_measured: Fit,
	/// Share of the measured time that one signature check takes.
	pub signature_share: f64,
	/// What one adds to the state for good.
	pub growth: Growth,
	/// Keys that the first one alone reads, which an empty block does not: by item.
	pub reads: BTreeMap<String, u32>,
}

/// A question, answered.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionFigures {
	/// Its name.
	pub name: String,
	/// What is asked.
	pub about: String,
	/// The whole call as a node makes it, in nanoseconds.
	pub call: f64,
	/// Without what a call costs that asks nothing (the runtime's version): decoding, deciding, reading.
	pub inside: f64,
	/// The proof of the answer as it travels, in bytes.
	pub compact: usize,
	/// Keys that are read, by item.
	pub reads: BTreeMap<String, u32>,
}

/// Measures on one state.
pub struct Bench<'a> {
	lab: &'a mut Lab,
	names: Names,
	effort: Effort,
	budget: Budget,
	signature: f64,
	empty: Empty,
}

/// A block with nothing but its inherents.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Empty {
	/// Importing it, in microseconds of processor time.
	pub import: f64,
	/// The proof as the runtime sees it, in bytes.
	pub recorded: u64,
	/// The proof as it travels, in bytes.
	pub compact: usize,
	#[serde(skip)]
	weight: Weight,
	#[serde(skip)]
	written: BTreeSet<Vec<u8>>,
	#[serde(skip)]
	read: BTreeSet<Vec<u8>>,
}

impl<'a> Bench<'a> {
	/// On the state as it is now.
	pub fn new(lab: &'a mut Lab, effort: Effort, signature: f64) -> Result<Self> {
		let built = lab.chain.draft()?.close()?;
		lab.chain.validate(&built).context("an empty block")?;
		let empty = Empty {
			import: import(&lab.chain, &built, effort.repeat.saturating_mul(4))?,
			recorded: built.recorded,
			compact: built.proof.encoded_size(),
			weight: *built.weight.get(DispatchClass::Normal),
			written: built.changes.iter().map(|(key, _)| key.clone()).collect(),
			read: built.keys.clone(),
		};
		Ok(Self { lab, names: Names::new(), effort, budget: budget()?, signature, empty })
	}

	/// What a block takes that holds nothing.
	pub fn empty(&self) -> Empty {
		self.empty.clone()
	}

	/// Measure a case.
	pub fn case(&mut self, case: &Case) -> Result<Figures> {
		let extrinsics = self.lab.sign_all(&case.calls);
		let first = extrinsics.first().context("there is nothing to measure")?;
		let (declared, fee) = self.declared(first)?;

		let (alone, _) = self.block(&extrinsics, 1)?;
		self.lab.chain.validate(&alone).context("the block with one")?;
		let alone_figures = self.figures(&alone, 1, self.effort.repeat.saturating_mul(4))?;

		let (crowd, _) = self.block(&extrinsics, self.effort.crowd)?;
		let crowd_figures = self.figures(&crowd, self.number(&crowd)?, self.effort.repeat.saturating_mul(2))?;
		drop(crowd);

		let (full, filled) = self.block(&extrinsics, usize::MAX)?;
		self.lab.chain.validate(&full).context("the full block")?;
		let count = self.number(&full)?;
		let full_figures = self.figures(&full, count, self.effort.repeat)?;

		let reads = self.names.count(alone.keys.difference(&self.empty.read));
		Ok(Figures {
			name: case.name.clone(),
			about: case.about.into(),
			declared,
			fee: fee.to_string(),
			filled,
			fit_declared: Fit::of(&self.budget, &declared),
			fit_measured: Fit::of(&self.budget, &full_figures.each),
			signature_share: if full_figures.each.time > 0.0 { self.signature / full_figures.each.time } else { 0.0 },
			growth: self.growth(&full)?.each(count),
			reads,
			alone: alone_figures,
			crowd: crowd_figures,
			full: full_figures,
		})
	}

	/// Ask a question and measure the answer.
	pub fn question(&self, question: &Question) -> Result<QuestionFigures> {
		let chain = &self.lab.chain;
		let first = question.arguments.first().context("nothing is asked")?;
		let cache = Chain::cache();
		let mut times = Vec::new();
		for data in question.arguments.iter().cycle().take(self.effort.questions.max(question.arguments.len())) {
			let answer = chain.ask_with(&cache, question.method, data)?;
			ensure!((question.accepts)(&answer.data), "{}: the answer is a refusal: {:?}", question.name, answer.data);
			times.push(nanos(answer.time));
		}
		let nothing = (0..self.effort.questions)
			.map(|_| Ok(nanos(chain.ask_with(&cache, "Core_version", &[])?.time)))
			.collect::<Result<Vec<_>>>()?;
		let call = median(times);
		let (proof, keys) = chain.prove(question.method, first)?;
		Ok(QuestionFigures {
			name: question.name.clone(),
			about: question.about.into(),
			call,
			inside: call - median(nothing),
			compact: proof.encoded_size(),
			reads: self.names.count(keys.iter()),
		})
	}

	/// Build a block of at most so many of these extrinsics; also says whether it was the block that had enough.
	fn block(&self, extrinsics: &[Vec<u8>], most: usize) -> Result<(Built, bool)> {
		let mut draft = self.lab.chain.draft()?;
		for (n, extrinsic) in extrinsics.iter().take(most).enumerate() {
			if draft.push(extrinsic).with_context(|| format!("extrinsic {n}"))? == Push::Full {
				ensure!(n > 0, "not even one fits a block");
				return Ok((draft.close()?, true));
			}
		}
		Ok((draft.close()?, false))
	}

	/// How many extrinsics a block has beside its inherents.
	fn number(&self, built: &Built) -> Result<usize> {
		let inherents = 2;
		built.block.extrinsics.len().checked_sub(inherents).context("the block lacks its inherents")
	}

	fn figures(&self, built: &Built, count: usize, repeat: usize) -> Result<BlockFigures> {
		let extrinsics = &built.block.extrinsics;
		let length: usize = extrinsics.iter().skip(2).map(|extrinsic| extrinsic.encoded_size()).sum();
		let import = import(&self.lab.chain, built, repeat)?;
		let compact = built.proof.encoded_size();
		let length = each(length as f64, 0.0, count);
		let counted = built.weight.get(DispatchClass::Normal).saturating_sub(self.empty.weight);
		Ok(BlockFigures {
			extrinsics: count,
			import,
			recorded: built.recorded,
			compact,
			each: Cost {
				time: each(import, self.empty.import, count),
				proof: each(built.recorded as f64, self.empty.recorded as f64, count),
				length,
			},
			each_compact: each(compact as f64, self.empty.compact as f64, count),
			counted: Cost {
				time: each(counted.ref_time() as f64 / 1e6, 0.0, count),
				proof: each(counted.proof_size() as f64, 0.0, count),
				length,
			},
		})
	}

	fn declared(&self, extrinsic: &[u8]) -> Result<(Cost, Balance)> {
		let length = u32::try_from(extrinsic.len())?;
		let answer =
			self.lab.chain.ask("TransactionPaymentApi_query_info", &[extrinsic, &length.to_le_bytes()[..]].concat())?;
		let (weight, class, fee) = <(Weight, DispatchClass, Balance)>::decode(&mut &*answer)?;
		ensure!(class == DispatchClass::Normal, "only normal extrinsics are measured, not {class:?}");
		let base = RuntimeBlockWeights::get().get(class).base_extrinsic;
		Ok((Cost::declared(weight, base, extrinsic.len()), fee))
	}

	/// What a block adds to the state, without the entries that every block writes.
	fn growth(&self, built: &Built) -> Result<Growth> {
		let mut growth = Growth::default();
		for (key, value) in built.changes.iter().filter(|(key, _)| !self.empty.written.contains(key)) {
			let before = self.lab.chain.storage(key)?.map(|value| value.len());
			growth = growth.and(Growth::of(key.len(), before, value.as_ref().map(Vec::len)));
		}
		Ok(growth)
	}
}

fn import(chain: &Chain, built: &Built, repeat: usize) -> Result<f64> {
	let times = (0..repeat.max(1)).map(|_| Ok(micros(chain.import(&built.block)?))).collect::<Result<Vec<_>>>()?;
	Ok(median(times))
}

fn nanos(time: Duration) -> f64 {
	micros(time) * 1_000.0
}
