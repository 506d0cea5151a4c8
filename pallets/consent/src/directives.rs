//! Directives: recording, changing and ending them, and who may.

use crate::{pallet::*, types::*};
use alloc::{collections::BTreeSet, vec::Vec};
use codec::Encode;
use frame_support::{
	ensure,
	traits::{Consideration, Footprint, Get, UnixTime},
};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	codes::CodeKind, CodeId, Codes, Duty, OrganizationId, Organizations, Seconds, SubjectId, Subjects, TrailHead,
};
use sp_runtime::{traits::UniqueSaturatedInto, DispatchError, DispatchResult};

/// What may become of a directive.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
	/// Put in force.
	Activate,
	/// Put out of force for a while.
	Suspend,
	/// Put in force again.
	Resume,
	/// End.
	End(End),
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_record(
		who: T::AccountId,
		subject: SubjectId,
		capacity: Capacity,
		status: Status,
		terms: Terms,
		evidence: Option<Evidence>,
	) -> DispatchResult {
		let mut file = Self::file_kept(subject)?;
		let grantor = Self::ensure_speaks(&who, subject, &file, capacity)?;
		Self::ensure_terms(&terms)?;
		let given = matches!(status, Status::Draft | Status::Proposed | Status::Active);
		ensure!(given, Error::<T>::WrongStatus);
		let by_organization = matches!(grantor, Grantor::Organization(_));
		let has_evidence = evidence.is_some() && terms.document.is_some();
		ensure!(by_organization == evidence.is_some() && by_organization <= has_evidence, Error::<T>::EvidenceMismatch);
		// A denial protects at once; a permission on another's word waits for a second pair of eyes.
		let waits = by_organization && status == Status::Active && says(&terms, Effect::Permit);
		let number = file.directives_made.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		let directive = Directive {
			number,
			version: 1,
			grantor: grantor.clone(),
			recorded: Self::now(),
			status: if waits { Status::Proposed } else { status },
			verification: evidence.map(|evidence| Verification { evidence, recorded_by: who.clone(), verified: None }),
			terms,
		};
		file.directives_made = number;
		file.directives.try_push(directive.clone()).map_err(|_| Error::<T>::TooManyDirectives)?;
		Self::keep_recorded(&who, subject, file, grantor, directive)
	}

	pub(crate) fn do_supersede(
		who: T::AccountId,
		subject: SubjectId,
		capacity: Capacity,
		number: u32,
		terms: Terms,
	) -> DispatchResult {
		let mut file = Self::file_kept(subject)?;
		let grantor = Self::ensure_speaks(&who, subject, &file, capacity)?;
		ensure!(!matches!(grantor, Grantor::Organization(_)), Error::<T>::OrganizationsRecordAnew);
		let kept = directive_mut(&mut file, number).ok_or(Error::<T>::DirectiveNotFound)?;
		ensure!(kept.grantor == grantor, Error::<T>::NotGrantor);
		ensure!(!matches!(kept.status, Status::Winding { .. }), Error::<T>::WrongStatus);
		Self::ensure_terms(&terms)?;
		kept.version = kept.version.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		kept.recorded = Self::now();
		kept.terms = terms;
		let directive = kept.clone();
		Self::keep_recorded(&who, subject, file, grantor, directive)
	}

	pub(crate) fn do_change(
		who: T::AccountId,
		subject: SubjectId,
		capacity: Capacity,
		number: u32,
		change: Change,
	) -> DispatchResult {
		let mut file = Self::file_kept(subject)?;
		let speaker = Self::ensure_speaks(&who, subject, &file, capacity)?;
		let directive = file.directive(number).ok_or(Error::<T>::DirectiveNotFound)?;
		let lapsed = Self::is_lapsed(subject, &file, &directive.grantor);
		Self::ensure_may_change(&who, &speaker, directive, change, lapsed)?;
		let kept = directive_mut(&mut file, number).ok_or(Error::<T>::DirectiveNotFound)?;
		let (at, by) = (Self::now(), By { account: who.clone(), capacity: speaker });
		let version = kept.version;
		let status = match (change, kept.status) {
			(Change::Activate, Status::Draft | Status::Proposed) => {
				if let Some(verification) = &mut kept.verification {
					verification.verified = Some((who, at));
				}
				Status::Active
			},
			(Change::Suspend, Status::Active) => Status::Suspended,
			(Change::Resume, Status::Suspended) => Status::Active,
			(Change::End(End::Withdrawn(Withdrawal::NoNewUse)), Status::Winding { .. }) => {
				return Err(Error::<T>::WrongStatus.into())
			},
			(Change::End(End::Withdrawn(Withdrawal::NoNewUse)), Status::Active) => {
				ensure!(kept.terms.protocol.is_some(), Error::<T>::NotBoundToProtocol);
				Status::Winding {
					grants_below: NextGrant::<T>::get(),
					until: at.saturating_add(T::MaxGrantLifetime::get()),
				}
			},
			(Change::End(end), _) => return Self::end(subject, file, number, by, end),
			_ => return Err(Error::<T>::WrongStatus.into()),
		};
		kept.status = status;
		let directive = kept.clone();
		let entry = match change {
			Change::End(end) => Entry::Ended { at, by, number, version, end },
			_ => Entry::StatusChanged { at, by, number, version, status },
		};
		Self::log(subject, &mut file, entry)?;
		Self::tell_guardians(subject, &file, &directive);
		Files::<T>::insert(subject, file);
		Ok(())
	}

	pub(crate) fn do_clear_expired(who: T::AccountId, subject: SubjectId, number: u32) -> DispatchResult {
		let file = Self::file_kept(subject)?;
		let kept = file.directive(number).ok_or(Error::<T>::DirectiveNotFound)?;
		let now = Self::now();
		let wound_up = matches!(kept.status, Status::Winding { until, .. } if until < now);
		let expired = kept.terms.period.end.is_some_and(|end| end < now);
		ensure!(wound_up || expired, Error::<T>::NothingExpired);
		let by = By { account: who, capacity: kept.grantor.clone() };
		Self::end(subject, file, number, by, End::Expired)
	}

	/// End a directive: log it, clear its state, return its deposit.
	fn end(subject: SubjectId, mut file: FileOf<T>, number: u32, by: By<T::AccountId>, end: End) -> DispatchResult {
		Self::end_in(subject, &mut file, number, by, end)?;
		Files::<T>::insert(subject, file);
		Ok(())
	}

	/// The same, in a file that is kept afterwards.
	pub(crate) fn end_in(
		subject: SubjectId,
		file: &mut FileOf<T>,
		number: u32,
		by: By<T::AccountId>,
		end: End,
	) -> DispatchResult {
		let version = file.directive(number).ok_or(Error::<T>::DirectiveNotFound)?.version;
		file.directives.retain(|directive| directive.number != number);
		Self::release(subject, Slot::Directive(number))?;
		Self::log(subject, file, Entry::Ended { at: Self::now(), by, number, version, end })
	}

	/// Write a version of a directive that stands in the file already.
	fn keep_recorded(
		who: &T::AccountId,
		subject: SubjectId,
		mut file: FileOf<T>,
		capacity: Grantor<T::AccountId>,
		directive: Directive<T::AccountId>,
	) -> DispatchResult {
		ensure!(file.fits(), Error::<T>::NoRoom);
		ensure!(groups_of(file.trees()).len() <= MAX_GROUPS, Error::<T>::TooManyGroups);
		ensure!(roles_of(file.trees()).len() <= MAX_ROLES, Error::<T>::TooManyRoles);
		let representatives = representatives_of(&file).map(Encode::encode).collect::<BTreeSet<_>>();
		ensure!(representatives.len() <= MAX_REPRESENTATIVES, Error::<T>::TooManyRepresentatives);
		if matches!(capacity, Grantor::Guardian(_) | Grantor::Proxy(_)) {
			let own = file.directives.iter().filter(|directive| directive.grantor == capacity).count();
			ensure!(own <= MAX_OF_REPRESENTATIVE, Error::<T>::TooManyDirectives);
		}
		let size = directive.encoded_size().saturating_add(directive.growth());
		Self::hold(who, subject, Slot::Directive(directive.number), size)?;
		let by = By { account: who.clone(), capacity };
		Self::log(subject, &mut file, Entry::Recorded { by, directive: directive.clone() })?;
		Self::tell_guardians(subject, &file, &directive);
		Files::<T>::insert(subject, file);
		Ok(())
	}

	/// Tell guardians who say different things.
	fn tell_guardians(subject: SubjectId, file: &FileOf<T>, directive: &Directive<T::AccountId>) {
		let Grantor::Guardian(one) = &directive.grantor else { return };
		if directive.status != Status::Active {
			return;
		}
		let mut told = Vec::new();
		for against in &file.directives {
			let Grantor::Guardian(other) = &against.grantor else { continue };
			let differs = other != one && against.status == Status::Active && against.terms != directive.terms;
			// Once for each guardian, whatever the number of its directives.
			if !differs || told.contains(&other) {
				continue;
			}
			told.push(other);
			if T::Subjects::is_legal_guardian(subject, other) {
				Self::deposit_event(Event::GuardiansDisagree {
					subject,
					one: (one.clone(), directive.number),
					other: (other.clone(), against.number),
				});
			}
		}
	}

	/// Does the account speak for the subject in this capacity, now? Whose directive would it be?
	pub(crate) fn ensure_speaks(
		who: &T::AccountId,
		subject: SubjectId,
		file: &FileOf<T>,
		capacity: Capacity,
	) -> Result<Grantor<T::AccountId>, DispatchError> {
		match capacity {
			Capacity::Subject => {
				T::Subjects::ensure_controls(subject, who)?;
				Ok(Grantor::Subject)
			},
			Capacity::Guardian => {
				ensure!(T::Subjects::is_legal_guardian(subject, who), Error::<T>::NotGuardian);
				Ok(Grantor::Guardian(who.clone()))
			},
			Capacity::Proxy => {
				let (now, incapacitated) = (Self::now(), file.incapacitated.is_some());
				let acts = |proxy: &Proxy<T::AccountId>| proxy.account == *who && proxy.may_act(now, incapacitated);
				ensure!(file.proxies.iter().any(acts), Error::<T>::NotProxy);
				Ok(Grantor::Proxy(who.clone()))
			},
			Capacity::Organization(organization) => {
				T::Organizations::ensure_duty(organization, who, Duty::Privacy)?;
				ensure!(T::Subjects::custodian(subject) == Some(organization), Error::<T>::NotCustodian);
				Ok(Grantor::Organization(organization))
			},
		}
	}

	/// Is the grantor a guardian or a proxy no longer?
	fn is_lapsed(subject: SubjectId, file: &FileOf<T>, grantor: &Grantor<T::AccountId>) -> bool {
		match grantor {
			Grantor::Guardian(account) => !T::Subjects::is_legal_guardian(subject, account),
			Grantor::Proxy(account) => !file.proxies.iter().any(|proxy| proxy.account == *account),
			Grantor::Subject | Grantor::Organization(_) => false,
		}
	}

	fn ensure_may_change(
		who: &T::AccountId,
		speaker: &Grantor<T::AccountId>,
		directive: &Directive<T::AccountId>,
		change: Change,
		lapsed: bool,
	) -> DispatchResult {
		let recorded_for_subject = matches!(directive.grantor, Grantor::Organization(_));
		if change == Change::End(End::Contested) {
			ensure!(matches!(speaker, Grantor::Subject | Grantor::Guardian(_)), Error::<T>::NotAuthorized);
			ensure!(recorded_for_subject, Error::<T>::OnlyRecordedForSubject);
			return Ok(());
		}
		if recorded_for_subject && matches!(speaker, Grantor::Organization(_)) {
			// Custody may have moved: whoever keeps the subject now answers for what was recorded for it. But nobody
			// alone makes more permitted than was, not even by taking a denial away.
			let widens = matches!(change, Change::Activate | Change::Resume) || says(&directive.terms, Effect::Deny);
			let alone = directive.verification.as_ref().is_some_and(|verification| verification.recorded_by == *who);
			ensure!(!(widens && alone), Error::<T>::SecondPersonNeeded);
			return Ok(());
		}
		// What stands on an authority that is over says nothing any more, but would fill the file for ever.
		let ends = matches!(change, Change::End(End::EnteredInError | End::Withdrawn(Withdrawal::StopAllUse)));
		if lapsed && ends && !matches!(speaker, Grantor::Proxy(_)) {
			return Ok(());
		}
		let narrows = matches!(change, Change::Suspend | Change::End(_));
		// The subject has the last word on whatever was said for it.
		ensure!(directive.grantor == *speaker || (narrows && *speaker == Grantor::Subject), Error::<T>::NotGrantor);
		Ok(())
	}

	fn ensure_terms(terms: &Terms) -> DispatchResult {
		ensure!(terms.period.is_valid(), Error::<T>::EmptyPeriod);
		Self::ensure_tree(&terms.provisions)?;
		for (kind, code) in [(CodeKind::Policy, terms.policy), (CodeKind::Scope, terms.scope)] {
			Self::ensure_code(code, kind)?;
		}
		if let Some(bound) = terms.protocol {
			let protocol = Protocols::<T>::get(bound.protocol).ok_or(Error::<T>::ProtocolNotFound)?;
			ensure!(protocol.version == bound.version, Error::<T>::WrongProtocolVersion);
		}
		Ok(())
	}

	pub(crate) fn ensure_tree(provisions: &Provisions) -> DispatchResult {
		check_tree(provisions).map_err(|fault| match fault {
			TreeFault::Malformed => Error::<T>::MalformedTree,
			TreeFault::TooDeep => Error::<T>::TreeTooDeep,
			TreeFault::EmptyPeriod => Error::<T>::EmptyPeriod,
		})?;
		let codes = codes_of(provisions);
		ensure!(codes.len() <= MAX_CODES, Error::<T>::TooManyCodes);
		for (kind, code) in codes {
			Self::ensure_code(Some(code), kind)?;
		}
		Ok(())
	}

	pub(crate) fn ensure_code(code: Option<CodeId>, kind: CodeKind) -> DispatchResult {
		ensure!(code.is_none_or(|code| T::Codes::is_active(code, kind)), Error::<T>::UnknownCode);
		Ok(())
	}

	/// The subject's file; a new one for a subject about whom nothing was recorded or asked yet.
	pub(crate) fn file_kept(subject: SubjectId) -> Result<FileOf<T>, DispatchError> {
		match Files::<T>::get(subject) {
			Some(file) => Ok(file),
			None => {
				ensure!(T::Subjects::exists(subject), Error::<T>::SubjectNotFound);
				Ok(File::new(subject))
			},
		}
	}

	/// The subject's file for questions, which need no subject.
	pub fn file(subject: SubjectId) -> FileOf<T> {
		Files::<T>::get(subject).unwrap_or_else(|| File::new(subject))
	}

	/// The head of a subject's access trail; `None` before the first entry.
	pub fn trail_head(subject: SubjectId) -> Option<TrailHead> {
		Files::<T>::get(subject).map(|file| file.trail)
	}

	/// Append to the subject's trail and tell everybody.
	pub(crate) fn log(subject: SubjectId, file: &mut FileOf<T>, entry: Entry<T::AccountId>) -> DispatchResult {
		file.trail.append(Self::block(), &entry).ok_or(Error::<T>::HistoryFull)?;
		Self::deposit_event(Event::Logged { subject, n: file.trail.len, entry });
		Ok(())
	}

	/// Take the deposit for something in a subject's file, and return the one that was taken for it before.
	pub(crate) fn hold(
		who: &T::AccountId,
		subject: SubjectId,
		slot: Slot<T::AccountId>,
		size: usize,
	) -> DispatchResult {
		let ticket = Self::ticket(who, size)?;
		Self::release(subject, slot.clone())?;
		Deposits::<T>::insert(subject, slot, (who.clone(), ticket));
		Ok(())
	}

	/// Return the deposit for something in a subject's file.
	pub(crate) fn release(subject: SubjectId, slot: Slot<T::AccountId>) -> DispatchResult {
		if let Some((payer, ticket)) = Deposits::<T>::take(subject, slot) {
			ticket.drop(&payer)?;
		}
		Ok(())
	}

	pub(crate) fn ticket(who: &T::AccountId, size: usize) -> Result<T::Consideration, DispatchError> {
		T::Consideration::new(who, Footprint::from_parts(1, size))
	}

	pub(crate) fn now() -> Seconds {
		T::Time::now().as_secs()
	}

	/// This block's number as trails keep it.
	fn block() -> u32 {
		let number: BlockNumberFor<T> = frame_system::Pallet::<T>::block_number();
		number.unique_saturated_into()
	}

	/// Is the caller staff with this duty, and is the organisation an active member?
	pub(crate) fn ensure_privacy(organization: OrganizationId, who: &T::AccountId) -> DispatchResult {
		T::Organizations::ensure_duty(organization, who, Duty::Privacy)
	}
}

fn directive_mut<A>(file: &mut File<A>, number: u32) -> Option<&mut Directive<A>> {
	file.directives.iter_mut().find(|directive| directive.number == number)
}

/// Does any provision have this effect?
fn says(terms: &Terms, effect: Effect) -> bool {
	terms.provisions.iter().any(|provision| provision.effect == effect)
}

/// Guardians and proxies who have directives.
pub(crate) fn representatives_of<A>(file: &File<A>) -> impl Iterator<Item = &A> {
	file.directives.iter().filter_map(|directive| match &directive.grantor {
		Grantor::Guardian(account) | Grantor::Proxy(account) => Some(account),
		_ => None,
	})
}
