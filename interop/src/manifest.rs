//! Building the manifest and the root of an anchor.

use salus_primitives::{
	anchor::{build, root_of_hashes, Root, MAX_LEAVES, PAGE_LEAVES},
	fhir::{canonicalize, CanonicalError},
	manifest::{Entry, Index, Page},
	store::record_path,
	Commitment, Nonce, StoreKind,
};
use sp_core::H256;

/// Why no manifest can be built.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BuildError {
	/// An anchor has at least one leaf.
	#[error("there are no records")]
	NoRecords,
	/// An anchor has at most [`MAX_LEAVES`] leaves.
	#[error("there are too many records for one anchor")]
	TooManyRecords,
	/// A worker could not be led to the record: see [`record_path`].
	#[error("the locator is not lawful in a store of this kind")]
	UnlawfulLocator,
	/// The record is not a FHIR resource that has a canonical form.
	#[error("the record has no canonical form: {0}")]
	NotCanonical(CanonicalError),
}

/// One record version, committed to. Its bytes are no longer needed.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
	/// Where it lies in the store.
	pub locator: String,
	/// The commitment to its canonical (FHIR) or exact (other stores) bytes.
	pub commitment: Commitment,
	/// Opens the commitment.
	pub nonce: Nonce,
}

impl Record {
	/// Commit to a record version as its store returned it. The nonce must be fresh randomness.
	pub fn new(kind: StoreKind, locator: String, bytes: &[u8], nonce: Nonce) -> Result<Self, BuildError> {
		if record_path(kind, &locator).is_none() {
			return Err(BuildError::UnlawfulLocator);
		}
		let commitment = match kind {
			StoreKind::FhirR4 => Commitment::new(&nonce, &canonicalize(bytes).map_err(BuildError::NotCanonical)?),
			StoreKind::Dicom | StoreKind::Https => Commitment::new(&nonce, bytes),
		};
		Ok(Self { locator, commitment, nonce })
	}
}

/// A manifest with the root that goes on chain.
#[derive(Clone, PartialEq, Eq)]
pub struct Manifest {
	/// What goes on chain.
	pub root: Root,
	/// The index document's content.
	pub index: Index,
	/// The page documents' content, in order.
	pub pages: Vec<Page>,
}

impl Manifest {
	/// Build the manifest of these record versions, in this order.
	///
	/// In a DICOM store the nonces are not part of the pages: write them beside the instances *before* anchoring.
	pub fn build(kind: StoreKind, records: impl IntoIterator<Item = Record>) -> Result<Self, BuildError> {
		let mut pages: Vec<Page> = Vec::new();
		let mut count = 0u32;
		for record in records {
			if count >= MAX_LEAVES {
				return Err(BuildError::TooManyRecords);
			}
			if count.is_multiple_of(PAGE_LEAVES) {
				pages.push(Page { entries: Vec::new() });
			}
			if let Some(page) = pages.last_mut() {
				page.entries.push(Entry {
					commitment: record.commitment,
					locator: Some(record.locator),
					nonce: (kind != StoreKind::Dicom).then_some(record.nonce),
				});
			}
			count = count.saturating_add(1);
		}
		// A page beyond the last lawful one has no root.
		let page_roots = pages.iter().zip(0u32..).map(|(page, number)| page.root(number));
		let page_roots = page_roots.collect::<Option<Vec<H256>>>().ok_or(BuildError::TooManyRecords)?;
		if count == 0 {
			return Err(BuildError::NoRecords);
		}
		let root = Root { hash: root_of_hashes(page_roots.iter().copied()), count };
		Ok(Self { root, index: Index { count, page_roots }, pages })
	}

	/// The commitments, in order.
	pub fn commitments(&self) -> impl Iterator<Item = Commitment> + '_ {
		self.pages.iter().flat_map(|page| &page.entries).map(|entry| entry.commitment)
	}

	/// The proof of leaf `index`; `None` when there is no such leaf.
	pub fn proof(&self, index: u32) -> Option<Vec<H256>> {
		let payloads: Vec<H256> = self.commitments().map(|commitment| commitment.0).collect();
		build::proof(&payloads, index)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_primitives::manifest::{parse_index, parse_page, write_index, write_page};

	const KINDS: [StoreKind; 3] = [StoreKind::FhirR4, StoreKind::Dicom, StoreKind::Https];

	fn record(kind: StoreKind, n: u32) -> Record {
		let [.., high, low] = n.to_be_bytes();
		let locator = match kind {
			StoreKind::FhirR4 => format!("Basic/{n}/_history/1"),
			StoreKind::Dicom => format!("{n:x}-0"),
			StoreKind::Https => format!("files/{n}.pdf"),
		};
		let bytes = format!("{{ \"resourceType\": \"Basic\", \"id\": \"{n}\" }}");
		Record::new(kind, locator, bytes.as_bytes(), [high ^ low; 32]).unwrap()
	}

	#[test]
	fn manifest_should_survive_its_store_and_make_the_root() {
		for kind in KINDS {
			for count in [1u32, 2, 1_023, 1_024, 1_025, 2_500] {
				let manifest = Manifest::build(kind, (0..count).map(|n| record(kind, n))).unwrap();
				let payloads: Vec<_> = manifest.commitments().map(|c| c.0).collect();
				assert_eq!(Some(manifest.root), build::root(&payloads));
				assert!(manifest.root.matches_pages(&manifest.index.page_roots));

				let index = write_index(kind, "h", &manifest.index, "2026-01-01T00:00:00Z", "agent");
				assert_eq!(parse_index(kind, &index).unwrap(), manifest.index);
				for (number, page) in manifest.pages.iter().enumerate() {
					let number = u32::try_from(number).unwrap();
					let written = write_page(kind, "h", number, page, "2026-01-01T00:00:00Z", "agent");
					assert_eq!(
						parse_page(kind, &written).unwrap().root(number).as_ref(),
						manifest.index.page_roots.get(number as usize)
					);
				}
			}
		}
	}

	#[test]
	fn every_leaf_should_have_a_proof() {
		let manifest = Manifest::build(StoreKind::Https, (0..1_030).map(|n| record(StoreKind::Https, n))).unwrap();
		for (index, commitment) in (0..).zip(manifest.commitments()).filter(|(n, _)| n % 97 == 0 || *n > 1_020) {
			let proof = manifest.proof(index).unwrap();
			assert_eq!(manifest.root.verify(index, commitment.0.as_bytes(), &proof), Ok(()));
		}
		assert_eq!(manifest.proof(1_030), None);
	}

	#[test]
	fn fhir_record_should_be_committed_to_in_canonical_form_and_others_as_they_are() {
		let (spaced, dense) = (b"{ \"resourceType\": \"Basic\" }", b"{\"resourceType\":\"Basic\"}");
		let of = |kind, bytes: &[u8]| {
			let locator = if kind == StoreKind::FhirR4 { "Basic/a/_history/1" } else { "a" };
			Record::new(kind, locator.into(), bytes, [7; 32]).unwrap().commitment
		};
		assert_eq!(of(StoreKind::FhirR4, spaced), of(StoreKind::FhirR4, dense));
		assert_eq!(of(StoreKind::FhirR4, spaced), Commitment::new(&[7; 32], dense));
		assert_eq!(of(StoreKind::Https, spaced), Commitment::new(&[7; 32], spaced));
		assert_eq!(of(StoreKind::Dicom, spaced), Commitment::new(&[7; 32], spaced));
	}

	#[test]
	fn what_cannot_be_anchored_should_be_refused() {
		let refused = |kind, locator: &str, bytes: &[u8]| Record::new(kind, locator.into(), bytes, [0; 32]).err();
		assert_eq!(refused(StoreKind::FhirR4, "Basic/a", b"{}"), Some(BuildError::UnlawfulLocator));
		assert_eq!(refused(StoreKind::Https, "../a", b""), Some(BuildError::UnlawfulLocator));
		assert_eq!(
			refused(StoreKind::FhirR4, "Basic/a/_history/1", b"{}"),
			Some(BuildError::NotCanonical(CanonicalError::NotAResource))
		);
		assert_eq!(Manifest::build(StoreKind::Https, []).err(), Some(BuildError::NoRecords));
	}
}
