//! Where the test data lies.

use std::path::{Path, PathBuf};

/// Root of the repository.
pub fn repository() -> PathBuf {
	// As cargo says now: the test may have been built for another checkout that shares the target folder.
	let own = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
	Path::new(&own).join("..")
}

/// A folder or file of the test data. Says loudly when it is not there.
pub fn field_data(path: &str) -> Option<PathBuf> {
	let base = std::env::var("SALUS_TEST_DATA").unwrap_or_else(|_| "../shared/data".into());
	let found = repository().join(base).join(path);
	if !found.exists() {
		eprintln!("\n!!! SKIPPED: no test data at {}; set SALUS_TEST_DATA to its folder !!!\n", found.display());
		return None;
	}
	Some(found)
}

/// Every `.json` file in a folder, in order.
pub fn json_files(folder: &Path) -> Vec<PathBuf> {
	let mut files: Vec<_> = std::fs::read_dir(folder)
		.unwrap()
		.map(|entry| entry.unwrap().path())
		.filter(|path| path.extension().is_some_and(|e| e == "json"))
		.collect();
	files.sort();
	files
}
