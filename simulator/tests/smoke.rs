//! The smoke: some bad days. What is found here is found by `scripts/simulate.sh` much faster.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use salus_simulator::run::{Options, Profile, Simulation};

fn days(seed: u64, profile: Profile, blocks: u64) -> Simulation {
	let options = Options { seed, blocks, actors: 40, profile, questions: 10, inputs: 1, limit: None, progress: 0 };
	let mut simulation = Simulation::new(options);
	if let Err(error) = simulation.run() {
		panic!(
			"{error}\nshow it again: salus-simulator --seed {seed} --blocks {blocks} --profile {} --questions 10 --inputs 1",
			format!("{profile:?}").to_lowercase()
		);
	}
	println!("{}", simulation.table());
	simulation
}

#[test]
fn consortium_should_stay_sound_on_usual_bad_days() {
	let simulation = days(1, Profile::Usual, 120);
	let tally = &simulation.tally;
	assert!(tally.extrinsics > 200, "hardly anything happened");
	assert!(tally.predicted.0 > 50 && tally.predicted.1 > 20, "the model foresaw hardly anything");
	let (never, always) = simulation.uncovered();
	assert!(never.len() < 120 && always.len() < 140, "hardly any call was tried: {never:?}");
}

#[test]
fn consortium_should_stay_sound_in_a_storm() {
	let simulation = days(2, Profile::Storm, 90);
	assert!(simulation.tally.reorgs > 3 && simulation.tally.refused > 20, "that was no storm");
}

#[test]
fn the_same_seed_should_give_the_same_days() {
	let run = || {
		let options = Options {
			seed: 3,
			blocks: 12,
			actors: 20,
			profile: Profile::Usual,
			questions: 2,
			inputs: 1,
			limit: None,
			progress: 0,
		};
		let mut simulation = Simulation::new(options);
		simulation.run().expect("nothing goes wrong");
		simulation.state()
	};
	assert_eq!(run(), run());
}
