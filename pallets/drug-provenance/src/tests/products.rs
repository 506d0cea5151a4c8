//! Who may label, products, lots and batches.

use crate::{mock::*, types::*, Batches, Error, Event, Lots, Prefixes, Products, TradingSchema};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{Gtin14, Role, Roles, Sscc18};
use sp_core::H256;
use sp_runtime::DispatchError;

#[test]
fn company_prefix_should_cover_exactly_what_begins_with_it() {
	let gtin = gtin(0);
	for (digits, number) in [(4, 301), (7, 301_234), (12, 30_123_400_000)] {
		assert!(prefix(digits, number).covers_gtin(gtin), "{digits} {number}");
	}
	for (digits, number) in [(4, 3_012), (7, 301_235), (6, 301_234), (12, 30_123_400_001)] {
		assert!(!prefix(digits, number).covers_gtin(gtin), "{digits} {number}");
	}
	// The indicator digit does not belong to the prefix, nor does the extension digit.
	let case: Gtin14 = (0..10).find_map(|d| Gtin14::try_from(50_301_234_000_000 + d).ok()).unwrap();
	assert!(prefix(7, 301_234).covers_gtin(case));
	let pallet: Sscc18 = (0..10).find_map(|d| Sscc18::try_from(906_141_411_234_567_890 + d).ok()).unwrap();
	assert!(prefix(7, 614_141).covers_sscc(pallet) && !prefix(7, 614_142).covers_sscc(pallet));
	assert_eq!(CompanyPrefix::new(3, 1), None);
	assert_eq!(CompanyPrefix::new(13, 1), None);
	assert_eq!(CompanyPrefix::new(4, 10_000), None);
}

#[test]
fn prefixes_should_not_be_assigned_twice() {
	test(|| {
		let root = RuntimeOrigin::root;
		let set = |organization, all: &[CompanyPrefix]| {
			DrugProvenance::set_prefixes(root(), organization, all.to_vec().try_into().unwrap())
		};
		assert_noop!(set(HOSPITAL, &[prefix(7, 301_234)]), Error::<Test>::PrefixTaken);
		// One that begins with another's.
		assert_noop!(set(HOSPITAL, &[prefix(9, 30_123_499)]), Error::<Test>::PrefixTaken);
		assert_noop!(set(HOSPITAL, &[prefix(5, 55_555), prefix(5, 55_555)]), Error::<Test>::PrefixTaken);
		assert_ok!(set(HOSPITAL, &[prefix(7, 1_234_567)]));
		assert_eq!(Prefixes::<Test>::get(HOSPITAL).len(), 1);
		assert_ok!(set(MAKER, &[]));
		assert_ok!(set(HOSPITAL, &[prefix(7, 301_234)]));
		assert_noop!(DrugProvenance::set_prefixes(by(MAKER), MAKER, Default::default()), DispatchError::BadOrigin);
	});
}

#[test]
fn product_should_be_registered_by_the_licensed_owner_of_its_prefix_only() {
	test(|| {
		let register = |who, gtin| DrugProvenance::register_product(by(who), who, gtin, details());
		assert_noop!(register(RIVAL, gtin(1)), Error::<Test>::ForeignPrefix);
		assert_noop!(register(WHOLESALER, gtin(1)), Error::<Test>::RoleMissing);
		assert_noop!(register(UNLICENSED, gtin(1)), Error::<Test>::NotTradingPartner);
		assert_ok!(register(MAKER, gtin(1)));
		assert_noop!(register(MAKER, gtin(1)), Error::<Test>::ProductExists);
		assert_eq!(events().last(), Some(&Event::ProductRegistered { gtin: gtin(1), labeller: MAKER }));
		let with = |change: fn(&mut ProductDetails)| {
			let mut details = details();
			change(&mut details);
			DrugProvenance::register_product(by(MAKER), MAKER, gtin(2), details)
		};
		assert_noop!(with(|d| d.content = 0), Error::<Test>::ZeroQuantity);
		assert_noop!(
			with(|d| d.storage = Some(Temperatures { low: 1, high: 0 })),
			Error::<Test>::TemperaturesOutOfOrder
		);
		assert_noop!(with(|d| d.ndc = Ndc::new(1)), Error::<Test>::NdcMismatch);
	});
}

#[test]
fn national_drug_code_should_agree_with_a_number_built_on_it() {
	// 0 03 0123-4567-89 in ten digits; in eleven, by the segment that lost a zero.
	let of = |ten: u64| (0..10).find_map(|d| Gtin14::try_from((30_000_000_000 + ten) * 10 + d).ok()).unwrap();
	let gtin = of(123_456_789);
	assert!(Ndc::new(123_456_789).unwrap().agrees_with(gtin), "4-4-2");
	assert!(Ndc::new(1_234_056_789).unwrap().agrees_with(gtin), "5-3-2: 01234-567-89");
	assert!(Ndc::new(1_234_567_809).unwrap().agrees_with(gtin), "5-4-1: 01234-5678-9");
	assert!(!Ndc::new(1_234_567_890).unwrap().agrees_with(gtin));
	assert!(!Ndc::new(123_456_788).unwrap().agrees_with(gtin));
	assert_eq!(Ndc::new(100_000_000_000), None);
	// A number that is built on no NDC agrees with any.
	assert!(Ndc::new(1).unwrap().agrees_with("04006381333931".parse().unwrap()));
}

#[test]
fn nobody_should_be_a_partner_without_schema_role_standing_and_licence() {
	test(|| {
		assert!(DrugProvenance::is_partner(MAKER));
		assert!(!DrugProvenance::is_partner(UNLICENSED));
		// A licence without a role of the trade.
		Licensed::mutate(|all| all.insert(REGULATOR));
		assert!(!DrugProvenance::is_partner(REGULATOR));
		Roster::mutate(|all| all.insert(MAKER, (false, Roles::of(&[Role::Manufacturer]))));
		assert!(!DrugProvenance::is_partner(MAKER));
		assert_ok!(DrugProvenance::set_trading_schema(RuntimeOrigin::root(), None));
		assert!(!DrugProvenance::is_partner(WHOLESALER));
		assert_eq!(TradingSchema::<Test>::get(), None);
	});
}

#[test]
fn lot_should_grow_by_batches_and_keep_its_expiry() {
	test(|| {
		let list = lot(1, "L1", 10);
		let more = List::new(gtin(1), "L1", 1, ["T1".to_string()]);
		let commission = |list: &List, expiry| {
			let root = list.root();
			let lot = list.lot.clone();
			DrugProvenance::commission(by(MAKER), MAKER, list.gtin, lot, expiry, root.hash, root.count, told())
		};
		assert_noop!(commission(&more, EXPIRY + 1), Error::<Test>::ExpiryDiffers);
		assert_noop!(commission(&list, EXPIRY), Error::<Test>::AlreadyCommissioned);
		assert_ok!(commission(&more, EXPIRY));
		let kept = Lots::<Test>::get(list.lot_id()).unwrap();
		assert_eq!((kept.batches, kept.serials, kept.trail.len), (2, 11, 2));
		assert_eq!(Batches::<Test>::get(list.lot_id(), 1).unwrap().root, more.root());
		for n in 2..MAX_BATCHES {
			assert_ok!(commission(&List::new(gtin(1), "L1", n, [format!("U{n}")]), EXPIRY));
		}
		let last = List::new(gtin(1), "L1", 64, ["V".to_string()]);
		assert_noop!(commission(&last, EXPIRY), Error::<Test>::TooManyBatches);
	});
}

#[test]
fn commissioning_should_be_the_labellers_and_of_a_lawful_size() {
	test(|| {
		product(1);
		let commission = |who, count| {
			DrugProvenance::commission(by(who), who, gtin(1), text("L"), EXPIRY, H256::zero(), count, told())
		};
		assert_noop!(commission(RIVAL, 1), Error::<Test>::NotLabeller);
		assert_noop!(commission(MAKER, 0), Error::<Test>::LeafCountOutOfRange);
		assert_noop!(commission(MAKER, 10_000_001), Error::<Test>::LeafCountOutOfRange);
		assert_ok!(commission(MAKER, 10_000_000));
		assert_ok!(DrugProvenance::set_product_status(by(MAKER), MAKER, gtin(1), ProductStatus::Withdrawn));
		assert_noop!(commission(MAKER, 5), Error::<Test>::ProductWithdrawn);
		assert_ok!(DrugProvenance::set_product_status(by(MAKER), MAKER, gtin(1), ProductStatus::Discontinued));
		assert_noop!(commission(MAKER, 5), Error::<Test>::ProductDiscontinued);
		assert_ok!(DrugProvenance::set_product_status(by(MAKER), MAKER, gtin(1), ProductStatus::Withdrawn));
		let set = |who, status| DrugProvenance::set_product_status(by(who), who, gtin(1), status);
		assert_noop!(set(RIVAL, ProductStatus::Active), Error::<Test>::NotLabeller);
		assert_noop!(set(MAKER, ProductStatus::Withdrawn), Error::<Test>::NothingChanges);
		assert_eq!(Products::<Test>::get(gtin(1)).unwrap().status, ProductStatus::Withdrawn);
	});
}

#[test]
fn responder_should_be_a_secure_address() {
	test(|| {
		let set = |address: &str| {
			let address = address.as_bytes().to_vec().try_into().unwrap();
			DrugProvenance::set_responder(by(MAKER), MAKER, Some(address))
		};
		for bad in ["", "https://", "http://a.example", "https://a b", "https://ä.example"] {
			assert_noop!(set(bad), Error::<Test>::MalformedResponder);
		}
		assert_ok!(set("https://vrs.example/verify"));
		assert_ok!(DrugProvenance::set_responder(by(MAKER), MAKER, None));
		assert_noop!(DrugProvenance::set_responder(by(WHOLESALER), WHOLESALER, None), Error::<Test>::RoleMissing);
	});
}
