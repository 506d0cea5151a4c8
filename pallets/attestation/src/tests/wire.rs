//! What others rely on byte for byte. Append only.

use crate::{crypto::KEY_TYPE, mock::*, Call, Error, Event};
use codec::Encode;
use frame_support::traits::{PalletInfoAccess, StorageInfoTrait};
use salus_primitives::{Outcome, Source, Verdict};
use sp_core::sr25519;

#[test]
fn call_indices_should_never_change() {
	test(|_| {
		let job = open(1, &[0], 1);
		let report = report(job, 0, Verdict::Attested);
		assert_eq!(Call::<Test>::register_attestor { key: key(0), organization: 1 }.encode()[0], 0);
		assert_eq!(Call::<Test>::remove_attestor { key: key(0) }.encode()[0], 1);
		assert_eq!(Call::<Test>::submit { report, signature: sr25519::Signature::default() }.encode()[0], 2);
	});
}

#[test]
fn error_indices_should_never_change() {
	let all: [Error<Test>; 19] = [
		Error::AlreadyRegistered,
		Error::AttestorNotFound,
		Error::OrganizationNotActive,
		Error::NoAttestors,
		Error::DuplicateAttestor,
		Error::InvalidQuorum,
		Error::InvalidTimeLimit,
		Error::AlreadyOpen,
		Error::Busy,
		Error::JobNotFound,
		Error::DeadlinePassed,
		Error::WrongRound,
		Error::WrongQuestion,
		Error::NotAssigned,
		Error::AlreadyVoted,
		Error::WindowTooLong,
		Error::WindowNotOpen,
		Error::WindowClosed,
		Error::OrganizationNamedTwice,
	];
	for (index, error) in all.iter().enumerate() {
		assert_eq!(usize::from(error.encode()[0]), index);
	}
}

#[test]
fn event_indices_should_never_change() {
	let (key, organization, job, round, source) = (key(0), 1, 2, 1, Source::RecordStore(1));
	let all: [Event<Test>; 6] = [
		Event::AttestorRegistered { key, organization },
		Event::AttestorRemoved { key, organization },
		Event::JobOpened { job, source, quorum: 1, deadline: 1 },
		Event::Voted { job, round, attestor: key, verdict: Verdict::Attested },
		Event::RoundStarted { job, round, deadline: 1 },
		Event::JobEnded { job, source, outcome: Outcome::Unanswered },
	];
	for (index, event) in all.iter().enumerate() {
		assert_eq!(usize::from(event.encode()[0]), index);
	}
}

#[test]
fn storage_should_be_bounded_and_named_as_before() {
	let known: Vec<_> = Attestation::storage_info()
		.into_iter()
		.map(|info| {
			assert!(info.max_size.is_some(), "every entry is bounded");
			String::from_utf8(info.storage_name).unwrap()
		})
		.collect();
	for name in ["Attestors", "NextJob", "Jobs", "OpenJobs", "Deadlines", "FirstBucket"] {
		assert!(known.iter().any(|other| other == name), "{name} in {known:?}");
	}
	assert_eq!(Attestation::name(), "Attestation");
}

#[test]
fn key_type_should_never_change() {
	assert_eq!(KEY_TYPE.0, *b"satt");
}
