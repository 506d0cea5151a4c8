//! The codes that a registry begins with: what consents, credentials and claims of the field carry.
//!
//! **Append only.** A code's number is its place in this list, and programs may rely on it (`tests/preload.rs` pins
//! it). New codes go into new sets at the end; on a chain that runs already they come by motion.
//!
//! Hierarchies are those of the standards, without their abstract codes (those that begin with an underscore). Where
//! we could not establish that a standard puts one code above another, the codes stand side by side: nobody's consent
//! reaches further than its words. No display texts: what a code means is written in its system.

use alloc::{vec, vec::Vec};
use salus_primitives::{
	codes::CodeKind::{self, *},
	CodeId,
};

/// Codes of one kind and system.
pub struct Set {
	/// What they are used for.
	pub kind: CodeKind,
	/// Their system.
	pub system: &'static str,
	/// The code, of another system, above those that have none above them here.
	pub above: Option<(&'static str, &'static str)>,
	/// The codes, with those below a code in parentheses behind it. `A<B` puts A also below B.
	pub codes: &'static str,
}

/// A code of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
	/// The number it gets when nothing was registered before.
	pub id: CodeId,
	/// What it is used for.
	pub kind: CodeKind,
	/// Its system.
	pub system: &'static str,
	/// The code itself.
	pub symbol: &'static str,
	/// The codes directly above it, by system and code.
	pub parents: Vec<(&'static str, &'static str)>,
}

/// All codes, in the order of their numbers.
pub fn entries() -> impl Iterator<Item = Entry> {
	let listed =
		SETS.iter().flat_map(|set| set.codes().into_iter().map(move |(symbol, parents)| (set, symbol, parents)));
	(1..=CodeId::MAX).zip(listed).map(|(id, (set, symbol, parents))| Entry {
		id,
		kind: set.kind,
		system: set.system,
		symbol,
		parents,
	})
}

/// A code and its parents.
type Listed = (&'static str, Vec<(&'static str, &'static str)>);

impl Set {
	/// Read the codes.
	fn codes(&self) -> Vec<Listed> {
		const DELIMITERS: [char; 5] = ['(', ')', ' ', '\n', '\t'];
		let (mut listed, mut above, mut last) = (Vec::<Listed>::new(), Vec::new(), "");
		for piece in self.codes.split_inclusive(DELIMITERS) {
			let word = piece.trim_end_matches(DELIMITERS);
			if !word.is_empty() {
				let mut names = word.split('<');
				last = names.next().unwrap_or_default();
				let mut parents = match above.last() {
					Some(parent) => vec![(self.system, *parent)],
					None => self.above.into_iter().collect(),
				};
				parents.extend(names.map(|also| (self.system, also)));
				listed.push((last, parents));
			}
			if piece.ends_with('(') {
				above.push(last);
			} else if piece.ends_with(')') {
				above.pop();
			}
		}
		listed
	}
}

const fn set(kind: CodeKind, system: &'static str, codes: &'static str) -> Set {
	Set { kind, system, above: None, codes }
}

const ACT_REASON: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
const ACT_CODE: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
const LOINC: &str = "http://loinc.org";

/// Everything, in order.
pub const SETS: &[Set] = &[
	// HL7 v3 PurposeOfUse.
	set(
		Purpose,
		ACT_REASON,
		"PurposeOfUse(
			HMARKT
			HOPERAT(CAREMGT DONAT FRAUD GOV HACCRED HCOMPL HDECD HDIRECT HDM HLEGAL HOUTCOMS HPRGRP HQUALIMP
				HSYSADMIN(LABELING METAMGT) MEMADMIN MILCDM PATADMIN PATSFTY PERFMSR RECORDMGT SYSDEV(HTEST) TRAIN MLTRAINING)
			HPAYMT(CLMATTCH COVAUTH COVERAGE(ELIGDTRM ELIGVER ENROLLM MILDCRG) REMITADV PMTDS)
			HRESCH(BIORCH CLINTRCH(CLINTRCHNPC CLINTRCHPC PRECLINTRCH) DSRCH POARCH TRANSRCH)
			PATRQT(FAMRQT PWATRNY SUPNWK)
			PUBHLTH(DISASTER THREAT)
			TREAT(CLINTRL COC ETREAT(BTG ERTREAT) POPHLTH TREATDS)
		)",
	),
	// HL7 consent actions.
	set(Action, "http://terminology.hl7.org/CodeSystem/consentaction", "collect access use disclose correct"),
	// HL7 v3 Confidentiality. Levels, not a hierarchy: whoever may see restricted data was not thereby told of normal
	// data.
	set(Label, "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "U L M N R V"),
	// HL7 v3 information sensitivity: of acts, entities and roles. The use disorders of alcohol and opioids stand
	// below SUD in HL7's hierarchy, and IHE PCF names them as parts of ETH: both hold.
	set(
		Label,
		ACT_CODE,
		"ETH GDIS HIV MST PREGNANT SCA SDV SEX
		SPI(BH(COGN DVD EMOTDIS) MH PSY PSYTHPN SUD(ETHUD<ETH OPIOIDUD<ETH))
		STD TBOO VIO IDS SICKLE
		DEMO DOB GENDER LIVARG MARST RACE REL
		B EMPL LOCIS SSP
		ADOL CEL VIP DIA DRGIS EMP PDS PHY PRS
		COMPT(ACOCOMPT CTCOMPT FMCOMPT HRCOMPT LRCOMPT PACOMPT RESCOMPT RMGTCOMPT)
		42CFRPart2 CommonRule HIPAANOPP HIPAAPsyNotes HIPAASelfPay Title38Section7332",
	),
	// Test data, as a label.
	set(Label, ACT_REASON, "HTEST"),
	// FHIR resource types, R4 first, then those that R4B and R5 added. Flat.
	set(
		ResourceClass,
		"http://hl7.org/fhir/resource-types",
		"Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment AppointmentResponse AuditEvent Basic
		Binary BiologicallyDerivedProduct BodyStructure Bundle CapabilityStatement CarePlan CareTeam CatalogEntry
		ChargeItem ChargeItemDefinition Claim ClaimResponse ClinicalImpression CodeSystem Communication
		CommunicationRequest CompartmentDefinition Composition ConceptMap Condition Consent Contract Coverage
		CoverageEligibilityRequest CoverageEligibilityResponse DetectedIssue Device DeviceDefinition DeviceMetric
		DeviceRequest DeviceUseStatement DiagnosticReport DocumentManifest DocumentReference EffectEvidenceSynthesis
		Encounter Endpoint EnrollmentRequest EnrollmentResponse EpisodeOfCare EventDefinition Evidence EvidenceVariable
		ExampleScenario ExplanationOfBenefit FamilyMemberHistory Flag Goal GraphDefinition Group GuidanceResponse
		HealthcareService ImagingStudy Immunization ImmunizationEvaluation ImmunizationRecommendation
		ImplementationGuide InsurancePlan Invoice Library Linkage List Location Measure MeasureReport Media Medication
		MedicationAdministration MedicationDispense MedicationKnowledge MedicationRequest MedicationStatement
		MedicinalProduct MedicinalProductAuthorization MedicinalProductContraindication MedicinalProductIndication
		MedicinalProductIngredient MedicinalProductInteraction MedicinalProductManufactured MedicinalProductPackaged
		MedicinalProductPharmaceutical MedicinalProductUndesirableEffect MessageDefinition MessageHeader
		MolecularSequence NamingSystem NutritionOrder Observation ObservationDefinition OperationDefinition
		OperationOutcome Organization OrganizationAffiliation Parameters Patient PaymentNotice PaymentReconciliation
		Person PlanDefinition Practitioner PractitionerRole Procedure Provenance Questionnaire QuestionnaireResponse
		RelatedPerson RequestGroup ResearchDefinition ResearchElementDefinition ResearchStudy ResearchSubject
		RiskAssessment RiskEvidenceSynthesis Schedule SearchParameter ServiceRequest Slot Specimen SpecimenDefinition
		StructureDefinition StructureMap Subscription Substance SubstanceNucleicAcid SubstancePolymer SubstanceProtein
		SubstanceReferenceInformation SubstanceSourceMaterial SubstanceSpecification SupplyDelivery SupplyRequest Task
		TerminologyCapabilities TestReport TestScript ValueSet VerificationResult VisionPrescription

		ActorDefinition AdministrableProductDefinition ArtifactAssessment BiologicallyDerivedProductDispense Citation
		ClinicalUseDefinition ConditionDefinition DeviceAssociation DeviceDispense DeviceUsage EncounterHistory
		EvidenceReport FormularyItem GenomicStudy ImagingSelection Ingredient InventoryItem InventoryReport
		ManufacturedItemDefinition MedicinalProductDefinition NutritionIntake NutritionProduct
		PackagedProductDefinition Permission RegulatedAuthorization RequestOrchestration Requirements
		SubscriptionStatus SubscriptionTopic SubstanceDefinition TestPlan Transport",
	),
	// Media types, as FHIR's consent content class uses them.
	set(
		ResourceClass,
		"urn:ietf:bcp:13",
		"application/hl7-cda+xml application/dicom application/pdf application/fhir+json application/fhir+xml text/plain",
	),
	// LOINC document types.
	set(
		ResourceClass,
		LOINC,
		"34133-9 18842-5 60591-5 11488-4 11506-3 11502-2 18748-4 34117-2 57133-1 28570-0",
	),
	// Who takes part, and how.
	set(
		ActorRole,
		"http://terminology.hl7.org/CodeSystem/v3-ParticipationType",
		"PART(
			ADM ATND CALLBCK CON DIS ESC REF
			AUT INF TRANS ENT WIT
			CST
			DIR(ALY BBY CAT CSM TPA DEV(NRD RDV) DON EXPAGNT EXPART EXPTRGT EXSRC PRD SBJ(SPC))
			IND(BEN CAGNT COV GUAR HLD RCT RCV)
			IRCP(NOT PRCP REFB REFT TRC)
			LOC(DST ELOC ORG RML VIA)
			PRF(DIST PPRF SPRF)
			RESP
			VRF(AUTHEN LA)
		)",
	),
	set(ActorRole, "http://terminology.hl7.org/CodeSystem/v3-ParticipationFunction", "AUCG AULR AUTM AUWA PROMSK"),
	set(
		ActorRole,
		"http://terminology.hl7.org/CodeSystem/v3-RoleClass",
		"AFFL AGNT ASSIGNED CAREGIVER CIT CLAIM CON CONTACT COVPTY DEPEN ECON EMP GUARD GUAR HLTHCHRT INVSBJ LIC NAMED
		NOK NOT PAT PAYEE PAYOR POLHOLD PROG PRS PROV QUAL RESBJ SPNSR STUD SUBSCR UNDWRT",
	),
	// Legal proxies, relatives, and parts played in consents and contracts.
	set(
		ActorRole,
		"http://terminology.hl7.org/CodeSystem/v3-RoleCode",
		"RESPRSN(EXCEST GUADLTM GUARD POWATT(DPOWATT HPOWATT SPOWATT))
		FAMMEMB(CHILD EXT(GRNDCHILD GRPRN) PRN(FTH MTH) SIB SIGOTHR(DOMPART SPS(HUSB WIFE)))
		CLASSIFIER CONSENTER CONSWIT COPART DECLASSIFIER DELEGATEE DELEGATOR DOWNGRDER GRANTEE GRANTOR GT INTPRTER
		AMENDER COAUTH CONT EVTWIT PRIMAUTH REVIEWER SOURCE TRANS VALID VERF AFFL AGENT CLAIM",
	),
	set(
		ActorRole,
		"http://terminology.hl7.org/CodeSystem/extra-security-role-type",
		"authserver datacollector dataprocessor datasubject humanuser",
	),
	set(
		ActorRole,
		"http://terminology.hl7.org/CodeSystem/contractsignertypecodes",
		"AMENDER AUTHN AUT AFFL AGNT ASSIGNED CIT CLAIMANT COAUTH CONSENTER CONSWIT CONT COPART COVPTY DELEGATEE
		delegator DEPEND DPOWATT EMGCON EVTWIT EXCEST GRANTEE GRANTOR GUAR GUARD GUADLTM INF INTPRT INSBJ HPROV LEGAUTHN
		NMDINS NOK NOTARY PAT POWATT PRIMAUTH PRIRECIP RECIP RESPRSN REVIEWER TRANS SOURCE SPOWATT VALID VERF WIT",
	),
	set(
		ActorRole,
		"http://terminology.hl7.org/CodeSystem/provenance-participant-type",
		"enterer performer author verifier legal attester informant custodian assembler composer",
	),
	set(ActorRole, "http://dicom.nema.org/resources/ontology/DCM", "110150 110151 110152 110153 110154 110155"),
	// Policies that a consent refers to.
	set(
		Policy,
		"http://terminology.hl7.org/CodeSystem/consentpolicycodes",
		"cric illinois-minor-procedure hipaa-auth hipaa-npp hipaa-restrictions hipaa-research hipaa-self-pay mdhhs-5515
		nyssipp va-10-0484 va-10-0485 va-10-5345 va-10-5345a va-10-5345a-mhv va-10-10116 va-21-4142 ssa-827 dch-3927
		squaxin nl-lsp at-elga nih-hipaa nci nih-grdr nih-527 ga4gh",
	),
	set(
		Policy,
		ACT_CODE,
		"EMRGONLY GRANTORCHOICE IMPLIED IMPLIEDD NOCONSENT NOPP OPTIN OPTINR OPTOUT OPTOUTE
		ICOL IDSCL INFA INFAO INFASO IRDSCL RESEARCH RSDID RSREID",
	),
	set(Policy, "https://profiles.ihe.net/ITI/PCF", "Policy-basic-normal Policy-break-glass-only"),
	set(Policy, LOINC, "59284-0 64292-6 57016-8 57017-6"),
	set(
		Policy,
		"http://terminology.hl7.org/CodeSystem/consentcategorycodes",
		"acd dnr emrgonly hcd npp polst research rsdid rsreid",
	),
	// What a consent is about.
	set(Scope, "http://terminology.hl7.org/CodeSystem/consentscope", "adr research patient-privacy treatment"),
	// Jurisdictions: the country, then its states, district and territories below it.
	set(Scope, ISO_COUNTRY, "US"),
	Set {
		kind: Scope,
		system: "urn:iso:std:iso:3166:-2",
		above: Some((ISO_COUNTRY, "US")),
		codes: "US-AL US-AK US-AZ US-AR US-CA US-CO US-CT US-DE US-FL US-GA US-HI US-ID US-IL US-IN US-IA US-KS US-KY US-LA
			US-ME US-MD US-MA US-MI US-MN US-MS US-MO US-MT US-NE US-NV US-NH US-NJ US-NM US-NY US-NC US-ND US-OH US-OK
			US-OR US-PA US-RI US-SC US-SD US-TN US-TX US-UT US-VT US-VA US-WA US-WV US-WI US-WY
			US-DC US-AS US-GU US-MP US-PR US-UM US-VI",
	},
	// NUCC provider taxonomy: specialisations below their classification.
	set(
		Scope,
		"http://nucc.org/provider-taxonomy",
		"207R00000X(207RC0000X 207RE0101X 207RG0100X 207RH0003X 207RI0200X 207RN0300X 207RP1001X 207RR0500X 207RX0202X)
		207Q00000X 208D00000X 208000000X 207V00000X 208600000X 207P00000X 207L00000X 207X00000X 207W00000X 207Y00000X
		207N00000X 208800000X 208M00000X 208100000X 2084P0800X 2084N0400X 2085R0202X 207ZP0102X
		363A00000X 363L00000X(363LF0000X) 364S00000X 367500000X 367A00000X 163W00000X 164W00000X
		183500000X(1835P0018X) 183700000X
		333600000X(3336C0003X 3336I0012X 3336M0002X 3336S0011X)
		122300000X(1223G0001X) 152W00000X 213E00000X 111N00000X
		103T00000X(103TC0700X) 104100000X(1041C0700X) 101Y00000X
		225100000X 225X00000X 235Z00000X 133V00000X 146L00000X 171M00000X
		282N00000X(282NC0060X) 261Q00000X(261QF0400X) 291U00000X 314000000X 251E00000X 332B00000X 302R00000X 305R00000X",
	),
	// Why a record was opened without consent (HL7 v3, consent override).
	set(Reason, ACT_REASON, "OVRER OVRINCOMP OVRPJ OVRPS OVRTPS"),
	// Why something else was done, where no standard has words: memberships, credentials, reviews, packs.
	set(
		Reason,
		"urn:salus:reason",
		"own-request breach-of-rules dues-unpaid security-incident insolvency merger loss-of-licence authority-order
		inactivity remedied
		issued-in-error superseded key-compromise practice-ended employment-ended surrendered lapsed disciplinary-action
		holder-request deceased excluded fraud under-investigation accreditation-lost verification-overdue
		review-justified review-unjustified review-overdue
		theft loss damage expiry recall suspect-product illegitimate-product sampling",
	),
	// X12 service types (data element 1365), as eligibility and authorisation use them.
	set(
		ServiceCategory,
		"https://codesystem.x12.org/005010/1365",
		"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 30 32 33 34 35 36 37 38 39 40 41 42 43 44
		45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79 80 81 82 83
		84 85 86 87 88 89 90 91 92 93 94 95 96 97 98 99 A0 A1 A2 A3 A4 A5 A6 A7 A8 A9 AA AB AC AD AE AF AG AH AI AJ AK AL AM
		AN AO AQ AR B1 B2 B3 BA BB BC BD BE BF BG BH BI BJ BK BL BM BN BP BQ BR BS BT BU BV BW BX BY BZ C1 CA CB CC CD CE CF
		CG CH CI CJ CK CL CM CN CO CP CQ DG DM DS GF GN GY IC MH NI ON PT PU RN RT TC TN UC",
	),
	// FHIR's example benefit categories, which base FHIR documents carry.
	set(
		ServiceCategory,
		"http://terminology.hl7.org/CodeSystem/ex-benefitcategory",
		"1 2 3 4 5 14 23 24 25 26 27 28 30 35 36 37 49 55 56 61 62 63 69 76 F1 F3 F4 F6",
	),
];

const ISO_COUNTRY: &str = "urn:iso:std:iso:3166";
