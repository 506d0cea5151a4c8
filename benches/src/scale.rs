//! How many cores, how much state and how long a wait does a day of this traffic take?
//!
//! Takes the figures that `salus-measure --json` wrote and a profile of a day's traffic, and plays the day block by block:
//! what arrives, evenly within each hour, waits in one queue, and each block takes from its head what the runtime would let
//! in by what it counts after reclaiming: time, proof and length.

// Arithmetic on figures of a day, with places that come from enumerating the very lists they are looked up in.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)]

use anyhow::{bail, ensure, Context, Result};
use clap::Parser;
use serde::Deserialize;
use std::{
	collections::{BTreeMap, VecDeque},
	path::{Path, PathBuf},
};

/// Hours of a day.
const HOURS: usize = 24;
/// Seconds of an hour.
const HOUR: f64 = 3_600.0;
/// The most cores that are tried.
const MAX_CORES: u32 = 1_000;

/// How many cores, how much state and how long a wait does a day of this traffic take?
///
/// Figures come from `./scripts/measure.sh --json FILE`; profiles stand in benches/profiles. What is played is one day:
/// even arrivals within each hour, one queue, blocks that take from its head what fits. With several cores of the relay chain
/// (elastic scaling) there are as many blocks in the time of one. Waiting is until inclusion: finality comes on top.
#[derive(Parser)]
#[command(name = "salus-scale", version)]
struct Options {
	/// Figures of `salus-measure --json`; may be given more than once. Of a case that stands in several, the last counts.
	#[arg(long, value_name = "FILE", required = true)]
	figures: Vec<PathBuf>,

	/// The day's traffic, a JSON file.
	#[arg(long, value_name = "FILE", required_unless_present = "check")]
	profile: Option<PathBuf>,

	/// Play with this many cores. Default: the fewest with which the busiest hour is at most `--full` full.
	#[arg(long)]
	cores: Option<u32>,

	/// How full blocks of the busiest hour may be on average, when cores are chosen.
	#[arg(long, default_value_t = 0.8)]
	full: f64,

	/// Count what was measured instead of what the runtime counts: the physical limit, were every weight exact.
	#[arg(long)]
	measured: bool,

	/// Compare the model with the harness instead: from blocks of a few extrinsics foretell how many fit a full one.
	#[arg(long)]
	check: bool,
}

/// What an extrinsic takes of a block, or a block has room for: microseconds, and bytes of proof and of extrinsics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
struct Cost {
	time: f64,
	proof: f64,
	length: f64,
}

impl Cost {
	fn plus(self, other: Self, times: f64) -> Self {
		Self {
			time: self.time + other.time * times,
			proof: self.proof + other.proof * times,
			length: self.length + other.length * times,
		}
	}

	/// What share of the budget this is, by the limit that binds, and which one that is.
	fn share(self, budget: Self) -> (f64, &'static str) {
		let shares = [
			(self.time / budget.time, "time"),
			(self.proof / budget.proof, "proof"),
			(self.length / budget.length, "length"),
		];
		shares.into_iter().fold((0.0, "nothing"), |most, one| if one.0 > most.0 { one } else { most })
	}
}

/// Blocks of one size.
#[derive(Clone, Debug, Deserialize)]
struct Block {
	extrinsics: usize,
	each: Cost,
	each_compact: f64,
	counted: Cost,
}

/// What one extrinsic adds to the state.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Growth {
	entries: f64,
	bytes: f64,
}

/// A case of the harness.
#[derive(Clone, Debug, Deserialize)]
struct Case {
	name: String,
	crowd: Block,
	full: Block,
	/// Did the block fill, or were no more extrinsics prepared?
	filled: bool,
	growth: Growth,
}

#[derive(Deserialize)]
struct Domain {
	baseline: Case,
	cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Figures {
	budget: Cost,
	domains: Vec<Domain>,
}

/// A day's traffic.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Profile {
	/// What it is the traffic of.
	name: String,
	/// Where the numbers come from.
	source: String,
	/// Seconds between two blocks of one core.
	#[serde(default = "block_seconds")]
	block_seconds: f64,
	/// Weight of each hour, midnight first; all alike if there are none.
	#[serde(default)]
	hours: Vec<f64>,
	/// What there is.
	traffic: Vec<Traffic>,
}

fn block_seconds() -> f64 {
	6.0
}

/// Extrinsics of one kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Traffic {
	/// The case of the harness.
	case: String,
	/// How many a day.
	per_day: f64,
	/// What it stands for.
	what: String,
}

fn read<T: serde::de::DeserializeOwned>(file: &Path, parse: impl Fn(&str) -> Result<T>) -> Result<T> {
	let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
	parse(&text).with_context(|| format!("{} cannot be used", file.display()))
}

impl Profile {
	fn check(&self) -> Result<()> {
		ensure!(!self.traffic.is_empty(), "there is no traffic in it");
		ensure!(self.block_seconds > 0.0, "block_seconds must be above zero");
		ensure!(self.hours.is_empty() || self.hours.len() == HOURS, "hours must have 24 weights, or none");
		ensure!(
			self.hours.iter().all(|weight| *weight >= 0.0 && weight.is_finite()),
			"an hour weighs less than nothing"
		);
		ensure!(self.hours.is_empty() || self.hours.iter().sum::<f64>() > 0.0, "no hour has any weight");
		for one in &self.traffic {
			ensure!(one.per_day >= 0.0 && one.per_day.is_finite(), "{}: per_day must be zero or more", one.case);
		}
		Ok(())
	}

	/// The share of a day's traffic that falls into each hour.
	fn shares(&self) -> [f64; HOURS] {
		let sum: f64 = self.hours.iter().sum();
		std::array::from_fn(|hour| match self.hours.get(hour) {
			Some(weight) => weight / sum,
			None => 1.0 / HOURS as f64,
		})
	}
}

/// One kind of traffic with what it costs.
struct Kind<'a> {
	traffic: &'a Traffic,
	case: &'a Case,
	cost: Cost,
}

/// What came of a day.
struct Day {
	/// Seconds that each extrinsic waited, in tenths, and how many did.
	waits: BTreeMap<u64, u64>,
	/// How many were still waiting at midnight.
	left: u64,
	/// Blocks with anything in them.
	used: u64,
	/// All blocks.
	blocks: u64,
	/// The fullest hour: which, and how full on average.
	busiest: (usize, f64),
}

impl Day {
	/// Seconds within which this share was included.
	fn wait(&self, share: f64) -> f64 {
		let all: u64 = self.waits.values().sum();
		let mut seen = 0;
		for (tenths, number) in &self.waits {
			seen += number;
			if seen as f64 >= share * all as f64 {
				return *tenths as f64 / 10.0;
			}
		}
		0.0
	}
}

/// Play a day.
fn play(kinds: &[Kind], shares: &[f64; HOURS], interval: f64, budget: Cost) -> Day {
	// What of an extrinsic of each kind has arrived so far.
	let mut parts = vec![0.0; kinds.len()];
	// What arrived within one block's time, of one kind: when its middle was, which kind, how many.
	let mut queue: VecDeque<(f64, usize, u64)> = VecDeque::new();
	let mut day = Day { waits: BTreeMap::new(), left: 0, used: 0, blocks: 0, busiest: (0, 0.0) };
	let blocks = (HOURS as f64 * HOUR / interval).round() as u64;
	let mut fullness = [(0.0, 0u64); HOURS];
	for block in 0..blocks {
		let now = block as f64 * interval;
		let hour = ((now / HOUR) as usize).min(HOURS - 1);
		for (place, kind) in kinds.iter().enumerate() {
			parts[place] += kind.traffic.per_day * shares[hour] * interval / HOUR;
			let arrived = parts[place] as u64;
			parts[place] -= arrived as f64;
			if arrived > 0 {
				queue.push_back((now + interval / 2.0, place, arrived));
			}
		}
		let sealed = now + interval;
		let mut taken = Cost::default();
		while let Some((arrived, place, number)) = queue.front_mut() {
			let cost = kinds[*place].cost;
			let mut room = *number;
			for (each, used, whole) in [
				(cost.time, taken.time, budget.time),
				(cost.proof, taken.proof, budget.proof),
				(cost.length, taken.length, budget.length),
			] {
				if each > 0.0 {
					room = room.min(((whole - used).max(0.0) / each) as u64);
				}
			}
			if room == 0 {
				break;
			}
			taken = taken.plus(cost, room as f64);
			*day.waits.entry(((sealed - *arrived) * 10.0).round() as u64).or_default() += room;
			*number -= room;
			if *number > 0 {
				break;
			}
			queue.pop_front();
		}
		let (share, _) = taken.share(budget);
		fullness[hour].0 += share;
		fullness[hour].1 += 1;
		day.used += u64::from(share > 0.0);
		day.blocks += 1;
	}
	day.left = queue.iter().map(|(_, _, number)| number).sum();
	for (hour, (sum, number)) in fullness.iter().enumerate() {
		let average = sum / (*number).max(1) as f64;
		if average > day.busiest.1 {
			day.busiest = (hour, average);
		}
	}
	day
}

/// The fewest cores with which the busiest hour is on average at most so full.
fn cores(kinds: &[Kind], shares: &[f64; HOURS], interval: f64, budget: Cost, full: f64) -> Result<u32> {
	let busiest = shares.iter().copied().fold(0.0, f64::max);
	let hour = kinds.iter().fold(Cost::default(), |sum, kind| sum.plus(kind.cost, kind.traffic.per_day * busiest));
	let (blocks, _) = hour.share(budget);
	let needed = (blocks * interval / HOUR / full).ceil().max(1.0);
	if needed > f64::from(MAX_CORES) {
		bail!("{needed} cores would be needed: more than a relay chain has");
	}
	Ok(needed as u32)
}

/// How many fit a full block, by what blocks of a few extrinsics say; and how many really did.
fn check(cases: &BTreeMap<String, (Case, Cost)>) {
	println!("| case | foretold | really fitted | ratio |\n|---|---|---|---|");
	for (name, (case, budget)) in cases.iter().filter(|(_, (case, _))| case.filled) {
		let of = case.crowd.counted;
		let foretold = [budget.time / of.time, budget.proof / of.proof, budget.length / of.length]
			.into_iter()
			.fold(f64::INFINITY, f64::min)
			.floor();
		let really = case.full.extrinsics as f64;
		println!("| `{name}` | {foretold} | {really} | {:.2} |", foretold / really);
	}
}

fn main() -> Result<()> {
	let options = Options::parse();
	ensure!(options.full > 0.0 && options.full <= 1.0, "--full is a share: above 0, at most 1");
	let mut cases = BTreeMap::new();
	for file in &options.figures {
		let figures: Figures = read(file, |text| Ok(serde_json::from_str(text)?))?;
		for domain in figures.domains {
			for case in domain.cases.into_iter().chain([domain.baseline]) {
				cases.insert(case.name.clone(), (case, figures.budget));
			}
		}
	}
	if options.check {
		check(&cases);
		return Ok(());
	}
	let Some(file) = &options.profile else { bail!("--profile is missing") };
	let profile: Profile = read(file, |text| {
		let profile: Profile = serde_json::from_str(text)?;
		profile.check()?;
		Ok(profile)
	})?;
	let mut budget = Cost::default();
	let mut kinds = Vec::new();
	for traffic in &profile.traffic {
		let Some((case, room)) = cases.get(&traffic.case) else {
			let known: Vec<_> = cases.keys().map(String::as_str).collect();
			bail!("no figures have the case {:?}; they have: {}", traffic.case, known.join("; "));
		};
		budget = *room;
		let cost = if options.measured { case.full.each } else { case.full.counted };
		kinds.push(Kind { traffic, case, cost });
	}
	let shares = profile.shares();
	let number = match options.cores {
		Some(0) => bail!("without a core there is no block"),
		Some(number) => number,
		None => cores(&kinds, &shares, profile.block_seconds, budget, options.full)?,
	};
	let interval = profile.block_seconds / f64::from(number);
	eprintln!("playing {} blocks", (HOURS as f64 * HOUR / interval).round());
	let day = play(&kinds, &shares, interval, budget);
	print(&profile, &kinds, budget, number, &day, options.measured);
	Ok(())
}

fn print(profile: &Profile, kinds: &[Kind], budget: Cost, number: u32, day: &Day, measured: bool) {
	println!("## {}\n\n{}\n", profile.name, profile.source);
	let by = if measured { "measured" } else { "counted by the runtime" };
	println!(
		"| what | case | a day | full blocks a day, by what is {by} | limit | by measured proof alone | state a day, MB | proof and extrinsics a day, MB |"
	);
	println!("|---|---|---|---|---|---|---|---|");
	let (mut entries, mut bytes, mut traffic, mut proven) = (0.0, 0.0, 0.0, 0.0);
	for Kind { traffic: one, case, cost } in kinds {
		let (blocks, limit) = cost.plus(*cost, one.per_day - 1.0).share(budget);
		let state = case.growth.bytes * one.per_day;
		let sent = (case.full.each_compact + case.full.each.length) * one.per_day;
		proven += case.full.each.proof * one.per_day / budget.proof;
		(entries, bytes, traffic) = (entries + case.growth.entries * one.per_day, bytes + state, traffic + sent);
		println!(
			"| {} | `{}` | {:.0} | {blocks:.1} | {limit} | {:.1} | {:.1} | {:.1} |",
			one.what,
			one.case,
			one.per_day,
			case.full.each.proof * one.per_day / budget.proof,
			state / 1e6,
			sent / 1e6
		);
	}
	let (hour, full) = day.busiest;
	println!("\n| cores | blocks a day | used | busiest hour | full then | wait: median, s | 95 % | 99 % | longest | not included by midnight |");
	println!("|---|---|---|---|---|---|---|---|---|---|");
	println!(
		"| {number} | {} | {} | {hour} | {:.0} % | {:.1} | {:.1} | {:.1} | {:.1} | {} |",
		day.blocks,
		day.used,
		full * 100.0,
		day.wait(0.5),
		day.wait(0.95),
		day.wait(0.99),
		day.wait(1.0),
		day.left
	);
	println!(
		"\nBy measured proof alone: {proven:.0} full blocks a day, of {:.0} that one core has.",
		HOURS as f64 * HOUR / profile.block_seconds
	);
	println!(
		"State: {:.1} million entries and {:.2} GB a day, {:.2} TB a year. Proofs and extrinsics: {:.2} GB a day, {:.2} to each backer of one core.",
		entries / 1e6,
		bytes / 1e9,
		bytes * 365.0 / 1e12,
		traffic / 1e9,
		traffic / 1e9 / f64::from(number)
	);
}

#[cfg(test)]
mod tests {
	use super::*;

	const BUDGET: Cost = Cost { time: 1_000.0, proof: 1_000.0, length: 1_000.0 };

	fn case(counted: Cost) -> Case {
		let block = Block { extrinsics: 10, each: counted, each_compact: 1.0, counted };
		let growth = Growth { entries: 1.0, bytes: 10.0 };
		Case { name: "a".into(), crowd: block.clone(), full: block, filled: true, growth }
	}

	fn flat() -> [f64; HOURS] {
		[1.0 / HOURS as f64; HOURS]
	}

	/// Ten of these fill a block; so many a day come.
	fn day(per_day: f64, cores: f64, shares: &[f64; HOURS]) -> Day {
		let cost = Cost { time: 50.0, proof: 100.0, length: 10.0 };
		let case = case(cost);
		let traffic = Traffic { case: "a".into(), per_day, what: "some".into() };
		let kinds = [Kind { traffic: &traffic, case: &case, cost }];
		play(&kinds, shares, 6.0 / cores, BUDGET)
	}

	#[test]
	fn what_arrives_should_be_included_or_be_told_as_left() {
		for per_day in [1.0, 1_000.0, 143_000.0, 1_000_000.0] {
			let day = day(per_day, 1.0, &flat());
			let included: u64 = day.waits.values().sum();
			assert!(((included + day.left) as f64 - per_day).abs() <= 1.0, "{per_day}");
			assert!(included <= 14_400 * 10, "more than fits");
		}
	}

	#[test]
	fn wait_should_be_short_when_there_is_room_and_long_when_there_is_not() {
		let idle = day(14_400.0, 1.0, &flat());
		assert_eq!((idle.wait(0.5), idle.wait(0.99)), (3.0, 3.0));
		let over = day(14_400.0 * 20.0, 1.0, &flat());
		assert!(over.left > 100_000 && over.wait(0.5) > HOUR);
		assert!(over.busiest.1 > 0.99);
		let twice = day(14_400.0 * 15.0, 2.0, &flat());
		assert!(twice.left == 0 || twice.left < 40);
		assert!(twice.wait(0.5) < 3.0);
	}

	#[test]
	fn busiest_hour_should_choose_the_cores() {
		let cost = Cost { time: 50.0, proof: 100.0, length: 10.0 };
		let case = case(cost);
		let traffic = Traffic { case: "a".into(), per_day: 144_000.0, what: "some".into() };
		let kinds = [Kind { traffic: &traffic, case: &case, cost }];
		assert_eq!(cores(&kinds, &flat(), 6.0, BUDGET, 1.0).unwrap(), 1);
		assert_eq!(cores(&kinds, &flat(), 6.0, BUDGET, 0.5).unwrap(), 2);
		let mut peak = [0.0; HOURS];
		peak[9] = 1.0;
		assert_eq!(cores(&kinds, &peak, 6.0, BUDGET, 1.0).unwrap(), 24);
		assert!(cores(&kinds, &peak, 6.0, BUDGET, 0.001).is_err());
		assert_eq!(day(144_000.0, 24.0, &peak).busiest.0, 9);
	}

	#[test]
	fn share_should_name_the_limit_that_binds() {
		assert_eq!(Cost { time: 1.0, proof: 3.0, length: 2.0 }.share(BUDGET), (0.003, "proof"));
		assert_eq!(Cost { time: 3.0, proof: 0.0, length: 2.0 }.share(BUDGET), (0.003, "time"));
		assert_eq!(Cost::default().share(BUDGET), (0.0, "nothing"));
	}

	#[test]
	fn profiles_should_be_read_and_bad_ones_refused() {
		let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("profiles");
		let mut read = 0;
		for entry in std::fs::read_dir(folder).unwrap() {
			let profile: Profile =
				serde_json::from_str(&std::fs::read_to_string(entry.unwrap().path()).unwrap()).unwrap();
			profile.check().unwrap();
			assert!((profile.shares().iter().sum::<f64>() - 1.0).abs() < 1e-9);
			read += 1;
		}
		assert!(read > 0);
		let bad = |change: &str| {
			let traffic = r#""traffic": [{"case": "a", "per_day": 1, "what": "w"}]"#;
			let text = format!(r#"{{"name": "n", "source": "s", {change} {traffic}}}"#);
			serde_json::from_str::<Profile>(&text).map_err(anyhow::Error::from).and_then(|it| it.check()).is_err()
		};
		assert!(!bad(""));
		for change in [r#""hours": [1],"#, r#""block_seconds": 0,"#, r#""colour": 1,"#, r#""hours": [-1, 1, 1],"#] {
			assert!(bad(change), "{change}");
		}
	}
}
