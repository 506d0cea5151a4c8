//! Costs of the calls, each at its worst: the longest names, as many parents as there may be, the longest lineages.

use super::*;
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{traits::EnsureOrigin, BoundedVec};
use salus_primitives::{
	codes::{CodeKind, CodeSymbol, CodeSystem, MaxLineage},
	CodeId,
};

/// A name as long as names may be, another for each `n` of a `series`.
fn name(series: u8, n: u32) -> (CodeSystem, CodeSymbol) {
	let mut system = b"urn:salus:benchmark:".to_vec();
	system.resize(128, b'x');
	let mut symbol: Vec<u8> = vec![b'a'.saturating_add(series)];
	symbol.extend((0..8u32).rev().map(|digit| b'0'.saturating_add(u8::try_from((n >> (digit * 4)) & 15).unwrap_or(0))));
	symbol.resize(64, b'x');
	(BoundedVec::truncate_from(system), BoundedVec::truncate_from(symbol))
}

/// The number of the code of this name, which is registered first when nobody did.
fn ensure<T: Config>(kind: CodeKind, name: (CodeSystem, CodeSymbol), parents: Vec<(CodeSystem, CodeSymbol)>) -> CodeId {
	let (system, symbol) = name.clone();
	let _ = Pallet::<T>::do_register(NewCode { kind, system, symbol, parents: BoundedVec::truncate_from(parents) });
	Ids::<T>::get((kind, name.0, name.1)).unwrap_or_default()
}

/// A code with the longest lineage, another for each `n`.
pub(crate) fn deep_code<T: Config>(kind: CodeKind, n: u16) -> CodeId {
	let mut above = Vec::new();
	for depth in 1..<MaxLineage as frame_support::traits::Get<u32>>::get() {
		ensure::<T>(kind, name(0, depth), above);
		above = vec![name(0, depth)];
	}
	ensure::<T>(kind, name(1, n.into()), above)
}

/// As many parents as there may be, which together make the longest lineage of whoever is below them.
fn parents<T: Config>(kind: CodeKind) -> Vec<(CodeSystem, CodeSymbol)> {
	let top = <MaxLineage as frame_support::traits::Get<u32>>::get().saturating_sub(1).saturating_sub(MAX_PARENTS);
	let mut above = Vec::new();
	for depth in 0..top {
		ensure::<T>(kind, name(2, depth), above);
		above = vec![name(2, depth)];
	}
	(0..MAX_PARENTS)
		.map(|n| {
			ensure::<T>(kind, name(3, n), above.clone());
			name(3, n)
		})
		.collect()
}

fn origin<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::RegisterOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		let origin = origin::<T>()?;
		let parents = BoundedVec::truncate_from(parents::<T>(CodeKind::Purpose));
		let new = (0..n).map(|n| {
			let (system, symbol) = name(4, n);
			NewCode { kind: CodeKind::Purpose, system, symbol, parents: parents.clone() }
		});
		let batch = BoundedVec::truncate_from(new.collect());
		let before = Count::<T>::get();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, batch);

		assert_eq!(u32::from(Count::<T>::get().saturating_sub(before)), n);
		let newest = Codes::<T>::get(Count::<T>::get());
		assert_eq!(
			newest.map(|code| code.lineage.len()),
			Some(<MaxLineage as frame_support::traits::Get<u32>>::get() as usize)
		);
		Ok(())
	}

	#[benchmark]
	fn retire() -> Result<(), BenchmarkError> {
		let origin = origin::<T>()?;
		let id = deep_code::<T>(CodeKind::Purpose, 0);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(Codes::<T>::get(id).is_some_and(|code| code.retired));
		Ok(())
	}

	#[benchmark]
	fn reinstate() -> Result<(), BenchmarkError> {
		let origin = origin::<T>()?;
		let id = deep_code::<T>(CodeKind::Purpose, 0);
		Pallet::<T>::do_retire(id)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(Codes::<T>::get(id).is_some_and(|code| !code.retired));
		Ok(())
	}

	#[benchmark]
	fn answer() -> Result<(), BenchmarkError> {
		let id = deep_code::<T>(CodeKind::Purpose, 0);
		let lineage;

		#[block]
		{
			lineage = <Pallet<T> as salus_primitives::Codes>::lineage(id);
		}

		assert_eq!(lineage.len(), <MaxLineage as frame_support::traits::Get<u32>>::get() as usize);
		Ok(())
	}
}
