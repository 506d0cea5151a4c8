//! Costs of the calls, the hook and the question other pallets ask, each at its worst: the longest chain of issuers,
//! every memory of suspensions full, every attestor of another organisation.

use super::*;
use alloc::vec::Vec;
use codec::{Compact, Encode};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{Consideration, EnsureOrigin, Footprint},
	BoundedVec,
};
use frame_system::RawOrigin;
use salus_primitives::{
	codes::CodeKind, Attestations, CodeId, Codes, Commitment, CredentialAnswer, CredentialCheck, Holder, Locator,
	OnAttestation, OrganizationId, Organizations, Outcome, Role, Roles, SchemaId, Seconds, Source, TrailHead,
	TrailKind, Verdict,
};
use sp_core::H256;

/// Organisations that exist only as issuers: numbers that no member has.
const FIRST_ISSUER: OrganizationId = 1_000_000;

/// A member that may issue, with means for a deposit, and its staff.
fn member<T: Config>(n: u32) -> (T::AccountId, OrganizationId) {
	let staff: T::AccountId = account("staff", n, 0);
	let organization = T::Organizations::benchmark_member(&staff, Roles::of(&[Role::CredentialIssuer]));
	fund::<T>(organization);
	(staff, organization)
}

/// Let an organisation carry the deposits of a benchmark.
fn fund<T: Config>(organization: OrganizationId) {
	if let Some(purse) = T::Organizations::account(organization) {
		for _ in 0..3 {
			T::Consideration::ensure_successful(&purse, Footprint { count: 32, size: 32_768 });
		}
	}
}

fn rules(verification: Option<VerificationRule>, status: StatusRecord) -> SchemaRules {
	SchemaRules {
		kind: SchemaKind::Licence,
		definition: H256::repeat_byte(1),
		issuers: Roles::of(&[Role::CredentialIssuer]),
		holders: Holders::Anyone,
		self_issuance: false,
		max_validity: Some(Seconds::MAX),
		status,
		verification,
		max_depth: MAX_DEPTH,
		max_sub_issuers: u32::MAX,
	}
}

/// A source with as many attestors as there may be, each of another auditor, all of whom must agree.
fn primary_source<T: Config>(number: u32) -> PrimarySource {
	let attestors = (0..number).map(|n| {
		let staff: T::AccountId = account("auditor", n, 0);
		let organization = T::Organizations::benchmark_member(&staff, Roles::of(&[Role::Auditor]));
		T::Attestations::benchmark_attestor(organization, u8::try_from(n).unwrap_or(u8::MAX).saturating_add(1))
	});
	let attestors = BoundedVec::truncate_from(attestors.collect());
	PrimarySource { url_commitment: Commitment::default(), attestors, quorum: number }
}

fn schema<T: Config>(status: StatusRecord) -> Result<SchemaId, BenchmarkError> {
	let schema = NextSchemaId::<T>::get();
	Pallet::<T>::do_register_schema(None, rules(None, status))?;
	Ok(schema)
}

fn verified_schema<T: Config>(status: StatusRecord) -> Result<SchemaId, BenchmarkError> {
	let source = NextSourceId::<T>::get();
	Sources::<T>::insert(source, primary_source::<T>(16));
	NextSourceId::<T>::put(source.saturating_add(1));
	let rule = VerificationRule { source, interval: Seconds::MAX, before_use: true };
	let schema = NextSchemaId::<T>::get();
	Pallet::<T>::do_register_schema(None, rules(Some(rule), status))?;
	Ok(schema)
}

fn issuer(state: IssuerState, under: Option<OrganizationId>, depth: u8) -> Issuer {
	let ended = (0..MAX_ISSUER_SUSPENSIONS).map(|_| Interval { from: 0, until: 0 }).collect();
	let since = matches!(state, IssuerState::Suspended(_)).then_some(0);
	Issuer {
		state,
		under,
		depth,
		sub_issuers: 1,
		since: (state != IssuerState::Candidate).then_some(0),
		suspensions: Suspensions { since, ended: BoundedVec::truncate_from(ended), forgotten: None },
	}
}

/// Put an issuer at the end of the longest chain; the numbers of those above it begin with `first`.
fn put_chain<T: Config>(schema: SchemaId, leaf: OrganizationId, first: OrganizationId, state: IssuerState) {
	let mut under = None;
	for depth in 0..MAX_DEPTH {
		let organization = first.saturating_add(depth.into());
		Issuers::<T>::insert(schema, organization, issuer(IssuerState::Accredited, under, depth));
		under = Some(organization);
	}
	Issuers::<T>::insert(schema, leaf, issuer(state, under, MAX_DEPTH));
}

/// A member at the end of the longest chain, and its staff.
fn leaf<T: Config>(schema: SchemaId) -> (T::AccountId, OrganizationId) {
	let (staff, organization) = member::<T>(0);
	put_chain::<T>(schema, organization, FIRST_ISSUER, IssuerState::Accredited);
	(staff, organization)
}

fn scopes<T: Config>(number: u32) -> Scopes {
	let codes = (0..number).map(|n| T::Codes::benchmark_code(CodeKind::Scope, u16::try_from(n).unwrap_or(0)));
	BoundedVec::truncate_from(codes.collect())
}

fn reason<T: Config>() -> CodeId {
	T::Codes::benchmark_code(CodeKind::Reason, 0)
}

/// A status list with every entry of every chunk set.
fn full_list<T: Config>(issuer: OrganizationId, schema: SchemaId) -> Result<ListId, BenchmarkError> {
	let list = NextListId::<T>::get();
	Pallet::<T>::do_create_list(issuer, schema, StatusPurpose::Suspension)?;
	for chunk in 0..CHUNKS {
		Chunks::<T>::insert(list, chunk, Chunk { changed: 0, bits: [0xff; CHUNK_SIZE] });
	}
	Ok(list)
}

/// What a credential's entry is like when it is as large as it can be.
fn entry_of<T: Config>(holder: Holder, schema: SchemaId, issuer: OrganizationId, state: State) -> CredentialOf<T> {
	let ended = (0..MAX_SUSPENSIONS).map(|_| Interval { from: 0, until: 0 }).collect();
	let since = matches!(state, State::Suspended(_)).then_some(0);
	Credential {
		holder,
		schema,
		version: 1,
		issuer,
		commitment: Commitment::default(),
		valid_from: Compact(0),
		valid_until: Some(Compact(Seconds::MAX)),
		since: Compact(0),
		state,
		suspensions: Suspensions { since, ended: BoundedVec::truncate_from(ended), forgotten: None },
		entry: None,
		trail: TrailHead::new(TrailKind::Credential, &0u32.encode()),
		deposit: None,
	}
}

/// Put a credential that its holder accepted.
fn put_held<T: Config>(kept: CredentialOf<T>, scopes: Scopes) -> CredentialId {
	let credential = NextCredentialId::<T>::get();
	NextCredentialId::<T>::put(credential.saturating_add(1));
	HeldBy::<T>::mutate(kept.holder, kept.schema, |index| {
		// There is room: no benchmark makes more than there may be.
		let _ = index.try_push(Held { credential, scopes });
	});
	Credentials::<T>::insert(credential, kept);
	credential
}

/// A holder, and who speaks for it. That an account speaks for an organisation takes more reading than that it controls
/// a subject.
fn organization_that_holds<T: Config>() -> (T::AccountId, Holder) {
	let (staff, organization) = member::<T>(2);
	(staff, Holder::Organization(organization))
}

/// A credential that is in good standing with the leaf of the longest chain.
fn in_good_standing<T: Config>() -> Result<(T::AccountId, CredentialId), BenchmarkError> {
	let schema = schema::<T>(StatusRecord::Own)?;
	let (staff, organization) = leaf::<T>(schema);
	let (_, holder) = organization_that_holds::<T>();
	let kept = entry_of::<T>(holder, schema, organization, State::Held);
	Ok((staff, put_held::<T>(kept, scopes::<T>(8))))
}

/// An offer that supersedes another credential, to a holder whose index is almost full.
fn offered<T: Config>() -> Result<(T::AccountId, T::AccountId, CredentialId), BenchmarkError> {
	let schema = schema::<T>(StatusRecord::List)?;
	let (staff, organization) = leaf::<T>(schema);
	let list = full_list::<T>(organization, schema)?;
	Chunks::<T>::remove(list, 0);
	let (person, holder) = organization_that_holds::<T>();
	for _ in 1..MAX_HELD {
		put_held::<T>(entry_of::<T>(holder, schema, organization, State::Held), scopes::<T>(8));
	}
	let credential = NextCredentialId::<T>::get();
	Pallet::<T>::offer(
		RawOrigin::Signed(staff.clone()).into(),
		organization,
		holder,
		schema,
		1,
		Commitment::default(),
		scopes::<T>(8),
		0,
		Some(Seconds::MAX),
		Some(ListEntry { list, index: 0 }),
		Some(credential.saturating_sub(1)),
	)?;
	Ok((staff, person, credential))
}

/// Give a holder so many credentials, all of them read to find the active one. The oldest are evaluated, each with a list,
/// issuers and a source of its own: only the very oldest counts, the issuers of the others are suspended. The rest is revoked.
pub(crate) fn held<T: Config>(holder: Holder, scope: Option<CodeId>, read: u32, evaluated: u32) -> SchemaId {
	// One schema for all holders: only a holder that has its share of it gets another.
	let leaf = FIRST_ISSUER.saturating_add(9);
	let made = (0..NextSchemaId::<T>::get())
		.find(|schema| Issuers::<T>::contains_key(schema, leaf) && HeldBy::<T>::get(holder, schema).is_empty());
	let Some(schema) = made.or_else(|| verified_schema::<T>(StatusRecord::List).ok()) else { return 0 };
	let scopes = || scope.map(|scope| BoundedVec::truncate_from(alloc::vec![scope; 8])).unwrap_or_default();
	// Lists of a member that can carry the deposits, then given to the issuers. One for each holder: there is room for few.
	let (_, payer) = member::<T>(0);
	Issuers::<T>::insert(schema, payer, issuer(IssuerState::Accredited, None, 0));
	for n in 0..evaluated {
		let first = FIRST_ISSUER.saturating_add(n.saturating_mul(10));
		let organization = first.saturating_add(9);
		let state = if n == 0 { IssuerState::Accredited } else { IssuerState::Suspended(Authority::Council) };
		put_chain::<T>(schema, organization, first, state);
		let Some(version) = u16::try_from(n).ok().map(|n| n.saturating_add(1)) else { return 0 };
		if let Some(rules) = Schemas::<T>::get(schema, 1) {
			Schemas::<T>::insert(schema, version, rules);
			Latest::<T>::insert(schema, version);
		}
		fund::<T>(payer);
		let Ok(list) = full_list::<T>(payer, schema) else { return 0 };
		Chunks::<T>::insert(list, 0, Chunk::empty(0));
		StatusLists::<T>::mutate(list, |kept| {
			if let Some(kept) = kept {
				kept.issuer = organization;
				kept.credentials = 1;
			}
		});
		let mut kept = entry_of::<T>(holder, schema, organization, State::Held);
		kept.version = version;
		kept.entry = Some(ListEntry { list, index: 1 });
		let credential = put_held::<T>(kept, scopes());
		let verification = Verification { first: Some(0), validated: Some(0), ..Default::default() };
		Verifications::<T>::insert(credential, verification);
	}
	Issuers::<T>::remove(schema, payer);
	for _ in evaluated..read {
		let kept = entry_of::<T>(holder, schema, FIRST_ISSUER, State::Revoked { at: 0, reason: 0 });
		put_held::<T>(kept, scopes());
	}
	schema
}

fn schema_origin<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::SchemaOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

/// A sub-issuer's number, and the staff of the issuer above it.
fn sub_issuer<T: Config>(state: IssuerState) -> Result<(T::AccountId, SchemaId, OrganizationId), BenchmarkError> {
	let number = schema::<T>(StatusRecord::Own)?;
	let (staff, above) = member::<T>(0);
	Issuers::<T>::insert(number, above, issuer(IssuerState::Accredited, None, 0));
	let (_, organization) = member::<T>(1);
	Issuers::<T>::insert(number, organization, issuer(state, Some(above), 1));
	Ok((staff, number, organization))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_schema() -> Result<(), BenchmarkError> {
		let number = verified_schema::<T>(StatusRecord::List)?;
		let origin = schema_origin::<T>()?;
		let rules = Schemas::<T>::get(number, 1).map(|kept| kept.rules).ok_or("no schema")?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Some(number), rules);

		assert_eq!(Latest::<T>::get(number), Some(2));
		Ok(())
	}

	#[benchmark]
	fn retire_schema() -> Result<(), BenchmarkError> {
		let number = schema::<T>(StatusRecord::Own)?;
		let origin = schema_origin::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, number, 1);

		assert!(Schemas::<T>::get(number, 1).is_some_and(|kept| kept.retired));
		Ok(())
	}

	#[benchmark]
	fn set_source(a: Linear<1, 16>) -> Result<(), BenchmarkError> {
		let definition = primary_source::<T>(a);
		let origin = schema_origin::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, None, definition);

		assert!(Sources::<T>::contains_key(0));
		Ok(())
	}

	#[benchmark]
	fn apply() -> Result<(), BenchmarkError> {
		let number = schema::<T>(StatusRecord::Own)?;
		// Two levels above: the deepest place there is.
		put_chain::<T>(number, u32::MAX, FIRST_ISSUER, IssuerState::Accredited);
		let (staff, organization) = member::<T>(1);

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), organization, number, Some(FIRST_ISSUER.saturating_add(2)));

		assert!(Issuers::<T>::contains_key(number, organization));
		Ok(())
	}

	#[benchmark]
	fn accredit() -> Result<(), BenchmarkError> {
		let number = schema::<T>(StatusRecord::Own)?;
		let (_, organization) = member::<T>(1);
		Issuers::<T>::insert(number, organization, issuer(IssuerState::Candidate, None, 0));
		let origin = T::AccreditOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, number, organization);

		assert!(Issuers::<T>::get(number, organization).is_some_and(|kept| kept.since.is_some()));
		Ok(())
	}

	#[benchmark]
	fn delegate() -> Result<(), BenchmarkError> {
		let number = schema::<T>(StatusRecord::Own)?;
		let (staff, above) = member::<T>(0);
		put_chain::<T>(number, u32::MAX, FIRST_ISSUER, IssuerState::Accredited);
		let second = FIRST_ISSUER.saturating_add(1);
		Issuers::<T>::insert(number, above, issuer(IssuerState::Accredited, Some(second), 2));
		let (_, organization) = member::<T>(1);
		Issuers::<T>::insert(number, organization, issuer(IssuerState::Candidate, Some(above), MAX_DEPTH));

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), number, organization);

		assert!(Pallet::<T>::ensure_may_issue(number, organization).is_ok());
		Ok(())
	}

	#[benchmark]
	fn suspend_issuer() -> Result<(), BenchmarkError> {
		let (staff, number, organization) = sub_issuer::<T>(IssuerState::Accredited)?;
		let why = reason::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), number, organization, why);

		let found = Issuers::<T>::get(number, organization).map(|kept| kept.state);
		assert_eq!(found, Some(IssuerState::Suspended(Authority::Issuer)));
		Ok(())
	}

	#[benchmark]
	fn reinstate_issuer() -> Result<(), BenchmarkError> {
		let (staff, number, organization) = sub_issuer::<T>(IssuerState::Suspended(Authority::Issuer))?;

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), number, organization);

		let found = Issuers::<T>::get(number, organization).map(|kept| kept.state);
		assert_eq!(found, Some(IssuerState::Accredited));
		Ok(())
	}

	#[benchmark]
	fn revoke_issuer() -> Result<(), BenchmarkError> {
		let (staff, number, organization) = sub_issuer::<T>(IssuerState::Suspended(Authority::Issuer))?;
		let why = reason::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), number, organization, why, Some(0));

		let found = Issuers::<T>::get(number, organization).map(|kept| kept.state);
		assert!(matches!(found, Some(IssuerState::Revoked { .. })));
		Ok(())
	}

	#[benchmark]
	fn resign() -> Result<(), BenchmarkError> {
		let (_, number, organization) = sub_issuer::<T>(IssuerState::Accredited)?;
		let staff: T::AccountId = account("staff", 1, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), organization, number);

		let found = Issuers::<T>::get(number, organization).map(|kept| kept.state);
		assert!(matches!(found, Some(IssuerState::Revoked { .. })));
		Ok(())
	}

	#[benchmark]
	fn offer(s: Linear<0, 8>) -> Result<(), BenchmarkError> {
		let number = schema::<T>(StatusRecord::List)?;
		let (staff, organization) = leaf::<T>(number);
		let list = full_list::<T>(organization, number)?;
		let zeros = BoundedVec::truncate_from(alloc::vec![0u8; CHUNK_SIZE]);
		Pallet::<T>::put_chunk(RawOrigin::Signed(staff.clone()).into(), list, 0, zeros)?;
		let (_, holder) = organization_that_holds::<T>();
		let older = put_held::<T>(entry_of::<T>(holder, number, organization, State::Held), scopes::<T>(8));
		let good_for = scopes::<T>(s);

		#[extrinsic_call]
		_(
			RawOrigin::Signed(staff),
			organization,
			holder,
			number,
			1,
			Commitment::default(),
			good_for,
			0,
			Some(Seconds::MAX),
			Some(ListEntry { list, index: 0 }),
			Some(older),
		);

		assert!(OfferedScopes::<T>::contains_key(older.saturating_add(1)));
		Ok(())
	}

	#[benchmark]
	fn accept() -> Result<(), BenchmarkError> {
		let (_, person, credential) = offered::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(person), credential);

		assert_eq!(Credentials::<T>::get(credential).map(|kept| kept.state), Some(State::Held));
		Ok(())
	}

	#[benchmark]
	fn end_offer() -> Result<(), BenchmarkError> {
		let (staff, _, credential) = offered::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), credential);

		assert!(!Credentials::<T>::contains_key(credential));
		Ok(())
	}

	#[benchmark]
	fn suspend() -> Result<(), BenchmarkError> {
		let (staff, credential) = in_good_standing::<T>()?;
		let why = reason::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), credential, why);

		let found = Credentials::<T>::get(credential).map(|kept| kept.state);
		assert_eq!(found, Some(State::Suspended(Authority::Issuer)));
		Ok(())
	}

	#[benchmark]
	fn reinstate() -> Result<(), BenchmarkError> {
		let (staff, credential) = in_good_standing::<T>()?;
		Pallet::<T>::suspend(RawOrigin::Signed(staff.clone()).into(), credential, reason::<T>())?;

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), credential);

		assert_eq!(Credentials::<T>::get(credential).map(|kept| kept.state), Some(State::Held));
		Ok(())
	}

	#[benchmark]
	fn revoke() -> Result<(), BenchmarkError> {
		let (staff, credential) = in_good_standing::<T>()?;
		Pallet::<T>::suspend(RawOrigin::Signed(staff.clone()).into(), credential, reason::<T>())?;
		let why = reason::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), credential, why);

		let found = Credentials::<T>::get(credential).map(|kept| kept.state);
		assert!(matches!(found, Some(State::Revoked { .. })));
		Ok(())
	}

	#[benchmark]
	fn create_status_list() -> Result<(), BenchmarkError> {
		let number = schema::<T>(StatusRecord::List)?;
		let (staff, organization) = leaf::<T>(number);

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), organization, number, StatusPurpose::Suspension);

		assert!(StatusLists::<T>::contains_key(0));
		Ok(())
	}

	#[benchmark]
	fn set_status(n: Linear<16, 1_024>) -> Result<(), BenchmarkError> {
		let number = schema::<T>(StatusRecord::List)?;
		let (staff, organization) = leaf::<T>(number);
		let list = full_list::<T>(organization, number)?;
		// Every chunk is touched.
		let place = |n: u32| (n % 16).saturating_mul(CHUNK_ENTRIES).saturating_add(n / 16);
		let indices = BoundedVec::truncate_from((0..n).map(place).collect::<Vec<_>>());

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), list, indices, false);

		assert!(!Pallet::<T>::is_set(ListEntry { list, index: 0 }));
		Ok(())
	}

	#[benchmark]
	fn put_chunk() -> Result<(), BenchmarkError> {
		let number = schema::<T>(StatusRecord::List)?;
		let (staff, organization) = leaf::<T>(number);
		let list = full_list::<T>(organization, number)?;
		let bits = BoundedVec::truncate_from(alloc::vec![0u8; CHUNK_SIZE]);

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), list, 3, bits);

		assert!(!Pallet::<T>::is_set(ListEntry { list, index: 3 * CHUNK_ENTRIES }));
		Ok(())
	}

	#[benchmark]
	fn remove_status_list() -> Result<(), BenchmarkError> {
		let number = schema::<T>(StatusRecord::List)?;
		let (staff, organization) = leaf::<T>(number);
		let list = full_list::<T>(organization, number)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), list);

		assert!(!StatusLists::<T>::contains_key(list));
		Ok(())
	}

	#[benchmark]
	fn request_verification() -> Result<(), BenchmarkError> {
		let number = verified_schema::<T>(StatusRecord::Own)?;
		let (staff, organization) = leaf::<T>(number);
		let (_, holder) = organization_that_holds::<T>();
		let kept = entry_of::<T>(holder, number, organization, State::Held);
		let credential = put_held::<T>(kept, scopes::<T>(8));

		#[extrinsic_call]
		_(RawOrigin::Signed(staff), organization, credential);

		assert!(Verifications::<T>::get(credential).is_some_and(|found| found.open.is_some()));
		Ok(())
	}

	#[benchmark]
	fn on_outcome() -> Result<(), BenchmarkError> {
		let number = verified_schema::<T>(StatusRecord::Own)?;
		let (_, organization) = leaf::<T>(number);
		let (_, holder) = organization_that_holds::<T>();
		let kept = entry_of::<T>(holder, number, organization, State::Held);
		let credential = put_held::<T>(kept, scopes::<T>(8));
		let open = Some((7, organization));
		Verifications::<T>::insert(credential, Verification { open, ..Default::default() });
		OpenVerifications::<T>::insert(organization, 2);
		let locator = Locator::truncate_from((credential, Commitment::default()).encode());

		#[block]
		{
			let outcome = Outcome::Agreed(Verdict::Attested);
			<Pallet<T> as OnAttestation>::on_outcome(7, Source::CredentialSource(0), &locator, outcome);
		}

		assert_eq!(OpenVerifications::<T>::get(organization), 1);
		assert!(Verifications::<T>::get(credential).is_some_and(|found| found.validated.is_some()));
		Ok(())
	}

	/// `r` credentials are read, of which `e` are looked at closely, the last of them the active one.
	#[benchmark]
	fn check(r: Linear<4, 16>, e: Linear<0, 4>) -> Result<(), BenchmarkError> {
		let (_, holder) = organization_that_holds::<T>();
		let scope = T::Codes::benchmark_code(CodeKind::Scope, 0);
		let number = held::<T>(holder, Some(scope), r, e);
		let found;

		#[block]
		{
			found = <Pallet<T> as CredentialCheck>::check(holder, number, Some(scope), Pallet::<T>::now());
		}

		assert_eq!(found, if e > 0 { CredentialAnswer::Active } else { CredentialAnswer::NotActive });
		Ok(())
	}

	#[benchmark]
	fn on_idle_base() -> Result<(), BenchmarkError> {
		Cursor::<T>::put(7);

		#[block]
		{
			Pallet::<T>::sweep(T::WeightInfo::on_idle_base());
			Cursor::<T>::put(8);
		}

		assert_eq!(Cursor::<T>::get(), 8);
		Ok(())
	}

	#[benchmark]
	fn on_idle_remove() -> Result<(), BenchmarkError> {
		let number = verified_schema::<T>(StatusRecord::List)?;
		let (_, organization) = leaf::<T>(number);
		let list = full_list::<T>(organization, number)?;
		let (_, holder) = organization_that_holds::<T>();
		for _ in 1..MAX_HELD {
			let kept = entry_of::<T>(holder, number, organization, State::Held);
			put_held::<T>(kept, scopes::<T>(8));
		}
		let mut kept = entry_of::<T>(holder, number, organization, State::Held);
		let purse = T::Organizations::account(organization).ok_or("no account")?;
		kept.deposit = Some(T::Consideration::new(&purse, Footprint::from_mel::<CredentialOf<T>>())?);
		kept.entry = Some(ListEntry { list, index: 0 });
		let credential = put_held::<T>(kept, scopes::<T>(8));
		let open = Some((7, organization));
		Verifications::<T>::insert(credential, Verification { open, ..Default::default() });
		OpenVerifications::<T>::insert(organization, 2);
		let done;

		#[block]
		{
			// Found, and removed as if its time were over: a benchmark cannot let years pass.
			let _ = Pallet::<T>::credential_after(credential);
			done = Credentials::<T>::get(credential).map(|kept| Pallet::<T>::forget(credential, kept));
		}

		assert_eq!(done, Some(Ok(())));
		assert!(!Credentials::<T>::contains_key(credential));
		Ok(())
	}
}
