//! The days themselves: what is sent, what goes wrong, and what is checked.

use crate::{
	chain::{Applied, Chain, Draft, Head},
	dice::Dice,
	domains::{self, Domain},
	model::{Expect, Model, Origin, Step},
	offchain::{Database, Pool, Weather, Web, WEATHERS},
	questions::{self, Asked},
	report::Tally,
	scene::{sign, Act, Actors, Body, Memory, Scene},
	typed::{Hints, Types},
};
use codec::{Decode, DecodeAll, Encode};
use frame_support::{
	dispatch::GetDispatchInfo,
	traits::{fungibles::InspectHold, GetCallMetadata},
};
use pallet_attestation::crypto;
use salus_primitives::{
	store::{access_key, source_access_key},
	trail::TrailKind,
	Source,
};
use salus_runtime::{
	configs::{CouncilCollective, TechnicalCollective},
	constants::*,
	tx_extension, AccountId, Balance, Nonce, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, SignedPayload, System,
	UncheckedExtrinsic,
};
use sp_core::{
	offchain::{OffchainDbExt, OffchainWorkerExt, TransactionPoolExt},
	Pair, H256,
};
use sp_keystore::{testing::MemoryKeystore, Keystore, KeystoreExt};
use sp_runtime::{
	generic::Era,
	traits::{Dispatchable, Hash as _},
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	DispatchResult,
};
use std::{
	collections::{BTreeMap, BTreeSet, VecDeque},
	sync::Arc,
	time::{Duration, Instant},
};

/// How bad the days are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Profile {
	/// Lawful people, a good network: most calls succeed.
	Calm,
	/// What a consortium has to live with.
	Usual,
	/// Everything at once: half of what is sent is wrong, forks in every other block.
	Storm,
}

/// How often things go wrong, in a thousand.
#[derive(Clone, Copy)]
struct Luck {
	/// A call is signed by somebody else, or its bytes are broken.
	lawless: u32,
	/// A call is made up from types alone.
	made_up: u32,
	/// A call is wrapped.
	wrapped: u32,
	/// An extrinsic gets lost.
	lost: u32,
	/// An extrinsic comes twice.
	doubled: u32,
	/// The chain is reorganised.
	reorg: u32,
	/// The runtime is upgraded.
	upgrade: u32,
	/// A worker does not run.
	skipped: u32,
	/// A worker runs twice.
	twice: u32,
	/// A server changes its mood.
	weather: u32,
	/// Time jumps.
	jump: u32,
	/// A block is made by a wrong clock.
	skew: u32,
}

impl Profile {
	fn luck(self) -> Luck {
		match self {
			Self::Calm => Luck {
				lawless: 30,
				made_up: 10,
				wrapped: 30,
				lost: 5,
				doubled: 5,
				reorg: 10,
				upgrade: 5,
				skipped: 50,
				twice: 20,
				weather: 10,
				jump: 40,
				skew: 5,
			},
			Self::Usual => Luck {
				lawless: 150,
				made_up: 60,
				wrapped: 80,
				lost: 40,
				doubled: 40,
				reorg: 60,
				upgrade: 15,
				skipped: 200,
				twice: 150,
				weather: 60,
				jump: 60,
				skew: 15,
			},
			Self::Storm => Luck {
				lawless: 450,
				made_up: 200,
				wrapped: 150,
				lost: 150,
				doubled: 150,
				reorg: 400,
				upgrade: 60,
				skipped: 400,
				twice: 300,
				weather: 200,
				jump: 100,
				skew: 40,
			},
		}
	}
}

/// What to run.
#[derive(Clone)]
pub struct Options {
	/// Which chance.
	pub seed: u64,
	/// How many blocks.
	pub blocks: u64,
	/// How many people.
	pub actors: usize,
	/// How bad the days are.
	pub profile: Profile,
	/// Questions to the runtime after each block.
	pub questions: usize,
	/// Inputs to each parser after each block.
	pub inputs: usize,
	/// Stop when this time is over, whatever is left.
	pub limit: Option<Duration>,
	/// Print a line every so many blocks; never, if zero.
	pub progress: u64,
}

/// An extrinsic on its way.
#[derive(Clone)]
struct Pending {
	bytes: Vec<u8>,
	/// Whose it is; nobody's if it has no account.
	signer: Option<(AccountId, Nonce)>,
	/// How many blocks it may still wait.
	patience: u32,
}

/// A block that can be built on, and what ought to be true after it.
struct Place {
	head: Head,
	model: Model,
	/// What it took from the pool: it goes back there when the block is taken back.
	taken: Vec<Pending>,
}

/// A node that attests.
struct Attestor {
	database: Database,
	keys: Arc<MemoryKeystore>,
}

/// A run.
pub struct Simulation {
	options: Options,
	luck: Luck,
	dice: Dice,
	actors: Actors,
	memory: Memory,
	chain: Chain,
	places: VecDeque<Place>,
	pool: Vec<Pending>,
	nodes: Vec<Attestor>,
	domains: Vec<Box<dyn Domain>>,
	types: Types,
	/// Calls that were proposed, by hash.
	motions: BTreeMap<H256, RuntimeCall>,
	/// What was counted.
	pub tally: Tally,
	/// What was asked.
	pub asked: Asked,
	targets: Vec<salus_fuzz::Target>,
	started: Instant,
	/// Upgrade once more before the next block: whatever it does must bear being done twice.
	again: bool,
}

/// How far back a reorganisation goes at most; what is older is final.
const FINALITY: usize = 6;

/// How many extrinsics one block takes at most.
const ROOM: usize = 24;

/// What each account has at the beginning.
const ENDOWMENT: Balance = 100_000 * UNIT;

impl Simulation {
	/// The first block.
	pub fn new(options: Options) -> Self {
		crate::panics::catch();
		let dice = Dice::new(options.seed);
		let actors = Actors::new(options.actors);
		// Some have no money: members must pay for them, or they can do nothing.
		let endowed: Vec<(AccountId, Balance)> = actors
			.people()
			.iter()
			.enumerate()
			.filter(|(n, _)| n % 5 != 4)
			.map(|(_, actor)| (actor.account.clone(), ENDOWMENT))
			.collect();
		let (chain, head) = Chain::development(&endowed);
		let domains = domains::all();
		let mut model = Model { now: head.seconds(), ..Model::default() };
		chain.at(&head, || domains.iter().for_each(|domain| domain.begin(&mut model)));
		let types = chain.at(&head, Types::read);
		let nodes = nodes(&actors);
		let places = VecDeque::from([Place { head, model, taken: Vec::new() }]);
		let luck = options.profile.luck();
		Self {
			options,
			luck,
			dice,
			actors,
			memory: Memory::default(),
			chain,
			places,
			pool: Vec::new(),
			nodes,
			domains,
			types,
			motions: BTreeMap::new(),
			tally: Tally::default(),
			asked: Asked::default(),
			targets: salus_fuzz::all(),
			started: Instant::now(),
			again: false,
		}
	}

	/// All blocks. What goes wrong is said in one line.
	pub fn run(&mut self) -> Result<(), String> {
		self.prepare();
		for n in 1..=self.options.blocks {
			if self.options.limit.is_some_and(|limit| self.started.elapsed() >= limit) {
				break;
			}
			self.day().map_err(|error| format!("block {n} (number {}): {error}", self.number() + 1))?;
			if self.options.progress > 0 && n % self.options.progress == 0 {
				println!(
					"{:>7} blocks, {:>8} extrinsics, {:>7} refused, {:>5} reorganisations, {:>8.1} s",
					n,
					self.tally.extrinsics,
					self.tally.refused,
					self.tally.reorgs,
					self.started.elapsed().as_secs_f64()
				);
			}
		}
		Ok(())
	}

	/// The final table.
	pub fn table(&self) -> String {
		let names =
			self.domains.iter().map(|it| (it.pallet().to_string(), self.types.call_names(it.pallet()))).collect();
		self.tally.table(&names, &self.asked, self.started.elapsed(), self.chain.nodes())
	}

	/// Calls of our pallets that never succeeded, and those that never failed.
	pub fn uncovered(&self) -> (Vec<String>, Vec<String>) {
		let (mut never, mut always) = (Vec::new(), Vec::new());
		for domain in &self.domains {
			for name in self.types.call_names(domain.pallet()) {
				let it = self.tally.calls.get(&(domain.pallet().into(), name.clone())).copied().unwrap_or_default();
				if it.ok == 0 {
					never.push(format!("{}.{name}", domain.pallet()));
				}
				if it.failed + it.refused == 0 {
					always.push(format!("{}.{name}", domain.pallet()));
				}
			}
		}
		(never, always)
	}

	/// Number and state root of the newest block: the same for the same seed.
	pub fn state(&self) -> (u32, H256) {
		(self.number(), self.places.back().map_or(H256::zero(), |place| place.head.root))
	}

	fn number(&self) -> u32 {
		self.places.back().map_or(0, |place| place.head.header.number)
	}

	/// Staff, sponsors, and what else a consortium has before anything happens.
	fn prepare(&mut self) {
		use salus_primitives::{Duties, Duty};
		let people: Vec<AccountId> = self.actors.people().iter().map(|actor| actor.account.clone()).collect();
		let admins: Vec<AccountId> = self.actors.all().iter().take(8).map(|actor| actor.account.clone()).collect();
		let staff = |organization: u32, account: AccountId, duties: Duties| {
			RuntimeCall::Organizations(pallet_organizations::Call::set_staff { organization, account, duties })
		};
		for (n, account) in people.iter().enumerate() {
			let member = n % 8;
			let duties = match n % 4 {
				0 => Duties::of(&[Duty::Clinical, Duty::Records, Duty::Billing]),
				1 => {
					Duties::of(&[Duty::Privacy, Duty::Registration, Duty::Logistics, Duty::Billing, Duty::Adjudication])
				},
				2 => Duties::of(&[Duty::Credentialing, Duty::Finance, Duty::Operations, Duty::Adjudication]),
				_ => continue,
			};
			self.send(Act::Signed(admins[member].clone(), staff(member as u32, account.clone(), duties)));
		}
		for (n, account) in people.iter().enumerate() {
			if n % 5 == 4 {
				let call = pallet_sponsorship::Call::vouch {
					organization: (n % 8) as u32,
					account: account.clone(),
					allowance: 50 * UNIT,
					deposit_quota: 200 * UNIT,
				};
				self.send(Act::Signed(admins[n % 8].clone(), RuntimeCall::Sponsorship(call)));
			} else if n % 4 == 0 {
				self.send(Act::Signed(account.clone(), RuntimeCall::Subjects(pallet_subjects::Call::open {})));
			}
		}
	}

	/// One block, with whatever goes wrong around it.
	fn day(&mut self) -> Result<(), String> {
		self.reorganise();
		self.upgrade();
		self.weather();
		self.traffic();
		self.workers()?;
		self.block()?;
		self.check()?;
		self.ask()
	}

	/// Take back some blocks. What they held comes again, later, on the other branch.
	fn reorganise(&mut self) {
		if !self.dice.permille(self.luck.reorg) || self.places.len() < 3 {
			return;
		}
		let depth = 1 + self.dice.below((self.places.len() - 2).min(FINALITY - 1));
		for _ in 0..depth {
			if let Some(place) = self.places.pop_back() {
				self.pool.extend(place.taken);
				self.tally.taken_back += 1;
			}
		}
		self.tally.reorgs += 1;
		// What follows was decided on a branch that is no more.
		self.again = false;
	}

	/// Let the next block believe that the one before was made by an older runtime.
	fn upgrade(&mut self) {
		if !self.again && !self.dice.permille(self.luck.upgrade) {
			return;
		}
		self.again = !self.again && self.dice.percent(50);
		self.tally.upgrades += 1;
		if let Some(place) = self.places.back_mut() {
			self.chain.patch(&mut place.head, || {
				let old = frame_system::LastRuntimeUpgradeInfo { spec_version: 0.into(), spec_name: "salus".into() };
				frame_system::LastRuntimeUpgrade::<Runtime>::put(old);
			});
		}
	}

	/// Servers fall ill and recover.
	fn weather(&mut self) {
		if !self.dice.permille(self.luck.weather) {
			return;
		}
		let stores = (0..16).map(domains::records::server);
		let sources = (0..6).map(domains::credentials::server);
		let servers: Vec<String> = stores.chain(sources).collect();
		let Some(server) = self.dice.pick(&servers).cloned() else { return };
		let weather = self.dice.pick(&WEATHERS).copied().unwrap_or(Weather::Fair);
		let mut web = self.memory.web.lock().expect("nobody panics with it");
		match weather {
			Weather::Fair => drop(web.weather.remove(&server)),
			other => drop(web.weather.insert(server, other)),
		}
	}

	/// People decide what to do, looking at the newest block.
	fn traffic(&mut self) {
		let many = 6 + self.dice.below(12);
		for _ in 0..many {
			if let Some(act) = self.decide() {
				let act = self.twist(act);
				self.send(act);
			}
		}
		for body in [Body::Council, Body::Technical] {
			self.vote(body);
		}
		if self.dice.permille(self.luck.lawless) {
			self.noise();
		}
	}

	/// Look at the newest block.
	fn look<R>(&mut self, look: impl FnOnce(&mut Scene, &[Box<dyn Domain>], &Types) -> R) -> R {
		let place = self.places.back().expect("there is always a block");
		let mut scene = Scene {
			dice: &mut self.dice,
			model: &place.model,
			actors: &self.actors,
			memory: &mut self.memory,
			now: place.model.now,
		};
		self.chain.at(&place.head, || look(&mut scene, &self.domains, &self.types))
	}

	fn decide(&mut self) -> Option<Act> {
		let made_up = self.dice.permille(self.luck.made_up);
		self.look(|scene, domains, types| {
			let all: u32 = domains.iter().map(|domain| domain.share()).sum();
			let mut place = scene.dice.below(all as usize) as u32;
			let domain = domains.iter().find(|domain| {
				let here = place < domain.share();
				place = place.saturating_sub(domain.share());
				here
			})?;
			if made_up {
				// A call that means nothing: its types are right, and no more.
				let (index, ty) = types.calls(domain.pallet())?;
				let hints = Hints::new(scene.model, scene.actors);
				let mut bytes = vec![index];
				bytes.extend(types.value(scene.dice, &hints, ty));
				let call = RuntimeCall::decode_all(&mut &bytes[..]).ok()?;
				return Some(Act::Signed(scene.anyone(), call));
			}
			// Not everything can be done at every moment.
			(0..4).find_map(|_| domain.traffic(scene))
		})
	}

	/// Turn what is lawful into something else, or wrap it.
	fn twist(&mut self, act: Act) -> Act {
		let (lawless, wrapped) = (self.dice.permille(self.luck.lawless), self.dice.permille(self.luck.wrapped));
		self.look(|scene, _, _| {
			let act = if lawless { unlawful(scene, act) } else { act };
			if wrapped {
				wrap(scene, act)
			} else {
				act
			}
		})
	}

	/// Sign it, and send it.
	fn send(&mut self, act: Act) {
		match act {
			Act::Signed(who, call) => self.sign(&who, call),
			Act::Motion(body, share, of, call) => self.propose(body, share, of, call),
			Act::Bare(call) => {
				let bytes = UncheckedExtrinsic::new_transaction(call, tx_extension(0, Era::Immortal, 0)).encode();
				self.pool.push(Pending { bytes, signer: None, patience: 3 });
			},
		}
	}

	fn sign(&mut self, who: &AccountId, call: RuntimeCall) {
		let taken: BTreeSet<Nonce> =
			self.pool.iter().filter_map(|it| it.signer.as_ref()).filter(|(by, _)| by == who).map(|(_, n)| *n).collect();
		let tip = if self.dice.permille(5) { 1 + self.dice.below(1_000) as Balance } else { 0 };
		let mortal = self.dice.percent(20);
		let wrong_nonce = self.dice.permille(self.luck.lawless / 10);
		let Some(pair) = self.actors.of(who).map(|actor| actor.pair.clone()) else { return };
		let (bytes, nonce) = self.look(|scene, _, _| {
			let first = System::account_nonce(who);
			let mut nonce = (first..).find(|nonce| !taken.contains(nonce)).unwrap_or(first);
			if wrong_nonce {
				nonce = nonce.wrapping_add(scene.dice.below(5) as u32).wrapping_sub(2);
			}
			let era = if mortal { Era::mortal(16, System::block_number().into()) } else { Era::Immortal };
			let extension = tx_extension(nonce, era, tip);
			let bytes = match SignedPayload::new(call.clone(), extension.clone()) {
				Ok(payload) => {
					let signature = payload.using_encoded(|bytes| sign(&pair, bytes));
					UncheckedExtrinsic::new_signed(call, who.clone().into(), signature.into(), extension).encode()
				},
				Err(_) => Vec::new(),
			};
			(bytes, nonce)
		});
		if !bytes.is_empty() {
			self.pool.push(Pending { bytes, signer: Some((who.clone(), nonce)), patience: 6 });
		}
	}

	/// Ask a body to decide, with as many as it takes.
	fn propose(&mut self, body: Body, share: u32, of: u32, call: RuntimeCall) {
		let place = self.places.back().expect("there is always a block");
		let members = match body {
			Body::Council => place.model.organizations.council(),
			Body::Technical => place.model.organizations.technical(),
		};
		let seats = members.len() as u32;
		let Some(who) = self.dice.pick(&members).cloned() else { return };
		let mut threshold = (seats * share).div_ceil(of).max(1);
		if self.dice.permille(self.luck.lawless / 2) {
			// Too few, or nobody but itself.
			threshold = self.dice.below(threshold as usize + 1) as u32;
		}
		self.motions.insert(<Runtime as frame_system::Config>::Hashing::hash_of(&call), call.clone());
		let length_bound = call.encoded_size() as u32;
		let proposal = Box::new(call);
		let lone = self.dice.permille(self.luck.lawless / 10);
		let act = match (body, lone) {
			(Body::Council, true) => RuntimeCall::Council(pallet_collective::Call::execute { proposal, length_bound }),
			(Body::Technical, true) => {
				RuntimeCall::TechnicalCommittee(pallet_collective::Call::execute { proposal, length_bound })
			},
			(Body::Council, false) => {
				RuntimeCall::Council(pallet_collective::Call::propose { threshold, proposal, length_bound })
			},
			(Body::Technical, false) => {
				RuntimeCall::TechnicalCommittee(pallet_collective::Call::propose { threshold, proposal, length_bound })
			},
		};
		self.sign(&who, act);
	}

	/// Vote on what is open, and close what is decided.
	fn vote(&mut self, body: Body) {
		let acts = self.look(|scene, _, _| match body {
			Body::Council => ballots::<CouncilCollective>(scene, RuntimeCall::Council),
			Body::Technical => ballots::<TechnicalCollective>(scene, RuntimeCall::TechnicalCommittee),
		});
		for (who, call) in acts {
			self.sign(&who, call);
		}
	}

	/// Bytes that are no extrinsic, or hardly one.
	fn noise(&mut self) {
		let corpus: Vec<Vec<u8>> = self.pool.iter().map(|it| it.bytes.clone()).take(20).collect();
		if corpus.is_empty() {
			return;
		}
		let bytes = self.dice.mutate(&corpus);
		self.pool.push(Pending { bytes, signer: None, patience: 1 });
	}

	/// Nodes that attest do their work, or do not, or do it twice.
	fn workers(&mut self) -> Result<(), String> {
		for n in 0..self.nodes.len() {
			let runs = match () {
				() if self.dice.permille(self.luck.skipped) => 0,
				() if self.dice.permille(self.luck.twice) => 2,
				() => 1,
			};
			for _ in 0..runs {
				self.worker(n)?;
			}
		}
		Ok(())
	}

	fn worker(&mut self, n: usize) -> Result<(), String> {
		let place = self.places.back().ok_or("no block")?;
		if place.model.attestation.jobs.is_empty() {
			return Ok(());
		}
		// Not always looking at the newest block: nodes lag behind.
		let back = if self.dice.percent(15) { self.dice.below(self.places.len().min(3)) } else { 0 };
		let place = self.places.get(self.places.len() - 1 - back).ok_or("no block")?;
		let node = &self.nodes[n];
		let pool = Pool::new(self.dice.permille(self.luck.lost));
		let clock = place.head.seconds() * 1_000;
		let web = Web::new(self.memory.web.clone(), self.dice.below(1 << 30) as u64, clock);
		let mut extensions = sp_externalities::Extensions::default();
		extensions.register(OffchainDbExt::new(node.database.clone()));
		extensions.register(OffchainWorkerExt::new(web));
		extensions.register(TransactionPoolExt::new(pool.clone()));
		extensions.register(KeystoreExt(node.keys.clone()));
		let header = place.head.header.clone();
		self.tally.runs += 1;
		self.chain.at_with(&place.head, extensions, || {
			crate::chain::call("OffchainWorkerApi_offchain_worker", &header.encode())
		})?;
		for bytes in pool.drain() {
			let (memory, model, actors) = (&self.memory, &place.model, &self.actors);
			let bytes = self.chain.at(&place.head, || honest(memory, model, actors, &bytes))?;
			self.tally.reports += 1;
			self.pool.push(Pending { bytes, signer: None, patience: 4 });
		}
		Ok(())
	}

	/// Build a block out of what arrived.
	fn block(&mut self) -> Result<(), String> {
		let parent = self.places.back().ok_or("no block")?.head.clone();
		let slot = parent.slot + self.slots();
		let into = self.dice.below(SLOT_DURATION as usize) as u64;
		if self.dice.permille(self.luck.skew) {
			// An author whose clock says another slot than its header.
			let wrong = if self.dice.percent(50) { SLOT_DURATION * 2 + into } else { SLOT_DURATION };
			match self.chain.draft(&parent, slot, wrong) {
				Ok(_) => return Err("a block by a clock of another slot is accepted".into()),
				Err(_) => self.tally.skewed += 1,
			}
		}
		let mut arrived = std::mem::take(&mut self.pool);
		self.dice.shuffle(&mut arrived);
		let before = arrived.len();
		let (luck, dice) = (self.luck, &mut self.dice);
		arrived.retain(|_| !dice.permille(luck.lost));
		self.tally.lost += (before - arrived.len()) as u64;
		let mut queue = Vec::new();
		for pending in arrived {
			if self.dice.permille(self.luck.doubled) {
				self.tally.doubled += 1;
				queue.push(pending.clone());
			}
			queue.push(pending);
		}
		self.dice.shuffle(&mut queue);
		// Most nodes put what one account sends in its order; some authors do not.
		if self.dice.percent(80) {
			queue.sort_by_key(|it| it.signer.as_ref().map(|(_, nonce)| *nonce));
		}

		let mut model = self.places.back().ok_or("no block")?.model.clone();
		model.now = (slot * SLOT_DURATION + into) / 1_000;
		let mut draft = self.chain.draft(&parent, slot, into)?;
		let news = draft.news();
		let domains = &self.domains;
		draft.dry(|| {
			for event in &news {
				domains.iter().for_each(|domain| domain.hear(&mut model, event, true));
			}
		});
		let mut taken = Vec::new();
		let mut left = Vec::new();
		let mut context = Context {
			dice: &mut self.dice,
			domains: &self.domains,
			motions: &self.motions,
			tally: &mut self.tally,
			dust: 0,
		};
		for pending in queue {
			if taken.len() >= ROOM {
				left.push(pending);
				continue;
			}
			match context.include(&mut draft, &mut model, &pending)? {
				Fate::Taken => taken.push(pending),
				Fate::Waits if pending.patience > 0 => {
					left.push(Pending { patience: pending.patience - 1, ..pending });
				},
				Fate::Waits | Fate::Dropped => {},
			}
		}
		let mut dust = context.dust;
		let weight = draft.dry(|| frame_system::BlockWeight::<Runtime>::get().total());
		let most = <Runtime as frame_system::Config>::BlockWeights::get().max_block;
		if weight.any_gt(most) {
			return Err(format!("a block weighs {weight}, more than {most}"));
		}
		let built = draft.close()?;
		self.tally.proof = self.tally.proof.max(built.proof);
		self.tally.blocks += 1;
		if self.dice.percent(25) {
			self.chain
				.import(&parent, &built.block)
				.map_err(|error| format!("imported, the block is refused: {error}"))?;
			self.tally.imports += 1;
		}
		let events = built.events.clone();
		let head = self.chain.keep(built);
		let domains = &self.domains;
		self.chain.at(&head, || {
			for event in &events {
				dust += dust_of(event);
				domains.iter().for_each(|domain| domain.hear(&mut model, event, true));
			}
		});
		self.money(&parent, &head, model.governance.issued, dust)?;
		model.governance.issued = 0;
		self.pool = left;
		self.places.push_back(Place { head, model, taken });
		while self.places.len() > FINALITY + 2 {
			self.places.pop_front();
		}
		Ok(())
	}

	/// Money is conserved: nobody but the Council makes any, and none is lost but dust.
	fn money(&self, parent: &Head, head: &Head, issued: Balance, dust: Balance) -> Result<(), String> {
		let issuance = pallet_balances::TotalIssuance::<Runtime>::get;
		let before = self.chain.at(parent, issuance);
		self.chain.at(head, || {
			let after = issuance();
			let lawful = after <= before + issued && after + dust >= before + issued;
			if !lawful {
				return Err(format!("money: {before} and {issued} issued became {after}, with {dust} of dust"));
			}
			let mut sum: Balance = 0;
			for (account, info) in frame_system::Account::<Runtime>::iter() {
				sum += info.data.free + info.data.reserved;
				let held: Balance = pallet_balances::Holds::<Runtime>::get(&account).iter().map(|it| it.amount).sum();
				if held > info.data.reserved {
					return Err(format!(
						"money: {held} is held on an account that has {} reserved",
						info.data.reserved
					));
				}
			}
			domains::same("money on all accounts", after, sum)?;
			for (asset, details) in pallet_assets::Asset::<Runtime>::iter() {
				let mut sum: Balance = 0;
				for (who, account) in pallet_assets::Account::<Runtime>::iter_prefix(asset) {
					sum += account.balance + salus_runtime::AssetsHolder::total_balance_on_hold(asset, &who);
				}
				domains::same(format!("supply of asset {asset}"), details.supply, sum)?;
			}
			Ok(())
		})
	}

	/// How much time passes, in slots.
	fn slots(&mut self) -> u64 {
		if !self.dice.permille(self.luck.jump) {
			return 1;
		}
		match self.dice.below(40) {
			0..=19 => self.dice.between(2, 100),
			20..=33 => self.dice.between(100, 2_000),
			34..=37 => self.dice.between(2_000, 30_000),
			38 => self.dice.between(30_000, 200_000),
			// Months: windows for appeals end, and benefit years.
			_ => self.dice.between(200_000, 4_000_000),
		}
	}

	/// Everything that must hold after every block.
	fn check(&mut self) -> Result<(), String> {
		let place = self.places.back().ok_or("no block")?;
		let domains = &self.domains;
		let tidy = self.tally.blocks.is_multiple_of(16);
		self.chain.at(&place.head, || {
			for domain in domains {
				domain.compare(&place.model).map_err(|error| format!("{}: {error}", domain.pallet()))?;
				// Hundreds of codes are read only when one of them changed, and now and then anyway.
				if domain.pallet() == "Codes" && !place.model.codes.is_dirty() && !tidy {
					continue;
				}
				domain.try_state().map_err(|error| format!("try_state of {}: {error}", domain.pallet()))?;
			}
			Ok::<_, String>(())
		})?;
		if let Some(place) = self.places.back_mut() {
			place.model.codes.compared();
		}
		Ok(())
	}

	/// Questions, histories, parsers.
	fn ask(&mut self) -> Result<(), String> {
		let place = self.places.back().ok_or("no block")?;
		let hints = Hints::new(&place.model, &self.actors);
		let many = self.options.questions;
		questions::ask(&self.chain, &place.head, &self.types, &hints, &mut self.dice, &mut self.asked, many)?;
		// The whole history of somebody or something.
		let (chain, model) = (&self.chain, &place.model);
		let subject = self.dice.one(model.subjects.all.keys().copied());
		if let Some(subject) = subject {
			let kept = chain.at(&place.head, || pallet_subjects::Subjects::<Runtime>::get(subject));
			if let Some(kept) = kept {
				let n = questions::walk(chain, &place.head, TrailKind::Subject, subject.as_bytes(), kept.trail)?;
				self.tally.steps += u64::from(n);
			}
			if let Some(trail) = chain.at(&place.head, || salus_runtime::Consent::trail_head(subject)) {
				let n = questions::walk(chain, &place.head, TrailKind::Access, subject.as_bytes(), trail)?;
				self.tally.steps += u64::from(n);
			}
		}
		// Likewise of a coverage, and of a claim.
		if let Some(id) = self.dice.one(model.claims.coverages.keys().copied()) {
			if let Some(trail) = chain.at(&place.head, || salus_runtime::Claims::coverage_trail(id)) {
				let n = questions::walk(chain, &place.head, TrailKind::Coverage, &id.encode(), trail)?;
				self.tally.steps += u64::from(n);
			}
		}
		let open = model.claims.claims.iter().filter(|(_, it)| !it.closed).map(|(id, _)| *id);
		if let Some(id) = self.dice.one(open.collect::<Vec<_>>()) {
			if let Some(trail) = chain.at(&place.head, || salus_runtime::Claims::claim_trail(id)) {
				let n = questions::walk(chain, &place.head, TrailKind::Claim, &id.encode(), trail)?;
				self.tally.steps += u64::from(n);
			}
		}
		if many > 0 {
			let answers = self.look(|scene, domains, _| {
				let all = domains.iter().map(|domain| {
					domain.ask(scene).map_err(|error| format!("{}: a question: {error}", domain.pallet()))
				});
				all.sum::<Result<u64, String>>()
			});
			self.tally.answers += answers?;
		}
		for target in &self.targets {
			let entry = self.tally.parsed.entry(target.name.into()).or_default();
			for _ in 0..self.options.inputs {
				let input = self.dice.mutate(&target.corpus);
				let taken = std::panic::catch_unwind(|| (target.feed)(&input)).map_err(|_| {
					let hex: String = input.iter().map(|byte| format!("{byte:02x}")).collect();
					format!("parser {} contradicts itself: {}; 0x{hex}", target.name, crate::panics::last())
				})?;
				entry.0 += 1;
				entry.1 += u64::from(taken);
			}
		}
		Ok(())
	}
}

/// What the end of a small account leaves over.
fn dust_of(event: &RuntimeEvent) -> Balance {
	match event {
		RuntimeEvent::Balances(pallet_balances::Event::DustLost { amount, .. }) => *amount,
		_ => 0,
	}
}

/// Three nodes of attestors. Each has some of the keys, and knows how to reach every store and source.
fn nodes(actors: &Actors) -> Vec<Attestor> {
	(0..3)
		.map(|n| {
			let (database, keys) = (Database::default(), MemoryKeystore::new());
			for store in 0..64 {
				database.set(access_key(store), domains::records::access(store).encode());
			}
			for source in 0..16 {
				database.set(source_access_key(source), domains::credentials::access(source).encode());
			}
			for (place, pair) in actors.attestors.iter().enumerate() {
				if place % 3 == n {
					let seed = place_seed(place);
					keys.insert(crypto::KEY_TYPE, &seed, &pair.public().0).expect("memory takes keys");
				}
			}
			Attestor { database, keys: Arc::new(keys) }
		})
		.collect()
}

/// The secret of the attestor at this place, as a keystore reads it.
fn place_seed(place: usize) -> String {
	match crate::scene::ADMINS.get(place) {
		Some(key) => format!("//{key:?}"),
		None => {
			let seed = sp_io::hashing::blake2_256(format!("attestor {}", place - 8).as_bytes());
			format!("0x{}", seed.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
		},
	}
}

/// Does an honest worker's report say what is on the web? It comes back signed without chance.
fn honest(memory: &Memory, model: &Model, actors: &Actors, bytes: &[u8]) -> Result<Vec<u8>, String> {
	let extrinsic = UncheckedExtrinsic::decode_all(&mut &*bytes).map_err(|_| "a worker made no extrinsic")?;
	let RuntimeCall::Attestation(pallet_attestation::Call::submit { report, signature }) = extrinsic.function else {
		return Err("a worker made another call".into());
	};
	let Some(job) = pallet_attestation::Jobs::<Runtime>::get(report.job) else {
		return Err("a worker answers a job that is not open".into());
	};
	let payload = report.signing_payload(System::block_hash(0));
	if !sp_core::sr25519::Pair::verify(&signature, &payload, &report.attestor) {
		return Err("a worker signs what it does not send".into());
	}
	let signature = sign(actors.attestor(&report.attestor).ok_or("a worker has a key of nobody")?, &payload);
	if let Source::RecordStore(store) = job.source {
		let truth = domains::records::truth(memory, model, store, &job.locator);
		if truth.is_some_and(|truth| truth != report.verdict) {
			let said = report.verdict;
			return Err(format!("a worker says {said:?} where {truth:?} is true, of store {store}"));
		}
	}
	let call = RuntimeCall::Attestation(pallet_attestation::Call::submit { report, signature });
	Ok(UncheckedExtrinsic::new_transaction(call, tx_extension(0, Era::Immortal, 0)).encode())
}

/// Votes on what is open, and the closing of what is decided.
fn ballots<I: 'static>(
	scene: &mut Scene,
	wrap: impl Fn(pallet_collective::Call<Runtime, I>) -> RuntimeCall,
) -> Vec<(AccountId, RuntimeCall)>
where
	Runtime: pallet_collective::Config<I, Proposal = RuntimeCall>,
{
	let members = pallet_collective::Members::<Runtime, I>::get();
	let mut acts = Vec::new();
	let mut open: Vec<(H256, RuntimeCall)> = pallet_collective::ProposalOf::<Runtime, I>::iter().collect();
	scene.dice.shuffle(&mut open);
	for (proposal, call) in open.into_iter().take(4) {
		let Some(votes) = pallet_collective::Voting::<Runtime, I>::get(proposal) else { continue };
		// Its fields are its own, its encoding is everybody's.
		let Ok((index, threshold, ayes, nays, _)) = Votes::decode(&mut &votes.encode()[..]) else { continue };
		let seats = members.len();
		let decided = ayes.len() >= threshold as usize || seats.saturating_sub(nays.len()) < threshold as usize;
		if decided {
			let Some(who) = scene.dice.pick(&members).cloned() else { continue };
			let call = pallet_collective::Call::close {
				proposal_hash: proposal,
				index,
				proposal_weight_bound: call.get_dispatch_info().call_weight,
				length_bound: call.encoded_size() as u32,
			};
			acts.push((who, wrap(call)));
			continue;
		}
		for member in members.iter().filter(|member| !ayes.contains(member) && !nays.contains(member)) {
			if scene.dice.percent(80) {
				let approve = scene.dice.percent(93);
				acts.push((member.clone(), wrap(pallet_collective::Call::vote { proposal, index, approve })));
			}
		}
	}
	acts
}

/// A vote, as it is stored: its number, how many it takes, who is for it, who against, and until when.
type Votes = (u32, u32, Vec<AccountId>, Vec<AccountId>, u32);

/// Somebody else signs it, or it says something else.
fn unlawful(scene: &mut Scene, act: Act) -> Act {
	let other = scene.anyone();
	match act {
		Act::Signed(who, call) => match scene.dice.below(3) {
			0 => Act::Signed(other, call),
			_ => {
				let bytes = scene.dice.mutate(&[call.encode()]);
				let call = RuntimeCall::decode_all(&mut &bytes[..]).unwrap_or(call);
				Act::Signed(if scene.dice.percent(20) { other } else { who }, call)
			},
		},
		// What a body decides, one person tries alone; or another body does.
		Act::Motion(body, share, of, call) => match scene.dice.below(4) {
			0 => Act::Signed(other, call),
			1 => Act::Motion(if body == Body::Council { Body::Technical } else { Body::Council }, share, of, call),
			_ => {
				let bytes = scene.dice.mutate(&[call.encode()]);
				let call = RuntimeCall::decode_all(&mut &bytes[..]).unwrap_or(call);
				Act::Motion(body, share, of, call)
			},
		},
		Act::Bare(call) => match scene.dice.below(2) {
			0 => Act::Signed(other, call),
			_ => {
				let bytes = scene.dice.mutate(&[call.encode()]);
				Act::Bare(RuntimeCall::decode_all(&mut &bytes[..]).unwrap_or(call))
			},
		},
	}
}

/// The same inside something else.
fn wrap(scene: &mut Scene, act: Act) -> Act {
	let Act::Signed(who, call) = act else { return act };
	let other = scene.anyone();
	let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![0; 4] });
	let call = match scene.dice.below(8) {
		0 => RuntimeCall::Utility(pallet_utility::Call::batch { calls: vec![call.clone(), remark, call] }),
		1 => RuntimeCall::Utility(pallet_utility::Call::batch_all { calls: vec![call, remark] }),
		2 => RuntimeCall::Utility(pallet_utility::Call::force_batch { calls: vec![call.clone(), call, remark] }),
		3 | 4 => {
			// Of whom is this account a delegate?
			let of = pallet_proxy::Proxies::<Runtime>::iter()
				.find(|(_, (all, _))| all.iter().any(|it| it.delegate == other));
			match of {
				Some((real, _)) => {
					let call = Box::new(call);
					let call = pallet_proxy::Call::proxy { real: real.into(), force_proxy_type: None, call };
					return Act::Signed(other, RuntimeCall::Proxy(call));
				},
				None => {
					let proxy_type = salus_runtime::configs::ProxyType::Any;
					let call = pallet_proxy::Call::add_proxy { delegate: other.into(), proxy_type, delay: 0 };
					return Act::Signed(who, RuntimeCall::Proxy(call));
				},
			}
		},
		_ => {
			let call = Box::new(call);
			let other_signatories = vec![other];
			RuntimeCall::Multisig(pallet_multisig::Call::as_multi_threshold_1 { other_signatories, call })
		},
	};
	Act::Signed(who, call)
}

/// What became of an extrinsic.
enum Fate {
	/// It is in the block.
	Taken,
	/// It may be fit for a later block.
	Waits,
	/// It is not, and never will be.
	Dropped,
}

/// Something inside an extrinsic that was dispatched.
struct Leaf {
	origin: Origin,
	call: RuntimeCall,
	result: DispatchResult,
	events: Vec<RuntimeEvent>,
	/// Nothing between it and its origin could have stopped it.
	direct: bool,
}

/// What including extrinsics needs.
struct Context<'a> {
	dice: &'a mut Dice,
	domains: &'a [Box<dyn Domain>],
	motions: &'a BTreeMap<H256, RuntimeCall>,
	tally: &'a mut Tally,
	dust: Balance,
}

impl Context<'_> {
	/// Try to include an extrinsic, and hold what came of it against the model.
	fn include(&mut self, draft: &mut Draft, model: &mut Model, pending: &Pending) -> Result<Fate, String> {
		let Ok(extrinsic) = UncheckedExtrinsic::decode_all(&mut &pending.bytes[..]) else {
			// No node lets it into its pool.
			self.tally.garbage += 1;
			return Ok(Fate::Dropped);
		};
		let call = extrinsic.function.clone();
		let names = call.get_call_metadata();
		if matches!(call, RuntimeCall::Timestamp(_) | RuntimeCall::ParachainSystem(_)) && pending.signer.is_none() {
			// Inherents made by anybody but the author: the pool refuses them, and so does the block.
			self.tally.garbage += 1;
			return Ok(Fate::Dropped);
		}
		if self.dice.percent(25) {
			self.weigh(draft, pending, &call)?;
		}
		let declared = extrinsic.get_dispatch_info().total_weight();
		match draft.apply(&pending.bytes)? {
			Applied::Refused(error) => {
				self.tally.refused += 1;
				*self.tally.reasons.entry(format!("{error:?}")).or_default() += 1;
				self.tally.call(names.pallet_name, names.function_name).refused += 1;
				Ok(match error {
					TransactionValidityError::Invalid(
						InvalidTransaction::Future | InvalidTransaction::ExhaustsResources,
					) => Fate::Waits,
					_ => Fate::Dropped,
				})
			},
			Applied::Included { result, events, proof } => {
				self.tally.extrinsics += 1;
				if proof > declared.proof_size() {
					return Err(format!(
						"{}.{} recorded a proof of {proof} bytes and declared {}",
						names.pallet_name,
						names.function_name,
						declared.proof_size()
					));
				}
				let share = proof.saturating_mul(1_000).checked_div(declared.proof_size()).unwrap_or_default();
				if share > self.tally.proof_share.0 {
					self.tally.proof_share = (share, format!("{}.{}", names.pallet_name, names.function_name));
				}
				self.dust += events.iter().map(dust_of).sum::<Balance>();
				let origin = match &pending.signer {
					Some((who, _)) => Origin::Signed(who.clone()),
					None => match extrinsic.preamble {
						sp_runtime::generic::Preamble::Signed(sp_runtime::MultiAddress::Id(who), ..) => {
							Origin::Signed(who)
						},
						_ => Origin::Authorized,
					},
				};
				let motions = self.motions;
				let outcome = draft.dry(|| {
					let mut outcome = Outcome::default();
					let leaf = Leaf { origin, call, result, events: events.clone(), direct: true };
					judge(self.domains, motions, model, leaf, &mut outcome)?;
					for event in &events {
						self.domains.iter().for_each(|domain| domain.hear(model, event, false));
					}
					Ok::<_, String>(outcome)
				})?;
				for (pallet, name, ok) in outcome.calls {
					let it = self.tally.call(pallet, name);
					if ok {
						it.ok += 1;
					} else {
						it.failed += 1;
					}
				}
				self.tally.predicted.0 += outcome.successes;
				self.tally.predicted.1 += outcome.failures;
				self.tally.open += outcome.open;
				Ok(Fate::Taken)
			},
		}
	}

	/// Compare what a call says afterwards that it weighed with what it declared before. FRAME takes the lesser of the
	/// two, so nobody would notice.
	fn weigh(&mut self, draft: &mut Draft, pending: &Pending, call: &RuntimeCall) -> Result<(), String> {
		let Some((who, _)) = &pending.signer else { return Ok(()) };
		let names = call.get_call_metadata();
		if !self.domains.iter().any(|domain| domain.pallet() == names.pallet_name) {
			return Ok(());
		}
		let declared = call.get_dispatch_info().call_weight;
		let result = draft.dry(|| call.clone().dispatch(RuntimeOrigin::signed(who.clone())));
		let post = match result {
			Ok(post) => post,
			Err(error) => error.post_info,
		};
		self.tally.weighed += 1;
		match post.actual_weight {
			Some(actual) if actual.any_gt(declared) => {
				Err(format!("{}.{} weighed {actual} and declared {declared}", names.pallet_name, names.function_name))
			},
			_ => Ok(()),
		}
	}
}

/// What judging an extrinsic found.
#[derive(Default)]
struct Outcome {
	calls: Vec<(&'static str, &'static str, bool)>,
	successes: u64,
	failures: u64,
	open: u64,
}

/// Take an extrinsic apart, hold each call that was dispatched against the model, and let the model follow.
fn judge(
	domains: &[Box<dyn Domain>],
	motions: &BTreeMap<H256, RuntimeCall>,
	model: &mut Model,
	leaf: Leaf,
	outcome: &mut Outcome,
) -> Result<(), String> {
	let names = leaf.call.get_call_metadata();
	let ok = leaf.result.is_ok();
	let Some(domain) = domains.iter().find(|domain| domain.pallet() == names.pallet_name) else {
		outcome.calls.push((names.pallet_name, names.function_name, ok));
		for inner in apart(motions, model, leaf) {
			judge(domains, motions, model, inner, outcome)?;
		}
		return Ok(());
	};
	let step = Step { origin: &leaf.origin, call: &leaf.call, ok, events: &leaf.events, now: model.now };
	let expect = match model.governance.is_paused(names.pallet_name, names.function_name) {
		true => Expect::Failure("it is paused"),
		false => domain.expect(model, &step),
	};
	let said = |why: &str| {
		format!("{}.{} by {:?} {why}; {:?}", names.pallet_name, names.function_name, leaf.origin, leaf.call)
	};
	match expect {
		Expect::Failure(why) if ok => return Err(said(&format!("succeeded, though: {why}"))),
		Expect::Success if !ok && leaf.direct => {
			return Err(said(&format!("failed with {:?}, though nothing speaks against it", leaf.result)));
		},
		Expect::Success if ok => outcome.successes += 1,
		Expect::Failure(_) => outcome.failures += 1,
		_ => outcome.open += 1,
	}
	outcome.calls.push((names.pallet_name, names.function_name, ok));
	if ok {
		domain.follow(model, &step).map_err(|error| said(&format!("left what should not be: {error}")))?;
	}
	Ok(())
}

/// The calls inside a wrapper that were dispatched, each with its own result and events.
fn apart(motions: &BTreeMap<H256, RuntimeCall>, model: &Model, leaf: Leaf) -> Vec<Leaf> {
	let Leaf { origin, call, result, events, direct } = leaf;
	let one = |origin: Origin, call: RuntimeCall, result: DispatchResult, events: Vec<RuntimeEvent>, direct: bool| {
		vec![Leaf { origin, call, result, events, direct }]
	};
	match call {
		RuntimeCall::Utility(
			pallet_utility::Call::batch { calls }
			| pallet_utility::Call::batch_all { calls }
			| pallet_utility::Call::force_batch { calls },
		) if result.is_ok() => {
			let mut leaves = Vec::new();
			let mut calls = calls.into_iter();
			let mut since = Vec::new();
			for event in events {
				let result: DispatchResult = match &event {
					RuntimeEvent::Utility(pallet_utility::Event::ItemCompleted) => Ok(()),
					RuntimeEvent::Utility(
						pallet_utility::Event::ItemFailed { error }
						| pallet_utility::Event::BatchInterrupted { error, .. },
					) => Err(*error),
					_ => {
						since.push(event);
						continue;
					},
				};
				if let Some(call) = calls.next() {
					let events = std::mem::take(&mut since);
					leaves.push(Leaf { origin: origin.clone(), call, result, events, direct });
				}
			}
			leaves
		},
		RuntimeCall::Proxy(pallet_proxy::Call::proxy { real, call, .. }) if result.is_ok() => {
			let sp_runtime::MultiAddress::Id(real) = real else { return Vec::new() };
			let (before, said) = until(events, |event| match event {
				RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(*result),
				_ => None,
			});
			// A delegate of another kind may have been kept from it.
			said.map_or(Vec::new(), |result| one(Origin::Signed(real), *call, result, before, false))
		},
		RuntimeCall::Multisig(pallet_multisig::Call::as_multi_threshold_1 { other_signatories, call }) => {
			let Some(who) = origin.who().cloned() else { return Vec::new() };
			let mut all = other_signatories;
			all.push(who);
			all.sort();
			let account = salus_runtime::Multisig::multi_account_id(&all, 1);
			one(Origin::Signed(account), *call, result, events, false)
		},
		RuntimeCall::Council(call) if result.is_ok() => {
			let seats = model.organizations.council().len() as u32;
			let of = |ayes| Origin::Council(ayes, seats);
			decided::<CouncilCollective>(motions, call, events, of, |event| match event {
				RuntimeEvent::Council(event) => Some(event.clone()),
				_ => None,
			})
		},
		RuntimeCall::TechnicalCommittee(call) if result.is_ok() => {
			let seats = model.organizations.technical().len() as u32;
			let of = |ayes| Origin::Technical(ayes, seats);
			decided::<TechnicalCollective>(motions, call, events, of, |event| match event {
				RuntimeEvent::TechnicalCommittee(event) => Some(event.clone()),
				_ => None,
			})
		},
		_ => Vec::new(),
	}
}

/// What a body dispatched.
fn decided<I: 'static>(
	motions: &BTreeMap<H256, RuntimeCall>,
	call: pallet_collective::Call<Runtime, I>,
	events: Vec<RuntimeEvent>,
	of: impl Fn(u32) -> Origin,
	own: impl Fn(&RuntimeEvent) -> Option<pallet_collective::Event<Runtime, I>>,
) -> Vec<Leaf>
where
	Runtime: pallet_collective::Config<I, Proposal = RuntimeCall>,
{
	// Alone: what one member proposes for itself is dispatched at once.
	let (proposal, mut ayes) = match &call {
		pallet_collective::Call::execute { proposal, .. } => (Some((**proposal).clone()), None),
		pallet_collective::Call::propose { proposal, threshold, .. } if *threshold < 2 => {
			(Some((**proposal).clone()), Some(1))
		},
		pallet_collective::Call::close { proposal_hash, .. } => (motions.get(proposal_hash).cloned(), None),
		_ => return Vec::new(),
	};
	let mut since = Vec::new();
	for event in events {
		match own(&event) {
			Some(pallet_collective::Event::Closed { yes, .. }) => {
				ayes = Some(yes);
				since.clear();
			},
			Some(pallet_collective::Event::Approved { .. }) => since.clear(),
			Some(pallet_collective::Event::Executed { result, .. }) => {
				let Some(call) = proposal else { return Vec::new() };
				let origin = of(ayes.unwrap_or(1));
				return vec![Leaf { origin, call, result, events: since, direct: true }];
			},
			Some(pallet_collective::Event::MemberExecuted { result, .. }) => {
				let Some(call) = proposal else { return Vec::new() };
				return vec![Leaf { origin: Origin::Member, call, result, events: since, direct: true }];
			},
			_ => since.push(event),
		}
	}
	Vec::new()
}

/// The events up to one that says something.
fn until<T>(events: Vec<RuntimeEvent>, says: impl Fn(&RuntimeEvent) -> Option<T>) -> (Vec<RuntimeEvent>, Option<T>) {
	let mut before = Vec::new();
	for event in events {
		match says(&event) {
			Some(said) => return (before, Some(said)),
			None => before.push(event),
		}
	}
	(before, None)
}
