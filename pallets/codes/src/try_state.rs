//! What is always true of the registry.

use crate::{Codes, Config, Count, Ids, Pallet};
use frame_support::ensure;
use salus_primitives::codes::{valid_symbol, valid_system};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Check every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let count = Count::<T>::get();
		ensure!(Codes::<T>::iter_keys().count() == usize::from(count), "a number was given and has no code");
		let mut names = 0usize;
		for (id, code) in Codes::<T>::iter() {
			ensure!((1..=count).contains(&id), "a code's number was never given");
			ensure!(valid_system(&code.system), "a system is no URI");
			ensure!(valid_symbol(&code.symbol), "a code has forbidden characters");
			ensure!(code.lineage.first() == Some(&id), "a lineage does not begin with its code");
			ensure!(
				code.lineage.iter().zip(code.lineage.iter().skip(1)).all(|(one, next)| one > next),
				"a lineage is out of order"
			);
			for above in &code.lineage {
				let above = Codes::<T>::get(above).ok_or("a code is below nothing")?;
				ensure!(above.kind == code.kind, "a code is below one of another kind");
				ensure!(above.lineage.iter().all(|id| code.lineage.contains(id)), "a lineage leaves codes out");
			}
			let newest = Ids::<T>::get((code.kind, &code.system, &code.symbol)).ok_or("a code has no name")?;
			ensure!(newest >= id, "a name leads to an older code");
			ensure!(code.retired || newest == id, "two active codes have one name");
			if newest == id {
				names = names.saturating_add(1);
			}
		}
		ensure!(Ids::<T>::iter_values().count() == names, "a name leads to another code");
		Ok(())
	}
}
