//! Credentials: offering, accepting, revoking, status lists; checking them.

use super::consent::code;
use crate::{
	fill::{Map, Part},
	lab::{Case, Lab, Plan, Question, Signed, ADMINS},
};
use anyhow::{Context, Result};
use codec::{Decode, DecodeAll, Encode};
use pallet_credentials::{
	CheckAnswer, CredentialId, CredentialInfo, Holders, ListEntry, ListId, SchemaKind, SchemaRules, StatusPurpose,
	StatusRecord, CHUNK_BYTES,
};
use salus_primitives::{
	codes::CodeKind, CodeId, Commitment, CredentialAnswer, Duty, Holder, Roles, SchemaId, SubjectId,
};
use salus_runtime::{AccountId, Runtime};
use sp_core::{sr25519, Pair, H256};

type Call = pallet_credentials::Call<Runtime>;

const DAY: u64 = 24 * 60 * 60;

/// The organisation that the council accredited; the others issue under it.
const ROOT_ISSUER: u32 = 0;

/// What was prepared.
struct World {
	/// Status of its credentials is kept in their own entries.
	own: SchemaId,
	/// Status of its credentials is kept in lists.
	listed: SchemaId,
	scope: CodeId,
	reason: CodeId,
	now: u64,
	/// Number of the first credential. First those that the others hold, then open offers to them, then those they hold
	/// whose status is in a list, then open offers to strangers, who hold none yet.
	first: CredentialId,
	/// How many there are of each.
	count: u32,
	/// Number of the first list.
	first_list: ListId,
}

/// People are staff of issuers, each with a status list of its own; others hold credentials, strangers are to.
pub fn prepare(lab: &mut Lab) -> Result<Plan> {
	let people: Vec<sr25519::Pair> = lab.people().cloned().collect();
	let others: Vec<sr25519::Pair> = lab.others().cloned().collect();
	super::employ(lab, &[Duty::Credentialing])?;
	let strangers: Vec<sr25519::Pair> = lab.strangers().collect();
	super::vouch(lab, strangers.iter().map(|stranger| AccountId::from(stranger.public())))?;
	lab.perform(
		others
			.iter()
			.chain(&strangers)
			.map(|who| Signed::new(who.clone(), pallet_subjects::Call::<Runtime>::open {}))
			.collect::<Vec<_>>(),
	)?;
	let own = number(lab, pallet_credentials::NextSchemaId::<Runtime>::hashed_key().as_ref())?;
	let world = World {
		own,
		listed: own.saturating_add(1),
		scope: code(lab, CodeKind::Scope, "urn:iso:std:iso:3166:-2", "US-CA")?,
		reason: code(lab, CodeKind::Reason, "urn:salus:reason", "issued-in-error")?,
		now: lab.chain.now(),
		first: number(lab, pallet_credentials::NextCredentialId::<Runtime>::hashed_key().as_ref())?,
		count: u32::try_from(people.len())?,
		first_list: number(lab, pallet_credentials::NextListId::<Runtime>::hashed_key().as_ref())?,
	};
	world.accredit(lab)?;

	let staff = || people.iter().enumerate().zip(&others);
	let lists = people.iter().enumerate().map(|(n, by)| {
		let (organization, _) = Lab::organization(n)?;
		let (schema, purpose) = (world.listed, StatusPurpose::Revocation);
		Ok(Signed::new(by.clone(), Call::create_status_list { organization, schema, purpose }))
	});
	lab.perform(lists.collect::<Result<Vec<_>>>()?)?;
	// Each list has an entry set, so that its first chunk exists.
	let flips = people.iter().zip(0..).map(|(by, n)| world.set(by, n, &[0], true));
	lab.perform(flips.collect::<Result<Vec<_>>>()?)?;
	let accept = |who: &sr25519::Pair, credential| Signed::new(who.clone(), Call::accept { credential });
	for (kind, listed) in [(0, false), (1, false), (2, true)] {
		let offers = staff().map(|((n, by), holder)| world.offer(n, by, holder, listed));
		lab.perform(offers.collect::<Result<Vec<_>>>()?)?;
		// Of the second kind the offers stay open.
		if kind != 1 {
			lab.perform(
				others.iter().zip(0..).map(|(who, n)| accept(who, world.credential(kind, n))).collect::<Vec<_>>(),
			)?;
		}
	}

	let offers = people.iter().enumerate().zip(&strangers).map(|((n, by), holder)| world.offer(n, by, holder, false));
	lab.perform(offers.collect::<Result<Vec<_>>>()?)?;

	let each = || people.iter().zip(0u32..);
	let mut cases = vec![
		Case::new(
			"credentials.offer",
			"Staff of an issuer offers a licence with one scope; the organisation pays the deposit.",
			staff().map(|((n, by), holder)| world.offer(n, by, holder, false)).collect::<Result<_>>()?,
		),
		Case::new(
			"credentials.accept",
			"The holder accepts a second licence.",
			others.iter().zip(0..).map(|(who, n)| accept(who, world.credential(1, n))).collect(),
		),
		Case::new(
			"credentials.accept, the first",
			"A holder without any accepts a licence; its sponsor pays the fee.",
			strangers.iter().zip(0..).map(|(who, n)| accept(who, world.credential(3, n))).collect(),
		),
		Case::new(
			"credentials.suspend",
			"Staff of the issuer suspends a licence.",
			each()
				.map(|(by, n)| {
					let (credential, reason) = (world.credential(0, n), world.reason);
					Signed::new(by.clone(), Call::suspend { credential, reason })
				})
				.collect(),
		),
		Case::new(
			"credentials.revoke",
			"Staff of the issuer revokes a licence.",
			each()
				.map(|(by, n)| {
					let (credential, reason) = (world.credential(0, n), world.reason);
					Signed::new(by.clone(), Call::revoke { credential, reason })
				})
				.collect(),
		),
	];
	let spread: Vec<u32> = (1..=1_024).map(|n: u32| n.saturating_mul(127)).collect();
	for (name, indices) in [("1 entry", spread.split_at(1).0), ("1,024 entries in 16 chunks", &spread)] {
		let about = "Staff sets entries of its issuer's status list; one chunk of the list exists already.";
		let calls = each().map(|(by, n)| world.set(by, n, indices, true)).collect::<Result<_>>()?;
		cases.push(Case::new(format!("credentials.set_status, {name}"), about, calls));
	}
	let chunk = usize::try_from(CHUNK_BYTES)?;
	let puts = each().map(|(by, n)| {
		let bits = vec![0xff; chunk].try_into().ok().context("a chunk fits")?;
		Ok(Signed::new(by.clone(), Call::put_chunk { list: world.list(n), chunk: 0, bits }))
	});
	let about = "Staff replaces one chunk of a status list: 8,192 entries at once.";
	cases.push(Case::new("credentials.put_chunk", about, puts.collect::<Result<_>>()?));
	// The first, ninth, … person is staff of the issuer under which all others are.
	let superiors = people.iter().step_by(ADMINS.len());
	let suspensions = superiors.zip(1u32..).take(ADMINS.len().saturating_sub(1)).map(|(by, organization)| {
		let (schema, reason) = (world.own, world.reason);
		Signed::new(by.clone(), Call::suspend_issuer { schema, organization, reason })
	});
	let about = "An issuer is suspended, and with it reliance on everything it issued, however much that is.";
	cases.push(Case::new("credentials.suspend_issuer", about, suspensions.collect()));

	let holders = || others.iter().map(|who| Holder::Subject(SubjectId::from(who.public().0)));
	let mut questions = Vec::new();
	for (name, schema) in [("own status", world.own), ("status list", world.listed)] {
		questions.push(Question {
			name: format!("credentials.check, {name}"),
			about: "Does this holder have an active credential of this schema and scope, now?",
			method: "CredentialsApi_check",
			arguments: holders().map(|holder| (holder, schema, Some(world.scope), None::<u64>).encode()).collect(),
			accepts: |answer| {
				CheckAnswer::decode(&mut &*answer).is_ok_and(|answer| answer.answer == CredentialAnswer::Active)
			},
		});
	}
	questions.push(Question {
		name: "credentials.status".into(),
		about: "What is this credential now?",
		method: "CredentialsApi_status",
		arguments: (0..world.count).map(|n| (world.credential(0, n), None::<u64>).encode()).collect(),
		accepts: |answer| matches!(Option::<CredentialInfo>::decode(&mut &*answer), Ok(Some(_))),
	});

	let fill = vec![
		Map::new("Organizations", "Staff", &[Part::Twox(4), Part::Blake(32)]),
		Map::new("Sponsorship", "Sponsorships", &[Part::Blake(32)]),
		Map::new("Subjects", "Subjects", &[Part::Blake(32)]),
		Map::new("Credentials", "Credentials", &[Part::Twox(4)]),
		Map::new("Credentials", "OfferedScopes", &[Part::Twox(4)]),
		Map::new("Credentials", "HeldBy", &[Part::Hash, Part::Twox(4)]),
		Map::new("Credentials", "StatusLists", &[Part::Twox(4)]),
		Map::new("Credentials", "Chunks", &[Part::Twox(4), Part::Twox(2)]),
	];
	Ok(Plan { fill, cases, questions })
}

impl World {
	/// Two schemas; the first organisation is accredited by the council, the others by the first.
	fn accredit(&self, lab: &mut Lab) -> Result<()> {
		for status in [StatusRecord::Own, StatusRecord::List] {
			let rules = SchemaRules {
				kind: SchemaKind::Licence,
				definition: H256::repeat_byte(7),
				issuers: Roles::ALL,
				holders: Holders::Subjects,
				self_issuance: false,
				max_validity: None,
				status,
				verification: None,
				max_depth: 1,
				max_sub_issuers: 16,
			};
			lab.motion(Call::register_schema { schema: None, rules })?;
		}
		for schema in [self.own, self.listed] {
			let root = ADMINS.first().context("there are members")?;
			let apply = Call::apply { organization: ROOT_ISSUER, schema, under: None };
			lab.perform([Signed::new(root.pair(), apply)])?;
			lab.motion(Call::accredit { schema, organization: ROOT_ISSUER })?;
			for (admin, organization) in ADMINS.iter().zip(0..).skip(1) {
				let apply = Call::apply { organization, schema, under: Some(ROOT_ISSUER) };
				let delegate = Call::delegate { schema, organization };
				lab.perform([Signed::new(admin.pair(), apply), Signed::new(root.pair(), delegate)])?;
			}
		}
		Ok(())
	}

	/// The n-th credential of a kind.
	fn credential(&self, kind: u32, n: u32) -> CredentialId {
		self.first.saturating_add(kind.saturating_mul(self.count)).saturating_add(n)
	}

	/// The list of the n-th person.
	fn list(&self, n: u32) -> ListId {
		self.first_list.saturating_add(n)
	}

	fn offer(&self, n: usize, by: &sr25519::Pair, holder: &sr25519::Pair, listed: bool) -> Result<Signed> {
		let (organization, _) = Lab::organization(n)?;
		let list = self.list(u32::try_from(n)?);
		let call = Call::offer {
			organization,
			holder: Holder::Subject(SubjectId::from(holder.public().0)),
			schema: if listed { self.listed } else { self.own },
			version: 1,
			commitment: Commitment(H256((n as u64, listed).using_encoded(sp_crypto_hashing::blake2_256))),
			scopes: vec![self.scope].try_into().ok().context("one fits")?,
			valid_from: self.now.saturating_sub(DAY),
			valid_until: Some(self.now.saturating_add(365 * DAY)),
			entry: listed.then_some(ListEntry { list, index: 5 }),
			supersedes: None,
		};
		Ok(Signed::new(by.clone(), call))
	}

	fn set(&self, by: &sr25519::Pair, n: u32, indices: &[u32], value: bool) -> Result<Signed> {
		let indices = indices.to_vec().try_into().ok().context("they fit")?;
		Ok(Signed::new(by.clone(), Call::set_status { list: self.list(n), indices, value }))
	}
}

/// A number in state; zero where there is none yet.
pub fn number(lab: &Lab, key: &[u8]) -> Result<u32> {
	match lab.chain.storage(key)? {
		Some(value) => Ok(u32::decode_all(&mut &*value)?),
		None => Ok(0),
	}
}
