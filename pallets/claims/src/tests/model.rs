//! Random sequences of calls, lawful and lawless, by several payers, providers and patients, in families and in two
//! currencies, against a model that is as naive as can be: purses, a list of claims, sets of what was served. Money is
//! never made or lost, nothing is paid twice, every claim is its payments and adjustments, and taking back restores.

use crate::{mock::*, types::*, x12::Group, Families};
use frame_support::traits::fungibles::Mutate;
use proptest::prelude::*;
use salus_primitives::{CodeId, Duty, OrganizationId, Seconds, SubjectId};
use sp_core::H256;
use sp_runtime::{DispatchError, Permill};
use std::collections::{BTreeMap, BTreeSet};

type Org = OrganizationId;

/// A generator of numbers (xorshift64*): the same on every machine.
struct Dice(u64);

impl Dice {
	fn next(&mut self) -> u64 {
		self.0 ^= self.0 >> 12;
		self.0 ^= self.0 << 25;
		self.0 ^= self.0 >> 27;
		self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
	}

	fn below(&mut self, n: u64) -> u64 {
		(self.next() >> 16) % n.max(1)
	}

	fn chance(&mut self, of: u64) -> bool {
		self.below(of) == 0
	}

	fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
		let at = self.below(list.len() as u64) as usize;
		list.get(at)
	}
}

/// One service: by it, and no other, a claim of the same is known.
type Rendered = (CoverageId, H256, Option<SubjectId>, Org, u32, u64, u64);

/// What a line counts.
#[derive(Clone, Copy, Debug, Default)]
struct Counted {
	category: CodeId,
	deductible: u64,
	out_of_pocket: u64,
	units: u64,
	paid: u64,
}

#[derive(Clone, Debug)]
struct Kept {
	provider: Org,
	payer: Org,
	currency: CurrencyId,
	coverage: CoverageId,
	charge: Money,
	state: ClaimState,
	paid: Money,
	patient: Money,
	held: Money,
	payments: Money,
	prior: Option<ClaimId>,
	next: bool,
	appealed: bool,
	lines: Vec<Line>,
	served: Vec<Rendered>,
	counted: Vec<Counted>,
	decided: Seconds,
	closed: bool,
}

#[derive(Default)]
struct Model {
	/// What everybody can spend.
	money: BTreeMap<(AccountId, CurrencyId), u128>,
	/// What reserves hold.
	held: BTreeMap<(Org, CurrencyId), u128>,
	owed: BTreeMap<(Org, Org), (CurrencyId, u64)>,
	claims: BTreeMap<ClaimId, Kept>,
	served: BTreeSet<Rendered>,
	tally: BTreeMap<&'static str, (usize, usize)>,
}

/// A coverage, and what the model knows of it.
#[derive(Clone, Copy, Debug)]
struct Covered {
	id: CoverageId,
	payer: Org,
	second: bool,
	family: CoverageId,
}

const PROVIDERS: [Org; 3] = [HOSPITAL, CLINIC, PHARMACY];
const PEOPLE: [AccountId; 2] = [PATIENT, SPOUSE];
const SERVICES: [&str; 6] = [VISIT, THERAPY, SURGERY, DRUG, SCREENING, RESCUE];

/// Categories with limits in every plan here.
const LIMITED: [(CodeId, LimitPeriod); 2] = [(THERAPIES, LimitPeriod::Year), (DRUGS, LimitPeriod::Lifetime)];

fn rich_terms() -> PlanTerms {
	let in_network = share(500, true, 20);
	let out_of_network = Some(share(1_000, true, 40));
	let of = |category| Benefit { in_network, out_of_network, ..benefit(category) };
	let therapies = Limit { kind: LimitKind::Units(30), period: LimitPeriod::Year };
	let drugs = Limit { kind: LimitKind::Paid(80_000), period: LimitPeriod::Lifetime };
	PlanTerms {
		ceilings: Ceilings {
			deductible: 30_000,
			family_deductible: Some(50_000),
			out_of_pocket: Some(90_000),
			family_out_of_pocket: Some(150_000),
			lifetime: Some(3_000_000),
		},
		review_above: Some(250_000),
		unlisted: true,
		sequestration: Permill::from_percent(2),
		..terms([
			of(VISITS),
			Benefit { limit: Some(therapies), ..of(THERAPIES) },
			of(SURGERIES),
			Benefit { limit: Some(drugs), ..of(DRUGS) },
			Benefit { review: true, ..of(SCREENINGS) },
			of(RESCUES),
			of(IMPLANTS),
		])
	}
}

struct Play {
	dice: Dice,
	model: Model,
	covered: Vec<Covered>,
}

impl Play {
	fn new(seed: u64) -> Self {
		let one = plan(rich_terms());
		let two = secondary_plan(rich_terms());
		let other = register(PAYER, EUR, rich_terms()).unwrap();
		Claims::fund_reserve(signed(staff(PAYER, Duty::Finance)), PAYER, EUR, 2_000_000).unwrap();
		let person = enrol(enrolment(one));
		let spouse = relative(person);
		let second = enrol(Enrolment { order: 2, ..enrolment(two) });
		let first = enrol(Enrolment { member: Some(SPOUSE), ..enrolment(two) });
		let abroad = enrol(enrolment(other));
		let of = |id, payer, second, family| Covered { id, payer, second, family };
		let covered = vec![
			of(person, PAYER, false, person),
			of(spouse, PAYER, false, person),
			of(second, SECONDARY, true, second),
			of(first, SECONDARY, false, first),
			of(abroad, PAYER, false, abroad),
		];
		let mut play = Self { dice: Dice(seed | 1), model: Model::default(), covered };
		// The model begins with what there is.
		for account in play.accounts() {
			for currency in [USD, EUR] {
				play.model.money.insert((account, currency), balance_in(currency, account));
			}
		}
		play
	}

	fn accounts(&self) -> Vec<AccountId> {
		let purses = (PAYER..=BOTH).map(purse);
		purses.chain([PAYER, SECONDARY].map(reserve)).chain(PEOPLE).chain([OWNER]).collect()
	}

	fn move_money(&mut self, from: AccountId, to: AccountId, currency: CurrencyId, amount: u128) {
		let has = self.model.money.entry((from, currency)).or_default();
		*has = has.checked_sub(amount).expect("the model's purse is empty");
		*self.model.money.entry((to, currency)).or_default() += amount;
	}

	fn hold(&mut self, payer: Org, currency: CurrencyId, amount: u128) {
		let has = self.model.money.entry((reserve(payer), currency)).or_default();
		*has = has.checked_sub(amount).expect("the model's reserve is empty");
		*self.model.held.entry((payer, currency)).or_default() += amount;
	}

	fn release(&mut self, payer: Org, currency: CurrencyId, amount: u128) {
		let has = self.model.held.entry((payer, currency)).or_default();
		*has = has.checked_sub(amount).expect("the model holds nothing");
		*self.model.money.entry((reserve(payer), currency)).or_default() += amount;
	}

	/// Pay a provider what is more than before, less what it owes.
	fn pay(&mut self, payer: Org, provider: Org, currency: CurrencyId, amount: Money, told: Money) {
		let mut offset = 0;
		if let Some((owed_in, owed)) = self.model.owed.get_mut(&(payer, provider)) {
			if *owed_in == currency {
				offset = amount.min(*owed);
				*owed -= offset;
				if *owed == 0 {
					self.model.owed.remove(&(payer, provider));
				}
			}
		}
		assert_eq!(offset, told, "another amount was set against takebacks");
		self.move_money(reserve(payer), purse(provider), currency, (amount - offset).into());
	}

	/// Do something: what fails leaves nothing behind.
	fn attempt<T, E: From<DispatchError>>(&mut self, name: &'static str, call: impl FnOnce() -> Result<T, E>) -> bool {
		System::reset_events();
		let before = state_root();
		let done = frame_support::storage::with_storage_layer(call).is_ok();
		let count = self.model.tally.entry(name).or_default();
		*count = (count.0 + usize::from(done), count.1 + 1);
		if !done {
			assert_eq!(state_root(), before, "{name} failed and left something behind");
		}
		done
	}

	fn open(&self, is: impl Fn(&Kept) -> bool) -> Vec<ClaimId> {
		self.model.claims.iter().filter(|(_, kept)| !kept.closed && is(kept)).map(|(id, _)| *id).collect()
	}

	/// A claim of those that fit, or, seldom, any at all.
	fn some_claim(&mut self, is: impl Fn(&Kept) -> bool) -> Option<ClaimId> {
		let fitting = self.open(is);
		if fitting.is_empty() || self.dice.chance(8) {
			let all: Vec<_> = self.model.claims.keys().copied().collect();
			return self.dice.pick(&all).copied();
		}
		self.dice.pick(&fitting).copied()
	}

	// --- Steps -----------------------------------------------------------------------------------------------------

	fn step(&mut self) {
		match self.dice.below(100) {
			0..=41 => self.submit(),
			42..=51 => self.decide(),
			52..=64 => self.reverse(),
			65..=72 => self.pay_share(),
			73..=78 => self.appeal(),
			79..=84 => self.decide_appeal(),
			85..=87 => self.close(),
			88..=91 => self.idle(),
			92..=95 => self.reserve(),
			_ => self.spend(),
		}
		self.check();
	}

	fn line(&mut self, provider: Org) -> Line {
		let tier = if provider == CLINIC { Tier::OutOfNetwork } else { Tier::InNetwork };
		let served = 60 + self.dice.below(25);
		let mut line = if self.dice.chance(12) {
			unlisted(5_000 + self.dice.below(40_000))
		} else {
			line_in(SERVICES[self.dice.below(6) as usize], tier)
		};
		line.units = 1 + self.dice.below(4) as u32;
		line.charge = line.charge * Money::from(line.units) + self.dice.below(7);
		if self.dice.chance(3) {
			line.rendering = Some(doctor());
		}
		on(served, line)
	}

	fn submit(&mut self) {
		let at = self.dice.below(self.covered.len() as u64) as usize;
		let Covered { id: coverage, payer, second, .. } = self.covered[at];
		let mut provider = PROVIDERS[self.dice.below(3) as usize];
		let mut submission;
		let mut replaced = None;
		if second && !self.dice.chance(6) {
			let firsts = self.open(|kept| kept.payer == PAYER && kept.currency == USD && kept.state.is_adjudicated());
			let Some(first) = self.dice.pick(&firsts).copied() else { return };
			let kept = &self.model.claims[&first];
			provider = kept.provider;
			submission = Submission { prior: Some(Prior::Claim(first)), ..claim(coverage, kept.lines.clone()) };
		} else {
			let count = 1 + self.dice.below(4);
			let mut lines: Vec<Line> = (0..count).map(|_| self.line(provider)).collect();
			// Now and then what was claimed before, or the same twice.
			if self.dice.chance(5) {
				let others = self.open(|kept| kept.coverage == coverage && kept.provider == provider);
				if let Some(other) = self.dice.pick(&others) {
					lines = self.model.claims[other].lines.clone();
				}
			} else if self.dice.chance(8) {
				lines.push(lines[0].clone());
			}
			if self.dice.chance(6) {
				let mine = self.open(|kept| kept.coverage == coverage && kept.provider == provider);
				replaced = self.dice.pick(&mine).copied();
			}
			submission = Submission { replaces: replaced, ..claim(coverage, lines) };
		}
		if self.dice.chance(25) {
			submission.total += 1;
		}
		let id = crate::NextClaim::<Test>::get();
		let sent = submission.clone();
		if !self.attempt("submit", || Claims::submit(biller(provider), provider, Box::new(sent))) {
			return;
		}
		let sum: Money = submission.lines.iter().map(|line| line.charge).sum();
		assert_eq!(submission.total, sum, "a claim with a wrong total was taken");
		if let Some(replaced) = replaced {
			self.reversed(replaced, provider, Some(id));
		}
		let stored = stored(id);
		assert_eq!((stored.payer, stored.provider, stored.coverage), (payer, provider, coverage));
		// What was served before is denied, and nothing else is called so.
		let mut own = Vec::new();
		for (line, kept) in submission.lines.iter().zip(&stored.lines) {
			let days = (line.from / DAY, line.to / DAY);
			// Who rendered it is the person, or the organisation where no person is named.
			let house = if line.rendering.is_some() { 0 } else { provider };
			let service = (coverage, kept.key, line.rendering, house, line.units, days.0, days.1);
			let again = !self.model.served.insert(service);
			assert_eq!(kept.finding == Some(Finding::Duplicate), again, "claim {id}: {service:?}");
			if !again {
				own.push(service);
			}
		}
		if let Some(Prior::Claim(first)) = submission.prior {
			self.model.claims.get_mut(&first).expect("a prior claim").next = true;
		}
		let kept = Kept {
			provider,
			payer,
			currency: stored.currency,
			coverage,
			charge: sum,
			state: ClaimState::Pended,
			paid: 0,
			patient: 0,
			held: stored.held,
			payments: 0,
			prior: stored.prior,
			next: false,
			appealed: false,
			lines: submission.lines.to_vec(),
			served: own,
			counted: Vec::new(),
			decided: now(),
			closed: false,
		};
		self.model.claims.insert(id, kept);
		if stored.state == ClaimState::Pended {
			assert!(stored.held <= sum);
			self.hold(payer, stored.currency, stored.held.into());
		} else {
			assert_eq!(stored.held, 0);
			self.adjudicated(id);
		}
	}

	/// A claim was adjudicated, or again: it pays what is more than before.
	fn adjudicated(&mut self, id: ClaimId) {
		let told = history(id).into_iter().rev().find_map(|entry| match entry {
			ClaimEntry::Adjudicated { by, paid, patient, offset, state, lines } => {
				Some((by, paid, patient, offset, state, lines))
			},
			_ => None,
		});
		let (by, paid, patient, offset, state, results) = told.expect("what was adjudicated is told");
		let stored = stored(id);
		let mut counted = Vec::new();
		for (line, result) in stored.lines.iter().zip(&results) {
			assert_eq!(line.result.as_ref(), Some(result), "another result is told than kept");
			assert_eq!(result.paid + result.adjusted(), line.charge, "claim {id}: the identity does not hold");
			// Rules never pay twice; a person who does is named.
			if line.finding == Some(Finding::Duplicate) && by.is_none() {
				assert_eq!(result.paid, 0, "claim {id}: a service is paid twice");
			}
			let of = |reason: &str| result.patient(reason.parse().unwrap());
			counted.push(Counted {
				category: line.category,
				deductible: of("1"),
				out_of_pocket: of("1") + of("2") + of("3"),
				units: result.units.into(),
				paid: result.paid,
			});
		}
		assert_eq!(paid, results.iter().map(|result| result.paid).sum::<Money>());
		assert_eq!(patient, results.iter().map(|result| result.sum(Group::PR)).sum::<Money>());
		let kept = self.model.claims.get_mut(&id).expect("a claim");
		let more = paid.checked_sub(kept.paid).expect("an appeal took something away");
		let (payer, provider, currency) = (kept.payer, kept.provider, kept.currency);
		(kept.paid, kept.patient, kept.state, kept.counted, kept.decided) = (paid, patient, state, counted, now());
		let excess = kept.payments.saturating_sub(patient);
		kept.payments -= excess;
		assert!(more - offset >= excess.min(more), "a debt was paid with what is the patient's");
		self.pay(payer, provider, currency, more, offset);
		// A patient who bears less than it paid gets the rest back, as far as the provider has it.
		if excess > 0 {
			let refunded = history(id).into_iter().rev().find_map(|entry| match entry {
				ClaimEntry::PatientRefunded { refunded, due } => {
					assert_eq!(refunded + due, excess);
					Some(refunded)
				},
				_ => None,
			});
			let refunded = refunded.expect("what came back is told");
			let has = self.model.money[&(purse(provider), currency)];
			assert_eq!(u128::from(refunded), has.min(excess.into()), "less came back than there is");
			self.give_back(provider, currency, refunded);
		}
	}

	/// A provider gives patients back what they paid: to whom how much is for the chain to say, the sum is not.
	fn give_back(&mut self, provider: Org, currency: CurrencyId, sum: Money) {
		let mut left = u128::from(sum);
		for person in PEOPLE {
			let had = self.model.money[&(person, currency)];
			let more = balance_in(currency, person).checked_sub(had).expect("a patient lost something");
			left = left.checked_sub(more).expect("more came back than is told");
			self.move_money(purse(provider), person, currency, more);
		}
		assert_eq!(left, 0, "less came back than is told");
	}

	fn decide(&mut self) {
		let Some(id) = self.some_claim(|kept| kept.state == ClaimState::Pended) else { return };
		let Some(stored) = crate::Claims::<Test>::get(id) else { return };
		let how = self.dice.below(6);
		let mut list: Vec<Decision> = stored
			.lines
			.iter()
			.map(|line| match how {
				0 => adjust([adjustment(Group::CO, "45", None, line.charge / 3 + 1)]),
				1 => adjust([adjustment(Group::CO, "16", None, line.charge)]),
				2 => RULES,
				_ => Decision::Rules { allowed: line.fee.is_none().then_some(line.charge / 2) },
			})
			.collect();
		if self.dice.chance(12) {
			list.pop();
		}
		let by = signed(reviewer(stored.payer, self.dice.below(4) as u8));
		let (payer, currency, held) = (stored.payer, stored.currency, stored.held);
		if self.attempt("decide", || Claims::decide(by, id, decisions(list))) {
			assert_eq!(self.model.claims[&id].state, ClaimState::Pended, "decided twice");
			assert_ne!(how, 1, "a denial without its remark");
			self.release(payer, currency, held.into());
			self.model.claims.get_mut(&id).expect("a claim").held = 0;
			self.adjudicated(id);
			assert!(self.model.claims[&id].paid <= held, "more was paid than held");
		}
	}

	fn reverse(&mut self) {
		let Some(id) = self.some_claim(|kept| kept.state.is_adjudicated() || kept.state == ClaimState::Pended) else {
			return;
		};
		let kept = self.model.claims[&id].clone();
		let by = match self.dice.below(5) {
			0..=1 => kept.provider,
			2..=3 => kept.payer,
			_ => MAKER,
		};
		let who = if by == kept.payer { adjudicator(by) } else { biller(by) };
		if self.attempt("reverse", || Claims::reverse(who, id, by)) {
			self.reversed(id, by, None);
		}
	}

	/// A claim was taken back: as if it had not been.
	fn reversed(&mut self, id: ClaimId, by: Org, replaced_by: Option<ClaimId>) {
		let told = history(id).into_iter().rev().find_map(|entry| match entry {
			ClaimEntry::Reversed { by, returned, owed, refunded, replaced_by, .. } => {
				Some((by, returned, owed, refunded, replaced_by))
			},
			_ => None,
		});
		let (told_by, returned, owed, refunded, told_replaced) = told.expect("what was taken back is told");
		assert_eq!((told_by, told_replaced), (by, replaced_by));
		let kept = self.model.claims[&id].clone();
		assert!(!kept.closed && !kept.next && !kept.appealed, "claim {id} was not to be taken back");
		assert!(kept.state.is_adjudicated() || kept.state == ClaimState::Pended, "taken back twice");
		assert_eq!(returned + owed, kept.paid, "another amount was taken back than paid");
		assert!(owed == 0 || by == kept.payer || replaced_by.is_some(), "a provider takes back and owes");
		assert!(refunded <= kept.payments);
		let Kept { payer, provider, currency, .. } = kept;
		self.release(payer, currency, kept.held.into());
		self.move_money(purse(provider), reserve(payer), currency, returned.into());
		// Who paid the patient's share gets it back.
		self.give_back(provider, currency, refunded);
		if owed > 0 {
			let entry = self.model.owed.entry((payer, provider)).or_insert((currency, 0));
			assert_eq!(entry.0, currency, "two currencies are owed");
			entry.1 += owed;
		}
		for service in &kept.served {
			assert!(self.model.served.remove(service));
		}
		if let Some(prior) = kept.prior {
			if let Some(first) = self.model.claims.get_mut(&prior) {
				first.next = false;
			}
		}
		let state = if replaced_by.is_some() { ClaimState::Replaced } else { ClaimState::Reversed };
		let reset = self.model.claims.get_mut(&id).expect("a claim");
		*reset =
			Kept { state, paid: 0, patient: 0, held: 0, payments: 0, counted: Vec::new(), served: Vec::new(), ..kept };
	}

	fn pay_share(&mut self) {
		let Some(id) = self.some_claim(|kept| kept.patient > kept.payments) else { return };
		let kept = self.model.claims[&id].clone();
		let left = kept.patient.saturating_sub(kept.payments);
		let amount = match self.dice.below(4) {
			0 => left,
			1 => left + 1,
			_ => self.dice.below(left + 1),
		};
		let person = PEOPLE[self.dice.below(2) as usize];
		if self.attempt("pay_patient_share", || Claims::pay_patient_share(signed(person), id, amount)) {
			assert!(0 < amount && amount <= left && !kept.closed, "more than the patient's share was paid");
			self.move_money(person, purse(kept.provider), kept.currency, amount.into());
			self.model.claims.get_mut(&id).expect("a claim").payments += amount;
		}
	}

	fn appeal(&mut self) {
		let Some(id) = self.some_claim(|kept| kept.state.is_adjudicated() && !kept.appealed) else { return };
		let kept = self.model.claims[&id].clone();
		let (who, by) = match self.dice.below(2) {
			0 => (biller(kept.provider), Appellant::Provider),
			_ => (signed(PEOPLE[self.dice.below(2) as usize]), Appellant::Member),
		};
		if self.attempt("appeal", || Claims::appeal(who, id, by, document(9))) {
			assert!(kept.state.is_adjudicated() && !kept.appealed && !kept.closed);
			assert!(now() <= kept.decided + WINDOW, "an appeal came too late");
			self.model.claims.get_mut(&id).expect("a claim").appealed = true;
		}
	}

	fn decide_appeal(&mut self) {
		let Some(id) = self.some_claim(|kept| kept.appealed) else { return };
		let Some(stored) = crate::Claims::<Test>::get(id) else { return };
		let level = stored.appeal.as_ref().map(|appeal| appeal.level);
		let (organization, who) = match level {
			Some(AppealLevel::External) => (AUDITOR, adjudicator(AUDITOR)),
			_ => (stored.payer, signed(reviewer(stored.payer, self.dice.below(8) as u8))),
		};
		let upheld = self.dice.chance(2);
		let ruling = if upheld {
			Ruling::Uphold(denial("45"))
		} else {
			// Half of what was adjusted is paid; what other payers paid stays.
			let decision = |line: &KeptLine| match &line.result {
				None => RULES,
				Some(result) => adjust(result.adjustments.iter().filter_map(|one| {
					let prior = one.reason.as_str() == "23";
					let amount = if prior { one.amount } else { one.amount / 2 };
					(amount > 0).then_some(Adjustment { amount, ..*one })
				})),
			};
			Ruling::Overturn(decisions(stored.lines.iter().map(decision)))
		};
		if self.attempt("decide_appeal", || Claims::decide_appeal(who, id, organization, ruling)) {
			assert!(self.model.claims[&id].appealed, "decided without an appeal");
			self.model.claims.get_mut(&id).expect("a claim").appealed = false;
			if upheld {
				self.model.claims.get_mut(&id).expect("a claim").decided = now();
			} else {
				self.adjudicated(id);
			}
		}
	}

	fn over(kept: &Kept) -> bool {
		match kept.state {
			ClaimState::Pended => false,
			ClaimState::Reversed | ClaimState::Replaced => true,
			_ => !kept.appealed && now() > kept.decided + WINDOW,
		}
	}

	fn close(&mut self) {
		let Some(id) = self.some_claim(Self::over) else { return };
		if self.attempt("close", || Claims::close(signed(STRANGER), id)) {
			assert!(Self::over(&self.model.claims[&id]), "closed too early");
			self.closed();
		}
	}

	/// What is gone from state was over, and counts no less.
	fn closed(&mut self) {
		for (id, kept) in &mut self.model.claims {
			if !kept.closed && crate::Claims::<Test>::get(*id).is_none() {
				assert!(Self::over(kept), "closed too early");
				kept.closed = true;
			}
		}
	}

	fn idle(&mut self) {
		let days = if self.dice.chance(4) { 45 } else { 1 };
		// Claims must still be filed in time, and terms in force.
		if now() < day(330) {
			idle(days * DAY);
		}
		self.closed();
	}

	fn reserve(&mut self) {
		let payer = if self.dice.chance(3) { SECONDARY } else { PAYER };
		let currency = if payer == PAYER && self.dice.chance(3) { EUR } else { USD };
		let by = signed(staff(payer, Duty::Finance));
		let free = self.model.money[&(reserve(payer), currency)];
		if self.dice.chance(2) {
			let amount = u128::from(self.dice.below(600_000));
			if self.attempt("fund", || Claims::fund_reserve(by, payer, currency, amount)) {
				self.move_money(purse(payer), reserve(payer), currency, amount);
			}
		} else {
			let amount = if self.dice.chance(3) { free + 1 } else { free / 3 };
			if self.attempt("withdraw", || Claims::withdraw_reserve(by, payer, currency, amount)) {
				assert!(amount <= free, "what is held was taken out");
				self.move_money(reserve(payer), purse(payer), currency, amount);
			}
		}
	}

	/// A provider spends nearly all that it has, so that what is taken back later is owed.
	fn spend(&mut self) {
		let provider = PROVIDERS[self.dice.below(3) as usize];
		let currency = if self.dice.chance(3) { EUR } else { USD };
		let has = self.model.money[&(purse(provider), currency)];
		let amount = has.saturating_sub(1 + u128::from(self.dice.below(9_000)));
		if amount > 0 {
			let keep = frame_support::traits::tokens::Preservation::Preserve;
			<Assets as Mutate<AccountId>>::transfer(currency, &purse(provider), &OWNER, amount, keep).unwrap();
			self.move_money(purse(provider), OWNER, currency, amount);
		}
	}

	// --- What holds after each step ----------------------------------------------------------------------------------

	fn check(&self) {
		let model = &self.model;
		for ((account, currency), amount) in &model.money {
			assert_eq!(balance_in(*currency, *account), *amount, "account {account} in {currency}");
		}
		for payer in [PAYER, SECONDARY] {
			for currency in [USD, EUR] {
				let held = model.held.get(&(payer, currency)).copied().unwrap_or(0);
				assert_eq!(on_hold_in(currency, payer), held, "held by {payer} in {currency}");
			}
			for provider in PROVIDERS {
				let owed = crate::Contracts::<Test>::get(payer, provider).owed;
				assert_eq!(owed, model.owed.get(&(payer, provider)).copied(), "owed by {provider} to {payer}");
			}
		}
		for (id, kept) in model.claims.iter().filter(|(_, kept)| !kept.closed) {
			let claim = stored(*id);
			let seen = (claim.state, claim.charge, claim.paid, claim.patient, claim.held, claim.patient_paid());
			let expected = (kept.state, kept.charge, kept.paid, kept.patient, kept.held, kept.payments);
			assert_eq!(seen, expected, "claim {id}");
			assert_eq!(claim.next.is_some(), kept.next, "claim {id}");
			// Payers one after the other never pay more than was charged.
			let before = kept.prior.map_or(0, |prior| model.claims[&prior].paid);
			assert!(kept.paid + before <= kept.charge, "claim {id}");
		}
		for covered in &self.covered {
			self.check_counters(covered);
		}
	}

	/// Counters are the sums of what stands, closed or not.
	fn check_counters(&self, covered: &Covered) {
		let of = |coverage| {
			let claims = self.model.claims.values().filter(move |kept| kept.coverage == coverage);
			claims.flat_map(|kept| &kept.counted)
		};
		let coverage = stored_coverage(covered.id);
		let year = coverage.years.iter().find(|counted| counted.year == 2026).cloned().unwrap_or_default();
		let sum = |what: fn(&Counted) -> u64| of(covered.id).map(what).sum::<u64>();
		assert_eq!(year.deductible, sum(|one| one.deductible), "coverage {}", covered.id);
		assert_eq!(year.out_of_pocket, sum(|one| one.out_of_pocket), "coverage {}", covered.id);
		assert_eq!(coverage.lifetime_paid, sum(|one| one.paid), "coverage {}", covered.id);
		for (category, period) in LIMITED {
			let used = if period == LimitPeriod::Year { &year.used } else { &coverage.lifetime };
			let used = used
				.iter()
				.find(|usage| usage.category == category)
				.map_or((0, 0), |usage| (usage.units.into(), usage.paid));
			let sum = |what: fn(&Counted) -> u64| {
				of(covered.id).filter(|one| one.category == category).map(what).sum::<u64>()
			};
			assert_eq!(used, (sum(|one| one.units), sum(|one| one.paid)), "category {category} of {}", covered.id);
		}
		let family: Vec<_> = self.covered.iter().filter(|other| other.family == covered.family).collect();
		let counted = Families::<Test>::get(covered.family);
		let counted = counted.iter().find(|counted| counted.year == 2026).copied().unwrap_or_default();
		let sum = |what: fn(&Counted) -> u64| family.iter().flat_map(|other| of(other.id)).map(what).sum::<u64>();
		assert_eq!(counted.deductible, sum(|one| one.deductible), "family {}", covered.family);
		assert_eq!(counted.out_of_pocket, sum(|one| one.out_of_pocket), "family {}", covered.family);
	}
}

/// Play so many steps; how many of each kind were lawful, of how many.
fn play(seed: u64, steps: usize) -> BTreeMap<&'static str, (usize, usize)> {
	let mut tally = BTreeMap::new();
	test(|| {
		let mut play = Play::new(seed);
		for n in 0..steps {
			play.step();
			if n % 50 == 49 {
				Claims::do_try_state().unwrap_or_else(|error| panic!("seed {seed}, step {n}: {error:?}"));
			}
		}
		// Take back whatever can be: nothing is left of it in any counter.
		Claims::do_try_state().unwrap();
		for _ in 0..3 {
			for id in play.open(|kept| kept.state.is_adjudicated() && !kept.next && !kept.appealed).into_iter().rev() {
				let payer = play.model.claims[&id].payer;
				if play.attempt("reverse", || Claims::reverse(adjudicator(payer), id, payer)) {
					play.reversed(id, payer, None);
				}
				play.check();
			}
		}
		tally = play.model.tally;
	});
	tally
}

#[test]
fn every_operation_should_be_played_lawfully_and_lawlessly() {
	let mut tally = BTreeMap::<&str, (usize, usize)>::new();
	for seed in 1..=8u64 {
		for (name, (lawful, all)) in play(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), 300) {
			let count = tally.entry(name).or_default();
			*count = (count.0 + lawful, count.1 + all);
		}
	}
	println!("lawful of all, by operation: {tally:?}");
	for name in ["submit", "decide", "reverse", "pay_patient_share", "appeal", "decide_appeal", "close", "withdraw"] {
		let (lawful, all) = tally.get(name).copied().unwrap_or_default();
		assert!(lawful > 5 && all - lawful > 5, "{name}: {lawful} of {all} were lawful");
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 0, ..ProptestConfig::default() })]

	#[test]
	fn chain_should_never_differ_from_the_naive_model(seed in any::<u64>()) {
		play(seed, 300);
	}
}
