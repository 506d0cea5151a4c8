//! The model of claims beside what the chain has.

use super::{money, Authorization, Coverage, Entry, Granting, Model, Sum, Use};
use crate::domains::same;
use pallet_claims::{ClaimId, CoverageId, CurrencyId};
use salus_primitives::{Holder, OrganizationId, Period, Seconds};
use salus_runtime::{AccountId, Runtime};
use std::collections::{BTreeMap, BTreeSet};

impl Model {
	pub(super) fn compare_money(&self) -> Result<(), String> {
		same("what everybody has of each currency", &money(), &self.money)?;
		let payers: BTreeSet<(OrganizationId, CurrencyId)> =
			self.claims.values().map(|it| (it.payer, it.currency)).collect();
		for (payer, currency) in payers {
			let status = salus_runtime::Claims::reserve_status(payer, currency);
			let seen = (status.free, status.held);
			same(format!("reserve of {payer} in {currency}"), seen, self.reserve(payer, currency))?;
		}
		let owed: BTreeMap<_, _> = pallet_claims::Contracts::<Runtime>::iter()
			.filter_map(|(payer, provider, it)| Some(((payer, provider), it.owed?)))
			.collect();
		same("what providers owe", &owed, &self.owed)?;
		let networks: BTreeMap<_, _> = pallet_claims::Contracts::<Runtime>::iter()
			.filter_map(|(payer, provider, it)| Some(((payer, provider), it.network?)))
			.collect();
		same("networks", &networks, &self.networks)?;
		let conducts: BTreeMap<_, _> = pallet_claims::Conducts::<Runtime>::iter().collect();
		same("conduct of payers", &conducts, &self.conducts)
	}

	/// What is free and what is held in a reserve.
	pub(super) fn reserve(&self, payer: OrganizationId, currency: CurrencyId) -> (u128, u128) {
		(self.free(payer, currency), self.held(payer, currency))
	}

	pub(super) fn compare_plans(&self) -> Result<(), String> {
		let schedules: BTreeMap<_, _> = pallet_claims::Schedules::<Runtime>::iter()
			.map(|(id, it)| (id, (it.payer, it.root, it.plans as usize)))
			.collect();
		let kept = self.schedules.iter().map(|(id, (payer, root))| (*id, (*payer, *root, self.named(*id))));
		same("fee schedules", schedules, kept.collect())?;
		let plans: BTreeMap<_, _> = pallet_claims::Plans::<Runtime>::iter()
			.map(|(id, it)| (id, (it.payer, it.currency, it.versions.into_inner(), it.coverages as usize)))
			.collect();
		let kept = self.plans.iter().map(|(id, it)| {
			let versions: Vec<Period<Seconds>> = it.versions.iter().map(|terms| terms.period).collect();
			(*id, (it.payer, it.currency, versions, self.insured(*id)))
		});
		same("plans", plans, kept.collect())?;
		let mut count = 0;
		for (plan, version, terms) in pallet_claims::Terms::<Runtime>::iter() {
			same(format!("terms {version} of plan {plan}"), Some(&terms), self.terms(plan, Some(version)))?;
			count += 1;
		}
		same("number of versions", count, self.plans.values().map(|it| it.versions.len()).sum())?;
		let mut affiliations = BTreeSet::new();
		let mut excluded = BTreeMap::new();
		for (holder, known) in pallet_claims::Renderers::<Runtime>::iter() {
			if let Holder::Subject(subject) = holder {
				affiliations.extend(known.affiliations.iter().map(|organization| (subject, *organization)));
			}
			if let Some(period) = known.excluded {
				excluded.insert(holder, period);
			}
		}
		same("affiliations", &affiliations, &self.affiliations)?;
		same("exclusions", &excluded, &self.excluded)
	}

	pub(super) fn compare_coverages(&self) -> Result<(), String> {
		let counted = self.counted();
		let mut served = BTreeMap::<(CoverageId, u32), usize>::new();
		for service in &self.served {
			*served.entry((service.0, service.1)).or_default() += 1;
		}
		let prints: BTreeMap<_, _> =
			pallet_claims::Served::<Runtime>::iter().map(|(id, day, all)| ((id, day), all.len())).collect();
		same("services by coverage and day", &prints, &served)?;
		let usages = |used: &pallet_claims::Usages| -> Use {
			used.iter().map(|it| (it.category, (it.units, it.paid))).collect()
		};
		let used = |id: CoverageId, year: Option<u16>| -> Use {
			let mut all = counted.used.get(&(id, year)).cloned().unwrap_or_default();
			all.retain(|_, used| *used != (0, 0));
			all
		};
		let mut count = 0;
		for (id, it) in pallet_claims::Coverages::<Runtime>::iter() {
			count += 1;
			let family = it.subscriber.unwrap_or(id);
			let found = Coverage {
				payer: it.payer,
				plan: it.plan,
				member: it.member,
				subscriber: it.subscriber,
				period: it.period,
				order: it.order,
			};
			same(format!("coverage {id}"), Some(&found), self.coverages.get(&id))?;
			let open = (it.open as usize, it.dependents as usize);
			same(format!("what is open under coverage {id}"), open, (self.under(id), self.dependents(id)))?;
			let paid = counted.paid.get(&id).copied().unwrap_or_default();
			same(format!("what was ever paid under coverage {id}"), it.lifetime_paid, paid)?;
			same(format!("lifetime use under coverage {id}"), usages(&it.lifetime), used(id, None))?;
			// The newest two years are counted. Which those are when there are more depends on the order of claims.
			if self.years(family).len() > 2 {
				continue;
			}
			for year in self.years(family) {
				let kept = it.years.iter().find(|kept| kept.year == year).cloned().unwrap_or_default();
				let seen = Sum { deductible: kept.deductible, out_of_pocket: kept.out_of_pocket };
				let sum = counted.persons.get(&(id, year)).copied().unwrap_or_default();
				same(format!("what was borne under coverage {id} in {year}"), seen, sum)?;
				same(format!("use under coverage {id} in {year}"), usages(&kept.used), used(id, Some(year)))?;
				if family == id {
					let years = pallet_claims::Families::<Runtime>::get(id);
					let kept = years.iter().find(|kept| kept.year == year).copied().unwrap_or_default();
					let seen = Sum { deductible: kept.deductible, out_of_pocket: kept.out_of_pocket };
					let sum = counted.families.get(&(id, year)).copied().unwrap_or_default();
					same(format!("what the family of coverage {id} bore in {year}"), seen, sum)?;
				}
			}
		}
		same("number of coverages", count, self.coverages.len())
	}

	pub(super) fn compare_authorizations(&self) -> Result<(), String> {
		let mut count = 0;
		for (id, it) in pallet_claims::Authorizations::<Runtime>::iter() {
			count += 1;
			let lines =
				it.lines.iter().map(|line| Granting { asked: line.requested, granted: line.granted, used: line.used });
			let found = Authorization {
				provider: it.provider,
				payer: it.payer,
				coverage: it.coverage,
				state: it.state,
				due: it.due,
				overdue: it.overdue,
				period: it.period,
				lines: lines.collect(),
			};
			same(format!("authorisation {id}"), Some(&found), self.authorizations.get(&id))?;
			same(format!("lines that cite authorisation {id}"), it.cited as usize, self.cited(id))?;
		}
		same("number of authorisations", count, self.authorizations.len())
	}

	pub(super) fn compare_claims(&self) -> Result<(), String> {
		let mut count = 0;
		for (id, it) in pallet_claims::Claims::<Runtime>::iter() {
			count += 1;
			let Some(kept) = self.open(id) else { return Err(format!("claim {id} is there, and ought not to")) };
			agree(id, kept, &it)?;
			// Payers one after the other never pay more than was charged.
			let mut paid = u128::from(kept.paid);
			let mut before = kept.prior;
			while let Some(prior) = before.and_then(|prior| self.claims.get(&prior)) {
				paid += u128::from(prior.paid);
				before = prior.prior;
			}
			same(format!("payers together pay {paid} for claim {id}"), paid > u128::from(kept.charge), false)?;
		}
		same("number of claims", count, self.claims.values().filter(|it| !it.closed).count())?;
		let next = (
			pallet_claims::NextSchedule::<Runtime>::get(),
			pallet_claims::NextPlan::<Runtime>::get(),
			pallet_claims::NextCoverage::<Runtime>::get(),
			pallet_claims::NextAuthorization::<Runtime>::get(),
			pallet_claims::NextClaim::<Runtime>::get(),
		);
		same("next numbers", next, self.next)
	}
}

/// Is a claim as it ought to be?
pub(super) fn agree(id: ClaimId, kept: &Entry, it: &pallet_claims::Claim<AccountId>) -> Result<(), String> {
	let seen = (it.provider, it.payer, it.coverage, it.plan, it.version, it.currency, it.tier);
	let own = (kept.provider, kept.payer, kept.coverage, kept.plan, kept.version, kept.currency, kept.tier);
	same(format!("whose claim {id} is"), seen, own)?;
	let seen = (it.state, it.charge, it.paid, it.held, it.patient, it.submitted, it.decided, it.prior, it.next);
	let own = (
		kept.state,
		kept.charge,
		kept.paid,
		kept.held,
		kept.patient,
		kept.submitted,
		kept.decided,
		kept.prior,
		kept.next,
	);
	same(format!("claim {id}"), seen, own)?;
	let (seen, own) = (it.patient_payments.to_vec(), kept.payments.clone());
	same(format!("what patients paid of claim {id}"), seen, own)?;
	let appeal = it.appeal.as_ref().map(|it| (it.level, it.decided));
	same(format!("appeal about claim {id}"), appeal, kept.appeal)?;
	let deciders = it.appeal.as_ref().map(|it| it.deciders.iter().cloned().collect());
	same(format!("who decided on claim {id}"), deciders.unwrap_or(kept.deciders.clone()), kept.deciders.clone())?;
	same(format!("number of lines of claim {id}"), it.lines.len(), kept.lines.len())?;
	for (n, (line, item)) in it.lines.iter().zip(&kept.lines).enumerate() {
		let citation = line.authorization.map(|it| (it.authorization, usize::from(it.line), it.units));
		let seen = (line.category, line.key, line.charge, line.units, line.from, line.to, citation, line.prior);
		let own = (item.category, item.key, item.charge, item.units, item.from, item.to, item.citation, item.prior);
		same(format!("line {n} of claim {id}"), seen, own)?;
		let duplicate = line.finding == Some(pallet_claims::Finding::Duplicate);
		same(format!("line {n} of claim {id} repeats another"), duplicate, item.duplicate)?;
		same(format!("result of line {n} of claim {id}"), &line.result, &item.result)?;
	}
	Ok(())
}
