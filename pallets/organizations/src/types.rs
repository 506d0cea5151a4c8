//! What the chain keeps about an organisation.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use salus_primitives::{identifiers::Identifier, CodeId, Duty, Role, Roles, TrailHead};
use scale_info::TypeInfo;

/// The most identifiers one organisation may carry.
pub type MaxIdentifiers = ConstU32<8>;

/// Identifiers of one organisation.
pub type Identifiers = BoundedVec<Identifier, MaxIdentifiers>;

/// Where an organisation stands towards the consortium.
#[derive(
	Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Standing {
	/// Applied, not yet a member.
	#[codec(index = 0)]
	Candidate,
	/// Member in good standing: it votes and its staff act for it.
	#[codec(index = 1)]
	Active,
	/// Member whose rights rest until the Council decides.
	#[codec(index = 2)]
	Suspended,
	/// Removed by the Council, for good.
	#[codec(index = 3)]
	Expelled,
	/// Left by its own decision, for good.
	#[codec(index = 4)]
	Resigned,
}

impl Standing {
	/// Is it a member, active or suspended? Members hold seats; nobody else may take the same accounts.
	pub const fn is_member(self) -> bool {
		matches!(self, Self::Active | Self::Suspended)
	}

	/// Has its membership ended for good?
	pub const fn has_ended(self) -> bool {
		matches!(self, Self::Expelled | Self::Resigned)
	}

	/// The state machine: where a step leads from here, if it can be taken at all.
	pub const fn after(self, step: &Step) -> Option<Self> {
		match (self, step) {
			(Self::Candidate, Step::Admitted) | (Self::Suspended, Step::Reinstated) => Some(Self::Active),
			(Self::Active, Step::Suspended { .. }) => Some(Self::Suspended),
			(Self::Active, Step::Resigned) => Some(Self::Resigned),
			(Self::Active | Self::Suspended, Step::Expelled { .. }) => Some(Self::Expelled),
			(Self::Active | Self::Suspended, Step::Amended { .. }) => Some(self),
			_ => None,
		}
	}
}

/// What an account can be to the one organisation that named it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Seat {
	/// Votes in the Council.
	#[codec(index = 0)]
	Representative,
	/// Votes in the Technical Committee.
	#[codec(index = 1)]
	TechnicalDelegate,
	/// Authors blocks.
	#[codec(index = 2)]
	Collator,
}

/// A ticket and the account whose money is behind it, which a change of admin does not move.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Deposit<AccountId, Ticket> {
	/// Who paid.
	pub payer: AccountId,
	/// What was paid.
	pub ticket: Ticket,
}

/// An organisation's entry.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Organization<AccountId, Ticket> {
	/// Where it stands.
	pub standing: Standing,
	/// The account that decides for it and implicitly has every duty.
	pub admin: AccountId,
	/// What it is admitted as.
	pub roles: Roles,
	/// By which numbers the field knows it.
	pub identifiers: Identifiers,
	/// The account that votes in the Council.
	pub representative: AccountId,
	/// The account that votes in the Technical Committee.
	pub technical_delegate: Option<AccountId>,
	/// The account that authors blocks.
	pub collator: Option<AccountId>,
	/// What holds its place in state; none for founders, and none once membership ended.
	pub deposit: Option<Deposit<AccountId, Ticket>>,
	/// Number of staff accounts.
	pub staff: u32,
	/// Head of its history.
	pub trail: TrailHead,
}

impl<AccountId: PartialEq, Ticket> Organization<AccountId, Ticket> {
	/// Does any seat of the organisation name this account?
	pub fn names(&self, who: &AccountId) -> bool {
		self.seats().any(|seated| seated == who)
	}

	/// Who holds this seat.
	pub fn seat(&self, seat: Seat) -> Option<&AccountId> {
		match seat {
			Seat::Representative => Some(&self.representative),
			Seat::TechnicalDelegate => self.technical_delegate.as_ref(),
			Seat::Collator => self.collator.as_ref(),
		}
	}

	/// Give this seat to an account, or leave it empty; the representative's falls back to the admin, since each
	/// member has its vote.
	pub fn set_seat(&mut self, seat: Seat, account: Option<AccountId>)
	where
		AccountId: Clone,
	{
		match seat {
			Seat::Representative => self.representative = account.unwrap_or_else(|| self.admin.clone()),
			Seat::TechnicalDelegate => self.technical_delegate = account,
			Seat::Collator => self.collator = account,
		}
	}

	/// Every account that holds a seat; one account may hold several.
	pub fn seats(&self) -> impl Iterator<Item = &AccountId> {
		core::iter::once(&self.representative).chain(&self.technical_delegate).chain(&self.collator)
	}
}

/// One step in an organisation's history, as the trail keeps it. The numbers are wire format: append only.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Step {
	/// It applied.
	#[codec(index = 0)]
	Applied {
		/// The roles applied for.
		roles: Roles,
		/// The identifiers claimed.
		identifiers: Identifiers,
	},
	/// The Council admitted it.
	#[codec(index = 1)]
	Admitted,
	/// The Council suspended it.
	#[codec(index = 2)]
	Suspended {
		/// Why, as a registered code.
		reason: CodeId,
	},
	/// The Council ended the suspension.
	#[codec(index = 3)]
	Reinstated,
	/// The Council expelled it.
	#[codec(index = 4)]
	Expelled {
		/// Why, as a registered code.
		reason: CodeId,
	},
	/// It left.
	#[codec(index = 5)]
	Resigned,
	/// The Council changed what it is admitted as.
	#[codec(index = 6)]
	Amended {
		/// The roles from now on.
		roles: Roles,
		/// The identifiers from now on.
		identifiers: Identifiers,
	},
}

/// Answer to "who is this organisation?".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct OrganizationInfo<AccountId> {
	/// Where it stands.
	pub standing: Standing,
	/// The account that decides for it.
	pub admin: AccountId,
	/// What it is admitted as.
	pub roles: Roles,
	/// By which numbers the field knows it.
	pub identifiers: Identifiers,
	/// The account that votes in the Council while the organisation is active.
	pub representative: AccountId,
	/// The account that votes in the Technical Committee while the organisation is active.
	pub technical_delegate: Option<AccountId>,
	/// The account that authors blocks while the organisation is active.
	pub collator: Option<AccountId>,
	/// The keyless account where its money lies.
	pub account: AccountId,
	/// Number of staff accounts.
	pub staff: u32,
	/// Head of its history.
	pub trail: TrailHead,
}

/// A founding member, as a genesis preset writes it.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Founder<AccountId> {
	/// The account that decides for it.
	pub admin: AccountId,
	/// What it is.
	pub roles: Vec<Role>,
	/// By which numbers the field knows it.
	#[serde(default)]
	pub identifiers: Vec<Identifier>,
	/// The account that votes in the Council; the admin where none is named.
	#[serde(default = "none")]
	pub representative: Option<AccountId>,
	/// The account that votes in the Technical Committee.
	#[serde(default = "none")]
	pub technical_delegate: Option<AccountId>,
	/// The account that authors blocks.
	#[serde(default = "none")]
	pub collator: Option<AccountId>,
	/// Staff and their duties.
	#[serde(default = "nobody")]
	pub staff: Vec<(AccountId, Vec<Duty>)>,
}

// Free functions, because `#[serde(default)]` would ask for `AccountId: Default`.
fn none<T>() -> Option<T> {
	None
}

fn nobody<T>() -> Vec<T> {
	Vec::new()
}
