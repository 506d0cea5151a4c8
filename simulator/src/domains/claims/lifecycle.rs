//! Where money is, and what becomes of claims and authorisations.

use super::{
	adjudication, borne, day, find, purse, renderer, reserve, rules, service, share, state, written, Authorization,
	Entry, Granting, Item, Model, Rendered, Sum, Told, Use, Whole, DAY, MOST_SERVED,
};
use crate::{domains::same, model::Expect};
use pallet_claims::{
	AuthorizationAnswer, AuthorizationId, AuthorizationRequestLine, AuthorizationState, ClaimEntry, ClaimId,
	ClaimState, CoverageId, CurrencyId, Decision, LimitPeriod, Line, Money, PlanId, PlanTerms, PlanVersion, Prior,
	PriorLine, ScheduleId, Service, Submission, Tier,
};
use rules::Verdict;
use salus_primitives::{codes::CodeKind, OrganizationId, Period, Role, Seconds};
use salus_runtime::{AccountId, Runtime};
use std::{
	collections::{BTreeMap, BTreeSet},
	rc::Rc,
};

impl Model {
	// --- Money -------------------------------------------------------------------------------------------------------

	/// What an account has.
	pub(super) fn has(&self, currency: CurrencyId, account: &AccountId) -> u128 {
		self.money.get(&(currency, account.clone())).copied().unwrap_or_default()
	}

	/// What is held for claims at which a person looks.
	pub(super) fn held(&self, payer: OrganizationId, currency: CurrencyId) -> u128 {
		let own = self.claims.values().filter(|it| it.payer == payer && it.currency == currency);
		own.map(|it| u128::from(it.held)).sum()
	}

	/// What a reserve can spend. While anything is held, the account must exist.
	pub(super) fn free(&self, payer: OrganizationId, currency: CurrencyId) -> u128 {
		let has = self.has(currency, &reserve(payer, currency));
		if self.held(payer, currency) > 0 {
			has.saturating_sub(1)
		} else {
			has
		}
	}

	pub(super) fn set(&mut self, currency: CurrencyId, account: &AccountId, amount: u128) {
		match amount {
			0 => drop(self.money.remove(&(currency, account.clone()))),
			_ => drop(self.money.insert((currency, account.clone()), amount)),
		}
	}

	pub(super) fn add(&mut self, currency: CurrencyId, account: &AccountId, amount: u128) {
		self.set(currency, account, self.has(currency, account) + amount);
	}

	pub(super) fn transfer(
		&mut self,
		currency: CurrencyId,
		from: &AccountId,
		to: &AccountId,
		amount: u128,
	) -> Result<(), &'static str> {
		let has = self.has(currency, from).checked_sub(amount).ok_or("there is not enough money")?;
		self.set(currency, from, has);
		self.add(currency, to, amount);
		Ok(())
	}

	/// Pay a provider, less what it owes and need not give patients at once; what was set against its debt.
	pub(super) fn pay(
		&mut self,
		of: &Entry,
		amount: Money,
		patients: Money,
		now: Seconds,
	) -> Result<Money, &'static str> {
		if amount == 0 {
			return Ok(0);
		}
		let mut offset = 0;
		if let Some((currency, owed)) = self.owed.get(&(of.payer, of.provider)).copied() {
			if currency == of.currency {
				offset = owed.min(amount.saturating_sub(patients));
				match owed - offset {
					0 => drop(self.owed.remove(&(of.payer, of.provider))),
					left => drop(self.owed.insert((of.payer, of.provider), (currency, left))),
				}
			}
		}
		let net = u128::from(amount - offset);
		if self.free(of.payer, of.currency) < net {
			return Err("the reserve has not enough");
		}
		self.transfer(of.currency, &reserve(of.payer, of.currency), &purse(of.provider), net)?;
		*self.spent.entry((of.payer, of.currency, now / (30 * DAY))).or_default() += amount;
		Ok(offset)
	}

	// --- Claims ------------------------------------------------------------------------------------------------------

	/// The version that is for services at this moment.
	pub(super) fn version(&self, plan: PlanId, at: Seconds) -> Option<PlanVersion> {
		let place = self.plans.get(&plan)?.versions.iter().position(|terms| terms.period.contains(&at))?;
		Some(place as PlanVersion)
	}

	/// The terms of a version.
	pub(super) fn terms(&self, plan: PlanId, version: Option<PlanVersion>) -> Option<&PlanTerms> {
		self.plans.get(&plan)?.versions.get(usize::from(version?)).map(|terms| &**terms)
	}

	/// The provider's tier at this moment.
	pub(super) fn tier(&self, payer: OrganizationId, provider: OrganizationId, at: Seconds) -> Tier {
		let network = self.networks.get(&(payer, provider)).filter(|it| it.period.contains(&at));
		network.map_or(Tier::OutOfNetwork, |it| it.tier)
	}

	/// Benefit years in which a family claimed.
	pub(super) fn years(&self, family: CoverageId) -> BTreeSet<u16> {
		self.claims.values().filter(|it| it.family == family).filter_map(|it| it.year).collect()
	}

	/// A claim that is not closed.
	pub(super) fn open(&self, id: ClaimId) -> Option<&Entry> {
		self.claims.get(&id).map(|it| &**it).filter(|it| !it.closed)
	}

	pub(super) fn change(&mut self, id: ClaimId) -> Result<&mut Entry, String> {
		self.claims.get_mut(&id).map(Rc::make_mut).ok_or_else(|| format!("claim {id} was never submitted"))
	}

	/// Lines of open claims that cite it.
	pub(super) fn cited(&self, id: AuthorizationId) -> usize {
		let lines = self.claims.values().filter(|it| !it.closed).flat_map(|it| &it.lines);
		lines.filter(|it| it.citation.is_some_and(|(of, ..)| of == id)).count()
	}

	/// The line of an authorisation that is good for a service.
	fn cite(&self, id: AuthorizationId, provider: OrganizationId, coverage: CoverageId, item: &Item) -> Option<usize> {
		let kept = self.authorizations.get(&id)?;
		let whose = kept.provider == provider && kept.coverage == coverage;
		if !whose || !kept.state.is_granted() || !kept.period.contains(&item.from) {
			return None;
		}
		let good = |it: &Granting| {
			it.granted.filter(|granted| {
				granted.category == item.category && granted.service.is_none_or(|wanted| wanted == item.key)
			})
		};
		let fitting: Vec<(usize, u32)> =
			(0..).zip(&kept.lines).filter_map(|(n, it)| Some((n, good(it)?.units.saturating_sub(it.used)))).collect();
		let with_room = fitting.iter().find(|(_, left)| *left > 0);
		with_room.or(fitting.first()).map(|(n, _)| *n)
	}

	/// What the authorisation that a line cites has left for it.
	pub(super) fn left(&self, item: &Item) -> Option<u32> {
		let (id, n, own) = item.citation?;
		let line = self.authorizations.get(&id)?.lines.get(n)?;
		Some((line.granted?.units + own).saturating_sub(line.used))
	}

	/// Let a line have so many units of the authorisation that it cites.
	fn take(&mut self, item: &mut Item, units: u32) {
		let Some((id, n, own)) = &mut item.citation else { return };
		if let Some(line) = self.authorizations.get_mut(id).and_then(|kept| kept.lines.get_mut(*n)) {
			line.used = (line.used + units).saturating_sub(*own);
		}
		*own = units;
	}

	/// May this be submitted?
	pub(super) fn submits(
		&self,
		model: &Whole,
		provider: OrganizationId,
		submission: &Submission,
		now: Seconds,
	) -> Expect {
		let roles = [Role::Provider, Role::Dispenser, Role::Laboratory];
		if !roles.iter().any(|role| model.organizations.has_role(provider, *role)) {
			return Expect::Failure("who provides nothing");
		}
		let Some(coverage) = self.coverages.get(&submission.coverage) else {
			return Expect::Failure("nobody is covered");
		};
		if coverage.payer == provider || !model.organizations.has_role(coverage.payer, Role::Payer) {
			return Expect::Failure("there is nobody to pay");
		}
		let after;
		let own = match submission.replaces {
			None => self,
			Some(replaced) => {
				let whose = |it: &Entry| it.provider == provider && it.coverage == submission.coverage;
				let mut copy = self.clone();
				match copy.take_back(replaced, false, true) {
					Ok(_) if self.open(replaced).is_some_and(whose) => after = copy,
					Ok(_) => return Expect::Failure("what is replaced is another's"),
					Err(why) => return Expect::Failure(why),
				}
				&after
			},
		};
		if !rules::well_formed(submission, now) {
			return Expect::Failure("what it says cannot be");
		}
		let first = submission.lines[0].from;
		let version = own.version(coverage.plan, first);
		if submission.lines.iter().any(|line| own.version(coverage.plan, line.from) != version) {
			return Expect::Failure("it spans versions");
		}
		let Some(plan) = own.plans.get(&coverage.plan) else { return Expect::Failure("there is no plan") };
		let tier = own.tier(coverage.payer, provider, first);
		for line in &submission.lines {
			let terms = own.terms(coverage.plan, version);
			let fits = match (&line.service, terms) {
				(Service::Listed(fee), Some(terms)) => {
					let root = own.schedules.get(&terms.schedule).map(|(_, root)| root);
					root.is_some_and(|root| rules::stands(root, &fee.leaf, fee.index, &fee.proof))
						&& fee.leaf.tier == tier
						&& fee.leaf.period.contains(&line.from)
				},
				(Service::Listed(_), None) => true,
				(Service::Unlisted { category, .. }, terms) => {
					terms.is_none_or(|it| it.unlisted) && model.codes.is_active(*category, CodeKind::ServiceCategory)
				},
			};
			if !fits {
				return Expect::Failure("its price stands nowhere");
			}
		}
		let same = |(kept, line): (&Item, &Line)| {
			(kept.charge, kept.units, kept.from, kept.to) == (line.charge, line.units, line.from, line.to)
		};
		let coordinated = match &submission.prior {
			None => coverage.order == 1,
			Some(_) if coverage.order == 1 => false,
			Some(Prior::Claim(prior)) => own.open(*prior).is_some_and(|it| {
				it.state.is_adjudicated()
					&& it.payer != coverage.payer
					&& it.provider == provider
					&& it.currency == plan.currency
					&& it.next.is_none()
					&& !it.appealed()
					&& it.lines.len() == submission.lines.len()
					&& it.lines.iter().zip(&submission.lines).all(same)
			}),
			Some(Prior::Remittance { lines, .. }) => {
				let within = |(told, line): (&PriorLine, &Line)| {
					u128::from(told.paid) + u128::from(told.patient) <= u128::from(line.charge)
				};
				lines.len() == submission.lines.len() && lines.iter().zip(&submission.lines).all(within)
			},
		};
		if !coordinated {
			return Expect::Failure("what payers before did is not so");
		}
		let mut served: BTreeSet<Rendered> = own.served.clone();
		for line in &submission.lines {
			let (from, to) = (day(line.from), day(line.to));
			let by = renderer(line, provider);
			served.insert((submission.coverage, from, line.service.key(), by, line.units, to));
			if served.iter().filter(|it| (it.0, it.1) == (submission.coverage, from)).count() > MOST_SERVED {
				return Expect::Failure("nobody is served so often");
			}
		}
		// Whether the reserve has enough depends on what is paid, which is not worked out here.
		match own.has(plan.currency, &reserve(coverage.payer, plan.currency)) > submission.total.into() {
			true => Expect::Success,
			false => Expect::Either,
		}
	}

	/// A claim was submitted.
	pub(super) fn submitted(
		&mut self,
		provider: OrganizationId,
		submission: &Submission,
		told: &[(ClaimId, &ClaimEntry<AccountId>)],
		now: Seconds,
	) -> Result<(), String> {
		let id = self.next.4;
		self.next.4 += 1;
		if let Some(replaced) = submission.replaces {
			self.taken_back(replaced, provider, Some(id), told)?;
		}
		let coverage = self.coverages.get(&submission.coverage).cloned().ok_or("a claim for nobody")?;
		let first = submission.lines.first().ok_or("a claim of nothing")?.from;
		let version = self.version(coverage.plan, first);
		let terms = self.terms(coverage.plan, version).cloned();
		let ceilings = terms.as_ref().map(|it| it.ceilings).unwrap_or_default();
		let prior = match &submission.prior {
			Some(Prior::Claim(prior)) => Some(*prior),
			_ => None,
		};
		let before: Vec<PriorLine> = match &submission.prior {
			None => Vec::new(),
			Some(Prior::Remittance { lines, .. }) => lines.to_vec(),
			Some(Prior::Claim(prior)) => {
				let kept = self.open(*prior).ok_or("a claim relies on one that is not there")?;
				let done = |it: &Item| {
					let earlier = it.prior.map_or(0, |prior| prior.paid);
					it.result.as_ref().map_or_else(PriorLine::default, |result| PriorLine {
						paid: earlier + result.paid,
						patient: borne(&result.adjustments),
					})
				};
				kept.lines.iter().map(done).collect()
			},
		};
		let mut claim = Entry {
			provider,
			payer: coverage.payer,
			coverage: submission.coverage,
			family: coverage.subscriber.unwrap_or(submission.coverage),
			plan: coverage.plan,
			version,
			year: terms.as_ref().map(|it| it.year),
			familiar: ceilings.family_deductible.is_some() || ceilings.family_out_of_pocket.is_some(),
			currency: self.plans.get(&coverage.plan).ok_or("a coverage without a plan")?.currency,
			tier: self.tier(coverage.payer, provider, first),
			flags: submission.flags,
			state: ClaimState::Pended,
			submitted: now,
			decided: now,
			charge: submission.total,
			paid: 0,
			held: 0,
			patient: 0,
			payments: Vec::new(),
			prior,
			next: None,
			appeal: None,
			deciders: BTreeSet::new(),
			lines: Vec::new(),
			closed: false,
		};
		for (n, line) in submission.lines.iter().enumerate() {
			let category = line.service.category();
			let of_category = |terms: &PlanTerms| terms.benefits.iter().find(|it| it.category == category).cloned();
			let mut item = Item {
				category,
				key: line.service.key(),
				charge: line.charge,
				units: line.units,
				from: line.from,
				to: line.to,
				renderer: renderer(line, provider),
				allowed: match &line.service {
					Service::Listed(fee) => Some(fee.leaf.allowed),
					Service::Unlisted { .. } => None,
				},
				prior: before.get(n).copied(),
				citation: None,
				tag: line.dispense.as_ref().map(|it| it.tag),
				duplicate: false,
				limit: terms.as_ref().and_then(of_category).and_then(|it| it.limit).map(|it| it.period),
				result: None,
			};
			item.duplicate = !self.served.insert(service(submission.coverage, &item));
			item.citation = line.authorization.and_then(|authorization| {
				Some((authorization, self.cite(authorization, provider, submission.coverage, &item)?, 0))
			});
			claim.lines.push(item);
		}
		let written = find(told, id, |entry| match entry {
			ClaimEntry::Submitted { provider, coverage, charge, pended } => {
				Some((*provider, *coverage, *charge, *pended))
			},
			_ => None,
		});
		let (by, whose, charge, pended) = written.ok_or_else(|| format!("claim {id} has no history"))?;
		same("what a claim says", (by, whose, charge), (provider, submission.coverage, submission.total))?;
		if let Some(prior) = prior {
			self.change(prior)?.next = Some(id);
		}

		// Does a person look, and what is held meanwhile?
		let verdicts: Vec<Verdict> =
			claim.lines.iter().map(|it| self.verdict(&claim, &coverage, it, self.left(it))).collect();
		let priced = |n: usize| verdicts[n] == Verdict::Priced;
		let all = 0..claim.lines.len();
		let held: Money = all.clone().filter(|n| priced(*n)).map(|n| rules::most(&claim.lines[n])).sum();
		let above = terms.as_ref().and_then(|it| it.review_above).is_some_and(|most| claim.charge > most);
		let wanted = all.clone().any(|n| priced(n) && self.wants_person(&claim, &claim.lines[n]));
		let sure = !verdicts.contains(&Verdict::Unknown);
		if sure {
			same(format!("claim {id} is pended"), pended.is_some(), wanted || (held > 0 && above))?;
		}
		let adjudicated = adjudication(told, id);
		if pended.is_some() {
			same(format!("adjudication of pended claim {id}"), adjudicated.is_some(), false)?;
			let kept = pallet_claims::Claims::<Runtime>::get(id).ok_or("a pended claim is not there")?;
			if sure {
				same(format!("what is held for claim {id}"), kept.held, held)?;
			}
			let most: Money = claim.lines.iter().map(rules::most).sum();
			same(format!("more than {most} is held for claim {id}"), kept.held > most, false)?;
			claim.held = kept.held;
			let account = reserve(claim.payer, claim.currency);
			let has = self.has(claim.currency, &account).checked_sub(claim.held.into());
			self.set(claim.currency, &account, has.ok_or("more is held than there is")?);
			for item in &mut claim.lines {
				let units = self.left(item).unwrap_or(0).min(item.units);
				self.take(item, units);
			}
			self.claims.insert(id, Rc::new(claim));
			return Ok(());
		}
		let adjudicated = adjudicated.ok_or_else(|| format!("claim {id} is neither pended nor adjudicated"))?;
		same(format!("who adjudicated claim {id}"), adjudicated.by, &None)?;
		self.claims.insert(id, Rc::new(claim));
		self.adjudicated(id, &adjudicated, None, now)
	}

	/// A claim was adjudicated, by the rules or by these decisions: it pays what is more than before.
	pub(super) fn adjudicated(
		&mut self,
		id: ClaimId,
		told: &Told,
		decisions: Option<&[Decision]>,
		now: Seconds,
	) -> Result<(), String> {
		let mut claim = self.open(id).cloned().ok_or("what is not there was adjudicated")?;
		let coverage = self.coverages.get(&claim.coverage).cloned().ok_or("a claim for nobody")?;
		same(format!("adjudicated lines of claim {id}"), told.lines.len(), claim.lines.len())?;
		// What was taken of authorisations before is given back first, unless it was kept for this.
		for item in claim.lines.iter_mut().filter(|it| it.result.is_some()) {
			self.take(item, 0);
		}
		for (n, result) in told.lines.iter().enumerate() {
			let mut item = claim.lines[n].clone();
			let wrong = |why: String| format!("line {n} of claim {id}: {why}");
			rules::identity(&item, result).map_err(wrong)?;
			let left = self.left(&item);
			match decisions.and_then(|all| all.get(n)) {
				None => {
					let verdict = self.verdict(&claim, &coverage, &item, left);
					rules::by_rules(&item, verdict, result).map_err(wrong)?;
				},
				Some(Decision::Rules { .. }) => rules::by_rules(&item, Verdict::Unknown, result).map_err(wrong)?,
				Some(Decision::Adjust(adjustments)) => {
					same(format!("what was written down on line {n}"), &result.adjustments, adjustments)?;
				},
			}
			if let Some(before) = item.result.as_ref().filter(|before| before.paid > result.paid) {
				return Err(wrong(format!("an appeal took {} down to {}", before.paid, result.paid)));
			}
			item.result = Some(result.clone());
			self.take(&mut item, result.units.min(left.unwrap_or(0)));
			claim.lines[n] = item;
		}
		let results = || claim.lines.iter().filter_map(|it| it.result.as_ref());
		let paid: Money = results().map(|it| it.paid).sum();
		let patient: Money = results().map(|it| borne(&it.adjustments)).sum();
		same(
			format!("how claim {id} stands"),
			(told.state, told.paid, told.patient),
			(state(&claim.lines), paid, patient),
		)?;

		claim.held = 0;
		let freed = self.open(id).map_or(0, |it| it.held);
		self.add(claim.currency, &reserve(claim.payer, claim.currency), freed.into());
		same(format!("claim {id} pays more than was held"), freed > 0 && paid > freed, false)?;
		let more = paid.checked_sub(claim.paid).ok_or("something was taken away")?;
		(claim.state, claim.paid, claim.patient, claim.decided) = (told.state, paid, patient, now);
		self.claims.insert(id, Rc::new(claim.clone()));
		let excess = claim.patient_paid().saturating_sub(patient);
		let offset = self.pay(&claim, more, excess, now)?;
		same(format!("what was set against debts by claim {id}"), told.offset, offset)?;
		match decisions {
			None => self.never_twice(id),
			// People may pay what was paid before, and say so.
			Some(_) => Ok(()),
		}
	}

	/// By the rules no service, and no supply of medicine, is paid that was paid already.
	fn never_twice(&self, id: ClaimId) -> Result<(), String> {
		let claim = &self.claims[&id];
		let pays = |item: &Item| item.result.as_ref().is_some_and(|result| result.paid > 0);
		// The claims to payers before this one are of the same services.
		let mut chain = BTreeSet::from([id]);
		let mut before = claim.prior;
		while let Some(prior) = before {
			chain.insert(prior);
			before = self.claims.get(&prior).and_then(|it| it.prior);
		}
		for item in claim.lines.iter().filter(|it| pays(it)) {
			let paid = service(claim.coverage, item);
			for (other, kept) in self.claims.iter().filter(|(_, kept)| kept.stands()) {
				for line in kept.lines.iter().filter(|it| pays(it) && !std::ptr::eq(*it, item)) {
					if service(kept.coverage, line) == paid {
						return Err(format!("claim {id} pays {paid:?}, which claim {other} paid"));
					}
					if item.tag.is_some() && line.tag == item.tag && !chain.contains(other) {
						return Err(format!("claim {id} pays for the supply {:?}, as claim {other} did", item.tag));
					}
				}
			}
		}
		Ok(())
	}

	/// Take a claim back as if it had not been: what returned at once, what is owed, what patients got back.
	pub(super) fn take_back(
		&mut self,
		id: ClaimId,
		by_payer: bool,
		replaced: bool,
	) -> Result<(Money, Money, Money), &'static str> {
		let mut claim = self.open(id).cloned().ok_or("there is no such claim")?;
		let fits = claim.state.is_adjudicated() || (claim.state == ClaimState::Pended && !by_payer);
		if !fits || claim.next.is_some() || claim.appealed() {
			return Err("it cannot be taken back now");
		}
		let (currency, own) = (claim.currency, purse(claim.provider));
		let account = reserve(claim.payer, currency);
		self.add(currency, &account, claim.held.into());
		let mut refunded = 0;
		for (who, amount) in &claim.payments {
			let back = self.has(currency, &own).min(u128::from(*amount)) as Money;
			if back < *amount && !by_payer {
				return Err("the provider cannot give back what patients paid");
			}
			self.transfer(currency, &own, who, back.into())?;
			refunded += back;
		}
		let returned = self.has(currency, &own).min(u128::from(claim.paid)) as Money;
		let owed = claim.paid - returned;
		if owed > 0 {
			if !by_payer && !replaced {
				return Err("the provider has not enough");
			}
			let debt = self.owed.entry((claim.payer, claim.provider)).or_insert((currency, 0));
			if debt.0 != currency {
				return Err("it owes in another currency");
			}
			debt.1 += owed;
		}
		self.transfer(currency, &own, &account, returned.into())?;
		for item in &mut claim.lines {
			self.take(item, 0);
			if !item.duplicate {
				self.served.remove(&service(claim.coverage, item));
			}
			item.result = None;
		}
		if let Some(prior) = claim.prior.and_then(|prior| self.claims.get_mut(&prior)) {
			Rc::make_mut(prior).next = None;
		}
		claim.state = if replaced { ClaimState::Replaced } else { ClaimState::Reversed };
		(claim.paid, claim.patient, claim.held) = (0, 0, 0);
		claim.payments.clear();
		self.claims.insert(id, Rc::new(claim));
		Ok((returned, owed, refunded))
	}

	/// A claim was taken back.
	pub(super) fn taken_back(
		&mut self,
		id: ClaimId,
		by: OrganizationId,
		replaced_by: Option<ClaimId>,
		told: &[(ClaimId, &ClaimEntry<AccountId>)],
	) -> Result<(), String> {
		let payer = self.open(id).ok_or("what is not there was taken back")?.payer;
		let (returned, owed, refunded) = self.take_back(id, by == payer, replaced_by.is_some())?;
		let written = find(told, id, |entry| match entry {
			ClaimEntry::Reversed { by, returned, owed, refunded, replaced_by } => {
				Some((*by, *returned, *owed, *refunded, *replaced_by))
			},
			_ => None,
		});
		same(format!("what came back of claim {id}"), written, Some((by, returned, owed, refunded, replaced_by)))
	}

	/// What was decided on lines: what each pays, if that is certain. Nothing if it is unlawful.
	pub(super) fn decided(&self, claim: &Entry, decisions: &[Decision]) -> Option<Option<Vec<Money>>> {
		if decisions.len() != claim.lines.len() {
			return None;
		}
		let mut sure = true;
		let mut paid = Vec::new();
		for (item, decision) in claim.lines.iter().zip(decisions) {
			match decision {
				Decision::Adjust(adjustments) => paid.push(written(item, adjustments)?),
				Decision::Rules { .. } => sure = false,
			}
		}
		Some(sure.then_some(paid))
	}

	/// What the counters under each coverage, and of each family, must say: by benefit year, ever, and by category.
	pub(super) fn counted(&self) -> Counted {
		let mut all = Counted::default();
		for claim in self.claims.values() {
			let Some(year) = claim.year else { continue };
			for (item, result) in claim.lines.iter().filter_map(|it| Some((it, it.result.as_ref()?))) {
				let deductible = share(result, &["1"]);
				let out_of_pocket = share(result, &["1", "2", "3"]);
				let add = |sum: &mut Sum| {
					sum.deductible += deductible;
					sum.out_of_pocket += out_of_pocket;
				};
				add(all.persons.entry((claim.coverage, year)).or_default());
				if claim.familiar {
					add(all.families.entry((claim.family, year)).or_default());
				}
				*all.paid.entry(claim.coverage).or_default() += result.paid;
				let used = match item.limit {
					Some(LimitPeriod::Year) => all.used.entry((claim.coverage, Some(year))).or_default(),
					Some(LimitPeriod::Lifetime) => all.used.entry((claim.coverage, None)).or_default(),
					None => continue,
				};
				let used = used.entry(item.category).or_default();
				*used = (used.0 + result.units, used.1 + result.paid);
			}
		}
		all
	}

	/// How many versions of plans name this fee schedule.
	pub(super) fn named(&self, schedule: ScheduleId) -> usize {
		self.plans.values().flat_map(|plan| &plan.versions).filter(|terms| terms.schedule == schedule).count()
	}

	/// How many coverages there are under this plan.
	pub(super) fn insured(&self, plan: PlanId) -> usize {
		self.coverages.values().filter(|it| it.plan == plan).count()
	}

	/// Claims and authorisations under a coverage that are not closed.
	pub(super) fn under(&self, coverage: CoverageId) -> usize {
		let claims = self.claims.values().filter(|it| it.coverage == coverage && !it.closed).count();
		claims + self.authorizations.values().filter(|it| it.coverage == coverage).count()
	}

	/// Coverages of which this one is the subscriber's.
	pub(super) fn dependents(&self, coverage: CoverageId) -> usize {
		self.coverages.values().filter(|it| it.subscriber == Some(coverage)).count()
	}

	/// A request for authorisation was answered.
	pub(super) fn answered(
		&mut self,
		id: AuthorizationId,
		answer: &AuthorizationAnswer,
		now: Seconds,
	) -> Result<(), String> {
		let kept = self.authorizations.get_mut(&id).ok_or("nothing was asked for")?;
		let grant = |kept: &mut Authorization, period: &Period<Seconds>| kept.period = *period;
		kept.state = match answer {
			AuthorizationAnswer::Pend => AuthorizationState::Pended,
			AuthorizationAnswer::RequestInformation(_) => AuthorizationState::InformationRequested,
			AuthorizationAnswer::Approve(period) => {
				grant(kept, period);
				kept.lines.iter_mut().for_each(|line| line.granted = Some(line.asked));
				AuthorizationState::Approved
			},
			AuthorizationAnswer::Partial { units, period, .. } => {
				grant(kept, period);
				for (line, units) in kept.lines.iter_mut().zip(units) {
					line.granted = (*units > 0).then_some(AuthorizationRequestLine { units: *units, ..line.asked });
				}
				AuthorizationState::Partial
			},
			AuthorizationAnswer::Modify { lines, period, .. } => {
				grant(kept, period);
				for (line, granted) in kept.lines.iter_mut().zip(lines) {
					line.granted = Some(*granted);
				}
				AuthorizationState::Modified
			},
			AuthorizationAnswer::Deny(_) => AuthorizationState::Denied,
		};
		if !kept.state.is_pending() {
			let conduct = self.conducts.entry(kept.payer).or_default();
			conduct.authorizations += 1;
			if !kept.overdue && kept.due < now {
				kept.overdue = true;
				conduct.overdue += 1;
			}
		}
		Ok(())
	}

	/// An appeal left patients less to bear than they paid: the latest get theirs back first.
	pub(super) fn refunded(&mut self, id: ClaimId, told: &[(ClaimId, &ClaimEntry<AccountId>)]) -> Result<(), String> {
		let claim = self.open(id).cloned().ok_or("what is not there was appealed")?;
		let mut excess = claim.patient_paid().saturating_sub(claim.patient);
		let written = find(told, id, |entry| match entry {
			ClaimEntry::PatientRefunded { refunded, due } => Some((*refunded, *due)),
			_ => None,
		});
		let (mut refunded, mut due) = (0, 0);
		let mut payments = claim.payments.clone();
		let expected = excess > 0;
		for (who, amount) in payments.iter_mut().rev() {
			let part = excess.min(*amount);
			let back = self.has(claim.currency, &purse(claim.provider)).min(part.into()) as Money;
			self.transfer(claim.currency, &purse(claim.provider), who, back.into())?;
			(refunded, due) = (refunded + back, due + part - back);
			*amount -= part;
			excess -= part;
		}
		payments.retain(|(_, amount)| *amount > 0);
		self.change(id)?.payments = payments;
		same(format!("what patients of claim {id} got back"), written, expected.then_some((refunded, due)))
	}
}

/// What all claims add up to.
#[derive(Default)]
pub(super) struct Counted {
	pub(super) persons: BTreeMap<(CoverageId, u16), Sum>,
	pub(super) families: BTreeMap<(CoverageId, u16), Sum>,
	pub(super) paid: BTreeMap<CoverageId, Money>,
	pub(super) used: BTreeMap<(CoverageId, Option<u16>), Use>,
}
