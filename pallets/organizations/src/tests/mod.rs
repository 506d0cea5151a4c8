//! The specification, by topic.

mod admin;
mod application;
mod genesis;
mod money;
mod neighbours;
mod origins;
mod random;
mod seats;
mod staff;
mod standing;

use crate::{mock::*, Call, Error, Event, NextOrganization, OrganizationOf, Organizations as Entries, Standing};
use frame_support::assert_ok;
use salus_primitives::{Duties, Duty, OrganizationId, Role, Roles};
use sp_core::storage::StateVersion;
use sp_runtime::{traits::Dispatchable, DispatchError, DispatchResult};

/// Dispatch a call as this account would.
fn signed(n: u8, call: impl Into<RuntimeCall>) -> DispatchResult {
	dispatch(RuntimeOrigin::signed(account(n)), call)
}

/// Dispatch a call as a passed motion would.
fn motion(call: impl Into<RuntimeCall>) -> DispatchResult {
	dispatch(RuntimeOrigin::root(), call)
}

fn dispatch(origin: RuntimeOrigin, call: impl Into<RuntimeCall>) -> DispatchResult {
	call.into().dispatch(origin).map(|_| ()).map_err(|e| e.error)
}

/// The attempt fails with this error and leaves the state as it was, to the last bit.
#[track_caller]
fn refuses(error: impl Into<DispatchError>, attempt: impl FnOnce() -> DispatchResult) {
	let before = sp_io::storage::root(StateVersion::V1);
	assert_eq!(attempt(), Err(error.into()));
	assert_eq!(sp_io::storage::root(StateVersion::V1), before, "a refused call left something behind");
}

fn apply(roles: &[Role], texts: &[&str]) -> Call<Test> {
	Call::apply { roles: Roles::of(roles), identifiers: identifiers(texts) }
}

/// A provider without identifiers applies, administered by this account.
fn candidate(admin: u8) -> OrganizationId {
	let organization = NextOrganization::<Test>::get();
	assert_ok!(signed(admin, apply(&[Role::Provider], &[])));
	organization
}

/// The same, admitted.
fn member(admin: u8) -> OrganizationId {
	let organization = candidate(admin);
	assert_ok!(motion(Call::admit { organization }));
	organization
}

/// An organisation of this standing.
fn with_standing(admin: u8, standing: Standing) -> OrganizationId {
	let organization = candidate(admin);
	if standing != Standing::Candidate {
		assert_ok!(motion(Call::admit { organization }));
	}
	assert_ok!(match standing {
		Standing::Candidate | Standing::Active => Ok(()),
		Standing::Suspended => motion(Call::suspend { organization, reason: 1 }),
		Standing::Expelled => motion(Call::expel { organization, reason: 1 }),
		Standing::Resigned => signed(admin, Call::resign { organization }),
	});
	organization
}

const STANDINGS: [Standing; 5] =
	[Standing::Candidate, Standing::Active, Standing::Suspended, Standing::Expelled, Standing::Resigned];

fn entry(organization: OrganizationId) -> OrganizationOf<Test> {
	Entries::<Test>::get(organization).expect("a known organisation")
}

fn standing(organization: OrganizationId) -> Standing {
	entry(organization).standing
}

fn staff(organization: OrganizationId, n: u8, duties: &[Duty]) -> Call<Test> {
	Call::set_staff { organization, account: account(n), duties: Duties::of(duties) }
}

fn representative(organization: OrganizationId, n: u8) -> Call<Test> {
	Call::set_representative { organization, account: Some(account(n)) }
}

fn delegate(organization: OrganizationId, n: u8) -> Call<Test> {
	Call::set_technical_delegate { organization, account: Some(account(n)) }
}

fn collator(organization: OrganizationId, n: u8) -> Call<Test> {
	Call::set_collator { organization, account: Some(account(n)) }
}

/// The pallet's own events since the last question.
fn events() -> Vec<Event<Test>> {
	let events = System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Organizations(event) => Some(event),
			_ => None,
		})
		.collect();
	System::reset_events();
	events
}

type Refusal = Error<Test>;
