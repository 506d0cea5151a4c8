//! What scenarios work with: accounts, signatures, and blocks that prepare what is then measured.

use crate::{
	chain::{Chain, Engine, Push},
	fill::{Map, Part},
	Hashing,
};
use anyhow::{ensure, Context, Result};
use codec::{DecodeAll, Encode};
use frame_support::dispatch::GetDispatchInfo;
use salus_runtime::{
	configs::CouncilCollective, constants::UNIT, tx_extension, AccountId, Balance, Hash, Nonce, Runtime, RuntimeCall,
	SignedPayload, UncheckedExtrinsic, VERSION,
};
use sp_core::{sr25519, Pair};
use sp_crypto_hashing::blake2_256;
use sp_keyring::Sr25519Keyring::{self, *};
use sp_runtime::{generic::Era, traits::Hash as _};
use std::{collections::BTreeMap, sync::LazyLock};

/// The accounts of the chain: every scenario's trie is full of them.
pub const ACCOUNTS: Map = Map::new("System", "Account", &[Part::Blake(32)]);

/// The keys that administer the preset's organisations, in order of their numbers.
pub const ADMINS: [Sr25519Keyring; 8] = [Alice, Bob, Charlie, Dave, Eve, Ferdie, One, Two];

/// Their key pairs: each takes a tenth of a second to derive.
static ADMIN_PAIRS: LazyLock<Vec<sr25519::Pair>> = LazyLock::new(|| ADMINS.iter().map(|key| key.pair()).collect());

/// A call, and who signs it.
#[derive(Clone)]
pub struct Signed {
	/// Who signs.
	pub by: sr25519::Pair,
	/// What.
	pub call: RuntimeCall,
}

impl Signed {
	/// A call that this key signs.
	pub fn new(by: sr25519::Pair, call: impl Into<RuntimeCall>) -> Self {
		Self { by, call: call.into() }
	}
}

/// Something to measure: calls that do the same to different things, all lawful on the same state, in this order.
pub struct Case {
	/// `pallet.call`, and what sets it apart from other cases of the same call.
	pub name: String,
	/// What exactly is done, in a sentence.
	pub about: &'static str,
	/// As many as there are, best more than a block holds.
	pub calls: Vec<Signed>,
}

impl Case {
	/// A case of these calls.
	pub fn new(name: impl Into<String>, about: &'static str, calls: Vec<Signed>) -> Self {
		Self { name: name.into(), about, calls }
	}
}

/// A question to the runtime that is asked by nodes and clients, without a transaction.
pub struct Question {
	/// A short name.
	pub name: String,
	/// What is asked, in a sentence.
	pub about: &'static str,
	/// The function of the runtime API.
	pub method: &'static str,
	/// What is asked, SCALE-encoded: each once, in turn, so that the more there are the colder is what they touch.
	pub arguments: Vec<Vec<u8>>,
	/// Whether an answer is the one that is to be measured, and not a refusal.
	pub accepts: fn(&[u8]) -> bool,
}

/// What a domain wants measured, once it is prepared.
#[derive(Default)]
pub struct Plan {
	/// Maps to be filled, besides [`ACCOUNTS`]: all of which the cases read or write an entry.
	pub fill: Vec<Map>,
	/// The calls.
	pub cases: Vec<Case>,
	/// The questions.
	pub questions: Vec<Question>,
}

/// A prepared chain.
pub struct Lab {
	/// The chain.
	pub chain: Chain,
	people: Vec<sr25519::Pair>,
	acquaintances: Vec<AccountId>,
	nonces: BTreeMap<AccountId, Nonce>,
}

impl Lab {
	/// The development chain, with twice as many people who have money as there are extrinsics in the fullest block.
	pub fn new(engine: Engine, most: usize) -> Result<Self> {
		let count = u32::try_from(most.saturating_mul(2))?;
		let people: Vec<_> = (0..count).map(|n| key("person", n)).collect();
		let acquaintances: Vec<AccountId> =
			(0..count).map(|n| AccountId::new(("salus-measure/acquaintance", n).using_encoded(blake2_256))).collect();
		// Nobody has as much as another: equal values would be one in a proof.
		let endowed: Vec<(AccountId, Balance)> = people
			.iter()
			.map(|pair| pair.public().into())
			.chain(acquaintances.iter().cloned())
			.zip((1_000u128..).map(|n| n.saturating_mul(UNIT)))
			.collect();
		let chain = Chain::development(engine, &endowed)?;
		Ok(Self { chain, people, acquaintances, nonces: BTreeMap::new() })
	}

	/// How many extrinsics a block may have at most.
	pub fn most(&self) -> usize {
		self.people.len() / 2
	}

	/// People who have money and have signed nothing yet: [`Lab::most`] of them.
	pub fn people(&self) -> impl Iterator<Item = &sr25519::Pair> {
		self.people.iter().take(self.most())
	}

	/// As many other people who have money.
	pub fn others(&self) -> impl Iterator<Item = &sr25519::Pair> {
		self.people.iter().skip(self.most())
	}

	/// Accounts that have money and no key that anybody knows, twice [`Lab::most`].
	pub fn acquaintances(&self) -> impl Iterator<Item = &AccountId> {
		self.acquaintances.iter()
	}

	/// Keys of people who have nothing, not even an account.
	pub fn strangers(&self) -> impl Iterator<Item = sr25519::Pair> {
		(0u32..).map(|n| key("stranger", n)).take(self.most())
	}

	/// The organisation of the `n`-th person, and the key that administers it: all have about as many people.
	pub fn organization(n: usize) -> Result<(u32, sr25519::Pair)> {
		let number = n.checked_rem(ADMINS.len()).context("there are no organisations")?;
		let admin = ADMIN_PAIRS.get(number).context("there is no such organisation")?;
		Ok((u32::try_from(number)?, admin.clone()))
	}

	/// Execute these calls, in as many blocks as they need. Each must succeed.
	pub fn perform(&mut self, calls: impl IntoIterator<Item = Signed>) -> Result<()> {
		let extrinsics: Vec<Vec<u8>> = calls.into_iter().map(|call| self.sign(&call)).collect();
		let mut rest = extrinsics.as_slice();
		while !rest.is_empty() {
			let mut draft = self.chain.draft()?;
			let before = draft.len();
			while let Some((next, others)) = rest.split_first() {
				if draft.push(next)? == Push::Full {
					break;
				}
				rest = others;
			}
			ensure!(draft.len() > before, "an extrinsic does not fit an empty block");
			let built = draft.close()?;
			self.chain.adopt(built);
		}
		Ok(())
	}

	/// Pass this call by a motion of the council, with all votes.
	pub fn motion(&mut self, call: impl Into<RuntimeCall>) -> Result<()> {
		type Council = pallet_collective::Call<Runtime, CouncilCollective>;
		let proposal: RuntimeCall = call.into();
		let proposal_hash = Hashing::hash_of(&proposal);
		let count = pallet_collective::ProposalCount::<Runtime, CouncilCollective>::hashed_key();
		let index = match self.chain.storage(&count)? {
			Some(index) => u32::decode_all(&mut &*index)?,
			None => 0,
		};
		let length_bound = u32::try_from(proposal.encoded_size())?;
		let proposal_weight_bound = proposal.get_dispatch_info().call_weight;
		let threshold = u32::try_from(ADMINS.len())?;
		let propose = Council::propose { threshold, proposal: Box::new(proposal), length_bound };
		let vote = Council::vote { proposal: proposal_hash, index, approve: true };
		let close = Council::close { proposal_hash, index, proposal_weight_bound, length_bound };
		let votes = ADMIN_PAIRS.iter().map(|member| Signed::new(member.clone(), vote.clone()));
		let (_, first) = Self::organization(0)?;
		let calls = std::iter::once(Signed::new(first.clone(), propose)).chain(votes);
		self.perform(calls.chain([Signed::new(first, close)]).collect::<Vec<_>>())
	}

	/// The extrinsics of a case, signed for the state as it is now; forgets that they were.
	pub fn sign_all(&mut self, calls: &[Signed]) -> Vec<Vec<u8>> {
		let before = self.nonces.clone();
		let signed = calls.iter().map(|call| self.sign(call)).collect();
		self.nonces = before;
		signed
	}

	fn sign(&mut self, signed: &Signed) -> Vec<u8> {
		let account: AccountId = signed.by.public().into();
		let nonce = self.nonces.entry(account.clone()).or_default();
		let extrinsic = sign(self.chain.genesis(), &signed.by, account, signed.call.clone(), *nonce);
		*nonce = nonce.saturating_add(1);
		extrinsic
	}
}

fn key(kind: &str, n: u32) -> sr25519::Pair {
	sr25519::Pair::from_seed(&("salus-measure", kind, n).using_encoded(blake2_256))
}

/// Sign as a wallet does.
fn sign(genesis: Hash, by: &sr25519::Pair, account: AccountId, call: RuntimeCall, nonce: Nonce) -> Vec<u8> {
	let extension = tx_extension(nonce, Era::Immortal, 0);
	let implicit = ((), (), VERSION.spec_version, VERSION.transaction_version, genesis, genesis, (), (), (), None);
	let payload = SignedPayload::from_raw(call.clone(), extension.clone(), implicit);
	let signature = payload.using_encoded(|bytes| by.sign(bytes));
	UncheckedExtrinsic::new_signed(call, account.into(), signature.into(), extension).encode()
}
