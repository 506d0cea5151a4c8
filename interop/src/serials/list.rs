//! The file of a batch: its serials, sorted, each in twenty bytes, and the roots of the pages of its tree.
//!
//! ```text
//! magic (16 bytes) ‖ length of the header (u32, little-endian) ‖ header (SCALE) ‖ serials (20 bytes each, padded with
//! zeros) ‖ page roots (32 bytes each)
//! ```

use super::{
	io,
	tree::{paged_proof, Pages},
	ListError,
};
use codec::{Decode, DecodeAll, Encode};
use pallet_drug_provenance::{Day, Gap, LotId, Neighbour};
use salus_primitives::{
	anchor::{Proof, Root, PAGE_LEAVES},
	Serial,
};
use sp_core::H256;
use std::{
	fs::{File, OpenOptions},
	io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write},
	path::{Path, PathBuf},
};

/// Bytes of a serial in a file: as many as the longest has.
const WIDTH: u64 = 20;

/// A serial in a file. No serial has a zero byte, so these are in the order of the serials.
pub type Padded = [u8; 20];

/// Bytes before the header's length.
const MAGIC: &[u8; 16] = b"salus serials 1\n";

/// The most bytes of a header.
const MAX_HEADER: u32 = 1 << 20;

/// A serial as a file holds it.
pub fn pad(serial: &Serial) -> Padded {
	let mut padded = Padded::default();
	padded.iter_mut().zip(serial.as_bytes()).for_each(|(to, from)| *to = *from);
	padded
}

/// The serial that a file holds so; `None` for what is none.
pub fn unpad(padded: &Padded) -> Option<Serial> {
	let text = padded.split(|byte| *byte == 0).next()?;
	Serial::try_from(text).ok().filter(|serial| pad(serial) == *padded)
}

/// A file being written: under another name until all of it is on the disk.
pub(super) struct Draft {
	path: PathBuf,
	beside: PathBuf,
	file: BufWriter<File>,
}

impl Draft {
	pub(super) fn new(path: &Path, magic: &[u8; 16], header: &[u8]) -> Result<Self, ListError> {
		let beside = path.with_extension("new");
		let mut options = OpenOptions::new();
		options.write(true).create(true).truncate(true);
		// Genuine serials are what a counterfeiter wants.
		#[cfg(unix)]
		std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
		let file = BufWriter::new(options.open(&beside).map_err(io(&beside))?);
		let mut draft = Self { path: path.to_path_buf(), beside, file };
		draft.write(magic)?;
		draft.write(&u32::try_from(header.len()).unwrap_or(u32::MAX).to_le_bytes())?;
		draft.write(header)?;
		Ok(draft)
	}

	pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), ListError> {
		self.file.write_all(bytes).map_err(io(&self.beside))
	}

	/// All or nothing, and so that it outlives a power cut.
	pub(super) fn finish(self) -> Result<(), ListError> {
		let file = self.file.into_inner().map_err(|error| io(&self.beside)(error.into_error()))?;
		file.sync_all().map_err(io(&self.beside))?;
		std::fs::rename(&self.beside, &self.path).map_err(io(&self.path))?;
		let folder = self.path.parent().unwrap_or(Path::new("."));
		File::open(folder).and_then(|folder| folder.sync_all()).map_err(io(folder))
	}
}

/// A file of one of our kinds, open for looks into it.
pub(super) struct Look<'a> {
	path: &'a Path,
	file: File,
}

impl<'a> Look<'a> {
	pub(super) fn new(path: &'a Path) -> Result<Self, ListError> {
		Ok(Self { path, file: File::open(path).map_err(io(path))? })
	}

	/// Its header, where its data begin, and how many bytes they have.
	pub(super) fn header(&mut self, magic: &[u8; 16]) -> Result<(Vec<u8>, u64, u64), ListError> {
		let damaged = |what| ListError::Damaged { path: self.path.to_path_buf(), what };
		let whole = self.file.metadata().map_err(io(self.path))?.len();
		let front: [u8; 20] = self.at(0).map_err(|_| damaged("it is no such file"))?;
		let (found, length) = front.split_at(16);
		let length = <[u8; 4]>::try_from(length).map(u32::from_le_bytes).unwrap_or(u32::MAX);
		if found != magic || length > MAX_HEADER {
			return Err(damaged("it does not begin as it should"));
		}
		let header = self.bytes(20, length.into()).map_err(|_| damaged("its header is cut off"))?;
		let data = u64::from(length).saturating_add(20);
		Ok((header, data, whole.saturating_sub(data)))
	}

	/// As many bytes as the array has.
	pub(super) fn at<const N: usize>(&mut self, position: u64) -> Result<[u8; N], ListError> {
		let mut bytes = [0; N];
		self.file.seek(SeekFrom::Start(position)).map_err(io(self.path))?;
		self.file.read_exact(&mut bytes).map_err(io(self.path))?;
		Ok(bytes)
	}

	pub(super) fn bytes(&mut self, position: u64, length: u64) -> Result<Vec<u8>, ListError> {
		let mut bytes = vec![0; usize::try_from(length).unwrap_or(usize::MAX)];
		self.file.seek(SeekFrom::Start(position)).map_err(io(self.path))?;
		self.file.read_exact(&mut bytes).map_err(io(self.path))?;
		Ok(bytes)
	}

	/// Proof of leaf `index` under `root`: payloads of `width` bytes from `payloads` on, page roots from `pages` on.
	/// `trim` makes of such bytes what was hashed.
	pub(super) fn proof(
		&mut self,
		root: &Root,
		index: u32,
		width: u64,
		payloads: u64,
		pages: u64,
		trim: fn(&[u8]) -> &[u8],
	) -> Result<Proof, ListError> {
		let page = (index / PAGE_LEAVES).saturating_mul(PAGE_LEAVES);
		let leaves = root.count.saturating_sub(page).min(PAGE_LEAVES);
		let length = u64::from(leaves).saturating_mul(width);
		let bytes = self.bytes(payloads.saturating_add(u64::from(page).saturating_mul(width)), length)?;
		let width = usize::try_from(width).unwrap_or(usize::MAX);
		let leaves: Vec<&[u8]> = bytes.chunks(width.max(1)).map(trim).collect();
		let roots = self.bytes(pages, u64::from(root.pages()).saturating_mul(32))?;
		let roots = roots.chunks(32).map(H256::from_slice).collect();
		let damaged =
			|| ListError::Damaged { path: self.path.to_path_buf(), what: "a proof does not lead to its root" };
		let proof = paged_proof(index, &leaves, roots).and_then(|proof| Proof::try_from(proof).ok());
		let payload = leaves.get(usize::try_from(index.saturating_sub(page)).unwrap_or(usize::MAX));
		let (proof, payload) = proof.zip(payload).ok_or_else(damaged)?;
		root.verify(index, payload, &proof).map_err(|_| damaged())?;
		Ok(proof)
	}
}

/// A serial without what it is padded with.
fn trimmed(padded: &[u8]) -> &[u8] {
	padded.split(|byte| *byte == 0).next().unwrap_or_default()
}

#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
struct Header {
	lot: LotId,
	expiry: Day,
	root: Root,
}

/// A commissioning batch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct List {
	path: PathBuf,
	header: Header,
	/// Where the serials begin.
	serials: u64,
}

impl List {
	/// Write the list of serials that are sorted and unique into a folder, and say what is to be commissioned. What is
	/// there already, whole, stays.
	///
	/// `None` when there is no serial, there are too many, or they are in another order.
	pub fn write(folder: &Path, lot: &LotId, expiry: Day, serials: &[Padded]) -> Result<Option<Self>, ListError> {
		let Some((root, pages)) = Self::root_over(serials) else { return Ok(None) };
		let header = Header { lot: lot.clone(), expiry, root };
		let path = folder.join(format!("{}.serials", hex::encode(header.using_encoded(sp_crypto_hashing::blake2_128))));
		if let Ok(there) = Self::open(&path) {
			return Ok(Some(there));
		}
		let mut draft = Draft::new(&path, MAGIC, &header.encode())?;
		for serial in serials {
			draft.write(serial)?;
		}
		for page in pages {
			draft.write(page.as_bytes())?;
		}
		draft.finish()?;
		Self::open(&path).map(Some)
	}

	/// Root over serials that are sorted and unique, and the roots of its pages; `None` for any others, none or too many.
	pub(super) fn root_over(serials: &[Padded]) -> Option<(Root, Vec<H256>)> {
		let mut pages = Pages::default();
		serials.is_sorted_by(|a, b| a < b).then_some(())?;
		serials.iter().try_for_each(|serial| pages.push(trimmed(serial)))?;
		pages.finish()
	}

	/// Open a file.
	pub fn open(path: &Path) -> Result<Self, ListError> {
		let damaged = |what| ListError::Damaged { path: path.to_path_buf(), what };
		let mut look = Look::new(path)?;
		let (header, serials, length) = look.header(MAGIC)?;
		let header = Header::decode_all(&mut &header[..]).map_err(|_| damaged("its header cannot be read"))?;
		let root = &header.root;
		let due =
			u64::from(root.count).saturating_mul(WIDTH).saturating_add(u64::from(root.pages()).saturating_mul(32));
		if root.count == 0 || length != due {
			return Err(damaged("it is longer or shorter than its serials are"));
		}
		let pages = look.bytes(
			serials.saturating_add(u64::from(root.count).saturating_mul(WIDTH)),
			u64::from(root.pages()).saturating_mul(32),
		)?;
		let pages: Vec<_> = pages.chunks(32).map(H256::from_slice).collect();
		if !root.matches_pages(&pages) {
			return Err(damaged("the roots of its pages do not make its root"));
		}
		Ok(Self { path: path.to_path_buf(), header, serials })
	}

	/// Where it is.
	pub fn path(&self) -> &Path {
		&self.path
	}

	/// Which lot it is of.
	pub fn lot(&self) -> &LotId {
		&self.header.lot
	}

	/// The lot's last day of use.
	pub fn expiry(&self) -> Day {
		self.header.expiry
	}

	/// Root over the serials, and their number.
	pub fn root(&self) -> &Root {
		&self.header.root
	}

	fn serial_at(&self, look: &mut Look, index: u32) -> Result<Padded, ListError> {
		look.at(self.serials.saturating_add(u64::from(index).saturating_mul(WIDTH)))
	}

	/// Where a serial is (`Ok`), or where it would have to be (`Err`).
	fn search(&self, look: &mut Look, serial: &Padded) -> Result<Result<u32, u32>, ListError> {
		let (mut from, mut to) = (0, self.root().count);
		while from < to {
			let middle = from.midpoint(to);
			match self.serial_at(look, middle)?.cmp(serial) {
				std::cmp::Ordering::Equal => return Ok(Ok(middle)),
				std::cmp::Ordering::Less => from = middle.saturating_add(1),
				std::cmp::Ordering::Greater => to = middle,
			}
		}
		Ok(Err(from))
	}

	fn prove(&self, look: &mut Look, index: u32) -> Result<Proof, ListError> {
		let pages = self.serials.saturating_add(u64::from(self.root().count).saturating_mul(WIDTH));
		look.proof(self.root(), index, WIDTH, self.serials, pages, trimmed)
	}

	/// Leaf and proof of a serial; `None` when it is not in the list.
	pub fn member(&self, serial: &Serial) -> Result<Option<(u32, Proof)>, ListError> {
		let mut look = Look::new(&self.path)?;
		match self.search(&mut look, &pad(serial))? {
			Ok(index) => Ok(Some((index, self.prove(&mut look, index)?))),
			Err(_) => Ok(None),
		}
	}

	/// The neighbours of a serial that is not in the list; `None` when it is.
	pub fn gap(&self, serial: &Serial) -> Result<Option<Gap>, ListError> {
		let mut look = Look::new(&self.path)?;
		let Err(place) = self.search(&mut look, &pad(serial))? else { return Ok(None) };
		let mut neighbour = |index: u32| {
			let damaged = || ListError::Damaged { path: self.path.clone(), what: "a serial is none" };
			let serial = unpad(&self.serial_at(&mut look, index)?).ok_or_else(damaged)?;
			Ok::<_, ListError>(Neighbour { serial, index, proof: self.prove(&mut look, index)? })
		};
		let before = place.checked_sub(1).map(&mut neighbour).transpose()?;
		let after = (place < self.root().count).then(|| neighbour(place)).transpose()?;
		Ok(Some(Gap { before, after }))
	}

	/// Go through all of its serials, in their order, until `see` says that it has seen enough.
	pub fn scan(&self, mut see: impl FnMut(Padded) -> bool) -> Result<(), ListError> {
		let mut file = File::open(&self.path).map_err(io(&self.path))?;
		file.seek(SeekFrom::Start(self.serials)).map_err(io(&self.path))?;
		let mut file = BufReader::with_capacity(1 << 16, file);
		for _ in 0..self.root().count {
			let mut serial = Padded::default();
			file.read_exact(&mut serial).map_err(io(&self.path))?;
			if !see(serial) {
				break;
			}
		}
		Ok(())
	}

	/// Read all of it and compare it with its root.
	pub fn check(&self) -> Result<(), ListError> {
		let damaged = |what| ListError::Damaged { path: self.path.clone(), what };
		let (mut pages, mut last, mut lawful) = (Pages::default(), Padded::default(), true);
		self.scan(|serial| {
			lawful = unpad(&serial).is_some() && last < serial && pages.push(trimmed(&serial)).is_some();
			last = serial;
			lawful
		})?;
		if !lawful {
			return Err(damaged("a serial is none, or they are in another order"));
		}
		match pages.finish() {
			Some((root, _)) if root == *self.root() => Ok(()),
			_ => Err(damaged("its serials do not make its root")),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::serials::Folder;

	fn lot() -> LotId {
		("09520123456788".parse().unwrap(), "L1".parse().unwrap())
	}

	fn serials(count: u32) -> Vec<Padded> {
		let mut all: Vec<_> = (0..count).map(|n| pad(&format!("{}", n * 7).parse().unwrap())).collect();
		all.sort();
		all
	}

	#[test]
	fn padded_serials_should_be_in_the_order_of_serials() {
		let mut texts: Vec<Serial> =
			["1", "10", "2", "A", "a", "12345678901234567890", "!", "z", "1_"].map(|text| text.parse().unwrap()).into();
		texts.sort();
		let padded: Vec<_> = texts.iter().map(pad).collect();
		assert!(padded.is_sorted_by(|a, b| a < b));
		assert_eq!(padded.iter().map(|serial| unpad(serial).unwrap()).collect::<Vec<_>>(), texts);
		assert_eq!(unpad(&Padded::default()), None);
		let mut holed = pad(&"AB".parse().unwrap());
		holed[5] = b'C';
		assert_eq!(unpad(&holed), None, "nothing stands behind the padding");
	}

	#[test]
	fn every_serial_should_be_proved_present_and_every_other_absent() {
		let folder = Folder::new();
		for count in [1, 2, 3, 1_024, 1_025, 2_500] {
			let all = serials(count);
			let list = List::write(folder.path(), &lot(), 20_000, &all).unwrap().unwrap();
			list.check().unwrap();
			let root = *list.root();
			assert_eq!((root.count, list.lot(), list.expiry()), (count, &lot(), 20_000));
			for (index, padded) in all.iter().enumerate().step_by(61).chain([(all.len() - 1, all.last().unwrap())]) {
				let serial = unpad(padded).unwrap();
				let (at, proof) = list.member(&serial).unwrap().unwrap();
				assert_eq!(at as usize, index);
				assert_eq!(root.verify(at, serial.as_bytes(), &proof), Ok(()));
				assert_eq!(list.gap(&serial).unwrap(), None);
			}
			for text in ["!", "1", "33", "3500", "zzz", "99999999999999999999"] {
				let serial: Serial = text.parse().unwrap();
				if list.member(&serial).unwrap().is_some() {
					continue;
				}
				let gap = list.gap(&serial).unwrap().unwrap();
				for neighbour in gap.before.iter().chain(&gap.after) {
					assert_eq!(root.verify(neighbour.index, neighbour.serial.as_bytes(), &neighbour.proof), Ok(()));
				}
				assert!(gap.before.as_ref().is_none_or(|before| before.serial < serial));
				assert!(gap.after.as_ref().is_none_or(|after| after.serial > serial));
				let next = gap.before.as_ref().map_or(0, |before| before.index + 1);
				assert_eq!(next, gap.after.as_ref().map_or(count, |after| after.index), "{text} of {count}");
			}
		}
	}

	#[test]
	fn list_should_be_written_once_and_only_of_sorted_unique_serials() {
		let folder = Folder::new();
		let all = serials(10);
		let one = List::write(folder.path(), &lot(), 1, &all).unwrap().unwrap();
		let again = List::write(folder.path(), &lot(), 1, &all).unwrap().unwrap();
		assert_eq!(one, again);
		assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "and nothing is left beside it");
		let mut other = all.clone();
		other.swap(0, 1);
		assert_eq!(List::write(folder.path(), &lot(), 1, &other).unwrap(), None);
		assert_eq!(List::write(folder.path(), &lot(), 1, &[all[0], all[0]]).unwrap(), None);
		assert_eq!(List::write(folder.path(), &lot(), 1, &[]).unwrap(), None);
		#[cfg(unix)]
		{
			use std::os::unix::fs::PermissionsExt;
			assert_eq!(std::fs::metadata(one.path()).unwrap().permissions().mode() & 0o777, 0o600);
		}
	}

	#[test]
	fn damaged_file_should_give_an_error_and_never_a_wrong_proof() {
		let folder = Folder::new();
		let list = List::write(folder.path(), &lot(), 1, &serials(1_500)).unwrap().unwrap();
		let good = std::fs::read(list.path()).unwrap();
		let wanted: Serial = "70".parse().unwrap();
		let root = *list.root();
		let mut told = 0;
		for at in (0..good.len()).step_by(211).chain([good.len() - 1]) {
			let mut bad = good.clone();
			bad[at] ^= 1;
			std::fs::write(list.path(), &bad).unwrap();
			let found = List::open(list.path()).and_then(|list| {
				let checked = list.check();
				Ok((checked, list.member(&wanted)?, list))
			});
			match found {
				// Either the proof is good all the same, or there is none.
				Ok((checked, member, list)) => {
					if let Some((index, proof)) = member {
						assert_eq!(list.root().verify(index, wanted.as_bytes(), &proof), Ok(()));
					}
					told += u32::from(checked.is_err());
					assert!(checked.is_err() || *list.root() == root, "byte {at}");
				},
				Err(ListError::Damaged { .. }) => told += 1,
				Err(error) => panic!("{error}"),
			}
		}
		assert!(told > 100, "{told}");
		for length in [0, 10, 20, good.len() - 1] {
			std::fs::write(list.path(), &good[..length]).unwrap();
			assert!(matches!(List::open(list.path()), Err(ListError::Damaged { .. })), "{length} bytes");
		}
	}
}
