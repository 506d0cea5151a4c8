//! What may not be paid: rules 1 to 12 of claims once more, as plainly as they can be said. What a line costs is not
//! worked out here; that is done by the pallet's own tests.

use super::{Coverage, Entry, Item, Model, DAY};
use pallet_claims::{
	x12::Group, Benefit, FeeLeaf, LineResult, Money, PlanTerms, PriorLine, Submission, Tier, MAX_LIMITED,
};
use salus_primitives::{
	anchor::{Root, MAX_LEAVES},
	codes::CodeKind,
	Holder, Period, Seconds,
};
use sp_core::H256;
use sp_io::hashing::blake2_256;

/// What is to become of a line when nobody but the rules looks at it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Verdict {
	/// It is denied as a whole, for this.
	Denied(Group, &'static str),
	/// It is priced.
	Priced,
	/// It depends on what the model does not know: a licence, a supply of medicine.
	Unknown,
}

/// Reasons that deny a line as a whole and never take a part of it.
const WHOLE: [&str; 13] = ["18", "26", "27", "204", "29", "B7", "185", "167", "179", "242", "197", "16", "B13"];

/// What payers before this one paid, or adjusted otherwise than to the patient.
pub fn impact(prior: Option<PriorLine>, charge: Money) -> Money {
	let Some(prior) = prior else { return 0 };
	let unpaid = charge - prior.paid.min(charge);
	charge - prior.patient.min(unpaid)
}

/// Do two periods have a moment in common?
fn overlap(one: &Period<Seconds>, from: Seconds, to: Seconds) -> bool {
	one.start.is_none_or(|start| start <= to) && one.end.is_none_or(|end| from <= end)
}

/// The terms for services of this category.
pub fn benefit(terms: &PlanTerms, item: &Item) -> Option<Benefit> {
	terms.benefits.iter().find(|it| it.category == item.category && it.covered).cloned()
}

impl Model {
	/// Rules 1 to 12 for one line; `left` is what the authorisation that it cites has left.
	pub fn verdict(&self, claim: &Entry, coverage: &Coverage, item: &Item, left: Option<u32>) -> Verdict {
		use Verdict::*;
		if item.duplicate {
			return Denied(Group::OA, "18");
		}
		if coverage.period.start.is_some_and(|start| item.from < start) {
			return Denied(Group::PR, "26");
		}
		if coverage.period.end.is_some_and(|end| end < item.to) {
			return Denied(Group::PR, "27");
		}
		let Some(terms) = self.terms(claim.plan, claim.version) else { return Denied(Group::PR, "204") };
		let last = item.to.saturating_add(Seconds::from(terms.filing_days) * DAY);
		if last < claim.submitted {
			return Denied(Group::CO, "29");
		}
		// Of older years than the newest two nothing is counted any more: which those are is the chain's to say.
		let family = self.years(claim.family);
		if family.iter().filter(|year| **year > terms.year).count() > 1 {
			return Unknown;
		}
		let barred = |holder: &Holder| self.excluded.get(holder).filter(|it| overlap(it, item.from, item.to));
		for holder in [item.renderer, Holder::Organization(claim.provider)] {
			match barred(&holder) {
				Some(period) if period.contains(&item.from) || period.contains(&item.to) => {
					return Denied(Group::CO, "B7")
				},
				// Days within a long stay.
				Some(_) => return Unknown,
				None => {},
			}
		}
		if let Holder::Subject(subject) = item.renderer {
			if !self.affiliations.contains(&(subject, claim.provider)) {
				return Denied(Group::CO, "185");
			}
		}
		let any = terms.benefits.iter().find(|it| it.category == item.category);
		if any.is_some_and(|it| it.licence.is_some()) {
			return Unknown;
		}
		let Some(benefit) = benefit(terms, item) else { return Denied(Group::PR, "204") };
		if !benefit.requires.is_empty() && !benefit.requires.intersects(claim.flags) {
			return Denied(Group::PR, "167");
		}
		let waiting = Seconds::from(benefit.waiting_days) * DAY;
		if coverage.period.start.is_some_and(|start| item.from < start.saturating_add(waiting)) {
			return Denied(Group::PR, "179");
		}
		let emergency = benefit.emergency.intersects(claim.flags);
		if claim.tier == Tier::OutOfNetwork && !emergency && benefit.out_of_network.is_none() {
			return Denied(Group::PR, "242");
		}
		if benefit.authorization && !emergency {
			match left {
				None => return Denied(Group::CO, "197"),
				Some(0) => return Denied(Group::CO, "198"),
				Some(_) => {},
			}
		}
		if item.tag.is_some() {
			return Unknown;
		}
		Priced
	}

	/// Must a person look at a line that is not denied?
	pub fn wants_person(&self, claim: &Entry, item: &Item) -> bool {
		let terms = self.terms(claim.plan, claim.version);
		item.allowed.is_none() || terms.and_then(|terms| benefit(terms, item)).is_some_and(|it| it.review)
	}
}

/// The most that may be paid for a line that is not denied.
pub fn most(item: &Item) -> Money {
	let left = item.charge - impact(item.prior, item.charge);
	item.allowed.map_or(left, |allowed| allowed.saturating_mul(item.units.into()).min(left))
}

/// Every line is what is paid and what is adjusted, and nothing of that is made up.
pub fn identity(item: &Item, result: &LineResult) -> Result<(), String> {
	let mut sum = u128::from(result.paid);
	for adjustment in &result.adjustments {
		if adjustment.amount == 0 {
			return Err("an adjustment of nothing".into());
		}
		if adjustment.reason.needs_remark() && adjustment.remark.is_none() {
			return Err(format!("reason {} without its remark", adjustment.reason));
		}
		sum += u128::from(adjustment.amount);
	}
	if sum != u128::from(item.charge) {
		return Err(format!("{} is charged, and {sum} is paid and adjusted", item.charge));
	}
	let left = item.charge - impact(item.prior, item.charge);
	if result.paid > left {
		return Err(format!("{} is paid where other payers left {left}", result.paid));
	}
	if result.units > item.units || result.allowed > item.charge {
		return Err("more is covered than was rendered".into());
	}
	Ok(())
}

/// Is this what the rules make of a line?
pub fn by_rules(item: &Item, verdict: Verdict, result: &LineResult) -> Result<(), String> {
	if result.paid > most(item) && item.allowed.is_some() {
		return Err(format!("{} is paid where the fee schedule allows {}", result.paid, most(item)));
	}
	let told = |group: Group, reason: &str| {
		let like = result.adjustments.iter().filter(|it| it.group == group && it.reason.as_str() == reason);
		like.map(|it| it.amount).sum::<Money>()
	};
	let before = impact(item.prior, item.charge);
	if told(Group::OA, "23") != before {
		return Err(format!("prior payers took {before}, and {} is told", told(Group::OA, "23")));
	}
	match verdict {
		Verdict::Denied(group, reason) if result.paid > 0 || told(group, reason) != item.charge - before => {
			Err(format!("it must be denied by {group:?} {reason}, and is {result:?}"))
		},
		Verdict::Priced if result.adjustments.iter().any(|it| WHOLE.contains(&it.reason.as_str())) => {
			Err(format!("nothing speaks against it, and it is {result:?}"))
		},
		_ => Ok(()),
	}
}

/// Does this price stand at this place of the fee schedule? Climbs from the leaf to the root.
pub fn stands(root: &Root, leaf: &FeeLeaf, index: u32, proof: &[H256]) -> bool {
	let mut preimage = vec![0];
	preimage.extend(index.to_le_bytes());
	preimage.extend(codec::Encode::encode(leaf));
	let mut node = blake2_256(&preimage);
	let (mut place, mut width, mut proof) = (index, root.count, proof.iter());
	while width > 1 {
		if place % 2 == 1 || place + 1 < width {
			let Some(other) = proof.next() else { return false };
			let (left, right) = if place % 2 == 1 { (other.0, node) } else { (node, other.0) };
			node = blake2_256(&[left, right].concat());
		}
		(place, width) = (place / 2, width.div_ceil(2));
	}
	index < root.count && proof.next().is_none() && node == root.hash.0
}

/// May a fee schedule have so many prices?
pub fn countable(root: &Root) -> bool {
	(1..=MAX_LEAVES).contains(&root.count)
}

/// Are these terms whole, and later than those before them?
pub fn sound(codes: &crate::domains::codes::Model, terms: &PlanTerms, before: Option<&PlanTerms>) -> bool {
	let (Some(start), Some(end)) = (terms.period.start, terms.period.end) else { return false };
	let later = before.is_none_or(|it| it.period.end.is_some_and(|end| end < start) && it.year <= terms.year);
	let limits = terms.benefits.iter().filter(|it| it.limit.is_some()).count();
	start <= end
		&& later
		&& limits <= MAX_LIMITED as usize
		&& terms.benefits.windows(2).all(|pair| pair[0].category < pair[1].category)
		&& terms.benefits.iter().all(|it| codes.is_active(it.category, CodeKind::ServiceCategory))
}

/// Do the lines say what lines must say?
pub fn well_formed(submission: &Submission, now: Seconds) -> bool {
	let lines = &submission.lines;
	let total: u128 = lines.iter().map(|line| u128::from(line.charge)).sum();
	let in_time = lines.iter().all(|line| {
		line.from <= line.to && line.to - line.from <= 366 * DAY && line.from <= now && line.to / DAY <= now / DAY
	});
	!lines.is_empty()
		&& lines.iter().all(|line| line.units > 0)
		&& total > 0
		&& total == u128::from(submission.total)
		&& in_time
}
