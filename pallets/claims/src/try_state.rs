//! What holds after every call and block.

use crate::{
	adjudication::{benefit, Count},
	authorizations::hour_of,
	pallet::*,
	renderers::day_of,
	submission::{fingerprint, renderer_of, state_of},
	types::*,
	x12::Group,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::{Encode, MaxEncodedLen};
use frame_support::{ensure, traits::fungibles::hold::Inspect as InspectHold};
use salus_primitives::{CodeId, Holder, OrganizationId, TrailHead, TrailKind};
use sp_runtime::TryRuntimeError;

/// What the claims that stand under one coverage add to its counters.
#[derive(Default)]
struct Standing {
	/// Versions of plans that they are under.
	terms: BTreeSet<(PlanId, Option<PlanVersion>)>,
	lifetime_paid: u128,
	years: BTreeMap<u16, (u128, u128)>,
	used: BTreeMap<(u16, CodeId), (u64, u128)>,
	lifetime: BTreeMap<CodeId, (u64, u128)>,
}

/// What all claims that are not closed add up to.
#[derive(Default)]
struct Sums {
	/// Claims and authorisations under each coverage.
	open: BTreeMap<CoverageId, u64>,
	standing: BTreeMap<CoverageId, Standing>,
	families: BTreeMap<(CoverageId, u16), (u128, u128)>,
	held: BTreeMap<(OrganizationId, CurrencyId), u128>,
	/// Lines that cite each authorisation.
	cited: BTreeMap<AuthorizationId, u64>,
	/// Units taken of each line of each.
	used: BTreeMap<(AuthorizationId, u8), u64>,
	/// Services of each renderer and day.
	services: BTreeMap<(Holder, u32), u64>,
}

fn add<K: Ord>(map: &mut BTreeMap<K, u64>, key: K, amount: u64) {
	let sum = map.entry(key).or_default();
	*sum = sum.saturating_add(amount);
}

fn add_both<K: Ord>(map: &mut BTreeMap<K, (u128, u128)>, key: K, one: u64, other: u64) {
	let sums = map.entry(key).or_default();
	sums.0 = sums.0.saturating_add(one.into());
	sums.1 = sums.1.saturating_add(other.into());
}

fn add_use<K: Ord>(map: &mut BTreeMap<K, (u64, u128)>, key: K, count: &Count) {
	let sums = map.entry(key).or_default();
	sums.0 = sums.0.saturating_add(count.units.into());
	sums.1 = sums.1.saturating_add(count.paid.into());
}

impl<T: Config> Pallet<T> {
	/// Every invariant of the pallet.
	///
	/// That counters stay below ceilings is none: whoever decides by hand may go beyond, and a coverage may move to a plan
	/// with lower ones.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_plans()?;
		let mut sums = Sums::default();
		for (id, claim) in Claims::<T>::iter() {
			Self::try_claim(id, &claim)?;
			Self::count_claim(&mut sums, &claim)?;
		}
		Self::try_authorizations(&mut sums)?;
		Self::try_coverages(&sums)?;
		Self::try_renderers(&sums)?;
		for (payer, provider, contract) in Contracts::<T>::iter() {
			ensure!(payer != provider, "a payer has a contract with itself");
			let network = contract.network.is_none_or(|n| n.tier != Tier::OutOfNetwork && n.period.is_valid());
			ensure!(network, "a network is none");
			ensure!(contract.owed.is_none_or(|(_, owed)| owed > 0), "nothing is owed");
		}
		for ((payer, currency), held) in &sums.held {
			let account = Self::reserve_account(*payer, *currency);
			let on_hold = T::Holds::balance_on_hold(*currency, &HoldReason::PendedClaim.into(), &account);
			ensure!(on_hold == *held, "what is on hold is not what pended claims need");
		}
		// A reserve of which no claim holds anything has nothing on hold.
		for (_, plan) in Plans::<T>::iter() {
			if !sums.held.contains_key(&(plan.payer, plan.currency)) {
				let account = Self::reserve_account(plan.payer, plan.currency);
				let on_hold = T::Holds::balance_on_hold(plan.currency, &HoldReason::PendedClaim.into(), &account);
				ensure!(on_hold == 0, "something is on hold for no claim");
			}
		}
		Ok(())
	}

	fn try_plans() -> Result<(), TryRuntimeError> {
		let mut named = BTreeMap::<ScheduleId, u64>::new();
		let mut terms_of = BTreeMap::<PlanId, usize>::new();
		for (plan, version, terms) in Terms::<T>::iter() {
			let kept = Plans::<T>::get(plan).ok_or("terms of no plan")?;
			ensure!(kept.versions.get(usize::from(version)) == Some(&terms.period), "a version has another period");
			let ascending = terms.benefits.windows(2).all(|pair| match pair {
				[one, other] => one.category < other.category,
				_ => false,
			});
			ensure!(ascending, "benefits are not in order");
			let limited = terms.benefits.iter().filter(|benefit| benefit.limit.is_some()).count();
			ensure!(u32::try_from(limited).is_ok_and(|limited| limited <= MAX_LIMITED), "too many limits");
			add(&mut named, terms.schedule, 1);
			let versions = terms_of.entry(plan).or_default();
			*versions = versions.saturating_add(1);
		}
		let mut coverages = BTreeMap::<PlanId, u64>::new();
		for coverage in Coverages::<T>::iter_values() {
			add(&mut coverages, coverage.plan, 1);
		}
		for (plan, kept) in Plans::<T>::iter() {
			ensure!(plan < NextPlan::<T>::get(), "a plan has a number that was never given");
			ensure!(terms_of.get(&plan) == Some(&kept.versions.len()), "a plan misses terms");
			ensure!(kept.coverages == coverages.remove(&plan).unwrap_or(0), "a plan miscounts its coverages");
			let mut end = None;
			for period in &kept.versions {
				let (Some(start), Some(last)) = (period.start, period.end) else {
					return Err("a version has no end".into());
				};
				ensure!(start <= last && end.is_none_or(|end| end < start), "versions overlap");
				end = Some(last);
			}
		}
		ensure!(coverages.is_empty(), "a coverage is under no plan");
		for (schedule, kept) in Schedules::<T>::iter() {
			ensure!(schedule < NextSchedule::<T>::get(), "a fee schedule has a number that was never given");
			let plans = named.remove(&schedule).unwrap_or(0);
			ensure!(u64::from(kept.plans) == plans, "a fee schedule miscounts the versions that name it");
		}
		ensure!(named.is_empty(), "a version names no fee schedule");
		Ok(())
	}

	/// What holds for a claim by itself.
	fn try_claim(id: ClaimId, claim: &ClaimOf<T>) -> Result<(), TryRuntimeError> {
		ensure!(id < NextClaim::<T>::get(), "a claim has a number that was never given");
		ensure!(claim.encoded_size() <= ClaimOf::<T>::max_encoded_len(), "a claim is larger than it may be");
		ensure!(claim.payer != claim.provider, "a payer provides");
		ensure!(!claim.lines.is_empty(), "a claim has no lines");
		ensure!(claim.trail != TrailHead::new(TrailKind::Claim, &id.encode()), "a claim has no history");
		let charge = claim.lines.iter().try_fold(0, |sum: Money, line| sum.checked_add(line.charge));
		ensure!(charge == Some(claim.charge), "a claim's charge is not the sum of its lines'");
		let results = claim.lines.iter().filter_map(|line| line.result.as_ref()).collect::<Vec<_>>();
		for (line, result) in claim.lines.iter().filter_map(|line| Some((line, line.result.as_ref()?))) {
			let mut sum = u128::from(result.paid);
			for adjustment in &result.adjustments {
				ensure!(adjustment.amount > 0, "an adjustment of nothing");
				ensure!(adjustment.reason.goes_with(adjustment.group), "a reason in the wrong group");
				ensure!(
					!adjustment.reason.needs_remark() || adjustment.remark.is_some(),
					"a reason without its remark"
				);
				sum = sum.saturating_add(adjustment.amount.into());
			}
			ensure!(sum == u128::from(line.charge), "a line's charge is not what is paid and adjusted");
			ensure!(result.units <= line.units, "more units are paid for than were rendered");
		}
		let paid = results.iter().fold(0u128, |sum, result| sum.saturating_add(result.paid.into()));
		let patient = results.iter().fold(0u128, |sum, result| sum.saturating_add(result.sum(Group::PR).into()));
		ensure!(u128::from(claim.paid) == paid, "a claim pays another sum than its lines");
		ensure!(u128::from(claim.patient) == patient, "a claim leaves the patient another sum than its lines");
		ensure!(claim.paid <= claim.charge, "more was paid than charged");
		ensure!(claim.patient_paid() <= claim.patient, "a patient paid more than its share");
		ensure!(claim.held <= claim.charge, "more is held than charged");
		ensure!(claim.submitted <= claim.decided && claim.decided <= Self::now(), "a claim is of the future");
		match claim.state {
			ClaimState::Pended => {
				ensure!(claim.pended.is_some() && results.is_empty(), "a claim is pended for nothing");
			},
			ClaimState::Reversed | ClaimState::Replaced => {
				ensure!(claim.held == 0 && results.is_empty(), "a claim that was taken back counts");
			},
			state => {
				ensure!(claim.held == 0 && results.len() == claim.lines.len(), "a line was not adjudicated");
				ensure!(state == state_of(&claim.lines), "a claim stands otherwise than its lines");
			},
		}
		if let Some(appeal) = &claim.appeal {
			let mut deciders = appeal.deciders.to_vec();
			deciders.sort();
			deciders.dedup();
			ensure!(deciders.len() == appeal.deciders.len(), "somebody decided twice");
		}
		Self::try_coordination(id, claim)
	}

	/// Claims to payers one after the other name each other, and together never pay more than the charge.
	fn try_coordination(id: ClaimId, claim: &ClaimOf<T>) -> Result<(), TryRuntimeError> {
		if let Some(next) = claim.next {
			ensure!(claim.state.is_adjudicated(), "a later payer relies on what does not count");
			if let Some(later) = Claims::<T>::get(next) {
				ensure!(later.prior == Some(id), "a later claim does not know the one before");
			}
		}
		if !Self::stands(claim) {
			return Ok(());
		}
		let (mut paid, mut before, mut known) = (u128::from(claim.paid), claim.prior, id);
		while let Some(prior) = before {
			ensure!(prior < known, "a claim relies on a later one");
			let Some(kept) = Claims::<T>::get(prior) else { break };
			ensure!(kept.next == Some(known), "a prior claim does not know the one after");
			ensure!(kept.charge == claim.charge && kept.currency == claim.currency, "coordinated claims differ");
			paid = paid.saturating_add(kept.paid.into());
			(known, before) = (prior, kept.prior);
		}
		ensure!(paid <= u128::from(claim.charge), "several payers paid more than was charged");
		Ok(())
	}

	fn stands(claim: &ClaimOf<T>) -> bool {
		claim.state == ClaimState::Pended || claim.state.is_adjudicated()
	}

	/// Add a claim to the sums, and check what it left elsewhere.
	fn count_claim(sums: &mut Sums, claim: &ClaimOf<T>) -> Result<(), TryRuntimeError> {
		add(&mut sums.open, claim.coverage, 1);
		let held = sums.held.entry((claim.payer, claim.currency)).or_default();
		*held = held.saturating_add(claim.held.into());
		let coverage = Coverages::<T>::get(claim.coverage).ok_or("a claim for no coverage")?;
		ensure!(coverage.payer == claim.payer, "a claim is to another payer than its coverage");
		let terms = Self::terms_of(claim);
		ensure!(terms.is_some() == claim.version.is_some(), "a claim is under terms that are not there");
		for line in &claim.lines {
			if let Some(citation) = line.authorization {
				add(&mut sums.cited, citation.authorization, 1);
				add(&mut sums.used, (citation.authorization, citation.line), citation.units.into());
			}
			if !Self::stands(claim) {
				ensure!(line.authorization.is_none_or(|citation| citation.units == 0), "a claim keeps units");
				continue;
			}
			if line.finding != Some(Finding::Duplicate) {
				let day = day_of(line.from);
				let served = Served::<T>::get(claim.coverage, day);
				ensure!(served.contains(&fingerprint(line, claim.provider)), "a line left no fingerprint");
				if line.rendering.is_some() {
					add(&mut sums.services, (renderer_of(line, claim.provider), day), 1);
				}
			}
			let (Some(terms), Some(result)) = (&terms, &line.result) else { continue };
			let count = Count::of(result);
			let standing = sums.standing.entry(claim.coverage).or_default();
			standing.terms.insert((claim.plan, claim.version));
			standing.lifetime_paid = standing.lifetime_paid.saturating_add(count.paid.into());
			add_both(&mut standing.years, terms.year, count.deductible, count.out_of_pocket);
			if Self::has_family_ceilings(terms) {
				let family = coverage.subscriber.unwrap_or(claim.coverage);
				add_both(&mut sums.families, (family, terms.year), count.deductible, count.out_of_pocket);
			}
			match benefit(terms, line.category).and_then(|benefit| benefit.limit.as_ref()).map(|limit| limit.period) {
				Some(LimitPeriod::Year) => add_use(&mut standing.used, (terms.year, line.category), &count),
				Some(LimitPeriod::Lifetime) => add_use(&mut standing.lifetime, line.category, &count),
				None => {},
			}
		}
		Ok(())
	}

	fn try_authorizations(sums: &mut Sums) -> Result<(), TryRuntimeError> {
		let mut pending = BTreeMap::new();
		for (id, kept) in Authorizations::<T>::iter() {
			ensure!(id < NextAuthorization::<T>::get(), "an authorisation has a number that was never given");
			add(&mut sums.open, kept.coverage, 1);
			let coverage = Coverages::<T>::get(kept.coverage).ok_or("an authorisation for no coverage")?;
			ensure!(coverage.payer == kept.payer && kept.payer != kept.provider, "an authorisation of another payer");
			if kept.state.is_pending() && !kept.overdue {
				pending.insert(id, hour_of(kept.due));
			}
			let cited = sums.cited.remove(&id).unwrap_or(0);
			ensure!(u64::from(kept.cited) == cited, "an authorisation miscounts the lines that cite it");
			let granted = kept.state.is_granted();
			let decided = granted || kept.state == AuthorizationState::Denied;
			ensure!(kept.decided_by.is_some() || !decided, "nobody decided on an authorisation");
			let whole = matches!(kept.state, AuthorizationState::Approved) || kept.state.is_pending();
			let explained = kept.reason.is_some() || whole || kept.state == AuthorizationState::Cancelled;
			ensure!(explained, "not all was granted, and nobody says why");
			ensure!(!granted || (kept.period.start.is_some() && kept.period.end.is_some()), "granted for ever");
			ensure!(!granted || kept.lines.iter().any(|line| line.granted.is_some()), "nothing was granted");
			for (place, line) in (0u8..).zip(&kept.lines) {
				let units = line.granted.map_or(0, |granted| granted.units);
				ensure!(line.used <= units, "more was used than granted");
				let used = sums.used.remove(&(id, place)).unwrap_or(0);
				// Closed claims leave what they used.
				ensure!(u64::from(line.used) >= used, "an authorisation miscounts its units");
			}
		}
		ensure!(sums.cited.is_empty() && sums.used.is_empty(), "a line cites what is not there");
		for (hour, id, ()) in Due::<T>::iter() {
			ensure!(pending.remove(&id) == Some(hour), "a clock runs for nothing, or at the wrong hour");
			ensure!(DueCursor::<T>::get() <= hour, "a clock was passed over");
		}
		ensure!(pending.is_empty(), "a clock does not run");
		Ok(())
	}

	fn try_coverages(sums: &Sums) -> Result<(), TryRuntimeError> {
		let mut dependents = BTreeMap::<CoverageId, u64>::new();
		for coverage in Coverages::<T>::iter_values() {
			if let Some(subscriber) = coverage.subscriber {
				add(&mut dependents, subscriber, 1);
			}
		}
		let mut open = sums.open.clone();
		for (id, kept) in Coverages::<T>::iter() {
			ensure!(id < NextCoverage::<T>::get(), "a coverage has a number that was never given");
			ensure!(kept.encoded_size() <= CoverageOf::<T>::max_encoded_len(), "a coverage is larger than it may be");
			ensure!(kept.trail != TrailHead::new(TrailKind::Coverage, &id.encode()), "a coverage has no history");
			ensure!(kept.order > 0, "places in the order of benefits count from 1");
			ensure!(kept.period.start.is_some() && kept.period.is_valid(), "a coverage has no beginning");
			let own = kept.relationship == Relationship::Myself;
			ensure!(own == kept.subscriber.is_none(), "a relationship to nobody");
			if let Some(subscriber) = kept.subscriber {
				let other = Coverages::<T>::get(subscriber).ok_or("a subscriber without coverage")?;
				ensure!(other.subscriber.is_none() && other.payer == kept.payer, "a subscriber who is none");
			}
			let counted = dependents.remove(&id).unwrap_or(0);
			ensure!(u64::from(kept.dependents) == counted, "a coverage miscounts its dependents");
			let counted = open.remove(&id).unwrap_or(0);
			ensure!(u64::from(kept.open) == counted, "a coverage miscounts its claims and authorisations");
			let mut years = kept.years.iter().map(|counted| counted.year).collect::<Vec<_>>();
			years.dedup();
			ensure!(years.len() == kept.years.len(), "a benefit year is counted twice");
			for used in kept.years.iter().map(|counted| &counted.used).chain([&kept.lifetime]) {
				let ascending = used.windows(2).all(|pair| match pair {
					[one, other] => one.category < other.category,
					_ => false,
				});
				ensure!(ascending, "usages are not in order");
			}
			if let Some(standing) = sums.standing.get(&id) {
				Self::try_counters(&kept, standing)?;
			}
		}
		ensure!(open.is_empty() && dependents.is_empty(), "something is under no coverage");
		for (id, years) in Families::<T>::iter() {
			ensure!(
				Coverages::<T>::get(id).is_some_and(|kept| kept.subscriber.is_none()),
				"a family without subscriber"
			);
			ensure!(!years.is_empty(), "a family of which nothing is counted");
			for counted in &years {
				let (deductible, out_of_pocket) = sums.families.get(&(id, counted.year)).copied().unwrap_or_default();
				let enough =
					u128::from(counted.deductible) >= deductible && u128::from(counted.out_of_pocket) >= out_of_pocket;
				ensure!(enough, "a family counts less than its claims");
			}
		}
		for (coverage, _, served) in Served::<T>::iter() {
			ensure!(Coverages::<T>::contains_key(coverage), "something was served under no coverage");
			let mut prints = served.to_vec();
			prints.sort();
			prints.dedup();
			ensure!(!prints.is_empty() && prints.len() == served.len(), "a service was claimed twice");
		}
		for (tag, id) in Claimed::<T>::iter() {
			ensure!(id < NextClaim::<T>::get(), "a supply was paid for by no claim");
			if let Some(claim) = Claims::<T>::get(id) {
				let names = claim.lines.iter().any(|line| line.dispense == Some(tag));
				ensure!(Self::stands(&claim) && names, "a supply is marked for a claim that is not for it");
			}
		}
		Ok(())
	}

	/// Counters hold at least what the claims that are not closed add to them.
	fn try_counters(kept: &CoverageOf<T>, standing: &Standing) -> Result<(), TryRuntimeError> {
		ensure!(u128::from(kept.lifetime_paid) >= standing.lifetime_paid, "less was ever paid than stands");
		// Under several versions there may be more limits than room: what one does not limit makes room then.
		let alone = standing.terms.len() <= 1;
		let enough = |used: &Usages, category: CodeId, (units, paid): (u64, u128)| {
			let found = used.iter().find(|usage| usage.category == category);
			let (has_units, has_paid) = found.map_or((0, 0), |usage| (usage.units, usage.paid));
			!alone || (u64::from(has_units) >= units && u128::from(has_paid) >= paid)
		};
		for (category, used) in &standing.lifetime {
			ensure!(enough(&kept.lifetime, *category, *used), "less was ever used than stands");
		}
		for counted in &kept.years {
			let (deductible, out_of_pocket) = standing.years.get(&counted.year).copied().unwrap_or_default();
			let whole =
				u128::from(counted.deductible) >= deductible && u128::from(counted.out_of_pocket) >= out_of_pocket;
			ensure!(whole, "a coverage counts less than its claims");
			ensure!(counted.deductible <= counted.out_of_pocket, "a deductible is not out of pocket");
			for ((year, category), used) in &standing.used {
				if *year == counted.year {
					ensure!(enough(&counted.used, *category, *used), "a coverage counts less use than its claims");
				}
			}
		}
		Ok(())
	}

	fn try_renderers(sums: &Sums) -> Result<(), TryRuntimeError> {
		for (holder, known) in Renderers::<T>::iter() {
			ensure!(known != Renderer::default(), "nothing is known of somebody");
			let affiliations = known.affiliations.windows(2).all(|pair| match pair {
				[one, other] => one < other,
				_ => false,
			});
			let days = known.days.windows(2).all(|pair| match pair {
				[one, other] => one.0 < other.0,
				_ => false,
			});
			ensure!(affiliations && days, "what is known of a renderer is not in order");
			for (day, services) in &known.days {
				let standing = sums.services.get(&(holder, *day)).copied().unwrap_or(0);
				// Closed claims stay counted.
				ensure!(*services > 0, "a day without services is kept");
				ensure!(
					known.days.is_full() || u64::from(*services) >= standing,
					"a renderer's services are miscounted"
				);
			}
		}
		Ok(())
	}
}
