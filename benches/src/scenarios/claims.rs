//! Claims: submitting, which adjudicates and pays; reversing, closing, authorising, enrolling; eligibility and dry runs.

use super::credentials::number;
use crate::{
	fill::{Map, Part},
	lab::{Case, Lab, Plan, Question, Signed, ADMINS},
	merkle::Tree,
};
use anyhow::{Context, Result};
use codec::{Decode, DecodeAll, Encode};
use pallet_claims::{
	runtime_api::{Eligibility, Predetermination},
	AuthorizationRequest, AuthorizationRequestLine, Benefit, Ceilings, ClaimId, ClaimState, CostShare, CoverageId,
	CurrencyId, Enrolment, Fee, FeeLeaf, Flags, Licence, Line, Money, Network, PlanId, PlanTerms, Relationship,
	ScheduleId, Service, Submission, Tier,
};
use salus_primitives::{
	codes::CodeKind, CodeId, Commitment, Duty, Holder, OrganizationId, Period, Roles, SchemaId, Seconds, SubjectId,
};
use salus_runtime::{AccountId, Runtime};
use sp_core::{sr25519, Pair, H256};
use sp_crypto_hashing::blake2_256;
use sp_runtime::{DispatchError, Permill};

type Call = pallet_claims::Call<Runtime>;

const DAY: Seconds = 24 * 60 * 60;
/// The US dollar, in which the preset's organisations have money.
const CURRENCY: CurrencyId = 840;
/// What each payer moves into its reserve, in cents.
const RESERVE: u128 = 90_000_000;
/// Prices of a fee schedule.
const PRICES: u32 = 10_000;
/// Allowed and charged for each service, in cents.
const ALLOWED: Money = 1_000;
const CHARGE: Money = 1_200;
/// The preset's schema of physicians' licences, and who issues them.
const LICENCE: SchemaId = 0;
const BOARD: OrganizationId = 2;

/// What was prepared.
struct World {
	category: CodeId,
	leaves: Vec<FeeLeaf>,
	tree: Tree,
	now: Seconds,
	/// Number of the first plan, and of the first fee schedule; each organisation has one, in order.
	first_plan: PlanId,
	first_schedule: ScheduleId,
	/// Number of the first person's coverage.
	first_coverage: CoverageId,
	/// Number of the first person's claim that stands, and of the first that was reversed.
	first_claim: ClaimId,
	first_reversed: ClaimId,
}

/// Every organisation pays and provides. Each person bills for its organisation, under a coverage and for a licensed
/// physician that no other claim touches; the payer is the next organisation.
pub fn prepare(lab: &mut Lab) -> Result<Plan> {
	let people: Vec<sr25519::Pair> = lab.people().cloned().collect();
	let physicians: Vec<sr25519::Pair> = lab.others().cloned().collect();
	let people = || people.iter().enumerate();
	super::employ(lab, &[Duty::Billing, Duty::Adjudication])?;
	let stranger = lab.strangers().next().context("there are strangers")?;
	super::vouch(lab, [AccountId::from(stranger.public())])?;
	for (organization, _) in (0..).zip(ADMINS) {
		let identifiers = Default::default();
		lab.motion(pallet_organizations::Call::<Runtime>::amend { organization, roles: Roles::ALL, identifiers })?;
	}
	license(lab, &physicians)?;

	let category =
		super::consent::code(lab, CodeKind::ServiceCategory, "https://codesystem.x12.org/005010/1365", "98")?;
	let leaves: Vec<FeeLeaf> = (0..PRICES).map(|n| leaf(category, n)).collect();
	let tree = Tree::new(&leaves.iter().map(Encode::encode).collect::<Vec<_>>())?;
	let mut world = World {
		category,
		leaves,
		tree,
		now: lab.chain.now(),
		first_plan: number(lab, pallet_claims::NextPlan::<Runtime>::hashed_key().as_ref())?,
		first_schedule: number(lab, pallet_claims::NextSchedule::<Runtime>::hashed_key().as_ref())?,
		first_coverage: long(lab, pallet_claims::NextCoverage::<Runtime>::hashed_key().as_ref())?,
		first_claim: long(lab, pallet_claims::NextClaim::<Runtime>::hashed_key().as_ref())?,
		first_reversed: 0,
	};
	world.insure(lab)?;
	lab.perform(people().map(|(n, _)| world.enrol(n, &payer(n)?.1)).collect::<Result<Vec<_>>>()?)?;
	// Services of a day are counted and remembered, so each claim is for services of its own.
	let submit = |world: &World, from: u32, lines: u32| {
		people()
			.zip(&physicians)
			.map(|((n, by), who)| world.submit(n, by, who, from, lines))
			.collect::<Result<Vec<_>>>()
	};
	lab.perform(submit(&world, 0, 1)?)?;
	world.first_reversed = long(lab, pallet_claims::NextClaim::<Runtime>::hashed_key().as_ref())?;
	lab.perform(submit(&world, 1, 1)?)?;
	lab.perform(people().map(|(n, by)| world.reverse(n, by, world.first_reversed)).collect::<Result<Vec<_>>>()?)?;
	let first = people().next().map(|(n, by)| world.request(n, by)).context("there are people")??;
	lab.perform([first])?;

	let cases =
		vec![
		Case::new(
			"claims.submit, 1 line",
			"A claim for a licensed physician's service is adjudicated and paid; its price is proven out of 10,000.",
			submit(&world, 2, 1)?,
		),
		Case::new("claims.submit, 10 lines", "The same with ten services, each with its proof.", submit(&world, 2, 10)?),
		Case::new("claims.submit, 50 lines", "The same with fifty.", submit(&world, 2, 50)?),
		Case::new(
			"claims.reverse, 1 line",
			"The provider takes a claim back: money, counters and marks return to where they were.",
			people().map(|(n, by)| world.reverse(n, by, world.first_claim)).collect::<Result<_>>()?,
		),
		Case::new(
			"claims.close, 1 line",
			"A claim that is over leaves state; what stays is its history's head in that of its coverage.",
			people()
				.map(|(n, by)| {
					let claim = world.first_reversed.saturating_add(u64::try_from(n)?);
					Ok(Signed::new(by.clone(), Call::close { claim }))
				})
				.collect::<Result<_>>()?,
		),
		Case::new(
			"claims.request_authorization",
			"A provider asks for an authorisation of one line; the clock starts.",
			people().map(|(n, by)| world.request(n, by)).collect::<Result<_>>()?,
		),
		Case::new(
			"claims.enrol",
			"A payer enrols somebody.",
			people()
				.zip(people().map(|(_, by)| by).skip(1))
				.map(|((n, _), neighbour)| world.enrol(n, neighbour))
				.collect::<Result<_>>()?,
		),
	];

	let questions = vec![
		Question {
			name: "claims.eligibility".into(),
			about: "What does this coverage grant, and what is left of it?",
			method: "ClaimsApi_eligibility",
			arguments: people()
				.map(|(n, _)| {
					Ok((world.coverage(n)?, None::<Seconds>, None::<OrganizationId>, Vec::<CodeId>::new()).encode())
				})
				.collect::<Result<_>>()?,
			accepts: |answer| {
				let found = Option::<Eligibility<AccountId>>::decode(&mut &*answer);
				matches!(found, Ok(Some(found)) if found.active)
			},
		},
		Question {
			name: "claims.predetermine, 1 line".into(),
			about: "What would become of this claim now?",
			method: "ClaimsApi_predetermine",
			arguments: people()
				.zip(&physicians)
				.map(|((n, _), who)| {
					let (provider, _) = Lab::organization(n)?;
					Ok((provider, world.submission(n, who, 2, 1)?).encode())
				})
				.collect::<Result<_>>()?,
			accepts: |answer| {
				let found = Result::<Predetermination, DispatchError>::decode(&mut &*answer);
				matches!(found, Ok(Ok(found)) if found.state == ClaimState::Complete)
			},
		},
	];

	// Plans, their terms and fee schedules are few, and every claim of a payer reads the same: they are not filled up.
	let fill = vec![
		Map::new("Organizations", "Staff", &[Part::Twox(4), Part::Blake(32)]),
		Map::new("Sponsorship", "Sponsorships", &[Part::Blake(32)]),
		Map::new("Credentials", "Credentials", &[Part::Twox(4)]),
		Map::new("Credentials", "HeldBy", &[Part::Hash, Part::Twox(4)]),
		Map::new("Assets", "Account", &[Part::Blake(4), Part::Blake(32)]),
		Map::new("Claims", "Coverages", &[Part::Twox(8)]),
		Map::new("Claims", "Claims", &[Part::Twox(8)]),
		Map::new("Claims", "Served", &[Part::Twox(8), Part::Twox(4)]),
		// Who renders services: a byte and 32 more, after their hash.
		Map::new("Claims", "Renderers", &[Part::Blake(25), Part::Number]),
		Map::new("Claims", "Contracts", &[Part::Twox(4), Part::Twox(4)]),
		Map::new("Claims", "Authorizations", &[Part::Twox(8)]),
	];
	Ok(Plan { fill, cases, questions })
}

/// Give each of these a subject and a physician's licence.
fn license(lab: &mut Lab, physicians: &[sr25519::Pair]) -> Result<()> {
	type Credentials = pallet_credentials::Call<Runtime>;
	let open = |who: &sr25519::Pair| Signed::new(who.clone(), pallet_subjects::Call::<Runtime>::open {});
	lab.perform(physicians.iter().map(open).collect::<Vec<_>>())?;
	let first = number(lab, pallet_credentials::NextCredentialId::<Runtime>::hashed_key().as_ref())?;
	let now = lab.chain.now();
	let board = ADMINS.get(usize::try_from(BOARD)?).context("there is a board")?.pair();
	let offers = physicians.iter().zip(0u32..).map(|(who, n)| {
		let call = Credentials::offer {
			organization: BOARD,
			holder: Holder::Subject(subject(who)),
			schema: LICENCE,
			version: 1,
			commitment: Commitment(H256(("licence", n).using_encoded(blake2_256))),
			scopes: Default::default(),
			valid_from: now.saturating_sub(DAY),
			valid_until: Some(now.saturating_add(365 * DAY)),
			entry: None,
			supersedes: None,
		};
		Signed::new(board.clone(), call)
	});
	lab.perform(offers.collect::<Vec<_>>())?;
	let accept = |(who, n): (&sr25519::Pair, u32)| {
		Signed::new(who.clone(), Credentials::accept { credential: first.saturating_add(n) })
	};
	lab.perform(physicians.iter().zip(0..).map(accept).collect::<Vec<_>>())?;
	let affiliate = |(n, who): (usize, &sr25519::Pair)| {
		let (organization, _) = Lab::organization(n)?;
		let call = Call::set_affiliation { renderer: subject(who), organization, affiliated: true };
		Ok(Signed::new(who.clone(), call))
	};
	lab.perform(physicians.iter().enumerate().map(affiliate).collect::<Result<Vec<_>>>()?)
}

fn subject(who: &sr25519::Pair) -> SubjectId {
	SubjectId::from(who.public().0)
}

fn leaf(category: CodeId, n: u32) -> FeeLeaf {
	FeeLeaf {
		key: H256(("service", n).using_encoded(blake2_256)),
		category,
		tier: Tier::InNetwork,
		allowed: ALLOWED,
		max_units: 0,
		period: Period::default(),
	}
}

/// The organisation after that of the n-th person, which pays.
fn payer(n: usize) -> Result<(OrganizationId, sr25519::Pair)> {
	Lab::organization(n.saturating_add(1))
}

/// A number of 64 bits in state; zero where there is none yet.
fn long(lab: &Lab, key: &[u8]) -> Result<u64> {
	match lab.chain.storage(key)? {
		Some(value) => Ok(u64::decode_all(&mut &*value)?),
		None => Ok(0),
	}
}

impl World {
	/// Each organisation has a funded reserve, a fee schedule, a plan, and all others in its network.
	fn insure(&self, lab: &mut Lab) -> Result<()> {
		for (payer, admin) in (0..).zip(ADMINS) {
			let by = |call: Call| Signed::new(admin.pair(), call);
			let schedule = self.first_schedule.saturating_add(payer);
			let mut calls = vec![
				by(Call::fund_reserve { payer, currency: CURRENCY, amount: RESERVE }),
				by(Call::register_schedule { payer, root: self.tree.root }),
				by(Call::register_plan { payer, currency: CURRENCY, terms: self.terms(schedule)? }),
			];
			for (provider, _) in (0..).zip(ADMINS).filter(|(provider, _)| *provider != payer) {
				let network = Some(Network { tier: Tier::InNetwork, period: Period::default() });
				calls.push(by(Call::set_contract { payer, provider, network }));
			}
			lab.perform(calls)?;
		}
		Ok(())
	}

	fn terms(&self, schedule: ScheduleId) -> Result<PlanTerms> {
		let benefit = Benefit {
			category: self.category,
			covered: true,
			preferred: None,
			in_network: CostShare { copay: 100, deductible: true, coinsurance: Permill::from_percent(10) },
			out_of_network: None,
			authorization: false,
			waiting_days: 0,
			limit: None,
			licence: Some(Licence { schema: LICENCE, scope: None }),
			requires: Flags::NONE,
			emergency: Flags::NONE,
			free: Flags::NONE,
			review: false,
		};
		Ok(PlanTerms {
			period: Period { start: Some(0), end: Some(Seconds::MAX) },
			year: 1,
			schedule,
			benefits: vec![benefit].try_into().ok().context("one fits")?,
			ceilings: Ceilings {
				deductible: 200,
				family_deductible: None,
				out_of_pocket: Some(100_000),
				family_out_of_pocket: None,
				lifetime: None,
			},
			filing_days: 365,
			review_above: None,
			unlisted: false,
			sequestration: Permill::zero(),
		})
	}

	fn coverage(&self, n: usize) -> Result<CoverageId> {
		Ok(self.first_coverage.saturating_add(u64::try_from(n)?))
	}

	/// The n-th person's patient is enrolled with the payer, by somebody of its staff.
	fn enrol(&self, n: usize, by: &sr25519::Pair) -> Result<Signed> {
		let (payer, _) = payer(n)?;
		let enrolment = Enrolment {
			plan: self.first_plan.saturating_add(payer),
			member: None,
			subscriber: None,
			relationship: Relationship::Myself,
			period: Period { start: Some(self.now.saturating_sub(DAY)), end: None },
			order: 1,
		};
		Ok(Signed::new(by.clone(), Call::enrol { enrolment }))
	}

	fn line(&self, price: u32, physician: &sr25519::Pair) -> Result<Line> {
		let leaf = self.leaves.get(usize::try_from(price)?).context("there is such a price")?.clone();
		let proof = self.tree.proof(price)?.try_into().ok().context("the proof fits")?;
		Ok(Line {
			service: Service::Listed(Fee { leaf, index: price, proof }),
			charge: CHARGE,
			units: 1,
			from: self.now,
			to: self.now,
			rendering: Some(subject(physician)),
			authorization: None,
			dispense: None,
		})
	}

	/// So many services, from this one on.
	fn submission(&self, n: usize, physician: &sr25519::Pair, from: u32, lines: u32) -> Result<Submission> {
		let services = from..from.saturating_add(lines);
		let lines = services.map(|price| self.line(price, physician)).collect::<Result<Vec<_>>>()?;
		Ok(Submission {
			coverage: self.coverage(n)?,
			document: Commitment(H256(("document", n as u64).using_encoded(blake2_256))),
			flags: Flags::NONE,
			total: lines.iter().fold(0, |sum: Money, line| sum.saturating_add(line.charge)),
			lines: lines.try_into().ok().context("they fit")?,
			prior: None,
			replaces: None,
		})
	}

	fn submit(&self, n: usize, by: &sr25519::Pair, physician: &sr25519::Pair, from: u32, lines: u32) -> Result<Signed> {
		let (provider, _) = Lab::organization(n)?;
		let submission = Box::new(self.submission(n, physician, from, lines)?);
		Ok(Signed::new(by.clone(), Call::submit { provider, submission }))
	}

	fn reverse(&self, n: usize, by: &sr25519::Pair, first: ClaimId) -> Result<Signed> {
		let (organization, _) = Lab::organization(n)?;
		let claim = first.saturating_add(u64::try_from(n)?);
		Ok(Signed::new(by.clone(), Call::reverse { claim, organization }))
	}

	fn request(&self, n: usize, by: &sr25519::Pair) -> Result<Signed> {
		let (provider, _) = Lab::organization(n)?;
		let line = AuthorizationRequestLine { category: self.category, service: None, units: 3 };
		let request = AuthorizationRequest {
			coverage: self.coverage(n)?,
			expedited: false,
			documents: Commitment(H256(("documents", n as u64).using_encoded(blake2_256))),
			lines: vec![line].try_into().ok().context("one fits")?,
		};
		Ok(Signed::new(by.clone(), Call::request_authorization { provider, request }))
	}
}
