//! Submitting a claim: what it says is checked, what is known of it is looked up, and it is adjudicated and paid, or
//! held for a person.

use crate::{
	adjudication::{adjudicate, benefit, most, pends, Allowed, Context, Count, Facts, DAY},
	authorizations::{hour_of, Loaded},
	coverage::Counters,
	pallet::*,
	renderers::day_of,
	types::*,
	x12::codes,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{ensure, traits::Get, BoundedVec};
use salus_primitives::{
	codes::CodeKind, Codes, Holder, OrganizationId, Organizations, Role, Seconds, TrailHead, TrailKind, UnitStatus,
};
use sp_core::H256;
use sp_io::hashing::blake2_128;
use sp_runtime::{DispatchError, DispatchResult};

/// The longest that one service lasts: a stay of a leap year.
const LONGEST_SERVICE: Seconds = 366 * DAY;

/// A claim while a call works on it, with all that it touches.
pub(crate) struct Draft<T: Config> {
	pub claim: ClaimOf<T>,
	pub coverage: CoverageOf<T>,
	pub terms: Option<PlanTerms>,
	/// Counters of the benefit year; there are none without terms.
	pub counters: Option<Counters>,
	pub contract: Contract,
	pub authorizations: Vec<Loaded<T>>,
	renderers: Vec<(Holder, Renderer)>,
	served: Vec<(u32, BoundedVec<Fingerprint, MaxServed>)>,
	marks: Vec<H256>,
	/// Who is said to have rendered too much, on which day, and how much.
	volume: Option<(Holder, u32, u32)>,
}

/// What adjudication must know of a line.
pub(crate) fn facts(line: &KeptLine, authorized: Option<u32>, allowed: Option<Money>) -> Facts {
	Facts {
		category: line.category,
		charge: line.charge,
		units: line.units,
		from: line.from,
		to: line.to,
		allowed: line.fee.map(|(amount, _)| Allowed::PerUnit(amount)).or(allowed.map(Allowed::InAll)),
		max_units: line.fee.map_or(0, |(_, most)| most),
		authorized,
		finding: line.finding,
		prior: line.prior,
	}
}

/// Fingerprint of a line under its coverage and day.
pub(crate) fn fingerprint(line: &KeptLine, provider: OrganizationId) -> Fingerprint {
	let renderer = renderer_of(line, provider);
	blake2_128(&(line.key, renderer, line.units, day_of(line.from), day_of(line.to)).encode())
}

/// Who renders a line.
pub(crate) fn renderer_of(line: &KeptLine, provider: OrganizationId) -> Holder {
	line.rendering.map_or(Holder::Organization(provider), Holder::Subject)
}

/// How a claim stands with these lines.
pub(crate) fn state_of(lines: &[KeptLine]) -> ClaimState {
	let charged = lines.iter().filter(|line| line.charge > 0);
	let results = charged.filter_map(|line| line.result.as_ref());
	let usual = |a: &Adjustment| {
		[
			codes::DEDUCTIBLE,
			codes::COINSURANCE,
			codes::COPAYMENT,
			codes::FEE_SCHEDULE,
			codes::PRIOR_PAYER,
			codes::SEQUESTRATION,
		]
		.contains(&a.reason)
	};
	if results.clone().all(|result| result.allowed == 0 && result.paid == 0) {
		ClaimState::Denied
	} else if results.clone().all(|result| result.adjustments.iter().all(usual)) {
		ClaimState::Complete
	} else {
		ClaimState::Partial
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn claim_kept(id: ClaimId) -> Result<ClaimOf<T>, Error<T>> {
		Claims::<T>::get(id).ok_or(Error::<T>::ClaimNotFound)
	}

	/// Write an entry into a claim's history. The caller puts the claim back.
	pub(crate) fn record_claim(id: ClaimId, claim: &mut ClaimOf<T>, entry: ClaimEntryOf<T>) -> DispatchResult {
		let head = claim.trail.append(Self::block(), &entry).ok_or(Error::<T>::TrailFull)?;
		Self::deposit_event(Event::ClaimRecorded { claim: id, head, entry });
		Ok(())
	}

	/// Head of a claim's history, as long as the claim is not closed.
	pub fn claim_trail(id: ClaimId) -> Option<TrailHead> {
		Claims::<T>::get(id).map(|claim| claim.trail)
	}

	/// What the rules see of a claim as a whole.
	pub(crate) fn context<'a>(
		claim: &ClaimOf<T>,
		coverage: &CoverageOf<T>,
		terms: Option<&'a PlanTerms>,
		counters: Option<&Counters>,
	) -> Context<'a> {
		Context {
			terms,
			coverage: coverage.period,
			family: terms.is_some_and(Self::has_family_ceilings),
			tier: claim.tier,
			flags: claim.flags,
			submitted: claim.submitted,
			year_closed: counters.is_some_and(|counters| counters.closed),
		}
	}

	/// The provider's tier for services at this moment.
	pub(crate) fn tier_at(contract: &Contract, at: Seconds) -> Tier {
		contract.network.filter(|network| network.period.contains(&at)).map_or(Tier::OutOfNetwork, |n| n.tier)
	}

	pub(crate) fn do_submit(provider: OrganizationId, submission: Submission) -> DispatchResult {
		let id = NextClaim::<T>::get();
		NextClaim::<T>::put(id.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?);
		if let Some(replaced) = submission.replaces {
			Self::replace(replaced, id, provider, submission.coverage)?;
		}
		let prior = submission.prior.as_ref().and_then(|prior| match prior {
			Prior::Claim(prior) => Some(*prior),
			Prior::Remittance { .. } => None,
		});
		let coverage = submission.coverage;
		let mut draft = Self::draft(id, provider, submission)?;
		Self::look(&mut draft)?;
		Self::settle(id, &mut draft)?;

		if let Some((renderer, day, services)) = draft.volume {
			Self::deposit_event(Event::VolumeAlert { renderer, day, services });
		}
		if draft.contract.claims == T::VelocityThreshold::get() {
			let (payer, claims) = (draft.claim.payer, draft.contract.claims);
			Self::deposit_event(Event::VelocityAlert { provider, payer, claims });
		}
		if let Some(prior) = prior {
			Claims::<T>::mutate(prior, |kept| {
				if let Some(kept) = kept {
					kept.next = Some(id);
				}
			});
		}
		let Draft {
			claim, coverage: mut covered, counters, contract, authorizations, renderers, served, marks, ..
		} = draft;
		covered.open = covered.open.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		if let Some(counters) = counters {
			Self::put_counters(&mut covered, counters);
		}
		Self::record_coverage(coverage, &mut covered, CoverageEntry::Claimed(id))?;
		Coverages::<T>::insert(coverage, covered);
		Contracts::<T>::insert(claim.payer, provider, contract);
		for (id, authorization) in authorizations {
			Authorizations::<T>::insert(id, authorization);
		}
		for (holder, known) in renderers {
			if known != Renderer::default() {
				Renderers::<T>::insert(holder, known);
			}
		}
		for (day, fingerprints) in served {
			if !fingerprints.is_empty() {
				Served::<T>::insert(coverage, day, fingerprints);
			}
		}
		if claim.state == ClaimState::Pended {
			for mark in marks {
				Self::mark(mark, id, true);
			}
		} else {
			Self::put_marks(id, &claim);
		}
		Claims::<T>::insert(id, claim);
		Ok(())
	}

	/// Check what a claim says and look up what is known of it. Nothing is written.
	pub(crate) fn draft(
		id: ClaimId,
		provider: OrganizationId,
		submission: Submission,
	) -> Result<Draft<T>, DispatchError> {
		let Submission { coverage: coverage_id, document, flags, total, lines, prior, replaces } = submission;
		ensure!(
			[Role::Provider, Role::Dispenser, Role::Laboratory]
				.into_iter()
				.any(|role| T::Organizations::has_role(provider, role)),
			Error::<T>::RoleMissing
		);
		let coverage = Self::coverage(coverage_id)?;
		let payer = coverage.payer;
		ensure!(payer != provider, Error::<T>::PayerIsProvider);
		ensure!(T::Organizations::has_role(payer, Role::Payer), Error::<T>::PayerNotActive);
		let now = Self::now();
		Self::check_lines(&lines, total, now)?;
		let first = lines.first().map(|line| line.from).unwrap_or_default();

		let plan = Self::plan(coverage.plan)?;
		let version = Self::version_at(&plan.versions, first);
		ensure!(
			lines.iter().all(|line| Self::version_at(&plan.versions, line.from) == version),
			Error::<T>::LinesSpanVersions
		);
		let terms = version.and_then(|version| Terms::<T>::get(coverage.plan, version));
		let counters = terms.as_ref().map(|terms| Self::counters(coverage_id, &coverage, terms));
		let mut contract = Contracts::<T>::get(payer, provider);
		let hour = hour_of(now);
		contract.claims = if contract.hour == hour { contract.claims.saturating_add(1) } else { 1 };
		contract.hour = hour;
		let tier = Self::tier_at(&contract, first);

		let schedule = match &terms {
			Some(terms) => Schedules::<T>::get(terms.schedule),
			None => None,
		};
		let (prior_claim, prior_lines) = Self::prior_lines(&coverage, plan.currency, provider, prior.as_ref(), &lines)?;
		let mut draft = Draft::<T> {
			claim: Claim {
				provider,
				payer,
				coverage: coverage_id,
				plan: coverage.plan,
				version,
				currency: plan.currency,
				tier,
				flags,
				document,
				state: ClaimState::Pended,
				pended: None,
				submitted: now,
				decided: now,
				charge: total,
				paid: 0,
				held: 0,
				patient: 0,
				patient_payments: Default::default(),
				prior: prior_claim,
				next: None,
				replaces,
				appeal: None,
				decided_by: None,
				lines: Default::default(),
				trail: TrailHead::new(TrailKind::Claim, &id.encode()),
			},
			coverage,
			terms,
			counters,
			contract,
			authorizations: Vec::new(),
			renderers: Vec::new(),
			served: Vec::new(),
			marks: Vec::new(),
			volume: None,
		};
		let prior_claim = prior_claim.and_then(Claims::<T>::get);
		for (place, line) in lines.into_iter().enumerate() {
			let fee = match &line.service {
				Service::Listed(fee) => {
					// Without terms there is nothing to prove it against, and the line is denied.
					if let (Some(_), schedule) = (&draft.terms, &schedule) {
						let root = schedule.as_ref().ok_or(Error::<T>::ScheduleNotFound)?.root;
						root.verify(fee.index, &fee.leaf.encode(), &fee.proof)
							.map_err(|_| Error::<T>::FeeProofInvalid)?;
						ensure!(
							fee.leaf.tier == tier && fee.leaf.period.contains(&line.from),
							Error::<T>::FeeNotApplicable
						);
					}
					Some((fee.leaf.allowed, fee.leaf.max_units))
				},
				Service::Unlisted { category, .. } => {
					ensure!(draft.terms.as_ref().is_none_or(|terms| terms.unlisted), Error::<T>::UnlistedNotAllowed);
					ensure!(T::Codes::is_active(*category, CodeKind::ServiceCategory), Error::<T>::CategoryUnknown);
					None
				},
			};
			let mut kept = KeptLine {
				category: line.service.category(),
				key: line.service.key(),
				charge: line.charge,
				units: line.units,
				from: line.from,
				to: line.to,
				fee,
				rendering: line.rendering,
				authorization: None,
				dispense: line.dispense.as_ref().map(|dispense| dispense.tag),
				prior: prior_lines.get(place).copied(),
				finding: None,
				result: None,
			};
			let with_prior =
				prior_claim.as_ref().and_then(|claim| Some((claim.lines.get(place)?, claim.prior.is_some())));
			kept.finding = Self::finding(&mut draft, &kept, line.dispense.as_ref(), with_prior)?;
			kept.authorization = line.authorization.and_then(|authorization| {
				let loaded = Self::load_authorization(&mut draft.authorizations, authorization)?;
				let (place, _) = Self::cite(loaded, provider, coverage_id, kept.category, kept.key, kept.from)?;
				loaded.cited = loaded.cited.saturating_add(1);
				Some(Citation { authorization, line: place, units: 0 })
			});
			draft.claim.lines.try_push(kept).map_err(|_| Error::<T>::LinesUnfit)?;
		}
		Ok(draft)
	}

	/// Mark a supply as this claim's, or as nobody's; the mark of another claim stays.
	fn mark(tag: H256, id: ClaimId, paid: bool) {
		Claimed::<T>::mutate_exists(tag, |kept| match kept {
			None if paid => *kept = Some(id),
			Some(owner) if *owner == id && !paid => *kept = None,
			_ => {},
		});
	}

	/// Mark the supplies that a claim pays for. One that it does not pay for is anybody's to claim.
	pub(crate) fn put_marks(id: ClaimId, claim: &ClaimOf<T>) {
		for tag in claim.lines.iter().filter_map(|line| line.dispense) {
			let paid = claim
				.lines
				.iter()
				.any(|line| line.dispense == Some(tag) && line.result.as_ref().is_some_and(|result| result.paid > 0));
			Self::mark(tag, id, paid);
		}
	}

	fn check_lines(lines: &[Line], total: Money, now: Seconds) -> DispatchResult {
		ensure!(!lines.is_empty() && lines.iter().all(|line| line.units > 0), Error::<T>::LinesUnfit);
		let sum = lines.iter().try_fold(0, |sum: Money, line| sum.checked_add(line.charge));
		ensure!(sum == Some(total), Error::<T>::TotalMismatch);
		ensure!(total > 0, Error::<T>::NothingCharged);
		// Documents give days, so a service of today may end with the day.
		let in_time = |line: &Line| {
			line.from <= line.to
				&& line.to.saturating_sub(line.from) <= LONGEST_SERVICE
				&& line.from <= now
				&& day_of(line.to) <= day_of(now)
		};
		ensure!(lines.iter().all(in_time), Error::<T>::ServicePeriodUnfit);
		Ok(())
	}

	/// What payers before this one did, line by line, and their newest claim where it is on this chain.
	fn prior_lines(
		coverage: &CoverageOf<T>,
		currency: CurrencyId,
		provider: OrganizationId,
		prior: Option<&Prior>,
		lines: &[Line],
	) -> Result<(Option<ClaimId>, Vec<PriorLine>), DispatchError> {
		let Some(prior) = prior else {
			ensure!(coverage.order == 1, Error::<T>::PriorMissing);
			return Ok((None, Vec::new()));
		};
		ensure!(coverage.order > 1, Error::<T>::PriorUnfit);
		match prior {
			Prior::Claim(id) => {
				let claim = Claims::<T>::get(id).ok_or(Error::<T>::PriorUnfit)?;
				let same = |(kept, line): (&KeptLine, &Line)| {
					(kept.charge, kept.units, kept.from, kept.to) == (line.charge, line.units, line.from, line.to)
				};
				let open = claim.appeal.as_ref().is_some_and(|appeal| !appeal.decided);
				ensure!(
					claim.state.is_adjudicated()
						&& claim.payer != coverage.payer
						&& claim.provider == provider
						&& claim.currency == currency
						&& claim.next.is_none()
						&& !open && claim.lines.len() == lines.len()
						&& claim.lines.iter().zip(lines).all(same),
					Error::<T>::PriorUnfit
				);
				let done = claim.lines.iter().map(|kept| {
					let before = kept.prior.map_or(0, |prior| prior.paid);
					kept.result.as_ref().map_or_else(PriorLine::default, |result| PriorLine {
						paid: before.saturating_add(result.paid),
						patient: result.sum(crate::x12::Group::PR),
					})
				});
				Ok((Some(*id), done.collect()))
			},
			Prior::Remittance { lines: told, .. } => {
				let within = |(told, line): (&PriorLine, &Line)| {
					told.paid.checked_add(told.patient).is_some_and(|sum| sum <= line.charge)
				};
				ensure!(told.len() == lines.len() && told.iter().zip(lines).all(within), Error::<T>::PriorUnfit);
				Ok((None, told.to_vec()))
			},
		}
	}

	/// What speaks against a line whatever the plan says, and what it leaves behind so that it speaks against others.
	fn finding(
		draft: &mut Draft<T>,
		line: &KeptLine,
		dispense: Option<&DispenseRef>,
		prior: Option<(&KeptLine, bool)>,
	) -> Result<Option<Finding>, DispatchError> {
		let provider = draft.claim.provider;
		let day = day_of(line.from);
		if !draft.served.iter().any(|(other, _)| *other == day) {
			draft.served.push((day, Served::<T>::get(draft.claim.coverage, day)));
		}
		let print = fingerprint(line, provider);
		if let Some((_, served)) = draft.served.iter_mut().find(|(other, _)| *other == day) {
			if served.contains(&print) {
				return Ok(Some(Finding::Duplicate));
			}
			served.try_push(print).map_err(|_| Error::<T>::TooManyServices)?;
		}

		let holder = renderer_of(line, provider);
		// Whoever is paid must not be excluded either, whoever rendered the service.
		let billing = Holder::Organization(provider);
		for holder in [holder, billing] {
			if !draft.renderers.iter().any(|(other, _)| *other == holder) {
				draft.renderers.push((holder, Renderers::<T>::get(holder)));
			}
		}
		let excluded = |known: &Renderer| Self::is_excluded(known, line.from, line.to);
		let barred = draft.renderers.iter().any(|(other, known)| *other == billing && excluded(known));
		let licence =
			draft.terms.as_ref().and_then(|terms| benefit(terms, line.category)).and_then(|b| b.licence.as_ref());
		let mut found = None;
		if let Some((_, known)) = draft.renderers.iter_mut().find(|(other, _)| *other == holder) {
			found = Self::finding_about_renderer(
				known,
				holder,
				provider,
				licence,
				line.from,
				line.to,
				draft.claim.submitted,
			);
			if barred {
				found = Some(Finding::Excluded);
			}
			if matches!(holder, Holder::Subject(_)) {
				let services = Self::count_service(known, day);
				if Self::is_impossible(services) {
					draft.volume = Some((holder, day, services));
				}
			}
		}

		let Some(dispense) = dispense.filter(|_| found.is_none()) else { return Ok(found) };
		let known = T::Units::dispense(&dispense.unit, dispense.n);
		let sound = known.is_some_and(|known| {
			known.by == provider && known.tag == dispense.tag && known.quantity >= line.units && day <= day_of(known.at)
		});
		if !sound {
			return Ok(Some(Finding::DispenseUnknown));
		}
		let marked = Claimed::<T>::contains_key(dispense.tag);
		// A payer before this one paid its part for the same supply: the mark is that claim's.
		let relies = prior.is_some_and(|(prior, chained)| {
			let paid = prior.result.as_ref().is_some_and(|result| result.paid > 0);
			let paid_before = chained && prior.prior.is_some_and(|before| before.paid > 0);
			prior.dispense == Some(dispense.tag) && prior.finding.is_none() && (paid || paid_before)
		});
		if draft.marks.contains(&dispense.tag) || (marked && !relies) {
			return Ok(Some(Finding::DispensePaid));
		}
		draft.marks.push(dispense.tag);
		Ok(None)
	}

	/// Adjudicate a claim, unless a person must look.
	pub(crate) fn look(draft: &mut Draft<T>) -> DispatchResult {
		let context = Self::context(&draft.claim, &draft.coverage, draft.terms.as_ref(), draft.counters.as_ref());
		let mut pended = None;
		let mut held: Money = 0;
		for line in &draft.claim.lines {
			let left = Self::authorized(&draft.authorizations, line);
			let facts = facts(line, left, None);
			pended = pended.or(pends(&context, &facts));
			held = held.checked_add(most(&context, &facts)).ok_or(Error::<T>::TotalMismatch)?;
		}
		let above = draft.terms.as_ref().and_then(|terms| terms.review_above);
		if held > 0 {
			pended = pended
				.or(above.filter(|above| draft.claim.charge > *above).map(|_| PendReason::Amount))
				.or(draft.volume.map(|_| PendReason::Volume));
		}
		draft.claim.pended = pended;
		if pended.is_some() {
			draft.claim.held = held;
			// Units are kept for it, so that what it may be paid is not used up meanwhile.
			for line in draft.claim.lines.iter_mut() {
				let left = Self::authorized(&draft.authorizations, line).unwrap_or(0);
				Self::take_units(&mut draft.authorizations, line, left.min(line.units));
			}
			return Ok(());
		}
		let mut lines = core::mem::take(&mut draft.claim.lines);
		for line in lines.iter_mut() {
			let left = Self::authorized(&draft.authorizations, line);
			let running = draft.counters.as_ref().map(|counters| counters.running.clone()).unwrap_or_default();
			let result = adjudicate(&context, &facts(line, left, None), &running);
			Self::take_units(&mut draft.authorizations, line, result.units.min(left.unwrap_or(0)));
			if let (Some(terms), Some(counters)) = (&draft.terms, &mut draft.counters) {
				counters.running.add(terms, line.category, &Count::of(&result));
			}
			line.result = Some(result);
		}
		draft.claim.lines = lines;
		Self::sum_up(&mut draft.claim);
		Ok(())
	}

	/// Units that the authorisation which a line cites has left for it, with those it has taken.
	pub(crate) fn authorized(loaded: &[Loaded<T>], line: &KeptLine) -> Option<u32> {
		let citation = line.authorization?;
		let (_, kept) = loaded.iter().find(|(id, _)| *id == citation.authorization)?;
		let of = kept.lines.get(usize::from(citation.line))?;
		Some(of.granted?.units.saturating_sub(of.used).saturating_add(citation.units))
	}

	/// Let a line have so many units of the authorisation it cites.
	pub(crate) fn take_units(loaded: &mut [Loaded<T>], line: &mut KeptLine, units: u32) {
		let Some(citation) = &mut line.authorization else { return };
		if let Some((_, kept)) = loaded.iter_mut().find(|(id, _)| *id == citation.authorization) {
			let before = citation.units;
			Self::change_used(kept, citation.line, |used| used.saturating_sub(before).saturating_add(units));
		}
		citation.units = units;
	}

	/// Totals and state of a claim from its lines.
	pub(crate) fn sum_up(claim: &mut ClaimOf<T>) {
		let results = claim.lines.iter().filter_map(|line| line.result.as_ref());
		// Each is at most the line's charge, and those were summed up without overflow.
		let (paid, patient) = results.fold((0, 0), |(paid, patient): (Money, Money), result| {
			(paid.saturating_add(result.paid), patient.saturating_add(result.sum(crate::x12::Group::PR)))
		});
		claim.paid = paid;
		claim.patient = patient;
		claim.state = state_of(&claim.lines);
	}

	/// Hold or pay, and begin the history.
	fn settle(id: ClaimId, draft: &mut Draft<T>) -> DispatchResult {
		let Draft { claim, contract, .. } = draft;
		let entry = ClaimEntry::Submitted {
			provider: claim.provider,
			coverage: claim.coverage,
			charge: claim.charge,
			pended: claim.pended,
		};
		Self::record_claim(id, claim, entry)?;
		if claim.state == ClaimState::Pended {
			return Self::hold(claim.payer, claim.currency, claim.held);
		}
		let offset = Self::pay(claim.payer, claim.provider, claim.currency, claim.paid, 0, contract)?;
		Self::record_adjudication(id, claim, None, offset)
	}

	/// Write an adjudication into a claim's history.
	pub(crate) fn record_adjudication(
		id: ClaimId,
		claim: &mut ClaimOf<T>,
		by: Option<T::AccountId>,
		offset: Money,
	) -> DispatchResult {
		let lines = claim.lines.iter().filter_map(|line| line.result.clone()).collect();
		let entry = ClaimEntry::Adjudicated {
			by,
			state: claim.state,
			paid: claim.paid,
			patient: claim.patient,
			lines: BoundedVec::truncate_from(lines),
			offset,
		};
		Self::record_claim(id, claim, entry)
	}
}
