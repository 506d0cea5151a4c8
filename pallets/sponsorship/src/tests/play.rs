//! Everybody at once, compared with a naive book of who owes what.

use crate::{mock::*, DepositsHeld, Payer, Sponsorships};
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	tokens::Preservation::Preserve,
	Consideration, Footprint,
};
use proptest::prelude::*;
use salus_primitives::OrganizationId;
use std::collections::BTreeMap;

const PEOPLE: [u64; 4] = [ANNE, BILL, RICH, HOSPITAL_FINANCE];

#[derive(Clone, Debug)]
enum Step {
	Vouch { organization: OrganizationId, account: u64, allowance: u64, quota: u64 },
	Amend { organization: OrganizationId, account: u64, allowance: u64, quota: u64 },
	End { organization: OrganizationId, account: u64 },
	Renounce { account: u64 },
	SetBudget { organization: OrganizationId, per_period: Option<u64> },
	Work { account: u64, declared: u64, used: u64, succeed: bool, tip: u64 },
	Batch { account: u64, calls: usize },
	Replay { transaction: prop::sample::Index },
	Place { account: u64, size: u64 },
	Update { deposit: prop::sample::Index, size: u64 },
	Drop { deposit: prop::sample::Index },
	Pass { seconds: u64 },
	Standing { organization: OrganizationId, active: bool },
	Spend { organization: OrganizationId, part: u64 },
	Fund { organization: OrganizationId },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let organization = || HOSPITAL..=PHARMACY;
	let account = || prop::sample::select(&PEOPLE[..]);
	let quota = || prop_oneof![Just(0), 1..500_u64];
	let allowance = || prop_oneof![Just(0), 1..8_000_u64];
	let step = prop_oneof![
		3 => (organization(), account(), allowance(), quota())
			.prop_map(|(organization, account, allowance, quota)| Step::Vouch { organization, account, allowance, quota }),
		2 => (organization(), account(), allowance(), quota())
			.prop_map(|(organization, account, allowance, quota)| Step::Amend { organization, account, allowance, quota }),
		1 => (organization(), account()).prop_map(|(organization, account)| Step::End { organization, account }),
		1 => account().prop_map(|account| Step::Renounce { account }),
		1 => (organization(), prop::option::of(0..10_000_u64))
			.prop_map(|(organization, per_period)| Step::SetBudget { organization, per_period }),
		8 => (account(), 0..6_000_u64, 0..=100_u64, any::<bool>(), prop_oneof![9 => Just(0), 1 => 1..50_u64])
			.prop_map(|(account, declared, percent, succeed, tip)| {
				Step::Work { account, declared, used: declared * percent / 100, succeed, tip }
			}),
		1 => (account(), 1..4_usize).prop_map(|(account, calls)| Step::Batch { account, calls }),
		1 => any::<prop::sample::Index>().prop_map(|transaction| Step::Replay { transaction }),
		4 => (account(), 0..300_u64).prop_map(|(account, size)| Step::Place { account, size }),
		3 => (any::<prop::sample::Index>(), 0..300_u64).prop_map(|(deposit, size)| Step::Update { deposit, size }),
		3 => any::<prop::sample::Index>().prop_map(|deposit| Step::Drop { deposit }),
		2 => (1..PERIOD).prop_map(|seconds| Step::Pass { seconds }),
		2 => (organization(), any::<bool>()).prop_map(|(organization, active)| Step::Standing { organization, active }),
		1 => (organization(), 0..=100_u64).prop_map(|(organization, part)| Step::Spend { organization, part }),
		1 => organization().prop_map(|organization| Step::Fund { organization }),
	];
	prop::collection::vec(step, 200..400)
}

/// What a clerk with a pencil knows.
#[derive(Default)]
struct Book {
	/// Whom each account has as sponsor, with allowance, and what was spent since the period began.
	sponsored: BTreeMap<u64, (OrganizationId, u64, u64)>,
	/// The members' limits, and what was spent since the period began.
	budgets: BTreeMap<OrganizationId, (u64, u64)>,
	deposits: Vec<(u64, Deposit)>,
	included: Vec<Extrinsic>,
	nonces: BTreeMap<u64, u32>,
	time: u64,
}

impl Book {
	fn play(&mut self, step: Step) {
		match step {
			Step::Vouch { organization, account, allowance, quota } => {
				let origin = RuntimeOrigin::signed(u64::from(organization) * 10);
				let taken = self.sponsored.get(&account).is_some_and(|(sponsor, ..)| active(*sponsor));
				let vouched = Sponsorship::vouch(origin, organization, account, allowance, quota);
				if vouched.is_ok() {
					assert!(active(organization) && !taken && allowance + quota > 0);
					self.sponsored.insert(account, (organization, allowance, 0));
				}
			},
			Step::Amend { organization, account, allowance, quota } => {
				let origin = RuntimeOrigin::signed(u64::from(organization) * 10);
				let amended = Sponsorship::amend(origin, organization, account, allowance, quota);
				let entry = self.sponsored.get_mut(&account).filter(|(sponsor, ..)| *sponsor == organization);
				assert_eq!(amended.is_ok(), active(organization) && entry.is_some() && allowance + quota > 0);
				if let (Ok(()), Some(entry)) = (amended, entry) {
					entry.1 = allowance;
				}
			},
			Step::End { organization, account } => {
				let origin = RuntimeOrigin::signed(u64::from(organization) * 10);
				let ended = Sponsorship::end(origin, organization, account);
				let sponsor = self.sponsored.get(&account).map(|(sponsor, ..)| *sponsor);
				assert_eq!(ended.is_ok(), active(organization) && sponsor == Some(organization));
				if ended.is_ok() {
					self.sponsored.remove(&account);
				}
			},
			Step::Renounce { account } => {
				if self.sponsored.remove(&account).is_some() {
					let free = everybody();
					let transaction = sign(account, crate::Call::renounce {}.into());
					validate(&transaction).unwrap();
					apply(transaction).unwrap().unwrap();
					// Only the member's own deposit came back.
					let changed = everybody().iter().filter(|(who, funds)| free.get(who) != Some(funds)).count();
					assert_eq!(changed, 1);
				}
			},
			Step::SetBudget { organization, per_period } => {
				let origin = RuntimeOrigin::signed(u64::from(organization) * 10);
				if Sponsorship::set_budget(origin, organization, per_period).is_ok() {
					let spent = self.budgets.get(&organization).map_or(0, |(_, spent)| *spent);
					match per_period {
						Some(per_period) => self.budgets.insert(organization, (per_period, spent)),
						None => self.budgets.remove(&organization),
					};
				}
			},
			Step::Work { account, declared, used, succeed, tip } => self.work(account, declared, used, succeed, tip),
			Step::Batch { account, calls } => {
				let members: u64 = (HOSPITAL..=PHARMACY).map(funds).sum();
				let call = pallet_utility::Call::batch { calls: vec![work(1); calls] };
				let included = apply(sign(account, call.into())).is_ok();
				assert_eq!(included, account == RICH || account == HOSPITAL_FINANCE);
				assert_eq!((HOSPITAL..=PHARMACY).map(funds).sum::<u64>(), members);
			},
			Step::Replay { transaction } => {
				if !self.included.is_empty() {
					let root = sp_io::storage::root(sp_runtime::StateVersion::V1);
					assert!(apply(transaction.get(&self.included).clone()).is_err());
					assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), root);
				}
			},
			Step::Place { account, size } => {
				if let Ok(deposit) = Deposit::new(&account, Footprint { count: 1, size }) {
					assert_eq!(deposit.amount, DEPOSIT_BASE + size);
					if let Payer::Sponsor(organization) = deposit.payer {
						assert_eq!(self.sponsored.get(&account).map(|(sponsor, ..)| *sponsor), Some(organization));
						assert!(active(organization));
						let quota = Sponsorships::<Test>::get(account).unwrap().deposit_quota;
						assert!(DepositsHeld::<Test>::get(organization, account) <= quota);
					}
					self.deposits.push((account, deposit));
				}
			},
			Step::Update { deposit, size } => {
				if !self.deposits.is_empty() {
					let (account, deposit) = deposit.get(&self.deposits).clone();
					let position = self.deposits.iter().position(|entry| *entry == (account, deposit.clone())).unwrap();
					// As a call does: nothing stays of what failed.
					let updated = frame_support::storage::with_storage_layer(|| {
						deposit.clone().update(&account, Footprint { count: 1, size })
					});
					if DEPOSIT_BASE + size <= deposit.amount {
						assert!(updated.is_ok());
					}
					if let Ok(updated) = updated {
						self.deposits[position].1 = updated;
					}
				}
			},
			Step::Drop { deposit } => {
				if !self.deposits.is_empty() {
					let position = deposit.index(self.deposits.len());
					let (account, deposit) = self.deposits.swap_remove(position);
					// Whatever happened meanwhile, what is removed is given back.
					deposit.drop(&account).unwrap();
				}
			},
			Step::Pass { seconds } => {
				if (self.time + seconds) / PERIOD > self.time / PERIOD {
					self.sponsored.values_mut().for_each(|(.., spent)| *spent = 0);
					self.budgets.values_mut().for_each(|(_, spent)| *spent = 0);
				}
				self.time += seconds;
				set_time(self.time);
			},
			Step::Standing { organization, active } => Inactive::mutate(|inactive| {
				inactive.retain(|other| *other != organization);
				if !active {
					inactive.push(organization);
				}
			}),
			Step::Spend { organization, part } => {
				let amount = funds(organization) * part / 100;
				let _ = <Balances as Mutate<u64>>::transfer(&member(organization), &POT, amount, Preserve);
			},
			Step::Fund { organization } => {
				let _ = <Balances as Mutate<u64>>::transfer(&POT, &member(organization), 20_000, Preserve);
			},
		}
	}

	/// Foretell who pays, then see.
	fn work(&mut self, account: u64, declared: u64, used: u64, succeed: bool, tip: u64) {
		let nonce = System::account_nonce(account);
		let transaction = sign_with(account, nonce, tip, work_like(declared, used, succeed));
		let fee = fee_of(&transaction);
		let actual = fee - (declared - used);

		let sponsor = self.sponsored.get(&account).filter(|(organization, allowance, spent)| {
			active(*organization)
				&& tip == 0 && fee <= MAX_FEE
				&& spent + fee <= *allowance
				&& self.budgets.get(organization).is_none_or(|(limit, spent)| spent + fee <= *limit)
				&& fee + EXISTENTIAL_DEPOSIT <= funds(*organization)
		});
		let sponsor = sponsor.map(|(organization, ..)| *organization);
		let itself = sponsor.is_none() && Balances::balance(&account) >= fee + tip + EXISTENTIAL_DEPOSIT;

		let before = everybody();
		let valid = validate(&transaction);
		let applied = apply(transaction.clone());
		assert_eq!(valid.is_ok(), sponsor.is_some() || itself);
		assert_eq!(applied.is_ok(), valid.is_ok());
		let mut expected = before;
		let payer = sponsor.map(member).or(itself.then_some(account));
		if let Some(payer) = payer {
			let paid = actual + if sponsor.is_some() { 0 } else { tip };
			expected.entry(payer).and_modify(|funds| *funds -= paid);
			expected.entry(POT).and_modify(|funds| *funds += paid);
			assert_eq!(applied.unwrap().is_ok(), succeed);
			self.included.push(transaction);
		}
		assert_eq!(everybody(), expected);
		if let Some(organization) = sponsor {
			self.sponsored.entry(account).and_modify(|(.., spent)| *spent += actual);
			self.budgets.entry(organization).and_modify(|(_, spent)| *spent += actual);
			assert_eq!(spent(account), self.sponsored[&account].2);
		}
	}

	/// The book and the chain agree.
	fn compare(&mut self) {
		let sponsors: BTreeMap<_, _> =
			Sponsorships::<Test>::iter().map(|(account, entry)| (account, entry.organization)).collect();
		let noted = self.sponsored.iter().map(|(account, (organization, ..))| (*account, *organization)).collect();
		assert_eq!(sponsors, noted);

		let mut held = BTreeMap::<(OrganizationId, u64), u64>::new();
		for (account, deposit) in &self.deposits {
			if let Payer::Sponsor(organization) = deposit.payer {
				*held.entry((organization, *account)).or_default() += deposit.amount;
			}
		}
		for organization in HOSPITAL..=PHARMACY {
			let sum: u64 = held.iter().filter(|((holder, _), _)| *holder == organization).map(|(_, held)| held).sum();
			assert_eq!(carried(organization), sum);
			if let Some((limit, spent)) = self.budgets.get(&organization) {
				let budget = Sponsorship::budget_of(organization).unwrap();
				assert_eq!((budget.per_period, budget.remaining), (*limit, limit.saturating_sub(*spent)));
			}
		}
		let on_chain =
			DepositsHeld::<Test>::iter().map(|(organization, account, held)| ((organization, account), held));
		assert_eq!(on_chain.collect::<BTreeMap<_, _>>(), held);

		for account in PEOPLE {
			let nonce = System::account_nonce(account);
			assert!(self.nonces.insert(account, nonce).unwrap_or_default() <= nonce, "a nonce began again");
		}
	}
}

fn active(organization: OrganizationId) -> bool {
	!Inactive::get().contains(&organization)
}

/// What everybody has free.
fn everybody() -> BTreeMap<u64, u64> {
	frame_system::Account::<Test>::iter_keys().map(|who| (who, Balances::balance(&who))).collect()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(24))]

	#[test]
	fn chain_should_agree_with_the_book_whatever_happens(steps in steps()) {
		new_test_ext().execute_with(|| {
			let issued = Balances::total_issuance();
			let mut book = Book { time: START, ..Default::default() };
			for organization in HOSPITAL..=PHARMACY {
				leave_member(organization, 30_000);
			}
			for step in steps {
				book.play(step);
				book.compare();
				check(issued);
			}
		});
	}
}
