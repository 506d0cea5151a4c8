//! What an organisation is to the rest of the system: roles it holds and duties its staff carry.

use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use scale_info::TypeInfo;

/// Number of a member organisation, given in order of application and never reused.
pub type OrganizationId = u32;

macro_rules! flags {
	($(#[$set_doc:meta])* $set:ident of $(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $bit:literal),+ $(,)? }) => {
		$(#[$doc])*
		#[derive(
			Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
			serde::Serialize, serde::Deserialize,
		)]
		pub enum $name { $($(#[$vdoc])* #[codec(index = $bit)] $variant),+ }

		impl $name {
			/// Every value, in the order of their codes.
			pub const ALL: &'static [$name] = &[$($name::$variant),+];

			const fn bit(self) -> u16 {
				match self { $($name::$variant => 1u16 << $bit),+ }
			}
		}

		$(#[$set_doc])*
		#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
		pub struct $set(u16);

		impl $set {
			const KNOWN: u16 = $((1u16 << $bit))|+;

			/// The empty set.
			pub const NONE: Self = Self(0);

			/// Every value at once.
			pub const ALL: Self = Self(Self::KNOWN);

			/// A set of the given values.
			pub fn of(values: &[$name]) -> Self {
				values.iter().fold(Self(0), |set, value| Self(set.0 | value.bit()))
			}

			/// Does the set hold this value?
			pub fn contains(self, value: $name) -> bool {
				self.0 & value.bit() != 0
			}

			/// Is the set empty?
			pub fn is_empty(self) -> bool {
				self.0 == 0
			}
		}

		// Bits without a meaning are refused when decoding, so that they can be given one later.
		impl Decode for $set {
			fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
				let bits = u16::decode(input)?;
				if bits & !Self::KNOWN != 0 {
					return Err(concat!("unknown bit in ", stringify!($set)).into());
				}
				Ok(Self(bits))
			}
		}
	};
}

flags! {
	/// The roles an organisation was admitted in.
	Roles of
	/// What an organisation is in healthcare's division of labour. An organisation may have several roles.
	Role {
		/// Treats patients (hospital, practice, clinic).
		Provider = 0,
		/// Pays for care (insurer, health plan, public payer).
		Payer = 1,
		/// Makes medicines or devices (marketing authorisation holder, labeller).
		Manufacturer = 2,
		/// Trades medicines between makers and dispensers.
		Wholesaler = 3,
		/// Hands medicines to patients (pharmacy).
		Dispenser = 4,
		/// Performs laboratory tests.
		Laboratory = 5,
		/// Supervises others by law.
		Regulator = 6,
		/// Issues licences, certificates and privileges.
		CredentialIssuer = 7,
		/// Checks others' record stores and books.
		Auditor = 8,
		/// Uses data for research under consent.
		Researcher = 9,
		/// Speaks for patients.
		PatientAdvocate = 10,
	}
}

flags! {
	/// The duties of one staff account.
	Duties of
	/// What a staff account may do in its organisation's name.
	Duty {
		/// Keeps the list of staff and the organisation's own entry.
		Administration = 0,
		/// Spends the organisation's account and manages whom it sponsors.
		Finance = 1,
		/// Registers record stores, anchors and erases records.
		Records = 2,
		/// Opens and serves subjects: registration desk, patient services.
		Registration = 3,
		/// Treats patients: requests access, breaks glass.
		Clinical = 4,
		/// Records consents and answers privacy requests.
		Privacy = 5,
		/// Issues, suspends and revokes credentials.
		Credentialing = 6,
		/// Makes, ships, receives and dispenses medicines.
		Logistics = 7,
		/// Submits claims for the provider.
		Billing = 8,
		/// Adjudicates claims and runs plans for the payer.
		Adjudication = 9,
		/// Operates nodes: names the collator and attestor keys.
		Operations = 10,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn set_should_hold_exactly_what_was_put_in() {
		let set = Roles::of(&[Role::Payer, Role::PatientAdvocate]);
		for role in Role::ALL {
			assert_eq!(set.contains(*role), matches!(role, Role::Payer | Role::PatientAdvocate));
		}
		assert!(Duties::NONE.is_empty() && !Duties::ALL.is_empty());
	}

	#[test]
	fn unknown_bits_should_be_refused_on_decode() {
		assert_eq!(Roles::decode(&mut &(1u16 << 10).encode()[..]), Ok(Roles::of(&[Role::PatientAdvocate])));
		assert!(Roles::decode(&mut &(1u16 << 11).encode()[..]).is_err());
		assert!(Duties::decode(&mut &u16::MAX.encode()[..]).is_err());
	}
}
