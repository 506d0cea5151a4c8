//! The file of a committed container: everything that stands in it, and in what stands in it.
//!
//! ```text
//! magic ‖ length of the header ‖ header (SCALE) ‖ containers, by SSCC (65 bytes each) ‖ units, by GTIN and serial (36
//! bytes each) ‖ payloads of the leaves, container by container (32 bytes each) ‖ roots of the pages of their trees
//! ```
//!
//! What stands in a container is in the order of the two lists, containers first: the same contents have the same root,
//! in whatever order they were told.

use super::{
	list::{Draft, Look},
	pad,
	tree::Pages,
	unpad, Line, ListError, Padded,
};
use codec::{Decode, DecodeAll, Encode};
use pallet_drug_provenance::{Bulk, Child, ItemId, LotId, Packing, MAX_HEIGHT};
use salus_primitives::{anchor::Root, Gtin14, Sscc18, UnitId};
use sp_core::H256;
use std::{
	collections::{BTreeMap, BTreeSet},
	path::{Path, PathBuf},
};

const MAGIC: &[u8; 16] = b"salus packing 1\n";

/// The most units of one file: as many as one container may hold directly.
const MAX_UNITS: usize = 16 * 1_024 * 1_024;

/// Why what stands in what cannot be committed to.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
	/// Nothing at all.
	#[error("nothing stands in anything")]
	Empty,
	/// More than one file takes.
	#[error("more than 16,777,216 units or containers: split the list by its outermost containers")]
	TooMany,
	/// A container has two parents.
	#[error("container {0} stands in two containers")]
	ContainerTwice(Sscc18),
	/// A unit has two parents.
	#[error("container {0} holds a unit that stands in another one, too, or twice in this")]
	UnitTwice(Sscc18),
	/// Too deep, or in a circle.
	#[error("container {0} stands in itself, or in more containers than may stand in each other")]
	TooDeep(Sscc18),
	/// A container that is only said to stand somewhere.
	#[error("nothing is said to stand in container {0}")]
	NothingIn(Sscc18),
	/// A unit whose serial is not in a list.
	#[error("container {0} holds a unit that is in no serial list here: commission it first")]
	UnknownUnit(Sscc18),
	/// It is in another file already.
	#[error("container {0}, or something in it, was committed to before")]
	CommittedBefore(Sscc18),
	/// A file cannot be used.
	#[error(transparent)]
	List(#[from] ListError),
}

/// A unit by its number, and what it stands in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Boxed {
	gtin: Gtin14,
	serial: Padded,
	container: Sscc18,
}

/// Gathers what stands in what.
#[derive(Default)]
pub struct Builder {
	/// Containers, and what each stands in.
	containers: BTreeMap<Sscc18, Option<Sscc18>>,
	units: Vec<Boxed>,
}

/// Of each of these units, the lot in whose list it is: positions in the table that comes along.
pub(super) type Located = (Vec<Option<usize>>, Vec<LotId>);

impl Builder {
	/// That something stands in a container.
	pub fn add(&mut self, line: Line) -> Result<(), PackError> {
		if self.units.len().max(self.containers.len()) >= MAX_UNITS {
			return Err(PackError::TooMany);
		}
		let container = line.container;
		self.containers.entry(container).or_default();
		match line.child {
			ItemId::Unit(UnitId { gtin, serial }) => self.units.push(Boxed { gtin, serial: pad(&serial), container }),
			ItemId::Container(sscc) => {
				if self.containers.entry(sscc).or_default().replace(container).is_some() {
					return Err(PackError::ContainerTwice(sscc));
				}
			},
		}
		Ok(())
	}

	/// The outermost container around this one, and in how many it stands.
	fn outermost(&self, sscc: Sscc18) -> Result<(Sscc18, u8), PackError> {
		let (mut top, mut depth) = (sscc, 0u8);
		while let Some(parent) = self.containers.get(&top).copied().flatten() {
			depth = depth.saturating_add(1);
			if depth >= MAX_HEIGHT {
				return Err(PackError::TooDeep(sscc));
			}
			top = parent;
		}
		Ok((top, depth))
	}
}

/// An outermost container with all that stands in it, ready to be written and committed to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hierarchy {
	/// Its number.
	pub top: Sscc18,
	/// What `pack_bulk` takes.
	pub bulk: Bulk,
	containers: Vec<ContainerRow>,
	units: Vec<UnitRow>,
	payloads: Vec<[u8; 32]>,
	pages: Vec<H256>,
	lots: Vec<LotRow>,
}

/// Nowhere.
const NONE: u32 = u32::MAX;

/// A container as a file holds it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
struct ContainerRow {
	sscc: Sscc18,
	/// What it stands in: a position among the containers.
	parent: u32,
	/// At which leaf of that.
	index: u32,
	height: u8,
	/// The one lot of all in it: a position among the lots.
	lot: u32,
	root: Root,
	/// Its first payload.
	first: u32,
	/// The root of its first page.
	page: u32,
}

impl ContainerRow {
	const WIDTH: u64 = 65;

	fn bulk(&self, lots: &[LotRow]) -> Bulk {
		let lot = usize::try_from(self.lot).ok().and_then(|at| lots.get(at)).map(|row| row.lot.clone());
		Bulk { root: self.root, height: self.height, lot }
	}
}

/// A unit as a file holds it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
struct UnitRow {
	gtin: Gtin14,
	serial: Padded,
	container: u32,
	index: u32,
}

impl UnitRow {
	const WIDTH: u64 = 36;

	fn id(&self) -> Option<UnitId> {
		Some(UnitId { gtin: self.gtin, serial: unpad(&self.serial)? })
	}
}

/// A lot that units of a file are of, and between which serials those are.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
struct LotRow {
	lot: LotId,
	first: Padded,
	last: Padded,
}

#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
struct Header {
	top: Sscc18,
	bulk: Bulk,
	containers: u32,
	units: u32,
	payloads: u32,
	pages: u32,
	lots: Vec<LotRow>,
}

fn count(length: usize) -> Result<u32, PackError> {
	u32::try_from(length).map_err(|_| PackError::TooMany)
}

/// Make what must be committed to of what stands in what: one hierarchy for each container that stands in no other.
/// `locate` says of units, sorted, in which lot's list each is.
pub fn hierarchies(
	mut builder: Builder,
	locate: impl FnOnce(&[(Gtin14, Padded)]) -> Result<Located, ListError>,
) -> Result<Vec<Hierarchy>, PackError> {
	builder.units.sort_unstable();
	let twice = |pair: &&[Boxed]| matches!(pair, [a, b] if a.gtin == b.gtin && a.serial == b.serial);
	if let Some([unit, _]) = builder.units.windows(2).find(twice) {
		return Err(PackError::UnitTwice(unit.container));
	}
	let named: Vec<_> = builder.units.iter().map(|unit| (unit.gtin, unit.serial)).collect();
	let (lots, table) = locate(&named)?;
	drop(named);
	let mut trees = BTreeMap::<Sscc18, Tree>::new();
	for (sscc, parent) in &builder.containers {
		let (top, depth) = builder.outermost(*sscc)?;
		trees.entry(top).or_default().containers.push((*sscc, *parent, depth));
	}
	for (unit, lot) in builder.units.iter().zip(lots) {
		let lot = lot.ok_or(PackError::UnknownUnit(unit.container))?;
		let (top, _) = builder.outermost(unit.container)?;
		trees.entry(top).or_default().units.push((*unit, lot));
	}
	if trees.is_empty() {
		return Err(PackError::Empty);
	}
	trees.into_values().map(|tree| tree.build(&table)).collect()
}

/// What stands in one outermost container, both sorted.
#[derive(Default)]
struct Tree {
	/// Number, what it stands in, and in how many.
	containers: Vec<(Sscc18, Option<Sscc18>, u8)>,
	/// With the positions of their lots.
	units: Vec<(Boxed, usize)>,
}

/// Of how many lots something is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lots {
	None,
	One(u32),
	Many,
}

impl Lots {
	fn with(self, other: Self) -> Self {
		match (self, other) {
			(Self::None, other) | (other, Self::None) => other,
			(Self::One(a), Self::One(b)) if a == b => self,
			_ => Self::Many,
		}
	}
}

/// A container while its tree is made.
struct Growing {
	sscc: Sscc18,
	parent: Option<usize>,
	depth: u8,
	children: Vec<[u8; 32]>,
	index: u32,
	height: u8,
	lots: Lots,
	root: Option<(Root, Vec<H256>)>,
}

impl Tree {
	fn build(self, table: &[LotId]) -> Result<Hierarchy, PackError> {
		let places: BTreeMap<Sscc18, usize> =
			self.containers.iter().enumerate().map(|(place, (sscc, ..))| (*sscc, place)).collect();
		let place_of = |sscc: Sscc18| places.get(&sscc).copied().ok_or(PackError::Empty);
		let mut growing = Vec::with_capacity(self.containers.len());
		for (sscc, parent, depth) in &self.containers {
			growing.push(Growing {
				sscc: *sscc,
				parent: parent.map(place_of).transpose()?,
				depth: *depth,
				children: Vec::new(),
				index: NONE,
				height: 1,
				lots: Lots::None,
				root: None,
			});
		}
		// Containers come first among the leaves of what they stand in; what they are is known later.
		for place in 0..growing.len() {
			let Some(parent) = growing.get(place).and_then(|at| at.parent) else { continue };
			let Some(around) = growing.get_mut(parent) else { continue };
			let index = count(around.children.len())?;
			around.children.push([0; 32]);
			if let Some(at) = growing.get_mut(place) {
				at.index = index;
			}
		}
		let mut lots = BTreeMap::<usize, LotRow>::new();
		for (unit, lot) in &self.units {
			let named = table.get(*lot).ok_or(PackError::Empty)?;
			let row = lots.entry(*lot).or_insert_with(|| LotRow {
				lot: named.clone(),
				first: unit.serial,
				last: unit.serial,
			});
			row.last = row.last.max(unit.serial);
			row.first = row.first.min(unit.serial);
		}
		let positions: BTreeMap<usize, u32> = lots.keys().copied().zip(0u32..).collect();
		let mut units = Vec::with_capacity(self.units.len());
		for (unit, lot) in &self.units {
			let place = place_of(unit.container)?;
			let around = growing.get_mut(place).ok_or(PackError::Empty)?;
			let (container, index) = (count(place)?, count(around.children.len())?);
			let row = UnitRow { gtin: unit.gtin, serial: unit.serial, container, index };
			let id = row.id().ok_or(PackError::Empty)?;
			around.children.push(Child::Unit(id).payload());
			around.lots = around.lots.with(positions.get(lot).map_or(Lots::None, |lot| Lots::One(*lot)));
			units.push(row);
		}
		let lots: Vec<LotRow> = lots.into_values().collect();
		// From the inside to the outside.
		let mut order: Vec<usize> = (0..growing.len()).collect();
		order.sort_by_key(|place| std::cmp::Reverse(growing.get(*place).map(|at| at.depth)));
		for place in order {
			let Some(at) = growing.get_mut(place) else { continue };
			if at.children.is_empty() {
				return Err(PackError::NothingIn(at.sscc));
			}
			let mut pages = Pages::default();
			for child in &at.children {
				pages.push(child).ok_or(PackError::TooMany)?;
			}
			let (root, roots) = pages.finish().ok_or(PackError::Empty)?;
			at.root = Some((root, roots));
			let (parent, index, height, of, sscc) = (at.parent, at.index, at.height, at.lots, at.sscc);
			let Some(around) = parent.and_then(|parent| growing.get_mut(parent)) else { continue };
			around.height = around.height.max(height.saturating_add(1));
			around.lots = around.lots.with(of);
			let lot = match of {
				Lots::One(lot) => usize::try_from(lot).ok().and_then(|lot| lots.get(lot)).map(|row| row.lot.clone()),
				_ => None,
			};
			let payload = Child::Container(sscc, Bulk { root, height, lot }).payload();
			let leaf = usize::try_from(index).ok().and_then(|index| around.children.get_mut(index));
			*leaf.ok_or(PackError::Empty)? = payload;
		}
		let (mut containers, mut payloads, mut pages) = (Vec::new(), Vec::new(), Vec::new());
		let mut top = None;
		for at in growing {
			let (root, roots) = at.root.ok_or(PackError::Empty)?;
			let row = ContainerRow {
				sscc: at.sscc,
				parent: at.parent.map_or(Ok(NONE), count)?,
				index: at.index,
				height: at.height,
				lot: if let Lots::One(lot) = at.lots { lot } else { NONE },
				root,
				first: count(payloads.len())?,
				page: count(pages.len())?,
			};
			payloads.extend(at.children);
			pages.extend(roots);
			if at.parent.is_none() {
				top = Some((row.sscc, row.bulk(&lots)));
			}
			containers.push(row);
		}
		let (top, bulk) = top.ok_or(PackError::Empty)?;
		Ok(Hierarchy { top, bulk, containers, units, payloads, pages, lots })
	}
}

impl Hierarchy {
	/// How many units stand in it, at whatever depth.
	pub fn units(&self) -> usize {
		self.units.len()
	}

	/// How many containers it has, itself included.
	pub fn containers(&self) -> usize {
		self.containers.len()
	}

	/// The lots of the units in it.
	pub fn lots(&self) -> impl Iterator<Item = &LotId> {
		self.lots.iter().map(|row| &row.lot)
	}

	/// Write it into a folder. What is there already, whole, stays; another one under the same number is refused.
	pub fn write(&self, folder: &Path) -> Result<Pack, PackError> {
		let path = folder.join(format!("{}.packing", self.top));
		let header = Header {
			top: self.top,
			bulk: self.bulk.clone(),
			containers: count(self.containers.len())?,
			units: count(self.units.len())?,
			payloads: count(self.payloads.len())?,
			pages: count(self.pages.len())?,
			lots: self.lots.clone(),
		};
		if let Ok(there) = Pack::open(&path) {
			return if there.header == header { Ok(there) } else { Err(PackError::CommittedBefore(self.top)) };
		}
		let mut draft = Draft::new(&path, MAGIC, &header.encode())?;
		for row in &self.containers {
			draft.write(&row.encode())?;
		}
		for row in &self.units {
			draft.write(&row.encode())?;
		}
		for payload in &self.payloads {
			draft.write(payload)?;
		}
		for page in &self.pages {
			draft.write(page.as_bytes())?;
		}
		draft.finish()?;
		Ok(Pack::open(&path)?)
	}
}

/// Where something stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
	/// In which committed container, and the proof of it; `None` for an outermost one.
	pub packing: Option<Packing>,
	/// Of a container: what it holds.
	pub bulk: Option<Bulk>,
	/// What it stands in, from the inside to the outside.
	pub around: Vec<Sscc18>,
}

/// A committed container.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pack {
	path: PathBuf,
	header: Header,
	containers: u64,
	units: u64,
	payloads: u64,
	pages: u64,
}

impl Pack {
	/// Open a file.
	pub fn open(path: &Path) -> Result<Self, ListError> {
		let damaged = |what| ListError::Damaged { path: path.to_path_buf(), what };
		let mut look = Look::new(path)?;
		let (header, containers, length) = look.header(MAGIC)?;
		let header = Header::decode_all(&mut &header[..]).map_err(|_| damaged("its header cannot be read"))?;
		let after = |start: u64, number: u32, width: u64| start.saturating_add(u64::from(number).saturating_mul(width));
		let units = after(containers, header.containers, ContainerRow::WIDTH);
		let payloads = after(units, header.units, UnitRow::WIDTH);
		let pages = after(payloads, header.payloads, 32);
		if after(pages, header.pages, 32) != containers.saturating_add(length) {
			return Err(damaged("it is longer or shorter than what it lists"));
		}
		Ok(Self { path: path.to_path_buf(), header, containers, units, payloads, pages })
	}

	/// Where it is.
	pub fn path(&self) -> &Path {
		&self.path
	}

	/// The outermost container.
	pub fn top(&self) -> Sscc18 {
		self.header.top
	}

	/// What was committed to.
	pub fn bulk(&self) -> &Bulk {
		&self.header.bulk
	}

	/// The lots of the units in it.
	pub fn lots(&self) -> impl Iterator<Item = &LotId> {
		self.header.lots.iter().map(|row| &row.lot)
	}

	/// How many units stand in it.
	pub fn units(&self) -> u32 {
		self.header.units
	}

	/// How many containers it has, itself included.
	pub fn containers(&self) -> u32 {
		self.header.containers
	}

	/// Might this unit stand in it? Of a lot that has none in it, or beyond the serials that are, none does.
	pub(super) fn may_hold(&self, unit: &UnitId, lot: Option<&LotId>) -> bool {
		let serial = pad(&unit.serial);
		let within = |row: &LotRow| row.lot.0 == unit.gtin && (row.first..=row.last).contains(&serial);
		self.header.lots.iter().any(|row| within(row) && lot.is_none_or(|lot| *lot == row.lot))
	}

	fn damaged(&self, what: &'static str) -> ListError {
		ListError::Damaged { path: self.path.clone(), what }
	}

	fn container_at(&self, look: &mut Look, at: u32) -> Result<ContainerRow, ListError> {
		let position = self.containers.saturating_add(u64::from(at).saturating_mul(ContainerRow::WIDTH));
		let bytes: [u8; 65] = look.at(position)?;
		ContainerRow::decode_all(&mut &bytes[..]).map_err(|_| self.damaged("a container cannot be read"))
	}

	fn unit_at(&self, look: &mut Look, at: u32) -> Result<UnitRow, ListError> {
		let bytes: [u8; 36] = look.at(self.units.saturating_add(u64::from(at).saturating_mul(UnitRow::WIDTH)))?;
		UnitRow::decode_all(&mut &bytes[..]).map_err(|_| self.damaged("a unit cannot be read"))
	}

	/// The row for which `compare` says `Equal`.
	fn search<T>(
		&self,
		look: &mut Look,
		rows: u32,
		read: fn(&Self, &mut Look, u32) -> Result<T, ListError>,
		compare: impl Fn(&T) -> std::cmp::Ordering,
	) -> Result<Option<T>, ListError> {
		let (mut from, mut to) = (0, rows);
		while from < to {
			let middle = from.midpoint(to);
			let row = read(self, look, middle)?;
			match compare(&row) {
				std::cmp::Ordering::Equal => return Ok(Some(row)),
				std::cmp::Ordering::Less => from = middle.saturating_add(1),
				std::cmp::Ordering::Greater => to = middle,
			}
		}
		Ok(None)
	}

	/// Where something stands; `None` when it is not in here.
	pub fn standing(&self, id: &ItemId) -> Result<Option<Standing>, ListError> {
		let mut look = Look::new(&self.path)?;
		let (place, bulk, payload) = match id {
			ItemId::Unit(unit) => {
				let key = (unit.gtin, pad(&unit.serial));
				let compare = |row: &UnitRow| (row.gtin, row.serial).cmp(&key);
				let Some(row) = self.search(&mut look, self.header.units, Self::unit_at, compare)? else {
					return Ok(None);
				};
				(Some((row.container, row.index)), None, Child::Unit(unit.clone()).payload())
			},
			ItemId::Container(sscc) => {
				let compare = |row: &ContainerRow| row.sscc.cmp(sscc);
				let Some(row) = self.search(&mut look, self.header.containers, Self::container_at, compare)? else {
					return Ok(None);
				};
				let bulk = row.bulk(&self.header.lots);
				let payload = Child::Container(*sscc, bulk.clone()).payload();
				((row.parent != NONE).then_some((row.parent, row.index)), Some(bulk), payload)
			},
		};
		let mut around = Vec::new();
		let mut packing = None;
		let mut next = place.map(|(container, _)| container);
		while let Some(at) = next {
			let row = self.container_at(&mut look, at)?;
			if let (Some((_, index)), None) = (place, &packing) {
				let first = self.payloads.saturating_add(u64::from(row.first).saturating_mul(32));
				let pages = self.pages.saturating_add(u64::from(row.page).saturating_mul(32));
				let proof = look.proof(&row.root, index, 32, first, pages, |payload| payload)?;
				// The proof is that of the payload in the file; it must be this thing's.
				let held = row.root.verify(index, &payload, &proof);
				held.map_err(|_| self.damaged("what stands there is something else"))?;
				packing = Some(Packing { container: row.sscc, index, proof });
			}
			around.push(row.sscc);
			if around.len() > usize::from(MAX_HEIGHT) {
				return Err(self.damaged("containers stand in each other in a circle"));
			}
			next = (row.parent != NONE).then_some(row.parent);
		}
		Ok(Some(Standing { packing, bulk, around }))
	}

	/// Is anything of this hierarchy in here, too?
	pub(super) fn overlaps(&self, other: &Hierarchy) -> Result<bool, ListError> {
		let mut look = Look::new(&self.path)?;
		let numbers: BTreeSet<Sscc18> = other.containers.iter().map(|row| row.sscc).collect();
		for at in 0..self.header.containers {
			if numbers.contains(&self.container_at(&mut look, at)?.sscc) {
				return Ok(true);
			}
		}
		if !other.lots().any(|lot| self.lots().any(|own| own == lot)) {
			return Ok(false);
		}
		let rows = look.bytes(self.units, u64::from(self.header.units).saturating_mul(UnitRow::WIDTH))?;
		let mut others = other.units.iter().peekable();
		for bytes in rows.chunks(usize::try_from(UnitRow::WIDTH).unwrap_or(usize::MAX)) {
			let row = UnitRow::decode_all(&mut &*bytes).map_err(|_| self.damaged("a unit cannot be read"))?;
			let key = (row.gtin, row.serial);
			while others.next_if(|other| (other.gtin, other.serial) < key).is_some() {}
			if others.peek().is_some_and(|other| (other.gtin, other.serial) == key) {
				return Ok(true);
			}
		}
		Ok(false)
	}

	/// Read all of it and compare it with what was committed to.
	pub fn check(&self) -> Result<(), ListError> {
		let mut look = Look::new(&self.path)?;
		let rows = (0..self.header.containers).map(|at| self.container_at(&mut look, at));
		let rows = rows.collect::<Result<Vec<_>, _>>()?;
		let mut found = BTreeMap::new();
		for row in &rows {
			let first = self.payloads.saturating_add(u64::from(row.first).saturating_mul(32));
			let bytes = look.bytes(first, u64::from(row.root.count).saturating_mul(32))?;
			let mut pages = Pages::default();
			let made = bytes.chunks(32).try_for_each(|payload| pages.push(payload));
			if made.and_then(|()| pages.finish()).is_none_or(|(root, _)| root != row.root) {
				return Err(self.damaged("what stands in a container does not make its root"));
			}
			found.insert(row.sscc, bytes);
		}
		let holds = |container: u32, index: u32, payload: [u8; 32]| {
			let row = usize::try_from(container).ok().and_then(|at| rows.get(at))?;
			let at = usize::try_from(index).ok()?;
			found.get(&row.sscc)?.chunks(32).nth(at).filter(|held| **held == payload).map(|_| ())
		};
		let mut top = None;
		for row in &rows {
			let bulk = row.bulk(&self.header.lots);
			if row.parent == NONE {
				top = Some((row.sscc, bulk));
			} else if holds(row.parent, row.index, Child::Container(row.sscc, bulk).payload()).is_none() {
				return Err(self.damaged("a container does not stand where it should"));
			}
		}
		if top != Some((self.header.top, self.header.bulk.clone())) {
			return Err(self.damaged("its outermost container is another one"));
		}
		for at in 0..self.header.units {
			let row = self.unit_at(&mut look, at)?;
			let id = row.id().ok_or_else(|| self.damaged("a serial is none"))?;
			if holds(row.container, row.index, Child::Unit(id).payload()).is_none() {
				return Err(self.damaged("a unit does not stand where it should"));
			}
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::serials::Folder;

	fn gtin() -> Gtin14 {
		"09520123456788".parse().unwrap()
	}

	fn sscc(n: u64) -> Sscc18 {
		let body = 95_201_230_000_000_000 + n * 10;
		(0..10).find_map(|digit| Sscc18::try_from(body + digit).ok()).unwrap()
	}

	fn unit(n: u32) -> UnitId {
		UnitId { gtin: gtin(), serial: format!("S{n:06}").parse().unwrap() }
	}

	fn lot(n: usize) -> LotId {
		(gtin(), format!("L{n}").parse().unwrap())
	}

	/// Every unit is of one lot; from `other` on of another.
	fn locate(other: u32) -> impl Fn(&[(Gtin14, Padded)]) -> Result<Located, ListError> {
		move |units| {
			let from = pad(&unit(other).serial);
			let lots = units.iter().map(|(_, serial)| Some(usize::from(*serial >= from))).collect();
			Ok((lots, vec![lot(0), lot(1)]))
		}
	}

	fn builder(lines: impl IntoIterator<Item = (Sscc18, ItemId)>) -> Result<Builder, PackError> {
		let mut builder = Builder::default();
		lines.into_iter().try_for_each(|(container, child)| builder.add(Line { container, child }))?;
		Ok(builder)
	}

	/// A pallet (number 1) with `cases` cases of `each` units.
	fn pallet(cases: u32, each: u32) -> Vec<(Sscc18, ItemId)> {
		let case = |n: u32| sscc(100 + u64::from(n));
		let packed = (0..cases * each).map(|n| (case(n / each), ItemId::Unit(unit(n))));
		(0..cases).map(|n| (sscc(1), ItemId::Container(case(n)))).chain(packed).collect()
	}

	/// What a chain that holds nothing but the outermost root would make of a proof.
	fn verify(bulk: &Bulk, child: Child, packing: &Packing) {
		assert_eq!(bulk.root.verify(packing.index, &child.payload(), &packing.proof), Ok(()));
	}

	#[test]
	fn every_unit_should_be_proved_from_the_outermost_root_inwards() {
		let folder = Folder::new();
		let made = hierarchies(builder(pallet(5, 1_100)).unwrap(), locate(u32::MAX)).unwrap();
		let [made] = made.as_slice() else { panic!("one pallet") };
		assert_eq!((made.top, made.units(), made.containers()), (sscc(1), 5_500, 6));
		assert_eq!((made.bulk.height, made.bulk.root.count, &made.bulk.lot), (2, 5, &Some(lot(0))));
		let pack = made.write(folder.path()).unwrap();
		pack.check().unwrap();
		let top = pack.standing(&ItemId::Container(sscc(1))).unwrap().unwrap();
		assert_eq!((top.packing, top.bulk, top.around), (None, Some(made.bulk.clone()), vec![]));
		for n in [0, 1, 1_023, 1_024, 1_099, 1_100, 5_499] {
			let case = sscc(100 + u64::from(n / 1_100));
			let standing = pack.standing(&ItemId::Unit(unit(n))).unwrap().unwrap();
			assert_eq!(standing.around, [case, sscc(1)]);
			let outer = pack.standing(&ItemId::Container(case)).unwrap().unwrap();
			let bulk = outer.bulk.unwrap();
			assert_eq!((bulk.height, bulk.root.count, &bulk.lot), (1, 1_100, &Some(lot(0))));
			verify(&made.bulk, Child::Container(case, bulk.clone()), &outer.packing.unwrap());
			verify(&bulk, Child::Unit(unit(n)), &standing.packing.unwrap());
		}
		assert_eq!(pack.standing(&ItemId::Unit(unit(5_500))).unwrap(), None);
		assert_eq!(pack.standing(&ItemId::Container(sscc(2))).unwrap(), None);
	}

	#[test]
	fn same_contents_should_have_the_same_root_in_whatever_order_they_are_told() {
		let one = hierarchies(builder(pallet(3, 4)).unwrap(), locate(u32::MAX)).unwrap();
		let mut lines = pallet(3, 4);
		lines.reverse();
		assert_eq!(hierarchies(builder(lines).unwrap(), locate(u32::MAX)).unwrap(), one);
	}

	#[test]
	fn container_should_declare_a_lot_only_when_everything_in_it_is_of_it() {
		let folder = Folder::new();
		// The second case has units of two lots, the third of the other one only.
		let made = hierarchies(builder(pallet(3, 4)).unwrap(), locate(6)).unwrap();
		assert_eq!((made[0].bulk.lot.clone(), made[0].lots().count()), (None, 2));
		let pack = made[0].write(folder.path()).unwrap();
		let declared = |n: u64| pack.standing(&ItemId::Container(sscc(100 + n))).unwrap().unwrap().bulk.unwrap().lot;
		assert_eq!((declared(0), declared(1), declared(2)), (Some(lot(0)), None, Some(lot(1))));
		assert!(pack.may_hold(&unit(5), Some(&lot(0))) && !pack.may_hold(&unit(5), Some(&lot(1))));
		assert!(pack.may_hold(&unit(7), None) && !pack.may_hold(&unit(12), None));
	}

	#[test]
	fn containers_that_stand_in_none_should_each_be_committed_to() {
		let lines = [(sscc(1), ItemId::Unit(unit(1))), (sscc(2), ItemId::Unit(unit(2)))];
		let made = hierarchies(builder(lines).unwrap(), locate(u32::MAX)).unwrap();
		assert_eq!(
			made.iter().map(|each| (each.top, each.bulk.height)).collect::<Vec<_>>(),
			[(sscc(1), 1), (sscc(2), 1)]
		);
	}

	#[test]
	fn contradiction_should_be_named() {
		let (a, b, c) = (sscc(1), sscc(2), sscc(3));
		let inside = |outer, inner| (outer, ItemId::Container(inner));
		let holds = |outer, n| (outer, ItemId::Unit(unit(n)));
		let chain = |n: u64| (1..n).map(move |n| inside(sscc(n), sscc(n + 1))).chain([holds(sscc(n), 1)]);
		let build = |lines: Vec<(Sscc18, ItemId)>| builder(lines).and_then(|made| hierarchies(made, locate(u32::MAX)));
		assert!(matches!(build(vec![]), Err(PackError::Empty)));
		assert!(matches!(build(vec![inside(a, c), inside(b, c)]), Err(PackError::ContainerTwice(x)) if x == c));
		assert!(matches!(build(vec![holds(a, 1), holds(b, 1)]), Err(PackError::UnitTwice(x)) if x == a));
		assert!(matches!(build(vec![holds(a, 1), holds(a, 1)]), Err(PackError::UnitTwice(_))));
		assert!(matches!(build(vec![inside(a, b), holds(a, 1)]), Err(PackError::NothingIn(x)) if x == b));
		assert!(matches!(build(vec![inside(a, b), inside(b, a)]), Err(PackError::TooDeep(_))));
		assert!(matches!(build(vec![inside(a, a)]), Err(PackError::TooDeep(_))));
		assert_eq!(build(chain(5).collect()).unwrap()[0].bulk.height, MAX_HEIGHT);
		assert!(matches!(build(chain(6).collect()), Err(PackError::TooDeep(_))));
		let nowhere = |units: &[(Gtin14, Padded)]| Ok((vec![None; units.len()], vec![]));
		let made = hierarchies(builder(vec![holds(a, 1)]).unwrap(), nowhere);
		assert!(matches!(made, Err(PackError::UnknownUnit(x)) if x == a));
	}

	#[test]
	fn what_was_committed_to_should_not_be_committed_to_again() {
		let folder = Folder::new();
		let build = |lines: Vec<(Sscc18, ItemId)>| {
			hierarchies(builder(lines).unwrap(), locate(u32::MAX)).unwrap().pop().unwrap()
		};
		let first = build(pallet(2, 3));
		let pack = first.write(folder.path()).unwrap();
		assert_eq!(first.write(folder.path()).unwrap(), pack, "the same once more is no harm");
		let other = build(vec![(sscc(1), ItemId::Unit(unit(50)))]);
		assert!(matches!(other.write(folder.path()), Err(PackError::CommittedBefore(x)) if x == sscc(1)));
		assert!(pack.overlaps(&other).unwrap(), "the number");
		assert!(pack.overlaps(&build(vec![(sscc(7), ItemId::Unit(unit(5)))])).unwrap(), "a unit");
		assert!(!pack.overlaps(&build(vec![(sscc(7), ItemId::Unit(unit(6)))])).unwrap());
	}

	#[test]
	fn damaged_file_should_give_an_error_and_never_a_wrong_proof() {
		let folder = Folder::new();
		let made = hierarchies(builder(pallet(3, 40)).unwrap(), locate(u32::MAX)).unwrap().pop().unwrap();
		let pack = made.write(folder.path()).unwrap();
		let good = std::fs::read(pack.path()).unwrap();
		let mut told = 0;
		for at in (0..good.len()).step_by(53) {
			let mut bad = good.clone();
			bad[at] ^= 1;
			std::fs::write(pack.path(), &bad).unwrap();
			let Ok(pack) = Pack::open(pack.path()) else {
				told += 1;
				continue;
			};
			told += u32::from(pack.check().is_err());
			if let Ok(Some(Standing { packing: Some(packing), .. })) = pack.standing(&ItemId::Unit(unit(77))) {
				if packing.container == sscc(101) {
					let case = made.containers.iter().find(|row| row.sscc == sscc(101)).unwrap();
					verify(&case.bulk(&made.lots), Child::Unit(unit(77)), &packing);
				}
			}
		}
		assert!(told > 100, "{told}");
	}
}
