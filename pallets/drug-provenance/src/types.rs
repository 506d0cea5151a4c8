//! What the pallet keeps and what it answers.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use salus_primitives::{
	anchor::{Proof, ProofError, Root},
	Gln13, Gtin14, OrganizationId, Role, Seconds, Sscc18, TrailHead,
};
pub use salus_primitives::{Gs1Text, Lifecycle, LotNumber, Serial, UnitId};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_io::hashing::blake2_256;

/// Defines an enum that goes on chain and into answers as a plain word. The numbers are wire format: append only.
macro_rules! words {
	($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $index:literal),+ $(,)? }) => {
		$(#[$doc])*
		#[derive(
			Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen,
			TypeInfo, serde::Serialize, serde::Deserialize,
		)]
		#[serde(rename_all = "camelCase")]
		pub enum $name { $($(#[$vdoc])* #[codec(index = $index)] $variant),+ }

		impl $name {
			/// Every value, in the order of their codes.
			pub const ALL: &'static [$name] = &[$($name::$variant),+];
		}
	};
}

// --- Bounds --------------------------------------------------------------------------------------------------------

/// The most items that one call may name.
pub type MaxItems = ConstU32<64>;

/// The most commissioning batches of a lot.
pub const MAX_BATCHES: u8 = 64;

/// The most serials that one commissioning batch may have.
pub const MAX_BATCH_SERIALS: u32 = 10_000_000;

/// The most recall rules of one lot, and of one product.
pub type MaxRecalls = ConstU32<16>;

/// How many containers may stand inside each other: a unit in a bundle in a case on a pallet in a freight container, and
/// one level to spare.
pub const MAX_HEIGHT: u8 = 5;

/// The most company prefixes of one organisation.
pub type MaxPrefixes = ConstU32<16>;

/// The most trail steps with which an error is declared.
pub type MaxSteps = ConstU32<16>;

/// The most organisations that a verification record remembers by name.
pub type MaxPlaces = ConstU32<8>;

/// Address where a labeller's agent answers with proofs: ASCII, `https://…`.
pub type Responder = BoundedVec<u8, ConstU32<128>>;

/// The regulatory clock: a suspicion must be answered, and an illegitimate product notified, within 24 hours (FD&C Act,
/// section 582(b)(4)(A)(ii), (B)(ii)).
pub const REGULATORY_CLOCK: Seconds = 86_400;

/// For so long a receiver may say that it got more than was shipped.
pub const OVERAGE_PERIOD: Seconds = 30 * 86_400;

/// The most recall rules of one lot, or of one product, that no regulator ordered: whoever labels it leaves room for those.
pub const MAX_OWN_RECALLS: usize = 12;

/// Number of recall rules ever made. A batch keeps the epoch it was commissioned in, a recall rule is of the epoch it
/// begins: a rule covers what is of an earlier epoch.
pub type Epoch = u64;

/// A calendar day: whole days since 1970-01-01, UTC.
pub type Day = u32;

/// Number of a shipment.
pub type ShipmentId = u64;

/// A lot: its product and its number (LGTIN).
pub type LotId = (Gtin14, LotNumber);

// --- Who and when --------------------------------------------------------------------------------------------------

/// A GS1 company prefix: who was licensed to build identifiers that begin with it.
#[derive(
	Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct CompanyPrefix {
	/// Number of digits, 4 to 12, leading zeros included.
	digits: u8,
	/// The digits as one number.
	number: u64,
}

impl CompanyPrefix {
	/// A prefix; `None` for too few or too many digits, or a number that does not fit them.
	pub fn new(digits: u8, number: u64) -> Option<Self> {
		((4..=12).contains(&digits) && number < 10u64.checked_pow(digits.into())?).then_some(Self { digits, number })
	}

	/// Do the twelve digits begin with this prefix?
	fn begins(self, twelve: u64) -> bool {
		let rest = 12u32.saturating_sub(self.digits.into());
		10u64.checked_pow(rest).and_then(|unit| twelve.checked_div(unit)) == Some(self.number)
	}

	/// Was the trade item number built on this prefix? Its first digit is the indicator, its last the check digit.
	pub fn covers_gtin(self, gtin: Gtin14) -> bool {
		self.begins((gtin.get() / 10) % 1_000_000_000_000)
	}

	/// Was the logistic unit's code built on this prefix? Its first digit is the extension digit.
	pub fn covers_sscc(self, sscc: Sscc18) -> bool {
		self.begins((sscc.get() / 100_000) % 1_000_000_000_000)
	}

	/// The prefixes that this one begins with, itself the last.
	pub fn lineage(self) -> impl Iterator<Item = Self> {
		(4..=self.digits).filter_map(move |digits| {
			let unit = 10u64.checked_pow(self.digits.saturating_sub(digits).into())?;
			Self::new(digits, self.number.checked_div(unit)?)
		})
	}
}

impl Decode for CompanyPrefix {
	fn decode<I: codec::Input>(input: &mut I) -> Result<Self, codec::Error> {
		let (digits, number) = Decode::decode(input)?;
		Self::new(digits, number).ok_or_else(|| "not a GS1 company prefix".into())
	}
}

/// When something happened, as the caller says (EPCIS `eventTime` and `eventTimeZoneOffset`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct EventTime {
	/// Milliseconds since the Unix epoch.
	pub millis: u64,
	/// Minutes that the local clock was ahead of UTC.
	pub offset: i16,
}

/// What the caller says about an event beside what happened. Kept in the trail, never acted on.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Told {
	/// When.
	pub time: EventTime,
	/// Where (EPCIS `readPoint`).
	pub place: Option<Gln13>,
	/// SHA-256 of the EPCIS event that this was read from (CBV 2.0, section 8.9: event hash id).
	pub event: Option<H256>,
}

// --- Products and lots ---------------------------------------------------------------------------------------------

words! {
	/// May the product be traded?
	ProductStatus {
		/// Yes.
		Active = 0,
		/// No more is made; what there is may be traded.
		Discontinued = 1,
		/// The labeller's policy answers verifications with no.
		Withdrawn = 2,
	}
}

/// National Drug Code in its eleven-digit form (5-4-2).
#[derive(
	Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Ndc(u64);

impl Ndc {
	/// A code; `None` beyond eleven digits.
	pub fn new(number: u64) -> Option<Self> {
		(number < 100_000_000_000).then_some(Self(number))
	}

	/// The eleven digits as one number.
	pub fn get(self) -> u64 {
		self.0
	}

	/// The ten-digit codes that are written so in eleven digits: one of the three segments lost a leading zero.
	fn ten_digits(self) -> impl Iterator<Item = u64> {
		let (labeler, product, package) = (self.0 / 1_000_000, self.0 / 100 % 10_000, self.0 % 100);
		// 4-4-2, 5-3-2, 5-4-1.
		[
			(labeler < 10_000).then_some(self.0),
			(product < 1_000).then(|| labeler.saturating_mul(100_000).saturating_add(self.0 % 100_000)),
			(package < 10).then(|| {
				let head = labeler.saturating_mul(10_000).saturating_add(product);
				head.saturating_mul(10).saturating_add(package)
			}),
		]
		.into_iter()
		.flatten()
	}

	/// A GTIN that is built on an NDC (indicator, `03`, ten digits, check digit) must be built on this one.
	pub fn agrees_with(self, gtin: Gtin14) -> bool {
		let body = gtin.get() / 10 % 1_000_000_000_000;
		body / 10_000_000_000 != 3 || self.ten_digits().any(|ten| ten == body % 10_000_000_000)
	}
}

impl Decode for Ndc {
	fn decode<I: codec::Input>(input: &mut I) -> Result<Self, codec::Error> {
		Self::new(u64::decode(input)?).ok_or_else(|| "an NDC has eleven digits".into())
	}
}

/// Temperatures, in tenths of a degree Celsius.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Temperatures {
	/// Lowest.
	pub low: i16,
	/// Highest.
	pub high: i16,
}

/// What a labeller says about a product.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ProductDetails {
	/// National Drug Code.
	pub ndc: Option<Ndc>,
	/// Between which temperatures it must be kept.
	pub storage: Option<Temperatures>,
	/// How many units of content (tablets, millilitres, doses) a pack has; 1 where it is given whole.
	pub content: u32,
}

/// A product (GTIN).
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Product {
	/// Who makes it, or has it made, and answers for it.
	pub labeller: OrganizationId,
	/// What the labeller says about it.
	pub details: ProductDetails,
	/// May it be traded?
	pub status: ProductStatus,
	/// Recall rules for all its lots.
	pub recalls: Recalls,
}

/// A lot (LGTIN).
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Lot {
	/// Last day on which it may be used.
	pub expiry: Day,
	/// Number of commissioning batches.
	pub batches: u8,
	/// The first of them, and of most lots the only one.
	pub first: Batch,
	/// Number of serials under all of them.
	pub serials: u64,
	/// All of it is held back.
	pub quarantine: Option<Hold>,
	/// Recall rules for it.
	pub recalls: Recalls,
	/// Its history.
	pub trail: TrailHead,
}

/// Serials that were commissioned together: a tree whose leaf `n` has the `n`-th serial of the sorted list as payload.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Batch {
	/// Root over the serials, and their number.
	pub root: Root,
	/// Recall rules before it do not cover it.
	pub epoch: Epoch,
	/// When the chain learned of it.
	pub at: Seconds,
}

words! {
	/// How grave a recall is (21 CFR 7.3(m)).
	RecallLevel {
		/// Use may cause serious harm or death.
		I = 0,
		/// Use may cause temporary or reversible harm.
		II = 1,
		/// Use is not likely to cause harm.
		III = 2,
	}
}

/// Which serials a recall rule covers.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Scope {
	/// All.
	#[codec(index = 0)]
	All,
	/// Those that begin so.
	#[codec(index = 1)]
	Prefix(Serial),
	/// Numbers of the same length, from the first to the last.
	#[codec(index = 2)]
	Range(Serial, Serial),
}

impl Scope {
	/// A range has two numbers of the same length in order.
	pub fn is_lawful(&self) -> bool {
		let number = |serial: &Serial| serial.as_bytes().iter().all(u8::is_ascii_digit);
		match self {
			Self::Range(from, to) => {
				from.as_bytes().len() == to.as_bytes().len() && number(from) && number(to) && from <= to
			},
			_ => true,
		}
	}

	/// Does it cover this serial?
	pub fn covers(&self, serial: &Serial) -> bool {
		match self {
			Self::All => true,
			Self::Prefix(prefix) => serial.as_bytes().starts_with(prefix.as_bytes()),
			Self::Range(from, to) => {
				serial.as_bytes().len() == from.as_bytes().len()
					&& serial.as_bytes().iter().all(u8::is_ascii_digit)
					&& (from..=to).contains(&serial)
			},
		}
	}
}

/// A recall rule.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Recall {
	/// Its number, and the epoch it begins: it covers what is of an earlier one.
	pub epoch: Epoch,
	/// How grave it is.
	pub level: RecallLevel,
	/// Which serials.
	pub scope: Scope,
	/// Who recalled.
	pub by: OrganizationId,
	/// A regulator ordered it: only a regulator ends it, or clears what it covers.
	pub ordered: bool,
	/// Since when.
	pub at: Seconds,
	/// When it was ended.
	pub ended: Option<Seconds>,
}

/// Recall rules, oldest first.
pub type Recalls = BoundedVec<Recall, MaxRecalls>;

/// That a trading partner has heard of a recall.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Acknowledgement {
	/// When.
	pub at: Seconds,
	/// How many of the recalled units it says to hold.
	pub held: u32,
}

// --- Units and containers ------------------------------------------------------------------------------------------

words! {
	/// Why an item is held back.
	HoldKind {
		/// Set aside, such as after a temperature excursion.
		Quarantine = 0,
		/// There is reason to believe that it is illegitimate (FD&C Act, section 581(21)).
		Suspect = 1,
		/// Credible evidence shows that it is counterfeit, diverted, stolen, adulterated or unfit (section 581(8)).
		Illegitimate = 2,
		/// Stolen.
		Stolen = 3,
		/// Lost.
		Lost = 4,
		/// Returned, not verified yet (section 582(c)(4)(D)).
		Returned = 5,
	}
}

/// That something is held back.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Hold {
	/// Why.
	pub kind: HoldKind,
	/// By whom. A regulator's hold stays a regulator's, however others add to it.
	pub by: OrganizationId,
	/// Since when. For suspect and illegitimate product the clock of 24 hours runs from here.
	pub since: Seconds,
	/// When the authority and the trading partners were notified (illegitimate product).
	pub notified: Option<Seconds>,
}

impl HoldKind {
	/// How grave it is: what is taken out of a container is under the graver of its own hold and the container's.
	pub const fn gravity(self) -> u8 {
		match self {
			Self::Returned => 0,
			Self::Quarantine => 1,
			Self::Lost => 2,
			Self::Stolen => 3,
			Self::Suspect => 4,
			Self::Illegitimate => 5,
		}
	}
}

impl Hold {
	/// Until when the suspicion must be answered, or the notice given; `None` when no clock runs.
	pub fn due(&self) -> Option<Seconds> {
		let runs = match self.kind {
			HoldKind::Suspect => true,
			HoldKind::Illegitimate => self.notified.is_none(),
			_ => false,
		};
		runs.then(|| self.since.saturating_add(REGULATORY_CLOCK))
	}
}

words! {
	/// Why something is shipped, or packed.
	Purpose {
		/// To be sold on or dispensed: everything must be in order with it.
		Sale = 0,
		/// Back, or to be destroyed. Recalled, expired and held goods travel so.
		Return = 1,
	}
}

words! {
	/// What the receiver of a shipment says is wrong.
	DisputeKind {
		/// It was shipped and did not arrive.
		Short = 0,
		/// It arrived and was not shipped.
		Over = 1,
		/// It arrived damaged.
		Damaged = 2,
		/// It is not what was ordered.
		Wrong = 3,
	}
}

/// An unsettled dispute.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Dispute {
	/// About which shipment.
	pub shipment: ShipmentId,
	/// What the receiver says.
	pub kind: DisputeKind,
}

/// What units and containers have in common: where they are and what keeps them from going on.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Status {
	/// Whose it is (EPCIS `owning_party`). Stale while inside a container.
	pub owner: OrganizationId,
	/// Who has it, or had it before it was shipped (`possessing_party`). Stale while inside a container.
	pub holder: OrganizationId,
	/// The shipment it is on.
	pub shipment: Option<ShipmentId>,
	/// The container it is in. When that one was opened, the item is free, and where the container was opened.
	pub parent: Option<Sscc18>,
	/// Why it is held back.
	pub hold: Option<Hold>,
	/// A dispute about where it is.
	pub dispute: Option<Dispute>,
	/// Latest time that an event of it was said to have happened, in milliseconds. What comes with an earlier one is
	/// marked as late.
	pub latest: u64,
	/// Its history.
	pub trail: TrailHead,
}

/// A serialised unit that had an event of its own.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Unit {
	/// Its lot.
	pub lot: LotNumber,
	/// What became of it.
	pub lifecycle: Lifecycle,
	/// How much of its content was dispensed.
	pub dispensed: u32,
	/// How many supplies were recorded, those declared in error included.
	pub dispenses: u32,
	/// Recall rules up to this epoch do not cover it: that of its batch, or of its clearing.
	pub cleared: Epoch,
	/// The committed container that it was in when it entered state.
	pub origin: Option<Sscc18>,
	/// Where it is.
	pub status: Status,
}

/// A supply from a unit.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Dispense {
	/// The supply.
	pub record: salus_primitives::DispenseRecord,
	/// It was declared not to have occurred.
	pub voided: bool,
}

/// What is in a container.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Contents {
	/// So many items, each of which names it as its parent.
	#[codec(index = 0)]
	Listed(u32),
	/// What the labeller committed to: a tree whose leaf `n` has the hash of the `n`-th [`Child`] as payload.
	#[codec(index = 1)]
	Committed(Root),
}

/// What stands at a leaf of a committed container.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Child {
	/// A unit.
	#[codec(index = 0)]
	Unit(UnitId),
	/// A container, with all that it holds.
	#[codec(index = 1)]
	Container(Sscc18, Bulk),
}

impl Child {
	/// Payload of its leaf. A hash, so that no leaf has a forbidden length.
	pub fn payload(&self) -> [u8; 32] {
		self.using_encoded(blake2_256)
	}
}

/// A container that a labeller filled in bulk.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Bulk {
	/// Root over what stands in it directly, and how many that are.
	pub root: Root,
	/// 1 when it holds only units, else more than what it holds.
	pub height: u8,
	/// The one lot that all units in it are of.
	pub lot: Option<LotId>,
}

/// A logistic unit (SSCC).
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Container {
	/// Who made it.
	pub packer: OrganizationId,
	/// 1 when it holds only units, else more than what it holds.
	pub height: u8,
	/// The one lot that all units in it are of.
	pub lot: Option<LotId>,
	/// What it may be shipped for.
	pub purpose: Purpose,
	/// What is in it.
	pub contents: Contents,
	/// Recall rules up to this epoch do not cover it: that in which it was made, or cleared.
	pub cleared: Epoch,
	/// The committed container that it was in when it entered state.
	pub origin: Option<Sscc18>,
	/// When it was opened. From then on it stays as it is: its status says where and in whose hands what was in it was
	/// set free.
	pub opened: Option<Opened>,
	/// Where it is.
	pub status: Status,
}

/// The tombstone of a container.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Opened {
	/// Epoch in which it was opened.
	pub epoch: Epoch,
	/// When.
	pub at: Seconds,
}

/// A shipment.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Shipment {
	/// Who ships.
	pub from: OrganizationId,
	/// Who shall receive.
	pub to: OrganizationId,
	/// What for.
	pub purpose: Purpose,
	/// The receiver becomes the owner.
	pub sold: bool,
	/// Items shipped.
	pub shipped: u32,
	/// Items received.
	pub received: u32,
	/// Items that went back: refused, voided or conceded.
	pub returned: u32,
	/// Items with an unsettled dispute.
	pub disputed: u32,
	/// Items that the receiver ever said to be too many, settled or not.
	pub over: u32,
	/// When.
	pub at: Seconds,
}

// --- What calls name -----------------------------------------------------------------------------------------------

/// A unit or a container.
#[derive(
	Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ItemId {
	/// A unit.
	#[codec(index = 0)]
	Unit(UnitId),
	/// A container.
	#[codec(index = 1)]
	Container(Sscc18),
}

/// That a serial was commissioned.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Membership {
	/// In which lot.
	pub lot: LotNumber,
	/// In which of its batches.
	pub batch: u8,
	/// At which leaf.
	pub index: u32,
	/// Proof of the leaf.
	pub proof: Proof,
}

/// That an item stands in a committed container.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Packing {
	/// In which one.
	pub container: Sscc18,
	/// At which leaf.
	pub index: u32,
	/// Proof of the leaf.
	pub proof: Proof,
}

/// What a call must bring along for an item that has not entered state.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Evidence {
	/// Of a unit: that it was commissioned, and the committed container it stands in. Without one only its labeller
	/// brings it into state, as loose stock.
	#[codec(index = 0)]
	Unit(Membership, Option<Packing>),
	/// Of a container: what it holds, and the committed container it stands in.
	#[codec(index = 1)]
	Container(Bulk, Packing),
}

/// An item of a call.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Item {
	/// Which one.
	pub id: ItemId,
	/// Needed for its first event only. Ignored afterwards.
	pub evidence: Option<Evidence>,
}

/// Items of a call.
pub type Items = BoundedVec<Item, MaxItems>;

words! {
	/// How a unit leaves the supply chain other than to a patient.
	Ending {
		/// Destroyed.
		Destroyed = 0,
		/// Its serial number was retired.
		Decommissioned = 1,
		/// Taken as a sample.
		Sampled = 2,
		/// Exported.
		Exported = 3,
	}
}

words! {
	/// Why an earlier event is declared an error (CBV 2.0, section 7.5).
	ErrorReason {
		/// It did not happen.
		DidNotOccur = 0,
		/// It happened otherwise.
		IncorrectData = 1,
	}
}

/// A trail step as the declarer of an error brings it along.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct StepEvidence {
	/// Head before it.
	pub previous: H256,
	/// Its position.
	pub n: u32,
	/// Its block.
	pub block: u32,
	/// SCALE bytes of its [`TrailEntry`].
	pub entry: BoundedVec<u8, ConstU32<512>>,
}

words! {
	/// What contradicts what a labeller committed to.
	ContradictionKind {
		/// The item stands in a committed container, and was already elsewhere.
		AlreadyElsewhere = 0,
		/// Its serial was commissioned in two lots.
		TwoLots = 1,
		/// It is of another lot than its container.
		LotMismatch = 2,
		/// It belongs to another labeller's product.
		ForeignUnit = 3,
		/// It is no lower than the container it stands in.
		Nesting = 4,
	}
}

// --- History -------------------------------------------------------------------------------------------------------

/// Whose trail.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Subject {
	/// A unit's; the trail's subject is SCALE [`UnitId`].
	#[codec(index = 0)]
	Unit(UnitId),
	/// A lot's; SCALE [`LotId`].
	#[codec(index = 1)]
	Lot(LotId),
	/// A container's; SCALE [`Sscc18`].
	#[codec(index = 2)]
	Container(Sscc18),
}

/// One entry of a trail.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct TrailEntry {
	/// Who recorded it.
	pub by: OrganizationId,
	/// When, where and from which document, as told.
	pub told: Told,
	/// When the chain learned of it. Lawfulness follows this order.
	pub recorded: Seconds,
	/// It was told after something that happened later, or long after it happened.
	pub late: bool,
	/// What happened.
	pub what: What,
}

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum What {
	/// A unit entered state: it is leaf `index` of this batch of its lot.
	#[codec(index = 0)]
	Emerged {
		/// Its lot.
		lot: LotNumber,
		/// The batch.
		batch: u8,
		/// The leaf.
		index: u32,
	},
	/// A container entered state: it stood in a committed one.
	#[codec(index = 1)]
	EmergedContainer,
	/// It was taken from a container; what happened to it before is in that one's trail, up to entry `n`.
	#[codec(index = 2)]
	TakenFrom {
		/// The container.
		container: Sscc18,
		/// Length of the container's trail then.
		n: u32,
	},
	/// It was put into a container; what happens from now on is in that one's trail, from entry `n` on.
	#[codec(index = 3)]
	PackedInto {
		/// The container.
		container: Sscc18,
		/// Length of the container's trail then.
		n: u32,
	},
	/// Items were put into it.
	#[codec(index = 4)]
	Filled {
		/// How many.
		items: u32,
	},
	/// A labeller filled it in bulk.
	#[codec(index = 5)]
	FilledInBulk {
		/// What with.
		bulk: Bulk,
	},
	/// Items were taken out of it.
	#[codec(index = 6)]
	Emptied {
		/// How many.
		items: u32,
	},
	/// It was opened: all that is in it is free.
	#[codec(index = 7)]
	Opened,
	/// It was shipped.
	#[codec(index = 8)]
	Shipped {
		/// On which shipment.
		shipment: ShipmentId,
		/// To whom.
		to: OrganizationId,
		/// What for.
		purpose: Purpose,
		/// The receiver becomes the owner.
		sold: bool,
	},
	/// It was received.
	#[codec(index = 9)]
	Received {
		/// From which shipment.
		shipment: ShipmentId,
	},
	/// The receiver refused it.
	#[codec(index = 10)]
	Refused {
		/// From which shipment.
		shipment: ShipmentId,
	},
	/// The shipper took it off the shipment.
	#[codec(index = 11)]
	Voided {
		/// Which one.
		shipment: ShipmentId,
	},
	/// The receiver disputes the shipment.
	#[codec(index = 12)]
	Disputed {
		/// Which one.
		shipment: ShipmentId,
		/// How.
		kind: DisputeKind,
	},
	/// A dispute was settled: it is with the shipper or with the receiver.
	#[codec(index = 13)]
	Settled {
		/// About which shipment.
		shipment: ShipmentId,
		/// It is the receiver who has it.
		with_receiver: bool,
	},
	/// It was given to a patient, or some of it.
	#[codec(index = 14)]
	Dispensed {
		/// Which supply from this unit, from 0.
		n: u32,
		/// How much.
		quantity: u32,
		/// Names the supply.
		tag: H256,
		/// What it was before.
		before: Lifecycle,
	},
	/// It left the supply chain.
	#[codec(index = 15)]
	Ended {
		/// How.
		ending: Ending,
		/// What it was before.
		before: Lifecycle,
	},
	/// It is held back.
	#[codec(index = 16)]
	Held {
		/// Why.
		kind: HoldKind,
		/// Why it was held back before.
		before: Option<HoldKind>,
	},
	/// It is held back no longer.
	#[codec(index = 17)]
	Released {
		/// Why it was.
		kind: HoldKind,
	},
	/// The authority and the trading partners were notified.
	#[codec(index = 18)]
	Notified {
		/// After the 24 hours.
		overdue: bool,
	},
	/// It was checked: recalls up to this epoch do not concern it.
	#[codec(index = 19)]
	Cleared {
		/// The epoch.
		epoch: Epoch,
	},
	/// It was too cold or too warm.
	#[codec(index = 20)]
	Excursion {
		/// What was measured.
		measured: Temperatures,
	},
	/// An earlier entry is an error. That entry stays.
	#[codec(index = 21)]
	Corrected {
		/// Head that the entry led to.
		step: H256,
		/// Why.
		reason: ErrorReason,
		/// The unit is again what it was before that entry.
		restored: bool,
	},
	/// Serials of a lot were commissioned.
	#[codec(index = 22)]
	Commissioned {
		/// The number of the batch.
		batch: u8,
		/// Root over them, and their number.
		root: Root,
	},
	/// A recall was begun.
	#[codec(index = 23)]
	Recalled {
		/// Its number.
		recall: Epoch,
		/// How grave.
		level: RecallLevel,
		/// Which serials.
		scope: Scope,
	},
	/// A recall was ended.
	#[codec(index = 24)]
	RecallEnded {
		/// Its number.
		recall: Epoch,
	},
	/// What a labeller committed to contradicts this.
	#[codec(index = 25)]
	Contradicted {
		/// How.
		kind: ContradictionKind,
		/// The labeller.
		labeller: OrganizationId,
	},
	/// It was verified in too many places.
	#[codec(index = 26)]
	RepeatAlert,
}

// --- Verification --------------------------------------------------------------------------------------------------

/// Who verified a unit lately.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Verifications {
	/// When the period began in which they are counted.
	pub since: Seconds,
	/// Organisations that did not have the unit when they verified it, each once.
	pub strangers: BoundedVec<OrganizationId, MaxPlaces>,
	/// When there were too many.
	pub alert: Option<Seconds>,
}

/// A question: is this what it says?
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct VerifyQuery {
	/// What the code says it is.
	pub unit: UnitId,
	/// The lot that the code says.
	pub lot: Option<LotNumber>,
	/// The expiry that the code says.
	pub expiry: Option<Day>,
	/// The container that it came in. If the unit has had no event of its own, what speaks against the container speaks
	/// against it.
	pub container: Option<Sscc18>,
	/// What is known from the labeller's serial list.
	pub proof: Option<SerialProof>,
}

/// What a serial list proves.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum SerialProof {
	/// The serial was commissioned.
	#[codec(index = 0)]
	Present(Membership),
	/// The serial was commissioned in no batch of this lot: its neighbours in each.
	#[codec(index = 1)]
	Absent {
		/// The lot.
		lot: LotNumber,
		/// One for each batch, in order.
		batches: BoundedVec<Gap, ConstU32<64>>,
	},
	/// The serial was commissioned, and the unit stands in this committed container: what holds of that holds of it.
	/// Where that has had no event of its own, what holds of the one around it, and so on.
	#[codec(index = 2)]
	PresentIn(Membership, Packing, Around),
}

/// Committed containers around one another, from the inside to the outside: what each holds, and where it stands.
pub type Around = BoundedVec<(Bulk, Packing), ConstU32<{ MAX_HEIGHT as u32 - 1 }>>;

/// Where a serial would stand in a sorted list.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Gap {
	/// The one before it; `None` when it would be the first.
	pub before: Option<Neighbour>,
	/// The one after it; `None` when it would be the last.
	pub after: Option<Neighbour>,
}

/// A commissioned serial.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Neighbour {
	/// The serial.
	pub serial: Serial,
	/// Its leaf.
	pub index: u32,
	/// Proof of the leaf.
	pub proof: Proof,
}

words! {
	/// Why a verification failed (GS1 Lightweight Messaging Standard for Verification of Product Identifiers 1.3,
	/// `verificationFailureReason`).
	FailureReason {
		/// `No_match_GTIN_Serial`.
		NoMatchGtinSerial = 0,
		/// `No_match_GTIN_Serial_Lot`.
		NoMatchGtinSerialLot = 1,
		/// `No_match_GTIN_Serial_Expiry`.
		NoMatchGtinSerialExpiry = 2,
		/// `No_match_GTIN_Serial_Lot_Expiry`.
		NoMatchGtinSerialLotExpiry = 3,
		/// `Manufacturer_policy`.
		ManufacturerPolicy = 4,
		/// `Not_for_re-distribution`.
		NotForRedistribution = 5,
	}
}

words! {
	/// What exactly is wrong, where the failure reason does not say.
	Finding {
		/// The product has no such lot.
		UnknownLot = 0,
		/// The lot is genuine; this serial was never commissioned in it.
		NeverCommissioned = 1,
		/// The serial is genuine, of another lot.
		OtherLot = 2,
		/// The lot is genuine, and has another expiry.
		OtherExpiry = 3,
		/// The serial was commissioned in two lots.
		TwoLots = 4,
		/// The container that it came in is of another lot.
		ContainerOfOtherLot = 5,
	}
}

words! {
	/// What else must be known (the first four are the standard's `additionalInfo`).
	Notice {
		/// `Expired`.
		Expired = 0,
		/// `Recalled`.
		Recalled = 1,
		/// `Suspect`.
		Suspect = 2,
		/// `Illegitimate`.
		Illegitimate = 3,
		/// Stolen.
		Stolen = 4,
		/// Lost.
		Lost = 5,
		/// The unit, or its container, is in quarantine.
		Quarantine = 6,
		/// The whole lot is in quarantine.
		LotQuarantine = 7,
		/// Returned and not verified since.
		Returned = 8,
		/// Its custody is disputed.
		Disputed = 9,
		/// Verified in too many places.
		RepeatAlert = 10,
		/// Already given to a patient, or some of it.
		AlreadyDispensed = 11,
		/// Its serial was retired, or it was destroyed, sampled or exported.
		Ended = 12,
		/// The labeller discontinued the product.
		Discontinued = 13,
		/// What its labeller committed to about it contradicts itself.
		Contradicted = 14,
	}
}

/// How a verification ended.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum Verdict {
	/// The identifiers match, and the labeller does not object.
	#[codec(index = 0)]
	Verified,
	/// They do not, or it does.
	#[codec(index = 1)]
	Failed {
		/// Why, in the standard's words.
		reason: FailureReason,
		/// Why exactly.
		finding: Option<Finding>,
	},
	/// The chain cannot say without a proof: ask the responder.
	#[codec(index = 2)]
	ProofRequired {
		/// What was wrong with the proof that came along.
		error: Option<ProofError>,
		/// What the chain sees without one: a lot that it does not know, or that has another expiry.
		finding: Option<Finding>,
	},
	/// No labeller registered this GTIN: the chain has nothing to say about it (in the standard, HTTP status 404).
	#[codec(index = 3)]
	UnknownProduct,
}

/// Answer to "is this what it says?".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct VerifyAnswer {
	/// How it ended.
	pub verdict: Verdict,
	/// What else must be known, worst last.
	pub notices: BoundedVec<Notice, ConstU32<16>>,
	/// The gravest level of the recalls that cover it.
	pub recall: Option<RecallLevel>,
	/// What became of the unit; `None` unless it was proved to exist.
	pub lifecycle: Option<Lifecycle>,
	/// What its holder is. `None` while the unit has had no event of its own, unless it is proved to stand in a container.
	pub holder: Option<Role>,
	/// It may be sold or dispensed now, as far as the chain knows. Of a unit without an event of its own that is neither
	/// proved nor said to stand in a container, the chain knows the identifiers and nothing else.
	pub sellable: bool,
	/// Its lot, once known.
	pub lot: Option<LotNumber>,
	/// The lot's expiry, once known.
	pub expiry: Option<Day>,
	/// Who answers for the product.
	pub labeller: Option<OrganizationId>,
	/// Where the labeller's agent answers with proofs.
	pub responder: Option<Responder>,
}

// --- Answers -------------------------------------------------------------------------------------------------------

/// Where a free item is, or the outermost container it is in.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Location {
	/// Whose it is.
	pub owner: OrganizationId,
	/// Who has it, or shipped it.
	pub holder: OrganizationId,
	/// To whom it is on its way.
	pub in_transit_to: Option<OrganizationId>,
	/// The containers it is in, innermost first.
	pub containers: BoundedVec<Sscc18, ConstU32<8>>,
}

/// Answer to "what is this unit?".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct UnitInfo {
	/// As stored. What its status says about place and hands is stale while it is inside a container.
	pub unit: Unit,
	/// Where it is.
	pub location: Location,
	/// Its lot expired.
	pub expired: bool,
	/// The gravest recall that covers it.
	pub recalled: Option<RecallLevel>,
	/// Its lot is in quarantine.
	pub lot_quarantine: bool,
	/// Nothing is wrong with it: not held back, disputed, recalled, expired, withdrawn, nor of a lot in quarantine.
	pub sound: bool,
	/// It may be sold or dispensed now.
	pub sellable: bool,
}

/// Answer to "what is this container?".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ContainerInfo {
	/// As stored.
	pub container: Container,
	/// Where it is.
	pub location: Location,
}

/// Answer to "what is this lot?".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct LotInfo {
	/// As stored.
	pub lot: Lot,
	/// Its batches.
	pub batches: BoundedVec<Batch, ConstU32<64>>,
	/// It expired.
	pub expired: bool,
}

/// Answer to "what is recalled?".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct RecallInfo {
	/// The lot; `None` for a rule that is the product's.
	pub lot: Option<LotNumber>,
	/// The rule.
	pub recall: Recall,
}
