//! What may be wrong with a consortium file, in the words of whoever wrote it.

use super::{duty, role, CollatorEntry, Consortium, Currency, CurrencyEntry, File, Member, MemberEntry, StaffEntry};
use pallet_organizations::{organization_account, Founder, MaxIdentifiers};
use salus_primitives::{
	identifiers::{Identifier, IdentifierError},
	Duty, Role,
};
use salus_runtime::{
	constants::{EXISTENTIAL_DEPOSIT, MAX_MEMBERS, SS58_PREFIX, UNIT},
	AccountId, Balance, CollatorSelection, Runtime,
};
use sp_core::{
	crypto::{PublicError, Ss58AddressFormat, Ss58Codec},
	sr25519,
};
use sp_keyring::Sr25519Keyring;
use std::{
	collections::{BTreeMap, BTreeSet},
	fmt::Debug,
	str::FromStr,
};

/// Parachain ids below these are for system chains.
const FIRST_PARA_ID: u32 = 2_000;

/// How a value of an enum is written in the file: `CredentialIssuer` as `credential-issuer`.
pub(super) fn kebab(value: &impl Debug) -> String {
	let mut text = String::new();
	for letter in format!("{value:?}").chars() {
		if letter.is_ascii_uppercase() && !text.is_empty() {
			text.push('-');
		}
		text.push(letter.to_ascii_lowercase());
	}
	text
}

/// What the parser found, with the line it found it in.
pub(super) fn syntax(text: &str, error: &toml::de::Error) -> String {
	let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
	let line = before.matches('\n').count().saturating_add(1);
	format!("line {line}: {}", error.message().replace('\n', " "))
}

/// Reads on after a mistake, so that all of them are told at once.
#[derive(Default)]
pub(super) struct Checker {
	problems: Vec<String>,
	warnings: Vec<String>,
	allow_development_keys: bool,
	/// Which member an account is seated for.
	seated: BTreeMap<AccountId, String>,
	/// Whose an identifier is.
	identified: BTreeMap<Identifier, String>,
	/// What a key is used for, and by whom.
	keys: BTreeMap<sr25519::Public, String>,
}

impl Checker {
	fn problem(&mut self, text: impl Into<String>) {
		self.problems.push(text.into());
	}

	pub(super) fn consortium(mut self, file: File) -> Result<Consortium, Vec<String>> {
		self.allow_development_keys = file.development_keys;
		self.header(&file);
		let boot_nodes = file.boot_nodes.iter().filter_map(|address| self.boot_node(address)).collect();
		if file.members.is_empty() {
			self.problem("there is no [[member]]: a consortium is founded by at least one");
		}
		if file.members.len() > MAX_MEMBERS as usize {
			self.problem(format!("there are {} members; the chain takes {MAX_MEMBERS}", file.members.len()));
		}
		let mut names = BTreeSet::new();
		for member in &file.members {
			if !names.insert(member.name.clone()) {
				self.problem(format!("two members are called '{}'", member.name));
			}
		}
		let members: Vec<Member> = file.members.into_iter().filter_map(|entry| self.member(entry)).collect();
		// The rest speaks of members as a whole: with some of them unread it would complain of what is not wrong.
		if self.problems.is_empty() {
			self.bodies(&members);
		}
		let currencies = self.currencies(file.currencies, &members);
		let endowments = self.endowments(file.endowments.iter().map(|e| (e.account.as_str(), e.amount.as_str())));
		self.total(&members, &endowments);
		if self.problems.is_empty() {
			self.fees(&members, &endowments);
		}
		if !self.problems.is_empty() {
			return Err(self.problems);
		}
		Ok(Consortium {
			name: file.name,
			id: file.id,
			para_id: file.para_id,
			relay_chain: file.relay_chain,
			boot_nodes,
			members,
			currencies,
			endowments,
			warnings: self.warnings,
		})
	}

	fn header(&mut self, file: &File) {
		if file.name.trim().is_empty() {
			self.problem("name is empty: give the chain the name that wallets and nodes will show");
		}
		let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
		if file.id.is_empty() || file.id.len() > 48 || !file.id.chars().all(word) || file.id.starts_with('-') {
			self.problem(format!(
				"id '{}' must be 1 to 48 small letters, digits and dashes: folders and protocols are named after it",
				file.id
			));
		}
		if [crate::chain_spec::DEVELOPMENT_ID, crate::chain_spec::LOCAL_ID].contains(&file.id.as_str()) {
			self.problem(format!("id '{}' is that of a chain for trying things out; choose another", file.id));
		}
		if file.para_id < FIRST_PARA_ID {
			self.problem(format!(
				"para_id {} is one of the relay chain's own; reserved ids begin with {FIRST_PARA_ID}",
				file.para_id
			));
		}
		if file.relay_chain.trim().is_empty() {
			self.problem("relay_chain is empty: name the relay chain, such as polkadot, or its chain spec file");
		}
	}

	fn boot_node<T: FromStr>(&mut self, address: &str) -> Option<T> {
		let parsed = address.parse().ok();
		if parsed.is_none() {
			self.problem(format!(
				"boot node '{address}' is no address: /dns/node.example/tcp/30333/p2p/ and the peer id are wanted"
			));
		}
		parsed
	}

	fn member(&mut self, entry: MemberEntry) -> Option<Member> {
		let MemberEntry { name, .. } = &entry;
		let name = if name.trim().is_empty() { "a member without a name".to_string() } else { name.clone() };
		if entry.name.trim().is_empty() {
			self.problem("a member has an empty name: it is needed to speak about it, and does not go on chain");
		}
		let before = self.problems.len();
		let roles = self.roles(&name, &entry.roles);
		let identifiers = self.identifiers(&name, &entry);
		let admin = self.account(&format!("{name}: admin"), &entry.admin);
		let mut seat = |what: &str, text: &Option<String>| {
			let text = text.as_ref()?;
			let account = self.account(&format!("{name}: {what}"), text)?;
			self.seat(&name, what, &account);
			Some(account)
		};
		let representative = seat("representative", &entry.representative);
		let technical_delegate = seat("technical_delegate", &entry.technical_delegate);
		if let (None, Some(admin)) = (&entry.representative, &admin) {
			self.seat(&name, "admin, who is the representative where none is named,", admin);
		}
		let (collator, session_key) = match &entry.collator {
			Some(collator) => self.collator(&name, collator),
			None => (None, None),
		};
		let attestors = entry.attestors.iter().filter_map(|key| self.key(&name, "attestor key", key)).collect();
		let staff = self.staff(&name, admin.as_ref(), &entry.staff);
		let funds = match &entry.funds {
			Some(text) => self.amount(&format!("{name}: funds"), text).unwrap_or(0),
			None => 0,
		};
		if self.problems.len() > before {
			return None;
		}
		Some(Member {
			name: entry.name,
			founder: Founder { admin: admin?, roles, identifiers, representative, technical_delegate, collator, staff },
			session_key,
			attestors,
			funds,
		})
	}

	fn roles(&mut self, member: &str, names: &[String]) -> Vec<Role> {
		if names.is_empty() {
			self.problem(format!(
				"{member}: roles is empty; an organisation without a role is nothing to the consortium"
			));
		}
		let mut roles = Vec::new();
		for name in names {
			match role(name) {
				Some(role) if roles.contains(&role) => self.problem(format!("{member}: role '{name}' is named twice")),
				Some(role) => roles.push(role),
				None => {
					let all: Vec<String> = Role::ALL.iter().map(kebab).collect();
					self.problem(format!("{member}: there is no role '{name}'; roles are {}", all.join(", ")));
				},
			}
		}
		roles
	}

	fn identifiers(&mut self, member: &str, entry: &MemberEntry) -> Vec<Identifier> {
		let mut identifiers = Vec::new();
		self.read_identifiers(member, "NPI", &entry.npi, Identifier::Npi, &mut identifiers);
		self.read_identifiers(member, "GLN", &entry.gln, Identifier::Gln, &mut identifiers);
		self.read_identifiers(member, "OID", &entry.oid, Identifier::Oid, &mut identifiers);
		let most = <MaxIdentifiers as sp_core::Get<u32>>::get();
		if identifiers.len() > most as usize {
			self.problem(format!("{member}: an organisation carries at most {most} identifiers"));
		}
		identifiers
	}

	fn read_identifiers<T: FromStr<Err = IdentifierError>>(
		&mut self,
		member: &str,
		kind: &str,
		texts: &[String],
		wrap: fn(T) -> Identifier,
		into: &mut Vec<Identifier>,
	) {
		for text in texts {
			match text.parse::<T>() {
				Err(error) => self.problem(format!("{member}: {kind} {text}: {error}")),
				Ok(identifier) => {
					let identifier = wrap(identifier);
					if let Some(holder) = self.identified.insert(identifier.clone(), member.to_string()) {
						self.problem(format!("{member}: {kind} {text} is already that of {holder}"));
					}
					into.push(identifier);
				},
			}
		}
	}

	/// An account is seated for one member at most; for that one it may hold several seats.
	fn seat(&mut self, member: &str, what: &str, account: &AccountId) {
		match self.seated.get(account) {
			Some(holder) if holder != member => {
				let holder = holder.clone();
				self.problem(format!("{member}: {what} {account} already has a seat for {holder}"));
			},
			_ => {
				self.seated.insert(account.clone(), member.to_string());
			},
		}
	}

	fn collator(&mut self, member: &str, entry: &CollatorEntry) -> (Option<AccountId>, Option<sr25519::Public>) {
		let account = self.account(&format!("{member}: collator account"), &entry.account);
		if let Some(account) = &account {
			self.seat(member, "collator account", account);
		}
		(account, self.key(member, "session key", &entry.session_key))
	}

	fn staff(
		&mut self,
		member: &str,
		admin: Option<&AccountId>,
		entries: &[StaffEntry],
	) -> Vec<(AccountId, Vec<Duty>)> {
		let most = <<Runtime as pallet_organizations::Config>::MaxStaff as sp_core::Get<u32>>::get();
		if entries.len() > most as usize {
			self.problem(format!("{member}: an organisation has at most {most} staff accounts"));
		}
		let mut staff: Vec<(AccountId, Vec<Duty>)> = Vec::new();
		for entry in entries {
			let Some(account) = self.account(&format!("{member}: staff account"), &entry.account) else { continue };
			if admin == Some(&account) {
				self.problem(format!("{member}: the admin has every duty already and is not listed as staff"));
			}
			if staff.iter().any(|(listed, _)| *listed == account) {
				self.problem(format!("{member}: staff account {account} is listed twice"));
			}
			if entry.duties.is_empty() {
				self.problem(format!("{member}: staff account {account} has no duty"));
			}
			let mut duties = Vec::new();
			for name in &entry.duties {
				match duty(name) {
					Some(duty) => duties.push(duty),
					None => {
						let all: Vec<String> = Duty::ALL.iter().map(kebab).collect();
						self.problem(format!("{member}: there is no duty '{name}'; duties are {}", all.join(", ")));
					},
				}
			}
			staff.push((account, duties));
		}
		staff
	}

	fn account(&mut self, what: &str, text: &str) -> Option<AccountId> {
		let refuse = |why: &str| format!("{what} '{text}' is no address: {why}");
		match AccountId::from_ss58check_with_version(text) {
			Ok((_, format)) if format != Ss58AddressFormat::custom(SS58_PREFIX) => {
				self.problem(format!("{what} {text} is an address of another network (prefix {})", u16::from(format)));
				None
			},
			Ok((account, _)) => {
				self.not_everybodys(what, account.as_ref());
				Some(account)
			},
			Err(error) => {
				let why = match error {
					PublicError::InvalidChecksum => "its checksum does not match; a letter is wrong or missing",
					PublicError::BadLength => "it is too short or too long",
					_ => "an SS58 address such as 5Grw… is wanted",
				};
				self.problem(refuse(why));
				None
			},
		}
	}

	/// A public key that signs for one purpose at one node.
	fn key(&mut self, member: &str, what: &str, text: &str) -> Option<sr25519::Public> {
		let bytes: Option<[u8; 32]> =
			text.strip_prefix("0x").and_then(|digits| hex::decode(digits).ok()).and_then(|bytes| bytes.try_into().ok());
		let Some(key) = bytes.map(sr25519::Public::from).or_else(|| sr25519::Public::from_ss58check(text).ok()) else {
			self.problem(format!("{member}: {what} '{text}' must be 0x and 64 hex digits, or an SS58 address"));
			return None;
		};
		self.not_everybodys(&format!("{member}: {what}"), &key.0);
		let purpose = format!("the {what} of {member}");
		if let Some(other) = self.keys.insert(key, purpose) {
			self.problem(format!(
				"{member}: {what} {text} is already {other}: each key serves one purpose at one node"
			));
		}
		Some(key)
	}

	/// Everybody has the secrets of the development keys.
	fn not_everybodys(&mut self, what: &str, public: &[u8]) {
		if self.allow_development_keys {
			return;
		}
		if let Some(known) = Sr25519Keyring::iter().find(|known| known.to_raw_public() == *public) {
			self.problem(format!(
				"{what} is the development key {known:?}, whose secret everybody knows; for a trial set development_keys = true"
			));
		}
	}

	fn bodies(&mut self, members: &[Member]) {
		if members.iter().all(|member| member.founder.collator.is_none()) {
			self.problem("no member has a [member.collator]: without one no block is ever made");
		}
		if members.iter().all(|member| member.founder.technical_delegate.is_none()) {
			self.problem(
				"no member names a technical_delegate: without a Technical Committee nothing can be upgraded or paused",
			);
		}
		if members.len() < 4 {
			self.warnings.push(format!(
				"with {} members one or two hands decide; the bodies' majorities begin to protect with four",
				members.len()
			));
		}
		let collators = members.iter().filter(|member| member.founder.collator.is_some()).count();
		if collators == 1 {
			self.warnings.push("there is one collator: when its node stops, the chain stops".into());
		}
	}

	fn currencies(&mut self, entries: Vec<CurrencyEntry>, members: &[Member]) -> Vec<Currency> {
		let limit = <<Runtime as pallet_assets::Config>::StringLimit as sp_core::Get<u32>>::get() as usize;
		let mut numbers = BTreeSet::new();
		let mut currencies = Vec::new();
		for entry in entries {
			let CurrencyEntry { number, code, name, decimals, issuer } = entry;
			if !numbers.insert(number) {
				self.problem(format!("currency {number} is listed twice"));
			}
			if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
				self.problem(format!("currency {number}: code '{code}' must be three capital letters, as in ISO 4217"));
			}
			if name.is_empty() || name.len() > limit {
				self.problem(format!("currency {number}: name must be 1 to {limit} bytes long"));
			}
			if decimals > 18 {
				self.problem(format!("currency {number}: decimals {decimals} are more than 18; the dollar has 2"));
			}
			match members.iter().find(|member| member.name == issuer) {
				Some(member) => {
					let issuer = member.founder.admin.clone();
					currencies.push(Currency { number, code, name, decimals, issuer });
				},
				// A member with mistakes of its own is not in the list; those are told already.
				None if self.problems.is_empty() => {
					self.problem(format!("currency {number}: issuer '{issuer}' is the name of no member"));
				},
				None => {},
			}
		}
		currencies
	}

	fn endowments<'a>(&mut self, entries: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeMap<AccountId, Balance> {
		let mut endowments = BTreeMap::new();
		for (address, text) in entries {
			let amount = self.amount(&format!("endowment of {address}"), text);
			let Some(account) = self.account("endowment: account", address) else { continue };
			if endowments.insert(account, amount.unwrap_or(0)).is_some() {
				self.problem(format!("endowment: account {address} is listed twice"));
			}
		}
		endowments
	}

	/// SALUS as people write them: `1000` or `0.25`.
	fn amount(&mut self, what: &str, text: &str) -> Option<Balance> {
		let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
		let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
		let planks = (digits(whole) && digits(fraction) && !whole.is_empty() && fraction.len() <= 12)
			.then(|| {
				let whole = whole.parse::<Balance>().ok()?.checked_mul(UNIT)?;
				whole.checked_add(format!("{fraction:0<12}").parse().ok()?)
			})
			.flatten();
		match planks {
			None => {
				self.problem(format!(
					"{what}: '{text}' is no amount of SALUS; write a number such as \"1000\" or \"0.25\", with at most 12 decimals"
				));
				None
			},
			Some(planks) if planks < EXISTENTIAL_DEPOSIT => {
				self.problem(format!(
					"{what}: {text} SALUS is less than the {} that an account must hold to exist",
					super::amount(EXISTENTIAL_DEPOSIT)
				));
				None
			},
			Some(planks) => Some(planks),
		}
	}

	fn total(&mut self, members: &[Member], endowments: &BTreeMap<AccountId, Balance>) {
		for (number, member) in (0..).zip(members) {
			let account: AccountId = organization_account(number);
			if endowments.contains_key(&account) {
				self.problem(format!(
					"endowment: {account} is the organisation account of {}; give it money with funds",
					member.name
				));
			}
		}
		if endowments.contains_key(&CollatorSelection::account_id()) {
			self.problem("endowment: the collators' pot needs none");
		}
		// Far above any use, and far below what arithmetic in 128 bits could mistake.
		let most = Balance::from(u64::MAX).saturating_mul(UNIT);
		let funds = members.iter().map(|member| member.funds);
		let total = endowments.values().copied().chain(funds).try_fold(0, Balance::checked_add);
		if total.is_none_or(|total| total > most) {
			self.problem(format!("all endowments and funds together are more than {} SALUS", super::amount(most)));
		}
	}

	fn fees(&mut self, members: &[Member], endowments: &BTreeMap<AccountId, Balance>) {
		for member in members {
			let founder = &member.founder;
			let acting = [
				("admin", Some(&founder.admin)),
				("representative", founder.representative.as_ref()),
				("technical_delegate", founder.technical_delegate.as_ref()),
				("collator account", founder.collator.as_ref()),
			];
			for (what, account) in acting {
				if let Some(account) = account.filter(|account| !endowments.contains_key(account)) {
					self.warnings.push(format!(
						"{}: {what} {account} has no [[endowment]] and can pay no fee until somebody sends it some",
						member.name
					));
				}
			}
		}
	}
}
