use super::*;
use salus_runtime::{Assets, Balances, Organizations, Runtime, RuntimeGenesisConfig};
use sc_service::ChainSpec as _;
use sp_runtime::BuildStorage;

/// The example, changed in places that must be there.
fn changed(changes: &[(&str, &str)]) -> String {
	changes.iter().fold(EXAMPLE.to_string(), |text, (from, to)| {
		assert!(text.contains(from), "the example has no '{from}'");
		text.replacen(from, to, 1)
	})
}

fn problems(changes: &[(&str, &str)]) -> String {
	Consortium::parse(&changed(changes)).expect_err("the file is wrong").join("\n")
}

fn merge(into: &mut Value, patch: Value) {
	match (into, patch) {
		(Value::Object(into), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(into.entry(key).or_insert(Value::Null), value);
			}
		},
		(into, patch) => *into = patch,
	}
}

fn built(consortium: &Consortium) -> sp_io::TestExternalities {
	let mut whole = serde_json::to_value(RuntimeGenesisConfig::default()).expect("the configuration is JSON");
	merge(&mut whole, consortium.genesis());
	let config: RuntimeGenesisConfig = serde_json::from_value(whole).expect("the genesis fits the configuration");
	config.build_storage().expect("the genesis builds").into()
}

#[test]
fn example_should_found_the_consortium_that_it_describes() {
	let consortium = Consortium::parse(EXAMPLE).expect("the example is good");
	built(&consortium).execute_with(|| {
		let hospital = Organizations::organization(0).expect("the first member has number 0");
		assert_eq!(hospital.roles, salus_primitives::Roles::of(&[Role::Provider, Role::Laboratory]));
		assert_eq!(hospital.collator.as_ref(), Some(&hospital.admin));
		let regulator = Organizations::organization(3).expect("there are four");
		assert_eq!(regulator.staff, 1);
		assert!(Organizations::organization(4).is_none());
		assert_eq!(pallet_organizations::Representatives::<Runtime>::get().len(), 4);
		assert_eq!(pallet_organizations::TechnicalDelegates::<Runtime>::get().len(), 3);
		assert_eq!(pallet_attestation::Attestors::<Runtime>::iter().count(), 1);
		assert_eq!(salus_runtime::Session::validators(), vec![hospital.admin.clone()]);
		assert_eq!(Balances::free_balance(&hospital.account), 10_000 * UNIT);
		assert_eq!(Balances::free_balance(&hospital.admin), 100 * UNIT);
		assert_eq!((Assets::maybe_total_supply(840), Assets::maybe_total_supply(841)), (Some(0), None));
		assert_eq!(salus_runtime::ParachainInfo::parachain_id(), 2_000.into());
		assert!(salus_runtime::Codes::code(60).is_some(), "the standard codes are there");
	});
}

#[test]
fn summary_should_say_who_may_do_what_and_what_is_issued() {
	let summary = Consortium::parse(EXAMPLE).expect("the example is good").summary();
	for line in [
		"Example Health Consortium (example-health), parachain 2000 of polkadot",
		"organisation 0: Hospital (provider, laboratory)",
		"  NPI 1234567893",
		"organisation 3: Regulator (regulator, credential-issuer)",
		"  OID 2.16.840.1.113883.3.999",
		"currency 840: US dollar (USD)",
		"fee token issued: 40400 SALUS",
		"warning: there is one collator: when its node stops, the chain stops",
	] {
		assert!(summary.lines().any(|found| found == line), "'{line}' in\n{summary}");
	}
}

#[test]
fn amounts_should_be_read_and_written_as_people_do() {
	for (text, planks) in [("1", UNIT), ("0.25", UNIT / 4), ("0.001", UNIT / 1_000), ("12.000000000001", 12 * UNIT + 1)]
	{
		let file = changed(&[("amount = \"100\"", &format!("amount = \"{text}\""))]);
		let consortium = Consortium::parse(&file).expect("a good amount");
		assert!(consortium.endowments.values().any(|found| *found == planks), "{text}");
		assert_eq!(amount(planks), text);
	}
	for text in ["", "-1", "1,5", "1e3", ".5", "1.0000000000001", "0x10", "99999999999999999999999999999999999999999"] {
		let told = problems(&[("amount = \"100\"", &format!("amount = \"{text}\""))]);
		assert!(told.contains("is no amount of SALUS"), "{text}: {told}");
	}
	assert!(problems(&[("amount = \"100\"", "amount = \"0.0001\"")]).contains("less than the 0.001"));
}

#[test]
fn each_mistake_should_be_told_in_words_that_say_what_to_mend() {
	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	const BOB: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
	let cases: &[(&str, &str, &str)] = &[
		("name = \"Example Health Consortium\"", "name = \"\"", "name is empty"),
		("id = \"example-health\"", "id = \"Example Health\"", "small letters, digits and dashes"),
		("id = \"example-health\"", "id = \"salus-dev\"", "is that of a chain for trying things out"),
		("para_id = 2000", "para_id = 1000", "one of the relay chain's own"),
		("para_id = 2000", "para_id = -1", "line 11"),
		("relay_chain = \"polkadot\"", "relay_chain = \"\"", "relay_chain is empty"),
		("relay_chain = \"polkadot\"", "relaychain = \"polkadot\"", "unknown field `relaychain`"),
		("boot_nodes = []", "boot_nodes = [\"node.example:30333\"]", "boot node 'node.example:30333' is no address"),
		("development_keys = true", "", "is the development key Alice, whose secret everybody knows"),
		(
			"\"provider\", \"laboratory\"",
			"\"provider\", \"hospital\"",
			"there is no role 'hospital'; roles are provider, payer",
		),
		("\"provider\", \"laboratory\"", "\"provider\", \"provider\"", "role 'provider' is named twice"),
		("[\"provider\", \"laboratory\"]", "[]", "Hospital: roles is empty"),
		("1234567893", "1234567890", "Hospital: NPI 1234567890: the check digit does not match"),
		("9521321000018", "952132100001", "Manufacturer: GLN 952132100001: the identifier is too short or too long"),
		("gln = [\"9521321000018\"]", "npi = [\"1234567893\"]", "NPI 1234567893 is already that of Hospital"),
		("2.16.840.1.113883.3.999", "3.1", "Regulator: OID 3.1: an arc is empty"),
		("name = \"Insurer\"\nroles", "name = \"Hospital\"\nroles", "two members are called 'Hospital'"),
		(
			"\nadmin = \"5FHn",
			"\nadmin = \"5FHm",
			"Insurer: admin '5FHmeW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty' is no address: its checksum",
		),
		(
			"\nadmin = \"5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
			"\nadmin = \"15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5",
			"is an address of another network (prefix 0)",
		),
		(
			"\nadmin = \"5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
			"\nadmin = \"//Bob",
			"Insurer: admin '//Bob' is no address",
		),
		(
			"\nadmin = \"5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
			"\nadmin = \"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
			"already has a seat for Hospital",
		),
		(
			"technical_delegate = \"5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
			"technical_delegate = \"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
			"Insurer: technical_delegate 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY already has a seat",
		),
		(
			"session_key = \"0x1cbd2d43530a44705ad088af313e18f80b53ef16b36177cd4b77b846f2a5f07c\"",
			"session_key = \"0x1cbd\"",
			"session key '0x1cbd' must be 0x and 64 hex digits",
		),
		(
			"session_key = \"0x1cbd2d43530a44705ad088af313e18f80b53ef16b36177cd4b77b846f2a5f07c\"",
			"session_key = \"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY\"",
			"is already the session key of Hospital: each key serves one purpose",
		),
		("session_key = ", "aura = ", "unknown field `aura`"),
		("[member.collator]", "[member.collators]", "unknown field `collators`"),
		(
			"\"credentialing\", \"operations\"",
			"\"credentials\"",
			"there is no duty 'credentials'; duties are administration",
		),
		("[\"credentialing\", \"operations\"]", "[]", "has no duty"),
		(
			"account = \"5HGjWAeFDfFCWPsjFQdVV2Msvz2XtMktvgocEZcCj68kUMaw\"",
			"account = \"5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y\"",
			"the admin has every duty already",
		),
		("issuer = \"Insurer\"", "issuer = \"Bank\"", "issuer 'Bank' is the name of no member"),
		("code = \"USD\"", "code = \"usd\"", "three capital letters"),
		("decimals = 2", "decimals = 19", "more than 18"),
		("name = \"US dollar\"", "name = \"\"", "name must be 1 to 50 bytes long"),
		("funds = \"10000\"", "funds = \"ten\"", "Hospital: funds: 'ten' is no amount of SALUS"),
		("funds = \"10000\"", "funds = \"20000000000000000000\"", "all endowments and funds together are more than"),
	];
	for (from, to, words) in cases {
		let told = problems(&[(from, to)]);
		assert!(told.contains(words), "'{to}' should be refused with '{words}', not with:\n{told}");
	}
	let twice = format!("[[endowment]]\naccount = \"{ALICE}\"\namount = \"1\"\n");
	assert!(Consortium::parse(&format!("{EXAMPLE}{twice}"))
		.expect_err("an endowment twice")
		.join("\n")
		.contains("is listed twice"));
	let own = organization_account::<AccountId>(0);
	let to_own = format!("[[endowment]]\naccount = \"{own}\"\namount = \"1\"\n");
	assert!(Consortium::parse(&format!("{EXAMPLE}{to_own}"))
		.expect_err("an organisation's account")
		.join("\n")
		.contains("is the organisation account of Hospital; give it money with funds"));
	assert!(BOB.len() == 48 && problems(&[("number = 840\n", "")]).contains("missing field `number`"));
}

#[test]
fn file_should_be_refused_when_its_chain_could_not_live() {
	let header = EXAMPLE.split("\n[[member]]").next().expect("there is a header");
	let told = Consortium::parse(header).expect_err("no members").join("\n");
	assert!(told.contains("a consortium is founded by at least one"), "{told}");

	let file = Consortium::parse(EXAMPLE).expect("the example is good");
	assert_eq!(file.members.len(), 4);
	let without: String = {
		let start = EXAMPLE.find("[member.collator]").expect("there is a collator");
		let end = EXAMPLE[start..].find("[[member]]").expect("there are more members") + start;
		format!("{}{}", &EXAMPLE[..start], &EXAMPLE[end..])
	};
	let told = Consortium::parse(&without).expect_err("no collator").join("\n");
	assert!(told.contains("without one no block is ever made"), "{told}");

	let silent: String = EXAMPLE
		.lines()
		.filter(|line| !line.starts_with("technical_delegate"))
		.fold(String::new(), |text, line| text + line + "\n");
	let told = Consortium::parse(&silent).expect_err("no delegate").join("\n");
	assert!(told.contains("nothing can be upgraded or paused"), "{told}");
}

#[test]
fn all_mistakes_should_be_told_at_once() {
	let told =
		problems(&[("para_id = 2000", "para_id = 1"), ("1234567893", "1234567890"), ("\"payer\"", "\"insurer\"")]);
	assert_eq!(told.lines().count(), 3, "{told}");
}

#[test]
fn pauper_should_be_warned_about() {
	let bob = "[[endowment]]\naccount = \"5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty\"\namount = \"100\"\n";
	let consortium = Consortium::parse(&changed(&[(bob, "")])).expect("it is allowed");
	assert!(consortium.summary().contains("warning: Insurer: admin"), "{}", consortium.summary());
}

#[test]
fn chain_of_a_trial_should_not_be_taken_for_the_chain() {
	// Without a runtime in this build there is no spec to look at; the end-to-end test builds both.
	let Ok(real) = Consortium::parse(EXAMPLE).expect("the example is good").chain_spec(false) else { return };
	let trial = Consortium::parse(EXAMPLE).expect("the example is good").chain_spec(true).expect("a spec");
	assert_eq!((real.id(), real.chain_type()), ("example-health", sc_service::ChainType::Live));
	assert_eq!((trial.id(), trial.chain_type()), (chain_spec::DEVELOPMENT_ID, sc_service::ChainType::Development));
	assert!(trial.name().ends_with("(trial)"));
}
