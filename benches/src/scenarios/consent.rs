//! Consent: recording directives, deciding requests, one by one and for cohorts.

use crate::{
	fill::{Map, Part},
	lab::{Case, Lab, Plan, Question, Signed},
};
use anyhow::{ensure, Context, Result};
use codec::{Decode, DecodeAll, Encode};
use pallet_consent::{
	AccessAnswer, AccessOutcome, AccessRequest, Capacity, Condition, DataScope, Effect, GrantId, GrantInfo, Parameters,
	Period, Provision, Provisions, Status, Terms, Withdrawal, MAX_DIRECTIVE_BYTES, MAX_PROVISIONS,
};
use salus_primitives::{
	codes::{CodeKind, CodeSymbol, CodeSystem},
	CodeId, Commitment, Duty, Holder, OrganizationId, SubjectId,
};
use salus_runtime::{AccountId, Runtime};
use sp_core::{sr25519, Pair, H256};

type Call = pallet_consent::Call<Runtime>;

const HOUR: u64 = 60 * 60;

/// Subjects of one cohort call.
const COHORTS: [usize; 2] = [16, 256];

/// The codes that requests and directives here are made of.
#[derive(Clone)]
struct Codes {
	treatment: CodeId,
	research: CodeId,
	access: CodeId,
	emergency: CodeId,
	observation: CodeId,
	/// Classes that nobody asks for.
	other_classes: Vec<CodeId>,
}

/// People are clinicians with a subject of their own, and patients of each other: each asks about the next but one.
/// Others are patients, too, with longer directives.
pub fn prepare(lab: &mut Lab) -> Result<Plan> {
	let codes = Codes::find(lab)?;
	let people: Vec<sr25519::Pair> = lab.people().cloned().collect();
	let others: Vec<sr25519::Pair> = lab.others().cloned().collect();
	let third = others.len().div_ceil(3).max(1);
	let strangers: Vec<sr25519::Pair> = lab.strangers().collect();
	super::employ(lab, &[Duty::Clinical])?;
	super::vouch(lab, strangers.iter().map(account))?;
	let patients = people.iter().chain(&others).chain(&strangers);
	let opens = patients.map(|who| Signed::new(who.clone(), pallet_subjects::Call::<Runtime>::open {}));
	lab.perform(opens.collect::<Vec<_>>())?;

	// What each patient says: so many directives of so many provisions each. In the end as many as a file has room for;
	// of these files half as many, for they are long to write, and a block holds fewer requests about them.
	let most = usize::try_from(MAX_PROVISIONS)?;
	// Each directive also has a number, a version and dates.
	let size = codes.terms(most)?.encoded_size().saturating_add(32);
	let room = MAX_DIRECTIVE_BYTES.checked_div(size).context("a directive has a size")?.max(1);
	let mut thirds = others.chunks(third);
	let (second, longest) = (thirds.next().unwrap_or_default(), thirds.next().unwrap_or_default());
	let fullest = thirds.next().map(|last| last.split_at(last.len().div_ceil(2)).0).unwrap_or_default();
	let files: [(usize, usize, &[sr25519::Pair]); 4] =
		[(1, 1, &people), (1, 16, second), (1, most, longest), (room, most, fullest)];
	let name = |directives: usize, provisions: usize| match directives.saturating_mul(provisions) {
		1 => "1 provision".to_string(),
		all => format!("{all} provisions"),
	};
	for (directives, provisions, patients) in files {
		let terms = codes.terms(provisions)?;
		for _ in 0..directives {
			lab.perform(patients.iter().map(|who| record(who, terms.clone())).collect::<Vec<_>>())?;
		}
	}
	// One grant for each clinician, to be closed.
	let asks = |codes: &Codes, purpose, patients: &[sr25519::Pair]| {
		let (codes, patients) = (codes.clone(), patients.to_vec());
		let calls = people.iter().enumerate().zip(patients).map(move |((n, by), patient)| {
			let request = codes.request(n, by, purpose)?;
			Ok(Signed::new(by.clone(), Call::request_access { subject: subject(&patient), request, lifetime: HOUR }))
		});
		calls.collect::<Result<Vec<_>>>()
	};
	let mut next_patients = people.clone();
	next_patients.rotate_left(2.min(people.len()));
	lab.perform(asks(&codes, codes.treatment, &next_patients)?)?;

	// Clinicians are licensed. The first one has broken the glass, so that there is an emergency to copy.
	license(lab, &people)?;
	let breaks = |n: usize, by: &sr25519::Pair, patient: &sr25519::Pair| {
		let (organization, _) = Lab::organization(n)?;
		let call = Call::break_glass {
			subject: subject(patient),
			organization,
			practitioner: subject(by),
			reason: codes.emergency,
			data: DataScope::default(),
		};
		Ok(Signed::new(by.clone(), call))
	};
	let emergencies = people.iter().enumerate().zip(&next_patients).map(|((n, by), patient)| breaks(n, by, patient));
	let mut emergencies = emergencies.collect::<Result<Vec<_>>>()?;
	lab.perform(emergencies.drain(..1.min(emergencies.len())))?;

	let mut cases = Vec::new();
	let about = "A licensed clinician breaks the glass, whatever directives say.";
	cases.push(Case::new("consent.break_glass", about, emergencies));
	for (directives, provisions, patients) in files {
		let patients = if patients.len() == people.len() { &next_patients } else { patients };
		let about = "A clinician asks for observations, in person; directives permit it, a grant is left.";
		let name = format!("consent.request_access, {}", name(directives, provisions));
		cases.push(Case::new(name, about, asks(&codes, codes.treatment, patients)?));
	}
	let about = "The same for a purpose that nothing permits: decided and logged, no grant.";
	cases.push(Case::new("consent.request_access, denied", about, asks(&codes, codes.research, &next_patients)?));
	let about = "The same about somebody about whom nothing was ever recorded or asked: the first entry of a file.";
	cases.push(Case::new("consent.request_access, first ever", about, asks(&codes, codes.treatment, &strangers)?));
	for size in COHORTS {
		let calls = people.chunks(size).zip(people.iter().enumerate().rev()).map(|(cohort, (n, by))| {
			let mut subjects: Vec<SubjectId> = cohort.iter().map(subject).collect();
			subjects.sort();
			let subjects = subjects.try_into().ok().context("the cohort fits")?;
			// A cohort is asked about by an organisation: no practitioner is named.
			let request = AccessRequest { practitioner: None, ..codes.request(n, by, codes.treatment)? };
			Ok(Signed::new(by.clone(), Call::request_cohort { subjects, request, lifetime: HOUR }))
		});
		let about = "One call decides for a cohort; each subject has a directive of one provision.";
		cases.push(Case::new(format!("consent.request_cohort, {size}"), about, calls.collect::<Result<_>>()?));
	}
	let closes = people.iter().zip(0..).map(|(by, grant)| Signed::new(by.clone(), Call::close_grant { grant }));
	cases.push(Case::new("consent.close_grant", "Whoever holds a grant closes it.", closes.collect()));
	let one = codes.terms(1)?;
	let records = people.iter().map(|who| record(who, one.clone())).collect();
	cases.push(Case::new("consent.record, 1 provision", "A patient records a second directive.", records));
	let sixteen = codes.terms(16)?;
	let records = people.iter().map(|who| record(who, sixteen.clone())).collect();
	cases.push(Case::new("consent.record, 16 provisions", "A patient records a second directive.", records));
	let withdrawals = people.iter().map(|who| {
		let withdraw = Call::withdraw {
			subject: subject(who),
			capacity: Capacity::Subject,
			number: 1,
			withdrawal: Withdrawal::StopAllUse,
		};
		Signed::new(who.clone(), withdraw)
	});
	cases.push(Case::new("consent.withdraw", "A patient withdraws its only directive.", withdrawals.collect()));

	let mut questions = Vec::new();
	for (directives, provisions, patients) in files {
		for (method, verb) in [("ConsentApi_check", "check"), ("ConsentApi_explain", "explain")] {
			let asked = patients
				.iter()
				.zip(people.iter().enumerate())
				.map(|(patient, (n, by))| Ok((subject(patient), codes.request(n, by, codes.treatment)?).encode()));
			questions.push(Question {
				name: format!("consent.{verb}, {}", name(directives, provisions)),
				about: "Would this request be permitted now?",
				method,
				arguments: asked.collect::<Result<_>>()?,
				// Both answers begin with the decision.
				accepts: |answer| {
					AccessAnswer::decode(&mut &*answer).is_ok_and(|answer| answer.outcome == AccessOutcome::Permit)
				},
			});
		}
	}
	questions.push(Question {
		name: "consent.grant".into(),
		about: "What is this grant good for, now? What an enforcement point asks.",
		method: "ConsentApi_grant",
		arguments: (0..u64::try_from(people.len())?).map(|grant: GrantId| grant.encode()).collect(),
		accepts: |answer| matches!(Option::<GrantInfo<AccountId>>::decode_all(&mut &*answer), Ok(Some(info)) if info.live),
	});
	let fill = vec![
		Map::new("Organizations", "Staff", &[Part::Twox(4), Part::Blake(32)]),
		Map::new("Balances", "Holds", &[Part::Blake(32)]),
		Map::new("Sponsorship", "Sponsorships", &[Part::Blake(32)]),
		Map::new("Subjects", "Subjects", &[Part::Blake(32)]),
		Map::new("Consent", "Files", &[Part::Blake(32)]),
		Map::new("Consent", "Deposits", &[Part::Blake(32), Part::Blake(5)]),
		Map::new("Consent", "Grants", &[Part::Number]),
		Map::new("Consent", "EmergenciesOf", &[Part::Blake(32)]),
		Map::new("Credentials", "Credentials", &[Part::Twox(4)]),
		Map::new("Credentials", "HeldBy", &[Part::Hash, Part::Twox(4)]),
	];
	Ok(Plan { fill, cases, questions })
}

impl Codes {
	fn find(lab: &Lab) -> Result<Self> {
		const ACT_REASON: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
		const ACTIONS: &str = "http://terminology.hl7.org/CodeSystem/consentaction";
		const TYPES: &str = "http://hl7.org/fhir/resource-types";
		let other = ["Condition", "Procedure", "Encounter", "Claim", "Coverage", "Device", "Goal", "Immunization"];
		Ok(Self {
			treatment: code(lab, CodeKind::Purpose, ACT_REASON, "TREAT")?,
			research: code(lab, CodeKind::Purpose, ACT_REASON, "HRESCH")?,
			access: code(lab, CodeKind::Action, ACTIONS, "access")?,
			emergency: code(lab, CodeKind::Reason, ACT_REASON, "OVRER")?,
			observation: code(lab, CodeKind::ResourceClass, TYPES, "Observation")?,
			other_classes: other
				.iter()
				.map(|symbol| code(lab, CodeKind::ResourceClass, TYPES, symbol))
				.collect::<Result<_>>()?,
		})
	}

	/// Treatment is permitted; as many exceptions as there is room for forbid other classes of data. None of them
	/// applies to what is asked here, so each is looked at.
	fn terms(&self, provisions: usize) -> Result<Terms> {
		let root = Provision {
			purposes: vec![self.treatment].try_into().ok().context("one fits")?,
			..Provision::unlimited(Effect::Permit)
		};
		let exceptions = self.other_classes.iter().cycle().take(provisions.saturating_sub(1)).map(|class| {
			let mut exception = Provision { parent: Some(0), ..Provision::unlimited(Effect::Deny) };
			exception.data.classes = vec![*class].try_into().ok().context("one fits")?;
			exception.actions = vec![self.access].try_into().ok().context("one fits")?;
			Ok(exception)
		});
		let tree: Vec<Provision> = std::iter::once(Ok(root)).chain(exceptions).collect::<Result<_>>()?;
		ensure!(tree.len() == provisions.max(1), "the tree has another size than it should");
		let provisions: Provisions = tree.try_into().ok().context("the tree has too many provisions")?;
		Ok(Terms {
			controller: None,
			policy: None,
			scope: None,
			condition: Condition::Always,
			protocol: None,
			period: Period { start: None, end: None },
			signed: None,
			document: Some(Commitment(H256::repeat_byte(7))),
			forbids_break_glass: false,
			provisions,
		})
	}

	/// The n-th clinician asks for observations.
	fn request(&self, n: usize, by: &sr25519::Pair, purpose: CodeId) -> Result<AccessRequest> {
		let (organization, _) = Lab::organization(n)?;
		Ok(AccessRequest {
			organization,
			practitioner: Some(subject(by)),
			purpose,
			action: self.access,
			protocol: None,
			data: DataScope { class: Some(self.observation), ..DataScope::default() },
		})
	}
}

/// Give each of these people the licence that breaking the glass needs, from the issuer that the chain begins with.
fn license(lab: &mut Lab, people: &[sr25519::Pair]) -> Result<()> {
	type Credentials = pallet_credentials::Call<Runtime>;
	const REGULATOR: OrganizationId = 2;
	let parameters = lab.chain.storage(&pallet_consent::CurrentParameters::<Runtime>::hashed_key())?;
	let parameters = Parameters::decode(&mut parameters.context("the preset sets parameters")?.as_slice())?;
	let schema = parameters.clinical_schema.context("the preset names the schema of a licence")?;
	let first = super::credentials::number(lab, &pallet_credentials::NextCredentialId::<Runtime>::hashed_key())?;
	let (_, issuer) = Lab::organization(usize::try_from(REGULATOR)?)?;
	let now = lab.chain.now();
	let offers = people.iter().map(|holder| {
		let offer = Credentials::offer {
			organization: REGULATOR,
			holder: Holder::Subject(subject(holder)),
			schema,
			version: 1,
			commitment: Commitment(H256(holder.public().0)),
			scopes: Default::default(),
			valid_from: now.saturating_sub(HOUR),
			valid_until: Some(now.saturating_add(8_760 * HOUR)),
			entry: None,
			supersedes: None,
		};
		Signed::new(issuer.clone(), offer)
	});
	lab.perform(offers.collect::<Vec<_>>())?;
	let accepts = people
		.iter()
		.zip(first..)
		.map(|(holder, credential)| Signed::new(holder.clone(), Credentials::accept { credential }));
	lab.perform(accepts.collect::<Vec<_>>())
}

fn record(who: &sr25519::Pair, terms: Terms) -> Signed {
	let (subject, capacity, status) = (subject(who), Capacity::Subject, Status::Active);
	Signed::new(who.clone(), Call::record { subject, capacity, status, terms, evidence: None })
}

/// The number of a code that the registry was loaded with.
pub fn code(lab: &Lab, kind: CodeKind, system: &str, symbol: &str) -> Result<CodeId> {
	let name = (
		kind,
		CodeSystem::try_from(system.as_bytes().to_vec()).ok().context("the system is too long")?,
		CodeSymbol::try_from(symbol.as_bytes().to_vec()).ok().context("the code is too long")?,
	);
	let id = lab.chain.storage(&pallet_codes::Ids::<Runtime>::hashed_key_for(name))?;
	Ok(CodeId::decode_all(&mut id.with_context(|| format!("{symbol} is not registered"))?.as_slice())?)
}

fn account(key: &sr25519::Pair) -> AccountId {
	key.public().into()
}

fn subject(key: &sr25519::Pair) -> SubjectId {
	SubjectId::from(key.public().0)
}
