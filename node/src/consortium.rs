//! The genesis of a consortium, from a file that people can read, discuss and sign off.
//!
//! ```text
//! consortium.toml --check--> sentences about what is wrong, or what the first block will hold
//!                 --build--> chain spec
//! ```
//!
//! Everything is checked before anything is built: genesis cannot be amended, and what the runtime says about a wrong
//! one is meant for programmers. The file holds public keys and addresses only, never a secret.

mod check;
#[cfg(test)]
mod tests;

use crate::chain_spec;
use check::Checker;
use pallet_organizations::{organization_account, Founder};
use salus_primitives::{identifiers::Identifier, AttestorKey, Duty, OrganizationId, Role};
use salus_runtime::{
	constants::{EXISTENTIAL_DEPOSIT, UNIT},
	AccountId, Balance, CollatorSelection,
};
use sc_service::config::MultiaddrWithPeerId;
use serde::Deserialize;
use serde_json::{json, Value};
use sp_core::sr25519;
use std::{
	collections::BTreeMap,
	fmt::Write as _,
	path::{Path, PathBuf},
};

/// An annotated file to start from.
pub const EXAMPLE: &str = include_str!("consortium/example.toml");

/// Found a consortium: from a small file to a chain spec.
#[derive(Debug, clap::Subcommand)]
pub enum ConsortiumCmd {
	/// Print an annotated consortium file to start from.
	Example,

	/// Say in plain words what is wrong with a consortium file, or what its first block will hold.
	Check {
		/// The consortium file (TOML).
		file: PathBuf,
	},

	/// Write the chain spec that a consortium file describes.
	///
	/// All members must start from the same bytes: build it once with --raw, publish it with its checksum.
	Build {
		/// The consortium file (TOML).
		file: PathBuf,

		/// Where to write; standard output without it.
		#[arg(long, value_name = "FILE")]
		output: Option<PathBuf>,

		/// With the whole genesis state worked out, instead of as a patch that needs the runtime to be run.
		#[arg(long)]
		raw: bool,

		/// The same consortium as a chain that runs without a relay chain, to try it out: one node seals, others
		/// follow it. Never for anything that matters.
		#[arg(long)]
		trial: bool,
	},
}

/// Do what was asked. An error is everything that is wrong, a sentence a line.
pub fn run(command: &ConsortiumCmd) -> Result<(), String> {
	match command {
		ConsortiumCmd::Example => {
			print!("{EXAMPLE}");
			Ok(())
		},
		ConsortiumCmd::Check { file } => {
			let consortium = read(file)?;
			print!("{}", consortium.summary());
			Ok(())
		},
		ConsortiumCmd::Build { file, output, raw, trial } => {
			let consortium = read(file)?;
			let spec = consortium.chain_spec(*trial)?;
			// Working it out in the runtime is the last check, whether or not the result is what is wanted.
			spec.as_json(true)
				.map_err(|error| format!("the runtime refuses this genesis: {error}"))
				.and_then(|whole| if *raw { Ok(whole) } else { spec.as_json(false) })
				.and_then(|json| match output {
					None => {
						println!("{json}");
						Ok(())
					},
					Some(path) => std::fs::write(path, json).map_err(|error| format!("{}: {error}", path.display())),
				})?;
			eprint!("{}", consortium.summary());
			if let Some(path) = output {
				eprintln!("chain spec written to {}", path.display());
			}
			Ok(())
		},
	}
}

fn read(path: &Path) -> Result<Consortium, String> {
	let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
	Consortium::parse(&text).map_err(|problems| format!("{}:\n  - {}", path.display(), problems.join("\n  - ")))
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
	name: String,
	id: String,
	para_id: u32,
	relay_chain: String,
	#[serde(default)]
	boot_nodes: Vec<String>,
	#[serde(default)]
	development_keys: bool,
	#[serde(default, rename = "member")]
	members: Vec<MemberEntry>,
	#[serde(default, rename = "currency")]
	currencies: Vec<CurrencyEntry>,
	#[serde(default, rename = "endowment")]
	endowments: Vec<EndowmentEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MemberEntry {
	name: String,
	roles: Vec<String>,
	#[serde(default)]
	npi: Vec<String>,
	#[serde(default)]
	gln: Vec<String>,
	#[serde(default)]
	oid: Vec<String>,
	admin: String,
	representative: Option<String>,
	technical_delegate: Option<String>,
	funds: Option<String>,
	#[serde(default)]
	attestors: Vec<String>,
	collator: Option<CollatorEntry>,
	#[serde(default)]
	staff: Vec<StaffEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CollatorEntry {
	account: String,
	session_key: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StaffEntry {
	account: String,
	duties: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CurrencyEntry {
	number: u32,
	code: String,
	name: String,
	decimals: u8,
	issuer: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EndowmentEntry {
	account: String,
	amount: String,
}

/// A founding member.
#[derive(Debug)]
struct Member {
	/// For people and for messages: it does not go on chain.
	name: String,
	founder: Founder<AccountId>,
	session_key: Option<sr25519::Public>,
	attestors: Vec<sr25519::Public>,
	/// What lies on the organisation's own account.
	funds: Balance,
}

/// A currency that claims are settled in.
#[derive(Debug)]
struct Currency {
	number: u32,
	code: String,
	name: String,
	decimals: u8,
	/// Position of the member whose administrator issues it.
	issuer: AccountId,
}

/// A file that was found good.
#[derive(Debug)]
pub struct Consortium {
	name: String,
	id: String,
	para_id: u32,
	relay_chain: String,
	boot_nodes: Vec<MultiaddrWithPeerId>,
	members: Vec<Member>,
	currencies: Vec<Currency>,
	endowments: BTreeMap<AccountId, Balance>,
	/// What is allowed and probably not meant.
	warnings: Vec<String>,
}

impl Consortium {
	/// Read a file. What is wrong with it comes back as sentences, all at once.
	pub fn parse(text: &str) -> Result<Self, Vec<String>> {
		let file: File = toml::from_str(text).map_err(|error| vec![check::syntax(text, &error)])?;
		Checker::default().consortium(file)
	}

	fn numbered(&self) -> impl Iterator<Item = (OrganizationId, &Member)> {
		(0..).zip(&self.members)
	}

	/// What differs from an empty genesis.
	pub fn genesis(&self) -> Value {
		let mut balances = self.endowments.clone();
		for (number, member) in self.numbered().filter(|(_, member)| member.funds > 0) {
			balances.insert(organization_account(number), member.funds);
		}
		// The pot must exist, or fees below the existential deposit would be burnt instead of reaching it.
		balances.entry(CollatorSelection::account_id()).or_insert(EXISTENTIAL_DEPOSIT);
		let collators: Vec<(&AccountId, &sr25519::Public)> = self
			.members
			.iter()
			.filter_map(|member| Some((member.founder.collator.as_ref()?, member.session_key.as_ref()?)))
			.collect();
		let attestors: Vec<(AttestorKey, OrganizationId)> = self
			.numbered()
			.flat_map(|(number, member)| member.attestors.iter().map(move |key| (*key, number)))
			.collect();
		json!({
			"balances": { "balances": balances.into_iter().collect::<Vec<_>>() },
			"parachainInfo": { "parachainId": self.para_id },
			"collatorSelection": {
				"invulnerables": collators.iter().map(|(account, _)| account).collect::<Vec<_>>(),
				"candidacyBond": EXISTENTIAL_DEPOSIT,
			},
			"session": {
				"keys": collators.iter().map(|(account, key)| json!([account, account, { "aura": key }])).collect::<Vec<_>>(),
			},
			"assets": {
				// They exist without deposits: whoever is paid in them need not hold anything else.
				"assets": self.currencies.iter().map(|c| json!([c.number, c.issuer, true, 1])).collect::<Vec<_>>(),
				"metadata": self
					.currencies
					.iter()
					.map(|c| json!([c.number, c.name.as_bytes(), c.code.as_bytes(), c.decimals]))
					.collect::<Vec<_>>(),
			},
			"organizations": {
				"organizations": self.members.iter().map(|member| &member.founder).collect::<Vec<_>>(),
			},
			"attestation": { "attestors": attestors },
			"codes": { "standard": true, "more": [] },
		})
	}

	/// The chain spec.
	pub fn chain_spec(&self, trial: bool) -> Result<chain_spec::ChainSpec, String> {
		chain_spec::consortium(chain_spec::Founding {
			name: &self.name,
			id: &self.id,
			para_id: self.para_id,
			relay_chain: &self.relay_chain,
			boot_nodes: self.boot_nodes.clone(),
			genesis: self.genesis(),
			trial,
		})
	}

	/// What the first block will hold, for people to compare with what they agreed on.
	pub fn summary(&self) -> String {
		let mut text = String::new();
		// Writing to a string cannot fail.
		let _ = writeln!(text, "{} ({}), parachain {} of {}", self.name, self.id, self.para_id, self.relay_chain);
		for (number, member) in self.numbered() {
			let founder = &member.founder;
			let roles: Vec<String> = founder.roles.iter().map(check::kebab).collect();
			let _ = writeln!(text, "organisation {number}: {} ({})", member.name, roles.join(", "));
			for identifier in &founder.identifiers {
				let _ = match identifier {
					Identifier::Npi(npi) => writeln!(text, "  NPI {npi}"),
					Identifier::Gln(gln) => writeln!(text, "  GLN {gln}"),
					Identifier::Oid(oid) => writeln!(text, "  OID {oid}"),
				};
			}
			let _ = writeln!(text, "  admin {}", founder.admin);
			let _ = writeln!(text, "  Council {}", founder.representative.as_ref().unwrap_or(&founder.admin));
			if let Some(delegate) = &founder.technical_delegate {
				let _ = writeln!(text, "  Technical Committee {delegate}");
			}
			if let (Some(account), Some(key)) = (&founder.collator, &member.session_key) {
				let _ = writeln!(text, "  collator {account} with session key 0x{}", hex::encode(key));
			}
			for key in &member.attestors {
				let _ = writeln!(text, "  attestor 0x{}", hex::encode(key));
			}
			if !founder.staff.is_empty() {
				let _ = writeln!(text, "  staff: {}", founder.staff.len());
			}
		}
		for currency in &self.currencies {
			let _ = writeln!(text, "currency {}: {} ({})", currency.number, currency.name, currency.code);
		}
		let funds = self.members.iter().map(|member| member.funds);
		// Checked when the file was read.
		let issued = self.endowments.values().copied().chain(funds).fold(0, Balance::saturating_add);
		let _ = writeln!(text, "fee token issued: {} SALUS", amount(issued));
		for warning in &self.warnings {
			let _ = writeln!(text, "warning: {warning}");
		}
		text
	}
}

/// An amount as people write it.
fn amount(planks: Balance) -> String {
	let (whole, rest) = (planks.checked_div(UNIT).unwrap_or(0), planks.checked_rem(UNIT).unwrap_or(0));
	if rest == 0 {
		return whole.to_string();
	}
	format!("{whole}.{}", format!("{rest:012}").trim_end_matches('0'))
}

/// Roles by their names in the file.
fn role(name: &str) -> Option<Role> {
	Role::ALL.iter().find(|role| check::kebab(role) == name).copied()
}

/// Duties by their names in the file.
fn duty(name: &str) -> Option<Duty> {
	Duty::ALL.iter().find(|duty| check::kebab(duty) == name).copied()
}
