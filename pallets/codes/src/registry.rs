//! How codes come into the registry, leave it, and come back.

use crate::{preload, types::*, Codes, Config, Count, Error, Event, History, Ids, Pallet};
use alloc::{string::String, vec::Vec};
use codec::Encode;
use frame_support::{ensure, Blake2_256, StorageHasher};
use salus_primitives::{
	codes::{valid_symbol, valid_system, Code, Lineage},
	CodeId,
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Register one code under the next number.
	pub(crate) fn do_register(new: NewCode) -> Result<CodeId, DispatchError> {
		let NewCode { kind, system, symbol, parents } = new;
		ensure!(valid_system(&system), Error::<T>::MalformedSystem);
		ensure!(valid_symbol(&symbol), Error::<T>::MalformedSymbol);
		let before = Ids::<T>::get((kind, &system, &symbol)).and_then(Codes::<T>::get);
		ensure!(before.is_none_or(|code| code.retired), Error::<T>::AlreadyRegistered);
		let id = Count::<T>::get().checked_add(1).ok_or(Error::<T>::TooManyCodes)?;

		// Only what is registered already can be above: there are no cycles, and every number above is smaller.
		let mut lineage = Vec::from([id]);
		for (system, symbol) in parents {
			let parent = Ids::<T>::get((kind, system, symbol)).and_then(Codes::<T>::get);
			let parent = parent.ok_or(Error::<T>::ParentNotFound)?;
			ensure!(!parent.retired, Error::<T>::ParentRetired);
			lineage.extend(parent.lineage);
		}
		lineage.sort_unstable_by(|one, other| other.cmp(one));
		lineage.dedup();
		let lineage = Lineage::try_from(lineage).map_err(|_| Error::<T>::LineageTooLong)?;

		Count::<T>::put(id);
		Ids::<T>::insert((kind, &system, &symbol), id);
		Self::keep(id, Code { kind, system, symbol, lineage, retired: false });
		Self::deposit_event(Event::CodeRegistered { id, kind });
		Ok(id)
	}

	/// Retire a code.
	pub(crate) fn do_retire(id: CodeId) -> DispatchResult {
		let mut code = Codes::<T>::get(id).ok_or(Error::<T>::CodeNotFound)?;
		ensure!(!code.retired, Error::<T>::AlreadyRetired);
		code.retired = true;
		Self::keep(id, code);
		Self::deposit_event(Event::CodeRetired { id });
		Ok(())
	}

	/// Let a retired code be used again.
	pub(crate) fn do_reinstate(id: CodeId) -> DispatchResult {
		let mut code = Codes::<T>::get(id).ok_or(Error::<T>::CodeNotFound)?;
		ensure!(code.retired, Error::<T>::NotRetired);
		let newest = Ids::<T>::get((code.kind, &code.system, &code.symbol));
		ensure!(newest == Some(id), Error::<T>::Replaced);
		code.retired = false;
		Self::keep(id, code);
		Self::deposit_event(Event::CodeReinstated { id });
		Ok(())
	}

	/// Write what a code is now, and that something changed.
	fn keep(id: CodeId, code: Code) {
		History::<T>::mutate(|history| *history = (*history, id, &code).using_encoded(Blake2_256::hash));
		Codes::<T>::insert(id, code);
	}

	/// Register the standard codes if wanted, and then more.
	pub(crate) fn preload(standard: bool, more: &[GenesisCode]) -> Result<(), (String, DispatchError)> {
		let register = |code: Option<NewCode>, name: &str| -> Result<CodeId, (String, DispatchError)> {
			let code = code.ok_or((name.into(), DispatchError::Other("too long, or too many parents")))?;
			Self::do_register(code).map_err(|error| (name.into(), error))
		};
		if standard {
			for entry in preload::entries() {
				register(NewCode::new(entry.kind, entry.system, entry.symbol, &entry.parents), entry.symbol)?;
			}
		}
		for code in more {
			let parents: Vec<_> = code.parents.iter().map(|(system, code)| (system.as_str(), code.as_str())).collect();
			register(NewCode::new(code.kind, &code.system, &code.code, &parents), &code.code)?;
		}
		Ok(())
	}
}
