//! Costs of the calls and of the hook, each at its worst: every line on another day, by another person whose days are
//! full, licensed, authorised by an authorisation of its own, for a supply of its own, priced by the longest proof,
//! under a plan with as many benefits and counters as there may be, after another payer, and set against a debt.

use super::*;
use alloc::vec::Vec;
use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{fungibles::Mutate, Consideration, Footprint, Get},
	weights::WeightMeter,
	BoundedVec,
};
use frame_system::RawOrigin;
use salus_primitives::{
	anchor::{leaf_hash, Proof, Root, MAX_LEAVES, MAX_PROOF},
	codes::CodeKind,
	CodeId, Codes, Commitment, CredentialCheck, Holder, OrganizationId, Organizations, Period, Role, Roles, Seconds,
	SubjectId, Subjects, UnitStatus,
};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::Permill;

/// The US dollar, which the runtime's genesis has.
const CURRENCY: CurrencyId = 840;
const DAY: Seconds = 86_400;
/// 15 January 2027.
const NOW: Seconds = 1_800_000_000;
const YEAR: u16 = 2027;
/// What each line charges.
const CHARGE: Money = 20_000;
const RICHES: u128 = 1_000_000_000_000;

/// Set the clock, which is the runtime's `Timestamp`: benchmarks know no pallet but their own.
fn set_time(seconds: Seconds) {
	let key = frame_support::storage::storage_prefix(b"Timestamp", b"Now");
	frame_support::storage::unhashed::put(&key, &seconds.saturating_mul(1_000));
}

/// A member with this role, its staff, and money for deposits and in dollars.
fn member<T: Config>(n: u32, roles: &[Role]) -> Result<(T::AccountId, OrganizationId), BenchmarkError> {
	let staff: T::AccountId = account("staff", n, 0);
	let organization = T::Organizations::benchmark_member(&staff, Roles::of(roles));
	for _ in 0..3 {
		T::Consideration::ensure_successful(&staff, Footprint { count: 64, size: 65_536 });
	}
	let own = T::Organizations::account(organization).ok_or("no account")?;
	T::Assets::mint_into(CURRENCY, &own, RICHES)?;
	Ok((staff, organization))
}

fn payer<T: Config>(n: u32) -> Result<(T::AccountId, OrganizationId), BenchmarkError> {
	let (staff, payer) = member::<T>(n, &[Role::Payer])?;
	T::Assets::mint_into(CURRENCY, &Pallet::<T>::reserve_account(payer, CURRENCY), RICHES)?;
	Ok((staff, payer))
}

fn provider<T: Config>() -> Result<(T::AccountId, OrganizationId), BenchmarkError> {
	member::<T>(100, &[Role::Provider, Role::Dispenser])
}

fn deposit<T: Config>(who: &T::AccountId) -> Result<DepositOf<T>, BenchmarkError> {
	Ok((who.clone(), T::Consideration::new(who, Footprint::from_mel::<AuthorizationOf<T>>())?))
}

/// So many categories, ascending.
fn categories<T: Config>(number: u16) -> Vec<CodeId> {
	let mut all = (0..number).map(|n| T::Codes::benchmark_code(CodeKind::ServiceCategory, n)).collect::<Vec<_>>();
	all.sort();
	all.dedup();
	all
}

/// A price with the longest proof that there is, and the root above it.
fn price(category: CodeId) -> Result<(Fee, Root), BenchmarkError> {
	let leaf = FeeLeaf {
		key: H256::repeat_byte(7),
		category,
		tier: Tier::InNetwork,
		allowed: CHARGE / 2,
		max_units: u32::MAX,
		period: Period { start: Some(0), end: Some(Seconds::MAX) },
	};
	let mut hash = leaf_hash(0, &leaf.encode()).ok_or("a leaf of lawful length")?;
	let proof = (0..MAX_PROOF).map(|n| H256::repeat_byte(u8::try_from(n).unwrap_or(u8::MAX))).collect::<Vec<_>>();
	for sibling in &proof {
		hash = H256(blake2_256(&[hash.0, sibling.0].concat()));
	}
	let fee = Fee { leaf, index: 0, proof: Proof::truncate_from(proof) };
	Ok((fee, Root { hash, count: MAX_LEAVES }))
}

fn rich_benefit(category: CodeId, limited: bool, licence: Option<Licence>, authorization: bool) -> Benefit {
	let in_network = CostShare { copay: 1, deductible: true, coinsurance: Permill::from_percent(50) };
	let limit = Limit { kind: LimitKind::Units(u32::MAX), period: LimitPeriod::Year };
	Benefit {
		category,
		covered: true,
		preferred: Some(in_network),
		in_network,
		out_of_network: Some(in_network),
		authorization,
		waiting_days: 0,
		limit: limited.then_some(limit),
		licence,
		requires: Flags::NONE,
		emergency: Flags::EMERGENCY,
		free: Flags::PREVENTIVE,
		review: false,
	}
}

/// The largest terms: the last category is the one that is claimed.
fn terms(schedule: ScheduleId, all: &[CodeId], licence: Option<Licence>, authorization: bool) -> PlanTerms {
	let last = all.len().saturating_sub(1);
	let limited_from = all.len().saturating_sub(16);
	let benefits = all.iter().enumerate().map(|(place, category)| {
		let licence = licence.filter(|_| place == last);
		rich_benefit(*category, place >= limited_from, licence, authorization && place == last)
	});
	PlanTerms {
		period: Period { start: Some(NOW.saturating_sub(400 * DAY)), end: Some(NOW.saturating_add(4_000 * DAY)) },
		year: YEAR,
		schedule,
		benefits: BoundedVec::truncate_from(benefits.collect()),
		ceilings: Ceilings {
			deductible: 10,
			family_deductible: Some(Money::MAX),
			out_of_pocket: Some(Money::MAX),
			family_out_of_pocket: Some(Money::MAX),
			lifetime: Some(Money::MAX),
		},
		filing_days: u16::MAX,
		review_above: None,
		unlisted: true,
		sequestration: Permill::from_percent(2),
	}
}

/// A plan whose last version has these terms, with as many versions before it as there may be.
fn plan<T: Config>(staff: &T::AccountId, payer: OrganizationId, terms: PlanTerms) -> Result<PlanId, BenchmarkError> {
	let id = NextPlan::<T>::get();
	let before = NOW.saturating_sub(2_000 * DAY);
	for n in 0..15u64 {
		let start = before.saturating_add(n);
		let older = PlanTerms {
			period: Period { start: Some(start), end: Some(start) },
			year: YEAR.saturating_sub(1),
			..terms.clone()
		};
		if n == 0 {
			Pallet::<T>::do_register_plan(staff, payer, CURRENCY, older)?;
		} else {
			Pallet::<T>::do_publish_version(staff, id, older)?;
		}
	}
	Pallet::<T>::do_publish_version(staff, id, terms)?;
	Ok(id)
}

fn enrolment<T: Config>(plan: PlanId, subscriber: Option<CoverageId>, order: u8) -> Enrolment<T::AccountId> {
	Enrolment {
		plan,
		member: Some(account("member", 0, 0)),
		subscriber,
		relationship: if subscriber.is_some() { Relationship::Child } else { Relationship::Myself },
		period: Period { start: Some(0), end: Some(Seconds::MAX) },
		order,
	}
}

/// A coverage with full counters, of somebody in a family with full counters.
fn coverage<T: Config>(
	staff: &T::AccountId,
	plan: PlanId,
	all: &[CodeId],
	order: u8,
) -> Result<CoverageId, BenchmarkError> {
	let subscriber = NextCoverage::<T>::get();
	Pallet::<T>::do_enrol(staff, enrolment::<T>(plan, None, order))?;
	let id = NextCoverage::<T>::get();
	Pallet::<T>::do_enrol(staff, enrolment::<T>(plan, Some(subscriber), order))?;
	let limited = all.iter().rev().take(16).rev();
	let used = limited.map(|category| Usage { category: *category, units: 1, paid: 1 }).collect::<Vec<_>>();
	let used = BoundedVec::truncate_from(used);
	let years = [YEAR.saturating_sub(1), YEAR].map(|year| Accumulator {
		year,
		deductible: 1,
		out_of_pocket: 1,
		used: used.clone(),
	});
	Coverages::<T>::mutate(id, |kept| {
		if let Some(kept) = kept {
			kept.years = BoundedVec::truncate_from(years.to_vec());
			kept.lifetime = used.clone();
			kept.lifetime_paid = 1;
		}
	});
	let family = [YEAR.saturating_sub(1), YEAR].map(|year| FamilyAccumulator { year, deductible: 1, out_of_pocket: 1 });
	Families::<T>::insert(subscriber, BoundedVec::truncate_from(family.to_vec()));
	Ok(id)
}

/// The last second of the n-th day before now.
fn day(n: u32) -> Seconds {
	NOW.saturating_sub(Seconds::from(n).saturating_mul(DAY)).saturating_sub(DAY)
}

fn line(fee: &Fee, n: u32) -> Line {
	Line {
		service: Service::Listed(fee.clone()),
		charge: CHARGE,
		units: 1,
		from: day(n),
		to: day(n),
		rendering: None,
		authorization: None,
		dispense: None,
	}
}

/// A claim to a payer with the largest plan, at its worst.
struct Scene<T: Config> {
	staff: T::AccountId,
	payer: OrganizationId,
	biller: T::AccountId,
	provider: OrganizationId,
	submission: Submission,
}

/// `number` lines; a person looks where `review`.
fn scene<T: Config>(number: u32, review: bool) -> Result<Scene<T>, BenchmarkError> {
	set_time(NOW);
	let (biller, provider) = provider::<T>()?;
	let all = categories::<T>(64);
	let category = *all.last().ok_or("there are categories")?;
	let (fee, root) = price(category)?;
	let number_of = usize::try_from(number).map_err(|_| "a small number")?;

	// The payer before this one paid half of every line.
	let (first_staff, first) = payer::<T>(1)?;
	let network = Some(Network { tier: Tier::InNetwork, period: Period { start: Some(0), end: Some(Seconds::MAX) } });
	let prior_schedule = NextSchedule::<T>::get();
	Pallet::<T>::do_register_schedule(&first_staff, first, root)?;
	let prior_plan = plan::<T>(&first_staff, first, terms(prior_schedule, &all, None, false))?;
	let prior_coverage = coverage::<T>(&first_staff, prior_plan, &all, 1)?;
	Pallet::<T>::do_set_contract(first, provider, network)?;
	let lines = (0..number).map(|n| line(&fee, n)).collect::<Vec<_>>();
	let prior = NextClaim::<T>::get();
	Pallet::<T>::do_submit(provider, submission(prior_coverage, lines, None))?;

	// This one.
	let (staff, payer) = payer::<T>(2)?;
	let schedule = NextSchedule::<T>::get();
	Pallet::<T>::do_register_schedule(&staff, payer, root)?;
	let scope = T::Codes::benchmark_code(CodeKind::Scope, 0);
	let renderers = (0..number).map(|n| SubjectId::from(blake2_256(&n.encode()))).collect::<Vec<_>>();
	let mut schema = 0;
	for renderer in &renderers {
		schema = T::Credentials::benchmark_held(Holder::Subject(*renderer), Some(scope));
	}
	let licence = Some(Licence { schema, scope: Some(scope) });
	let mut terms = terms(schedule, &all, licence, true);
	terms.review_above = review.then_some(0);
	let plan = plan::<T>(&staff, payer, terms)?;
	let coverage = coverage::<T>(&staff, plan, &all, 2)?;
	Pallet::<T>::do_set_contract(payer, provider, network)?;
	Contracts::<T>::mutate(payer, provider, |contract| contract.owed = Some((CURRENCY, 1)));
	let ticket = deposit::<T>(&biller)?;
	let mut lines = Vec::with_capacity(number_of);
	for (n, renderer) in (0u32..).zip(renderers) {
		let first_day = u32::try_from(day(0) / DAY).map_err(|_| "a day")?.saturating_sub(n);
		let mut affiliations = (0..15).map(|n| provider.saturating_add(1_000).saturating_add(n)).collect::<Vec<_>>();
		affiliations.insert(0, provider);
		let days = (0..32u32).map(|n| (first_day.saturating_sub(100).saturating_add(n), 1)).collect();
		let known = Renderer {
			affiliations: BoundedVec::truncate_from(affiliations),
			excluded: Some(Period { start: Some(0), end: Some(0) }),
			days: BoundedVec::truncate_from(days),
		};
		Renderers::<T>::insert(Holder::Subject(renderer), known);
		let prints = (0..63u32).map(|n| sp_io::hashing::blake2_128(&n.encode())).collect();
		Served::<T>::insert(coverage, first_day, BoundedVec::truncate_from(prints));
		let (unit, record) = T::Units::benchmark_dispensed(provider, 1, n).ok_or("no supply")?;
		lines.push(Line {
			rendering: Some(renderer),
			authorization: Some(authorization::<T>(provider, payer, coverage, category, ticket.clone())),
			dispense: Some(DispenseRef { unit, n: 0, tag: record.tag }),
			..line(&fee, n)
		});
	}
	let submission = submission(coverage, lines, Some(Prior::Claim(prior)));
	Ok(Scene { staff, payer, biller, provider, submission })
}

fn submission(coverage: CoverageId, lines: Vec<Line>, prior: Option<Prior>) -> Submission {
	Submission {
		coverage,
		document: Commitment::default(),
		flags: Flags::NONE,
		total: lines.iter().fold(0, |sum, line| sum.saturating_add(line.charge)),
		lines: BoundedVec::truncate_from(lines),
		prior,
		replaces: None,
	}
}

/// An authorisation of which the last line is the one that fits.
fn authorization<T: Config>(
	provider: OrganizationId,
	payer: OrganizationId,
	coverage: CoverageId,
	category: CodeId,
	ticket: DepositOf<T>,
) -> AuthorizationId {
	let id = NextAuthorization::<T>::get();
	NextAuthorization::<T>::put(id.saturating_add(1));
	let line = |n: u16| {
		let requested = AuthorizationRequestLine {
			category: if n == 9 { category } else { 0 },
			service: Some(H256::repeat_byte(7)),
			units: 10,
		};
		AuthorizationLine { requested, granted: Some(requested), used: 0 }
	};
	let kept = Authorization {
		provider,
		payer,
		coverage,
		state: AuthorizationState::Approved,
		expedited: false,
		due: NOW,
		overdue: false,
		documents: Commitment::default(),
		period: Period { start: Some(0), end: Some(Seconds::MAX) },
		lines: BoundedVec::truncate_from((0..10).map(line).collect()),
		reason: None,
		decided_by: Some(account("member", 0, 0)),
		cited: 0,
		ticket,
	};
	Authorizations::<T>::insert(id, kept);
	id
}

/// A claim of so many lines that stands.
fn submitted<T: Config>(number: u32, review: bool) -> Result<(Scene<T>, ClaimId), BenchmarkError> {
	let scene = scene::<T>(number, review)?;
	let claim = NextClaim::<T>::get();
	Pallet::<T>::do_submit(scene.provider, scene.submission.clone())?;
	Ok((scene, claim))
}

fn rules(number: u32) -> Decisions {
	BoundedVec::truncate_from((0..number).map(|_| Decision::Rules { allowed: Some(1) }).collect())
}

/// A request of as many lines as there may be.
fn request<T: Config>(coverage: CoverageId) -> AuthorizationRequest {
	let wished = categories::<T>(10).into_iter().map(|category| AuthorizationRequestLine {
		category,
		service: Some(H256::repeat_byte(7)),
		units: 10,
	});
	AuthorizationRequest {
		coverage,
		expedited: true,
		documents: Commitment::default(),
		lines: BoundedVec::truncate_from(wished.collect()),
	}
}

/// A payer's plan and a coverage under it, without a claim.
fn covered<T: Config>() -> Result<(T::AccountId, OrganizationId, PlanId, CoverageId), BenchmarkError> {
	set_time(NOW);
	let (staff, payer) = payer::<T>(1)?;
	let all = categories::<T>(64);
	let schedule = NextSchedule::<T>::get();
	Pallet::<T>::do_register_schedule(&staff, payer, price(0)?.1)?;
	let plan = plan::<T>(&staff, payer, terms(schedule, &all, None, false))?;
	let coverage = coverage::<T>(&staff, plan, &all, 1)?;
	Ok((staff, payer, plan, coverage))
}

/// A request that waits for its answer, its provider's staff, and the payer's.
fn requested<T: Config>() -> Result<(T::AccountId, T::AccountId, AuthorizationId), BenchmarkError> {
	let (staff, _, _, coverage) = covered::<T>()?;
	let (biller, provider) = provider::<T>()?;
	let authorization = NextAuthorization::<T>::get();
	Pallet::<T>::do_request_authorization(&biller, provider, request::<T>(coverage))?;
	Ok((biller, staff, authorization))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn fund_reserve() -> Result<(), BenchmarkError> {
		set_time(NOW);
		let (staff, payer) = payer::<T>(1)?;
		let before = Pallet::<T>::reserve_status(payer, CURRENCY).free;

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), payer, CURRENCY, 5);

		assert_eq!(Pallet::<T>::reserve_status(payer, CURRENCY).free, before.saturating_add(5));
		Ok(())
	}

	#[benchmark]
	fn withdraw_reserve() -> Result<(), BenchmarkError> {
		set_time(NOW);
		let (staff, payer) = payer::<T>(1)?;
		Pallet::<T>::hold(payer, CURRENCY, 5)?;
		let before = Pallet::<T>::reserve_status(payer, CURRENCY).free;

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), payer, CURRENCY, 5);

		assert_eq!(Pallet::<T>::reserve_status(payer, CURRENCY).free, before.saturating_sub(5));
		Ok(())
	}

	#[benchmark]
	fn register_schedule() -> Result<(), BenchmarkError> {
		let (staff, payer) = payer::<T>(1)?;
		let id = NextSchedule::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), payer, Root { hash: H256::zero(), count: MAX_LEAVES });

		assert!(Schedules::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn remove_schedule() -> Result<(), BenchmarkError> {
		let (staff, payer) = payer::<T>(1)?;
		let id = NextSchedule::<T>::get();
		Pallet::<T>::do_register_schedule(&staff, payer, Root { hash: H256::zero(), count: MAX_LEAVES })?;

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), id);

		assert!(!Schedules::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn register_plan(b: Linear<0, 64>) -> Result<(), BenchmarkError> {
		let (staff, payer) = payer::<T>(1)?;
		let schedule = NextSchedule::<T>::get();
		Pallet::<T>::do_register_schedule(&staff, payer, price(0)?.1)?;
		let all = categories::<T>(u16::try_from(b).unwrap_or(64));
		let id = NextPlan::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), payer, CURRENCY, terms(schedule, &all, None, true));

		assert!(Plans::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn publish_version(b: Linear<0, 64>) -> Result<(), BenchmarkError> {
		let (staff, payer) = payer::<T>(1)?;
		let schedule = NextSchedule::<T>::get();
		Pallet::<T>::do_register_schedule(&staff, payer, price(0)?.1)?;
		let all = categories::<T>(u16::try_from(b).unwrap_or(64));
		let whole = terms(schedule, &categories::<T>(64), None, true);
		let id = NextPlan::<T>::get();
		for n in 0..15u64 {
			let older = PlanTerms { period: Period { start: Some(n), end: Some(n) }, ..whole.clone() };
			if n == 0 {
				Pallet::<T>::do_register_plan(&staff, payer, CURRENCY, older)?;
			} else {
				Pallet::<T>::do_publish_version(&staff, id, older)?;
			}
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), id, terms(schedule, &all, None, true));

		assert!(Terms::<T>::contains_key(id, 15));
		Ok(())
	}

	#[benchmark]
	fn remove_plan() -> Result<(), BenchmarkError> {
		let (staff, payer) = payer::<T>(1)?;
		let all = categories::<T>(64);
		let id = NextPlan::<T>::get();
		// Every version names another fee schedule.
		for n in 0..16u64 {
			let schedule = NextSchedule::<T>::get();
			Pallet::<T>::do_register_schedule(&staff, payer, price(0)?.1)?;
			let period = Period { start: Some(n), end: Some(n) };
			let version = PlanTerms { period, ..terms(schedule, &all, None, true) };
			if n == 0 {
				Pallet::<T>::do_register_plan(&staff, payer, CURRENCY, version)?;
			} else {
				Pallet::<T>::do_publish_version(&staff, id, version)?;
			}
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), id);

		assert!(!Plans::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn set_contract() -> Result<(), BenchmarkError> {
		let (staff, payer) = payer::<T>(1)?;
		let (_, provider) = provider::<T>()?;
		Contracts::<T>::mutate(payer, provider, |contract| contract.owed = Some((CURRENCY, 1)));
		let network = Some(Network { tier: Tier::Preferred, period: Period { start: Some(0), end: Some(1) } });

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), payer, provider, network);

		assert_eq!(Contracts::<T>::get(payer, provider).network, network);
		Ok(())
	}

	#[benchmark]
	fn enrol() -> Result<(), BenchmarkError> {
		let (staff, _, plan, _) = covered::<T>()?;
		// A subscriber, whom a dependent counts.
		let subscriber = NextCoverage::<T>::get();
		Pallet::<T>::do_enrol(&staff, enrolment::<T>(plan, None, 1))?;
		let id = NextCoverage::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), enrolment::<T>(plan, Some(subscriber), 1));

		assert!(Coverages::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn change_coverage() -> Result<(), BenchmarkError> {
		let (staff, payer, before, coverage) = covered::<T>()?;
		let schedule = NextSchedule::<T>::get();
		Pallet::<T>::do_register_schedule(&staff, payer, price(0)?.1)?;
		let other = plan::<T>(&staff, payer, terms(schedule, &categories::<T>(64), None, false))?;
		assert_ne!(before, other);

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), coverage, CoverageChange::Plan(other));

		assert_eq!(Coverages::<T>::get(coverage).map(|kept| kept.plan), Some(other));
		Ok(())
	}

	#[benchmark]
	fn rotate_member() -> Result<(), BenchmarkError> {
		let (_, _, _, coverage) = covered::<T>()?;
		let (old, new): (T::AccountId, T::AccountId) = (account("member", 0, 0), account("member", 1, 0));

		#[extrinsic_call]
		_(RawOrigin::Signed(old), coverage, new.clone());

		assert_eq!(Coverages::<T>::get(coverage).and_then(|kept| kept.member), Some(new));
		Ok(())
	}

	#[benchmark]
	fn remove_coverage() -> Result<(), BenchmarkError> {
		let (staff, _, _, coverage) = covered::<T>()?;
		Pallet::<T>::do_change_coverage(&staff, coverage, CoverageChange::End(Some(0)))?;
		// As many days as one call forgets, each as full as can be.
		let prints = (0..64u32).map(|n| sp_io::hashing::blake2_128(&n.encode())).collect::<Vec<_>>();
		for day in 0..366u32 {
			Served::<T>::insert(coverage, day, BoundedVec::truncate_from(prints.clone()));
		}
		set_time(NOW.saturating_add(70_000 * DAY));

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), coverage);

		assert!(Served::<T>::iter_prefix(coverage).next().is_none());
		Ok(())
	}

	#[benchmark]
	fn set_affiliation() -> Result<(), BenchmarkError> {
		let who: T::AccountId = account("doctor", 0, 0);
		let renderer = T::Subjects::benchmark_subject(&who);
		let known = Renderer {
			affiliations: BoundedVec::truncate_from((10..25).collect()),
			excluded: Some(Period { start: Some(0), end: Some(0) }),
			days: BoundedVec::truncate_from((0..32).map(|day| (day, 1)).collect()),
		};
		Renderers::<T>::insert(Holder::Subject(renderer), known);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), renderer, 1, true);

		assert!(Renderers::<T>::get(Holder::Subject(renderer)).affiliations.is_full());
		Ok(())
	}

	#[benchmark]
	fn set_exclusion() -> Result<(), BenchmarkError> {
		let (staff, regulator) = member::<T>(1, &[Role::Regulator])?;
		let holder = Holder::Subject(SubjectId::repeat_byte(7));
		let known = Renderer {
			affiliations: BoundedVec::truncate_from((10..26).collect()),
			excluded: Some(Period { start: Some(0), end: Some(0) }),
			days: BoundedVec::truncate_from((0..32).map(|day| (day, 1)).collect()),
		};
		Renderers::<T>::insert(holder, known);
		let excluded = Some(Period { start: Some(1), end: Some(2) });

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), regulator, holder, excluded);

		assert_eq!(Renderers::<T>::get(holder).excluded, excluded);
		Ok(())
	}

	#[benchmark]
	fn request_authorization() -> Result<(), BenchmarkError> {
		let (_, _, _, coverage) = covered::<T>()?;
		let (biller, provider) = provider::<T>()?;
		let id = NextAuthorization::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(biller), provider, request::<T>(coverage));

		assert!(Authorizations::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn answer_authorization() -> Result<(), BenchmarkError> {
		let (_, staff, authorization) = requested::<T>()?;
		// The most to check, and late.
		set_time(NOW.saturating_add(T::StandardClock::get()).saturating_add(1));
		let lines = request::<T>(0).lines.into_iter().map(|line| AuthorizationRequestLine { units: 1, ..line });
		let answer = AuthorizationAnswer::Modify {
			lines: BoundedVec::truncate_from(lines.collect()),
			period: Period { start: Some(0), end: Some(1) },
			reason: Denial { reason: x12::codes::AUTHORIZATION_EXCEEDED, remark: None },
		};

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), authorization, answer);

		let kept = Authorizations::<T>::get(authorization).ok_or("it is kept")?;
		assert_eq!((kept.state, kept.overdue), (AuthorizationState::Modified, true));
		Ok(())
	}

	#[benchmark]
	fn supply_information() -> Result<(), BenchmarkError> {
		let (biller, staff, authorization) = requested::<T>()?;
		let ask = AuthorizationAnswer::RequestInformation(x12::codes::DRUG_IDENTIFICATION);
		Pallet::<T>::do_answer_authorization(&staff, authorization, ask)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(biller), authorization, Commitment::default());

		let state = Authorizations::<T>::get(authorization).map(|kept| kept.state);
		assert_eq!(state, Some(AuthorizationState::InformationSupplied));
		Ok(())
	}

	#[benchmark]
	fn cancel_authorization() -> Result<(), BenchmarkError> {
		let (biller, _, authorization) = requested::<T>()?;
		set_time(NOW.saturating_add(T::StandardClock::get()).saturating_add(1));

		#[extrinsic_call]
		_(RawOrigin::Signed(biller), authorization);

		let state = Authorizations::<T>::get(authorization).map(|kept| kept.state);
		assert_eq!(state, Some(AuthorizationState::Cancelled));
		Ok(())
	}

	#[benchmark]
	fn remove_authorization() -> Result<(), BenchmarkError> {
		let (biller, _, authorization) = requested::<T>()?;
		Pallet::<T>::do_cancel_authorization(&biller, authorization)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(biller), authorization);

		assert!(!Authorizations::<T>::contains_key(authorization));
		Ok(())
	}

	#[benchmark]
	fn submit(l: Linear<1, 50>) -> Result<(), BenchmarkError> {
		let Scene { biller, provider, submission, payer, .. } = scene::<T>(l, false)?;
		let id = NextClaim::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(biller), provider, alloc::boxed::Box::new(submission));

		let kept = Claims::<T>::get(id).ok_or("it is kept")?;
		assert!(kept.state.is_adjudicated() && kept.lines.iter().all(|line| line.finding.is_none()));
		assert!(kept.paid > 0 && Contracts::<T>::get(payer, provider).owed.is_none());
		Ok(())
	}

	#[benchmark]
	fn decide(l: Linear<1, 50>) -> Result<(), BenchmarkError> {
		let (Scene { staff, .. }, claim) = submitted::<T>(l, true)?;
		assert_eq!(Claims::<T>::get(claim).map(|kept| kept.state), Some(ClaimState::Pended));
		set_time(NOW.saturating_add(T::ReviewClock::get()).saturating_add(1));

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), claim, rules(l));

		assert!(Claims::<T>::get(claim).is_some_and(|kept| kept.state.is_adjudicated() && kept.paid > 0));
		Ok(())
	}

	#[benchmark]
	fn reverse(l: Linear<1, 50>) -> Result<(), BenchmarkError> {
		let (Scene { biller, provider, .. }, claim) = submitted::<T>(l, false)?;
		// The patient's share was paid by as many as may pay it.
		let payers = (0..MaxPatientPayers::get()).map(|n| (account("patient", n, 0), 1)).collect::<Vec<_>>();
		for (who, amount) in &payers {
			T::Assets::mint_into(CURRENCY, who, 10)?;
			assert_eq!(*amount, 1);
		}
		Claims::<T>::mutate(claim, |kept| {
			if let Some(kept) = kept {
				kept.patient_payments = BoundedVec::truncate_from(payers);
			}
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(biller), claim, provider);

		assert_eq!(Claims::<T>::get(claim).map(|kept| kept.state), Some(ClaimState::Reversed));
		Ok(())
	}

	#[benchmark]
	fn pay_patient_share() -> Result<(), BenchmarkError> {
		let (_, claim) = submitted::<T>(50, false)?;
		let who: T::AccountId = account("patient", 0, 0);
		T::Assets::mint_into(CURRENCY, &who, RICHES)?;
		// Whoever decides by hand may leave the patient as much as this.
		Claims::<T>::mutate(claim, |kept| {
			if let Some(kept) = kept {
				kept.patient = 5;
			}
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(who), claim, 5);

		assert_eq!(Claims::<T>::get(claim).map(|kept| kept.patient_paid()), Some(5));
		Ok(())
	}

	#[benchmark]
	fn appeal() -> Result<(), BenchmarkError> {
		let (_, claim) = submitted::<T>(50, false)?;
		let member: T::AccountId = account("member", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(member), claim, Appellant::Member, Commitment::default());

		assert!(Claims::<T>::get(claim).is_some_and(|kept| kept.appeal.is_some()));
		Ok(())
	}

	/// No decision: it is upheld.
	#[benchmark]
	fn decide_appeal(l: Linear<0, 50>) -> Result<(), BenchmarkError> {
		let (_, claim) = submitted::<T>(l.max(1), false)?;
		let (reviewer, auditor) = member::<T>(9, &[Role::Auditor])?;
		let deciders = (0..3).map(|n| account("decider", n, 0)).collect();
		Claims::<T>::mutate(claim, |kept| {
			if let Some(kept) = kept {
				kept.appeal = Some(Appeal {
					level: AppealLevel::External,
					by: Appellant::Provider,
					at: NOW,
					grounds: Commitment::default(),
					decided: false,
					deciders: BoundedVec::truncate_from(deciders),
				});
			}
		});
		let ruling = match l {
			0 => Ruling::Uphold(Denial { reason: x12::codes::NOT_COVERED, remark: None }),
			_ => Ruling::Overturn(rules(l)),
		};

		#[extrinsic_call]
		_(RawOrigin::Signed(reviewer), claim, auditor, ruling);

		assert!(Claims::<T>::get(claim).and_then(|kept| kept.appeal).is_some_and(|kept| kept.decided));
		Ok(())
	}

	#[benchmark]
	fn close(l: Linear<1, 50>) -> Result<(), BenchmarkError> {
		let (Scene { biller, .. }, claim) = submitted::<T>(l, false)?;
		set_time(NOW.saturating_add(T::AppealWindow::get()).saturating_add(1));

		#[extrinsic_call]
		_(RawOrigin::Signed(biller), claim);

		assert!(!Claims::<T>::contains_key(claim));
		Ok(())
	}

	#[benchmark]
	fn sweep_nothing() -> Result<(), BenchmarkError> {
		let _ = requested::<T>()?;
		let before = DueCursor::<T>::get();

		#[block]
		{
			Pallet::<T>::sweep(&mut WeightMeter::with_limit(T::WeightInfo::sweep_nothing()));
		}

		assert_eq!(DueCursor::<T>::get(), before);
		Ok(())
	}

	#[benchmark]
	fn sweep_due() -> Result<(), BenchmarkError> {
		let (_, _, authorization) = requested::<T>()?;
		let due = Authorizations::<T>::get(authorization).map(|kept| kept.due).ok_or("it is kept")?;
		DueCursor::<T>::put(u32::try_from(due / 3_600).unwrap_or(0));
		set_time(due.saturating_add(7_200));
		let room = T::WeightInfo::sweep_nothing().saturating_add(T::WeightInfo::sweep_due());

		#[block]
		{
			Pallet::<T>::sweep(&mut WeightMeter::with_limit(room));
		}

		assert!(Authorizations::<T>::get(authorization).is_some_and(|kept| kept.overdue));
		Ok(())
	}

	#[benchmark]
	fn sweep_close() -> Result<(), BenchmarkError> {
		let (_, claim) = submitted::<T>(50, false)?;
		CloseCursor::<T>::put(claim);
		set_time(NOW.saturating_add(T::AppealWindow::get()).saturating_add(1));
		let room = T::WeightInfo::sweep_nothing().saturating_add(T::WeightInfo::sweep_close());

		#[block]
		{
			Pallet::<T>::sweep(&mut WeightMeter::with_limit(room));
		}

		assert!(!Claims::<T>::contains_key(claim));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
