//! What was read last, kept for whoever asks the same again.

use std::{
	collections::VecDeque,
	sync::{Arc, Mutex, PoisonError},
};

/// The values of the `most` keys that were asked for last. Keys name what never changes, such as the state at a block, so
/// nothing in here grows stale; it is only put out by what is asked for more often.
pub struct Recent<K, V> {
	most: usize,
	/// Least recently used first.
	kept: Mutex<VecDeque<(K, Arc<V>)>>,
}

impl<K: PartialEq, V> Recent<K, V> {
	/// Room for this many.
	pub const fn new(most: usize) -> Self {
		Self { most, kept: Mutex::new(VecDeque::new()) }
	}

	/// The value of this key, read if it is not here. What cannot be read is not kept. While one reads, others may: to
	/// read twice what is new costs less than to let everybody wait for whoever is first.
	pub fn get_or_read<E>(&self, key: K, read: impl FnOnce() -> Result<V, E>) -> Result<Arc<V>, E> {
		if let Some(value) = self.touch(&key) {
			return Ok(value);
		}
		let value = Arc::new(read()?);
		// Nothing can be left half done under this lock, so a thread that panicked elsewhere does no harm.
		let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
		kept.retain(|(other, _)| *other != key);
		kept.push_back((key, value.clone()));
		while kept.len() > self.most {
			kept.pop_front();
		}
		Ok(value)
	}

	/// The value of this key, which is the most recently used from now on.
	fn touch(&self, key: &K) -> Option<Arc<V>> {
		let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
		let place = kept.iter().position(|(other, _)| other == key)?;
		let entry = kept.remove(place)?;
		let value = entry.1.clone();
		kept.push_back(entry);
		Some(value)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::cell::Cell;

	/// Asks for keys in order, and says which had to be read.
	fn read_of(recent: &Recent<u8, u16>, keys: &[u8]) -> Vec<u8> {
		let read = Cell::new(Vec::new());
		for key in keys {
			let value = recent.get_or_read(*key, || {
				let mut so_far = read.take();
				so_far.push(*key);
				read.set(so_far);
				Ok::<_, ()>(u16::from(*key) * 10)
			});
			assert_eq!(value.map(|value| *value), Ok(u16::from(*key) * 10));
		}
		read.take()
	}

	#[test]
	fn value_should_be_read_once_while_it_is_asked_for() {
		let recent = Recent::new(2);
		assert_eq!(read_of(&recent, &[1, 1, 2, 1, 2, 2]), [1, 2]);
	}

	#[test]
	fn least_recently_used_should_make_room() {
		let recent = Recent::new(2);
		assert_eq!(read_of(&recent, &[1, 2, 1, 3]), [1, 2, 3]);
		// The second was used before the first.
		assert_eq!(read_of(&recent, &[1, 3]), Vec::<u8>::new());
		assert_eq!(read_of(&recent, &[2]), [2]);
		assert_eq!(recent.kept.lock().map(|kept| kept.len()).ok(), Some(2));
	}

	#[test]
	fn failure_should_not_be_kept() {
		let recent = Recent::<u8, u16>::new(2);
		assert_eq!(recent.get_or_read(1, || Err("no state")), Err("no state"));
		assert_eq!(read_of(&recent, &[1]), [1]);
	}

	#[test]
	fn many_threads_should_get_the_same() {
		let recent = Recent::<u8, u16>::new(3);
		std::thread::scope(|scope| {
			for thread in 0..8u8 {
				let recent = &recent;
				scope.spawn(move || {
					for n in 0..200u8 {
						let key = (n ^ thread) % 5;
						let value = recent.get_or_read(key, || Ok::<_, ()>(u16::from(key)));
						assert_eq!(value.map(|value| *value), Ok(u16::from(key)));
					}
				});
			}
		});
		assert!(recent.kept.lock().is_ok_and(|kept| kept.len() <= 3));
	}
}
