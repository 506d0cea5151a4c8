//! What other pallets and clients ask.

use crate::{types::*, Codes, Config, Count, Ids, Pallet, WeightInfo};
use alloc::vec::Vec;
use frame_support::weights::Weight;
use salus_primitives::{
	codes::{CodeKind, CodeSymbol, CodeSystem, Lineage},
	CodeId,
};

impl<T: Config> salus_primitives::Codes for Pallet<T> {
	fn is_active(id: CodeId, kind: CodeKind) -> bool {
		Codes::<T>::get(id).is_some_and(|code| code.kind == kind && !code.retired)
	}

	fn lineage(id: CodeId) -> Lineage {
		Codes::<T>::get(id).map(|code| code.lineage).unwrap_or_default()
	}

	fn weight() -> Weight {
		T::WeightInfo::answer()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_code(kind: CodeKind, n: u16) -> CodeId {
		crate::benchmarking::deep_code::<T>(kind, n)
	}
}

impl<T: Config> Pallet<T> {
	/// The number of this code; `None` also when a part is longer than any registered one.
	pub fn lookup(kind: CodeKind, system: Vec<u8>, symbol: Vec<u8>) -> Option<CodeId> {
		let system = CodeSystem::try_from(system).ok()?;
		let symbol = CodeSymbol::try_from(symbol).ok()?;
		Ids::<T>::get((kind, system, symbol))
	}

	/// Look at the `limit` codes (at most [`MAX_PAGE`]) after this number, and list those of this kind, or all.
	pub fn page(kind: Option<CodeKind>, after: CodeId, limit: CodeId) -> CodePage {
		let count = Count::<T>::get();
		let last = after.saturating_add(limit.clamp(1, MAX_PAGE)).min(count);
		let looked_at = (after..last).filter_map(|before| {
			let id = before.checked_add(1)?;
			Some((id, Codes::<T>::get(id)?))
		});
		let codes = looked_at.filter(|(_, code)| kind.is_none_or(|kind| code.kind == kind)).collect();
		CodePage { codes, next: (last < count).then_some(last) }
	}
}
