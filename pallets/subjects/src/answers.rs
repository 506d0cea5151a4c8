//! What other pallets ask.

use crate::{Config, Error, Pallet, Subjects, WeightInfo};
use frame_support::weights::Weight;
use salus_primitives::{OrganizationId, SubjectId};
use sp_runtime::DispatchResult;

impl<T: Config> salus_primitives::Subjects<T::AccountId> for Pallet<T> {
	fn exists(subject: SubjectId) -> bool {
		Subjects::<T>::contains_key(subject)
	}

	fn ensure_controls(subject: SubjectId, who: &T::AccountId) -> DispatchResult {
		let subject = Subjects::<T>::get(subject).ok_or(Error::<T>::NotFound)?;
		frame_support::ensure!(subject.controlled_by(who), Error::<T>::NotController);
		Ok(())
	}

	fn is_legal_guardian(subject: SubjectId, who: &T::AccountId) -> bool {
		Self::guardianship(subject).is_some_and(|guardianship| guardianship.guardians.contains(who))
	}

	fn custodian(subject: SubjectId) -> Option<OrganizationId> {
		Subjects::<T>::get(subject)?.custodian()
	}

	fn weight() -> Weight {
		T::WeightInfo::answer()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_subject(who: &T::AccountId) -> SubjectId {
		use frame_support::traits::Consideration;
		let subject = SubjectId::from(who.clone().into());
		if !Subjects::<T>::contains_key(subject) {
			T::Consideration::ensure_successful(who, Self::footprint());
			// A benchmark whose deposit fails finds no subject and fails by itself.
			let _ = Self::do_open(who.clone());
		}
		subject
	}
}
