//! Looking at a leaf in its store, inside an off-chain worker.
//!
//! What each behaviour of a store is called stands in the crate's documentation. Bodies are never kept. Nothing
//! is logged of what was looked at, where, or what was found there.

use crate::{challenge::leaf_of, pallet::*};
use codec::DecodeAll;
use salus_primitives::{
	anchor::{Root, PAGE_LEAVES},
	commitment::Committing,
	fhir,
	http::{Client, Failure},
	manifest::{parse_index, parse_nonce, parse_page, Entry},
	store::{access_key, index_path, nonce_path, page_path, record_path},
	Commitment, Examine, Handle, Locator, Nonce, Source, StoreAccess, StoreKind, Verdict,
};
use sp_core::{offchain::StorageKind, H256};

/// The largest manifest document: the index of the largest anchor (16,384 page roots) takes half of it. A document is
/// held in memory, whose largest block in a worker has 32 MiB.
const MAX_MANIFEST: usize = 8 * 1_024 * 1_024;

/// The largest text around a nonce.
const MAX_NONCE_TEXT: usize = 256;

impl<T: Config> Examine for Pallet<T> {
	fn examine(source: Source, locator: &Locator, expected: H256) -> Option<Verdict> {
		let Source::RecordStore(store) = source else { return None };
		let (anchor, index) = leaf_of(store, locator)?;
		let kept = Stores::<T>::get(store)?;
		let found =
			Anchors::<T>::get(anchor).filter(|found| found.root.hash == expected && index < found.root.count)?;
		let bytes = sp_io::offchain::local_storage_get(StorageKind::PERSISTENT, &access_key(store))?;
		let access = StoreAccess::decode_all(&mut bytes.as_slice()).ok()?;
		// The owner moved the store: what is at the old address proves nothing, and this operator knows no other.
		if access.url_commitment() != kept.url_commitment {
			log::debug!(target: "records", "a store is not looked at: its address changed");
			return None;
		}
		let accept = matches!(kept.kind, StoreKind::FhirR4).then_some("application/fhir+json");
		let client = Client::new(&access, accept)?;
		let erased = Erased::<T>::contains_key(anchor, index);
		let verdict = match entry(&client, kept.kind, &found.manifest, found.root, index) {
			Ok(entry) => look(&client, kept.kind, entry, erased),
			Err(verdict) => verdict,
		};
		log::debug!(target: "records", "a leaf was looked at");
		Some(verdict)
	}
}

/// The manifest's entry for a leaf, proved by the anchor's root.
fn entry(client: &Client, kind: StoreKind, manifest: &Handle, root: Root, index: u32) -> Result<Entry, Verdict> {
	let handle = core::str::from_utf8(manifest).map_err(|_| Verdict::Mismatch)?;
	let fetch = |path: &str| client.document(path, MAX_MANIFEST).map_err(|_| Verdict::Unavailable);

	let pages = parse_index(kind, &fetch(&index_path(kind, handle))?).map_err(|_| Verdict::Mismatch)?;
	if pages.count != root.count || !root.matches_pages(&pages.page_roots) {
		return Err(Verdict::Mismatch);
	}
	let (Some(number), Some(place)) = (index.checked_div(PAGE_LEAVES), index.checked_rem(PAGE_LEAVES)) else {
		return Err(Verdict::Mismatch);
	};
	let page_root = usize::try_from(number).ok().and_then(|number| pages.page_roots.get(number).copied());

	let page = parse_page(kind, &fetch(&page_path(kind, handle, number))?).map_err(|_| Verdict::Mismatch)?;
	if page_root.is_none() || page.root(number) != page_root {
		return Err(Verdict::Mismatch);
	}
	let place = usize::try_from(place).map_err(|_| Verdict::Mismatch)?;
	page.entries.into_iter().nth(place).ok_or(Verdict::Mismatch)
}

/// What has become of the record behind an entry.
fn look(client: &Client, kind: StoreKind, entry: Entry, erased: bool) -> Verdict {
	let gone = if erased { Verdict::Erased } else { Verdict::Unavailable };
	let Some(locator) = entry.locator else { return gone };
	let Some(path) = record_path(kind, &locator) else { return Verdict::Mismatch };
	let seen = if erased {
		// Whatever the store delivers under this locator, the record's place was not emptied.
		client.get(&path).map(|_| None)
	} else {
		commitment(client, kind, &path, &locator, entry.nonce)
	};
	match seen {
		Ok(Some(commitment)) if commitment == entry.commitment => Verdict::Attested,
		Ok(_) => Verdict::Mismatch,
		Err(Failure::Gone) => gone,
		Err(Failure::Unavailable) => Verdict::Unavailable,
	}
}

/// The commitment of what the store delivers now; `None` when that can be no record.
fn commitment(
	client: &Client,
	kind: StoreKind,
	path: &str,
	locator: &str,
	nonce: Option<Nonce>,
) -> Result<Option<Commitment>, Failure> {
	let nonce = match nonce_path(kind, locator) {
		Some(path) => parse_nonce(&client.document(&path, MAX_NONCE_TEXT)?).ok(),
		None => nonce,
	};
	let Some(nonce) = nonce else { return Ok(None) };
	if let StoreKind::FhirR4 = kind {
		let document = client.document(path, fhir::MAX_BYTES)?;
		return Ok(fhir::canonicalize(&document).ok().map(|canonical| Commitment::new(&nonce, &canonical)));
	}
	// Images may be larger than any block of a worker's memory, so they are hashed as they come.
	let mut hasher = Committing::to(&nonce);
	client.get(path)?.read(|chunk| hasher.update(chunk))?;
	Ok(Some(hasher.finish()))
}
