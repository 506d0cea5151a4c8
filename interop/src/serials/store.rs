//! A folder with the lists of a labeller.

use super::{
	io,
	pack::{Builder, Located},
	Hierarchy, List, ListError, Pack, PackError, Padded, Standing,
};
use pallet_drug_provenance::{Around, Day, Gap, ItemId, LotId, LotNumber, Membership, MAX_BATCH_SERIALS};
use salus_primitives::{
	anchor::{Proof, Root},
	Gtin14, Serial, Sscc18, UnitId,
};
use std::{
	collections::{BTreeMap, BTreeSet},
	path::{Path, PathBuf},
	sync::{Arc, Mutex, PoisonError},
	time::{Duration, SystemTime},
};

/// A folder of this age was certainly looked at after its last change: clocks of file systems tick slowly.
const TICK: Duration = Duration::from_secs(2);

/// The most lists of one product that are looked through for a serial of which the lot is not known.
const MAX_LISTS: usize = 4_096;

/// The most packings that are looked through for a unit.
const MAX_PACKS: usize = 4_096;

#[derive(Default)]
struct Index {
	/// When the folder was changed last, as far as it is known here.
	seen: Option<SystemTime>,
	lists: BTreeMap<PathBuf, Arc<List>>,
	packs: BTreeMap<PathBuf, Arc<Pack>>,
	/// Files that cannot be used.
	broken: BTreeMap<PathBuf, String>,
}

/// Why serials are not kept for commissioning.
#[derive(Debug, thiserror::Error)]
pub enum CommissionError {
	/// Not sorted, one twice, none, or too many.
	#[error("a batch has 1 to 10,000,000 serials, sorted, each once")]
	Order,
	/// The lot has another last day of use.
	#[error("the lot has a list with another expiry (day {0} since 1970-01-01): one lot has one expiry")]
	Expiry(Day),
	/// A serial is in another batch.
	#[error("one of the serials is in a list of lot {} of the same product already", .0.as_str())]
	Twice(LotNumber),
	/// A file cannot be used.
	#[error(transparent)]
	List(#[from] ListError),
}

/// A folder with the lists of a labeller. Lists that are put there later are found without being told of.
pub struct Store {
	folder: PathBuf,
	index: Mutex<Index>,
}

/// That a list has a serial.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proved {
	/// In which lot.
	pub lot: LotId,
	/// Under which root.
	pub root: Root,
	/// At which leaf.
	pub index: u32,
	/// Proof of the leaf.
	pub proof: Proof,
}

impl Proved {
	/// As the chain takes it: with the number of the batch, which is the place of its root among those of the lot. `None`
	/// when the chain does not have that root.
	pub fn membership(&self, roots: &[Root]) -> Option<Membership> {
		let batch = roots.iter().position(|root| *root == self.root)?;
		let lot = self.lot.1.clone();
		Some(Membership { lot, batch: batch.try_into().ok()?, index: self.index, proof: self.proof.clone() })
	}
}

impl Store {
	/// Open a folder, which must be there.
	pub fn open(folder: &Path) -> Result<Self, ListError> {
		let store = Self { folder: folder.to_path_buf(), index: Mutex::default() };
		drop(store.refresh()?);
		Ok(store)
	}

	/// Open a folder, and make it when it is not there.
	pub fn create(folder: &Path) -> Result<Self, ListError> {
		std::fs::create_dir_all(folder).map_err(io(folder))?;
		Self::open(folder)
	}

	/// Where it is.
	pub fn folder(&self) -> &Path {
		&self.folder
	}

	fn refresh(&self) -> Result<std::sync::MutexGuard<'_, Index>, ListError> {
		let mut index = self.index.lock().unwrap_or_else(PoisonError::into_inner);
		let changed = std::fs::metadata(&self.folder).and_then(|of| of.modified()).map_err(io(&self.folder))?;
		if index.seen == Some(changed) {
			return Ok(index);
		}
		let mut there = BTreeSet::new();
		for entry in std::fs::read_dir(&self.folder).map_err(io(&self.folder))? {
			let path = entry.map_err(io(&self.folder))?.path();
			let kind = path.extension().and_then(|kind| kind.to_str()).map(ToOwned::to_owned);
			if index.lists.contains_key(&path) || index.packs.contains_key(&path) {
				there.insert(path);
				continue;
			}
			let opened = match kind.as_deref() {
				Some("serials") => List::open(&path).map(|list| drop(index.lists.insert(path.clone(), Arc::new(list)))),
				Some("packing") => Pack::open(&path).map(|pack| drop(index.packs.insert(path.clone(), Arc::new(pack)))),
				_ => continue,
			};
			match opened {
				Ok(()) => drop(index.broken.remove(&path)),
				Err(error) => drop(index.broken.insert(path.clone(), error.to_string())),
			}
			there.insert(path);
		}
		index.lists.retain(|path, _| there.contains(path));
		index.packs.retain(|path, _| there.contains(path));
		index.broken.retain(|path, _| there.contains(path));
		// Something may yet be written in the same tick of the clock: then it is looked at once more.
		let settled = SystemTime::now().duration_since(changed).is_ok_and(|age| age > TICK);
		index.seen = settled.then_some(changed);
		Ok(index)
	}

	/// Files that cannot be used, and why.
	pub fn problems(&self) -> Result<Vec<String>, ListError> {
		Ok(self.refresh()?.broken.values().cloned().collect())
	}

	/// All lists.
	pub fn lists(&self) -> Result<Vec<Arc<List>>, ListError> {
		Ok(self.refresh()?.lists.values().cloned().collect())
	}

	/// All packings.
	pub fn packs(&self) -> Result<Vec<Arc<Pack>>, ListError> {
		Ok(self.refresh()?.packs.values().cloned().collect())
	}

	fn lists_of(&self, gtin: Gtin14, lot: Option<&LotNumber>) -> Result<Vec<Arc<List>>, ListError> {
		let index = self.refresh()?;
		let is_it = |list: &&Arc<List>| list.lot().0 == gtin && lot.is_none_or(|lot| list.lot().1 == *lot);
		Ok(index.lists.values().filter(is_it).take(MAX_LISTS).cloned().collect())
	}

	/// Is any list of this product here?
	pub fn knows(&self, gtin: Gtin14) -> Result<bool, ListError> {
		Ok(!self.lists_of(gtin, None)?.is_empty())
	}

	/// Find a serial in the lists of its product, or of one lot.
	pub fn find(&self, unit: &UnitId, lot: Option<&LotNumber>) -> Result<Vec<Proved>, ListError> {
		let mut found = Vec::new();
		for list in self.lists_of(unit.gtin, lot)? {
			if let Some((index, proof)) = list.member(&unit.serial)? {
				found.push(Proved { lot: list.lot().clone(), root: *list.root(), index, proof });
			}
		}
		Ok(found)
	}

	/// The neighbours of a serial in each batch of a lot, whose roots are those of the chain; `None` when a list is not
	/// here, or one has the serial.
	pub fn gaps(&self, lot: &LotId, roots: &[Root], serial: &Serial) -> Result<Option<Vec<Gap>>, ListError> {
		let lists = self.lists_of(lot.0, Some(&lot.1))?;
		let mut gaps = Vec::new();
		for root in roots {
			let Some(list) = lists.iter().find(|list| list.root() == root) else { return Ok(None) };
			let Some(gap) = list.gap(serial)? else { return Ok(None) };
			gaps.push(gap);
		}
		Ok(Some(gaps))
	}

	/// Where something stands. The lot of a unit, where it is known, spares a search.
	pub fn standing(&self, id: &ItemId, lot: Option<&LotId>) -> Result<Option<Standing>, ListError> {
		let packs: Vec<Arc<Pack>> = {
			let index = self.refresh()?;
			let may = |pack: &&Arc<Pack>| match id {
				ItemId::Unit(unit) => pack.may_hold(unit, lot),
				ItemId::Container(_) => true,
			};
			index.packs.values().filter(may).take(MAX_PACKS).cloned().collect()
		};
		for pack in packs {
			if let Some(standing) = pack.standing(id)? {
				return Ok(Some(standing));
			}
		}
		Ok(None)
	}

	/// The containers around a thing, from the inside to the outside, as [`SerialProof::PresentIn`] wants them: what each
	/// holds and where it stands, up to the one before `known`, which the chain knows.
	pub fn around(&self, containers: &[Sscc18], known: &Sscc18) -> Result<Around, ListError> {
		let mut all = Vec::new();
		for container in containers.iter().take_while(|container| *container != known) {
			let standing = self.standing(&ItemId::Container(*container), None)?;
			let Some((bulk, packing)) = standing.and_then(|of| of.bulk.zip(of.packing)) else { break };
			all.push((bulk, packing));
		}
		Ok(Around::truncate_from(all))
	}

	/// Keep the list of a batch. `serials` must be sorted and unique, of one lot with one expiry, and in no other batch of
	/// the same product: a serial that was commissioned twice contradicts itself.
	pub fn commission(&self, lot: &LotId, expiry: Day, serials: &[Padded]) -> Result<List, CommissionError> {
		let (root, _) = List::root_over(serials)
			.filter(|(root, _)| root.count <= MAX_BATCH_SERIALS)
			.ok_or(CommissionError::Order)?;
		if let Some(list) = self.lists_of(lot.0, Some(&lot.1))?.iter().find(|list| list.expiry() != expiry) {
			return Err(CommissionError::Expiry(list.expiry()));
		}
		if let Some((_, other)) = self.conflict(lot, &root, serials)? {
			return Err(CommissionError::Twice(other));
		}
		List::write(&self.folder, lot, expiry, serials)?.ok_or(CommissionError::Order)
	}

	/// A lot of which a list here has one of these serials of the same product, in another batch than one of just these.
	fn conflict(&self, lot: &LotId, root: &Root, serials: &[Padded]) -> Result<Option<LotId>, ListError> {
		for list in self.lists_of(lot.0, None)? {
			if list.lot() == lot && list.root() == root {
				continue;
			}
			let (mut at, mut shared) = (0usize, false);
			list.scan(|serial| {
				while serials.get(at).is_some_and(|own| *own < serial) {
					at = at.saturating_add(1);
				}
				shared = serials.get(at) == Some(&serial);
				!shared && at < serials.len()
			})?;
			if shared {
				return Ok(Some(list.lot().clone()));
			}
		}
		Ok(None)
	}

	/// Of each of these units, which are sorted, the lot in whose list it is.
	fn locate(&self, units: &[(Gtin14, Padded)]) -> Result<Located, ListError> {
		let mut lots = vec![None; units.len()];
		let mut table: Vec<LotId> = Vec::new();
		let gtins: BTreeSet<Gtin14> = units.iter().map(|(gtin, _)| *gtin).collect();
		for gtin in gtins {
			let from = units.partition_point(|(of, _)| *of < gtin);
			let to = units.partition_point(|(of, _)| *of <= gtin);
			for list in self.lists_of(gtin, None)? {
				let position = table.iter().position(|lot| lot == list.lot()).unwrap_or_else(|| {
					table.push(list.lot().clone());
					table.len().saturating_sub(1)
				});
				let mut at = from;
				list.scan(|serial| {
					while at < to && units.get(at).is_some_and(|(_, own)| *own < serial) {
						at = at.saturating_add(1);
					}
					if at < to && units.get(at).is_some_and(|(_, own)| *own == serial) {
						if let Some(lot) = lots.get_mut(at) {
							*lot = Some(position);
						}
					}
					at < to
				})?;
			}
		}
		Ok((lots, table))
	}

	/// Make what must be committed to of what stands in what, and keep it.
	pub fn pack(&self, builder: Builder) -> Result<Vec<Hierarchy>, PackError> {
		let made = super::hierarchies(builder, |units| self.locate(units))?;
		let kept = self.packs()?;
		for each in &made {
			for pack in kept.iter().filter(|pack| pack.top() != each.top || *pack.bulk() != each.bulk) {
				if pack.overlaps(each)? {
					return Err(PackError::CommittedBefore(each.top));
				}
			}
		}
		for each in &made {
			each.write(&self.folder)?;
		}
		Ok(made)
	}

	/// Read everything and compare it with what it stands for; each problem in a sentence.
	pub fn check(&self) -> Result<Vec<String>, ListError> {
		let mut problems = self.problems()?;
		problems.extend(self.lists()?.iter().filter_map(|list| list.check().err()).map(|error| error.to_string()));
		problems.extend(self.packs()?.iter().filter_map(|pack| pack.check().err()).map(|error| error.to_string()));
		Ok(problems)
	}
}

/// The serials of a sorted list, each as the list holds it, once: `Err` with how many stand there twice.
pub fn sorted(mut serials: Vec<Padded>) -> Result<Vec<Padded>, usize> {
	serials.sort_unstable();
	let twice = serials.windows(2).filter(|pair| matches!(pair, [a, b] if a == b)).count();
	if twice == 0 {
		Ok(serials)
	} else {
		Err(twice)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::serials::{pad, Folder, Line};

	fn lot(name: &str) -> LotId {
		("09520123456788".parse().unwrap(), name.parse().unwrap())
	}

	fn unit(serial: &str) -> UnitId {
		UnitId { gtin: lot("A").0, serial: serial.parse().unwrap() }
	}

	fn padded(serials: &[&str]) -> Vec<Padded> {
		sorted(serials.iter().map(|serial| pad(&serial.parse().unwrap())).collect()).unwrap()
	}

	fn sscc(n: u64) -> Sscc18 {
		let body = 95_201_230_000_000_000 + n * 10;
		(0..10).find_map(|digit| Sscc18::try_from(body + digit).ok()).unwrap()
	}

	#[test]
	fn serial_should_be_found_in_its_lot_and_batch_and_nowhere_else() {
		let folder = Folder::new();
		let store = Store::open(folder.path()).unwrap();
		let one = store.commission(&lot("A"), 1, &padded(&["S1", "S2", "S3"])).unwrap();
		let two = store.commission(&lot("A"), 1, &padded(&["T1"])).unwrap();
		store.commission(&lot("B"), 1, &padded(&["X1", "X2"])).unwrap();
		let found = store.find(&unit("T1"), None).unwrap();
		let [found] = found.as_slice() else { panic!("{found:?}") };
		assert_eq!((&found.lot, found.root, found.index), (&lot("A"), *two.root(), 0));
		// The number of the batch is the place of its root on the chain.
		let roots = [*one.root(), *two.root()];
		assert_eq!(found.membership(&roots).unwrap().batch, 1);
		assert_eq!(found.membership(&roots[..1]), None, "not commissioned yet");
		assert_eq!(store.find(&unit("T1"), Some(&lot("B").1)).unwrap(), []);
		assert_eq!(store.find(&unit("T2"), None).unwrap(), []);
		let gaps = store.gaps(&lot("A"), &roots, &"S15".parse().unwrap()).unwrap().unwrap();
		assert_eq!(gaps.len(), 2);
		assert_eq!(gaps[0].before.as_ref().unwrap().serial.as_str(), "S1");
		assert_eq!(store.gaps(&lot("A"), &roots, &"S1".parse().unwrap()).unwrap(), None, "it is there");
		let unknown = Root { hash: Default::default(), count: 1 };
		let more = [roots[0], roots[1], unknown];
		assert_eq!(store.gaps(&lot("A"), &more, &"S15".parse().unwrap()).unwrap(), None, "a list is not here");
		assert_eq!(store.gaps(&lot("Z"), &[], &"S15".parse().unwrap()).unwrap(), Some(vec![]), "no such lot");
	}

	#[test]
	fn serial_that_was_commissioned_before_should_be_refused() {
		let folder = Folder::new();
		let store = Store::open(folder.path()).unwrap();
		let serials = padded(&["S1", "S2", "S3"]);
		let list = store.commission(&lot("A"), 1, &serials).unwrap();
		assert_eq!(store.commission(&lot("A"), 1, &serials).unwrap(), list, "the same once more is no harm");
		let twice = |name: &str, of: &[&str]| match store.commission(&lot(name), 1, &padded(of)) {
			Err(CommissionError::Twice(lot)) => lot.as_str().to_owned(),
			other => panic!("{other:?}"),
		};
		assert_eq!(twice("A", &["S0", "S3", "S4"]), "A");
		assert_eq!(twice("B", &["S2"]), "A");
		assert!(matches!(store.commission(&lot("A"), 2, &padded(&["T1"])), Err(CommissionError::Expiry(1))));
		assert!(matches!(store.commission(&lot("A"), 1, &[]), Err(CommissionError::Order)));
		assert!(matches!(store.commission(&lot("A"), 1, &[serials[1], serials[0]]), Err(CommissionError::Order)));
		store.commission(&lot("B"), 2, &padded(&["S0", "S15", "S4"])).unwrap();
		assert_eq!(sorted(vec![serials[0], serials[1], serials[0]]), Err(1));
		// Another product has serials of its own.
		let other = ("09521321000018".parse().unwrap(), lot("A").1);
		store.commission(&other, 3, &serials).unwrap();
	}

	#[test]
	fn lists_should_be_found_after_a_restart_and_while_it_runs() {
		let folder = Folder::new();
		let (writer, reader) = (Store::open(folder.path()).unwrap(), Store::open(folder.path()).unwrap());
		assert!(!reader.knows(lot("A").0).unwrap());
		writer.commission(&lot("A"), 1, &padded(&["S1"])).unwrap();
		assert_eq!(reader.find(&unit("S1"), None).unwrap().len(), 1);
		let again = Store::open(folder.path()).unwrap();
		assert_eq!(again.find(&unit("S1"), None).unwrap().len(), 1);
		// A write that was cut off is no list.
		std::fs::write(folder.path().join("half.new"), b"salus serials 1\n").unwrap();
		assert_eq!(again.problems().unwrap(), [""; 0]);
		std::fs::write(folder.path().join("half.serials"), b"salus serials 1\n").unwrap();
		assert_eq!(again.problems().unwrap().len(), 1);
		assert_eq!(again.check().unwrap().len(), 1);
		assert_eq!(again.find(&unit("S1"), None).unwrap().len(), 1, "the others are good all the same");
		std::fs::remove_file(folder.path().join("half.serials")).unwrap();
		assert_eq!(again.problems().unwrap(), [""; 0]);
		assert!(Store::open(&folder.path().join("nowhere")).is_err());
	}

	#[test]
	fn packing_should_be_kept_and_found_by_unit_and_by_container() {
		let folder = Folder::new();
		let store = Store::open(folder.path()).unwrap();
		store.commission(&lot("A"), 1, &padded(&["S1", "S2", "S3"])).unwrap();
		store.commission(&lot("B"), 1, &padded(&["X1"])).unwrap();
		let build = |lines: &[(u64, ItemId)]| {
			let mut builder = Builder::default();
			for (container, child) in lines {
				builder.add(Line { container: sscc(*container), child: child.clone() }).unwrap();
			}
			builder
		};
		let lines = [
			(1, ItemId::Container(sscc(2))),
			(1, ItemId::Container(sscc(3))),
			(2, ItemId::Unit(unit("S1"))),
			(2, ItemId::Unit(unit("S3"))),
			(3, ItemId::Unit(unit("X1"))),
		];
		let made = store.pack(build(&lines)).unwrap();
		assert_eq!((made.len(), made[0].top, made[0].bulk.lot.clone()), (1, sscc(1), None));
		store.pack(build(&lines)).unwrap();
		let standing = store.standing(&ItemId::Unit(unit("X1")), Some(&lot("B"))).unwrap().unwrap();
		assert_eq!(standing.around, [sscc(3), sscc(1)]);
		let case = store.standing(&ItemId::Container(sscc(2)), None).unwrap().unwrap();
		assert_eq!(case.bulk.unwrap().lot, Some(lot("A")));
		assert_eq!(store.standing(&ItemId::Unit(unit("S2")), None).unwrap(), None, "loose");
		let elsewhere = store.pack(build(&[(9, ItemId::Unit(unit("S1")))]));
		assert!(matches!(elsewhere, Err(PackError::CommittedBefore(x)) if x == sscc(9)));
		let unknown = store.pack(build(&[(9, ItemId::Unit(unit("S9")))]));
		assert!(matches!(unknown, Err(PackError::UnknownUnit(_))));
		assert_eq!(store.check().unwrap(), [""; 0]);
	}
}
