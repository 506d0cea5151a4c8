//! Schemas and sources: governed, versioned, never changed.

use crate::{mock::*, Error, Event, PrimarySource, SchemaKind, SchemaRules, VerificationRule, MAX_DEPTH};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::Roles;
use sp_runtime::DispatchError;

#[test]
fn schema_should_get_the_next_number_and_version_one() {
	test(|| {
		assert_eq!(register(rules()), 0);
		assert_eq!(last_event(), Event::SchemaRegistered { schema: 0, version: 1 });
		assert_eq!(register(rules()), 1);
		let info = Credentials::schema_info(1, None).unwrap();
		assert_eq!((info.version, info.latest, info.retired, info.rules), (1, 1, false, rules()));
		assert_eq!(Credentials::schema_info(2, None), None);
		assert_eq!(Credentials::schema_info(1, Some(2)), None);
	});
}

#[test]
fn credential_should_keep_the_rules_of_its_version() {
	test(|| {
		let schema = licence();
		let old = to_doctor(schema).hold();
		let shorter = SchemaRules { max_validity: Some(DAY), ..rules() };
		assert_ok!(Credentials::register_schema(root(), Some(schema), shorter));
		assert_eq!(last_event(), Event::SchemaRegistered { schema, version: 2 });
		assert_eq!(Credentials::schema_info(schema, Some(1)).unwrap().rules, rules());
		assert_eq!(kept(old).version, 1);
		// Both versions are open until one is retired.
		let mut offer = to_doctor(schema);
		assert_ok!(offer.offer());
		offer.version = 2;
		assert_eq!(offer.offer(), Err(Error::<Test>::ValidityTooLong.into()));
		offer.until = Some(now() + DAY);
		assert_ok!(offer.offer());
	});
}

#[test]
fn retired_version_should_be_offered_no_longer_and_stay_good() {
	test(|| {
		let schema = licence();
		to_doctor(schema).hold();
		assert_ok!(Credentials::retire_schema(root(), schema, 1));
		assert_eq!(last_event(), Event::SchemaRetired { schema, version: 1 });
		assert_eq!(to_doctor(schema).offer(), Err(Error::<Test>::SchemaVersionRetired.into()));
		assert_eq!(check(schema), salus_primitives::CredentialAnswer::Active);
		assert_noop!(Credentials::retire_schema(root(), schema, 1), Error::<Test>::SchemaVersionRetired);
		assert_noop!(Credentials::retire_schema(root(), schema, 2), Error::<Test>::SchemaVersionNotFound);
	});
}

#[test]
fn unlawful_rules_should_be_refused_each_for_its_reason() {
	test(|| {
		let refused = |change: fn(&mut SchemaRules), error: Error<Test>| {
			let mut wrong = rules();
			change(&mut wrong);
			assert_noop!(Credentials::register_schema(root(), None, wrong), error);
		};
		refused(|rules| rules.issuers = Roles::NONE, Error::NoIssuerRole);
		refused(|rules| rules.max_validity = Some(0), Error::PeriodOfZero);
		refused(|rules| rules.max_depth = MAX_DEPTH + 1, Error::DepthExceeded);
		refused(
			|rules| rules.verification = Some(VerificationRule { source: 0, interval: DAY, before_use: false }),
			Error::SourceNotFound,
		);
		assert_ok!(Credentials::set_source(root(), None, source()));
		refused(
			|rules| rules.verification = Some(VerificationRule { source: 0, interval: 0, before_use: false }),
			Error::PeriodOfZero,
		);
		assert_noop!(Credentials::register_schema(root(), Some(7), rules()), Error::<Test>::SchemaNotFound);
		let schema = register(rules());
		let other = SchemaRules { kind: SchemaKind::Employment, ..rules() };
		assert_noop!(Credentials::register_schema(root(), Some(schema), other), Error::<Test>::KindChanged);
	});
}

#[test]
fn numbers_should_run_out_with_an_error() {
	test(|| {
		crate::NextSchemaId::<Test>::put(u32::MAX);
		let refused = Error::<Test>::NumbersExhausted;
		assert_noop!(Credentials::register_schema(root(), None, rules()), refused);
		crate::NextSourceId::<Test>::put(u32::MAX);
		assert_noop!(Credentials::set_source(root(), None, source()), Error::<Test>::NumbersExhausted);
		crate::NextSchemaId::<Test>::put(0);
		let schema = licence();
		crate::NextCredentialId::<Test>::put(u32::MAX);
		assert_eq!(to_doctor(schema).offer(), Err(Error::<Test>::NumbersExhausted.into()));
		crate::NextListId::<Test>::put(u32::MAX);
		let call =
			Credentials::create_status_list(signed(clerk(BOARD)), BOARD, schema, crate::StatusPurpose::Revocation);
		assert_eq!(call, Err(Error::<Test>::NumbersExhausted.into()));
		crate::NextCredentialId::<Test>::put(0);
	});
}

#[test]
fn source_should_have_a_majority_of_known_attestors() {
	test(|| {
		let refused = |change: fn(&mut PrimarySource), error: Error<Test>| {
			let mut wrong = source();
			change(&mut wrong);
			assert_noop!(Credentials::set_source(root(), None, wrong), error);
		};
		refused(|source| source.quorum = 0, Error::QuorumOutOfRange);
		refused(|source| source.quorum = 1, Error::QuorumOutOfRange);
		refused(|source| source.quorum = 4, Error::QuorumOutOfRange);
		refused(|source| source.attestors = Default::default(), Error::QuorumOutOfRange);
		let twice = |source: &mut PrimarySource| source.attestors = vec![key(3), key(11), key(3)].try_into().unwrap();
		refused(twice, Error::AttestorNamedTwice);
		// Both keys are the hospital's.
		let one = |source: &mut PrimarySource| source.attestors = vec![key(3), key(4)].try_into().unwrap();
		refused(one, Error::OrganizationNamedTwice);
		let unknown = |source: &mut PrimarySource| source.attestors = vec![key(3), key(99)].try_into().unwrap();
		refused(unknown, Error::AttestorNotFound);
		assert_noop!(Credentials::set_source(root(), Some(0), source()), Error::<Test>::SourceNotFound);
		assert_ok!(Credentials::set_source(root(), None, source()));
		assert_eq!(last_event(), Event::SourceSet { source: 0 });
		assert_ok!(Credentials::set_source(root(), Some(0), PrimarySource { quorum: 3, ..source() }));
		assert_eq!(crate::Sources::<Test>::get(0).unwrap().quorum, 3);
	});
}

#[test]
fn schemas_should_be_governed() {
	test(|| {
		for who in [clerk(BOARD), admin(BOARD), STRANGER] {
			let origin = || signed(who);
			assert_noop!(Credentials::register_schema(origin(), None, rules()), DispatchError::BadOrigin);
			assert_noop!(Credentials::retire_schema(origin(), 0, 1), DispatchError::BadOrigin);
			assert_noop!(Credentials::set_source(origin(), None, source()), DispatchError::BadOrigin);
		}
		assert_noop!(Credentials::register_schema(RuntimeOrigin::none(), None, rules()), DispatchError::BadOrigin);
	});
}
