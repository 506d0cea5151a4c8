use super::*;
use crate::{organization_account, Founder, GenesisConfig, Identified, Representatives, TechnicalDelegates};
use salus_primitives::TrailKind;

#[test]
fn founders_should_be_active_members_in_the_order_given() {
	run(|| {
		assert_eq!(
			(standing(0), standing(1), NextOrganization::<Test>::get()),
			(Standing::Active, Standing::Active, 2)
		);
		assert_eq!(entry(0).roles, Roles::of(&[Role::Provider, Role::Laboratory]));
		assert_eq!(Identified::<Test>::get(identifier("4012345000009")), Some(1));
		assert_eq!(entry(0).staff, 2);
		assert!(Organizations::duties_of(0, account(OPERATOR)).contains(Duty::Finance));
		assert!(entry(0).deposit.is_none());
	});
}

#[test]
fn founders_should_vote_from_the_first_block() {
	run(|| {
		// The hospital's admin represents it, since it named nobody else.
		assert_eq!(Representatives::<Test>::get().into_inner(), [account(HOSPITAL), account(22)]);
		assert_eq!(TechnicalDelegates::<Test>::get().into_inner(), [account(OPERATOR)]);
	});
}

#[test]
fn founders_should_start_with_an_empty_history() {
	use codec::Encode;
	run(|| {
		let empty = salus_primitives::TrailHead::new(TrailKind::Organization, &1u32.encode());
		assert_eq!(entry(1).trail, empty);
		assert_ok!(motion(Call::suspend { organization: 1, reason: 4 }));
		assert_eq!(entry(1).trail.len, 1);
	});
}

fn founded(founders: Vec<Founder<AccountId>>) -> bool {
	std::panic::catch_unwind(|| chain(founders)).is_ok()
}

#[test]
fn genesis_should_be_refused_when_founders_are_not_acceptable() {
	assert!(founded(founders()));
	let with = |change: fn(&mut Founder<AccountId>)| {
		let mut founders = founders();
		change(&mut founders[1]);
		founders
	};
	assert!(!founded(with(|f| f.roles.clear())), "no role");
	assert!(!founded(with(|f| f.identifiers.push(identifier("1234567893")))), "an identifier of another");
	assert!(!founded(with(|f| f.identifiers = vec![f.identifiers[0].clone(); 9])), "too many identifiers");
	assert!(!founded(with(|f| f.representative = Some(account(HOSPITAL)))), "a shared representative");
	assert!(!founded(with(|f| f.technical_delegate = Some(account(OPERATOR)))), "a shared delegate");
	assert!(!founded(with(|f| f.collator = Some(account(21)))), "a shared collator");
	assert!(!founded(with(|f| f.staff = vec![(account(50), vec![])])), "staff without duty");
	assert!(!founded(with(|f| f.staff = vec![(account(50), vec![Duty::Billing]); 2])), "staff named twice");
	let crowd = |n: u8| (50..50 + n).map(|n| (account(n), vec![Duty::Billing])).collect::<Vec<_>>();
	let mut many = founders();
	many[0].staff = crowd(4);
	assert!(!founded(many), "too many staff");
	let one_more = |n: u8| Founder {
		admin: account(n),
		roles: vec![Role::Auditor],
		identifiers: vec![],
		representative: None,
		technical_delegate: None,
		collator: None,
		staff: vec![],
	};
	assert!(founded((1..=5).map(one_more).collect()), "a full house");
	assert!(!founded((1..=6).map(one_more).collect()), "too many members");
}

#[test]
fn preset_should_name_only_what_differs_from_the_default() {
	let admin = serde_json::to_string(&account(HOSPITAL)).unwrap();
	let json = format!(
		r#"{{"organizations": [{{"admin": {admin}, "roles": ["Payer"], "identifiers": [{{"gln": "4012345000009"}}],
		"technicalDelegate": {admin}, "staff": [[{admin}, ["Billing", "Finance"]]]}}]}}"#
	);
	let config: GenesisConfig<Test> = serde_json::from_str(&json).unwrap();
	let founder = &config.organizations[0];
	assert_eq!(founder.admin, account(HOSPITAL));
	assert_eq!(founder.roles, [Role::Payer]);
	assert_eq!(founder.identifiers, [identifier("4012345000009")]);
	assert_eq!(founder.technical_delegate, Some(account(HOSPITAL)));
	assert_eq!((&founder.representative, &founder.collator), (&None, &None));
	assert_eq!(founder.staff, [(account(HOSPITAL), vec![Duty::Billing, Duty::Finance])]);
	assert_eq!(
		serde_json::from_value::<GenesisConfig<Test>>(serde_json::to_value(&config).unwrap()).unwrap().organizations,
		config.organizations
	);
	assert!(serde_json::from_str::<GenesisConfig<Test>>(&json.replace("roles", "rolls")).is_err());
}

#[test]
fn accounts_of_organizations_should_differ_from_each_other() {
	let accounts = (0..1_000).map(organization_account::<AccountId>).collect::<std::collections::BTreeSet<_>>();
	assert_eq!(accounts.len(), 1_000);
}
