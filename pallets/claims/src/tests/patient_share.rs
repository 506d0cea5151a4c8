//! What the patient bears, paid by the patient or by whoever pays for it.

use crate::{
	mock::{Claims, *},
	x12::Group,
	*,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchResult;

type Failure = Error<Test>;

/// A claim of which the patient bears 4,000.
fn shared() -> ClaimId {
	submit(claim(covered(terms([visits(share(4_000, false, 0))])), [line(VISIT)])).unwrap()
}

#[test]
fn share_should_be_paid_to_the_provider_in_parts() {
	test(|| {
		let (id, had, patient) = (shared(), balance(purse(HOSPITAL)), balance(PATIENT));
		assert_ok!(Claims::pay_patient_share(signed(PATIENT), id, 1_500));
		assert_ok!(Claims::pay_patient_share(signed(SPOUSE), id, 1_000));
		assert_ok!(Claims::pay_patient_share(signed(PATIENT), id, 1_500));
		assert_eq!((balance(purse(HOSPITAL)) - had, patient - balance(PATIENT)), (4_000, 3_000));
		let kept = stored(id);
		assert_eq!(kept.patient_payments.to_vec(), [(PATIENT, 3_000), (SPOUSE, 1_000)]);
		assert_eq!((kept.patient, kept.patient_paid()), (4_000, 4_000));
		assert_eq!(history(id)[2..], [1_500, 1_000, 1_500].map(|amount| ClaimEntry::PatientPaid { amount }));
		assert_noop!(Claims::pay_patient_share(signed(PATIENT), id, 1), Failure::AbovePatientShare);
	});
}

#[test]
fn share_should_be_refused_when_something_is_wrong() {
	test(|| {
		let id = shared();
		assert_noop!(Claims::pay_patient_share(signed(PATIENT), 99, 1), Failure::ClaimNotFound);
		assert_noop!(Claims::pay_patient_share(signed(PATIENT), id, 0), Failure::ZeroAmount);
		assert_noop!(Claims::pay_patient_share(signed(PATIENT), id, 4_001), Failure::AbovePatientShare);
		assert_noop!(Claims::pay_patient_share(signed(STRANGER), id, 1), Failure::FundsInsufficient);
		Claims::reverse(biller(HOSPITAL), id, HOSPITAL).unwrap();
		assert_noop!(Claims::pay_patient_share(signed(PATIENT), id, 1), Failure::ClaimStateUnfit);
		let pended = submit(claim(covered(PlanTerms { review_above: Some(0), ..full() }), [line(VISIT)])).unwrap();
		assert_noop!(Claims::pay_patient_share(signed(PATIENT), pended, 1), Failure::ClaimStateUnfit);
	});
}

#[test]
fn as_many_should_pay_as_there_is_room_for() {
	test_minting(|| {
		let id = shared();
		let room = <MaxPatientPayers as sp_core::Get<u32>>::get();
		for n in 0..=u128::from(room) {
			let who = 5_000 + n;
			set_balance(who, 10);
			let paid = Claims::pay_patient_share(signed(who), id, 1);
			if n < u128::from(room) {
				assert_ok!(paid);
			} else {
				assert_eq!(paid, Err(Failure::TooManyPayers.into()));
			}
		}
		assert_ok!(Claims::pay_patient_share(signed(5_000), id, 1));
		set_balance(5_000 + u128::from(room), 10);
	});
}

#[test]
fn share_should_return_to_whoever_paid_it_when_the_claim_is_taken_back() {
	test_minting(|| {
		let id = shared();
		let (patient, spouse) = (balance(PATIENT), balance(SPOUSE));
		Claims::pay_patient_share(signed(PATIENT), id, 3_000).unwrap();
		Claims::pay_patient_share(signed(SPOUSE), id, 1_000).unwrap();
		// The provider has spent all but 3,500 of it.
		set_balance(purse(HOSPITAL), 3_500);
		assert_noop!(Claims::reverse(biller(HOSPITAL), id, HOSPITAL), Failure::FundsInsufficient);
		// The payer's takeback gives patients what there is, first of all.
		assert_ok!(Claims::reverse(adjudicator(PAYER), id, PAYER));
		assert_eq!((balance(PATIENT), balance(SPOUSE)), (patient, spouse - 500));
		let entry = ClaimEntry::Reversed { by: PAYER, returned: 0, owed: 6_000, refunded: 3_500, replaced_by: None };
		assert_eq!(history(id).last(), Some(&entry));
	});
}

#[test]
fn excess_should_return_to_the_patient_when_an_appeal_lowers_the_share() {
	test(|| {
		let id = shared();
		let had = (balance(PATIENT), balance(SPOUSE), balance(purse(HOSPITAL)));
		Claims::pay_patient_share(signed(PATIENT), id, 3_000).unwrap();
		Claims::pay_patient_share(signed(SPOUSE), id, 1_000).unwrap();
		Claims::appeal(signed(PATIENT), id, Appellant::Member, document(3)).unwrap();
		let ruling = Ruling::Overturn(decisions([adjust([
			adjustment(Group::CO, "45", None, 5_000),
			adjustment(Group::PR, "3", None, 1_200),
		])]));
		assert_ok!(Claims::decide_appeal(adjudicator(PAYER), id, PAYER, ruling));
		let kept = stored(id);
		assert_eq!((kept.paid, kept.patient, kept.patient_paid()), (8_800, 1_200, 1_200));
		assert_eq!(kept.patient_payments.to_vec(), [(PATIENT, 1_200)]);
		// 2,800 more from the payer, 2,800 back to who paid last, first.
		assert_eq!((balance(PATIENT), balance(SPOUSE)), (had.0 - 1_200, had.1));
		assert_eq!(balance(purse(HOSPITAL)), had.2 + 4_000);
		let told = ClaimEntry::PatientRefunded { refunded: 2_800, due: 0 };
		assert!(history(id).contains(&told));
	});
}

/// An appeal leaves the patient nothing to bear; the provider gets so much more than the 6,000 it has.
fn overturned(id: ClaimId, more: Money) -> DispatchResult {
	let ruling = Ruling::Overturn(decisions([adjust([adjustment(Group::CO, "45", None, 9_000 - more)])]));
	Claims::decide_appeal(adjudicator(PAYER), id, PAYER, ruling)
}

#[test]
fn empty_account_of_the_provider_should_not_stand_in_the_way_of_an_appeal() {
	test_minting(|| {
		let id = shared();
		let had = balance(PATIENT);
		Claims::pay_patient_share(signed(PATIENT), id, 4_000).unwrap();
		Claims::appeal(signed(PATIENT), id, Appellant::Member, document(3)).unwrap();
		set_balance(purse(HOSPITAL), 1_500);
		assert_ok!(overturned(id, 1_000));
		let kept = stored(id);
		assert_eq!((kept.patient, kept.patient_paid()), (0, 0));
		// All that there is comes back; the rest is told.
		assert_eq!((balance(PATIENT), balance(purse(HOSPITAL))), (had - 1_500, 0));
		assert!(history(id).contains(&ClaimEntry::PatientRefunded { refunded: 2_500, due: 1_500 }));
	});
}

#[test]
fn debt_of_the_provider_should_not_be_paid_with_what_is_the_patients() {
	test_minting(|| {
		// The provider owes 6,000 for a claim that was taken back.
		let other = shared();
		set_balance(purse(HOSPITAL), 0);
		Claims::reverse(adjudicator(PAYER), other, PAYER).unwrap();
		assert_eq!(Contracts::<Test>::get(PAYER, HOSPITAL).owed, Some((USD, 6_000)));
		let had = balance(PATIENT);
		// The next payment pays that; the one after it is taken back in its turn.
		let id = shared();
		let third = shared();
		assert_eq!(Contracts::<Test>::get(PAYER, HOSPITAL).owed, None);
		set_balance(purse(HOSPITAL), 0);
		Claims::reverse(adjudicator(PAYER), third, PAYER).unwrap();
		Claims::pay_patient_share(signed(PATIENT), id, 4_000).unwrap();
		set_balance(purse(HOSPITAL), 0);
		Claims::appeal(signed(PATIENT), id, Appellant::Member, document(3)).unwrap();
		assert_ok!(overturned(id, 5_000));
		assert_eq!((balance(PATIENT), balance(purse(HOSPITAL))), (had, 0));
		assert!(history(id).contains(&ClaimEntry::PatientRefunded { refunded: 4_000, due: 0 }));
		// Of 5,000 more, 4,000 are the patient's and 1,000 are set against the debt.
		assert_eq!(Contracts::<Test>::get(PAYER, HOSPITAL).owed, Some((USD, 5_000)));
	});
}
