//! Serial lists: what a labeller's agent keeps, so that serials, their absence and what stands in committed containers
//! can be proved.
//!
//! The chain holds a root for each batch of serials and one for each container that was committed to. Whoever made them
//! keeps what the roots are over: a [`List`] for each batch, a [`Pack`] for each outermost container, each in one file
//! that is never changed, in a [`Store`], which is a folder. Nothing of a file is held in memory but its beginning; a proof
//! takes some twenty looks into it, whatever its length, and is checked against its root before it is given: a damaged
//! file gives an error, never a wrong proof.
//!
//! This module is the one of its crate that reads and writes files.

mod input;
mod list;
mod pack;
mod store;
mod tree;

pub use input::{read_packing, read_serials, InputError, Line};
pub use list::{pad, unpad, List, Padded};
pub use pack::{hierarchies, Builder, Hierarchy, Pack, PackError, Standing};
pub use store::{sorted, CommissionError, Proved, Store};
pub use tree::{Levels, SerialTree};

use pallet_drug_provenance::{Bulk, Evidence, Gap, Membership, Neighbour, Packing, SerialProof};
use serde_json::{json, Value};
use std::path::{Path, PathBuf};

/// Why a file of a [`Store`] cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
	/// The file system refuses.
	#[error("{}: {source}", path.display())]
	Io {
		/// Which file or folder.
		path: PathBuf,
		/// Why.
		source: std::io::Error,
	},
	/// The file is not what its name says, or was changed.
	#[error("{} is damaged: {what}; take it from a backup", path.display())]
	Damaged {
		/// Which file.
		path: PathBuf,
		/// What is wrong.
		what: &'static str,
	},
}

fn io(path: &Path) -> impl Fn(std::io::Error) -> ListError + '_ {
	|source| ListError::Io { path: path.to_path_buf(), source }
}

// --- As JSON-RPC takes it ------------------------------------------------------------------------------------------

/// A membership, as `provenance_verify` and `provenance_fromEpcis` take it.
pub fn membership_json(member: &Membership) -> Value {
	let Membership { lot, batch, index, proof } = member;
	json!({ "lot": lot.as_str(), "batch": batch, "index": index, "proof": proof.as_slice() })
}

/// A place in a committed container, as `provenance_verify` and `provenance_fromEpcis` take it.
pub fn packing_json(packing: &Packing) -> Value {
	let Packing { container, index, proof } = packing;
	json!({ "container": container, "index": index, "proof": proof.as_slice() })
}

/// What a committed container holds, as `provenance_fromEpcis` takes it.
pub fn bulk_json(bulk: &Bulk) -> Value {
	let lot = bulk.lot.as_ref().map(|(gtin, lot)| {
		let elements = vec![("01".to_owned(), gtin.to_string()), ("10".to_owned(), lot.to_string())];
		crate::gs1::canonical(&elements)
	});
	json!({ "root": bulk.root.hash, "count": bulk.root.count, "height": bulk.height, "lot": lot })
}

/// A proof, as `provenance_verify` takes it.
pub fn proof_json(proof: &SerialProof) -> Value {
	let neighbour = |neighbour: &Neighbour| {
		let Neighbour { serial, index, proof } = neighbour;
		json!({ "serial": serial.as_str(), "index": index, "proof": proof.as_slice() })
	};
	match proof {
		SerialProof::Present(member) => json!({ "present": membership_json(member) }),
		SerialProof::PresentIn(member, packing, around) => {
			let around: Vec<_> = around
				.iter()
				.map(|(bulk, packing)| json!({ "bulk": bulk_json(bulk), "packing": packing_json(packing) }))
				.collect();
			let (membership, packing) = (membership_json(member), packing_json(packing));
			json!({ "presentIn": { "membership": membership, "packing": packing, "around": around } })
		},
		SerialProof::Absent { lot, batches } => {
			let gap = |gap: &Gap| json!({ "before": gap.before.as_ref().map(neighbour), "after": gap.after.as_ref().map(neighbour) });
			json!({ "absent": { "lot": lot.as_str(), "batches": batches.iter().map(gap).collect::<Vec<_>>() } })
		},
	}
}

/// What a thing brings along to its first event, as `provenance_fromEpcis` takes it in `proofs`.
pub fn evidence_json(evidence: &Evidence) -> Value {
	match evidence {
		Evidence::Unit(member, packing) => {
			json!({ "membership": membership_json(member), "packing": packing.as_ref().map(packing_json) })
		},
		Evidence::Container(bulk, packing) => json!({ "bulk": bulk_json(bulk), "packing": packing_json(packing) }),
	}
}

/// A folder for a test, removed with what is in it.
#[cfg(test)]
pub(crate) struct Folder(PathBuf);

#[cfg(test)]
impl Folder {
	pub(crate) fn new() -> Self {
		static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
		let n = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
		let path = std::env::temp_dir().join(format!("salus-serials-{}-{n}", std::process::id()));
		std::fs::create_dir(&path).expect("a folder for the test");
		Self(path)
	}

	pub(crate) fn path(&self) -> &Path {
		&self.0
	}
}

#[cfg(test)]
impl Drop for Folder {
	fn drop(&mut self) {
		let _ = std::fs::remove_dir_all(&self.0);
	}
}
