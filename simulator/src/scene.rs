//! Who acts, and what they know besides the chain.

use crate::{dice::Dice, model::Model, offchain::Pages};
use salus_primitives::{codes::CodeKind, AttestorKey, CodeId, Duty, OrganizationId, Role, Seconds, SubjectId};
use salus_runtime::{AccountId, RuntimeCall};
use sp_core::{sr25519, Pair};
use sp_keyring::Sr25519Keyring;
use std::{
	collections::BTreeMap,
	sync::{Arc, Mutex},
};

/// A person or machine with a key.
pub struct Actor {
	/// Its key.
	pub pair: sr25519::Pair,
	/// Its account.
	pub account: AccountId,
}

/// Everybody. The first eight administer the members of the development chain.
pub struct Actors {
	all: Vec<Actor>,
	places: BTreeMap<AccountId, usize>,
	/// Keys of attestors: the members' own, then spare ones.
	pub attestors: Vec<sr25519::Pair>,
}

/// The administrators of the development chain's members, in order of their numbers.
pub const ADMINS: [Sr25519Keyring; 8] = [
	Sr25519Keyring::Alice,
	Sr25519Keyring::Bob,
	Sr25519Keyring::Charlie,
	Sr25519Keyring::Dave,
	Sr25519Keyring::Eve,
	Sr25519Keyring::Ferdie,
	Sr25519Keyring::One,
	Sr25519Keyring::Two,
];

impl Actors {
	/// So many, the eight administrators among them.
	pub fn new(count: usize) -> Self {
		let mut all: Vec<Actor> =
			ADMINS.iter().map(|key| Actor { pair: key.pair(), account: key.to_account_id() }).collect();
		for n in ADMINS.len()..count.max(ADMINS.len() + 4) {
			let pair = sr25519::Pair::from_seed(&sp_io::hashing::blake2_256(format!("actor {n}").as_bytes()));
			all.push(Actor { account: pair.public().into(), pair });
		}
		let places = all.iter().enumerate().map(|(n, actor)| (actor.account.clone(), n)).collect();
		let spare =
			(0..8).map(|n| sr25519::Pair::from_seed(&sp_io::hashing::blake2_256(format!("attestor {n}").as_bytes())));
		let attestors = ADMINS.iter().map(|key| key.pair()).chain(spare).collect();
		Self { all, places, attestors }
	}

	/// Everybody.
	pub fn all(&self) -> &[Actor] {
		&self.all
	}

	/// Whose account this is.
	pub fn of(&self, account: &AccountId) -> Option<&Actor> {
		self.all.get(*self.places.get(account)?)
	}

	/// Those who administer no member of the development chain: staff, patients, strangers.
	pub fn people(&self) -> &[Actor] {
		self.all.get(ADMINS.len()..).unwrap_or_default()
	}

	/// The attestor with this key.
	pub fn attestor(&self, key: &AttestorKey) -> Option<&sr25519::Pair> {
		self.attestors.iter().find(|pair| pair.public() == *key)
	}
}

/// Sign, and always with the same signature: with chance in it no run could be repeated.
pub fn sign(pair: &sr25519::Pair, message: &[u8]) -> sr25519::Signature {
	let keys: &schnorrkel::Keypair = pair.as_ref();
	let transcript = schnorrkel::signing_context(b"substrate").bytes(message);
	let transcript = schnorrkel::context::attach_rng(transcript, Nothing);
	sr25519::Signature::from_raw(keys.secret.sign(transcript, &keys.public).to_bytes())
}

/// The nonce of a signature is drawn from the key and the message; chance is added to that, and here none is.
struct Nothing;

impl rand::RngCore for Nothing {
	fn next_u32(&mut self) -> u32 {
		0
	}
	fn next_u64(&mut self) -> u64 {
		0
	}
	fn fill_bytes(&mut self, bytes: &mut [u8]) {
		bytes.fill(0);
	}
	fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand::Error> {
		bytes.fill(0);
		Ok(())
	}
}

impl rand::CryptoRng for Nothing {}

/// A voting body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Body {
	/// The Council.
	Council,
	/// The Technical Committee.
	Technical,
}

/// Something that somebody does.
#[derive(Clone, Debug)]
pub enum Act {
	/// An account signs a call.
	Signed(AccountId, RuntimeCall),
	/// A body is asked to decide, with this share of its members.
	Motion(Body, u32, u32, RuntimeCall),
	/// A transaction without an account.
	Bare(RuntimeCall),
}

/// What people keep beside the chain. None of it is consensus, so it outlives reorganisations.
#[derive(Default)]
pub struct Memory {
	/// What is on the web.
	pub web: Arc<Mutex<Pages>>,
	/// Numbers for what must never be the same twice.
	pub counter: u64,
	/// What owners of record stores hold.
	pub records: crate::domains::records::Archive,
	/// What labellers know about their serials and bulk containers.
	pub provenance: crate::domains::provenance::Ledger,
	/// What payers know of their fee schedules.
	pub claims: crate::domains::claims::Ledger,
}

impl Memory {
	/// A number that was never given before.
	pub fn fresh(&mut self) -> u64 {
		self.counter += 1;
		self.counter
	}
}

/// The moment in which somebody decides what to do: the state after the newest block.
pub struct Scene<'a> {
	/// Chance.
	pub dice: &'a mut Dice,
	/// What ought to be true.
	pub model: &'a Model,
	/// Everybody.
	pub actors: &'a Actors,
	/// What people keep.
	pub memory: &'a mut Memory,
	/// Time of the newest block.
	pub now: Seconds,
}

impl Scene<'_> {
	/// Anybody.
	pub fn anyone(&mut self) -> AccountId {
		let place = self.dice.below(self.actors.all().len());
		self.actors.all()[place].account.clone()
	}

	/// Anybody who administers none of the first members.
	pub fn person(&mut self) -> AccountId {
		let people = self.actors.people();
		people[self.dice.below(people.len())].account.clone()
	}

	/// Several accounts in ascending order, each once, at least one.
	pub fn people(&mut self, most: usize) -> Vec<AccountId> {
		let mut some: Vec<AccountId> = (0..=self.dice.below(most)).map(|_| self.person()).collect();
		some.sort();
		some.dedup();
		some
	}

	/// An active member.
	pub fn member(&mut self) -> Option<OrganizationId> {
		self.dice.one(self.model.active())
	}

	/// An active member with this role.
	pub fn member_as(&mut self, role: Role) -> Option<OrganizationId> {
		let fitting = self.model.active().into_iter().filter(|id| self.model.organizations.has_role(*id, role));
		self.dice.one(fitting)
	}

	/// An account that may do this for an organisation: its admin or somebody of its staff.
	pub fn staff(&mut self, organization: OrganizationId, duty: Duty) -> Option<AccountId> {
		let entry = self.model.organizations.all.get(&organization)?;
		let staff = entry.staff.iter().filter(|(_, duties)| duties.contains(duty)).map(|(account, _)| account.clone());
		let all: Vec<AccountId> = staff.chain([entry.admin.clone()]).collect();
		self.dice.one(all)
	}

	/// An active member, and an account that may do this for it.
	pub fn acting(&mut self, duty: Duty) -> Option<(OrganizationId, AccountId)> {
		let organization = self.member()?;
		Some((organization, self.staff(organization, duty)?))
	}

	/// An active code of this kind.
	pub fn code(&mut self, kind: CodeKind) -> Option<CodeId> {
		// A few are enough, so that rules and requests meet.
		let active = self.model.codes.active(kind);
		let few = active.len().min(12);
		active.get(self.dice.below(few)).copied()
	}

	/// A subject.
	pub fn subject(&mut self) -> Option<SubjectId> {
		self.dice.one(self.model.subjects.all.keys().copied())
	}

	/// A subject with keys, and one of its controllers.
	pub fn controlled(&mut self) -> Option<(SubjectId, AccountId)> {
		let kept = self.model.subjects.controlled();
		let (subject, controllers) = self.dice.one(kept)?;
		Some((subject, self.dice.one(controllers)?))
	}

	/// A subject without keys, its custodian, and staff that looks after it.
	pub fn kept(&mut self) -> Option<(SubjectId, OrganizationId, AccountId)> {
		let kept = self.model.subjects.kept();
		let (subject, organization) = self.dice.one(kept)?;
		Some((subject, organization, self.staff(organization, Duty::Registration)?))
	}

	/// A moment so many seconds from now at most, and at least one.
	pub fn soon(&mut self, most: Seconds) -> Seconds {
		self.now + self.dice.between(1, most)
	}
}
