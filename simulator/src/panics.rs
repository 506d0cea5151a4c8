//! What panicked last, and where. Expected panics must not fill the terminal.

use std::{
	panic,
	sync::{Mutex, Once},
};

static LAST: Mutex<String> = Mutex::new(String::new());

/// Keep what panics instead of printing it.
pub fn catch() {
	static HOOK: Once = Once::new();
	HOOK.call_once(|| {
		let usual = panic::take_hook();
		panic::set_hook(Box::new(move |info| {
			let said = info.to_string();
			// What this program itself gets wrong is for the terminal.
			if info.location().is_some_and(|at| at.file().starts_with("simulator/")) {
				usual(info);
			}
			if let Ok(mut last) = LAST.lock() {
				*last = said.replace('\n', " ");
			}
		}));
	});
}

/// The newest panic.
pub fn last() -> String {
	LAST.lock().map(|last| last.clone()).unwrap_or_default()
}
