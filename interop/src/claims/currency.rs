//! Currencies of ISO 4217: letters, number and decimals. The number is the id of the currency on the chain.

use pallet_claims::CurrencyId;

/// A currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Currency {
	/// Its letters, as FHIR and X12 write it.
	pub letters: &'static str,
	/// Its number, as the chain writes it.
	pub id: CurrencyId,
	/// How many decimals its minor unit has.
	pub decimals: u8,
}

/// The currency with these letters.
pub fn by_letters(letters: &str) -> Option<Currency> {
	all().find(|currency| currency.letters == letters)
}

/// The currency with this number.
pub fn by_id(id: CurrencyId) -> Option<Currency> {
	all().find(|currency| currency.id == id)
}

fn all() -> impl Iterator<Item = Currency> {
	let of = |decimals: u8, list: &'static str| {
		list.split_ascii_whitespace().filter_map(move |entry| {
			let (letters, id) = entry.split_at_checked(3)?;
			Some(Currency { letters, id: id.parse().ok()?, decimals })
		})
	};
	of(2, TWO).chain(of(0, NONE)).chain(of(3, THREE)).chain(of(4, FOUR))
}

const TWO: &str =
	"AED784 AFN971 ALL008 AMD051 AOA973 ARS032 AUD036 AWG533 AZN944 BAM977 BBD052 BDT050 BGN975 BMD060 BND096
	BOB068 BRL986 BSD044 BTN064 BWP072 BYN933 BZD084 CAD124 CDF976 CHF756 CNY156 COP170 CRC188 CUP192 CVE132 CZK203 DKK208
	DOP214 DZD012 EGP818 ERN232 ETB230 EUR978 FJD242 FKP238 GBP826 GEL981 GHS936 GIP292 GMD270 GTQ320 GYD328 HKD344 HNL340
	HTG332 HUF348 IDR360 ILS376 INR356 IRR364 JMD388 KES404 KGS417 KHR116 KPW408 KYD136 KZT398 LAK418 LBP422 LKR144 LRD430
	LSL426 MAD504 MDL498 MGA969 MKD807 MMK104 MNT496 MOP446 MRU929 MUR480 MVR462 MWK454 MXN484 MYR458 MZN943 NAD516 NGN566
	NIO558 NOK578 NPR524 NZD554 PAB590 PEN604 PGK598 PHP608 PKR586 PLN985 QAR634 RON946 RSD941 RUB643 SAR682 SBD090 SCR690
	SDG938 SEK752 SGD702 SHP654 SLE925 SOS706 SRD968 SSP728 STN930 SVC222 SYP760 SZL748 THB764 TJS972 TMT934 TOP776 TRY949
	TTD780 TWD901 TZS834 UAH980 USD840 UYU858 UZS860 VES928 WST882 XCD951 YER886 ZAR710 ZMW967 ZWG924";
const NONE: &str =
	"BIF108 CLP152 DJF262 GNF324 ISK352 JPY392 KMF174 KRW410 PYG600 RWF646 UGX800 VND704 VUV548 XAF950 XOF952
	XPF953";
const THREE: &str = "BHD048 IQD368 JOD400 KWD414 LYD434 OMR512 TND788";
const FOUR: &str = "CLF990 UYW927";

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::BTreeSet;

	#[test]
	fn each_currency_should_have_letters_and_a_number_of_its_own() {
		let letters: BTreeSet<_> = all().map(|currency| currency.letters).collect();
		let ids: BTreeSet<_> = all().map(|currency| currency.id).collect();
		assert_eq!((letters.len(), ids.len()), (all().count(), all().count()));
		assert!(all().all(|currency| currency.id < 1_000 && currency.letters.bytes().all(|b| b.is_ascii_uppercase())));
		assert_eq!(by_letters("USD").map(|currency| (currency.id, currency.decimals)), Some((840, 2)));
		assert_eq!(by_id(392).map(|currency| (currency.letters, currency.decimals)), Some(("JPY", 0)));
		assert_eq!(by_letters("usd"), None);
	}
}
