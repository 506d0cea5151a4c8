//! Code systems and extensions that claims are written with.

/// FHIR adjudication value codes.
pub const ADJUDICATION: &str = "http://terminology.hl7.org/CodeSystem/adjudication";
/// What CARIN Blue Button adds to them.
pub const C4BB_ADJUDICATION: &str = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication";
/// Claim adjustment reason codes (X12 external code source 139).
pub const CARC: &str = "https://x12.org/codes/claim-adjustment-reason-codes";
/// Remittance advice remark codes (X12 external code source 411).
pub const RARC: &str = "https://x12.org/codes/remittance-advice-remark-codes";
/// Claim adjustment group codes (X12 data element 1033).
pub const GROUP: &str = "https://x12.org/codes/claim-adjustment-group-codes";
/// Types of claims.
pub const CLAIM_TYPE: &str = "http://terminology.hl7.org/CodeSystem/claim-type";
/// Types of payments.
pub const PAYMENT_TYPE: &str = "http://terminology.hl7.org/CodeSystem/ex-paymenttype";
/// How claims are related.
pub const RELATED: &str = "http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship";
/// Types of benefits.
pub const BENEFIT_TYPE: &str = "http://terminology.hl7.org/CodeSystem/benefit-type";
/// In or out of a network.
pub const BENEFIT_NETWORK: &str = "http://terminology.hl7.org/CodeSystem/benefit-network";
/// Individual or family.
pub const BENEFIT_UNIT: &str = "http://terminology.hl7.org/CodeSystem/benefit-unit";
/// For how long.
pub const BENEFIT_TERM: &str = "http://terminology.hl7.org/CodeSystem/benefit-term";
/// X12 service types (data element 1365).
pub const SERVICE_TYPE: &str = "https://codesystem.x12.org/005010/1365";
/// X12 278 action codes (data element 306, HCR01).
pub const REVIEW_ACTION_CODE: &str = "https://codesystem.x12.org/005010/306";

/// Begins the name of every extension of Da Vinci PAS.
pub const PAS: &str = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/";
/// Why a value is not there.
pub const DATA_ABSENT: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

/// Begins the name of a claim of the chain.
pub const CLAIM_URN: &str = "urn:salus:claim:";
/// Begins the name of a prior authorisation of the chain.
pub const AUTHORIZATION_URN: &str = "urn:salus:authorization:";
/// Begins the name of a coverage of the chain.
pub const COVERAGE_URN: &str = "urn:salus:coverage:";
