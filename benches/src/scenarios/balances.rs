//! Plain transfers: what everything else is compared to.

use crate::lab::{Case, Lab, Plan, Signed};
use anyhow::Result;
use salus_runtime::{constants::UNIT, Runtime};
use sp_core::Pair;

/// One account pays another; no two pairs share one, and no account was touched before.
pub fn transfers(lab: &Lab) -> Case {
	let calls = lab
		.people()
		.zip(lab.acquaintances())
		.map(|(from, to)| {
			Signed::new(
				from.clone(),
				pallet_balances::Call::<Runtime>::transfer_keep_alive { dest: to.clone().into(), value: UNIT },
			)
		})
		.collect();
	Case::new("balances.transfer_keep_alive", "One account pays another; both are cold.", calls)
}

/// A remark beside the transfers: what every extrinsic costs whatever it does.
pub fn prepare(lab: &mut Lab) -> Result<Plan> {
	let remarks = lab
		.people()
		.map(|by| {
			let remark = by.public().0.to_vec();
			Signed::new(by.clone(), frame_system::Call::<Runtime>::remark { remark })
		})
		.collect();
	let about = "32 bytes that change nothing: signature, nonce and fee, which every extrinsic pays for.";
	Ok(Plan { cases: vec![Case::new("balances: system.remark", about, remarks)], ..Plan::default() })
}
