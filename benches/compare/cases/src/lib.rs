//! Questions about consent that both can be asked: directives and a request that states everything about the data.
//!
//! Compiled for the process, and once more to wasm as a runtime is: there `runtime` decides the same cases.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use alloc::{vec, vec::Vec};
use anyhow::{Context, Result};
use codec::{Decode, Encode};
use pallet_consent::{decision, types::*};
use salus_primitives::{
	codes::{CodeId, Lineage},
	Commitment, SubjectId,
};

/// Accounts only need to be told apart; they are as long as they are on chain.
pub type Account = [u8; 32];

/// A request, all that it depends on, and what was said before.
pub struct Case {
	/// The request, and what it depends on.
	pub facts: Facts<Account>,
	/// What was said.
	pub directives: Vec<Directive<Account>>,
	/// Of the holder.
	pub policy: Option<BasePolicy>,
}

impl Case {
	/// What Salus says.
	pub fn decide(&self) -> AccessAnswer {
		decision::decide(&self.facts, &self.directives, self.policy.as_ref())
	}

	/// What Salus says, and what became of every provision.
	pub fn explain(&self) -> Explanation {
		decision::explain(&self.facts, &self.directives, self.policy.as_ref())
	}
}

/// From where a case is made anew, wherever it is asked about.
#[derive(Clone, Copy, Encode, Decode)]
pub enum Source {
	/// So many directives of so many provisions, of which all but the root are exceptions that do not apply.
	Exceptions {
		/// How many directives.
		directives: u32,
		/// Of each directive.
		provisions: u32,
	},
	/// One random directive.
	Random {
		/// Where the numbers start.
		seed: u64,
		/// How many.
		provisions: u32,
	},
}

impl Source {
	/// Make it.
	pub fn case(self) -> Result<Case> {
		match self {
			Self::Exceptions { directives, provisions } => exceptions(directives as usize, provisions as usize),
			Self::Random { seed, provisions } => {
				let shape = Shape { directives: 1, provisions: provisions as usize, policy: false };
				random(&mut Random(seed), shape)
			},
		}
	}
}

/// What is repeated, to see how long it takes.
#[derive(Clone, Copy, Encode, Decode)]
pub enum Work {
	/// Decide, everything decoded.
	Decide,
	/// Decode the directives from storage's bytes, then decide, as each call does on chain.
	DecodeAndDecide,
}

impl Case {
	/// The work as a closure, everything else prepared: how often the answer was permit is not for use, but for the
	/// compiler, which must not leave it out.
	pub fn work(&self, work: Work) -> impl FnMut() -> bool + '_ {
		let bytes = self.directives.encode();
		move || {
			let answer = match work {
				Work::Decide => self.decide(),
				Work::DecodeAndDecide => {
					let directives = Vec::<Directive<Account>>::decode(&mut bytes.as_slice()).unwrap_or_default();
					decision::decide(&self.facts, &directives, self.policy.as_ref())
				},
			};
			answer.outcome == AccessOutcome::Permit
		}
	}
}

/// What the executor calls when this is compiled to wasm.
#[cfg(substrate_runtime)]
mod runtime {
	use crate::{Decode, Source, Work};
	use core::hint::black_box;

	/// Make a case, do the work so often, and say how often the answer was permit.
	#[no_mangle]
	extern "C" fn repeat(data: *const u8, length: usize) -> u64 {
		// SAFETY: the executor hands over what it has just written into this memory.
		let mut data = unsafe { core::slice::from_raw_parts(data, length) };
		let (source, work, times) = <(Source, Work, u32)>::decode(&mut data).expect("the host encodes these");
		let case = source.case().expect("the host has made it before");
		let mut once = case.work(work);
		let permitted = (0..times).map(|_| u32::from(black_box(once()))).sum::<u32>();
		sp_core::to_substrate_wasm_fn_return_value(&permitted)
	}
}

/// How large a random case is.
#[derive(Clone, Copy)]
pub struct Shape {
	/// How many directives.
	pub directives: usize,
	/// How many provisions, of each directive.
	pub provisions: usize,
	/// Whether the holder may have a base policy.
	pub policy: bool,
}

/// SplitMix64: the same numbers everywhere.
pub struct Random(pub u64);

impl Random {
	fn next(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut z = self.0;
		z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		z ^ (z >> 31)
	}

	/// A number below the bound, which is small.
	pub fn below(&mut self, bound: u8) -> u8 {
		// Less than the bound, so it fits.
		(self.next() % u64::from(bound.max(1))) as u8
	}

	fn in_hundred(&mut self, chance: u8) -> bool {
		self.below(100) < chance
	}

	fn one_of<T: Copy>(&mut self, first: T, others: &[T]) -> T {
		let place = usize::from(self.below(others.len().saturating_add(1) as u8));
		place.checked_sub(1).and_then(|place| others.get(place)).copied().unwrap_or(first)
	}

	fn maybe<T>(&mut self, chance: u8, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
		self.in_hundred(chance).then(|| value(self))
	}

	/// One to three, as often as `chance` in a hundred hits, else none.
	fn some<T>(&mut self, chance: u8, mut value: impl FnMut(&mut Self) -> T) -> Vec<T> {
		if !self.in_hundred(chance) {
			return Vec::new();
		}
		(0..=self.below(3)).map(|_| value(self)).collect()
	}

	fn handle(&mut self) -> OpaqueHandle {
		OpaqueHandle::repeat_byte(1 + self.below(3))
	}

	fn person(&mut self) -> SubjectId {
		SubjectId::repeat_byte(101 + self.below(3))
	}

	fn period<T: Ord + Copy>(&mut self, chance: u8, moment: impl Fn(&mut Self) -> T) -> Period<T> {
		if !self.in_hundred(chance) {
			return Period { start: None, end: None };
		}
		let (a, b) = (moment(self), moment(self));
		match self.below(3) {
			0 => Period { start: Some(a), end: None },
			1 => Period { start: None, end: Some(a) },
			_ => Period { start: Some(a.min(b)), end: Some(a.max(b)) },
		}
	}

	fn code(&mut self, (first, count): (CodeId, u8)) -> CodeId {
		first.saturating_add(self.below(count).into())
	}
}

/// Codes of each kind: the first, and how many.
pub const PURPOSES: (CodeId, u8) = (10, 5);
/// Of actions.
pub const ACTIONS: (CodeId, u8) = (20, 3);
/// Of classes of data.
pub const CLASSES: (CodeId, u8) = (30, 10);
/// Of contents.
pub const CONTENTS: (CodeId, u8) = (40, 3);
/// Of labels.
pub const LABELS: (CodeId, u8) = (50, 4);
const ROLES: (CodeId, u8) = (60, 3);

/// Only one account may be a guardian: what two guardians mean together cannot be said in Cedar.
const GUARDIAN: Account = [1; 32];
const PROXIES: [Account; 2] = [[4; 32], [5; 32]];

/// Of each kind the second code lies below the first, and the third below the second.
pub fn lineage(code: CodeId) -> Lineage {
	let above = (code % 10).min(3) % 3;
	// At most three, which fit.
	Lineage::truncate_from((0..=above).map(|up| code.saturating_sub(up)).collect())
}

/// A list that is shorter than its bound.
fn list<T, L: TryFrom<Vec<T>>>(items: Vec<T>) -> Result<L> {
	L::try_from(items).ok().context("the list is too long")
}

/// A random case.
pub fn random(random: &mut Random, shape: Shape) -> Result<Case> {
	let facts = facts(random);
	let mut directives = Vec::new();
	for number in (1..).take(shape.directives) {
		directives.push(directive(random, number, shape.provisions)?);
	}
	let policy = match facts.data.holder {
		Some(organization) if shape.policy && random.in_hundred(60) => Some(BasePolicy {
			organization,
			version: 1,
			policy: None,
			document: Commitment(Default::default()),
			provisions: tree(random, shape.provisions)?,
		}),
		_ => None,
	};
	Ok(Case { facts, directives, policy })
}

fn facts(random: &mut Random) -> Facts<Account> {
	let practitioner = random.maybe(70, Random::person);
	let known = if practitioner.is_some() { 50 } else { 0 };
	let moment = i64::from(random.below(8)) - 4;
	Facts {
		now: 10 + u64::from(random.below(3)),
		organization: random.below(3).into(),
		practitioner,
		roles: random.some(known, |random| random.code(ROLES)),
		groups: random.some(known, Random::handle),
		purpose: lineage(random.code(PURPOSES)),
		action: lineage(random.code(ACTIONS)),
		protocol: random.maybe(40, protocol),
		data: DataFacts {
			class: Some(lineage(random.code(CLASSES))),
			content: Some(lineage(random.code(CONTENTS))),
			labels: Some(random.some(80, |random| lineage(random.code(LABELS)))),
			record: Some(random.handle()),
			author: Some(random.handle()),
			encounter: Some(random.handle()),
			holder: Some(random.below(3).into()),
			period: Period { start: Some(moment), end: Some(moment) },
		},
		guardians: random.maybe(60, |_| GUARDIAN).into_iter().collect(),
		proxies: PROXIES.into_iter().filter(|_| random.in_hundred(50)).collect(),
		incapacitated: random.in_hundred(30),
		grant: random.maybe(40, |random| random.below(4).into()),
	}
}

fn protocol(random: &mut Random) -> ProtocolVersion {
	ProtocolVersion { protocol: random.below(2).into(), version: 1 + u32::from(random.below(2)) }
}

fn directive(random: &mut Random, number: u32, provisions: usize) -> Result<Directive<Account>> {
	let grantor = match random.below(8) {
		0 | 1 => Grantor::Guardian(GUARDIAN),
		2 => Grantor::Proxy(random.one_of(PROXIES[0], &PROXIES[1..])),
		3 | 4 => Grantor::Organization(random.below(3).into()),
		_ => Grantor::Subject,
	};
	let status = match random.below(12) {
		0 => Status::Draft,
		1 => Status::Suspended,
		2 => Status::Winding { grants_below: random.below(4).into(), until: 20 },
		3 => Status::Proposed,
		_ => Status::Active,
	};
	let mut terms = terms(tree(random, provisions)?);
	terms.condition = if random.in_hundred(25) { Condition::Incapacity } else { Condition::Always };
	terms.protocol = random.maybe(15, protocol);
	terms.period = random.period(25, |random| 9 + u64::from(random.below(5)));
	Ok(Directive { number, version: 1, grantor, recorded: 1, status, verification: None, terms })
}

fn terms(provisions: Provisions) -> Terms {
	Terms {
		controller: None,
		policy: None,
		scope: None,
		condition: Condition::Always,
		protocol: None,
		period: Period { start: None, end: None },
		signed: None,
		document: Some(Commitment(OpaqueHandle::repeat_byte(7))),
		forbids_break_glass: false,
		provisions,
	}
}

fn tree(random: &mut Random, count: usize) -> Result<Provisions> {
	let mut tree: Vec<Provision> = Vec::new();
	let mut levels: Vec<u32> = Vec::new();
	for place in 0..u8::try_from(count)? {
		let level_of = |parent: u8| levels.get(usize::from(parent)).copied().unwrap_or(0);
		let parent = match place {
			0 => None,
			_ => Some(random.below(place)).map(|parent| if level_of(parent) < MAX_LEVELS { parent } else { 0 }),
		};
		levels.push(parent.map_or(1, |parent| level_of(parent).saturating_add(1)));
		// The root limits less, or hardly anything would ever apply.
		let ease = if place == 0 { 2 } else { 1 };
		let party = |random: &mut Random| match random.below(4) {
			0 => Party::Anyone,
			1 => Party::Organization(random.below(3).into()),
			2 => Party::Person(random.person()),
			_ => Party::Group(random.handle()),
		};
		let meanings = [DataMeaning::AuthoredBy, DataMeaning::Encounter];
		tree.push(Provision {
			parent,
			effect: random.one_of(Effect::Permit, &[Effect::Permit, Effect::Deny]),
			actors: list(random.some(30 / ease, |random| Actor {
				party: party(random),
				role: random.maybe(50, |random| random.code(ROLES)),
			}))?,
			purposes: list(random.some(30 / ease, |random| random.code(PURPOSES)))?,
			actions: list(random.some(20 / ease, |random| random.code(ACTIONS)))?,
			period: random.period(15 / ease, |random| 9 + u64::from(random.below(5))),
			data: DataCriteria {
				classes: list(random.some(25 / ease, |random| random.code(CLASSES)))?,
				contents: list(random.some(25 / ease, |random| random.code(CONTENTS)))?,
				labels: list(random.some(25 / ease, |random| random.code(LABELS)))?,
				records: list(random.some(30 / ease, |random| DataRef {
					meaning: random.one_of(DataMeaning::Instance, &meanings),
					handle: random.handle(),
				}))?,
				holders: list(random.some(20 / ease, |random| random.below(3).into()))?,
				period: random.period(25 / ease, |random| i64::from(random.below(8)) - 4),
			},
		});
	}
	list(tree)
}

/// What `salus-measure` decides, too: treatment is permitted, and as many exceptions as there is room for forbid classes
/// of data. A clinician asks for observations: none of the exceptions applies, each is looked at.
fn exceptions(directives: usize, provisions: usize) -> Result<Case> {
	let ((treatment, _), (access, _), (observation, classes)) = (PURPOSES, ACTIONS, CLASSES);
	let root = Provision { purposes: list(vec![treatment])?, ..Provision::unlimited(Effect::Permit) };
	let mut tree = vec![root];
	// The classes from the fourth on have nothing above them but themselves.
	let others = (observation.saturating_add(3)..observation.saturating_add(classes.into())).cycle();
	for class in others.take(provisions.saturating_sub(1)) {
		let mut exception = Provision { parent: Some(0), ..Provision::unlimited(Effect::Deny) };
		exception.actions = list(vec![access])?;
		exception.data.classes = list(vec![class])?;
		tree.push(exception);
	}
	let tree: Provisions = list(tree)?;
	let directives = (1..)
		.take(directives)
		.map(|number| Directive {
			number,
			version: 1,
			grantor: Grantor::Subject,
			recorded: 1,
			status: Status::Active,
			verification: None,
			terms: terms(tree.clone()),
		})
		.collect();
	let handle = OpaqueHandle::repeat_byte(1);
	let facts = Facts {
		now: 10,
		organization: 1,
		practitioner: Some(SubjectId::repeat_byte(101)),
		roles: Vec::new(),
		groups: Vec::new(),
		purpose: lineage(treatment),
		action: lineage(access),
		protocol: None,
		data: DataFacts {
			class: Some(lineage(observation)),
			content: Some(lineage(CONTENTS.0)),
			labels: Some(Vec::new()),
			record: Some(handle),
			author: Some(handle),
			encounter: Some(handle),
			holder: Some(1),
			period: Period { start: Some(0), end: Some(0) },
		},
		guardians: Vec::new(),
		proxies: Vec::new(),
		incapacitated: false,
		grant: None,
	};
	Ok(Case { facts, directives, policy: None })
}

/// As many such directives of the most provisions as one file has room for.
pub fn full_file() -> Result<Source> {
	let size = exceptions(1, MAX_PROVISIONS as usize)?.directives.encoded_size();
	Ok(Source::Exceptions { directives: (MAX_DIRECTIVE_BYTES / size.max(1)).max(1) as u32, provisions: MAX_PROVISIONS })
}
