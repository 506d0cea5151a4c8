//! The same decisions as a node makes them: compiled to wasm like the runtime, in the executor that nodes use.

use crate::measure::median;
use anyhow::{ensure, Context, Result};
use codec::{Decode, Encode};
use cpu_time::ThreadTime;
use salus_compare_cases::{Source, Work};
use sc_executor_common::{
	runtime_blob::RuntimeBlob,
	wasm_runtime::{WasmModule, DEFAULT_HEAP_ALLOC_STRATEGY},
};
use sc_executor_wasmtime::{create_runtime, Config, InstantiationStrategy, Semantics};
use std::{fs, path::Path, time::Duration};

/// `salus-compare-cases`, compiled.
pub struct Wasm(Box<dyn WasmModule>);

impl Wasm {
	/// Compile it for this machine, as a node does.
	pub fn load(file: &Path) -> Result<Self> {
		let code = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
		let semantics = Semantics {
			instantiation_strategy: InstantiationStrategy::PoolingCopyOnWrite,
			heap_alloc_strategy: DEFAULT_HEAP_ALLOC_STRATEGY,
			deterministic_stack_limit: None,
			canonicalize_nans: false,
			parallel_compilation: true,
			wasm_multi_value: false,
			wasm_bulk_memory: false,
			wasm_reference_types: false,
			wasm_simd: false,
		};
		let config = Config { allow_missing_func_imports: false, cache_path: None, semantics };
		let module = create_runtime::<sp_io::SubstrateHostFunctions>(RuntimeBlob::new(&code)?, config)?;
		Ok(Self(Box::new(module)))
	}

	/// Time of one call that does the work so often, which permits or does not.
	fn call(&self, source: Source, work: Work, times: u32, permits: bool) -> Result<Duration> {
		let data = (source, work, times).encode();
		let mut instance = self.0.new_instance(DEFAULT_HEAP_ALLOC_STRATEGY)?;
		let start = ThreadTime::now();
		let answer = instance.call("repeat", &data)?;
		let time = start.elapsed();
		let permitted = u32::decode(&mut answer.as_slice())?;
		ensure!(permitted == if permits { times } else { 0 }, "wasm permits {permitted} times of {times}");
		Ok(time)
	}

	/// How long it takes once, in nanoseconds: the median of many calls that repeat it, less a call that does not.
	pub fn nanoseconds(&self, batches: usize, source: Source, work: Work, permits: bool) -> Result<f64> {
		// A call costs some microseconds, and varies: it must not matter.
		const LEAST: Duration = Duration::from_millis(2);
		let mut times = 64u32;
		while self.call(source, work, times, permits)? < LEAST {
			times = times.saturating_mul(2);
		}
		let each = |times| {
			(0..batches)
				.map(|_| Ok(self.call(source, work, times, permits)?.as_secs_f64() * 1e9))
				.collect::<Result<Vec<_>>>()
		};
		Ok((median(each(times)?) - median(each(0)?)) / f64::from(times))
	}
}
