//! Medicines: commissioning, shipping, receiving, dispensing; verifying.

use super::credentials::number;
use crate::{
	fill::{Map, Part},
	lab::{Case, Lab, Plan, Question, Signed, ADMINS},
	merkle::Tree,
};
use anyhow::{Context, Result};
use codec::{Decode, Encode};
use pallet_credentials::{Holders, SchemaKind, SchemaRules, StatusRecord};
use pallet_drug_provenance::{
	Bulk, CompanyPrefix, EventTime, Evidence, Item, ItemId, Items, LotId, LotNumber, Membership, ProductDetails,
	Purpose, RecallLevel, Scope, Serial, SerialProof, Told, UnitId, Verdict, VerifyAnswer, VerifyQuery,
};
use salus_primitives::{Commitment, Duty, Gtin14, Holder, OrganizationId, Roles, Sscc18};
use salus_runtime::{AccountId, Runtime};
use sp_core::{sr25519, Pair, H256};
use sp_crypto_hashing::blake2_256;

type Call = pallet_drug_provenance::Call<Runtime>;
type Credentials = pallet_credentials::Call<Runtime>;

/// Serials of a batch.
const SERIALS: u32 = 1_000_000;

/// Units of one shipment in the largest case.
const SHIPMENT: u32 = 64;

/// Digits of the organisations' company prefixes, of which the last tells the organisations apart.
const PREFIX_DIGITS: u8 = 7;
const FIRST_PREFIX: u64 = 9_600_000;

/// What was prepared.
struct World {
	serials: Vec<Serial>,
	tree: Tree,
	lot: LotNumber,
	other_lot: LotNumber,
	now: u64,
}

/// Every organisation makes, trades and dispenses. Each person has a product of its own, with a lot of a million serials.
pub fn prepare(lab: &mut Lab) -> Result<Plan> {
	let people: Vec<sr25519::Pair> = lab.people().cloned().collect();
	let people = || people.iter().enumerate();
	super::employ(lab, &[Duty::Logistics])?;
	let stranger = lab.strangers().next().context("there are strangers")?;
	super::vouch(lab, [AccountId::from(stranger.public())])?;
	authorise(lab)?;
	let serials = (0..SERIALS).map(|n| text(&format!("{n:012}"))).collect::<Result<Vec<Serial>>>()?;
	let tree = Tree::new(&serials.iter().map(|serial| serial.as_bytes()).collect::<Vec<_>>())?;
	let world = World { serials, tree, lot: text("LOT-A")?, other_lot: text("LOT-B")?, now: lab.chain.now() };

	lab.perform(
		people()
			.map(|(n, by)| {
				let (organization, _) = Lab::organization(n)?;
				let details = ProductDetails { ndc: None, storage: None, content: 30 };
				Ok(Signed::new(by.clone(), Call::register_product { organization, gtin: gtin(n)?, details }))
			})
			.collect::<Result<Vec<_>>>()?,
	)?;
	lab.perform(people().map(|(n, by)| world.commission(n, by, &world.lot)).collect::<Result<Vec<_>>>()?)?;
	lab.perform(people().map(|(n, by)| world.pack_bulk(n, by, 0)).collect::<Result<Vec<_>>>()?)?;
	lab.perform(people().map(|(n, by)| world.pack_bulk(n, by, 2)).collect::<Result<Vec<_>>>()?)?;
	// One unit of each lot is on its way to the next organisation.
	let first = u64::from(number(lab, pallet_drug_provenance::NextShipment::<Runtime>::hashed_key().as_ref())?);
	lab.perform(people().map(|(n, by)| world.ship(n, by, world.units(n, 0, 1)?)).collect::<Result<Vec<_>>>()?)?;
	// As is one container of each.
	let first_container = first.saturating_add(u64::try_from(people().count())?);
	lab.perform(people().map(|(n, by)| world.ship(n, by, world.container(n, 2)?)).collect::<Result<Vec<_>>>()?)?;
	// And one was dispensed, so that there is a supply to copy.
	let (n, by) = people().next().context("there are people")?;
	lab.perform([world.dispense(n, by, 1)?])?;

	let ship = |from: u32, count: u32| {
		people().map(|(n, by)| world.ship(n, by, world.units(n, from, count)?)).collect::<Result<Vec<_>>>()
	};
	let cases = vec![
		Case::new(
			"provenance.commission",
			"A labeller commissions a million serials: a new lot of its product, by one root.",
			people().map(|(n, by)| world.commission(n, by, &world.other_lot)).collect::<Result<_>>()?,
		),
		Case::new(
			"provenance.ship, first event of a unit",
			"A unit is sold and shipped; it enters state by a proof out of a million serials.",
			ship(2, 1)?,
		),
		Case::new(
			"provenance.ship, first event of 64 units",
			"The same for 64 units in one call, each with its proof.",
			ship(2, SHIPMENT)?,
		),
		Case::new(
			"provenance.receive",
			"The receiver confirms a unit that is in state already.",
			people()
				.zip(people().map(|(_, by)| by).cycle().skip(1))
				.zip(first..)
				// The last one's neighbour is staff of another organisation than the receiver.
				.take(lab.most().saturating_sub(1))
				.map(|(((n, _), receiver), shipment)| {
					let organization = next(n)?;
					let items = world.known(n, 0)?;
					Ok(Signed::new(
						receiver.clone(),
						Call::receive { organization, shipment, items, told: world.told() },
					))
				})
				.collect::<Result<_>>()?,
		),
		Case::new(
			"provenance.dispense, first event of a unit",
			"A unit is given to a patient; it enters state by its proof.",
			people().skip(1).map(|(n, by)| world.dispense(n, by, 1)).collect::<Result<_>>()?,
		),
		Case::new(
			"provenance.pack_bulk",
			"A labeller fills a container with a million units, by one root.",
			people().map(|(n, by)| world.pack_bulk(n, by, 1)).collect::<Result<_>>()?,
		),
		Case::new(
			"provenance.ship, container",
			"A container of a million units is sold and shipped.",
			people().map(|(n, by)| world.ship(n, by, world.container(n, 0)?)).collect::<Result<_>>()?,
		),
		Case::new(
			"provenance.receive, container",
			"The receiver confirms a container of a million units.",
			people()
				.zip(people().map(|(_, by)| by).cycle().skip(1))
				.zip(first_container..)
				.take(lab.most().saturating_sub(1))
				.map(|(((n, _), receiver), shipment)| {
					let (organization, items) = (next(n)?, world.container(n, 2)?);
					Ok(Signed::new(
						receiver.clone(),
						Call::receive { organization, shipment, items, told: world.told() },
					))
				})
				.collect::<Result<_>>()?,
		),
		Case::new(
			"provenance.recall, a prefix",
			"A labeller recalls what begins with four digits, of a lot of a million serials.",
			people()
				.map(|(n, by)| {
					let (organization, _) = Lab::organization(n)?;
					let (lot, told) = (Some(world.lot.clone()), world.told());
					let (level, scope) = (RecallLevel::I, Scope::Prefix(text("0000")?));
					Ok(Signed::new(by.clone(), Call::recall { organization, gtin: gtin(n)?, lot, level, scope, told }))
				})
				.collect::<Result<_>>()?,
		),
	];

	let mut questions = Vec::new();
	for (name, about, index) in [
		("known unit", "Is this what it says? The unit is in state.", 0),
		("unit out of a million", "Is this what it says? The unit is only in its lot's list of serials.", 100),
	] {
		let asked = people().map(|(n, _)| {
			let proof = SerialProof::Present(world.member(index)?);
			let query = VerifyQuery {
				unit: world.unit(n, index)?,
				lot: Some(world.lot.clone()),
				expiry: Some(world.expiry()),
				proof: Some(proof),
				container: None,
			};
			Ok(query.encode())
		});
		questions.push(Question {
			name: format!("provenance.verify, {name}"),
			about,
			method: "ProvenanceApi_verify",
			arguments: asked.collect::<Result<_>>()?,
			accepts: |answer| {
				VerifyAnswer::decode(&mut &*answer).is_ok_and(|answer| answer.verdict == Verdict::Verified)
			},
		});
	}

	let fill = vec![
		Map::new("Organizations", "Staff", &[Part::Twox(4), Part::Blake(32)]),
		Map::new("Sponsorship", "Sponsorships", &[Part::Blake(32)]),
		Map::new("DrugProvenance", "Products", &[Part::Blake(8)]),
		Map::new("DrugProvenance", "Lots", &[Part::Blake(14)]),
		Map::new("DrugProvenance", "Units", &[Part::Blake(21)]),
		Map::new("DrugProvenance", "Containers", &[Part::Blake(8)]),
		Map::new("DrugProvenance", "Shipments", &[Part::Twox(8)]),
		Map::new("DrugProvenance", "Dispenses", &[Part::Blake(21), Part::Twox(4)]),
	];
	Ok(Plan { fill, cases, questions })
}

/// Give every organisation every role, a licence to trade and a company prefix.
fn authorise(lab: &mut Lab) -> Result<()> {
	let schema = number(lab, pallet_credentials::NextSchemaId::<Runtime>::hashed_key().as_ref())?;
	let first = number(lab, pallet_credentials::NextCredentialId::<Runtime>::hashed_key().as_ref())?;
	let rules = SchemaRules {
		kind: SchemaKind::AuthorisedTradingPartner,
		definition: H256::repeat_byte(7),
		issuers: Roles::ALL,
		holders: Holders::Organizations,
		self_issuance: true,
		max_validity: None,
		status: StatusRecord::Own,
		verification: None,
		max_depth: 0,
		max_sub_issuers: 0,
	};
	lab.motion(Credentials::register_schema { schema: None, rules })?;
	lab.motion(Call::set_trading_schema { schema: Some(schema) })?;
	let root = ADMINS.first().context("there are members")?;
	lab.perform([Signed::new(root.pair(), Credentials::apply { organization: 0, schema, under: None })])?;
	lab.motion(Credentials::accredit { schema, organization: 0 })?;
	let (now, organizations) = (lab.chain.now(), 0..u32::try_from(ADMINS.len())?);
	for (organization, admin) in organizations.zip(ADMINS) {
		let identifiers = Default::default();
		lab.motion(pallet_organizations::Call::<Runtime>::amend { organization, roles: Roles::ALL, identifiers })?;
		let prefix = CompanyPrefix::new(PREFIX_DIGITS, FIRST_PREFIX.saturating_add(organization.into()));
		let prefixes = vec![prefix.context("the prefix has seven digits")?].try_into().ok().context("one fits")?;
		lab.motion(Call::set_prefixes { organization, prefixes })?;
		let offer = Credentials::offer {
			organization: 0,
			holder: Holder::Organization(organization),
			schema,
			version: 1,
			commitment: Commitment(H256::repeat_byte(7)),
			scopes: Default::default(),
			valid_from: now.saturating_sub(1),
			valid_until: None,
			entry: None,
			supersedes: None,
		};
		let credential = first.saturating_add(organization);
		lab.perform([Signed::new(root.pair(), offer), Signed::new(admin.pair(), Credentials::accept { credential })])?;
	}
	Ok(())
}

impl World {
	fn told(&self) -> Told {
		Told { time: EventTime { millis: self.now.saturating_mul(1_000), offset: 0 }, place: None, event: None }
	}

	fn expiry(&self) -> u32 {
		u32::try_from(self.now / 86_400).unwrap_or_default().saturating_add(700)
	}

	fn unit(&self, n: usize, index: u32) -> Result<UnitId> {
		let serial = self.serials.get(usize::try_from(index)?).context("there is such a serial")?;
		Ok(UnitId { gtin: gtin(n)?, serial: serial.clone() })
	}

	fn member(&self, index: u32) -> Result<Membership> {
		let proof = self.tree.proof(index)?.try_into().ok().context("the proof fits")?;
		Ok(Membership { lot: self.lot.clone(), batch: 0, index, proof })
	}

	/// So many units of the n-th person's lot, from this one on, with what brings them into state.
	fn units(&self, n: usize, from: u32, count: u32) -> Result<Items> {
		let items = (from..from.saturating_add(count)).map(|index| {
			let evidence = Some(Evidence::Unit(self.member(index)?, None));
			Ok(Item { id: ItemId::Unit(self.unit(n, index)?), evidence })
		});
		items.collect::<Result<Vec<_>>>()?.try_into().ok().context("they fit")
	}

	/// One of the n-th person's containers.
	fn container(&self, n: usize, which: u64) -> Result<Items> {
		let item = Item { id: ItemId::Container(sscc(n, which)?), evidence: None };
		vec![item].try_into().ok().context("one fits")
	}

	/// A unit that is in state.
	fn known(&self, n: usize, index: u32) -> Result<Items> {
		let item = Item { id: ItemId::Unit(self.unit(n, index)?), evidence: None };
		vec![item].try_into().ok().context("one fits")
	}

	fn commission(&self, n: usize, by: &sr25519::Pair, lot: &LotNumber) -> Result<Signed> {
		let (organization, _) = Lab::organization(n)?;
		let call = Call::commission {
			organization,
			gtin: gtin(n)?,
			lot: lot.clone(),
			expiry: self.expiry(),
			root: self.tree.root.hash,
			count: self.tree.root.count,
			told: self.told(),
		};
		Ok(Signed::new(by.clone(), call))
	}

	/// To the next organisation.
	fn ship(&self, n: usize, by: &sr25519::Pair, items: Items) -> Result<Signed> {
		let (organization, _) = Lab::organization(n)?;
		let (to, purpose, told) = (next(n)?, Purpose::Sale, self.told());
		Ok(Signed::new(by.clone(), Call::ship { organization, to, purpose, sold: true, items, told }))
	}

	fn dispense(&self, n: usize, by: &sr25519::Pair, index: u32) -> Result<Signed> {
		let (organization, _) = Lab::organization(n)?;
		let unit = self.units(n, index, 1)?.into_iter().next().context("one")?;
		let tag = H256(("tag", n as u64).using_encoded(blake2_256));
		Ok(Signed::new(by.clone(), Call::dispense { organization, unit, quantity: 30, tag, told: self.told() }))
	}

	fn pack_bulk(&self, n: usize, by: &sr25519::Pair, which: u64) -> Result<Signed> {
		let (organization, _) = Lab::organization(n)?;
		let lot: LotId = (gtin(n)?, self.lot.clone());
		let bulk = Bulk { root: self.tree.root, height: 1, lot: Some(lot) };
		Ok(Signed::new(
			by.clone(),
			Call::pack_bulk { organization, container: sscc(n, which)?, bulk, told: self.told() },
		))
	}
}

/// The organisation after that of the n-th person.
fn next(n: usize) -> Result<OrganizationId> {
	Ok(Lab::organization(n.saturating_add(1))?.0)
}

/// The n-th person's product: built on its organisation's prefix.
fn gtin(n: usize) -> Result<Gtin14> {
	let (organization, _) = Lab::organization(n)?;
	let prefix = FIRST_PREFIX.saturating_add(organization.into());
	let body = prefix.saturating_mul(100_000).saturating_add(u64::try_from(n)?).saturating_mul(10);
	checked(body, |number| Gtin14::try_from(number).ok())
}

/// The n-th person's containers.
fn sscc(n: usize, which: u64) -> Result<Sscc18> {
	let (organization, _) = Lab::organization(n)?;
	let prefix = FIRST_PREFIX.saturating_add(organization.into());
	let reference = which.saturating_mul(100_000_000).saturating_add(u64::try_from(n)?);
	let body = prefix.saturating_mul(1_000_000_000).saturating_add(reference).saturating_mul(10);
	checked(body, |number| Sscc18::try_from(number).ok())
}

/// The one number of these ten whose check digit is right.
fn checked<T>(body: u64, try_from: impl Fn(u64) -> Option<T>) -> Result<T> {
	(0..10).find_map(|digit: u64| try_from(body.saturating_add(digit))).context("one of ten check digits is right")
}

fn text(text: &str) -> Result<LotNumber> {
	LotNumber::try_from(text.as_bytes()).map_err(|error| anyhow::anyhow!("{text}: {error:?}"))
}
