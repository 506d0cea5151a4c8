use super::*;
use codec::Encode;
use salus_primitives::trail::{origin, TrailKind, TrailStep};

#[test]
fn history_should_lead_from_its_origin_to_the_head_in_state() {
	run(|| {
		let subject = kept();
		offer_to(1, subject, START + DAY);
		System::set_block_number(7);
		assert_ok!(Subjects::accept_claim(by(1), subject));
		assert_ok!(Subjects::rotate(by(1), subject, people(&[1, 2])));
		// Whoever has the events can recompute the head, so nobody can bend the history.
		let mut head = origin(TrailKind::Subject, subject.as_bytes());
		let mut position = 0;
		for record in System::events() {
			let RuntimeEvent::Subjects(crate::Event::Recorded { subject: whose, n, entry }) = record.event else {
				continue;
			};
			assert_eq!((whose, n), (subject, position + 1));
			let block = if n < 4 { 1 } else { 7 };
			head = TrailStep { previous: head, n, block, entry: entry.encode() }.hash();
			position = n;
		}
		let trail = Stored::<Test>::get(subject).unwrap().trail;
		assert_eq!((trail.head, trail.len), (head, 5));
	});
}

#[test]
fn change_should_be_refused_when_the_history_is_full() {
	run(|| {
		let subject = opened(1);
		Stored::<Test>::mutate(subject, |s| s.as_mut().unwrap().trail.len = u32::MAX);
		frame_support::assert_noop!(Subjects::rotate(by(1), subject, people(&[2])), Error::HistoryFull);
	});
}

#[test]
fn history_should_name_no_account() {
	run(|| {
		let (owner, others) = (1, [2, 3]);
		let subject = opened(owner);
		assert_ok!(Subjects::set_guardians(by(1), subject, people(&[11, 12]), 1, DAY));
		assert_ok!(Subjects::initiate_recovery(by(11), subject, people(&others)));
		assert_ok!(Subjects::approve_recovery(by(12), subject, 3));
		pass(DAY);
		assert_ok!(Subjects::complete_recovery(by(9), subject));
		assert_ok!(Subjects::rotate(by(2), subject, people(&[4])));
		for record in System::events() {
			let RuntimeEvent::Subjects(event) = record.event else { continue };
			let bytes = event.encode();
			for n in [2u8, 3, 4, 9, 11, 12] {
				assert!(!bytes.windows(32).any(|window| window == [n; 32]), "an account in an event");
			}
		}
	});
}
