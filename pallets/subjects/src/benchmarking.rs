//! Costs of the calls, each at its worst: full sets of accounts, every neighbour asked, the longest path.

use super::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{Consideration, EnsureOrigin, Get},
	BoundedVec,
};
use frame_system::RawOrigin;
use salus_primitives::{Commitment, OrganizationId, Organizations, Role, Roles, Seconds, SubjectId, Subjects as _};

/// An organisation that was never admitted, hence is not active.
const STRANGER: OrganizationId = OrganizationId::MAX;

/// `number` accounts in ascending order, none of them that of another name.
fn accounts<T: Config>(name: &'static str, number: u32) -> Vec<T::AccountId> {
	let mut accounts: Vec<_> = (0..number).map(|n| account(name, n, 0)).collect();
	accounts.sort();
	accounts
}

/// As many accounts as a bounded list takes, in ascending order.
fn full<T: Config, N: Get<u32>>(name: &'static str) -> BoundedVec<T::AccountId, N> {
	BoundedVec::truncate_from(accounts::<T>(name, N::get()))
}

fn soon<T: Config>() -> Seconds {
	Pallet::<T>::now().saturating_add(1)
}

fn guardianship<T: Config>() -> Option<Guardianship<T::AccountId>> {
	Some(Guardianship { guardians: full::<T, MaxLegalGuardians>("legal guardian"), until: soon::<T>() })
}

fn member<T: Config>(name: &'static str) -> (T::AccountId, OrganizationId) {
	let staff: T::AccountId = account(name, 0, 0);
	let organization = T::Organizations::benchmark_member(&staff, Roles::of(&[Role::Provider]));
	if let Some(depositor) = T::Organizations::account(organization) {
		T::Consideration::ensure_successful(&depositor, Pallet::<T>::footprint());
	}
	(staff, organization)
}

/// A subject kept by an organisation, with legal guardians.
fn kept<T: Config>() -> Result<(T::AccountId, OrganizationId, SubjectId), BenchmarkError> {
	let (staff, organization) = member::<T>("staff");
	let (salt, evidence) = ([7; 32], Commitment::default());
	let origin = RawOrigin::Signed(staff.clone()).into();
	Pallet::<T>::open_for(origin, organization, salt, Basis::PaperEvidence, evidence, guardianship::<T>())?;
	let subject = subject_id(organization, &salt);
	let number = by_colleague::<T>(subject)?;
	Pallet::<T>::confirm_proposal(RawOrigin::Signed(staff.clone()).into(), organization, subject, number)?;
	Ok((staff, organization, subject))
}

/// Let what is proposed for a subject be another's proposal, so that the one who made it can confirm it. Its number.
fn by_colleague<T: Config>(subject: SubjectId) -> Result<u32, BenchmarkError> {
	Proposals::<T>::mutate(subject, |slot| {
		let proposal = slot.as_mut().ok_or(BenchmarkError::Stop("something is proposed"))?;
		proposal.by = account("colleague", 0, 0);
		Ok(proposal.number)
	})
}

/// A subject with as many controllers and guardians as there may be, all of whom must agree.
fn guarded<T: Config>() -> Result<(T::AccountId, SubjectId, Vec<T::AccountId>), BenchmarkError> {
	let owner: T::AccountId = account("owner", 0, 0);
	let subject = Pallet::<T>::benchmark_subject(&owner);
	let controllers = full::<T, MaxControllers>("controller");
	let last = controllers.last().cloned().ok_or(BenchmarkError::Stop("a full set is not empty"))?;
	Pallet::<T>::rotate(RawOrigin::Signed(owner).into(), subject, controllers)?;
	let guardians = full::<T, MaxGuardians>("guardian");
	let (number, delay) = (count(&guardians), T::MaxRecoveryDelay::get());
	let origin = RawOrigin::Signed(last.clone()).into();
	Pallet::<T>::set_guardians(origin, subject, guardians.clone(), number, delay)?;
	Ok((last, subject, guardians.into_inner()))
}

/// A recovery that all guardians but `missing` approve, and whose delay is over once all do.
fn recovery<T: Config>(missing: usize) -> Result<(T::AccountId, SubjectId, u32, T::AccountId), BenchmarkError> {
	let (controller, subject, guardians) = guarded::<T>()?;
	let attempt = Subjects::<T>::get(subject).map_or(0, |s| s.trail.len);
	let (last, rest) = guardians.split_last().ok_or(BenchmarkError::Stop("a full set is not empty"))?;
	let mut approvals = rest.iter().skip(1).cloned().collect::<Vec<_>>();
	if missing == 0 {
		approvals.push(last.clone());
	}
	Recoveries::<T>::insert(
		subject,
		Recovery {
			attempt,
			controllers: full::<T, MaxControllers>("new controller"),
			initiator: rest.first().cloned().ok_or(BenchmarkError::Stop("a full set is not empty"))?,
			approvals: BoundedVec::truncate_from(approvals),
			ready: (missing == 0).then(Pallet::<T>::now),
			lapses: Seconds::MAX,
		},
	);
	Ok((controller, subject, attempt, last.clone()))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn open() {
		let owner: T::AccountId = whitelisted_caller();
		T::Consideration::ensure_successful(&owner, Pallet::<T>::footprint());

		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()));

		assert!(Subjects::<T>::contains_key(SubjectId::from(owner.into())));
	}

	#[benchmark]
	fn open_for() {
		let (staff, organization) = member::<T>("staff");
		let salt = [7; 32];

		#[extrinsic_call]
		_(
			RawOrigin::Signed(staff),
			organization,
			salt,
			Basis::PaperEvidence,
			Commitment::default(),
			guardianship::<T>(),
		);

		assert!(Subjects::<T>::contains_key(subject_id(organization, &salt)));
	}

	#[benchmark]
	fn offer_claim() -> Result<(), BenchmarkError> {
		let (staff, organization, subject) = kept::<T>()?;
		let claimant: T::AccountId = account("claimant", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), organization, subject, claimant, soon::<T>());

		assert!(Proposals::<T>::contains_key(subject));
		Ok(())
	}

	#[benchmark]
	fn accept_claim() -> Result<(), BenchmarkError> {
		let (staff, organization, subject) = kept::<T>()?;
		let claimant: T::AccountId = account("claimant", 0, 0);
		let origin = || RawOrigin::Signed(staff.clone()).into();
		Pallet::<T>::set_legal_guardians(origin(), organization, subject, None, Commitment::default())?;
		Pallet::<T>::confirm_proposal(origin(), organization, subject, by_colleague::<T>(subject)?)?;
		Pallet::<T>::offer_claim(origin(), organization, subject, claimant.clone(), soon::<T>())?;
		Pallet::<T>::confirm_proposal(origin(), organization, subject, by_colleague::<T>(subject)?)?;
		// Another proposal waits: it goes with the custody.
		let next = guardianship::<T>();
		Pallet::<T>::set_legal_guardians(origin(), organization, subject, next, Commitment::default())?;

		#[extrinsic_call]
		_(RawOrigin::Signed(claimant.clone()), subject);

		assert!(Pallet::<T>::controls(subject, claimant));
		Ok(())
	}

	#[benchmark]
	fn offer_custody() -> Result<(), BenchmarkError> {
		let (staff, organization, subject) = kept::<T>()?;
		let (_, to) = member::<T>("other staff");

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), organization, subject, to, soon::<T>());

		assert!(Offers::<T>::contains_key(subject));
		Ok(())
	}

	#[benchmark]
	fn take_custody() -> Result<(), BenchmarkError> {
		let (staff, organization, subject) = kept::<T>()?;
		let (other, to) = member::<T>("other staff");
		Pallet::<T>::offer_custody(RawOrigin::Signed(staff).into(), organization, subject, to, soon::<T>())?;
		// The longest path: the custodian is gone, its offer and a proposal stand, the council named a successor.
		let number = Subjects::<T>::get(subject).map_or(0, |s| s.trail.len);
		let change = Change::LegalGuardians { guardianship: guardianship::<T>(), evidence: Commitment::default() };
		let by = account("colleague", 0, 0);
		Proposals::<T>::insert(subject, Proposal { number, by, change, lapses: Seconds::MAX });
		Subjects::<T>::mutate(subject, |slot| {
			if let Some(subject) = slot {
				subject.keeper = Keeper::Custodian { organization: STRANGER, guardianship: guardianship::<T>() };
			}
		});
		Successions::<T>::insert(STRANGER, Succession { to, expires: Seconds::MAX });

		#[extrinsic_call]
		_(RawOrigin::Signed(other), to, subject);

		assert_eq!(Pallet::<T>::custodian(subject), Some(to));
		Ok(())
	}

	#[benchmark]
	fn withdraw_offer() -> Result<(), BenchmarkError> {
		let (staff, organization, subject) = kept::<T>()?;
		let claimant: T::AccountId = account("claimant", 0, 0);
		let origin = || RawOrigin::Signed(staff.clone()).into();
		Pallet::<T>::offer_claim(origin(), organization, subject, claimant, soon::<T>())?;
		Pallet::<T>::confirm_proposal(origin(), organization, subject, by_colleague::<T>(subject)?)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), organization, subject);

		assert!(!Offers::<T>::contains_key(subject));
		Ok(())
	}

	#[benchmark]
	fn set_legal_guardians() -> Result<(), BenchmarkError> {
		let (staff, organization, subject) = kept::<T>()?;
		let before = Subjects::<T>::get(subject).map(|s| s.trail);

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), organization, subject, guardianship::<T>(), Commitment::default());

		assert_ne!(Subjects::<T>::get(subject).map(|s| s.trail), before);
		Ok(())
	}

	#[benchmark]
	fn rotate() -> Result<(), BenchmarkError> {
		let (controller, subject, _, _) = recovery::<T>(1)?;
		let controllers = full::<T, MaxControllers>("new controller");

		#[extrinsic_call]
		_(RawOrigin::Signed(controller.clone()), subject, controllers);

		assert!(!Pallet::<T>::controls(subject, controller));
		Ok(())
	}

	#[benchmark]
	fn set_guardians() -> Result<(), BenchmarkError> {
		let (controller, subject, _, _) = recovery::<T>(1)?;
		let guardians = full::<T, MaxGuardians>("new guardian");

		#[extrinsic_call]
		_(RawOrigin::Signed(controller), subject, guardians.clone(), 1, T::MinRecoveryDelay::get());

		assert_eq!(Guardians::<T>::get(subject).map(|circle| circle.guardians), Some(guardians));
		Ok(())
	}

	#[benchmark]
	fn remove_guardians() -> Result<(), BenchmarkError> {
		let (controller, subject, _, _) = recovery::<T>(1)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(controller), subject);

		assert!(!Guardians::<T>::contains_key(subject));
		Ok(())
	}

	#[benchmark]
	fn initiate_recovery() -> Result<(), BenchmarkError> {
		let (_, subject, _, guardian) = recovery::<T>(1)?;
		// A lapsed attempt of somebody else stands in the way.
		Recoveries::<T>::mutate(subject, |slot| {
			if let Some(recovery) = slot {
				recovery.lapses = 0;
			}
		});
		let controllers = full::<T, MaxControllers>("new controller");

		#[extrinsic_call]
		_(RawOrigin::Signed(guardian.clone()), subject, controllers);

		assert_eq!(Recoveries::<T>::get(subject).map(|recovery| recovery.initiator), Some(guardian));
		Ok(())
	}

	#[benchmark]
	fn approve_recovery() -> Result<(), BenchmarkError> {
		let (_, subject, attempt, guardian) = recovery::<T>(1)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(guardian), subject, attempt);

		assert!(Recoveries::<T>::get(subject).is_some_and(|recovery| recovery.ready.is_some()));
		Ok(())
	}

	#[benchmark]
	fn complete_recovery() -> Result<(), BenchmarkError> {
		let (controller, subject, _, _) = recovery::<T>(0)?;
		let anyone: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(anyone), subject);

		assert!(!Pallet::<T>::controls(subject, controller));
		Ok(())
	}

	#[benchmark]
	fn veto_recovery() -> Result<(), BenchmarkError> {
		let (controller, subject, _, _) = recovery::<T>(0)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(controller), subject);

		assert!(!Recoveries::<T>::contains_key(subject));
		Ok(())
	}

	#[benchmark]
	fn appoint_successor() -> Result<(), BenchmarkError> {
		let (_, to) = member::<T>("staff");
		let origin = T::CustodyOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, STRANGER, to, soon::<T>());

		assert!(Successions::<T>::contains_key(STRANGER));
		Ok(())
	}

	#[benchmark]
	fn carry_deposit() -> Result<(), BenchmarkError> {
		let (controller, subject, _) = guarded::<T>()?;
		T::Consideration::ensure_successful(&controller, Pallet::<T>::footprint());

		#[extrinsic_call]
		_(RawOrigin::Signed(controller.clone()), subject);

		assert_eq!(Deposits::<T>::get(subject).map(|deposit| deposit.depositor), Some(controller));
		Ok(())
	}

	#[benchmark]
	fn carry_deposit_for() -> Result<(), BenchmarkError> {
		let (_, _, subject) = kept::<T>()?;
		let (other, to) = member::<T>("other staff");

		#[extrinsic_call]
		_(RawOrigin::Signed(other), to, subject);

		assert_eq!(Deposits::<T>::get(subject).map(|deposit| deposit.depositor), T::Organizations::account(to));
		Ok(())
	}

	// A claim: it writes an offer besides, which guardians do not.
	#[benchmark]
	fn confirm_proposal() -> Result<(), BenchmarkError> {
		let (staff, organization, subject) = kept::<T>()?;
		let origin = RawOrigin::Signed(staff.clone()).into();
		let claimant: T::AccountId = account("claimant", 0, 0);
		Pallet::<T>::offer_claim(origin, organization, subject, claimant, soon::<T>())?;
		let number = by_colleague::<T>(subject)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), organization, subject, number);

		assert!(Offers::<T>::contains_key(subject) && !Proposals::<T>::contains_key(subject));
		Ok(())
	}

	#[benchmark]
	fn withdraw_proposal() -> Result<(), BenchmarkError> {
		let (staff, organization, subject) = kept::<T>()?;
		let origin = RawOrigin::Signed(staff.clone()).into();
		Pallet::<T>::set_legal_guardians(origin, organization, subject, guardianship::<T>(), Commitment::default())?;
		let number = Proposals::<T>::get(subject).map_or(0, |proposal| proposal.number);

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), organization, subject, number);

		assert!(!Proposals::<T>::contains_key(subject));
		Ok(())
	}

	#[benchmark]
	fn answer() -> Result<(), BenchmarkError> {
		let (_, _, subject) = kept::<T>()?;
		let guardian = accounts::<T>("legal guardian", MaxLegalGuardians::get())
			.pop()
			.ok_or(BenchmarkError::Stop("a full set is not empty"))?;
		let acts;

		#[block]
		{
			acts = Pallet::<T>::is_legal_guardian(subject, &guardian);
		}

		assert!(acts);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
